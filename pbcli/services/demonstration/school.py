"""The whole school: invented part by part, then written in one unit of work."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pbcli.db.recording import MOMENTS
from pbcli.domain.dues import DuesTable
from pbcli.services.demonstration.branches import invent_branches, invent_committee, invent_posts
from pbcli.services.demonstration.brands import invent_brands
from pbcli.services.demonstration.checklists import invent_checklists
from pbcli.services.demonstration.classes import invent_assignments, invent_classes
from pbcli.services.demonstration.contacts import invent_contacts
from pbcli.services.demonstration.days import invent_terms, recorded
from pbcli.services.demonstration.draft import Draft, Facts
from pbcli.services.demonstration.dues import invent_dues
from pbcli.services.demonstration.events import invent_events
from pbcli.services.demonstration.people import invent_people
from pbcli.services.demonstration.projects import invent_projects
from pbcli.services.demonstration.studies import invent_studies
from pbcli.services.demonstration.talks import invent_talks

if TYPE_CHECKING:
    from pbcli.db.engine import Work
    from pbcli.db.models import Record


def invent_school(kind_ids: Mapping[str, int], table: DuesTable) -> Draft:
    """Return the facts of all records; `kind_ids` are the ids of the kinds of events, `table` the dues."""
    draft = Draft()
    invent_terms(draft)
    invent_branches(draft)
    people = invent_people(draft)
    invent_posts(draft, people)
    invent_committee(draft, people)
    classes = invent_classes(draft)
    invent_contacts(draft, invent_assignments(draft, people, classes))
    invent_events(draft, people, kind_ids)
    invent_projects(draft, people)
    invent_dues(draft, people, table)
    invent_checklists(draft, people)
    invent_studies(draft, people)
    invent_talks(draft, people)
    invent_brands(draft, people)
    return draft


def _on_time(model: "type[Record]", facts: Facts) -> Facts:
    """Return the facts with each of their days written down on that day, unless they say otherwise."""
    days = MOMENTS.get(str(model.__tablename__), {})
    return {**{moment: recorded(facts[day]) for day, moment in days.items() if facts.get(day) is not None}, **facts}


def write_school(work: "Work", draft: Draft) -> None:
    """Write the records, each validated by its model, table by table: what is linked to was invented first."""
    from pbcli.db import models

    for name, records in draft.records.items():
        model: type[models.Record] = getattr(models, name)
        work.session.add_all(model.make(id=number, **_on_time(model, facts)) for number, facts in enumerate(records, 1))
        work.session.flush()
