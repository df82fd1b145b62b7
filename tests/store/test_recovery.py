"""The recovery code: typed from paper by a tired person, so every mistype is caught before anything is tried."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sendco_desk.domain.refusals import Refused
from sendco_desk.store.recovery import check_recovery_code, new_recovery_code, recovery_key

CODE = new_recovery_code()
SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def test_a_code_is_nine_groups_of_four_without_letters_that_look_like_digits() -> None:
    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){8}[0-9A-HJKMNP-TV-Z]{4}", new_recovery_code())


def test_no_two_codes_are_alike() -> None:
    assert len({new_recovery_code() for _ in range(50)}) == 50


TYPED = {
    "small": CODE.lower(), "spaced": CODE.replace("-", " "), "run together": CODE.replace("-", ""), "padded": f"  {CODE}\n",
    "long dashes": CODE.replace("-", "–"),
}


@pytest.mark.parametrize("typed", TYPED.values(), ids=TYPED)
def test_case_spaces_and_dashes_do_not_matter(typed: str) -> None:
    assert check_recovery_code(typed) == CODE


def test_letters_that_look_like_digits_are_read_as_the_digits() -> None:
    code = next(code for code in iter(new_recovery_code, "") if {"0", "1", "V"} <= set(code))
    assert check_recovery_code(code.replace("0", "O").replace("1", "l").replace("V", "u")) == code


@settings(max_examples=20, deadline=None)
@given(place=st.integers(0, 35), symbol=st.sampled_from(SYMBOLS))
def test_one_wrong_symbol_is_caught_and_its_group_named(place: int, symbol: str) -> None:
    plain = CODE.replace("-", "")
    typed = plain[:place] + symbol + plain[place + 1 :]
    if typed == plain:
        assert check_recovery_code(typed) == CODE
        return
    with pytest.raises(Refused, match="mistyped") as caught:
        check_recovery_code(typed)
    assert caught.value.field == "code"
    named = re.search(r"the (\w+) group of four", caught.value.message)
    groups = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"]
    assert named is None or named[1] == groups[place // 4]  # None only where chance gives a second explanation


def test_two_symbols_swapped_across_a_dash_are_caught() -> None:
    plain = next(code for code in iter(new_recovery_code, "") if code[3] != code[5]).replace("-", "")
    with pytest.raises(Refused, match="Compare the first group of four"):
        check_recovery_code(plain[:3] + plain[4] + plain[3] + plain[5:])


def test_a_code_with_several_mistypes_is_caught_too() -> None:
    with pytest.raises(Refused, match="Compare the groups of four with the printed sheet"):
        check_recovery_code("0123-4567-89AB-CDEF-GHJK-MNPQ-RSTV-WXYZ-0000")


def test_a_code_cut_short_says_how_many_are_missing() -> None:
    with pytest.raises(Refused, match="has 36 letters and digits, and this one has 35"):
        check_recovery_code(CODE[:-1])


def test_a_symbol_that_no_code_has_is_named() -> None:
    with pytest.raises(Refused, match="this one has “%”"):
        check_recovery_code("%" + CODE[1:])


def test_the_key_depends_on_the_code_and_on_the_salt() -> None:
    assert recovery_key(CODE, b"salt") == recovery_key(CODE.lower(), b"salt")
    assert len({recovery_key(CODE, b"salt"), recovery_key(CODE, b"pepper"), recovery_key(new_recovery_code(), b"salt")}) == 3
