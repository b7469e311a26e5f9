"""`pbcli edit`: several records at once, in a sheet."""

import csv
import os
import sys
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pexpect
import pytest

from tests.conftest import Program
from tests.once import once

Lines = list[list[str]]


@pytest.fixture
def school(filled: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    monkeypatch.chdir(tmp_path)
    return filled


@pytest.fixture
@once
def filled(pb: Program) -> Program:
    pb("branch", "add", "第一党支部")
    pb("member", "add", "张三", "--branch", "第一党支部", "--joined-on", "2010-07-01", "--phone", "13800138000")
    pb("member", "add", "李四", "--branch", "第一党支部", "--joined-on", "2010-07-01", "--sex", "女")
    for name in ("2024级护理1班", "2025级护理1班"):
        pb("class", "add", name, "--pupils", "40")
    pb(
        "liaison",
        "log",
        "张三",
        "2024级护理1班",
        "走访寝室",
        "--on",
        "2026-10-12",
        "--pupils",
        "6",
        "--problem",
        "=门锁坏了",
    )
    pb("liaison", "log", "李四", "2025级护理1班", "听课", "--on", "2026-10-13", "--gift", "苹果", "--gift-money", "20")
    pb("liaison", "log", "李四", "2025级护理1班", "听课", "--on", "2026-09-13")
    pb("event", "add", "第一党支部", "主题党日", "--on", "2026-10-14", "--title", "重走长征路")
    pb("project", "add", "劳动教育研究", "--branch", "第一党支部", "--funds", "2000")
    return pb


def sheet(pb: Program, *words: str) -> Lines:
    pb("edit", *words, "--to", "表.csv")
    with Path("表.csv").open(encoding="utf-8-sig", newline="") as file:
        return [[cell.removeprefix("'") for cell in line] for line in csv.reader(file)]


def back(pb: Program, lines: Lines, kind: str, *words: str, ok: int = 0) -> str:
    with Path("改好.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(
            [["'" + cell if cell[:1] in "=+-@'" and cell else cell for cell in line] for line in lines]
        )
    return pb("edit", kind, "--from", "改好.csv", *words, ok=ok).err


def put(lines: Lines, row: int, title: str, text: str) -> None:
    lines[row][lines[0].index(title)] = text


def test_a_sheet_holds_what_can_be_edited(school: Program) -> None:
    lines = sheet(school, "contacts", "2026-10")
    assert lines[0][:5] == ["编号", "联系人", "班级", "日期", "开始"]
    assert [line[:4] for line in lines[1:]] == [
        ["1", "张三", "2024级护理1班", "2026-10-12"],
        ["2", "李四", "2025级护理1班", "2026-10-13"],
    ]
    assert lines[1][lines[0].index("发现问题")] == "=门锁坏了"
    assert lines[2][lines[0].index("金额(元)")] == "20.00"
    assert "13800138000" not in str(sheet(school, "members"))
    if os.name == "posix":
        assert Path("表.csv").stat().st_mode & 0o077 == 0


def test_what_differs_is_shown_and_applied_in_one_step(school: Program) -> None:
    lines = sheet(school, "contacts", "2026-10")
    put(lines, 1, "发现问题", "门锁已修")
    put(lines, 1, "参与学生人数", "8")
    put(lines, 2, "联系方式", "走访寝室")
    put(lines, 2, "金额(元)", "")
    put(lines, 2, "日期", "2026-10-15")
    said = back(school, lines, "contacts", "--yes")
    assert said.splitlines()[:5] == [
        "编号 1（2026-10-12 张三 2024级护理1班）",
        "  - 参与学生人数：6",
        "  + 参与学生人数：8",
        "  - 发现问题：=门锁坏了",
        "  + 发现问题：门锁已修",
    ]
    assert "  + 金额(元)：（空）" in said
    assert said.splitlines()[-1] == "已修改 2 条。"
    rows = school.json("liaison", "contacts", "2026-10")
    assert [(row["occurred_on"], row["kind"], row["pupils"], row["problem"]) for row in rows] == [
        ("2026-10-12", "走访寝室", 8, "门锁已修"),
        ("2026-10-15", "走访寝室", None, None),
    ]
    school("undo")
    assert [row["kind"] for row in school.json("liaison", "contacts", "2026-10")] == ["走访寝室", "听课"]
    assert back(school, sheet(school, "contacts", "2026-10"), "contacts") == "没有改动。\n"


@pytest.mark.parametrize(
    ("kind", "title", "text"),
    [
        ("branches", "备注", "新成立"),
        ("members", "学历", "大学"),
        ("classes", "人数", "41"),
        ("events", "地点", "纪念馆"),
        ("projects", "经费(元)", "2500.50"),
        ("checklist", "整改措施", "逐人补谈"),
        ("brands", "自评分", "92"),
        ("study", "学时", "7.5"),
        ("talks", "地点", "谈心室"),
        ("dues", "月份", "2026-09"),
        ("dues", "实缴(元)", "51.50"),
        ("resolutions", "落实责任人", "张三"),
        ("resolutions", "赞成", "12"),
        ("followups", "跟进期限", "2026-11-20"),
    ],
)
def test_every_kind(school: Program, kind: str, title: str, text: str) -> None:
    pb = school
    pb("checklist", "add", "台账不全", "--branch", "第一党支部", "--responsible", "李四", "--due", "2026-11-30")
    pb("brand", "add", "第一党支部", "红烛暖心", "--year", "2026")
    pb("study", "add", "张三", "--hours", "8", "--source", "区委党校", "--on", "2026-10-12")
    pb("talk", "add", "张三", "李四", "--on", "2026-10-12")
    pb("liaison", "edit", "1", "--task", "回访寝室", "--responsible", "李四", "--follow-up-by", "2026-11-10")
    pb("event", "resolution", "add", "1", "换新门锁", "--vote", "15/13/13/0/0", "--task", "换锁", "--by", "2026-11-15")
    pb("dues", "pay", "张三", "50", "--month", "2026-10", "--on", "2026-10-08")
    period = ["2026-08..2026-10"] if kind in {"events", "study", "talks", "dues", "resolutions", "followups"} else []
    lines = sheet(school, kind, *period)
    put(lines, 1, title, text)
    assert "已修改 1 条。" in back(school, lines, kind, "--yes")
    assert sheet(school, kind, *period) == lines


def test_sheets_of_what_belongs_to_another_record_tell_which(school: Program) -> None:
    school("liaison", "edit", "1", "--task", "回访寝室", "--responsible", "李四", "--follow-up-by", "2026-11-10")
    school(
        "event", "resolution", "add", "1", "换新门锁", "--vote", "15/13/13/0/0", "--task", "换锁", "--by", "2026-11-15"
    )
    assert sheet(school, "followups", "2026-10") == [
        ["编号", "日期", "联系人", "班级", "跟进事项", "跟进期限", "跟进责任人"],
        ["1", "2026-10-12", "张三", "2024级护理1班", "回访寝室", "2026-11-10", "李四"],
    ]
    assert sheet(school, "followups", "2026-09")[1:] == []
    lines = sheet(school, "resolutions", "2026-10")
    assert lines[0][:4] == ["编号", "日期", "主办党组织", "决议"]
    assert lines[1] == [
        "1",
        "2026-10-14",
        "第一党支部",
        "换新门锁",
        "15",
        "13",
        "13",
        "0",
        "0",
        "换锁",
        "",
        "2026-11-15",
    ]
    put(lines, 1, "赞成", "6")
    put(lines, 1, "反对", "7")
    said = back(school, lines, "resolutions", "--yes")
    assert "编号 1（换新门锁 2026-10-14 第一党支部）" in said
    assert "没有通过" in said
    assert sheet(school, "resolutions", "2026-09")[1:] == []


@pytest.mark.parametrize(
    ("kind", "title", "text", "said"),
    [
        ("dues", "月份", "十月", "“月份”不能是“十月”。"),
        ("dues", "月份", "13月", "“月份”不能是“13月”。"),
        ("dues", "实缴(元)", "", "“实缴(元)”不能为空。"),
        ("resolutions", "赞成", "99", "编号 1"),
        ("resolutions", "决议", "", "“决议”不能为空。"),
        ("followups", "跟进期限", "2026-10-01", "跟进期限 2026-10-01 早于联系日期 2026-10-12。"),
    ],
)
def test_what_a_sheet_cannot_say_of_them(school: Program, kind: str, title: str, text: str, said: str) -> None:
    school("liaison", "edit", "1", "--task", "回访寝室", "--follow-up-by", "2026-11-10")
    school("event", "resolution", "add", "1", "换新门锁", "--vote", "15/13/13/0/0")
    school("dues", "pay", "张三", "50", "--month", "2026-10", "--on", "2026-10-08")
    lines = sheet(school, kind, "2026-10")
    put(lines, 1, title, text)
    assert said in back(school, lines, kind, "--yes", ok=5)
    assert sheet(school, kind, "2026-10") != lines


def test_hours_that_are_none_are_refused(school: Program) -> None:
    school("study", "add", "张三", "--hours", "8", "--source", "区委党校", "--on", "2026-10-12")
    lines = sheet(school, "study", "2026-10")
    put(lines, 1, "学时", "半天")
    assert "“学时”不能是“半天”。" in back(school, lines, "study", "--yes", ok=5)
    put(lines, 1, "学时", "90分钟")
    assert "已修改 1 条。" in back(school, lines, "study", "--yes")
    assert [row["hours"] for row in school.json("study", "list", "2026-10")] == ["1.5"]


def test_a_workbook_is_read_too_and_rows_may_be_left_out(school: Program) -> None:
    lines = sheet(school, "classes")
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(lines[0])
    book.active.append([*lines[2][:5], 45, *lines[2][6:]])
    book.save("改好.xlsx")
    assert "已修改 1 条。" in school("edit", "classes", "--from", "改好.xlsx", "--yes").err
    assert [row["pupils"] for row in school.json("class", "list")] == [40, 45]


def broken(change: Callable[[Lines], object]) -> Callable[[Lines], object]:
    return change


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        (broken(lambda lines: put(lines, 1, "参与学生人数", "很多")), 5, "“参与学生人数”不能是“很多”。"),
        (broken(lambda lines: put(lines, 1, "联系方式", "散步")), 5, "“联系方式”不能是“散步”。"),
        (broken(lambda lines: put(lines, 1, "日期", "昨天")), 5, "“日期”不能是“昨天”。"),
        (broken(lambda lines: put(lines, 1, "日期", "2026-02-30")), 2, "没有“2026-02-30”这一天。"),
        (broken(lambda lines: put(lines, 1, "日期", "")), 5, "“日期”不能为空。"),
        (broken(lambda lines: put(lines, 2, "日期", "2027-01-01")), 5, "联系日期 2027-01-01 还没有到。"),
        (broken(lambda lines: put(lines, 2, "备注", "13800138000")), 5, "“备注”"),
        (broken(lambda lines: put(lines, 1, "联系人", "李四")), 5, "编号 1 的“联系人、班级”不能在这里改。"),
        (broken(lambda lines: put(lines, 1, "编号", "9")), 5, "编号“9”不在这张表的记录里"),
        (broken(lambda lines: lines.append(lines[1])), 5, "编号“1”不在这张表的记录里，或写了两次。"),
        (broken(lambda lines: put(lines, 0, "日期", "日子")), 5, "表头要是：编号、联系人、班级、日期"),
        (broken(lambda lines: put(lines, 2, "结果", "••••")), 5, "编号 2 的“结果”里还有遮盖的内容，要整格重写。"),
    ],
)
def test_one_wrong_cell_and_nothing_is_written(
    school: Program, change: Callable[[Lines], object], code: int, said: str
) -> None:
    before = school("liaison", "contacts", "今年", "-f", "json").out
    lines = sheet(school, "contacts", "2026-10")
    put(lines, 2, "采取措施", "已整改")
    change(lines)
    assert said in back(school, lines, "contacts", "--yes", ok=code)
    assert school("liaison", "contacts", "今年", "-f", "json").out == before


def test_what_is_asked_and_what_is_refused(school: Program) -> None:
    lines = sheet(school, "contacts", "2026-10")
    put(lines, 1, "采取措施", "已整改")
    assert "要先确认：这样改 1 条？" in back(school, lines, "contacts", ok=2)
    assert "已修改" not in back(school, lines, "contacts", "--dry-run")
    assert sheet(school, "contacts", "2026-10")[1] != lines[1]
    assert "没有“posts”这一类，可用：branches" in school("edit", "posts", ok=2).err
    assert "没有终端，打不开编辑器。" in school("edit", "contacts", ok=2).err
    assert "没有“没有.csv”这个文件。" in school("edit", "contacts", "--from", "没有.csv", ok=2).err


@pytest.mark.skipif(sys.platform == "win32", reason="pexpect needs a terminal of POSIX")
class TestEditor:
    def spawn(self, pb: Program, tmp_path: Path, script: str, **more: str) -> pexpect.spawn:
        editor = tmp_path / "editor.py"
        editor.write_text(
            f"import sys\nfrom pathlib import Path\nfile = Path(sys.argv[1])\n{script}\n", encoding="utf-8"
        )
        words = ["-m", "pbcli", "--db", str(pb.database), "--today", "2026-11-01", "edit", "contacts", "2026-10"]
        environment = {**os.environ, "EDITOR": f"{sys.executable} {editor}", "VISUAL": "", **more}
        return pexpect.spawn(
            sys.executable,
            words,
            env=environment,
            encoding="utf-8",
            timeout=20,
            dimensions=(40, 120),
            cwd=str(tmp_path),
        )

    REPLACE = "file.write_text(file.read_text(encoding='utf-8').replace('门锁坏了', '门锁已修'), encoding='utf-8')"

    def test_the_sheet_is_edited_shown_in_colours_and_applied(self, school: Program, tmp_path: Path) -> None:
        child = self.spawn(school, tmp_path, self.REPLACE)
        child.expect("编号 1")
        child.expect("\\x1b\\[31m  - 发现问题：=门锁坏了")
        child.expect("\\x1b\\[32m  \\+ 发现问题：=门锁已修")
        child.expect("这样改 1 条")
        child.sendline("y")
        child.expect("已修改 1 条。")
        child.expect(pexpect.EOF)
        child.close()
        assert school.json("liaison", "contacts", "2026-10")[0]["problem"] == "=门锁已修"
        assert not list(school.database.with_name(school.database.name + ".d").glob("edit-*"))

    def test_who_says_no_keeps_the_sheet(self, school: Program, tmp_path: Path) -> None:
        child = self.spawn(school, tmp_path, self.REPLACE, NO_COLOR="1")
        child.expect("\n  - 发现问题：=门锁坏了")
        child.expect("这样改 1 条")
        child.sendline("n")
        child.expect("没有改动")
        child.close()
        draft = school.database.with_name(school.database.name + ".d") / "edit-contacts.csv"
        assert "门锁已修" in draft.read_text(encoding="utf-8")
        again = self.spawn(school, tmp_path, self.REPLACE)
        again.expect("上次没改完的表还在")
        again.expect(pexpect.EOF)
        again.close()
        assert again.exitstatus == 6
        assert "已修改 1 条。" in school("edit", "contacts", "--from", draft, "--yes").err

    @pytest.mark.parametrize(
        ("script", "more", "said", "code"),
        [
            ("pass", {}, "没有改动。", 0),
            ("sys.exit(3)", {}, "以 3 退出，没有改动。", 2),
            ("pass", {"EDITOR": "/nowhere/editor"}, "打不开编辑器 /nowhere/editor", 2),
            ("pass", {"EDITOR": "", "PATH": "/nowhere"}, "没有编辑器：请设环境变量 EDITOR。", 2),
        ],
    )
    def test_an_editor_that_changes_nothing(
        self, school: Program, tmp_path: Path, script: str, more: dict[str, str], said: str, code: int
    ) -> None:
        child = self.spawn(school, tmp_path, script, **more)
        child.expect(said)
        child.expect(pexpect.EOF)
        child.close()
        assert child.exitstatus == code
        assert not list(school.database.with_name(school.database.name + ".d").glob("edit-*"))
