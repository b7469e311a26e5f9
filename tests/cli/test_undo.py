"""`pbcli undo`, as its user meets it."""

import json
from typing import Any

import pytest

from tests.conftest import Program
from tests.once import once


def note_of(pb: Program) -> Any:
    return pb.json("branch", "show", "第一党支部")["note"]


def rows(pb: Program) -> list[str]:
    return [row["branch"] for row in pb.json("branch", "list")]


@pytest.fixture
@once
def edited(pb: Program) -> Program:
    """A branch that was added (3) and edited twice (4, 5)."""
    pb("branch", "add", "第一党支部")
    pb("branch", "edit", "第一党支部", "--note", "甲")
    pb("branch", "edit", "第一党支部", "--note", "乙")
    return pb


def test_the_last_operation_is_taken_back_and_says_how_to_have_it_again(edited: Program) -> None:
    outcome = edited("undo")
    assert outcome.out == ""
    assert outcome.err == "已撤销操作 5（branch edit），改动 1 处。要恢复：pbcli undo 6\n"
    assert edited("undo").err.startswith("已撤销操作 4（branch edit）")
    assert edited("undo").err.startswith("已撤销操作 3（branch add）")
    assert rows(edited) == []


def test_quiet_prints_the_new_operation(edited: Program) -> None:
    outcome = edited("undo", "-q")
    assert (outcome.out, outcome.err) == ("6\n", "")


def test_an_undo_is_undone_and_that_again(edited: Program) -> None:
    edited("undo")
    assert edited("undo", "6").err == "已撤销操作 6（undo），改动 1 处。要恢复：pbcli undo 7\n"
    edited("undo", "7")
    edited("undo", "8")
    assert edited("undo").err.startswith("已撤销操作 5（branch edit）")


def test_trying_it_shows_the_fields_and_changes_nothing(edited: Program) -> None:
    before = edited.database.read_bytes()
    outcome = edited("undo", "--dry-run")
    assert outcome.err == "这是预演，什么也没有写入。\n"
    assert outcome.out.splitlines()[2].split() == [
        "党支部",
        "1",
        "第一党支部",
        "修改",
        "备注",
        "乙",
        "甲",
    ]
    assert edited.database.read_bytes() == before


def test_one_that_is_taken_back_already(edited: Program) -> None:
    edited("undo")
    before = edited.database.read_bytes()
    outcome = edited("undo", "5", ok=6)
    assert outcome.err == "操作 5 已经由操作 6 撤销。\n下一步：pbcli undo 6\n"
    assert edited.database.read_bytes() == before


def test_a_row_that_has_moved_on(edited: Program) -> None:
    before = edited.database.read_bytes()
    outcome = edited("undo", "4", ok=6)
    assert outcome.err == "不能撤销操作 4：“党支部 1”后来又改过（操作 5）。\n下一步：pbcli history branch/1\n"
    assert edited.database.read_bytes() == before
    assert edited("undo", "4", "--dry-run", ok=6).err == outcome.err


def test_a_row_that_others_hang_on_by_now(edited: Program) -> None:
    edited("undo")
    edited("undo")
    edited("branch", "group", "add", "第一党支部", "第一党小组")
    outcome = edited("undo", "3", ok=6)
    assert "不能撤销操作 3：后来的记录与“党支部 1”有关。\n下一步：pbcli history\n" in outcome.err


def test_a_row_whose_own_support_is_gone(edited: Program) -> None:
    edited("branch", "group", "add", "第一党支部", "第一党小组")
    edited("branch", "group", "remove", "第一党支部", "第一党小组", "--yes")
    removed = edited.json("history")[0]["id"]
    edited("branch", "remove", "第一党支部", "--yes")
    for words in (["undo", str(removed)], ["undo", str(removed), "--dry-run"]):
        outcome = edited(*words, ok=6)
        assert f"不能撤销操作 {removed}：" in outcome.err


@pytest.mark.parametrize(("number", "code", "sentence"), [
    ("99", 4, "没有编号为 99 的操作。\n下一步：pbcli history\n"),
    ("1", 5, "操作 1 建立了数据库，不能撤销。\n下一步：pbcli history\n"),
    ("2", 5, "操作 2 建立了数据库，不能撤销。\n下一步：pbcli history\n"),
])  # fmt: skip
def test_what_cannot_be_taken_back(number: str, code: int, sentence: str, edited: Program) -> None:
    assert edited("undo", number, ok=code).err == sentence


@pytest.mark.parametrize("number", ["x", "1.5", "-1"])
def test_what_is_no_number(number: str, edited: Program) -> None:
    assert edited("undo", number, ok=2).out == ""


def test_a_new_database_has_nothing_to_take_back(pb: Program) -> None:
    assert pb("undo", ok=5).err == "没有可以撤销的操作。\n下一步：pbcli history\n"


def test_an_operation_that_left_only_a_note(pb: Program, work: Any) -> None:
    with work() as opened:
        opened.annotate("只留说明")
    assert pb("undo", "3", ok=5).err == "操作 3 没有改动记录，不用撤销。\n下一步：pbcli history\n"
    assert pb("undo", ok=5).err.startswith("没有可以撤销的操作。")


def test_an_undone_operation_says_by_which(edited: Program) -> None:
    edited("undo")
    listed = {row["id"]: row for row in json.loads(edited("history", "-f", "json").out)}
    assert (listed[5]["undone_by"], listed[6]["undoes_id"], listed[4]["undone_by"]) == (6, 5, None)
    edited("undo", "6")
    listed = {row["id"]: row for row in json.loads(edited("history", "-f", "json").out)}
    assert (listed[5]["undone_by"], listed[6]["undone_by"]) == (None, 7)
