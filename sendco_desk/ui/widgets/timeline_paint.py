"""Draws the timeline: the weeks, closures, today, what is due above the line and what happened below it."""

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF

from sendco_desk.domain.dates import shown_short
from sendco_desk.ui.icons import paint_icon
from sendco_desk.ui.theme import Look
from sendco_desk.ui.widgets.timeline_facts import TimelineFacts, today_words

if TYPE_CHECKING:
    from sendco_desk.ui.widgets.timeline import Measures, Timeline

LEAST_WEEK = 58
"""Pixels that the number of a week needs at 100%."""
FACES = (("caption", 400), ("caption", 600), ("caption", 700), ("body", 600))
STEPS = (1, 2, 4, 8, 13, 26, 52)
Align = Qt.AlignmentFlag


def paint(line: "Timeline", facts: TimelineFacts, measures: "Measures") -> None:
    """Draw the whole picture."""
    painter = QPainter(line)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _Drawing(painter, line, facts, measures).whole()
    if line.hasFocus():
        painter.setPen(QPen(line.look.colour("focus"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(line.rect()).adjusted(1, 1, -1, -1), 6, 6)
    painter.end()


class _Drawing:
    def __init__(self, p: QPainter, line: "Timeline", facts: TimelineFacts, measures: "Measures") -> None:
        self.p, self.line, self.facts, self.m, self.look = p, line, facts, measures, line.look
        self.fonts = {face: self.look.font(*face) for face in FACES}

    def whole(self) -> None:
        self.closures()
        self.weeks()
        self.today()
        self.legend()
        self.planned()
        self.happened()

    def say(
        self, box: QRectF, text: str, role: str = "caption", weight: int = 400, tone: str = "muted", align: Align = Align.AlignLeft, ink: str = "",
    ) -> None:
        self.p.setFont(self.fonts[role, weight])
        self.p.setPen(QColor(ink or self.look.ink(tone)))
        self.p.drawText(box, align | Align.AlignVCenter | Qt.TextFlag.TextDontClip | Qt.TextFlag.TextSingleLine, text)

    def closures(self) -> None:
        """Hatched and named, because people ask; the weeks run through them."""
        look: Look = self.look
        bottom = min((box.top() for box in self.m.names), default=self.m.tall - 8.0) - 2
        for closure, name in zip(self.facts.closures, self.m.names, strict=True):
            first, last = max(closure.first, self.facts.first), min(closure.last, self.facts.last)
            left, right = self.line.across(first), self.line.across(last)
            box = QRectF(left, self.m.axis + 2, max(right - left, 3) + 2, bottom - self.m.axis - 2)
            self.p.fillRect(box, look.colour("sunken"))
            self.p.fillRect(box, QBrush(look.colour("line"), Qt.BrushStyle.BDiagPattern))
            self.say(name, closure.name or "School closed", align=Align.AlignHCenter)

    def weeks(self) -> None:
        p, look, m = self.p, self.look, self.m
        top = m.axis - look.line("caption") - 6
        if m.beside:
            self.say(QRectF(8, top, m.left - 12, look.line("caption")), "Week" if self.facts.numbered else "Week of")
        numbers = [week for week in self.facts.weeks if week >= 0 or week in self.facts.bold or not self.facts.numbered]
        apart = (m.right - m.left) / max(1, len(self.facts.weeks) - 1)
        need = look.scaled(LEAST_WEEK if self.facts.numbered else 52)
        step = next((s for s in STEPS if s * apart >= need), STEPS[-1])
        for week in numbers:
            at = self.line.across(self.facts.day_0 + timedelta(weeks=week))
            marked = self.facts.numbered and week in self.facts.bold
            told = marked or (week % step == 0 and not self._near_bold(week, apart, need))
            if apart * 2 > 5 or told:
                p.setPen(QPen(look.colour("edge"), 1))
                p.drawLine(QPointF(at, m.line + 4), QPointF(at, m.line + (9 if told else 7)))
            if told:
                said = str(week).replace("-", "−") if self.facts.numbered else shown_short(self.facts.day_0 + timedelta(weeks=week))
                self.say(
                    QRectF(at - 30, top, 60, look.line("caption")), said, weight=700 if marked else 400, tone="text" if marked else "muted",
                    align=Align.AlignHCenter,
                )
        self._track()

    def _near_bold(self, week: int, apart: float, need: float) -> bool:
        return self.facts.numbered and any(bold != week and abs(bold - week) * apart < need * 0.8 for bold in self.facts.bold)

    def _track(self) -> None:
        """The line itself: time gone is thick and teal."""
        p, m = self.p, self.m
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(self.look.colour("line"))
        p.drawRoundedRect(QRectF(m.left, m.line - 3, m.right - m.left, 6), 3, 3)
        gone = self.line.across(self.facts.today) if self.facts.today else m.right if self.line.on > self.facts.last else m.left
        start = self.line.across(self.facts.day_0)
        if gone > start:
            p.setBrush(self.look.colour("accent"))
            p.drawRoundedRect(QRectF(start, m.line - 3, gone - start, 6), 3, 3)

    def today(self) -> None:
        if self.facts.today is None or self.m.pill is None:
            return
        at, box = self.line.across(self.facts.today), self.m.pill
        self.p.setPen(QPen(self.look.colour("text"), 1.5))
        self.p.drawLine(QPointF(at, self.m.axis - 4), QPointF(at, box.top()))
        self.p.setPen(Qt.PenStyle.NoPen)
        self.p.setBrush(self.look.colour("text"))
        self.p.drawRoundedRect(box, 4, 4)
        self.say(box, today_words(self.facts.today), weight=600, tone="surface", align=Align.AlignHCenter)

    def legend(self) -> None:
        """What a diamond and a circle mean; beside the line where there is room, over the picture where there is none."""
        tall, look = self.look.line("caption") + 1, self.look
        if not self.m.beside:
            x = 6.0
            for who in self._signs():
                side = look.scaled(6)
                self._sign(QPointF(x + side, 4 + tall / 2), who.lower())
                wide = self.p.fontMetrics().horizontalAdvance(who)
                self.say(QRectF(x + 3 * side, 4, wide + 12, tall), who)
                x += wide + 7 * side
            return
        signs = ("Planned", *self._signs())
        for number, who in enumerate(signs):
            y = self.m.line - 10 - (len(signs) - number) * tall
            if number:
                self._sign(QPointF(14, y + tall / 2), who.lower())
            box = QRectF(look.scaled(26) if number else 8, y, self.m.left, tall)
            self.say(box, who, weight=400 if number else 600, tone="muted" if number else "text")
        if self.facts.notes:
            self.say(QRectF(8, self.m.line + 20, self.m.left - 12, look.line("caption")), "Happened", weight=600, tone="text")

    def _signs(self) -> tuple[str, ...]:
        """Whose signs the picture has; the council's and the school's always, so that the two keep their places."""
        return ("Council", "School", "Other") if any(mark.whose == "other" for mark in self.facts.marks) else ("Council", "School")

    def _sign(self, middle: QPointF, whose: str) -> None:
        self.p.setFont(self.fonts["caption", 400])
        self.p.setPen(QPen(self.look.colour("muted"), 1.5))
        self.p.setBrush(self.look.colour("surface"))
        self._marker(middle, whose, self.look.scaled(6))

    def _marker(self, middle: QPointF, whose: str, size: float) -> None:
        """A diamond is the council's, a circle the school's, a square anybody else's; the card says it in words."""
        x, y = middle.x(), middle.y()
        if whose == "school":
            self.p.drawEllipse(middle, size - 1, size - 1)
        elif whose == "council":
            self.p.drawPolygon(QPolygonF([QPointF(x, y - size), QPointF(x + size, y), QPointF(x, y + size), QPointF(x - size, y)]))
        else:
            half = size * 0.8
            self.p.drawRect(QRectF(x - half, y - half, 2 * half, 2 * half))

    def planned(self) -> None:
        p, look, chosen = self.p, self.look, self.line.chosen()
        for mark, box in zip(self.facts.marks, self.m.marks, strict=True):
            at = self.line.across(mark.due)
            p.setPen(QPen(look.colour(mark.state), 1.5))
            p.drawLine(QPointF(at, box.top() + 2), QPointF(at, self.m.line))
        for number, box in enumerate(self.m.marks):
            p.fillRect(box.adjusted(-3, 0, 3, 2), look.colour("surface"))  # a closure's hatching must not run through words
            if number == chosen:
                p.setPen(QPen(look.colour("focus"), 2))
                p.setBrush(Qt.BrushStyle.NoBrush)
                p.drawRoundedRect(box.adjusted(-4, -3, 4, 3), 6, 6)
            self._words(number)
        for number, mark in enumerate(self.facts.marks):
            middle = self.line.middle_of(number)
            p.setPen(QPen(look.colour(mark.state), 2))
            p.setBrush(look.colour(mark.state) if mark.met else look.colour("surface"))
            self._marker(middle, mark.whose, look.scaled(8))
            if mark.met:
                half = look.scaled(5)
                paint_icon(p, "check", QRectF(middle.x() - half, middle.y() - half, 2 * half, 2 * half), look.ink("surface"), 3.2)

    def _words(self, number: int) -> None:
        mark, box, look = self.facts.marks[number], self.m.marks[number], self.look
        body, small, side = look.line("body"), look.line("caption"), look.icon()
        name, day, state = mark.words
        self.say(QRectF(box.left(), box.top(), box.width(), body), name, "body", 600, "text")
        self.say(QRectF(box.left(), box.top() + body - 1, box.width(), small), day, tone="text")
        low = box.top() + body + small - 1
        paint_icon(self.p, mark.state, QRectF(box.left(), low + (small - side) / 2, side, side), look.ink(mark.state), 2.1)
        self.say(QRectF(box.left() + side + 4, low, box.width(), small), state, weight=600, tone=mark.state)

    def happened(self) -> None:
        """Words stand on the card's colour, so neither today's line nor a closure runs through them."""
        p, look = self.p, self.look
        p.setPen(QPen(look.colour("edge"), 1))
        for note, box in zip(self.facts.notes, self.m.notes, strict=True):
            at = self.line.across(note.on)
            p.drawLine(QPointF(at, self.m.line + 4), QPointF(at, box.center().y() - 10))
        for note, box in zip(self.facts.notes, self.m.notes, strict=True):
            at, middle = self.line.across(note.on), box.center().y()
            p.setPen(QPen(look.colour("edge"), 1))
            p.setBrush(look.colour("surface"))
            p.drawEllipse(QPointF(at, middle), 10, 10)
            paint_icon(p, note.icon, QRectF(at - 6.5, middle - 6.5, 13, 13), look.ink("text"), 1.9)
            p.fillRect(box, look.colour("surface"))
            self.say(box.adjusted(2, 0, 4, 0), note.words, tone="text")
