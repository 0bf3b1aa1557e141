"""The base of every pane: lines in tones, drawn one by one, and only those that changed."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual.content import Content
from textual.geometry import Region, Size
from textual.strip import Strip

from tui.ui.lines import Line, Tone, joined
from tui.ui.tints import PLAIN, Tint, Tints
from tui.ui.widgets.scrolling import Scrolled

_TINTS = {
    **{tone: Tint(tone, bold=True) for tone in Tone},
    Tone.TEXT: PLAIN,
    Tone.MUTED: Tint("muted"),
    Tone.STRONG: Tint(bold=True),
    Tone.UP: Tint("up"),
    Tone.DOWN: Tint("down"),
    Tone.BADGE: Tint("background", bold=True, ground="badge"),
    Tone.ROSE: Tint("up", ground="up", share=0.25),
    Tone.FELL: Tint("down", ground="down", share=0.25),
}
"""A tone that is none of these is bold in the colour of its own name."""


class Pane(Scrolled):
    """Shows the lines `lay_out` makes; `relay` makes them anew and draws what differs."""

    DEFAULT_CSS = """
    Pane { overflow-x: hidden; scrollbar-size: 0 1; scrollbar-gutter: stable; }
    """

    HEADED = False
    """Whether the first line stays in sight while the others scroll."""
    INDENT = ""
    """What stands before each line."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id=id, classes=classes)
        self._tints = Tints(self)
        self.lines: Sequence[Line] = ()
        self._laid_out = Size(0, 0)
        self._entitled = ""

    def lay_out(self, width: int, height: int) -> Sequence[Line]:
        """Return the lines for a place of this many cells."""
        raise NotImplementedError

    @property
    def room(self) -> Size:
        """The cells for lines, beside the scrollbar's."""
        return self.scrollable_content_region.size

    def relay(self) -> None:
        """Lay the lines out anew and have those in sight drawn that differ."""
        room = self.room
        if not room:
            return
        before = self.lines
        self._fill(room)
        width, height = self._laid_out
        size = Size(width, len(self.lines))
        if size != self.virtual_size or len(before) != len(self.lines):
            self.virtual_size = size
            self.refresh()
            return
        top = self.scroll_offset.y
        for y in {0, *range(top, min(top + height, len(before)))} if before else ():
            if before[y] != self.lines[y]:
                self.redraw(y)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines there are, where the style sheet leaves the height to them."""
        del container, viewport
        return len(self.lay_out(width, len(self.lines)))

    def redraw(self, y: int) -> None:
        """Have one line drawn again."""
        top = y if self.HEADED and y == 0 else y - self.scroll_offset.y
        self.refresh(Region(0, top, self._laid_out.width, 1))

    def entitle(self, *parts: str) -> None:
        """Write the title in the border, as text whatever it says; to write it draws the whole pane again."""
        title = joined(parts)
        if title != self._entitled:
            self._entitled = title
            self.border_title = Content(title)

    def notify_style_update(self) -> None:
        """Draw anew with the theme's new colours."""
        super().notify_style_update()
        self._tints.forget()
        self.refresh()

    def on_resize(self) -> None:
        """Lay out for the new size; Textual calls this for every class that has one, so no other has."""
        self.relay()
        self.look()

    def look(self) -> None:
        """Scroll to where one looks in a pane of a new size; nothing here."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines in a region; the first frame comes before any other cause to lay out."""
        room = self.room
        if self._laid_out != room:
            self._fill(room)
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Return the line at row `y` of what is in sight."""
        return self.strip(y if self.HEADED and y == 0 else y + self.scroll_offset.y)

    def strip(self, index: int) -> Strip:
        """Return one of the lines, drawn."""
        line = self.lines[index] if index < len(self.lines) else ()
        drawn = [Segment(span.text, self.tone(span.tone, span.link)) for span in line]
        if self.INDENT:
            drawn.insert(0, Segment(self.INDENT, self.tone(Tone.TEXT)))
        return Strip(drawn).adjust_cell_length(self._laid_out.width, self.tone(Tone.TEXT))

    def _fill(self, room: Size) -> None:
        """Lay the lines out for the room there is."""
        self._laid_out = room
        self.lines = self.lay_out(*self._laid_out)

    def tone(self, tone: Tone, link: str = "") -> Style:
        """Return what the theme writes a tone in, leading where a link does."""
        style = self._tints.style(_TINTS[tone])
        return style.update_link(link) if link else style
