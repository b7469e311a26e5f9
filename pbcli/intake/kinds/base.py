"""What all kinds share: the context of an import, and the finding of branches, classes and members by name."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar, Protocol

from pbcli.domain.errors import RuleForbids
from pbcli.domain.figures import CHINESE, chinese_number, narrow, whole
from pbcli.domain.project_rules import Limit
from pbcli.intake.kinds.line import Line, RowFault
from pbcli.intake.people import cell_class_names, without_remark
from pbcli.intake.plan import Outcome
from pbcli.intake.store import Kept, Store
from pbcli.messages import N_, _

NOTHING_YET = {
    "branch": N_("还没有登记党支部，先导入：pbcli import branches FILE"),
    "member": N_("还没有登记党员，先导入：pbcli import members FILE"),
    "class": N_("还没有登记班级，先导入：pbcli import classes FILE"),
}
"""What is said of a name where its table is empty still, with the command that fills it."""

MANY = 1000
"""So many records of ledgers are in memory at once."""


@dataclass
class Context:
    """What an import works with."""

    store: Store
    today: str
    now: datetime
    digest_key: str
    keeps_id_numbers: bool
    project_limits: Callable[[str | None], Mapping[str, Limit]]
    """Gives what the issuing office of that name allows."""
    unit: str = ""
    path: Path = Path()
    """The database's file."""
    files: list[Path] = field(default_factory=list)
    """Files that are evidence, to be kept beside the database once all rows are good."""
    left_out: dict[str, str] = field(default_factory=dict)
    """Names of branches, members and classes whose own row is bad: where that row stands."""
    brings_in_all_days: bool = False
    """Whether kept contacts are brought in at once, since there is no index to find those of a day by."""
    write: Callable[[int], None] = lambda _changes: None
    """Writes what the store holds so far, of which so many records are changes."""
    _spellings: dict[str, list[Kept]] = field(default_factory=dict)
    _classes_spelled: int = 0

    def write_out(self, *, least: int = MANY) -> None:
        """Write what the store holds where it is so much: however long a paper is, little of it is in memory."""
        if self.store.held >= least:
            self.write(self.store.pending)

    def class_spellings(self) -> dict[str, list[Kept]]:
        """Return the classes by what is left of their names when they are written in another way."""
        classes = self.store.rows("class")
        if len(classes) != self._classes_spelled:
            self._spellings.clear()
            for kept in classes.values():
                self._spellings.setdefault(class_spelling(kept["name"]), []).append(kept)
            self._classes_spelled = len(classes)
        return self._spellings

    def why_unknown(self, name: str, table: str) -> str:
        """Say of an unknown name that it has a row in the papers, which is bad itself, or that no name is known yet."""
        place = self.left_out.get(name)
        if place is not None:
            return _("（{place}有误）", place=place)
        return "" if self.store.rows(table) else _(NOTHING_YET[table])


def class_spelling(name: str) -> str:
    """Reduce a class's name to what is left however it is written: 24级护理（1）班, 24护理一班 are 2024级护理1班."""
    bare = re.sub(r"[\W_]", "", narrow(name))
    bare = re.sub(r"^(?:20)?(\d\d)级?(?=\D)", r"20\1", bare).removesuffix("班")
    return re.sub(rf"第?([{CHINESE}]{{1,3}})$", _in_figures, bare)


def _in_figures(found: re.Match[str]) -> str:
    try:
        return str(whole(found[1]))
    except ValueError:
        return found[0]


class Kind(Protocol):
    """A kind of paper: takes its rows one by one, in the papers' order."""

    unused: ClassVar[frozenset[str]] = frozenset()

    def take(self, line: Line) -> None:
        """Take a row: compare it with what is kept, add or change. Raises RowFault."""

    def finish(self) -> None:
        """Do what needs all rows."""


def added(context: Context, line: Line, table: str, fields: Mapping[str, str], **values: Any) -> Kept:
    """Add a record for a row. Raises RowFault for what its rules refuse; `fields` names the columns of a paper."""
    try:
        return context.store.add(table, **values)
    except RuleForbids as error:
        raise refused(line, error, fields) from None


def revised(context: Context, line: Line, kept: Kept, changes: Mapping[str, Any]) -> bool:
    """Change a record as a row says, and mark the row as changed. Raises RowFault for what its rules refuse."""
    try:
        is_different = context.store.revise(kept, changes)
    except RuleForbids as error:
        raise refused(line, error, {}) from None
    if is_different:
        line.changed()
    return is_different


def refused(line: Line, error: RuleForbids, fields: Mapping[str, str]) -> RowFault:
    """Turn a refusal of the records into a fault of the row, in the column that its title names."""
    title = str(error.values.get("field", ""))
    by_title = {header: name for name, header in line.plan.headers.items()}
    return RowFault(fields.get(title) or by_title.get(title, ""), _(error.message, **error.values))


def known(**values: Any) -> dict[str, Any]:
    """Return the values that a row gives: a blank cell says nothing, it never erases."""
    return {name: value for name, value in values.items() if value is not None}


def mark_new(line: Line) -> None:
    """Note that the row makes a new record."""
    line.outcome = Outcome.NEW


def day_after(day: str) -> str:
    """Return the day after a day."""
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def holds(kept: Kept, day: str) -> bool:
    """Tell whether a row of a history holds on a day."""
    return (kept["from_on"] is None or kept["from_on"] <= day) and (kept["to_on"] is None or kept["to_on"] > day)


def is_open(kept: Kept) -> bool:
    """Tell whether a row of a history still holds."""
    return kept["to_on"] is None


def plain_branch_name(name: str) -> str:
    """Reduce a branch's name to what is left however papers shorten it: 第1支部, 一支部, …委员会第一党支部."""
    bare = _plain(name).removesuffix("委员会").rsplit("委员会", maxsplit=1)[-1]
    return re.sub(rf"^(?=[{CHINESE}]+支部$)", "第", bare) or name


def _plain(text: str) -> str:
    bare = re.sub(r"[\W_]", "", narrow(text)).replace("党支部", "支部")
    return re.sub(r"\d{1,2}(?=支部)", lambda found: chinese_number(int(found[0])), bare)


def branch_in(context: Context, text: str) -> Kept | None:
    """Return the one branch that a title or a file's name speaks of, in full or in short: 三支部联系班级记录."""
    bare = re.sub(r"\s", "", text)
    branches = list(context.store.rows("branch").values())
    whole = [branch for branch in branches if branch["name"] in bare]
    longest = max((len(branch["name"]) for branch in whole), default=0)
    named = [branch for branch in whole if len(branch["name"]) == longest]
    if not named:
        named = [branch for branch in branches if _is_short_for(branch["name"], _plain(text))]
    return named[0] if len(named) == 1 else None


def _is_short_for(name: str, plain_text: str) -> bool:
    """Tell whether a text names a branch in short; 十三支部 is not 三支部."""
    short = plain_branch_name(name).removeprefix("第")
    return re.search(rf"(?<![{CHINESE}]){re.escape(short)}", plain_text) is not None


def find_branch(context: Context, name: str) -> Kept | None:
    """Return the branch of a name, or of its short form where that fits one only."""
    exact = context.store.where("branch", "name", name)
    if exact:
        return exact[0]
    short = plain_branch_name(name)
    alike = [row for row in context.store.rows("branch").values() if plain_branch_name(row["name"]) == short]
    return alike[0] if len(alike) == 1 else None


def branch_of(context: Context, line: Line, *, required: bool = False) -> Kept | None:
    """Return the branch that a row names, else the one that its sheet is named after. Raises RowFault."""
    name = line.name("branch")
    if name is None:
        if line.sheet_branch is None and required:
            line.need("branch", None)
        return line.sheet_branch
    found = find_branch(context, name)
    if found is None and "branch" in line.told:
        found = branch_in(context, name)
    if found is None:
        raise RowFault("branch", _("没有叫“{name}”的党支部。", name=name) + context.why_unknown(name, "branch"))
    return found


def class_names(line: Line) -> list[str] | None:
    """Read the names of classes in a cell; None where there is none. Raises RowFault."""
    return list(line.read("class", cell_class_names) or ()) or None


def class_of(context: Context, name: str, field: str = "class") -> Kept:
    """Return the class of a name, or of another way to write it that fits one only. Raises RowFault."""
    found = context.store.where("class", "name", name)
    if not found:
        found = context.class_spellings().get(class_spelling(name), [])
    if len(found) != 1:
        raise RowFault(field, _("没有叫“{name}”的班级。", name=name) + context.why_unknown(name, "class"))
    return found[0]


def member_of(
    context: Context, field: str, name: str, *, branch: Kept | None, day: str | None = None, born: str | None = None
) -> Kept:
    """Return the member of a name: of the branch, now or ever, where one is given; born on a day, where that is known.

    Where several have the name, the one who was a member on the day, if there is just one. Raises RowFault.
    """
    store = context.store
    named = store.where("member", "name", name) or store.where("member", "name", without_remark(name))
    if born is not None:
        named = [member for member in named if member["birth_date"] == born]
    found = [member for member in named if branch is None or was_in(store, member, branch)]
    if not found:
        raise RowFault(field, _unknown_member(store, name, named, branch) + context.why_unknown(name, "member"))
    if len(found) > 1 and day is not None:
        there = [member for member in found if branch_on(store, member, day, branch) is not None]
        found = there if len(there) == 1 else found
    if len(found) > 1:
        candidates = "、".join(described(store, member) for member in found)
        raise RowFault(field, _("有几位党员叫“{name}”：{candidates}。", name=name, candidates=candidates))
    return found[0]


def was_in(store: Store, member: Kept, branch: Kept) -> bool:
    """Tell whether a member is or ever was in a branch."""
    return was_in_any(store, member, (branch.id,))


def was_in_any(store: Store, member: Kept, branches: Collection[int]) -> bool:
    """Tell whether a member is or ever was in one of some branches."""
    return any(row["branch_id"] in branches for row in store.where("membership", "member_id", member.id))


def branch_on(store: Store, member: Kept, day: str, branch: Kept | None = None) -> Kept | None:
    """Return the membership that a member had on a day, in the branch where one is given."""
    for row in store.where("membership", "member_id", member.id):
        if holds(row, day) and (branch is None or row["branch_id"] == branch.id):
            return row
    return None


def described(store: Store, member: Kept) -> str:
    """Name a member so that people can tell those of one name apart: the branch, and the year of birth."""
    rows = store.where("membership", "member_id", member.id)
    open_ones = [row for row in rows if is_open(row)] or rows
    branch = store.get("branch", open_ones[-1]["branch_id"])["name"] if open_ones else ""
    year = _("{year}年生", year=member["birth_date"][:4]) if member["birth_date"] else ""
    return "".join((branch, "/" if branch else "", member["name"], f"（{year}）" if year else ""))


def _unknown_member(store: Store, name: str, named: list[Kept], branch: Kept | None) -> str:
    if branch is None:
        return _("没有叫“{name}”的党员。", name=name)
    if named:
        elsewhere = "、".join(described(store, member) for member in named)
        return _(
            "{branch}没有叫“{name}”的党员，有：{elsewhere}。", branch=branch["name"], name=name, elsewhere=elsewhere
        )
    return _("{branch}没有叫“{name}”的党员。", branch=branch["name"], name=name)
