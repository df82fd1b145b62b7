"""The school calendar: a whole year by keys alone, one term or closure with Undo, a file shown before it is brought in, and the picture."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from sendco_desk.domain.refusals import Trouble
from sendco_desk.domain.school import SchoolClosure, Term
from sendco_desk.domain.school_year import Season
from sendco_desk.services.desk import Desk
from sendco_desk.services.school_calendar import SchoolCalendar
from sendco_desk.services.school_year import BankHoliday, DayKind, SchoolYear, TermDays, YearDays
from sendco_desk.ui.forms.calendar_forms import NO_HALF, ClosureForm, DaysField, InsetForm, TermForm, YearForm
from sendco_desk.ui.forms.calendar_import import CalendarPreview
from sendco_desk.ui.forms.drafts import fill
from sendco_desk.ui.forms.form import Form
from sendco_desk.ui.main_window import MainWindow
from sendco_desk.ui.models.calendar_model import OUTCOMES, BankHolidaysModel, ClosuresModel, PlanModel, TermsModel, plan_lines, term_lines
from sendco_desk.ui.models.import_model import KINDS
from sendco_desk.ui.models.rows import RowsModel
from sendco_desk.ui.room import Place, Room
from sendco_desk.ui.screens import registry
from sendco_desk.ui.screens.calendar import CalendarScreen
from sendco_desk.ui.theme import Dressing, Look
from sendco_desk.ui.widgets.year_band import LEGEND, LegendMark, YearBand, described, weeks_of
from tests.journeys.hands import CTRL, Hands, Key, focused, on_screen, says, settle, the
from tests.journeys.hands import nameless as nameless_on
from tests.ui.heard import Heard

AUTUMN, SPRING = (date(2026, 9, 2), date(2026, 12, 18)), (date(2027, 1, 4), date(2027, 3, 25))
YEAR = YearDays(begins=2026, terms={
    Season.AUTUMN: TermDays(first=AUTUMN[0], last=AUTUMN[1], half=(date(2026, 10, 26), date(2026, 10, 30))),
    Season.SPRING: TermDays(first=SPRING[0], last=SPRING[1]),
}, insets=(date(2026, 10, 23),), before=date(2026, 7, 22))
TYPED = {
    "autumn_first": "2/9", "autumn_half_first": "26/10", "autumn_half_last": "30 oct", "autumn_last": "18/12", "spring_first": "4/1",
    "spring_half_first": "15/2", "spring_half_last": "19/2", "spring_last": "25/3", "summer_first": "12/4", "summer_half_first": "31/5",
    "summer_half_last": "4/6", "summer_last": "21/7", "insets": "23/10, 4/1", "before": "22/7", "after": "2/9",
}
FILE = (
    "Event,Date\nAutumn Term Starts,Wednesday 2nd September 2026\nAutumn Term Ends,Friday 18th December 2026\n"
    "Spring Term Starts,Monday 4th January 2027\nSpring Term Ends,Friday 25th March 2027\nMay Day,3 May 2027\nParents’ evening,4/3/2027\n"
)


@pytest.fixture(autouse=True)
def _reached(monkeypatch: pytest.MonkeyPatch) -> None:
    """The window knows the way here."""
    monkeypatch.setitem(registry.MODULES, "calendar", "calendar")
    monkeypatch.setitem(registry.STOP_OF, "calendar", "settings")


@pytest.fixture
def calendar(desk: Desk) -> SchoolCalendar:
    return desk.school.calendar


@pytest.fixture
def filled(calendar: SchoolCalendar) -> SchoolCalendar:
    """Autumn and spring of 2026/27."""
    calendar.record(calendar.plan_year(YEAR), "School year 2026/27")
    return calendar


@pytest.fixture
def screen(room: Room, qtbot: QtBot) -> CalendarScreen:
    made = CalendarScreen(room)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.open_at(Place("calendar"))
    made.show()
    return made


@pytest.fixture
def put(qtbot: QtBot) -> Callable[..., Form]:
    """Show a form and type into it."""

    def show(form: Form, **typed: str) -> Form:
        qtbot.addWidget(form)
        form.resize(900, 700)
        form.show()
        for name, text in typed.items():
            fill(form.fields[name].box, text)
        return form

    return show


@pytest.fixture
def hands(window: MainWindow, qtbot: QtBot) -> Iterator[Hands]:
    """A person at the calendar, who uses keys alone."""
    made = Hands(qtbot)
    made.at(window)
    window.go(Place("calendar"))
    yield made


def year(room: Room, begins: int = 2026) -> SchoolYear:
    return room.desk.school.calendar.year(begins)


def under(form: Form, name: str) -> str:
    return form.fields[name].said.text()


def spans(calendar: SchoolCalendar) -> list[str]:
    return [f"{c.name} {c.first_day}..{c.last_day}" for c in calendar.closures()]


def words_in(widget: QWidget) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)).replace("\u00a0", " ")


# By keys alone


def test_a_new_user_records_a_whole_year_by_keys_alone(window: MainWindow, hands: Hands, calendar: SchoolCalendar) -> None:
    shown = window.shown_screen()
    assert isinstance(shown, CalendarScreen) and "No term of 2026/27 is recorded." in says(shown)
    hands.tab_to("Fill in 2026/27")
    hands.key(Key.Key_Space)
    form = the(window, YearForm)
    assert (focused().accessibleName(), nameless_on(form)) == ("First day of the autumn term", [])
    for text in TYPED.values():
        hands.write(text)
        hands.key(Key.Key_Tab)
        on_screen(focused())
    hands.key(Key.Key_Return, CTRL)
    settle()
    assert [(t.name, calendar.year(2026).school_days(t)) for t in calendar.terms()] == [("Autumn 2026", 72), ("Spring 2027", 53), ("Summer 2027", 67)]
    assert spans(calendar) == [
        "Summer holiday 2026-07-23..2026-09-01", "INSET day 2026-10-23..2026-10-23", "Half-term 2026-10-26..2026-10-30",
        "Christmas holiday 2026-12-19..2027-01-03", "INSET day 2027-01-04..2027-01-04", "Half-term 2027-02-15..2027-02-19",
        "Easter holiday 2027-03-26..2027-04-11", "Half-term 2027-05-31..2027-06-04", "Summer holiday 2027-07-22..2027-09-01",
    ]
    assert "192 school days in 2026/27" in says(shown) and "2026/27: 3 terms and 9 closures recorded." in says(window)
    assert not shown.fill_in.isVisible() and shown.term_table.isVisible()
    hands.key(Key.Key_Z, CTRL)
    assert calendar.terms() == []


def test_a_term_is_changed_and_taken_out_by_keys_and_undo_brings_it_back(window: MainWindow, hands: Hands, filled: SchoolCalendar) -> None:
    shown = window.shown_screen()
    assert isinstance(shown, CalendarScreen)
    shown.refresh()
    hands.tab_to("Terms")
    hands.key(Key.Key_Down)
    hands.key(Key.Key_Up)
    hands.key(Key.Key_Return)
    form = the(window, TermForm)
    fill(form.fields["last_day"].box, "22/12")
    hands.key(Key.Key_Return, CTRL)
    assert "Christmas holiday 2026-12-23..2027-01-03" in spans(filled)
    assert "Autumn 2026, Wed 2 Sep 2026 to Tue 22 Dec 2026. Between the terms: Christmas holiday" in says(window)
    hands.key(Key.Key_Delete)
    assert [term.name for term in filled.terms()] == ["Spring 2027"] and "Autumn 2026 is taken out." in says(window)
    hands.key(Key.Key_Z, CTRL)
    assert [term.name for term in filled.terms()] == ["Autumn 2026", "Spring 2027"]


def test_the_keyboard_stays_at_the_chooser_while_years_go_by(window: MainWindow, hands: Hands) -> None:
    shown = window.shown_screen()
    assert isinstance(shown, CalendarScreen)
    hands.tab_to("The year after, 2027/28")
    for _ in range(2):
        hands.key(Key.Key_Space)
        settle()
    assert (shown.begins, focused().accessibleName()) == (2028, "The year after, 2029/30")
    assert [made.text() for made in shown.toggles.made] == ["2027/28", "2028/29", "2029/30"]
    hands.tab_to("Show 2027/28", back=True)
    hands.key(Key.Key_Space)
    settle()
    assert (shown.begins, focused().accessibleName()) == (2027, "Show 2027/28")


# The screen


def test_an_empty_year_says_what_goes_here(screen: CalendarScreen, nameless: Callable[[QWidget], list[str]]) -> None:
    said = words_in(screen)
    assert "No term of 2026/27 is recorded." in said and "No term is recorded. Fill in the year" in said and "No closure is recorded." in said
    assert not screen.term_table.isVisible() and not screen.closure_table.isVisible()
    assert screen.holidays.rows[0].name == "Christmas Day"
    assert nameless(screen) == []


def test_a_year_shows_its_terms_closures_and_what_is_missing(filled: SchoolCalendar, screen: CalendarScreen) -> None:
    assert [[screen.terms.index(row, n).data() for n in range(4)] for row in range(2)] == [
        ["Autumn 2026", "Wed 2 Sep 2026", "Fri 18 Dec 2026", "72"], ["Spring 2027", "Mon 4 Jan 2027", "Thu 25 Mar 2027", "59"],
    ]
    assert [[screen.closures.index(row, n).data() for n in (0, 1, 4)] for row in range(3)] == [
        ["Summer holiday", "Holiday", "41 days"], ["INSET day", "INSET day", "1 day"], ["Half-term", "Half-term", "5 days"],
    ]
    assert "Summer term 2027 is not recorded." in words_in(screen) and screen.fill_in.text().strip() == "Fill in 2026/27"
    assert screen.sum.text() == "131 school days in 2026/27"


def test_next_year_is_shown_once_only_its_terms_are_asked_for(room: Room, filled: SchoolCalendar, qtbot: QtBot) -> None:
    filled.save_term(Term(id=uuid4(), name="Summer", first_day=date(2027, 4, 12), last_day=date(2027, 7, 21)))
    then = CalendarScreen(replace(room, now=lambda: room.now().replace(year=2027, month=6)))
    qtbot.addWidget(then)
    then.open_at(Place("calendar"))
    assert then.begins == 2027
    then.open_at(Place("calendar", tab="2025"))
    assert then.begins == 2025


def test_bank_holidays_cannot_be_changed_and_say_why(screen: CalendarScreen, heard: Heard) -> None:
    screen.holiday_table.setCurrentIndex(screen.holidays.index(0, 0))
    QTest.keyClick(screen.holiday_table, Qt.Key.Key_Return)
    assert "set by law" in heard.last
    QTest.keyClick(screen.holiday_table, Qt.Key.Key_Delete)
    assert len(heard.said) == 2 and heard.sheets == []


def test_each_button_opens_its_form(filled: SchoolCalendar, screen: CalendarScreen, heard: Heard) -> None:
    assert [made.isEnabled() for made in screen.term_buttons] == [True, False, False]
    screen.term_table.selectRow(0)
    screen.closure_table.selectRow(2)
    for made in (screen.fill_in, *screen.term_buttons[:2], *screen.closure_buttons[:2], screen.insets):
        QTest.mouseClick(made, Qt.MouseButton.LeftButton)
    assert [type(sheet) for sheet in heard.sheets] == [YearForm, TermForm, TermForm, ClosureForm, ClosureForm, InsetForm]
    screen.term_table.clearSelection()
    screen.edit_term(None)
    screen.edit_closure(None)
    assert len(heard.sheets) == 6


def test_a_closure_is_taken_out_with_undo_and_nothing_where_none_is_chosen(
    filled: SchoolCalendar, screen: CalendarScreen, heard: Heard,
) -> None:
    for table in (screen.term_table, screen.closure_table):
        table.setCurrentIndex(table.rows_model.index(-1, -1))
    screen.take_out_closure()
    screen.take_out_term()
    assert heard.said == []
    screen.closure_table.choose(screen.closures.rows[1].id)
    QTest.keyClick(screen.closure_table, Qt.Key.Key_Delete)
    assert heard.last == "INSET day, Fri 23 Oct 2026, is taken out." and heard.said[-1].action == "Undo"
    assert "INSET day" not in [one.name for one in filled.closures()]


def test_the_tables_copy_as_tables(filled: SchoolCalendar, screen: CalendarScreen) -> None:
    screen.term_table.clearSelection()
    screen.term_table.copy()
    assert QApplication.clipboard().text().splitlines()[1] == "Autumn 2026\tWed 2 Sep 2026\tFri 18 Dec 2026\t72"


# The form for a year


def test_the_form_adds_up_what_is_typed_so_far(room: Room, put: Callable[..., Form]) -> None:
    form = put(YearForm(room, year(room)), **{name: TYPED[name] for name in ("autumn_first", "autumn_last", "spring_first", "spring_last", "insets")})
    assert isinstance(form, YearForm)
    assert form.sum.text() == "135 school days in 2026/27. Between the terms: Christmas holiday, Sat 19 Dec 2026 to Sun 3 Jan 2027."
    assert under(form, "insets") == "2 days: Fri 23 Oct 2026; Mon 4 Jan 2027"
    fill(form.fields["insets"].box, "soon")
    assert (form.fields["insets"].is_wrong(), form.sum.text()) == (True, "")
    fill(form.fields["insets"].box, "")
    assert (under(form, "insets"), form.sum.text()[:3]) == ("One after the other, with commas between them.", "137")


def test_the_form_asks_only_for_what_is_missing(room: Room, filled: SchoolCalendar, put: Callable[..., Form]) -> None:
    filled.save_term(Term(id=uuid4(), name="Summer", first_day=date(2026, 4, 13), last_day=date(2026, 7, 22)))
    form = put(YearForm(room, year(room)))
    assert list(form.fields) == ["summer_first", "summer_half_first", "summer_half_last", "summer_last", "insets", "after"]
    filled.save_term(Term(id=uuid4(), name="Autumn", first_day=date(2027, 9, 2), last_day=date(2027, 12, 17)))
    assert "after" not in put(YearForm(room, year(room))).fields


@pytest.mark.parametrize(("typed", "field", "said"), [
    ({}, "autumn_first", "Fill in at least one term."),
    ({"autumn_last": "18/12"}, "autumn_first", "Give the first day of the autumn term as well."),
    ({"autumn_first": "2/9"}, "autumn_last", "Give the last day of the autumn term as well."),
    ({"autumn_first": "18/12", "autumn_last": "2/9"}, "autumn_last", "The last day is before the first: swap the two dates."),
    ({"autumn_first": "2/9", "autumn_last": "18/12", "autumn_half_first": "26/10"}, "autumn_half_last", NO_HALF),
    ({"autumn_first": "2/9", "autumn_last": "18/12", "autumn_half_last": "26/10"}, "autumn_half_first", NO_HALF),
    ({"autumn_first": "soon"}, "autumn_first", "Type a date such as 3/9/2026, 3 Sep 2026, tomorrow or +2w."),
    ({"insets": "5/9"}, "insets", "Sat 5 Sep 2026 is a weekend, which is no school day: check it."),
])
def test_a_year_that_cannot_be_is_refused_beside_the_field(
    room: Room, put: Callable[..., Form], typed: dict[str, str], field: str, said: str,
) -> None:
    form = put(YearForm(room, year(room)), **typed)
    form.finish()
    assert under(form, field) == said
    assert year(room).terms == ()


def test_what_is_unlikely_is_asked_about_and_saved_only_when_it_is_meant(room: Room, put: Callable[..., Form], heard: Heard) -> None:
    form = put(YearForm(room, year(room)), autumn_first="5/9", autumn_last="18/12")
    assert isinstance(form, YearForm)
    form.finish()
    assert "Autumn 2026: it begins on Sat 5 Sep 2026, which is a weekend." in words_in(form.asked).replace("\u00a0", " ")
    form.asked.change.click()
    assert not form.asked.isVisible() and heard.said == []
    form.finish()
    fill(form.fields["autumn_last"].box, "19/12")
    assert not form.asked.isVisible()
    form.finish()
    form.asked.save.click()
    assert heard.last == "2026/27: 1 term recorded." and [t.first_day for t in year(room).terms] == [date(2026, 9, 5)]


def test_a_year_of_which_all_is_recorded_changes_nothing(room: Room, put: Callable[..., Form], heard: Heard) -> None:
    put(YearForm(room, year(room)), insets="23/10").finish()
    assert heard.last == "2026/27: 1 closure recorded."
    put(YearForm(room, year(room)), insets="23/10").finish()
    assert heard.last == "All of it was recorded already."


def test_what_is_typed_for_a_year_outlives_the_form(room: Room, put: Callable[..., Form]) -> None:
    form = put(YearForm(room, year(room)), autumn_first="2/9", insets="1/9, 23/10")
    form.keeper.save()
    again = put(YearForm(room, year(room)))
    assert (again.said("autumn_first"), again.said("insets")) == ("Wed 2 Sep 2026", "1/9, 23/10")


# One term, one closure, INSET days


def test_a_term_without_a_name_is_named_after_its_season(room: Room, put: Callable[..., Form], heard: Heard) -> None:
    put(TermForm(room, year(room)), first_day="2/9", last_day="18/12").finish()
    assert heard.last == "Autumn 2026, Wed 2 Sep 2026 to Fri 18 Dec 2026."
    put(TermForm(room, year(room)), first_day="4/1", last_day="25/3", name="Lent").finish()
    assert heard.last == "Lent, Mon 4 Jan 2027 to Thu 25 Mar 2027. Between the terms: Christmas holiday, Sat 19 Dec 2026 to Sun 3 Jan 2027."


@pytest.mark.parametrize(("typed", "field", "said"), [
    ({}, "first_day", "Give the first day of the term."), ({"first_day": "2/9"}, "last_day", "Give the last day of the term."),
    ({"first_day": "2/9", "last_day": "1/9"}, "last_day", "The last day is before the first: swap the two dates."),
    ({"first_day": "2/11", "last_day": "18/12"}, "first_day",
     "Autumn 2026 would overlap Autumn 2026, which runs from Wed 2 Sep 2026 to Fri 18 Dec 2026: check the dates."),
])
def test_a_term_that_cannot_be_is_refused_beside_the_field(
    room: Room, filled: SchoolCalendar, put: Callable[..., Form], typed: dict[str, str], field: str, said: str,
) -> None:
    form = put(TermForm(room, year(room)), **typed)
    form.finish()
    assert under(form, field) == said


def test_a_closure_of_one_day_needs_one_date_and_says_how_it_is_shown(room: Room, put: Callable[..., Form], heard: Heard) -> None:
    form = put(ClosureForm(room, year(room)), name="Staff training day")
    assert under(form, "name") == "Shown as: INSET day"
    fill(form.fields["name"].box, "Burst pipe")
    assert under(form, "name") == ""
    form.finish()
    assert under(form, "first_day") == "Give the first day on which the school is closed."
    fill(form.fields["first_day"].box, "3/2")
    form.finish()
    assert heard.last == "Burst pipe, Wed 3 Feb 2027."


def test_a_closure_is_put_right_and_asked_about_where_the_school_is_closed_anyway(
    room: Room, filled: SchoolCalendar, put: Callable[..., Form], heard: Heard,
) -> None:
    half = next(one for one in filled.closures() if one.name == "Half-term")
    form = put(ClosureForm(room, year(room), half), name="", last_day="1/11")
    assert isinstance(form, ClosureForm)
    form.finish()
    assert heard.last == "School closed, Mon 26 Oct 2026 to Sun 1 Nov 2026."
    form = put(ClosureForm(room, year(room)), name="Repairs", first_day="22/12")
    assert isinstance(form, ClosureForm)
    form.finish()
    assert "closed on these days already: Christmas holiday" in words_in(form.asked)


def test_inset_days_are_added_as_a_list(room: Room, filled: SchoolCalendar, put: Callable[..., Form], heard: Heard) -> None:
    form = put(InsetForm(room, year(room)))
    assert "Recorded already" in words_in(form) and "Fri 23 Oct 2026" in words_in(form)
    form.finish()
    assert under(form, "insets") == "Give at least one day."
    fill(form.fields["insets"].box, "5/1, 23/10")
    form.finish()
    assert heard.last == "1 INSET day recorded."
    put(InsetForm(room, year(room)), insets="5/1").finish()
    assert heard.last == "These days were recorded already."


def test_a_year_without_inset_days_lists_none(room: Room, put: Callable[..., Form]) -> None:
    form = put(InsetForm(room, year(room)))
    assert "Recorded already" not in words_in(form) and isinstance(form.fields["insets"], DaysField)


# A file


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "Term dates.csv").write_text(FILE, encoding="utf-8")
    return tmp_path / "Term dates.csv"


@pytest.fixture
def sheet(screen: CalendarScreen, file: Path, heard: Heard, room: Room, qtbot: QtBot) -> CalendarPreview:
    screen.read(file)
    qtbot.waitUntil(lambda: bool(heard.sheets), timeout=10_000)
    made = heard.sheets[-1]
    assert isinstance(made, CalendarPreview)
    qtbot.addWidget(made)
    made.resize(960, 600)
    made.show()
    return made


def test_a_file_is_shown_before_anything_is_written(
    sheet: CalendarPreview, calendar: SchoolCalendar, nameless: Callable[[QWidget], list[str]],
) -> None:
    assert calendar.terms() == []
    assert "2 new, 1 left out; 1 holiday between terms." in words_in(sheet) and "One bank holiday was left out" in words_in(sheet)
    assert [(line.chip[0], line.what, line.days) for line in sheet.model.rows] == [
        ("Left out", "", ""), ("Look at", "", ""), ("New", "Autumn 2026", "Wed 2 Sep 2026 to Fri 18 Dec 2026"),
        ("New", "Spring 2027", "Mon 4 Jan 2027 to Thu 25 Mar 2027"), ("New", "Christmas holiday", "Sat 19 Dec 2026 to Sun 3 Jan 2027"),
    ]
    assert sheet.chosen.text().startswith("Row 7. Event: “Parents’ evening” is not a term")
    sheet.table.setCurrentIndex(sheet.model.index(4, 0))
    assert sheet.chosen.text() == "Christmas holiday, Sat 19 Dec 2026 to Sun 3 Jan 2027. The days between two terms."
    sheet.table.setCurrentIndex(sheet.model.index(-1, -1))
    assert sheet.chosen.text().startswith("Christmas holiday")
    assert nameless(sheet) == [] and not sheet.grab().isNull()


def test_a_file_is_brought_in_as_one_deed(sheet: CalendarPreview, calendar: SchoolCalendar, heard: Heard, room: Room) -> None:
    assert sheet.go_on.text().strip() == "Bring in 3 terms and closures"
    sheet.go_on.click()
    assert (len(calendar.terms()), len(calendar.closures())) == (2, 1)
    assert heard.last == "The school calendar is brought in: 2 new, 1 left out; 1 holiday between terms." and heard.said[-1].action == "Undo"
    room.desk.finding.undo()
    assert calendar.terms() == []


def test_a_file_that_is_known_already_has_nothing_to_bring_in(
    sheet: CalendarPreview, calendar: SchoolCalendar, room: Room, file: Path, qtbot: QtBot, heard: Heard,
) -> None:
    sheet.bring_in()
    said = len(heard.said)
    again = CalendarPreview(room, file, calendar.read(file, date(2026, 11, 12)))
    qtbot.addWidget(again)
    assert (again.go_on.text().strip(), again.go_on.isEnabled()) == ("Nothing to bring in", False)
    again.bring_in()
    assert len(heard.said) == said


def test_what_a_file_changes_is_said_row_by_row(filled: SchoolCalendar, tmp_path: Path, room: Room, qtbot: QtBot) -> None:
    filled.save_closure(SchoolClosure(id=uuid4(), first_day=date(2027, 2, 3), last_day=date(2027, 2, 3)))
    path = tmp_path / "new.csv"
    path.write_text("Type,Name,From,To\nClosure,Burst pipe,3/2/2027,3/2/2027\nTerm,Autumn,2/9/2026,17/12/2026\n", encoding="utf-8")
    plan = filled.read(path, date(2026, 11, 12))
    assert [(line.what, line.told) for line in plan_lines(plan)] == [
        ("Burst pipe", "No name becomes Burst pipe."), ("Autumn 2026", "Until now Wed 2 Sep 2026 to Fri 18 Dec 2026."),
        ("Christmas holiday", "The days between two terms. Until now Sat 19 Dec 2026 to Sun 3 Jan 2027."),
    ]
    one = tmp_path / "one.csv"
    one.write_text("Type,Name,From\nClosure,Burst pipe,3/2/2027\nINSET,INSET,23/10/2026\n", encoding="utf-8")
    sheet = CalendarPreview(room, one, filled.read(one, date(2026, 11, 12)))
    qtbot.addWidget(sheet)
    assert sheet.go_on.text().strip() == "Bring it in"


def test_a_file_that_cannot_be_read_says_why(screen: CalendarScreen, tmp_path: Path, heard: Heard, qtbot: QtBot) -> None:
    (tmp_path / "none.csv").write_text("Name,Class\nA,B\n", encoding="utf-8")
    screen.read(tmp_path / "none.csv")
    qtbot.waitUntil(lambda: bool(heard.said), timeout=10_000)
    assert heard.last.startswith("There are no days in this file") and heard.sheets == []


def test_a_failure_that_is_a_fault_is_not_talked_away(sheet: CalendarPreview, screen: CalendarScreen, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> frozenset[str]:
        raise RuntimeError

    monkeypatch.setattr(SchoolCalendar, "record", fail)
    with pytest.raises(RuntimeError):
        sheet.bring_in()


def test_a_deed_that_meets_trouble_keeps_the_sheet(sheet: CalendarPreview, monkeypatch: pytest.MonkeyPatch, heard: Heard) -> None:
    def fail(*_: object) -> frozenset[str]:
        raise Trouble("The disk is full.")

    monkeypatch.setattr(SchoolCalendar, "record", fail)
    sheet.bring_in()
    assert heard.last == "The disk is full." and sheet.isVisible()


def test_files_are_asked_for_and_a_year_is_saved(
    filled: SchoolCalendar, screen: CalendarScreen, heard: Heard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot,
) -> None:
    path = tmp_path / "out.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    screen.choose_place()
    assert heard.last == "6 rows of 2026/27 are saved in out.csv." and path.is_file()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    screen.choose_file()
    qtbot.waitUntil(lambda: bool(heard.sheets), timeout=10_000)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    screen.choose_place()
    screen.choose_file()
    assert len(heard.sheets) == 1
    screen.export(tmp_path)
    assert "is a folder" in heard.last


# The models and the picture


def test_each_model_passes_qts_own_tester(filled: SchoolCalendar, tmp_path: Path) -> None:
    shown, plan = filled.year(2026), filled.plan([SchoolClosure(id=uuid4(), first_day=date(2027, 2, 3), last_day=date(2027, 2, 3))])
    lines: tuple[tuple[RowsModel[Any], Sequence[Any]], ...] = (
        (TermsModel(), term_lines(shown)), (ClosuresModel(), shown.closures), (BankHolidaysModel(), shown.bank_holidays),
        (PlanModel(), plan_lines(plan)),
    )
    for model, rows in lines:
        tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        model.put(rows)
        for column in range(model.columnCount()):
            model.sort(column)
            assert model.index(0, column).data(Qt.ItemDataRole.AccessibleTextRole)
        model.put([])
        assert tester.model() is model


def test_the_picture_tells_in_words_what_it_shows(filled: SchoolCalendar) -> None:
    said = described(filled.year(2026))
    assert "Autumn 2026: Wed 2 Sep 2026 to Fri 18 Dec 2026, 72 school days." in said
    assert "Closed: Christmas holiday, Sat 19 Dec 2026 to Sun 3 Jan 2027." in said
    assert "Bank holidays: Christmas Day, Fri 25 Dec 2026;" in said and said.endswith("Summer term 2027 is not recorded.")
    filled.save_closure(SchoolClosure(id=uuid4(), first_day=date(2027, 2, 3), last_day=date(2027, 2, 3)))
    assert "Closed: no reason given, Wed 3 Feb 2027." in described(filled.year(2026))


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_every_kind_of_day_looks_different_without_its_colour(dressing: Dressing, qtbot: QtBot, theme: str) -> None:
    dressing.choose(theme, 1.0)
    seen = []
    for kind, _ in LEGEND:
        mark = LegendMark(dressing.look, kind)
        qtbot.addWidget(mark)
        mark.resize(mark.sizeHint())
        grey = mark.grab().toImage().convertToFormat(mark.grab().toImage().Format.Format_Grayscale8)
        seen.append(bytes(grey.constBits()))
    assert len(set(seen)) == len(LEGEND)


@pytest.fixture
def band(look: Look, filled: SchoolCalendar, qtbot: QtBot) -> YearBand:
    made = YearBand(look)
    qtbot.addWidget(made)
    made.resize(1000, made.heightForWidth(1000))
    assert not made.grab().isNull(), "before it has a year"
    made.show_year(filled.year(2026), date(2026, 11, 12))
    made.show()
    return made


def test_the_mouse_asks_the_picture_what_a_day_is(band: YearBand) -> None:
    assert band.day_at(band.box_of(date(2026, 10, 28)).center()) == date(2026, 10, 28)
    assert [band.day_at(QPointF(*at)) for at in ((2, 2), (5000, 30), (band.margin() + 3, band.head() + 3))] == [None, None, None]

    def ask(at: QPointF) -> None:
        QApplication.sendEvent(band, QHelpEvent(QEvent.Type.ToolTip, at.toPoint(), band.mapToGlobal(at.toPoint())))

    ask(band.box_of(date(2026, 10, 28)).center())
    assert QToolTip.text() == "Wed 28 Oct 2026: Half-term"
    ask(QPointF(QPoint(1, 1)))
    assert not band.grab().isNull()


def test_the_picture_keeps_to_its_width_at_every_text_size(dressing: Dressing, band: YearBand) -> None:
    for size in (1.0, 1.5, 2.0):
        dressing.choose("light", size)
        band.resize(900, band.heightForWidth(900))
        last = band.box_of(weeks_of(filled_year(band))[-1])
        assert last.right() <= 900 and band.minimumSizeHint().width() <= 900
        assert band.sizeHint().height() == band.heightForWidth(900)
    dressing.choose("light", 1.0)


def filled_year(band: YearBand) -> SchoolYear:
    assert band.year is not None
    return band.year


def test_a_weekend_has_no_square_and_today_is_framed_only_in_its_own_year(band: YearBand, filled: SchoolCalendar) -> None:
    band.show_year(filled.year(2026), date(2026, 11, 14))
    assert not band.grab().isNull()
    band.show_year(filled.year(2028), date(2026, 11, 12))
    assert filled.year(2028).kind_of(date(2028, 9, 1)) is DayKind.UNKNOWN and not band.grab().isNull()


def test_a_bank_holiday_is_written_with_a_curly_apostrophe() -> None:
    model = BankHolidaysModel()
    model.put([BankHoliday(name="New Year's Day", day=date(2027, 1, 1))])
    assert model.data(model.index(0, 0)) == "New Year’s Day"


def test_what_a_file_leaves_out_is_not_shown_in_the_red_of_what_is_late() -> None:
    assert all(state != "late" for _, state in (*OUTCOMES.values(), *KINDS.values()))
