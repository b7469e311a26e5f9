"""Papers of checklists: items, deadlines in words, progress by days, who accepted, and what isn't struck off."""

import pytest

from tests.once import once
from tests.papers import FIRST, SECOND, Rows, kept, school, text_file, workbook

HEADER = ("序号", "问题来源", "问题表现", "整改标准", "整改措施", "责任领导", "责任人", "完成时限", "整改进展", "佐证", "验收人/日期", "是否销号")  # fmt: skip
ROW = ("1", "自查", "记录不全", "齐全", "补齐", "王校长", "李四", "2026-10-20", "", "照片", "张三 2026-10-18", "是")
FACTS = "SELECT number, source, item, standard, measure, lead, responsible, due_on, evidence FROM checklist_item"
STANDS = "SELECT accepted_by, struck_off_on, submitted_on FROM checklist_item"
PROGRESS = "SELECT occurred_on, text FROM checklist_progress ORDER BY id"


@pytest.fixture
@once
def offices(pb, tmp_path):
    """The small school."""
    school(tmp_path, pb)
    return pb


def row(**cells):
    """Draw the row with some cells changed."""
    values = dict(zip(HEADER, ROW, strict=True)) | cells
    return [values[name] for name in HEADER]


def paper(tmp_path, *rows, header=HEADER, name="整改清单.csv"):
    return text_file(tmp_path / name, [list(header), *map(list, rows)])


LAYOUTS: dict[str, Rows] = {
    "plain": [list(HEADER), list(ROW)],
    "title and footer": [["某校问题整改清单"], ["填报单位：某校"], list(HEADER), list(ROW), ["制表人：赵六"]],
    "other words": [
        ["编号", "来源", "存在问题", "整改目标", "具体措施", "牵头领导", "整改责任人", "整改期限", "进展情况", "佐证材料", "验收人", "销号时间", "销号情况"],
        [1, "自查自纠", "记录不全", "齐全", "补齐", "王校长", "李　四", "2026年10月20日", None, "照片", "张三", "2026.10.18", "已销号"],
    ],
}  # fmt: skip


class TestLayouts:
    @pytest.mark.parametrize("name", LAYOUTS)
    def test_one_item_however_it_is_laid_out(self, offices, tmp_path, name):
        path = workbook(tmp_path / "整改.xlsx", ("Sheet1", LAYOUTS[name]))
        offices("import", path)
        number, source, item, standard, measure, lead, responsible, due_on, evidence = kept(offices, FACTS)[0]
        assert (number, source, item, standard, measure) == ("1", "自查", "记录不全", "齐全", "补齐")
        assert (lead, responsible.replace("　", ""), due_on, evidence) == ("王校长", "李四", "2026-10-20", "照片")
        assert kept(offices, STANDS) == [("张三", "2026-10-18", None)]
        assert "没有变化" in offices("import", path).err

    @pytest.mark.parametrize(
        ("title", "kind"),
        [("问题清单", "问题清单"), ("某校责任清单", "责任清单"), ("整改台账", "整改清单")],
    )
    def test_the_list_is_told_by_the_title(self, offices, tmp_path, title, kind):
        offices("import", workbook(tmp_path / "x.xlsx", (title, [list(HEADER), list(ROW)])))
        assert kept(offices, "SELECT kind FROM checklist_item") == [(kind,)]

    def test_the_list_is_told_by_a_column(self, offices, tmp_path):
        offices("import", paper(tmp_path, [*ROW, "问题清单"], header=[*HEADER, "清单类别"]))
        assert kept(offices, "SELECT kind FROM checklist_item") == [("问题清单",)]

    def test_the_branch_is_a_column_or_the_sheet(self, offices, tmp_path):
        book = workbook(tmp_path / "整改清单.xlsx", (SECOND, [list(HEADER), list(ROW)]))
        offices("import", book)
        offices("import", paper(tmp_path, [*row(问题表现="另一个"), "一支部"], header=[*HEADER, "责任支部"]))
        query = "SELECT b.name FROM checklist_item AS i JOIN branch AS b ON b.id = i.branch_id ORDER BY i.id"
        assert kept(offices, query) == [(SECOND,), (FIRST,)]

    def test_an_unknown_branch_is_a_bad_row(self, offices, tmp_path):
        path = paper(tmp_path, [*ROW, "第九党支部"], header=[*HEADER, "责任支部"])
        assert "没有叫“第九党支部”的党支部" in offices("import", path, ok=5).err

    def test_a_department_is_responsible_where_nobody_is_named(self, offices, tmp_path):
        header = [*HEADER, "责任部门"]
        path = paper(tmp_path, [*row(责任人=""), "教务处"], [*row(问题表现="另"), "第一支部"], header=header)
        offices("import", path)
        assert kept(offices, "SELECT responsible, branch_id FROM checklist_item ORDER BY id") == [
            ("教务处", None),
            ("李四", 1),
        ]


class TestCells:
    @pytest.mark.parametrize(
        ("cell", "day", "goes_on"),
        [
            ("2026-10-20", "2026-10-20", 0),
            ("2026年10月底", "2026-10-31", 0),
            ("2026年2月", "2026-02-28", 0),
            ("2026年10月20日前", "2026-10-20", 0),
            ("2026.11.30前完成", "2026-11-30", 0),
            ("长期坚持", None, 1),
            ("持续推进", None, 1),
            ("立行立改", None, 0),
            ("", None, 0),
        ],
    )
    def test_deadlines(self, offices, tmp_path, cell, day, goes_on):
        offices("import", paper(tmp_path, row(完成时限=cell, 是否销号="否")))
        assert kept(offices, "SELECT due_on, is_long_term FROM checklist_item") == [(day, goes_on)]

    @pytest.mark.parametrize("cell", ["2026-13-01", "2026年2月30日前", "2026年13月底", "很快"])
    def test_a_deadline_that_is_none_is_a_bad_row(self, offices, tmp_path, cell):
        assert "第 2 行“完成时限”列" in offices("import", paper(tmp_path, row(完成时限=cell)), ok=5).err

    def test_an_excel_day_is_a_deadline(self, offices, tmp_path):
        from datetime import date

        rows = [list(HEADER), row(完成时限=date(2026, 10, 20))]
        offices("import", workbook(tmp_path / "整改清单.xlsx", ("x", rows)))
        assert kept(offices, "SELECT due_on FROM checklist_item") == [("2026-10-20",)]

    @pytest.mark.parametrize(
        ("cell", "person", "day"),
        [
            ("张三 2026-10-18", "张三", "2026-10-18"),
            ("张三/2026.10.18", "张三", "2026-10-18"),
            ("张三（2026年10月18日）", "张三", "2026-10-18"),
            ("2026-10-18 张三", "张三", "2026-10-18"),
        ],
    )
    def test_who_accepted_when(self, offices, tmp_path, cell, person, day):
        offices("import", paper(tmp_path, row(**{"验收人/日期": cell})))
        assert kept(offices, STANDS) == [(person, day, None)]

    def test_an_impossible_day_of_acceptance_is_a_bad_row(self, offices, tmp_path):
        said = offices("import", paper(tmp_path, row(**{"验收人/日期": "张三 2026-02-30"})), ok=5).err
        assert "第 2 行“验收人/日期”列" in said

    def test_a_source_of_no_list_is_another(self, offices, tmp_path):
        said = offices("import", paper(tmp_path, row(问题来源="家长来电"))).err
        assert "“家长来电”按“其他”记。" in said
        assert kept(offices, "SELECT source FROM checklist_item") == [("其他",)]

    def test_progress_is_taken_apart_by_lines(self, offices, tmp_path):
        cell = "1. 2026-10-08：已核对\n2026年10月12日 已补谈\n2026-02-30：写错了日期"
        rows = [list(HEADER), row(整改进展=cell, 是否销号="否")]
        offices("import", workbook(tmp_path / "整改清单.xlsx", ("x", rows)))
        assert kept(offices, PROGRESS) == [
            ("2026-10-08", "已核对"),
            ("2026-10-12", "已补谈"),
            ("2026-11-01", "2026-02-30：写错了日期"),
        ]

    def test_progress_without_a_day_is_of_the_strike_off(self, offices, tmp_path):
        offices("import", paper(tmp_path, row(整改进展="已补齐")))
        assert kept(offices, PROGRESS) == [("2026-10-18", "已补齐")]


class TestStrikeOff:
    @pytest.mark.parametrize(
        ("cells", "said", "stands"),
        [
            (
                {"验收人/日期": "李四 2026-10-18"},
                "验收人要是责任人以外的人，按没有销号记。",
                (None, None, "2026-10-18"),
            ),
            ({"责任人": ""}, "验收人要是责任人以外的人", (None, None, "2026-10-18")),
            ({"佐证": ""}, "没有佐证，按没有销号记。", (None, None, "2026-10-18")),
            ({"验收人/日期": "张三"}, "没有写验收人和日期，按没有销号记。", (None, None, None)),
            ({"验收人/日期": ""}, "没有写验收人和日期", (None, None, None)),
            ({"是否销号": "也许"}, "看不懂是否销号，按没有销号记。", (None, None, None)),
        ],
    )
    def test_what_no_rule_allows_is_said(self, offices, tmp_path, cells, said, stands):
        assert said in offices("import", paper(tmp_path, row(**cells))).err
        assert kept(offices, STANDS) == [stands]

    @pytest.mark.parametrize(
        ("cells", "stands", "goes_on"),
        [
            ({"是否销号": "否"}, (None, None, None), 0),
            ({"是否销号": ""}, (None, None, None), 0),
            ({"是否销号": "待验收"}, (None, None, "2026-10-18"), 0),
            ({"是否销号": "待验收", "验收人/日期": ""}, (None, None, "2026-11-01"), 0),
            ({"是否销号": "长期坚持"}, (None, None, None), 1),
        ],
    )
    def test_what_isn_t_struck_off(self, offices, tmp_path, cells, stands, goes_on):
        offices("import", paper(tmp_path, row(**cells)))
        assert kept(offices, STANDS) == [stands]
        assert kept(offices, "SELECT is_long_term FROM checklist_item") == [(goes_on,)]

    def test_without_its_column_whoever_accepted_has_struck_it_off(self, offices, tmp_path):
        offices("import", paper(tmp_path, ROW[:-1], header=HEADER[:-1]))
        assert kept(offices, STANDS) == [("张三", "2026-10-18", None)]


class TestLivingLedger:
    def test_a_sheet_is_brought_up_to_date(self, offices, tmp_path):
        offices("import", paper(tmp_path, row(**{"是否销号": "否", "验收人/日期": "", "整改进展": "已核对"})))
        offices("import", paper(tmp_path, row(整改进展="已核对\n2026-10-17：已补齐")))
        assert kept(offices, STANDS) == [("张三", "2026-10-18", None)]
        assert [text for _day, text in kept(offices, PROGRESS)] == ["已核对", "已补齐"]
        assert "没有变化" in offices("import", paper(tmp_path, row(**{"验收人/日期": "张三"}))).err

    def test_another_list_with_the_same_numbers_is_numbered_on(self, offices, tmp_path):
        offices("import", paper(tmp_path, ROW, row(序号="", 问题表现="没有序号")))
        said = offices("import", paper(tmp_path, row(问题表现="别的问题"), name="b整改清单.csv")).err
        assert "整改清单里已有序号 1，记为 3。" in said
        assert kept(offices, "SELECT number, item FROM checklist_item ORDER BY id") == [
            ("1", "记录不全"),
            ("2", "没有序号"),
            ("3", "别的问题"),
        ]

    def test_the_second_of_two_equal_rows_is_the_second_item(self, offices, tmp_path):
        path = paper(tmp_path, ROW, row(序号="2"))
        offices("import", path)
        assert kept(offices, "SELECT count(*) FROM checklist_item") == [(2,)]
        assert "没有变化" in offices("import", path).err

    def test_whoever_struck_it_off_does_not_become_responsible(self, offices, tmp_path):
        offices("import", paper(tmp_path, ROW))
        said = offices("import", paper(tmp_path, row(责任人="张三")), ok=5).err
        assert "这一项是张三销号的，责任人要另有其人。" in said

    def test_a_deadline_before_the_problem_is_said(self, offices, tmp_path):
        path = paper(tmp_path, [*ROW, "2026-10-30"], header=[*HEADER, "提出日期"])
        assert "完成时限 2026-10-20 早于提出日期 2026-10-30。" in offices("import", path).err

    def test_what_was_opened_again_stays_open_until_it_is_struck_off_anew(self, offices, tmp_path):
        offices("import", paper(tmp_path, row()))
        offices("checklist", "reopen", "1", "--reason", "又缺两份", "--on", "2026-10-30")
        done = offices("import", paper(tmp_path, row()))
        assert "“是否销号”列第 2 行：这一项已于 2026-10-30 重新打开，表里的销号是以前的，按没有销号记。" in done.err
        assert "没有变化" in done.err
        assert kept(offices, STANDS) == [(None, None, None)]
        assert kept(offices, "SELECT evidence FROM checklist_item") == [(None,)]
        again = row(**{"佐证": "新照片", "验收人/日期": "张三 2026-10-31"})
        offices("import", paper(tmp_path, again, name="b.csv"))
        assert kept(offices, STANDS) == [("张三", "2026-10-31", None)]
