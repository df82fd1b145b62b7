"""A printed form as a Word document: real styles, nothing lost, the same bytes, and what somebody changed in it comes back."""

import io
import zipfile
from itertools import pairwise
from typing import Any

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from PIL import Image

from sendco_desk.domain.paper import Drawn, Facts, Heading, Listed, NewPage, Paragraph, Photo, Run, SignHere, said, words_of
from sendco_desk.domain.refusals import Refused
from sendco_desk.exchange.docx_picture import LARGEST, picture_for_word
from sendco_desk.exchange.paper_docx import marks_in_docx, paper_docx
from tests.packs.paper_samples import CHANGED, SCORES, URDU, costs, paper, picture, profile, words_only

SHAPES: tuple[dict[str, bool], ...] = ({}, {"landscape": True}, {"easy_read": True})


def opened(made: bytes) -> WordDocument:
    return Document(io.BytesIO(made))


def all_text(document: WordDocument) -> str:
    body: Any = document.element.body
    foot: Any = document.sections[0].footer._element
    alts = [mark.get("descr") or "" for mark in body.iter(qn("wp:docPr"))]
    return "".join([mark.text or "" for part in (body, foot) for mark in part.iter(qn("w:t"))] + alts)


def styles_of(document: WordDocument) -> list[tuple[str, str]]:
    return [(paragraph.style.name if paragraph.style else "", paragraph.text) for paragraph in document.paragraphs if paragraph.text]


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_every_word_of_a_paper_is_in_the_document(shape: dict[str, bool]) -> None:
    found = words_only(all_text(opened(paper_docx(paper(**shape)))))
    assert [words for words in words_of(paper(**shape)) if words_only(words) not in found] == []


def test_it_is_built_of_words_own_styles() -> None:
    short = paper(
        Heading(text="Part"), Heading(text="Smaller", level=2), Listed(points=(said("One"),)), Listed(points=(said("First"),), numbered=True),
        Paragraph(runs=said("Source."), quiet=True), Paragraph(runs=said("Words."), keeps=True), costs(1), about=("Whose it is",),
    )
    document = opened(paper_docx(short))
    assert styles_of(document) == [
        ("Header", "Fernhollow School"), ("Title", "SEN support plan"), ("Subtitle", "Whose it is"), ("Heading 1", "Part"), ("Heading 2", "Smaller"),
        ("List Bullet", "One"), ("List Number", "First"), ("Quote", "Source."), ("Normal", "Words."), ("Caption", "Costed provision"),
    ]
    kept = {paragraph.text for paragraph in document.paragraphs if paragraph.paragraph_format.keep_with_next}
    assert kept == {"Words."}


def test_no_heading_is_more_than_one_deeper_than_the_one_before_it() -> None:
    document = opened(paper_docx(paper(Heading(text="Deep", level=2), profile((Heading(text="In"),)), Heading(text="Part"), profile())))
    styles = {str(style.style_id): str(style.name) for style in document.styles}
    ids = [mark.get(qn("w:val")) for mark in document.element.body.iter(qn("w:pStyle"))]
    depths = [int(styles[one][-1]) for one in ids if styles[one].startswith("Heading")]
    assert depths[0] == 1 and all(later <= before + 1 for before, later in pairwise(depths))


def test_each_numbered_list_begins_at_one() -> None:
    two = Listed(points=(said("First"), said("Second")), numbered=True)
    document = opened(paper_docx(paper(two, two)))
    numbers = [p._p.pPr.numPr.numId.val for p in document.paragraphs if p.style and p.style.name == "List Number"]  # type: ignore[union-attr]
    assert numbers[0] == numbers[1] != numbers[2] == numbers[3]


def test_the_heads_of_a_table_are_marked_and_come_again_and_figures_stand_at_the_right() -> None:
    (table,) = opened(paper_docx(paper(costs(2)))).tables
    assert table.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None
    assert all(row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in table.rows)
    assert [row.cells[2].paragraphs[0].alignment for row in table.rows] == [WD_ALIGN_PARAGRAPH.RIGHT] * 4
    assert table.rows[3].cells[0].paragraphs[0].runs[0].bold and not table.rows[2].cells[0].paragraphs[0].runs[0].bold
    assert [round(column.width.mm) for column in table.columns if column.width] == [85, 57, 28]


def test_tables_never_touch_one_another_and_a_cell_ends_with_a_paragraph() -> None:
    document = opened(paper_docx(paper(costs(1), Facts(rows=(("Class", said("4")),)), profile())))
    body: Any = document.element.body
    assert all(table.getnext().tag == qn("w:p") for table in body.iter(qn("w:tbl")))
    assert all(cell[-1].tag == qn("w:p") for cell in body.iter(qn("w:tc")))


def test_a_chart_is_its_words_and_its_table() -> None:
    document = opened(paper_docx(paper(Drawn(chart=SCORES))))
    assert ("Caption", SCORES.said()) in styles_of(document)
    assert [cell.text for cell in document.tables[0].rows[2].cells] == ["Test A", "Tue 10 Mar 2026", "84, likely 80 to 88"]


def test_panels_are_boxes_that_begin_with_their_heading() -> None:
    table = opened(paper_docx(paper(Heading(text="Profile"), profile()))).tables[0]
    assert (len(table.rows), len(table.columns)) == (3, 2)
    first = table.rows[0].cells[0].paragraphs
    assert [(paragraph.style.name if paragraph.style else "", paragraph.text) for paragraph in first][:2] == [
        ("Heading 2", "What people like"), ("List Bullet", "Kind to little ones"),
    ]


def test_a_photograph_has_its_words_and_is_as_wide_as_asked() -> None:
    document = opened(paper_docx(paper(Photo(content=picture(), alt="A newt", width=30))))
    (shown,) = document.inline_shapes
    assert round(shown.width.mm) == 30
    assert shown._inline.docPr.get("descr") == "A newt"


def test_a_photograph_is_upright_small_and_without_the_cameras_details() -> None:
    details = Image.Exif()
    details[0x0112], details[0x010F] = 6, "A camera"
    made = picture_for_word(picture("JPEG", size=(3000, 1000), exif=details))
    with Image.open(io.BytesIO(made)) as found:
        assert found.height == LARGEST and found.width < found.height
        assert not found.getexif()


def test_a_photograph_that_is_damaged_or_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Refused, match="damaged"):
        paper_docx(paper(Photo(content=b"no picture", alt="Nobody")))
    monkeypatch.setattr("sendco_desk.exchange.docx_picture._PIXELS", 10)
    with pytest.raises(Refused, match="too large"):
        picture_for_word(picture())


def test_what_follows_a_new_page_begins_one() -> None:
    for follows in (Heading(text="Next"), Paragraph(runs=said("Next")), costs(1)):
        document = opened(paper_docx(paper(Paragraph(runs=said("First")), NewPage(), follows)))
        assert sum(bool(paragraph.paragraph_format.page_break_before) for paragraph in document.paragraphs) == 1


def test_there_is_a_line_for_each_hand() -> None:
    document = opened(paper_docx(paper(SignHere(names=("Parent", "SENDCo")))))
    signed = document.paragraphs[-2:]
    assert [paragraph.text for paragraph in signed] == ["Parent\t Date\t", "SENDCo\t Date\t"]
    assert [paragraph.paragraph_format.keep_with_next for paragraph in signed] == [True, None]


@pytest.mark.parametrize(
    ("shape", "sides", "size"), [({}, (210, 297), 11), ({"landscape": True}, (297, 210), 11), ({"easy_read": True}, (210, 297), 14)],
)
def test_paper_and_type(shape: dict[str, bool], sides: tuple[int, int], size: int) -> None:
    document = opened(paper_docx(paper(**shape)))
    section = document.sections[0]
    assert section.page_width is not None and section.page_height is not None
    assert (round(section.page_width.mm), round(section.page_height.mm)) == sides
    normal: Any = document.styles["Normal"]
    assert normal.font.size.pt == size


def test_it_is_in_british_english_and_tells_no_day_of_its_own() -> None:
    document = opened(paper_docx(paper()))
    about = document.core_properties
    assert (about.title, about.author, about.language, about.created, about.modified) == (
        "SEN support plan", "Fernhollow School", "en-GB", None, None,
    )
    language = document.styles.element.find(f".//{qn('w:lang')}")
    assert language is not None and language.get(qn("w:val")) == "en-GB"
    foot = document.sections[0].footer.paragraphs[0]
    assert foot.text == f"Kacper Wilk, {URDU} · Page 1 of 1"
    assert [mark.text for mark in foot._p.iter(qn("w:instrText"))] == [" PAGE ", " NUMPAGES "]


def test_the_same_paper_gives_the_same_bytes() -> None:
    made = paper_docx(paper())
    assert paper_docx(paper()) == made
    assert paper_docx(paper(foot="Another")) != made
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        assert {part.date_time for part in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_bare_paper_and_words_with_signs_that_xml_forbids_still_make_a_document() -> None:
    document = opened(paper_docx(paper(Paragraph(runs=said("One\x0btwo\x00")), Listed(points=()), school="", about=(), foot="")))
    assert [paragraph.text for paragraph in document.paragraphs] == ["SEN support plan", "One\ntwo"]
    assert document.sections[0].footer.paragraphs[0].text == "Page 1 of 1"


def test_words_read_from_right_to_left_are_marked_so() -> None:
    document = opened(paper_docx(paper(Paragraph(runs=said(URDU)))))
    last = document.paragraphs[-1]
    assert last._p.find(f".//{qn('w:bidi')}") is not None and last.runs[0].font.rtl


# What comes back


def test_what_was_added_and_struck_out_comes_back_as_it_went() -> None:
    went = (CHANGED, (Run(text="All new", added=True),), (Run(text="All gone", deleted=True),), (Run(text="Plain "), Run(text="bold", bold=True)))
    came = marks_in_docx(paper_docx(paper(*(Paragraph(runs=runs) for runs in went), about=())))
    plain = [tuple((run.text, run.bold, run.added, run.deleted) for run in runs) for runs in came[2:]]
    assert plain[0] == (
        ("The school gives ", False, False, False), ("20 minutes ", False, False, True), ("30 minutes ", False, True, False),
        ("of practice", True, False, False), (", as the report says.", False, False, False),
    )
    assert plain[1:] == [
        (("All new", False, True, False),), (("All gone", False, False, True),), (("Plain ", False, False, False), ("bold", True, False, False)),
    ]


def test_changes_inside_tables_come_back_too() -> None:
    came = marks_in_docx(paper_docx(paper(Facts(rows=(("Class", CHANGED),)), about=())))
    assert [run.text for runs in came for run in runs if run.added] == ["30 minutes "]
    assert [run.text for runs in came for run in runs if run.deleted] == ["20 minutes "]


def test_changes_that_word_tracks_come_back_and_marks_that_are_switched_off_do_not() -> None:
    document = Document()
    paragraph = document.add_paragraph("Kept ")
    space = nsdecls("w")
    for xml in (
        f'<w:ins {space} w:id="1" w:author="A"><w:r><w:t>new </w:t></w:r></w:ins>',
        f'<w:del {space} w:id="2" w:author="A"><w:r><w:delText>old</w:delText></w:r></w:del>',
        f'<w:r {space}><w:rPr><w:b w:val="0"/><w:u w:val="single"/></w:rPr><w:t>plain</w:t><w:br/><w:tab/></w:r>',
        f'<w:r {space}><w:rPr><w:dstrike/></w:rPr><w:t>twice</w:t></w:r>',
    ):
        paragraph._p.append(parse_xml(xml))
    held = io.BytesIO()
    document.save(held)
    (runs,) = marks_in_docx(held.getvalue())
    assert [(run.text, run.added, run.deleted) for run in runs] == [
        ("Kept ", False, False), ("new ", True, False), ("old", False, True), ("plain\n\t", False, False), ("twice", False, True),
    ]


def test_a_text_box_is_read_once() -> None:
    document = Document()
    box = f'<w:r {nsdecls("w")}><w:pict><w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>'
    document.add_paragraph("Around ")._p.append(parse_xml(box))
    held = io.BytesIO()
    document.save(held)
    assert [[run.text for run in runs] for runs in marks_in_docx(held.getvalue())] == [["Around "], ["boxed"]]


def zipped(**parts: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        for name, words in parts.items():
            package.writestr(name, words)
    return held.getvalue()


@pytest.mark.parametrize("content", [b"", b"no zip", zipped(a="1"), zipped(**{"[Content_Types].xml": "<broken"})])
def test_what_is_no_word_document_is_refused(content: bytes) -> None:
    with pytest.raises(Refused, match="not a Word document") as refused:
        marks_in_docx(content)
    assert refused.value.field == "file"


def test_a_document_that_would_fill_the_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sendco_desk.exchange.docx_marks._UNFOLDED", 1000)
    with pytest.raises(Refused, match="too large"):
        marks_in_docx(zipped(a="0" * 1001))
