"""What is exported comes back: every stored field of every kind, in every format that `import` reads."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from pbcli.domain.idnumber import digest
from pbcli.intake.headers import catalogue
from pbcli.intake.store import ORDER
from pbcli.output.values import json_value
from pbcli.services.exporting import export_kind
from pbcli.services.exporting_kinds import KINDS, NOT_KEPT
from pbcli.services.unit import create_unit
from tests.conftest import NOW, Program
from tests.full_school import FIRST, NUMBER, fill
from tests.once import once


def contents(database: Path) -> dict[str, list[str]]:
    """Return every table that papers fill, with what is linked to in the place of its id."""
    with closing(sqlite3.connect(database)) as connection:
        connection.row_factory = sqlite3.Row
        rows = {table: connection.execute(f'SELECT * FROM "{table}"').fetchall() for table in ORDER}
        links = {
            table: {link[3]: link[2] for link in connection.execute(f'PRAGMA foreign_key_list("{table}")')}
            for table in ORDER
        }

    def told(table: str, row: sqlite3.Row) -> dict[str, Any]:
        return {
            name: value if value is None or name not in links[table] else linked(links[table][name], value)
            for name, value in dict(row).items()
            if name != "id"
        }

    def linked(table: str, id_: int) -> dict[str, Any]:
        return next(told(table, row) for row in rows[table] if row["id"] == id_)

    return {
        table: sorted(json.dumps(told(table, row), ensure_ascii=False, sort_keys=True) for row in rows[table])
        for table in ORDER
    }


@pytest.fixture
@once
def filled(work: Any, database: Path) -> Path:
    with work() as opened:
        fill(opened)
    return database


@pytest.fixture
def other(tmp_path: Path) -> Program:
    """The program, on another database with a key of its own."""
    path = tmp_path / "other.db"
    create_unit(path, "另一所学校", NOW)
    return Program(path)


def exported(pb: Program, folder: Path, suffix: str, *options: str) -> list[Path]:
    paths = [folder / f"{kind}.{suffix}" for kind in KINDS]
    for kind, path in zip(KINDS, paths, strict=True):
        pb("export", kind, *options, "-o", path)
    return paths


def test_the_school_uses_every_column(filled: Path) -> None:
    with closing(sqlite3.connect(filled)) as connection:
        unused = [
            f"{table}.{column[1]}"
            for table in ORDER
            if table != "id_number"
            for column in connection.execute(f'PRAGMA table_info("{table}")').fetchall()
            if not connection.execute(f'SELECT count("{column[1]}") FROM "{table}"').fetchone()[0]
        ]
    assert unused == []


@pytest.mark.parametrize("suffix", ["csv", "tsv", "xlsx"])
def test_what_is_exported_comes_back(pb: Program, filled: Path, other: Program, tmp_path: Path, suffix: str) -> None:
    paths = exported(pb, tmp_path, suffix, "--unmask")
    other("import", *reversed(paths))
    assert contents(other.database) == contents(filled)
    assert "没有变化" in other("import", *paths).err
    again = tmp_path / "again"
    again.mkdir()
    # The ledger of evidence says where each file lies, which is another place now.
    assert [path.read_bytes() for path in exported(other, again, suffix, "--unmask")][:-1] == [
        path.read_bytes() for path in paths
    ][:-1]
    told, told_again = ([{**row, "path": ""} for row in p.json("export", "evidence")] for p in (pb, other))
    assert told == told_again
    assert other.json("evidence", "check") == []


def test_files_named_after_a_branch_give_it_nothing(pb: Program, filled: Path, other: Program, tmp_path: Path) -> None:
    folder = tmp_path / "named"
    folder.mkdir()
    paths = [path.rename(folder / f"{FIRST}-{path.name}") for path in exported(pb, tmp_path, "csv", "--unmask")]
    other("import", *paths)
    assert contents(other.database) == contents(filled)


def test_each_kind_comes_back_under_its_own_name(pb: Program, filled: Path, other: Program, tmp_path: Path) -> None:
    paths = exported(pb, tmp_path, "csv", "--unmask")
    for kind, path in zip(KINDS, paths, strict=True):
        other("import", kind, path)
    other("import", paths[0])  # only now is it known who of three namesakes holds a post
    assert contents(other.database) == contents(filled)


def test_what_is_masked_is_never_a_value(pb: Program, filled: Path, other: Program, tmp_path: Path) -> None:
    paths = exported(pb, tmp_path, "csv")
    text = "".join(path.read_text(encoding="utf-8") for path in paths)
    for secret in ("13800138000", "12345678", "6500.00", "7000.50", digest("0" * 64, NUMBER)):
        assert secret not in text
    assert "138****8000" in text
    other("import", *paths)
    with closing(sqlite3.connect(other.database)) as connection:
        assert connection.execute("SELECT count(*), count(phone), count(id_digest) FROM member").fetchone() == (6, 0, 0)
        assert connection.execute("SELECT from_month, base_fen FROM dues_base").fetchall() == [("2021-01", None)]
        assert connection.execute("SELECT count(*) FROM dues_payment").fetchone() == (3,)


def test_masked_papers_change_nothing_where_they_come_from(pb: Program, filled: Path, tmp_path: Path) -> None:
    before = contents(filled)
    assert "没有变化" in pb("import", *exported(pb, tmp_path, "xlsx")).err
    assert contents(filled) == before


def test_whole_id_numbers_go_along_where_they_are_kept(pb: Program, other: Program, tmp_path: Path) -> None:
    roster = tmp_path / "名册.csv"
    roster.write_text(f"姓名,身份证号,入党时间,所在党支部\n张三,{NUMBER},2015-07-01,第一党支部\n", encoding="utf-8")
    for program in (pb, other):
        program("branch", "add", "第一党支部")
        program("config", "set", "id_numbers", "on")
    pb("import", roster)
    path = tmp_path / "members.csv"
    pb("export", "members", "-o", path)
    assert NUMBER not in path.read_text(encoding="utf-8")
    pb("export", "members", "--unmask", "-o", path)
    other("import", path)
    (row,) = other.json("export", "members", "--unmask")
    assert (row["id_number"], row["id_last4"], row["id_digest"]) == (NUMBER, "459X", None)


def test_the_columns_are_fields_that_import_knows() -> None:
    assert list(KINDS) == [kind for kind in catalogue() if kind not in NOT_KEPT]
    for name, kind in KINDS.items():
        known = catalogue()[name].fields
        assert [column.key for column in kind.columns if column.key not in known] == []


def test_what_a_record_has_many_of_has_the_keys_that_import_knows(reader: Any, work: Any) -> None:
    with work() as opened:
        fill(opened)
        for name, kind in KINDS.items():
            rows = export_kind(opened.reader, kind, unmasked=True).collected().rows
            for column in kind.columns:
                if column.kind == "records":
                    keys = {tuple(item) for row in rows for item in row[column.key]}
                    assert keys == {catalogue()[name].fields[column.key].rows}, (name, column.key)


def test_money_and_hours_are_written_for_machines(work: Any) -> None:
    with work() as opened:
        fill(opened)
        found = {
            name: [
                {column.key: json_value(column, row.get(column.key)) for column in kind.columns}
                for row in export_kind(opened.reader, kind, unmasked=True).rows
            ]
            for name, kind in KINDS.items()
        }
    assert found["contacts"][0]["gift_money"] == "120.05"
    assert found["projects"][0]["funds"] == "12345.67"
    assert found["events"][0]["hours"] == "2.50"
    assert found["events"][0]["kinds"][-1] == "红色研学"
    assert found["events"][0]["recorded_at"] == "2025-03-04T05:06:07Z"
    assert found["dues"][0]["bases"] == [
        {"from_month": "2021-01", "base": None, "payer_group": "在职", "rate_basis_points": 100, "owed": "45.00"},
        {"from_month": "2024-01", "base": "6500.00", "payer_group": "在职", "rate_basis_points": None, "owed": None},
        {"from_month": "2026-07", "base": "7000.50", "payer_group": "在职", "rate_basis_points": None, "owed": None},
    ]
    assert found["members"][0]["memberships"][0]["to_on"] == "2020-01-01"


class TestPeopleOfOneName:
    """An empty birth date tells a person as well as one that is there."""

    HEAD = "name,birth_date,memberships,statuses\n"

    def roster(self, folder: Path, *born: str) -> Path:
        spans = json.dumps([{"branch": FIRST, "from_on": "2015-07-01", "join_reason": "入党"}], ensure_ascii=False)
        cell = '"' + spans.replace('"', '""') + '"'
        path = folder / "members.csv"
        path.write_text(self.HEAD + "".join(f"张三,{day},{cell},[]\n" for day in born), encoding="utf-8")
        return path

    def test_each_row_is_someone(self, pb: Program, tmp_path: Path) -> None:
        pb("branch", "add", FIRST)
        path = self.roster(tmp_path, "1990-03-07", "", "1985-01-02")
        pb("import", path)
        assert [row["birth_date"] for row in pb.json("export", "members")] == ["1990-03-07", None, "1985-01-02"]
        assert "没有变化" in pb("import", path).err

    def test_rows_speak_of_the_right_one(self, pb: Program, tmp_path: Path) -> None:
        pb("branch", "add", FIRST)
        pb("import", self.roster(tmp_path, "1990-03-07", ""))
        path = tmp_path / "dues.csv"
        path.write_text(
            f'member,member_born,branch,bases,payments\n张三,,{FIRST},[],"[{{""month"": ""2026-01"", ""amount"": ""5.00""}}]"\n',
            encoding="utf-8",
        )
        pb("import", path)
        (row,) = pb.json("export", "dues")
        assert (row["member_born"], row["payments"][0]["amount"]) == (None, "5.00")

    @pytest.mark.parametrize("born", ["1990-03-07", ""])
    def test_a_post_stays_with_its_holder_who_left(self, pb: Program, tmp_path: Path, born: str) -> None:
        pb("branch", "add", FIRST)
        path = self.roster(tmp_path, born, "1985-01-02")
        first, row, rest = path.read_text(encoding="utf-8").split("\n", maxsplit=2)
        left = row.replace('""join_reason""', '""to_on"": ""2020-01-01"", ""join_reason""')
        path.write_text(f"{first}\n{left}\n{rest}", encoding="utf-8")
        posts = [
            {"kind": "书记", "holder": "张三", "born": born or None, "from_on": "2016-01-01", "to_on": "2020-01-01"}
        ]
        cell = json.dumps(posts, ensure_ascii=False).replace('"', '""')
        branches = tmp_path / "branches.csv"
        branches.write_text(f'name,posts\n{FIRST},"{cell}"\n', encoding="utf-8")
        pb("import", path, branches)
        with closing(sqlite3.connect(pb.database)) as connection:
            query = "SELECT coalesce(birth_date, '') FROM post JOIN member ON member.id = member_id"
            assert connection.execute(query).fetchall() == [(born,)]

    def test_a_post_held_twice_stands_there_twice(self, pb: Program, tmp_path: Path) -> None:
        posts = [{"kind": "委员", "holder": "前任", "to_on": to_on} for to_on in ("2020-01-01", None, None)]
        cell = json.dumps(posts, ensure_ascii=False).replace('"', '""')
        path = tmp_path / "branches.csv"
        path.write_text(f'name,posts\n{FIRST},"{cell}"\n', encoding="utf-8")
        pb("import", path)
        assert [post["to_on"] for post in pb.json("export", "branches")[0]["posts"]] == ["2020-01-01", None, None]
        assert "没有变化" in pb("import", path).err

    def test_an_unknown_branch_of_a_person_is_named(self, pb: Program, tmp_path: Path) -> None:
        pb("branch", "add", FIRST)
        pb("import", self.roster(tmp_path, "1990-03-07"))
        path = tmp_path / "events.csv"
        path.write_text(
            f"branch,occurred_on,kinds,title,host,host_born,host_branch\n{FIRST},2026-03-05,党课,x,张三,1990-03-07,第九党支部\n",
            encoding="utf-8",
        )
        assert "没有叫“第九党支部”的党支部" in pb("import", path, ok=5).err

    def test_an_exported_assignment_needs_its_class(self, pb: Program, tmp_path: Path) -> None:
        pb("branch", "add", FIRST)
        pb("import", self.roster(tmp_path, "1990-03-07"))
        path = tmp_path / "assignments.csv"
        path.write_text(
            f"member,member_born,branch,role,class,from_on,to_on\n张三,1990-03-07,{FIRST},党员联系人,,2026-03-05,\n",
            encoding="utf-8",
        )
        assert "缺少“class”" in pb("import", path, ok=5).err
