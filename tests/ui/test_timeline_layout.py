"""The timeline's words never stand on one another, whatever the dates, the words and the width."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sendco_desk.ui.widgets import timeline_layout
from sendco_desk.ui.widgets.timeline_layout import Field, Placed, Wanted, arranged, crosses, lifts, meet, rows_of

WIDTHS = st.integers(420, 1400)


@st.composite
def crowded(draw: st.DrawFn) -> tuple[list[Wanted], Field]:
    """Labels in stem order, each narrow enough for the room, and a line that words should not cross."""
    width = draw(WIDTHS)
    stems = sorted(draw(st.lists(st.integers(20, width - 20), max_size=14)))
    labels = [Wanted(stem=float(stem), wide=float(draw(st.integers(40, min(220, width // 2 - 40))))) for stem in stems]
    return labels, Field(left=0, right=width, uncrossed=(float(draw(st.integers(0, width))),), gap=12, knob=draw(st.sampled_from([0, 11])))


@settings(max_examples=150, deadline=None)
@given(crowded())
def test_no_two_labels_overlap(case: tuple[list[Wanted], Field]) -> None:
    labels, room = case
    places = arranged(labels, room).places
    assert len(places) == len(labels)
    pairs = list(zip(labels, places, strict=True))
    for number, one in enumerate(pairs):
        for other in pairs[number + 1 :]:
            assert not meet(one, other, room)


@settings(max_examples=150, deadline=None)
@given(crowded())
def test_words_stay_inside_the_picture(case: tuple[list[Wanted], Field]) -> None:
    labels, room = case
    for label, place in zip(labels, arranged(labels, room).places, strict=True):
        assert place.left >= room.left
        assert place.left + label.wide <= room.right


@settings(max_examples=150, deadline=None)
@given(crowded())
def test_an_arrangement_called_clean_has_no_stem_through_words(case: tuple[list[Wanted], Field]) -> None:
    labels, room = case
    arrangement = arranged(labels, room)
    if not arrangement.clean:
        return
    pairs = list(zip(labels, arrangement.places, strict=True))
    for one in pairs:
        assert not any(crosses(one, other, room) for other in pairs if other is not one)
        assert not any(one[1].left < line < one[1].left + one[0].wide for line in room.uncrossed)


def test_labels_with_room_stand_on_one_level() -> None:
    labels = [Wanted(stem=stem, wide=100) for stem in (50.0, 300.0, 600.0)]
    assert arranged(labels, Field(left=0, right=900)).levels == 1


def test_two_steps_on_one_day_stand_on_either_side_of_their_stem() -> None:
    places = arranged([Wanted(stem=300, wide=100), Wanted(stem=300, wide=100)], Field(left=0, right=900)).places
    assert {place.level for place in places} == {0, 1} or {place.left > 300 for place in places} == {True, False}


def test_words_do_not_stand_on_todays_line_where_there_is_room_beside_it() -> None:
    place = arranged([Wanted(stem=300, wide=100)], Field(left=0, right=900, uncrossed=(350.0,))).places[0]
    assert place.left + 100 < 350


def test_a_label_that_fits_nowhere_is_placed_all_the_same() -> None:
    arrangement = arranged([Wanted(stem=50, wide=400)], Field(left=0, right=300))
    assert not arrangement.clean
    assert len(arrangement.places) == 1


def test_nothing_to_place_needs_no_level() -> None:
    assert arranged([], Field(left=0, right=300)).levels == 0


def test_markers_on_one_day_are_lifted_above_one_another() -> None:
    assert lifts([100, 100, 200, 205, 100], 16) == (0, 1, 0, 1, 2)


@given(st.lists(st.tuples(st.integers(0, 900), st.integers(20, 150)), max_size=8))
def test_names_under_the_picture_never_overlap(names: list[tuple[int, int]]) -> None:
    places = rows_of([n[0] for n in names], [n[1] for n in names], 0, 900)
    boxes = [(place.left, place.left + wide, place.level) for place, (_, wide) in zip(places, names, strict=True)]
    for number, one in enumerate(boxes):
        assert not any(one[2] == other[2] and one[0] < other[1] and other[0] < one[1] for other in boxes[number + 1 :])



def test_a_crowd_of_labels_is_placed_without_asking_the_same_again(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = 0

    def counted(one: tuple[Wanted, Placed], other: tuple[Wanted, Placed], room: Field) -> bool:
        nonlocal asked
        asked += 1
        return meet(one, other, room)

    monkeypatch.setattr(timeline_layout, "meet", counted)
    labels = [Wanted(stem=300.0 + number, wide=120.0) for number in range(60)]
    found = arranged(labels, Field(left=0.0, right=900.0))
    assert [place.level for place in found.places] == list(reversed(range(60)))
    assert asked <= 60 * 60
