"""The words of a ledger's column: each is read once, however often it stands there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from pbcli.rulebook.privacy import topics_of

if TYPE_CHECKING:
    from pbcli.intake.paper import Cell

NOT_PLAIN = object()
"""What is read with a doubt, a remark or a fault."""

_MOST_WORDS = 20_000
_MOST_SENTENCES = 5000
"""So many are remembered; then it begins anew, since words that never come again fill the memory."""

_LETTERS = "0-9A-Za-z\u3400-\u4dbf\u4e00-\u9fff"
_MARKS = "\u3001-\u3011\uff01-\uff5e"
_SENTENCE = re.compile(f"^[{_LETTERS}](?:[{_LETTERS}{_MARKS} ]{{,150}}[{_LETTERS}{_MARKS}])?$", re.MULTILINE)
"""A text of which nothing is taken away: no blank around it, and only such signs as harm nobody."""
_FEWEST_DIGITS = 11
_NUMBER = re.compile(f"(?:[0-9\uff10-\uff19][^0-9\uff10-\uff19\n]*){{{_FEWEST_DIGITS}}}")
"""A number of a person has no fewer digits."""


class Words(dict[Any, Any]):
    """What the cells of one type say, by the cell. `True` is equal to 1, hence one type only."""

    def __init__(self, read: Callable[[Any], Any]) -> None:
        super().__init__()
        self._read = read
        self.may_be_odd = False
        """Whether any of them is not plain."""

    def __missing__(self, cell: Any) -> Any:
        """Read a cell for the first time."""
        found = self[cell] = self._read(cell)
        if found is NOT_PLAIN:
            self.may_be_odd = True
        return found


class Column:
    """A column: where its values go, how a cell of it is read, and what was read so far."""

    def __init__(self, target: str, read: Callable[[Any], Any], *, is_text: bool = False) -> None:
        self.target = target
        self._read = read
        self._is_text = is_text
        self._words: dict[type, Words] = {}

    def values(self, cells: Sequence[Cell | tuple[Cell, ...]], odd: set[int]) -> list[Any]:
        """Return what the cells say, and add to `odd` the places of those that aren't plain."""
        types = set(map(type, cells)).difference({type(None)}) or {str}
        for one in types:
            self._prepare(one, cells)
        if len(types) == 1:
            found = list(map(self._words[types.pop()].__getitem__, cells))
        else:
            of_none = self._words[next(iter(types))]
            found = [of_none[cell] if cell is None else self._words[type(cell)][cell] for cell in cells]
        if any(words.may_be_odd for words in self._words.values()):
            odd.update(place for place, value in enumerate(found) if value is NOT_PLAIN)
        return found

    def _prepare(self, one: type, cells: Iterable[Any]) -> None:
        """Have the words of a type in memory, no more of them than may be, and learn the plain texts together."""
        words = self._words.get(one)
        if words is None:
            words = self._words[one] = Words(self._read)
        if len(words) >= (_MOST_SENTENCES if self._is_text else _MOST_WORDS):
            words.clear()
        if self._is_text and one is str:
            words.update((text, text) for text in plain_texts(set(cells).difference(words)))


def plain_texts(cells: Iterable[Cell]) -> list[str]:
    """Return the texts among cells that are kept as they stand, with nothing to be said of them, which is seen at once.

    There is nothing in them to be taken away, nor the number of a person, nor a word on private circumstances.
    """
    found = _SENTENCE.findall("\n".join([cell for cell in cells if isinstance(cell, str)]))
    if _NUMBER.search("\n".join([text for text in found if len(text) >= _FEWEST_DIGITS])):
        found = [text for text in found if not _NUMBER.search(text)]
    if topics_of("\n".join(found)):
        found = [text for text in found if not topics_of(text)]
    return found
