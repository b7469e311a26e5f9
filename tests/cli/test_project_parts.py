"""`pbcli project expert outcome money material`: what comes with a project."""

from typing import Any

import pytest

from tests.invented_school import FIRST, SECOND, fill
from tests.once import once

TITLE, NUMBER, OTHER = "党建品牌建设研究", "KT2026-01", "另一课题"


@pytest.fixture(autouse=True)
@once
def _projects(work: Any, pb: Any) -> None:
    with work() as opened:
        fill(opened)
    pb(
        "project",
        "add",
        TITLE,
        "--branch",
        FIRST,
        "--number",
        NUMBER,
        "--applied-on",
        "2026-01-10",
        "--approved-on",
        "2026-03-01",
    )
    pb("project", "add", OTHER, "--branch", SECOND)


def page(pb: Any) -> Any:
    return pb.json("project", "show", NUMBER)


def test_experts_by_step(pb: Any) -> None:
    words = ("project", "expert", "add", NUMBER)
    assert pb(*words, "开题", "方明", "--affiliation", "某学院", "--level", "教授").err == "已登记开题的专家方明。\n"
    pb(*words, "鉴定", "方明")
    assert "开题的专家方明已经登记了。" in pb(*words, "开题", "方明", ok=5).err
    rows = pb.json("project", "expert", "list", NUMBER)
    assert [(row["step"], row["name"], row["level"]) for row in rows] == [
        ("开题", "方明", "教授"),
        ("鉴定", "方明", None),
    ]
    assert "某学院" in pb("project", "show", NUMBER).out
    remove = ("project", "expert", "remove", NUMBER, "开题", "方明")
    assert "--yes" in pb(*remove, ok=2).err
    pb(*remove, "--yes")
    assert "开题没有登记专家方明。" in pb(*remove, "--yes", ok=5).err
    assert [row["step"] for row in page(pb)["experts"]] == ["鉴定"]


def test_outcomes_with_their_publication(pb: Any) -> None:
    pb("project", "outcome", "add", NUMBER, "论文", "课程思政的路径", "--authors", "张三丰", "--publication", "职教论坛",
       "--issue", "2026年第5期", "--published-on", "2026-05-10")  # fmt: skip
    pb("project", "outcome", "add", OTHER, "研究报告", "总报告")
    rows = pb.json("project", "outcome", "list")
    assert [(row["project"], row["form"], row["issue"]) for row in rows] == [
        (NUMBER, "论文", "2026年第5期"), (OTHER, "研究报告", None)
    ]  # fmt: skip
    pb("project", "outcome", "edit", "2", "--title", "研究总报告", "--clear", "note")
    assert [row["title"] for row in pb.json("project", "outcome", "list", OTHER)] == ["研究总报告"]
    assert "没有编号为 9 的课题成果。" in pb("project", "outcome", "edit", "9", "--title", "x", ok=4).err
    assert "没有编号为 9 的课题成果。" in pb("project", "outcome", "remove", "9", "--yes", ok=4).err
    pb("project", "outcome", "remove", "2", "--yes")
    assert [row["title"] for row in page(pb)["outcome_list"]] == ["课程思政的路径"]


def test_money_in_fen_with_what_is_left(pb: Any) -> None:
    pb("project", "money", "add", NUMBER, "拨款", "5000", "--on", "2026-03-10")
    pb("project", "money", "add", NUMBER, "支出", "320.5", "--on", "2026-04-10", "--purpose", "资料费")
    assert page(pb)["balance"] == "4679.50"
    assert "支出多于拨款。" in pb("project", "money", "add", NUMBER, "支出", "4679.51", "--on", "2026-05-10").err
    rows = pb.json("project", "money", "list", NUMBER)
    assert [(row["kind"], row["amount"], row["balance"]) for row in rows] == [
        ("拨款", "5000.00", "5000.00"), ("支出", "320.50", "4679.50"), ("支出", "4679.51", "-0.01")
    ]  # fmt: skip
    assert (
        "日期 2026-11-02 还没有到。"
        in pb("project", "money", "add", NUMBER, "拨款", "1", "--on", "2026-11-02", ok=5).err
    )
    assert "没有编号为 9 的课题经费记录。" in pb("project", "money", "remove", "9", "--yes", ok=4).err
    pb("project", "money", "remove", "3", "--yes")
    shown = page(pb)
    assert (shown["granted"], shown["spent"], shown["balance"]) == ("5000.00", "320.50", "4679.50")
    assert [row["amount"] for row in shown["money"]] == ["5000.00", "320.50"]
    assert pb.json("project", "show", OTHER)["balance"] is None


def test_the_papers_of_the_steps(pb: Any) -> None:
    def states() -> list[tuple[Any, ...]]:
        rows = pb.json("project", "material", "list", NUMBER)
        return [(row["step"], row["material"], row["state"]) for row in rows]

    assert states() == [
        ("申报", "申报书", "缺"), ("立项", "立项通知", "缺"), ("开题", "开题报告", "待备"), ("开题", "专家意见", "待备")
    ]  # fmt: skip
    pb("project", "material", "add", NUMBER, "申报书", "--on", "2026-01-10", "--place", "档案柜2")
    assert "清单里没有“照片”，照记。" in pb("project", "material", "add", NUMBER, "照片").err
    assert states()[0] == ("申报", "申报书", "已有")
    assert states()[-1] == (None, "照片", "已有")
    missing = pb.json("project", "material", "list", "--missing")
    assert [(row["project"], row["material"]) for row in missing] == [(NUMBER, "立项通知")]
    shown = page(pb)["materials"]
    assert [(row["material"], row["place"]) for row in shown if row["received_on"] == "2026-01-10"] == [
        ("申报书", "档案柜2")
    ]
    assert "已经登记了" in pb("project", "material", "add", NUMBER, "申报书", ok=5).err
    assert "还没有到" in pb("project", "material", "add", NUMBER, "立项通知", "--on", "2026-12-01", ok=5).err
    pb("project", "material", "remove", NUMBER, "照片", "--yes")
    assert "没有登记“照片”。" in pb("project", "material", "remove", NUMBER, "照片", "--yes", ok=5).err


def test_what_needs_no_appraisal_needs_no_paper_of_it(pb: Any) -> None:
    pb("project", "edit", NUMBER, "--opened-on", "2026-04-01", "--closed-on", "2026-10-01")

    def wanted() -> bool:
        return any(row["material"] == "鉴定书" for row in pb.json("project", "material", "list", NUMBER))

    assert wanted()
    pb("project", "edit", NUMBER, "--appraisal-mode", "免鉴定")
    assert not wanted()


def test_removing_a_project_takes_all_of_it_along(pb: Any, reader: Any) -> None:
    pb("project", "expert", "add", NUMBER, "开题", "方明")
    pb("project", "outcome", "add", NUMBER, "论文", "甲")
    pb("project", "money", "add", NUMBER, "拨款", "5000")
    pb("project", "material", "add", NUMBER, "申报书")
    pb("project", "change", NUMBER, "名称", "--to", "新名称")
    pb("project", "remove", NUMBER, "--yes")
    for part in ("expert", "outcome", "money", "material", "change"):
        assert reader.rows(f"project_{part}_of", project_id=None) == []


def test_a_removal_is_undone_with_all_of_it(pb: Any) -> None:
    pb("project", "expert", "add", NUMBER, "开题", "方明")
    pb("project", "remove", NUMBER, "--yes")
    pb("undo")
    assert [row["name"] for row in page(pb)["experts"]] == ["方明"]
