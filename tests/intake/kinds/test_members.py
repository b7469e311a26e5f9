"""Rosters in the layouts that offices keep: what is read of them, who is known again, what is refused."""

from datetime import date

import pytest

from tests.once import once
from tests.papers import BRANCHES, FIRST, SECOND, Rows, kept, text_file, workbook

PLAIN = ("张三", FIRST, "2005-06-01", "2006-06-01")
MEN = """
SELECT m.name, b.name, ms.from_on,
       (SELECT s.from_on FROM party_status s WHERE s.member_id = m.id AND s.status = '正式党员')
  FROM member m JOIN membership ms ON ms.member_id = m.id JOIN branch b ON b.id = ms.branch_id
 ORDER BY m.id
"""


@pytest.fixture
@once
def offices(pb, tmp_path):
    """A database with the two branches."""
    pb("import", text_file(tmp_path / "支部.csv", BRANCHES))
    return pb


LAYOUTS: dict[str, Rows] = {
    "plain": [["姓名", "所在党支部", "入党日期", "转正日期"], ["张三", FIRST, "2005-06-01", "2006-06-01"]],
    "title and particulars": [
        ["某校党员花名册"],
        ["填报单位：", None, "填报日期：2026年10月31日"],
        ["序号", "姓 名", "支部", "入党时间", "转正时间"],
        [1, "张　三", FIRST, "2005.6.1", "2006/06/01"],
        ["合计", None, "1人"],
        ["制表人：王某", None, "审核人："],
    ],
    "other words": [
        ["党员姓名", "隶属党组织", "加入党组织日期", "转为正式党员日期"],
        ["张三", FIRST, "2005年6月1日", "二〇〇六年六月一日"],
    ],
    "order turned": [["转正时间", "入党时间", "所属支部", "姓名"], ["20060601", "20050601", FIRST, "张三"]],
    "days of a spreadsheet": [
        ["姓名", "党支部", "入党日期", "转正日期"],
        ["张三", FIRST, date(2005, 6, 1), date(2006, 6, 1)],
    ],
    "numbers for days": [["姓名", "党支部", "入党日期", "转正日期"], ["张三", FIRST, 38504, 20060601]],
    "full width": [
        ["姓名", "党支部", "入党日期", "转正日期"],
        ["张三", FIRST, "２００５－０６－０１", "２００６．６．１"],
    ],
    "header broken by lines": [
        ["姓\n名", "所在\n党支部", "入党\n日期", "转正\n日期"],
        ["张\n三", FIRST, "2005-06-01", "2006-06-01"],
    ],
    "notes in the header": [
        ["姓名（必填）", "所在党支部(全称)", "入党日期（支部大会通过）", "转正日期\n（年月日）"],
        ["张三", FIRST, "2005-06-01", "2006-06-01"],
    ],
    "short name of the branch": [
        ["姓名", "支部", "入党日期", "转正日期"],
        ["张三", "第一支部", "2005-06-01", "2006-06-01"],
    ],
    "full name of the branch": [
        ["姓名", "支部", "入党日期", "转正日期"],
        ["张三", "中共某某职业教育中心委员会第一党支部", "2005-06-01", "2006-06-01"],
    ],
    "remarks below": [
        ["姓名", "支部", "入党日期", "转正日期"],
        ["张三", FIRST, "2005-06-01", "2006-06-01"],
        [],
        ["备注：1. 入党日期指支部大会通过之日。"],
        ["2. 转正日期指预备期满通过之日。"],
    ],
    "header again in the middle": [
        ["姓名", "支部", "入党日期", "转正日期"],
        ["姓名", "支部", "入党日期", "转正日期"],
        ["张三", FIRST, "2005-06-01", "2006-06-01"],
        ["第1页 共1页"],
    ],
    "empty numbered lines": [
        ["序号", "姓名", "支部", "入党日期", "转正日期"],
        [1, "张三", FIRST, "2005-06-01", "2006-06-01"],
        [2],
        [3],
    ],
    "lines of their own": [
        ["序号", "姓名", "支部", "入党日期", "转正日期"],
        ["正式党员"],
        [1, "张三", FIRST, "2005-06-01", "2006-06-01"],
        ["预备党员（0人）"] * 5,
    ],
    "shifted to the right": [
        [],
        [None, None, "姓名", "支部", "入党日期", "转正日期"],
        [None, None, "张三", FIRST, "2005-06-01", "2006-06-01"],
    ],
    "branch in the title": [
        ["第一党支部党员花名册"],
        ["姓名", "入党日期", "转正日期"],
        ["张三", "2005-06-01", "2006-06-01"],
    ],
    "branch in the particulars": [
        ["党员花名册"],
        ["填报单位：第一党支部", None, "2026年10月31日"],
        ["姓名", "入党日期", "转正日期"],
        ["张三", "2005-06-01", "2006-06-01"],
    ],
    "branch as a line between": [
        ["党员花名册"],
        ["姓名", "入党日期", "转正日期"],
        ["第一党支部（1人）"],
        ["张三", "2005-06-01", "2006-06-01"],
    ],
    "two lines of header": [
        ["序号", "基本信息", None, "党籍信息", None],
        [None, "姓名", "所在党支部", "入党日期", "转正日期"],
        [1, "张三", FIRST, "2005-06-01", "2006-06-01"],
    ],
}


class TestLayouts:
    @pytest.mark.parametrize("name", LAYOUTS)
    def test_one_member_however_it_is_laid_out(self, offices, tmp_path, name):
        offices("import", workbook(tmp_path / "花名册.xlsx", ("Sheet1", LAYOUTS[name])))
        assert kept(offices, MEN) == [PLAIN]

    @pytest.mark.parametrize("name", ["plain", "order turned", "title and particulars"])
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
    def test_the_same_as_text(self, offices, tmp_path, name, encoding):
        offices("import", text_file(tmp_path / "花名册.csv", LAYOUTS[name], encoding=encoding))
        assert kept(offices, MEN) == [PLAIN]

    def test_merged_branch_fills_down(self, offices, tmp_path):
        rows: Rows = [
            ["姓名", "支部", "入党日期", "转正日期"],
            ["张三", FIRST, "2005-06-01", "2006-06-01"],
            ["李四", None, "2005-06-01", "2006-06-01"],
            ["王五", SECOND, "2005-06-01", "2006-06-01"],
        ]
        offices("import", workbook(tmp_path / "花名册.xlsx", ("Sheet1", rows), merged=[(1, 1, 2, 1)]))
        assert [row[1] for row in kept(offices, MEN)] == [FIRST, FIRST, SECOND]

    def test_a_sheet_for_each_branch(self, offices, tmp_path):
        header = ["姓名", "入党日期", "转正日期"]
        sheets: list[tuple[str, Rows]] = [
            (name, [header, [person, "2005-06-01", "2006-06-01"]])
            for name, person in ((FIRST, "张三"), ("第二支部", "王五"))
        ]
        offices("import", workbook(tmp_path / "花名册.xlsx", *sheets))
        assert [row[:2] for row in kept(offices, MEN)] == [("张三", FIRST), ("王五", SECOND)]

    def test_a_file_named_after_its_branch(self, offices, tmp_path):
        rows = [["姓名", "入党日期", "转正日期"], ["张三", "2005-06-01", "2006-06-01"]]
        offices("import", text_file(tmp_path / "第二党支部党员花名册.csv", rows))
        assert kept(offices, MEN)[0][1] == SECOND

    def test_sections_named_between_the_rows(self, offices, tmp_path):
        rows = [
            ["姓名", "入党日期", "转正日期"],
            ["一、第一党支部"],
            ["张三", "2005-06-01", "2006-06-01"],
            ["二、第二党支部"],
            ["王五", "2005-06-01", "2006-06-01"],
        ]
        offices("import", workbook(tmp_path / "花名册.xlsx", ("全校", rows)))
        assert [row[:2] for row in kept(offices, MEN)] == [("张三", FIRST), ("王五", SECOND)]


def roster(*rows, header=("姓名", "支部", "入党日期", "转正日期", "人员类别")):
    """Draw a roster."""
    return [list(header), *map(list, rows)]


class TestStanding:
    @pytest.mark.parametrize(
        ("joined", "converted", "status", "periods"),
        [
            (
                "2005-06-01",
                "2006-06-01",
                "正式党员",
                [("预备党员", "2005-06-01", "2006-06-01"), ("正式党员", "2006-06-01", None)],
            ),
            ("2026-06-01", "", "预备党员", [("预备党员", "2026-06-01", None)]),
            ("2026-06-01", "预备期", "预备", [("预备党员", "2026-06-01", None)]),
            ("2005-06-01", "", "中共党员", [("正式党员", "2005-06-01", None)]),
            (
                "2005.06",
                "2006.06",
                "正式",
                [("预备党员", "2005-06-01", "2006-06-01"), ("正式党员", "2006-06-01", None)],
            ),
        ],
    )
    def test_periods_follow_the_days(self, offices, tmp_path, joined, converted, status, periods):
        offices("import", text_file(tmp_path / "a.csv", roster(["张三", FIRST, joined, converted, status])))
        assert kept(offices, "SELECT status, from_on, to_on FROM party_status ORDER BY id") == periods

    def test_conversion_comes_with_a_later_roster(self, offices, tmp_path):
        offices("import", text_file(tmp_path / "a.csv", roster(["张三", FIRST, "2025-06-01", "", "预备"])))
        outcome = offices(
            "import", text_file(tmp_path / "b.csv", roster(["张三", FIRST, "2025-06-01", "2026-06-01", "正式"]))
        )
        assert "改动 1" in outcome.err
        assert kept(offices, "SELECT status, to_on FROM party_status ORDER BY id") == [
            ("预备党员", "2026-06-01"),
            ("正式党员", None),
        ]

    @pytest.mark.parametrize(
        ("row", "reason"),
        [
            (["张三", FIRST, "", "2006-06-01", ""], "缺少“入党日期”"),
            (["", FIRST, "2005-06-01", "2006-06-01", "正式"], "缺少“姓名”"),
            (["张三", "第九党支部", "2005-06-01", "", ""], "没有叫“第九党支部”的党支部"),
            (["张三", "", "2005-06-01", "", ""], "缺少“支部”"),
            (["张三", FIRST, "2005-06-31", "", ""], "没有“2005-06-31”这一天"),
            (["张三", FIRST, "2006-06-01", "2005-06-01", ""], "转正日期早于入党日期"),
            (["张三", FIRST, "2005-06-01", "", "群众"], "“群众”不在可用的词里"),
            (["张\x07三", FIRST, "2005-06-01", "", ""], "不能用的字符"),
        ],
    )
    def test_bad_rows(self, offices, tmp_path, row, reason):
        assert reason in offices("import", text_file(tmp_path / "a.csv", roster(row)), ok=5).err
        assert kept(offices, "SELECT count(*) FROM member") == [(0,)]

    @pytest.mark.parametrize(
        ("row", "warning"),
        [
            (["张三", FIRST, "2027-06-01", "", "预备"], "入党日期在今天之后"),
            (["张三", FIRST, "2005-06-01", "2006-06-01", "预备"], "已有转正日期 2006-06-01，按日期计算"),
            (["张三", FIRST, "2026-06-01", "2027-06-01", "正式"], "还没有到，按日期计算"),
            (["张三", FIRST, "2005-06-01", "", "正式"], "没有转正日期，从入党日期起按正式党员计算"),
        ],
    )
    def test_where_category_and_days_disagree_the_days_are_followed(self, offices, tmp_path, row, warning):
        assert warning in offices("import", text_file(tmp_path / "a.csv", roster(row))).err

    @pytest.mark.parametrize(
        ("before", "after", "periods", "said"),
        [
            (
                ("2005-06-01", "2006-06-01", "正式"),
                ("2005-07-01", "2006-06-01", "正式"),
                ["2005-07-01", "2006-06-01"],
                "改动 1",
            ),
            (
                ("2005-06-01", "2006-06-01", "正式"),
                ("2005-06-01", "", "预备"),
                ["2005-06-01", "2006-06-01"],
                "没有改动",
            ),
            (
                ("2005-06-01", "2006-06-01", "正式"),
                ("2005-06-01", "", "正式"),
                ["2005-06-01", "2006-06-01"],
                "没有变化",
            ),
            (("2005-06-01", "", "正式"), ("2005-06-01", "2006-06-01", "正式"), ["2005-06-01", "2006-06-01"], "改动 1"),
            (("2005-06-01", "2006-06-01", "正式"), ("2005-06-01", "2005-06-01", "正式"), ["2005-06-01"], "改动 1"),
        ],
    )
    def test_a_corrected_roster(self, offices, tmp_path, before, after, periods, said):
        offices("import", text_file(tmp_path / "a.csv", roster(["张三", FIRST, *before])))
        outcome = offices("import", text_file(tmp_path / "b.csv", roster(["张三", FIRST, *after])))
        assert said in outcome.err
        assert [row[0] for row in kept(offices, "SELECT from_on FROM party_status ORDER BY from_on")] == periods
        assert kept(offices, "SELECT from_on FROM membership") == [(periods[0],)]

    def test_who_has_left_is_said_and_left_alone(self, offices, tmp_path):
        paper = text_file(tmp_path / "a.csv", roster(["张三", FIRST, "2005-06-01", "2006-06-01", "正式"]))
        offices("import", paper)
        offices("member", "leave", "张三", "--reason", "去世", "--on", "2026-09-01")
        err = offices("import", paper).err
        assert "登记为已于 2026-09-01 离开，没有改动" in err
        assert "登记的党籍经过不止入党和转正，没有改动" in err
        assert "没有变化" in err


NUMBERED = ("姓名", "支部", "入党日期", "身份证号", "性别", "出生日期", "联系电话")
GOOD = "110101199003078515"


class TestIdNumbers:
    def number(self, offices, tmp_path, cell, **named):
        rows = roster(["张三", FIRST, "2015-06-01", cell, "", "", ""], header=NUMBERED)
        return offices("import", workbook(tmp_path / "a.xlsx", ("Sheet", rows)), **named)

    def test_only_the_last_four_and_a_digest_are_kept(self, offices, tmp_path):
        self.number(offices, tmp_path, GOOD)
        ((last4, digest, sex, birth),) = kept(offices, "SELECT id_last4, id_digest, sex, birth_date FROM member")
        assert (last4, len(digest), sex, birth) == ("8515", 64, "男", "1990-03-07")
        assert kept(offices, "SELECT count(*) FROM id_number") == [(0,)]
        assert GOOD.encode() not in offices.database.read_bytes()

    def test_kept_whole_where_the_unit_wants_it(self, offices, tmp_path):
        offices("config", "set", "id_numbers", "on")
        self.number(offices, tmp_path, GOOD)
        assert kept(offices, "SELECT number FROM id_number") == [(GOOD,)]
        assert "没有变化" in self.number(offices, tmp_path, GOOD).err

    @pytest.mark.parametrize("cell", [" 110101 19900307 8515", "'" + GOOD, "１１０１０１１９９００３０７８５１５"])
    def test_written_in_other_ways(self, offices, tmp_path, cell):
        self.number(offices, tmp_path, cell)
        assert kept(offices, "SELECT id_last4 FROM member") == [("8515",)]

    @pytest.mark.parametrize("cell", ["110101********8515", "/", "无", None, "—"])
    def test_masked_or_missing_is_nothing(self, offices, tmp_path, cell):
        self.number(offices, tmp_path, cell)
        assert kept(offices, "SELECT id_last4 FROM member") == [(None,)]

    @pytest.mark.parametrize(
        ("cell", "reason"),
        [
            (110101199003078515, "存成了数字"),
            (1.10101199003079e17, "存成了数字"),
            ("1.10101E+17", "存成了数字"),
            ("110101199003078516", "校验位不对"),
            ("11010119900307851", "18 位"),
            ("110101199013078515", "出生日期不存在"),
        ],
    )
    def test_wrong_ones_are_bad_rows(self, offices, tmp_path, cell, reason):
        err = self.number(offices, tmp_path, cell, ok=5).err
        assert reason in err
        assert "“身份证号”列" in err
        assert str(cell)[:14] not in err

    def test_old_form_is_the_same_person(self, offices, tmp_path):
        self.number(offices, tmp_path, "110101900307851")
        assert kept(offices, "SELECT id_last4, birth_date FROM member") == [("8515", "1990-03-07")]

    def test_knows_a_renamed_member_again(self, offices, tmp_path):
        self.number(offices, tmp_path, GOOD)
        rows = roster(["张叁", FIRST, "2015-06-01", GOOD, "", "", ""], header=NUMBERED)
        assert "按更名处理" in offices("import", text_file(tmp_path / "b.csv", rows)).err
        assert kept(offices, "SELECT name, pinyin FROM member") == [("张叁", "zhangsan")]

    def test_unknown_area_and_phone_are_warnings(self, offices, tmp_path):
        rows = roster(
            ["张三", FIRST, "2015-06-01", "999999196909260855", "女", "1970-01-01", "10037741579"], header=NUMBERED
        )
        err = offices("import", text_file(tmp_path / "a.csv", rows)).err
        for part in ("地区码", "手机号不是", "性别与身份证号不符", "出生日期与身份证号不符"):
            assert part in err
        assert kept(offices, "SELECT birth_date, sex FROM member") == [("1970-01-01", "女")]


class TestIdentity:
    def test_namesakes_with_other_birth_dates_are_two(self, offices, tmp_path):
        header = ("姓名", "支部", "入党日期", "出生日期")
        rows = roster(
            ["李四", FIRST, "2010-06-01", "1980-01-01"], ["李四", FIRST, "2010-06-01", "1985-01-01"], header=header
        )
        paper = text_file(tmp_path / "a.csv", rows)
        offices("import", paper)
        assert kept(offices, "SELECT count(*) FROM member") == [(2,)]
        assert "没有变化" in offices("import", paper).err

    def test_equal_rows_are_as_many_members(self, offices, tmp_path):
        rows = roster(["李四", FIRST, "2010-06-01", "", "正式"], ["李四", FIRST, "2010-06-01", "", "正式"])
        paper = text_file(tmp_path / "a.csv", rows)
        assert "按另一位登记" in offices("import", paper).err
        assert kept(offices, "SELECT count(*) FROM member") == [(2,)]
        assert "没有变化" in offices("import", paper).err

    def test_a_corrected_birth_date_is_a_suspect(self, offices, tmp_path):
        header = ("姓名", "支部", "入党日期", "出生日期")
        offices(
            "import", text_file(tmp_path / "a.csv", roster(["李四", FIRST, "2010-06-01", "1980-01-01"], header=header))
        )
        plan = offices.json(
            "import",
            text_file(tmp_path / "b.csv", roster(["李四", FIRST, "2010-06-01", "1980-01-11"], header=header)),
            "--dry-run",
        )
        assert [remark["remark"][:4] for remark in plan["remarks"] if remark["suspect"]] == ["疑似更正"]

    def test_another_branch_is_a_suspected_transfer(self, offices, tmp_path):
        header = ("姓名", "支部", "入党日期", "身份证号")
        offices("import", text_file(tmp_path / "a.csv", roster(["李四", FIRST, "2010-06-01", GOOD], header=header)))
        outcome = offices(
            "import", text_file(tmp_path / "b.csv", roster(["李四", SECOND, "2010-06-01", GOOD], header=header))
        )
        assert "疑似转接" in outcome.err
        assert kept(offices, MEN)[0][1] == FIRST

    def test_a_blank_cell_never_erases(self, offices, tmp_path):
        header = ("姓名", "支部", "入党日期", "学历", "备注")
        offices(
            "import", text_file(tmp_path / "a.csv", roster(["李四", FIRST, "2010-06-01", "本科", "好"], header=header))
        )
        offices(
            "import", text_file(tmp_path / "b.csv", roster(["李四", FIRST, "2010-06-01", "", "更好"], header=header))
        )
        assert kept(offices, "SELECT education, note FROM member") == [("本科", "更好")]

    def test_a_row_that_may_be_either_of_two(self, offices, tmp_path):
        header = ("姓名", "支部", "入党日期", "出生日期")
        two = roster(
            ["李四", FIRST, "2010-06-01", "1980-01-01"], ["李四", FIRST, "2010-06-01", "1985-01-01"], header=header
        )
        offices("import", text_file(tmp_path / "a.csv", two))
        err = offices("import", text_file(tmp_path / "b.csv", roster(["李四", FIRST, "2010-06-01", "", ""])), ok=5).err
        assert "分不清是登记的哪一位：第一党支部/李四（1980年生）、第一党支部/李四（1985年生）" in err

    def test_a_digest_of_another_database(self, offices, tmp_path):
        header = ["name", "birth_date", "id_last4", "id_digest", "memberships", "statuses"]
        membership = '[{"branch": "第一党支部", "from_on": "2015-06-01", "join_reason": "入党"}]'
        exported = [header, ["张三", "1990-03-07", "8515", "0" * 64, membership, "[]"]]
        offices("import", text_file(tmp_path / "members.csv", exported))
        rows = roster(["张三", FIRST, "2015-06-01", GOOD, "", "1990-03-07", ""], header=NUMBERED)
        offices("import", text_file(tmp_path / "b.csv", rows))
        assert kept(offices, "SELECT count(*), max(id_digest) <> ? FROM member", "0" * 64) == [(1, 1)]


class TestCourse:
    def test_transferred_in_and_left(self, offices, tmp_path):
        header = ("姓名", "支部", "入党日期", "转入日期", "原支部", "离开日期", "离开原因", "转往")
        row = ["李四", FIRST, "2010-06-01", "2020-09-01", "某厂党支部", "2026-03-01", "调离", "某校"]
        offices("import", text_file(tmp_path / "a.csv", roster(row, header=header)))
        assert kept(offices, "SELECT from_on, to_on, join_reason, leave_reason, counterpart FROM membership") == [
            ("2020-09-01", "2026-03-01", "转入", "转出", "某校")
        ]

    @pytest.mark.parametrize(
        ("column", "value", "reason"),
        [("转入日期", "2009-01-01", "转入日期早于入党日期"), ("离开日期", "2009-01-01", "离开日期早于入党日期")],
    )
    def test_days_out_of_order(self, offices, tmp_path, column, value, reason):
        rows = roster(["李四", FIRST, "2010-06-01", value], header=("姓名", "支部", "入党日期", column))
        assert reason in offices("import", text_file(tmp_path / "a.csv", rows), ok=5).err

    def test_groups_and_posts(self, offices, tmp_path):
        header = ("姓名", "支部", "入党日期", "党小组", "党内职务")
        rows = roster(
            ["张三", FIRST, "2010-06-01", "第一党小组", "支部书记"],
            ["李四", FIRST, "2010-06-01", "第一党小组", "党小组长"],
            ["钱七", FIRST, "2010-06-01", "", "宣传委员"],
            header=header,
        )
        paper = text_file(tmp_path / "a.csv", rows)
        offices("import", paper)
        assert kept(offices, "SELECT name FROM party_group") == [("第一党小组",)]
        assert kept(offices, "SELECT party_duty FROM member WHERE name = '李四'") == [("党小组长",)]
        assert kept(offices, "SELECT kind, holder_name FROM post WHERE member_id IS NOT NULL ORDER BY holder_name") == [
            ("书记", "张三"),
            ("组织委员", "李四"),
            ("宣传委员", "钱七"),
        ]
        assert "没有变化" in offices("import", paper).err

    def test_a_post_that_someone_else_holds(self, offices, tmp_path):
        header = ("姓名", "支部", "入党日期", "党内职务")
        rows = roster(["孙九", FIRST, "2010-06-01", "书记"], header=header)
        assert "登记的书记是张三，没有改动" in offices("import", text_file(tmp_path / "a.csv", rows)).err


class TestRefused:
    @pytest.mark.parametrize("column", ["宗教信仰", "银行卡号", "家庭住址", "工资卡号", "开户行"])
    def test_what_must_never_be_kept(self, offices, tmp_path, column):
        rows = roster(["李四", FIRST, "2010-06-01", "某"], header=("姓名", "支部", "入党日期", column))
        err = offices("import", text_file(tmp_path / "a.csv", rows), ok=5).err
        assert column in err
        assert kept(offices, "SELECT count(*) FROM member") == [(0,)]

    def test_an_empty_column_does_no_harm(self, offices, tmp_path):
        rows = roster(["李四", FIRST, "2010-06-01", ""], header=("姓名", "支部", "入党日期", "家庭住址"))
        offices("import", text_file(tmp_path / "a.csv", rows))
