"""`rotation doctor` as a user meets it: a real process, on a stand-in Yahoo or on none."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from standin import Family, Fault, Standin, running_standin

STEPS = ["proxy", "names", "TLS", "clock skew", "crumb", "quote", "chart", "stream"]
HERE = ["python", "packages", "terminal", "colours", "text", "config", "cache", "store", "log", "clock"]


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """An environment whose folders are all the test's own, and whose proxy refuses every connection."""
    own = {f"XDG_{kind}_HOME": str(tmp_path / kind) for kind in ("CONFIG", "CACHE", "DATA", "STATE")}
    look = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "NO_COLOR": "", "PYTHONIOENCODING": "utf-8"}
    nowhere = dict.fromkeys(("HTTPS_PROXY", "https_proxy"), "http://bob:secret@127.0.0.1:1")
    return {**os.environ, **look, **nowhere, **dict.fromkeys(("NO_PROXY", "no_proxy"), ""), **own}


@pytest.fixture
def standin() -> Iterator[Standin]:
    with running_standin() as running:
        running.stream.greet(timedelta())
        yield running


def doctor(env: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "tui", "doctor", *arguments],
        env=env,
        capture_output=True,
        encoding="utf-8",
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert done.stderr == ""
    return done


def findings(done: subprocess.CompletedProcess[str]) -> dict[str, dict[str, str]]:
    found = json.loads(done.stdout)
    assert all(set(check) == {"check", "state", "what", "mend"} for check in found)
    assert done.returncode == int(any(check["state"] == "fail" for check in found))
    return {check["check"]: check for check in found}


def states(done: subprocess.CompletedProcess[str]) -> dict[str, str]:
    return {name: check["state"] for name, check in findings(done).items()}


def test_a_sound_machine_before_a_sound_yahoo_fails_nowhere_and_asks_for_little(
    home: dict[str, str], standin: Standin
) -> None:
    done = doctor({**home, **standin.env()}, "--json")
    found = states(done)
    assert list(found) == [*HERE, *STEPS]
    assert done.returncode == 0
    assert {name: found[name] for name in STEPS} == {**dict.fromkeys(STEPS, "ok"), "names": "skip"}
    assert standin.log.refused == (), "no other host is asked"
    assert [len(standin.log.of(family)) for family in (Family.QUOTE, Family.CHART, Family.NEWS)] == [1, 1, 0]


def test_no_secret_is_printed(home: dict[str, str], standin: Standin) -> None:
    standin.faults.set(Fault.REFUSED, Family.QUOTE)
    said = doctor({**home, **standin.env()}).stdout
    cookies = {request.cookie for request in standin.log.requests} - {""}
    crumbs = {request.query["crumb"] for request in standin.log.requests if "crumb" in request.query}
    assert cookies, "there is something to keep quiet about"
    assert crumbs, "there is something to keep quiet about"
    assert not [secret for secret in cookies | crumbs if secret in said]


@pytest.mark.parametrize("fault", [Fault.LIMITED, Fault.BROKEN, Fault.HTML])
def test_a_fault_of_yahoos_is_named_with_its_mend(home: dict[str, str], standin: Standin, fault: Fault) -> None:
    standin.faults.set(fault)
    found = findings(doctor({**home, **standin.env()}, "--json"))
    assert {name: found[name]["state"] for name in STEPS} == {
        **dict.fromkeys(("proxy", "TLS", "clock skew"), "ok"),
        **dict.fromkeys(("crumb", "chart"), "fail"),
        **dict.fromkeys(("names", "quote"), "skip"),
        "stream": "warn",
    }
    word = "leave Yahoo alone" if fault is Fault.LIMITED else "newer yfinance"
    assert word in found["crumb"]["mend"]
    assert word in found["chart"]["mend"]
    assert fault is not Fault.LIMITED or len(standin.log.requests) <= 10, "a block is not answered with many"


def test_a_quote_alone_may_fail(home: dict[str, str], standin: Standin) -> None:
    standin.faults.set(Fault.BROKEN, Family.QUOTE)
    found = states(doctor({**home, **standin.env()}, "--json"))
    assert (found["crumb"], found["quote"], found["chart"]) == ("ok", "fail", "ok")


def test_a_page_to_consent_on_is_passed(home: dict[str, str], standin: Standin) -> None:
    standin.faults.set(Fault.CONSENT)
    found = states(doctor({**home, **standin.env()}, "--json"))
    assert {found[name] for name in ("crumb", "quote", "chart")} == {"ok"}


def test_a_clock_that_is_wrong_is_found(home: dict[str, str], standin: Standin) -> None:
    standin.clock.skew(timedelta(minutes=-60))
    check = findings(doctor({**home, **standin.env()}, "--json"))["clock skew"]
    assert (check["state"], check["what"]) == ("fail", "this clock is 59m ahead of Yahoo's")


def test_a_connection_nobody_vouches_for_is_a_failure(home: dict[str, str], standin: Standin) -> None:
    trust = dict.fromkeys(("SSL_CERT_FILE", "CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE"), "")
    check = findings(doctor({**home, **standin.env(), **trust}, "--json"))["TLS"]
    assert (check["state"], check["what"]) == ("fail", "Yahoo does not answer: no trusted connection")


def test_without_a_network_it_says_so_and_fails(home: dict[str, str]) -> None:
    done = doctor(home, "--json")
    found = findings(done)
    assert done.returncode == 1
    assert found["TLS"]["state"] == "fail"
    assert {found[name]["state"] for name in STEPS[3:]} == {"skip"}
    assert found["proxy"]["what"] == "http://127.0.0.1:1 with a login, from https_proxy"
    assert "secret" not in done.stdout


def test_offline_asks_nobody_and_fails_for_nothing_but_this_machine(home: dict[str, str]) -> None:
    done = doctor(home, "--offline", "--json")
    assert list(states(done)) == HERE
    assert done.returncode == 0


def test_offline_needs_none_of_the_heavy_libraries(home: dict[str, str]) -> None:
    code = (
        "import sys\nfrom tui.cli.examining import diagnose\ndiagnose(None, as_json=True, offline=True)\n"
        "sys.exit(sorted(set(sys.modules) & {'pandas', 'numpy', 'yfinance', 'curl_cffi'}) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], env=home, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_looking_leaves_no_trace_offline(home: dict[str, str], tmp_path: Path) -> None:
    doctor(home, "--offline")
    assert list(tmp_path.iterdir()) == []


def test_lines_in_a_pipe_are_plain_and_narrow(home: dict[str, str]) -> None:
    done = doctor(home, "--offline")
    lines = done.stdout.splitlines()
    assert max(map(len, lines)) <= 100
    assert "\x1b" not in done.stdout
    assert [line[:4].strip() for line in lines if line[:1].strip() and line[6:7].strip()][:2] == ["ok", "ok"]
    assert lines[-1].endswith("skipped")


def test_a_pipe_that_knows_few_signs_is_a_finding_and_no_crash(home: dict[str, str]) -> None:
    done = doctor({**home, "PYTHONIOENCODING": "ascii"}, "--offline")
    assert done.returncode == 1
    assert "fail  text" in done.stdout


def test_a_wrong_configuration_fails(home: dict[str, str], tmp_path: Path) -> None:
    tmp_path.joinpath("settings.toml").write_text("windwo = 3\n", encoding="utf-8")
    found = findings(doctor(home, "--offline", "--json", "--config", str(tmp_path)))
    assert found["config"]["state"] == "fail"
    assert "settings.toml:1" in found["config"]["what"]


def test_a_folder_of_configuration_that_is_none_fails(home: dict[str, str], tmp_path: Path) -> None:
    found = findings(doctor(home, "--offline", "--json", "--config", str(tmp_path / "none")))
    assert found["config"]["state"] == "fail"
