"""A record's page: its particulars as one section of title and value, and the sections of its histories."""

from collections.abc import Mapping, Sequence
from typing import Any

from pbcli.messages import _
from pbcli.output.result import Column, Row, Section
from pbcli.services.lateness import late_columns

Titles = Sequence[tuple[str, str]]


def particulars(row: Mapping[str, Any], titles: Titles) -> Section:
    """Return the fields of a record that have a value, each with its title."""
    return Section(
        key="particulars",
        title=_("基本情况"),
        columns=[Column("title", _("项目")), Column("value", _("内容"))],
        rows=[{"title": title, "value": str(row[key])} for key, title in titles if row.get(key) not in {None, ""}],
    )


def history(key: str, title: str, columns: Sequence[Column], rows: Sequence[Row], *, empty: str) -> Section:
    """Return the section of a history, whose rows hold from a day to a day, with what of it was written down late."""
    known = [prefix for prefix in ("", "end_") if rows and f"{prefix}late" in rows[0]]
    late = [column for prefix in known for column in late_columns(rows, prefix=prefix)]
    return Section(key=key, title=title, columns=[*columns, *_span(), *late], rows=rows, empty=empty)


def _span() -> list[Column]:
    return [Column("from_on", _("起"), "day"), Column("to_on", _("止（自该日起不再）"), "day")]
