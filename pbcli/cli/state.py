"""What every command works with: settings, clock, the reader, the unit of work, the screen. Made on first use."""

import os
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pbcli.config import Settings, data_folder
from pbcli.domain.errors import UsageFault
from pbcli.messages import _

if TYPE_CHECKING:
    from pbcli.db.engine import Work
    from pbcli.db.read import Reader
    from pbcli.domain.periods import Period
    from pbcli.output.result import Report, Result, View


class State:
    """The settings and the means of one call of the program."""

    def __init__(self, *, settings: Settings, command_line: str, no_input: bool, quiet: bool, verbose: bool) -> None:
        self.settings = settings
        self.command_line = command_line
        self.no_input = no_input
        self.quiet = quiet
        self.verbose = verbose

    @cached_property
    def database(self) -> Path:
        """Return the database file's address. Raises UsageFault for an address of another system."""
        text = self.settings.db.text
        if text is None:
            return data_folder() / "pbcli.db"
        if "://" in text:
            raise UsageFault(
                "现在还只支持 SQLite 文件，不支持“{address}”这样的地址。",
                address=text.split("://")[0] + "://…",
                hint="--db PATH",
            )
        return Path(os.path.expanduser(text)).absolute()  # noqa: PTH111  a bare ~ without a home must not raise

    @cached_property
    def today(self) -> date:
        """Return the day that counts as today."""
        text = self.settings.today.text
        real = date.today()  # noqa: DTZ011  the user's own day, by the user's own clock
        if text is None:
            return real
        from pbcli.domain.dates import read_date

        return read_date(text, today=real)

    @cached_property
    def now(self) -> datetime:
        """Return the moment of recording, in UTC: the honest clock whatever --today says; PBCLI_NOW is for tests."""
        fixed = os.environ.get("PBCLI_NOW")
        return datetime.fromisoformat(fixed).astimezone(UTC) if fixed else datetime.now(UTC)

    @property
    def actor(self) -> str:
        """Return who is at the keyboard, as the system knows them."""
        import getpass

        try:
            return getpass.getuser()
        except (OSError, KeyError, ImportError):
            return "?"

    @property
    def can_ask(self) -> bool:
        """Tell whether someone is there to answer a question."""
        return not self.no_input and sys.stdin.isatty() and sys.stderr.isatty()

    def read(self) -> "AbstractContextManager[Reader]":
        """Open the database for reading."""
        from pbcli.db.read import open_reader

        return open_reader(self.database)

    @contextmanager
    def change(self, *, dry_run: bool = False) -> "Iterator[Work]":
        """Open a unit of work; with dry_run show what it would change, and change nothing."""
        from pbcli.db.engine import unit_of_work

        with unit_of_work(
            self.database, command=self.command_line, actor=self.actor, now=self.now, dry_run=dry_run
        ) as work:
            yield work
            changes = work.changes() if dry_run else []
        if dry_run:
            from pbcli.cli.changes import changes_as_result
            from pbcli.output.result import View

            self.show(changes_as_result(changes), View())
            self.say(_("这是预演，什么也没有写入。"))

    def show(self, thing: "Result | Report", view: "View") -> None:
        """Put a listing or a report on stdout, or into the file that the user named."""
        from pbcli.cli.display import show

        show(thing, view)

    def say(self, sentence: str) -> None:
        """Tell a person something, unless they asked for quiet."""
        if not self.quiet:
            sys.stderr.write(sentence + "\n")

    def done(self, sentence: str, id_: int | str) -> None:
        """Acknowledge a change that is on disk: a sentence, or with -q just the id on stdout."""
        if self.quiet:
            sys.stdout.write(f"{id_}\n")
        else:
            sys.stderr.write(sentence + "\n")

    def confirm(self, question: str, *, yes: bool) -> None:
        """Go on only if the user agrees. Raises UsageFault where nobody can be asked."""
        if yes:
            return
        if not self.can_ask:
            raise UsageFault("这一步要先确认：{question}", question=question, hint="--yes")
        import typer

        if not typer.confirm(question, err=True):
            raise typer.Exit(INTERRUPTED)

    def ask(self, title: str, value: str | None, *, option: str = "") -> str:
        """Return the value, or ask for it. Raises UsageFault where nobody can be asked."""
        if value is not None:
            return value
        if not self.can_ask:
            raise UsageFault("还缺：{title}。", title=f"{title} {option}".strip(), hint=option)
        import typer

        return str(typer.prompt(title, err=True))

    def period(self, text: str | None, reader: "Reader") -> "Period":
        """Read a period as the user typed it, seen from today and with the school's terms."""
        from pbcli.domain.periods import Term, read_period

        terms = [
            Term(row["name"], date.fromisoformat(row["starts_on"]), date.fromisoformat(row["ends_on"]))
            for row in reader.rows("school_terms")
        ]
        period = read_period(text or "本月", today=self.today, terms=terms)
        if not terms and text is not None and "学期" in period.label:
            self.say(_("没有登记学期，按默认学期（9 月 1 日、3 月 1 日开始）。"))
        return period


INTERRUPTED = 130
