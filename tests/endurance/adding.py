"""A process that adds one to a kept number, again and again: `python -m tests.endurance.adding FILE [TIMES] [--naive]`.

Without TIMES it waits for a line on stdin, then adds until something fails, says each number that it has committed, and
waits again. The naive way is what the libraries do unless told otherwise.
"""

import contextlib
import sqlite3
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa

from pbcli.domain.errors import PbcliError

NAME = "tally"
Adder = Callable[[Path], int]


def add(path: Path) -> int:
    """Add one by a unit of work of the program. Gives the number that is kept then."""
    from pbcli.db.engine import unit_of_work
    from pbcli.services.unit import change_setting, setting

    with unit_of_work(path, command="add", actor="test", now=datetime.now(UTC)) as work:
        number = int(setting(work.reader, NAME) or 0) + 1
        change_setting(work, NAME, str(number))
    return number


def add_naively(path: Path) -> int:
    """Add one by an engine with nothing set. What is read may be old when it is written."""
    engine = sa.create_engine(f"sqlite:///{path}", connect_args={"timeout": 60}, poolclass=sa.NullPool)
    with engine.begin() as connection:
        (value,) = connection.execute(sa.text("SELECT value FROM setting WHERE name = :name"), {"name": NAME}).one()
        number = int(value) + 1
        connection.execute(
            sa.text("UPDATE setting SET value = :value WHERE name = :name"), {"name": NAME, "value": str(number)}
        )
    return number


def answer(path: Path, adder: Adder) -> None:
    """Add when told to, until something fails, and say what was committed."""
    _say("ready")
    for _line in sys.stdin:
        with contextlib.suppress(PbcliError, sqlite3.Error, sa.exc.SQLAlchemyError, OSError):
            while True:
                _say(str(adder(path)))
        _say("failed")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    adder = add_naively if "--naive" in sys.argv else add
    words = [word for word in sys.argv[1:] if not word.startswith("--")]
    if len(words) == 1:
        answer(Path(words[0]), adder)
    else:
        for _ in range(int(words[1])):
            adder(Path(words[0]))
