"""What the dues services write and read, month by month."""

from datetime import date
from typing import Any

import pytest

from pbcli.domain.dues import DuesState
from pbcli.domain.enums import LeaveReason, PayerGroup
from pbcli.domain.errors import RuleForbids, UnknownName, UsageFault
from pbcli.domain.periods import read_period
from pbcli.services.dues import HIDDEN, dues_of_month, ledgers_until, months_of, rate_of
from pbcli.services.dues_bases import needs_base, remove_base, set_base
from pbcli.services.dues_listing import list_dues, member_ledger, remarks
from pbcli.services.dues_payments import (
    edit_payment,
    find_payment,
    record_payment,
    remove_payment,
    still_open,
)
from pbcli.services.memberships import leave, restore_member, transfer
from pbcli.services.rulebook import national
from tests.invented_school import fill
from tests.once import once

TODAY = date(2026, 11, 1)
TABLE = national().dues
ZHANG, WANG, ZHOU = (
    {"id": 1, "name": "张三丰", "branch": "第一党支部"},
    {"id": 3, "name": "王五"},
    {"id": 6, "name": "周八"},
)


@pytest.fixture
@once
def school(work: Any) -> Any:
    with work() as opened:
        fill(opened)
    return work


def base(opened: Any, member: Any, fen: int, month: str = "2026-01", group: PayerGroup | None = None) -> Any:
    return set_base(opened, member=member, from_month=month, base_fen=fen, payer_group=group)


def pay(opened: Any, member: Any, *months: str, fen: int | None = None, on: date = TODAY) -> Any:
    return record_payment(opened, member=member, months=months, amount_fen=fen, paid_on=on, today=TODAY)


def period(text: str) -> Any:
    return read_period(text, today=TODAY)


def months(opened: Any, member: Any, last: str = "2026-11") -> list[str]:
    return list(ledgers_until(opened.reader, last, TABLE, member_id=member["id"]).get(member["id"], {}))


def test_a_month_with_a_day_of_membership_is_owed(school: Any) -> None:
    with school() as opened:
        base(opened, ZHOU, 500_000)
        assert months(opened, ZHOU) == ["2026-09", "2026-10", "2026-11"]
        leave(opened, 6, reason=LeaveReason.TRANSFERRED_OUT, on=date(2026, 11, 1), today=TODAY)
        assert months(opened, ZHOU) == ["2026-09", "2026-10"]
        restore_member(opened, 6, 1, on=date(2026, 12, 31), today=TODAY)
        assert months(opened, ZHOU, "2027-01") == ["2026-09", "2026-10", "2026-12", "2027-01"]


def test_a_transfer_between_branches_owes_each_month_once(school: Any) -> None:
    with school() as opened:
        base(opened, WANG, 500_000, "2026-08")
        transfer(opened, 3, 2, on=date(2026, 10, 15), today=TODAY)
        assert months(opened, WANG) == ["2026-08", "2026-09", "2026-10", "2026-11"]
        (found,) = dues_of_month(opened.reader, "2026-10", TABLE, member_id=3)
        assert (found.branch, found.owed_fen, found.arrears_fen, found.months_behind) == ("第二党支部", 5000, 15000, 3)


def test_arrears_are_never_netted_between_members(school: Any) -> None:
    with school() as opened:
        for member in (ZHANG, WANG):
            base(opened, member, 500_000, "2026-10")
        pay(opened, ZHANG, "2026-10", fen=100_000)
        rows = {one.member: one for one in dues_of_month(opened.reader, "2026-11", TABLE, branch_id=1)}
        assert (rows["张三丰"].arrears_fen, rows["王五"].arrears_fen, rows["李四"].arrears_fen) == (0, 10000, 0)
        assert rows["李四"].state is DuesState.UNKNOWN


def test_what_was_paid_before_the_first_base_settles_nothing_later(school: Any) -> None:
    with school() as opened:
        base(opened, ZHANG, 500_000, "2026-10")
        pay(opened, ZHANG, "2026-08", fen=5000)
        (found,) = dues_of_month(opened.reader, "2026-10", TABLE, member_id=1)
        assert found.arrears_fen == 5000
        (found,) = dues_of_month(opened.reader, "2026-10", TABLE, first="2026-08", member_id=1)
        assert (found.owed_fen, found.paid_fen, found.arrears_fen) == (5000, 5000, 5000)


def test_a_month_under_way_is_not_unpaid_yet(school: Any) -> None:
    with school() as opened:
        base(opened, ZHANG, 500_000, "2026-06")

        def unpaid(day: date) -> int:
            return dues_of_month(opened.reader, "2026-11", TABLE, as_of=day, member_id=1)[0].months_unpaid

        assert (unpaid(date(2026, 11, 29)), unpaid(date(2026, 11, 30))) == (5, 6)


def test_the_list_hides_the_base_and_names_what_is_wrong(school: Any) -> None:
    with school() as opened:
        base(opened, ZHANG, 500_000, "2026-05")
        base(opened, WANG, 500_000, "2026-05")
        pay(opened, WANG, "2026-11", fen=1)
        rows = list_dues(opened.reader, period("2026-11"), today=TODAY, branch_id=1)
        assert [(row["member"], row["base"], row["alarm"]) for row in rows] == [
            ("张三丰", HIDDEN, "AL-01"), ("李四", None, None), ("王五", HIDDEN, "AL-01"),
        ]  # fmt: skip
        unknown, alarm = remarks(opened.reader, rows)
        assert unknown == "? 1 人没有缴纳基数：第一党支部/李四。"
        assert alarm.endswith("：第一党支部/张三丰、第一党支部/王五。")
        rows = list_dues(opened.reader, period("2026-11"), today=TODAY, branch_id=1, unmasked=True, behind_only=True)
        assert [row["base"] for row in rows] == [500_000, 500_000]
        assert remarks(opened.reader, []) == []


def test_the_ledger_of_a_member(school: Any) -> None:
    with school() as opened:
        base(opened, ZHANG, 500_000, "2026-10", PayerGroup.RETIRED)
        pay(opened, ZHANG, "2026-10", "2026-11")
        ledger = member_ledger(opened.reader, ZHANG, period("2026-09..2026-12"), today=TODAY)
        assert [(row["month"], row["rate"], row["owed"], row["state"]) for row in ledger["months"]] == [
            ("2026-09", None, None, "无基数"), ("2026-10", "0.5%", 2500, "补缴"), ("2026-11", "0.5%", 2500, "已缴"),
        ]  # fmt: skip
        assert [row["amount"] for row in ledger["payments"]] == [2500, 2500]
        nobody = {"id": 5, "name": "钱七"}
        assert member_ledger(opened.reader, nobody, period("2026-10"), today=TODAY)["months"] == []


def test_months_of_a_period() -> None:
    assert months_of(period("2026Q4"), today=TODAY) == ["2026-10", "2026-11"]
    assert months_of(period("2026Q4")) == ["2026-10", "2026-11", "2026-12"]
    with pytest.raises(UsageFault, match="2026-12 还没有到"):
        months_of(period("2026-12"), today=TODAY)


@pytest.mark.parametrize(
    ("group", "fen", "shown"),
    [
        (None, 500_000, None),
        ("在职", None, None),
        ("学生", 500_000, None),
        ("在职", 500_001, "1.5%"),
        ("离退休", 1, "0.5%"),
    ],
)
def test_the_rate_that_is_shown(group: str | None, fen: int | None, shown: str | None) -> None:
    assert rate_of(TABLE, group, fen) == shown


def test_only_some_groups_need_a_base(school: Any) -> None:
    with school() as opened:
        needing = [group.value for group in PayerGroup if needs_base(opened.reader, group)]
        assert needing == ["在职", "年薪制", "不固定收入", "离退休"]
        assert needs_base(opened.reader, None)
        assert base(opened, ZHANG, 0, group=PayerGroup.STUDENT).owed_fen == 20
        with pytest.raises(RuleForbids, match="缴纳基数要大于零"):
            base(opened, WANG, 0)


def test_removing_a_base_gives_back_the_one_before(school: Any) -> None:
    with school() as opened:
        base(opened, ZHANG, 500_000)
        base(opened, ZHANG, 600_000, "2026-07")
        remove_base(opened, member=ZHANG, from_month="2026-07")
        assert dues_of_month(opened.reader, "2026-11", TABLE, member_id=1)[0].base_fen == 500_000


def test_a_payment_that_is_not_there_is_said(school: Any) -> None:
    with school() as opened:
        for change in (
            lambda: edit_payment(opened, 99, today=TODAY, amount_fen=5),
            lambda: remove_payment(opened, 99),
            lambda: find_payment(opened.reader, 99),
        ):
            with pytest.raises(UnknownName, match="没有编号为 99 的党费缴纳记录"):
                change()


def test_payments_of_one_call_are_one_step(school: Any, pb: Any) -> None:
    with school() as opened:
        base(opened, ZHANG, 500_000)
        paid = pay(opened, ZHANG, "2026-01", "2026-02", "2026-03")
        assert [(each.month, each.amount_fen) for each in paid] == [
            ("2026-01", 5000),
            ("2026-02", 5000),
            ("2026-03", 5000),
        ]
    pb("undo")
    assert pb.json("dues", "show", "张三丰")["payments"] == []


def test_what_is_still_open_is_said_of_members_only(school: Any) -> None:
    with school() as opened:
        base(opened, ZHANG, 500_000, "2026-10")
        assert still_open(opened.reader, ZHANG, today=TODAY) == "张三丰到 2026-11 还欠 2 个月，共 100.00 元。"
        pay(opened, ZHANG, "2026-10", "2026-11")
        assert still_open(opened.reader, ZHANG, today=TODAY) is None
        assert still_open(opened.reader, {"id": 5, "name": "钱七"}, today=TODAY) is None


def test_a_payment_may_lack_its_day(school: Any) -> None:
    with school() as opened:
        (paid,) = pay(opened, ZHANG, "2026-10", fen=5000)
        edit_payment(opened, paid.id, today=TODAY, paid_on=None)
        row = find_payment(opened.reader, paid.id)
        assert (row["paid_on"], row["amount_fen"], row["member"]) == (None, 5000, "张三丰")
