"""A digest looks as a plain table of the same rows does, which an independent hand lays out."""

import random
from dataclasses import replace

import pytest

from pbcli.output.result import Column, Labels, Result, View
from pbcli.output.show import render

LABELS = Labels()
TITLES = ("事项", "规则", "Rule", "处理命令")
TEXTS = (
    None,
    "",
    "逾期 61 天：2026级计算机应用1班没有联系人",
    "OL-17",
    "教育管理条例第十六条",
    "pbcli liaison assign MEMBER 2026级计算机应用1班",
    "“三会一课”……（张三）",
    "한글",
    "é○",
    " 两边 ",
    "一\n二",
    "\x1b[31m",
)


def shown(result: Result) -> str:
    text = render(result, View(format="plain"), is_terminal=False, width=80, labels=LABELS)
    assert isinstance(text, str)
    return text


@pytest.mark.parametrize("seed", range(30))
def test_the_same_layout(seed: int) -> None:
    chosen = random.Random(seed)
    columns = [Column(f"c{place}", chosen.choice(TITLES)) for place in range(chosen.randint(1, 4))]
    rows = [{column.key: chosen.choice(TEXTS) for column in columns} for _ in range(chosen.randint(1, 9))]
    table = Result(columns, rows)
    assert shown(replace(table, is_digest=True)) == shown(table)


def test_without_an_entry_it_says_so() -> None:
    assert shown(Result([Column("c", "事项")], [], is_digest=True)) == "无\n"
