"""Where an item of a checklist stands on a day, and who may strike it off."""

import pytest

from pbcli.domain.checklists import ItemDays, is_open, is_overdue, is_responsible, item_state, people_in

DAY = "2026-10-31"


@pytest.mark.parametrize(
    ("item", "state"),
    [
        (ItemDays(), "未启动"),
        (ItemDays(has_progress=True), "进行中"),
        (ItemDays(has_progress=True, times_postponed=1), "延期"),
        (ItemDays(is_long_term=True, has_progress=True), "长期坚持"),
        (ItemDays(submitted_on=DAY, times_postponed=2), "待验收"),
        (ItemDays(submitted_on="2026-11-01", has_progress=True), "进行中"),
        (ItemDays(submitted_on="2026-10-01", struck_off_on=DAY), "已销号"),
        (ItemDays(submitted_on="2026-10-01", struck_off_on="2026-11-01"), "待验收"),
    ],
)
def test_the_state_follows_from_the_days(item: ItemDays, state: str) -> None:
    assert item_state(item, DAY) == state


@pytest.mark.parametrize(
    ("item", "still", "late"),
    [
        (ItemDays(due_on="2026-10-30"), True, True),
        (ItemDays(due_on=DAY), True, False),
        (ItemDays(), True, False),
        (ItemDays(due_on="2026-10-30", submitted_on="2026-10-01"), True, True),
        (ItemDays(due_on="2026-10-30", struck_off_on="2026-10-31"), False, False),
        (ItemDays(due_on="2026-10-30", is_long_term=True), False, False),
    ],
)
def test_what_is_open_and_what_is_overdue(item: ItemDays, still: bool, late: bool) -> None:
    assert (is_open(item, DAY), is_overdue(item, DAY)) == (still, late)


@pytest.mark.parametrize(
    ("person", "responsible", "is_own"),
    [
        ("李四", "李四", True),
        ("李四", "王五、李四（组织委员）", True),
        ("李 四", "李四", True),
        ("李四（支委）", "李四", True),
        ("第一党支部/李四", "李四", True),
        ("李四", "王五;赵六 钱七", False),
        ("李四", "李四光", False),
        ("李四", None, False),
    ],
)
def test_who_is_responsible(person: str, responsible: str | None, is_own: bool) -> None:
    assert is_responsible(person, responsible) is is_own


def test_nobody_is_named_by_nothing() -> None:
    assert people_in(None) == []
