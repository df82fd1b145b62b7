"""A pupil's requests: where each stands, what is next, and the ways to the case and to a new request."""

from collections.abc import Callable
from uuid import UUID

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from sendco_desk.ui.forms.request_form import RequestForm
from sendco_desk.ui.room import Place, Room
from sendco_desk.ui.screens.ehc import EhcPage
from sendco_desk.ui.theme import Dressing
from sendco_desk.ui.widgets.chips import Chip
from tests.ui.heard import Heard


@pytest.fixture
def page(room: Room, qtbot: QtBot) -> EhcPage:
    made = EhcPage(room)
    qtbot.addWidget(made)
    made.resize(1000, 500)
    made.show()
    return made


def pupil(room: Room, name: str) -> UUID:
    return next(row.pupil.id for row in room.desk.pupils.rows() if row.pupil.known_name == name)


def says(page: EhcPage) -> str:
    return " ".join(label.text() for label in page.area.findChildren(QLabel)).replace("\u00a0", " ")


def test_a_late_case_says_what_is_next_and_how_late(page: EhcPage, room: Room) -> None:
    page.show_pupil(room.desk.pupils.page(pupil(room, "Kacper Wilk")))
    assert "The council received it on Mon 7 Sep 2026." in says(page)
    assert "Asked for by the school." in says(page)
    assert "by Mon 19 Oct 2026." in says(page)
    assert {"Waiting for a decision", "24 days late"} == {chip.word for chip in page.findChildren(Chip)}


def test_an_unknown_receipt_says_what_it_means(page: EhcPage, room: Room) -> None:
    page.show_pupil(room.desk.pupils.page(pupil(room, "Poppy Ormerod")))
    assert "The six weeks run from that day" in says(page)
    assert "Receipt not known" in [chip.word for chip in page.findChildren(Chip)]


def test_the_button_opens_the_case(page: EhcPage, room: Room, heard: Heard) -> None:
    kacper = pupil(room, "Kacper Wilk")
    page.show_pupil(room.desk.pupils.page(kacper))
    go = next(made for made in page.findChildren(QPushButton) if made.accessibleName().startswith("Open the case"))
    assert go.accessibleName() == "Open the case with Marlshire, Waiting for a decision"
    go.click()
    assert heard.went == [Place("case", room.desk.casework.requests(kacper)[0].request.id)]


def test_no_request_yet_offers_to_record_one(page: EhcPage, room: Room, heard: Heard) -> None:
    page.show_pupil(room.desk.pupils.page(pupil(room, "Leila Ashgrove")))
    assert page.area.isHidden()
    page.nothing.findChildren(QPushButton)[0].click()
    assert isinstance(heard.sheets[-1], RequestForm)


@pytest.mark.parametrize("text_size", [1.0, 2.0])
@pytest.mark.parametrize("width", [840, 1400])
def test_no_words_are_cut_off_at_any_text_size(page: EhcPage, room: Room, dressing: Dressing, qtbot: QtBot, text_size: float, width: int) -> None:
    dressing.choose("light", text_size)
    page.resize(width, 600)
    page.show_pupil(room.desk.pupils.page(pupil(room, "Poppy Ormerod")))
    qtbot.waitUntil(lambda: all(
        label.height() >= label.heightForWidth(label.width()) for label in page.area.findChildren(QLabel) if label.isVisible() and label.wordWrap()
    ))


def test_all_that_can_be_used_has_a_name(page: EhcPage, room: Room, nameless: Callable[[QWidget], list[str]]) -> None:
    page.show_pupil(room.desk.pupils.page(pupil(room, "Kacper Wilk")))
    assert nameless(page) == []
