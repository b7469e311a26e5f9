"""Frozen values are declared cheaply, and behave as the standard library's do."""

import dataclasses
import pickle
from typing import Any

import pytest

from pbcli.values import dataclass


@dataclass(frozen=True)
class Own:
    """Declared in the program's way."""

    key: str
    number: int = 7
    names: list[str] = dataclasses.field(default_factory=list)
    aside: bool = dataclasses.field(default=False, compare=False)


@dataclasses.dataclass(frozen=True)
class Standard:
    """The same, declared in the library's way."""

    key: str
    number: int = 7
    names: list[str] = dataclasses.field(default_factory=list)
    aside: bool = dataclasses.field(default=False, compare=False)


@pytest.mark.parametrize(
    ("given", "named"),
    [(("a",), {}), (("a", 1), {}), (("a",), {"number": 2, "aside": True}), ((), {"key": "a", "names": ["b"]})],
)
def test_made_and_shown_alike(given: tuple[Any, ...], named: dict[str, Any]) -> None:
    own, standard = Own(*given, **named), Standard(*given, **named)
    assert repr(own).replace("Own", "") == repr(standard).replace("Standard", "")
    assert dataclasses.asdict(own) == dataclasses.asdict(standard)
    assert own == pickle.loads(pickle.dumps(own))


@pytest.mark.parametrize("make", [Own, Standard])
def test_what_does_not_fit_is_refused(make: Any) -> None:
    for given, named in (((), {}), (("a", 1, [], False, 5), {}), (("a",), {"key": "b"}), (("a",), {"other": 1})):
        with pytest.raises((TypeError, ValueError)):
            make(*given, **named)


@pytest.mark.parametrize("make", [Own, Standard])
def test_equal_by_what_is_compared_and_frozen(make: Any) -> None:
    assert make("a") == make("a", aside=True) != make("b")
    assert make("a") != "a"
    assert hash(make("a", names=())) == hash(make("a", names=(), aside=True))
    assert make("a").names is not make("a").names
    assert dataclasses.replace(make("a"), number=1) == make("a", 1)
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot assign to field 'key'"):
        make("a").key = "b"
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot delete field 'key'"):
        del make("a").key
    match make("a", 3):
        case Own(key, number) | Standard(key, number):
            assert (key, number) == ("a", 3)


def test_those_with_an_order_have_it() -> None:
    @dataclass(frozen=True, order=True)
    class Month:
        """Declared with an order."""

        year: int
        number: int

    early, late = Month(2026, 9), Month(2026, 10)
    assert early < late > early
    assert early <= late >= early
    assert sorted([late, early]) == [early, late]
    for compare in ("__lt__", "__le__", "__gt__", "__ge__"):
        assert getattr(early, compare)(5) is NotImplemented
