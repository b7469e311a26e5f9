"""`pbcli db`, as its user meets it: where the file is, whether it is sound, its copies."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pbcli.db.schema import REVISION
from tests.conftest import UNIT, Program, call
from tests.db.bad_files import all_files

NOBODY = 65534
Nobody = Callable[..., tuple[int, str]]
POSIX = pytest.mark.skipif(os.name != "posix", reason="there are no modes to try")


def test_the_path_is_printed_whether_the_file_is_there_or_not(pb: Program, tmp_path: Path) -> None:
    outcome = pb("db", "path")
    assert (outcome.out, outcome.err) == (f"{pb.database}\n", "")
    missing = call(["--db", str(tmp_path / "none" / "x.db"), "db", "path"])
    assert (missing.code, missing.out) == (0, f"{tmp_path / 'none' / 'x.db'}\n")


def test_what_there_is_to_know_of_the_file(pb: Program) -> None:
    pb("branch", "add", "第一党支部")
    facts = pb.json("db", "info")
    assert facts["unit"] == UNIT
    assert (facts["path"], facts["bytes"]) == (str(pb.database), pb.database.stat().st_size)
    assert (facts["revision"], facts["operations"], facts["last_backup"]) == (REVISION, 3, None)
    assert len(facts["head"]) == 64
    assert {row["table"]: row["rows"] for row in facts["tables"]} | {"branch": 1, "unit": 1} == {
        row["table"]: row["rows"] for row in facts["tables"]
    }
    page = pb("db", "info").out
    assert "最近备份        无" in page
    assert UNIT in page


def test_the_last_backup_is_named_a_restore_is_none(pb: Program) -> None:
    file = pb("-q", "db", "backup").out.strip()
    assert pb.json("db", "info")["last_backup"] == file
    pb("db", "restore", file, "--yes")
    last = pb.json("db", "info")["last_backup"]
    assert last != file
    assert Path(last).parent == Path(file).parent


def test_quiet_prints_just_the_file(pb: Program) -> None:
    outcome = pb("-q", "db", "backup")
    assert outcome.err == ""
    assert Path(outcome.out.strip()).is_file()


def test_a_backup_elsewhere(pb: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    outcome = pb("db", "backup", "--to", "usb", "--elsewhere")
    (file,) = (tmp_path / "usb").glob("*.db")
    assert outcome.err == f"已备份并核对：{file}\n"
    assert pb("db", "restore", f"usb/{file.name}", "--yes").code == 0


def test_a_table_is_shown_only_where_something_was_found(pb: Program) -> None:
    for words, fine in ((["db", "check"], "数据库完好。\n"), (["db", "verify"], "记录与变更记录一致。\n")):
        assert pb(*words).err == fine
        assert pb(*words, "-f", "csv").out == "finding,kind,table,id,column,detail\r\n"
        assert json.loads(pb(*words, "-f", "json").out) == []


@pytest.mark.parametrize("words", [["check"], ["verify"], ["info"], ["backup"], ["migrate"], ["restore", "x.db"]])
def test_reading_commands_of_no_database(words: list[str], tmp_path: Path) -> None:
    outcome = call(["--db", str(tmp_path / "own.db"), "db", *words])
    assert outcome.code == (2 if words[0] == "restore" else 7)
    hint = f"ls {Path.cwd()}" if words[0] == "restore" else "pbcli init --unit NAME"
    assert outcome.err.endswith(f"下一步：{hint}\n")
    assert all_files(tmp_path) == {}


def test_what_is_looked_at_is_not_touched(pb: Program) -> None:
    pb("branch", "add", "第一党支部")
    before = all_files(pb.database.parent)
    for verb in ("path", "info", "check", "verify", "migrate"):
        pb("db", verb)
    assert all_files(pb.database.parent) == before


# ---- where someone may not write, or may not look

AS_NOBODY = """
import contextlib, io, os, sys
os.umask(0o022)
import shlex
import pbcli.domain.idnumber
from pbcli.cli.app import run
user, rehearsal, path, *words = sys.argv[1:]
with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
    # All modules are loaded before, as those above that errors need, since nobody may not be allowed to read them.
    run(["--db", rehearsal, "--no-input", *words])
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(int(user))
    os.setuid(int(user))
sys.exit(run(["--db", path, "--no-input", *words]))
"""


@pytest.fixture
def outside(template: Path) -> Iterator[Path]:
    """A folder that every user can reach, with a database of the one who runs the program below."""
    folder = Path(tempfile.mkdtemp(prefix="pbcli-test-"))
    folder.chmod(0o755)
    (folder / "own").mkdir()
    shutil.copyfile(template, folder / "own" / "own.db")
    (folder / "own" / "own.db").chmod(0o600)
    if os.geteuid() == 0:
        for place in (folder / "own", folder / "own" / "own.db"):
            os.chown(place, NOBODY, NOBODY)
    yield folder
    for place in (folder, folder / "own"):
        place.chmod(0o700)
    shutil.rmtree(folder)


@pytest.fixture
def as_nobody(tmp_path: Path, template: Path) -> Callable[..., tuple[int, str]]:
    """Call the program as a user without rights on a database; gives the exit code and what it said."""

    def called(path: Path, *words: str) -> tuple[int, str]:
        rehearsal = tmp_path / "rehearsal.db"
        if words[0] != "init":
            shutil.copyfile(template, rehearsal)
            rehearsal.chmod(0o600)
        done = subprocess.run(
            [sys.executable, "-c", AS_NOBODY, str(NOBODY), str(rehearsal), str(path), *words],
            capture_output=True, text=True, check=False, timeout=60, cwd=Path(__file__).parents[2],
            env={"LC_ALL": "C.UTF-8", "HOME": "/", "PYTHONDONTWRITEBYTECODE": "1"},
        )  # fmt: skip
        assert done.stdout == ""
        return done.returncode, done.stderr

    return called


@POSIX
@pytest.mark.parametrize(
    ("mode_of_folder", "mode_of_file", "words", "sentence"),
    [
        (0o700, 0o400, ["branch", "add", "第一党支部"], "数据库是只读的，无法写入：{db}。"),
        (0o500, 0o600, ["branch", "add", "第一党支部"], "数据库是只读的，无法写入：{db}。"),
        (0o700, 0o000, ["branch", "add", "第一党支部"], "无法打开或写入数据库：{db}。"),
        (0o700, 0o000, ["branch", "list"], "无法打开或写入数据库：{db}。"),
        (0o000, 0o600, ["branch", "list"], "无法访问数据库：{db}。"),
        (0o000, 0o600, ["init", "--unit", "某校"], "无法访问：{db}。"),
        (0o500, 0o600, ["db", "backup"], "无法建立文件夹：{db}.d/backups。"),
    ],
)
def test_a_place_that_cannot_be_used_is_one_sentence_and_nothing_is_written(
    mode_of_folder: int, mode_of_file: int, words: list[str], sentence: str, outside: Path, as_nobody: Nobody
) -> None:
    database = outside / "own" / "own.db"
    before = database.read_bytes()
    database.chmod(mode_of_file)
    database.parent.chmod(mode_of_folder)
    code, said = as_nobody(database, *words)
    assert (code, said.splitlines()[0]) == (11, sentence.replace("{db}", str(database)))
    assert said.splitlines()[1].startswith("下一步：ls -ld ")
    database.parent.chmod(0o700)
    database.chmod(0o600)
    assert database.read_bytes() == before
    assert sorted(all_files(database.parent)) == ["own.db"]


@POSIX
def test_a_folder_of_someone_else_gets_no_database(outside: Path, as_nobody: Nobody) -> None:
    outside.chmod(0o555)
    for path, sentence in (
        (outside / "new.db", f"无法写入这个文件夹：{outside}。"),
        (outside / "new" / "new.db", f"无法建立文件夹：{outside / 'new'}。"),
    ):
        code, said = as_nobody(path, "init", "--unit", "某校")
        assert (code, said.splitlines()[0]) == (11, sentence)
    assert [file.name for file in outside.iterdir()] == ["own"]


@POSIX
def test_a_read_only_file_can_be_read(outside: Path, as_nobody: Nobody) -> None:
    database = outside / "own" / "own.db"
    database.chmod(0o400)
    database.parent.chmod(0o500)
    code, said = as_nobody(database, "db", "check")
    assert (code, said) == (0, "数据库完好。\n")
