"""What is blacked out is searched for, marked, reviewed and undone; and no output of the notebook holds it afterwards."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from email.message import EmailMessage
from pathlib import Path
from uuid import UUID, uuid4

import pikepdf
import pytest
from PIL import Image

from sendco_desk.domain.codes import UNSHARED
from sendco_desk.domain.documents import Document
from sendco_desk.domain.people import ContactPerson
from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.redactions import Redaction
from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.packs.changes_between import NOT_NAMED, changes_of
from sendco_desk.packs.redacting import NO_LONGER_SO
from sendco_desk.packs.source import Outcome, sha256_of
from sendco_desk.services.bundling import files_said, verified
from sendco_desk.services.desk import Desk
from sendco_desk.services.documents import Filing
from sendco_desk.services.late_documents import LateChoices
from sendco_desk.services.pack_parts import CHANGES
from sendco_desk.services.packing import PackChoices
from sendco_desk.services.redactions import NO_WORDS, TOO_MUCH, Read, Redactions, untold
from tests.packs.redaction_samples import still_found
from tests.packs.scan_samples import typed
from tests.services.papers import WorksHere, pdf_file, word_file

ON = date(2026, 11, 23)
SECRET = "Zofia Quince"


class StopsWorking(WorksHere):
    """Brings nothing back."""

    def run(self, *args: object, **more: object) -> object:  # type: ignore[override]
        raise Trouble("It took too long.")


@pytest.fixture
def here(desk: Desk) -> Iterator[Desk]:
    """The desk with all its work done in this process."""
    works = WorksHere()
    documents = replace(desk.documents, workshop=works)
    packs = replace(desk.packs, workshop=works)
    made = replace(
        desk, documents=documents, packs=packs, workshop=works, redactions=replace(desk.redactions, workshop=works),
        late=replace(desk.late, workshop=works, packs=packs),
    )
    yield made
    works.close()


def put_in(desk: Desk, pupil: UUID, path: Path, title: str = "") -> Document:
    """A document that may be shared."""
    filing = Filing(received_on=date(2026, 10, 1), sharing_basis="agreed", dated_on=date(2026, 9, 30))
    added = desk.documents.add_files(pupil, [path], filing).documents[0]
    if title:
        added = replace(added, title=title)
        desk.documents.save(added)
    return added


@pytest.fixture
def report(here: Desk, kacper: Pupil, tmp_path: Path) -> Document:
    return put_in(here, kacper.id, pdf_file(tmp_path, "Report on Zofia Quince.pdf", f"He sat with {SECRET} on page", 2))


def read_of(desk: Desk, *documents: UUID) -> tuple[Read, ...]:
    return desk.redactions.read_all(desk.redactions.to_read(documents))


def black_out(desk: Desk, document: UUID, words: str = SECRET) -> list[Redaction]:
    """Black out everything that is found of some words."""
    read = read_of(desk, document)
    found = desk.redactions.search(read, [words])
    desk.redactions.mark_found([(one, one.hits) for one in found], read, reason="other_child")
    return desk.redactions.of(document)


def case_of(desk: Desk, pupil: UUID) -> UUID:
    return desk.casework.open_case(pupil, authority="Marlshire County Council", events=[("request_received", date(2026, 11, 9), None)])[0]


def test_what_is_found_is_marked_page_by_page_with_its_words_as_one_deed(here: Desk, report: Document) -> None:
    kept = black_out(here, report.id, "zofia QUINCE")
    assert [(one.page, one.words, one.reason, one.marked_by, one.marked_on, one.reviewed_by) for one in kept] == [
        (page, "zofia QUINCE", "other_child", "Dr Robin Lark", ON, "") for page in (1, 2)
    ]
    assert all(len(one.boxes) == 1 and one.page_print for one in kept)
    assert here.redactions.of_pupil(report.pupil) == {report.id: kept} and here.redactions.documents() == [report]
    words, _ = here.finding.undo()
    assert words == "Blacked out 2 places where words were found" and here.redactions.of(report.id) == []


def test_nothing_is_marked_twice_and_nothing_found_is_no_deed(here: Desk, report: Document) -> None:
    assert len(black_out(here, report.id)) == len(black_out(here, report.id)) == 2
    read = read_of(here, report.id)
    assert here.redactions.search(read, ["Nobody"]) == ()
    assert here.redactions.mark_found([], read, reason="staff") == frozenset()


def test_words_of_which_some_are_left_on_a_page_are_not_said_to_be_gone(here: Desk, kacper: Pupil, tmp_path: Path) -> None:
    document = put_in(here, kacper.id, pdf_file(tmp_path, "coats.pdf", "Brown coats. Mr Brown, page"))
    read = read_of(here, document.id)
    found, = here.redactions.search(read, ["Brown"])
    here.redactions.mark_found([(found, found.hits[1:])], read, reason="staff")
    first, = here.redactions.of(document.id)
    assert first.words == ""
    here.redactions.mark_found([(found, found.hits[:1])], read, reason="staff")
    assert sorted(one.words for one in here.redactions.of(document.id)) == ["", "Brown"]


@pytest.mark.parametrize("asked", [[], ["  ", "…"]])
def test_searching_for_nothing_is_refused(here: Desk, report: Document, asked: list[str]) -> None:
    with pytest.raises(Refused) as refused:
        here.redactions.search(read_of(here, report.id), asked)
    assert (refused.value.message, refused.value.field) == (NO_WORDS, "words")


def test_names_of_other_children_and_of_those_around_them_are_suggested_and_never_the_pupil_s_own(
    here: Desk, kacper: Pupil, tmp_path: Path,
) -> None:
    other = Pupil(id=uuid4(), legal_forename="Zofia", legal_surname="Quince", known_forename="Zo")
    sibling = Pupil(id=uuid4(), legal_forename="Ola", legal_surname="Wilk")
    here.pupils.add(other, authority="", status="")
    here.pupils.add(sibling, authority="", status="")
    here.pupils.save_person(ContactPerson(id=uuid4(), pupil=other.id, forename="Dora", surname="Pine"))
    here.pupils.save_person(ContactPerson(id=uuid4(), pupil=kacper.id, forename="Marta", surname="Wilk"))
    document = put_in(here, kacper.id, pdf_file(tmp_path, "visit.pdf", "Kacper Wilk and Ola Wilk met Zofia, Mrs Pine and Marta. Zo, page"))
    found = here.redactions.suggested(read_of(here, document.id), kacper.id)
    assert {(one.words, one.suggested, len(one.hits)) for one in found} == {
        ("Ola Wilk", "A name of another child", 1), ("Zofia", "A name of another child", 1), ("Pine", "Somebody around another child", 1),
    }
    names = here.redactions.names_of_others(kacper.id)
    assert "Wilk" not in names and "Kacper" not in names and "Zo" not in names


def test_a_name_that_is_part_of_another_that_is_accepted_too_counts_as_gone(here: Desk, kacper: Pupil, tmp_path: Path) -> None:
    document = put_in(here, kacper.id, pdf_file(tmp_path, "both.pdf", "Zofia Quince came, and Zofia left, page"))
    read = read_of(here, document.id)
    whole, first = here.redactions.search(read, [SECRET, "Zofia"])
    here.redactions.mark_found([(whole, whole.hits), (first, first.hits[1:])], read, reason="other_child")
    assert sorted(one.words for one in here.redactions.of(document.id)) == ["Zofia", SECRET]


def test_a_second_person_reviews_and_a_changed_reason_is_looked_at_again(here: Desk, report: Document) -> None:
    kept = black_out(here, report.id)
    for by, said in (("  ", "Write the name"), ("dr robin lark", "A second person")):
        with pytest.raises(Refused, match=said):
            here.redactions.review(report.id, by)
    here.redactions.review(report.id, " Mrs  Orla Pine ")
    assert {(one.reviewed_by, one.reviewed_on) for one in here.redactions.of(report.id)} == {("Mrs Orla Pine", ON)}
    with pytest.raises(Refused, match="nothing to look at"):
        here.redactions.review(report.id, "Mr Sol Reed")
    assert here.redactions.change([kept[0].id], reason="other_child") == frozenset()
    here.redactions.change([kept[0].id], reason="other", note="Agreed")
    assert [(one.reason, one.note, one.reviewed_by) for one in here.redactions.of(report.id)] == [
        ("other", "Agreed", ""), ("other_child", "", "Mrs Orla Pine"),
    ]


def test_boxes_drawn_by_hand_are_kept_in_order_and_taken_away(here: Desk, report: Document) -> None:
    low, _ = here.redactions.mark(report.id, 1, [(10, 10, 50, 50)], reason="address")
    high, _ = here.redactions.mark(report.id, 1, [(10, 700, 50, 750)], reason="health", page_print="abc")
    assert [one.id for one in here.redactions.of(report.id)] == [high.id, low.id]
    assert here.redactions.remove([]) == frozenset()
    here.redactions.remove([low.id, high.id])
    assert here.redactions.of(report.id) == [] and here.redactions.documents() == []
    here.finding.undo()
    assert len(here.redactions.of(report.id)) == 2


def test_pages_that_are_laid_out_otherwise_stay_out_until_somebody_has_looked(here: Desk, report: Document, tmp_path: Path) -> None:
    here.redactions.mark(report.id, 1, [(10, 700, 50, 750)], reason="address", page_print="0123456789abcdef")
    read, = read_of(here, report.id)
    assert len(here.redactions.out_of_place(report.id, read)) == 1
    manifest = here.packs.build(case_of(here, report.pupil), PackChoices(parts=(), documents=(report.id,)), tmp_path / "pack.pdf", on=ON)
    assert (manifest.documents[0].outcome, manifest.documents[0].reason) == (Outcome.REFUSED, NO_LONGER_SO)
    here.redactions.review(report.id, "Mrs Orla Pine")
    here.redactions.keep_place(report.id, read)
    assert here.redactions.out_of_place(report.id, read) == []
    assert [one.reviewed_by for one in here.redactions.of(report.id)] == [""]
    assert here.redactions.keep_place(report.id, read) == frozenset()


def test_the_pages_as_they_will_be_are_drawn_from_the_notebook(here: Desk, report: Document) -> None:
    black_out(here, report.id)
    opened = here.redactions.burnt(report.id)
    assert opened.pages == 2 and "redacted: 2 boxes" in opened.actions[0]
    assert here.previews.page(opened, 1, 200)[:4] == b"\x89PNG"


def test_a_document_that_brings_the_reader_down_is_said_and_not_searched(desk: Desk, here: Desk, report: Document) -> None:
    broken = replace(desk.redactions, workshop=StopsWorking())
    (read,) = broken.read_all(broken.to_read([report.id]))
    assert read.reading.reason == TOO_MUCH and read.opened.pages == 0
    with pytest.raises(Refused, match="no page 1"):
        read.page(1)
    with pytest.raises(Trouble):
        broken.burnt(report.id)


# What leaves the school


def test_a_pack_holds_none_of_it_in_pages_titles_names_bookmarks_or_manifest(here: Desk, report: Document, tmp_path: Path) -> None:
    black_out(here, report.id)
    here.redactions.review(report.id, "Mrs Orla Pine")
    out = tmp_path / "pack.pdf"
    manifest = here.packs.build(case_of(here, report.pupil), here.packs.proposed(case_of(here, report.pupil), ON), out, on=ON)
    assert still_found(out, ["Zofia", "Quince"]) == set()
    document, = manifest.documents
    assert (document.input, document.title) == ("Report on [blacked out].pdf", "Report on [blacked out]")
    assert document.actions[-1] == "redacted: 2 boxes on its pages 1 and 2 (another child); reviewed by Mrs Orla Pine"
    assert manifest.redactions is not None and document.first_page is not None
    assert (manifest.redactions.boxes, manifest.redactions.words, manifest.redactions.unreviewed, manifest.redactions.elsewhere) == (2, 1, 0, ())
    assert manifest.redactions.pages == (document.first_page, document.first_page + 1)
    checks = {check.name: check for check in verified(manifest, out)}
    assert checks["redactions"].ok and "2 boxes on 2 pages; 1 search repeated by two readers" in checks["redactions"].detail
    assert all(check.ok for check in checks.values())
    said = "\n".join(files_said(manifest))
    assert "Blacked out: 2 boxes on pages" in said and "Nobody else" not in said
    with pikepdf.open(out) as pdf:
        told = [str(thing.Alt) for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and "/Alt" in thing]
    assert f"Page 1 of ‘{document.title}’, parts blacked out: another child" in told


def test_what_changed_since_a_pack_that_was_sent_names_nobody_who_is_hushed_now(here: Desk, report: Document, kacper: Pupil, tmp_path: Path) -> None:
    case, out = case_of(here, kacper.id), tmp_path / "pack.pdf"
    other = put_in(here, kacper.id, word_file(tmp_path, "other.docx", "Nothing more is said here"), "Letter about Bartek Lis")
    here.packs.build(case, PackChoices(parts=(), documents=(report.id, other.id)), out, on=ON)
    here.packs.submit(case, out, "portal")
    black_out(here, report.id)
    here.documents.save(replace(other, sharing_basis=UNSHARED))
    again = PackChoices(parts=(CHANGES,), documents=(report.id,))
    told = changes_of(here.packs.plan(case, again, ON))
    assert told is not None and told.renamed == ()
    assert [one.title for one in (*told.kept, *told.replaced)] == ["Report on [blacked out]"]
    assert [one.title for one in told.taken_out] == [NOT_NAMED]
    here.packs.build(case, again, tmp_path / "again.pdf", on=ON)
    assert still_found(tmp_path / "again.pdf", ["Zofia", "Quince", "Bartek"]) == set()


def test_a_word_that_still_stands_elsewhere_is_told_with_its_page(here: Desk, report: Document, kacper: Pupil, tmp_path: Path) -> None:
    other = put_in(here, kacper.id, word_file(tmp_path, "views.docx", "Quince is named here too"), "Views")
    black_out(here, report.id, "Quince")
    manifest = here.packs.build(case_of(here, kacper.id), PackChoices(parts=(), documents=(report.id, other.id)), tmp_path / "pack.pdf", on=ON)
    page = next(one.first_page for one in manifest.documents if one.title == "Views")
    assert manifest.redactions is not None and manifest.redactions.elsewhere == (page,)
    said = "\n".join(files_said(manifest))
    assert f"still stand on page {page}: look there" in said and "Nobody else has looked at 2 boxes" in said and "Quince" not in said


def test_a_pack_in_volumes_with_a_password_holds_none_of_it(here: Desk, kacper: Pupil, tmp_path: Path) -> None:
    documents = [put_in(here, kacper.id, pdf_file(tmp_path, f"report{n}.pdf", f"{n} with {SECRET} on page", 2)) for n in range(3)]
    for one in documents:
        black_out(here, one.id)
    choices = PackChoices(parts=(), documents=tuple(one.id for one in documents), password="a long enough word", most_bytes=118_000)
    manifest = here.packs.build(case_of(here, kacper.id), choices, tmp_path / "pack.pdf", on=ON)
    assert len(manifest.files) > 1 and manifest.redactions is not None and len(manifest.redactions.pages) == 6
    for file in manifest.files:
        plain = tmp_path / f"plain {file.name}"
        with pikepdf.open(tmp_path / file.name, password="a long enough word") as pdf:
            pdf.save(plain)
        assert still_found(plain, ["Zofia", "Quince"]) == set()


def test_the_signed_original_of_a_redacted_document_is_not_kept_beside_the_pack(here: Desk, kacper: Pupil, tmp_path: Path) -> None:
    path = pdf_file(tmp_path, "signed.pdf", f"Signed, about {SECRET}, page")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        signature = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Sig, Contents=pikepdf.String("x" * 20), ByteRange=[0, 1, 2, 3]))
        field = pdf.make_indirect(pikepdf.Dictionary(FT=pikepdf.Name.Sig, T=pikepdf.String("Signature"), V=signature))
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[field], SigFlags=3)
        pdf.save(path)
    document = put_in(here, kacper.id, path)
    choices, case = PackChoices(parts=(), documents=(document.id,)), case_of(here, kacper.id)
    assert here.packs.build(case, choices, tmp_path / "before.pdf", on=ON).beside
    black_out(here, document.id)
    manifest = here.packs.build(case, choices, tmp_path / "pack.pdf", on=ON)
    assert manifest.beside == () and not (tmp_path / "pack originals").exists()
    assert any("not kept beside" in action for action in manifest.documents[0].actions) and manifest.documents[0].findings == ()
    assert still_found(tmp_path / "pack.pdf", ["Zofia", "Quince"]) == set()


def test_an_e_mail_s_attachment_that_names_somebody_is_named_without_the_name(here: Desk, kacper: Pupil, tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@school.example", "b@school.example", f"About {SECRET}"
    mail.set_content(f"Here is the plan for {SECRET}.")
    mail.add_attachment(b"x", maintype="application", subtype="octet-stream", filename="Plan Zofia Quince.bin")
    (tmp_path / "mail.eml").write_bytes(mail.as_bytes())
    document = put_in(here, kacper.id, tmp_path / "mail.eml")
    black_out(here, document.id)
    manifest = here.packs.build(case_of(here, kacper.id), PackChoices(parts=(), documents=(document.id,)), tmp_path / "pack.pdf", on=ON)
    assert manifest.documents[0].attachments == ("Plan [blacked out].bin",) and "Quince" not in (manifest.documents[0].reason or "")
    assert still_found(tmp_path / "pack.pdf", ["Zofia", "Quince"]) == set()


def test_the_studio_turns_a_document_anew_when_it_is_blacked_out(here: Desk, report: Document) -> None:
    snapshots = here.snapshots
    snapshots.kept.workshop = here.workshop
    before = snapshots.to_turn([report], PackChoices())
    first = snapshots.turned(before)[report.id]
    black_out(here, report.id)
    after = snapshots.to_turn([here.documents.get(report.id)], PackChoices())
    assert before[0].source.handling != after[0].source.handling
    second = replace(snapshots, packs=here.packs).turned(after)[report.id]
    assert first.pdf != second.pdf and second.pdf is not None and still_found(second.pdf, ["Quince"]) == set()
    assert first.pdf is not None and still_found(first.pdf, ["Quince"]) == {"Quince"}


def test_late_pages_hold_none_of_it(here: Desk, report: Document, kacper: Pupil, tmp_path: Path) -> None:
    first = put_in(here, kacper.id, pdf_file(tmp_path, "first.pdf", "Sent already, page"))
    case = case_of(here, kacper.id)
    here.packs.build(case, PackChoices(parts=(), documents=(first.id,)), tmp_path / "sent.pdf", on=ON)
    sent, _ = here.packs.submit(case, tmp_path / "sent.pdf", "portal")
    black_out(here, report.id)
    plan = here.late.plan(sent.id, LateChoices(documents=(report.id,)), ON)
    here.late.make(plan, tmp_path / "late.pdf", supplement=tmp_path / "alone.pdf")
    for path in (tmp_path / "late.pdf", tmp_path / "alone.pdf"):
        assert still_found(path, ["Zofia", "Quince"]) == set()


def test_a_photograph_that_is_blacked_out_is_not_printed_as_one(here: Desk, kacper: Pupil, tmp_path: Path) -> None:
    from sendco_desk.packs.portrait import portrait

    typed(1).save(tmp_path / "photo.png")
    document = put_in(here, kacper.id, tmp_path / "photo.png")
    assert Image.MIME["JPEG"] and portrait(here.packs.source(document))[:2] == b"\xff\xd8"
    here.redactions.mark(document.id, 1, [(10, 10, 500, 500)], reason="other_child")
    with pytest.raises(Refused, match="blacked out"):
        portrait(here.packs.source(document))


def test_the_document_in_the_notebook_stays_as_it_came(here: Desk, report: Document, tmp_path: Path) -> None:
    black_out(here, report.id)
    assert here.documents.save_copy(report.id, tmp_path / "copy.pdf").read_bytes() == here.documents.open(report.id).read()
    assert sha256_of(here.packs.source(report)) == report.sha256


def test_only_what_was_searched_for_is_taken_out_of_a_title(here: Desk, report: Document) -> None:
    assert untold("Report on Zofia", ()) == "Report on Zofia"
    here.redactions.mark(report.id, 1, [(10, 700, 50, 750)], reason="address")
    assert here.packs.item(report, PackChoices()).title == report.title
    assert isinstance(here.redactions, Redactions)
    case = case_of(here, report.pupil)
    assert here.redactions.of_case(case) == [report.id]


def test_a_record_given_to_another_program_does_not_tell_what_was_searched_for(here: Desk, report: Document) -> None:
    from sendco_desk.services.records_export import exported, json_bytes

    black_out(here, report.id)
    found = exported(here.keyring.book, pupil=report.pupil, kinds=(Redaction,))
    told = found.records["redaction"]
    assert len(told) == 2 and all((one["words"], one["note"], one["page_print"], one["reason"]) == ("", "", "", "other_child") for one in told)
    assert b"Quince" not in json_bytes(found.fields)
