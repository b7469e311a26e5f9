"""Several tables in one sheet, one below the other: of one kind, of different kinds, and what only looks like one."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pbcli.intake.layout import Table, recognise
from pbcli.intake.paper import Line, Sheet

HEADER = ("日期", "联系方式", "参与人数")
VISIT = ("2026-10-08", "走访寝室", 3)
TALK = ("2026-10-09", "学生谈心", 1)
ROSTER = ("序号", "姓名", "性别", "入党日期", "所在党支部")
MAN = (1, "张三", "男", "2005-06-01", "第一党支部")


def tables(*rows: Line, kind: str | None = None, title: str = "", mapping: dict[str, str] | None = None):
    """Give the tables of a sheet of rows."""
    return recognise(Sheet("Sheet1", rows), kind=kind, title=title, mapping=mapping)


def read(table: Table, *fields: str) -> list[tuple[object, ...]]:
    """Give fields of the rows of a table."""
    return [tuple(row.values.get(field) for field in fields) for row in table.rows]


class TestToldAbove:
    def test_stands_in_every_row(self):
        (table,) = tables(("手册",), ("班级：一班　党员：张三",), HEADER, VISIT, TALK)
        assert table.kind == "contacts"
        assert read(table, "class", "member", "pupils") == [("一班", "张三", 3), ("一班", "张三", 1)]
        assert {field: told.row for field, told in table.told.items()} == {"class": 2, "member": 2}

    def test_a_column_wins(self):
        (table,) = tables(("班级：一班　党员：张三",), (*HEADER, "班级"), (*VISIT, "二班"))
        assert read(table, "class", "member") == [("二班", "张三")]
        assert table.told.keys() == {"member"}

    def test_two_different_values_are_a_contradiction(self):
        (table,) = tables(("班级：一班　党员：张三",), ("联系人：李四",), HEADER, VISIT)
        assert table.contradiction is not None
        assert (table.contradiction.one.cell, table.contradiction.other.cell) == ("张三", "李四")

    def test_of_a_field_with_a_column_they_are_none(self):
        (table,) = tables(("党员：张三",), ("联系人：李四",), (*HEADER, "党员", "班级"), (*VISIT, "王五", "一班"))
        assert table.contradiction is None

    def test_right_below_the_header_it_tells_too(self):
        rows = [HEADER, ("班级：一班　党员：张三",), VISIT, ("班级：二班　党员：李四",), TALK]
        (table,) = tables(*rows)
        assert read(table, "class", "member") == [("一班", "张三"), ("二班", "李四")]

    def test_between_the_rows_it_is_told_anew(self):
        rows = [
            ("支部：第一党支部",),
            ("党员：张三",),
            ("班级：一班　班主任：孙某",),
            HEADER,
            VISIT,
            ("班级：二班",),
            TALK,
        ]
        (table,) = tables(*rows)
        assert read(table, "branch", "member", "class", "head_teacher") == [
            ("第一党支部", "张三", "一班", "孙某"),
            ("第一党支部", "张三", "二班", None),
        ]

    def test_below_the_rows_it_tells_nothing_of_them(self):
        (table,) = tables(("班级：一班",), ("党员：张三",), HEADER, VISIT, ("班级：二班",), ("班主任：孙某",))
        assert read(table, "class", "head_teacher") == [("一班", None)]

    def test_a_mapped_label(self):
        (table,) = tables(("班级：一班　去的人：张三",), HEADER, VISIT, mapping={"去的人": "member"})
        assert read(table, "member") == [("张三",)]

    def test_a_header_with_colons_is_one(self):
        (table,) = tables(("日期：", "党员：", "班级：", "联系方式："), ("2026-10-08", "张三", "一班", "家访"))
        assert read(table, "member") == [("张三",)]


class TestBlocks:
    @pytest.mark.parametrize("between", [[], [()], [("填表人：李四", None, "审核：")], [("填表人：李四",), (), ()]])
    @pytest.mark.parametrize("second", [[("班级：二班　党员：王五",)], [("记录本",), ("班级：", "二班", "党员：王五")]])
    def test_each_under_its_own_heading(self, between, second):
        rows = [("记录本",), ("班级：一班　党员：张三",), HEADER, VISIT, *between, *second, HEADER, TALK]
        upper, lower = tables(*rows)
        assert read(upper, "class", "member", "kind") == [("一班", "张三", "走访寝室")]
        assert read(lower, "class", "member", "kind") == [("二班", "王五", "学生谈心")]
        assert lower.header_row == len(rows) - 1

    def test_what_a_further_block_does_not_say_holds_on(self):
        rows = [
            ("支部：第一党支部",),
            ("班级：一班　党员：张三",),
            HEADER,
            VISIT,
            (),
            ("班级：二班　党员：李四",),
            HEADER,
            TALK,
        ]
        _upper, lower = tables(*rows)
        assert read(lower, "branch", "class", "member") == [("第一党支部", "二班", "李四")]

    def test_a_blank_beside_a_label_takes_back_what_was_told(self):
        rows = [("班级：一班　党员：张三",), HEADER, VISIT, (), ("班级：二班", "党员："), HEADER, TALK]
        assert read(tables(*rows)[1], "class", "member") == [("二班", None)]

    def test_a_repeated_header_goes_on(self):
        (table,) = tables(("班级：一班　党员：张三",), HEADER, VISIT, HEADER, TALK, ("第2页",), HEADER, VISIT)
        assert len(table.rows) == 3

    def test_so_does_a_repeated_heading(self):
        heading: list[Line] = [("记录本",), ("班级：一班　党员：张三",)]
        (table,) = tables(*heading, HEADER, VISIT, (), *heading, HEADER, TALK)
        assert read(table, "kind") == [("走访寝室",), ("学生谈心",)]

    def test_a_heading_below_may_tell_the_month(self):
        header = ("姓名", "缴费基数", "实缴")
        rows = [
            ("2026年9月",),
            header,
            ("张三", 5000, 25),
            ("合计", None, 25),
            (),
            ("2026年10月",),
            header,
            ("张三", 5000, 25),
        ]
        upper, lower = tables(*rows)
        assert (upper.heading[0], lower.heading[0]) == ("2026年9月", "2026年10月")
        assert len(upper.rows) == 1

    def test_a_branch_in_a_line_of_its_own_is_the_branch_of_the_block(self):
        header = ("姓名", "性别", "入党日期")
        rows = [
            ("第一党支部名册",),
            header,
            ("张三", "男", "2005-06-01"),
            ("第九党支部（1人）",),
            header,
            ("李四", "女", "2006-06-01"),
        ]
        upper, lower = tables(*rows)
        assert read(upper, "branch") == [(None,)]
        assert read(lower, "branch") == [("第九党支部",)]

    def test_headers_of_two_lines(self):
        upper, lower = ("姓名", "入党", "转正", "所在支部"), (None, "日期", "日期", None)
        rows = [("名册一",), upper, lower, ("张三", date(2005, 6, 1), None, "一支部"), (), ("名册二",), upper, lower]
        first, second = tables(*rows, ("李四", date(2006, 6, 1), None, "二支部"))
        assert (read(first, "name", "branch"), read(second, "name", "branch")) == (
            [("张三", "一支部")],
            [("李四", "二支部")],
        )

    def test_other_columns_than_the_table_above(self):
        rows = [
            ("班级：一班　党员：张三",),
            HEADER,
            VISIT,
            (),
            ("党员：张三",),
            ("班级", "联系方式", "日期"),
            ("二班", "家访", "2026-10-10"),
        ]
        _upper, lower = tables(*rows)
        assert read(lower, "class", "occurred_on") == [("二班", "2026-10-10")]

    def test_a_row_with_a_single_name_above_a_header_is_a_row(self):
        header = ("姓名", "性别", "支部", "入党日期")
        (table,) = tables(
            header, ("张三", "男", "一", "2005-06-01"), ("李四",), header, ("王五", "男", "一", "2005-06-01")
        )
        assert read(table, "name") == [("张三",), ("李四",), ("王五",)]


class TestKinds:
    BRANCHES = (("支部一览",), ("党支部", "成立日期", "书记"), ("第一党支部", "2016-07-01", "张三"))

    def test_one_above_the_other(self):
        upper, lower = tables(*self.BRANCHES, (), ("党员名册",), ROSTER, MAN)
        assert (upper.kind, lower.kind) == ("branches", "members")
        assert read(upper, "name") == [("第一党支部",)]
        assert read(lower, "name") == [("张三",)]

    def test_far_below(self):
        roster = [(place, f"张{place}", "男", "2005-06-01", "第一党支部") for place in range(1, 60)]
        upper, lower = tables(("党员名册",), ROSTER, *roster, ("制表人：张三",), (), *self.BRANCHES)
        assert (upper.kind, len(upper.rows), lower.kind, len(lower.rows)) == ("members", 59, "branches", 1)

    def test_three(self):
        classes = [("班级一览",), ("班级", "班主任", "人数"), ("一班", "孙某", 40)]
        found = tables(*self.BRANCHES, (), ("党员名册",), ROSTER, MAN, (), *classes)
        assert [(table.kind, len(table.rows)) for table in found] == [("branches", 1), ("members", 1), ("classes", 1)]

    def test_of_other_kinds_than_the_one_asked_for(self):
        found = tables(*self.BRANCHES, (), ("党员名册",), ROSTER, MAN, kind="members")
        assert [(table.kind, len(table.rows)) for table in found] == [("branches", 1), ("members", 1)]

    def test_words_of_headers_in_the_data_are_none(self):
        header = ("课题名称", "负责人", "所属支部")
        (table,) = tables(header, ("班级", "班主任", "第一党支部"), ("日期", "张三", "备注"))
        assert len(table.rows) == 2

    def test_what_export_wrote_holds_nothing_but_rows(self):
        (table,) = tables(("name", "cohort", "note"), ("班级", "年级", "备注"), ("一班", "2024级", None))
        assert len(table.rows) == 2


BLOCK = st.fixed_dictionaries(
    {
        "class": st.sampled_from(["一班", "二班", "三班"]),
        "member": st.sampled_from(["张三", "李四", "王五"]),
        "rows": st.integers(1, 4),
        "title": st.booleans(),
        "apart": st.booleans(),
        "footer": st.sampled_from(
            [(), (("填表人：赵六", None, "审核："),), (("合计", None, 9),), ((), ("赵六（签字）",), ())]
        ),
        "blank": st.booleans(),
    }
)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(blocks=st.lists(BLOCK, min_size=1, max_size=5))
def test_every_row_has_what_stands_above_it(blocks):
    rows: list[Line] = []
    wanted: list[tuple[object, ...]] = []
    for block in blocks:
        if block["title"]:
            rows.append(("党员联系班级记录本", None, None))
        apart = ("班级：", block["class"], None, "党员：", block["member"])
        rows.append(apart if block["apart"] else (f"班级：{block['class']}　党员：{block['member']}",))
        rows.append(HEADER)
        for _place in range(block["rows"]):
            day = f"2026-10-{len(wanted) + 1:02d}"
            rows.append((day, "家访", 3))
            wanted.append((day, block["class"], block["member"], len(rows)))
        rows += block["footer"]
        rows += [()] if block["blank"] else []
    found = tables(*rows)
    assert [
        (*map(row.values.get, ("occurred_on", "class", "member")), row.number) for table in found for row in table.rows
    ] == wanted
