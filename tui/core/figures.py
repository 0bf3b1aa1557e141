"""Figures in the unit of what they are figures of: a claim's measure, or what a study is of."""

from __future__ import annotations

from tui.core.events import Claim, Measure
from tui.core.text import DASH, percent, points, price, signed, times

_PRICES = frozenset({Measure.CLOSE, Measure.RECORD_CLOSE, Measure.LEVEL_CROSSED, Measure.FIRST_CLOSE_ABOVE})


def claim_figure(claim: Claim, value: float | None) -> str:
    """Write a claimed or measured number in the unit of the claim."""
    if value is None:
        return DASH
    if claim.measure in _PRICES:
        return price(value)
    if claim.measure is Measure.SPREAD:
        return points(value)
    if claim.measure is Measure.MULTIPLE:
        return times(value)
    if claim.measure is Measure.DURATION:
        return f"{value:.1f} months"
    return f"{value:.1f}%" if claim.measure is Measure.SHARE_ABOVE else percent(value)


def claim_difference(claim: Claim, by: float | None) -> str:
    """Write by how much a measured number differs from the claimed one; empty where it does not, or in its day."""
    if by is None:
        return ""
    if claim.measure in _PRICES:
        return signed(by)
    if claim.measure is Measure.MULTIPLE:
        return signed(by, unit="×")
    if claim.measure is Measure.DURATION:
        return signed(by, 1, " months")
    return points(by)


def abnormal_return(fraction: float | None, *, of_spread: bool, digits: int = 2) -> str:
    """Write an abnormal return, cumulated or of a session: in percent of a company, in points of the spread."""
    if fraction is None:
        return DASH
    return points(100 * fraction, digits) if of_spread else percent(100 * fraction, digits)
