"""What lies inside documents: offered after adding and on asking, ticked, put in as one deed, and undone."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from sendco_desk.domain.documents import Document
from sendco_desk.services.documents import Added, Filing
from sendco_desk.ui.forms.drafts import fill
from sendco_desk.ui.forms.inside_form import CAN_BE_KEPT, TICK_ONE, InsideForm, PasswordForm
from sendco_desk.ui.room import Room
from sendco_desk.ui.screens.documents import DocumentsPage, put_in
from sendco_desk.ui.screens.inside import added_words, listed, look_inside, offer
from tests.packs.mail_samples import locked_zip, mail, pdf_of, write, zipped
from tests.ui.heard import Heard

RECEIVED = {"Received": "by x; Mon, 2 Nov 2026 11:21:00 +0000", "Date": "Mon, 2 Nov 2026 11:20:00 +0000"}
FILING = Filing(received_on=date(2026, 11, 3), service="council")
Put = Callable[..., None]


@pytest.fixture
def kacper(room: Room) -> UUID:
    return next(row.pupil.id for row in room.desk.pupils.rows() if row.pupil.known_name == "Kacper Wilk")


@pytest.fixture
def put(room: Room, kacper: UUID, tmp_path: Path, heard: Heard, qtbot: QtBot) -> Put:
    """Puts files in as the page does, and waits until that is over."""

    def do(**files: bytes) -> None:
        said = len(heard.said)
        paths = [write(tmp_path, name.replace("__", "."), content) for name, content in files.items()]
        put_in(room, kacper, paths, FILING)
        qtbot.waitUntil(lambda: len(heard.said) > said and not room.tasks.busy(), timeout=60_000)

    return do


def reply(**attached: bytes) -> bytes:
    return mail(attached={name.replace("__", "."): content for name, content in attached.items()}, **RECEIVED).as_bytes()


def documents(room: Room, kacper: UUID) -> dict[str, Document]:
    return {document.file_name: document for document in room.desk.documents.of(kacper)}


def form_of(heard: Heard) -> InsideForm:
    form = heard.sheets[-1]
    assert isinstance(form, InsideForm)
    return form


def waited(room: Room, heard: Heard, qtbot: QtBot, deed: Callable[[], object]) -> None:
    said, sheets = len(heard.said), len(heard.sheets)
    deed()
    qtbot.waitUntil(lambda: (len(heard.said) > said or len(heard.sheets) > sheets) and not room.tasks.busy(), timeout=60_000)


def test_what_is_attached_is_offered_with_the_day_and_the_sender_of_the_e_mail(put: Put, heard: Heard) -> None:
    put(reply__eml=reply(report__txt=b"The report.", clip__mp3=b"ID3\x04" + b"\x00" * 9))
    form = form_of(heard)
    assert any("2 files lie inside ‘reply’: add them as documents of their own?" in made.text() for made in form.findChildren(QLabel))
    assert form.fields["received_on"].box.property("text") == "Mon 2 Nov 2026" and form.said("author") == "SEN Team"
    assert form.code("service") == "council" and form.boxes[0].codes() == ("0", "1")
    assert CAN_BE_KEPT in form.boxes[0].boxes["1"].accessibleDescription()


def test_what_is_ticked_is_put_in_as_one_deed_and_undone(put: Put, room: Room, kacper: UUID, heard: Heard, qtbot: QtBot) -> None:
    put(reply__eml=reply(report__txt=b"The report.", notes__txt=b"notes", more__txt=b"more"))
    form = form_of(heard)
    form.boxes[0].tick(["0", "2"])
    fill(form.fields["document_kind"].box, "report")
    fill(form.fields["author"].box, "Dr J. Example")
    waited(room, heard, qtbot, form.finish)
    assert heard.last == "2 documents put in." and heard.said[-1].action == "Undo"
    report = documents(room, kacper)["report.txt"]
    assert (report.received_on, report.author, report.document_kind, report.service) == (date(2026, 11, 2), "Dr J. Example", "report", "council")
    room.desk.documents.book.undo()
    assert set(documents(room, kacper)) & {"report.txt", "more.txt", "notes.txt"} == set() and "reply.eml" in documents(room, kacper)


def test_what_is_held_already_is_said_and_cannot_be_ticked(put: Put, heard: Heard) -> None:
    put(report__txt=b"The report.", reply__eml=reply(report__txt=b"The report.", notes__txt=b"notes"))
    boxes = form_of(heard).boxes[0]
    assert boxes.codes() == ("1",) and not boxes.boxes["0"].isEnabled()
    assert "Already in this record as ‘report’." in boxes.boxes["0"].accessibleDescription()


def test_nothing_ticked_is_refused_beside_the_files(put: Put, heard: Heard) -> None:
    put(reply__eml=reply(report__txt=b"The report."))
    form = form_of(heard)
    form.boxes[0].tick([])
    form.finish()
    assert form.fields["inside_0"].is_wrong() and form.fields["inside_0"].said.text() == TICK_ONE


def test_several_carriers_keep_their_own_days(put: Put, room: Room, kacper: UUID, heard: Heard, qtbot: QtBot) -> None:
    put(reply__eml=reply(report__txt=b"The report."), papers__zip=zipped({"minutes.txt": b"Minutes."}))
    form = form_of(heard)
    assert "received_on" not in form.fields and [field.name for field in form.fields.values()][:2] == ["reply", "papers"]
    waited(room, heard, qtbot, form.finish)
    held = documents(room, kacper)
    assert (held["report.txt"].received_on, held["minutes.txt"].received_on) == (date(2026, 11, 2), date(2026, 11, 3))


def test_what_lies_inside_what_was_taken_is_offered_next(put: Put, room: Room, heard: Heard, qtbot: QtBot) -> None:
    put(papers__zip=zipped({"earlier.eml": reply(deep__txt=b"deep")}))
    first = form_of(heard)
    waited(room, heard, qtbot, first.finish)
    qtbot.waitUntil(lambda: form_of(heard) is not first)
    assert [one.name for one in form_of(heard).boxes[0].offered.values()] == ["deep.txt"]


def test_beside_another_sheet_the_offer_waits_in_the_message(room: Room, kacper: UUID, tmp_path: Path, heard: Heard, qtbot: QtBot) -> None:
    busy = replace(room, free=lambda: False)
    put_in(busy, kacper, [write(tmp_path, "reply.eml", reply(report__txt=b"The report."))], FILING)
    qtbot.waitUntil(lambda: len(heard.said) == 2, timeout=60_000)
    assert heard.sheets == [] and (heard.last, heard.said[-1].action) == ("1 file lies inside ‘reply’.", "See what is inside")
    assert heard.said[-1].then is not None
    heard.said[-1].then()
    assert "add it as a document of its own?" in " ".join(made.text() for made in form_of(heard).findChildren(QLabel))


def test_a_locked_archive_asks_for_its_password(put: Put, room: Room, kacper: UUID, heard: Heard, qtbot: QtBot) -> None:
    put(papers__zip=locked_zip({"minutes.txt": b"Minutes."}, b"secret"))
    assert "is kept, and what lies inside is not" in heard.last and heard.said[-1].action == "Give the password"
    assert heard.said[-1].then is not None
    heard.said[-1].then()
    asked = heard.sheets[-1]
    assert isinstance(asked, PasswordForm)
    asked.finish()
    assert asked.failure.text() == "Type the password, or close this with Esc."
    asked.secret.edit.setText("wrong")
    waited(room, heard, qtbot, asked.finish)
    again = heard.sheets[-1]
    assert isinstance(again, PasswordForm) and "does not open" in again.closed.reason
    again.secret.edit.setText("secret")
    waited(room, heard, qtbot, again.finish)
    waited(room, heard, qtbot, form_of(heard).finish)
    assert "minutes.txt" in documents(room, kacper)


def test_a_damaged_archive_is_kept_and_that_is_said(put: Put, heard: Heard) -> None:
    damaged = bytearray(zipped({"a.txt": b"words " * 9}))
    damaged[damaged.index(b"words")] ^= 1
    put(papers__zip=bytes(damaged))
    assert heard.sheets == [] and heard.last.startswith("‘papers’ is kept, and what lies inside is not. The ZIP archive is damaged")
    assert heard.said[-1].action == ""


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("plain.eml", reply(), "No other document lies inside ‘plain’."),
        ("broken.pdf", b"%PDF-1.4 nothing", "The file is damaged, so what lies inside it cannot be read. Ask the sender for a fresh copy."),
    ],
)
def test_asking_for_what_is_not_there_is_answered(
    name: str, content: bytes, said: str, put: Put, room: Room, kacper: UUID, heard: Heard, qtbot: QtBot,
) -> None:
    put(**{name.replace(".", "__"): content})
    waited(room, heard, qtbot, lambda: look_inside(room, documents(room, kacper)[name]))
    assert heard.last == said


def test_the_button_of_the_page_offers_what_is_inside_later(put: Put, room: Room, kacper: UUID, heard: Heard, qtbot: QtBot) -> None:
    put(reply__eml=reply(report__txt=b"The report."), locked__pdf=pdf_of(["words"], user="secret"))
    page = DocumentsPage(room)
    qtbot.addWidget(page)
    page.show_pupil(room.desk.pupils.page(kacper))
    page.look_inside()
    page.table.choose(documents(room, kacper)["reply.eml"].id)
    assert page.inside_button.isEnabled()
    waited(room, heard, qtbot, page.inside_button.click)
    waited(room, heard, qtbot, form_of(heard).finish)
    waited(room, heard, qtbot, page.inside_button.click)
    assert heard.last == "Everything inside ‘reply’ is in this record already."


def test_a_file_with_nothing_in_it_cannot_be_ticked(put: Put, heard: Heard) -> None:
    put(reply__eml=reply(cloud__pdf=b"", notes__txt=b"notes"))
    boxes = form_of(heard).boxes[0]
    assert not boxes.boxes["0"].isEnabled() and "only named here" in boxes.boxes["0"].accessibleDescription()


def test_where_nothing_can_be_ticked_the_keyboard_finds_nothing_to_tick(put: Put, heard: Heard) -> None:
    put(reply__eml=reply(cloud__pdf=b""))
    assert form_of(heard).boxes[0].focusProxy() is None


def test_very_many_duplicates_and_problems_are_counted() -> None:
    added = Added(documents=(), duplicates=(), problems=tuple((f"{n}.pdf", "No.") for n in range(5)), changed=frozenset())
    assert added_words(added) == "No new document. 0.pdf: No. 1.pdf: No. 2.pdf: No. 2 more could not be read."
    assert listed(["a", "b", "c", "d", "e"]) == "a, b, c and 2 more" and listed(["a", "b"]) == "a and b"


def test_an_offer_of_nothing_but_what_is_held_is_not_made(room: Room, heard: Heard) -> None:
    offer(room, [])
    assert heard.sheets == [] and heard.said == []
