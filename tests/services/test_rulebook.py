"""The rule book that ships: what rules.md says, as data with its sources."""

from datetime import date

import pytest

from pbcli.domain.errors import RuleForbids
from pbcli.domain.frequency import Body, Every
from pbcli.services.rulebook import national, read_rulebook, working_calendar


@pytest.mark.parametrize(
    ("rule", "kind", "every", "body"),
    [
        ("OL-01", "支部党员大会", Every.QUARTER, Body.BRANCH),
        ("OL-02", "支委会", Every.MONTH, Body.COMMITTEE),
        ("OL-03", "党小组会", Every.MONTH, Body.GROUP),
        ("OL-04", "党课", Every.QUARTER, Body.BRANCH),
        ("OL-06", "主题党日", Every.MONTH, Body.BRANCH),
    ],
)
def test_how_often_meetings_are_held(rule: str, kind: str, every: Every, body: Body) -> None:
    found = {meeting.rule_id: meeting for meeting in national().meetings}[rule]
    assert (found.event_kind, found.every, found.body, found.times) == (kind, every, body, 1)


@pytest.mark.parametrize(
    ("rule", "figure", "value"),
    [
        ("BR-01", "least_members", 3),
        ("BR-02", "most_members", 50),
        ("BR-04", "least_members", 7),
        ("BR-05", "term_years", 3),
        ("BR-06", "most_months", 12),
        ("RC-15", "least_months", 12),
    ],
)
def test_figures_of_branches_and_probation(rule: str, figure: str, value: int) -> None:
    assert national().figure(rule, figure) == value


def test_every_rule_has_a_source_a_mark_and_words() -> None:
    for rule in national().rules.values():
        assert rule.citation == f"{rule.source.title}{rule.article}"
        assert rule.short_citation == f"{rule.source.name}{rule.article}"
        assert rule.mark in {"n", "w", "d"}
        assert rule.hardness in {"must", "norm", "unit"}
        assert all((rule.title, rule.title_en, rule.subject, rule.frequency))
        assert rule.version == national().version


def test_terms_of_office_are_spoken_of_as_the_rule_says() -> None:
    reminder = national().reminders["branch_term"]
    assert (reminder.rule.id, reminder.months_before, reminder.days_before) == ("BR-07", (6, 4, 2, 1), ())


@pytest.mark.parametrize(("kept", "fen"), [(None, 1), ("0.01", 1), ("0.1", 10)])
def test_dues_are_rounded_as_the_unit_wants(work, reader, kept: str | None, fen: int) -> None:
    from pbcli.db.models import Setting

    if kept is not None:
        with work() as unit:
            unit.add(Setting.make(name="dues.rounding", value=kept))
    assert read_rulebook(reader).dues.rounding_fen == fen


def test_a_setting_that_cannot_be_is_named(work, reader) -> None:
    from pbcli.db.models import Setting

    with work() as unit:
        unit.add(Setting.make(name="dues.rounding", value="0.2"))
    with pytest.raises(RuleForbids, match=r"设置项 dues\.rounding 不能是“0\.2”"):
        read_rulebook(reader)


def test_without_settings_the_book_is_the_one_that_ships(reader) -> None:
    assert read_rulebook(reader) is national()


def test_the_units_own_figures_count_wherever_the_rule_does(work, reader) -> None:
    from pbcli.db.models import Setting

    with work() as unit:
        unit.add(Setting.make(name="meetings.lectures", value="2"))
        unit.add(Setting.make(name="events.record_days", value="5"))
    book = read_rulebook(reader)
    assert {one.rule_id: one.times for one in book.meetings} == {
        "OL-01": 1, "OL-02": 1, "OL-03": 1, "OL-04": 2, "OL-06": 1,
    }  # fmt: skip
    assert (book.figure("OL-04", "times"), book.figure("OL-16", "working_days")) == (2, 5)
    assert book.rules["OL-16"].frequency == "会后 3 个工作日内；本单位定为 5"
    assert national().figure("OL-16", "working_days") == 3


def test_the_calendar_of_2026_is_there() -> None:
    assert set(working_calendar().years) >= {2026}
    assert working_calendar().is_working(date(2026, 2, 14))
