"""The rules as data, with their sources."""
