"""The words schools use, and the codes they become."""

import pytest

from sendco_desk.domain.codes import NEED_TYPES, RELATIONSHIPS, SEN_PROVISION
from sendco_desk.exchange import words


@pytest.mark.parametrize(("text", "code"), [
    ("K", "K"), ("k", "K"), ("SEN Support", "K"), ("K - SEN Support", "K"), ("SEN support (K)", "K"), ("EHCP", "E"), ("E - EHC plan", "E"),
    ("Education, Health and Care Plan", "E"), ("E - Education, Health and Care Plan", "E"), ("No Special Educational Need", "N"),
    ("N - No Special Educational Need", "N"), ("S", "S"), ("Statement", "S"), ("School Action Plus", "P"), ("monitoring", ""), ("", ""),
])
def test_sen_status_by_word_or_code(text: str, code: str) -> None:
    assert words.provision(text) == code


@pytest.mark.parametrize(("text", "code"), [
    ("SpLD", "SPLD"), ("Specific Learning Difficulty", "SPLD"), ("Speech, Language and Communication Needs", "SLCN"),
    ("Profound & Multiple Learning Difficulty", "PMLD"), ("Social, Emotional and Mental Health", "SEMH"), ("Multi-Sensory Impairment", "MSI"),
    ("Autism", "ASD"), ("ASD - Autistic Spectrum Disorder", "ASD"), ("SEN support but no specialist assessment of type of need", "NSA"),
    ("Visual Impairment", "VI"), ("Down Syndrome", "DS"), ("BESD", "BESD"), ("XYZ", ""),
])
def test_needs_by_word_or_code(text: str, code: str) -> None:
    assert words.need_type(text) == code


@pytest.mark.parametrize("code", NEED_TYPES)
def test_every_need_is_known_by_its_own_words(code: str) -> None:
    assert words.need_type(NEED_TYPES[code]) == code


@pytest.mark.parametrize("code", SEN_PROVISION)
def test_every_provision_is_known_by_its_own_words(code: str) -> None:
    assert words.provision(SEN_PROVISION[code]) == code


@pytest.mark.parametrize("code", RELATIONSHIPS)
def test_every_relationship_is_known_by_its_own_words(code: str) -> None:
    assert words.relationship(RELATIONSHIPS[code]) == code


@pytest.mark.parametrize(("text", "parts"), [
    ("ASD", ["ASD"]), ("ASD, SLCN", ["ASD", "SLCN"]), ("ASD; SLCN", ["ASD", "SLCN"]), ("ASD/MLD", ["ASD", "MLD"]),
    ("Speech, Language and Communication Needs", ["Speech, Language and Communication Needs"]),
    ("Autism; Speech, Language and Communication Needs", ["Autism", "Speech, Language and Communication Needs"]),
    ("Reading, writing", ["Reading, writing"]),
])
def test_a_list_of_needs_is_parted_without_breaking_their_names(text: str, parts: list[str]) -> None:
    assert words.need_types(text) == parts


@pytest.mark.parametrize(("text", "year"), [
    ("Year 7", "7"), ("  7", "7"), ("Y10", "10"), ("Yr 3", "3"), ("07", "7"), ("R", "R"), ("Reception", "R"), ("Year R", "R"), ("N2", "N2"),
    ("15", ""), ("seven", ""),
])
def test_years_by_word_or_number(text: str, year: str) -> None:
    assert words.year_group(text) == year


@pytest.mark.parametrize(("text", "status"), [("Yes", "on_roll"), ("Leaver", "left"), ("Pre-admission", "prospective"), ("?", "")])
def test_whether_a_pupil_is_on_roll(text: str, status: str) -> None:
    assert words.roll_status(text) == status


def test_a_language_is_kept_as_its_code_or_as_it_came() -> None:
    assert [words.language(text) for text in ("English", "pol", "Welsh Romani")] == ["ENG", "POL", "Welsh Romani"]


@pytest.mark.parametrize(("text", "split"), [
    ("Smith, Ann Marie", ("Ann Marie", "Smith", False)), ("Finn Ní Bhriain", ("Finn", "Ní Bhriain", True)), ("Cher", ("", "Cher", True)),
])
def test_a_whole_name_is_parted(text: str, split: tuple[str, str, bool]) -> None:
    assert words.split_name(text) == split


def test_a_title_is_taken_off_a_name() -> None:
    assert words.split_title("Mrs. Saoirse Çelik") == ("Mrs", "Saoirse Çelik")
    assert words.split_title("Drew Barker") == ("", "Drew Barker")


def test_sex_by_word_or_code() -> None:
    assert [words.sex(text) for text in ("Female", "m", "X")] == ["F", "M", ""]
