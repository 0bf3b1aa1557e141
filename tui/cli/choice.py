"""What the command line chose: which provider, which day, which configuration."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tui.core.text import safe

if TYPE_CHECKING:
    from tui.core.config import Config
    from tui.engine.wire import Start


class ChoiceError(ValueError):
    """A choice that cannot be followed; the text is for the user."""


class Choice(NamedTuple):
    """The options every command shares."""

    demo: bool = False
    folder: Path | None = None
    as_of: date | None = None
    config_dir: Path | None = None

    def over(self, other: Choice) -> Choice:
        """Return this choice, with the other's where this one says nothing."""
        pairs = zip(self, other, strict=True)
        return Choice(*(mine or theirs for mine, theirs in pairs))  # type: ignore[arg-type]  # zip forgets which is which

    def provider(self) -> str:
        """Return the name of the provider chosen."""
        if self.demo:
            return "demo"
        return "files" if self.folder else "yahoo"

    def checked(self) -> Choice:
        """Return the choice if it can be followed; `ChoiceError` says why not."""
        if self.demo and self.folder:
            raise ChoiceError("choose --demo or --data, not both")
        if self.folder:
            _check_folder(self.folder)
        if self.as_of and self.as_of > datetime.now(UTC).date():
            raise ChoiceError(f"--as-of {self.as_of} is still to come; give today or a past day")
        return self

    def start(self, config: Config) -> Start:
        """Return what the data process is told at its start."""
        from platformdirs import user_cache_path

        from tui.engine.saved import saved_file
        from tui.engine.wire import Start

        cache = user_cache_path("rotation", appauthor=False)
        folder = str(self.folder.resolve()) if self.folder else None
        return Start(
            config=config,
            provider=self.provider(),
            folder=folder,
            as_of=self.as_of,
            cache_dir=str(cache),
            saved=str(saved_file(cache, self.provider(), folder, self.as_of)),
        )


def _check_folder(folder: Path) -> None:
    """Refuse a folder that cannot be read or holds no closes."""
    try:
        names = [entry.name for entry in folder.iterdir()]
    except OSError as error:
        raise ChoiceError(f"--data {folder}: {(error.strerror or str(error)).lower()}") from error
    if not any(name.lower().endswith(".csv") for name in names):
        raise ChoiceError(f"--data {folder}: no CSV file in it; expected one per symbol, like ^RUT.csv")
    try:
        str(folder.resolve()).encode()
    except UnicodeEncodeError as error:
        raise ChoiceError(f"--data {safe(str(folder))}: its path is no text in UTF-8; rename the folder") from error
