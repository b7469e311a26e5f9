"""`pbcli export` as its user meets it: what it prints, what it hides, and the one thing that it writes."""

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.conftest import TODAY, Program
from tests.invented_school import fill
from tests.once import once

KINDS = ("branches", "members", "classes", "assignments", "contacts", "events", "projects", "dues")
PHONE = "13800138000"


@pytest.fixture
@once
def school(pb: Program, work: Any) -> Program:
    with work() as opened:
        fill(opened)
    pb("member", "edit", "张三丰", "--phone", PHONE)
    pb("dues", "base", "张三丰", "6543.21", "--from", "2026-01")
    return pb


def rows_of(database: Path, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(database)) as connection:
        return list(connection.execute(query))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("format_", ["csv", "tsv", "json", "jsonl", "plain", "md", "html"])
def test_each_kind_in_each_format(school: Program, kind: str, format_: str) -> None:
    outcome = school("export", kind, "-f", format_)
    assert outcome.err == ""
    assert PHONE not in outcome.out
    assert "6543" not in outcome.out


def test_headers_are_machine_keys_in_every_language(school: Program) -> None:
    first = "member,member_born,branch,role,class,from_on,to_on,recorded_at,end_recorded_at"
    assert school("export", "assignments", "-f", "csv").out.splitlines()[0] == first
    assert school("--lang", "en", "export", "assignments", "-f", "csv").out.splitlines()[0] == first


def test_a_workbook_has_machine_headers_and_texts(school: Program, tmp_path: Path) -> None:
    path = tmp_path / "党员.xlsx"
    outcome = school("export", "members", "-o", path)
    assert outcome.out == ""
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    assert sheet.title == "members"
    lines = list(sheet.iter_rows(values_only=True))
    assert lines[0][:5] == ("name", "sex", "ethnicity", "birth_date", "id_number")
    assert [line[0] for line in lines[1:]] == ["张三丰", "李四", "王五", "李四", "钱七", "周八"]
    assert path.stat().st_mode & 0o777 == 0o600


def test_histories_are_arrays_in_json_and_their_text_in_csv(school: Program) -> None:
    rows = school.json("export", "members")
    assert rows[4]["memberships"] == [
        {
            "branch": "第二党支部", "group": None, "from_on": "2016-07-01", "to_on": "2026-03-01", "join_reason": "入党",
            "leave_reason": None, "counterpart": None, "recorded_at": "2026-11-01T04:00:00Z",
            "end_recorded_at": "2026-11-01T04:00:00Z",
        }
    ]  # fmt: skip
    assert (
        json.dumps(rows[4]["memberships"], ensure_ascii=False).replace('"', '""')
        in school("export", "members", "-f", "csv").out
    )


def test_what_tells_a_person_is_masked(school: Program) -> None:
    row = school.json("export", "members")[0]
    assert (row["phone"], row["id_number"], row["id_digest"]) == ("138****8000", None, None)
    (dues,) = school.json("export", "dues")
    assert dues["bases"][0]["base"] == "••••"
    assert rows_of(school.database, "SELECT count(*) FROM operation WHERE command LIKE 'export%'") == [(0,)]


def test_unmasked_it_is_whole_and_journalled(school: Program) -> None:
    changes = rows_of(school.database, "SELECT count(*) FROM journal")
    assert school.json("export", "members", "--unmask")[0]["phone"] == PHONE
    assert school.json("export", "dues", "--unmask")[0]["bases"][0]["base"] == "6543.21"
    assert rows_of(school.database, "SELECT command, note FROM operation ORDER BY id DESC LIMIT 2") == [
        ("export", "导出了未遮盖的 dues，1 条。"),
        ("export", "导出了未遮盖的 members，6 条。"),
    ]
    assert rows_of(school.database, "SELECT count(*) FROM journal") == changes


def test_columns_rows_and_order_are_chosen_as_everywhere(school: Program) -> None:
    outcome = school("export", "classes", "-f", "csv", "--fields", "name,pupils", "--sort", "-pupils", "--limit", "1")
    assert outcome.out.splitlines() == ["name,pupils", "2024级护理1班,40"]
    assert school("export", "events", "--fail-empty", ok=3).code == 3


def test_an_unknown_kind_names_the_known_ones(school: Program) -> None:
    outcome = school("export", "党员", ok=2)
    assert "没有叫“党员”的种类" in outcome.err
    assert all(kind in outcome.err for kind in KINDS)
    assert "这一版还不记录 recruits" in school("export", "recruits", ok=2).err
    assert "KIND" in school("export", ok=2).err


def test_without_a_database_it_names_init(tmp_path: Path) -> None:
    outcome = Program(tmp_path / "none.db")("export", "members", ok=7)
    assert "pbcli init" in outcome.err
    assert not (tmp_path / "none.db").exists()


def test_a_file_that_cannot_be_written(school: Program, tmp_path: Path) -> None:
    target = tmp_path / "no" / "x.csv"
    assert school("export", "members", "-o", target, ok=11).err == (
        f"写不了文件 {target}：没有这个文件或文件夹。\n下一步：ls -ld {target.parent}\n"
    )


def test_masked_it_loads_nothing_that_writes(school: Program) -> None:
    script = (
        "import sys; from pbcli.cli.app import run; code = run(sys.argv[1:]);"
        "print(code, sorted({'sqlmodel', 'sqlalchemy', 'pydantic', 'alembic'} & set(sys.modules)), file=sys.stderr)"
    )
    words = ["--db", str(school.database), f"--today={TODAY}", "export", "members", "-f", "csv"]
    done = subprocess.run(
        [sys.executable, "-c", script, *words], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stderr == "0 []\n"
