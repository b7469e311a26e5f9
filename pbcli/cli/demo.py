"""`pbcli demo`: an invented school to try everything on."""

import os
from pathlib import Path
from typing import Annotated

import typer

from pbcli.cli.state import State
from pbcli.domain.errors import UsageFault
from pbcli.messages import _
from pbcli.output.result import View

app = typer.Typer()

TO_TRY = (
    "pbcli --profile demo remind due",
    "pbcli --profile demo liaison count 2025-2026学年 --member 王卫平",
    "pbcli --profile demo branch show 第二党支部",
    "pbcli --profile demo report monthly 2026-10 -o 月报.xlsx",
)


@app.command("demo", help=_("做一个虚构的学校来试用，并显示它的月报。"), epilog=_("例：pbcli demo"))
def demo(
    ctx: typer.Context,
    *,
    at: Annotated[str | None, typer.Option("--at", metavar="FOLDER", help=_("放在哪个文件夹里"))] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help=_("重做一份；原来的那一份留作备份"))] = False,
) -> None:
    """Make the invented school where it isn't there yet, and show its last month."""
    from pbcli.services.demonstration.place import month_summary, open_school
    from pbcli.services.monthly_page import monthly_report

    state: State = ctx.obj
    made = open_school(_address(state, at), state.now, fresh=fresh)
    figures = month_summary(made.path)
    if made.former is not None:
        state.say(_("原来的那一份留作备份：{path}", path=made.former))
    if made.is_new:
        state.say(_("已做好一个虚构的学校（人和事都是编的）：{path}", path=made.path))
    else:
        state.say(_("虚构的学校已经在那里，保持原样：{path}。要重做一份：pbcli demo --fresh", path=made.path))
    _remember(state, made.path)
    state.show(monthly_report(figures), View())
    state.say("\n".join(["", _("接下来可以试试："), *(f"  {command}" for command in TO_TRY)]))


def _address(state: State, at: str | None) -> Path:
    """Settle where the school goes: the folder or the file that was named, else a place of its own."""
    from pbcli.config import data_folder

    is_named = state.settings.db.origin == "option"
    if at is not None and is_named:
        raise UsageFault("--at 和 --db 只能用一个。", hint="pbcli demo --at FOLDER")
    if is_named:
        return state.database
    folder = data_folder() / "demo" if at is None else Path(os.path.abspath(os.path.expanduser(at)))  # noqa: PTH100, PTH111  as --db does
    return folder / "pbcli.db"


def _remember(state: State, path: Path) -> None:
    """Write the profile by which the school is used, and say what it fixes."""
    from pbcli.config import save_settings
    from pbcli.services.demonstration.place import PROFILE, today

    former = _database_of(PROFILE)
    if former not in {None, str(path)}:
        state.say(_("配置组 {profile} 原来指向 {path}。", profile=PROFILE, path=former))
    file = save_settings({"db": str(path), "today": today().isoformat()}, profile=PROFILE)
    state.say(
        _("用它：pbcli --profile {profile} …（{file} 里把今天固定为 {day}）", profile=PROFILE, file=file, day=today())
    )


def _database_of(profile: str) -> str | None:
    """Find the database that a profile names, where there is such a profile."""
    from pbcli.config import config_file, read_config

    profiles = read_config(config_file()).get("profile")
    chosen = profiles.get(profile) if isinstance(profiles, dict) else None
    return chosen.get("db") if isinstance(chosen, dict) else None
