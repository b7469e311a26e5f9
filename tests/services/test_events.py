"""Events through their services: who is entitled on which day, and what an import may have left."""

from datetime import UTC, date, datetime

import pytest

from pbcli.db.models import Event, EventHasKind, Membership, PartyGroup, Post
from pbcli.domain.enums import PostKind
from pbcli.domain.errors import RuleForbids, UnknownName
from pbcli.services import event_kinds, events
from pbcli.services.event_attendance import Gathering, count_entitled, entitled_members, find_participant
from pbcli.services.event_listing import find_event
from pbcli.services.event_organizers import find_organizer
from tests.invented_school import FIRST, SECOND, fill
from tests.once import once

TODAY = date(2026, 11, 1)
ZHANG, LI, WANG, LI_OF_SECOND, QIAN, ZHOU = range(1, 7)


@pytest.fixture(autouse=True)
@once
def _school(work):
    """王五 is in the 教学组 of the first branch; 李四 left its committee on 2026-10-15; 吴九, of no record, sits there."""
    with work() as opened:
        fill(opened)
        group = opened.add(PartyGroup.make(branch_id=1, name="教学组"))
        opened.session.get_one(Membership, WANG).revise(party_group_id=group.id)
        opened.session.get_one(Post, 2).revise(to_on=date(2026, 10, 15))
        opened.add(Post.make(branch_id=1, kind=PostKind.PUBLICITY, holder_name="吴九", from_on=date(2026, 10, 1)))


def gathering(reader, day, *kinds, organizer=FIRST, group=None):
    row = None if group is None else {"id": 1, "name": group}
    return Gathering(find_organizer(reader, organizer), date.fromisoformat(day), kinds, row)


@pytest.mark.parametrize(
    ("organizer", "day", "kinds", "group", "entitled", "counted"),
    [
        (FIRST, "2026-10-20", ("主题党日",), None, {ZHANG, LI, WANG}, 3),
        (FIRST, "2011-01-01", ("主题党日",), None, {ZHANG}, 1),
        (FIRST, "2009-01-01", ("主题党日",), None, set(), None),
        (SECOND, "2026-02-28", ("党课",), None, {LI_OF_SECOND, QIAN}, 2),
        (SECOND, "2026-03-01", ("党课",), None, {LI_OF_SECOND}, 1),
        (SECOND, "2026-09-09", ("党课",), None, {LI_OF_SECOND}, 1),
        (SECOND, "2026-09-10", ("党课",), None, {LI_OF_SECOND, ZHOU}, 2),
        (FIRST, "2026-09-30", ("支委会",), None, {ZHANG, LI}, 2),
        (FIRST, "2026-10-14", ("支委会",), None, {ZHANG, LI}, 3),
        (FIRST, "2026-10-15", ("支委会",), None, {ZHANG}, 2),
        (FIRST, "2026-10-15", ("支委会", "支部党员大会"), None, {ZHANG, LI, WANG}, 3),
        (SECOND, "2026-10-15", ("支委会",), None, set(), None),
        (FIRST, "2026-10-15", ("党小组会",), "教学组", {WANG}, 1),
        (FIRST, "2026-10-15", ("党小组会", "党课"), None, {ZHANG, LI, WANG}, None),
        ("党委", "2026-10-15", ("中心组学习",), None, {ZHANG, LI, WANG, LI_OF_SECOND, ZHOU}, None),
        ("党委", "2026-10-15", ("支委会",), None, {ZHANG, LI, WANG, LI_OF_SECOND, ZHOU}, None),
    ],
)
def test_who_is_entitled(reader, organizer, day, kinds, group, entitled, counted):
    called = gathering(reader, day, *kinds, organizer=organizer, group=group)
    assert entitled_members(reader, called) == entitled
    assert count_entitled(reader, called) == counted


@pytest.mark.parametrize(
    ("organizer", "typed", "member"),
    [
        (FIRST, "李四", LI),
        (SECOND, "李四", LI_OF_SECOND),
        (FIRST, "第二党支部/李四", LI_OF_SECOND),
        (FIRST, "第二党支部／李四", LI_OF_SECOND),
        (FIRST, "ls", LI),
        (FIRST, "张", ZHANG),
        (FIRST, "周八", ZHOU),
        (FIRST, "6", ZHOU),
        ("党委", "周八", ZHOU),
    ],
)
def test_a_name_is_looked_for_in_the_branch_first(reader, organizer, typed, member):
    called = gathering(reader, "2026-10-20", "党课", organizer=organizer)
    assert find_participant(reader, called, typed)["id"] == member


@pytest.mark.parametrize(("typed", "error"), [("赵无极", UnknownName), ("党委/李四", UnknownName)])
def test_names_of_nobody(reader, typed, error):
    with pytest.raises(error):
        find_participant(reader, gathering(reader, "2026-10-20", "党课"), typed)


def record(opened, *, organizer=FIRST, kinds="主题党日", **facts):
    reader = opened.reader
    return events.record_event(
        opened,
        organizer=find_organizer(reader, organizer),
        kinds=event_kinds.find_kinds(reader, kinds),
        today=TODAY,
        **{"occurred_on": date(2026, 10, 31)} | facts,
    )


def test_what_is_frozen_stays_when_the_roster_changes(work, reader):
    with work() as opened:
        event_id = record(opened).id
        opened.session.get_one(Membership, WANG).revise(to_on=date(2026, 10, 1))
        changed = events.edit_event(opened, event_id, today=TODAY, note="甲")
        assert changed.notes == []
        row = opened.session.get_one(Event, event_id)
        assert (row.entitled, row.present) == (3, 3)
        # Counted as of its day there are two now, so that the three are a figure of its own.
        changed = events.edit_event(opened, event_id, today=TODAY, occurred_on=date(2026, 10, 30))
        assert list(changed.notes) == ["应到仍是 3 人，按当天名册是 2 人；要改用 --entitled。"]


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"kinds": "党小组会"}, "没有写是哪个党小组（--group），应到没有算；可以用 --entitled 写。"),
        ({"occurred_on": date(2009, 1, 1)}, "第一党支部在 2009-01-01 没有应到的人；可以用 --entitled 写。"),
        (
            {"organizer": SECOND, "kinds": "支委会"},
            "第二党支部支委会在 2026-10-31 没有应到的人；可以用 --entitled 写。",
        ),
    ],
)
def test_why_nobody_was_counted(work, facts, said):
    with work() as opened:
        changed = record(opened, **facts)
        assert said in changed.notes


def test_a_group_meeting_is_named_after_its_group(work):
    with work() as opened:
        group = {"id": 1, "name": "教学组"}
        changed = record(opened, kinds="党小组会", group=group, leave=[("王五", "公假")])
        row = opened.session.get_one(Event, changed.id)
        assert (row.title, row.entitled, row.present) == ("教学组", 1, 0)
        with pytest.raises(RuleForbids, match="李四在 2026-10-31 不是第一党支部教学组的应到人员"):
            record(opened, kinds="党小组会", group=group, absent=["李四"])
        # Which group met is kept, so that nobody else of the branch may be named afterwards.
        events.mark_attendance(opened, changed.id, came=["王五"])
        with pytest.raises(RuleForbids, match="李四在 2026-10-31 不是第一党支部教学组的应到人员"):
            events.mark_attendance(opened, changed.id, absent=["李四"])
        assert (row.entitled, row.present) == (1, 1)


def test_an_event_of_no_id(reader):
    with pytest.raises(UnknownName, match="没有编号为 99 的活动"):
        find_event(reader, 99)


def test_a_day_is_needed(work):
    with work() as opened:
        event_id = record(opened).id
        with pytest.raises(RuleForbids, match="“日期”不能为空"):
            events.edit_event(opened, event_id, today=TODAY, occurred_on=None)


def test_what_a_paper_brought_is_not_checked_until_it_is_changed(work):
    """A paper may hold a day to come, an end before the start, a host who has left: only an edit of these is refused."""
    with work() as opened:
        kept = opened.add(
            Event.make(
                branch_id=1, occurred_on=date(2027, 1, 1), start_time="15:00", end_time="14:00", host_id=QIAN,
                entitled=2, present=9, recorded_at=datetime(2026, 11, 1, tzinfo=UTC),
            )
        )  # fmt: skip
        opened.add(EventHasKind.make(event_id=kept.id, event_kind_id=4))
        changed = events.edit_event(opened, kept.id, today=TODAY, note="甲")
        assert (changed.name, changed.notes) == ("2027-01-01 第一党支部 党课", [])
        with pytest.raises(RuleForbids, match="早于开始时间"):
            events.edit_event(opened, kept.id, today=TODAY, end_time="14:30")
        with pytest.raises(RuleForbids, match="还没有到"):
            events.edit_event(opened, kept.id, today=TODAY, occurred_on=date(2027, 1, 2))
        with pytest.raises(RuleForbids, match="主持人钱七在 2026-10-31 不是第一党支部的党员"):
            events.edit_event(opened, kept.id, today=TODAY, occurred_on=date(2026, 10, 31), end_time="16:00")


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("党课", ["党课"]),
        ("主题党日、党课", ["主题党日", "党课"]),
        ("党课 主题党日;党课", ["党课", "主题党日"]),
        ("党日", ["主题党日"]),
        ("支委", ["支委会"]),
        ("支部大会", ["支部党员大会"]),
        ("支部委员会", ["支委会"]),
        ("党委会", ["党委专题会议"]),
        ("支部主题党日", ["主题党日"]),
        ("民主评议党员", ["民主评议"]),
        ("Book club", ["Book club"]),
        ("Book club、党课", ["Book club", "党课"]),
        ("党课/主题党日", ["党课", "主题党日"]),
    ],
)
def test_kinds_as_people_write_them(work, typed, names):
    with work() as opened:
        event_kinds.add_kind(opened, name="Book club")
        assert [kind["name"] for kind in event_kinds.find_kinds(opened.reader, typed)] == names
