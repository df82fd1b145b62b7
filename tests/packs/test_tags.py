import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from sendco_desk.domain.paper import Drawn, Heading, Paragraph, said
from sendco_desk.packs.assemble import build
from sendco_desk.packs.convert import plain_pages
from sendco_desk.packs.pages_flow import Cell, Para, Row
from sendco_desk.packs.pages_ink import BODY, CELL, HEADING, PART
from sendco_desk.packs.pages_marks import Mark
from sendco_desk.packs.pages_pen import as_read
from sendco_desk.packs.pages_tags import tagged
from sendco_desk.packs.paper_tags import Element, Tree
from sendco_desk.packs.plan import PackPlan, PaperPart
from sendco_desk.packs.printed_tags import moved
from sendco_desk.packs.source import Limits
from sendco_desk.packs.verify import verify
from tests.packs.pack_configurations import generated_only, unprintable, with_documents, word_document
from tests.packs.pack_samples import ON, as_it_is, item, lettered_pdf, pupil_plan
from tests.packs.paper_samples import SCORES, URDU


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """An element of a finished pack."""

    depth: int
    role: str
    said: Mapping[str, str]
    facts: Mapping[str, str]
    box: tuple[float, ...]
    leads: tuple[str, ...]


def heard(path: Path) -> list[Heard]:
    """Everything in the tree, in reading order."""
    with pikepdf.open(path) as pdf:
        return list(_walk(pdf.Root.StructTreeRoot.K[0], 0))


def _walk(element: Any, depth: int) -> Iterator[Heard]:
    kids = element.get("/K", pikepdf.Array())
    inner = [kid for kid in (kids if isinstance(kids, pikepdf.Array) else [kids]) if isinstance(kid, pikepdf.Dictionary)]
    facts = element.get("/A", pikepdf.Dictionary())
    yield Heard(
        depth=depth,
        role=str(element.S)[1:],
        said={key: str(element[key]) for key in ("/T", "/Alt", "/ActualText") if key in element},
        facts={key[1:]: str(value) for key, value in facts.items() if key != "/BBox"},
        box=tuple(map(float, facts.get("/BBox", ()))),
        leads=tuple(str(kid.Obj.Contents) for kid in inner if "/Obj" in kid),
    )
    for kid in inner:
        if "/S" in kid:
            yield from _walk(kid, depth + 1)


def inside(found: Sequence[Heard], title: str) -> list[Heard]:
    """What stands in the element with that title."""
    start = next(at for at, each in enumerate(found) if each.said.get("/T") == title)
    return list(found[start + 1 : _end(found, start)])


def _end(found: Sequence[Heard], start: int) -> int:
    return next((at for at in range(start + 1, len(found)) if found[at].depth <= found[start].depth), len(found))


def roles(found: Sequence[Heard]) -> list[str]:
    return [each.role for each in found]


# What generated pages are


def test_parts_and_documents_are_announced_in_the_order_of_the_pack(tmp_path: Path) -> None:
    documents = [item(lettered_pdf(tmp_path / "a.pdf"), "Speech report", part="Professionals"), item(unprintable(tmp_path), "Letter", part="School")]
    build(pupil_plan(documents), tmp_path / "pack.pdf", convert=as_it_is)
    assert [each.said["/T"] for each in heard(tmp_path / "pack.pdf") if "/T" in each.said] == [
        "Part A The request", "1 Cover and contents", "2 Pupil summary", "3 Chronology", "4 Clock and delays",
        "Part B Professionals", "5 Speech report", "Part C School", "6 Letter", "Manifest",
    ]  # fmt: skip


def test_the_contents_are_a_list_of_links_with_parts_over_their_entries(tmp_path: Path) -> None:
    build(pupil_plan([item(lettered_pdf(tmp_path / "a.pdf"), "Report", author="Ms Rowan")]), tmp_path / "pack.pdf", convert=as_it_is)
    found = heard(tmp_path / "pack.pdf")
    start = roles(found).index("TOC")
    assert roles(found)[start : start + 7] == ["TOC", "TOCI", "Reference", "Link", "TOC", "TOCI", "Lbl"]
    assert roles(inside(found, "1 Cover and contents")).count("Link") == 2 + 5 + 1  # parts, entries, the manifest
    assert roles(found)[roles(found).index("TOCI") :].count("TOC") == 2


def test_tables_have_heads_and_as_many_columns_in_every_row(tmp_path: Path) -> None:
    build(generated_only()["everything"](tmp_path), tmp_path / "pack.pdf", convert=as_it_is)
    found = heard(tmp_path / "pack.pdf")
    tables = [found[at : _end(found, at)] for at, each in enumerate(found) if each.role == "Table"]
    assert len(tables) > 9 and all(len(set(_columns(table))) == 1 for table in tables)
    assert {each.facts["Scope"] for each in found if each.role == "TH"} == {"/Row", "/Column"}


def _columns(table: Sequence[Heard]) -> list[int]:
    counts: list[int] = []
    for each in table:
        if each.role == "TR":
            counts.append(0)
        elif each.role in ("TH", "TD"):
            counts[-1] += int(each.facts.get("ColSpan", 1))
    return counts


def test_heads_that_come_again_are_heard_once(tmp_path: Path) -> None:
    build(generated_only()["tables over many pages"](tmp_path), tmp_path / "pack.pdf", convert=as_it_is)
    found = inside(heard(tmp_path / "pack.pdf"), "2 Chronology")
    assert (roles(found).count("Table"), roles(found).count("TH")) == (1, 3)


def test_words_struck_out_say_that_they_are_and_charts_what_they_show(tmp_path: Path) -> None:
    build(generated_only()["everything"](tmp_path), tmp_path / "pack.pdf", convert=as_it_is)
    found = heard(tmp_path / "pack.pdf")
    assert "/LineThrough" in {each.facts.get("TextDecorationType") for each in found if each.role == "Span"}
    assert SCORES.said() in {each.said["/Alt"] for each in found if each.role == "Figure"}


def test_words_that_lead_to_a_document_are_a_link_in_their_paragraph(tmp_path: Path) -> None:
    build(with_documents(tmp_path)["a PDF that words lead to"], tmp_path / "pack.pdf", convert=as_it_is)
    found = inside(heard(tmp_path / "pack.pdf"), "2 Needs")
    assert roles(found)[:2] == ["H1", "P"] and roles(found).count("Link") == 1
    assert [each.leads for each in found if each.role == "Link"] == [("Go to 3 Speech report, page 4",)]


def test_no_heading_is_more_than_one_deeper_than_the_one_before_it(tmp_path: Path) -> None:
    build(generated_only()["headings of every depth"](tmp_path), tmp_path / "pack.pdf", convert=as_it_is)
    assert [check for check in verify(tmp_path / "pack.pdf") if not check.ok] == []


@pytest.mark.parametrize(("text", "read"), [("plain", "plain"), ("a\u00adb\x07", "ab"), ("\uf0b7 point", "\u2022 point"), ("e\u0301", "\xe9")])
def test_what_is_read_has_no_signs_for_printers(text: str, read: str) -> None:
    assert as_read(text) == read


def test_words_from_right_to_left_are_read_as_they_are_written(tmp_path: Path) -> None:
    build(pupil_plan(parts=(PaperPart(title=URDU, blocks=(Paragraph(runs=said(URDU)),)),)), tmp_path / "pack.pdf", convert=as_it_is)
    with pikepdf.open(tmp_path / "pack.pdf") as pdf:
        pdf.pages[1].contents_coalesce()
        code = pdf.pages[1].Contents.read_bytes()
    told = [bytes.fromhex(words.decode()).decode("utf-16") for words in re.findall(rb"/ActualText <([0-9A-F]+)>", code)]
    assert URDU in told and any(words.replace("\xa0", " ") == URDU for words in told)


# Rows


def _row(*texts: str, **more: Any) -> Row:
    style = more.pop("style", CELL)
    wide = 100.0
    return Row(cells=tuple(Cell(paras=(Para(text=text, style=style),), x=at * wide, width=wide) for at, text in enumerate(texts)), **more)


def _marked(rows: Sequence[Row]) -> list[list[str]]:
    return [["/".join(mark.role for mark in para.marks) for cell in row.cells for para in cell.paras] for row in rows]


def test_rows_are_told_from_how_they_are_set() -> None:
    rows = [
        _row("Title", style=PART), _row("", style=BODY), _row("Words", style=BODY), _row("Heading", style=HEADING, with_next=True),
        _row("A", "B", table="t", heads=True), _row("1", "2", table="t"), _row("Bold words", style=HEADING), _row("Label", "fact", table="facts"),
    ]  # fmt: skip
    assert _marked(tagged(rows, ())) == [
        ["H1"], [""], ["P"], ["H2"], ["Table/THead/TR/TH", "Table/THead/TR/TH"], ["Table/TBody/TR/TD", "Table/TBody/TR/TD"], ["P"],
        ["Table/TR/TH", "Table/TR/TD"],
    ]  # fmt: skip


def test_a_table_that_is_taken_up_again_after_words_is_another_one() -> None:
    first, _, second = tagged([_row("1", "2", table="t"), _row("Words"), _row("3", "4", table="t")], (Mark("Sect"),))
    assert first.cells[0].paras[0].marks[:2] != second.cells[0].paras[0].marks[:2]


@given(st.lists(st.integers(0, 4), min_size=1, max_size=4, unique=True).map(sorted))
def test_cells_that_a_row_leaves_out_are_empty_ones(kept: list[int]) -> None:
    heads = _row("A", "B", "C", "D", "E", table="t", heads=True)
    whole = _row("a", "b", "c", "d", "e", table="t")
    _, row = tagged([heads, Row(cells=tuple(whole.cells[at] for at in kept), table="t")], ())
    marks = [cell.paras[0].marks[-1] for cell in row.cells]
    assert sum(mark.across for mark in marks) == 5
    assert [cell.paras[0].text for cell in row.cells if cell.paras[0].text] == [whole.cells[at].paras[0].text for at in kept]


def test_a_tree_leaves_out_parts_that_stand_in_another_file() -> None:
    tree = Tree()
    tree.piece((Mark("Part", 1), Mark("Sect", 1), Mark("P")), 0)
    tree.element((Mark("Part", 2), Mark("Sect", 2)))
    tree.piece((Mark("Part", 1), Mark("Sect", 3), Mark("Link")), 7)
    tree.piece((Mark("Part", 1), Mark("Sect", 1), Mark("P")), 7)
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        tree.write(pdf)
        assert roles(list(_walk(pdf.Root.StructTreeRoot.K[0], 0))) == ["Document", "Part", "Sect", "P"]


# Pages of documents


def page_of_pack(path: Path, number: int) -> tuple[bytes, Any]:
    """The content of a page, and the elements that own its pieces by their numbers."""
    with pikepdf.open(path) as pdf:
        page = pdf.pages[number - 1]
        owners = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)[int(page.obj.StructParents)]
        found = {at: str(owner.S) for at, owner in enumerate(owners) if owner is not None}
        page.contents_coalesce()
        return page.Contents.read_bytes(), found


def with_content(path: Path, content: bytes, **page: Any) -> Path:
    lettered_pdf(path, 1, (300, 400))
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[0].obj.Contents = pdf.make_stream(content)
        for key, value in page.items():
            pdf.pages[0].obj[f"/{key}"] = value
        pdf.save(path)
    return path


@pytest.mark.parametrize(
    ("content", "more", "number"),
    [
        (b"0 0 9 9 re f", {}, 0),
        (b"/P <</MCID 0>> BDC 0 0 9 9 re f EMC /P <</MCID 41>> BDC 0 0 9 9 re f EMC", {"StructParents": 0}, 42),
        (b"/P /MC0 BDC 0 0 9 9 re f EMC", {"StructParents": 0, "Resources": pikepdf.Dictionary(
            Properties=pikepdf.Dictionary(MC0=pikepdf.Dictionary(MCID=6), MC1=pikepdf.Dictionary(), MC2=5))}, 7),
        (b"/P <</MCID 999999999>> BDC EMC", {"StructParents": 0}, 100_001),
    ],
)  # fmt: skip
def test_the_pieces_of_a_document_never_have_the_number_of_ours(tmp_path: Path, content: bytes, more: dict[str, Any], number: int) -> None:
    path = with_content(tmp_path / "tagged.pdf", content, **more)
    build(PackPlan(title="Pack", on=ON, items=(item(path),)), tmp_path / "pack.pdf", convert=as_it_is)
    code, owners = page_of_pack(tmp_path / "pack.pdf", 2)
    assert owners == {number: "/P"}
    assert b"/P <</MCID %d>> BDC\nq 0 0 300.00 400.00 re W n\n" % number in code


def test_a_page_that_cannot_be_unpacked_is_still_announced(tmp_path: Path) -> None:
    path = with_content(tmp_path / "odd.pdf", b"0 0 9 9 re f", StructParents=3)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[0].obj.Contents = pikepdf.Array([pdf.make_stream(b"no data of its kind"), 5])
        pdf.pages[0].obj.Contents[0].stream_dict.Filter = pikepdf.Name.FlateDecode
        pdf.save(path, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)
    build(PackPlan(title="Pack", on=ON, items=(item(path),)), tmp_path / "pack.pdf", convert=as_it_is)
    with pikepdf.open(tmp_path / "pack.pdf") as pdf:
        assert "/StructParents" in pdf.pages[1].obj


@pytest.mark.parametrize("content", [b"/X BMC /Y BMC", b"EMC EMC EMC", b"Q Q q q /P <</MCID 0>> BDC", b"BT /F1 9 Tf (a) Tj"])
def test_what_a_document_leaves_open_or_ends_twice_breaks_nothing_of_ours(tmp_path: Path, content: bytes) -> None:
    documents = [item(with_content(tmp_path / "open.pdf", content), "Open"), item(lettered_pdf(tmp_path / "next.pdf", 2), "Next")]
    build(pupil_plan(documents), tmp_path / "pack.pdf", convert=as_it_is)
    assert [check for check in verify(tmp_path / "pack.pdf") if not check.ok] == []
    assert roles(inside(heard(tmp_path / "pack.pdf"), "6 Next")) == ["H1", "P", "P"]


def test_a_picture_is_a_figure_that_says_which_page_it_is_and_where_it_stands(tmp_path: Path) -> None:
    build(pupil_plan([item(_scans(tmp_path, 1), "Drawing"), item(_scans(tmp_path, 2), "Report")]), tmp_path / "pack.pdf")
    figures = [each for each in heard(tmp_path / "pack.pdf") if each.role == "Figure"]
    assert [figure.said["/Alt"] for figure in figures] == [
        "Scanned page or picture of ‘Drawing’; its words cannot be read",
        "Scanned page 1 of 2 of ‘Report’; its words cannot be read",
        "Scanned page 2 of 2 of ‘Report’; its words cannot be read",
    ]
    assert figures[1].box == pytest.approx([0, 0, 595.28, 841.89])


def _scans(folder: Path, count: int) -> Path:
    path = folder / f"scans_{count}.tiff"
    pages = [Image.new("L", (827, 1169), 200 + number) for number in range(count)]
    pages[0].save(path, dpi=(100, 100), save_all=True, append_images=pages[1:])
    return path


def test_the_pages_of_documents_look_as_they_did(tmp_path: Path) -> None:
    path = lettered_pdf(tmp_path / "report.pdf", 2, (400, 300), turn=90)
    build(pupil_plan([item(path)]), tmp_path / "pack.pdf", convert=as_it_is)
    with pypdfium2.PdfDocument(path) as before, pypdfium2.PdfDocument(tmp_path / "pack.pdf") as after:
        plain = before[1].render(scale=1).to_pil().convert("RGB")
        in_pack = after[3].render(scale=1).to_pil().convert("RGB")
        assert in_pack.crop((0, 0, *plain.size)).tobytes() == plain.tobytes()


# Documents that were printed here


def test_a_document_that_was_printed_here_is_heard_as_it_is_set(tmp_path: Path) -> None:
    build(pupil_plan([item(word_document(tmp_path), "Plan")]), tmp_path / "pack.pdf")
    found = inside(heard(tmp_path / "pack.pdf"), "5 Plan")
    assert roles(found)[:2] == ["H1", "P"]
    told = [role for role in roles(found) if role[0] == "H" or role in ("L", "LI", "Table", "Figure")]
    assert told == ["H1", "H2", "H3", "L", "LI", "LI", "Table", "Figure"]
    spans = [(each.facts.get("ColSpan", "1"), each.facts.get("RowSpan", "1")) for each in found if each.role in ("TD", "TH")]
    assert [span for span in spans if span != ("1", "1")] == [("2", "1"), ("1", "2")]


def test_the_heads_of_a_table_that_was_printed_here_are_heard_once(tmp_path: Path) -> None:
    rows = [tuple(plain_pages.Cell(blocks=(plain_pages.words(text),)) for text in (str(number), "Made-up words")) for number in range(91)]
    plain_pages.write_pages([plain_pages.Grid(rows=tuple(rows), heads=1)], tmp_path / "plan.pdf", Limits())
    build(pupil_plan([item(tmp_path / "plan.pdf", "Plan")]), tmp_path / "pack.pdf", convert=as_it_is)
    found = inside(heard(tmp_path / "pack.pdf"), "5 Plan")
    assert [each.facts["Scope"] for each in found if each.role == "TH"] == ["/Column", "/Column"]
    assert len([each for each in found if each.role == "TD"]) == 180
    assert [check for check in verify(tmp_path / "pack.pdf") if not check.ok] == []


def test_lines_read_from_right_to_left_are_told_as_they_are_written(tmp_path: Path) -> None:
    (tmp_path / "views.txt").write_text(f"Views\n{URDU}\n")
    build(pupil_plan([item(tmp_path / "views.txt")]), tmp_path / "pack.pdf")
    found = inside(heard(tmp_path / "pack.pdf"), "5 views")
    assert [each.said["/ActualText"] for each in found if "/ActualText" in each.said] == [URDU]


def test_headings_of_a_document_follow_its_title_without_gaps() -> None:
    told = Element(Mark("Document"), kids=[Element(Mark(role)) for role in ("H4", "H6", "H2", "P", "H6")])
    assert [kid.mark.role for kid in moved(told, 0, [1]).kids if isinstance(kid, Element)] == ["H2", "H3", "H2", "P", "H3"]


def test_a_heading_of_a_generated_part_is_under_its_title(tmp_path: Path) -> None:
    part = PaperPart(title="Measures", blocks=(Heading(text="Reading"), Drawn(chart=SCORES, table=True)))
    build(pupil_plan(parts=(part,)), tmp_path / "pack.pdf", convert=as_it_is)
    found = inside(heard(tmp_path / "pack.pdf"), "2 Measures")
    assert roles(found)[:3] == ["H1", "H2", "Figure"]
