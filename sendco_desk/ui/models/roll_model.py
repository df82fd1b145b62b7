"""What the preview of rolling the year on shows: each pupil's year and class now and next, and what becomes of them in words."""

from PySide6.QtCore import QObject

from sendco_desk.domain.codes import YEAR_GROUPS
from sendco_desk.services.year_roll import RollRow, year_said
from sendco_desk.ui.models.rows import Column, RowsModel


def _place(year: str) -> int:
    return YEAR_GROUPS.index(year) if year in YEAR_GROUPS else len(YEAR_GROUPS)


COLUMNS: tuple[Column[RollRow], ...] = (
    Column(key="name", title="Name", width=220, shown=lambda r: r.pupil.sorting_name),
    Column(
        key="year", title="Year now", width=110, shown=lambda r: year_said(r.pupil.year_group) if r.pupil.year_group else "",
        sorts=lambda r: (_place(r.pupil.year_group), r.pupil.sorting_name.casefold()),
    ),
    Column(key="class_name", title="Class now", width=110, shown=lambda r: r.pupil.class_name),
    Column(key="next_year", title="Year next", width=110, shown=lambda r: "" if r.leaves else year_said(r.year) if r.year else ""),
    Column(key="next_class", title="Class next", width=110, shown=lambda r: "" if r.leaves else r.class_name),
    Column(key="words", title="What becomes of it", width=280, shown=lambda r: r.words),
)


class RollModel(RowsModel[RollRow]):
    """The table of pupils before the year is rolled on."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(COLUMNS, lambda row: row.pupil.id, parent)
