"""Sentences about needs and strengths, and the one thing that each source names."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from sendco_desk.domain.needs import NeedStatement, StatementSource
from sendco_desk.domain.refusals import Refused

PUPIL = uuid4()


def sentence(**changed: object) -> NeedStatement:
    facts: dict[str, object] = {"area": "cognition", "words": "Reads 12 of 100 common words.", "since": date(2026, 9, 7)}
    return NeedStatement(id=uuid4(), pupil=PUPIL, **(facts | changed))  # type: ignore[arg-type]


@pytest.mark.parametrize(("changed", "field"), [
    ({"area": "maths"}, "area"), ({"side": "both"}, "side"), ({"words": " "}, "words"), ({"until": date(2026, 9, 6)}, "until"),
])
def test_a_sentence_needs_its_area_its_side_its_words_and_days_in_order(changed: dict[str, object], field: str) -> None:
    with pytest.raises(Refused) as refused:
        sentence(**changed)
    assert refused.value.field == field


def test_a_sentence_holds_from_its_first_to_its_last_day() -> None:
    said = sentence(until=date(2026, 12, 18))
    days = (date(2026, 9, 6), date(2026, 9, 7), date(2026, 12, 18), date(2026, 12, 19))
    assert [said.holds(day) for day in days] == [False, True, True, False]
    assert sentence().holds(date(2031, 1, 1))


def test_a_sentence_is_called_by_its_side_and_area() -> None:
    assert sentence().called == "Need, cognition and learning"
    assert sentence(side="strength", area="semh").called == "Strength, social, emotional and mental health"


@pytest.mark.parametrize("named", [
    {}, {"document": uuid4(), "measure": uuid4()}, {"story_entry": uuid4(), "measure": uuid4()},
])
def test_a_source_names_just_one_thing(named: dict[str, Any]) -> None:
    with pytest.raises(Refused, match="Choose the document, the entry or the measure"):
        StatementSource(id=uuid4(), pupil=PUPIL, statement=uuid4(), **named)


def test_a_page_is_a_page_of_a_document() -> None:
    kept = StatementSource(id=uuid4(), pupil=PUPIL, statement=uuid4(), document=uuid4(), page=3)
    assert kept.page == 3
    with pytest.raises(Refused, match="a number from 1"):
        StatementSource(id=uuid4(), pupil=PUPIL, statement=uuid4(), document=uuid4(), page=0)
    with pytest.raises(Refused, match="a number from 1"):
        StatementSource(id=uuid4(), pupil=PUPIL, statement=uuid4(), measure=uuid4(), page=2)
