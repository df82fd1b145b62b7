"""Needs with their sources, cycles of support from start to correction, meetings counted, and what a cycle shows."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pytest

from sendco_desk.domain.cycles import Outcome, Strategy, SupportCycle
from sendco_desk.domain.documents import Document
from sendco_desk.domain.measures import Measure
from sendco_desk.domain.meetings import Meeting, MeetingPerson
from sendco_desk.domain.needs import NeedStatement, StatementSource
from sendco_desk.domain.provision import CostItem, ProvisionPlace, ProvisionRun, ProvisionSession, StaffRate
from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.voices import OnePageProfile, ViewsGiven
from sendco_desk.services.desk import Desk
from sendco_desk.services.not_met import NotMet, OutcomeChange, ProvisionGiven, next_sentence, not_met
from sendco_desk.services.provision_rows import Delivery
from sendco_desk.services.statements import statement_name
from sendco_desk.services.support_cycles import CyclePage, CycleState, OutcomeLine, OutcomeReview, ProvisionLine, Review, state_of
from tests.services.conftest import StillClock

TODAY = date(2026, 11, 23)


def sentence(pupil: Pupil, words: str, **changed: Any) -> NeedStatement:
    facts: dict[str, Any] = {"area": "cognition", "since": date(2026, 9, 7)}
    return NeedStatement(id=uuid4(), pupil=pupil.id, words=words, **(facts | changed))


def document(pupil: Pupil) -> Document:
    return Document(
        id=uuid4(), pupil=pupil.id, title="Report of the made-up psychologist", file_name="r.pdf", media_type="application/pdf", size=1,
        sha256="0" * 64, attachment="none", received_on=date(2026, 10, 5),
    )


@pytest.fixture
def said(desk: Desk, kacper: Pupil) -> list[NeedStatement]:
    """Two needs and a strength in one area, a need in another."""
    made = [
        sentence(kacper, "Reads 12 of 100 common words."), sentence(kacper, "Loses his place in a line."),
        sentence(kacper, "Tells long stories.", side="strength"), sentence(kacper, "Leaves the room when it is loud.", area="semh"),
    ]
    for one in made:
        desk.support.save_statement(one)
    return made


@pytest.fixture
def cycle(desk: Desk, kacper: Pupil) -> SupportCycle:
    """An open cycle with two outcomes and two pieces of day-to-day support."""
    made = SupportCycle(
        id=uuid4(), pupil=kacper.id, number=1, starts_on=date(2026, 9, 7), review_due_on=date(2026, 12, 11), lead="Ms Fern",
        baseline="12 of 100 words.", parents_part="Reads with him.",
    )
    desk.support.start_cycle(made)
    for words, now in (("Kacper will read 60 of the 100 common words", "12"), ("Writes three sentences in ten minutes", "1")):
        desk.support.save_outcome(Outcome(id=uuid4(), pupil=kacper.id, cycle=made.id, words=words, baseline=now, target="60", measure="Count"))
    for words in ("Cream paper", "A word mat"):
        desk.support.save_strategy(Strategy(id=uuid4(), pupil=kacper.id, cycle=made.id, words=words))
    return made


def review_of(page: CyclePage, *results: str, **changed: Any) -> Review:
    names = [line.outcome.id for line in page.outcomes]
    said = [OutcomeReview(result=result, measure_now="19", review_words=" Slower than hoped. ") for result in results]
    told = dict(zip(names, said, strict=False))
    facts: dict[str, Any] = {
        "reviewed_on": date(2026, 11, 20), "outcomes": told, "strategies": {one.id: "helped" for one in page.strategies[:1]},
        "tried": "Precision teaching.", "next_step": "specialist", "why_next": "His progress is slow.",
    }
    return Review(**(facts | changed))


def closed(desk: Desk, cycle: SupportCycle) -> CyclePage:
    desk.support.review(cycle.id, review_of(desk.support.cycle(cycle.id), "partly", "not_yet"), close=True)
    return desk.support.cycle(cycle.id)


# Needs and strengths


def test_sentences_stand_by_area_needs_beside_strengths_in_their_order(desk: Desk, kacper: Pupil, said: list[NeedStatement]) -> None:
    areas = desk.support.statements(kacper.id, TODAY)
    assert [area.title for area in areas][:2] == ["Communication and interaction", "Cognition and learning"]
    cognition = areas[1]
    assert [line.statement.words for line in cognition.needs] == ["Reads 12 of 100 common words.", "Loses his place in a line."]
    assert [line.statement.words for line in cognition.strengths] == ["Tells long stories."]
    assert [line.statement.words for line in cognition.lines][-1] == "Tells long stories."
    assert [line.statement.place for area in areas for line in area.lines] == [1, 2, 3, 4]
    assert areas[0].lines == ()


def test_a_sentence_that_no_longer_holds_is_read_apart(desk: Desk, kacper: Pupil, said: list[NeedStatement], clock: StillClock) -> None:
    desk.support.withdraw(said[0].id, TODAY - timedelta(days=1))
    desk.support.withdraw(said[1].id, TODAY - timedelta(days=5))
    desk.support.withdraw(said[2].id, TODAY)
    assert [line.statement.id for line in desk.support.statements(kacper.id)[1].lines] == [said[2].id]
    assert [line.statement.id for line in desk.support.earlier_statements(kacper.id)] == [said[0].id, said[1].id]
    assert desk.finding.undoable() == "A need or strength no longer holds"


def test_sentences_are_moved_among_their_neighbours_only(desk: Desk, kacper: Pupil, said: list[NeedStatement]) -> None:
    assert desk.support.move(said[0].id, -1) == frozenset()
    assert desk.support.move(said[2].id, 1) == frozenset()
    assert desk.support.move(said[1].id, -1) == {"need_statement"}
    assert [line.statement.id for line in desk.support.statements(kacper.id)[1].needs] == [said[1].id, said[0].id]
    desk.support.withdraw(said[0].id, date(2026, 11, 1))
    assert desk.support.move(said[0].id, 1) == frozenset()


def test_a_changed_sentence_keeps_its_place(desk: Desk, kacper: Pupil, said: list[NeedStatement]) -> None:
    kept = desk.support.statements(kacper.id)[1].needs[1].statement
    desk.support.save_statement(replace(kept, words="Loses his place in every line."))
    assert [line.statement.words for line in desk.support.statements(kacper.id)[1].needs][1] == "Loses his place in every line."
    assert desk.finding.undoable() == "Changed: need or strength"


def test_each_kind_of_source_is_said_in_words(desk: Desk, kacper: Pupil, said: list[NeedStatement]) -> None:
    report, score = document(kacper), Measure(
        id=uuid4(), pupil=kacper.id, instrument="Made-up reading test", taken_on=date(2026, 10, 5), value="84",
    )
    desk.documents.save(report)
    desk.recording.save(score)
    entry, _ = desk.story.finish(kacper.id, entry_kind="lesson_visit", happened_at=datetime(2026, 10, 5, 9, 0, tzinfo=UTC), words="Watched him read.")
    every: list[dict[str, Any]] = [{"document": report.id, "page": 3}, {"document": report.id}, {"story_entry": entry}, {"measure": score.id}]
    for named in every:
        desk.support.add_source(StatementSource(id=uuid4(), pupil=kacper.id, statement=said[0].id, **named))
    desk.story.strike_out(entry, "Another child.")
    line = desk.support.statements(kacper.id)[1].needs[0]
    assert [source.words for source in line.sources] == [
        "Report of the made-up psychologist, page 3", "Report of the made-up psychologist", "Lesson visit, Mon 5 Oct 2026 (struck out)",
        "Made-up reading test: 84, Mon 5 Oct 2026",
    ]


def test_a_sentence_and_the_source_it_comes_with_are_one_deed(desk: Desk, kacper: Pupil) -> None:
    report, one = document(kacper), sentence(kacper, "Reads 12 of 100 common words.")
    desk.documents.save(report)
    desk.support.save_statement(one, StatementSource(id=uuid4(), pupil=kacper.id, statement=one.id, document=report.id, page=2))
    line = desk.support.statements(kacper.id)[1].needs[0]
    assert [source.words for source in line.sources] == ["Report of the made-up psychologist, page 2"]
    assert statement_name(line.statement) == "Need, cognition and learning: Reads 12 of 100 common words."
    desk.finding.undo()
    assert desk.support.statements(kacper.id)[1].needs == ()


def test_a_source_is_named_once_and_can_be_taken_off(desk: Desk, kacper: Pupil, said: list[NeedStatement]) -> None:
    report = document(kacper)
    desk.documents.save(report)
    source = StatementSource(id=uuid4(), pupil=kacper.id, statement=said[0].id, document=report.id, page=3)
    desk.support.add_source(source)
    with pytest.raises(Refused, match="has that source already"):
        desk.support.add_source(replace(source, id=uuid4()))
    desk.support.add_source(replace(source, page=4))
    assert desk.support.statements(kacper.id)[1].needs[0].sources[0].words.endswith("page 4")
    desk.support.remove_source(source.id)
    assert desk.support.statements(kacper.id)[1].needs[0].sources == ()


def test_a_sentence_goes_with_its_sources_and_comes_back_with_them(desk: Desk, kacper: Pupil, said: list[NeedStatement]) -> None:
    report = document(kacper)
    desk.documents.save(report)
    desk.support.add_source(StatementSource(id=uuid4(), pupil=kacper.id, statement=said[0].id, document=report.id))
    desk.support.remove_statement(said[0].id)
    assert len(desk.support.statements(kacper.id)[1].needs) == 1
    desk.finding.undo()
    assert len(desk.support.statements(kacper.id)[1].needs[0].sources) == 1


def test_a_document_that_something_names_is_not_taken_out_and_the_refusal_says_what_names_it(desk: Desk, kacper: Pupil) -> None:
    report, one = document(kacper), sentence(kacper, "Reads 12 of 100 common words.")
    scan = ViewsGiven(id=uuid4(), pupil=kacper.id, voice="pupil", given_on=TODAY, scan=report.id)
    face = OnePageProfile(id=uuid4(), pupil=kacper.id, made_on=TODAY, important="Quiet", photo=report.id)
    source = StatementSource(id=uuid4(), pupil=kacper.id, statement=one.id, document=report.id, page=2)
    desk.recording.save_all([report, one, source, scan, face], "Recorded")
    with pytest.raises(Refused, match=r"These name it: One-page profile \(1\), Source of a sentence \(1\), Views \(1\)\."):
        desk.documents.remove(report.id)
    for there in (source, scan, face):
        desk.recording.remove(there)
    assert desk.documents.remove(report.id) == {"document"}


# Cycles


def test_a_cycle_is_read_with_its_outcomes_and_the_advice_about_them(desk: Desk, kacper: Pupil, cycle: SupportCycle) -> None:
    (page,) = desk.support.cycles(kacper.id)
    assert [line.outcome.place for line in page.outcomes] == [1, 2]
    assert page.outcomes[0].advice == ("Say who sees to it.", "Say by when.")
    assert [one.words for one in page.strategies] == ["Cream paper", "A word mat"]
    assert page.state == CycleState(words="Review due in 18 days", sign="info")
    assert not page.closed
    assert not page.followed
    assert desk.support.next_number(kacper.id) == 2


@pytest.mark.parametrize(("changed", "on", "words", "sign"), [
    ({}, date(2026, 9, 1), "Begins Mon 7 Sep 2026", "planned"), ({}, date(2026, 12, 1), "Review due in 10 days", "soon"),
    ({}, date(2026, 12, 10), "Review due in 1 day", "soon"), ({}, date(2026, 12, 11), "Review due today", "soon"),
    ({}, date(2026, 12, 14), "Review 3 days late", "late"),
    ({"reviewed_on": date(2026, 12, 11)}, date(2026, 12, 14), "Reviewed, not closed yet", "waiting"),
    ({"closed_at": datetime(2026, 12, 11, tzinfo=UTC)}, date(2027, 1, 5), "Closed", "done"),
])
def test_where_a_cycle_stands_is_said_in_words(changed: dict[str, Any], on: date, words: str, sign: str) -> None:
    kept = SupportCycle(id=uuid4(), pupil=uuid4(), number=1, starts_on=date(2026, 9, 7), review_due_on=date(2026, 12, 11), **changed)
    assert state_of(kept, None, on) == CycleState(words=words, sign=sign)


def test_a_review_is_proposed_for_the_end_of_a_term(desk: Desk) -> None:
    assert desk.support.usual_review(date(2026, 9, 7)) == date(2026, 11, 30)
    desk.school.add_term("Autumn 2026", date(2026, 9, 2), date(2026, 12, 18))
    desk.school.add_term("Spring 2027", date(2027, 1, 4), date(2027, 3, 26))
    starts = (date(2026, 9, 7), date(2026, 12, 1), date(2027, 3, 1))
    assert [desk.support.usual_review(day) for day in starts] == [date(2026, 12, 18), date(2027, 3, 26), date(2027, 5, 24)]


def test_an_open_cycle_its_outcomes_and_support_are_changed_in_place(desk: Desk, cycle: SupportCycle) -> None:
    desk.support.start_cycle(replace(cycle, lead="Mx Oak"))
    page = desk.support.cycle(cycle.id)
    desk.support.save_outcome(replace(page.outcomes[0].outcome, owner="Mx Oak"))
    desk.support.save_strategy(replace(page.strategies[1], who="Everybody"))
    page = desk.support.cycle(cycle.id)
    assert (page.cycle.lead, page.outcomes[0].outcome.owner, page.strategies[1].who) == ("Mx Oak", "Mx Oak", "Everybody")
    assert desk.finding.undoable() == "Changed: day-to-day support"


def test_a_review_keeps_each_result_and_where_it_leads(desk: Desk, cycle: SupportCycle) -> None:
    page = desk.support.cycle(cycle.id)
    desk.support.review(cycle.id, review_of(page, "partly"))
    page = desk.support.cycle(cycle.id)
    first, second = (line.outcome for line in page.outcomes)
    assert (first.result, first.measure_now, first.review_words, second.result) == ("partly", "19", "Slower than hoped.", "")
    assert [one.worked for one in page.strategies] == ["helped", ""]
    assert (page.cycle.next_step, page.state.words) == ("specialist", "Reviewed, not closed yet")


@pytest.mark.parametrize(("results", "changed", "sentence_said", "field"), [
    (("partly",), {}, "Say whether this outcome is met before the cycle is closed: “Writes three sentences in ten minutes”.", "result:"),
    (("partly", "met"), {"next_step": ""}, "Choose the next step before the cycle is closed.", "next_step"),
])
def test_a_cycle_is_closed_only_when_it_is_reviewed_in_full_and_nothing_is_kept_of_a_refused_review(
    desk: Desk, cycle: SupportCycle, results: Sequence[str], changed: dict[str, str], sentence_said: str, field: str,
) -> None:
    review = review_of(desk.support.cycle(cycle.id), *results, **changed)
    with pytest.raises(Refused) as refused:
        desk.support.review(cycle.id, review, close=True)
    assert refused.value.message == sentence_said
    assert refused.value.field.startswith(field)
    assert desk.support.cycle(cycle.id).cycle.reviewed_on is None
    with pytest.raises(Refused, match="Give the day of the review"):
        desk.support.close(cycle.id)


def test_a_closed_cycle_is_locked(desk: Desk, cycle: SupportCycle) -> None:
    desk.support.review(cycle.id, review_of(desk.support.cycle(cycle.id), "partly", "met"))
    desk.support.close(cycle.id)
    page = desk.support.cycle(cycle.id)
    assert (page.cycle.closed_by, page.state.words, page.closed) == ("Dr Robin Lark", "Closed", True)
    assert [line.advice for line in page.outcomes] == [(), ()]
    deeds: list[Callable[[], object]] = [
        lambda: desk.support.close(cycle.id), lambda: desk.support.start_cycle(cycle), lambda: desk.support.remove_cycle(cycle.id),
        lambda: desk.support.save_outcome(page.outcomes[0].outcome), lambda: desk.support.save_strategy(page.strategies[0]),
        lambda: desk.support.review(cycle.id, review_of(page, "met", "met")),
    ]
    for deed in deeds:
        with pytest.raises(Refused, match="This cycle is closed and stays as it was"):
            deed()


def test_a_correction_is_a_new_version_and_both_are_read(desk: Desk, kacper: Pupil, cycle: SupportCycle) -> None:
    closed(desk, cycle)
    fresh, _ = desk.support.correct(cycle.id, " The count was of another child. ")
    (page,) = desk.support.cycles(kacper.id)
    (before,) = page.earlier
    assert (page.cycle.id, page.cycle.version, page.cycle.correction_because) == (fresh, 2, "The count was of another child.")
    assert page.cycle.corrected_on == TODAY
    assert (before.cycle.id, before.state.words, before.closed) == (cycle.id, "Corrected", True)
    desk.support.save_outcome(replace(page.outcomes[0].outcome, measure_now="21"))
    page = desk.support.cycle(fresh)
    assert [p.outcomes[0].outcome.measure_now for p in (page, page.earlier[0])] == ["21", "19"]
    assert [one.words for one in page.strategies] == ["Cream paper", "A word mat"]
    desk.support.close(fresh)
    assert desk.support.cycle(fresh).state.words == "Closed"
    assert desk.support.cycle(cycle.id).state.words == "Corrected"


def test_only_a_closed_cycle_is_corrected_and_only_its_newest_version(desk: Desk, cycle: SupportCycle) -> None:
    with pytest.raises(Refused, match="still open"):
        desk.support.correct(cycle.id, "Why")
    closed(desk, cycle)
    with pytest.raises(Refused, match="Say what is put right and why"):
        desk.support.correct(cycle.id, " ")
    desk.support.correct(cycle.id, "A slip")
    with pytest.raises(Refused, match="corrected already"):
        desk.support.correct(cycle.id, "Another slip")
    with pytest.raises(Refused, match="go on from the newest one"):
        desk.support.roll_forward(cycle.id, starts_on=date(2027, 1, 5), review_due_on=date(2027, 3, 26))


def test_what_goes_on_starts_in_the_next_cycle_from_where_it_is_now(desk: Desk, kacper: Pupil, cycle: SupportCycle) -> None:
    page = closed(desk, cycle)
    first = page.outcomes[0].outcome
    fresh, _ = desk.support.roll_forward(
        cycle.id, starts_on=date(2027, 1, 5), review_due_on=date(2027, 3, 26), outcomes=[first.id], strategies=[page.strategies[1].id],
    )
    newest, before = desk.support.cycles(kacper.id)
    assert (newest.cycle.id, newest.cycle.number, newest.cycle.follows, newest.cycle.parents_part) == (fresh, 2, cycle.id, "Reads with him.")
    carried = newest.outcomes[0].outcome
    assert (carried.baseline, carried.measure_now, carried.result, carried.carried_from) == ("19", "", "", first.id)
    assert (carried.due_on, carried.target, len(newest.outcomes)) == (date(2027, 3, 26), "60", 1)
    assert [(one.words, one.worked) for one in newest.strategies] == [("A word mat", "")]
    assert before.followed
    assert not newest.followed


def test_the_next_cycle_waits_for_this_one_to_be_closed_and_begins_after_it(desk: Desk, cycle: SupportCycle) -> None:
    with pytest.raises(Refused, match="Review and close this cycle first"):
        desk.support.roll_forward(cycle.id, starts_on=date(2027, 1, 5), review_due_on=date(2027, 3, 26))
    closed(desk, cycle)
    with pytest.raises(Refused, match="cannot begin before this one, which began on Mon 7 Sep 2026"):
        desk.support.roll_forward(cycle.id, starts_on=date(2026, 9, 1), review_due_on=date(2027, 3, 26))


def test_a_cycle_is_rolled_forward_once_also_from_its_correction(desk: Desk, cycle: SupportCycle) -> None:
    closed(desk, cycle)
    roll = partial(desk.support.roll_forward, starts_on=date(2027, 1, 5), review_due_on=date(2027, 3, 26))
    roll(cycle.id)
    with pytest.raises(Refused, match="begun from this one already"):
        roll(cycle.id)
    fresh, _ = desk.support.correct(cycle.id, "A slip")
    desk.support.close(fresh)
    with pytest.raises(Refused, match="begun from this one already"):
        roll(fresh)
    for _ in range(3):
        desk.finding.undo()
    roll(cycle.id)


def test_an_outcome_of_a_closed_cycle_cannot_be_moved_to_an_open_one(desk: Desk, kacper: Pupil, cycle: SupportCycle) -> None:
    page = closed(desk, cycle)
    fresh, _ = desk.support.roll_forward(cycle.id, starts_on=date(2027, 1, 5), review_due_on=date(2027, 3, 26))
    moved = replace(page.outcomes[0].outcome, cycle=fresh)
    for deed in (desk.recording.save, desk.recording.remove, desk.support.save_outcome):
        with pytest.raises(Refused, match="This cycle is closed"):
            deed(moved)


def test_an_open_cycle_is_taken_out_with_all_of_it_and_comes_back(desk: Desk, kacper: Pupil, cycle: SupportCycle) -> None:
    run, place = given_run(kacper, cycle)
    desk.recording.save_all([run, place], "Gave a place")
    with pytest.raises(Refused, match=r"These name it: Place in a provision \(1\)\."):
        desk.support.remove_cycle(cycle.id)
    desk.provision.remove_place(place.id)
    desk.support.remove_cycle(cycle.id)
    assert desk.support.cycles(kacper.id) == ()
    desk.finding.undo()
    assert len(desk.support.cycle(cycle.id).outcomes) == 2


def rolling_place(desk: Desk, kacper: Pupil, cycle: SupportCycle) -> tuple[ProvisionPlace, ProvisionSession, ProvisionSession, CostItem]:
    """A place that lasts past the cycle, with a session and a cost on either side of Mon 23 Nov 2026."""
    run, place = given_run(kacper, cycle)
    place = replace(place, measure="Words of 60", start_measure="12", end_measure="19", effect="Seven more")
    before, after = (
        ProvisionSession(id=uuid4(), pupil=kacper.id, place=place.id, on=day, minutes=20) for day in (date(2026, 11, 18), date(2026, 11, 23))
    )
    bought = CostItem(id=uuid4(), pupil=kacper.id, place=place.id, what="Cards", pence=500, on=date(2026, 11, 24))
    desk.recording.save_all([run, place, before, after, bought, replace(bought, id=uuid4(), on=date(2026, 11, 3))], "Gave a place")
    return place, before, after, bought


def test_a_place_goes_on_into_the_next_cycle_with_what_was_held_since_and_comes_back(desk: Desk, kacper: Pupil, cycle: SupportCycle) -> None:
    place, before, after, bought = rolling_place(desk, kacper, cycle)
    closed(desk, cycle)
    assert [line.place for line in desk.support.may_go_on(cycle.id)] == [place]
    fresh, changed = desk.support.roll_forward(cycle.id, starts_on=date(2026, 11, 23), review_due_on=date(2027, 3, 26), places=[place.id])
    new, old = (page.provision[0].place for page in desk.support.cycles(kacper.id))
    assert old == replace(place, ends_on=date(2026, 11, 22))
    assert new == replace(place, id=new.id, cycle=fresh, starts_on=date(2026, 11, 23), start_measure="19", end_measure="", effect="")
    assert [desk.recording.get(ProvisionSession, one.id).place for one in (before, after)] == [old.id, new.id]
    assert sorted(one.pence for one in desk.recording.of(CostItem) if one.place == new.id) == [500]
    assert {"provision_place", "provision_session", "support_cycle"} <= changed
    desk.finding.undo()
    assert desk.recording.of(ProvisionPlace) == [place]
    assert desk.recording.get(ProvisionSession, after.id) == after
    assert desk.recording.get(CostItem, bought.id) == bought
    desk.support.book.undo(desk.support.book.deeds()[0].number)
    assert {one.place for one in desk.recording.of(ProvisionSession)} == {old.id, new.id}


def test_a_place_that_is_not_held_on_the_first_day_cannot_go_on_and_one_that_begins_that_day_moves_whole(
    desk: Desk, kacper: Pupil, cycle: SupportCycle,
) -> None:
    place, *_ = rolling_place(desk, kacper, cycle)
    closed(desk, cycle)
    roll = partial(desk.support.roll_forward, cycle.id, review_due_on=date(2027, 3, 26), places=[place.id])
    with pytest.raises(Refused, match="held from Mon 2 Nov 2026 to Fri 27 Nov 2026, so it cannot go on from Tue 5 Jan 2027"):
        roll(starts_on=date(2027, 1, 5))
    fresh, _ = roll(starts_on=place.starts_on)
    assert desk.recording.of(ProvisionPlace) == [replace(place, cycle=fresh)]


def test_places_of_no_cycle_and_of_earlier_ones_may_go_on_but_none_of_a_later_or_of_one_that_is_over(
    desk: Desk, kacper: Pupil, cycle: SupportCycle,
) -> None:
    run, place = given_run(kacper, cycle)
    later = replace(cycle, id=uuid4(), number=2)
    desk.support.start_cycle(later)
    over = replace(run, id=uuid4(), starts_on=date(2026, 4, 13), ends_on=date(2026, 7, 10))
    free, taken = replace(place, id=uuid4(), cycle=None), replace(place, id=uuid4(), cycle=later.id)
    gone = replace(place, id=uuid4(), run=over.id, starts_on=over.starts_on, ends_on=over.ends_on)
    desk.recording.save_all([run, over, place, free, taken, gone], "Gave places")
    assert {line.place for line in desk.support.may_go_on(cycle.id)} == {place, free}
    assert {line.place for line in desk.support.may_go_on(later.id)} == {place, free, taken}


# Meetings with the parents


def meeting(pupil: Pupil, on: date, **changed: Any) -> Meeting:
    facts: dict[str, Any] = {"meeting_kind": "parents"}
    return Meeting(id=uuid4(), pupil=pupil.id, held_at=datetime(on.year, on.month, on.day, 15, tzinfo=UTC), **(facts | changed))


def test_meetings_with_the_parents_are_counted_in_their_school_year(desk: Desk, kacper: Pupil) -> None:
    for on, changed in (
        (date(2026, 7, 6), {}), (date(2026, 10, 5), {}), (date(2026, 11, 23), {"meeting_kind": "support_review"}),
        (date(2026, 10, 6), {"cancelled": True}), (date(2026, 10, 7), {"meeting_kind": "professionals"}),
    ):
        desk.recording.save(meeting(kacper, on, minutes="Said.", **changed))
    desk.recording.save(meeting(kacper, date(2027, 2, 1)))
    counted = desk.support.parents_meetings(kacper.id)
    assert (counted.count, counted.enough, len(counted.planned)) == (2, False, 1)
    assert counted.words == (
        "2 of 3 meetings with the parents this school year. One more by the end of the school year. The next is planned for Mon 1 Feb 2027."
    )


def test_the_end_of_the_school_year_is_named_where_the_summer_term_is_recorded(desk: Desk, kacper: Pupil) -> None:
    desk.school.add_term("Autumn 2026", date(2026, 9, 2), date(2026, 12, 18))
    desk.school.add_term("Summer 2027", date(2027, 4, 12), date(2027, 7, 21))
    assert desk.support.parents_meetings(kacper.id).words == (
        "0 of 3 meetings with the parents this school year. Three more by the end of the school year, which ends on Wed 21 Jul 2027."
    )


def test_three_meetings_are_what_the_code_asks_for(desk: Desk, kacper: Pupil) -> None:
    for day in (5, 6, 7):
        desk.recording.save(meeting(kacper, date(2026, 10, day), minutes="Said."))
    counted = desk.support.parents_meetings(kacper.id)
    assert counted.enough
    assert counted.words == "3 meetings with the parents this school year: the three that the Code asks for were held."


def test_a_meeting_counts_once_its_minutes_or_who_came_say_that_it_was_held(desk: Desk, kacper: Pupil) -> None:
    silent, came, soon = (meeting(kacper, on) for on in (date(2026, 10, 5), date(2026, 10, 6), date(2026, 11, 23)))
    desk.recording.save_all([silent, came, soon], "Planned meetings")
    desk.recording.save(MeetingPerson(id=uuid4(), pupil=kacper.id, meeting=came.id, name="Mrs Wilk", presence="came"))
    found = desk.support.parents_meetings(kacper.id)
    assert (found.held, found.planned, found.untold) == ((came,), (soon,), (silent,))
    assert found.words == (
        "1 of 3 meetings with the parents this school year. Two more by the end of the school year. 1 meeting whose day has passed is not "
        "counted: no minutes say so, nor who came. The next is planned for Mon 23 Nov 2026."
    )
    assert "2 meetings whose day has passed are not counted" in desk.support.parents_meetings(kacper.id, date(2026, 11, 24)).words


def test_after_the_last_day_of_school_no_more_meetings_are_asked_for_by_it(desk: Desk, kacper: Pupil) -> None:
    desk.school.add_term("Autumn 2026", date(2026, 9, 2), date(2026, 12, 18))
    desk.school.add_term("Summer 2027", date(2027, 4, 12), date(2027, 7, 21))
    assert desk.support.parents_meetings(kacper.id, date(2027, 8, 2)).words == (
        "0 of 3 meetings with the parents this school year. The school year ended on Wed 21 Jul 2027."
    )


# What a cycle shows


def given_run(pupil: Pupil, cycle: SupportCycle) -> tuple[ProvisionRun, ProvisionPlace]:
    run = ProvisionRun(
        id=uuid4(), name="Precision teaching", minutes=20, times_a_week=2, weekdays=("mon", "wed"), starts_on=date(2026, 11, 2),
        ends_on=date(2026, 11, 27),
    )
    return run, ProvisionPlace(id=uuid4(), pupil=pupil.id, run=run.id, cycle=cycle.id, starts_on=run.starts_on, ends_on=run.ends_on)


def test_not_met_is_told_from_the_sessions_the_measures_and_the_results(desk: Desk, kacper: Pupil, cycle: SupportCycle) -> None:
    desk.school.add_term("Autumn 2026", date(2026, 9, 2), date(2026, 12, 18))
    run, place = given_run(kacper, cycle)
    sessions = [
        ProvisionSession(id=uuid4(), pupil=kacper.id, place=place.id, on=date(2026, 11, day), outcome=what, minutes=20 if what == "held" else 0)
        for day, what in ((2, "held"), (4, "held"), (9, "held"), (11, "staff_away"), (16, "held"), (18, "held"))
    ]
    desk.recording.save_all([run, place, *sessions], "Gave a place")
    page = closed(desk, cycle)
    shown = desk.support.not_met(page)
    assert page.provision[0].words == "Precision teaching: 20 minutes, 2 times a week, Mon 2 Nov 2026 to Fri 27 Nov 2026"
    assert shown.words == (
        "5 of 6 planned sessions of Precision teaching were held (83%). "
        "“Kacper will read 60 of the 100 common words”: partly met, from 12 to 19 (target 60). "
        "“Writes three sentences in ten minutes”: not yet met, from 1 to 19 (target 60). "
        "The school asks a specialist because two of two outcomes are not met in full after 83% of the planned sessions."
    )
    assert shown.given[0].words == "Precision teaching: 5 of 6 held, 83%; missed: 1 × staff away"
    assert (shown.cost, shown.why_next) == (None, "His progress is slow.")


def test_a_cycle_costs_something_only_where_every_session_held_has_a_rate(desk: Desk, kacper: Pupil, cycle: SupportCycle) -> None:
    run, place = given_run(kacper, cycle)
    held = [
        ProvisionSession(id=uuid4(), pupil=kacper.id, place=place.id, on=date(2026, 11, day), outcome="held", minutes=20) for day in (2, 4, 9)
    ]
    desk.recording.save_all([run, place, *held], "Gave a place")
    desk.provision.save_rate(StaffRate(id=uuid4(), staff_role="teaching_assistant", pence_an_hour=1500, since=date(2026, 11, 4)))
    assert desk.support.not_met(desk.support.cycle(cycle.id)).cost is None
    desk.provision.save_rate(StaffRate(id=uuid4(), staff_role="teaching_assistant", pence_an_hour=1200, since=date(2026, 9, 1)))
    assert desk.support.not_met(desk.support.cycle(cycle.id)).cost == 400 + 500 + 500


def test_a_version_that_is_corrected_keeps_its_provision_in_both_versions(desk: Desk, kacper: Pupil, cycle: SupportCycle) -> None:
    run, place = given_run(kacper, cycle)
    desk.recording.save_all([run, place], "Gave a place")
    closed(desk, cycle)
    fresh, _ = desk.support.correct(cycle.id, "A slip")
    page = desk.support.cycle(fresh)
    assert [len(one.provision) for one in (page, *page.earlier)] == [1, 1]


def shown_with(results: Sequence[str], step: str, deliveries: Sequence[Delivery] = (), **outcome: Any) -> NotMet:
    pupil = uuid4()
    cycle = SupportCycle(id=uuid4(), pupil=pupil, number=1, starts_on=date(2026, 9, 7), review_due_on=date(2026, 12, 11), next_step=step)
    outcomes = tuple(
        OutcomeLine(outcome=Outcome(id=uuid4(), pupil=pupil, cycle=cycle.id, words="Reads", result=result, **outcome)) for result in results
    )
    run = ProvisionRun(id=uuid4(), name="Reading", minutes=20, times_a_week=1, starts_on=date(2026, 9, 7), ends_on=date(2026, 12, 4))
    place = ProvisionPlace(id=uuid4(), pupil=pupil, run=run.id, starts_on=run.starts_on, ends_on=run.ends_on)
    named = [replace(run, name=name) for name in ("Reading", "Spelling", "Number")]
    page = CyclePage(cycle=cycle, state=CycleState(words="", sign="done"), outcomes=outcomes)
    return not_met(page, [ProvisionGiven(line=ProvisionLine(place=place, run=one), delivery=d) for one, d in zip(named, deliveries, strict=False)])


@pytest.mark.parametrize(("results", "step", "last"), [
    (("met",), "end", "The school ends SEN support because the outcome is met."),
    (("met", "met"), "step_down", "The school gives less support because every outcome is met."),
    (("met", "met"), "continue", "The school goes on with the support."),
    (("met",), "step_up", "The school gives more support, or support of another kind."),
    (("not_yet",), "end", "The school ends SEN support."),
    (("not_yet",), "change", "The school changes the support because the outcome is not met yet."),
    (("met", "partly", "met"), "continue", "The school goes on with the support because one of three outcomes is not met in full."),
    (("not_yet", "met"), "request",
     "The school asks the council to assess education, health and care needs because one of two outcomes is not met yet."),
    (("",), "continue", "The school goes on with the support."), ((), "continue", "The school goes on with the support."),
    (("partly",) * 11, "continue", "The school goes on with the support because 11 of 11 outcomes are not met in full."),
])
def test_the_next_step_is_given_a_reason_only_where_the_facts_are_one(results: Sequence[str], step: str, last: str) -> None:
    assert shown_with(results, step).sentences[-1] == last


@pytest.mark.parametrize(("deliveries", "first"), [
    ([Delivery()], "No session of Reading was planned yet."),
    ([Delivery(held=4)], "4 sessions of Reading were held; how many were planned cannot be counted from the school’s calendar."),
    ([Delivery(held=1)], "1 session of Reading was held; how many were planned cannot be counted from the school’s calendar."),
    ([Delivery(planned=Delivery().planned + 1)], "1 session of Reading was planned; none is recorded as held or missed."),
    ([Delivery(planned=Delivery().planned + 6)], "6 sessions of Reading were planned; none is recorded as held or missed."),
    ([Delivery(planned=Delivery().planned + 1, held=1)], "1 of 1 planned sessions of Reading was held (100%)."),
    ([Delivery(planned=Delivery().planned + 6, held=4, missed={"cover": 1})] * 3,
     "12 of 18 planned sessions of Reading, Spelling and Number were held (67%). 3 not recorded."),
])
def test_what_was_given_is_said_as_far_as_it_is_recorded(deliveries: list[Delivery], first: str) -> None:
    assert shown_with(["met"], "", deliveries).sentences[0] == first


@pytest.mark.parametrize(("outcome", "change"), [
    ({}, ""), ({"target": "60"}, "target 60"), ({"baseline": "12"}, "12 then"), ({"measure_now": "19", "target": "60"}, "19 now (target 60)"),
    ({"baseline": "12 words.", "measure_now": "19 words.", "target": "60 words."}, "from 12 words to 19 words (target 60 words)"),
])
def test_as_much_of_a_change_is_told_as_is_recorded(outcome: dict[str, str], change: str) -> None:
    told = OutcomeChange(outcome=Outcome(id=uuid4(), pupil=uuid4(), cycle=uuid4(), words="Reads", **outcome))  # type: ignore[arg-type]
    assert told.change == change
    assert told.words == f"“Reads”: not reviewed yet{f', {change}' if change else ''}"


def test_nothing_is_said_about_a_next_step_that_is_not_chosen(desk: Desk, cycle: SupportCycle) -> None:
    assert next_sentence(cycle, (), Delivery()) == ""


def test_an_assistant_is_shown_no_cost(desk: Desk, kacper: Pupil, cycle: SupportCycle, monkeypatch: pytest.MonkeyPatch) -> None:
    run, place = given_run(kacper, cycle)
    desk.recording.save_all([run, place], "Gave a place")
    page = desk.support.cycle(cycle.id)
    monkeypatch.setattr(type(desk.provision), "may_see_rates", property(lambda self: False))
    assert desk.support.not_met(page).cost is None


def test_a_cycle_that_is_gone_is_refused(desk: Desk) -> None:
    with pytest.raises(Refused, match="no longer in the notebook"):
        desk.support.cycle(UUID(int=0))
