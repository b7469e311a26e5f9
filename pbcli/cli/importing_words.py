"""What is said before and after an import: which words are a kind, what the plan was, what couldn't be taken."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pbcli.cli.state import State, tell_person
from pbcli.domain.errors import UsageFault
from pbcli.messages import _
from pbcli.output.result import View

if TYPE_CHECKING:
    from pbcli.intake.plan import Plan

NOT_KEPT = ("recruits",)
"""Kinds of paper whose records this version doesn't keep."""


def parted(words: Sequence[str]) -> tuple[str | None, Sequence[str]]:
    """Return the kind, where the first word is one, and the files. Raises UsageFault."""
    from pbcli.services.importing import known_kinds

    first, *rest = words
    if first in NOT_KEPT:
        raise UsageFault("这一版还不记录 {kind}，可以导入的有：{kinds}。", kind=first, kinds=" ".join(known_kinds()))
    if first not in known_kinds():
        return None, words
    if not rest:
        raise UsageFault("没有写要导入哪个文件。", kind=first, hint="pbcli import {kind} FILE")
    return first, rest


def tell(state: State, plan: "Plan", view: View, *, dry_run: bool) -> None:
    """Show the plan of a trial; of a real import say what was done. Raises BadRows, PartlyImported."""
    from pbcli.services import importing_page as page

    if dry_run or view != View():
        state.show(page.plan_report(plan, dry_run=dry_run), view)
    elif not plan.is_refused:
        for sentence in page.remark_sentences(plan):
            state.say(sentence)
    if plan.bad and not dry_run:
        for sentence in page.bad_row_sentences(plan):
            tell_person(sentence)
    if plan.is_refused:
        raise page.refusal(plan)
    if plan.backup is not None:
        state.say(_("改动较多，导入前已备份：{file}", file=plan.backup))
    _acknowledge(state, plan, page.summary(plan), dry_run=dry_run)
    if plan.bad:
        raise page.partly(plan)


def _acknowledge(state: State, plan: "Plan", summary: str, *, dry_run: bool) -> None:
    if dry_run:
        state.say(_("这是预演，什么也没有写入。"))
    elif plan.operation is None:
        state.say(_("没有变化：{summary}。", summary=summary) if summary else _("没有变化。"))
    else:
        sentence = _("已导入（操作 {id}）：{summary}。要撤销：pbcli undo {id}", id=plan.operation, summary=summary)
        state.done(sentence, plan.operation)
