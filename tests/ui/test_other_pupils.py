"""The same entry for several pupils: named one after the other, left out again, kept in the draft."""

from uuid import UUID, uuid4

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from sendco_desk.ui.forms.drafts import fill
from sendco_desk.ui.forms.other_pupils import OtherPupils
from sendco_desk.ui.quick_entry import QuickEntry
from sendco_desk.ui.room import Room
from tests.ui.heard import Heard


@pytest.fixture
def pupils(room: Room) -> dict[str, UUID]:
    return {row.pupil.known_name: row.pupil.id for row in room.desk.pupils.rows()}


@pytest.fixture
def sheet(room: Room, pupils: dict[str, UUID], qtbot: QtBot) -> QuickEntry:
    made = QuickEntry(room, pupils["Kacper Wilk"])
    qtbot.addWidget(made)
    made.resize(480, 700)
    made.show()
    return made


def test_an_entry_is_written_down_for_each_of_them_in_one_deed(sheet: QuickEntry, room: Room, pupils: dict[str, UUID], heard: Heard) -> None:
    sheet.others.more.click()
    sheet.others.field.choose(pupils["Leila Ashgrove"])
    sheet.others.field.choose(pupils["Leila Ashgrove"])
    assert sheet.others.pupils == [pupils["Leila Ashgrove"]]
    for name, text in {"entry_kind": "incident", "words": "A fire drill upset them", "tags": "noise, Noise"}.items():
        fill(sheet.fields[name].box, text)
    sheet.finish()
    assert heard.last == "Written down for 2 pupils."
    entries = [room.desk.story.lines(pupils[name])[0].entry for name in ("Kacper Wilk", "Leila Ashgrove")]
    assert [(entry.words, entry.tags) for entry in entries] == [("A fire drill upset them", ("noise",))] * 2


def test_somebody_named_is_left_out_again(sheet: QuickEntry, pupils: dict[str, UUID]) -> None:
    sheet.others.put([pupils["Leila Ashgrove"], pupils["Poppy Ormerod"]])
    out = next(made for made in sheet.others.findChildren(QPushButton) if made.accessibleName() == "Leave out Leila Ashgrove")
    out.click()
    assert sheet.others.pupils == [pupils["Poppy Ormerod"]]


def test_the_draft_keeps_them_and_starting_again_does_not(sheet: QuickEntry, room: Room, pupils: dict[str, UUID], qtbot: QtBot) -> None:
    sheet.others.put([pupils["Leila Ashgrove"], uuid4()])
    fill(sheet.fields["words"].box, "Half a sent")
    sheet.keeper.save()
    again = QuickEntry(room, None)
    qtbot.addWidget(again)
    assert again.others.pupils == [pupils["Leila Ashgrove"]]
    again.start_again()
    assert again.others.pupils == []


def test_letters_that_are_nobodys_name_add_nobody(room: Room, qtbot: QtBot) -> None:
    told: list[int] = []
    others = OtherPupils(room, lambda: told.append(1))
    qtbot.addWidget(others)
    others.ask()
    others.field._typed("zz")
    assert (others.pupils, told) == ([], [])
