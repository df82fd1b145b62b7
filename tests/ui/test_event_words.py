"""Every event has an icon that is drawn and a few words that say it, in whichever kind of case it can happen."""

import pytest
from PySide6.QtGui import QFontMetrics

from sendco_desk.statute.courses import COURSES, ENDINGS
from sendco_desk.statute.events import EVENT_NAMES, EVENT_TITLES
from sendco_desk.ui.icons import PATHS
from sendco_desk.ui.theme import Look
from sendco_desk.ui.widgets.event_words import SHORT_EVENTS, short_event

ROOM = 220
"""Pixels for an event's words beside their icon in the usual column, at 100% and in a wide face."""
BOTH_STAGES = {"Acknowledged", "Answered"}
"""Words that both stages of a complaint have: the day and the order tell them apart."""


def course(kind: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(follows.name for follows in (*COURSES[kind], *ENDINGS.get(kind, ()))))


@pytest.mark.parametrize("kind", COURSES)
def test_every_event_of_every_kinds_course_has_an_icon_that_exists_and_short_words(kind: str) -> None:
    for name in course(kind):
        icon, words = short_event(name)
        assert icon in PATHS, name
        assert words.strip() and words[:1].isupper() and not words.endswith("."), name


@pytest.mark.parametrize("kind", COURSES)
def test_no_two_events_of_a_kind_are_called_the_same(kind: str) -> None:
    said = [short_event(name)[1] for name in course(kind)]
    twice = {words for words in said if said.count(words) > 1}
    assert twice <= (BOTH_STAGES if kind == "complaint" else set())


def test_no_event_is_left_out_and_none_is_of_no_use() -> None:
    assert set(SHORT_EVENTS) == set(EVENT_NAMES)


def test_short_words_are_no_longer_than_the_title_they_stand_for() -> None:
    for name, (_, words) in SHORT_EVENTS.items():
        assert len(words) <= len(EVENT_TITLES[name]), name


def test_short_words_fit_where_there_is_little_room(look: Look) -> None:
    measure = QFontMetrics(look.font())
    for name, (_, words) in SHORT_EVENTS.items():
        assert measure.horizontalAdvance(words) <= ROOM, name


def test_a_day_of_the_tribunal_with_a_name_of_its_own_is_a_day_in_a_calendar() -> None:
    assert short_event("direction.position_statement") == ("calendar", "Tribunal’s day for position statement")


def test_an_event_that_the_vocabulary_does_not_know_has_no_words() -> None:
    with pytest.raises(KeyError):
        short_event("school_fair")
