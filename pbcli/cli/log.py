"""`pbcli log`: a contact in one line, read, shown, confirmed, kept."""

from typing import TYPE_CHECKING, Annotated

import typer

from pbcli.cli.acknowledge import acknowledge
from pbcli.cli.params import DryRunOpt, TermParameter, YesOpt
from pbcli.cli.state import State
from pbcli.domain.enums import ContactKind
from pbcli.domain.errors import UsageFault
from pbcli.messages import _

if TYPE_CHECKING:
    from pbcli.db.read import Reader
    from pbcli.services.one_line import OneLine

app = typer.Typer()


@app.command(
    "log",
    help=_("一行记一次联系：日期、联系人、班级、方式、人数、#主题、跟进:日期，次序随意。"),
    epilog=_('例：pbcli log "10-20 张三 财会2班 走访寝室 6人 #安全 跟进:11-03"'),
)
def log(
    ctx: typer.Context,
    words: Annotated[list[str], typer.Argument(metavar="LINE", help=_("这一行；有 # 时要加引号"))],
    yes: YesOpt = False,
    dry_run: DryRunOpt = False,
) -> None:
    """Write down one contact from one line."""
    from pbcli.services import liaisons
    from pbcli.services.one_line import read_line, told

    state: State = ctx.obj
    with state.read() as reader:
        line = read_line(reader, " ".join(words), state.today)
        complete(state, reader, line)
    for title, value in told(line).items():
        state.say(_("{title}：{value}", title=title, value=value))
    state.confirm(_("这样记下？"), yes=yes or dry_run)
    with state.change(dry_run=dry_run) as work:
        changed = liaisons.record_contact(
            work,
            member=line.member or {},
            klass=line.klass or {},
            today=state.today,
            follow_up=line.follow_up,
            occurred_on=line.on,
            kind=line.kind,
            **line.facts,
        )
    acknowledge(state, changed, _("已记联系 {id}：{member}。", id=changed.id, member=changed.name), dry_run=dry_run)


def complete(state: State, reader: "Reader", line: "OneLine") -> None:
    """Ask for what is missing or couldn't be read. Raises UsageFault where nobody can be asked."""
    from pbcli.services import lookup

    if line.unread and not state.can_ask:
        raise UsageFault("看不懂：{words}。", words="、".join(line.unread), hint="pbcli log --help")
    for word in line.unread:
        note = state.ask(_("看不懂“{word}”，改成什么？（直接回车：记作备注）", word=word), None, default=word)
        line.facts["note"] = " ".join(filter(None, (line.facts.get("note"), note)))
    if line.member is None:
        line.member = lookup.find_member(reader, state.ask(_("联系人"), None), day=line.on)
    if line.klass is None:
        line.klass = lookup.find_class(reader, state.ask(_("班级"), None))
    if line.kind is None:
        kind = TermParameter(ContactKind).convert(state.ask(_("联系方式"), None), None, None)
        line.kind = ContactKind(kind)
