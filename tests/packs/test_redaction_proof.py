"""The proof finds words wherever a file can hold them; and a build that does not pass it is refused in a sentence that does not say them."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from reportlab.pdfgen.canvas import Canvas

from sendco_desk.domain.refusals import Refused
from sendco_desk.packs import redacting, redaction_proof
from sendco_desk.packs.assemble import build
from sendco_desk.packs.convert import convert
from sendco_desk.packs.plan import PackPlan
from sendco_desk.packs.redacted_pack import ProvedFile, found_again, prove_late, prove_pack
from sendco_desk.packs.redaction_proof import Unproved, pages_with, prove_document, things_found
from sendco_desk.packs.redaction_search import hits, read_pages
from sendco_desk.packs.shown_words import shown_texts
from sendco_desk.packs.source import Blacked, BlackedPage, Handling, Outcome, Source, path_source
from tests.packs.pack_samples import ON, item
from tests.packs.redaction_samples import typed_pdf
from tests.packs.test_redaction_search import written

WORD = "Quincelane"


def blank(folder: Path, pages: int = 1) -> pikepdf.Pdf:
    """A PDF of empty pages, to hide words in."""
    path = folder / "blank.pdf"
    canvas = Canvas(str(path), invariant=1)
    for _ in range(pages):
        canvas.setFont("Helvetica", 12)
        canvas.drawString(60, 700, "Nothing")
        canvas.showPage()
    canvas.save()
    return pikepdf.open(path, allow_overwriting_input=True)


def saved(pdf: pikepdf.Pdf, folder: Path) -> Path:
    pdf.save(folder / "hidden.pdf")
    pdf.close()
    return folder / "hidden.pdf"


def content(pdf: pikepdf.Pdf, data: bytes) -> None:
    page = pdf.pages[0].obj
    page.Contents = Array([page.Contents, pdf.make_stream(data)])


HIDING: dict[str, Any] = {
    "a note": lambda pdf, page: page.update({"/Annots": Array([Dictionary(Subtype=Name.Text, Rect=[0, 0, 9, 9], Contents=String(f"See {WORD}"))])}),
    "a note in UTF-16": lambda pdf, page: page.update({"/Hint": String(f"Ł {WORD}")}),
    "a stream": lambda pdf, page: page.update({"/Metadata": pdf.make_stream(f"<x>{WORD.upper()}</x>".encode())}),
    "a stream in UTF-16": lambda pdf, page: page.update({"/Metadata": pdf.make_stream(b"\xfe\xff" + WORD.encode("utf-16-be"))}),
    "a stream in UTF-16 from the odd byte": lambda pdf, page: page.update({"/Metadata": pdf.make_stream(b"x" + WORD.encode("utf-16-be"))}),
    "a stream in UTF-8": lambda pdf, page: page.update({"/Metadata": pdf.make_stream(f"Łukasz {WORD}".encode())}),
    "hexadecimal": lambda pdf, page: page.update({"/Metadata": pdf.make_stream(b"<" + WORD.encode().hex().encode() + b">")}),
    "an array of arrays": lambda pdf, page: page.update({"/Hints": Array([Array([String(WORD)])])}),
    "a font": lambda pdf, page: page.update({"/Thing": pdf.make_stream(bytes(range(128, 256)) * 4 + WORD.encode())}),
    "the head of a photograph": lambda pdf, page: page.update({"/Thing": pikepdf.Stream(
        pdf, b"\xff\xd8" + WORD.encode() + b"\xff\xda\x00", Dictionary(Subtype=Name.Image, Filter=Name.DCTDecode),
    )}),
}


@pytest.mark.parametrize("way", HIDING)
def test_every_string_and_stream_of_a_page_is_gone_through(way: str, tmp_path: Path) -> None:
    pdf = blank(tmp_path)
    page = pdf.pages[0].obj
    facts: dict[str, Any] = {}
    HIDING[way](pdf, facts)
    for key, value in facts.items():
        page[key] = value
    path = saved(pdf, tmp_path)
    assert things_found(path, "", {1: ["Nobody"]}) == set()
    assert things_found(path, "", {1: [WORD]}) == {1}


def test_what_belongs_to_no_page_is_gone_through_too(tmp_path: Path) -> None:
    pdf = blank(tmp_path, 2)
    pdf.trailer.Info = Dictionary(Title=String(f"About {WORD}"))
    path = saved(pdf, tmp_path)
    assert things_found(path, "", {1: [WORD]}) == {0}
    assert things_found(path, "", {}) == set() == things_found(path, "", {1: []})


def test_words_on_another_page_are_not_held_against_this_one(tmp_path: Path) -> None:
    pdf = blank(tmp_path, 2)
    pdf.pages[1].obj.Hint = String(WORD)
    assert things_found(saved(pdf, tmp_path), "", {1: [WORD]}) == set()


def test_three_letters_in_a_font_are_chance_and_dots_of_a_picture_are_no_words(tmp_path: Path) -> None:
    pdf = blank(tmp_path)
    page = pdf.pages[0].obj
    page.Thing = pdf.make_stream(bytes(range(128, 256)) * 4 + b" ann ")
    page.Dots = pikepdf.Stream(pdf, WORD.encode(), Dictionary(Subtype=Name.Image, Width=1, Height=1))
    assert things_found(saved(pdf, tmp_path), "", {1: ["Ann", WORD]}) == set()


# The second reader


def shown(pdf: pikepdf.Pdf) -> str:
    return " ".join(shown_texts(pdf.pages[0].obj))


@pytest.mark.parametrize("data", [
    b"BT /F1 12 Tf [(Quin) -10 (cela) 20 (ne)] TJ ET",
    b"BT /F1 12 Tf (Quin) Tj 20 0 Td (celane) Tj ET",
    b"BT /F1 12 Tf <5175696E63656C616E65> Tj ET",
    b"BT /F1 12 Tf (Quincelane) ' ET",
    b"BT /F1 12 Tf 0 0 (Quince\\154ane) \" ET",
    b"/Span <</ActualText (Quincelane)>> BDC BT /F1 12 Tf (xx) Tj ET EMC",
    b"/Span <</ActualText <FEFF005100750069006E00630065006C0061006E0065>>> BDC EMC",
])
def test_words_are_read_however_they_are_shown(data: bytes, tmp_path: Path) -> None:
    pdf = blank(tmp_path)
    content(pdf, data)
    assert WORD in shown(pdf)


def test_codes_are_read_by_the_font_s_own_map(tmp_path: Path) -> None:
    pdf = blank(tmp_path)
    mapping = (
        b"1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfchar <0001> <005100750069> endbfchar "
        b"2 beginbfrange <0002> <0003> [<006E> <00630065>] <0010> <0012> <006C> endbfrange"
    )
    fonts = pdf.pages[0].obj.Resources.Font
    fonts.Wide = Dictionary(Type=Name.Font, Subtype=Name.Type0, ToUnicode=pdf.make_stream(mapping))
    named = Dictionary(Differences=[65, Name("/Q"), Name("/uni0075"), 70, Name("/space"), Name("/fi")])
    fonts.Named = Dictionary(Type=Name.Font, Subtype=Name.Type1, Encoding=named)
    content(pdf, b"BT /Wide 12 Tf <00010002000300100099> Tj /Named 12 Tf (ABFGx) Tj /Gone 12 Tf (plain\x92s) Tj ET")
    text = shown(pdf)
    assert "Quincel\ufffd" in text and "Qu fix" in text and "plain’s" in text


def form(pdf: pikepdf.Pdf, data: bytes) -> pikepdf.Stream:
    return pikepdf.Stream(pdf, data, Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9]))


def test_forms_within_forms_named_properties_and_faces_of_notes_are_read(tmp_path: Path) -> None:
    pdf = blank(tmp_path)
    page = pdf.pages[0].obj
    inner = form(pdf, b"BT /F1 9 Tf (Inner words) Tj ET")
    outer = form(pdf, b"/In Do /Nobody Do")
    outer.Resources = Dictionary(XObject=Dictionary(In=inner))
    page.Resources.XObject = Dictionary(Out=outer)
    page.Resources.Properties = Dictionary(P1=Dictionary(Alt=String("Said of it")))
    faces = Dictionary(N=Dictionary(On=form(pdf, b"BT (Face words) Tj ET")))
    page.Annots = Array([Dictionary(Subtype=Name.Stamp, Rect=[0, 0, 9, 9], AP=faces), Dictionary(Subtype=Name.Text, Rect=[0, 0, 1, 1])])
    content(pdf, b"/Out Do /P /P1 BDC EMC /P /P2 BDC EMC")
    assert all(words in shown(pdf) for words in ("Inner words", "Said of it", "Face words", "Nothing"))


def test_content_that_cannot_be_read_shows_nothing(tmp_path: Path) -> None:
    pdf = blank(tmp_path)
    pdf.pages[0].obj.Contents = pikepdf.Stream(pdf, b"not packed at all", Dictionary(Filter=Name.FlateDecode))
    assert shown(pdf).strip() == ""


# Proving


def test_a_word_that_was_not_removed_is_found_by_count_though_it_was_never_searched_for(tmp_path: Path) -> None:
    path = written(tmp_path, ("Zofia came and Zofia went.",))
    page, = read_pages(path)
    told = (BlackedPage(page=1, boxes=1, reasons=("Another child",)),)
    prove_document(path, {1: (page, page.words)}, told)
    with pytest.raises(Unproved) as refused:
        prove_document(path, {1: (page, page.words[1:])}, told)
    assert "found again on page 1" in refused.value.message and "Zofia" not in refused.value.message


@pytest.mark.parametrize(("words", "ok"), [((), True), (("Kacper",), True), (("zofia quince",), False)])
def test_words_that_were_searched_for_must_not_be_left(words: tuple[str, ...], ok: bool, tmp_path: Path) -> None:
    path = written(tmp_path, ("Zofia Quince came.",))
    page, = read_pages(path)
    told = (BlackedPage(page=1, boxes=1, reasons=("Another child",), words=words),)
    if ok:
        prove_document(path, {1: (page, page.words)}, told)
        return
    with pytest.raises(Unproved):
        prove_document(path, {1: (page, page.words)}, told)


def test_a_document_whose_words_would_stay_is_refused_and_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(redacting, "kept_words", lambda page, boxes: page.words)
    path = written(tmp_path, ("Zofia came.",))
    found, = hits(read_pages(path), "Zofia")
    source, told = path_source(path), (Blacked(page=1, boxes=found.boxes, reason="other_child", words="Zofia"),)
    made = convert(Source(name=source.name, open=source.open, handling=Handling(blacked=told)), tmp_path)
    assert (made.outcome, made.pdf) == (Outcome.REFUSED, None) and "found again on page 1" in (made.reason or "")
    assert not list(tmp_path.glob("*.redacted")) and [one.name for one in tmp_path.glob("*.pdf")] == ["written.pdf"]


def plan_of(folder: Path, words: str = WORD, title: str = "Report") -> PackPlan:
    """A pack of one document of which one word is blacked out."""
    path = written(folder, (f"With {words} came somebody.", "Others came too."))
    found, = hits(read_pages(path), words)
    document = item(path, title)
    told = Handling(blacked=(Blacked(page=1, boxes=found.boxes, reason="other_child", words=words),))
    return PackPlan(title="Pack", on=ON, items=(replace(document, source=replace(document.source, handling=told)),))


def test_a_pack_says_how_much_was_blacked_out_and_that_it_is_gone(tmp_path: Path) -> None:
    manifest = build(plan_of(tmp_path), tmp_path / "pack.pdf")
    found, page = manifest.redactions, manifest.documents[0].first_page
    assert found is not None and (found.boxes, found.documents, found.words, found.unreviewed, found.pages) == (1, 1, 1, 1, (page,))


def test_a_pack_in_which_a_word_is_found_again_is_refused_and_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = plan_of(tmp_path)
    monkeypatch.setattr(redacting, "prove_document", lambda *told: None)
    monkeypatch.setattr(redacting, "kept_words", lambda page, boxes: page.words)
    with pytest.raises(Refused) as refused:
        build(plan, tmp_path / "pack.pdf")
    assert refused.value.field == "redactions" and "The pack was not made" in refused.value.message and WORD not in refused.value.message
    assert not (tmp_path / "pack.pdf").exists()


def test_words_that_the_pack_itself_says_are_told_and_do_not_stop_it(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, title=f"Letter about {WORD}")
    found = build(plan, tmp_path / "pack.pdf").redactions
    assert found is not None and found.elsewhere and not set(found.elsewhere) & set(found.pages)


def test_a_pack_without_redactions_is_not_searched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(redaction_proof, "pages_with", lambda *told: pytest.fail("nothing to look for"))
    plan = PackPlan(title="Pack", on=ON, items=(item(typed_pdf(tmp_path, ["Nobody", "Nowhere"]), "Report"),))
    assert build(plan, tmp_path / "pack.pdf").redactions is None
    assert prove_pack(plan, [], [ProvedFile(path=tmp_path / "pack.pdf", before=0, pages={})]) is None


def test_late_pages_are_proved_and_those_sent_before_are_what_they_are(tmp_path: Path) -> None:
    path = written(tmp_path, ("Zofia came.",), pages=2)
    assert pages_with(path, ["Zofia", "Nobody"]) == {"Zofia": {1, 2}, "Nobody": set()}
    prove_late(path, "", {1: BlackedPage(page=1, boxes=1, reasons=(), words=("Nobody",))})
    prove_late(path, "", {1: BlackedPage(page=1, boxes=1, reasons=())})
    with pytest.raises(Refused, match="found again on page 2"):
        prove_late(path, "", {2: BlackedPage(page=1, boxes=1, reasons=(), words=("Zofia",))})


@pytest.mark.parametrize(("pages", "said"), [([3, 5], "on pages 3 and 5 of it"), ([0], "in its bookmarks or its properties")])
def test_a_refusal_says_where(pages: list[int], said: str) -> None:
    assert said in found_again(pages)
