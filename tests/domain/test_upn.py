"""The check letter and form of the unique pupil number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.gb import upn as standard

from sendco_desk.domain.upn import ALPHABET, check_letter, has_upn_form, is_temporary_upn, tidy_upn, upn_warning


@pytest.mark.parametrize("upn", ["B801200005001", "E845299819100", "B84529982417A", "E830206012001", "Q83020601200A", "P207000016049"])
def test_the_published_numbers_have_their_check_letter(upn: str) -> None:
    assert check_letter(upn) == upn[0]
    assert upn_warning(upn) == ""


def test_the_vendors_mistaken_example_is_told_the_right_letter() -> None:
    assert "should be P, not Q" in upn_warning("Q207000016049")


@pytest.mark.parametrize("upn", ["1801200005001", "B80120000500", "B80120000500I", "S801200005001", "B8012000050011", "b801200005001"])
def test_a_number_of_another_form_is_asked_about(upn: str) -> None:
    assert not has_upn_form(upn)
    assert upn_warning(upn).startswith("A UPN is a letter followed by")
    assert not is_temporary_upn(upn)


def test_a_temporary_number_ends_in_a_letter_and_none_is_not_wrong() -> None:
    assert is_temporary_upn("B84529982417A")
    assert not is_temporary_upn("B801200005001")
    assert upn_warning("") == ""
    assert tidy_upn(" b801 200005001 ") == "B801200005001"


@given(st.integers(0, 10**8 - 1), st.sampled_from(ALPHABET + "0123456789"))
def test_our_check_letter_agrees_with_the_standard_library_of_numbers(rest: int, last: str) -> None:
    body = f"801{rest:08}{last}"
    assert check_letter("A" + body) == standard.calc_check_digit("A" + body)
