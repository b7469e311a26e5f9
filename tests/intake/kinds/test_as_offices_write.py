"""What people write by hand into the cells of ledgers: ditto marks, remarks behind names, days of the month alone."""

import pytest

from tests.once import once
from tests.papers import FIRST, Rows, kept, school, workbook

NURSES = "2024级护理1班"
HEADER = ["日期", "联系教师", "联系班级", "形式", "参与学生数", "存在问题"]
CONTACTS = """
    SELECT occurred_on, member.name, class.name, kind, contact.pupils, problem FROM contact
    JOIN member ON member.id = member_id JOIN class ON class.id = class_id ORDER BY contact.id
"""
STANDING = """
    SELECT name, (SELECT group_concat(status || ' ' || from_on, ', ') FROM party_status WHERE member_id = member.id)
    FROM member WHERE id > 5 ORDER BY id
"""


@pytest.fixture
@once
def office(pb, tmp_path):
    """The small school."""
    school(tmp_path, pb)
    return pb


def ledger(path, *rows, sheet="10月", title="2026年10月联系班级情况"):
    """Draw a month's ledger."""
    lines: Rows = [[title], HEADER, *map(list, rows)]
    return workbook(path, (sheet, lines))


class TestContacts:
    @pytest.mark.parametrize("mark", ["〃", "同上", '"', "同　上", "（同上）"])
    def test_a_ditto_mark_is_what_stands_above(self, office, tmp_path, mark):
        rows = [
            ("10.8", "张 三", NURSES, "进寝室", "１２人", "灯坏"),
            (mark, mark, mark, mark, 3, mark),
            ("10.9", mark, mark, "家访"),
        ]
        office("import", ledger(tmp_path / "月.xlsx", *rows))
        assert kept(office, CONTACTS) == [
            ("2026-10-08", "张三", NURSES, "走访寝室", 12, "灯坏"),
            ("2026-10-08", "张三", NURSES, "走访寝室", 3, "灯坏"),
            ("2026-10-09", "张三", NURSES, "家访", None, None),
        ]

    def test_footers_between_are_not_above(self, office, tmp_path):
        rows = [("10.8", "张三", NURSES, "家访", 1), ("小计", "", "", "", 1), ("10.9", "同上", "〃", "〃", 2)]
        office("import", ledger(tmp_path / "月.xlsx", *rows))
        assert [row[1:4] for row in kept(office, CONTACTS)] == [("张三", NURSES, "家访")] * 2

    def test_a_mark_below_nothing_is_a_bad_row(self, office, tmp_path):
        err = office("import", ledger(tmp_path / "月.xlsx", ("10.8", "同上", NURSES, "家访")), ok=5).err
        assert "“联系教师”列：“同上”上面没有可以照写的内容。" in err

    def test_beside_somebody_it_means_nobody(self, office, tmp_path):
        rows: Rows = [["支部名称", "书记", "组织委员", "换届时间"], ["第三党支部", "张甲", "〃", "2025-03-01"]]
        err = office("import", workbook(tmp_path / "支部.xlsx", ("Sheet1", rows)), ok=5).err
        assert "“组织委员”列：“〃”上面没有可以照写的内容。" in err

    def test_of_a_table_with_particulars_above(self, office, tmp_path):
        rows: Rows = [
            [f"班级：{NURSES}"], ["日期", "联系教师", "形式"], ["2026-10-08", "张三", "家访"], ["〃", "〃", "走访寝室"],
        ]  # fmt: skip
        office("import", workbook(tmp_path / "册.xlsx", ("Sheet1", rows)))
        assert kept(office, CONTACTS)[1][:4] == ("2026-10-08", "张三", NURSES, "走访寝室")

    def test_a_day_alone_is_of_the_papers_month(self, office, tmp_path):
        rows = [("8日", "张三", NURSES, "家访"), ("十二号", "张三", NURSES, "家访")]
        office("import", ledger(tmp_path / "月.xlsx", *rows))
        assert [row[0] for row in kept(office, CONTACTS)] == ["2026-10-08", "2026-10-12"]

    @pytest.mark.parametrize(("title", "day", "said"), [
        ("2026年联系班级情况", "8日", "“8日”不是日期"),
        ("2026年联系班级情况（9月、10月）", "8日", "“8日”不是日期"),
        ("2026年9月联系班级情况", "31日", "没有“31日”这一天"),
    ])  # fmt: skip
    def test_else_it_is_none(self, office, tmp_path, title, day, said):
        paper = ledger(tmp_path / "月.xlsx", (day, "张三", NURSES, "家访"), sheet="Sheet1", title=title)
        assert said in office("import", paper, ok=5).err

    @pytest.mark.parametrize("name", ["24级护理(1)班", "24护理1", "24护理一班", "2024护理第一班", "２０２４级护理１班"])
    def test_a_class_however_it_is_written(self, office, tmp_path, name):
        office("import", ledger(tmp_path / "月.xlsx", ("10.8", "张三", name, "家访")))
        assert kept(office, CONTACTS)[0][2] == NURSES

    @pytest.mark.parametrize("name", ["护理1班", "25级护理1班", "2024级护理11班", "2024级护理十一班", "1班"])
    def test_another_class_is_none(self, office, tmp_path, name):
        assert "没有叫" in office("import", ledger(tmp_path / "月.xlsx", ("10.8", "张三", name, "家访")), ok=5).err

    def test_classes_that_are_written_alike_are_not_guessed_between(self, office, tmp_path):
        office("class", "add", "24级护理一班")
        err = office("import", ledger(tmp_path / "月.xlsx", ("10.8", "张三", "24护理1", "家访")), ok=5).err
        assert "没有叫“24护理1”的班级" in err

    @pytest.mark.parametrize("remark", ["（支部书记）", "(预备党员)", "【书记】", "（退休）"])
    def test_a_remark_behind_a_name(self, office, tmp_path, remark):
        office("import", ledger(tmp_path / "月.xlsx", ("10.8", f"张三{remark}", NURSES, "家访")))
        assert kept(office, CONTACTS)[0][1] == "张三"

    def test_somebody_else_behind_a_name_is_not_passed_over(self, office, tmp_path):
        err = office("import", ledger(tmp_path / "月.xlsx", ("10.8", "张三（李四代）", NURSES, "家访")), ok=5).err
        assert "没有叫“张三（李四代）”的党员" in err

    def test_several_kinds_in_a_cell_are_several_rows(self, office, tmp_path):
        err = office("import", ledger(tmp_path / "月.xlsx", ("10.8", "张三", NURSES, "家访、学生谈心")), ok=5).err
        assert "“家访、学生谈心”是几种联系方式：请分成几行，一行一种。" in err

    def test_a_word_among_them_that_is_none_is_named(self, office, tmp_path):
        err = office("import", ledger(tmp_path / "月.xlsx", ("10.8", "张三", NURSES, "家访、打球")), ok=5).err
        assert "“家访、打球”不在可用的词里" in err


class TestRoster:
    @pytest.mark.parametrize(
        ("name", "status"),
        [
            ("钱 七（预备）", "预备党员 2025-06-01"),
            ("钱七(中共预备党员)", "预备党员 2025-06-01"),
            ("钱七（正式）", "正式党员 2025-06-01"),
            ("钱七（书记）", "正式党员 2025-06-01"),
        ],
    )
    def test_a_remark_behind_a_name_is_no_part_of_it(self, office, tmp_path, name, status):
        rows: Rows = [["姓名", "性别", "入党日期", "所在支部"], [name, "男", "2025-06-01", FIRST]]
        office("import", workbook(tmp_path / "名册.xlsx", ("Sheet1", rows)))
        assert kept(office, STANDING) == [("钱七", status)]

    def test_what_tells_namesakes_apart_stays(self, office, tmp_path):
        rows: Rows = [["姓名", "性别", "入党日期", "所在支部"], ["钱七（男）", "男", "2025-06-01", FIRST]]
        office("import", workbook(tmp_path / "名册.xlsx", ("Sheet1", rows)))
        assert kept(office, "SELECT name FROM member WHERE id > 5") == [("钱七（男）",)]

    @pytest.mark.parametrize("name", ["钱*", "钱七＊", "*七"])
    def test_a_masked_name_is_none(self, office, tmp_path, name):
        rows: Rows = [["姓名", "性别", "入党日期", "所在支部"], [name, "男", "2025-06-01", FIRST]]
        err = office("import", workbook(tmp_path / "名册.xlsx", ("Sheet1", rows)), ok=5).err
        assert "遮盖过的姓名不能读入" in err

    def test_ditto_marks(self, office, tmp_path):
        rows: Rows = [
            ["姓名", "性别", "入党日期", "所在支部"],
            ["钱七", "男", 45809, FIRST],
            ["孙八", "〃", "〃", "〃"],
        ]
        office("import", workbook(tmp_path / "名册.xlsx", ("Sheet1", rows)))
        assert [row[1] for row in kept(office, STANDING)] == ["正式党员 2025-06-01"] * 2


EVENTS = """
    SELECT occurred_on, start_time, branch.name, present,
    (SELECT group_concat(name) FROM event_has_kind JOIN event_kind ON event_kind.id = event_kind_id
     WHERE event_id = event.id)
    FROM event JOIN branch ON branch.id = branch_id ORDER BY event.id
"""
MEETING = ["日期", "议题", "主持人", "应到", "实到"]


class TestEvents:
    @pytest.mark.parametrize(
        ("cell", "time"),
        [
            ("2026.10.15 下午3:00", "15:00"),
            ("2026年10月15日下午3点半", "15:30"),
            ("2026-10-15 15:00", "15:00"),
            ("2026-10-15 上午9:05-10:00", "09:05"),
            ("2026-10-15 中午1:00", "13:00"),
            ("2026-10-15 中午12:30", "12:30"),
            ("2026-10-15 晚上7点", "19:00"),
            ("2026-10-15 下午2点半至下午4点", "14:30"),
            ("2026.10.15 下午第七节课", None),
            ("2026-10-15", None),
        ],
    )
    def test_the_time_behind_a_day(self, office, tmp_path, cell, time):
        rows: Rows = [["第一党支部主题党日台账"], ["时间", "活动主题", "实到"], [cell, "学习", 3]]
        office("import", workbook(tmp_path / "党日.xlsx", ("Sheet1", rows)))
        assert kept(office, EVENTS) == [("2026-10-15", time, FIRST, 3, "主题党日")]

    @pytest.mark.parametrize(
        "row", [["2月", ""], ["2月", "未开展"], ["2月", "", "暑假"], ["2月", "/", "/", "—"], ["2月", "没有安排"]]
    )
    def test_a_month_in_which_nothing_was_done_is_no_row(self, office, tmp_path, row):
        rows: Rows = [
            ["第一党支部主题党日台账"], ["月份", "时间", "活动主题", "实到"], ["1月", "2026-01-15", "学习", 3], row,
        ]  # fmt: skip
        office("import", workbook(tmp_path / "党日.xlsx", ("Sheet1", rows)))
        assert [found[0] for found in kept(office, EVENTS)] == ["2026-01-15"]

    def test_a_month_with_anything_else_is_a_row(self, office, tmp_path):
        rows: Rows = [["第一党支部主题党日台账"], ["月份", "时间", "活动主题", "实到"], ["2月", "", "学习", ""]]
        assert "缺少“时间”" in office("import", workbook(tmp_path / "党日.xlsx", ("Sheet1", rows)), ok=5).err

    def test_each_kind_in_a_table_of_its_own(self, office, tmp_path):
        rows: Rows = [
            ["党支部：第一党支部　　2026年"],
            ["支部党员大会"], MEETING, ["3月5日", "换届", "张三", 3, 3], [],
            ["支委会"], MEETING, ["3月6日", "补选", "张三", 2, 2], [],
            ["党课"], MEETING, ["3月7日", "党章", "李四", 3, 3],
        ]  # fmt: skip
        office("import", workbook(tmp_path / "会议.xlsx", ("Sheet1", rows)))
        assert kept(office, EVENTS) == [
            ("2026-03-05", None, FIRST, 3, "支部党员大会"),
            ("2026-03-06", None, FIRST, 2, "支委会"),
            ("2026-03-07", None, FIRST, 3, "党课"),
        ]

    def test_a_branch_that_nobody_has_in_a_line_above(self, office, tmp_path):
        rows: Rows = [["党支部：第九党支部　　2026年"], ["支委会"], MEETING, ["3月6日", "补选", "张三", 2, 2]]
        err = office("import", workbook(tmp_path / "会议.xlsx", ("Sheet1", rows)), ok=5).err
        assert "“党支部（第 1 行）”列：没有叫“第九党支部2026年”的党支部" in err


def test_each_list_in_a_table_of_its_own(office, tmp_path):
    header = ["序号", "具体问题", "整改措施", "责任人"]
    rows: Rows = [
        ["问题清单"],
        header,
        [1, "台账不全", "补齐", "张三"],
        [],
        ["整改清单"],
        header,
        [1, "灯坏了", "换灯", "李四"],
    ]
    office("import", workbook(tmp_path / "清单.xlsx", ("Sheet1", rows)))
    assert kept(office, "SELECT kind, item FROM checklist_item ORDER BY id") == [
        ("问题清单", "台账不全"),
        ("整改清单", "灯坏了"),
    ]


class TestDues:
    PAID = "SELECT name, month, amount_fen, paid_on FROM dues_payment JOIN member ON member.id = member_id ORDER BY month, name"

    def test_a_card_of_one_member(self, office, tmp_path):
        rows: Rows = [
            ["党费缴纳卡　2026年"], ["姓名：张三　支部：第一党支部　缴费基数：5000元"],
            ["月份", "应缴", "实缴", "缴纳日期"], ["9月", 25, 25, "9.12"], ["10月", 25, "25元", "２０２６年１０月８日"],
        ]  # fmt: skip
        office("import", workbook(tmp_path / "卡.xlsx", ("Sheet1", rows)))
        assert kept(office, self.PAID) == [
            ("张三", "2026-09", 2500, "2026-09-12"),
            ("张三", "2026-10", 2500, "2026-10-08"),
        ]
        assert kept(office, "SELECT from_month, base_fen FROM dues_base") == [("2026-09", 500000)]

    def test_months_in_pairs_under_a_merged_header(self, office, tmp_path):
        rows: Rows = [
            ["第二党支部2026年第三季度党费"], ["姓名", "7月", "", "8月", ""], ["", "应缴", "实缴", "应缴", "实缴"],
            ["王五", 30, 30, 30, ""], ["合计", 30, 30, 30, ""],
        ]  # fmt: skip
        merged = ((1, 1, 1, 2), (1, 3, 1, 4), (1, 0, 2, 0))
        office("import", workbook(tmp_path / "季.xlsx", ("Sheet1", rows), merged=merged))
        assert kept(office, self.PAID) == [("王五", "2026-07", 3000, None)]

    def test_a_tick_is_no_amount(self, office, tmp_path):
        rows: Rows = [["第一党支部2026年党费"], ["姓名", "基数", "1月", "2月"], ["张三", 5000, 25, "√"]]
        assert "“√”不是金额" in office("import", workbook(tmp_path / "年.xlsx", ("Sheet1", rows)), ok=5).err
