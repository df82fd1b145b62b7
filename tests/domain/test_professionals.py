"""A professional's involvement, the age of a report in whole months, and advice with what came of it."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendco_desk.domain.professionals import Advice, Involvement, months_old, report_age
from sendco_desk.domain.refusals import Refused

D = date
SEEN = Involvement(
    id=uuid4(), pupil=uuid4(), service="educational_psychology", person="Priya Nair", asked_on=D(2024, 3, 4), seen_on=D(2024, 5, 7),
    report_on=D(2024, 6, 10), received_on=D(2024, 6, 17),
)
ADVICE = Advice(id=uuid4(), pupil=uuid4(), involvement=SEEN.id, words="Say it in short sentences.", page=4)
DAYS = st.dates(D(1990, 1, 1), D(2190, 1, 1))


def test_an_involvement_is_called_by_its_service_and_person() -> None:
    assert SEEN.called == "Educational psychology, Priya Nair"
    assert replace(SEEN, person="").called == "Educational psychology"


@pytest.mark.parametrize(("written", "on", "months"), [
    (D(2024, 6, 10), D(2026, 1, 12), 19), (D(2024, 6, 10), D(2026, 1, 10), 19), (D(2024, 6, 10), D(2026, 1, 9), 18),
    (D(2026, 8, 31), D(2026, 9, 30), 1), (D(2026, 8, 31), D(2026, 9, 29), 0), (D(2024, 2, 29), D(2025, 2, 28), 12),
    (D(2026, 1, 12), D(2026, 1, 12), 0), (D(2026, 1, 13), D(2026, 1, 12), -1),
])
def test_a_reports_age_is_counted_in_whole_months(written: date, on: date, months: int) -> None:
    assert months_old(written, on) == months


@given(DAYS, st.integers(0, 5000))
def test_a_report_never_gets_younger_and_a_month_is_28_to_31_days(written: date, days: int) -> None:
    on = written + timedelta(days=days)
    months = months_old(written, on)
    assert months >= 0
    assert months_old(written, on + timedelta(days=1)) - months in (0, 1)
    assert 28 * months <= days + 3 * (months > 0) <= 31 * (months + 1) + 3


def test_the_age_is_said_with_its_day() -> None:
    assert report_age(D(2024, 6, 10), D(2026, 1, 12)) == "19 months old on Mon 12 Jan 2026"
    assert report_age(D(2025, 12, 12), D(2026, 1, 12)) == "1 month old on Mon 12 Jan 2026"
    assert report_age(D(2026, 1, 1), D(2026, 1, 12)) == "less than a month old on Mon 12 Jan 2026"
    assert report_age(D(2026, 1, 13), D(2026, 1, 12)) == "not written yet on Mon 12 Jan 2026"


def test_advice_is_called_by_its_words_and_long_ones_are_shortened() -> None:
    assert ADVICE.called == "Say it in short sentences."
    long = replace(ADVICE, words="word " * 40).called
    assert (len(long), long[-1]) == (80, "…")


@pytest.mark.parametrize(("record", "field", "wrong"), [
    (SEEN, "service", "magic"), (SEEN, "asked_on", D(206, 1, 1)), (SEEN, "seen_on", D(206, 1, 1)), (SEEN, "ended_on", D(3000, 1, 1)),
    (SEEN, "received_on", D(2024, 6, 9)), (ADVICE, "words", " "), (ADVICE, "action_on", D(206, 1, 1)), (ADVICE, "page", 0),
])
def test_what_cannot_be_is_refused_beside_its_field(record: Involvement | Advice, field: str, wrong: object) -> None:
    with pytest.raises(Refused) as refusal:
        replace(record, **{field: wrong})  # type: ignore[arg-type]
    assert refusal.value.field == field
