"""What a year asks for and is still missing near its end, a line for each branch; the next year asks anew."""

from collections.abc import Iterator
from datetime import date

from pbcli.db.read import Reader
from pbcli.domain.talks import fewest_talks
from pbcli.messages import _
from pbcli.rulebook.study import share_behind
from pbcli.services.reminders import Item, Seen, command
from pbcli.services.study_hours import count_behind
from pbcli.services.talk_listing import circles, held_pairs


def talks(reader: Reader, seen: Seen) -> Iterator[Item]:
    """Find the branches whose heart-to-heart talks of the year aren't complete (OL-09)."""
    year = seen.today.year
    held = held_pairs(reader, year, seen.today)
    for one in circles(reader, seen.today):
        count = len(fewest_talks(one.circle, held))
        if count:
            yield from seen.item(
                "talks",
                one.branch_id,
                subject=one.branch,
                due_on=date(year, 12, 31),
                what=_("{branch}今年的谈心谈话最少还要 {n} 次", branch=one.branch, n=count),
                command=command("talk", "missing", year, "--branch", one.branch),
            )


def study_hours(reader: Reader, seen: Seen) -> Iterator[Item]:
    """Find the branches with members whose study hours are behind: half by July, three quarters by October (OL-11)."""
    last = date(seen.today.year, 12, 31)
    share = share_behind((last - seen.today).days)
    if not share:
        return
    behind = count_behind(reader, last.year, today=seen.today, share=share)
    for (branch_id, branch), count in behind.items():
        yield from seen.item(
            "study_hours",
            branch_id,
            subject=branch,
            due_on=last,
            what=_("{branch}有 {n} 人学时不到全年应达到的 {share}%", branch=branch, n=count, share=share),
            command=command("study", "hours", last.year, "--branch", branch, "--short"),
        )
