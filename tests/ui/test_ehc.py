"""A pupil's cases: where each stands, what is next, and the ways to the case and to a new one of any kind."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from sendco_desk.domain.codes import CASE_KINDS
from sendco_desk.ui.forms.case_form import KindSheet
from sendco_desk.ui.forms.request_form import RequestForm
from sendco_desk.ui.room import Place, Room
from sendco_desk.ui.screens.case_words import ASKED
from sendco_desk.ui.screens.ehc import EhcPage, step_words
from sendco_desk.ui.theme import Dressing
from sendco_desk.ui.widgets.chips import Chip
from tests.ui.case_desks import RECEIVED, open_kind, press, steps
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
    return " ".join(label.text() for label in page.area.findChildren(QLabel)).replace("\u00a0", " ") + " "


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
    press(page, "Open case 1, Request for an EHC needs assessment, Waiting for a decision")
    assert heard.went == [Place("case", room.desk.casework.cases(kacper)[0].case.id)]


def test_each_buttons_name_tells_the_cases_apart(page: EhcPage, room: Room) -> None:
    for kind in ("plan", "annual_review", "annual_review"):
        open_kind(room.desk, kind)
    page.show_pupil(room.desk.pupils.page(pupil(room, "Leila Ashgrove")))
    named = [made.accessibleName() for made in page.area.findChildren(QPushButton) if made.text().strip() == "Open case"]
    assert len(named) == len(set(named)) == 3


def test_no_case_yet_offers_to_record_a_request_or_open_another_kind(page: EhcPage, room: Room, heard: Heard) -> None:
    page.show_pupil(room.desk.pupils.page(pupil(room, "Leila Ashgrove")))
    assert page.area.isHidden()
    press(page.nothing, "Record a request")
    assert isinstance(heard.sheets[-1], RequestForm)
    press(page.nothing, "Open another kind of case")
    assert isinstance(heard.sheets[-1], KindSheet)


def test_a_pupil_with_a_case_can_have_another_of_any_kind(page: EhcPage, room: Room, heard: Heard) -> None:
    page.show_pupil(room.desk.pupils.page(pupil(room, "Kacper Wilk")))
    press(page, "Record a request")
    assert isinstance(heard.sheets[-1], RequestForm)
    press(page, "Open another kind of case")
    assert isinstance(heard.sheets[-1], KindSheet)


@pytest.mark.parametrize("kind", CASE_KINDS)
def test_a_case_of_every_kind_has_a_card_that_says_its_kind_number_and_where_it_stands(page: EhcPage, room: Room, kind: str) -> None:
    case = open_kind(room.desk, kind)
    page.show_pupil(room.desk.pupils.page(pupil(room, "Leila Ashgrove")))
    row = next(row for row in room.desk.casework.cases() if row.case.id == case)
    said = says(page)
    assert CASE_KINDS[kind] in said
    assert f"Case 3{'' if kind == 'records' else ' · Marlshire'} " in said
    assert row.stage in [chip.word for chip in page.findChildren(Chip)]
    assert ("Asked for by" in said) is (kind in ASKED)
    assert ("The council received it on" if kind == "request" else "Counted from") in said


@pytest.mark.parametrize("kind", [kind for kind in CASE_KINDS if kind != "request"])
def test_a_case_whose_first_day_is_missing_says_so(page: EhcPage, room: Room, kind: str) -> None:
    open_kind(room.desk, kind, {})
    page.show_pupil(room.desk.pupils.page(pupil(room, "Leila Ashgrove")))
    assert "The day that its steps are counted from is not recorded yet." in says(page)


def test_who_asked_is_named_and_the_councils_reference_told(page: EhcPage, room: Room) -> None:
    row = next(row for row in room.desk.casework.cases() if row.pupil.known_name == "Poppy Ormerod")
    room.desk.casework.save_case(replace(row.case, asked_by_name="Ms D. Ormerod", council_reference="MC/1003"))
    page.show_pupil(room.desk.pupils.page(pupil(room, "Poppy Ormerod")))
    assert "Asked for by a parent, Ms D. Ormerod." in says(page)
    assert "Council’s reference: MC/1003" in says(page)


def test_before_a_pupil_is_shown_no_deed_does_anything(page: EhcPage, heard: Heard) -> None:
    page.record()
    page.open_kinds()
    assert heard.sheets == []


def test_a_step_without_a_day_is_still_said_to_be_next() -> None:
    step = next(m for m in steps({"request_received": RECEIVED}) if m.rule.id == "REQ-08")
    assert step_words(step, "Marlshire") == "Next, the school: send the school’s advice."


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


@pytest.mark.parametrize(("theme", "text_size"), [("dark", 1.5), ("contrast", 2.0)])
def test_all_of_it_has_a_name_in_every_theme(
    page: EhcPage, room: Room, dressing: Dressing, nameless: Callable[[QWidget], list[str]], theme: str, text_size: float,
) -> None:
    dressing.choose(theme, text_size)
    for name in ("Kacper Wilk", "Leila Ashgrove"):
        page.show_pupil(room.desk.pupils.page(pupil(room, name)))
        assert nameless(page) == []
