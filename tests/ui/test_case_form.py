"""Opening a case of any kind: the sheet with the kinds, what each form asks, what it offers already, and what it refuses."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from sendco_desk.domain.codes import CASE_KINDS
from sendco_desk.services.pupils import PupilPage
from sendco_desk.statute.kinds import ABOUT, FIRST_EVENTS
from sendco_desk.ui.forms.case_form import OPENINGS, CaseForm, KindSheet, open_case_form, open_kinds
from sendco_desk.ui.forms.request_form import RequestForm
from sendco_desk.ui.main_window import MainWindow
from sendco_desk.ui.room import Place, Room
from sendco_desk.ui.screens.case import CaseScreen
from sendco_desk.ui.screens.case_cards import FOLLOWS
from sendco_desk.ui.theme import Dressing
from tests.ui.case_desks import BEGUN, case_of, open_kind, press, pupil_of, says, tabbed, type_into
from tests.ui.heard import Heard

OTHERS = tuple(kind for kind in CASE_KINDS if kind != "request")


def page_of(room: Room, name: str = "Leila Ashgrove") -> PupilPage:
    return room.desk.pupils.page(pupil_of(room.desk, name))


def form_of(room: Room, qtbot: QtBot, kind: str, name: str = "Leila Ashgrove") -> CaseForm:
    made = CaseForm(room, page_of(room, name), kind)
    qtbot.addWidget(made)
    made.show()
    QApplication.processEvents()  # the page inside is laid out once it is shown
    return made


@pytest.fixture
def sheet(room: Room, qtbot: QtBot) -> KindSheet:
    made = KindSheet(room, page_of(room))
    qtbot.addWidget(made)
    made.resize(478, 714)
    made.show()
    return made


# The sheet with the kinds


def test_every_kind_of_case_is_offered_in_the_order_of_the_codes(sheet: KindSheet) -> None:
    assert list(sheet.buttons) == list(CASE_KINDS) == list(OPENINGS)
    assert [made.accessibleName() for made in sheet.buttons.values()] == list(CASE_KINDS.values())


def test_each_kind_says_in_a_sentence_when_it_is_the_right_one(sheet: KindSheet) -> None:
    said = says(sheet)
    for kind, opening in OPENINGS.items():
        assert opening.why in said
        assert opening.why.endswith(".")
        assert sheet.buttons[kind].accessibleDescription() == opening.why


@pytest.mark.parametrize("kind", CASE_KINDS)
def test_one_press_puts_the_form_of_the_kind_in_place_of_the_sheet(room: Room, heard: Heard, qtbot: QtBot, kind: str) -> None:
    closed: list[bool] = []
    made = open_kinds(replace(room, close_sheet=lambda: closed.append(True)), page_of(room))
    qtbot.addWidget(made)
    made.buttons[kind].click()
    form = heard.sheets[-1]
    qtbot.addWidget(form)
    assert closed == [True]
    assert isinstance(form, RequestForm if kind == "request" else CaseForm)
    assert form.accessibleName() == ("Record a request" if kind == "request" else CASE_KINDS[kind])


def test_the_close_button_closes_the_sheet(room: Room, qtbot: QtBot) -> None:
    closed: list[bool] = []
    made = KindSheet(replace(room, close_sheet=lambda: closed.append(True)), page_of(room))
    qtbot.addWidget(made)
    press(made, "Close (Esc)")
    assert closed == [True]


def test_the_keyboard_begins_at_the_first_kind_and_goes_down_the_sheet(sheet: KindSheet) -> None:
    sheet.activateWindow()
    sheet.setFocus()
    assert tabbed(len(sheet.buttons)) == list(sheet.buttons.values())


def test_no_kind_is_cut_off_at_any_text_size(sheet: KindSheet, dressing: Dressing, qtbot: QtBot) -> None:
    for text_size, wide in ((1.0, 478), (1.5, 720), (2.0, 900)):
        dressing.choose("light", text_size)
        sheet.resize(wide, 560)
        QApplication.processEvents()
        assert all(made.width() >= made.sizeHint().width() for made in sheet.buttons.values()), text_size


# What each form asks


@pytest.mark.parametrize("kind", OTHERS)
def test_a_form_asks_for_the_first_days_of_its_kind_and_little_else(room: Room, qtbot: QtBot, kind: str) -> None:
    asked = set(form_of(room, qtbot, kind).fields)
    opening = OPENINGS[kind]
    expected = {*FIRST_EVENTS[kind], "what_is_asked"}
    expected |= {"about"} if kind in ABOUT else set()
    expected |= {"requested_by", "asked_by_name"} if opening.asks_who else set()
    expected |= set() if kind == "records" else {"authority"}
    assert asked == expected


@pytest.mark.parametrize("kind", OTHERS)
def test_a_form_can_be_filled_by_keyboard_from_its_first_field_down(room: Room, qtbot: QtBot, kind: str) -> None:
    made = form_of(room, qtbot, kind)
    made.activateWindow()
    made.setFocus()
    assert tabbed(len(made.fields)) == [field.box for field in made.fields.values()]


@pytest.mark.parametrize("kind", OTHERS)
@pytest.mark.parametrize(("theme", "text_size"), [("light", 1.0), ("dark", 1.5)])
def test_everything_in_every_form_has_a_name(
    room: Room, qtbot: QtBot, dressing: Dressing, nameless: Callable[[QWidget], list[str]], kind: str, theme: str, text_size: float,
) -> None:
    dressing.choose(theme, text_size)
    made = form_of(room, qtbot, kind)
    assert nameless(made) == []
    assert nameless(open_kinds(room, page_of(room))) == []


# What it offers already


def test_the_pupils_own_council_is_offered(room: Room, qtbot: QtBot) -> None:
    assert form_of(room, qtbot, "plan").said("authority") == "Marlshire"


@pytest.mark.parametrize("kind", ["move", "consultation"])
def test_another_council_is_not_guessed(room: Room, qtbot: QtBot, kind: str) -> None:
    assert form_of(room, qtbot, kind).said("authority") == ""


def test_the_likeliest_case_it_is_about_is_chosen_already(room: Room, qtbot: QtBot) -> None:
    plan = open_kind(room.desk, "plan")
    open_kind(room.desk, "complaint")
    made = form_of(room, qtbot, "annual_review")
    assert made.code("about") == str(plan)
    assert [made.fields["about"].box.itemText(n) for n in range(2)] == ["None of those recorded", "Case 3: EHC plan, Marlshire"]  # type: ignore[attr-defined]


def test_a_case_opened_from_another_is_about_that_one_and_with_its_council(room: Room, heard: Heard, qtbot: QtBot) -> None:
    poppy = case_of(room.desk, "Poppy Ormerod")
    made = open_case_form(room, page_of(room, "Poppy Ormerod"), "appeal", about=poppy)
    qtbot.addWidget(made)
    assert (made.code("about"), made.said("authority")) == (str(poppy), "Marlshire")
    assert heard.sheets[-1] is made


def test_where_no_case_can_be_what_it_is_about_it_says_so_and_what_to_do(room: Room, qtbot: QtBot) -> None:
    said = form_of(room, qtbot, "appeal").fields["about"].hint
    assert said.startswith("No case of this kind is recorded for the pupil yet (request for an EHC needs assessment or annual review).")
    assert said.endswith("It can be joined later, under Case details.")


@pytest.mark.parametrize(("kind", "follows"), [(kind, follows) for kind, found in FOLLOWS.items() for follows in found])
def test_what_is_offered_to_arise_from_a_case_can_be_about_it(kind: str, follows: str) -> None:
    assert kind in ABOUT[follows]


# Opening


def given(kind: str) -> dict[str, str]:
    return {name: f"{on:%d/%m/%Y}" for name, on in BEGUN[kind].items() if name in FIRST_EVENTS[kind]}


@pytest.mark.parametrize("kind", CASE_KINDS)
def test_a_case_of_every_kind_is_opened_from_the_pupils_own_page(window: MainWindow, kind: str) -> None:
    window.go(Place("pupil", pupil_of(window.desk, "Leila Ashgrove"), "ehc"))
    press(window, "Open another kind of case")
    sheet = window.findChild(KindSheet)
    assert sheet is not None
    sheet.buttons[kind].click()
    form = window.findChild(RequestForm if kind == "request" else CaseForm)
    assert form is not None
    type_into(form, **given(kind) | ({} if kind == "records" else {"authority": "Marlshire"}))
    form.finish()
    shown = window.shown_screen()
    assert isinstance(shown, CaseScreen)
    assert shown.title.text().replace("\u00a0", " ") == f"{CASE_KINDS[kind]} · Case 3"
    assert {row.event.name for row in shown.events.rows} == set(BEGUN[kind]) & set(FIRST_EVENTS[kind])


def test_what_is_not_known_may_be_left_empty_and_the_case_waits(room: Room, heard: Heard, qtbot: QtBot) -> None:
    made = form_of(room, qtbot, "plan")
    made.finish()
    assert heard.last == "Case 3 is opened: EHC plan. It waits for its first date."
    assert heard.went == [Place("case", made.made)]


def test_a_case_with_its_first_day_does_not_wait(room: Room, heard: Heard, qtbot: QtBot) -> None:
    made = form_of(room, qtbot, "records")
    type_into(made, sar_received="2 nov", requested_by="young_person", asked_by_name="Leila", what_is_asked="Everything since Year 3.")
    made.finish()
    assert heard.last == "Case 3 is opened: Request for records."
    assert made.made is not None
    kept = room.desk.casework.page(made.made).case
    assert (kept.requested_by, kept.asked_by_name, kept.authority, kept.about) == ("young_person", "Leila", "", None)


def test_a_case_is_joined_to_the_one_that_is_chosen_and_to_none_where_none_is(room: Room, qtbot: QtBot) -> None:
    plan = open_kind(room.desk, "plan")
    for chosen, expected in ((str(plan), plan), ("", None)):
        made = form_of(room, qtbot, "move")
        type_into(made, about=chosen, authority="Fenshire")
        made.finish()
        assert made.made is not None
        assert room.desk.casework.page(made.made).case.about == expected


def test_a_council_that_is_not_named_is_asked_for_beside_its_field(room: Room, qtbot: QtBot) -> None:
    made = form_of(room, qtbot, "consultation")
    made.finish()
    assert made.fields["authority"].is_wrong()
    assert made.fields["authority"].said.text() == "Name the council that the case is with."
    assert made.made is None


def test_a_day_still_to_come_is_refused_where_it_cannot_be_planned(room: Room, heard: Heard, qtbot: QtBot) -> None:
    made = form_of(room, qtbot, "complaint")
    type_into(made, complaint_received="tomorrow")
    made.finish()
    assert made.fields["complaint_received"].said.text() == "This day has not come yet: record only what has happened."
    assert heard.went == []


def test_a_meeting_can_be_planned(room: Room, qtbot: QtBot) -> None:
    made = form_of(room, qtbot, "annual_review")
    type_into(made, review_meeting="14 jan 2027")
    made.finish()
    assert made.made is not None
    assert room.desk.casework.page(made.made).stage == "Meeting planned"


def test_half_a_case_is_kept_for_its_own_kind_and_pupil(room: Room, qtbot: QtBot) -> None:
    made = form_of(room, qtbot, "complaint")
    type_into(made, what_is_asked="The delay since June.")
    made.keeper.save()
    assert form_of(room, qtbot, "complaint").said("what_is_asked") == "The delay since June."
    assert form_of(room, qtbot, "appeal").said("what_is_asked") == ""
    assert form_of(room, qtbot, "complaint", "Kacper Wilk").said("what_is_asked") == ""


def test_nothing_follows_before_the_case_is_there(room: Room, heard: Heard, qtbot: QtBot) -> None:
    form_of(room, qtbot, "plan").after()
    assert heard.went == []


def test_a_planned_move_says_on_its_form_that_one_day_of_three_is_enough(room: Room, qtbot: QtBot) -> None:
    made = form_of(room, qtbot, "phase_transfer")
    assert "Give one of the three." in made.fields["phase_transfer.school"].hint
    type_into(made, **{"phase_transfer.post16": "2 sep 2027"})
    assert made.events() == [("phase_transfer.post16", date(2027, 9, 2), None)]


def test_the_sheet_is_no_wider_than_its_place_in_the_window(window: MainWindow) -> None:
    window.go(Place("pupil", pupil_of(window.desk, "Leila Ashgrove"), "ehc"))
    press(window, "Open another kind of case")
    QApplication.processEvents()
    sheet = window.findChild(KindSheet)
    assert sheet is not None
    for part in (*sheet.findChildren(QLabel), *sheet.findChildren(QPushButton)):
        assert part.mapTo(sheet, part.rect().topRight()).x() <= sheet.width()
