"""`pbcli redo`, as its user meets it."""

from typing import Any

import pytest

from tests.conftest import Program
from tests.once import once


def note_of(pb: Program) -> Any:
    return pb.json("branch", "show", "第一党支部")["note"]


@pytest.fixture
@once
def edited(pb: Program) -> Program:
    """A branch that was added (3) and edited twice (4, 5)."""
    pb("branch", "add", "第一党支部")
    pb("branch", "edit", "第一党支部", "--note", "甲")
    pb("branch", "edit", "第一党支部", "--note", "乙")
    return pb


def test_what_was_undone_last_is_done_again(edited: Program) -> None:
    edited("undo")
    outcome = edited("redo")
    assert (outcome.out, outcome.err) == ("", "已重做操作 5（branch edit），改动 1 处。要再撤销：pbcli undo\n")
    assert note_of(edited) == "乙"
    assert edited("undo").err.startswith("已撤销操作 5（branch edit）")


def test_step_by_step_in_the_order_of_doing(edited: Program) -> None:
    edited("undo")
    edited("undo")
    assert note_of(edited) is None
    edited("redo")
    assert note_of(edited) == "甲"
    edited("redo")
    assert note_of(edited) == "乙"
    assert edited("redo", ok=5).err == "没有可以重做的操作。\n下一步：pbcli history\n"
    assert edited.json("db", "verify") == []


def test_a_redo_is_undone_and_done_again(edited: Program) -> None:
    for words in ("undo", "redo", "undo", "redo", "undo"):
        edited(words)
    assert note_of(edited) == "甲"
    edited("redo")
    assert note_of(edited) == "乙"


def test_what_has_moved_on_is_refused(edited: Program) -> None:
    edited("undo")
    edited("branch", "edit", "第一党支部", "--note", "丙")
    outcome = edited("redo", ok=6)
    assert outcome.err.startswith("不能撤销操作 6：")
    assert "下一步：pbcli history branch/1" in outcome.err
    assert note_of(edited) == "丙"


def test_trying_it_changes_nothing(edited: Program) -> None:
    edited("undo")
    before = edited.database.read_bytes()
    assert edited("redo", "--dry-run").err == "这是预演，什么也没有写入。\n"
    assert edited.database.read_bytes() == before
    assert edited("redo", "-q").out == "7\n"
