"""Lays two profiles of one council side by side, field by field and ask by ask, in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from textwrap import shorten

from sendco_desk.authority.evidence import EVIDENCE
from sendco_desk.authority.fields import FIELDS
from sendco_desk.authority.profile import BASIS_WORDS, Ask, Fact, FormVersion, PasteBlock, Profile, Told
from sendco_desk.authority.saying import MARKS, block_limit_words, form_words, limit_words, value_words
from sendco_desk.domain.dates import plain_day

Parts = tuple[str, ...]
"""A thing in so many parts, each a sentence or empty; without any where it is not there."""
NOTHING = "Nothing said."
NAMED = 60
"""Letters of an ask by which it is named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that differs. ``before`` or ``after`` is empty where it is only in the other profile."""

    what: str
    before: str = ""
    after: str = ""

    @property
    def sentence(self) -> str:
        """The difference in a sentence."""
        if not self.before:
            return f"{self.what} is new: {self.after}"
        if not self.after:
            return f"{self.what} is gone. It was: {self.before}"
        return f"{self.what} was: {self.before} It becomes: {self.after}"


def differences(before: Profile, after: Profile) -> tuple[Difference, ...]:
    """Everything in which two profiles differ, in the order of a profile; none where they say the same."""
    return tuple(_all(before, after))


def _all(before: Profile, after: Profile) -> Iterator[Difference]:
    yield from _heads(before, after)
    for name, field in FIELDS.items():
        old, new = _fact(name, before.facts.get(name)), _fact(name, after.facts.get(name))
        yield from _one(f"The field ‘{field.title}’", old, new)
    names = {ask.key: called(ask) for ask in (*after.asks, *before.asks)}
    yield from _each("The ask", {ask.key: _ask(ask) for ask in before.asks}, {ask.key: _ask(ask) for ask in after.asks}, names)
    if (moved := _order(before, after)) is not None:
        yield moved
    titles = {one.key: one.title for one in (*after.paste, *before.paste)}
    yield from _each("The text block", {one.key: _paste(one) for one in before.paste}, {one.key: _paste(one) for one in after.paste}, titles)
    yield from _each("The form", dict(map(_form, before.forms)), dict(map(_form, after.forms)), {})


def called(ask: Ask) -> str:
    """An ask by its first words."""
    return shorten(ask.text, NAMED, placeholder="…")


def _heads(before: Profile, after: Profile) -> Iterator[Difference]:
    """What stands at the head of a profile."""
    for what, old, new in (
        ("The name", before.name, after.name), ("The council’s number", before.la_code, after.la_code),
        ("What else it is called", ", ".join(before.also), ", ".join(after.also)), ("What it builds on", before.builds_on, after.builds_on),
        ("What it leaves out", ", ".join(before.leaves_out), ", ".join(after.leaves_out)),
        ("Its first day", _day(before.valid_from), _day(after.valid_from)), ("Its last day", _day(before.valid_to), _day(after.valid_to)),
        ("What follows it", before.successor, after.successor), ("What the whole rests on", _told(before.told), _told(after.told)),
    ):
        if old != new:
            yield Difference(what=what, before=_stop(old), after=_stop(new))


def _each(what: str, before: Mapping[str, Parts], after: Mapping[str, Parts], names: Mapping[str, str]) -> Iterator[Difference]:
    """What differs among things with keys, each called by its name where it has one."""
    for key in dict.fromkeys((*before, *after)):
        yield from _one(f"{what} ‘{names.get(key, key)}’", before.get(key, ()), after.get(key, ()))


def _one(what: str, old: Parts, new: Parts) -> Iterator[Difference]:
    """What differs in one thing: all of it where only one profile has it, else those of its parts that are not the same."""
    if old and new:
        parts = [(one or NOTHING, other or NOTHING) for one, other in zip(old, new, strict=True) if one != other]
        if parts:
            yield Difference(what=what, before=" ".join(one for one, _ in parts), after=" ".join(other for _, other in parts))
    elif old or new:
        yield Difference(what=what, before=" ".join(filter(None, old)), after=" ".join(filter(None, new)))


def _order(before: Profile, after: Profile) -> Difference | None:
    """Whether the asks that both have stand in another order."""
    old, new = [ask.key for ask in before.asks], [ask.key for ask in after.asks]
    both = set(old) & set(new)
    was, becomes = [key for key in old if key in both], [key for key in new if key in both]
    names = {ask.key: called(ask) for ask in before.asks}
    said, now = (f"{'; '.join(names[key] for key in keys)}." for keys in (was, becomes))
    return Difference(what="The order of the asks", before=said, after=now) if was != becomes else None


def _fact(name: str, fact: Fact | None) -> Parts:
    return (_stop(value_words(FIELDS[name], fact.value)), _told(fact.told)) if fact else ()


def _ask(ask: Ask) -> Parts:
    return (
        _stop(f"{ask.number}: {ask.text}" if ask.number else ask.text), f"{BASIS_WORDS[ask.basis]}.",
        "It must be there." if ask.required else "It is welcome.", _stop("; ".join(limit_words(ask)).capitalize()),
        f"Answered by: {EVIDENCE[ask.evidence]}.", _told(ask.told),
    )


def _paste(block: PasteBlock) -> Parts:
    return _stop(block.title), _stop(block_limit_words(block).capitalize()), f"Filled from: {EVIDENCE[block.evidence]}.", _told(block.told)


def _form(form: FormVersion) -> tuple[str, Parts]:
    return f"{form.name} {form.version}".strip(), (_stop(form_words(form)), _told(form.told))


def _told(told: Told) -> str:
    """How something is known, short."""
    parts = [MARKS[told.confidence].lower()]
    parts += [f"source {told.source}"] if told.source else []
    parts += [f"checked {plain_day(told.checked_on)}"] if told.checked_on else []
    parts += [told.note.rstrip(".")] if told.note else []
    return f"[{'; '.join(parts)}]"


def _day(day: date | None) -> str:
    return plain_day(day) if day else ""


def _stop(text: str) -> str:
    """The text with a full stop, where it says anything."""
    return f"{text.rstrip('.')}." if text else ""
