"""Fixtures that prepare the test's database once in a run, and give a copy of what they made from then on."""

import inspect
import shutil
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import pytest


def once(prepare: Callable[..., Any]) -> Callable[..., Any]:
    """Have a fixture's function run for the first test that asks for it; the others get the files as it left them.

    It begins with the test's fresh database, and what it makes lies beside that. It returns nothing, or what it was given.

        @pytest.fixture(autouse=True)
        @once
        def _school(work): ...
    """
    kept: Path | None = None
    returned: str | None = None

    @wraps(prepare)
    def prepared(*own: Any, **given: Any) -> Any:
        nonlocal kept, returned
        database: Path = given["database"]
        folders: pytest.TempPathFactory = given["tmp_path_factory"]
        wanted = {name: value for name, value in given.items() if name in named}
        if kept is None:
            value = prepare(*own, **wanted)
            returned = None if value is None else next(name for name, one in wanted.items() if one is value)
            kept = folders.mktemp("prepared")
            shutil.copytree(database.parent, kept, dirs_exist_ok=True)
            assert not any("backups" in path.parts for path in kept.rglob("*")), "a list of backups names their places"
        else:
            shutil.copytree(kept, database.parent, dirs_exist_ok=True)
        return None if returned is None else wanted[returned]

    signature = inspect.signature(prepare)
    named = signature.parameters
    more = (name for name in ("database", "tmp_path_factory") if name not in named)
    asked = (*named.values(), *(inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY) for name in more))
    prepared.__signature__ = signature.replace(parameters=asked)  # type: ignore[attr-defined]
    return prepared
