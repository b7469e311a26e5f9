"""What comes of events later: lessons that make up for absences, and what committees resolved to have done."""

from datetime import date, timedelta

from pbcli.services.demonstration.days import school_day
from pbcli.services.demonstration.dice import Dice
from pbcli.services.demonstration.draft import Draft, Facts, last_day

_SINCE = date(2026, 9, 1)
_TASKS = ("排出下月主题党日安排", "走访困难学生并报党委", "整理支部档案", "联系班级情况汇总", "落实党员示范岗")


def make_up(dice: Dice, day: date) -> Facts:
    """Draw the lesson that made up for an absence; a few, and the latest, are still open."""
    on = school_day(day + timedelta(dice.between(2, 6)))
    how = dice.pick(("自学会议材料", "送学上门", "支部补课会"))
    is_held = dice.chance(0.96)
    return {"made_up_on": on, "made_up_how": how} if is_held and on <= last_day() else {}


def invent_resolution(draft: Draft, dice: Dice, event_id: int, day: date, responsible: str) -> None:
    """Invent what a committee of this term resolved, with its vote in totals, and whether it is done."""
    task, done_after = dice.pick(_TASKS), dice.between(5, 12)
    is_done = dice.chance(0.7)
    if day < _SINCE:
        return
    on = school_day(day + timedelta(done_after))
    facts = {"result": "已完成", "closed_on": on} if is_done and on <= last_day() else {}
    draft.add(
        "Resolution",
        event_id=event_id,
        place=1,
        text=task,
        task=task,
        responsible=responsible,
        due_on=day + timedelta(14),
        **facts,
    )
