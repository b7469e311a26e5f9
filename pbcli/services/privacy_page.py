"""What is kept on people, kind by kind: how much, since when, for how long, and what a purge would take today."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pbcli.db.connection import backups_folder
from pbcli.db.data_classes import DATA_CLASSES
from pbcli.db.titles import title_of
from pbcli.domain.privacy import DataClass
from pbcli.messages import _
from pbcli.output.result import Column, Report, Section
from pbcli.rulebook.privacy import TITLES, time_of
from pbcli.services.history import DERIVED
from pbcli.services.privacy_purge import due, holding, last_purge, older_backups
from pbcli.services.settings import unit_retentions

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from pbcli.db.read import Reader
    from pbcli.domain.privacy import Retention

_PERSONAL = (DataClass.PERSON, DataClass.IDENTITY, DataClass.PHONE, DataClass.PAY, DataClass.NOTE, DataClass.TEXT)


def privacy_page(reader: Reader, path: Path, *, today: date) -> Report:
    """Return what is kept and how long, the classes of data with their columns, what was purged, and old backups."""
    kinds = _kinds(reader, today)
    purges = [dict(row) for row in reader.rows("privacy_redactions")]
    last = last_purge(reader)
    backups = [] if last is None else [{"file": entry.file, "at": entry.at} for entry in older_backups(path, last)]
    classes = [row for kind in _PERSONAL for row in _columns_of(kind)]
    return Report(
        name="privacy",
        title=_("个人信息"),
        subtitle=_("截至 {day}", day=today),
        data={
            "report": "privacy",
            "as_of": today.isoformat(),
            "kinds": kinds,
            "classes": classes,
            "purges": purges,
            "backups": backups,
            "backups_folder": str(backups_folder(path)),
        },
        sections=[
            _kinds_section(kinds),
            Section(
                "classes",
                _("各类数据"),
                [Column("class", _("类别")), Column("title", _("表")), Column("columns", _("字段"), "terms")],
                classes,
            ),
            _purges_section(purges),
            Section(
                "backups",
                _("清理前的备份（里面还有清理掉的内容）"),
                [Column("at", _("时间"), "moment"), Column("file", _("文件"))],
                backups,
                empty=_("没有。"),
            ),
        ],
    )


def _kinds(reader: Reader, today: date) -> list[dict[str, Any]]:
    """Return a row for each kind of record, its parts counted with it."""
    kinds: dict[str, list[Retention]] = {}
    for retention in unit_retentions(reader):
        kinds.setdefault(retention.kind, []).append(retention)
    return [_kind(reader, key, retentions, today) for key, retentions in kinds.items()]


def _kind(reader: Reader, key: str, retentions: list[Retention], today: date) -> dict[str, Any]:
    held = [(retention, holding(reader, retention)) for retention in retentions]
    found = [day for retention, rows in held for day in due(reader, retention, today, rows).values()]
    return {
        "key": key,
        "title": _(TITLES[key]),
        "records": sum(len(rows) for _retention, rows in held),
        "kept": time_of(retentions[0]),
        "mark": retentions[0].mark,
        "due": len(found),
        "oldest": min(found, default=None),
    }


def _columns_of(kind: DataClass) -> list[dict[str, Any]]:
    """List the columns of a class, table by table, under their titles."""
    found = {
        table: [column for column, own in columns.items() if own is kind] for table, columns in DATA_CLASSES.items()
    }
    return [
        {
            "class": kind.value,
            "table": table,
            "title": title_of(table),
            "columns": [title_of(table, column) for column in columns if column not in DERIVED],
        }
        for table, columns in found.items()
        if columns
    ]


def _kinds_section(rows: list[dict[str, Any]]) -> Section:
    columns = [
        Column("title", _("内容")),
        Column("records", _("记录"), "int"),
        Column("kept", _("保存期")),
        Column("mark", _("依据")),
        Column("due", _("已到期"), "int"),
        Column("oldest", _("最早"), "day"),
    ]
    notes = [_("清理：pbcli privacy purge --before 今天 --dry-run")] if any(row["due"] for row in rows) else []
    return Section("kinds", _("保存期"), columns, rows, notes=notes)


def _purges_section(rows: list[dict[str, Any]]) -> Section:
    titled = [{**row, "table": title_of(row["table"])} for row in rows]
    columns = [
        Column("operation", _("操作"), "int"),
        Column("at", _("时间"), "moment"),
        Column("table", _("表")),
        Column("changes", _("清理处数"), "int"),
        Column("operations", _("涉及操作"), "int"),
    ]
    return Section("purges", _("清理过的变更记录"), columns, titled, empty=_("没有清理过。"))
