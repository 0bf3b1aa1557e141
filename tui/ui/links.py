"""The links of events: shown first, opened when the reader says so, and only ever http and https."""

from __future__ import annotations

from typing import Any

from textual.screen import Screen

from tui.core.events import NewsEvent
from tui.core.text import host_of, web_link
from tui.ui.shown import QUESTION


def offer_link(screen: Screen[Any], event: NewsEvent | None) -> None:
    """Show where an event's link leads and open it in the browser if that is wanted."""
    link = web_link(event.url) if event is not None else None
    if link is None:
        unsafe = event is not None and event.url
        words = "The link of this entry is no web address and is not opened" if unsafe else "This entry has no link"
        screen.notify(words, markup=False, timeout=3)
        return

    def answered(yes: bool | None) -> None:
        if yes:
            screen.app.open_url(link)

    answers = f"leads to {host_of(link)} · enter opens it · esc leaves it"
    question = QUESTION.load()("Open this page in your browser?", link, answers, link=link)
    screen.app.push_screen(question, answered)
