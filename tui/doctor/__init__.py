"""What `rotation doctor` looks at, a line for each: it works, it works with less, or it does not, and what mends it.

checks     what a check is, and the ones about this machine: Python, packages, terminal, configuration, clock
folders    the folders of the cache and the log
databases  what the cache keeps
proxy      the proxy in use
network    the way to Yahoo, step by step, each with a deadline
answers    what is met on it, judged
report     the checks as text or JSON
"""
