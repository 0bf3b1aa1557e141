"""What the program is held against: the smallest Textual app, with a clock or a count of keys where asked for."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

from textual.app import App, ComposeResult
from textual.events import Key
from textual.widgets import Static


class Hello(App[None]):
    """One line of text."""

    def compose(self) -> ComposeResult:
        yield Static("Hello, terminal", id="line")

    def on_mount(self) -> None:
        self._keys = 0
        if "--clock" in sys.argv:
            self.set_interval(1, self._tell)

    def on_key(self, event: Key) -> None:
        if event.key == "q":
            self.exit()
        elif "--keys" in sys.argv:
            self._keys += 1
            self.query_one("#line", Static).update(f"key <{self._keys}>")

    def _tell(self) -> None:
        self.query_one("#line", Static).update(f"Hello at {datetime.now(UTC):%H:%M:%S}")


if __name__ == "__main__":
    Hello().run()
