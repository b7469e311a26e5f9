"""Evidence: files kept once by their SHA-256 in the folder beside the database, and the records they belong to."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field

from pbcli.db.models.base import (
    Record,
    day_column,
    flag_column,
    link_column,
    moment_column,
    name_column,
    term_column,
    text_column,
    whole_column,
)
from pbcli.domain.enums import RecordKind


class EvidenceFile(Record, table=True):
    """A kept file; its content lies under its digest."""

    __tablename__ = "evidence_file"

    sha256: str = Field(sa_type=sa.Text, nullable=False, min_length=64, max_length=64, unique=True, title="SHA-256")
    name: str = name_column(title="文件名")
    size: int = whole_column(nullable=False, title="字节数")
    added_at: datetime = moment_column(title="存入时间")


class Evidence(Record, table=True):
    """A kept file as evidence of a record: a notice, a sign-in sheet, minutes, a photograph."""

    __tablename__ = "evidence"
    __table_args__ = (
        sa.UniqueConstraint("file_id", "record_kind", "record_id", "kind"),
        sa.Index("ix_evidence_record", "record_kind", "record_id"),
    )

    file_id: int = link_column("evidence_file.id", index=False, title="文件")
    record_kind: RecordKind = term_column(RecordKind, title="记录种类")
    record_id: int = whole_column(nullable=False, least=1, title="记录编号")
    kind: str = name_column(title="佐证种类")
    shows_pupils: bool = flag_column(title="有学生正面照")
    attached_on: date = day_column(title="日期")
    note: str | None = text_column(title="备注")
