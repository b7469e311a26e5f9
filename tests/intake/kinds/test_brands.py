"""Papers of brands: what each is, goals with their numbers, how far it has come, and what isn't such a paper."""

import pytest

from tests.once import once
from tests.papers import FIRST, SECOND, kept, school, text_file, workbook

HEADER = ("序号", "党支部", "品牌名称", "特色方向", "内涵", "服务对象", "年度目标", "载体", "活动次数", "联系班级数", "成效/荣誉", "负责人", "状态")  # fmt: skip
ROW = ("1", FIRST, "红烛暖心", "困难", "一人一策", "学生", "开展活动12次；走访学生家庭20户；建设课题1项", "导师制", "9", "8", "区优秀品牌", "张三", "创建中")  # fmt: skip
GOALS = "SELECT place, goal, measure, target FROM brand_goal ORDER BY place"


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


def paper(tmp_path, *rows, header=HEADER, name="品牌一览表.csv"):
    return text_file(tmp_path / name, [list(header), *map(list, rows)])


class TestLayouts:
    def test_a_brand_as_the_form_has_it(self, offices, tmp_path):
        path = workbook(tmp_path / "x.xlsx", ("Sheet1", [["2025年党建品牌一览表"], list(HEADER), list(ROW)]))
        offices("import", path)
        query = "SELECT d.year, d.name, focus, meaning, carriers, served, results, m.name FROM brand d JOIN member m ON m.id = leader_id"
        assert kept(offices, query) == [
            (2025, "红烛暖心", "帮扶困难学生", "一人一策", "导师制", "学生", "区优秀品牌", "张三")
        ]
        assert kept(offices, GOALS) == [
            (1, "开展活动12次", "活动次数", 12),
            (2, "走访学生家庭20户", "家访次数", 20),
            (3, "建设课题1项", "课题数", 1),
        ]
        assert kept(offices, "SELECT state, on_day FROM brand_step") == [("创建中", "2026-11-01")]
        assert "没有变化" in offices("import", path).err

    def test_the_year_is_a_column_or_this_one(self, offices, tmp_path):
        offices("import", paper(tmp_path, [*ROW, "2024"], header=[*HEADER, "年度"]))
        offices("import", paper(tmp_path, ROW, name="b品牌.csv"))
        assert kept(offices, "SELECT year FROM brand ORDER BY year") == [(2024,), (2026,)]

    def test_a_sheet_is_a_living_ledger(self, offices, tmp_path):
        offices("import", paper(tmp_path, ROW))
        offices("import", paper(tmp_path, row(年度目标="开展活动12次；讲座3场", 状态="验收", 内涵="新的")))
        assert kept(offices, "SELECT goal, measure FROM brand_goal ORDER BY place")[3:] == [("讲座3场", "其他")]
        assert kept(offices, "SELECT state FROM brand_step ORDER BY id") == [("创建中",), ("验收",)]
        offices("import", paper(tmp_path, row(状态="立项", 年度目标="")))
        assert kept(offices, "SELECT count(*) FROM brand_step") == [(2,)]
        assert kept(offices, "SELECT meaning FROM brand") == [("一人一策",)]

    def test_a_goal_without_a_number_is_said(self, offices, tmp_path):
        said = offices("import", paper(tmp_path, row(年度目标="提升影响力；活动5次"))).err
        assert "“提升影响力”没有数字，没有记为目标。" in said
        assert kept(offices, GOALS) == [(1, "活动5次", "活动次数", 5)]

    def test_a_paper_of_branches_stays_one(self, offices, tmp_path):
        path = text_file(
            tmp_path / "支部.csv",
            [["党支部", "书记", "成立日期", "品牌名称"], ["第三党支部", "", "2020-01-01", "红烛"]],
        )
        offices("import", path)
        assert kept(offices, "SELECT count(*) FROM brand") == [(0,)]
        assert ("第三党支部", "红烛") in kept(offices, "SELECT name, brand_name FROM branch")


class TestBadRows:
    @pytest.mark.parametrize(
        ("cells", "said"),
        [
            ({"党支部": "第九党支部"}, "没有叫“第九党支部”的党支部"),
            ({"品牌名称": ""}, "缺少“品牌名称”"),
            ({"负责人": "无名氏"}, "没有叫“无名氏”的党员"),
            ({"状态": "也许"}, "不在可用的词里"),
        ],
    )
    def test_what_cannot_be_read(self, offices, tmp_path, cells, said):
        assert said in offices("import", paper(tmp_path, row(**cells)), ok=5).err

    @pytest.mark.parametrize(
        ("link", "said"),
        [
            ('{""record_kind"": ""event"", ""on_day"": ""2026-01-01"", ""of_whom"": ""x"", ""nth"": 1}', "没有找到关联的记录：2026-01-01、x。"),
            ('{""record_kind"": ""member"", ""nth"": 1}', "没有这种关联：member。"),
        ],
    )  # fmt: skip
    def test_a_link_to_nothing(self, offices, tmp_path, link, said):
        path = tmp_path / "brands.csv"
        path.write_text(f'branch,year,name,meaning,links\n{SECOND},2026,红色讲堂,x,"[{link}]"\n', encoding="utf-8")
        assert said in offices("import", path, ok=5).err
