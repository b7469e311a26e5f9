"""Keeps files that are made from the program in step with it; `--check` only tells whether they are."""

import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def keep(wanted: Mapping[Path, str], *, script: str, gone: Iterable[Path] = ()) -> int:
    """Write the texts and remove what is gone, or name what is out of step; return the exit code."""
    stale = [path for path, text in wanted.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    if "--check" in sys.argv:
        for path in [*stale, *gone]:
            print(f"out of step: {os.path.relpath(path, ROOT)}; run python .ci/{script}")
        return int(bool(stale or gone))
    for path in gone:
        path.unlink()
    for path, text in wanted.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return 0
