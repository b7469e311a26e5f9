"""G15: what is private is in no error, no log, no file left behind, no output unless someone asks; after a purge nowhere."""

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from unittest import mock

from pbcli.domain.idnumber import check_digit
from tests.commands import READING, takes_format
from tests.conftest import Outcome, Program, call
from tests.endurance.goal import Bench, Finding, Goal
from tests.endurance.home import home
from tests.papers import FIRST, UNIT, text_file

PEOPLE = ("王建国", "李建军", "赵建华", "钱建平")
NUMBERS = [first + check_digit(first) for first in (f"110101198003{day:02d}12{day % 10}" for day in (7, 8, 9, 16))]
PHONES = ["13912345678", "13887654321", "15012348765", "18643215678"]
NOTES = ["低保家庭CANARY01", "父母离异CANARY02", "抑郁就医CANARY03", "残疾证补助CANARY04"]
CANARIES = (*NUMBERS, *PHONES, *(note[-8:] for note in NOTES))
"""Four ID numbers, four phones, four notes on hardship; of a note the part that no other word has."""
CLASS = "2021级护理1班"
FORMS = ("plain", "table", "json", "csv", "html")
PLACES = {
    "branch show": "1", "member show": "1", "class show": "1", "event show": "1", "project show": "1", "dues show": "1 2024", "report monthly": "2024-03",
    "liaison contacts": "2024", "liaison count": "2024", "liaison gaps": "2024-03", "liaison matrix": "2024", "event list": "2024", "dues list": "2024-03",
    "privacy export": PEOPLE[0],
}  # fmt: skip
MORE = (
    *(f"history member/{place}" for place in range(1, 5)), *(f"history contact/{place}" for place in range(1, 5)), *(f"history {n}" for n in range(1, 30)),
    *(f"export {kind}" for kind in ("branches", "members", "classes", "assignments", "contacts", "events", "projects", "dues")),
    "member list --left", "liaison followups --all", "privacy scan", "privacy report", "privacy pupils 2024", "undo --dry-run", "db check",
    "privacy purge --before 今天 --dry-run",
)  # fmt: skip


def secret(pb: Program, text: str) -> str:
    """Give a value as `@file`; the file is the user's own."""
    folder = pb.database.parent / "mine"
    folder.mkdir(exist_ok=True)
    file = folder / f"{len(list(folder.iterdir()))}.txt"
    file.write_text(text, encoding="utf-8")
    return f"@{file}"


def fill(pb: Program) -> None:
    """Keep four members who left and a class that graduated long enough ago, with everything private that there may be."""
    pb("init", "--unit", UNIT)
    pb("config", "set", "id_numbers", "on")
    pb("branch", "add", FIRST)
    pb("class", "add", CLASS, "--started-on", "2021-09-01", "--graduated-on", "2024-07-10")
    for name, number, phone, note in zip(PEOPLE, NUMBERS, PHONES, NOTES, strict=True):
        pb(
            "member",
            "add",
            name,
            "--branch",
            FIRST,
            "--joined-on",
            "2010-07-01",
            "--converted-on",
            "2011-07-01",
            "--phone",
            phone,
        )
        pb("member", "edit", name, "--id-number", secret(pb, number), "--note", secret(pb, note))
        pb("liaison", "log", name, CLASS, "学生谈心", "--on", "2024-03-05", "--problem", secret(pb, note), "--follow-up-by", "2024-03-20", "--task", note)  # fmt: skip
        pb("liaison", "edit", str(PEOPLE.index(name) + 1), "--measure", secret(pb, note))
        pb("liaison", "close", str(PEOPLE.index(name) + 1), "--on", "2024-03-18", "--result", note, today="2024-03-18")
        pb("member", "leave", name, "--reason", "转出", "--on", "2024-08-01", "--to", "某市学校")


def seen_in(content: bytes) -> list[str]:
    """Name the canaries in some bytes."""
    return [canary for canary in CANARIES if canary.encode() in content]


def printing() -> Iterator[list[str]]:
    """Give the words of every command that prints, as one would type them who wants to see nothing private."""
    for command, words in READING.items():
        yield [*command.split(), *PLACES.get(command, words).split()]
    yield from (line.split() for line in MORE)


def failing(folder: Path) -> Iterator[list[str]]:
    """Give the words of commands that fail with something private in hand: mistyped, misplaced, refused, in a bad paper."""
    number, phone, note = NUMBERS[0], PHONES[0], NOTES[0]
    wrong = number[:17] + ("0" if number[17] != "0" else "1")
    for value in (number, phone, f"{number[:6]} {number[6:14]} {number[14:]}", f"+86 {phone}"):
        yield from (
            ["member", "show", value], ["liaison", "log", value, CLASS, "学生谈心"], ["liaison", "log", PEOPLE[0], value, "学生谈心"],
            ["liaison", "log", PEOPLE[0], CLASS, value], ["liaison", "log", PEOPLE[0], CLASS, "学生谈心", "--note", value],
            ["liaison", "log", PEOPLE[0], CLASS, "学生谈心", "--on", value], ["liaison", "log", PEOPLE[0], CLASS, "学生谈心", value],
            ["member", "edit", PEOPLE[0], "--note", value], ["member", "edit", PEOPLE[0], "--birth-date", value], ["member", "edit", PEOPLE[0], "--sex", value],
            ["member", "add", value, "--branch", FIRST, "--joined-on", "2020-01-01"], ["branch", "add", value], ["class", "add", value],
            ["class", "add", "甲", "--pupils", value], ["dues", "pay", PEOPLE[0], value], ["dues", "pay", value, "10"], ["report", "monthly", value],
            [value], ["member", value], ["member", "list", f"--{value}"], ["member", "list", "-f", value], ["member", "list", "--fields", value],
            ["member", "list", "--limit", value], ["import", value], ["import", f"{value}.xlsx"], ["export", value], ["history", value], ["history", f"member/{value}"],
            ["undo", value], ["config", "set", value, "1"], ["config", "set", "dues.rounding", value], ["--today", value, "member", "list"], ["help", value],
            ["event", "add", FIRST, value], ["event", "add", FIRST, "主题党日", "--absent", value], ["project", "add", value, "--branch", value],
            ["term", "add", value], ["privacy", "export", value], ["branch", "post", FIRST, "书记", value], ["event", "kind", "add", value],
        )  # fmt: skip
    yield from (
        ["member", "edit", PEOPLE[0], "--id-number", number], ["member", "edit", PEOPLE[0], "--id-number", wrong],
        ["member", "edit", "无此人", "--note", note], ["member", "edit", "无此人", "--phone", phone], ["liaison", "log", "无此人", CLASS, "学生谈心", "--problem", note],
        ["liaison", "edit", "999", "--problem", note], ["liaison", "log", PEOPLE[0], CLASS, "学生谈心", "--problem", note + "\x07"],
        ["liaison", "log", PEOPLE[0], CLASS, "学生谈心", "--problem", note + "长" * 40_000], ["liaison", "log", PEOPLE[0], CLASS, "学生谈心", "--problem", f"{note} {phone}"],
        *(["import", str(folder / "mine" / name), *more] for name in ("名册.csv", "台账.csv", "坏.csv") for more in ([], ["--dry-run"])),
    )  # fmt: skip


def papers(folder: Path) -> None:
    """Write papers with private cells, and with rows that can't be taken."""
    number, phone, note = NUMBERS[1], PHONES[1], NOTES[1]
    wrong = number[:17] + ("0" if number[17] != "0" else "1")
    header = ["姓名", "身份证号", "联系电话", "入党日期", "所在党支部", "备注"]
    text_file(
        folder / "mine" / "名册.csv",
        [
            header,
            ["孙一", wrong, phone, "2010-07-01", FIRST, note],
            ["孙二", number, phone, "2010-02-30", FIRST, note],
            [number, "", phone, phone, number, phone],
        ],
    )
    text_file(
        folder / "mine" / "台账.csv",
        [
            ["日期", "联系人", "班级", "联系方式", "发现问题"],
            ["2024-02-30", PEOPLE[0], CLASS, "学生谈心", note],
            ["2024-03-01", phone, number, phone, f"{note}{phone}"],
        ],
    )
    (folder / "mine" / "坏.csv").write_text(f'姓名,身份证号\n甲,{number}\n乙,"{phone}\n', encoding="utf-8")


def left_behind(pb: Program) -> Iterator[str]:
    """Look into every file of the place but the records, their backups and what is the user's own."""
    place = pb.database.parent
    for path in sorted(place.rglob("*")):
        name = str(path.relative_to(place))
        if path.is_file() and not name.startswith(("pbcli.db", "mine/")) and (found := seen_in(path.read_bytes())):
            yield f"left in {name}: {found}"


def told(words: Sequence[str], outcome: Outcome, *, is_asked: bool = False) -> Iterator[str]:
    """Look at the streams of a call."""
    shown = " ".join(words)
    for canary in CANARIES:
        shown = shown.replace(canary, "…")
    if found := seen_in(outcome.err.encode()):
        yield f"{shown[:120]}: on stderr: {found}"
    if not is_asked and (found := seen_in(outcome.raw)):
        yield f"{shown[:120]}: on stdout: {found}"


def crashes(pb: Program) -> Iterator[str]:
    """Have the program crash with something private in hand. Gives what its sentence and its log say of that."""
    with mock.patch(
        "pbcli.services.lookup.find_member", side_effect=RuntimeError(f"{NUMBERS[0]} {PHONES[0]} {NOTES[0]}")
    ):
        outcome = pb("member", "show", PHONES[0], ok=None)
    yield from told(["a crash"], outcome)
    if outcome.code != 1 or not (pb.database.parent / "home" / "data" / "pbcli" / "errors.log").exists():
        yield f"the crash that was meant didn't come: exit {outcome.code}"


def purged(pb: Program) -> Iterator[str]:
    """Purge, and look into every live file."""
    outcome = pb("privacy", "purge", "--before", "今天", "--yes", ok=None)
    yield from told(["privacy purge"], outcome)
    if outcome.code:
        yield f"privacy purge: exit {outcome.code}: {outcome.err[:200]}"
    for path in pb.database.parent.glob("pbcli.db*"):
        if path.is_file() and (found := seen_in(path.read_bytes())):
            yield f"after the purge in {path.name}: {found}"
    if pb("db", "verify", ok=None).code:
        yield "db verify finds something after the purge"


def run(bench: Bench) -> Finding:
    """Fill a school, call everything, let it fail, purge it."""
    folder = bench.folder / "school"
    temporary = folder / "tmp"
    temporary.mkdir(parents=True)
    problems: list[str] = []
    with (
        home(folder, TMPDIR=str(temporary), SQLITE_TMPDIR=str(temporary)) as pb,
        mock.patch.object(tempfile, "tempdir", None),
    ):
        fill(pb)
        papers(folder)
        control = len(seen_in(pb.database.read_bytes()))
        forms = FORMS[2:3] if bench.is_small else FORMS
        outputs = [[*words, *(["-f", form] if takes_format(words) else [])] for words in printing() for form in forms]
        wrong = list(failing(folder))
        if bench.is_small:
            outputs, wrong = bench.chance("outputs").sample(outputs, 30), bench.chance("failing").sample(wrong, 40)
        for words in outputs:
            problems += told(words, pb(*words, ok=None))
        for words in wrong:
            problems += told(words, pb(*words, ok=None))
        problems += told(["member", "list"], call(["--db", str(folder / "tmp"), "member", "list"]))
        problems += [*crashes(pb), *left_behind(pb)]
        problems += purged(pb)
        problems += left_behind(pb)
    return Finding(
        found=f"{len(CANARIES)} canaries, {len(outputs)} outputs, {len(wrong)} failures, a crash, a purge: {len(problems)} sightings",
        problems=problems,
        control=f"{control} stood in the file before the purge",
        has_fired=control == len(CANARIES),
    )


GOAL = Goal(
    "G15", "12 canaries (ID, phone, hardship note) through every command and failure",
    "0 in stderr, logs, temporary files, default outputs; 0 in live files after a purge", run,
)  # fmt: skip
