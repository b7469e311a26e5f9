"""`pbcli project extend withdraw`: a term that is extended, a project that is given up. Today is 2026-11-01."""

from typing import Any

import pytest

from tests.invented_school import FIRST, fill
from tests.late import late
from tests.once import once

TITLE, NUMBER = "党建品牌建设研究", "KT2026-01"


@pytest.fixture(autouse=True)
@once
def _school(work: Any) -> None:
    with work() as opened:
        fill(opened)


def add(pb: Any, *words: str, **options: Any) -> Any:
    return pb("project", "add", TITLE, "--branch", FIRST, "--number", NUMBER, *words, **options)


def steps(pb: Any, name: str = NUMBER) -> dict[str, tuple[str | None, str | None]]:
    rows = pb.json("project", "show", name)["steps"]
    return {row["step"]: (row["planned_on"], row["actual_on"]) for row in rows if row["planned_on"] or row["actual_on"]}


def one(pb: Any, name: str = NUMBER, **options: Any) -> dict[str, Any]:
    found: dict[str, Any] = pb.json("project", "show", name, **options)
    return found


def test_an_extension_moves_the_end(pb: Any) -> None:
    add(
        pb,
        "--opened-on",
        "2025-09-01",
        "--midterm-on",
        "2026-03-01",
        "--closing-applied-on",
        "2026-04-01",
        "--ends-on",
        "2026-10-31",
    )
    assert pb.json("project", "list")[0]["days_overdue"] == 1
    done = pb("project", "extend", NUMBER, "--to", "2027-10-31", "--on", "2026-09-20", "--reason", "问卷未回收")
    assert done.err == late("2026-09-20") + f"“{TITLE}”延期到 2027-10-31。\n"
    (row,) = pb.json("project", "list")
    assert (row["extended"], row["times_extended"], row["extended_to"]) == (True, 1, "2027-10-31")
    assert (row["next_on"], row["days_overdue"]) == ("2027-10-31", None)
    page = one(pb)
    assert [(row["granted_on"], row["reason"]) for row in page["extensions"]] == [("2026-09-20", "问卷未回收")]
    assert "1 次，至 2027-10-31" in pb("project", "show", NUMBER).out
    assert one(pb, today="2026-09-19")["times_extended"] == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--to", "2027-11-01"), "原期限 2026-10-31，最多延到 2027-10-31（PR-04，课题立项单位的规定）。"),
        (("--to", "2026-10-31"), "延期到 2026-10-31，不晚于现在的期限 2026-10-31。"),
        (("--to", "2027-01-01", "--on", "2026-11-02"), "批准日期 2026-11-02 还没有到。"),
        (("--to", "2027-01-01", "--on", "2026-09-30", "--reason", "电话13800138000"), "“原因”里有手机号"),
    ],
)
def test_what_extending_refuses(pb: Any, words: tuple[str, ...], said: str) -> None:
    add(pb, "--ends-on", "2026-10-31")
    assert said in pb("project", "extend", NUMBER, *words, ok=5).err
    assert one(pb)["extensions"] == []


def test_an_extension_applied_for_late_is_said_and_when_that_was_stands_with_its_reason(pb: Any) -> None:
    add(pb, "--ends-on", "2026-10-31")
    said = pb("project", "extend", NUMBER, "--to", "2027-01-01", "--on", "2026-10-01").err
    rule = "原期限 2026-10-31，{}要在 2026-09-30 以前申请（PR-04，课题立项单位的规定）"
    assert rule.format("延期") + "；什么时候申请的，用 --applied-on 写明。" in said
    assert one(pb)["extended_to"] == "2027-01-01"
    pb("undo")
    asked = ("project", "extend", NUMBER, "--to", "2027-01-01", "--on", "2026-10-20", "--applied-on")
    assert "延期申请晚了：" + rule.format("") + "，2026-10-01 才申请。" in pb(*asked, "2026-10-01").err
    assert [row["reason"] for row in one(pb)["extensions"]] == ["2026-10-01 申请"]
    pb("undo")
    in_time = pb(*asked, "2026-09-30", "--reason", "问卷未回收")
    assert in_time.err == late("2026-10-20") + f"“{TITLE}”延期到 2027-01-01。\n"
    assert "问卷未回收（2026-09-30 申请）" in pb("project", "show", NUMBER).out
    pb("undo")
    assert "申请日期 2026-10-21 晚于批准日期 2026-10-20。" in pb(*asked, "2026-10-21", ok=5).err


def test_extending_needs_a_day(pb: Any) -> None:
    add(pb)
    assert "还缺：延期到哪天（--to）。" in pb("project", "extend", NUMBER, ok=2).err


def test_a_second_and_a_longer_extension_need_a_reason(pb: Any) -> None:
    add(pb, "--ends-on", "2026-10-31")
    pb("project", "extend", NUMBER, "--to", "2027-03-31", "--on", "2026-09-30")
    refused = pb("project", "extend", NUMBER, "--to", "2027-06-30", ok=5)
    assert "已经延期 1 次，最多 1 次（PR-04，课题立项单位的规定）。" in refused.err
    pb("project", "extend", NUMBER, "--to", "2028-12-31", "--force", "立项单位特批")
    assert one(pb)["extended_to"] == "2028-12-31"
    assert pb.json("history")[0]["note"] == "立项单位特批"


def test_a_project_without_a_term_can_be_extended(pb: Any) -> None:
    add(pb)
    assert "没有登记期限，延长了多久算不出来" in pb("project", "extend", NUMBER, "--to", "2030-01-01").err
    pb("project", "plan", NUMBER, "结题", "2026-12-31")
    assert "不晚于现在的期限 2030-01-01" in pb("project", "extend", NUMBER, "--to", "2027-01-01", ok=5).err


def test_the_planned_closing_counts_as_the_term(pb: Any) -> None:
    add(pb, "--ends-on", "2026-06-30")
    pb("project", "plan", NUMBER, "结题", "2026-12-31")
    assert "不晚于现在的期限 2026-12-31" in pb("project", "extend", NUMBER, "--to", "2026-12-31", ok=5).err


def test_an_extension_written_down_by_mistake_is_removed(pb: Any) -> None:
    add(pb)
    assert f"“{TITLE}”没有延期。" in pb("project", "extend", NUMBER, "--remove", "--yes", ok=5).err
    pb("project", "extend", NUMBER, "--to", "2027-01-01")
    asked = pb("project", "extend", NUMBER, "--remove", ok=2)
    assert f"删除“{TITLE}”到 2027-01-01 的延期？" in asked.err
    assert "延期至" in pb("project", "extend", NUMBER, "--remove", "--dry-run").out
    pb("project", "extend", NUMBER, "--remove", "--yes")
    assert one(pb)["extensions"] == []


def test_a_withdrawal_ends_a_project(pb: Any) -> None:
    add(pb, "--approved-on", "2026-03-01")
    done = pb("project", "withdraw", NUMBER, "--on", "2026-09-01", "--reason", "负责人调离")
    assert done.err == late("2026-09-01") + f"“{TITLE}”已于 2026-09-01 撤项。\n"
    row = one(pb)
    assert (row["state"], row["next_step"], row["withdrawal_reason"]) == ("已撤项", None, "负责人调离")
    assert one(pb, today="2026-08-31")["state"] == "已立项"
    for words in (("withdraw", NUMBER), ("advance", NUMBER), ("extend", NUMBER, "--to", "2027-01-01")):
        assert f"“{TITLE}”已于 2026-09-01 撤项。" in pb("project", *words, ok=5).err
    pb("project", "advance", NUMBER, "开题", "--on", "2026-05-01")
    assert steps(pb)["开题"] == (None, "2026-05-01")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--on", "2026-11-02"), "撤项日期 2026-11-02 还没有到。"),
        (("--on", "2026-02-28"), "撤项日期 2026-02-28 早于立项（2026-03-01）。"),
        (("--reason", "电话13800138000"), "“撤项原因”里有手机号"),
    ],
)
def test_what_withdrawing_refuses(pb: Any, words: tuple[str, ...], said: str) -> None:
    add(pb, "--approved-on", "2026-03-01")
    assert said in pb("project", "withdraw", NUMBER, *words, ok=5).err
    assert one(pb)["state"] == "已立项"


def test_an_early_withdrawal_can_be_forced(pb: Any) -> None:
    add(pb, "--approved-on", "2026-03-01")
    pb("project", "withdraw", NUMBER, "--on", "2026-02-28", "--force", "追认")
    assert one(pb)["withdrawn_on"] == "2026-02-28"


def test_a_closed_project_is_neither_withdrawn_nor_extended(pb: Any) -> None:
    add(pb, "--opened-on", "2025-05-01", "--closed-on", "2026-05-01")
    for words in (("withdraw", NUMBER), ("extend", NUMBER, "--to", "2027-01-01")):
        assert f"“{TITLE}”已于 2026-05-01 结题。" in pb("project", *words, ok=5).err
