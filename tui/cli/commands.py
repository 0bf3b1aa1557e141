"""The commands and their options."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from tui import __version__
from tui.cli.choice import Choice, ChoiceError
from tui.core.windows import WINDOWS
from tui.report.codes import COMPLETE, USAGE

if TYPE_CHECKING:
    from tui.core.config import Config

Command = TypeVar("Command", bound=Callable[..., Any])


class Day(click.ParamType[date]):
    """A day, written 2025-12-31."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day, or fail with what is allowed."""
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is no day; write it as 2025-12-31", param, ctx)


def shared(command: Command) -> Command:
    """Give a command the options that choose the data."""
    for option in (
        click.option("--config", "config_dir", type=click.Path(path_type=Path), help="Folder of your own TOML files."),
        click.option("--as-of", type=Day(), help="Look at a past day, as it was known then."),
        click.option(
            "--data", "folder", type=click.Path(path_type=Path), help="Read closes from a folder of CSV files."
        ),
        click.option("--demo", is_flag=True, help="Simulated prices; needs no network."),
    ):
        command = option(command)
    return command


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@shared
@click.version_option(__version__, message="rotation %(version)s")
@click.pass_context
def rotation(ctx: click.Context, /, **options: Any) -> None:
    """Watch who leads, small caps or mega-caps: since when, why, where, and does it hold.

    Without a command the screen opens on Yahoo's data.

    \b
    Examples:
      rotation --demo
      rotation --data ~/closes --as-of 2025-12-11
      rotation print --format json --window YTD
    """  # noqa: D301  # the backspace tells click to keep the lines below it
    ctx.obj = Choice(**options)
    if ctx.invoked_subcommand is None:
        _open_screen(ctx.obj)


@rotation.group("print", invoke_without_command=True)
@shared
@click.option("--format", "form", type=click.Choice(["text", "json", "csv"]), default="text", show_default=True)
@click.option("--window", type=click.Choice(WINDOWS, case_sensitive=False), help="Default: as in settings.toml.")
@click.option("--pair", help="A pair's name, like IWM/QQQ. Default: as in settings.toml.")
@click.option("--since", help="Measure since the close before an event, by its id, or before a day.")
@click.pass_context
def print_(  # the options say what they are
    ctx: click.Context, /, form: str, window: str | None, pair: str | None, since: str | None, **options: Any
) -> None:
    """Print the board once and leave, or one part of it by a command of its own.

    \b
    Exit code: 0 complete, 1 output not written, 2 wrong usage or configuration, 3 gaps or stale numbers, 4 no data.
    """  # noqa: D301  # as above
    ctx.obj = choice = Choice(**options).over(ctx.obj)
    if ctx.invoked_subcommand is not None:
        if window is not None or since is not None:
            _refuse(f"{ctx.invoked_subcommand} is not measured over a window; leave out --window and --since")
        ctx.default_map = {ctx.invoked_subcommand: {"form": form, "pair": pair}}
        return
    config = _config(_checked(choice))
    from tui.cli.asking import RequestError, watched
    from tui.cli.printing import print_board

    try:
        watch = watched(config, pair=pair, window=window, since=since, as_of=choice.as_of)
    except RequestError as error:
        _refuse(str(error))
    sys.exit(print_board(choice.start(config), form, watch))


@print_.command("rotation")
@shared
@click.option("--format", "form", type=click.Choice(["text", "json", "csv"]), default="text", show_default=True)
@click.option("--pair", help="Its two sides are drawn: any two symbols, like IWM/QQQ. Default: as in settings.toml.")
@click.option("--benchmark", help="What the lines are held against. Default: as in watchlist.toml.")
@click.option("--symbols", help="Draw these besides the pair's sides, like XLK,XLF. Default: your baskets and symbols.")
@click.pass_obj
def print_rotation(
    outer: Choice, /, form: str, pair: str | None, benchmark: str | None, symbols: str | None, **options: Any
) -> None:
    """Print the numbers of the rotation graph, for the baskets or for any symbols.

    \b
    strength = 100 · RS / mean of RS over 50 sessions, RS being the line over the benchmark
    momentum = 100 · strength / mean of strength over 10 sessions
    Exit code: 0 every line there, 2 wrong usage, 3 some lines missing, 4 no data.
    """  # noqa: D301  # as above
    choice = _checked(Choice(**options).over(outer))
    from tui.cli.asking import RequestError, graphed, watched
    from tui.cli.printing import GRAPH, print_board

    try:
        config = graphed(_config(choice), pair, benchmark, symbols)
        watch = watched(config, as_of=choice.as_of)
    except RequestError as error:
        _refuse(str(error))
    sys.exit(print_board(choice.start(config), form, watch, GRAPH))


@print_.command("study")
@shared
@click.option("--format", "form", type=click.Choice(["text", "json", "csv"]), default="text", show_default=True)
@click.option("--event", required=True, help="An event's id, or a day like 2025-12-10.")
@click.option("--symbols", help="Study these companies, like NVDA,ORCL. Default: the spread of the pair.")
@click.option("--benchmark", help="The market of the market model. Default: as in watchlist.toml.")
@click.option("--pair", help="Whose spread is studied: any two symbols, like IWM/QQQ. Default: as in settings.toml.")
@click.option("--estimation", help="Sessions, and the gap before the event's, like 120,10. Default: settings.toml.")
@click.option("--window", "windows", multiple=True, help="Like -1,1; may be repeated. Default: as in settings.toml.")
@click.pass_obj
def print_study(outer: Choice, /, form: str, **options: Any) -> None:
    """Print the study of one event: abnormal returns of companies, or of the pair's spread.

    \b
    companies: AR = r - alpha - beta * r_benchmark, t = CAR / (s * sqrt(L2))
    spread: AR = d - mean of d, d = r_small - r_large, t = CAR / (s * sqrt(L2 * (1 + L2/L1)))
    L1: sessions of the estimation window, which ends the gap and one more before the event's; L2: of the event window.
    Exit code: 0 every window complete, 2 wrong usage, 3 some pending or missing, 4 no data.
    """  # noqa: D301  # as above
    asked = {name: options.pop(name) for name in ("event", "symbols", "benchmark", "pair", "estimation", "windows")}
    choice = _checked(Choice(**options).over(outer))
    from tui.cli.asking import RequestError, watched
    from tui.cli.printing import STUDY, print_board
    from tui.cli.study_asking import studied

    try:
        config = studied(_config(choice), **asked)
        watch = watched(config, as_of=choice.as_of)
    except RequestError as error:
        _refuse(str(error))
    sys.exit(print_board(choice.start(config), form, watch, STUDY))


@rotation.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--basket", help="The basket's name. Default: the file's, up to _holdings.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and write nothing.")
@click.option("--config", "config_dir", type=click.Path(path_type=Path), help="Folder of your own TOML files.")
@click.pass_obj
def import_(outer: Choice, file: Path, basket: str | None, dry_run: bool, config_dir: Path | None) -> None:
    """Put the symbols of FILE into a basket of your watchlist.toml.

    FILE is a fund's holdings as iShares gives them, a plain list of symbols, or any CSV with a column called Ticker or
    Symbol. A basket of that name gets these members in place of its own; comments and all else stay as they are.
    Cash, futures and what has no symbol are left out and counted; BRK.B becomes BRK-B, as Yahoo writes it.

    \b
    Examples:
      rotation import IWM_holdings.csv
      rotation import mine.txt --basket "My shares" --dry-run
    Exit code: 0 done, 1 watchlist.toml not written, 2 wrong usage, or no symbols in FILE.
    """  # noqa: D301  # as above
    from tui.cli.importing import take_in

    sys.exit(take_in(file, basket, config_dir or outer.config_dir, write=not dry_run))


@rotation.group()
def config() -> None:
    """Your configuration: where it is, and whether it is right."""


@config.command()
@click.pass_obj
def path(choice: Choice) -> None:
    """Print the folder your own files belong in."""
    from tui.settings.locate import user_folder

    click.echo(choice.config_dir or user_folder())


@config.command()
@click.option("--config", "config_dir", type=click.Path(path_type=Path), help="Folder of your own TOML files.")
@click.pass_obj
def check(outer: Choice, config_dir: Path | None) -> None:
    """Say which file each part comes from, and everything that is wrong."""
    from tui.settings.load import ConfigError, config_report

    try:
        report = config_report(config_dir or outer.config_dir)
    except ConfigError as error:
        _refuse(str(error))
    click.echo(report.text())
    sys.exit(USAGE if report.problems else COMPLETE)


@rotation.command()
@click.option("--config", "config_dir", type=click.Path(path_type=Path), help="Folder of your own TOML files.")
@click.option("--json", "as_json", is_flag=True, help="A JSON list of {check, state, what, mend}.")
@click.option("--offline", is_flag=True, help="Leave out every check that needs the network.")
@click.pass_obj
def doctor(outer: Choice, config_dir: Path | None, as_json: bool, offline: bool) -> None:
    """Say what works, what does not, and what mends it: this machine, and the way to Yahoo.

    \b
    Exit code: 0 nothing failed, 1 something did; a warning is no failure.
    """  # noqa: D301  # as above
    from tui.cli.examining import diagnose

    sys.exit(diagnose(config_dir or outer.config_dir, as_json=as_json, offline=offline))


def _open_screen(choice: Choice) -> None:
    """Open the screen on a source that has no frame kept."""
    choice = _checked(choice)
    from tui.cli.opening import open_on
    from tui.paint.terminal import Held

    open_on(choice, Held())


def _checked(choice: Choice) -> Choice:
    try:
        return choice.checked()
    except ChoiceError as error:
        _refuse(str(error))


def _config(choice: Choice) -> Config:
    from tui.settings.load import ConfigError, load

    try:
        return load(choice.config_dir)
    except ConfigError as error:
        _refuse(str(error))


def _refuse(what: str) -> NoReturn:
    """Say what is wrong and leave with the exit code for it."""
    click.echo(f"rotation: {what}", err=True)
    sys.exit(USAGE)
