"""Two wordings side by side: nothing is lost, what is marked reads as a person would mark it, and paper gives back what was put on it."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendco_desk.domain.changes import EMPTY, changed, is_changed, paragraphs_of, plain_change, runs_of, sentences, texts_of
from sendco_desk.domain.paper import Run, Runs, said

WORDS = st.sampled_from((
    "the", "pupil", "support", "of", "20", "minutes", "weekly", "Ms O’Brien", "well-being", " ", "  ", ". ", ", ", "\n", "\n\n", "é",
))
TEXTS = st.lists(WORDS, max_size=25).map("".join) | st.text(max_size=60)
WITHOUT_SIGNS = TEXTS.filter(lambda text: not {"¶", "\u00a0"} & set(text))
"""Words without the two signs that paper uses for itself."""


def marked(old: str, new: str) -> str:
    """The change in one line: `[-out-]`, `[+in+]`."""
    return "".join(f"[-{run.text}-]" if run.deleted else f"[+{run.text}+]" if run.added else run.text for run in changed(old, new))


@given(TEXTS, TEXTS)
def test_without_the_added_it_is_the_old_wording_and_without_the_deleted_the_new_one(old: str, new: str) -> None:
    assert texts_of(changed(old, new)) == (old, new)


@given(TEXTS, TEXTS)
def test_no_two_neighbours_are_marked_alike_and_none_is_empty(old: str, new: str) -> None:
    runs = changed(old, new)
    assert all(run.text for run in runs)
    assert all(replace(one, text="") != replace(after, text="") for one, after in pairwise(runs))


@given(WITHOUT_SIGNS, WITHOUT_SIGNS)
def test_paper_gives_back_the_very_marks_that_were_laid_out_on_it(old: str, new: str) -> None:
    assert runs_of(paragraphs_of(changed(old, new))) == changed(old, new)


@given(TEXTS)
def test_a_wording_beside_itself_is_unmarked(text: str) -> None:
    assert changed(text, text) == (said(text) if text else ())
    assert not is_changed(changed(text, text))


@pytest.mark.parametrize(("old", "new", "reads"), [
    ("He likes football.", "He likes swimming.", "He likes [-football-][+swimming+]."),
    ("Weekly help for 20 minutes.", "Daily help for 30 minutes.", "[-Weekly-][+Daily+] help for [-20-][+30+] minutes."),
    ("He can read.", "He can read well.", "He can read[+ well+]."),
    ("He can read very well.", "He can read.", "He can read[- very well-]."),
    ("A quiet room is there for him all day.", "A calm place is there for him all day.", "A [-quiet room-][+calm place+] is there for him all day."),
    ("One stays. Two goes. Three stays.", "One stays. Three stays.", "One stays. [-Two goes. -]Three stays."),
    ("One.\n\nTwo two.\n\nThree.", "One.\n\nThree.", "One.\n\n[-Two two.\n\n-]Three."),
    ("Help is given by an adult.", "Music it is. Help is given by a nurse.", "[+Music it is. +]Help is given by [-an adult-][+a nurse+]."),
    ("Music it is. Help is given by an adult.", "Help is given by a nurse.", "[-Music it is. -]Help is given by [-an adult-][+a nurse+]."),
    ("", "New words.", "[+New words.+]"),
    ("Old words.", "", "[-Old words.-]"),
    ("Help as needed.\nA visit each term.", "Help as needed.\nA visit each month.", "Help as needed.\nA visit each [-term-][+month+]."),
])
def test_a_change_reads_as_a_person_would_mark_it(old: str, new: str, reads: str) -> None:
    assert marked(old, new) == reads


def test_a_sentence_that_keeps_few_of_its_words_is_struck_whole() -> None:
    old, new = "A programme of support will be given as needed. He is safe.", "Forty minutes each week with a specialist teacher. He is safe."
    assert marked(old, new) == f"[-{old[:47]}-][+{new[:50]}+] He is safe."


def test_the_same_words_in_another_order_are_not_picked_apart() -> None:
    assert marked("alpha beta gamma delta epsilon zeta", "zeta epsilon delta gamma beta alpha") == (
        "[-alpha beta gamma delta epsilon zeta-][+zeta epsilon delta gamma beta alpha+]"
    )


def test_a_short_word_alone_between_two_changes_goes_with_them() -> None:
    old = "He has a big dog of his at home and he walks it every day after school."
    assert marked(old, old.replace("big dog of his", "small cat of hers")) == (
        "He has a [-big dog of his-][+small cat of hers+] at home and he walks it every day after school."
    )


def test_changes_are_said_in_words_for_those_who_hear_them() -> None:
    assert plain_change(changed("He likes football.", "He likes swimming.")) == "Taken out: “football”. Put in: “swimming”."
    assert plain_change(said("He swims.")) == "No change."


def test_a_line_put_in_shows_its_end_and_an_empty_line_stays_one() -> None:
    runs: Runs = (Run(text="One\n\nTwo"), Run(text="\nThree", added=True))
    lines = paragraphs_of(runs)
    assert lines == (said("One"), EMPTY, (Run(text="Two"), Run(text="¶", added=True)), (Run(text="Three", added=True),))
    assert runs_of(lines) == runs
    assert runs_of(()) == ()


def test_a_text_is_parted_into_its_sentences() -> None:
    assert sentences("I like maths.  I do not like noise!\n\n“Why?” I ask. Because") == (
        "I like maths.", "I do not like noise!", "“Why?”", "I ask.", "Because",
    )
    assert sentences(" \n ") == ()
