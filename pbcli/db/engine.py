"""Writing: one unit of work is one transaction and one operation in the journal.

The lock is taken at the start (BEGIN IMMEDIATE), so that what was read is still true when it is written.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar, cast

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine, ExceptionContext
from sqlalchemy.pool import NullPool
from sqlmodel import Session, SQLModel

from pbcli.db import journal
from pbcli.db.connection import open_database, place_of, refuse_moved
from pbcli.db.faults import fault, translated
from pbcli.db.journal import Change
from pbcli.db.read import Reader
from pbcli.db.recording import MOMENTS, moments_to_set
from pbcli.db.waiting import patiently

Model = TypeVar("Model", bound=SQLModel)


class Work:
    """A unit of work under way: what services write through. It notes when each day was written down (`recording`)."""

    def __init__(self, session: Session, operation_id: int, *, actor: str, now: datetime) -> None:
        self.session = session
        self.operation_id = operation_id
        self.actor = actor
        self.now = now
        self.is_noted = False
        self.is_void = False
        sa.event.listen(session, "before_flush", self._note_moments)

    def _note_moments(self, session: Session, *_flush: Any) -> None:
        for record in (one for one in (*session.new, *session.dirty) if one.__tablename__ in MOMENTS):
            days = MOMENTS[record.__tablename__]
            before = {} if record in session.new else {day: _kept(record, day) for day in days}
            after = {name: getattr(record, name) for pair in days.items() for name in pair}
            for moment, at in moments_to_set(record.__tablename__, before, after, self.now).items():
                setattr(record, moment, at)

    @property
    def connection(self) -> sqlite3.Connection:
        """The driver's own connection, within this transaction."""
        return driver_connection(self.session.connection())

    @property
    def path(self) -> Path:
        """The database's file."""
        return Reader(self.connection).path

    @property
    def reader(self) -> Reader:
        """A Reader that sees what this unit of work has written so far."""
        self.session.flush()
        return Reader(self.connection)

    def add(self, record: Model) -> Model:
        """Write a record at once, so that it has its id and the database has checked it."""
        self.session.add(record)
        self.session.flush()
        return record

    def remove(self, record: SQLModel) -> None:
        """Remove a record at once, with what is attached to it. Raises RuleForbids where another record needs it."""
        from pbcli.db.models import ATTACHED

        values = {"kind": record.__table__.name, "id": record.id}  # type: ignore[attr-defined]
        for table in ATTACHED:
            self.connection.execute(f"DELETE FROM {table} WHERE record_kind = :kind AND record_id = :id", values)
        self.session.delete(record)
        self.session.flush()

    def annotate(self, note: str) -> None:
        """Write a note on this operation: why a rule was overridden, what was shown unmasked.

        An operation with a note stays in the journal even where it changed no row.
        """
        self.connection.execute("UPDATE operation SET note = ? WHERE id = ?", (note, self.operation_id))
        self.is_noted = True

    def void(self) -> None:
        """Have nothing of this unit of work stay, as after a trial."""
        self.is_void = True

    @property
    def changed(self) -> int:
        """How many changes of rows this operation has made so far."""
        self.session.flush()
        return journal.count_changes(self.connection, self.operation_id)

    def changes(self) -> list[Change]:
        """Give what this operation has changed so far, in the order in which it was changed."""
        self.session.flush()
        return journal.changes_of(self.connection, self.operation_id)


def _kept(record: SQLModel, name: str) -> Any:
    """Return what the database has in a column of a record that is about to be written."""
    history = sa.inspect(record).attrs[name].history
    return next(iter((*history.deleted, *history.unchanged)), None)


def driver_connection(connection: Connection) -> sqlite3.Connection:
    """Give the driver's connection beneath one of SQLAlchemy's."""
    return cast("sqlite3.Connection", connection.connection.driver_connection)


def make_engine(path: Path, *, foreign_keys: bool = True, any_older: bool = False) -> Engine:
    """Make the engine for one file: our connection, BEGIN IMMEDIATE, errors as ours, no parameters in messages."""
    place = place_of(path)
    engine = sa.create_engine(
        "sqlite://",
        creator=lambda: open_database(path, "rw", foreign_keys=foreign_keys, any_older=any_older),
        poolclass=NullPool,
        hide_parameters=True,
    )

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        driver = driver_connection(connection)
        patiently(driver, lambda: driver.execute("BEGIN IMMEDIATE"))
        # Whoever waited for the one that encrypts it would write into a file that has no name any more.
        refuse_moved(path, place)

    @sa.event.listens_for(engine, "handle_error")
    def _translate(context: ExceptionContext) -> None:
        original = context.original_exception
        if isinstance(original, sqlite3.Error):
            ours = fault(original, path)
            if ours is not None:
                raise ours from original

    return engine


@contextmanager
def unit_of_work(path: Path, *, command: str, actor: str, now: datetime, dry_run: bool = False) -> Iterator[Work]:
    """Open the database for one operation; commit at the end, or roll all back when it fails or is only a trial.

    An operation that changed nothing leaves no trace.
    """
    with translated(path), make_engine(path).connect() as connection:
        transaction = connection.begin()
        try:
            driver = driver_connection(connection)
            operation_id = journal.begin_operation(driver, at=now, actor=actor, command=command)
            before = driver.total_changes
            with Session(bind=connection, expire_on_commit=False) as session:
                work = Work(session, operation_id, actor=actor, now=now)
                yield work
                session.flush()
                dry_run |= work.is_void
                if journal.count_changes(driver, operation_id) or work.is_noted:
                    journal.end_operation(driver, operation_id)
                elif driver.total_changes > before:
                    journal.forget_operation(driver, operation_id)
                else:
                    dry_run = True
                if dry_run:
                    transaction.rollback()
                else:
                    patiently(driver, lambda: driver.execute("COMMIT"))
                    transaction.commit()
        except BaseException:
            if transaction.is_active:
                transaction.rollback()
            raise
