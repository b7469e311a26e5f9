"""`pbcli report`: the month's summary as a secretary prints it and as a script reads it."""

import io
import json
import re
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from pbcli.output.columns import display_width
from pbcli.output.result import Labels
from pbcli.output.terminal import to_terminal
from pbcli.services.monthly_page import monthly_report
from tests.invented_school import FIRST, SECOND, fill
from tests.once import once

SECTIONS = [
    "overview", "members", "events", "other_events", "liaison", "liaison_kinds", "liaison_members", "silent_classes",
    "vacant_classes", "follow_ups", "projects", "dues", "brands", "checklist", "make_ups", "resolutions", "study", "talks",
    "evidence", "late_entries",
]  # fmt: skip
OPTIONAL = {"brands", "checklist", "make_ups", "resolutions", "talks", "evidence"}
"""What this school has none of: left out where people read."""
LABELS = Labels()


@pytest.fixture
@once
def school(work: Any) -> None:
    """A month with something of everything: held and missing, contacted and silent, paid and owed."""
    from pbcli.db.models import (
        Contact,
        DuesBase,
        DuesPayment,
        Event,
        EventHasKind,
        FollowUp,
        PartyGroup,
        Project,
        ProjectExtension,
        ProjectStepDate,
    )

    at = datetime(2026, 11, 1, tzinfo=UTC)
    with work() as unit:
        fill(unit)
        kinds = {row["kind"]: row["id"] for row in unit.reader.rows("event_kind_names")}
        for name in ("第一党小组", "第二党小组"):
            unit.add(PartyGroup.make(branch_id=1, name=name))
        for branch, day, held in (
            (1, "2026-10-08", ("主题党日", "党课")),
            (1, "2026-10-20", ("党小组会",)),
            (2, "2026-10-09", ("志愿服务",)),
            (None, "2026-10-10", ("中心组学习",)),
        ):
            event = unit.add(Event.make(branch_id=branch, occurred_on=day, entitled=3, present=2, recorded_at=at))
            for kind in held:
                unit.add(EventHasKind.make(event_id=event.id, event_kind_id=kinds[kind]))
        for day, member, klass, kind in (("2026-10-02", 1, 1, "走访寝室"), ("2026-10-03", 1, 1, "听课")):
            contact = unit.add(
                Contact.make(occurred_on=day, member_id=member, class_id=klass, kind=kind, recorded_at=at)
            )
            unit.add(FollowUp.make(contact_id=contact.id, due_on="2026-10-10"))
        project = unit.add(Project.make(number="K1", title="课题", branch_id=1))
        unit.add(ProjectStepDate.make(project_id=project.id, step="申报", actual_on=date(2025, 1, 1)))
        unit.add(ProjectExtension.make(project_id=project.id, granted_on="2026-10-01", extended_to="2027-03-01"))
        unit.add(DuesBase.make(member_id=1, from_month="2026-10", base_fen=300_000, payer_group="在职"))
        unit.add(DuesPayment.make(member_id=1, month="2026-10", amount_fen=1_000))


def section(page: str, title: str) -> list[str]:
    """Return the lines of one section of a plain page."""
    (found,) = [part for part in page.split("\n\n") if part.startswith(f"【{title}")]
    return found.splitlines()[1:]


@pytest.mark.usefixtures("school")
class TestPage:
    def test_the_main_points_come_first(self, pb: Any) -> None:
        page = pb("report", "monthly", "2026-10").out
        assert page.startswith("某职业学校2026年10月党建工作月报\n截至 2026-10-31\n\n【本月要点】\n")
        said = [re.split(r"\s{2,}", line) for line in section(page, "本月要点")[2:]]
        assert said == [
            ["党员", "5 人：正式 5，预备 0", "本月增 0，减 0"],
            ["组织生活", "应开 5 次，已开 2 次，其他 3 次", "✗ 还缺 3 次"],
            ["联系班级", "联系 2 次", "✗ 2 个班无联系、1 个班无联系人"],
            ["跟进事项", "新增 2，办结 0，未办结 2", "✗ 2 项逾期"],
            ["党建课题", "1 项：已申报1", "延期中 1 项"],
            ["党费", "应交 15.00 元，实交 10.00 元", "✗ 欠交 5.00 元；? 4 人无基数"],
            ["记录及时", "记录 7 条，补录 7 条", "○ 补录率 100.0%"],
        ]

    def test_meetings_say_held_required_and_attendance(self, pb: Any) -> None:
        page = pb("report", "monthly", "2026-10").out
        lines = [re.split(r"\s{2,}", line) for line in section(page, "三会一课")]
        assert lines[0] == ["党支部", "支委会", "党小组会", "党课", "主题党日"]
        assert lines[2:5] == [
            [FIRST, "✗ 缺 0/1", "✗ 缺 1/2 67%", "1 次 67%", "✓ 1/1 67%"],
            [SECOND, "–", "–", "–", "✗ 缺 0/1"],
            ["合计", "0/1", "1/2 67%", "1 次 67%", "1/2 67%"],
        ]
        assert lines[5] == [f"※ ✗ 本月还缺：支委会（{FIRST}）、党小组会（{FIRST}）、主题党日（{SECOND}）"]
        others = [re.split(r"\s{2,}", line.strip()) for line in section(page, "其他活动")]
        assert others[2:] == [
            ["志愿服务", "1", "2/3 67%", SECOND],
            ["中心组学习", "1", "2/3 67%", "某职业学校"],
            ["合计", "2"],
        ]

    def test_a_month_that_is_not_over_still_has_time(self, pb: Any) -> None:
        page = pb("report", "monthly", "2026-10", today="2026-10-15").out
        assert "○ 待开 0/2" in page
        assert "○ 还要开 4 次" in page
        assert f"○ 本月还要开：支委会（{FIRST}）、党小组会（{FIRST} 2 次）、主题党日（{SECOND}）" in page
        assert "✗ 缺" not in page
        assert page.endswith("※ 本月未完，以上为截至 2026-10-15 的情况。\n")

    def test_branches_that_all_owe_a_meeting_are_counted(self, pb: Any) -> None:
        pb("branch", "add", "第三党支部")
        assert "主题党日（3 个党支部都缺）" in pb("report", "monthly", "2026-09").out

    def test_classes_stand_by_their_year(self, pb: Any) -> None:
        pb("class", "add", "幼师班")
        page = pb("report", "monthly", "2026-10").out
        lines = [re.split(r"\s{2,}", line) for line in section(page, "本月没有联系的班级")]
        assert lines[2:] == [
            ["2025级", "1", "2025级机电2班"],
            ["2026级", "1", "2026级幼教1班"],
            ["其他", "1", "幼师班"],
            ["※ ✗ 共 3 个班"],
        ]

    @pytest.mark.parametrize("width", [60, 80, 100, 140])
    def test_nothing_is_wider_than_the_screen(self, pb: Any, width: int) -> None:
        report = monthly_report(pb.json("report", "monthly", "2026-10"))
        page = to_terminal(report, LABELS, is_terminal=True, width=width, color=False)
        assert max(map(display_width, re.sub(r"\x1b\[[0-9;]*m", "", page).split("\n"))) <= width

    def test_bars_stand_behind_the_figures_that_they_draw(self, pb: Any) -> None:
        report = monthly_report(pb.json("report", "monthly", "2026-10"))
        page = to_terminal(report, LABELS, is_terminal=True, width=80, color=False)
        lines = re.sub(r"\x1b\[[0-9;]*m", "", page).split("\n")
        assert f"{FIRST}     3     0       0       0     3 {'█' * 20}" in lines
        assert f"{SECOND}     2     0       0       0     2 {'█' * 13}▍" in lines


def test_an_empty_month_says_so(pb: Any) -> None:
    page = pb("report", "monthly", "2026-10").out
    for said in (
        "还没有党支部。", "本月没有应开的会议，也没有开。", "本月没有其他活动。", "本月没有联系记录。", "✓ 在校班级本月都有联系。",
        "✓ 在校班级都有联系人。", "还没有课题。", "✓ 应开的都开了", "✓ 没有逾期", "✓ 交清",
    ):  # fmt: skip
        assert said in page


@pytest.mark.usefixtures("school")
class TestFormats:
    def test_csv_has_a_block_a_section(self, pb: Any) -> None:
        blocks = pb("report", "monthly", "2026-10", "-f", "csv").out.replace("\r\n", "\n").split("\n\n")
        assert [block.strip().splitlines()[0] for block in blocks] == SECTIONS
        assert blocks[1].splitlines()[1:3] == ["branch,full,probationary,joined,left,total", f"{FIRST},3,0,0,0,3"]
        assert blocks[4].splitlines()[2] == f"{FIRST},1,1,2,走访寝室1、听课1"

    def test_jsonl_has_an_object_a_row(self, pb: Any) -> None:
        objects = [json.loads(line) for line in pb("report", "monthly", "2026-10", "-f", "jsonl").out.splitlines()]
        assert objects[0] == {"report": "monthly", "period": "2026-10", "as_of": "2026-10-31", "unit": "某职业学校"}
        assert {one["section"] for one in objects[1:]} == set(SECTIONS) - {
            "overview",
            "other_events",
            "liaison_kinds",
            "brands",
            "checklist",
            "evidence",
        }

    def test_json_of_one_section(self, pb: Any) -> None:
        data = pb.json("report", "monthly", "2026-10", "--fields", "follow_ups")
        assert data["follow_ups"] == {"opened": 2, "closed": 0, "open": 2, "overdue": 2}
        assert "members" not in data

    def test_markdown_and_html(self, pb: Any) -> None:
        page = pb("report", "monthly", "2026-10", "-f", "md").out
        assert page.startswith("# 某职业学校2026年10月党建工作月报\n")
        assert f"| {FIRST} | 3 | 0 | 0 | 0 | 3 |" in page
        html = pb("report", "monthly", "2026-10", "-f", "html").out
        assert "<h2>党员</h2>" in html
        assert "✗ 缺 0/1" in html

    def test_a_workbook_has_a_sheet_a_section(self, pb: Any, tmp_path: Path) -> None:
        import openpyxl

        pb("report", "monthly", "2026-10", "-o", tmp_path / "月报.xlsx")
        book = openpyxl.load_workbook(tmp_path / "月报.xlsx")
        assert len(book.sheetnames) == len(SECTIONS) - len(OPTIONAL)
        rows = [[cell.value for cell in row] for row in book["党员"].iter_rows()]
        assert [FIRST, 3, 0, 0, 0, 3] in rows
        dues = [[cell.value for cell in row] for row in book["党费（元）"].iter_rows()]
        assert [FIRST, 15, 10, 5, "✗ 有欠交，? 2 人无基数"] in dues

    @pytest.mark.parametrize("suffix", ["plain", "md", "csv", "json", "html", "xlsx", "docx"])
    def test_the_same_month_gives_the_same_bytes(self, pb: Any, tmp_path: Path, suffix: str) -> None:
        files = [tmp_path / f"{number}.{suffix}" for number in range(2)]
        for file in files:
            pb("report", "monthly", "2026-10", "-f", suffix, "-o", file)
        assert files[0].read_bytes() == files[1].read_bytes()
        if suffix in {"xlsx", "docx"}:
            assert zipfile.ZipFile(io.BytesIO(files[0].read_bytes())).testzip() is None


def test_english_titles_and_chinese_terms(pb: Any) -> None:
    page = pb("--lang", "en", "report", "list", "-f", "json").out
    assert json.loads(page)[0]["name"] == "monthly"


@pytest.mark.usefixtures("school")
def test_contacts_that_count_for_no_branch_are_said_where_people_read(pb: Any) -> None:
    """钱七 left in March: the listing has the contact, no branch counts it, and the keys stay the contract's."""
    before = pb.json("report", "monthly", "2026-10")
    assert "没有计入" not in pb("report", "monthly", "2026-10").out
    said = pb("liaison", "log", "钱七", "2024级护理1班", "家访", "--on", "2026-10-30").err
    assert "钱七在 2026-10-30 不在任何党支部，月报不计这次联系。" in said
    assert pb.json("report", "monthly", "2026-10")["liaison"] == before["liaison"]
    assert sum(row["contacts"] for row in pb.json("liaison", "count", "2026-10")) == 3
    page = pb("report", "monthly", "2026-10", "--fields", "liaison").out
    note = "另有 1 次联系，联系人当天不在任何党支部，没有计入，见 pbcli liaison count 2026-10"
    assert page.splitlines()[-1] == f"※ {note}"


@pytest.mark.usefixtures("school")
@pytest.mark.parametrize("format_", ["plain", "table", "md"])
def test_english_pages_have_no_chinese_stops(pb: Any, format_: str) -> None:
    page = pb("--lang", "en", "report", "monthly", "2026-10", "-f", format_).out
    assert "1: 已申报1" in page
    assert re.search(r"✗ 5.00 yuan in arrears; \? \d without a base", page)
    assert [line for line in page.splitlines() if set("。，；：") & set(line)] == []


def test_reports_are_listed_with_their_command(pb: Any) -> None:
    assert pb.json("report", "list") == [
        {
            "name": "monthly",
            "title": "党建工作月报：党员、组织生活、联系班级、跟进、课题、党费",
            "command": "pbcli report monthly 2026-10",
        }
    ]


@pytest.mark.parametrize(
    ("period", "said"),
    [
        ("2026Q3", "月报只按一个月出，“2026Q3”不是一个月。\n下一步：pbcli report monthly 2026-10"),
        ("2026-12", "2026-12 还没有到。\n下一步：pbcli report monthly 本月"),
        ("2026-13", "没有“2026-13”这个时段。"),
        ("十月份儿", "“十月份儿”不是时段。"),
    ],
)
def test_another_period_is_refused(pb: Any, period: str, said: str) -> None:
    refused = pb("report", "monthly", period, ok=2)
    assert said in refused.err
    assert refused.out == ""


@pytest.mark.parametrize("typed", ["2026-10", "2026年10月", "上月", "上个月", "last-month"])
def test_a_month_in_any_words(pb: Any, typed: str) -> None:
    assert pb.json("report", "monthly", typed)["period"] == "2026-10"
