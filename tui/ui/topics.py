"""What the help explains: topics in plain text with the formulas behind the figures."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from msgspec import Struct

from tui.core.breadth import MEANS, YEAR_SESSIONS
from tui.core.episodes import LONGEST_SESSIONS
from tui.core.graph import MOMENTUM_SESSIONS, STRENGTH_SESSIONS, TAIL_WEEKS
from tui.core.lead import LeadRule
from tui.core.study import ANECDOTAL_BELOW, StudyRule
from tui.ui import shown

_RULE = LeadRule()
_STUDY = StudyRule()
_MEANS = ", ".join(str(mean) for mean in MEANS)


class Topic(Struct, frozen=True):
    """A heading, and under it text whose paragraphs are parted by blank lines; its line breaks mean nothing."""

    name: str
    text: str

    def paragraphs(self) -> tuple[str, ...]:
        """Return the text's paragraphs, each on one line."""
        return tuple(" ".join(words.split()) for words in self.text.split("\n\n"))


STRETCH = Topic(
    "Stretch",
    """
    x = ln(small close / large close). z60 = (x − mean of the last 60 x) / their sample standard deviation (n − 1),
    today's x among the 60; z20 and z252 likewise. With fewer closes there is none.

    Bands: where x would be 1 or 2 standard deviations from that mean. Percentile: the share of the last 252 x, today's
    included, that are not above today's.

    corr60 and beta60: correlation of both sides' simple daily returns over 60 sessions, and slope of the small side's
    on the large side's.
    """,
)

NOTES = Topic(
    "Your own notes",
    """
    Kept as [[note]] in your events.toml, beside the other events, whichever those are; the rest of that file stays as
    it is. A note is shown from its own day on, one of a day still to come from the day it was written. Shipped events,
    headlines and the calendar are not yours to edit.
    """,
)

DASHBOARD = (
    Topic(
        "What is drawn",
        """
        Above: both sides of the pair from a common 100 at the window's base, the last close before it. Below: the
        spread between the two, in points.

        Circled numbers mark events, as in the timeline, with a sign of their kind: ● macro, ■ policy, ◆ fed, ○ company,
        □ earnings, ◇ market, △ level, ★ your own. “+2” stands for two more at the same place; clicks go through them.
        An event before the window has no mark: b widens the window to it, w goes back.

        Return = close / close at the base − 1. Spread, in percentage points = 100 · (return of small − return of
        large). Only days both sides have count; how many were dropped is said over the chart.

        Baskets: the equal-weighted mean of the members' returns over the window. k/n says how many have one. A mean can
        hide a collapse, so best and worst stand beside it.
        """,
    ),
    Topic(
        "Timeline",
        """
        Newest first; what is still to come stands above the line of now. “fx” marks what is found in the closes of the
        last 60 sessions, each known from its close: a level crossed; a close above all closes known, from the second
        year of them on; z60 gone beyond 2 on either side; the lead passed on, at the close that made it known; a basket
        member’s return over 4 times the standard deviation of its 60 returns before. What an event of your own tells of
        the same session is not told twice.

        Headlines of one day with the same figures and four of five words in common are one row, with the symbols of
        all. / finds words in titles, sources, kinds, symbols, the baskets and the side (small, large) of symbols.
        """,
    ),
    STRETCH,
    Topic(
        "Leadership",
        f"""
        gap = x − mean of the last {_RULE.mean} x. The lead passes to a side on its close number {_RULE.closes} in a row
        with the gap on its side: above 0 small, below 0 large. It began on the first of them, which is day 1, and is
        known from the last. Both numbers are settings.
        """,
    ),
    Topic(
        "How far to trust it",
        """
        Every figure has a source, a time and a state: live, delayed, closed, stale or cached with its age, simulated.
        What is missing is named with why, and is never shown as zero. Opinions are marked as such.

        On another day all screens show what was known at its close: no later price, event, headline or claim.
        """,
    ),
    NOTES,
)

ROTATION = (
    Topic(
        "Rotation graph",
        f"""
        Each line against the benchmark: to the right it is stronger than its own recent past, upwards it gains
        strength. The axes cross at 100. The sign is where a line stands, the dots before it are its tail: the last
        session of each of the last {TAIL_WEEKS} weeks. Where there are many lines the tails of those not selected are
        shorter. A line far beyond the others is drawn at the edge, and what it really has is written there.

        RS = line / benchmark, on the sessions both have.
        strength = 100 · RS / mean of the last {STRENGTH_SESSIONS} RS.
        momentum = 100 · strength / mean of the last {MOMENTUM_SESSIONS} strengths.

        Quadrants, 100 belonging to the better side: Leading (strength and momentum from 100 up), Weakening (strength
        only), Lagging (neither), Improving (momentum only). A healthy rotation runs clockwise, in this order. “Since”
        is the first session in the quadrant without a break.

        Signs: 1 and 2 are the pair's legs, capitals the baskets, small letters the symbols. A basket's line is the
        cumulated daily mean of its members' simple returns; a member without a return that day is left out and named.
        The arrow is the way of the last week: right is stronger, up is gaining.

        This is a rotation graph by the formula above, not the trademarked one, whose formula is not published.
        """,
    ),
    Topic(
        "Breadth",
        f"""
        k of n members whose close is above the mean of their own last {_MEANS} closes, today's included; n counts those
        with enough closes, the others are named. Up − down: advancers less decliners of the session. Highs − lows:
        closes that are the highest or the lowest of their last {YEAR_SESSIONS}.

        Winners and losers: the members of all baskets the story expects to win or to lose, stand-ins left out.
        """,
    ),
    STRETCH,
)

CLAIMS = Topic(
    "Claims",
    """
    A claim is something a source said that prices can confirm or refute. ✓ it holds: the measured number agrees within
    the claim's own rounding. ≠ it differs, by the measured number less the claimed one. ? no data, or its day is still
    to come. · measured, but the claim gives nothing to hold that against. In a row that has one sign for several
    claims, ≠ goes before ✓.

    Measured on closes, at the claim's own end; where it has none, at the day its source was published. A return counts
    from the close before the period, a spread is the small side's return less the large side's. A multiple is the close
    over the one before the period, 2× is doubled; a level is crossed by the first close beyond it.

    Under the claims stands what is never checked as a fact, with what has happened since it was said: how far a
    forecast is, what an opinion's subject did, whether what to watch came to pass and when.
    """,
)

EVENTS = (
    Topic(
        "Timeline",
        """
        Newest first, above the line of now what is still to come. [0,+1] and [0,+5]: the pair's spread in points from
        the close before the event's session to the close one and five sessions after it; blank until that has closed.
        """,
    ),
    CLAIMS,
    Topic(
        "Event study",
        f"""
        Session 0 is the session on or after the event; after 16:00 New York it is the next. What is ordinary is
        estimated over {_STUDY.length} sessions, the last at −{_STUDY.gap + 1}, unless your settings say otherwise;
        the event windows are a setting too. CAR is the sum of the abnormal returns of a window.

        Macro, fed, policy, level and market events, by the spread: d = daily return of small − of large;
        abnormal = d − mean of d; t = CAR / (s · √(L2 · (1 + L2 / L1))), with L1 sessions estimated from, L2 in the
        window, s the sample standard deviation of d over the former.

        Company events and earnings, by the market model: return = alpha + beta · return of the benchmark, by least
        squares; abnormal = return − alpha − beta · return of the benchmark; t = CAR / (s · √L2), s that of the
        residuals.

        Only complete windows are studied; until then a window says how many of its sessions have closed. A window that
        contains another event is marked: whose effect it was, nobody can say.

        By kind: mean CAR, in points of the spread or in percent of a company; t = mean / (sample standard deviation
        / √n). Fewer than {ANECDOTAL_BELOW} events are an anecdote and shown in grey.

        Average path: the mean CAR from session 0 to each session after it, over the n events whose longest
        window is complete; the others are pending. The dots reach one sample standard deviation of those CARs to either
        side. Its kind is the one under the cursor of the table, or that of the event chosen in another list.
        """,
    ),
)

PRECEDENTS = (
    Topic(
        "Precedents",
        f"""
        Each line is the ratio small close / large close from an episode's day 0 on, rebased to 100 there. Across: age,
        the sessions since day 0, {LONGEST_SESSIONS} at most. The current episode ends in its marker; capitals mark the
        others. z goes between the ages near the current one and two years.

        Day 0 is configured, each with its reason. Both sides are rebased at the last session on or before it. Only days
        both sides have count.

        Table, each at the current one's age: ratio; rank among the episodes that reach this age, 1 has gained most;
        drawdown, the deepest fall from a high so far; and what became of it, the last ratio known and at which age.

        18 and 24 months are calendar months after the current day 0; the chart has them at 378 and 504 sessions.
        """,
    ),
    Topic(
        "Levels and targets",
        """
        Distance = 100 · (level / close − 1): what is missing, or negative once above. All on closes. Held or lost since
        the last close on the other side than the one before; the crossing session is not counted. Tested: a close since
        came within 0.5 % of the level and the side held.

        Needed = 100 · (level / close − 1). A year = 100 · ((level / close)^(365.25 / days left) − 1). A published
        return counts from the close it was published at.
        """,
    ),
    Topic(
        "Rates",
        """
        Changes are over the window, in basis points. Curve: 10-year yield less 3-month. corr60: correlation of the
        daily changes of ln(small close / large close) with those of the 10-year yield over 60 sessions.
        """,
    ),
)

SYMBOL = (
    Topic(
        "One symbol",
        f"""
        Its daily closes over the window, on its own sessions; the last point is the quote's price while there is one of
        today. Circled numbers mark the events that name it; the list under the chart tells them, and its headlines.

        Return = close / close at the base − 1, each window's base beside it: 5D five sessions back; 1M, 3M and 1Y the
        last close on or before that calendar day; QTD and YTD the last close before the quarter and the year. A yield's
        changes are in basis points.

        High and low: the highest and the lowest close of the last {YEAR_SESSIONS}, of equal ones the latest, and what
        the last close has changed since.

        A symbol is followed where your watchlist names it: the strip, the indices, a pair, a basket, the graph. For any
        other nothing is asked, and the screen says so. Looking back, nothing later than that day's close is shown.

        Ways here: 5 for the last one looked at; enter on a quote, on a basket's member, on a line of the rotation, on a
        claim, on levels and rates, and in the detail of an event that names a symbol; ctrl+p and its name.

        A note added here with n is about this symbol. b measures since the selected event, w goes back.
        """,
    ),
)

OF_SCREENS: Mapping[str, tuple[Topic, ...]] = MappingProxyType(
    {
        shown.DASHBOARD.name: DASHBOARD,
        shown.ROTATION.name: ROTATION,
        shown.EVENTS.name: EVENTS,
        shown.PRECEDENTS.name: PRECEDENTS,
        shown.SYMBOL.name: SYMBOL,
    }
)
"""What each screen shows that asks for words, by its name."""
