"""How long each kind of record is kept is the unit's to set, within what the rules allow, and a purge goes by it."""

import json
from typing import Any

import pytest

from pbcli.domain.privacy import FOR_EVER, PURGED
from pbcli.rulebook.privacy import retentions
from pbcli.services.settings import SETTINGS, unit_retentions
from tests.conftest import NOW, Program
from tests.once import once

FIRST = "第一党支部"


@pytest.fixture
@once
def kept(pb: Program) -> Program:
    """A class that graduated in July 2026 with a contact, an event of 1990, a project finished in 2015, another withdrawn."""
    pb("branch", "add", FIRST, "--founded-on", "1985-01-01")
    pb("member", "add", "张三", "--branch", FIRST, "--joined-on", "1985-07-01", "--converted-on", "1986-07-01")
    pb("class", "add", "2023级护理1班", "--started-on", "2023-09-01", "--graduated-on", "2026-07-10")
    pb("liaison", "log", "张三", "2023级护理1班", "家访", "--on", "2025-03-05", "--problem", "灯坏了")
    pb("event", "add", FIRST, "党课", "--on", "1990-05-05", "--summary", "往事")
    for title in ("甲课题", "乙课题"):
        pb("project", "add", title, "--branch", FIRST, "--note", "旧事")
    return pb


def due(pb: Program) -> dict[str, int]:
    return {row["key"]: row["due"] for row in pb.json("privacy", "report")["kinds"] if row["due"]}


def test_each_choice_is_the_rule_books() -> None:
    rules = {f"retention.{rule.key}": rule for rule in retentions() if rule.choices}
    assert set(rules) == {name for name in SETTINGS if name.startswith("retention.")}
    for name, rule in rules.items():
        assert SETTINGS[name].allowed.split() == list(rule.choices)
        assert SETTINGS[name].default == (FOR_EVER if rule.years is None else str(rule.years))
    alone = {rule.key for rule in retentions() if not rule.choices and not rule.part_of}
    assert alone == {"dues_bases", "memberships"}


def test_a_part_is_kept_as_long_as_what_it_belongs_to(kept: Program, reader: Any) -> None:
    kept("config", "set", "retention.projects", "10")
    by_key = {rule.key: rule for rule in unit_retentions(reader)}
    parts = [rule for rule in by_key.values() if rule.part_of]
    assert {rule.part_of for rule in parts} == {"events", "projects", "checklists"}
    for rule in parts:
        assert (rule.years, rule.mark) == (by_key[rule.part_of].years, by_key[rule.part_of].mark)


def test_what_belongs_to_a_project_goes_with_its_texts(kept: Program, work: Any) -> None:
    """Changes, extensions, experts, outcomes, money and papers of a project that ended; another's stay."""
    for number in ("1", "2"):
        own = f"第{number}位"
        kept(
            "project",
            "change",
            number,
            "名称",
            "--to",
            f"丙课题{number}",
            "--reason",
            f"{own}请求",
            "--on",
            "2013-01-01",
        )
        kept("project", "extend", number, "--to", "2015-01-01", "--on", "2013-06-01", "--reason", f"{own}生病")
        kept("project", "expert", "add", number, "鉴定", f"{own}专家", "--affiliation", f"{own}学院")
        kept("project", "outcome", "add", number, "论文", "论文名", "--authors", f"{own}作者")
        kept("project", "money", "add", number, "支出", "20", "--purpose", f"{own}劳务", "--on", "2013-01-01")
        kept("project", "material", "add", number, "申报书", "--place", f"{own}柜", "--on", "2013-01-01")
    kept("project", "expert", "add", "1", "鉴定", "第1位副手")
    kept("project", "withdraw", "1", "--on", "2015-06-01", "--force", "补记")
    before = kept.json("project", "show", "2")
    kept("config", "set", "retention.projects", "10")
    rows = {row["key"]: row for row in kept.json("privacy", "report")["kinds"]}
    assert "project_experts" not in rows
    assert (rows["projects"]["due"], rows["projects"]["records"]) == (8, 15)
    (done,) = json.loads(kept("privacy", "purge", "--before", "今天", "--yes", "-f", "json").out)
    assert (done["key"], done["records"], done["oldest"]) == ("projects", 8, "2015-06-01")
    page = kept.json("project", "show", "1")
    assert page["experts"] == []
    assert [(row["kind"], row["before"], row["reason"]) for row in page["change_log"]] == [("名称", None, None)]
    assert [(row["extended_to"], row["reason"]) for row in page["extensions"]] == [("2015-01-01", None)]
    (outcome,) = kept.json("project", "outcome", "list", "1")
    assert (outcome["title"], outcome["authors"]) == ("论文名", None)
    assert [row["purpose"] for row in kept.json("project", "money", "list", "1")] == [None]
    assert kept.json("project", "show", "2") == before
    content = kept.database.read_bytes()
    assert "第1位".encode() not in content
    assert "第2位".encode() in content
    assert due(kept) == {}
    assert kept.json("db", "verify") == []


def test_resolutions_and_reasons_of_absence_go_with_their_event(kept: Program) -> None:
    kept("event", "attend", "1", "--leave", "张三:心里不痛快")
    kept("event", "makeup", "1", "张三", "--on", "1990-06-01", "--how", "自学旧书")
    kept("event", "resolution", "add", "1", "同意旧案", "--task", "上报旧案", "--responsible", "旧人")
    kept("event", "add", FIRST, "党课", "--on", "2026-05-05")
    kept("event", "resolution", "add", "2", "同意新事")
    kept("config", "set", "retention.events", "30")
    assert due(kept) == {"events": 3}
    kept("privacy", "purge", "--before", "今天", "--yes")
    (resolution,), (new,) = (kept.json("event", "show", event)["resolved"] for event in ("1", "2"))
    assert (resolution["text"], resolution["task"], resolution["responsible"]) == (PURGED, PURGED, PURGED)
    assert new["text"] == "同意新事"
    content = kept.database.read_bytes()
    assert not [word for word in ("不痛快", "旧书", "旧案", "旧人") if word.encode() in content]
    assert due(kept) == {}
    assert kept.json("db", "verify") == []


def test_progress_and_postponements_go_with_their_item_and_what_was_removed_after_its_own_time(
    kept: Program,
) -> None:
    for item in ("甲事", "乙事"):
        kept(
            "checklist",
            "add",
            item,
            "--responsible",
            "张三",
            "--raised-on",
            "2014-01-01",
            "--due",
            "2014-06-01",
            "--evidence",
            "记录",
        )
    for number in ("1", "2"):
        kept("checklist", "progress", number, f"进展之{number}", "--on", "2014-02-01")
        kept("checklist", "postpone", number, "--to", "2015-06-01", "--reason", f"缘由之{number}", "--on", "2014-05-01")
    kept("checklist", "strike", "1", "--by", "王校长", "--on", "2015-06-01")
    kept("config", "set", "retention.checklists", "10")
    assert due(kept) == {"checklists": 3}
    kept("privacy", "purge", "--before", "今天", "--yes")
    page = kept.json("checklist", "show", "1")
    assert [row["text"] for row in page["progress"]] == [PURGED]
    assert [(row["to_on"], row["reason"]) for row in page["postponements"]] == [("2015-06-01", PURGED)]
    assert kept.json("checklist", "show", "2")["progress"][0]["text"] == "进展之2"
    content = kept.database.read_bytes()
    assert not [word for word in ("进展之1", "缘由之1") if word.encode() in content]
    assert kept.json("db", "verify") == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("liaison_notes", "2"), ("liaison_notes", "永久"), ("follow_ups", "5"), ("former_members", "4"), ("id_numbers", "2"),
        ("dues_payments", "9"), ("dues_payments", "永久"), ("events", "10"), ("projects", "3"), ("events", "三十"),
    ],
)  # fmt: skip
def test_longer_or_shorter_than_the_rules_allow_is_refused(name: str, text: str, pb: Program) -> None:
    refused = pb("config", "set", f"retention.{name}", text, ok=2)
    allowed = SETTINGS[f"retention.{name}"].allowed
    assert refused.err == f"retention.{name} 不能是“{text}”，可以是：{allowed}。\n"


@pytest.mark.parametrize("name", ["dues_bases", "memberships"])
def test_what_is_not_the_units_to_choose_is_no_setting(name: str, pb: Program) -> None:
    assert pb("config", "set", f"retention.{name}", "1", ok=2).err.startswith(f"没有叫“retention.{name}”的设置")


def test_a_purge_goes_by_what_the_unit_set(kept: Program) -> None:
    assert due(kept) == {}
    for name, text in (("liaison_notes", "0"), ("events", "30年"), ("projects", "10")):
        kept("config", "set", f"retention.{name}", text)
    assert due(kept) == {"liaison_notes": 1, "events": 1}
    rows = {row["key"]: (row["kept"], row["mark"]) for row in kept.json("privacy", "report")["kinds"]}
    assert rows["liaison_notes"] == ("班级毕业后 0 年", "unit")
    assert rows["events"] == ("活动后 30 年", "unit")
    assert rows["follow_ups"] == ("完成或班级毕业后 1 年，取早的", "d")
    assert rows["memberships"] == ("永久", "d")
    done = json.loads(kept("privacy", "purge", "--before", "今天", "--yes", "-f", "json").out)
    assert {row["key"]: (row["records"], row["oldest"]) for row in done} == {
        "liaison_notes": (1, "2026-07-10"), "events": (1, "1990-05-05"),
    }  # fmt: skip
    assert kept.json("event", "show", "1")["summary"] is None
    assert "往事".encode() not in kept.database.read_bytes()
    assert kept.json("db", "verify") == []


def test_projects_count_from_their_end(kept: Program, work: Any) -> None:
    from pbcli.db.models import Project, ProjectStepDate

    with work() as opened:
        opened.add(ProjectStepDate.make(project_id=1, step="结题", actual_on="2015-06-01"))
        opened.add(opened.session.get(Project, 2).revise(withdrawn_on="2016-11-02", withdrawal_reason="停"))
    kept("config", "set", "retention.projects", "10")
    assert due(kept) == {"projects": 1}
    assert [row["oldest"] for row in kept.json("privacy", "report")["kinds"] if row["key"] == "projects"] == [
        "2015-06-01"
    ]


def test_talks_studies_and_checklists_count_from_their_day(kept: Program, work: Any) -> None:
    from pbcli.db.models import ChecklistItem, Study, Talk

    kept("member", "add", "谈话人", "--branch", "第一党支部", "--joined-on", "2001-07-01")
    kept("member", "add", "谈话对象", "--branch", "第一党支部", "--joined-on", "2001-07-01")
    with work() as opened:
        day = {"occurred_on": "2015-06-01", "recorded_at": NOW}
        opened.add(Talk.make(first_id=1, second_id=2, note="在办公室", **day))
        opened.add(Study.make(member_id=1, hours_hundredths=800, source="党校", note="脱产", **day))
        facts = {"kind": "问题清单", "number": "1", "item": "记录不全", "measure": "补齐", "recorded_at": NOW}
        opened.add(ChecklistItem.make(**facts, accepted_by="甲", struck_off_on="2015-06-01"))
    assert due(kept) == {}
    for name in ("talks", "studies", "checklists"):
        kept("config", "set", f"retention.{name}", "10")
    assert due(kept) == {"talks": 1, "studies": 1, "checklists": 1}
    kept("privacy", "purge", "--before", "今天", "--yes")
    assert due(kept) == {}
    assert "补齐".encode() not in kept.database.read_bytes()
    assert kept.json("db", "verify") == []


def test_a_setting_can_be_put_back(kept: Program) -> None:
    kept("config", "set", "retention.events", "30")
    kept("config", "set", "retention.events", FOR_EVER)
    assert due(kept) == {}
    kept("undo")
    assert due(kept) == {"events": 1}


def test_without_any_setting_the_rule_book_counts(reader: Any) -> None:
    assert unit_retentions(reader) == list(retentions())
