"""A phrase of the school's bank has words and a use, and says where it is offered."""

from uuid import uuid4

import pytest

from sendco_desk.domain.phrases import Phrase
from sendco_desk.domain.refusals import Refused


def test_a_phrase_says_where_it_is_offered() -> None:
    assert Phrase(id=uuid4(), use="outcome", words="[name] will be able to").called == "Phrase for outcomes"


@pytest.mark.parametrize(("use", "words", "field"), [("nowhere", "Words", "use"), ("story", "  ", "words")])
def test_a_phrase_without_words_or_use_is_refused(use: str, words: str, field: str) -> None:
    with pytest.raises(Refused) as refusal:
        Phrase(id=uuid4(), use=use, words=words)
    assert refusal.value.field == field
