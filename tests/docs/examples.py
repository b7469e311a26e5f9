"""The examples in the documentation: run them, compare them, or write their output anew.

A fence ```console holds commands behind `$ ` and what they print, first on stdout, then on stderr. Each page runs from top to
bottom on its own copy of the demonstration school, with 2026-11-01 as today; ```console DAY makes it another day from there on.
A page that begins with `pbcli init` begins without a database. `echo $?` shows the exit code of the command before it. A line
`...` stands for any lines, `...` at the end of a line for any rest of it. A fence ```csv NAME is a paper, which lies in the
page's folder when the first command runs.

    python -m tests.docs.examples [--write] [PAGE …]
"""

import io
import os
import re
import shlex
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

ROOT = Path(__file__).resolve().parents[2]
FENCE = re.compile(r"^```console(?: (\d{4}-\d\d-\d\d))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TODAY = "2026-11-01"
PAPER = re.compile(r"^```csv (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Example:
    """One command of a page, and what the page says that it prints."""

    line: int
    command: str
    output: str
    day: str


def pages() -> list[Path]:
    """Return every page that may hold examples."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def examples_of(text: str) -> Iterator[Example]:
    """Find the examples of a page, in their order."""
    day = TODAY
    for fence in FENCE.finditer(text):
        day = fence.group(1) or day
        line = text.count("\n", 0, fence.start(2)) + 1
        for chunk in re.split(r"^\$ ", fence.group(2), flags=re.MULTILINE)[1:]:
            command, _, output = chunk.partition("\n")
            yield Example(line, command, output, day)
            line += chunk.count("\n")


def run_command(command: str) -> tuple[int, str]:
    """Run `pbcli …` in this process and return its exit code and what it printed: stdout, then stderr."""
    from pbcli.cli.app import run

    words = shlex.split(command)
    if words[0] not in {"pbcli", "pb"}:
        msg = f"an example runs pbcli, not {words[0]}"
        raise ValueError(msg)
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = run(words[1:])
    out.flush()
    printed = out.buffer.getvalue().decode("utf-8").replace("\r\n", "\n")
    return code, printed + err.getvalue()


def matches(wanted: str, got: str) -> bool:
    """Compare line by line, blanks at the end aside; `...` stands for any lines, or any rest of one."""
    pattern = "".join(_pattern(line.rstrip()) for line in wanted.splitlines())
    return re.fullmatch(pattern, got if got.endswith("\n") or not got else got + "\n") is not None


def _pattern(line: str) -> str:
    if line == "...":
        return r"(?:.*\n)*?"
    begun = line.removesuffix("...")
    return re.escape(begun) + (r"[ \t]*\n" if begun == line else r".*\n")


def environment(folder: Path, demo: Path | None) -> Mapping[str, str]:
    """Return the environment of a page's examples: a copy of the demonstration's database, or none, and Chinese."""
    import shutil

    database = folder / "pbcli.db"
    if demo is not None:
        shutil.copyfile(demo, database)
        database.chmod(0o600)
    return {
        "PBCLI_DB": str(database),
        "PBCLI_LANG": "zh",
        "HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder / "config"),
        "XDG_DATA_HOME": str(folder / "data"),
        "PATH": os.environ.get("PATH", ""),
        "USER": "demo",
        "LOGNAME": "demo",
        "COLUMNS": "100",
    }


def run_page(path: Path, demo: Path, folder: Path) -> list[tuple[Example, str]]:
    """Run a page's examples in order; return each with what it really printed."""
    text = path.read_text(encoding="utf-8")
    for paper in PAPER.finditer(text):
        (folder / paper[1]).write_text(paper[2], encoding="utf-8")
    examples = list(examples_of(text))
    begins_empty = examples != [] and examples[0].command.startswith("pbcli init")
    variables = environment(folder, None if begins_empty else demo)
    with mock.patch.dict(os.environ, variables, clear=True), chdir(folder):
        return list(_run(examples))


def _run(examples: Iterable[Example]) -> Iterator[tuple[Example, str]]:
    code = 0
    for one in examples:
        os.environ.update(PBCLI_TODAY=one.day, PBCLI_NOW=f"{one.day}T09:30:00+08:00")
        if one.command == "echo $?":
            yield one, f"{code}\n"
            continue
        code, printed = run_command(one.command)
        yield one, printed


def make_demo(folder: Path) -> Path:
    """Make the demonstration school in this folder and return its database."""
    from pbcli.cli.app import run

    changed = {"HOME": str(folder), "XDG_CONFIG_HOME": str(folder / "config"), "XDG_DATA_HOME": str(folder / "data")}
    with (
        mock.patch.dict(os.environ, changed),
        redirect_stdout(io.TextIOWrapper(io.BytesIO(), "utf-8")),
        redirect_stderr(io.StringIO()),
    ):
        run(["demo", "--at", str(folder / "demo")])
    return folder / "demo" / "pbcli.db"


def renewed(path: Path, demo: Path) -> str:
    """Return a page with the real output in it; a fence with `...` is left alone."""
    text = path.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        results = iter(run_page(path, demo, Path(folder)))

    def fresh(fence: re.Match[str]) -> str:
        ran = [next(results) for _ in examples_of(fence.group(0) + "\n")]
        if re.search(r"\.\.\.$", fence.group(2), re.MULTILINE):
            return fence.group(0)
        body = "".join(f"$ {one.command}\n" + re.sub(r"[ \t]+$", "", got, flags=re.MULTILINE) for one, got in ran)
        opening = fence.group(0).splitlines()[0]
        return f"{opening}\n{body}```"

    return FENCE.sub(fresh, text)


def main() -> int:
    """Name the pages, of those that are named or of all, whose output is another; with --write, put it right."""
    named = [Path(word).resolve() for word in sys.argv[1:] if not word.startswith("-")]
    with tempfile.TemporaryDirectory() as folder:
        demo = make_demo(Path(folder))
        for path in named or pages():
            text = renewed(path, demo)
            if text == path.read_text(encoding="utf-8"):
                continue
            sys.stdout.write(f"{path.relative_to(ROOT)}\n")
            if "--write" in sys.argv:
                path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
