"""When each day was written down: set by whatever writes a day, kept while it is corrected, gone with it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from pbcli.db import models
from pbcli.db.models.base import DayType, MomentType
from pbcli.db.recording import MOMENTS, moments_to_set

models.load_all()
TABLES = {getattr(models, name).__tablename__: getattr(models, name) for name in models.__all__ if name != "Record"}

NOT_OCCURRENCES = {
    "branch.founded_on", "branch.dissolved_on", "party_group.from_on", "party_group.to_on", "school_term.starts_on",
    "school_term.ends_on", "class.started_on", "class.graduated_on", "project.starts_on", "project.ends_on",
    "member.birth_date", "member.work_started_on",
    "branch_term.extended_to", "project_extension.extended_to", "project_step.planned_on", "brand_milestone.planned_on",
    "checklist_postponement.from_on", "checklist_postponement.to_on", "checklist_item.due_on", "follow_up.due_on",
    "resolution.due_on",
    "party_status.to_on", "class_head.to_on",
    "evidence.attached_on", "reminder_said.said_on",
}  # fmt: skip
"""Days that are particulars of a thing, or plans; the end of what the next row of a history begins; and days that the
program itself writes."""


@pytest.mark.parametrize("table", sorted(TABLES))
def test_beside_each_day_on_which_something_happened_stands_when_it_was_written_down(table: str) -> None:
    columns = TABLES[table].__table__.columns
    days = {column.name for column in columns if isinstance(column.type, DayType)}
    days = {day for day in days if f"{table}.{day}" not in NOT_OCCURRENCES}
    told = MOMENTS.get(table, {})
    if days - told.keys():
        assert "recorded_at" in columns
        assert not columns["recorded_at"].nullable
    assert told.keys() <= days
    assert all(isinstance(columns[moment].type, MomentType) for moment in told.values())


def test_the_moment_comes_with_the_day_and_goes_with_it() -> None:
    now, days = "now", {"from_on": "2026-01-01", "to_on": None}
    assert moments_to_set("membership", {}, days, now) == {"recorded_at": now}
    kept = {**days, "recorded_at": "then", "end_recorded_at": None}
    assert moments_to_set("membership", kept, {**kept, "from_on": "2026-01-02"}, now) == {}
    ended = {**kept, "to_on": "2026-02-01"}
    assert moments_to_set("membership", kept, ended, now) == {"end_recorded_at": now}
    assert moments_to_set("membership", ended, {**kept, "end_recorded_at": "then"}, now) == {"end_recorded_at": None}
    assert moments_to_set("branch", {}, {"founded_on": "2026-01-01"}, now) == {}


def test_what_nobody_knows_is_not_made_up_by_another_change() -> None:
    old = {"from_on": "2026-01-01", "to_on": None, "recorded_at": None, "end_recorded_at": None}
    assert moments_to_set("membership", old, {**old, "from_on": "2026-01-02"}, "now") == {}


def test_a_service_needs_not_think_of_it(work: Any) -> None:
    with work() as opened:
        branch = opened.add(models.Branch.make(name="甲", pinyin="j", initials="j"))
        post = opened.add(
            models.Post.make(branch_id=branch.id, kind="书记", holder_name="李四", from_on=date(2026, 1, 1))
        )
        assert (post.recorded_at, post.end_recorded_at) == (opened.now, None)
        opened.now += timedelta(1)
        opened.add(post.revise(from_on=date(2026, 1, 2), to_on=date(2026, 10, 1)))
        assert (post.recorded_at, post.end_recorded_at) == (opened.now - timedelta(1), opened.now)
        opened.add(post.revise(to_on=None))
        assert post.end_recorded_at is None
        told = datetime(2026, 1, 1, tzinfo=UTC)
        other = models.Post.make(
            branch_id=branch.id, kind="委员", holder_name="甲", from_on=told.date(), recorded_at=told
        )
        assert opened.add(other).recorded_at == told
