"""PowerPoint presentations to pages: slide after slide, its title, words, tables, pictures and speaker notes in the order they are read."""

import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import defusedxml.ElementTree
import pptx
from pptx.enum.shapes import MSO_SHAPE_TYPE, PP_PLACEHOLDER
from pptx.util import Length

from sendco_desk.packs.convert import libreoffice, office, office_package, plain_pages
from sendco_desk.packs.convert.office import Office, Simple
from sendco_desk.packs.convert.pictures import Pictures
from sendco_desk.packs.convert.plain_blocks import Block, Cell, Grid, Rule, Span, Words, words
from sendco_desk.packs.convert.printed import Printed, counted
from sendco_desk.packs.source import Limits, Source

_PASSED_OVER = (PP_PLACEHOLDER.SLIDE_NUMBER, PP_PLACEHOLDER.DATE)
_LISTS = (PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.VERTICAL_BODY)
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DEEPEST = 8  # groups in groups
_LINE = 12_700 * 12  # shapes whose tops are this close stand beside one another
_NOT_FETCHED = "[a picture that lies outside the presentation and was not fetched]"


def convert(source: Source, out: Path, limits: Limits) -> Printed:
    """The slides one after another, each under its number."""
    return office.convert(source, out, limits, _KIND)


def read(source: Source, limits: Limits, pictures: Pictures) -> Simple:
    """The slides as blocks."""
    with source.open() as stream, zipfile.ZipFile(stream) as package:
        office_package.check_size(package, limits)
        macros = any("vbaProject" in name for name in package.namelist())
    with source.open() as stream:
        show = pptx.Presentation(stream)
        reader = _Reader(pictures=pictures, share=min(1.0, (plain_pages.TEXT_WIDTH - 12) / _points(show.slide_width or 9_144_000)))
        for number, slide in enumerate(show.slides, 1):
            reader.slide(slide, number)
    return _simple(reader, macros=macros)


def _simple(reader: "_Reader", *, macros: bool) -> Simple:
    said = [f"{counted(len(reader.hidden), 'hidden slide')} not printed: {', '.join(reader.hidden)}"] if reader.hidden else []
    said += ["macros were not run"] if macros else []
    listed, elsewhere = office.comments_said(reader.comments)
    elsewhere += ("speaker notes not printed",) if reader.noted else ()
    here = [*listed]
    here += ["speaker notes stand under their slides"] if reader.noted else []
    here += [f"{counted(reader.charts, 'chart')} printed as a table" + ("s" if reader.charts > 1 else "")] if reader.charts else []
    footers: list[Block] = [words(f"Page footing: {line}", quiet=True) for line in reader.footers]
    notes: list[Block] = [Rule(), words("Comments in the document", level=3), *map(words, reader.comments)] if reader.comments else []
    left_out = ""
    if reader.lost:
        things, are = ("thing", "is") if reader.lost == 1 else ("things", "are")
        left_out = f"{reader.lost} {things} on the slides {are} not here, and named there. Open it in PowerPoint, save it as PDF, and add that PDF."
    return Simple(blocks=[*reader.blocks, *footers, *notes], said=tuple(said), here=tuple(here), elsewhere=elsewhere, left_out=left_out)


_KIND = Office(
    called="a PowerPoint presentation", program="PowerPoint", ending=".pptx", export=libreoffice.IMPRESS, copy=office_package.copy, read=read
)


@dataclass(slots=True)
class _Reader:
    pictures: Pictures
    share: float
    blocks: list[Block] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    footers: dict[str, None] = field(default_factory=dict)
    hidden: list[str] = field(default_factory=list)
    noted: bool = False
    charts: int = 0
    lost: int = 0

    def slide(self, slide: Any, number: int) -> None:
        if slide._element.get("show") in ("0", "false"):
            self.hidden.append(f"slide {number}")
            return
        title = slide.shapes.title
        named = " ".join(title.text_frame.text.split()) if title is not None and title.has_text_frame else ""
        self.blocks += [Rule()] if self.blocks else []
        self.blocks.append(words(f"Slide {number}: {named}" if named else f"Slide {number}", level=2))
        rest = [shape for shape in slide.shapes if title is None or shape.shape_id != title.shape_id]
        for shape in _in_reading_order(rest):
            self.blocks += self._shape(shape, 0)
        notes = slide.notes_slide.notes_text_frame if slide.has_notes_slide else None
        if notes is not None and notes.text.strip():
            self.noted = True
            self.blocks.append(words("Speaker notes", level=4))
            self.blocks += [words(line.strip(), quiet=True) for line in notes.text.splitlines() if line.strip()]
        self.comments += [f"Slide {number} \u2013 {said}" for said in _comments(slide)]

    def _shape(self, shape: Any, depth: int) -> Iterator[Block]:
        kind = shape.shape_type
        if kind == MSO_SHAPE_TYPE.GROUP and depth < _DEEPEST:
            for one in _in_reading_order(shape.shapes):
                yield from self._shape(one, depth + 1)
        elif shape._element.tag.endswith("}pic"):
            yield from self._picture(shape, recording=kind == MSO_SHAPE_TYPE.MEDIA)
        elif getattr(shape, "has_table", False):
            yield _table(shape.table)
        elif getattr(shape, "has_chart", False):
            yield from self._chart(shape.chart)
        elif kind == MSO_SHAPE_TYPE.PLACEHOLDER and shape.placeholder_format.type == PP_PLACEHOLDER.FOOTER:
            self.footers.update(dict.fromkeys(line for line in shape.text_frame.text.splitlines() if line.strip()))
        elif getattr(shape, "has_text_frame", False):
            yield from _text(shape)
        elif kind == MSO_SHAPE_TYPE.GROUP or shape._element.tag.endswith("}graphicFrame"):
            yield from self._drawing(shape)

    def _picture(self, shape: Any, *, recording: bool) -> Iterator[Block]:
        described = shape._element._nvXxPr.cNvPr.get("descr") or ""
        if recording:
            self.lost += 1
            yield words("[a recording, which cannot be printed]", quiet=True)
            return
        try:
            content = shape.image.blob
        except (AttributeError, KeyError, ValueError):  # the picture is a link, or its part is missing
            self.lost += 1
            yield words(_NOT_FETCHED, quiet=True)
            return
        yield self.pictures.block(content, described, (_points(shape.width) * self.share, _points(shape.height) * self.share))

    def _chart(self, chart: Any) -> Iterator[Block]:
        """The figures of a chart: they say what it shows."""
        plot = next(iter(chart.plots), None)
        if plot is None:
            return
        self.charts += 1
        if chart.has_title and chart.chart_title.has_text_frame and chart.chart_title.text_frame.text.strip():
            yield words(f"Chart: {chart.chart_title.text_frame.text.strip()}", level=4)
        series = [one for plot in chart.plots for one in plot.series]
        head = (_cell("", heading=True), *(_cell(one.name or "", heading=True) for one in series))
        labels = [" ".join(map(str, labels)) for labels in plot.categories.flattened_labels] or [str(one) for one in plot.categories]
        columns = [list(one.values) for one in series]
        labels = labels or [str(n + 1) for n in range(max(map(len, columns), default=0))]
        rows = [(_cell(label), *(_cell(_figure(column, n)) for column in columns)) for n, label in enumerate(labels)]
        yield Grid(rows=(head, *rows), heads=1)

    def _drawing(self, shape: Any) -> Iterator[Block]:
        """A diagram keeps its words in a part of its own; any other object is named."""
        ids = [value for one in shape._element.iter() for key, value in one.attrib.items() if key.endswith("}dm")]
        parts = [shape.part.related_part(one) for one in ids]
        lines = [line for part in parts for line in _diagram(part.blob)]
        if lines:
            yield from (Words(spans=(Span(text=line),), mark="\u2022", depth=1) for line in lines)
        else:
            self.lost += 1
            yield words("[an embedded object that cannot be shown here]", quiet=True)


def _in_reading_order(shapes: Iterable[Any]) -> list[Any]:
    """From the top down, and from the left where shapes stand beside one another."""
    kept = [shape for shape in shapes if not (shape.is_placeholder and shape.placeholder_format.type in _PASSED_OVER)]
    return sorted(kept, key=lambda shape: ((shape.top or 0) // _LINE, shape.left or 0))


def _text(shape: Any) -> Iterator[Block]:
    listed = shape.is_placeholder and shape.placeholder_format.type in _LISTS
    count: dict[int, int] = {}
    for paragraph in shape.text_frame.paragraphs:
        if not paragraph.text.strip():
            continue
        facts = paragraph._p.pPr
        numbered = facts is not None and facts.find(_A + "buAutoNum") is not None
        marked = numbered or (facts is not None and facts.find(_A + "buChar") is not None)
        marked = marked or (listed and not (facts is not None and facts.find(_A + "buNone") is not None))
        level = paragraph.level
        count = {deep: number for deep, number in count.items() if deep <= level}
        count[level] = count.get(level, 0) + 1 if numbered else 0
        mark = f"{count[level]}." if numbered else "\u2022" if marked else ""
        yield Words(spans=_spans(paragraph), mark=mark, depth=level + 1 if marked else 0)


def _spans(paragraph: Any) -> tuple[Span, ...]:
    spans = [Span(text=run.text.replace("\v", "\n"), bold=bool(run.font.bold), italic=bool(run.font.italic)) for run in paragraph.runs]
    whole = paragraph.text.replace("\v", "\n")
    return tuple(spans) if "".join(span.text for span in spans) == whole else (Span(text=whole),)  # fields and line breaks are no runs


def _table(table: Any) -> Grid:
    rows = []
    for row in table.rows:
        cells = [cell for cell in row.cells if not cell.is_spanned]
        rows.append(tuple(_spanning(cell) for cell in cells))
    return Grid(rows=tuple(rows), heads=1 if table.first_row and len(rows) > 1 else 0)


def _spanning(cell: Any) -> Cell:
    blocks = tuple(Words(spans=_spans(paragraph), tight=True) for paragraph in cell.text_frame.paragraphs if paragraph.text.strip())
    return Cell(blocks=blocks, across=cell.span_width if cell.is_merge_origin else 1, down=cell.span_height if cell.is_merge_origin else 1)


def _cell(text: str, *, heading: bool = False) -> Cell:
    return Cell(blocks=(words(text, tight=True),) if text else (), heading=heading)


def _figure(column: list[float | None], number: int) -> str:
    value = column[number] if number < len(column) else None
    return "" if value is None else f"{value:.10g}"


def _comments(slide: Any) -> Iterator[str]:
    """Comments of both the older and the newer kind."""
    for relation in slide.part.rels.values():
        if relation.is_external or not relation.reltype.endswith("/comments"):
            continue
        tree = defusedxml.ElementTree.fromstring(relation.target_part.blob, forbid_dtd=True)
        for one in (each for each in tree.iter() if each.tag.endswith("}cm")):
            said = " ".join("".join(part.text or "" for part in one.iter() if part.tag.endswith(("}text", "}t"))).split())
            if said:
                yield said


def _diagram(content: bytes) -> Iterator[str]:
    tree = defusedxml.ElementTree.fromstring(content, forbid_dtd=True)
    for paragraph in tree.iter(_A + "p"):
        line = "".join(part.text or "" for part in paragraph.iter(_A + "t")).strip()
        if line:
            yield line


def _points(length: Length | int | None) -> float:
    return (length or 0) / 12_700
