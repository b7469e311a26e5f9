"""Where the invented school lies: made where nothing is, found again, made anew without losing what was done to it."""

from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pbcli.db.connection import open_database
from pbcli.db.faults import translated
from pbcli.db.read import open_reader
from pbcli.domain.errors import Conflict, DatabaseNotReady
from pbcli.domain.periods import read_period
from pbcli.drafts import passing_name
from pbcli.services.demonstration.draft import last_day, material
from pbcli.services.demonstration.people import DIGEST_KEY
from pbcli.services.monthly import monthly_figures
from pbcli.services.rulebook import national
from pbcli.values import dataclass

if TYPE_CHECKING:
    from pbcli.db.engine import Work

PROFILE = "demo"
ACTOR = "demo"


@dataclass(frozen=True)
class Made:
    """What was done: the school was made, or found as it was left; `former` is the backup of the one before it."""

    path: Path
    is_new: bool
    former: Path | None = None


def today() -> date:
    """Return the day that counts as today in the invented school: the one after its records end."""
    return last_day() + timedelta(1)


def open_school(path: Path, now: datetime, *, fresh: bool) -> Made:
    """Make the invented school, or find it as it was left; with `fresh` make it anew, the former one kept as a backup.

    Raises Conflict where another database lies there, DatabaseNotReady for a school that another version made.
    """
    if not (path.exists() or path.is_symlink()):
        _make(path)
        return Made(path, is_new=True)
    _check_invented(path)
    if not fresh:
        return Made(path, is_new=False)
    return Made(path, is_new=True, former=_make_anew(path, now))


def month_summary(path: Path) -> Mapping[str, Any]:
    """Return the figures of the last month that the school's records know of."""
    month = read_period(f"{last_day():%Y-%m}", today=today(), terms=())
    try:
        with open_reader(path) as reader:
            return monthly_figures(reader, month, today())
    except DatabaseNotReady as error:
        # The next step must be taken here, not on the user's own database.
        hint = error.hint.replace("pbcli db", "pbcli --db {path} db")
        raise DatabaseNotReady(error.message, hint=hint, **error.values) from None


def _check_invented(path: Path) -> None:
    """Refuse a database that isn't the invented school. It is known by its key, whatever was done to it since."""
    with translated(path), closing(open_database(path, "ro", any_older=True)) as connection:
        keys = connection.execute("SELECT digest_key FROM unit").fetchall()
    if keys != [(DIGEST_KEY,)]:
        raise Conflict("那里是另一个数据库，不是虚构的学校：{path}。", path=path, hint="pbcli demo --at FOLDER")


def _make_anew(path: Path, now: datetime) -> Path | None:
    """Put a new school in the place of the old one, and give the old one's backup."""
    from pbcli.db.restore import restore

    with passing_name(path) as draft:
        _make(draft)
        return restore(path, draft, now).former


def _make(path: Path) -> None:
    """Make the database by the migrations, with the school in it, as one operation."""
    from pbcli.services.unit import create_unit

    moment = datetime.combine(today(), time(1), tzinfo=UTC)
    create_unit(path, material()["unit"], moment, actor=ACTOR, command="demo", digest_key=DIGEST_KEY, fill=_fill)


def _fill(work: "Work") -> None:
    from pbcli.services.demonstration.school import invent_school, write_school

    kind_ids = {row["kind"]: row["id"] for row in work.reader.rows("event_kind_names")}
    write_school(work, invent_school(kind_ids, national().dues))
