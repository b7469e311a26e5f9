"""Draws that come out the same on every machine and with every Python."""

import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import accumulate
from typing import TypeVar

Item = TypeVar("Item")


class Dice:
    """Draws from a seed of its own, so that a part of the school that changes leaves the others as they are.

    Only `Random.random` is used: its sequence is the one that Python promises to keep.
    """

    def __init__(self, seed: str) -> None:
        self._random = random.Random(seed)  # noqa: S311  an invented school needs no secrets

    def chance(self, probability: float) -> bool:
        """Tell whether something happens that happens so often, 0 to 1."""
        return self._random.random() < probability

    def between(self, least: int, most: int) -> int:
        """Draw a whole number, both ends included."""
        return least + int(self._random.random() * (most - least + 1))

    def pick(self, items: Sequence[Item]) -> Item:
        """Draw one of the items."""
        return items[self.between(0, len(items) - 1)]

    def weighed(self, weights: Mapping[Item, int]) -> Item:
        """Draw one of the keys, each as often as its weight says."""
        place = self.between(1, sum(weights.values()))
        return next(item for item, up_to in zip(weights, accumulate(weights.values()), strict=True) if place <= up_to)

    def shuffled(self, items: Sequence[Item]) -> list[Item]:
        """Return the items in a drawn order."""
        left = list(items)
        return [left.pop(self.between(0, len(left) - 1)) for _ in items]

    def day(self, first: date, last: date) -> date:
        """Draw a day, both ends included."""
        return first + timedelta(self.between(0, (last - first).days))
