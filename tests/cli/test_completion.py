"""Completion: what is offered where, from the table and the database, by the protocol and in the shells themselves."""

import importlib.util
import json
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pbcli.__main__ import answered
from pbcli.cli import completion
from pbcli.cli.params import FORMATS
from tests.conftest import Outcome, Program, call
from tests.invented_school import FIRST, fill
from tests.once import once

Process = Callable[..., Outcome]
ROOT = Path(__file__).resolve().parents[2]
AREAS = [
    "init", "demo", "import", "export", "branch", "member", "class", "liaison", "log", "event", "study", "talk", "project",
    "brand", "checklist", "dues", "edit", "evidence", "term", "report", "remind", "undo", "redo", "history", "privacy", "db",
    "config", "completion", "help",
]  # fmt: skip


@pytest.fixture
@once
def filled(pb: Program, work: Any) -> Program:
    with work() as opened:
        fill(opened)
    return pb


@pytest.fixture
def school(filled: Program, monkeypatch: pytest.MonkeyPatch) -> Program:
    monkeypatch.setenv("PBCLI_DB", str(filled.database))
    return filled


def offered(*words: str) -> list[str]:
    files, found = completion.candidates(words)
    return ["(files)"] if files else [word for word, _meaning in found]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([""], AREAS),
        ([], AREAS),
        (["d"], ["demo", "dues", "db"]),
        (["member", "s"], ["show"]),
        (["nonsense", ""], []),
        (["member", "list", "--form"], ["--format"]),
        (["--q"], ["--quiet"]),
        (["report", "monthly", "--qui"], ["--quiet"]),
        (["report", "monthly", "-f", "x"], ["xlsx"]),
        (["report", "monthly", "--format=x"], ["--format=xlsx"]),
        (["report", "monthly", "--format", "=", "x"], ["xlsx"]),
        (["report", "monthly", "--format", "="], list(FORMATS)),
        (["report", "monthly", "上"], ["上月", "上季度", "上学期"]),
        (["report", "monthly", "2026-10", ""], []),
        (["completion", ""], ["bash", "zsh", "fish"]),
        (["help", "e"], ["exit-codes", "environment", "export", "event", "edit", "evidence"]),
        (["--today", "昨"], ["昨天"]),
        (["--db", ""], ["(files)"]),
        (["import", ""], ["(files)"]),
        (["import", "a.csv", "b"], ["(files)"]),
        (["member", "list", "-o", "x"], ["(files)"]),
        (["member", "add", "--sex", ""], ["男", "女"]),
        (["member", "add", "--name-that-is-none", ""], []),
    ],
)
def test_commands_options_and_words(words: list[str], expected: list[str]) -> None:
    assert offered(*words) == expected


@pytest.mark.usefixtures("school")
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["branch", "show", ""], ["第一党支部", "第二党支部"]),
        (["branch", "show", "第二"], ["第二党支部"]),
        (["branch", "show", "dyd"], ["第一党支部"]),
        (["branch", "show", "'第二"], ["第二党支部"]),
        (["branch", "add", ""], []),
        (["member", "list", "--branch", "第一"], ["第一党支部"]),
        (["member", "show", "张"], ["张三丰"]),
        (["member", "show", "zsf"], ["张三丰"]),
        (["member", "show", "ZHANG"], ["张三丰"]),
        (["member", "show", "李"], ["第一党支部/李四", "第二党支部/李四"]),
        (["member", "show", "第一党支部/"], ["第一党支部/张三丰", "第一党支部/李四", "第一党支部/王五"]),
        (["member", "show", "第二党支部/ls"], ["第二党支部/李四"]),
        (["member", "show", "--", "王"], ["王五"]),
        (["class", "show", "2024"], ["2024级护理1班"]),
        (["class", "show", "2024级H"], []),
        (["liaison", "log", "张三丰", "2025"], ["2025级机电2班"]),
        (["liaison", "log", "张三丰", "2025级机电2班", "走"], ["走访寝室"]),
        (["event", "add", "第一党支部", "主"], ["主题党日"]),
        (["branch", "post", "第一党支部", "书"], ["书记"]),
        (["config", "set", "liaison.s"], ["liaison.silent_days"]),
    ],
)
def test_names_by_themselves_and_by_their_pinyin(words: list[str], expected: list[str]) -> None:
    assert sorted(offered(*words)) == sorted(expected)


def test_names_come_from_the_database_that_is_typed(school: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PBCLI_DB")
    assert offered("--db", str(school.database), "member", "show", "王") == ["王五"]
    assert offered(f"--db={school.database}", "member", "show", "王") == ["王五"]


def test_names_come_from_the_profile_that_is_typed(school: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PBCLI_DB")
    assert call(["--profile", "x", "config", "path"]).code == 2
    from pbcli.config import save_settings

    save_settings({"db": str(school.database)}, profile="x")
    assert offered("--profile", "x", "member", "show", "王") == ["王五"]


def test_projects_and_terms_are_named(school: Program) -> None:
    with sqlite3.connect(school.database) as connection:
        connection.execute(
            "INSERT INTO school_term (name, starts_on, ends_on) VALUES ('秋', '2026-09-01', '2027-01-20')"
        )
        connection.execute(
            "INSERT INTO project (number, title, branch_id) VALUES ('2026-01', '课题\x1b', 1), (NULL, '乙', 1)"
        )
    assert completion.candidates(["project", "show", ""])[1] == [("2026-01", "课题\x1b"), ("乙", "")]
    assert completion.candidates(["project", "show", "课"])[1] == [("2026-01", "课题\x1b")]
    assert list(completion._names(str(school.database), "term", "", time.monotonic() + 9)) == [("秋", "")]


@pytest.mark.usefixtures("school")
def test_meanings_are_in_the_language_and_without_control_characters(capfdbinary: Any) -> None:
    assert completion._line("fish", "2026-01", "课题") == "2026-01\t课题"
    assert completion._line("fish", "2026-01", "课题\x1b") == "2026-01"
    assert completion._line("bash", "2026-01", "课题") == "2026-01"
    assert ("config", "设置") in completion.candidates(["c"])[1]
    assert completion._line("zsh", "第一党支部/李四", FIRST) == "第一党支部/李四\t第一党支部"


@pytest.mark.parametrize("content", [None, b"", b"not a database, but long enough to be read as one" * 40])
def test_a_database_that_is_missing_or_damaged_is_no_error(
    content: bytes | None, tmp_path: Path, process: Process
) -> None:
    path = tmp_path / "x.db"
    if content is not None:
        path.write_bytes(content)
    outcome = process("member", "show", "", _PBCLI_COMPLETE="bash", PBCLI_DB=str(path))
    assert outcome == Outcome(0, "", "")
    assert not path.exists() or path.read_bytes() == content


def test_time_is_up(school: Program) -> None:
    with sqlite3.connect(school.database) as connection:
        connection.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50000) "
            "INSERT INTO branch (name, pinyin, initials) SELECT '支部' || i, 'zhibu', 'zb' FROM n"
        )
    names = completion._names(str(school.database), "branch", "没有", time.monotonic())
    with pytest.raises(sqlite3.OperationalError, match="interrupted"):
        list(names)


def test_the_door_answers(school: Program, monkeypatch: pytest.MonkeyPatch, capfdbinary: Any) -> None:
    monkeypatch.setenv("_PBCLI_COMPLETE", "fish")
    assert answered(["member", "show", "王"]) == 0
    assert capfdbinary.readouterr().out.decode() == f"words\n王五\t{FIRST}\n"


def test_typer_is_not_imported_and_the_answer_is_quick(school: Program, process: Process) -> None:
    environment = {"_PBCLI_COMPLETE": "bash", "PBCLI_DB": str(school.database), "PYTHONPROFILEIMPORTTIME": "1"}
    began = time.monotonic()
    outcome = process("member", "show", "zsf", **environment)
    assert time.monotonic() - began < 2
    assert outcome.out == "words\n张三丰\n"
    modules = {line.rpartition("|")[2].strip() for line in outcome.err.splitlines()}
    assert modules.isdisjoint({"typer", "rich", "sqlmodel", "sqlalchemy", "pydantic", "alembic", "platformdirs"})


# ---- the scripts


def complete_in_bash(program: Path, *words: str, **variables: str) -> list[str]:
    script = f"""
        source "{ROOT / "pbcli/cli/shells/pbcli.bash"}"
        COMP_WORDS=("$@"); COMP_CWORD=$(( $# - 1 ))
        _pbcli_complete
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    environment = {"PATH": f"{program.parent}:/usr/bin:/bin", "LC_ALL": "C.UTF-8", **variables}
    done = subprocess.run(
        ["bash", "--norc", "-c", script, "bash", *words],
        capture_output=True, env=environment, cwd=program.parent, check=False, timeout=60,
    )  # fmt: skip
    assert done.stderr == b""
    return done.stdout.decode().splitlines()


@pytest.fixture
def program(tmp_path: Path) -> Path:
    path = tmp_path / "bin" / "pbcli"
    path.parent.mkdir()
    path.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m pbcli "$@"\n', encoding="utf-8")
    path.chmod(0o755)
    path.with_name("paper.csv").write_text("")
    return path


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash here")
def test_bash(school: Program, program: Path, tmp_path: Path) -> None:
    with_database = {"PBCLI_DB": str(school.database), "HOME": str(tmp_path)}
    assert complete_in_bash(program, "pbcli", "comp", **with_database) == ["completion"]
    assert complete_in_bash(program, "pbcli", "member", "show", "zsf", **with_database) == ["张三丰"]
    assert complete_in_bash(program, "pbcli", "member", "list", "--format", "=", "js", **with_database) == [
        "json",
        "jsonl",
    ]
    assert complete_in_bash(program, "pbcli", "import", "pap", **with_database) == ["paper.csv"]
    assert complete_in_bash(program, "pbcli", "nonsense", "", **with_database) == [""]


@pytest.mark.skipif(shutil.which("zsh") is None, reason="no zsh here")
def test_zsh_takes_the_script(program: Path) -> None:
    script = f'autoload -U compinit; compinit -D; source "{ROOT / "pbcli/cli/shells/pbcli.zsh"}"; print $_comps[pbcli]'
    done = subprocess.run(["zsh", "-f", "-c", script], capture_output=True, check=False, timeout=60)
    assert (done.stdout, done.stderr) == (b"_pbcli\n", b"")


@pytest.mark.skipif(shutil.which("fish") is None, reason="no fish here")
def test_fish(school: Program, program: Path) -> None:
    script = f'source "{ROOT / "pbcli/cli/shells/pbcli.fish"}"; complete -C "pbcli member show 王"'
    environment = {"PATH": f"{program.parent}:/usr/bin:/bin", "PBCLI_DB": str(school.database), "LC_ALL": "C.UTF-8"}
    done = subprocess.run(["fish", "-N", "-c", script], capture_output=True, env=environment, check=False, timeout=60)
    assert done.stdout.decode() == f"王五\t{FIRST}\n"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_is_printed(shell: str) -> None:
    script = call(["completion", shell])
    assert script.code == 0
    assert script.out == (ROOT / f"pbcli/cli/shells/pbcli.{shell}").read_text(encoding="utf-8")
    assert f"_PBCLI_COMPLETE={shell}" in script.out
    assert " pb" in script.out


# ---- the table


def test_the_table_is_in_step_with_the_commands(monkeypatch: pytest.MonkeyPatch, capsys: Any, tmp_path: Path) -> None:
    monkeypatch.syspath_prepend(ROOT / ".ci")
    spec = importlib.util.spec_from_file_location("commands_script", ROOT / ".ci" / "commands.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    monkeypatch.setattr(sys, "argv", ["commands.py", "--check"])
    assert script.main() == 0, "run python .ci/commands.py"
    monkeypatch.setattr(script, "TARGET", tmp_path / "commands.json")
    monkeypatch.setattr(sys, "argv", ["commands.py"])
    assert script.main() == 0
    assert json.loads((tmp_path / "commands.json").read_text(encoding="utf-8"))["commands"].keys() == set(AREAS)
    (tmp_path / "commands.json").write_text("{}")
    monkeypatch.setattr(sys, "argv", ["commands.py", "--check"])
    assert script.main() == 1
    assert "run python .ci/commands.py" in capsys.readouterr().out
