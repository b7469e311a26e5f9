"""Who or what a typed name means: its name, its id, a unique beginning, its pinyin. Nothing is guessed."""

import re
from collections.abc import Sequence
from datetime import date

from pbcli.db.read import Reader, Row
from pbcli.domain.errors import AmbiguousName, RuleForbids, UnknownName
from pbcli.domain.figures import is_digits
from pbcli.domain.patterns import pattern
from pbcli.messages import N_
from pbcli.values import dataclass

_SHOWN = 10
_CLOSEST_GUESS = 9
"""From this `fit` on a row isn't what was meant, only something like it."""

_SHORT_YEAR = pattern(r"^([0-9]{2})级?(?=[^0-9级])")
"""The year that a class began in, as people write it shortly: 24级护理1班, 24护理1班."""


@dataclass(frozen=True)
class _Sort:
    """A sort of record: the commands that show it, and what is said when a name fits none."""

    area: str
    unknown: str
    similar: str
    has_page: bool = True
    """Whether the area's `show` takes such a name."""


_BRANCH = _Sort("branch", N_("没有叫“{name}”的党支部。"), N_("没有叫“{name}”的党支部。相近的有：{candidates}。"))
_MEMBER = _Sort("member", N_("没有叫“{name}”的党员。"), N_("没有叫“{name}”的党员。相近的有：{candidates}。"))
_CLASS = _Sort("class", N_("没有叫“{name}”的班级。"), N_("没有叫“{name}”的班级。相近的有：{candidates}。"))
_PROJECT = _Sort("project", N_("没有叫“{name}”的课题。"), N_("没有叫“{name}”的课题。相近的有：{candidates}。"))
_TERM = _Sort("term", N_("没有叫“{name}”的学期。"), N_("没有叫“{name}”的学期。已有：{candidates}。"), has_page=False)
_GROUP = _Sort(
    "branch", N_("没有叫“{name}”的党小组。"), N_("没有叫“{name}”的党小组。已有：{candidates}。"), has_page=False
)
_EVENT = _Sort("event", N_("没有编号为“{name}”的活动。"), "")
_CONTACT = _Sort("liaison", N_("没有编号为“{name}”的联系记录。"), "")


def find_branch(reader: Reader, text: str) -> Row:
    """Return the branch that is meant: id, name. Raises UnknownName or AmbiguousName."""
    name = _clean(_BRANCH, text)
    return _choose(_BRANCH, text, reader.rows("lookup_branch", name=name, latin=name.lower(), id=_id(name)))


def find_class(reader: Reader, text: str) -> Row:
    """Return the class that is meant: id, name; "24级护理1班" is that of 2024. Raises UnknownName or AmbiguousName."""
    name = _clean(_CLASS, text)
    rows = reader.rows("lookup_class", name=name, latin=name.lower(), id=_id(name))
    in_full = _SHORT_YEAR.sub(r"20\1级", name)
    if in_full != name and not any(row["fit"] < _CLOSEST_GUESS for row in rows):
        rows = reader.rows("lookup_class", name=in_full, latin=in_full.lower(), id=None) or rows
    return _choose(_CLASS, text, rows)


def find_member(reader: Reader, text: str, *, day: date | None = None) -> Row:
    """Return the member that is meant: id, name, branch_id, branch (that of the day, else the latest one).

    "第一党支部/张三" tells two of one name apart; the branch is read as find_branch reads it. Former members are found
    too. Raises UnknownName or AmbiguousName.
    """
    name = _clean(_MEMBER, text)
    rows = _members(reader, name, day)
    branch_text, slash, own = name.replace("／", "/").rpartition("/")
    if not slash or (rows and rows[0]["fit"] == 1):
        return _choose(_MEMBER, text, rows)
    branch = find_branch(reader, branch_text)
    own = _clean(_MEMBER, own)
    there = _members(reader, own, day, branch["id"])
    if there and there[0]["fit"] < _CLOSEST_GUESS:
        return _choose(_MEMBER, text, there)
    elsewhere = [row for row in _members(reader, own, day) if row["fit"] == 1]
    return _choose(_MEMBER, text, [{**row, "fit": _CLOSEST_GUESS} for row in elsewhere] or there)


def branch_id_of(reader: Reader, text: str | None) -> int | None:
    """Return the id of the branch that a listing is narrowed to; None where none is named. Raises like find_branch."""
    return find_branch(reader, text)["id"] if text else None


def member_id_of(reader: Reader, text: str | None) -> int | None:
    """Return the id of the member whom a listing is narrowed to; None where none is named. Raises like find_member."""
    return find_member(reader, text)["id"] if text else None


def find_project(reader: Reader, text: str) -> Row:
    """Return the project that is meant by number, title or pinyin: id, name (its title), number, branch_id.

    Raises UnknownName or AmbiguousName.
    """
    name = _clean(_PROJECT, text)
    rows = _by_title(reader.rows("lookup_project", name=name, id=_id(name)), name)
    if name.isascii() and not (rows and rows[0]["fit"] < _CLOSEST_GUESS):
        rows = _by_pinyin(rows, name.lower()) or rows
    return _choose(_PROJECT, text, [row for row in rows if row["fit"] <= _CLOSEST_GUESS])


def find_school_term(reader: Reader, text: str) -> Row:
    """Return the school term that is meant: id, name, starts_on, ends_on. Raises UnknownName or AmbiguousName."""
    name = _clean(_TERM, text)
    return _choose(_TERM, text, reader.rows("lookup_school_term", name=name, id=_id(name)))


def find_party_group(reader: Reader, text: str, *, branch_id: int) -> Row:
    """Return the group of a branch that is meant: id, name, branch_id. Raises UnknownName or AmbiguousName."""
    name = _clean(_GROUP, text)
    return _choose(_GROUP, text, reader.rows("lookup_party_group", name=name, branch_id=branch_id))


def find_event(reader: Reader, text: str) -> Row:
    """Return the event of an id: id, branch_id, occurred_on, title. Raises UnknownName."""
    return _of_id(reader, _EVENT, text)


def find_contact(reader: Reader, text: str) -> Row:
    """Return the contact of an id: id, member_id, class_id, occurred_on. Raises UnknownName."""
    return _of_id(reader, _CONTACT, text)


def _members(reader: Reader, name: str, day: date | None, branch_id: int | None = None) -> Sequence[Row]:
    return reader.rows(
        "lookup_member",
        name=name,
        latin=name.lower(),
        id=_id(name),
        day=day.isoformat() if day else None,
        branch_id=branch_id,
    )


def _of_id(reader: Reader, sort: _Sort, text: str) -> Row:
    query = "lookup_event" if sort is _EVENT else "lookup_contact"
    row = reader.one(query, id=_id(text.strip()))
    if row is None:
        raise UnknownName(sort.unknown, name=text, hint=_list_command(sort))
    return row


def _clean(sort: _Sort, text: str) -> str:
    """Clean a typed name as it was cleaned when it was kept; what can't be kept can't be found."""
    from pbcli.domain.names import clean_name

    try:
        return clean_name(text)
    except RuleForbids:
        raise UnknownName(sort.unknown, name=text, hint=_list_command(sort)) from None


def _id(text: str) -> int | None:
    return int(text) if is_digits(text) and len(text) <= 18 else None


def _by_title(rows: Sequence[Row], name: str) -> list[Row]:
    """Let a title fit that a paper wrote with blanks in it, as a typed one is compared without them."""
    from pbcli.domain.names import clean_name

    found = []
    for row in rows:
        title = clean_name(row["name"])
        fit = 1 if title == name else 3 if title.startswith(name) else 10
        found.append({**row, "fit": min(fit, row["fit"])})
    return sorted(found, key=lambda row: (row["fit"], row["id"]))


def _by_pinyin(rows: Sequence[Row], latin: str) -> list[Row]:
    """Return the projects whose title has these pinyin initials or this pinyin."""
    from pbcli.domain.names import pinyin_of

    return [{**row, "fit": 4} for row in rows if latin in pinyin_of(row["name"])]


def _choose(sort: _Sort, text: str, rows: Sequence[Row]) -> Row:
    """Return the one row that fits best. Raises UnknownName where none fits, AmbiguousName where several fit alike."""
    fitting = [row for row in rows if row["fit"] < _CLOSEST_GUESS]
    if not fitting:
        if rows:
            raise UnknownName(sort.similar, name=text, candidates=_listed(rows), hint=_list_command(sort))
        raise UnknownName(sort.unknown, name=text, hint=_list_command(sort))
    best = [row for row in fitting if row["fit"] == fitting[0]["fit"]]
    if len(best) > 1:
        show = f"pbcli {sort.area} show {_quoted(_unmistakable(best))}"
        hint = show if sort.has_page else _list_command(sort)
        raise AmbiguousName("“{name}”可指：{candidates}。", name=text, candidates=_listed(best), hint=hint)
    return best[0]


def _listed(rows: Sequence[Row]) -> str:
    return "、".join(_labels(rows)[:_SHOWN]) + ("…" if len(rows) > _SHOWN else "")


def _labels(rows: Sequence[Row]) -> list[str]:
    """Return for each row the words that mean it alone: its name, branch and name, or with its id where these recur."""
    plain = [_label(row) for row in rows]
    return [
        label if plain.count(label) == 1 else f"{label} (id {row['id']})"
        for label, row in zip(plain, rows, strict=True)
    ]


def _unmistakable(rows: Sequence[Row]) -> str:
    """Return what to type for the first of these rows."""
    label = _label(rows[0])
    return str(rows[0]["id"]) if any(_label(row) == label for row in rows[1:]) else label


def _quoted(name: str) -> str:
    """Quote a name for the shell, where it needs it; the shells know Chinese characters."""
    import shlex

    return shlex.quote(name) if re.search(r"[^\w/.,:@%+-]", name) else name


def _label(row: Row) -> str:
    if "branch" in row:
        return f"{row['branch']}/{row['name']}" if row["branch"] else str(row["name"])
    return str(row.get("number") or row["name"])


def _list_command(sort: _Sort) -> str:
    return "pbcli liaison contacts" if sort is _CONTACT else f"pbcli {sort.area} list"
