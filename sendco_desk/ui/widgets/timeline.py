"""The statutory timeline, drawn to scale: what the law plans above the line of weeks, what happened below it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QFontMetrics, QHideEvent, QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from sendco_desk.ui.theme import Look
from sendco_desk.ui.widgets.rule_card import rule_card, show_beside, turn_page
from sendco_desk.ui.widgets.timeline_facts import Mark, TimelineFacts, described, today_words
from sendco_desk.ui.widgets.timeline_layout import Arrangement, Field, Placed, Wanted, arranged, lifts, rows_of

NARROW = 820
"""Below this width at 100% text the legend stands over the picture and not beside it."""
HIT = 13
"""Pixels from a marker's middle within which the mouse means it."""
LIFT = 18
"""How far a marker stands above another on the same day, at 100%."""
RING = 10
"""Half the width of the ring round what happened; at larger text it grows no further than its row."""
PRESSING = ("late", "soon")
BY_TAB = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """Every measure of the picture for one width and one text size."""

    wide: float
    left: float
    right: float
    axis: float
    line: float
    tall: int
    label: int
    step: int
    marks: tuple[QRectF, ...]
    lifts: tuple[int, ...]
    notes: tuple[QRectF, ...]
    names: tuple[QRectF, ...]
    pill: QRectF | None
    beside: bool
    clean: bool


def measure(facts: TimelineFacts, look: Look, wide: int) -> Measures:
    """Arrange the words for a width; the height follows from the levels they need."""
    strong, small, bold = (QFontMetrics(look.font(*face)) for face in (("body", 600), ("caption", 400), ("caption", 600)))
    legend = wide >= look.scaled(NARROW)
    edge = 24.0 if facts.numbered else max(24.0, small.horizontalAdvance("30 Nov") / 2 + 4)
    left = float(look.scaled(96)) if legend else edge
    widths = [
        max(strong.horizontalAdvance(m.words[0]), small.horizontalAdvance(m.words[1]), bold.horizontalAdvance(m.words[2]) + look.icon() + 6) + 4.0
        for m in facts.marks
    ]
    right = wide - ((max(widths, default=120.0) + look.scaled(13) + 8) if legend else edge)
    at = [left + facts.share(m.due) * (right - left) for m in facts.marks]
    today = (left + facts.share(facts.today) * (right - left),) if facts.today else ()
    label, step = look.line("body") + 2 * look.line("caption") + 8, max(look.line("caption") + 9, 24)
    axis = look.line("caption") + 12.0 + (0 if legend else look.line("caption") + 6)
    room = Field(
        left=left - 8 if legend else 4.0, right=wide - 4.0, uncrossed=today, beside=look.scaled(13), clear=look.scaled(9), gap=look.scaled(20),
    )
    above = arranged([Wanted(stem=x, wide=w) for x, w in zip(at, widths, strict=True)], room)
    line = axis + 10 + above.levels * label + 8
    below = _notes(facts, small, [left + facts.share(n.on) * (right - left) for n in facts.notes], room)
    foot = line + 22 + below.levels * step
    under = _under(facts, look, wide, left, right)
    rows = 1 + max((place.level for place, _ in under), default=-1)
    boxes = [QRectF(place.left, foot + 2 + place.level * (look.line("caption") + 4), width, look.line("caption") + 2) for place, width in under]
    return Measures(
        wide=wide, left=left, right=right, axis=axis, line=line, tall=round(foot + rows * (look.line("caption") + 4) + 8), label=label, step=step,
        marks=tuple(
            QRectF(place.left, line - 12 - (place.level + 1) * label, width, label - 8) for place, width in zip(above.places, widths, strict=True)
        ),
        lifts=lifts(at, look.scaled(LIFT) - 1),
        notes=tuple(
            QRectF(place.left, line + 20 + place.level * step, small.horizontalAdvance(n.words) + 8.0, step - 5)
            for n, place in zip(facts.notes, below.places, strict=True)
        ),
        names=tuple(boxes[1:] if facts.today else boxes), pill=boxes[0] if facts.today else None, beside=legend, clean=above.clean and below.clean,
    )


def _notes(facts: TimelineFacts, small: QFontMetrics, at: list[float], room: Field) -> Arrangement:
    labels = [Wanted(stem=x, wide=small.horizontalAdvance(n.words) + 8.0) for x, n in zip(at, facts.notes, strict=True)]
    return arranged(labels, replace(room, uncrossed=(), clear=3, knob=RING + 1, gap=8))


def _under(facts: TimelineFacts, look: Look, wide: int, left: float, right: float) -> list[tuple[Placed, float]]:
    """Today's pill and the closures' names, under the picture."""
    small, bold = QFontMetrics(look.font("caption")), QFontMetrics(look.font("caption", 600))
    middles, widths = [], []
    if facts.today:
        middles.append(left + facts.share(facts.today) * (right - left))
        widths.append(bold.horizontalAdvance(today_words(facts.today)) + 16.0)
    for closure in facts.closures:
        ends = [left + min(1.0, max(0.0, facts.share(day))) * (right - left) for day in (closure.first, closure.last)]
        middles.append(sum(ends) / 2)
        widths.append(small.horizontalAdvance(closure_name(closure.name)) + 2.0)
    return list(zip(rows_of(middles, widths, 4.0, float(wide - 4)), widths, strict=True))


def closure_name(name: str) -> str:
    """What a closure is called."""
    return name or "School closed"


class Timeline(QWidget):
    """One tab stop. The arrow keys step through what is due and show the same rule card as the mouse does."""

    def __init__(
        self, look: Look, *, council: str = "", on_height: Callable[[], object] = lambda: None,
        read_rule: Callable[[str], object] = lambda rule_id: None,
    ) -> None:
        super().__init__()
        self.look, self.council, self.on_height, self.read_rule = look, council, on_height, read_rule
        self.facts: TimelineFacts | None = None
        self.measures: Measures | None = None
        self.on = date.min
        self.stepped, self.hovered = -1, -1
        self.left_at: tuple[str, str] | None = None
        self.card: QWidget | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumWidth(420)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Timeline of the case")

    def show_facts(self, facts: TimelineFacts, on: date, council: str = "") -> None:
        """Show a case as it stood on a day."""
        self.facts, self.on, self.council = facts, on, council
        self.stepped = self.hovered = -1
        self.drop_card()
        self.setAccessibleDescription(described(facts))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if facts.marks else Qt.FocusPolicy.NoFocus)
        self.fit()

    def fit(self) -> None:
        """Arrange the words again for the present width and text size."""
        if self.facts is None:
            return
        self.measures = measure(self.facts, self.look, max(self.width(), self.minimumWidth()))
        if self.measures.tall != self.height():
            self.setFixedHeight(self.measures.tall)
            self.on_height()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.drop_card()
            self.fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "facts"):
            self.drop_card()
            self.fit()

    # Which step is chosen

    def chosen(self) -> int:
        """The step whose card is shown: the one under the mouse, else the one that the keyboard is on; -1 for none."""
        return self.hovered if self.hovered >= 0 else self.stepped

    def step_to(self, number: int) -> None:
        """Put the keyboard on a step, the first being 0; -1 takes it off."""
        self.stepped = number
        if self.facts is not None and 0 <= number < len(self.facts.marks):
            place = f"Step {number + 1} of {len(self.facts.marks)}"
            self.setAccessibleName(f"Timeline. {place}: {self.facts.marks[number].spoken}")
        else:
            self.setAccessibleName("Timeline of the case")
        self.show_card()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        count = len(self.facts.marks) if self.facts else 0
        keys = {
            Qt.Key.Key_Right: min(self.stepped + 1, count - 1), Qt.Key.Key_Left: max(self.stepped - 1, 0), Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: count - 1,
        }
        key = Qt.Key(event.key())
        if count and key in keys:
            self.step_to(keys[key])
        elif key == Qt.Key.Key_Escape and self.card is not None:
            self.step_to(-1)
        elif not turn_page(self.card, event):
            super().keyPressEvent(event)

    def explain(self) -> bool:
        """F1: show the card of the step the keyboard is on; where it is shown already, go to the rule's own page."""
        if self.facts is None or not self.facts.marks:
            return False
        if self.chosen() < 0:
            self.step_to(0)
        elif self.card is None:
            self.show_card()
        else:
            step = self.facts.marks[self.chosen()].milestone
            self.left_at = (step.rule.id, step.service)
            self.read_rule(step.rule.id)
        return True

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.facts and self.facts.marks and self.stepped < 0:
            steps = [(mark.milestone.rule.id, mark.milestone.service) for mark in self.facts.marks]
            if self.left_at in steps:  # back from the page of its rule
                self.step_to(steps.index(self.left_at))
            elif event.reason() in BY_TAB:
                self.step_to(next((n for n, mark in enumerate(self.facts.marks) if mark.state in PRESSING), 0))
        self.left_at = None
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason):
            self.step_to(-1)
        self.update()

    def mark_at(self, spot: QPointF) -> int:
        """The step whose words or marker lie under a point; -1 where none does."""
        if self.facts is None or self.measures is None:
            return -1
        for number, box in enumerate(self.measures.marks):
            middle = self.middle_of(number)
            if box.contains(spot) or (abs(middle.x() - spot.x()) < HIT and abs(middle.y() - spot.y()) < HIT):
                return number
        return -1

    def middle_of(self, number: int) -> QPointF:
        """The middle of a step's marker."""
        assert self.facts is not None and self.measures is not None  # only asked for what is drawn
        return QPointF(self.across(self.facts.marks[number].due), self.measures.line - self.look.scaled(LIFT) * self.measures.lifts[number])

    def across(self, day: date) -> float:
        """Where a day stands."""
        assert self.facts is not None and self.measures is not None
        return self.measures.left + self.facts.share(day) * (self.measures.right - self.measures.left)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        found = self.mark_at(event.position())
        if found != self.hovered:
            self.hovered = found
            self.show_card()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.step_to(self.mark_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if self.hovered >= 0:
            self.hovered = -1
            self.show_card()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A card taller than the window is read on in; any other goes, because the page moves away under it."""
        if isinstance(self.card, QScrollArea):
            bar = self.card.verticalScrollBar()
            bar.setValue(bar.value() - event.angleDelta().y())
            return
        self.drop_card()
        super().wheelEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.drop_card()

    # The card

    def show_card(self) -> None:
        """Show the chosen step's card, and no other."""
        self.drop_card()
        self.update()
        number = self.chosen()
        if self.facts is None or self.measures is None or not 0 <= number < len(self.facts.marks) or not self.isVisible():
            return
        mark: Mark = self.facts.marks[number]
        over = self.window()
        box = self.measures.marks[number].united(QRectF(self.middle_of(number), self.middle_of(number)).adjusted(-8, -8, 8, 8)).toAlignedRect()
        target = QRect(self.mapTo(over, box.topLeft()), box.size())
        card: QFrame = rule_card(self.look, mark.milestone, self.on, self.council)
        self.card = show_beside(self.look, card, target, over)

    def drop_card(self) -> None:
        """Take the card away."""
        if self.card is not None:
            self.card.hide()
            self.card.deleteLater()
            self.card = None

    def paintEvent(self, event: QPaintEvent) -> None:
        from sendco_desk.ui.widgets.timeline_paint import paint

        if self.facts is not None and self.measures is not None:
            paint(self, self.facts, self.measures)
