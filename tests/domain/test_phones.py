"""Telephone numbers: their middle is never shown."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbcli.domain.phones import is_mobile, mask_phone


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (None, None),
        ("", ""),
        ("没有", "没有"),
        ("13800131027", "138****1027"),
        ("138 0013 1027", "138****1027"),
        ("138-0013-1027", "138****1027"),
        ("１３８００１３１０２７", "138****1027"),
        ("+8613800131027", "+138****1027"),
        ("023-86781234", "****1234"),
        ("86781234", "****1234"),
        ("12345", "****"),
        ("13800131027/13900131028", "138****1027/139****1028"),
        ("13800131027、86781234 转 801", "138****1027、****1234 转 ****"),
    ],
)
def test_the_mask(number: str | None, shown: str | None) -> None:
    assert mask_phone(number) == shown


@given(st.lists(st.from_regex(r"\A1[3-9][0-9]{9}\Z"), min_size=1, max_size=4), st.sampled_from(["、", "/", " ", "；"]))
def test_no_run_of_a_number_survives(numbers: list[str], between: str) -> None:
    shown = mask_phone(between.join(numbers))
    assert shown is not None
    assert re.search(r"[0-9]{8}", shown) is None
    assert not any(number in shown for number in numbers)


@pytest.mark.parametrize(
    ("number", "mobile"),
    [
        ("13800138000", True),
        ("199 0013 8000", True),
        ("+86 138-0013-8000", True),
        ("１３８００１３８０００", True),
        ("12800138000", False),
        ("1380013800", False),
        ("023-86781234", False),
        ("", False),
    ],
)
def test_which_is_a_mobile(number: str, mobile: bool) -> None:
    assert is_mobile(number) is mobile
