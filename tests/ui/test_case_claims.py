"""Exceptions that are claimed: recorded with their proof, put right, taken out, and each shown against the law's own test."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from sendco_desk.domain.codes import EXCEPTIONS
from sendco_desk.domain.school import SchoolClosure
from sendco_desk.services.casework import CasePage
from sendco_desk.ui.room import Room
from sendco_desk.ui.screens.case import CaseScreen
from sendco_desk.ui.screens.case_claims import NO_EXTRA_TIME, ClaimForm, verdict
from sendco_desk.ui.theme import Dressing
from sendco_desk.ui.widgets.chips import Chip
from tests.ui.case_desks import case_of, case_screen, file_document, open_kind, press, pupil_of, says, type_into, undoing
from tests.ui.heard import Heard

OVER_SUMMER = {"request_received": date(2026, 6, 22), "school_advice_requested": date(2026, 7, 20)}
IN_TIME = {
    "request_received": date(2026, 3, 2), "agreed_to_assess": date(2026, 4, 7), "decision_copied_to_school": date(2026, 4, 7),
    "draft_plan_sent": date(2026, 6, 15), "final_plan_issued": date(2026, 7, 13),
}


@pytest.fixture
def case(room: Room) -> UUID:
    return case_of(room.desk, "Kacper Wilk")


@pytest.fixture
def screen(room: Room, heard: Heard, qtbot: QtBot, case: UUID) -> CaseScreen:
    return case_screen(undoing(room, heard), qtbot, case)


def form_of(room: Room, qtbot: QtBot, case: UUID) -> ClaimForm:
    page = room.desk.casework.page(case)
    made = ClaimForm(room, page, page.claims[0].claim if page.claims else None)
    qtbot.addWidget(made)
    made.show()
    return made


def summer(room: Room) -> None:
    closure = SchoolClosure(id=uuid4(), name="Summer", first_day=date(2026, 7, 23), last_day=date(2026, 9, 1))
    with room.desk.casework.book.writing("Closed for the summer", None) as page:
        page.put(closure)


def claimed(room: Room, case: UUID, exception: str) -> CasePage:
    room.desk.casework.add_claim(case, exception, date(2026, 11, 2))
    return room.desk.casework.page(case)


# The card


def test_a_case_without_a_claim_says_what_no_claim_can_do(screen: CaseScreen) -> None:
    assert f"No exception has been claimed. {NO_EXTRA_TIME}" in says(screen.cards.claims)


def test_a_claim_says_when_in_which_words_and_by_which_document(screen: CaseScreen, room: Room, case: UUID) -> None:
    paper = file_document(room.desk, pupil_of(room.desk, "Kacper Wilk"), "E-mail of the council")
    room.desk.casework.add_claim(case, "school_closed", date(2026, 11, 2), paper.id, "Schools were closed in the summer.")
    screen.refresh()
    said = says(screen.cards.claims)
    assert "School closed four weeks or more" in said
    assert "Claimed on Mon 2 Nov 2026, shown by ‘E-mail of the council’." in said
    assert "“Schools were closed in the summer.”" in said
    assert NO_EXTRA_TIME in said and "No exception has been claimed" not in said


def test_a_claim_of_which_little_is_known_says_what_is_missing(screen: CaseScreen, room: Room, case: UUID) -> None:
    room.desk.casework.add_claim(case, "absent_from_area")
    screen.refresh()
    said = says(screen.cards.claims)
    assert "When it was claimed is not recorded, and no document shows it yet." in said
    assert "“" not in said


def test_the_sheet_for_a_claim_is_opened_from_the_card(screen: CaseScreen, heard: Heard) -> None:
    press(screen.cards.claims, "Add claim")
    assert isinstance(heard.sheets[-1], ClaimForm)
    assert heard.sheets[-1].claim is None


def test_a_claim_is_opened_again_to_be_put_right(screen: CaseScreen, room: Room, heard: Heard, case: UUID) -> None:
    found = claimed(room, case, "exceptional_circumstances").claims[0]
    screen.refresh()
    press(screen.cards.claims, f"Edit the claim: {found.title}")
    form = heard.sheets[-1]
    assert isinstance(form, ClaimForm)
    assert form.claim == found.claim


# The law's own test


def test_a_claim_that_the_facts_bear_out_could_apply_and_says_to_which_steps(room: Room) -> None:
    summer(room)
    page = claimed(room, open_kind(room.desk, "request", OVER_SUMMER), "school_closed")
    found = verdict(page, page.claims[0])
    assert (found.word, found.state) == ("Could apply", "soon")
    assert found.because.startswith("The school was closed from Thu 23 Jul 2026 to Tue 1 Sep 2026")
    assert "It must still be shown that keeping the limit was impractical" in found.because
    assert "It could apply to ‘Decide whether to assess’, ‘Copy the decision to the school’" in found.because


def test_a_claim_that_the_facts_do_not_bear_out_does_not_fit_and_says_why(room: Room, case: UUID) -> None:
    page = claimed(room, case, "school_closed")
    found = verdict(page, page.claims[0])
    assert (found.word, found.state) == ("Does not fit", "info")
    assert found.because == "No closure of the school is recorded inside this limit; one that is not in the school calendar is not known here."


def test_a_claim_of_an_exception_that_the_limit_does_not_have_does_not_fit(room: Room, case: UUID) -> None:
    page = claimed(room, case, "missed_appointment")
    assert verdict(page, page.claims[0]).because == "The law gives this limit no such exception."


def test_where_everything_was_done_in_time_there_is_nothing_to_excuse(room: Room) -> None:
    page = claimed(room, open_kind(room.desk, "request", IN_TIME), "school_closed")
    found = verdict(page, page.claims[0])
    assert (found.word, found.state) == ("Nothing to excuse", "planned")
    assert found.because == "No step of this case is late or still runs, so there is nothing to test it on."


def test_the_card_shows_the_verdict_and_follows_the_facts(screen: CaseScreen, room: Room, case: UUID) -> None:
    claimed(room, case, "absent_from_area")
    screen.refresh()
    assert [chip.word for chip in screen.cards.claims.findChildren(Chip)] == ["Does not fit"]
    kept = room.desk.casework.page(case).case
    room.desk.casework.save_case(replace(kept, away_from=date(2026, 9, 14), away_to=date(2026, 10, 30)))
    screen.refresh()
    assert [chip.word for chip in screen.cards.claims.findChildren(Chip)] == ["Could apply"]


# The sheet


def test_a_claim_is_recorded_with_its_proof(room: Room, heard: Heard, qtbot: QtBot, case: UUID) -> None:
    paper = file_document(room.desk, pupil_of(room.desk, "Kacper Wilk"), "E-mail of the council")
    form = form_of(room, qtbot, case)
    type_into(form, exception="school_closed", claimed_on="2 nov", words="  Closed in the summer.  ", proof=str(paper.id))
    form.finish()
    assert heard.last == "Exception claimed: School closed four weeks or more."
    kept = [row.claim for row in room.desk.casework.page(case).claims]
    assert [(c.exception, c.claimed_on, c.proof, c.words) for c in kept] == [
        ("school_closed", date(2026, 11, 2), paper.id, "Closed in the summer."),
    ]


def test_a_claim_needs_the_exception_and_nothing_else(room: Room, qtbot: QtBot, case: UUID) -> None:
    form = form_of(room, qtbot, case)
    form.finish()
    assert form.fields["exception"].said.text() == "Choose the exception that is claimed."
    type_into(form, exception="missed_appointment")
    form.finish()
    assert [row.title for row in room.desk.casework.page(case).claims] == ["Missed appointment"]


def test_a_claim_still_to_come_is_refused(room: Room, qtbot: QtBot, case: UUID) -> None:
    form = form_of(room, qtbot, case)
    type_into(form, exception="school_closed", claimed_on="tomorrow")
    form.finish()
    assert form.fields["claimed_on"].said.text() == "This day has not come yet: record only what has been claimed."
    assert room.desk.casework.page(case).claims == ()


def test_every_exception_of_the_regulations_can_be_chosen(room: Room, qtbot: QtBot, case: UUID) -> None:
    form = form_of(room, qtbot, case)
    for exception in EXCEPTIONS:
        type_into(form, exception=exception)
        assert form.code("exception") == exception


def test_a_claim_is_put_right(room: Room, qtbot: QtBot, case: UUID) -> None:
    claimed(room, case, "school_closed")
    form = form_of(room, qtbot, case)
    assert (form.code("exception"), form.day("claimed_on")) == ("school_closed", date(2026, 11, 2))
    type_into(form, exception="exceptional_circumstances", claimed_on="", words="Illness in the family.")
    form.finish()
    kept = [row.claim for row in room.desk.casework.page(case).claims]
    assert [(c.exception, c.claimed_on, c.words) for c in kept] == [("exceptional_circumstances", None, "Illness in the family.")]


def test_a_claim_is_taken_out_and_brought_back(room: Room, heard: Heard, qtbot: QtBot, case: UUID) -> None:
    claimed(room, case, "school_closed")
    form = form_of(undoing(room, heard), qtbot, case)
    press(form, "Take out")
    assert heard.last == "The claim is taken out."
    assert room.desk.casework.page(case).claims == ()
    undo = heard.said[-1].then
    assert undo is not None
    undo()
    assert len(room.desk.casework.page(case).claims) == 1


def test_a_new_claim_has_nothing_to_take_out(room: Room, heard: Heard, qtbot: QtBot, case: UUID) -> None:
    form = form_of(room, qtbot, case)
    assert [made for made in form.findChildren(QWidget) if made.accessibleName() == "Take out"] == []
    form.take_out()
    assert heard.said == []


@pytest.mark.parametrize(("theme", "text_size"), [("light", 1.0), ("dark", 1.5)])
def test_everything_has_a_name(
    room: Room, qtbot: QtBot, case: UUID, dressing: Dressing, nameless: Callable[[QWidget], list[str]], theme: str, text_size: float,
) -> None:
    dressing.choose(theme, text_size)
    assert nameless(form_of(room, qtbot, case)) == []
    claimed(room, case, "school_closed")
    assert nameless(form_of(room, qtbot, case)) == []
    assert nameless(case_screen(room, qtbot, case).cards.claims) == []
