"""The kinds of evidence that are required of events, and what each lacks (OL-16). What only counts reads no more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pbcli.domain.enums import RecordKind
from pbcli.services.unit import unit_name
from pbcli.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pbcli.db.read import Reader, Row
    from pbcli.domain.periods import Period

KINDS = ("通知", "签到", "记录", "照片", "报告", "证书", "标识", "其他")
"""The usual kinds of evidence; a unit may write others."""
MINUTES = "记录"


def list_missing(reader: Reader, period: Period) -> list[dict[str, Any]]:
    """List the events of a period that lack evidence; the unit's own bear its name."""
    unit = unit_name(reader)
    return [{**row, "branch": row["branch"] or unit} for row in missing(reader, period)]


def missing(reader: Reader, period: Period) -> list[dict[str, Any]]:
    """List the events of a period that lack a kind of evidence that is required of them (OL-16).

    What the paper itself names as evidence counts as well, and a summary or a resolution that was written down is 记录.
    """
    return [
        {
            "record_kind": RecordKind.EVENT.value,
            "record_id": one.event["id"],
            "occurred_on": one.event["occurred_on"],
            "branch": one.event["branch"],
            "kinds": one.kinds,
            "title": one.event["title"],
            "missing": one.lacking,
        }
        for one in required_of_events(reader, period.start.isoformat(), period.end.isoformat())
        if one.lacking
    ]


@dataclass(frozen=True)
class Required:
    """An event of which evidence is required: its kinds, and the kinds of evidence that it lacks."""

    event: Row
    kinds: Sequence[str]
    lacking: Sequence[str]


def required_of_events(reader: Reader, start: str, end: str) -> Iterator[Required]:
    """Give the events of some days of which evidence is required, with what they lack."""
    required = required_kinds(reader)
    has: dict[int, set[str]] = {}
    for row in reader.iterate("evidence_of_events", start=start, end=end):
        has.setdefault(row["event_id"], set()).add(row["kind"])
    kinds: dict[int, list[str]] = {}
    for row in reader.iterate("event_kinds_of", start=start, end=end, id=None):
        kinds.setdefault(row["event_id"], []).append(row["kind"])
    events = reader.iterate("event_list", start=start, end=end, id=None, branch_id=None, kind=None, is_own=0)
    for event in events:
        wanted = dict.fromkeys(name for kind in kinds.get(event["id"], ()) for name in required.get(kind, ()))
        told = (event["evidence"] or "") + (MINUTES if event["summary"] or event["resolutions"] else "")
        lacking = [name for name in wanted if name not in has.get(event["id"], ()) and name not in told]
        if wanted:
            yield Required(event, kinds[event["id"]], lacking)


def required_kinds(reader: Reader) -> dict[str, tuple[str, ...]]:
    """Return the kinds of evidence that an event of each kind must have: the rule book's, or as the unit set them."""
    from pbcli.services.rulebook import national
    from pbcli.services.settings import read

    return {**national().evidence, **read(reader, "evidence.required")}
