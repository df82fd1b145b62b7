"""A printed form as rows: mixed words break into lines, a pack links what leads to its documents, and other packs stay as they were."""

from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendco_desk.domain.paper import Drawn, Facts, Heading, Leads, Listed, Panels, Paragraph, Run, Runs, said
from sendco_desk.packs.assemble import build
from sendco_desk.packs.pages_flow import Cell, Para, Row, Span, broken_spans, lay, paginate, word_width
from sendco_desk.packs.pages_ink import BODY, BODY_BOLD, CELL, TEXT_WIDTH
from sendco_desk.packs.pages_marks import Mark
from sendco_desk.packs.paper_rows import WIDEST_NUMBER, block_rows, has_more_figures, paper_rows
from sendco_desk.packs.places import Place, Places
from sendco_desk.packs.plan import PackPlan, PaperPart
from sendco_desk.packs.verify import verify
from tests.packs.pack_samples import as_it_is, item, lettered_pdf, pupil_plan
from tests.packs.paper_samples import CHANGED, COUNTS, DELIVERY, LONG, REPORT, SCORES, URDU, costs, every_block, paper, profile

PLACES: Places = {REPORT: Place(3, 5)}


def span(text: str, **more: Any) -> Span:
    return Span(text=text, style=more.pop("style", BODY), **more)


def lines(spans: tuple[Span, ...], width: float, **more: Any) -> list[str]:
    return ["".join(piece.text for piece in line) for line in broken_spans(spans, width, **more)]


def paras(rows: tuple[Row, ...]) -> list[Para]:
    return [para for row in rows for cell in row.cells for para in cell.paras]


# Words of several kinds


@given(st.lists(st.tuples(st.text("abc \n", max_size=30), st.booleans()), max_size=8), st.floats(60, 300))
def test_no_line_of_mixed_words_is_wider_than_its_room_and_no_word_is_lost(parts: list[tuple[str, bool]], width: float) -> None:
    spans = tuple(span(text, style=BODY_BOLD if bold else BODY) for text, bold in parts)
    found = list(broken_spans(spans, width))
    for line in found:
        said_width = sum(piece.width for piece in line)
        blank = word_width(" ", line[-1].style.font, line[-1].style.size) if line and line[-1].text.endswith(" ") else 0.0
        assert said_width - blank <= width + 0.5
    assert "".join("".join(lines(spans, width)).split()) == "".join("".join(text for text, _ in parts).split())


def test_a_word_of_two_kinds_is_not_parted_and_a_line_that_goes_on_ends_with_its_blank() -> None:
    spans = (span("one two thr"), span("ee", style=BODY_BOLD), span(" four"))
    width = span("one two thr").width + 2
    assert lines(spans, width) == ["one two ", "three four"]


def test_lines_end_where_their_writer_ended_them() -> None:
    assert lines((span("one\r\ntwo\u2028\nthree"),), 400) == ["one", "two", "", "three"]


def test_a_word_wider_than_the_line_is_cut() -> None:
    assert "".join(lines((span("a "), span("m" * 40, struck=True)), 100)).replace(" ", "") == "a" + "m" * 40


def test_a_name_read_from_right_to_left_stays_whole_among_words_of_the_other_way() -> None:
    for count in range(30, 60):
        found = lines((span("x" * count + " " + URDU),), 330)
        assert sum("محمد" in line or "خان" in line for line in found) == 1


def test_a_whole_passage_read_from_right_to_left_is_parted_between_words_only() -> None:
    words = set(URDU.split())
    for found in (lines((span(f"{URDU} " * 20),), 200, to_left=True), lines((span("Said: " + f"{URDU} " * 20),), 200)):
        assert len(found) > 3
        assert {word for line in found for word in line.replace("Said:", "").split()} == words


def test_the_number_of_a_page_is_never_cut() -> None:
    assert WIDEST_NUMBER in lines((span("a long lead, "), span(WIDEST_NUMBER, numbered=True)), 20)


# Blocks


def test_changed_words_are_bold_and_underlined_or_struck_and_the_blanks_around_them_are_not() -> None:
    (para,) = paras(block_rows([Paragraph(runs=CHANGED)]))
    assert [(piece.text, piece.style.font, piece.underlined, piece.struck) for piece in para.spans][1:5] == [
        ("20 minutes", "NotoSans-Regular", False, True), (" ", "NotoSans-Regular", False, False),
        ("30 minutes", "NotoSans-Bold", True, False), (" ", "NotoSans-Bold", False, False),
    ]


def test_figures_stand_at_the_right_and_the_sum_is_bold_between_strong_lines() -> None:
    rows = block_rows([costs(3)])
    body = rows[2:]
    assert [row.cells[2].paras[0].right for row in rows[1:]] == [True] * 5
    assert [row.cells[0].paras[0].right for row in rows[1:]] == [False] * 5
    assert [row.rule for row in body] == [0.5, 0.5, 0.9, 0.9]
    assert body[-1].cells[0].paras[0].spans[0].style.font == "NotoSans-Bold"
    assert body[-2].with_next and not body[-1].with_next


def test_a_table_without_a_sum_has_hairlines_only() -> None:
    assert [row.rule for row in block_rows([costs(3, total=False)])[2:]] == [0.5] * 3


@pytest.mark.parametrize(("landscape", "width"), [(False, TEXT_WIDTH), (True, 841.89 - 116)])
def test_tables_are_as_wide_as_the_paper_and_prose_is_not_too_wide_to_read(landscape: bool, width: float) -> None:
    rows = paper_rows(paper(Paragraph(runs=said(LONG)), costs(2), landscape=landscape))
    table = next(row for row in rows if row.heads)
    assert table.cells[-1].x + table.cells[-1].width == pytest.approx(width)
    assert max(cell.width for row in rows if not row.table for cell in row.cells) <= 54 * 9.5


def test_no_figure_is_cut_where_other_columns_have_room_and_all_keep_their_shares_where_none_has() -> None:
    narrow = block_rows([costs(1)], width=200)[1].cells
    assert sum(cell.width for cell in narrow) == pytest.approx(200 - 2 * 10)
    assert narrow[2].width >= word_width("£27,148.00", "NotoSans-Bold", 9)
    assert [len(lines) for lines in lay(block_rows([costs(1)], width=200)[-1]).cells][2] == 1
    none = block_rows([costs(1)], width=60)[1].cells
    assert [cell.width + 10 for cell in none] == pytest.approx([35, 70 / 3, 35 / 3])


def test_words_read_from_right_to_left_stand_at_the_right_where_they_are_more_than_a_name() -> None:
    name, passage = paras(block_rows([Facts(rows=(("Father", said(URDU)),)), Paragraph(runs=said(f"{URDU} " * 30))]))[1:]
    assert (name.to_left, name.right, passage.to_left, passage.right) == (True, False, True, True)


def test_a_chart_is_followed_by_its_table_where_not_every_figure_stands_on_it() -> None:
    assert [has_more_figures(chart) for chart in (SCORES, DELIVERY, COUNTS)] == [True, False, False]
    assert [para.text for para in paras(block_rows([Drawn(chart=SCORES)]))][1:4] == ["Test", "Date", "Score"]
    assert len(block_rows([Drawn(chart=COUNTS)])) == 1
    assert len(block_rows([Drawn(chart=SCORES, table=False)])) == 1


def test_long_lists_of_numbers_make_room_for_them() -> None:
    few, many = (block_rows([Listed(points=(said("Step"),) * count, numbered=True)])[0].cells[1].x for count in (9, 10))
    assert many > few


def test_panels_that_do_not_fill_their_row_leave_its_end_free() -> None:
    rows = block_rows([Panels(panels=profile().panels[:3])])
    assert [len(row.boxes) for row in rows] == [2, 1]


def test_a_panel_that_is_longer_than_the_page_runs_on_and_loses_nothing() -> None:
    rows = block_rows([Panels(panels=(profile((Paragraph(runs=said(LONG * 60)),)).panels[1],), columns=1)])
    pages = paginate(rows, 500)
    assert len(pages) > 1
    assert "".join(line.text for page in pages for placed in page for cell in placed.laid.cells for line in cell) == "".join(
        line.text for row in rows for cell in lay(row).cells for line in cell
    )


def test_a_whole_page_cannot_be_asked_for_where_nothing_stands_yet() -> None:
    row = Row(cells=(Cell(paras=(Para(text="One", style=CELL),)),), new_page=True)
    assert [len(page) for page in paginate([row, row])] == [1, 1]


def test_marks_of_one_paper_differ_from_one_another() -> None:
    marks = [para.marks for para in paras(block_rows(list(every_block())))]
    told = [path for path in marks if path]
    assert len(set(told)) == len(told)
    assert all(isinstance(path[-1], Mark) for path in told)


# In a pack


def lead(page: int = 2, **more: Any) -> Runs:
    return (Run(text="as "), Run(text="the report ", leads=Leads(document=REPORT, page=page), **more), Run(text="says"))


def test_words_that_lead_to_a_document_say_its_page_and_others_stay_as_they_are() -> None:
    (para,) = paras(block_rows([Paragraph(runs=lead())], PLACES))
    assert [(piece.text, piece.target, piece.page) for piece in para.spans] == [
        ("as ", None, 1), ("the report, ", 3, 2), (WIDEST_NUMBER, 3, 2), (" ", None, 1), ("says", None, 1),
    ]
    (plain,) = paras(block_rows([Paragraph(runs=lead())]))
    assert [piece.text for piece in plain.spans] == ["as ", "the report ", "says"]


def test_a_page_that_the_document_does_not_have_leads_to_its_last() -> None:
    (para,) = paras(block_rows([Paragraph(runs=lead(40))], PLACES))
    assert para.spans[2].page == 5
    (para,) = paras(block_rows([Paragraph(runs=(Run(text="the end", leads=Leads(document=REPORT, page=0)),))], PLACES))
    assert para.spans[1].page == 1


def packed(tmp_path: Path, *runs: Runs) -> tuple[Path, PackPlan]:
    documents = [item(lettered_pdf(tmp_path / "a.pdf", 2), "First"), item(lettered_pdf(tmp_path / "speech.pdf", 3), "Speech report", key=REPORT)]
    blocks = (Heading(text="What we know"), *(Paragraph(runs=one) for one in runs), *every_block())
    plan = pupil_plan(documents, parts=(PaperPart(title="Needs with sources", blocks=blocks),))
    build(plan, tmp_path / "pack.pdf", convert=as_it_is)
    return tmp_path / "pack.pdf", plan


def test_in_a_pack_words_become_a_link_to_the_very_page_and_print_its_number(tmp_path: Path) -> None:
    path, _ = packed(tmp_path, lead(), lead(3, bold=True))
    assert [check for check in verify(path) if not check.ok] == []
    reader = pypdf.PdfReader(path)
    texts = [" ".join(page.extract_text().split()) for page in reader.pages]
    first = next(number for number, text in enumerate(texts, 1) if "Body words 1" in text and "Speech report" in text)
    part = next(text for text in texts if "What we know" in text)
    assert f"as the report, page {first + 1} says" in part and f"as the report, page {first + 2} says" in part
    with pikepdf.open(path) as pdf:
        page = pdf.pages[texts.index(part)].obj
        led = [(str(link.Contents), pdf.pages.index(pikepdf.Page(link.Dest[0])) + 1) for link in page.Annots]
    assert [number for _, number in led][:2] == [first + 1, first + 2]
    assert all(words.endswith(f"Speech report, page {number}") for words, number in led)


def test_a_pack_with_a_paper_has_the_same_bytes_each_time(tmp_path: Path) -> None:
    made = []
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        path, _ = packed(tmp_path / folder, lead())
        made.append(path.read_bytes())
    assert made[0] == made[1]


def test_words_that_lead_nowhere_in_this_pack_are_plain(tmp_path: Path) -> None:
    plan = pupil_plan((), parts=(PaperPart(title="Needs", blocks=(Paragraph(runs=lead()), Paragraph(runs=(Run(text=URDU),)))),))
    build(plan, tmp_path / "pack.pdf", convert=as_it_is)
    assert any("as the report says" in " ".join(page.extract_text().split()) for page in pypdf.PdfReader(tmp_path / "pack.pdf").pages)


def test_a_link_among_words_read_from_right_to_left_says_its_page_and_cannot_be_pressed_in_the_wrong_place(tmp_path: Path) -> None:
    path, _ = packed(tmp_path, (Run(text=f"{URDU} "), Run(text=URDU, leads=Leads(document=REPORT))))
    assert [check for check in verify(path) if not check.ok] == []


def test_two_links_on_one_line_are_two(tmp_path: Path) -> None:
    two = (
        Run(text="See "), Run(text="one", leads=Leads(document=REPORT)), Run(text="; "), Run(text="two", leads=Leads(document=REPORT, page=2)),
        Run(text="."), Run(text="three", leads=Leads(document=REPORT, page=3)), Run(text="four", leads=Leads(document=REPORT, page=1)),
    )
    path, _ = packed(tmp_path, two)
    assert [check for check in verify(path) if not check.ok] == []
