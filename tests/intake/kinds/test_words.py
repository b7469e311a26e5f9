"""What is seen of a text at a glance is what reading it finds."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pbcli.intake.kinds.line import Line, RowFault
from pbcli.intake.kinds.words import NOT_PLAIN, Column, plain_texts
from pbcli.intake.plan import SheetPlan

SIGNS = "0123456789０９ aZ学生谈心无-—、。，；（）“”'\"\n\t\u3000\u200b\x07•*困难离婚抑郁"
TEXTS = st.one_of(st.text(SIGNS, max_size=20), st.text(max_size=8))


def read(text: str, header: str) -> Any:
    """Read a text as in any row; NOT_PLAIN where anything is to be said of it."""
    plan = SheetPlan(Path("a.csv"), "a", kind="contacts", headers={"problem": header})
    try:
        value = Line(plan, 1, {"problem": text}, ()).text("problem")
    except RowFault:
        return NOT_PLAIN
    return NOT_PLAIN if plan.remarks else value


@given(texts=st.lists(TEXTS, max_size=12), header=st.sampled_from(["发现问题", "problem"]))
@example(
    texts=["电话13812345678", "1234567890", "１３８１２３４５６７８", "1 3 8 1 2 3 4 5 6 7 8", "家庭困难"],
    header="发现问题",
)
@settings(max_examples=300, deadline=None, derandomize=True)
def test_plain_texts_are_read_as_they_stand(texts: list[str], header: str) -> None:
    assert all(read(text, header) == text for text in plain_texts(texts))


def test_most_texts_are_plain() -> None:
    texts = [
        "走访寝室",
        "第1234号问题，已与班主任沟通。",
        "电话13812345678",
        " 前有空格",
        "家庭离异",
        "长" * 200,
        "无",
        "—",
        "A",
    ]
    assert plain_texts([None, 5, *texts]) == ["走访寝室", "第1234号问题，已与班主任沟通。", "无", "A"]


def test_a_column_is_read_once_a_word_and_by_its_type() -> None:
    asked: list[Any] = []

    def told(cell: Any) -> Any:
        asked.append(cell)
        return NOT_PLAIN if cell is True else (type(cell), cell)

    column = Column("pupils", told)
    odd: set[int] = set()
    assert column.values([1, 2, 1, None], odd) == [(int, 1), (int, 2), (int, 1), (type(None), None)]
    assert odd == set()
    found = column.values([1, True, 1.0, None, "1"], odd)
    assert found == [(int, 1), NOT_PLAIN, (float, 1.0), (type(None), None), (str, "1")]
    assert odd == {1}
    assert asked.count(1) == 3  # 1, True and 1.0 are equal, and each is read


@pytest.mark.parametrize("is_text", [False, True])
def test_what_is_remembered_does_not_grow(is_text: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pbcli.intake.kinds.words._MOST_WORDS", 10)
    monkeypatch.setattr("pbcli.intake.kinds.words._MOST_SENTENCES", 10)
    asked: list[str] = []

    def told(cell: str) -> str:
        asked.append(cell)
        return cell

    column = Column("problem", told, is_text=is_text)
    for start in range(0, 60, 6):
        cells = [f"第{place}次" for place in range(start, start + 6)]
        assert column.values([*cells, *cells], set()) == [*cells, *cells]
    assert column.values(["第0次"], set()) == ["第0次"]
    assert len(asked) == (0 if is_text else 61)
