"""Matching of ledger rows with kept records: the n-th equal row of a paper is the n-th equal record."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from pathlib import Path

from pbcli.intake.kinds.line import Line
from pbcli.intake.store import Kept
from pbcli.messages import _

Key = tuple[Hashable, ...]


class Matcher:
    """Finds the record that a row speaks of by its identifying facts, and marks rows that differ in one of them."""

    def __init__(self, kept: Iterable[tuple[Key, Kept]], titles: Sequence[str]) -> None:
        self._titles = titles
        self._records: dict[Key, list[Kept]] = defaultdict(list)
        for key, record in kept:
            self._records[key].append(record)
        self._seen: Counter[tuple[Path, Key]] = Counter()
        self._matched: set[int] = set()
        self._new: list[tuple[Line, Key]] = []

    def find(self, line: Line, key: Key) -> Kept | None:
        """Return the record of a row, nothing when the paper has more equal rows than there are records."""
        place = (line.plan.path, key)
        number = self._seen[place]
        self._seen[place] += 1
        records = self._records.get(key, ())
        if number >= len(records):
            return None
        self._matched.add(records[number].id)
        return records[number]

    def remember(self, line: Line, key: Key, record: Kept) -> None:
        """Remember a record that a row made."""
        self._records[key].append(record)
        self._matched.add(record.id)
        self._new.append((line, key))

    def mark_suspects(self, field: str) -> None:
        """Mark each new row that differs in one fact from a kept record which no row of the papers speaks of."""
        holes: dict[tuple[int, Key], Kept] = {}
        for key, records in self._records.items():
            for record in records:
                if record.id not in self._matched:
                    for place in range(len(key)):
                        holes.setdefault((place, key[:place] + key[place + 1 :]), record)
        for line, key in self._new if holes else ():
            for place in range(len(key)):
                alike = holes.get((place, key[:place] + key[place + 1 :]))
                if alike is not None:
                    sentence = _(
                        "疑似更正：与登记的第 {id} 号记录只有“{fact}”不同。", id=alike.id, fact=self._titles[place]
                    )
                    line.warn(field, sentence, is_suspect=True)
                    break
