import io
import zipfile
from pathlib import Path
from typing import Any

import pptx
import pytest
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from sendco_desk.packs.convert import libreoffice, word
from sendco_desk.packs.source import Converted, Limits, Outcome
from tests.packs.office_samples import SIMPLE, colours_of, converted, picture, saved, text_of, zipped
from tests.shared_corpus import SHARED, needs_shared

REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DIAGRAM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"


@pytest.fixture(autouse=True)
def without_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "find", lambda: None)
    monkeypatch.setattr(word, "find", lambda: None)


def show() -> Any:
    return pptx.Presentation()


def slide(presentation: Any, layout: int = 5, title: str = "Progress") -> Any:
    added = presentation.slides.add_slide(presentation.slide_layouts[layout])
    if added.shapes.title is not None:
        added.shapes.title.text = title
    return added


def text_box(parent: Any, text: str, left: float = 1, top: float = 3) -> Any:
    box = parent.shapes.add_textbox(Inches(left), Inches(top), Inches(3), Inches(1))
    box.text_frame.text = text
    return box


def printed(folder: Path, presentation: Any) -> Converted:
    return converted(folder, "in.pptx", saved(presentation))


def changed(presentation: Any, parts: dict[str, tuple[str, str]], more: dict[str, bytes | str] | None = None) -> bytes:
    """The file with something exchanged in some of its parts."""
    with zipfile.ZipFile(io.BytesIO(saved(presentation))) as old:
        content: dict[str, bytes | str] = {name: old.read(name) for name in old.namelist()}
    for name, (before, after) in parts.items():
        assert before.encode() in bytes(content[name]), name  # type: ignore[arg-type]
        content[name] = bytes(content[name]).replace(before.encode(), after.encode())  # type: ignore[arg-type]
    return zipped({**content, **(more or {})})


def test_each_slide_has_its_number_and_title_and_is_read_from_the_top_left(tmp_path: Path) -> None:
    presentation = show()
    one = slide(presentation)
    text_box(one, "Third", top=5)
    text_box(one, "Second", left=5, top=3)
    text_box(one, "First", left=1, top=3)
    slide(presentation, layout=6).shapes.add_connector(1, 0, 0, 10, 10)
    done = printed(tmp_path, presentation)
    text = text_of(done)
    assert done.outcome is Outcome.INCLUDED and done.actions == (SIMPLE,)
    assert "Slide 1: Progress" in text and "Slide 2" in text
    assert text.index("First") < text.index("Second") < text.index("Third")


def test_a_list_keeps_its_marks_and_its_levels(tmp_path: Path) -> None:
    presentation = show()
    frame = slide(presentation, layout=1).placeholders[1].text_frame
    frame.text = "Reads with help"
    frame.add_paragraph().text = "Fifteen minutes"
    frame.paragraphs[1].level = 1
    plain = frame.add_paragraph()
    plain.text = "Not a point"
    plain._p.get_or_add_pPr().insert(0, plain._p.makeelement(f"{{{MAIN}}}buNone", {}))
    for text in ("Step", "Step after"):
        numbered = frame.add_paragraph()
        numbered.text = text
        numbered._p.get_or_add_pPr().insert(0, numbered._p.makeelement(f"{{{MAIN}}}buAutoNum", {"type": "arabicPeriod"}))
    text = text_of(printed(tmp_path, presentation))
    assert "• Reads with help" in text and "• Fifteen minutes" in text and "• Not a point" not in text
    assert "1. Step" in text and "2. Step after" in text


def test_speaker_notes_stand_under_their_slide_and_that_is_said(tmp_path: Path) -> None:
    presentation = show()
    slide(presentation).notes_slide.notes_text_frame.text = "Say thank you.\n\nAsk for views."
    slide(presentation, title="After").notes_slide.notes_text_frame.text = " "
    done = printed(tmp_path, presentation)
    text = text_of(done)
    assert text.index("Speaker notes") < text.index("Ask for views.") < text.index("Slide 2")
    assert "speaker notes stand under their slides" in done.actions and text.count("Speaker notes\n") == 1


def test_a_hidden_slide_is_said_and_not_shown(tmp_path: Path) -> None:
    presentation = show()
    slide(presentation, title="Shown")
    slide(presentation, title="Kept back")._element.set("show", "0")
    done = printed(tmp_path, presentation)
    assert "Kept back" not in text_of(done) and "1 hidden slide not printed: slide 2" in done.actions


def test_a_slide_with_only_a_picture_shows_it(tmp_path: Path) -> None:
    presentation = show()
    slide(presentation, layout=6).shapes.add_picture(io.BytesIO(picture(colour="red")), Inches(1), Inches(1))
    done = printed(tmp_path, presentation)
    assert (255, 0, 0) in colours_of(done) and done.outcome is Outcome.INCLUDED


def test_a_group_is_read_in_its_place(tmp_path: Path) -> None:
    presentation = show()
    one = slide(presentation)
    group = one.shapes.add_group_shape()
    group.shapes.add_textbox(Inches(1), Inches(4), Inches(2), Inches(1)).text_frame.text = "In the group"
    group.shapes.add_picture(io.BytesIO(picture(colour="lime")), Inches(3), Inches(4))
    text_box(one, "Below it", top=6)
    done = printed(tmp_path, presentation)
    assert text_of(done).index("In the group") < text_of(done).index("Below it") and (0, 255, 0) in colours_of(done)


def test_a_table_keeps_its_merged_cells(tmp_path: Path) -> None:
    presentation = show()
    table = slide(presentation).shapes.add_table(3, 2, Inches(1), Inches(2), Inches(6), Inches(2)).table
    for number, text in enumerate(("Whole head", "gone", "One", "Two", "Three", "Four")):
        table.cell(number // 2, number % 2).text = text
    table.cell(0, 1).text = ""
    table.cell(0, 0).merge(table.cell(0, 1))
    text = text_of(printed(tmp_path, presentation))
    assert all(word in text for word in ("Whole head", "One", "Two", "Three", "Four"))


def test_a_chart_is_printed_as_the_figures_it_shows(tmp_path: Path) -> None:
    presentation = show()
    data: Any = CategoryChartData()  # type: ignore[no-untyped-call]
    data.categories = ["Autumn", "Spring"]
    data.add_series("Reading age", (6.5, None))
    chart = slide(presentation).shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Inches(1), Inches(2), Inches(5), Inches(3), data).chart
    chart.has_title = True
    chart.chart_title.text_frame.text = "Progress in a year"
    done = printed(tmp_path, presentation)
    assert all(word in text_of(done) for word in ("Chart: Progress in a year", "Reading age", "Autumn", "6.5", "Spring"))
    assert "1 chart printed as a table" in done.actions


def test_a_chart_without_a_title_or_figures_is_passed_quietly(tmp_path: Path) -> None:
    presentation = show()
    data: Any = CategoryChartData()  # type: ignore[no-untyped-call]
    data.categories = ["Autumn"]
    data.add_series("Reading age", (6.5,))
    one = slide(presentation)
    for _ in range(2):
        chart = one.shapes.add_chart(XL_CHART_TYPE.LINE, Inches(1), Inches(2), Inches(5), Inches(3), data).chart
        chart.has_title = False
    for plot in list(chart._chartSpace.chart.plotArea.iter_xCharts()):
        plot.getparent().remove(plot)
    done = printed(tmp_path, presentation)
    assert text_of(done).count("Reading age") == 1 and "Chart:" not in text_of(done)


def test_a_chart_of_points_is_numbered(tmp_path: Path) -> None:
    presentation = show()
    data: Any = XyChartData()  # type: ignore[no-untyped-call]
    data.add_series("Score").add_data_point(1, 27.5)
    slide(presentation).shapes.add_chart(XL_CHART_TYPE.XY_SCATTER, Inches(1), Inches(2), Inches(5), Inches(3), data)
    assert "27.5" in text_of(printed(tmp_path, presentation))


def test_groups_in_groups_without_end_are_named(tmp_path: Path) -> None:
    presentation = show()
    inner = slide(presentation)
    for _ in range(10):
        inner = inner.shapes.add_group_shape()
    inner.shapes.add_textbox(Inches(1), Inches(4), Inches(2), Inches(1)).text_frame.text = "Too deep"
    done = printed(tmp_path, presentation)
    assert "Too deep" not in text_of(done) and "1 thing on the slides is not here" in (done.reason or "")


def test_manners_and_line_breaks_of_a_paragraph_are_kept(tmp_path: Path) -> None:
    presentation = show()
    frame = text_box(slide(presentation), "plain ").text_frame
    bold = frame.paragraphs[0].add_run()
    bold.text, bold.font.bold = "bold", True
    frame.add_paragraph().text = "one\vtwo"
    text = text_of(printed(tmp_path, presentation))
    assert "plain bold" in text and "one\ntwo" in text


def test_a_linked_picture_is_not_fetched_and_a_recording_is_named(tmp_path: Path) -> None:
    presentation = show()
    one = slide(presentation)
    one.shapes.add_picture(io.BytesIO(picture()), Inches(1), Inches(1))
    one.shapes.add_movie(io.BytesIO(b"film"), Inches(1), Inches(4), Inches(1), Inches(1))
    done = converted(tmp_path, "in.pptx", changed(presentation, {"ppt/slides/slide1.xml": ('<a:blip r:embed="rId2"/>', '<a:blip r:link="rId2"/>')}))
    assert "[a picture that lies outside the presentation and was not fetched]" in text_of(done)
    assert "[a recording, which cannot be printed]" in text_of(done)
    assert (done.reason or "").startswith("2 things on the slides are not here, and named there.")


def test_the_words_of_a_diagram_are_read_and_another_object_is_named(tmp_path: Path) -> None:
    presentation = show()
    table = slide(presentation).shapes.add_table(1, 1, Inches(1), Inches(2), Inches(6), Inches(2))
    table._element.graphic.graphicData.set("uri", DIAGRAM)
    content = changed(
        presentation,
        {
            "ppt/slides/slide1.xml": ("<a:tbl>", f'<dgm:relIds xmlns:dgm="{DIAGRAM}" xmlns:r="{REL}" r:dm="rId9"/><a:tbl>'),
            "ppt/slides/_rels/slide1.xml.rels": (
                "</Relationships>", f'<Relationship Id="rId9" Type="{REL}/diagramData" Target="../diagrams/data1.xml"/></Relationships>'
            ),
        },
        {"ppt/diagrams/data1.xml": f'<d xmlns:a="{MAIN}"><a:p><a:r><a:t>Assess, then plan</a:t></a:r></a:p><a:p/></d>'},
    )  # fmt: skip
    assert "• Assess, then plan" in text_of(converted(tmp_path, "in.pptx", content))
    named = changed(presentation, {"ppt/slides/slide1.xml": ("<a:tbl>", "<a:tbl>")})
    done = converted(tmp_path, "in.pptx", named)
    assert "[an embedded object that cannot be shown here]" in text_of(done) and "1 thing on the slides is not here" in (done.reason or "")


def test_comments_are_listed_at_the_end_with_their_slide(tmp_path: Path) -> None:
    presentation = show()
    slide(presentation)
    content = changed(
        presentation,
        {
            "ppt/slides/_rels/slide1.xml.rels": (
                "</Relationships>", f'<Relationship Id="rId9" Type="{REL}/comments" Target="../comments/c1.xml"/></Relationships>'
            ),
        },
        {"ppt/comments/c1.xml": '<p:cmLst xmlns:p="urn:p"><p:cm><p:text>Check this</p:text></p:cm><p:cm/></p:cmLst>'},
    )  # fmt: skip
    done = converted(tmp_path, "in.pptx", content)
    assert "Slide 1 – Check this" in text_of(done) and "1 comment listed at the end" in done.actions


def test_footers_are_kept_once_and_numbers_and_dates_are_not(tmp_path: Path) -> None:
    presentation = show()
    layout = presentation.slide_layouts[5]
    for _ in range(2):
        added = slide(presentation)
        for shape in layout.placeholders:
            if shape.placeholder_format.type in (13, 15):
                added.shapes._spTree.append(shape._element.__copy__() if hasattr(shape._element, "__copy__") else shape._element)
        for shape in added.placeholders:
            if shape.placeholder_format.type == 15:
                shape.text_frame.text = "Example School"
            if shape.placeholder_format.type == 13:
                shape.text_frame.text = "Number 77"
    text = text_of(printed(tmp_path, presentation))
    assert text.count("Page footing: Example School") == 1 and "Number 77" not in text


def test_macros_are_not_run_and_a_bomb_is_refused(tmp_path: Path) -> None:
    presentation = show()
    slide(presentation)
    done = converted(tmp_path, "in.pptm", changed(presentation, {}, {"ppt/vbaProject.bin": b"macro"}))
    assert "macros were not run" in done.actions
    bomb = converted(tmp_path, "b.pptx", changed(presentation, {}, {"ppt/media/a.bin": b"\0" * 900_000}), Limits(max_bytes=800_000))
    assert bomb.outcome is Outcome.REFUSED


@needs_shared
def test_a_real_presentation_keeps_its_words_and_table(tmp_path: Path) -> None:
    done = converted(tmp_path, "in.pptx", (SHARED / "corpus" / "documents" / "pptx_various.pptx").read_bytes())
    assert all(word in text_of(done) for word in ("Bullet 2", "Row 2 Col 3", "ゾルゲ", "• Number bullet 1"[2:]))
