"""The plan in the tab EHC: versions, sections A to K, what changes shown as it is typed, on paper, and read back from a marked Word copy."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from sendco_desk.domain.changes import changed
from sendco_desk.domain.paper import Run, said
from sendco_desk.domain.plans import PlanSection, PlanVersion
from sendco_desk.services.plan_sections import Marked
from sendco_desk.services.printing import paper_bytes
from sendco_desk.ui.forms.plan_forms import NOT_CHANGED, MarkedForm, SectionForm, VersionForm, cases, marked_html, versions
from sendco_desk.ui.room import Room
from sendco_desk.ui.screens.ehc import EhcPage
from sendco_desk.ui.screens.paper_view import PaperView
from sendco_desk.ui.screens.plan_book import PlanPart, state_of
from sendco_desk.ui.widgets.choice import Choice
from sendco_desk.ui.widgets.fields import ProseField
from tests.services.papers import WorksHere
from tests.ui.heard import Heard

WORDS = {"A": "He likes otters.", "F": "Help as required.\nA timetable is used every day."}
NEW_F = "Help for 30 minutes each week.\nA timetable is used every day."


@pytest.fixture
def room(room: Room) -> Room:
    """A room whose Word documents are read in this process."""
    return replace(room, desk=replace(room.desk, plans=replace(room.desk.plans, workshop=WorksHere())))


@pytest.fixture
def leila(room: Room) -> UUID:
    return next(row.pupil.id for row in room.desk.pupils.rows() if row.pupil.known_name == "Leila Ashgrove")


@pytest.fixture
def final(room: Room, leila: UUID) -> PlanVersion:
    return room.desk.plans.start_version(leila, state="final", dated_on=date(2026, 1, 12), words=WORDS, note="From the council")[0]


@pytest.fixture
def proposed(room: Room, leila: UUID, final: PlanVersion) -> PlanVersion:
    made, _ = room.desk.plans.start_version(leila, state="proposed", dated_on=date(2026, 11, 2), based_on=final.id)
    room.desk.plans.save_section(made, "F", NEW_F)
    return made


@pytest.fixture
def page(room: Room, qtbot: QtBot) -> EhcPage:
    made = EhcPage(room)
    qtbot.addWidget(made)
    made.resize(1000, 560)
    made.show()
    return made


def shown(page: EhcPage, room: Room, pupil: UUID) -> PlanPart:
    page.show_pupil(room.desk.pupils.page(pupil))
    return page.plan


def states(part: PlanPart) -> dict[str, str]:
    return {row.section: row.state for row in part.model.rows if row.state not in ("Nothing yet",)}


def choose(form: VersionForm, name: str, code: str) -> None:
    box = form.fields[name].box
    assert isinstance(box, Choice)
    box.choose(code)


def test_without_a_case_or_a_plan_the_page_offers_to_write_the_plan_down(page: EhcPage, room: Room, leila: UUID, heard: Heard) -> None:
    part = shown(page, room, leila)
    assert page.nothing.isVisible() and not page.area.isVisible()
    next(one for one in page.nothing.findChildren(QPushButton) if "sections" in one.text()).click()
    form = heard.sheets[-1]
    assert isinstance(form, VersionForm)
    assert (form.code("state"), form.code("based_on"), form.said("dated_on")) == ("final", "", "Thu 12 Nov 2026")
    assert part.version() is None
    for deed in (part.edit, part.remove, part.show_on_paper):
        deed()
    part.show_marks(Marked(sections={"F": said("Words")}), leila)
    assert len(heard.sheets) == 1


def test_a_first_version_has_twelve_sections_to_be_written(page: EhcPage, room: Room, leila: UUID, heard: Heard, qtbot: QtBot) -> None:
    shown(page, room, leila).start()
    form = heard.sheets[-1]
    assert isinstance(form, VersionForm)
    qtbot.addWidget(form)
    form.finish()
    assert heard.last == "Final plan, Thu 12 Nov 2026: saved."
    part = shown(page, room, leila)
    assert part.choice.currentText() == "Final plan, Thu 12 Nov 2026"
    assert part.about.text() == "Not based on another version."
    assert [row.section for row in part.model.rows] == ["A", "B", "C", "D", "E", "F", "G", "H1", "H2", "I", "J", "K"]
    assert states(part) == {}


def test_the_list_says_what_is_written_and_what_changes(page: EhcPage, room: Room, leila: UUID, final: PlanVersion, proposed: PlanVersion) -> None:
    part = shown(page, room, leila)
    assert part.version() == proposed
    assert part.about.text() == "Against Final plan, Mon 12 Jan 2026: 1 section changed."
    assert states(part) == {"A": "No change", "F": "Changed"}
    part.choice.choose(str(final.id))
    assert part.about.text() == "Not based on another version. From the council"
    assert states(part) == {"A": "Written", "F": "Written"}
    QAbstractItemModelTester(part.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    shown(page, room, leila)
    assert part.version() == final
    assert not page.grab().isNull()


def test_a_section_that_was_emptied_is_changed() -> None:
    assert state_of(True, True, "") == "Changed"
    assert state_of(False, False, "") == "Nothing yet"


def test_a_new_version_is_chosen_when_it_comes_and_another_pupils_is_not_kept(
    page: EhcPage, room: Room, leila: UUID, final: PlanVersion,
) -> None:
    part = shown(page, room, leila)
    later, _ = room.desk.plans.start_version(leila, state="draft", dated_on=date(2025, 11, 2))
    shown(page, room, leila)
    assert part.version() == later
    kacper = next(row.pupil.id for row in room.desk.pupils.rows() if row.pupil.known_name == "Kacper Wilk")
    shown(page, room, kacper)
    assert part.version() is None and part.why.isVisible() and not part.inside.isVisible()
    assert part.model.rows == []


# Forms


def test_proposed_changes_begin_with_the_words_of_the_version_they_change(
    page: EhcPage, room: Room, leila: UUID, final: PlanVersion, heard: Heard, qtbot: QtBot,
) -> None:
    kept: list[PlanVersion] = []
    form = VersionForm(room, leila, after=kept.append)
    qtbot.addWidget(form)
    assert (form.code("state"), form.code("based_on")) == ("proposed", str(final.id))
    choose(form, "based_on", "")
    form.finish()
    assert form.fields["based_on"].said.text() == "Choose the version that the changes are proposed to."
    choose(form, "based_on", str(final.id))
    form.finish()
    assert [version.based_on for version in kept] == [final.id]
    assert room.desk.plans.words(kept[0]) == room.desk.plans.words(final)


def test_what_is_said_of_a_version_can_be_put_right(page: EhcPage, room: Room, leila: UUID, final: PlanVersion, heard: Heard, qtbot: QtBot) -> None:
    shown(page, room, leila).edit_button.click()
    form = heard.sheets[-1]
    assert isinstance(form, VersionForm)
    qtbot.addWidget(form)
    assert "based_on" not in form.fields
    choose(form, "state", "amended_final")
    form.finish()
    assert room.desk.plans.versions(leila)[0].state == "amended_final"
    assert room.desk.plans.words(final)["A"] == WORDS["A"]


def test_the_choices_are_the_pupils_own(room: Room, final: PlanVersion) -> None:
    kacper = next(row.pupil.id for row in room.desk.pupils.rows() if row.pupil.known_name == "Kacper Wilk")
    assert versions(room.desk, final.pupil) == {str(final.id): "Final plan, Mon 12 Jan 2026"}
    assert list(cases(room.desk, kacper).values()) == ["Case 1, request for an EHC needs assessment"]
    assert versions(room.desk, None) == cases(room.desk, None) == {}


def test_a_section_shows_what_changes_as_it_is_typed(room: Room, proposed: PlanVersion, heard: Heard, qtbot: QtBot) -> None:
    form = SectionForm(room, proposed, "F")
    qtbot.addWidget(form)
    assert form.marked.text().startswith("<s>Help as required.</s><b><u>Help for 30 minutes each week.</u></b><br>A timetable")
    field = form.fields["words"]
    assert isinstance(field, ProseField)
    field.set_text(WORDS["F"])
    qtbot.waitUntil(lambda: form.marked.text() == NOT_CHANGED)
    assert form.marked.accessibleName() == "No change."
    field.set_text("Help & care.")
    qtbot.waitUntil(lambda: "&amp; care" in form.marked.text())
    form.finish()
    assert heard.last == "Section F is saved."
    assert room.desk.plans.words(proposed)["F"] == "Help & care."


def test_a_section_of_a_version_without_a_base_is_words_alone(room: Room, final: PlanVersion, qtbot: QtBot) -> None:
    form = SectionForm(room, final, "A")
    qtbot.addWidget(form)
    assert form.said("words") == WORDS["A"]
    assert form.marked.parent() is None


def test_enter_opens_the_section_and_so_does_its_button(page: EhcPage, room: Room, leila: UUID, proposed: PlanVersion, heard: Heard) -> None:
    part = shown(page, room, leila)
    part.table.choose("F")
    QTest.keyClick(part.table, Qt.Key.Key_Return)
    part.section_button.click()
    assert [type(sheet) for sheet in heard.sheets] == [SectionForm, SectionForm]
    part.open_section(None)
    assert len(heard.sheets) == 2


def test_marks_are_bold_underlined_or_struck_and_blanks_round_them_are_not() -> None:
    runs = (Run(text="One "), Run(text=" <two> ", added=True), Run(text="three\nfour", deleted=True), Run(text="\nfive"), Run(text="  ", added=True))
    assert marked_html(runs) == "One  <b><u>&lt;two&gt;</u></b> <s>three¶<br>four</s><br>five  <b><u></u></b>"


# Paper and Word


def test_the_marked_paper_opens_and_may_be_kept(page: EhcPage, room: Room, leila: UUID, proposed: PlanVersion, heard: Heard) -> None:
    shown(page, room, leila).paper_button.click()
    view = heard.sheets[-1]
    assert isinstance(view, PaperView)
    assert view.paper == room.desk.plans.marked_paper(proposed)
    assert (view.name, view.pupil, view.document_kind, view.title) == ("ehc-plan", leila, "plan", proposed.called)


def answer_word(monkeypatch: pytest.MonkeyPatch, path: Path | None) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda over, title, where, kinds: (str(path) if path else "", kinds))


def test_a_marked_word_copy_comes_back_as_proposed_changes_to_the_version_it_was_made_on(
    page: EhcPage, room: Room, leila: UUID, final: PlanVersion, proposed: PlanVersion, heard: Heard, tmp_path: Path, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    copy = tmp_path / "marked.docx"
    copy.write_bytes(paper_bytes(room.desk.plans.marked_paper(proposed), "docx"))
    part = shown(page, room, leila)
    answer_word(monkeypatch, copy)
    part.word_button.click()
    qtbot.waitUntil(lambda: bool(heard.sheets), timeout=10_000)
    form = heard.sheets[-1]
    assert isinstance(form, MarkedForm)
    qtbot.addWidget(form)
    assert form.base == final
    marks = form.findChild(QLabel, "marked_F")
    assert isinstance(marks, QLabel) and marks.text() == marked_html(changed(WORDS["F"], NEW_F))
    assert form.findChild(QLabel, "marked_A") is None
    form.finish()
    assert heard.last == "Changes the school proposes, Thu 12 Nov 2026: read from Word."
    newest = room.desk.plans.versions(leila)[-1]
    assert newest.based_on == final.id
    assert room.desk.plans.words(newest) == room.desk.plans.words(proposed)


def test_nobody_chooses_nothing_is_read_and_a_letter_is_refused(
    page: EhcPage, room: Room, leila: UUID, final: PlanVersion, heard: Heard, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch,
) -> None:
    part = shown(page, room, leila)
    answer_word(monkeypatch, None)
    part.choose_word()
    assert not room.tasks.busy()
    wrong = tmp_path / "letter.docx"
    wrong.write_bytes(b"no Word at all")
    part.read_word(wrong)
    qtbot.waitUntil(lambda: bool(heard.said), timeout=10_000)
    assert heard.last == "This is not a Word document, or it is damaged: save it as .docx and choose it again."
    assert heard.sheets == []


def test_marks_on_other_words_are_said_before_they_are_kept(room: Room, leila: UUID, final: PlanVersion, qtbot: QtBot) -> None:
    marked = Marked(sections={"F": (Run(text="Another plan’s words", deleted=True), Run(text="New words", added=True))})
    kept: list[PlanVersion] = []
    form = MarkedForm(room, leila, marked, final, after=kept.append)
    qtbot.addWidget(form)
    said_there = " ".join(label.text() for label in form.findChildren(QLabel)).replace("\u00a0", " ")
    assert "Marked on other words than those of Final plan, Mon 12 Jan 2026: section F." in said_there
    form.finish()
    assert room.desk.plans.words(kept[0])["F"] == "New words"


def test_a_copy_without_a_change_has_nothing_to_keep(room: Room, leila: UUID, final: PlanVersion, qtbot: QtBot) -> None:
    form = MarkedForm(room, leila, Marked(sections={"A": said(WORDS["A"])}), final)
    qtbot.addWidget(form)
    assert "there is no change to keep" in " ".join(label.text() for label in form.findChildren(QLabel))
    form.finish()
    assert form.failure.text().startswith("There is no change to keep")
    assert room.desk.plans.versions(leila) == [final]
    form.made = None
    form.after()


# Deeds on versions, and being found


def test_a_version_is_removed_with_its_sections_unless_another_rests_on_it(
    page: EhcPage, room: Room, leila: UUID, final: PlanVersion, proposed: PlanVersion, heard: Heard,
) -> None:
    part = shown(page, room, leila)
    part.choice.choose(str(final.id))
    part.remove_button.click()
    assert "is based on this version" in heard.last
    part.choice.choose(str(proposed.id))
    part.remove_button.click()
    assert heard.last == "Changes the school proposes, Mon 2 Nov 2026: removed."
    assert room.desk.plans.versions(leila) == [final]


def test_what_is_found_is_brought_into_sight(page: EhcPage, room: Room, leila: UUID, final: PlanVersion, proposed: PlanVersion) -> None:
    part = shown(page, room, leila)
    section = next(one for one in room.desk.recording.of(PlanSection, leila) if one.version == final.id and one.section == "F")
    page.show_record(section.id)
    assert part.version() == final
    row = part.table.current()
    assert row is not None and row.section == "F"
    page.show_record(proposed.id)
    assert part.version() == proposed
    page.show_record(uuid4())


def test_all_that_can_be_used_has_a_name(
    page: EhcPage, room: Room, leila: UUID, proposed: PlanVersion, nameless: Callable[[QWidget], list[str]],
) -> None:
    shown(page, room, leila)
    assert nameless(page) == []


def test_without_a_pupil_no_form_opens(room: Room, qtbot: QtBot, heard: Heard) -> None:
    part = PlanPart(room)
    qtbot.addWidget(part)
    part.start()
    assert heard.sheets == []
