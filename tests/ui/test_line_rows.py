"""Short records typed line under line: a free line is always there, Enter goes on, and a draft brings back what stood in them."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from sendco_desk.ui.forms.drafts import fill, typed
from sendco_desk.ui.forms.line_rows import Cell, LineRows, decoded, encoded
from sendco_desk.ui.theme import Look
from sendco_desk.ui.widgets.choice import Choice

CELLS = (
    Cell(key="what", label="What"), Cell(key="by", label="By when", how="day", width=140),
    Cell(key="how", label="How", how="choice", options={"a": "Alone", "b": "With help"}, width=140),
    Cell(key="done", label="Done", how="tick", width=44),
)
ONE = {"id": "7", "what": "Ring the clinic", "by": "Mon 2 Nov 2026", "how": "b", "done": "yes"}


@pytest.fixture
def rows(look: Look, qtbot: QtBot) -> LineRows:
    made = LineRows(look, CELLS, "action", lambda: date(2026, 11, 12))
    qtbot.addWidget(made)
    made.resize(700, 300)
    made.show()
    return made


def settle() -> None:
    QApplication.processEvents()  # a layout shows what it was given when the loop next turns


def box(rows: LineRows, number: int, key: str = "what") -> QWidget:
    return rows.rows[number][1][key]


def test_what_is_typed_into_the_free_line_makes_another_free_line(rows: LineRows) -> None:
    heard: list[int] = []
    rows.changed.connect(lambda: heard.append(len(rows.values())))
    QTest.keyClicks(box(rows, 0), "Ring")
    assert len(rows.rows) == 2
    assert rows.values() == [{"id": "", "what": "Ring", "by": "", "how": "a", "done": ""}]
    assert heard[-1] == 1


def test_a_choice_or_a_tick_alone_is_no_line(rows: LineRows) -> None:
    fill(box(rows, 0, "how"), "b")
    tick = box(rows, 0, "done")
    assert isinstance(tick, QCheckBox) and isinstance(box(rows, 0, "how"), Choice)
    tick.setChecked(True)
    assert (rows.values(), rows.codes(), len(rows.rows)) == ([], (), 1)


def test_enter_goes_to_the_next_line_and_stays_on_the_last(rows: LineRows, qtbot: QtBot) -> None:
    with qtbot.waitExposed(rows):
        rows.activateWindow()
    QTest.keyClicks(box(rows, 0), "Ring")
    settle()
    box(rows, 0).setFocus()
    QTest.keyClick(box(rows, 0), Qt.Key.Key_Return)
    assert rows.focusWidget() is box(rows, 1)
    QTest.keyClick(box(rows, 1), Qt.Key.Key_Return)
    assert rows.focusWidget() is box(rows, 1)


def test_a_day_is_said_back_in_full_once_it_is_left(rows: LineRows) -> None:
    edit = box(rows, 0, "by")
    assert isinstance(edit, QLineEdit)
    for text, said in (("+2w", "Thu 26 Nov 2026"), ("Thu 26 Nov 2026", "Thu 26 Nov 2026"), ("someday", "someday"), ("", "")):
        edit.setText(text)
        edit.editingFinished.emit()
        assert edit.text() == said


def test_a_draft_brings_back_every_line(rows: LineRows) -> None:
    rows.tick([encoded(ONE), encoded({"what": "Write"})])
    kept = typed(rows)
    rows.tick(())
    assert rows.codes() == ()
    fill(rows, kept)
    assert rows.values() == [ONE, {"id": "", "what": "Write", "by": "", "how": "a", "done": ""}]
    assert rows.focusProxy() is box(rows, 0)


def test_what_is_no_line_of_a_draft_is_left_out() -> None:
    assert (decoded("nonsense"), decoded("[1]")) == ({}, {})
    assert " " not in encoded(ONE)
    assert decoded(encoded(ONE)) == ONE


def test_a_line_is_taken_out_and_the_next_one_takes_its_place(rows: LineRows, qtbot: QtBot) -> None:
    with qtbot.waitExposed(rows):
        rows.activateWindow()
    rows.tick([encoded({"what": words}) for words in ("One", "Two", "Three")])
    settle()
    rows.away[1].click()
    settle()
    assert [values["what"] for values in rows.values()] == ["One", "Three"]
    assert rows.focusWidget() is box(rows, 1)
    rows.remove_row(1)
    rows.remove_row(0)
    assert rows.values() == []


def test_a_line_is_added_before_the_free_one(rows: LineRows) -> None:
    rows.add_row({"what": "One"})
    rows.add_row({"what": "Two"})
    settle()
    assert [typed(box(rows, n)) for n in range(3)] == ["One", "Two", ""]
    assert [away.isVisibleTo(rows) for away in rows.away] == [True, True, False]


def test_every_box_says_which_line_it_belongs_to(rows: LineRows, nameless: Callable[[QWidget], list[str]]) -> None:
    rows.add_row(ONE)
    assert box(rows, 0).accessibleName() == "What, action 1"
    assert box(rows, 1, "done").accessibleName() == "Done, action 2"
    assert rows.away[0].accessibleName() == "Take out action 1"
    assert nameless(rows) == []
