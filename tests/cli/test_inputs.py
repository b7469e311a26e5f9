"""The kinds of value that options take, and what a value that isn't one gets."""

import io
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest

from pbcli.cli.edits import ask_day, edits
from pbcli.cli.inputs import HOURS, MONEY, NAMES, TEXT, TIME
from pbcli.cli.params import DAY, TermParameter
from pbcli.cli.state import State
from pbcli.domain.errors import PbcliError, UsageFault
from tests.conftest import Program


class Colour(StrEnum):
    """Terms to choose from."""

    RED = "红色"
    DARK_RED = "暗红"
    BLUE = "蓝色"


COLOUR = TermParameter(Colour, {"青": Colour.BLUE})


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        (COLOUR, "红色", Colour.RED),
        (COLOUR, " 暗 ".strip(), Colour.DARK_RED),
        (COLOUR, "青", Colour.BLUE),
        (MONEY, "50", 5000),
        (MONEY, "1,200.5", 120050),
        (MONEY, 5000, 5000),
        (TIME, "14:30", "14:30"),
        (TIME, "9点", "09:00"),
        (TIME, "９时5分", "09:05"),
        (HOURS, "1.5", 150),
        (HOURS, "2学时", 200),
        (HOURS, "0.25", 25),
        (HOURS, 150, 150),
        (NAMES, "张三、李四，王五;赵六  孙七", ("张三", "李四", "王五", "赵六", "孙七")),
        (NAMES, ("张三",), ("张三",)),
        (NAMES, "、", ()),
        (TEXT, "一句话", "一句话"),
        (DAY, "2026年10月31日", date(2026, 10, 31)),
        (DAY, date(2026, 10, 31), date(2026, 10, 31)),
    ],
)
def test_values_are_read(kind: Any, typed: Any, value: Any) -> None:
    assert kind.convert(typed, None, None) == value


@pytest.mark.parametrize(
    ("kind", "typed", "sentence"),
    [
        (COLOUR, "红", "“红”不行，可用：红色、暗红。"),
        (COLOUR, "绿", "“绿”不行，可用：红色、暗红、蓝色。"),
        (COLOUR, "", "“”不行，可用：红色、暗红、蓝色。"),
        (TIME, "24:00", "“24:00”不是时间。"),
        (TIME, "9:60", "“9:60”不是时间。"),
        (TIME, "早上", "“早上”不是时间。"),
        (HOURS, "1.255", "“1.255”不是学时。"),
        (HOURS, "-1", "“-1”不是学时。"),
        (TEXT, "@没有.txt", "读不了文件 没有.txt：没有这个文件或文件夹。"),
        (DAY, "2026-02-30", "没有“2026-02-30”这一天。"),
    ],
)
def test_what_is_no_value_is_said(kind: Any, typed: str, sentence: str) -> None:
    with pytest.raises(UsageFault) as said:
        kind.convert(typed, None, None)
    assert str(said.value) == sentence


def test_money_that_is_none() -> None:
    with pytest.raises(PbcliError):
        MONEY.convert("五十", None, None)


def test_a_text_comes_from_a_file_or_stdin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "note.txt"
    path.write_bytes("\ufeff难处".encode())
    assert TEXT.convert(f"@{path}", None, None) == "难处"
    path.write_bytes("难处".encode("gbk"))
    with pytest.raises(UsageFault, match="不是 UTF-8 文本"):
        TEXT.convert(f"@{path}", None, None)
    monkeypatch.setattr("sys.stdin", io.StringIO("从管道来"))
    assert TEXT.convert("-", None, None) == "从管道来"


def test_an_edit_takes_what_was_typed_and_what_is_cleared() -> None:
    assert edits(None, name="甲", note=None) == {"name": "甲"}
    assert edits(["founded-on", "note"], name=None, founded_on=None, note=None) == {"founded_on": None, "note": None}
    with pytest.raises(UsageFault, match="没有可清空的“name”，可用：note。"):
        edits(["name"], name=None, note=None)
    with pytest.raises(UsageFault, match="没有说要改什么，可用：--name --founded-on --clear。"):
        edits([], name=None, founded_on=None)


def test_a_day_that_is_missing_is_said() -> None:
    state = State({"today": "2026-11-01"}, no_input=True, quiet=False, verbose=False)
    assert ask_day(state, "日期", date(2026, 10, 1), option="--on") == date(2026, 10, 1)
    with pytest.raises(UsageFault, match="还缺：日期（--on）。"):
        ask_day(state, "日期", None, option="--on")


def test_an_edit_of_nothing_is_a_usage_error(pb: Program) -> None:
    pb("branch", "add", "第一党支部")
    assert "没有说要改什么，可用：--name" in pb("branch", "edit", "第一党支部", ok=2).err
