"""Yahoo through yfinance: the only package that knows either.

library    yfinance, loaded without what is not needed of it
session    the session yfinance sends through: counts, keeps to deadlines, ends what is refused
wire       one question through it, every failure turned into a `ProviderError`
quotes     the batch quote answer → `Quote`          venues     the same → where and how each symbol is traded
chart      the daily chart answer → `Series`         intraday   the intraday one → `Intraday`
headlines  the news answer → `NewsEvent`             calendars  earnings and releases → `NewsEvent`
frames     a frame of the stream → `Quote`           stream     the frames, awaited
endpoints  which address is asked for which of them
threads    blocking work awaited
probes     the steps on the way there, each tried by itself
provider   all of them behind `Provider`, each with a deadline

Importing it imports yfinance and pandas: only the data process may.
"""

from tui.providers.yahoo.library import load

load()

from tui.providers.yahoo.provider import Deadlines, Yahoo  # noqa: E402 - what it imports of yfinance is loaded by then

__all__ = ["Deadlines", "Yahoo"]
