"""What a year's talks still lack, as people read it."""

from collections.abc import Mapping
from typing import Any

from pbcli.messages import _
from pbcli.output.result import Column, Report, Section


def talks_missing_report(figures: Mapping[str, Any], *, each: bool) -> Report:
    """Return the report with its sections, from the figures of `talks_missing`."""
    branches = figures["branches"]
    rule = (
        _("按“每名党员与每名委员各谈一次”计算。")
        if each
        else _("按“每名党员至少与一名委员、一名党员各谈一次，委员两两谈一次”计算。")
    )
    return Report(
        name="talks_missing",
        title=_("{year} 年谈心谈话还缺的", year=figures["year"]),
        subtitle=_("截至 {day}", day=figures["as_of"]),
        data=figures,
        sections=[
            Section("branches", _("各支部"), _of_branches(), branches, _totals(branches), empty=_("还没有党员。")),
            Section(
                "smallest",
                _("最少还要谈的"),
                _of_pairs(),
                figures["smallest"],
                notes=[rule] if figures["smallest"] else [],
                empty=_("✓ 不用再谈了。"),
            ),
            Section(
                "pairs",
                _("还没有谈过的（委员之间、委员与党员）"),
                _of_pairs(),
                figures["pairs"],
                empty=_("✓ 都谈过了。"),
            ),
        ],
    )


def _of_branches() -> list[Column]:
    return [
        Column("branch", _("党支部")),
        Column("committee", _("委员"), "int"),
        Column("members", _("其他党员"), "int"),
        Column("missing", _("没有谈过的"), "int"),
        Column("smallest", _("最少还要谈"), "int"),
    ]


def _of_pairs() -> list[Column]:
    return [
        Column("branch", _("党支部")),
        Column("relation", _("哪一种")),
        Column("first", _("谈话人")),
        Column("second", _("谈话对象")),
    ]


def _totals(rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"branch": _("合计"), **{key: sum(row[key] for row in rows) for key in ("missing", "smallest")}}
