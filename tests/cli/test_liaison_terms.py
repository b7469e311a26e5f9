"""`pbcli liaison targets lines matrix gaps`: the term's targets, one line a member, weeks and holidays, both vacancies."""

from datetime import date, timedelta
from typing import Any

import pytest

from pbcli.domain.enums import ContactKind, LiaisonRole
from tests.invented_school import FIRST, SECOND, fill
from tests.once import once

NURSES, MECHANICS, KINDERGARTEN = "2024级护理1班", "2025级机电2班", "2026级幼教1班"


@pytest.fixture(autouse=True)
@once
def _school(work: Any) -> None:
    with work() as opened:
        fill(opened)


def contact(work: Any, member_id: int, class_id: int, day: date, kind: str, **facts: Any) -> None:
    from pbcli.db.models import Contact

    with work() as opened:
        opened.add(
            Contact.make(
                member_id=member_id, class_id=class_id, occurred_on=day, kind=kind, recorded_at=opened.now, **facts
            )
        )


def assign(work: Any, member_id: int, class_id: int, from_on: date, to_on: date | None = None, **facts: Any) -> None:
    from pbcli.db.models import Assignment

    with work() as opened:
        facts = {"role": LiaisonRole.MEMBER} | facts
        opened.add(Assignment.make(member_id=member_id, class_id=class_id, from_on=from_on, to_on=to_on, **facts))


def test_the_line_of_the_newspaper_comes_out_exactly(pb: Any, work: Any) -> None:
    """One member and the class 2018级财会高考2班, one school year: 思想宣传教育 8 times, 走访寝室 21 times, three gifts."""
    from pbcli.db.models import Contact

    pb("class", "add", "2018级财会高考2班", "--started-on", "2018-09-01", "--graduated-on", "2021-07-10")
    pb("liaison", "assign", "张三丰", "2018级财会高考2班", "--from", "2018-09-01")
    gifts = {3: "热水袋", 7: "苹果、热水袋", 11: "棒棒糖"}
    with work() as opened:
        for place in range(29):
            opened.add(
                Contact.make(
                    member_id=1, class_id=5, occurred_on=date(2018, 9, 3) + timedelta(days=12 * place),
                    kind="思想宣传教育" if place < 8 else "走访寝室", gift=gifts.get(place), recorded_at=opened.now,
                )
            )  # fmt: skip
    words = ("liaison", "lines", "--member", "张三丰", "--class", "2018级财会高考2班")
    (row,) = pb.json(*words, today="2019-08-20")
    assert row["line"] == "本学年进班级开展思想宣传教育8次，走进寝室交流21次，送去热水袋、苹果、棒棒糖。"
    assert (row["member"], row["classes"], row["contacts"]) == ("张三丰", ["2018级财会高考2班"], 29)
    (later,) = pb.json(*words, "2018-2019学年")
    assert later["line"].startswith("2018-2019学年进班级开展思想宣传教育8次，")


def test_the_lines_come_in_roster_order_and_tell_every_kind(pb: Any, work: Any) -> None:
    for kind in ContactKind:
        contact(work, 4, 2, date(2026, 10, 9), kind.value)
    contact(work, 1, 1, date(2026, 10, 9), "家访")
    rows = pb.json("liaison", "lines", "本月", today="2026-10-20")
    assert [row["member"] for row in rows] == ["张三丰", "李四"]
    assert rows[0]["line"] == "本月家访1次。"
    assert rows[1]["line"].count("1次") == len(ContactKind)


def test_targets_tell_what_is_done_and_what_is_missing(pb: Any, work: Any) -> None:
    contact(work, 1, 1, date(2026, 9, 10), "主题班会")
    contact(work, 1, 1, date(2026, 9, 11), "座谈会")
    contact(work, 1, 1, date(2026, 9, 12), "走访寝室")
    contact(work, 1, 1, date(2026, 9, 13), "听课")
    contact(work, 4, 2, date(2026, 10, 9), "走访寝室")
    contact(work, 4, 2, date(2026, 8, 9), "听课")
    rows = pb.json("liaison", "targets")
    assert [(row["branch"], row["member"], row["class"], row["missing"], row["met"]) for row in rows] == [
        (FIRST, "张三丰", NURSES, [], True),
        (SECOND, "李四", MECHANICS, ["班级活动2次", "听课1次"], False),
    ]
    assert (rows[1]["activities"], rows[1]["activities_wanted"], rows[1]["dorm_visits"]) == (0, 2, 1)
    assert [row["member"] for row in pb.json("liaison", "targets", "本学期", "--missing")] == ["李四"]
    assert pb.json("liaison", "targets", "--branch", FIRST, "--class", MECHANICS) == []


def test_the_unit_sets_its_own_targets(pb: Any) -> None:
    pb("config", "set", "liaison.term_activities", "0")
    pb("config", "set", "liaison.term_lessons", "4")
    (row, _other) = pb.json("liaison", "targets")
    assert row["missing"] == ["走访寝室1次", "听课4次"]
    shown = {each["key"]: (each["value"], each["origin"]) for each in pb.json("config", "show")}
    assert shown["liaison.term_dorm_visits"] == ("1", "默认")
    assert shown["liaison.term_lessons"] == ("4", "数据库")


def test_the_successor_goes_on_where_the_one_before_left_off(pb: Any, work: Any) -> None:
    contact(work, 1, 1, date(2026, 9, 12), "走访寝室")
    pb("liaison", "handover", NURSES, "--to", "王五", "--on", "2026-10-10")
    contact(work, 3, 1, date(2026, 10, 12), "听课")
    row = pb.json("liaison", "targets", "--class", NURSES)[0]
    assert (row["member"], row["dorm_visits"], row["lessons"]) == ("王五", 1, 1)


def test_a_counsellor_and_one_who_left_are_counted_apart(pb: Any, work: Any) -> None:
    assign(work, 3, 1, date(2026, 9, 1), role=LiaisonRole.COUNSELLOR)
    assign(work, 5, 4, date(2026, 9, 1))
    contact(work, 1, 1, date(2026, 9, 12), "走访寝室")
    rows = pb.json("liaison", "targets", "--class", NURSES)
    assert [(row["member"], row["role"], row["dorm_visits"]) for row in rows] == [
        ("张三丰", "党员联系人", 1), ("王五", "政治辅导员", 0)
    ]  # fmt: skip
    assert pb.json("liaison", "targets", "--class", KINDERGARTEN) == []


def test_the_matrix_goes_by_weeks_and_marks_the_holidays(pb: Any, work: Any) -> None:
    pb("term", "add", "2026-2027学年第一学期", "--from", "2026-09-02", "--to", "2027-01-15")
    contact(work, 1, 1, date(2026, 9, 2), "听课")
    contact(work, 1, 1, date(2026, 9, 6), "听课")
    contact(work, 1, 1, date(2026, 9, 7), "听课")
    rows = pb.json("liaison", "matrix", "2026-08-24..2026-09-09", "--by", "week")
    nurses = next(row for row in rows if row["class"] == NURSES)
    weeks = {"2026-08-24": 0, "2026-08-31": 2, "2026-09-07": 1}
    assert nurses == {"id": 1, "class": NURSES, **weeks, "contacts": 3}
    shown = pb("liaison", "matrix", "2026-08-24..2026-09-09", "--by", "week", "-f", "plain").out
    assert [word for word in shown.splitlines()[0].split() if "周" in word or "假" in word] == [
        "08-24假期",
        "第1周",
        "第2周",
    ]


def test_a_month_without_a_school_day_is_marked(pb: Any) -> None:
    shown = pb("liaison", "matrix", "2026-02..2026-03", "-f", "plain").out.splitlines()[0].split()
    assert shown == ["班级", "2026-02假期", "2026-03", "合计"]
    assert {"2026-02", "2026-03"} < pb.json("liaison", "matrix", "2026-02..2026-03")[0].keys()
    assert pb("liaison", "matrix", "--by", "day", ok=2).err != ""


def test_gaps_know_both_kinds_of_vacancy(pb: Any, work: Any) -> None:
    assign(work, 3, 4, date(2026, 9, 1), role=LiaisonRole.COUNSELLOR)
    contact(work, 1, 1, date(2026, 10, 9), "听课")
    contact(work, 3, 4, date(2026, 10, 9), "听课")
    assert [row["class"] for row in pb.json("liaison", "gaps", "2026-10")] == [MECHANICS]
    lacking = pb.json("liaison", "gaps", "2026-10", "--lacking", "政治辅导员")
    assert [(row["class"], row["lacks_member"], row["lacks_counsellor"]) for row in lacking] == [
        (NURSES, False, True), (MECHANICS, False, True)
    ]  # fmt: skip
    assert [row["class"] for row in pb.json("liaison", "gaps", "2026-10", "--lacking", "党员")] == [KINDERGARTEN]
    refused = pb("liaison", "gaps", "--lacking", "副校长", ok=2)
    assert refused.err == (
        "“副校长”不行，可用：党员联系人、政治辅导员。\n下一步：pbcli liaison gaps --lacking 党员联系人\n"
    )
    pb("config", "set", "liaison.counsellors", "on")
    assert [row["class"] for row in pb.json("liaison", "gaps", "2026-10")] == [NURSES, MECHANICS, KINDERGARTEN]


def test_a_class_of_one_who_has_left_is_vacant(pb: Any, work: Any) -> None:
    assign(work, 5, 4, date(2026, 2, 1))
    row = next(row for row in pb.json("liaison", "gaps", "2026-10") if row["class"] == KINDERGARTEN)
    assert (row["vacant"], row["members"]) == (True, [])


def test_what_is_missing_is_said_half_way_and_at_three_quarters(pb: Any, work: Any) -> None:
    """The term has 100 days: half of it is gone on 2026-10-21, three quarters on 2026-11-15."""
    pb("term", "add", "2026-2027学年第一学期", "--from", "2026-09-01", "--to", "2026-12-10")
    for day in (date(2026, 9, 12), date(2026, 9, 20)):
        contact(work, 1, 1, day, "主题班会")

    def due(day: str, kind: str = "term_target") -> list[Any]:
        return [row for row in pb.json("remind", "due", today=day) if row["kind"] == kind]

    assert due("2026-10-20") == []
    items = due("2026-10-21")
    assert [(row["subject"], row["due_on"], row["rule"]) for row in items] == [
        (NURSES, "2026-12-10", "LI-04"), (MECHANICS, "2026-12-10", "LI-04")
    ]  # fmt: skip
    assert items[0]["message"] == "还有 50 天：张三丰联系2024级护理1班，本学期还差走访寝室1次、听课1次"
    assert items[0]["command"] == "pbcli liaison log 张三丰 2024级护理1班"
    assert "张三丰联系" in pb("remind", "send", today="2026-10-21").out
    assert "张三丰联系" not in pb("remind", "send", today="2026-11-14").out
    assert "张三丰联系" in pb("remind", "send", today="2026-11-15").out
    assert due("2026-12-11") == []


def test_a_class_without_a_counsellor_is_spoken_of_where_the_unit_wants_one(pb: Any, work: Any) -> None:
    def due() -> list[Any]:
        return [row for row in pb.json("remind", "due") if row["kind"] == "lacking_role"]

    contact(work, 1, 1, date(2025, 9, 1), "主题班会")
    assert due() == []
    pb("config", "set", "liaison.counsellors", "on")
    assign(work, 3, 1, date(2026, 9, 1), date(2026, 10, 20), role=LiaisonRole.COUNSELLOR)
    rows = due()
    assert [(row["subject"], row["due_on"]) for row in rows] == [(MECHANICS, "2025-09-01"), (NURSES, "2026-10-20")]
    assert rows[1]["message"].endswith("2024级护理1班没有政治辅导员")
    assert rows[1]["command"] == "pbcli liaison assign MEMBER 2024级护理1班 --role 政治辅导员"
    assign(work, 3, 1, date(2026, 10, 25), role=LiaisonRole.COUNSELLOR)
    assert [row["subject"] for row in due()] == [MECHANICS]
