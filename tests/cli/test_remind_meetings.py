"""Meetings that the rules demand and nobody has written down."""

import pytest

from pbcli.db.models import PartyGroup
from tests.invented_school import FIRST, SECOND, fill
from tests.once import once

EVERY = "支部党员大会、支委会、党课、主题党日、组织生活会、民主评议"


@pytest.fixture(autouse=True)
@once
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
        (FIRST, "2026-10-31", "第一党支部10月还没有开：支委会、党小组会（教学组、行政组）、主题党日"),
        (SECOND, "2026-10-31", "第二党支部10月还没有开：主题党日"),
    ]
    held(pb, FIRST, "主题党日", "2026-10-20", "--with", SECOND)
    held(pb, FIRST, "党小组会", "2026-10-20", "--group", "教学组")
    assert due(pb, "2026-10-24") == [(FIRST, "2026-10-31", "第一党支部10月还没有开：支委会、党小组会（行政组）")]
    (row,) = [row for row in pb.json("remind", "due", today="2026-10-24") if row["kind"] == "meetings_month"]
    assert (row["command"], row["rule"]) == ("pbcli event add 第一党支部 支委会", "OL-02")


def test_a_line_names_the_rule_of_what_is_lacking(pb):
    held(pb, FIRST, "主题党日、支委会", "2026-10-20")
    held(pb, FIRST, "支部党员大会", "2026-10-21")
    rows = pb.json("remind", "due", today="2026-12-25")
    rules = {(row["kind"], row["due_on"]): row["rule"] for row in rows if row["subject"] == FIRST}
    assert rules["meetings_quarter", "2026-12-31"] == "OL-04"
    assert rules["meetings_month", "2026-12-31"] == "OL-06"
    held(pb, FIRST, "组织生活会", "2026-12-20")
    rows = pb.json("remind", "due", today="2026-12-25")
    assert [row["rule"] for row in rows if row["kind"] == "meetings_year" and row["subject"] == FIRST] == ["OL-08"]


def test_last_months_are_overdue_once_records_have_begun(pb):
    assert due(pb, "2026-11-05") == []
    held(pb, FIRST, EVERY, "2026-10-20")
    assert due(pb, "2026-11-05") == [(FIRST, "2026-10-31", "第一党支部10月还没有开：党小组会（教学组、行政组）")]
    assert due(pb, "2026-12-05")[0][1:] == (
        "2026-11-30", "第一党支部11月还没有开：支委会、党小组会（教学组、行政组）、主题党日",
    )  # fmt: skip


class TestGroups:
    """OL-03: each group has its own meeting to hold."""

    @pytest.fixture(autouse=True)
    @once
    def _others(self, pb):
        held(pb, FIRST, "支委会、主题党日", "2026-10-08")
        held(pb, SECOND, "主题党日", "2026-10-08")

    def group_line(self, pb):
        rows = [row for row in pb.json("remind", "due", today="2026-10-30") if row["kind"] == "meetings_month"]
        return [(row["message"].rpartition("：")[2], row["command"].rpartition("党小组会")[2]) for row in rows]

    def figures(self, pb):
        (row,) = (
            row
            for row in pb.json("report", "monthly", "2026-10", today="2026-10-31")["events"]
            if row["kind"] == "党小组会"
        )
        return row["done"], row["required"]

    def test_two_meetings_of_one_are_none_of_another(self, pb):
        for day in ("2026-10-12", "2026-10-26"):
            held(pb, FIRST, "党小组会", day, "--group", "教学组")
        assert self.group_line(pb) == [("党小组会（行政组）", " --group 行政组")]
        assert self.figures(pb) == (1, 2)
        page = pb("report", "monthly", "2026-10", today="2026-11-01").out
        assert "党小组会（第一党支部）" in page
        held(pb, FIRST, "党小组会", "2026-10-27", "--group", "行政组")
        assert self.group_line(pb) == []
        assert self.figures(pb) == (3, 2)

    def test_a_meeting_of_which_nobody_knows_whose_it_was_counts_for_any(self, pb):
        held(pb, FIRST, "党小组会", "2026-10-12")
        assert self.group_line(pb) == [("党小组会", "")]
        assert self.figures(pb) == (1, 2)
        held(pb, FIRST, "党小组会", "2026-10-13")
        assert self.group_line(pb) == []
        assert self.figures(pb) == (2, 2)

    def test_several_are_missing(self, pb, work):
        with work() as opened:
            opened.add(PartyGroup.make(branch_id=1, name="后勤组"))
        held(pb, FIRST, "党小组会", "2026-10-12")
        assert self.group_line(pb) == [("党小组会 2 次", "")]


class TestThemeDay:
    """OL-06: three days before the fixed day; after it with the month's others, from the next day on."""

    @pytest.fixture(autouse=True)
    @once
    def _others(self, pb):
        held(pb, FIRST, "支委会", "2026-10-08")
        for name in ("教学组", "行政组"):
            held(pb, FIRST, "党小组会", "2026-10-08", "--group", name)
        pb("config", "set", "meetings.theme_day", "15日；第二=最后一个周五")

    def lines(self, pb, today, *words):
        rows = pb.json("remind", "due", *words, today=today)
        return [
            (row["subject"], row["kind"], row["due_on"], row["severity"])
            for row in rows
            if row["kind"] in {"theme_day", "meetings_month"}
        ]

    def test_a_branch_may_have_its_own(self, pb):
        assert "15日；第二党支部=最后一个星期五" in pb("config", "show").out
        assert self.lines(pb, "2026-10-11") == []
        assert self.lines(pb, "2026-10-12") == [(FIRST, "theme_day", "2026-10-15", "soon")]
        assert self.lines(pb, "2026-10-12", "--within", "7d") == [(FIRST, "theme_day", "2026-10-15", "soon")]
        assert self.lines(pb, "2026-10-15") == [(FIRST, "theme_day", "2026-10-15", "due")]
        (row,) = [row for row in pb.json("remind", "due", today="2026-10-15") if row["kind"] == "theme_day"]
        assert row["message"] == "今天到期：第一党支部的主题党日固定在 2026-10-15"
        assert (row["rule"], row["command"]) == ("OL-06", "pbcli event add 第一党支部 主题党日")

    def test_after_it_it_stands_with_the_others(self, pb):
        assert self.lines(pb, "2026-10-16") == [(FIRST, "meetings_month", "2026-10-31", "notice")]
        assert self.lines(pb, "2026-10-24") == [(FIRST, "meetings_month", "2026-10-31", "notice")]
        assert self.lines(pb, "2026-10-30") == [
            (SECOND, "theme_day", "2026-10-30", "due"),
            (FIRST, "meetings_month", "2026-10-31", "soon"),
        ]
        held(pb, FIRST, "主题党日", "2026-10-14", "--with", SECOND)
        assert self.lines(pb, "2026-10-30") == []

    def test_the_others_wait_for_the_months_last_week(self, pb):
        pb("event", "remove", "1", "--yes")
        assert due(pb, "2026-10-16")[0][2] == "第一党支部10月还没有开：主题党日"
        assert due(pb, "2026-10-24")[0][2] == "第一党支部10月还没有开：支委会、主题党日"
        pb("config", "set", "meetings.theme_day", "月底")
        assert due(pb, "2026-10-31")[0][2] == "第一党支部10月还没有开：支委会"

    def test_it_is_said_at_each_of_its_days(self, pb):
        said = [
            day
            for day in range(10, 32)
            if FIRST in pb("remind", "send", "--fields", "subject,kind", "-f", "csv", today=f"2026-10-{day}").out
            and day > 10
        ]
        assert {12, 16, 24, 28, 30} <= set(said)
        assert not {13, 14, 15, 17, 18, 23, 25} & set(said)

    @pytest.mark.parametrize("text", ["40日", "第九党支部=15日", "每天"])
    def test_a_day_that_is_none_and_a_branch_that_is_not_there(self, pb, text):
        assert pb("config", "set", "meetings.theme_day", text, ok=None).code in {2, 4}
        assert "15日；第二党支部=最后一个星期五" in pb("config", "show").out

    def test_it_can_be_taken_back(self, pb):
        pb("config", "set", "meetings.theme_day", "off")
        assert self.lines(pb, "2026-10-15") == []


class TestCentralGroup:
    """OL-14: each quarter, of a unit that has written something of its own down."""

    def test_a_unit_that_writes_nothing_down_has_no_committee(self, pb):
        assert due(pb, "2026-12-31", "central_group") == []

    def test_each_quarter(self, pb):
        held(pb, "党委", "党委专题会议", "2026-10-08")
        assert due(pb, "2026-10-09", "central_group") == []
        assert due(pb, "2026-11-30", "central_group") == []
        assert due(pb, "2026-12-01", "central_group") == [
            ("党委", "2026-12-31", "党委第4季度还没有开：中心组学习"),
        ]
        (row,) = [row for row in pb.json("remind", "due", today="2026-12-31") if row["kind"] == "central_group"]
        assert (row["rule"], row["command"]) == ("OL-14", "pbcli event add 党委 中心组学习")
        assert due(pb, "2027-01-05", "central_group")[0][1] == "2026-12-31"
        held(pb, "党委", "中心组学习", "2026-12-20")
        assert due(pb, "2026-12-31", "central_group") == due(pb, "2027-01-05", "central_group") == []

    def test_a_unit_may_demand_more(self, pb):
        assert "1–12" in pb("config", "set", "meetings.central_group", "0", ok=2).err
        pb("config", "set", "meetings.central_group", "3")
        held(pb, "党委", "中心组学习", "2026-10-20")
        assert due(pb, "2026-12-01", "central_group")[0][2] == "党委第4季度还没有开：中心组学习 2 次"


class TestLectures:
    """OL-04: the unit's own to set."""

    def test_more_of_them(self, pb):
        pb("config", "set", "meetings.lectures", "3")
        held(pb, SECOND, "支部党员大会、党课", "2026-10-08")
        assert due(pb, "2026-12-01", "meetings_quarter")[1][2] == "第二党支部第4季度还没有开：党课 2 次"
        report = pb.json("report", "monthly", "2026-12", today="2026-12-31")
        (row,) = [row for row in report["events"] if (row["branch"], row["kind"]) == (SECOND, "党课")]
        assert (row["required"], row["done"]) == (2, 0)

    def test_none_at_all(self, pb):
        pb("config", "set", "meetings.lectures", "0")
        assert due(pb, "2026-12-01", "meetings_quarter")[1][2] == "第二党支部第4季度还没有开：支部党员大会"


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
