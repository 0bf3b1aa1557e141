"""The proxy in use, read from the environment the way curl reads it; its login is never shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

from msgspec import Struct

from tui.core.text import safe
from tui.doctor.checks import Check, Outcome

_NAMED_BY: Final = ("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY")
_SCHEMES: Final = ("http", "https", "socks4", "socks4a", "socks5", "socks5h")
_EXCEPT_BY: Final = ("no_proxy", "NO_PROXY")


class Proxy(Struct, frozen=True, kw_only=True):
    """What the environment says about a proxy."""

    variable: str = ""
    """The variable that names it; empty where none does."""
    address: str | None = None
    """Scheme, host and port without a login; None where what is named is no address."""
    login: bool = False
    bypassed: str = ""
    """The variable that leaves the host out; empty where none does."""

    @property
    def used(self) -> bool:
        """Whether requests go through it."""
        return bool(self.variable) and not self.bypassed


def proxy_for(host: str, environment: Mapping[str, str]) -> Proxy:
    """Return the proxy that HTTPS requests to `host` go through."""
    variable = _first(_NAMED_BY, environment)
    if not variable:
        return Proxy()
    written = environment[variable].strip()
    scheme = next((each for each in _SCHEMES if written.casefold().startswith(f"{each}://")), "")
    rest = written[len(f"{scheme}://") :] if scheme else written
    # A password may hold any sign, so everything before the last @ is taken for it.
    _, login, place = rest.rpartition("@")
    exception = _first(_EXCEPT_BY, environment)
    bypassed = exception if exception and _listed(host, environment[exception]) else ""
    return Proxy(variable=variable, address=_address(scheme or "http", place), login=bool(login), bypassed=bypassed)


def judge_proxy(proxy: Proxy) -> Check:
    """Name the proxy in use."""
    if not proxy.variable:
        return Check(check="proxy", state=Outcome.OK, what="none in use")
    address = f"{proxy.address}{' with a login' if proxy.login else ''}"
    if proxy.bypassed:
        what = f"{proxy.variable} is set, but {proxy.bypassed} leaves Yahoo out"
        return Check(check="proxy", state=Outcome.OK, what=what)
    if proxy.address is None:
        mend = f"set {proxy.variable} to something like http://proxy.example:3128, or unset it"
        return Check(check="proxy", state=Outcome.FAIL, what=f"what {proxy.variable} holds is no address", mend=mend)
    return Check(check="proxy", state=Outcome.OK, what=f"{address}, from {proxy.variable}")


def _first(names: tuple[str, ...], environment: Mapping[str, str]) -> str:
    """Return the first of the variables that says anything, or nothing."""
    return next((name for name in names if environment.get(name, "").strip()), "")


def _listed(host: str, exceptions: str) -> bool:
    """Say whether a list of exceptions, like ".yahoo.com,localhost" or "*", holds a host."""
    for entry in exceptions.replace(",", " ").split():
        ending = entry.lstrip(".").casefold()
        if entry == "*" or host == ending or host.endswith(f".{ending}"):
            return True
    return False


def _address(scheme: str, place: str) -> str | None:
    """Return "http://proxy.example:3128", or None where that cannot be made of it."""
    if "://" in place:
        return None
    try:
        parts = urlsplit(f"//{place}")
        port = "" if parts.port is None else f":{parts.port}"
    except ValueError:
        return None
    if not parts.hostname:
        return None
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return safe(f"{scheme}://{host}{port}", 80)
