"""Which backups are kept: by tables of cases, and whatever the moments are."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbcli.domain.retention import Policy, Reason, Span, judge

NONE = Policy(0, 0, 0, 0)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def kept(policy: Policy, *moments: str) -> list[str]:
    verdicts = judge([at(moment) for moment in moments], policy)
    return [f"{verdict.at:%Y-%m-%d %H}" for verdict in verdicts if verdict.is_kept]


@pytest.mark.parametrize(
    ("policy", "moments", "expected"),
    [
        (NONE, [], []),
        (NONE, ["2026-01-01", "2026-01-02"], ["2026-01-02 00"]),
        (Policy(1, 0, 0, 0), ["2026-01-02T08", "2026-01-02T09"], ["2026-01-02 09"]),
        (Policy(2, 0, 0, 0), ["2026-01-01", "2026-01-02T08", "2026-01-02T09"], ["2026-01-01 00", "2026-01-02 09"]),
        # a long pause: days with a backup are counted, not days
        (Policy(2, 0, 0, 0), ["2020-01-01", "2026-01-02"], ["2020-01-01 00", "2026-01-02 00"]),
        # weeks are ISO weeks: 2025-12-29 and 2026-01-04 are of one
        (Policy(0, 2, 0, 0), ["2025-12-28", "2025-12-29", "2026-01-04"], ["2025-12-28 00", "2026-01-04 00"]),
        (Policy(0, 0, 2, 0), ["2025-12-01", "2025-12-31", "2026-01-04"], ["2025-12-31 00", "2026-01-04 00"]),
        (Policy(0, 0, 0, 3), ["2024-01-01", "2025-12-31", "2026-01-04"], ["2024-01-01 00", "2025-12-31 00", "2026-01-04 00"]),
        # in any order
        (Policy(1, 0, 0, 0), ["2026-01-03", "2026-01-01", "2026-01-02"], ["2026-01-03 00"]),
    ],
)  # fmt: skip
def test_cases(policy: Policy, moments: list[str], expected: list[str]) -> None:
    assert kept(policy, *moments) == expected


def test_the_reasons_are_named() -> None:
    (verdict,) = judge([at("2026-01-01")], Policy())
    assert verdict.is_newest
    assert verdict.reasons == (
        Reason(Span.DAY, "2026-01-01"), Reason(Span.WEEK, "2026-W01"), Reason(Span.MONTH, "2026-01"), Reason(Span.YEAR, "2026"),
    )  # fmt: skip


def test_of_two_in_one_second_the_later_listed_is_the_newer() -> None:
    first, second = judge([at("2026-01-01"), at("2026-01-01")], Policy())
    assert (first.is_kept, second.is_newest) == (False, True)


def test_a_day_is_that_of_the_zone() -> None:
    east = timezone(timedelta(hours=8))
    moments = [datetime(2026, 1, 1, 23, tzinfo=east), datetime(2026, 1, 2, 1, tzinfo=east)]
    assert all(verdict.is_kept for verdict in judge(moments, Policy(daily=2)))


counts = st.integers(min_value=0, max_value=5)


@given(st.lists(st.datetimes(timezones=st.just(UTC))), counts, counts, counts, counts)
def test_whatever_they_are(moments: list[datetime], daily: int, weekly: int, monthly: int, yearly: int) -> None:
    verdicts = judge(moments, Policy(daily, weekly, monthly, yearly))
    stay = [verdict.at for verdict in verdicts if verdict.is_kept]
    assert [verdict.at for verdict in verdicts] == moments
    assert len(stay) <= daily + weekly + monthly + yearly + 1
    assert (max(moments) in stay) if moments else (stay == [])
    if daily:
        assert {moment.date() for moment in stay} >= set(sorted({moment.date() for moment in moments})[-daily:])
    # What stays would stay again.
    assert all(verdict.is_kept for verdict in judge(stay, Policy(daily, weekly, monthly, yearly)))
