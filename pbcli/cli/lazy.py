"""The table of areas: an area's module is imported when its command is entered, and not before."""

import importlib
from collections.abc import Iterator, Mapping
from copy import copy
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Any

from typer import Typer
from typer._click import Context
from typer.core import TyperGroup, TyperOption
from typer.models import CommandInfo, TyperInfo

from pbcli.cli.state import FLAGS, WITH_VALUE
from pbcli.domain.errors import UsageFault
from pbcli.messages import N_, _, language
from pbcli.values import dataclass

if TYPE_CHECKING:
    from typer._click import Command, HelpFormatter, Parameter


@dataclass(frozen=True)
class Area:
    """An area: the module of its commands, and what the root's help says of it."""

    module: str
    help: str


AREAS = {
    "init": Area("init", N_("新建数据库")),
    "demo": Area("demo", N_("做一个虚构的学校来试用")),
    "import": Area("importing", N_("从表格导入")),
    "export": Area("export", N_("导出全部记录")),
    "branch": Area("branch", N_("党支部、职务、任期")),
    "member": Area("member", N_("党员")),
    "class": Area("classes", N_("班级与班主任")),
    "liaison": Area("liaison", N_("联系班级：安排与记录")),
    "log": Area("log", N_("一行记一次联系")),
    "event": Area("event", N_("三会一课等活动")),
    "study": Area("study", N_("学时")),
    "talk": Area("talk", N_("谈心谈话")),
    "project": Area("project", N_("党建课题")),
    "brand": Area("brand", N_("党建品牌（一支一品）")),
    "checklist": Area("checklist", N_("责任、问题、整改清单")),
    "dues": Area("dues", N_("党费")),
    "edit": Area("edit_sheet", N_("一次改多条记录")),
    "evidence": Area("evidence", N_("佐证文件")),
    "term": Area("term", N_("学期")),
    "report": Area("report", N_("报表")),
    "remind": Area("remind", N_("到期提醒")),
    "undo": Area("undo", N_("撤销一次操作")),
    "redo": Area("redo", N_("重做撤销了的操作")),
    "history": Area("history", N_("操作历史")),
    "privacy": Area("privacy", N_("个人信息：查找、清理、给本人看")),
    "db": Area("db", N_("数据库：检查、备份、恢复")),
    "config": Area("config", N_("设置")),
    "completion": Area("shell", N_("命令补全脚本")),
    "help": Area("topics", N_("专题说明")),
}


class CommandContext(Context):
    """The context of every command: the program's help, and the command's path told to the State."""

    def __init__(self, command: "Command", *args: Any, **options: Any) -> None:
        super().__init__(command, *args, **options)
        if self.parent is not None and self.obj is not None:
            self.obj.command_line = self.command_path.partition(" ")[2]

    def invoke(self, callback: Any, /, *args: Any, **options: Any) -> Any:
        """Call the command's function, once the global options are known to be right."""
        if self.obj is not None:
            self.obj.check()
        return super().invoke(callback, *args, **options)

    def make_formatter(self) -> "HelpFormatter":
        """Make what lays out a page of help; most calls show none."""
        from pbcli.cli.help import ChineseHelpFormatter

        return ChineseHelpFormatter(width=self.terminal_width, max_width=self.max_content_width)


class AreaGroup(TyperGroup):
    """A group of commands that tells a mistyped one what it may have meant."""

    context_class = CommandContext

    def resolve_command(self, ctx: Context, args: list[str]) -> "tuple[str | None, Command | None, list[str]]":
        """Find the command. Raises UsageFault that names the nearest ones."""
        command = self.get_command(ctx, args[0])
        if command is not None:
            return args[0], command, args[1:]
        known = self.list_commands(ctx)
        near = get_close_matches(args[0], known, n=3, cutoff=0.5)
        hint = f"{ctx.command_path} {near[0]}" if near else f"{ctx.command_path} --help"
        if ctx.parent is None:
            raise UsageFault("没有“{name}”这个命令。", name=args[0], hint=hint)
        raise UsageFault("“{area}”没有“{name}”这个命令。", area=ctx.info_name, name=args[0], hint=hint)


class RootGroup(AreaGroup):
    """The root command: knows its areas by name, and imports the one that is called."""

    def list_commands(self, ctx: Context) -> list[str]:  # noqa: ARG002
        """Name the areas in the order of the table."""
        return list(AREAS)

    def get_command(self, ctx: Context, cmd_name: str) -> "Command | None":  # noqa: ARG002
        """Import the area and build its command; nothing for a name that no area has."""
        area = AREAS.get(cmd_name)
        return load(cmd_name, area) if area is not None else None

    def format_commands(self, ctx: Context, formatter: "HelpFormatter") -> None:
        """List the areas from the table, without importing one."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, _(AREAS[name].help)) for name in self.list_commands(ctx)])


def load(name: str, area: Area) -> "Command":
    """Build the command of an area from its module's Typer app; those below it are built when they are called.

    Where its verbs live in several modules, its own has the table of them, VERBS: one is imported when it is called.
    """
    return _loaded(name, area, language())


@cache
def _loaded(name: str, area: Area, _language: str) -> "Command":
    """Build it once for each language, in which its help is written."""
    module = _module(area.module)
    command = _built(module.app, getattr(module, "VERBS", {}))
    command.name = name
    prepare(command)
    return command


def _module(name: str) -> Any:
    return importlib.import_module(f"pbcli.cli.{name}")


def prepare(command: Any) -> None:
    """Give a command the program's own help, and the global options after its own."""
    command.rich_markup_mode = None
    command.context_class = CommandContext
    command.options_metavar = _("[选项]")
    taken = {word for parameter in command.params for word in (*parameter.opts, *parameter.secondary_opts)}
    command.params.extend(option for option in _global_options() if taken.isdisjoint(option.opts))
    if isinstance(command, TyperGroup):
        command.__class__ = AreaGroup if type(command) is TyperGroup else type(command)
        command.subcommand_metavar = _("命令 …")


@cache
def _global_options() -> "tuple[Parameter, ...]":
    """Build the global options once more, for those who type them after the area: `member list --today 2026-10-31`.

    They are hidden there, since the root's help names them, and eager, so that a date that follows is read with them.
    """
    valued = [_option(name, (f"--{name}",), is_flag=False) for name in WITH_VALUE]
    return (*valued, *(_option(name, words, is_flag=True) for name, words in FLAGS.items()))


def _option(name: str, words: tuple[str, ...], *, is_flag: bool) -> TyperOption:
    def adopt(ctx: Context, _parameter: "Parameter", value: Any) -> None:
        if value and ctx.obj is not None:
            ctx.obj.adopt(name, value)

    return TyperOption(
        param_decls=[f"global_{name}", *words],
        is_flag=is_flag,
        default=False if is_flag else None,
        hidden=True,
        is_eager=True,
        expose_value=False,
        callback=adopt,
        type=bool if is_flag else str,
    )


def _built(app: Typer, verbs: Mapping[str, str] | None = None) -> "Command":
    """Build the command of an app: a group without what is below it, or the one command that it has."""
    from typer.main import get_command, get_group

    app._add_completion = False  # noqa: SLF001  completion is the program's own
    is_group = verbs or app.registered_callback or app.registered_groups or len(app.registered_commands) > 1
    if not is_group:
        return get_command(app)
    bare = copy(app)
    bare.registered_commands, bare.registered_groups = [], []
    group = get_group(bare)
    group.commands = _Below(app, verbs or {})  # type: ignore[assignment]
    return group


def _infos(app: Typer) -> dict[str, CommandInfo | TyperInfo]:
    every: tuple[CommandInfo | TyperInfo, ...] = (*app.registered_commands, *app.registered_groups)
    return {str(info.name): info for info in every}


class _Below(Mapping[str, "Command"]):
    """The commands below a group by their names, each built when it is asked for: a call needs one of them."""

    def __init__(self, app: Typer, verbs: Mapping[str, str]) -> None:
        self._app = app
        self._verbs = verbs
        self._infos = _infos(app)
        self._built: dict[str, Command] = {}

    def __getitem__(self, name: str) -> "Command":
        if name not in self._built:
            infos = _infos(_module(self._verbs[name]).app) if self._verbs else self._infos
            self._built[name] = self._build(infos[name])
        return self._built[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._verbs or self._infos)

    def __len__(self) -> int:
        return len(self._verbs or self._infos)

    def _build(self, info: CommandInfo | TyperInfo) -> "Command":
        from typer.main import get_command_from_info

        if isinstance(info, TyperInfo):
            assert info.typer_instance is not None
            command = _built(info.typer_instance)
            command.name = info.name
        else:
            command = get_command_from_info(
                info, pretty_exceptions_short=self._app.pretty_exceptions_short, rich_markup_mode=None
            )
        prepare(command)
        return command
