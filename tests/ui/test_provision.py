"""Provision: a pupil’s tab, the map of the school, the groups, the staff; and an assistant sees none of what it costs."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from sendco_desk.domain.cycles import SupportCycle
from sendco_desk.domain.paper import words_of
from sendco_desk.domain.provision import CostItem, GroupSize, ProvisionPlace, ProvisionRun, ProvisionSession, StaffMember, StaffRate
from sendco_desk.services.finding import Found
from sendco_desk.services.provision_paper import map_paper
from sendco_desk.services.provision_rows import Delivery, grouped
from sendco_desk.ui.forms.drafts import fill
from sendco_desk.ui.forms.form import Form
from sendco_desk.ui.forms.provision_forms import (
    AloneForm,
    CostForm,
    EffectForm,
    EndForm,
    GivePlacesForm,
    PlaceForm,
    RateForm,
    RunForm,
    SessionForm,
    SizeForm,
    StaffForm,
)
from sendco_desk.ui.forms.week_sheet import WeekForm
from sendco_desk.ui.main_window import MainWindow
from sendco_desk.ui.models.provision_model import cost_words, days_words, delivery_chip, effect_spoken, effect_words, place_sentences, when_words
from sendco_desk.ui.palette import place_of
from sendco_desk.ui.room import Place, Room
from sendco_desk.ui.screens.help import page_for
from sendco_desk.ui.screens.paper_view import PaperView
from sendco_desk.ui.screens.provision import ProvisionScreen
from sendco_desk.ui.screens.provision_map import filter_words
from sendco_desk.ui.screens.provision_tab import ProvisionPage
from sendco_desk.ui.screens.registry import screen_class
from sendco_desk.ui.widgets.buttons import Button
from tests.ui.desks import pupil_named
from tests.ui.heard import Heard
from tests.ui.provision_desks import LAST, LAST_WEEK, MONDAY, THIS_WEEK, add_group, add_provision, add_term, as_assistant, pupil_called


@pytest.fixture
def run(room: Room) -> ProvisionRun:
    return add_provision(room.desk)


@pytest.fixture
def kacper(room: Room) -> UUID:
    return pupil_called(room.desk, "Kacper Wilk")


def shown(widget: QWidget, qtbot: QtBot) -> None:
    qtbot.addWidget(widget)
    widget.resize(1250, 700)
    widget.show()


@pytest.fixture
def tab(room: Room, run: ProvisionRun, kacper: UUID, qtbot: QtBot) -> ProvisionPage:
    made = ProvisionPage(room)
    shown(made, qtbot)
    made.show_pupil(room.desk.pupils.page(kacper))
    return made


@pytest.fixture
def screen(room: Room, run: ProvisionRun, qtbot: QtBot) -> ProvisionScreen:
    made = ProvisionScreen(room)
    shown(made, qtbot)
    made.open_at(Place("provision"))
    return made


def put(form: Form, **typed: str) -> None:
    for name, text in typed.items():
        fill(form.fields[name].box, text)


def all_words(widget: QWidget) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel))


class TestTab:
    """A pupil’s tab."""

    def test_it_says_what_is_given_how_much_was_held_and_what_it_costs(self, tab: ProvisionPage) -> None:
        [line] = tab.now.rows_model.rows
        assert {column.key: column.shown(line) for column in tab.now.rows_model.columns} == {
            "name": "Precision teaching", "held": "4 of 27 held, 15%; missed: 1 × staff away; 22 not recorded", "often": "20 min × 3 a week",
            "who": "Mx Bracken", "group": "3", "when": "7 Sep to Fri 11 Dec 2026", "weeks": "13", "effect": "18 → 41", "to_date": "£48.36",
            "full": "£67.85", "delivered": "£11.00", "plan": "Section F", "what": "Words at speed", "where": "Library", "cycle": "",
        }
        assert tab.told.text() == (
            "Precision teaching: Words at speed. Mx Bracken in Library, in a group of 3, 20 min × 3 a week for 13 weeks. "
            "4 of 27 held, 15%; missed: 1 × staff away; 22 not recorded. Words in a minute: 18 at the start, 41 at the end. "
            "Aim: Reads 60 words. Section F of the EHC plan orders it. What was held of it cost £11.00."
        )
        assert [line.run.name for line in tab.before.rows_model.rows] == ["Talking partners"]
        assert tab.chart is not None and "4 of 27 held" in tab.chart.view.chart.said()
        assert not tab.grab().isNull()

    def test_the_year_stands_against_the_six_thousand_pounds_in_words(self, tab: ProvisionPage) -> None:
        assert tab.year.said.text().count("£126.33 of the £6,000 a year that the school meets itself") == 1
        assert "Up to today £106.84" in tab.year.so_far.text()
        assert tab.year.lacking.isHidden()

    def test_above_the_line_the_bar_changes_its_state_and_the_words_say_by_how_much(self, tab: ProvisionPage, room: Room, kacper: UUID) -> None:
        room.desk.recording.save(CostItem(id=uuid4(), pupil=kacper, what="A made-up hoist", pence=600_000, on=MONDAY))
        tab.show_pupil(room.desk.pupils.page(kacper))
        assert tab.year.meter.state == "soon"
        assert "£126.33 above the £6,000" in tab.year.said.text()

    def test_days_without_a_rate_and_a_calendar_with_gaps_are_said(self, tab: ProvisionPage, room: Room, kacper: UUID) -> None:
        for rate in room.desk.provision.rates():
            room.desk.provision.save_rate(replace(rate, since=date(2026, 9, 8)))
        longer = add_group(room.desk, name="Until spring")
        room.desk.provision.offer_run(replace(longer, ends_on=date(2027, 2, 5)))
        tab.show_pupil(room.desk.pupils.page(kacper))
        [line] = [one for one in tab.now.rows_model.rows if one.run.name == "Precision teaching"]
        assert line.cost is not None
        assert cost_words(line.cost.full_run, line.cost) == "£66.23, in part"
        nothing = replace(line.cost, full_run=450, items=450)
        assert cost_words(nothing.to_date, nothing) == "No rate"
        assert "No staff rate is recorded for 1 day of this provision, the first on" in tab.year.lacking.text()
        assert tab.lacks.text().startswith("Spring term 2027 is not recorded.")

    def test_an_assistant_sees_provision_and_no_amount(self, room: Room, run: ProvisionRun, kacper: UUID, qtbot: QtBot) -> None:
        as_assistant(room.desk)
        made = ProvisionPage(room)
        shown(made, qtbot)
        made.show_pupil(room.desk.pupils.page(kacper))
        assert made.cost_card.isHidden()
        assert {"to_date", "full", "delivered"}.isdisjoint(column.key for column in made.now.rows_model.columns)
        assert "£" not in all_words(made) + "".join(column.shown(made.now.rows_model.rows[0]) for column in made.now.rows_model.columns)

    def test_each_deed_opens_its_form_for_the_chosen_place(self, tab: ProvisionPage, heard: Heard, kacper: UUID) -> None:
        for deed in (tab.join, tab.alone, tab.effect, tab.end, tab.week):
            deed()
        tab.change(tab.chosen())
        tab.sessions.add()
        tab.items.add()
        tab.items.edit(tab.items.model.rows[0])
        tab.sessions.edit(tab.sessions.model.rows[0])
        assert [type(sheet) for sheet in heard.sheets] == [
            PlaceForm, AloneForm, EffectForm, EndForm, WeekForm, PlaceForm, SessionForm, CostForm, CostForm, SessionForm,
        ]

    def test_the_buttons_are_about_the_table_that_has_the_keyboard(self, tab: ProvisionPage, heard: Heard) -> None:
        tab.before.choose(tab.before.rows_model.rows[0].place.id)
        chosen = tab.chosen()
        assert chosen is not None and chosen.run.name == "Talking partners"
        QTest.keyClick(tab.before, Qt.Key.Key_Return)
        assert isinstance(heard.sheets[-1], PlaceForm)

    def test_a_place_with_sessions_is_ended_and_not_removed(self, tab: ProvisionPage, heard: Heard, room: Room, kacper: UUID) -> None:
        QTest.keyClick(tab.now, Qt.Key.Key_Delete)
        assert heard.last.startswith("Sessions or costs are recorded for this place.")
        tab.before.choose(tab.before.rows_model.rows[0].place.id)
        QTest.keyClick(tab.before, Qt.Key.Key_Delete)
        assert heard.last == "Place removed."
        assert len(room.desk.recording.of(ProvisionPlace, kacper)) == 1

    def test_its_cycle_is_a_click_away(self, tab: ProvisionPage, room: Room, kacper: UUID, heard: Heard) -> None:
        tab.open_cycle()
        assert heard.went == []
        cycle = SupportCycle(id=uuid4(), pupil=kacper, number=1, starts_on=MONDAY, review_due_on=LAST)
        room.desk.recording.save(cycle)
        line = tab.chosen()
        assert line is not None
        room.desk.provision.give_place(replace(line.place, cycle=cycle.id))
        tab.show_pupil(room.desk.pupils.page(kacper))
        assert tab.on_row[4].isEnabled()
        tab.open_cycle()
        assert heard.went == [Place("pupil", kacper, f"support/{cycle.id}")]

    def test_without_any_the_first_step_is_offered(self, tab: ProvisionPage, room: Room) -> None:
        nobody = next(row.pupil for row in room.desk.pupils.rows() if row.pupil.known_name == "Leila Ashgrove")
        for place in room.desk.recording.of(ProvisionPlace, nobody.id):
            room.desk.provision.remove_place(place.id)
        tab.show_pupil(room.desk.pupils.page(nobody.id))
        assert tab.pages.currentIndex() == 1
        for deed in (tab.effect, tab.end, tab.week, tab.remove, tab.open_cycle):
            deed()
        tab.change(None)
        assert not any(made.isEnabled() for made in tab.on_row)

    def test_a_cost_without_a_provision_is_shown_too(self, room: Room, run: ProvisionRun, qtbot: QtBot) -> None:
        tab = ProvisionPage(room)
        shown(tab, qtbot)
        rafi = pupil_named("Rafi", "Haldane")
        room.desk.pupils.add(rafi)
        room.desk.recording.save(CostItem(id=uuid4(), pupil=rafi.id, what="Made-up report", pence=45_000, on=MONDAY))
        tab.show_pupil(room.desk.pupils.page(rafi.id))
        assert tab.pages.currentIndex() == 0
        assert tab.year.said.text().count("£450.00 of the £6,000") == 1
        assert tab.chart is None and tab.told.text() == ""

    def test_what_is_over_for_good_has_no_chart(self, tab: ProvisionPage, room: Room, kacper: UUID) -> None:
        line = tab.chosen()
        assert line is not None
        room.desk.provision.end_place(line.place.id, date(2026, 10, 2))
        tab.show_pupil(room.desk.pupils.page(kacper))
        assert tab.chart is not None and tab.chart.isHidden()
        assert tab.now_card.isHidden() and len(tab.before.rows_model.rows) == 2

    @pytest.mark.parametrize("kind", [ProvisionPlace, ProvisionSession, CostItem])
    def test_what_was_found_is_brought_into_view(self, tab: ProvisionPage, room: Room, kacper: UUID, kind: type[ProvisionSession]) -> None:
        record = room.desk.recording.of(kind, kacper)[-1]
        tab.show_record(record.id)
        places = [line.place.id for line in (tab.now.current(), tab.before.current()) if line is not None]
        others = [one.id for one in (tab.sessions.table.current(), tab.items.table.current()) if one is not None]
        assert record.id in places + others

    def test_all_that_can_be_used_has_a_name(self, tab: ProvisionPage, nameless: Callable[[QWidget], list[str]]) -> None:
        assert nameless(tab) == []

    def test_its_models_are_good_ones(self, tab: ProvisionPage, room: Room, kacper: UUID) -> None:
        QAbstractItemModelTester(tab.now.rows_model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        tab.show_pupil(room.desk.pupils.page(kacper))
        assert all(str(tab.now.rows_model.index(0, n).data(Qt.ItemDataRole.AccessibleTextRole)) for n in range(len(tab.now.rows_model.columns)))


class TestForms:
    """The sheets."""

    def opened(self, made: Form, qtbot: QtBot) -> Form:
        shown(made, qtbot)
        return made

    def test_a_provision_for_this_pupil_alone_has_a_place_for_the_open_cycle(self, room: Room, kacper: UUID, qtbot: QtBot) -> None:
        cycle = SupportCycle(id=uuid4(), pupil=kacper, number=1, starts_on=MONDAY, review_due_on=LAST)
        room.desk.recording.save(cycle)
        form = self.opened(AloneForm(room, kacper), qtbot)
        put(form, name="Speech work", minutes="15", times_a_week="2", weekdays="mon thu", starts_on="9/11/2026", ends_on="11/12/2026",
            aim="Says s", measure="Sounds right of 20", start_measure="3", plan_section_f="yes")
        form.finish()
        [place] = room.desk.recording.of(ProvisionPlace, kacper)
        run = room.desk.recording.get(ProvisionRun, place.run)
        assert (run.weekdays, run.minutes, place.cycle, place.aim, place.start_measure, place.plan_section_f) == (
            ("mon", "thu"), 15, cycle.id, "Says s", "3", True,
        )
        assert (place.starts_on, place.ends_on) == (date(2026, 11, 9), LAST)

    def test_a_place_in_a_group_starts_today_and_lasts_as_long_as_the_group(self, room: Room, qtbot: QtBot) -> None:
        run = add_group(room.desk, pupils=0)
        leila = pupil_called(room.desk, "Leila Ashgrove")
        form = self.opened(PlaceForm(room, leila), qtbot)
        form.finish()
        assert form.fields["run"].box.property("wrong") == "true"
        put(form, run=str(run.id))
        form.finish()
        [place] = room.desk.recording.of(ProvisionPlace, leila)
        assert (place.starts_on, place.ends_on) == (date(2026, 11, 12), LAST)

    def test_a_place_that_there_is_is_changed(self, room: Room, run: ProvisionRun, kacper: UUID, qtbot: QtBot) -> None:
        place = next(one for one in room.desk.recording.of(ProvisionPlace, kacper) if one.run == run.id)
        form = self.opened(PlaceForm(room, kacper, place), qtbot)
        put(form, effect="More than twice as many")
        form.finish()
        assert room.desk.recording.get(ProvisionPlace, place.id).effect == "More than twice as many"

    def test_a_place_is_ended_today_and_its_effect_written_down(
        self, room: Room, run: ProvisionRun, kacper: UUID, heard: Heard, qtbot: QtBot,
    ) -> None:
        place = next(one for one in room.desk.recording.of(ProvisionPlace, kacper) if one.run == run.id)
        end = self.opened(EndForm(room, place), qtbot)
        put(end, end_measure="52")
        end.finish()
        assert heard.last == "The place ended on Thu 12 Nov 2026."
        ended = room.desk.recording.get(ProvisionPlace, place.id)
        assert (ended.ends_on, ended.end_measure) == (date(2026, 11, 12), "52")
        effect = self.opened(EffectForm(room, ended), qtbot)
        put(effect, effect="Reads at home")
        effect.finish()
        assert (heard.last, room.desk.recording.get(ProvisionPlace, place.id).effect) == ("Effect saved.", "Reads at home")

    @pytest.mark.parametrize(("outcome", "minutes", "kept"), [("held", "", 20), ("held", "12", 12), ("pupil_away", "12", 0)])
    def test_a_session_lasts_as_planned_unless_said(
        self, room: Room, run: ProvisionRun, kacper: UUID, qtbot: QtBot, outcome: str, minutes: str, kept: int,
    ) -> None:
        place = next(one for one in room.desk.recording.of(ProvisionPlace, kacper) if one.run == run.id)
        form = self.opened(SessionForm(room, kacper, place=place.id), qtbot)
        put(form, outcome=outcome, minutes=minutes)
        form.finish()
        session = room.desk.recording.of(ProvisionSession, kacper)[-1]
        assert (session.place, session.on, session.outcome, session.minutes) == (place.id, date(2026, 11, 12), outcome, kept)

    def test_a_session_of_tomorrow_is_not_held_yet(self, room: Room, run: ProvisionRun, kacper: UUID, qtbot: QtBot) -> None:
        session = room.desk.recording.of(ProvisionSession, kacper)[0]
        form = self.opened(SessionForm(room, kacper, session), qtbot)
        put(form, on="13/11/2026")
        form.finish()
        assert form.fields["on"].said.text().startswith("This day has not come yet")

    def test_staff_rates_and_costs_are_kept_to_the_penny(self, new_room: Room, qtbot: QtBot) -> None:
        staff = self.opened(StaffForm(new_room), qtbot)
        put(staff, name="Mx Sorrel", weekly_minutes="12:30")
        staff.finish()
        for since in ("1/4/2026", "1/4/2026"):
            rate = self.opened(RateForm(new_room), qtbot)
            put(rate, pence_an_hour="£14.62", since=since)
            rate.finish()
        assert rate.fields["since"].said.text().startswith("This role has a rate from that day on already")
        assert [one.weekly_minutes for one in new_room.desk.recording.of(StaffMember)] == [750]
        assert [one.pence_an_hour for one in new_room.desk.recording.of(StaffRate)] == [1462]

    def test_a_group_is_set_up_given_pupils_and_a_size(self, room: Room, qtbot: QtBot) -> None:
        form = self.opened(RunForm(room), qtbot)
        assert form.NOTE == ""
        put(form, name="Lego therapy", minutes="30", times_a_week="1", starts_on="9/11/2026", ends_on="11/12/2026")
        form.finish()
        [run] = room.desk.recording.of(ProvisionRun)
        give = self.opened(GivePlacesForm(room, run), qtbot)
        give.finish()
        assert give.fields["pupil_1"].said.text() == "Choose at least one pupil."
        put(give, pupil_1="Kacper", pupil_2="Nobody at all")
        give.finish()
        assert give.fields["pupil_2"].said.text().startswith("Choose the pupil from the list")
        put(give, pupil_2="Leila", ends_on="4/12/2026")
        give.finish()
        assert {place.ends_on for place in room.desk.recording.of(ProvisionPlace)} == {date(2026, 12, 4)}
        size = self.opened(SizeForm(room, run.id), qtbot)
        put(size, pupils="5", since="9/11/2026")
        size.finish()
        assert [(one.run, one.pupils) for one in room.desk.recording.of(GroupSize)] == [(run.id, 5)]
        sizes = self.opened(SizeForm(room, run.id), qtbot)
        next(made for made in sizes.findChildren(Button) if made.accessibleName() == "Remove: 5 pupils from Mon 9 Nov 2026").click()
        assert room.desk.recording.of(GroupSize) == []
        again = self.opened(RunForm(room, run), qtbot)
        assert again.NOTE.startswith("Pupils who were to stay")
        put(again, where="Library")
        again.finish()
        assert room.desk.recording.get(ProvisionRun, run.id).where == "Library"


class TestScreen:
    """The whole school."""

    def test_it_stands_at_its_place_and_has_its_help(self) -> None:
        assert screen_class("provision") is ProvisionScreen
        assert page_for("provision") == "provision"

    def test_the_map_is_grouped_four_ways_and_leaves_out_what_its_groups_say(self, screen: ProvisionScreen, room: Room) -> None:
        part = screen.map
        seen = {}
        for number, by in enumerate(("wave", "year", "need", "staff")):
            part.switch.made[number].click()
            seen[by] = [group.words for group in part.groups]
            hidden = {"wave": "wave", "year": "year", "need": "need", "staff": "who"}[by]
            assert part.table.isColumnHidden(part.table.keys.index(hidden))
        assert seen == {
            "wave": ["Targeted (wave 2)"], "year": ["Year 1", "Year 4", "Year 5"], "need": ["Specific learning difficulty", "No need recorded"],
            "staff": ["Mx Bracken"],
        }
        assert part.summary.text() == "Mx Bracken: 3 pupils, 3 places, 1 h of adult time a week"
        assert not screen.grab().isNull()

    def test_the_map_is_narrowed_and_everything_shown_again(self, screen: ProvisionScreen) -> None:
        part = screen.map
        part.narrow("need", "SPLD")
        assert [line.row.pupil.known_name for line in part.model.rows] == ["Kacper Wilk"]
        part.narrow("year", "5")
        assert part.pages.currentIndex() == 1
        part.show_everything()
        assert len(part.model.rows) == 3

    def test_each_row_of_the_map_leads_to_the_pupil_and_all_can_be_copied(self, screen: ProvisionScreen, heard: Heard) -> None:
        line = screen.map.model.rows[0]
        screen.map.table.opened.emit(line)
        assert heard.went == [Place("pupil", line.row.pupil.id, f"provision/{line.row.place.id}")]
        screen.map.table.clearSelection()
        screen.map.table.copy()
        assert QGuiApplication.clipboard().text().count("Precision teaching") == 3

    def test_the_map_prints_without_any_cost(self, screen: ProvisionScreen, room: Room, heard: Heard) -> None:
        screen.map.print()
        assert isinstance(heard.sheets[-1], PaperView)
        paper = map_paper(grouped(screen.map.rows, "wave"), "wave", THIS_WEEK, "Fernhollow")
        words = " ".join(words_of(paper))
        assert "By wave".lower() in words and "Targeted (wave 2)" in words and "Kacper Wilk" in words
        assert "£" not in words
        assert "Nothing runs on this day." in " ".join(words_of(map_paper([], "year", THIS_WEEK, "Fernhollow")))

    @pytest.mark.parametrize(("field", "code", "words"), [
        ("wave", "targeted", "Targeted (wave 2)"), ("year", "-", "Year not recorded"), ("year", "4", "Year 4"),
        ("need", "-", "No need recorded"), ("need", "SPLD", "Specific learning difficulty"), ("staff", "Mx Bracken", "Mx Bracken"),
    ])
    def test_a_choice_of_a_filter_is_said_in_words(self, field: str, code: str, words: str) -> None:
        assert filter_words(field, code) == words

    def test_enter_on_a_group_opens_its_week(self, screen: ProvisionScreen, run: ProvisionRun, heard: Heard) -> None:
        screen.open_at(Place("provision", tab=f"groups/{run.id}"))
        part = screen.groups
        assert part.current() is not None
        QTest.keyClick(part.table, Qt.Key.Key_Return)
        part.week_button.click()
        part.last_week()
        weeks = [sheet.sheet.monday for sheet in heard.sheets if isinstance(sheet, WeekForm)]
        assert weeks == [THIS_WEEK, THIS_WEEK, LAST_WEEK]

    def test_a_group_of_an_earlier_year_is_looked_for_on_the_pages_of_its_pupils(
        self, screen: ProvisionScreen, room: Room, run: ProvisionRun, heard: Heard,
    ) -> None:
        old = replace(run, id=uuid4(), starts_on=date(2025, 9, 8), ends_on=date(2026, 7, 17))
        room.desk.provision.offer_run(old)
        screen.open_at(Place("provision", tab=f"groups/{old.id}"))
        assert heard.last.startswith("This group ran in an earlier school year")

    def test_each_deed_on_a_group_opens_its_form(self, screen: ProvisionScreen, run: ProvisionRun, heard: Heard) -> None:
        screen.switch.made[1].click()
        part = screen.groups
        for deed in (part.new, part.add_pupils, part.change, part.set_size):
            deed()
        assert [type(sheet) for sheet in heard.sheets] == [RunForm, GivePlacesForm, RunForm, SizeForm]
        part.remove()
        assert heard.last.startswith("Pupils have, or had, a place in this group")

    def test_a_group_of_nobody_is_removed_with_its_size(self, new_room: Room, heard: Heard, qtbot: QtBot) -> None:
        made = ProvisionScreen(new_room)
        shown(made, qtbot)
        made.open_at(Place("provision", tab="groups"))
        part = made.groups
        assert part.pages.currentIndex() == 1
        for deed in (part.last_week, part.add_pupils, part.change, part.set_size, part.remove):
            deed()
        part.open_week(part.current())
        assert heard.sheets == []
        run = add_group(new_room.desk, pupils=0)
        new_room.desk.provision.set_size(GroupSize(id=uuid4(), run=run.id, since=MONDAY, pupils=4))
        made.refresh()
        QTest.keyClick(part.table, Qt.Key.Key_Delete)
        assert new_room.desk.recording.of(ProvisionRun) == []

    def test_the_staff_have_their_time_and_roles_their_rates(self, screen: ProvisionScreen, room: Room, heard: Heard) -> None:
        busy = StaffMember(id=uuid4(), name="Mx Teasel", weekly_minutes=30)
        room.desk.recording.save(busy)
        [run, *_] = room.desk.recording.of(ProvisionRun)
        room.desk.provision.offer_run(replace(run, id=uuid4(), staff=busy.id))
        room.desk.provision.offer_run(replace(run, id=uuid4(), staff=None))
        screen.open_at(Place("provision", tab="staff"))
        part = screen.staff
        assert [load.words for load in part.model.rows] == [
            "1 h planned of 25 h a week; 24 h free", "1 h planned of 30 min a week; 30 min too much", "1 h a week planned for nobody by name",
        ]
        assert [rate.pence_an_hour for rate in part.rates.model.rows] == [1462]
        assert not screen.grab().isNull()
        part.add()
        part.table.choose(busy.id)
        part.edit(part.table.current())
        part.rates.edit(part.rates.model.rows[0])
        assert [type(sheet) for sheet in heard.sheets] == [StaffForm, StaffForm, RateForm]
        QTest.keyClick(part.table, Qt.Key.Key_Delete)
        assert heard.last.startswith("A provision names this member of staff.")
        part.table.choose("teaching_assistant")
        part.edit(part.table.current())
        part.remove()
        assert not part.edit_button.isEnabled() and len(heard.sheets) == 3

    def test_somebody_who_gives_nothing_can_be_removed(self, new_room: Room, heard: Heard, qtbot: QtBot) -> None:
        made = ProvisionScreen(new_room)
        shown(made, qtbot)
        made.open_at(Place("provision", tab="staff"))
        assert made.staff.card.isHidden()
        new_room.desk.recording.save(StaffMember(id=uuid4(), name="Mx Gone"))
        made.refresh()
        made.grab()
        QTest.keyClick(made.staff.table, Qt.Key.Key_Return)
        made.staff.remove()
        assert heard.last == "Member of staff removed."
        assert new_room.desk.provision.staff() == []

    def test_an_assistant_sees_the_staff_and_no_rate(self, room: Room, run: ProvisionRun, qtbot: QtBot) -> None:
        as_assistant(room.desk)
        made = ProvisionScreen(room)
        shown(made, qtbot)
        made.open_at(Place("provision", tab="staff"))
        assert made.staff.rates.isHidden() and made.staff.rates.model.rows == []
        assert made.switch.made[2].text() == "Staff"

    def test_a_school_without_provision_says_so(self, new_room: Room, qtbot: QtBot) -> None:
        made = ProvisionScreen(new_room)
        shown(made, qtbot)
        made.open_at(Place("provision", tab="map"))
        assert made.map.pages.currentIndex() == 1
        made.set_look(new_room.look)

    @pytest.mark.parametrize("part", ["map", "groups", "staff"])
    def test_all_that_can_be_used_has_a_name(self, screen: ProvisionScreen, part: str, nameless: Callable[[QWidget], list[str]]) -> None:
        screen.open_at(Place("provision", tab=part))
        assert nameless(screen) == []

    def test_its_models_are_good_ones(self, screen: ProvisionScreen) -> None:
        for part in ("map", "groups", "staff"):
            screen.show_part(part)
        for model in (screen.map.model, screen.groups.model, screen.staff.model):
            QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
            assert all(str(model.index(0, n).data(Qt.ItemDataRole.AccessibleTextRole)) for n in range(model.columnCount()))
        screen.map.group_by("need")

    def test_the_window_comes_to_it_by_its_key_and_keeps_a_week(self, window: MainWindow, qtbot: QtBot) -> None:
        add_term(window.desk)
        run = add_group(window.desk)
        window.activateWindow()
        assert QTest.qWaitForWindowActive(window)
        QTest.keyClick(window, Qt.Key.Key_5, Qt.KeyboardModifier.ControlModifier)
        assert isinstance(window.shown_screen(), ProvisionScreen)
        window.go(Place("provision", tab=f"groups/{run.id}"))
        part = window.shown_screen()
        assert isinstance(part, ProvisionScreen)
        assert window.focusWidget() is part.groups.table
        QTest.keyClick(part.groups.table, Qt.Key.Key_Return)
        assert window.sheet is not None and isinstance(window.sheet.sheet, WeekForm)
        grid = window.focusWidget()
        assert grid is window.sheet.sheet.grid  # the first key is the week’s
        QTest.keyClick(grid, Qt.Key.Key_Space)
        QTest.keyClick(grid, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert window.sheet is None
        assert len(window.desk.recording.of(ProvisionSession)) == 12


@pytest.mark.parametrize(("kind", "tab"), [("provision_run", "groups/{id}"), ("staff_member", "staff"), ("staff_rate", "staff")])
def test_what_the_search_finds_of_the_school_leads_to_the_screen(kind: str, tab: str) -> None:
    found = Found(kind=kind, id=uuid4(), pupil=None, pupil_name="", title="", snippet="")
    assert place_of(found) == Place("provision", tab=tab.format(id=found.id))


@pytest.mark.parametrize("kind", ["provision_place", "provision_session", "cost_item"])
def test_what_the_search_finds_of_a_pupil_leads_to_the_tab(kind: str) -> None:
    found = Found(kind=kind, id=uuid4(), pupil=uuid4(), pupil_name="", title="", snippet="")
    assert place_of(found) == Place("pupil", found.pupil, f"provision/{found.id}")


def test_words_of_a_line(room: Room, run: ProvisionRun, kacper: UUID) -> None:
    line = next(one for one in room.desk.provision.places_of(kacper, date(2026, 11, 12)) if one.run.id == run.id)
    bare = replace(line, place=replace(line.place, start_measure="", end_measure="", measure=""))
    half = replace(line, place=replace(line.place, end_measure="", starts_on=date(2025, 9, 8), measure=""))
    assert (effect_words(bare), effect_spoken(bare)) == ("", "No measure recorded")
    assert (effect_words(half), effect_spoken(half)) == ("18 → ?", "18 at the start, not measured yet at the end")
    assert effect_spoken(line) == "Words in a minute: 18 at the start, 41 at the end"
    plainest = replace(
        bare, run=replace(run, what="", where=""), group=1, weeks=1, cost=None, delivery=Delivery(), cycle="Cycle 1",
        place=replace(bare.place, aim="", effect="Reads at home.", plan_section_f=False),
    )
    assert place_sentences(plainest) == (
        "Precision teaching. Mx Bracken, alone, 20 min × 3 a week for 1 week. None planned yet. No measure recorded. Reads at home. For Cycle 1."
    )
    assert when_words(half) == "8 Sep 2025 to Fri 11 Dec 2026"
    assert days_words(replace(run, weekdays=(), times_a_week=3)) == "Varies"
    assert days_words(replace(run, weekdays=("wed", "mon"), times_a_week=2)) == "Mon, Wed"
    assert days_words(replace(run, weekdays=("fri", "thu", "wed", "tue", "mon"), times_a_week=5)) == "Every day"
    assert delivery_chip(Delivery()) == ("None planned yet", "planned")
    assert delivery_chip(line.delivery) == ("15%, 4 of 27 held", "waiting")
