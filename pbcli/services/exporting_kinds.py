"""The kinds of paper that are exported, in the order of what needs what, with the columns that `import` knows."""

from __future__ import annotations

from typing import get_args

from pbcli.output.result import Column
from pbcli.output.result import Kind as Writing
from pbcli.values import dataclass

NOT_KEPT = ("recruits",)
"""Kinds of paper whose records this version doesn't keep."""


@dataclass(frozen=True)
class Part:
    """What a record has many of: the column that it stands in, and the query whose rows name their owner."""

    field: str
    query: str
    money: tuple[str, ...] = ()
    """The keys under which the rows have amounts."""
    restricted: tuple[str, ...] = ()
    """Those of them that tell what a member earns: shown only unmasked."""
    is_terms: bool = False
    """The rows are no more than their names."""


@dataclass(frozen=True)
class Kind:
    """A kind of paper: the query of its records is called as it is."""

    name: str
    columns: tuple[Column, ...]
    parts: tuple[Part, ...] = ()
    has_id_numbers: bool = False


def _kind(name: str, columns: str, *parts: Part, has_id_numbers: bool = False) -> Kind:
    """Make a kind; a column is a field of headers.toml, with how it is written behind a colon unless it is a text."""
    made = []
    for word in columns.split():
        field, _colon, writing = word.partition(":")
        made.append(Column(field, field, _WRITINGS[writing or "text"]))
    return Kind(name, tuple(made), parts, has_id_numbers)


_WRITINGS: dict[str, Writing] = {writing: writing for writing in get_args(Writing)}

KINDS = {
    kind.name: kind
    for kind in (
        _kind(
            "branches",
            "name founded_on:day dissolved_on:day brand_name brand_focus terms:records groups:records "
            "posts:records note",
            Part("terms", "branch_terms"),
            Part("groups", "branch_groups"),
            Part("posts", "branch_posts"),
        ),
        _kind(
            "members",
            "name sex ethnicity birth_date:day id_number id_last4 id_digest education degree school native_place "
            "work_started_on:day position duty party_duty phone mobility memberships:records statuses:records "
            "committee_posts:records note",
            Part("memberships", "member_memberships"),
            Part("statuses", "member_statuses"),
            Part("committee_posts", "member_committee_posts"),
            has_id_numbers=True,
        ),
        _kind(
            "classes",
            "name cohort department major pupils:int started_on:day graduated_on:day heads:records note",
            Part("heads", "class_heads"),
        ),
        _kind(
            "assignments",
            "member member_born:day branch role class from_on:day to_on:day recorded_at:moment end_recorded_at:moment",
        ),
        _kind(
            "contacts",
            "occurred_on:day start_time end_time member member_born:day branch role class head_teacher kind topic "
            "topic_note place pupils:int pupil_code problem measure outcome follow_ups:records referred_to gift "
            "gift_money:money gift_source evidence note recorded_at:moment recorded_by",
            Part("follow_ups", "contact_follow_ups"),
        ),
        _kind(
            "events",
            "branch party_group partners:records occurred_on:day ended_on:day start_time end_time hours kinds:terms "
            "title place host host_born:day host_branch recorder recorder_born:day recorder_branch entitled:int "
            "present:int attendance:records attending topics summary resolutions resolved:records evidence note "
            "recorded_at:moment recorded_by",
            Part("kinds", "event_kinds", is_terms=True),
            Part("partners", "event_partners"),
            Part("resolved", "event_resolved"),
            Part("attendance", "event_attendance"),
        ),
        _kind(
            "offices",
            "name extensions_most:int extension_months_most:int extension_notice_months:int term_months_most:int "
            "opening_months_most:int midterm_percent:int main_most:int others_most:int note",
        ),
        _kind(
            "projects",
            "number title level category office notice_number branch starts_on:day ends_on:day people:records "
            "steps:records extensions:records change_log:records experts:records outcome_list:records money:records "
            "materials:records withdrawn_on:day withdrawal_reason midterm_result appraisal_mode grade "
            "certificate_number outcomes funds:money changes note withdrawn_recorded_at:moment",
            Part("people", "project_people"),
            Part("steps", "project_steps"),
            Part("extensions", "project_extensions"),
            Part("change_log", "project_changes"),
            Part("experts", "project_experts"),
            Part("outcome_list", "project_outcomes"),
            Part("money", "project_money", money=("amount",)),
            Part("materials", "project_materials"),
        ),
        _kind(
            "dues",
            "member member_born:day branch bases:records payments:records",
            Part("bases", "dues_bases", money=("base", "owed"), restricted=("base",)),
            Part("payments", "dues_payments", money=("amount",)),
        ),
        _kind(
            "checklist",
            "kind number source item standard measure lead responsible branch raised_on:day due_on:day "
            "is_long_term:flag submitted_on:day accepted_by struck_off_on:day progress:records postponements:records "
            "evidence note recorded_at:moment recorded_by struck_off_recorded_at:moment",
            Part("progress", "checklist_progress"),
            Part("postponements", "checklist_postponements"),
        ),
        _kind(
            "brands",
            "branch year:int name slogan focus meaning carriers served schedule leader leader_born:day leader_branch "
            "people:records goals:records milestones:records steps:records links:records results honours media "
            "self_score:int note",
            Part("people", "brand_people"),
            Part("goals", "brand_goals"),
            Part("milestones", "brand_milestones"),
            Part("steps", "brand_steps"),
            Part("links", "brand_links"),
        ),
        _kind(
            "study",
            "member member_born:day branch occurred_on:day ended_on:day hours source title note recorded_at:moment "
            "recorded_by",
        ),
        _kind(
            "talks",
            "occurred_on:day first first_born:day first_branch second second_born:day second_branch place note "
            "recorded_at:moment recorded_by",
        ),
        _kind("terms", "name starts_on:day ends_on:day"),
        _kind(
            "evidence",
            "record_kind on_day:day of_whom born:day class title nth:int kind name sha256 size:int shows_pupils:flag "
            "attached_on:day note path added_at:moment",
        ),
    )
}
"""Each kind by its name."""
