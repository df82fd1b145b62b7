"""The forms of the tab Support: they advise, say what is wrong beside its field, and never lose a word."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from sendco_desk.domain.cycles import Outcome, Strategy, SupportCycle
from sendco_desk.domain.measures import Measure
from sendco_desk.domain.needs import NeedStatement
from sendco_desk.domain.provision import ProvisionPlace, ProvisionRun
from sendco_desk.domain.pupil import Need
from sendco_desk.ui.forms.review_cycle_form import ReviewForm, then_words
from sendco_desk.ui.forms.support_forms import (
    CorrectionForm,
    CycleForm,
    OutcomeForm,
    RollForm,
    SourceForm,
    StatementForm,
    StrategyForm,
    WithdrawForm,
    folded,
)
from sendco_desk.ui.room import Room
from sendco_desk.ui.screens.support import SupportPage
from tests.ui.desks import add_documents
from tests.ui.heard import Heard
from tests.ui.supported import given_place, kacper_in, opened, put, reviewed, sentences, show, started, support_page


@pytest.fixture
def kacper(room: Room) -> UUID:
    return kacper_in(room)


@pytest.fixture
def page(room: Room, qtbot: QtBot) -> SupportPage:
    return support_page(room, qtbot)


# The forms of sentences


def test_a_new_sentence_starts_with_the_first_need_and_may_bring_its_source(
    page: SupportPage, room: Room, kacper: UUID, heard: Heard, qtbot: QtBot, tmp_path: Path,
) -> None:
    (report,) = add_documents(room.desk, kacper, tmp_path, 1)
    room.desk.pupils.save_need(Need(id=uuid4(), pupil=kacper, need_type="SEMH", rank=1))
    show(page, room, kacper).needs.add()
    form = opened(qtbot, heard.sheets[-1])
    assert (form.code("area"), form.code("side")) == ("semh", "need")
    put(form, words="Leaves the room.", page="x")
    form.finish()
    assert form.fields["page"].said.text() == "Give the page of the document as a number from 1."
    put(form, page="4")
    form.finish()
    assert form.fields["document"].said.text().startswith("Choose the document")
    put(form, document=str(report.id))
    form.finish()
    assert heard.last == "The need is saved."
    line = room.desk.support.statements(kacper)[2].needs[0]
    assert (line.statement.since, line.sources[0].words) == (date(2026, 11, 12), "Letter 0, page 4")


def test_the_next_sentence_starts_where_the_chosen_one_stands(page: SupportPage, room: Room, kacper: UUID, heard: Heard, qtbot: QtBot) -> None:
    made = sentences(room, kacper)
    show(page, room, kacper).needs.rows.focus(made[2].id)
    page.needs.add()
    form = opened(qtbot, heard.sheets[-1])
    assert (form.code("area"), form.code("side")) == ("cognition", "strength")
    put(form, words="Remembers names.")
    form.finish()
    assert heard.last == "The strength is saved."


def test_a_sentence_is_changed_in_its_form(room: Room, kacper: UUID, qtbot: QtBot) -> None:
    one = sentences(room, kacper)[0]
    form = opened(qtbot, StatementForm(room, kacper, one))
    assert "document" not in form.fields
    put(form, words="Reads 14 words.", until="6/9/2026")
    form.finish()
    assert form.fields["until"].said.text().startswith("The last day is before the first")
    put(form, until="")
    form.finish()
    assert room.desk.recording.get(NeedStatement, one.id).words == "Reads 14 words."


def test_a_source_is_an_entry_a_measure_or_a_page(room: Room, kacper: UUID, qtbot: QtBot, heard: Heard, tmp_path: Path) -> None:
    one, (report,) = sentences(room, kacper)[0], add_documents(room.desk, kacper, tmp_path, 1)
    room.desk.recording.save(Measure(id=uuid4(), pupil=kacper, instrument="Made-up test", taken_on=date(2026, 10, 5), value="84"))
    form = opened(qtbot, SourceForm(room, one))
    form.finish()
    assert form.fields["document"].said.text() == "Choose the document, the entry or the measure that the sentence rests on."
    put(form, document=str(report.id), page="2")
    form.finish()
    assert heard.last == "The source is saved."
    (line,) = room.desk.support.statements(kacper)[1].needs[0].sources
    assert line.words == "Letter 0, page 2"


def test_forms_of_the_school_itself_offer_no_pupils_papers(room: Room) -> None:
    from sendco_desk.ui.forms.support_asks import documents, entries, measures

    assert [offer(room.desk, None) for offer in (documents, entries, measures)] == [{}, {}, {}]


def test_a_sentence_is_withdrawn_with_its_last_day(room: Room, kacper: UUID, qtbot: QtBot, heard: Heard) -> None:
    one = sentences(room, kacper)[0]
    form = opened(qtbot, WithdrawForm(room, one))
    put(form, until="")
    form.finish()
    assert form.fields["until"].said.text() == "Give the last day on which it was so."
    put(form, until="11/11/2026")
    form.finish()
    assert heard.last == "No longer so: the need is kept."
    assert room.desk.recording.get(NeedStatement, one.id).until == date(2026, 11, 11)


# The forms of cycles


def test_a_cycle_is_started_and_changed(room: Room, kacper: UUID, qtbot: QtBot, heard: Heard) -> None:
    form = opened(qtbot, CycleForm(room, kacper))
    assert (form.said("starts_on"), form.title) == ("Thu 12 Nov 2026", "Cycle 1")
    put(form, starts_on="16/11/2026", review_due_on="5/2/2027", lead="Ms Fern")
    form.finish()
    assert heard.last == "Cycle 1 is saved."
    (kept,) = room.desk.recording.of(SupportCycle, kacper)
    form = opened(qtbot, CycleForm(room, kacper, kept))
    put(form, baseline="12 of 100 words.")
    form.finish()
    assert room.desk.recording.get(SupportCycle, kept.id).baseline == "12 of 100 words."


def test_the_adviser_speaks_as_one_types_and_never_stops_anybody(room: Room, kacper: UUID, qtbot: QtBot, heard: Heard) -> None:
    form = opened(qtbot, OutcomeForm(room, started(room, kacper)))
    assert form.adviser.box.isHidden()
    put(form, words="To improve his reading")
    assert form.adviser.said[0].startswith("“Improve” cannot be seen or counted.")
    assert not form.adviser.box.isHidden()
    assert all(label.property("tone") != "late" for label in form.adviser.box.findChildren(QLabel))
    put(form, due_on="nonsense")
    assert len(form.adviser.said) == 4
    put(form, words="Reads 60 of 100 words", measure="Count", baseline="12", target="60", owner="Ms Fern", due_on="20/11/2026")
    assert form.adviser.box.isHidden()
    put(form, words="Is happier")
    form.finish()
    assert heard.last == "The outcome is saved."
    assert [one.place for one in room.desk.recording.of(Outcome, kacper)] == [1, 2, 3]


def test_an_outcome_that_is_there_is_advised_about_at_once(room: Room, kacper: UUID, qtbot: QtBot) -> None:
    cycle = started(room, kacper)
    form = opened(qtbot, OutcomeForm(room, cycle, room.desk.support.cycle(cycle.id).outcomes[1].outcome))
    assert form.adviser.box.accessibleName().startswith("To make it easier to review: “Improve”")


def test_day_to_day_support_is_written_down_and_later_said_to_have_helped(room: Room, kacper: UUID, qtbot: QtBot, heard: Heard) -> None:
    cycle = started(room, kacper)
    form = opened(qtbot, StrategyForm(room, cycle))
    assert "worked" not in form.fields
    put(form, words="A reading ruler", who="Everybody")
    form.finish()
    assert heard.last == "The day-to-day support is saved."
    kept = room.desk.support.cycle(cycle.id).strategies[2]
    form = opened(qtbot, StrategyForm(room, cycle, kept))
    put(form, worked="helped")
    form.finish()
    assert room.desk.recording.get(Strategy, kept.id).worked == "helped"


def test_a_review_is_one_page_that_may_be_saved_half_done(room: Room, kacper: UUID, qtbot: QtBot, heard: Heard) -> None:
    cycle = started(room, kacper)
    given_place(room, cycle)
    page = room.desk.support.cycle(cycle.id)
    first, second = (line.outcome.id for line in page.outcomes)
    form = opened(qtbot, ReviewForm(room, page))
    assert form.fields[f"now:{first}"].said.text() == "Then 12 · Target 60"
    assert form.fields[f"result:{first}"].box.accessibleName() == "Result: Kacper will read 60 of the 100 common words"
    put(form, **{f"result:{first}": "partly", f"now:{first}": "19", f"worked:{page.strategies[0].id}": "helped", "close": "yes"})
    form.finish()
    assert form.fields[f"result:{second}"].said.text().startswith("Say whether this outcome is met")
    put(form, close="")
    form.finish()
    assert heard.last == "Cycle 1 is reviewed."
    form = opened(qtbot, ReviewForm(room, room.desk.support.cycle(cycle.id)))
    assert (form.code(f"result:{first}"), form.said(f"now:{first}")) == ("partly", "19")
    put(form, **{f"result:{second}": "not_yet", "next_step": "change", "why_next": "It did not hold.", "tried": "Cards.", "close": "yes"})
    form.finish()
    assert heard.last == "Cycle 1 is reviewed and closed."
    assert room.desk.support.cycle(cycle.id).closed


def test_a_cycle_without_support_is_reviewed_without_asking_about_it(room: Room, kacper: UUID, qtbot: QtBot) -> None:
    cycle = SupportCycle(id=uuid4(), pupil=kacper, number=1, starts_on=date(2026, 9, 7), review_due_on=date(2026, 11, 20))
    room.desk.support.start_cycle(cycle)
    form = opened(qtbot, ReviewForm(room, room.desk.support.cycle(cycle.id)))
    assert list(form.fields) == ["reviewed_on", "tried", "next_step", "why_next", "close"]
    assert then_words("", "") == ""


def test_a_correction_needs_its_reason(room: Room, kacper: UUID, qtbot: QtBot, heard: Heard) -> None:
    cycle = started(room, kacper)
    reviewed(room, cycle.id)
    form = opened(qtbot, CorrectionForm(room, room.desk.support.cycle(cycle.id).cycle))
    form.finish()
    assert form.fields["correction_because"].said.text() == "Say what is put right and why."
    put(form, correction_because="A slip.")
    form.finish()
    assert heard.last.startswith("A corrected version of cycle 1 is open")


def test_the_next_cycle_is_proposed_with_what_is_not_met_and_what_helped(room: Room, kacper: UUID, qtbot: QtBot, heard: Heard) -> None:
    cycle = started(room, kacper)
    reviewed(room, cycle.id)
    page = room.desk.support.cycle(cycle.id)
    form = opened(qtbot, RollForm(room, page))
    ticked = [name for name in form.fields if name.startswith("carry:") and form.on(name)]
    assert ticked == [f"carry:{page.outcomes[0].outcome.id}", f"carry:{page.outcomes[1].outcome.id}", f"carry:{page.strategies[0].id}"]
    assert form.fields[f"carry:{page.strategies[1].id}"].box.accessibleName() == "A word mat (did not help) goes on"
    put(form, **{f"carry:{page.outcomes[1].outcome.id}": "", "starts_on": "16/11/2026", "review_due_on": "5/2/2027"})
    form.finish()
    assert heard.last == "The next cycle has begun with what goes on."
    newest = room.desk.support.cycles(kacper)[0]
    assert ([line.outcome.baseline for line in newest.outcomes], [one.words for one in newest.strategies]) == (["19"], ["Cream paper"])


def test_the_places_that_are_held_on_the_first_day_go_on_where_they_are_ticked(room: Room, kacper: UUID, qtbot: QtBot, heard: Heard) -> None:
    cycle = started(room, kacper)
    run = ProvisionRun(id=uuid4(), name="Salt & sums", minutes=20, times_a_week=2, starts_on=date(2026, 11, 2), ends_on=date(2027, 2, 5))
    short = replace(run, id=uuid4(), name="Word box", ends_on=date(2026, 12, 4))
    places = [
        ProvisionPlace(id=uuid4(), pupil=kacper, run=one.id, cycle=cycle.id, starts_on=one.starts_on, ends_on=one.ends_on) for one in (run, short)
    ]
    room.desk.recording.save_all([run, short, *places], "Gave places")
    reviewed(room, cycle.id)
    form = opened(qtbot, RollForm(room, room.desk.support.cycle(cycle.id)))
    ticks = [form.fields[f"carry:{place.id}"] for place in places]
    assert [(tick.isHidden(), tick.box.accessibleName()) for tick in ticks] == [
        (False, "Salt & sums (to Fri 5 Feb 2027) goes on"), (False, "Word box (to Fri 4 Dec 2026) goes on"),
    ]
    put(form, starts_on="soon")
    assert [tick.isHidden() for tick in ticks] == [False, False]
    put(form, starts_on="1/3/2027")
    assert [form.places_box.isHidden(), *(tick.isHidden() for tick in ticks)] == [True, True, True]
    put(form, starts_on="14/12/2026", review_due_on="5/2/2027")
    assert [form.places_box.isHidden(), *(tick.isHidden() for tick in ticks)] == [False, False, True]
    form.finish()
    newest, before = room.desk.support.cycles(kacper)
    assert [line.place.starts_on for line in newest.provision] == [date(2026, 12, 14)]
    assert [line.place.ends_on for line in before.provision] == [date(2026, 12, 13), date(2026, 12, 4)]


def test_a_cycle_of_which_nothing_goes_on_asks_for_its_days_only(room: Room, kacper: UUID, qtbot: QtBot) -> None:
    cycle = SupportCycle(
        id=uuid4(), pupil=kacper, number=1, starts_on=date(2026, 9, 7), review_due_on=date(2026, 11, 20),
        closed_at=datetime(2026, 11, 10, tzinfo=UTC),
    )
    room.desk.recording.save(cycle)
    form = opened(qtbot, RollForm(room, room.desk.support.cycle(cycle.id)))
    assert list(form.fields) == ["starts_on", "review_due_on"]
    assert folded("Salt & vinegar " * 6).count("\n") == 1
