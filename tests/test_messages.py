"""Every sentence of the program has its English, with the same values in it."""

import errno
import gettext
import importlib.util
import os
from pathlib import Path
from types import ModuleType

import pytest

from pbcli.messages import use
from pbcli.messages.reasons import reason

ROOT = Path(__file__).resolve().parents[1]


def _script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("messages_script", ROOT / ".ci" / "messages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SCRIPT = _script()


@pytest.fixture(scope="module")
def english() -> gettext.NullTranslations:
    with (ROOT / "pbcli" / "messages" / "en" / "LC_MESSAGES" / "pbcli.mo").open("rb") as file:
        return gettext.GNUTranslations(file)


def test_every_sentence_has_its_english(english: gettext.NullTranslations) -> None:
    lacking = [
        f"{places[0]}: {sentence}"
        for sentence, places in SCRIPT.sentences().items()
        if english.gettext(sentence) == sentence
    ]
    assert lacking == []


def test_the_english_takes_the_same_values(english: gettext.NullTranslations) -> None:
    different = [
        sentence
        for sentence in SCRIPT.sentences()
        if SCRIPT.names_in(sentence) != SCRIPT.names_in(english.gettext(sentence))
    ]
    assert different == []


def test_the_english_has_no_chinese_sentences(english: gettext.NullTranslations) -> None:
    spoken = [english.gettext(sentence) for sentence in SCRIPT.sentences()]
    assert [text for text in spoken if set("。，；：") & set(text)] == []


def test_sentences_are_found_where_they_stand() -> None:
    found = SCRIPT.sentences()
    assert "没有叫“{name}”的党支部。" in found
    assert found["新建数据库。"] == ["pbcli/cli/init.py"]


def test_sentences_are_found_in_tables_and_constants() -> None:
    found = SCRIPT.sentences()
    assert found["没有编号为 {id} 的学习。"] == ["pbcli/services/stored.py"]
    assert found["“{field}”不能大于 {most}。"] == ["pbcli/db/models/base.py"]
    assert found["手机号不是 1 开头的 11 位号码，请核对。"] == ["pbcli/domain/phones.py"]
    assert found["金额太大：“{text}”。"] == ["pbcli/domain/money.py"]


def test_docstrings_and_the_parts_of_a_text_are_no_sentences(tmp_path: Path) -> None:
    file = tmp_path / "x.py"
    file.write_text('"""甲。"""\nX = {1: "乙。", 2: f"丙{1}丁。", 3: "戊"}\n', encoding="utf-8")
    assert list(SCRIPT._in_file(file, set())) == ["乙。"]


def test_what_the_system_says_is_said_in_the_language_spoken() -> None:
    assert reason(FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))) == "没有这个文件或文件夹"
    use("en")
    assert reason(OSError(errno.ENOSPC, "x")) == "the disk is full"
    use("zh")
    assert reason(OSError(errno.ENOTTY, "not a typewriter")) == "not a typewriter"
    assert reason(OSError("without a number")) == ""


def test_a_choice_between_two_sentences_gives_both(tmp_path: Path) -> None:
    file = tmp_path / "x.py"
    file.write_text('_("甲" if x else "乙"); raise UsageFault("丙{a}", hint="丁"); _(x); N_("plain")', encoding="utf-8")
    assert list(SCRIPT._in_file(file, {"_", "N_", "UsageFault"})) == ["甲", "乙", "丙{a}", "丁"]
