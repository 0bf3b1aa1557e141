"""Prices and where they come from: quotes, daily bars, sessions and their states.

All instants are aware UTC datetimes; all days are exchange-local dates; all percents are in percent (1.5 means 1.5 %).
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

_CLOCKS_DIFFER = timedelta(minutes=5)  # the source's clock may run ahead of ours before its stamps are wrong


class State(StrEnum):
    """How far a number may be trusted, in one word; every number on the screen carries one."""

    LIVE = "live"
    DELAYED = "delayed"
    CLOSED = "closed"
    STALE = "stale"
    CACHED = "cached"
    SIMULATED = "simulated"
    NONE = "none"


class Session(StrEnum):
    """What the exchange is doing: before the open, open, after the close, closed."""

    PRE = "pre"
    OPEN = "open"
    POST = "post"
    CLOSED = "closed"


class Extended(Struct, frozen=True, kw_only=True, gc=False):
    """A price made before the open or after the close; it stands beside the regular price, never in its place."""

    price: float
    """In the unit of the regular price."""
    time: datetime
    """When it was made, UTC."""
    session: Session
    """`PRE` or `POST`."""
    change: float | None = None
    """Against the regular price it stands beside, in its unit."""
    change_pct: float | None = None
    """Against the regular price it stands beside, in percent."""

    def beside(self, quote: "Quote") -> "Extended | None":
        """Return it with its change against the price of `quote`; None where that price is not older."""
        if self.time <= quote.time:
            return None
        return replace(self, change=self.price - quote.price, change_pct=100 * (self.price / quote.price - 1))


class Quote(Struct, frozen=True, kw_only=True, gc=False):
    """The last known price of one symbol, with everything needed to judge it."""

    symbol: str
    price: float
    """In `currency`; index points for an index; percent for a yield."""
    time: datetime
    """When this price was made, UTC; ages are counted from here, not from the fetch."""
    change: float | None = None
    """Against the previous close, in the unit of `price`, as the source reports it."""
    change_pct: float | None = None
    """Against the previous close, in percent, as the source reports it."""
    previous_close: float | None = None
    day: date | None = None
    """The exchange-local session the price belongs to."""
    session: Session = Session.CLOSED
    state: State = State.NONE
    delay_min: float | None = None
    """The source's own delay in minutes; None when it does not say."""
    currency: str | None = None
    volume: int | None = None
    """Units traded in the session."""
    name: str | None = None
    source: str = ""
    """Who said so, for a reader: "Nasdaq Real Time Price", "close from file"."""
    fetched: datetime | None = None
    """When we received it, UTC."""
    stale_after_s: float | None = None
    """Seconds after `fetched` at which a live or delayed quote turns stale; None: never."""
    extended: Extended | None = None
    """The price before the open or after the close, where there is one newer than `price`."""

    def at(self, now: datetime) -> "Quote":
        """Return this quote as it stands at `now` (UTC): live and delayed ones turn stale when overdue."""
        if self.state not in (State.LIVE, State.DELAYED) or self.stale_after_s is None or self.fetched is None:
            return self
        overdue = now - self.fetched > timedelta(seconds=self.stale_after_s)
        return replace(self, state=State.STALE) if overdue else self

    def moved_by(self, tick: "Quote") -> "Quote":
        """Return this quote with what a tick of the stream says; what a tick does not say is kept.

        The price of a tick made before the open or after the close, as its `session` says, goes into `extended`. A
        tick that is not newer than the price it would replace changes nothing, and this very quote is returned.
        """
        if tick.session in (Session.PRE, Session.POST):
            return self._beside(tick)
        if tick.time == self.time or self._newer_than(tick):
            return self
        new_day = tick.day is not None and tick.day != self.day
        return replace(
            tick,
            previous_close=tick.previous_close or (None if new_day else self.previous_close),
            day=tick.day or self.day,
            session=self.session,
            delay_min=self.delay_min,
            currency=self.currency or tick.currency,
            volume=self.volume if tick.volume is None and not new_day else tick.volume,
            name=self.name or tick.name,
            source=self.source or tick.source,
            stale_after_s=self.stale_after_s,
            extended=self.extended and self.extended.beside(tick),
        )

    def renewed_by(self, polled: "Quote") -> "Quote":
        """Return what a poll makes of this quote: its word on everything, beside the newer of the two prices.

        Once the session is over the poll's price of the same day counts, being the official close. A currency or a
        name that the poll lacks is kept.
        """
        known = replace(
            polled,
            currency=polled.currency or self.currency,
            name=polled.name or self.name,
            extended=self._newer_beside(polled),
        )
        closing = polled.session is not Session.OPEN and polled.day == self.day
        if closing or not self._newer_than(polled):
            return known
        return replace(
            known,
            price=self.price,
            time=self.time,
            change=self.change,
            change_pct=self.change_pct,
            previous_close=self.previous_close,
            day=self.day,
            volume=self.volume,
        )

    def _newer_than(self, other: "Quote") -> bool:
        """Say whether this price is the newer."""
        return self.time > other.time and not _to_come(self.time, other)

    def _beside(self, tick: "Quote") -> "Quote":
        """Put a tick's price beside the regular one if it is newer than both that and the one that stands there."""
        held = self.extended
        fresh = Extended(price=tick.price, time=tick.time, session=tick.session).beside(self)
        if fresh is None or (held is not None and fresh.time <= held.time):
            return self
        return replace(self, extended=fresh, fetched=tick.fetched)

    def _newer_beside(self, polled: "Quote") -> Extended | None:
        """Return the newer extended price of two quotes; none while the session is open."""
        held, said = self.extended and self.extended.beside(polled), polled.extended
        if held is None or polled.session is Session.OPEN or _to_come(held.time, polled):
            return said
        return held if said is None or held.time > said.time else said


def _to_come(stamp: datetime, other: Quote) -> bool:
    """Say whether a stamp still lay ahead when another quote came: then it was wrong, and no price is newer by it."""
    return other.fetched is not None and stamp > other.fetched + _CLOCKS_DIFFER


class Bar(Struct, frozen=True, kw_only=True):
    """One session of one symbol; prices in the symbol's currency, volume in units."""

    day: date
    close: float
    open: float | None = None
    high: float | None = None
    low: float | None = None
    volume: int | None = None


class Series(Struct, frozen=True, kw_only=True):
    """Daily closes of one symbol in columns, strictly ascending by day, every close finite and above zero."""

    symbol: str
    days: tuple[date, ...] = ()
    closes: tuple[float, ...] = ()
    """Same length as `days`."""
    adjusted: bool = False
    """True when closes carry splits and dividends; an index level is a price return and is not."""
    simulated: bool = False
    source: str = ""
    notes: tuple[str, ...] = ()
    """What was put right or left out while reading, for a reader: "AAPL.csv:17 unreadable close 'n/a'"."""
    actions: tuple[date, ...] = ()
    """Days of a split or a dividend, ascending: from such a day on the closes before it are other numbers."""

    @classmethod
    def of(cls, symbol: str, bars: Iterable[Bar], *, source: str = "", adjusted: bool = False) -> "Series":
        """Make a series from bars in any order; of two bars on one day the later one counts."""
        by_day = {bar.day: bar.close for bar in bars}
        days = tuple(sorted(by_day))
        closes = tuple(by_day[day] for day in days)
        return cls(symbol=symbol, days=days, closes=closes, source=source, adjusted=adjusted)

    def until(self, day: date | None) -> "Series":
        """Return the part up to and including `day`; all of it for None."""
        if day is None or not self.days or self.days[-1] <= day:
            return self
        kept = sum(1 for each in self.days if each <= day)
        return replace(self, days=self.days[:kept], closes=self.closes[:kept])


class MarketClock(Struct, frozen=True, kw_only=True):
    """What the exchange is doing at `now`, and when that changes; all instants UTC."""

    now: datetime
    exchange: str = "NYSE"
    session: Session = Session.CLOSED
    day: date | None = None
    """The session that is open, or the last one that was."""
    next_change: datetime | None = None
    """The coming close if open, else the coming open; None when the calendar does not reach that far."""


class Trouble(StrEnum):
    """Why a source does not answer; each has its own words and its own pace."""

    OFFLINE = "offline"
    LIMITED = "rate-limited"
    SERVER = "server fault"
    UNKNOWN = "unknown symbol"
    DATA = "no data"
    WORKER = "data process"
    CACHE = "cache"


class Problem(Struct, frozen=True, kw_only=True):
    """One thing that is wrong, in words a person can act on."""

    what: str
    """A whole sentence without a full stop: "Yahoo does not answer: connection refused"."""
    trouble: Trouble = Trouble.DATA
    symbol: str | None = None
    family: str = ""
    """What was asked for: "quotes", "bars", "intraday", "news", "calendar", "stream"; "" where it is everything."""
    since: datetime | None = None
    """UTC."""
    next_try: datetime | None = None
    """UTC; None: it will not be tried again by itself."""
    last_good: datetime | None = None
    """UTC; when it last worked."""


class ProviderInfo(Struct, frozen=True, kw_only=True):
    """Which source feeds the screen and how it is doing."""

    name: str
    """For a reader: "Yahoo", "files", "demo"."""
    state: str = "starting"
    """"starting", "ok", or a `Trouble` in its own word."""
    simulated: bool = False
    live: bool = True
    """False where the prices are kept closes: then the data's last day is now, whatever the wall says."""
    note: str = ""
    """What a reader should know of it: the folder read, the delay."""
    cadence_s: float | None = None
    """Seconds between polls; None when nothing is polled."""
    symbols: int = 0  # watched, whether they have a quote or not; 0 where nobody says
    closes: int = 0  # of how many of them there are closes
    requests: int = 0
    """Requests made so far by this run."""
    requests_hour: int | None = None
    """Requests of the last hour, also by earlier runs and other programs; None where nobody counts them."""
    last_good: datetime | None = None
    """UTC; the last answer that held data."""
