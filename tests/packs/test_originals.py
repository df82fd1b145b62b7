"""Signed originals are kept beside the pack, and everything that a pack leaves stands together or not at all."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from sendco_desk.domain.refusals import Cancelled, Refused, Trouble
from sendco_desk.packs.assemble import build
from sendco_desk.packs.convert import convert
from sendco_desk.packs.placing import replace as replace_file
from sendco_desk.packs.source import Noticed, Source, path_source, sha256_of
from sendco_desk.packs.together import together
from sendco_desk.packs.verify import verify
from tests.packs.pack_samples import all_words, item, lettered_pdf, pupil_plan

FOLDER = "pack originals"


def signed_pdf(path: Path, *, by_anybody: bool = True, nested: bool = False) -> Path:
    """A PDF with a field for a signature, and one in it."""
    lettered_pdf(path)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        field = pdf.make_indirect(Dictionary(FT=Name.Sig, T=String("Signed"), Type=Name.Annot, Subtype=Name.Widget, Rect=[0, 0, 0, 0]))
        if by_anybody:
            field.V = Dictionary(Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), Contents=String("x" * 20))
        over = pdf.make_indirect(Dictionary(T=String("All"), Kids=Array([field, 3])))
        pdf.Root.AcroForm = Dictionary(Fields=Array([over if nested else field]), SigFlags=3)
        pdf.save(path)
    return path


@pytest.fixture
def documents(tmp_path: Path) -> list[Any]:
    folder = tmp_path / "documents"
    folder.mkdir()
    return [
        item(lettered_pdf(folder / "Kacper plain.pdf"), "Plain letter"), item(signed_pdf(folder / "Kacper Wilk advice.pdf"), "Psychologist’s advice"),
    ]


@pytest.mark.parametrize("nested", [False, True])
def test_a_signed_pdf_is_noticed(tmp_path: Path, nested: bool) -> None:
    (tmp_path / "out").mkdir()
    done = convert(path_source(signed_pdf(tmp_path / "a.pdf", nested=nested)), tmp_path / "out")
    (finding,) = (finding for finding in done.findings if finding.noticed is Noticed.SIGNED)
    assert done.signed and "keep the original beside the pack" in finding.words


def test_a_field_that_waits_for_a_signature_is_not_signed(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    done = convert(path_source(signed_pdf(tmp_path / "a.pdf", by_anybody=False)), tmp_path / "out")
    assert not done.signed and not any("signature" in action for action in done.actions)


def test_the_signed_original_is_kept_beside_the_pack_byte_for_byte_and_without_a_name(tmp_path: Path, documents: list[Any]) -> None:
    manifest = build(pupil_plan(documents), tmp_path / "pack.pdf")
    (kept,) = manifest.beside
    assert (kept.name, kept.title) == (f"{FOLDER}/06 signed original.pdf", "Psychologist’s advice")
    original = tmp_path / "documents" / "Kacper Wilk advice.pdf"
    assert (tmp_path / kept.name).read_bytes() == original.read_bytes()
    assert (kept.bytes, kept.sha256) == (original.stat().st_size, sha256_of(path_source(original)))
    assert [check for check in verify(tmp_path / "pack.pdf") if not check.ok] == []


def test_the_pack_says_where_the_signed_original_is(tmp_path: Path, documents: list[Any]) -> None:
    manifest = build(pupil_plan(documents), tmp_path / "pack.pdf")
    pages = all_words(tmp_path / "pack.pdf")
    first = manifest.documents[1].first_page or 0
    assert "Digitally signed; the signature holds only in the original. The signed original is kept beside this pack." in pages[first - 1]
    assert "The signed original is kept beside this file, as “06 signed original.pdf”." in pages[-1]


def test_originals_are_not_kept_where_the_maker_does_not_want_them(tmp_path: Path, documents: list[Any]) -> None:
    manifest = build(pupil_plan(documents, originals_beside=False), tmp_path / "pack.pdf")
    assert manifest.beside == () and not (tmp_path / FOLDER).exists()
    first = manifest.documents[1].first_page or 0
    words = all_words(tmp_path / "pack.pdf")[first - 1]
    assert "Digitally signed; the signature holds only in the original." in words and "kept beside" not in words


def test_a_pack_made_again_takes_the_place_of_its_older_originals(tmp_path: Path, documents: list[Any]) -> None:
    build(pupil_plan(documents[1:]), tmp_path / "pack.pdf")
    build(pupil_plan(documents), tmp_path / "pack.pdf")
    assert [file.name for file in (tmp_path / FOLDER).iterdir()] == ["06 signed original.pdf"]
    assert sorted(file.name for file in tmp_path.iterdir()) == ["documents", "pack originals", "pack.pdf"]


def test_a_folder_of_that_name_that_holds_something_else_is_not_touched(tmp_path: Path, documents: list[Any]) -> None:
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "mine.txt").write_text("mine")
    with pytest.raises(Refused, match="holds other things already") as refusal:
        build(pupil_plan(documents), tmp_path / "pack.pdf")
    assert refusal.value.field == "out"
    assert (tmp_path / FOLDER / "mine.txt").read_text() == "mine" and not (tmp_path / "pack.pdf").exists()


def test_cancelling_leaves_no_originals(tmp_path: Path, documents: list[Any]) -> None:
    def report(done: int, total: int) -> None:
        if done == total:
            raise Cancelled

    with pytest.raises(Cancelled):
        build(pupil_plan(documents), tmp_path / "pack.pdf", report)
    assert [file.name for file in tmp_path.iterdir()] == ["documents"]


def test_where_one_file_cannot_be_put_in_its_place_all_is_as_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.pdf").write_text("older a")
    def stuck(part: Path, place: Path) -> None:
        if place.name == "c.pdf":
            raise PermissionError("held by another program")
        replace_file(part, place)

    monkeypatch.setattr("sendco_desk.packs.together.replace", stuck)
    with pytest.raises(PermissionError), together(tmp_path / "a.pdf") as standing:
        for name in ("a.pdf", "b.pdf", "c.pdf"):
            standing.part(tmp_path / name).write_text(f"newer {name}")
        standing.settle()
    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [("a.pdf", "older a")]


def test_files_that_stand_together_replace_older_ones_and_what_was_given_up_is_gone(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_text("older a")
    with together(tmp_path / "a.pdf") as standing:
        for name in ("a.pdf", "b.pdf", "in vain.pdf"):
            standing.part(tmp_path / name).write_text(f"newer {name}")
        standing.give_up(tmp_path / "in vain.pdf")
        standing.settle()
    assert {file.name: file.read_text() for file in tmp_path.iterdir()} == {"a.pdf": "newer a.pdf", "b.pdf": "newer b.pdf"}


def test_a_folder_can_stand_alone(tmp_path: Path) -> None:
    with together(tmp_path / "a.pdf") as standing:
        standing.part(tmp_path / "originals").mkdir()
        standing.settle()
    assert (tmp_path / "originals").is_dir()


def test_an_original_that_is_gone_by_then_stops_the_pack(tmp_path: Path, documents: list[Any]) -> None:
    opened: list[int] = []
    path = tmp_path / "documents" / "Kacper Wilk advice.pdf"

    def once() -> Any:
        opened.append(1)
        if len(opened) > 4:
            raise PermissionError("gone")
        return path.open("rb")

    lost = replace(documents[1], source=Source(name="advice.pdf", open=once))
    with pytest.raises(Trouble):
        while len(opened) < 20:
            build(pupil_plan([lost]), tmp_path / "pack.pdf")
    assert not list(tmp_path.glob("*.part"))
