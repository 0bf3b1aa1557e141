"""The Board as text for a person, about 100 columns wide."""

from __future__ import annotations

from tui import __version__
from tui.core import text
from tui.core.board import BasketRow, Board, Leg, MemberRow, Spread
from tui.core.events import NewsEvent
from tui.core.headlines import left_out_in_words
from tui.core.market import Extended, Problem, Quote, State
from tui.core.readings import LevelRow
from tui.core.summary import summary
from tui.report.findings import tell_check, tell_pooled, tell_studies, tell_tally
from tui.report.said import tell_forecast, tell_opinion, tell_watch
from tui.report.told import tell_standing

_INDENT = "  "


def as_text(board: Board) -> str:
    """Write the Board as paragraphs under headings."""
    sections = (_head(board), _spread(board.spread), _quotes(board), _baskets(board), _levels(board), _watch(board))
    paragraphs = (
        *sections,
        *tell_standing(board),
        _events(board),
        tell_pooled(board),
        _opinions(board),
        _problems(board),
    )
    return "\n\n".join("\n".join(lines) for lines in paragraphs if lines)


def _head(board: Board) -> list[str]:
    badge = "SIMULATED · " if board.provider.simulated else ""
    note = f" · {board.provider.note}" if board.provider.note else ""
    when = f"as of {text.day(board.as_of)}" if board.as_of else f"{board.clock.now:%Y-%m-%d %H:%M} UTC"
    head = f"{badge}Rotation {__version__} · {board.provider.name} {board.provider.state}{note} · {when}"
    return [head, *([said] if (said := summary(board)) else [])]


def _spread(spread: Spread | None) -> list[str]:
    if spread is None:
        return ["Spread: no data, a leg has no closes"]
    basis = f" · {spread.basis}{', simulated' if spread.simulated else ''}"
    count = f"{spread.sessions} {'session' if spread.sessions == 1 else 'sessions'}"
    span = f"{text.day(spread.base_date)} to {text.day(spread.as_of)}, {count}{basis}"
    if spread.base_date is None:
        span = f"no close to measure from by {text.day(spread.as_of)}{basis}"
    dropped = f" · {spread.dropped} days only one leg has" if spread.dropped else ""
    stretch = " · ".join(f"z{sessions} {text.signed(value)}" for sessions, value in spread.z.items())
    ratio = text.DASH if spread.ratio is None else f"{spread.ratio:.6f}"
    legs = (f"{leg.label:<20}{text.percent(leg.return_pct):>10}{text.price(leg.close):>12}" for leg in _legs(spread))
    return [
        f"{spread.small.label} vs {spread.large.label} · {spread.window} ({span}){dropped}",
        *(f"{_INDENT}{leg}" for leg in legs),
        f"{_INDENT}spread {text.points(spread.spread_pts)} · ratio {ratio} · {stretch}",
        f"{_INDENT}{_related(spread)}",
    ]


def _related(spread: Spread) -> str:
    """Say how high the ratio stands within a year, and how its sides move together."""
    rank = text.DASH if spread.percentile is None else f"{spread.percentile:.0f}%"
    moves = f"correlation {text.signed(spread.corr60)} · beta {text.signed(spread.beta60)} over 60 sessions"
    return f"percentile of a year {rank} · {moves}"


def _legs(spread: Spread) -> tuple[Leg, Leg]:
    return (spread.small, spread.large)


def _quotes(board: Board) -> list[str]:
    return ["Quotes", *(line for quote in board.quotes for line in _quote(quote))] if board.quotes else []


def _quote(quote: Quote) -> list[str]:
    delay = f" {quote.delay_min:g} min" if quote.delay_min and quote.state is State.DELAYED else ""
    state = f"{quote.state.value}{delay} · {quote.time:%Y-%m-%d %H:%M} UTC"
    regular = f"{_INDENT}{quote.symbol:<8}{_numbers(quote)}  {state}"
    extended = quote.extended
    if extended is None:
        return [regular]
    made = f"{extended.time:%Y-%m-%d %H:%M} UTC"
    return [regular, f"{_INDENT}{_INDENT}{extended.session.value:<6}{_numbers(extended)}  {made}"]


def _numbers(priced: Quote | Extended) -> str:
    return f"{text.price(priced.price):>12}{text.signed(priced.change):>10}{text.percent(priced.change_pct):>10}"


def _baskets(board: Board) -> list[str]:
    return ["Baskets", *(line for basket in board.baskets for line in _basket(basket))] if board.baskets else []


def _basket(basket: BasketRow) -> list[str]:
    counted = f"{basket.counted()}/{len(basket.members)}"
    spread_out = ""
    if basket.best and basket.worst:
        spread_out = (
            f"  median {text.percent(basket.median_pct)} · best {_named(basket.best)} · worst {_named(basket.worst)}"
        )
    proxies = " · proxies" if basket.proxied() else ""
    missing = f" · missing {text.listed(basket.missing())}" if basket.missing() else ""
    named = f"{text.arrow(basket.return_pct)} {basket.name:<36}{basket.stance.value:<7}"
    head = f"{named}{text.percent(basket.return_pct):>10}  {counted:>5}"
    return [f"{_INDENT}{head}{spread_out}{proxies}{missing}"]


def _named(member: MemberRow) -> str:
    return f"{member.symbol} {text.percent(member.return_pct)}"


def _levels(board: Board) -> list[str]:
    return ["Levels", *(_level(level) for level in board.levels)] if board.levels else []


def _level(level: LevelRow) -> str:
    by = f" by {level.by}" if level.by else ""
    place = f"close {level.position}, {text.percent(level.distance_pct)} to it" if level.position else "no data"
    return f"{_INDENT}{level.symbol:<6}{text.price(level.level):>10}{by}  {place} · {level.label} ({level.source})"


def _watch(board: Board) -> list[str]:
    lines = [f"{_INDENT}{row.item.name:<34}{tell_watch(row)}" for row in board.watch]
    return ["Watch", *lines] if lines else []


def _events(board: Board) -> list[str]:
    told = tell_tally(board.tally, simulated=board.provider.simulated)
    head = f"Events · {told}" if told else "Events"
    left_out = left_out_in_words(board.headlines_left_out)
    rest = [f"{_INDENT}{left_out}"] if left_out else []
    lines = [*(line for event in board.events for line in _event(event, board)), *rest]
    return [head, *lines] if lines else []


def _event(event: NewsEvent, board: Board) -> list[str]:
    badge = " [simulated]" if event.simulated else ""
    head = f"{_INDENT}{event.when:<11.11}{event.kind.value:<9}{event.title} ({event.source}){badge}"
    checked = board.checks.get(event.id, ())
    claims = [f"claim: {each.claim.text} ({each.claim.source}) {tell_check(each)}" for each in checked]
    return [head, *(f"{_INDENT}{'':<20}{line}" for line in (*claims, *tell_studies(event, board)))]


def _opinions(board: Board) -> list[str]:
    lines = [f"{_INDENT}{tell_opinion(opinion, board)}" for opinion in board.opinions]
    lines += [f"{_INDENT}{tell_forecast(target)}" for target in board.targets]
    return ["Opinions and forecasts, not data", *lines] if lines else []


def _problems(board: Board) -> list[str]:
    return ["Problems", *(f"{_INDENT}{_problem(problem)}" for problem in board.problems)] if board.problems else []


def _problem(problem: Problem) -> str:
    tries = f"; next try {problem.next_try:%H:%M:%S} UTC" if problem.next_try else ""
    return f"{problem.what}{tries}"
