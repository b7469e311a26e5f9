"""Dues: the month that isn't paid by its 25th, what is in arrears, and who nears six months without any."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING

from pbcli.domain.months import Month
from pbcli.messages import _
from pbcli.services.dues import dues_of_month
from pbcli.services.reminders import command

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pbcli.db.read import Reader
    from pbcli.services.dues import MemberDues
    from pbcli.services.reminders import Item, Seen

PAY_DAY = 25
AGAIN = (3, 5)
"""The months in arrears at which they are spoken of again, the first being the first."""


def dues(reader: Reader, seen: Seen) -> Iterator[Item]:
    """Find the branches whose members owe dues: of this month (DU-01) and of those before (DU-02, AL-01)."""
    month = Month.of(seen.today)
    pay_day = month.first_day + timedelta(PAY_DAY - 1)
    if seen.today >= pay_day or (seen.until is not None and seen.until >= month.last_day):
        yield from _of_month(seen, month, dues_of_month(reader, str(month), seen.book.dues, as_of=seen.today))
    before = month.plus(-1)
    behind: dict[tuple[int, str], list[MemberDues]] = defaultdict(list)
    for one in dues_of_month(reader, str(before), seen.book.dues, as_of=seen.today, only_arrears=True):
        behind[one.branch_id, one.branch].append(one)
        yield from _alarm(seen, before, one)
    for (branch_id, branch), people in behind.items():
        yield from _arrears(seen, before, branch_id, branch, people)


def _of_month(seen: Seen, month: Month, people: list[MemberDues]) -> Iterator[Item]:
    unpaid: dict[tuple[int, str], int] = defaultdict(int)
    for one in people:
        if one.owed_fen is not None and one.paid_fen < one.owed_fen:
            unpaid[one.branch_id, one.branch] += 1
    for (branch_id, branch), count in unpaid.items():
        yield from seen.item(
            "dues_month",
            branch_id,
            subject=branch,
            due_on=month.last_day,
            also=[month.first_day + timedelta(PAY_DAY - 1)],
            what=_("{branch}{month}月党费还有 {n} 人没有交清", branch=branch, month=month.number, n=count),
            command=command("dues", "list", month, "--branch", branch),
        )


def _arrears(seen: Seen, before: Month, branch_id: int, branch: str, people: list[MemberDues]) -> Iterator[Item]:
    """Give a branch's arrears since the month of whoever is most behind."""
    months = max(one.months_behind for one in people)
    first = before.plus(1 - months)
    yield from seen.item(
        "dues_arrears",
        branch_id,
        subject=branch,
        due_on=first.last_day,
        also=[first.plus(count).first_day for count in AGAIN],
        what=_("{branch}有 {n} 人欠交党费，最长 {months} 个月", branch=branch, n=len(people), months=months),
        command=command("dues", "list", before, "--branch", branch, "--arrears"),
    )


def _alarm(seen: Seen, before: Month, one: MemberDues) -> Iterator[Item]:
    """Give who has paid nothing for the months before the one at which the rule takes him for having left (AL-01)."""
    limit = seen.book.figure("AL-01", "months")
    if one.months_unpaid < limit - 1:
        return
    yield from seen.item(
        "dues_alarm",
        one.member_id,
        subject=one.member,
        due_on=before.plus(limit - one.months_unpaid).last_day,
        what=_("{branch}{member}连续 {n} 个月没有交党费", branch=one.branch, member=one.member, n=one.months_unpaid),
        command=command("dues", "show", f"{one.branch}/{one.member}"),
    )
