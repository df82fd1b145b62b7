"""Line icons: 24-unit paths drawn for this app, stroked in whatever colour the theme says, sharp at any scale.

The small path reader here stands in for QtSvg, which the first window would otherwise have to load."""

import re
from collections.abc import Iterator
from functools import lru_cache
from math import acos, copysign, degrees, sqrt

from PySide6.QtCore import QByteArray, QDataStream, QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPainterPath, QPen, QPixmap

from sendco_desk.ui.theme import Look

PATHS = {
    "today": "M4 6h16v14H4z M4 10h16 M8 3v4 M16 3v4 M9 15l2 2 4-4",
    "pupils": "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7z M2.5 20c0-4 3-6 6.5-6s6.5 2 6.5 6 M16 4.3a3.5 3.5 0 0 1 0 6.4"
    " M18 14.6c2.3.9 3.5 2.7 3.5 5.4",
    "requests": "M6 3h8l4 4v14H6z M14 3v4h4 M9 12h6 M9 16h4",
    "reviews": "M4 12a8 8 0 0 1 13.7-5.6L20 9 M20 4v5h-5 M20 12a8 8 0 0 1-13.7 5.6L4 15 M4 20v-5h5",
    "provision": "M4 4h7v7H4z M13 4h7v7h-7z M4 13h7v7H4z M16.5 13v7 M13 16.5h7",
    "packs": "M12 3l9 4.5-9 4.5-9-4.5z M3 12l9 4.5 9-4.5 M3 16.5l9 4.5 9-4.5",
    "reports": "M4 20h16 M7 20v-7 M12 20V5 M17 20v-10",
    "lock": "M5 11h14v9H5z M8 11V8a4 4 0 0 1 8 0v3",
    "settings": "M4 7h9 M17 7h3 M4 17h3 M11 17h9 M15 5a2 2 0 1 0 0 4 2 2 0 0 0 0-4z M9 15a2 2 0 1 0 0 4 2 2 0 0 0 0-4z",
    "help": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z M9.5 9.5a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.9-1.1 1.8 M12 17v.01",
    "search": "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13z M15.5 15.5L20 20",
    "plus": "M12 5v14 M5 12h14",
    "check": "M5 12.5l4.5 4.5L19 7.5",
    "done": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z M8 12.5l2.8 2.8L16 9.5",
    "late": "M12 4l9 16H3z M12 10v4.5 M12 17.3v.01",
    "soon": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z M12 7.5V12l3 2",
    "planned": "M12 3a9 9 0 0 1 3.4.7 M18.4 5.6a9 9 0 0 1 1.9 2.9 M21 12a9 9 0 0 1-.7 3.4 M18.4 18.4a9 9 0 0 1-2.9 1.9"
    " M12 21a9 9 0 0 1-3.4-.7 M5.6 18.4a9 9 0 0 1-1.9-2.9 M3 12a9 9 0 0 1 .7-3.4 M5.6 5.6a9 9 0 0 1 2.9-1.9",
    "waiting": "M7 3h10 M7 21h10 M8 3v3.5c0 2.5 4 3.5 4 5.5s-4 3-4 5.5V21 M16 3v3.5c0 2.5-4 3.5-4 5.5s4 3 4 5.5V21",
    "info": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z M12 11v5.5 M12 7.7v.01",
    "phone": "M6 3h3.5l1.5 5-2 1.5c1 2.3 3.2 4.5 5.5 5.5l1.5-2 5 1.5V18c0 1.7-1.3 3-3 3C11 21 3 13 3 6c0-1.7 1.3-3 3-3z",
    "mail": "M3 5.5h18v13H3z M3.5 6.5l8.5 6.5 8.5-6.5",
    "meeting": "M4 4h12v9H9l-3.5 3v-3H4z M19 8.5h1.5V17H19v3l-3.5-3H10",
    "eye": "M2.5 12C5 7.5 8.3 5.5 12 5.5s7 2 9.5 6.5c-2.5 4.5-5.8 6.5-9.5 6.5S5 16.5 2.5 12z M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z",
    "note": "M5 4h14v11l-5 5H5z M14 20v-5h5 M8.5 9h7 M8.5 13h3",
    "voice": "M12 3.5a3 3 0 0 0-3 3V11a3 3 0 0 0 6 0V6.5a3 3 0 0 0-3-3z M5.5 11a6.5 6.5 0 0 0 13 0 M12 17.5V21",
    "incident": "M13 3L5 14h6l-1 7 9-12h-6z",
    "lesson": "M3 5h18v11H3z M12 16v4 M8 20h8 M7 9h6 M7 12h4",
    "decision": "M12 4v16 M8 20h8 M5 7h14 M5 7l-2.5 6a2.7 2.7 0 0 0 5 0z M19 7l-2.5 6a2.7 2.7 0 0 0 5 0z",
    "document": "M6 3h8l4 4v14H6z M14 3v4h4",
    "blackout": "M4 6h16 M4 18h16 M4 12h3 M10 9.5h10v5H10z M12 12h6",
    "clip": "M19 11l-7.5 7.5a4.2 4.2 0 0 1-6-6L13.5 4.5a2.8 2.8 0 0 1 4 4L9.8 16.2a1.4 1.4 0 0 1-2-2L14.5 7.5",
    "language": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z M3 12h18 M12 3c3 3 3.5 6 3.5 9s-.5 6-3.5 9c-3-3-3.5-6-3.5-9S9 6 12 3z",
    "medical": "M9.5 4h5v5.5H20v5h-5.5V20h-5v-5.5H4v-5h5.5z",
    "shield": "M12 3l8 3v5.5c0 4.7-3.2 8-8 9.5-4.8-1.5-8-4.8-8-9.5V6z",
    "code": "M4 5c3-1 6-.5 8 1.5v13.5c-2-2-5-2.5-8-1.5z M20 5c-3-1-6-.5-8 1.5v13.5c2-2 5-2.5 8-1.5z",
    "council": "M3 9.5L12 4l9 5.5z M5 20h14 M6.5 9.5V17 M12 9.5V17 M17.5 9.5V17 M4 17.5h16",
    "practice": "M12 4l2.4 5.2 5.6.7-4.2 3.9 1.1 5.7-4.9-2.8-4.9 2.8 1.1-5.7L4 9.9l5.6-.7z",
    "drag": "M9 6v.01 M15 6v.01 M9 12v.01 M15 12v.01 M9 18v.01 M15 18v.01",
    "down": "M6 9.5l6 6 6-6",
    "right": "M9.5 6l6 6-6 6",
    "close": "M6 6l12 12 M18 6L6 18",
    "minus": "M5 12h14",
    "print": "M7 9V3h10v6 M7 17H4V9h16v8h-3 M7 14h10v7H7z",
    "export": "M12 15V4 M8 8l4-4 4 4 M4 14v6h16v-6",
    "columns": "M4 5h16v14H4z M10 5v14 M15 5v14",
    "key": "M8 11a4 4 0 1 0 0 8 4 4 0 0 0 0-8z M11 12L20 3.5 M17 6.5l2.5 2.5",
    "folder": "M3 6h6l2 2.5h10V19H3z",
    "backup": "M12 4v9 M8.5 9.5L12 13l3.5-3.5 M4 15v5h16v-5 M16.5 17.5v.01",
    "enter": "M19 6v7H6 M10 9l-4 4 4 4",
    "undo": "M9 6L4.5 10.5 9 15 M5 10.5h9a5 5 0 0 1 0 10h-3",
    "correction": "M4 20l1-4.5L15.5 5l3.5 3.5L8.5 19z M13 7.5l3.5 3.5",
    "table": "M4 5h16v14H4z M4 10h16 M4 14.5h16 M10 5v14",
    "back": "M18 12H6 M11 6.5L5.5 12l5.5 5.5",
    "left": "M14.5 6l-6 6 6 6",
    "up": "M6 14.5l6-6 6 6",
    "eye_off": "M2.5 12C5 7.5 8.3 5.5 12 5.5s7 2 9.5 6.5c-2.5 4.5-5.8 6.5-9.5 6.5S5 16.5 2.5 12z M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z"
    " M4 4l16 16",
    "person": "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8z M4.5 20.5c0-4.5 3.5-6.5 7.5-6.5s7.5 2 7.5 6.5",
    "import": "M12 4v11 M8 11l4 4 4-4 M4 14v6h16v-6",
    "filter": "M4 5h16l-6.5 7.5V19l-3-1.5v-5z",
    "letter": "M6 3h8l4 4v14H6z M14 3v4h4 M9 11h6 M9 14.5h6 M9 18h3.5",
    "image": "M4 5h16v14H4z M4 16l5-5 4 4 2.5-2.5L20 17 M15 9.5v.01",
    "pdf": "M6 3h8l4 4v14H6z M14 3v4h4 M9 17.5c2-3 3-6 3-7.5s-1.5-1-1 .5c.7 2.3 2 4 4.5 4.5",
    "sheet": "M6 3h8l4 4v14H6z M14 3v4h4 M9 11h6v7H9z M9 14.5h6 M12 11v7",
    "calendar": "M4 6h16v14H4z M4 10h16 M8 3v4 M16 3v4",
    "more": "M6 12v.01 M12 12v.01 M18 12v.01",
    "refresh": "M20 12a8 8 0 1 1-2.3-5.6L20 9 M20 4v5h-5",
    "bin": "M4 7h16 M9 7V4h6v3 M6 7l1 13h10l1-13 M10 11v5.5 M14 11v5.5",
    "home": "M4 11l8-7 8 7 M6 9.5V20h12V9.5 M10 20v-6h4v6",
    "review": "M4 6h16v14H4z M4 10h16 M8 3v4 M16 3v4 M12 12.5v3l2 1.5",
    "school": "M3 10l9-5 9 5-9 5z M7 12.5V17c3 2.3 7 2.3 10 0v-4.5 M21 10v5",
    "struck": "M4 12h16 M16 8.5c0-2-1.7-3.5-4-3.5S8 6.3 8 8.3 M8 15.5c0 2 1.7 3.5 4 3.5s4-1.3 4-3.3",
}
STORY_ICONS = {
    "phone_call": "phone", "meeting": "meeting", "email": "mail", "letter": "letter", "observation": "eye", "lesson_visit": "lesson",
    "incident": "incident", "view": "voice", "decision": "decision", "assessment": "reports", "support": "provision", "visit": "person",
    "note": "note",
}
"""A story kind's icon; ``note`` stands for a kind that has none of its own."""
MEDIA_ICONS = {"application/pdf": "pdf", "message/rfc822": "mail", "text/csv": "sheet"}
_ROUND_PEN = (
    "00a1003ffc0000000000000101ffff00000000000000003ff00000000000000000000000000000000000000000000000000000000000003ff000"
    "00000000000000000000000000000000000000000000000000000000003ff0000000000000400000000000000000000000000000000000000000"
)
_STREAM = 20
"""Qt 6.0's way of writing a pen, which every later Qt reads."""
_TOKEN = re.compile(r"[A-Za-z]|-?(?:\d+\.?\d*|\.\d+)")
_COUNTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "A": 7, "Z": 0}


def icon_of_media(media_type: str) -> str:
    """The icon of a document, by its media type."""
    return MEDIA_ICONS.get(media_type, "image" if media_type.startswith("image/") else "document")


def _steps(path: str) -> Iterator[tuple[str, list[float]]]:
    """The commands of an SVG path with their numbers; a repeated command needs no letter."""
    tokens = _TOKEN.findall(path)
    letter, at = "M", 0
    while at < len(tokens):
        if tokens[at].isalpha():
            letter, at = tokens[at], at + 1
        count = _COUNTS[letter.upper()]
        yield letter, [float(t) for t in tokens[at : at + count]]
        at += count
        letter = {"M": "L", "m": "l"}.get(letter, letter)


def _arc(path: QPainterPath, start: QPointF, r: float, large: bool, sweep: bool, end: QPointF) -> None:
    """A circular arc, from SVG's two ends to Qt's centre and angles (SVG 1.1, appendix F.6.5)."""
    half = (start - end) / 2
    apart = half.x() ** 2 + half.y() ** 2
    r = max(r, sqrt(apart))  # a radius too short for its ends grows until it fits
    push = sqrt(max(0.0, r * r / apart - 1)) * (-1 if large == sweep else 1)
    centre = QPointF(push * half.y(), -push * half.x()) + (start + end) / 2

    def angle(at: QPointF) -> float:
        away = at - centre
        return copysign(degrees(acos(max(-1.0, min(1.0, away.x() / r)))), -away.y())

    first = angle(start)
    turn = angle(end) - first
    if sweep and turn > 0:
        turn -= 360
    elif not sweep and turn < 0:
        turn += 360
    path.arcTo(QRectF(centre.x() - r, centre.y() - r, 2 * r, 2 * r), first, turn)


@lru_cache(maxsize=128)
def drawing(name: str) -> QPainterPath:
    """An icon's lines on a field of 24 x 24."""
    path, now, bend = QPainterPath(), QPointF(), QPointF()
    for letter, n in _steps(PATHS[name]):
        home = now if letter.islower() else QPointF()
        kind, ends = letter.upper(), QPointF(*n[-2:]) + home if len(n) > 1 else now
        if kind == "M":
            path.moveTo(ends)
        elif kind == "L":
            path.lineTo(ends)
        elif kind == "H":
            path.lineTo(ends := QPointF(n[0] + home.x(), now.y()))
        elif kind == "V":
            path.lineTo(ends := QPointF(now.x(), n[0] + home.y()))
        elif kind == "C":
            bend = QPointF(n[2], n[3]) + home
            path.cubicTo(QPointF(n[0], n[1]) + home, bend, ends)
        elif kind == "S":
            first, bend = now * 2 - bend, QPointF(n[0], n[1]) + home
            path.cubicTo(first, bend, ends)
        elif kind == "A":
            _arc(path, now, n[0], bool(n[3]), bool(n[4]), ends)
        else:
            path.closeSubpath()
            ends = path.currentPosition()
        now = ends
        bend = bend if kind in "CS" else now
    return path


@lru_cache(maxsize=1)
def round_pen() -> QPen:
    """A pen with round ends and corners, read from its own bytes: to say so in words would load the whole ``Qt`` namespace (see theme)."""
    stream = QDataStream(QByteArray(bytes.fromhex(_ROUND_PEN)))
    stream.setVersion(_STREAM)
    pen = QPen()
    stream >> pen
    return pen


def paint_icon(painter: QPainter, name: str, rect: QRect | QRectF, colour: str, weight: float = 1.75) -> None:
    """Draw an icon into a square; ``weight`` is the width of its line on the field of 24."""
    at = QRectF(rect)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(at.topLeft())
    painter.scale(at.width() / 24, at.height() / 24)
    pen = round_pen()
    pen.setColor(QColor(colour))
    pen.setWidthF(weight)
    painter.strokePath(drawing(name), pen)  # takes a pen and nothing else: ``setPen`` would look at the enums of Qt to choose
    painter.restore()


class LineIcon(QIconEngine):
    """Draws on demand and reads the Look as it draws, so that an icon is sharp at any scale and follows a change of theme."""

    def __init__(self, look: Look, name: str, tone: str) -> None:
        super().__init__()
        self.look, self.name, self.tone = look, name, tone

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        paint_icon(painter, self.name, rect, self.look.ink("muted" if mode == QIcon.Mode.Disabled else self.tone))

    def clone(self) -> QIconEngine:
        return LineIcon(self.look, self.name, self.tone)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        return self.pixmap(size * scale, mode, state)  # else Qt stretches a bitmap made for 100%

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        found = QPixmap(size)
        found.fill(QColor(0, 0, 0, 0))
        painter = QPainter(found)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return found


def icon(look: Look, name: str, tone: str = "muted") -> QIcon:
    """An icon in a token's or a state's colour."""
    return QIcon(LineIcon(look, name, tone))
