"""Reviews: the yearly round of every plan and the board of moves, the plan that is counted while a day is typed, and each deed by one press."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication, QPainter
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from sendco_desk.domain.councils import CouncilDate
from sendco_desk.domain.pupil import Pupil
from sendco_desk.ui.forms.form import Form
from sendco_desk.ui.forms.review_forms import (
    DecisionForm,
    EarlyForm,
    MoveForm,
    PlanCaseForm,
    PlanForm,
    RecordForm,
)
from sendco_desk.ui.models.reviews_model import (
    OURS,
    THEIRS,
    UNPLANNED,
    MovesModel,
    ReviewFilter,
    ReviewLine,
    ReviewsModel,
    move_sentences,
)
from sendco_desk.ui.room import Place, Room
from sendco_desk.ui.screens import review_parts
from sendco_desk.ui.screens.review_parts import ReviewCells
from sendco_desk.ui.screens.reviews import ANNUAL, MOVING, ReviewsScreen, move_counts
from sendco_desk.ui.theme import Dressing
from sendco_desk.ui.widgets.buttons import Button
from tests.ui.case_desks import TODAY, file_document, says
from tests.ui.heard import Heard

SPOKEN = Qt.ItemDataRole.AccessibleTextRole
MADE, REVIEWED = ("plan_made", "2022-03-01"), ("review_completed", "2026-02-10")  # the next complete by Tue 9 Feb 2027
F = TypeVar("F", bound=Form)


def day(text: str) -> date:
    return date.fromisoformat(text)


def child(room: Room, name: str, *events: tuple[str, str], year: str = "4", born: date | None = None) -> UUID:
    """A child with a plan, whose case is open where events are given."""
    pupil = Pupil(id=uuid4(), legal_forename=name, legal_surname="Brackenbury", year_group=year, date_of_birth=born)
    room.desk.pupils.add(pupil, authority="Marlshire", status="E")
    if events:
        case(room, pupil.id, "plan", *events)
    return pupil.id


def case(room: Room, pupil: UUID, kind: str, *events: tuple[str, str], about: UUID | None = None) -> UUID:
    happened = [(name, day(on), None) for name, on in events]
    return room.desk.casework.open_case(pupil, kind, authority="Marlshire", about=about, events=happened)[0]


def plan_of(room: Room, pupil: UUID) -> UUID:
    return next(view.case.id for view in room.desk.caseload.of_pupil(pupil) if view.case.case_kind == "plan")


def reviewed(room: Room, pupil: UUID, *events: tuple[str, str]) -> UUID:
    """A review of the child's plan."""
    return case(room, pupil, "annual_review", *events, about=plan_of(room, pupil))


@pytest.fixture
def screen(room: Room, heard: Heard, qtbot: QtBot) -> ReviewsScreen:
    """The screen, which follows each deed and its undoing as in the window."""
    shown: list[ReviewsScreen] = []

    def changed(kinds: frozenset[str]) -> None:
        heard.changed.append(kinds)
        shown[0].refresh()

    made = ReviewsScreen(replace(room, changed=changed, undo=lambda: changed(room.desk.finding.undo()[1])))
    shown.append(made)
    qtbot.addWidget(made)
    made.resize(1300, 640)
    made.open_at(Place("reviews"))
    made.show()
    return made


def names(screen: ReviewsScreen) -> list[str]:
    rows: list[Any] = list(screen.moves_model.rows if screen.half == MOVING else screen.model.rows)
    return [getattr(row, "row", row).pupil.legal_forename for row in rows]


def choose(screen: ReviewsScreen, pupil: UUID) -> None:
    """The child as the list now stands, chosen."""
    screen.refresh()
    (screen.moving if screen.half == MOVING else screen.annual).table.choose(pupil)


def offered(screen: ReviewsScreen) -> list[str]:
    """The deeds that can be pressed."""
    half = screen.moving if screen.half == MOVING else screen.annual
    return [made.accessibleName() for made in half.chosen.deeds.values() if made.isVisibleTo(half.chosen)]


def press(inside: QWidget, name: str) -> None:
    found = [b for b in inside.findChildren(QPushButton) if b.accessibleName() == name and b.isVisibleTo(inside)]
    assert found, name
    QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)


def sheet(heard: Heard, qtbot: QtBot, kind: type[F]) -> F:
    """The sheet that was laid over the window last."""
    form = heard.sheets[-1]
    assert isinstance(form, kind)
    qtbot.addWidget(form)
    form.resize(480, 700)
    form.show()
    return form


def type_in(form: Form, name: str, text: str) -> None:
    box = form.fields[name].box
    assert isinstance(box, QLineEdit)
    box.setText(text)


def spoken(screen: ReviewsScreen, row: int = 0) -> list[str]:
    model = screen.moves_model if screen.half == MOVING else screen.model
    return [str(model.index(row, column).data(SPOKEN)) for column in range(model.columnCount())]


# The yearly round


def test_a_pupil_whose_plan_has_no_case_asks_for_it_and_enter_opens_the_sheet(screen: ReviewsScreen, heard: Heard, qtbot: QtBot) -> None:
    assert names(screen) == ["Leila"]
    assert screen.total.text() == "1 plan, 1 without a case"
    assert "No case is open for this plan, so that none of its days is counted." in says(screen)
    assert offered(screen) == ["Open the plan’s case"]
    QTest.keyClick(screen.annual.table, Qt.Key.Key_Return)
    form = sheet(heard, qtbot, PlanCaseForm)
    type_in(form, "made", "12/1/26")
    type_in(form, "reviewed", "11/1/26")
    form.finish()
    assert "cannot be complete before the plan was made" in form.fields["reviewed"].said.text()
    type_in(form, "reviewed", "")
    form.finish()
    assert heard.last == "The plan’s case is open."
    assert spoken(screen)[3].startswith("Mon 11 Jan 2027. Twelve months that begin with")
    assert "(Children and Families Act 2014 s.44(1)); the plan was made on Mon 12 Jan 2026." in says(screen)


def test_a_plan_whose_day_is_not_known_waits_for_it(screen: ReviewsScreen, room: Room, heard: Heard, qtbot: QtBot) -> None:
    press(screen, "Open the plan’s case")
    sheet(heard, qtbot, PlanCaseForm).finish()
    assert heard.last == "The plan’s case is open. It waits for the day the plan was made."
    assert spoken(screen)[3] == "The next yearly review cannot be counted yet"
    assert "neither the day the plan was made nor that of its last review is recorded" in says(screen)
    press(screen, "Add the day the plan was made")
    form = sheet(heard, qtbot, RecordForm)
    type_in(form, "on", "3/11/26")
    form.finish()
    assert "the plan was made on Tue 3 Nov 2026" in says(screen)


def test_a_row_says_the_whole_round(screen: ReviewsScreen, room: Room) -> None:
    pupil = child(room, "Tilda", MADE, REVIEWED)
    reviewed(room, pupil, ("review_meeting", "2026-10-05"), ("review_notice_sent", "2026-09-01"), ("review_report_sent", "2026-10-12"))
    choose(screen, pupil)
    row = names(screen).index("Tilda")
    assert spoken(screen, row)[:3] == ["Tilda Brackenbury", "Year 4", "The last review was complete on Tue 10 Feb 2026"]
    assert spoken(screen, row)[4:] == [
        "Held on Mon 5 Oct 2026", "Not recorded: advice and papers", "Not recorded",
        "Marlshire had to tell the parent or young person whether it will keep, amend or cease the plan by Mon 2 Nov 2026 "
        "(SEND Regulations 2014 reg 20(10) and 22(2))", "Waiting for a decision",
    ]
    shown = [screen.model.index(row, column).data() for column in range(screen.model.columnCount())]
    assert shown[7] == "10 days late, decision"
    said = says(screen)
    assert "Whether this was done is not known, so nobody is called late for it." in said
    assert "The next year runs from the day the council’s decision is sent, not from the meeting." in said
    assert screen.total.text() == "2 plans, 1 late, 1 without a case"


def test_a_plan_amended_inside_the_parents_fifteen_days_is_told(screen: ReviewsScreen, room: Room) -> None:
    pupil = child(room, "Tilda", MADE, REVIEWED)
    reviewed(
        room, pupil, ("review_meeting", "2026-10-05"), ("review_decision.amend", "2026-10-26"), ("amendment_notice_sent", "2026-10-26"),
        ("amended_plan_issued", "2026-11-02"),
    )
    choose(screen, pupil)
    assert "Marlshire acted before the parent’s fifteen days ended on Mon 9 Nov 2026 (SEND Regulations 2014 reg 22(2)(c))." in says(screen)


def test_what_was_not_recorded_before_a_meeting_that_was_held_is_said_in_its_plan(
    screen: ReviewsScreen, room: Room, heard: Heard, qtbot: QtBot,
) -> None:
    pupil = child(room, "Tilda", MADE, REVIEWED)
    reviewed(room, pupil, ("review_meeting", "2026-11-09"))
    choose(screen, pupil)
    press(screen, "Move the meeting")
    form = sheet(heard, qtbot, PlanForm)
    assert "Give notice of the review meeting by Mon 26 Oct 2026: Not recorded." in form.view.accessibleName()


def test_before_the_meeting_the_next_step_stands_with_its_day_and_source(screen: ReviewsScreen, room: Room) -> None:
    pupil = child(room, "Tilda", MADE, REVIEWED)
    reviewed(room, pupil, ("review_meeting", "2026-11-30"), ("review_advice_requested", "2026-10-26"))
    choose(screen, pupil)
    assert (
        "Next for the school: give notice of the review meeting by Mon 16 Nov 2026 (SEND Regulations 2014 reg 20(3) and 21(3))." in says(screen)
    )
    assert offered(screen) == ["Move the meeting", "Notice sent", "Papers sent round", "Open case"]
    row = names(screen).index("Tilda")
    shown = [screen.model.index(row, column).data() for column in range(screen.model.columnCount())]
    assert shown[4:8] == ["Mon 30 Nov 2026", "Mon 16 Nov 2026, give notice of the review meeting", "4 days left", "Mon 28 Dec 2026, decision"]


def test_when_to_plan_the_meeting_is_said_with_its_reason(screen: ReviewsScreen, room: Room) -> None:
    pupil = child(room, "Tilda", MADE, REVIEWED)
    choose(screen, pupil)
    assert "A meeting by Tue 12 Jan 2027 leaves the council its four weeks to decide by then." in says(screen)
    assert offered(screen) == ["Plan the meeting", "Early review asked for", "Open case"]
    late = child(room, "Rafi", ("plan_made", "2025-11-10"), year="6")
    choose(screen, late)
    said = says(screen)
    assert "The yearly review had to be complete by Mon 9 Nov 2026, 3 days ago" in said
    assert "A meeting by Mon 12 Oct 2026 would have left the council its four weeks to decide by then" in said
    assert screen.total.text() == "3 plans, 1 late, 1 to plan now, 1 without a case"


def test_a_move_brings_the_meeting_forward_and_says_so(screen: ReviewsScreen, room: Room) -> None:
    pupil = child(room, "Rafi", MADE, REVIEWED, year="6")
    choose(screen, pupil)
    assert "A meeting by Sun 22 Nov 2026 leaves time to amend the plan for the move." in says(screen)


def test_a_child_under_five_is_considered_more_often(screen: ReviewsScreen, room: Room) -> None:
    pupil = child(room, "Wren", ("plan_made", "2026-04-01"), year="R", born=date(2022, 3, 14))
    choose(screen, pupil)
    assert "For a child under five the council should consider a review at least every three to six months." in says(screen)


def test_a_plan_that_ceased_offers_only_its_case(screen: ReviewsScreen, room: Room) -> None:
    pupil = child(room, "Tilda", MADE, ("plan_ceased", "2026-10-01"))
    choose(screen, pupil)
    assert offered(screen) == ["Open case"]
    assert "Plan ceased: no yearly review is counted." in says(screen)
    row = names(screen).index("Tilda")
    assert spoken(screen, row)[5:8] == ["Nothing is next for the school", "Nothing to do now", "The council owes nothing now"]


def test_filters_narrow_by_whose_turn_it_is_and_by_year(screen: ReviewsScreen, room: Room) -> None:
    ours, theirs = child(room, "Ada", MADE, REVIEWED), child(room, "Ben", MADE, REVIEWED, year="6")
    reviewed(room, ours, ("review_meeting", "2026-11-30"))
    reviewed(room, theirs, ("review_meeting", "2026-09-14"), ("review_report_sent", "2026-09-21"))
    screen.refresh()
    for standing, expected in ((OURS, ["Ada"]), (THEIRS, ["Ben", "Ada"]), (UNPLANNED, ["Leila"])):
        screen.choose_standing(standing)
        assert names(screen) == expected
        assert screen.annual.count.text() == f"{len(expected)} shown"
    screen.choose_year("6")
    assert "Nobody matches" in says(screen)
    press(screen, "Show everybody")
    assert names(screen) == ["Ben", "Ada", "Leila"]
    assert screen.year.chosen == "" and screen.standing.chosen() == "all"
    assert list(screen.year.options.values()) == ["Year 4", "Year 5", "Year 6"]


def test_enter_opens_the_case_of_the_review_else_of_the_plan(screen: ReviewsScreen, room: Room, heard: Heard) -> None:
    pupil = child(room, "Tilda", MADE, REVIEWED)
    choose(screen, pupil)
    QTest.keyClick(screen.annual.table, Qt.Key.Key_Return)
    review = reviewed(room, pupil, ("review_meeting", "2026-12-14"))
    choose(screen, pupil)
    press(screen, "Open case")
    assert heard.went == [Place("case", plan_of(room, pupil)), Place("case", review)]
    assert screen.pupil_here() == pupil


def test_rows_are_copied_as_a_table(screen: ReviewsScreen, room: Room) -> None:
    child(room, "Tilda", MADE, REVIEWED)
    screen.refresh()
    screen.annual.table.clearSelection()
    press(screen, "Copy")
    copied = QGuiApplication.clipboard().text().splitlines()
    assert copied[0].startswith("Pupil\t") and "Tue 12 Jan 2027, plan the review meeting" in copied[-1]


# Planning and moving a meeting


def test_the_whole_plan_is_counted_while_the_day_is_typed_and_kept_only_by_saving(
    screen: ReviewsScreen, room: Room, heard: Heard, qtbot: QtBot,
) -> None:
    pupil = child(room, "Tilda", MADE, REVIEWED)
    choose(screen, pupil)
    press(screen, "Plan the meeting")
    form = sheet(heard, qtbot, PlanForm)
    assert "The first school day that allows two weeks’ notice is Thu 26 Nov 2026." in says(form)
    assert "By Tue 12 Jan 2027 the council’s decision still falls into the year." in says(form)
    type_in(form, "on", "12/1/27")
    said = says(form)
    for line in (
        "Between Tue 1 Dec 2026 and Tue 15 Dec 2026", "PLAN-01. Derived from SEND Regulations 2014 reg 20(4)", "By Tue 29 Dec 2026",
        "By Tue 26 Jan 2027", "By Tue 9 Feb 2027", "By Tue 6 Apr 2027", "REV-10. R (L, M and P) v Devon CC [2022] EWHC 493 (Admin)",
    ):
        assert line in said
    assert "Decide after the review by Tue 9 Feb 2027: 89 days left." in form.view.accessibleName()
    assert len(room.desk.caseload.of_pupil(pupil)) == 1
    form.finish()
    assert heard.last == "The review meeting is planned for Tue 12 Jan 2027."
    assert offered(screen) == ["Move the meeting", "Advice asked for", "Notice sent", "Papers sent round", "Open case"]


def test_what_clashes_is_said_at_once_and_a_word_that_is_no_day_shows_no_plan(
    screen: ReviewsScreen, room: Room, heard: Heard, qtbot: QtBot,
) -> None:
    pupil = child(room, "Tilda", MADE, REVIEWED)
    room.desk.school.add_closure(date(2026, 12, 21), date(2027, 1, 1), "Christmas")
    choose(screen, pupil)
    press(screen, "Plan the meeting")
    form = sheet(heard, qtbot, PlanForm)
    type_in(form, "on", "20/11")
    assert "Two weeks’ notice is no longer possible for this day; the first school day that still allows it is Thu 26 Nov 2026." in says(form)
    assert "Give notice of the review meeting by Fri 6 Nov 2026: Has passed." in form.view.accessibleName()  # late is nobody yet
    type_in(form, "on", "12/1/27")
    assert "The last school day before it is Fri 18 Dec 2026." in says(form)
    type_in(form, "on", "1/5/2013")
    assert "the meeting is recorded as held" in says(form.view) and "Before the meeting" not in says(form.view)  # before these rules began
    type_in(form, "on", "soonish")
    assert says(form.view) == ""
    form.finish()
    assert "Type a date such as" in form.fields["on"].said.text()
    type_in(form, "on", "")
    assert "Type a day" in says(form.view)
    form.finish()
    assert form.fields["on"].said.text() == "Give the day of the meeting."


def test_a_meeting_is_moved_from_its_present_day(screen: ReviewsScreen, room: Room, heard: Heard, qtbot: QtBot) -> None:
    pupil = child(room, "Tilda", MADE, REVIEWED)
    review = reviewed(room, pupil, ("review_meeting", "2026-12-14"), ("review_notice_sent", "2026-11-10"))
    choose(screen, pupil)
    press(screen, "Move the meeting")
    form = sheet(heard, qtbot, PlanForm)
    box = form.fields["on"].box
    assert isinstance(box, QLineEdit) and box.text() == "Mon 14 Dec 2026"
    type_in(form, "on", "9/11/26")  # before its own notice
    form.finish()
    assert "is before ‘Notice of the review meeting sent’" in says(form.asked)
    type_in(form, "on", "12/1/27")
    assert not form.asked.isVisibleTo(form)
    assert "tell everybody invited of this one" in says(form)
    form.finish()
    assert heard.last == "The review meeting is moved to Tue 12 Jan 2027."
    assert [e.on for e in room.desk.caseload.view(review).events if e.name == "review_meeting"] == [date(2027, 1, 12)]
    screen.room.undo()
    assert [e.on for e in room.desk.caseload.view(review).events if e.name == "review_meeting"] == [date(2026, 12, 14)]


def test_a_doubted_day_can_be_saved_all_the_same(screen: ReviewsScreen, room: Room, heard: Heard, qtbot: QtBot) -> None:
    pupil = child(room, "Tilda", MADE, REVIEWED)
    reviewed(room, pupil, ("review_meeting", "2026-12-14"), ("review_notice_sent", "2026-11-10"))
    choose(screen, pupil)
    press(screen, "Move the meeting")
    form = sheet(heard, qtbot, PlanForm)
    type_in(form, "on", "9/11/26")
    form.finish()
    press(form, "Save anyway")
    assert heard.last == "The review meeting was held on Mon 9 Nov 2026."


def test_a_plan_whose_year_is_over_or_not_known_suggests_only_the_first_day(screen: ReviewsScreen, room: Room, heard: Heard, qtbot: QtBot) -> None:
    pupil, unknown = child(room, "Tilda", ("plan_made", "2025-11-10")), child(room, "Ben", ("funding_changed", "2026-01-12"))
    for one in (pupil, unknown):
        choose(screen, one)
        press(screen, "Plan the meeting")
        hint = sheet(heard, qtbot, PlanForm).fields["on"].said.text()
        assert hint == "The first school day that allows two weeks’ notice is Thu 26 Nov 2026."


# What was done, by one press each


def test_each_deed_is_recorded_with_its_day_and_document_and_then_offered_no_more(
    screen: ReviewsScreen, room: Room, heard: Heard, qtbot: QtBot,
) -> None:
    pupil = child(room, "Tilda", MADE, REVIEWED)
    review = reviewed(room, pupil, ("review_meeting", "2026-11-09"))
    paper = file_document(room.desk, pupil, "Invitation")
    choose(screen, pupil)
    for name, event in (
        ("Advice asked for", "review_advice_requested"), ("Notice sent", "review_notice_sent"), ("Papers sent round", "review_papers_circulated"),
        ("Report sent", "review_report_sent"),
    ):
        press(screen, name)
        form = sheet(heard, qtbot, RecordForm)
        assert form.event_day() == TODAY and "Tilda Brackenbury" in says(form)
        if event != "review_report_sent":
            type_in(form, "on", "21/10/26")
        form.fields["proof"].box.choose(str(paper.id))  # type: ignore[attr-defined]  # the box is a list of choices
        form.finish()
        assert name not in offered(screen)
        kept = [e for e in room.desk.caseload.view(review).events if e.name == event]
        assert [(e.proof, e.on) for e in kept] == [(paper.id, date(2026, 10, 21) if event != "review_report_sent" else TODAY)]
    assert offered(screen) == ["Move the meeting", "Council’s decision", "Open case"]
    assert not screen.model.rows[names(screen).index("Tilda")].row.unrecorded


def test_the_councils_decision_is_chosen_and_completes_the_review(screen: ReviewsScreen, room: Room, heard: Heard, qtbot: QtBot) -> None:
    pupil = child(room, "Tilda", MADE, REVIEWED)
    review = reviewed(room, pupil, ("review_meeting", "2026-10-19"), ("review_report_sent", "2026-10-26"))
    choose(screen, pupil)
    press(screen, "Council’s decision")
    form = sheet(heard, qtbot, DecisionForm)
    form.finish()
    assert form.fields["name"].said.text() == "Choose what the council decided."
    form.fields["name"].box.choose("review_decision.keep")  # type: ignore[attr-defined]  # the box is a list of choices
    form.finish()
    assert [e.name for e in room.desk.caseload.view(review).events][-1] == "review_decision.keep"
    row = screen.model.rows[names(screen).index("Tilda")].row
    assert (row.last_complete, row.due) == (TODAY, date(2027, 11, 11))
    assert offered(screen) == ["Plan the meeting", "Early review asked for", "Open case"]


def test_a_decision_that_never_came_can_still_be_recorded_when_the_next_meeting_is_due(
    screen: ReviewsScreen, room: Room, heard: Heard, qtbot: QtBot,
) -> None:
    pupil = child(room, "Tilda", MADE, REVIEWED)
    old = reviewed(room, pupil, ("review_meeting", "2026-08-03"), ("review_report_sent", "2026-08-10"))
    choose(screen, pupil)
    assert offered(screen) == ["Plan the meeting", "Council’s decision", "Early review asked for", "Open case"]
    press(screen, "Council’s decision")
    form = sheet(heard, qtbot, DecisionForm)
    form.fields["name"].box.choose("review_decision.amend")  # type: ignore[attr-defined]  # the box is a list of choices
    form.finish()
    assert "review_decision.amend" in [e.name for e in room.desk.caseload.view(old).events]
    assert "Council’s decision" not in offered(screen)  # the plan is still to be amended


def test_an_early_review_is_recorded_with_who_asked(screen: ReviewsScreen, room: Room, heard: Heard, qtbot: QtBot) -> None:
    pupil = child(room, "Tilda", MADE, REVIEWED)
    paper = file_document(room.desk, pupil, "Letter from home")
    choose(screen, pupil)
    press(screen, "Early review asked for")
    form = sheet(heard, qtbot, EarlyForm)
    form.fields["requested_by"].box.choose("parent")  # type: ignore[attr-defined]  # the box is a list of choices
    form.fields["proof"].box.choose(str(paper.id))  # type: ignore[attr-defined]  # the box is a list of choices
    form.finish()
    assert heard.last == "An early review was asked for on Thu 12 Nov 2026."
    row = screen.model.rows[names(screen).index("Tilda")].row
    assert row.review is not None and row.stage == "Early review asked for"
    assert (row.review.case.requested_by, row.review.events[0].proof) == ("parent", paper.id)
    assert offered(screen) == ["Plan the meeting", "Open case"]


def test_a_review_without_a_plans_case_can_still_be_opened(screen: ReviewsScreen, room: Room) -> None:
    pupil = child(room, "Tilda")
    case(room, pupil, "annual_review", ("review_meeting", "2026-12-14"))
    choose(screen, pupil)
    assert offered(screen) == ["Open the plan’s case", "Open case"]


def test_after_a_deed_the_keyboard_is_in_the_table_again(screen: ReviewsScreen, room: Room, qtbot: QtBot) -> None:
    pupil = child(room, "Tilda", MADE, REVIEWED)
    choose(screen, pupil)
    screen.activateWindow()
    made = screen.review_deeds["early"]
    made.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is made)
    screen.refresh()
    assert QApplication.focusWidget() is screen.annual.table
    screen.refresh()
    assert QApplication.focusWidget() is screen.annual.table


# Moving next September


def test_where_the_councils_column_has_no_room_its_lateness_stands_in_the_schools(
    screen: ReviewsScreen, room: Room, monkeypatch: pytest.MonkeyPatch,
) -> None:
    pupil = child(room, "Ben", MADE, REVIEWED, year="6")
    reviewed(
        room, pupil, ("review_advice_requested", "2026-08-10"), ("review_notice_sent", "2026-08-17"), ("review_papers_circulated", "2026-08-24"),
        ("review_meeting", "2026-09-14"), ("review_report_sent", "2026-09-21"),
    )
    choose(screen, pupil)
    line = next(row for row in screen.model.rows if row.row.pupil.id == pupil)
    assert not line.next_words and line.council_chip is not None
    table, drawn = screen.annual.table, list[str]()
    cells = table.itemDelegate()
    assert isinstance(cells, ReviewCells)
    monkeypatch.setattr(ReviewCells, "say", lambda self, p, box, text, *more, **named: drawn.append(text))
    chips = list[str]()
    monkeypatch.setattr(review_parts, "paint_chip", lambda p, look, at, word, *more: chips.append(word))
    council = table.keys.index("council")
    painter = QPainter()
    for gone in (False, True):
        table.setColumnHidden(council, gone)
        for key in ("next", "chip"):
            cells.fill(painter, QRect(0, 0, 200, 30), key, screen.model.index_of(pupil, table.keys.index(key)))
    assert drawn == ["", "", "Council: decision"]
    assert chips == [line.council_chip[0]]


def test_what_is_said_of_a_child_begins_at_the_top_of_its_place(screen: ReviewsScreen) -> None:
    for half in (screen.annual, screen.moving):
        assert half.chosen.said.alignment() & Qt.AlignmentFlag.AlignTop


@pytest.fixture
def board(screen: ReviewsScreen) -> ReviewsScreen:
    screen.choose_half(MOVING)
    return screen


def ask_papers(room: Room, on: str) -> None:
    with room.desk.keyring.book.writing("A council’s own date") as page:
        page.put(CouncilDate(id=uuid4(), authority="Marlshire", what="phase_transfer_school", on=day(on), source="SEND handbook, p. 12"))


def test_a_move_says_every_day_that_counts_for_it(board: ReviewsScreen, room: Room) -> None:
    pupil = child(room, "Rafi", MADE, REVIEWED, year="6")
    ask_papers(room, "2026-12-04")
    choose(board, pupil)
    assert board.total.text() == "1 child moves in September 2027, 1 with less than twelve weeks"
    assert spoken(board)[:4] == [
        "Rafi Brackenbury", "Year 6", "Marlshire",
        "Secondary school. The move is counted on Wed 1 Sep 2027, because no autumn term is recorded for that year.",
    ]
    assert spoken(board)[4].startswith("before Mon 15 Feb 2027. The move to the next phase is in 2027")
    assert spoken(board)[5] == "Marlshire asks for the papers by Fri 4 Dec 2026 (SEND handbook, p. 12)"
    assert spoken(board)[6].startswith("Sun 22 Nov 2026. Twelve weeks back from Sun 14 Feb 2027")
    assert spoken(board)[7:] == ["No meeting is planned", "At best 11 weeks 3 days"]
    said = says(board)
    assert "Sun 22 Nov 2026, the last day for a meeting that leaves the council its twelve weeks, is too near for two weeks’ notice." in said
    assert "Hold the meeting as soon as two weeks’ notice allows, and tell the council in writing" in said
    assert "The first school day that allows it is Thu 26 Nov 2026 and leaves 11 weeks 3 days." in said


def test_a_move_in_good_time_says_that_its_last_meeting_is_planning_and_not_law(board: ReviewsScreen, room: Room) -> None:
    room.desk.school.save(replace(room.desk.school.school(), phase="secondary"))
    room.desk.school.add_term("Autumn 2027", date(2027, 9, 6), date(2027, 12, 17))
    pupil = child(room, "Rafi", MADE, REVIEWED, year="11")
    choose(board, pupil)
    assert "A meeting by Tue 5 Jan 2027 leaves the council its twelve weeks. That is planning, not law." in says(board)
    assert spoken(board)[3] == "Post-16. The move is counted on Mon 6 Sep 2027, the first day of the school’s autumn term."
    assert spoken(board)[5] == "No day of Marlshire’s own is recorded"


def test_a_councils_own_day_that_comes_first_is_the_last_for_the_meeting(board: ReviewsScreen, room: Room) -> None:
    room.desk.school.save(replace(room.desk.school.school(), phase="secondary"))
    child(room, "Rafi", MADE, REVIEWED, year="11")
    with room.desk.keyring.book.writing("A council’s own date") as page:
        page.put(CouncilDate(id=uuid4(), authority="Marlshire", what="phase_transfer_post16", on=date(2026, 11, 30)))
    board.refresh()
    assert spoken(board)[6] == "Mon 30 Nov 2026, the council’s own day"


def test_a_move_between_post_16_places_has_five_months_and_no_last_meeting(board: ReviewsScreen, room: Room) -> None:
    room.desk.school.save(replace(room.desk.school.school(), phase="post16"))
    pupil = child(room, "Rafi", MADE, REVIEWED, year="14")
    choose(board, pupil)
    assert "If there is a move, the plan has to be reviewed and amended by Thu 1 Apr 2027 (SEND Regulations 2014 reg 18(2))." in says(board)
    assert spoken(board)[6] == "No last day for the meeting is counted for a move between post-16 places"


@pytest.mark.parametrize(("meeting", "words"), [
    ("2026-11-26", "The meeting on Thu 26 Nov 2026 leaves the council 11 weeks 3 days of its twelve weeks. Hold the meeting as soon as"),
    ("2027-02-16", "The meeting on Tue 16 Feb 2027 is after the law’s last day. Hold the meeting as soon as"),
])
def test_a_meeting_that_leaves_too_little_says_what_it_leaves(board: ReviewsScreen, room: Room, meeting: str, words: str) -> None:
    pupil = child(room, "Rafi", MADE, REVIEWED, year="6")
    reviewed(room, pupil, ("review_meeting", meeting))
    choose(board, pupil)
    assert words in says(board)
    assert offered(board) == ["Open the move’s case", "Move the meeting"]


def test_a_meeting_that_fits_and_a_plan_that_is_amended_need_no_more_words(board: ReviewsScreen, room: Room) -> None:
    pupil = child(room, "Rafi", MADE, REVIEWED, year="6")
    review = reviewed(room, pupil, ("review_meeting", "2026-10-05"))
    choose(board, pupil)
    assert says(board.moving.chosen.said.parentWidget() or board).count("SEND Regulations") == 1
    assert offered(board) == ["Open the move’s case"]
    room.desk.casework.add_event(review, "amended_plan_issued", date(2026, 11, 9))
    choose(board, pupil)
    assert "Look whether this plan names the place to which the child moves." in says(board)
    assert spoken(board)[8] == "Plan amended Mon 9 Nov 2026"


def test_enter_opens_the_moves_case_by_a_sheet_that_says_where_its_day_is_from(
    board: ReviewsScreen, room: Room, heard: Heard, qtbot: QtBot,
) -> None:
    pupil = child(room, "Rafi", MADE, REVIEWED, year="6")
    choose(board, pupil)
    QTest.keyClick(board.moving.table, Qt.Key.Key_Return)
    form = sheet(heard, qtbot, MoveForm)
    said = says(form)
    assert "No autumn term is recorded for that year, so 1 September stands here." in said
    assert "Amend the plan before the move to the next phase by Sun 14 Feb 2027 (SEND Regulations 2014 reg 18(1)(b))." in said
    assert "A meeting by Sun 22 Nov 2026 leaves the council its twelve weeks." in said
    form.fields["name"].box.choose("phase_transfer.between_post16")  # type: ignore[attr-defined]  # the box is a list of choices
    assert "between post-16 places by Thu 1 Apr 2027" in says(form) and "twelve weeks" not in says(form)
    type_in(form, "on", "someday")
    assert "Amend the plan" not in says(form)
    form.fields["name"].box.choose("phase_transfer.school")  # type: ignore[attr-defined]  # the box is a list of choices
    type_in(form, "on", "1/9/2027")
    form.finish()
    assert heard.last == "The case of the move on Wed 1 Sep 2027 is open."
    (view,) = [v for v in room.desk.caseload.of_pupil(pupil) if v.case.case_kind == "phase_transfer"]
    assert view.case.about == plan_of(room, pupil)
    assert offered(board) == ["Plan the meeting", "Open case"]
    press(board, "Open case")
    assert heard.went[-1] == Place("case", view.case.id)


def test_a_term_that_is_recorded_stands_in_the_sheet(board: ReviewsScreen, room: Room, heard: Heard, qtbot: QtBot) -> None:
    room.desk.school.add_term("Autumn 2027", date(2027, 9, 6), date(2027, 12, 17))
    choose(board, child(room, "Rafi", MADE, REVIEWED, year="6"))
    press(board, "Open the move’s case")
    form = sheet(heard, qtbot, MoveForm)
    assert form.day("on") == date(2027, 9, 6)
    assert "This is the first day of the school’s autumn term." in says(form)


def test_a_move_without_a_plans_case_opens_that_first(board: ReviewsScreen, room: Room, heard: Heard, qtbot: QtBot) -> None:
    pupil = child(room, "Rafi", year="6")
    choose(board, pupil)
    assert offered(board) == ["Open the plan’s case"]
    QTest.keyClick(board.moving.table, Qt.Key.Key_Return)
    sheet(heard, qtbot, PlanCaseForm)
    case(room, pupil, "phase_transfer", ("phase_transfer.school", "2027-09-01"))
    choose(board, pupil)
    assert offered(board) == ["Open the plan’s case", "Open case"]


def test_the_meeting_for_a_move_is_planned_from_the_board(board: ReviewsScreen, room: Room, heard: Heard, qtbot: QtBot) -> None:
    choose(board, child(room, "Rafi", MADE, REVIEWED, year="6"))
    press(board, "Plan the meeting")
    form = sheet(heard, qtbot, PlanForm)
    type_in(form, "on", "26/11")
    assert "This leaves the council 11 weeks 3 days of its twelve weeks; a meeting by Sun 22 Nov 2026 leaves it all of them." in says(form)
    form.finish()
    assert spoken(board)[7:] == ["Planned for Thu 26 Nov 2026", "11 weeks 3 days of the twelve left"]


def test_a_plan_that_is_late_and_one_of_which_nothing_is_recorded_read_differently(board: ReviewsScreen, room: Room) -> None:
    for name in ("Ada", "Ben"):
        child(room, name, MADE, REVIEWED, year="6")
    ada, ben = board.reviews.moves(date(2027, 3, 1))
    assert "Whether it was is not recorded here, so nobody is called late." in " ".join(move_sentences(ada, date(2027, 3, 1)))
    board.reviews.open_move(ben.pupil.id, ben.move.event, ben.moves_on)
    rows = board.reviews.moves(date(2027, 3, 1))
    late = next(row for row in rows if row.case is not None)
    said = " ".join(move_sentences(late, date(2027, 3, 1)))
    assert "had to be reviewed and amended before Mon 15 Feb 2027" in said and "it is 2 weeks 1 day late today" in said
    assert move_counts(rows, 2027) == "2 children move in September 2027, 1 late"
    room.desk.casework.add_event(plan_of(room, late.pupil.id), "plan_ceased", date(2027, 1, 11))
    ended = next(row for row in board.reviews.moves(date(2027, 3, 1)) if row.case is not None)
    assert move_sentences(ended, date(2027, 3, 1)) == ("The plan ceased on Mon 11 Jan 2027, so this is no longer owed.",)


def test_too_late_for_any_of_the_twelve_weeks_still_says_the_first_day(board: ReviewsScreen, room: Room) -> None:
    child(room, "Rafi", MADE, REVIEWED, year="6")
    (row,) = board.reviews.moves(date(2027, 2, 8))
    said = " ".join(move_sentences(row, date(2027, 2, 8)))
    assert "has passed." in said and said.endswith("The first school day that allows it is Mon 22 Feb 2027.")


def test_moves_narrow_by_year(board: ReviewsScreen, room: Room) -> None:
    child(room, "Rafi", MADE, REVIEWED, year="6")
    child(room, "Wren", year="N2")
    board.refresh()
    board.choose_move_year("N2")
    assert names(board) == ["Wren"]
    board.choose_move_year("3")
    press(board, "Show everybody")
    assert sorted(names(board)) == ["Rafi", "Wren"]


# Getting about


def test_nobody_with_a_plan_says_what_goes_here(new_room: Room, heard: Heard, qtbot: QtBot) -> None:
    screen = ReviewsScreen(new_room)
    qtbot.addWidget(screen)
    screen.resize(1100, 600)
    screen.open_at(Place("reviews"))
    screen.show()
    assert "Nobody here has an EHC plan" in says(screen) and screen.total.text() == ""
    press(screen, "Choose a pupil")
    screen.choose_half(MOVING)
    assert "Nobody with a plan moves next September" in says(screen)
    press(screen, "Look at Settings")
    assert heard.went == [Place("pupils"), Place("settings")]
    assert screen.pupil_here() is None
    for deed in (*screen.review_deeds.values(), *screen.move_deeds.values()):
        deed.click()
    assert heard.sheets == []


def test_a_place_opens_at_its_half_and_its_child(screen: ReviewsScreen, room: Room) -> None:
    pupil, other = child(room, "Rafi", MADE, REVIEWED, year="6"), child(room, "Ada", year="6")
    screen.open_at(Place("reviews", pupil, MOVING))
    assert screen.half == MOVING and screen.pupil_here() == pupil
    screen.open_at(Place("reviews", other))
    assert screen.half == MOVING and screen.pupil_here() == other
    screen.choose_half(ANNUAL)
    assert screen.pupil_here() == other and screen.choice.chosen() == ANNUAL


def test_everything_has_a_name_at_any_text_size(
    screen: ReviewsScreen, room: Room, dressing: Dressing, nameless: Callable[[QWidget], list[str]],
) -> None:
    pupil = child(room, "Rafi", MADE, REVIEWED, year="6")
    reviewed(room, pupil, ("review_meeting", "2026-10-05"))
    choose(screen, pupil)
    assert nameless(screen) == []
    dressing.choose("dark", 1.5)
    screen.set_look(dressing.look)
    screen.choose_half(MOVING)
    assert nameless(screen) == []
    for made in screen.choice.made:
        assert isinstance(made, Button) and made.width() >= made.sizeHint().width()


def test_every_sheet_has_names(screen: ReviewsScreen, room: Room, heard: Heard, qtbot: QtBot, nameless: Callable[[QWidget], list[str]]) -> None:
    pupil = child(room, "Rafi", MADE, REVIEWED, year="6")
    reviewed(room, pupil, ("review_meeting", "2026-10-05"))
    choose(screen, pupil)
    press(screen, "Move the meeting")
    press(screen, "Notice sent")
    press(screen, "Council’s decision")
    screen.choose_half(MOVING)
    press(screen, "Open the move’s case")
    for form in heard.sheets:
        qtbot.addWidget(form)
        assert nameless(form) == []


def test_qt_finds_no_fault_with_the_models(screen: ReviewsScreen, room: Room) -> None:
    child(room, "Rafi", MADE, REVIEWED, year="6")
    yearly, moves = ReviewsModel(), MovesModel()
    for model in (yearly, moves):
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    yearly.put(ReviewLine(row=row, on=TODAY) for row in screen.reviews.rows(TODAY))
    moves.put(screen.reviews.moves(TODAY))
    for model in (yearly, moves):
        for column in range(model.columnCount()):
            model.sort(column, Qt.SortOrder.DescendingOrder)
    yearly.choose(ReviewFilter(year="6"))
    assert (yearly.rowCount(), moves.rowCount()) == (1, 1)
