"""The register of what was shared with whom, and the court orders in force."""

from datetime import date
from uuid import UUID, uuid4

import pytest

from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.rights import CapacityNote, CourtOrder, Sharing
from sendco_desk.services.desk import Desk
from sendco_desk.services.sharing import order_words, sharing_state

D = date
ON = D(2026, 11, 23)


def shared(desk: Desk, pupil: UUID, on: date, basis: str = "agreed", withdrawn_on: date | None = None, whom: str = "Quince Clinic") -> Sharing:
    made = Sharing(id=uuid4(), pupil=pupil, what="The speech report", with_whom=whom, basis=basis, on=on, withdrawn_on=withdrawn_on)
    desk.recording.save(made)
    return made


def test_what_holds_and_what_was_withdrawn_stand_apart(desk: Desk, kacper: Pupil) -> None:
    held, gone, refused = (
        shared(desk, kacper.id, D(2026, 9, 4)), shared(desk, kacper.id, D(2026, 9, 5), withdrawn_on=D(2026, 11, 1)),
        shared(desk, kacper.id, D(2026, 9, 6), "none"),
    )
    coming = shared(desk, kacper.id, D(2026, 12, 1))
    assert desk.sharing.of(kacper.id) == [coming, refused, gone, held]
    assert desk.sharing.held(kacper.id) == [held]
    assert desk.sharing.held(kacper.id, D(2026, 10, 1)) == [gone, held]
    assert desk.sharing.withdrawn(kacper.id) == [refused, gone]
    assert [sharing_state(one, ON)[0] for one in (held, gone, refused, coming)] == [
        "Shared", "Withdrawn Sun 1 Nov 2026", "Not shared", "From Tue 1 Dec 2026",
    ]
    assert sharing_state(gone, D(2026, 10, 1)) == ("Shared, until Sun 1 Nov 2026", "soon")


def test_a_sharing_is_withdrawn_from_a_day_on_that_is_not_before_it_was_given(desk: Desk, kacper: Pupil) -> None:
    one = shared(desk, kacper.id, D(2026, 9, 4))
    with pytest.raises(Refused, match="withdrawn before it was given"):
        desk.sharing.withdraw(one.id, D(2026, 9, 3))
    assert desk.sharing.withdraw(one.id) == {"sharing"}
    assert desk.sharing.held(kacper.id) == []
    assert desk.recording.get(Sharing, one.id).withdrawn_on == ON


def test_the_register_answers_by_name_with_its_latest_line(desk: Desk, kacper: Pupil) -> None:
    shared(desk, kacper.id, D(2026, 9, 4))
    yes = desk.sharing.may_share(kacper.id, " quince  clinic ")
    assert (yes.allowed, yes.words) == (True, "Agreed with the parent or young person, Fri 4 Sep 2026: The speech report, Quince Clinic.")
    shared(desk, kacper.id, D(2026, 10, 1), "none")
    assert desk.sharing.may_share(kacper.id, "Quince Clinic").words == (
        "It was decided on Thu 1 Oct 2026 not to share: The speech report, Quince Clinic."
    )
    shared(desk, kacper.id, D(2026, 10, 2), withdrawn_on=D(2026, 11, 2))
    no = desk.sharing.may_share(kacper.id, "Quince Clinic")
    assert (no.allowed, no.words.startswith("Withdrawn on Mon 2 Nov 2026")) == (False, True)
    unknown = desk.sharing.may_share(kacper.id, "Mr Ash")
    assert (unknown.allowed, unknown.words) == (None, "Nothing is recorded about sharing with Mr Ash: ask first, or record the ground.")


def test_of_two_lines_of_one_day_the_one_recorded_last_counts(desk: Desk, kacper: Pupil) -> None:
    yes, no = shared(desk, kacper.id, D(2026, 9, 4)), shared(desk, kacper.id, D(2026, 9, 4), "none")
    assert desk.sharing.of(kacper.id) == [no, yes]
    assert desk.sharing.may_share(kacper.id, "Quince Clinic").allowed is False


def test_court_orders_in_force_are_said_with_every_answer(desk: Desk, kacper: Pupil) -> None:
    now = CourtOrder(id=uuid4(), pupil=kacper.id, words="Mr Ash is told nothing.", made_on=D(2026, 3, 2))
    over = CourtOrder(id=uuid4(), pupil=kacper.id, words="Old", made_on=D(2020, 3, 2), until=D(2021, 3, 2))
    for order in (now, over):
        desk.recording.save(order)
    assert desk.sharing.orders(kacper.id) == [now, over]
    assert desk.sharing.orders_in_force(kacper.id) == [now]
    assert desk.sharing.orders_in_force(kacper.id, D(2020, 6, 1)) == [over]
    assert desk.sharing.may_share(kacper.id, "Mr Ash").words.endswith(" Court order: Mr Ash is told nothing.")
    assert order_words(CourtOrder(id=uuid4(), pupil=kacper.id, words="Court order: no contact.\nNone.")) == "Court order: no contact. None."


def test_capacity_notes_come_latest_first(desk: Desk, kacper: Pupil) -> None:
    notes = [CapacityNote(id=uuid4(), pupil=kacper.id, decision="College", finding="not_assessed", found_on=D(2026, m, 1)) for m in (3, 9)]
    for note in notes:
        desk.recording.save(note)
    assert desk.sharing.capacity(kacper.id) == notes[::-1]
