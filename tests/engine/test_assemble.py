"""What of the configuration a past day may show."""

from __future__ import annotations

from datetime import UTC, date, datetime

from msgspec.structs import replace

from tui.core.marks import Level, Marks, Reading, WatchItem
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
