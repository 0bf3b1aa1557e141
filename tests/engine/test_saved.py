from __future__ import annotations

import stat
from datetime import date
from pathlib import Path

import msgspec
from engine_fakes import NOW, a_quote
from msgspec.structs import replace

from tui.core.board import Board
from tui.core.market import MarketClock, ProviderInfo, State
from tui.core.messages import Arrived, HealthPart, Quotes
from tui.engine.saved import LastBoard, load, save, saved_file

BOARD = Board(provider=ProviderInfo(name="fake"), clock=MarketClock(now=NOW), quotes=(a_quote("AAA", 2.0),))


def test_a_saved_board_comes_back_marked_as_cached(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "board.json"
    save(BOARD, path)
    board = load(path)
    assert board is not None
    assert board.cached
    assert [(quote.symbol, quote.price, quote.state) for quote in board.quotes] == [("AAA", 2.0, State.CACHED)]


def test_simulated_quotes_stay_simulated(tmp_path: Path) -> None:
    path = tmp_path / "board.json"
    save(replace(BOARD, quotes=(replace(BOARD.quotes[0], state=State.SIMULATED),)), path)
    board = load(path)
    assert board is not None
    assert board.quotes[0].state is State.SIMULATED


def test_only_the_owner_can_read_it(tmp_path: Path) -> None:
    path = tmp_path / "cache" / "board.json"
    save(BOARD, path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_what_cannot_be_read_is_no_board(tmp_path: Path) -> None:
    path = tmp_path / "board.json"
    assert load(path) is None
    path.write_bytes(msgspec.json.encode(BOARD)[:-20])
    assert load(path) is None
    path.write_bytes(msgspec.json.encode(replace(BOARD, version=BOARD.version + 1)))
    assert load(path) is None


def test_a_disk_that_refuses_costs_nothing_but_the_board(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    save(BOARD, blocked / "board.json")
    assert load(blocked / "board.json") is None


def test_a_board_that_cannot_be_put_in_its_place_leaves_nothing_of_itself(tmp_path: Path) -> None:
    path = tmp_path / "board.json"
    path.mkdir()
    save(BOARD, path)
    assert list(tmp_path.iterdir()) == [path]


def test_each_way_of_starting_has_its_own_file(tmp_path: Path) -> None:
    ways = [("demo", None, None), ("yahoo", None, None), ("files", "/a", None), ("files", "/b", None)]
    ways += [("files", "/a", date(2025, 12, 11))]
    assert len({saved_file(tmp_path, *way) for way in ways}) == len(ways)


def a_health(generation: int, as_of: date | None = None) -> HealthPart:
    return HealthPart(generation=generation, provider=BOARD.provider, clock=BOARD.clock, as_of=as_of)


def test_what_is_kept_is_whole_and_of_the_day_the_run_was_started_for(tmp_path: Path) -> None:
    path = tmp_path / "board.json"
    last = LastBoard(replace(BOARD, quotes=()), path, None)
    live = Quotes(generation=1, quotes=(a_quote("AAA", 3.0),))
    last.take(a_health(1))
    last.take(live)
    last.keep()
    assert not path.exists()
    last.take(Arrived(generation=1))
    past = date(2025, 12, 1)
    last.take(a_health(2, past))
    last.take(Quotes(generation=2, quotes=(a_quote("AAA", 2.0),)))
    last.take(Arrived(generation=2, as_of=past))
    last.take(a_health(3))
    last.keep()
    kept = load(path)
    assert kept is not None
    assert (kept.as_of, [quote.price for quote in kept.quotes]) == (None, [3.0])
