"""Words and letters are counted as councils' forms count them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendco_desk.domain.word_counts import letter_count, word_count


@pytest.mark.parametrize(("text", "words"), [
    ("", 0), ("  \n ", 0), ("Reads 31 of the first 100 words.", 7), ("one – two", 2), ("well-being", 1), ("a\u00a0b\nc", 3), ("…", 0),
    ("Łukasz’s", 1),
])
def test_words_are_what_stands_between_blanks(text: str, words: int) -> None:
    assert word_count(text) == words


@given(st.lists(st.text("abc1", min_size=1)))
def test_as_many_words_are_counted_as_were_put_together(parts: list[str]) -> None:
    assert word_count("  ".join(parts)) == len(parts)


def test_a_new_line_is_one_letter_however_it_is_written() -> None:
    assert (letter_count("a\r\nb"), letter_count("a\nb"), letter_count("")) == (3, 3, 0)
