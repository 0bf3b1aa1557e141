"""How the source is doing, for a reader: its state, its problems, and how often it was asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from tui.core.market import Problem, ProviderInfo
from tui.engine.book import Book
from tui.engine.collect import Collector
from tui.engine.store import Store
from tui.providers.base import Provider

_HOUR = timedelta(hours=1)


class Health:
    """Describes the source; counts its requests of the last hour, across restarts where there is a store."""

    def __init__(
        self,
        provider: Provider,
        book: Book,
        collector: Collector,
        store: Store | None,
        clock: Callable[[], datetime],
    ) -> None:
        self._provider = provider
        self._book = book
        self._collector = collector
        self._store = store
        self._clock = clock
        self._counted = 0

    def info(self) -> ProviderInfo:
        """Describe the source: its state is that of its quotes, or else of its closes."""
        trouble = self._book.trouble("quotes", "bars")
        good = self._collector.last_good
        return ProviderInfo(
            name=self._provider.name,
            state=trouble.trouble.value if trouble else "ok" if good else "starting",
            simulated=self._provider.simulated,
            live=self._store is not None or self._provider.simulated,
            note=self._provider.note,
            cadence_s=self._collector.poll_pace() if self._store else None,
            symbols=len(self._collector.symbols),
            closes=len(self._book.histories(date.max)),
            requests=self._provider.requests,
            requests_hour=self._requests_hour(),
            last_good=good or (trouble.last_good if trouble else None),
        )

    def problems(self, as_of: date | None = None) -> tuple[Problem, ...]:
        """Return what is wrong with what is known, of a past day where one is given; the store's trouble last."""
        trouble = self._store.trouble if self._store else None
        return (*self._book.problems(as_of), *([trouble] if trouble else []))

    def _requests_hour(self) -> int | None:
        """Return the requests of the last hour; None where nobody counts them."""
        if self._store is None:
            return None
        now, made = self._clock(), self._provider.requests
        self._store.keep_requests([now] * (made - self._counted))
        self._counted = made
        return self._store.requests_since(now - _HOUR)
