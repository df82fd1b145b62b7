"""Saving dates for a calendar: asks for the file's name, writes it off the window's thread, and tells what it holds."""

from pathlib import Path
from uuid import UUID

from PySide6.QtWidgets import QApplication, QFileDialog

from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.services.calendar_export import CalendarExport, Dates, calendar_export_over
from sendco_desk.ui.messages import done, told
from sendco_desk.ui.room import Room

TITLE = "Save the dates for a calendar"
FILES = "Calendar (*.ics)"
SUFFIX = ".ics"


def save_calendar(room: Room, case: UUID | None) -> None:
    """Ask where, and save the dates of one case, or of all, there. The file holds case numbers and no names; nor does its own name."""
    export, on = calendar_export_over(room.desk), room.now().date()
    try:
        dates = export.dates(case, on)
        name = _asked(file_name(room, case))
        if name is not None:
            _write(room, export, dates, name)
    except (Refused, Trouble) as failure:
        if (message := told(failure)) is not None:
            room.say(message)


def file_name(room: Room, case: UUID | None) -> str:
    """`SENDCo dates case 14.ics`."""
    return f"SENDCo dates{f' case {room.desk.caseload.view(case).case.number}' if case else ''}{SUFFIX}"


def _asked(usual: str) -> Path | None:
    name, _ = QFileDialog.getSaveFileName(QApplication.activeWindow(), TITLE, usual, FILES)
    path = Path(name)
    return (path if path.suffix.lower() == SUFFIX else path.with_name(path.name + SUFFIX)) if name else None


def _write(room: Room, export: CalendarExport, dates: Dates, path: Path) -> None:
    def written(_: object) -> None:
        export.remember(dates)
        room.say(done(f"{path.name}: {dates.written.words} Open the file with your calendar program to bring it in."))

    room.tasks.run(lambda report: export.write_file(path, dates), written, title="Saving the dates", cancellable=False)
