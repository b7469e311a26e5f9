"""Where the members belong and belonged, and their standing: those who moved and left among them."""

from datetime import date
from typing import Any

from pbcli.domain.enums import JoinReason, LeaveReason, PartyStatus
from pbcli.services.demonstration.branches import branch_name, group_of
from pbcli.services.demonstration.draft import Draft, Facts, material
from pbcli.services.demonstration.person import Person, Spell


def spells_of(branch_id: int, place: int, came: date) -> tuple[Spell, ...]:
    """Tell in which branches someone was: the last of a list may have left, the one before may have moved."""
    last = material()["branches"][branch_id - 1]["members"] - 1
    move = material()["transfer"]
    if place == last - 1 and branch_id == move["from"]:
        return Spell(branch_id, came, move["on"]), Spell(move["to"], move["on"])
    if place == last and (left := _leaver(branch_id)) is not None:
        return (Spell(branch_id, came, left["left_on"]),)
    return (Spell(branch_id, came),)


def _leaver(branch_id: int) -> Facts | None:
    return next((facts for facts in material()["leavers"] if facts["branch"] == branch_id), None)


def invent_memberships(draft: Draft, person: Person, *, counterpart: str | None) -> None:
    """Write down the branches that someone belonged to, and how each membership began and ended."""
    for number, spell in enumerate(person.spells):
        moved = number > 0
        facts: dict[str, Any] = {}
        if spell is not person.spells[-1]:
            following = person.spells[number + 1].branch_id
            facts = {"leave_reason": LeaveReason.TRANSFERRED_OUT, "counterpart": branch_name(following)}
        elif spell.to_on is not None and (left := _leaver(spell.branch_id)) is not None:
            facts = {"leave_reason": LeaveReason(left["reason"]), "counterpart": left.get("counterpart")}
        came_from = branch_name(person.spells[number - 1].branch_id) if moved else counterpart
        draft.add(
            "Membership",
            **{"counterpart": came_from} | facts,
            member_id=person.id,
            branch_id=spell.branch_id,
            party_group_id=group_of(person, spell.branch_id),
            from_on=spell.from_on,
            to_on=spell.to_on,
            join_reason=JoinReason.TRANSFERRED_IN if came_from else JoinReason.JOINED,
        )


def invent_standing(draft: Draft, person: Person, joined: date) -> None:
    """Write down someone's standing: it ends with death; who was transferred out is a Party member still."""
    left = _leaver(person.spells[-1].branch_id) if person.left_on else None
    ended = person.left_on if left is not None and left["reason"] != LeaveReason.TRANSFERRED_OUT else None
    is_full = person.full_on < date.max
    draft.add(
        "PartyStatusPeriod",
        member_id=person.id,
        status=PartyStatus.PROBATIONARY,
        from_on=joined,
        to_on=person.full_on if is_full else None,
    )
    if is_full:
        draft.add(
            "PartyStatusPeriod", member_id=person.id, status=PartyStatus.FULL, from_on=person.full_on, to_on=ended
        )
