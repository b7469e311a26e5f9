"""Plain tables, laid out as tabulate, an independent hand, lays out its simple ones; and the widths that this rests on."""

import random

import pytest
from tabulate import tabulate
from wcwidth import wcswidth, wcwidth

from pbcli.output.labels import Labels
from pbcli.output.plain import to_plain
from pbcli.output.result import Column, Result
from pbcli.output.widths import width_of

LABELS = Labels(total="合计", yes="是", no="否", empty="无", left_out="{titles}", language="zh-CN")
TEXTS = (
    "",
    "张三",
    "第一党支部",
    "a b",
    "13800138000",
    "“三会一课”……",
    "👩‍🏫",
    "é",
    "한글",
    "ﾊﾝ",
    "○",
    "\u200d",
    " 两边 ",
    "〇",
)


@pytest.mark.parametrize("seed", range(40))
def test_the_same_layout(seed: int) -> None:
    chosen = random.Random(seed)
    titles = [chosen.choice(["编号", "姓名", "Name", "联系电话（手机）"]) for _ in range(chosen.randint(1, 6))]
    columns = [Column(f"c{place}", title, chosen.choice(["text", "int"])) for place, title in enumerate(titles)]
    rows = [
        {column.key: chosen.choice(TEXTS) if column.kind == "text" else chosen.randint(0, 10**6) for column in columns}
        for _ in range(chosen.randint(1, 8))
    ]
    theirs = tabulate(
        [[str(row[column.key]) for column in columns] for row in rows], headers=titles, tablefmt="simple",
        disable_numparse=True, colalign=["right" if column.kind == "int" else "left" for column in columns],
    )  # fmt: skip
    own = to_plain(Result(columns, rows), LABELS)
    assert own.replace("\\u200d", "\u200d") == "\n".join(line.rstrip() for line in theirs.split("\n")) + "\n"


def test_every_character_has_the_width_that_the_library_tells() -> None:
    for code in (*range(0x20, 0x7F), *range(0xA0, 0xD800), *range(0xF900, 0x10000), *range(0x1F300, 0x1F700)):
        assert width_of(f"甲{chr(code)}") == max(wcswidth(f"甲{chr(code)}"), 0), hex(code)
    assert width_of("é") == wcwidth("é")
