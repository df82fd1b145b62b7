"""Charts on paper: the same words as in the window, in ink alone, and the same bytes each time."""

import io
from itertools import pairwise

import pypdfium2
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from sendco_desk.domain.charts import Chart, CountBar, CountChart, DeliveryChart, PairedBar
from sendco_desk.packs.chart_drawing import _draw, chart_height, draw_chart, laid_on_paper
from sendco_desk.packs.pages_ink import TEXT_WIDTH
from tests.chart_samples import SCORES

DELIVERY = DeliveryChart(title="This term", bars=(
    PairedBar(name="Practice", planned=24, delivered=18, words="18 of 24, 75%", why="adult away"),
    PairedBar(name="Group", planned=10, delivered=10, words="10 of 10, 100%"), PairedBar(name="Walk", planned=8, delivered=2, words="2 of 8, 25%"),
    PairedBar(name="More", planned=4, delivered=5, words="5 of 4, 125%"), PairedBar(name="Nothing", planned=0, delivered=0, words="not planned"),
))  # fmt: skip
COUNTS = CountChart(title="Primary needs", bars=(CountBar(name="SLCN", count=12), CountBar(name="SEMH", count=0)))
ALL: tuple[Chart, ...] = (SCORES, DELIVERY, COUNTS)
named = pytest.mark.parametrize("chart", ALL, ids=lambda chart: type(chart).__name__)


def page_of(chart: Chart, width: float = TEXT_WIDTH, scale: float = 1.0) -> bytes:
    held = io.BytesIO()
    canvas = Canvas(held, pagesize=(595, 842), invariant=1)
    draw_chart(canvas, chart, 58, 800, width, scale=scale)
    canvas.showPage()
    canvas.save()
    return held.getvalue()


def words_on(content: bytes) -> str:
    with pypdfium2.PdfDocument(content) as document:
        return "".join(str(document[0].get_textpage().get_text_range()).split())


def picture_of(content: bytes) -> Image.Image:
    with pypdfium2.PdfDocument(content) as document:
        found: Image.Image = document[0].render(scale=1).to_pil().convert("RGB")
        return found


@named
@pytest.mark.parametrize("width", [TEXT_WIDTH, 230])
def test_the_paper_says_every_word_of_the_layout_and_no_other(chart: Chart, width: float) -> None:
    laid, _, title = laid_on_paper(chart, width)
    drawn = words_on(page_of(chart, width))
    wanted = ["".join(words.split()) for words in (*(text.words for text in title), *laid.words)]
    assert all(words in drawn for words in wanted)
    assert sorted(drawn) == sorted("".join(wanted))


@named
def test_the_title_stands_over_the_chart(chart: Chart) -> None:
    assert words_on(page_of(chart)).startswith("".join(chart.title.split()))


@named
def test_the_same_chart_is_the_same_bytes(chart: Chart) -> None:
    assert page_of(chart) == page_of(chart)


@named
def test_nothing_is_drawn_outside_the_height_and_the_width_that_were_asked_for(chart: Chart) -> None:
    left, top, right, bottom = (58, 842 - 800, 58 + TEXT_WIDTH, 842 - 800 + chart_height(chart, TEXT_WIDTH))
    grey = picture_of(page_of(chart)).convert("L")
    box = Image.eval(grey, lambda level: 255 - level).getbbox()
    assert box is not None
    assert box[0] >= left - 2
    assert box[1] >= top - 2
    assert box[2] <= right + 2
    assert box[3] <= bottom + 2


@named
def test_the_paper_has_no_colour(chart: Chart) -> None:
    channels = [picture_of(page_of(chart)).getchannel(name) for name in "RGB"]
    apart = [max(abs(a - b) for a, b in zip(one.tobytes(), other.tobytes(), strict=True)) for one, other in pairwise(channels)]
    assert max(apart) < 16  # the ink has a breath of blue in it


def test_larger_type_makes_a_higher_picture() -> None:
    assert chart_height(SCORES, TEXT_WIDTH, scale=1.5) > 1.2 * chart_height(SCORES, TEXT_WIDTH)
    assert words_on(page_of(SCORES, scale=1.5)).startswith("Readingscores")


def test_a_chart_without_a_title_begins_with_its_picture() -> None:
    bare = CountChart(title="", bars=COUNTS.bars)
    assert chart_height(bare, TEXT_WIDTH) < chart_height(COUNTS, TEXT_WIDTH)
    assert words_on(page_of(bare)).startswith("SLCN")


def test_names_in_other_scripts_have_their_letters() -> None:
    chart = CountChart(title="Groups", bars=(CountBar(name="Łukasz Żółkiewski", count=2), CountBar(name="欧阳小明", count=1)))
    found = words_on(page_of(chart))
    assert "ŁukaszŻółkiewski" in found
    assert "欧阳小明" in found


def test_what_is_no_shape_cannot_be_drawn() -> None:
    with pytest.raises(TypeError):
        _draw("words", Canvas(io.BytesIO()), 1.0)
