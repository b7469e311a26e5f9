"""Settings: their order of precedence, where they are kept, and what a broken file gets."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pbcli import config
from tests.conftest import Outcome, Program, call

Process = Callable[..., Outcome]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "home" / "config" / "pbcli" / "config.toml"
    path.parent.mkdir(parents=True)
    return path


def shown(*words: str) -> dict[str, dict[str, Any]]:
    outcome = call([*words, "config", "show", "--origin", "-f", "json"])
    assert outcome.code == 0, outcome.err
    return {row["key"]: row for row in json.loads(outcome.out)}


def test_option_before_environment_before_profile_before_file(
    file: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file.write_text(
        f'db = "{tmp_path}/file.db"\n[profile.demo]\ndb = "{tmp_path}/demo.db"\ntoday = 2026-11-01\n', encoding="utf-8"
    )
    assert shown()["db"]["value"] == f"{tmp_path}/file.db"
    assert shown()["db"]["origin"] == str(file)
    demo = shown("--profile", "demo")
    assert demo["db"]["value"] == f"{tmp_path}/demo.db"
    assert demo["db"]["origin"] == f"{file} [profile.demo]"
    assert demo["today"]["value"] == "2026-11-01"
    monkeypatch.setenv("PBCLI_PROFILE", "demo")
    assert shown()["db"]["value"] == f"{tmp_path}/demo.db"
    assert shown()["profile"]["origin"] == "PBCLI_PROFILE"
    monkeypatch.setenv("PBCLI_DB", f"{tmp_path}/variable.db")
    assert shown()["db"] == {
        "key": "db", "value": f"{tmp_path}/variable.db", "title": "数据库", "origin": "PBCLI_DB",
    }  # fmt: skip
    assert shown("--db", f"{tmp_path}/option.db")["db"]["origin"] == "--db"


def test_the_origin_is_hidden_from_people_unless_asked_for(pb: Program) -> None:
    assert "来自" not in pb("config", "show").out
    assert "来自" in pb("config", "show", "--origin").out


def test_a_day_fixed_by_a_profile_is_said_and_one_typed_is_not(file: Path) -> None:
    file.write_text('default_profile = "demo"\n[profile.demo]\ntoday = "2026-11-01"\n', encoding="utf-8")
    assert call(["config", "path"]).err == "按配置，今天算作 2026-11-01。\n"
    assert call(["-q", "config", "path"]).err == ""
    assert call(["--today", "2026-10-31", "config", "path"]).err == ""


@pytest.mark.parametrize("content", [b"db = ", b"\xff\xfe", b"[profile\n"])
def test_a_broken_file_is_one_sentence(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    outcome = call(["config", "show"])
    assert outcome.code == 2
    assert outcome.out == ""
    assert len(outcome.err.splitlines()) == 1
    assert str(file) in outcome.err
    assert call(["--help"]).code == 0


def test_a_folder_in_place_of_the_file_is_said(file: Path) -> None:
    file.mkdir()
    assert call(["config", "show"]).code == 2


def test_an_unknown_profile_lists_the_ones_there_are(file: Path) -> None:
    file.write_text("[profile.demo]\n[profile.own]\n", encoding="utf-8")
    outcome = call(["--profile", "x", "config", "show"])
    assert outcome.code == 2
    assert "demo、own" in outcome.err


def test_a_bad_day_in_the_file_names_its_origin(file: Path) -> None:
    file.write_text('today = "2026-02-30"\n', encoding="utf-8")
    outcome = call(["config", "show"])
    assert outcome.code == 2
    assert outcome.err.startswith("today (file)：没有“2026-02-30”这一天。")


def test_the_path_is_printed(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert call(["config", "path"]).out == f"{file}\n"
    monkeypatch.setenv("PBCLI_CONFIG", "/elsewhere/own.toml")
    assert call(["config", "path"]).out == "/elsewhere/own.toml\n"


def test_setting_the_program_keeps_the_rest_of_the_file(file: Path) -> None:
    file.write_text('# mine\nlang = "zh"  \n\n[profile.demo]\nlang = "zh"\n', encoding="utf-8")
    assert call(["config", "set", "lang", "en"]).code == 0
    assert call(["config", "set", "today", "2026年10月31日"]).code == 0
    assert call(["--profile", "demo", "config", "set", "db", "~/x.db"]).code == 0
    assert call(["--profile", "新", "config", "set", "db", "x.db"]).code == 2
    home = Path("~/x.db").expanduser()
    assert file.read_text(encoding="utf-8") == (
        f'# mine\nlang = "en"\ntoday = "2026-10-31"\n\n[profile.demo]\nlang = "zh"\ndb = "{home}"\n'
    )
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_new_file_and_a_new_section(file: Path) -> None:
    config.save_settings({"db": '甲"乙\\', "today": "2026-11-01"}, profile="demo")
    assert config.read_config(file) == {"profile": {"demo": {"db": '甲"乙\\', "today": "2026-11-01"}}}
    config.save_settings({"lang": "en"})
    assert config.read_config(file)["lang"] == "en"


def test_a_file_laid_out_otherwise_is_left_to_its_owner(file: Path) -> None:
    file.write_text("[profile]\ndemo = {lang = 'zh'}\n", encoding="utf-8")
    outcome = call(["--profile", "demo", "config", "set", "lang", "en"])
    assert outcome.code == 2
    assert f"配置文件 {file} 的写法改不了" in outcome.err
    assert file.read_text(encoding="utf-8") == "[profile]\ndemo = {lang = 'zh'}\n"


def test_a_place_that_cannot_be_written_is_said(file: Path) -> None:
    file.symlink_to(file.with_name("elsewhere.toml"))
    outcome = call(["config", "set", "lang", "en"])
    assert outcome.code == 11
    assert f"写不了配置文件 {file}" in outcome.err


def test_a_dry_run_writes_no_file(file: Path) -> None:
    outcome = call(["config", "set", "lang", "en", "--dry-run"])
    assert outcome.code == 0
    assert "什么也没有写入" in outcome.err
    assert not file.exists()


@pytest.mark.parametrize(("key", "value"), [("lang", "fr"), ("today", "2026-02-30"), ("db", "mysql://x")])
def test_bad_values_for_the_program(key: str, value: str, file: Path) -> None:
    assert call(["config", "set", key, value]).code == 2
    assert not file.exists()


def test_the_units_settings_travel_with_the_database(pb: Program) -> None:
    rows = {row["key"]: row for row in pb.json("config", "show")}
    assert (rows["liaison.silent_days"]["value"], rows["liaison.silent_days"]["origin"]) == ("30", "默认")
    pb("config", "set", "liaison.silent_days", "45")
    pb("config", "set", "dues.rounding", "0.1")
    pb("config", "set", "id_numbers", "on")
    rows = {row["key"]: row for row in pb.json("config", "show")}
    assert (rows["liaison.silent_days"]["value"], rows["liaison.silent_days"]["origin"]) == ("45", "数据库")
    assert rows["dues.rounding"]["value"] == "0.1"
    assert rows["id_numbers"]["value"] == "on"
    pb("undo")
    rows = {row["key"]: row for row in pb.json("config", "show")}
    assert (rows["id_numbers"]["value"], rows["dues.rounding"]["value"]) == ("off", "0.1")


def test_a_setting_is_acknowledged_and_with_quiet_only_named(pb: Program) -> None:
    outcome = pb("config", "set", "liaison.silent_days", "45")
    assert (outcome.out, outcome.err) == ("", "liaison.silent_days 现在是 45。\n")
    outcome = pb("-q", "config", "set", "liaison.silent_days", "46")
    assert (outcome.out, outcome.err) == ("liaison.silent_days\n", "")


def test_a_dry_run_shows_the_change_and_makes_none(pb: Program) -> None:
    outcome = pb("config", "set", "id_numbers", "on", "--dry-run")
    assert "保存完整身份证号" in outcome.out
    assert outcome.err == "这是预演，什么也没有写入。\n"
    rows = {row["key"]: row["value"] for row in pb.json("config", "show")}
    assert rows["id_numbers"] == "off"


@pytest.mark.parametrize(
    ("key", "value"), [("liaison.silent_days", "0"), ("liaison.silent_days", "x"), ("dues.rounding", "0.2"), ("x", "1")]
)
def test_bad_values_for_the_unit(key: str, value: str, pb: Program) -> None:
    pb("config", "set", key, value, ok=2)


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="the folders of Unix")
def test_the_folders_are_those_of_platformdirs(monkeypatch: pytest.MonkeyPatch) -> None:
    import platformdirs

    for clear in (False, True):
        if clear:
            monkeypatch.delenv("XDG_CONFIG_HOME")
            monkeypatch.delenv("XDG_DATA_HOME")
        assert config.config_folder() == Path(platformdirs.user_config_dir("pbcli", appauthor=False))
        assert config.data_folder() == Path(platformdirs.user_data_dir("pbcli", appauthor=False))


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_elsewhere_the_folders_are_asked_for(system: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import platformdirs

    monkeypatch.setattr(sys, "platform", system)
    assert config.data_folder() == Path(platformdirs.user_data_dir("pbcli", appauthor=False))


@pytest.mark.parametrize(
    ("argv", "language"),
    [
        ([], "zh"),
        (["--lang", "en", "config"], "en"),
        (["config", "--lang=en"], "en"),
        (["--lang", "en", "--lang", "zh"], "zh"),
        (["--lang", "fr"], "zh"),
        (["branch", "add", "--", "--lang", "en"], "zh"),
        (["--lang"], "zh"),
        (["--profile", "none", "--lang", "en"], "en"),
    ],
)
def test_the_language_is_known_before_anything_is_said(argv: list[str], language: str) -> None:
    assert config.wanted_language(argv) == language


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({"PBCLI_LANG": "en"}, "en"),
        ({"LC_ALL": "en_US.UTF-8"}, "en"),
        ({"LC_ALL": "", "LANG": "en_GB"}, "en"),
        ({"LC_ALL": "zh_CN.UTF-8", "LANG": "en_GB"}, "zh"),
        ({"LC_ALL": "C"}, "zh"),
        ({"LC_ALL": "de_DE.UTF-8"}, "zh"),
        ({"PBCLI_LANG": "zh", "LC_ALL": "en_US.UTF-8"}, "zh"),
    ],
)
def test_the_language_of_the_environment(
    variables: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert config.wanted_language([]) == language


def test_without_a_home_nobody_guesses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_DATA_HOME")
    monkeypatch.setenv("HOME", "relative")
    outcome = call(["branch", "list"])
    assert outcome.code == 2
    assert "--db PATH" in outcome.err
