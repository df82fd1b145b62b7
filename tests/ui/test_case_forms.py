"""The sheets of a case: an event needs two answers, a day that contradicts another is questioned first, details can be put right."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from sendco_desk.domain.casework import CaseEvent
from sendco_desk.services.casework import CasePage
from sendco_desk.statute.case import EVENT_NAMES
from sendco_desk.ui.forms.drafts import fill
from sendco_desk.ui.forms.form import Form
from sendco_desk.ui.room import Room
from sendco_desk.ui.screens.case_forms import CorrectForm, DetailsForm, EventForm, offered_events
from sendco_desk.ui.screens.case_sent import SentForm
from tests.ui.case_desks import case_of, file_document, pupil_of
from tests.ui.heard import Heard


@pytest.fixture
def page(room: Room) -> CasePage:
    return room.desk.casework.page(case_of(room.desk, "Kacper Wilk"))


@pytest.fixture
def adding(room: Room, page: CasePage, qtbot: QtBot) -> Iterator[EventForm]:
    made = EventForm(room, page)
    qtbot.addWidget(made)
    made.show()
    yield made


def typed(form: Form, **values: str) -> None:
    for name, value in values.items():
        fill(form.fields[name].box, value)


def names(room: Room) -> list[str]:
    return [row.event.name for row in room.desk.casework.page(case_of(room.desk, "Kacper Wilk")).events]


def test_what_can_come_next_is_offered_first(page: CasePage) -> None:
    offered = list(offered_events(page.next_events))
    assert offered[: len(page.next_events)] == list(page.next_events)
    assert sorted(offered) == sorted(EVENT_NAMES)


def test_an_event_needs_what_and_when(adding: EventForm) -> None:
    adding.finish()
    assert adding.fields["name"].is_wrong()
    typed(adding, name="agreed_to_assess")
    adding.finish()
    assert adding.fields["on"].is_wrong()


def test_an_event_that_fits_is_saved_at_once(adding: EventForm, room: Room, heard: Heard) -> None:
    typed(adding, name="agreed_to_assess", on="21 oct 2026")
    adding.finish()
    assert "agreed_to_assess" in names(room)
    assert heard.last == "Council agreed to assess, Wed 21 Oct 2026."


def test_the_document_that_shows_it_is_kept_with_it(room: Room, qtbot: QtBot) -> None:
    paper = file_document(room.desk, pupil_of(room.desk, "Kacper Wilk"), "Decision letter")
    form = EventForm(room, room.desk.casework.page(case_of(room.desk, "Kacper Wilk")), "agreed_to_assess")
    qtbot.addWidget(form)
    typed(form, on="21 oct 2026", proof=str(paper.id))
    form.finish()
    proofs = [row.proof.title for row in room.desk.casework.page(case_of(room.desk, "Kacper Wilk")).events if row.proof]
    assert proofs == ["Decision letter"]


def test_a_day_that_contradicts_another_is_questioned_before_it_is_saved(adding: EventForm, room: Room) -> None:
    typed(adding, name="agreed_to_assess", on="1 sep 2026")
    adding.finish()
    assert adding.asked.isVisible()
    assert "is before the request was received" in adding.asked.accessibleName()
    assert "agreed_to_assess" not in names(room)


def test_a_questioned_day_can_be_saved_anyway(adding: EventForm, room: Room) -> None:
    typed(adding, name="agreed_to_assess", on="1 sep 2026")
    adding.finish()
    adding.asked.save.click()
    assert "agreed_to_assess" in names(room)


def test_a_questioned_day_can_be_changed_and_is_then_asked_about_afresh(adding: EventForm, room: Room) -> None:
    typed(adding, name="agreed_to_assess", on="1 sep 2026")
    adding.finish()
    adding.asked.change.click()
    typed(adding, on="2 sep 2026")
    assert adding.asked.isHidden()
    adding.finish()
    assert adding.asked.isVisible()
    assert "agreed_to_assess" not in names(room)


def test_a_day_still_to_come_is_questioned(adding: EventForm) -> None:
    typed(adding, name="agreed_to_assess", on="1 dec 2026")
    adding.finish()
    assert "has not come yet" in adding.asked.accessibleName()


def correcting(room: Room, page: CasePage, qtbot: QtBot) -> CorrectForm:
    form = CorrectForm(room, page, next(row for row in page.events if row.event.name == "request_received"))
    qtbot.addWidget(form)
    form.show()
    return form


def test_an_event_can_be_put_right(room: Room, page: CasePage, qtbot: QtBot) -> None:
    form = correcting(room, page, qtbot)
    typed(form, on="8 sep 2026", note="The portal shows the 8th.")
    form.finish()
    received = room.desk.casework.book.all(CaseEvent, name="request_received")
    assert [(e.on, e.note) for e in received if e.case == page.request.id] == [(date(2026, 9, 8), "The portal shows the 8th.")]


def test_putting_a_day_right_is_not_questioned_for_the_day_it_replaces(room: Room, page: CasePage, qtbot: QtBot) -> None:
    form = correcting(room, page, qtbot)
    typed(form, on="8 sep 2026")
    assert form.doubts() == ()


def test_putting_a_day_wrong_is_questioned(room: Room, page: CasePage, qtbot: QtBot) -> None:
    form = correcting(room, page, qtbot)
    typed(form, on="1 sep 2026")
    form.finish()
    assert "before it was sent" in form.asked.accessibleName()


def test_details_are_put_right(room: Room, page: CasePage, qtbot: QtBot) -> None:
    form = DetailsForm(room, page.request)
    qtbot.addWidget(form)
    typed(form, case_officer="J. Ortolan", away_from="1 oct 2026", away_to="2 nov 2026", exceptions_claimed="absent_from_area")
    form.finish()
    kept = room.desk.casework.page(page.request.id).request
    assert (kept.case_officer, kept.away_from, kept.away_to) == ("J. Ortolan", date(2026, 10, 1), date(2026, 11, 2))
    assert kept.exceptions_claimed == ("absent_from_area",)


def test_an_absence_that_ends_before_it_begins_is_refused_beside_its_field(room: Room, page: CasePage, qtbot: QtBot) -> None:
    form = DetailsForm(room, page.request)
    qtbot.addWidget(form)
    typed(form, away_from="2 nov 2026", away_to="1 oct 2026")
    form.finish()
    assert form.fields["away_to"].is_wrong()


def sending(room: Room, page: CasePage, qtbot: QtBot, pack: Path | None = None) -> SentForm:
    form = SentForm(room, page, pack)
    qtbot.addWidget(form)
    form.show()
    return form


def test_a_pack_must_be_named(room: Room, page: CasePage, qtbot: QtBot) -> None:
    form = sending(room, page, qtbot)
    form.finish()
    assert form.fields["pack"].is_wrong()


def test_a_pack_cannot_have_been_sent_tomorrow(room: Room, page: CasePage, qtbot: QtBot, tmp_path: Path) -> None:
    form = sending(room, page, qtbot, tmp_path / "pack.pdf")
    typed(form, sent_at="tomorrow 9:00")
    form.finish()
    assert form.fields["sent_at"].is_wrong()


def test_a_file_that_is_not_there_is_refused_beside_its_field(room: Room, page: CasePage, qtbot: QtBot, tmp_path: Path) -> None:
    form = sending(room, page, qtbot, tmp_path / "gone.pdf")
    form.finish()
    qtbot.waitUntil(lambda: form.finish_button.isEnabled())
    assert form.fields["pack"].is_wrong()


def test_a_pack_that_was_sent_is_recorded_with_its_receipt(room: Room, page: CasePage, heard: Heard, qtbot: QtBot, tmp_path: Path) -> None:
    from pypdf import PdfWriter

    pack = tmp_path / "pack.pdf"
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.write(pack)
    receipt = file_document(room.desk, page.pupil.id)
    form = sending(room, room.desk.casework.page(page.request.id), qtbot, pack)
    typed(form, channel="email", receipt=str(receipt.id))
    form.finish()
    qtbot.waitUntil(lambda: bool(heard.said), timeout=10_000)
    assert heard.last == "Pack 1 is recorded as sent: 1 page."
    kept = room.desk.casework.page(page.request.id).submissions
    assert [(s.channel, s.pages, s.receipt) for s in kept] == [("email", 1, receipt.id)]
