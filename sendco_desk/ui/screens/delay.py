"""A case's delay timeline and evidence list: what is quoted and for which day on the left, the pages as they will print on the right."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from sendco_desk.domain.progress import Report
from sendco_desk.domain.refusals import Cancelled, Refused, Trouble
from sendco_desk.services.delay_spans import Lateness
from sendco_desk.services.delays import EVIDENCE, TIMELINE, TITLES
from sendco_desk.services.evidence_words import listed_words
from sendco_desk.ui.forms.delay_form import GivenForm, Paper
from sendco_desk.ui.forms.drafts import meant
from sendco_desk.ui.forms.form import open_form
from sendco_desk.ui.messages import done, told
from sendco_desk.ui.models.delay_model import QuotesModel, chosen_words, kinds_of, quote_lines
from sendco_desk.ui.room import Place, Room, Screen
from sendco_desk.ui.screens.delay_list import Halves, PaperView, QuoteTable
from sendco_desk.ui.screens.filters import FilterButton
from sendco_desk.ui.theme import Look
from sendco_desk.ui.widgets.buttons import Toggles, button
from sendco_desk.ui.widgets.chips import Picture
from sendco_desk.ui.widgets.choice import Choice
from sendco_desk.ui.widgets.empty import empty
from sendco_desk.ui.widgets.fields import DateField, Field
from sendco_desk.ui.widgets.layout import Columns, across, card, holding, scrolling, stack
from sendco_desk.ui.widgets.words import Elided, words

if TYPE_CHECKING:
    from sendco_desk.packs.delay_plan import DelayPaper, EvidencePaper

CHOICES = {TIMELINE: "Delay timeline", EVIDENCE: "Evidence list"}
NOTHING_LATE = "Nothing in this case is late"
WOULD_SHOW = (
    "Once a step is late, its timeline is drawn here: every date with its proof and source, the late weeks by who held the papers, and what the "
    "record holds of the child in that time."
)
NOTHING_TOLD = "Nothing is written in the Story about the late time, so there is nothing to quote."
SAVED = "{title} saved. It is not encrypted: keep it where the school keeps such files."
SETTLES = 350
"""Milliseconds of quiet after a choice before the pages are made again."""
WHO_NOBODY = "Not recorded yet"


class DelayScreen(Screen):
    """The papers about the delay in one case."""

    NAME: ClassVar[str] = "delay"
    STOP: ClassVar[str] = "requests"
    KINDS: ClassVar[frozenset[str]] = frozenset({
        "case_file", "case_event", "case_letter", "exception_claim", "contact_person", "document", "pupil", "school", "school_closure",
        "story_entry", "submission", "term",
    })

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        look = room.look
        self.delays = room.desk.delays
        self.case: UUID | None = None
        self.kind = TIMELINE
        self.shown_late: Lateness | None = None
        self.counted: dict[UUID, int] = {}
        self.filling = self.ticked = False
        self.model = QuotesModel(self)
        self.table = QuoteTable(look, self.model, room.preferences)
        self.model.edited.connect(self._quoted)
        self.on = DateField(look, "As it stood on", self.today, self.today())
        self.asked_by = Choice(look, {}, none=WHO_NOBODY)
        self.asked_on = DateField(look, "On what day they asked", self.today, hint="Without it, the list calls itself a draft.")
        self.settle = QTimer(self)
        self.settle.setSingleShot(True)
        self.settle.timeout.connect(self.remake)
        self.view = PaperView(room)
        self._lay_out()
        self.on.changed.connect(self._day_changed)
        self.asked_on.changed.connect(self._asked_changed)
        self.asked_by.currentIndexChanged.connect(lambda _: self._asked_changed())

    # Laying out

    def _lay_out(self) -> None:
        top, bar = self._top(), self._bar()
        self.right = QStackedWidget()
        self.right.addWidget(self.view)
        self.right.addWidget(empty(self.room.look, "calendar", NOTHING_LATE, WOULD_SHOW))
        whole = stack(top, 8, bar, 12, Halves(self.room.look, self._left(), self.right), pad=(24, 20, 24, 20))
        whole.setStretch(4, 1)
        self.area = scrolling(holding(whole), "Delay")
        self.setLayout(stack(self.area))

    def _top(self) -> QWidget:
        look = self.room.look
        self.crumb = button(look, "", "link", then=self.open_case)
        crumbs = across(
            button(look, "Requests && plans", "link", then=lambda: self.room.go(Place("requests"))), Picture(look, "right", "muted", 14), self.crumb,
            None, gap=6,
        )
        self.title = Elided("", "title")
        self.save_pdf = button(look, "Save as PDF", "", "pdf", then=lambda: self.save(".pdf"))
        self.save_word = button(look, "Save as Word", "", "document", then=lambda: self.save(".docx"))
        self.give = button(look, "Log as given", "primary", "export", "Record that the family was given it", self.log_given)
        head = Columns(look, stack(self.title), stack(across(self.save_pdf, self.save_word, self.give, None)), (1, 0), 760, gap=8)
        return holding(stack(crumbs, head))

    def _bar(self) -> QWidget:
        self.kinds = Toggles(self.room.look, CHOICES, TIMELINE, self.choose, self)
        self.what = Elided("", tone="muted")
        line = across(*self.kinds.made, 4, self.what, gap=8)
        line.setStretch(line.count() - 1, 1)
        return holding(line)

    def _left(self) -> QWidget:
        look = self.room.look
        who = Field(look, "Who asked for it", self.asked_by)
        self.asked = holding(stack(who, self.asked_on, gap=10))
        options = card(self.on, self.asked, gap=10)
        self.filter = FilterButton(look, "What", self.narrow)
        self.count = words("", "caption", "muted")
        self.none_told = words(NOTHING_TOLD, tone="muted", wrap=True)
        self.none_told.setContentsMargins(12, 4, 12, 12)
        head = holding(across(words("Entries to quote", "heading"), self.count, None, self.filter, gap=8, pad=(12, 8, 8, 4)))
        quotes = stack(head, self.table, self.none_told, pad=(1, 0, 1, 4))
        quotes.setStretch(1, 1)
        self.quotes = holding(quotes, "card", "quotes")
        self.holds = card(words("What it lists", "heading"), self._counts(), gap=6, name="holds")
        whole = stack(options, self.quotes, self.holds, None, gap=12)
        whole.setStretch(1, 100)
        return holding(whole)

    def _counts(self) -> QWidget:
        self.listed = words("", wrap=True)
        self.not_listed = words("", tone="muted", wrap=True)
        return holding(stack(self.listed, self.not_listed, gap=6))

    # What is shown

    def open_at(self, place: Place) -> None:
        if place.id is not None and place.id != self.case:
            self.room.desk.caseload.view(place.id)  # refused where it is no longer there
            self.case, self.counted = place.id, {}
            self._start()
            if self.kind == EVIDENCE:
                self.count_pages()
        self.refresh()

    def _start(self) -> None:
        """A case is opened: its day, who asked for the list and when, and whether anybody has chosen what is quoted."""
        kept = self.room.desk.drafts.read(self._draft())
        self.ticked = "quoted" in kept
        self.filling = True
        self.on.set_value(self.today())
        self.asked_by.offer({})
        self._offer_people(kept.get("asked_by", ""))
        self.asked_on.edit.setText(kept.get("asked_on", ""))
        self.filter.choose("")
        self.filling = False
        self.view.at = 1

    def _offer_people(self, chosen: str) -> None:
        filling, self.filling = self.filling, True
        self.asked_by.offer({name: name for name in self.delays.recipients(self._case())}, none=WHO_NOBODY)
        self.asked_by.choose(chosen)
        self.filling = filling

    def _draft(self) -> str:
        return f"delay:{self.case}"

    def _case(self) -> UUID:
        assert self.case is not None  # a screen that is shown has been opened at a case
        return self.case

    def refresh(self) -> None:
        if self.case is None:
            return
        try:
            late = self.delays.lateness(self.case, self.day_asked())
        except Refused as refusal:  # the case may have been undone, or the day is none
            self.point_at(refusal)
            return
        self.shown_late = late
        view, whole = late.view, late.whole
        self.crumb.say(f"Case {view.case.number}")
        self.title.setText(f"{CHOICES[self.kind]} · {view.pupil.known_name}")
        self.what.setText(f"{whole.step.short}: {whole.late}" if whole else NOTHING_LATE)
        self._offer_people(self.asked_by.code())
        self._show_entries()
        self._ready()
        self.remake()

    def _show_entries(self) -> None:
        """The entries of the late time, ticked as they were, or else those tagged to be quoted."""
        lines = self.delays.entries(self._case(), self.day_asked())
        kept = self.room.desk.drafts.read(self._draft())
        chosen = [UUID(name) for name in kept["quoted"].split()] if "quoted" in kept else list(self.delays.usually_quoted(lines))
        self.model.put(quote_lines(lines, chosen))
        self.filter.offer(kinds_of(self.model.everything))
        self.narrow(self.filter.chosen)
        self._say_count()

    def _ready(self) -> None:
        """Show what belongs to the paper that is chosen."""
        late = self.shown_late is not None and self.shown_late.whole is not None
        timeline, there = self.kind == TIMELINE, late or self.kind == EVIDENCE
        self.right.setCurrentIndex(0 if there else 1)
        self.quotes.setVisible(timeline and late)
        self.holds.setVisible(not timeline)
        self.asked.setVisible(not timeline)
        told_any = bool(self.model.everything)
        self.table.setVisible(told_any)
        self.none_told.setHidden(told_any)
        for made in (self.save_pdf, self.save_word, self.give):
            made.setEnabled(there)

    def _say_count(self) -> None:
        self.count.setText(chosen_words(len(self.model.chosen()), len(self.model.everything)))

    def today(self) -> date:
        """The day it is where the school is."""
        return self.room.now().date()

    def day_asked(self) -> date:
        """The day the paper is made for. Raises Refused where what is typed is no day."""
        try:
            return self.on.value() or self.today()
        except Refused as refusal:
            raise Refused(refusal.message, field="on") from None

    # Choosing

    def choose(self, kind: str) -> None:
        """The delay timeline, or the evidence list."""
        self.kind = kind
        self.view.at = 1
        self.refresh()
        if kind == EVIDENCE:
            self.count_pages()

    def narrow(self, kind: str) -> None:
        """Show entries of one kind; what is ticked stays so."""
        self.filter.choose(kind)
        self.model.narrow((lambda row: row.kind == kind) if kind else None)

    def _quoted(self) -> None:
        self.ticked = True
        self._say_count()
        self._keep()
        self._later()

    def _asked_changed(self) -> None:
        if not self.filling and self.case is not None:
            self._keep()
            self._later()

    def _keep(self) -> None:
        """Remember what is chosen, for the next time. Until somebody ticks an entry, those tagged to be quoted are."""
        said = {"asked_by": self.asked_by.code(), "asked_on": meant(self.asked_on)}
        quoted = {"quoted": " ".join(str(entry) for entry in self.model.chosen())} if self.ticked else {}
        self.room.desk.drafts.save(self._draft(), said | quoted)

    def _later(self) -> None:
        self.settle.start(SETTLES)

    def _day_changed(self) -> None:
        if not self.filling and self.case is not None and not self.on.is_wrong():
            self.refresh()

    # The pages

    def timeline(self) -> "DelayPaper":
        """The delay timeline with what is chosen, as plain facts. Raises Refused."""
        return self.delays.timeline(self._case(), on=self.day_asked(), quoted=self.model.chosen())

    def evidence(self) -> "EvidencePaper":
        """The evidence list with what is chosen, as plain facts. Raises Refused."""
        return self.delays.evidence(
            self._case(), on=self.day_asked(), asked_by=self.asked_by.code(), asked_on=self.asked_day(), pages=self.counted,
        )

    def asked_day(self) -> date | None:
        """The day on which the list was asked for. Raises Refused where what is typed is no day."""
        if self.kind == TIMELINE:
            return None
        try:
            return self.asked_on.value()
        except Refused as refusal:
            raise Refused(refusal.message, field="asked_on") from None

    def remake(self) -> None:
        """Make the pages that are shown again."""
        self.settle.stop()
        if self.case is None or self.right.currentIndex() != 0:
            return
        try:
            making = partial(self.delays.looked_at, self.timeline() if self.kind == TIMELINE else self._listed(self.evidence()))
        except Refused:
            return  # the field that is wrong says so itself; the pages of before stay
        self.view.show_paper(making)

    def _listed(self, paper: "EvidencePaper") -> "EvidencePaper":
        """The same list, once it is said beside it how much it names and what it leaves out."""
        listed, left_out = listed_words(paper)
        self.listed.setText(listed)
        self.not_listed.setText(left_out)
        self.not_listed.setVisible(bool(left_out))
        return paper

    def count_pages(self) -> None:
        """Count the pages of the documents that the list names, on the slow lane; the list takes them when they are there."""
        case, packs = self._case(), self.room.desk.packs
        wanted = tuple(document for document in self.delays.evidence_documents(case) if document not in self.counted)
        if not wanted:
            return

        def take(found: dict[UUID, tuple[int, str]]) -> None:
            if self.case == case:
                self.counted |= {document: pages for document, (pages, _) in found.items()}
                self.remake()

        def failed(failure: Exception) -> None:
            if not isinstance(failure, Cancelled) and (message := told(failure)) is not None:
                self.room.say(message)

        self.room.tasks.run(lambda report: packs.count_pages(wanted, report), take, failed, title="Counting pages")

    # What can be done

    def save(self, kind: str) -> None:
        """Ask where, and save the paper there."""
        try:
            on, asked_on = self.day_asked(), self.asked_day()
        except Refused as refusal:
            self.point_at(refusal)
            return
        filters = "PDF (*.pdf)" if kind == ".pdf" else "Word (*.docx)"
        number = self.shown_late.view.case.number if self.shown_late else 0
        offered = f"{TITLES[self.kind].replace('’', '')}, case {number}, {on.isoformat()}{kind}"
        name, _ = QFileDialog.getSaveFileName(self, "Where shall it stand?", offered, filters)
        if not name:
            return
        out = Path(name if name.lower().endswith(kind) else f"{name}{kind}")
        self.room.tasks.run(
            self._saving(out, on, asked_on), lambda path: self.room.say(done(SAVED.format(title=TITLES[self.kind]))), title="Saving the paper",
            cancellable=False,
        )

    def _saving(self, out: Path, on: date, asked_on: date | None) -> Callable[[Report], Path]:
        """The deed with what is chosen now."""
        delays, case, quoted, asked_by, counted = self.delays, self._case(), self.model.chosen(), self.asked_by.code(), dict(self.counted)
        if self.kind == TIMELINE:
            return lambda report: delays.timeline_file(case, out, on=on, quoted=quoted)
        return lambda report: delays.evidence_list_file(case, out, on=on, asked_by=asked_by, asked_on=asked_on, pages=counted)

    def log_given(self) -> None:
        """Open the sheet that records that the family was given it."""
        try:
            paper = Paper(
                case=self._case(), kind=self.kind, on=self.day_asked(), quoted=self.model.chosen(), asked_by=self.asked_by.code(),
                asked_on=self.asked_day(), pages=tuple(self.counted.items()),
            )
            self.timeline() if self.kind == TIMELINE else self.evidence()
        except (Refused, Trouble) as failure:
            self.point_at(failure)
            return
        open_form(self.room, GivenForm(self.room, self.delays, paper))

    def point_at(self, failure: Refused | Trouble) -> None:
        """Say what is wrong, beside the field that it is about where there is one."""
        field = {"on": self.on, "asked_on": self.asked_on}.get(failure.field) if isinstance(failure, Refused) else None
        if field is not None:
            field.wrong(failure.message)
            field.box.setFocus()
        elif (message := told(failure)) is not None:
            self.room.say(message)

    def open_case(self) -> None:
        """Go to the case."""
        if self.case is not None:
            self.room.go(Place("case", self.case))

    def pupil_here(self) -> UUID | None:
        return self.shown_late.view.case.pupil if self.shown_late else None

    def set_look(self, look: Look) -> None:
        self.table.fit()
