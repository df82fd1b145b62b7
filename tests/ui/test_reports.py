"""Reports: from a bar to its pupils and on to a pupil's page; figures of the register that open; returns; and nothing leaves with a name unasked."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from sendco_desk.domain.charts import CountBar, CountChart
from sendco_desk.domain.cycles import SupportCycle
from sendco_desk.domain.measures import CouncilReturn, PartTimeStep, PartTimeTimetable
from sendco_desk.domain.paper import words_of
from sendco_desk.domain.provision import ProvisionPlace, StaffRate
from sendco_desk.domain.pupil import Need, SenStatus
from sendco_desk.services.cohort_rows import CohortRow
from sendco_desk.services.printed_forms import PrintedForm
from sendco_desk.services.returns_paper import returns_paper
from sendco_desk.store.connection import Database
from sendco_desk.ui.document_view import SAVED
from sendco_desk.ui.forms.drafts import fill
from sendco_desk.ui.forms.return_form import ReturnForm
from sendco_desk.ui.main_window import MainWindow
from sendco_desk.ui.models.cohort_model import columns_for, review_state, review_words
from sendco_desk.ui.room import Place, Room
from sendco_desk.ui.screens.help import page_for
from sendco_desk.ui.screens.paper_view import PaperView
from sendco_desk.ui.screens.registry import screen_class
from sendco_desk.ui.screens.reports import PARTS, ReportsScreen
from sendco_desk.ui.screens.reports_print import OF_SCHOOL
from sendco_desk.ui.screens.reports_returns import stands
from sendco_desk.ui.theme import Dressing, Look
from sendco_desk.ui.widgets.figures import Figure, FiguresTable
from tests.ui.desks import pupil_named
from tests.ui.heard import Heard
from tests.ui.provision_desks import add_provision, as_assistant, pupil_called

TODAY = date(2026, 11, 12)


def at(screen: ReportsScreen, part: str) -> None:
    """Press the switch of a part."""
    screen.switch.made[list(PARTS).index(part)].click()


def names(screen: ReportsScreen) -> list[str]:
    return [row.pupil.known_name for row in screen.cohort.model.rows]


def press(inside: QWidget, name: str) -> None:
    """Press the one button of that name."""
    [made] = [one for one in inside.findChildren(QPushButton) if one.accessibleName() == name]
    made.click()


@pytest.fixture
def screen(room: Room, qtbot: QtBot) -> ReportsScreen:
    """Kacper has SPLD and Leila SLCN; all three are given something."""
    add_provision(room.desk)
    room.desk.pupils.save_need(Need(id=uuid4(), pupil=pupil_called(room.desk, "Leila Ashgrove"), need_type="SLCN", rank=1))
    made = ReportsScreen(room)
    qtbot.addWidget(made)
    made.resize(1250, 700)
    made.show()
    made.open_at(Place("reports"))
    return made


def press_bar(screen: ReportsScreen, number: int) -> None:
    """Press a bar with the mouse."""
    view = screen.cohort.card.view
    stop = view.laid.stops[number]
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(int(stop.x + stop.width / 2), int(stop.y + stop.height / 2)))


class TestCohort:
    """The chart and the table under it."""

    def test_a_bar_leads_to_its_pupils_and_enter_to_the_pupils_page(self, screen: ReportsScreen, heard: Heard, room: Room) -> None:
        part = screen.cohort
        assert names(screen) == ["Leila Ashgrove", "Poppy Ormerod", "Kacper Wilk"]
        assert part.said.text() == "All pupils with SEN support or an EHC plan: 3 pupils" and part.show_all.isHidden()
        press_bar(screen, [bar.name[:4] for bar in bars(screen)].index("SPLD"))
        assert names(screen) == ["Kacper Wilk"] and part.said.text() == "1 pupil with SPLD as primary need"
        QTest.keyClick(part.table, Qt.Key.Key_Return)
        assert heard.went == [Place("pupil", pupil_called(room.desk, "Kacper Wilk"))]

    def test_the_same_is_done_by_keys_and_taken_back(self, screen: ReportsScreen) -> None:
        view = screen.cohort.card.view
        view.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(view, Qt.Key.Key_End)
        QTest.keyClick(view, Qt.Key.Key_Return)
        assert names(screen) == ["Poppy Ormerod"] and screen.cohort.said.text() == "1 pupil with no need recorded"
        screen.cohort.show_all.click()
        assert len(names(screen)) == 3

    def test_a_row_of_the_charts_table_opens_what_its_bar_does(self, screen: ReportsScreen) -> None:
        screen.cohort.card.switch.click()
        table = screen.cohort.card.table
        table.activated.emit(table.model().index(0, 1))
        assert len(names(screen)) == 1 and screen.cohort.key == screen.cohort.groups[0].key

    def test_each_way_of_grouping_has_its_chart_and_each_count_its_figures(self, screen: ReportsScreen) -> None:
        part = screen.cohort
        for way in part.ways.made:
            for count in part.counts.made:
                way.click()
                count.click()
                assert bars(screen) and not part.card.grab().isNull()
        part.group_by("provision")
        part.count("minutes")
        assert [(bar.name, bar.figure) for bar in bars(screen)] == [("Precision teaching", "3 h")]
        assert part.card.note.text().startswith("A pupil with several provisions is counted in each.")

    def test_another_grouping_shows_everybody_again(self, screen: ReportsScreen) -> None:
        screen.cohort.open_group("SPLD")
        screen.cohort.group_by("year")
        assert len(names(screen)) == 3 and screen.cohort.show_all.isHidden()

    def test_a_bar_that_is_gone_after_a_deed_shows_everybody(self, screen: ReportsScreen, room: Room) -> None:
        screen.cohort.open_group("SPLD")
        kacper = pupil_called(room.desk, "Kacper Wilk")
        room.desk.pupils.set_status(kacper, "N", TODAY)
        screen.refresh()
        assert names(screen) == ["Leila Ashgrove", "Poppy Ormerod"]

    def test_everybody_on_roll_can_be_counted(self, screen: ReportsScreen, room: Room) -> None:
        room.desk.pupils.add(pupil_named("Cy", "Madeup", year_group="4"))
        screen.refresh()
        assert "Cy Madeup" not in names(screen)
        screen.cohort.whose.made[1].click()
        assert "Cy Madeup" in names(screen) and screen.cohort.said.text() == "All pupils on roll: 4 pupils"

    def test_days_without_a_rate_are_said_where_costs_are_counted(self, screen: ReportsScreen, room: Room) -> None:
        [rate] = room.desk.provision.rates()
        room.desk.provision.save_rate(replace(rate, since=date(2026, 9, 9)))
        screen.cohort.count("cost")
        screen.refresh()
        assert "For 3 pupils some days have no staff rate: they cost more than is shown." in screen.cohort.card.note.text()
        cost = next(column for column in screen.cohort.model.columns if column.key == "cost")
        assert "no staff rate is recorded" in (cost.spoken or str)(screen.cohort.model.rows[0])

    def test_an_assistant_is_offered_no_cost(self, room: Room, qtbot: QtBot) -> None:
        add_provision(room.desk)
        as_assistant(room.desk)
        made = ReportsScreen(room)
        qtbot.addWidget(made)
        made.open_at(Place("reports"))
        texts = [one.text() for one in made.findChildren(QAbstractButton)]
        assert not any("Cost" in text for text in texts) and "cost" not in [column.key for column in made.cohort.model.columns]
        made.cohort.print()

    def test_a_school_without_support_is_offered_the_first_step(self, room: Room, qtbot: QtBot, heard: Heard) -> None:
        for status in room.desk.recording.of(SenStatus):
            room.desk.recording.remove(status)
        made = ReportsScreen(room)
        qtbot.addWidget(made)
        made.show()
        made.open_at(Place("reports"))
        assert made.cohort.nobody.isVisible() and not made.cohort.area.isVisible()
        press(made.cohort.nobody, "Go to Pupils")
        assert heard.went == [Place("pupils")]

    def test_a_roll_with_nobody_on_it_has_no_chart_and_prints_that(self, new_room: Room, qtbot: QtBot, heard: Heard) -> None:
        made = ReportsScreen(new_room)
        qtbot.addWidget(made)
        made.show()
        made.cohort.whose.made[1].click()
        assert made.cohort.area.isVisible() and made.cohort.card.isHidden() and made.cohort.table.isHidden()
        made.cohort.open_group("SLCN")
        press(made.cohort, "Print")
        view = heard.sheets[-1]
        assert isinstance(view, PaperView) and "There is nobody to list." in set(words_of(view.paper))

    def test_copy_takes_what_is_shown_and_without_names_nothing_of_anybody(self, screen: ReportsScreen) -> None:
        screen.cohort.open_group("SPLD")
        press(screen.cohort, "Copy")
        text = QGuiApplication.clipboard().text()
        assert "Kacper Wilk" in text and "Leila" not in text and "Class" not in text
        screen.cohort.without.click()
        assert screen.cohort.note.isVisible()
        press(screen.cohort, "Copy")
        text = QGuiApplication.clipboard().text()
        assert text.splitlines()[0].startswith("Number\tStatus") and len(text.splitlines()) == 4
        assert not any(name in text for name in ("Kacper", "Leila", "Poppy", "SPLD", "SLCN"))

    def test_print_shows_the_chart_and_the_pupils_shown(self, screen: ReportsScreen, heard: Heard) -> None:
        screen.cohort.open_group("SPLD")
        press(screen.cohort, "Print")
        view = heard.sheets[-1]
        assert isinstance(view, PaperView) and view.name == "Cohort"
        words = list(words_of(view.paper))
        assert "1 pupil with SPLD as primary need" in words and "Wilk, Kacper" in words and "Ashgrove, Leila" not in words

    def test_print_without_names_is_of_everybody_and_names_nobody(self, screen: ReportsScreen, heard: Heard) -> None:
        screen.cohort.open_group("SPLD")
        screen.cohort.without.click()
        press(screen.cohort, "Print")
        view = heard.sheets[-1]
        assert isinstance(view, PaperView) and view.name == "Cohort without names"
        words = " ".join(words_of(view.paper))
        assert "3 pupils without names" in words and not any(name in words for name in ("Kacper", "Wilk", "1 pupil with SPLD"))

    @pytest.mark.parametrize(("named", "file"), [(True, "Cohort.csv"), (False, "Cohort without names.csv")])
    def test_a_table_for_a_spreadsheet_is_saved_where_the_person_says(
        self, screen: ReportsScreen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, heard: Heard, named: bool, file: str,
    ) -> None:
        asked: list[str] = []

        def ask(parent: object, title: str, usual: str, kinds: str) -> tuple[str, str]:
            asked.append(usual)
            return str(tmp_path / "out"), ""

        monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
        screen.cohort.without.setChecked(not named)
        press(screen.cohort, "Save as CSV")
        qtbot.waitUntil(lambda: heard.last == SAVED)
        assert asked == [file]
        assert ("Wilk" in (tmp_path / "out.csv").read_text(encoding="utf-8-sig")) == named

    def test_nothing_is_saved_where_nobody_says_where(self, screen: ReportsScreen, monkeypatch: pytest.MonkeyPatch, heard: Heard) -> None:
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *given: ("", ""))
        screen.cohort.save()
        assert heard.said == []

    @pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)  # what a menu does when it opens
    def test_columns_can_be_chosen(self, screen: ReportsScreen) -> None:
        screen.cohort.choose_columns()
        [menu] = screen.cohort.table.findChildren(QMenu)
        menu.close()
        [action] = [action for action in menu.actions() if action.text() == "Class"]
        action.trigger()
        assert not screen.cohort.table.isColumnHidden([column.key for column in screen.cohort.model.columns].index("class"))


def bars(screen: ReportsScreen) -> tuple[CountBar, ...]:
    """The bars of the chart that is shown."""
    chart = screen.cohort.card.view.chart
    assert isinstance(chart, CountChart)
    return chart.bars


def cohort_row(**more: object) -> CohortRow:
    return CohortRow(pupil=pupil_named("Ada", "Madeup", year_group="R"), on=TODAY, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(("days", "words", "state"), [
    (None, "", ""), (-1, "1 day late", "late"), (0, "Today", "soon"), (14, "In 14 days", "soon"), (15, "In 15 days", ""),
])
def test_a_review_of_a_cycle_says_how_it_presses(days: int | None, words: str, state: str) -> None:
    row = cohort_row(review_due_on=None if days is None else TODAY + timedelta(days=days))
    assert (review_words(row), review_state(row)) == (words, state)


def test_every_column_can_be_sorted_and_spoken_with_and_without_facts() -> None:
    full = cohort_row(
        sen="K", needs=("SLCN", "MLD"), met=1, not_yet=1, review_due_on=TODAY, annual_review_on=TODAY, report_on=TODAY, authority="Marlshire",
    )
    shown = {column.key: column.shown(full) for column in columns_for(sees_costs=True)}
    assert (shown["need"], shown["met"], shown["annual"], shown["cost"]) == ("SLCN +1", "1 of 2 met", "Thu 12 Nov 2026", "")
    for column in columns_for(sees_costs=True):
        assert sorted([column.sort_value(full), column.sort_value(cohort_row())]) is not None
        assert all(isinstance((column.spoken or column.shown)(row), str) for row in (full, cohort_row()))


class TestRegister:
    """Counts, doubts, and the pupils behind them."""

    @pytest.fixture
    def register(self, screen: ReportsScreen) -> ReportsScreen:
        at(screen, "register")
        return screen

    def test_it_counts_the_roll_by_year_and_code(self, register: ReportsScreen) -> None:
        part = register.register
        assert part.about.text() == "3 pupils on roll: 1 with an EHC plan (E), 2 with SEN support (K), 0 with neither (N)."
        assert [[cell.text for cell in line] for line in part.years.figures.cells] == [
            ["Year 1", "0", "1", "0", "1"], ["Year 4", "0", "1", "0", "1"], ["Year 5", "1", "0", "0", "1"], ["All years", "1", "2", "0", "3"],
        ]
        assert part.said.text() == "On the SEN register: 3 pupils"

    def test_a_figure_opens_the_pupils_behind_it_and_enter_the_pupil(self, register: ReportsScreen, heard: Heard, room: Room) -> None:
        part = register.register
        part.years.setFocus(Qt.FocusReason.TabFocusReason)
        for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Return):
            QTest.keyClick(part.years, key)
        assert part.said.text() == "Year 4, SEN support: 1 pupil"
        QTest.keyClick(part.table, Qt.Key.Key_Return)
        assert heard.went == [Place("pupil", pupil_called(room.desk, "Kacper Wilk"))]
        part.show_all.click()
        assert len(part.model.rows) == 3

    def test_every_figure_opens_as_many_pupils_as_it_says(self, register: ReportsScreen) -> None:
        part = register.register
        for table in (part.years, part.types):
            for cell in (cell for line in table.figures.cells for cell in line if cell.key):
                table.opened.emit(cell.key)
                assert str(part.model.rowCount()) == cell.text
                assert cell.spoken.endswith(f"{cell.text} pupil{'s' * (cell.text != '1')}")

    def test_a_click_on_a_figure_opens_it_and_a_nought_opens_nothing(self, register: ReportsScreen) -> None:
        years = register.register.years
        for column in (1, 0):
            QTest.mouseClick(years.viewport(), Qt.MouseButton.LeftButton, pos=years.visualRect(years.figures.index(0, column)).center())
        assert register.register.key == ""
        QTest.mouseClick(years.viewport(), Qt.MouseButton.LeftButton, pos=years.visualRect(years.figures.index(0, 2)).center())
        assert register.register.key == "year:1:K"

    def test_a_doubt_shows_whom_it_is_about(self, register: ReportsScreen) -> None:
        part = register.register
        press(part, "Show them: 1 pupil with K or E and no type of need: give each a primary need.")
        assert [row.pupil.known_name for row in part.model.rows] == ["Poppy Ormerod"]
        assert part.said.text() == "1 pupil with K or E and no type of need: give each a primary need"

    def test_what_was_pressed_and_is_gone_shows_the_register(self, register: ReportsScreen, room: Room) -> None:
        part = register.register
        part.open_figure("doubt:0")
        room.desk.pupils.save_need(Need(id=uuid4(), pupil=pupil_called(room.desk, "Poppy Ormerod"), need_type="MLD", rank=1))
        register.refresh()
        assert part.key == "" and len(part.model.rows) == 3

    def test_it_prints(self, register: ReportsScreen, heard: Heard) -> None:
        press(register.register, "Print")
        view = heard.sheets[-1]
        assert isinstance(view, PaperView) and view.paper.title == "SEN register"

    def test_without_pupils_the_tables_are_empty(self, new_room: Room, qtbot: QtBot) -> None:
        made = ReportsScreen(new_room)
        qtbot.addWidget(made)
        made.open_at(Place("reports", tab="register"))
        made.register.open_figure("")
        assert made.register.table.isHidden() and made.register.about.text().startswith("0 pupils on roll")


class TestFigures:
    """The table whose figures can be pressed."""

    @pytest.fixture
    def table(self, look: Look, qtbot: QtBot) -> FiguresTable:
        made = FiguresTable(look, "Figures")
        qtbot.addWidget(made)
        made.put(("Name", "E"), ((Figure(text="One"), Figure(text="1", spoken="One: 1 pupil", key="one")), (Figure(text="Two"), Figure(text="0"))))
        made.show()
        return made

    def test_its_model_keeps_the_rules_of_models(self, table: FiguresTable) -> None:
        QAbstractItemModelTester(table.figures, QAbstractItemModelTester.FailureReportingMode.Fatal)
        table.put((), ())
        table.put(("Name", "E"), ((Figure(text="Two"), Figure(text="0")),))
        model = table.figures
        assert model.headerData(5, Qt.Orientation.Horizontal) is None and model.headerData(0, Qt.Orientation.Vertical) is None
        assert model.data(model.index(9, 9)) is None and model.data(model.index(0, 0), Qt.ItemDataRole.DecorationRole) is None

    def test_the_keyboard_stays_in_its_cell_when_figures_change(self, table: FiguresTable) -> None:
        table.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(table, Qt.Key.Key_Down)
        table.put(("Name", "E"), ((Figure(text="One"), Figure(text="2")), (Figure(text="Two"), Figure(text="3"))))
        assert (table.currentIndex().row(), table.currentIndex().column()) == (1, 1)
        table.put(("Name", "E"), ())
        QTest.keyClick(table, Qt.Key.Key_Return)

    def test_it_is_copied_as_a_table_and_speaks(self, table: FiguresTable) -> None:
        table.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        assert QGuiApplication.clipboard().text() == "Name\tE\nOne\t1\nTwo\t0"
        assert table.figures.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole) == "One: 1 pupil"

    def test_it_follows_the_text_size(self, table: FiguresTable, dressing: Dressing) -> None:
        before = table.height()
        dressing.choose("dark", 2.0)
        assert table.height() > before * 1.6 and not table.grab().isNull()


def part_time(room: Room, pupil: UUID, **more: object) -> PartTimeTimetable:
    made = PartTimeTimetable(
        id=uuid4(), pupil=pupil, starts_on=date(2026, 10, 5), planned_end_on=date(2026, 12, 4), reason="Made up", **more,  # type: ignore[arg-type]
    )
    step = PartTimeStep(id=uuid4(), pupil=pupil, timetable=made.id, since=made.starts_on, weekly_minutes=750, full_minutes=1950)
    room.desk.measuring.start_part_time(made, step)
    return made


class TestReturns:
    """Part-time timetables and what the council is told."""

    @pytest.fixture
    def returns(self, screen: ReportsScreen, room: Room) -> ReportsScreen:
        room.desk.school.save(replace(room.desk.school.school(), authority="Derbyshire"))
        part_time(room, pupil_called(room.desk, "Kacper Wilk"))
        at(screen, "returns")
        return screen

    def test_who_is_part_time_leads_to_the_timetable(self, returns: ReportsScreen, heard: Heard) -> None:
        part = returns.returns
        part.now.choose(part.model.rows[0].timetable.id)
        QTest.keyClick(part.now, Qt.Key.Key_Return)
        view = part.model.rows[0]
        assert heard.went == [Place("pupil", view.timetable.pupil, f"measures/{view.timetable.id}")]
        press(part, "Open the timetable: Kacper Wilk: The start, Mon 5 Oct 2026")
        assert heard.went[-1] == heard.went[0]

    def test_what_was_told_today_is_told(self, returns: ReportsScreen, heard: Heard) -> None:
        press(returns.returns, "Told the council today: Kacper Wilk: The start, Mon 5 Oct 2026")
        assert heard.last == "It is recorded that the council was told today."
        returns.refresh()
        assert not [one for one in returns.returns.inner.findChildren(QPushButton) if one.accessibleName().startswith("Told the council")]

    def test_a_return_that_is_owed_opens_its_form_filled_in(self, returns: ReportsScreen, heard: Heard, room: Room) -> None:
        [due] = room.desk.measuring.returns_due()
        press(returns.returns, f"Record it: {due.words}")
        form = heard.sheets[-1]
        assert isinstance(form, ReturnForm) and (form.said("authority"), form.code("state")) == ("Derbyshire", "sent")
        form.finish()
        returns.refresh()
        assert returns.returns.due_card.isHidden()
        assert [one.pupils for one in returns.returns.list.model.rows] == [1]

    def test_a_return_that_is_there_can_be_put_right_and_taken_out(self, returns: ReportsScreen, heard: Heard, room: Room) -> None:
        room.desk.measuring.record_return(
            authority="Derbyshire", first_day=date(2026, 9, 1), last_day=date(2026, 9, 30), state="nil", sent_on=date(2026, 10, 1),
        )
        returns.refresh()
        records = returns.returns.list
        records.edit(records.model.rows[0])
        form = heard.sheets[-1]
        assert isinstance(form, ReturnForm)
        fill(form.fields["pupils"].box, "2")
        form.finish()
        assert "A nil return tells of no pupil" in form.fields["pupils"].said.text()
        fill(form.fields["state"].box, "sent")
        form.finish()
        assert heard.last == "The return is recorded." and room.desk.measuring.returns()[0].pupils == 2
        returns.refresh()
        records.table.choose(records.model.rows[0].id)
        records.remove()
        assert room.desk.measuring.returns() == ()

    def test_a_new_return_is_added_from_the_list(self, returns: ReportsScreen, heard: Heard) -> None:
        returns.returns.list.add_button.click()
        assert isinstance(heard.sheets[-1], ReturnForm)

    def test_without_any_it_says_so(self, screen: ReportsScreen) -> None:
        at(screen, "returns")
        assert screen.returns.nobody.isVisible() and screen.returns.now.isHidden() and screen.returns.due_card.isHidden()

    def test_it_prints_what_stands_there(self, returns: ReportsScreen, heard: Heard) -> None:
        press(returns.returns, "Print")
        view = heard.sheets[-1]
        assert isinstance(view, PaperView)
        assert {"Kacper Wilk", "12.5 of 32.5 hours a week", "Not recorded", "No return is recorded."} <= set(words_of(view.paper))

    def test_a_page_with_nothing_on_it_says_so_and_one_with_returns_lists_them(self) -> None:
        empty = set(words_of(returns_paper((), (), (), (), TODAY, "Fernhollow")))
        assert {"Nobody is part-time.", "The council has been told of everything that is recorded."} <= empty
        made = CouncilReturn(
            id=uuid4(), authority="Derbyshire", first_day=date(2026, 9, 1), last_day=date(2026, 9, 30), state="sent", pupils=2,
            sent_on=date(2026, 10, 1),
        )
        assert "Return sent: 2 pupils" in set(words_of(returns_paper((), (), (), (made,), TODAY, "Fernhollow")))

    @pytest.mark.parametrize(("more", "words"), [
        ({"planned_end_on": date(2026, 11, 6)}, "Past its planned end"), ({"review_on": date(2026, 11, 6)}, "Its review has passed"),
        ({"review_on": date(2026, 11, 20)}, "Review Fri 20 Nov 2026"), ({}, "No review planned"),
    ])
    def test_each_says_what_it_asks_for(self, returns: ReportsScreen, room: Room, more: dict[str, date], words: str) -> None:
        view = returns.returns.model.rows[0]
        assert stands(replace(view, timetable=replace(view.timetable, **more))) == words  # type: ignore[arg-type]


class TestPrint:
    """The forms of the whole school."""

    @pytest.mark.parametrize("form", OF_SCHOOL, ids=lambda form: form.title)
    def test_each_form_is_laid_over_the_window(self, screen: ReportsScreen, heard: Heard, form: PrintedForm) -> None:
        at(screen, "print")
        press(screen.printed, f"Look and print: {form.title}")
        view = heard.sheets[-1]
        assert isinstance(view, PaperView) and view.name == form.file
        assert "£" not in " ".join(words_of(view.paper))

    def test_governors_map_and_register_are_among_them_and_costs_only_where_asked_for(self, screen: ReportsScreen, heard: Heard) -> None:
        assert {form.name for form in OF_SCHOOL} == {"provision-map", "register", "governors"}
        press(screen.printed, "With costs: Provision map")
        view = heard.sheets[-1]
        assert isinstance(view, PaperView) and "£" in " ".join(words_of(view.paper))

    def test_an_assistant_is_offered_no_costs(self, room: Room, qtbot: QtBot, heard: Heard) -> None:
        as_assistant(room.desk)
        made = ReportsScreen(room)
        qtbot.addWidget(made)
        assert not [one for one in made.printed.findChildren(QPushButton) if "costs" in one.accessibleName()]
        made.printed.show_form(OF_SCHOOL[0], costed=True)
        assert heard.last.startswith("What provision costs is shown to") and heard.sheets == []


# The screen itself


def test_the_models_keep_the_rules_of_models(screen: ReportsScreen) -> None:
    models = (screen.cohort.model, screen.register.model, screen.register.years.figures, screen.returns.model)
    testers = [QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal) for model in models]
    for part in PARTS:
        at(screen, part)
    at(screen, "cohort")
    screen.cohort.open_group("SPLD")
    screen.cohort.show_everyone()
    assert len(testers) == 4


def test_a_place_names_the_part_and_the_screen_remembers_it(screen: ReportsScreen) -> None:
    screen.open_at(Place("reports", tab="returns"))
    assert screen.switch.chosen() == "returns"
    screen.open_at(Place("reports"))
    assert screen.pages.currentIndex() == 2


def test_all_of_it_has_a_name(screen: ReportsScreen, nameless: Callable[[QWidget], list[str]], room: Room) -> None:
    part_time(room, pupil_called(room.desk, "Kacper Wilk"))
    for part in PARTS:
        at(screen, part)
        assert nameless(screen) == []


@pytest.mark.parametrize("theme", ["dark", "contrast"])
def test_it_is_drawn_in_every_theme_and_at_the_size_of_a_laptop(screen: ReportsScreen, dressing: Dressing, theme: str, room: Room) -> None:
    kacper = pupil_called(room.desk, "Kacper Wilk")
    room.desk.recording.save(SupportCycle(id=uuid4(), pupil=kacper, number=1, starts_on=date(2026, 9, 7), review_due_on=date(2026, 11, 2)))
    screen.resize(1005, 540)
    dressing.choose(theme, 1.0)
    screen.set_look(dressing.look)
    for part in PARTS:
        at(screen, part)
        assert not screen.grab().isNull()
    at(screen, "cohort")
    table = screen.cohort.table
    assert table.horizontalHeader().length() <= table.viewport().width() + 1


def test_the_rail_and_ctrl_7_lead_to_it_and_f1_to_its_page(window: MainWindow) -> None:
    window.press("reports")
    assert isinstance(window.shown_screen(), ReportsScreen) and window.rail.stops["reports"].isChecked()
    assert screen_class("reports") is ReportsScreen and page_for("reports") == "reports"


def test_a_cohort_of_a_large_trust_is_read_within_reason(room: Room) -> None:
    """Two hundred pupils in one group: what must not happen is a question for each pupil, or a sum that grows with the square of them."""
    run, asked = add_provision(room.desk), list[str]()
    made = [pupil_named(f"Made{number}", "Up") for number in range(200)]
    with room.desk.recording.book.writing("Many pupils") as page:
        for pupil in made:
            page.put(pupil)
            page.put(SenStatus(id=uuid4(), pupil=pupil.id, status="K", since=date(2026, 1, 1)))
            page.put(ProvisionPlace(id=uuid4(), pupil=pupil.id, run=run.id, starts_on=run.starts_on, ends_on=run.ends_on))
    kind = type(room.desk.recording.book._database)
    real = kind.sql

    def sql(self: Database, words: str, *given: Any) -> Any:
        asked.append(words)
        return real(self, words, *given)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kind, "sql", sql)
        rows = room.desk.cohort.rows(TODAY)
    assert len(rows) == 203 and len(asked) < 70
    assert StaffRate.KIND in " ".join(asked)
