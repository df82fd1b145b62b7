"""Reads a profile from its TOML: what is not known is left aside with a note, what is wrong is told in one sentence with its line."""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from sendco_desk.authority.evidence import EVIDENCE
from sendco_desk.authority.fields import FIELDS, Field, Holds
from sendco_desk.authority.profile import (
    BINDING,
    SHARED_KINDS,
    Ask,
    Basis,
    Confidence,
    Fact,
    FormVersion,
    PasteBlock,
    Profile,
    ProfileKind,
    Told,
    Value,
)
from sendco_desk.domain.refusals import Refused

Path = tuple[str | int, ...]
Table = Mapping[str, Any]
E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")

MOST = 10_000
"""No number of a profile is larger: a larger one is a slip of the keyboard."""
LONGEST = 2_000
"""Letters of one text."""
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_KEY = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*")
_LA_CODE = re.compile(r"\d{3}")
_HEAD = re.compile(r"\s*(\[\[?)\s*([\w.\-]+)\s*\]\]?")
_LINE = re.compile(r"\s*([\w\-]+)\s*=")
_AT = re.compile(r"at line (\d+)")
_TOLD = ("source", "checked_on", "confidence", "note")
_PROFILE = (
    "id", "name", "kind", "la_code", "also", "builds_on", "leaves_out", "valid_from", "valid_to", "successor", "facts", "asks", "paste", "forms",
)
_ASK = ("key", "text", "basis", "evidence", "required", "number", "least", "most_months", "window_months", "most_words")
_PASTE = ("key", "title", "evidence", "most_words", "most_letters")
_FORM = ("name", "version", "valid_from", "valid_to")
_PARTS = {"asks": "ask", "paste": "block", "forms": "form"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A profile as it was read, and what in its text was left aside."""

    profile: Profile
    notes: tuple[str, ...] = ()


def read_profile(text: str) -> Read:
    """The profile of a TOML text. Raises Refused with the first thing that is wrong."""
    reader = _Reader(text)
    profile = reader.profile()
    if reader.problems:
        sentence, field = reader.problems[0]
        raise Refused(sentence, field=field)
    return Read(profile=profile, notes=tuple(reader.notes))


def problems_of(text: str) -> tuple[str, ...]:
    """Everything that is wrong with a TOML text, each in a sentence; none where it is a profile."""
    try:
        reader = _Reader(text)
    except Refused as refused:
        return (refused.message,)
    reader.profile()
    return tuple(sentence for sentence, _ in reader.problems)


class _Reader:
    """Reads one text and gathers what is wrong and what is left aside."""

    def __init__(self, text: str) -> None:
        self.problems: list[tuple[str, str]] = []
        self.notes: list[str] = []
        self._table: Table = _parsed(text)
        self._lines = _lines_of(text)

    # The parts

    def profile(self) -> Profile:
        """The profile, as far as it can be read."""
        table = self._table
        self._leave_aside(table, (*_PROFILE, *_TOLD), ())
        kind = self._choice(table, "kind", (), ProfileKind, ProfileKind.COUNCIL)
        made = Profile(
            id=self._matching(table, "id", (), _ID, "small letters, figures and hyphens, such as 830-derbyshire"), kind=kind,
            name=self._text(table, "name", (), needed=True), la_code=self._text(table, "la_code", ()), also=self._texts(table, "also", ()),
            builds_on=self._text(table, "builds_on", ()), leaves_out=self._texts(table, "leaves_out", ()),
            valid_from=self._day(table, "valid_from", ()), valid_to=self._day(table, "valid_to", ()), successor=self._text(table, "successor", ()),
            told=self._told(table, (), stated=True), facts=self._facts(kind), asks=self._each("asks", self._ask),
            paste=self._each("paste", self._paste), forms=self._each("forms", self._form),
        )
        self._check(made)
        return made

    def _check(self, made: Profile) -> None:
        """What must fit together."""
        if made.kind not in SHARED_KINDS:
            if not _LA_CODE.fullmatch(made.la_code):
                self._wrong(("la_code",), "give the council’s number as three figures in quotation marks, such as \"830\"")
            elif made.id and not made.id.startswith(f"{made.la_code}-"):
                self._wrong(("id",), f"the id of a council’s profile begins with its number, such as {made.la_code}-{made.id}")
            for number, ask in enumerate(made.asks):
                if ask.basis in BINDING:
                    self._wrong(("asks", number, "basis"), "a council’s own ask is no law: what the law and the Code ask is in the general profile")
        if made.valid_from and made.valid_to and made.valid_to < made.valid_from:
            self._wrong(("valid_to",), "the last day is before the first")
        if made.successor and made.successor == made.id:
            self._wrong(("successor",), "a profile cannot follow itself")
        if made.builds_on and made.builds_on == made.id:
            self._wrong(("builds_on",), "a profile cannot build on itself")
        for part, keys in (("asks", [ask.key for ask in made.asks]), ("paste", [block.key for block in made.paste])):
            for number, key in enumerate(keys):
                if key and key in keys[:number]:
                    self._wrong((part, number, "key"), f"‘{key}’ is used twice: each {_PARTS[part]} has a key of its own")

    def _facts(self, kind: ProfileKind) -> dict[str, Fact]:
        found: dict[str, Fact] = {}
        for name, table in self._inner(self._table, "facts").items():
            path: Path = ("facts", name)
            field = FIELDS.get(name)
            if field is None or kind not in field.kinds:
                self.notes.append(self._placed(path, f"the field ‘{name}’ is not known here and is left aside"))
            elif not isinstance(table, dict):
                self._wrong(path, f"write the field ‘{name}’ as a table of its own, [facts.{name}], with value, source, checked_on and confidence")
            else:
                self._leave_aside(table, ("value", *_TOLD), path)
                value = self._value(table, field, path)
                found[name] = Fact(value=value, told=self._told(table, path, stated=value is not None))
        return {name: found[name] for name in FIELDS if name in found}

    def _each(self, part: str, read: Callable[[Table, Path], T]) -> tuple[T, ...]:
        given = self._table.get(part, [])
        if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
            self._wrong((part,), f"write each {_PARTS[part]} as a table of its own, [[{part}]]")
            return ()
        return tuple(read(table, (part, number)) for number, table in enumerate(given))

    def _ask(self, table: Table, path: Path) -> Ask:
        self._leave_aside(table, (*_ASK, *_TOLD), path)
        return Ask(
            key=self._key(table, path), text=self._text(table, "text", path, needed=True),
            basis=self._choice(table, "basis", path, Basis), evidence=self._evidence(table, path),
            required=self._yes_no(table, "required", path, True), number=self._text(table, "number", path),
            least=self._number(table, "least", path), most_months=self._number(table, "most_months", path),
            window_months=self._number(table, "window_months", path), most_words=self._number(table, "most_words", path),
            told=self._told(table, path, stated=True),
        )

    def _paste(self, table: Table, path: Path) -> PasteBlock:
        self._leave_aside(table, (*_PASTE, *_TOLD), path)
        return PasteBlock(
            key=self._key(table, path), title=self._text(table, "title", path, needed=True), evidence=self._evidence(table, path),
            most_words=self._number(table, "most_words", path), most_letters=self._number(table, "most_letters", path),
            told=self._told(table, path, stated=True),
        )

    def _form(self, table: Table, path: Path) -> FormVersion:
        self._leave_aside(table, (*_FORM, *_TOLD), path)
        made = FormVersion(
            name=self._text(table, "name", path, needed=True), version=self._text(table, "version", path),
            valid_from=self._day(table, "valid_from", path), valid_to=self._day(table, "valid_to", path), told=self._told(table, path, stated=True),
        )
        if made.valid_from and made.valid_to and made.valid_to < made.valid_from:
            self._wrong((*path, "valid_to"), "the last day is before the first")
        return made

    def _told(self, table: Table, path: Path, *, stated: bool) -> Told:
        """How it is known. What is ``stated`` needs a source and a day; where it is unverified it needs a note that says what is doubtful."""
        before = len(self.problems)
        told = Told(
            source=self._text(table, "source", path), checked_on=self._day(table, "checked_on", path),
            confidence=self._choice(table, "confidence", path, Confidence), note=self._text(table, "note", path),
        )
        if len(self.problems) > before:
            return told
        if not stated and told.confidence is not Confidence.UNVERIFIED:
            self._wrong((*path, "confidence"), "nothing is said here, so its confidence is \"unverified\"")
        elif stated and told.confidence is Confidence.UNVERIFIED and not told.note:
            self._wrong((*path, "note"), "this is unverified: write in the note what is doubtful about it")
        elif told.confidence is not Confidence.UNVERIFIED and not (told.source and told.checked_on):
            self._wrong((*path, "source" if not told.source else "checked_on"), "say where this was read (source) and when (checked_on)")
        return told

    # Values

    def _value(self, table: Table, field: Field, path: Path) -> Value:
        if "value" not in table:
            return None
        match field.holds:
            case Holds.NUMBER:
                return self._number(table, "value", path)
            case Holds.YES_NO:
                return self._yes_no(table, "value", path, False)
            case Holds.DAY:
                return self._day(table, "value", path)
            case Holds.LIST:
                return self._coded(self._texts(table, "value", path), field, (*path, "value")) or None
            case _:
                text = self._text(table, "value", path, needed=True)
                return self._coded((text,), field, (*path, "value"))[0]

    def _coded(self, texts: tuple[str, ...], field: Field, path: Path) -> tuple[str, ...]:
        """The texts, each of which must be one of the field's codes where it has any."""
        wrong = [text for text in texts if field.codes is not None and text and text not in field.codes]
        if wrong:
            self._wrong(path, f"‘{wrong[0]}’ is not one of {', '.join(field.codes or ())}")
        return texts

    def _text(self, table: Table, key: str, path: Path, *, needed: bool = False) -> str:
        value = table.get(key, "")
        if not isinstance(value, str) or len(value) > LONGEST or "\n" in value:
            self._wrong((*path, key), f"‘{key}’ must be a text on one line in quotation marks, of {LONGEST:,} letters at most")
            return ""
        if needed and not value.strip():
            self._wrong((*path, key), f"‘{key}’ is missing")
        return value.strip()

    def _matching(self, table: Table, key: str, path: Path, pattern: re.Pattern[str], like: str) -> str:
        text = self._text(table, key, path, needed=True)
        if text and not pattern.fullmatch(text):
            self._wrong((*path, key), f"‘{key}’ is written in {like}")
        return text

    def _key(self, table: Table, path: Path) -> str:
        return self._matching(table, "key", path, _KEY, "small letters, figures and low lines, such as costed_map")

    def _texts(self, table: Table, key: str, path: Path) -> tuple[str, ...]:
        value = table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
            self._wrong((*path, key), f"‘{key}’ must be a list of texts, such as [\"one\", \"two\"]")
            return ()
        return tuple(one.strip() for one in value)

    def _number(self, table: Table, key: str, path: Path) -> int:
        value = table.get(key, 0)
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST:
            self._wrong((*path, key), f"‘{key}’ must be a whole number from 0 to {MOST:,}")
            return 0
        return value

    def _yes_no(self, table: Table, key: str, path: Path, usual: bool) -> bool:
        value = table.get(key, usual)
        if not isinstance(value, bool):
            self._wrong((*path, key), f"‘{key}’ must be true or false")
            return usual
        return value

    def _day(self, table: Table, key: str, path: Path) -> date | None:
        value = table.get(key)
        if value is not None and (isinstance(value, datetime) or not isinstance(value, date)):
            self._wrong((*path, key), f"‘{key}’ must be a day such as 2026-11-23, without quotation marks")
            return None
        return value

    def _choice(self, table: Table, key: str, path: Path, choices: type[E], usual: E | None = None) -> E:
        value = table.get(key, usual)
        found = next((choice for choice in choices if choice == value), None)
        if found is None:
            said = "is missing" if value is None else "is something else"
            self._wrong((*path, key), f"‘{key}’ {said}: it must be one of {', '.join(choices)}")
        return found or list(choices)[-1]

    def _evidence(self, table: Table, path: Path) -> str:
        text = self._text(table, "evidence", path, needed=True)
        if text and text not in EVIDENCE:
            self._wrong((*path, "evidence"), f"‘{text}’ is not known as evidence: it must be one of {', '.join(EVIDENCE)}")
        return text

    def _inner(self, table: Table, key: str) -> Table:
        value = table.get(key, {})
        if not isinstance(value, dict):
            self._wrong((key,), f"‘{key}’ must be tables, such as [facts.min_cycles]")
            return {}
        return value

    # Telling

    def _leave_aside(self, table: Table, known: tuple[str, ...], path: Path) -> None:
        self.notes += [self._placed((*path, key), f"‘{key}’ is not known to this version and is left aside") for key in table if key not in known]

    def _wrong(self, path: Path, what: str) -> None:
        self.problems.append((self._placed(path, what), ".".join(str(part + 1) if isinstance(part, int) else part for part in path)))

    def _placed(self, path: Path, what: str) -> str:
        """The sentence with its line; where that cannot be told, with the place in words."""
        wanted = path
        while wanted and wanted not in self._lines:
            wanted = wanted[:-1]
        line = f"Line {self._lines[wanted]}" if wanted else "In the head of the file"
        return f"{line}{self._whose(path)}: {what}."

    def _whose(self, path: Path) -> str:
        """Of which ask, block, form or field."""
        if len(path) > 1 and path[0] == "facts":
            return f", field ‘{path[1]}’"
        if len(path) > 1 and isinstance(path[1], int):
            part, number = str(path[0]), path[1]
            table = self._table[part][number]
            return f", {_PARTS[part]} ‘{table.get('key') or table.get('name') or number + 1}’"
        return ""


def _parsed(text: str) -> Table:
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # also a number of thousands of figures, and brackets within brackets without end
        found = _AT.search(str(error))
        where = f"Line {found[1]} cannot be read" if found else "The file breaks off in the middle"
        raise Refused(
            f"{where}: a text stands in quotation marks, a day as 2026-11-23, and no name is given twice under one heading.", field="text",
        ) from error


def _lines_of(text: str) -> dict[Path, int]:
    """On which line each table and key of the text begins; of what is written in another way, nothing."""
    found: dict[Path, int] = {}
    head: Path = ()
    counts: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if opened := _HEAD.match(line):
            name = opened[2]
            if opened[1] == "[[":
                counts[name] = counts.get(name, -1) + 1
                head = (name, counts[name])
            else:
                head = tuple(name.split("."))
            found[head] = number
        elif key := _LINE.match(line):
            found.setdefault((*head, key[1]), number)
    return found
