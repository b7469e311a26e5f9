"""The journal: every change of a row, before and after, by operation, sealed into a chain."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field

from pbcli.db.models.base import Record, moment_column, name_column, text_column, whole_column


class Operation(Record, table=True):
    """One change by one command: what `undo` takes back. `seal` is the chain's SHA-256 after it."""

    __tablename__ = "operation"

    at: datetime = moment_column(title="时间")
    actor: str = name_column(title="操作人")
    command: str = Field(sa_type=sa.Text, nullable=False, title="命令")
    undoes_id: int | None = Field(
        default=None, sa_type=sa.Integer, foreign_key="operation.id", nullable=True, title="撤销的操作"
    )
    note: str | None = text_column(title="说明")
    seal: str | None = Field(default=None, sa_type=sa.Text, nullable=True, title="封印")


class Journal(Record, table=True):
    """One row's change. `before` and `after` are JSON images; a raw write has no operation and is not sealed."""

    __tablename__ = "journal"
    __table_args__ = (
        sa.CheckConstraint("action IN ('insert', 'update', 'delete')", name="action"),
        sa.Index("ix_journal_row", "table_name", "row_id", "id"),
    )

    operation_id: int | None = Field(
        default=None, sa_type=sa.Integer, foreign_key="operation.id", nullable=True, index=True, title="操作"
    )
    table_name: str = Field(sa_type=sa.Text, nullable=False, title="表")
    row_id: int = Field(sa_type=sa.Integer, nullable=False, title="行")
    action: str = Field(sa_type=sa.Text, nullable=False, title="动作")
    before: str | None = Field(default=None, sa_type=sa.Text, nullable=True, title="原值")
    after: str | None = Field(default=None, sa_type=sa.Text, nullable=True, title="新值")


class JournalBatch(Record, table=True):
    """Rows of one table that an operation wrote or removed at once; `images` is compressed JSON, a list a row.

    It stands behind the change `after_id` of the journal. Columns that aren't named are empty in all of the rows.
    """

    __tablename__ = "journal_batch"
    __table_args__ = (
        sa.CheckConstraint("action IN ('insert', 'delete')", name="action"),
        sa.CheckConstraint("first_id <= last_id", name="order"),
        sa.Index("ix_journal_batch_rows", "table_name", "first_id", "last_id"),
    )

    operation_id: int | None = Field(
        default=None, sa_type=sa.Integer, foreign_key="operation.id", nullable=True, index=True, title="操作"
    )
    after_id: int = Field(sa_type=sa.Integer, nullable=False, title="之前的变更")
    table_name: str = Field(sa_type=sa.Text, nullable=False, title="表")
    action: str = Field(sa_type=sa.Text, nullable=False, title="动作")
    first_id: int = Field(sa_type=sa.Integer, nullable=False, title="首行")
    last_id: int = Field(sa_type=sa.Integer, nullable=False, title="末行")
    row_count: int = whole_column(nullable=False, least=1, title="行数")
    column_names: str = Field(sa_type=sa.Text, nullable=False, title="字段")
    images: bytes = Field(sa_type=sa.LargeBinary, nullable=False, title="内容")


class JournalState(Record, table=True):
    """The operation that is under way, and the table that it writes a batch of, whose triggers are silent meanwhile.

    The triggers read it; one row, empty between transactions.
    """

    __tablename__ = "journal_state"
    __table_args__ = (
        sa.CheckConstraint("id = 1", name="single"),
        sa.CheckConstraint("batch_table IS NULL OR operation_id IS NOT NULL", name="batch"),
    )

    operation_id: int | None = Field(default=None, sa_type=sa.Integer, nullable=True, title="操作")
    batch_table: str | None = Field(default=None, sa_type=sa.Text, nullable=True, title="整批写入的表")


class Redaction(Record, table=True):
    """What a purge took out of an earlier operation's images, and the seal that the operation's content has since.

    The operation keeps its own seal, so that the chain and the backups' heads stay as they are. A redaction is a record
    like any other: journalled, and sealed with the operation that made it.
    """

    __tablename__ = "redaction"

    operation_id: int = Field(sa_type=sa.Integer, foreign_key="operation.id", nullable=False, title="清理操作")
    redacted_id: int = Field(
        sa_type=sa.Integer, foreign_key="operation.id", nullable=False, index=True, title="被清理的操作"
    )
    table_name: str = name_column(title="表")
    column_names: str = name_column(title="字段")
    changes: int = whole_column(nullable=False, least=1, title="清理处数")
    seal: str = Field(sa_type=sa.Text, nullable=False, min_length=64, max_length=64, title="清理后的封印")
