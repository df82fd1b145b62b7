"""Spelling: British, with the words of the field, the names in the notebook and the words that people add."""

import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sendco_desk.domain.people import ContactPerson
from sendco_desk.domain.provision import StaffMember
from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.refusals import Refused
from sendco_desk.resources import resource
from sendco_desk.services.desk import Desk
from sendco_desk.services.dictionary import field_words
from sendco_desk.services.opening import NewNotebook, create, open_desk
from sendco_desk.services.spelling import FEW, is_among, name_words
from sendco_desk.store.slots import TINY
from tests.services.conftest import PASSPHRASE, StillClock


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A notebook with nobody in it, for tests that only read."""
    new = NewNotebook(folder=tmp_path_factory.mktemp("reading") / "Test.sendco", school_name="School", person_name="Robin", passphrase=PASSPHRASE)
    made, _ = create(new, clock=StillClock(), cost=TINY)
    yield made
    made.close()


def marked(desk: Desk, text: str) -> list[str]:
    return [text[start:end] for start, end in desk.spelling.wrong(text)]


@pytest.mark.parametrize("text", [
    "organise and organize", "the colour of the programme", "her behaviour at the centre", "the child's and the child’s", "well-being, anxiety-led",
    "an 8-year-old in Year4s on 3rd", "TA's, TAs and EHCPs", "dyscalculia, neurodivergent, Makaton’s and TEACCH", "Neurodivergent pupils",
    "see www.exampel.org/xyzzq or mail zork.blorp@exampel.sch.uk", "in planz.docx and at fernholow.sch.uk/sendd", "B801200005001 and snake_cas",
    "the SENDCo, the EP, an MHST and CAMHS", "e.g. this, i.e. that", "café and cafe\u0301", "DYSCALCULIA AND MAKATON AND BEHAVIOUR", "",
])
def test_what_is_right_is_not_marked(reading: Desk, text: str) -> None:
    assert marked(reading, text) == []


@pytest.mark.parametrize(("text", "words"), [
    ("The color was recieved.", ["color", "recieved"]), ("[recieved like this]", ["recieved"]), ("‘recieved’", ["recieved"]),
    ("a well-beeing note", ["beeing"]), ("BEHAVIUOR", ["BEHAVIUOR"]), ("an elklan course", ["elklan"]), ("in the schol. Then", ["schol"]),
    ("😀 teh 😀 cat", ["teh"]), ("the childs’ bag", ["childs"]), ("neurodivergant", ["neurodivergant"]),
])
def test_what_is_misspelt_is_marked_and_nothing_else(reading: Desk, text: str, words: list[str]) -> None:
    assert marked(reading, text) == words


@pytest.mark.parametrize("text", ["بچہ اسکول جاتا ہے", "孩子在学校", "дитина ходить до школи", "ребёнокok", "बच्चा स्कूल"])
def test_other_scripts_are_not_marked(reading: Desk, text: str) -> None:
    assert marked(reading, text) == []


@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=120) | st.text("abz é'’-@./:w5_[]\n😀ڑ", max_size=120))
@settings(max_examples=200, deadline=None)
def test_marks_lie_in_the_text_in_order_and_never_overlap(reading: Desk, text: str) -> None:
    ends = 0
    for start, end in reading.spelling.wrong(text):
        assert ends <= start < end <= len(text) and text[start:end].strip() == text[start:end]
        ends = end


def test_suggestions_are_few_and_have_the_likely_word(reading: Desk) -> None:
    for typed, meant in (("recieved", "received"), ("liase", "liaise"), ("color", "colour"), ("neurodivergant", "neurodivergent")):
        assert meant in reading.spelling.suggestions(typed)
        assert len(reading.spelling.suggestions(typed)) <= 5
    assert "doesn’t" in reading.spelling.suggestions("dosn’t") and "doesn't" in reading.spelling.suggestions("dosn't")
    assert reading.spelling.suggestions("xyzzyqq") == ()


# Names


def test_the_names_of_pupils_and_of_their_people_are_known_as_soon_as_they_are_added(desk: Desk) -> None:
    text = "Zorblax and Quimbleton-Drelk met Mrs Frobnitz; Zorblax’s bag, QUIMBLETON’s."
    assert marked(desk, text) == ["Zorblax", "Quimbleton", "Drelk", "Frobnitz", "Zorblax’s", "QUIMBLETON’s"]
    pupil = Pupil(id=uuid4(), legal_forename="Zorblax", legal_surname="QUIMBLETON-DRELK")
    desk.pupils.add(pupil)
    assert marked(desk, text) == ["Frobnitz"]
    desk.pupils.save_person(ContactPerson(id=uuid4(), pupil=pupil.id, forename="Ulrikka", surname="Frobnitz"))
    assert marked(desk, text) == []
    assert marked(desk, "Quimbleton, but zorblax") == ["zorblax"]


def test_a_changed_name_is_followed_and_its_near_miss_is_offered(desk: Desk) -> None:
    pupil = Pupil(id=uuid4(), legal_forename="Zorblax", legal_surname="de Vexley")
    desk.pupils.add(pupil)
    assert marked(desk, "Zorblax Vexley") == []
    assert "Zorblax" in desk.spelling.suggestions("Zorblex")
    with desk.keyring.book.writing("Corrected") as page:
        page.put(replace(pupil, legal_forename="Zibblax"))
    assert marked(desk, "Zibblax Zorblax de") == ["Zorblax"]


def test_an_import_of_many_pupils_and_a_new_colleague_are_read_too(desk: Desk) -> None:
    assert marked(desk, "Zorblax and Frobnitz") == ["Zorblax", "Frobnitz"]
    with desk.keyring.book.writing("Imported") as page:
        for number in range(FEW + 1):
            page.put(Pupil(id=uuid4(), legal_forename="Zorblax" if number == FEW else "Ann", legal_surname="Made"))
    assert marked(desk, "Zorblax and Frobnitz") == ["Frobnitz"]
    with desk.keyring.book.writing("Recorded") as page:
        page.put(StaffMember(id=uuid4(), name="Otto Frobnitz"))
    assert marked(desk, "Zorblax and Frobnitz") == []


def test_a_deed_that_touches_no_name_reads_nothing_again(desk: Desk, kacper: Pupil, clock: StillClock) -> None:
    assert desk.spelling.is_right("Kacper")
    before = desk.spelling.version
    desk.story.finish(kacper.id, entry_kind="phone_call", happened_at=clock(), words="Rang home.")
    assert desk.spelling.is_right("Kacper") and desk.spelling.version == before


def test_what_is_added_while_it_is_being_loaded_is_known_and_whoever_asks_early_finishes_the_loading(desk: Desk) -> None:
    assert not desk.spelling.step() and not desk.spelling.step()
    desk.pupils.add(Pupil(id=uuid4(), legal_forename="Zorblax", legal_surname="Made"))
    assert not desk.spelling.ready and desk.spelling.is_right("Zorblax")
    assert desk.spelling.ready and desk.spelling.step()


def test_a_name_that_came_in_capitals_is_known_as_people_write_it() -> None:
    assert name_words([Pupil(id=uuid4(), legal_forename="ZOË", legal_surname="O’FROB", upn="B801200005001")]) == {"ZOË", "Zoë", "O'FROB", "O'Frob"}


# The notebook's own words


def test_a_word_that_was_added_is_known_after_the_notebook_is_opened_again(desk: Desk, clock: StillClock) -> None:
    desk.spelling.learn(" frobnify ")
    assert desk.spelling.is_right("Frobnify") and desk.spelling.is_right("frobnify’s") and not desk.spelling.is_right("frobnifyy")
    folder = desk.folder
    desk.close()
    again = open_desk(folder, PASSPHRASE, clock=clock)
    assert again.spelling.is_right("frobnify") and again.spelling.learnt("frobnify") and not again.spelling.learnt("Frobnify")
    again.spelling.forget("frobnify")
    assert not again.spelling.is_right("frobnify")
    again.close()


@pytest.mark.parametrize("word", ["", "  ", "two words", "بچہ"])
def test_only_one_word_can_be_added(desk: Desk, word: str) -> None:
    with pytest.raises(Refused):
        desk.spelling.learn(word)


def test_a_word_kept_with_its_capital_is_right_only_with_it() -> None:
    kept = frozenset({"Makaton", "stim"})
    assert [is_among(word, kept) for word in ("Makaton", "MAKATON", "Makaton's", "Stim", "STIM")] == [True] * 5
    assert not is_among("makaton", kept) and not is_among("stims", kept)


# What it rests on


def test_the_words_of_the_field_are_many_and_all_known(reading: Desk) -> None:
    words = field_words()
    assert len(words) > 450 and {"SENDCo", "EHCP", "TEACCH", "Makaton", "Elklan", "CAMHS", "WISC", "BPVS", "YARC", "phonics"} <= words
    assert marked(reading, " ".join(sorted(words))) == []


def test_the_dictionary_s_licence_is_beside_it_and_is_no_stricter_than_the_lgpl() -> None:
    licence = resource("spelling/LICENCE-en_GB.txt").read_text(encoding="utf-8")
    assert "LGPL" in licence.split("===")[0] and "GNU LESSER GENERAL PUBLIC LICENSE" in licence and "Kevin Atkinson" in licence
    assert "Released under LGPL" in resource("spelling/en_GB.aff").read_text(encoding="utf-8")[:400]


def test_the_dictionary_is_not_loaded_before_a_text_is_checked() -> None:
    code = "import sys, sendco_desk.services.desk; print(sorted({n.split('.')[0] for n in sys.modules}))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "'hunspell'" not in found.stdout and "'sendco_desk'" in found.stdout


def test_two_thousand_words_are_checked_again_within_a_key_press(reading: Desk) -> None:
    text = "The pupil recieved support with phonics, organisation and colour coding from Ms Wilk’s group on 3/9. " * 125
    reading.spelling.wrong(text)
    took = []
    for _ in range(5):
        began = time.perf_counter()
        reading.spelling.wrong(text + "x")
        took.append(time.perf_counter() - began)
    assert min(took) < 0.05  # about 4 ms; a busy machine is given room
