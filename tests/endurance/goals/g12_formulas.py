"""G12: no cell of ours is run by a spreadsheet, and the csv files of others are read right or refused by their line."""

import csv
import io
import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import openpyxl

from pbcli.intake.reading import read_paper
from tests.conftest import Program
from tests.endurance.goal import Bench, Finding, Goal
from tests.endurance.home import home, small_school
from tests.endurance.naughty import NAUGHTY
from tests.papers import FIRST, snapshot

RUN = ("=", "+", "-", "@", "\t", "\r")
FIGURE = re.compile(r"-?[0-9]+(\.[0-9]+)?%?")

Rows = list[list[str]]

SPECTRUM: dict[str, tuple[bytes, Rows]] = {
    "simple": (b"a,b,c\n1,2,3\n", [["a", "b", "c"], ["1", "2", "3"]]),
    "simple, CR LF": (b"a,b,c\r\n1,2,3\r\n", [["a", "b", "c"], ["1", "2", "3"]]),
    "comma in quotes": (b'a,b\n"x, y",z\n', [["a", "b"], ["x, y", "z"]]),
    "escaped quotes": (b'a,b\n1,"ha ""ha"" ha"\n', [["a", "b"], ["1", 'ha "ha" ha']]),
    "empty": (b'a,b,c\n1,"",""\n2,3,4\n', [["a", "b", "c"], ["1", "", ""], ["2", "3", "4"]]),
    "empty, CR LF": (b'a,b,c\r\n1,"",""\r\n2,3,4\r\n', [["a", "b", "c"], ["1", "", ""], ["2", "3", "4"]]),
    "newlines": (b'a,b\n"Once upon \na time",5\n7,8\n', [["a", "b"], ["Once upon \na time", "5"], ["7", "8"]]),
    "newlines, CR LF": (b'a,b\r\n"Once\r\na time",5\r\n', [["a", "b"], ["Once\r\na time", "5"]]),
    "quotes and newlines": (b'a,b\n1,"ha \n""ha"" \nha"\n3,4\n', [["a", "b"], ["1", 'ha \n"ha" \nha'], ["3", "4"]]),
    "JSON": (b'key,val\n1,"{""type"": ""Point"", ""at"": [102.0, 0.5]}"\n', [["key", "val"], ["1", '{"type": "Point", "at": [102.0, 0.5]}']]),
    "UTF-8": ("a,b\n1,ʤ\n二,𠮷\n".encode(), [["a", "b"], ["1", "ʤ"], ["二", "𠮷"]]),
}  # fmt: skip
"""The kinds of file that the csv-spectrum collects, drawn anew."""

MALFORMED: dict[str, tuple[bytes, int]] = {
    "a quote that never ends": (b'a,b\n1,2\n3,"4\n5,6\n', 3),
    "something behind a quote": (b'a,b\n1,"2"3\n', 2),
    "a quote within a word": (b'a,b\n1,2\n3,4"5"\n', 3),
    "a blank behind a quote": (b'a,b\n"1" ,2\n', 2),
    "a NUL": (b"a,b\n1,2\n3,\x004\n", 3),
    "a byte of no encoding": (b"a,b\n\xff\xff,2\n", 2),
    "a carriage return alone": (b"a,b\n1,2\r\n3,4\r5,6\n", 3),
}
"""What is wrong, and in which line."""


def fill(pb: Program) -> None:
    """Put the beginnings of formulas into the texts of a school."""
    for number, text in enumerate(NAUGHTY["formulas"]):
        note = f"--note={text}"
        pb("branch", "edit", FIRST, f"--brand={text}", note, ok=None)
        pb("member", "add", "--branch", FIRST, "--joined-on", "2020-01-01", f"--duty={text}", note, "--", text, ok=None)
        pb("class", "add", f"--major={text}", f"--head={text}", "--", text, ok=None)
        pb("liaison", "log", "王五", "2024级护理1班", "走访寝室", "--on", "2026-10-09", f"--pupils={number}", f"--problem={text}", f"--place={text}", ok=None)  # fmt: skip
        pb("event", "add", FIRST, "主题党日", "--on", "2026-10-20", f"--title={text}", f"--summary={text}", ok=None)
        pb("project", "add", "--branch", FIRST, "--leader", "李四", f"--office={text}", "--", text, ok=None)


LISTINGS = (
    "branch list", "member list", "class list", "liaison contacts 2026-10", "event list 2026-10", "project list", "history", "dues list 2026-10",
    "report monthly 2026-10", "liaison count 2026-10", "export branches --unmask", "export members --unmask", "export classes --unmask",
    "export contacts --unmask", "export events --unmask", "export projects --unmask",
)  # fmt: skip


def runnable(pb: Program, words: str, folder: Path) -> Iterator[tuple[str, str, int]]:
    """Give for each format what a spreadsheet would run of a listing, and how many cells it has."""
    for suffix in ("csv", "tsv"):
        text = pb(*words.split(), "-f", suffix).out
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter="," if suffix == "csv" else "\t"))
        cells = [cell for row in rows for cell in row]
        yield (
            suffix,
            next((cell for cell in cells if cell.startswith(RUN) and not FIGURE.fullmatch(cell)), ""),
            len(cells),
        )
    file = folder / "listing.xlsx"
    pb(*words.split(), "-o", file)
    with closing(openpyxl.load_workbook(file)) as book:
        found = [
            cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None
        ]
        yield "xlsx", next((str(cell.value) for cell in found if cell.data_type not in {"s", "n", "b"}), ""), len(found)


def read_right(folder: Path) -> Iterator[str]:
    """Read the spectrum. Gives the files that came out otherwise."""
    for name, (content, expected) in SPECTRUM.items():
        path = folder / "paper.csv"
        path.write_bytes(content)
        found = [[str(cell or "").replace("\r\n", "\n") for cell in row] for row in read_paper(path).sheets[0].rows]
        if found != [[cell.replace("\r\n", "\n") for cell in row] for row in expected]:
            yield f"{name}: {found}"


def refused(pb: Program, folder: Path) -> Iterator[str]:
    """Import the malformed files. Gives those that weren't refused by their line, with nothing written."""
    before = snapshot(pb)
    for name, (content, line) in MALFORMED.items():
        path = folder / "malformed.csv"
        path.write_bytes(content)
        outcome = pb("import", "members", path, ok=None)
        if outcome.code != 5 or f"第 {line} 行" not in outcome.err:
            yield f"{name}: exit {outcome.code}: {outcome.err.strip()}"
    if snapshot(pb) != before:
        yield "something was written"


def taken_by_csv() -> int:
    """Count the malformed files that the csv module takes without complaint: the control."""
    taken = 0
    for content, _line in MALFORMED.values():
        try:
            rows = list(csv.reader(io.StringIO(content.decode("utf-8", "replace"), newline="")))
        except csv.Error:
            continue
        taken += bool(rows)
    return taken


def run(bench: Bench) -> Finding:
    """Write what may be run, and read what others wrote."""
    problems: list[str] = []
    cells = 0
    with home(bench.folder / "school") as pb:
        small_school(pb)
        fill(pb)
        for words in LISTINGS[:: 3 if bench.is_small else 1]:
            for suffix, found, counted in runnable(pb, words, bench.folder):
                cells += counted
                problems += [f"{words} -f {suffix}: {found!r}"] if found else []
        wrong = [*read_right(bench.folder), *refused(pb, bench.folder)]
    taken = taken_by_csv()
    return Finding(
        found=f"{cells:,} cells of csv, tsv, xlsx: {len(problems)} run; {len(SPECTRUM)} files read and {len(MALFORMED)} "
        f"malformed ones refused: {len(wrong)} wrong",
        problems=problems + wrong,
        control=f"the csv module takes {taken} of {len(MALFORMED)} malformed",
        has_fired=taken > 0,
        is_enough=cells > 0,
    )


GOAL = Goal(
    "G12", "formula starts in csv, tsv, xlsx; csv-spectrum", "0; 11 of 11, malformed files refused with the line", run
)
