"""What is watched: the pair, the strip, the baskets."""

from enum import StrEnum

from msgspec import Struct


class Stance(StrEnum):
    """What the story expects of a basket."""

    WINNER = "winner"
    LOSER = "loser"
    WATCH = "watch"


class Instrument(Struct, frozen=True, kw_only=True):
    """One symbol with the short label the screen uses for it."""

    symbol: str
    label: str
    kind: str = "index"
    """"index", "yield" (price in percent, change shown in basis points) or "fed" (the curated range; no quote)."""


class Pair(Struct, frozen=True, kw_only=True):
    """Two symbols whose spread is watched."""

    name: str
    """How the user names it: "^RUT/^NDX"."""
    small: str
    large: str
    small_label: str = ""
    large_label: str = ""
    why: str = ""


class Member(Struct, frozen=True, kw_only=True):
    """One symbol of a basket."""

    symbol: str
    proxy: bool = False
    """True when the story names no member and we chose a stand-in."""
    note: str = ""


_LONG = 50


class Basket(Struct, frozen=True, kw_only=True):
    """Equally weighted symbols with one reason to be watched together."""

    name: str
    stance: Stance
    why: str
    members: tuple[Member, ...]
    source: str = ""

    def is_long(self) -> bool:
        """Say whether it has more members than are told of one by one, as a fund's holdings have."""
        return len(self.members) > _LONG


class GraphLines(Struct, frozen=True, kw_only=True):
    """What the rotation graph draws besides the pair's sides and the baskets, and what it holds them against."""

    benchmark: str
    symbols: tuple[str, ...] = ()


class RateSymbols(Struct, frozen=True, kw_only=True):
    """The yields rates are read from, priced in percent."""

    ten_year: str | None = None
    three_month: str | None = None

    def symbols(self) -> tuple[str, ...]:
        """Return those that are watched."""
        return tuple(symbol for symbol in (self.ten_year, self.three_month) if symbol)


class Watchlist(Struct, frozen=True, kw_only=True):
    """Everything with a symbol."""

    strip: tuple[str, ...]
    indices: tuple[Instrument, ...]
    pairs: tuple[Pair, ...]
    baskets: tuple[Basket, ...]
    graph: GraphLines | None = None
    rates: RateSymbols = RateSymbols()
    yields: tuple[str, ...] = ()
    """Every symbol priced in percent, those of the indices row too."""

    def percents(self) -> tuple[str, ...]:
        """Return every symbol priced in percent, as yields are."""
        return (*self.yields, *(each.symbol for each in self.indices if each.kind == "yield"))

    def pair(self, name: str) -> Pair | None:
        """Return the pair of that name, or None."""
        return next((pair for pair in self.pairs if pair.name == name), None)

    def members(self, *, long: bool) -> tuple[str, ...]:
        """Return the members of all long baskets, or of all others, each once."""
        baskets = (basket for basket in self.baskets if basket.is_long() is long)
        return tuple(dict.fromkeys(each.symbol for basket in baskets for each in basket.members))

    def named(self, stance: Stance) -> tuple[str, ...]:
        """Return the members of all baskets of a stance, proxies left out, each once."""
        baskets = (basket for basket in self.baskets if basket.stance is stance)
        return tuple(dict.fromkeys(each.symbol for basket in baskets for each in basket.members if not each.proxy))
