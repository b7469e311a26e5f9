"""Rows that were left out: a file beside each paper, cells as they stood and the reason, to be imported again."""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from pbcli.domain.errors import StorageUnusable
from pbcli.drafts import discard, give_name, passing_name, sync_folder, write_draft
from pbcli.intake.headers import catalogue
from pbcli.intake.texts import plain_text
from pbcli.messages import _
from pbcli.messages.reasons import reason

if TYPE_CHECKING:
    from pbcli.intake.paper import Cell
    from pbcli.intake.plan import BadRow, Plan, SheetPlan

REASON, SHEET, LINE = "未导入原因", "工作表", "行号"
"""The columns that are added; as headers they are the same in every language, since they are read again."""

_RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r", "'")


class Rejects:
    """The files of one import; where the import fails after all, they go again."""

    def __init__(self) -> None:
        self.written: list[Path] = []
        self._own: list[Path] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None:
            for path in self._own:
                discard(path)

    def put_aside(self, plan: Plan) -> None:
        """Write the bad rows of a plan, a file for each paper and header. Raises StorageUnusable."""
        for path, sheets in _by_header(plan):
            self._create(path, _table(sheets))

    def _create(self, paper: Path, text: str) -> None:
        """Make a file of a name that nobody has; one with the same rows, which an earlier import left, is as good."""
        content = text.encode("utf-8-sig")
        first = paper.with_name(f"{paper.stem}.rejected.csv")
        with passing_name(first) as draft:
            try:
                write_draft(draft, content)
                for number in itertools.count(1):  # pragma: no branch  the numbers never end
                    path = first if number == 1 else first.with_stem(f"{first.stem}-{number}")
                    if self._is_taken(path, draft, content):
                        continue
                    self.written.append(path)
                    sync_folder(path.parent)
                    return
            except OSError as error:
                raise _unwritable(first, error) from error

    def _is_taken(self, path: Path, draft: Path, content: bytes) -> bool:
        """Give the draft a name, where it is free; tell whether another file has it."""
        try:
            give_name(draft, path)
        except FileExistsError:
            return path.is_symlink() or not path.is_file() or not _is_alike(path, content)
        self._own.append(path)
        return False


def _is_alike(path: Path, content: bytes) -> bool:
    return path.stat().st_size == len(content) and path.read_bytes() == content


def _unwritable(path: Path, error: OSError) -> StorageUnusable:
    return StorageUnusable("写不了放未导入行的文件 {path}：{reason}，什么也没有导入。", path=path, reason=reason(error))


def _by_header(plan: Plan) -> Iterator[tuple[Path, list[SheetPlan]]]:
    """Give the sheets with bad rows, those of one paper and one header together."""
    groups: dict[tuple[object, ...], list[SheetPlan]] = {}
    for sheet in plan.sheets:
        if sheet.bad:
            groups.setdefault((sheet.path, *_headers(sheet)), []).append(sheet)
    for (path, *_rest), sheets in groups.items():
        assert isinstance(path, Path)
        yield path, sheets


def _headers(sheet: SheetPlan) -> tuple[str, ...]:
    titles = catalogue()[sheet.kind].fields
    return (*sheet.header_cells, *(titles[field].title for field in sheet.told_elsewhere))


def _table(sheets: Sequence[SheetPlan]) -> str:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    headers = _headers(sheets[0])
    writer.writerow([*map(_guarded, headers), REASON, SHEET, LINE])
    for sheet in sheets:
        width = len(sheet.header_cells)
        for bad in sorted(sheet.bad, key=lambda row: row.row):
            added = map(_guarded, bad.told)
            writer.writerow([*_cells(bad, width), *added, _reason(bad), _guarded(sheet.sheet), bad.row])
    return buffer.getvalue()


def _cells(bad: BadRow, width: int) -> list[str]:
    raw: Sequence[Cell] = bad.raw
    texts = [_guarded(plain_text(cell)) for cell in raw[:width]]
    return texts + [""] * (width - len(texts))


def _reason(bad: BadRow) -> str:
    return _guarded(_("“{column}”：{reason}", column=bad.header, reason=bad.reason) if bad.header else bad.reason)


def _guarded(text: str) -> str:
    """Put a ' before what a spreadsheet would run; importing takes one off."""
    return "'" + text if text.startswith(_RUN_BY_SPREADSHEETS) else text
