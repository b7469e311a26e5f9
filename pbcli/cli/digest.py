"""The digest of what is due, as `remind due` and `remind send` show it; whoever asks has imported Typer or hasn't."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pbcli.cli.state import State
from pbcli.domain.errors import NothingFound
from pbcli.messages import _
from pbcli.output.result import Column, Result, View

if TYPE_CHECKING:
    from pbcli.services.reminders import Item

FOR_PEOPLE = frozenset({"auto", "table", "plain", "md", "html"})
"""The formats that say nothing when nothing is due; those for machines are well-formed even then."""


def show_due(state: State, view: View, *, within: str | None = None) -> int:
    """Show what is due, the most pressing first, and return how many items that is."""
    from pbcli.domain.reminders import read_span
    from pbcli.services.reminders import due_items

    until = None if within is None else read_span(within, today=state.today)
    with state.read() as reader:
        items = due_items(reader, state.today, until=until)
    show_items(state, items, view)
    return len(items)


def show_items(state: State, items: "Sequence[Item]", view: View) -> None:
    """Show the digest; nothing at all when there is nothing to say to a person."""
    from pbcli.services.reminders import rows_of

    if items or view.output is not None or view.format not in FOR_PEOPLE:
        title = _("到期提醒（{day}）", day=state.today)
        state.show(Result(_columns(), rows_of(items), title=title, is_digest=True), view)
    elif view.fail_empty:
        raise NothingFound("没有到期的事项。")


def _columns() -> list[Column]:
    return [
        Column("severity", _("缓急"), hidden=True),
        Column("kind", _("类别"), hidden=True),
        Column("subject", _("对象"), hidden=True),
        Column("due_on", _("到期日"), "day", hidden=True),
        Column("days", _("还有天数"), "int", hidden=True),
        Column("message", _("事项")),
        Column("rule", _("规则")),
        Column("article", _("依据")),
        Column("command", _("处理命令")),
    ]
