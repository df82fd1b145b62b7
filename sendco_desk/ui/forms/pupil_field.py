"""A field that finds a pupil by two letters of the name, and holds which one was meant."""

from uuid import UUID

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QListView

from sendco_desk.domain.pupil import Pupil
from sendco_desk.services.pupils import Pupils
from sendco_desk.ui.models.pupils_model import findable, folded, year_words
from sendco_desk.ui.theme import Look
from sendco_desk.ui.widgets.fields import TextField

FROM_LETTERS = 2
MOST = 12
"""Names in the list: more than that, and another letter finds quicker than the eye."""
LEFT = {"on_roll": 0, "prospective": 1, "left": 2}
ID = Qt.ItemDataRole.UserRole


def where_words(pupil: Pupil) -> str:
    """`Year 4, 4 Willow`, and whether the pupil has left."""
    parts = [year_words(pupil.year_group), pupil.class_name, {"prospective": "may join", "left": "left"}.get(pupil.roll_status, "")]
    return ", ".join(part for part in parts if part)


class PupilField(TextField):
    """Type two letters, choose from the list; a name that only one pupil has needs no choosing."""

    picked = Signal()

    def __init__(self, look: Look, label: str, pupils: Pupils) -> None:
        super().__init__(look, label, ghost="Type two letters of the name")
        self.pupils = pupils
        self.known: list[tuple[str, Pupil]] | None = None
        self.pupil: UUID | None = None
        self.offers = QStandardItemModel(self)
        self.list = QCompleter(self.offers, self)
        self.list.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.list.setMaxVisibleItems(MOST)
        self.list.setWidget(self.edit)
        self.popup = QListView()
        self.popup.setAccessibleName("Pupils found")
        self.list.setPopup(self.popup)
        self.list.activated[QModelIndex].connect(self._take)  # type: ignore[index]  # the stubs know no overloads
        self.edit.textEdited.connect(self._typed)
        self.edit.editingFinished.connect(self._left)
        self.edit.installEventFilter(self)

    def matches(self, typed: str) -> list[Pupil]:
        """The pupils whose names hold every word typed, those on roll first."""
        words = folded(typed).split()
        if not words:
            return []
        if self.known is None:  # read when first asked for: most entries start with their pupil already chosen
            self.known = sorted(((findable(row.pupil), row.pupil) for row in self.pupils.rows()), key=lambda each: LEFT[each[1].roll_status])
        return [pupil for haystack, pupil in self.known if all(word in haystack for word in words)]

    def _typed(self, typed: str) -> None:
        self.pupil = None
        found = self.matches(typed)[:MOST] if len(typed.strip()) >= FROM_LETTERS else []
        self.offers.clear()
        for pupil in found:
            where = where_words(pupil)
            item = QStandardItem(f"{pupil.known_name}, {where}" if where else pupil.known_name)
            item.setData(str(pupil.id), ID)
            item.setEditable(False)
            self.offers.appendRow(item)
        if found:
            self.list.complete()
            self.popup.setCurrentIndex(self.list.completionModel().index(0, 0))
        else:
            self.popup.hide()
            if len(typed.strip()) >= FROM_LETTERS:
                self.wrong("No pupil has such a name: check the letters, or add the pupil first.")
        self.picked.emit()

    def _take(self, index: QModelIndex) -> None:
        self.choose(UUID(str(index.data(ID))))

    def choose(self, pupil: UUID) -> None:
        """Say who is meant. Raises Refused where there is no such pupil."""
        found = self.pupils.get(pupil)
        self.pupil = pupil
        self.edit.setText(found.known_name)
        self.understood(where_words(found) or "On the list")
        self.picked.emit()

    def _left(self) -> None:
        if self.isVisible() and not self.popup.isVisible():  # a sheet that is being put away asks the notebook nothing
            self.settle()

    def settle(self) -> None:
        """On leaving the field, take the one pupil whom the letters can mean."""
        found = self.matches(self.edit.text()) if self.pupil is None else []
        if len(found) == 1:
            self.choose(found[0].id)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self._left()
        return super().eventFilter(watched, event)
