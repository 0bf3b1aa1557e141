"""What events.toml may not say: each problem with its line, key, value and what is allowed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Refusal = Callable[..., list[str]]

NO_SYMBOL = "is no symbol; write one as Yahoo does, like AAPL, ^RUT or BRK-B"
NO_DATE = "is no date: write 2026, 2026-01, 2026-01-31 or 2026-01-31T14:00-05:00"


def event(claim: str = "", **keys: str) -> str:
    written = {
        "id": '"mine"',
        "when": '"2025-12-11"',
        "kind": '"macro"',
        "title": '"x"',
        "sources": '["article A"]',
    }
    return "[[event]]\n" + "\n".join(f"{key} = {value}" for key, value in (written | keys).items()) + "\n" + claim


def claim(**keys: str) -> str:
    written = {"text": '"x"', "symbol": '"^RUT"', "measure": '"day change"', "source": '"article A"'}
    return "[[event.claim]]\n" + "\n".join(f"{key} = {value}" for key, value in (written | keys).items())


EVENTS = {
    "a day that is in no calendar": (event(when='"2025-02-30"'), f"3: event[0].when: '2025-02-30' {NO_DATE}"),
    "a date in words": (event(when='"mid-2025"'), f"3: event[0].when: 'mid-2025' {NO_DATE}"),
    "an instant without its offset": (
        event(when="2025-12-10T14:00:00"),
        f"3: event[0].when: '2025-12-10T14:00:00' {NO_DATE}",
    ),
    **{
        f"an instant at the {end} of all days": (event(when=f'"{when}"'), f"3: event[0].when: '{when}' {NO_DATE}")
        for end, when in (("first", "0001-01-01T02:00+14:00"), ("last", "9999-12-31T23:00-12:00"))
    },
    "a number for a date": (
        event(when="2026"),
        '3: event[0].when: 2026 is no date: write "2026", "2026-01", "2026-01-31" or "2026-01-31T14:00-05:00"',
    ),
    "a range that ends before it begins": (
        event(when='"2026-02"', until='"2026-01"'),
        "7: event[0].until: '2026-01' is before '2026-02'; write a date on or after it",
    ),
    "a partial day where a day is due": (
        event(known_from='"2025-12"'),
        "7: event[0].known_from: '2025-12' is no day; write it like 2025-12-31",
    ),
    "a day of publication that does not exist": (
        '[[source]]\nname = "mine"\ntitle = "x"\npublished = "2025-13-01"',
        "4: source[0].published: '2025-13-01' is no day; write it like 2025-12-31",
    ),
    "an id that is no slug": (
        event(id='"Fed 10 Dec"'),
        (
            "2: event[0].id: 'Fed 10 Dec' is no id; write small letters, digits and single hyphens, "
            "like fed-2025-12-10, at most 60"
        ),
    ),
    "a repeated id": (
        event() + event(),
        "8: event[1].id: 'mine' is there before, at event[0].id; write it once",
    ),
    "an unknown kind": (
        event(kind='"fedd"'),
        (
            "4: event[0].kind: 'fedd' is not allowed; choose macro, policy, fed, level, company, earnings, market, "
            "news, opinion or note; did you mean 'fed'?"
        ),
    ),
    "no source": (event(sources="[]"), "6: event[0].sources: no source; name one [[source]] at least"),
    "an unknown source": (
        event(sources='["article C"]'),
        (
            "6: event[0].sources[0]: 'article C' is no [[source]] of events.toml; choose article A or article B; "
            "did you mean 'article B'?"
        ),
    ),
    "a missing key": (
        '[[event]]\nid = "mine"\nwhen = "2026"\nkind = "fed"\nsources = ["article A"]',
        "1: event[0]: the key title is missing",
    ),
    "a range for what is no Fed event": (
        event(lower_pct="3.5", upper_pct="3.75"),
        "4: event[0].kind: 'macro' has no fed funds range; leave lower_pct and upper_pct to kind fed",
    ),
    "half a range": (
        event(kind='"fed"', lower_pct="3.5"),
        "1: event[0]: lower_pct and upper_pct belong together; write both or neither",
    ),
    "a range upside down": (
        event(kind='"fed"', lower_pct="3.75", upper_pct="3.5"),
        "8: event[0].upper_pct: 3.5 is not above lower_pct 3.75; write a higher bound",
    ),
    "a claim of an unknown source": (
        event(claim(source='"article C"')),
        (
            "11: event[0].claim[0].source: 'article C' is no [[source]] of events.toml; choose article A or article B; "
            "did you mean 'article B'?"
        ),
    ),
    "a claim without a source": (
        event('[[event.claim]]\ntext = "x"\nsymbol = "^RUT"\nmeasure = "day change"'),
        "7: event[0].claim[0]: the key source is missing",
    ),
    "a claim about no symbol": (
        event(claim(symbol='"small/caps"')),
        f"9: event[0].claim[0].symbol: 'small' {NO_SYMBOL}",
    ),
    "a claim about three symbols": (
        event(claim(symbol='"A/B/C"')),
        "9: event[0].claim[0].symbol: 'A/B/C' is no symbol and no pair; write one like ^RUT or ^RUT/^NDX",
    ),
    "a claimed value that is no number": (
        event(claim(value="nan")),
        "12: event[0].claim[0].value: nan is no finite number; write one like 12.5, without quotes",
    ),
    "a spread of one symbol": (
        event(claim(measure='"spread"', start="2025-10-01")),
        "9: event[0].claim[0].symbol: '^RUT' is one symbol; a spread needs two, like ^RUT/^NDX",
    ),
    "a return of a pair": (
        event(claim(symbol='"A/B"', measure='"return"', start="2025-10-01")),
        "9: event[0].claim[0].symbol: 'A/B' is a pair; a return needs one symbol, like ^RUT",
    ),
    "a return since nowhere": (
        event(claim(measure='"return"')),
        "7: event[0].claim[0]: a return needs its start",
    ),
    "a first close above nothing": (
        event(claim(measure='"first close above"', start="2025-10-01")),
        "7: event[0].claim[0]: a first close above needs its level",
    ),
    "a close without its value": (
        event(claim(measure='"close"')),
        "7: event[0].claim[0]: a close needs its value, or low or high",
    ),
    "a level crossed neither up nor down": (
        event(claim(measure='"level crossed"', level="2500")),
        "7: event[0].claim[0].direction: belongs to a level crossed, which needs it; no other measure has one",
    ),
    "a multiple since nowhere": (
        event(claim(measure='"multiple"')),
        "7: event[0].claim[0]: a multiple needs its start",
    ),
    "a period that ends before it begins": (
        event(claim(start="2025-12-02", end="2025-12-01")),
        "13: event[0].claim[0].end: 2025-12-01 is before start 2025-12-02; write a day on or after it",
    ),
    "an interval upside down": (
        event(claim(low="2", high="1")),
        "13: event[0].claim[0].high: 1 is below low 2; write low ≤ high",
    ),
    "a value below its own rounding": (
        event(claim(value="7", low="7.5")),
        "13: event[0].claim[0].low: 7.5 is above the value 7; write low ≤ value",
    ),
    "a value above its own rounding": (
        event(claim(value="9", high="8")),
        "13: event[0].claim[0].high: 8 is below the value 9; write value ≤ high",
    ),
}


@pytest.mark.parametrize(("text", "problem"), EVENTS.values(), ids=EVENTS)
def test_events_refuse(refusal: Refusal, text: str, problem: str) -> None:
    assert refusal(events=text) == [f"events.toml:{problem}"]
