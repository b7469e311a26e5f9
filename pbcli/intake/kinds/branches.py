"""Papers of branches: name, brand, term of office, groups; their posts are settled once the members are there."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from pbcli.domain.enums import PostKind
from pbcli.domain.figures import chinese_number
from pbcli.domain.months import add_months
from pbcli.domain.names import pinyin_of
from pbcli.intake.cells import CellFault, cell_years
from pbcli.intake.kinds.base import Context, added, find_branch, is_open, known, mark_new, revised
from pbcli.intake.kinds.histories import take_rows
from pbcli.intake.kinds.line import Line, RowFault
from pbcli.intake.kinds.posts import PostKeeper
from pbcli.intake.paper import Cell
from pbcli.intake.store import Kept
from pbcli.messages import _

YEARS_OF_A_TERM = 3
"""BR-05: a branch committee is usually elected for three years."""

MOST_GROUPS = 30

_POSTS = {
    "secretary": PostKind.SECRETARY,
    "deputy_secretary": PostKind.DEPUTY_SECRETARY,
    "organization": PostKind.ORGANIZATION,
    "publicity": PostKind.PUBLICITY,
    "discipline": PostKind.DISCIPLINE,
    "committee": PostKind.COMMITTEE_MEMBER,
}
_FIELDS = {"党支部": "name", "成立日期": "founded_on", "本届选举日期": "elected_on", "任期(年)": "term_years"}


class Branches:
    """Takes the rows of a paper of branches."""

    unused: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, context: Context, keeper: PostKeeper) -> None:
        self.context = context
        self.keeper = keeper

    def take(self, line: Line) -> None:
        """Take a branch with its term and groups, and note who holds its posts."""
        name = line.need("name", line.name("name"))
        facts = known(
            founded_on=line.day("founded_on"),
            dissolved_on=line.day("dissolved_on"),
            brand_name=line.name("brand_name"),
            brand_focus=line.name("brand_focus"),
            note=line.text("note"),
        )
        branch = self._find(line, name)
        _check_life(facts, branch)
        if branch is None:
            pinyin, initials = pinyin_of(name)
            branch = added(self.context, line, "branch", _FIELDS, name=name, pinyin=pinyin, initials=initials, **facts)
            mark_new(line)
        else:
            revised(self.context, line, branch, facts)
        new_term_on = self._take_term(line, branch)
        self._take_groups(line, branch)
        self._take_histories(line, branch)
        self._note_posts(line, branch, new_term_on or self.context.today)

    def finish(self) -> None:
        """Nothing waits here: the keeper settles the posts."""

    def _find(self, line: Line, name: str) -> Kept | None:
        """Return the kept branch; an exported name is whole, so that a short form of it is another branch's."""
        if line.is_exact("name"):
            return next(iter(self.context.store.where("branch", "name", name)), None)
        return find_branch(self.context, name)

    def _take_term(self, line: Line, branch: Kept) -> str | None:
        """Take the term of office; return the day of election where the term is new to us."""
        elected_on = line.day("elected_on")
        ends_on = line.day("term_ends_on")
        years = line.read("term_years", _years)
        facts = known(extended_to=line.day("extended_to"), approval=line.text("approval"))
        if elected_on is None:
            if facts or years is not None or ends_on is not None:
                line.warn("elected_on", _("没有选举日期，任期没有登记。"))
            return None
        if facts.get("extended_to", "9999") <= elected_on:
            raise RowFault("extended_to", _("延期至的日期要晚于选举日期。"))
        if years is None and ends_on is not None:
            years = max(1, round((date.fromisoformat(ends_on) - date.fromisoformat(elected_on)).days / 365.25))
        _compare_end(line, elected_on, ends_on, years)
        for term in self.context.store.where("branch_term", "branch_id", branch.id):
            if term["elected_on"] == elected_on:
                revised(self.context, line, term, facts | known(years=years))
                return None
        values = {"branch_id": branch.id, "elected_on": elected_on, "years": years or YEARS_OF_A_TERM}
        added(self.context, line, "branch_term", _FIELDS, **values, **facts)
        line.changed()
        return elected_on

    def _take_groups(self, line: Line, branch: Kept) -> None:
        """See that there are as many groups as the paper counts; the missing ones are called 第一党小组 and so on."""
        count = line.count("group_count")
        if count is None:
            return
        if count > MOST_GROUPS:
            raise RowFault("group_count", _("党小组数不能大于 {most}。", most=MOST_GROUPS))
        groups = self.context.store.where("party_group", "branch_id", branch.id)
        standing = [group for group in groups if is_open(group)]
        if len(standing) > count:
            line.warn("group_count", _("登记的党小组有 {n} 个，没有改动。", n=len(standing)))
        missing = count - len(standing)
        names = {group["name"] for group in groups}
        for number in range(1, 2 * MOST_GROUPS):
            name = f"第{chinese_number(number)}党小组"
            if missing > 0 and name not in names:
                added(self.context, line, "party_group", _FIELDS, branch_id=branch.id, name=name)
                line.changed()
                missing -= 1

    def _take_histories(self, line: Line, branch: Kept) -> None:
        """Take the terms, groups and posts of an exported branch."""
        owner = {"branch_id": branch.id}
        take_rows(self.context, line, "branch_term", owner, line.rows("terms") or (), known_by=("elected_on",))
        take_rows(self.context, line, "party_group", owner, line.rows("groups") or (), known_by=("name",))
        self.keeper.note_history(line, branch, line.rows("posts") or ())

    def _note_posts(self, line: Line, branch: Kept, switch_on: str) -> None:
        for field, kind in _POSTS.items():
            named = line.names(field)
            plain = [name for name, place in named if place_kind(place) is None]
            self.keeper.note(line, field, branch, kind, plain, switch_on)
            for name, place in named:
                special = place_kind(place)
                if special is not None:
                    self.keeper.note(line, field, branch, special, [name], switch_on)


def place_kind(place: str | None) -> PostKind | None:
    """Tell the post that stands in brackets behind a committee member's name: 张三（组织）."""
    if not place:
        return None
    for word, kind in (("组织", PostKind.ORGANIZATION), ("宣传", PostKind.PUBLICITY), ("纪", PostKind.DISCIPLINE)):
        if word in place:
            return kind
    return None


def _check_life(facts: dict[str, str], branch: Kept | None) -> None:
    kept = branch.values if branch is not None else {}
    founded, dissolved = (facts.get(name) or kept.get(name) for name in ("founded_on", "dissolved_on"))
    if founded and dissolved and dissolved < founded:
        raise RowFault("dissolved_on", _("撤销日期早于成立日期 {day}。", day=founded))


def _years(cell: Cell) -> int | None:
    years = cell_years(cell)
    if years is not None and not 1 <= years <= 10:
        raise CellFault("任期要在 1 到 10 年之间。")
    return years


def _compare_end(line: Line, elected_on: str, ends_on: str | None, years: int | None) -> None:
    if ends_on is None:
        return
    end = add_months(date.fromisoformat(elected_on), 12 * (years or YEARS_OF_A_TERM))
    if abs((date.fromisoformat(ends_on) - end).days) > 1:
        line.warn("term_ends_on", _("届满日期与选举日期加任期（{day}）不符，以选举日期和任期为准。", day=end))
