"""What is due: each kind from its first offset until it is settled, and what `remind send` says of it."""

from datetime import date, timedelta

import pytest

from pbcli.db.engine import unit_of_work
from pbcli.db.models import (
    Assignment,
    Branch,
    BranchTerm,
    ChecklistItem,
    ChecklistPostponement,
    Class,
    Contact,
    FollowUp,
    Member,
    Membership,
    Project,
    ProjectExtension,
    ProjectStepDate,
    SchoolTerm,
    Setting,
)
from pbcli.db.read import open_reader
from pbcli.domain.enums import ContactKind, JoinReason, LiaisonRole, ProjectStep
from pbcli.services.reminders import command, due_items
from pbcli.services.reminders_said import say_due
from tests.conftest import NOW

TODAY = date(2026, 11, 1)


ELSEWHERE = {
    "meetings_month",
    "meetings_quarter",
    "meetings_year",
    "copy_elsewhere",
    "study_hours",
    "talks",
    "term_target",
    "branch_small",
    "working_calendar",
}
"""What has tests of its own: test_reminders_copies.py, tests/cli/test_liaison_terms.py, test_study.py, test_talk.py …"""


def is_of_the_school(item):
    """Tell what is due here from what is tried elsewhere."""
    return item.reminder.key not in ELSEWHERE


class School:
    """Writes single records, and tells what is due."""

    def __init__(self, database):
        self.database = database

    def add(self, *records):
        with unit_of_work(self.database, command="test", actor="test", now=NOW) as work:
            return [work.add(record).id for record in records]

    def due(self, today=TODAY, *, kind=None, until=None):
        with open_reader(self.database) as reader:
            items = due_items(reader, today, until=until)
        return [item for item in items if kind == item.reminder.key or (kind is None and is_of_the_school(item))]

    def say(self, today=TODAY):
        with unit_of_work(self.database, command="remind send", actor="test", now=NOW) as work:
            return [item for item in say_due(work, today) if is_of_the_school(item)]

    def branch(self, name="第一党支部"):
        return self.add(Branch.make(name=name, pinyin="x", initials="x"))[0]

    def term(self, elected_on, *, branch_id=None, extended_to=None, years=3):
        branch_id = branch_id or self.branch()
        self.add(BranchTerm.make(branch_id=branch_id, elected_on=elected_on, years=years, extended_to=extended_to))
        return branch_id

    def member(self, name="张三", *, left_on=None, belongs=True):
        (member_id,) = self.add(Member.make(name=name, pinyin="x", initials="x"))
        if belongs:
            facts = {"from_on": date(2015, 7, 1), "to_on": left_on, "join_reason": JoinReason.JOINED}
            self.add(Membership.make(member_id=member_id, branch_id=self.any_branch(), **facts))
        return member_id

    def any_branch(self):
        with open_reader(self.database) as reader:
            row = reader.connection.execute("SELECT id FROM branch LIMIT 1").fetchone()
        return row[0] if row else self.branch()

    def klass(self, name="2025级机电2班", *, started_on=date(2025, 9, 1), graduated_on=date(2028, 7, 10)):
        return self.add(
            Class.make(name=name, pinyin="x", initials="x", started_on=started_on, graduated_on=graduated_on)
        )[0]

    def assign(self, class_id, member_id, *, from_on=date(2025, 9, 1), to_on=None):
        self.add(
            Assignment.make(
                class_id=class_id, member_id=member_id, role=LiaisonRole.MEMBER, from_on=from_on, to_on=to_on
            )
        )

    def contact(self, class_id, member_id, on, *, problem=None):
        return self.add(
            Contact.make(
                class_id=class_id,
                member_id=member_id,
                occurred_on=on,
                kind=ContactKind.DORM_VISIT,
                problem=problem,
                recorded_at=NOW,
            )
        )[0]

    def begin(self, on=date(2025, 9, 1)):
        """Let the unit's contacts begin on a day, in a class that has left the school since."""
        gone = self.klass("2022级会计1班", started_on=date(2022, 9, 1), graduated_on=date(2026, 6, 30))
        self.contact(gone, self.member("赵六"), on)

    def follow_up(self, due_on, *, closed_on=None, opened_on=date(2026, 10, 20), problem=None, **facts):
        class_id, member_id = self.klass(), self.member()
        contact_id = self.contact(class_id, member_id, opened_on, problem=problem)
        return self.add(FollowUp.make(contact_id=contact_id, due_on=due_on, closed_on=closed_on, **facts))[0]

    def project(self, steps=(), *, number="KT2026-03", ends_on=None, withdrawn_on=None, extended=None):
        (project_id,) = self.add(
            Project.make(
                number=number, title="品牌建设", branch_id=self.any_branch(), ends_on=ends_on, withdrawn_on=withdrawn_on
            )
        )
        for step, planned_on, actual_on in steps:
            self.add(ProjectStepDate.make(project_id=project_id, step=step, planned_on=planned_on, actual_on=actual_on))
        if extended:
            self.add(ProjectExtension.make(project_id=project_id, granted_on=extended[0], extended_to=extended[1]))
        return project_id


@pytest.fixture
def school(database):
    return School(database)


def test_a_database_without_records_has_nothing_due(school):
    assert school.due() == []
    assert school.say() == []


# Terms of office: 6, 4, 2, 1 months before the end, daily after it.


@pytest.mark.parametrize(
    ("today", "severity", "offset"),
    [
        (date(2026, 9, 19), None, None),
        (date(2026, 9, 20), "notice", 181),
        (date(2026, 11, 19), "notice", 181),
        (date(2026, 11, 20), "notice", 120),
        (date(2027, 1, 20), "notice", 59),
        (date(2027, 2, 20), "soon", 28),
        (date(2027, 3, 20), "due", 28),
        (date(2027, 3, 21), "overdue", -1),
        (date(2027, 3, 22), "overdue", -2),
    ],
)
def test_a_term_of_office_is_due_from_six_months_before_its_end(school, today, severity, offset):
    school.term(date(2024, 3, 20))
    found = [(item.severity.value, item.offset) for item in school.due(today)]
    assert found == ([] if severity is None else [(severity, offset)])


def test_a_term_says_its_rule_and_the_command_that_settles_it(school):
    school.term(date(2024, 3, 20))
    (item,) = school.due()
    assert item.row == {
        "severity": "notice",
        "kind": "branch_term",
        "subject": "第一党支部",
        "due_on": "2027-03-20",
        "days": 139,
        "rule": "BR-07",
        "article": "选举工作条例",
        "message": "还有 139 天：第一党支部本届任期 2027-03-20 届满",
        "command": "pbcli branch elect 第一党支部",
    }


def test_an_extended_term_ends_when_it_is_extended_to(school):
    school.term(date(2023, 3, 20), extended_to=date(2026, 12, 1))
    assert [item.due_on for item in school.due()] == [date(2026, 12, 1)]


def test_an_election_settles_the_term_before_it(school):
    branch_id = school.term(date(2023, 3, 20))
    assert [item.severity.value for item in school.due()] == ["overdue"]
    school.term(date(2026, 10, 30), branch_id=branch_id)
    assert school.due() == []
    assert [item.severity.value for item in school.due(date(2026, 10, 29))] == ["overdue"]  # as it was that day


def test_a_dissolved_branch_holds_no_election(school):
    (branch_id,) = school.add(Branch.make(name="旧支部", pinyin="x", initials="x", dissolved_on=date(2026, 10, 1)))
    school.term(date(2020, 3, 20), branch_id=branch_id)
    assert school.due() == []


# Steps of projects: 90, 30, 14, 7 days.


@pytest.mark.parametrize(
    ("left", "severity", "offset"),
    [
        (91, None, None),
        (90, "notice", 90),
        (31, "notice", 90),
        (30, "notice", 30),
        (14, "notice", 14),
        (8, "notice", 14),
        (7, "soon", 7),
        (1, "soon", 7),
        (0, "due", 7),
        (-1, "overdue", -1),
        (-40, "overdue", -1),
    ],
)
def test_a_planned_step_is_due_from_ninety_days_before(school, left, severity, offset):
    school.project([(ProjectStep.OPENING, TODAY + timedelta(left), None)])
    found = [(item.severity.value, item.offset) for item in school.due()]
    assert found == ([] if severity is None else [(severity, offset)])


def test_a_step_says_its_rule_and_the_command_that_settles_it(school):
    school.project([(ProjectStep.OPENING, date(2026, 11, 20), None)])
    (item,) = school.due()
    assert item.row["kind"] == "project_step"
    assert item.row["subject"] == "品牌建设"
    assert item.row["rule"] == "PR-01"
    assert item.row["article"] == "立项单位规定"
    assert item.message == "还有 19 天：课题“品牌建设”开题计划 2026-11-20"
    assert item.command == "pbcli project advance KT2026-03 开题"


def test_a_project_without_a_number_is_named_by_its_title(school):
    school.project([(ProjectStep.APPROVAL, date(2026, 11, 20), None)], number=None)
    assert [item.command for item in school.due()] == ["pbcli project advance 品牌建设 立项"]


@pytest.mark.parametrize(
    ("steps", "project", "expected"),
    [
        # done on time, done later than seen, a later step done
        ([(ProjectStep.OPENING, date(2026, 11, 1), date(2026, 10, 30))], {}, []),
        ([(ProjectStep.OPENING, date(2026, 11, 1), date(2026, 11, 2))], {}, [("开题", "2026-11-01")]),
        (
            [(ProjectStep.OPENING, date(2026, 10, 1), None), (ProjectStep.MIDTERM, None, date(2026, 10, 20))],
            {},
            [],
        ),
        # closing: the plan's day, else the project's end, else the extension's
        ([], {"ends_on": date(2026, 12, 1)}, [("结题", "2026-12-01")]),
        ([(ProjectStep.CLOSING, date(2026, 11, 15), None)], {"ends_on": date(2026, 12, 1)}, [("结题", "2026-11-15")]),
        (
            [(ProjectStep.CLOSING, date(2026, 9, 1), None)],
            {"ends_on": date(2026, 9, 1), "extended": (date(2026, 8, 1), date(2027, 1, 15))},
            [("结题", "2027-01-15")],
        ),
        (
            [(ProjectStep.CLOSING, date(2026, 9, 1), None)],
            {"extended": (date(2026, 11, 2), date(2027, 1, 15))},  # granted tomorrow
            [("结题", "2026-09-01")],
        ),
        # over
        ([(ProjectStep.CLOSING, date(2026, 9, 1), date(2026, 9, 1))], {"ends_on": date(2026, 9, 1)}, []),
        ([], {"ends_on": date(2026, 9, 1), "withdrawn_on": date(2026, 8, 1)}, []),
        ([], {}, []),
    ],
)
def test_a_step_is_due_until_it_or_a_later_one_is_done(school, steps, project, expected):
    school.project(steps, **project)
    assert [(item.command.split()[-1], item.row["due_on"]) for item in school.due()] == expected


class TestMidterm:
    """PR-06: half way through the term, where the inspection isn't planned; 90, 30, 14, 7 days before."""

    def due(self, school, steps, today=date(2026, 7, 1), **project):
        school.project(steps, **{"ends_on": date(2027, 1, 1)} | project)
        return [(str(item.due_on), item.offset) for item in school.due(today, kind="project_midterm")]

    def test_from_the_approval_to_the_end(self, school):
        approved = [(ProjectStep.APPROVAL, None, date(2026, 1, 1))]
        assert self.due(school, approved) == [("2026-07-02", 7)]
        (item,) = school.due(date(2026, 7, 1), kind="project_midterm")
        assert item.message == "还有 1 天：课题“品牌建设”中期检查要在 2026-07-02 以前（研究期过 50%）"
        assert (item.row["rule"], item.command) == ("PR-06", "pbcli project advance KT2026-03 中期检查")

    def test_from_ninety_days_before(self, school):
        opened = [(ProjectStep.OPENING, None, date(2026, 3, 1)), (ProjectStep.APPROVAL, None, date(2026, 1, 1))]
        assert self.due(school, opened, date(2026, 4, 2)) == []
        assert [item.offset for item in school.due(date(2026, 4, 3), kind="project_midterm")] == [90]

    def test_what_is_planned_done_or_without_a_term_is_not_reckoned(self, school):
        approved = (ProjectStep.APPROVAL, None, date(2026, 1, 1))
        assert self.due(school, [(ProjectStep.APPLICATION, None, date(2026, 1, 1))]) == []
        assert self.due(school, [approved], number="2", ends_on=None) == []
        assert self.due(school, [approved, (ProjectStep.MIDTERM, date(2026, 9, 1), None)], number="3") == []
        assert self.due(school, [approved, (ProjectStep.MIDTERM, None, date(2026, 6, 1))], number="4") == []

    def test_the_planned_closing_ends_a_term_too(self, school):
        steps = [(ProjectStep.APPROVAL, None, date(2026, 1, 1)), (ProjectStep.CLOSING, date(2026, 12, 1), None)]
        assert self.due(school, steps, ends_on=None) == [("2026-06-17", -1)]


def test_an_extended_project_says_so(school):
    school.project(ends_on=date(2026, 9, 1), extended=(date(2026, 8, 1), date(2027, 1, 15)))
    assert [item.what for item in school.due()] == ["课题“品牌建设”延期至 2027-01-15 结题"]


# Follow-ups: 3 days before, on the day, overdue.


@pytest.mark.parametrize(
    ("left", "severity", "offset"),
    [(4, None, None), (3, "soon", 3), (1, "soon", 3), (0, "due", 0), (-1, "overdue", -1), (-9, "overdue", -1)],
)
def test_a_follow_up_is_due_from_three_days_before(school, left, severity, offset):
    school.follow_up(TODAY + timedelta(left))
    found = [(item.severity.value, item.offset) for item in school.due(kind="follow_up")]
    assert found == ([] if severity is None else [(severity, offset)])


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"task": "更换插线板", "responsible": "赵老师"}, "逾期 2 天：2025级机电2班跟进“更换插线板”（赵老师）"),
        ({"task": "更换插线板", "problem": "插线板老化"}, "逾期 2 天：2025级机电2班跟进“更换插线板”（张三）"),
        ({"problem": "插线板老化"}, "逾期 2 天：2025级机电2班跟进“插线板老化”（张三）"),
        ({}, "逾期 2 天：2025级机电2班跟进“…”（张三）"),
    ],
)
def test_a_follow_up_says_what_was_promised_and_who_sees_to_it(school, facts, expected):
    number = school.follow_up(date(2026, 10, 30), **facts)
    (item,) = school.due(kind="follow_up")
    assert item.message == expected
    assert item.command == f"pbcli liaison close {number}"
    assert (item.row["rule"], item.row["article"]) == ("LI-03", "本单位规定")


@pytest.mark.parametrize(
    ("facts", "is_due"),
    [
        ({"closed_on": date(2026, 10, 31)}, False),
        ({"closed_on": TODAY}, False),
        ({"closed_on": date(2026, 11, 2)}, True),
        ({"opened_on": date(2026, 11, 2)}, False),
    ],
)
def test_a_follow_up_is_due_until_it_is_closed_and_not_before_it_is_opened(school, facts, is_due):
    school.follow_up(date(2026, 10, 30), **facts)
    assert bool(school.due(kind="follow_up")) is is_due


def test_a_follow_up_without_a_day_is_never_due(school):
    school.follow_up(None)
    assert school.due(kind="follow_up") == []


# Classes without a contact for 30 days in term.


@pytest.mark.parametrize(
    ("last", "today", "expected"),
    [
        (date(2026, 10, 2), TODAY, ("2026-11-01", "due", 0)),
        (date(2026, 10, 3), TODAY, None),
        (date(2026, 10, 1), TODAY, ("2026-10-31", "overdue", 0)),
        (date(2026, 7, 5), date(2026, 9, 24), None),  # the holidays don't count
        (date(2026, 7, 5), date(2026, 9, 25), ("2026-09-25", "due", 0)),
        (date(2026, 5, 1), date(2026, 7, 10), ("2026-05-31", "overdue", 0)),
        (date(2026, 5, 1), date(2026, 7, 11), None),  # nobody is reminded in the holidays
        (date(2026, 5, 1), date(2026, 9, 1), ("2026-05-31", "overdue", 0)),
        (None, date(2026, 9, 1), ("2025-10-01", "overdue", 0)),
    ],
)
def test_a_class_is_silent_after_thirty_days_in_term(school, last, today, expected):
    class_id, member_id = school.klass(), school.member()
    school.assign(class_id, member_id)
    if last:
        school.contact(class_id, member_id, last)
    found = [(item.row["due_on"], item.severity.value, item.offset) for item in school.due(today)]
    assert found == ([] if expected is None else [expected])


def test_the_entered_terms_say_when_the_holidays_are(school):
    school.add(
        SchoolTerm.make(name="春", starts_on=date(2026, 3, 2), ends_on=date(2026, 6, 30)),
        SchoolTerm.make(name="秋", starts_on=date(2026, 9, 7), ends_on=date(2027, 1, 22)),
    )
    class_id, member_id = school.klass(), school.member()
    school.assign(class_id, member_id)
    school.contact(class_id, member_id, date(2026, 6, 20))
    assert school.due(date(2026, 7, 5)) == []
    assert school.due(date(2026, 9, 25)) == []
    assert [item.row["due_on"] for item in school.due(date(2026, 9, 26))] == ["2026-09-26"]


def test_the_unit_sets_how_many_days_are_too_many(school):
    class_id, member_id = school.klass(), school.member()
    school.assign(class_id, member_id)
    school.contact(class_id, member_id, date(2026, 10, 2))
    school.add(Setting.make(name="liaison.silent_days", value="45"))
    assert school.due() == []


@pytest.mark.parametrize(
    ("started_on", "today", "expected"),
    [
        (date(2026, 9, 1), date(2026, 9, 30), None),
        (date(2026, 9, 1), date(2026, 10, 1), "今天到期：2025级机电2班开学以来没有联系"),
        (None, date(2026, 9, 30), None),  # nobody knows since when: from the beginning of the term
        (None, date(2026, 10, 1), "今天到期：2025级机电2班开学以来没有联系"),
    ],
)
def test_a_class_that_just_started_counts_from_its_start(school, started_on, today, expected):
    class_id, member_id = school.klass(started_on=started_on), school.member()
    school.assign(class_id, member_id)
    assert [item.message for item in school.due(today)] == ([expected] if expected else [])


def test_a_silent_class_says_its_rule_and_the_command_that_settles_it(school):
    class_id, member_id = school.klass(), school.member()
    school.assign(class_id, member_id)
    school.contact(class_id, member_id, date(2026, 9, 11))
    (item,) = school.due()
    assert item.message == "逾期 21 天：2025级机电2班已 51 天没有联系"
    assert item.command == "pbcli liaison log 张三 2025级机电2班"
    assert (item.row["kind"], item.row["rule"], item.row["article"]) == ("silent_class", "LI-01", "本单位规定")


@pytest.mark.parametrize("dates", [(date(2026, 11, 2), date(2029, 7, 1)), (date(2023, 9, 1), date(2026, 10, 31))])
def test_a_class_that_is_not_in_school_needs_nobody(school, dates):
    school.klass(started_on=dates[0], graduated_on=dates[1])
    assert school.due() == []


# Classes that nobody looks after.


@pytest.mark.parametrize(
    ("assignments", "expected"),
    [
        ([], ("2025-09-01", "2025级机电2班没有联系人")),
        ([{}], None),
        ([{"to_on": date(2026, 11, 2)}], None),
        ([{"to_on": TODAY}], ("2026-11-01", "2025级机电2班没有联系人")),
        ([{"to_on": date(2026, 3, 2)}], ("2026-03-02", "2025级机电2班没有联系人")),
        ([{"to_on": date(2026, 3, 2)}, {"from_on": date(2026, 3, 2)}], None),
        ([{"from_on": date(2026, 11, 2)}], ("2025-09-01", "2025级机电2班没有联系人")),
        ([{"left_on": date(2026, 10, 12)}], ("2026-10-12", "2025级机电2班没有联系人，张三已离开")),
        ([{"left_on": date(2026, 11, 2)}], None),
        ([{"left_on": date(2026, 10, 12), "to_on": date(2026, 10, 1)}], ("2026-10-01", "2025级机电2班没有联系人")),
        ([{"belongs": False}], ("2025-09-01", "2025级机电2班没有联系人，张三已离开")),
    ],
)
def test_a_class_is_vacant_while_no_member_looks_after_it(school, assignments, expected):
    school.begin()
    class_id = school.klass()
    for facts in assignments:
        spans = {name: facts[name] for name in ("from_on", "to_on") if name in facts}
        member = {name: facts[name] for name in ("left_on", "belongs") if name in facts}
        school.assign(class_id, school.member(**member), **spans)
    found = [(item.row["due_on"], item.what) for item in school.due(kind="vacant_class")]
    assert found == ([] if expected is None else [expected])


def test_a_vacant_class_says_its_rule_and_the_command_that_settles_it(school):
    school.begin()
    school.klass()
    vacant, silent = sorted(school.due(), key=lambda item: item.reminder.key, reverse=True)
    assert (vacant.row["kind"], vacant.row["rule"], vacant.row["article"]) == ("vacant_class", "LI-02", "本单位规定")
    assert vacant.command == "pbcli liaison assign MEMBER 2025级机电2班"
    assert silent.command == "pbcli liaison log MEMBER 2025级机电2班"


RECORDED = NOW.astimezone().date()
"""The day of the first change, which stands for the first contact where there is none."""


@pytest.mark.parametrize(
    ("contacts_from", "today", "silent", "vacant"),
    [
        (
            date(2025, 9, 1),
            date(2026, 11, 1),
            "逾期 396 天：甲班从 2025-09-01 起没有联系",
            "逾期 426 天：乙班没有联系人",
        ),
        (
            date(2026, 6, 20),
            date(2026, 11, 1),
            "逾期 52 天：甲班从 2026-06-20 起没有联系",
            "逾期 134 天：乙班没有联系人",
        ),
        # Of this term everything is known: a class in which nobody was ever is said to be.
        (
            date(2026, 10, 20),
            date(2026, 11, 1),
            "逾期 31 天：甲班从 2026-09-01 起没有联系",
            "逾期 61 天：乙班没有联系人",
        ),
        (
            None,
            RECORDED,
            f"逾期 {(RECORDED - date(2026, 10, 1)).days} 天：甲班从 2026-09-01 起没有联系",
            f"逾期 {(RECORDED - date(2026, 9, 1)).days} 天：乙班没有联系人",
        ),
        # A look back at a day before anything was written down: by the dates of the records themselves.
        (None, date(2026, 10, 31), "逾期 760 天：甲班开学以来没有联系", "逾期 790 天：乙班没有联系人"),
    ],
)
def test_nothing_is_overdue_since_before_the_units_own_records(school, contacts_from, today, silent, vacant):
    held, _free = (school.klass(name, started_on=date(2024, 9, 1)) for name in ("甲班", "乙班"))
    school.assign(held, school.member())
    if contacts_from is not None:
        school.begin(contacts_from)
    messages = [item.message for item in school.due(today)]
    assert [said for said in messages if "甲班" in said] == ([silent] if silent else [])
    assert [said for said in messages if "乙班没有联系人" in said] == [vacant]


def test_a_role_that_a_class_lacks_counts_from_the_first_contact(school):
    school.add(Setting.make(name="liaison.counsellors", value="on"))
    school.begin(date(2026, 6, 20))
    class_id = school.klass(started_on=date(2024, 9, 1))
    school.assign(class_id, school.member())
    assert [item.row["due_on"] for item in school.due(kind="lacking_role")] == ["2026-06-20"]


def test_a_term_of_office_that_ended_is_overdue_whenever_the_records_begin(school):
    branch_id = school.any_branch()
    school.begin(date(2026, 10, 20))
    school.term(date(2020, 3, 20), branch_id=branch_id)
    assert [item.row["due_on"] for item in school.due(kind="branch_term")] == ["2023-03-20"]


def test_a_vacancy_is_said_in_the_holidays_too(school):
    school.klass()
    assert [item.reminder.key for item in school.due(date(2026, 8, 1))] == ["vacant_class"]


# The digest.


def test_the_most_pressing_comes_first_and_then_the_earliest(school):
    school.term(date(2024, 3, 20))
    school.project([(ProjectStep.OPENING, TODAY + timedelta(5), None), (ProjectStep.MIDTERM, TODAY, None)])
    school.project([(ProjectStep.OPENING, TODAY - timedelta(3), None)], number="KT2026-04")
    school.follow_up(TODAY - timedelta(9))
    found = [(item.severity.value, item.row["days"]) for item in school.due() if item.reminder.key != "vacant_class"]
    assert found == [("overdue", -9), ("overdue", -3), ("due", 0), ("soon", 5), ("notice", 139)]


@pytest.mark.parametrize(
    ("left", "days", "is_shown"),
    [(-5, 14, True), (0, 0, True), (1, 0, False), (14, 14, True), (15, 14, False), (120, 130, True)],
)
def test_within_so_many_days_only_what_falls_due_in_them_is_shown(school, left, days, is_shown):
    school.project([(ProjectStep.OPENING, TODAY + timedelta(left), None)])
    assert bool(school.due(until=TODAY + timedelta(days))) is is_shown


def test_a_day_ahead_of_the_first_offset_is_a_notice(school):
    school.follow_up(TODAY + timedelta(10))
    assert school.due(kind="follow_up") == []
    found = [item.severity.value for item in school.due(kind="follow_up", until=TODAY + timedelta(14))]
    assert found == ["notice"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("branch", "elect", "第一党支部"), "pbcli branch elect 第一党支部"),
        (("liaison", "close", 12), "pbcli liaison close 12"),
        (("branch", "elect", "a b"), "pbcli branch elect 'a b'"),
        (("branch", "elect", "$(x)"), "pbcli branch elect '$(x)'"),
        (("project", "advance", "研究（1）"), "pbcli project advance '研究（1）'"),
    ],
)
def test_a_command_can_be_typed_as_it_stands(words, expected):
    assert command(*words) == expected


# What was said.


def test_what_was_said_is_said_again_only_after_a_later_offset(school):
    school.project([(ProjectStep.OPENING, date(2026, 12, 20), None)])
    said = [
        day
        for day in (date(2026, 9, 20) + timedelta(passed) for passed in range(100))
        if [item.subject for item in school.say(day)]
    ]
    assert said == [
        date(2026, 9, 21),
        date(2026, 11, 20),
        date(2026, 12, 6),
        date(2026, 12, 13),
        date(2026, 12, 21),
    ]


def test_nothing_is_said_twice_a_day(school):
    school.term(date(2023, 3, 20))
    assert len(school.say()) == 1
    assert school.say() == []


def test_a_term_that_is_over_is_said_daily(school):
    school.term(date(2023, 3, 20))
    assert [len(school.say(TODAY + timedelta(passed))) for passed in range(4)] == [1, 1, 1, 1]


def test_a_silent_class_is_said_once_until_somebody_goes_there(school):
    class_id, member_id = school.klass(), school.member()
    school.assign(class_id, member_id)
    school.contact(class_id, member_id, date(2026, 10, 2))
    assert [len(school.say(TODAY + timedelta(passed))) for passed in (-1, 0, 1, 2, 20)] == [0, 1, 0, 0, 0]
    school.contact(class_id, member_id, date(2026, 11, 21))
    assert school.say(date(2026, 11, 22)) == []
    assert [item.row["due_on"] for item in school.say(date(2026, 12, 21))] == ["2026-12-21"]


def test_what_is_settled_is_forgotten(school):
    number = school.follow_up(date(2026, 10, 30))
    school.say()
    with open_reader(school.database) as reader:
        said = {row["key"]: row["offset_days"] for row in reader.rows("reminder_said")}
    kept = {key: offset for key, offset in said.items() if key.split(":")[0] not in ELSEWHERE}
    assert kept == {f"follow_up:{number}:2026-10-30": -1, "vacant_class:1:2026-09-01": 0}
    with unit_of_work(school.database, command="test", actor="test", now=NOW) as work:
        work.add(work.session.get_one(FollowUp, number).revise(closed_on=TODAY))
    school.say(date(2026, 11, 2))
    with open_reader(school.database) as reader:
        assert [row["key"] for row in reader.rows("reminder_said") if row["key"].split(":")[0] not in ELSEWHERE] == [
            "vacant_class:1:2026-09-01"
        ]


def test_saying_leaves_no_trace_in_the_journal(school):
    school.term(date(2023, 3, 20))
    with open_reader(school.database) as reader:
        before = reader.rows("operation_list", operation_id=None)
    school.say()
    with open_reader(school.database) as reader:
        assert reader.rows("operation_list", operation_id=None) == before
        assert "branch_term" in {row["key"].split(":")[0] for row in reader.rows("reminder_said")}


class TestChecklistItems:
    """CL-01: 14, 7, 1 days before, on the day, then overdue, until the item is struck off."""

    def item(self, school, **facts):
        plain = {"kind": "整改清单", "number": "1", "item": "记录不全", "recorded_at": NOW}
        return school.add(ChecklistItem.make(**plain | facts))[0]

    @pytest.mark.parametrize(
        ("today", "said"),
        [
            (date(2026, 11, 5), None),
            (date(2026, 11, 6), "还有 14 天：整改清单/1“记录不全”（李四）"),
            (date(2026, 11, 20), "今天到期：整改清单/1“记录不全”（李四）"),
            (date(2026, 11, 22), "逾期 2 天：整改清单/1“记录不全”（李四）"),
        ],
    )
    def test_its_day(self, school, today, said):
        self.item(school, due_on=date(2026, 11, 20), responsible="李四")
        found = school.due(today, kind="checklist_item")
        assert [item.message for item in found] == ([said] if said else [])
        assert [item.row["command"] for item in found] == (["pbcli checklist submit 1"] if said else [])

    def test_what_is_settled_or_goes_on_is_silent(self, school):
        due = {"due_on": date(2026, 11, 1), "responsible": "李四"}
        self.item(school, **due, struck_off_on=TODAY, accepted_by="王五")
        self.item(school, **due, number="2", is_long_term=True)
        self.item(school, number="3")
        assert school.due(kind="checklist_item") == []

    def test_what_was_handed_in_waits_for_whoever_accepts_it(self, school):
        self.item(school, due_on=TODAY, submitted_on=TODAY, item="很长的问题" * 10)
        (found,) = school.due(kind="checklist_item")
        assert found.row["command"] == "pbcli checklist strike 1 --by NAME"
        assert found.message.endswith("很长的问题很长的问题很长的问题很长的问题很长的问题很长的问…”（？）")

    def test_a_postponement_moves_the_day(self, school):
        item = self.item(school, due_on=TODAY)
        days = {"decided_on": TODAY, "from_on": TODAY, "to_on": date(2026, 12, 1)}
        school.add(ChecklistPostponement.make(item_id=item, reason="等批复", **days))
        assert school.due(kind="checklist_item") == []
        assert school.due(kind="checklist_item", until=date(2026, 12, 1))[0].due_on == date(2026, 12, 1)
