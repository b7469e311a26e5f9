"""The histories of membership and standing, whatever happens in whatever order: half-open, without gaps or doubles."""

import random
import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from pbcli.db.engine import unit_of_work
from pbcli.db.read import open_reader
from pbcli.domain.enums import JoinReason, LeaveReason
from pbcli.domain.errors import PbcliError
from pbcli.domain.months import Month
from pbcli.services import memberships, standings
from tests.conftest import NOW
from tests.invented_school import FIRST, SECOND, fill
from tests.once import once

FIRST_DAY, LAST_DAY = date(2024, 1, 1), date(2026, 10, 31)
BRANCHES = (1, 2, 3)


def some_happening(work: Any, dice: random.Random, day: date) -> None:
    """Let something happen to someone on a day."""
    member, branch = dice.randrange(1, 13), dice.choice(BRANCHES)
    happening = dice.randrange(6)
    if happening == 0:
        memberships.join_branch(work, f"党员{dice.randrange(12)}", branch, on=day, today=LAST_DAY)
    elif happening == 1:
        standings.convert(work, member, on=day, today=LAST_DAY)
    elif happening in {2, 3}:
        memberships.transfer(work, member, branch, on=day, today=LAST_DAY)
    elif happening == 4:
        reason = dice.choice([LeaveReason.TRANSFERRED_OUT, LeaveReason.SUSPENDED, LeaveReason.RESIGNED])
        memberships.leave(work, member, reason=reason, on=day, today=LAST_DAY)
    else:
        memberships.restore_member(work, member, branch, on=day, today=LAST_DAY)


@pytest.fixture(params=range(4), scope="module")
def histories(request: Any, template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Three branches in which two hundred things were tried, of which those were done that may be; for reading only."""
    from pbcli.db.models import Branch

    path = Path(shutil.copy(template, tmp_path_factory.mktemp("histories")))
    dice, day, done = random.Random(request.param), FIRST_DAY, 0
    with unit_of_work(path, command="test", actor="test", now=NOW) as unit:
        for number in BRANCHES:
            unit.add(Branch.make(name=f"支部{number}", pinyin="z", initials="z"))
        for number in range(12):
            on = FIRST_DAY + timedelta(number)
            memberships.join_branch(unit, f"党员{number}", dice.choice(BRANCHES), on=on, today=LAST_DAY)
        for _ in range(200):
            day = min(day + timedelta(dice.randrange(9)), LAST_DAY)
            with suppress(PbcliError), unit.session.begin_nested():
                some_happening(unit, dice, day)
                done += 1
    assert done > 40
    with open_reader(path) as reader:
        yield reader


def rows(reader: Any, query: str) -> list[Any]:
    return [tuple(row) for row in reader.connection.execute(query)]


def test_opening_and_joined_less_left_is_closing(histories: Any) -> None:
    opening: dict[str, int] = {}
    for month in Month(2023, 12).through(Month(2026, 10)):
        days = {"start": month.first_day.isoformat(), "as_of": month.last_day.isoformat()}
        for row in histories.rows("report_members", **days):
            closing = row["full"] + row["probationary"]
            assert closing == opening.get(row["branch"], 0) + row["joined"] - row["left"], (month, row)
            opening[row["branch"]] = closing


def test_nobody_is_in_two_branches_or_of_two_standings(histories: Any) -> None:
    for table in ("membership", "party_status"):
        overlapping = rows(
            histories,
            f"SELECT a.member_id FROM {table} a JOIN {table} b ON a.member_id = b.member_id AND a.id < b.id "
            "WHERE (a.to_on IS NULL OR b.from_on < a.to_on) AND (b.to_on IS NULL OR a.from_on < b.to_on)",
        )
        assert overlapping == []


def test_every_member_of_a_branch_has_a_standing(histories: Any) -> None:
    for month in Month(2024, 1).through(Month(2026, 10)):
        day = month.last_day.isoformat()
        listed = histories.rows("member_list", day=day, branch_id=None, status=None)
        assert all(row["status"] for row in listed), day
        assert len({row["id"] for row in listed}) == len(listed)


class TestComingBack:
    @pytest.fixture(autouse=True)
    @once
    def _school(self, work: Any) -> None:
        with work() as unit:
            fill(unit)

    def test_on_the_day_of_leaving(self, work: Any, pb: Any) -> None:
        with work() as unit:
            memberships.leave(unit, 3, reason=LeaveReason.TRANSFERRED_OUT, on=date(2026, 10, 15), today=LAST_DAY)
        with work() as unit:
            memberships.restore_member(unit, 3, 2, on=date(2026, 10, 15), today=LAST_DAY, counterpart="某中学")
        members = {
            row["branch"]: (row["joined"], row["left"]) for row in pb.json("report", "monthly", "2026-10")["members"]
        }
        assert members == {FIRST: (0, 1), SECOND: (1, 0)}
        assert pb.json("member", "show", "3")["memberships"][1]["join_reason"] == JoinReason.TRANSFERRED_IN

    def test_an_assignment_that_is_over_stays_as_it_was(self, work: Any, pb: Any) -> None:
        pb("liaison", "end", "张三丰", "2024级护理1班", "--on", "2026-01-01")
        pb("branch", "post", FIRST, "书记", "--end", "--on", "2026-02-01")
        with work() as unit:
            changed = memberships.leave(unit, 1, reason=LeaveReason.DIED, on=date(2026, 10, 15), today=LAST_DAY)
        assert changed.notes == []
        page = pb.json("member", "show", "1")
        assert (page["classes"][0]["to_on"], page["posts"][0]["to_on"]) == ("2026-01-01", "2026-02-01")

    def test_the_branch_of_a_day(self, work: Any) -> None:
        with work() as unit:
            memberships.transfer(unit, 3, 2, on=date(2026, 10, 15), today=LAST_DAY)
        with work() as unit:
            days = (date(2010, 1, 1), date(2026, 10, 14), date(2026, 10, 15), date(2030, 1, 1))
            assert [memberships.current_branch(unit, 3, day=day) for day in days] == [1, 1, 2, 2]
