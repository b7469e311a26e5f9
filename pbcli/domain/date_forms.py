"""The many ways in which a date is written besides "2026-10-31": with Chinese characters, and as seen from today."""

from datetime import date, timedelta

from pbcli.domain.dates import existing_day
from pbcli.domain.figures import CHINESE, narrow, whole
from pbcli.domain.months import Month, add_months
from pbcli.domain.patterns import pattern
from pbcli.domain.unreadable import Unreadable

_N = f"[0-9{CHINESE}]"
_YEAR = rf"(?P<year>{_N}{{4}})"
_MONTH = rf"(?P<month>{_N}{{1,2}})"
_DAY = rf"(?P<day>{_N}{{1,3}})"
_CLOCK = pattern(r"(?:[ T]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?)?\s*$")

_WHOLE_DATES = (
    pattern(rf"{_YEAR}(?P<mark>[-./]){_MONTH}(?P=mark){_DAY}"),
    pattern(rf"{_YEAR}年{_MONTH}月{_DAY}[日号]?"),
    pattern(r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})"),
)
_MONTHS = (
    pattern(rf"{_YEAR}[-./]{_MONTH}"),
    pattern(rf"{_YEAR}年{_MONTH}月份?"),
    pattern(r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})"),
)
_DAYS_OF_A_YEAR = (
    pattern(rf"(?P<which>今年|去年|明年|)(?P<month>{_N}{{1,2}})月{_DAY}[日号]?"),
    pattern(r"(?P<which>)(?P<month>[0-9]{1,2})[-./](?P<day>[0-9]{1,2})"),
)
_DAY_OF_A_MONTH = pattern(rf"(?P<which>本月|这个月|上月|上个月|下月|下个月|){_DAY}[日号]")
_DAYS_AWAY = pattern(rf"(?P<count>{_N}{{1,4}})(?P<unit>天|日|周|星期|个月)(?P<side>前|后)")
_WEEKDAY = pattern(r"(?P<which>上上|上|这|本|下下|下|)个?(?:周|星期|礼拜)(?P<day>[一二三四五六日天1-7])")
_EDGE = pattern(
    r"(?P<which>去年|上年|今年|本年|明年|上个?月|本月|这个月|下个?月|)(?P<edge>年初|年底|年末|月初|月底|月末|初|底|末)"
)

_NAMED = {
    "大前天": -3, "前天": -2, "昨天": -1, "昨日": -1, "今天": 0, "今日": 0, "明天": 1, "明日": 1, "后天": 2,
    "大后天": 3, "yesterday": -1, "today": 0, "tomorrow": 1,
}  # fmt: skip
_YEARS_AWAY = {"": 0, "今年": 0, "本年": 0, "去年": -1, "上年": -1, "明年": 1}
_MONTHS_AWAY = {"": 0, "本月": 0, "这个月": 0, "上月": -1, "上个月": -1, "下月": 1, "下个月": 1}
_WEEKS_AWAY = {"": 0, "这": 0, "本": 0, "上": -1, "上上": -2, "下": 1, "下下": 2}
_WEEKDAYS = (
    {"天": 6, "日": 6, "7": 6}
    | {name: place for place, name in enumerate("一二三四五六")}
    | {str(place + 1): place for place in range(6)}
)


def whole_date(text: str) -> date | None:
    """Read a whole date; a time of day behind it is passed over. None if it isn't of that form. Raises Unreadable."""
    bare = narrow(_CLOCK.sub("", text.strip()))
    for form in _WHOLE_DATES:
        if found := form.fullmatch(bare):
            return _day(text, found["year"], found["month"], found["day"])
    return None


def parse_month(text: str) -> Month | None:
    """Read a month of a year: "2016年7月", "2016.07", "201607". None if it isn't of that form. Raises Unreadable."""
    bare = narrow(text)
    for form in _MONTHS:
        if found := form.fullmatch(bare):
            return Month.of(_day(text, found["year"], found["month"], "1"))
    return None


def _day(text: str, year: str, month: str, day: str) -> date:
    try:
        figures = whole(year), whole(month), whole(day)
    except ValueError:
        raise Unreadable("没有“{text}”这一天。", text=text.strip()) from None
    return existing_day(text, *figures)


def relative_day(text: str, today: date) -> date | None:
    """Read a day as seen from today. None if it isn't of such a form, ValueError if it doesn't exist."""
    text = narrow(text)
    if text in _NAMED:
        return today + timedelta(_NAMED[text])
    readers = (_of_the_year, _of_the_month, _of_the_week, _away, _edge)
    return next((found for read in readers if (found := read(text, today)) is not None), None)


def _of_the_year(text: str, today: date) -> date | None:
    """Read a month and a day: 10-31, 10月31日, 去年10月31日."""
    for form in _DAYS_OF_A_YEAR:
        if found := form.fullmatch(text):
            return date(today.year + _YEARS_AWAY[found["which"]], whole(found["month"]), whole(found["day"]))
    return None


def _of_the_month(text: str, today: date) -> date | None:
    """Read a day of a month: 31日, 上月5日."""
    found = _DAY_OF_A_MONTH.fullmatch(text)
    if found is None:
        return None
    month = Month.of(today).plus(_MONTHS_AWAY[found["which"]])
    return date(month.year, month.number, whole(found["day"]))


def _of_the_week(text: str, today: date) -> date | None:
    """Read a day of a week, which begins on Monday: 上周三, 本周五, 周一."""
    found = _WEEKDAY.fullmatch(text)
    if found is None:
        return None
    return today + timedelta(7 * _WEEKS_AWAY[found["which"]] + _WEEKDAYS[found["day"]] - today.weekday())


def _away(text: str, today: date) -> date | None:
    """Read a distance: 三天前, 2周后, 一个月前."""
    found = _DAYS_AWAY.fullmatch(text)
    if found is None:
        return None
    count = whole(found["count"]) * (-1 if found["side"] == "前" else 1)
    if found["unit"] == "个月":
        return add_months(today, count)
    return today + timedelta(count * (7 if found["unit"] in {"周", "星期"} else 1))


def _edge(text: str, today: date) -> date | None:
    """Read the first or last day of a month or year: 月底, 上月底, 去年底, 年初."""
    found = _EDGE.fullmatch(text)
    if found is None:
        return None
    which, edge = found["which"], found["edge"]
    at_end = edge[-1] in "底末"
    if (which in _MONTHS_AWAY and edge.startswith("月") and not which) or (which.endswith("月") and len(edge) == 1):
        month = Month.of(today).plus(_MONTHS_AWAY[which])
        return month.last_day if at_end else month.first_day
    if (edge.startswith("年") and not which) or (which.endswith("年") and len(edge) == 1):
        year = today.year + _YEARS_AWAY[which]
        return date(year, 12, 31) if at_end else date(year, 1, 1)
    return None
