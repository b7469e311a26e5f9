"""What is owed on a base, by the rate of its bracket on the whole of it; how a month and its payments stand."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from pbcli.values import dataclass, replace


@dataclass(frozen=True)
class Bracket:
    """Bases up to a limit, with the rate for all of them in hundredths of a percent; None is without a limit."""

    up_to_fen: int | None
    basis_points: int


@dataclass(frozen=True)
class GroupDues:
    """What a group of payers owes: a fixed sum, or the rate of its brackets, lowest first."""

    fixed_fen: int | None = None
    brackets: Sequence[Bracket] = ()


@dataclass(frozen=True)
class DuesTable:
    """The dues of each group, and the sum that amounts are rounded to: 1 fen, or 10 where a unit counts in jiao."""

    groups: Mapping[str, GroupDues]
    rounding_fen: int = 1


def owed_fen(table: DuesTable, group: str, base_fen: int) -> int:
    """Return a month's dues on a base (中组发〔2008〕3号): the rate is on the whole base, halves are rounded up."""
    rule = table.groups[group]
    if rule.fixed_fen is not None:
        return rule.fixed_fen
    numerator, divisor = base_fen * rate(rule, base_fen), 10_000 * table.rounding_fen
    return (2 * numerator + divisor) // (2 * divisor) * table.rounding_fen


def rate(rule: GroupDues, base_fen: int) -> int:
    """Return the rate for a base, in hundredths of a percent; 0 where the group has none."""
    for bracket in rule.brackets:
        if bracket.up_to_fen is None or base_fen <= bracket.up_to_fen:
            return bracket.basis_points
    return 0


class DuesState(StrEnum):
    """How a month's dues stand: made up (补缴) is what was paid in full after the month."""

    PAID = "已缴"
    MADE_UP = "补缴"
    IN_PART = "部分缴纳"
    UNPAID = "未缴"
    EXEMPT = "免缴"
    UNKNOWN = "无基数"


@dataclass(frozen=True)
class MonthDues:
    """A month in which a member belongs to a branch of the unit: the base that holds, owed and paid; None: no base."""

    month: str
    base_fen: int | None = None
    payer_group: str | None = None
    owed_fen: int | None = None
    paid_fen: int = 0
    paid_on: str | None = None
    rate: str | None = None

    @property
    def open_fen(self) -> int:
        """What is still owed for the month."""
        return max(0, (self.owed_fen or 0) - self.paid_fen)

    @property
    def state(self) -> DuesState:
        """How the month stands."""
        if self.owed_fen is None:
            return DuesState.UNKNOWN
        if self.owed_fen == 0:
            return DuesState.EXEMPT
        if self.paid_fen >= self.owed_fen:
            is_late = self.paid_on is not None and self.paid_on[:7] > self.month
            return DuesState.MADE_UP if is_late else DuesState.PAID
        return DuesState.IN_PART if self.paid_fen else DuesState.UNPAID


def together(months: Sequence[MonthDues]) -> MonthDues:
    """Return several months as one that stands for all: owed and paid summed up, base and group of the last."""
    last = months[-1]
    owed = [month.owed_fen for month in months if month.owed_fen is not None]
    return replace(
        last,
        owed_fen=sum(owed) if owed else None,
        paid_fen=sum(month.paid_fen for month in months),
        paid_on=last.paid_on if len(months) == 1 else None,
    )


def months_unpaid(months: Sequence[MonthDues]) -> int:
    """Count the months in a row, up to the last, in which dues were owed and nothing was paid (AL-01)."""
    unpaid = 0
    for month in reversed(months):
        if month.state is not DuesState.UNPAID:
            break
        unpaid += 1
    return unpaid


def spread(amount_fen: int, months: Sequence[MonthDues]) -> dict[str, int]:
    """Share a payment out among months: what is open in each, the oldest first, and what is left over in the last."""
    shares: dict[str, int] = {}
    left = amount_fen
    for month in months:
        shares[month.month] = min(left, month.open_fen)
        left -= shares[month.month]
    shares[months[-1].month] += left
    return {month: share for month, share in shares.items() if share}


def percent(basis_points: int) -> str:
    """Write a rate in hundredths of a percent as people read it: 150 is "1.5%"."""
    whole, part = divmod(basis_points, 100)
    return f"{whole}.{part:02d}".rstrip("0").rstrip(".") + "%"
