"""A school with groups that run: three or four pupils, a term, a rate, sessions of the weeks before today (Thu 12 Nov 2026)."""

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

from sendco_desk.domain.provision import CostItem, ProvisionPlace, ProvisionRun, ProvisionSession, StaffMember, StaffRate
from sendco_desk.domain.pupil import Need
from sendco_desk.services.desk import Desk
from sendco_desk.store.slots import Role
from tests.ui.desks import pupil_named

MONDAY, LAST = date(2026, 9, 7), date(2026, 12, 11)
THIS_WEEK, LAST_WEEK = date(2026, 11, 9), date(2026, 11, 2)


def pupil_called(desk: Desk, name: str) -> UUID:
    """The pupil of that known name."""
    return next(row.pupil.id for row in desk.pupils.rows() if row.pupil.known_name == name)


def add_group(desk: Desk, *, pupils: int = 4, weekdays: tuple[str, ...] = ("mon", "tue", "wed"), name: str = "Precision teaching") -> ProvisionRun:
    """A reading group of so many pupils, 20 minutes a day, with the member of staff who gives it."""
    member = next(iter(desk.provision.staff()), None) or StaffMember(id=uuid4(), name="Mx Bracken", weekly_minutes=1500)
    desk.recording.save(member)
    run = ProvisionRun(
        id=uuid4(), name=name, what="Words at speed", where="Library", staff=member.id, minutes=20, times_a_week=3, weekdays=weekdays,
        starts_on=MONDAY, ends_on=LAST, area="cognition",
    )
    desk.provision.offer_run(run)
    known = [row.pupil.id for row in desk.pupils.rows()]
    for number in range(pupils - len(known)):
        pupil = pupil_named(f"Made{number}", "Upname", year_group="4")
        desk.pupils.add(pupil)
        known.append(pupil.id)
    if pupils:
        desk.provision.give_places(run.id, known[:pupils])
    return run


def add_term(desk: Desk) -> None:
    """The autumn term with its half-term."""
    desk.school.add_term("Autumn 2026", date(2026, 9, 2), date(2026, 12, 18))
    desk.school.add_closure(date(2026, 10, 26), date(2026, 10, 30), "Half-term")


def add_provision(desk: Desk) -> ProvisionRun:
    """A whole school: a group with sessions, one that is over, a rate, a cost, and a need."""
    add_term(desk)
    desk.provision.save_rate(StaffRate(id=uuid4(), staff_role="teaching_assistant", pence_an_hour=1462, since=date(2026, 4, 1), source="Scale"))
    run = add_group(desk, pupils=3)
    kacper = pupil_called(desk, "Kacper Wilk")
    place = next(one for one in desk.recording.of(ProvisionPlace, kacper) if one.run == run.id)
    desk.provision.give_place(replace(
        place, aim="Reads 60 words", measure="Words in a minute", start_measure="18", end_measure="41", plan_section_f=True,
    ))
    days = [date(2026, 9, 7), date(2026, 9, 8), date(2026, 9, 9), date(2026, 9, 14), date(2026, 9, 15)]
    desk.recording.save_all([
        ProvisionSession(
            id=uuid4(), pupil=kacper, place=place.id, on=day, outcome="held" if number < 4 else "staff_away", minutes=20 if number < 4 else 0,
        ) for number, day in enumerate(days)
    ], "Sessions", kacper)
    desk.recording.save(CostItem(id=uuid4(), pupil=kacper, place=place.id, what="Cards", pence=450, on=MONDAY))
    desk.pupils.save_need(Need(id=uuid4(), pupil=kacper, need_type="SPLD", rank=1))
    old = replace(run, id=uuid4(), name="Talking partners", starts_on=date(2026, 9, 7), ends_on=date(2026, 10, 2), staff=None, wave="specialist")
    desk.provision.offer_run(old)
    desk.provision.give_places(old.id, [kacper])
    return run


def as_assistant(desk: Desk) -> None:
    """From now on it is an assistant who has the notebook open."""
    desk.provision.book.person = replace(desk.provision.book.person, role=Role.ASSISTANT)
