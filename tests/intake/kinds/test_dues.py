"""Papers of dues: a column a month or a row a month, the year wherever it stands, what was paid and on what base."""

import pytest

from tests.once import once
from tests.papers import FIRST, SECOND, Rows, kept, school, text_file, workbook

BASES = "SELECT m.name, b.from_month, b.base_fen, b.payer_group FROM dues_base b JOIN member m ON m.id = b.member_id ORDER BY b.id"
PAID = "SELECT m.name, p.month, p.amount_fen FROM dues_payment p JOIN member m ON m.id = p.member_id ORDER BY p.id"
YEARLY = ("姓名", "党支部", "人员类别", "缴纳基数(元)", "1月", "2月", "3月", "合计")
ROW = ("张三", FIRST, "在职", 5000, 50, 50, "", 100)
FACTS = ([("张三", "2026-01", 500_000, "在职")], [("张三", "2026-01", 5000), ("张三", "2026-02", 5000)])


@pytest.fixture
@once
def offices(pb, tmp_path):
    """The small school."""
    school(tmp_path, pb)
    return pb


def paper(*rows, header=YEARLY, title="2026年党费收缴表"):
    """Draw a paper of dues under its title."""
    return [[title], list(header), *map(list, rows)] if title else [list(header), *map(list, rows)]


LAYOUTS: dict[str, Rows] = {
    "a column a month": paper(ROW),
    "months in Chinese": paper(ROW, header=(*YEARLY[:4], "一月", "二月份", "三月", "合计")),
    "months with their year": paper(ROW, header=(*YEARLY[:4], "2026年1月", "2026年2月", "2026年3月", "全年合计"), title=""),
    "year in Chinese figures": paper(ROW, title="二〇二六年度党费缴纳情况表"),
    "money as text": paper(("张　三", "第一支部", "在职党员", "5,000.00元", "50.00", "￥50", "—", "100")),
    "two lines, paid below each month": [
        ["2026年党费收缴表"],
        ["序号", "姓名", "党支部", "人员类别", "基数", "1月", None, "2月", None],
        [None, None, None, None, None, "应缴", "实缴", "应缴", "实缴"],
        [1, "张三", FIRST, "在职", 5000, 50, 50, 50, 50],
        ["合计", None, None, None, None, 50, 50, 50, 50],
    ],
    "a row a month": [
        ["党费收缴表"],
        ["序号", "姓名", "党支部", "人员类别", "年", "月", "缴纳基数", "比例", "应缴", "实缴", "缴纳日期"],
        [1, "张三", FIRST, "在职", 2026, 1, 5000, "1%", 50, 50, "2026-01-20"],
        [2, "张三", FIRST, "在职", 2026, "2月", 5000, "1%", 50, 50, "2026-02-20"],
    ],
    "a row a month, written whole": [
        ["姓名", "党支部", "人员类别", "缴费月份", "缴费基数", "实缴金额"],
        ["张三", FIRST, "在职", "2026-01", 5000, 50],
        ["张三", FIRST, "在职", "2026年2月", 5000, 50],
    ],
    "year in a column": [
        ["年度", *YEARLY],
        [2026, *ROW],
    ],
}  # fmt: skip


class TestLayouts:
    @pytest.mark.parametrize("name", LAYOUTS)
    def test_the_same_dues_however_they_are_laid_out(self, offices, tmp_path, name):
        offices("import", workbook(tmp_path / "党费.xlsx", ("Sheet1", LAYOUTS[name])))
        assert (kept(offices, BASES), kept(offices, PAID)) == FACTS

    def test_a_sheet_for_each_month(self, offices, tmp_path):
        header = ["姓名", "党支部", "人员类别", "缴费基数", "实缴"]
        sheets: list[tuple[str, Rows]] = [
            (f"{month}月", [header, ["张三", FIRST, "在职", 5000, 50]]) for month in (1, 2)
        ]
        offices("import", workbook(tmp_path / "2026年党费.xlsx", *sheets))
        assert (kept(offices, BASES), kept(offices, PAID)) == FACTS

    def test_month_in_the_title(self, offices, tmp_path):
        rows = paper(
            ("张三", FIRST, 5000, 50), header=("姓名", "支部", "基数", "实缴"), title="2026年1月党费收缴明细表"
        )
        offices("import", workbook(tmp_path / "a.xlsx", ("Sheet1", rows)))
        assert kept(offices, PAID) == [("张三", "2026-01", 5000)]

    @pytest.mark.parametrize(
        ("sheet", "file"), [("2026", "党费"), ("2026年", "党费"), ("Sheet1", "党费2026"), ("Sheet1", "2026年党费收缴")]
    )
    def test_year_of_the_sheet_or_the_file(self, offices, tmp_path, sheet, file):
        offices("import", workbook(tmp_path / f"{file}.xlsx", (sheet, paper(ROW, title=""))))
        assert kept(offices, PAID) == FACTS[1]

    def test_the_day_of_filling_in_is_not_the_year(self, offices, tmp_path):
        rows: Rows = [["党费收缴表"], ["填报单位：", None, None, "填报日期：2026年10月31日"], list(YEARLY), list(ROW)]
        err = offices("import", workbook(tmp_path / "党费.xlsx", ("Sheet1", rows)), ok=5).err
        assert "看不出“党费.xlsx”是哪一年的" in err
        assert "--year" in err

    def test_a_month_that_can_not_be_read_is_a_bad_row_and_asks_for_no_year(self, offices, tmp_path):
        rows: Rows = [["姓名", "党支部", "月份", "实缴"], ["张三", FIRST, "某月", 50]]
        err = offices("import", text_file(tmp_path / "党费.csv", rows), ok=5).err
        assert "“某月”不是月份。" in err

    def test_year_by_option(self, offices, tmp_path):
        file = text_file(tmp_path / "党费.csv", paper(ROW, title=""))
        offices("import", file, ok=5)
        offices("import", file, "--year", "2026")
        assert kept(offices, PAID) == FACTS[1]

    def test_the_title_stands_above_the_option(self, offices, tmp_path):
        offices("import", text_file(tmp_path / "党费.csv", paper(ROW)), "--year", "2025")
        assert kept(offices, PAID) == FACTS[1]

    def test_a_school_year_of_months(self, offices, tmp_path):
        header = ("姓名", "党支部", "缴纳基数", "9月", "10月", "1月")
        rows = paper(("张三", FIRST, 5000, 50, 50, 50), header=header, title="2025-2026学年党费收缴表")
        offices("import", workbook(tmp_path / "a.xlsx", ("Sheet1", rows)))
        assert sorted(month for _name, month, _paid in kept(offices, PAID)) == ["2025-09", "2025-10", "2026-01"]
        assert kept(offices, BASES)[0][1] == "2025-09"


class TestAgain:
    def test_second_time_changes_nothing(self, offices, tmp_path):
        file = text_file(tmp_path / "党费.csv", paper(ROW, ("李四", SECOND, "离退休", 4000, 20, "", "", 20)))
        offices("import", file)
        assert "没有变化" in offices("import", file).err

    def test_more_months_and_a_corrected_amount(self, offices, tmp_path):
        offices("import", text_file(tmp_path / "a.csv", paper(ROW)))
        assert (
            "改动 1"
            in offices(
                "import", text_file(tmp_path / "b.csv", paper(("张三", FIRST, "在职", 5000, 50, 55, 50, 155)))
            ).err
        )
        assert kept(offices, PAID) == [("张三", "2026-01", 5000), ("张三", "2026-02", 5500), ("张三", "2026-03", 5000)]

    def test_a_new_base_from_its_month_on(self, offices, tmp_path):
        header = ("姓名", "支部", "月份", "基数", "实缴")
        rows = paper(
            ("张三", FIRST, 1, 5000, 50), ("张三", FIRST, 2, 5000, 50), ("张三", FIRST, 3, 6000, 90), header=header
        )
        offices("import", text_file(tmp_path / "a.csv", rows))
        assert [row[1:3] for row in kept(offices, BASES)] == [("2026-01", 500_000), ("2026-03", 600_000)]

    def test_two_payments_for_a_month_are_two(self, offices, tmp_path):
        header = ("姓名", "支部", "月份", "基数", "实缴", "缴纳日期")
        rows = paper(
            ("张三", FIRST, 1, 5000, 20, "2026-01-20"), ("张三", FIRST, 1, 5000, 30, "2026-03-01"), header=header
        )
        file = text_file(tmp_path / "a.csv", rows)
        offices("import", file)
        assert [row[2] for row in kept(offices, PAID)] == [2000, 3000]
        assert "没有变化" in offices("import", file).err
        yearly = paper(("张三", FIRST, "在职", 5000, 50, "", "", 50))
        assert "没有变化" in offices("import", text_file(tmp_path / "b.csv", yearly)).err
        other = paper(("张三", FIRST, "在职", 5000, 60, "", "", 60))
        assert "登记了 2 笔，合计与本表不同" in offices("import", text_file(tmp_path / "b.csv", other)).err

    def test_a_paper_that_gives_two_bases_for_a_month(self, offices, tmp_path):
        rows = paper(ROW, ("张三", FIRST, "在职", 6000, "", "", "", ""))
        assert "同一个月写了两个基数" in offices("import", text_file(tmp_path / "a.csv", rows)).err
        assert [row[2] for row in kept(offices, BASES)] == [600_000]

    def test_a_year_that_cannot_be(self, offices, tmp_path):
        rows: Rows = [["年", *YEARLY], ["某年", *ROW]]
        assert "缺少“年”" in offices("import", text_file(tmp_path / "a.csv", rows), ok=5).err


class TestWords:
    @pytest.mark.parametrize(
        ("cell", "group"),
        [
            ("在编教师", "在职"),
            ("退休", "离退休"),
            ("学生党员", "学生"),
            ("年薪制", "年薪制"),
            ("免缴", "免缴"),
            ("正式党员", "在职"),
            ("", "在职"),
        ],
    )
    def test_groups_of_payers(self, offices, tmp_path, cell, group):
        offices("import", text_file(tmp_path / "a.csv", paper(("张三", FIRST, cell, 5000, 50, 50, "", 100))))
        assert kept(offices, BASES)[0][3] == group

    @pytest.mark.parametrize(
        ("cell", "fen"), [("0", None), ("√", None), ("免", None), ("未缴", None), (46.874, 4687), ("46.87元", 4687)]
    )
    def test_what_stands_for_no_payment(self, offices, tmp_path, cell, fen):
        rows = paper(("张三", FIRST, "在职", 5000, cell, "", "", ""))
        ok = 5 if cell == "√" else 0
        offices("import", workbook(tmp_path / "a.xlsx", ("Sheet", rows)), ok=ok)
        assert kept(offices, PAID) == ([] if fen is None else [("张三", "2026-01", fen)])

    @pytest.mark.parametrize(
        ("place", "value", "column", "reason"),
        [
            (0, "查无此人", "姓名", "没有叫“查无此人”的党员"),
            (0, "", "姓名", "缺少“姓名”"),
            (1, "第九党支部", "党支部", "没有叫“第九党支部”的党支部"),
            (2, "外星人", "人员类别", "“外星人”不在可用的词里"),
            (3, "五千多", "缴纳基数(元)", "“五千多”不是金额"),
            (3, -5000, "缴纳基数(元)", ""),
            (4, "五十块左右", "1月", "不是金额"),
        ],
    )
    def test_bad_rows(self, offices, tmp_path, place, value, column, reason):
        row = list(ROW)
        row[place] = value
        err = offices("import", text_file(tmp_path / "a.csv", paper(row)), ok=5).err
        assert f"第 3 行“{column}”列：" in err
        assert reason in err
