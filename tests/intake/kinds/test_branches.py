"""Papers of branches: names, brands, terms of office, groups, and posts whose holders come later."""

import pytest

from tests.papers import FIRST, MEMBERS, Rows, kept, text_file, workbook

POSTS = "SELECT kind, holder_name, from_on, to_on FROM post ORDER BY id"
TERMS = "SELECT elected_on, years, extended_to FROM branch_term ORDER BY id"

LAYOUTS: dict[str, Rows] = {
    "plain": [["党支部", "书记", "本届选举日期", "任期(年)"], [FIRST, "张三", "2024-11-20", 3]],
    "title and footer": [
        ["党支部基本情况表"],
        ["填报单位：", None, "2026年10月31日"],
        ["序号", "支部名称", "支部书记", "换届时间", "任期"],
        [1, FIRST, "张　三", "2024.11.20", "3年"],
        ["合计", 1],
        ["填表人：某"],
    ],
    "two lines of header": [
        ["序号", "党组织名称", "班子成员", None, "换届情况", None],
        [None, None, "书记", "组织委员", "选举日期", "任期"],
        [1, FIRST, "张三", None, "2024年11月20日", "三年"],
    ],
    "end instead of years": [["支部", "书记姓名", "选举时间", "届满时间"], [FIRST, "张三", "2024-11-20", "2027-11-20"]],
}


class TestLayouts:
    @pytest.mark.parametrize("name", LAYOUTS)
    def test_one_branch_however_it_is_laid_out(self, pb, tmp_path, name):
        pb("import", workbook(tmp_path / "支部.xlsx", ("Sheet1", LAYOUTS[name])))
        assert kept(pb, "SELECT name, pinyin FROM branch") == [(FIRST, "diyidangzhibu")]
        assert kept(pb, POSTS) == [("书记", "张三", None, None)]
        assert kept(pb, TERMS) == [("2024-11-20", 3, None)]

    def test_brand_and_groups(self, pb, tmp_path):
        rows = [
            ["党支部", "成立日期", "党小组数", "品牌名称", "特色方向", "备注"],
            [FIRST, "2016年", "2个", "暖心帮扶", "帮扶困难学生", "好"],
        ]
        rows[1][1] = "2016-07-01"
        file = text_file(tmp_path / "a.csv", rows)
        pb("import", file)
        assert kept(pb, "SELECT founded_on, brand_name, brand_focus, note FROM branch") == [
            ("2016-07-01", "暖心帮扶", "帮扶困难学生", "好")
        ]
        assert kept(pb, "SELECT name FROM party_group ORDER BY id") == [("第一党小组",), ("第二党小组",)]
        assert "没有变化" in pb("import", file).err

    def test_a_ledger_of_names_and_focuses_alone(self, pb, tmp_path):
        rows: Rows = [["序号", "党支部", "品牌名称", "特色方向"], [1, FIRST, "暖心帮扶", "帮扶困难学生"]]
        pb("import", text_file(tmp_path / "品牌一览表.csv", rows))
        assert kept(pb, "SELECT brand_name, brand_focus FROM branch") == [("暖心帮扶", "帮扶困难学生")]

    def test_a_ledger_that_says_more_of_brands_is_one_of_plans(self, pb, tmp_path):
        rows: Rows = [
            ["序号", "党支部", "品牌名称", "特色方向", "内涵", "服务对象"],
            [1, FIRST, "暖心帮扶", "帮扶困难学生", "某", "学生"],
        ]
        file = text_file(tmp_path / "品牌一览表.csv", rows)
        assert f"没有叫“{FIRST}”的党支部。" in pb("import", file, ok=5).err
        pb("branch", "add", FIRST)
        pb("import", file)
        assert kept(pb, "SELECT name, meaning FROM brand") == [("暖心帮扶", "某")]


class TestPosts:
    def posts(self, pb, tmp_path, *cells, header=("党支部", "书记", "委员")):
        return pb("import", text_file(tmp_path / "a.csv", [list(header), [FIRST, *cells]]))

    def test_several_in_a_cell_and_posts_in_brackets(self, pb, tmp_path):
        self.posts(pb, tmp_path, "张三", "李四（组织）、王五（宣传）、赵六")
        assert sorted(kept(pb, POSTS)) == [
            ("书记", "张三", None, None),
            ("委员", "赵六", None, None),
            ("宣传委员", "王五", None, None),
            ("组织委员", "李四", None, None),
        ]

    def test_who_follows_begins_today_unless_a_term_does(self, pb, tmp_path):
        self.posts(pb, tmp_path, "张三", "")
        self.posts(pb, tmp_path, "李四", "")
        assert kept(pb, POSTS) == [("书记", "张三", None, "2026-11-01"), ("书记", "李四", "2026-11-01", None)]

    def test_who_follows_begins_with_the_new_term(self, pb, tmp_path):
        header = ("党支部", "书记", "选举日期")
        self.posts(pb, tmp_path, "张三", "2021-09-01", header=header)
        self.posts(pb, tmp_path, "李四", "2024-09-01", header=header)
        assert kept(pb, POSTS) == [("书记", "张三", None, "2024-09-01"), ("书记", "李四", "2024-09-01", None)]
        assert [row[0] for row in kept(pb, TERMS)] == ["2021-09-01", "2024-09-01"]

    def test_a_blank_cell_says_nothing(self, pb, tmp_path):
        self.posts(pb, tmp_path, "张三", "李四")
        assert "没有变化" in self.posts(pb, tmp_path, "张三", "").err

    def test_branch_show_lists_a_holder_whom_nobody_has_yet(self, pb, tmp_path):
        self.posts(pb, tmp_path, "张三", "")
        assert "张三" in pb("branch", "show", FIRST).out
        pb("import", text_file(tmp_path / "名册.csv", [MEMBERS[0], MEMBERS[1]]))
        assert kept(pb, "SELECT p.member_id = m.id FROM post p, member m") == [(1,)]

    def test_two_of_the_name_are_a_bad_row(self, pb, tmp_path):
        pb("branch", "add", FIRST)
        rows = [
            ["姓名", "支部", "入党日期", "出生日期"],
            ["张三", FIRST, "2010-01-01", "1980-01-01"],
            ["张三", FIRST, "2010-01-01", "1985-01-01"],
        ]
        pb("import", text_file(tmp_path / "名册.csv", rows))
        file = text_file(tmp_path / "a.csv", [["党支部", "书记"], [FIRST, "张三"]])
        assert "第 2 行“书记”列：有几位党员叫“张三”" in pb("import", file, ok=5).err

    def test_fewer_groups_than_are_kept(self, pb, tmp_path):
        for count in (3, 2):
            outcome = pb("import", text_file(tmp_path / "a.csv", [["党支部", "党小组数"], [FIRST, count]]))
        assert "登记的党小组有 3 个，没有改动" in outcome.err

    def test_words_in_brackets_that_are_no_post(self, pb, tmp_path):
        self.posts(pb, tmp_path, "张三", "李四（青年）")
        assert ("委员", "李四", None, None) in kept(pb, POSTS)


class TestTerms:
    @pytest.mark.parametrize(
        ("column", "cell", "warning"),
        [("届满日期", "2029-01-01", "届满日期与选举日期加任期"), ("成立日期", "2016-07-01", "")],
    )
    def test_warnings(self, pb, tmp_path, column, cell, warning):
        rows = [["党支部", "选举日期", "任期", column], [FIRST, "2024-11-20", 3, cell]]
        assert warning in pb("import", text_file(tmp_path / "a.csv", rows)).err

    def test_a_term_without_its_election(self, pb, tmp_path):
        err = pb("import", text_file(tmp_path / "a.csv", [["党支部", "任期"], [FIRST, 3]])).err
        assert "没有选举日期" in err
        assert kept(pb, TERMS) == []

    @pytest.mark.parametrize(
        ("column", "cell", "reason"),
        [
            ("任期", "30年", "任期要在 1 到 10 年之间"),
            ("选举日期", "2024-02-30", "没有“2024-02-30”这一天"),
            ("延期至", "2020-01-01", "延期至的日期要晚于选举日期"),
            ("撤销日期", "2010-01-01", "撤销日期早于成立日期"),
            ("党小组数", 99, "党小组数不能大于"),
            ("党支部", "", "缺少“党支部”"),
        ],
    )
    def test_bad_rows(self, pb, tmp_path, column, cell, reason):
        row = {"党支部": FIRST, "成立日期": "2016-07-01", "选举日期": "2024-11-20"} | {column: cell}
        err = pb("import", text_file(tmp_path / "a.csv", [list(row), list(row.values())]), ok=5).err
        assert f"第 2 行“{column}”列：{reason}" in err
