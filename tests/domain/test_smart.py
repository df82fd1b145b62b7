"""The quiet adviser: real-sounding outcomes, and what it says about each."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from sendco_desk.domain.cycles import Outcome, SupportCycle
from sendco_desk.domain.smart import (
    EMPTY_TARGET,
    GIVEN,
    NO_BASELINE,
    NO_CHANGE,
    NO_DATE,
    NO_MEASURE,
    NO_OWNER,
    NO_TARGET,
    SEVERAL,
    advice,
)

CYCLE = SupportCycle(id=uuid4(), pupil=uuid4(), number=1, starts_on=date(2026, 9, 7), review_due_on=date(2026, 12, 11))
GOOD = Outcome(
    id=uuid4(), pupil=CYCLE.pupil, cycle=CYCLE.id, words="Kacper will read 60 of the 100 common words on sight", owner="Ms Fern",
    measure="Count of common words read on sight", baseline="12 of 100", target="60 of 100", due_on=date(2026, 12, 4),
)


def vague(words: str) -> str:
    return f"“{words}” cannot be seen or counted. Say what the pupil will do, and how much or how often."


SAMPLES = [
    ("Kacper will read 60 of the 100 common words on sight", ()),
    ("Leila will ask a partner for help with her card in four of five lessons", ()),
    ("By the end of term, Kacper will put his coat and shoes on by himself before play", ()),
    ("Reading fluency improves from 40 to 70 words a minute", ()),
    ("To follow an instruction with three parts at the first time of asking", ()),
    ("Attends 90 % of sessions, up from 71 %", ()),
    ("Will will write five sentences with capital letters", ()),
    ("Kacper will get changed for PE without adult support", ()),
    ("She will raise her hand to get support from an adult", ()),
    ("Kacper takes turns in a board game for ten minutes and says what he likes about it", ()),
    ("[name] will use the calm corner when upset, and come back within five minutes", ()),
    ("Kacper will know his number bonds to 10, eight right out of ten", ()),
    ("Works with a group of three to build a model and says one thing that each did", ()),
    ("Leila joins a group game at playtime on four days of five", ()),
    ("Speaks to better known adults in a voice that can be heard across the table", ()),
    ("Leila tries one new food a week and says whether she likes it", ()),
    ("I can read 60 words", ()),
    ("Kacper will get to lessons on time in 4 of 5 sessions", ()),
    ("Kacper will get changed for PE in ten minutes with TA support fading to one prompt", ()),
    ("Kacper will have no more than one session missed each half term", ()),
    ("Kacper will say what he will do next in 3 of 4 lessons", ()),
    ("Kacper will get three sessions of therapy a week", (GIVEN,)),
    ("For Kacper to read 60 words", ()),
    ("Leila will have lunch in the hall with her class on four days of five", ()),
    ("Kacper will be able to independently regulate his emotions", (vague("Independently regulate"),)),
    ("He will have an increased vocabulary", (vague("Have an increased"),)),
    ("For Leila to make progress in writing", (vague("Make progress"),)),
    ("To access the full curriculum", (vague("Access the full curriculum"),)),
    ("Kacper will try to manage his anger", (vague("Try to"),)),
    ("Work with the speech therapist weekly", (GIVEN,)),
    ("To improve his reading", (vague("Improve"),)),
    ("Kacper will develop his social skills", (vague("Develop"),)),
    ("Leila will be better at managing her feelings", (vague("Be better"),)),
    ("She understands place value", (vague("Understands"),)),
    ("Leila will be more confident when speaking to adults", (vague("Be more"),)),
    ("To make good progress in maths", (vague("Make good progress"),)),
    ("Better behaviour at lunchtime", (vague("Better"),)),
    ("Kacper will feel happier in school", (vague("Feel happier"),)),
    ("Kacper will have 1:1 support in every lesson", (GIVEN,)),
    ("To attend the nurture group three times a week", (GIVEN,)),
    ("Leila will be supported to write a sentence", (GIVEN,)),
    ("Receives weekly speech and language therapy", (GIVEN,)),
    ("Kacper will write three sentences and will stay in his seat for ten minutes", (SEVERAL,)),
    ("Reads 60 words; spells 30 words", (SEVERAL,)),
    ("Reads 60 words\nSpells 30 words", (SEVERAL,)),
    ("To improve his reading and develop his spelling", (vague("Improve"), SEVERAL)),
]


@pytest.mark.parametrize(("words", "expected"), SAMPLES, ids=[words for words, _ in SAMPLES])
def test_the_adviser_points_out_what_is_vague_double_or_provision_and_lets_good_outcomes_be(words: str, expected: tuple[str, ...]) -> None:
    assert advice(replace(GOOD, words=words), CYCLE) == expected


@pytest.mark.parametrize(("changed", "expected"), [
    (replace(GOOD, measure=" "), NO_MEASURE), (replace(GOOD, target=""), NO_TARGET), (replace(GOOD, baseline=""), NO_BASELINE),
    (replace(GOOD, target="12 OF 100."), NO_CHANGE), (replace(GOOD, target="Much better than now"), EMPTY_TARGET),
    (replace(GOOD, owner=""), NO_OWNER), (replace(GOOD, due_on=None), NO_DATE),
    (replace(GOOD, due_on=date(2026, 9, 4)), "The date is before the cycle begins on Mon 7 Sep 2026."),
    (replace(GOOD, due_on=date(2026, 12, 14)), "The date is after the review on Fri 11 Dec 2026, so the review cannot tell whether it is met."),
])
def test_one_thing_that_is_missing_is_one_sentence(changed: Outcome, expected: str) -> None:
    assert advice(changed, CYCLE) == (expected,)


def test_an_outcome_that_keeps_what_there_is_may_have_its_baseline_as_target() -> None:
    kept = replace(GOOD, words="Keeps his attendance at 96 %", baseline="96 %", target="96 %")
    assert advice(kept, CYCLE) == ()


def test_a_target_of_less_is_a_target_where_it_says_how_much() -> None:
    assert advice(replace(GOOD, target="Less than three times a week"), CYCLE) == ()
    assert advice(replace(GOOD, target="Less than a minute"), CYCLE) == ()
    assert advice(replace(GOOD, target="Fewer than one a week"), CYCLE) == ()
    assert advice(replace(GOOD, target="Less often"), CYCLE) == (EMPTY_TARGET,)


def test_an_outcome_of_which_only_the_words_are_written_is_told_everything_once_and_dates_need_a_cycle() -> None:
    bare = Outcome(id=uuid4(), pupil=GOOD.pupil, cycle=GOOD.cycle, words="Enjoys school")
    assert advice(bare) == (vague("Enjoys"), NO_MEASURE, NO_TARGET, NO_OWNER, NO_DATE)
    assert advice(replace(GOOD, due_on=date(2031, 1, 1))) == ()
