"""The unit's own committee: its posts, who is entitled at its events, the hours of its members, its secretary's lectures."""

import pytest

from tests.conftest import Program, call
from tests.invented_school import FIRST, SECOND, fill
from tests.once import once


@pytest.fixture(autouse=True)
@once
def _school(pb, work):
    """The small school; 张三丰 is its committee's secretary, 周八 sits in it, 王五 did until September."""
    with work() as opened:
        fill(opened)
    pb("branch", "post", "党委", "书记", "张三丰", "--from", "2024-05-06")
    pb("branch", "post", "党委", "委员", "周八", "--from", "2026-09-10")
    pb("branch", "post", "党委", "委员", "王五", "--from", "2024-05-06", "--to", "2026-09-10")


def add(pb, kinds, *words, branch="党委", on="2026-10-20", today="2026-11-01", ok=0):
    return pb("event", "add", branch, kinds, "--on", on, *words, today=today, ok=ok)


def figures(pb, event="1"):
    row = pb.json("event", "show", event)
    return row["entitled"], row["present"], [one["member"] for one in row["away"]]


def due(pb, today, kind):
    rows = pb.json("remind", "due", today=today)
    return [(row["due_on"], row["message"].split("：", 1)[1]) for row in rows if row["kind"] == kind]


# ---- posts


def test_its_posts_are_shown_with_its_members_and_on_their_pages(pb):
    page = pb("branch", "show", "党委").out
    assert page.startswith("某职业学校党委\n")
    assert [(row["kind"], row["holder"]) for row in pb.json("branch", "show", "党委")["posts"]] == [
        ("书记", "张三丰"), ("委员", "周八"), ("委员", "王五"),
    ]  # fmt: skip
    assert [(row["branch"], row["kind"]) for row in pb.json("member", "show", "张三丰")["posts"]] == [
        (FIRST, "书记"), ("党委", "书记"),
    ]  # fmt: skip
    (row,) = [row for row in pb.json("member", "list") if row["name"] == "张三丰"]
    assert row["posts"] == ["书记", "党委书记"]
    assert [post["kind"] for post in pb.json("branch", "show", FIRST)["posts"]] == ["书记", "组织委员"]


def test_there_is_one_secretary_at_a_time(pb):
    done = pb("branch", "post", "党委", "书记", "周八", ok=5)
    assert done.err.startswith("党委的书记这段时间是张三丰。")
    pb("branch", "post", "党委", "书记", "--end", "--on", "2026-10-31")
    assert pb("branch", "post", "党委", "书记", "周八", "--from", "2026-10-31").err == "已登记党委的书记。\n"
    pb("undo")
    pb("undo")
    assert pb.json("branch", "show", "党委")["posts"][0]["to_on"] is None


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("委员", "赵无极"), 4, "没有叫“赵无极”的党员"),
        (("委员", "李四"), 4, "第一党支部/李四、第二党支部/李四"),
        (("委员", "周八"), 5, "周八已经是党委的委员"),
        (("宣传委员", "--end"), 5, "党委在 2026-11-01 没有可以结束的宣传委员"),
    ],
)
def test_only_members_of_the_school_sit_in_it(pb, words, code, said):
    assert said in pb("branch", "post", "党委", *words, ok=code).err


def test_several_hold_the_same_post(pb):
    pb("branch", "post", "党委", "委员", "王五", "--from", "2026-10-01")
    assert "党委有几位委员：周八、王五" in pb("branch", "post", "党委", "委员", "--end", ok=4).err
    pb("branch", "post", "党委", "委员", "王五", "--end")


def test_who_leaves_the_school_leaves_it_and_who_changes_the_branch_does_not(pb):
    pb("member", "transfer", "周八", "--to", FIRST, "--on", "2026-10-15")
    assert pb.json("branch", "show", "党委")["posts"][1]["to_on"] is None
    done = pb("member", "leave", "周八", "--reason", "转出", "--on", "2026-10-31")
    assert "党委委员" in done.err
    assert pb.json("branch", "show", "党委")["posts"][1]["to_on"] == "2026-10-31"


def test_nobody_is_known_to_sit_in_it(pb):
    for kind, name in (("书记", "张三丰"), ("委员", "周八")):
        pb("branch", "post", "党委", kind, name, "--end", "--on", "2026-10-31")
    assert "pbcli branch post 党委 书记 NAME" in pb("branch", "show", "党委").out


def test_exported_it_comes_back(pb, tmp_path):
    for kind in ("branches", "members"):
        pb("export", kind, "--unmask", "-o", tmp_path / f"{kind}.csv")
    other = Program(tmp_path / "other.db")
    assert call(["--db", str(other.database), "init", "--unit", "某职业学校"]).code == 0
    other("import", tmp_path / "branches.csv", tmp_path / "members.csv")
    keys = ("kind", "holder", "from_on", "to_on")
    assert [[row[key] for key in keys] for row in other.json("branch", "show", "党委")["posts"]] == sorted(
        ([row[key] for key in keys] for row in pb.json("branch", "show", "党委")["posts"]),
        key=lambda row: ["张三丰", "王五", "周八"].index(row[1]),
    )
    assert other("import", tmp_path / "members.csv").err == "没有变化：党员名册 相同 6。\n"


# ---- events


def test_its_members_of_the_day_are_entitled(pb):
    assert "应到 2 人，实到 2 人。" in add(pb, "中心组学习").err
    assert "应到 2 人，实到 1 人。" in add(pb, "党委专题会议", "--leave", "周八:出差").err
    assert figures(pb, "2") == (2, 1, ["周八"])
    add(pb, "中心组学习", "--absent", "王五", on="2026-09-09")
    assert figures(pb, "3") == (2, 1, ["王五"])
    refused = add(pb, "中心组学习", "--absent", "王五", ok=5).err
    assert (
        refused == "王五在 2026-10-20 不是某职业学校党委的应到人员。\n下一步：pbcli branch show 党委 --on 2026-10-20\n"
    )
    pb("event", "edit", "1", "--on", "2026-09-09")
    assert figures(pb)[:2] == (2, 2)


def test_who_only_attends_is_written_beside_them(pb):
    add(pb, "中心组学习", "--attending", "李四、中层干部 6 人", "--entitled", "8", "--present", "8")
    assert figures(pb)[:2] == (8, 8)
    assert "李四、中层干部 6 人" in pb("event", "show", "1").out


def test_everybody_is_called_to_what_else_the_unit_holds(pb):
    add(pb, "教职工理论学习", "--absent", "王五")
    assert figures(pb) == (None, None, ["王五"])


def test_a_paper_has_its_figures_counted_too(pb, tmp_path):
    paper = tmp_path / "会议.csv"
    paper.write_text(
        "日期,会议类型,主办党组织,会议名称,请假\n2026-10-20,中心组学习,党委,第四季度学习,周八\n"
        "2020-10-20,中心组学习,党委,早年的学习,\n",
        encoding="utf-8",
    )
    pb("import", "events", paper)
    assert figures(pb, "1") == (2, 1, ["周八"])
    assert figures(pb, "2") == (None, None, [])


# ---- hours


def test_its_members_have_the_hours(pb):
    def hours():
        return {row["member"]: row["events"] for row in pb.json("study", "hours", "2026") if row["events"] != "0"}

    add(pb, "中心组学习", "--start", "14:00", "--end", "17:00")
    assert hours() == {"张三丰": "3", "周八": "3"}
    add(pb, "中心组学习", "--hours", "2", "--absent", "张三丰", on="2026-06-20")
    assert hours() == {"张三丰": "3", "周八": "3", "王五": "2"}
    pb("event", "makeup", "2", "张三丰", "--on", "2026-06-25")
    add(pb, "党委专题会议", "--start", "14:00", "--end", "17:00", on="2026-10-21")
    assert hours() == {"张三丰": "5", "周八": "3", "王五": "2"}


# ---- reminders


def test_the_committee_is_reminded_once_its_posts_are_known(pb):
    assert due(pb, "2026-12-01", "central_group") == [("2026-12-31", "党委第4季度还没有开：中心组学习")]
    assert due(pb, "2027-01-02", "central_group") == []


class TestLectures:
    """OL-05: once a year, 30, 14 and 7 days before its end, then overdue for a quarter."""

    def test_from_thirty_days_before_the_years_end(self, pb):
        assert due(pb, "2026-11-30", "secretary_lecture") == []
        assert due(pb, "2026-12-01", "secretary_lecture") == [("2026-12-31", "党委书记张三丰2026年还要讲党课 1 次")]
        (row,) = [row for row in pb.json("remind", "due", today="2026-12-01") if row["kind"] == "secretary_lecture"]
        assert (row["rule"], row["command"]) == ("OL-05", "pbcli event add 党委 党课 --host 张三丰")

    def test_last_years_is_overdue_where_records_had_begun(self, pb):
        assert due(pb, "2027-01-05", "secretary_lecture") == []
        add(pb, "党委专题会议")
        assert [day for day, _said in due(pb, "2027-01-05", "secretary_lecture")] == ["2026-12-31"]
        assert due(pb, "2027-04-01", "secretary_lecture") == []

    @pytest.mark.parametrize(
        ("branch", "words", "settles"),
        [
            ("党委", ("--host", "张三丰"), True),
            ("党委", (), True),
            ("党委", ("--host", "周八"), False),
            (SECOND, ("--host", "张三丰"), True),
            (SECOND, ("--host", "第二党支部/李四"), False),
            (SECOND, (), False),
        ],
    )
    def test_what_settles_it(self, pb, branch, words, settles):
        add(pb, "主题党日、党课", *words, branch=branch)
        assert (due(pb, "2026-12-01", "secretary_lecture") == []) is settles

    def test_one_of_the_committee_lectures_in_any_branch(self, pb):
        add(pb, "党课", "--host", "张三丰", branch=SECOND)
        assert (
            "主持人张三丰在 2026-10-20 不是第二党支部的党员"
            in add(pb, "主题党日", "--host", "张三丰", branch=SECOND, ok=5).err
        )

    def test_only_the_secretary_of_the_day_counts(self, pb):
        pb("branch", "post", "党委", "书记", "--end", "--on", "2026-10-01")
        add(pb, "党课", "--host", "张三丰", branch=FIRST)
        assert due(pb, "2026-12-01", "secretary_lecture") == [("2026-12-31", "党委书记2026年还要讲党课 1 次")]

    def test_a_unit_may_demand_more(self, pb):
        pb("config", "set", "meetings.secretary_lectures", "2")
        add(pb, "党课", "--host", "张三丰", branch=FIRST)
        assert due(pb, "2026-12-01", "secretary_lecture")[0][1] == "党委书记张三丰2026年还要讲党课 1 次"
