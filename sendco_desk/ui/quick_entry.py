"""Ctrl+N: an entry in ten seconds. Saved as it is typed, it stands as it was after a crash; Ctrl+Enter finishes it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QLineEdit, QPlainTextEdit

from sendco_desk.domain.dates import parse_date, shown_moment
from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.story import StoryEntry
from sendco_desk.services.documents import Filing
from sendco_desk.services.story import tags_typed
from sendco_desk.ui.forms.export_screen_form import open_flag
from sendco_desk.ui.forms.form import Form
from sendco_desk.ui.forms.other_pupils import OtherPupils
from sendco_desk.ui.forms.pupil_field import PupilField
from sendco_desk.ui.forms.ticks import KindPicker
from sendco_desk.ui.messages import Message
from sendco_desk.ui.room import Room
from sendco_desk.ui.screens.documents import local_files, put_in
from sendco_desk.ui.screens.entry_card import KIND_ICONS
from sendco_desk.ui.widgets.buttons import button
from sendco_desk.ui.widgets.chips import Picture
from sendco_desk.ui.widgets.fields import Field, MomentField
from sendco_desk.ui.widgets.layout import across, emptied, holding, stack
from sendco_desk.ui.widgets.words import Elided, words

DRAFT = "quick_entry"
KINDS = ("phone_call", "meeting", "email", "observation", "lesson_visit", "incident", "view", "decision")


class HappenedField(MomentField):
    """When it happened. "Today" without a time means now, not a midday that may still be to come."""

    def value(self) -> datetime:
        """The moment; now where nothing is typed. Raises Refused where it is none."""
        moment, now = super().value(), self.now().replace(second=0, microsecond=0)
        if moment > now and moment.date() == now.date() and self._is_day_only():
            return now
        return moment

    def _is_day_only(self) -> bool:
        try:
            parse_date(self.text(), self.now().date())
        except Refused:
            return False
        return True


class QuickEntry(Form):
    """The entry sheet. There is one draft of it: opened again, it stands as it was left."""

    NOTE = "Once finished it can be corrected, not changed."

    def __init__(self, room: Room, pupil: UUID | None = None) -> None:
        self.asked_for = pupil
        self.files: list[Path] = []
        self.begun = shown_moment(room.now())
        self.finished: UUID | None = None
        self.finished_pupil: UUID | None = None
        self.suggestion = ""
        super().__init__(room, "New entry", draft=DRAFT, finish="Finish")
        self.setAcceptDrops(True)
        self._put_back(self.keeper.kept)
        self.pupil_field.picked.connect(self.keeper.touched)
        if self.pupil_field.pupil is not None and not self.keeper.kept:
            self.setFocusProxy(self.fields["entry_kind"].box)

    def build(self) -> None:
        self.pupil_field = self.add("pupil", PupilField(self.look, "Pupil", self.room.desk.pupils))
        if self.asked_for is not None:
            self.pupil_field.choose(self.asked_for)
        kind = self.add("entry_kind", Field(self.look, "What", KindPicker(self.look, KINDS, KIND_ICONS)))
        when = self.add("happened_at", HappenedField(self.look, "When it happened", self.room.now))
        when.edit.setPlaceholderText("now, yesterday 15:05, 3/9 at 9.30")
        self.others = OtherPupils(self.room, self._others_changed)
        self.words_field = self.prose("words", "What was said or seen", lines=4, kind=StoryEntry, use="story")
        self.rows(
            self.pupil_field, kind,
            self.beside(when, self.line("minutes", "Minutes"), shares=(3, 1)),
            self.line("who", "Who", ghost="Who took part"),
            self.words_field,
            self.beside(self.line("next_action", "Next action"), self.day_field("next_action_on", "By"), shares=(3, 2)),
            self.line("tags", "Tags", ghost="exam access, sleep"), self.others,
            self._drop_place(),
        )
        for field in self.fields.values():
            if isinstance(field.box, (QLineEdit, QPlainTextEdit)):
                field.box.setAcceptDrops(False)  # else a file dropped on a box becomes its address in words

    def about_whom(self) -> UUID | None:
        return self.pupil_field.pupil

    def _drop_place(self) -> QFrame:
        self.file_rows = stack(gap=4)
        choose = button(self.look, "Choose", "quiet", tip="Choose files to put in with the entry", then=self.choose_files)
        choose.setAccessibleName("Choose files")
        inviting = across(None, Picture(self.look, "clip"), words("Drop files here, or", tone="muted"), choose, None, gap=6)
        return holding(stack(inviting, self.file_rows, gap=6, pad=(8, 6, 8, 6)), "drop")

    # The draft

    def extra(self) -> Mapping[str, str]:
        """Which pupil of that name, the files, and when the entry was begun: that is what "now" meant."""
        pupil = self.pupil_field.pupil
        others = {"others": " ".join(map(str, self.others.pupils))} if self.others.pupils else {}
        return {"pupil_id": str(pupil) if pupil else "", "files": "\n".join(map(str, self.files)), "begun": self.begun} | others

    def _put_back(self, kept: Mapping[str, str]) -> None:
        if not kept:
            return
        if kept.get("pupil_id"):
            self._choose_kept(UUID(kept["pupil_id"]))
        elif "pupil" in kept:  # letters that were not yet anybody's name
            self.pupil_field.pupil = None
        self.others.put([UUID(name) for name in kept.get("others", "").split()])
        self.begun = kept.get("begun", self.begun)
        if not self.said("happened_at"):
            self.fields["happened_at"].box.setText(self.begun)  # type: ignore[attr-defined]
        self.files = [Path(name) for name in kept.get("files", "").split("\n") if name]
        self._list_files()

    def _choose_kept(self, pupil: UUID) -> None:
        try:
            self.pupil_field.choose(pupil)
        except Refused:  # an undo has taken the pupil off the list since
            self.pupil_field.pupil = None

    def start_again(self) -> None:
        """Throw away what was typed before."""
        super().start_again()
        self.files, self.begun = [], shown_moment(self.room.now())
        self.others.put([])
        self.pupil_field.pupil = None
        if self.asked_for is not None:
            self.pupil_field.choose(self.asked_for)
        self._list_files()
        self.keeper.timer.stop()

    def _others_changed(self) -> None:
        """Somebody else was added or left out. While the sheet is being built nobody watches yet."""
        if hasattr(self, "keeper"):
            self.keeper.touched()

    # Files

    def choose_files(self) -> None:
        """Ask for files."""
        names, _ = QFileDialog.getOpenFileNames(self, "Choose files")
        self.take_files([Path(name) for name in names])

    def take_files(self, paths: Sequence[Path]) -> None:
        """Keep files to be put in with the entry."""
        self.files += [path for path in paths if path not in self.files]
        self._list_files()
        self.keeper.touched()

    def leave_out(self, path: Path) -> None:
        """Do not put a file in after all."""
        self.files.remove(path)
        self._list_files()
        self.keeper.touched()

    def _list_files(self) -> None:
        emptied(self.file_rows)
        for path in self.files:
            out = button(self.look, "", "quiet", "close", f"Leave out {path.name}", then=partial(self.leave_out, path))
            line = across(Picture(self.look, "document"), Elided(path.name), out, gap=6, pad=(8, 0, 0, 0))
            line.setStretch(1, 1)
            self.file_rows.addWidget(holding(line))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if local_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.take_files(local_files(event.mimeData()))

    # Finishing

    def _pupil(self) -> UUID:
        self.pupil_field.settle()
        if self.pupil_field.pupil is None:
            several = len(self.pupil_field.matches(self.said("pupil"))) > 1
            raise Refused(
                "Several pupils have such a name: choose one from the list." if several else "Choose the pupil: type two letters of the name.",
                field="pupil",
            )
        return self.pupil_field.pupil

    def _minutes(self) -> int | None:
        text = self.said("minutes")
        if text and not text.isdecimal():
            raise Refused("Give the minutes as a number from 1 to 1440.", field="minutes")
        return int(text) if text else None

    def _happened(self) -> datetime:
        field = self.fields["happened_at"]
        try:
            return field.value() if isinstance(field, MomentField) else self.room.now()
        except Refused as refusal:
            raise Refused(refusal.message, field="happened_at") from None

    def deed(self) -> tuple[frozenset[str], str]:
        pupil, kinds = self._pupil(), self.codes("entry_kind")
        if not kinds:
            raise Refused("Choose what it was.", field="entry_kind")
        action, by = self.said("next_action"), self.day("next_action_on")
        if by is not None and not action:
            raise Refused("Say what is to be done by then.", field="next_action")
        made, changed = self.room.desk.story.finish_for(
            (pupil, *self.others.pupils), entry_kind=kinds[0], happened_at=self._happened(), words=self.said("words"), who=self.said("who"),
            minutes=self._minutes(), next_action=action, next_action_on=by, tags=tags_typed(self.said("tags")), draft=DRAFT,
        )
        self.finished, self.finished_pupil, self.suggestion = made[0], pupil, self.room.desk.screen.suggestion(self.said("words"))
        whose = self.pupil_field.text() if len(made) == 1 else f"{len(made)} pupils"
        return changed, f"Written down for {whose}."

    def after(self) -> None:
        if self.suggestion and self.finished is not None:
            room, entry = self.room, self.room.desk.forms.book.get(StoryEntry, self.finished)
            room.say(Message(words=self.suggestion, action="Flag it", then=lambda: open_flag(room, entry, "safeguarding")))
        if self.files and self.finished is not None and self.finished_pupil is not None:
            filing = Filing(received_on=self.today(), story_entry=self.finished)
            put_in(self.room, self.finished_pupil, self.files, filing)
