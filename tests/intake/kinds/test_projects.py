"""Papers of projects: particulars, people of the branch, the days of the steps, extensions."""

from datetime import date

import pytest

from tests.once import once
from tests.papers import FIRST, SECOND, Rows, kept, school, text_file, workbook

HEADER = ("课题编号", "课题名称", "级别", "类别", "立项单位", "所属支部", "负责人", "主研人员", "申报时间", "立项时间", "开题时间", "中期检查", "计划结题", "结题时间", "鉴定等级")  # fmt: skip
ROW = ("QJ-1", "帮扶困难学生的实践研究", "区级", "一般", "区教科所", FIRST, "张三", "李四、赵六", "2024-10-08", "2024-12-08", "2025-03-08", "2025-09-08", "2026-12-08", "2026-09-08", "合格")  # fmt: skip
STEPS = "SELECT step, planned_on, actual_on FROM project_step ORDER BY id"
DONE = [
    ("中期检查", None, "2025-09-08"),
    ("开题", None, "2025-03-08"),
    ("申报", None, "2024-10-08"),
    ("立项", None, "2024-12-08"),
    ("结题", "2026-12-08", "2026-09-08"),
]
PEOPLE = "SELECT m.name, p.role, p.place FROM project_person p JOIN member m ON m.id = p.member_id ORDER BY p.id"


@pytest.fixture
@once
def offices(pb, tmp_path):
    """The small school."""
    school(tmp_path, pb)
    return pb


def paper(*rows, header=HEADER, more=()):
    """Draw a paper of projects."""
    return [[*header, *more], *map(list, rows)]


LAYOUTS: dict[str, Rows] = {
    "plain": paper(ROW),
    "title and footer": [["党建课题一览表"], ["填报单位："], ["序号", *HEADER], [1, *ROW], ["合计", "1项"]],
    "other words": [
        ["立项编号", "项目名称", "课题级别", "课题类别", "立项部门", "承担支部", "主持人", "课题组成员", "申报日期", "批准立项时间", "开题日期", "中期评估时间", "预计结题时间", "实际结题时间", "结题等级"],
        ["QJ-1", "帮扶困难学生的实践研究", "区", "一般", "区教科所", "第一支部", "张　三", "李四 赵六", "2024.10.8", "2024年12月8日", date(2025, 3, 8), "20250908", "2026/12/8", "2026-9-8", "通过"],
    ],
    "two lines of header": [
        ["编号", "课题名称", "级别", "类别", "立项单位", "支部", "课题组", None, "时间节点", None, None, None, None, None, "等级"],
        [None, None, None, None, None, None, "负责人", "主研人员", "申报", "立项", "开题", "中期检查", "计划结题", "结题", None],
        list(ROW),
    ],
}  # fmt: skip


class TestLayouts:
    @pytest.mark.parametrize("name", LAYOUTS)
    def test_one_project_however_it_is_laid_out(self, offices, tmp_path, name):
        offices("import", workbook(tmp_path / "课题.xlsx", ("Sheet1", LAYOUTS[name])))
        assert kept(offices, "SELECT number, title, level, category, office, grade FROM project") == [
            ("QJ-1", "帮扶困难学生的实践研究", "区级", "一般", "区教科所", "合格")
        ]
        assert sorted(kept(offices, STEPS)) == DONE
        assert kept(offices, PEOPLE) == [("张三", "负责人", 1), ("李四", "主研", 1), ("赵六", "主研", 2)]

    @pytest.mark.parametrize(
        ("cell", "day", "result"),
        [
            ("2025-09-08/合格", "2025-09-08", "合格"),
            ("2025年9月8日（通过）", "2025-09-08", "通过"),
            ("2025.09.08", "2025-09-08", None),
            ("优秀", None, "优秀"),
            ("未检查", None, None),
            ("", None, None),
        ],
    )
    def test_midterm_in_one_cell(self, offices, tmp_path, cell, day, result):
        header = ("课题编号", "课题名称", "所属支部", "中期检查(时间/结论)")
        offices("import", text_file(tmp_path / "a.csv", paper(("QJ-1", "某", FIRST, cell), header=header)))
        assert kept(offices, "SELECT midterm_result FROM project") == [(result,)]
        assert [row[2] for row in kept(offices, STEPS)] == ([] if day is None else [day])

    @pytest.mark.parametrize(
        ("cell", "span"),
        [
            ("2024.09-2026.07", ("2024-09-01", "2026-07-31")),
            ("2024年9月1日至2026年7月10日", ("2024-09-01", "2026-07-10")),
            ("2024-09-01～2026-07-10", ("2024-09-01", "2026-07-10")),
            ("2024-09-01-2026-07-10", ("2024-09-01", "2026-07-10")),
            ("2024年9月至今", ("2024-09-01", None)),
            ("2024/9—2026/7", ("2024-09-01", "2026-07-31")),
        ],
    )
    def test_term_in_one_cell(self, offices, tmp_path, cell, span):
        header = ("课题编号", "课题名称", "所属支部", "起止时间")
        offices("import", text_file(tmp_path / "a.csv", paper(("QJ-1", "某", FIRST, cell), header=header)))
        assert kept(offices, "SELECT starts_on, ends_on FROM project") == [span]

    def test_office_and_notice_in_one_cell(self, offices, tmp_path):
        header = ("课题编号", "课题名称", "所属支部", "立项单位/文号", "经费(元)")
        rows = paper(("QJ-1", "某", FIRST, "区教科所/渝教科〔2024〕3号", "2万元"), header=header)
        offices("import", text_file(tmp_path / "a.csv", rows))
        assert kept(offices, "SELECT office, notice_number, funds_fen FROM project") == [
            ("区教科所", "渝教科〔2024〕3号", 2_000_000)
        ]


class TestExtensions:
    @pytest.mark.parametrize(
        ("column", "cell", "extended_to"),
        [
            ("延期(次数/至)", "1次/2027-06-30", "2027-06-30"),
            ("延期", "延期半年至2027.06.30", "2027-06-30"),
            ("延期至", "2027年6月30日", "2027-06-30"),
            ("延期", "0", None),
            ("延期", "无", None),
            ("延期", "1次", None),
        ],
    )
    def test_extension(self, offices, tmp_path, column, cell, extended_to):
        rows = paper((*ROW[:13], "", "", cell), more=(column,))
        file = text_file(tmp_path / "a.csv", rows)
        offices("import", file)
        assert [row[0] for row in kept(offices, "SELECT extended_to FROM project_extension")] == (
            [] if extended_to is None else [extended_to]
        )
        assert "没有变化" in offices("import", file).err


class TestAgain:
    def test_second_time_changes_nothing(self, offices, tmp_path):
        file = text_file(
            tmp_path / "a.csv", paper(ROW, ("", "无编号的课题", *ROW[2:5], SECOND, "王五", "李四", *ROW[8:]))
        )
        offices("import", file)
        assert "没有变化" in offices("import", file).err

    def test_a_step_done_since(self, offices, tmp_path):
        offices("import", text_file(tmp_path / "a.csv", paper((*ROW[:13], "", ""))))
        assert "改动 1" in offices("import", text_file(tmp_path / "b.csv", paper(ROW))).err
        assert sorted(kept(offices, STEPS)) == DONE

    def test_other_people(self, offices, tmp_path):
        offices("import", text_file(tmp_path / "a.csv", paper(ROW)))
        offices("import", text_file(tmp_path / "b.csv", paper((*ROW[:6], "李四", "赵六", *ROW[8:]))))
        assert sorted(kept(offices, PEOPLE)) == [("李四", "负责人", 1), ("赵六", "主研", 1)]

    def test_out_of_order_is_a_warning(self, offices, tmp_path):
        rows = paper((*ROW[:9], "2024-09-08", *ROW[10:13], "2027-01-01", ""))
        err = offices("import", text_file(tmp_path / "a.csv", rows)).err
        assert "“立项时间”列第 2 行：立项日期 2024-09-08 早于申报（2024-10-08）。" in err
        assert "“结题时间”列第 2 行：结题日期 2027-01-01 还没有到。" in err

    def test_moved_to_another_branch(self, offices, tmp_path):
        offices("import", text_file(tmp_path / "a.csv", paper((*ROW[:6], "", "", *ROW[8:]))))
        moved = paper((*ROW[:5], SECOND, "", "", *ROW[8:]))
        assert "所属支部从第一党支部改为第二党支部" in offices("import", text_file(tmp_path / "b.csv", moved)).err

    @pytest.mark.parametrize(
        ("cell", "office", "notice"),
        [("区教科所（渝教科〔2024〕3号）", "区教科所", "渝教科〔2024〕3号"), ("区教科所", "区教科所", None)],
    )
    def test_office_with_or_without_its_notice(self, offices, tmp_path, cell, office, notice):
        rows = paper(("QJ-1", "某", FIRST, cell), header=("课题编号", "课题名称", "所属支部", "立项单位/文号"))
        offices("import", text_file(tmp_path / "a.csv", rows))
        assert kept(offices, "SELECT office, notice_number FROM project") == [(office, notice)]


class TestBadRows:
    @pytest.mark.parametrize(
        ("place", "value", "column", "reason"),
        [
            (1, "", "课题名称", "缺少“课题名称”"),
            (2, "宇宙级", "级别", "“宇宙级”不在可用的词里"),
            (5, "", "所属支部", "缺少“所属支部”"),
            (5, "第九党支部", "所属支部", "没有叫“第九党支部”的党支部"),
            (6, "王五", "负责人", "第一党支部没有叫“王五”的党员"),
            (7, "李四、查无此人", "主研人员", "没有叫“查无此人”的党员"),
            (8, "2024-13-01", "申报时间", "没有“2024-13-01”这一天"),
            (11, "2025-09-31/合格", "中期检查", "没有“2025-09-31”这一天"),
            (14, "马马虎虎", "鉴定等级", "“马马虎虎”不在可用的词里"),
        ],
    )
    def test_bad_rows(self, offices, tmp_path, place, value, column, reason):
        row = list(ROW)
        row[place] = value
        err = offices("import", text_file(tmp_path / "a.csv", paper(row)), ok=5).err
        assert f"第 2 行“{column}”列：" in err
        assert reason in err


class TestAllSteps:
    MORE = ("评审时间", "公示时间", "成果鉴定时间", "发证时间", "成果推广时间", "拟申报", "计划评审时间", "预计公示", "拟立项时间", "计划申请结题时间", "预计鉴定时间", "计划发证", "拟推广时间")  # fmt: skip

    def test_every_step_has_its_columns(self, offices, tmp_path):
        days = [f"2027-01-{day:02d}" for day in range(1, 9)]
        done = ("2024-11-08", "2024-11-20", "2026-08-08", "2026-10-08", "2026-10-20")
        offices("import", text_file(tmp_path / "课题.csv", paper((*ROW, *done, *days), more=self.MORE)))
        steps = {step: (planned, actual) for step, planned, actual in kept(offices, STEPS)}
        assert steps == {
            "申报": (days[0], "2024-10-08"), "评审": (days[1], done[0]), "公示": (days[2], done[1]),
            "立项": (days[3], "2024-12-08"), "开题": (None, "2025-03-08"), "中期检查": (None, "2025-09-08"),
            "结题申请": (days[4], None), "鉴定": (days[5], done[2]), "结题": ("2026-12-08", "2026-09-08"),
            "证书": (days[6], done[3]), "推广": (days[7], done[4]),
        }  # fmt: skip

    def test_a_closing_without_an_opening_is_a_warning(self, offices, tmp_path):
        row = [cell if name != "开题时间" else "" for name, cell in zip(HEADER, ROW, strict=True)]
        done = offices("import", text_file(tmp_path / "课题.csv", paper(row)))
        assert "“结题时间”列第 2 行：还没有开题，不能结题。" in done.err
        assert len(kept(offices, "SELECT id FROM project")) == 1


class TestForbidden:
    """What the office forbids is remarked on: the row is taken all the same."""

    def remarks(self, offices, tmp_path, row, header, name="a.csv"):
        said = offices("import", text_file(tmp_path / name, paper(row, header=header))).err
        assert len(kept(offices, "SELECT id FROM project")) == 1
        return [line for line in said.splitlines() if "“" in line and "列" in line]

    def test_who_stands_in_two_roles(self, offices, tmp_path):
        header = ("课题编号", "课题名称", "所属支部", "负责人", "主研人员", "参研人员")
        said = self.remarks(offices, tmp_path, ("QJ-1", "某", FIRST, "张三", "李四、赵六", "赵六"), header)
        assert said == ["a.csv“参研人员”列第 2 行：赵六已是主研，不能又是参研。"]
        assert kept(offices, "SELECT role FROM project_person ORDER BY id") == [
            ("负责人",),
            ("主研",),
            ("主研",),
            ("参研",),
        ]

    def test_more_people_than_the_office_allows(self, offices, tmp_path):
        header = ("课题编号", "课题名称", "所属支部", "立项单位", "主研人员")
        offices("project", "office", "add", "区教科所", "--main-most", "1")
        said = self.remarks(offices, tmp_path, ("QJ-1", "某", FIRST, "区教科所", "李四、赵六"), header)
        assert said == ["a.csv“主研人员”列第 2 行：主研最多 1 人，写了 2 人（区教科所的规定）。"]

    def test_an_extension_too_long_and_one_too_many(self, offices, tmp_path):
        header = ("课题编号", "课题名称", "所属支部", "计划结题", "延期至", "延期批准日期")
        first = ("QJ-1", "某", FIRST, "2025-06-30", "2026-07-01", "2025-05-01")
        said = self.remarks(offices, tmp_path, first, header)
        assert said == ["a.csv“延期至”列第 2 行：原期限 2025-06-30，最多延到 2026-06-30（PR-04，课题立项单位的规定）。"]
        said = self.remarks(offices, tmp_path, (*first[:4], "2027-01-01", "2026-05-01"), header, "b.csv")
        assert said == ["b.csv“延期至”列第 2 行：已经延期 1 次，最多 1 次（PR-04，课题立项单位的规定）。"]
        short = ("课题编号", "课题名称", "所属支部", "延期至", "延期批准日期")
        assert self.remarks(offices, tmp_path, (*first[:3], "2027-01-01", "2026-05-01"), short, "c.csv") == []

    def test_an_extension_of_an_unknown_term(self, offices, tmp_path):
        header = ("课题编号", "课题名称", "所属支部", "延期至", "延期批准日期")
        assert self.remarks(offices, tmp_path, ("QJ-1", "某", FIRST, "2030-01-01", "2026-05-01"), header) == []

    def test_a_withdrawal_before_a_step(self, offices, tmp_path):
        header = ("课题编号", "课题名称", "所属支部", "立项时间", "撤项时间")
        said = self.remarks(offices, tmp_path, ("QJ-1", "某", FIRST, "2026-03-01", "2026-02-01"), header)
        assert said == ["a.csv“撤项时间”列第 2 行：撤项日期 2026-02-01 早于立项（2026-03-01）。"]
        said = self.remarks(offices, tmp_path, ("QJ-1", "某", FIRST, "2026-03-01", "2026-03-02"), header, "b.csv")
        assert said == []

    def test_a_closing_is_compared_with_what_is_kept(self, offices, tmp_path):
        opening = ("课题编号", "课题名称", "所属支部", "开题时间")
        self.remarks(offices, tmp_path, ("QJ-1", "某", FIRST, "2025-03-01"), opening)
        header = ("课题编号", "课题名称", "所属支部", "结题时间")
        assert self.remarks(offices, tmp_path, ("QJ-1", "某", FIRST, "2026-03-01"), header, "b.csv") == []


def limits(most):
    """Draw a paper of issuing offices."""
    return [
        ["立项单位", "最多延期次数", "每次最多延期(月)", "主研人数上限"],
        ["区教科所", most, 6, 8],
        ["市教委", "", "", ""],
    ]


class TestOffices:
    KEPT = "SELECT name, extensions_most, extension_months_most, main_most FROM issuing_office ORDER BY id"

    def test_limits_are_taken_and_brought_up_to_date(self, offices, tmp_path):
        for name, most in (("一.csv", 2), ("一再.csv", 2), ("二.csv", 3)):
            offices("import", "offices", text_file(tmp_path / name, limits(most)))
            assert kept(offices, self.KEPT) == [("区教科所", most, 6, 8), ("市教委", None, None, None)]

    def test_an_office_that_can_not_be_is_refused(self, offices, tmp_path):
        assert "最多延期次数" in offices("import", "offices", text_file(tmp_path / "坏.csv", limits(1000)), ok=5).err
