"""The four TOML files: found, read, checked, turned into nouns."""
