"""The configuration as nouns; `tui.settings` reads it from TOML."""

from datetime import date
from enum import StrEnum

from msgspec import Struct

from tui.core.events import NewsEvent
from tui.core.lead import LeadRule
from tui.core.marks import Marks
from tui.core.study import StudyRule
from tui.core.watchlist import Instrument, Watchlist

THEMES = (
    "rotation-dark", "rotation-light",
    "textual-dark", "textual-light", "nord", "gruvbox", "catppuccin-mocha", "dracula", "tokyo-night", "monokai",
    "flexoki", "catppuccin-latte", "catppuccin-frappe", "catppuccin-macchiato", "solarized-light", "solarized-dark",
    "rose-pine", "rose-pine-moon", "rose-pine-dawn", "atom-one-dark", "atom-one-light", "ansi-dark", "ansi-light",
)  # fmt: skip
"""The themes a user may name: our own, then the toolkit's."""


class Palette(StrEnum):
    """The two colours of up and down."""

    GREEN_RED = "green-red"
    BLUE_ORANGE = "blue-orange"
    RED_UP = "red-up"


class Cadence(Struct, frozen=True, kw_only=True):
    """Seconds between polls, by what the exchange is doing."""

    open_s: float = 15.0
    extended_s: float = 60.0
    closed_s: float = 600.0
    scale: float = 1.0
    """Multiplies every wait, so that a test need not wait for hours; 1 for people."""


class Settings(Struct, frozen=True, kw_only=True):
    """What `settings.toml` says."""

    pair: str = "^RUT/^NDX"
    window: str = "QTD"
    theme: str = "rotation-dark"
    palette: Palette = Palette.GREEN_RED
    lead: LeadRule = LeadRule()
    study: StudyRule = StudyRule()
    cadence: Cadence = Cadence()


class Source(Struct, frozen=True, kw_only=True):
    """Where an event or a claim was read."""

    name: str
    """How other entries refer to it: "article A"."""
    title: str
    published: date


class Config(Struct, frozen=True, kw_only=True):
    """Everything the program is told."""

    settings: Settings
    watchlist: Watchlist
    sources: tuple[Source, ...]
    events: tuple[NewsEvent, ...]
    marks: Marks
    notes: tuple[NewsEvent, ...] = ()
    """The user's own, beside the events whatever those are."""

    def symbols(self) -> tuple[str, ...]:
        """Return every symbol that needs a quote, in order of importance, each once."""
        listed = [pair_symbol for pair in self._pairs_first() for pair_symbol in pair]
        listed += [each.symbol for each in self.watchlist.indices if has_quote(each)]
        listed += self.watchlist.strip
        # A fund's holdings must not hold up what is on the screen.
        short, long = self.watchlist.members(long=False), self.watchlist.members(long=True)
        listed += short
        graph = self.watchlist.graph
        listed += [graph.benchmark, *graph.symbols] if graph else []
        listed += self.watchlist.rates.symbols()
        listed += [level.symbol for level in self.marks.levels]
        listed += [target.symbol for target in self.marks.targets]
        listed += [symbol for item in self.marks.watch for symbol in item.symbols]
        listed += [symbol for each in self.marks.opinions if each.symbol for symbol in each.symbol.split("/")]
        listed += long
        return tuple(dict.fromkeys(listed))

    def _pairs_first(self) -> list[tuple[str, str]]:
        """Return the legs of every pair, those of the chosen pair first."""
        ordered = sorted(self.watchlist.pairs, key=lambda pair: pair.name != self.settings.pair)
        return [(pair.small, pair.large) for pair in ordered]


def has_quote(instrument: Instrument) -> bool:
    """Say whether an instrument is priced by a provider; the fed funds range is not."""
    return instrument.kind != "fed"
