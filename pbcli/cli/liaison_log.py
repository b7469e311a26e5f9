"""`pbcli liaison log show edit remove`: one contact with a class."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, Any

import typer

from pbcli.cli.acknowledge import acknowledge, given
from pbcli.cli.edits import ClearOpt, edits
from pbcli.cli.inputs import MONEY, TEXT, TIME
from pbcli.cli.liaison_kinds import KIND
from pbcli.cli.params import DAY, DryRunOpt, OnOpt, TermParameter, UnmaskOpt, YesOpt, with_view
from pbcli.cli.state import State
from pbcli.domain.enums import ContactKind, ContactTopic, GiftSource, LiaisonRole
from pbcli.messages import _
from pbcli.output.result import View

app = typer.Typer()

_TEXT_HELP = _("@文件 或 - 从文件、标准输入读")

ContactArg = Annotated[str, typer.Argument(metavar="ID", help=_("联系记录的编号，见 liaison contacts"))]
StartOpt = Annotated[str | None, typer.Option("--start", click_type=TIME, metavar="TIME", help=_("开始时间"))]
EndOpt = Annotated[str | None, typer.Option("--end", click_type=TIME, metavar="TIME", help=_("结束时间"))]
RoleOpt = Annotated[
    LiaisonRole | None,
    typer.Option("--role", click_type=TermParameter(LiaisonRole), metavar="ROLE", help=_("身份，默认按当天的安排")),
]
HeadOpt = Annotated[str | None, typer.Option("--head-teacher", metavar="NAME", help=_("班主任，默认按当天的记录"))]
TopicOpt = Annotated[
    ContactTopic | None,
    typer.Option("--topic", click_type=TermParameter(ContactTopic), metavar="TOPIC", help=_("主题：学习、安全、资助…")),
]
TopicNoteOpt = Annotated[str | None, typer.Option("--topic-note", click_type=TEXT, metavar="TEXT", help=_("主题说明"))]
PlaceOpt = Annotated[str | None, typer.Option("--place", metavar="TEXT", help=_("地点；寝室号不与姓名同写"))]
PupilsOpt = Annotated[int | None, typer.Option("--pupils", min=0, metavar="N", help=_("参与学生人数（不写姓名）"))]
CodeOpt = Annotated[str | None, typer.Option("--pupil-code", metavar="CODE", help=_("学生代号，如 S03"))]
ProblemOpt = Annotated[
    str | None, typer.Option("--problem", click_type=TEXT, metavar="TEXT", help=_("发现的问题；{how}", how=_TEXT_HELP))
]
MeasureOpt = Annotated[str | None, typer.Option("--measure", click_type=TEXT, metavar="TEXT", help=_("采取的措施"))]
OutcomeOpt = Annotated[str | None, typer.Option("--outcome", click_type=TEXT, metavar="TEXT", help=_("结果"))]
ReferredOpt = Annotated[
    str | None, typer.Option("--referred-to", metavar="TEXT", help=_("转介给谁：班主任、学生处、心理老师、资助中心"))
]
GiftOpt = Annotated[str | None, typer.Option("--gift", metavar="TEXT", help=_("慰问物品"))]
GiftMoneyOpt = Annotated[
    int | None, typer.Option("--gift-money", click_type=MONEY, metavar="YUAN", help=_("慰问金额（元）"))
]
GiftSourceOpt = Annotated[
    GiftSource | None,
    typer.Option("--gift-source", click_type=TermParameter(GiftSource), metavar="SOURCE", help=_("谁出的钱")),
]
EvidenceOpt = Annotated[str | None, typer.Option("--evidence", click_type=TEXT, metavar="TEXT", help=_("佐证"))]
NoteOpt = Annotated[str | None, typer.Option("--note", click_type=TEXT, metavar="TEXT", help=_("备注"))]
DueOpt = Annotated[
    date | None, typer.Option("--follow-up-by", click_type=DAY, metavar="DATE", help=_("要跟进，在这天之前"))
]
TaskOpt = Annotated[str | None, typer.Option("--task", click_type=TEXT, metavar="TEXT", help=_("跟进事项"))]
ResponsibleOpt = Annotated[str | None, typer.Option("--responsible", metavar="NAME", help=_("跟进责任人"))]


@app.command("log", help=_("记一次联系。"), epilog=_("例：pbcli liaison log 张三 2024级护理1班 走访寝室 --on 昨天"))
def log(
    ctx: typer.Context,
    member: Annotated[str | None, typer.Argument(metavar="MEMBER", help=_("联系人"))] = None,
    klass: Annotated[str | None, typer.Argument(metavar="CLASS", help=_("班级"))] = None,
    kind: Annotated[str | None, typer.Argument(metavar="KIND", help=_("联系方式：走访寝室、学生谈心…"))] = None,
    *,
    on: OnOpt = None,
    start: StartOpt = None,
    end: EndOpt = None,
    role: RoleOpt = None,
    head_teacher: HeadOpt = None,
    topic: TopicOpt = None,
    topic_note: TopicNoteOpt = None,
    place: PlaceOpt = None,
    pupils: PupilsOpt = None,
    pupil_code: CodeOpt = None,
    problem: ProblemOpt = None,
    measure: MeasureOpt = None,
    outcome: OutcomeOpt = None,
    referred_to: ReferredOpt = None,
    gift: GiftOpt = None,
    gift_money: GiftMoneyOpt = None,
    gift_source: GiftSourceOpt = None,
    evidence: EvidenceOpt = None,
    note: NoteOpt = None,
    follow_up_by: DueOpt = None,
    task: TaskOpt = None,
    responsible: ResponsibleOpt = None,
    dry_run: DryRunOpt = False,
) -> None:
    """Write down one contact."""
    from pbcli.services import liaisons, lookup

    state: State = ctx.obj
    words = state.ask(_("联系人"), member), state.ask(_("班级"), klass), state.ask(_("联系方式"), kind)
    day = on or state.today
    facts = _columns(given(**_picked(locals(), _FACTS)))
    with state.change(dry_run=dry_run) as work:
        changed = liaisons.record_contact(
            work,
            member=lookup.find_member(work.reader, words[0], day=day),
            klass=lookup.find_class(work.reader, words[1]),
            today=state.today,
            follow_up={"due_on": follow_up_by, "task": task, "responsible": responsible},
            occurred_on=day,
            kind=KIND.convert(words[2], None, None),
            **facts,
        )
    acknowledge(state, changed, _("已记联系 {id}：{member}。", id=changed.id, member=changed.name), dry_run=dry_run)


@app.command("show", help=_("看一条联系记录。"), epilog=_("例：pbcli liaison show 12"))
@with_view
def show(ctx: typer.Context, contact: ContactArg, unmask: UnmaskOpt = False, *, view: View) -> None:
    """Show one contact with all its facts and follow-ups."""
    from pbcli.services.contact_page import contact_page
    from pbcli.services.lookup import find_contact

    state: State = ctx.obj
    with state.read() as reader:
        contact_id = find_contact(reader, contact)["id"]
        page = contact_page(reader, contact_id, day=state.today, unmasked=unmask)
    if unmask:
        with state.change() as work:
            work.annotate(_("查看了联系记录 {id} 未遮盖的内容。", id=contact_id))
    state.show(page, view)


@app.command("edit", help=_("改一条联系记录。"), epilog=_("例：pbcli liaison edit 12 --pupils 5"))
def edit(
    ctx: typer.Context,
    contact: ContactArg,
    *,
    on: Annotated[date | None, typer.Option("--on", click_type=DAY, metavar="DATE", help=_("改日期"))] = None,
    member: Annotated[str | None, typer.Option("--member", metavar="MEMBER", help=_("改联系人"))] = None,
    klass: Annotated[str | None, typer.Option("--class", metavar="CLASS", help=_("改班级"))] = None,
    kind: Annotated[
        ContactKind | None, typer.Option("--kind", click_type=KIND, metavar="KIND", help=_("改联系方式"))
    ] = None,
    start: StartOpt = None,
    end: EndOpt = None,
    role: RoleOpt = None,
    head_teacher: HeadOpt = None,
    topic: TopicOpt = None,
    topic_note: TopicNoteOpt = None,
    place: PlaceOpt = None,
    pupils: PupilsOpt = None,
    pupil_code: CodeOpt = None,
    problem: ProblemOpt = None,
    measure: MeasureOpt = None,
    outcome: OutcomeOpt = None,
    referred_to: ReferredOpt = None,
    gift: GiftOpt = None,
    gift_money: GiftMoneyOpt = None,
    gift_source: GiftSourceOpt = None,
    evidence: EvidenceOpt = None,
    note: NoteOpt = None,
    follow_up_by: DueOpt = None,
    task: TaskOpt = None,
    responsible: ResponsibleOpt = None,
    clear: ClearOpt = None,
    dry_run: DryRunOpt = False,
) -> None:
    """Change what a contact says."""
    from pbcli.services import liaisons, lookup

    state: State = ctx.obj
    changes = edits(
        clear, **_picked(locals() | {"class": klass}, ("on", "member", "class", "kind", *_FACTS, *_FOLLOW_UP))
    )
    with state.change(dry_run=dry_run) as work:
        if member is not None:
            changes["member_id"] = lookup.find_member(work.reader, member, day=on)["id"]
        if klass is not None:
            changes["class_id"] = lookup.find_class(work.reader, klass)["id"]
        changed = liaisons.edit_contact(
            work,
            lookup.find_contact(work.reader, contact)["id"],
            today=state.today,
            follow_up={_NAMES[name]: changes.pop(name) for name in _FOLLOW_UP if name in changes},
            **_columns(changes),
        )
    acknowledge(state, changed, _("已改联系记录 {id}。", id=changed.id), dry_run=dry_run)


@app.command("remove", help=_("删除一条联系记录。"), epilog=_("例：pbcli liaison remove 12 --yes"))
def remove(ctx: typer.Context, contact: ContactArg, *, yes: YesOpt = False, dry_run: DryRunOpt = False) -> None:
    """Remove a contact and its follow-ups."""
    from pbcli.services import liaison_counts, liaisons, lookup

    state: State = ctx.obj
    with state.read() as reader:
        row = liaison_counts.find_contact(reader, lookup.find_contact(reader, contact)["id"], today=state.today)
    question = _(
        "删除 {day} {member}与“{name}”的联系记录（{kind}）？",
        day=row["occurred_on"],
        member=row["member"],
        name=row["class"],
        kind=row["kind"],
    )
    state.confirm(question, yes=yes or dry_run)
    with state.change(dry_run=dry_run) as work:
        changed = liaisons.remove_contact(work, row["id"])
    acknowledge(state, changed, _("已删除联系记录 {id}。", id=changed.id), dry_run=dry_run)


_NAMES = {
    "on": "occurred_on",
    "start": "start_time",
    "end": "end_time",
    "gift_money": "gift_fen",
    "follow_up_by": "due_on",
    "task": "task",
    "responsible": "responsible",
}
_FACTS = (
    *("start", "end", "role", "head_teacher", "topic", "topic_note", "place", "pupils", "pupil_code", "problem"),
    *("measure", "outcome", "referred_to", "gift", "gift_money", "gift_source", "evidence", "note"),
)
_FOLLOW_UP = ("follow_up_by", "task", "responsible")


def _picked(options: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    return {name: options[name] for name in names}


def _columns(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts under the names of their columns; the member and the class have been looked up."""
    return {_NAMES.get(name, name): value for name, value in facts.items() if name not in {"member", "class"}}
