"""What happens to a brand: the states that it comes to, the records that count for it."""

from typing import Annotated

import typer

from pbcli.cli.acknowledge import acknowledge
from pbcli.cli.brand_options import RECORD, STATE, BrandArg
from pbcli.cli.params import DryRunOpt, OnOpt
from pbcli.cli.state import State
from pbcli.domain.enums import BrandState, LinkedKind
from pbcli.domain.errors import UsageFault
from pbcli.messages import _

app = typer.Typer()

_STATES = "、".join(BrandState)
RecordArg = Annotated[
    LinkedKind,
    typer.Argument(click_type=RECORD, metavar="KIND", help=_("event、contact、project，或 活动、联系、课题")),
]
IdsArg = Annotated[list[str] | None, typer.Argument(metavar="ID", help=_("记录的编号，可写几个；课题也可写名称"))]


@app.command(
    "advance",
    help=_("登记品牌到了哪个状态，默认下一个。"),
    epilog=_("例：pbcli brand advance 红烛暖心 --on 2026-03-20；pbcli brand advance 红烛暖心 中期"),
)
def advance(
    ctx: typer.Context,
    brand: BrandArg,
    standing: Annotated[
        BrandState | None, typer.Argument(click_type=STATE, metavar="STATE", help=_STATES, show_default=False)
    ] = None,
    on: OnOpt = None,
    remove: Annotated[bool, typer.Option("--remove", help=_("去掉登错的状态，默认最后一个"))] = False,
    dry_run: DryRunOpt = False,
) -> None:
    """Write down that a brand came to a state, or take one away that was a mistake."""
    from pbcli.services.brand_course import advance_brand, take_back_state
    from pbcli.services.brand_listing import brand_named

    state: State = ctx.obj
    day = on or state.today
    with state.change(dry_run=dry_run) as work:
        found = brand_named(work.reader, brand, today=state.today)
        if remove:
            reached, changed = take_back_state(work, found, state=standing)
            sentence = _("已去掉“{name}”的状态：{state}。", name=changed.name, state=reached)
        else:
            reached, changed = advance_brand(work, found, state=standing, on=day, today=state.today)
            sentence = _("“{name}”已于 {day} {state}。", name=changed.name, day=day, state=reached)
    acknowledge(state, changed, sentence, dry_run=dry_run)


@app.command(
    "link",
    help=_("把活动、联系记录、课题关联到品牌，按编号或按时段。"),
    epilog=_("例：pbcli brand link 红烛暖心 event 12 15；pbcli brand link 红烛暖心 联系 --in 2026-10 --kind 家访"),
)
def link(
    ctx: typer.Context,
    brand: BrandArg,
    kind: RecordArg,
    ids: IdsArg = None,
    period: Annotated[
        str | None, typer.Option("--in", metavar="PERIOD", help=_("本支部在这个时段的全部，如 2026-10、本学期"))
    ] = None,
    of_kind: Annotated[
        str | None, typer.Option("--kind", metavar="KIND", help=_("其中这一种活动、联系方式或课题级别"))
    ] = None,
    dry_run: DryRunOpt = False,
) -> None:
    """Link records to a brand."""
    from pbcli.services.brand_links import link_records, records_between, records_named
    from pbcli.services.brand_listing import brand_named

    state: State = ctx.obj
    if bool(ids) == (period is not None):
        raise UsageFault("写记录的编号，或者用 --in 写时段，两样选一样。", hint="pbcli brand link --help")
    with state.change(dry_run=dry_run) as work:
        found = brand_named(work.reader, brand, today=state.today)
        if period is None:
            chosen = records_named(work.reader, kind, ids or ())
        else:
            chosen = records_between(work.reader, kind, found, state.period(period, work.reader), of_kind=of_kind)
        count, changed = link_records(work, found, kind, chosen)
    acknowledge(state, changed, _("“{name}”新关联 {count} 条。", name=changed.name, count=count), dry_run=dry_run)


@app.command("unlink", help=_("取消关联；记录本身不动。"), epilog=_("例：pbcli brand unlink 红烛暖心 event 12"))
def unlink(
    ctx: typer.Context,
    brand: BrandArg,
    kind: RecordArg,
    ids: Annotated[list[str], typer.Argument(metavar="ID", help=_("记录的编号，可写几个；课题也可写名称"))],
    dry_run: DryRunOpt = False,
) -> None:
    """Unlink records from a brand."""
    from pbcli.services.brand_links import records_named, unlink_records
    from pbcli.services.brand_listing import brand_named

    state: State = ctx.obj
    with state.change(dry_run=dry_run) as work:
        found = brand_named(work.reader, brand, today=state.today)
        count, changed = unlink_records(work, found, kind, records_named(work.reader, kind, ids))
    acknowledge(state, changed, _("“{name}”取消关联 {count} 条。", name=changed.name, count=count), dry_run=dry_run)
