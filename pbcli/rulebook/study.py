"""How events become study hours, as study.toml has it."""

from pbcli.domain.study import Conversion
from pbcli.rulebook import rule_data


def conversion(full_day: int, half_day: int, per_hour: int, themed_half_day: int) -> Conversion:
    """Return the conversion with a unit's figures, in hundredths of an hour."""
    data = rule_data("study")
    return Conversion(
        training_kinds=frozenset(data["training_kinds"]),
        themed_kinds=frozenset(data["themed_kinds"]),
        hourly_kinds=frozenset(data["hourly_kinds"]),
        full_day=full_day,
        half_day=half_day,
        per_hour=per_hour,
        themed_half_day=themed_half_day,
        half_day_minutes=60 * data["half_day_hours"],
    )


def named_kinds() -> frozenset[str]:
    """Return the kinds of the unit's own events that only its committee holds."""
    return frozenset(rule_data("study")["named_kinds"])


def share_behind(days_left: int) -> int:
    """Return how many per cent of the year's target a member must have so many days before its end; 0 before July."""
    return max((share for days, share in rule_data("study")["behind"] if days_left <= days), default=0)
