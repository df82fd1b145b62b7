"""What the tests of council profiles do with the page and its sheets."""

from datetime import date
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QComboBox, QFileDialog, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from sendco_desk.authority.profile import Confidence, Told
from sendco_desk.services.profile_rows import VIEWS
from sendco_desk.ui.forms.form import Form
from sendco_desk.ui.forms.ticks import Codes
from sendco_desk.ui.room import Place, Room
from sendco_desk.ui.screens.profile_page import ProfilePage
from sendco_desk.ui.screens.profiles import ProfilesScreen
from tests.ui.heard import Heard

F = TypeVar("F", bound=Form)
ON = date(2026, 11, 12)
TOLD = Told(source="Guide for schools", checked_on=ON, confidence=Confidence.HIGH)
DERBYSHIRE, NORFOLK = "830-derbyshire", "926-norfolk"


def made_screen(room: Room, qtbot: QtBot) -> ProfilesScreen:
    """The screen at its list."""
    made = ProfilesScreen(room)
    qtbot.addWidget(made)
    made.resize(1158, 690)
    made.open_at(Place("profiles"))
    made.show()
    return made


def press(inside: QWidget, name: str) -> None:
    next(one for one in inside.findChildren(QAbstractButton) if one.accessibleName() == name and one.isVisibleTo(inside)).click()


def view(page: ProfilePage, name: str) -> None:
    page.views.made[list(VIEWS).index(name)].click()


def rows(page: ProfilePage) -> list[str]:
    return [page.model.index(n, 0).data() for n in range(page.model.rowCount())]


def sheet(heard: Heard, kind: type[F], qtbot: QtBot) -> F:
    form = heard.sheets[-1]
    assert isinstance(form, kind)
    qtbot.addWidget(form)
    return form


def write(form: Form, **said: str) -> None:
    for name, text in said.items():
        box = form.fields[name].box
        if isinstance(box, QComboBox):
            box.setCurrentIndex(box.findData(text))
        elif isinstance(box, QLineEdit):
            box.setText(text)
        elif isinstance(box, Codes):
            box.tick(text.split())
        elif isinstance(box, QCheckBox):
            box.setChecked(bool(text))
        else:
            assert isinstance(box, QPlainTextEdit)
            box.setPlainText(text)


def refused(form: Form, **said: str) -> list[str]:
    """The fields that show something wrong after an attempt to finish."""
    write(form, **said)
    form.finish()
    return [name for name, field in form.fields.items() if field.is_wrong()]


def choosing(monkeypatch: pytest.MonkeyPatch, name: str, way: str) -> None:
    monkeypatch.setattr(QFileDialog, way, lambda *args, **kept: (name, ""))
