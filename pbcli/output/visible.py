"""Makes characters visible that would steer a terminal, turn the direction of a line, or hide in a text."""

import re

_STEERING = (
    "\x00-\x1f\x7f-\x9f"  # control characters, escape sequences among them
    "\u200b\u2060\ufeff"  # invisible, of no width
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # direction marks
    "\u2028\u2029"  # other line breaks
    "\ud800-\udfff"  # halves of characters, which no encoding can write
    "\U000e0000-\U000e007f"  # invisible tags
)
_STEERS = f"[{_STEERING}]"
_STEERS_BUT_BREAKS = f"(?!\n)[{_STEERING}]"
_UNWRITABLE = "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]"
_STEERS_IN_JSON = f"(?![\x00-\x1f])[{_STEERING}]"
"""All of these are characters that Python doesn't call printable: a text of printable ones is seen to be harmless at
once, and the patterns, which take a while to compile, are left alone."""


def visible(text: str, *, keep_breaks: bool = False) -> str:
    r"""Return the text with each such character written as an escape (\x1b, \u202e); line breaks stay if wished."""
    if text.isprintable():
        return text
    return re.sub(_STEERS_BUT_BREAKS if keep_breaks else _STEERS, _escape, text)


def visible_json(text: str) -> str:
    """Return JSON text with such characters as JSON escapes: the value stays the same. C0 is escaped by JSON itself."""
    return text if text.isprintable() else re.sub(_STEERS_IN_JSON, _json_escape, text)


def writable(text: str) -> str:
    """Return the text as it is, but for what no record of ours holds: control characters, halves of characters."""
    return text if text.isprintable() else re.sub(_UNWRITABLE, _escape, text)


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    named = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}.get(character)
    if named is not None:
        return named
    code = ord(character)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _json_escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x10000:
        return f"\\u{code:04x}"
    code -= 0x10000
    return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"
