"""`pbcli talk`, as its user meets it; the school is tests/invented_school.py: 张三丰 and 李四 are the first's committee."""

import pytest

from tests.invented_school import FIRST, SECOND, fill
from tests.once import once


@pytest.fixture(autouse=True)
@once
def _school(work):
    with work() as opened:
        fill(opened)


def talks(pb, *words):
    return [(row["id"], row["occurred_on"], row["first"], row["second"]) for row in pb.json("talk", "list", *words)]


# ---- add


def test_several_talks_at_once(pb):
    done = pb("talk", "add", "张三丰", "第一党支部/李四、王五", "--on", "昨天", "--place", "谈心室")
    assert done.out == ""
    assert done.err == "已记谈话 1：2026-10-31 张三丰、李四。\n已记谈话 2：2026-10-31 张三丰、王五。\n"
    assert talks(pb, "2026") == [(1, "2026-10-31", "张三丰", "李四"), (2, "2026-10-31", "张三丰", "王五")]
    (row, _other) = pb.json("talk", "list", "2026")
    assert (row["place"], row["first_branch"], row["second_branch"]) == ("谈心室", FIRST, FIRST)


def test_a_late_entry_says_how_late(pb, monkeypatch):
    monkeypatch.setenv("PBCLI_NOW", "2026-11-01T04:00:00+00:00")
    pb("talk", "add", "王五", "周八", "--on", "2026-10-20")
    assert pb.json("talk", "show", "1")[0]["days_late"] == 12


def test_quiet_prints_the_ids(pb):
    assert pb("-q", "talk", "add", "王五", "周八", "钱七").out == "1\n2\n"


def test_somebody_named_twice_is_talked_with_once(pb):
    pb("talk", "add", "王五", "周八", "周八")
    assert len(talks(pb, "2026")) == 1


def test_the_same_two_on_one_day_are_told(pb):
    pb("talk", "add", "王五", "周八", "--on", "2026-10-20")
    done = pb("talk", "add", "周八", "王五", "--on", "2026-10-20")
    assert done.err.startswith("周八与王五这一天已记过谈话 1；若是同一次，请撤销：pbcli undo。\n")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["王五", "王五"], 5, "谈话的两个人不能是同一个人。"),
        (["王五", "周八", "--on", "2026-11-02"], 5, "谈话日期 2026-11-02 还没有到。"),
        (["王五", "赵六"], 4, "没有叫“赵六”的党员。"),
        (["王五", "李四"], 4, "“李四”可指：第一党支部/李四、第二党支部/李四。"),
        (["王五"], 2, "还缺：谈话对象（OTHER）。"),
        ([], 2, "还缺：谈话人（MEMBER）。"),
        (["王五", "周八", "--place", "找 13800138000"], 5, "手机号"),
    ],
)
def test_what_cant_be_is_refused_and_nothing_written(pb, words, code, said):
    assert said in pb("talk", "add", *words, ok=code).err
    assert talks(pb, "2000..2099") == []


def test_there_is_no_place_for_what_was_said(pb):
    assert pb("talk", "add", "王五", "周八", "--note", "谈思想", ok=2).out == ""


def test_a_trial_writes_nothing(pb):
    assert "什么也没有写入" in pb("talk", "add", "王五", "周八", "--dry-run").err
    assert talks(pb, "2026") == []


# ---- list, show, edit, remove


def test_talks_of_a_branch_or_a_member(pb):
    pb("talk", "add", "张三丰", "王五", "周八", "--on", "2026-10-20")
    pb("talk", "add", "周八", "第二党支部/李四", "--on", "2026-10-21")
    assert [row[0] for row in talks(pb, "2026", "--branch", FIRST)] == [1, 2]
    assert [row[0] for row in talks(pb, "2026", "--branch", SECOND)] == [2, 3]
    assert [row[0] for row in talks(pb, "2026", "--member", "王五")] == [1]
    assert talks(pb, "2025") == []
    assert pb.json("talk", "show", "3")[0]["second_branch"] == SECOND


def test_edit(pb):
    pb("talk", "add", "王五", "周八", "--on", "2026-10-20", "--place", "操场")
    done = pb("talk", "edit", "1", "--on", "2026-10-21", "--other", "张三丰", "--clear", "place")
    assert done.err == "已改谈话 1：2026-10-21 王五、张三丰。\n"
    assert pb.json("talk", "show", "1")[0]["place"] is None
    pb("talk", "edit", "1", "--member", "周八")
    assert talks(pb, "2026") == [(1, "2026-10-21", "周八", "张三丰")]
    pb("undo")
    assert talks(pb, "2026") == [(1, "2026-10-21", "王五", "张三丰")]
    history = pb.json("history", "talk/1")
    assert {row["command"] for row in history} == {"talk add", "talk edit", "undo"}
    assert ("谈话人", "王五", "周八") in {(row["title"], row["before"], row["after"]) for row in history}


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["1", "--other", "王五"], 5, "不能是同一个人"),
        (["1", "--on", "2026-12-01"], 5, "还没有到"),
        (["1"], 2, "没有说要改什么"),
        (["1", "--clear", "on"], 2, "没有可清空的“on”"),
        (["9", "--place", "操场"], 4, "没有编号为 9 的谈话。"),
    ],
)
def test_an_edit_that_cant_be(pb, words, code, said):
    pb("talk", "add", "王五", "周八", "--on", "2026-10-20")
    assert said in pb("talk", "edit", *words, ok=code).err
    assert talks(pb, "2026") == [(1, "2026-10-20", "王五", "周八")]


def test_remove(pb):
    pb("talk", "add", "王五", "周八", "--on", "2026-10-20")
    assert "删除谈话 1：2026-10-20 王五、周八？" in pb("talk", "remove", "1", ok=2).err
    assert pb("talk", "remove", "1", "--yes").err == "已删除谈话 1：2026-10-20 王五、周八。\n"
    assert "没有编号为 1 的谈话" in pb("talk", "show", "1", ok=4).err
    assert "没有编号为 1 的谈话" in pb("talk", "remove", "1", "--yes", ok=4).err


def test_a_member_with_talks_cant_be_removed(pb):
    pb("talk", "add", "周八", "王五", "--on", "2026-10-20")
    assert "谈心谈话 1" in pb("member", "remove", "周八", "--yes", ok=5).err


# ---- missing


def test_what_a_year_still_lacks(pb):
    pb("talk", "add", "张三丰", "王五", "--on", "2026-02-01")
    data = pb.json("talk", "missing", "2026")
    assert data["branches"] == [
        {"branch": FIRST, "committee": 2, "members": 1, "missing": 2, "smallest": 1},
        {"branch": SECOND, "committee": 0, "members": 2, "missing": 0, "smallest": 1},
    ]
    assert data["pairs"] == [
        {"branch": FIRST, "relation": "委员之间", "first": "张三丰", "second": "李四"},
        {"branch": FIRST, "relation": "委员与党员", "first": "李四", "second": "王五"},
    ]
    assert data["smallest"] == [
        {"branch": FIRST, "relation": "委员之间", "first": "张三丰", "second": "李四"},
        {"branch": SECOND, "relation": "党员之间", "first": "李四", "second": "周八"},
    ]
    each = pb.json("talk", "missing", "2026", "--each", "--branch", FIRST)
    assert [row["second"] for row in each["smallest"]] == ["李四", "王五"]
    assert [row["branch"] for row in each["branches"]] == [FIRST]


def test_it_is_complete_when_all_have_talked(pb):
    pb("talk", "add", "第一党支部/李四", "张三丰", "王五", "--on", "2026-02-01")
    page = pb("talk", "missing", "--branch", FIRST, "-f", "plain").out
    assert "2026 年谈心谈话还缺的" in page
    assert "✓ 不用再谈了。" in page
    assert "最少" in pb("talk", "missing", "--each", "-f", "plain").out


def test_a_year_ago_its_members_were_others(pb):
    data = pb.json("talk", "missing", "去年")
    assert data["as_of"] == "2025-12-31"
    assert [row["members"] for row in data["branches"]] == [1, 2]


@pytest.mark.parametrize(("year", "said"), [("2027", "2027 年还没有到"), ("上月", "要写一年"), ("本学期", "要写一年")])
def test_only_years_that_have_begun(pb, year, said):
    assert said in pb("talk", "missing", year, ok=2).err


# ---- where talks count


def test_the_month_counts_them(pb):
    pb("talk", "add", "张三丰", "王五", "周八", "--on", "2026-10-20")
    assert pb.json("report", "monthly", "2026-10")["talks"] == [
        {"branch": FIRST, "held": 2, "missing": 2, "smallest": 1},
        {"branch": SECOND, "held": 1, "missing": 0, "smallest": 1},
    ]
    assert "【谈心谈话】" in pb("report", "monthly", "2026-10", "-f", "plain").out
    assert "谈心谈话" not in pb("report", "monthly", "2026-09", "-f", "plain").out
    assert "本月没有谈心谈话。" in pb("report", "monthly", "2026-09", "--fields", "talks").out


def due(pb, today):
    rows = pb.json("remind", "due", today=today)
    return [(row["subject"], row["due_on"], row["message"], row["command"]) for row in rows if row["kind"] == "talks"]


def test_the_year_is_reminded_of_from_november(pb):
    assert due(pb, "2026-10-31") == []
    (first, second) = due(pb, "2026-11-01")
    assert first == (
        FIRST, "2026-12-31", "还有 60 天：第一党支部今年的谈心谈话最少还要 2 次",
        "pbcli talk missing 2026 --branch 第一党支部",
    )  # fmt: skip
    assert second[0] == SECOND
    pb("talk", "add", "第一党支部/李四", "张三丰", "王五", "--on", "2026-02-01")
    assert [row[0] for row in due(pb, "2026-12-31")] == [SECOND]
    assert due(pb, "2027-01-01") == []


def test_a_person_is_given_their_talks(pb):
    pb("talk", "add", "周八", "王五", "--on", "2026-10-20")
    records = pb.json("privacy", "export", "王五")["records"]
    assert [row["occurred_on"] for row in records["talk"]] == ["2026-10-20"]
