"""Ledgers of evidence: which file shows what of which record. The files are taken in again, each by its own digest."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from pbcli.db.contents import Content
from pbcli.db.evidence import read_content, store_of
from pbcli.db.titles import title_of
from pbcli.domain.enums import RecordKind
from pbcli.domain.errors import UsageFault
from pbcli.intake.kinds.base import Context, added, known, mark_new, revised
from pbcli.intake.kinds.line import Line, RowFault
from pbcli.intake.kinds.moments import recorded_at
from pbcli.intake.store import Kept
from pbcli.messages import _

_WORDS = {
    RecordKind.BRANCH: ("of_whom",),
    RecordKind.MEMBER: ("of_whom", "born"),
    RecordKind.CLASS: ("class",),
    RecordKind.ASSIGNMENT: ("on_day", "of_whom", "born", "class"),
    RecordKind.CONTACT: ("on_day", "of_whom", "born", "class"),
    RecordKind.EVENT: ("on_day", "of_whom"),
    RecordKind.PROJECT: ("of_whom", "title"),
    RecordKind.BRAND: ("of_whom", "title"),
    RecordKind.CHECKLIST: ("of_whom", "title"),
    RecordKind.STUDY: ("on_day", "of_whom", "born"),
    RecordKind.TALK: ("on_day", "of_whom", "born"),
}
"""What tells a record of each kind, the parameters of the query that finds it."""

_FIELDS = {"文件名": "name", "佐证种类": "kind", "日期": "attached_on"}


class EvidenceLedgers:
    """Takes the rows of a ledger of evidence. A row is known by the record, the content and the kind of evidence."""

    unused: ClassVar[frozenset[str]] = frozenset({"record"})

    def __init__(self, context: Context) -> None:
        self.context = context

    def take(self, line: Line) -> None:
        """Attach a file to the record that the row names."""
        record_kind, record_id = self._record(line)
        content, source = self._content(line)
        file = self._file(line, content, source)
        kind = line.need("kind", line.name("kind"))
        own = {"file_id": file.id, "record_kind": record_kind, "record_id": record_id, "kind": kind}
        facts: dict[str, Any] = known(
            shows_pupils=line.flag("shows_pupils"), attached_on=line.day("attached_on"), note=line.text("note")
        )
        rows = self.context.store.where("evidence", "file_id", file.id)
        alike = [row for row in rows if all(row[column] == value for column, value in own.items())]
        if source is not None:
            self.context.files.append(source)
        if alike:
            revised(self.context, line, alike[0], facts)
            return
        facts = {"shows_pupils": False, "attached_on": self.context.today} | facts
        added(self.context, line, "evidence", _FIELDS, **own, **facts)
        mark_new(line)

    def finish(self) -> None:
        """Nothing waits here."""

    def _record(self, line: Line) -> tuple[str, int]:
        """Find the record, kept before or come with the same papers. Raises RowFault."""
        kinds = {word: kind for kind in RecordKind for word in (kind.value, title_of(kind.value))}
        named = line.need("record_kind", line.name("record_kind"))
        if named not in kinds:
            raise RowFault("record_kind", _("没有这种记录：{kind}。", kind=named))
        kind = kinds[named]
        words = {
            "on_day": line.day("on_day"),
            "of_whom": line.name("of_whom"),
            "born": line.day("born"),
            "class": line.name("class"),
            "title": line.name("title"),
        }
        self.context.write_out(least=0)
        parameters = {name: words[name] for name in _WORDS[kind]}
        found = self.context.store.reader.rows(f"import_linked_{kind.value}", **parameters)
        nth = line.count("nth")
        told = " ".join(str(value) for value in parameters.values() if value is not None)
        field = next((name for name in _WORDS[kind] if words[name] is not None), "record_kind")
        if nth is None and len(found) > 1:
            raise RowFault(field, _("有 {count} 条这样的记录（{told}），要写是第几条。", count=len(found), told=told))
        if not 1 <= (nth or 1) <= len(found):
            raise RowFault(field, _("没有找到这条记录：{told}。", told=told))
        return kind.value, int(found[(nth or 1) - 1]["id"])

    def _content(self, line: Line) -> tuple[Content, Path | None]:
        """Read the file that a row names, from beside the paper; what is kept already needs none. Raises RowFault."""
        written, size = line.text("sha256"), line.count("size")
        text = line.text("path")
        if written is not None and size is not None and store_of(self.context.path).holds(Content(written, size)):
            return Content(written, size), None
        source = line.plan.path.parent / line.need("path", text)
        try:
            content = read_content(source)
        except UsageFault as error:
            raise RowFault("path", _(error.message, **error.values)) from None
        if written is not None and written != content.sha256:
            raise RowFault("sha256", _("文件的 SHA-256 是 {found}，与这里写的不同。", found=content.sha256))
        return content, source

    def _file(self, line: Line, content: Content, source: Path | None) -> Kept:
        """Return the kept file of a content, a new one where there is none."""
        found = self.context.store.where("evidence_file", "sha256", content.sha256)
        if found:
            return found[0]
        name = line.text("name") or (source.name if source is not None else content.sha256)
        moment = recorded_at(line, "added_at", self.context.now)
        facts = {"sha256": content.sha256, "size": content.size, "name": name, "added_at": moment}
        return added(self.context, line, "evidence_file", _FIELDS, **facts)
