"""Cells as text, the way a person reads them in the sheet."""

from datetime import date, datetime, time, timedelta

from pbcli.intake.paper import Cell


def plain_text(cell: Cell) -> str:  # noqa: PLR0911  a line for each kind of cell
    """Write a cell as its owner sees it: a whole number without a point, a day in ISO form."""
    match cell:
        case None:
            return ""
        case str():
            return cell
        case bool():
            return "是" if cell else "否"
        case float():
            return str(int(cell)) if cell.is_integer() else repr(cell)
        case datetime():
            at_midnight = cell.time() == time()
            return cell.date().isoformat() if at_midnight else cell.isoformat(sep=" ", timespec="seconds")
        case time():
            return cell.strftime("%H:%M") if not cell.second else cell.strftime("%H:%M:%S")
        case timedelta():
            minutes = round(cell.total_seconds() / 60)
            return f"{minutes // 60}:{minutes % 60:02d}"
        case date():
            return cell.isoformat()
        case _:
            return str(cell)


def header_text(cell: Cell) -> str:
    """Write a header's cell as words; a day that stands for a month is called as the month."""
    if isinstance(cell, date):
        return f"{cell.year}年{cell.month}月" if cell.day == 1 else cell.isoformat()[:10]
    return "".join(plain_text(cell).split())
