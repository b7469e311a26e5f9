"""Files under a passing name: whole before they have their own, and gone where nobody writes them any more."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from pbcli import drafts
from pbcli.drafts import give_name, leftovers, passing_name, remove_leftovers, write_draft

LOCKS = pytest.mark.skipif(sys.platform == "win32", reason="no locks on folders there")
WRITER = """
import sys, time
from pathlib import Path
from pbcli.drafts import passing_name, write_draft
with passing_name(Path(sys.argv[1])) as draft:
    write_draft(draft, b"half")
    print("begun", flush=True)
    time.sleep(60)
"""


def names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


def left(folder: Path, name: str, age: float = 0) -> Path:
    """Leave a draft as a kill would have."""
    draft = folder / name
    draft.write_bytes(b"half")
    os.utime(draft, (time.time() - age,) * 2)
    return draft


def test_what_was_begun_goes_and_what_has_its_name_stays(tmp_path: Path) -> None:
    with passing_name(tmp_path / "a.db") as draft:
        assert draft.name.startswith(".a.db.")
        write_draft(draft, b"whole")
        give_name(draft, tmp_path / "a.db")
    with passing_name(tmp_path / "a.db") as draft:
        write_draft(draft, b"half")
    assert names(tmp_path) == {"a.db"}
    assert (tmp_path / "a.db").stat().st_mode & 0o777 == 0o600 or os.name != "posix"


def test_a_draft_is_never_written_over_anything(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    left(tmp_path, "there")
    for name in ("link", "there"):
        with pytest.raises(FileExistsError):
            write_draft(tmp_path / name, b"new")
        with pytest.raises(FileExistsError):
            give_name(left(tmp_path, "draft"), tmp_path / name)
    assert (tmp_path / "there").read_bytes() == b"half"


@LOCKS
def test_what_a_killed_writer_left_goes_with_the_next_of_its_kind(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path / "a.db")], stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"begun\n"
        begun = names(tmp_path)
        with passing_name(tmp_path / "a.db"):
            assert names(tmp_path) == begun, "somebody is writing it"
        writer.send_signal(signal.SIGKILL)
    assert names(tmp_path) == begun
    with passing_name(tmp_path / "a.db"):
        assert names(tmp_path) == set()


@LOCKS
def test_only_what_was_to_become_this_file_goes(tmp_path: Path) -> None:
    for name in (".a.db.0a0b0c0d.new", ".a.db.0a0b0c0d.new-journal", "..a.db.0a0b0c0d.new.0a0b0c0d.new"):
        left(tmp_path, name)
    others = {".b.db.0a0b0c0d.new", ".a.db.new", "a.db.0a0b0c0d.new", ".a.db.0a0b0c0d.new.csv", ".aXdb.0a0b0c0d.new"}
    for name in others:
        left(tmp_path, name)
    (tmp_path / ".a.db.11111111.new").symlink_to(tmp_path / "elsewhere")
    (tmp_path / ".a.db.22222222.new").mkdir()
    assert len(remove_leftovers(tmp_path / "a.db")) == 3
    assert names(tmp_path) == others | {".a.db.11111111.new", ".a.db.22222222.new"}


@pytest.mark.parametrize("why", ["no module", "no locks", "unreadable", "taken"])
def test_without_a_lock_age_tells(why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_arguments: Any) -> None:
        raise {"no locks": OSError(95, "no"), "unreadable": PermissionError(), "taken": BlockingIOError()}[why]

    if why == "no module":
        monkeypatch.setitem(sys.modules, "fcntl", None)
    elif why == "unreadable":
        monkeypatch.setattr(os, "open", refused)
    else:
        monkeypatch.setattr(pytest.importorskip("fcntl"), "flock", refused)
    monkeypatch.setattr(drafts, "_PAUSE_SECONDS", 0)
    old, new = left(tmp_path, ".a.0a0b0c0d.new", 90_000), left(tmp_path, ".a.0b0b0c0d.new", 3_600)
    with passing_name(tmp_path / "a"):
        assert (old.exists(), new.exists()) == (False, True)


def test_a_folder_that_is_not_there_has_none(tmp_path: Path) -> None:
    assert leftovers(tmp_path / "none" / "a.db") == []


def test_long_names_of_chinese_fit(tmp_path: Path) -> None:
    path = tmp_path / f"{'长' * 80}.csv"
    with passing_name(path) as draft:
        write_draft(draft, b"")
        assert len(os.fsencode(draft.name)) < 255
    left(tmp_path, draft.name)
    assert leftovers(path) == [draft] or sys.platform == "win32"
