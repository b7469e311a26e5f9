"""`pbcli liaison contacts count gaps`: what the contacts add up to."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from pbcli.cli.liaison_kinds import KIND
from pbcli.cli.params import OnlyBranchOpt, PeriodArg, TermParameter, UnmaskOpt, with_view
from pbcli.cli.small_groups import tell_small_groups
from pbcli.cli.state import State
from pbcli.domain.enums import ContactKind, LiaisonRole
from pbcli.messages import _
from pbcli.output.result import Column, Result, Stream, View

if TYPE_CHECKING:
    from pbcli.db.read import Reader

app = typer.Typer()

MemberOpt = Annotated[str | None, typer.Option("--member", metavar="MEMBER", help=_("只看这名联系人"))]
ClassOpt = Annotated[str | None, typer.Option("--class", metavar="CLASS", help=_("只看这个班级"))]


@app.command("contacts", help=_("列出联系记录。"), epilog=_("例：pbcli liaison contacts 上月 --branch 第一党支部"))
@with_view
def contacts(
    ctx: typer.Context,
    period: PeriodArg = None,
    *,
    member: MemberOpt = None,
    klass: ClassOpt = None,
    branch: OnlyBranchOpt = None,
    kind: Annotated[
        ContactKind | None, typer.Option("--kind", click_type=KIND, metavar="KIND", help=_("只看这种联系方式"))
    ] = None,
    unmask: UnmaskOpt = False,
    view: View,
) -> None:
    """List the contacts of a period; what is shown unmasked is journalled before it is shown."""
    from pbcli.services import liaison_counts, liaison_filters, privacy_groups

    state: State = ctx.obj
    small = privacy_groups.SmallGroups()

    def listing(reader: "Reader") -> Stream:
        filters = liaison_filters.find_filters(reader, member=member, klass=klass, branch=branch)
        wanted = state.period(period, reader)
        rows = liaison_counts.iterate_contacts(
            reader, wanted, today=state.today, filters=filters, kind=kind, unmasked=unmask
        )
        rows = small.watched(rows) if view.output else rows
        return Stream(_contact_columns(), rows, title=_("联系记录（{period}）", period=wanted.label))

    if unmask:
        with state.read() as reader:
            result, label = listing(reader).collected(), state.period(period, reader).label
        with state.change() as work:
            work.annotate(_("查看了 {n} 条联系记录未遮盖的内容（{period}）。", n=len(result.rows), period=label))
        state.show(result, view)
    else:
        state.show_reading(listing, view)
    tell_small_groups(state, small, view)


@app.command(
    "count", help=_("每名联系人的联系次数（不排名）。"), epilog=_("例：pbcli liaison count 本学期 --member 张三")
)
@with_view
def count(
    ctx: typer.Context,
    period: PeriodArg = None,
    *,
    member: MemberOpt = None,
    klass: ClassOpt = None,
    branch: OnlyBranchOpt = None,
    view: View,
) -> None:
    """Count the contacts of each member in a period."""
    from pbcli.services import liaison_counts, liaison_filters

    state: State = ctx.obj
    with state.read() as reader:
        filters = liaison_filters.find_filters(reader, member=member, klass=klass, branch=branch)
        wanted = state.period(period, reader)
        rows = liaison_counts.count_by_member(reader, wanted, today=state.today, filters=filters)
    totals = {key: sum(row[key] for row in rows) for key in ("contacts", "problems", "solved", "open_follow_ups")}
    title = _("联系班级汇总表（{period}）", period=wanted.label)
    state.show(Result(_count_columns(), rows, title=title, totals=totals if rows else None), view)


@app.command(
    "gaps",
    help=_("在校而没有联系、没有联系人的班级。"),
    epilog=_("例：pbcli liaison gaps 上月；pbcli liaison gaps --lacking 政治辅导员"),
)
@with_view
def gaps(
    ctx: typer.Context,
    period: PeriodArg = None,
    *,
    lacking: Annotated[
        LiaisonRole | None,
        typer.Option(
            "--lacking", click_type=TermParameter(LiaisonRole), metavar="ROLE", help=_("只列缺这种联系人的班级")
        ),
    ] = None,
    view: View,
) -> None:
    """List the classes without a contact, and those without anyone to look after them."""
    from pbcli.services import liaison_counts

    state: State = ctx.obj
    with state.read() as reader:
        wanted = state.period(period, reader)
        rows = liaison_counts.list_gaps(reader, wanted, today=state.today, lacking=lacking)
    columns = [
        Column("id", _("编号"), "int", hidden=True),
        Column("class", _("班级")),
        Column("department", _("专业部"), hidden=True),
        Column("head_teacher", _("班主任"), spare=True),
        Column("members", _("联系人"), "terms"),
        Column("last_contact_on", _("最近一次"), "day"),
        Column("days", _("距今天数"), "int", spare=True),
        Column("silent", _("无联系"), "flag"),
        Column("vacant", _("无联系人"), "flag"),
        Column("lacks_member", _("缺党员联系人"), "flag", hidden=True),
        Column("lacks_counsellor", _("缺政治辅导员"), "flag", hidden=lacking is None),
    ]
    state.show(Result(columns, rows, title=_("联系空缺的班级（{period}）", period=wanted.label)), view)


def _contact_columns() -> Sequence[Column]:
    from pbcli.services.lateness import late_columns

    return [
        Column("id", _("编号"), "int"),
        Column("occurred_on", _("日期"), "day"),
        Column("start_time", _("开始"), hidden=True),
        Column("end_time", _("结束"), hidden=True),
        Column("branch", _("党支部"), spare=True),
        Column("member", _("联系人")),
        Column("role", _("身份"), hidden=True),
        Column("class", _("班级")),
        Column("head_teacher", _("班主任"), hidden=True),
        Column("kind", _("联系方式")),
        Column("topic", _("主题"), spare=True),
        Column("topic_note", _("主题说明"), hidden=True),
        Column("place", _("地点"), hidden=True),
        Column("pupils", _("学生人数"), "int", spare=True),
        Column("pupil_code", _("学生代号"), hidden=True),
        Column("problem", _("发现问题")),
        Column("measure", _("采取措施"), hidden=True),
        Column("outcome", _("结果"), hidden=True),
        Column("referred_to", _("转介"), hidden=True),
        Column("gift", _("慰问物品"), hidden=True),
        Column("gift_fen", _("金额(元)"), "money", hidden=True),
        Column("gift_source", _("来源"), hidden=True),
        Column("follow_up", _("跟进")),
        Column("follow_up_id", _("跟进编号"), "int", hidden=True),
        Column("due_on", _("跟进期限"), "day", spare=True),
        Column("closed_on", _("完成日期"), "day", hidden=True),
        Column("recorded_at", _("记录时间"), "moment", hidden=True),
        Column("recorded_by", _("记录人"), hidden=True),
        *late_columns(),
    ]


def _count_columns() -> Sequence[Column]:
    return [
        Column("id", _("编号"), "int", hidden=True),
        Column("branch", _("党支部")),
        Column("member", _("联系人")),
        Column("classes", _("联系班级"), "terms"),
        *(Column(kind.name.lower(), kind.value, "int", hidden=True) for kind in ContactKind),
        Column("kinds", _("联系方式"), "counts"),
        Column("contacts", _("合计"), "int", bar=True),
        Column("problems", _("发现问题"), "int", spare=True),
        Column("solved", _("解决问题"), "int", hidden=True),
        Column("open_follow_ups", _("待跟进"), "int", spare=True),
        Column("gifts", _("慰问物品"), "terms", spare=True),
        Column("gift_money", _("慰问金额(元)"), "money", hidden=True),
        Column("last_on", _("最近一次"), "day", spare=True),
    ]
