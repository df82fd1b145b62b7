"""Settings: how the window looks, when it locks, the passphrase, who may open the notebook, and its backups."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QCheckBox, QFileDialog, QFrame, QVBoxLayout

from sendco_desk.domain.dates import shown_moment
from sendco_desk.domain.refusals import Refused
from sendco_desk.ui.messages import Message, done, told
from sendco_desk.ui.preferences import LOCK_MINUTES, USUAL_LOCK
from sendco_desk.ui.room import Place, Room, Screen
from sendco_desk.ui.theme import CHOICES, Look
from sendco_desk.ui.tokens import TEXT_SIZES
from sendco_desk.ui.widgets.buttons import button
from sendco_desk.ui.widgets.chips import Chip
from sendco_desk.ui.widgets.choice import Choice
from sendco_desk.ui.widgets.fields import Field, SecretField, TextField, point_at
from sendco_desk.ui.widgets.layout import Columns, Part, across, card, emptied, holding, line_across, page, scrolling, stack
from sendco_desk.ui.widgets.passphrase import NewPassphrase
from sendco_desk.ui.widgets.words import plain, words

if TYPE_CHECKING:
    from sendco_desk.store.backup import BackupMade

ROLES = {
    "sendco": "SENDCo: everything", "assistant": "Assistant: writes entries", "head": "Head teacher: reads",
}
SIZES = {str(round(size * 100)): f"{round(size * 100)}%" for size in TEXT_SIZES}
IDLE = {str(minutes): f"{minutes} minutes without a touch" if minutes else "Only when I press Lock" for minutes in LOCK_MINUTES}


class SettingsScreen(Screen):
    """One page of cards. A choice takes effect at once."""

    NAME: ClassVar[str] = "settings"
    KINDS: ClassVar[frozenset[str]] = frozenset({"school", "school_closure", "term"})

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.whole = QVBoxLayout(self)
        self.whole.setContentsMargins(0, 0, 0, 0)
        self.text_size = Choice(room.look, SIZES)
        self.theme = Choice(room.look, CHOICES)
        self.idle = Choice(room.look, IDLE)
        self.text_size.activated.connect(self.dress)
        self.theme.activated.connect(self.dress)
        self.idle.activated.connect(self.keep_idle)
        self.spelling = QCheckBox("Check spelling")
        self.spelling.setMinimumHeight(24)
        self.spelling.toggled.connect(self.keep_spelling)
        self.scans = QCheckBox("Read the words of scans")
        self.scans.setMinimumHeight(24)
        self.scans.toggled.connect(self.keep_scans)
        self.people = QVBoxLayout()
        self.backup = QVBoxLayout()
        self._lay()

    def _lay(self) -> None:
        from sendco_desk.ui.screens.settings_school import SchoolCard

        look = self.room.look
        left = stack(self._looks(), self._writing(), self._reading(), self._locking(), self._people(), None, gap=16)
        self.school = SchoolCard(self.room)
        right = stack(self._backups(), self.school, None, gap=16)
        self.whole.addWidget(page(look, words("Settings", "title"), 16, Columns(look, left, right, (1, 1), 760), None, name="Settings"))

    def refresh(self) -> None:
        """Show what holds now."""
        kept = self.room.preferences
        if kept is not None:
            self.theme.choose(kept.theme)
            self.text_size.choose(str(round(kept.text_size * 100)))
            self.idle.choose(str(kept.lock_minutes))
            self.spelling.setChecked(kept.spelling)
            self.scans.setChecked(kept.scans_read)
        self._show_people()
        self._show_backup()
        self.school.refresh()

    def open_at(self, place: Place) -> None:
        """Show the settings; at ``backups`` make one."""
        self.refresh()
        if place.tab == "backups":
            self.make_backup()

    def set_look(self, look: Look) -> None:
        """Painted widgets follow by themselves; nothing here was measured."""

    # How it looks, how it reads along, and when it locks

    def _looks(self) -> QFrame:
        fields = across(Field(self.room.look, "&Text size", self.text_size), Field(self.room.look, "&Colours", self.theme), gap=12)
        return card(words("How it looks", "heading"), fields)

    def _writing(self) -> QFrame:
        why = "British English. A wavy line stands under a word in doubt, and F7 goes to the next. The names in the notebook are known."
        bank = button(self.room.look, "The school’s phrases", "", then=lambda: self.room.go(Place("phrases")))
        return card(words("Writing", "heading"), self.spelling, words(why, "caption", "muted", True), 4, across(bank, None))

    def _reading(self) -> QFrame:
        why = "When a scan is put in, so that search finds it. It needs the free program tesseract on this computer, and some seconds a page."
        return card(words("Scans", "heading"), self.scans, words(why, "caption", "muted", True))

    def _locking(self) -> QFrame:
        why = words("Locking takes everything off the screen and closes the notebook. What you were writing is kept.", "caption", "muted", True)
        change = button(self.room.look, "Change passphrase", "", "key", then=self.ask_passphrase)
        field = Field(self.room.look, "&Lock after", self.idle)
        return card(words("Locking", "heading"), field, why, 4, across(change, None))

    def dress(self) -> None:
        """Take the text size and the theme that were chosen."""
        size, theme = int(self.text_size.code()), self.theme.code()
        if self.room.preferences is not None:
            self.room.preferences.keep("text_size", size)
            self.room.preferences.keep("theme", theme)
        self.room.dress(theme, size / 100)

    def keep_idle(self) -> None:
        """Remember after how long to lock."""
        if self.room.preferences is not None:
            self.room.preferences.keep("lock_minutes", int(self.idle.code() or USUAL_LOCK))

    def keep_spelling(self, on: bool) -> None:
        """Remember whether to underline words in doubt."""
        if self.room.preferences is not None:
            self.room.preferences.keep("spelling", "yes" if on else "no")

    def keep_scans(self, on: bool) -> None:
        """Remember whether to recognise the words of scans that are put in."""
        if self.room.preferences is not None:
            self.room.preferences.keep("scans_read", "yes" if on else "no")

    def ask_passphrase(self) -> None:
        """Open the sheet for a new passphrase."""
        self.room.sheet(PassphraseSheet(self.room), "Change passphrase", "right")

    # Who may open the notebook

    def _people(self) -> QFrame:
        add = button(self.room.look, "Add a person", "quiet", "plus", then=self.ask_person)
        why = words(
            "Each person has a passphrase of their own, and the notebook says who wrote what. A role is how the app behaves; "
            "it does not encrypt one person’s part from another.", "caption", "muted", True,
        )
        mine = (add,) if self.room.desk.keyring.may_let_in else ()
        return card(across(words("Who can open it", "heading"), None, *mine), self.people, why)

    def _show_people(self) -> None:
        emptied(self.people)
        me = self.room.desk.keyring.person()
        for person in self.room.desk.keyring.people():
            said = [plain(person.name, "strong"), words(ROLES.get(str(person.role), str(person.role)), "caption", "muted")]
            mine: list[Part] = [words("you", "caption", "muted")] if person.slot == me.slot else []
            self.people.addWidget(holding(across(stack(*said, gap=1), None, *mine, pad=(0, 4, 0, 4))))

    def ask_person(self) -> None:
        """Open the sheet for another person."""
        self.room.sheet(PersonSheet(self.room, self._show_people), "Add a person", "right")

    # Backups

    def _backups(self) -> QFrame:
        make = button(self.room.look, "Back up now", "", "backup", then=self.make_backup)
        where = button(self.room.look, "Choose where", "quiet", "folder", then=self.choose_where)
        return card(words("Backups", "heading"), self.backup, across(make, where, None))

    def where(self) -> Path | None:
        """The folder that was chosen for backups; None for the notebook's own."""
        kept = self.room.desk.keyring.setting("backup_folder")
        return Path(kept) if kept else None

    def _show_backup(self) -> None:
        emptied(self.backup)
        light, where = self.room.desk.backups.light(), self.where()
        kept = str(where) if where else "In the notebook’s own folder. A second disk or the school’s network is safer: choose where."
        chip = Chip(self.room.look, light.words, light.state, "backup")
        self.backup.addWidget(holding(across(chip, None)))
        self.backup.addWidget(plain(kept, "caption", "muted", True))

    def choose_where(self) -> None:
        """Choose the folder that backups go to."""
        chosen = QFileDialog.getExistingDirectory(self, "Keep backups in", str(self.where() or Path.home()))
        if chosen:
            self.room.desk.keyring.remember("backup_folder", chosen)
            self._show_backup()

    def make_backup(self) -> None:
        """Make a backup and check it."""
        desk, where = self.room.desk, self.where()
        self.room.tasks.run(lambda report: desk.backups.make(where, report), self.backed_up, title="Making a backup and checking it")

    def backed_up(self, made: "BackupMade") -> None:
        """Say what was made."""
        self._show_backup()
        files = f"{made.files} document{'s' * (made.files != 1)}"
        if made.missing:
            sentence = f"Backed up with {files}, but {made.missing} could not be read: check the notebook."
            self.room.say(Message(words=sentence, kind="refused"))
        else:
            self.room.say(done(f"Backed up and checked, {shown_moment(self.room.now())}: {files}."))
        self.room.changed(frozenset({"backup"}))


class FormSheet(QFrame):
    """A sheet with a title, fields, and one deed at its foot."""

    def __init__(self, room: Room, title: str, deed: str) -> None:
        super().__init__()
        self.room = room
        self.fields: dict[str, Field] = {}
        self.setProperty("kind", "sheet")
        self.title = title
        self.problem = words("", tone="late", wrap=True)
        self.problem.hide()
        self.go = button(room.look, deed, "primary", then=self.press)

    def lay(self, *parts: Part) -> None:
        """Put the parts between the title and the foot."""
        look = self.room.look
        shut = button(look, "", "quiet", "close", "Close (Esc)", then=self.room.close_sheet)
        top = across(words(self.title, "heading"), None, shut, pad=(20, 12, 12, 10))
        body = scrolling(holding(stack(*parts, 8, self.problem, None, gap=12, pad=(20, 12, 20, 12))), self.title)
        self.setLayout(stack(top, line_across(), body, line_across(), across(None, self.go, pad=(20, 10, 20, 12))))

    def press(self) -> None:
        """Do the deed, or say beside its field what is still wrong."""
        self.problem.hide()
        try:
            self.deed()
        except Refused as refusal:
            self.refused(refusal)

    def deed(self) -> None:
        """What the sheet is for."""
        raise NotImplementedError

    def refused(self, failure: Exception) -> None:
        """Say what is wrong beside its field, or under the fields."""
        if not (isinstance(failure, Refused) and point_at(self.fields, failure)) and (message := told(failure)) is not None:
            self.problem.setText(message.words)
            self.problem.show()


class PassphraseSheet(FormSheet):
    """The old passphrase, and the new one twice."""

    def __init__(self, room: Room) -> None:
        super().__init__(room, "Change passphrase", "Change it")
        self.old = SecretField(room.look, "Your &present passphrase", strong=False)
        self.new = NewPassphrase(room.look, "&New passphrase")
        self.fields = {"passphrase": self.old, "again": self.new.again}
        self.lay(self.old, self.new)
        self.setFocusProxy(self.old)

    def deed(self) -> None:
        """Change it, off the window's thread: a passphrase is slow to stretch by design."""
        try:
            new = self.new.value()
        except Refused as refusal:
            (self.new.again if refusal.field == "again" else self.new.first).wrong(refusal.message)
            return
        keyring, old = self.room.desk.keyring, self.old.text()
        self.go.setEnabled(False)
        self.room.tasks.run(
            lambda report: keyring.change_passphrase(old, new), self.changed, self.refused, title="Changing the passphrase", cancellable=False,
            ended=lambda: self.go.setEnabled(True),
        )

    def changed(self, nothing: None) -> None:
        """Say so."""
        self.room.close_sheet()
        self.room.say(done("Your passphrase is changed. The recovery code still opens the notebook."))


class PersonSheet(FormSheet):
    """Somebody else's name, role and first passphrase."""

    def __init__(self, room: Room, then: Callable[[], object]) -> None:
        super().__init__(room, "Add a person", "Add")
        self.then = then
        self.person = TextField(room.look, "&Name")
        self.role = Choice(room.look, ROLES, "assistant")
        self.secret = NewPassphrase(room.look, "Their &passphrase")
        self.fields = {"name": self.person, "passphrase": self.secret.first, "again": self.secret.again}
        self.lay(self.person, Field(room.look, "&Role", self.role), self.secret)
        self.setFocusProxy(self.person)

    def deed(self) -> None:
        """Add the person."""
        if not self.person.text():
            raise Refused("Give the person’s name.", field="name")
        keyring, name, role, secret = self.room.desk.keyring, self.person.text(), self.role.code(), self.secret.value()
        self.go.setEnabled(False)
        self.room.tasks.run(
            lambda report: keyring.add_person(name, role, secret), lambda nothing: self.added(name), self.refused, title="Adding a person",
            cancellable=False, ended=lambda: self.go.setEnabled(True),
        )

    def added(self, name: str) -> None:
        """Say so."""
        self.room.close_sheet()
        self.then()
        self.room.say(done(f"{name} can open the notebook."))
