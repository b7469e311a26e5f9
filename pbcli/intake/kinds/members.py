"""Rosters: who is a member, of which branch, in what standing.

A roster says nothing of the past: its branch holds from the day of joining.
"""

from __future__ import annotations

from typing import Any, ClassVar

from pbcli.domain.enums import JoinReason, PostKind
from pbcli.domain.figures import narrow
from pbcli.domain.idnumber import CheckedIdNumber, check_id_number, digest, last4
from pbcli.domain.names import pinyin_of
from pbcli.domain.phones import UNKNOWN_PREFIX, is_mobile
from pbcli.intake import cells
from pbcli.intake.kinds.base import Context, added, branch_of, is_open, known, mark_new, revised
from pbcli.intake.kinds.identity import find_member, same_but_one
from pbcli.intake.kinds.line import Line, RowFault
from pbcli.intake.kinds.posts import PostKeeper
from pbcli.intake.kinds.standing import Standing, begin_standing, read_standing, update_standing
from pbcli.intake.store import Kept
from pbcli.messages import _

_FIELDS = {"姓名": "name", "性别": "sex", "民族": "ethnicity", "联系电话": "phone", "党小组": "party_group"}


LENGTH_OF_OLD_FORM = 15


class Members:
    """Takes the rows of a roster."""

    unused: ClassVar[frozenset[str]] = frozenset({"liaison_class"})

    def __init__(self, context: Context, keeper: PostKeeper) -> None:
        self.context = context
        self.keeper = keeper

    def take(self, line: Line) -> None:
        """Take a member: the particulars, the standing, the branch."""
        name = line.need("name", line.name("name"))
        branch = branch_of(self.context, line, required=True)
        assert branch is not None
        checked = _id_number(line)
        standing = read_standing(line, self.context.today)
        left_on = line.day("left_on")
        if left_on is not None and left_on < standing.joined_on:
            raise RowFault("left_on", _("离开日期早于入党日期 {day}。", day=standing.joined_on))
        facts = _facts(line, checked)
        post, duty = _party_duty(line)
        facts |= known(party_duty=duty)
        found = find_member(self.context, line, name, branch, facts.get("birth_date"), checked)
        if found is None:
            member = self._add(line, name, branch, facts, standing, checked)
        else:
            member = found
            self._update(line, member, name, branch, facts, standing, checked)
        self._take_leaving(line, member, left_on)
        if post is not None:
            self.keeper.note_member(line, branch, post, member)

    def finish(self) -> None:
        """Nothing waits here: the keeper settles the posts."""

    def _add(
        self,
        line: Line,
        name: str,
        branch: Kept,
        facts: dict[str, Any],
        standing: Standing,
        checked: CheckedIdNumber | None,
    ) -> Kept:
        pinyin, initials = pinyin_of(name)
        same_but_one(self.context, line, name, branch, facts.get("birth_date"), checked)
        keys = self._id_columns(checked)
        member = added(
            self.context, line, "member", _FIELDS, name=name, pinyin=pinyin, initials=initials, **facts, **keys
        )
        self._keep_number(line, member, checked)
        begin_standing(self.context, line, member, standing)
        self._add_membership(line, member, branch, standing)
        mark_new(line)
        return member

    def _add_membership(self, line: Line, member: Kept, branch: Kept, standing: Standing) -> None:
        """Let the branch hold from the day of joining, or from the day of transfer where the paper gives one."""
        transferred_on = line.day("transferred_in_on")
        if transferred_on is not None and transferred_on < standing.joined_on:
            raise RowFault("transferred_in_on", _("转入日期早于入党日期 {day}。", day=standing.joined_on))
        group = self._group(line, branch)
        added(
            self.context,
            line,
            "membership",
            _FIELDS,
            member_id=member.id,
            branch_id=branch.id,
            party_group_id=None if group is None else group.id,
            from_on=transferred_on or standing.joined_on,
            join_reason=JoinReason.JOINED if transferred_on is None else JoinReason.TRANSFERRED_IN,
            counterpart=line.name("transferred_from") if transferred_on is not None else None,
        )

    def _update(
        self,
        line: Line,
        member: Kept,
        name: str,
        branch: Kept,
        facts: dict[str, Any],
        standing: Standing,
        checked: CheckedIdNumber | None,
    ) -> None:
        if name != member["name"]:
            pinyin, initials = pinyin_of(name)
            facts = facts | {"name": name, "pinyin": pinyin, "initials": initials}
        revised(self.context, line, member, facts | self._id_columns(checked))
        self._keep_number(line, member, checked)
        update_standing(self.context, line, member, standing)
        rows = self.context.store.where("membership", "member_id", member.id)
        current = next((row for row in rows if is_open(row)), None)
        if current is None:
            if line.is_blank("left_on") and rows:
                line.warn("name", _("登记为已于 {day} 离开，没有改动。", day=max(row["to_on"] for row in rows)))
        elif current["branch_id"] != branch.id:
            kept = self.context.store.get("branch", current["branch_id"])["name"]
            line.warn(
                "branch",
                _(
                    "疑似转接：登记在{kept}，本表在{branch}。没有改动，请用 pbcli member transfer。",
                    kept=kept,
                    branch=branch["name"],
                ),
            )
        else:
            group = self._group(line, branch)
            if group is not None:
                revised(self.context, line, current, {"party_group_id": group.id})

    def _id_columns(self, checked: CheckedIdNumber | None) -> dict[str, Any]:
        if checked is None:
            return {}
        return {"id_last4": last4(checked.number), "id_digest": digest(self.context.digest_key, checked.number)}

    def _keep_number(self, line: Line, member: Kept, checked: CheckedIdNumber | None) -> None:
        """Keep the whole number where the unit turned that on, and nowhere else."""
        if checked is None or not self.context.keeps_id_numbers:
            return
        numbers = self.context.store.where("id_number", "member_id", member.id)
        if numbers:
            revised(self.context, line, numbers[0], {"number": checked.number})
        else:
            added(self.context, line, "id_number", {}, member_id=member.id, number=checked.number)
            line.changed()

    def _group(self, line: Line, branch: Kept) -> Kept | None:
        """Return the Party group that the row names, a new one where the branch has none of that name."""
        name = line.name("party_group")
        if name is None:
            return None
        for group in self.context.store.where("party_group", "branch_id", branch.id):
            if group["name"] == name:
                return group
        return added(self.context, line, "party_group", {"党小组": "party_group"}, branch_id=branch.id, name=name)

    def _take_leaving(self, line: Line, member: Kept, left_on: str | None) -> None:
        if left_on is None:
            return
        reason = line.term("leave_reason", "leave_reasons")
        for row in self.context.store.where("membership", "member_id", member.id):
            if is_open(row):
                if left_on < row["from_on"]:
                    raise RowFault("left_on", _("离开日期早于进入支部的日期 {day}。", day=row["from_on"]))
                changes = {"to_on": left_on, "leave_reason": reason}
                revised(self.context, line, row, changes | known(counterpart=line.name("transferred_to")))


def _id_number(line: Line) -> CheckedIdNumber | None:
    """Read and check the ID number. The sentence of a fault never repeats it."""
    checked = line.read("id_number", _checked)
    for sentence in checked.warnings if checked is not None else ():
        line.warn("id_number", _(sentence))
    return checked


def _checked(cell: Any) -> CheckedIdNumber | None:
    is_old_form = isinstance(cell, str) and len(narrow(cell)) == LENGTH_OF_OLD_FORM
    number = cell if is_old_form else cells.cell_id_number(cell)
    return None if number is None else check_id_number(number)


def _facts(line: Line, checked: CheckedIdNumber | None) -> dict[str, Any]:
    """Read the plain particulars; the ID number gives the birth date and the sex that the paper leaves out."""
    birth_date, sex = line.day("birth_date"), line.term("sex", "sexes")
    phone = line.read("phone", cells.cell_phone)
    if phone is not None and not is_mobile(phone):
        line.warn("phone", _(UNKNOWN_PREFIX))
    if checked is not None:
        if birth_date is not None and birth_date != checked.birth_date.isoformat():
            line.warn("birth_date", _("出生日期与身份证号不符。"))
        if sex is not None and sex != checked.sex:
            line.warn("sex", _("性别与身份证号不符。"))
        birth_date = birth_date or checked.birth_date.isoformat()
        sex = sex or checked.sex
    return known(
        sex=sex,
        ethnicity=line.name("ethnicity"),
        birth_date=birth_date,
        education=line.name("education"),
        degree=line.name("degree"),
        school=line.name("school"),
        native_place=line.name("native_place"),
        work_started_on=line.day("work_started_on"),
        position=line.name("position"),
        duty=line.name("duty"),
        phone=phone,
        mobility=line.name("mobility"),
        note=line.text("note"),
    )


_POSTS = {kind.value: kind for kind in PostKind} | {"支部" + kind.value: kind for kind in PostKind}


def _party_duty(line: Line) -> tuple[PostKind | None, str | None]:
    """Read the duty within the Party: exactly a post of a branch is that post, any other text is kept as it is."""
    text = line.name("party_duty")
    if text is None:
        return None, None
    post = _POSTS.get(text.replace("党支部", "支部"))
    return post, None if post is not None else text
