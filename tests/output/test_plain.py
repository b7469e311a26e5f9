"""Plain tables look as the library lays out their rows one by one, whatever stands in them."""

import random

import pytest
from tabulate import tabulate

from pbcli.output.result import Column, Labels, Result, View
from pbcli.output.show import render
from pbcli.output.visible import visible

LABELS = Labels()
TITLES = ("事项", "规则", "Rule", "")
TEXTS = (
    None,
    "",
    "逾期 61 天",
    "OL-17",
    "한글",
    "é○",
    " 两边 ",
    "一\n二",
    "\x1b[31m",
    "True",
    "12",
    "3.50",
    "\u2028",
    "-",
)
NUMBERS = (None, 0, 7, 123456)


def by_rows(columns: list[Column], rows: list[dict[str, object]]) -> str:
    cells = [
        ["" if row[column.key] is None else visible(str(row[column.key])).strip() for column in columns] for row in rows
    ]
    sides = ["right" if column.kind == "int" else "left" for column in columns]
    text = tabulate(cells, headers=[column.title for column in columns], disable_numparse=True, colalign=sides)
    return "".join(line.rstrip() + "\n" for line in text.split("\n"))


def shown(columns: list[Column], rows: list[dict[str, object]]) -> str:
    text = render(Result(columns, rows), View(format="plain"), is_terminal=False, width=80, labels=LABELS)
    assert isinstance(text, str)
    return text


@pytest.mark.parametrize("seed", range(60))
def test_the_same_layout(seed: int) -> None:
    chosen = random.Random(seed)
    columns = [
        Column(f"c{place}", chosen.choice(TITLES), kind=chosen.choice(("text", "int")))
        for place in range(chosen.randint(1, 4))
    ]
    rows: list[dict[str, object]] = [
        {column.key: chosen.choice(NUMBERS if column.kind == "int" else TEXTS) for column in columns}
        for _ in range(chosen.randint(1, 9))
    ]
    assert shown(columns, rows) == by_rows(columns, rows)


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_row_without_anything_keeps_its_line(place: int) -> None:
    rows: list[dict[str, object]] = [{"c": "一"}, {"c": "二"}]
    rows.insert(place, {"c": None})
    lines = shown([Column("c", "事项")], rows).split("\n")
    assert [lines[2 + count] for count in range(3)] == [str(row["c"] or "") for row in rows]
