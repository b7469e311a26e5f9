"""The process that is forked for each point: the program, loaded once, beneath the shim.

It reads one request a line and answers with one line. Its child arms the shim, runs the command, and goes.
"""

import ctypes
import gc
import io
import json
import os
import sys
import tempfile
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from tests.papers import CLASSES, text_file

ACTIONS = {"count": 0, "kill": 1, "kill halfway": 2, "fail": 3, "fail halfway": 4}


def serve() -> None:
    """Load everything that a command may need, then answer until nobody asks any more."""
    _load()
    # The children share what is loaded as long as nobody touches it; the collector would.
    gc.collect()
    gc.freeze()
    library = ctypes.CDLL(None)
    _answer("ready")
    for line in sys.stdin:
        request = json.loads(line)
        source, sink = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(source)
            _run(library, request, sink)
        os.close(sink)
        with os.fdopen(source) as pipe:
            told = pipe.read()
        _child, status = os.waitpid(child, 0)
        code = os.waitstatus_to_exitcode(status)
        _answer(json.dumps({"code": code, "count": int(told) if told else 0}))


def _answer(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _load() -> None:
    """Import the areas, and run a few commands once: what the first one sets up, each child would set up anew."""
    from pbcli.cli.app import root, run
    from pbcli.cli.lazy import AREAS, load
    from pbcli.db import schema
    from pbcli.db.migrate import schema_at

    root()
    for name, area in AREAS.items():
        load(name, area)
    schema_at(schema.REVISION)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["HOME"] = os.environ["XDG_CONFIG_HOME"] = os.environ["XDG_DATA_HOME"] = folder
        paper = text_file(Path(folder) / "班级.csv", CLASSES)
        for words in (
            ("init", "--unit", "甲"), ("branch", "add", "甲支部"), ("member", "join", "张三", "--branch", "甲支部"),
            ("import", str(paper)), ("liaison", "log", "张三", "2024级护理1班", "走访寝室"), ("undo",), ("db", "backup"),
            ("remind", "due"),
        ):  # fmt: skip
            with redirect_stdout(io.TextIOWrapper(io.BytesIO(), "utf-8")), redirect_stderr(io.StringIO()) as said:
                code = run(["--db", f"{folder}/pbcli.db", "--no-input", *words])
            assert code == 0, f"{words}: {said.getvalue()}"


def _run(library: Any, request: Mapping[str, Any], sink: int) -> None:
    """Be the command: streams into files, the shim armed, and out without any of the parent's endings."""
    code = 1
    try:
        for number, name in ((1, "out"), (2, "err")):
            opened = os.open(request[name], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            os.dup2(opened, number)
            os.close(opened)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        sys.stdout, sys.stderr = os.fdopen(1, "w", encoding="utf-8"), os.fdopen(2, "w", encoding="utf-8", buffering=1)
        os.environ.update(request["environment"])
        os.chdir(request["folder"])
        _change(request.get("patches", {}))
        log = os.open(request["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600) if request.get("log") else -1
        from pbcli.cli.boundary import guarded

        library.shim_arm(
            os.fsencode(request["watched"]), ctypes.c_long(request["at"]), ACTIONS[request["action"]],
            request["errno"], int(request["sticky"]), int(request["reads"]), log,
        )  # fmt: skip
        code = guarded(request["words"])
        sys.stdout.flush()
    finally:
        os.write(sink, str(library.shim_disarm()).encode())
        os._exit(code)


def _change(patches: Mapping[str, Any]) -> None:
    """Put other values where the controls and the invented migrations want them: "module:name" → value."""
    for place, value in patches.items():
        module, name = place.split(":")
        setattr(import_module(module), name, _value(value))


def _value(value: Any) -> Any:
    """Give a value, or the function of ours that {"function": "module:name"} names, with what it is bound to."""
    if not isinstance(value, Mapping):
        return value
    module, name = value["function"].split(":")
    return partial(getattr(import_module(module), name), *value.get("bound", ()))


if __name__ == "__main__":
    serve()
