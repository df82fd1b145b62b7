import io
import stat
import sys
import zipfile
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from sendco_desk.packs.convert import convert, docx_package, libreoffice
from sendco_desk.packs.convert.pictures import Pictures
from sendco_desk.packs.source import Converted, Limits, Outcome, path_source
from tests.shared_corpus import SHARED, needs_shared

DOCUMENTS = SHARED / "corpus" / "documents"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = (
    b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/>'
    b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    b'<Default Extension="png" ContentType="image/png"/><Override PartName="/word/document.xml" ContentType='
    b'"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
ROOT = f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:r="{OFFICE}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)


@pytest.fixture(autouse=True)
def without_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "find", lambda: None)


def word_file(path: Path, body: str, relations: str = "", **parts: bytes | str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", TYPES)
        package.writestr("_rels/.rels", ROOT)
        package.writestr("word/document.xml", f"<w:document {NAMES}><w:body>{body}</w:body></w:document>")
        package.writestr("word/_rels/document.xml.rels", f'<Relationships xmlns="{PACKAGE}">{relations}</Relationships>')
        for name, content in parts.items():
            package.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_png", ".png").replace("_bin", ".bin"), content)
    return path


def printed(folder: Path, body: str, relations: str = "", limits: Limits | None = None, **parts: bytes | str) -> Converted:
    return convert(path_source(word_file(folder / "in.docx", body, relations, **parts)), folder, limits)


def text_of(done: Converted) -> str:
    assert done.pdf is not None, done.reason
    with pypdfium2.PdfDocument(done.pdf) as pdf:
        return "\n".join(pdf[n].get_textpage().get_text_range() for n in range(len(pdf)))


def paragraph(*runs: str) -> str:
    return "<w:p>" + "".join(runs) + "</w:p>"


def run(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def picture(relation: str, extent: str = "") -> str:
    return (
        f'<w:r><w:drawing><wp:inline>{extent}<wp:docPr id="1" name="p" descr="A chart"/><a:graphic><a:graphicData><pic:pic><pic:blipFill>'
        f"<a:blip {relation}/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def relation(kind: str, target: str, *, outside: bool = False, name: str = "rId9") -> str:
    mode = ' TargetMode="External"' if outside else ""
    return f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'


def test_the_pages_say_that_they_are_simplified(tmp_path: Path) -> None:
    done = printed(tmp_path, paragraph(run("The words of the report.")))
    assert text_of(done).startswith("Simplified pages made from a Word document.") and "The words of the report." in text_of(done)
    assert done.actions == ("printed on simplified pages: the words are kept, the layout is not",)


def test_tracked_changes_are_printed_as_if_accepted_and_that_is_said(tmp_path: Path) -> None:
    body = paragraph(
        run("Amir needs "),
        '<w:del w:id="1"><w:r><w:delText>ten</w:delText></w:r></w:del>',
        f'<w:ins w:id="2">{run("fifteen")}<w:del w:id="3"><w:r><w:delText>twenty</w:delText></w:r></w:del></w:ins>',
        run(" hours."),
    )
    row = "<w:tr>{}<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc></w:tr>"
    body += "<w:tbl>" + row.format("", "kept row") + row.format("<w:trPr><w:del w:id='4'/></w:trPr>", "struck row") + "</w:tbl>"
    done = printed(tmp_path, body)
    text = text_of(done)
    assert "Amir needs fifteen hours." in text and "kept row" in text
    assert "ten " not in text and "twenty" not in text and "struck row" not in text
    assert "tracked changes: printed as if all were accepted" in done.actions


@needs_shared
def test_comments_are_not_mixed_into_the_words(tmp_path: Path) -> None:
    done = convert(path_source(DOCUMENTS / "docx_comments.docx"), tmp_path)
    text = text_of(done)
    assert "2 comments listed at the end" in done.actions
    assert text.index("Comments in the document") < text.index("A tachyon")


def test_a_linked_picture_is_not_fetched_and_its_absence_is_said(tmp_path: Path) -> None:
    outside = tmp_path / "outside.png"
    Image.new("RGB", (20, 20), "red").save(outside)
    done = printed(tmp_path, paragraph(run("Words."), picture('r:link="rId9"')), relation("image", outside.as_uri(), outside=True))
    assert done.outcome is Outcome.PARTIAL
    assert (done.reason or "").startswith("A picture lies outside this document and was not fetched.")
    assert "Words." in text_of(done)
    with pypdfium2.PdfDocument(done.pdf) as pdf:
        assert not list(pdf[0].get_objects(filter=[3]))


def test_comments_of_someone_without_a_name_are_listed(tmp_path: Path) -> None:
    remark = f"<w:comments {NAMES}><w:comment w:id='1'><w:p><w:r><w:t>Is it</w:t><w:tab/><w:t>so?</w:t></w:r></w:p></w:comment></w:comments>"
    done = printed(tmp_path, paragraph(run("Words.")), word__comments_xml=remark)
    assert "Someone: Is it so?" in text_of(done) and "1 comment listed at the end" in done.actions


def test_charts_and_formulas_that_only_word_draws_are_said(tmp_path: Path) -> None:
    chart = '<w:r><w:drawing><wp:inline><a:graphic><a:graphicData uri="x/chart"/></a:graphic></wp:inline></w:drawing></w:r>'
    formula = '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"/>'
    done = printed(tmp_path, paragraph(run("Words."), chart, formula, formula))
    assert done.reason == (
        "1 chart or diagram and 2 formulas of this document are not here. Open it in Word, save it as PDF, and add that PDF."
    )
    assert (printed(tmp_path, paragraph(run("Words."), formula)).reason or "").startswith("1 formula of this document is not here.")


def test_several_linked_pictures_are_counted(tmp_path: Path) -> None:
    relations = relation("image", "http://a.example/1.png", outside=True) + relation("image", "http://a.example/2.png", outside=True, name="rId10")
    done = printed(tmp_path, paragraph(run("Words.")), relations)
    assert (done.reason or "").startswith("2 pictures lie outside this document and were")


def test_a_template_elsewhere_is_cut_off(tmp_path: Path) -> None:
    done = printed(tmp_path, paragraph(run("Words.")), relation("attachedTemplate", "http://evil.example/t.dotm", outside=True))
    assert "links to other files cut: a template" in done.actions


def test_a_hyperlinks_words_stay(tmp_path: Path) -> None:
    link = f'<w:hyperlink r:id="rId9">{run("the guidance")}</w:hyperlink>'
    done = printed(tmp_path, paragraph(link), relation("hyperlink", "http://track.example", outside=True))
    assert "the guidance" in text_of(done) and "track" not in text_of(done)


@pytest.mark.parametrize("pieces", [('INCLUDETEXT "http://x.example/a"',), ("INCLUDE", 'PICTURE "http://x.example/a"'), ("DDEAUTO c:\\\\cmd.exe",)])
def test_a_field_that_fetches_keeps_only_what_it_last_showed(pieces: tuple[str, ...], tmp_path: Path) -> None:
    orders = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    body = paragraph(mark.format("begin"), orders, mark.format("separate"), run("last shown"), mark.format("end"))
    done = printed(tmp_path, body)
    assert "last shown" in text_of(done) and "links to other files cut: a field that fetches" in done.actions


def test_a_simple_field_that_fetches_is_emptied_and_a_page_number_is_not(tmp_path: Path) -> None:
    fields = f'<w:fldSimple w:instr="RD x.docx">{run("shown")}</w:fldSimple><w:fldSimple w:instr="PAGE">{run("3")}</w:fldSimple>'
    done = printed(tmp_path, paragraph(fields))
    assert "links to other files cut: a field that fetches" in done.actions and "shown3" in text_of(done)


def test_macros_are_not_run_and_that_is_said(tmp_path: Path) -> None:
    done = printed(tmp_path, paragraph(run("Words.")), relation("vbaProject", "vbaProject.bin"), word__vbaProject_bin=b"macro")
    assert "macros were not run" in done.actions and done.outcome is Outcome.INCLUDED


def test_a_picture_inside_is_printed(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (3000, 1000), "blue").save(buffer, "PNG")
    done = printed(tmp_path, paragraph(picture('r:embed="rId9"')), relation("image", "media/a.png"), word__media__a_png=buffer.getvalue())
    assert done.outcome is Outcome.INCLUDED
    with pypdfium2.PdfDocument(done.pdf) as pdf:
        image = pdf[0].render(scale=1).to_pil().convert("RGB")
        assert image.getcolors() and any(colour == (0, 0, 255) for _, colour in image.getcolors(100_000))


def test_pictures_stand_at_the_size_they_have_in_the_document(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (300, 100), "blue").save(buffer, "PNG")
    old = '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:imagedata r:id="rId9"/></v:shape></w:pict></w:r>'
    body = paragraph(picture('r:embed="rId9"', '<wp:extent cx="2743200" cy="914400"/>'), old)
    done = printed(tmp_path, body, relation("image", "media/a.png"), word__media__a_png=buffer.getvalue())
    with pypdfium2.PdfDocument(done.pdf) as pdf:
        bounds = [shown.get_bounds() for shown in pdf[0].get_objects(filter=[3])]
    assert [round(right - left) for left, _, right, _ in bounds] == [216, 225]


def test_a_drawing_that_cannot_be_shown_is_named(tmp_path: Path) -> None:
    done = printed(tmp_path, paragraph(picture('r:embed="rId9"')), relation("image", "media/a.png"), word__media__a_png=b"\x01\x00\x09\x00 wmf")
    assert "[a picture that cannot be shown here] A chart" in text_of(done)
    assert (done.reason or "").startswith("A picture in this document cannot be shown here.")


@needs_shared
def test_headers_footers_and_footnotes_are_kept(tmp_path: Path) -> None:
    text = text_of(convert(path_source(DOCUMENTS / "docx_header_footer.docx"), tmp_path))
    assert "Page heading: Header for section-1" in text and "Page footing: Footer for section 1" in text
    assert "A tachyon walks into a bar." in text_of(convert(path_source(DOCUMENTS / "docx_footnotes.docx"), tmp_path))


def test_tables_keep_their_wide_and_tall_cells(tmp_path: Path) -> None:
    def cell(text: str, facts: str = "") -> str:
        return f"<w:tc><w:tcPr>{facts}</w:tcPr>{paragraph(run(text))}</w:tc>"

    first = cell("Wide", '<w:gridSpan w:val="2"/>') + cell("Tall", '<w:vMerge w:val="restart"/>')
    second = cell("One") + cell("Two") + cell("", "<w:vMerge/>")
    done = printed(tmp_path, f"<w:tbl><w:tr>{first}</w:tr><w:tr>{second}</w:tr></w:tbl>" + paragraph(run("After.")))
    assert [word for word in ("Wide", "Tall", "One", "Two", "After.") if word not in text_of(done)] == []


def test_a_table_longer_than_a_page_goes_on_over_the_page(tmp_path: Path) -> None:
    rows = "".join(f"<w:tr><w:tc>{paragraph(run(f'Row {n}'))}</w:tc></w:tr>" for n in range(80))
    long_cell = "<w:tr><w:tc>" + "".join(paragraph(run(f"Line {n}")) for n in range(90)) + "</w:tc></w:tr>"
    done = printed(tmp_path, f"<w:tbl>{rows}{long_cell}</w:tbl>")
    assert done.pages > 2 and "Row 79" in text_of(done) and "Line 89" in text_of(done)


def test_bold_slanted_and_raised_words_print(tmp_path: Path) -> None:
    body = paragraph(run("bold", "<w:b/>"), run("slant", "<w:i/>"), run("2", '<w:vertAlign w:val="superscript"/>'), "<w:r><w:br/></w:r>", run("end"))
    assert "boldslant2end" in text_of(printed(tmp_path, body)).replace("\r\n", "")


def test_a_word_file_that_says_nothing_is_refused(tmp_path: Path) -> None:
    assert (printed(tmp_path, paragraph()).reason or "").startswith("There is nothing on the pages")


def test_hidden_words_are_not_printed_and_that_is_said(tmp_path: Path) -> None:
    done = printed(tmp_path, paragraph(run("Seen."), run("Secret.", "<w:vanish/>"), run("Shown.", '<w:vanish w:val="0"/>')))
    assert "Seen." in text_of(done) and "Shown." in text_of(done) and "Secret." not in text_of(done)
    assert "hidden words not printed" in done.actions


def test_ticks_from_an_old_font_of_symbols_are_printed(tmp_path: Path) -> None:
    signs = "".join(f'<w:r><w:sym w:font="Wingdings" w:char="{sign}"/></w:r>' for sign in ("F0FE", "F0FC", "F078"))
    done = printed(tmp_path, paragraph(signs, run(" agreed")))
    assert done.outcome is Outcome.INCLUDED and "\u2611" in text_of(done)


def test_everything_that_is_not_on_the_pages_is_said_and_not_the_first_thing_alone(tmp_path: Path) -> None:
    formula = '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"/>'
    done = printed(tmp_path, paragraph(run("Words \U00010330."), formula))
    assert "1 formula" in (done.reason or "") and "\U00010330" in (done.reason or "")


def test_a_word_file_with_a_part_too_long_to_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx_package, "_MOST_WORDS", 5_000)
    assert "unpacks to more" in (printed(tmp_path, paragraph(run("Words. " * 1_000))).reason or "")


def test_a_word_file_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    done = printed(tmp_path, paragraph(run("Words.")), limits=Limits(max_bytes=10_000), word__media__a_png=b"\x00" * 200_000)
    assert (done.reason or "").startswith("The Word document unpacks to more than")


def test_a_bomb_of_names_inside_names_is_refused(tmp_path: Path) -> None:
    bomb = f'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><w:footnotes {NAMES}>&a;</w:footnotes>'
    assert "damaged" in (printed(tmp_path, paragraph(run("Words.")), word__footnotes_xml=bomb).reason or "")


def test_a_word_file_without_its_words_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as package:
        package.writestr("[Content_Types].xml", TYPES)
        package.writestr("word/other.xml", "<a/>")
    assert "damaged" in (convert(path_source(tmp_path / "a.docx"), tmp_path).reason or "")


PROGRAM = """#!{python}
import pathlib, sys
folder = pathlib.Path(sys.argv[sys.argv.index("--outdir") + 1])
document = pathlib.Path(sys.argv[-1])
assert "UserInstallation=file://" in sys.argv[1]
{body}
"""


def fake_libreoffice(folder: Path, body: str) -> Path:
    program = folder / "soffice"
    program.write_text(PROGRAM.format(python=sys.executable, body=body), encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return program


@pytest.mark.skipif(sys.platform == "win32", reason="a script stands in for the program")
def test_libreoffice_prints_where_it_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    body = "import pikepdf\npdf = pikepdf.new()\npdf.add_blank_page()\npdf.save(folder / (document.stem + '.pdf'))"
    monkeypatch.setattr(libreoffice, "find", lambda: fake_libreoffice(tmp_path, body))
    done = printed(tmp_path, paragraph(run("Words.")))
    assert done.actions == ("printed by LibreOffice",) and done.pages == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["in.docx", "soffice", (done.pdf or Path()).name])


@pytest.mark.skipif(sys.platform == "win32", reason="a script stands in for the program")
@pytest.mark.parametrize("body", ["raise SystemExit(1)", "import time; time.sleep(60)", "pass"])
def test_where_libreoffice_fails_or_hangs_the_simple_pages_stand_in(body: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "find", lambda: fake_libreoffice(tmp_path, body))
    done = printed(tmp_path, paragraph(run("Words.")), limits=Limits(seconds=1.0))
    assert done.actions[0].startswith("printed on simplified pages") and "Words." in text_of(done)


def test_libreoffice_is_looked_for_on_the_path_and_in_its_usual_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    usual = tmp_path / "LibreOffice" / "program" / "soffice.exe"
    usual.parent.mkdir(parents=True)
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("ProgramFiles", str(tmp_path))
    assert libreoffice.find() is None or libreoffice.find() != usual
    usual.touch()
    assert libreoffice.find() == usual


def test_a_drawing_of_windows_that_is_broken_does_not_lose_the_document(tmp_path: Path) -> None:
    broken = b"\x01\x00\x00\x00" + b"\x00" * 36 + b" EMF" + b"\x00" * 200  # its frame is empty, which Pillow divides by
    made = Pictures(Limits())
    assert made.block(broken, "A plan") != made.block(b"", "") and made.unreadable == 2
    assert "cannot be shown here" in made.left_out("Word")
