"""The British dictionary and the words of the field, read once by whoever first asks: a tenth of a second that opening the window does not pay."""

from functools import cache
from typing import Protocol, cast

from sendco_desk.resources import resource

LANGUAGE = "en_GB"


class Dictionary(Protocol):
    """What is asked of hunspell, which comes without types."""

    def spell(self, word: str) -> bool:
        """Whether the word is right."""

    def suggest(self, word: str) -> tuple[str, ...]:
        """Words that may have been meant, the likeliest first."""


@cache
def dictionary() -> Dictionary:
    """British English. Its files never change while the app runs, so every notebook shares it and adds no word to it."""
    import hunspell

    # UTF-8 by name: under Windows it is then read through a long path, whatever letters the account's name has
    return cast(Dictionary, hunspell.Hunspell(LANGUAGE, hunspell_data_dir=str(resource("spelling")), system_encoding="UTF-8"))


@cache
def field_words() -> frozenset[str]:
    """The words of special needs work that the dictionary lacks."""
    lines = resource("spelling/field_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word.replace("’", "'") for line in lines if not line.startswith("#") for word in line.split())
