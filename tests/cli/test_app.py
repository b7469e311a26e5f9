"""The root command: its options, its help, what wrong words get, and the error boundary's exit codes."""

import re
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest
from wcwidth import wcswidth

from pbcli.cli.lazy import AREAS
from pbcli.domain import errors
from tests.conftest import Outcome, Program, call

Process = Callable[..., Outcome]


def test_version_is_data(process: Process) -> None:
    assert re.fullmatch(r"pbcli \d+\.\d+\.\d+\n", process("--version").out)
    assert call(["--version"]) == process("--version")


@pytest.mark.parametrize("area", AREAS)
def test_a_table_of_verbs_names_where_each_lives(area: str) -> None:
    module = import_module(f"pbcli.cli.{AREAS[area].module}")
    table = getattr(module, "VERBS", {})
    for home in set(table.values()):
        registered = [command.name for command in import_module(f"pbcli.cli.{home}").app.registered_commands]
        assert registered == [verb for verb, place in table.items() if place == home]


@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help_names_every_area(option: str) -> None:
    outcome = call([option])
    assert outcome.code == 0
    assert outcome.err == ""
    named = re.findall(r"^  ([a-z]+)  ", outcome.out, re.MULTILINE)
    assert named == list(AREAS)
    assert len(outcome.out.splitlines()) <= 60


def test_help_lines_up_with_chinese_in_it() -> None:
    lines = call(["report", "list", "--help"]).out.splitlines()
    options = [line for line in lines if re.match(r" +-", line)]
    starts = {wcswidth(line[: line.index(word)]) for line in options for word in re.findall(r"(?<=  )[^\s-].*", line)}
    assert len(starts) == 1
    assert max(wcswidth(line) for line in lines) <= 100
    assert lines[0] == "用法：pbcli report list [选项]"
    assert "选项：" in lines
    assert lines[-1].strip() == "例：pbcli report list"


def test_alone_on_a_fresh_machine_says_how_to_begin(process: Process) -> None:
    outcome = process()
    assert outcome.code == 0
    assert "pbcli init --unit" in outcome.out
    assert "pbcli demo" in outcome.out


def test_alone_with_a_database_prints_the_help(pb: Program) -> None:
    assert pb().out == call(["--help"]).out


def test_a_group_without_a_verb_prints_its_help_as_a_usage_error() -> None:
    outcome = call(["config"])
    assert outcome.code == 2
    assert outcome.out == ""
    assert "用法：pbcli config [选项] 命令 …" in outcome.err


@pytest.mark.parametrize(
    ("words", "sentence", "step"),
    [
        (["foo"], "没有“foo”这个命令。", "pbcli --help"),
        (["confg"], "没有“confg”这个命令。", "pbcli config"),
        (["config", "shw"], "“config”没有“shw”这个命令。", "pbcli config show"),
        (["config", "show", "--orgin"], "没有 --orgin 这个选项，是不是 --origin？", "pbcli config show --help"),
        (["config", "show", "--zzz"], "没有 --zzz 这个选项。", "pbcli config show --help"),
        (["init", "--unit"], "选项 --unit 后面缺一个值。", "pbcli init --help"),
        (["config", "show", "--bom=1"], "选项 --bom 后面不能有值。", "pbcli config show --help"),
        (["config", "path", "x"], "多了“x”。", "pbcli config path --help"),
        (["config", "set", "db"], "还缺 VALUE。", "pbcli config set --help"),
        (["config", "show", "--limit", "x"], "--limit：“x”不是整数。", "pbcli config show --help"),
        (["config", "show", "--limit", "-1"], "--limit：-1 超出范围，要 ≥ 0。", "pbcli config show --help"),
        (["help", "x"], "没有“x”这个专题或命令。", "pbcli help"),
        (["help", "exit-code"], "没有“exit-code”这个专题或命令。", "pbcli help exit-codes"),
        (["help", "membr"], "没有“membr”这个专题或命令。", "pbcli help member"),
        (["help", "member", "x"], "没有“member x”这个专题或命令。", "pbcli help"),
        (["help", "undo", "x"], "没有“undo x”这个专题或命令。", "pbcli help"),
        (["completion", "x"], "bash|zsh|fish：“x”不行，可以是：bash、zsh、fish。", "pbcli completion --help"),
        (["config", "set"], "还缺 KEY。", "pbcli config set --help"),
        (["--today", "2026-02-30", "config", "path"], "--today：没有“2026-02-30”这一天。", None),
        (["config", "path", "--today", "2026-02-30"], "--today：没有“2026-02-30”这一天。", None),
        (["--lang", "fr", "config", "path"], "--lang 只能是 zh 或 en，不能是“fr”。", "--lang zh"),
        (["--db", "postgresql://a:secret@h/x", "config", "show"], "用不了 postgresql 数据库。", "pbcli --db PATH"),
    ],
)
def test_wrong_words_get_a_sentence_and_the_next_step(words: list[str], sentence: str, step: str | None) -> None:
    outcome = call(words)
    assert outcome.code == 2
    assert outcome.out == ""
    said, next_step = outcome.err.splitlines()
    assert sentence in said
    assert next_step.startswith("下一步：")
    assert step is None or next_step == f"下一步：{step}"
    assert "secret" not in outcome.err


def test_an_unknown_format_lists_the_formats() -> None:
    outcome = call(["config", "show", "-f", "foo"])
    assert outcome.code == 2
    assert "--format：“foo”不行，可以是：auto、table、plain、md、csv、" in outcome.err


def test_control_characters_never_reach_the_screen() -> None:
    outcome = call(["\x1b[31mfoo\u202e"])
    assert outcome.code == 2
    assert "\x1b" not in outcome.err
    assert "\u202e" not in outcome.err
    assert "\\x1b[31mfoo" in outcome.err


def test_global_options_work_before_and_after_the_area(tmp_path: Path) -> None:
    other = str(tmp_path / "x.db")
    before = call(["--db", other, "--today", "2026-10-31", "config", "show", "-f", "json"])
    after = call(["config", "show", "--db", other, "--today", "2026-10-31", "-f", "json"])
    assert before == after
    assert other in before.out
    assert "2026-10-31" in before.out


def test_global_options_after_the_area_are_not_in_its_help() -> None:
    assert "--no-input" not in call(["config", "show", "--help"]).out


def test_the_last_of_two_wins(tmp_path: Path) -> None:
    outcome = call(["--db", str(tmp_path / "a.db"), "config", "show", "--db", str(tmp_path / "b.db"), "-f", "csv"])
    assert "b.db" in outcome.out
    assert "a.db" not in outcome.out


def test_every_error_class_has_its_code() -> None:
    codes = {
        cls.__name__: cls.exit_code
        for cls in vars(errors).values()
        if isinstance(cls, type) and issubclass(cls, errors.PbcliError)
    }
    assert codes == {
        "PbcliError": 1, "UsageFault": 2, "NothingFound": 3, "UnknownName": 4, "AmbiguousName": 4, "RuleForbids": 5,
        "UnusablePaper": 5, "BadRows": 5, "Conflict": 6, "DatabaseNotReady": 7, "PartlyImported": 8, "CheckFound": 9,
        "SomethingDue": 10, "StorageUnusable": 11,
    }  # fmt: skip


def test_no_database_yet(pb: Program, tmp_path: Path) -> None:
    outcome = pb("--db", tmp_path / "none.db", "branch", "list", ok=7)
    assert "pbcli init --unit" in outcome.err
    assert outcome.out == ""


def test_a_database_open_to_others_is_refused_with_the_cure(pb: Program) -> None:
    pb.database.chmod(0o644)
    assert f"chmod 600 {pb.database}" in pb("branch", "list", ok=11).err


def test_fail_empty(pb: Program) -> None:
    assert pb("branch", "list").code == 0
    assert pb("branch", "list", "--fail-empty", ok=3).err == "没有找到。\n"


def test_a_file_that_cannot_be_written(pb: Program, tmp_path: Path) -> None:
    outcome = pb("config", "show", "-o", tmp_path / "none" / "x.csv", ok=11)
    assert str(tmp_path / "none" / "x.csv") in outcome.err


def test_output_into_a_file_is_private_and_takes_its_format_from_the_suffix(pb: Program, tmp_path: Path) -> None:
    target = tmp_path / "x.csv"
    assert pb("config", "show", "-o", target).out == ""
    assert target.read_bytes().startswith(b"\xef\xbb\xbfkey,value")
    assert target.stat().st_mode & 0o777 == 0o600
    assert "-f csv" in pb("config", "show", "-o", tmp_path / "x.foo", ok=2).err


def test_the_same_call_gives_the_same_bytes(pb: Program) -> None:
    for format_ in ("plain", "csv", "json", "html", "xlsx"):
        assert pb("config", "show", "-f", format_).raw == pb("config", "show", "-f", format_).raw
