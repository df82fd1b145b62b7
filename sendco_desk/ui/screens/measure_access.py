"""Exam access: what is marked as evidence for access arrangements, and the one sheet on which it is gathered."""

from functools import partial

from PySide6.QtWidgets import QWidget

from sendco_desk.domain.codes import STORY_KINDS, said
from sendco_desk.domain.dates import shown
from sendco_desk.domain.story import StoryEntry
from sendco_desk.domain.support_codes import ACCESS_TAG
from sendco_desk.services.access_evidence import NO_SCORES, NO_STORY, NO_SUPPORT, AccessEvidence
from sendco_desk.ui.room import Place, Room
from sendco_desk.ui.screens.measure_scores import score_words
from sendco_desk.ui.screens.tab_parts import TabPart
from sendco_desk.ui.widgets.buttons import button
from sendco_desk.ui.widgets.layout import Part, across, card, emptied, holding, stack
from sendco_desk.ui.widgets.words import Elided, plain, words

HOW = (
    f"Give an entry of the story the tag “{ACCESS_TAG}”, and tick “Exam access” in a score. What is marked so is gathered here with the support "
    "given, oldest first, as evidence of need and of the normal way of working."
)


class AccessPart(TabPart):
    """The part Exam access."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.groups = stack(gap=12)
        self.sheet_button = button(self.look, "Show the sheet", "", "eye", "To look at, print, save or keep", self.show_sheet)
        entry = button(self.look, "New entry", "", "plus", then=lambda: room.new_entry(self.pupil))
        head = across(words("Evidence for exam access arrangements", "heading"), None)
        self.setLayout(stack(head, words(HOW, tone="muted", wrap=True), across(self.sheet_button, entry, None), self.groups, gap=10))

    def fill(self) -> None:
        """Show what is marked."""
        evidence = self.room.desk.measuring.access_evidence(self.pupil)
        self.sheet_button.setEnabled(not evidence.nothing)
        emptied(self.groups)
        for title, lines, nothing in self._groups(evidence):
            shown_lines: list[Part] = [*lines] if lines else [words(nothing, tone="muted", wrap=True)]
            self.groups.addWidget(card(words(f"{title} ({len(lines)})", "strong"), *shown_lines, gap=6))

    def _groups(self, evidence: AccessEvidence) -> tuple[tuple[str, list[QWidget], str], ...]:
        scores: list[QWidget] = [
            plain(f"{shown(row.measure.taken_on)} · {row.measure.test_words}: {score_words(row.measure)}", wrap=True) for row in evidence.scores
        ]
        support: list[QWidget] = [
            plain(f"{shown(place.starts_on)} to {shown(place.ends_on)} · {run.name}", wrap=True) for place, run in evidence.support
        ]
        return (
            ("Entries of the story", [self._entry(one) for one in evidence.entries], NO_STORY), ("Scores", scores, NO_SCORES),
            ("Support given", support, NO_SUPPORT),
        )

    def _entry(self, entry: StoryEntry) -> QWidget:
        day = shown(entry.happened_at.date())
        go = button(self.look, "Open", "link", then=partial(self.open_entry, entry))
        go.setAccessibleName(f"Open the entry of {day}")
        line = across(plain(f"{day} · {said(STORY_KINDS, entry.entry_kind)}"), Elided(entry.words.replace("\n", " "), tone="muted"), go, gap=10)
        line.setStretch(1, 1)
        return holding(line)

    def open_entry(self, entry: StoryEntry) -> None:
        """Go to the entry in the story."""
        self.room.go(Place("pupil", self.pupil, f"story/{entry.id}"))

    def show_sheet(self) -> None:
        """Show the sheet as it prints; from there it is printed, saved or kept."""
        from sendco_desk.ui.screens.paper_view import show_paper

        show_paper(self.room, self.room.desk.measuring.access_sheet(self.pupil), name="exam-access-evidence", pupil=self.pupil)
