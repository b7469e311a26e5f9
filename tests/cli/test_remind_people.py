"""What is due of the people: branches of a wrong size, probations, birthdays in the Party, dues; and the calendar."""

from datetime import date

import pytest

from pbcli.db.models import Contact, DuesBase, DuesPayment, Event, Member, Membership, PartyStatusPeriod
from pbcli.domain.enums import ContactKind, JoinReason, PartyStatus
from tests.conftest import NOW
from tests.invented_school import FIRST, SECOND, fill
from tests.once import once


@pytest.fixture(autouse=True)
@once
def _school(work):
    """The small school: three full members in the first branch, two in the second; it has had an event in spring."""
    with work() as opened:
        fill(opened)
        opened.add(Event.make(branch_id=1, occurred_on=date(2026, 3, 2), recorded_at=NOW))


def due(pb, today, kind, *words):
    rows = pb.json("remind", "due", *words, today=today)
    return [(row["due_on"], row["message"].rpartition("：")[2]) for row in rows if row["kind"] == kind]


def join(work, name, joined_on, *, full_on=None, branch=1, left_on=None):
    """Let somebody join a branch, probationary until becoming full."""
    with work() as opened:
        member = opened.add(Member.make(name=name, pinyin="x", initials="x"))
        whose = {"member_id": member.id}
        opened.add(
            Membership.make(branch_id=branch, from_on=joined_on, to_on=left_on, join_reason=JoinReason.JOINED, **whose)
        )
        first = {"status": PartyStatus.PROBATIONARY, "from_on": joined_on, "to_on": full_on}
        opened.add(PartyStatusPeriod.make(**first, **whose))
        if full_on is not None:
            opened.add(PartyStatusPeriod.make(status=PartyStatus.FULL, from_on=full_on, **whose))
        return member.id


# ---- BR-01, BR-02, BR-04: at once, and every week


def test_a_branch_of_two_is_too_small(pb, work):
    said = "第二党支部正式党员 2 人，不足 3 人"
    assert due(pb, "2026-11-01", "branch_small") == [("2026-09-10", said)]
    (row,) = [row for row in pb.json("remind", "due") if row["kind"] == "branch_small"]
    assert (row["rule"], row["command"]) == ("BR-01", "pbcli branch show 第二党支部")
    join(work, "新人", date(2026, 10, 1), branch=2)
    assert due(pb, "2026-11-01", "branch_small") == [("2026-10-01", said)]
    join(work, "老人", date(2010, 10, 1), full_on=date(2011, 10, 1), branch=2)
    assert due(pb, "2026-11-01", "branch_small") == []


def test_what_holds_of_a_branch_for_years_is_due_since_the_records_begin(pb, work):
    pb("branch", "add", "第三党支部")
    join(work, "老人", date(2010, 10, 1), full_on=date(2011, 10, 1), branch=3)
    said = "第三党支部正式党员 1 人，不足 3 人"
    assert ("2026-03-02", said) in due(pb, "2026-11-01", "branch_small")  # the unit's first event
    with work() as opened:
        first = {"occurred_on": date(2025, 11, 3), "recorded_at": NOW}
        opened.add(Contact.make(member_id=1, class_id=1, kind=ContactKind.LESSON, **first))
    assert ("2025-11-03", said) in due(pb, "2026-11-01", "branch_small")


def test_it_is_said_every_week(pb):
    said = [
        day
        for day in range(1, 25)
        if "branch_small" in pb("remind", "send", "-f", "csv", "--fields", "kind", today=f"2026-11-{day:02d}").out
    ]
    assert said == [1, 6, 13, 20]


def test_seven_need_a_committee_and_more_than_fifty_are_too_many(pb, work):
    for place in range(5):
        join(work, f"甲{place}", date(2010, 1, 1), full_on=date(2011, 1, 1), branch=2)
    assert due(pb, "2026-11-01", "branch_committee") == [("2026-09-10", "第二党支部正式党员 7 人，还没有设支委会")]
    pb("branch", "post", SECOND, "组织委员", "甲1", "--from", "2026-10-01")
    assert due(pb, "2026-11-01", "branch_committee") == []
    assert due(pb, "2026-11-01", "branch_large") == []
    for place in range(44):
        join(work, f"乙{place}", date(2010, 1, 1), full_on=date(2011, 1, 1), branch=2)
    assert due(pb, "2026-11-01", "branch_large") == [("2026-09-10", "第二党支部党员 51 人，多于 50 人")]


# ---- RC-15, AL-11, AL-12


def test_a_probation_ends_after_a_year(pb, work):
    join(work, "新人", date(2025, 12, 31))
    join(work, "转走的", date(2025, 12, 31), left_on=date(2026, 5, 1))
    join(work, "转正的", date(2025, 12, 31), full_on=date(2026, 10, 1))
    assert due(pb, "2026-10-31", "probation") == []
    assert due(pb, "2026-11-01", "probation") == [("2026-12-31", "第一党支部新人的预备期 2026-12-31 满")]
    (row,) = [row for row in pb.json("remind", "due", today="2027-01-05") if row["kind"] == "probation"]
    assert (row["severity"], row["command"]) == ("overdue", "pbcli member convert 第一党支部/新人 --on DATE")
    pb("member", "convert", "新人", "--on", "2026-12-31", today="2027-01-05")
    assert due(pb, "2027-01-05", "probation") == []


def test_a_probation_that_is_over_is_said_monthly(pb, work):
    join(work, "新人", date(2025, 8, 1))
    said = [
        day
        for day in ("2026-08-01", "2026-08-02", "2026-08-03", "2026-08-31", "2026-09-01", "2026-09-02")
        if "probation" in pb("remind", "send", "-f", "csv", "--fields", "kind", today=day).out
    ]
    assert said == ["2026-08-01", "2026-08-02", "2026-09-01"]


def test_birthdays_three_days_before(pb):
    assert due(pb, "2026-06-27", "political_birthday") == []
    assert due(pb, "2026-06-28", "political_birthday")[0] == ("2026-07-01", "第一党支部张三丰政治生日，入党 16 年")
    assert len(due(pb, "2026-07-01", "political_birthday")) == 4
    assert due(pb, "2026-07-02", "political_birthday") == []
    assert due(pb, "2027-09-08", "political_birthday") == [("2027-09-10", "第二党支部周八政治生日，入党 1 年")]
    assert due(pb, "2026-09-10", "political_birthday") == []
    assert len(due(pb, "2026-06-01", "political_birthday", "--within", "1m")) == 4


def test_fifty_years_by_the_first_of_july(pb, work):
    join(work, "老甲", date(1975, 7, 1), full_on=date(1976, 7, 1))
    join(work, "老乙", date(1975, 7, 2), full_on=date(1976, 7, 2))
    join(work, "老丙", date(1974, 7, 1), full_on=date(1975, 7, 1))
    assert due(pb, "2026-05-01", "fifty_years") == []
    assert due(pb, "2026-05-02", "fifty_years") == [("2026-07-01", "第一党支部老甲党龄满 50 年")]
    assert due(pb, "2026-07-02", "fifty_years") == []


# ---- dues


class TestDues:
    """DU-01 on the 25th and at the month's end, DU-02 after one, three and five months, AL-01 before the sixth."""

    @pytest.fixture(autouse=True)
    @once
    def _bases(self, work):
        with work() as opened:
            for member in (1, 2):
                opened.add(DuesBase.make(member_id=member, from_month="2026-04", base_fen=300_000, payer_group="在职"))
                opened.add(DuesPayment.make(member_id=member, month="2026-04", amount_fen=1_500))

    def pay(self, work, member, *months):
        with work() as opened:
            for month in months:
                opened.add(DuesPayment.make(member_id=member, month=f"2026-{month:02d}", amount_fen=1_500))

    def test_the_month_from_its_25th_on(self, pb, work):
        self.pay(work, 1, 5)
        assert due(pb, "2026-05-24", "dues_month") == []
        assert due(pb, "2026-05-24", "dues_month", "--within", "7d") == [
            ("2026-05-31", "第一党支部5月党费还有 1 人没有交清"),
        ]
        assert due(pb, "2026-05-25", "dues_month") == [("2026-05-31", "第一党支部5月党费还有 1 人没有交清")]
        self.pay(work, 2, 5)
        assert due(pb, "2026-05-31", "dues_month") == due(pb, "2026-06-01", "dues_arrears") == []

    def test_arrears_are_said_after_one_three_and_five_months(self, pb, work):
        self.pay(work, 1, 5, 6, 7, 8, 9, 10)
        assert due(pb, "2026-07-01", "dues_arrears") == [("2026-05-31", "第一党支部有 1 人欠交党费，最长 2 个月")]
        said = [
            day
            for day in ("05-31", "06-01", "07-01", "08-01", "08-02", "09-01", "10-01", "11-01")
            if "dues_arrears" in pb("remind", "send", "-f", "csv", "--fields", "kind", today=f"2026-{day}").out
        ]
        assert said == ["06-01", "08-01", "10-01"]
        (row,) = [row for row in pb.json("remind", "due", today="2026-07-01") if row["kind"] == "dues_arrears"]
        assert (row["rule"], row["command"]) == ("DU-02", "pbcli dues list 2026-06 --branch 第一党支部 --arrears")

    def test_before_the_sixth_month_the_member_is_named(self, pb, work):
        self.pay(work, 1, 5, 6, 7, 8, 9, 10)
        assert due(pb, "2026-09-30", "dues_alarm") == []
        assert due(pb, "2026-10-01", "dues_alarm") == [("2026-10-31", "第一党支部李四连续 5 个月没有交党费")]
        assert due(pb, "2026-11-01", "dues_alarm") == [("2026-10-31", "第一党支部李四连续 6 个月没有交党费")]
        (row,) = [row for row in pb.json("remind", "due", today="2026-10-01") if row["kind"] == "dues_alarm"]
        assert (row["rule"], row["command"]) == ("AL-01", "pbcli dues show 第一党支部/李四")


# ---- the calendar


def test_next_years_calendar_from_the_middle_of_december(pb):
    assert due(pb, "2026-12-14", "working_calendar") == []
    assert due(pb, "2026-12-15", "working_calendar") == [
        ("2026-12-31", "程序里还没有 2027 年的工作日历，工作日先按星期算"),
    ]
    assert due(pb, "2025-12-20", "working_calendar") == []


def test_whose_branch_is_right_is_silent(pb):
    assert FIRST not in {row["subject"] for row in pb.json("remind", "due") if row["kind"].startswith("branch_")}
