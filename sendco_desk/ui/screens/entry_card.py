"""One entry of the story as it is read: its day in the margin, the thread with the kind's icon, the words, and what was added to them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QLabel, QLayout, QSizePolicy, QWidget

from sendco_desk.domain.codes import STORY_KINDS, said
from sendco_desk.domain.dates import DAYS, shown, shown_moment, shown_short
from sendco_desk.domain.documents import Document
from sendco_desk.domain.story import StoryEntry
from sendco_desk.services.story import StoryLine
from sendco_desk.ui.icons import paint_icon
from sendco_desk.ui.theme import Look
from sendco_desk.ui.tokens import PROSE
from sendco_desk.ui.widgets.buttons import button
from sendco_desk.ui.widgets.chips import Painted, Picture
from sendco_desk.ui.widgets.layout import Part, Sized, across, holding, stack, unbroken
from sendco_desk.ui.widgets.words import escaped, plain, prose, words

KIND_ICONS = {
    "phone_call": "phone", "meeting": "meeting", "email": "mail", "letter": "letter", "observation": "eye", "lesson_visit": "lesson",
    "incident": "incident", "view": "voice", "decision": "decision", "assessment": "reports", "support": "provision", "visit": "person",
    "note": "note",
}
WITH = {
    "phone_call": "Phone call with {}", "meeting": "Meeting with {}", "email": "E-mail: {}", "letter": "Letter: {}",
    "observation": "Observation: {}", "lesson_visit": "Lesson visit: {}", "incident": "Incident: {}", "view": "Views: {}",
    "decision": "Decision: {}", "assessment": "Assessment: {}", "support": "Support given: {}", "visit": "Visit by {}", "note": "Note: {}",
}
"""How an entry of each kind is called when it says who took part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryDeeds:
    """What an entry's buttons do."""

    done: Callable[[StoryEntry], object]
    correct: Callable[[StoryEntry], object]
    strike: Callable[[StoryEntry], object]
    flag: Callable[[StoryEntry], object]
    paper: Callable[[Document], object]

WIDEST_DAY = "Wed 30 Nov"
LETTERS = 44
"""Letters of a document's title that its button shows at 100%: no part of an entry may hold the page wider than its column."""


def entry_title(entry: StoryEntry) -> str:
    """`Phone call with Ms Wilk`, or the kind alone."""
    return WITH[entry.entry_kind].format(entry.who) if entry.who and entry.entry_kind in WITH else said(STORY_KINDS, entry.entry_kind)


def minutes_words(minutes: int | None) -> str:
    """`12 minutes`, `1 hour 5 minutes`; nothing where they are not recorded."""
    if not minutes:
        return ""
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours} hour{'s' * (hours != 1)}"] if hours else []
    return " ".join(parts + ([f"{rest} minute{'s' * (rest != 1)}"] if rest else []))


def wrote_words(entry: StoryEntry) -> str:
    """Who wrote it, how long it took, and when it was written down where that was another day."""
    late = entry.written_at.astimezone(entry.happened_at.tzinfo).date() != entry.happened_at.date()
    written = f"Written down {shown(entry.written_at.date())}" if late else ""
    return unbroken(" · ".join(part for part in (written, entry.written_by, minutes_words(entry.minutes)) if part))


def margin_words(moment: datetime) -> tuple[str, str]:
    """`Wed 11 Nov` and `2026, 15:05`."""
    day = moment.date()
    return f"{DAYS[day.weekday()]} {shown_short(day)}".replace(" ", "\u00a0"), f"{day.year}, {moment:%H:%M}"


class Margin(Sized):
    """The column of the days, wide enough for any of them in the font that the system has."""

    def fit(self) -> None:
        widest = QFontMetrics(self.look.font("body", 600)).horizontalAdvance(WIDEST_DAY)
        self.setFixedWidth(max(self.look.scaled(self.wide), widest + 4))


class Thread(Painted):
    """The line the entries hang on: a ring round the kind's icon, and the line down to the next."""

    def __init__(self, look: Look, picture: str, name: str, *, last: bool) -> None:
        super().__init__(look)
        self.picture, self.last = picture, last
        self.setAccessibleName(name)
        self.fit()

    def fit(self) -> None:
        self.setFixedWidth(self.look.scaled(32))
        self.setMinimumHeight(self.look.scaled(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        p, look = QPainter(self), self.look
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        side, icon = look.scaled(30), look.scaled(16)
        if not self.last:
            p.fillRect(QRectF(self.width() / 2 - 0.5, side + 2, 1, self.height()), look.colour("edge"))
        p.setPen(QPen(look.colour("edge"), 1))
        p.setBrush(look.colour("surface"))
        ring = QRectF((self.width() - side) / 2, 1, side, side)
        p.drawEllipse(ring)
        paint_icon(p, self.picture, QRectF(ring.center().x() - icon / 2, ring.center().y() - icon / 2, icon, icon), look.ink("accent"))


class Sentence(QLabel):
    """Words as wide as they are on one line, so that a button stands right after them; they wrap where there is less room."""

    def __init__(self, text: str, role: str = "body", tone: str = "") -> None:
        super().__init__()
        self.setProperty("role", role)
        self.setProperty("tone", tone)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        wide = self.fontMetrics().horizontalAdvance(self.text()) + 4
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.fontMetrics().height())


class EntryCard(QFrame):
    """An entry with its corrections, next action and papers. ``under`` is where an inline form is opened beneath it; ``flagged`` is why it stays
    in the school."""

    def __init__(self, look: Look, line: StoryLine, deeds: EntryDeeds, *, last: bool, flagged: str = "") -> None:
        super().__init__()
        self.look, self.line, self.deeds, self.flagged = look, line, deeds, flagged
        entry = line.entry
        self.setObjectName("entry")
        self.setAccessibleName(f"{entry_title(entry)}, {shown_moment(entry.happened_at)}")
        self.under = stack()
        day, clock = margin_words(entry.happened_at)
        margin = Margin(look, 92, stack(words(day, "strong"), words(clock, "caption", "muted"), None, gap=1, pad=(0, 6, 0, 0)))
        parts = (self._said() if not entry.struck_out else self._struck()) + [self.under, 18]
        body = holding(stack(*parts, gap=5, pad=(0, 6, 0, 0)))
        body.setMaximumWidth(look.scaled(PROSE))
        picture = "struck" if entry.struck_out else KIND_ICONS[entry.entry_kind]
        self.thread_line = Thread(look, picture, said(STORY_KINDS, entry.entry_kind), last=last)
        whole = across(margin, self.thread_line, body, None, gap=12)
        whole.setStretch(2, 100)
        self.setLayout(whole)

    def _said(self) -> list[Part]:
        entry = self.line.entry
        parts: list[Part] = [self._title(entry_title(entry)), prose(entry.words)]
        parts += [self._correction(added) for added in self.line.corrections]
        if entry.next_action:
            parts.append(self._next_action(entry))
        if self.line.documents:
            parts.append(self._papers())
        deeds = (("Correct", self.deeds.correct), ("Strike out", self.deeds.strike), ("Flag", self.deeds.flag))
        return [*parts, *self._flag(), self._foot(entry, *deeds)]

    def _flag(self) -> list[Part]:
        return [self._well("shield", plain(f"Stays in the school: {self.flagged}", wrap=True))] if self.flagged else []

    def _struck(self) -> list[Part]:
        """A struck-out entry is still read: its words struck through, and above them that they are, when and why."""
        entry = self.line.entry
        when = shown_moment(entry.struck_out_at) if entry.struck_out_at else ""
        because = words(f"<b>Struck out {when}:</b> {escaped(entry.struck_out_because)}", wrap=True)
        because.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        struck = words(f"<s>{escaped(entry.words)}</s>".replace("\n", "<br>"), tone="muted", wrap=True)
        struck.setAccessibleName(f"Struck out: {entry.words}")
        parts: list[Part] = [self._title(entry_title(entry)), self._well("struck", because), struck]
        parts += [self._correction(added) for added in self.line.corrections]
        if self.line.documents:
            parts.append(self._papers())
        return [*parts, *self._flag(), self._foot(entry, ("Flag", self.deeds.flag))]

    def _title(self, title: str) -> QWidget:
        return plain(title, "strong", wrap=True)

    def _well(self, picture: str, inside: QWidget) -> QFrame:
        line = across(stack(3, Picture(self.look, picture), None), inside, gap=8, pad=(12, 6, 12, 6))
        line.setStretch(1, 1)
        return holding(line, "well")

    def _correction(self, added: StoryEntry) -> QFrame:
        lead = f"<b>Correction, {shown_moment(added.written_at)}:</b> {escaped(added.words)}".replace("\n", "<br>")
        body = words(lead, wrap=True)
        body.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return self._well("correction", stack_of(body, words(added.written_by, "caption", "muted")))

    def _next_action(self, entry: StoryEntry) -> QFrame:
        by = f" by {shown(entry.next_action_on)}" if entry.next_action_on else ""
        ticked = entry.next_action_done_on
        lead = f"Done {shown(ticked)}: " if ticked else "Next: "
        sentence = f"{lead}{entry.next_action}{by}"
        told = Sentence(unbroken(sentence))
        parts: list[Part] = [Picture(self.look, "done" if ticked else "soon", "done" if ticked else "soon"), told]
        if not ticked:
            tick = button(self.look, "Done", "quiet", then=lambda: self.deeds.done(entry))
            tick.setAccessibleName(f"Done: {entry.next_action}")
            parts.append(tick)
        return holding(across(*parts, None, gap=8))

    def _papers(self) -> QFrame:
        rows = []
        for document in self.line.documents:
            most = round(LETTERS / self.look.text_size)
            name = document.title if len(document.title) <= most else document.title[: most - 1].rstrip() + "…"
            then = partial(self.deeds.paper, document)
            made = button(self.look, name.replace("&", "&&"), "row", "clip", document.file_name, then=then)
            made.setAccessibleName(f"Document: {document.title}")
            rows.append(across(made, None))
        return holding(stack(*rows, gap=4))

    def _foot(self, entry: StoryEntry, *deeds: tuple[str, Callable[[StoryEntry], object]]) -> QFrame:
        who = Sentence(wrote_words(entry), "caption", "muted")
        made = []
        for name, deed in deeds:
            link = button(self.look, name, "link", then=partial(deed, entry))
            link.setAccessibleName(f"{name} the entry of {shown_moment(entry.happened_at)}")
            made.append(link)
        return holding(across(who, *made, None, gap=12))


def stack_of(*parts: Part) -> QFrame:
    """Parts below one another, as one widget."""
    layout: QLayout = stack(*parts, gap=1)
    return holding(layout)
