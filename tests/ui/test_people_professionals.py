"""The part Professionals: ages today and on a chosen day, and the advice of whoever is chosen with what came of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from sendco_desk.domain.documents import Document
from sendco_desk.domain.professionals import Advice, Involvement
from sendco_desk.ui.forms.people_asks import ADVICE, OUTSIDE
from sendco_desk.ui.forms.record_form import RecordForm
from sendco_desk.ui.room import Room
from sendco_desk.ui.screens.people_professionals import NO_ADVICE, ProfessionalsPart
from sendco_desk.ui.source_view import SourceView
from tests.ui.desks import add_document, text_file
from tests.ui.heard import Heard

D = date


@pytest.fixture
def leila(room: Room) -> UUID:
    return next(row.pupil.id for row in room.desk.pupils.rows() if row.pupil.known_name == "Leila Ashgrove")


@pytest.fixture
def report(room: Room, leila: UUID, tmp_path_factory: pytest.TempPathFactory) -> Document:
    return add_document(room.desk, leila, text_file(tmp_path_factory.mktemp("papers"), "Report.txt"))


@pytest.fixture
def seen(room: Room, leila: UUID, report: Document) -> Involvement:
    """A psychologist with a report and two pieces of advice, and a therapist who is waited for."""
    made = Involvement(
        id=uuid4(), pupil=leila, service="educational_psychology", person="Dr Quill", report_on=D(2025, 6, 10), received_on=D(2025, 6, 17),
        document=report.id,
    )
    room.desk.recording.save(made)
    room.desk.recording.save(Involvement(id=uuid4(), pupil=leila, service="speech_and_language", asked_on=D(2026, 9, 28)))
    room.desk.recording.save(Advice(
        id=uuid4(), pupil=leila, involvement=made.id, place=1, words="Short sentences", page=4, action="Told every teacher", action_on=D(2025, 9, 8),
        effect="She asks less often",
    ))
    room.desk.recording.save(Advice(id=uuid4(), pupil=leila, involvement=made.id, place=2, words="A quiet corner"))
    return made


@pytest.fixture
def part(room: Room, leila: UUID, seen: Involvement, qtbot: QtBot) -> ProfessionalsPart:
    made = ProfessionalsPart(room)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.put(room.desk.pupils.page(leila))
    made.show()
    return made


def cells(part: ProfessionalsPart, key: str) -> list[str]:
    column = part.list.table.keys.index(key)
    return [str(part.list.model.index(n, column).data()) for n in range(part.list.model.rowCount())]


def said(part: ProfessionalsPart) -> list[str]:
    return [label.text() for label in part.detail.findChildren(QLabel)]


def press(part: ProfessionalsPart, name: str) -> None:
    next(b for b in part.findChildren(QAbstractButton) if b.accessibleName() == name).click()


def test_the_list_says_where_each_stands_and_how_old_the_report_is(part: ProfessionalsPart) -> None:
    assert cells(part, "called") == ["Speech and language therapy", "Educational psychology, Dr Quill"]
    assert cells(part, "standing") == ["Asked 6 weeks ago, not seen yet.", "Report received Tue 17 Jun 2025."]
    assert cells(part, "age") == ["", "17 months"]
    assert cells(part, "advice") == ["", "1 of 2 acted on"]
    assert (cells(part, "asked"), cells(part, "received")) == (["Mon 28 Sep 2026", ""], ["", "Tue 17 Jun 2025"])
    assert part.list.table.isColumnHidden(part.list.table.keys.index("then"))


def test_whoever_is_waited_for_stands_first_and_not_somebody_who_ended_without_a_report(
    part: ProfessionalsPart, room: Room, leila: UUID,
) -> None:
    room.desk.recording.save(Involvement(
        id=uuid4(), pupil=leila, service="occupational_therapy", asked_on=D(2025, 5, 5), ended_on=D(2025, 7, 7),
    ))
    part.fill()
    assert cells(part, "standing") == [
        "Asked 6 weeks ago, not seen yet.", "Report received Tue 17 Jun 2025.", "Ended Mon 7 Jul 2025 without a report.",
    ]


def test_a_chosen_day_shows_how_old_each_report_will_be_then(part: ProfessionalsPart, seen: Involvement) -> None:
    part.list.choose(seen.id)
    part.day.edit.setText("12/1/2027")
    assert cells(part, "then") == ["", "19 months"]
    assert not part.list.table.isColumnHidden(part.list.table.keys.index("then"))
    assert part.about.text() == (
        "Report of Tue 10 Jun 2025, received Tue 17 Jun 2025. 17 months old on Thu 12 Nov 2026. 19 months old on Tue 12 Jan 2027."
    )
    part.day.edit.setText("someday")
    assert part.day.is_wrong()
    assert part.list.table.isColumnHidden(part.list.table.keys.index("then"))


def test_advice_stands_with_what_was_done_and_what_came_of_it(part: ProfessionalsPart, seen: Involvement) -> None:
    part.list.choose(seen.id)
    shown = said(part)
    for words in (
        "Advice: Educational psychology, Dr Quill", "Advised, page 4", "Short sentences", "Done, from Mon 8 Sep 2025", "Told every teacher",
        "What came of it", "She asks less often", "A quiet corner", "Nothing recorded yet.", "Not known yet.",
    ):
        assert words in shown


def test_somebody_without_advice_is_asked_for_it_and_has_no_report_to_open(part: ProfessionalsPart) -> None:
    part.list.choose(part.list.model.rows[0].id)
    assert any(NO_ADVICE[:20] in words for words in said(part))
    part.list.show_buttons()
    assert not part.list.more[0].isEnabled()


def test_advice_is_added_changed_and_removed(part: ProfessionalsPart, seen: Involvement, room: Room, heard: Heard) -> None:
    part.list.choose(seen.id)
    press(part, "Add advice")
    press(part, "Edit: A quiet corner")
    added, changed = heard.sheets
    assert isinstance(added, RecordForm) and isinstance(changed, RecordForm)
    assert (added.preset["place"], added.preset["involvement"], changed.said("words")) == (3, seen.id, "A quiet corner")
    assert [ask.name for ask in added.asks] == [ask.name for ask in ADVICE]
    press(part, "Remove: A quiet corner")
    assert heard.last == "Advice removed."
    part.fill()
    assert part.rows[seen.id].advice_words == "1 of 1 acted on"


def test_the_report_opens_and_at_the_page_of_its_advice(part: ProfessionalsPart, seen: Involvement, heard: Heard) -> None:
    part.list.choose(seen.id)
    press(part, "Open the report")
    press(part, "Read it in the report: Short sentences")
    views = [sheet for sheet in heard.sheets if isinstance(sheet, SourceView)]
    assert [view.first for view in views] == [1, 4]
    heard.sheets.clear()
    part.open_report(replace(seen, document=None))
    assert heard.sheets == []


def test_the_form_asks_for_services_from_outside(part: ProfessionalsPart, heard: Heard) -> None:
    part.list.add_button.click()
    form = heard.sheets[-1]
    assert isinstance(form, RecordForm)
    assert "school" not in OUTSIDE and "health" in OUTSIDE
    assert form.title == "Record a professional"
    part.list.edit(part.list.model.rows[0])
    assert isinstance(edit := heard.sheets[-1], RecordForm) and edit.title == "Professional"


def test_delete_takes_a_professional_out_with_the_advice_and_undo_brings_both_back(
    part: ProfessionalsPart, seen: Involvement, room: Room, leila: UUID, heard: Heard,
) -> None:
    part.list.choose(seen.id)
    QTest.keyClick(part.list.table, Qt.Key.Key_Delete)
    assert heard.last == "Professional removed, with the advice recorded there."
    assert len(room.desk.professionals.log(leila)) == 1
    room.desk.finding.undo()
    assert len(room.desk.professionals.log(leila)[1].advices) == 2


def test_advice_that_was_found_brings_its_professional_into_view(part: ProfessionalsPart, seen: Involvement) -> None:
    part.list.choose(part.list.model.rows[0].id)
    assert part.choose(part.rows[seen.id].advices[1].id)
    assert (chosen := part.chosen()) is not None and chosen.id == seen.id
    assert not part.choose(uuid4())


def test_nobody_yet_leaves_the_sentence_that_says_what_goes_here(room: Room, leila: UUID, qtbot: QtBot, heard: Heard) -> None:
    made = ProfessionalsPart(room)
    qtbot.addWidget(made)
    made.put(room.desk.pupils.page(leila))
    assert made.list.why.isVisibleTo(made)
    assert not made.detail.isVisibleTo(made)
    made.new_advice()
    made.list.remove()
    assert heard.sheets == []


def test_the_model_passes_qts_own_tester_and_everything_has_a_name(part: ProfessionalsPart, nameless: Callable[[QWidget], list[str]]) -> None:
    tester = QAbstractItemModelTester(part.list.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for key in ("age", "then", "asked", "last"):
        part.list.table.sort_by(key)
    assert tester.model() is part.list.model
    assert nameless(part) == []
    assert not part.grab().isNull()
