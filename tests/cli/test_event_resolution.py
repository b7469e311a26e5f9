"""What events resolve: votes in totals, and who does what by when."""

import pytest

from tests.invented_school import FIRST, SECOND, fill
from tests.once import once

UNIT = "某职业学校"


@pytest.fixture(autouse=True)
@once
def _events(pb, work):
    with work() as opened:
        fill(opened)
    pb("event", "add", FIRST, "支部党员大会", "--on", "2026-10-20")
    pb("event", "add", "党委", "党委专题会议", "--on", "2026-10-21")


def add(pb, *words, event="1", text="接收周八", **options):
    return pb("event", "resolution", "add", event, text, *words, **options)


def listed(pb, *words, today="2026-11-01"):
    rows = pb.json("event", "resolution", "list", *words, today=today)
    return [(row["id"], row["branch"], row["text"], row["state"]) for row in rows]


def test_a_vote_in_totals(pb):
    done = add(pb, "--vote", "3/3/3/0/0")
    assert done.err == "已记决议 1：接收周八。\n"
    row = pb.json("event", "resolution", "show", "1")[0]
    assert (row["vote"], row["passed"], row["voters_entitled"], row["votes_for"], row["state"]) == (
        "3/3/3/0/0", True, 3, 3, None,
    )  # fmt: skip
    assert pb.json("event", "show", "1")["resolved"][0]["vote"] == "3/3/3/0/0"
    assert "3/3/3/0/0" in pb("event", "show", "1").out


def test_a_vote_that_fails_is_told(pb):
    said = add(pb, "--vote", "10/5/5/0/0").err
    assert "表决无效（BR-09）" in said
    assert "没有通过" in said


def test_who_does_what_by_when(pb):
    add(pb, "--task", "报上级备案", "--responsible", "李四", "--by", "2026-10-30")
    add(pb, "--by", "2026-11-30", text="排出走访表")
    add(pb, event="2", text="通报")
    assert listed(pb) == [(1, FIRST, "接收周八", "逾期"), (2, FIRST, "排出走访表", "待落实")]
    assert listed(pb, "--overdue") == [(1, FIRST, "接收周八", "逾期")]
    assert listed(pb, "--all")[-1] == (3, UNIT, "通报", None)
    assert listed(pb, "2026-09") == []
    assert listed(pb, "--branch", SECOND) == []
    assert len(listed(pb, "--branch", FIRST)) == 2
    # What nobody put into other words is to be done as it was resolved.
    assert pb.json("event", "resolution", "show", "2")[0]["task"] == "排出走访表"
    closed = pb("event", "resolution", "close", "1", "--on", "2026-10-31", "--result", "已备案")
    assert closed.err == "决议 1 已落实：接收周八。\n"
    assert listed(pb) == [(2, FIRST, "排出走访表", "待落实")]
    assert listed(pb, "--all")[0][-1] == "已落实"
    assert listed(pb, today="2026-10-30")[0][-1] == "待落实"


def test_edit(pb):
    add(pb, "--vote", "3/3/3/0/0", "--responsible", "李四")
    pb("event", "resolution", "edit", "1", "--text", "接收周八为预备党员", "--by", "2026-11-30", "--clear", "vote")
    row = pb.json("event", "resolution", "show", "1")[0]
    assert (row["text"], row["vote"], row["due_on"], row["task"]) == (
        "接收周八为预备党员", None, "2026-11-30", "接收周八",
    )  # fmt: skip
    pb("event", "resolution", "edit", "1", "--clear", "task", "--clear", "responsible", "--clear", "by")
    assert pb.json("event", "resolution", "show", "1")[0]["state"] is None
    pb("event", "resolution", "edit", "1", "--responsible", "王五", "--vote", "12/0/1")
    row = pb.json("event", "resolution", "show", "1")[0]
    assert (row["task"], row["vote"]) == ("接收周八为预备党员", "?/?/12/0/1")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["add", "9", "甲"], 4, "没有编号为“9”的活动"),
        (["add", "1", " "], 5, "“决议”不能为空"),
        (["add", "1"], 2, "还缺：决议（TEXT）"),
        (["add"], 2, "还缺：活动的编号（EVENT）"),
        (["add", "1", "甲", "--vote", "通过"], 2, "“通过”不是表决结果"),
        (["add", "1", "甲", "--vote", "3/4/3/0/0"], 5, "实到有表决权 4 人，多于应到 3 人"),
        (["add", "1", "甲", "--vote", "3/3/3/1/0"], 5, "赞成、反对、弃权共 4 票，多于到会的 3 人"),
        (["add", "1", "甲", "--by", "2026-10-19"], 5, "落实期限 2026-10-19 早于活动日期 2026-10-20"),
        (["add", "1", "找 13800138000"], 5, "手机号"),
        (["edit", "1", "--text", " "], 5, "“决议”不能为空"),
        (["edit", "1", "--by", "2026-10-19"], 5, "早于活动日期"),
        (["edit", "2", "--clear", "task"], 5, "决议 2 已经落实，落实事项不能清空"),
        (["edit", "9", "--task", "甲"], 4, "没有编号为 9 的决议"),
        (["edit", "1"], 2, "没有说要改什么"),
        (["close", "1"], 5, "决议 1 没有要落实的事项"),
        (["close", "2"], 5, "决议 2 已于 2026-10-25 落实"),
        (["close", "3", "--on", "2026-11-02"], 5, "落实日期 2026-11-02 还没有到"),
        (["close", "3", "--on", "2026-10-19"], 5, "落实日期 2026-10-19 早于活动日期 2026-10-20"),
        (["close", "9"], 4, "没有编号为 9 的决议"),
        (["show", "9"], 4, "没有编号为 9 的决议"),
        (["remove", "9", "--yes"], 4, "没有编号为 9 的决议"),
    ],
)
def test_what_cant_be(pb, words, code, said):
    add(pb)
    add(pb, "--task", "乙")
    pb("event", "resolution", "close", "2", "--on", "2026-10-25")
    add(pb, "--task", "丙")
    before = pb.json("event", "resolution", "list", "--all")
    assert said in pb("event", "resolution", *words, ok=code).err
    assert pb.json("event", "resolution", "list", "--all") == before


def test_remove_it_or_the_event(pb):
    add(pb)
    add(pb)
    assert "删除决议 1：接收周八？" in pb("event", "resolution", "remove", "1", ok=2).err
    pb("event", "resolution", "remove", "1", "--yes")
    assert [row[0] for row in listed(pb, "--all")] == [2]
    pb("event", "remove", "1", "--yes")
    assert listed(pb, "--all") == []
    pb("undo")
    assert [row[0] for row in listed(pb, "--all")] == [2]


def test_reminders_and_the_month(pb):
    add(pb, "--responsible", "李四", "--by", "2026-11-10")
    add(pb, text="无期限", event="2")
    add(pb, "--task", "不限时", event="2")
    add(pb, "--by", "2026-10-25")

    def due(today):
        return [row["message"] for row in pb.json("remind", "due", today=today) if row["kind"] == "resolution"]

    assert due("2026-11-06") == ["逾期 12 天：第一党支部决议“接收周八”（…）"]
    assert due("2026-11-07")[1] == "还有 3 天：第一党支部决议“接收周八”（李四）"
    pb("event", "resolution", "close", "4", "--on", "2026-10-31")
    assert due("2026-11-06") == []
    assert pb.json("report", "monthly", "2026-10")["resolutions"] == {
        "opened": 3, "closed": 1, "open": 2, "overdue": 0,
    }  # fmt: skip
    assert "【决议落实】" in pb("report", "monthly", "2026-10", "-f", "plain").out
