"""The rows of a table a thousand at a time are those that are found one by one."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pbcli.intake.layout import recognise
from pbcli.intake.paper import Line, Sheet

HEADERS: list[Line] = [
    ("日期", "联系人", "班级", "联系方式", "发现问题"),
    ("occurred_on", "member", "class", "kind", "problem"),
]
CELLS = st.sampled_from(
    [None, "2026-09-01", "张三", "2024级护理1班", "走访寝室", "合计", "制表人：李四", "备注：见附件", "1、略", 5, True]
)
PLAIN: Line = ("2026-09-01", "张三", "2024级护理1班", "走访寝室", None)


@given(
    header=st.sampled_from(HEADERS),
    rows=st.lists(
        st.one_of(st.just(PLAIN), st.sampled_from(HEADERS), st.lists(CELLS, max_size=7).map(tuple)), max_size=15
    ),
)
@pytest.mark.parametrize("size", [2, 1000])
@settings(
    max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_blocks_hold_the_rows(size: int, header: Line, rows: list[Line], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pbcli.intake.rows.BLOCK", size)
    tables = recognise(Sheet("台账", (header, *rows)), kind="contacts")
    for table in tables:
        blocks = [pair for numbers, lines in table.rows.blocks() for pair in zip(numbers, lines, strict=True)]
        if not table.rows.is_told:
            assert blocks == [(row.number, row.raw) for row in table.rows]
        assert len(table.rows) == len(list(table.rows))
    assert tables[0].length == len(rows) or len(tables) > 1
    if header[0] == "occurred_on":
        assert len(tables) == 1
