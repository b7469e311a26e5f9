"""What comes with a project: experts who judge it, outcomes, money, and the papers of its steps."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

from pbcli.domain.enums import MoneyKind, ProjectStep
from pbcli.domain.errors import RuleForbids
from pbcli.domain.names import clean_name
from pbcli.messages import _
from pbcli.rulebook.projects import materials
from pbcli.services.changed import Changed
from pbcli.services.free_text import clean_facts
from pbcli.services.lateness import with_lateness
from pbcli.services.lookup import find_project
from pbcli.services.project_checklist import checklist
from pbcli.services.stored import id_of, stored

if TYPE_CHECKING:
    from pbcli.db.engine import Work
    from pbcli.db.read import Reader, Row


def add_expert(work: Work, project: Row, *, step: ProjectStep, name: str, **facts: Any) -> Changed:
    """Write down an expert who judges the project at a step. Raises RuleForbids for one who is there already."""
    from pbcli.db.models import ProjectExpert

    name = clean_name(name, field="专家")
    if _expert(work.reader, project, step, name) is not None:
        raise RuleForbids("{step}的专家{name}已经登记了。", step=step, name=name)
    facts = clean_facts(ProjectExpert, facts)
    kept = work.add(ProjectExpert.make(project_id=project["id"], step=step, name=name, **facts))
    return Changed(id_of(kept), name)


def remove_expert(work: Work, project: Row, *, step: ProjectStep, name: str) -> Changed:
    """Remove an expert. Raises RuleForbids for one who isn't there."""
    from pbcli.db.models import ProjectExpert

    row = _expert(work.reader, project, step, name.strip())
    if row is None:
        raise RuleForbids(
            "{step}没有登记专家{name}。", step=step, name=name, id=project["id"], hint="pbcli project expert list {id}"
        )
    work.remove(stored(work, ProjectExpert, row["id"]))
    return Changed(row["id"], row["name"])


def add_outcome(work: Work, project: Row, **facts: Any) -> Changed:
    """Write down an outcome, with where it was published."""
    from pbcli.db.models import ProjectOutcome

    kept = work.add(ProjectOutcome.make(project_id=project["id"], **clean_facts(ProjectOutcome, facts)))
    return Changed(id_of(kept), kept.title)


def edit_outcome(work: Work, outcome_id: int, **changes: Any) -> Changed:
    """Change an outcome."""
    from pbcli.db.models import ProjectOutcome

    kept = stored(work, ProjectOutcome, outcome_id)
    work.add(kept.revise(**clean_facts(ProjectOutcome, changes)))
    return Changed(outcome_id, kept.title)


def remove_outcome(work: Work, outcome_id: int) -> Changed:
    """Remove an outcome."""
    from pbcli.db.models import ProjectOutcome

    kept = stored(work, ProjectOutcome, outcome_id)
    title = kept.title
    work.remove(kept)
    return Changed(outcome_id, title)


def add_money(work: Work, project: Row, *, kind: MoneyKind, on: date, today: date, **facts: Any) -> Changed:
    """Write down money granted or spent, in fen; more spent than granted is said. Raises RuleForbids."""
    from pbcli.db.models import ProjectMoney

    if on > today:
        raise RuleForbids("日期 {day} 还没有到。", day=on)
    facts = clean_facts(ProjectMoney, facts)
    kept = work.add(ProjectMoney.make(project_id=project["id"], kind=kind, occurred_on=on, **facts))
    rows = work.reader.rows("project_money_of", project_id=project["id"])
    notes = [_("支出多于拨款。")] if balance(rows)["balance"] < 0 else []
    return Changed(id_of(kept), project["name"], notes)


def remove_money(work: Work, money_id: int) -> Changed:
    """Remove an entry of money."""
    from pbcli.db.models import ProjectMoney

    work.remove(stored(work, ProjectMoney, money_id))
    return Changed(money_id)


def balance(rows: list[Row]) -> dict[str, int]:
    """Return what was granted, spent, and is left, in fen."""
    sums: Counter[str] = Counter()
    for row in rows:
        sums[row["kind"]] += row["amount_fen"]
    granted, spent = sums[MoneyKind.GRANTED], sums[MoneyKind.SPENT]
    return {"granted": granted, "spent": spent, "balance": granted - spent}


def add_material(work: Work, project: Row, *, name: str, on: date, today: date, place: str | None) -> Changed:
    """Write down that a paper is there, since when and where it lies; a paper that no step needs is said."""
    from pbcli.db.models import ProjectMaterial

    name = clean_name(name, field="材料")
    if on > today:
        raise RuleForbids("日期 {day} 还没有到。", day=on)
    if any(row["name"] == name for row in work.reader.rows("project_material_of", project_id=project["id"])):
        raise RuleForbids("“{name}”已经登记了。", name=name, id=project["id"], hint="pbcli project material list {id}")
    facts = clean_facts(ProjectMaterial, {"place": place})
    kept = work.add(ProjectMaterial.make(project_id=project["id"], name=name, received_on=on, **facts))
    known = {paper for papers in materials().values() for paper in papers}
    notes = [] if name in known else [_("清单里没有“{name}”，照记。", name=name)]
    return Changed(id_of(kept), name, notes)


def remove_material(work: Work, project: Row, name: str) -> Changed:
    """Remove a paper that was written down by mistake. Raises RuleForbids for one that isn't there."""
    from pbcli.db.models import ProjectMaterial

    for row in work.reader.rows("project_material_of", project_id=project["id"]):
        if row["name"] == name.strip():
            work.remove(stored(work, ProjectMaterial, row["id"]))
            return Changed(row["id"], row["name"])
    raise RuleForbids("没有登记“{name}”。", name=name, id=project["id"], hint="pbcli project material list {id}")


def list_materials(
    reader: Reader, *, day: date, project_id: int | None = None, only_missing: bool = False
) -> list[dict[str, Any]]:
    """Return the papers of one project or of all: those that are there, are missing, or come next."""
    from pbcli.services.projects import list_projects

    kept: dict[int, list[Row]] = {}
    for row in reader.rows("project_material_of", project_id=project_id):
        kept.setdefault(row["project_id"], []).append(row)
    return [
        {"project": project["number"] or project["title"], **paper}
        for project in list_projects(reader, day=day)
        if project_id in {None, project["id"]}
        for paper in checklist(project, kept.get(project["id"], []), day=day)
        if paper["missing"] or not only_missing
    ]


def rows_of_parts(reader: Reader, query: str, name: str | None) -> list[dict[str, Any]]:
    """Return the rows that belong to the project of a name, or to all, each with its project's number or title."""
    project_id = None if name is None else find_project(reader, name)["id"]
    titles = {row["id"]: row["number"] or row["title"] for row in reader.rows("project_list", id=None, branch_id=None)}
    return [
        {"project": titles[row["project_id"]], **with_lateness(row, _DAYS[query])}
        for row in reader.rows(query, project_id=project_id)
    ]


_DAYS = {"project_outcome_of": "published_on", "project_money_of": "occurred_on"}
"""The day on which what a row tells of happened."""


def money_rows(reader: Reader, name: str | None) -> list[dict[str, Any]]:
    """Return the money of a project or of all, each entry with what was left of the project's after it, in fen."""
    left: Counter[int] = Counter()
    rows = rows_of_parts(reader, "project_money_of", name)
    for row in rows:
        left[row["project_id"]] += row["amount_fen"] if row["kind"] == MoneyKind.GRANTED else -row["amount_fen"]
        row |= {"amount": row["amount_fen"], "balance": left[row["project_id"]]}
    return rows


def _expert(reader: Reader, project: Row, step: ProjectStep, name: str) -> Row | None:
    rows = reader.rows("project_expert_of", project_id=project["id"])
    return next((row for row in rows if row["step"] == step and row["name"] == name), None)
