"""The day of each month that a unit has fixed for something: 15日, 第二个星期五, 最后一个星期五."""

from datetime import date, timedelta

from pbcli.domain.figures import CHINESE, narrow, whole
from pbcli.domain.months import Month
from pbcli.domain.patterns import pattern
from pbcli.values import dataclass

_WEEKDAYS = "一二三四五六日"
_LAST = 5
"""Stands for the last of a month's four or five same weekdays."""

_DAY = pattern(rf"每?月?([0-9]{{1,2}}|[{CHINESE}]{{1,3}})[日号]?")
_WEEKDAY = pattern(r"每?月?(第([1-4一二三四])|最后一)个?(?:星期|周|礼拜)([一二三四五六日天])")


@dataclass(frozen=True)
class FixedDay:
    """A day of the month by its number, or as the n-th of a weekday (Monday is 0) where there is one."""

    number: int
    weekday: int | None = None

    def __str__(self) -> str:
        if self.weekday is None:
            return f"{self.number}日"
        place = "最后一个" if self.number == _LAST else f"第{_WEEKDAYS[self.number - 1]}个"
        return f"{place}星期{_WEEKDAYS[self.weekday]}"

    def in_month(self, month: Month) -> date:
        """Return the day in a month; a month that is shorter has it on its last day."""
        if self.weekday is None:
            return min(month.last_day, month.first_day + timedelta(self.number - 1))
        if self.number == _LAST:
            return month.last_day - timedelta((month.last_day.weekday() - self.weekday) % 7)
        return month.first_day + timedelta((self.weekday - month.first_day.weekday()) % 7 + 7 * (self.number - 1))


def read_fixed_day(text: str) -> FixedDay:
    """Read a fixed day as people write it: "15", "15日", "月底", "第二个星期五", "最后一个周五". Raises ValueError."""
    bare = narrow(text)
    if bare in {"月底", "月末"}:
        return FixedDay(31)
    found = _WEEKDAY.fullmatch(bare)
    if found is not None:
        number = _LAST if found[2] is None else whole(found[2])
        return FixedDay(number, _WEEKDAYS.index(found[3].replace("天", "日")))
    named = _DAY.fullmatch(bare)
    if named is None or not 1 <= (number := whole(named[1])) <= 31:
        raise ValueError
    return FixedDay(number)
