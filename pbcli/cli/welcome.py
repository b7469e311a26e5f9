"""What `pbcli` alone says: the help page, or, on a machine without a database, how to begin."""

import sys
from collections.abc import Callable

from pbcli.cli.state import State
from pbcli.messages import _


def orient(state: State, help_page: Callable[[], str]) -> None:
    """Print the help page; where there is no database yet, the three ways to begin."""
    if state.database.exists():
        sys.stdout.write(help_page() + "\n")
        return
    lines = [
        _("职业学校党务记录：表格进来，记录留住，报表出去。"),
        "",
        _("这台机器上还没有数据库（{path}）。可以这样开始：", path=state.database),
        "",
        _("  pbcli demo                   先看一个虚构的学校"),
        _("  pbcli init --unit 某职业学校   为自己的单位新建数据库"),
        _("  pbcli import 党员花名册.xlsx   再把手头的表格导进来"),
        "",
        _("全部命令：pbcli --help"),
    ]
    sys.stdout.write("\n".join(lines) + "\n")
