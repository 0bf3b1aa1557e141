"""The exit codes of the commands: by themselves, for the command line to know them at no cost."""

COMPLETE, UNWRITTEN, USAGE, PARTIAL, NO_DATA = 0, 1, 2, 3, 4
"""All there; output not written; wrong command or configuration; gaps or stale numbers; nothing to show."""
