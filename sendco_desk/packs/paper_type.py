"""The type of a printed form: one scale for every paper, and a larger one for papers that are easy to read."""

from dataclasses import dataclass, replace

from sendco_desk.packs import fonts
from sendco_desk.packs.pages_ink import BODY, CELL, COLUMN, GREY, HEADING, LABEL, NAME, PART, SMALL, Style


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperType:
    """The styles of a paper, what the room between things is multiplied by, and how wide labels are."""

    school: Style
    title: Style
    about: Style
    part: Style
    heading: Style
    body: Style
    small: Style
    cell: Style
    column: Style
    label: Style
    room: float = 1.0
    label_width: float = 130.0
    indent: float = 14.0


USUAL = PaperType(
    school=SMALL, title=NAME, about=replace(BODY, ink=GREY), part=PART, heading=HEADING, body=BODY, small=SMALL, cell=CELL, column=COLUMN,
    label=LABEL,
)
IN_PACK = replace(USUAL, part=Style(fonts.BOLD, 11, 15.5))
"""Inside a part of a pack a heading is smaller than the title of the part, under which it stands."""
EASY = PaperType(
    school=Style(fonts.REGULAR, 12, 17, GREY), title=Style(fonts.BOLD, 24, 32), about=Style(fonts.REGULAR, 14, 21, GREY),
    part=Style(fonts.BOLD, 18, 25), heading=Style(fonts.BOLD, 14, 21), body=Style(fonts.REGULAR, 14, 21), small=Style(fonts.REGULAR, 12, 17, GREY),
    cell=Style(fonts.REGULAR, 14, 20), column=Style(fonts.BOLD, 12, 17, GREY), label=Style(fonts.REGULAR, 12, 21, GREY),
    room=2.0, label_width=150.0, indent=22.0,
)  # fmt: skip


def bold(style: Style) -> Style:
    """The same in bold."""
    return replace(style, font=fonts.BOLD)
