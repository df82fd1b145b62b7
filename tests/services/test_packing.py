"""Packs: what is proposed, what is refused, what stands in the finished file, and the record that it was sent."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pikepdf
import pytest

from sendco_desk.domain.casework import Submission
from sendco_desk.domain.codes import CASE_KINDS
from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.refusals import Refused
from sendco_desk.services.bundling import bundle, manifest_fields, page_count, verify
from sendco_desk.services.desk import Desk
from sendco_desk.services.documents import Filing
from sendco_desk.services.pack_parts import PARTS
from sendco_desk.services.packing import PackChoices, Packing
from tests.services.papers import WorksHere, mail_file, pdf_file, picture_file, text_file

ON = date(2026, 11, 23)


@pytest.fixture
def case(desk: Desk, kacper: Pupil) -> UUID:
    opened, _ = desk.casework.open_case(
        kacper.id, authority="Marlshire County Council", events=[("request_received", date(2026, 9, 21), None)],
    )
    return opened


@pytest.fixture
def packs(desk: Desk) -> Packing:
    return replace(desk.packs, workshop=WorksHere())


def put_in(desk: Desk, pupil: Pupil, path: Path, sharing: str = "agreed", dated: date | None = None, **more: str) -> UUID:
    deeds = replace(desk.documents, workshop=WorksHere())
    filing = Filing(received_on=date(2026, 11, 20), sharing_basis=sharing, dated_on=dated, **more)  # type: ignore[arg-type]
    return deeds.add_files(pupil.id, [path], filing).documents[0].id


def test_everything_is_proposed_oldest_first_but_what_is_not_to_be_shared(
    desk: Desk, packs: Packing, kacper: Pupil, case: UUID, tmp_path: Path,
) -> None:
    late = put_in(desk, kacper, pdf_file(tmp_path), dated=date(2026, 10, 1))
    put_in(desk, kacper, text_file(tmp_path), sharing="none")
    early = put_in(desk, kacper, mail_file(tmp_path), dated=date(2025, 10, 1))
    assert packs.proposed(case) == PackChoices(parts=("asks", "summary", "chronology", "clock"), documents=(early, late))


def test_a_document_not_to_be_shared_goes_in_only_with_a_reason(
    desk: Desk, packs: Packing, kacper: Pupil, case: UUID, tmp_path: Path,
) -> None:
    private = put_in(desk, kacper, text_file(tmp_path), sharing="none")
    with pytest.raises(Refused, match="leave it out, or write why it is shared now"):
        packs.plan(case, PackChoices(documents=(private,)))
    with pytest.raises(Refused):
        packs.plan(case, PackChoices(documents=(private,), overrides={private: "  "}))
    plan = packs.plan(case, PackChoices(documents=(private,), overrides={private: "Asked for by the Tribunal"}))
    assert [item.title for item in plan.items] == ["notes"]


def test_a_pupil_without_a_date_of_birth_has_no_pack_yet(desk: Desk, packs: Packing) -> None:
    pupil = Pupil(id=uuid4(), legal_forename="Leila", legal_surname="Ashgrove")
    desk.pupils.add(pupil)
    case, _ = desk.casework.open_case(pupil.id, authority="Marlshire")
    with pytest.raises(Refused, match="date of birth") as refused:
        packs.plan(case, PackChoices())
    assert refused.value.field == "date_of_birth"


def test_a_document_names_its_author_or_else_its_service(desk: Desk, packs: Packing, kacper: Pupil, case: UUID, tmp_path: Path) -> None:
    put_in(desk, kacper, pdf_file(tmp_path, "a.pdf"), author="Dr J. Example", service="health", dated=date(2026, 1, 1))
    put_in(desk, kacper, text_file(tmp_path), service="health", dated=date(2026, 1, 2))
    put_in(desk, kacper, mail_file(tmp_path), dated=date(2026, 1, 3))
    assert [item.author for item in packs.plan(case, packs.proposed(case)).items] == ["Dr J. Example", "Health", ""]


def test_pages_are_counted_and_what_cannot_go_in_says_why(desk: Desk, packs: Packing, kacper: Pupil, case: UUID, tmp_path: Path) -> None:
    (tmp_path / "old.zip").write_bytes(b"PK\x03\x04 not much of an archive")
    report = put_in(desk, kacper, pdf_file(tmp_path, pages=3))
    archive = put_in(desk, kacper, tmp_path / "old.zip")
    told: list[tuple[int, int]] = []
    counts = packs.count_pages([report, archive], lambda *step: told.append(step))
    assert counts[report] == (3, "")
    assert counts[archive][0] == 0
    assert "ZIP archive" in counts[archive][1]
    assert told == [(0, 2), (1, 2)]


def test_a_pack_is_built_verified_and_recorded_as_sent(desk: Desk, packs: Packing, kacper: Pupil, case: UUID, tmp_path: Path) -> None:
    for maker in (pdf_file, text_file, mail_file, picture_file):
        put_in(desk, kacper, maker(tmp_path))
    out = tmp_path / "pack.pdf"
    manifest = packs.build(case, packs.proposed(case), out, on=ON)
    assert [d.outcome.value for d in manifest.documents] == ["included"] * 4
    assert page_count(out) == manifest.pages
    assert [check for check in verify(out) if not check.ok] == []

    receipt = put_in(desk, kacper, text_file(tmp_path, "receipt.txt", "Received with thanks"), document_kind="receipt")
    sent, changed = packs.submit(case, out, "portal", receipt=receipt, note=" By the SENDCo ")
    assert (sent.number, sent.pages, sent.pack_sha256, sent.channel) == (1, manifest.pages, manifest.sha256, "portal")
    assert (sent.receipt, sent.sent_at, sent.note) == (receipt, datetime(2026, 11, 23, 9, tzinfo=UTC), "By the SENDCo")
    assert changed == {"submission"}
    with desk.keyring.book.attachments.open(sent.pack_attachment) as kept:
        assert kept.read() == out.read_bytes()


def test_the_next_pack_sent_has_the_next_number(desk: Desk, packs: Packing, kacper: Pupil, case: UUID, tmp_path: Path) -> None:
    pack = pdf_file(tmp_path)
    packs.submit(case, pack, "email", sent_at=datetime(2026, 11, 20, 12, tzinfo=UTC))
    packs.submit(case, pack, "post")
    assert [(s.number, s.channel) for s in packs.submissions()] == [(2, "post"), (1, "email")]
    assert all(isinstance(s, Submission) for s in desk.casework.page(case).submissions)


@pytest.mark.parametrize(("content", "sentence"), [(None, "no such pack"), (b"not a PDF at all", "damaged or is not a PDF")])
def test_only_a_pdf_that_opens_can_have_been_sent(packs: Packing, case: UUID, tmp_path: Path, content: bytes | None, sentence: str) -> None:
    if content is not None:
        (tmp_path / "pack.pdf").write_bytes(content)
    with pytest.raises(Refused, match=sentence):
        packs.submit(case, tmp_path / "pack.pdf", "portal")
    with pytest.raises(Refused, match="no such pack"):
        packs.submit(case, tmp_path, "portal")
    assert packs.submissions() == []


def test_a_pack_was_not_sent_at_a_moment_that_has_not_come(packs: Packing, case: UUID, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="This has not happened yet") as refused:
        packs.submit(case, pdf_file(tmp_path), "portal", sent_at=datetime(2026, 11, 23, 9, 1, tzinfo=UTC))
    assert (refused.value.field, packs.submissions()) == ("sent", [])
    assert packs.submit(case, pdf_file(tmp_path), "portal", sent_at=datetime(2026, 11, 23, 9, tzinfo=UTC))[0].number == 1


@pytest.mark.parametrize("kind", CASE_KINDS)
def test_a_case_of_every_kind_has_its_pack(desk: Desk, packs: Packing, kacper: Pupil, kind: str, tmp_path: Path) -> None:
    opened, _ = desk.casework.open_case(kacper.id, kind, authority="" if kind == "records" else "Marlshire")
    put_in(desk, kacper, text_file(tmp_path))
    plan = packs.plan(opened, packs.proposed(opened), ON)
    assert (plan.subject, [part.title for part in plan.parts], len(plan.items)) == (
        CASE_KINDS[kind], [
            *([PARTS["asks"]] if kind == "request" else []), "Pupil summary", *([PARTS["transition"]] if kind == "phase_transfer" else []),
            "Chronology", "Clock and delays",
        ], 1,
    )


def test_a_document_that_is_gone_or_another_childs_goes_into_no_pack(desk: Desk, packs: Packing, kacper: Pupil, case: UUID, tmp_path: Path) -> None:
    other = Pupil(id=uuid4(), legal_forename="Leila", legal_surname="Ashgrove")
    desk.pupils.add(other)
    mine, theirs = put_in(desk, kacper, text_file(tmp_path)), put_in(desk, other, pdf_file(tmp_path), sharing="none")
    assert [item.title for item in packs.plan(case, PackChoices(documents=(theirs, mine, uuid4()))).items] == ["notes"]


def test_a_receipt_must_be_this_pupils_own(desk: Desk, packs: Packing, case: UUID, tmp_path: Path) -> None:
    other = Pupil(id=uuid4(), legal_forename="Leila", legal_surname="Ashgrove")
    desk.pupils.add(other)
    theirs = put_in(desk, other, text_file(tmp_path))
    with pytest.raises(Refused, match="another pupil"):
        packs.submit(case, pdf_file(tmp_path), "portal", receipt=theirs)


def test_a_pack_behind_a_password_opens_with_it_alone(packs: Packing, case: UUID, tmp_path: Path) -> None:
    out = tmp_path / "locked.pdf"
    packs.build(case, PackChoices(parts=("summary",), password="fern and hollow"), out, on=ON)
    with pytest.raises(Refused, match="locked"):
        packs.submit(case, out, "email")
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(out).close()
    assert packs.submit(case, out, "email", password="fern and hollow")[0].pages == page_count(out, "fern and hollow")


def test_the_same_facts_and_day_give_the_same_bytes(desk: Desk, packs: Packing, kacper: Pupil, case: UUID, tmp_path: Path) -> None:
    put_in(desk, kacper, pdf_file(tmp_path))
    put_in(desk, kacper, picture_file(tmp_path))
    first, second = tmp_path / "first.pdf", tmp_path / "second.pdf"
    for out in (first, second):
        packs.build(case, packs.proposed(case), out, on=ON)
    assert first.read_bytes() == second.read_bytes()
    packs.build(case, packs.proposed(case), second, on=date(2026, 11, 24))
    assert first.read_bytes() != second.read_bytes()


def test_a_pack_is_built_by_a_worker_too(desk: Desk, kacper: Pupil, case: UUID, tmp_path: Path) -> None:
    document = put_in(desk, kacper, text_file(tmp_path))
    assert desk.packs.count_pages([document]) == {document: (1, "")}
    manifest = desk.packs.build(case, desk.packs.proposed(case), tmp_path / "pack.pdf")
    assert manifest_fields(manifest)["documents"][0]["outcome"] == "included"


def test_loose_files_become_a_bundle_without_a_notebook(tmp_path: Path) -> None:
    inputs = [text_file(tmp_path), pdf_file(tmp_path)]
    manifest = bundle(inputs[:1], tmp_path / "out.pdf", title="For the panel", parts=[("Reports", inputs[1])], on=ON)
    fields = manifest_fields(manifest)
    assert [(d["input"], d["part"]) for d in fields["documents"]] == [("notes.txt", "Documents"), ("report.pdf", "Reports")]
    assert json.loads(json.dumps(fields)) == fields
