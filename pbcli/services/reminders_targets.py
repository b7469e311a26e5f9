"""Classes that lack something of what they are owed in a term, half way through it and at three quarters (LI-04)."""

from collections.abc import Iterator

from pbcli.db.read import Reader
from pbcli.domain.periods import Period
from pbcli.messages import _
from pbcli.services.liaison_targets import list_targets
from pbcli.services.reminders import Item, Seen, command
from pbcli.services.term_time import term_time


def term_targets(reader: Reader, seen: Seen) -> Iterator[Item]:
    """Find them, each with what is missing; in the holidays nobody is reminded."""
    time = term_time(reader)
    if not time.holds(seen.today):
        return
    term = time.calendar.current(seen.today)
    if not seen.asks_for("term_target", term.ends_on, since=term.starts_on):
        return
    period = Period(term.starts_on, term.ends_on, term.name)
    for row in list_targets(reader, period, today=seen.today, only_missing=True):
        yield from seen.item(
            "term_target",
            f"{row['class_id']}:{row['member_id']}",
            subject=row["class"],
            due_on=term.ends_on,
            since=term.starts_on,
            what=_(
                "{member}联系{name}，本学期还差{missing}",
                member=row["member"],
                name=row["class"],
                missing="、".join(row["missing"]),
            ),
            command=command("liaison", "log", row["member"], row["class"]),
        )
