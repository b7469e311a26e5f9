"""Late entry (补录) in every ledger: what is written down weeks after its day shows so, what is in time doesn't."""

from pathlib import Path
from typing import Any

import pytest

from tests.invented_school import FIRST, SECOND, fill
from tests.once import once

DAY = "2026-10-12"
"""A Monday; the records are written on Sunday, 1 November."""

LATE = {"days_late": 20, "late": True}


@pytest.fixture(autouse=True)
def _a_morning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PBCLI_NOW", "2026-11-01T04:00:00Z")


@pytest.fixture(autouse=True)
@once
def _school(work: Any) -> None:
    with work() as opened:
        fill(opened)


def of(row: Any, prefix: str = "") -> dict[str, Any]:
    return {key: row[f"{prefix}{key}"] for key in LATE}


def klass(pb: Any) -> str:
    return str(pb.json("class", "list")[0]["name"])


@pytest.fixture
def project(pb: Any) -> str:
    pb("project", "add", "思政研究", "--branch", FIRST, "--number", "K1", "--applied-on", "2026-03-01",
       "--approved-on", "2026-05-01", "--leader", "张三丰")  # fmt: skip
    return "K1"


def test_liaison(pb: Any) -> None:
    name = klass(pb)
    pb("liaison", "log", "张三丰", name, "走访寝室", "--on", DAY, "--follow-up-by", "2026-10-20")
    (contact,) = pb.json("liaison", "contacts", "2026-10")
    assert of(contact) == LATE
    follow_up = str(contact["follow_up_id"])
    pb("liaison", "close", follow_up, "--on", "2026-10-31")
    (row,) = pb.json("liaison", "followups", "--all")
    assert of(row, "closed_") == {"days_late": 1, "late": False}
    shown = pb("liaison", "show", "1").out
    assert "20 天（补录）" in shown
    pb("liaison", "assign", "第一党支部/李四", name, "--from", DAY)
    rows = pb.json("liaison", "assignments")
    assert LATE in [of(row) for row in rows if row["member"] == "李四"]
    assert "补录" in pb("liaison", "assignments").out


def test_members_and_their_branches(pb: Any) -> None:
    pb("member", "transfer", "张三丰", "--to", SECOND, "--on", DAY)
    page = pb.json("member", "show", "张三丰")
    old, new = page["memberships"]
    assert of(old, "end_") == of(new) == LATE
    assert of(new, "end_") == {"days_late": None, "late": None}
    out = pb("member", "show", "张三丰").out
    assert "终止补录" in out
    assert "终止晚记天数" in out


def test_branches_and_classes(pb: Any) -> None:
    pb("branch", "elect", FIRST, "--on", DAY)
    pb("branch", "post", FIRST, "宣传委员", "李四", "--from", DAY)
    page = pb.json("branch", "show", FIRST)
    assert of(page["terms"][0]) == LATE
    assert of(page["posts"][-1]) == LATE
    name = klass(pb)
    pb("class", "head", name, "钱老师", "--from", DAY)
    assert of(pb.json("class", "show", name)["heads"][-1]) == LATE
    assert "补录" in pb("class", "show", name).out


def test_projects(pb: Any, project: str) -> None:
    pb("project", "advance", project, "开题", "--on", DAY)
    pb("project", "money", "add", project, "支出", "20", "--on", DAY)
    pb("project", "outcome", "add", project, "论文", "题目", "--published-on", DAY)
    pb("project", "material", "add", project, "开题报告", "--on", DAY)
    pb("project", "change", project, "名称", "--to", "思政新研究", "--on", DAY)
    page = pb.json("project", "show", project)
    (opening,) = (row for row in page["steps"] if row["step"] == "开题")
    assert of(opening, "record_") == LATE
    for part in ("money", "outcome_list", "change_log"):
        assert of(page[part][-1]) == LATE
    assert [of(row) for row in page["materials"] if row["material"] == "开题报告"] == [LATE]
    for area in ("money", "outcome"):
        assert [of(row) for row in pb.json("project", area, "list")] == [LATE]
        assert "补录" in pb("project", area, "list").out
    assert LATE in [of(row) for row in pb.json("project", "material", "list")]
    pb("project", "withdraw", project, "--on", DAY, "--reason", "调离")
    assert "撤项晚记" in pb("project", "show", project).out


def test_brands(pb: Any) -> None:
    pb("brand", "add", FIRST, "红烛暖心", "--year", "2026")
    pb("brand", "advance", "红烛暖心", "立项", "--on", DAY)
    pb("brand", "milestone", "add", "红烛暖心", "签约", "--on", "2026-10-01")
    pb("brand", "milestone", "done", "红烛暖心", "签约", "--on", DAY)
    page = pb.json("brand", "show", "红烛暖心")
    assert [of(row) for row in page["states"] if row["on_day"]] == [LATE]
    assert of(page["milestones"][0]) == LATE
    assert "补录" in pb("brand", "show", "红烛暖心").out


def test_checklists(pb: Any) -> None:
    pb("checklist", "add", "记录不全", "--responsible", "李四", "--raised-on", DAY, "--due", "2026-10-20")
    pb("checklist", "progress", "1", "补谈", "--on", DAY)
    pb("checklist", "postpone", "1", "--to", "2026-12-01", "--reason", "等材料", "--on", DAY)
    page = pb.json("checklist", "show", "1")
    assert of(page) == of(page["progress"][0]) == of(page["postponements"][0]) == LATE
    pb("checklist", "edit", "1", "--evidence", "照片")
    pb("checklist", "strike", "1", "--by", "王五", "--on", "2026-10-14")
    (row,) = pb.json("checklist", "list")
    assert of(row, "struck_off_") == {"days_late": 18, "late": True}
    assert "销号晚记" in pb("checklist", "show", "1").out


def test_make_ups_and_resolutions(pb: Any) -> None:
    pb("event", "add", FIRST, "党课", "--on", DAY, "--absent", "李四")
    pb("event", "makeup", "1", "李四", "--on", "2026-10-13")
    (row,) = pb.json("event", "makeups", "--all")
    assert of(row, "made_up_") == {"days_late": 19, "late": True}
    assert "补录" in pb("event", "show", "1").out
    pb("event", "resolution", "add", "1", "修订制度", "--task", "起草", "--by", "2026-10-20")
    pb("event", "resolution", "close", "1", "--on", "2026-10-19")
    (row,) = pb.json("event", "resolution", "list", "--all")
    assert of(row, "closed_") == {"days_late": 13, "late": True}


def test_what_is_in_time_has_no_column_on_a_page(pb: Any, project: str) -> None:
    pb("project", "money", "add", project, "支出", "20", "--on", "2026-10-30")
    assert "补录" not in pb("project", "money", "list").out
    (row,) = pb.json("project", "money", "list")
    assert of(row) == {"days_late": 2, "late": False}


@pytest.mark.parametrize(("told", "days"), [(",记录日期", 1), ("", 20)])
def test_a_paper_says_itself_when_its_rows_were_written_down(told: str, days: int, pb: Any, tmp_path: Path) -> None:
    """Else it is when the paper was imported."""
    value = ",2026-10-13" if told else ""
    paper = tmp_path / "联系班级安排.csv"
    lines = [f"姓名,所在支部,联系班级,身份,起始日期{told}", f"王五,{FIRST},{klass(pb)},党员联系人,{DAY}{value}"]
    paper.write_text("\n".join(lines) + "\n", encoding="utf-8")
    pb("import", "assignments", paper)
    rows = [row for row in pb.json("class", "show", klass(pb))["assignments"] if row["member"] == "王五"]
    assert [row["days_late"] for row in rows] == [days]
    dues = tmp_path / "党费收缴表.csv"
    lines = [f"姓名,党支部,年,月,缴纳基数(元),实缴(元),缴纳日期{told}", f"王五,{FIRST},2026,10,5000,50,{DAY}{value}"]
    dues.write_text("\n".join(lines) + "\n", encoding="utf-8")
    pb("import", "dues", dues)
    (payment,) = pb.json("dues", "show", "王五", "2026-10")["payments"]
    assert payment["days_late"] == days
    assert "没有变化" in pb("import", "assignments", paper).err
