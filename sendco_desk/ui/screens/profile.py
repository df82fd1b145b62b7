"""The one-page profile, written straight into its boxes as they stand on paper, with the room that is left on the page said as one types."""

from dataclasses import replace
from datetime import date
from functools import partial
from uuid import UUID, uuid4

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QPixmap, QShortcut
from PySide6.QtWidgets import QCheckBox, QLabel, QLayout, QWidget

from sendco_desk.domain.dates import shown
from sendco_desk.domain.progress import Report
from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.domain.voices import OnePageProfile
from sendco_desk.services.pupils import PupilPage
from sendco_desk.services.voices import PROFILE_PARTS
from sendco_desk.statute.wording import counted
from sendco_desk.ui.document_pages import said_of
from sendco_desk.ui.forms.drafts import DraftKeeper, fill
from sendco_desk.ui.forms.form import attempt, growing, tell
from sendco_desk.ui.forms.wordings import offer_wordings
from sendco_desk.ui.room import Room
from sendco_desk.ui.screens.flow import flowing
from sendco_desk.ui.screens.paper_view import may_print, show_paper
from sendco_desk.ui.screens.tab_page import TabPage
from sendco_desk.ui.tokens import PROSE
from sendco_desk.ui.widgets.buttons import button
from sendco_desk.ui.widgets.chips import Picture
from sendco_desk.ui.widgets.choice import Choice
from sendco_desk.ui.widgets.fields import DateField, Field, ProseField, TextField, point_at
from sendco_desk.ui.widgets.layout import Columns, across, card, emptied, holding, scrolling, stack, unbroken
from sendco_desk.ui.widgets.spelling import check_spelling
from sendco_desk.ui.widgets.tab_order import tab_through
from sendco_desk.ui.widgets.words import plain, words

MEASURED_AFTER = 300
"""Milliseconds of quiet after a key before the page is measured again."""
NEARLY_FULL = 3
"""Lines from which on the meter warns."""
PORTRAIT = 120
"""Px of the photograph at 100%."""
FILE = "one-page-profile"
CHECKING, EMPTY, UNCLEAR_DAY = "Checking that it fits one page.", "Nothing is written yet.", "The page is measured once the day is clear."
NOT_READ = "The photograph is still being read: try again in a moment."


def room_words(lines: int, profile: OnePageProfile) -> tuple[str, str]:
    """How much room is left, and the state whose icon it wears: it warns before the page is full."""
    if lines < 0:
        longest = max(PROFILE_PARTS, key=lambda name: len(getattr(profile, name)))
        return f"{counted(-lines, 'line')} too long: shorten “{PROFILE_PARTS[longest]}”, or it will not print on one page.", "soon"
    if lines == 0:
        return "The page is full: another line will not fit.", "soon"
    left = f"{counted(lines, 'line')} left on the page"
    return (f"Nearly full: {left}.", "soon") if lines <= NEARLY_FULL else (f"{left}.", "done")


class ProfileSheet(QWidget):
    """The boxes and what belongs to the version, with a draft saved as typed. ``current`` is the version that holds now."""

    saved = Signal(object)
    """The version that was kept."""

    def __init__(self, room: Room, pupil: UUID, current: OnePageProfile | None) -> None:
        super().__init__()
        self.room, self.look, self.pupil, self.current = room, room.look, pupil, current
        self.voices = room.desk.voices
        self.photos: dict[UUID, bytes] = {}
        self.measuring = self.again = self.left = False
        self.fields: dict[str, Field] = {}
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(MEASURED_AFTER)
        self.timer.timeout.connect(self.measure)
        start = current or OnePageProfile(id=uuid4(), pupil=pupil, made_on=self.today(), appreciated="?")
        self._build_fields(start, empty=current is None)
        self._lay_out()
        self.keeper = DraftKeeper(room, f"{OnePageProfile.KIND}:{pupil}", self.fields, self)
        self.restored.setVisible(bool(self.keeper.begin()))
        for field in self.fields.values():
            if isinstance(field, (ProseField, TextField)):
                field.changed.connect(self.timer.start)
        self.photo.currentIndexChanged.connect(self.take_photo)
        self.easy_read.toggled.connect(self.measure)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self, self.save)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.take_photo()
        self.measure()

    def today(self) -> date:
        """The day it is where the school is."""
        return self.room.now().date()

    # The fields

    def _build_fields(self, start: OnePageProfile, *, empty: bool) -> None:
        look = self.look
        for name, title in PROFILE_PARTS.items():
            box = growing(ProseField(look, title, "" if empty else getattr(start, name), lines=4), 4)
            check_spelling(self.room, box)
            offer_wordings(self.room, box, kind=OnePageProfile, name=name, use="profile", whose=lambda: self.pupil)
            self.fields[name] = box
        self.made_on = DateField(look, "Made on", self.today, hint="Empty: today, once something is changed.")
        self.made_with = TextField(look, "Made with", start.made_with, ghost="Ms Wilk and Ms Lark")
        pictures = {str(one.id): f"{one.title}, {shown(one.received_on)}" for one in self.voices.pictures(self.pupil)}
        self.photo = Choice(look, pictures, str(start.photo or ""), none="No photograph")
        self.easy_read = QCheckBox("Large type and more room")
        self.easy_read.setMinimumHeight(24)
        self.easy_read.setChecked(start.easy_read)
        self.fields |= {
            "made_on": self.made_on, "made_with": self.made_with,
            "photo": Field(look, "Photograph", self.photo, hint="One of the pictures among the pupil’s documents."),
            "easy_read": Field(look, "Easy read", self.easy_read),
        }
        for name, field in self.fields.items():
            field.box.setObjectName(name)

    def _lay_out(self) -> None:
        look = self.look
        self.portrait = QLabel()
        self.portrait.setObjectName("portrait")
        self.portrait.hide()
        self.mark = Picture(look, "planned", "planned", 16)
        self.meter = words(CHECKING, "strong", wrap=True)
        self.meter.setObjectName("meter")
        room_line = across(stack(2, self.mark, None), self.meter, gap=8)
        room_line.setStretch(1, 1)
        self.failure = words("", tone="late", wrap=True)
        self.failure.setTextFormat(Qt.TextFormat.PlainText)
        self.failure.hide()
        again = button(look, "Start again", "link", then=self.start_again)
        line = across(words("What you typed before is still here.", "caption", wrap=True), again, gap=8, pad=(12, 6, 12, 6))
        line.setStretch(0, 1)
        self.restored = holding(line, "well", "restored")
        self.save_button = button(look, "Save this version", "primary", tip="Ctrl+Enter", then=self.save)
        self.see_button = button(look, "See and print the page", "", "print", then=self.see)
        first = across(stack(self.portrait, None), stack(self.fields["appreciated"], None), gap=12)
        first.setStretch(1, 1)
        boxes = card(first, *(self.fields[name] for name in list(PROFILE_PARTS)[1:]), gap=12, name="boxes")
        boxes.setMaximumWidth(look.scaled(PROSE + 160))
        beside = stack(
            self.restored, room_line, self.failure, flowing(self.save_button, self.see_button), 8, self.made_on, self.made_with,
            self.fields["photo"], self.fields["easy_read"], None, gap=10,
        )
        self.setLayout(stack(Columns(look, stack(boxes, None), beside, shares=(5, 3), least=760)))
        tab_through(self)

    # What is typed

    def typed(self) -> OnePageProfile:
        """The profile as it stands in the boxes. A changed one is of today, unless a day is given. Raises Refused."""
        try:
            given = self.made_on.value()
        except Refused as refusal:
            raise Refused(refusal.message, field="made_on") from None
        start = self.current
        facts = {name: field.text() for name, field in self.fields.items() if isinstance(field, ProseField)}
        photo = UUID(self.photo.code()) if self.photo.code() else None
        made = OnePageProfile(
            id=start.id if start else uuid4(), pupil=self.pupil, made_on=given or (start.made_on if start else self.today()),
            made_with=self.made_with.text(), photo=photo, easy_read=self.easy_read.isChecked(), **facts,
        )
        return made if given or made == start else replace(made, made_on=self.today())

    def save(self) -> None:
        """Keep it as the version of its day. What is refused is said beside its field, or under the meter."""
        self.failure.hide()
        try:
            kept, changed = self.voices.keep_profile(self.typed())
        except (Refused, Trouble) as failure:
            self.keeper.flush()
            if not (isinstance(failure, Refused) and point_at(self.fields, failure)):
                self.failure.setText(failure.message)
                self.failure.show()
            return
        self.keeper.drop()
        tell(self.room, f"{kept.called}: saved.", changed)
        self.saved.emit(kept)

    def start_again(self) -> None:
        """Throw away what was typed since the version that holds now."""
        self.keeper.start_again()
        self.restored.hide()

    def leave(self) -> None:
        """Another sheet takes its place: keep what is typed, and answer nothing that is still under way."""
        self.keeper.flush()
        self.timer.stop()
        self.left = True

    def put(self, profile: OnePageProfile) -> None:
        """Put the words of an earlier version into the boxes, to go on from there."""
        for name in PROFILE_PARTS:
            fill(self.fields[name].box, getattr(profile, name))

    def see(self) -> None:
        """Show the page as it will print."""
        try:
            profile = self.typed()
        except Refused as refusal:
            point_at(self.fields, refusal)
            return
        if profile.photo is not None and profile.photo not in self.photos:
            field = self.fields["photo"]
            field.wrong(field.said.text() if field.is_wrong() else NOT_READ)
            return
        show_profile(self.room, profile, self.photos.get(profile.photo) if profile.photo else None)

    # The photograph and the room on the page

    def take_photo(self) -> None:
        """Read the chosen picture on the slow lane, and then show it and measure the page anew."""
        code = self.photo.code()
        self.fields["photo"].clear_line()
        if code and UUID(code) not in self.photos:
            self._read_photo(UUID(code))
            return
        self._show_portrait(self.photos[UUID(code)] if code else b"")
        self.timer.start()

    def _read_photo(self, chosen: UUID) -> None:
        voices = self.voices

        def read(content: bytes) -> None:
            self.photos[chosen] = content
            if not self.left and self.photo.code() == str(chosen):
                self.take_photo()

        def failed(failure: Exception) -> None:
            if not self.left and self.photo.code() == str(chosen):
                self._show_portrait(b"")
                self.fields["photo"].wrong(said_of(failure))

        def work(report: Report) -> bytes:
            return voices.photo(chosen, report)

        self.room.tasks.run(work, read, failed, title="Reading the photograph", quiet=True)

    def _show_portrait(self, content: bytes) -> None:
        picture = QPixmap()
        picture.loadFromData(content)
        if not picture.isNull():
            wide = round(self.look.scaled(PORTRAIT))
            self.portrait.setPixmap(picture.scaledToWidth(wide, Qt.TransformationMode.SmoothTransformation))
            self.portrait.setAccessibleName("The photograph on the page")
        self.portrait.setHidden(picture.isNull())

    def measure(self) -> None:
        """Work out on the slow lane how much room is left; what is typed meanwhile is measured after it."""
        self.timer.stop()
        if self.measuring:
            self.again = True
            return
        try:
            profile = self.typed()
        except Refused as refusal:
            self._say_room(UNCLEAR_DAY if refusal.field == "made_on" else EMPTY, "planned")
            return
        voices, photo = self.voices, self.photos.get(profile.photo) if profile.photo else None
        paper = voices.profile_paper(profile, photo)
        self.measuring = True
        self.room.tasks.run(
            lambda report: voices.lines_left(paper), lambda lines: self._measured(*room_words(lines, profile)),
            lambda failure: self._measured(said_of(failure), "soon"), title="Measuring the page", quiet=True,
        )

    def _measured(self, sentence: str, state: str) -> None:
        if self.left:
            return
        self.measuring = False
        self._say_room(sentence, state)
        if self.again:
            self.again = False
            self.measure()

    def _say_room(self, sentence: str, state: str) -> None:
        self.mark.draw(state, state)
        self.meter.setText(sentence)
        self.meter.setAccessibleName(sentence)


def show_profile(room: Room, profile: OnePageProfile, photo: bytes | None) -> None:
    """Lay the page over the window as it will print."""
    if not may_print(room, profile):
        return
    made = room.desk.voices.profile_paper(profile, photo)
    show_paper(room, made, name=FILE, pupil=profile.pupil, title=profile.called)


class ProfilePage(TabPage):
    """The tab Profile."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.pupil: UUID | None = None
        self.sheet: ProfileSheet | None = None
        self.place, self.earlier = stack(), stack(gap=10)
        self.area = scrolling(holding(stack(self.place, 16, self.earlier, None, pad=(24, 16, 24, 24))), "Profile")
        self.setLayout(stack(self.area))

    def show_pupil(self, page: PupilPage) -> None:
        """Show this pupil's profile; what stands half typed in it stays as it is typed."""
        profiles = self.room.desk.voices.profiles(page.pupil.id)
        current = profiles[0] if profiles else None
        self.pupil = page.pupil.id
        if self.sheet is None or self.sheet.pupil != self.pupil or self.sheet.current != current or self.sheet.keeper.over:
            self._put_sheet(ProfileSheet(self.room, page.pupil.id, current))
        emptied(self.earlier)
        if len(profiles) > 1:
            self.earlier.addWidget(words("Earlier versions", "heading"))
            for profile in profiles[1:]:
                self.earlier.addLayout(self._line(profile))

    def _put_sheet(self, sheet: ProfileSheet) -> None:
        if self.sheet is not None:
            self.sheet.leave()
        emptied(self.place)
        self.sheet = sheet
        sheet.saved.connect(self._saved)
        self.place.addWidget(sheet)

    def _saved(self, kept: OnePageProfile) -> None:
        """A version that says what the last one said changes nothing, so that nothing else would bring fresh boxes."""
        self.show_pupil(self.room.desk.pupils.page(kept.pupil))

    def _line(self, profile: OnePageProfile) -> QLayout:
        look, day = self.look, shown(profile.made_on)
        see = button(look, "See the page", "", "print", then=partial(self.see, profile))
        take = button(look, "Go on from this one", "", "undo", then=partial(self.take, profile))
        remove = button(look, "Remove", "", "bin", then=partial(self.remove, profile))
        for made, name in ((see, "See the page"), (take, "Go on from this one"), (remove, "Remove")):
            made.setAccessibleName(f"{name}: version of {day}")
        said = plain(unbroken(day) + (f", with {profile.made_with}" if profile.made_with else ""), wrap=True)
        return stack(said, flowing(see, take, remove), gap=4)

    # Deeds on earlier versions

    def see(self, profile: OnePageProfile) -> None:
        """Show an earlier version as it printed, its photograph read anew."""
        voices, chosen = self.room.desk.voices, profile.photo
        if chosen is None:
            show_profile(self.room, profile, None)
            return
        self.room.tasks.run(
            lambda report: voices.photo(chosen, report), partial(show_profile, self.room, profile), title="Reading the photograph",
        )

    def take(self, profile: OnePageProfile) -> None:
        """Put an earlier version's words into the boxes."""
        if self.sheet is not None:
            self.sheet.put(profile)
            self.area.ensureVisible(0, 0)

    def remove(self, profile: OnePageProfile) -> None:
        """Take an earlier version out; undo brings it back."""
        attempt(self.room, lambda: self.room.desk.recording.remove(profile), f"{profile.called}: removed.")
