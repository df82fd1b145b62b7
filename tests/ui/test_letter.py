"""The composer: the words follow the choices until they are the person's own, what stops a letter is said, and logging it keeps it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QClipboard, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QMenu, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from sendco_desk.domain.casework import CaseFile, CaseLetter
from sendco_desk.domain.councils import CouncilContact
from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.services import letter_wording
from sendco_desk.services.letter_wording import Wordings, original
from sendco_desk.services.letters import Letters
from sendco_desk.ui.forms.letter_forms import WordingForm
from sendco_desk.ui.room import Place, Room
from sendco_desk.ui.screens import letter as letter_screen
from sendco_desk.ui.screens.letter import LetterScreen
from sendco_desk.ui.screens.letter_composer import FROM_BEFORE, OWN_WORDS, Composer
from sendco_desk.ui.theme import Dressing
from sendco_desk.ui.widgets.sheet import tab_stops
from tests.ui.case_desks import case_of, says
from tests.ui.heard import Heard

CHASE = "REQ-04"


@pytest.fixture
def case(room: Room) -> UUID:
    """Kacper's request, whose decision is 24 days late, with an officer and a reference."""
    found = case_of(room.desk, "Kacper Wilk")
    kept = room.desk.caseload.view(found).case
    room.desk.casework.save_case(replace(
        kept, council_reference="ML-26-0417", case_officer="Ms T. Rowan", case_officer_email="t.rowan@marlshire.example",
    ))
    for role, name in (("team_manager", "Mr P. Hale"), ("health", "Therapies hub")):
        room.desk.councils.save_contact(CouncilContact(
            id=uuid4(), authority="Marlshire", role=role, name=name, email=f"{role}@marlshire.example", address="County Hall",
        ))
    return found


def shown(room: Room, qtbot: QtBot, place: Place) -> LetterScreen:
    made = LetterScreen(room)
    qtbot.addWidget(made)
    made.resize(1158, 690)
    made.open_at(place)
    made.show()
    QApplication.processEvents()
    return made


@pytest.fixture
def screen(room: Room, qtbot: QtBot, case: UUID) -> LetterScreen:
    return shown(room, qtbot, Place("letter", case, CHASE))


@pytest.fixture
def composer(screen: LetterScreen) -> Composer:
    assert screen.composer is not None
    return screen.composer


def press(inside: QWidget, name: str) -> None:
    buttons = [b for b in inside.findChildren(QAbstractButton) if (b.accessibleName() or b.text()).strip().startswith(name)]
    assert buttons, name
    buttons[0].click()


def edit(composer: Composer, words: str) -> None:
    """Type at the end of the letter."""
    box = composer.words.box
    assert isinstance(box, QPlainTextEdit)
    box.moveCursor(box.textCursor().MoveOperation.End)
    QTest.keyClicks(box, words)


def rechecked(composer: Composer, qtbot: QtBot) -> None:
    with qtbot.waitSignal(composer.checked, timeout=3000):
        pass


def save_to(monkeypatch: pytest.MonkeyPatch, name: str) -> list[str]:
    """The person chooses this name; what was proposed is kept."""
    proposed: list[str] = []

    def choose(parent: object, title: str, start: str, kinds: str) -> tuple[str, str]:
        proposed.append(start)
        return name, ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    return proposed


# What is shown


def test_the_letter_stands_ready_with_reader_day_and_what_the_check_found(screen: LetterScreen, composer: Composer) -> None:
    assert composer.words.text().startswith("Dear Ms Rowan,\n\nI am writing about Kacper Wilk, born 14 March 2018 (your reference ML-26-0417).")
    assert composer.subject.text() == "Your reference ML-26-0417, our case 1: council’s decision"
    assert composer.choices.reply_by.value() == date(2026, 11, 19)
    assert (composer.choices.reader.name.text(), composer.choices.reader.email.text()) == ("Ms T. Rowan", "t.rowan@marlshire.example")
    assert composer.choices.keys() == (CHASE,)
    said = says(screen)
    assert "Kacper Wilk, Marlshire" in said and "To the case officer" in said and "First letter: friendly and short." in said
    assert "No document shows ‘Council received the request’: the letter says so." in said
    assert screen.focusWidget() is composer.words.box
    assert screen.pupil_here() == composer.letter.pupil


def test_without_a_step_the_most_pressing_is_taken(room: Room, qtbot: QtBot, case: UUID) -> None:
    made = shown(room, qtbot, Place("letter", case))
    assert made.composer is not None and made.composer.letter.steps == (CHASE,)


def test_a_place_without_a_case_or_with_nothing_late_is_refused(room: Room, qtbot: QtBot, case: UUID) -> None:
    made = LetterScreen(room)
    qtbot.addWidget(made)
    made.refresh()
    made.show_checked()
    made.open_case()
    made.change_wording()
    made.copy()
    made.log()
    made.save(".pdf")
    assert made.leave() and made.pupil_here() is None
    with pytest.raises(Refused, match="Choose the case"):
        made.open_at(Place("letter"))
    with pytest.raises(Refused, match="Nothing in this case is late"):
        made.open_at(Place("letter", case_of(room.desk, "Poppy Ormerod")))
    with pytest.raises(Refused, match="has no step"):
        made.open_at(Place("letter", case, "REQ-99"))


def test_everything_has_a_name_and_nothing_to_press_is_small(screen: LetterScreen, nameless: Callable[[QWidget], list[str]]) -> None:
    assert nameless(screen) == []
    small = [b for b in screen.findChildren(QAbstractButton) if b.isVisible() and min(b.width(), b.height()) < 24]
    assert [b.accessibleName() for b in small] == []


def test_the_letter_takes_the_height_that_there_is_also_when_another_is_opened(room: Room, qtbot: QtBot, screen: LetterScreen, case: UUID) -> None:
    qtbot.wait(20)
    assert screen.composer is not None
    before = screen.composer.words.edit.height()
    screen.open_at(Place("letter", case, CHASE))
    qtbot.wait(20)
    assert screen.composer.words.edit.height() == before > screen.area.height() / 2


@pytest.mark.parametrize(("wide", "tall", "size", "theme"), [(1005, 540, 1.0, "light"), (936, 508, 2.0, "light"), (1005, 540, 1.5, "dark")])
def test_nothing_is_cut_off_in_a_small_window(
    screen: LetterScreen, dressing: Dressing, qtbot: QtBot, wide: int, tall: int, size: float, theme: str,
) -> None:
    dressing.choose(theme, size)
    screen.resize(wide, tall)
    screen.set_look(dressing.look)
    qtbot.wait(30)
    beyond = [b for b in screen.findChildren(QAbstractButton) if b.isVisible() and b.mapTo(screen, b.rect().topRight()).x() > wide]
    assert [b.accessibleName() for b in beyond] == []
    assert screen.area.horizontalScrollBar().maximum() == 0
    screen.take_focus()
    now = screen.focusWidget()
    assert now is not None and not now.visibleRegion().isEmpty()
    assert not screen.grab().isNull()


def test_the_other_reader_s_letter_is_a_press_away(room: Room, qtbot: QtBot, case: UUID, heard: Heard) -> None:
    room.desk.casework.add_event(case, "advice_requested.health", date(2026, 9, 21))
    made = shown(room, qtbot, Place("letter", case, "REQ-07/health"))
    assert made.composer is not None
    assert "To the health service" in says(made)
    assert made.composer.choices.reader.copy_to.text() == "Ms T. Rowan <t.rowan@marlshire.example>"
    assert made.composer.choices.reader.copy_to.isVisible()
    press(made, "Write to Marlshire instead")
    assert heard.went[-1] == Place("letter", case, CHASE)


def test_tab_goes_as_the_page_is_read(screen: LetterScreen) -> None:
    order = [
        "More", "What is late", "Decide whether to assess", "Copy the decision to the school", "First letter: friendly and short",
        "Keep this contact", "Name", "E-mail", "Address", "Answer by", "Sent by", "Subject", "Letter, as it will read", "Save as Word",
        "Save as PDF", "E-mail draft", "Copy text", "Log as sent",
    ]
    assert [name for name in stops(screen) if name in order] == order
    press(screen, "An exception")
    names = stops(screen)
    kind = next(name for name in names if name in ("What is late", "An exception"))  # a group of toggles is one stop
    assert names.index(kind) < names.index("Decide whether to assess") < names.index("First letter: friendly and short")


def stops(screen: LetterScreen) -> list[str]:
    """What Tab comes to, in order."""
    QApplication.processEvents()  # a layout shows what it was given when the loop next turns
    screen.activateWindow()
    first = tab_stops(screen)[0]
    first.setFocus()
    been: list[QWidget] = []
    while (here := QApplication.focusWidget()) is not None and here not in been:
        been.append(here)
        QTest.keyClick(here, Qt.Key.Key_Tab)
    return [stop.accessibleName() or (stop.text() if isinstance(stop, QAbstractButton) else "") for stop in been]


# The words and the choices


def test_another_rung_goes_to_another_reader_in_another_tone(screen: LetterScreen, composer: Composer) -> None:
    press(screen, "Second letter")
    assert composer.choices.reader.name.text() == "Mr P. Hale"
    assert composer.words.text().startswith("Dear Mr Hale,\n\nI am writing to you about")
    assert "Second letter: firmer" in says(screen)
    assert "No earlier letter about this is recorded" in says(screen)
    press(screen, "Third letter")
    assert composer.words.text().startswith("Dear SEND team,\n\nI write formally about")


def test_a_further_step_joins_the_letter_and_one_always_stays(composer: Composer) -> None:
    assert composer.choices.ticks is not None
    boxes = composer.choices.ticks.boxes
    boxes["REQ-05"].click()
    assert composer.letter.steps == (CHASE, "REQ-05")
    assert "a copy of its decision" in composer.words.text()
    boxes[CHASE].click()
    boxes["REQ-05"].click()
    assert composer.choices.keys() == ("REQ-05",)


def test_an_exception_is_asked_about_instead(room: Room, screen: LetterScreen, composer: Composer) -> None:
    press(screen, "An exception")
    assert "to ask whether an exception is relied on" in composer.words.text()
    assert "The question reads the same to each of them." in says(screen)
    press(screen, "What is late")
    assert "had to decide whether to assess" in composer.words.text()


def test_the_place_can_ask_for_the_question_at_once(room: Room, qtbot: QtBot, case: UUID) -> None:
    made = shown(room, qtbot, Place("letter", case, f"exception:{CHASE}"))
    assert made.composer is not None and made.composer.kind == "exception_query"


def test_a_step_without_exceptions_offers_no_question(room: Room, qtbot: QtBot) -> None:
    pupil = next(row.pupil.id for row in room.desk.pupils.rows() if row.pupil.known_name == "Leila Ashgrove")
    events = [("review_meeting", date(2026, 9, 1), None), ("review_report_sent", date(2026, 9, 8), None)]
    review, _ = room.desk.casework.open_case(pupil, "annual_review", authority="Marlshire", events=events)
    made = shown(room, qtbot, Place("letter", review, "REV-06"))
    assert made.composer is not None
    assert not any(button.isVisibleTo(made) for button in made.composer.choices.kind.made)


def test_a_question_that_cannot_be_asked_leaves_the_letter_as_it_was(room: Room, qtbot: QtBot, case: UUID) -> None:
    room.desk.casework.add_claim(case, "exceptional_circumstances")
    made = shown(room, qtbot, Place("letter", case, "exception:REQ-09"))  # not late, but an exception to it is claimed
    composer = made.composer
    assert composer is not None
    press(made, "What is late")
    assert composer.kind == "exception_query"
    assert composer.choices.kind.chosen() == "exception_query"


def test_a_typed_name_and_day_are_put_into_the_words(composer: Composer) -> None:
    composer.choices.reader.name.set_text("Mx N. Ewer")
    composer.choices.reply_by.edit.setText("30 Nov 2026")
    assert composer.words.text().startswith("Dear Mx Ewer,")
    assert "by Monday 30 November 2026:" in composer.words.text()
    composer.choices.reply_by.edit.setText("no day")
    assert "by Monday 30 November 2026:" in composer.words.text()
    composer.choices.reply_by.edit.setText("1 Nov 2026")
    assert composer.choices.reply_by.is_wrong()


def test_words_of_one_s_own_stay_and_only_name_and_day_change_in_them(screen: LetterScreen, composer: Composer) -> None:
    edit(composer, " PS our own words.")
    composer.choices.reader.name.set_text("")
    composer.choices.reply_by.edit.setText("30 Nov 2026")
    text = composer.words.text()
    assert "PS our own words." in text and text.startswith("Dear SEND team,")
    assert "Yours faithfully," in text and "Monday 30 November 2026" in text
    press(screen, "Second letter")
    assert "PS our own words." in composer.words.text()
    assert OWN_WORDS in says(screen)
    press(screen, "Write it anew")
    assert "PS our own words." not in composer.words.text()
    assert composer.words.text().startswith("Dear Mr Hale,")
    assert not composer.strip.isVisible()


def test_a_contact_is_kept_for_next_time(room: Room, screen: LetterScreen, composer: Composer, case: UUID, heard: Heard) -> None:
    composer.choices.reader.name.set_text("Mx N. Ewer")
    press(screen, "Keep this contact")
    assert heard.last == "The contact is kept."
    assert room.desk.keyring.book.get(CaseFile, case).case_officer == "Mx N. Ewer"
    screen.refresh()
    assert composer.choices.reader.name.text() == "Mx N. Ewer"
    composer.choices.reader.name.set_text("")
    composer.choices.reader.email.set_text("")
    press(screen, "Keep this contact")
    assert heard.last == "Give a name, an e-mail address or a postal address."


# The check


def test_what_may_not_be_said_is_found_while_it_is_typed_and_stops_every_deed(
    screen: LetterScreen, composer: Composer, qtbot: QtBot, heard: Heard, monkeypatch: pytest.MonkeyPatch, case: UUID, room: Room,
) -> None:
    proposed = save_to(monkeypatch, "never.pdf")
    edit(composer, " We claim compensation.")
    rechecked(composer, qtbot)
    assert "The letter speaks of money (‘compensation’)" in says(screen)
    assert any(w.accessibleName() == "Due soon: 1 to put right" for w in screen.findChildren(QWidget))
    for name in ("Save as Word", "Save as PDF", "E-mail draft", "Copy text", "Log as sent"):
        press(screen, name)
        assert "‘compensation’" in heard.last
    assert proposed == []
    assert room.desk.keyring.book.all(CaseLetter) == []


def test_a_step_done_meanwhile_is_said_and_stops_the_letter(room: Room, screen: LetterScreen, composer: Composer, case: UUID, heard: Heard) -> None:
    room.desk.casework.add_event(case, "agreed_to_assess", date(2026, 11, 10))
    composer.check()
    assert "This was done by Tue 10 Nov 2026" in says(screen)
    press(screen, "Copy text")
    assert "This was done by Tue 10 Nov 2026" in heard.last
    screen.refresh()
    assert "there is nothing to chase" in says(screen)


# Drafts


def test_words_of_one_s_own_survive_leaving_and_can_be_written_anew(
    room: Room, qtbot: QtBot, screen: LetterScreen, composer: Composer, case: UUID,
) -> None:
    press(screen, "Second letter")
    edit(composer, " PS our own words.")
    composer.choices.reader.address.edit.setPlainText("Room 4")
    assert screen.leave()
    again = shown(room, qtbot, Place("letter", case, CHASE))
    kept = again.composer
    assert kept is not None
    assert "PS our own words." in kept.words.text() and kept.letter.rung == 2
    assert kept.choices.reader.address.text() == "Room 4"
    assert FROM_BEFORE in says(again)
    press(again, "Write it anew")
    assert "PS our own words." not in kept.words.text()


def test_a_draft_of_an_earlier_day_asks_by_the_day_that_is_asked_now(
    room: Room, qtbot: QtBot, screen: LetterScreen, composer: Composer, case: UUID,
) -> None:
    edit(composer, " PS our own words.")
    screen.leave()
    assert "Thursday 19 November 2026" in composer.words.text()
    later = replace(room, now=lambda: room.desk.clock().replace(day=16))
    kept = shown(later, qtbot, Place("letter", case, CHASE)).composer
    assert kept is not None
    assert "Monday 23 November 2026" in kept.words.text() and "Thursday 19 November 2026" not in kept.words.text()
    assert "PS our own words." in kept.words.text()


def test_a_draft_about_a_step_that_is_settled_gives_way_to_the_letter_asked_for(
    room: Room, qtbot: QtBot, screen: LetterScreen, composer: Composer, case: UUID,
) -> None:
    assert composer.choices.ticks is not None
    composer.choices.ticks.boxes["REQ-05"].click()
    edit(composer, " PS our own words.")
    screen.leave()
    room.desk.casework.add_event(case, "decision_copied_to_school", date(2026, 11, 2))
    kept = shown(room, qtbot, Place("letter", case, CHASE)).composer
    assert kept is not None and kept.letter.steps == (CHASE,)


def test_a_letter_left_as_composed_leaves_no_draft(room: Room, screen: LetterScreen, composer: Composer) -> None:
    screen.leave()
    assert room.desk.drafts.read(composer.draft) == {}


def test_a_draft_that_cannot_be_saved_is_said(screen: LetterScreen, composer: Composer, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise Trouble("The disk is full. Free some space.")

    monkeypatch.setattr(type(composer.room.desk.drafts), "save", full)
    edit(composer, " x")
    screen.leave()
    assert "The disk is full. Free some space." in says(screen)


# Deeds


@pytest.mark.parametrize(
    ("name", "suffix", "start"), [("Save as Word", ".docx", b"PK"), ("Save as PDF", ".pdf", b"%PDF"), ("E-mail draft", ".eml", b"X-U")],
)
def test_the_letter_is_saved_where_the_person_says_under_a_name_without_a_name(
    screen: LetterScreen, qtbot: QtBot, heard: Heard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, suffix: str, start: bytes,
) -> None:
    proposed, opened = save_to(monkeypatch, str(tmp_path / "letter")), list[Path]()
    monkeypatch.setattr(letter_screen, "open_file", opened.append)
    press(screen, name)
    qtbot.waitUntil(lambda: not screen.room.tasks.busy(), timeout=10_000)
    assert proposed == [f"Case 1 chaser 2026-11-12{suffix}"]
    out = tmp_path / f"letter{suffix}"
    assert out.read_bytes().startswith(start)
    assert "It is not encrypted" in heard.last
    assert heard.said[-1].then is not None
    heard.said[-1].then()
    assert opened == [out]


def test_no_place_chosen_saves_nothing(screen: LetterScreen, monkeypatch: pytest.MonkeyPatch, heard: Heard) -> None:
    save_to(monkeypatch, "")
    press(screen, "Save as PDF")
    assert heard.said == [] and not screen.room.tasks.busy()


@pytest.fixture
def clipboard(qapp: QGuiApplication) -> Iterator[QClipboard]:
    """The clipboard, emptied afterwards: what lies on it must not outlive the application."""
    yield qapp.clipboard()
    qapp.clipboard().clear()


def test_the_words_are_copied_with_their_lists(screen: LetterScreen, heard: Heard, clipboard: QClipboard) -> None:
    press(screen, "Copy text")
    assert clipboard.text().startswith("Dear Ms Rowan,") and "\n- on which day" in clipboard.text()
    assert "<li>on which day" in clipboard.mimeData().html()
    assert heard.last == "The letter is copied. Paste it where it is to go."


def test_logging_keeps_the_letter_goes_back_to_the_case_and_can_be_undone(
    room: Room, qtbot: QtBot, screen: LetterScreen, composer: Composer, case: UUID, heard: Heard,
) -> None:
    edit(composer, " PS our own words.")
    composer.choices.channel.choose("post")
    QTest.keyClick(composer.words.box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(heard.went), timeout=10_000)
    assert heard.went == [Place("case", case)]
    (kept,) = room.desk.keyring.book.all(CaseLetter)
    assert kept.channel == "post" and "PS our own words." in kept.words
    assert heard.said[-1].action == "Undo" and "The letter is logged" in heard.last
    assert heard.changed[-1] == frozenset({"case_letter", "document", "story_entry"})
    assert room.desk.drafts.read(composer.draft) == {}
    screen.refresh()  # what was logged is not composed again
    assert composer.over and screen.log_button.isEnabled()


def test_a_letter_that_could_not_be_kept_is_said_and_stays(
    screen: LetterScreen, composer: Composer, qtbot: QtBot, heard: Heard, monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(*_: object, **__: object) -> None:
        raise Trouble("The disk is full.")

    monkeypatch.setattr(Letters, "log", full)
    press(screen, "Log as sent")
    qtbot.waitUntil(lambda: bool(heard.said), timeout=10_000)
    assert heard.last == "The disk is full." and heard.went == []
    assert not composer.over and screen.log_button.isEnabled()


def test_a_letter_logged_while_another_is_open_leaves_that_one_alone(
    room: Room, screen: LetterScreen, composer: Composer, case: UUID, heard: Heard,
) -> None:
    kept, changed = room.desk.letters.log(composer.letter, "email")
    screen._logged((replace(kept, case=uuid4()), changed))
    assert heard.went == [] and not composer.over


def test_the_case_the_councils_and_the_wording_are_a_press_away(screen: LetterScreen, composer: Composer, case: UUID, heard: Heard) -> None:
    press(screen, "Case 1")
    assert heard.went[-1] == Place("case", case)
    press(screen, "Requests & plans")
    assert heard.went[-1] == Place("requests")
    more = next(b for b in screen.findChildren(QAbstractButton) if b.accessibleName() == "More")
    deeds = {action.text(): action for action in _actions(more)}
    deeds["Councils and contacts"].trigger()
    assert heard.went[-1] == Place("councils")
    deeds["Wording of this letter"].trigger()
    assert isinstance(heard.sheets[-1], WordingForm) and heard.sheets[-1].name == "chaser-1"
    press(screen, "An exception")
    screen.change_wording()
    assert isinstance(heard.sheets[-1], WordingForm) and heard.sheets[-1].name == "exception-query"


def _actions(button: QAbstractButton) -> list[QAction]:
    return [action for menu in button.findChildren(QMenu) for action in menu.actions()]


# Wordings


@pytest.fixture
def wordings(room: Room) -> Wordings:
    return room.desk.letters.wordings


def form_for(room: Room, qtbot: QtBot, name: str) -> WordingForm:
    made = WordingForm(room, name)
    qtbot.addWidget(made)
    made.show()
    return made


def type_wording(form: WordingForm, words: str) -> None:
    box = form.fields["text"].box
    assert isinstance(box, QPlainTextEdit)
    box.setPlainText(words)


def test_a_changed_wording_is_used_for_the_letter_that_is_open(
    room: Room, qtbot: QtBot, screen: LetterScreen, composer: Composer, heard: Heard,
) -> None:
    form = form_for(room, qtbot, "chaser-1")
    assert "{addressee}" in says(form) and "whom the letter greets" in says(form)
    type_wording(form, "Dear {addressee}, about {child} by {asked_by}.")
    form.finish()
    assert heard.last == "The wording is saved."
    screen.refresh()
    assert composer.words.text() == "Dear Ms Rowan, about Kacper Wilk, born 14 March 2018 (your reference ML-26-0417) by Thursday 19 November 2026."


def test_an_unknown_field_is_refused_beside_the_wording(room: Room, qtbot: QtBot) -> None:
    form = form_for(room, qtbot, "chaser-1")
    type_wording(form, "Dear {addresse},")
    form.finish()
    assert form.fields["text"].is_wrong() and "did you mean {addressee}?" in form.fields["text"].said.text()


def test_the_text_of_an_e_mail_offers_no_field_of_the_child(room: Room, qtbot: QtBot) -> None:
    form = form_for(room, qtbot, "covering-email")
    assert "{child}" not in says(form) and "{asked_by}" in says(form)


def test_the_school_goes_back_to_the_app_s_wording(room: Room, qtbot: QtBot, wordings: Wordings, heard: Heard) -> None:
    wordings.save("chaser-1", "Dear {addressee}, ours.")
    form = form_for(room, qtbot, "chaser-1")
    press(form, "Go back to the app’s wording")
    assert heard.last == "The app’s wording is used again." and heard.said[-1].action == "Undo"
    assert wordings.text("chaser-1") == original("chaser-1")


def test_a_newer_wording_of_the_app_is_compared_and_the_school_s_kept(
    room: Room, qtbot: QtBot, wordings: Wordings, heard: Heard, monkeypatch: pytest.MonkeyPatch,
) -> None:
    wordings.save("chaser-1", "Dear {addressee},\n\nOur line.")
    monkeypatch.setattr(letter_wording, "original", lambda name: "Dear {addressee},\n\nA newer line.")
    form = form_for(room, qtbot, "chaser-1")
    assert "has changed since the school made its own" in says(form)
    for _ in range(2):
        press(form, "Compare")
        said = says(form)
        assert "Only in the app’s: A newer line. Only in the school’s: Our line." in said
    press(form, "Go on with ours")
    assert heard.last == "The school’s own wording is kept."
    assert not wordings.state("chaser-1").newer


def test_whom_a_letter_is_copied_to_is_read_from_its_beginning(room: Room, qtbot: QtBot, case: UUID) -> None:
    for name in ("advice_requested.health", "agreed_to_assess"):
        room.desk.casework.add_event(case, name, date(2026, 9, 21))
    made = shown(room, qtbot, Place("letter", case, "REQ-07/health"))
    assert made.composer is not None
    copied = made.composer.choices.reader.copy_to
    assert copied.isVisible() and copied.text() and copied.edit.cursorPosition() == 0
