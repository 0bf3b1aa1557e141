"""How fast the program is, beside a bare Textual app and others of its kind: `python -m tests.bench` prints the table.

Every figure is a ratio measured in one run whose rounds alternate what is compared; nothing is judged but by reading.

terminal   a program in a pty, and when each of its bytes came
programs   what is started: the program, what it is held against, folders and environment of its own
peers      others of its kind, installed into an environment of their own
rounds     alternated rounds, medians and ratios
table      the table, printed and kept
keys       keys pressed at a running program, and the frames that answer them
processes  processor time, wakeups and memory of a process, as the system counts them
probe      runs a program with its event loop watched from within
costs      what a start or a loop spends its time on
starting, flooding, gaps, resting, leaving, scrolling, storing    the families of figures
soak       a day's session in minutes
"""
