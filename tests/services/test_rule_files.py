"""The rule book's files count as they are, whether or not they were read ahead."""

import shutil
import tomllib
from pathlib import Path

import pytest

from pbcli import rulebook
from pbcli.rulebook import rule_data
from pbcli.rulebook.parsed import FILES


def test_what_was_read_ahead_is_what_the_files_hold() -> None:
    texts = {file.stem: file.read_text(encoding="utf-8") for file in rulebook.FOLDER.glob("*.toml")}
    assert {name: (text, tomllib.loads(text)) for name, text in texts.items()} == FILES


def test_a_rule_that_is_changed_in_its_file_holds_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(rulebook.FOLDER, tmp_path / "rulebook")
    file = tmp_path / "rulebook" / "study.toml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("half_day_hours = 4", "half_day_hours = 3"), encoding="utf-8"
    )
    monkeypatch.setattr(rulebook, "FOLDER", tmp_path / "rulebook")
    rule_data.cache_clear()
    try:
        assert rule_data("study")["half_day_hours"] == 3
        assert rule_data("national")["version"]
    finally:
        rule_data.cache_clear()
