"""Papers of heart-to-heart talks: who with whom; what was said refuses the paper."""

import pytest

from tests.once import once
from tests.papers import FIRST, SECOND, Rows, kept, school, text_file, workbook

HEADER = ("日期", "谈话人", "谈话对象", "地点", "备注")
ROW = ("2026-03-05", "张三", "赵六", "办公室", "年初")
TALKS = (
    "SELECT occurred_on, a.name, b.name, place, t.note FROM talk t "
    "JOIN member a ON a.id = first_id JOIN member b ON b.id = second_id ORDER BY t.id"
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


def paper(tmp_path, *rows, header=HEADER, name="谈心谈话登记表.csv"):
    return text_file(tmp_path / name, [list(header), *map(list, rows)])


class TestTaking:
    def test_talks_as_an_office_keeps_them(self, offices, tmp_path):
        rows: Rows = [["2026年谈心谈话登记表"], ["序号", *HEADER], [1, *ROW], [2, *row(谈话对象="赵六、李四")]]
        path = workbook(tmp_path / "x.xlsx", (FIRST, rows))
        offices("import", path)
        assert kept(offices, TALKS) == [
            ("2026-03-05", "张三", "赵六", "办公室", "年初"),
            ("2026-03-05", "张三", "赵六", "办公室", "年初"),
            ("2026-03-05", "张三", "李四", "办公室", "年初"),
        ]
        assert "没有变化" in offices("import", path).err

    def test_a_branch_tells_people_of_one_name_apart(self, offices, tmp_path):
        path = paper(tmp_path, [SECOND, "2026-03-05", "王五", "李四", "", ""], header=("党支部", *HEADER))
        offices("import", path)
        query = "SELECT birth_date FROM talk JOIN member m ON m.id = second_id"
        assert kept(offices, query) == [("1988-09-10",)]

    def test_both_may_write_the_talk_down(self, offices, tmp_path):
        offices("import", paper(tmp_path, ROW))
        said = offices(
            "import", paper(tmp_path, row(谈话人="赵六", 谈话对象="张三", 备注=""), name="谈话登记2.csv")
        ).err
        assert "没有变化" in said

    def test_what_is_filled_in_later_changes_the_record(self, offices, tmp_path):
        offices("import", paper(tmp_path, row(备注="", 地点="")))
        offices("import", paper(tmp_path, ROW))
        assert kept(offices, TALKS) == [ROW]


class TestRefusing:
    @pytest.mark.parametrize(
        ("cells", "said"),
        [
            ({"日期": ""}, "缺少“日期”"),
            ({"日期": "2026-12-05"}, "还没有到"),
            ({"谈话人": ""}, "缺少“谈话人”"),
            ({"谈话对象": ""}, "缺少“谈话对象”"),
            ({"谈话对象": "张三"}, "不能是同一个人"),
            ({"谈话对象": "没有的人"}, "没有叫“没有的人”的党员"),
            ({"谈话对象": "李四"}, "有几位党员叫“李四”"),
        ],
    )
    def test_a_bad_row_is_told_and_nothing_written(self, offices, tmp_path, cells, said):
        assert said in offices("import", paper(tmp_path, ROW, row(**cells)), ok=5).err
        assert kept(offices, TALKS) == []

    @pytest.mark.parametrize("column", ["谈话内容", "内容", "谈话记录", "思想动态", "反映的问题", "意见建议"])
    def test_a_column_of_what_was_said_refuses_the_paper(self, offices, tmp_path, column):
        said = offices("import", paper(tmp_path, [*ROW, "说了"], header=[*HEADER, column]), ok=5).err
        assert f"“{column}”" in said
        assert kept(offices, TALKS) == []

    def test_talks_with_pupils_of_a_class_are_contacts(self, offices, tmp_path):
        path = text_file(
            tmp_path / "谈心谈话记录.csv",
            [
                ["日期", "谈话人", "谈话对象", "班级", "地点", "谈话内容", "联系方式"],
                ["2026-03-05", "张三", "学生", "2024级护理1班", "教室", "学习", "学生谈心"],
            ],
        )
        offices("import", path)
        assert kept(offices, "SELECT count(*) FROM contact") == [(1,)]
        assert kept(offices, TALKS) == []

    def test_a_note_on_private_circumstances_is_covered_unless_unmasked(self, offices, tmp_path):
        said = offices("import", paper(tmp_path, row(备注="确诊抑郁症后谈"))).err
        assert "平时遮盖不显示" in said
        assert [found["note"] for found in offices.json("export", "talks")] == ["••••"]
        assert [found["note"] for found in offices.json("export", "talks", "--unmask")] == ["确诊抑郁症后谈"]
