"""The command line as a user meets it: real processes, their output and their exit codes."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tui import __version__
from tui.cli.choice import Choice, ChoiceError
from tui.cli.importing import take_in


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """An environment whose folders are all the test's own, and in which nothing can reach a network."""
    own = {name: str(tmp_path) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")}
    return {**os.environ, **own, "HTTPS_PROXY": "http://127.0.0.1:1", "NO_COLOR": "1"}


def rotation(home: dict[str, str], *arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tui", *arguments],
        env=home,
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )


def write_closes(folder: Path, **closes: list[float]) -> Path:
    folder.mkdir()
    days = ["2025-12-03", "2025-12-04", "2025-12-05", "2025-12-08", "2025-12-09", "2025-12-10", "2025-12-11"]
    for symbol, values in closes.items():
        lines = [f"{day},{value}" for day, value in zip(days, values, strict=True)]
        folder.joinpath(f"{symbol}.csv").write_text("\n".join(["Date,Close", *lines]), encoding="utf-8")
    return folder


@pytest.fixture
def small_world(tmp_path: Path) -> list[str]:
    """Closes of three symbols, and a watchlist of just these."""
    data = write_closes(
        tmp_path / "data",
        SM=[100, 101, 102, 103, 104, 105, 110],
        LG=[100, 100, 100, 100, 100, 100, 105],
        ONE=[10, 10, 10, 10, 10, 10, 12],
    )
    own = tmp_path / "own"
    own.mkdir()
    own.joinpath("watchlist.toml").write_text(
        """
        strip = ["ONE"]
        yields = []
        index = []
        graph = { benchmark = "LG" }
        rates = {}
        [[pair]]
        name = "SM/LG"
        small = "SM"
        large = "LG"
        [[basket]]
        name = "Lone"
        stance = "winner"
        why = "a test"
        members = [{ symbol = "ONE" }]
        """,
        encoding="utf-8",
    )
    own.joinpath("settings.toml").write_text('pair = "SM/LG"\nwindow = "5D"\n', encoding="utf-8")
    own.joinpath("marks.toml").write_text(
        "level = []\ntarget = []\nprecedent = []\nopinion = []\nwatch = []\n", encoding="utf-8"
    )
    return ["--data", str(data), "--config", str(own)]


def test_the_version_is_printed_without_loading_the_screen(home: dict[str, str]) -> None:
    done = rotation(home, "--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"rotation {__version__}\n", "")


def test_without_a_terminal_one_line_points_to_print(home: dict[str, str]) -> None:
    done = rotation(home, "--demo")
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr == "rotation: this is no terminal; `rotation print` prints the board instead\n"


def test_one_day_is_measured_from_the_close_before(home: dict[str, str], small_world: list[str]) -> None:
    done = rotation(home, "print", "--window", "1D", *small_world)
    assert done.returncode == 0
    assert "SM vs LG · 1D (10 Dec 2025 to 11 Dec 2025, 1 session · price returns)" in done.stdout
    assert "+4.76%" in done.stdout


def test_a_complete_board_is_printed_as_numbers_and_leaves_with_zero(
    home: dict[str, str], small_world: list[str]
) -> None:
    done = rotation(home, "print", "--format", "json", *small_world)
    assert done.stderr == ""
    assert done.returncode == 0
    board: dict[str, Any] = json.loads(done.stdout)
    spread = board["spread"]
    assert (spread["small"], spread["large"], spread["window"]) == ("SM", "LG", "5D")
    assert (spread["base_date"], spread["as_of"]) == ("2025-12-04", "2025-12-11")
    assert spread["small_return_pct"] == pytest.approx(100 * (110 / 101 - 1))
    assert spread["large_return_pct"] == pytest.approx(5)
    assert spread["spread_pts"] == pytest.approx(100 * (110 / 101 - 1.05))
    assert spread["ratio"] == pytest.approx(110 / 105)
    assert spread["z"] == {"20": None, "60": None, "252": None}
    (basket,) = board["baskets"]
    assert basket["return_pct"] == pytest.approx(20)
    assert basket["best"] == {"symbol": "ONE", "return_pct": pytest.approx(20)}
    quote = next(each for each in board["quotes"] if each["symbol"] == "ONE")
    assert (quote["price"], quote["change"], quote["previous_close"], quote["state"]) == (12.0, 2.0, 10.0, "closed")
    assert quote["change_pct"] == pytest.approx(20)
    assert board["provider"] == {"name": "files", "state": "ok", "simulated": False, "note": small_world[1]}
    assert board["problems"] == []


def test_looking_back_prints_that_day_and_nothing_later(home: dict[str, str], small_world: list[str]) -> None:
    done = rotation(home, "print", "--format", "json", "--as-of", "2025-12-10", *small_world)
    board = json.loads(done.stdout)
    assert board["as_of"] == "2025-12-10"
    assert {quote["price"] for quote in board["quotes"]} == {105.0, 100.0, 10.0}
    assert board["spread"]["as_of"] == "2025-12-10"
    assert all(event["known_from"] <= "2025-12-10" for event in board["events"])


def test_a_gap_is_named_and_leaves_with_three(home: dict[str, str], small_world: list[str]) -> None:
    Path(small_world[1], "ONE.csv").unlink()
    done = rotation(home, "print", "--format", "json", *small_world)
    assert done.returncode == 3
    board = json.loads(done.stdout)
    assert board["baskets"][0]["missing"] == ["ONE"]
    assert board["baskets"][0]["return_pct"] is None
    assert [problem["symbol"] for problem in board["problems"]] == ["ONE"]
    assert "ONE" in done.stderr


def test_no_data_at_all_leaves_with_four(home: dict[str, str], small_world: list[str]) -> None:
    for path in Path(small_world[1]).iterdir():
        path.rename(path.with_name(f"X{path.name}"))
    done = rotation(home, "print", *small_world)
    assert done.returncode == 4
    assert "Traceback" not in done.stderr


def test_a_missing_network_is_told_in_words(home: dict[str, str]) -> None:
    done = rotation(home, "print", "--format", "json")
    assert done.returncode == 4
    board = json.loads(done.stdout)
    assert board["provider"]["state"] == "offline"
    assert board["spread"] is None
    assert "Traceback" not in done.stderr


def test_one_event_is_studied_with_windows_that_begin_before_it(home: dict[str, str], small_world: list[str]) -> None:
    asked = ["--event", "2025-12-10", "--estimation", "3,1", "--window", "-1,1", "--format", "json"]
    done = rotation(home, "print", "study", *asked, *small_world)
    assert (done.returncode, done.stderr) == (0, "")
    (window,) = json.loads(done.stdout)["study"]
    usual = [1 / 100, 1 / 101, 1 / 102]
    abnormal = [1 / 103, 1 / 104, 5 / 105 - 5 / 100]
    assert (window["symbol"], window["event"], window["window"]) == ("SM/LG", "2025-12-10", [-1, 1])
    assert window["car"] == pytest.approx(sum(abnormal) - sum(usual))
    assert window["alpha"] == pytest.approx(sum(usual) / 3)


@pytest.mark.parametrize("form", ["text", "json", "csv"])
def test_the_demo_says_it_is_simulated_in_every_format(home: dict[str, str], form: str) -> None:
    done = rotation(home, "print", "--demo", "--format", form)
    assert done.returncode == 0
    assert "simulated" in done.stdout.lower()
    assert "SIMULATED" in done.stderr


@pytest.mark.parametrize("before", [True, False])
def test_the_graphs_format_and_pair_may_stand_on_either_side_of_its_name(
    home: dict[str, str], small_world: list[str], before: bool
) -> None:
    options = ["--format", "json", "--pair", "ONE/LG"]
    arguments = [*options, "rotation"] if before else ["rotation", *options]
    done = rotation(home, "print", *arguments, "--symbols", "SM", "--benchmark", "LG", *small_world)
    assert done.returncode == 4  # seven closes are too few
    assert [line["name"] for line in json.loads(done.stdout)["rotation"]] == ["ONE", "LG", "SM"]


def test_csv_is_a_table_with_a_header(home: dict[str, str], small_world: list[str]) -> None:
    rows = list(csv.DictReader(io.StringIO(rotation(home, "print", "--format", "csv", *small_world).stdout)))
    values = {(row["what"], row["name"], row["figure"]): row["value"] for row in rows}
    assert float(values["quote", "ONE", "price"]) == 12.0
    assert float(values["spread", "SM/LG 5D", "large_return_pct"]) == pytest.approx(5)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--data", "nowhere"], "no such file or directory"),
        (["--data", "nowhere", "--demo"], "not both"),
        (["print", "--pair", "A/B", "--demo"], "no such pair"),
        (["print", "--window", "2W", "--demo"], "2W"),
        (["--as-of", "yesterday"], "write it as 2025-12-31"),
        (["--as-of", "2999-01-01", "--demo"], "still to come"),
        (["--config", "nowhere", "print", "--demo"], "nowhere"),
        (["print", "--window", "1D", "rotation", "--demo"], "leave out --window and --since"),
        (["prnt"], "prnt"),
    ],
)
def test_wrong_usage_is_refused_in_words_with_two(home: dict[str, str], arguments: list[str], says: str) -> None:
    done = rotation(home, *arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_an_empty_folder_is_refused_before_the_screen_opens(home: dict[str, str], tmp_path: Path) -> None:
    tmp_path.joinpath("empty").mkdir()
    done = rotation(home, "--data", str(tmp_path / "empty"))
    assert done.returncode == 2
    assert "no CSV file" in done.stderr


def test_a_folder_of_closes_whose_path_is_no_text_is_refused_in_words(tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"closes \xe9")
    folder.mkdir()
    folder.joinpath("^RUT.csv").touch()
    with pytest.raises(ChoiceError, match="its path is no text"):
        Choice(folder=folder).checked()


@pytest.mark.parametrize(
    ("file", "basket"), [(".csv", None), ("x" * 41 + ".csv", None), ("AAA.csv", ""), ("AAA.csv", "x" * 41)]
)
def test_a_basket_that_cannot_be_called_so_is_refused_before_the_file_is_read(
    file: str, basket: str | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert take_in(tmp_path / file, basket, tmp_path, write=True) == 2
    assert capsys.readouterr().err == "rotation: choose the basket's name with --basket, of 1 to 40 characters\n"


def test_symbols_whose_rows_were_put_right_are_not_said_to_lack_data(
    home: dict[str, str], small_world: list[str]
) -> None:
    paths = [Path(small_world[1], f"{symbol}.csv") for symbol in ("SM", "LG", "ONE", "TWO")]
    twice = paths[0].read_text() + "\n2025-12-11,110\n"
    for path in paths:
        path.write_text(twice, encoding="utf-8")
    done = rotation(home, "print", "rotation", "--symbols", "ONE,TWO", "--benchmark", "LG", *small_world)
    assert done.stderr == "rotation: something is wrong with the data of 4 symbols: LG, ONE, SM, TWO\n"


def test_since_a_day_the_closes_do_not_reach_says_so_in_words(home: dict[str, str], small_world: list[str]) -> None:
    done = rotation(home, "print", "--since", "2025-12-03", *small_world)
    assert "SM vs LG · EVENT (no close to measure from by 11 Dec 2025 · price returns)" in done.stdout
    assert done.returncode == 3


def test_config_path_prints_the_users_folder(home: dict[str, str], tmp_path: Path) -> None:
    done = rotation(home, "config", "path")
    assert done.returncode == 0
    assert Path(done.stdout.strip()).is_relative_to(tmp_path)


def test_config_check_reports_every_problem_at_once(home: dict[str, str], tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    own.joinpath("settings.toml").write_text('window = "2W"\ncolour = "red"\n', encoding="utf-8")
    own.joinpath("watchlist.toml").write_text('strip = ["AAPL", "not a symbol"]\n', encoding="utf-8")
    done = rotation(home, "config", "check", "--config", str(own))
    assert done.returncode == 2
    for says in ("settings.toml:1", "2W", "settings.toml:2", "colour", "watchlist.toml:1", "not a symbol"):
        assert says in done.stderr + done.stdout


def test_config_check_is_content_with_what_is_shipped(home: dict[str, str]) -> None:
    assert rotation(home, "config", "check").returncode == 0


def test_rows_that_cannot_be_read_are_named_by_file_and_line(home: dict[str, str], small_world: list[str]) -> None:
    path = Path(small_world[1], "ONE.csv")
    path.write_text(path.read_text() + "\n2025-12-12,n/a\n2099-01-01,5\n", encoding="utf-8")
    done = rotation(home, "print", "--format", "json", *small_world)
    assert done.returncode == 3
    (problem,) = json.loads(done.stdout)["problems"]
    assert "ONE.csv:9" in problem["what"]
    assert "2099-01-01" in problem["what"]
    assert "ONE.csv:9" in done.stderr
    assert json.loads(done.stdout)["as_of"].startswith("2025-12-11")


def test_a_close_older_than_the_others_makes_the_board_partial(home: dict[str, str], small_world: list[str]) -> None:
    path = Path(small_world[1], "ONE.csv")
    path.write_text("\n".join(path.read_text().splitlines()[:-1]), encoding="utf-8")
    assert rotation(home, "print", *small_world).returncode == 3


def test_a_terminal_without_the_signs_gets_others(home: dict[str, str], small_world: list[str]) -> None:
    done = rotation({**home, "PYTHONIOENCODING": "ascii"}, "print", *small_world)
    assert (done.returncode, done.stderr) == (0, "")


def test_an_output_that_cannot_be_written_is_said_in_words(home: dict[str, str], small_world: list[str]) -> None:
    command = [sys.executable, "-m", "tui", "print", *small_world]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, env=home, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == "rotation: the output cannot be written: No space left on device\n"


def test_looking_back_shows_no_level_that_was_named_later(home: dict[str, str]) -> None:
    levels = {
        day: [
            row["level"]
            for row in json.loads(rotation(home, "print", "--demo", "--format", "json", "--as-of", day).stdout)[
                "levels"
            ]
        ]
        for day in ("2023-06-01", "2025-12-11", "2025-12-18")
    }
    assert levels == {
        "2023-06-01": [],
        "2025-12-11": [2100.0, 2500.0, 2531.16, 2590.61],
        "2025-12-18": [2100.0, 2500.0, 2531.16, 2590.61, 3000.0],
    }


def test_a_list_of_symbols_is_imported_into_a_basket(home: dict[str, str], tmp_path: Path) -> None:
    listed, own = tmp_path / "mine_holdings.txt", tmp_path / "own"
    own.mkdir()
    listed.write_text("AAPL\nBRK.B\n-\nAAPL\n", encoding="utf-8")
    done = rotation(home, "import", str(listed), "--config", str(own))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("2 symbols into basket mine; 2 rows left out: 1 without a symbol, 1 named twice; ")
    assert "BRK-B" in own.joinpath("watchlist.toml").read_text(encoding="utf-8")
    refused = rotation(home, "import", str(tmp_path / "none.csv"), "--config", str(own))
    assert refused.returncode == 2
    assert refused.stderr == f"rotation: {tmp_path / 'none.csv'} cannot be read: No such file or directory\n"
