"""Rows of a ledger that are taken at a glance come out as those that are read one by one; and a long ledger as a short."""

import json
import random
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pbcli.db.models import Contact
from pbcli.domain.errors import RuleForbids
from pbcli.intake.store import columns_of
from tests.conftest import Program
from tests.once import once
from tests.papers import kept, school, text_file, workbook

HEADER = [
    "日期",
    "党支部",
    "联系人",
    "班级",
    "联系方式",
    "主题",
    "学生人数",
    "发现问题",
    "采取措施",
    "地点",
    "是否跟进",
    "跟进期限",
]
WORDS: list[list[Any]] = [
    ["2026-09-01", "2026-09-02", "9月3日", "2026年9月1日 15:30", "2027-01-01", "2026-02-30", ""],
    ["", "第一党支部", "第二党支部", "第九党支部"],
    ["张三", "李四", "王五", "赵六", "张　三", "无名"],
    ["2024级护理1班", "24级护理1班", "无此班", ""],
    ["走访寝室", "学生谈心", "跳舞", ""],
    ["", "学习", "别的话题"],
    ["", "5", "三十", "99", "很多"],
    ["", "无", "噪声大", "电话13812345678", "抑郁", "第一行\n第二行"],
    ["", "已处理", "-"],
    ["", "宿舍", "长" * 201],
    ["", "否", "是", "也许"],
    ["", "2026-09-20"],
]  # fmt: skip
CELLS = st.tuples(*(st.sampled_from(words) for words in WORDS))
PLAIN = st.tuples(*(st.sampled_from(words[:2]) for words in WORDS[:10]), st.just(""), st.just(""))


@pytest.fixture(scope="module")
def papers(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A school to import into."""
    folder = tmp_path_factory.mktemp("school")
    path = folder / "pbcli.db"
    shutil.copyfile(template, path)
    path.chmod(0o600)
    pb = Program(path)
    school(folder, pb)
    return path


def taken(papers: Path, name: str, rows: list[list[Any]], *words: str) -> tuple[Any, list[Any]]:
    """Import rows into a copy of the school; give the plan and the records."""
    database = papers.with_name(f"{name}.db")
    shutil.copyfile(papers, database)
    database.chmod(0o600)
    pb = Program(database)
    paper = text_file(papers.with_name(f"{name}2026年.csv"), rows)
    plan = json.loads(pb("import", "contacts", paper, *words, "-f", "json", ok=None).out)
    for sheet in plan["sheets"]:
        del sheet["columns"], sheet["file"], sheet["sheet"]
    for told in (*plan["remarks"], *plan["bad_rows"]):
        del told["file"], told["sheet"]
    assert pb("db", "verify", "-f", "json").out == "[]\n"
    columns = [name for name in columns_of("contact") if name != "recorded_at"]
    records = kept(pb, f"SELECT {', '.join(columns)} FROM contact ORDER BY id")
    return plan, [records, kept(pb, "SELECT * FROM follow_up ORDER BY id")]


def told(plan: Any) -> Any:
    """Bring a plan into an order: what is said of one row may come in any."""
    return plan | {"remarks": sorted(plan["remarks"], key=str), "bad_rows": sorted(plan["bad_rows"], key=str)}


@given(plain=st.lists(PLAIN, max_size=12), mixed=st.lists(CELLS, max_size=6), chance=st.randoms(use_true_random=False))
@settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.parametrize("words", [(), ("--skip-bad",)])
def test_a_glance_sees_what_reading_sees(
    words: tuple[str, ...], plain: list[Any], mixed: list[Any], chance: random.Random, papers: Path
) -> None:
    rows = [list(row) for row in (*plain, *mixed)]
    chance.shuffle(rows)
    # With a dash in another column nothing is different but that no row is plain.
    glanced = taken(papers, "glance", [HEADER, *rows], *words)
    read = taken(papers, "read", [[*HEADER, "跟进结果"], *([*row, "-"] for row in rows)], *words)
    assert glanced[1] == read[1]
    assert told(glanced[0]) == told(read[0])


def test_what_is_told_of_itself_as_text_and_as_figures_is_the_same(papers: Path, tmp_path: Path) -> None:
    from datetime import date

    rows = [[date(2026, 9, 1), "张三", "2024级护理1班", "走访寝室", pupils, "噪声"] for pupils in (1, 5, 12)]
    header = ["日期", "联系人", "班级", "联系方式", "学生人数", "发现问题"]
    for number, paper in enumerate(
        (workbook(tmp_path / "a.xlsx", ("表", [header, *rows])), text_file(tmp_path / "a.csv", [header, *rows]))
    ):
        database = tmp_path / f"{number}.db"
        shutil.copyfile(papers, database)
        database.chmod(0o600)
        pb = Program(database)
        pb("import", "contacts", paper)
        assert kept(pb, "SELECT occurred_on, pupils, problem FROM contact ORDER BY id") == [
            ("2026-09-01", pupils, "噪声") for pupils in (1, 5, 12)
        ]


LONG = ["日期,联系人,班级,联系方式,学生人数,发现问题"] + [
    f"2026-09-{1 + place % 28:02d},{('张三', '王五')[place % 2]},2024级护理1班,走访寝室,{1 + place % 9},第{place}次"
    for place in range(2500)
]


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A ledger that counts as long: it is read from its file, and written in several batches."""
    monkeypatch.setattr("pbcli.intake.reading.MOST_HELD", 1000)
    paper = tmp_path / "台账.csv"
    paper.write_text("\n".join(LONG), encoding="utf-8")
    return paper


@pytest.fixture
@once
def offices(pb: Program, tmp_path: Path) -> Program:
    school(tmp_path, pb)
    return pb


def backups(pb: Program) -> list[str]:
    folder = pb.database.with_name("pbcli.db.d") / "backups"
    return sorted(path.name for path in folder.glob("*.db")) if folder.exists() else []


def test_a_long_ledger_is_kept_known_again_and_taken_back(offices: Program, ledger: Path) -> None:
    before = kept(offices, "SELECT count(*) FROM contact")[0][0]
    outcome = offices("import", "contacts", ledger)
    assert "新增 2500" in outcome.err
    assert "导入前已备份" in outcome.err
    assert len(backups(offices)) == 1
    assert kept(offices, "SELECT count(*) FROM journal_batch")[0][0] == 3
    assert offices("db", "verify").err == "记录与变更记录一致。\n"
    assert "没有变化：联系班级记录 相同 2500" in offices("import", "contacts", ledger).err
    assert len(backups(offices)) == 1
    offices("undo")
    assert kept(offices, "SELECT count(*) FROM contact") == [(before,)]
    offices("redo")
    assert kept(offices, "SELECT count(*) FROM contact") == [(before + 2500,)]
    assert offices("db", "verify").err == "记录与变更记录一致。\n"
    last = kept(offices, "SELECT max(id) FROM contact")[0][0]
    assert "第2499次" in offices("history", f"contact/{last}", "-f", "csv").out
    assert "2500" in offices("history", "--limit", "1").out


@pytest.fixture(params=[0, 50_000], ids=["with the day's index", "without any index"])
def flood(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A ledger that outgrows all that was there, where more or fewer contacts are kept than may be at hand."""
    monkeypatch.setattr("pbcli.services.importing.MANY_CONTACTS", 2000)
    monkeypatch.setattr("pbcli.services.importing.MOST_KNOWN", request.param)


@pytest.mark.usefixtures("flood")
def test_indexes_are_made_again_after_a_ledger_that_outgrows_what_is_kept(offices: Program, ledger: Path) -> None:
    schema = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name"
    before = kept(offices, schema)
    ledger.write_text("\n".join([*LONG, "2026-09-01,无名,2024级护理1班,走访寝室,1,x"]), encoding="utf-8")
    offices("import", "contacts", ledger, ok=5)
    assert kept(offices, schema) == before
    offices("import", "contacts", ledger, "--skip-bad", ok=8)
    assert kept(offices, schema) == before
    assert offices("db", "check", "-f", "json").out == offices("db", "verify", "-f", "json").out == "[]\n"


@pytest.mark.usefixtures("flood")
def test_a_ledger_that_outgrows_what_is_kept_knows_it_again(offices: Program, ledger: Path, tmp_path: Path) -> None:
    first = tmp_path / "第一本.csv"
    corrected = LONG[3].replace("第2次", "第2回")
    first.write_text("\n".join([*LONG[:3], corrected, LONG[9]]), encoding="utf-8")
    offices("import", "contacts", first)
    plan = offices.json("import", "contacts", ledger, "--dry-run")
    assert (plan["new"], plan["same"]) == (2497, 3)
    alike = [remark["row"] for remark in plan["remarks"] if remark["suspect"] and "“发现问题”" in remark["remark"]]
    assert alike == [row for row in range(2, 2502) if LONG[row - 1].startswith(LONG[3].rpartition(",")[0])]
    other = tmp_path / "第二本.csv"
    other.write_text("\n".join([LONG[0], *LONG[5:8]]), encoding="utf-8")
    plan = offices.json("import", "contacts", ledger, other, "--dry-run")
    assert [(sheet["new"], sheet["same"]) for sheet in plan["sheets"]] == [(2497, 3), (0, 3)]


def test_a_long_ledger_with_a_bad_row_leaves_nothing(offices: Program, ledger: Path) -> None:
    before = kept(offices, "SELECT * FROM sqlite_sequence ORDER BY name"), kept(offices, "SELECT count(*) FROM contact")
    ledger.write_text("\n".join([*LONG, "2026-09-01,无名,2024级护理1班,走访寝室,1,x"]), encoding="utf-8")
    outcome = offices("import", "contacts", ledger, ok=5)
    assert "第 2502 行“联系人”列：没有叫“无名”的党员。" in outcome.err
    assert "备份" not in outcome.err
    assert (
        kept(offices, "SELECT * FROM sqlite_sequence ORDER BY name"),
        kept(offices, "SELECT count(*) FROM contact"),
    ) == before
    assert backups(offices) == []
    assert "新增 2500、未导入 1" in offices("import", "contacts", ledger, "--skip-bad", ok=8).err
    assert offices("db", "verify").err == "记录与变更记录一致。\n"


def test_a_trial_of_a_long_ledger_leaves_nothing(offices: Program, ledger: Path) -> None:
    before = offices.database.read_bytes()
    plan = json.loads(offices("import", "contacts", ledger, "--dry-run", "-f", "json").out)
    assert (plan["new"], plan["bad"]) == (2500, 0)
    assert offices.database.read_bytes() == before
    assert backups(offices) == []


def test_the_same_rows_in_two_papers_are_the_same_contacts(offices: Program, ledger: Path, tmp_path: Path) -> None:
    other = tmp_path / "另一本.csv"
    other.write_text("\n".join([*LONG[:3], LONG[1], "2026-09-01,张三,2024级护理1班,走访寝室,1,新的"]), encoding="utf-8")
    plan = offices.json("import", "contacts", ledger, other, "--dry-run")
    assert [(sheet["new"], sheet["same"]) for sheet in plan["sheets"]] == [(2500, 0), (2, 2)]


def test_corrections_of_a_long_ledger_are_marked(
    offices: Program, ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pbcli.intake.kinds.kept_contacts._MOST_HOLES", 1000)
    offices("import", "contacts", ledger)
    corrected = [*LONG[:-2], LONG[-2].replace("第2498次", "第2498回"), LONG[-1].replace("走访寝室", "学生谈心")]
    ledger.write_text("\n".join(corrected), encoding="utf-8")
    plan = offices.json("import", "contacts", ledger, "--dry-run")
    assert (plan["new"], plan["same"]) == (2, 2498)
    suspects = [(remark["row"], remark["remark"]) for remark in plan["remarks"] if remark["suspect"]]
    first = kept(offices, "SELECT max(id) FROM contact")[0][0] - 1
    assert suspects == [
        (2500, f"疑似更正：与登记的第 {first} 号记录只有“发现问题”不同。"),
        (2501, f"疑似更正：与登记的第 {first + 1} 号记录只有“联系方式”不同。"),
    ]


FIELDS: dict[str, Any] = {
    "occurred_on": st.one_of(st.dates().map(str), st.text(max_size=12)),
    "start_time": st.one_of(st.none(), st.just("08:05"), st.text(max_size=6)),
    "kind": st.sampled_from(["走访寝室", "跳舞", "", None]),
    "pupils": st.one_of(st.none(), st.integers(-2, 10_002), st.text(max_size=3)),
    "problem": st.one_of(st.none(), st.text(max_size=40), st.just("长" * 32_001)),
    "place": st.one_of(st.none(), st.text(max_size=40), st.just("长" * 201)),
    "gift_fen": st.one_of(st.none(), st.integers()),
    "recorded_at": st.one_of(st.datetimes(), st.just("2026-09-01T08:00:00Z"), st.text(max_size=8)),
}
GOOD = {
    "occurred_on": "2026-09-01", "member_id": 1, "class_id": 1, "kind": "走访寝室", "recorded_at": "2026-09-01T00:00:00Z",
}  # fmt: skip


@given(data=st.data(), name=st.sampled_from(sorted(FIELDS)))
@settings(max_examples=400, deadline=None, derandomize=True)
def test_a_field_alone_is_judged_as_in_its_record(data: st.DataObject, name: str) -> None:
    value = data.draw(FIELDS[name])
    alone: Any
    whole: Any
    try:
        alone = Contact.check_field(name, value)
    except RuleForbids as error:
        alone = str(error)
    try:
        whole = Contact.check(**(GOOD | {name: value}))[name]
    except RuleForbids as error:
        whole = str(error)
    assert alone == whole
