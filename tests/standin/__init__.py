"""A stand-in Yahoo: unmodified yfinance, and the whole program, talk to it when told to by their environment.

    with running_standin() as standin:
        subprocess.run([...], env={**os.environ, **standin.env()})

proxy       a CONNECT proxy that lets Yahoo's hosts through and refuses, and records, every other
server      what is behind it: HTTPS/1.1 for every Yahoo host, certificates made on the spot
answers     what is answered, by family: cookie, crumb, quote, news, search, and what the next four make
  consent   the pages somebody is sent to who has not consented
  cookies   which cookies and crumbs count
  charts    daily bars, and (intraday) bars within the day
  calendars earnings and economic releases
stream      prices pushed: websocket is one connection, frames what is sent on it
market      the prices all of them are made of; every symbol (a listing) has some until told otherwise
rows        quote rows and news items
clock       what time the stand-in thinks it is
faults      what goes wrong when a test wants it to; reply holds the answers that are faults
requestlog  what was asked, and when
"""

from standin.calendars import Calendar, Earnings, Release
from standin.clock import NEW_YORK, Clock
from standin.control import Standin, running_standin
from standin.cookies import Cookies
from standin.faults import Fault, Faults
from standin.frames import GARBAGE, frame
from standin.listing import Oddity
from standin.market import Market
from standin.requestlog import Family, Request, RequestLog
from standin.rows import LONDON
from standin.stream import Stream

__all__ = [
    "GARBAGE",
    "LONDON",
    "NEW_YORK",
    "Calendar",
    "Clock",
    "Cookies",
    "Earnings",
    "Family",
    "Fault",
    "Faults",
    "Market",
    "Oddity",
    "Release",
    "Request",
    "RequestLog",
    "Standin",
    "Stream",
    "frame",
    "running_standin",
]
