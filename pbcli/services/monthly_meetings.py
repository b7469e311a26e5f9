"""The month's meetings and activities as people read them: which were held, how many came, which are missing."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pbcli.messages import _
from pbcli.output.result import Column, Section
from pbcli.services.monthly_tables import missing
from pbcli.services.rulebook import national

Row = Mapping[str, Any]

_FEW = 2
"""More branches than this aren't named one by one where all of them owe the same meeting."""


def required_meetings(rows: Sequence[Row], branches: Sequence[str], *, is_over: bool) -> Section:
    """Lay the meetings that have a rule out as branch × kind; a cell says held/required and attendance."""
    ruled = [row for row in rows if row["kind"] in _ruled_kinds()]
    kinds = [kind for kind in _ruled_kinds() if any(row["kind"] == kind for row in ruled)]
    cells = {(row["branch"], row["kind"]): row for row in ruled}
    names = [*branches, *(name for name in dict.fromkeys(row["branch"] for row in ruled) if name not in branches)]
    table = [
        {"branch": name, **{kind: _cell(cells.get((name, kind)), is_over=is_over) for kind in kinds}} for name in names
    ]
    sums = {kind: _held(_summed(row for row in ruled if row["kind"] == kind)) for kind in kinds}
    lacking = _lacking(ruled)
    if lacking:
        said = missing(lacking, _("本月还缺：")) if is_over else _("○ 本月还要开：{list}", list="、".join(lacking))
    else:
        said = _("✓ 应开的都开了。")
    return Section(
        "events",
        _("三会一课与主题党日（已开/应开，出勤率）"),
        [Column("branch", _("党支部")), *(Column(kind, kind) for kind in kinds)],
        table if kinds else [],
        {"branch": _("合计"), **sums},
        notes=[said],
        empty=_("本月没有应开的会议，也没有开。"),
    )


def other_events(rows: Sequence[Row]) -> Section:
    """List the kinds that no rule demands, each with its number, its attendance and whose it was."""
    others: dict[str, list[Row]] = {}
    for row in rows:
        if row["kind"] not in _ruled_kinds():
            others.setdefault(row["kind"], []).append(row)
    columns = [
        Column("kind", _("活动")),
        Column("done", _("次数"), "int", bar=True),
        Column("attendance", _("实到/应到"), "percent"),
        Column("branches", _("党支部"), "terms"),
    ]
    table: list[Row] = [
        {
            "kind": kind,
            "done": _summed(held)["done"],
            "attendance": (_summed(held)["present"], _summed(held)["entitled"]),
            "branches": [row["branch"] for row in held],
        }
        for kind, held in others.items()
    ]
    totals = {"kind": _("合计"), "done": sum(row["done"] for row in table)}
    return Section("other_events", _("其他活动"), columns, table, totals, empty=_("本月没有其他活动。"))


def in_a_line(rows: Sequence[Row], *, is_over: bool) -> tuple[str, str]:
    """Say how many meetings were required and held, and how many of them are missing."""
    required = sum(row["required"] for row in rows)
    lacking = sum(_shortfall(row) for row in rows)
    said = _(
        "应开 {required} 次，已开 {done} 次，其他 {more} 次",
        required=required,
        done=required - lacking,
        more=sum(row["done"] for row in rows) - (required - lacking),
    )
    if not lacking:
        return said, _("✓ 应开的都开了")
    return said, missing([_("还缺 {count} 次", count=lacking)]) if is_over else _("○ 还要开 {count} 次", count=lacking)


def _ruled_kinds() -> tuple[str, ...]:
    return tuple(rule.event_kind for rule in national().meetings)


def _shortfall(row: Row) -> int:
    return max(0, int(row["required"]) - int(row["done"]))


def _summed(rows: Iterable[Row]) -> dict[str, int]:
    every = list(rows)
    return {key: sum(row[key] for row in every) for key in ("required", "done", "entitled", "present")}


def _cell(row: Row | None, *, is_over: bool) -> str:
    if row is None:
        return "–"
    if _shortfall(row):
        return f"{_('✗ 缺') if is_over else _('○ 待开')} {_held(row)}"
    return f"✓ {_held(row)}" if row["required"] else _held(row)


def _held(row: Row) -> str:
    """Say held/required, or how often where nothing was required, and the attendance."""
    held = f"{row['done']}/{row['required']}" if row["required"] else _("{count} 次", count=row["done"])
    return f"{held} {_percent(row['present'], row['entitled'])}" if row["entitled"] else held


def _percent(part: int, whole: int) -> str:
    """Write a share in whole per cent, half up."""
    return f"{(part * 200 + whole) // (whole * 2)}%"


def _lacking(rows: Sequence[Row]) -> list[str]:
    """Say for each kind which branches still owe it, and how often where that is more than once."""
    said = []
    for kind in _ruled_kinds():
        owing = [row for row in rows if row["kind"] == kind and row["required"]]
        who = [_ower(row) for row in owing if _shortfall(row)]
        if len(who) == len(owing) > _FEW and all(_shortfall(row) == 1 for row in owing):
            who = [_("{count} 个党支部都缺", count=len(who))]
        if who:
            said.append(_("{kind}（{branches}）", kind=kind, branches="、".join(who)))
    return said


def _ower(row: Row) -> str:
    count = _shortfall(row)
    return str(row["branch"]) if count == 1 else _("{branch} {count} 次", branch=row["branch"], count=count)
