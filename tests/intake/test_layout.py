"""Finding the table in a sheet: its kind, its header, its data, and what else stands there."""

from datetime import date
from pathlib import Path

import pytest

from pbcli.intake.layout import NearMiss, Table, near_miss, recognise
from pbcli.intake.paper import Paper, Sheet

ROSTER = ("姓名", "性别", "支部", "入党日期")
MAN = ("张三", "男", "第一党支部", "2005-06-01")


def sheet(*rows, name="Sheet1"):
    """Make a sheet of rows."""
    return Sheet(name, tuple(tuple(row) for row in rows))


def found(given: Sheet, title: str = "") -> Table:
    """Give the table that a sheet must have."""
    (table,) = recognise(given, title=title)
    return table


def missed(given: Sheet) -> NearMiss:
    """Give what the likeliest header lacks."""
    miss = near_miss(given)
    assert miss is not None
    return miss


def taken(table):
    """Give the lines of the data of a table."""
    return [row.number for row in table.rows]


class TestHeader:
    def test_first_line(self):
        table = found(sheet(ROSTER, MAN))
        assert (table.kind, table.header_row, taken(table)) == ("members", 1, [2])
        assert dict(table.rows[0].values) == {
            "name": "张三",
            "sex": "男",
            "branch": "第一党支部",
            "joined_on": "2005-06-01",
        }

    def test_below_a_title_that_fills_its_merged_cells(self):
        table = found(sheet(("花名册",) * 4, ("填报单位：", None, "填报日期：2026年10月31日", None), ROSTER, MAN))
        assert (table.header_row, table.heading) == (3, ("花名册", "填报单位：", "填报日期：2026年10月31日"))
        assert [column.header for column in table.columns] == list(ROSTER)

    @pytest.mark.parametrize(
        ("upper", "lower", "fields"),
        [
            (
                ("序号", "姓名", "组织关系", "组织关系"),
                ("序号", "姓名", "支部", "入党日期"),
                ["serial", "name", "branch", "joined_on"],
            ),
            (
                ("序号", "姓名", "组织关系", None),
                (None, None, "支部", "入党日期"),
                ["serial", "name", "branch", "joined_on"],
            ),
            (
                ("姓名", "入党", "转正", "支部"),
                (None, "时间", "时间", None),
                ["name", "joined_on", "converted_on", "branch"],
            ),
        ],
    )
    def test_two_lines(self, upper, lower, fields):
        table = found(sheet(("某名册",), upper, lower, ("1", "张三", "第一党支部", "2005-06-01")))
        assert [column.field for column in table.columns] == fields
        assert taken(table) == [4]

    def test_a_column_named_twice_gives_its_first_contents(self):
        table = found(sheet((*ROSTER, "联系电话", "手机"), (*MAN, None, "13800138000"), (*MAN, None, "13800138001")))
        assert next(row.values["phone"] for row in table.rows) == "13800138000"
        both = found(sheet((*ROSTER, "联系电话", "手机"), (*MAN, "1", "2")))
        assert both.duplicate_headers == ("手机",)

    def test_unknown_and_refused_columns(self):
        table = found(sheet((*ROSTER, "吉祥物", "宗教信仰", "空列"), (*MAN, "熊", "无", None)))
        assert (table.unknown_headers, table.refused_headers) == (("吉祥物",), ("宗教信仰",))

    def test_far_below_it_is_not_looked_for(self):
        assert recognise(sheet(*[("x",)] * 40, ROSTER, MAN)) == ()

    @pytest.mark.parametrize(
        ("header", "kind"),
        [
            (("姓名", "联系班级", "起始日期"), "assignments"),
            (("日期", "姓名", "班级", "联系方式"), "contacts"),
            (("姓名", "支部", "基数", "1月", "2月"), "dues"),
            (("日期", "党支部", "会议类型", "主持人"), "events"),
            (("课题名称", "负责人", "所属支部"), "projects"),
            (("班级", "班主任", "人数"), "classes"),
            (("党支部", "书记", "换届时间"), "branches"),
            (("党支部", "姓名", "入党时间"), "members"),
        ],
    )
    def test_kinds_by_their_columns(self, header, kind):
        assert found(sheet(header, tuple("x" for _ in header))).kind == kind

    def test_the_files_name_decides_between_two(self):
        header = ("姓名", "支部", "联系班级", "起始日期", "身份")
        assert found(sheet(header, ("张三", "一", "x", "y", "z")), title="联系班级安排").kind == "assignments"

    def test_a_month_as_a_day_in_the_header(self):
        months = tuple(date(2026, month, 1) for month in (1, 2))
        table = found(sheet(("姓名", "支部", "基数", *months), ("张三", "一", 5000, 50, 50)))
        assert [column.field for column in table.columns][-2:] == ["month_1", "month_2"]

    def test_a_second_line_that_names_no_field(self):
        rows = [
            ("专业部", "班级", "人数", None, "入学年月"),
            (None, None, "总数", "其中女生", None),
            ("机电", "1班", 45, 3, "2024年9月"),
        ]
        assert taken(found(sheet(*rows))) == [3]


class TestData:
    @pytest.mark.parametrize(
        "row",
        [
            ("合计", None, None, 3),
            ("总计：3人", None, None, None),
            ("制表人：王某", None, "审核人：", None),
            ("填表人签字：", None, "2026年10月31日", None),
            ("备注：本表一式两份", None, None, None),
            ("说明：日期指支部大会通过之日。",) * 4,
            ("第1页 共2页", None, None, None),
            ("支部意见：", None, "合格", None),
            ("党员签字：张三", None, None, "2026年10月31日"),
            ("党支部审核意见：同意", None, None, None),
            ROSTER,
            ("花名册", None, None, None),
            (None, None, None, None),
        ],
    )
    def test_what_is_no_data(self, row):
        table = found(sheet(("花名册",), ROSTER, MAN, row, MAN))
        assert taken(table) == [3, 5]

    @pytest.mark.parametrize(
        "row",
        [
            ("合计明", "男", "第一党支部", "2005-06-01"),
            ("张三", None, None, None),
            (None, "男", None, "2005-06-01"),
            ("张三", "备注", "说明", "合计"),
            ("支部意见：", "男", "第一党支部", "2005-06-01"),
        ],
    )
    def test_what_is_data_even_if_bad(self, row):
        assert taken(found(sheet(ROSTER, row))) == [2]

    def test_numbers_alone_are_no_data(self):
        table = found(sheet(("序号", *ROSTER), (1, *MAN), (2, None, None, None, None)))
        assert taken(table) == [2]

    def test_sections_give_the_branch(self):
        rows = [
            ("姓名", "性别", "入党日期"),
            ("第一党支部（2人）", None, None),
            ("张三", "男", "x"),
            ("二、第二党支部", None, None),
            ("李四", "女", "y"),
        ]
        table = found(sheet(*rows))
        assert [row.values["branch"] for row in table.rows] == ["第一党支部", "第二党支部"]

    def test_sections_in_the_column_of_the_numbers_give_the_branch(self):
        rows = [
            ("序号", "姓名", "入党日期"),
            ("第一党支部（1人）", None, None),
            (1.0, "张三", "x"),
            ("二、第二党支部", None, None),
        ]
        table = found(sheet(*rows, (1.0, "李四", "y")))
        assert [row.values["branch"] for row in table.rows] == ["第一党支部", "第二党支部"]

    def test_more_cells_than_headers(self):
        table = found(sheet(ROSTER, (*MAN, "多"), MAN))
        assert [row.overflow for row in table.rows] == [True, False]

    def test_short_rows(self):
        table = found(sheet(ROSTER, ("张三",)))
        assert table.rows[0].values["joined_on"] is None
        assert table.rows[0].values.get("joined_on") is None
        assert table.rows[0].values.get("phone") is None
        assert len(table.rows[0].values) == 4


class TestNearMiss:
    def test_names_what_is_missing(self):
        miss = missed(sheet(("花名册",), ("姓名", "性别", "民族", "支部"), ("张三", "男", "汉", "一")))
        assert (miss.kind, miss.header_row, miss.missing) == ("members", 2, ("入党日期",))

    def test_no_row_of_data_is_taken_for_the_header_that_lacks_a_column(self):
        header = ("姓名", "职务", "支部", "性别", "民族", "何时入组织")
        man = ("谭萍", "教师", "第三党支部", "女", "苗族", date(2022, 8, 1))
        assert recognise(sheet(header, man, man)) == ()
        assert missed(sheet(header, man, man)).missing == ("入党日期",)

    def test_nothing_alike(self):
        assert near_miss(sheet(("品名", "单价"), ("笔", 3))) is None


def test_a_paper_is_what_a_file_holds():
    assert Paper(Path("a.xlsx"), ()).hidden == ()
