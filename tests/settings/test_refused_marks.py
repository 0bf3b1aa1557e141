"""What marks.toml may not say: each problem with its line, key, value and what is allowed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Refusal = Callable[..., list[str]]

NO_DATE = "is no date: write 2026, 2026-01, 2026-01-31 or 2026-01-31T14:00-05:00"


def level(value: str) -> str:
    return f'[[level]]\nsymbol = "^RUT"\nlevel = {value}\nlabel = "x"'


def watch(**keys: str) -> str:
    written = {"name": '"Mine"', "why": '"x"', "reading": '"price"', "symbols": '["^TNX"]'} | keys
    return "[[watch]]\n" + "\n".join(f"{key} = {value}" for key, value in written.items())


MARKS = {
    "a level of 0": (level("0"), "3: level[0].level: 0 is not above 0; write a number above 0"),
    "a level below 0": (level("-2500.5"), "3: level[0].level: -2500.5 is not above 0; write a number above 0"),
    "a level without end": (
        level("inf"),
        "3: level[0].level: inf is no finite number; write one like 12.5, without quotes",
    ),
    "a level that is no number": (
        level("nan"),
        "3: level[0].level: nan is no finite number; write one like 12.5, without quotes",
    ),
    "a target date in words": (level('1\nby = "summer"'), f"4: level[0].by: 'summer' {NO_DATE}"),
    "a repeated precedent": (
        '[[precedent]]\nname = "x"\nday0 = 2000-03-27\nwhy = "y"\n' * 2,
        "6: precedent[1].name: 'x' is there before, at precedent[0].name; write it once",
    ),
    "two current episodes": (
        "".join(f'[[precedent]]\nname = "{n}"\nday0 = 2000-03-27\nwhy = "y"\ncurrent = true\n' for n in "ab"),
        "10: precedent[1].current: true is there before; one episode is the current one",
    ),
    "an opinion of nobody known": (
        '[[opinion]]\ntext = "x"\nsource = "the pub"',
        "3: opinion[0].source: 'the pub' is no [[source]] of events.toml; choose article A or article B",
    ),
    "an opinion about an unknown basket": (
        '[[opinion]]\ntext = "x"\nsource = "article A"\nbasket = "Biotecc"',
        (
            "4: opinion[0].basket: 'Biotecc' is no [[basket]] of watchlist.toml; choose Regional banks, Reshoring "
            "industrials, Biotech, Small-cap fintech, Mega-cap tech, Solar and wind, Nuclear / SMR, Traditional energy "
            "or Rural hospitals / health safety net; did you mean 'Biotech'?"
        ),
    ),
    "an opinion about two things": (
        '[[opinion]]\ntext = "x"\nsource = "article A"\nsymbol = "^RUT"\nbasket = "Biotech"',
        "5: opinion[0].basket: beside symbol; an opinion is about one of them",
    ),
    "an unknown reading": (
        watch(reading='"prize"'),
        (
            "4: watch[0].reading: 'prize' is not allowed; choose price, difference, ratio, fed, event, level or "
            "breadth; did you mean 'price'?"
        ),
    ),
    "a ratio of one": (
        watch(reading='"ratio"'),
        "5: watch[0].symbols: 1 given; a reading of 'ratio' takes 2 symbols",
    ),
    "a level to watch without one": (
        watch(reading='"level"'),
        "1: watch[0].level: belongs to a reading of 'level', which needs it; no other has one",
    ),
    "an event to watch that no file has": (
        watch(reading='"event"', symbols="[]", event='"earnings-q1-2027"'),
        (
            "6: watch[0].event: 'earnings-q1-2027' is no [[event]] of events.toml; name one that is there; "
            "did you mean 'earnings-q1-2026'?"
        ),
    ),
    "an event where a price is read": (
        watch(event='"earnings-q1-2026"'),
        "6: watch[0].event: belongs to a reading of 'event', which needs it; no other has one",
    ),
}


@pytest.mark.parametrize(("text", "problem"), MARKS.values(), ids=MARKS)
def test_marks_refuse(refusal: Refusal, text: str, problem: str) -> None:
    assert refusal(marks=text) == [f"marks.toml:{problem}"]
