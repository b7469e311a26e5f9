"""`pbcli history`: who changed what, when, from what to what, as people read it."""

from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Program
from tests.once import once

ID_NUMBER = "11010519491231002X"
PHONE, OTHER_PHONE = "13800138000", "13912345678"


@pytest.fixture
@once
def kept(pb: Program, tmp_path: Path) -> Program:
    """A branch (3), a member with an ID number and a phone (4), another phone (5), a class (6), a contact (7)."""
    (tmp_path / "number.txt").write_text(ID_NUMBER)
    pb("branch", "add", "第一党支部")
    pb("member", "add", "张三", "--branch", "第一党支部", "--joined-on", "2010-07-01", "--converted-on", "2011-07-01",
       "--phone", PHONE, "--id-number", f"@{tmp_path / 'number.txt'}")  # fmt: skip
    pb("member", "edit", "张三", "--phone", OTHER_PHONE)
    pb("class", "add", "2024级护理1班", "--started-on", "2024-09-01")
    pb("liaison", "log", "张三", "2024级护理1班", "走访寝室", "--on", "2026-10-12", "--task", "修水管")
    return pb


def table(text: str) -> list[list[str]]:
    """Give the words of each line of a plain table, without its head and what follows it."""
    body = text.split("\n\n", maxsplit=1)[0].splitlines()
    return [line.split() for line in body[2:]]


def test_the_operations_newest_first(kept: Program) -> None:
    rows = kept.json("history")
    assert [(row["id"], row["command"], row["tables"], row["changes"]) for row in rows[:3]] == [
        (7, "liaison log", ["联系记录", "跟进"], 2), (6, "class add", ["班级"], 1), (5, "member edit", ["党员"], 1),
    ]  # fmt: skip
    assert rows[-1]["command"] == "schema 0001"
    assert all(row["at"].endswith("Z") and row["actor"] for row in rows)


def test_one_operation_field_by_field(kept: Program) -> None:
    outcome = kept("history", "6", "--fields", "record,id,name,action,title,after")
    assert table(outcome.out) == [
        ["班级", "1", "2024级护理1班", "新增", "班级名称", "2024级护理1班"],
        ["班级", "1", "2024级护理1班", "新增", "入学时间", "2024-09-01"],
    ]


def test_a_link_reads_as_the_name_of_what_it_links_to(kept: Program) -> None:
    rows = {row["title"]: row["after"] for row in kept.json("history", "7")}
    assert (rows["联系人"], rows["班级"], rows["联系方式"]) == ("张三", "2024级护理1班", "走访寝室")


def test_what_became_of_a_record(kept: Program) -> None:
    rows = kept.json("history", "member/张三")
    assert rows[-1] | {"at": "", "actor": ""} == {
        "operation": 5, "at": "", "actor": "", "action": "修改", "title": "联系电话", "before": "138****8000",
        "after": "139****5678", "command": "member edit", "field": "phone",
    }  # fmt: skip
    assert {row["operation"] for row in rows} == {4, 5}


@pytest.mark.parametrize("what", ["member/张三", "党员/张三", "member/1", "MEMBER/zs", "党员/1"])
def test_a_record_is_named_as_everywhere(what: str, kept: Program) -> None:
    assert kept("history", what).out.endswith("把党员“张三”的联系电话从 138****8000 改为 139****5678。\n")


@pytest.mark.parametrize("what", ["branch/第一党支部", "class/2024级护理1班", "contact/1", "follow_up/1"])
def test_records_of_other_tables(what: str, kept: Program) -> None:
    assert {row["action"] for row in kept.json("history", what)} == {"新增"}


def test_what_is_personal_is_masked_everywhere(kept: Program) -> None:
    kept("config", "set", "id_numbers", "on")
    kept("member", "edit", "张三", "--id-number", f"@{kept.database.parent / 'number.txt'}")
    calls = [
        ["history"],
        ["history", "member/张三"],
        ["history", "id_number/1"],
        *(["history", str(n)] for n in range(1, 10)),
    ]
    for words in calls:
        for form in ("plain", "json", "csv"):
            outcome = kept(*words, "-f", form, ok=None)
            shown = outcome.out + outcome.err
            assert not [secret for secret in (ID_NUMBER, ID_NUMBER[:14], PHONE, OTHER_PHONE) if secret in shown]
    with_key = kept("history", "2").out
    assert "••••" in with_key


def test_a_dues_base_is_hidden_and_a_payment_is_yuan(kept: Program, work: Any) -> None:
    from pbcli.db.models import DuesBase, DuesPayment, Event, Unit

    with work() as opened:
        opened.add(DuesBase.make(member_id=1, from_month="2026-01", base_fen=512345, payer_group="在职"))
        opened.add(DuesPayment.make(member_id=1, month="2026-01", amount_fen=1234))
        opened.add(Event.make(occurred_on="2026-10-01", hours_hundredths=150, recorded_at=opened.now))
        opened.add(opened.session.get(Unit, 1).revise(keeps_id_numbers=True))
    rows = {row["title"]: (row["before"], row["after"]) for row in kept.json("history", "8")}
    assert rows["缴纳基数(元)"] == ("", "••••")
    assert rows["实缴(元)"] == ("", "12.34")
    assert rows["学时"] == ("", "1.50")
    assert rows["保存完整身份证号"] == ("否", "是")


def test_what_is_gone_keeps_its_name(kept: Program) -> None:
    kept("branch", "group", "add", "第一党支部", "第一小组")
    kept("branch", "group", "remove", "第一党支部", "第一小组", "--yes")
    rows = kept.json("history", "party_group/1")
    assert [(row["action"], row["before"], row["after"]) for row in rows if row["field"] == "branch_id"] == [
        ("新增", "", "第一党支部"), ("删除", "第一党支部", ""),
    ]  # fmt: skip
    kept("branch", "add", "第二党支部")
    kept("branch", "remove", "第二党支部", "--yes")
    assert kept.json("history", str(kept.json("history")[0]["id"]))[0]["name"] == "第二党支部"


@pytest.mark.parametrize(
    ("what", "code", "sentence"),
    [
        ("99", 4, "没有编号为 99 的操作。"),
        ("member/李四", 4, "没有叫“李四”的党员。"),
        ("contact/9", 4, "“联系记录”里没有编号为 9 的记录。"),
        ("contact/x", 4, "“联系记录”的记录没有名称，请写编号。"),
        ("song/1", 4, "没有叫“song”的表，可用：branch、class、"),
        ("journal/1", 4, "没有叫“journal”的表，可用：branch、class、"),
        ("张三", 2, "“张三”不是操作编号，也不是“表/记录”。"),
        ("contact/", 2, "“contact/”不是操作编号，也不是“表/记录”。"),
    ],
)
def test_what_there_is_no_history_of(what: str, code: int, sentence: str, kept: Program) -> None:
    outcome = kept("history", what, ok=code)
    assert outcome.out == ""
    assert outcome.err.startswith(sentence)
    assert "\n下一步：pbcli " in outcome.err


def test_names_come_out_harmless(kept: Program, work: Any) -> None:
    from pbcli.db.models import Setting

    with work() as opened:
        opened.add(Setting.make(name="[red]", value="=1+1\x1b[31m"))
    assert "\x1b" not in kept("history", "8").out
    assert "[red]" in kept("history", "8").out
    assert "'=1+1" in kept("history", "8", "-f", "csv").out
