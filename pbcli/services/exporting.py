"""Records out: every stored field of a kind of paper under headers that `import` takes back.

What a record has many of (terms, memberships, follow-ups …) stands in one column, as `exporting_kinds` lists them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from pbcli.db.evidence import store_of
from pbcli.domain.errors import UsageFault
from pbcli.domain.money import yuan
from pbcli.domain.phones import mask_phone
from pbcli.output.result import Stream
from pbcli.services.dues import HIDDEN
from pbcli.services.exporting_kinds import KINDS, NOT_KEPT, Kind, Part
from pbcli.services.privacy_masks import NOTES, cover_notes

if TYPE_CHECKING:
    from pbcli.db.read import Reader, Row


def known_kind(name: str) -> Kind:
    """Return the kind of this name. Raises UsageFault."""
    found = KINDS.get(name)
    if found is not None:
        return found
    kinds = " ".join(KINDS)
    if name in NOT_KEPT:
        raise UsageFault("这一版还不记录 {kind}，可以导出的有：{kinds}。", kind=name, kinds=kinds)
    raise UsageFault("没有叫“{kind}”的种类，可以导出的有：{kinds}。", kind=name, kinds=kinds)


def export_kind(reader: Reader, kind: Kind, *, unmasked: bool = False) -> Stream:
    """Give all records of a kind in the order in which they were kept.

    Unless unmasked, phones lack their middle, ID numbers, their digests and the bases of dues are left out or hidden,
    and texts on private circumstances are covered; `import` takes nothing that is masked for a value (docs/privacy.md).
    Where the whole ID number is kept the digest is left out too, since it is worked out anew from the number with the
    key of the database that takes it. Elsewhere the digest goes along as it is: `import` knows the same person by it,
    or by the last four, the name and the birth date.
    """
    return Stream(kind.columns, _rows(reader, kind, unmasked=unmasked), title=kind.name, machine_headers=True)


def _rows(reader: Reader, kind: Kind, *, unmasked: bool) -> Iterator[Row]:
    parts = {part.field: _grouped(reader, part, unmasked=unmasked) for part in kind.parts}
    numbers = _numbers(reader) if kind.has_id_numbers and unmasked else {}
    notes = _NOTES.get(kind.name, ())
    for row in reader.iterate(f"export_{kind.name}"):
        exported = _exported(row, parts, unmasked=unmasked)
        if row["id"] in numbers:
            exported |= {"id_number": numbers[row["id"]], "id_digest": None}
        if kind.name == "evidence":
            exported["path"] = str(store_of(reader.path).place(row["sha256"]))
        yield cover_notes(exported, notes, unmasked=unmasked)


def _grouped(reader: Reader, part: Part, *, unmasked: bool) -> dict[int, list[Any]]:
    """Return what each record has of a part."""
    found: dict[int, list[Any]] = defaultdict(list)
    for row in reader.iterate(f"export_{part.query}"):
        values = {key: value for key, value in row.items() if key != "owner"}
        for key in part.money:
            if values[key] is not None:
                values[key] = HIDDEN if key in part.restricted and not unmasked else yuan(values[key])
        found[row["owner"]].append(values["name"] if part.is_terms else values)
    return found


def _exported(row: Row, parts: dict[str, dict[int, list[Any]]], *, unmasked: bool) -> dict[str, Any]:
    values = {**row, **{field: rows.get(row["id"], []) for field, rows in parts.items()}}
    if values.get("hours") is not None:
        values["hours"] = f"{values['hours'] // 100}.{values['hours'] % 100:02d}"
    if not unmasked:
        for field, mask in _MASKS.items():
            if field in values:
                values[field] = mask(values[field])
    return values


_MASKS: dict[str, Callable[[Any], Any]] = {"phone": mask_phone, "id_digest": lambda _value: None}


_NOTES = {
    "contacts": NOTES,
    "members": {"note"},
    "dues": {"note"},
    "events": {"reason", "made_up_how"},
    "study": {"note"},
    "talks": {"note"},
    "evidence": {"note"},
}
"""The texts of each kind that are covered where they speak of private circumstances."""


def _numbers(reader: Reader) -> dict[int, str]:
    return {row["owner"]: row["number"] for row in reader.iterate("export_member_numbers")}
