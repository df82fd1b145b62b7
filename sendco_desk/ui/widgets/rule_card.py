"""The rule card: whose step it is, by which rule, how its day was counted, what could excuse it, and what can be done if it is missed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from sendco_desk.domain.dates import shown
from sendco_desk.services.wording import ended_word, owner
from sendco_desk.statute.milestones import Milestone, State
from sendco_desk.ui.theme import Look
from sendco_desk.ui.widgets.chips import Chip
from sendco_desk.ui.widgets.layout import Part, across, holding, stack
from sendco_desk.ui.widgets.timeline_facts import step_chip
from sendco_desk.ui.widgets.words import escaped, words

WIDTHS = (400, 520, 680)
"""How wide a card may be at 100%: the first at which it is no taller than the window."""
BAR = 14
"""Pixels for the scroll bar of a card that is taller than the window."""
EDGE, GAP = 8, 16
"""Pixels kept from the window's edge, and from what the card explains."""
MISSED = (State.OVERDUE, State.MET_LATE, State.TOO_EARLY, State.LAPSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One part of the card: its small heading and its sentences."""

    heading: str
    sentences: tuple[str, ...]


def when_words(m: Milestone, council: str, waits: bool = True) -> str:
    """Whose step it is, by when, and when it was done."""
    who = owner(m, council)
    if m.due is None and not waits and m.state is State.UNKNOWN:
        return f"{who}. This step has not begun, so its day is not counted yet."
    if m.due is None:
        return f"{who}. No day can be counted yet."
    if m.rule.minimum_for:
        return f"{who}. The period runs to {shown(m.due)}."
    if m.met_on is None:
        late = f", {m.late} late today" if m.state is State.OVERDUE else ""
        return f"{who}, by {shown(m.due)}{late}."
    late = f", {m.late} late" if m.state is State.MET_LATE else ""
    done = "done at the latest on" if m.met_at_latest else "done on"
    return f"{who}, by {shown(m.due)}; {done} {shown(m.met_on)}{late}."


def card_words(m: Milestone) -> tuple[Said, ...]:
    """The parts of a card, in order; a part with nothing to say is left out."""
    parts = [
        Said(heading="Rule", sentences=(f"{m.rule.id}. {m.title}: {m.rule.period}.",)),
        Said(heading="Counted", sentences=(m.counted,)),
        Said(heading="Also counted as", sentences=tuple(f"{shown(a.due)}: {a.because}." for a in m.alternatives)),
        Said(heading="Source", sentences=_source(m)),
        Said(heading="The law then", sentences=tuple(f"{notice.title}. {notice.words}" for notice in m.notices)),
        Said(heading=ended_word(m), sentences=(m.ended_because,) if m.ended_because else ()),
        Said(heading="Exceptions that could apply", sentences=_exceptions(m)),
        Said(heading="What you may do" if m.state in MISSED else "If missed", sentences=_if_missed(m)),
    ]
    return tuple(part for part in parts if part.sentences)


SAME = (
    ("children and families act 2014", "cfa"), ("cfa 2014", "cfa"), ("send code of practice", "code"), ("send regulations 2014", ""),
    ("tribunal procedure (hesc) rules 2008", "hesc"), ("hesc rules 2008", "hesc"), (" chart", ""), (" and ", ","), (" to ", "-"), ("regs ", "reg "),
    ("ss.", "s."), (",s.", ","), (", s.", ","), (" ", ""),
)
"""The ways in which a source and a citation name the same authority."""


def _as_one(citation: str) -> str:
    """A citation in one way of writing, to compare it with another."""
    made = citation.casefold()
    for words_for, one in SAME:
        made = made.replace(words_for, one)
    return made


def further(source: str, citation: str) -> list[str]:
    """The authorities of a citation that the source does not name already, in other words perhaps."""
    named, found = _as_one(source), []
    for part in (part.strip() for part in citation.split(";")):
        one = _as_one(part)
        if one not in named and not one.startswith(named) and not part.startswith(("as ", "derived from ")):
            found.append(part)
    return found


def _source(m: Milestone) -> tuple[str, ...]:
    more = "".join(f"; {part}" for part in further(m.source, m.rule.citation))
    return f"{m.source}{more}.", f"{m.status[:1].upper() + m.status[1:]}; confidence {m.confidence}."


def _exceptions(m: Milestone) -> tuple[str, ...]:
    if not m.exceptions or m.due is None:
        return ()
    could = tuple(f"{test.title}. {test.because} ({test.source})" for test in m.exceptions if test.could_apply)
    if could:
        return could
    tested = "; ".join(test.title[:1].lower() + test.title[1:] for test in m.exceptions)
    return (f"None on the facts recorded here. Tested: {tested}.",)


def _if_missed(m: Milestone) -> tuple[str, ...]:
    done = m.state in (State.MET, State.ENDED)
    return (m.rule.if_missed,) if m.rule.if_missed and not done else ()


def card_spoken(m: Milestone, on: date, council: str, waits: bool = True) -> str:
    """The whole card as one text, for a screen reader."""
    said = [f"{m.title}. {when_words(m, council, waits)}", f"State: {step_chip(m, on, waits)[0]}."]
    said += [f"{part.heading}: {' '.join(part.sentences)}" for part in card_words(m)]
    return " ".join(said)


def rule_card(look: Look, m: Milestone, on: date, council: str, waits: bool = True) -> QFrame:
    """The card as a sheet. Place it with ``show_beside``."""
    word, state = step_chip(m, on, waits)
    title = words(escaped(m.title), "strong", wrap=True)
    top = across(title, Chip(look, word, state), gap=8)
    top.setStretch(0, 1)
    parts: list[Part] = [top, words(escaped(when_words(m, council, waits)), wrap=True)]
    if m.confidence != "high":
        parts += [4, across(Chip(look, f"Confidence {m.confidence}", "waiting", "info"), None)]
    for part in card_words(m):
        parts += [4, _part(part)]
    parts += [4, words("F1 opens the rule’s own page.", "caption", "muted")]
    made = holding(stack(*parts, gap=2, pad=(16, 12, 16, 14)), "sheet", "rule_card")
    made.setAccessibleName(card_spoken(m, on, council, waits))
    return made


def _part(part: Said) -> QWidget:
    lines = [words(escaped(sentence), wrap=True) for sentence in part.sentences]
    return holding(stack(words(part.heading, "caption", "muted"), *lines, gap=0))


def beside(target: QRect, size: QSize, within: QRect) -> QPoint:
    """Where a card goes so that it does not cover what it explains: right of it, left, below, above; else in the corner furthest away."""
    room = within.adjusted(EDGE, EDGE, -EDGE, -EDGE)
    level = max(room.top(), min(target.top() - EDGE, room.bottom() - size.height() + 1))
    along = max(room.left(), min(target.left(), room.right() - size.width() + 1))
    tries = (
        QPoint(target.right() + GAP, level), QPoint(target.left() - GAP - size.width(), level),
        QPoint(along, target.bottom() + GAP), QPoint(along, target.top() - GAP - size.height()),
    )
    for at in tries:
        if room.contains(QRect(at, size)):
            return at
    middle = room.center()
    left = room.left() if target.center().x() > middle.x() else room.right() - size.width() + 1
    top = room.top() if target.center().y() > middle.y() else room.bottom() - size.height() + 1
    return QPoint(max(room.left(), left), max(room.top(), top))


def fitted(look: Look, card: QFrame, tallest: int, widest: int) -> tuple[int, int]:
    """The narrowest of the card's widths at which it is not taller than the window, and its height there."""
    found = (0, 0)
    for width in WIDTHS:
        wide = min(look.scaled(width), widest)
        found = (wide, card.heightForWidth(wide))  # adjustSize() forgets wrapped words
        if found[1] <= tallest:
            break
    return found


def _scrolled(card: QFrame, size: QSize, over: QWidget) -> QScrollArea:
    area = QScrollArea(over)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(card)
    area.setFixedSize(size)
    area.setObjectName("rule_card_scrolled")
    return area


def turn_page(laid: QWidget | None, event: QKeyEvent) -> bool:
    """Let Page Down and Page Up read on in a card that is taller than the window. Says whether the key was taken."""
    steps = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
    if not isinstance(laid, QScrollArea) or event.key() not in steps:
        return False
    bar = laid.verticalScrollBar()
    bar.setValue(bar.value() + steps[Qt.Key(event.key())] * bar.pageStep())
    return True


def show_beside(look: Look, card: QFrame, target: QRect, over: QWidget, avoid: Sequence[QRect] = ()) -> QWidget:
    """Lay a card over a window beside a rectangle in it. A card taller than the window scrolls. Gives back what was laid there."""
    card.setParent(over)
    card.ensurePolished()
    for part in card.findChildren(QWidget):
        part.ensurePolished()
    tallest, widest = over.height() - 2 * EDGE, over.width() - 2 * EDGE
    wide, tall = fitted(look, card, tallest, widest)
    laid: QWidget = card
    if tall > tallest:
        wide = min(wide, widest - BAR)
        card.setFixedSize(wide, card.heightForWidth(wide))
        laid = _scrolled(card, QSize(wide + BAR, tallest), over)
    else:
        card.setFixedSize(wide, tall)
    laid.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)  # else a card under the mouse takes itself away, and comes again
    laid.move(beside(target, laid.size(), over.rect()))
    laid.show()
    laid.raise_()
    return laid
