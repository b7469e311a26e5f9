"""The figures of one month: the state at its end, or today where that is earlier, and what happened in it.

Everything is computed on reading, as of a day; the keys are the contract's (docs/formats.md).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from pbcli.db.read import Reader, Row
from pbcli.domain.enums import ContactKind, ProjectState
from pbcli.domain.errors import UsageFault
from pbcli.domain.money import yuan
from pbcli.domain.periods import Period
from pbcli.domain.stages import StepDates, is_extended, project_state
from pbcli.services.brand_month import brands_of_month
from pbcli.services.checklist_month import checklist_of_month
from pbcli.services.dues import MemberDues, dues_of_month
from pbcli.services.evidence_month import evidence_of_month
from pbcli.services.late_month import late_entries_of_month
from pbcli.services.make_up_listing import make_up_figures
from pbcli.services.monthly_events import events_of_month
from pbcli.services.monthly_year import study_figures, talk_figures
from pbcli.services.rulebook import Rulebook, read_rulebook
from pbcli.values import dataclass

KIND_ORDER = {kind.value: place for place, kind in enumerate(ContactKind)}


@dataclass(frozen=True)
class Month:
    """The month reported on: its first day, the day as of which it is seen, and how the rules stand."""

    month: str
    start: date
    as_of: date
    rulebook: Rulebook

    @property
    def days(self) -> dict[str, str]:
        """The two days as parameters of queries."""
        return {"start": self.start.isoformat(), "as_of": self.as_of.isoformat()}


def month_seen(period: Period, today: date, rulebook: Rulebook) -> Month:
    """Return the month as seen today. Raises UsageFault for another kind of period, and for a month still to come."""
    if not period.is_month:
        raise UsageFault(
            "月报只按一个月出，“{period}”不是一个月。", period=period.label, hint="pbcli report monthly 2026-10"
        )
    if period.start > today:
        raise UsageFault("{month} 还没有到。", month=period.month, hint="pbcli report monthly 本月")
    return Month(period.month, period.start, min(period.end, today), rulebook)


def monthly_figures(reader: Reader, period: Period, today: date) -> dict[str, Any]:
    """Return the month's report as the one object of its JSON. Money is decimal text in yuan."""
    month = month_seen(period, today, read_rulebook(reader))
    members = reader.rows("report_members", **month.days)
    names = {row["branch_id"]: row["branch"] for row in members}
    contacts = _contacts(reader, month, names)
    unit = reader.value("unit_name")
    return {
        "report": "monthly",
        "period": month.month,
        "as_of": month.as_of.isoformat(),
        "unit": unit,
        "members": [{key: row[key] for key in ("branch", "full", "probationary", "joined", "left")} for row in members],
        "liaison": _liaison(reader, month, names, contacts),
        "liaison_members": [
            {"branch": names[branch_id], "member": member, "contacts": kinds.total(), "kinds": _in_order(kinds)}
            for (branch_id, _member_id, member), kinds in sorted(contacts.items())
        ],
        "silent_classes": [row["class"] for row in reader.rows("report_silent_classes", **month.days)],
        "vacant_classes": [row["class"] for row in reader.rows("report_vacant_classes", **month.days)],
        "follow_ups": dict(reader.one("report_follow_ups", **month.days) or {}),
        "events": events_of_month(reader, month, names, unit),
        "projects": _projects(reader, month),
        "dues": _dues(dues_of_month(reader, month.month, month.rulebook.dues, as_of=month.as_of), names),
        "brands": brands_of_month(reader, month.start, month.as_of),
        "checklist": checklist_of_month(reader, month.days, unit),
        "make_ups": make_up_figures(reader, start=month.start, as_of=month.as_of),
        "resolutions": dict(reader.one("report_resolutions", **month.days) or {}),
        "study": study_figures(reader, names, start=month.start, as_of=month.as_of),
        "talks": talk_figures(reader, names, start=month.start, as_of=month.as_of),
        "evidence": evidence_of_month(reader, month, names, unit),
        "late_entries": late_entries_of_month(reader, month, names, unit),
    }


def unplaced_contacts(reader: Reader, figures: Row) -> int:
    """Count the month's contacts that count for no branch; whoever adds up a listing of contacts finds them in it."""
    return int(reader.value("report_liaison_unplaced", start=f"{figures['period']}-01", as_of=figures["as_of"]))


def _contacts(reader: Reader, month: Month, names: dict[int, str]) -> dict[tuple[int, int, str], Counter[str]]:
    """Count the month's contacts by kind for each (branch id, member id, member's name)."""
    people = {row["member_id"]: row["member"] for row in reader.rows("report_liaison_names", **month.days)}
    counts: dict[tuple[int, int, str], Counter[str]] = defaultdict(Counter)
    for row in reader.iterate("report_liaison", **month.days):
        if row["branch_id"] in names:
            counts[row["branch_id"], row["member_id"], people[row["member_id"]]][row["kind"]] += row["contacts"]
    return counts


def _in_order(kinds: Counter[str]) -> dict[str, int]:
    return {kind: kinds[kind] for kind in sorted(kinds, key=KIND_ORDER.__getitem__)}


def _liaison(
    reader: Reader, month: Month, names: dict[int, str], contacts: dict[tuple[int, int, str], Counter[str]]
) -> list[dict[str, Any]]:
    """Return each branch's contacts by kind, the classes assigned to it, and those that it contacted."""
    kinds: dict[int, Counter[str]] = defaultdict(Counter)
    for (branch_id, _member_id, _member), counted in contacts.items():
        kinds[branch_id] += counted
    classes = _by_branch(reader.rows("report_classes", as_of=month.as_of.isoformat()), "classes")
    contacted = _by_branch(reader.rows("report_classes_contacted", **month.days), "classes_contacted")
    return [
        {
            "branch": name,
            "contacts": kinds[branch_id].total(),
            "kinds": _in_order(kinds[branch_id]),
            "classes": classes.get(branch_id, 0),
            "classes_contacted": contacted.get(branch_id, 0),
        }
        for branch_id, name in names.items()
    ]


def _by_branch(rows: Iterable[Row], key: str) -> dict[int, int]:
    return {row["branch_id"]: row[key] for row in rows}


def _projects(reader: Reader, month: Month) -> list[dict[str, Any]]:
    """Count the projects by their state at the month's end, and those of them on an extension."""
    counts: Counter[ProjectState] = Counter()
    extended: Counter[ProjectState] = Counter()
    for row in reader.rows("report_projects", as_of=month.as_of.isoformat()):
        dates = StepDates.from_iso(row)
        state = project_state(dates, month.as_of)
        if state is not None:
            counts[state] += 1
            extended[state] += is_extended(dates, month.as_of)
    return [
        {"state": state.value, "count": counts[state], "extended": extended[state]}
        for state in ProjectState
        if counts[state]
    ]


def _dues(members: Iterable[MemberDues], names: dict[int, str]) -> list[dict[str, Any]]:
    """Sum each branch's dues: owed and paid for the month, arrears of each member, never netted between members."""
    owed: Counter[int] = Counter()
    paid: Counter[int] = Counter()
    arrears: Counter[int] = Counter()
    unknown: Counter[int] = Counter()
    for one in members:
        owed[one.branch_id] += one.owed_fen or 0
        paid[one.branch_id] += one.paid_fen
        arrears[one.branch_id] += one.arrears_fen
        unknown[one.branch_id] += one.owed_fen is None
    return [
        {
            "branch": name,
            "owed": yuan(owed[branch_id]),
            "paid": yuan(paid[branch_id]),
            "arrears": yuan(arrears[branch_id]),
            "unknown": unknown[branch_id],
        }
        for branch_id, name in names.items()
    ]
