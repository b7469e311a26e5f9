"""Decodes text files: by their mark, else strictly as UTF-8, else strictly as GB18030; a wish goes before all that.

Detectors that guess are wrong on short Chinese files, so nothing is guessed.
"""

import codecs
import io
import itertools
import re
from collections.abc import Iterator

from pbcli.domain.errors import UnusablePaper, UsageFault
from pbcli.intake.limits import MEGABYTE
from pbcli.intake.source import Source, chunks
from pbcli.messages import N_

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_LONGEST_LINE = 2 * MEGABYTE
_BLOCK = MEGABYTE // 16
"""So many characters at least are read at once, and the rest of the line."""
_CHINESE_UTF8 = re.compile("[\u2e80-\uffdc]{3}")
"""As many Chinese characters that are valid UTF-8 don't come about by chance in GB18030."""

_HINT = N_("用 --encoding 写明编码，或另存为 xlsx，再导入")


class Text:
    """The lines of a file, decoded anew on each pass, since a whole text may take four bytes a character."""

    def __init__(self, source: Source, encoding: str | None) -> None:
        self._source = source
        self._encoding = _encoding_of(source) if encoding is None else _known(encoding)
        self.has_line_feeds = False
        """Whether lines end with a line feed: a carriage return alone is a fault then."""
        self._check()

    def blocks(self) -> Iterator[str]:
        """Give whole lines with their ends, many at a time. Raises UnusablePaper where a file has changed meanwhile."""
        with io.TextIOWrapper(self._source.open(), encoding=self._encoding, newline="") as file:
            block = (file.read(_BLOCK) + file.readline()).removeprefix("\ufeff")
            while block:
                yield block
                block = file.read(_BLOCK) + file.readline()
        self._source.check()

    def lines(self) -> Iterator[str]:
        """Give the lines with their ends. Raises UnusablePaper where a file has changed meanwhile."""
        for block in self.blocks():
            yield from lines_of(block)

    def _check(self) -> None:
        """Decode everything once. Raises UnusablePaper that names the line.

        That is the line of what can't be decoded, of a NUL, or one that is longer than any table's.
        """
        decoder = codecs.getincrementaldecoder(self._encoding)()
        line, length = 1, 0
        for chunk in itertools.chain(chunks(self._source), [b""]):
            try:
                text = decoder.decode(chunk, final=not chunk)
            except UnicodeError as error:
                raise self._undecodable(error, line) from None
            nul = text.find("\x00")
            if nul >= 0:
                raise UnusablePaper("“{name}”第 {line} 行有空字符（NUL）。", line=line + _ends(text[:nul]), hint=_HINT)
            begun, ends = _last_line(text), _ends(text)
            length = len(text) - begun if begun else length + len(text)
            if length >= _LONGEST_LINE:
                raise UnusablePaper("“{name}”第 {line} 行太长，不像表格。", line=line + ends)
            line += ends
            self.has_line_feeds = self.has_line_feeds or "\n" in text

    def _undecodable(self, error: UnicodeError, line: int) -> UnusablePaper:
        if isinstance(error, UnicodeDecodeError):
            line += _ends(error.object[: error.start].decode(self._encoding, "ignore"))
        if self._encoding == "gb18030":
            return UnusablePaper("“{name}”第 {line} 行既不是 UTF-8，也不是 GB18030 编码。", line=line, hint=_HINT)
        return UnusablePaper(
            "“{name}”第 {line} 行不是 {encoding} 编码。", line=line, encoding=self._encoding, hint=_HINT
        )


def lines_of(block: str) -> Iterator[str]:
    """Give the lines of a text with their ends, whichever of the three they are."""
    return io.StringIO(block, newline="")


def _ends(text: str) -> int:
    return text.count("\n") or text.count("\r")


def _last_line(text: str) -> int:
    """Return where the last line of a text begins; 0 where it is of one line only."""
    return max(text.rfind("\n"), text.rfind("\r")) + 1


def _known(encoding: str) -> str:
    """Return an encoding's name as Python knows it. Raises UsageFault where there is none of this name."""
    try:
        "".encode(encoding)
        return codecs.lookup(encoding).name
    except (LookupError, UnicodeError, ValueError):
        raise UsageFault(
            "没有叫“{encoding}”的编码。", encoding=encoding, hint="--encoding utf-8、gb18030、utf-16 或 big5"
        ) from None


def _encoding_of(source: Source) -> str:
    """Choose the encoding: the mark's; UTF-8 where all of it is, or where so much is that a byte must be damaged."""
    beginning = next(chunks(source), b"")
    for mark, encoding in _MARKS:
        if beginning.startswith(mark):
            return encoding
    decoder = codecs.getincrementaldecoder("utf-8")()
    has_chinese = False
    for chunk in itertools.chain(chunks(source), [b""]):
        try:
            text = decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            sound = error.object[: error.start].decode("utf-8", "ignore")
            return "utf-8" if has_chinese or _CHINESE_UTF8.search(sound) else "gb18030"
        has_chinese = has_chinese or _CHINESE_UTF8.search(text) is not None
    return "utf-8"
