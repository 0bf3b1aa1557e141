"""A folder of daily closes, one `SYMBOL.csv` each: your own data, or real history without a network."""

from __future__ import annotations

import asyncio
from bisect import bisect_left
from collections.abc import AsyncIterator, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from msgspec.structs import replace

from tui.core.events import NewsEvent
from tui.core.headlines import Heard
from tui.core.intraday import Intraday
from tui.core.market import Quote, Series
from tui.core.text import safe
from tui.providers.base import Ability, CannotDo, NoData, Offline
from tui.providers.closing import closing_quote, closing_time
from tui.providers.csv_closes import read_series

_SUFFIX = ".csv"
_NAMED = 5
_Stamp = tuple[int, int]


class FilesError(Offline):
    """The folder is not there, cannot be read, or has nothing to read."""


class Files:
    """Closes from a folder, as if the newest day in the folder had just closed.

    How a file is read stands in `read_series`. A file is read again only when its size or time of change differs.
    Raises `FilesError` at once where the folder cannot serve.
    """

    name = "files"
    simulated = False
    abilities = frozenset({Ability.QUOTES, Ability.BARS})

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[str, tuple[_Stamp, Series | NoData]] = {}
        self._requests = 0
        self._newest = self._newest_day(self._listing().values())

    @property
    def note(self) -> str:
        """The folder read."""
        return safe(str(self._folder))

    @property
    def requests(self) -> int:
        """How many files it has read so far."""
        return self._requests

    def now(self) -> datetime:
        """Return 16:00 New York on the newest day in the folder when last looked, UTC."""
        return closing_time(self._newest)

    async def quotes(self, symbols: Sequence[str]) -> tuple[Quote, ...]:
        """Return the last close of each symbol; those without a readable file are left out."""
        listing = self._listing()
        found = []
        for symbol in symbols:
            # A first look reads every file; between two of them others get their turn.
            await asyncio.sleep(0)
            path = _of_symbol(listing, symbol)
            series = NoData("") if path is None else self._series(path)
            quote = None if isinstance(series, NoData) else closing_quote(series, None)
            if quote is not None:
                found.append(replace(quote, symbol=symbol))
        self._newest = max([self._newest, *(quote.day for quote in found if quote.day)])
        return tuple(found)

    async def bars(self, symbol: str, since: date | None = None) -> Series:
        """Return the closes from `since` on; `NoData` where there are none."""
        path = _of_symbol(self._listing(), symbol)
        if path is None:
            raise NoData(f"no {safe(symbol)}{_SUFFIX} in {self.note}", symbol=symbol)
        series = self._series(path)
        if isinstance(series, NoData):
            raise NoData(str(series), symbol=symbol)
        kept = _from(series, since)
        if not kept.days:
            raise NoData(f"{safe(path.name)} has no close from {since} on", symbol=symbol)
        return replace(kept, symbol=symbol)

    async def intraday(self, symbol: str, window: str) -> Intraday:  # noqa: ARG002  the protocol's names
        """Raise `CannotDo`: a close a day says nothing of the hours before it."""
        raise CannotDo(self.name, Ability.INTRADAY)

    async def news(self, symbol: str) -> Heard:  # noqa: ARG002  the protocol's name
        """Raise `CannotDo`: a table of closes has no headlines."""
        raise CannotDo(self.name, Ability.NEWS)

    async def calendar(self, symbols: Sequence[str]) -> tuple[NewsEvent, ...]:  # noqa: ARG002  the protocol's name
        """Raise `CannotDo`: a table of closes has no coming dates."""
        raise CannotDo(self.name, Ability.CALENDAR)

    def stream(self, symbols: Sequence[str]) -> AsyncIterator[Quote]:  # noqa: ARG002  the protocol's name
        """Raise `CannotDo`: closes do not tick."""
        raise CannotDo(self.name, Ability.STREAM)

    async def close(self) -> None:
        """Do nothing: no file is kept open."""

    def _listing(self) -> dict[str, Path]:
        """Return the folder's CSV files by name; a symbol is only ever looked up among them, never made a path."""
        try:
            listing = {path.name: path for path in self._folder.iterdir() if path.suffix.lower() == _SUFFIX}
        except FileNotFoundError:
            raise FilesError(f"there is no folder {self.note}") from None
        except NotADirectoryError:
            raise FilesError(f"{self.note} is a file, not a folder") from None
        except (OSError, ValueError) as error:
            raise FilesError(f"the folder {self.note} cannot be read: {_reason(error)}") from None
        if not listing:
            raise FilesError(f"no CSV file in {self.note}")
        return listing

    def _series(self, path: Path) -> Series | NoData:
        """Return a file's closes, or why there are none; from memory where the file has not changed."""
        try:
            stat = path.stat()
            stamp = (stat.st_mtime_ns, stat.st_size)
            kept = self._read.get(path.name)
            if kept is not None and kept[0] == stamp:
                return kept[1]
            content = path.read_bytes() if path.is_file() else b""
        except OSError as error:
            return NoData(f"{safe(path.name)} cannot be read: {_reason(error)}")
        self._requests += 1
        series = _up_to_today(_parse(path, content))
        self._read[path.name] = (stamp, series)
        return series

    def _newest_day(self, paths: Iterable[Path]) -> date:
        days = [series.days[-1] for path in paths if isinstance(series := self._series(path), Series)]
        if not days:
            raise FilesError(f"no CSV file in {self.note} holds a close that can be read")
        return max(days)


def _parse(path: Path, content: bytes) -> Series | NoData:
    try:
        return read_series(path.stem, safe(path.name), content)
    except NoData as error:
        return error


def _up_to_today(series: Series | NoData) -> Series | NoData:
    """Leave out rows of days still to come: a mistyped year must not move the clock of all."""
    # Tomorrow passes: it has begun somewhere.
    tomorrow = datetime.now(UTC).date() + timedelta(days=1)
    if isinstance(series, NoData) or series.days[-1] <= tomorrow:
        return series
    kept = series.until(tomorrow)
    ahead = ", ".join(str(day) for day in series.days[len(kept.days) :][:_NAMED])
    notes = (*series.notes, f"{series.source}: rows of days still to come left out: {ahead}")
    if not kept.days:
        return NoData(f"{series.source} holds nothing but days still to come: {ahead}", symbol=series.symbol)
    return replace(kept, notes=notes)


def _of_symbol(listing: dict[str, Path], symbol: str) -> Path | None:
    """Return the symbol's file: the one of exactly that name, or else one that differs only in case."""
    wanted = f"{symbol}{_SUFFIX}"
    alike = sorted(name for name in listing if name.casefold() == wanted.casefold())
    return listing.get(wanted) or (listing[alike[0]] if alike else None)


def _from(series: Series, since: date | None) -> Series:
    start = 0 if since is None else bisect_left(series.days, since)
    return series if start == 0 else replace(series, days=series.days[start:], closes=series.closes[start:])


def _reason(error: Exception) -> str:
    text = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return text[:1].lower() + text[1:]
