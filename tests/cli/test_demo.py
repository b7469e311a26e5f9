"""`demo`: an invented school in a place of its own, never over anything else, never losing what was done to it."""

import os
import sqlite3
import subprocess
import sys
import time
import tomllib
from contextlib import closing
from pathlib import Path

import pytest

from pbcli.config import config_file
from tests.conftest import call


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The school, made once for this module; the tests that change it take a copy."""
    from pbcli.services.demonstration.place import open_school
    from tests.conftest import NOW

    return open_school(tmp_path_factory.mktemp("demo") / "pbcli.db", NOW, fresh=False).path


@pytest.fixture
def folder(made, tmp_path):
    """A folder with the school in it."""
    path = tmp_path / "demo" / "pbcli.db"
    path.parent.mkdir()
    path.write_bytes(made.read_bytes())
    path.chmod(0o600)
    return path.parent


def processor_seconds():
    """The processor's time that the processes had which this one waited for; nothing where that isn't told."""
    return os.times().children_user


def profile():
    return tomllib.loads(config_file().read_text(encoding="utf-8"))["profile"]["demo"]


def test_on_a_fresh_machine_it_shows_a_summary_and_what_to_try(process, tmp_path):
    began, used = time.monotonic(), processor_seconds()
    outcome = process("demo")
    assert time.monotonic() - began < 30
    assert processor_seconds() - used < 6
    assert outcome.code == 0, outcome.err
    assert outcome.out.startswith("虚构职业学校2026年10月党建工作月报\n截至 2026-10-31\n")
    place = tmp_path / "home" / ".local" / "share" / "pbcli" / "demo" / "pbcli.db"
    assert place.stat().st_mode & 0o777 == 0o600
    said, tried = outcome.err.split("\n\n")
    assert said.splitlines()[0] == f"已做好一个虚构的学校（人和事都是编的）：{place}"
    assert "把今天固定为 2026-11-01" in said
    commands = [line.strip() for line in tried.splitlines()[1:]]
    assert 3 <= len(commands) <= 4
    assert all(command.startswith("pbcli --profile demo ") for command in commands)
    for command in commands:
        assert process(*command.split()[1:]).code == 0, command


def test_the_profile_uses_the_school_and_fixes_its_day():
    shown = call(["demo"]).out
    assert call(["--profile", "demo", "report", "monthly", "2026-10"]).out == shown
    assert "按配置，今天算作 2026-11-01。" in call(["--profile", "demo", "report", "monthly"]).err
    assert call(["db", "info"]).code == 7  # the user's own database isn't touched or made


def test_it_can_be_put_into_a_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    outcome = call(["demo", "--at", "here"])
    assert outcome.code == 0
    assert (tmp_path / "here" / "pbcli.db").is_file()
    assert [name.name for name in (tmp_path / "here").iterdir()] == ["pbcli.db"]
    assert profile() == {"db": str(tmp_path / "here" / "pbcli.db"), "today": "2026-11-01"}


def test_it_can_be_made_where_a_database_was_named(folder):
    outcome = call(["--db", str(folder / "pbcli.db"), "demo"])
    assert outcome.code == 0
    assert profile()["db"] == str(folder / "pbcli.db")


def test_one_place_is_enough(tmp_path):
    outcome = call(["--db", str(tmp_path / "a.db"), "demo", "--at", str(tmp_path)])
    assert outcome.code == 2
    assert "--at" in outcome.err
    assert list(tmp_path.glob("*.db")) == []


def test_a_database_of_the_environment_is_left_alone(folder, database, monkeypatch):
    before = database.read_bytes()
    monkeypatch.setenv("PBCLI_DB", str(database))
    assert call(["demo", "--at", str(folder)]).code == 0
    assert database.read_bytes() == before


def test_another_database_is_never_taken_for_the_school(database):
    before = database.read_bytes()
    for words in (["demo", "--at"], ["demo", "--fresh", "--at"]):
        outcome = call([*words, str(database.parent)])
        assert outcome.code == 6
        assert outcome.err == f"那里是另一个数据库，不是虚构的学校：{database}。\n下一步：pbcli demo --at FOLDER\n"
    assert database.read_bytes() == before
    assert not config_file().exists()


def test_a_file_that_is_no_database_is_refused(tmp_path):
    (tmp_path / "pbcli.db").write_bytes(b"")
    (tmp_path / "pbcli.db").chmod(0o600)
    assert call(["demo", "--at", str(tmp_path)]).code == 11


def test_a_second_time_it_is_found_as_it_was_left(folder):
    path = folder / "pbcli.db"
    assert call(["--db", str(path), "branch", "add", "第七党支部"]).code == 0
    before = path.read_bytes()
    outcome = call(["demo", "--at", str(folder)])
    assert outcome.code == 0
    assert "第七党支部" in outcome.out
    assert outcome.err.startswith(f"虚构的学校已经在那里，保持原样：{path}。要重做一份：pbcli demo --fresh\n")
    assert path.read_bytes() == before


def test_made_afresh_the_former_one_is_kept_as_a_backup(folder, made):
    path = folder / "pbcli.db"
    assert call(["--db", str(path), "branch", "add", "第七党支部"]).code == 0
    outcome = call(["demo", "--fresh", "--at", str(folder)])
    assert outcome.code == 0
    assert "第七党支部" not in outcome.out
    former = Path(outcome.err.splitlines()[0].removeprefix("原来的那一份留作备份："))
    with closing(sqlite3.connect(former)) as connection:
        assert connection.execute("SELECT count(*) FROM branch").fetchone() == (7,)
    assert sorted(one.name for one in folder.iterdir()) == ["pbcli.db", "pbcli.db.d"]
    assert call(["--db", str(path), "db", "verify"]).code == 0
    with closing(sqlite3.connect(path)) as new, closing(sqlite3.connect(made)) as old:
        assert list(new.iterdump()) == list(old.iterdump())


def test_a_school_of_an_older_program_says_how_to_mend_it(folder):
    with closing(sqlite3.connect(folder / "pbcli.db")) as connection:
        connection.execute("PRAGMA user_version = 0")
    outcome = call(["demo", "--at", str(folder)])
    assert outcome.code == 7
    assert outcome.err.endswith(f"下一步：pbcli --db {folder / 'pbcli.db'} db migrate\n")


def test_where_the_profile_pointed_before_is_said(folder, tmp_path):
    config_file().parent.mkdir(parents=True)
    config_file().write_text('lang = "zh"\n\n[profile.demo]\ndb = "/elsewhere.db"\n', encoding="utf-8")
    outcome = call(["demo", "--at", str(folder)])
    assert "配置组 demo 原来指向 /elsewhere.db。" in outcome.err
    assert config_file().read_text(encoding="utf-8").startswith('lang = "zh"\n')
    assert profile() == {"db": str(folder / "pbcli.db"), "today": "2026-11-01"}


@pytest.mark.parametrize("text", ["profile = 3\n", "[profile]\ndemo = 3\n"])
def test_a_config_file_that_has_no_room_for_the_profile_is_said(folder, text):
    config_file().parent.mkdir(parents=True)
    config_file().write_text(text, encoding="utf-8")
    assert call(["demo", "--at", str(folder)]).code == 2
    assert config_file().read_text(encoding="utf-8") == text


def test_quiet_is_the_summary_alone(folder):
    outcome = call(["-q", "demo", "--at", str(folder)])
    assert outcome.out.startswith("虚构职业学校2026年10月党建工作月报")
    assert outcome.err == ""


def test_nothing_is_left_where_it_could_not_be_written(tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    outcome = call(["demo", "--at", str(tmp_path / "file")])
    assert outcome.code == 11
    assert not config_file().exists()


def test_the_school_is_no_operation_that_undo_takes_back(folder):
    path = str(folder / "pbcli.db")
    assert call(["--db", path, "undo", "--yes"]).code != 0
    assert call(["--db", path, "branch", "show", "第一党支部"]).code == 0


def test_a_second_time_nothing_heavy_is_imported(folder):
    code = (
        "import sys; from pbcli.cli.app import run; assert run(sys.argv[1:]) == 0;"
        "sys.exit(', '.join({'sqlmodel', 'sqlalchemy', 'pydantic', 'alembic'} & set(sys.modules)))"
    )
    words = [sys.executable, "-c", code, "-q", "demo", "--at", str(folder)]
    assert subprocess.run(words, capture_output=True, check=False, timeout=60).stderr.decode() == "\n"
