"""The outside world behind one async protocol."""
