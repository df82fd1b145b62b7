"""What the documents table shows of a document."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Qt

from sendco_desk.domain.codes import DOCUMENT_KINDS, SERVICES, SHARING, said
from sendco_desk.domain.dates import shown
from sendco_desk.domain.documents import Document
from sendco_desk.ui.models.rows import A_DAY, Column, Index, RowsModel

STAYS = "Stays in the school"
"""Said of a flagged document in place of the ground on which it is shared."""


def size_words(size: int) -> str:
    """`640 bytes`, `34 kB`, `2.1 MB`."""
    if size < 1000:
        return f"{size} bytes"
    return f"{size / 1000:.0f} kB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"


def from_words(document: Document) -> str:
    """Who it came from: the author, the service, or both."""
    service = "" if document.service == "other" else said(SERVICES, document.service)
    return ", ".join(part for part in (document.author, service) if part)


COLUMNS: tuple[Column[Document], ...] = (
    Column(key="received", title="Received", width=132, holds=A_DAY, shown=lambda d: shown(d.received_on), sorts=lambda d: d.received_on),
    Column(
        key="dated", title="Date on it", width=132, holds=A_DAY, shown=lambda d: shown(d.dated_on) if d.dated_on else "",
        sorts=lambda d: d.dated_on or date.min, spoken=lambda d: shown(d.dated_on) if d.dated_on else "Date on it not known",
    ),
    Column(key="title", title="Title", width=220, shown=lambda d: d.title),
    Column(key="kind", title="Kind", width=140, shown=lambda d: said(DOCUMENT_KINDS, d.document_kind)),
    Column(key="from", title="From", width=180, shown=from_words, spoken=lambda d: from_words(d) or "Sender not recorded"),
    Column(key="sharing", title="Sharing", width=150, shown=lambda d: said(SHARING, d.sharing_basis)),
    Column(key="size", title="Size", width=76, holds="999 bytes", shown=lambda d: size_words(d.size), sorts=lambda d: d.size),
)


class DocumentsModel(RowsModel[Document]):
    """The documents table. ``flagged`` is why a document stays in the school."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(COLUMNS, lambda document: document.id, parent)
        self.flagged: Mapping[UUID, str] = {}

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if index.isValid() and self.columns[index.column()].key == "sharing" and (why := self.flagged.get(self.rows[index.row()].id)):
            if role == Qt.ItemDataRole.DisplayRole:
                return STAYS
            if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
                return f"{STAYS}: {why}"
        return super().data(index, role)
