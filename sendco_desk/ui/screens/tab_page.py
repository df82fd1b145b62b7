"""A tab of a pupil's page: it is handed the page of whoever is shown, and can bring one record into view."""

from uuid import UUID

from PySide6.QtWidgets import QWidget

from sendco_desk.services.pupils import PupilPage
from sendco_desk.ui.room import Room


class TabPage(QWidget):
    """A tab, built on the first visit."""

    def __init__(self, room: Room) -> None:
        super().__init__()
        self.room, self.look = room, room.look

    def show_pupil(self, page: PupilPage) -> None:
        """Show this pupil."""
        raise NotImplementedError

    def show_record(self, record: UUID) -> None:
        """Bring one record of the tab into view; a tab that shows all it has does nothing."""
