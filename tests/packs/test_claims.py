import collections
import io
import zlib
from pathlib import Path

import page as page_validation
import pikepdf
import pytest
from PIL import Image

from sendco_desk.packs.assemble import build
from sendco_desk.packs.claims import ALL, NOTHING, Claim, claim_of, claimed, ended_plainly
from sendco_desk.packs.pages_marks import PRINTED
from tests.packs.pack_configurations import PRINTED_HERE, generated_only, with_documents, word_document
from tests.packs.pack_samples import as_it_is, item, lettered_pdf, pupil_plan

MADE_HERE = generated_only()


def broken_rules(path: Path, profile: str) -> collections.Counter[tuple[str, str]]:
    found = page_validation.validate_pdf(str(path), profile=profile)
    assert found.is_compliant is not bool(found.failures)
    return collections.Counter((failure.rule_id, failure.message) for failure in found.failures)


def packet(path: Path, password: str = "") -> str:
    with pikepdf.open(path, password=password) as pdf:
        return pdf.Root.Metadata.read_bytes().decode()


@pytest.mark.parametrize("name", MADE_HERE)
def test_a_pack_of_generated_pages_passes_every_rule_it_claims(name: str, tmp_path: Path) -> None:
    build(MADE_HERE[name](tmp_path), tmp_path / "pack.pdf", convert=as_it_is)
    assert_claims_all(tmp_path / "pack.pdf")


@pytest.mark.parametrize("name", PRINTED_HERE)
def test_a_pack_with_a_document_that_was_printed_here_passes_every_rule_it_claims(name: str, tmp_path: Path) -> None:
    file, words = PRINTED_HERE[name]
    (tmp_path / file).write_text(words)
    manifest = build(pupil_plan([item(tmp_path / file)]), tmp_path / "pack.pdf")
    if manifest.left_out:
        pytest.skip("this kind of document is not printed here yet")
    assert_claims_all(tmp_path / "pack.pdf")


@pytest.mark.parametrize("mode", ["L", "RGB", "1", "CMYK", "RGBA", "I;16"])
def test_a_pack_with_a_picture_passes_every_rule_it_claims(mode: str, tmp_path: Path) -> None:
    path = tmp_path / ("scan.tiff" if mode in ("CMYK", "I;16", "1") else "scan.png")
    Image.new(mode, (400, 560)).save(path, dpi=(100, 100))
    build(pupil_plan([item(path, "Drawing")]), tmp_path / "pack.pdf")
    assert_claims_all(tmp_path / "pack.pdf")
    assert figures(tmp_path / "pack.pdf") == ["Scanned page or picture of ‘Drawing’; its words cannot be read"]


def test_a_pack_with_a_word_document_on_simple_pages_passes_every_rule_it_claims(tmp_path: Path) -> None:
    build(pupil_plan([item(word_document(tmp_path))]), tmp_path / "pack.pdf")
    assert_claims_all(tmp_path / "pack.pdf")


def assert_claims_all(path: Path) -> None:
    assert "<pdfuaid:part>1<" in packet(path) and "<pdfaid:part>2<" in packet(path)
    assert broken_rules(path, "ua1") == {}
    assert broken_rules(path, "2a") == {}


def figures(path: Path) -> list[str]:
    with pikepdf.open(path) as pdf:
        return [str(thing.Alt) for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == "/Figure"]


# Packs that claim less


@pytest.mark.parametrize("number", range(3))
def test_a_pack_with_a_pdf_from_elsewhere_is_tagged_and_claims_nothing(number: int, tmp_path: Path) -> None:
    plan = list(with_documents(tmp_path).values())[number]
    build(plan, tmp_path / "pack.pdf", convert=as_it_is)
    assert "pdfuaid" not in packet(tmp_path / "pack.pdf") and "pdfaid" not in packet(tmp_path / "pack.pdf")
    of_its_fonts = ("-FONT-", "-UNICODE-", "-DEVICE-", "-ID-", "-GLYPH-")  # the rest is ours
    broken = [*broken_rules(tmp_path / "pack.pdf", "ua1"), *broken_rules(tmp_path / "pack.pdf", "2a")]
    assert [rule for rule, _ in broken if not any(part in rule for part in of_its_fonts)] == []


def test_a_locked_pack_is_accessible_and_no_archive(tmp_path: Path) -> None:
    build(pupil_plan(password="made up words"), tmp_path / "locked.pdf", convert=as_it_is)
    said = packet(tmp_path / "locked.pdf", "made up words")
    assert "<pdfuaid:part>1<" in said and "pdfaid:part" not in said
    with pikepdf.open(tmp_path / "locked.pdf", password="made up words") as pdf:
        assert pdf.allow.accessibility
        pdf.save(tmp_path / "open.pdf")  # the checker opens no locked file
    assert broken_rules(tmp_path / "open.pdf", "ua1") == {}


def test_a_stranger_cannot_say_that_a_document_was_printed_here(tmp_path: Path) -> None:
    build(pupil_plan([item(text(tmp_path))]), tmp_path / "inner.pdf")
    with pikepdf.open(lettered_pdf(tmp_path / "report.pdf"), allow_overwriting_input=True) as pdf:
        pdf.pages[0].obj[PRINTED] = pikepdf.Dictionary(Page=0, Tree=pikepdf.String("[]"))
        pdf.save(tmp_path / "report.pdf")
    for name in ("inner.pdf", "report.pdf"):
        build(pupil_plan([item(tmp_path / name)]), tmp_path / "pack.pdf")
        assert "pdfuaid:part" not in packet(tmp_path / "pack.pdf")


def text(folder: Path) -> Path:
    (folder / "views.txt").write_text("I like art.")
    return folder / "views.txt"


@pytest.mark.parametrize("foreign", [False, True])
@pytest.mark.parametrize("locked", [False, True])
def test_what_may_be_claimed_follows_from_what_the_file_is_made_of(foreign: bool, locked: bool) -> None:
    claim = claim_of(foreign=foreign, locked=locked)
    assert claim == (NOTHING if foreign else Claim(accessible=True) if locked else ALL)
    assert ("pdfuaid:part" in claimed(claim), "pdfaid:part" in claimed(claim)) == (claim.accessible, claim.archived)


def test_a_file_whose_stream_would_end_with_a_carriage_return_is_written_anew() -> None:
    plain = next(words for words in (b"%d" % number for number in range(10_000, 100_000)) if zlib.compress(words, 9).endswith(b"\r"))
    held = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.Root.Kept = pdf.make_stream(b"")
        pdf.Root.Kept.write(zlib.compress(plain, 9), filter=pikepdf.Name.FlateDecode)
        pdf.save(held, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)
    assert b"\rendstream" in held.getvalue() or b"\r\nendstream" in held.getvalue()
    mended = ended_plainly(held.getvalue())
    assert b"\rendstream" not in mended and b"\r\nendstream" not in mended
    assert ended_plainly(mended) is mended
