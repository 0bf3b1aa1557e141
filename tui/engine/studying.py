"""Makes the part of the Board that holds claims against prices and studies events; pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from tui.analysis.claims import check_claim, tally
from tui.analysis.detected import RECENT_SESSIONS
from tui.analysis.history import EMPTY, History
from tui.analysis.pooling import average_paths, pool
from tui.analysis.said import since_said
from tui.analysis.study import Occasions, Returns, study_event, what_followed
from tui.core.checks import ClaimCheck
from tui.core.config import Config
from tui.core.events import NewsEvent
from tui.core.messages import StudyPart
from tui.core.readings import SinceSaid
from tui.core.study import COMPANY_KINDS, SPREAD_KINDS, Followed, Study
from tui.core.watchlist import Pair


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """What events and claims are held against."""

    config: Config
    pair: Pair
    histories: Mapping[str, History]
    """Closes, without quotes on top."""
    closed: date
    """The last day whose closes are final; nothing later is read."""

    def part(self, generation: int, events: tuple[NewsEvent, ...], today: date) -> StudyPart:
        """Check the claims of the events, which are those known today, and study those that have come."""
        come = tuple(event for event in events if event.placed() <= today)
        returns = self._returns(self.pair.small, self.pair.large)
        occasions = Occasions.of(come)
        checks = {event.id: self._checks(event) for event in events if event.claims}
        studies = {event.id: found for event in come if (found := tuple(self._studies(event, returns, occasions)))}
        kinds = {event.id: event.kind for event in come}
        by_kind = [(kinds[event_id], study) for event_id, found in studies.items() for study in found]
        rule = self.config.settings.study
        return StudyPart(
            generation=generation,
            checks=checks,
            tally=tally(check for found in checks.values() for check in found),
            studies=studies,
            pooled=pool(by_kind, rule),
            average_paths=average_paths(by_kind, rule),
            followed=_followed(come, returns),
            since_said=self._since_said(today),
        )

    def _since_said(self, today: date) -> dict[str, SinceSaid]:
        """Measure what became of the opinions known today, by their keys."""
        known = (each for each in self.config.marks.opinions if each.known_from <= today)
        baskets = self.config.watchlist.baskets
        found = ((each.key(), since_said(each, baskets, self.histories, self.closed)) for each in known)
        return {key: since for key, since in found if since is not None}

    def _checks(self, event: NewsEvent) -> tuple[ClaimCheck, ...]:
        """Check every claim of an event."""
        rule = self.config.settings.lead
        return tuple(check_claim(claim, self.histories, self.closed, rule) for claim in event.claims)

    def _studies(self, event: NewsEvent, returns: Returns, occasions: Occasions) -> Iterator[Study]:
        """Study an event by the spread, or by each company it names; nothing where its kind is not studied."""
        rule, graph = self.config.settings.study, self.config.watchlist.graph
        if event.kind in SPREAD_KINDS:
            yield study_event(event, self.pair.name, returns, rule, occasions)
        if event.kind in COMPANY_KINDS:
            benchmark = graph.benchmark if graph else self.pair.large
            # Against itself nothing is ever out of the ordinary: a study of it would say so as if it were found.
            for symbol in (each for each in event.symbols if each != benchmark):
                against = self._returns(symbol, benchmark)
                yield study_event(event, symbol, against, rule, occasions, benchmark=benchmark)

    def _returns(self, one: str, other: str) -> Returns:
        """Return the returns of two symbols; none where one has no closes."""
        return Returns.of(self.histories.get(one, EMPTY), self.histories.get(other, EMPTY), self.closed)


def _followed(events: tuple[NewsEvent, ...], returns: Returns) -> dict[date, Followed]:
    """Return what followed each event's session, and each on which something is looked for in the closes.

    Sessions after which nothing has closed yet are left out.
    """
    recent: list[date] = returns.days[-RECENT_SESSIONS:].tolist()
    sessions = sorted({event.session for event in events if event.session is not None} | set(recent))
    told = {session: what_followed(session, returns) for session in sessions}
    return {session: each for session, each in told.items() if each.one_pts is not None}
