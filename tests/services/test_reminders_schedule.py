"""What cron and systemd are given: words that mean the same to them as to us."""

import shlex
import sys
from pathlib import Path

import pytest

from pbcli.services.reminders_schedule import crontab_line, program, service_text


@pytest.mark.parametrize("name", ["pbcli", "pb"])
def test_the_program_is_the_script_that_was_called(name, tmp_path, monkeypatch):
    script = tmp_path / name
    script.touch()
    monkeypatch.setattr(sys, "argv", [str(script), "remind", "cron"])
    assert program() == [str(script)]


def test_another_caller_is_not_taken_for_the_program(tmp_path, monkeypatch):
    script = tmp_path / "pbcli"
    script.touch()
    monkeypatch.setattr(sys, "argv", ["/usr/bin/pytest"])
    monkeypatch.setattr("sysconfig.get_path", lambda _kind: str(tmp_path))
    assert program() == [str(script)]


def test_without_a_script_python_is_called(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "argv", [str(tmp_path / "__main__.py")])
    monkeypatch.setattr("sysconfig.get_path", lambda _kind: str(tmp_path))
    assert program() == [sys.executable, "-m", "pbcli"]


@pytest.mark.parametrize("path", ["/a/b.db", "/a b/c.db", "/a'b/c.db", "/资料/党务.db", "/$x/`y`.db"])
def test_a_crontab_line_holds_the_words_as_the_shell_reads_them(path):
    line = crontab_line(["/bin/pbcli", "--db", path, "remind", "send"])
    assert shlex.split(line)[5:] == ["/bin/pbcli", "--db", path, "remind", "send"]


def test_a_crontab_line_escapes_what_cron_takes_for_a_line_break():
    assert crontab_line(["pbcli", "--db", "/100%.db"]) == r"0 7 * * * pbcli --db /100\%.db"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/a/b.db", "/a/b.db"),
        ("/资料/党务.db", "/资料/党务.db"),
        ("/a b/c.db", '"/a b/c.db"'),
        ("/100%/$x.db", "/100%%/$$x.db"),
        ('/a"b\\c.db', '"/a\\"b\\\\c.db"'),
    ],
)
def test_a_service_holds_the_words_as_systemd_reads_them(path, expected):
    text = service_text([str(Path("/bin/pbcli")), "--db", path], "d")
    assert f"ExecStart=/bin/pbcli --db {expected}\n" in text
