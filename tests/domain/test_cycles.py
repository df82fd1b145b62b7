"""Cycles, outcomes and day-to-day support: days in order, codes from their lists, and how each is called."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from sendco_desk.domain.cycles import Outcome, Strategy, SupportCycle
from sendco_desk.domain.refusals import Refused

PUPIL, CYCLE = uuid4(), uuid4()


def cycle(**changed: object) -> SupportCycle:
    facts: dict[str, object] = {"number": 2, "starts_on": date(2026, 1, 5), "review_due_on": date(2026, 3, 27)}
    return SupportCycle(id=uuid4(), pupil=PUPIL, **(facts | changed))  # type: ignore[arg-type]


@pytest.mark.parametrize(("changed", "field"), [
    ({"review_due_on": date(2026, 1, 4)}, "review_due_on"), ({"reviewed_on": date(2026, 1, 4)}, "reviewed_on"),
    ({"starts_on": date(206, 1, 5)}, "starts_on"), ({"next_step": "hope"}, "next_step"), ({"corrects": uuid4()}, "correction_because"),
])
def test_a_cycle_has_its_days_in_order_and_a_correction_says_why(changed: dict[str, object], field: str) -> None:
    with pytest.raises(Refused) as refused:
        cycle(**changed)
    assert refused.value.field == field


def test_a_moment_of_closing_without_a_zone_is_a_mistake_in_the_code() -> None:
    with pytest.raises(ValueError, match="closed_at"):
        cycle(closed_at=datetime(2026, 3, 27, 9, 0))  # noqa: DTZ001


def test_a_cycle_is_called_by_its_number_and_a_correction_by_its_version() -> None:
    assert cycle().called == "Cycle 2, from Mon 5 Jan 2026"
    corrected = cycle(version=2, corrects=uuid4(), correction_because="A date was wrong", next_step="continue")
    assert corrected.called == "Cycle 2 (version 2), from Mon 5 Jan 2026"
    assert [cycle().closed, cycle(closed_at=datetime(2026, 3, 27, tzinfo=UTC)).closed] == [False, True]


@pytest.mark.parametrize(("changed", "field"), [
    ({"words": ""}, "words"), ({"area": "maths"}, "area"), ({"result": "nearly"}, "result"), ({"due_on": date(26, 1, 5)}, "due_on"),
])
def test_an_outcome_needs_words_and_its_codes_from_the_lists(changed: dict[str, object], field: str) -> None:
    facts: dict[str, object] = {"words": "Reads 60 words", "area": "cognition", "result": "partly"}
    assert Outcome(id=uuid4(), pupil=PUPIL, cycle=CYCLE, **facts).words == "Reads 60 words"  # type: ignore[arg-type]
    with pytest.raises(Refused) as refused:
        Outcome(id=uuid4(), pupil=PUPIL, cycle=CYCLE, **(facts | changed))  # type: ignore[arg-type]
    assert refused.value.field == field


@pytest.mark.parametrize(("changed", "field"), [({"words": " "}, "words"), ({"area": "maths"}, "area"), ({"worked": "nearly"}, "worked")])
def test_day_to_day_support_needs_words_and_its_codes_from_the_lists(changed: dict[str, object], field: str) -> None:
    facts: dict[str, object] = {"words": "Cream paper", "area": "cognition", "worked": "helped"}
    assert Strategy(id=uuid4(), pupil=PUPIL, cycle=CYCLE, **facts).worked == "helped"  # type: ignore[arg-type]
    with pytest.raises(Refused) as refused:
        Strategy(id=uuid4(), pupil=PUPIL, cycle=CYCLE, **(facts | changed))  # type: ignore[arg-type]
    assert refused.value.field == field
    assert Strategy(id=uuid4(), pupil=PUPIL, cycle=CYCLE, words="Cream paper").area == ""
