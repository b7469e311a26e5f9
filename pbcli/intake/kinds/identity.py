"""Who a row of a roster is: by ID number where there is one, else by branch, name and birth date."""

from __future__ import annotations

from pbcli.domain.idnumber import CheckedIdNumber, digest, last4
from pbcli.intake.kinds.base import Context, described, was_in
from pbcli.intake.kinds.line import Line, RowFault
from pbcli.intake.store import Kept
from pbcli.messages import _


def find_member(
    context: Context, line: Line, name: str, branch: Kept, birth_date: str | None, checked: CheckedIdNumber | None
) -> Kept | None:
    """Return the kept member that a row speaks of, or nobody. Raises RowFault where it may be either of two."""
    if checked is not None:
        known = context.store.where("member", "id_digest", digest(context.digest_key, checked.number))
        if known:
            if known[0]["name"] != name:
                line.warn("name", _("身份证号属于登记的“{name}”，按更名处理。", name=known[0]["name"]))
            return known[0]
    alike = [
        member
        for member in context.store.where("member", "name", name)
        if was_in(context.store, member, branch) and _may_be(member, birth_date, checked)
    ]
    if len(alike) > 1 and birth_date is not None:
        alike = [member for member in alike if member["birth_date"] == birth_date] or alike
    if len(alike) > 1:
        candidates = "、".join(described(context.store, member) for member in alike)
        raise RowFault("name", _("分不清是登记的哪一位：{candidates}。", candidates=candidates))
    return alike[0] if alike else None


def _may_be(member: Kept, birth_date: str | None, checked: CheckedIdNumber | None) -> bool:
    """Tell whether a member of the same branch and name may be the one, when the ID number itself isn't known yet.

    A member with another ID number is someone else; but a digest that came from another database was made with
    another key, and there the last four beside name and birth date tell that it is the same person.
    """
    if checked is not None and member["id_digest"] is not None:
        return bool(member["id_last4"] == last4(checked.number) and member["birth_date"] == birth_date)
    return birth_date is None or member["birth_date"] is None or bool(member["birth_date"] == birth_date)


def same_but_one(
    context: Context, line: Line, name: str, branch: Kept, birth_date: str | None, checked: CheckedIdNumber | None
) -> None:
    """Mark a new member who differs from a kept one in the branch, the name or the birth date only."""
    store = context.store
    others = store.where("member", "birth_date", birth_date) if birth_date is not None else []
    namesakes = store.where("member", "name", name)
    for member in [*others, *namesakes]:
        if member.is_new or (checked is not None and member["id_digest"] is not None):
            continue  # two ID numbers are two people
        same = (was_in(store, member, branch), member["name"] == name, member["birth_date"] == birth_date)
        if sum(same) == 2:
            line.warn(
                "name", _("疑似更正：与登记的{member}只差一项。", member=described(store, member)), is_suspect=True
            )
            return
