"""Rotation, a terminal market monitor."""

__version__ = "0.1.0"
