"""Colours can be told from their ground, and every theme has them all."""

from __future__ import annotations

from typing import Any

import pytest
from textual.color import Color
from textual.design import ColorSystem
from textual.dom import DOMNode
from textual.geometry import Region
from textual.strip import Strip
from textual.theme import BUILTIN_THEMES, Theme
from textual.widget import Widget
from ui_boards import FakeFeed, a_board, a_config, an_app

from tui.core.config import Palette
from tui.ui.sheet import KeptSheet
from tui.ui.theme import DARK, LIGHT, OWN, variables


def contrast(one: str, other: str) -> float:
    """The ratio of the web's accessibility guidelines, 1 to 21."""
    darker, lighter = sorted(luminance(Color.parse(each)) for each in (one, other))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: Color) -> float:
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


@pytest.mark.parametrize("theme", OWN, ids=lambda theme: theme.name)
@pytest.mark.parametrize("palette", Palette)
def test_text_in_every_colour_can_be_read(theme: Theme, palette: Palette) -> None:
    colours = {**variables(palette, dark=theme.dark), **theme.variables}
    assert theme.background
    assert theme.foreground
    for name in ("up", "down", "small", "large", "muted", "chosen", "alert"):
        assert contrast(colours[name], theme.background) >= 4.5, name
        assert contrast(colours[name], colours["cursor"]) >= 3.0, name
    assert contrast(theme.background, colours["badge"]) >= 4.5
    assert contrast(theme.foreground, theme.background) >= 7


def test_red_up_is_green_red_turned_round() -> None:
    usual, turned = variables(Palette.GREEN_RED, dark=True), variables(Palette.RED_UP, dark=True)
    assert (usual["up"], usual["down"]) == (turned["down"], turned["up"])


def test_legs_and_signs_are_four_colours_in_every_palette() -> None:
    for palette in Palette:
        for dark in (True, False):
            named = variables(palette, dark=dark)
            assert len({named[name] for name in ("up", "down", "small", "large")}) == 4


@pytest.mark.parametrize("name", [DARK.name, LIGHT.name, "nord"])
async def test_the_screen_starts_in_the_theme_of_the_settings(name: str) -> None:
    app = an_app(FakeFeed(), a_board(), a_config(theme=name))
    async with app.run_test(size=(40, 12)):
        assert app.theme == name
        assert app.theme_variables["up"]


async def test_any_theme_can_be_chosen() -> None:
    app = an_app(FakeFeed(), a_board(), a_config(theme=DARK.name))
    async with app.run_test(size=(100, 30)) as pilot:
        for name in (LIGHT.name, *BUILTIN_THEMES):
            app.theme = name
            await pilot.pause()
            assert app.theme == name
            assert app.theme_variables["up"]


async def test_what_lies_under_the_panes_is_drawn_as_textual_would_draw_it() -> None:
    app = an_app(FakeFeed(), a_board(), a_config(theme=DARK.name))
    part = Region(0, 0, 30, 4)
    async with app.run_test(size=(100, 30)) as pilot:
        for app.theme in (DARK.name, LIGHT.name, "nord", "ansi-dark"):
            await pilot.pause()
            for under in (app.screen, app.screen.query_one("#body")):
                usual = Widget.render_lines(under, part)
                assert [cells(line) for line in under.render_lines(part)] == [cells(line) for line in usual]


def cells(strip: Strip) -> list[tuple[str, object]]:
    """Every cell of a line, and what it is drawn on."""
    return [(cell, style.bgcolor if style else None) for text, style, _ in strip for cell in text]


async def test_the_colours_of_a_theme_are_worked_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    worked_out: list[str | None] = []
    generate = ColorSystem.generate

    def counted(system: ColorSystem) -> dict[str, str]:
        worked_out.append(system.background.hex if system.background else None)
        return generate(system)

    monkeypatch.setattr(ColorSystem, "generate", counted)
    app = an_app(FakeFeed(), a_board(), a_config(theme=DARK.name))
    async with app.run_test(size=(40, 12)) as pilot:
        assert worked_out.count(DARK.background) == 1
        await pilot.press("t")
        assert worked_out.count(LIGHT.background) == 1
        assert app.theme_variables["panel"] == LIGHT.panel


async def test_a_screen_shows_the_theme_chosen_while_another_was_shown() -> None:
    app = an_app(FakeFeed(), a_board(), a_config(theme=DARK.name))
    async with app.run_test(size=(100, 30)) as pilot:
        for keys, panel in ((("2",), DARK.panel), (("1", "t"), LIGHT.panel), (("2",), LIGHT.panel)):
            await pilot.press(*keys)
            await pilot.pause()
            assert app.screen.query_one("#status").styles.background == Color.parse(panel or "")


async def test_panes_are_styled_once_before_the_first_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    styled: list[DOMNode] = []
    apply = KeptSheet.apply

    def recorded(sheet: KeptSheet, node: DOMNode, *, animate: bool = False, **options: Any) -> None:
        styled.append(node)
        apply(sheet, node, animate=animate, **options)

    monkeypatch.setattr(KeptSheet, "apply", recorded)
    app = an_app(FakeFeed(), a_board(), a_config(theme=DARK.name))
    async with app.run_test(size=(150, 42)):
        assert styled.count(app.screen.query_one("#timeline")) == 1
        assert styled.count(app.screen.query_one("#chart")) == 1
