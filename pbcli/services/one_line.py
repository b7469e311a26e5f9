"""One line in: "10-20 张三 财会2班 走访寝室 6人 #安全 跟进:11-03" read into a contact, word by word.

Words may stand in any order. Each is read as what it can only be: a day, a time, a number of pupils, `#` a topic,
`词:值` a field by its title, a kind of contact, a member, a class. What is none of them is named, never guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pbcli.db.titles import title_of
from pbcli.domain.dates import day_of, read_date
from pbcli.domain.enums import ContactKind, ContactTopic, GiftSource
from pbcli.domain.errors import AmbiguousName, UnknownName, UsageFault
from pbcli.domain.figures import narrow
from pbcli.domain.money import read_yuan, yuan
from pbcli.intake.headers import fold
from pbcli.intake.vocabulary import vocabularies
from pbcli.messages import _
from pbcli.services import lookup

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from pbcli.db.read import Reader, Row

_PUPILS = re.compile(r"([0-9]{1,4})(?:人|名|人次|名学生|个学生|位学生|个同学)")
_TIME = re.compile(r"([0-9]{1,2}:[0-9]{2})(?:[-–~至到]([0-9]{1,2}:[0-9]{2}))?")
_PAIR = re.compile(r"([^\s:：]{1,6})[:：](.+)", re.DOTALL)
_FOLLOW_UP = "跟进"


@dataclass
class OneLine:
    """What was read of a line so far, and the words that couldn't be."""

    on: date
    member: Row | None = None
    klass: Row | None = None
    kind: ContactKind | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    follow_up: dict[str, Any] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)


def read_line(reader: Reader, text: str, today: date) -> OneLine:
    """Read a line. A member who looks after one class needs no class. Raises AmbiguousName, UsageFault."""
    words = text.split()
    line = OneLine(on=today)
    names = [word for word in words if not _take(line, word, today)]
    for word in names:
        if not _take_name(reader, line, word):
            line.unread.append(word)
    if line.klass is None and line.member is not None:
        line.klass = _only_class(reader, line.member["id"], line.on)
    return line


def told(line: OneLine) -> dict[str, Any]:
    """Return what was read, under the titles of the fields: a member, a class and a kind must be there."""
    facts = {name: yuan(value) if name == "gift_fen" else value for name, value in line.facts.items()}
    return {
        _("日期"): line.on.isoformat(),
        _("联系人"): (line.member or {})["name"],
        _("班级"): (line.klass or {})["name"],
        _("联系方式"): line.kind,
        **{title_of("contact", name): value for name, value in facts.items()},
        **{title_of("follow_up", name): value for name, value in line.follow_up.items()},
    }


def _take(line: OneLine, word: str, today: date) -> bool:
    """Take a word that tells what it is by its form. Tells whether it does."""
    bare = narrow(word)
    if word[0] in "#＃":
        line.facts["topic"] = _term("topics", word[1:], ContactTopic)
    elif (pupils := _PUPILS.fullmatch(bare)) is not None:
        line.facts["pupils"] = int(pupils[1])
    elif (time := _TIME.fullmatch(bare)) is not None:
        line.facts.update(start_time=time[1].rjust(5, "0"))
        if time[2]:
            line.facts.update(end_time=time[2].rjust(5, "0"))
    elif (pair := _PAIR.fullmatch(word)) is not None:
        _take_pair(line, pair[1], pair[2], today)
    elif (kind := vocabularies()["contact_kinds"].get(fold(word))) is not None:
        line.kind = ContactKind(kind)
    elif _is_day(word, today):
        line.on = read_date(word, today=today)
    else:
        return False
    return True


def _is_day(word: str, today: date) -> bool:
    """Tell whether a word is a day. An impossible one is, so that reading it says so; a bare number may be an id."""
    if word.isdecimal() and len(word) < len("20261031"):
        return False
    try:
        return day_of(word, today) is not None
    except (ValueError, OverflowError):
        return True


def _take_pair(line: OneLine, title: str, value: str, today: date) -> None:
    """Take `词:值`. Raises UsageFault that lists the titles there are."""
    if title == _FOLLOW_UP:
        _take_follow_up(line, value, today)
        return
    if title not in _FIELDS:
        raise UsageFault(
            "“{title}”不是可以写的项目，可用：{titles}。",
            title=title,
            titles="、".join([_FOLLOW_UP, *_FIELDS]),
            hint="pbcli log --help",
        )
    name, read = _FIELDS[title]
    target = line.follow_up if name in {"task", "responsible"} else line.facts
    target[name] = read(value)


def _take_follow_up(line: OneLine, value: str, today: date) -> None:
    """Take `跟进:11-03`, `跟进:复查门锁`, or both: `跟进:11-03,复查门锁`."""
    first, _comma, rest = value.replace("，", ",").partition(",")
    if _is_day(first, today):
        line.follow_up["due_on"] = read_date(first, today=today)
        if rest:
            line.follow_up["task"] = rest
    else:
        line.follow_up["task"] = value


def _take_name(reader: Reader, line: OneLine, word: str) -> bool:
    """Take a word as a member or a class; a class by the end of its name too. Tells whether it is one."""
    try:
        found = lookup.find_member(reader, word, day=line.on)
    except UnknownName:
        found = None
    if found is not None and line.member is None:
        line.member = found
        return True
    klass = _class(reader, line, word)
    if klass is None:
        return False
    line.klass = klass
    return True


def _class(reader: Reader, line: OneLine, word: str) -> Row | None:
    """Return the class that a word means: as elsewhere, or by the end of its name among the classes of its day.

    Of several the one that the line's member looks after. Raises AmbiguousName.
    """
    try:
        return lookup.find_class(reader, word)
    except UnknownName:
        pass
    day = line.on.isoformat()
    found = [
        row
        for row in reader.rows("class_in_school", day=day)
        if row["name"].endswith(word) and not row["name"].removesuffix(word)[-1:].isdecimal()
    ]
    if len(found) > 1 and line.member is not None:
        own = {row["class_id"] for row in _assignments(reader, line.member["id"], line.on)}
        found = [row for row in found if row["id"] in own] or found
    if len(found) > 1:
        raise AmbiguousName(
            "“{name}”可指：{candidates}。",
            name=word,
            candidates="、".join(row["name"] for row in found),
            hint="pbcli class list",
        )
    return found[0] if found else None


def _only_class(reader: Reader, member_id: int, on: date) -> Row | None:
    rows = _assignments(reader, member_id, on)
    return {"id": rows[0]["class_id"], "name": rows[0]["class"]} if len(rows) == 1 else None


def _assignments(reader: Reader, member_id: int, on: date) -> list[Row]:
    return reader.rows("assignment_list", day=on.isoformat(), branch_id=None, member_id=member_id, class_id=None)


def _term(vocabulary: str, word: str, terms: type[Any]) -> Any:
    """Return the kept term of a word. Raises UsageFault that lists the terms."""
    found = vocabularies()[vocabulary].get(fold(word))
    if found is None:
        raise UsageFault("“{value}”不行，可用：{terms}。", value=word, terms="、".join(term.value for term in terms))
    return terms(found)


_FIELDS: Mapping[str, tuple[str, Callable[[str], Any]]] = {
    "地点": ("place", str),
    "主题": ("topic", lambda word: _term("topics", word, ContactTopic)),
    "说明": ("topic_note", str),
    "代号": ("pupil_code", str),
    "问题": ("problem", str),
    "措施": ("measure", str),
    "结果": ("outcome", str),
    "转介": ("referred_to", str),
    "慰问": ("gift", str),
    "金额": ("gift_fen", read_yuan),
    "来源": ("gift_source", lambda word: _term("gift_sources", word, GiftSource)),
    "佐证": ("evidence", str),
    "备注": ("note", str),
    "事项": ("task", str),
    "责任人": ("responsible", str),
}
"""The fields that a line may name, by the word for each."""
