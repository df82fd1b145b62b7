"""Numbered files in a ZIP: named by number, kind and day, split and never cut, the same bytes each time; and what a checker finds wrong."""

import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pikepdf
import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendco_desk.domain.paper import Facts, Grid, Heading, Leads, Listed, Panel, Panels, Paragraph, Run, text_of
from sendco_desk.domain.refusals import Cancelled, Refused
from sendco_desk.packs.plan import PackPlan, PaperPart
from sendco_desk.packs.source import BlackedPage, Converted, Limits, Source
from sendco_desk.packs.verify_reading import Check
from sendco_desk.packs.zip_result import MANIFEST, ZipManifest, ZippedFile, build_zip, divided, file_name, with_files, zip_fields, zip_name
from sendco_desk.packs.zip_verify import is_zip, verify_zip, zip_pages
from tests.packs.pack_samples import ON, as_it_is, item, lettered_pdf, pupil_plan
from tests.packs.test_volumes import heavy_pdf

PSYCHOLOGIST = UUID(int=5)
KINDS = ("Educational psychology report", "Letter", "Pupils work")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "documents"
    made.mkdir()
    return made


@pytest.fixture
def plan(folder: Path) -> PackPlan:
    """A request with a part whose words lead to a document, and three documents of which one cannot be opened."""
    (folder / "locked.docx").write_bytes(b"not to be opened")
    led = Run(text="Their report (page 2 of it)", leads=Leads(document=PSYCHOLOGIST, page=2))
    part = PaperPart(title="What is asked", blocks=(Paragraph(runs=(led,)),), key="asks")
    items = (
        replace(item(lettered_pdf(folder / "ep.pdf", 3), "Kacper’s psychologist"), key=PSYCHOLOGIST, dated_on=date(2026, 3, 2)),
        item(folder / "locked.docx", "Locked letter"),
        replace(item(lettered_pdf(folder / "drawing.pdf", turn=90), "Drawing"), dated_on=None),
    )
    return replace(pupil_plan(items), parts=(part,))


def made(plan: PackPlan, out: Path, kinds: tuple[str, ...] = KINDS, **more: Any) -> ZipManifest:
    return build_zip(plan, kinds, out, convert=as_it_is, **more)


def names_in(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        return archive.namelist()


def inside(path: Path, name: str, folder: Path) -> Path:
    with zipfile.ZipFile(path) as archive:
        return Path(archive.extract(name, folder))


def wrong(path: Path, password: str = "") -> list[str]:
    return [check.name for check in verify_zip(path, password) if not check.ok]


def altered(path: Path, change: Callable[[dict[str, bytes]], object]) -> Path:
    """A copy of an archive with something changed in it."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    out = path.with_name(f"altered {path.name}")
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out


# Made


def test_files_are_numbered_in_order_and_called_by_kind_and_day_alone(plan: PackPlan, tmp_path: Path) -> None:
    out = tmp_path / "KW case 3.zip"
    manifest = made(plan, out)
    assert names_in(out) == [
        MANIFEST, f"01_Request_{ON}.pdf", "02_Educational-psychology-report_2026-03-02.pdf", f"04_Pupils-work_{ON}.pdf",
    ]
    assert not any("Kacper" in name for name in names_in(out))
    assert [(file.number, file.outcome, file.title) for file in manifest.files][2] == (3, "refused", "Locked letter")
    assert [file.title for file in manifest.left_out] == ["Locked letter"]
    assert wrong(out) == []
    assert (is_zip(out), zip_pages(out)) == (True, manifest.pages)
    assert zip_fields(manifest)["files"][1]["sha256"] == manifest.files[1].sha256


def test_every_page_of_every_file_is_stamped_and_numbered_in_its_file(plan: PackPlan, tmp_path: Path) -> None:
    made(plan, tmp_path / "out.zip")
    report = inside(tmp_path / "out.zip", "02_Educational-psychology-report_2026-03-02.pdf", tmp_path)
    with pikepdf.open(report) as pdf:
        assert (len(pdf.pages), str(pdf.Root.Lang), str(pdf.docinfo["/Title"])) == (3, "en-GB", "Kacper’s psychologist")
    pages = [page.extract_text() for page in pypdf.PdfReader(report).pages]
    assert all(f"Page {number} of 3" in words and plan.stamp in words for number, words in enumerate(pages, 1))
    assert "Kacper’s psychologist" in pages[0]


def test_words_that_lead_to_a_document_name_its_file(plan: PackPlan, tmp_path: Path) -> None:
    made(plan, tmp_path / "out.zip")
    request = inside(tmp_path / "out.zip", f"01_Request_{ON}.pdf", tmp_path)
    words = " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(request).pages).split())
    assert "Their report (page 2 of it) (file 02, page 2)" in words
    assert "The files of this request" in words and "Not included" in words


def test_the_same_facts_make_the_same_bytes(plan: PackPlan, tmp_path: Path) -> None:
    for name in ("a.zip", "another name.zip"):
        made(plan, tmp_path / name)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "another name.zip").read_bytes()


def test_a_password_locks_every_file_and_the_open_manifest_tells_no_title(plan: PackPlan, tmp_path: Path) -> None:
    out = tmp_path / "out.zip"
    made(replace(plan, password="oak barn"), out)
    assert wrong(out, "oak barn") == []
    with zipfile.ZipFile(out) as archive:
        told = archive.read(MANIFEST).decode()
    assert not [words for item in plan.items for words in (item.title, item.author) if words and words in told]
    assert all(item.title for item in plan.items) and '"sha256"' in told
    with pytest.raises(Refused, match="locked"):
        verify_zip(out)


# Signed


def signed(source: Source, place: Path, limits: Limits) -> Converted:
    done = as_it_is(source, place, limits)
    return replace(done, signed=done.pdf is not None)


SIGNED = f"04_Pupils-work-signed-original_{ON}.pdf"


@pytest.fixture
def sealed(plan: PackPlan, tmp_path: Path) -> Path:
    build_zip(plan, KINDS, tmp_path / "sealed.zip", convert=signed)
    return tmp_path / "sealed.zip"


def test_a_signed_original_lies_beside_its_file_byte_for_byte_and_its_name_is_nobodys(sealed: Path, folder: Path, tmp_path: Path) -> None:
    first = "02_Educational-psychology-report-signed-original_2026-03-02.pdf"
    assert names_in(sealed)[-4:] == ["02_Educational-psychology-report_2026-03-02.pdf", first, DRAWING, SIGNED]
    assert inside(sealed, SIGNED, tmp_path / "x").read_bytes() == (folder / "drawing.pdf").read_bytes()
    assert wrong(sealed) == []
    request = inside(sealed, f"01_Request_{ON}.pdf", tmp_path / "x")
    words = " ".join("".join(page.extract_text() for page in pypdf.PdfReader(request).pages).split())
    assert "the signature holds only in the original" in words
    with zipfile.ZipFile(sealed) as archive:
        told = json.loads(archive.read(MANIFEST))["files"]
    assert [one["signed_bytes"] for one in told] == [0, (folder / "ep.pdf").stat().st_size, 0, (folder / "drawing.pdf").stat().st_size]


def test_originals_stay_at_the_school_where_they_are_not_wanted(plan: PackPlan, tmp_path: Path) -> None:
    manifest = build_zip(replace(plan, originals_beside=False), KINDS, tmp_path / "out.zip", convert=signed)
    assert not any(file.signed_original for file in manifest.files) and SIGNED not in names_in(tmp_path / "out.zip")


@pytest.mark.parametrize(("change", "fails"), [
    (lambda members: members.pop(SIGNED), {"manifest", "hashes"}),
    (lambda members: members.update({SIGNED: members[SIGNED] + b" "}), {"hashes"}),
])
def test_a_signed_original_that_is_missing_or_changed_is_found(sealed: Path, change: Callable[[dict[str, bytes]], object], fails: set[str]) -> None:
    assert set(wrong(altered(sealed, change))) == fails


def test_an_original_goes_into_the_archive_of_its_file_and_counts_towards_its_size(plan: PackPlan, folder: Path, tmp_path: Path) -> None:
    most = 700_000
    manifest = build_zip(heavy(folder, plan, most), ("Letter",) * 4, tmp_path / "out.zip", convert=signed)
    paths = [tmp_path / one.name for one in manifest.zips]
    assert len(paths) > 1 and all(path.stat().st_size <= most for path in paths)
    assert [wrong(path) for path in paths] == [[]] * len(paths)
    for number, path in enumerate(paths, 1):
        names = [name for file in manifest.files if file.volume == number for name in (file.file, file.signed_original) if name]
        assert names_in(path) == [MANIFEST, *names]


# Split


def heavy(folder: Path, plan: PackPlan, most: int, count: int = 4) -> PackPlan:
    items = tuple(item(heavy_pdf(folder / f"heavy{number}.pdf"), f"Heavy {number}") for number in range(count))
    return replace(plan, items=items, most_bytes=most)


def test_files_go_into_as_many_archives_as_the_limit_asks_for_and_none_is_cut(plan: PackPlan, folder: Path, tmp_path: Path) -> None:
    out, most = tmp_path / "out.zip", 400_000
    manifest = made(heavy(folder, plan, most), out, ("Letter",) * 4)
    assert len(manifest.zips) > 1
    paths = [tmp_path / one.name for one in manifest.zips]
    assert [path.name for path in paths] == [f"out volume {n} of {len(paths)}.zip" for n in range(1, len(paths) + 1)]
    assert all(path.stat().st_size <= most for path in paths)
    assert [name for path in paths for name in names_in(path) if name != MANIFEST] == [file.file for file in manifest.files]
    assert [wrong(path) for path in paths] == [[]] * len(paths)
    assert sum(zip_pages(path) for path in paths) == manifest.pages
    assert not out.exists()


def test_a_file_larger_than_an_archive_may_be_is_named(plan: PackPlan, folder: Path, tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"‘Heavy 0’ alone makes a file of \d\d\d kB, and one ZIP may have 90 kB"):
        made(replace(heavy(folder, plan, 90_000), parts=()), tmp_path / "out.zip", ("Letter",) * 4)
    assert [path.name for path in tmp_path.iterdir()] == ["documents"]


@given(st.lists(st.integers(1, 100), max_size=30), st.integers(0, 120))
def test_dividing_keeps_the_order_and_fills_no_archive_too_far(sizes: list[int], most: int) -> None:
    groups = divided(sizes, most)
    assert [number for group in groups for number in group] == list(range(len(sizes)))
    for group in groups:
        assert not most or len(group) == 1 or sum(sizes[number] for number in group) <= most
    assert most or len(groups) <= 1


def test_nothing_is_left_behind_when_the_work_is_stopped(plan: PackPlan, tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        if done >= 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        made(plan, tmp_path / "out.zip", report=stop)
    assert [path.name for path in tmp_path.iterdir()] == ["documents"]


# What is blacked out


def test_what_is_blacked_out_and_still_there_is_in_no_archive(plan: PackPlan, tmp_path: Path) -> None:
    blacked = BlackedPage(page=1, boxes=1, words=("Body",), reasons=(), reviewed=True)

    def not_really(source: Any, place: Path, limits: Any) -> Converted:
        found = as_it_is(source, place, limits)
        return replace(found, blacked=(blacked,)) if found.pdf is not None else found

    with pytest.raises(Refused, match="something that is blacked out in a document was found again"):
        build_zip(plan, KINDS, tmp_path / "out.zip", convert=not_really)
    assert not (tmp_path / "out.zip").exists()


# Checked


@pytest.fixture
def whole(plan: PackPlan, tmp_path: Path) -> Path:
    made(plan, tmp_path / "whole.zip")
    return tmp_path / "whole.zip"


DRAWING = f"04_Pupils-work_{ON}.pdf"


def told(members: dict[str, bytes], **change: object) -> None:
    members[MANIFEST] = json.dumps({**json.loads(members[MANIFEST]), **change}).encode()


@pytest.mark.parametrize(("change", "fails"), [
    (lambda members: members.pop(DRAWING), {"manifest"}),
    (lambda members: members.update({DRAWING: members[DRAWING] + b" "}), {"hashes"}),
    (lambda members: members.update({DRAWING: b"no PDF"}), {"hashes", "pages"}),
    (lambda members: members.update({"Kacper Wilk.pdf": b"x"}), {"manifest", "names"}),
    (lambda members: told(members, most_bytes=1000), {"size"}),
    (lambda members: told(members, files=json.loads(members[MANIFEST])["files"][:1]), {"manifest"}),
    (lambda members: told(members, files=json.loads(members[MANIFEST])["files"][1:]), {"manifest", "numbers"}),
])
def test_what_is_wrong_with_an_archive_is_found(whole: Path, change: Callable[[dict[str, bytes]], object], fails: set[str]) -> None:
    found = set(wrong(altered(whole, change)))
    assert fails <= found
    assert found - fails <= {"pages"}


def test_a_request_that_was_changed_fails_its_own_checks_too(whole: Path) -> None:
    first = f"01_Request_{ON}.pdf"
    swapped = altered(whole, lambda members: members.update({first: members[DRAWING]}))
    assert any(name.startswith("request: ") for name in wrong(swapped))


@pytest.mark.parametrize(("change", "sentence"), [
    (lambda members: members.pop(MANIFEST), "has no manifest of a pack"),
    (lambda members: told(members, format="other"), "has no manifest of a pack"),
    (lambda members: members.update({MANIFEST: b"{"}), "manifest in the ZIP archive is damaged"),
    (lambda members: members.update({MANIFEST: b"[]"}), "has no manifest of a pack"),
])
def test_an_archive_of_something_else_is_refused(whole: Path, change: Callable[[dict[str, bytes]], object], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        verify_zip(altered(whole, change))


def test_what_is_no_archive_is_refused(tmp_path: Path, whole: Path) -> None:
    (tmp_path / "odd.zip").write_bytes(b"PK\x03\x04 and no more")
    assert is_zip(tmp_path / "odd.zip") and not is_zip(tmp_path / "missing.zip")
    with pytest.raises(Refused, match="damaged"):
        verify_zip(tmp_path / "odd.zip")
    with pytest.raises(Refused, match="no such file"):
        verify_zip(tmp_path / "missing.zip")
    content = bytearray(whole.read_bytes())
    at = content.index(b"%PDF") + 400
    content[at : at + 40] = bytes(40)
    (tmp_path / "torn.zip").write_bytes(content)
    with pytest.raises(Refused, match="damaged"):
        verify_zip(tmp_path / "torn.zip")


# Names and words


@pytest.mark.parametrize(("number", "what", "called"), [
    (7, "Educational psychology report", "07_Educational-psychology-report_2026-03-02.pdf"), (112, "Form", "112_Form_2026-03-02.pdf"),
    (2, "Łódź & co", "02_d-co_2026-03-02.pdf"), (2, "’’", "02_Document_2026-03-02.pdf"), (2, "", "02_Document_2026-03-02.pdf"),
])
def test_a_file_is_called_by_plain_letters(number: int, what: str, called: str) -> None:
    assert file_name(number, what, date(2026, 3, 2)) == called


def test_archives_are_numbered_only_where_there_are_several() -> None:
    assert [zip_name(Path("a/KW.zip"), 1, of) for of in (1, 3)] == ["KW.zip", "KW volume 1 of 3.zip"]


def test_every_kind_of_block_names_the_files_that_its_words_lead_to() -> None:
    led, gone = (Run(text=text, leads=Leads(document=UUID(int=n))) for n, text in ((1, "Report"), (2, "Letter")))
    other = Run(text="Needs", leads=Leads(part="needs"))
    blocks = (
        Heading(text="H"), Paragraph(runs=(led, other)), Listed(points=((gone,),)), Facts(rows=(("a", (led,)),)),
        Grid(caption="", heads=("a",), rows=(((led,),),), shares=(1,)), Panels(panels=(Panel(title="p", blocks=(Paragraph(runs=(led,)),)),)),
    )
    numbers = {UUID(int=1): ZippedFile(number=7, file="07_x.pdf", title="Report"), UUID(int=2): ZippedFile(number=8, file="", title="Letter")}
    told_blocks = with_files(PaperPart(title="t", blocks=blocks), numbers).blocks
    said = repr(told_blocks)
    assert said.count("Report (file 07, page 1)") == 4 and said.count("Letter (not included)") == 1
    paragraph = told_blocks[1]
    assert isinstance(paragraph, Paragraph)
    assert (text_of(paragraph.runs[1:]), paragraph.runs[1].leads) == ("Needs", Leads(part="needs"))


def test_a_check_says_how_many_hold(whole: Path) -> None:
    assert Check(name="hashes", ok=True, detail="3 of 3") in verify_zip(whole)
