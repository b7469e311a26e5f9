"""`pbcli liaison handover propose`: a class changes hands with what is open, and who could take what nobody has."""

from datetime import date
from typing import Any

import pytest

from pbcli.domain.enums import LiaisonRole
from tests.invented_school import FIRST, SECOND, fill
from tests.once import once

NURSES, MECHANICS, KINDERGARTEN = "2024级护理1班", "2025级机电2班", "2026级幼教1班"


@pytest.fixture(autouse=True)
@once
def _school(work: Any) -> None:
    with work() as opened:
        fill(opened)


def log(pb: Any, member: str, klass: str, task: str, *words: str) -> None:
    pb("liaison", "log", member, klass, "走访寝室", "--on", "2026-10-20", "--task", task, *words)


def test_the_open_follow_ups_go_along_and_the_contacts_stay(pb: Any) -> None:
    log(pb, "张三丰", NURSES, "报修", "--follow-up-by", "2026-11-10")
    log(pb, "张三丰", NURSES, "换灯", "--responsible", "张三丰")
    log(pb, "张三丰", NURSES, "谈话", "--responsible", "孙老师")
    log(pb, "张三丰", NURSES, "关窗")
    pb("liaison", "close", "4", "--on", "2026-10-21")
    outcome = pb("liaison", "handover", NURSES, "--to", "王五", "--on", "2026-11-01", "-f", "json")
    assert "“2024级护理1班”从 2026-11-01 起由王五联系。" in outcome.err
    assert "移交跟进事项 2 项。" in outcome.err
    rows = pb.json("liaison", "followups", "--all")
    assert [(row["task"], row["member"], row["responsible"]) for row in rows] == [
        ("报修", "张三丰", "王五"), ("换灯", "张三丰", "王五"), ("谈话", "张三丰", "孙老师"), ("关窗", "张三丰", None)
    ]  # fmt: skip
    assert [(row["member"], row["from_on"]) for row in pb.json("liaison", "assignments")] == [
        ("王五", "2026-11-01"), ("李四", "2025-09-01")
    ]  # fmt: skip
    pb("undo")
    assert [row["member"] for row in pb.json("liaison", "assignments")] == ["张三丰", "李四"]
    assert pb.json("liaison", "followups")[0]["responsible"] is None


def test_the_sheet_tells_the_class_what_was_done_what_is_open_and_missing(pb: Any) -> None:
    log(pb, "张三丰", NURSES, "报修", "--problem", "漏水")
    import json

    sheet = json.loads(pb("liaison", "handover", NURSES, "--to", "王五", "-f", "json").out)
    assert (sheet["class"], sheet["from"], sheet["to"], sheet["on"]) == (NURSES, "张三丰", "王五", "2026-11-01")
    assert (sheet["pupils"], sheet["head_teacher"], sheet["kinds"]) == (40, "孙老师", {"走访寝室": 1})
    assert sheet["missing"] == ["班级活动2次", "听课1次"]
    assert [(row["task"], row["responsible"]) for row in sheet["follow_ups"]] == [("报修", "王五")]
    assert [row["problem"] for row in sheet["contacts"]] == ["漏水"]


def test_it_can_be_tried_and_printed(pb: Any, tmp_path: Any) -> None:
    outcome = pb("liaison", "handover", NURSES, "--to", "王五", "--dry-run")
    assert "联系班级交接单：2024级护理1班" in outcome.out
    assert "没有待跟进的事项。" in outcome.out
    assert "这是预演，什么也没有写入。" in outcome.err
    assert [row["member"] for row in pb.json("liaison", "assignments")] == ["张三丰", "李四"]
    pb("liaison", "handover", NURSES, "--to", "王五", "-o", tmp_path / "交接单.docx")
    assert (tmp_path / "交接单.docx").stat().st_size > 1000
    assert pb("-q", "liaison", "handover", NURSES, "--to", "张三丰").out.strip().isdigit()


def test_whose_class_it_is_must_be_clear(pb: Any, work: Any) -> None:
    from pbcli.db.models import Assignment

    assert "没有联系人可移交" in pb("liaison", "handover", KINDERGARTEN, "--to", "王五", ok=5).err
    assert "“2024级护理1班”已由张三丰联系。" in pb("liaison", "handover", NURSES, "--to", "张三丰", ok=5).err
    assert "还缺" in pb("liaison", "handover", NURSES, ok=2).err
    with work() as opened:
        opened.add(
            Assignment.make(member_id=3, class_id=1, role=LiaisonRole.COUNSELLOR, from_on=date(2026, 9, 1), to_on=None)
        )
    refused = pb("liaison", "handover", NURSES, "--to", "周八", ok=5).err
    assert "有几名联系人：张三丰、王五，要说移交哪一位的。" in refused
    assert "--from MEMBER" in refused
    pb("liaison", "handover", NURSES, "--to", "周八", "--from", "王五")
    rows = pb.json("liaison", "assignments")
    assert [(row["member"], row["role"]) for row in rows if row["class"] == NURSES] == [
        ("张三丰", "党员联系人"), ("周八", "政治辅导员")
    ]  # fmt: skip


def test_a_class_that_nobody_has_is_proposed_to_a_free_member_of_the_least_loaded_branch(pb: Any) -> None:
    pb("class", "add", "2026级美术1班", "--head", "王五", "--started-on", "2026-09-01")
    rows = pb.json("liaison", "propose")
    assert [(row["class"], row["branch"], row["member"]) for row in rows] == [
        (KINDERGARTEN, FIRST, "李四"), ("2026级美术1班", SECOND, "周八")
    ]  # fmt: skip
    assert rows == pb.json("liaison", "propose")
    assert len(pb.json("liaison", "assignments")) == 2
    outcome = pb("liaison", "propose", "--apply")
    assert "已安排 2 个班级。" in outcome.err
    assert [row["class"] for row in pb.json("liaison", "assignments")] == [
        NURSES,
        KINDERGARTEN,
        MECHANICS,
        "2026级美术1班",
    ]
    assert pb.json("liaison", "propose") == []
    assert "没有可以安排的班级。" in pb("liaison", "propose", "--apply", ok=5).err
    pb("undo")
    assert len(pb.json("liaison", "assignments")) == 2


def test_nobody_is_proposed_who_is_away_or_has_a_class_already(pb: Any) -> None:
    for member in ("第一党支部/李四", "王五"):
        pb("member", "edit", member, "--mobility", "流动党员")
    for member in ("周八",):
        pb("member", "edit", member, "--mobility", "否")
    pb("class", "add", "2026级美术1班", "--started-on", "2026-09-01")
    rows = pb.json("liaison", "propose")
    assert [(row["member"], row["reason"]) for row in rows] == [("周八", None), (None, "没有空闲的党员")]


def managers(pb: Any, **duties: str) -> None:
    for name, duty in duties.items():
        pb("member", "add", name, "--branch", SECOND, "--joined-on", "2015-07-01", "--duty", duty)


def proposed(pb: Any, *words: str) -> list[tuple[Any, ...]]:
    return [(row["class"], row["role"], row["member"]) for row in pb.json("liaison", "propose", *words)]


def test_a_counsellor_is_a_manager_with_no_class_and_not_the_head_teacher(pb: Any) -> None:
    managers(pb, 赵主任="教务处副主任", 孙组长="教研组长", 李班="班主任", 冯书记="总支书记")
    pb("class", "head", NURSES, "赵主任", "--from", "2026-10-01")
    asked = ("--role", "政治辅导员")
    assert proposed(pb, *asked) == [
        (NURSES, "政治辅导员", "冯书记"), (MECHANICS, "政治辅导员", "赵主任"), (KINDERGARTEN, "政治辅导员", None),
    ]  # fmt: skip
    assert pb.json("liaison", "propose", *asked)[2]["reason"] == "没有空闲的中层以上干部"
    assert proposed(pb, *asked) == proposed(pb, *asked)
    assert [row[:2] for row in proposed(pb)] == [(KINDERGARTEN, "党员联系人")]
    done = pb("liaison", "propose", *asked, "--apply")
    assert "已安排 2 个班级。" in done.err
    assert "另有" not in done.err
    rows = pb.json("liaison", "assignments")
    found = {(row["class"], row["member"]) for row in rows if row["role"] == "政治辅导员"}
    assert found == {(NURSES, "冯书记"), (MECHANICS, "赵主任")}
    assert proposed(pb, *asked) == [(KINDERGARTEN, "政治辅导员", None)]


def test_where_each_class_needs_a_counsellor_both_are_proposed_and_managers_are_kept_for_it(pb: Any) -> None:
    managers(pb, 赵主任="教务处副主任", 冯书记="总支书记", 陈校长="副校长")
    for free in ("王五", f"{FIRST}/李四", "周八"):
        pb("member", "edit", free, "--mobility", "流动党员")
    assert proposed(pb) == [(KINDERGARTEN, "党员联系人", "赵主任")]
    pb("config", "set", "liaison.counsellors", "on")
    both = [
        (KINDERGARTEN, "党员联系人", None),
        (NURSES, "政治辅导员", "赵主任"), (MECHANICS, "政治辅导员", "冯书记"), (KINDERGARTEN, "政治辅导员", "陈校长"),
    ]  # fmt: skip
    assert proposed(pb) == both
    for role in ("党员联系人", "政治辅导员"):
        assert proposed(pb, "--role", role) == [row for row in both if row[1] == role]
    assert "已安排 3 个班级。" in pb("liaison", "propose", "--apply").err
    assert proposed(pb) == [(KINDERGARTEN, "党员联系人", None)]
    assert "没有可以安排的班级。" in pb("liaison", "propose", "--apply", ok=5).err


def test_no_other_role_is_proposed(pb: Any) -> None:
    assert "可用：党员联系人、政治辅导员" in pb("liaison", "propose", "--role", "班主任", ok=2).err


def test_many_are_asked_about_first(pb: Any, work: Any) -> None:
    from pbcli.db.models import Class, Member, Membership

    with work() as opened:
        for number in range(11):
            opened.add(Class.make(name=f"2026级新{number}班", pinyin="x", initials="x"))
            member = opened.add(Member.make(name=f"新{number}", pinyin="x", initials="x"))
            opened.add(
                Membership.make(
                    member_id=member.id, branch_id=2, from_on=date(2020, 1, 1), join_reason="入党", to_on=None
                )
            )
    assert "--yes" in pb("liaison", "propose", "--apply", ok=2).err
    pb("liaison", "propose", "--apply", "--yes")
    assert len(pb.json("liaison", "assignments")) == 14
