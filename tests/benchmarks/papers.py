"""The papers that are imported, and the same rows in the forms in which the shell takes them."""

import csv
import re
import sqlite3
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import count, islice, product
from pathlib import Path

from tests.benchmarks.bench import Bench
from tests.benchmarks.processes import environment

HEADER = "日期,联系人,班级,联系方式,学生人数,发现问题,采取措施"
KINDS = ("走访寝室", "学生谈心", "主题班会")

_TO_XLSX = """
import csv, sys, xlsxwriter
with open(sys.argv[1], encoding="utf-8", newline="") as file, xlsxwriter.Workbook(sys.argv[2]) as book:
    sheet = book.add_worksheet()
    for line, row in enumerate(csv.reader(file)):
        for place, cell in enumerate(row):
            sheet.write(line, place, int(cell) if line and place == 4 else cell)
"""


def paper(bench: Bench, size: int) -> Path:
    """Write a ledger of so many contacts, over two months, as csv."""
    path = bench.home / f"contacts-{size}.csv"
    if not path.exists():
        with path.open("w", encoding="utf-8") as file:
            file.write(HEADER + "\n")
            file.writelines(islice(_lines(bench), size))
    return path


def workbook(bench: Bench, size: int) -> Path:
    """Write the same ledger as xlsx, its numbers as numbers."""
    path = bench.home / f"contacts-{size}.xlsx"
    if not path.exists():
        words = [bench.tools.python, "-c", _TO_XLSX, paper(bench, size), path]
        subprocess.run(list(map(str, words)), check=True, env=environment(bench.home))
    return path


def stored(bench: Bench, database: Path, size: int, columns: Sequence[str]) -> Path:
    """Write the contacts that were imported last as the database has them, so many of their columns."""
    path = bench.home / f"stored-{size}-{len(columns)}.csv"
    if not path.exists():
        query = f"SELECT {', '.join(columns)} FROM contact WHERE id > (SELECT max(id) FROM contact) - ?"
        with closing(sqlite3.connect(database)) as connection, path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(connection.execute(query, (size,)))
    return path


def all_columns(bench: Bench) -> list[str]:
    """Name the columns of contacts."""
    with closing(sqlite3.connect(bench.school)) as connection:
        return [row[1] for row in connection.execute("PRAGMA table_info(contact)")]


def filled_columns(database: Path) -> list[str]:
    """Name the columns in which the contacts that were imported last have anything."""
    with closing(sqlite3.connect(database)) as connection:
        cursor = connection.execute("SELECT * FROM contact ORDER BY id DESC LIMIT 1")
        return [
            column[0] for column, value in zip(cursor.description, cursor.fetchone(), strict=True) if value is not None
        ]


def bare_table(bench: Bench) -> str:
    """Give the table of contacts with all columns and indexes, without what the shell's empty texts would break."""
    with closing(sqlite3.connect(bench.school)) as connection:
        columns = [f"{row[1]} {row[2]}" for row in connection.execute("PRAGMA table_info(contact)")]
        columns[0] += " PRIMARY KEY"
        return ";".join([f"CREATE TABLE contact ({', '.join(columns)})", *_indexes(connection)])


def own_table(bench: Bench, columns: Sequence[str]) -> str:
    """Give the program's own table of contacts with its indexes, checks and links: the columns that are filled.

    The shell writes an empty text where a column is empty, which the checks refuse.
    """
    with closing(sqlite3.connect(bench.school)) as connection:
        (statement,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'contact'").fetchone()
        triggers = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")]
        first, *lines, last = statement.split("\n")
        of = re.compile(r"\s+(?:CONSTRAINT (?:ck|fk)_contact_)?(\w+)")
        kept = [line.rstrip(",") for line in lines if (found := of.match(line)) is not None and found[1] in columns]
        table = "\n".join([first, ",\n".join(kept), last])
        dropped = [f"DROP TRIGGER {name}" for name in triggers]
        return ";".join([*dropped, "DROP TABLE contact", table, *_indexes(connection)])


def _indexes(connection: sqlite3.Connection) -> list[str]:
    found = connection.execute("SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'contact'")
    return [statement for (statement,) in found if statement]


def _lines(bench: Bench) -> Iterator[str]:
    """Give contacts without end."""
    listed = subprocess.run(
        [bench.tools.pbcli, "--db", bench.school, "liaison", "assignments", "-f", "csv", "--fields", "member,class"],
        env=environment(bench.home), capture_output=True, text=True, check=True,
    )  # fmt: skip
    pairs = [line.strip() for line in listed.stdout.splitlines()[1:]]
    days = [f"2026-{month:02d}-{day:02d}" for month, day in product((9, 10), range(1, 29))]
    for place in count():
        pair, day = pairs[place % len(pairs)], days[place // 7 % len(days)]
        yield f"{day},{pair},{KINDS[place % 3]},{1 + place % 40},第{place}号问题,已处理\n"
