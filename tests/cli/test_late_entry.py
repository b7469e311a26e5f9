"""A late entry (补录) is said at once, whatever ledger it is for; what is in time, or of a day before the records, isn't."""

import shlex
from typing import Any

import pytest

from tests.invented_school import FIRST, fill
from tests.late import late

PROJECT, BRAND = "党建品牌建设研究", "红烛暖心"


@pytest.fixture(autouse=True)
def _school(pb: Any, work: Any) -> None:
    """The small school, whose records begin in spring, with something that the later commands go on with."""
    with work() as opened:
        fill(opened)
    pb("liaison", "log", "张三丰", "2024级护理1班", "听课", "--on", "2026-03-02")
    pb("project", "add", PROJECT, "--branch", FIRST, "--approved-on", "2026-03-01", "--ends-on", "2026-12-31")
    pb("brand", "add", FIRST, BRAND, "--year", "2026")
    pb("brand", "milestone", "add", BRAND, "展示", "--on", "2026-12-01")
    item = ("台账不全", "--branch", FIRST, "--responsible", "李四", "--evidence", "台账")
    pb("checklist", "add", *item, "--raised-on", "2026-10-01", "--due", "2026-11-30")


COMMANDS = [
    "study add 张三丰 --hours 2 --source 党校 --on {}",
    "study add 张三丰 --hours 2 --source 党校 --on 2026-10-19 --until {}",
    "talk add 张三丰 王五 --on {}",
    "dues pay 张三丰 50 --month 2026-10 --on {}",
    "checklist add 记录不全 --branch 第一党支部 --raised-on {}",
    "checklist progress 1 已核对 --on {}",
    "checklist postpone 1 --to 2026-12-30 --reason 等批复 --on {}",
    "checklist strike 1 --by 王五 --on {}",
    "project advance 党建品牌建设研究 开题 --on {}",
    "project extend 党建品牌建设研究 --to 2027-06-30 --on {}",
    "project withdraw 党建品牌建设研究 --on {}",
    "brand advance 红烛暖心 --on {}",
    "brand milestone done 红烛暖心 展示 --on {}",
    "member add 新人 --branch 第一党支部 --joined-on {}",
    "member transfer 王五 --to 第二党支部 --on {}",
    "member leave 王五 --reason 转出 --on {}",
    "liaison log 张三丰 2024级护理1班 家访 --on {}",
    "event add 第一党支部 主题党日 --on {}",
]


@pytest.mark.parametrize("command", COMMANDS)
def test_it_is_said_at_once_and_once(pb: Any, command: str) -> None:
    said = pb(*shlex.split(command.format("2026-10-20"))).err
    assert said.count(late("2026-10-20")) == 1
    assert said.count("补录") == 1
    pb("undo")
    # Of Wednesday the third working day is Monday, after today.
    assert "补录" not in pb(*shlex.split(command.format("2026-10-28"))).err


def test_of_several_in_one_command_it_is_said_once(pb: Any) -> None:
    for command in (
        "study add 张三丰 王五 --hours 2 --source 党校 --on 2026-10-12",
        "talk add 张三丰 王五 李四 --on 2026-10-12",
        "dues pay 王五 100 --month 2026-09..2026-10 --on 2026-10-12",
    ):
        if command.startswith("dues"):
            pb("dues", "base", "王五", "5000", "--from", "2026-09")
        said = pb(*shlex.split(command.replace("李四", f"{FIRST}/李四"))).err
        assert said.count(late("2026-10-12")) == 1, said


def test_a_conversion_and_a_return_are_written_down_late_too(pb: Any) -> None:
    pb("member", "add", "新人", "--branch", FIRST, "--joined-on", "2025-09-01")
    assert late("2026-09-02") in pb("member", "convert", "新人", "--on", "2026-09-02").err
    pb("member", "leave", "新人", "--reason", "转出", "--on", "2026-09-20")
    assert late("2026-10-08") in pb("member", "join", "新人", "--branch", FIRST, "--on", "2026-10-08").err


def test_a_membership_of_before_the_records_is_no_late_entry(pb: Any) -> None:
    assert "补录" not in pb("member", "add", "老人", "--branch", FIRST, "--joined-on", "2010-07-01").err
    assert "补录" not in pb("member", "add", "更老", "--branch", FIRST, "--joined-on", "2026-03-01").err


def test_where_nothing_is_kept_yet_a_roster_is_no_late_entry(pb: Any) -> None:
    pb("liaison", "remove", "1", "--yes")
    assert "补录" not in pb("member", "add", "老人", "--branch", FIRST, "--joined-on", "2026-03-05").err
