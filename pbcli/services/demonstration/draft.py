"""The records of the school while it is being invented: plain facts, table by table, with their ids."""

import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from pbcli.domain.names import pinyin_of

Facts = Mapping[str, Any]


class Draft:
    """Facts of the records to write, under the name of their model; the first of each has the id 1."""

    def __init__(self) -> None:
        self.records: dict[str, list[Facts]] = defaultdict(list)

    def add(self, model: str, **facts: Any) -> int:
        """Keep a record's facts and return its id."""
        self.records[model].append(facts)
        return len(self.records[model])

    def add_named(self, model: str, name: str, **facts: Any) -> int:
        """Keep the facts of a record that people call by its name, with the pinyin of that."""
        pinyin, initials = pinyin_of(name)
        return self.add(model, name=name, pinyin=pinyin, initials=initials, **facts)


@cache
def material() -> Mapping[str, Any]:
    """Return what the school is put together from: the tables of material.toml."""
    return tomllib.loads((Path(__file__).parent / "material.toml").read_text(encoding="utf-8"))


def last_day() -> date:
    """Return the last day that the school's records know of."""
    day: date = material()["ends_on"]
    return day


def words(key: str) -> Sequence[str]:
    """Return one of the lists of names."""
    text: str = material()[key]
    return text.split()
