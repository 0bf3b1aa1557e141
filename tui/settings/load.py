"""The configuration: read, checked as a whole, turned into nouns, reported on."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from tui.core.config import Config
from tui.settings import nouns
from tui.settings.locate import FILES, shipped_folder, user_folder
from tui.settings.problems import ConfigError, ConfigProblem, nearest, shown
from tui.settings.references import repeated, unknown
from tui.settings.schema import EventsFile, MarksFile, SettingsFile, SourceShape, WatchlistFile
from tui.settings.shaping import AnyShape, Shaper
from tui.settings.sheets import Sheet, read_sheet

__all__ = ["ConfigError", "ConfigReport", "config_report", "load"]


class ConfigReport(Struct, frozen=True, kw_only=True):
    """Where the configuration comes from, and everything that is wrong with it."""

    folder: Path
    """The user's own, which need not exist."""
    files: tuple[tuple[str, str], ...]
    """Name and origin of each file: "shipped", "yours", "yours, the rest shipped", "refused"."""
    ignored: tuple[str, ...]
    """TOML files in the user's folder that the program does not read, each with what may have been meant."""
    problems: tuple[ConfigProblem, ...]
    config: Config | None
    """None where there are problems."""

    def text(self) -> str:
        """Write the report for a terminal, one line each."""
        lines = [f"your folder: {self.folder}{'' if self.folder.is_dir() else ' (not there)'}"]
        lines += [f"{name}: {origin}" for name, origin in self.files]
        lines += [f"not read: {each}" for each in self.ignored]
        if self.problems:
            return "\n".join((*lines, str(ConfigError(self.problems, self.folder))))
        return "\n".join((*lines, "no problems"))


def load(given: Path | None = None) -> Config:
    """Return the configuration from the shipped files and the user's own over them.

    `given` is the user's folder instead of this system's place for it. `ConfigError` holds all problems of all files.
    """
    report = config_report(given)
    if report.config is None:
        raise ConfigError(report.problems, report.folder)
    return report.config


def config_report(given: Path | None = None) -> ConfigReport:
    """Read and check everything; `ConfigError` only where the folder given is none."""
    folder = user_folder(given)
    sheets = {name: read_sheet(name, shipped_folder(), folder) for name in FILES}
    problems = [sheet.refused for sheet in sheets.values() if sheet.refused is not None]
    config = _check(sheets, problems)
    return ConfigReport(
        folder=folder,
        files=tuple((name, _origin(sheet)) for name, sheet in sheets.items()),
        ignored=_ignored(folder),
        problems=ConfigError(problems, folder).problems,
        config=config,
    )


def _check(sheets: dict[str, Sheet], problems: list[ConfigProblem]) -> Config | None:
    """Add every problem there is; return the configuration where there is none."""
    settings = _shaped(SettingsFile, sheets["settings.toml"], problems)
    watchlist = _shaped(WatchlistFile, sheets["watchlist.toml"], problems)
    events = _shaped(EventsFile, sheets["events.toml"], problems)
    marks = _shaped(MarksFile, sheets["marks.toml"], problems)
    for sheet in sheets.values():
        problems += sheet.problems((*repeated(sheet), *unknown(sheet, sheets)))
    if problems or settings is None or watchlist is None or events is None or marks is None:
        return None
    sources = nouns.sources(_shipped_sources(sheets["events.toml"]), events.source)
    published = {source.name: source.published for source in sources}
    watched = nouns.watchlist(watchlist)
    return Config(
        settings=nouns.settings(settings, watched.pairs),
        watchlist=watched,
        sources=sources,
        events=tuple(nouns.event(each, published) for each in events.event),
        marks=nouns.marks(marks, published),
        notes=tuple(nouns.note(each) for each in events.note),
    )


def _shaped(shape: type[AnyShape], sheet: Sheet, problems: list[ConfigProblem]) -> AnyShape | None:
    shaper = Shaper()
    table = shaper.table(shape, sheet.table)
    problems += sheet.problems(shaper.problems)
    return table


def _shipped_sources(events: Sheet) -> list[SourceShape]:
    """Return the shipped sources, which shipped files may name whatever the user's own file says."""
    shaper = Shaper()
    read = [shaper.table(SourceShape, each) for each in events.shipped.table["source"]]
    return [each for each in read if each is not None]


def _origin(sheet: Sheet) -> str:
    if sheet.refused is not None:
        return "refused"
    if sheet.own is None:
        return "shipped"
    return "yours" if all(sheet.owns((key,)) for key in sheet.table) else "yours, the rest shipped"


def _ignored(folder: Path) -> tuple[str, ...]:
    names = sorted(path.name for path in folder.glob("*.toml")) if folder.is_dir() else []
    return tuple(f"{shown(name)}{nearest(name, FILES)}" for name in names if name not in FILES)
