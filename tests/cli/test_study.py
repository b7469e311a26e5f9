"""Study hours: from attendance by the unit's conversion, from outside, against the year's target."""

import pytest

from pbcli.db.models import Membership, PartyGroup
from tests.invented_school import FIRST, SECOND, fill
from tests.once import once


@pytest.fixture(autouse=True)
@once
def _school(work):
    """The small school: 张三丰 and 李四 are officers of the first branch; 王五 is in its 教学组."""
    with work() as opened:
        fill(opened)
        group = opened.add(PartyGroup.make(branch_id=1, name="教学组"))
        opened.session.get_one(Membership, 3).revise(party_group_id=group.id)


def hours(pb, *words, today="2026-11-01"):
    return {
        (row["branch"], row["member"]): (row["events"], row["outside"], row["hours"])
        for row in pb.json("study", "hours", *words, today=today)
    }


def held(pb, kinds, *words, branch=FIRST, on="2026-10-20", today="2026-11-01"):
    pb("event", "add", branch, kinds, "--on", on, *words, today=today)


def of_wang(pb, *words, **options):
    return hours(pb, *words, **options)[FIRST, "王五"]


# ---- from attendance


@pytest.mark.parametrize(
    ("kinds", "words", "expected"),
    [
        ("集中培训", [], "8"),
        ("集中培训", ["--start", "08:00", "--end", "12:00"], "4"),
        ("集中培训", ["--until", "2026-10-21"], "16"),
        ("主题党日", [], "4"),
        ("党课", ["--start", "15:00", "--end", "16:30"], "1.5"),
        ("党课", [], "0"),
        ("党课", ["--hours", "2.5"], "2.5"),
        ("主题党日、党课", ["--start", "15:00", "--end", "16:30"], "4"),
        ("支部党员大会", ["--absent", "王五", "--start", "15:00", "--end", "16:00"], "0"),
        ("支委会", ["--hours", "2"], "0"),
        ("党小组会", ["--group", "教学组", "--hours", "1"], "1"),
    ],
)
def test_hours_follow_from_attendance(pb, kinds, words, expected):
    held(pb, kinds, *words)
    assert of_wang(pb) == (expected, "0", expected)


def test_only_those_who_met_have_the_hours(pb):
    held(pb, "支委会", "--hours", "2")
    held(pb, "党小组会", "--group", "教学组", "--hours", "1")
    held(pb, "主题党日", "--with", SECOND, "--absent", "周八")
    held(pb, "集中培训", branch="党委")
    held(pb, "中心组学习", "--hours", "3", branch="党委")
    assert {who: row[0] for who, row in hours(pb).items()} == {
        (FIRST, "李四"): "14", (FIRST, "王五"): "13", (FIRST, "张三丰"): "14", (SECOND, "李四"): "12", (SECOND, "周八"): "8",
    }  # fmt: skip


def test_an_imported_guest_has_the_hours_too(pb, work):
    from pbcli.db.models import Attendance

    held(pb, "主题党日")
    with work() as opened:
        opened.add(Attendance.make(event_id=1, member_id=6, state="列席"))
    assert hours(pb)[SECOND, "周八"][0] == "4"


def test_a_lesson_gives_the_hours_in_its_own_year(pb):
    held(pb, "主题党日", "--absent", "王五", on="2026-12-20", today="2026-12-31")
    pb("event", "makeup", "1", "王五", "--on", "2027-01-05", today="2027-01-05")
    assert of_wang(pb, "2026", today="2027-01-05")[0] == "0"
    assert of_wang(pb, "2027", today="2027-01-05")[0] == "4"


def test_new_year_splits_by_days(pb):
    held(pb, "集中培训", "--until", "2027-01-02", on="2026-12-31", today="2027-01-10")
    pb("study", "add", "王五", "--hours", "9", "--source", "党校", "--on", "2026-12-31", "--until", "2027-01-02",
       today="2027-01-10")  # fmt: skip
    assert of_wang(pb, "2026", today="2027-01-10") == ("8", "3", "11")
    assert of_wang(pb, "2027", today="2027-01-10") == ("16", "6", "22")


def test_the_unit_sets_its_own_conversion(pb):
    pb("config", "set", "study.full_day", "6")
    pb("config", "set", "study.themed_half_day", "3.5学时")
    held(pb, "集中培训")
    held(pb, "主题党日")
    assert of_wang(pb)[0] == "9.5"
    for wrong in ("0", "25", "两"):
        assert "study.per_hour 不能是" in pb("config", "set", "study.per_hour", wrong, ok=2).err


def test_whoever_is_missing_without_a_name_is_told(pb):
    held(pb, "主题党日", "--present", "2")
    assert "有 1 次活动实到少于应到而没有写谁没来" in pb("study", "hours", "-f", "plain").out
    pb("event", "attend", "1", "--absent", "王五")
    assert "没有写谁没来" not in pb("study", "hours", "-f", "plain").out


# ---- against the target


def test_officers_have_a_target_of_their_own(pb):
    pb("study", "add", "张三丰、王五", "--hours", "32", "--source", "区委党校", "--on", "2026-04-14")
    rows = {row["member"]: row for row in pb.json("study", "hours", "2026", "--branch", FIRST)}
    assert list(rows) == ["李四", "王五", "张三丰"]
    assert [(row["target"], row["short"], row["is_officer"]) for row in rows.values()] == [
        ("56", "56", True), ("32", "0", False), ("56", "24", True),
    ]  # fmt: skip
    assert [row["member"] for row in pb.json("study", "hours", "2026", "--short", "--branch", FIRST)] == [
        "李四",
        "张三丰",
    ]


@pytest.mark.parametrize(("year", "said"), [("2027", "2027 年还没有到"), ("上月", "要写一年")])
def test_only_years(pb, year, said):
    assert said in pb("study", "hours", year, ok=2).err


def due(pb, today):
    rows = pb.json("remind", "due", today=today)
    return [(row["subject"], row["message"], row["command"]) for row in rows if row["kind"] == "study_hours"]


def test_who_is_behind_is_reminded_of(pb):
    pb(
        "study",
        "add",
        "张三丰、第一党支部/李四、第二党支部/李四、周八",
        "--hours",
        "60",
        "--source",
        "党校",
        "--on",
        "2026-04-14",
    )
    pb("study", "add", "王五", "--hours", "16", "--source", "党校", "--on", "2026-04-14")
    assert due(pb, "2026-06-30") == []
    assert due(pb, "2026-07-01") == []
    assert due(pb, "2026-10-01") == [
        (
            FIRST, "还有 91 天：第一党支部有 1 人学时不到全年应达到的 75%",
            "pbcli study hours 2026 --branch 第一党支部 --short",
        )
    ]  # fmt: skip
    pb("study", "add", "王五", "--hours", "8", "--source", "党校", "--on", "2026-04-14")
    assert due(pb, "2026-11-30") == []
    assert "不到全年应达到的 100%" in due(pb, "2026-12-01")[0][1]
    assert due(pb, "2027-01-01") == []


def test_the_month_sums_them_up(pb):
    held(pb, "主题党日")
    pb("study", "add", "王五", "--hours", "28", "--source", "党校", "--on", "2026-04-14")
    assert pb.json("report", "monthly", "2026-10")["study"] == [
        {"branch": FIRST, "members": 3, "hours": "12", "year_hours": "40", "reached": 1},
        {"branch": SECOND, "members": 2, "hours": "0", "year_hours": "0", "reached": 0},
    ]
    assert "【学时】" in pb("report", "monthly", "2026-10", "-f", "plain").out
    assert "学时" not in pb("report", "monthly", "2026-03", "-f", "plain").out


# ---- from outside


def test_add_list_edit_remove(pb):
    done = pb(
        "study", "add", "王五", "周八", "--hours", "1.5", "--source", "学习强国", "--title", "党史", "--note", "线上"
    )
    assert done.err == "已记学习 1：2026-11-01 王五 1.5 学时。\n已记学习 2：2026-11-01 周八 1.5 学时。\n"
    assert [row["id"] for row in pb.json("study", "list", "今年", "--branch", SECOND)] == [2]
    assert [row["id"] for row in pb.json("study", "list", "今年", "--member", "王五")] == [1]
    assert pb.json("study", "list", "2025") == []
    changed = pb("study", "edit", "1", "--hours", "2", "--on", "2026-10-30", "--member", "周八", "--clear", "title")
    assert changed.err == "已改学习 1：2026-10-30 周八 2 学时。\n"
    pb("study", "edit", "1", "--note", "线上")
    row = pb.json("study", "show", "1")[0]
    assert (row["title"], row["hours"], row["source"], row["note"]) == (None, "2", "学习强国", "线上")
    assert "删除学习 1：2026-10-30 周八 2 学时？" in pb("study", "remove", "1", ok=2).err
    pb("study", "remove", "1", "--yes")
    assert "没有编号为 1 的学习" in pb("study", "show", "1", ok=4).err
    pb("undo")
    assert pb.json("study", "show", "1")[0]["hours"] == "2"
    assert "学习 2" in pb("member", "remove", "周八", "--yes", ok=5).err


def test_it_needs_its_facts(pb):
    assert "还缺：党员（MEMBER）。" in pb("study", "add", ok=2).err
    assert "还缺：学时（--hours）。" in pb("study", "add", "王五", ok=2).err
    assert "还缺：学习来源（--source）。" in pb("study", "add", "王五", "--hours", "2", ok=2).err


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--source", "学习强国积分"], 5, "平台只写来源，不记积分。"),
        (["--title", "积分 30"], 5, "平台只写来源，不记积分。"),
        (["--on", "2026-11-02"], 5, "学习日期 2026-11-02 还没有到。"),
        (["--until", "2026-10-01"], 5, "结束日期 2026-10-01 早于开始日期 2026-11-01。"),
        (["--hours", "0"], 5, "学时要大于零。"),
        (["--hours", "x"], 2, "“x”不是学时。"),
        (["--source", " "], 5, "“学习来源”不能为空。"),
        (["--note", "13800138000"], 5, "手机号"),
    ],
)
def test_what_cant_be(pb, words, code, said):
    assert said in pb("study", "add", "王五", "--hours", "2", "--source", "党校", *words, ok=code).err
    assert pb.json("study", "list", "2000..2099") == []


def test_a_person_is_given_their_study(pb):
    pb("study", "add", "周八", "--hours", "2", "--source", "党校")
    assert [row["source"] for row in pb.json("privacy", "export", "周八")["records"]["study"]] == ["党校"]
