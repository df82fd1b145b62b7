"""How long a text is, as councils’ forms count: words and letters."""

import re

_BETWEEN = re.compile(r"\s+")


def word_count(text: str) -> int:
    """The words of a text: what stands between blanks and has at least one letter or figure, so that a dash alone is none."""
    return sum(any(letter.isalnum() for letter in part) for part in _BETWEEN.split(text))


def letter_count(text: str) -> int:
    """The letters of a text as a form counts them: every sign and blank, a new line as one."""
    return len(text.replace("\r\n", "\n"))
