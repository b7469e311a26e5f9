"""Mappings of columns: what the user says a paper's headers mean, kept under a name to be used again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from pbcli.domain.errors import UnknownName, UsageFault
from pbcli.domain.names import clean_name
from pbcli.intake.headers import catalogue

if TYPE_CHECKING:
    from pbcli.db.engine import Work
    from pbcli.db.read import Reader

PASSED_OVER = "-"
"""What stands for no field at all: the column isn't read."""


def settled_mapping(reader: Reader, name: str | None, columns: Iterable[str], kind: str | None) -> dict[str, str]:
    """Return the mapping kept under a name, with what is typed now on top of it: header → field.

    Raises UnknownName for a name that nothing is kept under, unless columns are typed to be kept under it.
    """
    typed = dict(_pair(text, kind) for text in columns)
    if name is None:
        return typed
    kept = kept_mapping(reader, name)
    if kept is None and not typed:
        names = [row["name"] for row in reader.rows("column_map_list")]
        raise UnknownName(
            "没有叫“{name}”的列对照，有：{names}。" if names else "没有叫“{name}”的列对照。",
            name=name,
            names="、".join(names),
            hint="pbcli import FILE --map {name} --column 表头=字段",
        )
    return (kept or {}) | typed


def kept_mapping(reader: Reader, name: str) -> dict[str, str] | None:
    """Return the mapping kept under a name; nothing where there is none."""
    row = reader.one("import_column_map", name=clean_name(name, field="对照名"))
    return None if row is None else dict(json.loads(row["mapping"] or "{}"))


def keep_mapping(work: Work, name: str, mapping: Mapping[str, str]) -> None:
    """Keep a mapping under a name, in place of the one that was kept under it."""
    from sqlmodel import select

    from pbcli.db.models import ColumnMap

    cleaned = clean_name(name, field="对照名")
    text = json.dumps(dict(mapping), ensure_ascii=False)
    kept = work.session.exec(select(ColumnMap).where(ColumnMap.name == cleaned)).one_or_none()
    if kept is None:
        work.add(ColumnMap.make(name=cleaned, mapping=text))
    elif kept.mapping != text:
        work.add(kept.revise(mapping=text))


def _pair(text: str, kind: str | None) -> tuple[str, str]:
    """Read 表头=字段; the field by its machine name or by its title. Raises UsageFault."""
    header, equals, field = (part.strip() for part in text.rpartition("="))
    if not (header and equals and field):
        raise UsageFault("“{text}”要写成 表头=字段。", text=text, hint="--column 谈话日期=日期")
    if field == PASSED_OVER:
        return header, field
    kinds = [catalogue()[kind]] if kind is not None else list(catalogue().values())
    found = {name for one in kinds for name, known in one.fields.items() if field in {name, known.title}}
    if not found:
        fields = "、".join(dict.fromkeys(known.title for one in kinds for known in one.fields.values()))
        raise UsageFault("没有“{field}”这个字段，可用：{fields}。", field=field, fields=fields)
    return header, field
