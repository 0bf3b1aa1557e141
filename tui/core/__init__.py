"""The nouns everything speaks in, and small arithmetic on them: no I/O, no clock, no asyncio, no pandas."""
