"""What can be said and done about the chosen row of a pack: its note, what was noticed on its pages, its part, why it is shared."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QFrame, QMenu

from sendco_desk.ui.messages import done
from sendco_desk.ui.models.pack_model import Kind, OrderRow, sharing_words
from sendco_desk.ui.models.pack_moves import Move, stepped
from sendco_desk.ui.room import Place, Room
from sendco_desk.ui.screens.flow import flowing
from sendco_desk.ui.screens.pack_deeds import PackDeeds
from sendco_desk.ui.widgets.buttons import Button, button
from sendco_desk.ui.widgets.fields import ProseField, TextField
from sendco_desk.ui.widgets.layout import Part, across, card, emptied, holding, stack
from sendco_desk.ui.widgets.picture import Picture
from sendco_desk.ui.widgets.spelling import check_spelling
from sendco_desk.ui.widgets.words import Elided, plain, words

if TYPE_CHECKING:
    from sendco_desk.packs.source import Finding

DEEDS = {
    "upside down": "Turn upright", "sideways": "Turn upright", "skewed": "Straighten", "blank": "Leave the blank pages out",
    "repeated": "Leave the repeated pages out",
}
KEPT = "The original is saved, just as it came."
"""What puts a finding right, by what was noticed; where there is nothing, it is only said."""
NOTE_HINT = "Printed over its first page and in the contents."
BECAUSE = "Why it is shared now"
BECAUSE_WRONG = "Write why it is shared now, or leave it out."
ALWAYS = {
    "front": "The cover, and contents whose every row leads to its page. They are always there.",
    "last": "Every file with its fingerprint and what was done to it. It is always there.",
    "part:": "What the notebook makes. These parts stand before the documents; drag them, or press Alt and an arrow key.",
}
NEW_PART = "New part…"


def page_words(pages: Sequence[int]) -> str:
    """`Page 2`, `Pages 2, 4 and 5`."""
    told = [str(page) for page in pages]
    if len(told) == 1:
        return f"Page {told[0]}"
    return f"Pages {', '.join(told[:-1])} and {told[-1]}"


class About(QFrame):
    """The card about one row. ``show_page`` is asked to show a page of a document, counted from 1; ``make_part`` asks for a new part's name."""

    def __init__(self, room: Room, deeds: PackDeeds, show_page: Callable[[OrderRow, int], object], read: Callable[[UUID], object]) -> None:
        super().__init__()
        self.room, self.look, self.deeds, self.show_page, self.read = room, room.look, deeds, show_page, read
        self.row: OrderRow | None = None
        self.rows: list[OrderRow] = []
        look = self.look
        self.title, self.under = Elided("", "heading"), words("", "caption", "muted", wrap=True)
        self.note = TextField(look, "Note for readers", hint=NOTE_HINT)
        self.note.edit.editingFinished.connect(self.save_note)
        self.because = ProseField(look, BECAUSE, lines=2)
        self.because.edit.installEventFilter(self)
        check_spelling(room, self.because)
        self.name = TextField(look, "Name of the part")
        self.name.edit.editingFinished.connect(self.save_name)
        self.findings = stack(gap=10)
        self.found = holding(self.findings)
        self.up = button(look, "Up", "quiet", "up", "Move up (Alt+Up)", lambda: self.step(-1))
        self.down = button(look, "Down", "quiet", "down", "Move down (Alt+Down)", lambda: self.step(1))
        self.switch = button(look, "Leave out", "quiet", then=self.turn_switch)
        self.to_part = button(look, "Move to part…", "quiet", then=self.offer_parts)
        self.open_it = button(look, "Read it", "quiet", "document", then=self.read_it)
        self.black = button(look, "Black out", "quiet", "blackout", "Black parts of it out before it goes into a pack", self.black_out)
        self.remove = button(look, "Remove this part", "quiet", then=self.remove_part)
        inner = card(
            self.title, self.under, self.found, self.because, self.note, self.name,
            flowing(self.up, self.down, self.switch, self.to_part, self.open_it, self.black, self.remove, gap=4), gap=8, name="about",
        )
        self.setLayout(stack(inner))
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Several lines have no signal for being left."""
        if event.type() == QEvent.Type.FocusOut:
            self.save_because()
        return super().eventFilter(watched, event)

    # What is shown

    def show_row(self, row: OrderRow | None, rows: Sequence[OrderRow]) -> None:
        """Show a row. A field that is being typed in keeps its words; what is to be kept of another row is kept by ``save`` before."""
        same = row is not None and self.row is not None and row.key == self.row.key
        self.row, self.rows = row, list(rows)
        self.setVisible(row is not None)
        if row is None:
            return
        document = row.kind is Kind.DOCUMENT
        self.title.setText(row.title)
        self.under.setText(self._under(row))
        self.under.setVisible(bool(self.under.text()))
        for field, words_in, there in (
            (self.note, row.note, document and row.on), (self.because, row.because, document and row.on and row.unshared),
            (self.name, row.part, row.kind is Kind.PART),
        ):
            field.setVisible(there)
            if not (same and field.box.hasFocus()) and field.text() != words_in:
                field.set_text(words_in)
                if isinstance(field, TextField):
                    field.edit.setCursorPosition(0)  # the beginning is what it is known by
            if not same:
                field.clear_line()
        self._show_findings(row)
        self._show_deeds(row)

    def _under(self, row: OrderRow) -> str:
        if row.kind is Kind.DOCUMENT:
            said = [f"Dated {row.dated}" if row.dated else "", sharing_words(row), "" if row.on else "Left out"]
        elif row.kind is Kind.SECTION:
            said = ["Made from the notebook", "" if row.on else "Left out"]
        else:
            said = [ALWAYS.get(str(row.key), "A heading over documents, as the contents print it.")]
        return " · ".join(words for words in said if words)

    def _show_deeds(self, row: OrderRow) -> None:
        self.up.setVisible(row.moves)
        self.down.setVisible(row.moves)
        self.up.setEnabled(stepped(self.rows, row, -1) is not None)
        self.down.setEnabled(stepped(self.rows, row, 1) is not None)
        self.switch.setVisible(row.ticks)
        self.switch.say("Leave out" if row.on else "Put in")
        self.switch.setAccessibleName(f"{'Leave out' if row.on else 'Put in'}: {row.title}")
        self.to_part.setVisible(row.kind is Kind.DOCUMENT)
        self.open_it.setVisible(row.kind is Kind.DOCUMENT)
        self.black.setVisible(row.kind is Kind.DOCUMENT)
        parts = sum(other.kind is Kind.PART for other in self.rows)
        self.remove.setVisible(row.kind is Kind.PART and parts > 1)

    def _show_findings(self, row: OrderRow) -> None:
        """The button that was pressed goes with its finding: the keyboard stays here, with what can be pressed next."""
        now = QApplication.focusWidget()
        had_keys = now is not None and self.found.isAncestorOf(now)
        emptied(self.findings)
        lines: list[Part] = []
        if row.refused:
            lines.append(self._line("info", f"Cannot go in. {row.reason}"))
        elif row.reason and row.on:
            lines.append(self._line("info", row.reason))
        lines += [self._finding(row, alike) for alike in grouped(row.findings)]
        lines += self._handled(row)
        for line in lines:
            self.findings.addWidget(line)  # type: ignore[arg-type]
        self.found.setVisible(bool(lines))
        if had_keys:
            (next(iter(self.found.findChildren(Button)), None) or self.switch).setFocus(Qt.FocusReason.OtherFocusReason)

    def _finding(self, row: OrderRow, alike: "Sequence[Finding]") -> QFrame:
        deeds: list[Button] = []
        pages = tuple(page for finding in alike for page in finding.pages)
        if deed := DEEDS.get(alike[0].noticed.value) if pages else None:
            made = button(self.look, deed, "row", then=lambda: self.deeds.put_right(row, alike))
            made.setAccessibleName(f"{deed}: {page_words(pages).lower()} of {row.title}")
            deeds.append(made)
        deeds += self._whole(row, alike[0]) if not pages else []
        if pages and row.on:
            shows = button(self.look, "Look", "quiet", then=lambda: self.show_page(row, pages[0]))
            shows.setAccessibleName(f"Look at {page_words(pages[:1]).lower()} of {row.title}")
            deeds.append(shows)
        return self._line("eye", alike[0].words if len(alike) == 1 else f"{page_words(pages)} stand crooked: straighten them?", deeds)

    def _whole(self, row: OrderRow, finding: "Finding") -> list[Button]:
        """What can be done about what was noticed on a document as a whole: it stands elsewhere already, or its signature holds elsewhere only."""
        if finding.noticed.value == "repeated" and row.on:
            out = button(self.look, "Leave this document out", "row", then=lambda: self.deeds.switch(row, False))
            out.setAccessibleName(f"Leave this document out: {row.title}")
            return [out]
        if finding.noticed.value == "signed":
            keep = button(self.look, "Save the original", "row", then=lambda: self.save_original(row))
            keep.setAccessibleName(f"Save the original: {row.title}")
            return [keep]
        return []

    def save_original(self, row: OrderRow) -> None:
        """Ask where, and write the document there just as it came, with its signature."""
        if row.placed is None:
            return
        room, kept = self.room, self.room.desk.documents.get(row.placed.document)
        name, _ = QFileDialog.getSaveFileName(self, "Save the original", kept.file_name)
        if name:
            room.tasks.run(
                lambda report: room.desk.documents.save_copy(kept.id, Path(name)), lambda path: room.say(done(KEPT)), title="Saving the original",
                cancellable=False,
            )

    def _handled(self, row: OrderRow) -> list[Part]:
        placed = row.placed
        if placed is None:
            return []
        told: list[tuple[str, tuple[int, ...], str]] = [
            ("turns", tuple(page for page, _ in placed.turns), "turned"),
            ("straightened", tuple(page for page, _ in placed.straightened), "straightened"),
            ("pages_out", placed.pages_out, "left out"),
        ]
        made: list[Part] = []
        for what, pages, how in told:
            if pages:
                back = button(self.look, "As it came" if len(pages) == 1 else "As they came", "quiet", "undo")
                back.clicked.connect(lambda *_, what=what: self.deeds.put_back(row, what))
                back.setAccessibleName(f"As it came: {page_words(pages).lower()} {how}")
                made.append(self._line("done", f"{page_words(pages)} {'is' if len(pages) == 1 else 'are'} {how}.", [back]))
        return made

    def _line(self, state: str, sentence: str, deeds: Sequence[Button] = ()) -> QFrame:
        tone = {"eye": "accent", "info": "soon", "done": "done"}[state]
        said = across(stack(2, Picture(self.look, state, tone, 16, 2), None), plain(sentence, wrap=True))
        said.setStretch(1, 1)
        whole: list[Part] = [said]
        if deeds:
            whole.append(across(self.look.scaled(24), *deeds, None, gap=4))
        return holding(stack(*whole, gap=4))

    # What is done

    def step(self, by: int) -> None:
        """Move the row up or down."""
        move = stepped(self.rows, self.row, by) if self.row is not None else None
        if move is not None:
            self.deeds.move(move)

    def turn_switch(self) -> None:
        """Put the row in, or leave it out."""
        if self.row is not None:
            self.deeds.switch(self.row, not self.row.on)

    def parts_menu(self) -> QMenu:
        """The parts to which the document can go, and a new one."""
        menu = QMenu(self)
        menu.setAccessibleName("Parts")
        row = self.row
        for other in self.rows:
            if other.kind is Kind.PART and row is not None and other.part != row.part:
                menu.addAction(other.part.replace("&", "&&"), partial(self.move_to, other.part))
        menu.addAction(NEW_PART, self.move_to_new)
        return menu

    def offer_parts(self) -> None:
        """Offer the parts below the button."""
        menu = self.parts_menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.to_part.mapToGlobal(self.to_part.rect().bottomLeft()))

    def move_to(self, part: str) -> None:
        """Put the document at the end of a part."""
        if self.row is not None:
            end = sum(other.kind is Kind.DOCUMENT and other.part == part for other in self.rows)
            self.deeds.move(Move(row=self.row, part=part, to=end))

    def move_to_new(self) -> None:
        """Make a part and put the document into it."""
        row, name = self.row, fresh_name([other.part for other in self.rows if other.kind is Kind.PART])
        if row is not None and self.deeds.make_part(name) is None:
            self.deeds.move(Move(row=row, part=name, to=0))

    def read_it(self) -> None:
        """Read the document as it came."""
        if self.row is not None and isinstance(self.row.key, UUID):
            self.read(self.row.key)

    def black_out(self) -> None:
        """Go to where parts of the document are blacked out."""
        if self.row is not None and isinstance(self.row.key, UUID):
            self.room.go(Place("redact", self.row.key))

    def remove_part(self) -> None:
        """Take the part away; its documents go to the one before it."""
        if self.row is not None:
            self.deeds.remove_part(self.row.part)

    # What is typed

    def save(self) -> None:
        """Keep what was typed and not kept yet."""
        self.save_note()
        self.save_because()
        self.save_name()

    def save_note(self) -> None:
        """Keep the note."""
        row = self.row
        if row is not None and isinstance(row.key, UUID) and not self.note.isHidden() and " ".join(self.note.text().split()) != row.note:
            self.row = None  # what follows shows the row anew
            self.deeds.note(row.key, self.note.text())

    def save_because(self) -> None:
        """Keep why the document is shared."""
        row = self.row
        if row is not None and isinstance(row.key, UUID) and not self.because.isHidden() and self.because.text() != row.because:
            self.row = None
            self.deeds.because(row.key, self.because.text())

    def save_name(self) -> None:
        """Give the part its new name; what is refused is said under the field."""
        row = self.row
        if row is not None and row.kind is Kind.PART and not self.name.isHidden() and self.name.text() != row.part:
            refused = self.deeds.rename_part(row.part, self.name.text())
            if refused is not None:
                self.name.wrong(refused.message)


def grouped(findings: "Sequence[Finding]") -> "list[tuple[Finding, ...]]":
    """Findings as they are listed: crooked pages, each with its own degrees, are put right by one button."""
    crooked = tuple(finding for finding in findings if finding.noticed.value == "skewed")
    made: list[tuple[Finding, ...]] = []
    for finding in findings:
        alike = crooked if finding in crooked else (finding,)
        if alike not in made:
            made.append(alike)
    return made


def fresh_name(parts: Sequence[str]) -> str:
    """A name for a new part that no other part has."""
    taken = {part.casefold() for part in parts}
    return next(name for n in range(1, len(taken) + 2) if (name := "New part" if n == 1 else f"New part {n}").casefold() not in taken)
