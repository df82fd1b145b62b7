"""What councils ask, told on a terminal and as data: the list, all councils by field, and one profile with its sources."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from sendco_desk.authority.evidence import EVIDENCE
from sendco_desk.authority.fields import Field, fields_of
from sendco_desk.authority.profile import BASIS_WORDS, Ask, Fact, ProfileKind, Told, Value
from sendco_desk.authority.saying import MARKS, block_limit_words, form_words, limit_words, marked_words, source_words, value_words
from sendco_desk.services.profile_paper import NO_LAW, UNCHECKED, short_name, state_lines
from sendco_desk.services.profile_states import Incoming, ProfileState
from sendco_desk.statute.wording import counted

Fields = dict[str, Any]


def state_fields(state: ProfileState) -> Fields:
    """One profile as data: everything in it with how it is known, and whether the school has a copy of its own."""
    profile = state.profile
    return {
        "id": profile.id, "name": profile.name, "kind": profile.kind.value, "la_code": profile.la_code, "standing": state.tally.standing.value,
        "fields_verified": state.tally.facts, "fields": state.tally.of_facts, "asks_verified": state.tally.asks, "own_asks": state.tally.of_asks,
        "own_copy": state.own is not None, "app_has_changed": state.newer, "problem": state.problem, "builds_on": profile.builds_on,
        "valid_from": _iso(profile.valid_from), "valid_to": _iso(profile.valid_to), "successor": profile.successor, **_told(profile.told),
        "facts": {field.name: _fact(field, profile.fact(field.name)) for field in fields_of(profile.kind)},
        "asks": [_ask(ask) for ask in profile.asks],
        "paste": [
            {"key": one.key, "title": one.title, "evidence": one.evidence, "most_words": one.most_words, "most_letters": one.most_letters}
            for one in profile.paste
        ],
        "forms": [
            {"name": one.name, "version": one.version, "valid_from": _iso(one.valid_from), "valid_to": _iso(one.valid_to), **_told(one.told)}
            for one in profile.forms
        ],
    }


def _told(told: Told) -> Fields:
    return {"source": told.source, "checked_on": _iso(told.checked_on), "confidence": told.confidence.value, "note": told.note}


def _fact(field: Field, fact: Fact) -> Fields:
    return {"title": field.title, "value": _plain(fact.value), "words": value_words(field, fact.value), **_told(fact.told)}


def _ask(ask: Ask) -> Fields:
    return {
        "key": ask.key, "text": ask.text, "basis": ask.basis.value, "evidence": ask.evidence, "required": ask.required, "number": ask.number,
        "least": ask.least, "most_months": ask.most_months, "window_months": ask.window_months, "most_words": ask.most_words, **_told(ask.told),
    }


def _plain(value: Value) -> Any:
    return _iso(value) if isinstance(value, date) else list(value) if isinstance(value, tuple) else value


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


# Lines


def list_lines(states: Sequence[ProfileState]) -> list[str]:
    """Every profile in a line: its id, its council, how much of it is verified, and whether the school has its own copy."""
    wide = max(len(state.profile.id) for state in states)
    names = max(len(short_name(state.profile.name)) for state in states)
    return [
        f"{state.profile.id:<{wide}}  {short_name(state.profile.name):<{names}}  {state.tally.standing}: {state.tally.said}{_copy(state)}"
        for state in states
    ]


def _copy(state: ProfileState) -> str:
    if state.own is None:
        return ""
    return ". The school’s own; the app’s has changed" if state.newer else ". The school’s own"


def field_lines(states: Sequence[ProfileState]) -> list[str]:
    """Every field with the councils of which it is known, their values and how sure they are, and how many are still to be asked."""
    councils = [state for state in states if state.profile.kind is ProfileKind.COUNCIL]
    found: list[str] = []
    for group, fields in groupby(fields_of(ProfileKind.COUNCIL), key=lambda field: field.group):
        found.append(group)
        for field in fields:
            known = [(state, fact) for state in councils if (fact := state.profile.fact(field.name)).value is not None]
            found.append(f"  {field.title}: known for {len(known)} of {len(councils)} councils")
            found += [f"    {short_name(state.profile.name)}: {_sure(field, fact)}" for state, fact in known]
    return found


def _sure(field: Field, fact: Fact) -> str:
    return f"{value_words(field, fact.value)} ({MARKS[fact.told.confidence].lower()})"


def profile_lines(state: ProfileState) -> list[str]:
    """One profile with the source of everything in it."""
    return list(_profile_lines(state))


def _profile_lines(state: ProfileState) -> Iterator[str]:
    profile = state.profile
    yield f"{profile.name} ({profile.id}). {state.tally.standing}: {state.tally.said}."
    yield source_words(profile.told)
    yield from state_lines(state)
    yield f"{NO_LAW} {UNCHECKED}"
    for ask in profile.asks:
        yield from ("", *_ask_lines(ask))
    for group, fields in groupby(fields_of(profile.kind), key=lambda field: field.group):
        yield from ("", group)
        for field in fields:
            fact = profile.fact(field.name)
            yield f"  {field.title}: {marked_words(field, fact)}"
            if fact.told != Told():
                yield f"    {source_words(fact.told)}"
    for form in profile.forms:
        yield from ("", f"Form: {form_words(form)}", f"  {source_words(form.told)}")
    if profile.paste:
        yield from ("", "Text blocks for a portal, in their order")
        yield from (f"  {number}. {', '.join(filter(None, (one.title, block_limit_words(one))))}" for number, one in enumerate(profile.paste, 1))


def _ask_lines(ask: Ask) -> Iterator[str]:
    numbered = f"{ask.number}: " if ask.number else ""
    limits = (*limit_words(ask), *(() if ask.required else ("welcome, not asked for",)))
    limited = f" ({'; '.join(limits)})" if limits else ""
    yield f"[{BASIS_WORDS[ask.basis]}] {numbered}{ask.text}{limited}"
    yield f"  Answered by: {EVIDENCE[ask.evidence]}"
    yield f"  {source_words(ask.told)}"


def incoming_fields(found: Incoming) -> Fields:
    """A colleague's file as data: which profile, whether it is known here, what is left aside, and every difference."""
    return {
        "id": found.profile.id, "name": found.profile.name, "known": found.known, "notes": list(found.notes),
        "differences": [{"what": one.what, "before": one.before, "after": one.after} for one in found.differences],
    }


def incoming_lines(found: Incoming) -> list[str]:
    """A colleague's file in lines: what would change here, or that nothing would."""
    named = f"{found.profile.name} ({found.profile.id})"
    if not found.known:
        head = f"{named} has no profile here yet."
    else:
        head = f"{named}: {counted(len(found.differences), 'difference') if found.differences else 'nothing differs'}."
    return [head, *(one.sentence for one in found.differences)]
