"""Small PDFs, plans and a plain converter for the tests of the pack: what is asserted there is about assembly, not conversion."""

import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
from reportlab.pdfgen.canvas import Canvas

from sendco_desk.packs.plan import (
    Chronology,
    ChronologyRow,
    ClockAndDelays,
    ClockRow,
    Contact,
    Correction,
    PackCover,
    PackItem,
    PackPlan,
    PupilSummary,
    RankedNeed,
    StruckOut,
    stamp_of,
)
from sendco_desk.packs.source import Converted, Limits, Outcome, Source, path_source, sha256_of

ON = date(2026, 11, 12)
A4 = (595.28, 841.89)
LOCKED = "The PDF is locked with a password. Give the password, or ask the sender for a copy without one."


def lettered_pdf(
    path: Path,
    pages: int = 1,
    size: tuple[float, float] = A4,
    turn: int = 0,
    crop: Sequence[float] = (),
    media: Sequence[float] = (),
    unit: float = 1,
) -> Path:
    """A PDF whose pages say "Body words" here and there, turned and cropped as asked."""
    canvas = Canvas(str(path), pagesize=size, invariant=1)
    for number in range(pages):
        for row in range(int(size[1] // 40)):
            canvas.drawString(10, row * 40 + 4, f"Body words {number + 1}")
        canvas.showPage()
    canvas.save()
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        for page in pdf.pages:
            page.obj.Rotate = turn
            if crop:
                page.obj.CropBox = list(crop)
            if media:
                page.obj.MediaBox = list(media)
            if unit != 1:
                page.obj.UserUnit = unit
        pdf.save(path, deterministic_id=True)
    return path


def as_it_is(source: Source, folder: Path, limits: Limits) -> Converted:
    """A converter that takes a PDF as it is and refuses whatever is not called one."""
    sha256 = sha256_of(source)
    if not source.name.endswith(".pdf"):
        return Converted(name=source.name, outcome=Outcome.REFUSED, reason=LOCKED, sha256=sha256)
    out = folder / "clean.pdf"
    with source.open() as stream, out.open("wb") as copy:
        shutil.copyfileobj(stream, copy)
    with pikepdf.open(out) as pdf:
        return Converted(name=source.name, outcome=Outcome.INCLUDED, pdf=out, pages=len(pdf.pages), sha256=sha256)


def item(path: Path, title: str = "", **facts: Any) -> PackItem:
    """One document of a plan."""
    return PackItem(title=title or path.stem, source=path_source(path), **facts)


def pupil_parts(name: str = "Kacper Wilk") -> tuple[PupilSummary, Chronology, ClockAndDelays]:
    """All three generated parts with a little of everything."""
    entries = tuple(
        ChronologyRow(
            happened_on=date(2026, 9, day),
            kind="Observation",
            who="Ms A. Patel",
            words=f"Entry number {day}: he joined the end of the story and read two lines aloud.",
            corrections=(Correction(written_on=date(2026, 10, 1), who="Ms A. Patel", words="It was three lines."),) if day == 8 else (),
            struck_out=StruckOut(on=date(2026, 10, 2), who="Ms A. Patel", reason="wrong pupil") if day == 9 else None,
        )
        for day in range(7, 12)
    )
    steps = (
        ClockRow(title="Decide whether to assess", owed_by="Council", state="overdue", due=date(2026, 10, 19), days_late=24, late="3 weeks 3 days"),
        ClockRow(title="Issue the final plan", owed_by="Council", state="upcoming", due=date(2027, 1, 25), confidence="medium"),
    )
    return (
        PupilSummary(
            legal_name=name,
            born=date(2018, 3, 14),
            upn="K801200001001",
            needs=(RankedNeed(rank=1, title="Speech, language and communication needs", since=date(2024, 9, 3)),),
            people=(Contact(name="Marta Wilk", relationship="Mother", parental_responsibility=True),),
        ),
        Chronology(rows=entries),
        ClockAndDelays(rows=steps, starts="The clock runs from Monday 7 September 2026."),
    )


def pupil_plan(items: Sequence[PackItem] = (), name: str = "Kacper Wilk", **facts: Any) -> PackPlan:
    """A pack about one pupil, with every generated part."""
    told: dict[str, Any] = {
        "title": "Request for an education, health and care needs assessment",
        "on": ON,
        "author": "Ms A. Patel, SENDCo",
        "stamp": stamp_of(name, date(2018, 3, 14)),
        "cover": PackCover(
            name=name,
            born=date(2018, 3, 14),
            school="Fernhollow Primary School",
            asked="That the council assess.",
            asked_of="Marlshire County Council",
        ),
        "parts": pupil_parts(name),
        "items": tuple(items),
    }
    return PackPlan(**{**told, **facts})


def words_of(path: Path, number: int, password: str = "") -> str:
    """All words another program finds on a page."""
    with pypdfium2.PdfDocument(path, password=password or None) as pdf:
        return " ".join(str(pdf[number - 1].get_textpage().get_text_range()).split())


def all_words(path: Path) -> list[str]:
    """The words of every page in order."""
    with pypdfium2.PdfDocument(path) as pdf:
        return [" ".join(str(page.get_textpage().get_text_range()).split()) for page in pdf]
