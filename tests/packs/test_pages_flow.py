import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sendco_desk.packs.pages_flow import Cell, LaidPage, Para, Row, broken, paginate, word_width
from sendco_desk.packs.pages_ink import BODY, CELL, CELL_BOLD, HEADING
from sendco_desk.packs.pages_parts import heading_row, table_rows, words_row

words = st.text(st.sampled_from("abcdefg ,.-/éł王\n"), max_size=400)


@given(words, st.floats(40, 400))
def test_no_line_is_wider_than_its_column(text: str, width: float) -> None:
    assert all(word_width(line, BODY.font, BODY.size) <= width + 0.01 for line in broken(text, BODY, width))


@given(words, st.floats(40, 400))
def test_breaking_lines_loses_no_letter(text: str, width: float) -> None:
    assert "".join("".join(broken(text, BODY, width)).split()) == "".join(text.split())


def test_a_long_address_breaks_at_its_marks() -> None:
    lines = list(broken("https://www.example.org/a-very-long-address/with-many-parts", BODY, 120))
    assert all(line[-1] in "/-." for line in lines[:-1])


def _row(lines: int, **facts: object) -> Row:
    return Row(cells=(Cell(paras=(Para(text="\n".join(f"line {i}" for i in range(lines)), style=CELL),)),), **facts)  # type: ignore[arg-type]


def _lines(page: LaidPage) -> list[str]:
    return [line.text for placed in page for cell in placed.laid.cells for line in cell]


row_kinds = st.builds(_row, st.integers(1, 90), after=st.floats(0, 9), before=st.floats(0, 9), with_next=st.booleans())


@given(st.lists(row_kinds, max_size=25), st.floats(150, 700))
def test_no_row_is_lost_or_hangs_off_its_page(rows: list[Row], height: float) -> None:
    pages = paginate(rows, height)
    assert sum(len(_lines(page)) for page in pages) == sum(len(row.cells[0].paras[0].text.splitlines()) for row in rows)
    for page in pages:
        assert all(placed.top + placed.laid.height <= height + 0.01 for placed in page)
        assert all(one.top + one.laid.height <= next_.top + 0.01 for one, next_ in pairwise(page))


def test_a_heading_is_never_the_last_thing_on_a_page() -> None:
    heading = Row(cells=(Cell(paras=(Para(text="Heading", style=HEADING),)),), with_next=True)
    pages = paginate([_row(10), heading, _row(3)], 10 * CELL.leading + 20)
    assert _lines(pages[0])[-1] == "line 9"
    assert _lines(pages[1])[0] == "Heading"


def test_the_heading_row_of_a_table_comes_again_on_each_page() -> None:
    head = Row(cells=(Cell(paras=(Para(text="Date", style=CELL_BOLD),)),), table="t", heads=True, with_next=True)
    pages = paginate([head, *(_row(3, table="t") for _ in range(30))], 300)
    assert len(pages) > 2
    assert [_lines(page)[0] for page in pages] == ["Date"] * len(pages)
    assert [page[0].laid.repeated for page in pages] == [False, *[True] * (len(pages) - 1)]


def test_an_entry_longer_than_a_page_goes_on_over_the_next() -> None:
    pages = paginate([_row(200)], 300)
    assert len(pages) == pytest.approx(200 * CELL.leading / 300, abs=1)
    assert [line for page in pages for line in _lines(page)] == [f"line {i}" for i in range(200)]


def _section(headed: bool, prose: int, table: list[int], name: int) -> list[Row]:
    """A heading, some words, and a table whose rows have so many lines, each where there is any."""
    cells = (((Para(text="\n".join("x" * count), style=CELL),),) for count in table)
    return [
        *([heading_row("Heading")] if headed else []), *([words_row("\n".join("y" * prose))] if prose else []),
        *(table_rows(f"table {name}", ("Head",), (200.0,), cells) if table else []),
    ]


sections = st.lists(st.tuples(st.booleans(), st.integers(0, 5), st.lists(st.integers(1, 4), max_size=8)), max_size=12)


@given(sections, st.floats(300, 700))
def test_no_heading_and_no_head_of_a_table_stands_alone_at_the_foot_of_a_page(told: list[tuple[bool, int, list[int]]], height: float) -> None:
    pages = paginate([row for number, section in enumerate(told) for row in _section(*section, number)], height)
    assert all(not page[-1].laid.row.with_next for page in pages[:-1] if page)


@given(sections, st.floats(300, 700))
@example([(False, 1, [1]), (True, 1, [1, 1]), (False, 5, [3, 2, 2]), (True, 2, [1, 3, 2])], 306.0)  # they fit to a millionth of a point
def test_the_last_row_of_a_table_never_stands_alone_under_heads_drawn_again(told: list[tuple[bool, int, list[int]]], height: float) -> None:
    for page in paginate([row for number, section in enumerate(told) for row in _section(*section, number)], height):
        for one, next_ in pairwise([*page, page[-1]] if page else []):
            if one.laid.repeated:
                last = next_.laid.row
                rest = [placed for placed in page if placed.laid.row.table == last.table and not placed.laid.repeated]
                assert len(rest) > 1


@given(st.text(st.sampled_from("他读了十二个字，。！）"), min_size=1, max_size=120), st.floats(30, 200))
def test_no_line_of_chinese_begins_with_a_mark_that_closes(text: str, width: float) -> None:
    lines = list(broken(text, BODY, width))
    assert "".join(lines) == text
    for line, next_ in pairwise(lines):
        assert next_[0] not in "，。！）" or set(line[1:]) <= set("，。！）")  # only after a line that holds nothing else


@pytest.mark.parametrize("word", ["ปิ่นทิพย์น้ำผึ้งที่นี้" * 6, "क्षत्रियहिन्दीलक्ष्मी" * 6])
def test_a_mark_is_never_parted_from_its_letter(word: str) -> None:
    lines = list(broken(word, BODY, 100))
    assert len(lines) > 1
    assert "".join(lines) == word
    assert not [line for line in lines if unicodedata.category(line[0])[0] == "M"]
    assert not [line for line in lines[:-1] if unicodedata.combining(line[-1]) == 9]
