"""Late entries in the monthly report: what happened in the month, by branch, and how much of it was late."""

from typing import Any

import pytest

from tests.conftest import UNIT
from tests.invented_school import FIRST, SECOND, fill
from tests.once import once

MONTH = "2026-10"


@pytest.fixture(autouse=True)
def _a_morning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PBCLI_NOW", "2026-11-01T04:00:00Z")


@pytest.fixture(autouse=True)
@once
def _school(work: Any) -> None:
    with work() as opened:
        fill(opened)


def rows(pb: Any, month: str = MONTH) -> dict[str, Any]:
    return {row.pop("branch"): row for row in pb.json("report", "monthly", month)["late_entries"]}


def test_where_nothing_happened_nothing_is_said(pb: Any) -> None:
    nothing: dict[str, Any] = {"records": 0, "late": 0, "unknown": 0, "rate": None, "ledgers": {}}
    assert rows(pb, "2026-08") == {FIRST: nothing, SECOND: nothing}
    out = pb("report", "monthly", "2026-08").out
    assert "补录" not in out
    assert "记录及时" not in out
    assert "本月没有记录。" in pb("report", "monthly", "2026-08", "--fields", "late_entries").out


def test_each_day_counts_once_for_its_branch(pb: Any) -> None:
    before = rows(pb)
    name = pb.json("class", "list")[0]["name"]
    pb("liaison", "log", "张三丰", name, "走访寝室", "--on", "2026-10-12")
    pb("liaison", "log", "张三丰", name, "走访寝室", "--on", "2026-10-30")
    pb("event", "add", UNIT, "党委专题会议", "--on", "2026-10-31")
    after = rows(pb)
    assert after[FIRST]["records"] - before[FIRST]["records"] == 2
    assert after[FIRST]["ledgers"].get("联系记录") == 1
    assert after[SECOND] == before[SECOND]
    assert after[UNIT]["records"] == 1
    assert after[UNIT]["rate"] == "0.0"
    pb("member", "transfer", "张三丰", "--to", SECOND, "--on", "2026-10-20")
    moved = rows(pb)
    assert moved[FIRST]["ledgers"]["组织关系"] == moved[SECOND]["ledgers"]["组织关系"] == 1


def test_the_unit_may_give_its_events_other_days(pb: Any) -> None:
    words = ("event", "add", FIRST, "志愿服务", "--on", "2026-10-12")
    assert "补录：晚记 20 天" in pb(*words).err
    assert rows(pb)[FIRST]["ledgers"]["活动"] == 1
    assert [row["late"] for row in pb.json("event", "list", MONTH) if row["kinds"] == ["志愿服务"]] == [True]
    pb("config", "set", "events.record_days", "15")
    assert "活动" not in rows(pb)[FIRST]["ledgers"]
    assert [row["late"] for row in pb.json("event", "list", MONTH) if row["kinds"] == ["志愿服务"]] == [False]
    assert "补录" not in pb(*words[:-1], "2026-10-13").err


def test_of_what_nobody_knows_it_is_neither_late_nor_in_time(pb: Any, work: Any) -> None:
    pb("member", "transfer", "张三丰", "--to", SECOND, "--on", "2026-10-30")
    in_time = rows(pb)[SECOND]
    with work() as opened:
        opened.connection.execute("UPDATE membership SET recorded_at = NULL WHERE from_on = '2026-10-30'")
    row = rows(pb)[SECOND]
    assert (row["unknown"], row["late"], row["records"]) == (1, in_time["late"], in_time["records"])
    assert row["rate"] is None or row["rate"] == in_time["rate"]


@pytest.mark.parametrize(
    ("words", "ledger"),
    [
        (("project", "money", "add", "K1", "支出", "20", "--on", "2026-10-12"), "课题经费"),
        (("project", "advance", "K1", "开题", "--on", "2026-10-12"), "课题环节"),
        (("project", "withdraw", "K1", "--on", "2026-10-12", "--reason", "调离"), "课题"),
        (("brand", "advance", "红烛暖心", "立项", "--on", "2026-10-12"), "品牌状态"),
        (("checklist", "progress", "1", "补谈", "--on", "2026-10-12"), "清单进展"),
        (("branch", "elect", FIRST, "--on", "2026-10-12"), "支部任期"),
        (("branch", "post", FIRST, "宣传委员", "王五", "--from", "2026-10-12"), "职务"),
        (("study", "add", "张三丰", "--source", "党校", "--hours", "2", "--on", "2026-10-12"), "学习"),
        (("talk", "add", "张三丰", "王五", "--on", "2026-10-12"), "谈话"),
        (("dues", "pay", "张三丰", "20", "--month", "2026-10", "--on", "2026-10-12"), "党费"),
    ],
)
def test_every_ledger_counts(words: tuple[str, ...], ledger: str, pb: Any) -> None:
    pb("project", "add", "思政研究", "--branch", FIRST, "--number", "K1", "--applied-on", "2026-03-01",
       "--approved-on", "2026-05-01", "--leader", "张三丰")  # fmt: skip
    pb("brand", "add", FIRST, "红烛暖心", "--year", "2026")
    pb("checklist", "add", "记录不全", "--branch", FIRST, "--responsible", "王五", "--raised-on", "2026-09-01",
       "--due", "2026-12-20")  # fmt: skip
    before = rows(pb)[FIRST]["ledgers"].get(ledger, 0)
    pb(*words)
    assert rows(pb)[FIRST]["ledgers"].get(ledger, 0) == before + 1


def test_people_read_a_line_and_a_table(pb: Any) -> None:
    name = pb.json("class", "list")[0]["name"]
    pb("liaison", "log", "张三丰", name, "走访寝室", "--on", "2026-10-30")
    out = pb("report", "monthly", MONTH, "--fields", "overview,late_entries").out
    assert "记录及时" in out
    assert "记录及时率" in out
    pb("liaison", "log", "张三丰", name, "走访寝室", "--on", "2026-10-12")
    assert "○ 补录率 " in pb("report", "monthly", MONTH, "--fields", "overview").out
