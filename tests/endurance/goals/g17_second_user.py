"""G17: another user of the machine reads nothing of ours; one who may only read the database reads it, and changes nothing."""

import os
import shutil
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tests.commands import READING
from tests.conftest import TODAY, Program
from tests.endurance.goal import Bench, Finding, Goal
from tests.endurance.home import home, new_small_school
from tests.endurance.spoken import Spoken, on_pipes
from tests.papers import FIRST, text_file

OTHER = 65_534
"""The id of `nobody`, who owns nothing."""
OWNER = 65_533

LISTS = [
    f"{command} {words}".strip()
    for command, words in READING.items()
    if command.endswith(" list") and words[:4] in {"", "2026"}
] + [
    "liaison contacts 2026-10", "report monthly 2026-10", "remind due", "history", "db info", "db verify", "export members",
]  # fmt: skip
WRITING = (
    "branch add 第九党支部", "member edit 张三 --education 大学", "liaison log 张三 2024级护理1班 走访寝室", "undo", "db backup", "remind send",
    "export members --unmask", "config set dues.rounding 0.1",
)  # fmt: skip


def as_user(user: int, group: int, act: Callable[[], Sequence[str]]) -> list[str]:
    """Do something in a child that is this user, and give the lines that it found."""
    source, sink = os.pipe()
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.close(source)
            os.setgroups([])
            os.setresgid(group, group, group)
            os.setresuid(user, user, user)
            with os.fdopen(sink, "w", encoding="utf-8", errors="backslashreplace") as pipe:
                pipe.write("\0".join(act()))
            code = 0
        finally:
            os._exit(code)
    os.close(sink)
    with os.fdopen(source, encoding="utf-8") as pipe:
        told = pipe.read()
    _child, status = os.waitpid(child, 0)
    return [line for line in told.split("\0") if line] + ([] if status == 0 else [f"the child ended with {status}"])


def every_file(folder: Path) -> list[Path]:
    """Give the files and folders of a place, as its owner sees them."""
    return sorted(folder.rglob("*"))


def opened(paths: Sequence[Path]) -> list[str]:
    """Name those of the paths that can be opened, whether or not the folder above can be listed."""
    found = []
    for path in paths:
        for flags in (os.O_RDONLY, os.O_WRONLY):
            try:
                os.close(os.open(path, flags | os.O_NONBLOCK))
            except OSError:
                continue
            found.append(f"{path.name} can be opened")
    return found


def made(pb: Program, folder: Path) -> None:
    """Make everything that the program makes: records, backups, a workbook, rejected rows, settings, the demonstration."""
    new_small_school(pb)
    paper = text_file(folder / "名册.csv", [["姓名", "入党日期", "所在党支部"], ["周八", "2006-02-30", FIRST]])
    paper.chmod(0o600)
    for words in (["db", "backup"], ["branch", "list", "-o", str(folder / "out.csv")], ["report", "monthly", "2026-10", "-o", str(folder / "out.xlsx")],
                  ["import", str(paper), "--skip-bad"], ["config", "set", "lang", "zh"]):  # fmt: skip
        pb(*words, ok=None)


def spoken(pb: Program, words: str) -> Spoken:
    """Call the program as whoever this child is, whose home is not the owner's."""
    homeless = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"), "/nobody")
    return on_pipes(["--db", str(pb.database), "--today", TODAY, "--no-input", *words.split()], homeless)


def strange(pb: Program) -> list[str]:
    """Call the program on someone else's database: each call is refused in a sentence."""
    found = []
    for words in (
        "branch list",
        "branch add 第九党支部",
        "db info",
        "db check",
        "db backup",
        "db path",
        "init --unit 某校",
    ):
        told = spoken(pb, words)
        if words != "db path" and (
            told.code not in {6, 7, 11} or not told.err or b"Traceback" in told.err or "张三".encode() in told.out
        ):
            found.append(f"{words} as someone else: exit {told.code}: {told.err.decode()[:200]}")
    return found


def only_reading(pb: Program) -> list[str]:
    """Call the program as one who may read the database and not write: lists answer, changes are refused."""
    found = []
    for words in LISTS:
        told = spoken(pb, words)
        if told.code:
            found.append(f"{words} by one who may read: exit {told.code}: {told.err.decode()[:200]}")
    for words in WRITING:
        told = spoken(pb, words)
        if told.code != 11 or not told.err or b"Traceback" in told.err:
            found.append(f"{words} by one who may only read: exit {told.code}: {told.err.decode()[:200]}")
    return found


def warmed(pb: Program) -> None:
    """Make each call once, so that nothing need be loaded from a folder that the other user may not enter."""
    copy = Program(pb.database.with_name("warm.db"))
    shutil.copyfile(pb.database, copy.database)
    copy.database.chmod(0o600)
    for words in (*LISTS, *WRITING, "db check", "db path", "init --unit 某校", "没有这个命令"):
        copy(*words.split(), ok=None)
    copy.database.unlink()
    shutil.rmtree(copy.database.with_name("warm.db.d"), ignore_errors=True)


def image(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Give the bytes and the mode of every file below a folder."""
    return {
        str(path): (path.read_bytes() if path.is_file() else b"", path.lstat().st_mode) for path in every_file(folder)
    }


def read_only(bench: Bench, source: Program) -> Iterator[str]:
    """Let one read the database whom its owner's group lets in. Gives what went wrong, and whether anything changed."""
    place = bench.folder / "shared"
    place.mkdir()
    shutil.copyfile(source.database, place / "pbcli.db")
    for path, mode in ((place / "pbcli.db", 0o640), (place, 0o750)):
        os.chown(path, OWNER, OTHER)
        path.chmod(mode)
    before = image(place)
    yield from as_user(OTHER, OTHER, lambda: only_reading(Program(place / "pbcli.db")))
    if image(place) != before:
        yield "something changed where one may only read"


def run(bench: Bench) -> Finding:
    """Be someone else."""
    if os.name != "posix" or os.geteuid() != 0:
        return Finding("", not_run="needs root, to become another user")
    bench.folder.chmod(0o755)
    folder = bench.folder / "school"
    with home(folder) as pb:
        made(pb, folder)
        folder.chmod(0o755)  # the folder of papers may be open: what the program makes in it is closed all the same
        warmed(pb)
        everything = every_file(folder)
        naive = folder / "naive.txt"
        naive.write_text("张三")
        naive.chmod(0o666 & ~0o022)
        seen = as_user(OTHER, OTHER, lambda: opened(everything))
        control = as_user(OTHER, OTHER, lambda: opened([naive]))
        refused = as_user(OTHER, OTHER, lambda: strange(pb))
        naive.unlink()
        problems = [*seen, *refused, *read_only(bench, pb)]
        if stat.S_IMODE(pb.database.stat().st_mode) != 0o600 or pb("db", "verify", ok=None).code:
            problems.append("the owner's database isn't what it was")
    return Finding(
        found=f"{len(everything)} files and folders, {len(seen)} to be opened; {len(LISTS)} lists and {len(WRITING)} changes by one who "
        f"may only read: {len(problems) - len(seen)} wrong",
        problems=problems,
        control=f"a file made by open(): {len(control)} to be opened",
        has_fired=bool(control),
    )


GOAL = Goal("G17", "a second user on the machine; read-only opening", "nothing readable that should not be", run)
