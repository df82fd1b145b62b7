"""The order of a pack: nothing is ever lost by moving, new documents stand where they are proposed, and what is kept reads back the same."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendco_desk.domain import pack_layout as order
from sendco_desk.domain.pack_layout import (
    DOCUMENTS,
    ChosenAnswer,
    PackLayout,
    PlacedDocument,
    answer_of,
    answer_text,
    followed,
    placed_of,
    placed_text,
)
from sendco_desk.domain.refusals import Refused

SECTIONS = ("summary", "needs", "clock")
FIRST = date(2026, 9, 1)


def paper(number: int, part: str = DOCUMENTS) -> PlacedDocument:
    return PlacedDocument(document=UUID(int=number), part=part)


def layout(*parts: tuple[str, tuple[int, ...]]) -> PackLayout:
    """Parts with the numbers of their documents."""
    placed = [placed_text(paper(number, part)) for part, numbers in parts for number in numbers]
    return PackLayout(
        id=UUID(int=90), pupil=UUID(int=91), case=UUID(int=92), sections=SECTIONS, parts=tuple(part for part, _ in parts), documents=tuple(placed),
    )


def shape(kept: PackLayout) -> list[tuple[str, list[int]]]:
    return [(part, [placed.document.int for placed in kept.within(part)]) for part in kept.parts]


def proposed(*numbers: int) -> list[tuple[PlacedDocument, date]]:
    """Documents of consecutive days, by number."""
    return [(paper(number), FIRST + timedelta(days=number)) for number in numbers]


TWO = layout(("Reports", (1, 2, 3)), ("From home", (4,)))
PLACED = st.builds(
    PlacedDocument, document=st.uuids(), part=st.text(min_size=1), left_out=st.booleans(), note=st.text(), because=st.text(),
    turns=st.lists(st.tuples(st.integers(1, 99), st.sampled_from([90, 180, 270])), max_size=3).map(tuple),
    straightened=st.lists(st.tuples(st.integers(1, 99), st.floats(-15, 15)), max_size=3).map(tuple),
    pages_out=st.lists(st.integers(1, 99), max_size=3).map(tuple),
)


@given(PLACED)
def test_what_is_wanted_of_a_document_reads_back_the_same(placed: PlacedDocument) -> None:
    assert placed_of(placed_text(placed)) == placed


def test_only_pages_that_are_treated_otherwise_make_a_document_handled() -> None:
    assert not replace(paper(1), note="See page 2").handled
    assert replace(paper(1), turns=((1, 180),)).handled
    assert replace(paper(1), pages_out=(2,)).handled


MOVES = st.lists(st.tuples(st.sampled_from([1, 2, 3, 4]), st.sampled_from(["Reports", "From home"]), st.integers(-2, 9)), max_size=12)


@given(MOVES)
def test_no_document_is_lost_or_doubled_by_moving(moves: list[tuple[int, str, int]]) -> None:
    kept = TWO
    for number, part, to in moves:
        kept = order.with_document_moved(kept, UUID(int=number), part, to)
        assert kept.of(UUID(int=number)).part == part
    assert sorted(placed.document.int for placed in kept.placed) == [1, 2, 3, 4]


def test_a_document_goes_to_a_place_within_any_part() -> None:
    assert shape(order.with_document_moved(TWO, UUID(int=3), "Reports", 0)) == [("Reports", [3, 1, 2]), ("From home", [4])]
    assert shape(order.with_document_moved(TWO, UUID(int=1), "From home", 1)) == [("Reports", [2, 3]), ("From home", [4, 1])]


def test_made_parts_move_among_themselves_and_can_be_left_out() -> None:
    assert order.with_section_moved(TWO, "clock", "summary").sections == ("clock", "summary", "needs")
    assert order.with_section_moved(TWO, "summary", None).sections == ("needs", "clock", "summary")
    out = order.with_section(order.with_section(TWO, "needs", on=False), "needs", on=False)
    assert out.sections_out == ("needs",)
    assert order.with_section(out, "needs", on=True).sections_out == ()


def test_parts_are_made_renamed_moved_and_removed_with_their_documents() -> None:
    made = order.with_part(TWO, "  School’s   own ")
    assert made.parts == ("Reports", "From home", "School’s own")
    assert shape(order.with_part_renamed(TWO, "Reports", "Professionals")) == [("Professionals", [1, 2, 3]), ("From home", [4])]
    assert shape(order.with_part_moved(TWO, "From home", 0)) == [("From home", [4]), ("Reports", [1, 2, 3])]
    assert shape(order.without_part(TWO, "From home")) == [("Reports", [1, 2, 3, 4])]
    assert shape(order.without_part(TWO, "Reports")) == [("From home", [1, 2, 3, 4])]


@pytest.mark.parametrize(("name", "sentence"), [("  ", "Give the part a name"), ("REPORTS", "There is a part of that name already")])
def test_a_part_needs_a_name_of_its_own(name: str, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence) as refused:
        order.with_part(TWO, name)
    assert refused.value.field == "part"


def test_the_last_part_stays() -> None:
    with pytest.raises(Refused, match="need one part at least"):
        order.without_part(layout((DOCUMENTS, (1,))), DOCUMENTS)


def test_limits_that_make_no_sense_are_refused() -> None:
    with pytest.raises(Refused, match="from the list"):
        replace(TWO, finest=72)
    with pytest.raises(Refused, match="in megabytes"):
        replace(TWO, most_megabytes=-1)
    with pytest.raises(Refused, match="Give the part a name"):
        replace(TWO, parts=(), documents=())
    with pytest.raises(ValueError, match="part that there is not"):
        replace(TWO, parts=("Reports",))


def test_a_document_that_is_not_in_the_list_is_refused() -> None:
    with pytest.raises(Refused, match="not among the pupil’s documents"):
        order.with_document(TWO, paper(9))


def test_what_is_wanted_of_one_document_leaves_the_others() -> None:
    changed = order.with_document(TWO, replace(TWO.of(UUID(int=2)), note="See page 4"))
    assert [placed.note for placed in changed.placed] == ["", "See page 4", "", ""]
    assert shape(changed) == shape(TWO)


def test_a_new_document_stands_after_those_of_its_part_that_are_older() -> None:
    kept = layout((DOCUMENTS, (2, 6)), ("Reports", (4,)))
    assert shape(followed(kept, SECTIONS, proposed(1, 2, 3, 4, 6, 7))) == [(DOCUMENTS, [1, 2, 3, 6, 7]), ("Reports", [4])]


def test_where_the_proposed_part_was_renamed_a_new_document_stands_in_the_first() -> None:
    assert shape(followed(TWO, SECTIONS, proposed(1, 2, 3, 4, 5)))[0] == ("Reports", [1, 2, 3, 5])
    empty = layout(("Reports", ()), ("From home", (4,)))
    assert shape(followed(empty, SECTIONS, proposed(4, 5))) == [("Reports", [5]), ("From home", [4])]


def test_a_document_that_has_gone_leaves_without_a_word() -> None:
    assert shape(followed(TWO, SECTIONS, proposed(1, 3))) == [("Reports", [1, 3]), ("From home", [])]


def test_a_new_made_part_stands_after_the_one_it_is_proposed_after() -> None:
    kept = replace(TWO, sections=("clock", "summary", "gone"))
    assert followed(kept, SECTIONS, []).sections == ("clock", "summary", "needs")
    assert followed(replace(TWO, sections=()), SECTIONS, []).sections == SECTIONS


@given(st.lists(st.integers(1, 9), unique=True), st.lists(st.integers(1, 9), unique=True))
def test_following_the_notebook_holds_just_what_there_is(kept: list[int], there: list[int]) -> None:
    found = followed(layout((DOCUMENTS, tuple(kept))), SECTIONS, proposed(*sorted(there)))
    assert sorted(placed.document.int for placed in found.placed) == sorted(there)
    assert [placed.document.int for placed in found.placed if placed.document.int in kept] == [number for number in kept if number in there]


# What answers an ask


@given(st.uuids(), st.integers(1, 900), st.from_regex(r"[a-z0-9]+(_[a-z0-9]+)*", fullmatch=True))
def test_a_chosen_answer_reads_back_the_same(document: UUID, page: int, ask: str) -> None:
    answer = ChosenAnswer(ask=ask, document=document, page=page)
    assert answer_of(answer_text(answer)) == answer


def test_a_document_answers_an_ask_once_and_may_answer_several() -> None:
    first, other = ChosenAnswer(ask="sign_off", document=UUID(int=1)), ChosenAnswer(ask="permission", document=UUID(int=1), page=2)
    kept = order.with_answer(order.with_answer(TWO, first), other)
    assert kept.chosen_answers == (first, other)
    moved = ChosenAnswer(ask="sign_off", document=UUID(int=1), page=3)
    assert order.with_answer(kept, moved).chosen_answers == (other, moved)
    assert order.without_answer(kept, "sign_off", UUID(int=1)).chosen_answers == (other,)
    assert order.without_answer(kept, "sign_off", UUID(int=2)) == kept


def test_an_answer_stands_on_a_page_and_the_day_of_sending_is_a_likely_one() -> None:
    with pytest.raises(Refused, match="Give the page"):
        order.with_answer(TWO, ChosenAnswer(ask="a", document=UUID(int=1), page=0))
    with pytest.raises(Refused, match="Check the year"):
        replace(TWO, planned_on=date(206, 1, 1))
