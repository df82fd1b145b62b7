from pathlib import Path

import pytest

from sendco_desk.packs.convert import libreoffice, word
from sendco_desk.packs.source import Converted, Outcome
from tests.packs.office_samples import SIMPLE, colours_of, converted, picture, text_of, zipped
from tests.shared_corpus import SHARED, needs_shared

KIND = "application/vnd.oasis.opendocument."
_NAMED = {
    "office": "office:1.0", "text": "text:1.0", "table": "table:1.0", "draw": "drawing:1.0", "style": "style:1.0", "svg": "svg-compatible:1.0",
    "fo": "xsl-fo-compatible:1.0", "presentation": "presentation:1.0", "script": "script:1.0",
}  # fmt: skip
NAMES = " ".join(f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{rest}"' for short, rest in _NAMED.items())
NAMES += ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'


@pytest.fixture(autouse=True)
def without_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "find", lambda: None)
    monkeypatch.setattr(word, "find", lambda: None)


def open_document(body: str, kind: str = "text", styles: str = "", margins: str = "", more: dict[str, bytes | str] | None = None) -> bytes:
    content = f"<office:document-content {NAMES}><office:automatic-styles>{styles}</office:automatic-styles><office:body>{body}</office:body>"
    parts: dict[str, bytes | str] = {"mimetype": KIND + kind, "content.xml": content + "</office:document-content>"}
    if margins:
        parts["styles.xml"] = f"<office:document-styles {NAMES}><office:master-styles>{margins}</office:master-styles></office:document-styles>"
    return zipped({**parts, **(more or {})})


def printed(folder: Path, body: str, **more: object) -> Converted:
    return converted(folder, "in.odt", open_document(f"<office:text>{body}</office:text>", **more))  # type: ignore[arg-type]


def words_of(done: Converted) -> str:
    return " ".join(text_of(done).split())


def frame(inside: str, size: str = 'svg:width="2cm" svg:height="1.5cm"') -> str:
    return f"<text:p><draw:frame {size}>{inside}<svg:desc>A chart</svg:desc></draw:frame></text:p>"


def test_headings_manners_and_spaces_are_kept(tmp_path: Path) -> None:
    styles = '<style:style style:name="B"><style:text-properties fo:font-weight="bold"/></style:style><style:style style:name="N"/>'
    body = (
        '<text:h text:outline-level="2">Needs</text:h><text:p text:style-name="N">Reads <text:span text:style-name="B">well</text:span>'
        '<text:s text:c="3"/>now<text:tab/>here<text:line-break/>below <text:a xlink:href="http://a.example">linked</text:a></text:p>'
    )
    done = printed(tmp_path, body, styles=styles)
    assert done.actions == (SIMPLE,) and done.outcome is Outcome.INCLUDED
    assert text_of(done).startswith("Simplified pages made from an OpenDocument text.")
    assert all(word in words_of(done) for word in ("Needs", "Reads well now here", "below linked")) and "a.example" not in words_of(done)


def test_lists_inside_lists_keep_their_numbers_and_marks(tmp_path: Path) -> None:
    levels = '<text:list-level-style-number text:level="1"/><text:list-level-style-bullet text:level="2"/>'
    styles = f'<text:list-style style:name="L">{levels}</text:list-style>'
    item = "<text:list-item>{}</text:list-item>"
    inner = "<text:list>" + item.format("<text:p>Inner</text:p>") + "</text:list>"
    body = '<text:list text:style-name="L">' + item.format(f"<text:p>First</text:p>{inner}<text:p>Still first</text:p>")
    body += item.format("<text:h>Second</text:h>") + "<text:list-header><text:p>No mark</text:p></text:list-header><text:other/></text:list>"
    body += '<text:list text:style-name="L" text:continue-numbering="true">' + item.format("<text:p>Third</text:p>") + "</text:list>"
    text = words_of(printed(tmp_path, body, styles=styles))
    assert all(line in text for line in ("1. First", "• Inner", "Still first", "Second", "No mark", "3. Third"))


def test_deleted_words_are_not_printed_and_the_view_is_said(tmp_path: Path) -> None:
    body = (
        '<text:tracked-changes><text:changed-region><text:deletion><text:p>ten</text:p></text:deletion></text:changed-region></text:tracked-changes>'
        '<text:p>Needs <text:change-start/>fifteen<text:change-end/><text:change/> hours.</text:p>'
    )
    done = printed(tmp_path, body)
    assert "Needs fifteen hours." in words_of(done) and "ten " not in words_of(done).replace("often ", "")
    assert "tracked changes: printed as if all were accepted" in done.actions
    assert "Tracked changes: printed as if all were accepted." in words_of(done)


def test_a_table_keeps_its_wide_and_tall_cells_and_its_repeated_head(tmp_path: Path) -> None:
    cell = "<table:table-cell {}><text:p>{}</text:p></table:table-cell>"
    named = f"<table:table-row>{cell.format('', 'Name')}{cell.format('', 'Score')}</table:table-row>"
    head = f"<table:table-header-rows>{named}</table:table-header-rows>"
    tall = cell.format('table:number-rows-spanned="2"', "Tall") + cell.format('table:number-columns-repeated="1"', "One")
    rows = f"<table:table-row>{tall}</table:table-row><table:table-row><table:covered-table-cell/>{cell.format('', 'Two')}</table:table-row>"
    edge = '<table:table-cell table:number-columns-repeated="900"/>'
    many = f'<table:table-row table:number-rows-repeated="90">{cell.format("", "again") + cell.format("", "4") + edge}</table:table-row>'
    done = printed(tmp_path, f"<table:table>{head}<table:table-rows>{rows}{many}</table:table-rows></table:table>")
    assert words_of(done).count("Name Score") == done.pages > 1 and words_of(done).count("again 4") == 90 and "Two" in words_of(done)


def test_a_picture_stands_at_its_size_and_one_elsewhere_is_not_fetched(tmp_path: Path) -> None:
    body = frame('<draw:image xlink:href="Pictures/a.png"/>') + frame('<draw:image xlink:href="http://a.example/b.png"/>')
    done = printed(tmp_path, body, more={"Pictures/a.png": picture((80, 60), "red")})
    assert (255, 0, 0) in colours_of(done)
    assert "[a picture that lies outside the document and was not fetched] A chart" in words_of(done)
    assert (done.reason or "").startswith("A picture lies outside this document and was not fetched. Open it in")


def test_objects_that_cannot_be_shown_are_named(tmp_path: Path) -> None:
    body = frame("<draw:object/>") + frame("<draw:object-ole/>") + frame('<draw:image xlink:href="../b.png"/>') * 2 + frame("")
    done = printed(tmp_path, body)
    assert words_of(done).count("[an embedded object that cannot be shown here] A chart") == 2
    assert "2 pictures lie outside this document and were not fetched. 2 embedded objects are not here." in (done.reason or "")
    assert "An embedded object is not here." in (printed(tmp_path, frame("<draw:object/>")).reason or "")


def test_notes_comments_text_boxes_headings_and_footings_of_pages_are_kept(tmp_path: Path) -> None:
    note = "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>A note.</text:p></text:note-body></text:note>"
    bare = "<text:note><text:note-body><table:table><table:table-row><table:table-cell/></table:table-row></table:table></text:note-body></text:note>"
    remark = "<office:annotation><dc:creator>A Teacher</dc:creator><text:p>Is it so?</text:p></office:annotation>"
    body = f"<text:section><text:p>Words{note}{bare}<text:note/>{remark}</text:p></text:section>"
    body += frame("<draw:text-box><text:p>Boxed</text:p></draw:text-box>")
    body += "<text:p><draw:custom-shape><text:p>In a shape</text:p></draw:custom-shape></text:p>"
    margins = (
        '<style:master-page><style:header><text:p>Example School</text:p></style:header><style:footer><text:p>In confidence</text:p></style:footer>'
        "<style:other><text:p>nothing</text:p></style:other></style:master-page>"
    )
    text = words_of(printed(tmp_path, body, margins=margins))
    assert text.index("Page heading: Example School") < text.index("Boxed") < text.index("Page footing: In confidence") < text.index("1 A note.")
    assert text.index("1 A note.") < text.index("A Teacher: Is it so?") and "In a shape" in text and "nothing" not in text


def test_an_empty_or_damaged_text_is_refused(tmp_path: Path) -> None:
    assert (printed(tmp_path, "<text:p/>").reason or "").startswith("There is nothing on the pages of this OpenDocument text.")
    done = converted(tmp_path, "b.odt", zipped({"mimetype": KIND + "text", "content.xml": "<broken"}))
    assert "damaged" in (done.reason or "") and "save it as PDF" in (done.reason or "")
    assert converted(tmp_path, "c.odt", zipped({"mimetype": KIND + "text", "content.xml": f"<office:a {NAMES}/>"})).outcome is Outcome.REFUSED


def test_a_bomb_of_names_inside_names_is_refused(tmp_path: Path) -> None:
    content = f'<!DOCTYPE x [<!ENTITY a "aaaa">]><office:document-content {NAMES}>&a;</office:document-content>'
    assert "damaged" in (converted(tmp_path, "in.odt", zipped({"mimetype": KIND + "text", "content.xml": content})).reason or "")


def test_a_drawing_is_named_with_what_to_do(tmp_path: Path) -> None:
    done = converted(tmp_path, "in.odg", open_document("<office:drawing/>", kind="graphics"))
    assert (done.reason or "").startswith("This is an OpenDocument drawing, which cannot be printed here.")


def slides(*pages: str) -> str:
    hidden = '<style:style style:name="H"><style:drawing-page-properties presentation:visibility="hidden"/></style:style>'
    return hidden + "".join(pages)


def test_slides_are_numbered_with_their_notes_and_hidden_ones_are_said(tmp_path: Path) -> None:
    box = "<draw:frame><draw:text-box><text:p>{}</text:p></draw:text-box></draw:frame>"
    notes = f"<presentation:notes>{box.format('Say thanks')}</presentation:notes>"
    body = f'<draw:page draw:name="a">{box.format("First")}{notes}</draw:page>'
    body += f'<draw:page draw:name="b" draw:style-name="H">{box.format("Back")}</draw:page>'
    body += f'<draw:page draw:name="c" draw:style-name="none">{box.format("Last")}</draw:page>'
    content = open_document(f"<office:presentation>{body}</office:presentation>", kind="presentation", styles=slides())
    done = converted(tmp_path, "in.odp", content)
    text = words_of(done)
    assert text.index("Slide 1") < text.index("First") < text.index("Say thanks") < text.index("Slide 3") and "Back" not in text
    assert "1 hidden slide not printed: b" in done.actions


def sheet_cell(text: str, facts: str = "") -> str:
    return f"<table:table-cell {facts}><text:p>{text}</text:p></table:table-cell>"


def test_a_spreadsheet_is_printed_as_it_shows_its_values(tmp_path: Path) -> None:
    styles = '<style:style style:name="H"><style:table-properties table:display="false"/></style:style>'
    columns = '<table:table-column/><table:table-column table:visibility="collapse"/><table:table-column table:number-columns-repeated="5"/>'
    first = sheet_cell("Name") + sheet_cell("kept back") + sheet_cell("Score")
    remark = "<office:annotation><text:p>Why?</text:p></office:annotation><office:annotation/>"
    second = f"<table:table-cell>{remark}<text:p>Pupil<text:s/>One<office:annotation/></text:p></table:table-cell><table:table-cell/>"
    second += sheet_cell("£4.50", 'office:value-type="currency" table:number-columns-spanned="2"')
    hidden_row = f'<table:table-row table:visibility="filter">{sheet_cell("Pupil Two")}</table:table-row>'
    rows = f"<table:table-row>{first}</table:table-row><table:table-row>{second}</table:table-row>{hidden_row}"
    rows += '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16000"/></table:table-row>'
    body = f'<table:table table:name="Class">{columns}{rows}</table:table><table:table table:name="Old" table:style-name="H"/>'
    done = converted(tmp_path, "in.ods", open_document(f"<office:spreadsheet>{body}</office:spreadsheet>", kind="spreadsheet", styles=styles))
    assert "Pupil One" in words_of(done) and "£4.50" in words_of(done) and "Why?" in words_of(done)
    assert "kept back" not in words_of(done) and "Pupil Two" not in words_of(done)
    assert "1 hidden sheet not printed: Old" in done.actions and done.outcome is Outcome.INCLUDED


def test_a_spreadsheet_of_endless_rows_is_cut_and_that_is_said(tmp_path: Path) -> None:
    rows = f'<table:table-row table:number-rows-repeated="9000">{sheet_cell("again")}</table:table-row>'
    body = f'<office:spreadsheet><table:table table:name="Log">{rows}</table:table></office:spreadsheet>'
    done = converted(tmp_path, "in.ods", open_document(body, kind="spreadsheet"))
    assert (done.reason or "").startswith("Sheet “Log” has 9,000 rows: the first 2,000 rows are here.")


@needs_shared
@pytest.mark.parametrize(("name", "reason"), [("odt_encrypted.odt", "locked with a password"), ("odt_not_a_zip.odt", "damaged or is something else")])
def test_a_locked_or_wrong_file_is_refused(name: str, reason: str, tmp_path: Path) -> None:
    assert reason in (converted(tmp_path, "in.odt", (SHARED / "corpus" / "documents" / name).read_bytes()).reason or "")


@needs_shared
def test_a_real_text_keeps_its_lists_and_comment(tmp_path: Path) -> None:
    text = words_of(converted(tmp_path, "in.odt", (SHARED / "corpus" / "documents" / "odt_ooo3.odt").read_bytes()))
    assert "2. Second item" in text and "Tika is part of the Lucene project." in text
