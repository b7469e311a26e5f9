"""`pbcli history` on a screen: who, when, by which command, what from what to what, in both languages."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from pbcli.db.journal import columns_of, journalled_tables
from pbcli.db.naming import NAME_COLUMNS
from pbcli.services.history_records import CALLED, FACTS
from tests.conftest import Program


@pytest.fixture
def pb(pb: Program, monkeypatch: pytest.MonkeyPatch) -> Program:
    """The program, used by 王芳 on the morning of 20 October."""
    monkeypatch.setenv("PBCLI_NOW", "2026-10-20T00:15:00Z")
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(name, "王芳")
    pb("branch", "add", "第一党支部", "--founded-on", "2012-09-01")
    pb("member", "add", "张三", "--branch", "第一党支部", "--joined-on", "2010-07-01", "--converted-on", "2011-07-01",
       "--phone", "13800131027")  # fmt: skip
    return pb


def last(pb: Program, *words: str) -> str:
    """The sentence for the last operation."""
    return pb("history", "--limit", "1", *words).out.splitlines()[0]


def test_who_when_what_from_what_to_what_by_which_command(pb: Program) -> None:
    pb("member", "edit", "张三", "--phone", "13912342288")
    assert last(pb) == (
        "5  2026-10-20 08:15 王芳用 member edit 把党员“张三”的联系电话从 138****1027 改为 139****2288。"
    )
    assert last(pb, "--lang", "en") == (
        "5  2026-10-20 08:15 王芳 ran member edit: changed the phone of member 张三 from 138****1027 to 139****2288."
    )


def test_a_name_in_latin_letters_stands_apart(pb: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "wangfang")
    pb("branch", "edit", "第一党支部", "--brand", "春雨")
    assert last(pb) == "5  2026-10-20 08:15 wangfang 用 branch edit 给党支部“第一党支部”填上品牌名称 春雨。"


@pytest.mark.parametrize(
    ("words", "sentence", "english"),
    [
        (["--phone", ""], "清空了党员“张三”的联系电话（原为 138****1027）。", "cleared the phone of member 张三 (was 138****1027)."),
        (["--education", "大学本科"], "给党员“张三”填上学历 大学本科。", "set the education of member 张三 to 大学本科."),
        (
            ["--phone", "", "--education", "大学本科"],
            "修改了党员“张三”：学历填上 大学本科，联系电话清空（原为 138****1027）。",
            "changed member 张三: education set to 大学本科, phone cleared (was 138****1027).",
        ),
        (
            ["--phone", "13912342288", "--education", "大学本科"],
            "修改了党员“张三”：学历填上 大学本科，联系电话从 138****1027 改为 139****2288。",
            "changed member 张三: education set to 大学本科, phone from 138****1027 to 139****2288.",
        ),
    ],
)  # fmt: skip
def test_an_edit(words: list[str], sentence: str, english: str, pb: Program) -> None:
    pb("member", "edit", "张三", *words)
    assert last(pb).endswith("member edit " + sentence)
    assert last(pb, "--lang", "en").endswith("member edit: " + english)


def test_what_is_covered_is_only_said_to_have_changed(pb: Program) -> None:
    pb("dues", "base", "张三", "5000", "--from", "2026-01")
    pb("dues", "base", "张三", "6000", "--from", "2026-01")
    assert last(pb).endswith("dues base 改了党费基数 1（张三、2026-01）的缴纳基数(元)（遮盖不显示）。")
    pb("dues", "base", "张三", "7000", "--from", "2026-01", "--group", "离退休")
    assert "改了（遮盖不显示）" in last(pb)
    assert "000" not in pb("history").out.replace("0001", "")


def test_new_and_removed_records(pb: Program) -> None:
    assert last(pb).endswith("member add 登记了党员“张三”；新增 组织关系 1、党员身份 2。")
    assert pb("history", "3").out == (
        "3  2026-10-20 08:15 王芳用 branch add 登记了党支部“第一党支部”：成立日期 2012-09-01。\n"
    )
    pb("branch", "add", "第二党支部")
    pb("branch", "remove", "第二党支部", "--yes")
    assert last(pb).endswith("branch remove 删除了党支部“第二党支部”。")
    pb("branch", "elect", "第一党支部", "--on", "2024-01-10", "--years", "3")
    pb("undo")
    assert last(pb).endswith("删除了支部任期 1（第一党支部、2024-01-10）。")
    number = pb.json("history")[0]["id"]
    assert "删除了支部任期 1（第一党支部、2024-01-10）：任期(年) 3" in pb("history", str(number)).out


def test_undo_and_redo(pb: Program) -> None:
    pb("member", "edit", "张三", "--phone", "13912342288")
    pb("undo")
    assert "undo 撤销了操作 5（member edit）；把党员“张三”的联系电话从 139****2288 改为 138****1027。" in last(pb)
    pb("redo")
    assert "redo 撤销了操作 6 的撤销，又做了操作 5（member edit）；把党员" in last(pb)
    lines = pb("history").out.splitlines()
    assert lines[1].endswith("改为 138****1027。后来由操作 7 撤销了。")
    assert "took back the undo 6 and did operation 5 (member edit) again" in last(pb, "--lang", "en")


def test_an_import_is_counted(pb: Program, tmp_path: Path) -> None:
    paper = tmp_path / "班级.csv"
    paper.write_text("班级名称,年级\n" + "".join(f"2024级护理{n}班,2024级\n" for n in range(1, 301)), encoding="utf-8")
    pb("import", "classes", paper)
    assert last(pb) == "5  2026-10-20 08:15 王芳用 import 新增 班级 300。"
    assert last(pb, "--lang", "en") == "5  2026-10-20 08:15 王芳 ran import: added class 300."
    asked = pb("history", "5").out
    assert asked == (
        "5  2026-10-20 08:15 王芳用 import 新增 班级 300。\n\n※ 改动太多，没有逐条列出：pbcli history 5 -f csv\n"
    )
    assert len(pb.json("history", "5")) == 600
    pb("undo")
    assert last(pb).endswith("undo 撤销了操作 5（import）；删除 班级 300。")


def test_of_several_kinds_the_chief_one_is_named(pb: Program) -> None:
    for name in ("李四", "王五", "赵六"):
        pb("member", "add", name, "--branch", "第一党支部", "--joined-on", "2010-07-01")
    pb(
        "event",
        "add",
        "第一党支部",
        "党课",
        "--on",
        "2026-10-12",
        "--title",
        "学党章",
        "--absent",
        "张三、李四、王五、赵六",
    )
    assert last(pb).split("event add ")[1] == (
        "登记了活动 1（2026-10-12、第一党支部、学党章）；新增 活动的类型 1、出勤 4。"
    )
    each = pb("history", str(pb.json("history")[0]["id"])).out.splitlines()
    assert each[0].split("event add ")[1].startswith("新增 活动 1、")
    assert [line for line in each if "登记了出勤 1（张三、2026-10-12、第一党支部、学党章）：出勤 缺席。" in line]


def test_looks_and_purges_are_their_notes(pb: Program) -> None:
    pb("member", "show", "张三", "--unmask")
    assert last(pb).endswith("member show 查看了“张三”（编号 1）的完整号码。")
    pb("config", "set", "liaison.silent_days", "45")
    assert last(pb).endswith("config set 登记了设置“liaison.silent_days”：值 45。")
    pb("member", "leave", "张三", "--reason", "转出", "--on", "2024-08-01", "--to", "某市学校")
    pb("privacy", "purge", "--before", "今天", "--yes")
    assert last(pb).endswith("privacy purge 清理了 2026-11-01 之前到期的内容：离开的党员的联系方式 1 条。")


def test_why_a_rule_was_overridden(pb: Program, work: object) -> None:
    with work() as opened:  # type: ignore[operator]
        from pbcli.db.models import Branch

        opened.add(Branch.make(name="第二党支部", pinyin="d", initials="d"))
        opened.annotate("按批复")
    assert last(pb).endswith("登记了党支部“第二党支部”。说明：按批复。")
    assert last(pb, "--lang", "en").endswith("added branch 第二党支部. Note: 按批复.")


def test_the_story_of_a_record(pb: Program) -> None:
    pb("member", "edit", "张三", "--phone", "13912342288")
    with closing(sqlite3.connect(pb.database, isolation_level=None)) as other:
        other.execute("UPDATE member SET duty = '校长' WHERE id = 1")
    lines = pb("history", "member/张三").out.splitlines()
    assert [line[:3].strip() for line in lines] == ["4", "5", ""]
    assert lines[0].startswith("4  2026-10-20 08:15 王芳用 member add 登记了党员“张三”：联系电话 138****1027")
    assert lines[2].strip() == "有人在本程序之外给党员“张三”填上行政职务 校长。"
    assert (
        "Past the program someone set the duty of member 张三 to 校长."
        in pb("history", "member/张三", "--lang", "en").out
    )


def test_who_is_asked_for_and_is_not_there(pb: Program) -> None:
    assert pb("history", "99", ok=4).err.startswith("没有编号为 99 的操作。")
    assert pb("history", "class/9", ok=4).err.startswith("“班级”里没有编号为 9 的记录。")
    assert pb("history", "class/9", "--lang", "en", ok=4).err.startswith('"class" has no record 9.')


def test_tables_are_there_for_who_asks(pb: Program) -> None:
    assert pb("history", "--sort", "id").out.split()[:2] == ["操作", "时间"]
    assert pb("history", "4", "-f", "csv").out.startswith("record,id,name,action,title,before,after,table,field")


def test_what_is_gone_is_named_by_what_it_was_about(pb: Program) -> None:
    pb("class", "add", "2024级护理1班")
    pb("liaison", "log", "张三", "2024级护理1班", "走访寝室", "--on", "2026-10-12", "--task", "修水管")
    pb("liaison", "remove", "1", "--yes")
    assert last(pb).endswith("删除了联系记录 1（2026-10-12、张三、2024级护理1班）。")
    assert "登记了跟进 1（2026-10-12、张三、2024级护理1班）" in pb("history", "follow_up/1").out


def test_the_holder_of_a_post_is_named_once(pb: Program) -> None:
    pb("branch", "post", "第一党支部", "书记", "张三")
    assert last(pb).endswith("登记了职务 1（第一党支部、书记、张三）。")


def test_every_journalled_table_is_called_something(pb: Program) -> None:
    with closing(sqlite3.connect(pb.database)) as connection:
        assert set(CALLED) == set(journalled_tables(connection))
        columns = {table: columns_of(connection, table) for table in CALLED}
    assert [column for table, facts in FACTS.items() for column in facts.split() if column not in columns[table]] == []
    assert set(FACTS) == set(CALLED) - set(NAME_COLUMNS) - {"redaction"}
