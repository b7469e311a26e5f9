"""`db verify` in words: which record, which field, what it is now, what the journal has; exit 9, in both languages."""

import sqlite3
from contextlib import closing

import pytest

from tests.conftest import Program
from tests.once import once


@pytest.fixture
@once
def kept(pb: Program) -> Program:
    """A branch, a member with phone and base, a class, a contact with a follow-up, a payment."""
    pb("branch", "add", "第一党支部")
    pb("member", "add", "张三", "--branch", "第一党支部", "--joined-on", "2010-07-01", "--converted-on", "2011-07-01",
       "--phone", "13800131027")  # fmt: skip
    pb("class", "add", "2024级护理1班")
    pb("liaison", "log", "张三", "2024级护理1班", "走访寝室", "--on", "2026-10-12", "--task", "修水管")
    pb("dues", "base", "张三", "5000", "--from", "2026-01")
    pb("dues", "pay", "张三", "25", "--month", "2026-01")
    return pb


def raw(pb: Program, *statements: str, triggers: bool) -> None:
    """Write as another program would; without triggers, as one that meant to leave no trace."""
    with closing(sqlite3.connect(pb.database, isolation_level=None)) as connection:
        kept = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _sql in () if triggers else kept:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
        for _name, sql in () if triggers else kept:
            connection.execute(sql)


CONTACT = "联系记录 1（2026-10-12、张三、2024级护理1班）"
CASES = [
    ("UPDATE member SET name = '李四'", False,
     "党员“李四”（编号 1）的“姓名”与变更记录不符：现在是 李四，变更记录里是 张三",
     "the name of member 李四 (number 1) isn't what the journal says: it is 李四, in the journal 张三", "member/1"),
    ("UPDATE member SET name = '李四'", True,
     "有人在本程序之外把党员“张三”的姓名从 张三 改为 李四",
     "Past the program someone changed the name of member 张三 from 张三 to 李四", "member/1"),
    ("UPDATE member SET phone = '13900139000'", False,
     "党员“张三”（编号 1）的“联系电话”与变更记录不符：现在是 139****9000，变更记录里是 138****1027",
     "the phone of member 张三 (number 1) isn't what the journal says: it is 139****9000, in the journal 138****1027", "member/1"),
    ("UPDATE member SET duty = '校长'", False,
     "党员“张三”（编号 1）的“行政职务”与变更记录不符：现在是 校长，变更记录里是 空",
     "the duty of member 张三 (number 1) isn't what the journal says: it is 校长, in the journal empty", "member/1"),
    ("UPDATE contact SET kind = '家访'", False,
     f"{CONTACT}的“联系方式”与变更记录不符：现在是 家访，变更记录里是 走访寝室",
     "the kind of contact 1 (2026-10-12, 张三, 2024级护理1班) isn't what the journal says: it is 家访, in the journal 走访寝室", "contact/1"),
    ("UPDATE dues_payment SET amount_fen = 2501", False,
     "党费缴纳 1（张三、2026-01）的“实缴(元)”与变更记录不符：现在是 25.01，变更记录里是 25.00",
     "the paid (yuan) of dues payment 1 (张三, 2026-01) isn't what the journal says: it is 25.01, in the journal 25.00", "dues_payment/1"),
    ("UPDATE dues_payment SET amount_fen = 2501", True,
     "有人在本程序之外把党费缴纳 1（张三、2026-01）的实缴(元)从 25.00 改为 25.01",
     "Past the program someone changed the paid (yuan) of dues payment 1 (张三, 2026-01) from 25.00 to 25.01", "dues_payment/1"),
    ("UPDATE dues_base SET base_fen = 1", False,
     "党费基数 1（张三、2026-01）的“缴纳基数(元)”与变更记录不符（遮盖不显示）",
     "the base (yuan) of dues base 1 (张三, 2026-01) isn't what the journal says (covered)", "dues_base/1"),
    ("DELETE FROM dues_payment", False,
     "党费缴纳 1（张三、2026-01）不见了，变更记录里没有删除",
     "dues payment 1 (张三, 2026-01) is gone, though the journal knows of no removal", "dues_payment/1"),
    ("DELETE FROM follow_up", True,
     "有人在本程序之外删除了跟进 1（2026-10-12、张三、2024级护理1班）",
     "Past the program someone removed follow-up 1 (2026-10-12, 张三, 2024级护理1班)", "follow_up/1"),
    ("INSERT INTO dues_payment (member_id, month, amount_fen) VALUES (1, '2026-02', 2500)", True,
     "有人在本程序之外登记了党费缴纳 2（张三、2026-02）",
     "Past the program someone added dues payment 2 (张三, 2026-02)", "dues_payment/2"),
    ("INSERT INTO dues_payment (member_id, month, amount_fen) VALUES (1, '2026-02', 2500)", False,
     "党费缴纳 2（张三、2026-02）没有变更记录，不是本程序加进来的",
     "dues payment 2 (张三, 2026-02) has no journal: it was not this program that added it", ""),
]  # fmt: skip


@pytest.mark.parametrize(("statement", "triggers", "sentence", "english", "place"), CASES)
def test_it_says_what_was_changed_past_the_program(
    statement: str, triggers: bool, sentence: str, english: str, place: str, kept: Program
) -> None:
    raw(kept, statement, triggers=triggers)
    hint = f"pbcli history {place}" if place else "pbcli db restore FILE"
    found = kept("db", "verify", ok=9)
    assert found.out.splitlines()[2:] == [sentence]
    assert found.err == f"发现 1 处问题。\n下一步：{hint}\n"
    spoken = kept("db", "verify", "--lang", "en", ok=9)
    assert spoken.out.splitlines()[2:] == [english]
    assert spoken.err == f"Found 1 problems.\nNext: {hint}\n"
    if place:
        kept(*hint.split()[1:])


def test_two_changes_of_one_record_are_two_sentences(kept: Program) -> None:
    raw(kept, "UPDATE member SET duty = '校长'", "UPDATE member SET duty = '主任', degree = '硕士'", triggers=True)
    rows = kept("db", "verify", "-f", "jsonl", ok=9).out
    assert "给党员“张三”填上行政职务 校长" in rows
    assert "修改了党员“张三”：学位填上 硕士，行政职务从 校长 改为 主任" in rows


def test_an_image_that_nobody_can_read_stops_nothing(kept: Program) -> None:
    raw(kept, "UPDATE journal SET after = '{' WHERE table_name = 'contact'", triggers=True)
    found = kept("db", "verify", ok=9)
    assert "“联系记录 1”" in found.out
    assert found.err.endswith("下一步：pbcli db restore FILE\n")


def test_a_change_between_two_changes_names_the_record(kept: Program) -> None:
    kept("member", "edit", "张三", "--phone", "13900139000")
    raw(kept, "UPDATE journal SET before = json_set(before, '$.duty', '校长') WHERE action = 'update' AND table_name = 'member'",
        triggers=True)  # fmt: skip
    assert "党员“张三”（编号 1）的“行政职务”在两次变更之间被改过" in kept("db", "verify", ok=9).out
