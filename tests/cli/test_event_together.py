"""Events of several branches, of a Party group, of several days."""

import pytest

from pbcli.db.models import Membership, PartyGroup
from tests.invented_school import FIRST, SECOND, fill
from tests.once import once


@pytest.fixture(autouse=True)
@once
def _school(work):
    """The small school; 王五 is in the 教学组 of the first branch, 张三丰 in its 行政组."""
    with work() as opened:
        fill(opened)
        for name, member in (("教学组", 3), ("行政组", 1)):
            group = opened.add(PartyGroup.make(branch_id=1, name=name))
            opened.session.get_one(Membership, member).revise(party_group_id=group.id)


def add(pb, *words, kinds="主题党日", branch=FIRST, **options):
    return pb("event", "add", branch, kinds, "--on", "2026-10-20", *words, **options)


def shares(pb):
    row = pb.json("event", "show", "1")
    return [(row["entitled"], row["present"]), *((one["entitled"], one["present"]) for one in row["partners"])]


# ---- several branches


def test_each_branch_has_its_own_share(pb):
    done = add(pb, "--with", SECOND, "--absent", "王五、周八", "--host", "周八")
    assert done.err.startswith("第一党支部应到 3 人，实到 2 人。\n第二党支部应到 2 人，实到 1 人。\n")
    assert done.err.endswith("已记活动 1：2026-10-20 第一党支部、第二党支部 主题党日。\n")
    assert shares(pb) == [(3, 2), (2, 1)]
    assert pb.json("event", "list", "2026-10")[0]["attendance"] == {"part": 3, "whole": 5}
    assert "联办的党支部" in pb("event", "show", "1").out
    for branch in (FIRST, SECOND):
        assert len(pb.json("event", "list", "2026-10", "--branch", branch)) == 1


def test_the_month_counts_it_once_for_each_branch(pb):
    add(pb, "--with", SECOND, "--absent", "周八")
    rows = [row for row in pb.json("report", "monthly", "2026-10")["events"] if row["kind"] == "主题党日"]
    assert rows == [
        {"branch": FIRST, "kind": "主题党日", "required": 1, "done": 1, "entitled": 3, "present": 3},
        {"branch": SECOND, "kind": "主题党日", "required": 1, "done": 1, "entitled": 2, "present": 1},
    ]


def test_a_quarters_meeting_held_together_is_held_by_both(pb):
    pb("event", "add", FIRST, "支部党员大会", "--on", "2026-10-20", "--with", SECOND)
    rows = pb.json("report", "monthly", "2026-12", today="2026-12-31")["events"]
    assert [row for row in rows if row["kind"] == "支部党员大会"] == []


def test_attendance_moves_the_share_of_the_right_branch(pb):
    add(pb, "--with", SECOND)
    pb("event", "attend", "1", "--absent", "周八", "--leave", "王五:病假")
    assert shares(pb) == [(3, 2), (2, 1)]
    pb("event", "attend", "1", "--came", "周八")
    assert shares(pb) == [(3, 2), (2, 2)]


def test_another_day_counts_both_anew(pb):
    add(pb, "--with", SECOND)
    pb("event", "edit", "1", "--on", "2026-09-01")
    assert shares(pb) == [(3, 3), (1, 1)]


def test_a_branch_joins_and_leaves(pb):
    add(pb)
    done = pb("event", "join", "1", SECOND)
    assert done.err == "第二党支部应到 2 人，实到 2 人。\n活动 1 由第二党支部联办。\n"
    pb("event", "join", "1", SECOND, "--entitled", "5", "--present", "4")
    assert shares(pb) == [(3, 3), (5, 4)]
    pb("event", "attend", "1", "--absent", "周八")
    assert shares(pb) == [(3, 3), (5, 4)]
    assert "第二党支部还有 1 人记了请假、缺席。" in pb("event", "unjoin", "1", SECOND, ok=5).err
    pb("event", "attend", "1", "--came", "周八")
    assert pb("event", "unjoin", "1", SECOND).err == "活动 1 不再由第二党支部联办。\n"
    assert shares(pb) == [(3, 3)]
    assert "没有联办" in pb("event", "unjoin", "1", SECOND, ok=5).err


def test_it_is_removed_whole(pb):
    add(pb, "--with", SECOND)
    pb("event", "remove", "1", "--yes")
    assert pb.json("event", "list", "2026-10") == []
    pb("undo")
    assert shares(pb) == [(3, 3), (2, 2)]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--with", FIRST], "第一党支部是主办的党支部，不用写成联办。"),
        (["--with", SECOND, "--absent", "钱七"], "钱七在 2026-10-20 不是第一党支部、第二党支部的应到人员。"),
    ],
)
def test_what_cant_be_held_together(pb, words, said):
    assert said in add(pb, *words, ok=5).err


def test_the_units_own_and_a_groups_are_held_alone(pb):
    assert "单位自己的活动不写联办支部。" in add(pb, "--with", SECOND, branch="党委", ok=5).err
    done = add(pb, "--group", "教学组", "--with", SECOND, kinds="党小组会", ok=5)
    assert "党小组会不写联办支部。" in done.err
    add(pb, "--with", SECOND)
    assert "第二党支部是主办的党支部" in pb("event", "edit", "1", "--branch", SECOND, ok=5).err
    assert "没有叫“三支部”的党支部" in pb("event", "join", "1", "三支部", ok=4).err


# ---- groups


def test_which_group_met_is_kept(pb):
    add(pb, "--group", "教学组", kinds="党小组会")
    row = pb.json("event", "show", "1")
    assert (row["party_group"], row["title"], row["entitled"]) == ("教学组", "教学组", 1)
    assert "不是第一党支部教学组的应到人员" in pb("event", "attend", "1", "--absent", "李四", ok=5).err
    pb("event", "edit", "1", "--place", "教室")
    assert pb.json("event", "show", "1")["party_group"] == "教学组"
    pb("event", "edit", "1", "--group", "行政组")
    assert pb.json("event", "show", "1")["party_group"] == "行政组"
    pb("event", "edit", "1", "--kind", "党课")
    row = pb.json("event", "show", "1")
    assert (row["party_group"], row["entitled"]) == (None, 3)
    assert "只有党小组会才写党小组" in pb("event", "edit", "1", "--group", "教学组", ok=5).err


def test_each_group_is_required_to_meet(pb):
    add(pb, "--group", "教学组", kinds="党小组会")
    (row,) = [row for row in pb.json("report", "monthly", "2026-10")["events"] if row["kind"] == "党小组会"]
    assert (row["required"], row["done"], row["entitled"]) == (2, 1, 1)


# ---- several days


def test_several_days(pb):
    add(pb, "--until", "2026-10-22", "--start", "14:00", "--end", "11:00", kinds="集中培训")
    assert pb.json("event", "show", "1")["ended_on"] == "2026-10-22"
    assert "结束日期 2026-10-19 早于开始日期 2026-10-20" in pb("event", "edit", "1", "--until", "2026-10-19", ok=5).err
    assert "结束时间 11:00 早于开始时间 14:00" in pb("event", "edit", "1", "--clear", "until", ok=5).err


def test_a_branch_without_members_is_said_to_have_none_entitled(pb):
    pb("branch", "add", "第九党支部")
    assert "第九党支部这一天没有应到的人。\n" in add(pb, "--with", "第九党支部").err
