"""The rotation as text for a person: lead, graph, breadth, targets, rates, precedents."""

from __future__ import annotations

from tui.core import text
from tui.core.board import Board, Spread
from tui.core.breadth import Breadth, Share
from tui.core.episodes import Episode, Precedents
from tui.core.graph import GraphRow, RotationGraph
from tui.core.lead import Lead, Leadership, Side
from tui.core.readings import FedMove, Rates, TargetRow, YieldChange

_INDENT = "  "
_LEADS = 5


def tell_standing(board: Board) -> list[list[str]]:
    """Return a paragraph of lines for each part that has data."""
    parts = (
        _lead(board.leadership, board.spread),
        _graph(board.graph),
        _breadth(board.breadth),
        _targets(board.targets),
        _rates(board.rates),
        _precedents(board.precedents),
    )
    return [lines for lines in parts if lines]


def tell_graphed(row: GraphRow) -> str:
    """Return a line of the rotation graph."""
    if row.strength is None or row.momentum is None:
        return f"{row.name:<36}{text.DASH:>10}{text.DASH:>10}  {row.why_missing}"
    quadrant = row.quadrant.value if row.quadrant else ""
    since = f"since {text.day(row.entered)}" if row.entered else ""
    missing = f"  missing {text.listed(row.missing)}" if row.missing else ""
    return f"{row.name:<36}{row.strength:>10.4f}{row.momentum:>10.4f}  {quadrant:<11}{since}{missing}"


def _lead(leadership: Leadership | None, spread: Spread | None) -> list[str]:
    if leadership is None or spread is None:
        return []
    labels = {Side.SMALL: spread.small.label, Side.LARGE: spread.large.label}
    rule = f"{leadership.rule.closes} closes beyond the {leadership.rule.mean}-day mean of the log ratio"
    if leadership.leader is None or leadership.since is None:
        return [f"Lead: none known yet · {rule}"]
    gained = f"{text.points(leadership.gain_pts)} since"
    since = f"{labels[leadership.leader]} since {text.day(leadership.since)}, day {leadership.day}"
    head = f"Lead: {since} · {gained} · {rule}"
    median, count = leadership.median_sessions, len(leadership.history)
    length = [] if median is None else [f"{_INDENT}{count} leads before, of {median:g} sessions in the median"]
    return [head, *length, *(f"{_INDENT}{_past(lead, labels)}" for lead in reversed(leadership.history[-_LEADS:]))]


def _past(lead: Lead, labels: dict[Side, str]) -> str:
    span = f"{text.day(lead.since)} to {text.day(lead.until)}"
    return f"{labels[lead.leader]:<8}{span:<28}{lead.sessions:>4} sessions {text.points(lead.gain_pts):>12}"


def _graph(graph: RotationGraph | None) -> list[str]:
    if graph is None or not graph.rows:
        return []
    heading = f"Rotation graph against {graph.benchmark}: strength, momentum"
    return [heading, *(f"{_INDENT}{tell_graphed(row)}" for row in graph.rows)]


def _breadth(sides: dict[str, Breadth]) -> list[str]:
    lines = [f"{_INDENT}{side:<9}{_taking_part(breadth)}" for side, breadth in sides.items() if breadth.members]
    return ["Breadth", *lines] if lines else []


def _taking_part(breadth: Breadth) -> str:
    above = " · ".join(f"{_share(share)} above {sessions}-day" for sessions, share in breadth.above.items())
    moved = f"{breadth.advancers} up, {breadth.decliners} down of {breadth.moved_of}"
    ranged = f"{breadth.highs} highs, {breadth.lows} lows of {breadth.ranged_of}"
    missing = sorted({symbol for share in breadth.above.values() for symbol in share.missing})
    return f"{above} · {moved} · {ranged}" + (f" · missing {text.listed(missing)}" if missing else "")


def _share(share: Share) -> str:
    return f"{share.above}/{share.of}"


def _targets(targets: tuple[TargetRow, ...]) -> list[str]:
    return ["Targets", *(f"{_INDENT}{_target(target)}" for target in targets)] if targets else []


def _target(target: TargetRow) -> str:
    by = f" by {target.by}" if target.by else ""
    named = f"{target.symbol:<6}{text.price(target.level):>10}{by}"
    needed = "" if target.needed_pct is None else f", {text.percent(target.needed_pct)} to go"
    yearly = "" if target.annual_pct is None else f", {text.percent(target.annual_pct)} a year"
    return f"{named}  {target.state}{needed}{yearly} · {target.label} ({target.source})"


def _rates(rates: Rates | None) -> list[str]:
    if rates is None:
        return []
    moves = [f"{_INDENT}{_move(move)}" for move in rates.moves]
    corr = text.signed(rates.corr60) if rates.corr60 is not None else text.DASH
    related = f"{_INDENT}the ratio's daily changes with the 10-year yield's: {corr} ({rates.corr_sessions}/60 sessions)"
    return ["Rates", *(f"{_INDENT}{_yield(each)}" for each in (rates.ten_year, rates.curve)), related, *moves]


def _yield(change: YieldChange) -> str:
    if change.value_pct is None:
        return f"{change.name:<24}{text.DASH}  {change.why_missing}"
    since = f" since {text.day(change.base_date)}" if change.base_date else ""
    return f"{change.name:<24}{change.value_pct:.2f}%  {text.signed(change.change_bp, 0, ' bp')}{since}"


def _move(move: FedMove) -> str:
    by = "" if move.change_bp is None else "  " + text.signed(move.change_bp, 0, " bp")
    return f"Fed {move.lower_pct:.2f}–{move.upper_pct:.2f}% since {text.day(move.day)}{by}"


def _precedents(precedents: Precedents | None) -> list[str]:
    if precedents is None or not precedents.episodes:
        return []
    age = "" if precedents.day is None else f", day {precedents.day}"
    lines = [f"{_INDENT}{_episode(episode)}" for episode in precedents.episodes]
    return [f"Precedents: ratio of {precedents.pair} from 100 at day 0{age}", *lines]


def _episode(episode: Episode) -> str:
    named = f"{'> ' if episode.current else '  '}{episode.name:<24}{text.day(episode.day0):<14}"
    if episode.ratio_rebased is None:
        return f"{named}{text.DASH}  {episode.why_missing}"
    rank = "" if episode.rank is None else f"  rank {episode.rank}"
    later = "" if episode.current or episode.final is None else f"  {episode.final:.2f} after {episode.reached}"
    return f"{named}{episode.ratio_rebased:>8.2f}{rank}  drawdown {text.percent(episode.drawdown_pct)}{later}"
