"""`db verify` and `db check`: what was changed past the program is found, and named."""

import json
import os
import random
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from pbcli.db import check
from pbcli.db import verify as verifying
from pbcli.db.journal import seal
from tests.conftest import Program
from tests.db.bad_files import overwrite
from tests.invented_school import fill
from tests.once import once

Found = list[tuple[str, str, int | None, str | None]]


@pytest.fixture
@once
def school(work: Any, pb: Program) -> Program:
    """The invented school, written in one operation (3), then two edits (4, 5) and a removal of what 5 added."""
    with work() as opened:
        fill(opened)
    pb("branch", "edit", "第一党支部", "--note", "甲")
    pb("branch", "add", "第三党支部")
    pb("branch", "remove", "第三党支部", "--yes")
    return pb


def raw(path: Path, *statements: str, triggers: bool = True) -> None:
    """Write as another program would; without triggers, as one that meant to."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        kept = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        if not triggers:
            for name, _sql in kept:
                connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
        if not triggers:
            for _name, sql in kept:
                connection.execute(sql)


def findings(pb: Program, code: int = 9) -> Found:
    outcome = pb("db", "verify", "-f", "json", ok=code)
    return [(row["kind"], row["table"], row["id"], row["column"]) for row in json.loads(outcome.out)]


def test_what_the_program_wrote_is_sound(school: Program) -> None:
    assert findings(school, code=0) == []
    outcome = school("db", "verify")
    assert (outcome.out, outcome.err) == ("", "记录与变更记录一致。\n")


LAST = "(SELECT max(id) FROM operation)"
CASES: list[tuple[list[str], bool, Found]] = [
    (["UPDATE branch SET note = '乙' WHERE id = 1"], True, [("unsealed", "branch", 1, "note")]),
    (["UPDATE branch SET note = '乙' WHERE id = 1"], False, [("differs", "branch", 1, "note")]),
    (["DELETE FROM post WHERE id = 1"], False, [("lost", "post", 1, None)]),
    (["DELETE FROM post WHERE id = 1"], True, [("unsealed", "post", 1, None)]),
    (
        ["INSERT INTO setting (id, name, value) VALUES (9, 'x', 'y')"], False,
        [("unknown", "setting", 9, None)],
    ),
    (["UPDATE operation SET actor = '别人' WHERE id = 4"], True, [("seal", "operation", 4, None)]),
    (["UPDATE operation SET command = '别的' WHERE id = 1"], True, [("seal", "operation", 1, None)]),
    (
        ["UPDATE operation SET seal = '0' WHERE id = 4"], True,
        [("seal", "operation", 4, None), ("seal", "operation", 5, None)],
    ),
    (
        ["UPDATE journal SET after = replace(after, '甲', '乙') WHERE operation_id = 4"], True,
        [("seal", "operation", 4, None), ("differs", "branch", 1, "note")],
    ),
    (
        ["UPDATE branch SET note = '乙' WHERE id = 1",
         "UPDATE journal SET after = replace(after, '甲', '乙') WHERE operation_id = 4"], False,
        [("seal", "operation", 4, None)],
    ),
    (
        ["UPDATE journal SET before = json_set(before, '$.note', '丙') WHERE operation_id = 4"], True,
        [("seal", "operation", 4, None), ("order", "branch", 1, "note")],
    ),
    (
        ["UPDATE journal_state SET operation_id = 4", "UPDATE branch SET note = '乙' WHERE id = 1",
         "UPDATE journal_state SET operation_id = NULL"], True,
        [("seal", "operation", 4, None)],
    ),
    (["UPDATE journal_state SET operation_id = 4"], True, [("unsealed", "journal_state", 4, None)]),
]  # fmt: skip


@pytest.mark.parametrize(("statements", "triggers", "expected"), CASES)
def test_a_change_past_the_program_is_named(
    statements: list[str], triggers: bool, expected: Found, school: Program
) -> None:
    raw(school.database, *statements, triggers=triggers)
    assert findings(school) == expected


def test_an_operation_taken_out_of_the_middle_is_missed(school: Program) -> None:
    raw(school.database, "DELETE FROM journal WHERE operation_id = 4", "DELETE FROM operation WHERE id = 4")
    found = findings(school)
    assert ("gap", "operation", 4, None) in found
    assert ("seal", "operation", 5, None) in found
    assert ("differs", "branch", 1, "note") in found


def test_an_operation_without_its_row_leaves_its_changes_unexplained(school: Program) -> None:
    raw(school.database, "PRAGMA foreign_keys = OFF", "DELETE FROM operation WHERE id = 4")
    assert {kind for kind, *_where in findings(school)} == {"gap", "seal"}


def cut_tail(path: Path) -> None:
    """Take off the last operation and all that would tell: the records, the journal, the counters."""
    raw(
        path,
        "DELETE FROM journal WHERE operation_id = 6",
        "DELETE FROM operation WHERE id = 6",
        "INSERT INTO branch SELECT json_extract(after, '$.id'), json_extract(after, '$.name'),"
        " json_extract(after, '$.pinyin'), json_extract(after, '$.initials'), NULL, NULL, NULL, NULL, NULL"
        " FROM journal WHERE operation_id = 5",
        "UPDATE sqlite_sequence SET seq = (SELECT max(id) FROM journal) WHERE name = 'journal'",
        "UPDATE sqlite_sequence SET seq = (SELECT max(id) FROM operation) WHERE name = 'operation'",
        triggers=False,
    )


def test_a_cut_tail_shows_against_the_list_of_backups(school: Program) -> None:
    school("db", "backup")
    cut_tail(school.database)
    assert findings(school) == [("head", "operation", None, None)]
    assert "变更记录的末尾被剪掉了" in school("db", "verify", ok=9).out


def test_a_tail_that_was_cut_without_care_leaves_a_gap(school: Program) -> None:
    raw(school.database, "DELETE FROM journal WHERE operation_id = 6", "DELETE FROM operation WHERE id = 6")
    assert ("gap", "operation", 6, None) in findings(school)


def test_without_a_backup_nobody_can_tell(school: Program) -> None:
    cut_tail(school.database)
    assert findings(school, code=0) == []


def test_a_text_that_damage_made_bytes_has_another_seal_and_no_crash() -> None:
    sound, damaged = (seal("", (1, value, None), [(2, value)]) for value in ("甲", "甲".encode()))
    assert sound != damaged


def test_what_was_found_is_said_in_sentences(school: Program) -> None:
    raw(school.database, "UPDATE branch SET note = '乙' WHERE id = 1", triggers=False)
    outcome = school("db", "verify", ok=9)
    assert "党支部“第一党支部”（编号 1）的“备注”与变更记录不符：现在是 乙，变更记录里是 甲" in outcome.out
    assert outcome.err == "发现 1 处问题。\n下一步：pbcli history branch/1\n"


def test_images_of_two_schemas_differ_only_where_a_column_is_filled() -> None:
    assert verifying._different('{"a": 1}', '{"a": 1, "b": null}') == []
    assert verifying._different('{"a": 1}', '{"a": 1, "b": 2}') == ["b"]
    assert verifying._different(None, '{"a": 1}') == ["id"]
    assert verifying._different(None, None) == []


# ---- the file and its schema


def checked(pb: Program) -> list[tuple[str, str, int | None]]:
    outcome = pb("db", "check", "-f", "json", ok=9)
    return [(row["kind"], row["table"], row["id"]) for row in json.loads(outcome.out)]


def test_a_sound_file(school: Program) -> None:
    outcome = school("db", "check")
    assert (outcome.out, outcome.err) == ("", "数据库完好。\n")
    assert school.json("db", "check") == []


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        (["CREATE TABLE song (id INTEGER)"], [("extra", "song", None)]),
        (["DROP TRIGGER journal_member_update"], [("missing", "journal_member_update", None)]),
        (["DROP INDEX ix_contact_member"], [("missing", "ix_contact_member", None)]),
        (
            ["DROP TRIGGER journal_member_id",
             "CREATE TRIGGER journal_member_id AFTER INSERT ON member BEGIN DELETE FROM member; END"],
            [("changed", "journal_member_id", None)],
        ),
        (["PRAGMA foreign_keys = OFF", "UPDATE post SET member_id = 99 WHERE id = 1"], [("orphan", "post", 1)]),
    ],
)  # fmt: skip
def test_what_the_check_finds(statements: list[str], expected: Any, school: Program) -> None:
    raw(school.database, *statements)
    assert checked(school) == expected


def test_an_orphan_is_named_with_what_it_needs(school: Program) -> None:
    raw(school.database, "PRAGMA foreign_keys = OFF", "UPDATE post SET member_id = 99 WHERE id = 1")
    assert "“职务 1”用到的“党员”不存在" in school("db", "check", ok=9).out


def test_a_torn_index_is_damage_and_nothing_else_is_said(school: Program) -> None:
    with closing(sqlite3.connect(school.database)) as connection:
        query = "SELECT rootpage FROM sqlite_master WHERE name = 'ix_member_name'"
        (page,) = connection.execute(query).fetchone()
    overwrite(school.database, (page - 1) * 4096, b"\x0a" + b"\x00" * 4095)
    assert {kind for kind, *_where in checked(school)} == {"damage"}


@pytest.mark.parametrize("mode", [0o640, 0o620])
def test_files_that_others_may_touch(mode: int, school: Program) -> None:
    school("db", "backup")
    (backup,) = school.database.with_name("pbcli.db.d").glob("backups/*.db")
    backup.chmod(mode)
    outcome = school("db", "check", ok=9)
    assert f"{backup} 对其他用户开放" in outcome.out
    assert f"chmod go= {backup}" in outcome.out


def test_a_link_among_the_files_beside_it(school: Program, tmp_path: Path) -> None:
    school("db", "backup")
    (school.database.with_name("pbcli.db.d") / "backups" / "link.db").symlink_to(tmp_path)
    assert [kind for kind, *_where in checked(school)] == ["mode"]


def test_a_system_without_modes(school: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    school.database.chmod(0o640)
    monkeypatch.setattr(os, "name", "nt")
    assert list(check.modes(school.database)) == []


def test_two_hundred_tamperings_are_all_found(school: Program) -> None:
    """Each stored value of each row, changed past the program, shows: of the records, the operations, the journal."""
    chance = random.Random(20261101)
    with closing(sqlite3.connect(school.database, isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("PRAGMA foreign_keys = OFF")
        cells = [
            (table, row_id, column)
            for table in ("branch", "member", "membership", "class", "post", "operation", "journal")
            for column in [row[1] for row in connection.execute(f"PRAGMA table_info({table})")][1:]
            for (row_id,) in connection.execute(f"SELECT id FROM {table}").fetchall()
        ]
        triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        missed = []
        tried = chance.sample(cells, 200)
        for table, row_id, column in tried:
            connection.execute("SAVEPOINT trial")
            (kept,) = connection.execute(f"SELECT {column} FROM {table} WHERE id = ?", (row_id,)).fetchone()
            tampered = kept + 1 if isinstance(kept, int) else f"{kept or ''}1" if column != "undoes_id" else 1
            if column in {"operation_id", "pupils", "party_group_id", "member_id"}:
                tampered = (kept or 0) + 1
            if column in {"before", "after"}:
                tampered = json.dumps({**json.loads(kept or "{}"), "id": 999})
            connection.execute(f"UPDATE {table} SET {column} = ? WHERE id = ?", (tampered, row_id))
            if not verifying.verify(connection):
                missed.append((table, row_id, column))
            connection.execute("ROLLBACK TO trial")
            connection.execute("RELEASE trial")
    assert missed == []
