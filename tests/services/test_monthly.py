"""The month's figures, each from records that were written for it, and the page that people read."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import Any

import pytest

from pbcli.db.models import (
    Assignment,
    Branch,
    Contact,
    DuesBase,
    DuesPayment,
    Event,
    EventHasKind,
    FollowUp,
    PartyGroup,
    Project,
    ProjectExtension,
    ProjectStepDate,
)
from tests.conftest import Program
from tests.invented_school import FIRST, SECOND, fill
from tests.once import once

AT = datetime(2026, 11, 1, tzinfo=UTC)
Work = Callable[[], AbstractContextManager[Any]]


@pytest.fixture
@once
def school(work: Work) -> Work:
    with work() as unit:
        fill(unit)
    return work


def contact(day: str, member: int, klass: int, kind: str, **facts: Any) -> Contact:
    return Contact.make(occurred_on=day, member_id=member, class_id=klass, kind=kind, recorded_at=AT, **facts)


def event(unit: Any, branch: int | None, day: str, *kinds: str, entitled: int, present: int) -> None:
    made = unit.add(Event.make(branch_id=branch, occurred_on=day, entitled=entitled, present=present, recorded_at=AT))
    ids = {row["kind"]: row["id"] for row in unit.reader.rows("event_kind_names")}
    for kind in kinds:
        unit.add(EventHasKind.make(event_id=made.id, event_kind_id=ids[kind]))


def report(pb: Program, month: str, *, today: str = "2026-11-01") -> Any:
    return pb.json("report", "monthly", month, today=today)


def by_branch(rows: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {row["branch"]: row for row in rows}


@pytest.mark.usefixtures("school")
class TestMembers:
    @pytest.mark.parametrize(
        ("month", "branch", "full", "joined", "left"),
        [
            ("2026-02", SECOND, 2, 0, 0),
            ("2026-03", SECOND, 1, 0, 1),
            ("2026-08", SECOND, 1, 0, 0),
            ("2026-09", SECOND, 2, 1, 0),
            ("2026-09", FIRST, 3, 0, 0),
        ],
    )
    def test_stock_and_movement(self, pb: Program, month: str, branch: str, full: int, joined: int, left: int) -> None:
        row = by_branch(report(pb, month)["members"])[branch]
        assert (row["full"], row["joined"], row["left"]) == (full, joined, left)

    def test_conversion_day_counts_as_full(self, pb: Program) -> None:
        pb("member", "add", "吴九", "--branch", FIRST, "--joined-on", "2025-10-31")
        assert by_branch(report(pb, "2026-09")["members"])[FIRST]["probationary"] == 1
        pb("member", "convert", "吴九", "--on", "2026-10-31")
        row = by_branch(report(pb, "2026-10")["members"])[FIRST]
        assert (row["full"], row["probationary"]) == (4, 0)
        row = by_branch(report(pb, "2026-10", today="2026-10-30")["members"])[FIRST]
        assert (row["full"], row["probationary"]) == (3, 1)


class TestLiaison:
    def test_contacts_count_for_the_branch_of_the_day(self, school: Work, pb: Program) -> None:
        with school() as unit:
            for day in ("2026-02-10", "2026-02-28", "2026-03-01"):
                unit.add(contact(day, 5, 1, "走访寝室"))
            unit.add(contact("2026-02-11", 1, 1, "听课"))
            unit.add(contact("2026-02-12", 1, 3, "听课"))
        february = report(pb, "2026-02")
        assert by_branch(february["liaison"])[SECOND] == {
            "branch": SECOND,
            "contacts": 2,
            "kinds": {"走访寝室": 2},
            "classes": 1,
            "classes_contacted": 1,
        }
        first = by_branch(february["liaison"])[FIRST]
        assert (first["contacts"], first["classes"], first["classes_contacted"]) == (2, 1, 2)
        # Someone who has left belongs to no branch, so the contact of that day counts for none.
        assert report(pb, "2026-03")["liaison_members"] == []

    def test_members_stand_in_the_order_of_the_roster(self, school: Work, pb: Program) -> None:
        with school() as unit:
            unit.add(contact("2026-10-02", 4, 2, "家访"))
            for _ in range(3):
                unit.add(contact("2026-10-03", 2, 1, "听课"))
            unit.add(contact("2026-10-03", 1, 1, "其他"))
            unit.add(contact("2026-10-04", 1, 1, "与班主任交流"))
        rows = report(pb, "2026-10")["liaison_members"]
        assert [(row["branch"], row["member"], row["contacts"]) for row in rows] == [
            (FIRST, "张三丰", 2),
            (FIRST, "李四", 3),
            (SECOND, "李四", 1),
        ]
        assert list(rows[0]["kinds"]) == ["与班主任交流", "其他"]

    def test_silent_and_vacant_classes(self, school: Work, pb: Program) -> None:
        with school() as unit:
            unit.add(contact("2026-06-10", 1, 1, "听课"))
            unit.add(Assignment.make(member_id=5, class_id=3, role="党员联系人", from_on="2025-09-01"))
        june, september = report(pb, "2026-06"), report(pb, "2026-09")
        assert june["silent_classes"] == ["2025级机电2班", "2023级会计1班"]
        assert june["vacant_classes"] == ["2023级会计1班"]  # 钱七 looked after it and has left
        assert september["silent_classes"] == ["2024级护理1班", "2025级机电2班", "2026级幼教1班"]
        assert september["vacant_classes"] == ["2026级幼教1班"]

    def test_a_graduated_class_was_looked_after_to_its_last_day(self, school: Work, pb: Program) -> None:
        with school() as unit:
            unit.add(
                Assignment.make(member_id=1, class_id=3, role="党员联系人", from_on="2025-09-01", to_on="2026-07-11")
            )
        july = report(pb, "2026-07")
        assert "2023级会计1班" not in july["vacant_classes"]
        assert "2023级会计1班" in july["silent_classes"]
        assert by_branch(july["liaison"])[FIRST]["classes"] == 1

    @pytest.mark.parametrize(
        ("month", "today", "wanted"),
        [
            ("2026-09", "2026-11-01", (2, 0, 2, 1)),
            ("2026-10", "2026-11-01", (1, 2, 1, 0)),
            ("2026-10", "2026-10-10", (1, 0, 3, 2)),
            ("2026-09", "2026-09-20", (2, 0, 2, 0)),
        ],
    )
    def test_follow_ups(
        self, school: Work, pb: Program, month: str, today: str, wanted: tuple[int, int, int, int]
    ) -> None:
        with school() as unit:
            for day, due, closed in (
                ("2026-09-01", "2026-09-20", "2026-10-20"),
                ("2026-09-02", "2026-10-05", "2026-10-31"),
                ("2026-10-09", "2026-10-31", None),
            ):
                made = unit.add(contact(day, 1, 1, "听课"))
                unit.add(FollowUp.make(contact_id=made.id, due_on=due, closed_on=closed))
        row = report(pb, month, today=today)["follow_ups"]
        assert (row["opened"], row["closed"], row["open"], row["overdue"]) == wanted


class TestEvents:
    @staticmethod
    def required(pb: Program, month: str) -> dict[tuple[str, str], int]:
        return {(row["branch"], row["kind"]): row["required"] for row in report(pb, month)["events"]}

    def test_monthly_and_quarterly_kinds(self, school: Work, pb: Program) -> None:
        assert self.required(pb, "2026-08") == {
            (FIRST, "支委会"): 1,
            (FIRST, "主题党日"): 1,
            (SECOND, "主题党日"): 1,
        }
        assert self.required(pb, "2026-09")[SECOND, "党课"] == 1
        with school() as unit:
            event(unit, 2, "2026-07-05", "主题党日", "党课", entitled=2, present=1)
        assert (SECOND, "党课") not in self.required(pb, "2026-09")
        assert self.required(pb, "2026-09")[FIRST, "党课"] == 1

    def test_groups_meet_each_for_itself(self, school: Work, pb: Program) -> None:
        with school() as unit:
            for name in ("第一党小组", "第二党小组"):
                unit.add(PartyGroup.make(branch_id=2, name=name, from_on="2026-09-15"))
        assert self.required(pb, "2026-09")[SECOND, "党小组会"] == 2
        assert (SECOND, "党小组会") not in self.required(pb, "2026-08")

    def test_an_event_counts_under_each_of_its_kinds(self, school: Work, pb: Program) -> None:
        with school() as unit:
            event(unit, 1, "2026-08-05", "主题党日", "支部党员大会", entitled=3, present=2)
            event(unit, 1, "2026-08-25", "主题党日", entitled=3, present=3)
            event(unit, None, "2026-08-26", "中心组学习", entitled=9, present=8)
        rows = {(row["branch"], row["kind"]): row for row in report(pb, "2026-08")["events"]}
        assert (rows[FIRST, "主题党日"]["done"], rows[FIRST, "主题党日"]["present"]) == (2, 5)
        assert rows[FIRST, "支部党员大会"] == {
            "branch": FIRST,
            "kind": "支部党员大会",
            "required": 0,
            "done": 1,
            "entitled": 3,
            "present": 2,
        }
        assert rows["某职业学校", "中心组学习"]["done"] == 1


def test_projects_by_state(school: Work, pb: Program) -> None:
    with school() as unit:
        for number, steps in enumerate(
            (
                {"申报": "2025-01-01", "立项": "2025-03-01", "开题": "2025-05-01", "中期检查": "2026-01-01"},
                {"申报": "2025-01-01", "立项": "2025-03-01"},
                {"申报": "2026-11-05"},
            )
        ):
            made = unit.add(Project.make(number=f"K{number}", title="课题", branch_id=1))
            for step, day in steps.items():
                unit.add(ProjectStepDate.make(project_id=made.id, step=step, actual_on=day))
        unit.add(ProjectExtension.make(project_id=1, granted_on="2026-10-15", extended_to="2027-03-01"))
    assert report(pb, "2026-10")["projects"] == [
        {"state": "已立项", "count": 1, "extended": 0},
        {"state": "研究中", "count": 1, "extended": 1},
    ]
    assert report(pb, "2025-12")["projects"] == [
        {"state": "已立项", "count": 1, "extended": 0},
        {"state": "已开题", "count": 1, "extended": 0},
    ]


def test_dues_are_never_netted_between_members(school: Work, pb: Program) -> None:
    with school() as unit:
        for member, base in ((1, 500_000), (2, 500_001)):
            unit.add(DuesBase.make(member_id=member, from_month="2026-09", base_fen=base, payer_group="在职"))
        unit.add(DuesPayment.make(member_id=1, month="2026-09", amount_fen=20_000))
        unit.add(DuesPayment.make(member_id=2, month="2026-10", amount_fen=7_500))
    row = by_branch(report(pb, "2026-10")["dues"])
    assert row[FIRST] == {"branch": FIRST, "owed": "125.00", "paid": "75.00", "arrears": "75.00", "unknown": 1}
    assert row[SECOND] == {"branch": SECOND, "owed": "0.00", "paid": "0.00", "arrears": "0.00", "unknown": 2}
    assert by_branch(report(pb, "2026-08")["dues"])[FIRST]["unknown"] == 3


class TestAskingForIt:
    @pytest.mark.parametrize(
        ("period", "said"), [("2026Q3", "不是一个月"), ("2026-12", "还没有到"), ("2026-13", "2026-13")]
    )
    def test_another_period_is_refused(self, pb: Program, period: str, said: str) -> None:
        outcome = pb("report", "monthly", period, ok=2)
        assert said in outcome.err
        assert outcome.out == ""

    def test_this_month_is_the_default_and_seen_as_of_today(self, pb: Program) -> None:
        data = pb.json("report", "monthly", today="2026-10-05")
        assert (data["period"], data["as_of"]) == ("2026-10", "2026-10-05")
        page = pb("report", "monthly", "-f", "plain", today="2026-10-05").out
        assert "本月未完" in page

    def test_keys_are_the_contract(self, pb: Program) -> None:
        assert list(report(pb, "2026-10")) == [
            "report", "period", "as_of", "unit", "members", "liaison", "liaison_members", "silent_classes",
            "vacant_classes", "follow_ups", "events", "projects", "dues",
            "brands", "checklist",
            "make_ups", "resolutions", "study", "talks", "evidence", "late_entries",
        ]  # fmt: skip

    def test_reports_are_listed(self, pb: Program) -> None:
        assert [row["name"] for row in pb.json("report", "list")] == ["monthly"]


def test_the_page_marks_what_is_missing_by_sign_and_word(school: Work, pb: Program) -> None:
    with school() as unit:
        event(unit, 1, "2026-10-05", "主题党日", entitled=3, present=2)
        made = unit.add(contact("2026-10-02", 1, 1, "走访寝室"))
        unit.add(FollowUp.make(contact_id=made.id, due_on="2026-10-10"))
        unit.add(DuesBase.make(member_id=1, from_month="2026-10", base_fen=300_000, payer_group="在职"))
    page = pb("report", "monthly", "2026-10", "-f", "plain").out
    assert "✓ 1/1 67%" in page
    assert "✗ 缺 0/1" in page
    assert f"✗ 本月还缺：支委会（{FIRST}）、主题党日（{SECOND}）" in page
    assert "✗ 1 项逾期" in page
    assert "✗ 有欠交" in page
    assert "本月未完" not in page


def test_a_dissolved_branch_is_no_longer_listed(school: Work, pb: Program) -> None:
    with school() as unit:
        branch = unit.session.get(Branch, 2)
        branch.revise(dissolved_on="2026-09-30")
    assert SECOND in by_branch(report(pb, "2026-09")["members"])
    assert SECOND not in by_branch(report(pb, "2026-10")["members"])


def test_a_contact_for_a_branch_that_was_dissolved_before_counts_for_none(school: Work, pb: Program) -> None:
    with school() as unit:
        unit.session.get(Branch, 2).revise(dissolved_on="2026-09-30")
        unit.add(contact("2026-10-05", 4, 2, "家访"))
        unit.add(contact("2026-10-06", 1, 1, "听课"))
    data = report(pb, "2026-10")
    assert [row["member"] for row in data["liaison_members"]] == ["张三丰"]
    assert [row["contacts"] for row in data["liaison"]] == [1]


class TestWhatAMonthDemands:
    @pytest.mark.parametrize(
        ("held_on", "seen", "required", "done"),
        [
            (None, "2026-10", 0, 0),
            (None, "2026-11", 0, 0),
            (None, "2026-12", 1, 0),
            ("2026-12-31", "2026-12", 1, 1),
            ("2026-11-30", "2026-12", 0, 0),
            ("2026-11-30", "2026-11", 0, 1),
            ("2026-09-30", "2026-12", 1, 0),
        ],
    )
    def test_a_quarterly_kind(
        self, school: Work, pb: Program, held_on: str | None, seen: str, required: int, done: int
    ) -> None:
        if held_on is not None:
            with school() as unit:
                event(unit, 2, held_on, "支部党员大会", entitled=2, present=2)
        rows = {(row["branch"], row["kind"]): row for row in report(pb, seen, today="2026-12-31")["events"]}
        row = rows.get((SECOND, "支部党员大会"), {"required": 0, "done": 0})
        assert (row["required"], row["done"]) == (required, done)

    def test_a_committee_and_groups_as_of_the_months_end(self, school: Work, pb: Program) -> None:
        pb("branch", "post", FIRST, "组织委员", "--end", "--on", "2026-09-30")
        with school() as unit:
            unit.add(PartyGroup.make(branch_id=1, name="第一党小组", from_on="2026-09-30", to_on="2026-10-31"))
        found = {
            (month, kind): row["required"]
            for month in ("2026-08", "2026-09", "2026-10")
            for row in report(pb, month)["events"]
            if (kind := row["kind"]) in {"支委会", "党小组会"} and row["branch"] == FIRST
        }
        assert found == {("2026-08", "支委会"): 1, ("2026-09", "党小组会"): 1}

    def test_what_is_still_to_come_is_not_counted(self, school: Work, pb: Program) -> None:
        with school() as unit:
            event(unit, 2, "2026-10-20", "主题党日", entitled=2, present=2)
        rows = {
            today: {row["branch"]: row["done"] for row in report(pb, "2026-10", today=today)["events"]}[SECOND]
            for today in ("2026-10-19", "2026-10-20", "2026-11-01")
        }
        assert rows == {"2026-10-19": 0, "2026-10-20": 1, "2026-11-01": 1}
