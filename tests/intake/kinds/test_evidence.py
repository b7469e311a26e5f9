"""Ledgers of evidence: the record is found by what it is, the file from beside the paper, compared by its digest."""

import hashlib
from pathlib import Path

import pytest

from tests.conftest import Program
from tests.once import once
from tests.papers import text_file

HEADER = ["记录种类", "记录日期", "党支部", "记录名称", "第几条", "佐证种类", "文件", "SHA-256"]
SHEET = b"signed"
DIGEST = hashlib.sha256(SHEET).hexdigest()


@pytest.fixture
@once
def school(pb: Program, tmp_path: Path) -> Program:
    pb("branch", "add", "第一党支部")
    for _turn in range(2):
        pb("event", "add", "第一党支部", "主题党日", "--on", "2026-10-12")
    (tmp_path / "签到.pdf").write_bytes(SHEET)
    return pb


def ledger(folder: Path, **cells: str) -> Path:
    usual = {
        "记录种类": "活动",
        "记录日期": "2026-10-12",
        "党支部": "第一党支部",
        "第几条": "2",
        "佐证种类": "签到",
        "文件": "签到.pdf",
    }
    row = usual | cells
    return text_file(folder / "佐证台账.csv", [HEADER, [row.get(name, "") for name in HEADER]])


def kept(pb: Program) -> list[Path]:
    return [file for file in (pb.database.with_name("pbcli.db.d") / "evidence").rglob("*") if file.is_file()]


def test_an_office_s_ledger_with_the_files_beside_it(school: Program, tmp_path: Path) -> None:
    paper = ledger(tmp_path, **{"SHA-256": DIGEST})
    assert "预演：什么也没有写入" in school("import", paper, "--dry-run").out
    assert kept(school) == []
    school("import", paper)
    (row,) = school.json("evidence", "list")
    assert (row["record_kind"], row["record_id"], row["kind"], row["file"]) == ("event", 2, "签到", "签到.pdf")
    assert (row["shows_pupils"], row["attached_on"], row["sha256"]) == (False, "2026-11-01", DIGEST)
    assert [file.read_bytes() for file in kept(school)] == [SHEET]
    assert "没有变化" in school("import", paper).err
    school("undo")
    assert school.json("evidence", "list") == []


def test_what_is_kept_already_needs_no_file(school: Program, tmp_path: Path) -> None:
    school("evidence", "add", "event/1", tmp_path / "签到.pdf", "--kind", "签到", "--note", "旧")
    (tmp_path / "签到.pdf").unlink()
    rows = [["记录种类", "记录日期", "党支部", "第几条", "佐证种类", "SHA-256", "字节数", "备注"]]
    rows.append(["event", "2026-10-12", "第一党支部", "1", "签到", DIGEST, "6", "新"])
    rows.append(["event", "2026-10-12", "第一党支部", "2", "记录", DIGEST, "6", ""])
    school("import", "evidence", text_file(tmp_path / "a.csv", rows))
    found = [(row["record_id"], row["kind"], row["note"]) for row in school.json("evidence", "list")]
    assert found == [(1, "签到", "新"), (2, "记录", None)]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"文件": "没有.pdf"}, "第 2 行“文件”列：读不了文件 "),
        ({"文件": "."}, "第 2 行“文件”列："),
        ({"文件": ""}, "第 2 行“文件”列：缺少“文件”。"),
        ({"SHA-256": "0" * 64}, f"第 2 行“SHA-256”列：文件的 SHA-256 是 {DIGEST}，与这里写的不同。"),
        ({"记录种类": "会议"}, "第 2 行“记录种类”列：没有这种记录：会议。"),
        ({"记录日期": "2026-10-13"}, "第 2 行“记录日期”列：没有找到这条记录：2026-10-13 第一党支部。"),
        ({"第几条": "3"}, "没有找到这条记录：2026-10-12 第一党支部。"),
        ({"第几条": ""}, "有 2 条这样的记录（2026-10-12 第一党支部），要写是第几条。"),
        ({"佐证种类": ""}, "缺少“佐证种类”。"),
        ({"记录种类": "课题", "记录名称": "甲"}, "没有找到这条记录：第一党支部 甲。"),
        ({"佐证种类": "字" * 300}, "第 2 行"),
    ],
)
def test_a_row_that_cannot_be_taken_is_named(school: Program, tmp_path: Path, cells: dict[str, str], said: str) -> None:
    outcome = school("import", ledger(tmp_path, **cells), ok=5)
    assert said in outcome.err
    assert kept(school) == []
    assert school.json("evidence", "list") == []


def test_a_file_that_is_gone_by_the_end_takes_all_back(
    school: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pbcli.db.evidence import read_content

    def vanishing(file: Path) -> object:
        found = read_content(file)
        file.unlink()
        return found

    monkeypatch.setattr("pbcli.intake.kinds.evidence.read_content", vanishing)
    assert "读不了文件" in school("import", ledger(tmp_path), ok=2).err
    assert school.json("evidence", "list") == []


def test_every_kind_of_record_has_a_query_of_its_own() -> None:
    from pbcli.domain.enums import RecordKind
    from pbcli.intake.kinds.evidence import _WORDS

    assert set(_WORDS) == set(RecordKind)
