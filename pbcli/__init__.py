"""Record keeper for the Party work of a vocational school."""

__version__ = "0.1.0"
