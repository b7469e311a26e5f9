"""Papers of school terms: the calendar as a school hangs it up, and as `export` writes it."""

import pytest

from tests.papers import kept, text_file, workbook

HEADER = ["学期", "开学日期", "结束日期"]
AUTUMN = ["2026-2027学年第一学期", "2026-09-01", "2027-01-22"]
SPRING = ["2026-2027学年第二学期", "2027年2月22日", "2027.7.9"]
TERMS = "SELECT name, starts_on, ends_on FROM school_term ORDER BY starts_on"


def paper(tmp_path, *rows, header=HEADER, name="校历.csv"):
    return text_file(tmp_path / name, [header, *rows])


def test_a_calendar_as_a_school_hangs_it_up(pb, tmp_path):
    rows = [["虚构职业学校校历"], ["序号", "学期名称", "开始", "放假时间", "备注"]]
    path = workbook(tmp_path / "x.xlsx", ("校历", [*rows, [1, *AUTUMN, ""], [2, *SPRING, "实习"]]))
    pb("import", path)
    assert kept(pb, TERMS) == [
        ("2026-2027学年第一学期", "2026-09-01", "2027-01-22"),
        ("2026-2027学年第二学期", "2027-02-22", "2027-07-09"),
    ]
    assert "没有变化" in pb("import", path).err
    assert [row["name"] for row in pb.json("term", "list") if row["current"]] == ["2026-2027学年第一学期"]


def test_what_the_calendar_moves_changes_the_term(pb, tmp_path):
    pb("import", paper(tmp_path, AUTUMN, SPRING))
    said = pb("import", paper(tmp_path, [*AUTUMN[:2], "2027-01-15"], SPRING, name="校历2.csv")).err
    assert "学期 改动 1、相同 1" in said
    assert kept(pb, TERMS)[0] == ("2026-2027学年第一学期", "2026-09-01", "2027-01-15")
    pb("undo")
    assert kept(pb, TERMS)[0][2] == "2027-01-22"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["本学期", "2026-09-01", "2027-01-22"], "“本学期”本来就是一个时段的说法"),
        (["秋季学期", "2026-09-01", "2026-09-01"], "结束日期 2026-09-01 要晚于开学日期 2026-09-01"),
        (["秋季学期", "2026-09-01", "2027-09-02"], "一个学期最多一年"),
        (["秋季学期", "2027-01-10", "2027-03-02"], "与“2026-2027学年第一学期”（2026-09-01 到 2027-01-22）重叠"),
        (["秋季学期", "", "2027-03-02"], "开学日期"),
        (["秋季学期", "2027-02-30", "2027-07-01"], "2027-02-30"),
    ],
)
def test_a_term_that_cannot_be_is_a_bad_row(pb, tmp_path, row, said):
    done = pb("import", "terms", paper(tmp_path, AUTUMN, row), ok=5)
    assert said in done.err
    assert kept(pb, TERMS) == []


def test_days_that_are_not_what_the_name_says_are_a_warning(pb, tmp_path):
    done = pb("import", paper(tmp_path, ["2026-2027学年第二学期", "2026-09-01", "2027-01-22"]))
    assert "日期对不上" in done.err
    assert len(kept(pb, TERMS)) == 1


def test_terms_come_back_as_they_were_exported(pb, tmp_path):
    pb("import", paper(tmp_path, AUTUMN, SPRING))
    file = tmp_path / "terms.csv"
    pb("export", "terms", "-o", file)
    assert file.read_text(encoding="utf-8-sig").splitlines() == [
        "name,starts_on,ends_on",
        "2026-2027学年第一学期,2026-09-01,2027-01-22",
        "2026-2027学年第二学期,2027-02-22,2027-07-09",
    ]
    before = kept(pb, TERMS)
    pb("undo")
    assert kept(pb, TERMS) == []
    pb("import", file)
    assert kept(pb, TERMS) == before
    assert "没有变化" in pb("import", file).err
