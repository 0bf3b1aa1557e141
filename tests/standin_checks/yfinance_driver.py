"""Unmodified yfinance in a process of its own: one JSON question a line on stdin, JSON answers on stdout."""

from __future__ import annotations

import json
import logging
import os
import sys
import warnings
from typing import Any

import yfinance as yf
from yfinance.data import YfData

QUERY1 = "https://query1.finance.yahoo.com"
QUERY2 = "https://query2.finance.yahoo.com"


def quotes(*symbols: str) -> Any:
    params = {"symbols": ",".join(symbols), "formatted": "false"}
    return YfData().get_raw_json(f"{QUERY1}/v7/finance/quote", params=params)["quoteResponse"]["result"]


def chart(symbol: str, **params: Any) -> Any:
    return YfData().get_raw_json(f"{QUERY2}/v8/finance/chart/{symbol}", params=params)["chart"]["result"][0]


def history(symbol: str, **how: Any) -> Any:
    ticker = yf.Ticker(symbol)
    frame = ticker.history(**how)
    columns = {name.lower(): frame[name].tolist() for name in ("Close", "Dividends", "Stock Splits")}
    meta = {key: value for key, value in ticker.history_metadata.items() if isinstance(value, str | float)}
    return {"times": [each.isoformat() for each in frame.index], **columns, "meta": meta}


def news(symbol: str) -> Any:
    return [item["content"]["title"] for item in yf.Ticker(symbol).news]


def search(text: str) -> Any:
    found = yf.Search(text)
    return {"quotes": found.quotes, "news": found.news}


def earnings(start: str, end: str) -> Any:
    table = yf.Calendars(start, end).get_earnings_calendar(filter_most_active=False)
    return json.loads(table.reset_index().to_json(orient="records", date_format="iso"))


def releases(start: str, end: str) -> Any:
    table = yf.Calendars(start, end).get_economic_events_calendar()
    return json.loads(table.reset_index().to_json(orient="records", date_format="iso"))


def dates(symbol: str) -> Any:
    return [each.isoformat() for each in yf.Ticker(symbol).calendar["Earnings Date"]]


def listen(*symbols: str, dropped: str = "") -> Any:
    stream = yf.WebSocket(verbose=False)
    stream.subscribe(list(symbols))
    if dropped:
        stream.unsubscribe(dropped)
    stream.listen(say)
    stream.close()
    return "ended"


def say(answer: Any) -> None:
    print(json.dumps(answer, default=str), flush=True)  # noqa: T201


def become_new(env: dict[str, str], folder: str) -> bool:
    """Go on as a child that has asked nothing yet, in another environment; the parent waits, and returns False."""
    child = os.fork()
    if child:
        os.waitpid(child, 0)
        return False
    os.environ.update(env)
    yf.set_tz_cache_location(folder)
    return True


def main() -> None:
    # yfinance adds filters of its own when it is imported, and shouts into stderr when nobody listens.
    warnings.simplefilter("ignore")
    logging.getLogger("yfinance").setLevel(logging.CRITICAL)
    asked = {each.__name__: each for each in (quotes, chart, history, news, search, earnings, releases, dates, listen)}
    for line in sys.stdin:
        question = json.loads(line)
        if question["what"] == "new":
            say({"answer": "here" if become_new(*question["args"]) else "gone"})
            continue
        if question["what"] == "end":
            os._exit(0)
        try:
            say({"answer": asked[question["what"]](*question["args"], **question["how"])})
        except Exception as error:  # noqa: BLE001 - whatever it is, its name is the answer
            say({"error": type(error).__name__, "text": str(error)})


if __name__ == "__main__":
    main()
