"""The pages of a whole pack as somebody finds them: charts are lines, the contents say where things are, and the same facts give the same bytes."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import ClassVar
from uuid import UUID

import pikepdf
import pytest

from sendco_desk.domain.paper import Drawn, Grid, Heading, Leads, Paragraph, Run, said
from sendco_desk.packs.assemble import build
from sendco_desk.packs.pages_contents import contents_rows, cover_rows, front_rows, running_order
from sendco_desk.packs.pages_draw import Pen
from sendco_desk.packs.pages_flow import Cell, Para, Row, paginate, word_width
from sendco_desk.packs.pages_ink import BODY, MARGIN, Style
from sendco_desk.packs.paper_rows import block_rows
from sendco_desk.packs.plan import Chronology, ChronologyRow, PackItem, PackPlan, PaperPart
from sendco_desk.packs.source import Converted, Outcome, path_source
from sendco_desk.packs.verify import failed, verify
from tests.packs.pack_samples import ON, lettered_pdf, pupil_plan, words_of
from tests.packs.paper_samples import COUNTS, DELIVERY, SCORES, URDU

ROOT = Path(__file__).resolve().parents[2]
CHARTS = PaperPart(title="Measures", blocks=(Heading(text="Scores"), Drawn(chart=SCORES), Drawn(chart=DELIVERY), Drawn(chart=COUNTS)))
NAME = "Łukasz Nguyễn مُحَمَّد 欧阳小明 श्रीमती"
MAKING = """
from pathlib import Path
from sendco_desk.packs.assemble import build
from tests.packs.test_pack_pages import everything

if __name__ == "__main__":
    build(everything(Path.cwd()), Path("pack.pdf"))
"""


def documents(folder: Path, count: int) -> tuple[PackItem, ...]:
    place = folder / "in"
    place.mkdir(exist_ok=True)
    made = (lettered_pdf(place / f"{number}.pdf", 1 + number % 3) for number in range(count))
    return tuple(
        PackItem(title=f"Document {chr(65 + number)}", source=path_source(path), part=f"Kind {number % 2}", author="A made-up person")
        for number, path in enumerate(made)
    )


def everything(folder: Path) -> PackPlan:
    """A pack with every kind of page, and a name in five scripts."""
    plan = pupil_plan(documents(folder, 4), name=NAME)
    return pupil_plan(plan.items, name=NAME, parts=(*plan.parts, CHARTS))


def test_charts_are_drawn_as_lines_and_words_never_as_pictures(tmp_path: Path) -> None:
    build(PackPlan(title="Pack", on=pupil_plan().on, parts=(CHARTS,)), tmp_path / "pack.pdf")
    with pikepdf.open(tmp_path / "pack.pdf") as pdf:
        assert not [page for page in pdf.pages if page.get_images()]
    assert "84, likely 80 to 88" in words_of(tmp_path / "pack.pdf", 2)


def test_the_contents_say_the_page_on_which_each_part_and_document_begins(tmp_path: Path) -> None:
    out = tmp_path / "pack.pdf"
    manifest = build(everything(tmp_path), out)
    told = f"{words_of(out, 1)} {words_of(out, 2)}"
    for part in manifest.parts[1:]:
        assert re.search(rf"{part.title}[^0-9]*{part.first_page}\b", told), part.title
        assert part.title in words_of(out, part.first_page)
    for document in manifest.documents:
        assert re.search(rf"{document.title}[^0-9]*{document.first_page}\b", told), document.title
        assert document.title in words_of(out, document.first_page or 0)


@pytest.mark.parametrize(("count", "pages"), [(2, 1), (20, 2), (50, 3)])
def test_contents_that_do_not_fit_under_the_cover_begin_a_page_of_their_own(count: int, pages: int, tmp_path: Path) -> None:
    plan = pupil_plan(documents(tmp_path, 2)[:1] * count)
    order = running_order(plan, [Converted(name="x", outcome=Outcome.INCLUDED, pdf=tmp_path)] * count)
    laid = paginate(front_rows(cover_rows(plan, "0" * 64), contents_rows(order)))
    assert len(laid) == pages
    words = [[line.text for placed in page for cell in placed.laid.cells for line in cell] for page in laid]
    assert [("Contents" in page) for page in words] == [number == (0 if pages == 1 else 1) for number in range(pages)]
    assert len(words[-1]) > 3


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Los_Angeles"])
def test_the_same_facts_give_the_same_bytes_in_another_place_time_zone_locale_and_order_of_hashes(zone: str, tmp_path: Path) -> None:
    found = []
    for number, seed in enumerate(("1", "4711")):
        place = tmp_path / f"{number} folder with a name é"
        place.mkdir()
        (place / "making.py").write_text(MAKING, encoding="utf-8")
        settings = {"PYTHONHASHSEED": seed, "TZ": (zone, "UTC")[number], "LC_ALL": ("C", "C.UTF-8")[number], "PYTHONPATH": str(ROOT)}
        subprocess.run([sys.executable, "-X", "utf8", "making.py"], cwd=place, env={**os.environ, **settings}, check=True, timeout=120)
        found.append((place / "pack.pdf").read_bytes())
    assert found[0] == found[1]


def test_what_belongs_to_something_stands_small_under_it() -> None:
    grid = Grid(caption="", heads=("What",), shares=(1,), rows=((
        (Run(text="Reads 90 words"), Run(text="\n"), Run(text="Told by: cards", quiet=True), Run(text="\n"), Run(text="Owner: Ms Rowan", quiet=True)),
    ), (said("Reads on\nalone"),)))
    _, first, second = block_rows((grid,))
    above, beneath = first.cells[0].paras
    assert (above.text, beneath.text) == ("Reads 90 words", "Told by: cards\nOwner: Ms Rowan")
    assert beneath.style.size < above.style.size
    assert [para.text for para in second.cells[0].paras] == ["Reads on\nalone"]


def test_quiet_words_in_running_text_are_small_on_the_same_line() -> None:
    (row,) = block_rows((Paragraph(runs=(Run(text="Loud "), Run(text="quiet", quiet=True))),))
    loud, quiet = row.cells[0].paras[0].spans
    assert quiet.style.size < loud.style.size


class Heard(Pen):
    """Remembers what is drawn where, and which way it is read."""

    drawn: ClassVar[list[tuple[str, bool, float]]] = []

    def _text(self, x: float, y: float, text: str, style: Style, *, to_left: bool = False) -> None:
        self.drawn.append((text, to_left, x))


def heard(text: str, width: float = 100.0) -> list[tuple[str, bool, float]]:
    Heard.drawn.clear()
    (page,) = paginate([Row(cells=(Cell(paras=(Para(text=text, style=BODY),), width=width),))])
    Heard("Words", {}).draw_page(page)
    return Heard.drawn


def test_a_sentence_from_right_to_left_over_lines_stands_at_the_right() -> None:
    lines = heard(f"{URDU} {URDU} {URDU}")
    assert len(lines) > 1
    assert all(to_left for _, to_left, _ in lines)
    assert all(x + word_width(text, BODY.font, BODY.size) == pytest.approx(MARGIN + 100) for text, _, x in lines)


@pytest.mark.parametrize(("text", "to_left"), [(URDU, True), (f"{URDU}, born 14.03.2018", False), ("Kacper", False), (f"Kacper {URDU}", False)])
def test_a_name_of_one_line_stands_where_names_stand_and_before_english_words_where_it_was_written(text: str, to_left: bool) -> None:
    assert heard(text, 400.0) == [(text, to_left, MARGIN)]


def test_words_about_an_entry_of_the_story_lead_to_its_page_of_the_chronology(tmp_path: Path) -> None:
    first, last, elsewhere = (UUID(int=number) for number in (1, 2, 3))
    rows = tuple(
        ChronologyRow(happened_on=ON, kind="Note", who="", words=f"Entry {number} of the story.", key={0: first, 99: last}.get(number))
        for number in range(100)
    )
    needs = PaperPart(title="Needs", blocks=tuple(
        Paragraph(runs=(Run(text=f"Rests on {words}", leads=Leads(document=key)),))
        for words, key in (("the first", first), ("the last", last), ("what is not here", elsewhere))
    ))
    out = tmp_path / "pack.pdf"
    build(PackPlan(title="Pack", on=ON, parts=(needs, Chronology(rows=rows))), out)
    told = re.search(r"Rests on the first, page (\d+) Rests on the last, page (\d+) Rests on what is not here", words_of(out, 2))
    assert told is not None
    assert "Entry 0 of" in words_of(out, int(told[1]))
    assert "Entry 99 of" in words_of(out, int(told[2]))
    assert int(told[2]) > int(told[1]) + 1
    assert failed(verify(out)) == ()
