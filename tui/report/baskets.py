"""Baskets as plain dictionaries, for JSON."""

from __future__ import annotations

from tui.core.board import BasketRow, MemberRow
from tui.report.plain import Facts, when
from tui.report.standing import breadth_facts


def basket_facts(basket: BasketRow) -> Facts:
    """Return a basket over the window with every member, missing ones too."""
    return {
        "name": basket.name,
        "stance": basket.stance.value,
        "return_pct": basket.return_pct,
        "median_pct": basket.median_pct,
        "dispersion_pts": basket.dispersion_pts,
        "best": _extreme(basket.best),
        "worst": _extreme(basket.worst),
        "against_small_pts": basket.against_small_pts,
        "against_large_pts": basket.against_large_pts,
        "ahead": basket.ahead,
        "ahead_of": basket.ahead_of,
        "breadth": breadth_facts(basket.breadth),
        "base_date": when(basket.base_date),
        "counted": basket.counted(),
        "missing": list(basket.missing()),
        "members": [_member(member) for member in basket.members],
    }


def _member(member: MemberRow) -> Facts:
    return {
        "symbol": member.symbol,
        "return_pct": member.return_pct,
        "contribution_pts": member.contribution_pts,
        "proxy": member.proxy,
        "why_missing": member.why_missing or None,
    }


def _extreme(member: MemberRow | None) -> Facts | None:
    return None if member is None else {"symbol": member.symbol, "return_pct": member.return_pct}
