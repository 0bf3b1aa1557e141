"""Composes `rotation import`: reads a file of holdings and says what came of it."""

from __future__ import annotations

from pathlib import Path

import click

from tui.core.text import safe
from tui.report.codes import COMPLETE, UNWRITTEN, USAGE
from tui.settings.editing import NotWritten
from tui.settings.holdings import Holdings, NoHoldings, read_holdings
from tui.settings.importing import FILE, Imported, import_basket
from tui.settings.problems import ConfigError
from tui.settings.rules import text

_MOST_BYTES = 20_000_000
_LONGEST_NAME = 40


def take_in(file: Path, basket: str | None, given: Path | None, *, write: bool) -> int:
    """Put the symbols of a file into a basket, say what was done, and return the exit code."""
    try:
        name = _named(_basket_of(file) if basket is None else basket)
    except ValueError:
        return _refused(f"choose the basket's name with --basket, of 1 to {_LONGEST_NAME} characters", USAGE)
    try:
        holdings = read_holdings(_content(file))
        done = import_basket(given, name, holdings, file.name, write=write)
    except (NoHoldings, OSError) as error:
        return _refused(f"{safe(str(file))} {_words(error)}", USAGE)
    except ConfigError as error:
        return _refused(str(error), USAGE)
    except NotWritten as error:
        return _refused(str(error), UNWRITTEN)
    click.echo(_told(holdings, done, write=write))
    return COMPLETE


def _told(holdings: Holdings, done: Imported, *, write: bool) -> str:
    """Say how many symbols came into the basket, what was left out, and what else changed."""
    count = len(holdings.symbols)
    left_out = sum(holdings.left_out.values())
    reasons = ", ".join(f"{count:,} {why}" for why, count in holdings.left_out.items())
    told = [f"{count:,} symbol{'s' * (count != 1)} into basket {done.basket}"]
    told += [f"{done.new:,} new, {done.gone:,} no longer there"] if done.gone or done.new < count else []
    told += [f"{left_out:,} row{'s' * (left_out != 1)} left out: {reasons}"] if left_out else []
    told += [f"the {done.copied} shipped baskets copied beside it into your {FILE}"] if done.copied else []
    return "; ".join(told) + ("" if write else " (dry run: nothing is written)")


def _basket_of(file: Path) -> str:
    """Name a basket by its file: IWM for IWM_holdings.csv."""
    name = file.name.partition(".")[0]
    return name[: at if (at := name.casefold().find("_holdings")) > 0 else None]


def _named(name: str) -> str:
    """Return a basket's name by the rules of the file; ValueError where it is none."""
    return str(text(_LONGEST_NAME).read(name))


def _content(file: Path) -> bytes:
    """Return what is in a file; `NoHoldings` where that is too much to be a list of symbols."""
    with file.open("rb") as opened:
        content = opened.read(_MOST_BYTES + 1)
    if len(content) > _MOST_BYTES:
        raise NoHoldings(f"is larger than {_MOST_BYTES // 1_000_000} MB, too large for a list of symbols")
    return content


def _words(error: OSError | ValueError) -> str:
    """Say what is wrong with a file."""
    return f"cannot be read: {error.strerror or error}" if isinstance(error, OSError) else str(error)


def _refused(what: str, code: int) -> int:
    """Say what is wrong, and return the exit code for it."""
    click.echo(f"rotation: {what}", err=True)
    return code
