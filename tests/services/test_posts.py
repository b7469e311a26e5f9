"""Posts of a branch: whose they are, and when they end."""

from datetime import date
from typing import Any

import pytest

from pbcli.domain.enums import PostKind
from pbcli.domain.errors import RuleForbids
from pbcli.services import posts
from tests.invented_school import fill
from tests.once import once

TODAY = date(2026, 11, 1)


@pytest.fixture(autouse=True)
@once
def _school(work: Any) -> None:
    with work() as unit:
        fill(unit)


def held(reader: Any, branch_id: int = 2) -> list[tuple[Any, ...]]:
    return [(row["kind"], row["holder"], row["to_on"]) for row in reader.rows("branch_posts", branch_id=branch_id)]


def test_a_post_that_is_kept_by_name_is_ended_by_name(work: Any, reader: Any) -> None:
    with work() as unit:
        posts.hold_post(unit, 2, PostKind.PUBLICITY, holder="孙一", today=TODAY)
    with work() as unit:
        posts.end_post(unit, 2, PostKind.PUBLICITY, holder="孙 一", on=TODAY)
    assert held(reader) == [("宣传委员", "孙一", "2026-11-01")]


def test_a_name_may_come_with_its_branch(work: Any, reader: Any) -> None:
    with work() as unit:
        changed = posts.hold_post(unit, 2, PostKind.PUBLICITY, holder="第二党支部/李四", today=TODAY)
    assert held(reader) == [("宣传委员", "李四", None)]
    assert changed.notes == []


def test_the_same_stranger_is_not_put_in_twice(work: Any) -> None:
    with work() as unit:
        posts.hold_post(unit, 2, PostKind.PUBLICITY, holder="孙一", today=TODAY)
        with pytest.raises(RuleForbids, match="孙一已经是第二党支部的宣传委员"):
            posts.hold_post(unit, 2, PostKind.PUBLICITY, holder="孙一", today=TODAY)


@pytest.mark.parametrize(
    ("first", "second", "together"),
    [
        ((None, None), (None, None), False),
        ((None, None), ("2026-10-31", None), False),
        ((None, "2026-01-01"), ("2026-01-01", None), True),
        ((None, "2026-01-01"), ("2025-12-31", None), False),
        (("2026-01-01", None), (None, "2026-01-01"), True),
        (("2026-01-01", "2026-03-01"), ("2026-02-28", None), False),
        (("2026-01-01", "2026-03-01"), (None, "2026-01-02"), False),
        (("2026-01-01", "2026-03-01"), ("2026-03-01", "2026-04-01"), True),
    ],
)
def test_secretaries_follow_one_another(
    work: Any, first: tuple[str | None, str | None], second: tuple[str | None, str | None], together: bool
) -> None:
    def days(span: tuple[str | None, str | None]) -> dict[str, Any]:
        return {name: day and date.fromisoformat(day) for name, day in zip(("from_on", "to_on"), span, strict=True)}

    with work() as unit:
        posts.hold_post(unit, 2, PostKind.SECRETARY, holder="孙一", today=TODAY, **days(first))
        if together:
            posts.hold_post(unit, 2, PostKind.SECRETARY, holder="孙二", today=TODAY, **days(second))
        else:
            with pytest.raises(RuleForbids, match="这段时间是孙一"):
                posts.hold_post(unit, 2, PostKind.SECRETARY, holder="孙二", today=TODAY, **days(second))


def test_a_member_leaves_only_what_is_still_held(work: Any, reader: Any) -> None:
    with work() as unit:
        posts.hold_post(unit, 2, PostKind.DISCIPLINE, holder="周八", from_on=date(2026, 9, 10), today=TODAY)
        posts.hold_post(
            unit, 2, PostKind.PUBLICITY, holder="周八", from_on=date(2026, 9, 10), to_on=date(2026, 10, 1), today=TODAY
        )
    with work() as unit:
        assert posts.end_posts_of_member(unit, 6, 2, date(2026, 10, 20)) == ["纪检委员"]
    assert sorted(held(reader)) == [("宣传委员", "周八", "2026-10-01"), ("纪检委员", "周八", "2026-10-20")]


def test_a_post_of_two_namesakes_waits_for_one_of_them_to_be_named(work: Any, pb: Any) -> None:
    with work() as unit:
        posts.hold_post(unit, 2, PostKind.PUBLICITY, holder="孙一", from_on=date(2026, 10, 1), today=TODAY)
    pb(
        "member",
        "add",
        "孙一",
        "--branch",
        "第二党支部",
        "--joined-on",
        "2026-10-01",
        "--birth-date",
        "1990-01-01",
        "--dry-run",
    )
    with work() as unit:
        assert posts.join_posts(unit) == []
    pb("member", "add", "孙一", "--branch", "第二党支部", "--joined-on", "2026-10-01")
    assert pb.json("branch", "show", "第二党支部")["posts"][0]["member_id"] == 7
