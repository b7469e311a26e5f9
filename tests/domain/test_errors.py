"""The errors that a user can cause: exit codes as the contract gives them, one sentence each."""

import pytest

from pbcli.domain import errors
from pbcli.domain.unreadable import Unreadable

CODES = {
    errors.PbcliError: 1,
    errors.UsageFault: 2,
    errors.NothingFound: 3,
    errors.UnknownName: 4,
    errors.AmbiguousName: 4,
    errors.RuleForbids: 5,
    errors.UnusablePaper: 5,
    errors.BadRows: 5,
    errors.Conflict: 6,
    errors.DatabaseNotReady: 7,
    errors.PartlyImported: 8,
    errors.CheckFound: 9,
    errors.SomethingDue: 10,
    errors.StorageUnusable: 11,
}


@pytest.mark.parametrize(("kind", "code"), CODES.items())
def test_exit_codes(kind: type[errors.PbcliError], code: int) -> None:
    assert kind("一句话。").exit_code == code


def test_every_error_has_its_code_in_this_table() -> None:
    found = [one for one in vars(errors).values() if isinstance(one, type) and issubclass(one, errors.PbcliError)]
    assert set(found) == set(CODES)


def test_a_sentence_is_filled_in_when_it_is_shown() -> None:
    fault = errors.UnknownName("没有叫“{name}”的党员。", name="{x}", hint="pbcli member list")
    assert str(fault) == "没有叫“{x}”的党员。"
    assert (fault.message, fault.hint, fault.values) == ("没有叫“{name}”的党员。", "pbcli member list", {"name": "{x}"})
    assert str(errors.RuleForbids("只有一半 {。")) == "只有一半 {。"


def test_what_cannot_be_read_says_so() -> None:
    fault = Unreadable("没有“{text}”这一天。", text="2月30日")
    assert isinstance(fault, ValueError)
    assert str(fault) == "没有“2月30日”这一天。"
