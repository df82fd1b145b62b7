"""Forms and notes in a PDF made part of its pages, so that what the sender saw is what every reader of the pack sees."""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import pikepdf
import pypdfium2

from sendco_desk.packs.convert.printed import counted

_UNSEEN = 0b100011  # invisible, hidden, or not for viewing
_BARE = {"/Link", "/Popup", "/Widget", "/FileAttachment", "/Movie", "/Sound", "/Screen", "/RichMedia", "/3D", "/Watermark", "/PrinterMark"}


@contextmanager
def appearances_drawn(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Pdf]:
    """The document with a drawing for each field and mark that a viewer would draw by itself."""
    form = pdf.Root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary):
        if "/XFA" in form:
            del form["/XFA"]
        pdf.generate_appearance_streams()
    bare = [number for number, page in enumerate(pdf.pages) if any(_lacks_drawing(note) for note in _notes(page))]
    if not bare:
        yield pdf
        return
    with pikepdf.open(_drawn_by_pdfium(pdf, bare)) as drawn:
        for page in drawn.pages:
            for note in _notes(page):
                if "/PDFIUM_HasGeneratedAP" in note and "/AP" in note:
                    _put_in_place(note)
        yield drawn


def flatten(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Make fields and marks part of the page; says what was done."""
    kinds = [str(note.get("/Subtype")) for page in pdf.pages for note in _notes(page) if _is_seen(note)]
    if not kinds and "/AcroForm" not in pdf.Root:
        return
    pdf.flatten_annotations("all")
    if "/AcroForm" in pdf.Root:
        del pdf.Root["/AcroForm"]
    if "/Widget" in kinds:
        yield "flattened form"


def said_of_marks(pdf: pikepdf.Pdf) -> Iterator[str]:
    """What a reader should know of the comments before they become part of the page."""
    notes = [note for page in pdf.pages for note in _notes(page) if _is_seen(note)]
    marks = [note for note in notes if str(note.get("/Subtype")) not in ("/Link", "/Popup", "/Widget")]
    if marks:
        yield f"made {counted(len(marks), 'note or mark', 'notes and marks')} part of the page"
    hidden_words = sum(note.get("/Subtype") == "/Text" and bool(str(note.get("/Contents", ""))) for note in marks)
    if hidden_words:
        yield f"the words of {counted(hidden_words, 'pop-up comment')} are not printed, only their marks"


def form_values(pdf: pikepdf.Pdf) -> Iterator[str]:
    """The words that were filled into the form."""
    for page in pdf.pages:
        for note in _notes(page):
            parent = note.get("/Parent")
            value = note.get("/V", parent.get("/V") if isinstance(parent, pikepdf.Dictionary) else None)
            if note.get("/Subtype") == "/Widget" and isinstance(value, pikepdf.String):
                yield str(value)


def _notes(page: pikepdf.Page) -> list[pikepdf.Object]:
    notes = page.obj.get("/Annots")
    return [note for note in notes if isinstance(note, pikepdf.Dictionary)] if isinstance(notes, pikepdf.Array) else []


def _is_seen(note: pikepdf.Object) -> bool:
    return not int(note.get("/F", 0)) & _UNSEEN


def _lacks_drawing(note: pikepdf.Object) -> bool:
    return "/AP" not in note and str(note.get("/Subtype")) not in _BARE and _is_seen(note)


def _drawn_by_pdfium(pdf: pikepdf.Pdf, numbers: list[int]) -> io.BytesIO:
    """pdfium makes the missing drawings of highlights, ink and the like when it shows a page, and saves them."""
    before, after = io.BytesIO(), io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", pikepdf.PageCopyWarning)  # fields that no form owns are flattened all the same
        pdf.save(before)
    before.seek(0)
    with pypdfium2.PdfDocument(before) as document:
        for number in numbers:
            page = document[number]
            page.render(scale=0.1, may_draw_forms=False).close()
            page.close()
        document.save(after)
    after.seek(0)
    return after


def _put_in_place(note: pikepdf.Object) -> None:
    """pdfium draws in the page's own measure, so the frame of the drawing is where it belongs, whatever the file said."""
    drawing = note.AP.N
    if isinstance(note.get("/InkList"), pikepdf.Array):
        drawing.BBox = _ink_frame(note)
    note.Rect = pikepdf.Array(list(drawing.BBox))


def _ink_frame(note: pikepdf.Object) -> pikepdf.Array:
    along = [[float(number) for number in stroke] for stroke in note.InkList]
    across, up = [x for stroke in along for x in stroke[::2]], [y for stroke in along for y in stroke[1::2]]
    border = note.get("/Border", pikepdf.Array([0, 0, 1]))
    pen = float(border[2]) if len(border) > 2 else 1.0
    return pikepdf.Array([min(across) - pen, min(up) - pen, max(across) + pen, max(up) + pen])
