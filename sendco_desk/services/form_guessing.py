"""Guesses which value of a case a field of a council's form asks for, by its name and by the words around it.

Only what is said in the very same words counts, in whatever order: a field that is filled wrongly is worse than one that is left to a person.
"""

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from sendco_desk.services.form_values import CATALOGUE, DAY, ROWS, WORDS, YES_NO, FormValue

if TYPE_CHECKING:
    from sendco_desk.exchange.form_fields import FormField

_WORD = re.compile(r"[A-Z]{2,}(?![a-z])|[A-Z]?[a-z]+|[0-9]+|[A-Z]|%")
_MEANS_NOTHING = frozenset((
    "the", "a", "an", "of", "please", "enter", "here", "click", "tap", "text", "full", "detail", "if", "known", "field", "box", "txt", "ctl", "cc",
    "chk", "bm", "in", "s", "for", "is", "my", "his", "her", "their", "your", "print",
))
_SAME = {
    "child": "pupil", "children": "pupil", "student": "pupil", "youngperson": "pupil", "yp": "pupil", "cyp": "pupil",
    "carer": "parent", "guardian": "parent", "dateofbirth": "dob", "birth": "dob", "mail": "email", "one": "1", "two": "2", "first": "1",
    "second": "2", "tel": "telephone", "no": "number", "senco": "sendco",
}
_UNNAMED = re.compile(
    r"(text|drop ?down|check ?box|check|date|bookmark|rich text|plain text|combo ?box|field|box to tick|words on one line|words|"
    r"one of a list(, or other words)?|rows)[ _]*\d*( \(\d+\))?", re.IGNORECASE,
)
_KINDS = {
    "line": (WORDS, DAY), "words": (WORDS, DAY), "date": (DAY,), "choice": (WORDS,), "open_choice": (WORDS,), "tick": (YES_NO,),
}
"""The kinds of value that fit a kind of field. Yes or no goes into boxes alone: an empty box claims nothing, and the word “No” would."""


def plain_words(words: str) -> frozenset[str]:
    """Words without what makes no difference: capitals, order, plurals, and what a form calls the child and the family."""
    joined = re.sub(r"\b([A-Za-z])\.(?=[A-Za-z]\b)", r"\1", words.replace("’", "").replace("'", ""))
    joined = re.sub(r"\bSEND?[Cc][Oo]", lambda m: m[0].lower(), joined)
    joined = re.sub(r"young\s*person|date\s*of\s*birth|e-?mail", lambda m: re.sub(r"[\s-]", "", m[0]), joined, flags=re.IGNORECASE)
    found = []
    for word in _WORD.findall(joined.replace("EHCP", "ehc plan")):
        low = word.lower()
        single = low[:-1] if len(low) > 3 and low.endswith("s") and not low.endswith(("ss", "us", "is")) else low
        found.append(_SAME.get(low, _SAME.get(single, single)))
    return frozenset(found) - _MEANS_NOTHING


_ASKED: Mapping[str, tuple[frozenset[str], ...]] = {one.key: tuple(map(plain_words, one.asked)) for one in CATALOGUE}


def fits_kind(field: "FormField", value: FormValue) -> bool:
    """Whether a value of that kind can go into the field."""
    return value.kind == ROWS if field.rows else value.kind in _KINDS[field.kind] or (value.kind == ROWS and field.kind in ("line", "words"))


def guessed(fields: Iterable["FormField"]) -> dict[str, str]:
    """For each field that can be guessed the key of its value."""
    found: dict[str, str] = {}
    sections: dict[str, list[FormField]] = {}
    for field in fields:
        if field.closed or _is_wording(field):
            continue
        if field.rows:
            sections.setdefault(field.rows, []).append(field)
        elif value := _guess(field, [one for one in CATALOGUE if one.kind != ROWS and fits_kind(field, one)]):
            found[field.key] = value
    for name, inside in sections.items():
        found |= _guessed_rows(name, inside)
    return found


def _is_wording(field: "FormField") -> bool:
    """Whether a bookmark stands around the form's own words, such as a heading that others refer to."""
    return field.how == "bookmark" and any(letter.isalnum() for letter in field.now)


def _guess(field: "FormField", values: Iterable[FormValue]) -> str:
    """The value that the field's name asks for, else its tag, else the words around it."""
    said = [words for words in (field.name, field.tag, field.key) if words and not _UNNAMED.fullmatch(words)]
    known = list(values)
    for words in (*said, field.about):
        wanted = plain_words(words)
        without_number = plain_words(re.sub(r"[ _(]*\d+\)?$", "", words))
        for asked in (wanted, without_number):
            match = next((one.key for one in known if asked and asked in _ASKED[one.key]), "")
            if match:
                return match
    return ""


def _guessed_rows(section: str, inside: "list[FormField]") -> dict[str, str]:
    """The columns of rows that repeat: of the things that there are several of, those that answer most of them."""
    groups = dict.fromkeys(one.group for one in CATALOGUE if one.kind == ROWS)
    named = plain_words(section)
    best: dict[str, str] = {}
    for group in sorted(groups, key=lambda one: not (named & plain_words(one))):
        values = [one for one in CATALOGUE if one.kind == ROWS and one.group == group]
        found = {field.key: value for field in inside if (value := _guess(field, values))}
        if len(found) > len(best):
            best = found
    return best
