"""A letter on paper: its blocks say their words without their manner."""

from sendco_desk.domain.letter_paper import Block, Span


def test_a_block_says_its_words_without_their_manner() -> None:
    block = Block(spans=(Span(text="Please "), Span(text="answer", bold=True), Span(text=" soon.", italic=True)))
    assert block.text == "Please answer soon."
    assert (block.heading, block.mark, block.depth) == (False, "", 0)
