"""Papers of study from outside: whose hours, from where; and what is never taken."""

import pytest

from tests.once import once
from tests.papers import FIRST, Rows, kept, school, text_file, workbook

HEADER = ("姓名", "党支部", "日期", "结束日期", "学时", "学习来源", "学习内容", "备注")
ROW = ("张三", FIRST, "2026-03-05", "2026-03-06", "8", "区委党校", "新任委员培训", "两天")
STUDIES = (
    "SELECT name, occurred_on, ended_on, hours_hundredths, source, title, s.note FROM study s "
    "JOIN member m ON m.id = member_id ORDER BY s.id"
)


@pytest.fixture
@once
def offices(pb, tmp_path):
    """The small school."""
    school(tmp_path, pb)
    return pb


def row(**cells):
    """Draw the row with some cells changed."""
    return list((dict(zip(HEADER, ROW, strict=True)) | cells).values())


def paper(tmp_path, *rows, header=HEADER, name="学时登记表.csv"):
    return text_file(tmp_path / name, [list(header), *map(list, rows)])


class TestTaking:
    def test_hours_as_an_office_keeps_them(self, offices, tmp_path):
        rows: Rows = [
            ["2026年外出培训学时登记表"],
            ["序号", *HEADER],
            [1, *ROW],
            [2, *row(姓名="王五", 党支部="", 学时="1.5学时")],
        ]
        path = workbook(tmp_path / "x.xlsx", ("Sheet1", rows))
        offices("import", path)
        assert kept(offices, STUDIES) == [
            ("张三", "2026-03-05", "2026-03-06", 800, "区委党校", "新任委员培训", "两天"),
            ("王五", "2026-03-05", "2026-03-06", 150, "区委党校", "新任委员培训", "两天"),
        ]
        assert "没有变化" in offices("import", path).err

    def test_equal_rows_are_as_many_records_and_stay_as_many(self, offices, tmp_path):
        path = paper(tmp_path, ROW, ROW, row(学时="4"))
        offices("import", path)
        assert len(kept(offices, STUDIES)) == 3
        assert "没有变化" in offices("import", path).err
        assert "没有变化" in offices("import", paper(tmp_path, ROW, name="又一张学时登记.csv")).err

    def test_what_is_filled_in_later_changes_the_record(self, offices, tmp_path):
        offices("import", paper(tmp_path, row(备注="", 结束日期="")))
        offices("import", paper(tmp_path, ROW))
        offices("import", paper(tmp_path, row(备注="", 结束日期="")))
        assert [found[2:] for found in kept(offices, STUDIES)] == [
            ("2026-03-06", 800, "区委党校", "新任委员培训", "两天")
        ]

    def test_a_paper_without_the_content_means_any_but_best_none(self, offices, tmp_path):
        offices("import", paper(tmp_path, ROW, row(学习内容="")))
        header = [name for name in HEADER if name != "学习内容"]
        cells = [cell for name, cell in zip(HEADER, ROW, strict=True) if name != "学习内容"]
        offices("import", paper(tmp_path, [*cells[:-1], "改了"], header=header))
        assert [found[5:] for found in kept(offices, STUDIES)] == [("新任委员培训", "两天"), (None, "改了")]


class TestRefusing:
    @pytest.mark.parametrize(
        ("cells", "said"),
        [
            ({"学时": ""}, "缺少“学时”"),
            ({"学时": "0"}, "学时"),
            ({"学时": "很多"}, "不是学时"),
            ({"学习来源": ""}, "缺少“学习来源”"),
            ({"日期": ""}, "缺少“日期”"),
            ({"日期": "2026-12-05", "结束日期": ""}, "还没有到"),
            ({"结束日期": "2026-03-04"}, "早于开始日期"),
            ({"姓名": "没有的人"}, "没有叫“没有的人”的党员"),
            ({"党支部": "第九党支部"}, "没有叫“第九党支部”的党支部"),
            ({"备注": "学习强国积分 50"}, "不记积分"),
        ],
    )
    def test_a_bad_row_is_told_and_nothing_written(self, offices, tmp_path, cells, said):
        assert said in offices("import", paper(tmp_path, ROW, row(**cells)), ok=5).err
        assert kept(offices, STUDIES) == []

    def test_a_column_of_points_refuses_the_paper(self, offices, tmp_path):
        said = offices("import", paper(tmp_path, [*ROW, "50"], header=[*HEADER, "学习强国积分"]), ok=5).err
        assert "“学习强国积分”" in said
        assert kept(offices, STUDIES) == []

    def test_a_note_on_private_circumstances_is_covered_unless_unmasked(self, offices, tmp_path):
        said = offices("import", paper(tmp_path, row(备注="确诊抑郁症期间自学"))).err
        assert "平时遮盖不显示" in said
        assert [found["note"] for found in offices.json("export", "study")] == ["••••"]
        assert [found["note"] for found in offices.json("export", "study", "--unmask")] == ["确诊抑郁症期间自学"]
