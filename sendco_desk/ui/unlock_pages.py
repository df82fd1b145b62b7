"""The less common pages of the first window: a new notebook, its recovery code, a lost passphrase, a backup put back."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QCheckBox, QFileDialog, QFrame, QLabel

from sendco_desk.domain.codes import PHASES, SCHOOL_TYPES
from sendco_desk.domain.refusals import Refused
from sendco_desk.ui.messages import Message
from sendco_desk.ui.opening import Wanted
from sendco_desk.ui.unlock import UnlockWindow, school_of
from sendco_desk.ui.widgets.buttons import button
from sendco_desk.ui.widgets.choice import Choice
from sendco_desk.ui.widgets.fields import Field, TextField, point_at
from sendco_desk.ui.widgets.layout import Part, across, holding, line_across, stack
from sendco_desk.ui.widgets.passphrase import NewPassphrase
from sendco_desk.ui.widgets.words import words

if TYPE_CHECKING:
    from sendco_desk.services.desk import Desk

_NOT_IN_A_NAME = '<>:"/\\|?*'


def home() -> Path:
    """Where notebooks go unless somebody says otherwise: the person's own folder, which no program syncs by itself."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.HomeLocation)) / "SENDCo Desk"


def folder_for(school: str) -> Path:
    """The folder of a school's notebook."""
    name = "".join(c for c in school if c not in _NOT_IN_A_NAME and c.isprintable()).strip(" .")
    return home() / f"{name or 'Notebook'}.sendco"


class Page(QFrame):
    """A card with a title, its parts, and at its foot Back and the one deed."""

    def __init__(self, window: UnlockWindow, title: str, why: str, deed: str) -> None:
        super().__init__()
        self.over = window
        self.fields: dict[str, Field] = {}
        self.setProperty("kind", "card")
        self.title, self.why = words(title, "title", wrap=True), words(why, tone="muted", wrap=True)
        self.back = button(window.look, "Back", "quiet", "back", then=window.start)
        self.go = button(window.look, deed, "primary", then=self.press)

    def lay(self, *parts: Part) -> None:
        """Put the parts between the title and the foot."""
        foot = across(self.back, None, self.go)
        self.setLayout(stack(self.title, 4, self.why, 16, *parts, 16, line_across(), 12, foot, pad=(32, 24, 32, 20)))

    def press(self) -> None:
        """Do the deed, or say beside its field what is still wrong."""
        self.over.clear_problem()
        try:
            self.deed()
        except Refused as refusal:
            self.refused(refusal)

    def deed(self) -> None:
        """What the page is for."""
        raise NotImplementedError

    def refused(self, failure: Exception) -> None:
        """Say what is wrong beside its field, or under the page."""
        if not (isinstance(failure, Refused) and point_at(self.fields, failure)):
            self.over.say(Message(words=str(failure) or "Stopped. Nothing was changed.", kind="refused"))

    def busy(self, on: bool) -> None:
        """While it is being done there is nothing to press."""
        self.setEnabled(not on)


class FolderField(Field):
    """A folder: shown in words, changed by choosing another."""

    def __init__(self, window: UnlockWindow, label: str, folder: Path | None, ask: str, *, make: bool = False) -> None:
        self.folder, self.ask, self.make, self.chosen = folder, ask, make, False
        self.shown = QLabel()
        self.shown.setTextFormat(Qt.TextFormat.PlainText)
        self.shown.setWordWrap(True)
        self.pick = button(window.look, "Change" if folder else "Choose", "row", then=self.choose)
        line = across(self.shown, self.pick)
        line.setStretch(0, 1)
        super().__init__(window.look, label, holding(line))
        self.pick.setAccessibleName(f"{self.pick.text()}: {self.name}")
        self.setFocusProxy(self.pick)
        self.show_folder(folder)

    def show_folder(self, folder: Path | None) -> None:
        """Take a folder."""
        self.folder = folder
        self.shown.setText(str(folder) if folder else "None chosen yet")

    def choose(self) -> None:
        """Ask for another folder."""
        start = str(self.folder.parent if self.folder else home().parent)
        found = QFileDialog.getExistingDirectory(self, self.ask, start)
        if found:
            self.chosen = True
            self.show_folder(Path(found) / self.folder.name if self.make and self.folder else Path(found))
            self.clear_line()


class NewPage(Page):
    """A new notebook in five answers."""

    def __init__(self, window: UnlockWindow) -> None:
        super().__init__(window, "New notebook", "Five answers; all but the passphrase can be changed later in Settings.", "Make the notebook")
        look = window.look
        self.school = TextField(look, "&School’s name")
        self.phase = Choice(look, PHASES, "primary")
        self.kind = Choice(look, SCHOOL_TYPES, "maintained")
        self.council = TextField(look, "&Council that the school belongs to", hint="The council named on most of your pupils’ plans.")
        self.person = TextField(look, "&Your name")
        self.secret = NewPassphrase(look)
        self.where = FolderField(window, "Kept in", folder_for(""), "Keep the notebook in", make=True)
        self.school.changed.connect(self.follow_name)
        self.fields = {
            "school_name": self.school, "name": self.person, "person_name": self.person, "authority": self.council, "folder": self.where,
            "passphrase": self.secret.first, "again": self.secret.again,
        }
        kinds = across(Field(look, "P&hase", self.phase), Field(look, "&Type", self.kind), gap=12)
        self.lay(stack(self.school, kinds, self.council, self.person, self.secret, self.where, gap=12))
        self.setFocusProxy(self.school)

    def follow_name(self) -> None:
        """The folder is called after the school until somebody chooses another."""
        if not self.where.chosen:
            self.where.show_folder(folder_for(self.school.text()))

    def wanted(self) -> Wanted:
        """What was typed. Raises Refused where something is missing."""
        if not self.school.text():
            raise Refused("Give the school’s name.", field="school_name")
        if not self.person.text():
            raise Refused("Give your name: the notebook says who wrote each entry.", field="person_name")
        return Wanted(
            folder=self.where.folder or folder_for(self.school.text()), school_name=self.school.text(), phase=self.phase.code(),
            school_type=self.kind.code(), authority=self.council.text(), person_name=self.person.text(), passphrase=self.secret.value(),
        )

    def deed(self) -> None:
        """Check the place, then make the notebook."""
        wanted, opening = self.wanted(), self.over.opening

        def make() -> "tuple[Desk, str]":
            why = opening.why_not_here(wanted.folder)
            if why:
                raise Refused(why, field="folder")
            return opening.create(wanted)

        self.busy(True)
        self.over.tasks.run(
            lambda report: make(), self.show_code, self.refused, title="Making the notebook", cancellable=False, ended=lambda: self.busy(False),
        )

    def show_code(self, made: "tuple[Desk, str]") -> None:
        """The notebook is made: show its recovery code, once."""
        self.over.show_page(CodePage(self.over, *made))


class CodePage(Page):
    """The recovery code, shown this once."""

    def __init__(self, window: UnlockWindow, desk: "Desk", code: str) -> None:
        why = "If you forget your passphrase, only this code opens the notebook. Nobody else has it, and it is not shown again."
        super().__init__(window, "Your recovery code", why, "Open the notebook")
        self.desk, self.code = desk, code
        look = window.look
        self.shown = words(grouped(code), "heading")
        self.shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self.shown.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.shown.setAccessibleName(f"Recovery code: {code}")
        self.shown.setProperty("ringed", True)
        self.safe = QCheckBox("I have put it in the school’s safe")
        self.safe.toggled.connect(self.go.setEnabled)
        self.go.setEnabled(False)
        self.back.hide()
        deeds = across(
            button(look, "Print it", "", "print", then=self.print_it), button(look, "Save it as a file", "", "export", then=self.save_it), None,
        )
        keep = words(
            "Print it and put it in the school’s safe. Do not keep it on this computer: whoever has it can read everything.", "caption", "muted", True
        )
        self.lay(holding(stack(self.shown, pad=(16, 12, 16, 12)), "well"), 12, deeds, 8, keep, 12, self.safe)
        self.setFocusProxy(self.safe)

    def sheet(self) -> str:
        """The words on the printed sheet."""
        return (
            f"SENDCo Desk: recovery code\n\nNotebook of {self.desk.school.school().name}\n\n{self.code}\n\n"
            "This code opens the notebook when a passphrase is forgotten: in the first window choose “Use the recovery code”.\n"
            "Whoever has it can read everything in the notebook. Keep it in the school’s safe.\n"
        )

    def print_it(self) -> None:
        """Print the sheet."""
        from PySide6.QtGui import QTextDocument
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter()
        dialog = QPrintDialog(printer, self)
        if dialog.exec():
            document = QTextDocument(self.sheet())
            document.print_(printer)

    def save_it(self) -> None:
        """Save the sheet as a text file, for a printer elsewhere."""
        chosen, _ = QFileDialog.getSaveFileName(self, "Save the recovery code", "SENDCo Desk recovery code.txt", "Text (*.txt)")
        if chosen:
            try:
                Path(chosen).write_text(self.sheet(), encoding="utf-8")
            except OSError:
                self.over.say(Message(words="The file could not be saved there. Choose another folder, or print the code.", kind="trouble"))

    def deed(self) -> None:
        """Go in."""
        self.over.finish(self.desk)


def grouped(code: str) -> str:
    """The code on three lines, as it is read aloud."""
    groups = code.split("-")
    return "\n".join("  ".join(groups[at : at + 3]) for at in range(0, len(groups), 3))


class RecoverPage(Page):
    """A forgotten passphrase: the recovery code sets a new one."""

    def __init__(self, window: UnlockWindow, folder: Path) -> None:
        why = f"For the notebook {school_of(folder)}. The code is on the sheet in the school’s safe."
        super().__init__(window, "Use the recovery code", why, "Set the new passphrase")
        self.folder = folder
        look = window.look
        self.code = TextField(look, "&Recovery code", hint="Capitals, small letters and dashes do not matter.")
        self.person = TextField(look, "&Your name", hint="As the notebook knows you.")
        self.secret = NewPassphrase(look, "New &passphrase")
        self.fields = {"code": self.code, "name": self.person, "passphrase": self.secret.first, "again": self.secret.again}
        self.lay(stack(self.code, self.person, self.secret, gap=12))
        self.setFocusProxy(self.code)
        window.tasks.run(
            lambda report: window.opening.people(folder), self.suggest, self.refused, title="", cancellable=False, quiet=True,
        )

    def suggest(self, names: tuple[str, ...]) -> None:
        """Where one person opens the notebook, it is they."""
        if len(names) == 1 and not self.person.text():
            self.person.set_text(names[0])

    def deed(self) -> None:
        """Set the passphrase, and open the notebook with it."""
        if not self.code.text():
            raise Refused("Type the recovery code.", field="code")
        code, name, secret, opening, folder = self.code.text(), self.person.text(), self.secret.value(), self.over.opening, self.folder

        def set_and_open() -> "Desk":
            opening.recover(folder, code, name, secret)
            return opening.open(folder, secret, name, lambda done, total: None)

        self.busy(True)
        self.over.tasks.run(
            lambda report: set_and_open(), self.over.finish, self.refused, title="Setting the new passphrase", cancellable=False,
            ended=lambda: self.busy(False),
        )


class RestorePage(Page):
    """A backup put back as a notebook. What stands at its place is moved aside, never destroyed."""

    def __init__(self, window: UnlockWindow) -> None:
        why = "The backup is checked first. A notebook that already stands at the place is kept beside it."
        super().__init__(window, "Restore from a backup", why, "Restore")
        self.source = FolderField(window, "&Backup", None, "Choose the backup’s folder")
        self.to = FolderField(window, "&Restore into", folder_for("Restored"), "Restore into", make=True)
        self.fields = {"backup": self.source, "folder": self.to, "to": self.to}
        self.lay(stack(self.source, self.to, gap=12))
        self.setFocusProxy(self.source)

    def deed(self) -> None:
        """Restore, then ask for the passphrase."""
        backup, to, opening = self.source.folder, self.to.folder, self.over.opening
        if backup is None or to is None:
            raise Refused("Choose the folder that holds the backup.", field="backup")
        self.busy(True)
        self.over.tasks.run(
            lambda report: opening.restore(backup, to, report), self.over.show_folder, self.refused, title="Restoring the backup",
            ended=lambda: self.busy(False),
        )


