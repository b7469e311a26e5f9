"""Projects and dues on a terminal: what is missing is asked for, tables fit and stand straight at each width."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from tests.invented_school import FIRST, fill

pexpect = pytest.importorskip("pexpect", reason="pexpect needs a pseudo-terminal")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")

Dialogue = Callable[..., Any]


@pytest.fixture
def terminal(pb: Any, work: Any, tmp_path: Path) -> Iterator[Dialogue]:
    """Start the program on a terminal of its own, with a school in the database."""
    with work() as opened:
        fill(opened)
    children = []

    def started(*words: str, columns: int = 80) -> Any:
        environment = {"HOME": str(tmp_path / "home"), "LC_ALL": "C.UTF-8", "TERM": "xterm", "NO_COLOR": "1"}
        argv = ["-m", "pbcli", "--db", str(pb.database), "--today", "2026-11-01", *words]
        child = pexpect.spawn(
            sys.executable, argv, env=environment, encoding="utf-8", timeout=60, dimensions=(60, columns)
        )
        children.append(child)
        return child

    yield started
    for child in children:
        child.close(force=True)


def finish(child: Any) -> tuple[str, int]:
    text = child.read()
    child.close()
    return text, child.exitstatus


def answer(child: Any, **answers: str) -> tuple[str, int]:
    for question, typed in answers.items():
        child.expect(question)
        child.sendline(typed)
    return finish(child)


def test_a_project_is_asked_for(pb: Any, terminal: Dialogue) -> None:
    said, code = answer(terminal("project", "add"), 课题名称="党建品牌建设研究", 所属支部="第一")
    assert (code, "已登记课题“党建品牌建设研究”。" in said) == (0, True)
    said, code = answer(terminal("project", "plan", "1", "开题"), 计划日期="12-01")
    assert "计划 2026-12-01 开题。" in said
    said, code = answer(terminal("project", "extend", "1"), 延期到哪天="明年6月30日")
    assert "延期到 2027-06-30。" in said
    said, code = answer(terminal("project", "remove", "1"), 删除课题="n")
    assert (code, "没有改动。" in said) == (130, True)
    said, code = answer(terminal("project", "extend", "1", "--remove"), 的延期="y")
    assert "已删除“党建品牌建设研究”的延期。" in said
    said, code = answer(terminal("project", "remove", "1"), 删除课题="y")
    assert pb.json("project", "list") == []


def test_a_base_is_asked_for_and_with_a_dash_unseen(pb: Any, terminal: Dialogue) -> None:
    said, _code = answer(terminal("dues", "base"), 党员="张三丰", 缴纳基数="5000")
    assert "每月应缴 50.00 元（1%）" in said
    said, _code = answer(terminal("dues", "base", "王五", "-"), 缴纳基数="6789.12")
    assert "每月应缴 101.84 元（1.5%）" in said
    assert "6789" not in said
    said, _code = answer(terminal("dues", "pay"), 党员="王五")
    assert "已记王五 2026-11 的党费 101.84 元。" in said
    said, code = answer(terminal("dues", "remove", "1"), 删除王五="n")
    assert code == 130
    assert pb.json("dues", "show", "王五")["payments"]


@pytest.mark.parametrize("columns", [80, 100, 140])
def test_no_column_is_skewed(pb: Any, terminal: Dialogue, columns: int) -> None:
    for place, member in enumerate(("张三丰", "王五", "李四")):
        pb("project", "add", f"党建引领职业学校德育工作的实践研究（{place}）", "--branch", FIRST, "--number", f"KT2026-0{place}",
           "--leader", member, "--level", "区级", "--approved-on", "2026-03-01")  # fmt: skip
        pb("project", "plan", f"KT2026-0{place}", "开题", "2026-10-01")
        pb("dues", "base", f"{FIRST}/{member}", "5000", "--from", "2026-01")
    for words, titles in (
        (("project", "list"), {"级别": "区级", "所属支部": FIRST, "状态": "已立项"}),
        (("dues", "list"), {"党支部": FIRST, "状态": "未缴", "预警": "AL-01"}),
    ):
        text, code = finish(terminal(*words, columns=columns))
        lines = text.splitlines()
        assert code == 0
        assert max(map(cell_len, lines)) <= columns
        header = next(line for line in lines if "状态" in line)
        for title, cell in titles.items():
            places = {
                cell_len(line[: line.index(cell)])
                for line in lines
                if cell in line and "✗" not in line and "※" not in line
            }
            assert cell_len(header[: header.index(title)]) in places, (words, title)
            assert len(places) == 1 or title == "党支部", (words, title, places)
