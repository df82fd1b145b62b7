"""The packs that were sent for a case, and their very files as a worker opens them."""

from collections.abc import Iterable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from uuid import UUID

from sendco_desk.domain.casework import Submission
from sendco_desk.domain.documents import Document

if TYPE_CHECKING:
    from sendco_desk.packs.sent_facts import Earlier
    from sendco_desk.packs.source import Source
    from sendco_desk.store.keys import Keys
    from sendco_desk.store.notebook import Notebook


def sent_before(book: "Notebook", case: UUID, on: date | None = None) -> list[Submission]:
    """The packs sent for a case up to a day, the latest first."""
    sent = [one for one in book.all(Submission, case=case) if on is None or one.sent_at.date() <= on]
    return sorted(sent, key=lambda one: (one.sent_at, one.number), reverse=True)


def earlier_of(book: "Notebook", case: UUID, on: date, passwords: tuple[str, ...], documents: Iterable[UUID]) -> "Earlier | None":
    """What a plan needs to say what changed since the last pack; None where none was sent."""
    from sendco_desk.packs.sent_facts import Earlier

    sent = sent_before(book, case, on)
    if not sent:
        return None
    return Earlier(
        files=tuple(file_of(book, one, passwords=passwords) for one in sent), numbers=tuple(one.number for one in sent),
        days=tuple(one.sent_at.date() for one in sent), hashes=hashes_of(book, documents),
    )


def hashes_of(book: "Notebook", documents: Iterable[UUID]) -> tuple[tuple[str, str], ...]:
    """The keys of documents, as text, with the hashes of their files."""
    return tuple((str(one), book.get(Document, one).sha256) for one in documents)


def file_of(book: "Notebook", submission: Submission, password: str = "", passwords: tuple[str, ...] = ()) -> "Source":
    """The very file that was sent, decrypted in the worker as it is read."""
    from sendco_desk.packs.source import Source

    opener = partial(_stored, book.folder, book.keys, submission.pack_attachment)
    return Source(name=f"Pack {submission.number}.pdf", open=opener, media_type="application/pdf", password=password, passwords=passwords)


def _stored(folder: Path, keys: "Keys", name: str) -> BinaryIO:
    from sendco_desk.store.attachments import open_attachment

    return open_attachment(folder, keys, name)
