"""Quotes in cells: fixed columns that only ever grow, so that nothing jumps when a price changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from enum import IntEnum
from types import MappingProxyType

from msgspec import Struct
from rich.cells import cell_len

from tui.core.market import Extended, Quote, State
from tui.core.readings import FedRange
from tui.core.text import DASH, MINUS, basis_points, percent, price, safe, signed
from tui.core.watchlist import Instrument
from tui.ui.lines import Line, Span, Tone, right, width_of
from tui.ui.words import outdated, state_in_words


class Form(IntEnum):
    """How much of a quote a cell says, the most first."""

    EXTENDED_FULL = 0
    """As `FULL`, with the extended price and its percent."""
    EXTENDED_PERCENT = 1
    """As `PERCENT`, with the extended price and its percent."""
    EXTENDED_PRICE = 2
    """As `PERCENT`, with the extended price."""
    FULL = 3
    """Symbol, price, change and percent."""
    PERCENT = 4
    """Symbol, price and percent."""
    PRICE = 5
    """Symbol and price."""

    def extended(self) -> bool:
        """Say whether it has room for a price before the open or after the close."""
        return self <= Form.EXTENDED_PRICE


class Seen(Struct, frozen=True):
    """How quotes are looked at: when, and which state needs no words because most are in it."""

    now: datetime
    usual: State | None = None
    yields: frozenset[str] = frozenset()
    """Symbols priced in percent, their changes told in basis points."""
    moved: Mapping[str, int] = MappingProxyType({})
    """Symbols whose price has just moved: 1 up, −1 down."""


class Columns:
    """The widest text seen in each column; a column never gets narrower."""

    def __init__(self) -> None:
        self._widths: dict[str, int] = {}
        self._grew = False

    def grew(self) -> bool:
        """Say whether a column has become wider since the last time this was asked."""
        grew, self._grew = self._grew, False
        return grew

    def keep(self, column: str, text: str) -> str:
        """Return text set to the right of its column."""
        return right(text, self._widen(column, text))

    def name(self, text: str) -> str:
        """Return a name set to the left of its column."""
        return text + " " * (self._widen("name", text) - cell_len(text))

    def state(self, text: str) -> str:
        """Return a state's words set to the left; nothing while none has been seen."""
        width = self._widen("state", f" {text}" if text else "")
        return f" {text}" + " " * (width - cell_len(text) - 1) if width else ""

    def _widen(self, column: str, text: str) -> int:
        """Return the column's width, with this text in it."""
        width = self._widths.get(column, 0)
        if cell_len(text) > width:
            width = self._widths[column] = cell_len(text)
            self._grew = True
        return width


def forms_for(quotes: Iterable[Quote | None]) -> tuple[Form, ...]:
    """Return the forms to choose from: those with an extended price only where one of the quotes has one."""
    extended = any(quote and quote.extended for quote in quotes)
    return tuple(form for form in Form if extended or not form.extended())


def quote_cell(label: str, quote: Quote | None, form: Form, columns: Columns, seen: Seen) -> Line:
    """Return the cell of a symbol."""
    name = columns.name(label)
    if quote is None:
        text = columns.keep("price", DASH)
        return _as_wide_as(form, columns, (Span(f"{name} "), Span(text, Tone.MUTED)))
    state = quote.at(seen.now).state
    old = outdated(quote, seen.now)
    words = "" if state is seen.usual and not old else state_in_words(quote, seen.now)
    dim = old or state in (State.STALE, State.CACHED, State.NONE)
    lit = {1: Tone.ROSE, -1: Tone.FELL}.get(seen.moved.get(quote.symbol, 0), Tone.MUTED if dim else Tone.STRONG)
    is_yield = quote.symbol in seen.yields
    level = price(quote.price) + ("%" if is_yield else "")
    parts = [Span(f"{name} ", Tone.MUTED if dim else Tone.TEXT), Span(columns.keep("price", level), lit)]
    parts += _change(quote, form, columns, is_yield=is_yield)
    if form.extended() and quote.extended:
        parts += _extended(quote.extended, form, columns, is_yield=is_yield)
        # What comes before the open or after the close says itself that the exchange is closed.
        words = "" if state is State.CLOSED else words
        parts.append(Span(f" {words}" if words else "", Tone.MUTED))
    else:
        parts.append(Span(columns.state(words), Tone.MUTED))
    if dim:
        parts = [Span(span.text, lit if span.tone is lit else Tone.MUTED) for span in parts]
    return _as_wide_as(form, columns, tuple(parts))


class _Said(Struct, frozen=True):
    """What a cell says of a quote."""

    quote: Quote | None
    state: State | None
    words: str
    usual: State | None
    moved: int


class Cells:
    """The cells of quotes; one is made anew where it says something else, all of them where a column has grown."""

    def __init__(self) -> None:
        self._columns = Columns()
        self._made: dict[tuple[str, Form], tuple[_Said, Line]] = {}

    def of(
        self, names: Sequence[tuple[str, str]], quotes: Mapping[str, Quote], seen: Seen, forms: Iterable[Form]
    ) -> dict[Form, list[Line]] | None:
        """Return every cell in each of the forms, in one form all as wide; None where a column has just grown.

        `names` are symbols and labels.
        """
        said = [(symbol, label, _said(symbol, quotes.get(symbol), seen)) for symbol, label in names]
        drawn = {form: [self._cell(*each, form, seen) for each in said] for form in forms}
        if self._columns.grew():
            self._made.clear()
            return None
        return drawn

    def _cell(self, symbol: str, label: str, said: _Said, form: Form, seen: Seen) -> Line:
        """Return the cell of a symbol."""
        made = self._made.get((symbol, form))
        if made is None or made[0] != said:
            made = self._made[symbol, form] = (said, quote_cell(safe(label), said.quote, form, self._columns, seen))
        return made[1]


def _said(symbol: str, quote: Quote | None, seen: Seen) -> _Said:
    """Return what the cell of a symbol says as it is looked at."""
    state, words = (quote.at(seen.now).state, state_in_words(quote, seen.now)) if quote else (None, "")
    return _Said(quote, state, words, seen.usual, seen.moved.get(symbol, 0))


def index_cell(instrument: Instrument, quote: Quote | None, fed: FedRange | None, columns: Columns, seen: Seen) -> Line:
    """Return the cell of an index, a yield or the fed funds range, each in its own unit."""
    label = safe(instrument.label)
    if instrument.kind == "fed":
        text = f"{fed.lower_pct:.2f}–{fed.upper_pct:.2f}" if fed else DASH
        return (Span(f"{label} ", Tone.MUTED), Span(text, Tone.STRONG if fed else Tone.MUTED))
    if quote is None:
        return (Span(f"{label} {DASH}", Tone.MUTED),)
    is_yield = instrument.kind == "yield"
    level = columns.keep(f"{label} price", price(quote.price) + ("%" if is_yield else ""))
    change = basis_points(quote.change) if is_yield else percent(quote.change_pct)
    state, old = quote.at(seen.now).state, outdated(quote, seen.now)
    dim = old or state in (State.STALE, State.CACHED, State.NONE)
    words = state_in_words(quote, seen.now) if old or state is not seen.usual else ""
    return (
        Span(f"{label} ", Tone.MUTED),
        Span(level, Tone.MUTED if dim else Tone.STRONG),
        Span(f" {columns.keep(f'{label} change', change)}", Tone.MUTED if dim else _tone_of(change)),
        *((Span(f" {words}", Tone.MUTED),) if words else ()),
    )


def _change(quote: Quote, form: Form, columns: Columns, *, is_yield: bool) -> tuple[Span, ...]:
    """Return the day's change as the form has it: a yield's in basis points only."""
    points = basis_points(quote.change) if is_yield else signed(quote.change)
    if form in (Form.FULL, Form.EXTENDED_FULL):
        bracketed = "" if is_yield else f"({percent(quote.change_pct).removeprefix('+')})"
        shown = f"{columns.keep('change', _marked(points))} {columns.keep('bracketed', bracketed)}"
        return (Span(f" {shown}", _tone_of(points)),)
    if form is Form.PRICE:
        return ()
    change = points if is_yield else percent(quote.change_pct)
    return (Span(f" {columns.keep('percent', _marked(change))}", _tone_of(change)),)


def _extended(extended: Extended, form: Form, columns: Columns, *, is_yield: bool) -> tuple[Span, ...]:
    """Return a price before the open or after the close under its own name, in columns of its own."""
    level = price(extended.price) + ("%" if is_yield else "")
    parts = (
        Span(f" {columns.keep('session', extended.session.value)}", Tone.MUTED),
        Span(f" {columns.keep('extended price', level)}"),
    )
    if form is Form.EXTENDED_PRICE:
        return parts
    change = basis_points(extended.change) if is_yield else percent(extended.change_pct)
    return (*parts, Span(f" {columns.keep('extended percent', change)}", _tone_of(change)))


def _marked(change: str) -> str:
    """Set the arrow of its sign before a change."""
    return {"+": "▲", MINUS: "▼"}.get(change[:1], "") + change


def _tone_of(change: str) -> Tone:
    """Return the tone of a change as it is written: what rounds to zero is plain."""
    return {"+": Tone.UP, MINUS: Tone.DOWN}.get(change[:1], Tone.TEXT)


def _as_wide_as(form: Form, columns: Columns, line: Line) -> Line:
    """Return the line filled up to the widest cell seen in this form."""
    text = columns.keep(f"cell {form}", " " * width_of(line))
    missing = cell_len(text) - width_of(line)
    return (*line, Span(" " * missing)) if missing else line
