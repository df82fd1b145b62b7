"""The parts that screens are made of."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from sendco_desk.domain.refusals import Refused
from sendco_desk.ui.messages import Message, done
from sendco_desk.ui.tasks import Job, Tasks
from sendco_desk.ui.theme import Dressing, Look
from sendco_desk.ui.widgets.bars import MessageBar, ProgressStrip
from sendco_desk.ui.widgets.buttons import Toggles, button
from sendco_desk.ui.widgets.chips import BASIS, STATE_WORDS, BasisTag, Chip, Meter
from sendco_desk.ui.widgets.choice import Choice
from sendco_desk.ui.widgets.empty import empty
from sendco_desk.ui.widgets.fields import DateField, MomentField, ProseField, SecretField, TextField, point_at
from sendco_desk.ui.widgets.layout import Columns, holding, page, stack, unbroken
from sendco_desk.ui.widgets.passphrase import NewPassphrase, strength
from sendco_desk.ui.widgets.sheet import Sheet
from sendco_desk.ui.widgets.words import Elided, emphasised, heading, plain, words

TODAY = date(2026, 11, 12)
NOW = datetime(2026, 11, 12, 10, 42).astimezone()


def shown(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.addWidget(widget)
    widget.show()


def test_a_date_is_never_split_over_two_lines() -> None:
    assert unbroken("due Fri 6 Nov 2026, said") == "due Fri\u00a06\u00a0Nov\u00a02026, said"


def test_a_person_s_words_are_never_read_as_markup(qapp: QApplication) -> None:
    assert plain("<b>not bold</b>").textFormat() == Qt.TextFormat.PlainText
    assert emphasised((("A < B & C", True), (" late", False))) == "<b>A &lt; B &amp; C</b> late"


def test_words_without_room_end_in_an_ellipsis(look: Look, qtbot: QtBot) -> None:
    label = Elided("Educational psychologist’s report of the second visit")
    shown(qtbot, label)
    label.resize(120, 20)
    assert label.shown().endswith("…")
    label.resize(900, 20)
    assert label.shown() == label.text()


def test_a_heading_says_its_count_to_a_screen_reader(qapp: QApplication) -> None:
    made = heading("Ours to do", 4)
    assert made.findChildren(QLabel)[0].accessibleName() == "Ours to do, 4"


@pytest.mark.parametrize("state", STATE_WORDS)
def test_a_chip_says_its_state_and_its_word(look: Look, qtbot: QtBot, state: str) -> None:
    chip = Chip(look, "6 days", state)
    shown(qtbot, chip)
    assert chip.accessibleName() == f"{STATE_WORDS[state]}: 6 days"
    assert chip.picture == state
    assert chip.grab().size().width() >= chip.width()


@pytest.mark.parametrize("basis", BASIS)
def test_the_force_of_an_ask_is_said_in_words(look: Look, qtbot: QtBot, basis: str) -> None:
    tag = BasisTag(look, basis)
    shown(qtbot, tag)
    tag.grab()
    assert tag.accessibleName() == BASIS[basis][1]


def test_a_meter_says_its_figures(look: Look, qtbot: QtBot) -> None:
    meter = Meter(look, 57, 100)
    shown(qtbot, meter)
    meter.grab()
    meter.show_share(60, 0)
    assert meter.accessibleName() == "60 of 0"


def test_two_columns_become_one_when_there_is_no_room(dressing: Dressing, qtbot: QtBot) -> None:
    left, right = QLabel("left"), QLabel("right")
    columns = Columns(dressing.look, stack(left), stack(right), least=600)
    shown(qtbot, columns)
    columns.resize(700, 300)
    QApplication.processEvents()
    assert left.y() == right.y()
    columns.resize(500, 300)
    QApplication.processEvents()
    assert right.y() > left.y()
    columns.resize(700, 300)
    dressing.choose("light", 2.0)
    QApplication.processEvents()
    assert right.y() > left.y()


def test_a_page_is_no_wider_than_can_be_read(look: Look, qtbot: QtBot) -> None:
    made = page(look, words("Settings", "title"))
    shown(qtbot, made)
    made.resize(3000, 500)
    inner = made.findChildren(QLabel)[0].parentWidget()
    assert inner is not None and inner.maximumWidth() == 1360


def test_a_button_without_words_is_named_by_its_tip(look: Look) -> None:
    assert button(look, "", "quiet", "close", "Close (Esc)").accessibleName() == "Close (Esc)"
    assert button(look, "Requests && plans").accessibleName() == "Requests & plans"


def test_one_toggle_is_chosen_at_a_time(look: Look, qtbot: QtBot) -> None:
    chosen: list[str] = []
    toggles = Toggles(look, {"7": "7 days", "14": "14 days"}, "14", chosen.append)
    frame = holding(stack(*toggles.made))
    shown(qtbot, frame)
    toggles.made[0].click()
    assert chosen == ["7"] and toggles.chosen() == "7" and not toggles.made[1].isChecked()


def test_the_empty_screen_offers_the_first_step(look: Look, qtbot: QtBot) -> None:
    taken: list[bool] = []
    made = empty(look, "pupils", "No pupils yet", "They go here.", "Add a pupil", lambda: taken.append(True))
    shown(qtbot, made)
    made.findChildren(QPushButton)[0].click()
    assert taken == [True]
    assert empty(look, "pupils", "No pupils yet", "They go here.").findChildren(QPushButton) == []


# Fields


def test_a_field_says_back_the_date_that_it_understood(look: Look, qtbot: QtBot) -> None:
    field = DateField(look, "&By", lambda: TODAY)
    shown(qtbot, field)
    QTest.keyClicks(field.edit, "+1d")
    assert field.said.text() == "Fri 13 Nov 2026" and field.mark.name == "check"
    assert field.value() == date(2026, 11, 13)
    assert field.edit.accessibleName() == "By" and field.edit.accessibleDescription() == "Fri 13 Nov 2026"


def test_a_field_says_in_words_what_is_wrong_with_a_date(look: Look, qtbot: QtBot) -> None:
    field = DateField(look, "By", lambda: TODAY)
    shown(qtbot, field)
    QTest.keyClicks(field.edit, "31/2")
    assert field.is_wrong() and "no such day" in field.said.text() and field.mark.name == "late"
    with pytest.raises(Refused):
        field.value()
    field.edit.clear()
    assert not field.is_wrong() and field.value() is None


def test_a_date_put_into_a_field_is_the_date_that_comes_out(look: Look, qtbot: QtBot) -> None:
    field = DateField(look, "By", lambda: TODAY, date(2018, 3, 14))
    qtbot.addWidget(field)
    assert field.value() == date(2018, 3, 14) and field.text() == "Wed 14 Mar 2018"


def test_a_moment_is_understood_with_its_time_and_nothing_means_now(look: Look, qtbot: QtBot) -> None:
    field = MomentField(look, "When", lambda: NOW)
    shown(qtbot, field)
    assert field.value() == NOW
    QTest.keyClicks(field.edit, "yesterday 15:05")
    assert field.said.text() == "Wed 11 Nov 2026, 15:05"
    field.set_value(NOW)
    assert field.value() == NOW
    field.set_text("nonsense")
    assert field.is_wrong()


def test_a_refusal_is_shown_beside_its_field_with_the_keyboard_there(look: Look, qtbot: QtBot) -> None:
    name, council = TextField(look, "Name", hint="As on the register."), TextField(look, "Council")
    frame = holding(stack(name, council))
    shown(qtbot, frame)
    with qtbot.waitActive(frame):
        frame.activateWindow()
    name.wrong("old news")
    assert point_at({"name": name, "authority": council}, Refused("Name the council.", field="authority"))
    assert council.said.text() == "Name the council." and council.edit.hasFocus()
    assert name.said.text() == "As on the register."
    assert not point_at({"name": name}, Refused("Something else."))


def test_typing_takes_the_complaint_away(look: Look, qtbot: QtBot) -> None:
    field = TextField(look, "Name")
    shown(qtbot, field)
    field.wrong("Give a name.")
    QTest.keyClicks(field.edit, "A")
    assert not field.is_wrong() and not field.below.isVisible()


def test_tab_leaves_a_prose_field(look: Look, qtbot: QtBot) -> None:
    field = ProseField(look, "What was said", " words \n")
    qtbot.addWidget(field)
    assert field.edit.tabChangesFocus() and field.text() == "words"
    field.set_text("others")
    assert field.text() == "others"


def test_a_passphrase_is_hidden_until_it_is_asked_for(look: Look, qtbot: QtBot) -> None:
    field = SecretField(look, "Passphrase")
    shown(qtbot, field)
    QTest.keyClicks(field.edit, "harbour ")
    assert field.edit.displayText() != "harbour " and field.text() == "harbour "
    field.show_it.trigger()
    assert field.edit.displayText() == "harbour "
    assert field.show_it.toolTip() == "Hide the passphrase"


@pytest.mark.parametrize(
    ("typed", "enough", "said"),
    [
        ("short", False, "Too short"), ("password2026", False, "Too easily guessed"), ("aaaaaaaaaaaaaa", False, "Too easily guessed"),
        ("gravel-moth", True, "Fair"), ("gravel moth tin", True, "Good"), ("gravel moth tin violet", True, "Strong"),
    ],
)
def test_a_passphrase_is_judged_in_plain_words(typed: str, enough: bool, said: str) -> None:
    assert strength(typed)[0] is enough and strength(typed)[1].startswith(said)


def test_two_passphrases_must_agree(look: Look, qtbot: QtBot) -> None:
    pair = NewPassphrase(look)
    shown(qtbot, pair)
    pair.first.set_text("gravel moth tin violet")
    pair.again.set_text("gravel moth tin violent")
    with pytest.raises(Refused) as refused:
        pair.value()
    assert refused.value.field == "again"
    pair.again.set_text("gravel moth tin violet")
    assert pair.again.said.text() == "Both are the same." and pair.value() == "gravel moth tin violet"


# Choices


def test_a_choice_gives_the_code_for_the_words_that_are_shown(look: Look, qtbot: QtBot) -> None:
    choice = Choice(look, {"K": "SEN support", "E": "EHC plan"}, "E", none="Not known")
    shown(qtbot, choice)
    assert choice.code() == "E" and choice.currentText() == "EHC plan"
    choice.choose("nonsense")
    assert choice.code() == ""
    choice.grab()


def test_a_wheel_that_passes_over_a_list_changes_nothing(look: Look, qtbot: QtBot) -> None:
    choice = Choice(look, {str(n): str(n) for n in range(9)}, "4")
    shown(qtbot, choice)
    choice.clearFocus()
    wheel = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(0, -120), QPoint(0, -120), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )
    QApplication.sendEvent(choice, wheel)
    assert choice.code() == "4"


# Sheets and bars


def sheet_over(look: Look, qtbot: QtBot, may_close: Callable[[], bool] | None = None) -> tuple[QWidget, QPushButton, Sheet]:
    window, before = QWidget(), QPushButton("Before")
    window.setLayout(stack(before))
    window.resize(900, 600)
    shown(qtbot, window)
    with qtbot.waitActive(window):
        window.activateWindow()
    before.setFocus()
    return window, before, Sheet(window, look, holding(stack(QPushButton("One"), QPushButton("Two"))), "Find", may_close=may_close)


def test_escape_closes_a_sheet_and_gives_the_focus_back(look: Look, qtbot: QtBot) -> None:
    _, before, sheet = sheet_over(look, qtbot)
    now = QApplication.focusWidget()
    assert isinstance(now, QPushButton) and now.text() == "One"
    QTest.keyClick(now, Qt.Key.Key_Escape)
    assert before.hasFocus() and not sheet.isVisible()


def test_tab_goes_round_inside_a_sheet(look: Look, qtbot: QtBot) -> None:
    sheet_over(look, qtbot)
    been = []
    for _ in range(3):
        now = QApplication.focusWidget()
        assert isinstance(now, QPushButton)
        been.append(now.text())
        QTest.keyClick(now, Qt.Key.Key_Tab)
    assert been == ["One", "Two", "One"]


def test_a_click_beside_a_sheet_closes_it(look: Look, qtbot: QtBot) -> None:
    _, _, sheet = sheet_over(look, qtbot)
    QTest.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=QPoint(20, 300))
    assert not sheet.isVisible()


def test_a_sheet_that_may_not_close_stays(look: Look, qtbot: QtBot) -> None:
    _, _, sheet = sheet_over(look, qtbot, lambda: False)
    assert not sheet.leave() and sheet.isVisible()


def test_a_sheet_grows_with_the_window(look: Look, qtbot: QtBot) -> None:
    window, _, sheet = sheet_over(look, qtbot)
    window.resize(1200, 700)
    assert sheet.width() == 1200 and sheet.sheet.height() == 676


def test_a_message_with_undo_is_answered_once(look: Look, qtbot: QtBot) -> None:
    undone: list[bool] = []
    bar = MessageBar(look)
    qtbot.addWidget(bar)
    bar.say(done("Added a pupil.", lambda: undone.append(True)))
    assert bar.isVisible() and bar.action.isVisible() and bar.later.isActive()
    bar.action.click()
    assert undone == [True] and not bar.isVisible()


def test_bad_news_stays_until_it_is_closed(look: Look, qtbot: QtBot) -> None:
    bar = MessageBar(look)
    qtbot.addWidget(bar)
    bar.say(Message(words="The disk is full.", kind="trouble"))
    assert not bar.later.isActive() and not bar.action.isVisible()
    bar.shut.click()
    assert bar.message is None


def test_the_strip_shows_what_is_done_how_far_and_cancel(look: Look, tasks: Tasks, qtbot: QtBot) -> None:
    strip = ProgressStrip(look, tasks)
    qtbot.addWidget(strip)
    job = Job("Making the pack", True, lambda made: None, None, None, False, 36, 120)
    strip.show_job(job)
    assert strip.isVisible() and strip.said.text() == "Making the pack" and strip.far.text() == "36 of 120"
    strip.stop.click()
    assert job.stop.is_set()
    strip.show_job(job)
    assert strip.said.text().endswith("stopping") and not strip.stop.isEnabled()
    strip.show_job(None)
    assert not strip.isVisible()


def test_a_line_that_may_be_cut_off_reads_nothing_as_markup(look: Look, qtbot: QtBot) -> None:
    label = Elided("Class 6 & <i> of <b>Sons</b>")
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.sizeHint().width() >= label.fontMetrics().horizontalAdvance(label.text())
