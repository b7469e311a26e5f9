"""Branches: what they are called, their brand, and their terms of office (支部条例; 选举工作条例)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from pbcli.domain.errors import RuleForbids, UsageFault
from pbcli.domain.months import add_months
from pbcli.domain.names import clean_name, clean_text, pinyin_of
from pbcli.domain.offices import term_end
from pbcli.messages import _
from pbcli.services.changed import Changed
from pbcli.services.forced import refuse_unless_forced
from pbcli.services.free_text import clean_facts
from pbcli.services.links import refuse_if_linked
from pbcli.services.rulebook import read_rulebook
from pbcli.services.stored import id_of

if TYPE_CHECKING:
    from pbcli.db.engine import Work
    from pbcli.db.models import Branch, BranchTerm
    from pbcli.db.read import Reader, Row


def list_branches(reader: Reader, *, day: date, branch_id: int | None = None) -> list[Row]:
    """Return the branches that exist on a day, each with its secretary, members, and the end of its term of office.

    A branch asked for by its id is given even where it is no more, or not yet.
    """
    return [
        {**row, "term_ends_on": _iso(_end_of_row(row))}
        for row in reader.iterate("branch_list", day=day.isoformat(), year=day.year, branch_id=branch_id)
    ]


def _end_of_row(row: Row) -> date | None:
    if row["elected_on"] is None:
        return None
    extended = row["extended_to"]
    return term_end(
        date.fromisoformat(row["elected_on"]), row["years"], date.fromisoformat(extended) if extended else None
    )


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def add_branch(
    work: Work, *, name: str, elected_on: date | None = None, years: int | None = None, **particulars: Any
) -> Changed:
    """Found a branch, with its first term of office where the day of the election is given."""
    from pbcli.db.models import Branch

    name = clean_name(name, field="党支部")
    _refuse_taken(work, name)
    if years is not None and elected_on is None:
        raise UsageFault("说了任期几年，还要说哪天选举。", hint="--elected-on DATE")
    pinyin, initials = pinyin_of(name)
    branch = Branch.make(name=name, pinyin=pinyin, initials=initials, **clean_facts(Branch, particulars))
    branch_id = id_of(work.add(branch))
    if elected_on is not None:
        elect(work, branch_id, on=elected_on, years=years)
    return Changed(branch_id, name)


def edit_branch(work: Work, branch_id: int, **changes: Any) -> Changed:
    """Change a branch's name, days, brand or note. A branch that still has members can't be dissolved."""
    from pbcli.db.models import Branch

    branch = branch_record(work, branch_id)
    changes = clean_facts(Branch, changes)
    if changes.keys() & {"brand_name", "brand_focus"}:
        _refuse_planned(work, branch)
    if changes.get("name") not in {None, branch.name}:
        changes["name"] = clean_name(changes["name"], field="党支部")
        _refuse_taken(work, changes["name"], branch_id)
        changes["pinyin"], changes["initials"] = pinyin_of(changes["name"])
    if changes.get("dissolved_on") is not None:
        _refuse_dissolving(work, branch, changes["dissolved_on"])
    founded, dissolved = (changes.get(key, getattr(branch, key)) for key in ("founded_on", "dissolved_on"))
    if founded and dissolved and dissolved < founded:
        raise RuleForbids("撤销日期 {dissolved} 早于成立日期 {founded}。", dissolved=dissolved, founded=founded)
    branch.revise(**changes)
    work.session.flush()
    return Changed(branch_id, branch.name)


def _refuse_planned(work: Work, branch: Branch) -> None:
    """Refuse a brand beside the plan of one, which is the home of its name and focus."""
    for plan in work.reader.rows("brand_list", id=None, year=None, branch_id=branch.id):
        raise RuleForbids(
            "{branch}的品牌有方案，名称和特色方向在方案里改。",
            branch=branch.name,
            id=plan["id"],
            hint="pbcli brand edit {id}",
        )


def remove_branch(work: Work, branch_id: int) -> Changed:
    """Remove a branch that nothing links to; its terms of office, which are particulars of it, go with it."""
    from sqlmodel import select

    from pbcli.db.models import BranchTerm

    branch = branch_record(work, branch_id)
    refuse_if_linked(
        branch.name,
        work.reader.rows("branch_links", branch_id=branch_id),
        hint="pbcli branch edit {name} --dissolved-on DATE",
    )
    for term in work.session.exec(select(BranchTerm).where(BranchTerm.branch_id == branch_id)).all():
        work.remove(term)
    work.remove(branch)
    return Changed(branch_id, branch.name)


def elect(work: Work, branch_id: int, *, on: date, years: int | None = None) -> Changed:
    """Begin a new term of office with an election; posts stay as they are until they are ended.

    BR-05: three years usually; without a number the branch's last one is taken. BR-06: an election before the end of
    the term, or more than a year after it, needs the approval of the committee above, so it is said.
    """
    from pbcli.db.models import BranchTerm

    book = read_rulebook(work.reader)
    branch = branch_record(work, branch_id)
    if branch.founded_on is not None and on < branch.founded_on:
        raise RuleForbids("选举日期 {on} 早于成立日期 {founded}。", on=on, founded=branch.founded_on)
    last = latest_term(work, branch_id)
    notes = []
    if last is not None:
        if on <= last.elected_on:
            raise RuleForbids(
                "{branch}在 {last} 已经选举，新一届要晚于这一天。", branch=branch.name, last=last.elected_on
            )
        due = term_end(last.elected_on, last.years, last.extended_to)
        if on < due:
            notes.append(_("上一届到 {due} 才届满：提前换届须报上级党组织批准（BR-06）。", due=due))
        years = years or last.years
    work.add(BranchTerm.make(branch_id=branch_id, elected_on=on, years=years or book.figure("BR-05", "term_years")))
    return Changed(branch_id, branch.name, notes)


def extend_term(
    work: Work, branch_id: int, *, to: date, approval: str | None = None, force: str | None = None
) -> Changed:
    """Extend the latest term of office (BR-06: with the approval of the committee above, usually no more than a year).

    A longer extension is refused unless it is forced with a reason, which goes into the journal.
    """
    branch = branch_record(work, branch_id)
    term = latest_term(work, branch_id)
    if term is None:
        raise RuleForbids("{branch}还没有选举日期。", branch=branch.name, hint="pbcli branch elect {branch} --on DATE")
    end = term_end(term.elected_on, term.years)
    if to <= end:
        raise RuleForbids("延期至的日期要晚于届满日期 {end}。", end=end)
    rule = read_rulebook(work.reader).rules["BR-06"]
    latest = add_months(end, rule.figures["most_months"])
    if to > latest:
        refusal = RuleForbids(
            "延期{limit}：最晚到 {latest}（{id}，{source}）。",
            limit=rule.frequency,
            latest=latest,
            id=rule.id,
            source=rule.citation,
        )
        refuse_unless_forced(work, force, refusal)
    changes: dict[str, Any] = {"extended_to": to}
    if approval is not None:
        changes["approval"] = clean_text(approval, field="请示/批复文号")
    term.revise(**changes)
    work.session.flush()
    notes = [] if term.approval else [_("没有批复文号：延期须报上级党组织批准，可用 --approval 记下。")]
    return Changed(branch_id, branch.name, notes)


def branch_record(work: Work, branch_id: int) -> Branch:
    """Return the branch that a lookup has found."""
    from pbcli.db.models import Branch

    return work.session.get_one(Branch, branch_id)


def latest_term(work: Work, branch_id: int) -> BranchTerm | None:
    """Return a branch's latest term of office, if it has any."""
    from sqlmodel import col, select

    from pbcli.db.models import BranchTerm

    terms = select(BranchTerm).where(BranchTerm.branch_id == branch_id).order_by(col(BranchTerm.elected_on).desc())
    return work.session.exec(terms).first()


def _refuse_taken(work: Work, name: str, own_id: int | None = None) -> None:
    other = work.reader.one("branch_named", name=name)
    if other is not None and other["id"] != own_id:
        raise RuleForbids("已经有叫“{name}”的党支部。", name=name)


def _refuse_dissolving(work: Work, branch: Branch, day: date) -> None:
    row = list_branches(work.reader, day=day, branch_id=branch.id)[0]
    if members := row["full"] + row["probationary"]:
        raise RuleForbids(
            "{branch}在 {day} 还有 {n} 名党员，先转出再撤销。",
            branch=branch.name,
            day=day,
            n=members,
            hint="pbcli member transfer",
        )
