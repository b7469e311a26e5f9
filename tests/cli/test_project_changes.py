"""`pbcli project change office`: changes made and written down, and what the issuing office allows."""

from typing import Any

import pytest

from tests.invented_school import FIRST, fill
from tests.once import once

TITLE, NUMBER, OFFICE = "党建品牌建设研究", "KT2026-01", "区教科所"


@pytest.fixture(autouse=True)
@once
def _project(work: Any, pb: Any) -> None:
    with work() as opened:
        fill(opened)
    pb("project", "add", TITLE, "--branch", FIRST, "--number", NUMBER, "--leader", "张三丰", "--main", "李四", "--office", OFFICE,
       "--applied-on", "2026-01-10", "--approved-on", "2026-03-01", "--starts-on", "2026-03-01", "--ends-on", "2027-06-30")  # fmt: skip


def change(pb: Any, *words: str, **options: Any) -> Any:
    return pb("project", "change", NUMBER, *words, **options)


def page(pb: Any) -> Any:
    return pb.json("project", "show", "1")


def log(pb: Any) -> list[tuple[Any, ...]]:
    return [(row["kind"], row["before"], row["after"]) for row in page(pb)["change_log"]]


def test_a_new_leader_leaves_the_former_role(pb: Any) -> None:
    done = change(
        pb, "负责人", "--to", "李四", "--on", "2026-10-01", "--reason", "调离", "--approval", "渝教科〔2026〕9号"
    )
    assert done.err == f"已登记“{TITLE}”的变更：负责人。\n"
    assert [(row["role"], row["member"]) for row in page(pb)["people"]] == [("负责人", "李四")]
    (row,) = page(pb)["change_log"]
    assert (row["changed_on"], row["before"], row["after"]) == ("2026-10-01", "张三丰", "李四")
    assert (row["reason"], row["approval"]) == ("调离", "渝教科〔2026〕9号")
    assert "渝教科〔2026〕9号" in pb("project", "show", NUMBER).out
    pb("undo")
    assert log(pb) == []
    assert [row["member"] for row in page(pb)["people"]] == ["张三丰", "李四"]


def test_people_title_content_and_term_are_changed_with_their_log(pb: Any) -> None:
    change(pb, "成员", "--main", "王五", "--other", "李四")
    assert "批复文号用 --approval 写明" in change(pb, "名称", "--to", "新名称").err
    change(pb, "内容", "--to", "增加问卷调查", "--before", "只作访谈")
    change(pb, "期限", "--until", "2027-12-31")
    assert log(pb) == [
        ("成员", "主研：李四；参研：无", "主研：王五；参研：李四"),
        ("名称", TITLE, "新名称"),
        ("内容", "只作访谈", "增加问卷调查"),
        ("期限", "2027-06-30", "2027-12-31"),
    ]
    shown = page(pb)
    assert (shown["title"], shown["ends_on"], shown["main_researchers"]) == ("新名称", "2027-12-31", ["王五"])


def test_deferring_and_sparing_the_appraisal(pb: Any) -> None:
    change(pb, "暂缓结题")
    change(pb, "暂缓结题", "--until", "2027-09-30")
    change(pb, "暂缓结题", "--until", "2027-10-31")
    change(pb, "免鉴定", "--reason", "成果获奖")
    assert log(pb) == [
        ("暂缓结题", None, None), ("暂缓结题", None, "2027-09-30"), ("暂缓结题", "2027-09-30", "2027-10-31"),
        ("免鉴定", None, "免鉴定"),
    ]  # fmt: skip
    shown = page(pb)
    assert (shown["appraisal_mode"], shown["planned_closing_on"]) == ("免鉴定", "2027-10-31")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((), 2, "要写变更什么：负责人、成员"),
        (("负责人",), 2, "变更负责人要写改成什么：--to VALUE。"),
        (("期限",), 2, "变更期限要写改到哪天：--until DATE。"),
        (("成员",), 2, "变更成员要写 --main 或 --other。"),
        (("内容", "--to", "改", "--on", "2026-11-02"), 5, "变更日期 2026-11-02 还没有到。"),
        (
            ("期限", "--until", "2029-03-02"),
            5,
            "从 2026-03-01 起到 2029-03-02，超过研究期限 36 个月（PR-03，课题立项单位的规定）。",
        ),
        (("期限", "--until", "2026-02-01"), 5, "要晚于开始日期"),
        (("成员", "--main", "张三丰"), 5, "张三丰已是负责人，不能又是主研。"),
        (("内容", "--to", "打 13800138000"), 5, "手机号"),
    ],
)
def test_what_a_change_refuses(pb: Any, words: tuple[str, ...], code: int, said: str) -> None:
    assert said in change(pb, *words, ok=code).err
    assert log(pb) == []


def test_a_longer_term_can_be_forced_and_one_without_days_changed(pb: Any) -> None:
    change(pb, "期限", "--until", "2029-03-02", "--force", "重大课题")
    assert pb.json("history")[0]["note"] == "重大课题"
    pb("project", "edit", NUMBER, "--clear", "starts_on", "--clear", "ends_on")
    change(pb, "期限", "--until", "2039-03-02")
    assert log(pb)[-1] == ("期限", None, "2039-03-02")


def test_a_project_that_is_over_is_changed_no_more(pb: Any) -> None:
    pb("project", "withdraw", NUMBER)
    assert "已于 2026-11-01 撤项" in change(pb, "名称", "--to", "新", ok=5).err


def test_an_entry_of_the_log_is_removed(pb: Any) -> None:
    assert "没有变更记录" in change(pb, "--remove", "--yes", ok=5).err
    change(pb, "名称", "--to", "新")
    assert "--yes" in change(pb, "--remove", ok=2).err
    change(pb, "--remove", "--yes", "--dry-run")
    assert len(log(pb)) == 1
    change(pb, "--remove", "--yes")
    assert (log(pb), page(pb)["title"]) == ([], "新")


# ---- the office


def office(pb: Any, *words: str, **options: Any) -> Any:
    return pb("project", "office", *words, **options)


def test_an_office_sets_its_own_limits(pb: Any) -> None:
    assert (
        office(pb, "add", OFFICE, "--extensions-most", "2", "--main-most", "8").err == f"已登记立项单位“{OFFICE}”。\n"
    )
    (row,) = pb.json("project", "office", "list")
    assert (row["extensions_most"], row["main_most"], row["others_most"], row["projects"]) == (2, 8, 6, 1)
    assert row["own"] == ["extensions_most", "main_most"]
    office(pb, "edit", "区教", "--extension-months-most", "3", "--extension-notice-months", "0", "--clear", "main_most")
    (row,) = pb.json("project", "office", "list")
    assert (row["main_most"], row["extension_months_most"], row["extension_notice_months"]) == (6, 3, 0)


def test_the_limits_of_the_office_count_for_its_projects(pb: Any) -> None:
    office(pb, "add", OFFICE, "--extensions-most", "2", "--extension-months-most", "3", "--extension-notice-months", "8",
           "--main-most", "1", "--term-months-most", "12", "--opening-months-most", "2")  # fmt: skip
    assert (
        "主研最多 1 人，写了 2 人（区教科所的规定）。"
        in pb("project", "people", NUMBER, "--main", "李四、王五", ok=5).err
    )
    extend = ("project", "extend", NUMBER, "--to")
    assert "最多延到 2027-09-30（区教科所的规定）" in pb(*extend, "2027-10-01", "--on", "2026-10-01", ok=5).err
    assert "要在 2026-10-30 以前申请（区教科所的规定）" in pb(*extend, "2027-08-01", "--on", "2026-11-01").err
    pb("undo")
    pb(*extend, "2027-08-01", "--on", "2026-10-01")
    pb(*extend, "2027-09-01", "--on", "2026-10-01")
    assert "已经延期 2 次，最多 2 次（区教科所的规定）" in pb(*extend, "2027-10-01", "--on", "2026-10-01", ok=5).err
    assert "超过 12 个月（区教科所的规定）" in pb("project", "edit", NUMBER, "--ends-on", "2027-06-01").err
    assert "立项后 2 个月内开题（区教科所的规定）" in pb("project", "advance", NUMBER, "开题", "--on", "2026-05-02").err


def test_an_office_is_renamed_with_its_projects_and_removed(pb: Any) -> None:
    office(pb, "add", OFFICE)
    office(pb, "add", "市教委")
    assert "已经登记了" in office(pb, "add", OFFICE, ok=5).err
    assert "已经登记了" in office(pb, "edit", OFFICE, "--name", "市教委", ok=5).err
    assert "没有叫“省”的立项单位" in office(pb, "edit", "省", "--main-most", "3", ok=4).err
    office(pb, "edit", "1", "--name", "区教育科学研究所", "--note", "改名")
    assert page(pb)["office"] == "区教育科学研究所"
    assert "--yes" in office(pb, "remove", "市教委", ok=2).err
    office(pb, "remove", "市教委", "--yes")
    assert [row["name"] for row in pb.json("project", "office", "list")] == ["区教育科学研究所"]
    assert "还缺" in office(pb, "add", ok=2).err
    office(pb, "edit", "1", "--name", "区教育科学研究所")


def test_the_opening_that_nobody_planned_is_due_by_the_office(pb: Any) -> None:
    def due(day: str) -> list[tuple[Any, ...]]:
        rows = [row for row in pb.json("remind", "due", today=day) if row["kind"] == "project_opening"]
        return [(row["due_on"], row["rule"], row["command"]) for row in rows]

    settles = f"pbcli project advance {NUMBER} 开题"
    assert due("2026-03-02") == []
    assert due("2026-03-03") == [("2026-06-01", "PR-02", settles)]
    office(pb, "add", OFFICE, "--opening-months-most", "1")
    assert due("2026-05-02") == [("2026-04-01", "PR-02", settles)]
    pb("project", "plan", NUMBER, "开题", "2026-12-01")
    assert due("2026-05-02") == []
    pb("project", "plan", NUMBER, "开题", "--clear")
    pb("project", "advance", NUMBER, "开题", "--on", "2026-05-10")
    assert due("2026-11-01") == []


def test_what_is_planned_after_the_closing_is_spoken_of_too(pb: Any) -> None:
    for step, day in (
        ("评审", "2026-02-01"),
        ("开题", "2026-03-02"),
        ("中期检查", "2026-05-01"),
        ("结题申请", "2026-06-01"),
    ):
        pb("project", "advance", NUMBER, step, "--on", day)
    pb("project", "advance", NUMBER, "鉴定", "--on", "2026-06-20", "--result", "优秀")
    pb("project", "advance", NUMBER, "结题", "--on", "2026-07-01")
    pb("project", "plan", NUMBER, "证书", "2026-11-05")
    (row,) = [row for row in pb.json("remind", "due") if row["kind"] == "project_step"]
    assert (row["due_on"], row["command"]) == ("2026-11-05", f"pbcli project advance {NUMBER} 证书")
    pb("project", "advance", NUMBER, "证书", "--on", "2026-10-30", "--result", "证0012")
    assert [row for row in pb.json("remind", "due") if row["kind"] == "project_step"] == []
    (listed,) = pb.json("project", "list")
    assert (listed["reviewed_on"], listed["certified_on"], listed["state"]) == ("2026-02-01", "2026-10-30", "已结题")
    assert (page(pb)["certificate_number"], page(pb)["grade"]) == ("证0012", "优秀")


def test_a_closing_is_late_only_after_its_extension(pb: Any) -> None:
    def days_late() -> list[Any]:
        return [row["days_late"] for row in page(pb)["steps"] if row["step"] == "结题"]

    pb("project", "advance", NUMBER, "开题", "--on", "2026-05-01")
    pb("project", "plan", NUMBER, "结题", "2026-09-30")
    assert days_late() == [32]
    pb("project", "extend", NUMBER, "--to", "2027-06-30", "--on", "2026-06-30")
    assert days_late() == [None]
    assert "晚" not in pb("project", "advance", NUMBER, "结题", "--on", "2026-10-31").err
    assert days_late() == [None]


def test_a_closing_after_its_extension_says_the_days_since_then(pb: Any) -> None:
    pb("project", "advance", NUMBER, "开题", "--on", "2026-05-01")
    pb("project", "plan", NUMBER, "结题", "2026-06-30")
    pb("project", "extend", NUMBER, "--to", "2026-09-30", "--on", "2026-06-01")
    said = pb("project", "advance", NUMBER, "结题", "--on", "2026-10-10").err
    assert "比延期后的期限（2026-09-30）晚 10 天。" in said
    assert "比计划" not in said
    assert [row["days_late"] for row in page(pb)["steps"] if row["step"] == "结题"] == [10]


def test_a_closing_that_nobody_planned_is_due_by_the_end_of_the_term(pb: Any) -> None:
    pb("project", "advance", NUMBER, "开题", "--on", "2026-05-01")
    pb("project", "edit", NUMBER, "--ends-on", "2026-09-30")
    said = pb("project", "advance", NUMBER, "结题", "--on", "2026-10-10").err
    assert "比计划（2026-09-30）晚 10 天。" in said
    assert [row["days_late"] for row in page(pb)["steps"] if row["step"] == "结题"] == [10]
