"""Papers of classes and of who looks after which, in the layouts that offices keep."""

from datetime import date

import pytest

from tests.once import once
from tests.papers import FIRST, Rows, kept, school, text_file, workbook

CLASSES: dict[str, Rows] = {
    "plain": [["班级名称", "年级", "专业部", "班主任", "人数", "入学时间", "毕业时间"], ["2024级护理1班", "2024级", "护理部", "孙老师", 40, "2024-09-01", "2027-06-30"]],
    "title": [["2026年秋季班级一览表"], ["序号", "班级", "年级", "系部", "班主任姓名", "学生人数", "入校时间", "预计毕业时间"], [1, "2024级护理1班", "2024级", "护理部", "孙老师", "40人", date(2024, 9, 1), "2027年6月30日"], ["合计", 1, None, None, None, 40]],
    "order turned": [["毕业日期", "入学日期", "在校人数", "班主任", "专业部", "所属年级", "班级全称"], ["2027.6.30", "2024.9.1", "四十", "孙　老　师", "护理部", "2024级", "２０２４级护理１班"]],
}  # fmt: skip


class TestClasses:
    @pytest.mark.parametrize("name", CLASSES)
    def test_one_class_however_it_is_laid_out(self, pb, tmp_path, name):
        pb("import", workbook(tmp_path / "班级.xlsx", ("Sheet1", CLASSES[name])))
        assert kept(pb, "SELECT name, cohort, department, pupils, started_on, graduated_on FROM class") == [
            ("2024级护理1班", "2024级", "护理部", 40, "2024-09-01", "2027-06-30")
        ]
        assert kept(pb, "SELECT teacher_name, from_on FROM class_head") == [("孙老师", None)]

    def test_another_head_teacher_follows(self, pb, tmp_path):
        for teacher in ("孙老师", "周老师", "周老师"):
            pb("import", text_file(tmp_path / "a.csv", [["班级", "班主任"], ["2024级护理1班", teacher]]))
        assert kept(pb, "SELECT teacher_name, from_on, to_on FROM class_head ORDER BY id") == [
            ("孙老师", None, "2026-11-01"),
            ("周老师", "2026-11-01", None),
        ]

    def test_without_a_beginning_it_is_said(self, pb, tmp_path):
        rows: Rows = [["班级", "人数"], ["2024级护理1班", 40]]
        assert "没有入学时间" in pb("import", text_file(tmp_path / "a.csv", rows)).err

    @pytest.mark.parametrize(
        ("column", "cell", "reason"),
        [
            ("班级", "", "缺少“班级”"),
            ("人数", "很多", "“很多”不是人数"),
            ("人数", -3, "“-3”不是人数"),
            ("人数", 99_999, "“人数”不能大于 10000"),
            ("入学时间", "2028-09-01", ""),
        ],
    )
    def test_bad_rows(self, pb, tmp_path, column, cell, reason):
        row = {"班级": "2024级护理1班", "人数": 40, "入学时间": "2024-09-01", "毕业时间": "2027-06-30"} | {column: cell}
        err = pb("import", text_file(tmp_path / "a.csv", [list(row), list(row.values())]), ok=5).err
        assert reason in err

    def test_a_list_of_pupils_is_refused(self, pb, tmp_path):
        rows = [["班级", "班主任", "学生姓名"], ["2024级护理1班", "孙老师", "某"]]
        assert "学生姓名" in pb("import", text_file(tmp_path / "a.csv", rows), ok=5).err


ASSIGNED = """
SELECT m.name, k.name, a.role, a.from_on, a.to_on
  FROM assignment a JOIN member m ON m.id = a.member_id JOIN class k ON k.id = a.class_id ORDER BY a.id
"""
ONE = ("张三", "2024级护理1班", "党员联系人", "2025-09-01", None)
ASSIGNMENTS: dict[str, Rows] = {
    "plain": [["姓名", "所在支部", "身份", "联系班级", "起始日期"], ["张三", FIRST, "党员联系人", "2024级护理1班", "2025-09-01"]],
    "title": [["党员联系班级安排表"], ["序号", "联系人", "支部", "类别", "班级", "班主任", "开始时间"], [1, "张　三", "第一支部", "党员", "2024级护理1班", "孙老师", "2025.9.1"]],
    "no role": [["联系党员", "联系班级", "起始时间"], ["张三", "2024级护理1班", date(2025, 9, 1)]],
    "term in one cell": [["姓名", "联系班级", "起止时间"], ["张三", "2024级护理1班", "2025年9月1日至今"]],
    "merged words": [["党员姓名", "所联系班级", "联系起始时间"], ["张三", "24级护理1班", "20250901"]],
}  # fmt: skip


class TestAssignments:
    @pytest.fixture
    @once
    def offices(self, pb, tmp_path):
        """The small school."""
        school(tmp_path, pb)
        return pb

    @pytest.mark.parametrize("name", ASSIGNMENTS)
    def test_one_assignment_however_it_is_laid_out(self, offices, tmp_path, name):
        offices("import", workbook(tmp_path / "安排.xlsx", ("Sheet1", ASSIGNMENTS[name])))
        assert kept(offices, ASSIGNED) == [ONE]

    def test_several_classes_in_a_cell(self, offices, tmp_path):
        rows = [["姓名", "联系班级", "起始日期"], ["张三", "2024级护理1班、2025级机电2班", "2025-09-01"]]
        file = text_file(tmp_path / "安排.csv", rows)
        offices("import", file)
        assert [row[1] for row in kept(offices, ASSIGNED)] == ["2024级护理1班", "2025级机电2班"]
        assert "没有变化" in offices("import", file).err

    def test_the_last_day_is_included(self, offices, tmp_path):
        rows = [["姓名", "联系班级", "起始日期", "终止日期"], ["张三", "2024级护理1班", "2025-09-01", "2026-06-30"]]
        offices("import", text_file(tmp_path / "安排.csv", rows))
        assert kept(offices, ASSIGNED)[0][4] == "2026-07-01"

    def test_an_end_that_comes_later(self, offices, tmp_path):
        header = ["姓名", "联系班级", "起始日期", "终止日期"]
        offices("import", text_file(tmp_path / "安排.csv", [header, ["张三", "2024级护理1班", "2025-09-01", ""]]))
        later = text_file(tmp_path / "安排.csv", [header, ["张三", "2024级护理1班", "2025-09-01", "2026-06-30"]])
        assert "改动 1" in offices("import", later).err
        assert kept(offices, ASSIGNED) == [(*ONE[:4], "2026-07-01")]

    def test_a_corrected_day_is_a_suspect(self, offices, tmp_path):
        header = ["姓名", "联系班级", "起始日期"]
        offices("import", text_file(tmp_path / "安排.csv", [header, ["张三", "2024级护理1班", "2025-09-01"]]))
        plan = offices.json(
            "import", text_file(tmp_path / "b.csv", [header, ["张三", "2024级护理1班", "2025-09-11"]]), "--dry-run"
        )
        assert [remark["suspect"] for remark in plan["remarks"]] == [True]

    @pytest.mark.parametrize(
        ("column", "cell", "reason"),
        [
            ("姓名", "查无此人", "没有叫“查无此人”的党员"),
            ("姓名", "李四", "有几位党员叫“李四”"),
            ("联系班级", "2024级护理9班", "没有叫“2024级护理9班”的班级"),
            ("联系班级", "", "缺少“联系班级”"),
            ("身份", "路人", "“路人”不在可用的词里"),
            ("起始日期", "", "缺少“起始日期”"),
            ("终止日期", "2024-06-30", "终止日期早于起始日期"),
        ],
    )
    def test_bad_rows(self, offices, tmp_path, column, cell, reason):
        row = {"姓名": "张三", "身份": "", "联系班级": "2024级护理1班", "起始日期": "2025-09-01", "终止日期": ""} | {
            column: cell
        }
        err = offices("import", text_file(tmp_path / "a.csv", [list(row), list(row.values())]), ok=5).err
        assert f"第 2 行“{column}”列：{reason}" in err
