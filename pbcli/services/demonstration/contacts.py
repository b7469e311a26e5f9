"""The contacts with the classes over a year, what they found, and what was promised."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from pbcli.domain.enums import ContactKind, ContactTopic, GiftSource, LiaisonRole
from pbcli.services.demonstration.classes import Care
from pbcli.services.demonstration.days import recorded, weeks
from pbcli.services.demonstration.dice import Dice
from pbcli.services.demonstration.draft import Draft, Facts, last_day, material
from pbcli.services.demonstration.person import Person

_SILENT = (5, 18, 33, 41, 50)
"""The classes (by their place among all) that nobody has been to for a while, though someone looks after them."""
_SILENT_SINCE = date(2026, 9, 17)
_ALL_KEPT_BEFORE = date(2026, 9, 25)
_EMPHASIS = 12
_COUNSELLORS_SHARE = 0.15
_QUIET_DAYS = 24
"""However busy they are, members see their class at least so often: only silent classes are silent."""


def invent_contacts(draft: Draft, cares: Sequence[Care]) -> None:
    """Invent the contacts of a year, in the order of their days."""
    dice = Dice("contacts")
    planned = sorted(
        (day, care.klass.id, number, kind, care)
        for number, care in enumerate(cares)
        for day, kind in _contacts_of(dice, care)
    )
    gifts = _example_gifts([(day, kind) for day, _, _, kind, care in planned if _is_example(care, day)])
    for day, _class_id, _number, kind, care in planned:
        facts = _facts(dice, care, kind)
        if _is_example(care, day):
            facts |= _gift(gifts.pop(day)) if day in gifts else dict.fromkeys(("gift", "gift_fen", "gift_source"))
        contact_id = _record(draft, dice, care, day, kind, facts)
        if facts.get("problem") and dice.chance(0.4):
            _follow_up(draft, dice, contact_id, day, care.member, facts)


def _contacts_of(dice: Dice, care: Care) -> Iterator[tuple[date, ContactKind]]:
    """Tell on which days a member saw the class, and how; one of them is the example of a whole school year."""
    weights = _weights(care.member)
    diligence = dice.between(25, 75) / 100 * (_COUNSELLORS_SHARE if care.role is LiaisonRole.COUNSELLOR else 1)
    until = min(care.to_on or date.max, care.member.left_on or date.max, last_day() + timedelta(1))
    if care.klass.id - 1 in _SILENT:
        until = min(until, _SILENT_SINCE)
    days = [
        [day for day in week if max(care.from_on, care.klass.started_on) <= day < until and not _is_example(care, day)]
        for week in weeks()
    ]
    quiet = 0
    for week in filter(None, days):
        quiet += 7
        if dice.chance(diligence) or (quiet > _QUIET_DAYS and care.role is LiaisonRole.MEMBER):
            quiet = 0
            yield dice.pick(week), ContactKind(dice.weighed(weights))
    yield from _example(dice, care)


def _weights(member: Person) -> Mapping[str, int]:
    """Tell how often a member chooses each way: what the branch stands for, oftener."""
    weights = {kind: facts["weight"] for kind, facts in material()["kinds"].items()}
    branch = material()["branches"][member.spells[0].branch_id - 1]
    return weights | {branch["emphasis"]: weights[branch["emphasis"]] + _EMPHASIS}


def _is_example(care: Care, day: date) -> bool:
    example = material()["example"]
    return bool(
        care.klass.name == example["class"]
        and care.role is LiaisonRole.MEMBER
        and example["from"] <= day <= example["to"]
    )


def _example(dice: Dice, care: Care) -> Iterator[tuple[date, ContactKind]]:
    """Give the contacts of the member and the class that stand for a whole school year's care."""
    example = material()["example"]
    days = [dice.pick(week) for week in weeks() if _is_example(care, week[-1])]
    kinds = [ContactKind(kind) for kind, count in example["kinds"].items() for _ in range(count)]
    yield from zip(sorted(dice.shuffled(days)[: len(kinds)]), dice.shuffled(kinds), strict=False)


def _example_gifts(contacts: Sequence[tuple[date, ContactKind]]) -> dict[date, Facts]:
    """Tell on which visits the example's member brought something along."""
    visits = [day for day, kind in contacts if kind is ContactKind.DORM_VISIT]
    known = {gift["what"]: gift for gift in material()["gifts"]}
    names = material()["example"]["gifts"]
    return {visits[(number + 1) * 5]: known[name] for number, name in enumerate(names)}


def _gift(gift: Facts) -> dict[str, Any]:
    return {"gift": gift["what"], "gift_fen": gift["yuan"] * 100, "gift_source": GiftSource(gift["source"])}


def _facts(dice: Dice, care: Care, kind: ContactKind) -> dict[str, Any]:
    """Invent what a contact was about, what it found and what was done; pupils are counted, never named."""
    topic = dice.pick(material()["topics"])
    if kind is ContactKind.EDUCATION:
        topic = next(one for one in material()["topics"] if one["name"] == ContactTopic.IDEOLOGY)
    places = material()["kinds"][kind]["places"]
    facts: dict[str, Any] = {
        "topic": ContactTopic(topic["name"]),
        "topic_note": dice.pick(topic["notes"]) if dice.chance(0.4) else None,
        "place": dice.pick(places) if places else None,
        "pupils": _pupils(dice, care, kind),
    }
    if dice.chance(0.4):
        facts["problem"], facts["measure"], result = dice.pick(topic["findings"])
        facts["outcome"] = result if dice.chance(0.3) else None
    if kind is ContactKind.HELP:
        facts |= _gift(dice.pick(material()["gifts"]))
    return facts


def _pupils(dice: Dice, care: Care, kind: ContactKind) -> int | None:
    if kind in {ContactKind.HEAD_TEACHER, ContactKind.ONLINE}:
        return None
    if kind in {ContactKind.CLASS_MEETING, ContactKind.LESSON, ContactKind.EDUCATION}:
        return care.klass.pupils - dice.between(0, 2)
    return 1 if kind is ContactKind.HOME_VISIT else dice.between(1, 12)


def _record(draft: Draft, dice: Dice, care: Care, day: date, kind: ContactKind, facts: Facts) -> int:
    """Write a contact down, mostly on the same day, sometimes late."""
    hour = dice.between(8, 19)
    days_late = dice.weighed({0: 80, 1: 10, 2: 4, 5: 3, 9: 3})
    return draft.add(
        "Contact",
        **facts,
        occurred_on=day,
        start_time=f"{hour:02d}:{dice.pick(('00', '10', '30', '40'))}",
        member_id=care.member.id,
        class_id=care.klass.id,
        role=care.role,
        head_teacher=care.klass.head_on(day),
        kind=kind,
        recorded_at=recorded(day, days_late=days_late),
        recorded_by=care.member.name,
    )


def _follow_up(draft: Draft, dice: Dice, contact_id: int, day: date, member: Person, facts: Facts) -> None:
    """Promise something at a contact: mostly kept in time, now and then late, some of it still open."""
    due_on = day + timedelta(dice.pick((7, 10, 14, 14, 21, 30)))
    closed_on = due_on + timedelta(dice.between(-6, 3))
    kept = due_on < _ALL_KEPT_BEFORE or dice.chance(0.75)
    is_closed = kept and day <= closed_on <= last_day()
    draft.add(
        "FollowUp",
        contact_id=contact_id,
        due_on=due_on,
        task=facts["measure"],
        responsible=member.name,
        result="已办结" if is_closed else None,
        closed_on=closed_on if is_closed else None,
    )
