"""Papers of organizational life: several kinds in a cell, who was there, who was not, and of which branch."""

from datetime import date, datetime

import pytest

from tests.once import once
from tests.papers import FIRST, SECOND, Rows, kept, school, text_file, workbook

HEADER = ("会议类型", "会议名称", "主办党组织", "日期", "开始", "主持人", "应到", "实到", "请假", "缺席")
ROW = ("主题党日、党课", "十月主题党日", FIRST, "2026-10-20", "14:30", "张三", 3, 2, "李四", "")
KEPT = """
SELECT e.occurred_on, e.start_time, e.title, b.name, e.entitled, e.present,
       (SELECT group_concat(name, '、') FROM (SELECT k.name FROM event_has_kind h JOIN event_kind k ON k.id = h.event_kind_id
                                               WHERE h.event_id = e.id ORDER BY k.id))
  FROM event e LEFT JOIN branch b ON b.id = e.branch_id ORDER BY e.id
"""
FACTS = ("2026-10-20", "14:30", "十月主题党日", FIRST, 3, 2, "党课、主题党日")
AWAY = "SELECT m.name, a.state, a.reason FROM attendance a JOIN member m ON m.id = a.member_id ORDER BY a.id"

VOTES = """SELECT place, text, voters_entitled, voters_present, votes_for, votes_against, votes_abstained FROM resolution
            ORDER BY id"""


CLOCKED = datetime(2026, 10, 20, 14, 30)  # noqa: DTZ001  a spreadsheet knows no zones


@pytest.fixture
@once
def offices(pb, tmp_path):
    """The small school."""
    school(tmp_path, pb)
    return pb


def ledger(*rows, header=HEADER, more=()):
    """Draw a ledger; `more` are further columns."""
    return [[*header, *more], *map(list, rows)]


LAYOUTS: dict[str, Rows] = {
    "plain": ledger(ROW),
    "title, particulars, footer": [
        ["三会一课与主题党日记录"],
        ["填报单位：某校党委", None, None, "填报日期：2026年10月31日"],
        ["序号", *HEADER],
        [1, *ROW],
        ["小计", "1次"],
        ["记录人签字：", None, "书记签字："],
    ],
    "other words": [
        ["活动类别", "活动主题", "党支部", "活动时间", "开始时间", "会议主持人", "应到人数", "实到人数", "请假人员", "缺席人员"],
        ["党日活动,上党课", "十月主题党日", "第一支部", "2026年10月20日", "14时30分", "张　三", "3人", "2人", "李四（病假）", "无"],
    ],
    "two lines of header": [
        ["类型", "名称", "支部", "时间", None, "主持人", "出席情况", None, None, None],
        [None, None, None, "日期", "开始", None, "应到", "实到", "请假", "缺席"],
        ["主题党日\n党课", "十月主题党日", FIRST, date(2026, 10, 20), "14:30", "张三", 3, 2, "李四", None],
    ],
    "kinds with 和": ledger(("主题党日和党课", *ROW[1:])),
    "kinds with a blank": ledger(("主题党日 党课", *ROW[1:])),
    "kinds with /": ledger(("支部主题党日活动/专题党课", *ROW[1:])),
    "kinds with +": ledger(("主题党日+党课", *ROW[1:])),
    "kinds in two columns": ledger(("主题党日", *ROW[1:], "党课"), more=("同日开展的会议",)),
}  # fmt: skip


class TestLayouts:
    @pytest.mark.parametrize("name", LAYOUTS)
    def test_one_event_however_it_is_laid_out(self, offices, tmp_path, name):
        offices("import", workbook(tmp_path / "三会一课.xlsx", ("Sheet1", LAYOUTS[name])))
        assert kept(offices, KEPT) == [FACTS]
        assert kept(offices, AWAY)[0][:2] == ("李四", "请假")

    def test_a_sheet_for_each_branch(self, offices, tmp_path):
        header = ["会议类型", "日期", "应到", "实到"]
        sheets: list[tuple[str, Rows]] = [
            (name, [header, ["支委会", "2026-10-20", 3, 3]]) for name in (FIRST, "第二支部")
        ]
        offices("import", workbook(tmp_path / "a.xlsx", *sheets))
        assert [row[3] for row in kept(offices, KEPT)] == [FIRST, SECOND]

    def test_the_unit_itself_may_hold_one(self, offices, tmp_path):
        rows = ledger(
            ("党委专题会议", "", "某某学校党委", "2026-10-21", "", "王五", 7, 7, "", ""),
            ("中心组学习", "", "某职业学校", "2026-10-22", "", "", 9, 9, "", ""),
        )
        offices("import", text_file(tmp_path / "a.csv", rows))
        assert [row[3] for row in kept(offices, KEPT)] == [None, None]

    @pytest.mark.parametrize(
        "cell", ["2026-10-20 14:30", "2026年10月20日14:30-16:00", "2026年10月20日 14时30分", CLOCKED]
    )
    def test_a_clock_behind_the_day(self, offices, tmp_path, cell):
        rows: Rows = [["会议类型", "党支部", "会议时间"], ["党课", FIRST, cell]]
        offices("import", workbook(tmp_path / "a.xlsx", ("Sheet", rows)))
        assert kept(offices, "SELECT occurred_on, start_time FROM event") == [("2026-10-20", "14:30")]

    @pytest.mark.parametrize("name", ["第1党支部", "一支部", "第1支部", "中共某校委员会第一党支部委员会", "第一 支部"])
    def test_short_and_long_names_of_the_branch(self, offices, tmp_path, name):
        offices("import", text_file(tmp_path / "a.csv", ledger((*ROW[:2], name, *ROW[3:]))))
        assert kept(offices, KEPT)[0][3] == FIRST

    @pytest.mark.parametrize(
        ("title", "file", "kinds"),
        [
            ("主题党日台账", "a", "主题党日"),
            ("第一党支部2026年主题党日活动登记", "a", "主题党日"),
            ("活动登记", "党课记录", "党课"),
        ],
    )
    def test_a_ledger_of_one_kind_needs_no_column_for_it(self, offices, tmp_path, title, file, kinds):
        header = ["序号", "月份", "日期", "党支部", "主题", "地点", "组织者", "应到", "实到"]
        row = [1, "10月", "2026-10-20", FIRST, "重温誓词", "广场", "张三", 3, 3]
        offices("import", workbook(tmp_path / f"{file}.xlsx", ("Sheet1", [[title], header, row])))
        assert kept(offices, KEPT)[0][-1] == kinds

    def test_those_entitled_and_present_in_one_column(self, offices, tmp_path):
        header = ["日期", "类型", "应到/实到", "请假"]
        rows: list[list[str | None]] = [
            [*header],
            ["2026-10-20", "主题党日", "3/2", "李四"],
            ["2026-10-21", "党课", "三人", None],
        ]
        outcome = offices("import", workbook(tmp_path / "一支部活动.xlsx", ("Sheet1", rows)), ok=5)
        assert "“应到/实到”列：“三人”不是应到和实到的人数。" in outcome.err
        offices("import", workbook(tmp_path / "一支部 党日.xlsx", ("Sheet1", rows[:2])))
        assert kept(offices, "SELECT entitled, present FROM event") == [(3, 2)]


class TestKinds:
    @pytest.mark.parametrize(
        ("cell", "kinds"),
        [
            ("支部党员大会", "支部党员大会"), ("支部大会", "支部党员大会"), ("支部委员会", "支委会"), ("小组会", "党小组会"),
            ("微党课", "党课"), ("党员活动日", "主题党日"), ("民主评议党员", "民主评议"), ("理论学习中心组学习", "中心组学习"),
            ("组织生活会、民主评议党员", "组织生活会、民主评议"), ("支部大会；支委会；党课", "支部党员大会、支委会、党课"),
            ("主题党日（参观）", "主题党日"), ("志愿服务活动", "志愿服务"),
        ],
    )  # fmt: skip
    def test_kinds_by_their_synonyms(self, offices, tmp_path, cell, kinds):
        offices("import", text_file(tmp_path / "a.csv", ledger((cell, *ROW[1:]))))
        assert kept(offices, KEPT)[0][-1] == kinds

    def test_the_units_own_kinds(self, offices, tmp_path):
        paper = text_file(tmp_path / "a.csv", ledger(("读书会、党课", *ROW[1:])))
        assert "“读书会”不在可用的词里" in offices("import", paper, ok=5).err
        offices("event", "kind", "add", "读书会")
        offices("import", paper)
        assert kept(offices, KEPT)[0][-1] == "党课、读书会"


class TestAttendance:
    @pytest.mark.parametrize(
        ("on_leave", "absent", "away"),
        [
            ("李四（病假）", "", [("李四", "请假", "病假")]),
            ("病假：李四；事假：赵六", "", [("李四", "请假", "病假"), ("赵六", "请假", "事假")]),
            ("李四、赵六", "", [("李四", "请假", None), ("赵六", "请假", None)]),
            ("李四 赵六", "", [("李四", "请假", None), ("赵六", "请假", None)]),
            ("李　四", "赵　六", [("李四", "请假", None), ("赵六", "缺席", None)]),
            ("无", "无", []),
            ("/", "—", []),
            ("李四等1人", "", [("李四", "请假", None)]),
        ],
    )
    def test_exceptions(self, offices, tmp_path, on_leave, absent, away):
        offices("import", text_file(tmp_path / "a.csv", ledger((*ROW[:8], on_leave, absent))))
        assert kept(offices, AWAY) == away

    def test_both_in_one_column(self, offices, tmp_path):
        header = ("会议类型", "主办党组织", "日期", "请假/缺席人员")
        rows = ledger(("党课", FIRST, "2026-10-20", "李四（出差）、赵六（无故缺席）"), header=header)
        offices("import", text_file(tmp_path / "a.csv", rows))
        assert kept(offices, AWAY) == [("李四", "请假", "出差"), ("赵六", "缺席", "无故缺席")]

    def test_figures_are_frozen_where_the_paper_has_none(self, offices, tmp_path):
        header = ("会议类型", "主办党组织", "日期", "请假")
        rows = ledger(
            ("党课", FIRST, "2026-10-20", "李四"),
            ("党课", FIRST, "2026-04-20", ""),
            ("支委会", FIRST, "2026-10-21", ""),
            ("党小组会", FIRST, "2026-10-22", ""),
            header=header,
        )
        offices("import", text_file(tmp_path / "a.csv", rows))
        assert [row[4:6] for row in kept(offices, KEPT)] == [(3, 2), (2, 2), (2, 2), (None, None)]

    def test_present_follows_entitled(self, offices, tmp_path):
        rows = ledger(
            ("党课", FIRST, "2026-10-20", 9, "李四"), header=("会议类型", "主办党组织", "日期", "应到", "请假")
        )
        offices("import", text_file(tmp_path / "a.csv", rows))
        assert kept(offices, KEPT)[0][4:6] == (9, 8)

    def test_a_later_paper_brings_them_up_to_date(self, offices, tmp_path):
        offices("import", text_file(tmp_path / "a.csv", ledger(ROW)))
        later = text_file(tmp_path / "b.csv", ledger((*ROW[:7], 1, "赵六（事假）", "李四")))
        assert "改动 1" in offices("import", later).err
        assert sorted(kept(offices, AWAY)) == [("李四", "缺席", None), ("赵六", "请假", "事假")]
        assert kept(offices, KEPT)[0][4:6] == (3, 1)
        assert "没有变化" in offices("import", later).err

    def test_a_host_on_leave_and_too_many_present_are_warnings(self, offices, tmp_path):
        rows = ledger((*ROW[:7], 5, "张三", ""), ("党课", "", FIRST, "2026-12-01", "15:00", "", 3, 3, "", ""))
        err = offices("import", text_file(tmp_path / "a.csv", rows)).err
        for part in ("又写在请假或缺席里", "多于应到", "日期在今天之后"):
            assert part in err

    def test_who_is_named_no_more_was_there(self, offices, tmp_path):
        offices("import", text_file(tmp_path / "a.csv", ledger((*ROW[:8], "李四、赵六", ""))))
        offices("import", text_file(tmp_path / "b.csv", ledger((*ROW[:8], "赵六", ""))))
        assert kept(offices, AWAY) == [("赵六", "请假", None)]

    def test_an_end_before_the_start_is_a_warning(self, offices, tmp_path):
        rows = ledger((*ROW, "13:00"), more=("结束",))
        assert "结束早于开始" in offices("import", text_file(tmp_path / "a.csv", rows)).err


class TestBadRows:
    @pytest.mark.parametrize(
        ("place", "value", "column", "reason"),
        [
            (0, "", "会议类型", "缺少“会议类型”"),
            (0, "打球", "会议类型", "“打球”不在可用的词里"),
            (2, "", "主办党组织", "缺少“主办党组织”"),
            (2, "第八党支部", "主办党组织", "没有叫“第八党支部”的党支部"),
            (3, "2026-09-31", "日期", "没有“2026-09-31”这一天"),
            (4, "25:00", "开始", "“25:00”不是时间"),
            (5, "王五", "主持人", "第一党支部没有叫“王五”的党员，有：第二党支部/王五"),
            (6, "全体", "应到", "“全体”不是人数"),
            (8, "查无此人", "请假", "没有叫“查无此人”的党员"),
            (9, "李四", "缺席", "又是请假又是缺席"),
        ],
    )
    def test_bad_rows(self, offices, tmp_path, place, value, column, reason):
        row = list(ROW)
        row[place] = value
        err = offices("import", text_file(tmp_path / "a.csv", ledger(row)), ok=5).err
        assert f"第 2 行“{column}”列：" in err
        assert reason in err


class TestIdentity:
    def test_second_time_changes_nothing(self, offices, tmp_path):
        paper = text_file(tmp_path / "a.csv", ledger(ROW, ROW, ("支委会", *ROW[1:])))
        offices("import", paper)
        assert len(kept(offices, KEPT)) == 3
        assert "没有变化" in offices("import", paper).err

    @pytest.mark.parametrize(
        ("place", "value", "fact"),
        [(3, "2026-10-21", "日期"), (1, "主题党日", "会议名称"), (0, "主题党日", "会议类型"), (4, "15:30", "开始")],
    )
    def test_a_corrected_row_is_a_suspect(self, offices, tmp_path, place, value, fact):
        offices("import", text_file(tmp_path / "a.csv", ledger(ROW)))
        row = list(ROW)
        row[place] = value
        plan = offices.json("import", text_file(tmp_path / "b.csv", ledger(row)), "--dry-run")
        suspects = [remark["remark"] for remark in plan["remarks"] if remark["suspect"]]
        assert suspects == [f"疑似更正：与登记的第 1 号记录只有“{fact}”不同。"]

    def test_texts_hours_and_votes(self, offices, tmp_path):
        more = ("学时", "地点", "议题", "决议", "表决", "列席", "佐证材料", "记录人")
        rows = ledger(
            (*ROW, "1.5学时", "会议室", "接收预备党员", "通过", "应到3赞成3", "校长", "照片", "李四"), more=more
        )
        offices("import", text_file(tmp_path / "a.csv", rows))
        assert kept(
            offices, "SELECT hours_hundredths, place, topics, resolutions, attending, evidence, recorder_id FROM event"
        ) == [(150, "会议室", "接收预备党员", "通过", "校长", "照片", 2)]
        assert kept(offices, VOTES) == [(1, "通过", 3, None, 3, None, None)]


MADE_UP = (
    "SELECT m.name, a.made_up_on, a.made_up_how FROM attendance a JOIN member m ON m.id = a.member_id ORDER BY a.id"
)
TWO_AWAY = (*ROW[:8], "李四", "张三")


class TestMakeUps:
    @pytest.mark.parametrize(
        ("cell", "lessons"),
        [
            ("李四10月25日自学", [("李四", "2026-10-25", "自学"), ("张三", None, None)]),
            ("李四（10-25，自学）；张三 2026.10.26 送学上门", [("李四", "2026-10-25", "自学"), ("张三", "2026-10-26", "送学上门")]),
            ("李四、张三已于10月25日补课", [("李四", "2026-10-25", "补课"), ("张三", "2026-10-25", "补课")]),
            ("10月25日已补课", [("李四", "2026-10-25", "补课"), ("张三", "2026-10-25", "补课")]),
            ("李四1月5日补学", [("李四", "2027-01-05", "补学"), ("张三", None, None)]),
            ("李四未补", [("李四", None, None), ("张三", None, None)]),
            ("无", [("李四", None, None), ("张三", None, None)]),
            ("李四2月30日补课", [("李四", None, None), ("张三", None, None)]),
            ("李四2026年10月1日补课", [("李四", None, None), ("张三", None, None)]),
        ],
    )  # fmt: skip
    def test_the_lessons_of_the_paper(self, offices, tmp_path, cell, lessons):
        offices("import", text_file(tmp_path / "a.csv", ledger((*TWO_AWAY, cell), more=("补课情况",))))
        assert kept(offices, MADE_UP) == lessons

    def test_one_without_a_day_is_told(self, offices, tmp_path):
        paper = text_file(tmp_path / "a.csv", ledger((*TWO_AWAY, "李四、张三；已补课"), more=("补课情况",)))
        plan = offices.json("import", paper, "--dry-run")
        assert {remark["remark"] for remark in plan["remarks"]} >= {
            "没有写李四哪天补的课，按还没有补记。", "没有写张三哪天补的课，按还没有补记。",
        }  # fmt: skip

    def test_it_comes_later_into_a_living_paper(self, offices, tmp_path):
        paper = ledger(TWO_AWAY)
        offices("import", text_file(tmp_path / "a.csv", paper))
        later = text_file(tmp_path / "b.csv", ledger((*TWO_AWAY, "李四10月25日自学"), more=("补课情况",)))
        offices("import", later)
        assert kept(offices, MADE_UP)[0] == ("李四", "2026-10-25", "自学")
        assert "没有变化" in offices("import", later).err


class TestVotes:
    @pytest.mark.parametrize(
        ("cell", "votes", "text"),
        [
            ("3/3/2/0/1", [(1, "通过", 3, 3, 2, 0, 1)], "通过"),
            ("赞成2票反对1票", [(1, "通过", None, None, 2, 1, None)], "通过"),
            ("一致通过", [], "通过\n表决：一致通过"),
            ("3/4/4/0/0", [], "通过\n表决：3/4/4/0/0"),
        ],
    )
    def test_totals(self, offices, tmp_path, cell, votes, text):
        paper = text_file(tmp_path / "a.csv", ledger((*ROW, "通过", cell), more=("决议", "表决")))
        offices("import", paper)
        assert kept(offices, VOTES) == votes
        assert kept(offices, "SELECT resolutions FROM event") == [(text,)]
        assert "没有变化" in offices("import", paper).err

    def test_without_a_text_the_title_was_voted_on(self, offices, tmp_path):
        offices("import", text_file(tmp_path / "a.csv", ledger((*ROW, "3/3/3/0/0"), more=("表决",))))
        assert kept(offices, VOTES) == [(1, "十月主题党日", 3, 3, 3, 0, 0)]
        offices("import", text_file(tmp_path / "b.csv", ledger((*ROW, "3/3/2/0/1"), more=("表决",))))
        assert kept(offices, VOTES) == [(1, "十月主题党日", 3, 3, 2, 0, 1)]

    def test_one_more_is_put_behind(self, offices, tmp_path):
        offices("import", text_file(tmp_path / "a.csv", ledger((*ROW, "甲", "3/3/3/0/0"), more=("决议", "表决"))))
        offices("import", text_file(tmp_path / "b.csv", ledger((*ROW, "乙", "3/3/2/0/1"), more=("决议", "表决"))))
        assert [row[:2] for row in kept(offices, VOTES)] == [(1, "甲"), (2, "乙")]


SHARES = """SELECT e.entitled, e.present, b.name, j.entitled, j.present FROM event e JOIN event_branch j ON j.event_id = e.id
             JOIN branch b ON b.id = j.branch_id"""


class TestTogether:
    @pytest.mark.parametrize("name", ["第一党支部、第二党支部", "一支部，二支部", "第一党支部和第二党支部"])
    def test_several_branches(self, offices, tmp_path, name):
        row = ("主题党日", "共建", name, "2026-10-20", "", "张三", 4, 3, "李四", "")
        paper = text_file(tmp_path / "a.csv", ledger(row))
        offices("import", paper)
        ((entitled, present, branch, theirs, there),) = kept(offices, SHARES)
        assert (entitled + theirs, present + there, branch) == (4, 3, SECOND)
        assert "没有变化" in offices("import", paper).err

    def test_of_a_paper_without_figures_each_is_counted(self, offices, tmp_path):
        row = ("主题党日", "共建", "第一党支部、第二党支部", "2026-10-20", "", "", "", "", "李四", "")
        offices("import", text_file(tmp_path / "a.csv", ledger(row)))
        ((entitled, present, _branch, theirs, there),) = kept(offices, SHARES)
        assert (entitled - present, theirs - there) == (1, 0)

    def test_fewer_than_the_others_have_are_told(self, offices, tmp_path):
        row = ("主题党日", "共建", "第一党支部、第二党支部", "2026-10-20", "", "", 0, 0, "", "")
        plan = offices.json("import", text_file(tmp_path / "a.csv", ledger(row)), "--dry-run")
        assert any("联办支部按名册已有" in remark["remark"] for remark in plan["remarks"])

    def test_an_unknown_one_among_them(self, offices, tmp_path):
        row = ("主题党日", "共建", "第一党支部、第九党支部", "2026-10-20", *ROW[4:])
        assert (
            "没有叫“第一党支部、第九党支部”的党支部"
            in offices("import", text_file(tmp_path / "a.csv", ledger(row)), ok=5).err
        )


class TestGroups:
    @pytest.fixture(autouse=True)
    @once
    def _groups(self, offices):
        for name in ("第一党小组", "第二党小组"):
            offices("branch", "group", "add", FIRST, name)
        offices("member", "group", f"{FIRST}/李四", "第一党小组")

    @pytest.mark.parametrize(
        ("branch", "title", "more", "group"),
        [
            (FIRST, "", "第一党小组", "第一党小组"),
            ("第一党支部第一党小组", "", "", "第一党小组"),
            ("第一党支部/第一党小组", "", "", "第一党小组"),
            (FIRST, "10月第一党小组会", "", "第一党小组"),
            (FIRST, "十月小组会", "", None),
        ],
    )
    def test_which_group_met(self, offices, tmp_path, branch, title, more, group):
        row = ("党小组会", title, branch, "2026-10-20", "", "", "", "", "", "", more)
        offices("import", text_file(tmp_path / "a.csv", ledger(row, more=("党小组",))))
        found = kept(
            offices, "SELECT g.name, e.entitled FROM event e LEFT JOIN party_group g ON g.id = e.party_group_id"
        )
        assert found == [(group, None if group is None else 1)]

    def test_an_unknown_group(self, offices, tmp_path):
        row = ("党小组会", "", FIRST, "2026-10-20", "", "", "", "", "", "", "第九党小组")
        done = offices("import", text_file(tmp_path / "a.csv", ledger(row, more=("党小组",))), ok=5)
        assert "第一党支部没有叫“第九党小组”的党小组。" in done.err

    def test_the_title_of_another_meeting_names_no_group(self, offices, tmp_path):
        row = ("党课", "第一党小组讲党课", FIRST, "2026-10-20", "", "", "", "", "", "")
        offices("import", text_file(tmp_path / "a.csv", ledger(row)))
        assert kept(offices, "SELECT party_group_id FROM event") == [(None,)]


def test_several_days(offices, tmp_path):
    rows = ledger(("集中培训", "培训班", *ROW[2:], "2026-10-22"), more=("结束日期",))
    offices("import", text_file(tmp_path / "a.csv", rows))
    assert kept(offices, "SELECT occurred_on, ended_on FROM event") == [("2026-10-20", "2026-10-22")]
