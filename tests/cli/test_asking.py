"""Questions on a terminal: what is missing is asked for, what can't be seen again is confirmed."""

import re
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.invented_school import FIRST, fill
from tests.once import once

pexpect = pytest.importorskip("pexpect", reason="pexpect needs a pseudo-terminal")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")

Dialogue = Callable[..., Any]


@pytest.fixture
def terminal(pb: Any, tmp_path: Path) -> Iterator[Dialogue]:
    """Start the program on a terminal of its own: answer with `sendline`, read with `expect`."""
    children = []

    def started(*words: str, columns: int = 80) -> Any:
        environment = {"HOME": str(tmp_path / "home"), "LC_ALL": "C.UTF-8", "TERM": "xterm", "PATH": "/usr/bin:/bin"}
        argv = ["-m", "pbcli", "--db", str(pb.database), "--today", "2026-11-01", *words]
        child = pexpect.spawn(
            sys.executable, argv, env=environment, encoding="utf-8", timeout=30, dimensions=(60, columns)
        )
        children.append(child)
        return child

    yield started
    for child in children:
        child.close(force=True)


def code_of(child: Any) -> int:
    child.expect(pexpect.EOF)
    child.close()
    return int(child.exitstatus)


@pytest.fixture
@once
def school(work: Any) -> None:
    with work() as opened:
        fill(opened)


def test_what_is_missing_is_asked_for(pb: Any, terminal: Dialogue) -> None:
    child = terminal("branch", "add")
    child.expect("党支部名称")
    child.sendline(FIRST)
    child.expect("已添加第一党支部。")
    assert code_of(child) == 0
    child = terminal("member", "add", "--sex", "男")
    for question, answer in (("姓名", "张三"), ("党支部", "dyd"), ("入党日期", "去年7月1日")):
        child.expect(question)
        child.sendline(answer)
    child.expect("已添加张三。")
    assert code_of(child) == 0
    row = pb.json("member", "list")[0]
    assert (row["name"], row["branch"], row["sex"], row["joined_on"]) == ("张三", FIRST, "男", "2025-07-01")


@pytest.mark.usefixtures("school")
def test_a_contact_is_asked_for_word_by_word(pb: Any, terminal: Dialogue) -> None:
    child = terminal("liaison", "log")
    for question, answer in (("联系人", "zsf"), ("班级", "2024"), ("联系方式", "寝室")):
        child.expect(question)
        child.sendline(answer)
    child.expect("已记联系 1：张三丰。")
    assert code_of(child) == 0
    assert pb.json("liaison", "contacts")[0]["kind"] == "走访寝室"


@pytest.mark.usefixtures("school")
@pytest.mark.parametrize(("answer", "code", "left"), [("y", 0, 4), ("n", 130, 5), ("", 130, 5)])
def test_a_removal_waits_for_a_yes(pb: Any, terminal: Dialogue, answer: str, code: int, left: int) -> None:
    child = terminal("member", "remove", "王五")
    child.expect("删除“王五”（第一党支部）？")
    child.sendline(answer)
    if code:
        child.expect("没有改动。")
    assert code_of(child) == code
    assert len(pb.json("member", "list")) == left


@pytest.mark.usefixtures("school")
def test_an_interrupted_question_changes_nothing(pb: Any, terminal: Dialogue) -> None:
    child = terminal("branch", "remove", FIRST)
    child.expect("删除“第一党支部”？")
    time.sleep(0.3)  # an interrupt just before Python waits for the line is only seen with the next key
    child.sendintr()
    assert code_of(child) == 130
    assert len(pb.json("branch", "list")) == 2


@pytest.mark.usefixtures("school")
def test_an_answer_that_no_rule_allows_is_one_sentence(terminal: Dialogue) -> None:
    child = terminal("member", "leave", "王五")
    child.expect("离开原因")
    child.sendline("不想来")
    child.expect("“不想来”不行，可用：转出、去世")
    assert code_of(child) == 2


@pytest.mark.usefixtures("school")
def test_an_id_number_is_asked_for_unseen(pb: Any, terminal: Dialogue) -> None:
    child = terminal("member", "edit", "王五", "--id-number", "-")
    child.expect("身份证号")
    child.waitnoecho()
    child.sendline("11010519491231002X")
    child.expect("已修改王五。")
    assert "11010519491231002X" not in child.before
    assert code_of(child) == 0
    assert pb.json("member", "show", "王五")["id_last4"] == "002X"


@pytest.mark.usefixtures("school")
def test_no_input_never_asks(terminal: Dialogue) -> None:
    child = terminal("--no-input", "member", "leave", "王五")
    child.expect("还缺：离开原因（--reason）。")
    assert code_of(child) == 2


@pytest.mark.usefixtures("school")
def test_the_monthly_page_fits_eighty_columns(terminal: Dialogue) -> None:
    from pbcli.output.columns import display_width

    child = terminal("report", "monthly", "2026-10")
    child.expect(pexpect.EOF)
    lines = re.sub(r"\x1b\[[0-9;]*m|\r", "", child.before).split("\n")
    assert max(map(display_width, lines)) <= 80
    assert any("█" in line for line in lines)
    assert any("✗ 缺 0/1" in line for line in lines)
