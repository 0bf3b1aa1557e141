"""The Board on paper: text, JSON and CSV, and the exit code that goes with it."""
