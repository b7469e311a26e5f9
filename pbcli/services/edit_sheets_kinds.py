"""The kinds of record that can be edited as a sheet, and what changes a record of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pbcli.domain.errors import UsageFault
from pbcli.services.resolutions import VOTES
from pbcli.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from pbcli.db.engine import Work


@dataclass(frozen=True)
class Sort:
    """A kind of record that can be edited as a sheet: its table, what tells a record apart, and its fields.

    What tells it apart is a column of its own table, or of another one that is named before it.
    """

    table: str
    about: tuple[str, ...]
    fields: tuple[str, ...]
    is_dated: bool = False


SORTS: Mapping[str, Sort] = {
    "branches": Sort("branch", (), ("name", "founded_on", "brand_name", "brand_focus", "note")),
    "members": Sort(
        "member",
        (),
        (
            *("name", "sex", "ethnicity", "birth_date", "education", "degree", "school", "native_place"),
            *("work_started_on", "position", "duty", "mobility", "note"),
        ),
    ),
    "classes": Sort(
        "class", (), ("name", "cohort", "department", "major", "pupils", "started_on", "graduated_on", "note")
    ),
    "contacts": Sort(
        "contact",
        ("member_id", "class_id"),
        (
            *("occurred_on", "start_time", "end_time", "kind", "topic", "topic_note", "place", "pupils", "problem"),
            *("measure", "outcome", "referred_to", "gift", "gift_fen", "gift_source", "evidence", "note"),
        ),
        is_dated=True,
    ),
    "followups": Sort(
        "follow_up",
        ("contact.occurred_on", "contact.member_id", "contact.class_id"),
        ("task", "due_on", "responsible"),
        is_dated=True,
    ),
    "events": Sort(
        "event",
        ("branch_id",),
        (
            *("occurred_on", "start_time", "end_time", "title", "place", "entitled", "present", "topics", "summary"),
            *("resolutions", "evidence", "note"),
        ),
        is_dated=True,
    ),
    "resolutions": Sort(
        "resolution",
        ("event.occurred_on", "event.branch_id"),
        ("text", *VOTES, "task", "responsible", "due_on"),
        is_dated=True,
    ),
    "projects": Sort(
        "project",
        ("branch_id",),
        (
            *("number", "title", "level", "category", "office", "notice_number", "starts_on", "ends_on"),
            *("appraisal_mode", "certificate_number", "outcomes", "funds_fen", "note"),
        ),
    ),
    "checklist": Sort(
        "checklist_item",
        ("branch_id",),
        (
            *("number", "item", "source", "standard", "measure", "lead", "responsible", "raised_on", "due_on"),
            *("evidence", "note"),
        ),
    ),
    "brands": Sort(
        "brand",
        ("branch_id",),
        (
            *("year", "name", "slogan", "focus", "meaning", "carriers", "served", "schedule", "results", "honours"),
            *("media", "self_score", "note"),
        ),
    ),
    "study": Sort(
        "study",
        ("member_id",),
        ("occurred_on", "ended_on", "hours_hundredths", "source", "title", "note"),
        is_dated=True,
    ),
    "talks": Sort("talk", ("first_id", "second_id"), ("occurred_on", "place", "note"), is_dated=True),
    "dues": Sort(
        "dues_payment", ("member_id",), ("month", "amount_fen", "paid_on", "method", "collector", "note"), is_dated=True
    ),
}
"""The kinds of record, by the names that `export` or a list has for them."""


def known_sort(kind: str) -> Sort:
    """Return the sort of a kind. Raises UsageFault that lists the kinds."""
    if kind not in SORTS:
        raise UsageFault(
            "没有“{kind}”这一类，可用：{kinds}。", kind=kind, kinds=" ".join(SORTS), hint="pbcli edit --help"
        )
    return SORTS[kind]


def editor_of(table: str) -> Callable[[Work, int, date, dict[str, Any]], Sequence[str]]:
    """Return what changes a record of a table as its area's own `edit` does."""
    from pbcli.services import (
        branches,
        brands,
        checklists,
        classes,
        dues_payments,
        events,
        liaisons,
        members,
        projects,
        resolutions,
        studies,
        talks,
    )

    editors: Mapping[str, Callable[[Work, int, date, dict[str, Any]], Sequence[str]]] = {
        "branch": lambda work, id_, _today, changes: branches.edit_branch(work, id_, **changes).notes,
        "member": lambda work, id_, _today, changes: members.edit_member(work, id_, **changes).notes,
        "class": lambda work, id_, _today, changes: classes.edit_class(work, id_, **changes).notes,
        "contact": lambda work, id_, today, changes: liaisons.edit_contact(work, id_, today=today, **changes).notes,
        "event": lambda work, id_, today, changes: events.edit_event(work, id_, today=today, **changes).notes,
        "project": lambda work, id_, today, changes: projects.edit_project(work, id_, today=today, **changes).notes,
        "checklist_item": lambda work, id_, today, changes: (
            checklists.edit_item(work, id_, today=today, **changes).notes
        ),
        "brand": lambda work, id_, today, changes: brands.edit_brand(work, id_, today=today, **changes).notes,
        "study": lambda work, id_, today, changes: studies.edit_study(work, id_, today=today, **changes).notes,
        "dues_payment": lambda work, id_, today, changes: (
            dues_payments.edit_payment(work, id_, today=today, **changes).notes
        ),
        "resolution": lambda work, id_, _today, changes: resolutions.edit_figures(work, id_, **changes).notes,
        "follow_up": lambda work, id_, _today, changes: liaisons.edit_follow_up(work, id_, **changes).notes,
        "talk": lambda work, id_, today, changes: talks.edit_talk(work, id_, today=today, **changes).notes,
    }
    return editors[table]
