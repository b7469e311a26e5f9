"""Terms of office of branches (支部条例; 选举工作条例)."""

from datetime import date

from pbcli.domain.months import add_months


def term_end(elected_on: date, years: int, extended_to: date | None = None) -> date:
    """Return the day on which a term of office ends: years of twelve calendar months, or the day it is extended to."""
    return extended_to or add_months(elected_on, 12 * years)
