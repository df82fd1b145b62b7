"""The rule browser: every rule is found and read with the keyboard alone, leads on to others and to cases, and goes to paper without a name."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from sendco_desk.domain.refusals import Refused
from sendco_desk.services.rule_cases import Running, running_now
from sendco_desk.services.rulebook import Wanted
from sendco_desk.statute.england_2014.notices import NOTICES
from sendco_desk.statute.rules import RULES, rule
from sendco_desk.ui.main_window import MainWindow
from sendco_desk.ui.models.rows import SORT
from sendco_desk.ui.models.rules_model import RulesModel
from sendco_desk.ui.room import Place, Room
from sendco_desk.ui.screens import rule_view
from sendco_desk.ui.screens.registry import MODULES
from sendco_desk.ui.screens.rule_view import running_html
from sendco_desk.ui.screens.rules import RulesScreen
from sendco_desk.ui.theme import Dressing
from tests.ui.case_desks import case_of, says
from tests.ui.heard import Heard

Key = Qt.Key
NAMES = ("Kacper", "Wilk", "Poppy", "Ormerod")


@pytest.fixture
def screen(room: Room, qtbot: QtBot) -> RulesScreen:
    made = RulesScreen(room)
    qtbot.addWidget(made)
    made.resize(1158, 688)
    made.open_at(Place("rules"))
    made.show()
    qtbot.waitExposed(made)
    return made


def listed(screen: RulesScreen) -> list[str]:
    return [one.id for one in screen.model.rows]


def read(screen: RulesScreen) -> str:
    """The words of the page that is shown."""
    return " ".join(screen.view.text.toPlainText().replace("\u00a0", " ").split())


def page_id(screen: RulesScreen) -> str:
    return screen.view.page.rule.id


def press(inside: QWidget, name: str) -> None:
    found = next(made for made in inside.findChildren(QPushButton) if made.accessibleName() == name and made.isVisibleTo(inside))
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


def deed(screen: RulesScreen, button: str, words: str) -> None:
    """Choose a deed from the list that a button opens."""
    menu = next(made.menu() for made in screen.findChildren(QPushButton) if made.accessibleName() == button)
    next(action for action in menu.actions() if action.text() == words).trigger()


# The model


def test_the_model_passes_qts_own_tester_while_it_is_narrowed_and_sorted(qapp: QApplication) -> None:
    model = RulesModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.put(RULES)
    for column in range(model.columnCount()):
        model.sort(column, Qt.SortOrder.DescendingOrder)
    model.choose(Wanted(words="zebra"))
    model.choose(Wanted(groups=frozenset({"Records"})))
    model.choose(Wanted())
    assert tester.model() is model and model.rowCount() == len(RULES)


def test_numbers_are_sorted_as_in_the_book_and_confidence_with_the_least_first(qapp: QApplication) -> None:
    model = RulesModel()
    model.put(RULES)
    keys = [column.key for column in model.columns]
    model.sort(keys.index("confidence"))
    assert [one.confidence for one in model.rows] == sorted((one.confidence for one in RULES), key=("low", "medium", "high").index)
    model.sort(0)
    assert [one.id for one in model.rows] == [one.id for one in RULES]
    assert model.index(0, 0).data(SORT) == 0
    spoken = model.index(0, keys.index("confidence")).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "High"
    assert {model.index(n, keys.index("confidence")).data(Qt.ItemDataRole.AccessibleTextRole) for n in range(model.rowCount())} == {
        "High", "Medium: check the source", "Low: check before relying on it",
    }


# Finding


def test_all_rules_are_listed_and_the_first_is_read(screen: RulesScreen) -> None:
    assert listed(screen) == [one.id for one in RULES]
    assert page_id(screen) == "REQ-01" and "Keep what proves that day" in read(screen)
    assert screen.total.text() == f"{len(RULES)} rules, {sum(one.confidence != 'high' for one in RULES)} of them to be read with care"


def test_typing_narrows_the_list_and_the_page_follows(screen: RulesScreen) -> None:
    QTest.keyClicks(screen.search, "subject access")
    assert listed(screen) == ["REC-01"] and page_id(screen) == "REC-01"
    assert screen.total.text() == f"1 of {len(RULES)} shown"
    QTest.keyClick(screen.search, Key.Key_Escape)
    assert len(listed(screen)) == len(RULES)


def test_a_number_typed_in_full_is_the_one_that_is_read(screen: RulesScreen) -> None:
    QTest.keyClicks(screen.search, "req-04")
    assert len(listed(screen)) > 1 and page_id(screen) == "REQ-04"


def test_the_buttons_narrow_and_several_of_a_kind_add_up(screen: RulesScreen) -> None:
    press(screen, "Records")
    assert listed(screen) == ["REC-01", "REC-02", "REC-03", "REC-04", "REC-05"]
    press(screen, "Complaints")
    assert len(listed(screen)) == 15
    press(screen, "Guidance")
    assert set(listed(screen)) == {"CMP-07", "CMP-08", "REC-04"}
    press(screen, "Read with care")
    assert set(listed(screen)) == {"CMP-08", "REC-04"}


def test_nothing_found_says_so_and_offers_every_rule(screen: RulesScreen) -> None:
    press(screen, "Records")
    QTest.keyClicks(screen.search, "zebra")
    assert "No rule matches" in says(screen)
    QTest.keyClick(screen.search, Key.Key_Down)
    assert not screen.table.hasFocus()
    screen.refresh()
    assert page_id(screen) == "REC-01"
    press(screen, "Show every rule")
    assert len(listed(screen)) == len(RULES) and screen.search.text() == "" and not screen.groups["Records"].isChecked()


def test_a_place_opens_at_its_rule_and_takes_a_filter_off_that_hides_it(screen: RulesScreen) -> None:
    press(screen, "Records")
    screen.open_at(Place("rules", tab="req-19"))
    assert page_id(screen) == "REQ-19" and screen.table.current() is rule("REQ-19")
    assert not screen.groups["Records"].isChecked()
    screen.open_at(Place("rules"))
    assert page_id(screen) == "REQ-19"


def test_a_number_that_no_rule_has_is_refused_with_the_nearest(screen: RulesScreen) -> None:
    with pytest.raises(Refused, match="There is no rule ‘REQ-99’"):
        screen.open_at(Place("rules", tab="REQ-99"))


# Reading


def test_the_page_says_where_the_rule_runs_and_leads_to_the_case(screen: RulesScreen, room: Room, heard: Heard) -> None:
    screen.open_at(Place("rules", tab="REQ-04"))
    assert "Case 1: Kacper Wilk, Marlshire: by Mon 19 Oct 2026 (24 days late)." in read(screen)
    press(screen, "Runs in 2 open cases")  # the other waits for its receipt
    assert screen.view.text.verticalScrollBar().value() > 0
    case = case_of(room.desk, "Kacper Wilk")
    screen.view.text.anchorClicked.emit(QUrl(f"case:{case}"))
    assert heard.went == [Place("case", case)]


def test_a_rule_that_runs_nowhere_says_so(screen: RulesScreen) -> None:
    screen.open_at(Place("rules", tab="REC-01"))
    assert "It runs in none of them now." in read(screen)
    assert not screen.view.runs.isVisible()


def test_many_cases_are_counted_and_not_all_named(room: Room) -> None:
    [running, *_] = running_now(room.desk.casework, room.now().date())["REQ-04"]
    many: list[Running] = [replace(running, number=number) for number in range(23)]
    assert running_html(many).count("case:") == rule_view.MOST
    assert "It runs in 3 more." in running_html(many)


def test_a_number_in_a_page_leads_to_its_rule(screen: RulesScreen, heard: Heard) -> None:
    screen.open_at(Place("rules", tab="TRF-04"))
    assert "href=\"TRF-04a\"" in screen.view.text.toHtml()
    screen.view.text.anchorClicked.emit(QUrl("TRF-04a"))
    assert heard.went == [Place("rules", tab="TRF-04a")]


def test_a_rule_to_be_read_with_care_is_marked_in_words(screen: RulesScreen) -> None:
    screen.open_at(Place("rules", tab="DIS-06"))
    chips = [chip.accessibleName() for chip in screen.view.marks.findChildren(QWidget) if chip.accessibleName()]
    assert chips == ["Confidence low: check before relying on it"]
    screen.open_at(Place("rules", tab="REQ-10"))
    QApplication.processEvents()
    chips = [chip.accessibleName() for chip in screen.view.marks.findChildren(QWidget) if chip.accessibleName() and chip.isVisible()]
    assert chips == ["Confidence medium: check the source", "Expected, not a duty in law"]


def test_a_deed_refreshes_where_a_rule_runs_and_keeps_the_page_where_it_was(screen: RulesScreen, room: Room) -> None:
    screen.open_at(Place("rules", tab="REQ-04"))
    bar = screen.view.text.verticalScrollBar()
    bar.setValue(120)
    room.desk.casework.add_event(case_of(room.desk, "Kacper Wilk"), "agreed_to_assess", date(2026, 11, 2))
    screen.refresh()
    assert "Kacper" not in read(screen) and bar.value() == 120


# The keyboard


def test_the_whole_browser_is_used_with_the_keyboard(screen: RulesScreen, qtbot: QtBot) -> None:
    screen.activateWindow()
    screen.table.setFocus()
    QTest.keyClick(screen, Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert screen.search.hasFocus()
    QTest.keyClicks(screen.search, "mediation certificate")
    QTest.keyClick(screen.search, Key.Key_Down)
    assert screen.table.hasFocus()
    before = page_id(screen)
    QTest.keyClick(screen.table, Key.Key_Down)
    assert page_id(screen) != before and page_id(screen) == listed(screen)[screen.table.currentIndex().row()]
    QTest.keyClick(screen.table, Key.Key_F6)
    assert screen.view.text.hasFocus()
    QTest.keyClick(screen.view.text, Key.Key_F6)
    assert screen.table.hasFocus()
    QTest.keyClick(screen.table, Key.Key_Return)
    assert screen.view.text.hasFocus()


def test_other_keys_in_the_search_box_are_its_own(screen: RulesScreen) -> None:
    QTest.keyClicks(screen.search, "ab")
    QTest.keyClick(screen.search, Key.Key_Backspace)
    assert screen.search.text() == "a"
    screen.search.clear()
    QTest.keyClick(screen.search, Key.Key_Escape)
    assert screen.search.text() == ""


def test_back_leads_to_the_rule_that_one_came_from(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(MODULES, "rules", "rules")
    window.go(Place("rules", tab="TRF-04"))
    shown = window.shown_screen()
    assert isinstance(shown, RulesScreen)
    shown.view.text.anchorClicked.emit(QUrl("TRF-04a"))
    assert page_id(shown) == "TRF-04a" and shown.table.current() is rule("TRF-04a")
    window.back()
    assert page_id(shown) == "TRF-04"
    window.go(Place("rules", tab="REQ-99"))
    assert "There is no rule ‘REQ-99’" in says(window.messages) and page_id(shown) == "TRF-04"


# Little room


def test_with_little_room_the_list_and_the_page_come_one_after_the_other(screen: RulesScreen) -> None:
    screen.resize(700, 560)
    assert screen.found.isVisible() and not screen.view.isVisible() and not screen.groups["Records"].isVisible()
    screen.table.setFocus()
    QTest.keyClick(screen.table, Key.Key_Return)
    assert screen.view.isVisible() and not screen.found.isVisible() and not screen.search.isVisible()
    QTest.keyClick(screen.view.text, Key.Key_Escape)
    assert screen.found.isVisible() and screen.table.hasFocus()
    screen.open_at(Place("rules", tab="REQ-04"))
    assert screen.view.isVisible()
    press(screen, "All rules")
    assert screen.table.hasFocus()
    QTest.keyClick(screen, Key.Key_F6)
    assert screen.view.isVisible()
    QTest.keyClick(screen, Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert screen.search.isVisible() and screen.search.hasFocus()


def test_with_little_room_the_filters_wait_behind_a_button_that_says_how_many_are_pressed(screen: RulesScreen) -> None:
    screen.resize(700, 560)
    press(screen, "Filters")
    assert screen.groups["Records"].isVisible() and screen.standings["Law"].isVisible()
    press(screen, "Records")
    assert screen.more.accessibleName() == "Filters (1)"
    screen.resize(1158, 688)
    assert not screen.more.isVisible() and screen.groups["Records"].isVisible()
    QTest.keyClick(screen.table, Key.Key_Escape)  # where both stand beside each other there is nothing to go back from


def test_the_page_follows_the_theme_and_the_text_size(screen: RulesScreen, dressing: Dressing) -> None:
    screen.open_at(Place("rules", tab="REQ-04"))
    before, light = screen.view.text.document().size().height(), screen.view.text.toHtml()
    dressing.choose("dark", 1.5)
    screen.set_look(dressing.look)
    assert screen.view.text.document().size().height() > before * 1.2
    assert dressing.look.colours.accent.lower() in screen.view.text.toHtml().lower() and dressing.look.colours.accent.lower() not in light.lower()
    assert page_id(screen) == "REQ-04"


# Notices


def test_the_notices_say_of_each_proposal_that_it_is_not_law(screen: RulesScreen, heard: Heard) -> None:
    screen.open_at(Place("rules", tab="notices"))
    said = screen.notices.toPlainText().replace("\u00a0", " ")
    assert screen.notices.isVisible() and not screen.table.isVisible()
    assert said.count("not law") >= 8 and all(one.title in said for one in NOTICES)
    assert said.index("What has changed the law") < said.index("Coronavirus") < said.index("What is proposed, and is not law")
    assert said.index("What is proposed") < said.index("Individual Support Plans")
    screen.notices.anchorClicked.emit(QUrl("REQ-19"))
    assert heard.went == [Place("rules", tab="REQ-19")]
    screen.open_at(Place("rules", tab="REQ-19"))
    assert screen.table.isVisible() and page_id(screen) == "REQ-19"


def test_the_notices_are_reached_by_their_button_and_left_by_searching(screen: RulesScreen) -> None:
    press(screen, "Notices")
    assert screen.notices.isVisible() and screen.total.text() == "What is not law says so"
    QTest.keyClick(screen, Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert screen.search.hasFocus() and not screen.notices.isVisible()


# Paper and the clipboard


class Saving:
    """Answers the question for a file as a person would."""

    def __init__(self, answer: str) -> None:
        self.answer, self.usual = answer, list[str]()

    def __call__(self, parent: object, title: str, usual: str, files: str) -> tuple[str, str]:
        self.usual.append(usual)
        return self.answer, files


def words_in(path: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())


def test_one_rule_is_saved_as_a_pdf_without_the_cases_it_runs_in(
    screen: RulesScreen, heard: Heard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    saving = Saving(str(tmp_path / "mine"))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", saving)
    screen.open_at(Place("rules", tab="REQ-04"))
    deed(screen, "Print or copy", "Save this rule as PDF")
    said = words_in(tmp_path / "mine.pdf")
    assert saving.usual == ["SENDCo rule REQ-04.pdf"] and heard.last == "1 page saved as mine.pdf."
    assert "Decide whether to assess" in said and "printed Thu 12 Nov 2026. It is not legal advice." in said
    assert not any(name in said for name in NAMES) and "Case 1" not in said


def test_all_that_is_shown_is_saved(screen: RulesScreen, heard: Heard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", Saving(str(tmp_path / "records.pdf")))
    press(screen, "Records")
    deed(screen, "Print or save", "Save all that is shown as PDF")
    said = words_in(tmp_path / "records.pdf")
    assert f"5 of {len(RULES)} rules" in said and all(f"REC-0{number}" in said for number in range(1, 6)) and "REQ-04 ·" not in said
    assert heard.last.endswith("pages saved as records.pdf.")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", Saving(str(tmp_path / "notices.pdf")))
    press(screen, "Notices")
    deed(screen, "Print or save", "Save all that is shown as PDF")
    assert "Proposed: not law" in words_in(tmp_path / "notices.pdf")


def test_a_question_put_away_saves_nothing_and_a_bad_place_is_told(
    screen: RulesScreen, heard: Heard, room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", Saving(""))
    deed(screen, "Print or copy", "Save this rule as PDF")
    assert heard.said == []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", Saving(str(room.desk.folder / "rule.pdf")))
    deed(screen, "Print or copy", "Save this rule as PDF")
    assert "inside a notebook" in heard.last


def test_printing_says_how_many_pages_went_and_nothing_when_it_is_put_away(
    screen: RulesScreen, heard: Heard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    def accept(dialog: QPrintDialog) -> int:
        dialog.printer().setOutputFileName(str(tmp_path / "printed.pdf"))
        return QPrintDialog.DialogCode.Accepted.value

    monkeypatch.setattr(QPrintDialog, "exec", accept)
    screen.open_at(Place("rules", tab="REQ-04"))
    deed(screen, "Print or copy", "Print this rule")
    assert heard.last == "1 page went to the printer."
    assert not any(name in words_in(tmp_path / "printed.pdf") for name in NAMES)
    press(screen, "Records")
    deed(screen, "Print or save", "Print all that is shown")
    assert heard.last.endswith("pages went to the printer.")
    monkeypatch.setattr(QPrintDialog, "exec", lambda dialog: QPrintDialog.DialogCode.Rejected.value)
    deed(screen, "Print or copy", "Print this rule")
    assert len(heard.said) == 2


def test_what_is_copied_is_text_and_names_nobody(screen: RulesScreen, heard: Heard) -> None:
    screen.open_at(Place("rules", tab="REQ-04"))
    deed(screen, "Print or copy", "Copy this rule as text")
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("REQ-04: Decide whether to assess\n") and not any(name in copied for name in NAMES)
    assert heard.last == "REQ-04 is copied as text."
    press(screen, "Records")
    deed(screen, "Print or save", "Copy all that is shown as text")
    assert QGuiApplication.clipboard().text().count("Worked example:") == 4
    press(screen, "Notices")
    deed(screen, "Print or save", "Copy all that is shown as text")
    assert QGuiApplication.clipboard().text().startswith("What has changed the law")


@pytest.mark.parametrize("words", ["Print all that is shown", "Save all that is shown as PDF", "Copy all that is shown as text"])
def test_nothing_shown_is_neither_printed_nor_saved_nor_copied(
    screen: RulesScreen, heard: Heard, words: str, monkeypatch: pytest.MonkeyPatch,
) -> None:
    saving = Saving("x.pdf")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", saving)
    QTest.keyClicks(screen.search, "zebra")
    deed(screen, "Print or save", words)
    assert heard.last == "No rule is shown: change what is typed or chosen first." and saving.usual == []


def test_everything_in_the_browser_has_a_name(screen: RulesScreen, nameless: Callable[[QWidget], list[str]]) -> None:
    assert nameless(screen) == []
    assert screen.view.text.accessibleName() == "REQ-01: Ask for an assessment. The rule’s page"
