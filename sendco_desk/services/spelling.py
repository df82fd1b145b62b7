"""Which words of a text may be misspelt: British English, the words of the field, the notebook's own words and the names in it.

Nothing is read until a text is checked. Names are read once and again only where a deed has touched them.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import TYPE_CHECKING
from uuid import UUID

from sendco_desk.domain.councils import CouncilContact
from sendco_desk.domain.people import ContactPerson
from sendco_desk.domain.professionals import Involvement
from sendco_desk.domain.provision import StaffMember
from sendco_desk.domain.pupil import Pupil, Residence
from sendco_desk.domain.records import Record, names_of, pupil_of
from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.school import School

if TYPE_CHECKING:
    from sendco_desk.store.notebook import Notebook

Span = tuple[int, int]
OF_PUPILS: tuple[type[Record], ...] = (Pupil, ContactPerson, Involvement, Residence)
OF_SCHOOL: tuple[type[Record], ...] = (School, StaffMember, CouncilContact)
"""The kinds whose names are known words."""
NAMED = frozenset(kind.KIND for kind in (*OF_PUPILS, *OF_SCHOOL))
LEARNT = "spelling_words"
"""The setting that keeps the notebook's own words."""
MOST = 5
"""Suggestions offered for a word."""
FEW = 200
"""Pupils touched by one deed that are read one by one; for more it is quicker to read all."""
_RUN = r"[^\W\d_]+(?:[\u0300-\u036f]+[^\W\d_]*)*"
_PIECE = rf"{_RUN}(?:['’]{_RUN})*"
_WORD = rf"{_PIECE}(?:-{_PIECE})*"
_TEXT = re.compile(
    rf"{_WORD}(?![\w\u0300-\u036f@.:/+’'-])"  # most words, so that nothing else is tried on them
    r"|(?P<passed>\b(?:https?://|www\.)\S+"  # addresses
    r"|\b[\w.+'’-]{1,64}@[\w.-]+"
    r"|\b(?:[\w-]{1,63}\.){1,8}(?:uk|com|org|net|gov|docx?|pdf|xlsx?|pptx?|csv|txt|png|jpe?g)\b(?:/\S*)?"  # hosts and names of files
    r"|\w*[\d_]\w*)"  # numbers and codes
    rf"|{_WORD}",
    re.IGNORECASE,
)
_INITIALS = re.compile(r"[A-Z]{1,6}(?:'[Ss])?|[A-Z]{2,6}s")
_OWNED = re.compile(r"(.+?)(?:'[sS]|')$")


def plain_word(word: str) -> str:
    """A word as the dictionary keeps it: letters put together with their accents, straight apostrophes."""
    return unicodedata.normalize("NFC", word).replace("’", "'")


def is_latin(word: str) -> bool:
    """Whether it is written in the letters of English; words in other scripts are not for this dictionary."""
    return all(ch < "\u0250" or "\u0300" <= ch <= "\u036f" or "\u1e00" <= ch <= "\u1eff" or ch == "’" for ch in word)


def pieces(word: str, start: int) -> Iterator[Span]:
    """Where each part of a word with hyphens stands."""
    for part in word.split("-"):
        yield start, start + len(part)
        start += len(part) + 1


def is_among(word: str, known: frozenset[str] | set[str]) -> bool:
    """Whether a word is one of those known: as it is kept, with a capital in front, in capitals throughout, or as an owner (`Makaton's`)."""
    owner = _OWNED.fullmatch(word)
    for form in (word, owner.group(1)) if owner else (word,):
        if form in known or form[0].lower() + form[1:] in known or (form.isupper() and (form.lower() in known or form.title() in known)):
            return True
    return False


def name_words(records: Iterable[Record]) -> set[str]:
    """The words that the records' names consist of; a name that came in capitals is known as people write it too."""
    found: set[str] = set()
    for record in records:
        for match in _TEXT.finditer(names_of(record)):
            for part in match.group().split("-") if match.lastgroup is None else ():
                word = plain_word(part)
                found |= {word, word.title()} if word.isupper() else {word}
    return found


class Spelling:
    """The spelling of one notebook's texts."""

    def __init__(self, book: "Notebook") -> None:
        self.book = book
        self.version = 0
        """Grows whenever what is known has changed, so that whoever shows marks can tell that they are old."""
        self.ready = False
        """Whether the dictionary and the names have been read, so that checking is quick."""
        self._steps: Iterator[None] | None = None
        self._mark = 0
        self._school: set[str] = set()
        self._pupils: dict[UUID | None, set[str]] = {}
        self._names: frozenset[str] = frozenset()
        self._learnt: frozenset[str] = frozenset()
        self._verdicts: dict[str, bool] = {}

    def step(self) -> bool:
        """Read a further part, a tenth of a second's work, so that a window can live in between; True once all has been read."""
        if not self.ready:
            steps, self._steps = self._steps or self._loading(), None  # where a read fails the next step begins afresh
            next(steps, None)
            if not self.ready:
                self._steps = steps
        return self.ready

    def _loading(self) -> Iterator[None]:
        from sendco_desk.services.dictionary import dictionary, field_words

        dictionary()
        field_words()
        yield
        mark, _ = self.book.touched_since(0)  # what is touched while this goes on is read again
        school, pupils = self._school_names(), dict[UUID | None, set[str]]()
        for kind in OF_PUPILS:
            yield
            self._read_kind(kind, pupils)
        self._learnt = frozenset(json.loads(self.book.setting(LEARNT) or "[]"))
        self._mark, self._school, self._pupils, self.ready = mark, school, pupils, True
        self._gather()

    def wrong(self, text: str) -> tuple[Span, ...]:
        """Where the words stand that are not known, first to last."""
        self._fresh()
        found: list[Span] = []
        for match in _TEXT.finditer(text):
            word = match.group()
            if match.lastgroup is not None or self._right(word):
                continue
            spans = list(pieces(word, match.start()))
            found += [span for span in spans if not self._right(text[span[0] : span[1]])]
        return tuple(found)

    def is_right(self, word: str) -> bool:
        """Whether one word is known."""
        return not self.wrong(word)

    def suggestions(self, word: str) -> tuple[str, ...]:
        """At most five words that may have been meant: names and words of the field first, with the apostrophe that was typed."""
        from sendco_desk.services.dictionary import dictionary, field_words

        self._fresh()
        asked = plain_word(word)
        own = [one for one in field_words() | self._names | self._learnt if one[:1].lower() == asked[:1].lower() and abs(len(one) - len(asked)) < 3]
        near = get_close_matches(asked, sorted(own), n=2, cutoff=0.8)
        found = tuple(dict.fromkeys((*near, *dictionary().suggest(asked))))[:MOST]
        return tuple(one.replace("'", "’") for one in found) if "’" in word else found

    def learn(self, word: str) -> None:
        """Keep a word with the notebook. Raises Refused for what is no word."""
        plain = plain_word(word.strip())
        if not plain or not is_latin(plain) or any(ch.isspace() for ch in plain):
            raise Refused("Choose one word to add.", field="word")
        self._keep(self._own() | {plain})

    def forget(self, word: str) -> None:
        """Take a word out of the notebook's words again."""
        self._keep(self._own() - {plain_word(word.strip())})

    def learnt(self, word: str) -> bool:
        """Whether it is one of the words that were added."""
        return plain_word(word.strip()) in self._own()

    # What is known

    def _right(self, word: str) -> bool:
        verdict = self._verdicts.get(word)
        if verdict is None:
            verdict = self._verdicts[word] = self._judged(word)
        return verdict

    def _judged(self, word: str) -> bool:
        from sendco_desk.services.dictionary import dictionary, field_words

        if not is_latin(word):
            return True
        plain = plain_word(word)
        if len(plain) == 1 or _INITIALS.fullmatch(plain):
            return True
        if dictionary().spell(plain):
            return True
        if is_among(plain, field_words()) or is_among(plain, self._learnt):
            return True
        return self._is_name(plain)

    def _is_name(self, word: str) -> bool:
        """Names keep their capital: `kacper` is marked, `Kacper` and `KACPER` are not, nor `de` in a name that holds it."""
        if word in self._names:
            return True
        return word[0].isupper() and is_among(word, self._names)

    def _own(self) -> frozenset[str]:
        self._fresh()
        return self._learnt

    def _keep(self, words: frozenset[str]) -> None:
        self.book.put_setting(LEARNT, json.dumps(sorted(words), ensure_ascii=False))
        self._learnt = words
        self._changed()

    def _changed(self) -> None:
        self.version += 1
        self._verdicts.clear()

    # Keeping up with the notebook

    def _fresh(self) -> None:
        while not self.step():
            pass
        self._mark, touched = self.book.touched_since(self._mark)
        touching = [one for one in touched if one.kinds & NAMED]
        if not touching:
            return
        self._school = self._school_names()
        pupils = {pupil for one in touching for pupil in one.pupils if pupil is not None}
        if len(pupils) > FEW:
            self._pupils = {}
            for kind in OF_PUPILS:
                self._read_kind(kind, self._pupils)
        else:
            for pupil in pupils:
                self._read_pupil(pupil)
        self._gather()

    def _gather(self) -> None:
        self._names = frozenset(self._school.union(*self._pupils.values()))
        self._changed()

    def _school_names(self) -> set[str]:
        return name_words(record for kind in OF_SCHOOL for record in self.book.all(kind))

    def _read_kind(self, kind: type[Record], pupils: dict[UUID | None, set[str]]) -> None:
        for record in self.book.all(kind):
            pupils.setdefault(pupil_of(record), set()).update(name_words((record,)))

    def _read_pupil(self, pupil: UUID) -> None:
        found = self.book.find(Pupil, pupil)
        mine = [record for kind in OF_PUPILS if kind is not Pupil for record in self.book.all(kind, pupil=pupil)]
        self._pupils[pupil] = name_words([found, *mine] if found else mine)
