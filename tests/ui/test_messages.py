"""What the window says, and what a crash report may hold."""

import pytest
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from sendco_desk.domain.refusals import Cancelled, Refused, Trouble
from sendco_desk.ui.crash import CrashWindow
from sendco_desk.ui.messages import KINDS, Message, crash_report, done, told
from sendco_desk.ui.theme import Look
from sendco_desk.ui.tokens import STATES


def failing(name: str) -> None:
    raise KeyError(f"no such pupil: {name}")


def failure() -> BaseException:
    with pytest.raises(ValueError, match="could not show") as caught:
        try:
            failing("Kacper Wilk")
        except KeyError as error:
            raise ValueError("could not show Kacper Wilk") from error
    return caught.value


def test_a_crash_report_names_the_lines_and_never_the_pupil() -> None:
    report = crash_report(failure(), "0.1.0")
    assert "Kacper" not in report and "Wilk" not in report
    assert "ValueError" in report and "because of" in report and "KeyError" in report
    assert "in failing" in report and "SENDCo Desk 0.1.0" in report and "Qt 6" in report


def test_a_crash_report_does_not_tell_the_person_s_account() -> None:
    places = [line for line in crash_report(failure()).splitlines() if line.startswith("  ")]
    assert places and all(line.split(":")[0].strip().count("/") <= 2 for line in places)


def test_the_crash_window_offers_the_report_to_copy(look: Look, qapp: QApplication, qtbot: QtBot) -> None:
    window = CrashWindow("SENDCo Desk 0.1.0\nValueError", look)
    qtbot.addWidget(window)
    window.show()
    assert window.findChildren(QPlainTextEdit)[0].toPlainText() == "SENDCo Desk 0.1.0\nValueError"
    window.copy.click()
    assert qapp.clipboard().text() == "SENDCo Desk 0.1.0\nValueError"
    assert window.windowTitle() == "SENDCo Desk"


@pytest.mark.parametrize(
    ("error", "kind"), [(Refused("Choose a file."), "refused"), (Trouble("The disk is full."), "trouble"), (Cancelled(), "info")],
)
def test_each_failure_that_a_person_can_meet_has_its_message(error: Exception, kind: str) -> None:
    message = told(error)
    assert message is not None and message.kind == kind and message.words.endswith(".")


def test_a_bug_has_no_message() -> None:
    assert told(ZeroDivisionError()) is None


def test_every_kind_of_message_wears_a_state() -> None:
    assert set(KINDS.values()) <= set(STATES)
    assert Message(words="Hello.").state == "info"


def test_undo_is_offered_only_where_there_is_one() -> None:
    assert done("Added.").action == ""
    assert done("Added.", undo=lambda: None).action == "Undo"
