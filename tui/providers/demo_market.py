"""What the simulated market is made of: the prices every path goes through, and how symbols move together.

Closes and prices that the articles report are met exactly; all others are invented, of about the real size.
"""

from __future__ import annotations

from datetime import date
from random import Random
from typing import NamedTuple

from tui.providers.demo_clock import EVE, FIRST_DAY, FRIDAY, MONDAY

_QUARTER = date(2025, 9, 30)

Anchors = tuple[tuple[date, float], ...]


class Loads(NamedTuple):
    """How a symbol moves: with small caps, with large caps, and by itself."""

    small: float
    large: float
    own: float
    """Daily standard deviation of its own part, a fraction."""
    pull: float = 0.0
    """Share of its distance from the way between two anchors that it loses in a session."""


class Model(NamedTuple):
    """How one symbol is simulated."""

    loads: Loads
    anchors: Anchors
    """Ascending, from the demo's first session to its last; in the symbol's unit."""
    ceilings: Anchors = ()
    """Up to each date, ascending, closes stay below its price."""
    afternoon: float | None = None
    """Price on Friday at 15:00; None: wherever the path is."""
    follows: str | None = None
    """The index it is a fund or a future on; its anchors are then ratios to it."""
    digits: int = 2


class _Page(NamedTuple):
    """A strip cell as printed: price and change."""

    price: float
    change: float

    def before(self) -> float:
        return round(self.price - self.change, 4)


# BAC's 54.34, −0.20 and −0.38 % agree only where the change has more digits than were printed.
_STRIP = {
    "AMZN": (84.0, 224.1, _Page(227.11, 5.84), _Page(228.43, 1.08)),
    "AAPL": (125.1, 266.3, _Page(271.72, -0.12), _Page(270.97, -2.70)),
    "AMD": (64.0, 203.7, _Page(202.45, 4.34), _Page(214.95, 1.52)),
    "BAC": (33.5, 52.1, _Page(54.34, -0.2047), _Page(55.88, 0.61)),
    "GOOG": (89.7, 303.2, _Page(304.32, 6.26), _Page(311.33, 2.72)),
    "META": (124.7, 668.5, _Page(666.09, 16.59), _Page(661.50, 2.73)),
    "MSFT": (239.6, 491.4, _Page(486.27, 10.15), _Page(484.92, -1.00)),
    "NVDA": (14.3, 185.6, _Page(174.91, 3.97), _Page(183.69, 2.70)),
    "ORCL": (83.7, 217.9, _Page(180.22, 1.76), _Page(198.38, 6.41)),
    "TSLA": (108.1, 476.2, _Page(488.31, 21.05), _Page(488.73, 7.53)),
}
"""First close, close of the third quarter, the two pages of the articles."""

_MEGA = Loads(0.0, 1.15, 0.011)
_BANK = Loads(1.0, 0.0, 0.011)
_INDUSTRY = Loads(0.95, 0.15, 0.014)
_BIOTECH = Loads(0.9, 0.1, 0.032)
_FINTECH = Loads(1.2, 0.3, 0.026)
_ENERGY = Loads(0.5, 0.1, 0.012)
_GREEN = Loads(0.8, 0.3, 0.013)
_NUCLEAR = Loads(0.7, 0.6, 0.026)
_HEALTH = Loads(0.5, 0.1, 0.02)
_OTHER = Loads(0.5, 0.5, 0.012)
_CALM = Loads(0.05, 0.05, 0.003)

_OTHERS = {
    "AVGO": (_MEGA, 55.6, 337.5, 340.2),
    "SRCE": (_BANK, 53.0, 60.4, 65.3),
    "AMTB": (_BANK, 26.8, 19.0, 20.8),
    "KRE": (_BANK, 59.0, 62.2, 66.6),
    "AAON": (_INDUSTRY, 75.6, 84.6, 93.4),
    "ALG": (_INDUSTRY, 141.5, 165.2, 184.3),
    "AIR": (_INDUSTRY, 45.0, 79.3, 88.1),
    "KRRO": (_BIOTECH, 21.5, 42.4, 61.7),
    "XBI": (_BIOTECH._replace(own=0.012), 83.0, 104.2, 121.9),
    "DAVE": (_FINTECH, 8.9, 192.6, 219.4),
    "SEZL": (_FINTECH, 6.2, 66.3, 75.8),
    "XLE": (_ENERGY, 84.0, 43.1, 45.6),
    "XOP": (_ENERGY, 131.0, 128.2, 135.9),
    "TAN": (_GREEN, 73.0, 50.4, 46.9),
    "FAN": (_GREEN, 17.2, 19.1, 18.2),
    "SMR": (_NUCLEAR, 10.3, 19.8, 20.6),
    "OKLO": (_NUCLEAR, 10.1, 84.7, 86.3),
    "NLR": (_NUCLEAR._replace(own=0.012), 53.0, 122.5, 126.0),
    "THC": (_HEALTH, 49.0, 203.0, 192.6),
    "CYH": (_HEALTH, 4.4, 3.28, 3.05),
    "CNC": (_HEALTH, 81.5, 39.6, 37.4),
    "TIP": (_CALM, 106.8, 111.2, 111.0),
    "IEF": (_CALM, 96.5, 96.5, 96.9),
}

_FOLLOWERS = {
    "IWM": ("^RUT", 0.0993, 0.0993, 0.0002),
    "RTY=F": ("^RUT", 1.0041, 1.0041, 0.0002),
    "IJR": ("^RUT", 0.0522, 0.0488, 0.0025),
    "IWN": ("^RUT", 0.0785, 0.0731, 0.0025),
    "IWO": ("^RUT", 0.1215, 0.1284, 0.0025),
    "QQQ": ("^NDX", 0.02435, 0.02435, 0.0002),
    "NQ=F": ("^NDX", 1.0046, 1.0046, 0.0002),
    "^IXIC": ("^NDX", 0.9546, 0.9243, 0.0015),
    "SPY": ("^GSPC", 0.0997, 0.0997, 0.0002),
    "RSP": ("^GSPC", 0.0371, 0.0281, 0.003),
}
"""The index followed, the ratio to it at first and at last, the daily deviation from it as a fraction."""

_RUSSELL = (
    "2023-01-03 1750.73, 2023-02-02 1996.4, 2023-03-24 1738.6, 2023-07-31 2001.8, 2023-10-27 1641.2, "
    "2023-12-27 2063.5, 2024-01-17 1922.3, 2024-03-28 2118.7, 2024-04-19 1965.2, 2024-05-15 2112.4, "
    "2024-06-28 2039.84, 2024-07-10 2044.6, 2024-07-11 2118.9, 2024-07-16 2251.3, 2024-07-31 2288.7, "
    "2024-08-05 2049.3, 2024-09-06 2094.2, 2024-10-16 2252.7, 2024-11-05 2229.6, 2024-11-25 2431.7, "
    "2024-12-19 2219.4, 2025-02-18 2276.2, 2025-03-13 1998.3, 2025-04-08 1764.2, 2025-07-03 2236.7, "
    "2025-08-01 2171.6, 2025-09-30 2372.83, 2025-10-15 2431.5, 2025-10-29 2439.3, 2025-11-17 2336.4, "
    "2025-12-03 2493.8, 2025-12-04 2531.16, 2025-12-10 2561.4, 2025-12-11 2590.61, 2025-12-17 2491.01, "
    "2025-12-18 2502.37, 2025-12-19 2528.14, 2025-12-22 2559.34"
)
_NASDAQ = (
    "2023-01-03 10872.3, 2023-07-31 15742.8, 2023-10-27 14191.6, 2024-03-28 18243.1, 2024-07-10 20652.4, "
    "2024-07-11 20198.7, 2024-07-31 19364.9, 2024-08-05 17902.5, 2024-12-16 22094.2, 2025-04-08 17104.6, "
    "2025-07-03 22851.3, 2025-09-30 24681.7, 2025-10-29 25974.8, 2025-11-17 24803.5, 2025-12-04 25402.6, "
    "2025-12-11 25338.1, 2025-12-17 24652.9, 2025-12-18 24853.6, 2025-12-19 24948.2, 2025-12-22 25051.9"
)
_BROAD = (
    "2023-01-03 3823.9, 2023-07-31 4586.1, 2023-10-27 4121.4, 2024-03-28 5251.7, 2024-08-05 5189.3, "
    "2024-12-06 6088.2, 2025-04-08 4987.5, 2025-09-30 6687.3, 2025-12-11 6862.4, 2025-12-17 6724.8, "
    "2025-12-22 6841.6"
)
_TEN_YEAR = (
    "2023-01-03 3.79, 2023-04-06 3.31, 2023-10-19 4.98, 2023-12-27 3.81, 2024-04-25 4.69, 2024-09-16 3.63, "
    "2025-01-14 4.78, 2025-04-04 4.01, 2025-09-30 4.16, 2025-12-22 4.153"
)
_THREE_MONTH = (
    "2023-01-03 4.31, 2023-08-01 5.28, 2024-08-01 5.13, 2024-12-18 4.23, 2025-09-17 3.92, 2025-10-29 3.74, "
    "2025-12-10 3.62, 2025-12-22 3.585"
)
_VOLATILITY = (
    "2023-01-03 22.9, 2023-03-13 26.1, 2023-12-12 12.4, 2024-07-10 12.8, 2024-08-05 37.6, 2024-09-30 16.4, "
    "2025-03-28 21.3, 2025-04-08 50.8, 2025-05-30 18.7, 2025-09-30 16.2, 2025-11-20 24.6, 2025-12-22 14.9"
)


def model(symbol: str, seed: int) -> Model:
    """Return how a symbol is simulated; one that the demo does not know gets prices of its own."""
    if symbol in _INDICES:
        return _INDICES[symbol]
    if symbol in _STRIP:
        return _strip_model(symbol)
    if symbol in _FOLLOWERS:
        index, first, last, deviation = _FOLLOWERS[symbol]
        loads = _INDICES[index].loads
        return Model(loads._replace(own=deviation, pull=0.05), ((FIRST_DAY, first), (MONDAY, last)), follows=index)
    loads, first, quarter, last = _OTHERS.get(symbol) or _unknown(symbol, seed)
    return Model(loads, ((FIRST_DAY, first), (_QUARTER, quarter), (MONDAY, last)))


def _anchors(text: str) -> Anchors:
    pairs = (pair.split() for pair in text.split(", "))
    return tuple((date.fromisoformat(day), float(price)) for day, price in pairs)


_INDICES = {
    "^RUT": Model(Loads(1.0, 0.0, 0.0), _anchors(_RUSSELL), ceilings=((date(2025, 12, 3), 2498.0), (MONDAY, 2590.0))),
    "^NDX": Model(Loads(0.0, 1.0, 0.0), _anchors(_NASDAQ)),
    "^GSPC": Model(Loads(0.2, 0.6, 0.001), _anchors(_BROAD)),
    "^TNX": Model(Loads(0.0, -0.1, 0.011, 0.03), _anchors(_TEN_YEAR), digits=3),
    "^IRX": Model(Loads(0.0, 0.0, 0.003, 0.1), _anchors(_THREE_MONTH), digits=3),
    "^VIX": Model(Loads(-0.5, -3.5, 0.03, 0.12), _anchors(_VOLATILITY)),
    "GPCR": Model(
        _BIOTECH,
        _anchors("2023-01-03 26.0, 2025-09-30 28.0, 2025-12-05 31.4, 2025-12-08 67.9, 2025-12-22 65.7"),
    ),
}


def _strip_model(symbol: str) -> Model:
    first, quarter, friday, monday = _STRIP[symbol]
    drop = ((date(2025, 12, 10), 221.6), (date(2025, 12, 11), 192.8)) if symbol == "ORCL" else ()
    ends = ((EVE, friday.before()), (FRIDAY, monday.before()), (MONDAY, monday.price))
    loads = _BANK._replace(small=0.6, large=0.3) if symbol == "BAC" else _MEGA
    return Model(loads, ((FIRST_DAY, first), (_QUARTER, quarter), *drop, *ends), afternoon=friday.price)


def _unknown(symbol: str, seed: int) -> tuple[Loads, float, float, float]:
    """Invent a first close, a close of the third quarter and a last price; the same for a symbol on every run."""
    draw = Random(f"{seed}:{symbol}:prices")  # noqa: S311  a simulation, no secret
    last = round(draw.uniform(15, 320), 2)
    return _OTHER, round(last * draw.uniform(0.5, 1.2), 2), round(last * draw.uniform(0.93, 1.06), 2), last
