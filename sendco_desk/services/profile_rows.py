"""A profile line by line, for a table: its asks, its fields, its forms and its text blocks, each with how it is known."""

from collections.abc import Iterator
from dataclasses import dataclass

from sendco_desk.authority.evidence import EVIDENCE
from sendco_desk.authority.fields import fields_of
from sendco_desk.authority.profile import BASIS_WORDS, BINDING, CONFIDENCE_WORDS, Ask, Fact, FormVersion, PasteBlock, Profile, Told
from sendco_desk.authority.saying import MARKS, block_limit_words, form_words, limit_words, marked_words
from sendco_desk.domain.dates import plain_day

ASKS, FACTS, FORMS, BLOCKS = "asks", "facts", "forms", "blocks"
NOT_KNOWN = "Not known"
VIEWS = {ASKS: "What is asked", FACTS: "Fields", FORMS: "Forms", BLOCKS: "Text blocks"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileLine:
    """One line. ``what`` is its name, ``said`` what is known of it, ``whose`` what it belongs to; ``fixed`` says that a school cannot change it."""

    view: str
    key: str
    what: str
    said: str
    whose: str
    told: Told
    thing: Ask | Fact | FormVersion | PasteBlock
    fixed: bool = False

    @property
    def mark(self) -> str:
        """How sure it is, in a word or two."""
        return NOT_KNOWN if self.thing == Fact(value=None, told=self.told) else MARKS[self.told.confidence]

    @property
    def details(self) -> tuple[tuple[str, str], ...]:
        """Labels with what belongs to them, of what there is something to say."""
        checked = plain_day(self.told.checked_on) if self.told.checked_on else ""
        sure = CONFIDENCE_WORDS[self.told.confidence]
        parts = (*self._parts(), ("How sure", sure), ("What is doubtful", self.told.note), ("Source", self.told.source), ("Checked on", checked))
        return tuple((label, words) for label, words in parts if words)

    def _parts(self) -> tuple[tuple[str, str], ...]:
        if isinstance(self.thing, Ask):
            needed = "" if self.thing.required else "Welcome, not asked for"
            return ("Whose ask", self.whose), ("Its limits", self.said), ("Answered by", EVIDENCE[self.thing.evidence]), ("Force", needed)
        if isinstance(self.thing, PasteBlock):
            return ("Its limit", self.said), ("Filled from", EVIDENCE[self.thing.evidence])
        return ("What is known", self.said), ("Part", self.whose)


def profile_lines_of(profile: Profile, view: str) -> tuple[ProfileLine, ...]:
    """The lines of one view of a profile, in its order."""
    return tuple(_LINES[view](profile))


def _asks(profile: Profile) -> Iterator[ProfileLine]:
    for ask in profile.asks:
        what = f"{ask.number}: {ask.text}" if ask.number else ask.text
        yield ProfileLine(
            view=ASKS, key=ask.key, what=what, said="; ".join(limit_words(ask)), whose=BASIS_WORDS[ask.basis], told=ask.told, thing=ask,
            fixed=ask.basis in BINDING,
        )


def _facts(profile: Profile) -> Iterator[ProfileLine]:
    for field in fields_of(profile.kind):
        fact = profile.fact(field.name)
        yield ProfileLine(
            view=FACTS, key=field.name, what=field.title, said="" if fact.value is None else marked_words(field, fact), whose=field.group,
            told=fact.told, thing=fact,
        )


def _forms(profile: Profile) -> Iterator[ProfileLine]:
    for form in profile.forms:
        yield ProfileLine(
            view=FORMS, key=f"{form.name} {form.version}".strip(), what=form.name, said=form_words(form), whose="Form", told=form.told, thing=form,
        )


def _blocks(profile: Profile) -> Iterator[ProfileLine]:
    for number, block in enumerate(profile.paste, 1):
        yield ProfileLine(
            view=BLOCKS, key=block.key, what=f"{number}. {block.title}", said=block_limit_words(block), whose="Text block", told=block.told,
            thing=block,
        )


_LINES = {ASKS: _asks, FACTS: _facts, FORMS: _forms, BLOCKS: _blocks}
