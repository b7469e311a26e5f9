"""The ledger of contacts: its layouts, its words, who and which class is meant, and that it is a living paper."""

from datetime import date, datetime

import pytest

from tests.once import once
from tests.papers import FIRST, SECOND, Rows, kept, school, text_file, workbook

HEADER = ("日期", "联系人", "所属支部", "班级", "联系方式", "主题", "参与学生人数", "发现问题", "采取措施")
ROW = ("2026-10-08", "张三", FIRST, "2024级护理1班", "走访寝室", "安全", 12, "线路老化", "已报修")
FACTS = ("2026-10-08", "张三", "2024级护理1班", "走访寝室", "安全", 12, "线路老化", "已报修")
KEPT = (
    "SELECT c.occurred_on, m.name, k.name, c.kind, c.topic, c.pupils, c.problem, c.measure"
    " FROM contact c JOIN member m ON m.id = c.member_id JOIN class k ON k.id = c.class_id ORDER BY c.id"
)


@pytest.fixture
@once
def offices(pb, tmp_path):
    """The small school."""
    school(tmp_path, pb)
    return pb


def ledger(*rows, header=HEADER, more=()):
    """Draw a ledger; `more` are further columns."""
    return [[*header, *more], *map(list, rows)]


CLOCKED = datetime(2026, 10, 8, 14, 30)  # noqa: DTZ001  a spreadsheet knows no zones

LAYOUTS: dict[str, Rows] = {
    "plain": ledger(ROW),
    "title, particulars, footer": [
        ["党员联系班级记录表"],
        ["填报单位：某校", None, None, "填报日期：2026年10月31日"],
        ["序号", *HEADER],
        [1, *ROW],
        ["合计", None, None, None, None, None, None, 12],
        ["填表人：", None, None, "审核人："],
    ],
    "other words": [
        ["联系时间", "联系党员", "所在支部", "联系班级", "联系形式", "谈话主题", "参加人数", "了解到的情况/发现问题", "解决办法"],
        ["2026年10月8日", "张　三", "第一支部", "2024级护理1班", "下寝", "消防安全", "12人", "线路老化", "已报修"],
    ],
    "two lines of header": [
        ["序号", "联系情况", None, None, None, None, None, "问题与措施", None],
        [None, "日期", "联系人", "班级", "方式", "主题", "学生人数", "发现问题", "采取措施"],
        [1, "2026.10.08", "张三", "2024级护理1班", "走访宿舍", "安全", 12, "线路老化", "已报修"],
    ],
    "a spreadsheet's day with a clock": ledger((CLOCKED, *ROW[1:])),
    "other ways to write a class": ledger((*ROW[:3], "24级护理（1）班", *ROW[4:])),
    "a day with its weekday": ledger(("2026年10月8日（星期四）", *ROW[1:])),
    "year in the title": [["2026年联系班级台账"], [*HEADER], ["10月8日", *ROW[1:]]],
    "year in the title, dotted": [["2026年联系班级台账"], [*HEADER], ["10.8", *ROW[1:]]],
    "full width": ledger(("２０２６－１０－０８", "张三", FIRST, "２０２４级护理１班", "走访寝室", "安全", "１２", *ROW[7:])),
}  # fmt: skip


class TestLayouts:
    @pytest.mark.parametrize("name", LAYOUTS)
    def test_one_contact_however_it_is_laid_out(self, offices, tmp_path, name):
        offices("import", workbook(tmp_path / "记录.xlsx", ("Sheet1", LAYOUTS[name])))
        assert kept(offices, KEPT) == [FACTS]

    def test_year_by_option(self, offices, tmp_path):
        paper = text_file(tmp_path / "a.csv", ledger(("10月8日", *ROW[1:])))
        assert "没有写年份" in offices("import", paper, ok=5).err
        offices("import", paper, "--year", "2026")
        assert kept(offices, KEPT) == [FACTS]

    def test_school_year_in_the_title(self, offices, tmp_path):
        rows: Rows = [["2025-2026学年联系班级记录"], [*HEADER], ["10月8日", *ROW[1:]], ["3月8日", *ROW[1:]]]
        offices("import", workbook(tmp_path / "a.xlsx", ("Sheet1", rows)))
        assert [row[0] for row in kept(offices, KEPT)] == ["2025-10-08", "2026-03-08"]

    def test_merged_days_fill_down(self, offices, tmp_path):
        rows = ledger(ROW, (None, "李四", SECOND, *ROW[3:]))
        offices("import", workbook(tmp_path / "a.xlsx", ("Sheet1", rows), merged=[(1, 0, 2, 0)]))
        assert [row[:2] for row in kept(offices, KEPT)] == [("2026-10-08", "张三"), ("2026-10-08", "李四")]

    def test_a_sheet_for_each_branch(self, offices, tmp_path):
        header = ("日期", "联系人", "班级", "联系方式")
        sheets: list[tuple[str, Rows]] = [
            (name, [list(header), ["2026-10-08", "李四", "2024级护理1班", "家访"]]) for name in (FIRST, "第二支部")
        ]
        offices("import", workbook(tmp_path / "a.xlsx", *sheets))
        assert kept(offices, "SELECT member_id FROM contact ORDER BY id") == [(2,), (5,)]


class TestWords:
    @pytest.mark.parametrize(
        ("cell", "kind"),
        [
            *((kind, kind) for kind in ("与班主任交流", "学生谈心", "走访寝室", "主题班会", "座谈会", "家访", "听课")),
            *((kind, kind) for kind in ("思想宣传教育", "慰问帮扶", "线上联系", "其他")),
            ("巡课", "听课"), ("慰问", "慰问帮扶"), ("线上", "线上联系"), ("电话", "线上联系"), ("谈心谈话（学生）", "学生谈心"),
            ("与班主任沟通", "与班主任交流"), ("走访学生宿舍", "走访寝室"), ("参加主题班会", "主题班会"), (" 家 访 ", "家访"),
            ("微信联系", "线上联系"), ("其它", "其他"), ("走访寝室（3号楼）", "走访寝室"),
        ],
    )  # fmt: skip
    def test_kinds_by_their_synonyms(self, offices, tmp_path, cell, kind):
        offices("import", text_file(tmp_path / "a.csv", ledger((*ROW[:4], cell, *ROW[5:]))))
        assert kept(offices, "SELECT kind FROM contact") == [(kind,)]

    @pytest.mark.parametrize(
        ("cell", "topic", "note"),
        [
            ("学业", "学习", None),
            ("防溺水", "安全", None),
            ("", None, None),
            ("校服", "其他", "校服"),
            ("心理", "身心健康", None),
        ],
    )
    def test_topics_beyond_the_list_are_kept_as_words(self, offices, tmp_path, cell, topic, note):
        paper = text_file(tmp_path / "a.csv", ledger((*ROW[:5], cell, *ROW[6:])))
        offices("import", paper)
        assert kept(offices, "SELECT topic, topic_note FROM contact") == [(topic, note)]
        assert "没有变化" in offices("import", paper).err

    @pytest.mark.parametrize(
        ("cells", "gift"),
        [
            (("热水袋", "50", "个人"), ("热水袋", 5000, "个人")),
            (("苹果、棒棒糖", "¥ 35.50", "工会经费"), ("苹果、棒棒糖", 3550, "工会")),
            (("棉被", 120, ""), ("棉被", 12000, None)),
            (("", "", ""), (None, None, None)),
        ],
    )
    def test_gifts(self, offices, tmp_path, cells, gift):
        rows = ledger((*ROW, *cells), more=("慰问物品", "金额(元)", "来源"))
        offices("import", text_file(tmp_path / "a.csv", rows))
        assert kept(offices, "SELECT gift, gift_fen, gift_source FROM contact") == [gift]

    def test_gift_in_one_cell(self, offices, tmp_path):
        rows = ledger((*ROW, "热水袋/120元/工会"), more=("慰问物品/金额/来源",))
        offices("import", text_file(tmp_path / "a.csv", rows))
        assert kept(offices, "SELECT gift, gift_fen, gift_source FROM contact") == [("热水袋", 12000, "工会")]


class TestPeople:
    def test_branch_tells_namesakes_apart(self, offices, tmp_path):
        rows = ledger(("2026-10-08", "李四", SECOND, *ROW[3:]), ("2026-10-08", "李四", FIRST, *ROW[3:]))
        offices("import", text_file(tmp_path / "a.csv", rows))
        assert kept(offices, "SELECT member_id FROM contact ORDER BY id") == [(5,), (2,)]

    @pytest.mark.parametrize(
        ("place", "value", "column", "reason"),
        [
            (1, "查无此人", "联系人", "第一党支部没有叫“查无此人”的党员"),
            (1, "王五", "联系人", "第一党支部没有叫“王五”的党员，有：第二党支部/王五"),
            (1, "", "联系人", "缺少“联系人”"),
            (2, "第三党支部", "所属支部", "没有叫“第三党支部”的党支部"),
            (3, "2024级护理9班", "班级", "没有叫“2024级护理9班”的班级"),
            (3, "", "班级", "缺少“班级”"),
            (4, "打篮球", "联系方式", "“打篮球”不在可用的词里"),
            (4, "", "联系方式", "缺少“联系方式”"),
            (0, "", "日期", "缺少“日期”"),
            (0, "2026-02-30", "日期", "没有“2026-02-30”这一天"),
            (6, "若干", "参与学生人数", "“若干”不是人数"),
            (7, "长" * 32_001, "发现问题", "最多 32000 个字符"),
        ],
    )
    def test_bad_rows(self, offices, tmp_path, place, value, column, reason):
        row = list(ROW)
        row[place] = value
        err = offices("import", text_file(tmp_path / "a.csv", ledger(row)), ok=5).err
        assert f"第 2 行“{column}”列：" in err
        assert reason in err

    def test_a_name_that_fits_two_is_a_bad_row(self, offices, tmp_path):
        rows = [["日期", "联系人", "班级", "联系方式"], ["2026-10-08", "李四", "2024级护理1班", "家访"]]
        err = offices("import", text_file(tmp_path / "a.csv", rows), ok=5).err
        assert "有几位党员叫“李四”：第一党支部/李四（1985年生）、第二党支部/李四（1988年生）" in err

    def test_what_is_odd_is_a_warning(self, offices, tmp_path):
        rows = ledger(
            ("2026-11-08", *ROW[1:]),
            ("2023-10-08", *ROW[1:]),
            ("2026-10-08", "赵六", FIRST, "2024级护理1班", "家访", "", 41, "电话 13800138000", ""),
            ("2026-05-08", "赵六", FIRST, "2024级护理1班", "家访", "", 1, "", ""),
        )
        err = offices("import", text_file(tmp_path / "a.csv", rows)).err
        for part in ("日期在今天之后", "不在校", "多于班级的人数", "手机号（末四位 8000）", "不在支部中"):
            assert part in err
        assert "13800138000" not in err


MORE = ("是否跟进", "跟进期限", "跟进完成日期", "跟进结果")
FOLLOWED = "SELECT due_on, closed_on, result FROM follow_up ORDER BY id"


class TestLiving:
    @pytest.mark.parametrize(
        ("cells", "follow_ups"),
        [
            (("是", "2026-10-20", "", ""), [("2026-10-20", None, None)]),
            (("√", "", "", ""), [(None, None, None)]),
            (("否", "", "", ""), []),
            (("", "", "", ""), []),
            (("", "2026/10/20", "2026/10/15", "已修好"), [("2026-10-20", "2026-10-15", "已修好")]),
        ],
    )
    def test_follow_ups(self, offices, tmp_path, cells, follow_ups):
        offices("import", text_file(tmp_path / "a.csv", ledger((*ROW, *cells), more=MORE)))
        assert kept(offices, FOLLOWED) == follow_ups

    def test_what_is_odd_about_a_follow_up(self, offices, tmp_path):
        err = offices(
            "import", text_file(tmp_path / "a.csv", ledger((*ROW, "否", "2026-10-01", "", ""), more=MORE))
        ).err
        assert "写的是不跟进" in err
        assert "早于联系日期" in err

    def test_a_day_of_recording_that_cannot_be_read(self, offices, tmp_path):
        err = offices("import", text_file(tmp_path / "a.csv", ledger((*ROW, "那天"), more=("记录时间",)))).err
        assert "看不懂记录时间" in err
        assert kept(offices, "SELECT recorded_at >= '2026-11-01' FROM contact") == [(1,)]

    def test_changed_follow_up_columns_update(self, offices, tmp_path):
        offices("import", text_file(tmp_path / "a.csv", ledger((*ROW, "是", "2026-10-20", "", ""), more=MORE)))
        later = ledger((*ROW, "是", "2026-10-20", "2026-10-18", "已修好"), more=MORE)
        assert "改动 1" in offices("import", text_file(tmp_path / "b.csv", later)).err
        assert kept(offices, FOLLOWED) == [("2026-10-20", "2026-10-18", "已修好")]
        assert "没有变化" in offices("import", text_file(tmp_path / "b.csv", later)).err

    def test_gift_and_evidence_update(self, offices, tmp_path):
        offices("import", text_file(tmp_path / "a.csv", ledger(ROW)))
        later = ledger((*ROW, "苹果", "照片3"), more=("慰问物品", "佐证"))
        assert "改动 1" in offices("import", text_file(tmp_path / "b.csv", later)).err
        assert kept(offices, "SELECT gift, evidence FROM contact") == [("苹果", "照片3")]

    def test_equal_rows_are_as_many_contacts(self, offices, tmp_path):
        paper = text_file(tmp_path / "a.csv", ledger(ROW, ROW, ROW))
        offices("import", paper)
        assert len(kept(offices, KEPT)) == 3
        assert "没有变化" in offices("import", paper).err
        longer = text_file(tmp_path / "b.csv", ledger(ROW, ROW, ROW, ROW))
        assert "新增 1、相同 3" in offices("import", longer).err

    @pytest.mark.parametrize(
        ("place", "value", "fact"),
        [(0, "2026-10-09", "日期"), (6, 13, "参与学生人数"), (4, "家访", "联系方式"), (7, "线路老化了", "发现问题")],
    )
    def test_a_corrected_row_is_a_suspect(self, offices, tmp_path, place, value, fact):
        offices("import", text_file(tmp_path / "a.csv", ledger(ROW)))
        row = list(ROW)
        row[place] = value
        plan = offices.json("import", text_file(tmp_path / "b.csv", ledger(row)), "--dry-run")
        assert [remark["remark"] for remark in plan["remarks"] if remark["suspect"]] == [
            f"疑似更正：与登记的第 1 号记录只有“{fact}”不同。"
        ]

    def test_no_suspect_where_the_kept_row_stands_in_the_paper(self, offices, tmp_path):
        offices("import", text_file(tmp_path / "a.csv", ledger(ROW)))
        rows = ledger(ROW, ("2026-10-09", *ROW[1:]))
        plan = offices.json("import", text_file(tmp_path / "b.csv", rows), "--dry-run")
        assert not [remark for remark in plan["remarks"] if remark["suspect"]]

    def test_role_and_head_teacher_are_frozen(self, offices, tmp_path):
        assigned = [["姓名", "身份", "联系班级", "起始日期"], ["张三", "中层干部", "2024级护理1班", "2026-09-01"]]
        offices("import", text_file(tmp_path / "安排.csv", assigned), text_file(tmp_path / "a.csv", ledger(ROW)))
        assert kept(offices, "SELECT role, head_teacher FROM contact") == [("政治辅导员", "孙老师")]

    def test_the_day_of_recording_is_kept(self, offices, tmp_path):
        rows = ledger((*ROW, date(2026, 10, 20)), more=("记录时间",))
        offices("import", workbook(tmp_path / "a.xlsx", ("Sheet", rows)))
        assert kept(offices, "SELECT recorded_at FROM contact") == [("2026-10-20T00:00:00Z",)]

    @pytest.mark.parametrize("column", ["学生姓名", "学生电话", "学号", "家庭住址"])
    def test_pupils_are_never_named(self, offices, tmp_path, column):
        rows = ledger((*ROW, "某"), more=(column,))
        assert column in offices("import", text_file(tmp_path / "a.csv", rows), ok=5).err
