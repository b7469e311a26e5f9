"""`pbcli log`: a contact in one line."""

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import Program
from tests.once import once

LINE = "10-20 张三 财会2班 走访寝室 6人 #安全 跟进:11-03"


@pytest.fixture
@once
def school(pb: Program) -> Program:
    pb("branch", "add", "第一党支部")
    for name in ("张三", "李四"):
        pb("member", "add", name, "--branch", "第一党支部", "--joined-on", "2010-07-01")
    for name in ("2024级财会2班", "2025级财会2班", "2025级财会12班", "2023级护理1班"):
        pb("class", "add", name)
    pb("class", "graduate", "2023级护理1班", "--on", "2026-06-30")
    pb("liaison", "assign", "张三", "2025级财会2班", "--from", "2026-09-01")
    return pb


def kept(pb: Program) -> dict[str, object]:
    """The one contact with its follow-up, as they are stored, and the name of its class."""
    with closing(sqlite3.connect(pb.database)) as connection:
        connection.row_factory = sqlite3.Row
        (row,) = connection.execute(
            "SELECT c.*, k.name AS class, m.name AS member, f.due_on, f.task, f.responsible FROM contact AS c"
            " JOIN class AS k ON k.id = c.class_id JOIN member AS m ON m.id = c.member_id"
            " LEFT JOIN follow_up AS f ON f.contact_id = c.id"
        )
    return dict(row)


def test_a_line_is_read_shown_and_kept(school: Program) -> None:
    done = school("log", LINE, "--yes")
    assert done.err.splitlines() == [
        "日期：2026-10-20",
        "联系人：张三",
        "班级：2025级财会2班",
        "联系方式：走访寝室",
        "参与学生人数：6",
        "主题：安全",
        "跟进期限：2026-11-03",
        "补录：晚记 12 天（OL-16：会后 3 个工作日内）。",
        "已记联系 1：张三。",
    ]
    row = kept(school)
    assert {key: row[key] for key in ("occurred_on", "member", "class", "kind", "pupils", "topic", "due_on")} == {
        "occurred_on": "2026-10-20",
        "member": "张三",
        "class": "2025级财会2班",
        "kind": "走访寝室",
        "pupils": 6,
        "topic": "安全",
        "due_on": "2026-11-03",
    }


def test_words_in_any_order_and_every_field(school: Program) -> None:
    school(
        "log", "查寝", "＃消防安全", "张三", "今天", "9:00-10:30", "跟进:11-03，复查门锁", "责任人:李四", "地点:3号楼", "问题:门锁坏了",
        "措施:报修", "结果:已报", "转介:学生处", "慰问:苹果", "金额:20", "来源:自费", "佐证:照片", "备注:顺路", "说明:用电", "代号:S03", "１２名", "--yes",
    )  # fmt: skip
    row = kept(school)
    wanted = {
        "class": "2025级财会2班", "start_time": "09:00", "end_time": "10:30", "task": "复查门锁", "responsible": "李四",
        "place": "3号楼", "problem": "门锁坏了", "measure": "报修", "outcome": "已报", "referred_to": "学生处", "gift": "苹果",
        "gift_source": "个人", "evidence": "照片", "note": "顺路", "topic_note": "用电", "pupil_code": "S03", "pupils": 12, "topic": "安全",
    }  # fmt: skip
    assert {key: row[key] for key in wanted} == wanted


@pytest.mark.parametrize(
    ("line", "class_name"),
    [
        ("李四 2024级财会2班 听课", "2024级财会2班"),
        ("李四 财会12班 听课 15:00", "2025级财会12班"),
        ("张三 财会2班 听课 跟进:复查", "2025级财会2班"),
        ("2025级财会12班 张三 听课 主题:学习", "2025级财会12班"),
    ],
)
def test_which_class_is_meant(school: Program, line: str, class_name: str) -> None:
    school("log", line, "--yes")
    assert kept(school)["class"] == class_name


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("张三 财会2班 听课 乱七八糟 也看不懂", 2, "看不懂：乱七八糟、也看不懂。"),
        ("张三 李四 财会2班 听课", 2, "看不懂：李四。"),
        ("李四 财会2班 听课", 4, "“财会2班”可指：2024级财会2班、2025级财会2班。"),
        ("李四 护理1班 听课", 2, "看不懂：护理1班。"),
        ("张三", 2, "还缺：联系方式。"),
        ("李四 听课", 2, "还缺：班级。"),
        ("财会12班 听课", 2, "还缺：联系人。"),
        ("张三 听课 #乱", 2, "“乱”不行，可用：学习、安全"),
        ("张三 听课 颜色:红", 2, "“颜色”不是可以写的项目，可用：跟进、地点"),
        ("张三 听课 2-30", 2, "没有“2-30”这一天。"),
        ("张三 听课 12-20", 5, "联系日期 2026-12-20 还没有到。"),
        ("张三 听课 问题:电话13800138000", 5, "“发现问题”"),
        ("张三 听课 12", 2, "看不懂：12。"),
    ],
)
def test_what_cannot_be_read_is_named_and_nothing_is_kept(school: Program, line: str, code: int, said: str) -> None:
    assert said in school("log", line, "--yes", ok=code).err
    assert school.json("liaison", "contacts", "今年") == []


def test_a_line_is_confirmed_first(school: Program) -> None:
    assert "要先确认：这样记下？" in school("log", LINE, ok=2).err
    school("log", LINE, "--dry-run")
    assert school.json("liaison", "contacts", "今年") == []


@pytest.mark.skipif(sys.platform == "win32", reason="pexpect needs a terminal of POSIX")
def test_on_a_terminal_what_is_missing_is_asked_for(school: Program, tmp_path: Path) -> None:
    import pexpect

    words = ["-m", "pbcli", "--db", str(school.database), "--today", "2026-11-01", "log", "李四", "10-20", "天气好"]
    child = pexpect.spawn(sys.executable, words, encoding="utf-8", cwd=str(tmp_path), timeout=20, dimensions=(40, 100))
    child.expect("看不懂“天气好”")
    child.sendline("")
    child.expect("班级")
    child.sendline("2025级财会12班")
    child.expect("联系方式")
    child.sendline("听课")
    child.expect("备注：天气好")
    child.expect("这样记下")
    child.sendline("y")
    child.expect("已记联系 1：李四")
    child.expect(pexpect.EOF)
    assert kept(school)["note"] == "天气好"
