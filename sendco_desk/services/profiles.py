"""What each council asks of a school: the profiles that came with the app, the school’s own copies, and which of them goes for a pupil.

The profile follows the council in which the pupil lives, never the school. No rule of law is changed here: what binds stands in the general
profile, and a school’s copy keeps it as it came.
"""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from sendco_desk.authority.comparing import Difference, differences
from sendco_desk.authority.merging import merged
from sendco_desk.authority.profile import BINDING, Ask, Confidence, Fact, FormVersion, PasteBlock, Profile, ProfileKind, Told
from sendco_desk.authority.writing import profile_text
from sendco_desk.domain.casework import CaseEvent, CaseFile
from sendco_desk.domain.council_asks import OwnProfile
from sendco_desk.domain.dates import shown
from sendco_desk.domain.pack_layout import PackLayout
from sendco_desk.domain.pupil import Residence, SenStatus, current_status
from sendco_desk.domain.refusals import Refused
from sendco_desk.services.clockwork import NOTHING_CHANGED, Changed, Clock, today
from sendco_desk.services.councils import council_key
from sendco_desk.services.profile_states import (
    GENERAL,
    Incoming,
    Kept,
    ProfileState,
    Update,
    came,
    came_print,
    came_text,
    incoming,
    known_ids,
    need_right,
    of_number,
    read_kept,
    share,
    state_of,
    states_of,
)
from sendco_desk.services.pupils import current_authority

if TYPE_CHECKING:
    from sendco_desk.store.notebook import Notebook

PORTAL = "portal_url"
MADE, CEASED = ("plan_made", "final_plan_issued"), "plan_ceased"
"""The events after which a pupil has a plan, and has none any more."""
TYPED = "The address that the school uses"
MOVED = (
    "This case is with {council}, and the pupil’s home is recorded under {home}: a request goes to the council in whose area the child lives, so "
    "look whether this is still the right council."
)


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
            return self._with_home(proposed, kept, on)
        if layout.profile not in known_ids(self._owns()):
            return _because(proposed, "The profile that was chosen for this pack is not here any more.")
        chosen = self.profile(layout.profile)
        refused = self.refusal(chosen, kept.pupil, on)
        return _because(proposed, refused) if refused else self._following(chosen, on)

    def _with_home(self, profile: Profile, case: CaseFile, on: date) -> Profile:
        """The profile of an open case’s council; it is said where the pupil’s home is recorded under another by then."""
        home = current_authority(self.book.all(Residence, pupil=case.pupil), on)
        if case.closed_on is not None or not home.strip() or not case.authority.strip() or council_key(home) == council_key(case.authority):
            return profile
        return _because(profile, MOVED.format(council=case.authority.strip(), home=home.strip()))

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
            if profile.successor in seen or profile.successor not in known_ids(self._owns()):
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
        if (known := of_number(number, self._owns())) is not None:
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
                    own, text=text, based_on=came_print(profile), based_text=came_text(profile), because=TYPED,
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
            page.put(replace(own, based_on=came_print(profile), based_text=came_text(profile)))
        return page.changed

    def update_of(self, profile: str) -> Update | None:
        """What an update changes in a profile of which the school has its own copy; None where nothing has changed since, or cannot be told."""
        own, shipped = self._owns().get(profile), came(profile)
        if own is None or shipped is None or own.based_on == came_print(profile) or not own.based_text:
            return None
        try:
            base, ours = read_kept(own.based_text).profile, read_kept(own.text).profile
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
                owns[profile], text=profile_text(update.result.profile), based_on=came_print(profile), based_text=came_text(profile),
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
        return self._keep(read_kept(text).profile, because, "Took a council profile from a file")

    # Keeping

    def _keep(self, made: Profile, because: str, deed: str) -> Changed:
        owns = self._owns()
        need_right(made, owns)
        shipped, own = came(made.id), owns.get(made.id)
        if made == shipped:
            return self.go_back(made.id)
        kept = OwnProfile(
            id=own.id if own else uuid4(), profile=made.id, text=profile_text(made), based_on=own.based_on if own else came_print(made.id),
            based_text=own.based_text if own else came_text(made.id), because=because.strip(), changed_by=self.book.person.name,
            changed_on=today(self.clock),
        )
        with self.book.writing(f"{deed}: {made.name}") as page:
            page.put(kept)
        return page.changed


def _because(profile: Profile, said: str) -> Profile:
    """The profile with what must be told of why it is used."""
    return replace(profile, chosen_because=" ".join(filter(None, (said.strip(), profile.chosen_because))))
