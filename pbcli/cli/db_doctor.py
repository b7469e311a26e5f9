"""`pbcli db doctor`: how the database and its surroundings are, and what mends them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from pbcli.cli.params import with_view
from pbcli.cli.state import State
from pbcli.domain.errors import CheckFound
from pbcli.messages import _
from pbcli.output.result import Column, Result, View

if TYPE_CHECKING:
    from pbcli.services.doctor import Finding

FixOpt = Annotated[bool, typer.Option("--fix", help=_("修好能修的：文件权限、日志模式、残留的草稿；不碰记录"))]


def register(app: typer.Typer) -> None:
    """Add the command of this module to its area."""
    app.command(
        "doctor",
        help=_("体检：SQLite、设置、权限、空间、备份和演练的日子，每一项说怎么修。"),
        epilog=_("例：pbcli db doctor --fix"),
    )(with_view(doctor))


def doctor(ctx: typer.Context, *, fix: FixOpt = False, view: View) -> None:
    """List how everything is; exit 9 where something is wanting."""
    from pbcli.services.doctor import Verdict, examine, mended

    state: State = ctx.obj
    if fix:
        for place in mended(state.database):
            state.say(_("已修好：{path}", path=place))
    findings = examine(state.database, state.today)
    state.show(_listed(findings), view)
    count = sum(finding.verdict is Verdict.FOUND for finding in findings)
    if count:
        raise CheckFound("发现 {count} 处问题。", count=count)


def _listed(findings: "Sequence[Finding]") -> Result:
    words = {"ok": _("✓ 正常"), "found": _("✗ 要处理"), "note": _("○ 说明")}
    columns = [
        Column("sign", _("情况")),
        Column("item", _("项目")),
        Column("finding", _("结果")),
        Column("command", _("怎么修")),
        Column("key", _("键"), hidden=True),
        Column("verdict", _("判断"), hidden=True),
    ]
    rows = [
        {
            "sign": words[finding.verdict],
            "item": finding.item,
            "finding": finding.what,
            "command": finding.command,
            "key": finding.key,
            "verdict": finding.verdict.value,
        }
        for finding in findings
    ]
    return Result(columns, rows, title=_("数据库体检"))
