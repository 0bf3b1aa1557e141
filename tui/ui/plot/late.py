"""Brings in the drawing library when the first frame is on the screen, not before."""

from __future__ import annotations

from importlib import import_module

from tui.ui.plot.canvas import Plotter


def load() -> Plotter:
    """Import the drawing library, a fiftieth of a second the first time, and return what draws lines."""
    plotter: Plotter = import_module("tui.ui.plot.drawing").draw_lines
    return plotter
