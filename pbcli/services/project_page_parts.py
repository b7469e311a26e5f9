"""The lower part of a project's page: changes, experts, outcomes, money and papers, each only where there are any."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pbcli.messages import _
from pbcli.output.result import Column, Section
from pbcli.services.lateness import late_columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pbcli.db.read import Row


def part_sections(parts: Mapping[str, Sequence[Row]]) -> Iterator[Section]:
    """Give the sections of those parts that have rows."""
    for key, title, columns in (
        ("change_log", _("变更"), change_columns()),
        ("experts", _("专家"), expert_columns()),
        ("outcome_list", _("成果"), outcome_columns()),
        ("money", _("经费收支"), _money_columns()),
        ("materials", _("材料"), material_columns()),
    ):
        rows = parts[key]
        if rows:
            late = late_columns(rows) if "late" in rows[0] else []
            yield Section(key, title, [*columns, *late], rows)


def change_columns() -> list[Column]:
    """Return the columns of a project's changes."""
    return [
        Column("changed_on", _("变更日期"), "day"),
        Column("kind", _("变更事项")),
        Column("before", _("变更前")),
        Column("after", _("变更后")),
        Column("reason", _("原因")),
        Column("approval", _("批复文号")),
    ]


def expert_columns() -> list[Column]:
    """Return the columns of a project's experts."""
    return [
        Column("step", _("环节")),
        Column("name", _("专家")),
        Column("affiliation", _("单位")),
        Column("level", _("职称/级别")),
    ]


def outcome_columns() -> list[Column]:
    """Return the columns of a project's outcomes."""
    return [
        Column("id", _("编号"), "int"),
        Column("form", _("成果形式")),
        Column("title", _("成果名称")),
        Column("authors", _("作者")),
        Column("publication", _("刊物/出版社")),
        Column("issue", _("刊期/书号")),
        Column("published_on", _("发表日期"), "day"),
    ]


def material_columns() -> list[Column]:
    """Return the columns of the papers of a project."""
    return [
        Column("step", _("环节")),
        Column("material", _("材料")),
        Column("state", _("状态")),
        Column("received_on", _("收到日期"), "day"),
        Column("place", _("存放处")),
    ]


def _money_columns() -> list[Column]:
    return [
        Column("id", _("编号"), "int"),
        Column("occurred_on", _("日期"), "day"),
        Column("kind", _("收支")),
        Column("amount", _("金额(元)"), "money"),
        Column("purpose", _("用途")),
    ]
