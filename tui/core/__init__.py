"""The nouns everything speaks in, and small arithmetic on them: no I/O, no clock, no asyncio, no pandas.

Their annotations are values, not the text that `from __future__ import annotations` makes of them: of text msgspec
compiles each by itself when the first noun is read, and that takes as long as to import them all.
"""
