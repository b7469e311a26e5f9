"""`pbcli event list show`: the events of a period, and one of them."""

from collections.abc import Sequence
from typing import Annotated

import typer

from pbcli.cli.params import PeriodArg, with_view
from pbcli.cli.state import State
from pbcli.messages import _
from pbcli.output.result import Column, Result, Row, View


@with_view
def list_(
    ctx: typer.Context,
    period: PeriodArg = None,
    *,
    branch: Annotated[
        str | None, typer.Option("--branch", metavar="BRANCH", help=_("只看这个党支部；单位自己的写“党委”"))
    ] = None,
    kind: Annotated[str | None, typer.Option("--kind", metavar="KIND", help=_("只看这种会议"))] = None,
    view: View,
) -> None:
    """List the events of a period."""
    from pbcli.services import event_kinds, event_listing, event_organizers

    state: State = ctx.obj
    with state.read() as reader:
        wanted = state.period(period, reader)
        rows = event_listing.list_events(
            reader,
            wanted,
            organizer=event_organizers.find_organizer(reader, branch) if branch is not None else None,
            kind=event_kinds.find_kind(reader, kind)["name"] if kind is not None else None,
        )
    title = _("活动（{period}）", period=wanted.label)
    state.show(Result(_columns(), rows, title=title, totals=_totals(rows)), view)


@with_view
def show(
    ctx: typer.Context,
    event: Annotated[str, typer.Argument(metavar="ID", help=_("活动的编号，见 event list"))],
    unmask: Annotated[bool, typer.Option("--unmask", help=_("写到隐私的事由也显示，并记入操作历史"))] = False,
    *,
    view: View,
) -> None:
    """Show one event with all its facts and who was away; what is shown unmasked is journalled before it is shown."""
    from pbcli.services.event_page import event_page
    from pbcli.services.lookup import find_event

    state: State = ctx.obj
    with state.read() as reader:
        event_id = find_event(reader, event)["id"]
        page = event_page(reader, event_id, day=state.today, unmasked=unmask)
    if unmask:
        with state.change() as work:
            work.annotate(_("查看了活动 {id} 未遮盖的内容。", id=event_id))
    state.show(page, view)


def register(app: typer.Typer) -> None:
    """Add these commands to the area."""
    app.command(
        "list", help=_("列出活动。"), epilog=_("例：pbcli event list 本学期 --branch 第一党支部 --kind 主题党日")
    )(list_)
    app.command("show", help=_("看一次活动。"), epilog=_("例：pbcli event show 12"))(show)


def _totals(rows: Sequence[Row]) -> Row | None:
    """Sum up the attendance of the events of which both figures are known."""
    known = [row["attendance"] for row in rows if row["attendance"]]
    if len(known) < 2:
        return None
    return {"attendance": (sum(present for present, _entitled in known), sum(entitled for _present, entitled in known))}


def _columns() -> Sequence[Column]:
    from pbcli.services.lateness import late_columns

    return [
        Column("id", _("编号"), "int"),
        Column("occurred_on", _("日期"), "day"),
        Column("ended_on", _("结束日期"), "day", hidden=True),
        Column("start_time", _("开始"), hidden=True),
        Column("end_time", _("结束"), hidden=True),
        Column("hours", _("学时"), "decimal", hidden=True),
        Column("branch", _("党支部")),
        Column("party_group", _("党小组"), hidden=True),
        Column("partners", _("联办"), "list", hidden=True),
        Column("kinds", _("类型"), "terms"),
        Column("title", _("名称")),
        Column("place", _("地点"), hidden=True),
        Column("host", _("主持人"), hidden=True),
        Column("recorder", _("记录人"), hidden=True),
        Column("entitled", _("应到"), "int", hidden=True),
        Column("present", _("实到"), "int", hidden=True),
        Column("attendance", _("实到/应到"), "percent"),
        Column("away", _("请假、缺席"), "list"),
        Column("attending", _("列席"), hidden=True),
        Column("topics", _("议题"), hidden=True),
        Column("summary", _("内容摘要"), hidden=True),
        Column("resolutions", _("决议"), hidden=True),
        Column("evidence", _("佐证材料"), hidden=True),
        Column("note", _("备注"), hidden=True),
        Column("recorded_at", _("记录时间"), "moment", hidden=True),
        Column("recorded_by", _("记录人账号"), hidden=True),
        *late_columns(),
    ]
