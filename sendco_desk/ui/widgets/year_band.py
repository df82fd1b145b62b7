"""A school year as a band: a column for each week, a square for each working day. Each kind of day has a form of its own, so that it
reads without colour; the tables beside it are the substance."""

from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QHelpEvent, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from sendco_desk.domain.dates import MONTHS, shown
from sendco_desk.services.school_plan import span_words
from sendco_desk.services.school_year import DayKind, SchoolYear
from sendco_desk.ui.theme import Look

DAYS = 5
MOST, LEAST = 18.0, 8.0
"""Pixels of a day's square, at 100% and at its narrowest."""
GAP = 2.0
LEGEND = (
    (DayKind.SCHOOL, "School day"), (DayKind.HOLIDAY, "Holiday or half-term"), (DayKind.INSET, "INSET day"), (DayKind.CLOSED, "Closed"),
    (DayKind.BANK, "Bank holiday"), (DayKind.UNKNOWN, "Not recorded"),
)


def weeks_of(year: SchoolYear) -> list[date]:
    """The Mondays of the weeks that the year touches."""
    monday = year.first - timedelta(days=year.first.weekday())
    return [monday + timedelta(weeks=number) for number in range((year.last - monday).days // 7 + 1)]


def described(year: SchoolYear) -> str:
    """The band in words, for whoever cannot see it."""
    terms = [f"{term.name}: {span_words(term)}, {year.school_days(term)} school days." for term in year.terms]
    shut = [f"Closed: {closure.name or 'no reason given'}, {span_words(closure)}." for closure in year.closures]
    holidays = f"Bank holidays: {'; '.join(f'{one.name}, {shown(one.day)}' for one in year.bank_holidays)}."
    missing = [year.missing_words] if year.missing else []
    return " ".join([f"School year {year.words}.", *terms, *shut, holidays, *missing])


def paint_day(p: QPainter, look: Look, box: QRectF, kind: DayKind) -> None:
    """One day: a filled square, hatched, half filled, crossed, a diamond, or an outline."""
    grounds = {DayKind.SCHOOL: QBrush(look.colour("selected")), DayKind.HOLIDAY: QBrush(look.colour("edge"), Qt.BrushStyle.BDiagPattern)}
    edges = {DayKind.SCHOOL: "accent", DayKind.UNKNOWN: "line"}
    p.setPen(QPen(look.colour(edges.get(kind, "edge")), 1))
    p.setBrush(grounds.get(kind, QBrush(Qt.BrushStyle.NoBrush)))
    p.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(look.colour("text"))
    if kind is DayKind.INSET:
        p.setBrush(look.colour("accent"))
        p.drawPolygon(QPolygonF([box.bottomLeft(), box.bottomRight(), box.topRight()]))
    elif kind is DayKind.BANK:
        middle, reach = box.center(), box.width() / 2 - 2
        p.drawPolygon(QPolygonF([middle + QPointF(*at) for at in ((0, -reach), (reach, 0), (0, reach), (-reach, 0))]))
    elif kind is DayKind.CLOSED:
        inner = box.adjusted(3, 3, -3, -3)
        p.setPen(QPen(look.colour("text"), 1.4))
        p.drawLine(inner.topLeft(), inner.bottomRight())
        p.drawLine(inner.topRight(), inner.bottomLeft())


class YearBand(QWidget):
    """The band of one year. The mouse asks what a day is; a screen reader is told the whole in words."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.year: SchoolYear | None = None
        self.weeks: list[date] = []
        self.today = date.min
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Picture of the school year")

    def show_year(self, year: SchoolYear, today: date) -> None:
        """Show a year."""
        self.year, self.today = year, today
        self.weeks = weeks_of(year)
        self.setAccessibleName(f"Picture of the school year {year.words}")
        self.setAccessibleDescription(described(year))
        self.updateGeometry()
        self.update()

    # Sizes

    def step(self) -> float:
        """How far one week is from the next."""
        wide = (self.width() - self.margin()) / max(1, len(self.weeks))
        return min(self.look.scaled(MOST) + GAP, max(LEAST + GAP, wide))

    def margin(self) -> int:
        """Room for the names of the weekdays at the left."""
        return self.look.scaled(34)

    def head(self) -> int:
        """Room for the names of the months above."""
        return self.look.line("caption") + 4

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        wide = (width - self.margin()) / max(1, len(self.weeks) or 53)
        return self.head() + round(DAYS * min(self.look.scaled(MOST) + GAP, max(LEAST + GAP, wide))) + 2

    def sizeHint(self) -> QSize:
        width = self.width() or self.look.scaled(900)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(round(self.margin() + 53 * (LEAST + GAP)), self.heightForWidth(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    # Days

    def box_of(self, day: date) -> QRectF:
        """Where a day stands."""
        step = self.step()
        week = (day - self.weeks[0]).days // 7
        return QRectF(self.margin() + week * step, self.head() + day.weekday() * step, step - GAP, step - GAP)

    def day_at(self, at: QPointF) -> date | None:
        """The working day under a point of the picture."""
        step = self.step()
        week, weekday = int((at.x() - self.margin()) // step), int((at.y() - self.head()) // step)
        if self.year is None or not (0 <= week < len(self.weeks) and 0 <= weekday < DAYS):
            return None
        day = self.weeks[week] + timedelta(days=weekday)
        return day if self.year.first <= day <= self.year.last else None

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            day = self.day_at(QPointF(event.pos()))
            if day is not None and self.year is not None:
                QToolTip.showText(event.globalPos(), f"{shown(day)}: {self.year.named(day)}", self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.year is None:
            return
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._names(p)
        for monday in self.weeks:
            for number in range(DAYS):
                day = monday + timedelta(days=number)
                if self.year.first <= day <= self.year.last:
                    paint_day(p, self.look, self.box_of(day), self.year.kind_of(day))
        if self.today.weekday() < DAYS and self.year.first <= self.today <= self.year.last:
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.setPen(QPen(self.look.colour("text"), 2))
            p.drawRoundedRect(self.box_of(self.today).adjusted(-1, -1, 1, 1), 3, 3)
        p.end()

    def _names(self, p: QPainter) -> None:
        """Months above their first whole week, and Monday and Friday at the left."""
        p.setFont(self.look.font("caption"))
        p.setPen(self.look.colour("muted"))
        align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip
        step, line = self.step(), self.look.line("caption")
        for number, name in ((0, "Mon"), (4, "Fri")):
            p.drawText(QRectF(0, self.head() + number * step, self.margin(), step - GAP), align, name)
        for monday in self.weeks:
            first = monday if monday.day <= 7 else None
            if first is not None and first <= self.weeks[-2]:
                p.drawText(QRectF(self.box_of(first).left(), 0, 4 * step, line), align, MONTHS[first.month - 1])


class LegendMark(QWidget):
    """One of the forms of the band, for its legend."""

    def __init__(self, look: Look, kind: DayKind) -> None:
        super().__init__()
        self.look, self.kind = look, kind
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self.look.scaled(14), self.look.scaled(14))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_day(p, self.look, QRectF(self.rect()), self.kind)
        p.end()
