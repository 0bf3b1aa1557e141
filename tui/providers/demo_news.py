"""Invented headlines and coming dates, plain and general: no company is said to have done anything."""

from __future__ import annotations

from random import Random

from tui.core.events import Kind, NewsEvent
from tui.providers.demo_clock import FRIDAY, NEW_YORK, instant

_EVERY = 20.0
"""Seconds between two headlines, on average."""
_BEFORE = 3
"""Headlines already there at the start."""
_KEPT = 12
"""Headlines a reader is given, the newest ones."""
_SMALL, _LARGE = ("^RUT",), ("^NDX",)
_BOTH = _SMALL + _LARGE
_MARKET: tuple[str, ...] = ()

_HEADLINES = (
    (_MARKET, "Trading is calm as the holidays come near"),
    (_BOTH, "Small caps and mega caps go separate ways for another hour"),
    (_SMALL, "Buyers look further down the size ladder"),
    (_LARGE, "Largest technology shares tread water"),
    (_MARKET, "Ten-year yield hardly moves in a thin session"),
    (_SMALL, "Domestic names gain on lower borrowing costs"),
    (_MARKET, "More shares rise than fall across the exchange"),
    (_LARGE, "Profit taking weighs on the year’s biggest winners"),
    (_SMALL, "Smaller lenders among the firmer groups"),
    (_BOTH, "Strategists argue over how long the rotation can last"),
    (_MARKET, "Volatility drifts lower in the afternoon"),
    (_SMALL, "Small-cap futures see steady demand"),
    (_LARGE, "Chip makers mixed without fresh news"),
    (_MARKET, "Investors weigh next year’s path of interest rates"),
    (_BOTH, "Money moves from the largest shares to the smallest, desks say"),
    (_SMALL, "Round number back in sight for small caps"),
    (_MARKET, "Energy holds its ground while crude is little changed"),
    (_LARGE, "Mega caps pause after an uneven week"),
    (_MARKET, "Dealers report light order books into the close"),
    (_BOTH, "Spread between small and large caps stays in focus"),
)
_COMING = (
    ("2026-01-09", Kind.MACRO, "Jobs report, an invented date"),
    ("2026-01-14", Kind.MACRO, "Consumer prices, an invented date"),
    ("2026-01-20", Kind.EARNINGS, "First quarterly reports of small caps, an invented date"),
    ("2026-01-28", Kind.FED, "Rate decision, an invented date"),
)


def headlines(seed: int, symbol: str, elapsed: float) -> tuple[NewsEvent, ...]:
    """Return the newest headlines about a symbol or the whole market that are out by now, newest last."""
    latest = int(elapsed // _EVERY) + 1
    numbers = range(-_BEFORE, latest + 1)
    out = [number for number in numbers[-2 * len(_HEADLINES) :] if _arrival(seed, number) <= elapsed]
    about = [number for number in out if _concerns(number, symbol)]
    return tuple(_headline(seed, number) for number in about[-_KEPT:])


def coming() -> tuple[NewsEvent, ...]:
    """Return the simulated calendar's dates."""
    return tuple(
        NewsEvent(
            id=f"demo-{day}", when=day, kind=kind, title=title, source="simulated", known_from=FRIDAY, simulated=True
        )
        for day, kind, title in _COMING
    )


def _arrival(seed: int, number: int) -> float:
    """Return the elapsed seconds at which a headline is out; they keep their order."""
    draw = Random(f"{seed}:headline:{number}")  # noqa: S311  a simulation, no secret
    return _EVERY * (number + draw.uniform(0.1, 0.8))


def _concerns(number: int, symbol: str) -> bool:
    symbols, _ = _HEADLINES[number % len(_HEADLINES)]
    return not symbols or symbol in symbols


def _headline(seed: int, number: int) -> NewsEvent:
    symbols, title = _HEADLINES[number % len(_HEADLINES)]
    time = instant(_arrival(seed, number))
    local = time.astimezone(NEW_YORK)
    return NewsEvent(
        id=f"demo-headline-{number + _BEFORE}",
        when=local.isoformat(timespec="seconds"),
        kind=Kind.NEWS,
        title=title,
        source="simulated",
        known_from=local.date(),
        symbols=symbols,
        time=time,
        simulated=True,
    )
