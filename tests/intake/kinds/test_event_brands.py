"""A ledger of themed days that names a brand beside an event: the event counts for it."""

import pytest

from tests.once import once
from tests.papers import FIRST, SECOND, kept, school, text_file

HEADER = ["会议类型", "主题", "党支部", "日期", "关联品牌"]
LINKS = "SELECT b.name, b.year, l.record_kind, l.record_id FROM brand_link l JOIN brand b ON b.id = l.brand_id ORDER BY l.id"


@pytest.fixture
@once
def offices(pb, tmp_path):
    """The small school, its first branch with a brand in two years."""
    school(tmp_path, pb)
    for year in ("2025", "2026"):
        pb("brand", "add", FIRST, "红烛暖心", "--year", year)
    return pb


def test_the_brand_of_the_events_year_is_linked_once(offices, tmp_path):
    paper = text_file(tmp_path / "主题党日台账.csv", [HEADER, ["主题党日", "学雷锋", FIRST, "2026-03-05", "红烛暖心"]])
    offices("import", paper)
    assert kept(offices, LINKS) == [("红烛暖心", 2026, "event", 1)]
    assert offices("import", paper).err.startswith("没有变化")
    offices("undo")
    assert kept(offices, LINKS) == []


def test_a_joint_event_counts_for_the_partners_brand_too(offices, tmp_path):
    row = ["主题党日", "学雷锋", f"{SECOND}、{FIRST}", "2026-03-05", "红烛暖心"]
    offices("import", text_file(tmp_path / "主题党日台账.csv", [HEADER, row]))
    assert kept(offices, LINKS) == [("红烛暖心", 2026, "event", 1)]


def test_the_units_own_event_counts_for_the_brand_that_is_named(offices, tmp_path):
    row = ["志愿服务", "学雷锋", "党委", "2026-03-05", "红烛暖心"]
    offices("import", text_file(tmp_path / "主题党日台账.csv", [HEADER, row]))
    assert kept(offices, LINKS) == [("红烛暖心", 2026, "event", 1)]


@pytest.mark.parametrize(("branch", "day"), [(SECOND, "2026-03-05"), (FIRST, "2024-03-05")])
def test_a_brand_that_is_not_there_is_noted_and_the_event_taken(offices, tmp_path, branch, day):
    row = ["主题党日", "学雷锋", branch, day, "红烛暖心"]
    said = offices("import", text_file(tmp_path / "主题党日台账.csv", [HEADER, row])).err
    assert f"“关联品牌”列第 2 行：{day[:4]} 年没有叫“红烛暖心”的品牌，没有关联。" in said
    assert kept(offices, "SELECT count(*) FROM event") == [(1,)]
    assert kept(offices, LINKS) == []
