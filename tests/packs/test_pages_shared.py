"""Small parts one under another on a page: what fits whole goes on there, and all that leads to it leads to its title."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2

from sendco_desk.domain.paper import Heading, Paragraph, said
from sendco_desk.packs.assemble import build
from sendco_desk.packs.pages import Layout, lay_out
from sendco_desk.packs.pages_contents import Kind
from sendco_desk.packs.pages_ink import TEXT_HEIGHT
from sendco_desk.packs.plan import Chronology, ChronologyRow, PackPlan, PaperPart
from sendco_desk.packs.sent_pack import sent_pack
from sendco_desk.packs.source import Converted, Outcome, path_source
from sendco_desk.packs.verify import failed, verify
from tests.packs.pack_samples import all_words, as_it_is, item, lettered_pdf, pupil_parts, pupil_plan


def part_of(title: str, lines: int) -> PaperPart:
    """A part of so many short paragraphs."""
    return PaperPart(title=title, blocks=tuple(Paragraph(runs=said(f"{title} says {number}.")) for number in range(lines)))


def laid(*parts: PaperPart, plan: PackPlan | None = None) -> Layout:
    """The pages of a plan without documents."""
    return lay_out(plan or pupil_plan(parts=parts), [], "fingerprint")


def stands(layout: Layout) -> dict[str, tuple[int, int]]:
    """By title, on which page each part begins, and how many pages are its own."""
    return {entry.title: (layout.firsts[key], layout.counts[key]) for key, entry in layout.entries if entry.kind is not Kind.PART}


def test_a_part_that_fits_whole_under_another_stands_there() -> None:
    assert stands(laid(part_of("First", 8), part_of("Second", 8), part_of("Third", 8))) == {
        "Cover and contents": (1, 1), "First": (2, 1), "Second": (2, 0), "Third": (2, 0), "Manifest": (2, 0),
    }


def test_a_part_that_does_not_fit_whole_begins_a_page() -> None:
    found = stands(laid(part_of("First", 30), part_of("Second", 30), part_of("Third", 4)))
    assert (found["First"], found["Second"], found["Third"]) == ((2, 1), (3, 1), (3, 0))


def test_a_small_part_goes_on_under_the_end_of_a_long_one_and_a_long_one_never_under_a_small_one() -> None:
    assert stands(laid(part_of("Small", 3), part_of("Long", 60), part_of("After", 3))) == {
        "Cover and contents": (1, 1), "Small": (2, 1), "Long": (3, 2), "After": (4, 0), "Manifest": (4, 0),
    }


def test_nothing_stands_over_or_under_the_text_area() -> None:
    layout = laid(*(part_of(f"Part {number}", 5 + number % 7) for number in range(12)))
    for pages in layout.laid.values():
        for page in pages:
            ends = [placed.top + placed.laid.height for placed in page]
            assert max(ends) <= TEXT_HEIGHT
            assert all(after.top >= end for after, end in zip(page[1:], ends, strict=False))


def test_apart_every_part_has_its_own_page_and_says_the_same() -> None:
    plan = pupil_plan(parts=(part_of("First", 8), part_of("Second", 8)))
    assert stands(lay_out(plan, [], "fingerprint", apart=True))["Second"] == (3, 1)


def test_the_manifest_of_a_pack_with_documents_has_a_page_of_its_own(tmp_path: Path) -> None:
    plan = pupil_plan([item(lettered_pdf(tmp_path / "one.pdf"))], parts=(part_of("First", 3),))
    found = lay_out(plan, [Converted(name="one.pdf", outcome=Outcome.INCLUDED, pdf=tmp_path / "one.pdf", pages=1)], "fingerprint")
    assert stands(found)["Manifest"] == (4, 1)


def test_bookmarks_and_the_contents_lead_to_the_title_on_the_shared_page(tmp_path: Path) -> None:
    build(pupil_plan(parts=(part_of("First", 8), part_of("Second", 8))), tmp_path / "pack.pdf", convert=as_it_is)
    assert failed(verify(tmp_path / "pack.pdf")) == ()
    with pikepdf.open(tmp_path / "pack.pdf") as pdf, pypdfium2.PdfDocument(tmp_path / "pack.pdf") as drawn:
        tops = {mark.title: float(_whole(mark.destination)[3]) for mark in _marks(pdf)}
        links = {str(note.Contents): float(note.Dest[3]) for note in pdf.pages[0].obj.Annots}
        below = drawn[1].get_textpage().get_text_bounded(top=tops["3 Second, page 2"])
    assert tops["2 First, page 2"] == max(tops.values())
    assert links["Go to 3 Second, page 2"] == tops["3 Second, page 2"] < tops["2 First, page 2"]
    assert "First" not in below
    assert "Second\r\nSecond says 0." in below


def _marks(pdf: pikepdf.Pdf) -> list[Any]:
    with pdf.open_outline() as outline:
        return [mark for part in outline.root for mark in (part, *part.children)]


def _whole(destination: Any) -> Any:
    assert isinstance(destination, pikepdf.Array)
    return destination


def test_words_that_lead_to_an_entry_of_a_story_under_another_part_find_its_page(tmp_path: Path) -> None:
    build(pupil_plan(parts=pupil_parts()), tmp_path / "pack.pdf", convert=as_it_is)
    first, second = all_words(tmp_path / "pack.pdf")
    assert "Chronology" in first
    assert all(title in second for title in ("Pupil summary", "Chronology", "Clock and delays", "Manifest"))


def test_a_pack_that_was_sent_tells_the_words_of_each_part_on_a_shared_page(tmp_path: Path) -> None:
    parts = (part_of("First", 30), part_of("Second", 6), part_of("Third", 6))
    build(pupil_plan(parts=parts), tmp_path / "pack.pdf", convert=as_it_is)
    told = {part.title: part.words for part in sent_pack(path_source(tmp_path / "pack.pdf")).parts}
    assert list(told) == ["First", "Second", "Third"]
    for title, lines in (("First", 30), ("Second", 6), ("Third", 6)):
        assert told[title] == " ".join([title, *(f"{title} says {number}." for number in range(lines))])


def test_a_part_that_ends_on_a_shared_page_has_all_its_words(tmp_path: Path) -> None:
    rows = tuple(ChronologyRow(happened_on=date(2026, 9, 7), kind="Note", who="", words=f"Entry {number}.") for number in range(40))
    parts = (Chronology(rows=rows), part_of("After", 4))
    build(pupil_plan(parts=parts), tmp_path / "pack.pdf", convert=as_it_is)
    story, after = sent_pack(path_source(tmp_path / "pack.pdf")).parts
    assert "Entry 39." in story.words
    assert "After" not in story.words
    assert after.words == "After After says 0. After says 1. After says 2. After says 3."


def test_headings_inside_a_part_are_smaller_than_its_title() -> None:
    layout = laid(replace(part_of("First", 2), blocks=(Heading(text="Inside"), Paragraph(runs=said("Words.")))))
    title, inside = (placed.laid.row.cells[0].paras[0].style for placed in layout.laid[2][0][:2])
    assert title.size > inside.size
