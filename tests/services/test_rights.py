"""Who decides: the parents until compulsory school age ends, the young person from the day after; said a term before, and with capacity."""

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest

from sendco_desk.domain.people import ContactPerson
from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.rights import CapacityNote, CourtOrder
from sendco_desk.domain.school import Term
from sendco_desk.services.desk import Desk
from sendco_desk.services.rights import capacity_words, latest_notes, standing_of, turning

D = date
YOUNG = Pupil(id=uuid4(), legal_forename="Kacper", legal_surname="Wilk", date_of_birth=D(2010, 3, 14))


def note(decision: str, finding: str, on: date, by: str = "", pupil: UUID | None = None) -> CapacityNote:
    return CapacityNote(id=uuid4(), pupil=pupil or YOUNG.id, decision=decision, finding=finding, found_on=on, represented_by=by)


@pytest.mark.parametrize(("on", "decides", "days", "chip"), [
    (D(2026, 3, 27), "parents", 92, ""),
    (D(2026, 3, 28), "parents", 91, "From Sat 27 Jun 2026 decisions, letters and views turn to the young person"),
    (D(2026, 6, 26), "parents", 1, "From Sat 27 Jun 2026 decisions, letters and views turn to the young person"),
    (D(2026, 6, 27), "young_person", 0, "The young person decides"),
    (D(2027, 6, 27), "young_person", -365, "The young person decides"),
])
def test_the_header_says_it_a_term_before_and_from_the_day_on(on: date, decides: str, days: int, chip: str) -> None:
    found = standing_of(YOUNG, (), (), on)
    assert (found.decides, found.turns_on, found.in_days, found.chip) == (decides, D(2026, 6, 27), days, chip)
    assert found.voice == ("young_person" if decides == "young_person" else "pupil")


def test_the_sentence_names_the_last_day_and_the_first() -> None:
    assert standing_of(YOUNG, (), (), D(2026, 6, 1)).sentence == (
        "Parents decide. Compulsory school age ends on Fri 26 Jun 2026. From Sat 27 Jun 2026 decisions, letters and views turn to the young "
        "person, 26 days from now."
    )
    assert "young person, 3 months from now." in standing_of(YOUNG, (), (), D(2026, 3, 27)).sentence
    assert "young person, 91 days from now." in standing_of(YOUNG, (), (), D(2026, 3, 28)).sentence
    assert "young person, 1 year and 7 months from now." in standing_of(YOUNG, (), (), D(2024, 11, 24)).sentence
    assert standing_of(YOUNG, (), (), D(2026, 7, 1)).sentence == (
        "The young person decides since Sat 27 Jun 2026: views are asked of them and letters go to them. "
        "No note on capacity: it is assumed, for each decision, until it is found to be lacking."
    )


def test_without_a_date_of_birth_the_day_cannot_be_told() -> None:
    found = standing_of(replace(YOUNG, date_of_birth=None), (), (), D(2026, 6, 1))
    assert (found.decides, found.turns_on, found.in_days, found.chip, found.voice) == ("parents", None, None, "", "pupil")
    assert "date of birth is not recorded" in found.sentence


def test_the_schools_autumn_term_decides_for_a_birthday_in_the_first_days_of_september() -> None:
    autumn = Term(id=uuid4(), name="Autumn", first_day=D(2026, 9, 3), last_day=D(2026, 12, 18))
    spring = Term(id=uuid4(), name="Spring", first_day=D(2026, 1, 5), last_day=D(2026, 3, 27))
    assert turning(D(2010, 9, 2), (spring, autumn)) == D(2026, 6, 27)
    assert turning(D(2010, 9, 2), (spring,)) == D(2027, 6, 26)


@pytest.mark.parametrize(("born", "terms", "unsure"), [
    (D(2010, 9, 2), (), True), (D(2010, 9, 10), (), True), (D(2010, 9, 11), (), False), (D(2010, 8, 31), (), False),
    (D(2010, 9, 2), (Term(id=uuid4(), name="Autumn", first_day=D(2026, 9, 3), last_day=D(2026, 12, 18)),), False),
])
def test_a_birthday_at_the_turn_of_a_year_without_its_term_is_said_to_be_unsure(born: date, terms: tuple[Term, ...], unsure: bool) -> None:
    found = standing_of(replace(YOUNG, date_of_birth=born), (), terms, D(2026, 5, 1)).sentence
    assert ("Record the autumn term of 2026" in found and "check it with your council" in found) is unsure


def test_of_each_decision_the_latest_note_counts() -> None:
    first, second = note("College", "lacks_capacity", D(2026, 7, 1)), note(" college ", "with_support", D(2026, 9, 1))
    other, coming = note("Travel", "has_capacity", D(2026, 8, 1)), note("Money", "has_capacity", D(2027, 1, 1))
    assert latest_notes((second, other, first, coming), D(2026, 11, 1)) == (other, second)
    assert latest_notes((first, second), D(2026, 8, 1)) == (first,)


def test_a_lack_of_capacity_is_said_for_its_own_decision_with_who_decides_then() -> None:
    notes = (note("College", "lacks_capacity", D(2026, 7, 1), "Ms Wilk"), note("Travel", "has_capacity", D(2026, 7, 2)))
    found = standing_of(YOUNG, notes, (), D(2026, 9, 1))
    assert found.chip == "The young person decides; lacks capacity for 1 decision"
    assert found.sentence.endswith(
        "Lacks capacity for this decision: College (found Wed 1 Jul 2026); Ms Wilk decides. Capacity is noted for 1 other decision."
    )
    assert capacity_words((note("College", "lacks_capacity", D(2026, 7, 1)),)).endswith(
        "the representative decides, and where there is none a parent."
    )
    assert capacity_words(notes[1:]) == "Capacity is noted for 1 decision."


def test_what_was_not_assessed_is_not_noted_as_capacity() -> None:
    open_question = note("To ask for a plan", "not_assessed", D(2026, 7, 1))
    assert capacity_words((open_question,)) == "Capacity has not been assessed for 1 decision, so it is assumed."
    assert capacity_words((note("College", "has_capacity", D(2026, 7, 1)), open_question)) == (
        "Capacity is noted for 1 decision. Capacity has not been assessed for 1 other decision, so it is assumed."
    )


def test_the_service_reads_a_pupil_and_the_page_shows_it(desk: Desk) -> None:
    young = replace(YOUNG, flags=("court_order", "medical"))
    desk.pupils.add(young)
    desk.recording.save(note("College", "lacks_capacity", D(2026, 9, 1)))
    assert desk.rights.standing(young.id).decides == "young_person"
    assert desk.rights.standing(young.id, D(2026, 1, 1)).decides == "parents"
    said = [(alert.words, alert.icon, alert.state) for alert in desk.pupils.page(young.id).alerts]
    assert said[0] == ("Court order", "shield", "soon")
    assert said[-1] == ("The young person decides; lacks capacity for 1 decision", "person", "info")
    desk.recording.save(CourtOrder(id=uuid4(), pupil=young.id, words="Nobody but his mother collects him."))
    desk.recording.save(CourtOrder(id=uuid4(), pupil=young.id, words="Over", until=D(2026, 1, 1)))
    assert [alert.words for alert in desk.pupils.page(young.id).alerts] == [
        "Court order: Nobody but his mother collects him.", "Medical flag", "The young person decides; lacks capacity for 1 decision",
    ]


def test_papers_are_offered_to_the_young_person_first_once_they_decide(desk: Desk) -> None:
    desk.pupils.add(YOUNG)
    desk.pupils.save_person(ContactPerson(id=uuid4(), pupil=YOUNG.id, forename="Dorota", surname="Wilk", relationship="PAM"))
    case, _ = desk.casework.open_case(YOUNG.id, authority="Marlshire", events=[("request_received", D(2026, 9, 21), None)])
    assert desk.delays.recipients(case) == ("Kacper Wilk", "Dorota Wilk")
    desk.pupils.save(replace(YOUNG, date_of_birth=D(2016, 3, 14)))
    assert desk.delays.recipients(case) == ("Dorota Wilk", "Kacper Wilk")
