"""Papers as a whole: several kinds in one workbook, sheets that are passed over, papers that are refused, column maps."""

import pytest

from tests.once import once
from tests.papers import BRANCHES, CLASSES, FIRST, MEMBERS, Rows, kept, school, snapshot, text_file, workbook

NOTES: Rows = [["填表说明"], ["一、本表由各支部填写。"], ["二、日期写到日。"]]


class TestWorkbooks:
    def test_several_kinds_in_one(self, pb, tmp_path):
        contacts: Rows = [["日期", "联系人", "班级", "联系方式"], ["2026-10-08", "张三", "2024级护理1班", "家访"]]
        sheets = [("联系记录", contacts), ("班级", CLASSES), ("花名册", MEMBERS), ("支部", BRANCHES)]
        plan = pb.json("import", workbook(tmp_path / "全部.xlsx", *sheets), "--dry-run")
        assert [sheet["kind"] for sheet in plan["sheets"]] == ["contacts", "classes", "members", "branches"]
        assert plan["bad"] == 0
        pb("import", tmp_path / "全部.xlsx")
        assert kept(pb, "SELECT count(*) FROM contact") == [(1,)]

    def test_sheets_without_a_table_are_passed_over_with_a_word(self, pb, tmp_path):
        paper = workbook(tmp_path / "班级.xlsx", ("说明", NOTES), ("班级", CLASSES), ("空", []))
        err = pb("import", paper).err
        assert "班级.xlsx/说明：没有认得的表头，没有读" in err
        assert "班级.xlsx/空：空的工作表" in err
        assert kept(pb, "SELECT count(*) FROM class") == [(2,)]

    def test_a_sheet_that_nearly_is_one_is_not_passed_over(self, pb, tmp_path):
        school(tmp_path, pb)
        sheets: list[tuple[str, Rows]] = [
            (FIRST, [["姓名", "性别", "民族", "入党日期"], ["张三", "男", "汉族", "2005-06-01"]]),
            ("第二党支部", [["姓名", "性别", "民族", "何时加入"], ["王五", "女", "汉族", "2001-06-01"]]),
        ]
        err = pb("import", workbook(tmp_path / "花名册.xlsx", *sheets), ok=5).err
        assert "“花名册.xlsx”的工作表“第二党支部”" in err
        assert "还缺“入党日期”一列" in err

    def test_a_summary_beside_the_ledger(self, pb, tmp_path):
        school(tmp_path, pb)
        summary: Rows = [
            ["党员联系班级汇总表"],
            ["序号", "姓名", "支部", "联系班级", "与班主任交流", "学生谈心", "走访寝室", "合计"],
            [1, "张三", FIRST, "2024级护理1班", 1, 2, 3, 6],
        ]
        ledger: Rows = [["日期", "联系人", "班级", "联系方式"], ["2026-10-08", "张三", "2024级护理1班", "家访"]]
        err = pb("import", workbook(tmp_path / "a.xlsx", ("记录", ledger), ("汇总", summary))).err
        assert "a.xlsx/汇总" in err
        assert kept(pb, "SELECT count(*) FROM contact") == [(1,)]
        assert kept(pb, "SELECT count(*) FROM assignment") == [(0,)]

    def test_a_ledger_in_sections_by_branch(self, pb, tmp_path):
        school(tmp_path, pb)
        ledger: Rows = [
            ["日期", "联系人", "班级", "联系方式"],
            [FIRST],
            ["2026-10-08", "张三", "2024级护理1班", "家访"],
            ["2026-10-09", "无此人", "2024级护理1班", "家访"],
            ["第二党支部"],
            ["2026-10-12", "王五", "2025级机电2班", "走访寝室"],
        ]
        paper = text_file(tmp_path / "联系记录.csv", ledger)
        assert "第 4 行" in pb("import", paper, ok=5).err
        pb("import", paper, "--skip-bad", ok=8)
        assert kept(pb, "SELECT occurred_on FROM contact ORDER BY id") == [("2026-10-08",), ("2026-10-12",)]


class TestRefused:
    @pytest.mark.parametrize(
        ("rows", "said"),
        [
            (
                [["姓名", "性别", "民族", "所在党支部"], ["张三", "男", "汉族", FIRST]],
                ["第 1 行最像“党员名册”", "还缺“入党日期”一列"],
            ),
            (
                [["日期", "联系人", "联系方式", "参与学生人数"], ["2026-10-08", "张三", "家访", 3]],
                ["最像“联系班级记录”", "还缺“班级”"],
            ),
            ([["品名", "单价", "数量"], ["粉笔", 3, 10]], ["认不出“表.csv”的表头", "可以导入的有"]),
            ([["张三", "2005-06-01"]], ["认不出“表.csv”的表头"]),
        ],
    )
    def test_no_known_header(self, pb, tmp_path, rows, said):
        before = snapshot(pb)
        err = pb("import", text_file(tmp_path / "表.csv", rows), ok=5).err
        assert all(part in err for part in said), err
        assert snapshot(pb) == before

    def test_named_kind_that_it_is_not(self, pb, tmp_path):
        err = pb("import", "dues", text_file(tmp_path / "班级.csv", CLASSES), ok=5).err
        assert "党费收缴" in err

    def test_a_recruiting_ledger_is_not_a_roster(self, pb, tmp_path):
        pb("branch", "add", FIRST)
        rows: Rows = [
            ["发展党员台账"],
            ["序号", "姓名", "性别", "党支部", "申请日期", "确定积极分子日期", "培养联系人", "入党日期"],
            [1, "小明", "男", FIRST, "2025-01-01", "2025-07-01", "张三", ""],
        ]
        pb("import", workbook(tmp_path / "台账.xlsx", ("Sheet1", rows)), ok=5)
        assert kept(pb, "SELECT count(*) FROM member") == [(0,)]

    def test_one_unusable_paper_and_nothing_is_written(self, pb, tmp_path):
        papers = [
            text_file(tmp_path / "班级.csv", CLASSES),
            text_file(tmp_path / "表.csv", [["品名", "单价"], ["笔", 3]]),
        ]
        before = snapshot(pb)
        pb("import", *papers, ok=5)
        assert snapshot(pb) == before

    def test_a_slipped_row_of_a_text_file(self, pb, tmp_path):
        paper = tmp_path / "班级.csv"
        paper.write_text("班级,人数,班主任\n2024级护理1班,1,200,孙老师\n", encoding="utf-8")
        pb("import", paper, ok=5)

    def test_only_a_header_changes_nothing(self, pb, tmp_path):
        assert "没有变化" in pb("import", text_file(tmp_path / "班级.csv", CLASSES[:1])).err


OWN: Rows = [["班级", "谁去的", "哪一天", "干什么"], ["2024级护理1班", "张三", "2026-10-08", "家访"]]
PAIRS = ["--column", "谁去的=联系人", "--column", "哪一天=日期", "--column", "干什么=kind"]


class TestMaps:
    @pytest.fixture
    @once
    def offices(self, pb, tmp_path):
        """The small school, and a paper with words of its own."""
        school(tmp_path, pb)
        text_file(tmp_path / "走访.csv", OWN)
        return pb

    def test_columns_may_be_told(self, offices, tmp_path):
        offices("import", tmp_path / "走访.csv", ok=5)
        offices("import", tmp_path / "走访.csv", *PAIRS)
        assert kept(offices, "SELECT occurred_on, kind FROM contact") == [("2026-10-08", "家访")]
        assert kept(offices, "SELECT count(*) FROM column_map") == [(0,)]

    def test_a_map_is_kept_and_used_again(self, offices, tmp_path):
        offices("import", tmp_path / "走访.csv", *PAIRS, "--map", "我校")
        text_file(tmp_path / "走访.csv", [*OWN, ["2025级机电2班", "张三", "2026-10-09", "家访"]])
        assert "新增 1、相同 1" in offices("import", tmp_path / "走访.csv", "--map", "我校").err
        offices("undo")
        offices("undo")
        assert kept(offices, "SELECT count(*) FROM column_map") == [(0,)]

    def test_a_map_that_is_kept_already_stays_as_it_is(self, offices, tmp_path):
        offices("import", tmp_path / "走访.csv", *PAIRS, "--map", "我校")
        before = kept(offices, "SELECT count(*) FROM operation")
        assert "没有变化" in offices("import", tmp_path / "走访.csv", *PAIRS, "--map", "我校").err
        assert kept(offices, "SELECT count(*) FROM operation") == before

    def test_a_kept_map_is_amended(self, offices, tmp_path):
        offices("import", tmp_path / "走访.csv", *PAIRS, "--map", "我校")
        text_file(tmp_path / "走访.csv", [["班级", "去的人", "哪一天", "干什么"], OWN[1]])
        offices("import", tmp_path / "走访.csv", "--map", "我校", "--column", "去的人=联系人")
        ((mapping,),) = kept(offices, "SELECT mapping FROM column_map")
        assert "谁去的" in mapping
        assert "去的人" in mapping

    def test_a_trial_keeps_no_map(self, offices, tmp_path):
        offices("import", tmp_path / "走访.csv", *PAIRS, "--map", "我校", "--dry-run")
        assert kept(offices, "SELECT count(*) FROM column_map") == [(0,)]

    def test_a_column_may_be_passed_over(self, offices, tmp_path):
        rows = [[*OWN[0], "备注"], [*OWN[1], "不要"]]
        text_file(tmp_path / "走访.csv", rows)
        offices("import", tmp_path / "走访.csv", *PAIRS, "--column", "备注=-")
        assert kept(offices, "SELECT note FROM contact") == [(None,)]

    @pytest.mark.parametrize(
        ("words", "code", "said"),
        [
            (["--map", "没有过"], 4, "没有叫“没有过”的列对照"),
            (["--column", "谁去的"], 2, "要写成 表头=字段"),
            (["--column", "谁去的=不存在"], 2, "没有“不存在”这个字段"),
        ],
    )
    def test_wrong_words(self, offices, tmp_path, words, code, said):
        assert said in offices("import", tmp_path / "走访.csv", *words, ok=code).err

    def test_what_must_never_be_kept_cannot_be_mapped(self, offices, tmp_path):
        text_file(tmp_path / "走访.csv", [[*OWN[0], "学生姓名"], [*OWN[1], "某"]])
        outcome = offices("import", tmp_path / "走访.csv", *PAIRS, "--column", "学生姓名=备注", ok=5)
        assert "学生姓名" in outcome.err
