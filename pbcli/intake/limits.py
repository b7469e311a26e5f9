"""How large a paper may be, so that a small file can't fill the memory."""

from pbcli.domain.errors import UnusablePaper

MEGABYTE = 1 << 20
MOST_BYTES = 64 * MEGABYTE
MOST_TEXT_BYTES = 1024 * MEGABYTE
MOST_HELD = 4 * MEGABYTE
"""A longer csv or tsv is read from its file line by line, however many: what is in memory doesn't grow with it."""
MOST_UNPACKED = 200 * MEGABYTE
MOST_CELLS = 3_000_000
MOST_XLS_CELLS = 2_000_000
MOST_ODS_CELLS = 1_200_000
"""Their readers need more memory for a cell than that of xlsx."""
MOST_ROWS = 500_000
MOST_SHEETS = 500
MOST_STRINGS = 1_000_000
MOST_MERGED = 100_000
BOMB_RATIO = 150
BOMB_FROM = 8 * MEGABYTE
"""A part of a workbook that unpacks to more than this, from less than 1/150 of it, is no table."""


def too_heavy(most: int) -> UnusablePaper:
    """Return the error for a file that has more bytes than these."""
    return UnusablePaper("“{name}”超过 {most} MB，太大了。", most=most // MEGABYTE, hint="分成几个文件，再一起导入")


def too_much_inside() -> UnusablePaper:
    """Return the error for a workbook whose parts are too large once they are unpacked."""
    return UnusablePaper(
        "“{name}”解开后太大，不像一份表格。", hint="用 Excel 或 WPS 打开，只留要导入的表，另存后再导入"
    )


def check_area(rows: int, columns: int, most: int = MOST_CELLS) -> None:
    """Pass a sheet whose last cell stands in this row and column. Raises UnusablePaper where the sheet is too large."""
    if rows > MOST_ROWS or rows * columns > most:
        raise UnusablePaper(
            "“{name}”的表有 {rows} 行 × {columns} 列，太大了。",
            rows=rows,
            columns=columns,
            hint="删去远处多余的单元格，或分成几个文件，再导入",
        )
