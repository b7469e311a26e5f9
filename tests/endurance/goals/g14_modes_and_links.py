"""G14: whatever the program makes is closed to others under any umask, and it writes through no planted link."""

import os
import shutil
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from unittest import mock

from tests.conftest import Program, call
from tests.endurance.goal import Bench, Finding, Goal
from tests.endurance.home import home, new_small_school
from tests.endurance.spoken import on_pipes
from tests.papers import FIRST, text_file

UMASKS = (0o000, 0o022)
PAPER = [["姓名", "入党日期", "所在党支部"], ["孙七", "2006-06-01", FIRST], ["周八", "2006-02-30", FIRST]]
VICTIM = "of someone else"

WRITING = (
    ["branch", "add", "第三党支部"], ["db", "backup"], ["evidence", "add", "event/1", "{folder}/名册.csv", "--kind", "签到"],
    ["db", "backup", "--to", "{folder}/a/b/stick"], ["config", "set", "lang", "zh"],
    ["config", "set", "dues.rounding", "0.1"], ["branch", "list", "-o", "{folder}/out.csv"], ["branch", "list", "-o", "{folder}/out.xlsx"],
    ["report", "monthly", "2026-10", "-o", "{folder}/out.docx"], ["report", "monthly", "2026-10", "-o", "{folder}/out.html"],
    ["export", "members", "-o", "{folder}/out.json"], ["import", "{folder}/名册.csv", "--skip-bad"], ["remind", "send"], ["undo"],
    ["member", "join", "吴九", "--branch", FIRST, "--on", "2026-10-31"], ["db", "restore", "{backup}", "--yes"],
)  # fmt: skip
"""Commands that make or change files."""


def bad_modes(folder: Path) -> Iterator[str]:
    """Name what in a folder others may touch. The folder itself was made by the test."""
    for place in sorted(folder.rglob("*")):
        mode = place.lstat().st_mode
        wanted = 0o700 if stat.S_ISDIR(mode) else 0o600
        if stat.S_IMODE(mode) != wanted:
            yield f"{place.relative_to(folder)}: {stat.filemode(mode)}"


def newest_backup(pb: Program) -> str:
    return str(max((pb.database.with_name("pbcli.db.d") / "backups").glob("*.db"), default=Path("none")))


def typed(pb: Program, folder: Path, words: Sequence[str]) -> list[str]:
    return [word.format(folder=folder, backup=newest_backup(pb)) for word in words]


def under(umask: int, folder: Path) -> Iterator[str]:
    """Make everything there is to make under a umask. Gives what is open to others, and what failed."""
    kept = os.umask(umask)
    try:
        with home(folder) as pb:
            new_small_school(pb)
            paper = text_file(folder / "名册.csv", PAPER)
            for words in WRITING:
                outcome = pb(*typed(pb, folder, words), ok=None)
                if outcome.code not in {0, 8}:
                    yield f"umask {umask:03o}: {' '.join(words)}: exit {outcome.code}: {outcome.err.strip()}"
            call(["demo"])
            with mock.patch("pbcli.config.config_file", side_effect=RuntimeError):
                call(["config", "path"])
            paper.unlink()
            if not (folder / "home" / "data" / "pbcli" / "errors.log").exists():
                yield "no log of errors was made"
            yield from (f"umask {umask:03o}: {found}" for found in bad_modes(folder))
    finally:
        os.umask(kept)


LINKS = {
    "pbcli.db": ["branch", "add", "第四党支部"],
    "pbcli.db-journal": ["branch", "add", "第四党支部"],
    "new.db": ["--db", "{folder}/new.db", "init", "--unit", "某校"],
    "pbcli.db.d": ["db", "backup"],
    "pbcli.db.d/backups": ["db", "backup"],
    "pbcli.db.d/backups/manifest.jsonl": ["db", "backup"],
    "pbcli.db.d/evidence": ["evidence", "add", "event/1", "{folder}/名册.csv", "--kind", "签到"],
    "stick/evidence": ["db", "backup", "--to", "{folder}/stick"],
    "backup.db": ["db", "restore", "{folder}/backup.db", "--yes"],
    "out.csv": ["branch", "list", "-o", "{folder}/out.csv"],
    "out.xlsx": ["branch", "list", "-o", "{folder}/out.xlsx"],
    "名册.rejected.csv": ["import", "{folder}/名册.csv", "--skip-bad"],
    "home/config/pbcli/config.toml": ["config", "set", "lang", "zh"],
    "home/data/pbcli/errors.log": ["config", "path"],
}
"""Where a link is planted, and the command that would write there."""


def planted(pb: Program, folder: Path, name: str, words: Sequence[str], *, to_folder: bool) -> Iterator[str]:
    """Plant a link, to a file or a folder of someone else's, and call the command. Gives what it did there."""
    theirs = folder / "theirs"
    shutil.rmtree(theirs, ignore_errors=True)
    theirs.mkdir(mode=0o755)
    (theirs / "file").write_text(VICTIM)
    link = folder / name
    link.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    aside = folder / "aside"
    if link.exists():
        link.rename(aside)
    link.symlink_to(theirs if to_folder else theirs / "file")
    called = typed(pb, folder, words)
    argv = called if called[0] == "--db" else ["--db", str(pb.database), "--today", "2026-11-01", "--no-input", *called]
    if name.endswith("errors.log"):
        with mock.patch("pbcli.config.config_file", side_effect=RuntimeError):
            outcome = on_pipes(argv)
    else:
        outcome = on_pipes(argv)
    if (theirs / "file").read_text() != VICTIM or sorted(theirs.iterdir()) != [theirs / "file"]:
        yield f"{name}: {' '.join(words)} wrote through the link (exit {outcome.code})"
    if stat.S_IMODE((theirs / "file").stat().st_mode) != 0o644 or stat.S_IMODE(theirs.stat().st_mode) != 0o755:
        yield f"{name}: {' '.join(words)} changed modes through the link"
    if outcome.code == 70 or (outcome.code == 1 and "errors.log" not in name):
        yield f"{name}: exit {outcome.code}: {outcome.err.decode()[:200]}"
    if link.is_symlink():
        link.unlink()
    if aside.exists():
        shutil.rmtree(link) if link.is_dir() else link.unlink(missing_ok=True)
        aside.rename(link)


def followed(folder: Path) -> Iterator[str]:
    """Plant every link, to a file and to a folder."""
    kept = os.umask(0o022)
    try:
        with home(folder) as pb:
            new_small_school(pb)
            shutil.copy(pb("-q", "db", "backup").out.strip(), folder / "backup.db")
            paper = text_file(folder / "名册.csv", PAPER)
            pb("evidence", "add", "event/1", paper, "--kind", "记录")
            for name, words in LINKS.items():
                for to_folder in (False, True):
                    yield from planted(pb, folder, name, words, to_folder=to_folder)
            if pb("db", "verify", ok=None).code:
                yield "the records are no more what they were"
    finally:
        os.umask(kept)


def control(folder: Path) -> tuple[int, bool]:
    """Write a file as Python does by default: give its mode, and whether it followed a link."""
    kept = os.umask(0o022)
    try:
        (folder / "plain").write_text("x")
        (folder / "link").symlink_to(folder / "plain")
        (folder / "link").write_text(VICTIM)
    finally:
        os.umask(kept)
    return stat.S_IMODE((folder / "plain").stat().st_mode), (folder / "plain").read_text() == VICTIM


def run(bench: Bench) -> Finding:
    """Try the umasks and the links."""
    if os.name != "posix":
        return Finding("", not_run="this system has no file modes")
    open_to_others = [found for umask in UMASKS for found in under(umask, bench.folder / f"{umask:03o}")]
    through = list(followed(bench.folder / "links"))
    mode, is_followed = control(bench.folder)
    return Finding(
        found=f"{len(UMASKS)} umasks × {len(WRITING) + 2} commands: {len(open_to_others)} open to others; "
        f"{2 * len(LINKS)} links: {len(through)} followed",
        problems=open_to_others + through,
        control=f"open() gives {mode:04o}{' and follows the link' if is_followed else ''}",
        has_fired=mode != 0o600 and is_followed,
    )


GOAL = Goal("G14", "modes under umask 000 and 022; planted symlinks", "all 0600/0700; followed 0", run)
