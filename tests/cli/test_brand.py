"""`pbcli brand`, as its user meets it. Today is 2026-11-01."""

from datetime import date
from typing import Any

import pytest

from pbcli.db import models
from pbcli.domain.enums import ContactKind
from tests.conftest import NOW
from tests.invented_school import FIRST, SECOND, fill
from tests.late import late
from tests.once import once

NAME = "红烛暖心"


@pytest.fixture(autouse=True)
@once
def _school(work: Any) -> None:
    with work() as opened:
        fill(opened)
        kinds = {row["kind"]: row["id"] for row in opened.reader.rows("event_kind_names")}
        for branch, day, kind, hours in (
            (1, date(2026, 5, 4), "志愿服务", 250),
            (1, date(2026, 6, 5), "主题党日", 200),
            (2, date(2026, 5, 4), "志愿服务", 100),
        ):
            made = opened.add(
                models.Event.make(branch_id=branch, occurred_on=day, hours_hundredths=hours, recorded_at=NOW)
            )
            opened.add(models.EventHasKind.make(event_id=made.id, event_kind_id=kinds[kind]))
        for member, klass, day, contact, pupils in (
            (1, 1, date(2026, 4, 1), ContactKind("走访寝室"), 6),
            (1, 2, date(2026, 5, 1), ContactKind("家访"), 1),
            (4, 2, date(2026, 5, 2), ContactKind("家访"), 1),
        ):
            facts = {"occurred_on": day, "kind": contact, "pupils": pupils, "recorded_at": NOW}
            opened.add(models.Contact.make(member_id=member, class_id=klass, **facts))
        opened.add(models.Project.make(title="品牌研究", branch_id=1, starts_on=date(2026, 1, 1)))


def add(pb: Any, *words: str, branch: str = FIRST, name: str = NAME, **options: Any) -> Any:
    return pb("brand", "add", branch, name, *words, **options)


def one(pb: Any, name: str = NAME, *words: str) -> dict[str, Any]:
    found: dict[str, Any] = pb.json("brand", "show", name, *words)
    return found


def refused(pb: Any, *words: str, code: int = 5) -> str:
    before = pb.json("brand", "list", "--year", "2026")
    done = pb("brand", *words, ok=code)
    assert done.out == ""
    assert pb.json("brand", "list", "--year", "2026") == before
    return str(done.err)


# ---- the plan


def test_a_plan_is_added_with_all_that_is_known_of_it(pb: Any) -> None:
    add(pb, "--slogan", "一支红烛", "--focus", "困难", "--meaning", "内涵", "--carriers", "导师制", "--served", "学生",
        "--schedule", "三步", "--leader", "张三丰", "--people", "周八:宣传、王五", "--results", "成效", "--honours", "荣誉",
        "--media", "报道", "--self-score", "90", "--note", "备注", "--year", "2025")  # fmt: skip
    item = one(pb)
    kept = ("slogan", "focus", "meaning", "carriers", "served", "schedule", "leader", "results", "honours", "media")
    assert [item[key] for key in kept] == [
        "一支红烛", "帮扶困难学生", "内涵", "导师制", "学生", "三步", "张三丰", "成效", "荣誉", "报道",
    ]  # fmt: skip
    assert (item["year"], item["self_score"], item["note"]) == (2025, 90, "备注")
    assert item["people"] == [{"member": "周八", "duty": "宣传"}, {"member": "王五", "duty": None}]


def test_a_plan_needs_a_branch_and_a_name(pb: Any) -> None:
    done = add(pb)
    assert (done.out, done.err) == ("", f"已登记{FIRST}“{NAME}”（2026 年）。\n")
    (row,) = pb.json("brand", "list")
    assert (row["branch"], row["year"], row["name"], row["state"]) == (FIRST, 2026, NAME, None)
    assert (row["activities"], row["goals_count"], row["progress"]) == (0, 0, None)
    assert "还缺：党支部（BRANCH）。" in pb("brand", "add", ok=2).err
    assert "还缺：品牌名称（NAME）。" in pb("brand", "add", FIRST, ok=2).err


def test_a_name_of_another_length_and_a_focus_of_ones_own_are_said(pb: Any) -> None:
    said = add(pb, "--focus", "校园足球", name="红烛").err
    assert "品牌名称一般 4 至 8 个字（BD-01）。" in said
    assert "“校园足球”不在六个特色方向里：帮扶困难学生、关爱特殊学生" in said
    assert pb("brand", "edit", "红烛", "--slogan", "x").err == "已修改“红烛”的方案。\n"
    assert "BD-01" in pb("brand", "edit", "红烛", "--name", "红烛暖心暖心暖心暖").err


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("add", FIRST, NAME), 5, f"{FIRST} 2026 年已经有品牌“{NAME}”。\n下一步：pbcli brand edit 1\n"),
        (("add", "第九党支部", NAME), 4, "没有叫“第九党支部”的党支部"),
        (("add", SECOND, " "), 5, "“品牌名称”不能为空。"),
        (("add", SECOND, NAME, "--leader", "无名氏"), 4, "没有叫“无名氏”的党员"),
        (("add", SECOND, NAME, "--meaning", "电话 13800138000"), 5, "“内涵”里有手机号"),
        (("edit", NAME), 2, "没有说要改什么"),
        (("edit", NAME, "--clear", "name"), 2, "没有可清空的“name”"),
        (("remove", NAME), 2, f"要先确认：删除{FIRST} 2026 年的品牌“{NAME}”，连同目标、节点、状态、关联？"),
        (("show", "没有"), 4, "没有叫“没有”的品牌。"),
    ],
)
def test_what_cannot_be_planned(pb: Any, words: tuple[str, ...], code: int, said: str) -> None:
    add(pb)
    assert said in refused(pb, *words, code=code)


def test_a_plan_is_changed_and_people_take_the_place_of_others(pb: Any) -> None:
    add(pb, "--focus", "困难", "--leader", "张三丰", "--people", "张三丰:组织、王五：宣传")
    item = one(pb)
    assert (item["focus"], item["leader"]) == ("帮扶困难学生", "张三丰")
    assert item["people"] == [{"member": "张三丰", "duty": "组织"}, {"member": "王五", "duty": "宣传"}]
    pb(
        "brand",
        "edit",
        NAME,
        "--people",
        "王五、周八:摄影",
        "--clear",
        "leader",
        "--self-score",
        "95",
        "--year",
        "2025",
    )
    item = one(pb)
    assert (item["year"], item["leader"], item["self_score"]) == (2025, None, 95)
    assert item["people"] == [{"member": "王五", "duty": None}, {"member": "周八", "duty": "摄影"}]
    pb("brand", "edit", NAME, "--clear", "people")
    assert one(pb)["people"] == []
    add(pb)
    assert "2025 年已经有品牌" in refused(pb, "edit", f"{NAME}/2026", "--year", "2025")


def test_a_brand_is_named_by_name_branch_id_or_pinyin_and_by_its_year(pb: Any) -> None:
    add(pb, "--year", "2025")
    add(pb)
    add(pb, "--year", "2027")
    add(pb, branch=SECOND, name="红色讲堂")
    for name, year in (
        (NAME, 2026), ("红烛", 2026), ("hznx", 2026), (FIRST, 2026), (f"{FIRST}/2025", 2025), (f"{NAME}／2027", 2027),
        ("1", 2025),
    ):  # fmt: skip
        assert one(pb, name)["year"] == year
    assert "“红”可指：" in pb("brand", "show", "红", ok=4).err
    assert "没有叫“红烛/2024”的品牌。" in pb("brand", "show", "红烛/2024", ok=4).err
    assert [row["year"] for row in pb.json("brand", "list", "--year", "2025")] == [2025]
    assert [row["branch"] for row in pb.json("brand", "list", "--branch", SECOND)] == [SECOND]


def test_the_plan_is_where_a_branch_has_its_brand(pb: Any) -> None:
    pb("branch", "edit", FIRST, "--brand", "旧名", "--focus", "旧方向")
    add(pb, "--focus", "困难", "--year", "2025")
    row = pb.json("branch", "list")[0]
    assert (row["brand_name"], row["brand_focus"]) == (NAME, "帮扶困难学生")
    assert pb.json("branch", "list", today="2024-12-31")[0]["brand_name"] == "旧名"
    said = pb("branch", "edit", FIRST, "--brand", "新名", ok=5).err
    assert said == f"{FIRST}的品牌有方案，名称和特色方向在方案里改。\n下一步：pbcli brand edit 1\n"
    pb("brand", "remove", NAME, "--yes")
    assert pb.json("branch", "list")[0]["brand_name"] == "旧名"


# ---- states


def test_states_come_in_order_with_their_days(pb: Any) -> None:
    add(pb)
    said = late("2026-01-05") + f"“{NAME}”已于 2026-01-05 策划。\n"
    assert pb("brand", "advance", NAME, "--on", "2026-01-05").err == said
    done = pb("brand", "advance", NAME, "立项", "--on", "2026-03-01")
    assert done.err == "前面还没有登记的状态：申报。\n" + late("2026-03-01") + f"“{NAME}”已于 2026-03-01 立项。\n"
    pb("brand", "advance", NAME, "申报", "--on", "2026-02-01")
    assert [row["on_day"] for row in one(pb)["states"]][:4] == ["2026-01-05", "2026-02-01", "2026-03-01", None]
    assert one(pb, NAME, "--on", "2026-02-15")["state"] == "申报"
    assert one(pb)["state"] == "立项"
    assert pb("brand", "advance", NAME, "--remove").err == f"已去掉“{NAME}”的状态：立项。\n"
    pb("brand", "advance", NAME, "策划", "--remove")
    assert one(pb)["state"] == "申报"


def test_what_contradicts_the_states(pb: Any) -> None:
    add(pb)
    assert f"“{NAME}”没有登记过状态。" in refused(pb, "advance", NAME, "--remove")
    pb("brand", "advance", NAME, "立项", "--on", "2026-03-01")
    assert "“红烛暖心”已于 2026-03-01 立项。" in refused(pb, "advance", NAME, "立项")
    assert "立项（2026-03-01）的先后相反" in refused(pb, "advance", NAME, "--on", "2026-02-01")
    assert "2026-12-01 还没有到。" in refused(pb, "advance", NAME, "--on", "2026-12-01")
    assert "没有登记过命名" in refused(pb, "advance", NAME, "命名", "--remove")
    pb("brand", "advance", NAME, "深化")
    assert "已经是深化，没有下一个状态。" in refused(pb, "advance", NAME)


# ---- goals, links, milestones


def test_goals_are_counted_from_what_is_linked(pb: Any) -> None:
    add(pb)
    for goal, measure, target in (
        ("活动", "活动次数", 2), ("联系", "联系次数", 4), ("班级", "联系班级数", 2), ("学生", "学生人次", 14),
        ("寝室", "走访寝室次数", 1), ("家访", "家访次数", 2), ("课题", "课题数", 1), ("学时", "志愿服务学时", 4),
    ):  # fmt: skip
        pb("brand", "goal", "add", NAME, goal, "--measure", measure, "--target", str(target))
    done = pb("brand", "goal", "add", NAME, "捐助岗位", "--target", "10", "--reached", "4")
    assert done.err == f"“{NAME}”的第 9 个目标：捐助岗位，10。\n"
    assert pb("brand", "link", NAME, "event", "1", "2").err == f"“{NAME}”新关联 2 条。\n"
    assert pb("brand", "link", NAME, "联系", "--in", "2026").err == f"“{NAME}”新关联 2 条。\n"
    pb("brand", "link", NAME, "课题", "品牌研究")
    assert [goal["done"] for goal in one(pb)["goals"]] == [2, 2, 2, 7, 1, 1, 1, 2, 4]
    (row,) = pb.json("brand", "list")
    assert (row["activities"], row["goals_count"], row["goals_reached"], row["progress"]) == (4, 9, 4, 71)
    assert [goal["done"] for goal in one(pb, NAME, "--on", "2026-04-30")["goals"]][:4] == [0, 1, 1, 6]
    out = pb("brand", "show", NAME).out
    for words in ("【目标与进度】", "2/2 100%", "【最近活动】", "走访寝室", "2024级护理1班", "✗ 有标识"):
        assert words in out


def test_what_branches_held_together_counts_for_each_of_their_brands(pb: Any) -> None:
    add(pb)
    pb("event", "add", SECOND, "志愿服务", "--on", "2026-10-20", "--with", FIRST)
    assert pb("brand", "link", NAME, "event", "--in", "2026-10").err == f"“{NAME}”新关联 1 条。\n"


def test_volunteering_without_hours_of_its_own_gives_what_the_unit_converts(pb: Any) -> None:
    add(pb)
    pb("event", "add", FIRST, "志愿服务", "--on", "2026-10-20")
    pb("event", "add", FIRST, "志愿服务", "--on", "2026-10-21", "--hours", "1.5")
    pb("event", "add", FIRST, "主题党日", "--on", "2026-10-22", "--hours", "3")
    pb("brand", "link", NAME, "event", "--in", "2026-10")
    assert one(pb)["volunteer_hours"] == 5
    pb("config", "set", "study.themed_half_day", "3")
    assert one(pb)["volunteer_hours"] == 4


def test_a_year_without_brands_says_so(pb: Any) -> None:
    add(pb)
    assert pb("brand", "list", "--year", "2025").out.endswith("2025 年还没有品牌方案；别的年度用 --year。\n")


def test_links_are_not_doubled_and_go_with_their_records(pb: Any) -> None:
    add(pb)
    pb("brand", "link", NAME, "event", "1", "1", "2")
    assert pb("brand", "link", NAME, "event", "--in", "2026").err == (f"2 条原来就已经关联。\n“{NAME}”新关联 0 条。\n")
    assert pb("brand", "unlink", NAME, "活动", "1").err == f"“{NAME}”取消关联 1 条。\n"
    assert "没有关联这条记录：1。" in refused(pb, "unlink", NAME, "event", "1")
    pb("brand", "link", NAME, "contact", "--in", "2026", "--kind", "家访")
    pb("brand", "link", NAME, "project", "1")
    assert [row["record_kind"] for row in one(pb)["records"]] == ["project", "contact", "event"]
    pb("event", "remove", "2", "--yes")
    pb("liaison", "remove", "2", "--yes")
    pb("project", "remove", "1", "--yes")
    assert one(pb)["records"] == []
    pb("undo")
    assert [row["record_kind"] for row in one(pb)["records"]] == ["project"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("link", NAME, "event"), 2, "写记录的编号，或者用 --in 写时段，两样选一样。"),
        (("link", NAME, "event", "1", "--in", "2026"), 2, "两样选一样"),
        (("link", NAME, "event", "9"), 4, "没有编号为“9”的活动。"),
        (("link", NAME, "project", "9"), 4, "没有叫“9”的课题。"),
        (("link", NAME, "contact", "--in", "2025"), 5, f"{FIRST}在2025没有可以关联的记录。"),
        (("link", NAME, "event", "--in", "2026", "--kind", "党课"), 5, "没有可以关联的记录。"),
        (("link", NAME, "会议", "1"), 2, "“会议”不行，可用：contact、event、project。"),
        (("goal", "add", NAME), 2, "还缺：目标（GOAL）。"),
        (("goal", "add", NAME, "家访"), 2, "还缺：目标数（--target）。"),
        (("goal", "add", NAME, "x", "--target", "1", "--measure", "家访次数", "--reached", "1"), 5, "不用填已完成数。"),
        (("goal", "edit", NAME, "2", "--target", "1"), 4, f"“{NAME}”没有第 2 个目标。"),
        (("goal", "remove", NAME, "1"), 2, "要先确认"),
        (("milestone", "add", NAME, "中期"), 2, "还缺：计划日期（--on）。"),
        (("milestone", "done", NAME, "中期"), 4, f"“{NAME}”没有叫“中期”的节点，有：—。"),
        (("milestone", "remove", NAME, "中期"), 2, "要先确认"),
    ],
)  # fmt: skip
def test_what_cannot_be_linked_or_promised(pb: Any, words: tuple[str, ...], code: int, said: str) -> None:
    add(pb)
    assert said in refused(pb, *words, code=code)


def test_goals_are_changed_and_removed(pb: Any) -> None:
    add(pb)
    pb("brand", "goal", "add", NAME, "岗位", "--target", "10", "--reached", "4")
    pb("brand", "goal", "add", NAME, "家访", "--target", "5", "--measure", "家访")
    assert pb("brand", "goal", "edit", NAME, "1", "--reached", "10", "--goal", "就业岗位").err == (
        f"已修改“{NAME}”的第 1 个目标。\n"
    )
    assert one(pb)["goals"][0] == {"place": 1, "goal": "就业岗位", "measure": "其他", "target": 10, "done": 10}
    pb("brand", "goal", "edit", NAME, "1", "--measure", "课题数")
    assert one(pb)["goals"][0]["done"] == 0
    pb("brand", "goal", "remove", NAME, "1", "--yes")
    assert [goal["place"] for goal in one(pb)["goals"]] == [2]


def test_milestones_are_planned_moved_done_and_undone(pb: Any) -> None:
    add(pb)
    assert pb("brand", "milestone", "add", NAME, "中期展示", "--on", "2026-10-20").err == (
        f"“{NAME}”计划 2026-10-20 中期展示。\n"
    )
    (row,) = pb.json("brand", "list")
    assert (row["next_milestone"], row["milestone_overdue"]) == ("2026-10-20 中期展示", True)
    done = pb("brand", "milestone", "done", NAME, "中期", "--on", "2026-10-22")
    assert done.err == "比计划（2026-10-20）晚 2 天。\n" + late("2026-10-22") + "中期展示已于 2026-10-22 完成。\n"
    (row,) = one(pb)["milestones"]
    assert {key: row[key] for key in ("name", "planned_on", "done_on", "overdue")} == {
        "name": "中期展示",
        "planned_on": "2026-10-20",
        "done_on": "2026-10-22",
        "overdue": False,
    }
    assert "2026-11-02 还没有到。" in refused(pb, "milestone", "done", NAME, "中期", "--on", "2026-11-02")
    assert pb("brand", "milestone", "done", NAME, "中期", "--undone").err == "中期展示改回没有完成。\n"
    pb("brand", "milestone", "add", NAME, "中期展示", "--on", "2026-12-20")
    assert one(pb)["milestones"][0]["planned_on"] == "2026-12-20"
    pb("brand", "milestone", "remove", NAME, "中期展示", "--yes")
    assert one(pb)["milestones"] == []


# ---- what it has, what is left of it


def test_the_five_that_a_brand_should_have(pb: Any, work: Any) -> None:
    add(pb)
    add(pb, "--meaning", "x", "--carriers", "x", "--honours", "x", branch=SECOND, name="红色讲堂")
    with work() as opened:
        file = opened.add(models.EvidenceFile.make(sha256="0" * 64, name="标识.png", size=1, added_at=NOW))
        attached = {"record_kind": "brand", "record_id": 2, "kind": "标识", "attached_on": date(2026, 5, 1)}
        opened.add(models.Evidence.make(file_id=file.id, **attached))
    rows = pb.json("brand", "check")
    assert [row["lacks"] for row in rows] == [["有标识", "有内涵", "有载体", "有成效"], []]
    pb("brand", "remove", "红色讲堂", "--yes")
    with work() as opened:
        assert opened.connection.execute("SELECT count(*) FROM evidence").fetchone() == (0,)


def test_a_brand_is_removed_with_its_plan_and_comes_back(pb: Any) -> None:
    add(pb, "--people", "王五")
    pb("brand", "advance", NAME)
    pb("brand", "goal", "add", NAME, "x", "--target", "1")
    pb("brand", "milestone", "add", NAME, "x", "--on", "2026-12-01")
    pb("brand", "link", NAME, "event", "1")
    before = one(pb)
    pb("brand", "remove", NAME, "--yes")
    assert pb.json("brand", "list") == []
    pb("undo")
    assert one(pb) == before
    assert pb("db", "verify").code == 0
    assert "品牌" in pb("branch", "remove", FIRST, "--yes", ok=5).err
    assert NAME in pb("brand", "list").out


def test_the_month_tells_what_counted_for_each_brand(pb: Any) -> None:
    add(pb)
    add(pb, branch=SECOND, name="红色讲堂")
    pb("brand", "goal", "add", NAME, "家访", "--target", "2", "--measure", "家访次数")
    pb("brand", "link", NAME, "event", "--in", "2026")
    pb("brand", "link", NAME, "contact", "--in", "2026")
    assert pb.json("report", "monthly", "2026-05")["brands"] == [
        {"branch": FIRST, "brand": NAME, "state": None, "activities": 2, "events": 1, "contacts": 1, "goals": 1,
         "reached": 0, "progress": 50},
        {"branch": SECOND, "brand": "红色讲堂", "state": None, "activities": 0, "events": 0, "contacts": 0, "goals": 0,
         "reached": 0, "progress": None},
    ]  # fmt: skip
    out = pb("report", "monthly", "2026-05").out
    assert "2 个品牌，本月活动 2 次" in out
    assert f"○ 本月没有活动：{SECOND}" in out
    pb("brand", "remove", "红色讲堂", "--yes")
    assert "✓ 都有活动" in pb("report", "monthly", "2026-05").out


def test_without_brands_the_report_says_nothing_of_them(pb: Any) -> None:
    assert pb.json("report", "monthly", "2026-10")["brands"] == []
    assert "品牌" not in pb("report", "monthly", "2026-10").out


@pytest.mark.parametrize(
    ("today", "said"),
    [
        ("2026-11-05", None),
        ("2026-11-06", f"还有 14 天：{FIRST}品牌“{NAME}”：中期展示"),
        ("2026-11-21", f"逾期 1 天：{FIRST}品牌“{NAME}”：中期展示"),
    ],
)
def test_milestones_are_reminded_of_until_they_are_done(pb: Any, today: str, said: str | None) -> None:
    add(pb)
    pb("brand", "milestone", "add", NAME, "中期展示", "--on", "2026-11-20")

    def due() -> list[dict[str, Any]]:
        return [row for row in pb.json("remind", "due", today=today) if row["kind"] == "brand_milestone"]

    assert [row["message"] for row in due()] == ([said] if said else [])
    if said:
        assert due()[0]["command"] == f"pbcli brand milestone done {FIRST}/2026 中期展示"
        pb("brand", "milestone", "done", NAME, "中期展示", today=today)
        assert due() == []


def test_a_brand_is_named_in_the_history_and_for_evidence(pb: Any, tmp_path: Any) -> None:
    add(pb, "--year", "2025")
    add(pb)
    logo = tmp_path / "标识.png"
    logo.write_bytes(b"png")
    pb("evidence", "add", f"brand/{NAME}", logo, "--kind", "标识")
    assert [row["has_logo"] for row in pb.json("brand", "check", "--year", "2026")] == [True]
    assert [row["has_logo"] for row in pb.json("brand", "check", "--year", "2025")] == [False]
    assert f"品牌“{NAME}”" in pb("history", f"brand/{NAME}/2025").out + pb("history", f"brand/{NAME}").out
