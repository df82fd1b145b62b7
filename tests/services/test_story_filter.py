"""A story narrowed by kind, person, tag, period and words, and printed as it is shown; one entry for several pupils."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendco_desk.domain.paper import words_of
from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.refusals import Refused
from sendco_desk.services.desk import Desk
from sendco_desk.services.story import StoryLine, tags_typed
from sendco_desk.services.story_filter import StoryFilter, people_in, people_of, period_of, story_paper, tags_of
from tests.services.conftest import StillClock

TODAY = date(2026, 11, 23)


@pytest.fixture
def lines(desk: Desk, kacper: Pupil, clock: StillClock) -> list[StoryLine]:
    """Three entries: a call of this year, a visit of the last, a meeting long ago; the call is corrected and the visit struck out."""
    story, now = desk.story, clock.moment
    call, _ = story.finish(
        kacper.id, entry_kind="phone_call", happened_at=now - timedelta(days=3), words="Sleeps badly before swimming", who="Ms Wilk and Mr Reed",
        tags=("sleep",), next_action="Ring again", next_action_on=date(2026, 11, 30),
    )
    story.correct(call, "It was before the trip")
    visit, _ = story.finish(
        kacper.id, entry_kind="visit", happened_at=datetime(2026, 3, 2, 9, tzinfo=now.tzinfo), words="Watched reading", who="Dr Fern",
    )
    story.strike_out(visit, "Another child")
    story.finish(
        kacper.id, entry_kind="meeting", happened_at=datetime(2024, 5, 1, 9, tzinfo=now.tzinfo), words="Talked of moving up", who="Ms Wilk",
        tags=("sleep", "exam access"), next_action="Ask the school",
    )
    done = next(line.entry for line in story.lines(kacper.id) if line.entry.entry_kind == "meeting")
    story.action_done(done.id)
    return story.lines(kacper.id)


@pytest.mark.parametrize(("narrowed", "left"), [
    (StoryFilter(), ["phone_call", "visit", "meeting"]), (StoryFilter(kinds=frozenset({"visit"})), ["visit"]),
    (StoryFilter(person="Ms Wilk"), ["phone_call", "meeting"]), (StoryFilter(person="Ms"), []), (StoryFilter(tag="exam access"), ["meeting"]),
    (StoryFilter(first=date(2026, 3, 2)), ["phone_call", "visit"]), (StoryFilter(last=date(2026, 3, 2)), ["visit", "meeting"]),
    (StoryFilter(words="SWIMMING badly"), ["phone_call"]), (StoryFilter(words="trip"), ["phone_call"]), (StoryFilter(words="nowhere"), []),
])
def test_an_entry_is_let_through_by_what_it_says_or_what_was_added(lines: list[StoryLine], narrowed: StoryFilter, left: list[str]) -> None:
    assert [line.entry.entry_kind for line in lines if narrowed.keeps(line)] == left


def test_a_filter_says_what_it_leaves_out() -> None:
    everything = StoryFilter(
        kinds=frozenset({"visit", "meeting"}), person="Dr Fern", tag="sleep", first=date(2026, 3, 2), last=date(2026, 3, 9), words=" reading ",
    )
    assert everything.said() == (
        "Only entries: meeting and visit by a professional, with Dr Fern, tagged “sleep”, from Mon 2 Mar 2026, to Mon 9 Mar 2026, "
        "with the words “reading”."
    )
    assert (StoryFilter().said(), StoryFilter().narrows, everything.narrows) == ("All entries.", False, True)


def test_periods_are_those_of_a_school() -> None:
    assert period_of("year", TODAY) == (date(2026, 9, 1), None)
    assert period_of("before", TODAY) == (date(2025, 9, 1), date(2026, 8, 31))
    assert period_of("24", TODAY) == (date(2024, 11, 23), None)
    assert period_of("", TODAY) == (None, None)


def test_people_and_tags_are_offered_by_how_often_they_come(lines: list[StoryLine]) -> None:
    assert list(people_of(lines)) == ["Ms Wilk", "Mr Reed", "Dr Fern"]
    assert list(tags_of(lines)) == ["sleep", "exam access"]
    assert people_in("Ms Wilk; Mr Reed, ") == ("Ms Wilk", "Mr Reed")


def test_a_printed_story_stands_oldest_first_and_keeps_what_was_struck_out_and_corrected(lines: list[StoryLine], kacper: Pupil) -> None:
    paper = story_paper(lines, StoryFilter(), name=kacper.known_name, school="Fernhollow School", on=TODAY)
    words = " ".join(words_of(paper))
    assert words.index("moving up") < words.index("Watched reading") < words.index("before swimming")
    assert "Struck out on Mon 23 Nov 2026: Another child" in words
    assert "Correction of Mon 23 Nov 2026 by Dr Robin Lark: It was before the trip" in words
    assert "Next: Ring again by Mon 30 Nov 2026" in words
    assert "Next: Ask the school; done Mon 23 Nov 2026" in words
    assert f"{len(lines)} entries." in words
    one = story_paper(lines[:1], StoryFilter(), name=kacper.known_name, school="Fernhollow School", on=TODAY)
    assert "1 entry." in " ".join(words_of(one))


def test_a_story_narrowed_to_nothing_prints_that(kacper: Pupil) -> None:
    paper = story_paper([], StoryFilter(words="nowhere"), name=kacper.known_name, school="Fernhollow School", on=TODAY)
    assert "No entry is let through." in list(words_of(paper))


def test_one_entry_for_several_pupils_is_one_deed_and_an_entry_each(desk: Desk, kacper: Pupil, clock: StillClock) -> None:
    other = replace(kacper, id=uuid4(), legal_forename="Made", upn="")
    desk.pupils.add(other)
    entries, _ = desk.story.finish_for(
        (kacper.id, other.id, kacper.id, other.id), entry_kind="incident", happened_at=clock.moment, words="A fire drill upset them",
    )
    assert len(entries) == 2
    assert desk.finding.undoable() == "Incident written down for 2 pupils"
    assert [desk.story.lines(pupil)[0].entry.words for pupil in (kacper.id, other.id)] == ["A fire drill upset them"] * 2
    desk.finding.undo()
    assert all(desk.story.lines(pupil)[0].entry.struck_out for pupil in (kacper.id, other.id))


def test_an_entry_for_nobody_is_refused(desk: Desk, clock: StillClock) -> None:
    with pytest.raises(Refused, match="Choose the pupil"):
        desk.story.finish_for((), entry_kind="note", happened_at=clock.moment, words="For nobody")


def test_a_tag_stands_once_whatever_its_capitals() -> None:
    assert tags_typed(" Sleep,exam  access,, sleep ") == ("Sleep", "exam access")


@given(st.lists(st.sampled_from(["sleep", "Sleep", "exam access", " ", "toilet"])))
def test_tags_are_never_empty_and_never_twice(typed: list[str]) -> None:
    tags = tags_typed(",".join(typed))
    assert all(tag.strip() == tag != "" for tag in tags)
    assert len({tag.casefold() for tag in tags}) == len(tags)
