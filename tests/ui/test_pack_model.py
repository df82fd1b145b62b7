"""The pack's list: rows go in and out, move among their own kind, and say why one cannot go in."""

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from sendco_desk.domain.documents import Document
from sendco_desk.ui.models.pack_model import PackModel, document_row, part_rows, renewed, totals

PUPIL = uuid4()
THREE = {"summary": "Pupil summary", "chronology": "Chronology", "clock": "Clock and delays"}


def document(title: str, sharing: str = "agreed") -> Document:
    return Document(
        id=uuid4(), pupil=PUPIL, title=title, file_name=f"{title}.pdf", media_type="application/pdf", size=9, sha256="0" * 64, attachment="x",
        received_on=date(2026, 9, 7), sharing_basis=sharing,
    )


def model_of(*documents: Document) -> PackModel:
    model = PackModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.put([*part_rows(THREE), *(document_row(d) for d in documents)])
    return model


def key(model: PackModel, number: int) -> UUID:
    found = model.rows[number].key
    assert isinstance(found, UUID)
    return found


def test_everything_is_proposed_but_what_is_not_to_be_shared() -> None:
    model = model_of(document("Report"), document("Child protection note", "none"))
    assert [row.on for row in model.rows] == [True, True, True, True, False]
    assert model.rows[-1].note == "Not to be shared"


def test_a_document_not_to_be_shared_waits_for_a_reason() -> None:
    model = model_of(document("Note", "none"))
    model.tick(3, True)
    assert model.rows[3].waits
    model.give_reason(key(model, 3), "The parent asks for it.")
    assert not model.rows[3].waits
    assert model.rows[3].note == "Shared because: The parent asks for it."


def test_the_box_can_be_ticked_by_whoever_reads_the_table_aloud() -> None:
    model = model_of(document("Report"))
    box = model.index(3, 0)
    assert model.data(box, Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
    assert model.setData(box, Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    assert model.data(box, Qt.ItemDataRole.AccessibleTextRole) == "Left out"


def test_rows_move_among_their_own_kind_only() -> None:
    model = model_of(document("First"), document("Second"))
    assert model.move(4, -1) == 3
    assert [row.title for row in model.rows[3:]] == ["Second", "First"]
    assert model.move(3, -1) == 3
    assert model.move(0, -1) == 0
    assert model.move(0, 1) == 1
    assert [row.title for row in model.rows[:2]] == ["Chronology", "Pupil summary"]


@given(st.lists(st.tuples(st.integers(-1, 7), st.sampled_from([-1, 1])), max_size=20))
def test_no_row_is_lost_by_moving(moves: list[tuple[int, int]]) -> None:
    model = model_of(document("A"), document("B"), document("C"))
    before = {row.key for row in model.rows}
    for number, step in moves:
        model.move(number, step)
    assert {row.key for row in model.rows} == before
    assert [row.is_part for row in model.rows] == [True] * 3 + [False] * 3
    assert model.rows == model.everything


def test_pages_and_reasons_are_taken_once_counted() -> None:
    model = model_of(document("Report"), document("Video"))
    model.count({key(model, 3): (9, ""), key(model, 4): (0, "This is a film: save a few pictures of it as PDF.")})
    assert [row.pages_shown for row in model.rows[3:]] == ["9", "none"]
    assert model.rows[4].note == "Cannot go in"
    assert model.index(4, 3).data(Qt.ItemDataRole.AccessibleTextRole) == "Cannot go in. This is a film: save a few pictures of it as PDF."


def test_the_parts_have_pages_once_a_pack_was_made() -> None:
    model = model_of()
    model.count({}, {"Chronology": 4})
    assert [row.pages for row in model.rows] == [None, 4, None]


def test_totals_leave_out_what_is_left_out_and_what_cannot_go_in() -> None:
    model = model_of(document("Report"), document("Letter"), document("Video"))
    assert "so far" in totals(model.rows)
    model.count({key(model, 3): (9, ""), key(model, 4): (2, ""), key(model, 5): (0, "No.")})
    model.tick(4, False)
    model.tick(2, False)
    assert totals(model.rows) == "2 parts and 1 document: 9 pages of documents, and the pages made from the notebook."


def test_choices_outlive_a_refresh_but_not_a_change_of_sharing() -> None:
    kept, gone, marked = document("Kept"), document("Gone"), document("Marked")
    model = model_of(kept, gone, marked)
    model.tick(3, False)
    model.tick(5, True)
    fresh = renewed(model.rows, [replace(kept, title="Renamed"), replace(marked, sharing_basis="none"), document("New")], THREE)
    assert [(row.title, row.on) for row in fresh[3:]] == [("Renamed", False), ("Marked", False), ("New", True)]


def test_parts_that_have_nothing_more_to_say_leave_and_others_come_to_their_place() -> None:
    model = model_of(document("Report"))
    model.move(0, 1)
    model.tick(0, False)
    fresh = renewed(model.rows, [], {"summary": "Pupil summary", "views": "Views", "chronology": "Chronology"})
    assert [(row.key, row.on) for row in fresh] == [("chronology", False), ("summary", True), ("views", True)]
    first = renewed(fresh[2:], [], {"summary": "Pupil summary", "views": "Views"})
    assert [row.key for row in first] == ["summary", "views"]
