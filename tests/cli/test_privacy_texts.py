"""Numbers and private circumstances in texts: refused or noted on entry, found afterwards, covered where they stand."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Program
from tests.once import once
from tests.private_school import NUMBER, PHONE, fill

CARD = "6222021234567890128"
OLD_NUMBER = NUMBER[:6] + NUMBER[8:17]


def luhn(digits: str) -> str:
    """Give digits with their check digit, as a bank card has it."""
    doubled = [int(digit) * (1 if place % 2 else 2) for place, digit in enumerate(reversed(digits))]
    return digits + str(-sum(value - 9 if value > 9 else value for value in doubled) % 10)


NUMBERS = {
    "身份证号": (NUMBER, OLD_NUMBER, f"{NUMBER[:6]} {NUMBER[6:14]} {NUMBER[14:]}"),
    "手机号": (PHONE, f"+86 {PHONE}", "１３９１２３４５６７８"),
    "银行卡号": (luhn("622202123456789"), luhn("622202123456789012")),
}


@pytest.fixture
@once
def school(pb: Program) -> Program:
    pb("branch", "add", "第一党支部")
    pb("member", "add", "张三", "--branch", "第一党支部", "--joined-on", "2010-07-01", "--converted-on", "2011-07-01")
    pb("class", "add", "2025级护理1班", "--started-on", "2025-09-01", "--graduated-on", "2028-07-10")
    pb("event", "add", "第一党支部", "主题党日", "--on", "2026-10-08", "--title", "学习")
    pb("project", "add", "课题甲", "--branch", "第一党支部")
    return pb


FIELDS = [
    (["branch", "edit", "第一党支部", "--note"], "备注"),
    (["branch", "edit", "第一党支部", "--brand-name"], "品牌名称"),
    (["member", "edit", "张三", "--note"], "备注"),
    (["member", "edit", "张三", "--position"], "工作岗位/职称"),
    (["class", "edit", "2025级护理1班", "--note"], "备注"),
    (["liaison", "log", "张三", "2025级护理1班", "家访", "--problem"], "发现问题"),
    (["liaison", "log", "张三", "2025级护理1班", "家访", "--place"], "地点"),
    (["liaison", "log", "张三", "2025级护理1班", "家访", "--follow-up-by", "2026-12-01", "--task"], "跟进事项"),
    (["event", "edit", "1", "--summary"], "内容摘要"),
    (["project", "edit", "课题甲", "--note"], "备注"),
    (["dues", "pay", "张三", "50", "--note"], "备注"),
    (["branch", "add"], "党支部"),
    (["term", "add", "--from", "2026-09-01", "--to", "2027-01-20"], "学期"),
]


@pytest.mark.parametrize(
    ("words", "field"), FIELDS, ids=lambda value: " ".join(value) if isinstance(value, list) else ""
)
@pytest.mark.parametrize("kind", NUMBERS)
def test_a_number_is_refused_in_every_field(words: list[str], field: str, kind: str, school: Program) -> None:
    before = school.database.read_bytes()
    for number in NUMBERS[kind]:
        refused = school(*words, f"找 {number} 谢", ok=None)
        assert refused.code in {2, 5}, (number, refused)
        if refused.code == 5:
            assert f"“{field}”里有{kind}" in refused.err
        assert number not in refused.err + refused.out
    assert school.database.read_bytes() == before


def test_a_reason_given_for_force_is_looked_at_too(school: Program) -> None:
    words = [
        "member",
        "add",
        "李四",
        "--branch",
        "第一党支部",
        "--joined-on",
        "2026-01-01",
        "--converted-on",
        "2026-02-01",
    ]
    refused = school(*words, "--force", f"见 {PHONE}", ok=5)
    assert refused.err == "“说明”里有手机号，不能写进记录：请写人数或代号，不写号码。\n"


@pytest.mark.parametrize(
    ("text", "topic"),
    [("学生抑郁", "健康或心理状况"), ("父母离异", "家庭情况"), ("低保户", "经济困难情况"), ("被记过", "处分或信仰")],
)
def test_private_circumstances_warn_without_repeating_them(text: str, topic: str, school: Program) -> None:
    said = school("liaison", "log", "张三", "2025级护理1班", "家访", "--problem", text).err
    assert f"“发现问题”里写到了{topic}" in said
    assert text not in said
    assert "已记联系" in said
    assert school("liaison", "edit", "1", "--pupils", "3").err == "已改联系记录 1。\n"
    assert school("undo").err.count("写到了") == 0


def test_what_an_undo_puts_back_was_judged_once(school: Program) -> None:
    with closing(sqlite3.connect(school.database)) as connection, connection:
        connection.execute("UPDATE journal_state SET operation_id = 1")
        connection.execute("UPDATE branch SET note = ?", (PHONE,))
        connection.execute("UPDATE journal_state SET operation_id = NULL")
    school("branch", "edit", "第一党支部", "--clear", "note")
    assert "已撤销操作" in school("undo").err


def test_the_hash_of_a_file_belongs_to_nobody(school: Program) -> None:
    digest = "a" * 20 + "b13912345678c" + "d" * 31
    school("event", "edit", "1", "--evidence", f"sha256:{digest}")
    assert school("privacy", "scan").err == "没有发现。\n"


def plant(pb: Program, table: str, column: str, text: str) -> None:
    """Put a text into a record past the scanner, with the journal, as an older program would have."""
    with closing(sqlite3.connect(pb.database)) as connection, connection:
        connection.execute(f"UPDATE {table} SET {column} = ? WHERE id = 1", (text,))


def test_a_scan_names_record_and_field_and_four_digits(school: Program) -> None:
    assert school("privacy", "scan").out == "无\n"
    plant(school, "event", "summary", f"联系 {PHONE}，{NUMBER}")
    plant(school, "member", "name", f"张三{PHONE}")
    found = school("privacy", "scan", "-f", "json", ok=9)
    rows = json.loads(found.out)
    assert [(row["table"], row["field"], row["what"], row["last4"], row["name"]) for row in rows] == [
        ("event", "summary", "身份证号", NUMBER[-4:], ""),
        ("event", "summary", "手机号", PHONE[-4:], ""),
        ("member", "name", "手机号", PHONE[-4:], ""),
    ]
    assert PHONE not in found.out + found.err
    assert found.err == "发现 3 处。\n下一步：pbcli privacy purge --numbers --dry-run\n"


def test_the_numbers_are_covered_in_the_journal_as_well(kept_with_number: Program) -> None:
    pb = kept_with_number
    rows = json.loads(pb("privacy", "scan", "-f", "json", ok=9).out)
    assert [(row["table"], row["operation"] is not None) for row in rows if row["kind"] == "号码"] == [
        ("event", False), ("branch", True),
    ]  # fmt: skip
    done = json.loads(pb("privacy", "purge", "--numbers", "--yes", "-f", "json").out)
    assert [(row["key"], row["records"], row["oldest"]) for row in done] == [("branch", 1, None), ("event", 1, None)]
    assert pb.json("event", "show", "1")["summary"] == f"电话〔手机号****{PHONE[-4:]}〕"
    assert PHONE.encode() not in pb.database.read_bytes()
    assert [row["kind"] for row in pb.json("db", "verify")] == []
    assert pb("privacy", "purge", "--numbers", "--yes").err == "没有要清理的。\n"


@pytest.fixture
def kept_with_number(school: Program, monkeypatch: pytest.MonkeyPatch) -> Program:
    """A number that stands in an event, and one that stood in a branch's note and was taken out."""
    with monkeypatch.context() as patched:
        patched.setattr("pbcli.services.privacy_entry.scan", lambda _text: ())
        school("event", "edit", "1", "--summary", f"电话{PHONE}")
        school("branch", "edit", "第一党支部", "--note", f"电话{PHONE}")
    school("branch", "edit", "第一党支部", "--note", "电话簿在党办")
    return school


def test_papers_are_taken_with_their_numbers_covered(school: Program, tmp_path: Path) -> None:
    paper = tmp_path / "联系.csv"
    paper.write_text(
        "日期,联系人,班级,联系方式,发现问题,采取措施\n"
        f"2026-10-08,张三,2025级护理1班,家访,家长{PHONE},已协助\n"
        "2026-10-09,张三,2025级护理1班,家访,父母离异,已转介\n",
        encoding="utf-8",
    )
    plan = school.json("import", paper)
    assert [remark["remark"][:14] for remark in plan["remarks"]] == [
        "里面有手机号（末四位 567",
        "里面写到了家庭情况：最好只写",
    ]
    assert school.json("liaison", "contacts", "2026-10")[0]["problem"] == f"家长〔手机号****{PHONE[-4:]}〕"
    assert PHONE.encode() not in school.database.read_bytes()
    again = school.json("import", paper)
    assert (again["new"], again["same"]) == (0, 2)


def test_what_an_export_covered_is_not_taken_for_a_text(school: Program, tmp_path: Path) -> None:
    school("liaison", "log", "张三", "2025级护理1班", "家访", "--on", "2026-10-08", "--problem", "父母离异")
    paper = tmp_path / "contacts.csv"
    school("export", "contacts", "-o", paper)
    assert "离异" not in paper.read_text(encoding="utf-8")
    refused = school("import", "contacts", paper, ok=5)
    assert "这是遮盖过的内容，不能读入；导出时用 --unmask。" in refused.out + refused.err
    school("export", "contacts", "-o", tmp_path / "whole.csv", "--unmask")
    assert school.json("import", "contacts", tmp_path / "whole.csv")["same"] == 1


def test_the_page_of_a_person_holds_all_that_links_to_it(template: Path, pb: Program) -> None:
    fill(pb)
    pb("event", "add", "第一党支部", "主题党日", "--on", "2026-10-08", "--title", "学习", "--note", "王建国来讲课")
    page = pb.json("privacy", "export", "王建国")
    assert set(page["records"]) == {"member", "id_number", "membership", "party_status", "contact", "dues_base"}
    assert page["records"]["id_number"][0]["number"] == "••••" + NUMBER[-4:]
    assert page["records"]["dues_base"][0]["base_fen"] == "••••"
    assert [(row["table"], row["text"]) for row in page["mentions"]] == [("event", "王建国来讲课")]
    assert {row["table"] for row in page["history"]} == set(page["records"])
    whole = json.loads(pb("privacy", "export", "王建国", "--unmask", "-f", "json").out)
    assert whole["records"]["dues_base"][0]["base_fen"] == "8765.43"
    assert pb.json("history")[0]["note"] == "写出了“王建国”（编号 1）的全部信息，未遮盖。"
    text = pb("privacy", "export", "王建国").out
    assert "【变更记录】" in text
    assert "2021级护理1班" in text
    pb("privacy", "export", "没有这个人", ok=4)


def test_pupils_in_small_groups_are_told_by_their_year(pb: Program) -> None:
    fill(pb)
    rows = {row["group"]: row["pupils"] for row in pb.json("privacy", "pupils", "2024..2026")}
    assert rows == {"2025级护理1班": 6, "〔不足 5 人〕": 2}
    assert "合计" in pb("privacy", "pupils", "2024..2026").out


def test_a_base_set_anew_takes_the_place_of_what_was_frozen(pb: Program) -> None:
    fill(pb)
    pb("privacy", "purge", "--before", "今天", "--yes")
    rows: list[Any] = pb.json("dues", "show", "李在职", "2023")["months"]
    assert {(row["base"], row["rate"], row["owed"]) for row in rows} == {(None, "1%", "50.00")}
    pb("dues", "base", "李在职", "5500", "--from", "2023-01")
    assert pb.json("dues", "show", "李在职", "2023")["months"][0]["owed"] == "82.50"


def test_a_paper_does_not_bring_back_a_base_that_was_purged(pb: Program, tmp_path: Path) -> None:
    fill(pb)
    pb("privacy", "purge", "--before", "今天", "--yes")
    paper = tmp_path / "2023年党费.csv"
    paper.write_text("党支部,姓名,缴纳基数,1月\n第一党支部,李在职,5000,50\n", encoding="utf-8")
    plan = pb.json("import", "dues", paper)
    assert [row["remark"] for row in plan["remarks"]] == ["这段时间的基数已按保存期清理，没有再记。"]
    months = pb.json("dues", "show", "李在职", "2023")["months"]
    assert (months[0]["owed"], months[0]["paid"], months[0]["base"]) == ("50.00", "50.00", None)


def test_a_reason_for_leave_is_covered_where_it_is_private(school: Program) -> None:
    school("event", "attend", "1", "--leave", "张三:抑郁复诊")
    for words in (["event", "show", "1"], ["event", "list"], ["history", "attendance/1"], ["export", "events"]):
        outcome = school(*words, "-f", "json")
        assert "抑郁" not in outcome.out + outcome.err
    assert "抑郁复诊" in school("event", "show", "1", "--unmask").out
