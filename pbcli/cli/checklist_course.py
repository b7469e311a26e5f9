"""What happens to an item of a checklist: progress, postponement, handing in, strike-off."""

from datetime import date
from typing import Annotated

import typer

from pbcli.cli.acknowledge import acknowledge
from pbcli.cli.checklist_options import EvidenceOpt, ItemArg
from pbcli.cli.edits import ask_day, day_option
from pbcli.cli.inputs import TEXT
from pbcli.cli.params import DryRunOpt, OnOpt
from pbcli.cli.state import State
from pbcli.messages import _

app = typer.Typer()


@app.command(
    "progress", help=_("记一条整改进展。"), epilog=_("例：pbcli checklist progress 3 已补齐上半年记录 --on 2026-11-05")
)
def progress(
    ctx: typer.Context,
    name: ItemArg,
    text: Annotated[
        str | None, typer.Argument(click_type=TEXT, metavar="TEXT", help=_("做了什么；@文件 或 - 从文件、标准输入读"))
    ] = None,
    on: OnOpt = None,
    dry_run: DryRunOpt = False,
) -> None:
    """Write down what was done on an item."""
    from pbcli.services.checklist_course import note_progress
    from pbcli.services.checklist_listing import item_named

    state: State = ctx.obj
    text = state.ask(_("整改进展"), text, option="TEXT")
    with state.change(dry_run=dry_run) as work:
        item_id = item_named(work.reader, name)["id"]
        changed = note_progress(work, item_id, text=text, on=on or state.today, today=state.today)
    acknowledge(state, changed, _("已记{item}的进展。", item=changed.name), dry_run=dry_run)


@app.command(
    "submit", help=_("提请验收。"), epilog=_("例：pbcli checklist submit 3 --evidence 谈话记录12份，存支部资料盒")
)
def submit(
    ctx: typer.Context, name: ItemArg, on: OnOpt = None, evidence: EvidenceOpt = None, dry_run: DryRunOpt = False
) -> None:
    """Hand an item in to be accepted."""
    from pbcli.services.checklist_course import submit_item
    from pbcli.services.checklist_listing import item_named

    state: State = ctx.obj
    day = on or state.today
    with state.change(dry_run=dry_run) as work:
        item_id = item_named(work.reader, name)["id"]
        changed = submit_item(work, item_id, on=day, today=state.today, evidence=evidence)
    acknowledge(state, changed, _("{item}已于 {day} 提请验收。", item=changed.name, day=day), dry_run=dry_run)


@app.command(
    "strike",
    help=_("销号：要有佐证，由责任人以外的人验收。"),
    epilog=_("例：pbcli checklist strike 3 --by 张三 --evidence 谈话记录12份"),
)
def strike(
    ctx: typer.Context,
    name: ItemArg,
    by: Annotated[str | None, typer.Option("--by", metavar="NAME", help=_("验收人，不能是责任人"))] = None,
    on: OnOpt = None,
    evidence: EvidenceOpt = None,
    dry_run: DryRunOpt = False,
) -> None:
    """Strike an item off."""
    from pbcli.services.checklist_course import strike_off
    from pbcli.services.checklist_listing import item_named

    state: State = ctx.obj
    day, by = on or state.today, state.ask(_("验收人"), by, option="--by")
    with state.change(dry_run=dry_run) as work:
        item_id = item_named(work.reader, name)["id"]
        changed = strike_off(work, item_id, by=by, on=day, today=state.today, evidence=evidence)
    sentence = _("{item}已于 {day} 由{person}验收销号。", item=changed.name, day=day, person=by)
    acknowledge(state, changed, sentence, dry_run=dry_run)


@app.command(
    "reopen",
    help=_("重新打开：销错了，或者问题又出现了；原来的销号记在进展里。"),
    epilog=_("例：pbcli checklist reopen 3 --reason 检查时又发现缺签字"),
)
def reopen(
    ctx: typer.Context,
    name: ItemArg,
    reason: Annotated[str | None, typer.Option("--reason", click_type=TEXT, metavar="TEXT", help=_("原因"))] = None,
    on: OnOpt = None,
    dry_run: DryRunOpt = False,
) -> None:
    """Take a strike-off back."""
    from pbcli.services.checklist_course import reopen_item
    from pbcli.services.checklist_listing import item_named

    state: State = ctx.obj
    reason = state.ask(_("重新打开的原因"), reason, option="--reason")
    with state.change(dry_run=dry_run) as work:
        item_id = item_named(work.reader, name)["id"]
        changed = reopen_item(work, item_id, reason=reason, on=on or state.today, today=state.today)
    acknowledge(state, changed, _("{item}已重新打开。", item=changed.name), dry_run=dry_run)


@app.command(
    "postpone",
    help=_("延期；次数和原因都记下来。"),
    epilog=_("例：pbcli checklist postpone 3 --to 2026-12-31 --reason 等上级批复"),
)
def postpone(
    ctx: typer.Context,
    name: ItemArg,
    to: Annotated[date | None, day_option("--to", help=_("延期到哪天"))] = None,
    reason: Annotated[str | None, typer.Option("--reason", click_type=TEXT, metavar="TEXT", help=_("原因"))] = None,
    on: OnOpt = None,
    dry_run: DryRunOpt = False,
) -> None:
    """Postpone an item to a later day."""
    from pbcli.services.checklist_course import postpone_item
    from pbcli.services.checklist_listing import item_named

    state: State = ctx.obj
    end = ask_day(state, _("延期到哪天"), to, option="--to")
    reason = state.ask(_("延期原因"), reason, option="--reason")
    with state.change(dry_run=dry_run) as work:
        item_id = item_named(work.reader, name)["id"]
        times, changed = postpone_item(work, item_id, to=end, reason=reason, on=on or state.today, today=state.today)
    sentence = _("{item}第 {times} 次延期，延到 {day}。", item=changed.name, times=times, day=end)
    acknowledge(state, changed, sentence, dry_run=dry_run)
