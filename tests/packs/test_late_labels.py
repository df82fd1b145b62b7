"""How late pages are called: letters go on beyond Z, none is given twice, and they stand in the order of the pages."""

from hypothesis import given
from hypothesis import strategies as st

from sendco_desk.packs.late_labels import index_of, letters_of, names_after, numbers_on, parted, range_said


def test_after_z_comes_aa() -> None:
    assert names_after(41, ["41", *(f"41{letters_of(index)}" for index in range(1, 26))], 3) == ("41Z", "41AA", "41AB")


@given(st.integers(1, 100_000))
def test_letters_lead_back_to_their_index(index: int) -> None:
    letters = letters_of(index)
    assert letters.isascii() and letters.isalpha() and letters.isupper()
    assert index_of(letters) == index


@given(st.integers(1, 5_000), st.lists(st.integers(1, 60), min_size=1, max_size=6))
def test_names_given_in_several_goes_are_those_given_in_one(number: int, counts: list[int]) -> None:
    labels = [str(number)]
    for count in counts:
        labels += names_after(number, labels, count)
    assert tuple(labels[1:]) == names_after(number, [str(number)], sum(counts))
    places = [parted(label) for label in labels]
    assert places == sorted(place for place in places if place is not None)
    assert len(set(labels)) == len(labels)


@given(st.integers(1, 5_000), st.integers(1, 50), st.integers(1, 40))
def test_numbers_go_on_at_the_end_whatever_has_letters(last: int, late: int, count: int) -> None:
    labels = [str(number) for number in range(1, last + 1)] + list(names_after(last, [], late))
    assert numbers_on(labels, count) == tuple(str(number) for number in range(last + 1, last + count + 1))


def test_another_page_has_letters_of_its_own() -> None:
    assert names_after(4, ["4", "41", "41A", "40", "4A"], 2) == ("4B", "4C")
    assert parted("A41") is None


def test_pages_are_said_as_people_say_them() -> None:
    assert range_said(["41A"]) == "page 41A"
    assert range_said(["41A", "41B", "41C"]) == "pages 41A to 41C"
