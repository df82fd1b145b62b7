"""Councils and letters: contacts by role, councils' own days, and how the wordings stand; by mouse and by keyboard alone."""

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from sendco_desk.domain.councils import CouncilContact, CouncilDate
from sendco_desk.services import letter_wording
from sendco_desk.services.councils import Councils
from sendco_desk.ui.forms.council_forms import ContactForm, CouncilDateForm
from sendco_desk.ui.forms.form import Form
from sendco_desk.ui.forms.letter_forms import WordingForm
from sendco_desk.ui.models.council_models import ContactsModel, CouncilDatesModel
from sendco_desk.ui.room import Place, Room
from sendco_desk.ui.screens.councils import CouncilsScreen
from sendco_desk.ui.theme import Dressing
from tests.ui.case_desks import says
from tests.ui.heard import Heard


def contact(role: str = "case_officer", name: str = "Ms T. Rowan") -> CouncilContact:
    return CouncilContact(
        id=uuid4(), authority="Marlshire", role=role, name=name, email=f"{role}@marlshire.example", address="County Hall,\n\nMarlbury", telephone="",
    )


def council_day(on: date = date(2026, 12, 4)) -> CouncilDate:
    return CouncilDate(id=uuid4(), authority="Marlshire", what="phase_transfer_school", on=on, source="Guide, page 9")


@pytest.fixture
def councils(room: Room) -> Councils:
    found = room.desk.councils
    for role, name in (("head_of_send", "Mrs J. Sedge"), ("case_officer", "Ms T. Rowan")):
        found.save_contact(contact(role, name))
    found.save_date(council_day())
    return found


@pytest.fixture
def screen(room: Room, qtbot: QtBot, councils: Councils) -> CouncilsScreen:
    made = CouncilsScreen(room)
    qtbot.addWidget(made)
    made.resize(1158, 690)
    made.open_at(Place("councils"))
    made.show()
    return made


def press(inside: QWidget, name: str) -> None:
    next(b for b in inside.findChildren(QAbstractButton) if b.accessibleName() == name).click()


def write(form: Form, **words: str) -> None:
    for name, text in words.items():
        box = form.fields[name].box
        if isinstance(box, QComboBox):
            box.setCurrentIndex(box.findData(text))
        elif isinstance(box, QLineEdit):
            box.setText(text)


@pytest.mark.parametrize(("model", "row"), [(ContactsModel, contact), (CouncilDatesModel, council_day)])
def test_the_models_pass_qt_s_own_tester(
    qtbot: QtBot, model: type[ContactsModel] | type[CouncilDatesModel], row: Callable[[], object],
) -> None:
    made = model()
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal)
    made.put([row(), row()])  # type: ignore[list-item]
    for column in range(made.columnCount()):
        made.sort(column, Qt.SortOrder.DescendingOrder)
        index = made.index(0, column)
        assert made.data(index, Qt.ItemDataRole.AccessibleTextRole)
    made.put([])


def test_contacts_stand_by_council_and_rung_with_their_address_on_one_line(screen: CouncilsScreen) -> None:
    assert [screen.contacts.rows[n].role for n in range(2)] == ["case_officer", "head_of_send"]
    assert screen.contacts.index(0, 5).data() == "County Hall, Marlbury"
    assert screen.contacts.index(0, 4).data(Qt.ItemDataRole.AccessibleTextRole) == "No telephone"
    assert screen.dates.index(0, 0).data() == "Fri 4 Dec 2026"


def test_a_page_with_nothing_recorded_says_what_goes_there(room: Room, qtbot: QtBot) -> None:
    made = CouncilsScreen(room)
    qtbot.addWidget(made)
    made.open_at(Place("councils"))
    made.show()
    assert "Nobody is recorded yet." in says(made) and "No day is recorded." in says(made)
    assert not made.change_contact_button.isEnabled() and not made.remove_date_button.isEnabled()
    made.change_contact(None)
    made.change_date(None)
    made.remove_contact()
    made.remove_date()


def test_a_contact_is_added_with_the_school_s_own_council_ready(room: Room, qtbot: QtBot, screen: CouncilsScreen, heard: Heard) -> None:
    press(screen, "Add a contact")
    form = heard.sheets[-1]
    assert isinstance(form, ContactForm)
    qtbot.addWidget(form)
    assert form.said("authority") == "Marlshire" and "Known here: Marlshire." in form.fields["authority"].hint
    form.finish()
    assert form.fields["name"].is_wrong()
    write(form, name="Mr P. Hale", role="team_manager", email="p.hale@marlshire.example")
    form.finish()
    assert heard.last == "The contact is saved."
    screen.refresh()
    assert [c.name for c in screen.contacts.rows] == ["Ms T. Rowan", "Mr P. Hale", "Mrs J. Sedge"]


def test_enter_changes_and_delete_takes_out_the_chosen_contact(qtbot: QtBot, screen: CouncilsScreen, councils: Councils, heard: Heard) -> None:
    screen.contacts_table.choose(screen.contacts.rows[1].id)
    QTest.keyClick(screen.contacts_table, Qt.Key.Key_Return)
    form = heard.sheets[-1]
    assert isinstance(form, ContactForm) and form.said("name") == "Mrs J. Sedge"
    qtbot.addWidget(form)
    write(form, name="Mrs J. Sedge-Hill")
    form.finish()
    QTest.keyClick(screen.contacts_table, Qt.Key.Key_Down)
    QTest.keyClick(screen.contacts_table, Qt.Key.Key_Delete)
    assert heard.last == "The contact is taken out." and heard.said[-1].action == "Undo"
    assert [c.name for c in councils.contacts()] == ["Ms T. Rowan"]


def test_a_council_s_own_day_is_added_changed_and_taken_out(qtbot: QtBot, screen: CouncilsScreen, councils: Councils, heard: Heard) -> None:
    press(screen, "Add a day")
    form = heard.sheets[-1]
    assert isinstance(form, CouncilDateForm)
    qtbot.addWidget(form)
    form.finish()
    assert form.fields["what"].is_wrong()
    write(form, what="phase_transfer_post16")
    form.finish()
    assert form.fields["on"].is_wrong()
    write(form, on="29 Jan 2027", source="Guide")
    form.finish()
    assert heard.last == "The council’s day is saved."
    screen.refresh()
    screen.dates_table.choose(screen.dates.rows[1].id)
    press(screen, "Change the council’s day")
    change = heard.sheets[-1]
    assert isinstance(change, CouncilDateForm)
    qtbot.addWidget(change)
    write(change, on="4 Dec 2026")
    change.finish()
    assert [one.on for one in councils.dates()] == [date(2026, 12, 4), date(2026, 12, 4)]
    screen.dates_table.setFocus()
    QTest.keyClick(screen.dates_table, Qt.Key.Key_Delete)
    assert len(councils.dates()) == 1


def test_buttons_wait_for_a_chosen_row(screen: CouncilsScreen, heard: Heard) -> None:
    assert not screen.change_contact_button.isEnabled()
    screen.contacts_table.choose(screen.contacts.rows[0].id)
    press(screen, "Change the contact")
    assert isinstance(heard.sheets[-1], ContactForm)
    press(screen, "Take the contact out")
    assert heard.last == "The contact is taken out."


def test_each_wording_says_whose_it_is_and_opens(room: Room, screen: CouncilsScreen, heard: Heard, monkeypatch: pytest.MonkeyPatch) -> None:
    room.desk.letters.wordings.save("chaser-2", "Dear {addressee}, ours.")
    screen.refresh()
    assert says(screen).count("letter") > 2  # once Qt has shown what was put there
    names = [w.accessibleName() for w in screen.findChildren(QWidget) if w.isVisibleTo(screen)]
    assert names.count("As it came") == 4 and names.count("The school’s own") == 1
    press(screen, "Change the wording: Second letter about a late step")
    assert isinstance(heard.sheets[-1], WordingForm)
    monkeypatch.setattr(letter_wording, "original", lambda name: "Dear {addressee}, newer.")
    screen.refresh()
    assert "The app’s has changed" in [w.accessibleName() for w in screen.findChildren(QWidget)]


def test_everything_on_the_page_has_a_name(screen: CouncilsScreen, nameless: Callable[[QWidget], list[str]]) -> None:
    assert nameless(screen) == []


@pytest.mark.parametrize(("wide", "size", "theme"), [(1005, 1.0, "dark"), (850, 2.0, "light")])
def test_nothing_is_cut_off_in_a_small_window(
    screen: CouncilsScreen, dressing: Dressing, qtbot: QtBot, wide: int, size: float, theme: str,
) -> None:
    dressing.choose(theme, size)
    screen.resize(wide, 500)
    screen.set_look(dressing.look)
    qtbot.wait(30)
    beyond = [b for b in screen.findChildren(QAbstractButton) if b.isVisible() and b.mapTo(screen, b.rect().topRight()).x() > wide]
    assert [b.accessibleName() for b in beyond] == []
    assert not screen.grab().isNull()
