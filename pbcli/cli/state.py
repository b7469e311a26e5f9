"""What every command works with: settings, clock, the reader, the unit of work, the screen. Made on first use."""

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pbcli.config import Settings, data_folder, resolve
from pbcli.domain.errors import UsageFault
from pbcli.messages import _, known_language

if TYPE_CHECKING:
    from pbcli.db.driver import FileKey
    from pbcli.db.engine import Work
    from pbcli.db.read import Reader
    from pbcli.domain.periods import Period
    from pbcli.output.result import Report, Result, Stream, View

WITH_VALUE = ("db", "today", "lang", "profile")
FLAGS = {"no_input": ("--no-input",), "quiet": ("--quiet", "-q"), "verbose": ("--verbose", "-v")}
"""The global options, which every command takes: those with a value, and the flags as they are typed."""


class State:
    """The settings and the means of one call of the program."""

    def __init__(self, options: Mapping[str, str | None], *, no_input: bool, quiet: bool, verbose: bool) -> None:
        self.options = dict(options)
        self.no_input = no_input
        self.quiet = quiet
        self.verbose = verbose
        self.command_line = ""

    def adopt(self, name: str, value: str | bool) -> None:
        """Take a global option that was typed after the area, before anything was read by it."""
        if isinstance(value, bool):
            setattr(self, name, value)
            return
        self.options[name] = value
        for settled in ("settings", "database", "today", "key_file"):
            self.__dict__.pop(settled, None)

    @cached_property
    def settings(self) -> Settings:
        """Return the settings of this call, each with its origin."""
        return resolve(self.options)

    @cached_property
    def database(self) -> Path:
        """Return the database file's address. Raises UsageFault for an address of another system."""
        from pbcli.db.driver import unlock_by
        from pbcli.db.waiting import announce_by

        unlock_by(self._key_of)
        announce_by(lambda: self.say(_("正在等另一个 pbcli 写完…")))
        text = self.settings.db.text
        if text is None:
            return data_folder() / "pbcli.db"
        if "://" in text:
            # The rest of such an address may hold a password.
            scheme = text.partition("://")[0]
            raise UsageFault(
                "现在还只能用 SQLite 文件，用不了 {scheme} 数据库。", scheme=scheme, hint="pbcli --db PATH"
            )
        return _absolute(text)

    @cached_property
    def key_file(self) -> Path | None:
        """Return the file with the key of an encrypted database, where the settings name one."""
        text = self.settings.key_file.text
        return None if text is None else _absolute(text)

    def _key_of(self, path: Path, salt: bytes) -> "FileKey":
        from pbcli.cli.secrets import key_of_file

        return key_of_file(self, path, salt)

    @cached_property
    def today(self) -> date:
        """Return the day that counts as today; one that a config file fixes is said, since it is easily forgotten."""
        fixed = self.settings.today
        real = date.today()  # noqa: DTZ011  the user's own day, by the user's own clock
        if fixed.text is None:
            return real
        from pbcli.domain.dates import read_date

        try:
            day = read_date(fixed.text, today=real)
        except UsageFault as fault:
            fault.add_note("--today" if fixed.origin == "option" else f"today ({fixed.origin})")
            raise
        if fixed.origin not in {"option", "environment"}:
            self.say(_("按配置，今天算作 {day}。", day=day))
        return day

    def check(self) -> None:
        """Refuse settings that can't be, before the command begins, whether or not it would use them."""
        named = self.settings.lang
        if named.text is not None and known_language(named.text) is None:
            raise UsageFault("--lang 只能是 zh 或 en，不能是“{value}”。", value=named.text, hint="--lang zh")
        _known = self.today, self.database

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

        self.detail(_("数据库：{path}", path=self.database))
        return open_reader(self.database)

    @contextmanager
    def change(self, *, dry_run: bool = False, listed: bool = True) -> "Iterator[Work]":
        """Open a unit of work; with dry_run show what it would change, and change nothing.

        A command that shows a plan of its own has the changed fields not `listed`.
        """
        from pbcli.cli.changes import changed_fields, changes_as_result
        from pbcli.db.engine import unit_of_work
        from pbcli.services.privacy_entry import judge

        self.detail(_("数据库：{path}", path=self.database))
        with unit_of_work(
            self.database, command=self.command_line, actor=self.actor, now=self.now, dry_run=dry_run
        ) as work:
            yield work
            warnings = judge(work) if listed else []
            fields = changed_fields(work) if dry_run and listed else []
            changed = work.changed if self.verbose and not dry_run else 0
        for warning in warnings:
            self.say(warning)
        if changed:
            self.detail(_("操作 {id}，改动 {count} 处。要撤销：pbcli undo {id}", id=work.operation_id, count=changed))
        if dry_run and listed:
            from pbcli.output.result import View

            self.show(changes_as_result(fields), View())
            self.say(_("这是预演，什么也没有写入。"))

    def show(self, thing: "Result | Report", view: "View") -> None:
        """Put a listing or a report on stdout, or into the file that the user named."""
        from pbcli.cli.display import show

        show(thing, view)

    def show_reading(self, listing: "Callable[[Reader], Stream]", view: "View") -> None:
        """Show a listing while it is read."""
        from pbcli.cli.display import show_coming

        with ExitStack() as stack:
            show_coming(listing(stack.enter_context(self.read())), view, release=stack.close)

    def say(self, sentence: str, *, colour: str | None = None) -> None:
        """Tell a person something, unless they asked for quiet; in a colour where stderr is a terminal."""
        if not self.quiet:
            tell_person(sentence, colour=colour)

    def detail(self, sentence: str) -> None:
        """Tell a person what lies behind, if they asked for more."""
        if self.verbose:
            self.say(sentence)

    def done(self, sentence: str, id_: int | str) -> None:
        """Acknowledge a change that is on disk: a sentence, or with -q just the id on stdout."""
        if self.quiet:
            sys.stdout.write(f"{id_}\n")
        else:
            tell_person(sentence)

    def confirm(self, question: str, *, yes: bool) -> None:
        """Go on only if the user agrees. Raises UsageFault where nobody can be asked, Exit when the answer is no."""
        if yes:
            return
        if not self.can_ask:
            raise UsageFault("要先确认：{question}", question=question, hint=f"pbcli {self.command_line} … --yes")
        import typer

        from pbcli.cli.boundary import INTERRUPTED

        if not typer.confirm(question, err=True):
            self.say(_("没有改动。"))
            raise typer.Exit(INTERRUPTED)

    def ask(self, title: str, value: str | None, *, option: str = "", default: str | None = None) -> str:
        """Return the value, or ask for it. Raises UsageFault that names what is missing where nobody can be asked."""
        if value is not None:
            return value
        if not self.can_ask:
            name = f"{title}（{option}）" if option else title
            raise UsageFault("还缺：{name}。", name=name, hint=f"pbcli {self.command_line} --help")
        import typer

        return str(typer.prompt(title, default=default, show_default=False, err=True)).strip()

    def ask_secret(self, title: str, *, twice: bool = False) -> str:
        """Ask for what must not be seen or stand on a command line; off a terminal it is the first line of stdin."""
        if self.can_ask:
            import typer

            return str(typer.prompt(title, hide_input=True, confirmation_prompt=twice, err=True))
        secret = sys.stdin.readline().rstrip("\r\n")
        if not secret:
            raise UsageFault("还缺：{name}。", name=title, hint=f"pbcli {self.command_line} --help")
        return secret

    def period(self, text: str | None, reader: "Reader") -> "Period":
        """Read a period as the user typed it, seen from today and with the school's terms."""
        from pbcli.domain.periods import Term, read_period

        terms = [
            Term(row["name"], date.fromisoformat(row["starts_on"]), date.fromisoformat(row["ends_on"]))
            for row in reader.rows("term_list")
        ]
        period = read_period("本月" if text is None else text, today=self.today, terms=terms)
        if period.used_default_terms:
            self.say(_("按默认学期：没有登记的学期从 9 月 1 日、3 月 1 日开始。"))
        self.detail(
            _("时段：{start} 至 {end}；今天算作 {today}。", start=period.start, end=period.end, today=self.today)
        )
        return period


def _absolute(text: str) -> Path:
    return Path(os.path.abspath(os.path.expanduser(text)))  # noqa: PTH100, PTH111  a ~ without a home must not raise


def tell_person(sentence: str, *, colour: str | None = None) -> None:
    """Write a sentence on stderr, with nothing in it that could steer a terminal."""
    from pbcli.output.visible import visible

    text = visible(sentence, keep_breaks=True)
    if colour is not None and sys.stderr.isatty():
        import typer

        text = typer.style(text, fg=colour)
    sys.stderr.write(text + "\n")
