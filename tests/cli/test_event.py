"""`pbcli event add edit attend remove show`, as their user meets them."""

import pytest

from pbcli.cli.event_options import EXCUSED
from pbcli.domain.errors import UsageFault
from tests.invented_school import FIRST, SECOND, fill
from tests.once import once

UNIT = "某职业学校"
DAY = "2026-10-31"


@pytest.fixture(autouse=True)
@once
def _school(work):
    with work() as opened:
        fill(opened)


def add(pb, *words, branch=FIRST, kinds="主题党日", **options):
    return pb("event", "add", branch, kinds, *words, **options)


def shown(pb, event=1):
    return pb.json("event", "show", event)


def figures(pb, event=1):
    row = shown(pb, event)
    return row["entitled"], row["present"], [(one["member"], one["state"], one["reason"]) for one in row["away"]]


def count(pb):
    return len(pb.json("event", "list", "2000..2099"))


# ---- add


def test_an_event_is_told_with_its_figures(pb):
    done = add(
        pb, "--on", "昨天", "--start", "15:00", "--leave", "张三丰:病假", "--absent", "李四", kinds="主题党日、党课"
    )
    assert done.out == ""
    assert done.err == "应到 3 人，实到 1 人。\n已记活动 1：2026-10-31 第一党支部 主题党日、党课。\n"
    assert figures(pb) == (3, 1, [("张三丰", "请假", "病假"), ("李四", "缺席", None)])


def test_quiet_prints_the_id(pb):
    done = pb("-q", "event", "add", FIRST, "党课")
    assert (done.out, done.err) == ("1\n", "")


def test_every_fact_is_kept(pb):
    add(pb, "--on", DAY, "--start", "9点", "--end", "10:30", "--hours", "1.5", "--title", "学习党章", "--place", "会议室",
        "--host", "王五", "--recorder", "张三丰", "--topics", "党章", "--summary", "通读", "--resolutions", "通过",
        "--attending", "王校长、周八", "--evidence", "签到表", "--note", "备注一", kinds="党课")  # fmt: skip
    row = shown(pb)
    recorded = row.pop("recorded_at"), row.pop("recorded_by"), row.pop("days_late")
    assert row.pop("late") is True
    assert recorded[0].endswith("Z")
    assert recorded[1]
    assert row == {
        "id": 1, "occurred_on": DAY, "start_time": "09:00", "end_time": "10:30", "hours": "1.5", "branch_id": 1,
        "branch": FIRST, "kinds": ["党课"], "title": "学习党章", "place": "会议室", "host": "王五", "recorder": "张三丰",
        "entitled": 3, "present": 3, "away": [], "attending": "王校长、周八", "topics": "党章", "summary": "通读",
        "resolutions": "通过", "evidence": "签到表", "note": "备注一", "ended_on": None, "party_group_id": None,
        "party_group": None, "partners": [], "resolved": [],
    }  # fmt: skip
    page = pb("event", "show", "1").out
    for text in ("学习党章", "出勤率      100%", "王校长、周八", "签到表", "没有人请假、缺席。"):
        assert text in page


def test_today_is_the_default_day(pb):
    add(pb)
    assert shown(pb)["occurred_on"] == "2026-11-01"


@pytest.mark.parametrize("word", ["党委", "党总支", "本单位", UNIT, UNIT + "党委", " 党委 "])
def test_the_units_own_events_belong_to_no_branch(pb, word):
    done = add(pb, branch=word, kinds="中心组学习")
    assert done.err == (
        "2026-11-01 的党委委员没有登记，应到没有算；登记用 pbcli branch post 党委 委员 NAME。\n"
        "已记活动 1：2026-11-01 某职业学校 中心组学习。\n"
    )
    row = shown(pb)
    assert (row["branch_id"], row["branch"], row["entitled"], row["present"]) == (None, UNIT, None, None)
    assert figures(pb)[2] == []


def test_a_branch_may_be_called_as_people_call_the_unit(pb):
    pb("branch", "add", "党委")
    add(pb, branch="党委")
    assert shown(pb)["branch_id"] == 3


def test_the_papers_own_figures_count(pb):
    done = add(pb, "--entitled", "14", "--present", "12", "--absent", "李四")
    assert "应到 14 人，实到 12 人。" in done.err
    assert "应到照写的 14 人记，按当天名册是 3 人。" in done.err
    assert "实到照写的 12 人记，按请假、缺席是 13 人。" in done.err
    assert figures(pb)[:2] == (14, 12)


def test_more_present_than_entitled_is_said(pb):
    assert "实到 5 人，多于应到 3 人。" in add(pb, "--present", "5").err


def test_a_second_event_of_the_kind_on_the_day_is_said(pb):
    add(pb, kinds="主题党日、党课")
    done = add(pb, kinds="党课")
    assert "第一党支部这一天已记过党课（活动 1）；若是同一次，请撤销：pbcli undo。" in done.err
    for words, options in [((), {"branch": SECOND, "kinds": "党课"}), (("--on", DAY), {}), ((), {"kinds": "志愿服务"})]:
        assert "已记过" not in add(pb, *words, **options).err


def test_two_groups_may_meet_on_one_day(pb):
    for group in ("教学组", "后勤组"):
        pb("branch", "group", "add", FIRST, group)
        assert "已记过" not in add(pb, "--group", group, kinds="党小组会").err
    assert "已记过党小组会（活动 2）" in add(pb, "--group", "后勤组", kinds="党小组会").err
    assert shown(pb, 2)["title"] == "后勤组"


@pytest.mark.parametrize(
    ("day", "said"),
    [("2026-10-28", False), ("2026-10-27", True), ("2026-10-20", True), ("2026-11-01", False)],
)
def test_a_late_entry_is_said(pb, day, said):
    # 2026-11-01 is a Sunday: the third working day after Tuesday the 27th was Friday the 30th.
    done = add(pb, "--on", day)
    assert ("补录：晚记" in done.err) is said
    if day == "2026-10-20":
        assert "补录：晚记 12 天（OL-16：会后 3 个工作日内）。" in done.err


def test_a_host_on_leave_is_said(pb):
    done = add(pb, "--host", "张三丰", "--leave", "张三丰", "--recorder", "王五")
    assert "主持人又写在请假或缺席里。" in done.err
    assert "记录人" not in done.err


def test_a_committee_of_half_is_too_few(pb):
    done = add(pb, "--absent", "李四", kinds="支委会")
    assert "应到 2 人，实到 1 人。" in done.err
    assert "到会的没有超过半数（OL-02：一般每月 1 次；到会委员超过半数）。" in done.err
    assert "超过半数" not in add(pb, "--on", DAY, kinds="支委会").err


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((FIRST,), 2, "还缺：会议类型（KINDS）"),
        ((), 2, "还缺：主办党组织（BRANCH）"),
        (("第九党支部", "党课"), 4, "没有叫“第九党支部”的党支部"),
        ((FIRST, "茶话会"), 4, "没有叫“茶话会”的会议类型。\n下一步：pbcli event kind list"),
        ((FIRST, "学习"), 4, "“学习”可指：中心组学习、教职工理论学习。"),
        ((FIRST, "、"), 5, "“会议类型”不能为空。"),
        ((FIRST, "党课", "--on", "2026-11-02"), 5, "活动日期 2026-11-02 还没有到。"),
        ((FIRST, "党课", "--on", "2026-02-30"), 2, "没有“2026-02-30”这一天"),
        ((FIRST, "党课", "--start", "15:00", "--end", "14:00"), 5, "结束时间 14:00 早于开始时间 15:00。"),
        ((FIRST, "党课", "--hours", "一个"), 2, "不是学时"),
        ((FIRST, "党课", "--entitled", "-1"), 2, "--entitled"),
        ((FIRST, "党课", "--leave", "钱七"), 5, "钱七在 2026-11-01 不是第一党支部的应到人员。\n下一步：pbcli member list"),
        ((SECOND, "党课", "--leave", "钱七"), 5, "钱七在 2026-11-01 不是第二党支部的应到人员。"),
        ((FIRST, "支委会", "--absent", "王五"), 5, "王五在 2026-11-01 不是第一党支部支委会的应到人员。\n下一步：pbcli branch show"),
        (("党委", "中心组学习", "--absent", "钱七"), 5, "钱七在 2026-11-01 不是某职业学校党委的应到人员。"),
        ((FIRST, "党课", "--leave", "赵无极"), 4, "没有叫“赵无极”的党员"),
        (("党委", "中心组学习", "--leave", "李四"), 4, "第一党支部/李四、第二党支部/李四"),
        ((FIRST, "党课", "--leave", "李四", "--absent", "李四"), 5, "“李四”又是请假又是缺席。"),
        ((FIRST, "党课", "--leave", ":病假"), 2, "“:病假”里没有姓名。"),
        ((FIRST, "党课", "--leave", "李四:电话13800138000"), 5, "“事由”里有手机号"),
        ((FIRST, "党课", "--summary", "号码 11010519491231002X"), 5, "“内容摘要”里有身份证号"),
        ((FIRST, "党课", "--summary", "@/nowhere/at/all"), 2, "读不了文件"),
        ((FIRST, "党课", "--entitled", "1", "--absent", "李四、王五"), 5, "请假、缺席共 2 人，多于应到 1 人。"),
        ((FIRST, "党课", "--host", "周八"), 5, "主持人周八在 2026-11-01 不是第一党支部的党员。\n下一步：pbcli member list"),
        ((SECOND, "党课", "--on", "2026-09-09", "--recorder", "周八"), 5, "记录人周八在 2026-09-09 不是第二党支部的党员。"),
        ((FIRST, "党课", "--group", "教学组"), 4, "没有叫“教学组”的党小组"),
        (("党委", "党小组会", "--group", "教学组"), 5, "单位自己的活动没有党小组"),
        ((FIRST, "党课", "--title", "x" * 201), 5, "“会议名称”最多 200 个字符"),
    ],
)  # fmt: skip
def test_what_is_refused(pb, words, code, said):
    assert said in pb("event", "add", *words, ok=code).err
    assert count(pb) == 0


def test_a_group_meets_only_at_a_group_meeting(pb):
    pb("branch", "group", "add", FIRST, "教学组")
    assert "只有党小组会才写党小组。" in add(pb, "--group", "教学组", kinds="党课", ok=5).err


def test_dry_run_writes_nothing(pb):
    done = add(pb, "--leave", "张三丰:病假", "--dry-run")
    for text in ("主题党日", "张三丰", "病假", "应到"):
        assert text in done.out
    assert "什么也没有写入" in done.err
    assert "已记活动" not in done.err
    assert count(pb) == 0


def test_undo_takes_all_of_it_back(pb):
    add(pb, "--leave", "张三丰:病假")
    pb("undo")
    assert count(pb) == 0
    assert all(row["events"] == 0 for row in pb.json("event", "kind", "list"))


# ---- who is on leave, as typed


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("张三", [("张三", None)]),
        ("张三:病假", [("张三", "病假")]),
        ("张三：病假、李四", [("张三", "病假"), ("李四", None)]),
        ("张三（病假，住院）；李四(事假)", [("张三", "病假，住院"), ("李四", "事假")]),
        ("张三、 李四;王五", [("张三", None), ("李四", None), ("王五", None)]),
        ("张三 李四", [("张三", None), ("李四", None)]),
        ("张三: 去 医院", [("张三", "去 医院")]),
        ("第一党支部/张三:公假", [("第一党支部/张三", "公假")]),
        ("张三:", [("张三", None)]),
        ("张三()", [("张三", None)]),
        ("、", []),
        ("", []),
    ],
)
def test_reading_who_was_excused(typed, read):
    assert list(EXCUSED.convert(typed, None, None)) == read
    assert EXCUSED.convert(tuple(read), None, None) == tuple(read)


@pytest.mark.parametrize("typed", [":病假", "（病假）", "张三:病假、:事假"])
def test_a_reason_needs_a_name(typed):
    with pytest.raises(UsageFault, match="没有姓名"):
        EXCUSED.convert(typed, None, None)


def test_options_may_be_repeated(pb):
    add(pb, "--leave", "张三丰:病假", "--leave", "李四（公假）", "--absent", "王五")
    assert figures(pb)[2] == [("张三丰", "请假", "病假"), ("李四", "请假", "公假"), ("王五", "缺席", None)]


# ---- attend


def test_marking_keeps_the_present_in_step_and_says_so(pb):
    add(pb, "--on", DAY)
    done = pb("event", "attend", "1", "--leave", "张三丰:病假", "--absent", "李四", "--attending", "王校长")
    assert done.err == "实到随之改为 1 人。\n已改活动 1 的出勤：2026-10-31 第一党支部 主题党日。\n"
    assert figures(pb) == (3, 1, [("张三丰", "请假", "病假"), ("李四", "缺席", None)])
    assert shown(pb)["attending"] == "王校长"
    done = pb("event", "attend", "1", "--came", "李四", "--absent", "张三丰")
    assert "实到随之改为 2 人。" in done.err
    assert figures(pb) == (3, 2, [("张三丰", "缺席", None)])


def test_marking_the_same_again_changes_nothing(pb):
    add(pb, "--leave", "李四:病假")
    assert "随之" not in pb("event", "attend", "1", "--leave", "李四:事假").err
    assert figures(pb) == (3, 2, [("李四", "请假", "事假")])
    pb("event", "attend", "1", "--attending", "王校长")
    assert figures(pb)[:2] == (3, 2)


def test_the_papers_own_present_is_left_alone(pb):
    add(pb, "--present", "1")
    done = pb("event", "attend", "1", "--absent", "李四")
    assert "实到照写的 1 人记，按请假、缺席是 2 人。" in done.err
    assert figures(pb)[:2] == (3, 1)
    assert "照写" not in pb("event", "attend", "1", "--absent", "王五").err
    assert figures(pb)[:2] == (3, 1)


def test_an_event_without_figures_stays_so(pb):
    add(pb, branch="党委", kinds="中心组学习")
    assert "实到" not in pb("event", "attend", "1", "--absent", "王五").err
    assert figures(pb) == (None, None, [("王五", "缺席", None)])


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("1",), 2, "没有说要改什么，可用：--leave --absent --came --attending。"),
        (("9", "--absent", "李四"), 4, "没有编号为“9”的活动"),
        (("1", "--came", "李四"), 5, "李四没有记请假或缺席，本来就算到会。\n下一步：pbcli event show 1"),
        (("1", "--came", "张三丰", "--absent", "张三丰"), 5, "“张三丰”又是到会又是请假或缺席。"),
        (("1", "--absent", "周八"), 5, "周八在 2026-11-01 不是第一党支部的应到人员。"),
        (("1", "--attending", "13800138000"), 5, "“列席”里有手机号"),
    ],
)
def test_what_marking_refuses(pb, words, code, said):
    add(pb, "--leave", "张三丰:病假")
    assert said in pb("event", "attend", *words, ok=code).err
    assert figures(pb) == (3, 2, [("张三丰", "请假", "病假")])


def test_more_away_than_entitled_is_refused(pb):
    add(pb, "--entitled", "1")
    assert "多于应到 1 人" in pb("event", "attend", "1", "--absent", "李四、王五", ok=5).err


def test_marking_on_trial_and_undone(pb):
    add(pb)
    assert "李四" in pb("event", "attend", "1", "--absent", "李四", "--dry-run").out
    assert figures(pb) == (3, 3, [])
    pb("event", "attend", "1", "--absent", "李四")
    pb("undo")
    assert figures(pb) == (3, 3, [])


# ---- edit


def test_editing_changes_only_what_is_typed(pb):
    add(pb, "--on", DAY, "--title", "学习", "--note", "甲", "--hours", "2", "--host", "王五")
    done = pb(
        "event",
        "edit",
        "1",
        "--title",
        "学习党章",
        "--hours",
        "1.25",
        "--clear",
        "note",
        "--clear",
        "host",
        "--recorder",
        "李四",
    )
    assert done.err == "已改活动 1：2026-10-31 第一党支部 主题党日。\n"
    row = shown(pb)
    assert (row["title"], row["hours"], row["note"], row["host"], row["recorder"]) == (
        "学习党章",
        "1.25",
        None,
        None,
        "李四",
    )
    assert figures(pb)[:2] == (3, 3)


def test_editing_kinds_and_organizer(pb):
    add(pb, kinds="主题党日、党课")
    pb("event", "edit", "1", "--kind", "党课、志愿服务")
    assert shown(pb)["kinds"] == ["党课", "志愿服务"]
    done = pb("event", "edit", "1", "--branch", SECOND)
    assert "应到随之改为 2 人。\n实到随之改为 2 人。" in done.err
    assert shown(pb)["branch"] == SECOND
    done = pb("event", "edit", "1", "--clear", "branch")
    assert "应到随之清空。\n实到随之清空。" in done.err
    assert (shown(pb)["branch"], figures(pb)) == (UNIT, (None, None, []))


def test_a_new_day_counts_anew(pb):
    add(pb, branch=SECOND)
    assert figures(pb) == (2, 2, [])
    assert "应到随之改为 1 人。" in pb("event", "edit", "1", "--on", "2026-09-09").err
    assert figures(pb) == (1, 1, [])


def test_someone_away_stays_away_on_a_new_day(pb):
    add(pb, "--absent", "李四", branch=SECOND)
    assert "应到随之改为 1 人。\n实到随之改为 0 人。" in pb("event", "edit", "1", "--on", "2026-09-09").err
    assert figures(pb) == (1, 0, [("李四", "缺席", None)])


def test_a_figure_of_its_own_stays_on_a_new_day(pb):
    add(pb, "--entitled", "5", branch=SECOND)
    done = pb("event", "edit", "1", "--on", "2026-09-09")
    assert "应到仍是 5 人，按当天名册是 1 人；要改用 --entitled。" in done.err
    assert figures(pb) == (5, 5, [])
    assert "应到" not in pb("event", "edit", "1", "--branch", "党委").err
    assert figures(pb) == (5, 5, [])


def test_typed_figures(pb):
    add(pb, "--absent", "李四")
    assert "实到随之改为 4 人。" in pb("event", "edit", "1", "--entitled", "5").err
    assert "实到照写的 3 人记，按请假、缺席是 4 人。" in pb("event", "edit", "1", "--present", "3").err
    pb("event", "edit", "1", "--entitled", "4")
    assert figures(pb)[:2] == (4, 3)
    assert "实到随之清空" in pb("event", "edit", "1", "--clear", "entitled").err
    assert figures(pb)[:2] == (None, None)
    assert "多于应到 0 人" in pb("event", "edit", "1", "--entitled", "0", ok=5).err
    assert "多于应到 0 人" in pb("event", "edit", "1", "--entitled", "0", "--present", "0", ok=5).err


def test_someone_away_must_be_entitled_after_an_edit(pb):
    add(pb, "--absent", "周八", branch=SECOND)
    refused = pb("event", "edit", "1", "--on", "2026-09-09", ok=5)
    assert "周八在 2026-09-09 不是第二党支部的应到人员。\n下一步：pbcli event attend 1 --came 6" in refused.err
    pb("event", "attend", "1", "--came", "6")
    pb("event", "edit", "1", "--on", "2026-09-09")


def test_whoever_led_must_be_of_the_branch_after_an_edit(pb):
    add(pb, "--host", "王五")
    assert "主持人王五在 2026-11-01 不是第二党支部的党员。" in pb("event", "edit", "1", "--branch", SECOND, ok=5).err
    pb("event", "edit", "1", "--branch", SECOND, "--host", "周八")
    assert shown(pb)["host"] == "周八"


def test_a_new_host_who_was_away_is_said(pb):
    add(pb, "--absent", "李四")
    assert "主持人又写在请假或缺席里。" in pb("event", "edit", "1", "--host", "李四").err
    assert "又写在" not in pb("event", "edit", "1", "--note", "甲").err


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("1",), 2, "没有说要改什么"),
        (("9", "--note", "甲"), 4, "没有编号为“9”的活动"),
        (("1", "--on", "2026-11-02"), 5, "活动日期 2026-11-02 还没有到。"),
        (("1", "--clear", "on"), 5, "“日期”不能为空。"),
        (("1", "--clear", "kind"), 5, "“会议类型”不能为空。"),
        (("1", "--clear", "age"), 2, "没有可清空的“age”"),
        (("1", "--end", "08:00"), 5, "结束时间 08:00 早于开始时间 09:00。"),
        (("1", "--note", "13800138000"), 5, "“备注”里有手机号"),
        (("1", "--host", "赵无极"), 4, "没有叫“赵无极”的党员"),
        (("1", "--branch", "第九党支部"), 4, "没有叫“第九党支部”的党支部"),
    ],
)
def test_what_editing_refuses(pb, words, code, said):
    add(pb, "--start", "09:00")
    before = shown(pb)
    assert said in pb("event", "edit", *words, ok=code).err
    assert shown(pb) == before


def test_editing_on_trial_and_undone(pb):
    add(pb)
    assert "学习" in pb("event", "edit", "1", "--title", "学习", "--dry-run").out
    assert shown(pb)["title"] is None
    pb("event", "edit", "1", "--title", "学习", "--kind", "党课")
    pb("undo")
    assert (shown(pb)["title"], shown(pb)["kinds"]) == (None, ["主题党日"])


# ---- remove


def test_removing_asks_and_takes_everything_along(pb):
    add(pb, "--absent", "李四")
    assert "删除活动 1：2026-11-01 第一党支部 主题党日？" in pb("event", "remove", "1", ok=2).err
    pb("event", "remove", "1", "--dry-run")
    assert count(pb) == 1
    assert "已删除活动 1：2026-11-01 第一党支部 主题党日。" in pb("event", "remove", "1", "--yes").err
    assert count(pb) == 0
    assert "没有编号为“1”的活动" in pb("event", "show", "1", ok=4).err
    pb("undo")
    assert figures(pb) == (3, 2, [("李四", "缺席", None)])
    assert "没有编号为“9”的活动" in pb("event", "remove", "9", "--yes", ok=4).err
