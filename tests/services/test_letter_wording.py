"""The wordings of letters: filled, read as Markdown, and kept as the school's own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendco_desk.domain.councils import LetterWording
from sendco_desk.domain.letter_paper import Block, Span
from sendco_desk.domain.refusals import Refused
from sendco_desk.services import letter_wording
from sendco_desk.services.clockwork import NOTHING_CHANGED
from sendco_desk.services.desk import Desk
from sendco_desk.services.letter_wording import (
    BLOCKS,
    FIELDS,
    WORDINGS,
    Wordings,
    blocks_of,
    check_fields,
    escaped,
    fill,
    fingerprint,
    html_of,
    original,
    plain_of,
)


@pytest.fixture
def wordings(desk: Desk) -> Wordings:
    return Wordings(desk.keyring.book)


# Filling


def test_a_field_is_filled_and_one_of_several_entries_becomes_a_list() -> None:
    made = fill("Dear {addressee},\n\nWe hold:\n\n{proof}\n\nThanks.", {"addressee": "Ms Rowan"}, {"proof": ["one", "two"]})
    assert made == "Dear Ms Rowan,\n\nWe hold:\n\n- one\n- two\n\nThanks."


def test_a_list_with_nothing_in_it_goes_with_the_line_that_led_to_it() -> None:
    assert fill("Hello.\n\nWe hold:\n\n{proof}\n\nBye.", {}, {}) == "Hello.\n\nBye."
    assert fill("Hello.\n\n{proof}\n\nBye.", {}, {}) == "Hello.\n\nBye."
    assert fill("{proof}", {}, {}) == ""


def test_a_list_may_stand_right_under_the_line_that_leads_to_it() -> None:
    assert fill("We hold:\n{proof}\nThanks.", {}, {"proof": ["one"]}) == "We hold:\n\n- one\n\nThanks."


def test_one_entry_that_nothing_leads_to_is_a_paragraph() -> None:
    assert fill("Hello.\n\n{duties}", {}, {"duties": ["It was due."]}) == "Hello.\n\nIt was due."
    assert fill("Hello.\n\n{duties}", {}, {"duties": ["One.", "Two."]}) == "Hello.\n\n- One.\n- Two."


def test_a_field_of_several_entries_inside_a_sentence_is_said_in_a_row() -> None:
    assert fill("So: {arithmetic} End.", {}, {"arithmetic": ["One.", "Two."]}) == "So: One. Two. End."


def test_a_paragraph_of_which_nothing_is_left_goes() -> None:
    assert fill("A.\n\n{record}\n\nB.", {"record": ""}, {}) == "A.\n\nB."


@pytest.mark.parametrize(("text", "hint"), [
    ("{pupill}", "did you mean {pupil}?"), ("{Child}", "did you mean {child}?"), ("{zzzzzzz}", "the fields are {addressee}"),
])
def test_a_field_that_there_is_not_is_refused_with_the_nearest(text: str, hint: str) -> None:
    with pytest.raises(Refused, match="There is no field") as refused:
        check_fields(f"Dear {text}")
    assert hint in refused.value.message
    assert refused.value.field == "text"


def test_every_wording_of_the_app_can_be_filled() -> None:
    fields, blocks = dict.fromkeys(FIELDS, "word"), {name: ["entry"] for name in BLOCKS}
    for name in WORDINGS:
        made = fill(original(name), fields, blocks)
        assert "{" not in made and made.startswith("Dear word,")


@pytest.mark.parametrize("words", [
    "a * b", "# not a heading", "- no list", "1. no list", "2026) x", "_x_", "a\\b", "**", "+ x", "#", "mary_ann", "__0__", "a__b",
])
def test_words_put_in_are_read_as_they_are(words: str) -> None:
    assert plain_of(escaped(words)) == words


def test_an_underscore_inside_a_word_needs_no_escape() -> None:
    assert escaped("t_rowan@marlshire.example") == "t_rowan@marlshire.example"


LETTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Zs")) | st.just(" ")


@given(st.lists(st.text(alphabet=LETTERS, max_size=40), min_size=1))
def test_no_words_of_a_record_are_lost_or_read_as_marks(entries: list[str]) -> None:
    said = [" ".join(entry.split()) for entry in entries]
    text = fill("Dear {pupil},\n\nWe hold:\n\n{proof}", {"pupil": said[0]}, {"proof": said})
    assert plain_of(text).replace("\n- ", "\n").split("\n")[0] == f"Dear {said[0]},"
    shown = [block.text.strip() for block in blocks_of(text) if block.mark]
    assert [words for words in shown if words] == [words for words in said if words]


# Reading


def test_markdown_is_read_as_paragraphs_headings_lists_and_manners() -> None:
    text = "## What *we* hold\n\nOne **bold** and *slanted*\nsecond line\n\n- a\n  - deeper\n\n1. first\n2. second"
    assert blocks_of(text) == (
        Block(spans=(Span(text="What "), Span(text="we", italic=True), Span(text=" hold")), heading=True),
        Block(spans=(
            Span(text="One "), Span(text="bold", bold=True), Span(text=" and "), Span(text="slanted", italic=True), Span(text="\n"),
            Span(text="second line"),
        )),
        Block(spans=(Span(text="a"),), mark="•", depth=1), Block(spans=(Span(text="deeper"),), mark="•", depth=2),
        Block(spans=(Span(text="first"),), mark="1.", depth=1), Block(spans=(Span(text="second"),), mark="2.", depth=1),
    )
    assert plain_of(text) == "What we hold\n\nOne bold and slanted\nsecond line\n\n- a\n  - deeper\n1. first\n2. second"


def test_what_is_no_markdown_of_a_letter_stays_as_typed() -> None:
    text = "<b>x</b> & [a](b) `c` https://example.org ![d](e)\n\n> said\n\n    far in"
    assert plain_of(text) == "<b>x</b> & [a](b) `c` https://example.org ![d](e)\n\n> said\n\nfar in"
    assert "&lt;b&gt;" in html_of(text)


def test_html_keeps_the_lines_and_lists() -> None:
    assert html_of("a\nb\n\n- c") == "<p>a<br>\nb</p>\n<ul>\n<li>c</li>\n</ul>\n"


# Keeping


def test_the_school_s_own_wording_is_used_once_it_is_kept(wordings: Wordings) -> None:
    assert wordings.text("chaser-1") == original("chaser-1")
    assert wordings.save("chaser-1", "  Dear {addressee}, hello.\n") == frozenset({"letter_wording"})
    assert wordings.text("chaser-1") == "Dear {addressee}, hello."
    state = wordings.state("chaser-1")
    assert (state.own, state.newer, state.title) == (True, False, "First letter about a late step")
    wordings.save("chaser-1", "Dear {addressee}, again.")
    assert [one.text for one in wordings.book.all(LetterWording)] == ["Dear {addressee}, again."]
    assert [state.name for state in wordings.states() if state.own] == ["chaser-1"]


def test_a_wording_made_like_the_app_s_again_is_no_longer_the_school_s_own(wordings: Wordings) -> None:
    wordings.save("chaser-1", "Dear {addressee}.")
    wordings.save("chaser-1", original("chaser-1") + "\n")
    assert wordings.own("chaser-1") is None
    assert wordings.go_back("chaser-1") == NOTHING_CHANGED
    assert wordings.keep_own("chaser-1") == NOTHING_CHANGED


def test_a_newer_wording_of_the_app_is_said_compared_and_kept_or_gone_back_to(wordings: Wordings, monkeypatch: pytest.MonkeyPatch) -> None:
    wordings.save("chaser-1", "Dear {addressee},\n\nOur line.")
    monkeypatch.setattr(letter_wording, "original", lambda name: "Dear {addressee},\n\nA newer line.")
    assert wordings.state("chaser-1").newer
    assert wordings.compared("chaser-1") == [("", "Dear {addressee},"), ("", ""), ("-", "A newer line."), ("+", "Our line.")]
    wordings.keep_own("chaser-1")
    assert not wordings.state("chaser-1").newer
    wordings.go_back("chaser-1")
    assert wordings.text("chaser-1") == "Dear {addressee},\n\nA newer line."


@pytest.mark.parametrize(("name", "text", "why"), [
    ("chaser-1", "Dear {addresse}", "did you mean {addressee}"), ("chaser-1", "We claim compensation.", "speaks of money"),
    ("chaser-1", "We will complain to the Ombudsman.", "cannot complain"), ("covering-email", "About {child}.", "must not name the child"),
    ("chaser-1", " ", "The wording is empty"),
])
def test_a_wording_that_no_letter_may_have_is_refused(wordings: Wordings, name: str, text: str, why: str) -> None:
    with pytest.raises(Refused) as refused:
        wordings.save(name, text)
    assert why in refused.value.message
    assert refused.value.field == "text"


@pytest.mark.parametrize(("name", "why"), [("chaser1", "did you mean chaser-1?"), ("zzz", "look in Councils and letters")])
def test_a_wording_that_there_is_not_is_refused(name: str, why: str) -> None:
    with pytest.raises(Refused) as refused:
        original(name)
    assert why in refused.value.message


def test_a_fingerprint_does_not_see_blank_ends() -> None:
    assert fingerprint(" a\n") == fingerprint("a") != fingerprint("b")
