"""Evidence of records: files kept once by their SHA-256 beside the database, and whose evidence each is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pbcli.db import evidence as kept_files
from pbcli.db.contents import Content
from pbcli.domain.enums import RecordKind
from pbcli.domain.errors import RuleForbids, UnknownName, UsageFault
from pbcli.messages import _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from pbcli.db.engine import Work
    from pbcli.db.read import Reader, Row
    from pbcli.domain.periods import Period
    from pbcli.services.changed import Changed


def find_subject(reader: Reader, text: str) -> tuple[RecordKind, int]:
    """Return the record that is meant by "event/12" or "project/名称". Raises UsageFault, UnknownName."""
    from pbcli.services.history import find_record
    from pbcli.services.history_records import Names

    table, slash, name = text.partition("/")
    if not slash or not name.strip():
        raise UsageFault(
            "“{text}”要写成“种类/编号”，种类有：{kinds}。", text=text, kinds="、".join(RecordKind), hint="event/12"
        )
    chosen, row_id = find_record(reader, table, name.strip())
    if chosen not in set(RecordKind):
        raise UsageFault("“{name}”不能附佐证，可以附的有：{kinds}。", name=table, kinds="、".join(RecordKind))
    if not Names(reader.connection).stands(chosen, row_id):
        raise UnknownName("没有 {name} 这条记录。", name=text, hint=f"pbcli history {chosen}/{row_id}")
    return RecordKind(chosen), row_id


def attach(
    work: Work,
    subject: tuple[RecordKind, int],
    files: Sequence[Path],
    *,
    kind: str,
    on: date,
    shows_pupils: bool = False,
    note: str | None = None,
) -> Sequence[Changed]:
    """Keep files and attach them to a record; what is attached already stays as it is, and is said.

    The files are copied before anything is written: if the writing fails, a copy that no record mentions is left.
    Raises UsageFault for a file that isn't there.
    """
    return [
        _attach(work, subject, file, kind=kind, attached_on=on, shows_pupils=shows_pupils, note=note) for file in files
    ]


def _attach(work: Work, subject: tuple[RecordKind, int], file: Path, **facts: Any) -> Changed:
    from sqlmodel import select

    from pbcli.db.models import Evidence, EvidenceFile
    from pbcli.services.changed import Changed
    from pbcli.services.free_text import clean_facts
    from pbcli.services.stored import id_of

    record_kind, record_id = subject
    facts = clean_facts(Evidence, facts)
    name = clean_facts(EvidenceFile, {"name": file.name})["name"]
    content = kept_files.keep(work.path, file)
    known = work.session.exec(select(EvidenceFile).where(EvidenceFile.sha256 == content.sha256)).first()
    if known is None:
        known = work.add(EvidenceFile.make(sha256=content.sha256, name=name, size=content.size, added_at=work.now))
    same = select(Evidence).where(
        Evidence.file_id == known.id,
        Evidence.record_kind == record_kind,
        Evidence.record_id == record_id,
        Evidence.kind == facts["kind"],
    )
    already = work.session.exec(same).first()
    if already is not None:
        return Changed(id_of(already), file.name, [_("“{name}”已经附在这条记录上，没有再附。", name=file.name)])
    attached = work.add(Evidence.make(file_id=known.id, record_kind=record_kind, record_id=record_id, **facts))
    notes = [] if known.name == name else [_("这份文件已存为“{name}”，没有再存一遍。", name=known.name)]
    return Changed(id_of(attached), file.name, notes)


def edit(work: Work, evidence_id: int, **changes: Any) -> Changed:
    """Change the kind, the day, the flag or the note of a piece of evidence."""
    from pbcli.db.models import Evidence
    from pbcli.services.changed import Changed
    from pbcli.services.free_text import clean_facts
    from pbcli.services.stored import stored

    kept = stored(work, Evidence, evidence_id)
    work.add(kept.revise(**clean_facts(Evidence, changes)))
    return Changed(evidence_id)


def remove(work: Work, evidence_id: int) -> Changed:
    """Detach a piece of evidence; its file stays until `evidence prune`, so that this can be undone."""
    from pbcli.db.models import Evidence, EvidenceFile
    from pbcli.services.changed import Changed
    from pbcli.services.stored import stored

    kept = stored(work, Evidence, evidence_id)
    file = stored(work, EvidenceFile, kept.file_id)
    work.remove(kept)
    return Changed(evidence_id, file.name)


def list_evidence(
    reader: Reader, period: Period | None = None, *, subject: tuple[RecordKind, int] | None = None
) -> list[Row]:
    """List the evidence that was attached in a period, or all of it; of one record where one is named."""
    kind, record_id = subject or (None, None)
    return reader.rows(
        "evidence_list",
        start=period.start.isoformat() if period else "0001-01-01",
        end=period.end.isoformat() if period else "9999-12-31",
        id=None,
        record_kind=kind,
        record_id=record_id,
    )


def place_of(reader: Reader, evidence_id: int) -> tuple[Row, Path]:
    """Return a piece of evidence and where its file lies. Raises UnknownName, RuleForbids for a file that is gone."""
    from pbcli.services.stored import unknown

    row = reader.one(
        "evidence_list", start="0001-01-01", end="9999-12-31", id=evidence_id, record_kind=None, record_id=None
    )
    if row is None:
        raise unknown("evidence", evidence_id)
    if kept_files.state_of(reader.path, row["sha256"], row["size"]) is not None:
        raise RuleForbids("“{name}”的文件丢失或被改动。", name=row["file"], hint="pbcli evidence check")
    return row, kept_files.store_of(reader.path).place(row["sha256"])


def check(reader: Reader) -> list[dict[str, Any]]:
    """List the kept files that are lost or changed, and those that no record mentions."""
    path = reader.path
    files = reader.rows("evidence_files")
    found = []
    for file in files:
        state = kept_files.state_of(path, file["sha256"], file["size"]) if file["evidence_id"] is not None else None
        if state is not None:
            place = kept_files.store_of(path).place(file["sha256"])
            found.append(_finding(state, file["evidence_id"], file["name"], place))
    used = {file["sha256"]: file["size"] for file in files if file["evidence_id"] is not None}
    found.extend(_finding("stray", None, stray.name, stray) for stray in kept_files.strays(path, used))
    return found


def _finding(state: str, evidence_id: int | None, name: str, place: Path) -> dict[str, Any]:
    words = {
        "lost": _("文件不见了"),
        "changed": _("内容被改动"),
        "stray": _("没有记录提到它"),
    }
    return {"finding": state, "id": evidence_id, "file": name, "what": words[state], "path": str(place)}


def stray_files(reader: Reader) -> list[Path]:
    """Return the kept files that no record mentions any more."""
    files = reader.rows("evidence_files")
    used = {file["sha256"]: file["size"] for file in files if file["evidence_id"] is not None}
    return kept_files.strays(reader.path, used)


def lost_count(reader: Reader) -> int:
    """Count the files that are gone or of another size, without reading them."""
    return sum(
        kept_files.is_missing(reader.path, Content(file["sha256"], file["size"]))
        for file in reader.iterate("evidence_files")
        if file["evidence_id"] is not None
    )
