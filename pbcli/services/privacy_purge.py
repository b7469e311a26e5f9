"""Taking away what has been kept long enough, from the records and from their journal: nothing of it is left."""

from __future__ import annotations

from contextlib import closing
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pbcli.db import manifest
from pbcli.db.bulk import delete_row, update_row
from pbcli.db.condition import remove_leftovers
from pbcli.db.connection import backups_folder, open_database
from pbcli.db.faults import translated
from pbcli.db.redaction import Blanked, blank_images, blank_rows, record_redactions
from pbcli.db.texts import former_values, removed_in_batches, values_of
from pbcli.db.titles import title_of
from pbcli.domain.dues import owed_fen, rate
from pbcli.domain.errors import RuleForbids
from pbcli.domain.idnumber import cover_numbers
from pbcli.domain.privacy import PURGED
from pbcli.messages import _
from pbcli.rulebook.privacy import TITLES
from pbcli.services.privacy_scan import scanned_columns
from pbcli.services.rulebook import read_rulebook
from pbcli.services.settings import unit_retentions
from pbcli.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date
    from sqlite3 import Connection

    from pbcli.db.engine import Work
    from pbcli.db.manifest import Entry
    from pbcli.db.read import Reader
    from pbcli.domain.privacy import Retention


@dataclass(frozen=True)
class Purged:
    """What a purge took away of one kind: how many records, how many earlier changes in the journal, since when."""

    key: str
    title: str
    records: int
    changes: int
    oldest: str | None = None


def purge(work: Work, *, before: date, today: date) -> list[Purged]:
    """Take away what was due before a day, by the time that each kind of record is kept (privacy.md).

    Whatever a record held earlier goes as well, and what is left of removed records. Raises RuleForbids for a day to
    come: until then the time isn't over.
    """
    if before > today:
        raise RuleForbids("{day} 还没有到，那时才到期的现在不能清理。", day=before, hint="pbcli privacy report")
    done = []
    # Whose time is over is asked before anything goes: a part is known by the record that it belongs to.
    over = [(retention, _since(work.reader, retention, before)) for retention in unit_retentions(work.reader)]
    for retention, since in over:
        _blank_records(work, retention, since)
        blanked = blank_images(work.connection, retention.table, since, _stand_ins(retention))
        done.append((_purged(work, retention.kind, _(TITLES[retention.kind]), blanked, since), blanked))
    return _recorded(work, done, _("清理了 {day} 之前到期的内容", day=before))


def purge_numbers(work: Work) -> list[Purged]:
    """Cover the numbers of people in all texts, and in all that the journal kept of them, but for their last four."""
    done = []
    for table, columns in scanned_columns(work.connection).items():
        cover = dict.fromkeys(columns, _without_numbers)
        row_ids = _with_numbers(work.connection, table, columns)
        blank_rows(work.connection, table, row_ids, cover)
        blanked = blank_images(work.connection, table, row_ids, cover)
        done.append((_purged(work, table, title_of(table), blanked, {}), blanked))
    return _recorded(work, done, _("遮盖了文字里的号码"))


def due(reader: Reader, retention: Retention, before: date, held: set[int]) -> dict[int, str]:
    """Give those of the records `held` that are due before a day, with the day since which their time runs."""
    return {row_id: day for row_id, day in _since(reader, retention, before).items() if row_id in held}


def holding(reader: Reader, retention: Retention) -> set[int]:
    """Give the records that hold something of what a purge would take away."""
    stand_ins = _stand_ins(retention)
    values = values_of(reader.connection, retention.table, retention.columns)
    return {row_id for row_id, column, value in values if stand_ins[column](value) != value}


def sweep(path: Path) -> None:
    """Write the file anew, so that none of its free places holds what was taken away, and remove broken-off copies."""
    remove_leftovers(path)
    with translated(path), closing(open_database(path, "rw")) as connection:
        # What is taken away must not go into a temporary file either.
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("VACUUM")


def older_backups(path: Path, operation_id: int) -> list[Entry]:
    """Give the backups that are there still and were made before an operation: they hold what it took away."""
    return [
        entry
        for entry in manifest.entries(backups_folder(path))
        if entry.kind == "backup" and entry.operation < operation_id and Path(entry.file).is_file()
    ]


def last_purge(reader: Reader) -> int | None:
    """Give the last operation that took something out of the journal."""
    operation: int | None = reader.value("privacy_last_purge")
    return operation


def _since(reader: Reader, retention: Retention, before: date) -> dict[int, str]:
    """Give the records whose time was over before a day, removed ones too, with the day since which it ran."""
    cutoff = retention.cutoff(before)
    if cutoff is None:
        return {}
    since = {row["id"]: row["since_on"] for row in reader.rows(f"privacy_since_{retention.kind}", before=cutoff)}
    if retention.part_of:
        links = values_of(reader.connection, retention.table, [retention.link])
        since = {row_id: since[owner] for row_id, _column, owner in links if owner in since}
    rows = reader.rows("privacy_removed", table_name=retention.table, before=cutoff)
    removed = removed_in_batches(reader.connection, retention.table, cutoff)
    since |= {row["id"]: row["since_on"] for row in rows}
    return removed | {row_id: max(day, removed.get(row_id, "")) for row_id, day in since.items()}


def _stand_ins(retention: Retention) -> dict[str, Callable[[Any], Any]]:
    mark = PURGED if retention.leaves_mark else None
    return dict.fromkeys(retention.columns, lambda _value: mark)


def _blank_records(work: Work, retention: Retention, row_ids: Iterable[int]) -> None:
    """Blank what the records hold; some are nothing else and go, and a base leaves what it came to."""
    if retention.takes_row:
        for row_id in row_ids:
            delete_row(work.connection, retention.table, row_id)
    elif retention.key == "dues_bases":
        _freeze_bases(work, set(row_ids))
    else:
        blank_rows(work.connection, retention.table, row_ids, _stand_ins(retention))


def _freeze_bases(work: Work, row_ids: set[int]) -> None:
    """Put the rate and the amount in the place of a base, as they are worked out today."""
    table = read_rulebook(work.reader).dues
    for row in work.reader.rows("dues_base", month="9999-12", member_id=None):
        if row["id"] in row_ids and row["base_fen"] is not None:
            group = table.groups[row["payer_group"]]
            frozen = {
                "base_fen": None,
                "rate_basis_points": None if group.fixed_fen is not None else rate(group, row["base_fen"]),
                "owed_fen": owed_fen(table, row["payer_group"], row["base_fen"]),
            }
            update_row(work.connection, "dues_base", row["id"], frozen)


def _without_numbers(value: Any) -> Any:
    return cover_numbers(value) if isinstance(value, str) else value


def _with_numbers(connection: Connection, table: str, columns: Sequence[str]) -> list[int]:
    """Give the rows in which a number stands in a text, now or in the journal."""
    now = ((row_id, value) for row_id, _column, value in values_of(connection, table, columns))
    former = former_values(connection, table, columns)
    earlier = ((row_id, value) for row_id, _operation, _column, value in former)
    return sorted({row_id for row_id, value in chain(now, earlier) if _without_numbers(value) != value})


def _purged(work: Work, key: str, title: str, blanked: Blanked, since: Mapping[int, str]) -> Purged:
    earlier = sum(count for owner, count in blanked.changes.items() if owner != work.operation_id)
    days = [since[row_id] for row_id in blanked.row_ids if row_id in since]
    return Purged(key, title, len(blanked.row_ids), earlier, min(days, default=None))


def _recorded(work: Work, done: Sequence[tuple[Purged, Blanked]], what: str) -> list[Purged]:
    """Record what was taken out of whose images, and say it in the operation's note."""
    record_redactions(work.connection, work.operation_id, [blanked for _purged, blanked in done])
    found = _together([purged for purged, _blanked in done if purged.records])
    if found:
        counts = "、".join(_("{title} {n} 条", title=one.title, n=one.records) for one in found)
        work.annotate(f"{what}：{counts}")
    return found


def _together(purged: Sequence[Purged]) -> list[Purged]:
    """Count a kind and its parts as one."""
    found: dict[str, Purged] = {}
    for one in purged:
        so_far = found.get(one.key, Purged(one.key, one.title, 0, 0))
        days = [day for day in (so_far.oldest, one.oldest) if day is not None]
        records, changes = so_far.records + one.records, so_far.changes + one.changes
        found[one.key] = Purged(one.key, one.title, records, changes, min(days, default=None))
    return list(found.values())
