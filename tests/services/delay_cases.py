"""Late cases for the tests of delays: documents without a worker, entries written down on a day, and a plan that came nine weeks late."""

import io
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

from sendco_desk.domain.documents import Document
from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.story import StoryEntry
from sendco_desk.services.desk import Desk

COUNCIL = "Marlshire County Council"
RECEIVED = date(2026, 3, 2)
ON = date(2026, 11, 23)


def filed(
    desk: Desk, pupil: UUID, title: str, on: date, *, sharing: str = "agreed", author: str = "Marlshire SEN team", received: date | None = None,
) -> UUID:
    """A document in a pupil's record; no worker is started to read it."""
    stored = desk.documents.book.attachments.put(io.BytesIO(f"{title} {on}".encode()))
    document = Document(
        id=uuid4(), pupil=pupil, title=title, file_name=f"{title}.txt", media_type="text/plain", size=stored.size, sha256=stored.sha256,
        attachment=stored.name, document_kind="letter", received_on=received or on, dated_on=on, author=author, service="council",
        sharing_basis=sharing,
    )
    desk.documents.save(document)
    return document.id


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def wrote(
    desk: Desk, pupil: UUID, kind: str, on: date, words: str = "Something happened.", *, later: int = 0, minutes: int | None = None,
    tags: tuple[str, ...] = (), action: str = "", done: date | None = None, corrects: UUID | None = None, struck: date | None = None,
) -> StoryEntry:
    entry = StoryEntry(
        id=uuid4(), pupil=pupil, entry_kind=kind, happened_at=noon(on), written_at=noon(on) + timedelta(days=later), written_by="Dr Robin Lark",
        who="Ms Wilk", words=words, minutes=minutes, tags=tags, next_action=action, next_action_done_on=done, corrects=corrects,
        struck_out_at=noon(struck) if struck else None, struck_out_because="Wrong pupil" if struck else "",
    )
    with desk.story.book.writing("Wrote", pupil) as page:
        page.put(entry)
    return entry


def open_late_plan(desk: Desk, kacper: Pupil) -> UUID:
    """A plan issued nine weeks after its last day, Mon 20 Jul 2026; psychology's advice came six weeks late, the school's one."""
    proof = filed(desk, kacper.id, "Portal receipt", RECEIVED)
    plan = filed(desk, kacper.id, "Final plan", date(2026, 9, 18))
    case, _ = desk.casework.open_case(kacper.id, authority=COUNCIL, events=[
        ("request_received", RECEIVED, proof), ("agreed_to_assess", date(2026, 4, 13), None), ("decision_copied_to_school", date(2026, 4, 13), None),
        ("school_advice_requested", date(2026, 6, 15), None), ("school_advice_sent", date(2026, 8, 3), None),
        ("advice_requested.educational_psychology", date(2026, 6, 1), None),
        ("advice_received.educational_psychology", date(2026, 8, 24), None), ("draft_plan_sent", date(2026, 8, 28), None),
        ("final_plan_issued", date(2026, 9, 21), plan),
    ])
    return case
