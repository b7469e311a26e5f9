"""Encrypting what is there: the old file or the new one, whole, and nobody writes into a file that has no name."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from pbcli.db import conversion, copying, driver
from pbcli.db.connection import open_database
from pbcli.db.conversion import convert
from pbcli.db.driver import FileKey
from pbcli.db.engine import unit_of_work
from pbcli.db.faults import fault
from pbcli.db.keys import key_for, new_key
from pbcli.db.read import open_reader
from pbcli.domain.errors import Conflict, PbcliError, StorageUnusable, UsageFault
from tests.conftest import NOW, Program
from tests.db.bad_files import all_files, overwrite
from tests.db.encrypted import MARK, PLAIN, key_file, readable

SECRET = "5a" * 32


@pytest.fixture(autouse=True)
def _one_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both what the program does here and what the tests do by hand find the same key."""
    (tmp_path / "keys").mkdir()
    monkeypatch.setenv("PBCLI_KEY_FILE", str(key_file(tmp_path / "keys" / "own.key", SECRET)))
    driver.unlock_by(lambda _path, salt: key_for(SECRET, salt))


@pytest.fixture
def key() -> FileKey:
    return new_key(SECRET)


def contents(path: Path) -> list[Any]:
    """Give all rows of all tables, the schema, and the numbers in the header."""
    with closing(open_database(path, "ro")) as connection:
        schema = connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY name").fetchall()
        rows = [
            connection.execute(f'SELECT * FROM "{name}"').fetchall() for kind, name, _sql in schema if kind == "table"
        ]
        numbers = [connection.execute(f"PRAGMA {name}").fetchone() for name in ("application_id", "user_version")]
    return [schema, rows, numbers]


def test_everything_is_as_it_was_both_ways(pb: Program, key: FileKey) -> None:
    pb("branch", "add", "第一党支部")
    pb("branch", "add", "第二党支部")
    pb("undo")
    before = contents(pb.database)
    convert(pb.database, key)
    assert pb.database.read_bytes()[:16] == key.salt
    assert contents(pb.database) == before
    convert(pb.database, new_key("ab" * 32))
    assert contents(pb.database) == before
    convert(pb.database, None)
    assert pb.database.read_bytes()[:16] == PLAIN
    assert contents(pb.database) == before
    assert pb.json("db", "verify") == pb.json("db", "check") == []


def test_what_a_raw_write_left_is_not_smoothed_over(pb: Program, key: FileKey) -> None:
    pb("branch", "add", "第一党支部")
    with closing(sqlite3.connect(pb.database, isolation_level=None)) as raw:
        raw.execute("PRAGMA ignore_check_constraints = ON")
        raw.execute("UPDATE branch SET founded_on = 'nie', name = ?", ("a\0b",))
        raw.execute("INSERT INTO party_group (branch_id, name) VALUES (99, '组')")
    before = contents(pb.database)
    convert(pb.database, key)
    assert contents(pb.database) == before


@pytest.mark.parametrize("point", ["make_last", "copy_rows", "sync_folder", "schema_of"])
@pytest.mark.parametrize(
    "error", [OSError(28, "no space"), KeyboardInterrupt(), sqlite3.OperationalError("disk I/O error")]
)
def test_whatever_goes_wrong_leaves_one_of_the_two(
    point: str, error: BaseException, pb: Program, key: FileKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_arguments: Any) -> None:
        raise error

    before = contents(pb.database)
    with monkeypatch.context() as patched:
        patched.setattr(conversion, point, failing)
        with pytest.raises((StorageUnusable, KeyboardInterrupt, sqlite3.OperationalError)):
            convert(pb.database, key)
    is_new = point == "sync_folder"
    assert pb.database.read_bytes()[:4] == (MARK if is_new else PLAIN[:4])
    assert contents(pb.database) == before
    assert list(pb.database.parent.glob(".*.new")) == []


def test_a_copy_that_is_not_like_the_original_is_thrown_away(
    pb: Program, key: FileKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied = copying.copy_rows

    def forgetful(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
        copied(source, target)
        target.execute("DELETE FROM event_kind WHERE id = 1")

    monkeypatch.setattr(conversion, "copy_rows", forgetful)
    before = pb.database.read_bytes()
    with pytest.raises(StorageUnusable, match="数据库已损坏"):
        convert(pb.database, key)
    assert pb.database.read_bytes() == before


KILLED = """
import os, signal, sys
from pathlib import Path
from pbcli.db import conversion, copying, driver
from pbcli.db.keys import key_for, new_key
path, point, moment = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
driver.unlock_by(lambda _path, salt: key_for("5a" * 32, salt))
owner = Path if point == "replace" else conversion
do = getattr(owner, point)
def killed(*arguments):
    done = do(*arguments) if moment == "after" else None
    os.kill(os.getpid(), signal.SIGKILL)
setattr(owner, point, killed)
conversion.convert(path, new_key("5a" * 32) if sys.argv[4] == "encrypt" else None)
"""


@pytest.mark.skipif(os.name != "posix", reason="there is no such signal")
@pytest.mark.parametrize("direction", ["encrypt", "decrypt"])
@pytest.mark.parametrize(
    ("point", "moment", "is_done"),
    [
        ("make_file", "after", False), ("copy_rows", "before", False), ("copy_rows", "after", False),
        ("make_last", "after", False), ("replace", "before", False), ("replace", "after", True), ("sync_folder", "after", True),
    ],
)  # fmt: skip
def test_killed_at_any_step_it_has_happened_or_it_has_not(
    point: str, moment: str, is_done: bool, direction: str, pb: Program, key: FileKey
) -> None:
    pb("branch", "add", "第一党支部")
    if direction == "decrypt":
        convert(pb.database, key)
    before = contents(pb.database)
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(pb.database), point, moment, direction], check=False, timeout=60,
        cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert done.returncode == -signal.SIGKILL
    assert (pb.database.read_bytes()[:4] == MARK) is (is_done == (direction == "encrypt"))
    driver.remember(pb.database, None)
    assert contents(pb.database) == before
    if not is_done:
        convert(pb.database, key if direction == "encrypt" else None)
        assert contents(pb.database) == before


def test_who_waited_to_write_is_told_that_the_file_is_another(
    pb: Program, key: FileKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    pb("branch", "add", "第一党支部")
    waiting = threading.Event()
    said: list[BaseException] = []
    copied = copying.copy_rows

    def write() -> None:
        try:
            with unit_of_work(pb.database, command="test", actor="test", now=NOW) as work:
                work.connection.execute("UPDATE branch SET brand_name = 'lost'")
        except PbcliError as error:
            said.append(error)

    writer = threading.Thread(target=write)

    def copied_while_one_waits(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
        copied(source, target)
        writer.start()
        waiting.wait(0.5)

    monkeypatch.setattr(conversion, "copy_rows", copied_while_one_waits)
    convert(pb.database, key)
    writer.join(60)
    assert [type(error) for error in said] == [Conflict]
    assert str(said[0]).startswith("数据库刚刚换成了另一个文件")
    with open_reader(pb.database) as reader:
        assert reader.connection.execute("SELECT brand_name FROM branch").fetchall() == [(None,)]


def test_a_restore_into_a_file_that_was_replaced_is_not_said_to_be_done(
    pb: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = pb("-q", "db", "backup").out.strip()
    copied = copying.copy_database

    def replaced(source: sqlite3.Connection, target: sqlite3.Connection, path: Path) -> None:
        copied(source, target, path)
        if path == pb.database and not path.name.startswith("."):
            other = path.with_name("other.db")
            other.write_bytes(path.read_bytes())
            other.chmod(0o600)
            other.replace(path)

    monkeypatch.setattr("pbcli.db.restore.copy_database", replaced)
    assert pb("db", "restore", file, "--yes", ok=6).err.startswith("数据库刚刚换成了另一个文件")


KILLED_WRITER = """
import os, signal, sys
from contextlib import closing
from pathlib import Path
from pbcli.db import driver
from pbcli.db.connection import open_database
from pbcli.db.keys import key_for
driver.unlock_by(lambda _path, salt: key_for("5a" * 32, salt))
connection = open_database(Path(sys.argv[1]), "rw")
connection.execute("PRAGMA cache_size = 1")
connection.execute("BEGIN IMMEDIATE")
for number in range(2000):
    connection.execute("INSERT INTO reminder_said (key, offset_days, said_on) VALUES (?, 1, '2026-01-01')", (f"王五{number}" * 9,))
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(os.name != "posix", reason="there is no such signal")
def test_the_journal_of_a_killed_writer_is_encrypted_and_rolled_back_by_a_reader(pb: Program, key: FileKey) -> None:
    with unit_of_work(pb.database, command="test", actor="test", now=NOW) as work:
        work.connection.execute(
            "INSERT INTO reminder_said (key, offset_days, said_on) VALUES ('李四', 1, '2026-01-01')"
        )
        work.annotate("test")
    convert(pb.database, key)
    before = contents(pb.database)
    done = subprocess.run(
        [sys.executable, "-c", KILLED_WRITER, str(pb.database)], check=False, timeout=60, cwd=Path(__file__).parents[2]
    )
    assert done.returncode == -signal.SIGKILL
    assert pb.database.with_name("pbcli.db-journal").stat().st_size > 0
    assert readable(pb.database.parent, "王五", "李四", "CREATE TABLE") == []
    with open_reader(pb.database) as reader:
        assert len(reader.connection.execute("SELECT * FROM reminder_said").fetchall()) == 1
    assert contents(pb.database) == before


def test_only_one_library_holds_a_file(pb: Program, key: FileKey, monkeypatch: pytest.MonkeyPatch) -> None:
    convert(pb.database, key)
    driver.unlock_by(lambda _path, salt: key_for(SECRET, salt))
    connect = sqlite3.connect
    opened: list[str] = []

    def watched(address: str, **options: Any) -> sqlite3.Connection:
        opened.append(address)
        connection: sqlite3.Connection = connect(address, **options)
        return connection

    monkeypatch.setattr(sqlite3, "connect", watched)
    with unit_of_work(pb.database, command="test", actor="test", now=NOW) as work:
        assert len(opened) == 1  # the look that found it encrypted, closed before anything was locked
        with open_reader(work.path) as reader:
            assert reader.one("unit_name") is not None
        assert driver.is_encrypting(work.connection)
    assert opened == [opened[0]]
    assert opened[0].endswith("?immutable=1&mode=ro")


def test_page_one_of_another_is_no_key_of_ours(pb: Program, key: FileKey) -> None:
    convert(pb.database, key)
    overwrite(pb.database, 0, b"xxxx")
    driver.remember(pb.database, None)
    before = all_files(pb.database.parent)
    with pytest.raises(StorageUnusable, match="这不是 pbcli 的数据库"):
        open_database(pb.database, "ro")
    assert all_files(pb.database.parent) == before


def test_a_writer_keeps_what_was_acknowledged(pb: Program, key: FileKey) -> None:
    convert(pb.database, key)
    with closing(open_database(pb.database, "rw")) as connection:
        wanted = {
            "journal_mode": "delete",
            "synchronous": 3,
            "foreign_keys": 1,
            "secure_delete": 1,
            "recursive_triggers": 1,
        }
        found = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted}
    assert found == wanted


def test_errors_of_both_drivers_are_caught_by_one_name(pb: Program, key: FileKey) -> None:
    convert(pb.database, key)
    with closing(open_database(pb.database, "rw")) as connection:
        for statement, kind in (
            ("SELEKT", sqlite3.OperationalError),
            ("INSERT INTO unit (id, name) VALUES (1, NULL)", sqlite3.IntegrityError),
            ("SELECT ?", sqlite3.ProgrammingError),
        ):
            with pytest.raises(kind) as caught:
                connection.execute(statement)
            assert isinstance(caught.value, sqlite3.Error)
    with pytest.raises(sqlite3.ProgrammingError):
        connection.execute("SELECT 1")


@pytest.mark.parametrize("secret", ["ab" * 32, "AB" * 32])
def test_a_key_as_it_stands_is_not_derived_from(secret: str) -> None:
    assert key_for(secret, b"pbc1" * 4).secret == bytes.fromhex(secret)
    assert secret.lower() not in repr(key_for(secret, b"pbc1" * 4)).lower()


def test_the_same_characters_typed_in_two_ways_are_one_passphrase() -> None:
    assert key_for("Café au lait", b"pbc1" * 4).secret == key_for("Cafe\u0301 au lait", b"pbc1" * 4).secret


def test_a_failed_copy_of_the_other_driver_is_known_by_its_words(pb: Program) -> None:
    for words, kind in (("disk I/O error", StorageUnusable), ("database is locked", Conflict)):
        assert type(fault(sqlite3.OperationalError(words), pb.database)) is kind
    assert fault(sqlite3.OperationalError("no such function: x"), pb.database) is None


def test_nobody_to_ask_and_nothing_to_open(
    pb: Program, key: FileKey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    convert(pb.database, key)
    monkeypatch.setattr(driver, "_keys", {})
    monkeypatch.setattr(driver, "_finders", [])
    with pytest.raises(UsageFault, match="没有给出密钥"):
        open_database(pb.database, "ro")
    assert driver.salt_of(tmp_path / "none") is None


WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from pbcli.db import driver
from pbcli.db.engine import unit_of_work
from pbcli.db.keys import key_for
driver.unlock_by(lambda _path, salt: key_for("5a" * 32, salt))
for number in range(int(sys.argv[2])):
    with unit_of_work(Path(sys.argv[1]), command="test", actor="test", now=datetime(2026, 11, 1, tzinfo=UTC)) as work:
        (days,) = work.connection.execute("SELECT offset_days FROM reminder_said WHERE key = 'count'").fetchone()
        work.connection.execute("UPDATE reminder_said SET offset_days = ? WHERE key = 'count'", (days + 1,))
        work.annotate("counted")
"""


def test_several_at_once_lose_nothing(pb: Program, key: FileKey) -> None:
    with unit_of_work(pb.database, command="test", actor="test", now=NOW) as work:
        work.connection.execute(
            "INSERT INTO reminder_said (key, offset_days, said_on) VALUES ('count', 0, '2026-01-01')"
        )
        work.annotate("test")
    convert(pb.database, key)
    words = [sys.executable, "-c", WRITER, str(pb.database), "10"]
    writers = [subprocess.Popen(words, cwd=Path(__file__).parents[2]) for _ in range(3)]
    assert [writer.wait(120) for writer in writers] == [0, 0, 0]
    with open_reader(pb.database) as reader:
        assert reader.connection.execute("SELECT offset_days FROM reminder_said").fetchall() == [(30,)]
    assert pb.json("db", "verify") == pb.json("db", "check") == []


def test_a_disk_that_errs_is_no_damaged_database(pb: Program, key: FileKey, monkeypatch: pytest.MonkeyPatch) -> None:
    convert(pb.database, key)
    driver.remember(pb.database, None)

    def failing(*_arguments: Any) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "open", failing)
    with pytest.raises(StorageUnusable, match="磁盘出错"):
        open_database(pb.database, "ro")
