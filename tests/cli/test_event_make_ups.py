"""Make-up lessons: an absence opens one, and it closes when the lesson is recorded."""

import pytest

from tests.invented_school import FIRST, SECOND, fill
from tests.once import once


@pytest.fixture(autouse=True)
@once
def _events(pb, work):
    """Event 1: 张三丰 on leave, 王五 absent; event 2, of the second branch: 周八 absent."""
    with work() as opened:
        fill(opened)
    pb("event", "add", FIRST, "主题党日", "--on", "2026-10-20", "--leave", "张三丰:病假", "--absent", "王五")
    pb("event", "add", SECOND, "党课", "--on", "2026-10-28", "--absent", "周八")


def open_ones(pb, *words, today="2026-11-01"):
    rows = pb.json("event", "makeups", *words, today=today)
    return [(row["event_id"], row["member"], row["make_up"], row["made_up_on"]) for row in rows]


def test_absences_are_open_until_the_lesson(pb):
    assert open_ones(pb) == [
        (1, "张三丰", "逾期未补", None),
        (1, "王五", "逾期未补", None),
        (2, "周八", "待补课", None),
    ]
    done = pb("event", "makeup", "1", "张三丰、王五", "--on", "2026-10-25", "--how", "自学")
    assert done.err == "活动 1：张三丰已补课。\n活动 1：王五已补课。\n"
    assert open_ones(pb) == [(2, "周八", "待补课", None)]
    assert open_ones(pb, "--all")[0] == (1, "张三丰", "已补课", "2026-10-25")
    # As of a day before the lesson it was still open.
    assert [row[0] for row in open_ones(pb, today="2026-10-24")] == [1, 1]
    away = pb.json("event", "show", "1")["away"][0]
    assert (away["made_up_on"], away["made_up_how"]) == ("2026-10-25", "自学")
    assert "2026-10-25" in pb("event", "show", "1").out
    pb("undo")
    assert len(open_ones(pb)) == 3


def test_which_ones_are_listed(pb):
    assert [row[0] for row in open_ones(pb, "--branch", SECOND)] == [2]
    assert open_ones(pb, "2026-09") == []
    row = pb.json("event", "makeups", "2026-10")[0]
    assert (row["branch"], row["kinds"], row["state"], row["reason"], row["due_on"]) == (
        FIRST, ["主题党日"], "请假", "病假", "2026-10-27",
    )  # fmt: skip


def test_a_unit_gives_the_days_that_it_likes(pb):
    pb("config", "set", "events.make_up_days", "14")
    assert [row["due_on"] for row in pb.json("event", "makeups")] == ["2026-11-03", "2026-11-03", "2026-11-11"]
    assert {row[2] for row in open_ones(pb)} == {"待补课"}
    assert pb.json("report", "monthly", "2026-10")["make_ups"]["overdue"] == 0
    rows = [row for row in pb.json("remind", "due") if row["kind"] == "make_up"]
    assert [row["due_on"] for row in rows] == ["2026-11-03"]


def test_a_lesson_can_be_moved_and_taken_back(pb):
    pb("event", "makeup", "2", "周八", "--on", "2026-10-30", "--how", "送学上门")
    moved = pb("event", "makeup", "2", "周八")
    assert moved.err == "周八的补课原来记在 2026-10-30。\n活动 2：周八已补课。\n"
    assert pb.json("event", "show", "2")["away"][0]["made_up_how"] == "送学上门"
    assert pb("event", "makeup", "2", "周八", "--reopen").err == "活动 2：周八改回没有补课。\n"
    assert pb.json("event", "show", "2")["away"][0]["made_up_how"] is None


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["1", "李四"], 5, "李四没有记请假或缺席，不用补课。"),
        (["1", "王五", "--on", "2026-11-02"], 5, "补课日期 2026-11-02 还没有到。"),
        (["1", "王五", "--on", "2026-10-19"], 5, "补课日期 2026-10-19 早于活动日期 2026-10-20。"),
        (["1", "王五", "--reopen"], 5, "王五没有记过补课。"),
        (["9", "王五"], 4, "没有编号为“9”的活动。"),
        (["1", "赵六"], 4, "没有叫“赵六”的党员。"),
        (["1"], 2, "还缺：党员（MEMBER）。"),
        (["1", "王五", "--how", "电话 13800138000"], 5, "手机号"),
    ],
)
def test_what_cant_be_made_up(pb, words, code, said):
    assert said in pb("event", "makeup", *words, ok=code).err
    assert len(open_ones(pb)) == 3


def due(pb, today):
    rows = pb.json("remind", "due", today=today)
    return [(row["due_on"], row["message"], row["command"]) for row in rows if row["kind"] == "make_up"]


def test_they_are_reminded_of_from_the_third_day(pb):
    assert due(pb, "2026-10-22") == []
    (item,) = due(pb, "2026-10-23")
    assert item == (
        "2026-10-27", "还有 4 天：第一党支部 2026-10-20 主题党日还没有补课：张三丰、王五", "pbcli event makeup 1 张三丰",
    )  # fmt: skip
    pb("event", "makeup", "1", "张三丰", "--on", "2026-10-25")
    assert due(pb, "2026-11-01")[0][1] == "逾期 5 天：第一党支部 2026-10-20 主题党日还没有补课：王五"


def test_what_is_older_is_one_line_for_each_branch(pb):
    pb("event", "add", FIRST, "党课", "--on", "2026-09-15", "--absent", "李四")
    assert [item[1:] for item in due(pb, "2026-12-20")] == [
        ("逾期 89 天：第一党支部还有 3 人次没有补课，最早的在 2026-09-15", "pbcli event makeups --branch 第一党支部"),
        ("逾期 46 天：第二党支部还有 1 人次没有补课，最早的在 2026-10-28", "pbcli event makeups --branch 第二党支部"),
    ]
    # In January what is of last month is spoken of still, and nothing that is older.
    assert due(pb, "2027-01-31") == []


def test_of_more_than_three_only_the_number_is_told(pb):
    pb("member", "add", "吴九", "--branch", FIRST, "--joined-on", "2020-07-01")
    pb("event", "add", FIRST, "党课", "--on", "2026-10-29", "--absent", "张三丰、李四、王五、吴九")
    assert "还没有补课：4 人" in due(pb, "2026-11-01")[-1][1]


def test_it_is_said_again_a_week_after_the_term(pb):
    def said(today):
        return sum("主题党日还没有补课" in line for line in pb("remind", "send", today=today).out.splitlines())

    days = ("2026-10-23", "2026-10-24", "2026-10-27", "2026-10-28", "2026-10-30", "2026-11-03", "2026-11-04")
    assert [said(day) for day in days] == [1, 0, 1, 1, 0, 1, 0]


def test_the_month_counts_them(pb):
    pb("event", "makeup", "1", "王五", "--on", "2026-10-25")
    figures = {"opened": 3, "closed": 1, "open": 2, "overdue": 1}
    assert pb.json("report", "monthly", "2026-10")["make_ups"] == figures
    assert "【补课】" in pb("report", "monthly", "2026-10", "-f", "plain").out
    assert "补课" not in pb("report", "monthly", "2026-09", "-f", "plain").out
