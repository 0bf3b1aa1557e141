"""Pure functions over closes: histories in, core nouns out; no I/O, no clock, no value that uses a later day."""
