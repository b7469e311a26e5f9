"""The copy of the database before a large import: made before many changes, withdrawn where none stay."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pbcli.db import manifest
from pbcli.db.backup import back_up
from pbcli.db.connection import backups_folder

if TYPE_CHECKING:
    from pbcli.db.engine import Work
    from pbcli.db.manifest import Entry

LARGE = 1000
"""So many new or changed rows are a large import: the database is backed up before it."""


class FirstCopy:
    """The backup that one import makes, at most."""

    def __init__(self, work: Work, *, is_wanted: bool) -> None:
        self._work = work
        self._is_wanted = is_wanted
        self._seen = 0
        self._entry: Entry | None = None

    @property
    def file(self) -> Path | None:
        """The backup's file, where one was made."""
        return None if self._entry is None else Path(self._entry.file)

    def before(self, changes: int) -> None:
        """Back up what is committed so far, where so many changes more are too many to be without a copy.

        Until then little enough is written that it waits in memory, and nobody is kept from reading the file.
        """
        self._seen += changes
        if self._is_wanted and self._entry is None and self._seen >= LARGE:
            self._entry = back_up(self._work.path, self._work.now, cause="import")

    def withdraw(self) -> None:
        """Take the copy away again: nothing was changed, and nobody was told of it."""
        if self._entry is not None:
            with suppress(OSError):
                # A disk that refuses this has said worse before; a copy more does no harm.
                Path(self._entry.file).unlink(missing_ok=True)
            entry = replace(self._entry, kind="prune", at=manifest.moment(self._work.now))
            manifest.append(backups_folder(self._work.path), entry)
            self._entry = None
