"""Deeds in provision: places and weeks kept in one deed each, figures to the penny over the school's own days, and costs hidden from assistants."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from uuid import UUID, uuid4

import pytest

from sendco_desk.domain.cycles import SupportCycle
from sendco_desk.domain.provision import CostItem, GroupSize, ProvisionPlace, ProvisionRun, ProvisionSession, StaffMember, StaffRate
from sendco_desk.domain.pupil import Need, Pupil
from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.school import SchoolClosure
from sendco_desk.services.desk import Desk
from sendco_desk.services.provision import HIDDEN
from sendco_desk.services.provision_rows import MAP_BY, Delivery, StaffLoad, grouped, hours_words, year_called
from sendco_desk.services.provision_week import Slot, WeekEntry, monday_of
from sendco_desk.services.year_roll import RollPlan
from sendco_desk.store.slots import Role

MONDAY, LAST = date(2026, 9, 7), date(2026, 12, 11)
NOVEMBER = date(2026, 11, 23)
"""Today, a Monday."""
Both = tuple[ProvisionPlace, ProvisionPlace]


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """A school with an autumn term, a half-term and an INSET day."""
    desk.school.add_term("Autumn 2026", date(2026, 9, 3), date(2026, 12, 18))
    for name, first, last in (("Half-term", date(2026, 10, 26), date(2026, 10, 30)), ("INSET day", date(2026, 9, 14), date(2026, 9, 14))):
        desk.recording.save(SchoolClosure(id=uuid4(), name=name, first_day=first, last_day=last))
    return desk


@pytest.fixture
def zosia(desk: Desk) -> Pupil:
    pupil = Pupil(id=uuid4(), legal_forename="Zosia", legal_surname="Abbey", year_group="R")
    desk.pupils.add(pupil)
    return pupil


def a_run(**different: object) -> ProvisionRun:
    made = ProvisionRun(
        id=uuid4(), name="Made-up reading group", minutes=30, times_a_week=2, weekdays=("mon", "wed"), starts_on=MONDAY, ends_on=LAST,
    )
    return replace(made, **different)  # type: ignore[arg-type]


@pytest.fixture
def run(desk: Desk) -> ProvisionRun:
    made = a_run()
    desk.provision.offer_run(made)
    desk.provision.save_rate(StaffRate(id=uuid4(), staff_role="teaching_assistant", pence_an_hour=1500, since=date(2026, 4, 1)))
    return made


def place_of(desk: Desk, run: ProvisionRun, pupil: Pupil) -> ProvisionPlace:
    return next(place for place in desk.recording.of(ProvisionPlace, pupil.id) if place.run == run.id)


@pytest.fixture
def both(desk: Desk, run: ProvisionRun, kacper: Pupil, zosia: Pupil) -> Both:
    desk.provision.give_places(run.id, [kacper.id, zosia.id])
    return place_of(desk, run, kacper), place_of(desk, run, zosia)


def held(place: ProvisionPlace, day: date, outcome: str = "held", minutes: int = 30) -> ProvisionSession:
    return ProvisionSession(id=uuid4(), pupil=place.pupil, place=place.id, on=day, outcome=outcome, minutes=minutes if outcome == "held" else 0)


def as_assistant(desk: Desk) -> None:
    desk.provision.book.person = replace(desk.provision.book.person, role=Role.ASSISTANT)


def test_a_delivery_is_never_whole_while_a_session_is_wanting_and_never_out_of_none() -> None:
    assert Delivery(planned=Fraction(400), held=399).percent == 99
    assert Delivery(planned=Fraction(400), held=400).percent == 100
    assert Delivery(held=3, missed={"cover": 1}).words == "3 held, none planned; missed: 1 × staff needed elsewhere"


class TestPlaces:
    """Runs and places."""

    def test_several_pupils_get_their_places_in_one_deed(
        self, desk: Desk, run: ProvisionRun, both: Both,
    ) -> None:
        assert {(place.starts_on, place.ends_on) for place in both} == {(MONDAY, LAST)}
        assert desk.finding.undo()[0] == "Gave places in a provision"
        assert desk.recording.of(ProvisionPlace) == []

    def test_one_place_is_one_pupils_deed_with_days_of_its_own(self, desk: Desk, run: ProvisionRun, kacper: Pupil) -> None:
        desk.provision.give_places(run.id, [kacper.id, kacper.id], starts_on=date(2026, 10, 5), ends_on=date(2026, 11, 6))
        assert place_of(desk, run, kacper).starts_on == date(2026, 10, 5)
        with pytest.raises(Refused, match="at least one pupil"):
            desk.provision.give_places(run.id, [])

    def test_places_begin_with_their_provision_when_its_first_day_moves(self, desk: Desk, run: ProvisionRun, both: Both) -> None:
        desk.provision.give_place(replace(both[1], starts_on=date(2026, 10, 5)))
        later = replace(run, starts_on=date(2026, 9, 21))
        desk.provision.offer_run(later)
        assert [desk.recording.get(ProvisionPlace, place.id).starts_on for place in both] == [date(2026, 9, 21), date(2026, 10, 5)]
        with pytest.raises(Refused, match="lasts from Mon 5 Oct 2026 to Fri 11 Dec 2026: change that first"):
            desk.provision.offer_run(replace(later, starts_on=date(2026, 10, 12)))
        desk.provision.end_place(both[0].id, date(2026, 11, 20))

    def test_no_days_leave_out_a_session_that_is_recorded(self, desk: Desk, run: ProvisionRun, both: Both) -> None:
        desk.recording.save(held(both[0], date(2026, 10, 5)))
        for changed, says in ((replace(run, starts_on=date(2026, 10, 6)), "begun after"), (replace(run, ends_on=date(2026, 10, 2)), "ended before")):
            with pytest.raises(Refused, match=f"A session is recorded on Mon 5 Oct 2026: the place cannot have {says} it"):
                desk.provision.offer_run(changed)
            with pytest.raises(Refused, match=says):
                desk.provision.give_place(replace(both[0], starts_on=changed.starts_on, ends_on=changed.ends_on))
        desk.provision.give_place(replace(both[0], starts_on=date(2026, 10, 5), ends_on=date(2026, 10, 5)))
        assert desk.recording.get(ProvisionPlace, both[0].id).ends_on == date(2026, 10, 5)

    def test_places_end_with_the_pupil_who_leaves_and_come_back_by_one_undo(
        self, desk: Desk, run: ProvisionRun, both: Both, kacper: Pupil,
    ) -> None:
        later = replace(run, id=uuid4(), name="Later", starts_on=date(2026, 11, 30))
        bought = replace(later, id=uuid4(), name="Bought")
        over = replace(run, id=uuid4(), name="Over", ends_on=date(2026, 10, 2))
        for one in (later, bought, over):
            desk.provision.offer_run(one)
            desk.provision.give_places(one.id, [kacper.id])
        desk.recording.save(CostItem(
            id=uuid4(), pupil=kacper.id, place=place_of(desk, bought, kacper).id, what="A licence", pence=100, on=date(2026, 11, 2),
        ))
        desk.recording.save(held(both[0], date(2026, 11, 16)))
        before = desk.recording.of(ProvisionPlace, kacper.id)
        desk.pupils.save(replace(kacper, roll_status="left", left_on=date(2026, 11, 13)))
        assert {place.run: place.ends_on for place in desk.recording.of(ProvisionPlace, kacper.id)} == {
            run.id: date(2026, 11, 16), bought.id: LAST, over.id: over.ends_on,
        }
        assert [row.group for row in desk.provision.map(date(2026, 11, 17))] == [1]
        desk.finding.undo()
        assert {place.id for place in desk.recording.of(ProvisionPlace, kacper.id)} == {place.id for place in before}
        assert place_of(desk, run, kacper).ends_on == LAST

    def test_of_somebody_who_left_without_a_day_places_end_today_and_later_changes_move_nothing(
        self, desk: Desk, both: Both, kacper: Pupil,
    ) -> None:
        left = replace(kacper, roll_status="left")
        desk.pupils.save(left)
        assert desk.recording.get(ProvisionPlace, both[0].id).ends_on == date(2026, 11, 23)
        desk.provision.give_place(replace(both[0], ends_on=LAST))
        desk.pupils.save(replace(left, class_name="7G"))
        assert desk.recording.get(ProvisionPlace, both[0].id).ends_on == LAST

    def test_places_end_with_those_who_leave_when_the_year_is_rolled_on(self, desk: Desk, both: Both, kacper: Pupil) -> None:
        desk.year_roll.roll(RollPlan(leaving=frozenset({kacper.year_group}), staying=frozenset({both[1].pupil})), date(2026, 11, 20))
        assert [desk.recording.get(ProvisionPlace, place.id).ends_on for place in both] == [date(2026, 11, 20), LAST]

    @pytest.mark.parametrize(("first", "last", "field", "says"), [
        (date(2026, 9, 1), LAST, "starts_on", "The provision begins on Mon 7 Sep 2026"),
        (MONDAY, date(2026, 12, 14), "ends_on", "The provision ends on Fri 11 Dec 2026"),
        (LAST, LAST, "starts_on", "There is a place in this provision from Mon 7 Sep 2026 to Fri 11 Dec 2026 already"),
    ])
    def test_a_place_lies_in_its_run_and_beside_no_other(
        self, desk: Desk, run: ProvisionRun, both: Both, first: date, last: date, field: str, says: str,
    ) -> None:
        with pytest.raises(Refused, match=says) as refused:
            desk.provision.give_place(replace(both[0], id=uuid4(), starts_on=first, ends_on=last))
        assert refused.value.field == field

    def test_a_place_that_is_changed_does_not_stand_in_its_own_way(self, desk: Desk, both: Both) -> None:
        desk.provision.give_place(replace(both[0], aim="Reads aloud"))
        assert desk.recording.get(ProvisionPlace, both[0].id).aim == "Reads aloud"

    def test_a_provision_for_one_pupil_alone_is_one_deed(self, desk: Desk, kacper: Pupil) -> None:
        alone = a_run(name="Alone")
        place = ProvisionPlace(id=uuid4(), pupil=kacper.id, run=alone.id, starts_on=MONDAY, ends_on=LAST)
        assert desk.provision.place_alone(alone, place) == {"provision_run", "provision_place"}
        desk.finding.undo()
        assert desk.recording.of(ProvisionRun) == []

    def test_a_place_ends_with_its_measure_and_never_before_a_session(self, desk: Desk, both: Both) -> None:
        desk.recording.save(held(both[0], date(2026, 11, 4)))
        with pytest.raises(Refused, match="A session is recorded on Wed 4 Nov 2026"):
            desk.provision.end_place(both[0].id, date(2026, 11, 2))
        desk.provision.end_place(both[0].id, date(2026, 11, 4), end_measure="41 words", effect="Twice as many")
        desk.provision.end_place(both[0].id, date(2026, 11, 6))
        ended = desk.recording.get(ProvisionPlace, both[0].id)
        assert (ended.ends_on, ended.end_measure, ended.effect) == (date(2026, 11, 6), "41 words", "Twice as many")

    def test_places_that_end_with_the_run_move_with_its_last_day(
        self, desk: Desk, run: ProvisionRun, both: Both,
    ) -> None:
        desk.provision.end_place(both[1].id, date(2026, 10, 9))
        desk.provision.offer_run(replace(run, ends_on=date(2026, 12, 18)))
        assert [desk.recording.get(ProvisionPlace, place.id).ends_on for place in both] == [date(2026, 12, 18), date(2026, 10, 9)]
        desk.provision.offer_run(replace(run, ends_on=date(2026, 12, 18), where="Library"))
        assert desk.finding.undoable() == "Changed a provision"

    def test_only_what_nothing_rests_on_is_removed(
        self, desk: Desk, run: ProvisionRun, both: Both, kacper: Pupil,
    ) -> None:
        named = a_run(name="Named", staff=uuid4())
        member = StaffMember(id=named.staff or uuid4(), name="Mx Fern")
        desk.recording.save(member)
        desk.provision.offer_run(named)
        desk.recording.save(held(both[0], MONDAY))
        desk.recording.save(CostItem(id=uuid4(), pupil=both[1].pupil, place=both[1].id, what="Cards", pence=450, on=MONDAY))
        refused: tuple[tuple[Callable[[], object], str], ...] = (
            (lambda: desk.provision.remove_place(both[0].id), "End it instead"), (lambda: desk.provision.remove_place(both[1].id), "End it instead"),
            (lambda: desk.provision.remove_run(run.id), "remove their places first"), (lambda: desk.provision.remove_staff(member.id), "names this"),
        )
        for remove, says in refused:
            with pytest.raises(Refused, match=says):
                remove()
        desk.provision.set_size(GroupSize(id=uuid4(), run=named.id, since=MONDAY, pupils=3))
        assert desk.provision.remove_run(named.id) == {"group_size", "provision_run"}
        desk.provision.remove_staff(member.id)
        desk.recording.remove(desk.recording.of(ProvisionSession, kacper.id)[0])
        desk.provision.remove_place(both[0].id)
        assert [place.id for place in desk.recording.of(ProvisionPlace)] == [both[1].id]

    def test_who_gives_it_has_the_role_that_is_paid_for(self, desk: Desk, run: ProvisionRun) -> None:
        teacher = StaffMember(id=uuid4(), name="Mx Fern", staff_role="teacher")
        desk.recording.save(teacher)
        with pytest.raises(Refused, match="another role"):
            desk.provision.offer_run(replace(run, staff=teacher.id))
        desk.provision.offer_run(replace(run, staff=teacher.id, staff_role="teacher"))
        assert [member.name for member in desk.provision.staff()] == ["Mx Fern"]


class TestFigures:
    """What was delivered, and what it costs."""

    def test_what_was_planned_leaves_out_half_term_and_the_inset_day(self, desk: Desk, both: Both) -> None:
        """Mondays and Wednesdays of 7 September to 11 December are 28; the INSET Monday and half-term take 3."""
        for day, outcome in ((MONDAY, "held"), (date(2026, 9, 9), "held"), (date(2026, 9, 16), "staff_away"), (date(2026, 9, 21), "pupil_away")):
            desk.recording.save(held(both[0], day, outcome))
        whole = desk.provision.delivery_of(both[0], LAST)
        assert whole.planned == 25
        first = desk.provision.delivery_of(both[0], date(2026, 9, 21))
        assert (int(first.planned), first.held, first.minutes, first.percent) == (4, 2, 60, 50)
        assert first.missed == {"pupil_away": 1, "staff_away": 1}
        assert first.words == "2 of 4 held, 50%; missed: 1 × pupil away, 1 × staff away"

    def test_a_place_costs_its_share_and_what_was_bought(self, desk: Desk, both: Both) -> None:
        """£7.50 a session for two is £3.75; 25 make £93.75. Up to 16 September 3 make £11.25. Cards cost £4.50."""
        desk.recording.save(CostItem(id=uuid4(), pupil=both[0].pupil, place=both[0].id, what="Cards", pence=450, on=date(2026, 9, 10)))
        desk.recording.save(held(both[0], MONDAY, minutes=15))
        cost = desk.provision.cost_of(both[0], date(2026, 9, 16))
        assert (cost.to_date, cost.full_run, cost.delivered, cost.items) == (1575, 9825, 638, 450)  # 187.5 + 450, half a penny upwards
        assert cost.days_without_rate == ()

    def test_the_size_of_the_group_may_be_told(self, desk: Desk, run: ProvisionRun, both: Both) -> None:
        """From 5 October five pupils share: 7 sessions before at £3.75, 18 after at £1.50 make £53.25."""
        desk.provision.set_size(GroupSize(id=uuid4(), run=run.id, since=date(2026, 10, 5), pupils=5))
        assert desk.provision.cost_of(both[0], LAST).full_run == 7 * 375 + 18 * 150

    def test_a_year_stands_against_the_six_thousand_pounds(self, desk: Desk, both: Both, kacper: Pupil) -> None:
        old = a_run(name="Last year", starts_on=date(2025, 9, 8), ends_on=date(2025, 12, 12))
        desk.provision.offer_run(old)
        desk.provision.give_places(old.id, [kacper.id])
        desk.recording.save(CostItem(id=uuid4(), pupil=kacper.id, what="Report", pence=60000, on=date(2026, 12, 1)))
        year = desk.provision.pupil_cost(kacper.id, date(2026, 9, 16))
        assert (year.to_date, year.items, year.line.pence, year.days_without_rate) == (1125, 60000, 69375, ())
        assert year.words == (
            "The school year as planned: £693.75 of the £6,000 a year that the school meets itself; £5,306.25 below it."
        )
        assert year.universal_words == ""

    def test_universal_provision_is_left_out_of_the_six_thousand_pounds_and_said_beside_it(self, desk: Desk, both: Both, kacper: Pupil) -> None:
        """Additional: 25 sessions at £3.75 are £93.75. Universal, for Kacper alone: three Wednesdays at £7.50 are £22.50, and £4.50 bought."""
        everybody = a_run(name="Whole-class reading", wave="universal", times_a_week=1, weekdays=("wed",), ends_on=date(2026, 9, 23))
        desk.provision.offer_run(everybody)
        desk.provision.give_places(everybody.id, [kacper.id])
        place = place_of(desk, everybody, kacper)
        desk.recording.save(CostItem(id=uuid4(), pupil=kacper.id, place=place.id, what="Cards", pence=450, on=date(2026, 9, 10)))
        year = desk.provision.pupil_cost(kacper.id, LAST)
        assert (year.line.pence, year.to_date, year.items, year.universal) == (9375, 9375, 0, 2700)
        assert year.universal_words == (
            "Universal provision (wave 1), £27.00, is not counted: every pupil may have it, and the £6,000 is for additional support."
        )
        assert desk.provision.cost_of(place, LAST).full_run == 2700

    def test_days_without_a_rate_are_named(self, desk: Desk, kacper: Pupil) -> None:
        taught = a_run(staff_role="teacher", ends_on=date(2026, 9, 9))
        desk.provision.offer_run(taught)
        desk.provision.give_places(taught.id, [kacper.id])
        assert desk.provision.cost_of(place_of(desk, taught, kacper), LAST).days_without_rate == (MONDAY, date(2026, 9, 9))
        assert desk.provision.pupil_cost(kacper.id, LAST).days_without_rate == (MONDAY, date(2026, 9, 9))

    def test_a_tab_line_says_who_how_many_and_which_cycle(
        self, desk: Desk, run: ProvisionRun, both: Both, kacper: Pupil,
    ) -> None:
        cycle = SupportCycle(id=uuid4(), pupil=kacper.id, number=1, starts_on=MONDAY, review_due_on=LAST)
        desk.recording.save(cycle)
        desk.provision.give_place(replace(both[0], cycle=cycle.id))
        [line] = desk.provision.places_of(kacper.id, NOVEMBER)
        assert (line.who, line.group, line.often, line.cycle) == ("Teaching assistant, not named", 2, "30 min × 2 a week", cycle.called)
        assert line.weeks == 13  # fourteen weeks less half-term
        assert line.cost == desk.provision.cost_of(line.place, NOVEMBER)
        assert line.delivery == desk.provision.delivery_of(line.place, NOVEMBER)

    def test_a_rate_from_the_same_day_is_changed_and_not_added(self, desk: Desk, run: ProvisionRun) -> None:
        [rate] = desk.provision.rates()
        with pytest.raises(Refused, match="from that day on already"):
            desk.provision.save_rate(replace(rate, id=uuid4(), pence_an_hour=1600))
        desk.provision.save_rate(replace(rate, pence_an_hour=1600))
        assert [one.pence_an_hour for one in desk.provision.rates()] == [1600]

    def test_what_the_calendar_lacks_is_said(self, desk: Desk) -> None:
        assert desk.provision.calendar_words(MONDAY, LAST) == ""
        assert desk.provision.calendar_words(MONDAY, date(2027, 2, 5)) == (
            "Spring term 2027 is not recorded. Days of a term that is not recorded count as closed."
        )
        for name, first, last in (("Spring", date(2027, 1, 4), date(2027, 3, 25)), ("Summer", date(2027, 4, 12), date(2027, 7, 21))):
            desk.school.add_term(f"{name} 2027", first, last)
        assert desk.provision.calendar_words(MONDAY, date(2027, 7, 16)) == ""


def test_without_terms_every_working_day_counts_and_that_is_said(desk: Desk) -> None:
    for term in desk.school.calendar.terms():
        desk.school.calendar.remove_term(term.id)
    assert desk.provision.calendar_words(MONDAY, LAST).startswith("No term is recorded")
    assert date(2026, 9, 8) in desk.provision.open_days(MONDAY, LAST)


class TestAssistants:
    """Rates and costs are hidden from the assistant role."""

    def test_an_assistant_is_refused_every_amount(
        self, desk: Desk, run: ProvisionRun, both: Both, kacper: Pupil,
    ) -> None:
        [rate] = desk.provision.rates()
        assert desk.provision.may_see_rates
        as_assistant(desk)
        asked: tuple[Callable[[], object], ...] = (
            desk.provision.rates, lambda: desk.provision.save_rate(rate), lambda: desk.provision.cost_of(both[0], LAST),
            lambda: desk.provision.pupil_cost(kacper.id, LAST),
        )
        for ask in asked:
            with pytest.raises(Refused, match=HIDDEN):
                ask()
        [line] = desk.provision.places_of(kacper.id, LAST)
        assert line.cost is None
        assert line.delivery.planned == 25
        assert desk.provision.basis([run]).rates == []


class TestWeek:
    """A group's week."""

    def test_the_columns_are_the_days_on_which_sessions_fall(self, desk: Desk, run: ProvisionRun, both: Both) -> None:
        sheet = desk.provision.week(run.id, date(2026, 9, 17))
        assert (sheet.monday, sheet.slots) == (date(2026, 9, 14), (Slot(date(2026, 9, 16)),))  # Monday is the INSET day
        assert [row.pupil.known_name for row in sheet.rows] == ["Zosia Abbey", "Kacper Wilk"]
        assert sheet.slots[0].words == "Wed 16 Sep"
        assert desk.provision.week(run.id, date(2026, 10, 26)).slots == ()

    def test_a_week_is_kept_changed_and_emptied_in_one_deed_each(
        self, desk: Desk, run: ProvisionRun, both: Both,
    ) -> None:
        mon, wed = Slot(MONDAY), Slot(date(2026, 9, 9))
        kacper, zosia = both
        week = {(kacper.id, mon): WeekEntry("held", 30), (kacper.id, wed): WeekEntry("pupil_away"), (zosia.id, mon): WeekEntry("held", 20)}
        assert desk.provision.keep_week(run.id, MONDAY, {**week, (zosia.id, wed): WeekEntry()}) == {"provision_session"}
        rows = {row.place.id: row for row in desk.provision.week(run.id, MONDAY).rows}
        assert rows[kacper.id].entry(wed) == WeekEntry("pupil_away", 0)
        assert rows[zosia.id].entry(mon) == WeekEntry("held", 20)
        assert rows[zosia.id].entry(wed) == WeekEntry()
        desk.provision.keep_week(run.id, MONDAY, {(kacper.id, wed): WeekEntry("held", 30), (kacper.id, mon): WeekEntry()})
        assert [(one.on, one.outcome) for one in desk.recording.of(ProvisionSession, kacper.pupil)] == [(date(2026, 9, 9), "held")]
        desk.finding.undo()
        assert len(desk.recording.of(ProvisionSession, kacper.pupil)) == 2

    def test_two_sessions_of_a_day_have_a_column_each(self, desk: Desk, kacper: Pupil) -> None:
        often = a_run(times_a_week=4)
        desk.provision.offer_run(often)
        desk.provision.give_places(often.id, [kacper.id])
        sheet = desk.provision.week(often.id, MONDAY)
        assert [slot.words for slot in sheet.slots] == ["Mon 7 Sep", "Mon 7 Sep, no. 2", "Wed 9 Sep", "Wed 9 Sep, no. 2"]
        second = Slot(MONDAY, 2)
        desk.provision.keep_week(often.id, MONDAY, {(sheet.rows[0].place.id, slot): WeekEntry("held", 30) for slot in sheet.slots})
        desk.provision.keep_week(often.id, MONDAY, {(sheet.rows[0].place.id, second): WeekEntry("cover")})
        assert desk.provision.week(often.id, MONDAY).rows[0].entry(second).outcome == "cover"

    @pytest.mark.parametrize(("times", "days"), [(1, [0]), (2, [0, 4]), (3, [0, 2, 4]), (5, [0, 1, 2, 3, 4])])
    def test_where_no_day_is_named_the_sessions_are_spread_over_the_week(self, desk: Desk, times: int, days: list[int]) -> None:
        free = a_run(times_a_week=times, weekdays=())
        desk.provision.offer_run(free)
        sheet = desk.provision.week(free.id, MONDAY)
        assert len(sheet.slots) == 5
        assert sorted(slot.day.weekday() for slot in sheet.usual) == days

    def test_what_is_recorded_on_another_day_has_a_column_too(
        self, desk: Desk, run: ProvisionRun, both: Both,
    ) -> None:
        tuesday = date(2026, 9, 8)
        desk.provision.end_place(both[1].id, MONDAY)
        desk.recording.save(held(both[0], tuesday))
        sheet = desk.provision.week(run.id, MONDAY)
        assert [slot.day for slot in sheet.slots] == [MONDAY, tuesday, date(2026, 9, 9)]
        assert Slot(tuesday) not in sheet.usual
        assert [row.may_fill(Slot(tuesday)) for row in sheet.rows] == [False, True]

    def test_nobody_is_recorded_as_taught_before_the_day_or_outside_the_group(
        self, desk: Desk, run: ProvisionRun, both: Both,
    ) -> None:
        wednesday = Slot(NOVEMBER + timedelta(days=2))
        with pytest.raises(Refused, match="Wed 25 Nov 2026 has not come yet"):
            desk.provision.keep_week(run.id, NOVEMBER, {(both[0].id, wednesday): WeekEntry("held", 30)})
        desk.provision.keep_week(run.id, NOVEMBER, {(both[0].id, wednesday): WeekEntry("school_event")})
        strangers: tuple[tuple[UUID, Slot], ...] = ((uuid4(), wednesday), (both[0].id, Slot(MONDAY)))
        for key in strangers:
            with pytest.raises(Refused, match="no place in this group"):
                desk.provision.keep_week(run.id, NOVEMBER, {key: WeekEntry("held", 30)})

    @pytest.mark.parametrize("day", [date(2026, 9, 7), date(2026, 9, 13)])
    def test_a_week_begins_on_monday(self, day: date) -> None:
        assert monday_of(day) == MONDAY


class TestSchool:
    """The map and the staff."""

    def test_the_map_names_each_pupil_of_what_runs_and_can_be_grouped(
        self, desk: Desk, run: ProvisionRun, both: Both, kacper: Pupil,
    ) -> None:
        desk.pupils.save_need(Need(id=uuid4(), pupil=kacper.id, need_type="SPLD", rank=1))
        member = StaffMember(id=uuid4(), name="Mx Fern", weekly_minutes=600)
        desk.recording.save(member)
        alone = a_run(name="Alone", wave="specialist", staff=member.id)
        desk.provision.offer_run(alone)
        desk.provision.give_places(alone.id, [kacper.id])
        rows = desk.provision.map(NOVEMBER)
        assert {by: [(group.words, group.said) for group in grouped(rows, by)] for by in MAP_BY} == {
            "wave": [("Targeted (wave 2)", "2 pupils, 2 places, 1 h of adult time a week"),
                     ("Specialist (wave 3)", "1 pupil, 1 place, 1 h of adult time a week")],
            "year": [("Reception", "1 pupil, 1 place, 1 h of adult time a week"), ("Year 7", "1 pupil, 2 places, 2 h of adult time a week")],
            "need": [("Specific learning difficulty", "1 pupil, 2 places, 2 h of adult time a week"),
                     ("No need recorded", "1 pupil, 1 place, 1 h of adult time a week")],
            "staff": [("Mx Fern", "1 pupil, 1 place, 1 h of adult time a week"),
                      ("Teaching assistant, not named", "2 pupils, 2 places, 1 h of adult time a week")],
        }
        assert desk.provision.map(date(2026, 12, 14)) == []

    @pytest.mark.parametrize(("year", "words"), [("R", "Reception"), ("4", "Year 4"), ("", "Year not recorded"), ("X", "No year group")])
    def test_a_year_group_is_said_in_words(self, year: str, words: str) -> None:
        assert year_called(year) == words

    def test_the_groups_are_listed_with_those_that_run_first(
        self, desk: Desk, run: ProvisionRun, both: Both,
    ) -> None:
        desk.recording.save(held(both[0], MONDAY))
        desk.recording.save(held(both[1], MONDAY, "no_room"))
        desk.provision.offer_run(a_run(name="Later", starts_on=date(2026, 12, 1)))
        desk.provision.offer_run(a_run(name="Earlier", ends_on=date(2026, 10, 2)))
        rows = desk.provision.groups(NOVEMBER)
        assert [(row.run.name, row.state, len(row.pupils), row.group) for row in rows] == [
            ("Made-up reading group", "running", 2, 2), ("Later", "to_come", 0, 1), ("Earlier", "over", 0, 1),
        ]
        assert rows[0].delivery == Delivery(planned=Fraction(40), held=1, minutes=30, missed={"no_room": 1})

    def test_the_time_of_staff_is_held_against_what_is_planned(self, desk: Desk, run: ProvisionRun, both: Both) -> None:
        fern, teasel, gone = (
            StaffMember(id=uuid4(), name=name, weekly_minutes=minutes, left_on=left)
            for name, minutes, left in (("Mx Fern", 60, None), ("Mx Teasel", 0, None), ("Mx Gone", 60, date(2026, 10, 1)))
        )
        desk.recording.save_all([fern, teasel, gone], "Staff")
        desk.provision.offer_run(a_run(name="By name", staff=fern.id))
        assert [load.words for load in desk.provision.timetable(NOVEMBER)] == [
            "1 h planned of 1 h a week; no time free", "0 min a week planned; the time there is has not been recorded",
            "1 h a week planned for nobody by name",
        ]

    def test_a_group_in_which_nobody_holds_a_place_any_more_takes_no_time(
        self, desk: Desk, run: ProvisionRun, both: Both,
    ) -> None:
        for place in both:
            desk.provision.end_place(place.id, date(2026, 10, 9))
        assert desk.provision.timetable(NOVEMBER) == []
        assert len(desk.provision.timetable(date(2026, 10, 9))) == 1


@pytest.mark.parametrize(("minutes", "words"), [(0, "0 min"), (45, "45 min"), (60, "1 h"), (320, "5 h 20 min")])
def test_minutes_are_said_as_hours(minutes: int, words: str) -> None:
    assert hours_words(minutes) == words


@pytest.mark.parametrize(("planned", "words"), [
    (320, "5 h 20 min planned of 10 h a week; 4 h 40 min free"), (660, "11 h planned of 10 h a week; 1 h too much"),
])
def test_what_is_free_and_what_is_too_much_is_said(planned: int, words: str) -> None:
    member = StaffMember(id=uuid4(), name="Mx Fern", weekly_minutes=600)
    assert StaffLoad(name="Mx Fern", role="teaching_assistant", planned=planned, available=600, runs=(), member=member).words == words


@pytest.mark.parametrize(("planned", "held_of", "state", "words"), [
    (Fraction(0), 0, "planned", "None planned yet"), (Fraction(39, 5), 7, "done", "7 of 7.8 held, 90%; 0.8 not recorded"),
    (Fraction(10), 8, "soon", "8 of 10 held, 80%; 2 not recorded"), (Fraction(10), 7, "waiting", "7 of 10 held, 70%; 3 not recorded"),
])
def test_a_delivery_says_its_state_and_what_nobody_recorded(planned: Fraction, held_of: int, state: str, words: str) -> None:
    delivery = Delivery(planned=planned, held=held_of)
    assert (delivery.state, delivery.words) == (state, words)
