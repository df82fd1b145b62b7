"""Sheets about what a council asks: a field, an ask, a form, a text block, the portal's address, a new council, a colleague's file."""

import re
from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from sendco_desk.authority.evidence import EVIDENCE
from sendco_desk.authority.fields import FIELDS, Field, Holds
from sendco_desk.authority.profile import CONFIDENCE_WORDS, Ask, Basis, Confidence, Fact, FormVersion, PasteBlock, Told, Value
from sendco_desk.domain.refusals import Refused
from sendco_desk.services.profile_states import Incoming, ProfileState
from sendco_desk.ui.forms.form import Form, attempt
from sendco_desk.ui.room import Room
from sendco_desk.ui.screens.flow import flowing
from sendco_desk.ui.widgets.buttons import button
from sendco_desk.ui.widgets.words import plain, words

SURE = {confidence.value: said for confidence, said in CONFIDENCE_WORDS.items()}
WHY = "Why it is changed"
REASON_GHOST = "Ms A. Officer said so on the telephone"
TAKEN_OUT = "The school has taken the value out"


class ProfileForm(Form):
    """A sheet that changes the school's own copy of a profile: each asks how the new fact is known, and why it is changed."""

    NOTE = "The school’s own copy is changed, and the history keeps the reason. Undo takes it back."

    def __init__(self, room: Room, state: ProfileState, title: str, *, draft: str) -> None:
        self.state = state
        super().__init__(room, title, draft=f"profile:{state.profile.id}:{draft}", finish="Save")

    def known(self, told: Told) -> tuple[QWidget, ...]:
        """The fields that say how something is known; what was never known begins as said by whoever types it."""
        sure = Confidence.HIGH if told.confidence is Confidence.UNVERIFIED else told.confidence
        source = self.line("source", "Where it is from", told.source, ghost="A page of the council’s, or who said so")
        source.edit.setCursorPosition(0)
        return (
            source,
            self.day_field("checked_on", "Checked on", told.checked_on if told.source else self.today()),
            self.choice("confidence", "How sure", SURE, sure.value),
            self.prose("note", "What is doubtful about it", told.note if told.source else "", lines=2),
            self.reason(),
        )

    def reason(self) -> QWidget:
        """The field that asks why."""
        return self.prose("because", WHY, lines=2, ghost=REASON_GHOST)

    def told(self) -> Told:
        """How it is known, as typed. Raises Refused beside the field that lacks."""
        sure = Confidence(self.code("confidence"))
        if sure is not Confidence.UNVERIFIED and not self.said("source"):
            raise Refused("Say where this is from, or choose that it is unverified.", field="source")
        if sure is Confidence.UNVERIFIED and not self.said("note"):
            raise Refused("Write what is doubtful about it.", field="note")
        day = self.day("checked_on") if sure is Confidence.UNVERIFIED else self.needed_day("checked_on", "Give the day on which it was checked.")
        return Told(source=self.said("source"), checked_on=day, confidence=sure, note=one_line(self.said("note")))

    def number(self, name: str) -> int:
        """A whole number, 0 where nothing stands. Raises Refused beside the field."""
        text = self.said(name)
        if text and not (text.isascii() and text.isdigit() and len(text) <= 4):
            raise Refused("Type a whole number, or leave it empty.", field=name)
        return int(text or 0)

    def because(self) -> str:
        """Why it is changed, on one line."""
        return one_line(self.said("because"))


def one_line(text: str) -> str:
    """Words on one line, as a profile holds them."""
    return " ".join(text.split())


def figure(number: int) -> str:
    """A number for a line, empty for 0."""
    return str(number) if number else ""


class FactForm(ProfileForm):
    """One field of a profile."""

    def __init__(self, room: Room, state: ProfileState, name: str) -> None:
        self.field: Field = FIELDS[name]
        self.fact = state.profile.fact(name)
        super().__init__(room, state, self.field.title, draft=f"fact:{name}")

    def build(self) -> None:
        self.rows(self._value_box(), *self.known(self.fact.told))

    def _value_box(self) -> QWidget:
        field, value = self.field, self.fact.value
        label = f"{field.title}, in {field.unit}" if field.unit else field.title
        match field.holds:
            case Holds.CODE:
                return self.choice("value", label, dict(field.codes or {}), str(value or ""), none="Not known")
            case Holds.YES_NO:
                chosen = "" if value is None else "yes" if value else "no"
                return self.choice("value", label, {"yes": "Yes", "no": "No"}, chosen, none="Not known")
            case Holds.DAY:
                return self.day_field("value", label, value if isinstance(value, date) else None)
            case Holds.LIST if field.codes:
                return self.ticks("value", label, field.codes, value if isinstance(value, tuple) else ())
            case Holds.LIST:
                return self.prose("value", f"{label}, each on a line", "\n".join(value) if isinstance(value, tuple) else "", lines=3)
            case _:
                made = self.line("value", label, "" if value is None else str(value))
                made.edit.setCursorPosition(0)
                return made

    def value(self) -> Value:
        """What was typed or chosen, None where nothing was. Raises Refused beside the field."""
        match self.field.holds:
            case Holds.CODE:
                return self.code("value") or None
            case Holds.YES_NO:
                return {"yes": True, "no": False}.get(self.code("value"))
            case Holds.DAY:
                return self.day("value")
            case Holds.LIST if self.field.codes:
                return self.codes("value") or None
            case Holds.LIST:
                return tuple(filter(None, map(one_line, self.said("value").splitlines()))) or None
            case Holds.NUMBER:
                return self.number("value") if self.said("value") else None
            case _:
                return self.said("value") or None

    def deed(self) -> tuple[frozenset[str], str]:
        value = self.value()
        told = self.told() if value is not None else Told(note=one_line(self.said("note")) or TAKEN_OUT)
        changed = self.room.desk.profiles.change_fact(self.state.profile.id, self.field.name, Fact(value=value, told=told), self.because())
        return changed, "The field is saved."


class AskForm(ProfileForm):
    """An ask of the council's own: a new one, one that is changed, or an item of good practice that this council asks for in its own way."""

    def __init__(self, room: Room, state: ProfileState, ask: Ask | None = None) -> None:
        self.ask = ask
        super().__init__(room, state, "An ask of the council’s", draft=f"ask:{ask.key if ask else 'new'}")

    def build(self) -> None:
        a = self.ask
        self.rows(
            words("It is tagged as the council’s own ask. What the law and the Code ask stands apart and stays.", "caption", "muted", wrap=True),
            self.prose("text", "What is asked", a.text if a else "", lines=2),
            self.choice("evidence", "Answered by", EVIDENCE, a.evidence if a else "", none="" if a else "Choose what answers it"),
            self.tick("required", "Force", "It must be there", a.required if a else True),
            self.line("number", "Its number or name in the council’s list", a.number if a else ""),
            self.beside(
                self.line("least", "How many, at least", figure(a.least) if a else ""),
                self.line("most_words", "Words, at most", figure(a.most_words) if a else ""),
            ),
            self.beside(
                self.line("most_months", "No older than, in months", figure(a.most_months) if a else ""),
                self.line("window_months", "Over how many months", figure(a.window_months) if a else ""),
            ),
            *self.known(a.told if a else Told()),
        )

    def deed(self) -> tuple[frozenset[str], str]:
        if not self.said("text"):
            raise Refused("Write what is asked.", field="text")
        if not self.code("evidence"):
            raise Refused("Choose what of the record answers it.", field="evidence")
        made = Ask(
            key=self.ask.key if self.ask else self._new_key(), text=one_line(self.said("text")), basis=self._basis(),
            evidence=self.code("evidence"), required=self.on("required"), number=self.said("number"), least=self.number("least"),
            most_months=self.number("most_months"), window_months=self.number("window_months"), most_words=self.number("most_words"),
            told=self.told(),
        )
        changed = self.room.desk.profiles.change_ask(self.state.profile.id, made, self.because(), was=self.ask.key if self.ask else "")
        return changed, "The ask is saved."

    def _basis(self) -> Basis:
        """A council's ask in its profile; in one that is no council's, good practice stays good practice."""
        return Basis.COUNCIL if self.state.profile.la_code else Basis.PRACTICE

    def _new_key(self) -> str:
        """A key of the first words, which no other ask has."""
        taken = {ask.key for ask in self.state.profile.asks} | set(self.state.written.leaves_out)
        stem = "_".join(re.findall(r"[a-z0-9]+", self.said("text").casefold())[:4]) or "ask"
        return next(key for key in (stem, *(f"{stem}_{number}" for number in range(2, len(taken) + 3))) if key not in taken)


class VersionForm(ProfileForm):
    """A form that the council gives out, with the days between which it takes it."""

    def __init__(self, room: Room, state: ProfileState, form: FormVersion | None = None) -> None:
        self.form = form
        super().__init__(room, state, "A form of the council’s", draft=f"form:{form.name if form else 'new'}")

    def build(self) -> None:
        f = self.form
        self.rows(
            self.line("name", "Name of the form", f.name if f else ""), self.line("version", "Version", f.version if f else ""),
            self.beside(
                self.day_field("valid_from", "Taken from", f.valid_from if f else None),
                self.day_field("valid_to", "Taken until", f.valid_to if f else None),
            ),
            *self.known(f.told if f else Told()),
        )

    def deed(self) -> tuple[frozenset[str], str]:
        if not self.said("name"):
            raise Refused("Give the name of the form.", field="name")
        first, last = self.day("valid_from"), self.day("valid_to")
        if first and last and last < first:
            raise Refused("The last day is before the first.", field="valid_to")
        made = FormVersion(name=self.said("name"), version=self.said("version"), valid_from=first, valid_to=last, told=self.told())
        return self.room.desk.profiles.change_form(self.state.profile.id, made, self.because()), "The form is saved."


class BlockForm(ProfileForm):
    """One text block of the council's portal, with its limits."""

    def __init__(self, room: Room, state: ProfileState, block: PasteBlock) -> None:
        self.block = block
        super().__init__(room, state, "A text block", draft=f"block:{block.key}")

    def build(self) -> None:
        b = self.block
        self.rows(
            self.line("title", "Its title in the portal", b.title), self.choice("evidence", "Filled from", EVIDENCE, b.evidence),
            self.beside(
                self.line("most_words", "Words, at most", figure(b.most_words)),
                self.line("most_letters", "Letters, at most", figure(b.most_letters)),
            ),
            *self.known(b.told),
        )

    def deed(self) -> tuple[frozenset[str], str]:
        if not self.said("title"):
            raise Refused("Give the block its title.", field="title")
        made = PasteBlock(
            key=self.block.key, title=self.said("title"), evidence=self.code("evidence"), most_words=self.number("most_words"),
            most_letters=self.number("most_letters"), told=self.told(),
        )
        return self.room.desk.profiles.change_block(self.state.profile.id, made, self.because()), "The text block is saved."


class PortalForm(ProfileForm):
    """The address of the council's portal, typed once."""

    NOTE = "The app never opens it: it stands where you need it, to be copied."

    def __init__(self, room: Room, state: ProfileState) -> None:
        super().__init__(room, state, "The portal’s address", draft="portal")

    def build(self) -> None:
        value = self.state.profile.fact("portal_url").value
        self.rows(self.line(
            "portal_url", "Address", str(value or ""), ghost="https://", hint="As the browser shows it when you are there. Empty takes it out.",
        ))

    def deed(self) -> tuple[frozenset[str], str]:
        return self.room.desk.profiles.type_portal(self.state.profile.id, self.said("portal_url")), "The portal’s address is saved."


class LeaveOutForm(ProfileForm):
    """Why an ask is left out."""

    NOTE = "What the law and the Code ask cannot be left out. Undo takes it back."

    def __init__(self, room: Room, state: ProfileState, ask: Ask) -> None:
        self.ask = ask
        super().__init__(room, state, "Leave an ask out", draft=f"leave:{ask.key}")

    def build(self) -> None:
        self.rows(plain(self.ask.text, wrap=True), self.prose("because", "Why it is left out", lines=2, ghost=REASON_GHOST))

    def deed(self) -> tuple[frozenset[str], str]:
        return self.room.desk.profiles.leave_ask_out(self.state.profile.id, self.ask.key, self.because()), "The ask is left out."


class StartForm(Form):
    """A council that has no profile yet."""

    NOTE = "It begins with what the law, the Code and good practice ask; what the council asks is added to it."

    def __init__(self, room: Room) -> None:
        super().__init__(room, "Add a council", draft="profile:new", finish="Add it")

    def build(self) -> None:
        self.rows(
            self.line("name", "Council", ghost="Marlshire County Council"),
            self.line("la_code", "Its number", hint="The three figures of the Department for Education, as on the census."),
            self.prose("because", "Why it is added", lines=2, ghost="Two of our pupils live there"),
        )

    def deed(self) -> tuple[frozenset[str], str]:
        if not re.fullmatch(r"[0-9]{3}", self.said("la_code")):
            raise Refused("Type the council’s number, three figures such as 830.", field="la_code")
        return self.room.desk.profiles.start(self.said("la_code"), self.said("name"), one_line(self.said("because"))), "The council is added."


class TakeForm(Form):
    """A colleague's file: everything that it would change here, before it is taken."""

    NOTE = "It becomes the school’s own copy. Undo takes it back."

    def __init__(self, room: Room, found: Incoming) -> None:
        self.found = found
        super().__init__(room, f"A file for {found.profile.name}", draft=f"profile:{found.profile.id}:take", finish="Take it")
        self.finish_button.setEnabled(bool(found.differences) or not found.known)

    def build(self) -> None:
        found = self.found
        self.rows(words(self._head(), "heading", wrap=True), *(plain(note, "caption", "muted", wrap=True) for note in found.notes))
        self.rows(*(plain(one.sentence, wrap=True) for one in found.differences))
        if found.differences or not found.known:
            self.rows(self.prose("because", "Why it is taken", lines=2, ghost="From the SENDCo of a school nearby, who asked the council"))

    def _head(self) -> str:
        count = len(self.found.differences)
        if not self.found.known:
            return "This council has no profile here yet. This is what the file says."
        return f"What would change: {count} {'thing' if count == 1 else 'things'}." if count else "Nothing in it differs from what is here."

    def deed(self) -> tuple[frozenset[str], str]:
        if "because" not in self.fields:
            return frozenset(), ""  # Ctrl+Enter shuts a sheet on which there is nothing to take
        return self.room.desk.profiles.take(self.found.text, one_line(self.said("because"))), "The profile is taken as the school’s own copy."


class OwnCopyForm(Form):
    """The school's own copy beside the profile that came with the app."""

    NOTE = "Undo brings the school’s own copy again."

    def __init__(self, room: Room, state: ProfileState) -> None:
        self.state = state
        finish = "Go back to the app’s" if state.came else "Take the profile out"
        super().__init__(room, "The school’s own copy", draft=f"profile:{state.profile.id}:own", finish=finish)

    def build(self) -> None:
        state = self.state
        if state.own is not None:
            self.rows(plain(f"Changed because: {state.own.because}", wrap=True))
        differences = self.room.desk.profiles.changed_since(state.profile.id)
        if state.newer:
            self._build_update()
        if self.room.desk.profiles.typed_portal(state.profile.id) is not None:
            self.rows(self.tick("keep_portal", "When going back", "Keep the portal’s address that we typed", True))
        said = "What differs from the profile that came with the app:" if differences else "Nothing that came with the app is changed in it."
        self.rows(words(said, "strong", wrap=True), *(plain(one.sentence, wrap=True) for one in differences))

    def _build_update(self) -> None:
        """What an update of the app changes, to be taken beside what the school has changed, or left."""
        look, update = self.look, self.room.desk.profiles.update_of(self.state.profile.id)
        self.rows(words("An update of the app has changed the profile since the copy was made.", "strong", "soon", wrap=True))
        keep = button(look, "Keep ours", "", "check", then=self.keep)
        keep.setAccessibleName("Keep the school’s own copy, and say no more that the app’s has changed")
        deeds = [keep]
        if update is not None:
            take = button(look, "Take the update, keep ours", "", "import", then=self.take_update)
            take.setAccessibleName("Take what the update changes into the school’s own copy")
            deeds.insert(0, take)
            self.rows(*(plain(one.sentence, wrap=True) for one in update.changes))
            if update.result.both:
                self.rows(plain(f"Changed by both, so that the school’s would stay: {', '.join(update.result.both)}.", wrap=True))
        self.rows(flowing(*deeds))

    def keep(self) -> None:
        """Go on with the school's own copy."""
        self._do(self.room.desk.profiles.keep_own, "The school’s own copy is kept.")

    def take_update(self) -> None:
        """Take what the update changes, beside what the school has changed."""
        self._do(self.room.desk.profiles.take_update, "The update is taken into the school’s own copy.")

    def _do(self, deed: Callable[[str], frozenset[str]], sentence: str) -> None:
        if attempt(self.room, partial(deed, self.state.profile.id), sentence):
            self.room.close_sheet()

    def deed(self) -> tuple[frozenset[str], str]:
        done = "The profile that came with the app is used again." if self.state.came else "The profile is taken out."
        keep = "keep_portal" in self.fields and self.on("keep_portal")
        return self.room.desk.profiles.go_back(self.state.profile.id, keep_portal=keep), done
