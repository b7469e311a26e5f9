"""The commands that write, and the places in which each is put to the test."""

import shutil
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.endurance.shim import Server
from tests.papers import BRANCHES, CLASSES, FIRST, MEMBERS, text_file

UNIT = "某职业学校"
CONTACTS: list[list[Any]] = [
    ["日期", "联系人", "所属支部", "班级", "联系方式", "主题", "参与学生人数", "发现问题", "采取措施"],
    *(
        [f"2026-10-{day:02d}", "张三", FIRST, "2024级护理1班", "走访寝室", "安全", day, f"线路老化{day}处", "已报修"]
        for day in range(1, 29)
    ),
]


@dataclass(frozen=True)
class Command:
    """A command under test: its words, the place it begins in, and whether it may be typed twice."""

    name: str
    words: Sequence[str]
    place: str = "school"
    repeatable: bool = False
    """Whether typing it again, after it was done, exits 0 and changes nothing more."""
    speaks_first: bool = False
    """Whether what it says is no acknowledgement: a reminder is rather said twice than never."""
    points: int | None = None
    """How many of its file operations are tried in a full run, where that is not all of them."""
    patches: Mapping[str, Any] = field(default_factory=dict)

    def at(self, place: Path) -> list[str]:
        """Give the words for a place."""
        return [word.replace("{place}", str(place)) for word in self.words]


COMMANDS = (
    Command("init", ("init", "--unit", UNIT), "empty"),
    Command("demo", ("demo",), "empty", repeatable=True, points=40),
    Command("branch add", ("branch", "add", "第三党支部")),
    Command("member join", ("member", "join", "钱七", "--branch", FIRST, "--on", "2026-10-31")),
    Command("member edit", ("member", "edit", "张三", "--education", "大学"), repeatable=True),
    Command("class add", ("class", "add", "2026级幼教1班", "--head", "吴老师")),
    Command("class head", ("class", "head", "2024级护理1班", "吴老师")),
    Command("term add", ("term", "add", "2026-2027学年第一学期", "--from", "2026-09-01", "--to", "2027-01-22")),
    Command("liaison assign", ("liaison", "assign", "张三", "2025级机电2班")),
    Command("liaison log", ("liaison", "log", "张三", "2024级护理1班", "走访寝室")),
    Command("liaison remove", ("liaison", "remove", "1", "--yes")),
    Command("event add", ("event", "add", FIRST, "主题党日", "--on", "2026-10-20")),
    Command("dues base", ("dues", "base", "张三", "6500", "--from", "2026-07"), repeatable=True),
    Command("dues pay", ("dues", "pay", "张三", "97.5", "--month", "2026-10")),
    Command("config set", ("config", "set", "dues.rounding", "0.1"), repeatable=True),
    Command("remind send", ("remind", "send"), repeatable=True, speaks_first=True),
    Command("import", ("import", "{place}/台账.csv"), repeatable=True),
    Command("import --skip-bad", ("import", "{place}/坏行.csv", "--skip-bad")),
    Command("undo", ("undo",)),
    Command("db backup", ("db", "backup")),
    Command("db backup --to", ("db", "backup", "--to", "{place}/stick")),
    Command("db restore", ("db", "restore", "{place}/backup.db", "--yes")),
    Command("db restore, damaged", ("db", "restore", "{place}/backup.db", "--yes"), "damaged"),
    Command("db restore, bare", ("db", "restore", "{place}/backup.db", "--yes"), "bare"),
)

USUAL = ("init", "branch add", "liaison log", "import", "undo", "db backup", "db restore", "db restore, damaged")
"""Those that a small budget tries."""


class Places:
    """The folders in which commands begin, made once by the program itself and copied for each point."""

    def __init__(self, folder: Path, server: Server) -> None:
        self.folder = folder
        self.server = server

    def template(self, name: str) -> Path:
        """Give the template of a name, made on first use."""
        place = self.folder / name
        if not place.exists():
            makers: Mapping[str, Callable[[Path], None]] = {
                "empty": lambda _place: None, "school": self._school, "damaged": self._damaged, "bare": self._bare,
            }  # fmt: skip
            place.mkdir(mode=0o700)
            makers[name](place)
        return place

    def fresh(self, name: str, place: Path) -> Path:
        """Copy a template into a place, in the stead of what was there. The paths in its list of backups go along."""
        template = self.template(name)
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(template, place)
        listed = place / "pbcli.db.d" / "backups" / "manifest.jsonl"
        if listed.exists():
            listed.write_text(listed.read_text(encoding="utf-8").replace(str(template), str(place)), encoding="utf-8")
        return place

    def _call(self, place: Path, *words: str) -> str:
        done = self.server.run(place, words)
        assert done.code == 0, f"{words}: {done.said}"
        return done.out.strip()

    def _school(self, place: Path) -> None:
        """Make a small school with a contact, a backup of some steps before, and papers to import."""
        papers = [
            text_file(place / name, rows)
            for name, rows in (("支部.csv", BRANCHES), ("名册.csv", MEMBERS), ("班级.csv", CLASSES))
        ]
        self._call(place, "init", "--unit", UNIT)
        self._call(place, "import", *map(str, papers))
        for paper in papers:
            paper.unlink()
        backup = self._call(place, "-q", "db", "backup")
        shutil.copy(backup, place / "backup.db")
        self._call(place, "member", "add", "郑十", "--branch", FIRST, "--joined-on", "2015-07-01")
        self._call(place, "liaison", "log", "王五", "2025级机电2班", "学生谈心", "--on", "2026-10-09")
        text_file(place / "台账.csv", CONTACTS)
        bad = [*CONTACTS[:3], ["2026-10-30", "无此人", FIRST, "2024级护理1班", "走访寝室", "安全", 1, "甲", "乙"]]
        text_file(place / "坏行.csv", bad)

    def _damaged(self, place: Path) -> None:
        """Make a school whose database is torn."""
        shutil.copytree(self.template("school"), place, dirs_exist_ok=True)
        path = place / "pbcli.db"
        with path.open("r+b") as stream:
            stream.seek(4096)
            stream.write(b"\x5a" * 8192)

    def _bare(self, place: Path) -> None:
        """Make a place with nothing but a backup."""
        shutil.copy(self.template("school") / "backup.db", place / "backup.db")


def records_of(path: Path) -> dict[str, int]:
    """Count the rows of each table, past the program."""
    with closing(sqlite3.connect(path)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}
