"""The school's phrases as a list: added, put right, taken out, and come to from search and from Settings."""

from uuid import uuid4

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from sendco_desk.domain.phrases import Phrase
from sendco_desk.ui.forms.drafts import fill
from sendco_desk.ui.forms.record_form import RecordForm
from sendco_desk.ui.room import Place, Room
from sendco_desk.ui.screens.phrases import PhrasesScreen
from sendco_desk.ui.screens.settings import SettingsScreen
from tests.ui.heard import Heard


@pytest.fixture
def screen(room: Room, qtbot: QtBot) -> PhrasesScreen:
    made = PhrasesScreen(room)
    qtbot.addWidget(made)
    made.resize(1000, 600)
    made.show()
    made.open_at(Place("phrases"))
    return made


def test_a_phrase_is_added_changed_and_taken_out(screen: PhrasesScreen, room: Room, heard: Heard) -> None:
    assert not screen.phrases.why.isHidden()
    screen.phrases.add()
    form = heard.sheets[-1]
    assert isinstance(form, RecordForm)
    fill(form.fields["use"].box, "outcome")
    fill(form.fields["words"].box, "[name] will be able to")
    form.finish()
    screen.refresh()
    assert [screen.phrases.model.index(0, column).data() for column in (0, 1)] == ["Outcomes", "[name] will be able to"]
    phrase = screen.phrases.model.rows[0]
    screen.phrases.edit(phrase)
    changing = heard.sheets[-1]
    assert isinstance(changing, RecordForm)
    fill(changing.fields["words"].box, "[name] can")
    changing.finish()
    screen.refresh()
    screen.phrases.choose(phrase.id)
    screen.phrases.remove()
    assert room.desk.recording.of(Phrase) == []


def test_a_phrase_that_was_searched_for_is_chosen(screen: PhrasesScreen, room: Room) -> None:
    kept = [Phrase(id=uuid4(), use=use, words=f"Words for {use}") for use in ("story", "outcome")]
    room.desk.recording.save_all(kept, "Kept phrases")
    screen.open_at(Place("phrases", kept[1].id))
    assert screen.phrases.table.current() == kept[1]


def test_settings_lead_here(room: Room, qtbot: QtBot, heard: Heard) -> None:
    settings = SettingsScreen(room)
    qtbot.addWidget(settings)
    next(made for made in settings.findChildren(QPushButton) if made.text() == "The school’s phrases").click()
    assert heard.went == [Place("phrases")]
