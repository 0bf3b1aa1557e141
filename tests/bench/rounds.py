"""Alternated rounds: each measures everything once, in an order of its own; figures are medians and ratios of them."""

from __future__ import annotations

import math
import statistics
import sys
from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import Generic, NamedTuple, TypeVar

Found = TypeVar("Found")


class Spread(NamedTuple):
    """The middle of some values, and how far they lie apart."""

    median: float
    lowest: float
    highest: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Spread:
        """The median of some values, and the ends."""
        return cls(statistics.median(values), min(values), max(values))


class Rounds(Generic[Found]):
    """What each of the measured gave, one in each round."""

    def __init__(self, found: Mapping[str, Sequence[Found]]) -> None:
        self.found = found

    def of(self, name: str, value: Callable[[Found], float]) -> Spread:
        """One value of what a name gave."""
        return Spread.of([value(each) for each in self.found[name]])

    def ratio(self, name: str, other: str, value: Callable[[Found], float]) -> Spread:
        """The ratio of a value within each round: the machine was the same for both."""
        pairs = zip(self.found[name], self.found[other], strict=True)
        return Spread.of([value(one) / value(two) for one, two in pairs])

    def all(self, name: str) -> Sequence[Found]:
        """Everything a name gave."""
        return self.found[name]


def alternated(rounds: int, measures: Mapping[str, Callable[[], Found]], seed: int = 1) -> Rounds[Found]:
    """Run every measure once a round, in an order that changes; what a measure gives is kept under its name."""
    random = Random(seed)
    found: dict[str, list[Found]] = {name: [] for name in measures}
    for at in range(rounds):
        for name in random.sample(list(measures), len(measures)):
            print(f"  round {at + 1} of {rounds}: {name}", file=sys.stderr, flush=True)
            found[name].append(measures[name]())
    return Rounds(found)


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which so large a share lies, by the nearest rank."""
    ranked = sorted(values)
    return ranked[max(0, math.ceil(share * len(ranked)) - 1)]
