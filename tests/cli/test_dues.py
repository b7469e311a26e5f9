"""`pbcli dues`, as its user meets it."""

import sqlite3
from decimal import Decimal
from typing import Any

import pytest

from tests.invented_school import FIRST, SECOND, fill
from tests.once import once


@pytest.fixture(autouse=True)
@once
def _school(work: Any) -> None:
    with work() as opened:
        fill(opened)


def based(pb: Any, member: str = "张三丰", amount: str = "5000", month: str = "2026-01", *words: str) -> Any:
    return pb("dues", "base", member, amount, "--from", month, *words)


def listed(pb: Any, *words: str, **options: Any) -> dict[str, dict[str, Any]]:
    rows = pb.json("dues", "list", *words, **options)
    return {f"{row['branch']}/{row['member']}": row for row in rows}


def of(pb: Any, member: str, *words: str, **options: Any) -> dict[str, Any]:
    found: dict[str, Any] = pb.json("dues", "show", member, *words, **options)
    return found


def payments(pb: Any, member: str = "张三丰") -> list[tuple[str, str, str | None]]:
    rows = of(pb, member, "2000..2026-12")["payments"]
    return [(row["month"], row["amount"], row["paid_on"]) for row in rows]


# ---- bases


@pytest.mark.parametrize(
    ("amount", "group", "said"),
    [
        ("5000", (), "按“在职”每月应缴 50.00 元（1%）"),
        ("5000.01", (), "按“在职”每月应缴 75.00 元（1.5%）"),
        ("10000.01", ("--group", "年薪制"), "按“年薪制”每月应缴 200.00 元（2%）"),
        ("5000", ("--group", "离退休"), "按“离退休”每月应缴 25.00 元（0.5%）"),
        ("￥6,500元", ("--group", "在职"), "按“在职”每月应缴 97.50 元（1.5%）"),
        ("0", ("--group", "学生"), "按“学生”每月应缴 0.20 元。"),
    ],
)
def test_a_base_says_what_is_owed_by_it(pb: Any, amount: str, group: tuple[str, ...], said: str) -> None:
    done = based(pb, "张三丰", amount, "2026-07", *group)
    assert done.out == ""
    assert done.err.startswith("张三丰从 2026-07 起")
    assert said in done.err


def test_a_base_holds_from_its_month_on(pb: Any) -> None:
    based(pb)
    based(pb, "张三丰", "6000", "2026-07")
    owed = {row["month"]: row["owed"] for row in of(pb, "张三丰", "2025-12..2026-08")["months"]}
    assert owed["2025-12"] is None
    assert (owed["2026-01"], owed["2026-06"], owed["2026-07"], owed["2026-08"]) == ("50.00", "50.00", "90.00", "90.00")


def test_the_month_is_this_one_where_none_is_typed(pb: Any) -> None:
    assert "从 2026-11 起" in pb("dues", "base", "张三丰", "5000").err
    assert "从 2026-10 起" in pb("dues", "base", "王五", "5000", "--from", "上月").err


def test_a_base_of_the_same_month_is_replaced_and_a_later_one_said(pb: Any) -> None:
    based(pb, "张三丰", "5000", "2026-07")
    based(pb, "张三丰", "7000", "2026-10")
    said = based(pb, "张三丰", "6000", "2026-07").err
    assert "已替换 2026-07 原来的基数。" in said
    assert "2026-10 起另有基数，不受影响。" in said
    assert [row["base"] for row in of(pb, "张三丰", "--unmask")["bases"]] == ["6000.00", "7000.00"]


def test_the_group_stays_until_another_is_typed(pb: Any) -> None:
    based(pb, "张三丰", "5000", "2026-01", "--group", "离退休")
    assert "按“离退休”每月应缴 60.00 元" in based(pb, "张三丰", "6000", "2026-07").err
    assert "按“在职”每月应缴 90.00 元" in based(pb, "张三丰", "6000", "2026-08", "--group", "在职").err


def test_the_same_base_again_changes_nothing(pb: Any) -> None:
    based(pb)
    before = len(pb.json("history"))
    assert "从 2026-01 起已经是这个基数。" in based(pb, "张三丰", "5000", "2026-05").err
    assert len(pb.json("history")) == before


def test_who_owes_a_fixed_sum_needs_no_base(pb: Any) -> None:
    assert "每月应缴 0.00 元。" in pb("dues", "base", "张三丰", "--group", "免缴").err
    assert listed(pb)[f"{FIRST}/张三丰"]["state"] == "免缴"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((), 2, "还缺：党员（MEMBER）。"),
        (("张三丰",), 2, "还缺：缴纳基数（元）（YUAN）。"),
        (("赵无极", "5000"), 4, "没有叫“赵无极”的党员"),
        (("李四", "5000"), 4, "第一党支部/李四、第二党支部/李四"),
        (("张三丰", "五千"), 2, "不是金额"),
        (("张三丰", "-5"), 2, "-5"),
        (("张三丰", "0"), 5, "缴纳基数要大于零；不用缴的用 --group 免缴。"),
        (("张三丰", "5000", "--from", "2026Q4"), 2, "--from 要写一个月，“2026Q4”不是。"),
        (("张三丰", "5000", "--from", "大前年"), 2, "“大前年”不是时段。"),
        (("张三丰", "5000", "--group", "教师"), 2, "可用：在职、年薪制"),
        (("张三丰", "@/nowhere/at/all"), 2, "读不了文件"),
    ],
)
def test_what_a_base_refuses(pb: Any, words: tuple[str, ...], code: int, said: str) -> None:
    assert said in pb("dues", "base", *words, ok=code).err
    assert of(pb, "张三丰")["bases"] == []


def test_a_base_needs_not_be_typed_openly(pb: Any, process: Any, tmp_path: Any, database: Any) -> None:
    paper = tmp_path / "base.txt"
    paper.write_text("6500\n", encoding="utf-8")
    based(pb, "张三丰", f"@{paper}")
    done = process(
        "--db", database, "dues", "base", "王五", "-", "--from", "2026-01", stdin=b"5000\n", LC_ALL="C.UTF-8"
    )
    assert (done.code, done.out) == (0, "")
    assert "每月应缴 50.00 元" in done.err
    assert "5000" not in pb("history", "-f", "json").out


def test_a_base_set_by_mistake_is_removed(pb: Any) -> None:
    based(pb)
    based(pb, "张三丰", "6000", "2026-07")
    missing = pb("dues", "base", "张三丰", "--remove", "--from", "2026-05", "--yes", ok=2)
    assert "张三丰没有从 2026-05 起的基数，已有的从 2026-01、2026-07 起。" in missing.err
    assert "王五没有从 2026-11 起的基数。" in pb("dues", "base", "王五", "--remove", "--yes", ok=2).err
    assert "删除张三丰从 2026-07 起的基数？" in pb("dues", "base", "张三丰", "--remove", "--from", "2026-07", ok=2).err
    pb("dues", "base", "张三丰", "--remove", "--from", "2026-07", "--dry-run")
    assert len(of(pb, "张三丰")["bases"]) == 2
    pb("dues", "base", "张三丰", "--remove", "--from", "2026-07", "--yes")
    assert [row["from_month"] for row in of(pb, "张三丰")["bases"]] == ["2026-01"]
    pb("undo")
    assert len(of(pb, "张三丰")["bases"]) == 2


# ---- pay is someone's own affair


def test_a_base_is_hidden_unless_asked_for_and_then_journalled(pb: Any) -> None:
    based(pb, "张三丰", "6543.21")
    shown = [pb("dues", *words).out for words in (("list",), ("show", "张三丰"), ("list", "-f", "csv"))]
    shown += [pb("history", "-f", "json").out, pb("history", "2", "-f", "json", ok=None).out]
    shown.append(pb("dues", "base", "张三丰", "6543.22", "--dry-run").out)
    assert not [text for text in shown if "6543" in text]
    assert listed(pb)[f"{FIRST}/张三丰"]["base"] == "••••"
    assert not [row for row in pb.json("history") if row["note"]]
    assert listed(pb, "--branch", FIRST, "--unmask")[f"{FIRST}/张三丰"]["base"] == "6543.21"
    assert pb.json("history")[0]["note"] == "查看了 3 人的党费基数（2026-11）。"
    assert "6543.21" in pb("dues", "show", "张三丰", "--unmask").out
    assert pb.json("history")[0]["note"] == "查看了“张三丰”（编号 1）的党费基数。"


def test_the_column_of_the_base_is_there_only_unmasked(pb: Any) -> None:
    based(pb)
    assert "缴纳基数(元)" not in pb("dues", "list").out
    assert "5000.00" in pb("dues", "list", "--unmask").out


# ---- payments


def test_a_payment_is_for_its_month_whenever_it_was_made(pb: Any) -> None:
    based(pb)
    done = pb("dues", "pay", "张三丰", "50", "--month", "2026-10", "--on", "2026-11-01", "--method", "转账",
              "--collector", "李四", "--note", "代收")  # fmt: skip
    assert done.out == ""
    assert done.err.splitlines()[0] == "已记张三丰 2026-10 的党费 50.00 元。"
    assert done.err.splitlines()[1] == "张三丰到 2026-11 还欠 10 个月，共 500.00 元。"
    (row,) = of(pb, "张三丰")["payments"]
    assert (row["month"], row["amount"], row["paid_on"]) == ("2026-10", "50.00", "2026-11-01")
    assert (row["method"], row["collector"], row["note"]) == ("转账", "李四", "代收")
    assert listed(pb, "2026-10")[f"{FIRST}/张三丰"]["state"] == "补缴"
    assert listed(pb)[f"{FIRST}/张三丰"]["state"] == "未缴"


def test_the_month_is_that_of_the_payment_where_none_is_typed(pb: Any) -> None:
    pb("dues", "pay", "张三丰", "50", "--on", "2026-10-20")
    assert payments(pb) == [("2026-10", "50.00", "2026-10-20")]


def test_without_an_amount_what_is_open_is_paid(pb: Any) -> None:
    based(pb)
    pb("dues", "pay", "张三丰", "20", "--month", "2026-08")
    done = pb("-q", "dues", "pay", "张三丰", "--month", "2026Q3", "--on", "2026-10-08")
    assert done.out.split() == ["2", "3", "4"]
    assert payments(pb) == [
        ("2026-07", "50.00", "2026-10-08"),
        ("2026-08", "30.00", "2026-10-08"),
        ("2026-08", "20.00", "2026-11-01"),
        ("2026-09", "50.00", "2026-10-08"),
    ]
    refused = pb("dues", "pay", "张三丰", "--month", "2026Q3", ok=5)
    assert "张三丰在 2026-07 至 2026-09 没有要缴的党费。" in refused.err
    assert "张三丰在 2026-07 没有要缴的党费。" in pb("dues", "pay", "张三丰", "--month", "2026-07", ok=5).err


def test_an_amount_for_several_months_is_shared_out(pb: Any) -> None:
    based(pb)
    done = pb("dues", "pay", "张三丰", "160", "--months", "2026Q3")
    assert "2026-09 应缴 50.00 元，加上这一笔共缴 60.00 元。" in done.err
    assert [(month, amount) for month, amount, _on in payments(pb)] == [
        ("2026-07", "50.00"), ("2026-08", "50.00"), ("2026-09", "60.00"),
    ]  # fmt: skip
    pb("undo")
    pb("dues", "pay", "张三丰", "70", "--months", "2026Q3")
    assert [(month, amount) for month, amount, _on in payments(pb)] == [("2026-07", "50.00"), ("2026-08", "20.00")]


def test_paying_twice_is_said_and_kept(pb: Any) -> None:
    based(pb)
    pb("dues", "pay", "张三丰", "50")
    assert "2026-11 应缴 50.00 元，加上这一笔共缴 100.00 元。" in pb("dues", "pay", "张三丰", "50").err
    assert len(payments(pb)) == 2


@pytest.mark.parametrize(("month", "is_said"), [("2026-05", False), ("2026-04", True), ("2025-12", True)])
def test_paying_back_more_than_six_months_is_said(pb: Any, month: str, is_said: bool) -> None:
    based(pb, "张三丰", "5000", "2025-01")
    said = pb("dues", "pay", "张三丰", "50", "--month", month).err
    assert ("补交一般不超过 6 个月（DU-02）" in said) is is_said


@pytest.mark.parametrize(("month", "is_said"), [("2026-12", False), ("2027-11", False), ("2027-12", True)])
def test_a_month_far_ahead_is_doubted(pb: Any, month: str, is_said: bool) -> None:
    assert (f"{month} 还早，请核对月份。" in pb("dues", "pay", "张三丰", "50", "--month", month).err) is is_said


def test_a_month_outside_the_membership_is_said_and_kept(pb: Any) -> None:
    said = pb("dues", "pay", "周八", "5", "--month", "2026-08").err
    assert "周八在 2026-08 不是本单位的党员，已照记。" in said
    assert payments(pb, "周八") == [("2026-08", "5.00", "2026-11-01")]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((), 2, "还缺：党员（MEMBER）。"),
        (("赵无极", "50"), 4, "没有叫“赵无极”的党员"),
        (("张三丰", "50", "--on", "2026-11-02"), 5, "缴纳日期 2026-11-02 还没有到。"),
        (("张三丰", "0"), 5, "缴纳金额要大于零。"),
        (("张三丰", "0", "--month", "2026Q3"), 5, "缴纳金额要大于零。"),
        (("张三丰", "五十"), 2, "不是金额"),
        (("张三丰", "50", "--month", "某月"), 2, "“某月”不是时段。"),
        (("王五",), 5, "王五在 2026-11 没有缴纳基数，应缴多少算不出来。"),
        (("王五", "150", "--month", "2026Q3"), 5, "王五在 2026-07 没有缴纳基数"),
        (("周八", "--month", "2026-08"), 5, "周八在 2026-08 不是本单位的党员。"),
        (("张三丰", "50", "--note", "电话13800138000"), 5, "“备注”里有手机号"),
        (("张三丰", "50", "--method", "\x1b[2J"), 5, "“方式”里有不能用的字符"),
    ],
)
def test_what_paying_refuses(pb: Any, words: tuple[str, ...], code: int, said: str) -> None:
    based(pb)
    assert said in pb("dues", "pay", *words, ok=code).err
    assert payments(pb) == []


def test_the_hint_of_a_missing_base_can_be_typed(pb: Any) -> None:
    refused = pb("dues", "pay", "王五", "--month", "2026-09", ok=5)
    assert "下一步：pbcli dues base 3 YUAN --from 2026-09" in refused.err
    pb("dues", "base", "3", "5000", "--from", "2026-09")
    pb("dues", "pay", "王五", "--month", "2026-09")
    assert payments(pb, "王五") == [("2026-09", "50.00", "2026-11-01")]


def test_a_dry_run_writes_nothing(pb: Any) -> None:
    based(pb)
    shown = pb("dues", "pay", "张三丰", "--dry-run")
    assert "50.00" in shown.out
    assert "什么也没有写入" in shown.err
    assert payments(pb) == []


def test_a_payment_is_mended(pb: Any) -> None:
    pb("dues", "pay", "张三丰", "50", "--month", "2026-10", "--note", "甲")
    done = pb("dues", "edit", "1", "--amount", "75", "--month", "上上月", ok=None)
    assert done.code == 2
    done = pb("dues", "edit", "1", "--amount", "75", "--month", "2026-09", "--on", "2026-10-01", "--clear", "note",
              "--method", "现金")  # fmt: skip
    assert done.err == "已改张三丰的缴纳记录 1。\n"
    (row,) = of(pb, "张三丰")["payments"]
    assert (row["month"], row["amount"], row["paid_on"], row["note"], row["method"]) == (
        "2026-09", "75.00", "2026-10-01", None, "现金",
    )  # fmt: skip
    pb("dues", "edit", "1", "--clear", "on")
    assert payments(pb) == [("2026-09", "75.00", None)]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("9", "--amount", "5"), 4, "没有编号为 9 的党费缴纳记录。"),
        (("1",), 2, "没有说要改什么"),
        (("1", "--amount", "0"), 5, "缴纳金额要大于零。"),
        (("1", "--on", "2026-11-02"), 5, "缴纳日期 2026-11-02 还没有到。"),
        (("1", "--month", "2026Q3"), 2, "--month 要写一个月，“2026Q3”不是。"),
        (("1", "--clear", "amount"), 2, "没有可清空的“amount”"),
        (("1", "--clear", "month"), 2, "没有可清空的“month”"),
        (("x", "--amount", "5"), 2, "x"),
    ],
)
def test_what_mending_refuses(pb: Any, words: tuple[str, ...], code: int, said: str) -> None:
    pb("dues", "pay", "张三丰", "50")
    assert said in pb("dues", "edit", *words, ok=code).err
    assert payments(pb) == [("2026-11", "50.00", "2026-11-01")]


def test_a_payment_is_removed_once_confirmed(pb: Any) -> None:
    pb("dues", "pay", "张三丰", "50")
    assert "删除张三丰 2026-11 的党费 50.00 元？" in pb("dues", "remove", "1", ok=2).err
    assert "没有编号为 9 的党费缴纳记录。" in pb("dues", "remove", "9", "--yes", ok=4).err
    pb("dues", "remove", "1", "--dry-run")
    assert pb("dues", "remove", "1", "--yes").err == "已删除张三丰的缴纳记录 1。\n"
    assert payments(pb) == []
    pb("undo")
    assert payments(pb) == [("2026-11", "50.00", "2026-11-01")]


# ---- lists


def test_the_list_shows_owed_paid_and_arrears(pb: Any) -> None:
    based(pb, "张三丰", "5000", "2026-09")
    based(pb, "王五", "10000.01", "2026-05")
    pb("dues", "pay", "张三丰", "--month", "2026-09..2026-10")
    pb("dues", "pay", "王五", "100", "--month", "2026-10")
    rows = listed(pb, "2026-10")
    assert list(rows) == [f"{FIRST}/张三丰", f"{FIRST}/李四", f"{FIRST}/王五", f"{SECOND}/李四", f"{SECOND}/周八"]
    keys = ("owed", "paid", "state", "arrears", "months_behind", "alarm", "rate")
    assert [rows[f"{FIRST}/{name}"][key] for name in ("张三丰",) for key in keys] == [
        "50.00", "50.00", "补缴", "0.00", 0, None, "1%",
    ]  # fmt: skip
    assert [rows[f"{FIRST}/王五"][key] for key in keys] == ["200.00", "100.00", "部分缴纳", "1100.00", 6, "DU-02", "2%"]
    assert [rows[f"{SECOND}/周八"][key] for key in keys] == [None, "0.00", "无基数", "0.00", 0, None, None]
    text = pb("dues", "list", "2026-10").out
    assert "合计" in text
    assert "1100.00" in text
    assert "? 3 人没有缴纳基数：第一党支部/李四、第二党支部/李四、第二党支部/周八。" in text
    assert "✗ DU-02：补交一般不超过 6 个月" in text
    assert "第一党支部/王五。" in text


def test_a_list_of_several_months_adds_them_up(pb: Any) -> None:
    based(pb, "张三丰", "5000", "2026-08")
    pb("dues", "pay", "张三丰", "50", "--month", "2026-08")
    row = listed(pb, "2026Q3")[f"{FIRST}/张三丰"]
    assert (row["owed"], row["paid"], row["state"], row["arrears"]) == ("100.00", "50.00", "部分缴纳", "50.00")
    assert listed(pb, "2026")[f"{FIRST}/张三丰"]["owed"] == "200.00"


def test_only_those_behind(pb: Any) -> None:
    based(pb, "张三丰", "5000", "2026-11")
    based(pb, "王五", "5000", "2026-11")
    pb("dues", "pay", "王五")
    assert list(listed(pb, "--arrears")) == [f"{FIRST}/张三丰"]
    assert list(listed(pb, "--branch", "第二")) == [f"{SECOND}/李四", f"{SECOND}/周八"]
    assert "没有找到" in pb("dues", "list", "--branch", "第二", "--arrears", "--fail-empty", ok=3).err


@pytest.mark.parametrize(
    ("month", "today", "alarm"),
    [
        ("2026-06", "2026-11-01", None),
        ("2026-05", "2026-10-31", "AL-01"),
        ("2026-05", "2026-10-30", "DU-02"),
        ("2026-06", "2026-10-31", None),
    ],
)
def test_six_months_without_dues_are_marked(pb: Any, month: str, today: str, alarm: str | None) -> None:
    based(pb, "张三丰", "5000", month)
    period = "2026-10"
    assert listed(pb, period, today=today)[f"{FIRST}/张三丰"]["alarm"] == alarm
    said = pb("dues", "list", period, today=today).out
    assert ("AL-01：没有正当理由，连续 6 个月不交纳党费的" in said) is (alarm == "AL-01")


def test_who_paid_ahead_is_not_behind(pb: Any) -> None:
    based(pb)
    pb("dues", "pay", "张三丰", "600", "--month", "2026-01", "--on", "2026-01-05")
    row = listed(pb)[f"{FIRST}/张三丰"]
    assert (row["arrears"], row["months_behind"], row["alarm"]) == ("0.00", 0, None)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("list", "2027"), 2, "2027 还没有到。"),
        (("list", "某月"), 2, "“某月”不是时段。"),
        (("list", "--branch", "第九党支部"), 4, "没有叫“第九党支部”的党支部"),
        (("show", "赵无极"), 4, "没有叫“赵无极”的党员"),
        (("show", "张三丰", "2027-01"), 2, "2027-01 还没有到。"),
        (("show",), 2, "MEMBER"),
    ],
)
def test_what_lists_refuse(pb: Any, words: tuple[str, ...], code: int, said: str) -> None:
    assert said in pb("dues", *words, ok=code).err


def test_a_member_pays_from_joining_until_leaving(pb: Any) -> None:
    based(pb, "钱七", "5000", "2025-01")
    based(pb, "周八", "5000", "2026-01")
    months = [row["month"] for row in of(pb, "钱七", "2026")["months"]]
    assert months == ["2026-01", "2026-02"]
    assert [row["month"] for row in of(pb, "周八", "2026")["months"]] == ["2026-09", "2026-10", "2026-11"]
    page = pb("dues", "show", "钱七", "2026-05").out
    assert "这段时间不是本单位的党员。" in page


def test_the_page_has_months_payments_and_bases(pb: Any) -> None:
    based(pb, "张三丰", "5000", "2026-09")
    pb("dues", "pay", "张三丰", "--month", "2026-09", "--on", "2026-09-20")
    page = pb("dues", "show", "张三丰", "2026-09..2026-10").out
    for word in ("张三丰的党费（2026-09..2026-10）", "已缴", "未缴", "合计", "100.00", "2026-09-20"):
        assert word in page
    data = of(pb, "张三丰", "2026-09..2026-10")
    assert data["member"] == "张三丰"
    assert [(row["month"], row["state"]) for row in data["months"]] == [("2026-09", "已缴"), ("2026-10", "未缴")]
    assert "没有缴纳记录。" in pb("dues", "show", "王五").out


@pytest.mark.parametrize("format_", ["plain", "md", "csv", "tsv", "json", "jsonl", "html", "xlsx"])
def test_list_and_page_in_every_format(pb: Any, format_: str, tmp_path: Any) -> None:
    based(pb)
    for verb in (("list",), ("show", "张三丰")):
        out = tmp_path / f"{verb[0]}.{format_}"
        pb("dues", *verb, "-f", format_, "-o", out)
        assert out.stat().st_size > 100


def test_the_monthly_report_has_the_same_sums(pb: Any) -> None:
    based(pb, "张三丰", "5000", "2026-03")
    based(pb, f"{SECOND}/李四", "12345.67", "2026-05")
    pb("dues", "pay", "张三丰", "--month", "2026-03..2026-08")
    pb("dues", "pay", f"{SECOND}/李四", "10", "--month", "2026-10")
    reported = {row["branch"]: row for row in pb.json("report", "monthly", "2026-10")["dues"]}
    for branch in (FIRST, SECOND):
        rows = [row for row in listed(pb, "2026-10").values() if row["branch"] == branch]
        for key in ("owed", "paid", "arrears"):
            assert sum(Decimal(row[key] or 0) for row in rows) == Decimal(reported[branch][key])
        assert sum(row["state"] == "无基数" for row in rows) == reported[branch]["unknown"]


def test_amounts_are_whole_fen_in_the_database(pb: Any, database: Any) -> None:
    based(pb, "张三丰", "5000.01")
    pb("dues", "pay", "张三丰", "0.29")
    with sqlite3.connect(database) as connection:
        assert connection.execute("SELECT base_fen FROM dues_base").fetchall() == [(500001,)]
        assert connection.execute("SELECT amount_fen FROM dues_payment").fetchall() == [(29,)]
    connection.close()


def test_dues_are_rounded_as_the_unit_has_set(pb: Any) -> None:
    assert "33.55 元" in based(pb, "张三丰", "3355.33").err
    pb("config", "set", "dues.rounding", "0.1")
    assert "33.60 元" in based(pb, "张三丰", "3355.34").err
    pb("config", "set", "dues.rounding", "1元")
    assert "34.00 元" in based(pb, "张三丰", "3355.35").err


def test_reading_takes_no_models_along(process: Any, database: Any, pb: Any) -> None:
    based(pb)
    for words in (("list",), ("show", "张三丰")):
        shown = process("--db", database, "dues", *words, "-f", "json", PYTHONPROFILEIMPORTTIME="1", LC_ALL="C.UTF-8")
        assert shown.code == 0
        assert not [name for name in ("sqlmodel", "sqlalchemy", "pydantic", "alembic") if f" {name}\n" in shown.err]


# ---- rounding


def test_another_rounding_says_that_months_paid_in_full_are_judged_anew(pb: Any) -> None:
    based(pb, "张三丰", "3333")
    assert pb("config", "set", "dues.rounding", "0.01").err == "dues.rounding 现在是 0.01。\n"
    pb("dues", "pay", "张三丰", "33.33", "--month", "2026-01", "--on", "2026-01-20")
    assert of(pb, "张三丰", "2026-01")["months"][0]["state"] == "已缴"
    said = pb("config", "set", "dues.rounding", "1").err
    assert said.startswith("以前各月的应缴也按新的取整算")
    pb("config", "set", "dues.rounding", "0.1")
    assert of(pb, "张三丰", "2026-01")["months"][0]["owed"] == "33.30"
    assert "以前各月" not in pb("config", "set", "meetings.lectures", "2").err
