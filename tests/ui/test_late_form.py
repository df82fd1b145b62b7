"""Late documents and password copies in the window: what is asked, what is refused where, and what is told when it is done."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from sendco_desk.domain.casework import Submission
from sendco_desk.domain.refusals import Refused
from sendco_desk.services.bundling import verify
from sendco_desk.services.desk import Desk
from sendco_desk.ui.forms.late_form import DIFFER, LateForm, LateResult, LockForm
from sendco_desk.ui.room import Place, Room
from sendco_desk.ui.screens.case_sent import SentForm
from sendco_desk.ui.screens.late_card import late_sentences
from sendco_desk.ui.screens.packs import ALL_IN, PacksScreen
from tests.services.papers import WorksHere
from tests.ui.case_desks import case_of, case_screen, file_document, press, pupil_of, says
from tests.ui.heard import Heard
from tests.ui.test_packs import record_sent

PASSWORD = "three odd words"


@pytest.fixture
def here(room: Room) -> Room:
    """A room whose packs are made in this process, on the real lane."""
    here = WorksHere()
    packs = replace(room.desk.packs, workshop=here)
    return replace(room, desk=replace(room.desk, packs=packs, late=replace(room.desk.late, packs=packs, workshop=here)))


@pytest.fixture
def screen(here: Room, qtbot: QtBot) -> PacksScreen:
    made = PacksScreen(here)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.open_at(Place("packs"))
    made.show()
    return made


def send(desk: Desk, folder: Path, password: str = "") -> Submission:
    """A small pack that was sent, with one document in it."""
    case, pupil = case_of(desk, "Kacper Wilk"), pupil_of(desk, "Kacper Wilk")
    file_document(desk, pupil, "In the pack")
    choices = replace(desk.packs.proposed(case), parts=("summary",), password=password)
    desk.packs.build(case, choices, folder / "sent.pdf")
    return desk.packs.submit(case, folder / "sent.pdf", "portal", password=password)[0]


def idle(room: Room, qtbot: QtBot) -> None:
    """Wait for the lanes."""
    qtbot.waitUntil(lambda: not room.tasks.busy(), timeout=30_000)


def late_form(screen: PacksScreen, heard: Heard, qtbot: QtBot) -> LateForm:
    """The form, opened by its button."""
    screen.refresh()
    press(screen, "Add late documents")
    idle(screen.room, qtbot)
    form = heard.sheets[-1]
    assert isinstance(form, LateForm)
    qtbot.addWidget(form)
    return form


def answer(monkeypatch: pytest.MonkeyPatch, path: Path | str) -> None:
    """Where a file shall stand."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *given, **more: (str(path), ""))


def test_without_a_sent_pack_there_is_nothing_to_add_to(screen: PacksScreen, heard: Heard) -> None:
    assert not screen.sent_deeds.isVisible()
    screen.add_late()
    screen.lock()
    assert (heard.said, heard.sheets) == ([], [])


def test_what_is_in_the_pack_is_not_offered(screen: PacksScreen, here: Room, heard: Heard, qtbot: QtBot, tmp_path: Path) -> None:
    sent = send(here.desk, tmp_path)
    file_document(here.desk, sent.pupil, "Private note", "none")
    screen.refresh()
    press(screen, "Add late documents")
    idle(here, qtbot)
    assert heard.last == ALL_IN
    then = heard.said[-1].then
    assert then is not None
    then()
    assert heard.went == [Place("pupil", sent.pupil, "documents")]


def test_what_is_missing_is_asked_for_beside_its_field(screen: PacksScreen, here: Room, heard: Heard, qtbot: QtBot, tmp_path: Path) -> None:
    sent = send(here.desk, tmp_path)
    late = file_document(here.desk, sent.pupil, "A very long title of a letter about the visit of the psychologist & what came of it")
    form = late_form(screen, heard, qtbot)
    form.finish()
    assert form.fields["documents"].said.text() == "Tick at least one document."
    form.fields["documents"].box.tick((str(late.id),))  # type: ignore[attr-defined]
    form.finish()
    assert form.fields["after"].said.text() == "Give the page they go after, such as 41, or choose the end."
    (box,) = form.fields["documents"].box.boxes.values()  # type: ignore[attr-defined]
    assert box.accessibleName() == late.title
    assert "…" in box.text()


def test_the_page_is_not_asked_for_at_the_end(screen: PacksScreen, here: Room, heard: Heard, qtbot: QtBot, tmp_path: Path) -> None:
    file_document(here.desk, send(here.desk, tmp_path).pupil, "Late letter")
    form = late_form(screen, heard, qtbot)
    form.show()
    where, after = form.fields["where"].box, form.fields["after"]
    assert after.isVisible()
    where.setCurrentIndex(where.findData("end"))  # type: ignore[attr-defined]
    assert not after.isVisible()


def test_late_documents_at_the_end_are_told_and_can_be_recorded(
    screen: PacksScreen, here: Room, heard: Heard, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    late = file_document(here.desk, send(here.desk, tmp_path).pupil, "Late letter")
    form = late_form(screen, heard, qtbot)
    form.fields["documents"].box.tick((str(late.id),))  # type: ignore[attr-defined]
    where = form.fields["where"].box
    where.setCurrentIndex(where.findData("end"))  # type: ignore[attr-defined]
    answer(monkeypatch, "")
    form.finish()
    assert not here.tasks.busy()
    answer(monkeypatch, tmp_path / "late")
    form.finish()
    idle(here, qtbot)
    assert heard.last == "The late documents are added. Look at the pack before it goes."
    assert "‘Late letter’ is page 5." in says(screen)
    assert all(check.ok for check in verify(tmp_path / "late.pdf"))
    press(screen, "Record that it was sent")
    sent = heard.sheets[-1]
    assert isinstance(sent, SentForm)
    qtbot.addWidget(sent)
    assert sent.said("note").startswith("Late addition to pack 1: ‘Late letter’ as 5.")
    press(screen, "Close")
    assert "‘Late letter’ is page 5." not in says(screen)


def test_a_locked_pack_asks_for_its_password(
    screen: PacksScreen, here: Room, heard: Heard, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    late = file_document(here.desk, send(here.desk, tmp_path, PASSWORD).pupil, "Late letter")
    form = late_form(screen, heard, qtbot)
    assert form.secret is not None
    form.fields["documents"].box.tick((str(late.id),))  # type: ignore[attr-defined]
    form.fields["after"].box.setText("2")  # type: ignore[attr-defined]
    form.secret.set_text("a wrong guess")
    answer(monkeypatch, tmp_path / "late.pdf")
    form.finish()
    idle(here, qtbot)
    assert "password it was sent with" in form.secret.said.text()
    form.secret.set_text(PASSWORD)
    form.finish()
    idle(here, qtbot)
    assert all(check.ok for check in verify(tmp_path / "late.pdf", PASSWORD))


def test_a_file_that_is_no_pack_is_told_in_a_sentence(screen: PacksScreen, here: Room, heard: Heard, qtbot: QtBot) -> None:
    record_sent(here.desk, "Kacper Wilk")
    screen.refresh()
    for name in ("Add late documents", "Save a password copy"):
        press(screen, name)
        idle(here, qtbot)
        assert "damaged" in heard.last
    assert screen.late_button.isEnabled()


def test_a_refusal_after_the_form_was_closed_is_told_at_the_foot(
    screen: PacksScreen, here: Room, heard: Heard, qtbot: QtBot, tmp_path: Path,
) -> None:
    sent = send(here.desk, tmp_path)
    late = file_document(here.desk, sent.pupil, "Late letter")
    form = LateForm(here, sent, [late], locked=False, then=lambda result: None)
    form.slowly(lambda report: _refuse(), lambda made: None, "Adding late documents")
    delete(form)
    idle(here, qtbot)
    assert heard.last == "There is no page 99."


def test_what_is_done_after_the_form_was_closed_is_told_all_the_same(here: Room, qtbot: QtBot, tmp_path: Path) -> None:
    sent = send(here.desk, tmp_path)
    form = LateForm(here, sent, [file_document(here.desk, sent.pupil, "Late letter")], locked=False, then=lambda result: None)
    told: list[object] = []
    form.slowly(lambda report: "made", told.append, "Adding late documents")
    delete(form)
    idle(here, qtbot)
    assert told == ["made"]


def _refuse() -> None:
    raise Refused("There is no page 99.")


def test_what_is_only_in_part_is_said(screen: PacksScreen, here: Room, tmp_path: Path) -> None:
    from sendco_desk.packs.late_plan import Added, LateMade
    from sendco_desk.packs.source import Outcome

    one = Added(title="E-mail", number=4, labels=("2A", "2B"), outcome=Outcome.PARTIAL, reason="A file inside it is not printed.")
    made = LateMade(pages=7, sha256="0" * 64, sheet=("1A",), added=(one,), supplement_pages=3, supplement_sha256="1" * 64)
    sent = send(here.desk, tmp_path)
    told = late_sentences(LateResult(sent=sent, made=made, path=tmp_path / "late.pdf", supplement=tmp_path / "alone.pdf", password=""))
    assert told[1:] == [
        "‘E-mail’ is pages 2A to 2B.", "‘E-mail’ is in it in part. A file inside it is not printed.",
        "The 3 late pages stand beside it in a file of their own.",
    ]


# Password copies


def lock_form(screen: PacksScreen, heard: Heard, qtbot: QtBot) -> LockForm:
    """The form, opened by its button."""
    screen.refresh()
    press(screen, "Save a password copy")
    idle(screen.room, qtbot)
    form = heard.sheets[-1]
    assert isinstance(form, LockForm)
    qtbot.addWidget(form)
    return form


def test_two_passwords_that_differ_or_are_short_are_refused_beside_them(
    screen: PacksScreen, here: Room, heard: Heard, qtbot: QtBot, tmp_path: Path,
) -> None:
    send(here.desk, tmp_path)
    form = lock_form(screen, heard, qtbot)
    form.secret.set_text(PASSWORD)
    form.finish()
    assert form.again.said.text() == DIFFER
    form.secret.set_text("")
    form.finish()
    assert form.secret.said.text().startswith("Give a password of at least 8 characters")


def test_a_copy_is_saved_with_its_note_and_can_be_recorded(
    screen: PacksScreen, here: Room, heard: Heard, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    send(here.desk, tmp_path, "an older password")
    form = lock_form(screen, heard, qtbot)
    for field in (form.secret, form.again):
        field.set_text(PASSWORD)
    answer(monkeypatch, "")
    form.finish()
    answer(monkeypatch, tmp_path / "copy.pdf")
    form.finish()
    idle(here, qtbot)
    assert "password it was sent with" in form.own.said.text()
    form.own.set_text("an older password")
    form.finish()
    idle(here, qtbot)
    assert heard.last == "The password copy is saved."
    assert "as ‘copy covering note.txt’" in says(screen)
    press(screen, "Record that it was sent")
    sent = heard.sheets[-1]
    assert isinstance(sent, SentForm)
    qtbot.addWidget(sent)
    assert (sent.said("pack"), sent.password.text()) == (str(tmp_path / "copy.pdf"), PASSWORD)
    press(screen, "Close")


def test_other_refusals_of_a_copy_stand_at_the_foot_of_the_form(
    screen: PacksScreen, here: Room, heard: Heard, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    send(here.desk, tmp_path)
    form = lock_form(screen, heard, qtbot)
    for field in (form.secret, form.again):
        field.set_text(PASSWORD)
    answer(monkeypatch, here.desk.folder / "copy.pdf")
    form.finish()
    idle(here, qtbot)
    assert "inside a notebook" in form.failure.accessibleName()


def test_everything_has_a_name(
    screen: PacksScreen, here: Room, heard: Heard, qtbot: QtBot, tmp_path: Path, nameless: Callable[[QWidget], list[str]],
) -> None:
    file_document(here.desk, send(here.desk, tmp_path, PASSWORD).pupil, "Late letter")
    for form in (late_form(screen, heard, qtbot), lock_form(screen, heard, qtbot)):
        form.show()
        assert nameless(form) == []


def test_the_page_of_a_case_leads_to_its_sent_packs(here: Room, heard: Heard, qtbot: QtBot) -> None:
    case = case_of(here.desk, "Kacper Wilk")
    screen = case_screen(here, qtbot, case)
    assert not screen.late_button.isVisible()
    screen.open_sent()
    sent = record_sent(here.desk, "Kacper Wilk")
    screen.refresh()
    press(screen, "Late documents")
    screen.sent_table.choose(sent.id)
    screen.open_sent()
    assert heard.went == [Place("packs", sent.id)] * 2
