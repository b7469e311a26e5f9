"""Class liaison, written: assignments one after another, contacts as they were on their day."""

from datetime import date
from typing import Any

import pytest

from pbcli.domain.enums import ContactKind, LiaisonRole
from pbcli.domain.errors import UnknownName
from pbcli.services import liaison_counts, liaisons
from pbcli.services.lookup import find_class, find_member
from tests.invented_school import fill
from tests.once import once

TODAY = date(2026, 11, 1)


@pytest.fixture(autouse=True)
@once
def _school(work: Any) -> None:
    with work() as unit:
        fill(unit)


def pair(unit: Any, member: str = "张三丰", klass: str = "2024级护理1班") -> dict[str, Any]:
    return {"member": find_member(unit.reader, member), "klass": find_class(unit.reader, klass)}


def test_a_member_comes_back_to_a_class(work: Any, reader: Any) -> None:
    with work() as unit:
        liaisons.end_liaison(unit, **pair(unit), on=date(2026, 2, 1))
    with work() as unit:
        liaisons.assign_liaison(unit, **pair(unit), role=LiaisonRole.COUNSELLOR, from_on=date(2026, 2, 1))
    spans = [
        (row["role"], row["from_on"], row["to_on"]) for row in reader.rows("assignment_span", member_id=1, class_id=1)
    ]
    assert spans == [("党员联系人", "2025-09-01", "2026-02-01"), ("政治辅导员", "2026-02-01", None)]


def test_a_role_and_a_head_teacher_that_are_given_stay(work: Any, reader: Any) -> None:
    with work() as unit:
        changed = liaisons.record_contact(
            unit, **pair(unit), today=TODAY, occurred_on=TODAY, kind=ContactKind.TALK, role=LiaisonRole.COUNSELLOR,
            head_teacher="别人",
        )  # fmt: skip
    row = liaison_counts.find_contact(reader, changed.id, today=TODAY)
    assert (row["role"], row["head_teacher"]) == ("政治辅导员", "别人")


@pytest.mark.parametrize(
    ("changes", "role", "head_teacher"),
    [
        ({"pupils": 3}, "党员联系人", "孙老师"),
        ({"occurred_on": date(2026, 8, 1)}, "党员联系人", "赵老师"),
        ({"occurred_on": date(2025, 8, 31)}, None, "赵老师"),
        ({"member_id": 3}, None, "孙老师"),
        ({"member_id": 4, "class_id": 2}, "党员联系人", None),
        ({"class_id": 2, "role": LiaisonRole.COUNSELLOR, "head_teacher": "别人"}, "政治辅导员", "别人"),
    ],
)
def test_what_is_frozen_follows_a_correction(
    work: Any, reader: Any, changes: dict[str, Any], role: str | None, head_teacher: str | None
) -> None:
    with work() as unit:
        contact = liaisons.record_contact(
            unit, **pair(unit), today=TODAY, occurred_on=date(2026, 10, 30), kind=ContactKind.TALK
        )
    with work() as unit:
        liaisons.edit_contact(unit, contact.id, today=TODAY, **changes)
    row = liaison_counts.find_contact(reader, contact.id, today=TODAY)
    assert (row["role"], row["head_teacher"]) == (role, head_teacher)


def test_nothing_has_this_id(work: Any, reader: Any) -> None:
    with pytest.raises(UnknownName, match="没有编号为 9 的联系记录"):
        liaison_counts.find_contact(reader, 9, today=TODAY)
    with work() as unit, pytest.raises(UnknownName, match="没有编号为 9 的跟进事项"):
        liaisons.close_follow_up(unit, 9, on=TODAY, result=None, today=TODAY)
