"""A pupil’s support to test the tab with: sentences, a cycle, its review, a place in a provision; and hands that fill forms."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from sendco_desk.domain.cycles import Outcome, Strategy, SupportCycle
from sendco_desk.domain.needs import NeedStatement
from sendco_desk.domain.provision import ProvisionPlace, ProvisionRun
from sendco_desk.services.support_cycles import OutcomeReview, Review
from sendco_desk.ui.forms.drafts import fill
from sendco_desk.ui.forms.form import Form
from sendco_desk.ui.room import Room
from sendco_desk.ui.screens.support import SupportPage

READS = "Reads 12 of the 100 common words on sight."


def kacper_in(room: Room) -> UUID:
    """The pupil whose support it is."""
    return next(row.pupil.id for row in room.desk.pupils.rows() if row.pupil.known_name == "Kacper Wilk")


def support_page(room: Room, qtbot: QtBot) -> SupportPage:
    """The tab, with nobody shown yet."""
    made = SupportPage(room)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    return made


def show(page: SupportPage, room: Room, pupil: UUID) -> SupportPage:
    """The tab with a pupil's support as it is now."""
    page.show_pupil(room.desk.pupils.page(pupil))
    return page


def put(form: Form, **typed: str) -> None:
    """Type into fields."""
    for name, text in typed.items():
        fill(form.fields[name].box, text)


def opened(qtbot: QtBot, form: QWidget) -> Any:
    """A form as it lies over the window."""
    qtbot.addWidget(form)
    form.resize(560, 700)
    form.show()
    return form


def sentences(room: Room, pupil: UUID) -> list[NeedStatement]:
    """Two needs and a strength in one area, a need in another."""
    made = [
        NeedStatement(id=uuid4(), pupil=pupil, area=area, side=side, words=words, since=date(2026, 9, 7))
        for words, area, side in (
            (READS, "cognition", "need"), ("Loses his place when he copies & guesses.", "cognition", "need"),
            ("Tells long stories.", "cognition", "strength"), ("Leaves the room when it is loud.", "semh", "need"),
        )
    ]
    for one in made:
        room.desk.support.save_statement(one)
    return made


def started(room: Room, pupil: UUID, **changed: Any) -> SupportCycle:
    """An open cycle with two outcomes and two pieces of day-to-day support."""
    facts: dict[str, Any] = {"number": 1, "starts_on": date(2026, 9, 7), "review_due_on": date(2026, 11, 20)}
    cycle = SupportCycle(
        id=uuid4(), pupil=pupil, **(facts | {"lead": "Ms Fern", "baseline": "He reads 12 words.", "parents_part": "Reads at home."} | changed),
    )
    support = room.desk.support
    support.start_cycle(cycle)
    support.save_outcome(Outcome(
        id=uuid4(), pupil=pupil, cycle=cycle.id, words="Kacper will read 60 of the 100 common words", owner="Ms Fern", measure="Count",
        baseline="12", target="60", due_on=date(2026, 11, 20), area="cognition",
    ))
    support.save_outcome(Outcome(id=uuid4(), pupil=pupil, cycle=cycle.id, words="To improve his behaviour"))
    support.save_strategy(Strategy(id=uuid4(), pupil=pupil, cycle=cycle.id, words="Cream paper", who="Class teacher", how_often="Daily"))
    support.save_strategy(Strategy(id=uuid4(), pupil=pupil, cycle=cycle.id, words="A word mat"))
    return cycle


def reviewed(room: Room, cycle: UUID, *, close: bool = True) -> None:
    """Review a cycle: one outcome partly met, one not yet."""
    page = room.desk.support.cycle(cycle)
    told = {line.outcome.id: OutcomeReview(result=result, measure_now="19", review_words="Slow.") for line, result in zip(
        page.outcomes, ("partly", "not_yet"), strict=True)}
    room.desk.support.review(cycle, Review(
        reviewed_on=date(2026, 11, 10), outcomes=told, strategies={page.strategies[0].id: "helped", page.strategies[1].id: "did_not"},
        tried="Precision teaching.", next_step="specialist", why_next="He loses words within a week.",
    ), close=close)


def given_place(room: Room, cycle: SupportCycle) -> None:
    """Give the pupil a place in a provision for a cycle."""
    run = ProvisionRun(id=uuid4(), name="Precision teaching", minutes=20, times_a_week=1, starts_on=date(2026, 9, 7), ends_on=date(2026, 11, 20))
    place = ProvisionPlace(id=uuid4(), pupil=cycle.pupil, run=run.id, cycle=cycle.id, starts_on=run.starts_on, ends_on=run.ends_on)
    room.desk.recording.save_all([run, place], "Gave a place")
