"""`pbcli liaison contacts count matrix gaps`: what the contacts add up to."""

from datetime import date, timedelta
from typing import Any

import pytest

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


def test_the_example_of_the_school_comes_out_exactly(pb: Any, work: Any) -> None:
    """One member, one class, one school year: 思想宣传教育 8 times, 走访寝室 21 times, three gifts."""
    from pbcli.db.models import Contact

    gifts = {3: "热水袋", 7: "苹果、热水袋", 11: "棒棒糖，苹果"}
    with work() as opened:
        for place in range(-1, 30):
            opened.add(
                Contact.make(
                    member_id=1,
                    class_id=1,
                    occurred_on=date(2025, 9, 1) + timedelta(days=12 * place + (place > 28) * 30),
                    kind="思想宣传教育" if 0 < place <= 8 else "走访寝室",
                    gift=gifts.get(place),
                    recorded_at=opened.now,
                )
            )
    (row,) = pb.json("liaison", "count", "2025-2026学年", "--member", "张三丰", "--class", NURSES)
    assert row["kinds"] == {"走访寝室": 21, "思想宣传教育": 8}
    assert row["gifts"] == ["热水袋", "苹果", "棒棒糖"]
    assert row["contacts"] == 29
    assert row["classes"] == [NURSES]


def test_members_come_in_roster_order_and_nobody_is_left_out(pb: Any, work: Any) -> None:
    for day in (5, 6, 7):
        contact(work, 4, 2, date(2026, 10, day), "走访寝室", problem="漏水" if day == 6 else None)
    contact(work, 6, 2, date(2026, 10, 8), "听课")
    rows = pb.json("liaison", "count", "2026-10")
    assert [(row["branch"], row["member"], row["contacts"], row["problems"], row["last_on"]) for row in rows] == [
        (FIRST, "张三丰", 0, 0, None),
        (SECOND, "李四", 3, 1, "2026-10-07"),
        (SECOND, "周八", 1, 0, "2026-10-08"),
    ]
    assert rows[0]["classes"] == [NURSES]
    assert rows[1]["dorm_visit"] == 3
    assert rows[1]["kinds"] == {"走访寝室": 3}
    assert [row["member"] for row in pb.json("liaison", "count", "2026-10", "--branch", SECOND)] == ["李四", "周八"]


def test_a_contact_counts_for_the_branch_of_its_day(pb: Any, work: Any) -> None:
    from sqlmodel import select

    from pbcli.db.models import Membership

    with work() as opened:
        old = opened.session.exec(select(Membership).where(Membership.member_id == 1)).one()
        opened.add(old.revise(to_on=date(2026, 10, 15)))
        opened.add(
            Membership.make(member_id=1, branch_id=2, from_on=date(2026, 10, 15), to_on=None, join_reason="转入")
        )
    contact(work, 1, 1, date(2026, 10, 14), "走访寝室")
    contact(work, 1, 1, date(2026, 10, 15), "学生谈心")
    rows = pb.json("liaison", "count", "2026-10", "--member", "张三丰")
    assert [(row["branch"], row["kinds"]) for row in rows] == [
        (FIRST, {"走访寝室": 1}),
        (SECOND, {"学生谈心": 1}),
    ]


def test_open_and_solved_follow_ups_are_counted(pb: Any) -> None:
    for task in ("甲", "乙"):
        pb("liaison", "log", "张三丰", NURSES, "走访寝室", "--on", "2026-10-31", "--problem", task, "--task", task)
    pb("liaison", "close", "1")
    row = pb.json("liaison", "count", "2026-10..2026-11")[0]
    assert (row["problems"], row["solved"], row["open_follow_ups"]) == (2, 1, 1)


def test_count_for_people_has_a_total(pb: Any, work: Any) -> None:
    contact(work, 1, 1, date(2026, 10, 5), "走访寝室", gift="苹果", gift_fen=3650)
    shown = pb("liaison", "count", "2026-10").out
    assert "走访寝室1" in shown
    assert "合计" in shown
    assert pb.json("liaison", "count", "2026-10")[0]["gift_money"] == "36.50"


def test_contacts_are_filtered(pb: Any, work: Any) -> None:
    contact(work, 1, 1, date(2026, 10, 5), "走访寝室")
    contact(work, 4, 2, date(2026, 10, 6), "听课")
    contact(work, 4, 1, date(2026, 9, 30), "听课")

    def listed(*words: str) -> list[str]:
        return [row["occurred_on"] for row in pb.json("liaison", "contacts", *words)]

    assert listed("2026-10") == ["2026-10-05", "2026-10-06"]
    assert listed("2026", "--class", NURSES) == ["2026-09-30", "2026-10-05"]
    assert listed("2026", "--branch", SECOND) == ["2026-09-30", "2026-10-06"]
    assert listed("2026", "--kind", "走访寝室") == ["2026-10-05"]
    assert listed("2026", "--member", "第二党支部/李四", "--class", MECHANICS) == ["2026-10-06"]
    assert listed() == []


def test_matrix_has_a_month_a_column_up_to_today(pb: Any, work: Any) -> None:
    contact(work, 1, 1, date(2026, 9, 5), "走访寝室")
    contact(work, 1, 1, date(2026, 10, 5), "走访寝室")
    contact(work, 1, 1, date(2026, 10, 6), "听课")
    rows = pb.json("liaison", "matrix")
    assert [(row["class"], row["2026-09"], row["2026-10"], row["2026-11"], row["contacts"]) for row in rows] == [
        (NURSES, 1, 2, 0, 3),
        (MECHANICS, 0, 0, 0, 0),
        (KINDERGARTEN, 0, 0, 0, 0),
    ]
    assert "2026-12" not in rows[0]
    assert [row["class"] for row in pb.json("liaison", "matrix", "--branch", SECOND)] == [MECHANICS]
    assert pb("liaison", "matrix", "2026-10..2026-11").code == 0


def test_gaps_name_silent_and_vacant_classes(pb: Any, work: Any) -> None:
    contact(work, 1, 1, date(2026, 10, 5), "走访寝室")
    contact(work, 4, 2, date(2026, 9, 20), "走访寝室")
    contact(work, 4, 4, date(2026, 10, 20), "走访寝室")
    rows = pb.json("liaison", "gaps", "2026-10")
    keys = ("class", "members", "last_contact_on", "days", "silent", "vacant")
    assert [tuple(row[key] for key in keys) for row in rows] == [
        (MECHANICS, ["李四"], "2026-09-20", 41, True, False),
        (KINDERGARTEN, [], "2026-10-20", 11, False, True),
    ]


@pytest.mark.parametrize(
    ("member_id", "class_id", "from_on", "to_on", "period", "today", "vacant"),
    [
        pytest.param(3, 3, "2025-09-01", "2026-07-11", "2026-07", "2026-11-01", [], id="graduated in the month"),
        pytest.param(3, 3, "2025-09-01", "2026-07-01", "2026-07", "2026-11-01", ["2023级会计1班"], id="ended before"),
        pytest.param(6, 4, "2026-09-01", None, "2026-09", "2026-09-05", [], id="not yet a member"),
        pytest.param(5, 4, "2026-09-01", None, "2026-09", "2026-09-05", [KINDERGARTEN], id="left before"),
    ],
)
def test_gaps_and_the_months_report_find_the_same_vacancies(
    pb: Any, work: Any, member_id: int, class_id: int, from_on: str, to_on: str | None, period: str, today: str,
    vacant: list[str],
) -> None:  # fmt: skip
    from pbcli.db.models import Assignment

    with work() as opened:
        opened.add(
            Assignment.make(member_id=member_id, class_id=class_id, role="党员联系人", from_on=from_on, to_on=to_on)
        )
    gaps = [row["class"] for row in pb.json("liaison", "gaps", period, today=today) if row["vacant"]]
    assert gaps == pb.json("report", "monthly", period, today=today)["vacant_classes"] == vacant
    if class_id == 4:
        assert [row["class"] for row in pb.json("liaison", "propose", today=today)] == vacant


def test_gaps_never_contacted(pb: Any) -> None:
    row = pb.json("liaison", "gaps", "2026-10")[0]
    assert (row["class"], row["head_teacher"], row["days"]) == (NURSES, "孙老师", None)
    assert pb("liaison", "gaps", "2030-01", "--fail-empty", ok=3).code == 3


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("count", "2026-13"), 2, "2026-13"),
        (("count", "--branch", "第九党支部"), 4, "没有叫“第九党支部”的党支部"),
        (("contacts", "--kind", "跳舞"), 2, "可用"),
        (("contacts", "--member", "李四"), 4, "可指"),
    ],
)
def test_bad_words(pb: Any, words: tuple[str, ...], code: int, said: str) -> None:
    assert said in pb("liaison", *words, ok=code).err
