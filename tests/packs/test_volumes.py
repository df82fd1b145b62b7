"""A pack too large for one file: split between documents, numbered through, each volume complete by itself."""

import itertools
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Dictionary

from sendco_desk.domain.refusals import Cancelled, Refused, Trouble
from sendco_desk.packs import verify as verifying
from sendco_desk.packs import volumes
from sendco_desk.packs.assemble import build
from sendco_desk.packs.joining import VOLUME
from sendco_desk.packs.manifest import Manifest, biggest, manifest_json, sizes_apart
from sendco_desk.packs.pages import lay_out
from sendco_desk.packs.pages_contents import Kind
from sendco_desk.packs.plan import PackItem, PackPlan
from sendco_desk.packs.source import Converted, Outcome, path_source
from sendco_desk.packs.verify import verify
from sendco_desk.packs.verify_reading import Check
from sendco_desk.packs.volumes import divided, volumes_of
from tests.packs.pack_samples import ON, all_words, as_it_is, item, lettered_pdf, pupil_plan
from tests.packs.test_lighter import SHEET, a_pdf, jpeg, scanned

MOST = 400_000


def heavy_pdf(path: Path, pages: int = 2, size: int = 100_000) -> Path:
    """A PDF of so many pages, and so many bytes that cannot be squeezed."""
    lettered_pdf(path, pages)
    noise = bytes((number * number + number // 251) % 256 for number in range(size))
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[0].obj.Resources.XObject = Dictionary(Noise=pdf.make_stream(noise, {"/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Form}))
        pdf.save(path, deterministic_id=True, compress_streams=False)
    return path


@pytest.fixture
def documents(tmp_path: Path) -> list[Any]:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "locked.docx").write_bytes(b"not to be opened")
    named = [(f"Report {number}", "Reports" if number < 5 else "Letters") for number in range(1, 9)]
    found = [item(heavy_pdf(folder / f"{title}.pdf"), title, part=part) for title, part in named]
    return [*found[:3], item(folder / "locked.docx", "Locked letter", part="Reports"), *found[3:]]


def files_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name not in ("documents", "scratch"))


def opened_by_name(folder: Path, manifest: Manifest) -> list[Path]:
    return [folder / file.name for file in manifest.files]


def test_a_pack_larger_than_one_file_may_be_becomes_volumes_that_each_pass_every_check(tmp_path: Path, documents: list[Any]) -> None:
    manifest = build(pupil_plan(documents, most_bytes=MOST), tmp_path / "pack.pdf", convert=as_it_is)
    count = len(manifest.files)
    assert files_in(tmp_path) == [f"pack volume {number} of {count}.pdf" for number in range(1, count + 1)] and count > 2
    for path in opened_by_name(tmp_path, manifest):
        assert [check for check in verify(path) if not check.ok] == []
        assert path.stat().st_size <= MOST
    assert manifest.sha256 == manifest.files[0].sha256


def test_the_numbers_go_on_from_volume_to_volume_and_every_document_is_in_once(tmp_path: Path, documents: list[Any]) -> None:
    manifest = build(pupil_plan(documents, most_bytes=MOST), tmp_path / "pack.pdf", convert=as_it_is)
    assert manifest.files[0].first_page == 1 and manifest.files[-1].last_page == manifest.pages
    assert all(after.first_page == before.last_page + 1 for before, after in itertools.pairwise(manifest.files))
    assert [document.title for document in manifest.documents] == [each.title for each in documents]
    for document in manifest.documents:
        if document.first_page is not None:
            file = manifest.files[document.volume - 1]
            words = all_words(tmp_path / file.name)[document.first_page - file.first_page]
            assert f"{document.title} Pages {document.first_page} to {document.first_page + 1}" in words
            assert f"Page {document.first_page} of {manifest.pages}" in words


def test_every_volume_begins_with_what_it_is_and_the_contents_of_all(tmp_path: Path, documents: list[Any]) -> None:
    manifest = build(pupil_plan(documents, most_bytes=MOST), tmp_path / "pack.pdf", convert=as_it_is)
    for number, file in enumerate(manifest.files, 1):
        first = " ".join(all_words(tmp_path / file.name)[: 2 if number == 1 else 1])
        assert f"Volume {number} of {len(manifest.files)}, pages {file.first_page} to {file.last_page}" in first
        assert all(each.title in first for each in documents)
        other = next(document for document in manifest.documents if document.volume not in (0, number))
        assert f"volume {other.volume}, page {other.first_page}" in first
        with pikepdf.open(tmp_path / file.name) as pdf:
            assert str(pdf.docinfo["/Title"]).endswith(f", volume {number} of {len(manifest.files)}")


def test_a_part_that_goes_on_in_another_volume_is_named_there_again(tmp_path: Path, documents: list[Any]) -> None:
    manifest = build(pupil_plan(documents, most_bytes=MOST), tmp_path / "pack.pdf", convert=as_it_is)
    continued = [words for file in manifest.files[1:] if "Reports, continued" in (words := all_words(tmp_path / file.name)[0])]
    assert continued
    assert {document.part for document in manifest.documents} == {"Reports", "Letters"}


def test_links_of_a_volume_stay_inside_it(tmp_path: Path, documents: list[Any]) -> None:
    manifest = build(pupil_plan(documents, most_bytes=MOST), tmp_path / "pack.pdf", convert=as_it_is)
    with pikepdf.open(tmp_path / manifest.files[1].name) as pdf:
        own = {page.obj.objgen for page in pdf.pages}
        links = [note for page in pdf.pages for note in page.obj.get("/Annots", ())]
        assert links and all(note.Dest[0].objgen in own for note in links)
        shown = {str(note.Contents) for note in links}
    inside = [document for document in manifest.documents if document.volume == 2]
    assert all(any(document.title in words for words in shown) for document in inside)
    assert not any(document.title in words for words in shown for document in manifest.documents if document.volume == 1)


def test_volumes_of_the_same_facts_are_the_same_bytes(tmp_path: Path, documents: list[Any]) -> None:
    plan = pupil_plan(documents, most_bytes=MOST)
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    one, two = (build(plan, tmp_path / name / "pack.pdf", convert=as_it_is) for name in ("one", "two"))
    assert one == two
    assert len({file.sha256 for file in one.files}) == len(one.files)


def test_a_pack_that_is_small_enough_stays_one_file(tmp_path: Path, documents: list[Any]) -> None:
    limited = build(pupil_plan(documents, most_bytes=5_000_000), tmp_path / "a.pdf", convert=as_it_is)
    free = build(pupil_plan(documents), tmp_path / "b.pdf", convert=as_it_is)
    assert files_in(tmp_path) == ["a.pdf", "b.pdf"]
    assert limited.sha256 == free.sha256
    assert [(file.name, file.first_page, file.last_page) for file in limited.files] == [("a.pdf", 1, limited.pages)]


def test_one_document_larger_than_a_file_may_be_is_refused_with_the_largest_named(tmp_path: Path, documents: list[Any]) -> None:
    large = item(heavy_pdf(tmp_path / "documents" / "scan.pdf", size=900_000), "Old file")
    with pytest.raises(Refused) as refusal:
        build(pupil_plan([*documents, large], most_bytes=MOST), tmp_path / "pack.pdf", convert=as_it_is)
    assert refusal.value.field == "most_bytes"
    assert refusal.value.message.startswith("‘Old file’ alone makes a file of 0.9 MB, and one file may have 0.4 MB. Allow larger files,")
    assert "Other large documents: ‘Report 1’ 0.1 MB" in refusal.value.message
    assert files_in(tmp_path) == []


def test_a_document_that_is_too_large_only_with_the_rest_of_its_volume_is_refused_too(tmp_path: Path, documents: list[Any]) -> None:
    large = item(heavy_pdf(tmp_path / "documents" / "scan.pdf", size=390_000), "Old file")
    with pytest.raises(Refused, match=r"‘Old file’ alone makes a file of 0\.[45] MB"):
        build(pupil_plan([*documents, large], most_bytes=MOST), tmp_path / "pack.pdf", convert=as_it_is)
    assert files_in(tmp_path) == []


def test_a_size_and_its_limit_never_read_alike(tmp_path: Path, documents: list[Any]) -> None:
    assert sizes_apart(940_000, 400_000) == ("0.9 MB", "0.4 MB")
    assert sizes_apart(57_100, 1_000) == ("58 kB", "1 kB")
    assert sizes_apart(10_030_000, 10_000_000) == ("10030 kB", "10000 kB")
    with pytest.raises(Refused, match=r"alone makes a file of \d+ kB, and one file may have 3 kB"):
        build(pupil_plan(documents, most_bytes=3_000), tmp_path / "pack.pdf", convert=as_it_is)


def test_cancelling_while_volumes_are_made_leaves_nothing_behind(tmp_path: Path, documents: list[Any]) -> None:
    plan, scratch = pupil_plan(documents, most_bytes=MOST), tmp_path / "scratch"
    scratch.mkdir()
    for after in itertools.count():
        calls = itertools.count()

        def report(done: int, total: int, after: int = after, calls: Any = calls) -> None:
            if done > len(plan.items) and next(calls) >= after:
                raise Cancelled

        try:
            build(plan, tmp_path / "pack.pdf", report, scratch=scratch, convert=as_it_is)
        except Cancelled:
            assert (files_in(tmp_path), list(scratch.iterdir())) == ([], [])
        else:
            break
    assert after > 12 and len(files_in(tmp_path)) > 1


def test_no_volume_appears_when_one_fails_a_check(tmp_path: Path, documents: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[int] = []

    def second_fails(reading: Any) -> Check:
        looked_at.append(reading.volume.number)
        return Check(name="links", ok=reading.volume.number != 2, detail="1 of 2")

    monkeypatch.setattr(verifying, "CHECKS", (second_fails,))
    with pytest.raises(Trouble, match="links"):
        build(pupil_plan(documents, most_bytes=MOST), tmp_path / "pack.pdf", convert=as_it_is)
    assert (looked_at, files_in(tmp_path)) == ([1, 2], [])


def test_progress_of_volumes_never_runs_backwards(tmp_path: Path, documents: list[Any]) -> None:
    seen: list[tuple[int, int]] = []
    build(pupil_plan(documents, most_bytes=MOST), tmp_path / "pack.pdf", lambda *step: seen.append(step), convert=as_it_is)
    assert seen == sorted(seen) and seen[-1][0] == seen[-1][1]


def test_a_file_of_a_volume_s_name_that_is_no_pack_is_not_written_over(tmp_path: Path, documents: list[Any]) -> None:
    count = len(build(pupil_plan(documents, most_bytes=MOST), tmp_path / "pack.pdf", convert=as_it_is).files)
    mine = tmp_path / f"pack volume 2 of {count}.pdf"
    mine.write_text("my own notes")
    with pytest.raises(Refused, match="is not a pack"):
        build(pupil_plan(documents, most_bytes=MOST), tmp_path / "pack.pdf", convert=as_it_is)
    assert mine.read_text() == "my own notes"


def test_each_volume_is_locked_with_the_password(tmp_path: Path, documents: list[Any]) -> None:
    manifest = build(pupil_plan(documents, most_bytes=MOST, password="pass phrase"), tmp_path / "pack.pdf", convert=as_it_is)
    for path in opened_by_name(tmp_path, manifest):
        with pytest.raises(Refused, match="locked"):
            verify(path)
        assert all(check.ok for check in verify(path, "pass phrase"))


def test_the_manifest_names_the_files_and_the_largest_documents(tmp_path: Path, documents: list[Any]) -> None:
    large = item(heavy_pdf(tmp_path / "documents" / "scan.pdf", size=200_000), "Old file")
    manifest = build(pupil_plan([*documents, large], most_bytes=MOST), tmp_path / "pack.pdf", convert=as_it_is)
    assert [document.title for document in biggest(manifest, 1)] == ["Old file"]
    told = manifest_json(manifest)
    assert all(f'"name": "{file.name}"' in told for file in manifest.files)
    for file, path in zip(manifest.files, opened_by_name(tmp_path, manifest), strict=True):
        assert file.bytes == path.stat().st_size


@pytest.mark.parametrize(("mutate", "wrong"), [
    ({"/Number": 1}, "volume"), ({"/Of": 2}, "volume"), ({"/Total": 9}, "volume"), ({"/Number": 7}, "volume"), (None, "page labels"),
])
def test_a_volume_that_is_not_what_it_says_fails(tmp_path: Path, documents: list[Any], mutate: dict[str, int] | None, wrong: str) -> None:
    manifest = build(pupil_plan(documents, most_bytes=MOST), tmp_path / "pack.pdf", convert=as_it_is)
    with pikepdf.open(tmp_path / manifest.files[1].name) as pdf:
        if mutate is None:
            del pdf.Root[VOLUME]
        else:
            for key, value in mutate.items():
                pdf.Root[VOLUME][key] = value
        pdf.save(tmp_path / "other.pdf")
    assert wrong in [check.name for check in verify(tmp_path / "other.pdf") if not check.ok]


def test_a_first_page_that_names_another_volume_fails(tmp_path: Path, documents: list[Any]) -> None:
    manifest = build(pupil_plan(documents, most_bytes=MOST), tmp_path / "pack.pdf", convert=as_it_is)
    with pikepdf.open(tmp_path / manifest.files[1].name) as pdf:
        pdf.Root[VOLUME]["/Of"] = len(manifest.files) + 1
        pdf.save(tmp_path / "other.pdf")
    (check,) = (check for check in verify(tmp_path / "other.pdf") if check.name == "volume")
    assert not check.ok and check.detail.startswith("the first page does not say: Volume 2 of")


@given(sizes=st.lists(st.integers(0, 500), min_size=1, max_size=40), most=st.integers(50, 900), front=st.integers(0, 80))
def test_dividing_keeps_every_unit_once_in_order_and_fills_no_volume_over_its_limit(sizes: list[int], most: int, front: int) -> None:
    breaks = divided(sizes, most, front)
    pieces = [sizes[start:end] for start, end in itertools.pairwise([0, *breaks, len(sizes)])]
    assert [size for piece in pieces for size in piece] == sizes
    assert all(pieces)
    assert all(front + sum(piece) <= most or len([size for size in piece if size]) <= 1 for piece in pieces)


@given(counts=st.lists(st.integers(1, 9), min_size=1, max_size=12), data=st.data())
def test_volumes_keep_every_page_exactly_once_in_order(counts: list[int], data: st.DataObject) -> None:
    breaks = data.draw(st.sets(st.integers(1, max(1, len(counts) - 1)), max_size=4)) if len(counts) > 1 else set()
    items = tuple(PackItem(title=f"Paper {n}", source=path_source(Path("x.pdf")), part=f"Part {n // 3}") for n in range(len(counts)))
    converted = [Converted(name="x.pdf", outcome=Outcome.INCLUDED, pdf=Path("x.pdf"), pages=count) for count in counts]
    whole = lay_out(PackPlan(title="Many", on=ON, items=items), converted, "f" * 64, breaks)
    volumes = volumes_of(whole)
    assert len(volumes) == len(breaks) + 1
    printed = [volume.before + page for volume in volumes for page in range(1, volume.pages + 1)]
    assert printed == list(range(1, whole.total + 1))
    inside = [entry.title for volume in volumes for _, entry in volume.entries if entry.kind is Kind.DOCUMENT]
    assert inside == [each.title for each in items]
    assert all(volume.firsts[key] == volume.before + volume.place(key) for volume in volumes for key in volume.counts)


def test_a_limit_below_nothing_is_refused() -> None:
    with pytest.raises(Refused, match="above nothing"):
        replace(pupil_plan(), most_bytes=-1)


@pytest.fixture
def scans(tmp_path: Path) -> list[Any]:
    (tmp_path / "documents").mkdir()
    data = jpeg(scanned())
    return [item(a_pdf(tmp_path / "documents" / f"{number}.pdf", data, SHEET), f"Scan {number}") for number in range(4)]


def test_pictures_are_brought_down_further_where_that_keeps_a_pack_in_one_file(tmp_path: Path, scans: list[Any]) -> None:
    whole = build(pupil_plan(scans), tmp_path / "a.pdf", convert=as_it_is).files[0].bytes
    most = whole // 2
    parted = build(pupil_plan(scans, most_bytes=most), tmp_path / "b.pdf", convert=as_it_is)
    lighter = build(pupil_plan(scans, most_bytes=most, lighter=True), tmp_path / "c.pdf", convert=as_it_is)
    assert len(parted.files) > 1 and [file.name for file in lighter.files] == ["c.pdf"]
    assert lighter.files[0].bytes <= most
    assert all(document.actions == ("1 picture brought down to 150 dpi",) for document in lighter.documents)
    assert "1 picture brought down to 150 dpi" in all_words(tmp_path / "c.pdf")[-1]
    assert [check for check in verify(tmp_path / "c.pdf") if not check.ok] == []
    with scans[0].source.open() as original, pikepdf.open(original) as pdf:
        assert int(pdf.pages[0].Resources.XObject.Im0.Width) == SHEET[0]


def test_a_pack_that_stays_too_large_when_it_is_lighter_becomes_volumes(tmp_path: Path, scans: list[Any]) -> None:
    whole = build(pupil_plan(scans), tmp_path / "a.pdf", convert=as_it_is).files[0].bytes
    manifest = build(pupil_plan(scans, most_bytes=whole // 4, lighter=True), tmp_path / "b.pdf", convert=as_it_is)
    assert len(manifest.files) > 1 and all(file.bytes <= whole // 4 for file in manifest.files)
    assert manifest.documents[0].actions == ("1 picture brought down to 150 dpi",)


def test_a_pack_without_pictures_cannot_be_made_lighter_and_says_what_else_to_do(tmp_path: Path, documents: list[Any]) -> None:
    large = item(heavy_pdf(tmp_path / "documents" / "scan.pdf", size=900_000), "Old file")
    with pytest.raises(Refused, match="Allow larger files, or add only the pages"):
        build(pupil_plan([large, *documents], most_bytes=MOST, lighter=True), tmp_path / "pack.pdf", convert=as_it_is)
    assert files_in(tmp_path) == []


def test_a_volume_that_weighs_more_than_was_reckoned_is_divided_anew(tmp_path: Path, documents: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("_FRONT", "_DRAWN", "_STAMPED", "_STRIP"):
        monkeypatch.setattr(volumes, name, 0)
    manifest = build(pupil_plan(documents, most_bytes=420_000), tmp_path / "pack.pdf", convert=as_it_is)
    assert all(file.bytes <= 420_000 for file in manifest.files)
    assert files_in(tmp_path) == sorted(file.name for file in manifest.files)
    assert [document.title for document in manifest.documents] == [each.title for each in documents]
