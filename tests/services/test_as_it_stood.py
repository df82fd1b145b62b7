"""A notebook as it stood on a day answers the questions of a notebook, and takes nothing in."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from sendco_desk.domain.measures import Measure
from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.refusals import Refused
from sendco_desk.services.as_it_stood import book_on, clock_on
from sendco_desk.services.desk import Desk

ON = date(2026, 11, 23)


def test_what_was_not_there_is_neither_found_nor_counted(desk: Desk, kacper: Pupil) -> None:
    early, late = (
        Measure(id=uuid4(), pupil=kacper.id, instrument="Made-up test", taken_on=ON + timedelta(days=days), value="84") for days in (0, 1)
    )
    desk.recording.save_all([early, late], "Recorded", kacper.id)
    book = book_on(desk.keyring.book, ON)
    assert book.all(Measure, pupil=kacper.id) == [early]
    assert book.count(Measure, pupil=kacper.id) == 1
    assert book.between(Measure, "taken_on", None, None) == [early]
    assert (book.find(Measure, early.id), book.find(Measure, late.id), book.find(Measure, uuid4())) == (early, None, None)
    assert book.get(Measure, early.id) == early
    with pytest.raises(Refused, match="was not in the notebook on that day"):
        book.get(Measure, late.id)
    assert book.person == desk.keyring.book.person


def test_nothing_can_be_written_through_it(desk: Desk) -> None:
    with pytest.raises(AttributeError):
        book_on(desk.keyring.book, ON).writing("A deed")


def test_its_clock_stands_at_the_end_of_the_day(desk: Desk) -> None:
    now = clock_on(ON, desk.clock)()
    assert (now.date(), now.tzinfo) == (ON, desk.clock().tzinfo)


def test_some_fields_are_those_of_the_records_as_they_stood(desk: Desk, kacper: Pupil) -> None:
    book = book_on(desk.keyring.book, ON)
    assert book.values(Pupil, "id", "legal_forename") == [(one.id, one.legal_forename) for one in book.all(Pupil)]
    assert book.touched_since(0) == desk.keyring.book.touched_since(0)
