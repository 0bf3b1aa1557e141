"""Composes `rotation doctor`: this machine first, then the way to Yahoo."""

from __future__ import annotations

import asyncio
import importlib.metadata
import logging
import os
import platform
import sys
import warnings
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click
from platformdirs import user_cache_path, user_log_path

from tui.doctor import report
from tui.doctor.checks import (
    Check,
    Outcome,
    Terminal,
    judge_clock,
    judge_config,
    judge_packages,
    judge_python,
    judge_terminal,
)
from tui.doctor.databases import databases, judge_databases
from tui.doctor.folders import judge_folder, look
from tui.settings.load import ConfigError, config_report

_PACKAGE = "great-rotation"


def diagnose(config_dir: Path | None, *, as_json: bool, offline: bool) -> int:
    """Look at everything, print a line for each as it is known or JSON at the end, and return the exit code."""
    logging.basicConfig(handlers=[logging.NullHandler()])
    warnings.simplefilter("ignore")
    cache = user_cache_path("rotation", appauthor=False)
    checks: list[Check] = []
    tell = checks.append if as_json else _printing(checks)
    for check in _here(config_dir, cache):
        tell(check)
    if not offline:
        _walk(cache, tell)
    click.echo(report.as_json(checks) if as_json else f"\n{report.summary(checks)}")
    return report.exit_code(checks)


def _printing(checks: list[Check]) -> Callable[[Check], None]:
    """Return what keeps a check and prints its line."""
    terminal = sys.stdout.isatty()
    colour = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    size = _size()
    width = min(report.WIDEST, size[0]) if terminal and size else report.WIDEST
    if reconfigure := getattr(sys.stdout, "reconfigure", None):
        reconfigure(errors="replace")  # a sign that cannot be written must not end the examination

    def tell(check: Check) -> None:
        checks.append(check)
        click.echo(report.as_line(check, colour=colour, width=width), color=colour)

    return tell


def _here(config_dir: Path | None, cache: Path) -> list[Check]:
    """Return the checks that need no network."""
    now = datetime.now(UTC)
    declared, required = _declared()
    system = f"{platform.system()} {platform.machine()}"
    terminal = Terminal(size=_size(), environment=os.environ, encoding=sys.stdout.encoding or "")
    return [
        judge_python(platform.python_version(), required, system),
        *judge_packages(declared, _installed),
        *judge_terminal(terminal),
        _config(config_dir),
        judge_folder("cache", look(cache), now, private=True),
        judge_databases(databases(cache), now),
        judge_folder("log", look(user_log_path("rotation", appauthor=False)), now),
        judge_clock(now.astimezone(), _in_new_york(now)),
    ]


def _declared() -> tuple[list[str] | None, str | None]:
    """Return what the program's own package says it needs: packages, and a Python."""
    try:
        about = importlib.metadata.metadata(_PACKAGE)
        return importlib.metadata.requires(_PACKAGE) or [], about["Requires-Python"]
    except importlib.metadata.PackageNotFoundError:
        return None, None


def _installed(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def _size() -> tuple[int, int] | None:
    """Return columns and lines of the terminal that any of the three streams leads to."""
    for stream in (1, 2, 0):
        try:
            columns, lines = os.get_terminal_size(stream)
        except OSError:
            continue
        return columns, lines
    return None


def _config(config_dir: Path | None) -> Check:
    try:
        return judge_config(config_report(config_dir))
    except ConfigError as error:
        what = "; ".join(str(problem) for problem in error.problems)
        return Check(check="config", state=Outcome.FAIL, what=what, mend="give --config a folder that is there")


def _in_new_york(now: datetime) -> datetime | None:
    try:
        return now.astimezone(ZoneInfo("America/New_York"))
    except (ZoneInfoNotFoundError, OSError, ValueError):
        return None


def _walk(cache: Path, tell: Callable[[Check], None]) -> None:
    """Walk the way to Yahoo; threads that still wait for the network then end with the program."""
    from tui.doctor.network import Examination
    from tui.providers.yahoo.probes import Probes

    outside = Probes(cache)
    asyncio.run(Examination(outside, os.environ, tell).run())
