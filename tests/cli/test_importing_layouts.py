"""Papers whose particulars stand above the table, and sheets with several tables, as `pbcli import` takes them."""

import csv

import pytest

from tests.papers import FIRST, SECOND, Rows, kept, school, text_file, workbook

NURSES, MECHANICS = "2024级护理1班", "2025级机电2班"
HANDBOOK: Rows = [
    ["党员联系班级记录本"],
    [f"联系班级：{NURSES}　党员：张三　班主任：孙老师"],
    ["日期", "联系方式", "参与人数", "主要内容"],
    ["2026-10-08", "走访寝室", 3, "看了寝室"],
    ["2026-10-09", "学生谈心", 1, ""],
    ["填表人：赵六", "", "审核：王五"],
    [],
    ["党员联系班级记录本"],
    ["联系班级：", MECHANICS, "党员：", "王五"],
    ["日期", "联系方式", "参与人数", "主要内容"],
    ["2026-10-12", "家访", 1, ""],
]
VISITS = """
    SELECT contact.occurred_on, class.name, member.name, contact.head_teacher FROM contact
    JOIN class ON class.id = class_id JOIN member ON member.id = member_id ORDER BY contact.id
"""


@pytest.fixture
def office(pb, tmp_path):
    """A small school."""
    school(tmp_path, pb)
    return pb


def handbook(path, first=f"联系班级：{NURSES}　党员：张三"):
    """Write a handbook of one block."""
    rows: Rows = [["记录本"], [first], ["日期", "联系方式"], ["2026-10-08", "走访寝室"], ["2026-10-09", "家访"]]
    return workbook(path, ("Sheet1", rows))


class TestToldAbove:
    def test_a_handbook_of_two_classes(self, office, tmp_path):
        paper = workbook(tmp_path / "手册.xlsx", ("Sheet1", HANDBOOK))
        assert "新增 3" in office("import", paper).err
        assert kept(office, VISITS) == [
            ("2026-10-08", NURSES, "张三", "孙老师"),
            ("2026-10-09", NURSES, "张三", "孙老师"),
            ("2026-10-12", MECHANICS, "王五", "周老师"),
        ]
        assert "没有变化" in office("import", paper).err

    def test_the_plan_says_where_a_value_is_from(self, office, tmp_path):
        paper = workbook(tmp_path / "手册.xlsx", ("Sheet1", HANDBOOK))
        plan = office.json("import", paper, "--dry-run")
        assert [(sheet["header_row"], sheet["new"]) for sheet in plan["sheets"]] == [(3, 2), (10, 1)]
        assert plan["sheets"][1]["told"] == [
            {"label": "联系班级", "field": "class", "title": "班级", "row": 9, "value": MECHANICS},
            {"label": "党员", "field": "member", "title": "联系人", "row": 9, "value": "王五"},
        ]
        assert "class" not in [column["field"] for column in plan["sheets"][1]["columns"]]
        out = office("import", paper, "--dry-run").out
        assert "手册.xlsx（第 10 行起）" in out
        assert f"联系班级 → 班级（第 9 行：{MECHANICS}）" in out

    def test_a_wrong_value_is_named_with_its_line(self, office, tmp_path):
        err = office("import", handbook(tmp_path / "手册.xlsx", f"联系班级：{NURSES}　党员：没有的人"), ok=5).err
        assert "第 4 行“党员（第 2 行）”列：没有叫“没有的人”的党员。" in err
        assert "第 5 行“党员（第 2 行）”列" in err

    def test_what_is_rejected_can_be_imported_again(self, office, tmp_path):
        rows: Rows = [*HANDBOOK[:4], ["2026-10-09", "没有的方式", 1], *HANDBOOK[5:10], ["2026-13-12", "家访", 1]]
        office("import", workbook(tmp_path / "手册.xlsx", ("Sheet1", rows)), "--skip-bad", ok=8)
        rejected = list(tmp_path.glob("手册.rejected*.csv"))
        for path in rejected:
            text = path.read_text(encoding="utf-8-sig")
            header, row = list(csv.reader(text.splitlines()))
            given = dict(zip(header, row, strict=True))
            assert (given["班级"], given["联系人"]) in ((NURSES, "张三"), (MECHANICS, "王五"))
            right = text.replace("没有的方式", "学生谈心").replace("2026-13-12", "2026-10-12")
            path.write_text(right, encoding="utf-8")
        office("import", *rejected)
        assert [row[:3] for row in sorted(kept(office, VISITS))] == [
            ("2026-10-08", NURSES, "张三"),
            ("2026-10-09", NURSES, "张三"),
            ("2026-10-12", MECHANICS, "王五"),
        ]

    def test_two_values_are_refused_never_guessed(self, office, tmp_path):
        rows: Rows = [
            [f"联系班级：{NURSES}　党员：张三"],
            ["联系人：李四"],
            ["日期", "联系方式"],
            ["2026-10-08", "家访"],
        ]
        err = office("import", workbook(tmp_path / "手册.xlsx", ("Sheet1", rows)), ok=5).err
        assert "第 1 行的“党员”和第 2 行的“联系人”不一样" in err

    def test_what_is_missing_may_be_told_above(self, office, tmp_path):
        err = office("import", handbook(tmp_path / "手册.xlsx", f"联系班级：{NURSES}　填表人：张三"), ok=5).err
        assert "还缺“联系人”一列" in err
        assert "在表头上面写一行“联系人：…”" in err

    def test_a_mapped_label(self, office, tmp_path):
        paper = handbook(tmp_path / "手册.xlsx", f"去的班：{NURSES}　去的人：张三")
        office("import", paper, "--column", "去的班=class", "--column", "去的人=member", "--map", "我校")
        assert len(kept(office, VISITS)) == 2
        assert "没有变化" in office("import", paper, "--map", "我校").err

    def test_dues_of_a_branch_and_month(self, office, tmp_path):
        header = ["姓名", "缴纳基数", "实缴"]
        rows: Rows = [
            [f"支部：{FIRST}", "", "月份：2026年9月"], header, ["李四", 5000, 25], ["合计", "", 25], [],
            [f"支部：{SECOND}", "", "月份：2026年10月"], header, ["李四", 6000, 30],
        ]  # fmt: skip
        office("import", workbook(tmp_path / "党费.xlsx", ("Sheet1", rows)))
        paid = (
            "SELECT month, amount_fen, birth_date FROM dues_payment JOIN member ON member.id = member_id ORDER BY month"
        )
        assert kept(office, paid) == [("2026-09", 2500, "1985-03-04"), ("2026-10", 3000, "1988-09-10")]

    def test_dues_of_a_month_without_a_year_are_refused(self, office, tmp_path):
        rows: Rows = [[f"支部：{FIRST}", "", "月份：9月"], ["姓名", "缴纳基数", "实缴"], ["李四", 5000, 25]]
        paper = workbook(tmp_path / "党费.xlsx", ("Sheet1", rows))
        assert "看不出“党费.xlsx”是哪一年的" in office("import", paper, ok=5).err
        office("import", paper, "--year", "2026")
        assert kept(office, "SELECT month FROM dues_payment") == [("2026-09",)]

    def test_meetings_of_a_branch(self, office, tmp_path):
        rows: Rows = [
            [f"支部名称：中共某职业学校委员会{SECOND}（盖章）"],
            ["日期", "会议类型", "会议名称", "应到", "实到", "主持人"],
            ["2026-10-12", "党课", "学党章", 2, 2, "王五"],
        ]
        office("import", workbook(tmp_path / "会议.xlsx", ("Sheet1", rows)))
        assert kept(office, "SELECT branch.name FROM event JOIN branch ON branch.id = branch_id") == [(SECOND,)]

    def test_an_unknown_branch_in_such_a_line_is_a_bad_row(self, office, tmp_path):
        rows: Rows = [
            ["支部名称：第九党支部"],
            ["日期", "会议类型", "会议名称", "应到"],
            ["2026-10-12", "党课", "学", 2],
        ]
        err = office("import", workbook(tmp_path / "会议.xlsx", ("Sheet1", rows)), ok=5).err
        assert "支部名称（第 1 行）" in err


STACKED: Rows = [
    ["支部一览"],
    ["党支部", "成立日期", "书记"],
    ["第三党支部", "2016-07-01", "钱七"],
    [],
    ["党员名册"],
    ["序号", "姓名", "性别", "入党日期", "转正日期", "所在党支部"],
    [1, "钱七", "男", "2001-01-01", "2002-01-01", "第三党支部"],
]


class TestNameOfTheSheet:
    def test_a_sheet_for_each_class(self, office, tmp_path):
        header, more = ["日期", "党员", "联系方式"], ["2026-10-08", "张三", "家访"]
        sheets = [(NURSES, [["联系记录"], header, more]), (MECHANICS, [header, more])]
        paper = workbook(tmp_path / "记录.xlsx", *sheets)
        assert f"工作表名 → 班级（{NURSES}）" in office("import", paper, "--dry-run").out
        office("import", paper)
        assert [row[1] for row in kept(office, VISITS)] == [NURSES, MECHANICS]

    def test_a_sheet_for_each_member(self, office, tmp_path):
        header = ["日期", "班级", "联系方式"]
        sheets = [
            ("张三", [header, ["2026-10-08", NURSES, "家访"]]),
            ("王五", [header, ["2026-10-09", NURSES, "家访"]]),
        ]
        office("import", workbook(tmp_path / "记录.xlsx", *sheets))
        assert [row[2] for row in kept(office, VISITS)] == ["张三", "王五"]

    def test_nobody_is_called_so(self, office, tmp_path):
        rows: Rows = [["日期", "班级", "联系方式"], ["2026-10-08", NURSES, "家访"]]
        err = office("import", workbook(tmp_path / "记录.xlsx", ("没有的", rows)), ok=5).err
        assert "“工作表名”列：没有叫“没有的”的党员" in err

    @pytest.mark.parametrize("sheet", ["Sheet1", "九月", "机电部", "汇总", "2024级"])
    def test_other_names_are_none(self, office, tmp_path, sheet):
        rows: Rows = [["日期", "班级", "联系方式"], ["2026-10-08", NURSES, "家访"]]
        err = office("import", workbook(tmp_path / "记录.xlsx", (sheet, rows)), ok=5).err
        assert "还缺“联系人”一列" in err

    def test_a_line_above_and_a_column_come_first(self, office, tmp_path):
        rows: Rows = [[f"班级：{NURSES}"], ["日期", "党员", "联系方式"], ["2026-10-08", "张三", "家访"]]
        office("import", workbook(tmp_path / "记录.xlsx", (MECHANICS, rows)))
        assert [row[1] for row in kept(office, VISITS)] == [NURSES]


class TestSeveralTables:
    def test_of_different_kinds(self, office, tmp_path):
        office("import", workbook(tmp_path / "一览.xlsx", ("Sheet1", STACKED)))
        sql = "SELECT holder_name, member_id IS NULL FROM post WHERE kind = '书记' ORDER BY id DESC LIMIT 1"
        assert kept(office, sql) == [("钱七", 0)]

    def test_of_one_kind_only_where_it_is_named(self, office, tmp_path):
        office("branch", "add", "第三党支部")
        paper = text_file(tmp_path / "一览.csv", STACKED)
        err = office("import", "members", paper).err
        assert "第 2 行起是“党支部”，没有读" in err
        assert kept(office, "SELECT count(*) FROM member WHERE name = '钱七'") == [(1,)]
        assert kept(office, "SELECT count(*) FROM post WHERE holder_name = '钱七'") == [(0,)]

    def test_bad_rows_of_both_are_named(self, office, tmp_path):
        rows: Rows = [
            *STACKED[:2],
            ["第三党支部", "2016-17-01", "钱七"],
            *STACKED[3:6],
            [1, "钱七", "男", "无"],
        ]
        err = office("import", workbook(tmp_path / "一览.xlsx", ("Sheet1", rows)), ok=5).err
        assert "第 3 行“成立日期”列" in err
        assert "第 7 行" in err

    def test_side_by_side_they_are_refused(self, office, tmp_path):
        header, visit = ["日期", "联系人", "班级", "联系方式"], ["2026-10-08", "张三", NURSES, "家访"]
        rows: Rows = [["联系记录"], [*header, "", *header], [*visit, "", *visit]]
        err = office("import", workbook(tmp_path / "记录.xlsx", ("Sheet1", rows)), ok=5).err
        assert "“记录.xlsx”里左右并排有两张表：“日期”、“联系人”、“班级”、“联系方式”各有两列。" in err
        assert kept(office, VISITS) == []

    def test_a_second_column_alone_is_no_table(self, office, tmp_path):
        rows: Rows = [["日期", "联系人", "班级", "联系方式", "联系人"], ["2026-10-08", "张三", NURSES, "家访", "张三"]]
        office("import", workbook(tmp_path / "记录.xlsx", ("Sheet1", rows)))
        assert len(kept(office, VISITS)) == 1
