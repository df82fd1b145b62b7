"""The packs that were sent for a case, and their very files as a worker opens them."""

import re
from collections.abc import Iterable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from uuid import UUID

from sendco_desk.domain.casework import CaseFile, Submission
from sendco_desk.domain.documents import Document
from sendco_desk.domain.refusals import Refused
from sendco_desk.services.screened import documents_held, veils_of

if TYPE_CHECKING:
    from sendco_desk.packs.sent_facts import Earlier
    from sendco_desk.packs.source import Source
    from sendco_desk.store.keys import Keys
    from sendco_desk.store.notebook import Notebook


_VOLUME = re.compile(r"(.+) volume (\d{1,3}) of (\d{1,3})(\.pdf|\.zip)", re.IGNORECASE)


def whole_pack(pack: Path) -> tuple[Path, ...]:
    """All files of the pack to which a file belongs: its volumes in order, or that file alone. Raises Refused where one is not beside it."""
    called = _VOLUME.fullmatch(pack.name)
    if called is None or not 1 <= int(called[2]) <= int(called[3]):
        return (pack,)
    volumes = tuple(pack.with_name(f"{called[1]} volume {number} of {called[3]}{called[4]}") for number in range(1, int(called[3]) + 1))
    missing = [volume for volume in volumes if not volume.is_file()]
    if missing:
        raise Refused(
            f"A pack in volumes is recorded whole, and ‘{missing[0].name}’ is not in that folder: put all {called[3]} volumes beside one another.",
            field="pack",
        )
    return volumes


def volume_note(place: int, volumes: int, note: str) -> str:
    """The note of one file of a pack: which volume it is stands first."""
    return f"Volume {place} of {volumes}. {note.strip()}".strip() if volumes > 1 else note.strip()


def sent_before(book: "Notebook", case: UUID, on: date | None = None) -> list[Submission]:
    """The packs sent for a case up to a day, the latest first, bundles and numbered files; of one pack its first file first."""
    sent = [one for one in book.all(Submission, case=case) if on is None or one.sent_at.date() <= on]
    return sorted(sent, key=lambda one: (one.sent_at, one.number), reverse=True)


def earlier_of(book: "Notebook", case: UUID, on: date, passwords: tuple[str, ...], documents: Iterable[UUID]) -> "Earlier | None":
    """What a plan needs to say what changed since the last pack; None where none was sent."""
    from sendco_desk.packs.sent_facts import Earlier

    sent = sent_before(book, case, on)
    if not sent:
        return None
    pupil = book.get(CaseFile, case).pupil
    papers = book.all(Document, pupil=pupil)
    held = documents_held(book, pupil, papers, case)
    hushed = {words for its in veils_of(book, {"pupil": pupil}).values() for words in its}
    return Earlier(
        files=tuple(file_of(book, one, passwords=passwords) for one in sent), numbers=tuple(one.number for one in sent),
        days=tuple(one.sent_at.date() for one in sent), hashes=hashes_of(book, documents),
        hushed=tuple(sorted(hushed, key=lambda words: (-len(words), words))), unnamed=tuple(one.sha256 for one in papers if one.id in held),
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
