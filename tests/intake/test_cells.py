"""Cells by tables of cases: what each form is read as, and what is refused with which words."""

from contextlib import suppress
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbcli.intake import cells
from pbcli.intake.cells import CellFault

D = date(2026, 3, 5)
CLOCKED = datetime(2026, 3, 5, 14, 30)  # noqa: DTZ001  a spreadsheet knows no zones


@pytest.mark.parametrize("cell", [None, "", "  ", "无", "—", "--", "/", "待定", "N/A", "暂无", "…", "　"])
def test_what_says_that_there_is_nothing(cell):
    assert cells.is_nothing(cell)
    assert cells.cell_name(cell) is None
    assert cells.cell_count(cell) is None
    assert cells.cell_yuan(cell) is None
    assert cells.cell_day(cell) is None


class TestDays:
    @pytest.mark.parametrize(
        "cell",
        [
            D, CLOCKED, 46086, 46086.6, 20260305, 20260305.0, "2026-03-05", "2026-3-5", "2026/3/5", "2026.3.5", "20260305",
            "2026年3月5日", "2026年03月05日", "2026年3月5号", "二〇二六年三月五日", "２０２６－０３－０５", " 2026 - 3 - 5 ", "2026-03-05 14:30",
            "2026-03-05 14:30:00", "2026年3月5日（星期四）", "2026年3月5日 周四", "2026年3月5日14:30", "2026年3月5日下午", "2026年3月5日14:30-16:00",
            "2026,3,5", "2026、3、5", "2026_03_05", "'2026-03-05", "2026.03.05.",
        ],
    )  # fmt: skip
    def test_whole_days(self, cell):
        assert cells.cell_day(cell) == D

    @pytest.mark.parametrize("cell", ["2026年3月", "2026-03", "2026.03", "202603", 202603, "2026年3月份"])
    def test_a_month_is_its_first_day_with_a_doubt(self, cell):
        doubts: cells.Doubts = []
        assert cells.cell_day(cell, doubts=doubts) == date(2026, 3, 1)
        assert "没有写日" in str(doubts[0])

    @pytest.mark.parametrize("cell", ["3月5日", "3-5", "3.5", "三月五日", "3/5", "3月5号"])
    def test_a_day_of_a_known_year(self, cell):
        assert cells.cell_day(cell, year=lambda _month: 2026) == D
        with pytest.raises(CellFault, match="没有写年份"):
            cells.cell_day(cell)

    @pytest.mark.parametrize("cell", ["至今", "未转正", "预备期", "长期", "在研"])
    def test_not_yet_is_no_day(self, cell):
        assert cells.cell_day(cell) is None

    @pytest.mark.parametrize(
        ("cell", "said"),
        [
            ("2026-02-29", "没有“2026-02-29”这一天"),
            ("2026-13-01", "没有“2026-13-01”这一天"),
            ("20260231", "没有“20260231”这一天"),
            (20260231, "没有“20260231”这一天"),
            ("昨天", "“昨天”不是日期"),
            ("某日", "“某日”不是日期"),
            ("26.3.5", "年份要写四位"),
            (12, "“12”不是日期"),
            (True, "“是”不是日期"),
            (time(3, 5), "不是日期"),
            (float("nan"), "不是日期"),
            (date(1800, 1, 1), "没有“1800-01-01”这一天"),
            ("2月30日", "没有“2月30日”这一天"),
            (1985.1, "“1985.1”不是日期"),
        ],
    )
    def test_refused(self, cell, said):
        with pytest.raises(CellFault) as fault:
            cells.cell_day(cell, year=lambda _month: 2026)
        assert said in str(fault.value)

    @given(st.dates(date(1914, 1, 1), date(2118, 12, 31)), st.sampled_from(["{0.year}-{0.month}-{0.day}", "{0.year}年{0.month}月{0.day}日",
           "{0.year}.{0.month:02d}.{0.day:02d}", "{0.year}/{0.month}/{0.day}", "{0.year}{0.month:02d}{0.day:02d}"]))  # fmt: skip
    def test_every_day_in_every_form(self, day, form):
        assert cells.cell_day(form.format(day)) == day
        assert cells.cell_day((day - date(1899, 12, 30)).days) == day


READERS = [getattr(cells, name) for name in cells.__all__ if name.startswith("cell_")]
WHATEVER = (
    st.text(max_size=20) | st.integers() | st.floats() | st.booleans() | st.times() | st.timedeltas() | st.dates() | st.datetimes() | st.none()
)  # fmt: skip


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.__name__)
@given(cell=WHATEVER)
def test_whatever_stands_there_it_is_read_or_a_fault(reader, cell):
    with suppress(CellFault):
        reader(cell)


@pytest.mark.parametrize(
    ("cell", "month"),
    [("3月", (None, 3)), (3, (None, 3)), ("三月份", (None, 3)), ("2026年3月", (2026, 3)), ("2026-03", (2026, 3)), (202603, (2026, 3)),
     (date(2026, 3, 1), (2026, 3)), ("2026年3月5日", (2026, 3)), ("第3个月", (None, 3)), (None, None), ("十二月", (None, 12))],
)  # fmt: skip
def test_months(cell, month):
    assert cells.cell_month(cell) == month


@pytest.mark.parametrize("cell", ["13月", 0, "某月", "2026-13", "2026-02-30"])
def test_months_refused(cell):
    with pytest.raises(CellFault):
        cells.cell_month(cell)


@pytest.mark.parametrize(
    ("cell", "count"),
    [(35, 35), (35.0, 35), ("35", 35), ("35人", 35), ("共35名", 35), ("三十五", 35), ("３５", 35), ("1,200", 1200), ("约20余人", 20),
     ("12人次", 12), ("35.0", 35), (0, 0)],
)  # fmt: skip
def test_counts(cell, count):
    assert cells.cell_count(cell) == count


@pytest.mark.parametrize("cell", ["很多", -1, 3.5, float("nan"), True, D, "十十十", timedelta(1), "3-5"])
def test_counts_refused(cell):
    with pytest.raises(CellFault):
        cells.cell_count(cell)


@pytest.mark.parametrize(
    ("cell", "fen"),
    [(5000, 500_000), (103.55, 10_355), ("103.55", 10_355), ("5,000.00元", 500_000), ("￥50", 5000), ("¥ 50.5", 5050), ("２万元", 2_000_000),
     ("1.5万", 1_500_000), ("50元/月", 5000), ("****", None), ("••••", None), (0, 0)],
)  # fmt: skip
def test_money(cell, fen):
    assert cells.cell_yuan(cell) == fen


def test_money_finer_than_a_fen_is_rounded_with_a_doubt():
    doubts: cells.Doubts = []
    assert cells.cell_yuan(46.876, doubts=doubts) == 4688
    assert "四舍五入" in str(doubts[0])
    assert cells.cell_yuan(0.1 + 0.2, doubts=doubts) == 30
    assert len(doubts) == 1


@pytest.mark.parametrize("cell", ["五十块", -5, "12.345", True, D, float("inf"), "1e5x"])
def test_money_refused(cell):
    with pytest.raises(CellFault):
        cells.cell_yuan(cell)


@given(st.integers(0, 10**9))
def test_money_round_trip(fen):
    assert cells.cell_yuan(f"{fen // 100}.{fen % 100:02d}") == fen
    assert cells.cell_yuan(fen / 100) == fen


@pytest.mark.parametrize(
    ("cell", "flag"),
    [("是", True), ("√", True), ("有", True), (1, True), (True, True), ("需要", True), ("Y", True), ("否", False), ("×", False),
     ("无", False), (0, False), (False, False), ("无需跟进", False), (None, None), ("  ", None)],
)  # fmt: skip
def test_flags(cell, flag):
    assert cells.cell_flag(cell) is flag


def test_flags_refused():
    with pytest.raises(CellFault, match="看不出"):
        cells.cell_flag("也许")


@pytest.mark.parametrize(
    ("cell", "text"),
    [("14:30", "14:30"), ("9:05", "09:05"), ("14：30", "14:30"), ("14时30分", "14:30"), ("下午2:30", "14:30"), ("下午2点半", "14:30"),
     ("14:30-16:00", "14:30"), ("14:30:00", "14:30"), ("2:30pm", "14:30"), (time(14, 30), "14:30"), (0.6041666666666666, "14:30"),
     (timedelta(hours=14, minutes=30), "14:30"), (CLOCKED, "14:30"), ("上午9点", "09:00"), ("晚上7点一刻", "19:15"), (None, None)],
)  # fmt: skip
def test_times(cell, text):
    assert cells.cell_time(cell) == text


@pytest.mark.parametrize("cell", ["25:00", "12:61", "中午", True, 3, "很晚"])
def test_times_refused(cell):
    with pytest.raises(CellFault, match="不是时间"):
        cells.cell_time(cell)


@pytest.mark.parametrize(
    ("cell", "hundredths"),
    [(3, 300), (1.5, 150), ("1.5学时", 150), ("90分钟", 150), ("3小时", 300), ("2课时", 200), (timedelta(hours=2), 200), (time(1, 30), 150), (None, None)],
)  # fmt: skip
def test_hours(cell, hundredths):
    assert cells.cell_hours(cell) == hundredths


@pytest.mark.parametrize("cell", ["很久", -1, 5000, True, float("nan"), float("inf")])
def test_hours_refused(cell):
    with pytest.raises(CellFault):
        cells.cell_hours(cell)


@pytest.mark.parametrize(
    ("cell", "years"), [(3, 3), ("3年", 3), ("三年", 3), ("3年制", 3), ("五年一届", 5), (None, None)]
)
def test_years(cell, years):
    assert cells.cell_years(cell) == years


@pytest.mark.parametrize(
    ("cell", "name"),
    [("张三", "张三"), ("张　三", "张三"), (" 张 三 ", "张三"), ("张\n三", "张三"), ("John Smith", "John Smith"), ("２０２４级护理１班", "2024级护理1班"),
     ("阿依·买买提", "阿依·买买提"), (2024, "2024"), ("[red]", "[red]"), ("=1+1", "=1+1")],
)  # fmt: skip
def test_names(cell, name):
    assert cells.cell_name(cell) == name


@pytest.mark.parametrize("cell", ["张\x07三", "张\u202e三", "长" * 201, "a\ud800"])
def test_names_refused(cell):
    with pytest.raises(CellFault):
        cells.cell_name(cell)


@pytest.mark.parametrize(
    ("cell", "text"),
    [("无", "无"), (" 一\r\n二 ", "一\n二"), ("—", None), ("", None), (3.0, "3"), (3.5, "3.5"), (True, "是"), (D, "2026-03-05"), (time(9, 5), "09:05")],
)  # fmt: skip
def test_texts(cell, text):
    assert cells.cell_text(cell) == text


@pytest.mark.parametrize(
    ("cell", "number"),
    [("13800138000", "13800138000"), (13800138000, "13800138000"), (13800138000.0, "13800138000"), ("138 0013 8000", "13800138000"),
     ("023-67890123", "023-67890123"), ("138****8000", None), ("１３８００１３８０００", "13800138000")],
)  # fmt: skip
def test_phones(cell, number):
    assert cells.cell_phone(cell) == number


def test_phones_refused():
    with pytest.raises(CellFault):
        cells.cell_phone("问张三")


@pytest.mark.parametrize(
    ("cell", "figures"),
    [
        ("15/13", (15, 13)),
        ("１５／１３", (15, 13)),
        ("应到15人，实到13人", (15, 13)),
        ("应到：15 实到：13", (15, 13)),
        ("13/15", (15, 13)),
        ("—", None),
        (None, None),
    ],
)
def test_those_entitled_and_present_in_one_cell(cell, figures):
    assert cells.cell_turnout(cell) == figures


@pytest.mark.parametrize("cell", ["1513", "全勤", 15, "15/13/2"])
def test_what_is_no_turnout_is_refused(cell):
    with pytest.raises(cells.CellFault):
        cells.cell_turnout(cell)
