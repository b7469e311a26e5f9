"""`pbcli event list show kind`, as their user meets them."""

import json
import sys

import pexpect
import pytest
from rich.cells import cell_len

from tests.invented_school import FIRST, SECOND, fill
from tests.once import once

UNIT = "某职业学校"
KEYS = [
    "id", "occurred_on", "ended_on", "start_time", "end_time", "hours", "branch", "party_group", "partners", "kinds",
    "title", "place", "host", "recorder", "entitled", "present", "attendance", "away", "attending", "topics", "summary", "resolutions", "evidence", "note",
    "recorded_at", "recorded_by", "days_late",
    "late",
]  # fmt: skip


@pytest.fixture
@once
def events(pb, work):
    """Three of the first branch, one of the second, one of the unit's own."""
    with work() as opened:
        fill(opened)
    for words in (
        (FIRST, "主题党日、党课", "--on", "2026-09-20", "--title", "学习党章、重温入党誓词"),
        (FIRST, "支委会", "--on", "2026-10-31", "--start", "15:00", "--absent", "李四"),
        (FIRST, "主题党日", "--on", "2026-10-31", "--start", "09:00", "--leave", "张三丰（病假，住院）", "--absent", "李四"),
        (SECOND, "党课", "--on", "2026-10-31", "--start", "09:00", "--hours", "2"),
        ("党委", "中心组学习", "--on", "2026-10-31", "--start", "09:00", "--entitled", "9"),
    ):  # fmt: skip
        pb("event", "add", *words)
    return pb


def ids(pb, *words):
    return [row["id"] for row in pb.json("event", "list", *words)]


def test_keys_are_stable(events):
    rows = events.json("event", "list", "2026-10")
    assert [list(row) for row in rows] == [KEYS] * 4
    first = rows[0]
    assert (first["id"], first["branch"], first["kinds"], first["attendance"]) == (
        3,
        FIRST,
        ["主题党日"],
        {"part": 1, "whole": 3},
    )
    assert first["away"] == [
        {"member": "张三丰", "state": "请假", "reason": "病假，住院", "made_up_on": None, "made_up_how": None},
        {"member": "李四", "state": "缺席", "reason": None, "made_up_on": None, "made_up_how": None},
    ]
    assert (rows[1]["hours"], rows[2]["branch"], rows[2]["entitled"]) == ("2", UNIT, 9)
    assert all(isinstance(row["days_late"], int) for row in rows)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ((), []),
        (("2026-10",), [3, 4, 5, 2]),
        (("2026",), [1, 3, 4, 5, 2]),
        (("2026", "--branch", FIRST), [1, 3, 2]),
        (("2026", "--branch", "1"), [1, 3, 2]),
        (("2026", "--branch", "党委"), [5]),
        (("2026", "--branch", UNIT), [5]),
        (("2026", "--kind", "党课"), [1, 4]),
        (("2026", "--kind", "党日"), [1, 3]),
        (("2026", "--kind", "党课", "--branch", FIRST), [1]),
        (("2026", "--kind", "其他"), []),
    ],
)
def test_choosing(events, words, found):
    assert ids(events, *words) == found


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("2026", "--branch", "第九党支部"), 4, "没有叫“第九党支部”的党支部"),
        (("2026", "--kind", "茶话会"), 4, "没有叫“茶话会”的会议类型"),
        (("2026", "--kind", "党课、党日"), 4, "“党课、党日”可指：党课、主题党日。"),
        (("昨年",), 2, "昨年"),
        (("--fail-empty",), 3, "没有找到"),
    ],
)
def test_bad_words(events, words, code, said):
    assert said in events("event", "list", *words, ok=code).err


def test_plain_text_has_totals_and_csv_has_none(events):
    plain = events("event", "list", "2026-10").out.splitlines()
    assert plain[2].split()[:-2] == [
        "3",
        "2026-10-31",
        FIRST,
        "主题党日",
        "1/3",
        "33%",
        "张三丰",
        "请假",
        "病假，住院；李四",
        "缺席",
    ]
    assert plain[-1].split() == ["合计", "13/16", "81%"]
    assert "合计" not in events("event", "list", "2026-09").out
    lines = events("event", "list", "2026-09", "-f", "csv", "--fields", "id,kinds,attendance,away").out.splitlines()
    assert lines == ["id,kinds,attendance,away", "1,主题党日、党课,3/3,"]


def test_default_terms_are_said_until_one_is_entered(events):
    assert "按默认学期" in events("event", "list", "本学期").err
    events("term", "add", "2026-2027学年第一学期", "--from", "2026-09-21", "--to", "2027-01-20")
    done = events("event", "list", "本学期", "-f", "json")
    assert done.err == ""
    assert len(json.loads(done.out)) == 4


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminal")
@pytest.mark.parametrize("width", [80, 100, 140])
def test_on_a_terminal_no_column_is_skewed(events, width, tmp_path):
    environment = {"HOME": str(tmp_path), "LC_ALL": "C.UTF-8", "TERM": "xterm", "NO_COLOR": "1"}
    words = ["-m", "pbcli", "--db", str(events.database), "--today", "2026-11-01", "event", "list", "2026"]
    text, status = _on_terminal(words, environment, width)
    assert status == 0
    lines = text.splitlines()
    assert max(map(cell_len, lines)) <= width
    header = next(line for line in lines if "编号" in line)
    for title, cell in (("日期", "2026-10-31"), ("党支部", SECOND), ("类型", "中心组学习")):
        places = {cell_len(line[: line.index(cell)]) for line in lines if cell in line}
        assert places == {cell_len(header[: header.index(title)])}


def _on_terminal(words, environment, width):
    child = pexpect.spawn(sys.executable, words, env=environment, encoding="utf-8", dimensions=(50, width), timeout=60)
    text = child.read()
    child.close()
    return text, child.exitstatus


# ---- kinds


def test_the_units_own_kinds(events):
    assert events("event", "kind", "add", "读书 分享会").err == "已添加读书分享会。\n"
    assert events.json("event", "kind", "list")[-1] == {
        "id": 18,
        "name": "读书分享会",
        "is_builtin": False,
        "events": 0,
    }
    events("event", "add", FIRST, "读书分享会、党课")
    assert ids(events, "本月", "--kind", "分享会") == [6]
    refused = events("event", "kind", "remove", "读书分享会", "--yes", ok=5)
    assert "“读书分享会”还有关联的记录，不能删除：活动 1。" in refused.err
    events("undo")
    assert "删除“读书分享会”？" in events("event", "kind", "remove", "读书分享会", ok=2).err
    events("event", "kind", "remove", "读书分享会", "--dry-run")
    assert events("event", "kind", "remove", "读书分享会", "--yes").err == "已删除读书分享会。\n"
    assert len(events.json("event", "kind", "list")) == 17


def test_kinds_of_a_fresh_database(pb):
    rows = pb.json("event", "kind", "list")
    assert [(row["name"], row["is_builtin"]) for row in rows[:2]] == [("支部党员大会", True), ("支委会", True)]
    assert "党课" in pb("event", "kind", "list").out


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("add",), 2, "还缺：会议类型（NAME）"),
        (("add", "党课"), 5, "已经有叫“党课”的会议类型。"),
        (("add", "支部大会"), 5, "已经有叫“支部党员大会”的会议类型。"),
        (("add", "党课、党日"), 5, "名称里不能有顿号"),
        (("add", " "), 5, "“会议类型”不能为空。"),
        (("remove", "党课", "--yes"), 5, "“党课”是内置的会议类型，不能删除。"),
        (("remove", "茶话会", "--yes"), 4, "没有叫“茶话会”的会议类型"),
    ],
)
def test_what_kinds_refuse(pb, words, code, said):
    assert said in pb("event", "kind", *words, ok=code).err
    assert len(pb.json("event", "kind", "list")) == 17


def test_adding_a_kind_on_trial_writes_nothing(pb):
    assert "读书分享会" in pb("event", "kind", "add", "读书分享会", "--dry-run").out
    assert len(pb.json("event", "kind", "list")) == 17
