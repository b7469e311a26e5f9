"""What is due: one digest of the branches' terms, projects, follow-ups and classes, the most pressing first.

Everything follows from dates on reading; how long before a day something is said is the rule book's (domain/rules.md,
section 6). Nothing is asked of whoever settles an item but the command that stands beside it.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from pbcli.db.read import Reader
from pbcli.domain.reminders import OVERDUE_OFFSET, Severity, offsets, reached, severity
from pbcli.messages import _
from pbcli.services.records_begun import Begun, records_begun
from pbcli.services.rulebook import Reminder, Rulebook, read_rulebook
from pbcli.values import dataclass, replace

SEVERITIES = list(Severity)
_PLAIN = frozenset("_@%+=:,./-")
"""What no shell takes for its own, beside letters and figures of any script."""
AGAIN_AFTER = {"weekly": 7, "monthly": 30}
"""After how many days what is overdue is said anew."""


@dataclass(frozen=True)
class Item:
    """Something that is due: what it is about, since which offset it is said, and how to settle it."""

    reminder: Reminder
    key: str
    """The kind, the subject and the day: what is settled and comes up again later is another item."""
    subject: str
    due_on: date
    today: date
    offset: int
    severity: Severity
    what: str
    command: str

    @property
    def message(self) -> str:
        """How pressing it is and what it is, in the user's language."""
        return _("{when}：{what}", when=_when(self.due_on, self.today), what=self.what)

    @property
    def row(self) -> dict[str, Any]:
        """The item under the machine keys."""
        return {
            "severity": self.severity.value,
            "kind": self.reminder.key,
            "subject": self.subject,
            "due_on": self.due_on.isoformat(),
            "days": (self.due_on - self.today).days,
            "rule": self.reminder.rule.id,
            "article": self.reminder.rule.short_citation,
            "message": self.message,
            "command": self.command,
        }


@dataclass(frozen=True)
class Seen:
    """From where one looks: today, the rules, since when there are records; and by which day something is to be due."""

    today: date
    book: Rulebook
    begun: Begun
    until: date | None = None

    def item(
        self,
        kind: str,
        detail: object,
        *,
        subject: str,
        due_on: date,
        what: str,
        command: str,
        since: date | None = None,
        also: Sequence[date] = (),
        rule_id: str | None = None,
    ) -> Iterator[Item]:
        """Give the item where it is due: from its first offset on, or by the day that is wanted.

        `since` is when the time began of which the reminder names parts; on the days of `also` it is said too;
        `rule_id` is what this item rests on where that isn't the reminder's own rule.
        """
        reminder, days = self._offsets(kind, due_on, since)
        if rule_id is not None:
            reminder = replace(reminder, rule=self.book.rules[rule_id])
        days += [(due_on - day).days for day in also]
        offset = reached(due_on, self.today, days)
        if not self._is_wanted(due_on, offset):
            return
        yield Item(
            reminder=reminder,
            key=f"{kind}:{detail}:{due_on}",
            subject=subject,
            due_on=due_on,
            today=self.today,
            offset=self._said_for(due_on, offset, reminder, days),
            severity=severity(due_on, self.today, days),
            what=what,
            command=command,
        )

    def asks_for(self, kind: str, due_on: date, *, since: date | None = None) -> bool:
        """Tell whether an item of this kind and day would be given, before anything is looked up for it."""
        _reminder, days = self._offsets(kind, due_on, since)
        return self._is_wanted(due_on, reached(due_on, self.today, days))

    def _offsets(self, kind: str, due_on: date, since: date | None) -> tuple[Reminder, list[int]]:
        reminder = self.book.reminders[kind]
        days = offsets(due_on, months_before=reminder.months_before, days_before=reminder.days_before)
        parts = [(due_on - since).days * (100 - part) // 100 for part in reminder.percent_gone if since is not None]
        return reminder, [*days, *parts]

    def _is_wanted(self, due_on: date, offset: int | None) -> bool:
        return offset is not None if self.until is None else due_on <= self.until

    def _said_for(self, due_on: date, offset: int | None, reminder: Reminder, days: Sequence[int]) -> int:
        """Return what tells this time of saying it from the others: the offset, or the day where it is said daily."""
        if offset == OVERDUE_OFFSET and reminder.when_overdue == "never":
            return days[-1]
        if offset == OVERDUE_OFFSET and reminder.when_overdue in AGAIN_AFTER:
            again = AGAIN_AFTER[reminder.when_overdue]
            return -1 - again * (((self.today - due_on).days - 1) // again)
        if offset is None or (offset == OVERDUE_OFFSET and reminder.when_overdue == "daily"):
            return (due_on - self.today).days
        return offset


def due_items(reader: Reader, today: date, *, until: date | None = None) -> list[Item]:
    """Return what is due, the most pressing first; with `until` only what falls due by that day, or did before."""
    from pbcli.services.reminders_classes import classes
    from pbcli.services.reminders_committee import committee
    from pbcli.services.reminders_copies import copies, working_calendars
    from pbcli.services.reminders_dated import branch_terms, follow_ups, project_steps
    from pbcli.services.reminders_dues import dues
    from pbcli.services.reminders_events import make_ups, resolutions
    from pbcli.services.reminders_evidence import evidence
    from pbcli.services.reminders_meetings import meetings
    from pbcli.services.reminders_members import branch_sizes, members
    from pbcli.services.reminders_plans import brand_milestones, checklist_items
    from pbcli.services.reminders_targets import term_targets
    from pbcli.services.reminders_yearly import study_hours, talks

    seen = Seen(today, read_rulebook(reader), records_begun(reader, today), until)
    finders = (
        branch_terms,
        project_steps,
        follow_ups,
        classes,
        term_targets,
        checklist_items,
        brand_milestones,
        evidence,
        meetings,
        committee,
        make_ups,
        resolutions,
        study_hours,
        talks,
        branch_sizes,
        members,
        dues,
        copies,
        working_calendars,
    )
    items = [item for found in finders for item in found(reader, seen)]
    return sorted(items, key=lambda item: (SEVERITIES.index(item.severity), item.due_on))


def rows_of(items: Sequence[Item]) -> list[dict[str, Any]]:
    """Return the items as rows under the machine keys."""
    return [item.row for item in items]


def command(*words: object) -> str:
    """Return a command as it is typed: Chinese needs no quotes, blanks and the shell's own characters do."""
    return " ".join(map(_quoted, ("pbcli", *map(str, words))))


def _quoted(word: str) -> str:
    if word and all(character.isalnum() or character in _PLAIN for character in word):
        return word
    import shlex

    return shlex.quote(word)


def _when(due_on: date, today: date) -> str:
    left = (due_on - today).days
    if left < 0:
        return _("逾期 {days} 天", days=-left)
    return _("还有 {days} 天", days=left) if left else _("今天到期")
