"""`pbcli import` as people and scripts meet it: the plan, all or nothing, bad rows, what is said and written."""

import json
import stat

import pytest

from pbcli.services.importing_rejects import Rejects
from tests.papers import (
    BRANCHES,
    CLASSES,
    FIRST,
    MEMBERS,
    SECOND,
    Rows,
    kept,
    school,
    snapshot,
    text_file,
    workbook,
)

CONTACTS: Rows = [
    ["日期", "联系人", "所属支部", "班级", "联系方式", "参与学生人数", "是否跟进"],
    ["2026-10-08", "张三", FIRST, "2024级护理1班", "走访寝室", 12, "否"],
    ["2026-10-09", "李四", SECOND, "2025级机电2班", "学生谈心", 1, "是"],
]


@pytest.fixture
def papers(tmp_path):
    """The papers of the small school, named against the order of what needs what."""
    return [
        workbook(tmp_path / "记录.xlsx", ("Sheet", CONTACTS)),
        text_file(tmp_path / "花名册.csv", MEMBERS, encoding="gb18030"),
        text_file(tmp_path / "班级.csv", CLASSES),
        text_file(tmp_path / "党支部.csv", BRANCHES, encoding="utf-8-sig"),
    ]


class TestWhole:
    def test_imports_in_the_order_of_need(self, pb, papers):
        outcome = pb("import", *papers)
        assert outcome.out == ""
        assert "已导入（操作 3）" in outcome.err
        assert "党员名册 新增 5" in outcome.err
        assert len(pb.json("liaison", "contacts", "2026-10")) == 2

    def test_is_one_operation_that_undo_takes_back(self, pb, papers):
        before = snapshot(pb)
        pb("import", *papers)
        assert kept(pb, "SELECT command FROM operation WHERE id = 3") == [("import",)]
        pb("undo")
        assert snapshot(pb) == before
        assert "一致" in pb("db", "verify").err + pb("db", "verify").out

    def test_second_time_changes_nothing(self, pb, papers):
        pb("import", *papers)
        before = snapshot(pb)
        outcome = pb("import", *papers)
        assert outcome.err.startswith("没有变化")
        assert snapshot(pb) == before
        assert kept(pb, "SELECT count(*) FROM operation") == [(3,)]

    def test_quiet_prints_the_operation(self, pb, papers):
        outcome = pb("-q", "import", *papers)
        assert outcome.out == "3\n"
        assert outcome.err == ""
        assert pb("-q", "import", *papers).out == ""

    def test_posts_join_members_that_arrive_later(self, pb, papers):
        pb("import", papers[3])
        assert kept(pb, "SELECT count(*) FROM post WHERE member_id IS NULL") == [(3,)]
        pb("import", papers[1])
        assert kept(pb, "SELECT count(*) FROM post WHERE member_id IS NULL") == [(0,)]

    def test_kind_may_be_named(self, pb, papers):
        pb("import", "branches", papers[3])
        outcome = pb("import", "contacts", papers[1], ok=5)
        assert "“花名册.csv”" in outcome.err


class TestPlan:
    def test_dry_run_writes_nothing(self, pb, papers):
        before = snapshot(pb)
        outcome = pb("import", *papers, "--dry-run")
        assert snapshot(pb) == before
        assert "导入计划" in outcome.out
        assert "预演" in outcome.err

    def test_plan_names_columns_and_counts(self, pb, papers):
        plan = pb.json("import", *papers, "--dry-run")
        assert (plan["new"], plan["changed"], plan["same"], plan["bad"]) == (11, 0, 0, 0)
        assert [sheet["kind"] for sheet in plan["sheets"]] == ["contacts", "members", "classes", "branches"]
        first = plan["sheets"][0]
        assert (first["file"], first["sheet"], first["header_row"]) == ("记录.xlsx", "Sheet", 1)
        assert {"header": "联系方式", "field": "kind", "title": "联系方式"} in first["columns"]

    def test_plan_tells_unknown_and_unused_columns(self, pb, tmp_path):
        rows: Rows = [["序号", "党支部", "成立日期", "吉祥物"], [1, FIRST, "2016-07-01", "熊"]]
        plan = pb.json("import", text_file(tmp_path / "a.csv", rows), "--dry-run")
        assert plan["sheets"][0]["unknown"] == ["吉祥物"]
        assert plan["sheets"][0]["unused"] == ["序号"]

    def test_plan_is_readable_off_a_terminal(self, pb, papers):
        out = pb("import", papers[3], papers[1], "--dry-run").out
        assert "党支部.csv" in out
        assert "表头 → 字段" in out
        assert "新增" in out

    def test_plan_of_a_real_run_on_demand(self, pb, papers):
        plan = json.loads(pb("import", *papers, "-f", "json").out)
        assert (plan["dry_run"], plan["operation"], plan["new"]) == (False, 3, 11)

    def test_changed_rows_are_counted(self, pb, papers, tmp_path):
        pb("import", *papers)
        rows: list[list[object]] = [[], [], []]
        rows[0] = [*CONTACTS[0], "慰问物品"]
        rows[1] = [*CONTACTS[1], "苹果"]
        rows[2] = [*CONTACTS[2], ""]
        plan = pb.json("import", workbook(tmp_path / "新.xlsx", ("Sheet", rows)), "--dry-run")
        assert (plan["new"], plan["changed"], plan["same"]) == (0, 1, 1)


BAD: dict[str, tuple[Rows, int, str, str, str]] = {
    "branches": (BRANCHES, 1, "成立日期", "2016-02-30", "没有“2016-02-30”这一天"),
    "members": (MEMBERS, 3, "出生日期", "去年", "“去年”不是日期"),
    "classes": (CLASSES, 1, "人数", "很多", "“很多”不是人数或个数"),
    "contacts": (CONTACTS, 1, "联系人", "查无此人", "没有叫“查无此人”的党员"),
}


class TestBadRows:
    @pytest.mark.parametrize("kind", BAD)
    def test_one_bad_row_and_nothing_is_written(self, pb, tmp_path, kind):
        rows, place, column, value, reason = BAD[kind]
        if kind == "contacts":
            school(tmp_path, pb)
        before = snapshot(pb)
        paper = text_file(tmp_path / "表.csv", spoiled(rows, place, column, value))
        with_others = [text_file(tmp_path / "支部.csv", BRANCHES)] if kind == "members" else []
        outcome = pb("import", paper, *with_others, ok=5)
        assert f"表.csv 第 {place + 1} 行“{column}”列：" in outcome.err
        assert reason in outcome.err
        assert "什么也没有写入" in outcome.err
        assert "--skip-bad" in outcome.err
        assert snapshot(pb) == before

    def test_every_bad_row_is_named(self, pb, tmp_path):
        rows = spoiled(spoiled(CLASSES, 1, "人数", "很多"), 2, "入学时间", "2025-13-01")
        outcome = pb("import", text_file(tmp_path / "表.csv", rows), ok=5)
        assert "第 2 行" in outcome.err
        assert "第 3 行" in outcome.err
        assert "有 2 行不能导入" in outcome.err

    def test_workbooks_name_the_sheet(self, pb, tmp_path):
        paper = workbook(tmp_path / "表.xlsx", ("一年级", spoiled(CLASSES, 1, "人数", "很多")))
        assert "表.xlsx 工作表“一年级”第 2 行“人数”列：" in pb("import", paper, ok=5).err

    def test_dry_run_shows_them(self, pb, tmp_path):
        paper = text_file(tmp_path / "表.csv", spoiled(CLASSES, 1, "人数", "很多"))
        outcome = pb("import", paper, "--dry-run", "-f", "json", ok=5)
        plan = json.loads(outcome.out)
        assert plan["bad_rows"] == [
            {"file": "表.csv", "sheet": "表", "row": 2, "column": "人数", "reason": "“很多”不是人数或个数。"}
        ]
        assert plan["bad"] == 1

    def test_a_name_whose_own_row_is_bad_says_so(self, pb, tmp_path):
        paper = text_file(tmp_path / "名册.csv", spoiled(MEMBERS, 1, "入党日期", "某天"))
        others = [text_file(tmp_path / "支部.csv", BRANCHES), text_file(tmp_path / "班级.csv", CLASSES)]
        outcome = pb("import", paper, *others, text_file(tmp_path / "记录.csv", CONTACTS), ok=5)
        assert "没有叫“张三”的党员。（名册.csv 第 2 行有误）" in outcome.err


class TestSkipBad:
    @pytest.mark.parametrize("kind", BAD)
    def test_the_rest_is_there_and_the_row_put_aside(self, pb, tmp_path, kind):
        rows, place, column, value, _reason = BAD[kind]
        if kind in {"contacts", "members"}:
            pb("import", text_file(tmp_path / "支部.csv", BRANCHES))
        if kind == "contacts":
            school(tmp_path, pb)
        paper = text_file(tmp_path / "表.csv", spoiled(rows, place, column, value))
        outcome = pb("import", paper, "--skip-bad", ok=8)
        aside = tmp_path / "表.rejected.csv"
        assert "表.rejected.csv" in outcome.err
        assert stat.S_IMODE(aside.stat().st_mode) == 0o600
        lines = aside.read_text(encoding="utf-8-sig").splitlines()
        assert len(lines) == 2
        assert lines[0].startswith(",".join(map(str, rows[0])) + ",未导入原因,工作表,行号")
        assert value in lines[1]

    def test_corrected_file_can_be_imported(self, pb, tmp_path):
        paper = text_file(tmp_path / "表.csv", spoiled(CLASSES, 1, "人数", "很多"))
        pb("import", paper, "--skip-bad", ok=8)
        aside = tmp_path / "表.rejected.csv"
        aside.write_text(aside.read_text(encoding="utf-8-sig").replace("很多", "40", 1), encoding="utf-8")
        assert "新增 1" in pb("import", aside).err
        assert kept(pb, "SELECT name, pupils FROM class ORDER BY name") == [
            ("2024级护理1班", 40),
            ("2025级机电2班", 35),
        ]

    def test_what_the_sheet_says_goes_along(self, pb, tmp_path):
        school(tmp_path, pb)
        header = ["姓名", "基数", "1月"]
        sheets: list[tuple[str, Rows]] = [
            (FIRST, [["2026年党费"], header, ["张三", "很多", 50]]),
            (SECOND, [["2026年党费"], header, ["王五", 5000, "不少"]]),
        ]
        pb("import", workbook(tmp_path / "党费.xlsx", *sheets), "--skip-bad", ok=8)
        aside = tmp_path / "党费.rejected.csv"
        text = aside.read_text(encoding="utf-8-sig")
        assert text.splitlines()[0] == "姓名,基数,1月,党支部,年,未导入原因,工作表,行号"
        aside.write_text(text.replace("很多", "5000", 1).replace("不少", "50", 1), encoding="utf-8")
        assert "新增 2" in pb("import", aside).err

    def test_the_branch_of_a_section_goes_along(self, pb, tmp_path):
        school(tmp_path, pb)
        rows: Rows = [["姓名", "性别", "入党日期"], ["第二党支部"], ["孙九", "男", "某天"]]
        pb("import", workbook(tmp_path / "名册.xlsx", ("全校", rows)), "--skip-bad", ok=8)
        aside = tmp_path / "名册.rejected.csv"
        aside.write_text(aside.read_text(encoding="utf-8-sig").replace("某天", "2010-01-01", 1), encoding="utf-8")
        pb("import", aside)
        assert kept(
            pb, "SELECT b.name FROM membership s JOIN branch b ON b.id = s.branch_id WHERE s.member_id > 5"
        ) == [(SECOND,)]

    def test_files_that_are_there_stay(self, pb, tmp_path):
        (tmp_path / "表.rejected.csv").write_text("mine")
        paper = text_file(tmp_path / "表.csv", spoiled(CLASSES, 1, "人数", "很多"))
        pb("import", paper, "--skip-bad", ok=8)
        assert (tmp_path / "表.rejected.csv").read_text() == "mine"
        assert (tmp_path / "表.rejected-2.csv").exists()

    def test_links_are_not_followed(self, pb, tmp_path):
        (tmp_path / "表.rejected.csv").symlink_to(tmp_path / "elsewhere")
        paper = text_file(tmp_path / "表.csv", spoiled(CLASSES, 1, "人数", "很多"))
        pb("import", paper, "--skip-bad", ok=8)
        assert not (tmp_path / "elsewhere").exists()

    def test_rows_that_lean_on_a_bad_one_go_with_it(self, pb, tmp_path):
        paper = text_file(tmp_path / "名册.csv", spoiled(MEMBERS, 1, "入党日期", "某天"))
        others = [text_file(tmp_path / "支部.csv", BRANCHES), text_file(tmp_path / "班级.csv", CLASSES)]
        pb("import", paper, *others, text_file(tmp_path / "记录.csv", CONTACTS), "--skip-bad", ok=8)
        assert len(pb.json("liaison", "contacts", "2026-10")) == 1
        assert (tmp_path / "记录.rejected.csv").exists()

    def test_nothing_bad_is_a_plain_import(self, pb, papers, tmp_path):
        pb("import", *papers, "--skip-bad")
        assert not list(tmp_path.glob("*.rejected*"))

    def test_dry_run_puts_nothing_aside(self, pb, tmp_path):
        paper = text_file(tmp_path / "表.csv", spoiled(CLASSES, 1, "人数", "很多"))
        pb("import", paper, "--skip-bad", "--dry-run", ok=8)
        assert not list(tmp_path.glob("*.rejected*"))

    def test_what_was_put_aside_goes_again_where_the_import_fails_after_all(self, tmp_path):
        def failing() -> None:
            with Rejects() as rejects:
                rejects._create(tmp_path / "表.csv", "未导入原因\n")
                assert (tmp_path / "表.rejected.csv").exists()
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            failing()
        assert list(tmp_path.iterdir()) == []

    def test_the_same_rows_are_put_aside_once(self, pb, tmp_path):
        paper = text_file(tmp_path / "表.csv", spoiled(CLASSES, 1, "人数", "很多"))
        pb("import", paper, "--skip-bad", ok=8)
        assert "表.rejected.csv" in pb("import", paper, "--skip-bad", ok=8).err
        assert [file.name for file in tmp_path.glob("*.rejected*")] == ["表.rejected.csv"]
        rejects = Rejects()
        rejects._create(paper, (tmp_path / "表.rejected.csv").read_text(encoding="utf-8-sig"))
        rejects.__exit__(KeyboardInterrupt, KeyboardInterrupt(), None)
        assert (tmp_path / "表.rejected.csv").exists(), "it isn't this import's"

    def test_formulas_are_defused(self, pb, tmp_path):
        rows = [["班级名称", "人数", "备注"], ["2024级护理1班", "很多", "=1+1"]]
        pb("import", text_file(tmp_path / "表.csv", rows), "--skip-bad", ok=8)
        assert ",'=1+1," in (tmp_path / "表.rejected.csv").read_text(encoding="utf-8-sig")

    def test_a_folder_that_cannot_be_written(self, pb, tmp_path):
        folder = tmp_path / "papers"
        folder.mkdir()
        paper = text_file(folder / ("长" * 82 + ".csv"), spoiled(CLASSES, 1, "人数", "很多"))
        before = snapshot(pb)
        assert "什么也没有导入" in pb("import", paper, "--skip-bad", ok=11).err
        assert snapshot(pb) == before


class TestWords:
    def test_file_that_is_not_there(self, pb, tmp_path):
        assert "没有.csv" in pb("import", tmp_path / "没有.csv", ok=2).err

    def test_file_named_twice(self, pb, papers, tmp_path):
        other = tmp_path / "." / "班级.csv"
        assert "写了两次" in pb("import", papers[2], other, ok=2).err

    def test_kind_without_a_file(self, pb):
        assert "哪个文件" in pb("import", "members", ok=2).err

    def test_no_words(self, pb):
        pb("import", ok=2)

    @pytest.mark.parametrize("kind", ["recruits"])
    def test_kinds_that_are_not_kept(self, pb, papers, kind):
        assert "还不记录" in pb("import", kind, papers[2], ok=2).err

    def test_no_database(self, pb, papers):
        pb.database.unlink()
        pb("import", papers[2], ok=7)


def spoiled(rows, place, column, value):
    """Give the rows with one cell changed."""
    changed = [list(row) for row in rows]
    changed[place][changed[0].index(column)] = value
    return changed


class TestNothingYet:
    """A paper that rests on another, before that one is there, says which comes first."""

    @pytest.mark.parametrize(
        ("rows", "said", "hint"),
        [
            (
                [["党支部", "品牌名称", "内涵", "载体"], [FIRST, "红烛先锋", "以烛为喻", "导师制"]],
                f"没有叫“{FIRST}”的党支部。还没有登记党支部，先导入：pbcli import branches FILE",
                "pbcli import branches FILE",
            ),
            (
                [["姓名", "日期", "学时", "来源"], ["王五", "2026-10-01", "2", "党校"]],
                "没有叫“王五”的党员。还没有登记党员，先导入：pbcli import members FILE",
                "pbcli import members FILE",
            ),
        ],
    )
    def test_the_first_command_is_told(self, pb, tmp_path, rows, said, hint):
        file = text_file(tmp_path / "表.csv", rows)
        outcome = pb("import", file, ok=5)
        assert said in outcome.err
        assert outcome.err.endswith(f"有 1 行不能导入，什么也没有写入。\n下一步：{hint}\n")
        assert said in pb("import", file, "--dry-run", ok=5).out

    def test_a_contact_needs_its_member_then_its_class(self, pb, tmp_path):
        pb("import", text_file(tmp_path / "党支部.csv", BRANCHES), text_file(tmp_path / "名册.csv", MEMBERS))
        outcome = pb("import", text_file(tmp_path / "记录.csv", CONTACTS), ok=5)
        assert "没有叫“2024级护理1班”的班级。还没有登记班级，先导入：pbcli import classes FILE" in outcome.err
        assert outcome.err.endswith("下一步：pbcli import classes FILE\n")

    def test_an_unknown_name_among_known_ones_is_only_unknown(self, pb, tmp_path):
        pb("import", text_file(tmp_path / "党支部.csv", BRANCHES), text_file(tmp_path / "名册.csv", MEMBERS))
        rows = [["姓名", "日期", "学时", "来源"], ["查无此人", "2026-10-01", "2", "党校"]]
        outcome = pb("import", text_file(tmp_path / "表.csv", rows), ok=5)
        assert "没有叫“查无此人”的党员。\n" in outcome.err
        assert outcome.err.endswith("下一步：pbcli import … --skip-bad\n")


def test_every_kind_of_paper_and_every_column_has_its_english():
    from pbcli.intake.headers import catalogue
    from pbcli.messages import _, language, use

    before = language()
    use("en")
    try:
        titles = [*(kind.title for kind in catalogue().values())]
        titles += [field.title for kind in catalogue().values() for field in kind.fields.values()]
        assert [title for title in titles if _(title) == title and not title.isascii()] == []
    finally:
        use(before)
