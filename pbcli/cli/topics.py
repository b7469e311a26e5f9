"""`pbcli help`: exit codes, formats, dates, environment, each told once; and the page of any command."""

from collections.abc import Sequence
from difflib import get_close_matches
from enum import StrEnum
from typing import Annotated, Any

import typer

from pbcli.cli.help import width_of, wrapped
from pbcli.domain.errors import UsageFault
from pbcli.messages import _

app = typer.Typer()

Lines = list[tuple[str, str]]


class Topic(StrEnum):
    """The topics that there are."""

    EXIT_CODES = "exit-codes"
    FORMATS = "formats"
    DATES = "dates"
    ENVIRONMENT = "environment"


@app.command(
    "help",
    help=_("说明一个专题，或一个命令；什么都不写就列出专题。"),
    epilog=_("例：pbcli help exit-codes；pbcli help member add"),
)
def help_(
    ctx: typer.Context,
    words: Annotated[list[str] | None, typer.Argument(metavar="[TOPIC|COMMAND]", help=_("专题，或命令"))] = None,
) -> None:
    """Print a topic's page, or a command's."""
    if not words:
        typer.echo("\n".join(topics()))
    elif len(words) == 1 and words[0] in set(Topic):
        typer.echo("\n".join(page(Topic(words[0]))))
    else:
        typer.echo(command_page(ctx.find_root(), words))


def command_page(context: Any, words: Sequence[str]) -> str:
    """Return the help page of a command. Raises UsageFault that names the nearest one where there is none."""
    for word in words:
        found = getattr(context.command, "get_command", lambda *_args: None)(context, word)
        if found is None:
            known = [*Topic, *context.command.list_commands(context)] if context.parent is None else []
            near = get_close_matches(word, known, n=1, cutoff=0.5)
            raise UsageFault("没有“{name}”这个专题或命令。", name=" ".join(words), hint=" ".join(["pbcli help", *near]))
        context = found.make_context(word, [], parent=context, resilient_parsing=True)
    return str(context.get_help())


def topics() -> list[str]:
    """List the topics."""
    titles = {
        Topic.EXIT_CODES: _("退出码各是什么意思"),
        Topic.FORMATS: _("输出格式、字段、排序、写入文件"),
        Topic.DATES: _("日期和时段怎么写"),
        Topic.ENVIRONMENT: _("环境变量和配置文件"),
    }
    return _two_columns([(f"pbcli help {name.value}", title) for name, title in titles.items()])


def page(topic: Topic) -> list[str]:
    """Return a topic's lines."""
    written = {
        Topic.EXIT_CODES: _exit_codes,
        Topic.FORMATS: _formats,
        Topic.DATES: _dates,
        Topic.ENVIRONMENT: _environment,
    }
    return _two_columns(written[topic]())


def _exit_codes() -> Lines:
    return [
        ("0", _("做完了。列表不管列出多少，都是 0")),
        ("1", _("程序的错误，或没有料到的错误；经过记在日志里")),
        ("2", _("用法不对：选项、--no-input 时缺的值、命令行上写的文件不存在")),
        ("3", _("没有找到（只在要求 --fail-empty 时）")),
        ("4", _("命令行上写的名称没有，或合得上好几个")),
        ("5", _("规定不允许；表格用不了，或有一行不对")),
        ("6", _("冲突：数据库被占用、期间已被别人改动、月份已关账、init 时已有数据库")),
        ("7", _("还没有数据库，或数据库要先 db migrate，或数据库比程序新")),
        ("8", _("只导入了一部分（--skip-bad）")),
        ("9", _("检查查出了问题")),
        ("10", _("有到期的事（remind due --exit-code）")),
        ("11", _("数据库或要写的地方用不了：损坏、不是本程序的、只读、对别人开放、没有空间")),
        ("130", _("中途被打断")),
    ]


def _formats() -> Lines:
    return [
        ("-f auto", _("默认：在终端上是表格（超过 200 行则是纯文本），不在终端上是对齐的纯文本")),
        ("-f table", _("表格")),
        ("-f plain", _("对齐的纯文本，什么都不截断")),
        ("-f md", _("Markdown 表格")),
        ("-f csv, -f tsv", _("可再导入的文本；以 = + - @ 开头的格子前加一个 '")),
        ("-f json, -f jsonl", _("列表是一个对象数组（jsonl 每行一个对象），报表是一个对象")),
        ("-f html, -f xlsx", _("网页、工作簿")),
        ("-f docx", _("文档，只用于报表")),
        ("-o FILE", _("写入文件，格式看后缀；-o FILE.csv 带字节序标记")),
        ("--bom", _("csv 加字节序标记，供旧版 Excel 打开")),
        ("--fields A,B", _("只要这些字段，用英文的字段名，见 -f json")),
        ("--sort A,-B", _("按字段排序，前面加 - 为倒序")),
        ("--limit N", _("最多 N 行")),
        ("--fail-empty", _("一行也没有时，退出码为 3")),
        ("", ""),
        (_("约定"), _("日期是 2026-10-31，金额是以元计的小数字符串，时间是 UTC；枚举值在各种语言里都是中文词")),
    ]


def _dates() -> Lines:
    return [
        (_("日期"), "2026-10-31  2026.10.31  2026/10/31  20261031  2026年10月31日"),
        ("", "10-31  今天 昨天 前天  上周三  月底  today  yesterday"),
        (_("时段"), "2026-10  2026年10月  本月 上月 上个月  2026Q4  本季度 上季度"),
        ("", "上半年  2026  今年 去年  本学期 上学期  2025-2026学年第二学期"),
        ("", "第8周  2026-09..2026-10  last-month  this-term"),
        ("", ""),
        (_("没有的日期"), _("会被拒绝，不会改成别的日期")),
        (_("今天"), _("用 --today DATE 把另一天当作今天，以前的报表可以照原样再出一次")),
        (_("学期"), _("用 pbcli term add 登记；没有登记的学期从 9 月 1 日、3 月 1 日开始")),
    ]


def _environment() -> Lines:
    return [
        ("PBCLI_DB", _("数据库文件，同 --db")),
        ("PBCLI_TODAY", _("把哪天当作今天，同 --today")),
        ("PBCLI_LANG", _("语言 zh 或 en，同 --lang；不写时看系统的语言，再不然是 zh")),
        ("PBCLI_KEY_FILE", _("加密数据库的密钥文件，同设置项 key_file")),
        ("PBCLI_PROFILE", _("用配置文件里的哪一组，同 --profile")),
        ("PBCLI_CONFIG", _("配置文件在哪里；不写时见 pbcli config path")),
        ("PBCLI_BUSY_MS", _("数据库被占用时最多等多少毫秒，默认 60000")),
        ("PBCLI_DEBUG", _("设为 1 时，没有料到的错误显示全部经过")),
        ("NO_COLOR", _("不用颜色")),
        ("", ""),
        (_("先后"), _("选项、环境变量、配置文件里的组、配置文件、默认值；pbcli config show --origin 说明每项从哪里来")),
        (
            _("配置文件"),
            'db = "…"  lang = "zh"  default_profile = "demo"  [profile.demo] db = "…" today = "2026-11-01"',
        ),
    ]


def _two_columns(lines: Lines) -> list[str]:
    """Lay out the words and what they mean in two columns that line up with Chinese in them."""
    column = max(width_of(first) for first, _second in lines) + 2
    page: list[str] = []
    for first, second in lines:
        for place, line in enumerate(wrapped(second, 78 - column)):
            before = "" if place else first
            page.append((before + " " * (column - width_of(before)) + line).rstrip())
    return page
