"""What settings.toml may not say: each problem with its line, key, value and what is allowed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Refusal = Callable[..., list[str]]

ESTIMATION = (
    "is no estimation window; write its sessions, 10 to 2500, and those between it and the event's, 0 to 250, "
    "like [120, 10]"
)
EVENT_WINDOW = (
    "is no event window; write its first and last session counted from the event's, from -250 to 250, like [-1, 1]"
)
INSIDE = "begins in the estimation window"
PAIRS = "^RUT/^NDX, ^RUT/^IXIC, ^RUT/^GSPC, IWM/QQQ, IWN/IWO or RSP/SPY"


SETTINGS = {
    "an unknown pair": (
        'pair = "^RUT/^NDZ"',
        f"1: pair: '^RUT/^NDZ' is no [[pair]] of watchlist.toml; choose {PAIRS}; did you mean '^RUT/^NDX'?",
    ),
    "an unknown window": (
        '\nwindow = "2W"',
        "2: window: '2W' is not allowed; choose 1D, 5D, 1M, 3M, 6M, QTD, YTD, 1Y, 5Y or MAX",
    ),
    "an unknown palette": (
        'palette = "green-rod"',
        "1: palette: 'green-rod' is not allowed; choose green-red, blue-orange or red-up; did you mean 'green-red'?",
    ),
    "an unknown key": (
        'windw = "QTD"',
        "1: windw: unknown key; did you mean 'window'?; allowed: pair, window, theme, palette, lead, study, cadence",
    ),
    "an unknown key of a table": (
        "[cadence]\nopen = 15",
        "2: cadence.open: unknown key; did you mean 'open_s'?; allowed: open_s, extended_s, closed_s, scale",
    ),
    "a key that would rule the terminal": (
        r'"\u001b[31m" = 1',
        r"1: '\x1b[31m': unknown key; allowed: pair, window, theme, palette, lead, study, cadence",
    ),
    "a pace below the least": (
        "[cadence]\nopen_s = 4.9",
        "2: cadence.open_s: 4.9 seconds is no pace to poll at; write 5 to 86400 seconds",
    ),
    "a negative pace": (
        "cadence.closed_s = -600",
        "1: cadence.closed_s: -600 seconds is no pace to poll at; write 5 to 86400 seconds",
    ),
    "a pace without end": (
        "[cadence]\nclosed_s = inf",
        "2: cadence.closed_s: inf is no finite number; write one like 12.5, without quotes",
    ),
    "a pace in quotes": (
        '[cadence]\nopen_s = "15"',
        "2: cadence.open_s: '15' is no finite number; write one like 12.5, without quotes",
    ),
    "true for a number": (
        "[cadence]\nopen_s = true",
        "2: cadence.open_s: true is no finite number; write one like 12.5, without quotes",
    ),
    "a number beyond every float": (
        f"[cadence]\nopen_s = 0x{'f' * 5000}",
        "2: cadence.open_s: a huge number is no finite number; write one like 12.5, without quotes",
    ),
    "a mean of no sessions": (
        "[lead]\nmean = 1",
        "2: lead.mean: 1 is no whole number from 2 to 500",
    ),
    "half a close": (
        "[lead]\ncloses = 2.5",
        "2: lead.closes: 2.5 is no whole number from 1 to 50",
    ),
    "an estimation without its gap": (
        "[study]\nestimation = [120]",
        f"2: study.estimation: a list {ESTIMATION}",
    ),
    "an estimation from too little": (
        "[study]\nestimation = [9, 10]",
        f"2: study.estimation: [9, 10] {ESTIMATION}",
    ),
    "half a session": (
        "[study]\nwindows = [[0, 0.5]]",
        f"2: study.windows[0]: a list {EVENT_WINDOW}",
    ),
    "an event window that ends before it begins": (
        "[study]\nwindows = [\n  [0, 5],\n  [5, 0],\n]",
        f"4: study.windows[1]: [5, 0] {EVENT_WINDOW}",
    ),
    "an event window twice": (
        "[study]\nwindows = [[0, 5], [0, 5]]",
        "2: study.windows[1]: [0, 5] is there before; write it once",
    ),
    "no event windows": (
        "[study]\nwindows = []",
        "2: study.windows: 0 windows; write 1 to 8",
    ),
    "event windows that never reach the event": (
        "[study]\nwindows = [[-5, -1]]",
        "2: study.windows: none reaches the event's session; write one that ends at 0 or later",
    ),
    "a gap that the shipped windows reach beyond": (
        'window = "QTD"\n[study]\nestimation = [120, 0]',
        f"2: study: the window [-1, 1] {INSIDE}; begin it at 0 or later, or write estimation = [120, 1]",
    ),
    "a number for a table": (
        "cadence = 15",
        "1: cadence: 15 is no table; write one with the keys open_s, extended_s, closed_s, scale",
    ),
    "a table for a text": (
        "[pair]\nname = 1",
        '1: pair: a table is no text; write it in quotes, "like this"',
    ),
}


@pytest.mark.parametrize(("text", "problem"), SETTINGS.values(), ids=SETTINGS)
def test_settings_refuse(refusal: Refusal, text: str, problem: str) -> None:
    assert refusal(settings=text) == [f"settings.toml:{problem}"]


def test_settings_refuse_an_unknown_theme_and_name_all_there_are(refusal: Refusal) -> None:
    (problem,) = refusal(settings='theme = "rotation-drak"')
    assert problem.startswith("settings.toml:1: theme: 'rotation-drak' is not allowed; choose rotation-dark, rotation-")
    assert problem.endswith("ansi-dark or ansi-light; did you mean 'rotation-dark'?")
