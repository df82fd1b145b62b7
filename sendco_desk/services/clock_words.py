"""The clock as it is told outside the school: rules by their place in the law, and nothing twice."""

import re
from collections.abc import Sequence

from sendco_desk.statute.rules import BOOK

_RULE = re.compile(r"\b[A-Z]{3}-\d\d[a-z]?\b")


def cited(words: str) -> str:
    """Words in which every rule stands by its place in the law: the numbers we give rules mean nothing to whoever has not the app."""
    return _RULE.sub(lambda found: BOOK.by_id[found[0]].citation if found[0] in BOOK.by_id else found[0], words)


def differences_words(differences: Sequence[str]) -> str:
    """How days differ from the day the clock runs from; which day that is stands in the first sentence alone."""
    return " ".join(f"{words.partition(': ‘')[0]}." if number and ": ‘" in words else words for number, words in enumerate(differences))
