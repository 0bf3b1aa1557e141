"""The rotation as plain dictionaries, for JSON: spread, lead, graph, breadth, precedents."""

from __future__ import annotations

from tui.core.board import Spread
from tui.core.breadth import Breadth
from tui.core.episodes import Episode, Precedents
from tui.core.graph import GraphRow, RotationGraph
from tui.core.lead import Lead, Leadership
from tui.report.plain import Facts, plain, when


def spread_facts(spread: Spread) -> Facts:
    """Return the pair over its window; bands are ratios."""
    return {
        "small": spread.small.symbol,
        "large": spread.large.symbol,
        "window": spread.window,
        "base_date": when(spread.base_date),
        "as_of": when(spread.as_of),
        "small_return_pct": spread.small.return_pct,
        "large_return_pct": spread.large.return_pct,
        "spread_pts": spread.spread_pts,
        "ratio": spread.ratio,
        "z": spread.z,
        "bands": spread.bands,
        "percentile": spread.percentile,
        "corr60": spread.corr60,
        "beta60": spread.beta60,
        "sessions": spread.sessions,
        "dropped": spread.dropped,
        "basis": spread.basis.value,
        "live": spread.live,
        "simulated": spread.simulated,
    }


def lead_facts(leadership: Leadership) -> Facts:
    """Return who leads since when, and the leads before, oldest first."""
    return {
        "leader": when(leadership.leader),
        "since": when(leadership.since),
        "known_from": when(leadership.known_from),
        "day": leadership.day or None,
        "gain_pts": leadership.gain_pts,
        "gap": leadership.gap,
        "against": leadership.against,
        "rule": plain(leadership.rule),
        "as_of": when(leadership.as_of),
        "months_18": when(leadership.months_18),
        "months_24": when(leadership.months_24),
        "median_sessions": leadership.median_sessions,
        "history": [_lead(lead) for lead in leadership.history],
    }


def _lead(lead: Lead) -> Facts:
    return {
        "leader": lead.leader.value,
        "since": when(lead.since),
        "until": when(lead.until),
        "sessions": lead.sessions,
        "gain_pts": lead.gain_pts,
    }


def graph_facts(graph: RotationGraph) -> list[Facts]:
    """Return every line of the rotation graph."""
    return [_graphed(row, graph) for row in graph.rows]


def _graphed(row: GraphRow, graph: RotationGraph) -> Facts:
    return {
        "name": row.name,
        "role": row.role.value,
        "benchmark": graph.benchmark,
        "as_of": when(graph.as_of),
        "strength": row.strength,
        "momentum": row.momentum,
        "quadrant": when(row.quadrant),
        "entered": when(row.entered),
        "tail": [plain(point) for point in row.tail],
        "of": row.of,
        "missing": list(row.missing),
        "why_missing": row.why_missing or None,
    }


def breadth_facts(breadth: Breadth) -> Facts:
    """Return k of n above each mean, and the counts of one session."""
    return {
        **{sessions: plain(share) for sessions, share in breadth.above.items()},
        "advancers": breadth.advancers,
        "decliners": breadth.decliners,
        "moved_of": breadth.moved_of,
        "highs": breadth.highs,
        "lows": breadth.lows,
        "ranged_of": breadth.ranged_of,
        "members": breadth.members,
        "as_of": when(breadth.as_of),
    }


def precedent_facts(precedents: Precedents) -> list[Facts]:
    """Return every episode at the age of the current one."""
    return [_episode(episode, precedents) for episode in precedents.episodes]


def _episode(episode: Episode, precedents: Precedents) -> Facts:
    return {
        "name": episode.name,
        "pair": precedents.pair,
        "as_of": when(precedents.as_of),
        "current": episode.current,
        "day0": when(episode.day0),
        "base_date": when(episode.base_date),
        "day": episode.day,
        "ratio_rebased": episode.ratio_rebased,
        "rank": episode.rank,
        "ranked": precedents.ranked,
        "drawdown_pct": episode.drawdown_pct,
        "reached": episode.reached,
        "final": episode.final,
        "months_18": when(precedents.months_18) if episode.current else None,
        "months_24": when(precedents.months_24) if episode.current else None,
        "why_missing": episode.why_missing or None,
    }
