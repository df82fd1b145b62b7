"""What is blacked out is gone: from the picture, from the words behind it, and from everything that the document says of itself."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pikepdf
import pypdf
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from sendco_desk.domain.redactions import Box
from sendco_desk.packs.convert import convert
from sendco_desk.packs.redacting import NO_LONGER_SO, NO_SUCH_PAGE, kept_words
from sendco_desk.packs.redaction_search import hits, meet, pieces, read_pages
from sendco_desk.packs.source import Blacked, Converted, Handling, Outcome, Source, path_source
from tests.packs.mail_samples import source_of
from tests.packs.redaction_samples import (
    e_mail,
    png_of,
    redacted_copy,
    scanned_pdf,
    secret_words,
    still_found,
    texts_of,
    things_of,
    typed_pdf,
    word_document,
)
from tests.packs.test_redaction_search import written

Maker = Callable[[Path, Sequence[str]], Path]
MAKERS: tuple[Maker, ...] = (typed_pdf, scanned_pdf, word_document, e_mail)


def blacked(path: Path, folder: Path, *boxes: Box, page: int = 1, **more: object) -> Converted:
    """A document with boxes drawn by hand on one of its pages."""
    source, told = path_source(path), (Blacked(page=page, boxes=boxes, reason="address"),)
    return convert(Source(name=source.name, open=source.open, handling=Handling(blacked=told, **more)), folder)  # type: ignore[arg-type]


@pytest.mark.parametrize("make", MAKERS, ids=["typed", "scan", "word", "mail"])
def test_fifty_random_words_of_each_kind_of_document_are_found_by_nothing_afterwards(make: Maker, tmp_path: Path) -> None:
    words = secret_words(200)[50 * MAKERS.index(make) :][:50]
    path = make(tmp_path, words)
    before = convert(path_source(path), tmp_path, looked_over=False)
    assert before.pdf is not None and still_found(before.pdf, words) == set(words)
    begun = time.process_time()
    made = redacted_copy(path, words, tmp_path)
    assert made.pdf is not None and made.outcome is not Outcome.REFUSED, made.reason
    assert still_found(made.pdf, words) == set()
    assert not set(words) & set(" ".join((made.reason or "", *made.actions, *made.attachments, repr(made))).split())
    assert time.process_time() - begun < 20


@pytest.mark.parametrize("make", MAKERS, ids=["typed", "scan", "word", "mail"])
def test_the_words_outside_the_boxes_are_still_found_by_every_reader(make: Maker, tmp_path: Path) -> None:
    path, words = make(tmp_path, secret_words(12)), secret_words(12)
    before, made = convert(path_source(path), tmp_path, looked_over=False), redacted_copy(path, words[3:4], tmp_path)
    assert before.pdf is not None and made.pdf is not None
    for was, now in zip(texts_of(before.pdf), texts_of(made.pdf), strict=True):
        lost = set(pieces(was)) - set(pieces(now))
        assert lost <= {*pieces(words[3]), "s"}


def test_a_box_is_black_in_the_picture_and_wears_its_reason(tmp_path: Path) -> None:
    made = blacked(written(tmp_path), tmp_path, (150, 770, 350, 795))
    assert made.pdf is not None
    drawn = png_of(made.pdf, scale=2).convert("L")
    inside = drawn.crop((302, (842 - 794) * 2, 698, (842 - 771) * 2))
    shades = inside.histogram()
    assert shades[0] > 0 and sum(shades[200:]) > 20 and sum(shades[:40]) > 0.8 * inside.width * inside.height
    edge = drawn.crop((302, (842 - 794) * 2, 698, (842 - 794) * 2 + 4))
    assert edge.getextrema() == (0, 0)
    assert Image.Image.getextrema(drawn.crop((0, 300, 1190, 800))) == (255, 255)


def test_a_word_that_a_box_cuts_goes_whole_and_so_does_what_a_hyphen_ties_to_it(tmp_path: Path) -> None:
    page, = read_pages(written(tmp_path))
    quince, = [word for word in page.words if word.text == "Quince"]
    left, bottom, _, top = quince.box
    kept = [word.text for word in kept_words(page, [(left, bottom, left + 1, top)])]
    assert "Quince" not in kept and {"Zofia", "on", "Monday,"} <= set(kept)
    broken, = [word for word in page.words if word.text == "fia"]
    kept = [word.text for word in kept_words(page, [broken.box])]
    assert "fia" not in kept and "Zo-" not in kept and "Zofia" in kept
    ending, = [word for word in page.words if word.text == "Zo-"]
    assert "fia" not in [word.text for word in kept_words(page, [ending.box])]


def test_letters_of_every_script_come_back_as_they_were(tmp_path: Path) -> None:
    lines = ("Łukasz café", "Ελένη", "Наталья", "नमस्ते", "李明", "שלום", "عربي")
    said = ("Secret Zofia\n" + "\n".join(lines)).encode()
    before = convert(source_of("notes.txt", said), tmp_path)
    assert before.pdf is not None
    found, = hits(read_pages(before.pdf), "Zofia")
    told = (Blacked(page=1, boxes=found.boxes, reason="health", words="Zofia"),)
    made = convert(source_of("notes.txt", said, handling=Handling(blacked=told)), tmp_path)
    assert made.pdf is not None
    _, drawn = texts_of(made.pdf)
    assert set(drawn.split()) == {"Secret", *" ".join(lines).split()}


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_turned_and_cropped_pages_look_as_before_outside_the_box(turn: int, tmp_path: Path) -> None:
    path = written(tmp_path, turn=turn, crop=(40, 500, 500, 800))
    before, made = convert(path_source(path), tmp_path), None
    assert before.pdf is not None
    found, = hits(read_pages(before.pdf), "Zofia Quince")
    made = blacked(path, tmp_path, *found.boxes)
    assert made.pdf is not None
    was, now = png_of(before.pdf, scale=2).convert("L"), png_of(made.pdf, scale=2).convert("L")
    assert was.size == now.size
    left, bottom, right, top = (round(2 * side) for side in found.boxes[0])
    box = (left - 3, now.height - top - 3, right + 3, now.height - bottom + 3)
    for picture in (was, now):
        picture.paste(255, box)
    far = sum(abs(a - b) > 120 for a, b in zip(was.tobytes(), now.tobytes(), strict=True))
    assert far < 1_200  # of some 560,000 dots: the soft edges of letters
    assert "Kacper" in " ".join(texts_of(made.pdf)) and "Zofia Quince" not in " ".join(texts_of(made.pdf))


def test_words_that_are_turned_on_the_page_are_put_back_as_they_stand(tmp_path: Path) -> None:
    path = tmp_path / "turned.pdf"
    canvas = Canvas(str(path), invariant=1)
    for turn in (0, 90, 180, 270):
        canvas.saveState()
        canvas.translate(300, 400)
        canvas.rotate(turn)
        canvas.drawString(40, 40, f"Words{turn} stand")
        canvas.restoreState()
    canvas.save()
    made = blacked(path, tmp_path, (1, 1, 5, 5))
    assert made.pdf is not None
    (was,), (now,) = read_pages(path), read_pages(made.pdf)
    assert len(was.words) == 8
    for word in was.words:
        same, = [other for other in now.words if other.text == word.text and meet(other.box, word.box)]
        assert max(abs(a - b) for a, b in zip(same.box, word.box, strict=True)) < 2


def test_a_page_that_holds_nothing_else_is_a_picture_and_says_so(tmp_path: Path) -> None:
    made = blacked(written(tmp_path), tmp_path, (0, 0, 595, 842))
    assert made.image_only and made.pdf is not None and "".join(texts_of(made.pdf)).strip() == ""


def test_what_is_said_names_boxes_pages_reasons_and_who_looked(tmp_path: Path) -> None:
    path, boxes = written(tmp_path, pages=3), ((10.0, 10.0, 50.0, 50.0), (60.0, 10.0, 90.0, 50.0))
    told = (
        Blacked(page=1, boxes=boxes, reason="other_child", reviewed_by="Mrs Orla Pine"),
        Blacked(page=3, boxes=boxes[:1], reason="staff", reviewed_by="Mr Sol Reed"),
    )
    source = path_source(path)
    made = convert(Source(name=source.name, open=source.open, handling=Handling(blacked=told)), tmp_path)
    assert made.actions == (
        "redacted: 3 boxes on its pages 1 and 3 (another child; about a member of staff); reviewed by Mrs Orla Pine and Mr Sol Reed",
    )
    assert [(page.page, page.boxes, page.reviewed) for page in made.blacked] == [(1, 2, True), (3, 1, True)]
    told = (told[0], Blacked(page=2, boxes=boxes, reason="staff"))
    half = convert(Source(name=source.name, open=source.open, handling=Handling(blacked=told)), tmp_path)
    assert half.actions[0].endswith("reviewed by Mrs Orla Pine, though not every box")


def test_pages_that_are_left_out_or_turned_do_not_move_a_box(tmp_path: Path) -> None:
    path = written(tmp_path, ("Zofia came.",), pages=3)
    found = hits(read_pages(path), "Zofia")
    made = blacked(path, tmp_path, *found[1].boxes, page=2, left_out=(1,), turns=((2, 90),))
    assert made.pdf is not None and [page.page for page in made.blacked] == [1] and made.pages == 2
    texts = [page.extract_text() for page in pypdf.PdfReader(made.pdf).pages]
    assert "Zofia" not in texts[0] and "came." in texts[0] and "Zofia" in texts[1]
    assert blacked(path, tmp_path, *found[1].boxes, page=2, left_out=(2,)).blacked == ()


def test_nothing_of_the_old_page_stays_but_its_place_and_links_of_others_lose_their_words(tmp_path: Path) -> None:
    path = written(tmp_path, ("Zofia came.",), pages=2)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pages = [page.obj for page in pdf.pages]
        dest = pikepdf.Array([pages[0], pikepdf.Name.XYZ, 0, 800, None])
        links: list[dict[str, object]] = [
            {"/Dest": dest, "/Contents": pikepdf.String("To Zofia")}, {"/Dest": pikepdf.String("Zofia")},
            {"/A": pikepdf.Dictionary(S=pikepdf.Name.GoTo, D=dest)},
        ]
        pages[1].Annots = pikepdf.Array([
            pikepdf.Dictionary({"/Type": pikepdf.Name.Annot, "/Subtype": pikepdf.Name.Link, "/Rect": [0, 0, 9, 9], **link}) for link in links
        ])
        pdf.Root.StructTreeRoot = pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot, K=pikepdf.Dictionary(
            S=pikepdf.Name.Figure, Alt=pikepdf.String("A photograph of Zofia"), Pg=pages[0],
        ))
        pdf.save(path)
    found = hits(read_pages(path), "Zofia")
    made = blacked(path, tmp_path, *found[0].boxes)
    assert made.pdf is not None
    with pikepdf.open(made.pdf) as pdf:
        first, second = pdf.pages[0].obj, pdf.pages[1].obj
        assert set(first.keys()) == {"/Type", "/Parent", "/MediaBox", "/CropBox", "/Rotate", "/Resources", "/Contents"}
        assert set(pdf.Root.keys()) == {"/Type", "/Pages"} and "/Info" not in pdf.trailer
        assert [set(note.keys()) for note in second.Annots] == [{"/Type", "/Subtype", "/Rect", "/Border", "/F", "/Dest"}] * 2
    assert not any(b"photograph" in thing or b"to zofia" in thing for thing in things_of(made.pdf))


def test_a_page_that_is_laid_out_otherwise_than_when_it_was_marked_is_refused(tmp_path: Path) -> None:
    source, boxes = path_source(written(tmp_path)), ((10.0, 10.0, 50.0, 50.0),)
    told = (Blacked(page=1, boxes=boxes, reason="address", page_print="0123456789abcdef"),)
    made = convert(Source(name=source.name, open=source.open, handling=Handling(blacked=told)), tmp_path)
    assert (made.outcome, made.reason, made.pdf) == (Outcome.REFUSED, NO_LONGER_SO, None)
    made = blacked(written(tmp_path), tmp_path, *boxes, page=2)
    assert (made.outcome, made.reason) == (Outcome.REFUSED, NO_SUCH_PAGE)


def test_the_hash_of_a_plain_text_of_which_words_could_be_guessed_is_not_told(tmp_path: Path) -> None:
    plain = convert(source_of("notes.txt", b"Zofia came.\n"), tmp_path)
    told = Handling(blacked=(Blacked(page=1, boxes=((10, 10, 500, 800),), reason="other_child"),))
    made = convert(source_of("notes.txt", b"Zofia came.\n", handling=told), tmp_path)
    assert made.sha256 != plain.sha256 and any("hash" in action for action in made.actions)
    assert made.sha256 == convert(source_of("notes.txt", b"Zofia came.\n", handling=told), tmp_path).sha256


def test_a_colour_page_keeps_its_colours_and_a_page_of_print_is_kept_without_loss(tmp_path: Path) -> None:
    path = tmp_path / "colour.pdf"
    canvas = Canvas(str(path), invariant=1)
    canvas.setFillColorRGB(0.9, 0.1, 0.1)
    canvas.rect(100, 100, 200, 200, fill=1)
    canvas.showPage()
    canvas.save()
    made = blacked(path, tmp_path, (300, 600, 400, 700), finest=100)
    assert made.pdf is not None
    red, green, blue = png_of(made.pdf).getpixel((200, 642))  # type: ignore[misc]
    assert red > 200 and green < 60 and blue < 60
    with pikepdf.open(made.pdf) as pdf:
        assert int(pdf.pages[0].obj.Resources.XObject.Sheet.Width) == round(595.28 * 100 / 72)


def test_the_same_boxes_make_the_same_bytes(tmp_path: Path) -> None:
    first, second = (blacked(written(tmp_path), tmp_path, (150, 770, 350, 795)) for _ in range(2))
    assert first.pdf is not None and second.pdf is not None and first.pdf != second.pdf
    assert first.pdf.read_bytes() == second.pdf.read_bytes()
