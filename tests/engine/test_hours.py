from __future__ import annotations

import subprocess
import sys
from array import array
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest

from tui.engine import hours
from tui.engine.hours import Hours, KeptHours, exchange_hours
from tui.engine.sessions import Sessions

TODAY = date(2025, 12, 11)
COMPUTED = Hours(
    (date(2025, 12, 10), TODAY), array("q", [1765377000, 1765463400]), array("q", [1765400400, 1765486800])
)


class Rules:
    """The exchange's rules, and how often hours were computed from them."""

    def __init__(self) -> None:
        self.computed = 0

    def __call__(self) -> Hours:
        self.computed += 1
        return COMPUTED


@pytest.fixture
def rules(monkeypatch: pytest.MonkeyPatch) -> Rules:
    found = Rules()
    monkeypatch.setattr(hours, "computed", found)
    return found


def the_file(folder: Path) -> Path:
    return folder / "sessions.json"


def test_hours_are_computed_once_and_then_kept_for_a_month(tmp_path: Path, rules: Rules) -> None:
    for age in (0, 0, 1, 30):
        assert exchange_hours(tmp_path, TODAY + timedelta(days=age)) == COMPUTED
    assert rules.computed == 1


@pytest.mark.parametrize("age", [31, -1])
def test_hours_of_another_month_or_from_the_future_are_computed_anew(tmp_path: Path, rules: Rules, age: int) -> None:
    exchange_hours(tmp_path, TODAY)
    for _ in range(2):
        assert exchange_hours(tmp_path, TODAY + timedelta(days=age)) == COMPUTED
    assert rules.computed == 2


@pytest.mark.parametrize(
    "change", [{"rules": ["other"]}, {"opens": [1]}, {"days": ()}, {"days": [TODAY, TODAY]}, {"made": 3}]
)
def test_hours_of_other_rules_or_that_are_none_are_computed_anew(
    tmp_path: Path, rules: Rules, change: dict[str, object]
) -> None:
    exchange_hours(tmp_path, TODAY)
    kept = msgspec.to_builtins(msgspec.json.decode(the_file(tmp_path).read_bytes(), type=KeptHours))
    the_file(tmp_path).write_bytes(msgspec.json.encode(kept | change))
    for _ in range(2):
        assert exchange_hours(tmp_path, TODAY) == COMPUTED
    assert rules.computed == 2


def test_a_folder_that_keeps_nothing_costs_nothing_but_time(tmp_path: Path, rules: Rules) -> None:
    the_file(tmp_path).mkdir()
    for _ in range(2):
        assert exchange_hours(tmp_path, TODAY) == COMPUTED
    assert rules.computed == 2


def test_rules_in_a_folder_whose_name_is_no_text_cost_nothing_but_time(
    tmp_path: Path, rules: Rules, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hours, "_rules", lambda: ["\udcff"])
    for _ in range(2):
        assert exchange_hours(tmp_path, TODAY) == COMPUTED
    assert rules.computed == 2


def test_kept_hours_are_those_of_the_rules_and_load_no_pandas(tmp_path: Path) -> None:
    assert exchange_hours(tmp_path) == hours.computed()
    code = (
        "import sys; from pathlib import Path; from tui.engine.engine import Sessions; "
        "from tui.engine.hours import exchange_hours; "
        f"print(len(exchange_hours(Path({str(tmp_path)!r})).days), 'pandas' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == [str(len(hours.computed().days)), "False"]


def test_a_day_without_a_session_has_no_hours() -> None:
    sessions = Sessions(COMPUTED)
    assert [moment.isoformat() for moment in sessions.hours(TODAY)] == [
        "2025-12-11T14:30:00+00:00",
        "2025-12-11T21:00:00+00:00",
    ]
    for day in (date(2025, 12, 9), date(2025, 12, 12)):
        assert (sessions.on_or_after(day), sessions.on_or_before(day)) == (None, None)
        with pytest.raises(KeyError):
            sessions.hours(day)
