"""What the lines above a header tell of all rows below: labels and values, in one cell or several."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbcli.intake.headers import catalogue
from pbcli.intake.paper import Line
from pbcli.intake.told import Told, context_of, told_anew, told_by

CLASS, MAN, HEAD = "2024级护理1班", "张三", "李四"


def told(kind: str, *lines: Line, named: dict[str, str] | None = None) -> dict[str, object]:
    """Give the fields that some lines tell, with what stands beside the labels."""
    contexts = [found for row, line in enumerate(lines, 1) if (found := context_of(line, row)) is not None]
    fields, _contradiction = told_by(catalogue()[kind], named or {}, contexts)
    return {field: one.cell for field, one in fields.items()}


@pytest.mark.parametrize(
    ("kind", "line", "fields"),
    [
        (
            "contacts",
            (f"联系班级：{CLASS}　党员：{MAN}　班主任：{HEAD}",),
            {"class": CLASS, "member": MAN, "head_teacher": HEAD},
        ),
        ("contacts", ("联系班级:", CLASS, None, "党 员：", "张　三"), {"class": CLASS, "member": "张　三"}),
        ("contacts", ("联系班级：", CLASS, CLASS, "党员：", MAN, MAN), {"class": CLASS, "member": MAN}),
        ("contacts", (f"班 级：{CLASS} 班 主 任：{HEAD}",), {"class": CLASS, "head_teacher": HEAD}),
        ("contacts", ("班级", CLASS, "班主任", HEAD), {"class": CLASS, "head_teacher": HEAD}),
        ("contacts", (f"党员联系班级记录表　班级：{CLASS}",), {"class": CLASS}),
        ("contacts", (f"班级：{CLASS}，党员：{MAN}；地点：教室",), {"class": CLASS, "member": MAN, "place": "教室"}),
        ("contacts", ("联系方式：走访寝室",), {"kind": "走访寝室"}),
        ("contacts", ("党员：张三", "日期：", date(2026, 10, 2)), {"member": MAN, "occurred_on": date(2026, 10, 2)}),
        ("contacts", (f"班级：{CLASS}", "班主任："), {"class": CLASS, "head_teacher": None}),
        ("events", ("支部名称：第一党支部（盖章）　年度：2026年",), {"branch": "第一党支部"}),
        ("events", ("会议类型：主题党日、党课", "时间：2026年10月12日 14:30"),
         {"kinds": "主题党日、党课", "occurred_on": "2026年10月12日 14:30"}),
        ("dues", ("支部：第一党支部", "月份：2026年10月", "单位：元"), {"branch": "第一党支部", "month": "2026年10月"}),
        ("dues", ("姓名：张三", "缴费基数：5000"), {"member": MAN, "base": "5000"}),
        ("study", ("学习内容：党规", "学时：8"), {"title": "党规", "hours": "8"}),
        ("talks", ("谈话人：张三", "地点：办公室"), {"first": MAN, "place": "办公室"}),
        ("projects", ("级别：校级", "立项单位：教务处"), {"level": "校级", "office": "教务处"}),
        ("brands", ("党支部：第一党支部", "年度：2026"), {"branch": "第一党支部", "year": "2026"}),
    ],
)  # fmt: skip
def test_what_counts(kind, line, fields):
    assert told(kind, line) == fields


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("contacts", ("填表人：张三　审核：李四", "制表日期：2026年10月31日")),
        ("contacts", ("填报单位：某校", "日期：2026年10月31日")),
        ("contacts", ("联系方式：13800138000",)),
        ("contacts", ("联系人（签字）：张三",)),
        ("contacts", ("负责人：张三", "记录人：李四")),
        ("contacts", ("说明：1.日期：写到日。2.班级：写全称",)),
        ("contacts", ("member：张三",)),
        ("contacts", ("班级：__________", "党员：")),
        ("contacts", ("党员联系班级记录表",)),
        ("contacts", ("班级", CLASS, "班主任")),
        ("contacts", ("班级", "班主任", "党员", "日期")),
        ("contacts", ("班级", CLASS, "吉祥物", "熊")),
        ("contacts", ("这是一句很长很长很长的话而不是什么标签：张三",)),
        ("contacts", ("时间不早于 14:30", "班会")),
        ("members", (f"联系班级：{CLASS}　党员：{MAN}",)),
        ("classes", ("班主任：张三",)),
        ("dues", ("缴费基数：5000",)),
        ("dues", ("月份：1—12月", "经办人：张三")),
        ("events", ("单位：某校党委", "负责人：张三")),
        ("dues", ("日期：2026年10月31日",)),
    ],
)
def test_what_does_not(kind, line):
    assert {field: cell for field, cell in told(kind, line).items() if cell is not None} == {}


def test_a_label_without_a_blank_before_it_is_not_guessed():
    assert told("contacts", (f"班级：{CLASS}党员：{MAN}",)) == {"class": None}


def test_the_user_may_say_what_a_label_is():
    assert told("contacts", ("走访人：张三",), named={"走访人": "member"}) == {"member": MAN}
    assert told("contacts", ("走访人：张三",), named={"走访人": "联系人"}) == {"member": MAN}
    assert told("contacts", ("走访人：张三",), named={"走访人": "-"}) == {}


def test_what_every_row_needs_is_told_even_where_it_cannot_be_read():
    assert told("contacts", ("联系日期：十月中旬", "地点：教室"))["occurred_on"] == "十月中旬"


@pytest.mark.parametrize(("other", "differs"), [("联系人：李四", True), ("联系人：张　三", False), ("联系人：", False)])
def test_a_field_told_twice(other, differs):
    lines = [found for line in (("党员：张三",), (other, "班级：一班")) if (found := context_of(line, 1))]
    fields, contradiction = told_by(catalogue()["contacts"], {}, lines)
    assert (contradiction is not None) is differs
    assert fields["member"].cell == MAN


class TestToldAnew:
    def test_the_line_that_told_it_before_is_forgotten(self):
        before = {
            "class": Told("班级", CLASS, 2),
            "head_teacher": Told("班主任", HEAD, 2),
            "branch": Told("支部", "一", 1),
        }
        assert told_anew(before, {"class": Told("班级", "二班", 9)}).keys() == {"class", "branch"}

    def test_so_is_what_belongs_to_it(self):
        before = {"class": Told("班级", CLASS, 2), "head_teacher": Told("班主任", HEAD, 3)}
        assert told_anew(before, {"class": Told("班级", "二班", 9)}).keys() == {"class"}

    def test_the_rest_holds(self):
        before = {"member": Told("党员", MAN, 1)}
        assert told_anew(before, {"class": Told("班级", CLASS, 2)}).keys() == {"member", "class"}


@given(
    names=st.lists(
        st.sampled_from(["班级", "联系班级", "党员", "班主任", "地点"]), min_size=1, max_size=4, unique=True
    ),
    values=st.lists(st.text("甲乙丙丁戊12", min_size=1, max_size=6), min_size=4, max_size=4),
    colon=st.sampled_from([":", "："]),
    between=st.sampled_from(["　", "  ", "，", "；"]),
    in_cells=st.booleans(),
)
def test_labels_in_one_cell_and_in_several_tell_the_same(names, values, colon, between, in_cells):
    pairs = list(zip(names, values, strict=False))
    one = (between.join(f"{name}{colon}{value}" for name, value in pairs),)
    several = tuple(f"{name}{colon}{value}" for name, value in pairs)
    apart = tuple(cell for name, value in pairs for cell in (f"{name}{colon}", value))
    context = context_of(one, 1)
    other = context_of(apart if in_cells else several, 1)
    assert context is not None
    assert context == other or any(left == right for left, right in pairwise(apart))
