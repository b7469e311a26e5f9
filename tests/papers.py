"""Draws small papers as offices keep them, and a small school to import them into. All people are invented."""

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import xlsxwriter

Rows = Sequence[Sequence[Any]]

UNIT = "某职业学校"
FIRST, SECOND = "第一党支部", "第二党支部"

BRANCHES: Rows = [
    ["党支部", "成立日期", "书记", "组织委员", "本届选举日期", "任期(年)"],
    [FIRST, "2016-07-01", "张三", "李四", "2024-11-20", 3],
    [SECOND, "2017-07-01", "王五", "", "2025-03-15", 3],
]
MEMBERS: Rows = [
    ["姓名", "性别", "出生日期", "入党日期", "转正日期", "所在党支部"],
    ["张三", "男", "1980-01-02", "2005-06-01", "2006-06-01", FIRST],
    ["李四", "女", "1985-03-04", "2010-06-01", "2011-06-01", FIRST],
    ["赵六", "男", "1990-05-06", "2026-05-20", "", FIRST],
    ["王五", "女", "1978-07-08", "2001-06-01", "2002-06-01", SECOND],
    ["李四", "男", "1988-09-10", "2012-06-01", "2013-06-01", SECOND],
]
CLASSES: Rows = [
    ["班级名称", "年级", "班主任", "人数", "入学时间", "毕业时间"],
    ["2024级护理1班", "2024级", "孙老师", 40, "2024-09-01", "2027-06-30"],
    ["2025级机电2班", "2025级", "周老师", 35, "2025-09-01", "2028-06-30"],
]
CONTACTS: Rows = [
    ["日期", "联系人", "所属支部", "班级", "联系方式", "主题", "参与学生人数", "发现问题", "采取措施"],
    *(
        [f"2026-10-{day:02d}", "张三", FIRST, "2024级护理1班", "走访寝室", "安全", day, f"线路老化{day}处", "已报修"]
        for day in range(1, 29)
    ),
]
"""Four weeks of a member's contacts with a class."""


def workbook(path: Path, *sheets: tuple[str, Rows], merged: Iterable[tuple[int, int, int, int]] = ()) -> Path:
    """Write a workbook: each sheet a name and its rows; `merged` holds (first row, first column, last row, last column)
    of the first sheet, counted from 0. None is an empty cell; a date is written as Excel keeps it."""
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"})
    for place, (name, rows) in enumerate(sheets):
        sheet = book.add_worksheet(name)
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                if cell is not None and cell != "":
                    _write(sheet, r, c, cell)
        for r1, c1, r2, c2 in merged if place == 0 else ():
            value = rows[r1][c1] if c1 < len(rows[r1]) else ""
            sheet.merge_range(r1, c1, r2, c2, value)
    book.close()
    return path


def _write(sheet: Any, row: int, column: int, cell: Any) -> None:
    if isinstance(cell, str):
        sheet.write_string(row, column, cell)
    else:
        sheet.write(row, column, cell)


def text_file(path: Path, rows: Rows, *, encoding: str = "utf-8", delimiter: str = ",") -> Path:
    """Write a CSV file; cells with a comma, a quote or a line break are quoted."""
    lines = (delimiter.join(_quoted(cell, delimiter) for cell in row) for row in rows)
    path.write_bytes(("\r\n".join(lines) + "\r\n").encode(encoding))
    return path


def _quoted(cell: Any, delimiter: str) -> str:
    text = "" if cell is None else str(cell)
    return '"' + text.replace('"', '""') + '"' if {delimiter, '"', "\n"} & set(text) else text


def school(folder: Path, pb: Any) -> None:
    """Import the small school: two branches, five members of whom two share a name, two classes."""
    papers = [
        text_file(folder / "支部.csv", BRANCHES),
        text_file(folder / "名册.csv", MEMBERS),
        text_file(folder / "班级.csv", CLASSES),
    ]
    pb("import", *papers)
    for paper in papers:
        paper.unlink()


def kept(pb: Any, query: str, *values: object) -> list[tuple[Any, ...]]:
    """Ask the database itself."""
    connection = sqlite3.connect(pb.database)
    try:
        return connection.execute(query, values).fetchall()
    finally:
        connection.close()


def snapshot(pb: Any) -> dict[str, list[tuple[Any, ...]]]:
    """Give all records of the database, but for the journal."""
    # On one connection: each new one reads the whole schema before its first row.
    with closing(sqlite3.connect(pb.database)) as connection:
        names = [
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
            if not name.startswith("sqlite_")
            and name not in {"journal", "journal_batch", "journal_state", "operation", "alembic_version"}
        ]
        return {name: connection.execute(f'SELECT * FROM "{name}" ORDER BY id').fetchall() for name in names}
