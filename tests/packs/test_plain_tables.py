from collections.abc import Sequence
from pathlib import Path

import pypdfium2
import pytest

from sendco_desk.packs import fonts
from sendco_desk.packs.convert import plain_tables
from sendco_desk.packs.convert.pictures import Pictures
from sendco_desk.packs.convert.plain_blocks import Block, Cell, Grid, NewPage, Picture, words
from sendco_desk.packs.convert.plain_pages import write_pages
from sendco_desk.packs.source import Limits
from tests.packs.office_samples import picture


def cell(*lines: str, across: int = 1, down: int = 1, heading: bool = False) -> Cell:
    return Cell(blocks=tuple(words(line) for line in lines), across=across, down=down, heading=heading)


def pages_of(folder: Path, *blocks: Block) -> list[str]:
    out = folder / "out.pdf"
    count = write_pages(blocks, out, Limits())
    with pypdfium2.PdfDocument(out) as pdf:
        assert len(pdf) == count
        return [" ".join(pdf[n].get_textpage().get_text_range().split()) for n in range(count)]


def widths(rows: Sequence[Sequence[str]], room: float) -> list[float]:
    fonts.register()
    return plain_tables.column_widths([[cell(text) for text in row] for row in rows], room, 9.0)


def test_columns_are_as_broad_as_their_words_need() -> None:
    narrow, broad = widths([["1", "a sentence of several words"]], 400)
    assert narrow < broad and narrow + broad < 400


def test_columns_that_do_not_fit_share_the_room_and_keep_whole_words() -> None:
    shared = widths([["a sentence that goes on and on and on", "another sentence that goes on and on"]], 150)
    assert sum(shared) == pytest.approx(150)
    assert sum(widths([["unbreakable" * 3] * 6], 150)) == pytest.approx(150)


def test_a_long_table_repeats_its_head_on_every_page(tmp_path: Path) -> None:
    rows = ((cell("Name"), cell("Score")), *((cell(f"Pupil {n}"), cell(str(n))) for n in range(120)))
    pages = pages_of(tmp_path, words("Scores", level=2), Grid(rows=rows, heads=1))
    assert len(pages) > 1 and all("Name Score" in page for page in pages)


def test_a_head_that_reaches_into_the_rows_below_is_not_repeated(tmp_path: Path) -> None:
    rows = ((cell("Tall", down=2), cell("b")), (cell("c"),), *((cell(f"Pupil {n}"), cell(str(n))) for n in range(120)))
    assert sum("Tall" in page for page in pages_of(tmp_path, Grid(rows=rows, heads=1))) == 1


def test_a_merged_cell_that_no_page_holds_is_taken_apart(tmp_path: Path) -> None:
    rows = ((cell("Tall", down=8), cell(*("line " + str(n) for n in range(20)))), *((cell(*["more"] * 20),) for _ in range(7)))
    pages = pages_of(tmp_path, Grid(rows=rows))
    assert len(pages) > 2 and "Tall" in pages[0] and " ".join(pages).count("more") == 140


def test_a_row_too_tall_for_a_page_is_cut_or_read_through(tmp_path: Path) -> None:
    long = cell(*(f"Line {n}" for n in range(120)))
    merged = " ".join(pages_of(tmp_path, Grid(rows=((cell("Wide", across=2),), (long, cell("b"))))))
    assert "Wide" in merged and "Line 119" in merged
    solid = Cell(blocks=(*long.blocks, Grid(rows=((cell("Inner"), cell("table")),))))
    assert "Inner table" in " ".join(pages_of(tmp_path, Grid(rows=((solid, cell("b")),))))


def test_a_head_that_leaves_no_room_for_rows_is_read_through(tmp_path: Path) -> None:
    head = cell(*(f"Head {n}" for n in range(40)))
    assert "Row" in " ".join(pages_of(tmp_path, Grid(rows=((head, cell("b")), (cell("Row"), cell("c"))), heads=1)))


def test_a_table_inside_a_cell_and_a_picture_broaden_its_column(tmp_path: Path) -> None:
    shown = Pictures(Limits()).block(picture((400, 100)))
    assert isinstance(shown, Picture)
    grid = Grid(rows=((Cell(blocks=(Grid(rows=((cell("Embedded"), cell("table")),)),)), Cell(blocks=(shown,)), cell("x", heading=True)),))
    assert pages_of(tmp_path, grid) == ["Embedded table x"]


def test_ragged_and_empty_tables_are_drawn(tmp_path: Path) -> None:
    ragged = Grid(rows=((cell("a"),), (cell("b"), cell("c"), cell("d")), (), (cell("e", across=9),), (cell("f", down=9), cell("g"))))
    assert [page.replace(" ", "") for page in pages_of(tmp_path, Grid(rows=()), Grid(rows=((),)), ragged)] == ["abcdefg"]


def test_endless_tables_are_cut_and_that_is_said() -> None:
    row = (cell("a"), cell("b"))
    blocks, said = plain_tables.shortened([words("x"), Grid(rows=(row,) * 5_000), Grid(rows=(row,) * 3)], "Word")
    assert [len(block.rows) for block in blocks if isinstance(block, Grid)] == [4_000, 3]
    assert said.startswith("A table is too long to be printed whole: the first 4,000 of 5,000 rows are here. Open it in Word")
    assert plain_tables.shortened(blocks[:1], "Word") == (blocks[:1], "")


def test_a_page_that_lies_comes_after_one_that_stands(tmp_path: Path) -> None:
    pages_of(tmp_path, words("a"), NewPage(lying=True), words("b"), NewPage(), words("c"))
    with pypdfium2.PdfDocument(tmp_path / "out.pdf") as pdf:
        assert [page.get_width() > page.get_height() for page in pdf] == [False, True, False]


def test_the_same_blocks_give_the_same_bytes(tmp_path: Path) -> None:
    blocks: list[Block] = [NewPage(lying=True), words("Łukasz"), Grid(rows=((cell("a"), cell("b")),), heads=0)]
    write_pages(blocks, tmp_path / "1.pdf", Limits())
    write_pages(blocks, tmp_path / "2.pdf", Limits())
    assert (tmp_path / "1.pdf").read_bytes() == (tmp_path / "2.pdf").read_bytes()


@pytest.mark.parametrize(
    ("size", "stands"),
    [((120.0, 80.0), (120.0, 80.0)), ((120.0, 0.0), (120.0, 80.0)), ((30.0, 99.0), (30.0, 20.0)), ((0.0, 0.0), (45.0, 30.0))],
)
def test_a_picture_stands_at_its_stated_size_in_its_own_shape(size: tuple[float, float], stands: tuple[float, float]) -> None:
    shown = Pictures(Limits()).block(picture((60, 40)), size=size)
    assert isinstance(shown, Picture) and (shown.wide, shown.high) == pytest.approx(stands)


def test_a_photograph_is_kept_as_one_no_finer_than_a_page_shows() -> None:
    shown = Pictures(Limits()).block(picture((3000, 2000), kind="JPEG"), size=(144.0, 96.0))
    assert isinstance(shown, Picture) and shown.content.startswith(b"\xff\xd8") and len(shown.content) < 20_000
