"""What of the configuration a past day may show."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from msgspec.structs import replace

from tui.analysis.history import History
from tui.core.market import Series
from tui.core.marks import Level, Marks, Precedent, Reading, WatchItem
from tui.core.messages import Watch
from tui.engine.assemble import Assembler
from tui.engine.sessions import Sessions
from tui.settings.load import load


def test_an_item_waits_for_its_own_level_and_not_for_the_same_number_of_another_symbol() -> None:
    marks = Marks(
        levels=(
            Level(symbol="A", level=250, label="", source="", known_from=date(2025, 1, 2)),
            Level(symbol="B", level=250, label="", source="", known_from=date(2025, 12, 1)),
        ),
        watch=tuple(
            WatchItem(name=symbol, why="", reading=Reading.LEVEL, symbols=(symbol,), level=250) for symbol in "AB"
        ),
    )
    assembler = Assembler(replace(load(), marks=marks, events=()), Sessions())
    watch = Watch(generation=0, pair="", window="QTD")
    seen = {
        month: [row.item.name for row in assembler.marks(watch, {}, (), datetime(2025, month, 3, 21, tzinfo=UTC)).watch]
        for month in (6, 12)
    }
    assert seen == {6: ["A"], 12: ["A", "B"]}


def test_what_to_watch_and_episodes_wait_for_the_day_they_were_said() -> None:
    said = date(2025, 12, 18)
    before = WatchItem(name="always", why="", reading=Reading.BREADTH)
    past = Precedent(name="past", day0=date(2025, 1, 10), why="")
    marks = Marks(
        watch=(before, replace(before, name="said", known_from=said)),
        precedents=(past, replace(past, name="named", known_from=said)),
    )
    assembler = Assembler(replace(load(), marks=marks, events=()), Sessions())
    days = tuple(date(2025, 1, 2) + timedelta(days=step) for step in range(360))
    closes = {each: History.of(Series(symbol=each, days=days, closes=(1.0,) * 360)) for each in ("^RUT", "^NDX")}
    for day, names in ((date(2025, 12, 17), [["always"], ["past"]]), (said, [["always", "said"], ["past", "named"]])):
        watch = Watch(generation=0, pair="", window="QTD", as_of=day)
        shown = assembler.marks(watch, {}, (), datetime.combine(day, time(21), UTC)).watch
        laid = assembler.precedents(watch, closes).precedents
        assert laid is not None
        assert [[row.item.name for row in shown], [each.name for each in laid.episodes]] == names
