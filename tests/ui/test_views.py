"""The tab Views: everything that was said on cards, newest first, with its form, its papers and its original."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from sendco_desk.domain.voices import ViewsGiven
from sendco_desk.ui.document_view import DocumentView
from sendco_desk.ui.forms.voice_asks import ViewsForm
from sendco_desk.ui.main_window import MainWindow
from sendco_desk.ui.room import Place, Room
from sendco_desk.ui.screens.paper_view import PaperView
from sendco_desk.ui.screens.views import ViewsPage
from sendco_desk.ui.widgets.buttons import Button
from sendco_desk.ui.widgets.chips import Chip
from tests.ui.desks import add_document, text_file
from tests.ui.heard import Heard

DAY = date(2026, 10, 5)


@pytest.fixture
def kacper(room: Room) -> UUID:
    return next(row.pupil.id for row in room.desk.pupils.rows() if row.pupil.known_name == "Kacper Wilk")


@pytest.fixture
def given(room: Room, kacper: UUID, tmp_path: Path) -> list[ViewsGiven]:
    """What the pupil drew, with its scan, and what a parent said a month later."""
    scan = add_document(room.desk, kacper, text_file(tmp_path, "Drawing.txt"))
    drawn = ViewsGiven(
        id=uuid4(), pupil=kacper, voice="pupil", given_on=DAY, gathered="drawing", gathered_by="Ms Lark", whose_words="spoken_for",
        working="Maths <with> Sam", not_working="Noise", hopes="A friend", scan=scan.id,
    )
    told = ViewsGiven(id=uuid4(), pupil=kacper, voice="parent", person="Ms Wilk", given_on=date(2026, 11, 2), matters="Sleep")
    for views in (drawn, told):
        room.desk.voices.save(views)
    return [drawn, told]


@pytest.fixture
def page(room: Room, kacper: UUID, given: list[ViewsGiven], qtbot: QtBot) -> ViewsPage:
    made = ViewsPage(room)
    qtbot.addWidget(made)
    made.resize(1000, 500)
    made.show_pupil(room.desk.pupils.page(kacper))
    made.show()
    return made


def press(page: QWidget, name: str) -> None:
    next(one for one in page.findChildren(QPushButton) if one.accessibleName() == name).click()


def words_on(page: QWidget) -> str:
    return " ".join(label.text() for label in page.findChildren(QLabel)).replace("\u00a0", " ")


def test_what_was_said_stands_on_cards_newest_first(page: ViewsPage, given: list[ViewsGiven]) -> None:
    drawn, told = given
    assert list(page.shown) == [told.id, drawn.id]
    said = words_on(page.shown[drawn.id])
    assert "By drawing or pictures, by Ms Lark" in said and "Maths &lt;with&gt; Sam" in said and "What is not working" in said
    assert "What matters" not in said
    assert [chip.word for chip in page.findChildren(Chip)] == ["Their own words", "Told by somebody who knows them well"]
    assert "A parent or carer, Ms Wilk" in words_on(page.shown[told.id])


def test_nothing_yet_offers_the_first_step(page: ViewsPage, room: Room, heard: Heard) -> None:
    poppy = next(row.pupil.id for row in room.desk.pupils.rows() if row.pupil.known_name == "Poppy Ormerod")
    page.show_pupil(room.desk.pupils.page(poppy))
    assert page.nothing.isVisible() and not page.area.isVisible()
    page.nothing.findChildren(QPushButton)[0].click()
    form = heard.sheets[-1]
    assert isinstance(form, ViewsForm)
    assert (form.pupil, form.title, form.said("given_on")) == (poppy, "Record views", "Thu 12 Nov 2026")


def test_the_form_keeps_what_they_said_in_whose_words(page: ViewsPage, room: Room, kacper: UUID, heard: Heard, qtbot: QtBot) -> None:
    page.record()
    form = heard.sheets[-1]
    assert isinstance(form, ViewsForm)
    qtbot.addWidget(form)
    form.finish()
    assert form.fields["voice"].said.text() == "Choose whose views they are from the list."
    for name, code in (("voice", "pupil"), ("whose_words", "scribed"), ("gathered", "symbols")):
        form.fields[name].box.choose(code)  # type: ignore[attr-defined]
    form.fields["working"].set_text("My timetable")  # type: ignore[attr-defined]
    form.finish()
    assert heard.last == "Views of the pupil, Thu 12 Nov 2026: saved."
    newest = room.desk.voices.views(kacper)[0].views
    assert (newest.working, newest.whose_words, newest.gathered, newest.scan) == ("My timetable", "scribed", "symbols", None)


def test_a_card_opens_its_form_with_the_scan_among_the_documents(page: ViewsPage, given: list[ViewsGiven], heard: Heard, qtbot: QtBot) -> None:
    press(page, f"Open: {given[0].called}")
    form = heard.sheets[-1]
    assert isinstance(form, ViewsForm)
    qtbot.addWidget(form)
    assert form.title == "Views that were given"
    assert form.code("scan") == str(given[0].scan)


def test_each_paper_is_a_press_away(page: ViewsPage, given: list[ViewsGiven], heard: Heard) -> None:
    made = next(one for one in page.findChildren(Button) if one.accessibleName() == f"On paper: {given[0].called}")
    for action in made.menu().actions():
        action.trigger()
    views = [sheet for sheet in heard.sheets if isinstance(sheet, PaperView)]
    assert [view.paper.easy_read for view in views] == [False, True, True]
    assert [view.name for view in views] == ["views", "views-easy-read", "views-easy-read"]
    assert views[1].paper != views[2].paper
    assert {view.title for view in views} == {given[0].called}


def test_the_original_is_shown_and_its_loss_is_said(page: ViewsPage, room: Room, given: list[ViewsGiven], heard: Heard) -> None:
    press(page, "The original: Drawing")
    assert isinstance(heard.sheets[-1], DocumentView)
    page.open_scan(uuid4())
    assert heard.last != ""
    assert len(heard.sheets) == 1


def test_views_are_taken_out_and_undo_brings_them_back(page: ViewsPage, room: Room, given: list[ViewsGiven], kacper: UUID, heard: Heard) -> None:
    press(page, f"Remove: {given[1].called}")
    assert heard.last == "Views of a parent or carer, Mon 2 Nov 2026: removed."
    assert [said.views for said in room.desk.voices.views(kacper)] == given[:1]
    room.desk.finding.undo()
    assert len(room.desk.voices.views(kacper)) == 2


def test_a_record_is_brought_into_sight(page: ViewsPage, room: Room, given: list[ViewsGiven], kacper: UUID, qtbot: QtBot) -> None:
    for number in range(8):
        room.desk.voices.save(replace(given[1], id=uuid4(), given_on=date(2026, 11, number + 3)))
    page.show_pupil(room.desk.pupils.page(kacper))
    page.repaint()
    qtbot.waitUntil(lambda: page.area.verticalScrollBar().maximum() > 0)
    page.show_record(given[0].id)
    assert page.area.verticalScrollBar().value() > 0
    page.show_record(uuid4())


def test_all_that_can_be_used_has_a_name(page: ViewsPage, nameless: Callable[[QWidget], list[str]]) -> None:
    assert nameless(page) == []
    assert not page.grab().isNull()


def test_the_record_is_found_and_opens_here(window: MainWindow, given: list[ViewsGiven]) -> None:
    window.go(Place("pupil", given[0].pupil, f"views/{given[0].id}"))
    assert window.place.tab.startswith("views")


def test_a_record_without_a_pupil_yet_opens_no_form(room: Room, qtbot: QtBot, heard: Heard) -> None:
    lone = ViewsPage(room)
    qtbot.addWidget(lone)
    lone.record()
    assert heard.sheets == []
