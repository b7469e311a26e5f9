"""`pbcli liaison`, as its user meets it."""

from typing import Any

import pytest

from tests.invented_school import FIRST, fill
from tests.once import once

NURSES, MECHANICS, ACCOUNTANTS, KINDERGARTEN = "2024级护理1班", "2025级机电2班", "2023级会计1班", "2026级幼教1班"


@pytest.fixture(autouse=True)
@once
def _school(work: Any) -> None:
    with work() as opened:
        fill(opened)


def log(pb: Any, *words: str, **options: Any) -> Any:
    return pb("liaison", "log", "张三丰", NURSES, *words, **options)


# ---- assignments


def test_assigning_is_listed_with_branch_and_head_teacher(pb: Any) -> None:
    done = pb("liaison", "assign", "王五", KINDERGARTEN, "--role", "政治辅导员", "--from", "2026-09-01")
    assert done.out == ""
    assert done.err == "已安排王五联系班级。\n"
    rows = pb.json("liaison", "assignments", "--branch", FIRST)
    assert [(row["member"], row["role"], row["class"], row["head_teacher"]) for row in rows] == [
        ("张三丰", "党员联系人", NURSES, "孙老师"),
        ("王五", "政治辅导员", KINDERGARTEN, None),
    ]


def test_assigning_says_who_else_is_there(pb: Any) -> None:
    done = pb("liaison", "assign", "王五", NURSES)
    assert "“2024级护理1班”另有党员联系人：张三丰。" in done.err
    assert "班主任" not in done.err
    pb("class", "head", "2026级幼教1班", "周八", "--from", "2026-09-10")
    assert "周八就是“2026级幼教1班”的班主任。" in pb("liaison", "assign", "周八", "2026级幼教1班").err
    again = pb("liaison", "assign", "王五", KINDERGARTEN)
    assert "王五还联系：2024级护理1班。" in again.err


def test_quiet_assigning_prints_the_id(pb: Any) -> None:
    done = pb("-q", "liaison", "assign", "王五", KINDERGARTEN)
    assert done.out.strip().isdigit()
    assert done.err == ""


def test_the_same_assignment_twice_is_refused(pb: Any) -> None:
    refused = pb("liaison", "assign", "张三丰", NURSES, ok=5)
    assert "张三丰从 2025-09-01 起已联系“2024级护理1班”。" in refused.err


def test_a_class_that_has_left_school_is_refused(pb: Any) -> None:
    assert "已于 2026-07-10 离校" in pb("liaison", "assign", "王五", ACCOUNTANTS, ok=5).err


def test_someone_who_left_is_refused(pb: Any) -> None:
    assert "已不在任何党支部" in pb("liaison", "assign", "钱七", KINDERGARTEN, ok=5).err


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("赵无极", NURSES), 4, "没有叫“赵无极”的党员"),
        (("张三丰", "3000级1班"), 4, "没有叫“3000级1班”的班级"),
        (("李四", KINDERGARTEN), 4, "第一党支部/李四、第二党支部/李四"),
        (("王五", KINDERGARTEN, "--from", "2026-02-30"), 2, "没有“2026-02-30”这一天"),
        (("王五", KINDERGARTEN, "--role", "班长"), 2, "可用：党员联系人、政治辅导员"),
        (("王五",), 2, "班级"),
        ((), 2, "联系人"),
    ],
)
def test_bad_words_of_an_assignment(pb: Any, words: tuple[str, ...], code: int, said: str) -> None:
    refused = pb("liaison", "assign", *words, ok=code)
    assert said in refused.err
    assert len(pb.json("liaison", "assignments")) == 2


def test_a_homonym_is_told_apart_by_branch(pb: Any) -> None:
    pb("liaison", "assign", "第一党支部/李四", KINDERGARTEN)
    assert (FIRST, "李四", KINDERGARTEN) in [
        (row["branch"], row["member"], row["class"]) for row in pb.json("liaison", "assignments")
    ]


def test_ending_takes_the_class_away_from_that_day_on(pb: Any) -> None:
    pb("liaison", "end", "张三丰", NURSES, "--on", "2026-10-01")
    assert [row["class"] for row in pb.json("liaison", "assignments", "--on", "2026-09-30")] == [NURSES, MECHANICS]
    assert [row["class"] for row in pb.json("liaison", "assignments", "--on", "2026-10-01")] == [MECHANICS]
    refused = pb("liaison", "end", "张三丰", NURSES, ok=5)
    assert "张三丰在 2026-11-01 没有联系“2024级护理1班”。" in refused.err


def test_undo_brings_the_assignment_back(pb: Any) -> None:
    pb("liaison", "end", "张三丰", NURSES, "--on", "2026-10-01")
    pb("undo")
    assert NURSES in [row["class"] for row in pb.json("liaison", "assignments")]


# ---- one contact


def test_a_contact_freezes_role_and_head_teacher_of_its_day(pb: Any) -> None:
    log(pb, "走访寝室", "--on", "2026-06-10", "--pupils", "6")
    log(pb, "学生谈心", "--on", "2026-10-31", "--topic", "学习")
    rows = pb.json("liaison", "contacts", "2026")
    assert [(row["kind"], row["role"], row["head_teacher"], row["pupils"]) for row in rows] == [
        ("走访寝室", "党员联系人", "赵老师", 6),
        ("学生谈心", "党员联系人", "孙老师", None),
    ]


def test_a_late_entry_is_said_and_kept(pb: Any) -> None:
    done = log(pb, "走访寝室", "--on", "2026-10-20")
    assert "补录：晚记 12 天（OL-16：会后 3 个工作日内）。" in done.err
    assert "补录" not in log(pb, "走访寝室", "--on", "2026-10-30").err
    first = pb.json("liaison", "contacts", "2026-10")[0]
    assert first["recorded_at"].endswith("Z")
    assert isinstance(first["days_late"], int)


def test_a_stranger_to_the_class_is_warned_and_kept(pb: Any) -> None:
    done = pb("liaison", "log", "王五", NURSES, "听课")
    assert "王五在 2026-11-01 不是“2024级护理1班”的联系人，已照记。" in done.err
    assert pb.json("liaison", "contacts", "2026-11")[0]["role"] is None


def test_what_is_unusual_is_said(pb: Any) -> None:
    done = log(pb, "慰问", "--pupils", "41", "--gift", "热水袋", "--gift-money", "200", "--gift-source", "党费")
    assert "参与学生 41 人，多于全班 40 人。" in done.err
    assert "慰问不用党费，经批准的除外。" in done.err
    left = pb("liaison", "log", "王五", ACCOUNTANTS, "家访", "--on", "2026-10-31")
    assert "“2023级会计1班”在 2026-10-31 不在校。" in left.err


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("巡课", "听课"), ("慰问", "慰问帮扶"), ("电话", "线上联系"), ("寝室", "走访寝室"), ("谈心谈话", "学生谈心")],
)
def test_kinds_by_synonym_and_part(pb: Any, typed: str, kept: str) -> None:
    log(pb, typed)
    assert pb.json("liaison", "contacts", "2026-11")[0]["kind"] == kept


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("跳舞",), 2, "可用：与班主任交流、学生谈心"),
        (("走访寝室", "--on", "2026-11-02"), 5, "联系日期 2026-11-02 还没有到。"),
        (("走访寝室", "--on", "2月30日"), 2, "没有“2月30日”这一天"),
        (("走访寝室", "--start", "15:00", "--end", "14:00"), 5, "早于开始时间"),
        (("走访寝室", "--start", "25:00"), 2, "不是时间"),
        (("走访寝室", "--pupils", "99999"), 5, "参与学生人数"),
        (("走访寝室", "--gift-money", "一百"), 2, "不是金额"),
        (("走访寝室", "--follow-up-by", "2026-10-01"), 5, "跟进期限 2026-10-01 早于联系日期"),
        (("走访寝室", "--problem", "号码 11010519491231002X"), 5, "“发现问题”里有身份证号"),
        (("走访寝室", "--measure", "电话13800138000"), 5, "“采取措施”里有手机号"),
        (("走访寝室", "--task", "回电13800138000"), 5, "“跟进事项”里有手机号"),
        (("走访寝室", "--problem", "@/nowhere/at/all"), 2, "读不了文件"),
        ((), 2, "联系方式"),
    ],
)
def test_what_a_contact_refuses(pb: Any, words: tuple[str, ...], code: int, said: str) -> None:
    assert said in log(pb, *words, ok=code).err
    assert pb.json("liaison", "contacts", "2026") == []


def test_long_texts_come_from_a_file(pb: Any, tmp_path: Any) -> None:
    note = tmp_path / "note.txt"
    note.write_text("\ufeff两名同学想转专业\n已约谈\n", encoding="utf-8")
    log(pb, "学生谈心", "--problem", f"@{note}")
    assert pb.json("liaison", "contacts", "2026-11")[0]["problem"] == "两名同学想转专业\n已约谈"
    note.write_bytes(b"\xff\xfe\x00")
    assert "不是 UTF-8 文本" in log(pb, "学生谈心", "--problem", f"@{note}", ok=2).err


def test_dry_run_writes_nothing(pb: Any) -> None:
    shown = log(pb, "走访寝室", "--pupils", "6", "--dry-run")
    assert "走访寝室" in shown.out
    assert "什么也没有写入" in shown.err
    assert pb.json("liaison", "contacts", "2026") == []


def test_show_has_every_fact(pb: Any) -> None:
    log(pb, "慰问帮扶", "--on", "2026-10-12", "--start", "9点", "--end", "10:30", "--topic", "资助", "--gift", "苹果",
        "--gift-money", "36.5", "--gift-source", "个人", "--place", "5栋", "--referred-to", "资助中心",
        "--problem", "缺冬衣", "--follow-up-by", "2026-10-20", "--task", "问资助中心")  # fmt: skip
    page = pb("liaison", "show", "1").out
    for text in (
        "09:00",
        "10:30",
        "资助",
        "苹果",
        "36.50",
        "个人",
        "5栋",
        "资助中心",
        "缺冬衣",
        "已逾期",
        "问资助中心",
    ):
        assert text in page
    data = pb.json("liaison", "show", "1")
    assert data["gift_money"] == "36.50"
    assert data["follow_ups"][0]["due_on"] == "2026-10-20"
    assert "没有编号为“99”的联系记录" in pb("liaison", "show", "99", ok=4).err


def test_editing_changes_only_what_is_typed(pb: Any) -> None:
    log(pb, "走访寝室", "--on", "2026-10-31", "--pupils", "6", "--problem", "灯坏了")
    pb("liaison", "edit", "1", "--on", "2026-06-01", "--kind", "家访", "--clear", "problem", "--member", "王五")
    row = pb.json("liaison", "show", "1")
    assert (row["occurred_on"], row["kind"], row["problem"], row["pupils"], row["member"]) == (
        "2026-06-01", "家访", None, 6, "王五",
    )  # fmt: skip
    assert row["head_teacher"] == "赵老师"


def test_editing_opens_and_moves_a_follow_up(pb: Any) -> None:
    log(pb, "走访寝室", "--on", "2026-10-31")
    pb("liaison", "edit", "1", "--follow-up-by", "2026-11-10", "--task", "换灯")
    pb("liaison", "edit", "1", "--follow-up-by", "2026-11-12", "--responsible", "王五")
    (follow_up,) = pb.json("liaison", "show", "1")["follow_ups"]
    assert (follow_up["due_on"], follow_up["task"], follow_up["responsible"]) == ("2026-11-12", "换灯", "王五")
    assert "早于联系日期" in pb("liaison", "edit", "1", "--follow-up-by", "2026-10-01", ok=5).err


def test_editing_the_class(pb: Any) -> None:
    log(pb, "走访寝室")
    pb("liaison", "edit", "1", "--class", MECHANICS)
    row = pb.json("liaison", "show", "1")
    assert (row["class"], row["head_teacher"]) == (MECHANICS, None)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("99", "--pupils", "1"), 4, "没有编号为“99”的联系记录"),
        (("1",), 2, "没有说要改什么"),
        (("1", "--on", "2026-11-02"), 5, "还没有到"),
        (("1", "--problem", "13800138000"), 5, "“发现问题”里有手机号"),
        (("1", "--clear", "age"), 2, "没有可清空的“age”"),
    ],
)
def test_bad_edits(pb: Any, words: tuple[str, ...], code: int, said: str) -> None:
    log(pb, "走访寝室")
    assert said in pb("liaison", "edit", *words, ok=code).err


def test_removing_asks_and_takes_the_follow_up_along(pb: Any) -> None:
    log(pb, "走访寝室", "--follow-up-by", "2026-11-10")
    refused = pb("liaison", "remove", "1", ok=2)
    assert "删除 2026-11-01 张三丰与“2024级护理1班”的联系记录（走访寝室）？" in refused.err
    pb("liaison", "remove", "1", "--yes")
    assert pb.json("liaison", "contacts", "2026") == []
    assert pb.json("liaison", "followups", "--all") == []
    pb("undo")
    assert [row["follow_up"] for row in pb.json("liaison", "contacts", "2026-11")] == ["待跟进"]


# ---- follow-ups


def test_follow_ups_by_state(pb: Any) -> None:
    log(pb, "走访寝室", "--on", "2026-10-01", "--follow-up-by", "2026-10-31", "--task", "甲")
    log(pb, "走访寝室", "--on", "2026-10-01", "--follow-up-by", "2026-11-01", "--task", "乙")
    log(pb, "走访寝室", "--on", "2026-10-01", "--task", "丙")
    log(pb, "走访寝室", "--on", "2026-10-01", "--task", "丁")
    pb("liaison", "close", "4", "--on", "2026-10-15", "--result", "已办")
    assert [(row["task"], row["state"], row["days_overdue"]) for row in pb.json("liaison", "followups")] == [
        ("甲", "已逾期", 1), ("乙", "待跟进", None), ("丙", "待跟进", None),
    ]  # fmt: skip
    assert [row["task"] for row in pb.json("liaison", "followups", "--overdue")] == ["甲"]
    assert [row["result"] for row in pb.json("liaison", "followups", "--all", "--branch", FIRST)][-1] == "已办"
    assert [row["task"] for row in pb.json("liaison", "followups", "--open", today="2026-10-14")] == [
        "甲", "乙", "丙", "丁",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("9",), 4, "没有编号为 9 的跟进事项"),
        (("1", "--on", "2026-09-30"), 5, "早于联系日期"),
        (("1", "--on", "2026-11-02"), 5, "还没有到"),
        (("1", "--result", "13800138000"), 5, "“跟进结果”里有手机号"),
        (("x",), 2, "x"),
    ],
)
def test_closing_refuses(pb: Any, words: tuple[str, ...], code: int, said: str) -> None:
    log(pb, "走访寝室", "--on", "2026-10-01", "--task", "甲")
    assert said in pb("liaison", "close", *words, ok=code).err


def test_closing_twice_is_refused(pb: Any) -> None:
    log(pb, "走访寝室", "--on", "2026-10-01", "--task", "甲")
    pb("liaison", "close", "1")
    assert "跟进事项 1 已于 2026-11-01 完成。" in pb("liaison", "close", "1", ok=5).err
