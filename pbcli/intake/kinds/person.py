"""The particulars of a member as a row gives them; what is kept of the ID number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pbcli.domain.enums import PostKind
from pbcli.domain.figures import narrow
from pbcli.domain.idnumber import CheckedIdNumber, check_id_number, digest, last4
from pbcli.domain.names import pinyin_of
from pbcli.domain.phones import UNKNOWN_PREFIX, is_mobile
from pbcli.intake import cells
from pbcli.intake.exact import exact_text
from pbcli.intake.kinds.base import Context, added, known, revised
from pbcli.intake.kinds.line import Line, RowFault
from pbcli.intake.paper import Cell
from pbcli.intake.people import remark_on, without_remark
from pbcli.intake.store import Kept
from pbcli.messages import _

FIELDS = {"姓名": "name", "性别": "sex", "民族": "ethnicity", "联系电话": "phone", "党小组": "party_group"}

_POSTS = {kind.value: kind for kind in PostKind} | {"支部" + kind.value: kind for kind in PostKind}


@dataclass(frozen=True)
class Person:
    """Who a row speaks of."""

    name: str
    checked: CheckedIdNumber | None
    facts: dict[str, Any]
    """The columns that the row gives, but for the name."""
    post: PostKind | None = None
    """The post of a branch that stands in the column of duties within the Party."""

    @property
    def birth_date(self) -> str | None:
        """The birth date, from its own column or from the ID number."""
        return self.facts.get("birth_date")


def read_person(context: Context, line: Line) -> Person:
    """Read a member's particulars. Raises RowFault; the sentence of a fault never repeats an ID number."""
    name = _name(line)
    checked = line.read("id_number", _checked)
    for sentence in checked.warnings if checked is not None else ():
        line.warn("id_number", _(sentence))
    post, duty = _party_duty(line)
    facts = _id_columns(context, line, checked) | _facts(line, checked) | known(party_duty=duty)
    return Person(name, checked, facts, post)


def _name(line: Line) -> str:
    """Read the name, without what is remarked behind it; of two people of one name 男 and 女 stay. Raises RowFault."""
    name = line.need("name", line.name("name"))
    if line.is_exact("name"):
        return name
    if cells.is_masked(narrow(name)):
        raise RowFault("name", _("“{name}”里有 *：遮盖过的姓名不能读入，请写全名。", name=name))
    return name if remark_on(name) in {None, "男", "女"} else without_remark(name)


def _checked(cell: Cell) -> CheckedIdNumber | None:
    number = cells.cell_id_number(cell)
    return None if number is None else check_id_number(number)


def _id_columns(context: Context, line: Line, checked: CheckedIdNumber | None) -> dict[str, Any]:
    if checked is None:
        return known(id_last4=line.read("id_last4", cells.cell_digits), id_digest=line.text("id_digest"))
    return {"id_last4": last4(checked.number), "id_digest": digest(context.digest_key, checked.number)}


def _facts(line: Line, checked: CheckedIdNumber | None) -> dict[str, Any]:
    """Read the plain particulars; the ID number gives the birth date and the sex that the paper leaves out."""
    birth_date, sex = line.day("birth_date"), line.term("sex", "sexes")
    phone = line.read("phone", _exact_phone if line.is_exact("phone") else cells.cell_phone)
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


def _exact_phone(cell: Cell) -> str | None:
    """Read a phone as `export` writes it: as it stands, and nothing where its middle was left out."""
    text = exact_text(cell)
    return None if text is not None and "****" in text else text


def _party_duty(line: Line) -> tuple[PostKind | None, str | None]:
    """Read the duty within the Party: exactly a post of a branch is that post, any other text is kept as it is."""
    text = line.name("party_duty")
    if text is None or line.is_exact("party_duty"):
        return None, text
    post = _POSTS.get(text.replace("党支部", "支部"))
    return post, None if post is not None else text


def add_person(context: Context, line: Line, person: Person) -> Kept:
    """Make a member of a row. Raises RowFault."""
    pinyin, initials = pinyin_of(person.name)
    member = added(context, line, "member", FIELDS, name=person.name, pinyin=pinyin, initials=initials, **person.facts)
    _keep_number(context, line, member, person.checked)
    return member


def update_person(context: Context, line: Line, member: Kept, person: Person) -> None:
    """Bring a kept member's particulars up to a row; a blank cell says nothing. Raises RowFault."""
    facts = dict(person.facts)
    if person.name != member["name"]:
        pinyin, initials = pinyin_of(person.name)
        facts |= {"name": person.name, "pinyin": pinyin, "initials": initials}
    revised(context, line, member, facts)
    _keep_number(context, line, member, person.checked)


def _keep_number(context: Context, line: Line, member: Kept, checked: CheckedIdNumber | None) -> None:
    """Keep the whole number where the unit turned that on, and nowhere else."""
    if checked is None or not context.keeps_id_numbers:
        return
    numbers = context.store.where("id_number", "member_id", member.id)
    if numbers:
        revised(context, line, numbers[0], {"number": checked.number})
    else:
        added(context, line, "id_number", {}, member_id=member.id, number=checked.number)
        line.changed()
