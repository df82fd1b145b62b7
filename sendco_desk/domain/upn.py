"""The unique pupil number: its form, its check letter, and what to say when something is off.

The check letter follows the Common Basic Data Set pupil table (GovTalk UniquePupilNumber 2.0): the sum of position x digit
over positions 2 to 13, modulo 23, indexes the alphabet without I, O and S. A temporary number ends in a letter, which counts
as its index. A wrong letter is a warning, never a refusal: it is not proof of a wrong child.
"""

import re

ALPHABET = "ABCDEFGHJKLMNPQRTUVWXYZ"
_FORM = re.compile(r"[A-Z][0-9]{11}[0-9A-Z]")


def tidy_upn(text: str) -> str:
    """The number as it is kept: capitals, without spaces."""
    return re.sub(r"\s+", "", text).upper()


def has_upn_form(upn: str) -> bool:
    """Whether it is a letter, eleven digits, and a last digit or allowed letter."""
    return bool(_FORM.fullmatch(upn)) and upn[0] in ALPHABET and (upn[12].isdigit() or upn[12] in ALPHABET)


def is_temporary_upn(upn: str) -> bool:
    """Whether the last character is a letter: a number given until the permanent one is known."""
    return has_upn_form(upn) and upn[12].isalpha()


def check_letter(upn: str) -> str:
    """The letter that should stand first, for a number of the right form.

    Worked: B801200005001 sums to 93, 93 mod 23 = 1, so B.
    """
    values = [int(c) if c.isdigit() else ALPHABET.index(c) for c in upn[1:]]
    return ALPHABET[sum(place * value for place, value in enumerate(values, 2)) % 23]


def upn_warning(upn: str) -> str:
    """A sentence about what looks wrong, or nothing. An empty number is not wrong: independent schools may have none."""
    if not upn:
        return ""
    if not has_upn_form(upn):
        return "A UPN is a letter followed by twelve characters, such as B801200005001: please check this one."
    if upn[0] != check_letter(upn):
        return f"The check letter of this UPN should be {check_letter(upn)}, not {upn[0]}: one character may be mistyped."
    return ""
