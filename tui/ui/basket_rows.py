"""Baskets as rows of columns: which columns there is room for, and what stands in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace
from rich.cells import cell_len

from tui.core.board import BasketRow, MemberRow
from tui.core.graph import Role, RotationGraph
from tui.core.text import DASH, arrow, day, percent, points, safe
from tui.ui.lines import Line, Span, Tone, fit, right, tone_of, wrapped

_PROXIES = " (proxies)"
_BARS = "▁▂▃▄▅▆▇█"
_RETURN = 9
_NAMED = "basket"
"""What the column of names is called."""
_LEAST_NAME = 8
_LONGEST_NAME = 38
_WIDEST_SPARK = 24


_NO_PLACES: Mapping[str, str] = MappingProxyType({})


class _Column(Struct, frozen=True):
    """A column right of the return."""

    title: str
    width: int
    cell: Callable[[BasketRow, int], Span]


class Layout(Struct, frozen=True):
    """The columns there is room for."""

    name: int
    columns: tuple[_Column, ...]

    def heading(self, window: str) -> Line:
        """Return the columns' names; the return's is the window it is over, where there is room beside the first."""
        names = "".join(right(column.title, column.width) for column in self.columns)
        over = max(0, cell_len(window) + 1 - _RETURN)
        if over >= self.name - cell_len(_NAMED):
            window, over = "return", 0
        return (Span(f"  {fit(_NAMED, self.name - over)}{right(window, _RETURN + over)}{names}", Tone.MUTED),)

    def basket(self, basket: BasketRow, *, opened: bool) -> Line:
        """Return a basket's line; one of stand-ins only says so."""
        mark = _PROXIES if basket.proxied() else ""
        name = fit(safe(basket.name), self.name - len(mark)).rstrip() + mark
        way = basket.return_pct
        glyph = Span(f"{arrow(way)} ", Tone.MUTED if way is None else tone_of(way))
        named = Span(fit(name, self.name), Tone.STRONG if opened else Tone.TEXT)
        cells = tuple(column.cell(basket, column.width) for column in self.columns)
        return (glyph, named, _signed(basket.return_pct, _RETURN), *cells)

    def why(self, basket: BasketRow) -> tuple[Line, ...]:
        """Return what the story expects of a basket, since when it is measured, and why it is watched."""
        width = self.name + 2 + _RETURN + sum(column.width for column in self.columns)
        since = f", from {day(basket.base_date)}" if basket.base_date else ""
        why = f"{basket.stance}{since}: {safe(basket.why)}"
        told = (why, _behind(basket)) if basket.return_pct is not None else (why,)
        return tuple(line for text in told for line in wrapped(text, width, Tone.MUTED, "  │ "))

    def member(self, member: MemberRow, *, last: bool) -> Line:
        """Return a member's line under its basket."""
        tail = sum(column.width for column in self.columns)
        told = ["proxy"] if member.proxy else []
        told += [f"adds {_added(member.contribution_pts)}"] if member.contribution_pts is not None else []
        told += [safe(member.why_missing) or "no closes"] if member.return_pct is None else []
        words = f"  {', '.join(told)}" if told else ""
        value = _signed(member.return_pct, _RETURN)
        name = fit(f"{'└' if last else '├'} {safe(member.symbol)}", self.name)
        if cell_len(words) > tail and not last and not tail:
            return (Span(f"  {name}", Tone.MUTED), value)
        return (Span("  ", Tone.MUTED), Span(name), value, Span(fit(words, tail), Tone.MUTED))


def _added(contribution_pts: float) -> str:
    """Write what a member adds to its basket's mean; one of very many adds less than a hundredth."""
    return points(contribution_pts, 2 if abs(contribution_pts) >= 0.005 else 4)


def _behind(basket: BasketRow) -> str:
    """Say what stands behind the mean: how the members lie apart, how it fares against the pair, who takes part."""
    above = (f"{share.above}/{share.of} above {sessions}-day" for sessions, share in basket.breadth.above.items())
    ahead = "" if basket.ahead is None else f"ahead of the large side on {basket.ahead}/{basket.ahead_of} sessions"
    against = (("small", basket.against_small_pts), ("large", basket.against_large_pts))
    parts = (
        f"median {percent(basket.median_pct)}",
        f"dispersion {basket.dispersion_pts:.1f} pts" if basket.dispersion_pts is not None else "",
        *(f"{points(value)} against the {side} side" for side, value in against if value is not None),
        ahead,
        *(above if basket.breadth.members else ()),
    )
    return " · ".join(part for part in parts if part)


def quadrants(graph: RotationGraph | None) -> dict[str, str]:
    """Return where each basket stands in the rotation graph, by its name; those without a place are left out."""
    rows = graph.rows if graph else ()
    return {row.name: row.quadrant.value for row in rows if row.role is Role.BASKET and row.quadrant}


def arrange(baskets: Iterable[BasketRow], width: int, places: Mapping[str, str] = _NO_PLACES) -> Layout:
    """Choose the columns for a place so many cells wide: the more it says the better, the names' room comes first.

    `places` are the baskets' quadrants by name; without any there is no column for them.
    """
    baskets = tuple(baskets)
    longest = max((cell_len(basket.name) + len(_PROXIES) * basket.proxied() for basket in baskets), default=_LEAST_NAME)
    fitted = {_COUNT: _fitted(_COUNT, _counted, baskets), _RANGE: _fitted(_RANGE, _range, baskets)}
    fitted[_QUADRANT] = replace(_QUADRANT, cell=partial(_placed, places))
    for chosen, least in _SETS:
        columns = tuple(fitted.get(column, column) for column in chosen if places or column is not _QUADRANT)
        name = width - 2 - _RETURN - sum(column.width for column in columns)
        if name < least:
            continue
        spare = max(0, name - min(longest, _LONGEST_NAME))
        wider = min(spare, _WIDEST_SPARK - _SPARK.width)
        widened = tuple(
            replace(column, width=column.width + wider) if column is _SPARK else column for column in columns
        )
        return Layout(name - wider if _SPARK in columns else name, widened)
    return Layout(max(1, width - 2 - _RETURN), ())


def _fitted(column: _Column, cell: Callable[[BasketRow, int], Span], baskets: Iterable[BasketRow]) -> _Column:
    """Widen a column to the longest text in it and a blank."""
    longest = max((cell_len(cell(basket, 0).text) for basket in baskets), default=0)
    return replace(column, width=max(column.width, longest + 2))


def spark(values: tuple[float, ...], width: int) -> str:
    """Draw values in eight heights, one character each; of more values than cells the last of each share is drawn."""
    if not values or width < 1:
        return ""
    if len(values) > width:
        values = tuple(values[(place + 1) * len(values) // width - 1] for place in range(width))
    low, high = min(values), max(values)
    if high <= low:
        return _BARS[3] * len(values)
    return "".join(_BARS[min(7, int((value - low) / (high - low) * 8))] for value in values)


def _signed(value: float | None, width: int) -> Span:
    """Return a return in percent with as many digits as leave a blank before it, set to the right."""
    wordings = [percent(value, digits) for digits in (2, 1, 0)]
    words = next((each for each in wordings if cell_len(each) < width), wordings[-1])
    return Span(right(words, width), Tone.MUTED if value is None else tone_of(value))


def _counted(basket: BasketRow, width: int) -> Span:
    counted, members = basket.counted(), len(basket.members)
    return Span(right(f"{counted}/{members}", width), Tone.MUTED if counted == members else Tone.ALERT)


def _placed(places: Mapping[str, str], basket: BasketRow, width: int) -> Span:
    """Return the basket's quadrant."""
    place = places.get(basket.name)
    return Span(right(place or DASH, width), Tone.TEXT if place else Tone.MUTED)


def _path(basket: BasketRow, width: int) -> Span:
    drawn = spark(basket.spark, width - 2)
    return Span("  " + fit(drawn, width - 2), Tone.MUTED)


def _median(basket: BasketRow, width: int) -> Span:
    return _signed(basket.median_pct, width)


def _best(basket: BasketRow, width: int) -> Span:
    return _named(basket.best, width)


def _worst(basket: BasketRow, width: int) -> Span:
    return _named(basket.worst, width)


def _range(basket: BasketRow, width: int) -> Span:
    """Return worst and best without their names; a single member has no range."""
    if basket.best is None or basket.worst is None or basket.counted() < 2:
        return Span(right(DASH, width), Tone.MUTED)
    low, high = percent(basket.worst.return_pct, 0), percent(basket.best.return_pct, 0)
    return Span(right(f"{low} … {high}", width), Tone.MUTED)


def _named(member: MemberRow | None, width: int) -> Span:
    """Return a member with its return; the symbol is cut before the number."""
    if member is None:
        return Span(right(DASH, width), Tone.MUTED)
    value = percent(member.return_pct, 1)
    symbol = safe(member.symbol)
    room = width - 2 - cell_len(value)
    name = symbol if cell_len(symbol) < room else fit(symbol, room - 1)
    return Span(right(f"{name} {value}", width), Tone.MUTED)


_COUNT = _Column("k/n", 6, _counted)
_SPARK = _Column("path", 10, _path)
_QUADRANT = _Column("quadrant", 11, partial(_placed, _NO_PLACES))
_RANGE = _Column("worst … best", 15, _range)
_MEDIAN = _Column("median", 9, _median)
_BEST = _Column("best", 15, _best)
_WORST = _Column("worst", 15, _worst)

_SETS = (
    ((_SPARK, _QUADRANT, _COUNT, _MEDIAN, _BEST, _WORST), 21),
    ((_SPARK, _QUADRANT, _COUNT, _BEST, _WORST), 21),
    ((_SPARK, _QUADRANT, _COUNT, _MEDIAN, _RANGE), 21),
    ((_SPARK, _QUADRANT, _COUNT, _RANGE), 21),
    ((_SPARK, _QUADRANT, _COUNT), 14),
    ((_QUADRANT, _COUNT), 12),
    ((_SPARK, _COUNT), 14),
    ((_COUNT,), 12),
    ((), _LEAST_NAME),
)
"""Columns and the least room they must leave to the names, the fullest first."""
