"""The unit: its database, its name, and the settings that travel with its records."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pbcli.db.read import Reader
from pbcli.domain.errors import DatabaseNotReady

if TYPE_CHECKING:
    from pbcli.db.engine import Work
    from pbcli.db.keys import Secret

KEY_BYTES = 32


def create_unit(
    path: Path,
    name: str,
    now: datetime,
    *,
    actor: str | None = None,
    command: str = "init",
    digest_key: str | None = None,
    secret: "Secret | None" = None,
    fill: "Callable[[Work], None] | None" = None,
) -> None:
    """Make the database of a unit. Raises Conflict where a file is there already.

    With a secret the file is encrypted. The key of the ID numbers' digests is drawn at random; an invented school may
    bring its own, so as to be the same each time, and its records, which `fill` writes in the same operation.
    """
    import getpass
    import secrets

    from pbcli.db.backup import begin_list_anew
    from pbcli.db.engine import unit_of_work
    from pbcli.db.migrate import new_database
    from pbcli.db.models import Unit
    from pbcli.domain.names import clean_name

    name = clean_name(name, field="单位名称")
    unit = Unit.make(id=1, name=name, digest_key=digest_key or secrets.token_hex(KEY_BYTES), created_at=now)
    with new_database(path, secret) as draft:
        with unit_of_work(draft, command=command, actor=actor or getpass.getuser(), now=now) as work:
            work.add(unit)
            if fill is not None:
                fill(work)
        begin_list_anew(path, now)


def unit_name(reader: Reader) -> str:
    """Give the unit's name. Raises DatabaseNotReady where the database was made without one."""
    name = reader.value("unit_name")
    if name is None:
        raise DatabaseNotReady("数据库里还没有单位。", hint="pbcli init --unit NAME")
    return str(name)


def setting(reader: Reader, name: str) -> str | None:
    """Give a setting of the unit, or nothing where it was never set."""
    value: str | None = reader.value("setting_value", name=name)
    return value


def change_setting(work: "Work", name: str, value: str | None) -> None:
    """Keep a setting with the unit's records; None takes it away, so that the default counts again."""
    from sqlmodel import select

    from pbcli.db.models import Setting

    kept = work.session.exec(select(Setting).where(Setting.name == name)).first()
    if value is None:
        if kept is not None:
            work.remove(kept)
    elif kept is None:
        work.add(Setting.make(name=name, value=value))
    else:
        work.add(kept.revise(value=value))
