"""What the answers on the way to the source mean; every judge is pure, and takes the answer or the error instead."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from ipaddress import ip_address
from typing import Final

from tui.core.market import Quote, Series, Session, Trouble
from tui.core.text import day, duration, price, safe
from tui.doctor.checks import Check, Outcome
from tui.doctor.proxy import Proxy
from tui.providers.base import Offline, ProviderError

SKEW_WARN: Final = timedelta(seconds=30)
SKEW_FAIL: Final = timedelta(minutes=5)

_DISPENSABLE: Final = "fc.yahoo.com"
"""yfinance has another way to a cookie."""
_AUTHORITIES: Final = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE")
_MENDS: Final = {
    Trouble.OFFLINE: "check the network, the proxy and any firewall, then run this again",
    Trouble.LIMITED: "leave Yahoo alone for a while: it lifts its blocks by itself, within minutes or a day",
    Trouble.SERVER: "try again later; if it stays so, look for a newer yfinance",
}


def judge_names(found: Mapping[str, tuple[str, ...]], proxy: Proxy) -> Check:
    """Say which hosts have addresses; `found` holds none for a host that is not found."""
    if proxy.used:
        return Check(check="names", state=Outcome.SKIP, what="skipped, the proxy finds them")
    missing = [host for host, addresses in found.items() if not addresses]
    if len(missing) == len(found):
        return Check(
            check="names",
            state=Outcome.FAIL,
            what="no network: name resolution failed",
            mend="connect to a network, or check its DNS; `--demo`, `--data` and the last board work without",
        )
    blocked = missing + [host for host, addresses in found.items() if addresses and all(map(_nowhere, addresses))]
    if not blocked:
        return Check(check="names", state=Outcome.OK, what=f"{len(found)} of {len(found)} hosts of Yahoo are found")
    return Check(
        check="names",
        state=Outcome.WARN if blocked == [_DISPENSABLE] else Outcome.FAIL,
        what=f"{len(found) - len(blocked)} of {len(found)} hosts of Yahoo are found; not {', '.join(blocked)}",
        mend="an advertisement blocker or a hosts file often does this: let *.yahoo.com through",
    )


def judge_handshake(answer: datetime | ProviderError | None, host: str, environment: Mapping[str, str]) -> Check:
    """Say whether a trusted connection could be made; an answer that is none was made over one."""
    if isinstance(answer, Offline):
        mend = (
            "check the network, the proxy and any firewall; where a proxy opens TLS, name its authority's file in "
            f"{', '.join(_AUTHORITIES)}"
        )
        return Check(check="TLS", state=Outcome.FAIL, what=safe(str(answer)), mend=mend)
    own = [name for name in _AUTHORITIES if environment.get(name)]
    trusted = f" by the authorities of {', '.join(own)}" if own else ""
    return Check(check="TLS", state=Outcome.OK, what=f"{host} answers and is trusted{trusted}")


def judge_skew(stamp: datetime | ProviderError | None, sent: datetime, received: datetime) -> Check:
    """Hold this clock against the other side's; the answer was made between `sent` and `received`. All aware."""
    if not isinstance(stamp, datetime):
        return Check(check="clock skew", state=Outcome.SKIP, what="skipped, Yahoo's answer has no date")
    # The header counts whole seconds, cut off.
    ahead, behind = sent - stamp - timedelta(seconds=1), stamp - received
    skew = max(ahead, behind, timedelta())
    if skew <= SKEW_WARN:
        return Check(check="clock skew", state=Outcome.OK, what="agrees with Yahoo's clock")
    what = f"this clock is {duration(skew.total_seconds())} {'ahead of' if ahead > behind else 'behind'} Yahoo's"
    state = Outcome.FAIL if skew > SKEW_FAIL else Outcome.WARN
    return Check(check="clock skew", state=state, what=what, mend="let the system set its clock from the network")


def judge_crumb(error: ProviderError | None) -> Check:
    """Say whether cookie and crumb were given; neither is shown."""
    return _failed("crumb", error) or Check(check="crumb", state=Outcome.OK, what="cookie and crumb are given")


def judge_quote(answer: Quote | ProviderError | None) -> Check:
    """Show the quote."""
    if isinstance(answer, Quote):
        unit = f" {answer.currency}" if answer.currency else ""
        what = f"{answer.symbol} {price(answer.price)}{unit}, {answer.state}, {answer.time:%Y-%m-%d %H:%M} UTC"
        return Check(check="quote", state=Outcome.OK, what=safe(what))
    return _failed("quote", answer) or _empty("quote", "Yahoo answers, but not with a quote")


def judge_chart(answer: Series | ProviderError | None) -> Check:
    """Show the last close."""
    if isinstance(answer, Series) and answer.days:
        what = f"{answer.symbol} {price(answer.closes[-1])} on {day(answer.days[-1])}, {len(answer.days)} closes"
        return Check(check="chart", state=Outcome.OK, what=safe(what))
    return _failed("chart", answer) or _empty("chart", "Yahoo answers, but without closes")


def judge_frame(answer: bool | ProviderError, session: Session | None, wait_s: float) -> Check:
    """Say whether the stream brought a price; never a failure, since prices are polled without one."""
    if isinstance(answer, ProviderError):
        mend = "prices are polled meanwhile; some proxies and firewalls let no wss:// through"
        return Check(check="stream", state=Outcome.WARN, what=safe(str(answer)), mend=mend)
    if answer:
        return Check(check="stream", state=Outcome.OK, what="connected, and a price came")
    silence = f"connected, no price in {wait_s:g} s"
    if session is Session.CLOSED:
        return Check(check="stream", state=Outcome.OK, what=f"{silence}, the market is closed")
    why = "though the market is open" if session is Session.OPEN else "and it is not known whether the market is open"
    mend = "nothing, if it lasts minutes only: meanwhile prices are polled"
    return Check(check="stream", state=Outcome.WARN, what=f"{silence}, {why}", mend=mend)


def _failed(name: str, answer: object) -> Check | None:
    """Return the check an error makes, None for anything else."""
    if not isinstance(answer, ProviderError):
        return None
    mend = _MENDS.get(answer.trouble, _MENDS[Trouble.SERVER])
    return Check(check=name, state=Outcome.FAIL, what=safe(str(answer)), mend=mend)


def _empty(name: str, what: str) -> Check:
    return Check(check=name, state=Outcome.FAIL, what=what, mend=_MENDS[Trouble.SERVER])


def _nowhere(address: str) -> bool:
    """Say whether an address leads back here or nowhere, as blockers answer."""
    try:
        place = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return place.is_unspecified or place.is_loopback
