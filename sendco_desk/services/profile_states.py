"""The profiles that came with the app beside a school’s own copies, as plain data: read, joined with what they build on, and held to the law.

Nothing here knows a notebook. A copy that cannot be read gives way to the one that came; what binds stays as it came.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, lru_cache
from pathlib import Path

from sendco_desk.authority.comparing import Difference, differences
from sendco_desk.authority.joining import joined
from sendco_desk.authority.merging import Merged
from sendco_desk.authority.profile import BINDING, SHARED_KINDS, Profile, ProfileKind, Told
from sendco_desk.authority.reading import Read, problems_of, read_profile
from sendco_desk.authority.saying import Tally, tally
from sendco_desk.authority.writing import profile_text
from sendco_desk.domain.council_asks import OwnProfile
from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.resources import resource
from sendco_desk.services.councils import council_key
from sendco_desk.services.letter_wording import fingerprint
from sendco_desk.services.outputs import write_beside

GENERAL = "general"
FOLDER = "authorities"
LARGEST = 1_000_000
"""Bytes of a colleague’s file: those that came with the app have 30,000 at most."""
NOT_A_PROFILE = "This file is not a council profile: choose one that a colleague has shared from SENDCo Desk, which ends in .toml."


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileState:
    """How a profile stands: as it is used, as it is written, what of it is verified, and whether the school has a copy of its own.

    ``newer`` says that the one which came with the app has changed since the school’s copy was made of it. ``problem`` says why the
    school’s copy cannot be read; the one that came is used then.
    """

    profile: Profile
    written: Profile
    tally: Tally
    own: OwnProfile | None = None
    came: bool = True
    newer: bool = False
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """What an update of the app changes in a profile, and the school’s own copy with those changes in it."""

    changes: tuple[Difference, ...]
    result: Merged


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """A colleague’s file before it is taken: the profile, what of the file is left aside, and what would change here.

    ``known`` is False where this council has no profile here yet.
    """

    profile: Profile
    text: str
    notes: tuple[str, ...]
    known: bool
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The profiles as plain data, apart from any open notebook: those that came with the app beside the school’s own copies by their ids."""

    owns: Mapping[str, OwnProfile]
    school: str

    def states(self) -> list[ProfileState]:
        """How every profile stands."""
        return states_of(self.owns)

    def state(self, profile: str) -> ProfileState:
        """How one profile stands. Raises Refused where there is none of that id."""
        return state_of(profile, self.owns)

    def incoming(self, text: str) -> Incoming:
        """What a colleague’s file would change. Raises Refused with what is wrong with it."""
        return incoming(text, self.owns)


@cache
def came_texts() -> Mapping[str, str]:
    """The profiles that came with the app, as text by their ids: councils by name, then those that are none."""
    files = [entry for entry in resource(FOLDER).iterdir() if entry.name.endswith(".toml")]
    found = {entry.name.removesuffix(".toml"): entry.read_text(encoding="utf-8") for entry in files}
    return dict(sorted(found.items(), key=lambda one: _place(read_kept(one[1]).profile)))


def _place(profile: Profile) -> tuple[int, str]:
    """The general profile, the Tribunal’s, then the councils by their places, what a council funds after it."""
    return {ProfileKind.GENERAL: 0, ProfileKind.TRIBUNAL: 1}.get(profile.kind, 2), council_key(profile.name)


@lru_cache(maxsize=256)
def read_kept(text: str) -> Read:
    """A profile’s text, read once. Raises Refused where it is none."""
    return read_profile(text)


def came_text(profile: str) -> str:
    """The text of the profile that came with the app; empty where none did."""
    return came_texts().get(profile, "")


def came(profile: str) -> Profile | None:
    """The profile that came with the app, as it is written; None where none did."""
    text = came_texts().get(profile)
    return read_kept(text).profile if text is not None else None


def profile_in_file(path: Path) -> str:
    """The text of a colleague’s file. Raises Refused where it can be no profile, Trouble where the disk does not give it."""
    try:
        content = path.read_bytes() if path.stat().st_size <= LARGEST else b"\0"
    except OSError as error:
        raise Trouble(f"The file could not be read ({error.strerror}). The notebook is as it was: check the file and try again.") from error
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(NOT_A_PROFILE, field="file") from error
    if "\0" in text or not text.strip():
        raise Refused(NOT_A_PROFILE, field="file")
    return text


def check_text(text: str) -> tuple[str, ...]:
    """Everything that is wrong with a profile’s text, each in a sentence; none where it can be taken."""
    problems = problems_of(text)
    if problems:
        return problems
    try:
        need_right(read_profile(text).profile, {})
    except Refused as refused:
        return (refused.message,)
    return ()


def left_aside(text: str) -> tuple[str, ...]:
    """What of a profile’s text is not known to this version. Raises Refused where it is no profile."""
    return read_kept(text).notes


def share(state: ProfileState, out: Path) -> Path:
    """Write a profile as a file for a colleague. It holds nothing of any pupil, and not why or by whom it was changed."""
    if out.suffix.lower() != ".toml":
        raise Refused("Give the file a name that ends in .toml.", field="out")
    return write_beside(out, profile_text(state.written).encode(), "The profile")


def joined_with(profile: Profile, find: Callable[[str], Profile | None]) -> Profile:
    """A profile with the asks of the one that it builds on. Raises Refused where there is none of that name."""
    if not profile.builds_on:
        return profile
    base = find(profile.builds_on)
    if base is None or base.kind not in SHARED_KINDS:
        raise Refused(f"The profile builds on ‘{profile.builds_on}’, and there is no such one: it can build on {GENERAL}.", field="builds_on")
    return joined(profile, base)


def _need_law_kept(profile: Profile, before: Profile | None) -> None:
    """Refuse a copy in which what binds every council is changed, added to or taken away: a custom is no law."""
    law = [ask for ask in profile.asks if ask.basis in BINDING]
    if before is None and profile.kind in SHARED_KINDS:
        raise Refused("A school cannot add a profile of the law: give the council’s number, and the kind council or funding.", field="kind")
    if before is not None and profile.kind is not before.kind:
        raise Refused("The kind of a profile cannot be changed.", field="kind")
    if before is not None and law != [ask for ask in before.asks if ask.basis in BINDING]:
        raise Refused("What the law and the Code of Practice ask stays as it came with the app: change the council’s own asks.", field="asks")


def known_ids(owns: Mapping[str, OwnProfile]) -> tuple[str, ...]:
    """The ids of all profiles, those that came with the app and those that only the school has."""
    return tuple(dict.fromkeys((*came_texts(), *owns)))


def states_of(owns: Mapping[str, OwnProfile]) -> list[ProfileState]:
    """How every profile stands beside the school’s own copies, by their ids; without any, as all of them came."""
    return sorted((_state(id, owns) for id in known_ids(owns)), key=lambda state: _place(state.profile))


def state_of(profile: str, owns: Mapping[str, OwnProfile]) -> ProfileState:
    """How one profile stands. Raises Refused where there is none of that id."""
    known = known_ids(owns)
    if profile not in known:
        near = get_close_matches(profile, known, n=1, cutoff=0.5)
        meant = f"did you mean {near[0]}?" if near else "look for its id in the list of what councils ask."
        raise Refused(f"There is no council profile ‘{profile}’: {meant}", field="profile")
    return _state(profile, owns)


def incoming(text: str, owns: Mapping[str, OwnProfile]) -> Incoming:
    """What a colleague’s file would change. Raises Refused with what is wrong with it."""
    read = read_kept(text)
    known = read.profile.id in owns or read.profile.id in came_texts()
    need_right(read.profile, owns)
    bare = Profile(id=read.profile.id, name=read.profile.name, la_code=read.profile.la_code, builds_on=read.profile.builds_on, told=read.profile.told)
    before = state_of(read.profile.id, owns).written if known else bare
    return Incoming(profile=read.profile, text=text, notes=read.notes, known=known, differences=differences(before, read.profile))


def need_right(profile: Profile, owns: Mapping[str, OwnProfile]) -> None:
    """Refuse what could not be read again, what touches the law, and what does not fit what it builds on."""
    if problems := problems_of(profile_text(profile)):
        raise Refused(problems[0], field="profile")
    _need_law_kept(profile, came(profile.id))
    joined_with(profile, lambda base: _written(base, owns))
    if profile.kind is ProfileKind.COUNCIL and (other := of_number(profile.la_code, owns)) and other.id != profile.id:
        raise Refused(f"{profile.la_code} is the number of {other.name}, whose profile is {other.id}: give this one that id.", field="la_code")


def of_number(la_code: str, owns: Mapping[str, OwnProfile]) -> Profile | None:
    """The profile of the council with a number."""
    found = (state.written for state in states_of(owns))
    return next((one for one in found if one.kind is ProfileKind.COUNCIL and one.la_code == la_code), None)


def _state(id: str, owns: Mapping[str, OwnProfile]) -> ProfileState:
    """How a profile stands among the school’s own copies. A copy that cannot be read any more gives way to the one that came."""
    shipped, own, problem = came(id), owns.get(id), ""
    if own is None and shipped is not None:
        return _as_it_came(id, _written_text(shipped.builds_on, owns))
    fallback = shipped or Profile(id=id, name=id, la_code=id[:3], builds_on=GENERAL, told=Told(note="The school’s copy cannot be read"))
    try:
        written = read_kept(own.text).profile if own else fallback
        profile = joined_with(written, lambda base: _written(base, owns))
    except Refused as refused:
        written, problem = fallback, f"The school’s own copy cannot be read, so the one that came with the app is used. {refused.message}"
        profile = joined_with(written, lambda base: _written(base, owns))
    return ProfileState(
        profile=profile, written=written, tally=tally(written), own=own, came=shipped is not None, problem=problem,
        newer=own is not None and shipped is not None and own.based_on != came_print(id),
    )


@lru_cache(maxsize=256)
def _as_it_came(id: str, base: str) -> ProfileState:
    """A profile of which the school has no copy, beside the text of what it builds on: kept, for nearly all stand so and all are asked for."""
    written = read_kept(came_text(id)).profile
    return ProfileState(profile=joined_with(written, lambda _: read_kept(base).profile if base else None), written=written, tally=tally(written))


def _written(id: str, owns: Mapping[str, OwnProfile]) -> Profile | None:
    """A profile to build on: the school’s own copy where it has one that can be read."""
    text = _written_text(id, owns)
    return read_kept(text).profile if text else None


def _written_text(id: str, owns: Mapping[str, OwnProfile]) -> str:
    """The text of a profile to build on; empty where there is none."""
    if id in owns:
        try:
            read_kept(owns[id].text)
        except Refused:  # said where that profile itself is shown
            return came_text(id)
        return owns[id].text
    return came_text(id)


def came_print(id: str) -> str:
    """The fingerprint of the profile that came with the app; empty where none did."""
    return fingerprint(came_texts()[id]) if id in came_texts() else ""
