"""Nothing private comes out of any listing, export or report, in any format, unless someone asks; and who asks is noted."""

import io
import json
import shutil
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.commands import READING, ROOT, takes_format
from tests.conftest import Program
from tests.private_school import CANARIES, NOTE, NUMBER, PHONE, TASK, fill, secret

REASON, PAID, LEARNT = "抑郁就诊CANARY7741", "离异补缴CANARY7742", "确诊后自学CANARY7743"
PRIVATE = (*CANARIES, "CANARY7741", "CANARY7742", "CANARY7743")
KINDS = ("branches", "members", "classes", "assignments", "contacts", "events", "projects", "dues")

CALLS = {
    "branch show": "1",
    "member show": "王建国",
    "class show": "2021级护理1班",
    "liaison contacts": "2024",
    "liaison count": "2024",
    "liaison gaps": "2024-03",
    "liaison matrix": "2024",
    "event list": "2024",
    "project show": "1",
    "project expert list": "1",
    "study show": "1",
    "talk show": "1",
    "event resolution show": "1",
    "dues list": "2024-03",
    "dues show": "王建国 2024",
    "report monthly": "2024-03",
    "privacy export": "王建国",
    "privacy pupils": "2024",
}
"""Words for the school with something private in every place; the others are called as they stand in `READING`."""

MORE = (
    "member list --left", "liaison followups --all", "history member/王建国", "history contact/1", "history follow_up/1",
    "history dues_base/1", "history id_number/1", "history attendance/1", "history dues_payment/1", "privacy purge --before 今天 --dry-run",
    *(f"export {kind}" for kind in KINDS),
)  # fmt: skip


def every_call() -> list[str]:
    """Each command that prints, in the words that it is called with here, and some of them in others."""
    return [*(f"{command} {CALLS.get(command, words)}".strip() for command, words in READING.items()), *MORE]


@pytest.fixture(scope="module")
def kept(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("masks") / "kept.db"
    shutil.copyfile(template, path)
    path.chmod(0o600)
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("HOME", str(path.parent))
        pb = Program(path)
        fill(pb)
        pb("event", "add", "第一党支部", "党课", "--on", "2024-03-10", "--leave", f"李在职:{REASON}")
        pb("dues", "pay", "王建国", "60", "--month", "2024-03", "--note", secret(pb, PAID))
        pb("project", "add", "课题甲", "--branch", "第一党支部")
        pb(
            "study",
            "add",
            "李在职",
            "--hours",
            "8",
            "--source",
            "区委党校",
            "--on",
            "2024-03-12",
            "--note",
            secret(pb, LEARNT),
        )
        pb("talk", "add", "李在职", "王建国", "--on", "2024-03-12")
        pb("event", "resolution", "add", "1", "同意", "--vote", "2/1/1/0/0")
        for item in ("谈心谈话记录不全", "党费收据不全"):
            pb("checklist", "add", item, "--responsible", "李在职", "--branch", "第一党支部", "--due", "2026-12-10")
        Path(path.parent / "secret.txt").unlink()
    return path


@pytest.fixture
def private(kept: Path, pb: Program) -> Program:
    shutil.copyfile(kept, pb.database)
    return pb


def found_in(content: bytes) -> set[str]:
    """Name what is private in some output; a workbook or a document is looked through part by part."""
    parts = [content]
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [archive.read(name) for name in archive.namelist()]
    return {one for one in PRIVATE for part in parts if one.encode() in part}


def forms(words: list[str]) -> Iterator[list[str]]:
    """Give a call in each format that it takes."""
    yield words
    if takes_format(words):
        for form in ("table", "md", "csv", "tsv", "json", "jsonl", "html", "xlsx", "docx"):
            yield [*words, "-f", form]


@pytest.mark.parametrize("call", every_call())
def test_nothing_private_comes_out_unless_someone_asks(call: str, private: Program) -> None:
    before = private.database.read_bytes()
    for words in forms(call.split()):
        outcome = private(*words, ok=None)
        # A record of the demonstration school that this one lacks is nobody's; those that it has must be shown.
        nobody = set() if call.startswith(tuple(CALLS)) else {4}
        assert outcome.code in {0, 9} | nobody or (outcome.code == 2 and "docx" in words), outcome.err
        assert found_in(outcome.raw) | found_in(outcome.err.encode()) == set(), words
    assert private.database.read_bytes() == before


def test_each_operation_is_told_without_it(private: Program) -> None:
    for row in private.json("history"):
        for form in ("plain", "table", "json"):
            assert found_in(private("history", str(row["id"]), "-f", form).raw) == set(), row


def test_a_trial_and_an_acknowledgement_are_without_it_too(private: Program) -> None:
    for text, words in (
        (PHONE[:-1] + "9", ["member", "edit", "王建国", "--phone"]),
        (NOTE, ["member", "edit", "王建国", "--note"]),
        (NOTE, ["liaison", "edit", "1", "--measure"]),
        ("8765.43", ["dues", "base", "李在职", "--from", "2026-01"]),
    ):
        words.append(secret(private, text))
        for more in (["--dry-run"], []):
            outcome = private(*words, *more)
            assert found_in(outcome.raw) | found_in(outcome.err.encode()) == set(), words
    assert found_in(private("undo", "--dry-run").raw) == set()


UNMASKING = {
    "dues list": ("2024-03", "8765.43"),
    "dues show": ("王建国 2024", "8765.43"),
    "event show": ("1", REASON),
    "export": ("members", PHONE),
    "liaison contacts": ("2024-03", NOTE),
    "liaison followups": ("--all", TASK),
    "liaison show": ("1", NOTE),
    "member show": ("王建国", PHONE),
    "privacy export": ("王建国", NUMBER),
}
"""Each command that can be asked to show all: words to call it with, and something that is seen then."""


def test_the_commands_that_show_all_are_these() -> None:
    tree = json.loads((ROOT / "pbcli/cli/commands.json").read_text(encoding="utf-8"))

    def below(node: dict[str, Any], path: str) -> Iterator[str]:
        for name, child in node.get("commands", {}).items():
            yield from below(child, f"{path} {name}".strip())
        if "--unmask" in node.get("options", {}):
            yield path

    assert set(below(tree, "")) == set(UNMASKING)


@pytest.mark.parametrize("command", UNMASKING)
def test_who_asks_to_see_all_is_noted_before_it_is_shown(command: str, private: Program) -> None:
    words, seen = UNMASKING[command]

    def operations() -> int:
        with closing(sqlite3.connect(private.database)) as connection:
            count: int = connection.execute("SELECT count(*) FROM operation").fetchone()[0]
        return count

    before = operations()
    assert seen not in private(*command.split(), *words.split()).out
    assert operations() == before
    assert seen in private(*command.split(), *words.split(), "--unmask").out
    assert operations() == before + 1
    noted = private.json("history")[0]
    assert noted["command"] == command
    assert noted["note"]
    assert found_in(private("history", "-f", "json").raw) == set()
