"""The running order: numbered and paged as the pack will be, and moved by mouse or keys without losing anything."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from sendco_desk.domain import pack_layout as order
from sendco_desk.domain.documents import Document
from sendco_desk.domain.pack_layout import PackLayout, PlacedDocument, placed_text
from sendco_desk.packs.source import Converted, Finding, Noticed, Outcome
from sendco_desk.ui.models.pack_model import (
    Kind,
    Known,
    OrderRow,
    PackModel,
    budget_parts,
    left_out,
    letter,
    order_rows,
    sharing_words,
    totals,
)
from sendco_desk.ui.models.pack_moves import Move, dropped, gap_of, stepped

PUPIL = uuid4()
THERE = ("summary", "chronology", "clock")
NOTHING_KNOWN = Known(documents={}, made={})


def document(number: int, sharing: str = "agreed") -> Document:
    return Document(
        id=UUID(int=number), pupil=PUPIL, title=f"Paper {number}", file_name="paper.pdf", media_type="application/pdf", size=9, sha256="0" * 64,
        attachment="x", received_on=date(2026, 9, 7), sharing_basis=sharing,
    )


def layout_of(*parts: tuple[str, tuple[int, ...]], **more: Any) -> PackLayout:
    placed = tuple(placed_text(PlacedDocument(document=UUID(int=n), part=part)) for part, numbers in parts for n in numbers)
    return PackLayout(
        id=uuid4(), pupil=PUPIL, case=uuid4(), sections=THERE, parts=tuple(part for part, _ in parts), documents=placed, **more,
    )


LAYOUT = layout_of(("Reports", (1, 2)), ("Empty", ()), ("From home", (3,)))
PAPERS = [document(1), document(2), document(3)]
PRIVATE = [document(1), document(2, "none"), document(3)]
"""The same, the second not to be shared."""
MADE = {"front": 2, "summary": 1, "chronology": 4, "clock": 1, "last": 1}


def turned(pages: int, reason: str = "", *findings: Finding) -> Converted:
    outcome = Outcome.INCLUDED if pages else Outcome.REFUSED
    return Converted(name="paper.pdf", outcome=outcome, pages=pages, reason=reason or None, findings=findings)


def rows_of(layout: PackLayout = LAYOUT, known: Known = NOTHING_KNOWN, papers: list[Document] = PAPERS) -> list[OrderRow]:
    return order_rows(layout, papers, THERE, known)


def shape(rows: list[OrderRow]) -> list[str]:
    return [f"{row.number} {row.title}".strip() for row in rows]


def at(rows: list[OrderRow], title: str) -> int:
    return next(number for number, row in enumerate(rows) if row.title == title)


def test_headings_are_lettered_and_entries_numbered_as_the_contents_print_them() -> None:
    assert shape(rows_of(order.with_section(LAYOUT, "clock", on=False))) == [
        "Part A The request", "1 Cover and contents", "2 Pupil summary", "3 Chronology", "Clock and delays",
        "Part B Reports", "4 Paper 1", "5 Paper 2", "Empty", "Part C From home", "6 Paper 3", "Manifest",
    ]


def test_without_made_parts_the_cover_has_no_number_and_the_documents_begin_the_lettering() -> None:
    none = replace(LAYOUT, sections_out=THERE)
    assert shape(rows_of(none))[:2] == ["The request", "Cover and contents"]
    assert shape(rows_of(none))[5:7] == ["Part A Reports", "1 Paper 1"]


def test_pages_are_told_as_far_as_they_are_known() -> None:
    some = Known(documents={UUID(int=1): turned(9), UUID(int=3): turned(3)}, made=MADE)
    assert [row.pages_shown for row in rows_of(known=some)] == [
        "", "1–2", "3", "4–7", "8", "", "9–17", "…", "", "", "3 pp", "1 p",
    ]
    assert totals(rows_of(known=some)) == "3 parts from the notebook and 3 documents, 21 pages so far."


def test_what_stands_on_the_page_of_another_part_is_told_with_that_page() -> None:
    shared = Known(documents={UUID(int=n): turned(2) for n in (1, 2, 3)}, made={**MADE, "chronology": 0, "clock": 0})
    rows = rows_of(known=shared)
    assert [row.pages_shown for row in rows] == ["", "1–2", "3", "3", "3", "", "4–5", "6–7", "", "", "8–9", "10"]
    assert rows[at(rows, "Clock and delays")].spoken == "4 Clock and delays, page 3"
    assert totals(rows) == "3 parts from the notebook and 3 documents, 10 pages."
    lost = rows_of(known=Known(documents={}, made={"chronology": 0}))
    assert [row.pages_shown for row in lost][3] == "…"
    assert lost[3].spoken == "3 Chronology, pages not counted yet"


def test_the_heading_of_what_is_made_follows_the_case() -> None:
    assert order_rows(LAYOUT, PAPERS, THERE, NOTHING_KNOWN, "The annual review")[0].title == "The annual review"


def test_a_document_that_cannot_go_in_takes_a_page_that_says_why() -> None:
    bad = {UUID(int=1): turned(0, "This is a film."), UUID(int=2): turned(1), UUID(int=3): turned(2)}
    rows = rows_of(known=Known(documents=bad, made=MADE))
    assert [row.pages_shown for row in rows if row.kind is Kind.DOCUMENT] == ["none", "10", "11–12"]
    assert rows[at(rows, "Paper 1")].mark == ("info", "Cannot go in")
    assert totals(rows) == "3 parts from the notebook and 2 documents, 13 pages."


def test_a_document_not_to_be_shared_waits_for_a_reason() -> None:
    rows = rows_of(known=Known(documents={UUID(int=n): turned(2) for n in (1, 2, 3)}, made=MADE), papers=PRIVATE)
    row = rows[at(rows, "Paper 2")]
    assert (row.waits, row.mark[1], sharing_words(row)) == (True, "Write why it is shared", "Marked not to be shared")
    assert (row.number, row.pages_shown, row.spoken) == ("", "", "Paper 2, Write why it is shared, dated Mon 7 Sep 2026")
    others = [other for other in rows if other.kind is Kind.DOCUMENT and other is not row]
    assert [(other.number, other.pages_shown) for other in others] == [("5", "9–10"), ("6", "11–12")]
    reasoned = replace(row, because="Asked for")
    assert (reasoned.waits, sharing_words(reasoned)) == (False, "Shared because: Asked for")
    assert sharing_words(rows_of()[at(rows_of(), "Paper 1")]) == "Agreed"


def test_what_was_noticed_is_marked_until_it_is_put_right() -> None:
    upside = Finding(noticed=Noticed.UPSIDE_DOWN, words="Page 2 is upside down.", pages=(2,), degrees=180)
    blank = Finding(noticed=Noticed.BLANK, words="Page 3 is blank.", pages=(3,))
    signed = Finding(noticed=Noticed.SIGNED, words="It was signed.")
    known = Known(documents={UUID(int=1): turned(3, "", upside, blank, signed)}, made={})
    row = rows_of(known=known)[at(rows_of(), "Paper 1")]
    assert (row.findings, row.mark[1]) == ((upside, blank, signed), "3 things noticed")
    right = order.with_document(LAYOUT, replace(LAYOUT.of(UUID(int=1)), turns=((2, 180),), pages_out=(3,), note="See it"))
    assert rows_of(right, known)[at(rows_of(), "Paper 1")].mark[1] == "1 thing noticed"
    assert replace(row, findings=(), note="See it").mark[1] == "Has a note"
    assert replace(row, on=False).mark == ("", "")


def test_each_row_says_all_of_itself_to_a_screen_reader() -> None:
    rows = rows_of(known=Known(documents={UUID(int=1): turned(9), UUID(int=3): turned(1)}, made=MADE))
    said = {row.title: row.spoken for row in rows}
    assert said["Reports"] == "Part B: Reports"
    assert said["Empty"] == "Empty"
    assert said["Paper 1"] == "5 Paper 1, pages 9 to 17, dated Mon 7 Sep 2026"
    assert said["Paper 2"] == "6 Paper 2, pages not counted yet, dated Mon 7 Sep 2026"
    assert said["Paper 3"].startswith("7 Paper 3, 1 page,")
    assert said["Pupil summary"] == "2 Pupil summary, page 3"
    out = replace(rows[at(rows, "Paper 1")], on=False, note="See it")
    assert out.spoken == "5 Paper 1, left out, dated Mon 7 Sep 2026, note: See it"


def test_letters_go_on_after_z() -> None:
    assert [letter(number) for number in (1, 26, 27, 53)] == ["A", "Z", "AA", "BA"]


def test_what_is_left_out_is_said_and_what_goes_in_is_counted_against_a_budget() -> None:
    some = order.with_section(order.with_document(LAYOUT, replace(LAYOUT.of(UUID(int=2)), left_out=True)), "chronology", on=False)
    rows = rows_of(some, Known(documents={UUID(int=1): turned(9), UUID(int=3): turned(0, "A film.")}, made=MADE), PRIVATE)
    assert left_out(rows) == ["‘Chronology’ is left out.", "‘Paper 2’ is left out: it is marked not to be shared."]
    assert budget_parts(rows) == (2, [("Reports", [("Paper 1", 9)]), ("Empty", []), ("From home", [])])


# Moving


def test_a_document_dropped_lands_in_the_part_over_which_it_was_let_go() -> None:
    rows = rows_of()
    paper = rows[at(rows, "Paper 3")]
    assert dropped(rows, paper, at(rows, "Paper 2")) == Move(row=paper, part="Reports", to=1)
    assert dropped(rows, paper, at(rows, "Empty") + 1) == Move(row=paper, part="Empty", to=0)
    assert dropped(rows, paper, 0) == Move(row=paper, part="Reports", to=0)
    assert dropped(rows, paper, len(rows)) is None  # it is the last already
    first = rows[at(rows, "Paper 1")]
    assert dropped(rows, first, len(rows)) == Move(row=first, part="From home", to=1)
    assert dropped(rows, first, at(rows, "Empty")) == Move(row=first, part="Reports", to=1)


def test_a_made_part_stays_among_the_made_parts() -> None:
    rows = rows_of()
    summary = rows[at(rows, "Pupil summary")]
    assert gap_of(rows, summary, len(rows)) == at(rows, "Clock and delays") + 1
    assert dropped(rows, summary, len(rows)) == Move(row=summary, before=None)
    assert dropped(rows, summary, at(rows, "Clock and delays")) == Move(row=summary, before="clock")
    assert dropped(rows, summary, 0) is None


def test_a_heading_takes_its_documents_along() -> None:
    rows = rows_of()
    reports = rows[at(rows, "Reports")]
    assert dropped(rows, reports, len(rows)) == Move(row=reports, to=2)
    assert dropped(rows, reports, at(rows, "From home")) == Move(row=reports, to=1)
    assert dropped(rows, reports, at(rows, "Paper 1")) is None


@pytest.mark.parametrize("title", ["The request", "Cover and contents", "Manifest"])
def test_what_is_always_there_does_not_move(title: str) -> None:
    rows = rows_of()
    row = rows[at(rows, title)]
    assert dropped(rows, row, 4) is None and stepped(rows, row, 1) is None


def test_keys_move_a_row_by_one_and_a_document_into_the_next_part() -> None:
    rows = rows_of()
    row = {title: rows[at(rows, title)] for title in ("Paper 1", "Paper 2", "Paper 3", "Reports", "Chronology", "Pupil summary", "Clock and delays")}
    assert stepped(rows, row["Paper 1"], 1) == Move(row=row["Paper 1"], part="Reports", to=1)
    assert stepped(rows, row["Paper 2"], 1) == Move(row=row["Paper 2"], part="Empty", to=0)
    assert stepped(rows, row["Paper 3"], -1) == Move(row=row["Paper 3"], part="Empty", to=0)
    assert stepped(rows, row["Paper 1"], -1) is None and stepped(rows, row["Paper 3"], 1) is None
    assert stepped(rows, row["Reports"], 1) == Move(row=row["Reports"], to=1) and stepped(rows, row["Reports"], -1) is None
    assert stepped(rows, row["Chronology"], -1) == Move(row=row["Chronology"], before="summary")
    assert stepped(rows, row["Chronology"], 1) == Move(row=row["Chronology"], before=None)
    assert stepped(rows, row["Pupil summary"], 1) == Move(row=row["Pupil summary"], before="clock")


def kept(layout: PackLayout, move: Move) -> PackLayout:
    """The layout after a move."""
    if move.row.kind is Kind.SECTION:
        return order.with_section_moved(layout, str(move.row.key), move.before)
    if move.row.kind is Kind.PART:
        return order.with_part_moved(layout, move.row.part, move.to)
    assert isinstance(move.row.key, UUID)
    return order.with_document_moved(layout, move.row.key, move.part, move.to)


@given(st.lists(st.tuples(st.integers(0, 11), st.integers(0, 13)), max_size=15))
def test_whatever_is_dragged_wherever_nothing_is_lost_and_it_stands_at_the_line(drags: list[tuple[int, int]]) -> None:
    layout = LAYOUT
    for number, gap in drags:
        rows = rows_of(layout)
        row = rows[number]
        move = dropped(rows, row, gap)
        if move is None:
            continue
        place = gap_of(rows, row, gap)
        below = rows[place].key if place < len(rows) else None
        layout = kept(layout, move)
        after = rows_of(layout)
        if row.kind is not Kind.PART:
            assert after[at(after, row.title) + 1].key == below
    assert sorted(shown.title for shown in rows_of(layout)) == sorted(shown.title for shown in rows_of())


@given(st.integers(0, 11), st.sampled_from([-1, 1]))
def test_a_step_down_and_up_again_is_no_step(number: int, step: int) -> None:
    rows = rows_of()
    there = stepped(rows, rows[number], step)
    if there is None:
        return
    layout = kept(LAYOUT, there)
    after = rows_of(layout)
    back = stepped(after, after[at(after, rows[number].title)], -step)
    assert back is not None
    assert [row.title for row in rows_of(kept(layout, back))] == [row.title for row in rows]


# The model


def model_of() -> PackModel:
    model = PackModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.put(rows_of())
    return model


def test_a_box_can_be_ticked_by_whoever_reads_the_table_aloud_and_a_heading_has_none() -> None:
    model, told = model_of(), []
    model.ticked = lambda row, on: told.append((row.title, on))
    number = at(model.rows, "Paper 1")
    box, head = model.index(number, 0), model.index(0, 0)
    assert model.data(box, Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
    assert model.setData(box, Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    assert told == [("Paper 1", False)]
    assert model.data(box, Qt.ItemDataRole.AccessibleTextRole) == "Paper 1, in the pack"
    assert model.data(head, Qt.ItemDataRole.CheckStateRole) is None
    assert not model.flags(head) & Qt.ItemFlag.ItemIsUserCheckable
    assert model.flags(box) & Qt.ItemFlag.ItemIsUserCheckable
    model.tick(0, False)
    model.tick(number, True)  # it is in already
    assert len(told) == 1


def test_every_cell_says_something_and_sorting_changes_nothing() -> None:
    model = model_of()
    before = list(model.rows)
    model.sort(2, Qt.SortOrder.DescendingOrder)
    assert model.rows == before
    for number in range(model.rowCount()):
        assert all(model.index(number, column).data(Qt.ItemDataRole.AccessibleTextRole) for column in range(model.columnCount()))
    left_out = replace(before[at(before, "Paper 1")], on=False)
    model.put([left_out])
    assert model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Paper 1, left out"
