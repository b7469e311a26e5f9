"""The import on a terminal: a bar while it works, none for whoever asked for quiet."""

import os
import sys

import pytest

from tests.papers import CLASSES, text_file

pexpect = pytest.importorskip("pexpect")


def seen(pb, *words):
    """Run the program on a terminal of 80 columns and return all that it wrote."""
    argv = ["-m", "pbcli", "--db", str(pb.database), "--today", "2026-11-01", *map(str, words)]
    environment = {**os.environ, "TERM": "xterm", "NO_COLOR": "1", "PBCLI_LANG": "zh"}
    child = pexpect.spawn(sys.executable, argv, dimensions=(40, 80), encoding="utf-8", env=environment, timeout=60)
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    return child.before


def test_a_bar_counts_the_rows(pb, tmp_path):
    text = seen(pb, "import", text_file(tmp_path / "班级.csv", CLASSES), "--dry-run")
    assert "2/2" in text
    assert "■ 工作表" in text
    assert all(len(line.encode("gb18030", "replace")) <= 160 for line in text.split("导入计划")[1].splitlines())


def test_no_bar_with_quiet(pb, tmp_path):
    assert seen(pb, "-q", "import", text_file(tmp_path / "班级.csv", CLASSES)).strip() == "3"
