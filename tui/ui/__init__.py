"""The screen; the only place Textual is imported."""
