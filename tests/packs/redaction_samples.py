"""Documents of four kinds that hold words nobody may learn, wherever a document can hold words; and a search of a file that owes ours nothing."""

import io
import random
import re
from collections.abc import Iterator, Sequence
from email.message import EmailMessage
from pathlib import Path

import docx
import pikepdf
import pypdf
import pypdfium2
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from sendco_desk.packs.convert import convert
from sendco_desk.packs.redaction_search import folded, hits, read_pages
from sendco_desk.packs.source import Blacked, Converted, Handling, Source, path_source
from tests.packs.scan_samples import FONTS, SANS

FILLER = (
    "the", "plan", "was", "read", "together", "and", "everybody", "had", "their", "say", "about", "what", "helps", "during", "day", "in", "small",
    "group", "by", "library",
)
_BEGIN = "bcdfghjklmnprstvwz"
_VOWELS = "aeiouyąęéö"


def secret_words(count: int, seed: int = 6) -> list[str]:
    """Made-up words that no other text holds, some with accents, each with a capital."""
    chance, made = random.Random(seed), dict[str, None]()
    while len(made) < count:
        letters = "".join(chance.choice(_BEGIN) + chance.choice(_VOWELS) for _ in range(chance.randrange(3, 6)))
        made[f"{letters.capitalize()}{chance.choice('xqk')}"] = None
    return list(made)


def lines_with(words: Sequence[str], seed: int = 6) -> list[str]:
    """Lines of print among whose plain words each of these stands, some twice, some with a comma or a possessive."""
    chance, made = random.Random(seed), []
    for word in words:
        said = [chance.choice(FILLER) for _ in range(7)]
        said.insert(chance.randrange(7), word + chance.choice(("", "", ",", "’s", ".")))
        if chance.random() < 0.2:
            said.append(word.upper())
        made.append(" ".join(said))
    return made


def _named_font() -> str:
    if "RedactionSans" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("RedactionSans", str(FONTS / SANS)))
    return "RedactionSans"


def typed_pdf(folder: Path, words: Sequence[str]) -> Path:
    """A PDF that has them on its pages, one of them turned and cropped, in its title, its bookmarks, its notes, and cut into pieces."""
    path, lines = folder / "typed.pdf", lines_with(words)
    canvas = Canvas(str(path), invariant=1)
    canvas.setTitle(f"About {words[0]}")
    canvas.setSubject(" ".join(words[:5]))
    for start in range(0, len(lines), 25):
        canvas.bookmarkPage(f"p{start}")
        canvas.addOutlineEntry(f"What {words[start]} did", f"p{start}")
        canvas.setFont(_named_font(), 11)
        for row, line in enumerate(lines[start : start + 25]):
            canvas.drawString(60, 780 - 24 * row, line)
        canvas.linkURL(f"https://school.example/{words[start]}", (60, 40, 200, 60))
        canvas.showPage()
    canvas.save()
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        page = pdf.pages[-1].obj
        page.Rotate, page.CropBox = 90, [20, 20, 580, 830]
        page.Annots = pikepdf.Array([pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[10, 10, 30, 30], Contents=pikepdf.String(f"Ask {words[-1]}"),
        )])
        cut = next(word for word in words if not set(word) & set("ąę")).encode("cp1252")
        spaced = b"BT /Cut 12 Tf 60 100 Td [(%s) 20 (%s)] TJ ET\n" % (cut[:3], cut[3:])
        first = pdf.pages[0].obj
        first.Resources.Font.Cut = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica, Encoding=pikepdf.Name.WinAnsiEncoding,
        )
        first.Contents = pikepdf.Array([first.Contents, pdf.make_stream(spaced)])
        pdf.save(path, deterministic_id=True)
    return path


def scanned_pdf(folder: Path, words: Sequence[str]) -> Path:
    """A scan: each page a picture, with its words laid unseen behind it as a reader of letters does."""
    path, lines = folder / "scan.pdf", lines_with(words, seed=7)
    letters = ImageFont.truetype(str(FONTS / SANS), 34)
    canvas = Canvas(str(path), pagesize=(595, 842), invariant=1)
    for start in range(0, len(lines), 25):
        sheet = Image.new("L", (1654, 2339), 243)
        pen = ImageDraw.Draw(sheet)
        text = canvas.beginText()
        text.setTextRenderMode(3)
        text.setFont(_named_font(), 12.24)
        for row, line in enumerate(lines[start : start + 25]):
            pen.text((160, 160 + 80 * row), line, fill=30, font=letters)
            text.setTextOrigin(160 * 0.36, 842 - (160 + 80 * row + 36) * 0.36)
            text.textOut(line)
        canvas.drawImage(ImageReader(sheet), 0, 0, 595, 842)
        canvas.drawText(text)
        canvas.showPage()
    canvas.save()
    return path


def word_document(folder: Path, words: Sequence[str]) -> Path:
    """A Word document with them in a heading, a table, a header, paragraphs and its properties."""
    path, made = folder / "letter.docx", docx.Document()
    made.core_properties.title = f"Letter about {words[0]}"
    made.core_properties.author = words[1]
    made.sections[0].header.paragraphs[0].text = f"Private: {words[2]}"
    made.add_heading(f"What {words[3]} needs", 1)
    table = made.add_table(rows=2, cols=2)
    for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = words[4 + number]
    for line in lines_with(words, seed=8):
        made.add_paragraph(line)
    made.save(str(path))
    return path


def e_mail(folder: Path, words: Sequence[str]) -> Path:
    """An e-mail with them in its subject, its sender, its text and the name of what is attached."""
    path, made = folder / "mail.eml", EmailMessage()
    made["From"] = f"{words[0]} <{folded(words[0])}@school.example>"
    made["To"] = "senco@fernhollow.example"
    made["Subject"] = f"Meeting with {words[1]}"
    made.set_content("\n".join(lines_with(words, seed=9)))
    made.add_attachment(b"nothing", maintype="application", subtype="octet-stream", filename=f"{words[2]}.bin")
    path.write_bytes(made.as_bytes())
    return path


def redacted_copy(path: Path, words: Sequence[str], folder: Path, **more: object) -> Converted:
    """A document converted with every one of these words searched for and blacked out."""
    before = convert(path_source(path), folder, looked_over=False)
    assert before.pdf is not None, before.reason
    pages = read_pages(before.pdf)
    blacked = tuple(
        Blacked(page=hit.page, boxes=hit.boxes, reason="other_child", words=word, page_print=pages[hit.page - 1].page_print)
        for word in words for hit in hits(pages, word)
    )
    source = path_source(path)
    return convert(Source(name=source.name, open=source.open, handling=Handling(blacked=blacked, **more)), folder)  # type: ignore[arg-type]


# A search that owes ours nothing


def texts_of(path: Path) -> Iterator[str]:
    """What pypdf and pdfium read off each page."""
    for page in pypdf.PdfReader(path).pages:
        yield page.extract_text()
    with pypdfium2.PdfDocument(path) as drawing:
        for number in range(len(drawing)):
            page = drawing[number]
            words = page.get_textpage()
            yield words.get_text_range()
            words.close()
            page.close()


def things_of(path: Path) -> Iterator[bytes]:
    """Every decoded stream and every string of a file, lower case; pictures as they are stored."""
    with pikepdf.open(path) as pdf:
        for thing in pdf.objects:
            yield from _things(thing, 0)
        yield from _things(pdf.trailer.get("/Info"), 0)


def _things(thing: object, depth: int) -> Iterator[bytes]:
    if isinstance(thing, pikepdf.Stream):
        picture = thing.get("/Subtype") == pikepdf.Name.Image
        yield (thing.read_raw_bytes() if picture else thing.read_bytes()).lower()
    if isinstance(thing, pikepdf.String):
        yield bytes(thing).lower()
        yield str(thing).lower().encode("utf-8", "replace")
    elif isinstance(thing, pikepdf.Array) and depth < 30:
        for inner in thing:
            yield from () if _indirect(inner) else _things(inner, depth + 1)
    elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream) and depth < 30:
        for _, inner in thing.items():
            yield from () if _indirect(inner) else _things(inner, depth + 1)


def _indirect(thing: object) -> bool:
    return isinstance(thing, pikepdf.Object) and thing.is_indirect


def still_found(path: Path, words: Sequence[str]) -> set[str]:
    """Those of the words that anything of the above still finds, in whatever way they are written."""
    plain = folded("\n".join(texts_of(path)))
    together = re.sub(r"[\W_]+", "", plain)
    found = {word for word in words if folded(word) in plain or folded(word) in together}
    ways = {word: [word.lower().encode(way, "ignore") for way in ("cp1252", "utf-8", "utf-16-be", "utf-16-le")] for word in words}
    hexed = {word: [way.hex().encode() for way in its] for word, its in ways.items()}
    for thing in things_of(path):
        found |= {word for word in words if any(way in thing for way in (*ways[word], *hexed[word]))}
    return found


def png_of(path: Path, page: int = 1, scale: float = 1.0) -> Image.Image:
    """A page as it is drawn."""
    with pypdfium2.PdfDocument(path) as drawing:
        drawn = drawing[page - 1]
        bitmap = drawn.render(scale=scale)
        held = io.BytesIO()
        bitmap.to_pil().convert("RGB").save(held, "PNG")
        bitmap.close()
        drawn.close()
    return Image.open(io.BytesIO(held.getvalue()))
