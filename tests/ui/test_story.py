"""The story: newest first, a long one opens at once, corrections stand under untouched words, what is struck out stays readable."""

from datetime import timedelta
from pathlib import Path
from time import perf_counter
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from sendco_desk.ui.forms.document_forms import DocumentForm
from sendco_desk.ui.room import Room
from sendco_desk.ui.screens.entry_card import EntryCard, Margin, entry_title, margin_words, minutes_words, wrote_words
from sendco_desk.ui.screens.story import CHUNK, StoryPage, UnderEntry, seen_words
from sendco_desk.ui.theme import Dressing
from tests.ui.desks import NOW, add_document, add_story, text_file
from tests.ui.heard import Heard


@pytest.fixture
def kacper(room: Room) -> UUID:
    return next(row.pupil.id for row in room.desk.pupils.rows() if row.pupil.known_name == "Kacper Wilk")


@pytest.fixture
def page(room: Room, kacper: UUID, qtbot: QtBot) -> StoryPage:
    made = StoryPage(room)
    qtbot.addWidget(made)
    made.resize(1100, 600)
    made.show()
    return made


def refreshed(page: StoryPage, pupil: UUID) -> list[EntryCard]:
    page.show_pupil(page.room.desk.pupils.page(pupil))
    return list(page.cards.values())


def says(card: EntryCard) -> str:
    return " | ".join(label.text() for label in card.findChildren(QLabel))


def press(card: EntryCard, name: str) -> None:
    next(made for made in card.findChildren(QPushButton) if made.text() == name).click()


def test_entries_stand_newest_first_with_day_time_words_and_writer(page: StoryPage, room: Room, kacper: UUID) -> None:
    add_story(room.desk, kacper, 3)
    cards = refreshed(page, kacper)
    days = [card.line.entry.happened_at for card in cards]
    assert days == sorted(days, reverse=True)
    call = next(card for card in cards if card.line.entry.next_action)
    assert "Phone call with Ms Wilk" in says(call)
    assert "2026, 10:42" in says(call)
    assert "Settled week; the visual timetable helps at home." in says(call)
    assert "E. Marlowe · 12 minutes" in says(call)
    assert call.accessibleName() == "Phone call with Ms Wilk, Wed 11 Nov 2026, 10:42"


def test_a_story_with_nothing_in_it_offers_the_first_entry(page: StoryPage, room: Room, heard: Heard) -> None:
    empty = next(row.pupil.id for row in room.desk.pupils.rows() if row.pupil.known_name == "Leila Ashgrove")
    assert refreshed(page, empty) == []
    assert not page.empty.isHidden()
    page.empty.findChildren(QPushButton)[0].click()
    assert heard.entries == [empty]


def test_a_correction_stands_under_the_untouched_words(page: StoryPage, room: Room, kacper: UUID, heard: Heard) -> None:
    card = refreshed(page, kacper)[0]
    press(card, "Correct")
    under = card.findChildren(UnderEntry)[0]
    assert under.field.box.hasFocus() or under.isVisible()
    under.finish()
    assert under.field.said.text() == "Write what happened."
    under.field.set_text("Two weeks, not one.")
    under.finish()
    card = refreshed(page, kacper)[0]
    assert "Correction, Thu 12 Nov 2026, 10:42:" in says(card).replace("\u00a0", " ")
    assert "Two weeks, not one." in says(card)
    assert "Settled week" in says(card)
    assert heard.last == "The correction is added."


def test_what_is_struck_out_stays_readable_with_its_reason_and_can_no_longer_be_corrected(page: StoryPage, room: Room, kacper: UUID) -> None:
    card = refreshed(page, kacper)[0]
    press(card, "Strike out")
    under = card.findChildren(UnderEntry)[0]
    under.finish()
    assert under.field.said.text() == "Say why the entry is struck out."
    under.field.set_text("Another pupil’s <call>")
    under.finish()
    card = refreshed(page, kacper)[0]
    assert "Another pupil’s &lt;call&gt;" in says(card)
    assert "<s>Settled week" in says(card)
    assert not [made for made in card.findChildren(QPushButton) if made.text() == "Correct"]


def test_a_half_written_correction_is_kept_and_a_cancelled_one_is_not(page: StoryPage, room: Room, kacper: UUID) -> None:
    card = refreshed(page, kacper)[0]
    draft = f"correction:{card.line.entry.id}"
    press(card, "Correct")
    under = card.findChildren(UnderEntry)[0]
    under.field.set_text("Half a sen")
    QTest.keyClick(under, Qt.Key.Key_Escape)
    assert room.desk.drafts.read(draft) == {"words": "Half a sen"}
    press(card, "Correct")
    again = card.findChildren(UnderEntry)[-1]
    assert again.field.text() == "Half a sen"
    again.cancel()
    assert room.desk.drafts.read(draft) == {}


def cut_off(page: StoryPage) -> list[str]:
    """Words that have less room than they need."""
    labels = [label for card in page.cards.values() for label in card.findChildren(QLabel) if label.isVisible()]
    return [label.text()[:40] for label in labels if label.wordWrap() and label.height() < label.heightForWidth(label.width())]


@pytest.mark.parametrize("text_size", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("width", [860, 1234])
def test_no_words_are_cut_off_at_any_text_size(
    page: StoryPage, room: Room, kacper: UUID, dressing: Dressing, qtbot: QtBot, text_size: float, width: int,
) -> None:
    entries = add_story(room.desk, kacper, 9)
    room.desk.story.correct(entries[1].id, "Four sentences, not three; the fourth was overleaf, and he had written it without being asked to.")
    room.desk.story.strike_out(entries[2].id, "Written about another pupil, whose story now has it in the same words.")
    dressing.choose("light", text_size)
    page.resize(width, 600)
    refreshed(page, kacper)
    qtbot.waitUntil(lambda: cut_off(page) == [])
    assert page.stream.minimumSize().width() <= width - 48


def test_a_correction_opened_after_a_refresh_has_its_room(page: StoryPage, room: Room, kacper: UUID, qtbot: QtBot) -> None:
    add_story(room.desk, kacper, 5)
    refreshed(page, kacper)
    QTest.qWait(20)
    card = refreshed(page, kacper)[2]
    press(card, "Correct")
    under = card.findChildren(UnderEntry)[0]
    qtbot.waitUntil(lambda: under.height() >= under.heightForWidth(under.width()) > 100)
    under.field.set_text("A line\n" * 5)
    qtbot.waitUntil(lambda: card.height() >= card.heightForWidth(card.width()))
    assert under.field.edit.height() > page.look.line() * 5


def test_the_next_action_is_ticked_off(page: StoryPage, room: Room, kacper: UUID) -> None:
    card = refreshed(page, kacper)[0]
    assert "Next: Send new symbols home by Tue 10 Nov 2026" in says(card).replace("\u00a0", " ")
    press(card, "Done")
    card = refreshed(page, kacper)[0]
    assert "Done Thu 12 Nov 2026: Send new symbols home" in says(card).replace("\u00a0", " ")
    assert not [made for made in card.findChildren(QPushButton) if made.text() == "Done"]


def test_the_filter_shows_one_kind_and_says_when_there_is_none(page: StoryPage, room: Room, kacper: UUID) -> None:
    add_story(room.desk, kacper, 13)
    refreshed(page, kacper)
    page.kinds.made[1].click()
    assert {card.line.entry.entry_kind for card in page.cards.values()} == {"phone_call", "email", "letter"}
    page.choose_group("other")
    assert {card.line.entry.entry_kind for card in page.cards.values()} == {"incident", "assessment", "support", "note"}
    poppy = next(row.pupil.id for row in room.desk.pupils.rows() if row.pupil.known_name == "Poppy Ormerod")
    add_story(room.desk, poppy, 1)
    page.group = "views"
    refreshed(page, poppy)
    assert not page.nothing.isHidden()


def test_a_long_story_opens_a_chunk_at_a_time(page: StoryPage, room: Room, kacper: UUID) -> None:
    add_story(room.desk, kacper, 200)
    start = perf_counter()
    cards = refreshed(page, kacper)
    took = perf_counter() - start
    assert len(cards) == CHUNK
    assert page.earlier.text() == f"Show earlier entries ({201 - CHUNK} more)"
    page.show_earlier()
    assert len(page.cards) == 2 * CHUNK
    assert took < 1.0  # about 0.1 s on an office PC; a test machine may be busy


def test_a_refresh_builds_only_what_changed(page: StoryPage, room: Room, kacper: UUID) -> None:
    add_story(room.desk, kacper, 5)
    before = refreshed(page, kacper)
    room.desk.story.correct(before[2].line.entry.id, "Four sentences.")
    after = refreshed(page, kacper)
    assert [a is b for a, b in zip(before, after, strict=True)] == [True, True, False, True, True, True]


def test_an_entry_found_by_search_is_brought_into_view(page: StoryPage, room: Room, kacper: UUID, qtbot: QtBot) -> None:
    entries = add_story(room.desk, kacper, 60)
    refreshed(page, kacper)
    page.choose_group("views")
    page.show_record(entries[45].id)
    assert entries[45].id in page.cards
    qtbot.waitUntil(lambda: page.area.verticalScrollBar().value() > 500)
    qtbot.waitUntil(lambda: not page.cards[entries[45].id].visibleRegion().isEmpty())


def test_a_document_dropped_on_an_entry_stands_with_it(page: StoryPage, room: Room, kacper: UUID, tmp_path: Path, heard: Heard) -> None:
    entry = room.desk.story.lines(kacper)[0].entry.id
    add_document(room.desk, kacper, text_file(tmp_path, "Work sample & notes.txt"), entry)
    card = refreshed(page, kacper)[0]
    made = next(made for made in card.findChildren(QPushButton) if "Work sample" in made.text())
    assert made.accessibleName() == "Document: Work sample & notes"
    made.click()
    assert isinstance(heard.sheets[-1], DocumentForm)


def test_somebodys_own_words_are_never_read_as_markup(page: StoryPage, room: Room, kacper: UUID) -> None:
    room.desk.story.finish(kacper, entry_kind="note", happened_at=NOW, words="Scores <b>80</b> & rising\nSecond line", who="<i>Ms</i>")
    card = refreshed(page, kacper)[0]
    label = next(label for label in card.findChildren(QLabel) if "rising" in label.text())
    assert "&lt;b&gt;80&lt;/b&gt; &amp; rising<br>Second line" in label.text()
    title = next(label for label in card.findChildren(QLabel) if "Ms" in label.text())
    assert title.textFormat() == Qt.TextFormat.PlainText


def test_when_it_was_written_down_is_said_only_where_that_was_another_day(page: StoryPage, room: Room, kacper: UUID) -> None:
    entries = add_story(room.desk, kacper, 4)
    assert wrote_words(entries[2]).replace("\u00a0", " ").startswith("Written down Tue 10 Nov 2026 · E. Marlowe")
    assert wrote_words(entries[0]) == "E. Marlowe"
    assert entry_title(entries[0]) == "Phone call"
    assert [minutes_words(m) for m in (None, 1, 60, 125)] == ["", "1 minute", "1 hour", "2 hours 5 minutes"]


def test_what_was_seen_this_year_leaves_out_the_year_before_and_what_was_struck_out(page: StoryPage, room: Room, kacper: UUID) -> None:
    lines = room.desk.story.lines(kacper)
    assert seen_words(lines, NOW.date()) == "1 entry, 0 visits, 1 call"
    assert seen_words(lines, NOW.date() + timedelta(days=365)) == "0 entries, 0 visits, 0 calls"
    room.desk.story.strike_out(lines[0].entry.id, "Another pupil’s.")
    assert seen_words(room.desk.story.lines(kacper), NOW.date()) == "0 entries, 0 visits, 0 calls"


# Narrowing


def test_the_story_is_narrowed_by_words_person_tag_and_period_and_shown_whole_again(
    page: StoryPage, room: Room, kacper: UUID, qtbot: QtBot,
) -> None:
    room.desk.story.finish(kacper, entry_kind="visit", happened_at=NOW - timedelta(days=500), words="Reading watched", who="Dr Fern", tags=("sleep",))
    assert len(refreshed(page, kacper)) == 2
    filters = page.filters
    filters.words.setText("symbols")
    qtbot.waitUntil(lambda: [line.entry.who for line in page.shown_lines()] == ["Ms Wilk"] and len(page.cards) == 1)
    filters.words.setText("nothing says this")
    qtbot.waitUntil(lambda: not page.nothing.isHidden())
    filters.clear.click()
    assert len(page.cards) == 2
    for narrowing, chosen, left in ((filters.person, "Dr Fern", "Dr Fern"), (filters.tag, "sleep", "Dr Fern"), (filters.period, "year", "Ms Wilk")):
        narrowing.list_of_choices()
        narrowing._take(chosen)
        assert [line.entry.who for line in page.shown_lines()] == [left]
        filters.show_all()
    page.choose_group("calls")
    assert [line.entry.who for line in page.shown_lines()] == ["Ms Wilk"]
    page.choose_group("other")
    assert page.shown_lines() == []


def test_another_pupils_story_is_shown_whole(page: StoryPage, room: Room, kacper: UUID) -> None:
    refreshed(page, kacper)
    page.filters.words.setText("nothing says this")
    leila = next(row.pupil.id for row in room.desk.pupils.rows() if row.pupil.known_name == "Leila Ashgrove")
    add_story(room.desk, leila, 2)
    assert len(refreshed(page, leila)) == 2
    assert page.filters.words.text() == ""


def test_no_day_beside_an_entry_is_cut_whatever_the_font(room: Room, qtbot: QtBot) -> None:
    margin = Margin(room.look, 10)
    qtbot.addWidget(margin)
    wide = QFontMetrics(room.look.font("body", 600)).horizontalAdvance
    assert all(wide(margin_words(NOW + timedelta(days=number))[0]) <= margin.minimumWidth() for number in range(366))


def test_f8_offers_the_schools_phrases_under_an_entry_too(page: StoryPage, room: Room, kacper: UUID) -> None:
    room.desk.phrases.keep("story", "Kacper settled within five minutes", kacper)
    card = refreshed(page, kacper)[0]
    press(card, "Correct")
    under = card.findChildren(UnderEntry)[0]
    offered = [action.text() for action in under.field.wordings.menu().actions()]  # type: ignore[attr-defined]
    assert "Kacper settled within five minutes" in offered
