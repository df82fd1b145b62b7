"""What people type into the search box, read as words, "phrases", -exclusions and a last word still being typed.

FTS5 never sees raw text: every term is quoted when the query is rendered for it.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

MATCH_BEGINS, MATCH_ENDS = "\x02", "\x03"
_TRIGRAM = 3
_MOST_WAYS = 4
_TERM = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)(?P<closed>"?)|(?P<word>[^\s"]+))')
_FOLDS = str.maketrans({
    "ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ı": "i", "’": "'", "‘": "'", "ʼ": "'", "`": "'", "-": " ", "‐": " ",
    "‑": " ", "–": " ",
})
_FIRST_OF_EAST_ASIA = "⺀"  # from here on a script has no spaces between its words


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word or phrase. ``begins``: more of its last word may follow."""

    text: str
    begins: bool = False

    @property
    def folded(self) -> str:
        """As names are compared."""
        return folded(self.text)

    @property
    def is_short(self) -> bool:
        """Too short for an index of trigrams."""
        return len(self.folded) < _TRIGRAM


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """All of ``wanted`` and none of ``unwanted``."""

    wanted: tuple[Term, ...] = ()
    unwanted: tuple[Term, ...] = ()

    def name_and_words(self) -> list[tuple["Query", "Query"]]:
        """Each way to read the query as somebody's name with other words after or before it: `zofia reading`."""
        ways = [(self.wanted[:cut], self.wanted[cut:]) for cut in range(1, min(len(self.wanted), _MOST_WAYS))]
        ways += [(words, name) for name, words in ways]
        return [
            (Query(wanted=name), Query(wanted=words, unwanted=self.unwanted))
            for name, words in ways if not any(term.is_short for term in name)
        ]


def parsed(typed: str) -> Query:
    """The query that was meant. What holds no letter and no digit is passed over."""
    wanted: list[Term] = []
    unwanted: list[Term] = []
    for found in _TERM.finditer(unicodedata.normalize("NFC", typed.replace("\x00", " "))):
        text = found["word"] or found["phrase"] or ""
        if not any(letter.isalnum() for letter in text):
            continue
        term = Term(text=text.strip(), begins=found.end() == len(typed) and not found["closed"])
        (unwanted if found["minus"] else wanted).append(term)
    return Query(wanted=tuple(wanted), unwanted=tuple(unwanted))


def word_match(query: Query) -> str:
    """The query for the index of words."""
    return f"{{names words}} : {_rendered(query.wanted, query.unwanted, _as_words)}"


def name_match(query: Query) -> str:
    """The query for the index of trigrams; its terms too short for one are left to ``short_matches``. Empty where all are."""
    wanted = [term for term in query.wanted if not term.is_short]
    unwanted = [term for term in query.unwanted if not term.is_short]
    return f"folded : {_rendered(wanted, unwanted, _as_part)}" if wanted else ""


def short_matches(query: Query) -> list[tuple[str, str]]:
    """Conditions on ``folded`` (SQL, value) for the terms too short for a trigram."""
    wanted = [_short(term, "LIKE") for term in query.wanted if term.is_short]
    return wanted + [_short(term, "NOT LIKE") for term in query.unwanted if term.is_short]


def folded(text: str) -> str:
    """Lower case without accents, letter for letter, so that a match can be shown in the name as it is written."""
    return "".join(map(_plain, text.translate(_FOLDS)))


def marked(names: str, query: Query) -> str:
    """The names with each part that matched between the two marks."""
    plain = folded(names)
    hit = [False] * (len(names) + 1)
    for term in query.wanted:
        start = plain.find(term.folded)
        while start >= 0:
            hit[start : start + len(term.folded)] = [True] * len(term.folded)
            start = plain.find(term.folded, start + len(term.folded))
    pieces, inside = [], False
    for place, letter in enumerate(names):
        if hit[place] != inside:
            pieces.append(MATCH_ENDS if inside else MATCH_BEGINS)
            inside = hit[place]
        pieces.append(letter)
    return "".join(pieces) + (MATCH_ENDS if inside else "")


@cache
def _plain(letter: str) -> str:
    base, *marks = list(unicodedata.normalize("NFD", letter))
    low = (base if all(map(unicodedata.combining, marks)) else letter).lower()
    return low if len(low) == 1 else letter


def _rendered(wanted: Sequence[Term], unwanted: Sequence[Term], one: Callable[[Term], str]) -> str:
    all_of = f"({' AND '.join(map(one, wanted))})"
    return " NOT ".join((f"({all_of}", *map(one, unwanted))) + ")"


def _as_words(term: Term) -> str:
    return _quoted(term.text) + (" *" if term.begins and not term.is_short else "")  # one or two letters begin half of all words


def _as_part(term: Term) -> str:
    return _quoted(term.folded)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _short(term: Term, like: str) -> tuple[str, str]:
    text = re.sub(r"([\\%_])", r"\\\1", term.folded)
    if text[0] >= _FIRST_OF_EAST_ASIA:
        return f"s.folded {like} ? ESCAPE '\\'", f"%{text}%"
    return f"(' ' || s.folded) {like} ? ESCAPE '\\'", f"% {text}%"
