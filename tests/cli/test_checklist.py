"""`pbcli checklist`, as its user meets it. Today is 2026-11-01."""

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.invented_school import FIRST, fill
from tests.late import late
from tests.once import once

ITEM = "谈心谈话记录不全"


@pytest.fixture(autouse=True)
@once
def _school(work: Any) -> None:
    with work() as opened:
        fill(opened)


def add(pb: Any, *words: str, **options: Any) -> Any:
    options_given = ("--responsible", "李四", "--raised-on", "2026-09-01", "--due", "2026-10-20")
    return pb("checklist", "add", ITEM, *options_given, *words, **options)


def one(pb: Any, name: str = "1", *words: str, **options: Any) -> Any:
    return pb.json("checklist", "show", name, *words, **options)


def refused(pb: Any, *words: str, code: int = 5) -> str:
    before = pb.json("checklist", "list")
    done = pb("checklist", *words, ok=code)
    assert done.out == ""
    assert pb.json("checklist", "list") == before
    return str(done.err)


# ---- adding


def test_an_item_is_added_with_all_that_is_known_of_it(pb: Any) -> None:
    done = add(pb, "--source", "自查", "--standard", "每人有记录", "--measure", "补谈", "--lead", "王校长",
               "--branch", FIRST, "--evidence", "台账", "--note", "第一批")  # fmt: skip
    assert (done.out, done.err) == ("", late("2026-09-01") + "已登记整改清单/1。\n")
    (row,) = pb.json("checklist", "list")
    assert (row["kind"], row["number"], row["item"], row["branch"]) == ("整改清单", "1", ITEM, FIRST)
    assert (row["source"], row["standard"], row["measure"], row["lead"]) == ("自查", "每人有记录", "补谈", "王校长")
    assert (row["responsible"], row["raised_on"], row["due_on"]) == ("李四", "2026-09-01", "2026-10-20")
    assert (row["state"], row["open"], row["days_overdue"], row["times_postponed"]) == ("未启动", True, 12, 0)
    assert (row["evidence"], row["note"]) == ("台账", "第一批")


def test_an_item_needs_only_its_words_and_says_what_it_lacks(pb: Any) -> None:
    done = pb("checklist", "add", ITEM)
    assert done.err == "还没有登记：责任人、完成时限。\n已登记整改清单/1。\n"
    assert one(pb)["raised_on"] == "2026-11-01"
    assert pb("checklist", "add", "讲党课", "--kind", "责任", "--long-term", "--responsible", "李四").err == (
        "已登记责任清单/1。\n"
    )


def test_numbers_go_on_from_the_greatest_of_the_list(pb: Any) -> None:
    add(pb, "--number", "7")
    add(pb, "--number", "2026-1")
    assert pb("-q", "checklist", "add", "另一个问题").out == "3\n"
    assert [row["number"] for row in pb.json("checklist", "list")] == ["7", "8", "2026-1"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((), 2, "还缺：问题或事项（ITEM）。"),
        (("  ",), 5, "“问题表现”不能为空。"),
        (("补谈 13800138000",), 5, "“问题表现”里有手机号"),
        ((ITEM, "--kind", "无"), 2, "“无”不行，可用：责任清单、问题清单、整改清单。"),
        ((ITEM, "--raised-on", "2026-11-02"), 5, "提出日期 2026-11-02 还没有到。"),
        ((ITEM, "--due", "2026-10-01"), 5, "完成时限 2026-10-01 早于提出日期 2026-11-01。\n下一步：--raised-on DATE"),
        ((ITEM, "--branch", "第九党支部"), 4, "没有叫“第九党支部”的党支部"),
    ],
)
def test_what_cannot_be_added(pb: Any, words: tuple[str, ...], code: int, said: str) -> None:
    assert said in refused(pb, "add", *words, code=code)


def test_a_number_is_borne_once_in_a_list(pb: Any) -> None:
    add(pb)
    said = refused(pb, "add", "另一个", "--number", "1")
    assert said == f"整改清单里已经有序号 1：“{ITEM}”。\n下一步：pbcli checklist show 1\n"
    pb("checklist", "add", "另一个", "--number", "1", "--kind", "问题清单")


# ---- naming


def test_an_item_is_named_by_its_id_or_by_list_and_number(pb: Any) -> None:
    add(pb)
    pb("checklist", "add", "问题", "--kind", "问题清单")
    for name, id_ in (("2", 2), ("整改清单/1", 1), ("问题／1", 2)):
        assert one(pb, name)["id"] == id_
    assert "“清单/1”可指：问题清单/1、整改清单/1。" in pb("checklist", "show", "清单/1", ok=4).err
    for name in ("3", "x", "问题/9", "1" * 30):
        assert f"没有“{name}”这项清单事项。" in pb("checklist", "show", name, ok=4).err


# ---- progress, postponement


def test_progress_puts_an_item_under_way(pb: Any) -> None:
    add(pb)
    done = pb("checklist", "progress", "1", "已核对", "--on", "2026-10-08")
    assert done.err == late("2026-10-08") + "已记整改清单/1的进展。\n"
    pb("checklist", "progress", "1", "已补谈")
    item = one(pb)
    assert item["state"] == "进行中"
    assert [(row["occurred_on"], row["text"]) for row in item["progress"]] == [
        ("2026-10-08", "已核对"),
        ("2026-11-01", "已补谈"),
    ]
    before = one(pb, "1", "--on", "2026-10-07")
    assert (before["state"], before["progress"]) == ("未启动", [])


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("progress", "1"), 2, "还缺：整改进展（TEXT）。"),
        (("progress", "1", "x", "--on", "2026-11-02"), 5, "2026-11-02 还没有到。"),
        (("progress", "1", "x", "--on", "2026-08-31"), 5, "2026-08-31 早于提出日期 2026-09-01。"),
        (("progress", "1", "身份证 11010519491231002X"), 5, "“整改进展”里有身份证号"),
        (("postpone", "1", "--to", "2026-12-01"), 2, "还缺：延期原因（--reason）。"),
        (("postpone", "1", "--reason", "等"), 2, "还缺：延期到哪天（--to）。"),
        (
            ("postpone", "1", "--to", "2026-10-20", "--reason", "等"),
            5,
            "延期到 2026-10-20，不晚于现在的时限 2026-10-20。",
        ),
        (("submit", "1", "--on", "2026-12-01"), 5, "2026-12-01 还没有到。"),
        (("strike", "1"), 2, "还缺：验收人（--by）。"),
    ],
)
def test_what_cannot_happen_to_an_item(pb: Any, words: tuple[str, ...], code: int, said: str) -> None:
    add(pb)
    assert said in refused(pb, *words, code=code)


def test_postponements_are_counted_with_their_reasons(pb: Any) -> None:
    add(pb)
    done = pb("checklist", "postpone", "1", "--to", "2026-11-10", "--reason", "等批复", "--on", "2026-10-19")
    assert done.err == late("2026-10-19") + "整改清单/1第 1 次延期，延到 2026-11-10。\n"
    done = pb("checklist", "postpone", "1", "--to", "2026-12-01", "--reason", "仍在等")
    assert "第 2 次延期，延到 2026-12-01。" in done.err
    item = one(pb)
    assert (item["state"], item["due_on"], item["first_due_on"]) == ("延期", "2026-12-01", "2026-10-20")
    assert (item["times_postponed"], item["days_overdue"]) == (2, None)
    assert [(row["from_on"], row["to_on"], row["reason"]) for row in item["postponements"]] == [
        ("2026-10-20", "2026-11-10", "等批复"),
        ("2026-11-10", "2026-12-01", "仍在等"),
    ]
    earlier = one(pb, "1", "--on", "2026-10-18")
    assert (earlier["state"], earlier["due_on"], earlier["postponements"]) == ("未启动", "2026-10-20", [])
    said = refused(pb, "postpone", "1", "--to", "2026-12-31", "--reason", "x", "--on", "2026-10-30")
    assert "批准日期 2026-10-30 早于上一次延期的批准日期 2026-11-01。" in said
    said = refused(pb, "edit", "1", "--due", "2026-12-31")
    assert "整改清单/1已经延期，时限按延期后的算，不能再改原时限。" in said


def test_a_postponement_after_the_day_is_said(pb: Any) -> None:
    add(pb)
    said = pb("checklist", "postpone", "1", "--to", "2026-12-01", "--reason", "等批复").err
    assert said.startswith("批准延期时已经逾期 12 天。\n")


@pytest.mark.parametrize("words", [(), ("--long-term", "--due", "2026-12-01")])
def test_what_has_no_day_is_not_postponed(pb: Any, words: tuple[str, ...]) -> None:
    pb("checklist", "add", ITEM, *words)
    said = refused(pb, "postpone", "1", "--to", "2026-12-31", "--reason", "x")
    assert said == ("整改清单/1没有完成时限，谈不上延期。\n下一步：pbcli checklist edit 1 --due DATE\n")


# ---- acceptance


def test_an_item_is_handed_in_and_struck_off_by_someone_else(pb: Any) -> None:
    add(pb)
    done = pb("checklist", "submit", "1", "--on", "2026-10-18")
    assert done.err == "还没有佐证，销号之前要补上。\n整改清单/1已于 2026-10-18 提请验收。\n"
    assert one(pb)["state"] == "待验收"
    assert one(pb, "1", "--on", "2026-10-17")["state"] == "未启动"
    done = pb("checklist", "strike", "1", "--by", "张三丰", "--evidence", "记录12份", "--on", "2026-10-20")
    assert done.err == late("2026-10-20") + "整改清单/1已于 2026-10-20 由张三丰验收销号。\n"
    item = one(pb)
    assert (item["state"], item["accepted_by"], item["struck_off_on"]) == ("已销号", "张三丰", "2026-10-20")
    assert (item["evidence"], item["open"], item["days_overdue"]) == ("记录12份", False, None)
    assert pb.json("checklist", "list", "--as-of", "2026-10-19")[0]["accepted_by"] is None


def test_a_file_is_evidence_as_well(pb: Any, work: Any) -> None:
    from pbcli.db.models import Evidence, EvidenceFile

    add(pb)
    with work() as opened:
        file = opened.add(
            EvidenceFile.make(sha256="0" * 64, name="台账.pdf", size=1, added_at=datetime(2026, 10, 1, tzinfo=UTC))
        )
        attached = {"record_kind": "checklist_item", "record_id": 1, "kind": "台账", "attached_on": "2026-10-01"}
        opened.add(Evidence.make(file_id=file.id, **attached))
    assert "佐证" not in pb("checklist", "submit", "1").err
    pb("checklist", "strike", "1", "--by", "王五")
    assert one(pb)["files"] == [{"id": 1, "kind": "台账", "file": "台账.pdf", "attached_on": "2026-10-01"}]
    assert "台账.pdf" in pb("checklist", "show", "1").out
    pb("checklist", "remove", "1", "--yes")
    with work() as opened:
        assert opened.connection.execute("SELECT count(*) FROM evidence").fetchone() == (0,)


def test_nothing_is_struck_off_without_evidence(pb: Any) -> None:
    add(pb)
    said = refused(pb, "strike", "1", "--by", "张三丰")
    assert said == ("整改清单/1没有佐证，不能销号。\n下一步：pbcli checklist strike 1 --by NAME --evidence TEXT\n")
    assert "没有佐证" in refused(pb, "strike", "1", "--by", "张三丰", "--evidence", " ")


def test_whoever_is_responsible_does_not_strike_it_off(pb: Any) -> None:
    add(pb, "--evidence", "记录12份")
    said = refused(pb, "strike", "1", "--by", "李　四")
    assert said == "整改清单/1的责任人是李四，要由别人验收销号。\n下一步：pbcli checklist strike 1 --by NAME\n"


def test_without_anyone_responsible_nobody_is_someone_else(pb: Any) -> None:
    pb("checklist", "add", ITEM, "--evidence", "x")
    said = refused(pb, "strike", "1", "--by", "张三丰")
    assert said == (
        "整改清单/1没有登记责任人，看不出验收人是不是另一个人。\n下一步：pbcli checklist edit 1 --responsible NAME\n"
    )


def test_what_goes_on_for_ever_is_not_struck_off(pb: Any) -> None:
    add(pb, "--long-term", "--evidence", "x")
    assert one(pb)["state"] == "长期坚持"
    said = refused(pb, "strike", "1", "--by", "张三丰")
    assert said == "整改清单/1是长期坚持的，不销号。\n下一步：pbcli checklist edit 1 --no-long-term\n"
    pb("checklist", "edit", "1", "--no-long-term")
    pb("checklist", "strike", "1", "--by", "张三丰")


def test_what_is_settled_stays_settled(pb: Any) -> None:
    add(pb, "--evidence", "x")
    pb("checklist", "submit", "1", "--on", "2026-10-10")
    assert "整改清单/1已于 2026-10-10 提请验收。" in refused(pb, "submit", "1")
    said = refused(pb, "strike", "1", "--by", "王五", "--on", "2026-10-09")
    assert "销号日期 2026-10-09 早于提请验收日期 2026-10-10。" in said
    pb("checklist", "strike", "1", "--by", "王五", "--on", "2026-10-12")
    for words in (
        ("progress", "1", "x"),
        ("submit", "1"),
        ("strike", "1", "--by", "张三丰"),
        ("postpone", "1", "--to", "2026-12-01", "--reason", "x"),
    ):
        said = refused(pb, *words)
        assert said == "整改清单/1已于 2026-10-12 由王五销号。\n下一步：pbcli checklist show 1\n"
    assert "整改清单/1是王五销号的，责任人要另有其人。" in refused(pb, "edit", "1", "--responsible", "王五")
    assert "整改清单/1是王五销号的" in refused(pb, "edit", "1", "--clear", "responsible")
    assert "已于 2026-10-12 销号，不能改为长期坚持。" in refused(pb, "edit", "1", "--long-term")
    pb("checklist", "edit", "1", "--responsible", "赵六")
    pb("undo")
    assert one(pb)["responsible"] == "李四"


# ---- editing, removing, history


def test_what_was_struck_off_in_error_is_opened_again_and_its_first_strike_off_stays(pb: Any) -> None:
    add(pb, "--evidence", "记录12份")
    pb("checklist", "submit", "1", "--on", "2026-10-18")
    pb("checklist", "strike", "1", "--by", "王五", "--on", "2026-10-19")
    done = pb("checklist", "reopen", "1", "--reason", "又缺两人", "--on", "2026-10-30")
    assert done.err == (
        "再销号要有新的佐证；原来的验收人、日期、佐证记在进展里。\n"
        "2026-10 的月报原来把它算作已销号，现在不算了。\n"
        "整改清单/1已重新打开。\n"
    )
    row = one(pb)
    assert (row["state"], row["days_overdue"], row["open"]) == ("进行中", 12, True)
    assert (row["struck_off_on"], row["accepted_by"], row["submitted_on"], row["evidence"]) == (None,) * 4
    told = "重新打开：又缺两人（原于 2026-10-19 由王五验收销号，佐证：记录12份）"
    assert [(each["occurred_on"], each["text"]) for each in row["progress"]] == [("2026-10-30", told)]
    assert told in pb("checklist", "show", "1").out
    assert "没有佐证，不能销号" in refused(pb, "strike", "1", "--by", "王五")
    pb("checklist", "strike", "1", "--by", "张三丰", "--evidence", "记录14份")
    assert (one(pb)["accepted_by"], one(pb)["evidence"], len(one(pb)["progress"])) == ("张三丰", "记录14份", 1)
    assert "早于销号日期 2026-11-01" in refused(pb, "reopen", "1", "--reason", "甲", "--on", "2026-10-31")
    pb("checklist", "reopen", "1", "--reason", "销错了")
    assert len(one(pb)["progress"]) == 2
    pb("undo")
    assert (one(pb)["struck_off_on"], len(one(pb)["progress"])) == ("2026-11-01", 1)


def test_a_file_from_before_is_no_evidence_of_what_was_opened_again(pb: Any, tmp_path: Any) -> None:
    add(pb)
    (tmp_path / "甲.jpg").write_bytes(b"1")
    pb("evidence", "add", "checklist_item/1", tmp_path / "甲.jpg", "--kind", "照片", today="2026-10-18")
    pb("checklist", "strike", "1", "--by", "王五", "--on", "2026-10-19")
    said = pb("checklist", "reopen", "1", "--reason", "又缺两人", "--on", "2026-10-30").err
    assert said.startswith("再销号要有新的佐证")
    assert one(pb)["progress"][0]["text"] == "重新打开：又缺两人（原于 2026-10-19 由王五验收销号）"
    assert "没有佐证，不能销号" in refused(pb, "strike", "1", "--by", "王五")
    (tmp_path / "乙.jpg").write_bytes(b"2")
    pb("evidence", "add", "checklist_item/1", tmp_path / "乙.jpg", "--kind", "照片")
    pb("checklist", "strike", "1", "--by", "王五")
    assert one(pb)["state"] == "已销号"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("1",), 2, "还缺：重新打开的原因（--reason）。"),
        (("1", "--reason", "甲"), 5, "整改清单/1没有销号，不用重新打开。\n下一步：pbcli checklist show 1"),
        (("2", "--reason", " "), 5, "“重新打开的原因”不能为空"),
        (("2", "--reason", "电话13800138000"), 5, "“重新打开的原因”里有手机号"),
        (("2", "--reason", "甲", "--on", "2026-11-02"), 5, "2026-11-02 还没有到。"),
        (("2", "--reason", "甲", "--on", "2026-10-31"), 5, "2026-10-31 早于销号日期 2026-11-01。"),
        (("9", "--reason", "甲"), 4, "没有“9”这项清单事项"),
    ],
)
def test_what_is_not_opened_again(pb: Any, words: tuple[str, ...], code: int, said: str) -> None:
    add(pb)
    add(pb, "--evidence", "台账")
    pb("checklist", "strike", "2", "--by", "王五")
    assert said in refused(pb, "reopen", *words, code=code)


def test_reopening_within_the_month_says_nothing_of_the_report(pb: Any) -> None:
    add(pb, "--evidence", "台账")
    pb("checklist", "strike", "1", "--by", "王五")
    assert "月报" not in pb("checklist", "reopen", "1", "--reason", "销错了").err
    assert "什么也没有写入" in pb("checklist", "progress", "1", "甲", "--dry-run").err


def test_an_item_is_mended(pb: Any) -> None:
    add(pb)
    pb("checklist", "submit", "1")
    done = pb("checklist", "edit", "整改清单/1", "--item", "记录不全", "--kind", "问题", "--branch", FIRST, "--due",
              "2026-12-01", "--number", "5", "--clear", "submitted_on")  # fmt: skip
    assert done.err == "已修改问题清单/5。\n"
    item = one(pb)
    assert (item["kind"], item["number"], item["item"], item["branch"]) == ("问题清单", "5", "记录不全", FIRST)
    assert (item["due_on"], item["state"]) == ("2026-12-01", "未启动")
    pb("checklist", "edit", "1", "--clear", "branch")
    assert one(pb)["branch"] is None
    assert "没有可清空的“item”" in pb("checklist", "edit", "1", "--clear", "item", ok=2).err


def test_an_item_is_removed_with_all_that_happened_and_comes_back(pb: Any) -> None:
    add(pb)
    pb("checklist", "progress", "1", "做了")
    pb("checklist", "postpone", "1", "--to", "2026-12-01", "--reason", "x")
    before = one(pb)
    assert "要先确认：删除整改清单/1“谈心谈话记录不全”，连同进展、延期？" in refused(pb, "remove", "1", code=2)
    pb("checklist", "remove", "1", "--yes")
    assert pb.json("checklist", "list") == []
    pb("undo")
    assert one(pb) == before
    assert "清单项" in pb("history").out
    assert pb("db", "verify").code == 0


def test_a_trial_changes_nothing(pb: Any) -> None:
    add(pb, "--evidence", "x")
    done = pb("checklist", "strike", "1", "--by", "王五", "--dry-run")
    assert "王五" in done.out
    assert one(pb)["state"] == "未启动"


def test_the_person_is_found_in_the_checklist(pb: Any) -> None:
    pb("checklist", "add", ITEM, "--responsible", "张三丰")
    assert "清单项" in pb("privacy", "export", "张三丰").out


# ---- listing


@pytest.fixture
@once
def listed(pb: Any) -> Any:
    add(pb, "--branch", FIRST)
    add(pb, "--evidence", "x")
    pb("checklist", "strike", "2", "--by", "王五")
    pb("checklist", "add", "长期的", "--kind", "责任清单", "--long-term", "--responsible", "王五")
    pb("checklist", "add", "以后的", "--kind", "问题清单", "--due", "2026-12-01")
    return pb


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ((), [3, 4, 1, 2]),
        (("--open",), [4, 1]),
        (("--overdue",), [1]),
        (("--kind", "整改"), [1, 2]),
        (("--branch", FIRST), [1]),
        (("--state", "已销号"), [2]),
        (("--responsible", "王五"), [3]),
        (("--as-of", "2026-10-31"), [1, 2]),
        (("--overdue", "--on", "2026-12-02"), [4, 1]),
    ],
)
def test_a_listing_is_narrowed(listed: Any, words: tuple[str, ...], ids: list[int]) -> None:
    assert [row["id"] for row in listed.json("checklist", "list", *words)] == ids


def test_the_page_says_it_all(listed: Any) -> None:
    out = listed("checklist", "show", "1").out
    for words in ("整改清单/1", "逾期        12 天", "责任人      李四", "还没有进展。"):
        assert words in out


# ---- the monthly report


def test_the_month_counts_by_list_and_branch(listed: Any) -> None:
    (*rows,) = listed.json("report", "monthly", "2026-11")["checklist"]
    assert rows == [
        {"kind": "责任清单", "branch": "某职业学校", "opened": 1, "closed": 0, "open": 0, "overdue": 0, "long_term": 1},
        {"kind": "问题清单", "branch": "某职业学校", "opened": 1, "closed": 0, "open": 1, "overdue": 0, "long_term": 0},
        {"kind": "整改清单", "branch": FIRST, "opened": 0, "closed": 0, "open": 1, "overdue": 1, "long_term": 0},
        {"kind": "整改清单", "branch": "某职业学校", "opened": 0, "closed": 1, "open": 0, "overdue": 0, "long_term": 0},
    ]
    assert listed.json("report", "monthly", "2026-09")["checklist"] == [
        {"kind": "整改清单", "branch": FIRST, "opened": 1, "closed": 0, "open": 1, "overdue": 0, "long_term": 0},
        {"kind": "整改清单", "branch": "某职业学校", "opened": 1, "closed": 0, "open": 1, "overdue": 0, "long_term": 0},
    ]
    out = listed("report", "monthly", "2026-11").out
    assert "新增 2，销号 1，未销号 2" in out
    assert "✗ 1 项逾期，见 pbcli checklist list --overdue" in out


def test_without_items_the_report_says_nothing_of_them(pb: Any) -> None:
    assert pb.json("report", "monthly", "2026-10")["checklist"] == []
    assert "清单" not in pb("report", "monthly", "2026-10").out


def test_a_month_without_arrears_says_so(pb: Any) -> None:
    pb("checklist", "add", ITEM, "--due", "2026-11-20")
    out = pb("report", "monthly", "2026-11").out
    assert "新增 1，销号 0，未销号 1" in out
    assert "checklist list --overdue" not in out


def test_an_item_is_named_in_the_history_and_for_evidence(pb: Any, tmp_path: Any) -> None:
    add(pb)
    file = tmp_path / "台账.txt"
    file.write_text("x", encoding="utf-8")
    pb("evidence", "add", "checklist_item/整改清单/1", file, "--kind", "记录")
    assert "佐证" not in pb("checklist", "submit", "1").err
    assert "2026-11-01" in pb("history", "checklist_item/整改/1").out
