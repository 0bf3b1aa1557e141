"""Keeps the Board true: asks the provider, analyses, tells the screen."""
