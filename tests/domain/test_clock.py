"""The time on the school's wall."""

import pytest

from pbcli.domain.clock import days_late, on_the_wall


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        ("2026-10-20T00:15:00Z", "2026-10-20 08:15"),
        ("2026-10-31T16:30:59Z", "2026-11-01 00:30"),
        ("2026-10-20", "2026-10-20"),
        ("昨天", "昨天"),
    ],
)
def test_a_moment_is_shown_by_the_school_s_clock(moment: str, shown: str) -> None:
    assert on_the_wall(moment) == shown


@pytest.mark.parametrize(
    ("occurred_on", "recorded_at", "days"),
    [
        ("2026-10-20", "2026-10-20T10:00:00Z", 0),
        ("2026-10-20", "2026-10-20T16:30:00Z", 1),
        ("2026-10-20", "2026-10-31T00:00:00Z", 11),
        ("2026-10-20", "2026-10-01T00:00:00Z", 0),
    ],
)
def test_how_late_a_record_was_written_down(occurred_on: str, recorded_at: str, days: int) -> None:
    assert days_late(occurred_on, recorded_at) == days
