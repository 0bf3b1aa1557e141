"""A TOML table to its shape, value by value, so that every problem is found and not the first one only."""

from __future__ import annotations

from types import NoneType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from msgspec import Struct
from msgspec.structs import fields

from tui.settings.problems import Key, nearest, shown
from tui.settings.relations import faults
from tui.settings.rules import Rule
from tui.settings.schema import Shape

AnyShape = TypeVar("AnyShape", bound=Shape)


class _Refused:
    """Stands for a value in which a problem was found."""


_REFUSED = _Refused()


class _Keys(Struct, frozen=True):
    """The keys a shape allows, in order, and those it needs."""

    hints: dict[str, Any]
    required: frozenset[str]


class Shaper:
    """Reads tables into shapes and keeps what it finds wrong."""

    def __init__(self) -> None:
        self.problems: list[tuple[Key, str]] = []
        """Where, and what is allowed there."""
        self._keys: dict[type[Shape], _Keys] = {}

    def table(self, shape: type[AnyShape], value: object, key: Key = ()) -> AnyShape | None:
        """Return the table as its shape, or None where a problem was found in it."""
        if isinstance(value, str) and shape.short is not None:
            value = {shape.short: value}
        if not isinstance(value, dict):
            self._refuse(
                key, f"{shown(value)} is no table; write one with the keys {', '.join(shape.__struct_fields__)}"
            )
            return None
        keys = self._keys_of(shape)
        for name in value.keys() - keys.hints.keys():
            self._refuse((*key, name), f"unknown key{nearest(name, keys.hints)}; allowed: {', '.join(keys.hints)}")
        for name in sorted(keys.required - value.keys()):
            self._refuse(key, f"the key {name} is missing")
        read = {
            name: self._value(hint, value[name], (*key, name)) for name, hint in keys.hints.items() if name in value
        }
        if keys.required - read.keys() or any(each is _REFUSED for each in read.values()):
            return None
        return self._consistent(shape(**read), key)

    def _consistent(self, table: AnyShape, key: Key) -> AnyShape | None:
        found = [((*key, *inside), text) for inside, text in faults(table)]
        self.problems += found
        return None if found else table

    def _value(self, hint: Any, value: object, key: Key) -> object:
        rule = next((each for each in getattr(hint, "__metadata__", ()) if isinstance(each, Rule)), None)
        if rule is not None:
            return self._leaf(rule, value, key)
        if get_origin(hint) is tuple:
            return self._items(get_args(hint)[0], value, key)
        if isinstance(hint, type) and issubclass(hint, Shape):
            table = self.table(hint, value, key)
            return _REFUSED if table is None else table
        optional = next(each for each in get_args(hint) if each is not NoneType)
        return self._value(optional, value, key)

    def _leaf(self, rule: Rule, value: object, key: Key) -> object:
        try:
            return rule.read(value)
        except ValueError as error:
            self._refuse(key, str(error))
            return _REFUSED

    def _items(self, hint: Any, value: object, key: Key) -> object:
        """Read a list whole, so that every problem in it is found."""
        if not isinstance(value, list):
            self._refuse(key, f"{shown(value)} is no list; write one in square brackets, or repeat the table")
            return _REFUSED
        read = [self._value(hint, each, (*key, place)) for place, each in enumerate(value)]
        return _REFUSED if any(each is _REFUSED for each in read) else tuple(read)

    def _keys_of(self, shape: type[Shape]) -> _Keys:
        """Return a shape's keys; kept, because evaluating annotations costs more than all the rest."""
        if shape not in self._keys:
            hints = get_type_hints(shape, include_extras=True)
            self._keys[shape] = _Keys(
                hints={name: hints[name] for name in shape.__struct_fields__},
                required=frozenset(field.name for field in fields(shape) if field.required),
            )
        return self._keys[shape]

    def _refuse(self, key: Key, text: str) -> None:
        self.problems.append((key, text))
