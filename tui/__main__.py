"""Run the program as a module: `python -m tui`."""

from tui.cli import main

main()
