"""What lies inside documents is offered, told what is known of it, and put in as documents of its own, once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from email.message import EmailMessage
from pathlib import Path
from typing import Any, TypeVar

import pytest

from sendco_desk.domain.documents import Document
from sendco_desk.domain.progress import Report, unreported
from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.services import inner_documents
from sendco_desk.services.desk import Desk
from sendco_desk.services.documents import Filing
from sendco_desk.services.inner_documents import PDF, InnerDocuments, Offered
from tests.packs.mail_samples import locked_zip, mail, pdf_of, write, zipped
from tests.services.papers import WorksHere

T = TypeVar("T")
REPLY = {"Received": "by x; Mon, 9 Nov 2026 11:21:00 +0000", "Date": "Mon, 9 Nov 2026 11:20:00 +0000", "Subject": "Reply"}


@pytest.fixture
def inner(desk: Desk) -> InnerDocuments:
    return replace(desk.inner_documents, workshop=WorksHere())


@pytest.fixture
def put(desk: Desk, kacper: Pupil, tmp_path: Path) -> Callable[[str, bytes], Document]:
    """Puts a file of this name and content into the record."""
    documents = replace(desk.documents, workshop=WorksHere())

    def do(name: str, content: bytes) -> Document:
        filing = Filing(received_on=date(2026, 11, 20), service="council", author="Filed by hand", sharing_basis="agreed")
        return documents.add_files(kacper.id, [write(tmp_path, name, content)], filing).documents[0]

    return do


def reply(**attached: bytes) -> bytes:
    made: EmailMessage = mail(attached={name.replace("__", "."): content for name, content in attached.items()}, **REPLY)
    return made.as_bytes()


def test_what_is_attached_is_offered_with_what_the_e_mail_tells(inner: InnerDocuments, put: Callable[[str, bytes], Document]) -> None:
    carrier = put("reply.eml", reply(report__txt=b"The report."))
    (inside,) = inner.inside([carrier])
    (one,) = inside.fresh
    filing = inner.filing_of(one)
    assert (one.called, one.size, one.media_type, one.held) == ("report.txt", 11, "text/plain", None)
    assert (filing.received_on, filing.author) == (date(2026, 11, 9), "SEN Team")
    assert (filing.service, filing.sharing_basis) == ("council", "agreed")


def test_what_an_archive_does_not_tell_is_taken_from_the_archive_itself(inner: InnerDocuments, put: Callable[[str, bytes], Document]) -> None:
    (inside,) = inner.inside([put("papers.zip", zipped({"a.txt": b"a"}))])
    filing = inner.filing_of(inside.offered[0])
    assert (filing.received_on, filing.author, filing.dated_on) == (date(2026, 11, 20), "Filed by hand", None)


def test_a_document_with_nothing_inside_is_not_spoken_of(inner: InnerDocuments, put: Callable[[str, bytes], Document]) -> None:
    assert inner.inside([put("words.txt", b"words"), put("mail.eml", reply())]) == ()


def test_what_was_chosen_becomes_documents_in_one_deed(
    desk: Desk, inner: InnerDocuments, put: Callable[[str, bytes], Document], kacper: Pupil,
) -> None:
    (inside,) = inner.inside([put("reply.eml", reply(EP_report__txt=b"Working memory.", notes__txt=b"notes"))])
    added = inner.add([(one, inner.filing_of(one)) for one in inside.offered])
    first, second = added.documents
    assert (first.title, first.file_name, first.media_type, first.received_on) == ("EP report", "EP_report.txt", "text/plain", date(2026, 11, 9))
    with desk.documents.open(first.id) as stream:
        assert stream.read() == b"Working memory."
    assert [hit.id for hit in desk.documents.book.search("memory")] == [first.id]
    desk.documents.book.undo()
    assert [d.file_name for d in desk.documents.of(kacper.id)] == ["reply.eml"] and second not in desk.documents.of(kacper.id)


def test_what_is_held_already_is_said_and_not_kept_twice(inner: InnerDocuments, put: Callable[[str, bytes], Document]) -> None:
    held = put("report.txt", b"The report.")
    (inside,) = inner.inside([put("reply.eml", reply(report__txt=b"The report."))])
    assert inside.offered[0].held == held and inside.fresh == ()
    added = inner.add([(inside.offered[0], inner.filing_of(inside.offered[0]))])
    assert (added.documents, added.duplicates) == ((), (("report.txt", held),))


def test_nothing_chosen_is_refused(inner: InnerDocuments) -> None:
    with pytest.raises(Refused, match="Tick at least one"):
        inner.add([])


def test_a_locked_archive_waits_for_a_password(inner: InnerDocuments, put: Callable[[str, bytes], Document]) -> None:
    carrier = put("papers.zip", locked_zip({"minutes.txt": b"The minutes."}, b"secret"))
    (locked,) = inner.inside([carrier])
    assert locked.locked and locked.offered == () and "locked with a password" in locked.reason
    (inside,) = inner.inside([carrier], passwords=["nope", "secret"])
    added = inner.add([(inside.offered[0], inner.filing_of(inside.offered[0]))], passwords=["secret"])
    assert [d.file_name for d in added.documents] == ["minutes.txt"]
    again = inner.add([(replace(inside.offered[0], sha256="another"), inner.filing_of(inside.offered[0]))])
    assert again.problems[0][0] == "minutes.txt" and "locked" in again.problems[0][1]


def test_what_is_only_named_inside_is_a_problem_and_not_a_document(inner: InnerDocuments, put: Callable[[str, bytes], Document]) -> None:
    (inside,) = inner.inside([put("reply.eml", reply(cloud__pdf=b""))])
    added = inner.add([(inside.offered[0], inner.filing_of(inside.offered[0]))])
    assert added.documents == () and "only named here" in added.problems[0][1]


def test_something_inside_whose_words_cannot_be_read_is_kept(inner: InnerDocuments, put: Callable[[str, bytes], Document]) -> None:
    (inside,) = inner.inside([put("reply.eml", reply(broken__pdf=b"%PDF-1.4 nothing"))])
    assert len(inner.add([(inside.offered[0], inner.filing_of(inside.offered[0]))]).documents) == 1


def test_everything_is_put_in_level_by_level(inner: InnerDocuments, put: Callable[[str, bytes], Document]) -> None:
    forwarded = mail(attached={"deep.txt": b"deep"}, Subject="Earlier").as_bytes()
    carrier = put("papers.zip", zipped({"earlier.eml": forwarded, "a.txt": b"a", "broken.zip": b"PK\x03\x04"}))
    levels = list(inner.add_all([carrier, put("locked.pdf", pdf_of(["x"], user="secret")), put("bad.zip", zipped({}) + b"x" * 99)]))
    assert [[d.file_name for d in level.documents] for level in levels][:2] == [["earlier.eml", "a.txt", "broken.zip"], ["deep.txt"]]
    assert all(name != "locked.pdf" for level in levels for name, _ in level.problems)


def test_a_carrier_that_brings_the_reader_down_is_said_to_be_too_much(desk: Desk, put: Callable[[str, bytes], Document]) -> None:
    class Dies(WorksHere):
        def run(self, job: Callable[..., T], *args: Any, report: Report = unreported, seconds: float = 0, memory: int = 0) -> T:
            raise Trouble("It died.")

    carrier = put("papers.zip", zipped({"a.txt": b"a"}))
    (inside,) = replace(desk.inner_documents, workshop=Dies()).inside([carrier])
    assert inside.reason == inner_documents.TOO_MUCH


def test_it_works_in_a_worker_process_too(desk: Desk, put: Callable[[str, bytes], Document]) -> None:
    (inside,) = desk.inner_documents.inside([put("papers.zip", locked_zip({"a.txt": b"words"}, b"secret"))], passwords=["secret"])
    chosen: list[tuple[Offered, Filing]] = [(one, desk.inner_documents.filing_of(one)) for one in inside.offered]
    assert [d.size for d in desk.inner_documents.add(chosen, passwords=["secret"]).documents] == [5]


def test_the_kinds_that_may_hold_others_are_those_that_packs_know() -> None:
    from sendco_desk.packs.inner import can_hold

    assert PDF in inner_documents.CARRIERS and all(can_hold(kind) for kind in inner_documents.CARRIERS)


def test_e_mails_that_another_quotes_whole_are_pointed_out(inner: InnerDocuments, put: Callable[[str, bytes], Document]) -> None:
    words = "We are still waiting for the report that was promised for the first week of term.\n"
    first = put("first.eml", mail(words, Date="Tue, 3 Mar 2026 09:14:00 +0000").as_bytes())
    second = put("second.eml", mail(f"Here it is.\n> {words}", Date="Wed, 4 Mar 2026 09:14:00 +0000").as_bytes())
    found = inner.repeated([first, second, put("words.txt", words.encode())])
    assert {key: [each.words for each in said] for key, said in found.items()} == {first.id: ["‘first’ is quoted whole in ‘second’."]}
