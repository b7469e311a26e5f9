"""`pbcli liaison handover propose`: a class goes from one member to another; who could take those that nobody has."""

from typing import Annotated

import typer

from pbcli.cli.acknowledge import acknowledge
from pbcli.cli.classes import MANY
from pbcli.cli.params import DryRunOpt, OnOpt, TermParameter, YesOpt, with_view
from pbcli.cli.state import State
from pbcli.domain.enums import LiaisonRole
from pbcli.messages import _
from pbcli.output.result import Column, Result, View

app = typer.Typer()


@app.command(
    "handover",
    help=_("班级换人联系：连同待跟进事项移交，打印交接单。"),
    epilog=_("例：pbcli liaison handover 2024级护理1班 --to 李四 --on 2026-11-01 -o 交接单.docx"),
)
@with_view
def handover(
    ctx: typer.Context,
    klass: Annotated[str | None, typer.Argument(metavar="CLASS", help=_("移交的班级"))] = None,
    *,
    to: Annotated[str | None, typer.Option("--to", metavar="MEMBER", help=_("接手的党员"))] = None,
    from_member: Annotated[
        str | None, typer.Option("--from", metavar="MEMBER", help=_("移交的党员；只有一名联系人时不用写"))
    ] = None,
    on: OnOpt = None,
    dry_run: DryRunOpt = False,
    view: View,
) -> None:
    """Hand a class over with its open follow-ups, and print the sheet that goes with it."""
    from pbcli.services import liaison_handover, lookup
    from pbcli.services.liaison_handover_page import handover_sheet

    state: State = ctx.obj
    klass, to = state.ask(_("班级"), klass, option="CLASS"), state.ask(_("接手的党员"), to, option="--to")
    day = on or state.today
    with state.change(dry_run=dry_run, listed=False) as work:
        found, taker = lookup.find_class(work.reader, klass), lookup.find_member(work.reader, to, day=day)
        named = lookup.find_member(work.reader, from_member) if from_member else None
        before, changed = liaison_handover.hand_over(
            work, klass=found, to=taker, on=day, today=state.today, from_member=named
        )
        sheet = handover_sheet(work.reader, klass=found, before=before, to=taker, on=day, today=state.today)
    sentence = _("“{name}”从 {day} 起由{member}联系。", name=found["name"], day=day, member=changed.name)
    if not state.quiet:
        state.show(sheet, view)
    acknowledge(state, changed, sentence, dry_run=dry_run)
    if dry_run:
        state.say(_("这是预演，什么也没有写入。"))


@app.command(
    "propose",
    help=_("给缺党员联系人或政治辅导员的班级提出建议：一人一班，各支部均衡；--apply 才写入。"),
    epilog=_("例：pbcli liaison propose；pbcli liaison propose --role 政治辅导员 --apply"),
)
@with_view
def propose(
    ctx: typer.Context,
    *,
    on: OnOpt = None,
    role: Annotated[
        LiaisonRole | None,
        typer.Option(
            "--role",
            click_type=TermParameter(LiaisonRole),
            metavar="ROLE",
            help=_("只补这一种：党员联系人或政治辅导员（中层以上干部）"),
        ),
    ] = None,
    apply: Annotated[bool, typer.Option("--apply", help=_("照表安排；不写就只列出来"))] = False,
    yes: YesOpt = False,
    view: View,
) -> None:
    """Propose somebody for each class that lacks a member or a counsellor; write it down only where asked for."""
    from pbcli.services import liaison_proposals

    state: State = ctx.obj
    day = on or state.today
    with state.read() as reader:
        rows = liaison_proposals.propose_liaisons(reader, day=day, role=role)
    state.show(Result(_columns(), rows, title=_("联系人建议（{day}）", day=day)), view)
    if not apply:
        return
    wanted = [row for row in rows if row["member_id"] is not None]
    if len(wanted) > MANY:
        state.confirm(_("按上表安排 {n} 个班级？", n=len(wanted)), yes=yes)
    with state.change() as work:
        changed = liaison_proposals.apply_proposals(work, rows, from_on=day)
    acknowledge(state, changed, _("已安排 {n} 个班级。", n=changed.name))


def _columns() -> list[Column]:
    return [
        Column("id", _("班级编号"), "int", hidden=True),
        Column("class", _("班级")),
        Column("head_teacher", _("班主任"), spare=True),
        Column("role", _("身份")),
        Column("branch", _("党支部")),
        Column("member", _("建议联系人")),
        Column("member_id", _("党员编号"), "int", hidden=True),
        Column("reason", _("说明")),
    ]
