"""What an update of a profile changes, taken into a school's own copy: where both have changed the same thing, the school's stays."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from sendco_desk.authority.comparing import called
from sendco_desk.authority.fields import FIELDS
from sendco_desk.authority.profile import FormVersion, Profile

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """The school's copy with the update in it. ``both`` names what both have changed, of which the school's stayed."""

    profile: Profile
    both: tuple[str, ...] = ()


def merged(base: Profile, ours: Profile, theirs: Profile) -> Merged:
    """The update ``theirs`` in the school's copy ``ours``, both of which were made from ``base``. What is new stands where the update has it."""
    both: list[str] = []
    three = (base, ours, theirs)

    def head(what: str, before: T, own: T, new: T) -> T:
        if own not in (before, new) and new != before:
            both.append(what)
        return new if own == before else own

    facts = _each([one.facts for one in three], lambda name: f"the field ‘{FIELDS[name].title}’", both)
    names = {ask.key: called(ask) for one in (theirs, ours, base) for ask in one.asks}
    asks = _each([{ask.key: ask for ask in one.asks} for one in three], lambda key: f"the ask ‘{names[key]}’", both)
    forms = _each([{_form_key(form): form for form in one.forms} for one in three], lambda key: f"the form ‘{key}’", both)
    made = replace(
        theirs, name=head("the name", base.name, ours.name, theirs.name), also=head("what else it is called", base.also, ours.also, theirs.also),
        leaves_out=head("what it leaves out", base.leaves_out, ours.leaves_out, theirs.leaves_out),
        valid_from=head("its first day", base.valid_from, ours.valid_from, theirs.valid_from),
        valid_to=head("its last day", base.valid_to, ours.valid_to, theirs.valid_to),
        successor=head("what follows it", base.successor, ours.successor, theirs.successor),
        told=head("what the whole rests on", base.told, ours.told, theirs.told), paste=head("the text blocks", base.paste, ours.paste, theirs.paste),
        facts={name: facts[name] for name in FIELDS if name in facts}, asks=tuple(asks.values()), forms=tuple(forms.values()),
    )
    return Merged(profile=made, both=tuple(both))


def _each(three: Sequence[Mapping[str, T]], named: Callable[[str], str], both: list[str]) -> dict[str, T]:
    """Things with keys, of the base, ours and theirs, each taken or kept by itself; what only the school has comes last."""
    base, ours, theirs = three
    found: dict[str, T] = {}
    for key in dict.fromkeys((*theirs, *ours, *base)):
        before, own, new = base.get(key), ours.get(key), theirs.get(key)
        if own not in (before, new) and new != before:
            both.append(named(key))
        kept = new if own == before else own
        if kept is not None:
            found[key] = kept
    return found


def _form_key(form: FormVersion) -> str:
    return f"{form.name} {form.version}".strip()
