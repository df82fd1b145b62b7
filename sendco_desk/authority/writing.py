"""Writes a profile as the TOML that ``authority.reading`` reads: always in the same order, so that two files can be laid side by side."""

from collections.abc import Iterator, Sequence
from datetime import date

from sendco_desk.authority.fields import FIELDS
from sendco_desk.authority.profile import Ask, FormVersion, PasteBlock, Profile, ProfileKind, Told, Value

_ESCAPED = {'"': '\\"', "\\": "\\\\", **{chr(code): f"\\u{code:04x}" for code in (*range(32), 127)}}
Line = tuple[str, Value]


def profile_text(profile: Profile) -> str:
    """The whole profile as TOML, without what is empty. What ``joined`` added is written too: write the profile as it was read."""
    parts = [_table("", _head(profile))]
    parts += [_table(f"[facts.{name}]", (("value", fact.value), *_told(fact.told))) for name in FIELDS if (fact := profile.facts.get(name))]
    parts += [_table("[[asks]]", _ask(ask)) for ask in profile.asks]
    parts += [_table("[[paste]]", _paste(block)) for block in profile.paste]
    parts += [_table("[[forms]]", _form(form)) for form in profile.forms]
    return "\n\n".join(parts) + "\n"


def _head(profile: Profile) -> Iterator[Line]:
    yield from (("id", profile.id), ("name", profile.name))
    if profile.kind is not ProfileKind.COUNCIL:
        yield "kind", profile.kind.value
    yield from (("la_code", profile.la_code), ("also", profile.also), ("builds_on", profile.builds_on), ("leaves_out", profile.leaves_out))
    yield from (("valid_from", profile.valid_from), ("valid_to", profile.valid_to), ("successor", profile.successor))
    yield from _told(profile.told)


def _told(told: Told) -> Sequence[Line]:
    return (("source", told.source), ("checked_on", told.checked_on), ("confidence", told.confidence.value), ("note", told.note))


def _ask(ask: Ask) -> Iterator[Line]:
    yield from (("key", ask.key), ("text", ask.text), ("basis", ask.basis.value), ("evidence", ask.evidence))
    if not ask.required:
        yield "required", False
    yield "number", ask.number
    yield from _limits(least=ask.least, most_months=ask.most_months, window_months=ask.window_months, most_words=ask.most_words)
    yield from _told(ask.told)


def _paste(block: PasteBlock) -> Iterator[Line]:
    yield from (("key", block.key), ("title", block.title), ("evidence", block.evidence))
    yield from _limits(most_words=block.most_words, most_letters=block.most_letters)
    yield from _told(block.told)


def _form(form: FormVersion) -> Iterator[Line]:
    yield from (("name", form.name), ("version", form.version), ("valid_from", form.valid_from), ("valid_to", form.valid_to))
    yield from _told(form.told)


def _limits(**numbers: int) -> Iterator[Line]:
    """Numbers of which 0 says nothing."""
    yield from ((name, number) for name, number in numbers.items() if number)


def _table(head: str, lines: Iterator[Line] | Sequence[Line]) -> str:
    written = [f"{name} = {_value(value)}" for name, value in lines if value is not None and value not in ("", ())]
    return "\n".join((*((head,) if head else ()), *written))


def _value(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return f"[{', '.join(map(_value, value))}]"
    return f'"{"".join(_ESCAPED.get(letter, letter) for letter in str(value))}"'
