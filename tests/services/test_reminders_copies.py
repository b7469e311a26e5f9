"""When it is said that the records lie on one device alone."""

from datetime import date
from pathlib import Path

import pytest

from tests.conftest import Program

DUE = "pbcli db backup --to DIR"


@pytest.fixture(autouse=True)
def _a_morning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PBCLI_NOW", "2026-11-01T04:00:00+00:00")


def said(pb: Program, today: str, *words: str) -> list[str]:
    rows = pb.json("remind", "due", *words, today=today)
    return [row["message"] for row in rows if row["kind"] == "copy_elsewhere"]


def test_without_records_there_is_nothing_to_copy(pb: Program) -> None:
    assert pb("remind", "due", today="2027-11-01").out == ""


def test_seven_days_after_the_first_record(pb: Program) -> None:
    pb("branch", "add", "第一党支部")
    pb("db", "backup")
    assert said(pb, "2026-11-07") == said(pb, "2026-11-07", "--within", "30d") == []
    assert said(pb, "2026-11-08") == ["今天到期：备份还没有另存到别的设备"]
    (row,) = [row for row in pb.json("remind", "due", today="2026-11-20") if row["kind"] == "copy_elsewhere"]
    assert (row["severity"], row["rule"], row["command"], row["due_on"]) == ("overdue", "SA-01", DUE, "2026-11-08")


def test_seven_days_after_the_last_copy_elsewhere(pb: Program, tmp_path: Path) -> None:
    pb("branch", "add", "第一党支部")
    pb("db", "backup", "--to", tmp_path / "same device")
    assert said(pb, "2026-11-08") != []
    pb("db", "backup", "--to", tmp_path / "share", "--elsewhere")
    assert said(pb, "2026-11-07") == []
    assert said(pb, "2026-11-10") == ["逾期 2 天：备份已 9 天没有另存到别的设备"]


def test_another_device_is_told_by_the_system(pb: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    pb("branch", "add", "第一党支部")
    stick = tmp_path / "stick"
    stick.mkdir()
    real = Path.stat

    def stat(self: Path, **more: bool) -> os.stat_result:
        found = real(self, **more)
        parts = list(found)
        parts[2] += self == stick
        return os.stat_result(parts)

    monkeypatch.setattr(Path, "stat", stat)
    pb("db", "backup", "--to", stick)
    assert said(pb, "2026-11-10") == ["逾期 2 天：备份已 9 天没有另存到别的设备"]


def test_a_restored_database_begins_anew(pb: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pb("branch", "add", "第一党支部")
    file = pb("-q", "db", "backup", "--to", tmp_path / "stick").out.strip()
    monkeypatch.setenv("PBCLI_NOW", "2026-12-01T04:00:00+00:00")
    new = Program(tmp_path / "new" / "x.db")
    new("db", "restore", file, "--yes")
    assert said(new, "2026-12-07") == []
    assert said(new, "2026-12-08") != []


def test_it_is_said_once_and_once_more_when_overdue(pb: Program) -> None:
    pb("branch", "add", "第一党支部")
    days = [date(2026, 11, day).isoformat() for day in (7, 8, 9, 10, 20)]
    sent = [[row["kind"] for row in pb.json("remind", "send", today=day)] for day in days]
    assert [kinds.count("copy_elsewhere") for kinds in sent] == [0, 1, 1, 0, 0]
