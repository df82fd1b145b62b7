"""Packs of every configuration that the app can make: what each is made of, by name. The tests validate them, and the bench counts rules."""

import io
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import docx
from PIL import Image

from sendco_desk.domain.paper import Drawn, Facts, Heading, Listed, Paragraph, Photo, Run, said
from sendco_desk.packs.plan import Chronology, ClockAndDelays, ClockRow, GeneratedPart, PackPlan, PaperPart, PupilSummary
from tests.packs.pack_samples import ON, item, lettered_pdf, pupil_parts, pupil_plan
from tests.packs.paper_samples import CHANGED, COUNTS, DELIVERY, LONG, REPORT, SCORES, costs, every_block, picture, profile

NAMES = {
    "Polish": "Łukasz Żółkiewski", "Vietnamese": "Nguyễn Thị Hương", "Greek": "Άννα Παπαδοπούλου", "Cyrillic": "Дмитро Шевченко",
    "Urdu": "محمد علی خان", "Arabic": "فاطمة الزهراء", "Hebrew": "דוד לוי", "Hindi": "प्रिया शर्मा", "Bengali": "রহিমা খাতুন",
    "Punjabi": "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ", "Gujarati": "ગુજરાતી પટેલ", "Tamil": "தமிழ்ச்செல்வி", "Chinese": "欧阳小明", "Thai": "สมชาย ใจดี",
    "Armenian": "Արմեն Սարգսյան", "Amharic": "አበበ በቀለ", "no font at all": "Ada 🦄 𒀀", "odd spaces": "Ada\xa0\u2009Made\u00adUp\x07\uf0b7",
}  # fmt: skip
Maker = Callable[[Path], PackPlan]


def _long() -> tuple[GeneratedPart, ...]:
    _, chronology, _ = pupil_parts()
    story = Chronology(rows=tuple(replace(row, words=f"{row.words} {LONG * (number % 9)}") for number in range(20) for row in chronology.rows))
    return (story, PaperPart(title="Provision and cost", blocks=(costs(120), Paragraph(runs=said(LONG * 60)))))


def _clock() -> ClockAndDelays:
    states = ("met", "met_late", "overdue", "due_soon", "upcoming", "window_open", "too_early", "lapsed", "unknown", "ended")
    rows = tuple(
        ClockRow(
            title=f"Step {number}", owed_by="Council", state=state, due=date(2026, 10, 19), source="Regulation 10(1)", counted="six weeks",
            status="code_of_practice", confidence="low", exceptions=("Closed for four weeks",),
        )
        for number, state in enumerate(states)
    )
    return ClockAndDelays(rows=rows, starts="Made up.", questions=("Was it sent by post?",))


def _in_every_block(name: str) -> PaperPart:
    return PaperPart(title=f"Views of {name}", blocks=(
        Heading(text=name), Paragraph(runs=said(f"{name} said so. " * 9)), Facts(rows=((name, said(name)),)), Listed(points=(said(name),)),
        Paragraph(runs=(Run(text=name, added=True), Run(text=" and "), Run(text=name, deleted=True))),
    ))  # fmt: skip


def _plan(**facts: Any) -> Maker:
    return lambda folder: pupil_plan(**facts)


def _named(name: str) -> Maker:
    def made(folder: Path) -> PackPlan:
        summary, chronology, clock = pupil_parts(name)
        rows = tuple(replace(row, words=f"{name}: {row.words} {name * 12}", who=name) for row in chronology.rows)
        told = replace(chronology, rows=rows, show_struck_out=True)
        letter = item(unprintable(folder), f"Letter about {name}", author=name, note=name)
        return pupil_plan([letter], name, author=name, parts=(summary, told, clock, _in_every_block(name)))

    return made


def unprintable(folder: Path) -> Path:
    path = folder / "locked.docx"
    path.write_bytes(b"not to be opened")
    return path


def _parts() -> dict[str, GeneratedPart]:
    summary, chronology, _ = pupil_parts()
    return {
        "pupil summary": summary,
        "chronology": replace(chronology, show_struck_out=True),
        "clock and delays": _clock(),
        "one-page profile": PaperPart(title="One-page profile", blocks=(profile(),)),
        "every block": PaperPart(title="Plan", blocks=tuple(every_block())),
        "charts": PaperPart(title="Measures", blocks=(Drawn(chart=SCORES), Drawn(chart=DELIVERY), Drawn(chart=COUNTS))),
        "photograph": PaperPart(title="Views", blocks=(Photo(content=picture("JPEG"), alt="A made-up portrait"),)),
        "empty chronology": Chronology(rows=()),
        "empty clock": ClockAndDelays(rows=()),
        "bare summary": PupilSummary(legal_name="Ada Made-Up", born=date(2018, 3, 14)),
    }


def _refused(folder: Path) -> PackPlan:
    documents = [item(unprintable(folder), f"Letter {number}", part=f"Part of {number // 2}", note="Asked for again.") for number in range(5)]
    return pupil_plan(documents)


def _deep(folder: Path) -> PackPlan:
    blocks = (Heading(text="Deep", level=3), Heading(text="Less", level=1), profile((Heading(text="Inside", level=3),)), Heading(text="End", level=2))
    return pupil_plan(parts=(PaperPart(title="Headings", blocks=blocks),))


def generated_only() -> Mapping[str, Maker]:
    """Packs whose every page is made here."""
    parts = _parts()
    found: dict[str, Maker] = {f"{name} alone": _plan(parts=(part,)) for name, part in parts.items()}
    found |= {f"without {name}": _plan(parts=tuple(part for each, part in parts.items() if each != name)) for name in list(parts)[:6]}
    found |= {f"a name in {script}": _named(name) for script, name in NAMES.items()}
    found |= {
        "everything": _plan(parts=tuple(parts.values())),
        "no cover": _plan(cover=None),
        "no cover, no author, no stamp": _plan(cover=None, author="", stamp="", subject=""),
        "a cover without its test": lambda folder: _bare_cover(),
        "tables over many pages": _plan(parts=_long()),
        "headings of every depth": _deep,
        "documents that could not be included": _refused,
        "nothing but such documents": lambda folder: pupil_plan([item(unprintable(folder))], parts=(), cover=None),
        "a title of markup": _plan(title="<Ada> & “Co” \x07 ]]>", author="A & B", subject="<x>"),
    }
    return found


def _bare_cover() -> PackPlan:
    plan = pupil_plan()
    assert plan.cover is not None
    return replace(plan, cover=replace(plan.cover, legal_test="", year="Year 4"))


def with_documents(folder: Path) -> Mapping[str, PackPlan]:
    """Packs that hold documents which were made elsewhere."""
    report = item(lettered_pdf(folder / "report.pdf", 3), "Speech report", key=REPORT)
    leading = PaperPart(title="Needs", blocks=(Paragraph(runs=CHANGED), Paragraph(runs=said(LONG))))
    return {
        "one PDF": pupil_plan([report]),
        "a PDF that words lead to": pupil_plan([report], parts=(leading,)),
        "nothing but PDFs": PackPlan(title="Bundle", on=ON, items=(report, replace(report, key=None))),
    }


def printed_here(folder: Path) -> Mapping[str, PackPlan]:
    """Packs with a document of each kind that is printed here."""
    found = {}
    for name, (file, words) in PRINTED_HERE.items():
        (folder / file).write_text(words)
        found[name] = pupil_plan([item(folder / file)])
    for mode in ("L", "RGB", "CMYK"):
        Image.new(mode, (400, 560)).save(folder / f"scan_{mode}.tiff", dpi=(100, 100))
        found[f"a picture ({mode})"] = pupil_plan([item(folder / f"scan_{mode}.tiff", "Drawing")])
    found["a Word document on simple pages"] = pupil_plan([item(word_document(folder))])
    return found


PRINTED_HERE = {
    "a text": ("views.txt", "I like art.\n\n" + "A long line that goes on. " * 400 + "\nמחמד, محمد علی خان, प्रिया, 欧阳小明\n"),
    "a table of values": ("hours.csv", "Name,Hours\nAda Made-Up,2\nBo Made-Up,3\n"),
    "an e-mail": ("mail.eml", "From: Ada <ada@example.org>\nTo: bo@example.org\nSubject: Words\n\nFirst words.\n> Quoted words.\n>> Deeper.\n"),
    "a web page": ("page.html", "<h1>One</h1><h4>Deep</h4><ul><li>a<li>b</ul><table><tr><th>x</th></tr><tr><td>y</td></tr></table><p>End"),
    "rich text": ("plan.rtf", r"{\rtf1\ansi Plain words, {\b bold words} and \'a3 signs.\par More words.\par}"),
}


def word_document(folder: Path) -> Path:
    """A Word document with headings that leave depths out, a list, merged cells and a picture."""
    document = docx.Document()
    document.add_heading("Plan", 1)
    document.add_heading("Deep", 4)
    for words in ("One", "Two"):
        document.add_paragraph(words, style="List Number")
    table = document.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Both"
    table.cell(1, 2).merge(table.cell(2, 2)).text = "Tall"
    document.add_picture(io.BytesIO(picture()))
    document.save(str(folder / "plan.docx"))
    return folder / "plan.docx"
