"""The Print buttons of tabs and pages: the forms that belong there, laid over the window as they will print."""

import pytest
from PySide6.QtWidgets import QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from sendco_desk.services.printed_forms import FORM_OF
from sendco_desk.ui.room import Place, Room
from sendco_desk.ui.screens.case import CaseScreen
from sendco_desk.ui.screens.ehc import EhcPage
from sendco_desk.ui.screens.form_print import print_button, show_form
from sendco_desk.ui.screens.paper_view import PaperView
from sendco_desk.ui.screens.people_professionals import ProfessionalsPart
from sendco_desk.ui.screens.provision_groups import GroupsPart
from sendco_desk.ui.screens.provision_tab import ProvisionPage
from sendco_desk.ui.screens.support import SupportPage
from tests.services.support_cases import GROUP, Filled, fill
from tests.ui.heard import Heard
from tests.ui.provision_desks import as_assistant


@pytest.fixture
def filled(room: Room) -> Filled:
    """Leila, of whom everything is recorded."""
    return fill(room.desk, next(row.pupil for row in room.desk.pupils.rows() if row.pupil.known_name == "Leila Ashgrove"))


def deeds(made: QPushButton) -> list[str]:
    """The choices of a button that opens a list."""
    menu = made.menu()
    assert isinstance(menu, QMenu)
    return [action.text() for action in menu.actions()]


def shown(heard: Heard) -> PaperView:
    view = heard.sheets[-1]
    assert isinstance(view, PaperView)
    return view


def print_of(inside: QWidget, name: str = "Print: ") -> QPushButton:
    return next(one for one in inside.findChildren(QPushButton) if one.accessibleName().startswith(name))


def test_one_form_is_made_at_once_and_can_be_kept_among_the_pupils_documents(room: Room, filled: Filled, heard: Heard, qtbot: QtBot) -> None:
    made = print_button(room, ("professionals",), lambda: filled.pupil)
    qtbot.addWidget(made)
    made.click()
    assert (shown(heard).name, shown(heard).pupil, shown(heard).kept_title) == ("professional-log", filled.pupil, "Professional log")


def test_of_several_there_is_a_list_with_costs_for_whoever_may_see_them(room: Room, filled: Filled, heard: Heard, qtbot: QtBot) -> None:
    made = print_button(room, ("support-plan", "review"), lambda: filled.pupil)
    qtbot.addWidget(made)
    assert deeds(made) == ["SEN support plan", "SEN support plan, with costs", "Review of SEN support", "Review of SEN support, with costs"]
    made.menu().actions()[1].trigger()
    assert shown(heard).paper == room.desk.forms.paper("support-plan", pupil=filled.pupil, costed=True)
    as_assistant(room.desk)
    hours_only = print_button(room, ("support-plan", "review"), lambda: filled.pupil)
    qtbot.addWidget(hours_only)
    assert deeds(hours_only) == ["SEN support plan", "Review of SEN support"]


def test_nothing_is_made_while_nobody_is_shown_and_a_refusal_is_said(room: Room, heard: Heard, qtbot: QtBot) -> None:
    made = print_button(room, ("status",), lambda: None)
    qtbot.addWidget(made)
    made.click()
    assert heard.sheets == []
    show_form(room, "provision-map", group="Nothing")
    assert heard.last.startswith("No provision here is called “Nothing”") and heard.sheets == []


@pytest.mark.parametrize(("tab", "form"), [(SupportPage, "support-plan"), (ProvisionPage, "provision-map")])
def test_a_tab_prints_the_form_that_belongs_to_it(
    room: Room, filled: Filled, heard: Heard, qtbot: QtBot, tab: type[SupportPage | ProvisionPage], form: str,
) -> None:
    page = tab(room)
    qtbot.addWidget(page)
    page.show_pupil(room.desk.pupils.page(filled.pupil))
    made = next(one for one in page.findChildren(QPushButton) if one.menu() is not None and deeds(one)[0] == FORM_OF[form].title)
    made.menu().actions()[0].trigger()
    assert shown(heard).name == FORM_OF[form].file


def test_the_professional_log_is_printed_where_it_stands(room: Room, filled: Filled, heard: Heard, qtbot: QtBot) -> None:
    part = ProfessionalsPart(room)
    qtbot.addWidget(part)
    part.put(room.desk.pupils.page(filled.pupil))
    part.print_button.click()
    assert shown(heard).name == "professional-log"


def test_the_status_slip_is_printed_from_the_cases_of_a_pupil_and_from_one_of_them(
    room: Room, filled: Filled, heard: Heard, qtbot: QtBot,
) -> None:
    tab, case = EhcPage(room), CaseScreen(room)
    qtbot.addWidget(tab)
    qtbot.addWidget(case)
    tab.show_pupil(room.desk.pupils.page(filled.pupil))
    tab.slip.click()
    assert shown(heard).name == "where-things-are"
    case.print_slip()
    assert len(heard.sheets) == 1
    case.open_at(Place("case", filled.case))
    case.print_slip()
    assert len(heard.sheets) == 2 and shown(heard).name == "where-things-are"


def test_the_hand_over_sheet_is_printed_from_its_case(room: Room, filled: Filled, heard: Heard, qtbot: QtBot) -> None:
    case = CaseScreen(room)
    qtbot.addWidget(case)
    case.print_handover()
    assert heard.sheets == []
    case.open_at(Place("case", filled.case))
    case.print_handover()
    assert shown(heard).name == "hand-over" and "· Case " in shown(heard).paper.about[0]


def test_a_groups_map_is_printed_from_the_list_of_groups(room: Room, filled: Filled, heard: Heard, qtbot: QtBot) -> None:
    part = GroupsPart(room)
    qtbot.addWidget(part)
    part.print()
    assert heard.sheets == []
    part.refresh()
    part.table.choose(filled.group)
    print_of(part).click()
    assert shown(heard).title == f"Provision map: {GROUP}"
