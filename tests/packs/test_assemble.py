import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pypdfium2
import pytest

from sendco_desk.domain.refusals import Cancelled, Refused, Trouble
from sendco_desk.packs import joining
from sendco_desk.packs import verify as verifying
from sendco_desk.packs.assemble import build
from sendco_desk.packs.manifest import manifest_json
from sendco_desk.packs.plan import Chronology, PackPlan
from sendco_desk.packs.source import Converted, Limits, Outcome, Source
from sendco_desk.packs.verify import verify
from sendco_desk.packs.verify_reading import Check
from tests.packs.pack_samples import LOCKED, ON, all_words, as_it_is, item, lettered_pdf, pupil_parts, pupil_plan, words_of


@pytest.fixture
def documents(tmp_path: Path) -> list[Any]:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "locked.docx").write_bytes(b"not to be opened")
    return [
        item(lettered_pdf(folder / "speech.pdf", 3), "Speech and language report", part="Professionals", author="Marlshire NHS"),
        item(folder / "locked.docx", "Letter from paediatrics", part="Professionals"),
        item(lettered_pdf(folder / "plan.pdf", 2, turn=90), "Attendance plan", part="School records"),
    ]


def test_a_pack_passes_every_check(tmp_path: Path, documents: list[Any]) -> None:
    manifest = build(pupil_plan(documents), tmp_path / "pack.pdf", convert=as_it_is)
    assert [check for check in verify(tmp_path / "pack.pdf") if not check.ok] == []
    with pikepdf.open(tmp_path / "pack.pdf") as pdf:
        assert len(pdf.pages) == manifest.pages


def test_a_document_that_is_ready_is_not_converted_again_and_one_that_crashed_is_refused_alone(tmp_path: Path, documents: list[Any]) -> None:
    (tmp_path / "worker").mkdir()
    hung = "Reading this document took too long. Save it as PDF anew, and add that."
    speech = as_it_is(documents[0].source, tmp_path / "worker", Limits())
    crashed = Converted(name="locked.docx", outcome=Outcome.REFUSED, reason=hung)
    asked: list[str] = []

    def noted(source: Source, folder: Path, limits: Limits) -> Converted:
        asked.append(source.name)
        return as_it_is(source, folder, limits)

    manifest = build(pupil_plan(documents), tmp_path / "pack.pdf", ready={0: speech, 1: crashed}, convert=noted)
    assert asked == ["plan.pdf"] and speech.pdf is not None and speech.pdf.exists()
    assert [(document.outcome.value, document.reason, document.pages) for document in manifest.documents] == [
        ("included", None, 3),
        ("refused", hung, 0),
        ("included", None, 2),
    ]
    assert [check for check in verify(tmp_path / "pack.pdf") if not check.ok] == []


def test_a_pack_of_ready_documents_is_the_same_as_one_that_converts_them(tmp_path: Path, documents: list[Any]) -> None:
    plan = pupil_plan(documents)
    ready = {}
    for number, document in enumerate(documents):
        (tmp_path / str(number)).mkdir()
        ready[number] = as_it_is(document.source, tmp_path / str(number), Limits())
    assert build(plan, tmp_path / "one.pdf", ready=ready).sha256 == build(plan, tmp_path / "two.pdf", convert=as_it_is).sha256


def test_the_manifest_does_not_call_a_printed_document_joined_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "views.txt").write_text("I like art. I want the words to stay still.")
    documents = [item(tmp_path / "views.txt"), item(lettered_pdf(tmp_path / "report.pdf", 3))]
    build(pupil_plan(documents), tmp_path / "pack.pdf")
    manifest = all_words(tmp_path / "pack.pdf")[-1]
    assert manifest.count("Printed on PDF pages; otherwise as it was received.") == 1
    assert manifest.count("Nothing: joined as it was received.") == 1
    assert "4 to 6 3 pages" in manifest


def test_another_reader_finds_the_same_labels_bookmarks_and_links(tmp_path: Path, documents: list[Any]) -> None:
    build(pupil_plan(documents), tmp_path / "pack.pdf", convert=as_it_is)
    reader = pypdf.PdfReader(tmp_path / "pack.pdf")
    assert reader.page_labels == [str(number) for number in range(1, len(reader.pages) + 1)]
    titles = [(str(mark.title), reader.get_destination_page_number(mark)) for mark in _flat(reader.outline)]
    assert all(title.endswith(f", page {(page or 0) + 1}") for title, page in titles)
    assert "6 Letter from paediatrics, page 6" in dict(titles)
    assert reader.metadata is not None
    assert reader.metadata.title == "Request for an education, health and care needs assessment"


def _flat(outline: list[Any]) -> list[Any]:
    return [mark for each in outline for mark in (_flat(each) if isinstance(each, list) else [each])]


def test_each_row_of_the_contents_leads_to_where_its_document_begins(tmp_path: Path, documents: list[Any]) -> None:
    manifest = build(pupil_plan(documents), tmp_path / "pack.pdf", convert=as_it_is)
    reader = pypdf.PdfReader(tmp_path / "pack.pdf")
    where = {page.indirect_reference: number for number, page in enumerate(reader.pages, 1)}
    led_to = {str(note["/Contents"]): where[note["/Dest"][0]] for note in (each.get_object() for each in reader.pages[0].annotations or ())}
    assert led_to["Go to 5 Speech and language report, page 3"] == manifest.documents[0].first_page == 3
    assert led_to["Go to 7 Attendance plan, page 7"] == manifest.documents[2].first_page == 7
    assert "Body words 1" in words_of(tmp_path / "pack.pdf", 7)


def test_the_first_page_of_a_document_has_its_title_over_it(tmp_path: Path, documents: list[Any]) -> None:
    build(pupil_plan(documents), tmp_path / "pack.pdf", convert=as_it_is)
    assert "5 Speech and language report Marlshire NHS · pages 3 to 5" in words_of(tmp_path / "pack.pdf", 3)
    assert "Speech and language report" not in words_of(tmp_path / "pack.pdf", 4)


def test_a_document_that_cannot_be_included_is_named_with_the_reason(tmp_path: Path, documents: list[Any]) -> None:
    manifest = build(pupil_plan(documents), tmp_path / "pack.pdf", convert=as_it_is)
    (left_out,) = manifest.left_out
    assert (left_out.input, left_out.reason, left_out.first_page, left_out.pages) == ("locked.docx", LOCKED, None, 0)
    pages = all_words(tmp_path / "pack.pdf")
    assert "Letter from paediatrics" in pages[0]
    for number in (1, 6, len(pages)):
        assert LOCKED in pages[number - 1], f"the reason is not on page {number}"


def test_the_makers_note_stands_over_the_document_and_in_the_contents_and_where_it_could_not_go_in(tmp_path: Path, documents: list[Any]) -> None:
    items = [replace(item, note=f"Look at  line {number}") for number, item in enumerate(documents, 1)]
    build(pupil_plan(items), tmp_path / "pack.pdf", convert=as_it_is)
    pages = all_words(tmp_path / "pack.pdf")
    for number in range(1, len(items) + 1):
        assert sum(f"Note: Look at line {number}" in page for page in pages) == 2


def test_the_manifest_names_each_file_with_its_hash(tmp_path: Path, documents: list[Any]) -> None:
    manifest = build(pupil_plan(documents), tmp_path / "pack.pdf", convert=as_it_is)
    last = words_of(tmp_path / "pack.pdf", manifest.pages)
    for document in manifest.documents:
        assert document.input in last
        assert document.sha256 in last
    assert f'"sha256": "{manifest.sha256}"' in manifest_json(manifest)


def test_the_same_facts_make_the_same_bytes(tmp_path: Path, documents: list[Any]) -> None:
    first = build(pupil_plan(documents), tmp_path / "a.pdf", convert=as_it_is)
    second = build(pupil_plan(documents), tmp_path / "b.pdf", convert=as_it_is)
    assert replace(first, files=()) == replace(second, files=())
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_the_same_facts_make_the_same_bytes_in_another_process(tmp_path: Path, documents: list[Any]) -> None:
    manifest = build(pupil_plan(documents), tmp_path / "a.pdf", convert=as_it_is)
    program = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from sendco_desk.packs.assemble import build
from tests.packs.pack_samples import as_it_is, item, pupil_plan
folder = Path(sys.argv[2])
items = [
    item(folder / "documents/speech.pdf", "Speech and language report", part="Professionals", author="Marlshire NHS"),
    item(folder / "documents/locked.docx", "Letter from paediatrics", part="Professionals"),
    item(folder / "documents/plan.pdf", "Attendance plan", part="School records"),
]
print(build(pupil_plan(items), folder / "b.pdf", convert=as_it_is).sha256)
"""
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONHASHSEED": "4", "TZ": "Asia/Tokyo"}
    done = subprocess.run(
        [sys.executable, "-c", program, str(root), str(tmp_path)], capture_output=True, text=True, env=environment, check=True, timeout=60
    )
    assert done.stdout.strip() == manifest.sha256


def test_another_day_makes_another_file(tmp_path: Path, documents: list[Any]) -> None:
    first = build(pupil_plan(documents), tmp_path / "a.pdf", convert=as_it_is)
    second = build(pupil_plan(documents, on=ON.replace(day=13)), tmp_path / "b.pdf", convert=as_it_is)
    assert first.sha256 != second.sha256


@pytest.mark.parametrize("name", ["Łukasz Żółć", "Nguyễn Thị Hương", "王小明", "علی رضا"])
def test_names_in_other_scripts_are_printed_stamped_and_found(tmp_path: Path, name: str) -> None:
    document = item(lettered_pdf(tmp_path / "report.pdf"), f"Report about {name}")
    build(pupil_plan([document], name=name), tmp_path / "pack.pdf", convert=as_it_is)
    pages = all_words(tmp_path / "pack.pdf")
    for number in (1, 2, 3):
        assert set(name.replace(" ", "")) <= set(pages[number - 1]), f"page {number} lacks letters of the name"
    with pypdfium2.PdfDocument(tmp_path / "pack.pdf") as pdf:
        assert pdf.get_metadata_dict()["Title"]


def test_parts_can_be_left_out_and_stand_in_the_order_given(tmp_path: Path) -> None:
    summary, chronology, _ = pupil_parts()
    build(pupil_plan(parts=(chronology, summary)), tmp_path / "pack.pdf", convert=as_it_is)
    pages = all_words(tmp_path / "pack.pdf")
    assert pages[1].startswith("Kacper Wilk, born 14.03.2018 Page 2 of 2 Chronology")
    assert pages[1].index("Chronology") < pages[1].index("Pupil summary") < pages[1].index("Manifest")
    assert not any("Clock and delays" in words for words in pages)


def test_a_bundle_of_many_pages_is_numbered_through_a_contents_of_several(tmp_path: Path) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    lettered_pdf(folder / "five.pdf", 5, (200, 200))
    items = [item(folder / "five.pdf", f"Document number {number}", part=f"Part of {number // 40}") for number in range(125)]
    manifest = build(PackPlan(title="Many", on=ON, items=tuple(items)), tmp_path / "pack.pdf", convert=as_it_is)
    assert manifest.pages > 625
    assert manifest.parts[0].pages >= 3
    assert manifest.documents[0].first_page == manifest.parts[0].pages + 1
    assert manifest.documents[-1].first_page == manifest.parts[0].pages + 1 + 124 * 5
    with pikepdf.open(tmp_path / "pack.pdf") as pdf:
        assert sum(len(page.obj.get("/Annots", ())) for page in pdf.pages) == 125 + 4 + 1  # documents, parts, manifest


def test_a_password_locks_the_pack_with_aes_256(tmp_path: Path, documents: list[Any]) -> None:
    build(pupil_plan(documents, password="pass phrase"), tmp_path / "pack.pdf", convert=as_it_is)
    with pytest.raises(Refused, match="locked"):
        verify(tmp_path / "pack.pdf")
    assert all(check.ok for check in verify(tmp_path / "pack.pdf", "pass phrase"))
    with pikepdf.open(tmp_path / "pack.pdf", password="pass phrase") as pdf:
        assert (pdf.encryption.bits, str(pdf.encryption.stream_method).rsplit(".", maxsplit=1)[-1]) == (256, "aesv3")
    assert b"Kacper" not in (tmp_path / "pack.pdf").read_bytes()


def test_cancelling_leaves_nothing_behind_at_any_step(tmp_path: Path, documents: list[Any]) -> None:
    plan, scratch = pupil_plan(documents), tmp_path / "scratch"
    scratch.mkdir()
    for stop_at in range(len(plan.items) + 4):

        def report(done: int, total: int, stop_at: int = stop_at) -> None:
            if done == stop_at:
                raise Cancelled

        with pytest.raises(Cancelled):
            build(plan, tmp_path / "pack.pdf", report, scratch=scratch, convert=as_it_is)
        assert list(scratch.iterdir()) == []
        assert sorted(path.name for path in tmp_path.iterdir()) == ["documents", "scratch"]


def test_progress_counts_every_document_and_ends_at_the_end(tmp_path: Path, documents: list[Any]) -> None:
    seen: list[tuple[int, int]] = []
    build(pupil_plan(documents), tmp_path / "pack.pdf", lambda done, total: seen.append((done, total)), convert=as_it_is)
    assert sorted({done for done, _ in seen}) == list(range(len(documents) + 4))
    assert seen == sorted(seen)
    assert seen[-1] == (len(documents) + 3, len(documents) + 3)


def test_a_pack_that_fails_a_check_does_not_replace_the_older_one(tmp_path: Path, documents: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "pack.pdf"
    out.write_bytes(b"the older pack")
    monkeypatch.setattr(verifying, "CHECKS", (lambda reading: Check(name="links", ok=False, detail="1 of 2"),))
    with pytest.raises(Trouble, match="links"):
        build(pupil_plan(documents), out, convert=as_it_is)
    assert out.read_bytes() == b"the older pack"
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.skipif(sys.platform == "win32", reason="no limit can be set to what a program may write")
@pytest.mark.parametrize("missing", [1, 40, 5000])
@pytest.mark.parametrize("password", ["", "pass phrase"])
def test_a_full_disk_is_told_as_one_and_harms_nothing(tmp_path: Path, documents: list[Any], password: str, missing: int) -> None:
    import resource

    plan, out = pupil_plan(documents, password=password), tmp_path / "pack.pdf"
    build(plan, out, convert=as_it_is)
    room = out.stat().st_size - missing
    out.unlink()
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, before[1]))
    try:
        with pytest.raises(Trouble, match="disk is full"):
            build(plan, out, convert=as_it_is)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert [path.name for path in tmp_path.iterdir()] == ["documents"]


@pytest.mark.parametrize("lost", [0, 300, 3000])
def test_a_pack_of_which_a_piece_is_missing_is_not_taken_for_whole(tmp_path: Path, documents: list[Any], lost: int) -> None:
    out = tmp_path / "pack.pdf"
    build(pupil_plan(documents), out, convert=as_it_is)
    whole = out.read_bytes()
    joining._need_whole(out)
    out.write_bytes(whole[:lost] + whole[lost + 10 :])
    with pytest.raises(OSError, match="space"):
        joining._need_whole(out)


def test_a_missing_folder_is_refused_before_any_work(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refusal:
        build(pupil_plan(), tmp_path / "nowhere" / "pack.pdf", convert=as_it_is)
    assert refusal.value.field == "out"


def test_a_document_included_in_part_says_what_is_missing(tmp_path: Path) -> None:
    def in_part(source: Source, folder: Path, limits: Limits) -> Converted:
        whole = as_it_is(source, folder, limits)
        return Converted(
            name=whole.name, outcome=Outcome.PARTIAL, reason="A file inside it is not printed.", pdf=whole.pdf, pages=whole.pages, sha256=whole.sha256
        )

    document = item(lettered_pdf(tmp_path / "mail.pdf"), "E-mail from the council")
    build(pupil_plan([document], parts=()), tmp_path / "pack.pdf", convert=in_part)
    pages = all_words(tmp_path / "pack.pdf")
    assert all("Included in part. A file inside it is not printed." in words for words in pages)


def test_a_very_long_chronology_runs_over_many_pages(tmp_path: Path) -> None:
    _, chronology, _ = pupil_parts()
    rows = tuple(row for row in chronology.rows for _ in range(60))
    manifest = build(pupil_plan(parts=(Chronology(rows=rows),)), tmp_path / "pack.pdf", convert=as_it_is)
    assert manifest.parts[1].pages > 8
    assert all("What happened" in words for words in all_words(tmp_path / "pack.pdf")[1:-1])


def test_a_pack_can_stand_inside_another_pack(tmp_path: Path, documents: list[Any]) -> None:
    build(pupil_plan(documents), tmp_path / "inner.pdf", convert=as_it_is)
    build(pupil_plan([item(tmp_path / "inner.pdf", "Earlier pack")]), tmp_path / "outer.pdf", convert=as_it_is)
    assert "Page 7 of" in words_of(tmp_path / "outer.pdf", 7)
    assert [check for check in verify(tmp_path / "outer.pdf") if not check.ok] == []
