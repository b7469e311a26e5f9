"""Draws a small school: a random part of the fields of each record, texts that broke programs before, namesakes.

What is drawn is what the commands could have written: texts are cleaned as they clean them, days follow one another.
Two people of one name and one birth date in one branch aren't drawn, since nothing that is exported tells them apart;
nor kinds of event that no event has, since no paper lists them.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import islice
from random import Random
from typing import Any

from pbcli.db import models
from pbcli.db.models.base import DayType, FlagType, MomentType, TermType
from pbcli.domain.enums import BrandMeasure, BrandState, LinkedKind, ProjectRole, ProjectStep, RecordKind
from pbcli.domain.errors import PbcliError
from pbcli.domain.idnumber import digest
from pbcli.domain.names import clean_name, pinyin_of
from pbcli.services.free_text import clean_facts
from tests.conftest import NOW
from tests.endurance.naughty import TEXTS
from tests.full_school import EARLIER, NUMBER, keep_file

MOST = 300
"""Texts are cut to this length: a cell of a workbook must hold all that a record has many of."""
PHONES = ("13800138000", "023-12345678", "023-12345678 转 5")
NAMES = ("张三", "李四", "欧阳娜娜")
OUTSIDERS = ("=前任", "外来、的人", "-")
"""Holders of posts who are no members: a member of the branch who has the name is taken for the holder."""
VOTES = ("voters_entitled", "voters_present", "votes_for", "votes_against", "votes_abstained")
FIRST_DAY = date(2015, 7, 1)
_BETWEEN_KINDS = re.compile(r"[、，,;；/\n]")
"""What no kind of event may have in its name."""


class Drawer:
    """Draws records into a unit of work."""

    def __init__(self, work: Any, random: Random) -> None:
        self.work = work
        self.random = random
        self.used = {("member", name) for name in NAMES}

    def some(self, most: int = 3) -> range:
        """Return so many places as a record may have of something: often none."""
        return range(self.random.randrange(most + 1))

    def day(self, first: date = FIRST_DAY) -> date:
        """Return a day from another one on."""
        return first + timedelta(days=self.random.randrange(1, 300))

    def days(self, first: date = FIRST_DAY) -> Iterator[date]:
        """Give days that follow one another."""
        while True:
            first = self.day(first)
            yield first

    def text(self, model: Any, field: str) -> str:
        """Return a text as the commands keep it in a field."""
        while True:
            try:
                text = clean_facts(model, {field: self.random.choice(TEXTS)[:MOST]})[field]
            except PbcliError:
                continue
            if isinstance(text, str) and len(text) <= _longest(model.model_fields[field]):
                return text

    def name(self, table: str) -> str:
        """Return a name that no other record of the table has."""
        while True:
            try:
                name = clean_name(self.random.choice(TEXTS)[:100], field="名称")
            except PbcliError:
                continue
            if (table, name) not in self.used and not (table == "event_kind" and _BETWEEN_KINDS.search(name)):
                self.used.add((table, name))
                return name

    def add(self, model: Any, **given: Any) -> Any:
        """Add a record; what isn't given is drawn, or left out where it may be."""
        values = dict(given)
        for field, info in model.model_fields.items():
            if field not in values and field != "id":
                value = self._value(model, field, info)
                if value is not None:
                    values[field] = value
        return self.work.add(model.make(**values))

    def named(self, model: Any, name: str, **given: Any) -> Any:
        """Add a record with a name, and its pinyin."""
        pinyin, initials = pinyin_of(name)
        return self.add(model, name=name, pinyin=pinyin, initials=initials, **given)

    def _value(self, model: Any, field: str, info: Any) -> Any:
        if info.nullable is True and (isinstance(info.foreign_key, str) or self.random.random() < 0.5):
            return None
        kind = info.sa_type
        if isinstance(kind, TermType):
            return self.random.choice(list(kind.terms))
        if kind.__name__ == "Integer":
            least, most = _bounds(info)
            return self.random.choice((least, least + 1, min(most, 1234), most))
        plain: dict[Any, Callable[[], Any]] = {
            DayType: self.day,
            MomentType: lambda: self.random.choice((NOW, EARLIER)),
            FlagType: lambda: self.random.random() < 0.5,
        }
        return plain[kind]() if kind in plain else self.text(model, field)


def _longest(info: Any) -> int:
    return min(
        [bound for rule in info.metadata if (bound := getattr(rule, "max_length", None)) is not None], default=MOST
    )


def _bounds(info: Any) -> tuple[int, int]:
    least = [bound for rule in info.metadata if (bound := getattr(rule, "ge", None)) is not None]
    most = [bound for rule in info.metadata if (bound := getattr(rule, "le", None)) is not None]
    return least[0], most[0]


class School:
    """A school that is being drawn."""

    def __init__(self, work: Any, seed: int) -> None:
        self.draw = Drawer(work, Random(seed))
        self.random = self.draw.random
        self.branches = [self._branch() for _ in range(3)]
        self.members = [self._member(place) for place in range(5)]
        self.classes = [self._class() for _ in range(2)]
        builtin = work.reader.rows("import_event_kind")
        self.kinds = [row["id"] for row in builtin][:3]
        self.draw.used |= {("event_kind", row["name"]) for row in builtin}
        self.contacts: list[Any] = []
        self.events: list[Any] = []
        self.projects: list[Any] = []
        self._liaison()
        self._events()
        self._projects()
        self._dues()
        self._checklists()
        self._brands()
        self._studies_and_talks()
        self._evidence()

    def member(self) -> int:
        """Return the id of a member."""
        return int(self.random.choice(self.members).id)

    def maybe(self, value: Any) -> Any:
        """Return the value, or none."""
        return self.random.choice((None, value))

    def branch(self) -> int:
        """Return the id of a branch."""
        return int(self.random.choice(self.branches).id)

    def _branch(self) -> Any:
        draw, days = self.draw, self.draw.days()
        branch = draw.named(
            models.Branch, draw.name("branch"), founded_on=next(days), dissolved_on=self.maybe(next(days))
        )
        for _ in draw.some(2):
            draw.add(
                models.BranchTerm,
                branch_id=branch.id,
                elected_on=next(days),
                years=3,
                extended_to=self.maybe(next(days)),
            )
        for _ in draw.some(2):
            span = {"from_on": next(days), "to_on": next(days)}
            draw.add(models.PartyGroup, branch_id=branch.id, name=draw.name("party_group"), **span)
        return branch

    def _member(self, place: int) -> Any:
        """Add a member with a history; the first three may have one name, but never one birth date."""
        draw, days = self.draw, self.draw.days()
        name = self.random.choice(NAMES) if place < 3 else draw.name("member")
        born = (
            (date(1990, 3, 7), None, date(1985, 1, 2))[place] if place < 3 else self.random.choice((None, draw.day()))
        )
        facts: dict[str, Any] = {"phone": self.random.choice((None, *PHONES)), "id_last4": None, "id_digest": None}
        if place == 0:
            facts |= {"id_last4": NUMBER[-4:], "id_digest": digest("0" * 64, NUMBER)}
        member = draw.named(models.Member, name, birth_date=born, **facts)
        first = next(days)
        for more in reversed(range(self.random.choice((1, 2)))):
            last = next(days)
            span = {"from_on": first, "to_on": last if more or self.random.random() < 0.3 else None}
            branch = self.random.choice(self.branches).id
            group = self.random.choice((None, *self._groups(branch)))
            leave = {} if span["to_on"] else {"leave_reason": None}
            draw.add(models.Membership, member_id=member.id, branch_id=branch, party_group_id=group, **span, **leave)
            draw.add(models.PartyStatusPeriod, member_id=member.id, **span)
            if self.random.random() < 0.5:
                post = {"member_id": member.id, "holder_name": name, "from_on": first, "to_on": span["to_on"]}
                draw.add(models.Post, branch_id=branch, **post)
            if self.random.random() < 0.2:
                post = {"member_id": member.id, "holder_name": name, "from_on": first, "to_on": span["to_on"]}
                draw.add(models.Post, branch_id=None, **post)
            first = last
        if self.random.random() < 0.3:
            holder = {"member_id": None, "holder_name": self.random.choice(OUTSIDERS)}
            draw.add(models.Post, branch_id=self.branch(), from_on=None, to_on=self.maybe(first), **holder)
        return member

    def _groups(self, branch: int | None) -> list[int]:
        rows = self.draw.work.reader.rows("import_party_group")
        return [row["id"] for row in rows if row["branch_id"] == branch]

    def _class(self) -> Any:
        draw, days = self.draw, self.draw.days()
        class_ = draw.named(models.Class, draw.name("class"), started_on=next(days), graduated_on=next(days))
        for _ in draw.some(2):
            draw.add(models.ClassHead, class_id=class_.id, from_on=next(days), to_on=next(days))
        return class_

    def _liaison(self) -> None:
        draw, days = self.draw, self.draw.days()
        for _ in draw.some():
            span = {"from_on": next(days), "to_on": self.random.choice((None, date(2026, 10, 1)))}
            draw.add(models.Assignment, member_id=self.member(), class_id=self.random.choice(self.classes).id, **span)
        for _ in draw.some():
            owner = {"member_id": self.member(), "class_id": self.random.choice(self.classes).id}
            contact = draw.add(models.Contact, **owner, start_time=self.maybe("14:30"), end_time=self.maybe("15:00"))
            self.contacts.append(contact)
            for _ in draw.some(2):
                draw.add(models.FollowUp, contact_id=contact.id)

    def _events(self) -> None:
        draw = self.draw
        for _ in draw.some():
            branch = self.random.choice((None, self.branch()))
            people = {"host_id": self.random.choice((None, self.member())), "recorder_id": self.member()}
            time = {"start_time": self.maybe("09:00"), "end_time": self.maybe("11:30"), "occurred_on": draw.day()}
            group = self.random.choice((None, *self._groups(branch)))
            until = self.maybe(draw.day(time["occurred_on"]))
            event = draw.add(models.Event, branch_id=branch, party_group_id=group, ended_on=until, **people, **time)
            self.events.append(event)
            if self.random.random() < 0.3:
                kind = draw.add(models.EventKindName, name=draw.name("event_kind"), is_builtin=False).id
                draw.add(models.EventHasKind, event_id=event.id, event_kind_id=kind)
            for kind in self._sample(self.kinds, least=1):
                draw.add(models.EventHasKind, event_id=event.id, event_kind_id=kind)
            for member in self._sample(self.members):
                draw.add(models.Attendance, event_id=event.id, member_id=member.id)
            self._resolutions(event)
            for partner in self._sample(self.branches) if branch is not None else ():
                if partner.id != branch:
                    draw.add(models.EventBranch, event_id=event.id, branch_id=partner.id)

    def _resolutions(self, event: Any) -> None:
        draw = self.draw
        for place in draw.some(2):
            votes: dict[str, int | None] = dict.fromkeys(VOTES)
            if self.random.random() < 0.5:
                votes = dict(zip(VOTES, (9, 8, 6, 1, 1), strict=True))
            task = self.maybe(draw.text(models.Resolution, "task"))
            done = {"task": task, "closed_on": self.maybe(draw.day()) if task else None}
            draw.add(models.Resolution, event_id=event.id, place=place + 1, **done, **votes)

    def _projects(self) -> None:
        draw = self.draw
        for _ in draw.some(2):
            draw.add(models.IssuingOffice, name=draw.name("issuing_office"))
        for _ in draw.some():
            number = self.random.choice((None, draw.name("project")))
            title = draw.name("title") if number is None else self.random.choice(("课题“一”", draw.name("title")))
            term = {"starts_on": self.maybe(FIRST_DAY), "ends_on": self.maybe(draw.day())}
            project = draw.add(models.Project, branch_id=self.branch(), number=number, title=title, **term)
            self.projects.append(project)
            own = {"project_id": project.id}
            for place, member in enumerate(self._sample(self.members)):
                role = ProjectRole.OTHER if place else ProjectRole.LEADER
                draw.add(models.ProjectPerson, **own, member_id=member.id, role=role, place=place + 1)
            for step in self._sample(list(ProjectStep)):
                draw.add(models.ProjectStepDate, **own, step=step, actual_on=draw.day())
            for _ in draw.some(2):
                granted_on = draw.day()
                draw.add(models.ProjectExtension, **own, granted_on=granted_on, extended_to=draw.day(granted_on))
            for model in (models.ProjectChange, models.ProjectOutcome, models.ProjectMoney):
                for _ in draw.some(2):
                    draw.add(model, **own)
            for listed in (models.ProjectExpert, models.ProjectMaterial):
                for _ in draw.some(2):
                    draw.add(listed, **own, name=draw.name(listed.__tablename__))

    def _dues(self) -> None:
        draw = self.draw
        for member in self._sample(self.members):
            for number in draw.some():
                fen = self.random.choice((0, 1, 700_050))
                base: dict[str, Any] = {"base_fen": fen, "owed_fen": None, "rate_basis_points": None}
                if self.random.random() < 0.3:
                    base = {"base_fen": None, "owed_fen": fen}
                draw.add(models.DuesBase, member_id=member.id, from_month=f"2026-{number + 1:02d}", **base)
            for _ in draw.some():
                draw.add(models.DuesPayment, member_id=member.id, month=f"2026-{self.random.randrange(1, 10):02d}")

    def _checklists(self) -> None:
        draw = self.draw
        for _ in draw.some():
            accepted: dict[str, Any] = {"accepted_by": None, "struck_off_on": None}
            if self.random.random() < 0.3:
                accepted = {
                    "accepted_by": "王验收",
                    "struck_off_on": draw.day(),
                    "responsible": "李责任",
                    "evidence": "有",
                }
            branch = self.random.choice((None, self.branch()))
            item = draw.add(models.ChecklistItem, number=draw.name("item"), branch_id=branch, **accepted)
            for _ in draw.some(2):
                draw.add(models.ChecklistProgress, item_id=item.id)
            for _ in draw.some(2):
                from_on = draw.day()
                draw.add(models.ChecklistPostponement, item_id=item.id, from_on=from_on, to_on=draw.day(from_on))

    def _brands(self) -> None:
        draw = self.draw
        for year, branch in enumerate(self._sample(self.branches), 2024):
            leader = self.random.choice((None, self.member()))
            brand = draw.add(models.Brand, branch_id=branch.id, year=year, leader_id=leader)
            own = {"brand_id": brand.id}
            for place in draw.some():
                measure = self.random.choice(list(BrandMeasure))
                reached = self.random.choice((None, 4)) if measure == BrandMeasure.BY_HAND else None
                draw.add(models.BrandGoal, **own, place=place + 1, measure=measure, reached=reached)
            for _ in draw.some(2):
                draw.add(models.BrandMilestone, **own, name=draw.name("milestone"))
            for state in self._sample(list(BrandState)):
                draw.add(models.BrandStep, **own, state=state)
            for member in self._sample(self.members):
                draw.add(models.BrandPerson, **own, member_id=member.id)
            self._links(own)

    def _links(self, own: dict[str, int]) -> None:
        for kind, records in (
            (LinkedKind.EVENT, self.events),
            (LinkedKind.CONTACT, self.contacts),
            (LinkedKind.PROJECT, self.projects),
        ):
            for record in self._sample(records):
                self.draw.add(models.BrandLink, **own, record_kind=kind, record_id=record.id)

    def _studies_and_talks(self) -> None:
        draw = self.draw
        for _ in draw.some():
            day = draw.day()
            span = {"occurred_on": day, "ended_on": self.maybe(draw.day(day))}
            study = draw.add(models.Study, member_id=self.member(), **span)
            if self.random.random() < 0.5:
                twin = {
                    name: getattr(study, name) for name in ("member_id", "occurred_on", "hours_hundredths", "source")
                }
                draw.add(models.Study, **twin, ended_on=None)
        for _ in draw.some():
            first, second = self.random.sample(self.members, 2)
            day = self.random.choice((date(2026, 3, 9), draw.day()))
            draw.add(models.Talk, first_id=first.id, second_id=second.id, occurred_on=day)
        days = list(islice(draw.days(), 2 * self.random.randrange(3)))
        for starts_on, ends_on in zip(days[::2], days[1::2], strict=True):
            draw.add(models.SchoolTerm, name=draw.name("school_term"), starts_on=starts_on, ends_on=ends_on)

    def _evidence(self) -> None:
        draw = self.draw
        records = {
            RecordKind.BRANCH: self.branches,
            RecordKind.MEMBER: self.members,
            RecordKind.CLASS: self.classes,
            RecordKind.EVENT: self.events,
            RecordKind.CONTACT: self.contacts,
            RecordKind.PROJECT: self.projects,
        }
        for number in draw.some():
            name = draw.text(models.EvidenceFile, "name")
            file = keep_file(draw.work, name, f"{number} {self.random.random()}".encode())
            chosen = [(kind, one.id) for kind, found in records.items() for one in self._sample(found)]
            for kind, record_id in chosen or [(RecordKind.BRANCH, self.branch())]:
                draw.add(models.Evidence, file_id=file.id, record_kind=kind, record_id=record_id)

    def _sample(self, things: list[Any], *, least: int = 0) -> list[Any]:
        """Return some of the things, in their order."""
        chosen = [thing for thing in things if self.random.random() < 0.4]
        return chosen or list(things[:least])
