"""What is asked, beside the pack: rows with state, tag and pages, the deeds, and the two results that are no bundle."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from sendco_desk.authority.readiness import AskState
from sendco_desk.domain.casework import CaseFile
from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.story import StoryEntry
from sendco_desk.packs.verify_reading import Check
from sendco_desk.packs.zip_result import ZipFile, ZipManifest, ZippedFile
from sendco_desk.services.desk import Desk
from sendco_desk.services.pack_asks import NO_REQUEST
from sendco_desk.services.three_results import Results
from sendco_desk.ui.forms.ask_forms import AskForm, OurCaseForm, PasteForm
from sendco_desk.ui.room import Place, Room
from sendco_desk.ui.screens.case_sent import SentForm
from sendco_desk.ui.screens.pack import PackScreen
from sendco_desk.ui.screens.pack_asks import NOT_VERIFIED, SIGNS, PageLink
from sendco_desk.ui.screens.pack_work import PackWork
from sendco_desk.ui.screens.pack_zip import MadeZip, zip_card, zip_sentences
from sendco_desk.ui.widgets.chips import BasisTag, Chip
from tests.ui.case_desks import case_of, file_document, pupil_of, says
from tests.ui.heard import Heard

NORFOLK, TELFORD, PANEL = "926-norfolk", "894-telford-and-wrekin", "830-inclusion-panel"


@pytest.fixture
def case(desk: Desk) -> UUID:
    file_document(desk, pupil_of(desk, "Kacper Wilk"), "Report", "agreed")
    return case_of(desk, "Kacper Wilk")


@pytest.fixture
def screen(room: Room, case: UUID, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[PackScreen]:
    """The pack of Kacper's case with what is asked beside it. Nothing is turned into pages: that needs a worker."""
    monkeypatch.setattr(PackWork, "turn", lambda self, documents: None)
    monkeypatch.setattr(PackWork, "look", lambda self: None)
    made = PackScreen(room)
    qtbot.addWidget(made)
    made.resize(1160, 700)
    made.open_at(Place("pack", case))
    made.show()
    made.choose_pane("asks")
    QApplication.processEvents()
    yield made
    made.hide()


def choose(screen: PackScreen, profile: str) -> None:
    screen.asks.profile.choose(profile)
    screen.asks.profile.activated.emit(screen.asks.profile.currentIndex())
    screen.refresh()


def links(screen: PackScreen) -> list[str]:
    return [one.name for one in screen.asks.findChildren(PageLink)]


def named(inside: QWidget, words: str) -> QPushButton:
    return next(one for one in inside.findChildren(QPushButton) if one.toolTip().startswith(words) or one.accessibleName() == words)


def test_every_ask_has_a_state_a_tag_and_its_words(screen: PackScreen) -> None:
    ready = screen.asks.ready
    assert ready is not None
    chips, tags = screen.asks.findChildren(Chip), screen.asks.findChildren(BasisTag)
    assert [chip.word for chip in chips] == [row.state_words for row in ready.rows]
    assert [tag.basis for tag in tags][:2] == ["law", "code"] and len(tags) == len(ready.rows)
    assert set(SIGNS) == set(AskState)
    assert ready.said in says(screen.asks)
    assert "There is no profile of Marlshire yet" in says(screen.asks)


def test_an_ask_leads_to_the_page_that_answers_it(screen: PackScreen) -> None:
    assert {link.split(":")[0] for link in links(screen)} == {"Page 1"}  # of no other page is it known yet where it stands
    screen.made_pages = {"front": 2, "asks": 2, "summary": 1, "chronology": 1, "clock": 1, "last": 1}
    screen.show_order()
    assert "Page 5: Pupil summary" in links(screen)
    next(one for one in screen.asks.findChildren(PageLink) if one.name.startswith("Page 5:")).click()
    assert screen.pages.at == 5


def test_another_profile_asks_other_things_and_says_what_is_not_verified(screen: PackScreen) -> None:
    choose(screen, TELFORD)
    assert screen.asks.ready is not None and screen.asks.ready.profile.id == TELFORD
    assert NOT_VERIFIED in says(screen.asks)
    choose(screen, "")
    assert screen.asks.ready.profile.id == "general"
    assert NOT_VERIFIED not in says(screen.asks)


def test_a_profile_that_cannot_be_used_is_refused_with_its_reason(screen: PackScreen, heard: Heard, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> frozenset[str]:
        raise Refused("It is for pupils without an EHC plan.", field="profile")

    monkeypatch.setattr(type(screen.room.desk.asks), "choose_profile", refused)
    choose(screen, PANEL)
    assert heard.last == "It is for pupils without an EHC plan."
    assert screen.asks.profile.code() == ""


def test_the_day_of_sending_is_kept_and_a_day_that_is_none_is_not(screen: PackScreen, case: UUID) -> None:
    field = screen.asks.sent_on
    field.set_text("12 Jan 2027")
    field.edit.editingFinished.emit()
    assert screen.room.desk.layouts.layout(case).planned_on == date(2027, 1, 12)
    screen.refresh()
    assert screen.asks.ready is not None and screen.asks.ready.on == date(2027, 1, 12)
    field.set_text("the day after")
    field.edit.editingFinished.emit()
    assert screen.room.desk.layouts.layout(case).planned_on == date(2027, 1, 12)
    screen.options.on.set_text("never")
    screen.asks_stale = True
    screen.show_asks()
    assert screen.asks.why.isVisibleTo(screen)


def test_why_something_is_not_supplied_is_written_and_taken_away(screen: PackScreen, case: UUID, heard: Heard) -> None:
    assert screen.asks.ready is not None
    row = next(row for row in screen.asks.ready.rows if row.state is AskState.MISSING)
    named(screen.asks, f"Answer it: {row.ask.text}").click()
    form = heard.sheets[-1]
    assert isinstance(form, AskForm) and row.without in says(form)
    assert all(form.isAncestorOf(field) for field in form.fields.values())
    form.fields["because"].box.setPlainText("Nobody was asked yet.")  # type: ignore[attr-defined]
    form.finish()
    assert screen.room.desk.asks.because(case) == {row.ask.key: "Nobody was asked yet."}
    screen.refresh()
    assert "Not supplied because: Nobody was asked yet." in says(screen.asks)


def test_a_document_is_chosen_as_the_answer_on_a_page(screen: PackScreen, case: UUID, heard: Heard) -> None:
    assert screen.asks.ready is not None
    row = next(row for row in screen.asks.ready.rows if row.state is AskState.MISSING)
    document = screen.room.desk.packs.documents(case)[0].id
    for page, kept in (("none", None), ("0", None), ("2", 2), ("", 1)):
        screen.asks.answer(row)
        form = heard.sheets[-1]
        assert isinstance(form, AskForm)
        form.fields["document"].box.choose(str(document))  # type: ignore[attr-defined]
        form.fields["page"].box.setText(page)  # type: ignore[attr-defined]
        form.finish()
        answers = screen.room.desk.layouts.layout(case).chosen_answers
        assert (answers[0].page if answers else None) == kept
        screen.refresh()
    screen.asks.answer(row)
    form = heard.sheets[-1]
    assert isinstance(form, AskForm)
    form.fields["document"].box.choose("")  # type: ignore[attr-defined]
    form.finish()
    assert screen.room.desk.layouts.layout(case).chosen_answers == ()


def test_a_list_in_which_nothing_changed_stays_as_it_stands(screen: PackScreen, case: UUID) -> None:
    before = screen.asks.findChildren(Chip)
    screen.refresh()
    assert screen.asks.findChildren(Chip) == before
    assert screen.asks.ready is not None
    lacking = next(row for row in screen.asks.ready.rows if row.state is AskState.MISSING)
    screen.room.desk.asks.not_supplied(case, lacking.ask.key, "It is with the council.")
    screen.refresh()
    assert "It is with the council." in says(screen.asks)
    assert not set(screen.asks.findChildren(Chip)) & set(before)


def test_the_schools_case_is_written_over_what_the_record_shows(screen: PackScreen, case: UUID, heard: Heard) -> None:
    named(screen.asks, "The school’s case").click()
    form = heard.sheets[-1]
    assert isinstance(form, OurCaseForm) and "recorded under SEN support" in says(form)
    assert form.isAncestorOf(form.fields["our_case"])
    form.fields["our_case"].box.setPlainText("He needs more.")  # type: ignore[attr-defined]
    form.finish()
    assert screen.room.desk.layouts.layout(case).our_case == "He needs more."


def test_everything_that_can_be_used_has_a_name(screen: PackScreen, nameless: object) -> None:
    assert callable(nameless) and nameless(screen.asks) == []


# Text to paste


def opened_sheet(screen: PackScreen, heard: Heard, profile: str = TELFORD) -> PasteForm:
    choose(screen, profile)
    screen.head.shape.choose("paste")
    screen.check_and_make()
    form = heard.sheets[-1]
    assert isinstance(form, PasteForm)
    return form


def test_a_box_is_counted_as_it_is_typed_and_copied_by_itself(screen: PackScreen, heard: Heard) -> None:
    form = opened_sheet(screen, heard)
    form.fields["reason"].box.setPlainText("word " * 201)  # type: ignore[attr-defined]
    assert form.counts["reason"].text() == "201 of 200 words: 1 word too many. The limit is not verified."
    assert form.counts["reason"].property("tone") == "late"
    form.fields["reason"].box.setPlainText("In our own words.")  # type: ignore[attr-defined]
    assert form.counts["reason"].text().startswith("4 of 200 words.")
    named(form, "Copy: Reasons for the request").click()
    assert QGuiApplication.clipboard().text() == "In our own words."
    assert heard.last.startswith("Copied: Reasons for the request. 4 of 200 words.")
    form.finish()


def test_what_was_changed_in_a_box_is_there_again(screen: PackScreen, case: UUID, heard: Heard) -> None:
    form = opened_sheet(screen, heard)
    form.fields["reason"].box.setPlainText("In our own words.")  # type: ignore[attr-defined]
    form.finish()
    assert screen.room.desk.results.edits(case, TELFORD) == {"reason": "In our own words."}
    assert opened_sheet(screen, heard).said("reason") == "In our own words."


def test_a_box_that_repeats_what_stays_in_the_school_is_not_copied(screen: PackScreen, case: UUID, heard: Heard) -> None:
    desk = screen.room.desk
    pupil = desk.keyring.book.get(CaseFile, case).pupil
    said = "Somebody pushed the other boy at the gate."
    entry, _ = desk.story.finish(pupil, entry_kind="observation", happened_at=desk.clock(), words=said)
    form = opened_sheet(screen, heard)
    desk.screen.flag(desk.keyring.book.get(StoryEntry, entry), "third_party")
    QGuiApplication.clipboard().setText("Nothing yet")
    form.fields["reason"].box.setPlainText(f"In short: {said}")  # type: ignore[attr-defined]
    form.copy("reason")
    assert QGuiApplication.clipboard().text() == "Nothing yet"
    assert heard.last.startswith("Not copied. Reasons for the request: what was written there by hand repeats")
    assert "Not copied" in form.counts["reason"].text()
    form.finish()


# Numbered files


def made_zip(path: Path) -> MadeZip:
    """Two archives with a file that could not be included, one in part, and a check that failed."""
    files = (
        ZippedFile(number=1, file="01_Request_2026-11-12.pdf", title="Request", pages=4),
        ZippedFile(number=2, file="", title="Film", outcome="refused", reason="Save a few pictures of it as PDF."),
        ZippedFile(number=3, file="03_Letter_2026-11-12.pdf", title="Letter", outcome="partial", reason="Two pages are missing.", pages=1),
    )
    zips = (ZipFile(name="KW volume 1 of 2.zip", bytes=2_000_000, sha256="a" * 64), ZipFile(name="KW volume 2 of 2.zip", bytes=9, sha256="b" * 64))
    checks = (Check(name="hashes", ok=True, detail="2 of 2"), Check(name="names", ok=False, detail="1 of 2"))
    return MadeZip(path=path, manifest=ZipManifest(made_for=date(2026, 11, 12), most_bytes=0, zips=zips, files=files), checks=checks)


def test_the_result_of_numbered_files_names_what_is_not_in_them(room: Room, tmp_path: Path, qtbot: QtBot) -> None:
    made = made_zip(tmp_path / "KW volume 1 of 2.zip")
    sentences = {words: state for state, words in zip_sentences(made)}
    assert sentences["2 ZIP archives with 2 numbered files and 5 pages."] == "done"
    assert sentences["‘Film’ is not in it. Save a few pictures of it as PDF."] == "soon"
    assert sentences["‘Letter’ is in it in part. Two pages are missing."] == "soon"
    assert sentences["1 of 2 checks of the finished files passed."] == "soon"
    opened: list[Path] = []
    card = zip_card(room, made, lambda: None, opened.append)
    qtbot.addWidget(card)
    named(card, "Open folder").click()
    assert opened == [tmp_path]


def test_numbered_files_are_made_where_the_maker_says_and_recorded(
    screen: PackScreen, heard: Heard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot,
) -> None:
    proposed: list[str] = []

    def save(parent: object, title: str, name: str, kinds: str) -> tuple[str, str]:
        proposed.append(name)
        return str(tmp_path / "KW"), ""

    made = made_zip(tmp_path / "KW.zip")
    places: list[Path] = []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", save)

    def make(self: Results, zipped: object, out: Path, report: object, turn: object) -> ZipManifest:
        places.append(out)
        return made.manifest

    monkeypatch.setattr(Results, "make_zip", make)
    monkeypatch.setattr(Results, "check_zip", lambda self, path, password: made.checks[:1])
    screen.head.shape.choose("zip")
    screen.check_and_make()
    qtbot.waitUntil(lambda: screen.made is not None and screen.work.making is None)
    assert proposed == ["KW case 1 2026-11-12.zip"] and places == [tmp_path / "KW.zip"]
    assert isinstance(screen.made, MadeZip) and heard.last == "The files are made and checked."
    assert screen.head.make_button.isEnabled()
    screen.record_sent()
    assert isinstance(heard.sheets[-1], SentForm)


def test_nothing_is_made_where_no_place_is_chosen(screen: PackScreen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    screen.head.shape.choose("zip")
    screen.check_and_make()
    assert screen.work.making is None and screen.made is None


def test_a_review_is_held_against_nothing_until_somebody_says_whose_asks_it_answers(screen: PackScreen, room: Room) -> None:
    review, _ = room.desk.casework.open_case(pupil_of(room.desk, "Leila Ashgrove"), "annual_review", authority="Marlshire")
    screen.open_at(Place("pack", review))
    assert screen.asks.why.text() == NO_REQUEST and screen.asks.said.isHidden() and screen.asks.listed.isHidden()
    choose(screen, NORFOLK)
    assert not screen.asks.listed.isHidden() and "are there" in screen.asks.said.text()
