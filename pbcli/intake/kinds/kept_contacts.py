"""Contacts known again: the n-th equal row of a paper is the n-th equal record, among as many as there may be.

A column that tells equal records would make each writing several times as dear, and all records in memory would fill
it. So on the first sight of a day its records are brought in as hashes of their facts, and what a row has found is
used up: that is the counting.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from pbcli.db.read import query_text
from pbcli.domain.enums import ContactTopic
from pbcli.messages import N_, _

if TYPE_CHECKING:
    from pathlib import Path

    from pbcli.intake.plan import SheetPlan
    from pbcli.intake.store import Kept, Store

Key = tuple[Hashable, ...]

TITLES = (
    N_("日期"),
    N_("联系人"),
    N_("班级"),
    N_("联系方式"),
    N_("主题"),
    N_("参与学生人数"),
    N_("发现问题"),
    N_("采取措施"),
)
"""What the identifying facts are called, in the order of a key."""

_AROUND = timedelta(days=31)
"""Records so near to the papers' days are looked at as well: a corrected date is a suspect."""

_ALL_DAYS = ("0001-01-01", "9999-12-31")
_HALF = len(TITLES) // 2
_MOST_HOLES = 400_000
"""So many hashes of records that no row speaks of are held at once; of more, one part after the other."""


def key_of(values: Mapping[str, Any]) -> Key:
    """Return the identifying facts of a contact."""
    return (
        values["occurred_on"],
        values["member_id"],
        values["class_id"],
        values["kind"],
        told_topic(values["topic"], values["topic_note"]),
        values["pupils"],
        values["problem"],
        values["measure"],
    )


def told_topic(topic: str | None, note: str | None) -> str | None:
    """Return what tells the topic: its own words where it isn't in the list."""
    return note if topic == ContactTopic.OTHER and note else topic


@dataclass
class _Day:
    """The records of a day: the hashes of their facts in their order, the id of each, and which are used up."""

    hashes: array[int]
    ids: array[int]
    used: bytearray


@dataclass
class _Added:
    """The rows of a sheet that made new records, as runs of rows and ids that go on together."""

    plan: SheetPlan
    rows: array[int] = field(default_factory=lambda: array("q"))
    ids: array[int] = field(default_factory=lambda: array("q"))
    counts: array[int] = field(default_factory=lambda: array("q"))

    def add(self, row: int, contact_id: int, count: int) -> None:
        """Add a run, or go on with the last."""
        if self.counts and row - self.rows[-1] == contact_id - self.ids[-1] == self.counts[-1]:
            self.counts[-1] += count
            return
        self.rows.append(row)
        self.ids.append(contact_id)
        self.counts.append(count)

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Give each row with the id of its record."""
        for row, contact_id, count in zip(self.rows, self.ids, self.counts, strict=True):
            yield from zip(range(row, row + count), range(contact_id, contact_id + count), strict=True)


class KeptContacts:
    """Finds the record that a row speaks of by its facts, and marks new rows that differ from one in a single fact."""

    def __init__(self, store: Store, *, at_once: bool = False) -> None:
        self._store = store
        self._at_once = at_once
        self._waiting: dict[str, list[tuple[int, int]]] | None = None
        """Of the days that no row has asked for yet, where all are brought in at once."""
        self._first_new = store.last_id("contact") + 1
        self._spoken_of = bytearray(self._first_new)
        self._days: dict[str, _Day] = {}
        self._path: Path | None = None
        self._known_to = self._first_new - 1
        self._added: list[_Added] = []
        self._span = _ALL_DAYS[::-1]

    def begin(self, path: Path) -> None:
        """Begin a paper, whose rows are counted by themselves; those of earlier papers must have been written."""
        if path != self._path:
            self._path = path
            self._known_to = self._store.last_id("contact")
            self._days.clear()
            self._waiting = None

    def may_know(self, day: str) -> bool:
        """Tell whether any record of a day was there before this paper."""
        return len(self._day(day).ids) > 0

    def known_among(self, keys: Iterable[tuple[int, Key]]) -> set[int]:
        """Return of numbered facts the numbers of those that there may be a record of, not used up; none is used."""
        found = set()
        for number, key in keys:
            day = self._days.get(str(key[0])) or self._day(str(key[0]))
            wanted = hash(key)
            place = bisect_left(day.hashes, wanted)
            if (
                place < len(day.hashes)
                and day.hashes[place] == wanted
                and next(self._places(day, key), None) is not None
            ):
                found.add(number)
        return found

    def find(self, key: Key) -> Kept | None:
        """Return the record of a row, nothing when the paper has more equal rows than there are records."""
        day = self._day(str(key[0]))
        for place in self._places(day, key):
            kept = self._store.get("contact", day.ids[place])
            if key_of(kept.values) == key:
                day.used[place] = True
                if kept.id < self._first_new:
                    self._spoken_of[kept.id] = True
                return kept
        return None

    def remember(self, plan: SheetPlan, rows: Sequence[int], first_id: int) -> None:
        """Remember which rows made new records, whose ids follow one another."""
        if not self._added or self._added[-1].plan is not plan:
            self._added.append(_Added(plan))
        added = self._added[-1]
        if rows[-1] - rows[0] == len(rows) - 1:
            added.add(rows[0], first_id, len(rows))
            return
        for contact_id, row in enumerate(rows, first_id):
            added.add(row, contact_id, 1)

    def mark_suspects(self, column: str) -> None:
        """Mark each new row that differs in one fact from a kept record which no row of the papers speaks of.

        All new records must have been written.
        """
        unspoken = sum(1 for _record in self._unspoken())
        if not unspoken or not self._added:
            return
        found: dict[int, tuple[int, int]] = {}
        parts = 1 + unspoken * len(TITLES) // _MOST_HOLES
        for part in range(parts):
            holes: dict[int, int] = {}
            halves: set[Key] = set()
            for contact_id, key in self._unspoken():
                for _place, hole in _holes(key):
                    if hole % parts == part:
                        holes.setdefault(hole, contact_id)
                        halves |= {key[:_HALF], key[_HALF:]}
            new = self._facts(self._first_new, self._store.last_id("contact"), *self._span)
            # What differs in one fact only is alike in one half.
            alike = (row for row in new if row[1 : 1 + _HALF] in halves or row[1 + _HALF :] in halves)
            for contact_id, *facts in alike:
                for place, hole in _holes(facts):
                    if hole in holes and place < found.get(contact_id, (len(facts), 0))[0]:
                        found[contact_id] = place, holes[hole]
        self._tell(found, column)

    def _tell(self, found: Mapping[int, tuple[int, int]], column: str) -> None:
        for added in self._added:
            for row, contact_id in added.pairs():
                if contact_id in found:
                    place, alike = found[contact_id]
                    sentence = _("疑似更正：与登记的第 {id} 号记录只有“{fact}”不同。", id=alike, fact=_(TITLES[place]))
                    header = added.plan.headers.get(column, "")
                    added.plan.remark(row, header, sentence, is_suspect=True)

    def _unspoken(self) -> Iterator[tuple[int, Key]]:
        """Give the records near to the papers' days that no row speaks of."""
        first, last = self._span
        if first > last:
            return
        around = (date.fromisoformat(first) - _AROUND).isoformat(), (date.fromisoformat(last) + _AROUND).isoformat()
        for contact_id, *key in self._facts(0, self._first_new - 1, *around):
            if not self._spoken_of[contact_id]:
                yield contact_id, tuple(key)

    def _day(self, day: str) -> _Day:
        """Bring in the records of a day, those of this paper left out."""
        kept = self._days.get(day)
        if kept is None:
            self._span = min(self._span[0], day), max(self._span[1], day)
            facts = sorted(self._brought_in(day))
            hashes = array("q", [found for found, _id in facts])
            kept = _Day(hashes, array("q", [contact_id for _hash, contact_id in facts]), bytearray(len(facts)))
            self._days[day] = kept
        return kept

    def _brought_in(self, day: str) -> Iterable[tuple[int, int]]:
        """Give the hashes and ids of the records of a day that were there before this paper."""
        if not self._at_once:
            return ((hash(row[1:]), row[0]) for row in self._facts(0, self._known_to, day, day))
        if self._waiting is None:
            self._waiting = defaultdict(list)
            for row in self._facts(0, self._known_to, *_ALL_DAYS):
                self._waiting[row[1]].append((hash(row[1:]), row[0]))
        return self._waiting.pop(day, ())

    @staticmethod
    def _places(day: _Day, key: Key) -> Iterator[int]:
        wanted = hash(key)
        place = bisect_left(day.hashes, wanted)
        while place < len(day.hashes) and day.hashes[place] == wanted:
            if not day.used[place]:
                yield place
            place += 1

    def _facts(self, first_id: int, last_id: int, first_day: str, last_day: str) -> Iterator[tuple[Any, ...]]:
        """Give records: of each the id and its facts."""
        span = {"first_day": first_day, "last_day": last_day, "first_id": first_id, "last_id": last_id}
        query = query_text("import_contact_facts")
        return iter(self._store.reader.connection.execute(query, span | {"other": ContactTopic.OTHER.value}))


def _holes(key: Sequence[Hashable]) -> Iterator[tuple[int, int]]:
    """Give for each fact the hash of all the others."""
    for place in range(len(key)):
        yield place, hash((place, *key[:place], *key[place + 1 :]))
