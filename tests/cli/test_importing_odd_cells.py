"""Cells that are read in a second way where the first fails: what can't be read either way makes a bad row, no crash."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.invented_school import fill

CONTACTS = "日期,党员,班级,联系方式,{title}\n2026-10-20,张三丰,2024级护理1班,家访,{cell}\n"
PROJECTS = "课题编号,课题名称,所属支部,负责人,{title}\nK1,课题,第一党支部,张三丰,{cell}\n"


@pytest.fixture(autouse=True)
def _school(work: Any) -> None:
    with work() as opened:
        fill(opened)


@pytest.mark.parametrize(
    ("paper", "title", "cell"),
    [
        (CONTACTS, "主题", "谈\x07心"),
        (CONTACTS, "慰问(物品/金额/来源)", "热水袋/99999999999999元/工会"),
        (PROJECTS, "中期检查", "合\x07格"),
        (PROJECTS, "延期(次数/至)", "一\x07次"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named(pb: Any, tmp_path: Path, paper: str, title: str, cell: str) -> None:
    file = tmp_path / "表.csv"
    file.write_text(paper.format(title=title, cell=cell), encoding="utf-8")
    refused = pb("import", file, ok=5)
    assert f"表.csv 第 2 行“{title}”列：" in refused.err
    assert "什么也没有写入" in refused.err


def test_numbers_of_people_are_covered_in_a_topic_of_ones_own_words(pb: Any, tmp_path: Path) -> None:
    file = tmp_path / "表.csv"
    file.write_text(CONTACTS.format(title="主题", cell="家长 13812345678 来访"), encoding="utf-8")
    assert "已遮盖" in pb("import", file).err
    with closing(sqlite3.connect(pb.database)) as connection:
        ((note,),) = connection.execute("SELECT topic_note FROM contact").fetchall()
    assert note == "家长 〔手机号****5678〕 来访"
