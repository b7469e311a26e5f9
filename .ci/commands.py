"""Writes pbcli/cli/commands.json, the table that completion reads; `--check` only tells whether it is in step."""

import json
import os
import sys
from typing import Any

os.environ["PBCLI_LANG"] = "zh"

from in_step import ROOT, keep

from pbcli.cli.app import root
from pbcli.cli.lazy import AREAS
from pbcli.cli.topics import Topic
from pbcli.config import KEYS
from pbcli.domain.enums import ContactKind
from pbcli.services.exporting import KINDS
from pbcli.services.settings import SETTINGS

TARGET = ROOT / "pbcli" / "cli" / "commands.json"
NAMED = {
    "branch": "branch",
    "into": "branch",
    "member": "member",
    "members": "member",
    "person": "member",
    "leader": "member",
    "main": "member",
    "holder": "member",
    "responsible": "member",
    "other": "member",
    "host": "member",
    "recorder": "member",
    "came": "member",
    "collector": "member",
    "absent": "member",
    "on_leave": "member",
    "leave": "member",
    "attending": "member",
    "class": "class",
    "classes": "class",
    "klass": "class",
    "project": "project",
    "term": "term",
    "period": "period",
    "file": "file",
    "files": "file",
    "words": "file",
    "output": "file",
    "path": "file",
    "db": "file",
}
"""What a parameter of this name takes, where its type doesn't say."""
IN_AREA = {
    ("class", "names"): "class",
    ("member", "to"): "branch",
    ("config", "key"): [*KEYS, *SETTINGS],
    ("event", "kind"): "event_kind",
    ("export", "kind"): list(KINDS),
    ("help", "words"): [*Topic, *AREAS],
    ("liaison", "kind"): [kind.value for kind in ContactKind],
}
"""What a parameter of this name takes in one area."""
OWN_NAMES = {"branch", "member", "class", "project", "term"}


def kind_of(parameter: Any, area: str, verb: str) -> Any:
    """Tell what sort of value a parameter takes: a list of words, the name of a sort, or "" for any text."""
    choices = getattr(parameter.type, "choices", None) or getattr(parameter.type, "terms", None)
    if choices is not None:
        return [str(getattr(choice, "value", choice)) for choice in choices]
    if parameter.type.name == "date" or parameter.metavar == "DATE":
        return "date"
    name = parameter.name.rstrip("_")
    if name == "name" and area in OWN_NAMES and verb != "add" and parameter.param_type_name == "argument":
        return area
    if (area, name) in IN_AREA:
        return IN_AREA[area, name]
    return "file" if parameter.type.name == "path" else NAMED.get(name, "")


def node(command: Any, area: str = "", verb: str = "") -> dict[str, Any]:
    """Describe a command: its options with what each takes (null for a flag), its arguments, its verbs."""
    options: dict[str, Any] = {"--help": None}
    arguments = []
    for parameter in command.params:
        if parameter.param_type_name == "argument":
            arguments.append({"kind": kind_of(parameter, area, verb), "many": parameter.nargs == -1})
        elif not parameter.hidden:
            value = None if parameter.is_flag or parameter.count else kind_of(parameter, area, verb)
            options |= dict.fromkeys((*parameter.opts, *parameter.secondary_opts), value)
    found: dict[str, Any] = {"help": first_sentence(command.help or ""), "options": options}
    if arguments:
        found["arguments"] = arguments
    children = getattr(command, "commands", {})
    if children:
        found["commands"] = {name: node(child, area, name) for name, child in children.items() if not child.hidden}
    return found


def first_sentence(text: str) -> str:
    """Take a help text's first line."""
    return text.strip().partition("\n")[0]


def table() -> dict[str, Any]:
    """Describe the whole program."""
    program: Any = root()
    context = program.make_context("pbcli", [], resilient_parsing=True)
    whole = node(program)
    whole["commands"] = {
        name: node(program.get_command(context, name), name) | {"help": AREAS[name].help}
        for name in program.list_commands(context)
    }
    return whole


def text() -> str:
    """Return the table as it is written."""
    return json.dumps(table(), ensure_ascii=False, indent=1) + "\n"


def main() -> int:
    """Write it, or say that it is out of step."""
    return keep({TARGET: text()}, script="commands.py")


if __name__ == "__main__":
    sys.exit(main())
