"""The clock as outsiders read it: rules by their place in the law, nothing said twice."""

import pytest

from sendco_desk.services.clock_words import cited, differences_words
from sendco_desk.statute.rules import BOOK, RULES


@pytest.mark.parametrize(("words", "said"), [
    ("TRF-04a governs, because it ends last.", "reg 15(5)(a) governs, because it ends last."),
    ("This is planning, not law: only the two weeks of REV-04 are fixed.",
     "This is planning, not law: only the two weeks of reg 20(4), 21(4) are fixed."),
    ("See XYZ-99.", "See XYZ-99."),
    ("Six weeks end on the same weekday.", "Six weeks end on the same weekday."),
])
def test_a_rule_stands_by_its_place_in_the_law(words: str, said: str) -> None:
    assert cited(words) == said


def test_no_rule_keeps_its_own_number_in_what_is_said_of_how_days_were_counted() -> None:
    told = [cited(f"{rule.counting} {rule.note}") for rule in RULES]
    assert [words for words in told if any(rule_id in words for rule_id in BOOK.by_id)] == []


def test_the_day_the_clock_runs_from_is_told_once() -> None:
    start = "the day the clock runs from: ‘Council received the request’ on Fri 25 Sep 2026."
    sent, later = "The request was sent on Thu 24 Sep 2026, 1 day before", "It was acknowledged on Wed 30 Sep 2026, 5 days after"
    assert differences_words([f"{sent} {start}", f"{later} {start}"]) == f"{sent} {start} {later} the day the clock runs from."
    assert differences_words([]) == ""
