"""A request that goes from refusal through mediation and agreement to the plan, recorded by hand in two cases that hear one another."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from PySide6.QtWidgets import QAbstractButton, QComboBox
from shiboken6 import isValid

from sendco_desk.ui.forms.case_form import CaseForm
from sendco_desk.ui.forms.request_form import RequestForm
from sendco_desk.ui.main_window import MainWindow
from sendco_desk.ui.room import Place
from sendco_desk.ui.screens.case import CaseScreen
from sendco_desk.ui.screens.case_forms import EventForm
from tests.journeys.hands import CTRL, Hands, Key, says, settle, the

pytestmark = pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)  # what a list under a field does when it opens


def press(window: MainWindow, name: str) -> None:
    """Press the shown button of that name."""
    settle()
    next(b for b in window.findChildren(QAbstractButton) if b.isVisible() and b.isEnabled() and b.accessibleName() == name).click()
    settle()


def choose(box: object, code: str) -> None:
    """Choose from a list by what stands for it in code."""
    assert isinstance(box, QComboBox)
    box.setFocus()
    box.setCurrentIndex(box.findData(code))
    assert box.currentData() == code


def record(window: MainWindow, hands: Hands, name: str, on: date) -> None:
    """Add an event in its two fields."""
    press(window, "Add event")
    form = the(window, EventForm)
    choose(form.fields["name"].box, name)
    form.fields["on"].box.setFocus()
    hands.write(on.isoformat())
    hands.key(Key.Key_Return, CTRL)
    assert not (isValid(form) and form.isVisible()), f"{name} is questioned: {form.asked.accessibleName()}"
    settle()


def shown_case(window: MainWindow) -> CaseScreen:
    """The case on the screen."""
    screen = window.shown_screen()
    assert isinstance(screen, CaseScreen)
    return screen


def chips(window: MainWindow) -> dict[str, str]:
    """What the table of steps says of each rule."""
    return {line.milestone.rule.id: line.chip[0] for line in shown_case(window).steps.rows}


def test_a_refusal_goes_through_mediation_and_agreement_to_the_plan(main: MainWindow, hands: Hands) -> None:
    today = main.desk.clock().date()

    def back(weeks: int) -> date:
        return today - timedelta(weeks=weeks)

    leila = next(row.pupil.id for row in main.desk.pupils.rows() if row.pupil.known_name == "Leila Ashgrove")
    main.go(Place("pupil", leila, "ehc"))
    press(main, "Record a request")
    form = the(main, RequestForm)
    form.fields["request_received"].box.setFocus()
    hands.write(back(40).isoformat())
    hands.key(Key.Key_Return, CTRL)
    settle()
    request = shown_case(main).case
    record(main, hands, "refused_to_assess", back(34))
    assert chips(main)["REQ-04"] == "Done"

    press(main, "Open a case: Mediation and appeal")
    dispute = the(main, CaseForm)
    assert dispute.code("about") == str(request)
    dispute.fields["decision_letter_sent"].box.setFocus()
    hands.write(back(34).isoformat())
    hands.key(Key.Key_Return, CTRL)
    settle()
    appeal = shown_case(main).case
    assert appeal != request
    for name, weeks in (("mediation_adviser_contacted", 30), ("mediation_requested", 29), ("mediation_held", 26)):
        record(main, hands, name, back(weeks))
    assert chips(main)["DIS-03"] == "Done"
    record(main, hands, "mediation_agreement.assess", back(26))
    due = {line.milestone.rule.id: line.milestone.due for line in shown_case(main).steps.rows if line.milestone.start}
    assert (due["TRB-01"], due["TRB-02"], due["TRB-03"]) == (back(24), back(16), back(12))
    assert "treated as an order of the Tribunal (DIS-08)" in next(
        line.milestone.counted for line in shown_case(main).steps.rows if line.milestone.rule.id == "TRB-01"
    )

    main.go(Place("case", request))
    settle()
    record(main, hands, "agreed_to_assess", back(25))
    record(main, hands, "draft_plan_sent", back(18))
    record(main, hands, "final_plan_issued", back(13))
    ended = {line.milestone.rule.id: line.milestone.ended_because for line in shown_case(main).steps.rows}
    assert ended["REQ-10"].startswith("The council refused to assess on")
    assert "Final plan issued" in shown_case(main).stands.accessibleName()

    main.go(Place("case", appeal))
    settle()
    found = chips(main)
    assert (found["TRB-01"], found["TRB-02"], found["TRB-03"]) == ("Done", "No longer owed", "Done")

    late = [row for row in main.desk.casework.due(today) if row.pupil.id == leila and row.milestone.days_late]
    assert late == []


def test_an_agreement_that_the_council_does_not_keep_is_late_in_both_cases_and_once_in_today(
    main: MainWindow, hands: Hands, unlocked: Callable[[], MainWindow],
) -> None:
    today = main.desk.clock().date()
    kacper = main.desk.casework.cases()[0]
    main.go(Place("case", kacper.case.id))
    record(main, hands, "refused_to_assess", today - timedelta(weeks=8))
    press(main, "Open a case: Mediation and appeal")
    hands.key(Key.Key_Return, CTRL)
    settle()
    record(main, hands, "mediation_requested", today - timedelta(weeks=7))
    record(main, hands, "mediation_held", today - timedelta(weeks=4))
    record(main, hands, "mediation_agreement.assess", today - timedelta(weeks=4))
    assert chips(main)["TRB-01"] == "14 days late"
    main.go(Place("today"))
    settle()
    assert says(main).count("say that it will assess") == 1

    again = unlocked()
    rows = [row for row in again.desk.today.lists().theirs if row.rule_id == "TRB-01"]
    assert [row.chip_word for row in rows] == ["14 days late"]
