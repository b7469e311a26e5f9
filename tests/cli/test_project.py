"""`pbcli project`, as its user meets it."""

from typing import Any

import pytest

from pbcli.domain.enums import ProjectStep
from pbcli.domain.stages import OPTIONAL_STEPS
from tests.invented_school import FIRST, SECOND, fill
from tests.late import late
from tests.once import once

TITLE, NUMBER = "党建品牌建设研究", "KT2026-01"
OTHER = "课程思政实践研究"


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


# ---- adding


def test_a_project_is_added_with_its_people_and_days(pb: Any) -> None:
    done = add(pb, "--level", "区级", "--category", "重点", "--office", "区教科所", "--notice-number", "渝教科〔2026〕3号",
               "--leader", "张三丰", "--main", "李四、王五", "--starts-on", "2026-03-01", "--ends-on", "2027-06-30",
               "--applied-on", "2026-01-10", "--approved-on", "2026-03-01", "--funds", "5000", "--outcomes", "研究报告",
               "--note", "第一批")  # fmt: skip
    assert done.out == ""
    assert done.err == f"已登记课题“{TITLE}”。\n"
    (row,) = pb.json("project", "list")
    assert row["number"] == NUMBER
    assert (row["leader"], row["main_researchers"], row["other_researchers"]) == ("张三丰", ["李四", "王五"], [])
    assert (row["state"], row["next_step"], row["next_on"]) == ("已立项", "开题", None)
    assert (row["branch"], row["level"], row["funds"], row["extended"]) == (FIRST, "区级", "5000.00", False)
    assert (row["applied_on"], row["approved_on"], row["opened_on"]) == ("2026-01-10", "2026-03-01", None)


def test_a_project_needs_only_a_title_and_a_branch(pb: Any) -> None:
    done = pb("-q", "project", "add", OTHER, "--branch", SECOND)
    assert done.out == "1\n"
    (row,) = pb.json("project", "list")
    assert (row["state"], row["next_step"], row["next"], row["leader"], row["number"]) == (
        None,
        "申报",
        "申报",
        None,
        None,
    )


def test_steps_without_a_day_are_said(pb: Any) -> None:
    assert (
        "前面还没有登记的环节：申报、开题。" in add(pb, "--approved-on", "2025-01-01", "--midterm-on", "2026-01-01").err
    )


def test_a_long_term_is_said(pb: Any) -> None:
    said = add(pb, "--starts-on", "2026-01-01", "--ends-on", "2029-01-02").err
    assert "研究期限超过 36 个月（PR-03，课题立项单位的规定）。" in said
    assert "PR-03" not in pb("project", "edit", NUMBER, "--ends-on", "2029-01-01").err


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((), 2, "还缺：课题名称（TITLE）。"),
        ((OTHER,), 2, "还缺：所属支部（--branch）。"),
        (("　", "--branch", FIRST), 5, "“课题名称”不能为空"),
        (("题" * 201, "--branch", FIRST), 5, "“课题名称”最多 200 个字符"),
        (("一\x1b[31m", "--branch", FIRST), 5, "“课题名称”里有不能用的字符 U+001B"),
        ((OTHER, "--branch", "第九党支部"), 4, "没有叫“第九党支部”的党支部"),
        ((OTHER, "--branch", FIRST, "--number", NUMBER), 5, f"课题编号 {NUMBER} 已经有了：“{TITLE}”。"),
        ((TITLE, "--branch", FIRST), 5, f"{FIRST}已经有课题“{TITLE}”；同名的另一个课题要写编号。"),
        ((OTHER, "--branch", FIRST, "--leader", "赵无极"), 4, "没有叫“赵无极”的党员"),
        ((OTHER, "--branch", FIRST, "--leader", "周八"), 5, f"课题人员要是{FIRST}的党员，周八不是。"),
        ((OTHER, "--branch", FIRST, "--leader", f"{SECOND}/李四"), 5, "李四不是"),
        ((OTHER, "--branch", FIRST, "--level", "省级"), 2, "可用：校级、区级、市级、国家级"),
        ((OTHER, "--branch", FIRST, "--funds", "很多"), 2, "不是金额"),
        ((OTHER, "--branch", FIRST, "--applied-on", "2026-02-30"), 2, "没有“2026-02-30”这一天"),
        ((OTHER, "--branch", FIRST, "--applied-on", "2026-11-02"), 5, "申报日期 2026-11-02 还没有到。"),
        ((OTHER, "--branch", FIRST, "--applied-on", "2026-03-02", "--approved-on", "2026-03-01"), 5, "申报日期 2026-03-02 晚于立项（2026-03-01）。"),
        ((OTHER, "--branch", FIRST, "--starts-on", "2026-03-01", "--ends-on", "2026-03-01"), 5, "要晚于开始日期"),
        ((OTHER, "--branch", FIRST, "--note", "电话13800138000"), 5, "“备注”里有手机号"),
        ((OTHER, "--branch", FIRST, "--changes", "@/nowhere/at/all"), 2, "读不了文件"),
    ],
)  # fmt: skip
def test_what_adding_refuses(pb: Any, words: tuple[str, ...], code: int, said: str) -> None:
    add(pb)
    assert said in pb("project", "add", *words, ok=code).err
    assert len(pb.json("project", "list")) == 1


def test_one_title_twice_with_numbers_is_two_projects(pb: Any) -> None:
    add(pb)
    pb("project", "add", TITLE, "--branch", FIRST, "--number", "KT2027-01")
    pb("project", "add", TITLE, "--branch", SECOND)
    assert len(pb.json("project", "list")) == 3
    refused = pb("project", "advance", TITLE, ok=4)
    assert f"“{TITLE}”可指：KT2026-01、KT2027-01" in refused.err


def test_naughty_titles_come_out_harmless(pb: Any) -> None:
    for place, title in enumerate(("[red]研究", "=1+1", "'; DROP TABLE project;--", "📚研究")):
        pb("project", "add", title, "--branch", FIRST, "--number", str(place))
    assert [row["title"] for row in pb.json("project", "list")] == [
        "[red]研究",
        "=1+1",
        "'; DROP TABLE project;--",
        "📚研究",
    ]
    assert ",'=1+1," in pb("project", "list", "-f", "csv").out


# ---- steps


def test_the_steps_follow_one_another(pb: Any) -> None:
    add(pb)
    days = ["2024-01-10", "2024-03-01", "2024-05-31", "2024-12-01", "2025-05-01", "2025-06-01"]
    states = []
    for day in days:
        pb("project", "advance", NUMBER, "--on", day)
        states.append(one(pb)["state"])
    assert states == ["已申报", "已立项", "已开题", "研究中", "研究中", "已结题"]
    assert [done for _planned, done in steps(pb).values()] == days
    refused = pb("project", "advance", NUMBER, ok=5)
    assert f"“{TITLE}”已于 2025-06-01 结题。" in refused.err


def test_the_state_is_that_of_the_day(pb: Any) -> None:
    add(
        pb,
        "--applied-on",
        "2026-01-10",
        "--approved-on",
        "2026-03-01",
        "--closed-on",
        "2026-10-01",
        "--force",
        "早年的课题",
    )
    seen = {
        day: pb.json("project", "list", "--on", day)[0]["state"] for day in ("2025-12-31", "2026-02-28", "2026-09-30")
    }
    assert seen == {"2025-12-31": None, "2026-02-28": "已申报", "2026-09-30": "已立项"}
    assert pb.json("project", "list", today="2026-10-01")[0]["state"] == "已结题"


def test_advancing_says_what_comes_next(pb: Any) -> None:
    add(pb, "--applied-on", "2026-01-10", "--ends-on", "2027-06-30")
    pb("project", "plan", NUMBER, "开题", "2026-05-20")
    done = pb("project", "advance", NUMBER, "--on", "2026-03-01")
    assert done.err == "下一环节：开题，计划 2026-05-20。\n" + late("2026-03-01") + f"“{TITLE}”已于 2026-03-01 立项。\n"
    assert "下一环节：中期检查，还没有计划日期。" in pb("project", "advance", NUMBER, "--on", "2026-05-20").err
    pb("project", "advance", NUMBER, "中期", "--on", "2026-09-01")
    assert "下一环节：结题，计划 2027-06-30。" in pb("project", "advance", NUMBER, "--on", "2026-10-01").err
    assert "下一环节" not in pb("project", "advance", NUMBER, "--on", "2026-11-01").err


def test_a_late_step_is_kept_and_said(pb: Any) -> None:
    add(pb, "--applied-on", "2026-01-10", "--approved-on", "2026-01-31")
    pb("project", "plan", NUMBER, "开题", "2026-04-20")
    said = pb("project", "advance", NUMBER, "开题", "--on", "2026-05-01").err
    assert "比计划（2026-04-20）晚 11 天。" in said
    assert "开题晚了：立项后 3 个月内开题（PR-02，课题立项单位的规定），立项是 2026-01-31。" in said
    assert steps(pb)["开题"] == ("2026-04-20", "2026-05-01")
    assert [row["days_late"] for row in one(pb)["steps"] if row["step"] == "开题"] == [11]


def test_three_months_are_calendar_months(pb: Any) -> None:
    add(pb, "--applied-on", "2025-11-01", "--approved-on", "2025-11-30")
    assert "开题晚了" not in pb("project", "advance", NUMBER, "--on", "2026-02-28").err


def test_a_step_passed_over_is_said_and_can_follow(pb: Any) -> None:
    add(pb, "--applied-on", "2026-01-10")
    said = pb("project", "advance", NUMBER, "开题", "--on", "2026-05-01").err
    assert "前面还没有登记的环节：立项。" in said
    assert "没有登记" not in pb("project", "advance", NUMBER, "立项", "--on", "2026-03-01").err
    assert one(pb)["state"] == "已开题"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("中期检查", "--on", "2026-04-30"), 5, "中期检查日期 2026-04-30 早于开题（2026-05-01）。"),
        (("立项", "--on", "2026-05-02"), 5, "立项日期 2026-05-02 晚于开题（2026-05-01）。"),
        (("中期检查", "--on", "2026-11-02"), 5, "中期检查日期 2026-11-02 还没有到。"),
    ],
)
def test_a_day_that_can_not_be_is_refused_unless_forced(pb: Any, words: tuple[str, ...], code: int, said: str) -> None:
    add(pb, "--opened-on", "2026-05-01")
    refused = pb("project", "advance", NUMBER, *words, ok=code)
    assert said in refused.err
    assert "下一步：--force REASON" in refused.err
    assert steps(pb) == {"开题": (None, "2026-05-01")}
    assert "“理由”不能为空" in pb("project", "advance", NUMBER, *words, "--force", " ", ok=5).err
    pb("project", "advance", NUMBER, *words, "--force", "立项单位补批")
    assert steps(pb)[words[0]] == (None, words[2])
    assert pb.json("history")[0]["note"] == "立项单位补批"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("没有的课题",), 4, "没有叫“没有的课题”的课题"),
        ((NUMBER, "开题"), 5, f"“{TITLE}”已于 2026-05-01 开题。"),
        ((NUMBER, "验收"), 2, "可用：申报、评审、公示、立项、开题、中期检查、结题申请、鉴定、结题、证书、推广"),
        (
            (NUMBER, "立项", "--on", "2026-04-01", "--result", "合格"),
            2,
            "立项没有结论，--result 只用于中期检查、鉴定、结题、证书。",
        ),
        ((NUMBER, "结题", "--result", "很好"), 5, "“鉴定等级”不能是“很好”，可用：优秀、良好、合格、不合格。"),
        ((NUMBER, "中期检查", "--result", "电话13800138000"), 5, "“中期结论”里有手机号"),
    ],
)
def test_what_advancing_refuses(pb: Any, words: tuple[str, ...], code: int, said: str) -> None:
    add(pb, "--opened-on", "2026-05-01")
    assert said in pb("project", "advance", *words, ok=code).err
    assert steps(pb) == {"开题": (None, "2026-05-01")}


def test_a_step_done_is_mended_as_the_hint_says(pb: Any) -> None:
    add(pb, "--opened-on", "2026-05-01")
    assert "下一步：pbcli project edit 1 --opened-on DATE" in pb("project", "advance", NUMBER, "开题", ok=5).err
    pb("project", "edit", "1", "--opened-on", "2026-05-02")
    assert steps(pb)["开题"] == (None, "2026-05-02")


def test_after_the_certificate_there_is_no_next_step_even_without_a_closing(pb: Any) -> None:
    add(pb, "--approved-on", "2026-01-05", "--opened-on", "2026-02-05")
    pb("project", "edit", NUMBER, "--certified-on", "2026-10-20", "--force", "证书已到")
    refused = pb("project", "advance", NUMBER, ok=5)
    assert refused.err == f"“{TITLE}”已于 2026-10-20 证书。\n下一步：pbcli project show 1\n"


def test_results_are_kept_with_their_steps(pb: Any) -> None:
    add(pb)
    pb("project", "advance", NUMBER, "中期检查", "--on", "2026-05-01", "--result", "合格，继续")
    assert "还没有开题，不能结题。" in pb("project", "advance", NUMBER, "结题", "--result", "优秀", ok=5).err
    pb("project", "advance", NUMBER, "结题", "--result", "优秀", "--force", "早年的课题，开题没有留下日期")
    assert pb.json("history")[0]["note"] == "早年的课题，开题没有留下日期"
    row = one(pb)
    assert (row["midterm_result"], row["grade"], row["state"]) == ("合格，继续", "优秀", "已结题")


def test_a_project_is_found_by_number_title_and_initials(pb: Any) -> None:
    add(pb, "--applied-on", "2026-01-10")
    for name, step in (("KT2026", "立项"), ("党建品牌", "开题"), ("djppjsyj", "中期检查"), ("1", "结题")):
        pb("project", "advance", name, step)
    assert one(pb)["state"] == "已结题"


def test_a_dry_run_and_undo_leave_things_as_they_were(pb: Any) -> None:
    add(pb, "--applied-on", "2026-01-10")
    shown = pb("project", "advance", NUMBER, "--dry-run")
    assert "立项" in shown.out
    assert "什么也没有写入" in shown.err
    assert list(steps(pb)) == ["申报"]
    pb("project", "advance", NUMBER)
    assert list(steps(pb)) == ["申报", "立项"]
    pb("undo")
    assert list(steps(pb)) == ["申报"]


# ---- plans


def test_planning_a_step_and_dropping_the_plan(pb: Any) -> None:
    add(pb)
    assert pb("project", "plan", NUMBER, "开题", "2026-12-01").err == f"“{TITLE}”计划 2026-12-01 开题。\n"
    pb("project", "plan", NUMBER, "开题", "2026-12-05")
    assert steps(pb) == {"开题": ("2026-12-05", None)}
    assert pb("project", "plan", NUMBER, "开题", "--clear").err == f"“{TITLE}”的开题不再有计划日期。\n"
    assert steps(pb) == {}
    assert f"“{TITLE}”的开题没有计划日期。" in pb("project", "plan", NUMBER, "开题", "--clear", ok=5).err


def test_dropping_a_plan_keeps_what_was_done(pb: Any) -> None:
    add(pb, "--opened-on", "2026-05-01")
    pb("project", "plan", NUMBER, "开题", "2026-04-01")
    pb("project", "plan", NUMBER, "开题", "--clear")
    assert steps(pb) == {"开题": (None, "2026-05-01")}


def test_a_plan_against_the_order_is_said_and_kept(pb: Any) -> None:
    add(pb, "--opened-on", "2026-05-01")
    pb("project", "plan", NUMBER, "结题", "2026-12-31")
    said = pb("project", "plan", NUMBER, "中期检查", "2027-01-01").err
    assert "中期检查的计划与结题（2026-12-31）的先后相反。" in said
    assert (
        "中期检查的计划与开题（2026-05-01）的先后相反。" in pb("project", "plan", NUMBER, "中期检查", "2026-04-30").err
    )
    assert steps(pb)["中期检查"] == ("2026-04-30", None)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((NUMBER, "开题"), 2, "还缺：计划日期（DATE）。"),
        ((NUMBER, "开题", "2026-05-01", "--clear"), 2, "写了计划日期就不用 --clear。"),
        ((NUMBER, "开题", "5月32日"), 2, "5月32日"),
        (("没有", "开题", "2026-05-01"), 4, "没有叫“没有”的课题"),
    ],
)
def test_what_planning_refuses(pb: Any, words: tuple[str, ...], code: int, said: str) -> None:
    add(pb)
    assert said in pb("project", "plan", *words, ok=code).err


def test_an_overdue_step_is_marked_by_word(pb: Any) -> None:
    add(pb, "--approved-on", "2026-03-01")
    pb("project", "plan", NUMBER, "开题", "2026-10-31")
    (row,) = pb.json("project", "list")
    assert (row["next"], row["next_on"], row["days_overdue"]) == ("开题 2026-10-31 已逾期", "2026-10-31", 1)
    (row,) = pb.json("project", "list", today="2026-10-31")
    assert (row["next"], row["days_overdue"]) == ("开题 2026-10-31", None)
    page = pb("project", "show", NUMBER).out
    assert "开题 2026-10-31 已逾期" in page
    assert "✗   开题" in page


# ---- people


def people(pb: Any) -> list[tuple[str, str]]:
    return [(row["role"], row["member"]) for row in one(pb)["people"]]


def test_people_are_replaced_role_by_role(pb: Any) -> None:
    add(pb, "--leader", "张三丰", "--main", "李四，王五")
    pb("project", "people", NUMBER, "--main", "王五", "--main", "李四")
    assert people(pb) == [("负责人", "张三丰"), ("主研", "王五"), ("主研", "李四")]
    pb("project", "people", NUMBER, "--leader", "李四", "--main", "王五 张三丰")
    assert people(pb) == [("负责人", "李四"), ("主研", "王五"), ("主研", "张三丰")]
    pb("project", "people", NUMBER, "--clear", "main", "--other", "zsf、3")
    assert people(pb) == [("负责人", "李四"), ("参研", "张三丰"), ("参研", "王五")]
    pb("undo")
    assert people(pb) == [("负责人", "李四"), ("主研", "王五"), ("主研", "张三丰")]


def test_a_homonym_means_the_one_in_the_branch(pb: Any) -> None:
    add(pb, "--leader", "李四")
    assert [row["member_id"] for row in one(pb)["people"]] == [2]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((NUMBER,), 2, "没有说要改什么，可用：--leader --main --other --clear。"),
        ((NUMBER, "--clear", "people"), 2, "没有可清空的“people”"),
        ((NUMBER, "--leader", "周八"), 5, f"课题人员要是{FIRST}的党员，周八不是。"),
        ((NUMBER, "--leader", "赵无极"), 4, "没有叫“赵无极”的党员"),
        ((NUMBER, "--leader", "第/李四"), 4, "第"),
        ((NUMBER, "--main", "张三丰"), 5, "张三丰已是负责人，不能又是主研。"),
        ((NUMBER, "--main", "李四、王五", "--other", "王五"), 5, "王五已是主研，不能又是参研。"),
        (("没有", "--leader", "李四"), 4, "没有叫“没有”的课题"),
    ],
)
def test_what_people_refuses(pb: Any, words: tuple[str, ...], code: int, said: str) -> None:
    add(pb, "--leader", "张三丰")
    assert said in pb("project", "people", *words, ok=code).err
    assert people(pb) == [("负责人", "张三丰")]


def test_more_people_than_the_rule_allows_need_a_reason(pb: Any) -> None:
    names = [f"党员{mark}" for mark in "甲乙丙丁戊己庚"]
    for name in names:
        pb("member", "add", name, "--branch", FIRST, "--joined-on", "2020-01-01")
    add(pb, "--main", "、".join(names[:6]))
    refused = pb("project", "people", NUMBER, "--main", "、".join(names), ok=5)
    assert "主研最多 6 人，写了 7 人（PR-05，课题立项单位的规定）。" in refused.err
    assert len(people(pb)) == 6
    pb("project", "people", NUMBER, "--main", "、".join(names), "--force", "市级课题")
    assert len(people(pb)) == 7


def test_changing_people_after_the_approval_is_said(pb: Any) -> None:
    add(pb, "--leader", "张三丰")
    assert "立项后" not in pb("project", "people", NUMBER, "--leader", "王五").err
    pb("project", "advance", NUMBER, "立项", "--on", "2026-03-01")
    assert "立项后" not in pb("project", "people", NUMBER, "--main", "李四").err
    assert "立项后变更负责人要立项单位同意" in pb("project", "people", NUMBER, "--leader", "张三丰").err


# ---- editing


def test_editing_changes_only_what_is_typed(pb: Any) -> None:
    add(pb, "--level", "区级", "--note", "甲", "--opened-on", "2026-05-01", "--approved-on", "2026-03-01",
        "--applied-on", "2026-01-10")  # fmt: skip
    done = pb("project", "edit", NUMBER, "--title", OTHER, "--number", "KT9", "--grade", "良好", "--clear", "note",
              "--clear", "opened-on")  # fmt: skip
    assert done.err == f"已修改课题“{OTHER}”。\n"
    row = one(pb, "KT9")
    assert (row["title"], row["level"], row["note"], row["grade"]) == (OTHER, "区级", None, "良好")
    assert (row["opened_on"], row["state"]) == (None, "已立项")
    assert steps(pb, "KT9") == {"申报": (None, "2026-01-10"), "立项": (None, "2026-03-01")}


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("KT0", "--level", "区级"), 4, "没有叫“KT0”的课题"),
        ((NUMBER,), 2, "没有说要改什么"),
        ((NUMBER, "--clear", "title"), 2, "没有可清空的“title”"),
        ((NUMBER, "--clear", "branch"), 2, "没有可清空的“branch”"),
        ((NUMBER, "--title", " "), 5, "“课题名称”不能为空"),
        ((NUMBER, "--number", "KT2"), 5, "课题编号 KT2 已经有了"),
        ((NUMBER, "--title", OTHER, "--clear", "number"), 5, f"{FIRST}已经有课题“{OTHER}”"),
        ((NUMBER, "--branch", "第九党支部"), 4, "没有叫“第九党支部”的党支部"),
        ((NUMBER, "--opened-on", "2026-02-01"), 5, "开题日期 2026-02-01 早于立项（2026-03-01）。"),
        ((NUMBER, "--ends-on", "2025-01-01"), 5, "计划结束日期 2025-01-01 要晚于开始日期 2026-01-01。"),
        ((NUMBER, "--withdrawn-on", "2026-05-01"), 5, f"“{TITLE}”没有撤项。"),
        ((NUMBER, "--clear", "withdrawn-on"), 5, f"“{TITLE}”没有撤项。"),
    ],
)
def test_what_editing_refuses(pb: Any, words: tuple[str, ...], code: int, said: str) -> None:
    add(pb, "--starts-on", "2026-01-01", "--approved-on", "2026-03-01")
    pb("project", "add", OTHER, "--branch", FIRST, "--number", "KT2")
    before = one(pb)
    assert said in pb("project", "edit", *words, ok=code).err
    assert one(pb) == before


def test_a_day_that_can_not_be_can_be_forced_in_an_edit(pb: Any) -> None:
    add(pb, "--approved-on", "2026-03-01")
    pb("project", "edit", NUMBER, "--opened-on", "2026-02-01", "--force", "原件如此")
    assert one(pb)["opened_on"] == "2026-02-01"


CLOSED = ("--approved-on", "2026-03-01", "--opened-on", "2026-04-01", "--closed-on", "2026-10-01")


@pytest.mark.parametrize("step", ["closing-applied-on", "appraised-on", "closed-on"])
@pytest.mark.parametrize("verb", ["add", "edit", "advance"])
def test_nothing_is_closed_that_was_not_opened(pb: Any, verb: str, step: str) -> None:
    """One rule, whichever command it is that speaks of the closing."""
    names = {"closing-applied-on": "结题申请", "appraised-on": "鉴定", "closed-on": "结题"}
    words = {
        "add": ("add", OTHER, "--branch", FIRST, "--number", "KT9", f"--{step}", "2026-10-01"),
        "edit": ("edit", NUMBER, f"--{step}", "2026-10-01"),
        "advance": ("advance", NUMBER, names[step], "--on", "2026-10-01"),
    }[verb]
    add(pb, "--approved-on", "2026-03-01")
    refused = pb("project", *words, ok=5)
    assert refused.err == f"还没有开题，不能{names[step]}。\n下一步：--force REASON\n"
    assert [row["number"] for row in pb.json("project", "list")] == [NUMBER]
    assert steps(pb) == {"立项": (None, "2026-03-01")}
    pb("project", *words, "--force", "早年的课题，没有留下开题的日期")
    assert steps(pb, "KT9" if verb == "add" else NUMBER)[names[step]] == (None, "2026-10-01")
    assert pb.json("history")[0]["note"] == "早年的课题，没有留下开题的日期"


def test_the_opening_of_what_is_closed_stays(pb: Any) -> None:
    add(pb, *CLOSED)
    refused = pb("project", "edit", NUMBER, "--clear", "opened-on", ok=5)
    assert refused.err == "已于 2026-10-01 结题，不能没有开题。\n下一步：--force REASON\n"
    assert steps(pb)["开题"] == (None, "2026-04-01")
    pb("project", "edit", NUMBER, "--clear", "opened-on", "--force", "日期有误")
    assert "开题" not in steps(pb)
    pb("project", "edit", NUMBER, "--promoted-on", "2026-10-20", "--note", "其余照改")


def test_no_step_is_mended_to_after_the_withdrawal(pb: Any) -> None:
    add(pb, "--approved-on", "2026-03-01")
    pb("project", "withdraw", NUMBER, "--on", "2026-09-01")
    assert f"“{TITLE}”已于 2026-09-01 撤项。" in pb("project", "edit", NUMBER, "--opened-on", "2026-09-02", ok=5).err
    early = ("project", "edit", NUMBER, "--withdrawn-on", "2026-02-01")
    refused = pb(*early, ok=5)
    assert refused.err == "撤项日期 2026-02-01 早于立项（2026-03-01）。\n下一步：--force REASON\n"
    pb(*early, "--approved-on", "2026-01-31")
    assert (one(pb)["withdrawn_on"], steps(pb)["立项"]) == ("2026-02-01", (None, "2026-01-31"))


def test_an_edit_that_repeats_its_own_number_is_no_double(pb: Any) -> None:
    add(pb)
    pb("project", "edit", NUMBER, "--number", NUMBER, "--title", TITLE, "--note", "乙")
    assert one(pb)["note"] == "乙"


def test_moving_to_another_branch_names_who_is_not_in_it(pb: Any) -> None:
    add(pb, "--leader", "张三丰")
    assert "不是新支部党员的课题人员：张三丰。" in pb("project", "edit", NUMBER, "--branch", SECOND).err
    pb("project", "edit", NUMBER, "--branch", FIRST)
    assert one(pb)["branch"] == FIRST


def test_a_withdrawal_is_mended_or_taken_away(pb: Any) -> None:
    add(pb)
    pb("project", "withdraw", NUMBER, "--on", "2026-09-01", "--reason", "甲")
    assert "撤项日期 2026-11-02 还没有到。" in pb("project", "edit", NUMBER, "--withdrawn-on", "2026-11-02", ok=5).err
    pb("project", "edit", NUMBER, "--withdrawn-on", "2026-09-02", "--withdrawal-reason", "乙")
    assert (one(pb)["withdrawn_on"], one(pb)["withdrawal_reason"]) == ("2026-09-02", "乙")
    pb("project", "edit", NUMBER, "--clear", "withdrawn_on")
    assert (one(pb)["withdrawn_on"], one(pb)["withdrawal_reason"]) == (None, None)


# ---- listing, showing, removing


def test_the_list_is_filtered(pb: Any) -> None:
    add(pb, "--leader", "李四", "--approved-on", "2026-03-01")
    pb("project", "add", OTHER, "--branch", SECOND, "--leader", f"{SECOND}/李四", "--applied-on", "2026-03-01")
    pb("project", "add", "第三题", "--branch", SECOND, "--main", "周八")

    def listed(*words: str) -> list[str]:
        return [row["title"] for row in pb.json("project", "list", *words)]

    assert listed() == [TITLE, OTHER, "第三题"]
    assert listed("--branch", "第二") == [OTHER, "第三题"]
    assert listed("--state", "已立项") == [TITLE]
    assert listed("--leader", f"{FIRST}/李四") == [TITLE]
    assert listed("--leader", "周八") == []
    assert "没有找到" in pb("project", "list", "--state", "已结题", "--fail-empty", ok=3).err
    assert "可指" in pb("project", "list", "--leader", "李四", ok=4).err
    assert "可用：已申报、已立项" in pb("project", "list", "--state", "做着", ok=2).err


@pytest.mark.parametrize("format_", ["plain", "md", "csv", "tsv", "json", "jsonl", "html", "xlsx"])
def test_list_and_page_in_every_format(pb: Any, format_: str, tmp_path: Any) -> None:
    add(pb, "--leader", "张三丰", "--main", "王五")
    for verb in (("list",), ("show", NUMBER)):
        out = tmp_path / f"{verb[0]}.{format_}"
        pb("project", *verb, "-f", format_, "-o", out)
        assert out.stat().st_size > 100


def test_the_page_names_every_step_once(pb: Any) -> None:
    add(pb, "--funds", "1234.5", "--starts-on", "2026-01-01")
    page = pb("project", "show", NUMBER).out
    for word in [
        *(step for step in ProjectStep if step not in OPTIONAL_STEPS),
        "1234.50",
        "2026-01-01 至 ?",
        "没有登记人员。",
        "没有延期。",
    ]:
        assert word in page
    assert not any(step in page for step in OPTIONAL_STEPS)
    assert "没有叫“KT0”的课题" in pb("project", "show", "KT0", ok=4).err


def test_removing_asks_and_takes_everything_along(pb: Any) -> None:
    add(pb, "--leader", "张三丰", "--approved-on", "2026-03-01")
    pb("project", "extend", NUMBER, "--to", "2027-01-01")
    before = one(pb)
    asked = pb("project", "remove", NUMBER, ok=2)
    assert f"删除课题“{TITLE}”，连同人员、环节、延期？" in asked.err
    assert TITLE in pb("project", "remove", NUMBER, "--dry-run").out
    pb("project", "remove", NUMBER, "--yes")
    assert pb.json("project", "list") == []
    pb("undo")
    assert one(pb) == before


def test_reading_takes_no_models_along(process: Any, database: Any, pb: Any) -> None:
    add(pb)
    for words in (("list",), ("show", NUMBER)):
        shown = process("--db", database, "project", *words, "-f", "json", PYTHONPROFILEIMPORTTIME="1")
        assert shown.code == 0
        assert not [name for name in ("sqlmodel", "sqlalchemy", "pydantic", "alembic") if f" {name}\n" in shown.err]
