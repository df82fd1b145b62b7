"""The tab Profile: four boxes written straight on the page, the room that is left said before it runs out, and versions that stay."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from sendco_desk.domain.documents import Document
from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.domain.voices import OnePageProfile
from sendco_desk.services.printing import paper_bytes
from sendco_desk.services.voices import PROFILE_PARTS, Voices
from sendco_desk.ui.room import Room
from sendco_desk.ui.screens import profile as profile_module
from sendco_desk.ui.screens.paper_view import PaperView
from sendco_desk.ui.screens.profile import NOT_READ, ProfilePage, ProfileSheet, room_words
from sendco_desk.ui.widgets.choice import Choice
from sendco_desk.ui.widgets.fields import ProseField
from tests.services.papers import WorksHere, picture_file
from tests.ui.desks import add_document
from tests.ui.heard import Heard

DAY = date(2026, 10, 5)


@pytest.fixture
def room(room: Room) -> Room:
    """A room whose pictures are read in this process."""
    return replace(room, desk=replace(room.desk, voices=replace(room.desk.voices, workshop=WorksHere())))


@pytest.fixture
def kacper(room: Room) -> UUID:
    return next(row.pupil.id for row in room.desk.pupils.rows() if row.pupil.known_name == "Kacper Wilk")


@pytest.fixture
def profile(room: Room, kacper: UUID) -> OnePageProfile:
    """The version that holds now."""
    made = OnePageProfile(
        id=uuid4(), pupil=kacper, made_on=DAY, made_with="Ms Lark", appreciated="Kind", important="Otters", support="Say it once",
        aspirations="To be a vet",
    )
    return room.desk.voices.keep_profile(made)[0]


@pytest.fixture
def page(room: Room, kacper: UUID, qtbot: QtBot) -> ProfilePage:
    made = ProfilePage(room)
    qtbot.addWidget(made)
    made.resize(1000, 560)
    made.show_pupil(room.desk.pupils.page(kacper))
    made.show()
    return made


def sheet_of(page: ProfilePage) -> ProfileSheet:
    assert page.sheet is not None
    return page.sheet


def write(page: ProfilePage, name: str, text: str) -> None:
    box = sheet_of(page).fields[name]
    assert isinstance(box, ProseField)
    box.set_text(text)


def settled(page: ProfilePage, qtbot: QtBot) -> None:
    sheet = sheet_of(page)
    qtbot.waitUntil(lambda: not (sheet.timer.isActive() or sheet.measuring or page.room.tasks.busy()), timeout=10_000)


def picture(room: Room, pupil: UUID, path: Path) -> Document:
    document = replace(add_document(room.desk, pupil, path), media_type="image/jpeg")
    room.desk.documents.save(document)
    return document


def test_an_empty_page_says_that_nothing_is_written_and_saves_nothing(page: ProfilePage, room: Room, kacper: UUID, qtbot: QtBot) -> None:
    sheet = sheet_of(page)
    assert sheet.meter.text() == "Nothing is written yet."
    sheet.save_button.click()
    assert sheet.fields["appreciated"].said.text() == "Write at least one part of the profile."
    sheet.see_button.click()
    assert room.desk.voices.current(kacper) is None


def test_until_the_page_is_measured_the_meter_says_that_it_is_being_checked(profile: OnePageProfile, room: Room, qtbot: QtBot) -> None:
    page = ProfilePage(room)
    qtbot.addWidget(page)
    page.show_pupil(room.desk.pupils.page(profile.pupil))
    assert sheet_of(page).meter.text() == "Checking that it fits one page."
    settled(page, qtbot)
    assert sheet_of(page).meter.text().endswith("left on the page.")


def test_what_is_written_is_kept_as_the_version_of_today(page: ProfilePage, room: Room, kacper: UUID, heard: Heard, qtbot: QtBot) -> None:
    write(page, "appreciated", "Kind\nFunny")
    settled(page, qtbot)
    assert sheet_of(page).meter.text().endswith("lines left on the page.")
    page.activateWindow()
    assert QTest.qWaitForWindowActive(page)
    sheet_of(page).fields["appreciated"].box.setFocus()
    QTest.keyClick(sheet_of(page).fields["appreciated"].box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    kept = room.desk.voices.current(kacper)
    assert kept is not None
    assert (kept.appreciated, kept.made_on) == ("Kind\nFunny", date(2026, 11, 12))
    assert heard.last == "One-page profile, Thu 12 Nov 2026: saved."
    assert sheet_of(page).current == kept
    assert not sheet_of(page).keeper.over


def test_the_boxes_hold_the_version_that_holds_now_and_saving_it_unchanged_changes_nothing(
    profile: OnePageProfile, page: ProfilePage, room: Room,
) -> None:
    sheet = sheet_of(page)
    assert [sheet.fields[name].text() for name in PROFILE_PARTS] == ["Kind", "Otters", "Say it once", "To be a vet"]  # type: ignore[attr-defined]
    assert sheet.typed() == profile
    sheet.save()
    assert room.desk.voices.profiles(profile.pupil) == [profile]
    assert sheet_of(page) is not sheet


def test_a_change_makes_a_version_of_today_and_the_old_one_stays(profile: OnePageProfile, page: ProfilePage, room: Room) -> None:
    write(page, "support", "Wait ten seconds")
    sheet_of(page).save()
    kept = room.desk.voices.profiles(profile.pupil)
    assert [one.made_on for one in kept] == [date(2026, 11, 12), DAY]
    assert kept[1] == profile
    said = " ".join(label.text() for label in page.findChildren(QLabel)).replace("\u00a0", " ")
    assert "Earlier versions" in said and "Mon 5 Oct 2026, with Ms Lark" in said


def test_a_day_that_is_given_is_the_versions_day(profile: OnePageProfile, page: ProfilePage) -> None:
    sheet = sheet_of(page)
    sheet.made_on.edit.setText("3/11")
    assert sheet.typed().made_on == date(2026, 11, 3)
    sheet.made_on.edit.setText("someday")
    with pytest.raises(Refused) as refusal:
        sheet.typed()
    assert refusal.value.field == "made_on"
    sheet.save()
    assert sheet.made_on.is_wrong()
    sheet.measure()
    assert sheet.meter.text() == "The page is measured once the day is clear."


def test_the_meter_warns_before_the_page_is_full_and_names_what_to_shorten(profile: OnePageProfile) -> None:
    long = replace(profile, support="Say it once. " * 9)
    assert room_words(12, long) == ("12 lines left on the page.", "done")
    assert room_words(3, long) == ("Nearly full: 3 lines left on the page.", "soon")
    assert room_words(1, long) == ("Nearly full: 1 line left on the page.", "soon")
    assert room_words(0, long) == ("The page is full: another line will not fit.", "soon")
    assert room_words(-1, long) == ("1 line too long: shorten “How best to support me”, or it will not print on one page.", "soon")


def test_the_meter_says_it_is_too_long_just_when_it_will_not_print(profile: OnePageProfile, page: ProfilePage, room: Room, qtbot: QtBot) -> None:
    for lines in (20, 60):
        write(page, "support", "\n".join(["A line"] * lines))
        settled(page, qtbot)
        paper = room.desk.voices.profile_paper(sheet_of(page).typed())
        if "too long" in sheet_of(page).meter.text():
            with pytest.raises(Refused, match="too long"):
                paper_bytes(paper, "pdf")
        else:
            assert paper_bytes(paper, "pdf")
    assert "too long: shorten “How best to support me”" in sheet_of(page).meter.text()
    assert sheet_of(page).mark.name == "soon"


def test_what_is_typed_while_the_page_is_measured_is_measured_after_it(profile: OnePageProfile, page: ProfilePage, qtbot: QtBot) -> None:
    settled(page, qtbot)
    sheet = sheet_of(page)
    sheet.measure()
    write(page, "support", "\n".join(["A line"] * 60))
    sheet.measure()
    assert sheet.measuring and sheet.again
    settled(page, qtbot)
    assert "too long" in sheet.meter.text()


def test_large_type_takes_more_of_the_page(profile: OnePageProfile, page: ProfilePage, qtbot: QtBot) -> None:
    settled(page, qtbot)
    before = sheet_of(page).meter.text()
    sheet_of(page).easy_read.setChecked(True)
    settled(page, qtbot)
    assert sheet_of(page).meter.text() != before
    assert sheet_of(page).typed().easy_read


def test_a_photograph_is_shown_and_printed(room: Room, kacper: UUID, profile: OnePageProfile, tmp_path: Path, qtbot: QtBot, heard: Heard) -> None:
    shown = picture(room, kacper, picture_file(tmp_path))
    page = ProfilePage(room)
    qtbot.addWidget(page)
    page.show_pupil(room.desk.pupils.page(kacper))
    sheet = sheet_of(page)
    assert sheet.portrait.isHidden()
    sheet.photo.choose(str(shown.id))
    sheet.see()
    assert sheet.fields["photo"].said.text() == NOT_READ
    settled(page, qtbot)
    assert not sheet.portrait.isHidden() and not sheet.portrait.pixmap().isNull()
    sheet.see()
    view = heard.sheets[-1]
    assert isinstance(view, PaperView)
    assert view.paper == room.desk.voices.profile_paper(sheet.typed(), sheet.photos[shown.id])
    sheet.photo.choose("")
    assert sheet.portrait.isHidden()


def test_a_photograph_that_cannot_be_read_is_said_beside_it(
    room: Room, kacper: UUID, profile: OnePageProfile, tmp_path: Path, qtbot: QtBot, heard: Heard,
) -> None:
    broken = tmp_path / "Broken.jpg"
    broken.write_bytes(b"no picture at all")
    shown = picture(room, kacper, broken)
    page = ProfilePage(room)
    qtbot.addWidget(page)
    page.show_pupil(room.desk.pupils.page(kacper))
    sheet = sheet_of(page)
    sheet.photo.choose(str(shown.id))
    settled(page, qtbot)
    assert sheet.fields["photo"].said.text().startswith("The picture is damaged")
    sheet.see()
    assert sheet.fields["photo"].said.text().startswith("The picture is damaged")
    assert heard.sheets == []


def test_what_comes_back_after_another_choice_or_another_sheet_is_not_shown(
    room: Room, kacper: UUID, profile: OnePageProfile, tmp_path: Path, qtbot: QtBot,
) -> None:
    broken = tmp_path / "Broken.jpg"
    broken.write_bytes(b"no picture at all")
    good, bad = picture(room, kacper, picture_file(tmp_path)), picture(room, kacper, broken)
    page = ProfilePage(room)
    qtbot.addWidget(page)
    page.show_pupil(room.desk.pupils.page(kacper))
    first = sheet_of(page)
    for document in (good, bad):
        first.photo.choose(str(document.id))
    first.photo.choose("")
    settled(page, qtbot)
    assert first.portrait.isHidden() and not first.fields["photo"].is_wrong()
    first.measure()
    first.leave()
    qtbot.waitUntil(lambda: not room.tasks.busy())
    assert first.measuring


def test_half_typed_words_come_back_until_they_are_thrown_away(profile: OnePageProfile, page: ProfilePage, room: Room, kacper: UUID) -> None:
    other = next(row.pupil.id for row in room.desk.pupils.rows() if row.pupil.known_name == "Leila Ashgrove")
    write(page, "support", "Half a sen")
    kept = sheet_of(page)
    page.show_pupil(room.desk.pupils.page(kacper))
    assert sheet_of(page) is kept
    page.show_pupil(room.desk.pupils.page(other))
    assert sheet_of(page).fields["support"].text() == ""  # type: ignore[attr-defined]
    page.show_pupil(room.desk.pupils.page(kacper))
    sheet = sheet_of(page)
    assert sheet.fields["support"].text() == "Half a sen"  # type: ignore[attr-defined]
    assert not sheet.restored.isHidden()
    next(one for one in sheet.restored.findChildren(QPushButton)).click()
    assert sheet.typed() == profile
    assert sheet.restored.isHidden()


def test_a_failure_that_belongs_to_no_field_is_said_under_the_meter(
    profile: OnePageProfile, page: ProfilePage, monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(self: Voices, profile: OnePageProfile) -> None:
        raise Trouble("The disk is full. Nothing was lost; free some space and try again.")

    monkeypatch.setattr(Voices, "keep_profile", full)
    sheet_of(page).save()
    assert sheet_of(page).failure.text().startswith("The disk is full.")
    assert sheet_of(page).failure.isVisible()


def earlier(page: ProfilePage, name: str) -> QPushButton:
    return next(one for one in page.findChildren(QPushButton) if one.accessibleName() == f"{name}: version of Mon 5 Oct 2026")


def test_an_earlier_version_can_be_seen_gone_on_from_and_removed(
    profile: OnePageProfile, page: ProfilePage, room: Room, heard: Heard,
) -> None:
    room.desk.voices.keep_profile(replace(profile, made_on=date(2026, 11, 2), appreciated="Brave"))
    page.show_pupil(room.desk.pupils.page(profile.pupil))
    assert sheet_of(page).fields["appreciated"].text() == "Brave"  # type: ignore[attr-defined]
    earlier(page, "See the page").click()
    view = heard.sheets[-1]
    assert isinstance(view, PaperView)
    assert (view.title, view.name) == ("One-page profile, Mon 5 Oct 2026", "one-page-profile")
    earlier(page, "Go on from this one").click()
    assert sheet_of(page).typed().appreciated == "Kind"
    earlier(page, "Remove").click()
    assert heard.last == "One-page profile, Mon 5 Oct 2026: removed."
    assert len(room.desk.voices.profiles(profile.pupil)) == 1


def test_an_earlier_version_is_seen_with_its_photograph(
    profile: OnePageProfile, page: ProfilePage, room: Room, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch,
) -> None:
    document = picture(room, profile.pupil, picture_file(tmp_path))
    shown: list[bytes | None] = []
    monkeypatch.setattr(profile_module, "show_profile", lambda room, profile, photo: shown.append(photo))
    page.see(replace(profile, photo=document.id))
    qtbot.waitUntil(lambda: bool(shown), timeout=10_000)
    assert shown[0] is not None and shown[0].startswith(b"\xff\xd8")


def test_the_choice_of_photograph_offers_pictures_alone(room: Room, kacper: UUID, tmp_path: Path, qtbot: QtBot) -> None:
    letter = tmp_path / "Letter.txt"
    letter.write_text("Dear parents")
    add_document(room.desk, kacper, letter)
    picture(room, kacper, picture_file(tmp_path))
    sheet = ProfileSheet(room, kacper, None)
    qtbot.addWidget(sheet)
    assert isinstance(sheet.photo, Choice)
    assert sheet.photo.itemText(0) == "No photograph"
    assert sheet.photo.count() == 2


def test_all_that_can_be_used_has_a_name(profile: OnePageProfile, page: ProfilePage, nameless: Callable[[QWidget], list[str]]) -> None:
    assert nameless(page) == []
    assert not page.grab().isNull()


def test_without_a_pupil_nothing_is_taken_over(room: Room, profile: OnePageProfile, qtbot: QtBot) -> None:
    lone = ProfilePage(room)
    qtbot.addWidget(lone)
    lone.take(profile)
    assert lone.sheet is None
