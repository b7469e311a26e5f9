"""What is owed on a base: the rate of the bracket that holds the base, on the whole of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


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
