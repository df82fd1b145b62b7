"""The sentences of a case's page that no screen's own test reads."""

from dataclasses import replace
from datetime import date

from sendco_desk.ui.room import Room
from sendco_desk.ui.screens.case_words import closed_words, look_at
from tests.ui.case_desks import TODAY, case_of, open_kind


def test_a_meeting_after_the_last_that_leaves_twelve_weeks_is_said_and_an_earlier_one_is_not(room: Room) -> None:
    move = {"phase_transfer.school": date(2027, 9, 2)}
    late = open_kind(room.desk, "phase_transfer", {**move, "review_meeting": date(2026, 12, 1)})
    told = [one.sentence for one in look_at(room.desk.casework.page(late))]
    assert (
        "The review meeting on Tue 1 Dec 2026 is after Mon 23 Nov 2026, the last day that leaves the council its twelve weeks: "
        "hold it sooner, or tell the council in writing that its last day does not move."
    ) in told
    early = open_kind(room.desk, "phase_transfer", {**move, "review_meeting": date(2026, 11, 20)}, name="Kacper Wilk")
    assert not any("twelve weeks" in one.sentence for one in look_at(room.desk.casework.page(early)))


def test_a_case_says_that_it_is_closed_from_the_day_on_which_it_is(room: Room) -> None:
    case = case_of(room.desk, "Kacper Wilk")
    assert closed_words(room.desk.casework.page(case), TODAY) == ()
    room.desk.casework.save_case(replace(room.desk.casework.page(case).case, closed_on=TODAY))
    page = room.desk.casework.page(case)
    assert closed_words(page, TODAY) == (("Closed on Thu 12 Nov 2026. ", True),)
    assert closed_words(page, date(2026, 11, 11)) == ()


def test_a_day_that_is_missing_is_asked_for_in_a_whole_sentence(room: Room) -> None:
    days = {"decision_letter_sent": date(2026, 8, 25), "mediation_adviser_contacted": date(2026, 9, 1), "mediation_requested": date(2026, 9, 2)}
    told = [one.sentence for one in look_at(room.desk.casework.page(open_kind(room.desk, "appeal", days))) if one.event]
    assert "The day of ‘Mediation certificate issued’ is missing, and other days are counted from it." in told
    assert not any(sentence.endswith("when?") for sentence in told)
