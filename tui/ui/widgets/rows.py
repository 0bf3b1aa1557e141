"""The rows of a list, of which few are ever in sight: each is made when it is looked at."""

from __future__ import annotations

from abc import abstractmethod
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import accumulate, islice
from types import MappingProxyType
from typing import TypeVar, overload

from msgspec import Struct

from tui.ui.lines import Line

T = TypeVar("T")


class Row(Struct, frozen=True):
    """One line of a list."""

    key: str
    """Empty for a line that cannot be chosen."""
    line: Line | Callable[[], Line]
    """Or what makes it, for a list of which few rows are ever in sight."""

    def drawn(self) -> Line:
        """Return the line."""
        return self.line() if callable(self.line) else self.line


class Lazy(Sequence[T]):
    """A sequence whose items are made when they are looked at."""

    @abstractmethod
    def at(self, place: int) -> T:
        """Make the item at a place, which is not negative."""

    @overload
    def __getitem__(self, index: int) -> T: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...

    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        """Return an item, or some of them."""
        if isinstance(index, slice):
            return [self.at(place) for place in range(*index.indices(len(self)))]
        return self.at(range(len(self))[index])


class Made(Lazy[Row]):
    """So many rows, made by their places."""

    def __init__(self, count: int, make: Callable[[int], Row]) -> None:
        self._count = count
        self._make = make

    def at(self, place: int) -> Row:
        """Make the row at a place."""
        return self._make(place)

    def __len__(self) -> int:
        return self._count


class Stacked(Lazy[Row]):
    """Rows of several sequences, one under the other."""

    def __init__(self, parts: Sequence[Sequence[Row]]) -> None:
        self._parts = parts
        self._ends = tuple(accumulate(map(len, parts)))

    def at(self, place: int) -> Row:
        """Find the row in the part it is of."""
        part = bisect_right(self._ends, place)
        return self._parts[part][place - self._ends[part]]

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0


class Listed(Lazy[Line]):
    """The lines of a list, its heading first; a line that was made is kept as long as they are."""

    def __init__(self, heading: Line, rows: Sequence[Row]) -> None:
        self._rows = rows
        self._made = {0: heading}

    def at(self, place: int) -> Line:
        """Return a line."""
        line = self._made.get(place)
        if line is None:
            line = self._made[place] = self._rows[place - 1].drawn()
        return line

    def __len__(self) -> int:
        return 1 + len(self._rows)


class Places:
    """Where the rows that can be chosen are, by their keys; one is looked for where it was before."""

    def __init__(self, rows: Sequence[Row] = (), known: Mapping[str, int | None] = MappingProxyType({})) -> None:
        """Take the rows, and on which lines some of them may be."""
        self._rows = rows
        self._known = dict(known)

    def line(self, key: str) -> int | None:
        """Return the line a row is on, the heading being 0; None where there is none."""
        y = self._known.get(key)
        if y is None or y > len(self._rows) or self._rows[y - 1].key != key:
            y = next((y for y, row in enumerate(self._rows, start=1) if row.key == key), None) if key else None
            self._known[key] = y
        return y

    def keys(self) -> list[str]:
        """Return the keys from the top."""
        return [row.key for row in self._rows if row.key]

    def reached(self, lines: Iterable[int], steps: int) -> str:
        """Return the row so many steps on among these lines, or the last before that; empty where there is none."""
        reached = list(islice((y for y in lines if self._rows[y - 1].key), steps + 1))
        if not reached:
            return ""
        key = self._rows[reached[-1] - 1].key
        self._known[key] = reached[-1]
        return key

    def in_place_of(self, key: str, before: Places) -> str:
        """Return the row that stands where one was that is gone; the last where there are too few, else nothing."""
        earlier, keys = before.keys(), self.keys()
        place = earlier.index(key) if key in earlier else 0
        return keys[min(place, len(keys) - 1)] if keys else ""
