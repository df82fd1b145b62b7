"""How wide words are and how they are broken into lines: all that a layout needs to know about type."""

from collections.abc import Callable
from dataclasses import dataclass

from sendco_desk.domain.charting.shapes import Text

Measure = Callable[[str, str], float]
"""How wide a text is in a role: body, strong (as small as a caption, but bold) or caption."""
LEADING = 1.43
CAP = 0.36
"""How far below the middle of its line the foot of a letter stands, in sizes of the type."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """The width there is, and the type. Every other measure is a multiple of the caption’s size, so that a picture grows with its text."""

    width: float
    measure: Measure
    body: float = 14.0
    caption: float = 12.0

    def em(self, sizes: float) -> float:
        """So many sizes of the caption."""
        return sizes * self.caption

    def line(self, role: str = "caption") -> float:
        """The height of a line of words."""
        return (self.body if role == "body" else self.caption) * LEADING

    def said(self, words: str, x: float, top: float, role: str = "caption", ink: str = "text", anchor: str = "start") -> Text:
        """Words on a line whose upper edge is given."""
        size = self.body if role == "body" else self.caption
        return Text(x=x, baseline=top + self.line(role) / 2 + size * CAP, words=words, role=role, ink=ink, anchor=anchor)

    def lines_said(self, lines: list[str], x: float, top: float, role: str = "caption", ink: str = "text") -> list[Text]:
        """Lines under one another."""
        return [self.said(words, x, top + number * self.line(role), role, ink) for number, words in enumerate(lines)]

    def wrapped(self, words: str, role: str, room: float) -> list[str]:
        """Words in lines that fit a width; a word that is longer than a line is broken, so that nothing is ever lost."""
        lines: list[str] = []
        for word in words.split():
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self.measure(longer, role) <= room:
                lines[-1] = longer
            else:
                lines += self._broken(word, role, room)
        return lines

    def _broken(self, word: str, role: str, room: float) -> list[str]:
        pieces = [""]
        for letter in word:
            if pieces[-1] and self.measure(pieces[-1] + letter, role) > room:
                pieces.append("")
            pieces[-1] += letter
        return pieces

    def widest(self, lines: list[str], role: str) -> float:
        """The width of the widest of some lines."""
        return max((self.measure(words, role) for words in lines), default=0.0)
