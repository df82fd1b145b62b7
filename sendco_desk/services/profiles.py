"""What each council asks of a school: the profiles that came with the app, the school’s own copies, and which of them goes for a pupil.

The profile follows the council in which the pupil lives, never the school. No rule of law is changed here: what binds stands in the general
profile, and a school’s copy keeps it as it came.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from sendco_desk.authority.comparing import Difference, differences
from sendco_desk.authority.joining import joined
from sendco_desk.authority.merging import Merged, merged
from sendco_desk.authority.profile import BINDING, SHARED_KINDS, Ask, Confidence, Fact, FormVersion, PasteBlock, Profile, ProfileKind, Told
from sendco_desk.authority.reading import Read, problems_of, read_profile
from sendco_desk.authority.saying import Tally, tally
from sendco_desk.authority.writing import profile_text
from sendco_desk.domain.casework import CaseEvent, CaseFile
from sendco_desk.domain.council_asks import OwnProfile
from sendco_desk.domain.dates import shown
from sendco_desk.domain.pack_layout import PackLayout
from sendco_desk.domain.pupil import Residence, SenStatus, current_status
from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.resources import resource
from sendco_desk.services.clockwork import NOTHING_CHANGED, Changed, Clock, today
from sendco_desk.services.councils import council_key
from sendco_desk.services.letter_wording import fingerprint
from sendco_desk.services.outputs import write_beside
from sendco_desk.services.pupils import current_authority

if TYPE_CHECKING:
    from sendco_desk.store.notebook import Notebook

GENERAL, TRIBUNAL = "general", "tribunal"
FOLDER = "authorities"
PORTAL = "portal_url"
MADE, CEASED = ("plan_made", "final_plan_issued"), "plan_ceased"
"""The events after which a pupil has a plan, and has none any more."""
TYPED = "The address that the school uses"
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
    return dict(sorted(found.items(), key=lambda one: _place(_read(one[1]).profile)))


def _place(profile: Profile) -> tuple[int, str]:
    """The general profile, the Tribunal’s, then the councils by their places, what a council funds after it."""
    return {ProfileKind.GENERAL: 0, ProfileKind.TRIBUNAL: 1}.get(profile.kind, 2), council_key(profile.name)


@lru_cache(maxsize=256)
def _read(text: str) -> Read:
    return read_profile(text)


def came(profile: str) -> Profile | None:
    """The profile that came with the app, as it is written; None where none did."""
    text = came_texts().get(profile)
    return _read(text).profile if text is not None else None


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
    return _read(text).notes


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


@dataclass(frozen=True, slots=True)
class Profiles:
    """The profiles that this school uses."""

    book: "Notebook"
    clock: Clock

    # Asking

    def all(self) -> list[Profile]:
        """Every profile as it is used: the general one, the Tribunal’s, then the councils by name."""
        return [state.profile for state in self.states()]

    def states(self) -> list[ProfileState]:
        """How every profile stands, in the order of ``all``."""
        return states_of(self._owns())

    def state(self, profile: str) -> ProfileState:
        """How one profile stands. Raises Refused where there is none of that id."""
        return state_of(profile, self._owns())

    def profile(self, profile: str) -> Profile:
        """A profile as it is used: the school’s own copy where there is one. Raises Refused where there is none of that id."""
        return self.state(profile).profile

    def _owns(self) -> dict[str, OwnProfile]:
        return {own.profile: own for own in self.book.all(OwnProfile)}

    # Which one goes for a pupil

    def for_pupil(self, pupil: UUID, on: date) -> Profile:
        """The profile of the council in which a pupil lives on a day; the general one where none is known, and then it is said why."""
        return self.for_council(current_authority(self.book.all(Residence, pupil=pupil), on), on)

    def for_case(self, case: UUID) -> Profile:
        """The profile chosen for a case’s pack, else that of the council that the case is with, else that of the pupil’s home."""
        layout = next(iter(self.book.all(PackLayout, case=case)), None)
        kept, on = self.book.get(CaseFile, case), (layout.planned_on if layout else None) or today(self.clock)
        proposed = self.for_council(kept.authority, on) if kept.authority.strip() else self.for_pupil(kept.pupil, on)
        if layout is None or not layout.profile:
            return proposed
        if layout.profile not in {*came_texts(), *self._owns()}:
            return _because(proposed, "The profile that was chosen for this pack is not here any more.")
        chosen = self.profile(layout.profile)
        refused = self.refusal(chosen, kept.pupil, on)
        return _because(proposed, refused) if refused else self._following(chosen, on)

    def for_council(self, name: str, on: date) -> Profile:
        """The profile of a council by its name or number on a day: what follows it where it has ended, the general one where there is none."""
        named, wanted = name.strip(), council_key(name)
        if not named:
            return _because(self.profile(GENERAL), "The pupil’s council is not recorded, so the general profile is used.")
        for profile in self.all():
            if profile.kind is ProfileKind.COUNCIL and (named == profile.la_code or wanted in map(council_key, (profile.name, *profile.also))):
                return self._following(profile, on)
        return _because(self.profile(GENERAL), f"There is no profile of {named} yet, so the general profile is used.")

    def refusal(self, profile: Profile, pupil: UUID, on: date) -> str:
        """Why a profile cannot be used for a pupil on a day, in a sentence; empty where it can. The request itself is never stopped."""
        if profile.kind is ProfileKind.FUNDING and self._has_plan(pupil, on):
            return f"{profile.name} is for pupils without an EHC plan, and this pupil has one."
        return ""

    def _has_plan(self, pupil: UUID, on: date) -> bool:
        """Whether the register says so, or a case of the pupil in which a plan was made and has not ceased: the register may lag behind."""
        status = current_status(self.book.all(SenStatus, pupil=pupil), on)
        told = sorted((one.on, one.name == CEASED) for one in self.book.all(CaseEvent, pupil=pupil) if one.name in (*MADE, CEASED) and one.on <= on)
        return (status is not None and status.status == "E") or bool(told and not told[-1][1])

    def need_usable(self, profile: str, pupil: UUID, on: date) -> Profile:
        """The profile of that id. Raises Refused where there is none, or where it cannot be used for the pupil."""
        found = self.profile(profile)
        if refused := self.refusal(found, pupil, on):
            raise Refused(refused, field="profile")
        return found

    def _following(self, profile: Profile, on: date) -> Profile:
        """The profile that holds on a day: what follows one that has ended, and what follows that."""
        said, seen = "", {profile.id}
        while profile.valid_to is not None and profile.valid_to < on:
            ended = f"{profile.name} ended on {shown(profile.valid_to)}"
            if profile.successor in seen or profile.successor not in {*came_texts(), *self._owns()}:
                return _because(profile, f"{said}{ended}, and what follows it is not known here: ask the council whose asks hold now.")
            profile = self.profile(profile.successor)
            seen.add(profile.id)
            said += f"{ended}; {profile.name} follows it. "
        return _because(profile, said)

    # Changing

    def change_fact(self, profile: str, name: str, fact: Fact, because: str) -> Changed:
        """Keep another value of a field in the school’s own copy, with the reason."""
        written = self.state(profile).written
        return self._keep(replace(written, facts={**written.facts, name: fact}), because, "Changed a field of a council profile")

    def type_portal(self, profile: str, address: str) -> Changed:
        """Keep the address of the council’s portal as the school has typed it; empty takes it out."""
        typed = address.strip()
        if typed and (" " in typed or not typed.startswith(("https://", "http://")) or "." not in typed):
            raise Refused("Type the whole address as the browser shows it, beginning with https://", field="portal_url")
        told = Told(source="Typed in by the school", checked_on=today(self.clock), confidence=Confidence.HIGH)
        none = Fact(value=None, told=Told(note="The school has taken the address out"))
        return self.change_fact(profile, PORTAL, Fact(value=typed, told=told) if typed else none, TYPED)

    def change_ask(self, profile: str, ask: Ask, because: str, was: str = "") -> Changed:
        """Keep an ask in the school’s own copy: a new one at the end, or in the place of the one whose key is ``was``."""
        written = self.state(profile).written
        old = next((one for one in written.asks if one.key == was), None)
        asks = tuple(ask if one is old else one for one in written.asks) if old else (*written.asks, ask)
        return self._keep(replace(written, asks=asks), because, "Changed an ask of a council profile")

    def leave_ask_out(self, profile: str, key: str, because: str) -> Changed:
        """Take a council’s own ask, or an item of good practice, out of the school’s own copy. Raises Refused for what binds."""
        state = self.state(profile)
        ask = next((one for one in state.profile.asks if one.key == key), None)
        if ask is None:
            raise Refused("This ask is not in the profile any more.", field="asks")
        if ask.basis in BINDING:
            raise Refused("This is asked by the law or the Code of Practice, not by the council: it stays.", field="asks")
        written = state.written
        rest = tuple(one for one in written.asks if one.key != key)
        left = written.leaves_out if not written.builds_on or key in written.leaves_out else (*written.leaves_out, key)
        return self._keep(replace(written, asks=rest, leaves_out=left), because, "Left an ask out of a council profile")

    def change_block(self, profile: str, block: PasteBlock, because: str) -> Changed:
        """Keep a paste block in the school’s own copy: the portal’s title and limits of one that there is, else a new one at the end."""
        state = self.state(profile)
        there = state.profile.paste
        known = any(one.key == block.key for one in there)
        blocks = tuple(block if one.key == block.key else one for one in there) if known else (*there, block)
        return self._keep(replace(state.written, paste=blocks), because, "Changed a paste block of a council profile")

    def change_form(self, profile: str, form: FormVersion, because: str) -> Changed:
        """Keep a form and its version in the school’s own copy: in the place of the one of that name and version, else at the end."""
        written = self.state(profile).written
        named = (form.name, form.version)
        rest = tuple(form if (one.name, one.version) == named else one for one in written.forms)
        forms = rest if form in rest else (*written.forms, form)
        return self._keep(replace(written, forms=forms), because, "Changed a form of a council profile")

    def start(self, la_code: str, name: str, because: str) -> Changed:
        """Begin the profile of a council that has none here: what the law, the Code and good practice ask, and nothing of its own yet."""
        number, called = la_code.strip(), " ".join(name.split())
        if (known := _of_number(number, self._owns())) is not None:
            raise Refused(f"{known.name} has a profile already: change that one.", field="la_code")
        if not called:
            raise Refused("Name the council.", field="name")
        made = Profile(
            id=f"{number}-{'-'.join(council_key(called).split()) or 'council'}", name=called, la_code=number, builds_on=GENERAL,
            told=Told(note="Begun by the school: nothing is known yet of what this council asks"),
        )
        return self._keep(made, because, "Began a council profile")

    def typed_portal(self, profile: str) -> Fact | None:
        """The portal’s address where the school has typed one that did not come with the app."""
        shipped, fact = came(profile), self.state(profile).written.fact(PORTAL)
        return fact if shipped is not None and fact.value is not None and fact != shipped.fact(PORTAL) else None

    def go_back(self, profile: str, *, keep_portal: bool = False) -> Changed:
        """Go back to the profile that came with the app, or take out one that only the school has; undo brings the school’s own again.

        With ``keep_portal`` the address of the portal that the school has typed stays.
        """
        owns = self._owns()
        own, shipped = owns.get(profile), came(profile)
        if own is None:
            return NOTHING_CHANGED
        typed = self.typed_portal(profile) if keep_portal else None
        if shipped is not None and typed is not None:
            text = profile_text(replace(shipped, facts={**shipped.facts, PORTAL: typed}))
            with self.book.writing("Went back to the council profile that came with the app, but for the portal’s address") as page:
                page.put(replace(
                    own, text=text, based_on=_came_print(profile), based_text=came_texts()[profile], because=TYPED,
                    changed_by=self.book.person.name, changed_on=today(self.clock),
                ))
            return page.changed
        with self.book.writing("Went back to the council profile that came with the app" if came(profile) else "Took out a council profile") as page:
            page.remove(own)
        return page.changed

    def keep_own(self, profile: str) -> Changed:
        """Go on with the school’s own copy although the one that came has changed, and say no more about it."""
        own = self._owns().get(profile)
        if own is None:
            return NOTHING_CHANGED
        with self.book.writing("Kept the school’s own council profile") as page:
            page.put(replace(own, based_on=_came_print(profile), based_text=came_texts().get(profile, "")))
        return page.changed

    def update_of(self, profile: str) -> Update | None:
        """What an update changes in a profile of which the school has its own copy; None where nothing has changed since, or cannot be told."""
        own, shipped = self._owns().get(profile), came(profile)
        if own is None or shipped is None or own.based_on == _came_print(profile) or not own.based_text:
            return None
        try:
            base, ours = _read(own.based_text).profile, _read(own.text).profile
        except Refused:  # written by a version that read otherwise: the two copies can still be compared
            return None
        return Update(changes=differences(base, shipped), result=merged(base, ours, shipped))

    def take_update(self, profile: str) -> Changed:
        """Take what an update changes into the school's own copy; where both have changed the same thing, the school's stays."""
        owns, update = self._owns(), self.update_of(profile)
        if update is None:
            return NOTHING_CHANGED
        need_right(update.result.profile, owns)
        if update.result.profile == came(profile):
            return self.go_back(profile)
        with self.book.writing("Took an update into the school’s own council profile") as page:
            page.put(replace(
                owns[profile], text=profile_text(update.result.profile), based_on=_came_print(profile), based_text=came_texts()[profile],
                changed_by=self.book.person.name, changed_on=today(self.clock),
            ))
        return page.changed

    def changed_since(self, profile: str) -> tuple[Difference, ...]:
        """In what the school’s own copy differs from the profile that came with the app; nothing where one of the two is not there."""
        shipped, own = came(profile), self._owns().get(profile)
        return differences(shipped, self.state(profile).written) if shipped and own else ()

    # From one school to another

    def text(self, profile: str) -> str:
        """A profile as the text of a file, as it is written."""
        return profile_text(self.state(profile).written)

    def share(self, profile: str, out: Path) -> Path:
        """Write a profile as a file for a colleague."""
        return share(self.state(profile), out)

    def kept(self, school: str) -> Kept:
        """The profiles as plain data, to be told or printed once the notebook is closed."""
        return Kept(owns=self._owns(), school=school)

    def incoming(self, text: str) -> Incoming:
        """What a colleague’s file would change here. Raises Refused with what is wrong with it."""
        return incoming(text, self._owns())

    def take(self, text: str, because: str) -> Changed:
        """Take a colleague’s file as the school’s own copy. Raises Refused with what is wrong with it, or where no reason is given."""
        return self._keep(_read(text).profile, because, "Took a council profile from a file")

    # Keeping

    def _keep(self, made: Profile, because: str, deed: str) -> Changed:
        owns = self._owns()
        need_right(made, owns)
        shipped, own = came(made.id), owns.get(made.id)
        if made == shipped:
            return self.go_back(made.id)
        kept = OwnProfile(
            id=own.id if own else uuid4(), profile=made.id, text=profile_text(made), based_on=own.based_on if own else _came_print(made.id),
            based_text=own.based_text if own else came_texts().get(made.id, ""), because=because.strip(), changed_by=self.book.person.name,
            changed_on=today(self.clock),
        )
        with self.book.writing(f"{deed}: {made.name}") as page:
            page.put(kept)
        return page.changed


def states_of(owns: Mapping[str, OwnProfile]) -> list[ProfileState]:
    """How every profile stands beside the school’s own copies, by their ids; without any, as all of them came."""
    return sorted((_state(id, owns) for id in dict.fromkeys((*came_texts(), *owns))), key=lambda state: _place(state.profile))


def state_of(profile: str, owns: Mapping[str, OwnProfile]) -> ProfileState:
    """How one profile stands. Raises Refused where there is none of that id."""
    known = dict.fromkeys((*came_texts(), *owns))
    if profile not in known:
        near = get_close_matches(profile, known, n=1, cutoff=0.5)
        meant = f"did you mean {near[0]}?" if near else "look for its id in the list of what councils ask."
        raise Refused(f"There is no council profile ‘{profile}’: {meant}", field="profile")
    return _state(profile, owns)


def incoming(text: str, owns: Mapping[str, OwnProfile]) -> Incoming:
    """What a colleague’s file would change. Raises Refused with what is wrong with it."""
    read = _read(text)
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
    if profile.kind is ProfileKind.COUNCIL and (other := _of_number(profile.la_code, owns)) and other.id != profile.id:
        raise Refused(f"{profile.la_code} is the number of {other.name}, whose profile is {other.id}: give this one that id.", field="la_code")


def _of_number(la_code: str, owns: Mapping[str, OwnProfile]) -> Profile | None:
    """The profile of the council with a number."""
    found = (state.written for state in states_of(owns))
    return next((one for one in found if one.kind is ProfileKind.COUNCIL and one.la_code == la_code), None)


def _state(id: str, owns: Mapping[str, OwnProfile]) -> ProfileState:
    """How a profile stands among the school’s own copies. A copy that cannot be read any more gives way to the one that came."""
    shipped, own, problem = came(id), owns.get(id), ""
    fallback = shipped or Profile(id=id, name=id, la_code=id[:3], builds_on=GENERAL, told=Told(note="The school’s copy cannot be read"))
    try:
        written = _read(own.text).profile if own else fallback
        profile = joined_with(written, lambda base: _written(base, owns))
    except Refused as refused:
        written, problem = fallback, f"The school’s own copy cannot be read, so the one that came with the app is used. {refused.message}"
        profile = joined_with(written, lambda base: _written(base, owns))
    return ProfileState(
        profile=profile, written=written, tally=tally(written), own=own, came=shipped is not None, problem=problem,
        newer=own is not None and shipped is not None and own.based_on != _came_print(id),
    )


def _written(id: str, owns: Mapping[str, OwnProfile]) -> Profile | None:
    """A profile to build on: the school’s own copy where it has one."""
    return _read(owns[id].text).profile if id in owns else came(id)


def _came_print(id: str) -> str:
    """The fingerprint of the profile that came with the app; empty where none did."""
    return fingerprint(came_texts()[id]) if id in came_texts() else ""


def _because(profile: Profile, said: str) -> Profile:
    """The profile with what must be told of why it is used."""
    return replace(profile, chosen_because=" ".join(filter(None, (said.strip(), profile.chosen_because))))
