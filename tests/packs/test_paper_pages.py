"""A printed form as a PDF: nothing of it is lost, anybody can read or hear it, and the same paper gives the same bytes."""

import collections
import io
import re
import zlib
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import page as page_validation
import pikepdf
import pypdf
import pypdfium2
import pytest
from PIL import Image

from sendco_desk.domain.paper import Drawn, Facts, Grid, Heading, Listed, NewPage, Panels, Paper, Paragraph, Photo, Run, SignHere, said, words_of
from sendco_desk.domain.refusals import Refused
from sendco_desk.packs.claims import end_plainly
from sendco_desk.packs.pages_flow import paginate
from sendco_desk.packs.pages_ink import PAGE_HEIGHT
from sendco_desk.packs.paper_pages import lines_left, overflow, page_count, paper_pdf, paper_words
from sendco_desk.packs.paper_rows import paper_rows
from tests.packs.paper_samples import CHANGED, COUNTS, DELIVERY, LONG, NAMES, SCORES, URDU, costs, paper, picture, profile, words_only

SHAPES: tuple[dict[str, bool], ...] = ({}, {"landscape": True}, {"easy_read": True}, {"landscape": True, "easy_read": True})


def texts(made: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages]


def as_read(made: bytes) -> str:
    """All words, those of other scripts in the order they are read."""
    with pypdfium2.PdfDocument(made) as document:
        return "\n".join(document[number].get_textpage().get_text_range() for number in range(len(document)))


def elements(made: bytes) -> list[tuple[str, Any]]:
    """Role and element of the whole tree, in reading order."""
    with pikepdf.open(io.BytesIO(made)) as document:
        return list(_walk(document.Root.StructTreeRoot.K[0]))


def _walk(element: Any) -> Any:
    kids = element.get("/K")
    said = {name: str(element[name]) for name in ("/Alt",) if name in element}
    told = element.get("/A")
    yield str(element.S)[1:], {**said, **({key: str(value) for key, value in told.items() if key != "/BBox"} if told is not None else {})}
    for kid in kids if isinstance(kids, pikepdf.Array) else ():
        if "/S" in kid:
            yield from _walk(kid)


def roles(made: bytes) -> list[str]:
    return [role for role, _ in elements(made)]


# What is on it


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_every_word_of_a_paper_is_on_its_pages(shape: dict[str, bool]) -> None:
    made = paper_pdf(paper(**shape))
    found, alts = words_only(" ".join(texts(made))), [said.get("/Alt") for _, said in elements(made)]
    spoken = {SCORES.said(), DELIVERY.said(), COUNTS.said(), "A made-up portrait", "A newt"}
    latin = [words for words in words_of(paper(**shape)) if words not in spoken and not re.search("[\u0600-\u06ff]", words)]
    assert [words for words in latin if words_only(words) not in found] == []
    assert spoken <= set(alts)


def test_names_in_other_scripts_can_be_found_and_are_read_as_they_are_written() -> None:
    made = paper_pdf(paper(Paragraph(runs=said(f"{NAMES} and {URDU}."))))
    assert all(name in as_read(made).replace("\xa0", " ") for name in ("Łukasz Żółkiewski", "欧阳小明"))
    streams = b"".join(page.Contents.read_bytes() for page in pikepdf.open(io.BytesIO(made)).pages)
    assert URDU.replace(" ", "\xa0").encode("utf-16-be").hex().upper().encode() in streams
    assert "\ufffd" not in as_read(made)


def test_the_foot_has_its_words_and_the_number_of_the_page() -> None:
    plain = paper(Paragraph(runs=said("One.")), NewPage(), Paragraph(runs=said("Two.")), foot="Case 14")
    assert [text.splitlines()[-1] for text in texts(paper_pdf(plain))] == ["Case 14 · Page 1 of 2", "Case 14 · Page 2 of 2"]
    assert texts(paper_pdf(replace(plain, foot="")))[0].splitlines()[-1] == "Page 1 of 2"


def test_a_foot_that_is_too_long_goes_on_a_second_line() -> None:
    (text,) = texts(paper_pdf(paper(Paragraph(runs=said("One.")), foot=LONG * 2)))
    assert "Page 1 of 1" in " ".join(text.split())


def test_the_words_for_search_are_all_words() -> None:
    assert "30 minutes" in paper_words(paper()) and SCORES.said() in paper_words(paper())


def test_letters_that_no_font_has_are_refused_by_name() -> None:
    with pytest.raises(Refused, match="The PDF cannot show 🦄") as refused:
        paper_pdf(paper(Paragraph(runs=said("Well done 🦄"))))
    assert refused.value.field == "words"


@pytest.mark.parametrize("content", [b"no picture", picture("JPEG", size=(400, 400))[:-900]])
def test_a_photograph_that_is_damaged_or_cut_short_is_refused(content: bytes) -> None:
    with pytest.raises(Refused, match="damaged"):
        paper_pdf(paper(Photo(content=content, alt="Nobody")))


def test_a_photograph_taken_with_the_camera_on_its_side_stands_upright() -> None:
    turned = Image.Exif()
    turned[0x0112] = 6
    with pikepdf.open(io.BytesIO(paper_pdf(paper(Photo(content=picture("JPEG", size=(80, 40), exif=turned), alt="High"))))) as document:
        (shown,) = document.pages[0].get_images().values()
        assert (int(shown.Width), int(shown.Height)) == (40, 80)


def test_a_photograph_is_no_wider_than_asked_nor_higher_than_the_page_and_its_details_stay_behind() -> None:
    wide = paper_pdf(paper(Photo(content=picture("JPEG", size=(2000, 1000)), alt="Wide", width=40)))
    with pikepdf.open(io.BytesIO(wide)) as document:
        (shown,) = document.pages[0].get_images().values()
        assert int(shown.Width) == round(40 / 25.4 * 300)
        assert b"Exif" not in shown.read_raw_bytes()
    assert page_count(paper(Photo(content=picture(size=(40, 4000), mode="RGBA"), alt="High", width=100))) == 1


# The file


def test_the_same_paper_gives_the_same_bytes_and_another_does_not() -> None:
    made = paper_pdf(paper())
    paper_pdf(paper(Paragraph(runs=said("ગુજરાતી"))))  # what was drawn before must not tell
    assert paper_pdf(paper()) == made
    assert paper_pdf(paper(foot="Another")) != made


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_it_is_accessible_and_archived_by_every_rule_that_can_be_checked(shape: dict[str, bool], tmp_path: Path) -> None:
    (tmp_path / "paper.pdf").write_bytes(paper_pdf(paper(**shape)))
    for profile_name in ("ua1", "2a"):
        found = page_validation.validate_pdf(str(tmp_path / "paper.pdf"), profile=profile_name)
        assert collections.Counter((failure.rule_id, failure.message) for failure in found.failures) == {}
        assert found.is_compliant


@pytest.mark.parametrize("number", range(12))
def test_no_stream_ends_in_a_way_that_checkers_miscount(number: int) -> None:
    made = paper_pdf(paper(*(Paragraph(runs=said(f"{n} {LONG}")) for n in range(number * 9 + 1))))
    assert b"\r\nendstream" not in made


def test_a_stream_that_would_end_with_a_carriage_return_is_made_longer_by_one() -> None:
    plain = next(words for words in (b"%d" % number for number in range(10_000, 100_000)) if zlib.compress(words, 9).endswith(b"\r"))
    with pikepdf.Pdf.new() as document:
        for more in ({}, {"/Length1": len(plain)}):
            made = document.make_stream(b"", more)
            made.write(zlib.compress(plain, 9), filter=pikepdf.Name.FlateDecode)
            document.Root[f"/Kept{len(more)}"] = made
        end_plainly(document)
        assert document.Root.Kept0.read_bytes() == document.Root.Kept1.read_bytes() == plain + b"\n"
        assert not document.Root.Kept0.read_raw_bytes().endswith(b"\r")
        assert int(document.Root.Kept1.Length1) == len(plain) + 1


def test_it_is_a4_in_british_english_and_shows_its_title() -> None:
    for landscape, sides in ((False, [595.28, 841.89]), (True, [841.89, 595.28])):
        with pikepdf.open(io.BytesIO(paper_pdf(paper(landscape=landscape)))) as document:
            assert [float(side) for side in document.pages[-1].MediaBox][2:] == pytest.approx(sides, abs=0.01)
            assert str(document.Root.Lang) == "en-GB" and bool(document.Root.ViewerPreferences.DisplayDocTitle)
            assert (str(document.docinfo["/Title"]), str(document.docinfo["/Author"])) == ("SEN support plan", "Fernhollow School")
            assert b"<pdfuaid:part>1</pdfuaid:part>" in document.Root.Metadata.read_bytes()
            assert all("+" in str(font.BaseFont) for page in document.pages for font in page.Resources.Font.values())


# What is heard


def test_what_is_read_out_comes_in_the_order_of_the_paper() -> None:
    short = paper(
        Heading(text="Part"), Paragraph(runs=CHANGED), Listed(points=(said("One"),)), Facts(rows=(("Class", said("4")),)),
        Grid(caption="Table", heads=("A", "B"), rows=((said("1"), said("")),), shares=(1, 1)), SignHere(names=("SENDCo",)), about=(),
    )
    assert roles(paper_pdf(short)) == [
        "Document", "P", "H1", "H2", "P", "Span", "Span", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD",
        "Table", "Caption", "THead", "TR", "TH", "TH", "TBody", "TR", "TD", "TD", "P", "P",
    ]


def test_heads_say_what_they_stand_over_and_changed_words_that_they_are() -> None:
    said_of = elements(paper_pdf(paper(Paragraph(runs=CHANGED), costs(1), Facts(rows=(("Class", said("4")),)))))
    assert [told["/Scope"] for role, told in said_of if role == "TH"] == ["/Column"] * 3 + ["/Row"]
    spans = [(told["/Alt"], told["/TextDecorationType"]) for role, told in said_of if role == "Span"]
    assert spans == [("Taken out: 20 minutes", "/LineThrough"), ("Added: 30 minutes", "/Underline")]


def test_lists_say_how_they_are_numbered() -> None:
    said_of = elements(paper_pdf(paper(Listed(points=(said("a"),)), Listed(points=(said("b"),), numbered=True))))
    assert [told["/ListNumbering"] for role, told in said_of if role == "L"] == ["/Disc", "/Decimal"]


def test_no_heading_is_more_than_one_deeper_than_the_one_before_it() -> None:
    made = paper_pdf(paper(Heading(text="Deep", level=2), profile(), Heading(text="Part"), profile((Heading(text="Inside"),)), Heading(text="End")))
    depths = [int(role[1]) for role in roles(made) if re.fullmatch(r"H\d", role)]
    assert depths[0] == 1 and all(later <= before + 1 for before, later in pairwise(depths))
    assert depths[-1] == 2


def test_pictures_are_figures_with_words_and_a_place() -> None:
    with pikepdf.open(io.BytesIO(paper_pdf(paper(Drawn(chart=DELIVERY), Photo(content=picture(), alt="A newt"))))) as document:
        figures = [item for item in document.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure"]
        assert {str(figure.Alt) for figure in figures} == {DELIVERY.said(), "A newt"}
        for figure in figures:
            left, bottom, right, top = map(float, figure.A.BBox)
            assert 0 < left < right < 596 and 0 < bottom < top < 842


def test_the_heads_of_a_table_come_again_on_every_page_and_are_heard_once() -> None:
    made = paper_pdf(paper(costs(90)))
    assert len(texts(made)) > 2
    assert all("What Who Cost a year" in " ".join(text.split()) for text in texts(made))
    assert roles(made).count("TH") == 3


def test_a_row_that_runs_over_pages_is_one_element() -> None:
    made = paper_pdf(paper(Paragraph(runs=said(LONG * 80))))
    assert len(texts(made)) > 1
    assert roles(made).count("P") == 4  # school, two lines about it, and the paragraph


# Pages


def test_a_new_page_begins_where_it_is_asked_for() -> None:
    pages = texts(paper_pdf(paper(Paragraph(runs=said("First.")), NewPage(), Heading(text="Second"), Paragraph(runs=said("Third.")))))
    assert "First." in pages[0] and "Second" in pages[1] and "Third." in pages[1]


@pytest.mark.parametrize(
    "follows", [Drawn(chart=SCORES), costs(4), profile(), Photo(content=picture(), alt="A newt"), Paragraph(runs=said(LONG * 3))],
)
def test_no_heading_stands_alone_at_the_foot_of_a_page(follows: Any) -> None:
    met = set()
    for count in range(22, 48):
        lines = tuple(Paragraph(runs=said("A line.")) for _ in range(count))
        laid = paginate(paper_rows(paper(*lines, Heading(text="Alone?"), follows)), PAGE_HEIGHT - 90)
        assert [page[-1].laid.row.cells[0].paras[0].text for page in laid if page[-1].laid.row.with_next] == []
        met.add(next(number for number, page in enumerate(laid) for placed in page if placed.laid.row.cells[0].paras[0].text == "Alone?"))
    assert met == {0, 1}


def test_the_last_row_of_a_table_never_leaves_its_total_alone() -> None:
    for count in range(25, 45):
        pages = texts(paper_pdf(paper(costs(count))))
        assert "Provision" in next(text for text in pages if "In all" in text)


def one_page(lines: int, **more: Any) -> Paper:
    return paper(*(Paragraph(runs=said("A line.")) for _ in range(lines)), one_page=True, **more)


def test_a_paper_of_one_page_is_one_or_says_by_how_much_it_is_too_long() -> None:
    fits = max(lines for lines in range(60) if overflow(one_page(lines)) == 0)
    assert len(texts(paper_pdf(one_page(fits)))) == 1
    assert 0 < overflow(one_page(fits + 1)) <= 17.5
    assert lines_left(one_page(fits)) == 0 > lines_left(one_page(fits + 1))
    assert 40 < lines_left(one_page(1)) < 60
    with pytest.raises(Refused, match=r"‘SEN support plan’ must fit on one page and is about 1 line too long"):
        paper_pdf(one_page(fits + 1))
    with pytest.raises(Refused, match=r"about \d+ lines too long"):
        paper_pdf(one_page(fits + 9))


def test_a_paper_of_one_page_begins_no_other_and_may_be_empty() -> None:
    assert page_count(paper(Paragraph(runs=said("One.")), NewPage(), Paragraph(runs=said("Two.")), one_page=True)) == 1
    assert overflow(Paper(title="Empty", school="")) == 0
    assert page_count(Paper(title="Empty", school="")) == 1


def test_pages_are_counted_as_they_are_drawn() -> None:
    for made in (paper(), paper(easy_read=True), paper(landscape=True), paper(costs(120))):
        assert page_count(made) == len(texts(paper_pdf(made)))


def test_an_easy_read_paper_is_set_in_fourteen_point() -> None:
    with pypdfium2.PdfDocument(paper_pdf(paper(Paragraph(runs=said("Easy words.")), easy_read=True, about=(), school=""))) as document:
        words = document[0].get_textpage()
        sizes = {round(pypdfium2.raw.FPDFText_GetFontSize(words, at), 1) for at in range(words.count_chars())}
    assert {14.0, 24.0} <= sizes and min(size for size in sizes if size > 1) >= 10


def test_panels_fill_row_by_row() -> None:
    (text,) = texts(paper_pdf(paper(Panels(panels=profile().panels[:2], columns=1))))
    assert text.index("What people like") < text.index("What matters")


def test_changed_words_are_drawn_with_their_lines() -> None:
    def strokes(*runs: Run) -> int:
        with pikepdf.open(io.BytesIO(paper_pdf(paper(Paragraph(runs=runs))))) as document:
            return sum(str(step.operator) == "l" for step in pikepdf.parse_content_stream(document.pages[0]))

    plain = strokes(Run(text="words "))
    assert strokes(Run(text="words ", added=True)) == strokes(Run(text=" words", deleted=True)) == plain + 1
