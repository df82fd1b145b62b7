"""Court orders, sharing and capacity as records; and the day on which compulsory school age ends."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.rights import CapacityNote, CourtOrder, Sharing, end_of_compulsory_school_age

D = date
ORDER = CourtOrder(id=uuid4(), pupil=uuid4(), words="Nobody but his mother collects him.", made_on=D(2026, 3, 2), until=D(2027, 3, 1))
SHARED = Sharing(id=uuid4(), pupil=uuid4(), what="The speech report", with_whom="Quince Clinic", basis="agreed", on=D(2026, 9, 4))
NOTE = CapacityNote(id=uuid4(), pupil=uuid4(), decision="Which college to ask for", finding="with_support", found_on=D(2026, 10, 5))


@pytest.mark.parametrize(("born", "last"), [
    (D(2010, 3, 14), D(2026, 6, 26)),  # 16 in March, the Friday of that summer
    (D(2009, 9, 1), D(2026, 6, 26)),  # the oldest of the year group: 16 on the first day of the school year
    (D(2009, 12, 31), D(2026, 6, 26)),
    (D(2010, 6, 26), D(2026, 6, 26)),  # 16 on the very day: s.8(3)(b)
    (D(2010, 6, 27), D(2026, 6, 26)),  # 16 after it, before the next school year: s.8(3)(a)
    (D(2010, 8, 31), D(2026, 6, 26)),  # the youngest of the year group
    (D(2010, 9, 1), D(2027, 6, 25)),  # the next year group
    (D(2008, 2, 29), D(2024, 6, 28)),
    (D(1981, 9, 2), D(1998, 6, 26)),  # the first year of the Order
    (D(2084, 2, 29), D(2100, 6, 25)),  # a year without that day
])
def test_compulsory_school_age_ends_on_the_last_friday_in_june_that_the_act_names(born: date, last: date) -> None:
    assert end_of_compulsory_school_age(born) == last


@given(st.dates(D(1985, 1, 1), D(2180, 1, 1)))
def test_it_is_always_the_last_friday_in_june_of_the_school_year_in_which_16_is_reached(born: date) -> None:
    last = end_of_compulsory_school_age(born)
    assert (last.weekday(), last.month) == (4, 6)
    assert (last + timedelta(days=7)).month == 7
    year = born.year + 16 + (born.month >= 9)
    assert last.year == year
    assert D(year - 16, 6, 1) - timedelta(days=365) < born < D(year - 16, 9, 1)


@given(st.dates(D(1985, 1, 1), D(2180, 1, 1)), st.integers(0, 3000))
def test_somebody_born_later_is_never_done_earlier(born: date, days: int) -> None:
    assert end_of_compulsory_school_age(born + timedelta(days=days)) >= end_of_compulsory_school_age(born)


def test_the_schools_own_first_day_of_term_decides_for_birthdays_at_the_turn_of_the_year() -> None:
    assert end_of_compulsory_school_age(D(2010, 9, 2), D(2026, 9, 3)) == D(2026, 6, 26)  # 16 the day before term begins
    assert end_of_compulsory_school_age(D(2010, 9, 3), D(2026, 9, 3)) == D(2027, 6, 25)
    assert end_of_compulsory_school_age(D(2010, 8, 30), D(2026, 8, 27)) == D(2027, 6, 25)  # term begins in August


def test_an_order_holds_from_its_day_to_its_last() -> None:
    days = [D(2026, 3, 1), D(2026, 3, 2), D(2027, 3, 1), D(2027, 3, 2)]
    assert [ORDER.holds(day) for day in days] == [False, True, True, False]
    assert replace(ORDER, made_on=None, until=None).holds(D(2040, 1, 1))
    assert ORDER.called == "Court order of Mon 2 Mar 2026"
    assert replace(ORDER, made_on=None).called == "Court order"


def test_what_is_shared_holds_until_the_day_it_is_withdrawn_and_never_where_it_was_refused() -> None:
    withdrawn = replace(SHARED, withdrawn_on=D(2026, 11, 2))
    assert [withdrawn.holds(day) for day in (D(2026, 9, 3), D(2026, 9, 4), D(2026, 11, 1), D(2026, 11, 2))] == [False, True, True, False]
    assert SHARED.holds(D(2030, 1, 1))
    assert not replace(SHARED, basis="none").holds(D(2026, 10, 1))
    assert SHARED.called == "The speech report, Quince Clinic, Fri 4 Sep 2026"


def test_capacity_is_found_for_one_decision_on_a_day() -> None:
    assert NOTE.called == "Can decide this with support, Mon 5 Oct 2026"


@pytest.mark.parametrize(("record", "field", "wrong"), [
    (ORDER, "words", " "), (ORDER, "made_on", D(206, 1, 1)), (ORDER, "until", D(3000, 1, 1)), (ORDER, "until", D(2026, 3, 1)),
    (SHARED, "what", ""), (SHARED, "with_whom", ""), (SHARED, "basis", "because"), (SHARED, "on", D(206, 1, 1)),
    (SHARED, "withdrawn_on", D(3000, 1, 1)), (SHARED, "withdrawn_on", D(2026, 9, 3)),
    (NOTE, "decision", ""), (NOTE, "finding", "clever"), (NOTE, "found_on", D(206, 1, 1)),
])
def test_what_cannot_be_is_refused_beside_its_field(record: CourtOrder | Sharing | CapacityNote, field: str, wrong: object) -> None:
    with pytest.raises(Refused) as refusal:
        replace(record, **{field: wrong})  # type: ignore[arg-type]
    assert refusal.value.field == field
