"""Bringing a database up to date: a backup first, all or nothing, and nothing of the records is lost."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

import pbcli
from pbcli.db import journal, migrate, schema
from pbcli.db.check import schema_of
from pbcli.db.engine import make_engine
from pbcli.db.migrate import is_behind, new_database, scripts_folder, upgrade
from pbcli.db.read import open_reader
from pbcli.db.recording import MOMENTS
from pbcli.domain.errors import Conflict, DatabaseNotReady, RuleForbids, StorageUnusable
from pbcli.services.unit import unit_name
from tests.conftest import NOW, Program, call
from tests.db.bad_files import all_files, locked, set_header
from tests.migrations.tomorrow import NEXT, NEXT_NUMBER, plan
from tests.once import once


@pytest.fixture(autouse=True)
def _schemas_anew() -> Iterator[None]:
    yield
    migrate.schema_at.cache_clear()


@pytest.fixture
@once
def older(pb: Program) -> Program:
    """A database of today's schema with records in the table that tomorrow rebuilds."""
    pb("branch", "add", "第一党支部")
    pb("config", "set", "dues.rounding", "0.1")
    return pb


def create_database(path: Path) -> None:
    """Make a database of the newest schema with nothing in it."""
    with new_database(path):
        pass


def settings_of(path: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT * FROM setting").fetchall()


def test_today_there_is_nothing_to_do(pb: Program) -> None:
    before = all_files(pb.database.parent)
    assert pb("db", "migrate").err == "数据库的结构已经是最新的。\n"
    assert upgrade(pb.database) is False
    assert all_files(pb.database.parent) == before


def test_before_the_upgrade_every_command_names_it(
    older: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    plan(monkeypatch, tmp_path / "tomorrow")
    outcome = older("branch", "list", ok=7)
    assert outcome.err.endswith("\n下一步：pbcli db migrate\n")
    assert is_behind(older.database)
    assert older.json("db", "info")["revision"] == f"{NEXT_NUMBER - 1:04d}"
    assert older.json("db", "check") == []


def test_it_backs_up_first_and_loses_nothing(older: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before = older.json("branch", "list")
    plan(monkeypatch, tmp_path / "tomorrow")
    outcome = older("db", "migrate")
    (backup,) = older.database.with_name("pbcli.db.d").glob("backups/*.db")
    assert outcome.err == f"已升级。升级前的备份：{backup}\n"
    with closing(sqlite3.connect(backup)) as copy:
        assert copy.execute("PRAGMA user_version").fetchone() == (schema.SCHEMA_NUMBER - 1,)
    assert settings_of(backup) == [(1, "dues.rounding", "0.1")]
    assert settings_of(older.database) == [(1, "dues.rounding", "0.1", None)]
    with closing(sqlite3.connect(older.database)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (NEXT_NUMBER,)
    assert older.json("branch", "list") == before
    assert older.json("db", "verify") == older.json("db", "check") == []
    assert older("db", "migrate").err == "数据库的结构已经是最新的。\n"


def test_an_upgraded_database_is_a_new_one(older: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    plan(monkeypatch, tmp_path / "tomorrow")
    upgrade(older.database)
    create_database(tmp_path / "fresh.db")
    with closing(sqlite3.connect(older.database)) as old, closing(sqlite3.connect(tmp_path / "fresh.db")) as new:
        assert schema_of(old) == schema_of(new)
        assert "colour" in schema_of(old)["journal_setting_insert"]


def test_what_was_done_before_can_be_taken_back_after(
    older: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    plan(monkeypatch, tmp_path / "tomorrow")
    upgrade(older.database)
    older("undo")
    assert settings_of(older.database) == []
    older("undo", "5")
    assert settings_of(older.database) == [(1, "dues.rounding", "0.1", None)]
    assert older.json("db", "verify") == []


@pytest.mark.parametrize(
    "more",
    [
        'raise RuntimeError("broken")',
        'op.execute("DELETE FROM setting")',
        "op.execute(\"UPDATE sqlite_sequence SET seq = seq - 1 WHERE name = 'setting'\")",
        "op.execute(\"INSERT INTO post (branch_id, kind, holder_name) VALUES (99, '书记', '甲')\")",
        "op.execute(\"UPDATE alembic_version SET version_num = '0009'\")",
        'op.execute("INSERT INTO nowhere VALUES (1)")',
    ],
)
def test_one_that_fails_leaves_the_file_as_it_was(
    more: str, older: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    plan(monkeypatch, tmp_path / "tomorrow", more)
    before = older.database.read_bytes()
    outcome = older("db", "migrate", ok=None)
    assert outcome.code in {1, 11}
    assert outcome.out == ""
    assert len(outcome.err.splitlines()) <= 2
    assert older.database.read_bytes() == before
    assert not older.database.with_name("pbcli.db-journal").exists()
    assert older.json("db", "info")["revision"] == f"{NEXT_NUMBER - 1:04d}"


def test_a_table_is_rebuilt_without_foreign_keys(
    older: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """With them, dropping a table would take away what hangs on its rows, or fail."""
    plan(
        monkeypatch, tmp_path / "tomorrow", 'assert op.get_bind().exec_driver_sql("PRAGMA foreign_keys").scalar() == 0'
    )
    older("db", "migrate")


def test_what_a_migration_may_not_do_is_said(older: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    plan(monkeypatch, tmp_path / "tomorrow", 'op.execute("DELETE FROM setting")')
    outcome = older("db", "migrate", ok=11)
    assert outcome.err == f"升级没有完成，数据库保持原样：{older.database}。\n下一步：pbcli db check\n"


def test_tomorrows_database_is_refused_today(older: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with monkeypatch.context() as patched:
        plan(patched, tmp_path / "tomorrow")
        upgrade(older.database)
    before = all_files(older.database.parent)
    for words in (["db", "migrate"], ["branch", "list"], ["db", "backup"], ["db", "info"], ["undo"]):
        outcome = older(*words, ok=7)
        assert f"数据库的结构（{NEXT}）比本程序（{schema.REVISION}）新" in outcome.err
        assert outcome.err.endswith("下一步：pip install --upgrade pbcli\n")
    assert all_files(older.database.parent) == before


def test_an_older_backup_is_restored_and_then_upgraded(
    older: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    backup = older("-q", "db", "backup").out.strip()
    plan(monkeypatch, tmp_path / "tomorrow")
    older("db", "migrate")
    older("db", "restore", backup, "--yes")
    older("branch", "list", ok=7)
    older("db", "migrate")
    assert older.json("db", "verify") == older.json("db", "check") == []


def test_a_locked_database_is_not_upgraded(older: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    plan(monkeypatch, tmp_path / "tomorrow")
    monkeypatch.setenv("PBCLI_BUSY_MS", "50")
    with locked(older.database):
        before = older.database.read_bytes()
        older("db", "migrate", ok=6)
        assert older.database.read_bytes() == before


HISTORIES = {
    "class": "INSERT INTO class (name, pinyin, initials) VALUES ('24财会1班', 'c', 'c')",
    "class_head": "INSERT INTO class_head (class_id, teacher_name, from_on) VALUES (1, '赵老师', '2026-09-01')",
    "branch_term": "INSERT INTO branch_term (branch_id, elected_on, years) VALUES (1, '2025-03-01', 3)",
    "membership": "INSERT INTO membership (member_id, branch_id, from_on, to_on, join_reason, leave_reason)"
    " VALUES (1, 1, '2020-01-01', '2026-01-01', '入党', '转出')",
    "party_status": "INSERT INTO party_status (member_id, status, from_on) VALUES (1, '正式党员', '2020-01-01')",
    "post": "INSERT INTO post (branch_id, kind, holder_name, from_on) VALUES (1, '书记', '李四', '2025-03-01')",
    "assignment": "INSERT INTO assignment (member_id, class_id, role, from_on)"
    " VALUES (1, 1, '党员联系人', '2025-09-01')",
    "contact": "INSERT INTO contact (occurred_on, member_id, class_id, kind, recorded_at)"
    " VALUES ('2025-10-09', 1, 1, '走访寝室', '2025-10-09T08:00:00Z')",
    "follow_up": "INSERT INTO follow_up (contact_id, due_on, closed_on) VALUES (1, '2025-11-01', '2025-10-30')",
    "project": "INSERT INTO project (title, branch_id) VALUES ('课题', 1)",
    "project_step": "INSERT INTO project_step (project_id, step, actual_on) VALUES (1, '立项', '2025-03-01')",
    "project_extension": "INSERT INTO project_extension (project_id, granted_on, extended_to)"
    " VALUES (1, '2026-01-05', '2026-06-01')",
    "event": "INSERT INTO event (branch_id, occurred_on, recorded_at) VALUES (1, '2025-10-09', '2025-10-09T08:00:00Z')",
    "attendance": "INSERT INTO attendance (event_id, member_id, state) VALUES (1, 1, '请假')",
}
"""A row of each table of the first revision beside whose days a later one puts when they were written down."""

EARLIER = [f"{number:04d}" for number in range(1, schema.SCHEMA_NUMBER)]


@pytest.mark.parametrize("revision", EARLIER)
def test_from_each_revision_the_same_schema_is_reached_and_every_row_kept(
    revision: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "own.db"
    with monkeypatch.context() as then:
        then.setattr(schema, "REVISION", revision)
        then.setattr(schema, "SCHEMA_NUMBER", int(revision))
        create_database(path)
        _write_some_rows(path)
    kept = _rows_of(path)
    outcome = call(["-q", "--db", str(path), "db", "migrate"])
    assert outcome.code == 0, outcome.err
    with closing(sqlite3.connect(path)) as connection:
        assert schema_of(connection) == migrate.schema_at(schema.REVISION)
    after = _rows_of(path)
    for table, rows in kept.items():
        assert all(row.items() <= new.items() for row, new in zip(rows, after[table][: len(rows)], strict=True))
    for verb in ("check", "verify"):
        assert call(["--db", str(path), "db", verb, "-f", "json"]).out == "[]\n"


def test_of_what_was_there_before_nobody_says_when_it_was_written_down(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Filled in, it would differ from what the journal last saw, and what was done before could not be taken back."""
    path = tmp_path / "own.db"
    with monkeypatch.context() as then:
        then.setattr(schema, "REVISION", "0004")
        then.setattr(schema, "SCHEMA_NUMBER", 4)
        create_database(path)
        _write_some_rows(path)
    own = ["-q", "--db", str(path)]
    assert call([*own, "db", "migrate"]).code == 0
    with closing(sqlite3.connect(path)) as connection:
        for table, days in MOMENTS.items():
            moments = " + ".join(f"count({moment})" for moment in days.values())
            assert connection.execute(f"SELECT {moments} FROM {table}").fetchone() == (0,)
    outcome = call([*own, "undo"])
    assert outcome.code == 0, outcome.err
    assert _rows_of(path)["membership"] == []
    assert call([*own, "db", "verify", "-f", "json"]).out == "[]\n"


def _write_some_rows(path: Path) -> None:
    """Write a row of each kind that later revisions rebuild, and one that is gone again."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN")
        operation = journal.begin_operation(connection, at=NOW, actor="test", command="then")
        for statement in (
            "INSERT INTO branch (name, pinyin, initials) VALUES ('甲', 'j', 'j')",
            "INSERT INTO member (name, pinyin, initials) VALUES ('张三', 'zs', 'zs')",
            "INSERT INTO dues_base (member_id, from_month, base_fen, payer_group) VALUES (1, '2026-01', 500000, '在职')",
            "INSERT INTO dues_base (member_id, from_month, base_fen, payer_group) VALUES (1, '2026-07', 600000, '在职')",
            "DELETE FROM dues_base WHERE id = 2",
            *HISTORIES.values(),
        ):
            connection.execute(statement)
        journal.end_operation(connection, operation)
        connection.execute("COMMIT")


def _rows_of(path: Path) -> dict[str, list[dict[str, object]]]:
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        return {
            table: [dict(row) for row in connection.execute(f"SELECT * FROM {table} ORDER BY id")]
            for table in ("branch", "member", "dues_base", "operation", "journal", "event_kind", *HISTORIES)
        }


# ---- a new database


def test_one_that_was_begun_and_not_finished_is_none(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), new_database(tmp_path / "own.db"):
        raise RuntimeError
    assert all_files(tmp_path) == {}


def test_where_something_is_already(tmp_path: Path, database: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to("nowhere")
    for name, error, sentence in (
        (database.name, Conflict, "那里已经有一个数据库"),
        ("folder", StorageUnusable, "这不是一个文件"),
        ("link", StorageUnusable, "不能是符号链接"),
    ):
        with pytest.raises(error, match=sentence):
            create_database(tmp_path / name)
    assert not (tmp_path / "nowhere").exists()


def test_a_name_that_was_taken_meanwhile(tmp_path: Path) -> None:
    with pytest.raises(Conflict, match="那里已经有一个文件"), new_database(tmp_path / "own.db"):
        (tmp_path / "own.db").write_text("another's")
    assert {name: content for name, (content, _mode) in all_files(tmp_path).items()} == {"own.db": b"another's"}


def test_two_new_databases_are_the_same_but_for_their_units(tmp_path: Path) -> None:
    for name in ("one.db", "two.db"):
        create_database(tmp_path / name)
    with closing(sqlite3.connect(tmp_path / "one.db")) as one, closing(sqlite3.connect(tmp_path / "two.db")) as two:
        assert list(one.iterdump()) == list(two.iterdump())


def test_one_without_a_unit_says_what_is_missing(tmp_path: Path) -> None:
    create_database(tmp_path / "own.db")
    with open_reader(tmp_path / "own.db") as reader, pytest.raises(DatabaseNotReady, match="数据库里还没有单位"):
        unit_name(reader)


def test_an_empty_database_of_ours_has_nothing_that_it_should_have(pb: Program, tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
    path.chmod(0o600)
    set_header(path, "user_version", 0)
    found = call(["--db", str(path), "db", "check", "-f", "json"])
    assert found.code == 9
    assert "缺少 journal_member_insert" in found.out


def test_the_migrations_lie_in_the_package_or_beside_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert (scripts_folder() / "env.py").is_file()
    installed = tmp_path / "pbcli"
    shutil.copytree(scripts_folder(), installed / "migrations")
    monkeypatch.setattr(pbcli, "__file__", str(installed / "__init__.py"))
    assert scripts_folder() == installed / "migrations"


@pytest.mark.parametrize("wanted", ["0001", "base", "-1"])
def test_going_back_is_refused_with_a_sentence(wanted: str, database: Path) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(scripts_folder()).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    before = database.read_bytes()
    with make_engine(database, foreign_keys=False).connect() as connection, connection.begin():
        config.attributes["connection"] = connection
        with pytest.raises(RuleForbids, match="数据库的结构不能退回旧版；要回到升级之前，恢复那时的备份。"):
            command.downgrade(config, wanted)
    assert database.read_bytes() == before


def test_an_encrypted_one_stays_encrypted(older: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pytest.importorskip("sqlcipher3", reason="the extra crypt is not installed")
    from tests.db.encrypted import key_file, readable

    monkeypatch.setenv("PBCLI_KEY_FILE", str(key_file(tmp_path / "own.key")))
    older("db", "encrypt")
    older("db", "backup")
    older("db", "prune", "--plain")
    plan(monkeypatch, tmp_path / "tomorrow")
    assert older("branch", "list", ok=7).err.endswith("\n下一步：pbcli db migrate\n")
    older("db", "migrate")
    assert older.json("db", "info")["revision"] == NEXT
    assert [row["name"] for row in older.json("branch", "list")] == ["第一党支部"]
    assert older.json("db", "verify") == older.json("db", "check") == []
    assert readable(tmp_path, "第一党支部") == []
