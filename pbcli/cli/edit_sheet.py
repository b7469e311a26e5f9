"""`pbcli edit`: several records at once in the user's own editor, or in a file."""

import os
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pbcli.cli.params import DryRunOpt, YesOpt
from pbcli.cli.state import State
from pbcli.domain.errors import Conflict, UsageFault
from pbcli.messages import _
from pbcli.messages.reasons import reason
from pbcli.output.result import Column, Result, View

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pbcli.services.edit_sheets import Edit
    from pbcli.services.edit_sheets_kinds import Sort

app = typer.Typer()


@app.command(
    "edit",
    help=_("一次改多条：写成表用编辑器改，看过前后差别再一起写入；不在表里的不动。"),
    epilog=_("例：pbcli edit contacts 上月"),
)
def edit(
    ctx: typer.Context,
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND",
            help=_(
                "种类：branches members classes contacts followups events resolutions projects checklist brands study "
                "talks dues"
            ),
        ),
    ],
    period: Annotated[
        str | None,
        typer.Argument(
            metavar="PERIOD",
            help=_("时段，contacts、followups、events、resolutions、study、talks、dues 才有；默认本月"),
        ),
    ] = None,
    *,
    to: Annotated[Path | None, typer.Option("--to", metavar="FILE.csv", help=_("只写成表，自己去改"))] = None,
    from_: Annotated[
        Path | None, typer.Option("--from", metavar="FILE", help=_("读改好的表：csv、xlsx、ods 都行"))
    ] = None,
    yes: YesOpt = False,
    dry_run: DryRunOpt = False,
) -> None:
    """Edit several records as a sheet."""
    from pbcli.services import edit_sheets
    from pbcli.services.edit_sheets_kinds import known_sort

    state: State = ctx.obj
    sort = known_sort(kind)
    with state.read() as reader:
        days = state.period(period, reader) if sort.is_dated and from_ is None else None
        before = edit_sheets.rows_of(reader, sort, days)
    if to is not None:
        _write(state, sort, before, to)
        return
    draft = None if from_ is not None else _edited(state, kind, sort, before)
    edits = _read(sort, before, from_ or draft)
    if edits:
        _show(state, sort, edits)
        state.confirm(_("这样改 {count} 条？", count=len(edits)), yes=yes or dry_run)
        with state.change(dry_run=dry_run, listed=False) as work:
            notes = edit_sheets.apply(work, sort, edits, today=state.today)
        for note in notes:
            state.say(note)
    if draft is not None:
        draft.unlink()
    if not edits:
        state.say(_("没有改动。"))
    elif not dry_run:
        state.done(_("已修改 {count} 条。", count=len(edits)), len(edits))


def _write(state: State, sort: "Sort", rows: "Mapping[int, Sequence[str]]", file: Path) -> None:
    """Write the sheet into a file, closed to others."""
    from pbcli.services.edit_sheets import headers

    titles = headers(sort)
    columns = [Column(title, title) for title in titles]
    result = Result(columns, [dict(zip(titles, row, strict=True)) for row in rows.values()])
    state.show(result, View(format="csv", output=str(file)))


def _edited(state: State, kind: str, sort: "Sort", rows: "Mapping[int, Sequence[str]]") -> Path:
    """Let the user edit the sheet in a file beside the database, which stays until it is applied.

    Raises UsageFault where there is no editor or it fails, Conflict where an earlier sheet still waits.
    """
    from pbcli.services.storage import draft_of

    if not state.can_ask:
        raise UsageFault(
            "没有终端，打不开编辑器。", hint=f"pbcli edit {kind} --to {kind}.csv · pbcli edit {kind} --from {kind}.csv"
        )
    editor = _editor()
    file = draft_of(state.database, f"edit-{kind}.csv")
    if file.exists():
        raise Conflict(
            "上次没改完的表还在：{path}；不要了就删掉它。", path=file, hint=f"pbcli edit {kind} --from {file}"
        )
    _write(state, sort, rows, file)
    try:
        code = subprocess.call([*editor, str(file)])  # noqa: S603  the user's own editor
    except OSError as error:
        file.unlink()
        raise UsageFault("打不开编辑器 {editor}：{reason}。", editor=editor[0], reason=reason(error)) from None
    if code:
        file.unlink()
        raise UsageFault("编辑器 {editor} 以 {code} 退出，没有改动。", editor=editor[0], code=code)
    state.say(_("没写入之前，改好的表留在 {path}；接着改：pbcli edit {kind} --from {path}", path=file, kind=kind))
    return file


def _editor() -> list[str]:
    """Return the words that call the user's editor. Raises UsageFault where there is none."""
    own = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if own:
        return shlex.split(own, posix=os.name == "posix")
    for name in ("notepad",) if os.name == "nt" else ("nano", "vi"):
        if found := shutil.which(name):
            return [found]
    raise UsageFault("没有编辑器：请设环境变量 EDITOR。", hint="EDITOR=nano pbcli edit contacts")


def _read(sort: "Sort", before: "Mapping[int, Sequence[str]]", file: Path | None) -> "list[Edit]":
    from pbcli.intake.reading import read_paper
    from pbcli.services.edit_sheets import edits_in

    paper = read_paper(file or Path())
    return edits_in(sort, paper.sheets[0].rows, before)


def _show(state: State, sort: "Sort", edits: "Sequence[Edit]") -> None:
    """Tell each changed record, and of each changed field what it was and what it becomes; coloured on a terminal."""
    from pbcli.services.edit_sheets import field_title

    is_coloured = "NO_COLOR" not in os.environ
    for one in edits:
        state.say(_("编号 {id}（{about}）", id=one.id, about=one.about))
        for name, (old, new) in one.cells.items():
            title = field_title(sort, name)
            for sign, text, colour in (("-", old, typer.colors.RED), ("+", new, typer.colors.GREEN)):
                words = _("  {sign} {title}：{text}", sign=sign, title=title, text=text or _("（空）"))
                state.say(words, colour=colour if is_coloured else None)
