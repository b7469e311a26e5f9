"""A branch's page: its term of office, posts, groups and classes, and what the rules have to say about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from pbcli.domain.enums import COMMITTEE_POSTS
from pbcli.domain.months import add_months
from pbcli.domain.offices import term_end
from pbcli.messages import _
from pbcli.output.result import Column, Report, Section
from pbcli.services.branches import list_branches
from pbcli.services.lateness import late_columns, with_lateness, with_span_lateness
from pbcli.services.particulars import history, particulars
from pbcli.services.rulebook import read_rulebook
from pbcli.services.unit import unit_name

if TYPE_CHECKING:
    from pbcli.db.read import Reader, Row
    from pbcli.services.rulebook import Rulebook


def branch_page(reader: Reader, branch_id: int, *, day: date) -> Report:
    """Return everything that is known of a branch as of a day."""
    branch = list_branches(reader, day=day, branch_id=branch_id)[0]
    posts = [with_span_lateness(row) for row in reader.iterate("branch_posts", branch_id=branch_id)]
    terms = [with_lateness(_with_end(row), "elected_on") for row in reader.iterate("branch_terms", branch_id=branch_id)]
    groups = reader.rows("branch_groups", branch_id=branch_id, day=day.isoformat())
    classes = reader.rows("branch_classes", branch_id=branch_id, day=day.isoformat())
    left = days_left(branch["term_ends_on"], day)
    warnings = branch_warnings(read_rulebook(reader), branch, [post for post in posts if _holds(post, day)], day)
    data = {
        **branch,
        "term_days_left": left,
        "groups": groups,
        "terms": terms,
        "posts": posts,
        "classes": classes,
        "warnings": warnings,
    }
    return Report(
        name="branch",
        title=branch["name"],
        subtitle=_("截至 {day}", day=day),
        data=data,
        sections=[
            particulars({**branch, "term": _term_said(branch, left)}, _titles()),
            _posts(posts),
            _terms(terms),
            _groups(groups),
            _classes(classes),
        ],
        notes=warnings,
    )


def committee_page(reader: Reader, *, day: date) -> Report:
    """Return who sits, or sat, in the unit's own committee."""
    posts = reader.rows("branch_posts", branch_id=None)
    notes = [] if any(_holds(post, day) for post in posts) else [_("登记党委的职务：pbcli branch post 党委 书记 NAME")]
    return Report(
        name="committee",
        title=_("{unit}党委", unit=unit_name(reader)),
        subtitle=_("截至 {day}", day=day),
        data={"posts": posts},
        sections=[_posts(posts)],
        notes=notes,
    )


def days_left(ends_on: str | None, day: date) -> int | None:
    """Return the days until the end of a term of office; a negative number is over-term."""
    return None if ends_on is None else (date.fromisoformat(ends_on) - day).days


def branch_warnings(book: Rulebook, branch: Row, held: Sequence[Row], day: date) -> list[str]:
    """Return what the rules have to say of a branch's size, committee, secretary and term (BR-01…10)."""
    return [*_size_warnings(book, branch), *_post_warnings(book, branch, held), *_term_warnings(book, branch, day)]


def _size_warnings(book: Rulebook, branch: Row) -> list[str]:
    least, most = book.figure("BR-01", "least_members"), book.figure("BR-02", "most_members")
    said = []
    if branch["full"] < least:
        said.append(_("正式党员 {n} 人，成立党支部要有 {least} 人以上（BR-01）。", n=branch["full"], least=least))
    total = branch["full"] + branch["probationary"]
    if total > most:
        said.append(_("党员 {n} 人，一般不超过 {most} 人（BR-02）。", n=total, most=most))
    return said


def _post_warnings(book: Rulebook, branch: Row, held: Sequence[Row]) -> list[str]:
    least = book.figure("BR-04", "least_members")
    said = []
    committee = sum(post["kind"] in COMMITTEE_POSTS for post in held)
    if branch["secretary"] is None:
        said.append(_("没有书记，应及时补选（BR-10）。"))
    if branch["full"] >= least and not committee:
        said.append(_("正式党员 {n} 人，应设支部委员会（BR-04）。", n=branch["full"]))
    if branch["full"] < least and committee:
        said.append(_("正式党员 {n} 人，不足 {least} 人不设支部委员会（BR-04）。", n=branch["full"], least=least))
    unknown = [post["holder"] for post in held if post["member_id"] is None]
    if unknown:
        said.append(_("担任职务的{names}还不在党员名册里，先按姓名保存。", names="、".join(unknown)))
    return said


def _term_warnings(book: Rulebook, branch: Row, day: date) -> list[str]:
    first = max(book.reminders["branch_term"].months_before)
    if branch["term_ends_on"] is None:
        return [_("没有登记选举日期，算不出任期（BR-05）。")]
    ends_on = date.fromisoformat(branch["term_ends_on"])
    if ends_on < day:
        return [_("任期已于 {day} 届满，应换届（BR-05）。", day=ends_on)]
    if add_months(ends_on, -first) <= day:
        return [_("任期到 {day} 届满，应准备换届（BR-07）。", day=ends_on)]
    return []


def _holds(row: Row, day: date) -> bool:
    text = day.isoformat()
    return (row["from_on"] is None or row["from_on"] <= text) and (row["to_on"] is None or row["to_on"] > text)


def _with_end(term: Row) -> dict[str, Any]:
    extended = date.fromisoformat(term["extended_to"]) if term["extended_to"] else None
    return {**term, "ends_on": term_end(date.fromisoformat(term["elected_on"]), term["years"], extended).isoformat()}


def _term_said(branch: Mapping[str, Any], left: int | None) -> str | None:
    if left is None:
        return None
    if left < 0:
        return _("{day}（已超期 {n} 天）", day=branch["term_ends_on"], n=-left)
    return _("{day}（还有 {n} 天）", day=branch["term_ends_on"], n=left)


def _titles() -> list[tuple[str, str]]:
    return [
        ("id", _("编号")),
        ("founded_on", _("成立日期")),
        ("dissolved_on", _("撤销日期")),
        ("secretary", _("书记")),
        ("full", _("正式党员")),
        ("probationary", _("预备党员")),
        ("elected_on", _("本届选举日期")),
        ("term", _("届满日期")),
        ("brand_name", _("品牌名称")),
        ("brand_focus", _("特色方向")),
        ("note", _("备注")),
    ]


def _posts(rows: Sequence[Row]) -> Section:
    columns = [Column("kind", _("职务")), Column("holder", _("姓名"))]
    return history("posts", _("职务"), columns, rows, empty=_("还没有登记职务。"))


def _terms(rows: Sequence[Mapping[str, Any]]) -> Section:
    columns = [
        Column("elected_on", _("选举日期"), "day"),
        Column("years", _("任期(年)"), "int"),
        Column("extended_to", _("延期至"), "day"),
        Column("approval", _("请示/批复文号")),
        Column("ends_on", _("届满日期"), "day"),
        *late_columns(rows),
    ]
    return Section("terms", _("任期"), columns, rows, empty=_("还没有登记选举日期。"))


def _groups(rows: Sequence[Row]) -> Section:
    columns = [Column("name", _("党小组")), Column("members", _("党员"), "int")]
    return history("groups", _("党小组"), columns, rows, empty=_("没有党小组。"))


def _classes(rows: Sequence[Row]) -> Section:
    columns = [Column("name", _("班级")), Column("member", _("联系人"))]
    return Section("classes", _("联系的班级"), columns, rows, empty=_("没有联系的班级。"))
