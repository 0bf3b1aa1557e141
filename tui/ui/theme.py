"""Our two themes, and the colours of up and down, small and large, under any theme."""

from __future__ import annotations

from collections.abc import Mapping

from textual.theme import Theme

from tui.core.config import Palette

DARK = Theme(
    name="rotation-dark",
    primary="#7FB4FF",
    secondary="#9CA8BA",
    accent="#C9A6FF",
    warning="#F2C14E",
    error="#FF7B72",
    success="#56C98D",
    foreground="#DCE2EA",
    background="#0E1218",
    surface="#131922",
    panel="#1B2330",
    dark=True,
    variables={
        "border": "#2C3747",
        "border-blurred": "#2C3747",
        "footer-key-foreground": "#7FB4FF",
        "scrollbar": "#2C3747",
        "scrollbar-background": "#0E1218",
        "scrollbar-hover": "#3D4B60",
        "scrollbar-active": "#7FB4FF",
        "muted": "#8C98A9",
        "rule": "#2C3747",
        "cursor": "#1F2937",
    },
)

LIGHT = Theme(
    name="rotation-light",
    primary="#1A5FB4",
    secondary="#4F5B6B",
    accent="#7B3FC4",
    warning="#8A5A00",
    error="#B3261E",
    success="#11703A",
    foreground="#1D242E",
    background="#FAF9F6",
    surface="#F3F1EC",
    panel="#E9E6DF",
    dark=False,
    variables={
        "border": "#CFCBC1",
        "border-blurred": "#CFCBC1",
        "footer-key-foreground": "#1A5FB4",
        "scrollbar": "#CFCBC1",
        "scrollbar-background": "#FAF9F6",
        "scrollbar-hover": "#B3AEA2",
        "scrollbar-active": "#1A5FB4",
        "muted": "#5D6875",
        "rule": "#CFCBC1",
        "cursor": "#E6EAF0",
    },
)

OWN = (DARK, LIGHT)
"""In the order the theme key goes through them."""

_LEGS_DARK = {"small": "#F0C674", "large": "#7FB4FF"}
_LEGS_LIGHT = {"small": "#8A5A00", "large": "#1A5FB4"}
_GREEN_RED = {True: {"up": "#56C98D", "down": "#FF7B72"}, False: {"up": "#11703A", "down": "#B3261E"}}
_BLUE_ORANGE = {True: {"up": "#56B4E9", "down": "#F0A202"}, False: {"up": "#005F94", "down": "#9A4A00"}}


_KINDS = {
    "macro": ("#4FC4C4", "#00707A"),
    "policy": ("#F09CC0", "#A8326E"),
    "fed": ("#FFB454", "#9A3412"),
    "company": ("#7FB4FF", "#1A5FB4"),
    "earnings": ("#A8D672", "#4A6B00"),
    "market": ("#D3B58C", "#6B5536"),
    "level": ("#DCE2EA", "#1D242E"),
    "note": ("#FFE066", "#7A5C00"),
}
"""What marks of a kind are written in, on dark and on light."""


def variables(palette: Palette, *, dark: bool) -> Mapping[str, str]:
    """Return the colours every theme needs from us, by the name the style sheet calls them.

    Up and down follow the palette; where they are blue and orange the two legs take other hues.
    """
    legs = dict(_LEGS_DARK if dark else _LEGS_LIGHT)
    if palette is Palette.BLUE_ORANGE:
        legs = {"small": "#E8E07A", "large": "#5CCFA8"} if dark else {"small": "#6A5F00", "large": "#006B4F"}
    signs = (_BLUE_ORANGE if palette is Palette.BLUE_ORANGE else _GREEN_RED)[dark]
    if palette is Palette.RED_UP:
        signs = {"up": signs["down"], "down": signs["up"]}
    return {
        **legs,
        **signs,
        "muted": "#9AA4B2" if dark else "#5D6875",
        "foreground-disabled": "#5A6473" if dark else "#8C8A84",
        "rule": "#3A4556" if dark else "#C4C0B6",
        "cursor": "#2A3442" if dark else "#E1E5EB",
        "chosen": "#D2B3FF" if dark else "#7B3FC4",
        "teal": "#4FC4C4" if dark else "#00707A",
        "pink": "#F09CC0" if dark else "#A8326E",
        "alert": "#FFB454" if dark else "#9A3412",
        "badge": "#F2C14E" if dark else "#8A5A00",
        **{f"kind-{kind}": shades[0 if dark else 1] for kind, shades in _KINDS.items()},
    }
