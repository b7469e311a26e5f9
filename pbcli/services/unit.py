"""The unit: its database, its name, and the settings that travel with its records."""

import getpass
import secrets
from datetime import datetime
from pathlib import Path

from pbcli.db.engine import Work, unit_of_work
from pbcli.db.migrate import new_database
from pbcli.db.models import Setting, Unit


def create_unit(
    path: Path, name: str, now: datetime, *, actor: str | None = None, digest_key: str | None = None
) -> None:
    """Make the database of a unit. Raises Conflict where a file is there already.

    The key of the ID numbers' digests is drawn at random; an invented school may bring its own, to be the same each time.
    """
    with (
        new_database(path) as draft,
        unit_of_work(draft, command="init", actor=actor or getpass.getuser(), now=now) as work,
    ):
        work.add(Unit.make(id=1, name=name, digest_key=digest_key or secrets.token_hex(32), created_at=now))
