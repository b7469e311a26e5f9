"""Sentences on a screen: under each other on a terminal, a line each elsewhere, nothing cut, nothing that steers."""

import pytest

from pbcli.output.columns import display_width
from pbcli.output.result import Column, Labels, Result, View
from pbcli.output.show import reads_as_prose, render

COLUMNS = [Column("lead", "操作", "int"), Column("sentence", "说明")]
LONG = "王芳用 member edit 把党员“张三”的联系电话从 138****1027 改为 139****2288，学历从 大学专科 改为 大学本科。" * 4
TOLD = Result(
    COLUMNS,
    [{"lead": 112, "sentence": LONG}, {"lead": None, "sentence": "短。"}, {"lead": 9, "sentence": "\x1b[31m红\n行"}],
    title="操作历史",
    notes=["撤回：pbcli undo 编号"],
    is_prose=True,
)


def shown(view: View, *, is_terminal: bool, width: int = 80, result: Result = TOLD) -> list[str]:
    text = render(result, view, is_terminal=is_terminal, width=width, labels=Labels())
    assert isinstance(text, str)
    return text.rstrip("\n").split("\n")


@pytest.mark.parametrize("width", [20, 40, 80, 100, 140])
def test_a_terminal_folds_them_under_themselves(width: int) -> None:
    lines = shown(View(), is_terminal=True, width=width)
    assert lines[0] == "操作历史"
    assert max(map(display_width, lines)) <= max(width, 25)
    assert lines[1].startswith("112  王芳用")
    told = lines[1 : lines.index("     短。")]
    assert all(line.startswith("     ") for line in told[1:])
    assert "".join(line[5:] for line in told).replace(" ", "") == LONG.replace(" ", "")
    assert any(line.startswith("  9  \\x1b[31m红\\n行") for line in lines)


def test_elsewhere_each_is_a_line() -> None:
    assert shown(View(), is_terminal=False) == [
        f"112  {LONG}", "     短。", "  9  \\x1b[31m红\\n行", "", "※ 撤回：pbcli undo 编号",
    ]  # fmt: skip
    assert shown(View(limit=0), is_terminal=False, result=Result(COLUMNS, [], is_prose=True)) == ["无"]


@pytest.mark.parametrize(
    ("view", "is_read"),
    [
        (View(), True),
        (View(format="plain"), True),
        (View(limit=3), True),
        (View(output="历史.txt"), True),
        (View(output="历史.csv"), False),
        (View(format="table"), False),
        (View(format="json"), False),
        (View(fields=("id",)), False),
        (View(sort=("at",)), False),
    ],
)
def test_who_asks_for_a_table_gets_one(view: View, is_read: bool) -> None:
    assert reads_as_prose(view) is is_read
