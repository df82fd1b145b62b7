"""Boxes that hold codes: several that are ticked, or the one kind of a story entry that is pressed."""

from collections.abc import Iterable, Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QGridLayout, QMenu, QWidget

from sendco_desk.domain.codes import STORY_KINDS
from sendco_desk.ui.icons import icon
from sendco_desk.ui.theme import Look
from sendco_desk.ui.widgets.buttons import Button, toggle


class Codes(QWidget):
    """A box that holds codes and says when they change."""

    changed = Signal()

    def codes(self) -> tuple[str, ...]:
        """The codes it holds."""
        raise NotImplementedError

    def tick(self, codes: Iterable[str]) -> None:
        """Hold these codes and no others."""
        raise NotImplementedError


class Ticks(Codes):
    """Boxes to tick, in two columns, or one where their names are long."""

    def __init__(self, options: Mapping[str, str], ticked: Iterable[str] = (), *, columns: int = 2) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(4)
        self.boxes = {code: QCheckBox(said.replace("&", "&&")) for code, said in options.items()}
        for number, box in enumerate(self.boxes.values()):
            box.setMinimumHeight(24)
            grid.addWidget(box, number // columns, number % columns)
            box.toggled.connect(self.changed)
        self.setFocusProxy(next(iter(self.boxes.values())))
        self.tick(ticked)

    def codes(self) -> tuple[str, ...]:
        return tuple(code for code, box in self.boxes.items() if box.isChecked())

    def tick(self, codes: Iterable[str]) -> None:
        wanted = set(codes)
        for code, box in self.boxes.items():
            box.setChecked(code in wanted)


class KindPicker(Codes):
    """What happened: eight kinds as buttons, the rarer ones in the list of the ninth. Arrow keys go from one to the next."""

    def __init__(self, look: Look, kinds: tuple[str, ...], icons: Mapping[str, str]) -> None:
        super().__init__()
        self.look, self.kinds, self.icons = look, kinds, icons
        self.rarer = {code: said for code, said in STORY_KINDS.items() if code not in kinds}
        self.rare = ""
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(6)
        self.group = QButtonGroup(self)
        self.made: list[Button] = [toggle(look, STORY_KINDS[code], picture=icons[code]) for code in kinds]
        self.other = toggle(look, "Other", picture="note")
        for number, made in enumerate([*self.made, self.other]):
            self.group.addButton(made, number)
            grid.addWidget(made, number // 3, number % 3)
            grid.setColumnStretch(number % 3, 1)
            if number:
                made.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # one stop of the Tab key; Qt moves it to the one that is chosen
        self.setFocusProxy(self.made[0])
        self.group.idToggled.connect(self._toggled)
        self.other.clicked.connect(self.open_list)

    def _toggled(self, number: int, on: bool) -> None:
        if on and number < len(self.kinds):
            self._call_other("")
        if on:
            self.setFocusProxy(self.group.button(number))
            self.changed.emit()

    def open_list(self) -> None:
        """Open the list of the rarer kinds."""
        if not self.rare:
            self._call_other("note")
            self.changed.emit()
        self.rarer_kinds().popup(self.other.mapToGlobal(self.other.rect().bottomLeft()))

    def rarer_kinds(self) -> QMenu:
        """The rarer kinds as a menu."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for code, said in self.rarer.items():
            action = QAction(icon(self.look, self.icons[code]), said, menu)
            action.triggered.connect(partial(self._take, code))
            menu.addAction(action)
        return menu

    def _take(self, code: str, _: bool = False) -> None:
        self.tick((code,))
        self.changed.emit()

    def _call_other(self, code: str) -> None:
        self.rare = code
        self.other.say(self.rarer.get(code, "Other"))
        self.other.setIcon(icon(self.look, self.icons.get(code, "note")))

    def codes(self) -> tuple[str, ...]:
        number = self.group.checkedId()
        if number < 0:
            return ()
        return (self.kinds[number],) if number < len(self.kinds) else ((self.rare,) if self.rare else ())

    def tick(self, codes: Iterable[str]) -> None:
        code = next(iter(codes), "")
        if code in self.kinds:
            self.made[self.kinds.index(code)].setChecked(True)
        elif code in self.rarer:
            self._call_other(code)
            self.other.setChecked(True)
        else:
            self._none()

    def _none(self) -> None:
        self._call_other("")
        self.group.setExclusive(False)
        for made in self.group.buttons():
            made.setChecked(False)
        self.group.setExclusive(True)
