"""A case's pack: parts and documents in and out, reasons where they are wanted, then check, make, open and record."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from sendco_desk.domain.provision import ProvisionPlace, ProvisionRun
from sendco_desk.domain.refusals import Trouble
from sendco_desk.domain.voices import ViewsGiven
from sendco_desk.store.slots import Role
from sendco_desk.ui.room import Place, Room
from sendco_desk.ui.screens.case_sent import SentForm
from sendco_desk.ui.screens.pack import PackScreen
from sendco_desk.ui.screens.pack_result import Made, result_card, result_sentences
from sendco_desk.ui.theme import Dressing, Look
from tests.ui.case_desks import case_of, file_document, found, pupil_of, says
from tests.ui.heard import Heard


@pytest.fixture
def screen(room: Room, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[PackScreen]:
    """The pack of Kacper's case with three documents, the last not to be shared. Pages are not counted: that needs a worker."""
    monkeypatch.setattr(PackScreen, "count_pages", lambda self: None)
    kacper = pupil_of(room.desk, "Kacper Wilk")
    for title, sharing in (("Report", "agreed"), ("Letter", "own_record"), ("Private note", "none")):
        file_document(room.desk, kacper, title, sharing)
    made = PackScreen(room)
    qtbot.addWidget(made)
    made.resize(1100, 740)
    made.open_at(Place("pack", case_of(room.desk, "Kacper Wilk")))
    made.show()
    yield made
    made.hide()


def row_of(screen: PackScreen, title: str) -> int:
    return next(number for number, row in enumerate(screen.model.rows) if row.title == title)


def choose(screen: PackScreen, title: str) -> None:
    screen.table.setCurrentIndex(screen.model.index(row_of(screen, title), 1))


def key(screen: PackScreen, title: str) -> UUID:
    found_key = screen.model.rows[row_of(screen, title)].key
    assert isinstance(found_key, UUID)
    return found_key


def finished(path: Path) -> Made:
    """A pack with one refused document and one failed check."""
    from sendco_desk.packs.manifest import Manifest, ManifestDocument
    from sendco_desk.packs.source import Outcome
    from sendco_desk.packs.verify_reading import Check

    good = ManifestDocument(
        input="a.pdf", title="Report", part="Documents", outcome=Outcome.INCLUDED, reason=None, first_page=5, pages=9, sha256="0" * 64,
    )
    bad = replace(good, title="Film", outcome=Outcome.REFUSED, reason="Save a few pictures of it as PDF.", pages=0)
    checks = (Check(name="Links", ok=True, detail="12 links"), Check(name="Fonts", ok=False, detail="One font is not embedded."))
    return Made(path=path, manifest=Manifest(pages=14, sha256="ab" * 32, documents=(good, bad)), checks=checks, password="")


def test_parts_and_documents_stand_in_order_with_what_is_proposed(screen: PackScreen) -> None:
    assert [(row.title, row.on) for row in screen.model.rows] == [
        ("Pupil summary", True), ("Chronology", True), ("Clock and delays", True), ("Letter", True), ("Private note", False), ("Report", True),
    ]
    assert "3 parts and 2 documents" in screen.total.text()


def test_space_puts_a_row_in_and_out(screen: PackScreen, qtbot: QtBot) -> None:
    choose(screen, "Report")
    QTest.keyClick(screen.table, Qt.Key.Key_Space)
    assert not screen.model.rows[row_of(screen, "Report")].on
    QTest.keyClick(screen.table, Qt.Key.Key_Return)
    assert screen.model.rows[row_of(screen, "Report")].on


@pytest.mark.parametrize("across", [4, 10, 16, 30])
def test_a_click_on_the_box_or_beside_it_puts_a_row_out(screen: PackScreen, across: int) -> None:
    cell = screen.table.visualRect(screen.model.index(0, 0))
    QTest.mouseClick(screen.table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(cell.left() + across, cell.center().y()))
    assert not screen.model.rows[0].on


def test_keys_and_buttons_move_a_row(screen: PackScreen, qtbot: QtBot) -> None:
    choose(screen, "Report")
    QTest.keyClick(screen.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    screen.up.click()
    assert [row.title for row in screen.model.rows[3:]] == ["Report", "Letter", "Private note"]
    assert not screen.up.isEnabled()
    screen.down.click()
    assert screen.choices().documents == (key(screen, "Letter"), key(screen, "Report"))


def test_a_document_not_to_be_shared_asks_why_before_the_pack_is_made(screen: PackScreen) -> None:
    screen.model.tick(row_of(screen, "Private note"), True)
    assert screen.why_card.isVisible()
    screen.check_and_make()
    field = screen.reasons[key(screen, "Private note")]
    assert field.is_wrong()
    field.set_text("The parent asks for it.")
    assert screen.choices().overrides == {key(screen, "Private note"): "The parent asks for it."}


def test_the_reason_goes_when_the_document_does(screen: PackScreen) -> None:
    screen.model.tick(row_of(screen, "Private note"), True)
    screen.model.tick(row_of(screen, "Private note"), False)
    assert screen.reasons == {}
    assert screen.why_card.isHidden()


def test_what_cannot_go_in_is_named_with_what_to_do(screen: PackScreen) -> None:
    screen.take_count({key(screen, "Report"): (0, "This is a film: save a few pictures of it as PDF."), key(screen, "Letter"): (3, "")})
    assert "Cannot go in" in says(screen)
    assert "This is a film: save a few pictures of it as PDF." in says(screen)
    assert "3 pages of documents" in screen.total.text()


def test_a_pupil_without_a_birthday_is_refused_with_the_way_there(screen: PackScreen, room: Room, heard: Heard) -> None:
    screen.open_at(Place("pack", case_of(room.desk, "Poppy Ormerod")))
    screen.check_and_make()
    assert "date of birth" in heard.last
    then = heard.said[-1].then
    assert then is not None
    then()
    assert heard.went == [Place("pupil", pupil_of(room.desk, "Poppy Ormerod"))]


def test_a_day_that_is_none_is_refused(screen: PackScreen, heard: Heard) -> None:
    screen.on.set_text("the day after")
    screen.check_and_make()
    assert heard.last.startswith("Type a date such as")


def test_the_pack_is_made_where_the_person_says(screen: PackScreen, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    offered: list[str] = []

    def ask(parent: QWidget, title: str, name: str, kinds: str) -> tuple[str, str]:
        offered.append(name)
        return str(tmp_path / "pack"), kinds

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    monkeypatch.setattr("sendco_desk.ui.screens.pack.make", lambda desk, case, choices, out, on, report: finished(out))
    screen.check_and_make()
    qtbot.waitUntil(lambda: screen.made is not None)
    assert offered == ["Evidence pack 2026-11-12.pdf"]
    assert screen.made is not None
    assert screen.made.path == tmp_path / "pack.pdf"
    assert "14 pages, 1 document." in says(found(screen, "result"))
    assert screen.make_button.isEnabled()


def test_no_file_chosen_makes_no_pack(screen: PackScreen, room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    screen.check_and_make()
    assert not room.tasks.busy()


def test_a_full_disk_is_said_and_the_button_comes_back(
    screen: PackScreen, heard: Heard, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(*_: object) -> Made:
        raise Trouble("The disk is full. Nothing was lost; free some space and try again.")

    monkeypatch.setattr("sendco_desk.ui.screens.pack.make", full)
    screen.start(screen.choices(), tmp_path / "pack.pdf")
    qtbot.waitUntil(lambda: screen.make_button.isEnabled())
    assert heard.last.startswith("The disk is full")


def test_the_result_names_what_is_missing_and_what_failed(tmp_path: Path) -> None:
    assert result_sentences(finished(tmp_path / "pack.pdf")) == [
        ("done", "14 pages, 1 document."), ("late", "‘Film’ is not in it. Save a few pictures of it as PDF."),
        ("late", "1 of 2 checks of the finished file passed."), ("late", "Fonts: One font is not embedded."),
    ]


def test_the_result_opens_and_is_recorded(look: Look, qtbot: QtBot, tmp_path: Path) -> None:
    done: list[object] = []
    made = finished(tmp_path / "pack.pdf")
    card = result_card(look, made, lambda: done.append("sent"), done.append)
    qtbot.addWidget(card)
    for button in card.findChildren(QPushButton):
        button.click()
    assert done == [tmp_path / "pack.pdf", "sent"]


def test_a_made_pack_is_handed_to_the_sheet_that_records_it(screen: PackScreen, heard: Heard, tmp_path: Path) -> None:
    screen.show_result(replace(finished(tmp_path / "pack.pdf"), password="heron"))
    screen.record_sent()
    sheet = heard.sheets[-1]
    assert isinstance(sheet, SentForm)
    assert sheet.said("pack") == str(tmp_path / "pack.pdf")
    assert sheet.password.text() == "heron"
    sheet.deleteLater()


def test_documents_are_added_on_the_pupils_page(screen: PackScreen, room: Room, heard: Heard) -> None:
    screen.add_documents()
    assert heard.went == [Place("pupil", pupil_of(room.desk, "Kacper Wilk"), "documents")]


def test_another_case_starts_afresh(screen: PackScreen, room: Room) -> None:
    screen.model.tick(0, False)
    screen.password.set_text("secret")
    screen.open_at(Place("pack", case_of(room.desk, "Poppy Ormerod")))
    assert screen.model.rows[0].on
    assert screen.password.text() == ""


@pytest.mark.parametrize(("theme", "text_size"), [("dark", 1.0), ("contrast", 2.0)])
def test_it_follows_the_theme_and_the_text_size(screen: PackScreen, dressing: Dressing, theme: str, text_size: float, tmp_path: Path) -> None:
    screen.show_result(finished(tmp_path / "pack.pdf"))
    dressing.choose(theme, text_size)
    screen.set_look(dressing.look)
    assert not screen.grab().isNull()


def test_everything_has_a_name(screen: PackScreen, nameless: Callable[[QWidget], list[str]], tmp_path: Path) -> None:
    screen.model.tick(row_of(screen, "Private note"), True)
    screen.show_result(finished(tmp_path / "pack.pdf"))
    assert nameless(screen) == []


def test_a_real_pack_is_counted_made_and_checked(room: Room, heard: Heard, qtbot: QtBot, tmp_path: Path) -> None:
    file_document(room.desk, pupil_of(room.desk, "Kacper Wilk"), "Report")
    screen = PackScreen(room)
    qtbot.addWidget(screen)
    screen.open_at(Place("pack", case_of(room.desk, "Kacper Wilk")))
    qtbot.waitUntil(lambda: not room.tasks.busy(), timeout=60_000)
    assert screen.model.rows[-1].pages == 1
    screen.start(screen.choices(), tmp_path / "pack.pdf")
    qtbot.waitUntil(lambda: not room.tasks.busy(), timeout=60_000)
    assert heard.crashes == []
    assert screen.made is not None
    assert screen.made.wrong == []
    assert (tmp_path / "pack.pdf").is_file()


def recorded(screen: PackScreen, room: Room) -> None:
    """Provision from Mon 16 Nov 2026 and views of Thu 12 Nov 2026."""
    kacper = pupil_of(room.desk, "Kacper Wilk")
    first, last = date(2026, 11, 16), date(2026, 12, 11)
    run = ProvisionRun(id=uuid4(), name="Reading aloud", minutes=20, times_a_week=2, starts_on=first, ends_on=last)
    room.desk.provision.place_alone(run, ProvisionPlace(id=uuid4(), pupil=kacper, run=run.id, starts_on=first, ends_on=last))
    room.desk.voices.save(ViewsGiven(id=uuid4(), pupil=kacper, voice="pupil", given_on=date(2026, 11, 12), working="Otters"))
    screen.refresh()


def part_titles(screen: PackScreen) -> list[str]:
    return [row.title for row in screen.model.rows if row.is_part]


def test_parts_that_have_nothing_to_say_are_named_under_the_list(screen: PackScreen, room: Room) -> None:
    assert "Nothing is recorded by this day for: One-page profile; Views of pupil and parents;" in screen.empty.text()
    recorded(screen, room)
    assert part_titles(screen) == ["Pupil summary", "Views of pupil and parents", "Chronology", "Clock and delays"]
    assert "Views" not in screen.empty.text()


def test_another_day_of_the_pack_has_other_parts(screen: PackScreen, room: Room) -> None:
    recorded(screen, room)
    screen.on.set_value(date(2026, 11, 23))
    assert "Provision, planned against held" in part_titles(screen)
    screen.on.set_text("the day after")
    assert "Provision, planned against held" in part_titles(screen)
    screen.on.set_value(date(2026, 11, 11))
    assert part_titles(screen) == ["Pupil summary", "Chronology", "Clock and delays"]


def test_costs_are_told_only_where_they_are_ticked_and_there_is_provision(screen: PackScreen, room: Room) -> None:
    assert screen.costs_row.isHidden()
    recorded(screen, room)
    screen.on.set_value(date(2026, 11, 23))
    assert not screen.costs_row.isHidden()
    assert not screen.choices().costs
    screen.costs.click()
    assert screen.choices().costs
    screen.on.set_value(date(2026, 11, 11))
    assert not screen.choices().costs


def test_an_assistant_is_not_offered_costs(screen: PackScreen, room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    recorded(screen, room)
    book = room.desk.keyring.book
    monkeypatch.setattr(book, "person", replace(book.person, role=Role.ASSISTANT))
    screen.on.set_value(date(2026, 11, 23))
    assert screen.costs_row.isHidden()


def test_a_screen_without_a_case_takes_a_day_quietly(room: Room, qtbot: QtBot) -> None:
    made = PackScreen(room)
    qtbot.addWidget(made)
    made.on.set_value(date(2026, 11, 23))
    assert made.model.rows == []
