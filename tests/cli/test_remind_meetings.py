"""Meetings that the rules demand and nobody has written down."""

import pytest

from pbcli.db.models import PartyGroup
from tests.invented_school import FIRST, SECOND, fill

EVERY = "支部党员大会、支委会、党课、主题党日、组织生活会、民主评议"


@pytest.fixture(autouse=True)
def _school(work):
    """The small school; the first branch has a committee and two groups."""
    with work() as opened:
        fill(opened)
        for name in ("教学组", "行政组"):
            opened.add(PartyGroup.make(branch_id=1, name=name))


def due(pb, today, kind="meetings_month"):
    rows = pb.json("remind", "due", today=today)
    return [(row["subject"], row["due_on"], row["message"].split("：", 1)[1]) for row in rows if row["kind"] == kind]


def held(pb, branch, kinds, on, *words):
    pb("event", "add", branch, kinds, "--on", on, *words, today="2026-12-31")


def test_the_months_meetings_are_spoken_of_in_its_last_week(pb):
    assert due(pb, "2026-10-23") == []
    assert due(pb, "2026-10-24") == [
        (FIRST, "2026-10-31", "第一党支部10月还没有开：支委会、党小组会 2 次、主题党日"),
        (SECOND, "2026-10-31", "第二党支部10月还没有开：主题党日"),
    ]
    held(pb, FIRST, "主题党日", "2026-10-20", "--with", SECOND)
    held(pb, FIRST, "党小组会", "2026-10-20", "--group", "教学组")
    assert due(pb, "2026-10-24") == [(FIRST, "2026-10-31", "第一党支部10月还没有开：支委会、党小组会")]
    (row,) = [row for row in pb.json("remind", "due", today="2026-10-24") if row["kind"] == "meetings_month"]
    assert (row["command"], row["rule"]) == ("pbcli event add 第一党支部 支委会", "OL-06")


def test_last_months_are_overdue_once_records_have_begun(pb):
    assert due(pb, "2026-11-05") == []
    held(pb, FIRST, EVERY, "2026-10-20")
    assert due(pb, "2026-11-05") == [(FIRST, "2026-10-31", "第一党支部10月还没有开：党小组会 2 次")]
    assert due(pb, "2026-12-05")[0][1:] == ("2026-11-30", "第一党支部11月还没有开：支委会、党小组会 2 次、主题党日")


def test_the_quarters(pb):
    assert due(pb, "2026-11-30", "meetings_quarter") == []
    assert due(pb, "2026-12-01", "meetings_quarter") == [
        (FIRST, "2026-12-31", "第一党支部第4季度还没有开：支部党员大会、党课"),
        (SECOND, "2026-12-31", "第二党支部第4季度还没有开：支部党员大会、党课"),
    ]
    held(pb, FIRST, "支部党员大会、党课", "2026-10-05", "--with", SECOND)
    assert due(pb, "2026-12-01", "meetings_quarter") == []
    assert due(pb, "2027-04-02", "meetings_quarter")[0][1:] == (
        "2027-03-31", "第一党支部第1季度还没有开：支部党员大会、党课",
    )  # fmt: skip


def test_the_year(pb):
    assert due(pb, "2026-10-31", "meetings_year") == []
    assert due(pb, "2026-11-01", "meetings_year")[1][2] == "第二党支部2026年还没有开：组织生活会、民主评议"
    held(pb, SECOND, "组织生活会", "2026-01-15")
    assert due(pb, "2026-11-01", "meetings_year")[1][2] == "第二党支部2026年还没有开：民主评议"
