"""Help pages in the user's language, laid out by the width that characters take on the screen."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from typer._click import HelpFormatter

from pbcli.domain.patterns import pattern
from pbcli.messages import N_, _

HEADINGS = {"Arguments": N_("参数"), "Options": N_("选项"), "Commands": N_("命令")}
WIDEST = 100
_FIRST_COLUMN = 30
_NEVER_FIRST = "，。、；：！？）”》】…,.;:!?)]"
_EXTRA = pattern(r" {2}\[(?P<inside>(?:default: |required|x|[0-9]).*)\]$")
_REQUIRED = pattern(r"\{([^{} ]+)\}")
_TOKEN = pattern(r"\s+|[^\s\u2e80-\U0003ffff]+|[\u2e80-\U0003ffff]")


class ChineseHelpFormatter(HelpFormatter):
    """Writes usage, headings and two-column lists so that they line up with Chinese in them."""

    def __init__(self, indent_increment: int = 2, width: int | None = None, max_width: int | None = None) -> None:
        super().__init__(indent_increment, width, max_width or WIDEST)

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the usage line; what may be left out stands in brackets, so what is needed goes without braces."""
        before = (_("用法：") if prefix is None else prefix) + prog + " "
        self._write_wrapped(_REQUIRED.sub(r"\1", args), before, " " * width_of(before))

    def write_heading(self, heading: str) -> None:
        """Write a heading in the user's language."""
        self.write(f"{'':>{self.current_indent}}{_(HEADINGS.get(heading, heading))}{_('：')}\n")

    def write_text(self, text: str) -> None:
        """Write paragraphs; a single line break inside one stays."""
        indent = " " * self.current_indent
        for line in text.splitlines() or [""]:
            self._write_wrapped(line, indent, indent)

    def write_dl(self, rows: Sequence[tuple[str, str]], col_max: int = _FIRST_COLUMN, col_spacing: int = 2) -> None:
        """Write two columns: the words to type, and what they mean."""
        widest = max((width_of(first) for first, _second in rows if width_of(first) <= col_max), default=0)
        column = self.current_indent + widest + col_spacing
        for first, second in rows:
            before = " " * self.current_indent + first
            if width_of(before) > column - col_spacing and second:
                self.write(before.rstrip() + "\n")
                before = ""
            padded = before + " " * (column - width_of(before)) if second else before
            self._write_wrapped(in_own_words(second), padded, " " * column)

    def _write_wrapped(self, text: str, first: str, later: str) -> None:
        room = max(self.width - width_of(first), 20)
        for place, line in enumerate(wrapped(text, room)):
            self.write((later if place else first) + line + "\n")


def in_own_words(text: str) -> str:
    """Say the library's own remarks on an option, its default and its necessity, in the user's language."""
    if text == "Show this message and exit.":
        return _("显示这一页")
    found = _EXTRA.search(text)
    if found is None:
        return text
    remarks = _("；").join(_remark(part) for part in found["inside"].split("; "))
    return text[: found.start()] + _("（{remarks}）", remarks=remarks)


def _remark(part: str) -> str:
    if part == "required":
        return _("必填")
    if part.startswith("default: "):
        return _("默认 {value}", value=part.removeprefix("default: "))
    return in_words(part)


def in_words(bounds: str) -> str:
    """Write a range of numbers, "x>=0" or "1<=x<=10", as people do: "≥ 0", "1–10"."""
    if found := re.fullmatch(r"(-?\d+)<=x<=(-?\d+)", bounds):
        return f"{found[1]}–{found[2]}"
    found = re.fullmatch(r"x([<>])=(-?\d+)", bounds)
    return f"{'≥' if found[1] == '>' else '≤'} {found[2]}" if found else bounds


@cache
def width_of(text: str) -> int:
    """Return how many columns a text takes on the screen."""
    if text.isascii():
        return len(text)
    from wcwidth import wcswidth

    width: int = wcswidth(text)
    return max(width, 0)


def wrapped(text: str, room: int) -> Iterator[str]:
    """Break a text into lines of at most this width: between Chinese characters anywhere, else between words."""
    line, used = "", 0
    for token in _TOKEN.findall(text):
        width = width_of(token)
        if line and used + width > room and token[0] not in _NEVER_FIRST:
            yield line.rstrip()
            line, used = "", 0
            if token.isspace():
                continue
        line += token
        used += width
    yield line.rstrip()
