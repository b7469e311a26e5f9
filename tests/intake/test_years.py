"""The year and the month of a paper, from its title, its sheet's name, its file's name."""

import pytest

from pbcli.intake.years import PaperTime, paper_time


@pytest.mark.parametrize(
    ("heading", "sheet", "stem", "year", "month"),
    [
        (["2026年党费收缴表"], "Sheet1", "党费", 2026, None),
        (["二〇二六年度党费"], "", "", 2026, None),
        (["２０２６年党费"], "", "", 2026, None),
        (["2026年3月党费收缴表"], "", "", 2026, 3),
        (["党费收缴表"], "2026", "", 2026, None),
        (["党费收缴表"], "3月", "2026年党费", 2026, 3),
        (["党费收缴表"], "", "党费2026", 2026, None),
        (["党费收缴表"], "", "党费202603", 2026, 3),
        (["党费收缴表"], "", "党费20260331", None, None),
        (["党费收缴表", "填报日期：2026年10月31日"], "", "", None, None),
        (["2026年3月党费统计表"], "", "", 2026, 3),
        (["党费情况统计 2026年10月"], "", "", None, None),
        (["党费收缴表", "填报时间：2026年10月"], "", "", None, None),
        (["2026年党费", "2026年10月31日"], "", "2025年", 2026, None),
        (["某支部2026年1-3月党费收缴明细"], "", "", 2026, None),
        (["2026年1月至3月党费"], "", "", 2026, None),
        (["2026年9月、10月党费"], "", "", 2026, None),
        (["2026年9、10月党费"], "", "", 2026, None),
        (["第一党支部、2026年9月党费"], "", "", 2026, 9),
        (["2026-10-31 党费", "2026年10月31日"], "", "", None, None),
        (["2025年—2026年党费对照"], "", "", None, None),
        (["党费"], "Sheet1", "党费", None, None),
    ],
)
def test_years(heading, sheet, stem, year, month):
    assert paper_time(heading, sheet, stem) == PaperTime(year, month)


@pytest.mark.parametrize("title", ["2025-2026学年联系记录", "2025—2026学年第一学期", "2025～26学年"])
def test_school_years(title):
    time = paper_time([title], "", "")
    assert (time.year_in(9), time.year_in(8), time.year_in(7), time.year_in(1)) == (2025, 2025, 2026, 2026)


def test_no_school_year():
    assert paper_time(["2025-2027学年"], "", "").year_in(9) is None
    assert PaperTime(2026).year_in(1) == 2026
