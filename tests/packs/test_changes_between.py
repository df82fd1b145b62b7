"""What a further pack says of the one that was sent: what came, went, is another file, stands elsewhere; and nothing where nothing is otherwise."""

import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from sendco_desk.domain.pack_changes import PARTS_UNTOLD, SAME_DOCUMENTS, Changes, changed_title, changes_fields, sentences
from sendco_desk.domain.paper import Leads, Paragraph, Run
from sendco_desk.domain.refusals import Refused
from sendco_desk.packs.assemble import build
from sendco_desk.packs.changes_between import changes, changes_of, last_sent, with_changes
from sendco_desk.packs.manifest import manifest_json
from sendco_desk.packs.page_count import pages_of
from sendco_desk.packs.plan import Correction, PackItem, PackPlan, PaperPart
from sendco_desk.packs.sent_pack import sent_pack
from sendco_desk.packs.source import path_source
from sendco_desk.packs.verify import failed, verify
from sendco_desk.packs.zip_result import ZipManifest, build_zip, zip_fields
from sendco_desk.packs.zip_verify import verify_zip
from tests.packs.late_samples import ADDED_ON, SENT_ON, add_late, earlier, late_items, sent_pack_of
from tests.packs.pack_samples import as_it_is, item, lettered_pdf, pupil_parts, pupil_plan, words_of

CHANGES = PaperPart(title=changed_title(SENT_ON), blocks=(Paragraph(runs=(Run(text="What changed is worked out when the pack is made."),)),))
EVERYTHING = ("added", "taken_out", "replaced", "renamed", "moved", "parts_added", "parts_taken_out", "parts_changed")


@pytest.fixture
def documents(tmp_path: Path) -> list[PackItem]:
    return [
        item(lettered_pdf(tmp_path / f"document{number}.pdf", number), f"Report {number}", part="Professionals", key=UUID(int=number))
        for number in (2, 3, 4)
    ]


@pytest.fixture
def sent(tmp_path: Path, documents: list[PackItem]) -> Path:
    build(pupil_plan(documents, parts=(*pupil_parts(), sourced())), tmp_path / "sent.pdf", convert=as_it_is)
    return tmp_path / "sent.pdf"


def sourced(page: int = 2) -> PaperPart:
    """A part whose words lead to a page of the last document."""
    led = Run(text="Report 4", leads=Leads(document=UUID(int=4), page=page))
    return PaperPart(title="Needs", blocks=(Paragraph(runs=(Run(text="He reads slowly on page 4. "), led)),))


def found(plan: PackPlan, sent: Path) -> Changes:
    """What a plan changes since the pack in a file."""
    return changes(sent_pack(path_source(sent)), plan, {})


def test_the_same_facts_say_that_nothing_changed(sent: Path, documents: list[PackItem]) -> None:
    told = found(pupil_plan(documents, parts=(*pupil_parts(), sourced())), sent)
    assert told.nothing
    assert [one.title for one in told.kept] == ["Report 2", "Report 3", "Report 4"]
    assert [one.title for one in told.parts_kept] == ["Pupil summary", "Chronology", "Clock and delays", "Needs"]


def test_a_document_before_another_moves_it_and_changes_no_words(sent: Path, tmp_path: Path, documents: list[PackItem]) -> None:
    new = item(lettered_pdf(tmp_path / "new.pdf", 7), "New report", part="Professionals", key=UUID(int=9))
    told = found(pupil_plan([new, *documents], parts=(*pupil_parts(), sourced())), sent)
    assert [one.title for one in told.added] == ["New report"]
    assert not (told.parts_changed or told.taken_out or told.replaced or told.renamed)


def test_each_thing_that_can_change_is_told(sent: Path, tmp_path: Path, documents: list[PackItem]) -> None:
    summary, chronology, clock = pupil_parts()
    row = replace(chronology.rows[0], corrections=(Correction(written_on=date(2026, 11, 8), who="Ms A. Patel", words="It was Monday."),))
    other = item(lettered_pdf(tmp_path / "other.pdf", 5), "Report 3", part="Professionals", key=UUID(int=3))
    plan = pupil_plan(
        [replace(documents[0], title="Report  two"), other], parts=(summary, replace(chronology, rows=(row, *chronology.rows[1:])), CHANGES),
    )
    told = found(plan, sent)
    assert [(one.title, one.before, one.was) for one in told.renamed] == [("Report two", "Report 2", "3")]
    assert [(one.title, one.was) for one in told.replaced] == [("Report 3", "5")]
    assert [(one.title, one.was) for one in told.taken_out] == [("Report 4", "8")]
    assert [(one.title, one.was) for one in told.parts_changed] == [("Chronology", "2")]
    assert [one.title for one in told.parts_taken_out] == ["Clock and delays", "Needs"]
    assert [one.title for one in told.parts_kept] == ["Pupil summary"]
    assert clock.title not in [one.title for one in told.parts_kept]


def test_copies_of_one_file_are_told_apart_by_their_titles(tmp_path: Path) -> None:
    path = lettered_pdf(tmp_path / "one.pdf", 1)
    three = [item(path, f"Copy {letter}") for letter in "ABC"]
    build(pupil_plan(three), tmp_path / "sent.pdf", convert=as_it_is)
    told = found(pupil_plan([item(path, "Copy D"), three[2], three[0]]), tmp_path / "sent.pdf")
    assert [(one.title, one.before) for one in told.kept] == [("Copy D", "Copy B"), ("Copy C", ""), ("Copy A", "")]
    assert (told.added, told.taken_out) == ((), ())


def test_a_document_that_could_not_be_put_in_is_compared_too(tmp_path: Path) -> None:
    (tmp_path / "locked.docx").write_bytes(b"locked")
    locked = item(tmp_path / "locked.docx", "Locked letter", key=UUID(int=1))
    part = PaperPart(title="Needs", blocks=(Paragraph(runs=(Run(text="Locked letter", leads=Leads(document=UUID(int=1))),)),))
    build(pupil_plan([locked], parts=(part,)), tmp_path / "sent.pdf", convert=as_it_is)
    assert found(pupil_plan([locked], parts=(part,)), tmp_path / "sent.pdf").nothing


# Numbered files


def numbered(plan: PackPlan, out: Path) -> ZipManifest:
    """The plan as numbered files in a ZIP."""
    return build_zip(plan, ["Report"] * len(plan.items), out, convert=as_it_is)


@pytest.fixture
def files_sent(tmp_path: Path, documents: list[PackItem]) -> Path:
    numbered(pupil_plan(documents, parts=(*pupil_parts(), sourced())), tmp_path / "sent.zip")
    return tmp_path / "sent.zip"


def since(plan: PackPlan, *sent: Path, password: str = "") -> Changes:
    before = earlier(*sent)
    files = tuple(replace(file, passwords=(password,) if password else ()) for file in before.files)
    told = changes_of(replace(plan, earlier=replace(before, files=files)))
    assert told is not None
    return told


def test_numbered_files_and_a_bundle_of_the_same_facts_are_the_same(files_sent: Path, documents: list[PackItem]) -> None:
    told = since(pupil_plan(documents, parts=(*pupil_parts(), sourced(), CHANGES)), files_sent)
    assert told.nothing and told.files and told.parts_told
    assert [(one.title, one.was) for one in told.kept] == [("Report 2", "file 02"), ("Report 3", "file 03"), ("Report 4", "file 04")]
    assert [one.title for one in told.parts_kept] == ["Pupil summary", "Chronology", "Clock and delays", "Needs"]
    assert sentences(told) == ("Nothing changed since the pack sent on Wed 4 Nov 2026.",)


def test_what_changed_since_numbered_files_names_the_files(files_sent: Path, tmp_path: Path, documents: list[PackItem]) -> None:
    other = item(lettered_pdf(tmp_path / "other.pdf", 5), "Report 3", part="Professionals", key=UUID(int=3))
    needs = PaperPart(title="Needs", blocks=(Paragraph(runs=(Run(text="Other."),)),))
    plan = pupil_plan([documents[0], other], parts=(*pupil_parts(), needs, CHANGES))
    made = build(replace(plan, earlier=earlier(files_sent)), tmp_path / "next.pdf", convert=as_it_is)
    assert made.changes is not None and not made.changes.moved
    assert sentences(made.changes) == (
        "‘Report 3’ is another file than before (it was file 03).", "‘Report 4’, which was file 04, is not in it any more.",
        "The part ‘Needs’ says other words than before (it was on page 3 of file 01).",
    )
    page = " ".join(words_of(tmp_path / "next.pdf", number) for number in range(1, made.pages + 1))
    assert "It went as numbered files in a ZIP." in page and "Report 4, which was file 04" in page
    assert failed(verify(tmp_path / "next.pdf")) == ()


def test_numbered_files_say_what_changed_since_a_bundle_and_since_numbered_files(
    sent: Path, files_sent: Path, tmp_path: Path, documents: list[PackItem],
) -> None:
    for before, was in ((sent, "on page 3"), (files_sent, "file 02")):
        plan = pupil_plan(documents[1:], parts=(*pupil_parts(), sourced(), CHANGES), earlier=earlier(before))
        out = tmp_path / f"next {before.suffix[1:]}.zip"
        made = numbered(plan, out)
        assert made.changes is not None and sentences(made.changes) == (f"‘Report 2’, which was {was}, is not in it any more.",)
        assert failed(verify_zip(out)) == ()
        with zipfile.ZipFile(out) as archive:
            request = Path(archive.extract(archive.namelist()[1], tmp_path / before.suffix))
        words = " ".join(words_of(request, page) for page in range(1, pages_of(request) + 1))
        assert "What changed since the pack sent on" in words and f"Report 2, which was {was}" in words
        assert zip_fields(made)["changes"]["taken_out"][0]["title"] == "Report 2"


def test_a_document_that_was_no_file_is_compared_too(tmp_path: Path) -> None:
    (tmp_path / "locked.docx").write_bytes(b"locked")
    locked = item(tmp_path / "locked.docx", "Locked letter", key=UUID(int=1))
    part = PaperPart(title="Needs", blocks=(Paragraph(runs=(Run(text="Locked letter", leads=Leads(document=UUID(int=1))),)),))
    numbered(pupil_plan([locked], parts=(part,)), tmp_path / "sent.zip")
    assert since(pupil_plan([locked], parts=(part, CHANGES)), tmp_path / "sent.zip").nothing


def test_files_that_were_sent_without_parts_are_compared_with_parts(tmp_path: Path, documents: list[PackItem]) -> None:
    numbered(pupil_plan(documents, parts=()), tmp_path / "sent.zip")
    told = since(pupil_plan(documents, parts=(sourced(), CHANGES)), tmp_path / "sent.zip")
    assert told.parts_told and [one.title for one in told.parts_added] == ["Needs"]


def test_files_with_a_password_are_known_by_what_they_are_made_from(tmp_path: Path, documents: list[PackItem]) -> None:
    numbered(pupil_plan(documents, parts=(*pupil_parts(), sourced()), password="oak barn"), tmp_path / "sent.zip")
    plan = pupil_plan(documents[1:], parts=(*pupil_parts(), sourced(), CHANGES))
    with pytest.raises(Refused, match="locked"):
        since(plan, tmp_path / "sent.zip")
    told = since(plan, tmp_path / "sent.zip", password="oak barn")
    assert sentences(told) == ("‘File 02’, which was file 02, is not in it any more.",)


def test_an_archive_without_the_request_says_that_the_parts_were_not_compared(files_sent: Path, tmp_path: Path, documents: list[PackItem]) -> None:
    with zipfile.ZipFile(files_sent) as archive, zipfile.ZipFile(tmp_path / "second.zip", "w") as second:
        for name in archive.namelist():
            if "Request" not in name:
                second.writestr(name, archive.read(name))
    plan = pupil_plan(documents, parts=(*pupil_parts(), sourced(), CHANGES))
    told = since(plan, tmp_path / "second.zip")
    assert told.nothing and sentences(told) == (SAME_DOCUMENTS, PARTS_UNTOLD)
    build(replace(plan, earlier=earlier(tmp_path / "second.zip")), tmp_path / "next.pdf", convert=as_it_is)
    assert f"{SAME_DOCUMENTS} {PARTS_UNTOLD}" in " ".join(words_of(tmp_path / "next.pdf", page) for page in range(1, 6))


@pytest.mark.parametrize(("content", "said"), [(b"PK\x03\x04 nothing", "is damaged"), (None, "has no manifest of a pack")])
def test_an_archive_that_is_no_pack_is_refused(content: bytes | None, said: str, tmp_path: Path, documents: list[PackItem]) -> None:
    if content is None:
        with zipfile.ZipFile(tmp_path / "sent.zip", "w") as archive:
            archive.writestr("other.pdf", b"x")
    else:
        (tmp_path / "sent.zip").write_bytes(content)
    with pytest.raises(Refused, match=said):
        since(pupil_plan(documents, parts=(CHANGES,)), tmp_path / "sent.zip")


def test_the_page_in_the_pack_says_it_with_links(tmp_path: Path, sent: Path, documents: list[PackItem]) -> None:
    new = item(lettered_pdf(tmp_path / "new.pdf", 7), "New report", part="Professionals", key=UUID(int=9))
    plan = pupil_plan([new, *documents[1:]], parts=(CHANGES, *pupil_parts()), earlier=earlier(sent))
    made = build(plan, tmp_path / "next.pdf", convert=as_it_is)
    page = words_of(tmp_path / "next.pdf", 2)
    assert "What changed since the pack sent on Wed 4 Nov 2026" in page
    assert "Documents that are new • New report, page\xa04".replace("\xa0", " ") in page.replace("\xa0", " ")
    assert "Report 2, which was on page 3" in page
    assert made.changes is not None
    assert [(one.title, one.was, one.now) for one in made.changes.moved] == [("Report 3", "5", "11"), ("Report 4", "8", "14")]
    assert failed(verify(tmp_path / "next.pdf")) == ()
    assert '"since": {\n      "pack": 1,' in manifest_json(made)


def test_the_page_says_that_nothing_changed(tmp_path: Path, sent: Path, documents: list[PackItem]) -> None:
    plan = pupil_plan(documents, parts=(CHANGES, *pupil_parts(), sourced()), earlier=earlier(sent))
    made = build(plan, tmp_path / "next.pdf", convert=as_it_is)
    assert "Nothing changed: the documents are the same" in words_of(tmp_path / "next.pdf", 2)
    assert made.changes is not None
    assert sentences(made.changes)[0].startswith("The documents are the same")
    again = build(replace(plan, earlier=earlier(tmp_path / "next.pdf")), tmp_path / "again.pdf", convert=as_it_is)
    assert again.changes is not None
    assert sentences(again.changes) == ("Nothing changed since the pack sent on Wed 4 Nov 2026.",)


def test_the_page_itself_is_the_same_bytes_each_time(tmp_path: Path, sent: Path, documents: list[PackItem]) -> None:
    plan = pupil_plan(documents, parts=(CHANGES, *pupil_parts()), earlier=earlier(sent))
    assert build(plan, tmp_path / "a.pdf", convert=as_it_is).sha256 == build(plan, tmp_path / "b.pdf", convert=as_it_is).sha256


def test_what_was_added_late_counts_as_sent(tmp_path: Path) -> None:
    sent = sent_pack_of(tmp_path)
    add_late(sent, late_items(tmp_path), tmp_path / "late.pdf")
    documents = [item(tmp_path / f"document{number}.pdf", f"Report {number}") for number in (1, 2, 3)]
    late = [one.item for one in late_items(tmp_path)]
    told = found(pupil_plan([*documents, *late]), tmp_path / "late.pdf")
    assert told.nothing
    assert [one.was for one in told.kept] == ["3", "14", "22", "12A", "12C", "31"]


def test_pages_sent_alone_are_passed_over(tmp_path: Path) -> None:
    sent = sent_pack_of(tmp_path)
    add_late(sent, late_items(tmp_path), tmp_path / "late.pdf", supplement=tmp_path / "alone.pdf")
    number, day, pack = last_sent(earlier(tmp_path / "alone.pdf", sent, days=(ADDED_ON, SENT_ON)))
    assert (number, day, len(pack.labels)) == (1, SENT_ON, 30)
    with pytest.raises(Refused, match="only pages that were added"):
        last_sent(earlier(tmp_path / "alone.pdf"))


def test_volumes_are_compared_as_one_pack(tmp_path: Path) -> None:
    documents = [item(lettered_pdf(tmp_path / f"document{number}.pdf", 12), f"Report {number}") for number in range(1, 5)]
    whole = build(pupil_plan(documents), tmp_path / "whole.pdf", convert=as_it_is)
    made = build(pupil_plan(documents, most_bytes=whole.files[0].bytes * 3 // 4), tmp_path / "pack.pdf", convert=as_it_is)
    volumes = [tmp_path / file.name for file in made.files]
    assert len(volumes) > 1
    plan = pupil_plan(documents, parts=(CHANGES, *pupil_parts()), earlier=earlier(*reversed(volumes), tmp_path / "whole.pdf"))
    told = changes_of(plan)
    assert told is not None
    assert told.nothing
    assert [one.was for one in told.kept] == [str(one.first_page) for one in made.documents]


def test_words_that_lead_into_another_volume_are_not_called_other_words(tmp_path: Path) -> None:
    documents = [item(lettered_pdf(tmp_path / f"document{number}.pdf", 12), f"Report {number}", key=UUID(int=number)) for number in range(1, 5)]
    led = Run(text="Report 4", leads=Leads(document=UUID(int=4), page=2))
    tables = tuple(
        PaperPart(title=title, blocks=(Paragraph(runs=(Run(text="He reads slowly. "), led)), Paragraph(runs=(Run(text=after),))))
        for title, after in (("Needs", "2. He counts well."), ("Strengths", "12 months old"))
    )
    whole = build(pupil_plan(documents, parts=tables), tmp_path / "whole.pdf", convert=as_it_is)
    made = build(pupil_plan(documents, parts=tables, most_bytes=whole.files[0].bytes * 3 // 4), tmp_path / "pack.pdf", convert=as_it_is)
    volumes = [tmp_path / file.name for file in made.files]
    assert len(volumes) > 1 and made.documents[3].volume > 1
    told = changes_of(pupil_plan(documents, parts=(CHANGES, *tables), earlier=earlier(*volumes)))
    assert told is not None and told.nothing and [one.title for one in told.parts_kept] == ["Needs", "Strengths"]
    others = (tables[0], replace(tables[1], blocks=tables[1].blocks[:1]))
    told = changes_of(pupil_plan(documents, parts=(CHANGES, *others), earlier=earlier(*volumes)))
    assert told is not None and [one.title for one in told.parts_changed] == ["Strengths"]


def test_a_locked_pack_opens_with_a_password_that_is_tried(tmp_path: Path) -> None:
    locked = sent_pack_of(tmp_path, "locked.pdf", "three odd words")
    one = earlier(locked)
    with pytest.raises(Refused, match="leave out the page about what changed") as refusal:
        last_sent(one)
    assert refusal.value.field == "password"
    tried = replace(one.files[0], passwords=("another guess", "three odd words"))
    assert last_sent(replace(one, files=(tried,)))[2].labels[-1] == "30"


def test_the_fields_of_the_list_are_plain(tmp_path: Path, sent: Path, documents: list[PackItem]) -> None:
    told = changes_fields(found(pupil_plan(documents[1:]), sent))
    assert told["nothing_changed"] is False
    assert set(EVERYTHING) <= set(told)
    sha256 = told["taken_out"][0]["sha256"]
    assert told["taken_out"] == [{"title": "Report 2", "was": "3", "before": "", "now": "", "sha256": sha256, "document": None}]
    assert told["kept"][0]["document"] == str(UUID(int=3))


def test_a_plan_that_does_not_ask_compares_nothing(documents: list[PackItem]) -> None:
    plan = pupil_plan(documents)
    assert changes_of(plan) is None
    assert with_changes(plan) == (plan, None)


def test_a_pack_of_documents_alone_is_compared(tmp_path: Path, documents: list[PackItem]) -> None:
    build(pupil_plan(documents, parts=()), tmp_path / "sent.pdf", convert=as_it_is)
    assert found(pupil_plan(documents, parts=()), tmp_path / "sent.pdf").nothing


def test_a_volume_whose_others_are_not_there_is_compared_with_by_itself(tmp_path: Path) -> None:
    documents = [item(lettered_pdf(tmp_path / f"document{number}.pdf", 12), f"Report {number}") for number in range(1, 5)]
    whole = build(pupil_plan(documents), tmp_path / "whole.pdf", convert=as_it_is)
    made = build(pupil_plan(documents, most_bytes=whole.files[0].bytes * 3 // 4), tmp_path / "pack.pdf", convert=as_it_is)
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    last = tmp_path / made.files[-1].name
    _, _, pack = last_sent(earlier(last, sent_pack_of(tmp_path), tmp_path / "broken.pdf"))
    assert pack.labels[0] == str(made.files[-1].first_page)


def test_nothing_kept_and_a_document_left_out_are_told(tmp_path: Path, sent: Path) -> None:
    (tmp_path / "locked.docx").write_bytes(b"locked")
    plan = pupil_plan([item(tmp_path / "locked.docx", "Locked letter")], parts=(CHANGES,), earlier=earlier(sent))
    made = build(plan, tmp_path / "next.pdf", convert=as_it_is)
    assert made.changes is not None
    assert [(one.title, one.now) for one in made.changes.added] == [("Locked letter", "")]
    assert "Where the documents of the earlier pack stand now" not in words_of(tmp_path / "next.pdf", 2)


def test_a_number_that_stands_alone_on_its_line_is_no_change_either(tmp_path: Path, documents: list[PackItem]) -> None:
    words = "He reads slowly and asks for a break twice in each lesson, as the report of the psychologist says who saw him at school in May"
    for length in range(40, len(words), 7):
        part = PaperPart(title="Needs", blocks=(Paragraph(runs=(Run(text=words[:length], leads=Leads(document=UUID(int=4), page=2)),)),))
        build(pupil_plan(documents, parts=(part,)), tmp_path / "sent.pdf", convert=as_it_is)
        new = item(lettered_pdf(tmp_path / "new.pdf", 120, (200, 200)), "New report", part="Professionals")
        assert not found(pupil_plan([new, *documents], parts=(part,)), tmp_path / "sent.pdf").parts_changed
