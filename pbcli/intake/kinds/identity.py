"""Who a row of a roster is: by ID number where there is one, else by branch, name and birth date."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pbcli.domain.idnumber import digest, last4
from pbcli.intake.kinds.base import Context, described, was_in, was_in_any
from pbcli.intake.kinds.line import Line, RowFault
from pbcli.intake.kinds.person import Person
from pbcli.intake.store import Kept
from pbcli.messages import _


class Identity:
    """Finds the kept member that a row speaks of; the n-th equal row of a paper is the n-th equal member."""

    def __init__(self, context: Context) -> None:
        self.store = context.store
        self.digest_key = context.digest_key
        self._named: set[tuple[Path, int]] = set()

    def note(self, line: Line, member: Kept) -> None:
        """Note that a paper has spoken of a member."""
        self._named.add((line.plan.path, member.id))

    def find(self, line: Line, person: Person, branches: Sequence[int]) -> Kept | None:
        """Return the member who was in one of the branches. Raises RowFault where it may be either of two."""
        if person.checked is not None:
            known = self.store.where("member", "id_digest", digest(self.digest_key, person.checked.number))
            if known:
                if known[0]["name"] != person.name:
                    line.warn("name", _("身份证号属于登记的“{name}”，按更名处理。", name=known[0]["name"]))
                return known[0]
        alike = [
            member
            for member in self.store.where("member", "name", person.name)
            if was_in_any(self.store, member, branches) and _may_be(member, person)
        ]
        equal = [member for member in alike if member["birth_date"] == person.birth_date]
        if equal:
            return self._next(line, equal)
        if len(alike) > 1:
            candidates = "、".join(described(self.store, member) for member in alike)
            raise RowFault("name", _("分不清是登记的哪一位：{candidates}。", candidates=candidates))
        if alike and line.is_exact("birth_date") and (line.plan.path, alike[0].id) in self._named:
            return None  # an exported row without a birth date is someone without one
        return alike[0] if alike else None

    def _next(self, line: Line, equal: Sequence[Kept]) -> Kept | None:
        """Return the first of equal members that the paper hasn't spoken of yet; nobody where it has of all."""
        for member in equal:
            if (line.plan.path, member.id) not in self._named:
                return member
        line.warn("name", _("同一张表里有相同的党员，按另一位登记。"))
        return None

    def mark_suspect(self, line: Line, person: Person, branch: Kept) -> None:
        """Mark a new member who differs from a kept one in the branch, the name or the birth date only."""
        born = self.store.where("member", "birth_date", person.birth_date) if person.birth_date is not None else []
        for member in [*born, *self.store.where("member", "name", person.name)]:
            if member.is_new or (person.checked is not None and member["id_digest"] is not None):
                continue  # two ID numbers are two people
            same = (
                was_in(self.store, member, branch),
                member["name"] == person.name,
                member["birth_date"] == person.birth_date,
            )
            if sum(same) == 2:
                sentence = _("疑似更正：与登记的{member}只差一项。", member=described(self.store, member))
                line.warn("name", sentence, is_suspect=True)
                return


def _may_be(member: Kept, person: Person) -> bool:
    """Tell whether a member of the same branch and name may be the one, when the ID number itself isn't known yet.

    A member with another ID number is someone else; but a digest that came from another database was made with
    another key, and there the last four beside name and birth date tell that it is the same person.
    """
    is_same_day = member["birth_date"] == person.birth_date
    if person.checked is not None and member["id_digest"] is not None:
        return bool(member["id_last4"] == last4(person.checked.number) and is_same_day)
    digests = {member["id_digest"], person.facts.get("id_digest")} - {None}
    if len(digests) == 2:
        return False
    return person.birth_date is None or member["birth_date"] is None or is_same_day
