"""Cells that name several people or classes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbcli.intake.faults import CellFault
from pbcli.intake.people import cell_class_names, cell_names


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("张三", [("张三", None)]),
        ("张三、李四", [("张三", None), ("李四", None)]),
        ("张三，李四；王五,赵六;钱七", [(name, None) for name in ("张三", "李四", "王五", "赵六", "钱七")]),
        ("张三 李四", [("张三", None), ("李四", None)]),
        ("张　三 李四", [("张三", None), ("李四", None)]),
        ("张　三　李　四", [("张三", None), ("李四", None)]),
        ("张 三、李 四", [("张三", None), ("李四", None)]),
        ("张三\n李四", [("张三", None), ("李四", None)]),
        ("张三（病假）", [("张三", "病假")]),
        ("张三(病假)、李四（出差）", [("张三", "病假"), ("李四", "出差")]),
        ("病假：张三；事假：李四、王五", [("张三", "病假"), ("李四", "事假"), ("王五", "事假")]),
        ("张三病假、李四事假", [("张三", "病假"), ("李四", "事假")]),
        ("张三 病假", [("张三", "病假")]),
        ("张三、李四等2人", [("张三", None), ("李四", None)]),
        ("2人：张三、李四", [("张三", None), ("李四", None)]),
        ("2人（张三、李四）", [("张三", None), ("李四", None)]),
        ("张三、张三", [("张三", None)]),
        ("欧阳修、阿依·买买提", [("欧阳修", None), ("阿依·买买提", None)]),
        ("John Smith、张三", [("John Smith", None), ("张三", None)]),
        ("无", []),
        ("全勤", []),
        ("", []),
        (None, []),
        ("0人", []),
    ],
)
def test_names(cell, names):
    assert list(cell_names(cell)) == names


def test_names_refused():
    with pytest.raises(CellFault):
        cell_names("张三、李\x07四")


@pytest.mark.parametrize(
    ("cell", "classes"),
    [
        ("2024级护理1班", ["2024级护理1班"]),
        ("2024级护理1班、2024级护理2班", ["2024级护理1班", "2024级护理2班"]),
        ("2024级护理1班 2025级机电2班", ["2024级护理1班", "2025级机电2班"]),
        ("2024级护理1班和2025级机电2班", ["2024级护理1班", "2025级机电2班"]),
        ("24级护理1班/24级护理2班", ["24级护理1班", "24级护理2班"]),
        ("２０２４级护理１班", ["2024级护理1班"]),
        ("2024级护理1班\n2024级护理1班", ["2024级护理1班"]),
        ("无", []),
    ],
)
def test_classes(cell, classes):
    assert list(cell_class_names(cell)) == classes


SURNAMES, GIVEN = "张王李赵钱孙周吴郑陈", "伟芳娜敏静丽强磊军洋"
PEOPLE = st.lists(
    st.builds(lambda s, a, b: s + a + b, st.sampled_from(SURNAMES), st.sampled_from(GIVEN), st.sampled_from(["", *GIVEN])),
    min_size=1,
    max_size=6,
    unique=True,
)  # fmt: skip


@given(PEOPLE, st.sampled_from(["、", "，", ",", "；", ";", " ", "　", "\n", "、 "]))
def test_any_people_between_any_marks(people, mark):
    assert [name for name, _reason in cell_names(mark.join(people))] == people


@given(PEOPLE, st.sampled_from(["病假", "事假", "出差", "公假"]))
def test_reasons_stay_with_their_people(people, reason):
    assert list(cell_names("、".join(f"{name}（{reason}）" for name in people))) == [(name, reason) for name in people]


@given(st.text(max_size=60))
def test_whatever_stands_there_it_is_names_or_a_fault(text):
    try:
        found = cell_names(text)
    except CellFault:
        return
    assert all(name for name, _reason in found)
