"""All commands of the program: those that only print, with words that they can be called with, and those that write."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]

READING = {
    "branch list": "",
    "branch show": "第一党支部",
    "member list": "",
    "member show": "周晓燕",
    "class list": "",
    "class show": "2024级护理1班",
    "liaison assignments": "",
    "liaison followups": "",
    "liaison show": "1",
    "liaison contacts": "2026-10",
    "liaison count": "2026-10",
    "liaison matrix": "本学期",
    "liaison gaps": "2026-10",
    "liaison targets": "本学期",
    "liaison lines": "本学年",
    "event list": "2026-10",
    "event show": "1",
    "event kind list": "",
    "event makeups": "",
    "event resolution list": "",
    "event resolution show": "1",
    "study list": "2026",
    "study show": "1",
    "study hours": "2026",
    "talk list": "2026",
    "talk show": "1",
    "talk missing": "2026",
    "project list": "",
    "project show": "XG2024-004",
    "brand list": "",
    "brand show": "春雨助学",
    "brand check": "",
    "project office list": "",
    "project expert list": "XG2024-004",
    "project outcome list": "",
    "project money list": "",
    "project material list": "",
    "checklist list": "",
    "checklist show": "整改清单/2",
    "dues list": "2026-10",
    "dues show": "周晓燕 2026",
    "evidence list": "",
    "evidence check": "",
    "term list": "",
    "report monthly": "2026-10",
    "report list": "",
    "remind due": "",
    "remind cron": "",
    "remind systemd": "",
    "privacy export": "周晓燕",
    "privacy report": "",
    "privacy pupils": "2026-10",
    "privacy scan": "",
    "history": "",
    "db path": "",
    "db info": "",
    "db verify": "",
    "config show": "",
    "config path": "",
    "export": "members",
    "help": "formats",
    "completion": "bash",
}
"""Each command that only prints, with words that it can be called with; the names are those of the demonstration school."""

WRITING = {
    "init", "demo", "import", "undo", "redo", "privacy purge", "config set",
    "db check", "db doctor", "db migrate", "db backup", "db prune", "db rehearse", "db restore", "db keygen",
    "db encrypt", "db rekey", "db decrypt",
    "branch add", "branch edit", "branch remove", "branch post", "branch elect", "branch extend",
    "branch group add", "branch group remove",
    "member add", "member edit", "member remove", "member join", "member convert", "member transfer", "member transfer-in",
    "member leave", "member post", "member group",
    "class add", "class edit", "class remove", "class head", "class graduate",
    "liaison assign", "liaison end", "liaison log", "liaison edit", "liaison remove", "liaison close",
    "liaison handover", "liaison propose",
    "event add", "event edit", "event attend", "event remove", "event kind add", "event kind remove",
    "event makeup", "event join", "event unjoin", "event resolution add", "event resolution edit", "event resolution close",
    "event resolution remove", "study add", "study edit", "study remove", "talk add", "talk edit", "talk remove",
    "project add", "project edit", "project remove", "project advance", "project plan", "project people", "project extend",
    "brand add", "brand edit", "brand remove", "brand advance", "brand link", "brand unlink", "brand goal add",
    "brand goal edit", "brand goal remove", "brand milestone add", "brand milestone done", "brand milestone remove",
    "project withdraw", "project change", "project office add", "project office edit", "project office remove",
    "project expert add", "project expert remove", "project outcome add", "project outcome edit", "project outcome remove",
    "project money add", "project money remove", "project material add", "project material remove",
    "checklist add", "checklist edit", "checklist remove", "checklist progress", "checklist submit", "checklist strike",
    "checklist postpone", "checklist reopen",
    "dues base", "dues pay", "dues edit", "dues remove", "term add", "term edit", "term remove", "remind send",
    "log", "edit", "evidence add", "evidence edit", "evidence remove", "evidence prune", "evidence path", "evidence recover",
}  # fmt: skip

"""Each command on the other path; `db check` and its kin are there because they make the schema anew, to compare."""


def commands() -> Iterator[str]:
    """Name every command of the program."""

    def below(node: Any, path: str) -> Iterator[str]:
        children = node.get("commands", {})
        for name, child in children.items():
            yield from below(child, f"{path} {name}".strip())
        if not children:
            yield path

    return below(json.loads((ROOT / "pbcli/cli/commands.json").read_text(encoding="utf-8")), "")


def words_of(command: str) -> list[str]:
    return [*command.split(), *READING[command].split()]


def takes_format(words: list[str]) -> bool:
    node = json.loads((ROOT / "pbcli/cli/commands.json").read_text(encoding="utf-8"))
    for word in words:
        node = node.get("commands", {}).get(word, node)
    return "--format" in node["options"]
