"""The time on the school's wall."""

import pytest

from pbcli.domain.clock import on_the_wall


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
