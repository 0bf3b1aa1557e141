"""The last frame of a run, kept and drawn at the next start: the standard library alone, and little of that.

stamps     what a frame depends on: the program, the terminal, the configuration
frame      a frame as a file, and what is drawn of it
terminal   a terminal that shows a frame while the program is loaded
guard      gives the terminal back where a signal ends the program
opening    all of it, in the order of a start
"""
