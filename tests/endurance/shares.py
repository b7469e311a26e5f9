"""Sharing the work of a goal among the processors: each share in a process and a folder of its own."""

import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from typing import TypeVar

from tests.endurance.goal import Bench

Answer = TypeVar("Answer")


def shared(bench: Bench, work: Callable[[Bench, int, int], Answer], *, each: int = 1) -> list[Answer]:
    """Do the work of each share, which is told its number and how many there are; a small budget is one share.

    Where the shares may be unequal, `each` processor has several to take, so that none waits long for the last one.
    """
    processors = os.cpu_count() or 1
    count = bench.budget(1, processors * each)
    if count == 1:
        return [work(bench, 0, 1)]
    benches = [replace(bench, folder=bench.folder / f"share{number}") for number in range(count)]
    for own in benches:
        own.folder.mkdir()
    with ProcessPoolExecutor(processors, mp_context=get_context("spawn")) as pool:
        return list(pool.map(work, benches, range(count), [count] * count))
