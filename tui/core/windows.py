"""The windows a spread or a return is measured over: by themselves, for the command line to name them at no cost."""

WINDOWS = ("1D", "5D", "1M", "3M", "6M", "QTD", "YTD", "1Y", "5Y", "MAX")
"""In the order the keys go through them."""
