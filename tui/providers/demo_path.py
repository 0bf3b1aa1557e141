"""Simulated prices as a pure function of seed, symbol and elapsed time."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from functools import partial
from itertools import accumulate, pairwise
from random import Random
from typing import NamedTuple

from tui.providers.demo_clock import EVE, FRIDAY, HOLD_AT, Phase, sessions
from tui.providers.demo_market import Anchors, Loads, Model, model

_SMALL_SD, _LARGE_SD = 0.012, 0.0115
_SHARED = 0.89
"""What small and large caps each owe to the market they share; its square is their correlation before anchors."""
_SESSION_SHARE, _HOLD_SHARE = 0.12, 0.02
"""Waves within a session, and while the clock holds, as a share of a day's standard deviation."""
_AFTERNOON = 0.75
"""How much of Friday's way is done at 15:00."""
_PERIODS = (2.7, 5.9, 13.0, 31.0, 67.0, 149.0)
"""Seconds; about half as long again for one symbol as for another, so that no two move alike."""


class Path(NamedTuple):
    """One symbol's simulated history, with the prices between which the demo's two days move."""

    days: tuple[date, ...]
    closes: tuple[float, ...]
    """Up to the last session, whose close the demo only approaches."""
    afternoon: float
    """Friday at 15:00."""
    loads: Loads
    digits: int

    def close_before(self, day: date) -> float:
        """Return the last close before `day`."""
        return self.closes[bisect_right(self.days, day) - 2]


class Paths:
    """Every symbol's path, made when first asked for."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._days = sessions()
        self._place = {day: place for place, day in enumerate(self._days)}
        self._paths: dict[str, Path] = {}
        self._waves: dict[str, _Waves] = {}
        self._small, self._large = self._factors()

    def path(self, symbol: str) -> Path:
        """Return a symbol's path, the same on every run with the same seed."""
        if symbol not in self._paths:
            self._paths[symbol] = self._make(symbol, model(symbol, self._seed))
        return self._paths[symbol]

    def price(self, symbol: str, phase: Phase, elapsed: float) -> float:
        """Return the price at a moment, rounded as the symbol is quoted."""
        path = self.path(symbol)
        start = path.afternoon if phase.day == FRIDAY else path.close_before(phase.day)
        end = path.closes[self._place[phase.day]]
        way = math.log(start) + phase.share * math.log(end / start)
        wave = self._wave(symbol, path.loads, elapsed)
        if phase.holds:
            away = _HOLD_SHARE * (wave - self._wave(symbol, path.loads, HOLD_AT))
        else:
            away = _SESSION_SHARE * 4 * phase.share * (1 - phase.share) * wave
        return round(math.exp(way + away), path.digits)

    def _wave(self, symbol: str, loads: Loads, elapsed: float) -> float:
        """Return how far the symbol's waves carry it, with what it moves with, in log price of a whole day."""
        small = loads.small and loads.small * _SMALL_SD * self._waves_of("small caps").at(elapsed)
        large = loads.large and loads.large * _LARGE_SD * self._waves_of("large caps").at(elapsed)
        return small + large + loads.own * self._waves_of(symbol).at(elapsed)

    def _waves_of(self, name: str) -> _Waves:
        if name not in self._waves:
            self._waves[name] = _Waves.drawn(_random(self._seed, name, "waves"))
        return self._waves[name]

    def _factors(self) -> tuple[list[float], list[float]]:
        """Return what moves small and large caps each session, in log price."""
        draw = _random(self._seed, "market", "days")
        own = math.sqrt(1 - _SHARED**2)
        shocks = [[draw.gauss(0, 1) for _ in self._days] for _ in range(3)]
        small = [_SMALL_SD * (_SHARED * both + own * alone) for both, alone in zip(shocks[0], shocks[1], strict=True)]
        large = [_LARGE_SD * (_SHARED * both + own * alone) for both, alone in zip(shocks[0], shocks[2], strict=True)]
        return small, large

    def _make(self, symbol: str, made_of: Model) -> Path:
        loads = made_of.loads
        if made_of.follows:
            loads = loads._replace(small=0.0, large=0.0)
        closes = self._bridged(made_of.anchors, self._noise(symbol, loads))
        index = self.path(made_of.follows) if made_of.follows else None
        if index is not None:
            closes = [ratio * close for ratio, close in zip(closes, index.closes, strict=True)]
        closes = self._below(closes, made_of.ceilings)
        exact = {} if index else {self._place[day]: price for day, price in made_of.anchors}
        rounded = tuple(exact.get(place) or round(close, made_of.digits) for place, close in enumerate(closes))
        afternoon = made_of.afternoon or self._afternoon(rounded, index)
        return Path(self._days, rounded, afternoon, made_of.loads, made_of.digits)

    def _noise(self, symbol: str, loads: Loads) -> list[float]:
        """Return a random walk in log price, drawn back to nought by `pull`."""
        gauss = partial(_random(self._seed, symbol, "days").gauss, 0.0, loads.own)
        steps = [
            loads.small * small + loads.large * large + gauss()
            for small, large in zip(self._small, self._large, strict=True)
        ]
        kept = 1 - loads.pull
        return list(accumulate(steps, lambda walk, step: kept * walk + step))

    def _bridged(self, anchors: Anchors, noise: Sequence[float]) -> list[float]:
        """Return prices through every anchor, moving between them as the noise does."""
        places = [(self._place[day], math.log(price)) for day, price in anchors]
        prices = [anchors[0][1]]
        for (left, start), (right, end) in pairwise(places):
            drift = (end - start - noise[right] + noise[left]) / (right - left)
            base = start - noise[left]
            prices += [math.exp(base + noise[at] + drift * (at - left)) for at in range(left + 1, right + 1)]
        return prices

    def _below(self, closes: list[float], ceilings: Anchors) -> list[float]:
        """Mirror closes at the ceiling of their day; anchors, which may stand on it, are put back by the caller."""
        mirrored, begin = list(closes), 0
        for day, ceiling in ceilings:
            end = self._place[day] + 1
            mirrored[begin:end] = [min(close, ceiling**2 / close) for close in closes[begin:end]]
            begin = end
        return mirrored

    def _afternoon(self, closes: Sequence[float], index: Path | None) -> float:
        before, friday = closes[self._place[EVE]], closes[self._place[FRIDAY]]
        if index is not None:
            return index.afternoon * before / index.closes[self._place[EVE]]
        return before * math.pow(friday / before, _AFTERNOON)


class _Waves(NamedTuple):
    """A smooth, bounded wandering about nought with a standard deviation near one."""

    speeds: tuple[float, ...]
    shifts: tuple[float, ...]

    @classmethod
    def drawn(cls, draw: Random) -> _Waves:
        speeds = tuple(2 * math.pi / (period * draw.uniform(0.8, 1.25)) for period in _PERIODS)
        return cls(speeds, tuple(draw.uniform(0, 2 * math.pi) for _ in _PERIODS))

    def at(self, elapsed: float) -> float:
        scale = math.sqrt(2 / len(_PERIODS))
        return scale * sum(
            math.sin(speed * elapsed + shift) for speed, shift in zip(self.speeds, self.shifts, strict=True)
        )


def _random(seed: int, *names: str) -> Random:
    """Return a generator that depends on the names only, not on the interpreter's hashing."""
    return Random(":".join([str(seed), *names]))  # noqa: S311  a simulation, no secret
