"""What the rules say of the people: branches too small or too large, probations that end, birthdays in the Party."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pbcli.domain.months import add_months
from pbcli.messages import _
from pbcli.services.reminders import command

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pbcli.db.read import Reader, Row
    from pbcli.services.reminders import Item, Seen

MEDAL_YEARS = 50


def branch_sizes(reader: Reader, seen: Seen) -> Iterator[Item]:
    """Find branches with too few or too many members, or large enough for a committee and without one (BR-01 to 04)."""
    least, most = seen.book.figure("BR-01", "least_members"), seen.book.figure("BR-02", "most_members")
    for row in reader.rows("due_branch_size", day=seen.today.isoformat()):
        since = max(date.fromisoformat(row["changed_on"]), seen.begun.whole)
        if row["full"] < least:
            said = _("{branch}正式党员 {n} 人，不足 {least} 人", branch=row["branch"], n=row["full"], least=least)
            yield from _of_branch(seen, "branch_small", row, since, said, command("branch", "show", row["branch"]))
        if row["members"] > most:
            said = _("{branch}党员 {n} 人，多于 {most} 人", branch=row["branch"], n=row["members"], most=most)
            yield from _of_branch(seen, "branch_large", row, since, said, command("branch", "show", row["branch"]))
        if row["full"] >= seen.book.figure("BR-04", "least_members") and not row["has_committee"]:
            said = _("{branch}正式党员 {n} 人，还没有设支委会", branch=row["branch"], n=row["full"])
            settles = command("branch", "post", row["branch"], "组织委员", "NAME")
            yield from _of_branch(seen, "branch_committee", row, since, said, settles)


def _of_branch(seen: Seen, kind: str, row: Row, since: date, said: str, settles: str) -> Iterator[Item]:
    """Give what holds of a branch since somebody last came or went, in the unit's records: it isn't told beforehand."""
    yield from seen.item(kind, row["id"], subject=row["branch"], due_on=since, what=said, command=settles)


def members(reader: Reader, seen: Seen) -> Iterator[Item]:
    """Find probations that end (RC-15), fifty years in the Party (AL-11) and birthdays in it (AL-12)."""
    for row in reader.rows("due_member", day=seen.today.isoformat()):
        joined_on = date.fromisoformat(row["joined_on"])
        if row["full_on"] is None:
            yield from _probation(seen, row, joined_on)
        else:
            yield from _medal(seen, row, date.fromisoformat(row["full_on"]))
        yield from _birthday(seen, row, joined_on)


def _probation(seen: Seen, row: Row, joined_on: date) -> Iterator[Item]:
    ends_on = add_months(joined_on, seen.book.figure("RC-15", "least_months"))
    yield from seen.item(
        "probation",
        row["id"],
        subject=row["member"],
        due_on=ends_on,
        what=_("{branch}{member}的预备期 {day} 满", branch=row["branch"], member=row["member"], day=ends_on),
        command=command("member", "convert", f"{row['branch']}/{row['member']}", "--on", "DATE"),
    )


def _medal(seen: Seen, row: Row, full_on: date) -> Iterator[Item]:
    """Give whose fifty years are full by 1 July of this year and weren't by that of the last."""
    day = date(seen.today.year, 7, 1)
    if seen.today <= day and add_months(day, -12) < add_months(full_on, 12 * MEDAL_YEARS) <= day:
        yield from seen.item(
            "fifty_years",
            row["id"],
            subject=row["member"],
            due_on=day,
            what=_("{branch}{member}党龄满 {n} 年", branch=row["branch"], member=row["member"], n=MEDAL_YEARS),
            command=command("member", "show", f"{row['branch']}/{row['member']}"),
        )


def _birthday(seen: Seen, row: Row, joined_on: date) -> Iterator[Item]:
    years = seen.today.year - joined_on.year
    years += add_months(joined_on, 12 * years) < seen.today
    day = add_months(joined_on, 12 * years)
    if years and seen.asks_for("political_birthday", day):
        yield from seen.item(
            "political_birthday",
            row["id"],
            subject=row["member"],
            due_on=day,
            what=_("{branch}{member}政治生日，入党 {n} 年", branch=row["branch"], member=row["member"], n=years),
            command=command("member", "show", f"{row['branch']}/{row['member']}"),
        )
