"""The offices that issue projects, with the limits that they set (records.md, section 4: settings, not constants)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pbcli.domain.errors import RuleForbids, UnknownName
from pbcli.domain.names import clean_name
from pbcli.services.changed import Changed
from pbcli.services.free_text import clean_facts
from pbcli.services.project_limits import FIGURES, limits_of
from pbcli.services.stored import id_of, stored

if TYPE_CHECKING:
    from pbcli.db.engine import Work
    from pbcli.db.read import Reader, Row


def list_offices(reader: Reader) -> list[dict[str, Any]]:
    """Return the offices with the limits that count for their projects; `own` names those that the office set."""
    rows = []
    for row in reader.rows("project_office", name=None):
        limits = limits_of(reader, row["name"])
        counting = {name: limits[name].figure for name in FIGURES}
        rows.append({**row, **counting, "own": [name for name in FIGURES if row[name] is not None]})
    return rows


def find_office(reader: Reader, text: str) -> Row:
    """Return the office of a name or an id. Raises UnknownName."""
    rows = reader.rows("project_office", name=None)
    name = " ".join(text.split())
    found = [row for row in rows if row["name"] == name] or [row for row in rows if str(row["id"]) == name]
    found = found or [row for row in rows if row["name"].startswith(name)]
    if len(found) != 1:
        raise UnknownName("没有叫“{name}”的立项单位。", name=text, hint="pbcli project office list")
    return found[0]


def add_office(work: Work, *, name: str, **facts: Any) -> Changed:
    """Add an office with the limits that it sets. Raises RuleForbids for one that is there already."""
    from pbcli.db.models import IssuingOffice

    name = _free_name(work, name)
    kept = work.add(IssuingOffice.make(name=name, **clean_facts(IssuingOffice, facts)))
    return Changed(id_of(kept), name)


def edit_office(work: Work, office: Row, **changes: Any) -> Changed:
    """Change an office's limits or its name, which its projects then bear too."""
    from sqlmodel import select

    from pbcli.db.models import IssuingOffice, Project

    changes = clean_facts(IssuingOffice, changes)
    if "name" in changes:
        changes["name"] = _free_name(work, changes["name"] or "", office["id"])
        for project in work.session.exec(select(Project).where(Project.office == office["name"])).all():
            work.add(project.revise(office=changes["name"]))
    kept = work.add(stored(work, IssuingOffice, office["id"]).revise(**changes))
    return Changed(office["id"], kept.name)


def remove_office(work: Work, office: Row) -> Changed:
    """Remove an office; for its projects the rule book's defaults count again."""
    from pbcli.db.models import IssuingOffice

    work.remove(stored(work, IssuingOffice, office["id"]))
    return Changed(office["id"], office["name"])


def _free_name(work: Work, text: str, own_id: int | None = None) -> str:
    name = clean_name(text, field="立项单位")
    row = work.reader.one("project_office", name=name)
    if row is not None and row["id"] != own_id:
        raise RuleForbids("立项单位“{name}”已经登记了。", name=name, hint="pbcli project office edit {name}")
    return name
