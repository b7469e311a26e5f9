"""How many columns a text takes on the screen: Chinese characters two, most others one."""

_UNUSUAL = 1 << 20
"""Stands for a character whose width the library of widths has to tell: marks, symbols, whatever joins with others."""


def width_of(text: str) -> int:
    """Return the width of a text on a terminal."""
    if text.isascii():
        return len(text)
    width = sum(map(_WIDTHS.__getitem__, text))
    if width < _UNUSUAL:
        return width
    from wcwidth import wcswidth

    return max(wcswidth(text), 0)


class _Widths(dict[str, int]):
    """The widths of the characters met so far: those of everyday Chinese are known without the library."""

    def __missing__(self, character: str) -> int:
        code = ord(character)
        if 0x20 <= code < 0x7F or character in "“”‘’…—–·×§°※○●✓✗→":
            width = 1
        elif 0x4E00 <= code <= 0x9FFF or 0x3000 <= code <= 0x3029 or 0xFF01 <= code <= 0xFF60:
            width = 2
        else:
            width = _UNUSUAL
        self[character] = width
        return width


_WIDTHS = _Widths()
