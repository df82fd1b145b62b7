import base64
from pathlib import Path

import pytest

from sendco_desk.packs.convert import libreoffice, word, word2003
from sendco_desk.packs.source import Converted, Limits, Outcome, path_source
from sendco_desk.packs.text import extract_text
from tests.packs.office_samples import SIMPLE, colours_of, converted, picture, text_of
from tests.shared_corpus import SHARED, needs_shared

ACCEPTED = "tracked changes: printed as if all were accepted"
NAMES = (
    'xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint" '
    'xmlns:aml="http://schemas.microsoft.com/aml/2001/core" xmlns:v="urn:schemas-microsoft-com:vml"'
)


@pytest.fixture(autouse=True)
def without_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "find", lambda: None)
    monkeypatch.setattr(word, "find", lambda: None)


def document(body: str, styles: str = "") -> str:
    return (
        f'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument {NAMES}><w:styles>{styles}</w:styles>'
        f"<w:body><wx:sect>{body}</wx:sect></w:body></w:wordDocument>"
    )


def printed(folder: Path, body: str, styles: str = "") -> Converted:
    return converted(folder, "in.xml", document(body, styles))


def words_of(done: Converted) -> str:
    return " ".join(text_of(done).split())


def para(*runs: str, facts: str = "") -> str:
    return f"<w:p><w:pPr>{facts}</w:pPr>{''.join(runs)}</w:p>"


def run(text: str, look: str = "") -> str:
    return f"<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>"


def change(kind: str, inside: str) -> str:
    return f'<aml:annotation w:type="Word.{kind}" aml:author="A Teacher"><aml:content>{inside}</aml:content></aml:annotation>'


def test_headings_lists_and_manners_are_kept(tmp_path: Path) -> None:
    styles = '<w:style w:styleId="H"><w:name w:val="heading 2"/></w:style><w:style w:styleId="N"/>'
    listed = '<w:listPr><w:ilvl w:val="{}"/><wx:t wx:val="{}"/></w:listPr>'
    body = para(run("Needs"), facts='<w:pStyle w:val="H"/>') + para(run("Plain"), facts='<w:pStyle w:val="N"/>')
    body += para(run("Step"), facts=listed.format(0, "1.")) + para(run("Point"), facts=listed.format(1, "\u00b7"))
    body += para(run("Bare"), facts="<w:listPr/>")
    looks = run("bold", "<w:b/>") + run(" not", '<w:b w:val="off"/>') + run("2", '<w:vertAlign w:val="superscript"/>') + run("secret", "<w:vanish/>")
    signs = "<w:r><w:tab/><w:t/><w:br/><w:noBreakHyphen/><w:softHyphen/><w:sym/></w:r>"
    body += para(looks, signs, f"<w:hlink>{run('linked')}</w:hlink>", "<w:x/>")
    done = printed(tmp_path, body)
    assert done.actions[1:] == (SIMPLE,) and text_of(done).startswith("Simplified pages made from a Word 2003 document.")
    text = words_of(printed(tmp_path, body, styles))
    assert all(one in text for one in ("Needs", "1. Step", "• Point", "• Bare", "bold not2", "linked")) and "secret" not in text


def test_deleted_words_and_rows_are_not_printed_and_the_view_is_said(tmp_path: Path) -> None:
    words = para(run("Needs "), change("Deletion", run("ten")), change("Insertion", run("fifteen")), run(" hours."))
    struck = f"<w:tr><w:trPr>{change('Deletion', '')}</w:trPr><w:tc>{para(run('struck row'))}</w:tc></w:tr>"
    kept = change("Insertion", f"<w:tr><w:tc>{para(run('kept row'))}</w:tc></w:tr>") + change("Deletion", "<w:tr/>")
    whole = change("Deletion", para(run("whole paragraph"))) + change("Insertion", para(run("New")))
    done = printed(tmp_path, f"{words}<w:tbl>{struck}{kept}</w:tbl>{whole}")
    text = words_of(done)
    assert "Needs fifteen hours." in text and "kept row" in text and "New" in text
    assert all(gone not in text for gone in ("ten ", "struck row", "whole paragraph")) and ACCEPTED in done.actions


def test_tables_keep_their_wide_and_tall_cells_and_their_head(tmp_path: Path) -> None:
    def cell(text: str, facts: str = "") -> str:
        return f"<w:tc><w:tcPr>{facts}</w:tcPr>{para(run(text))}</w:tc>"

    head = "<w:tr><w:trPr><w:tblHeader/></w:trPr>" + cell("Name", '<w:gridSpan w:val="2"/>') + cell("Score") + "</w:tr>"
    tall = "<w:tr>" + cell("Tall", '<w:vmerge w:val="restart"/>') + cell("a") + cell("1") + "</w:tr>"
    tall += "<w:tr>" + cell("", "<w:vmerge/>") + cell("b") + cell("2") + "</w:tr>"
    rows = "".join(f"<w:tr>{cell('x')}{cell('y')}{cell('z')}</w:tr>" for _ in range(90))
    done = printed(tmp_path, f"<w:tbl>{head}{tall}{rows}</w:tbl><w:tbl/>")
    assert words_of(done).count("Name Score") == done.pages > 1 and "Tall a 1 b 2" in words_of(done)


def test_pictures_held_inside_are_shown_and_others_are_not_fetched(tmp_path: Path) -> None:
    held = f'<w:binData w:name="wordml://a.png">{base64.b64encode(picture((80, 60), "red")).decode()}</w:binData>'
    broken = '<w:binData w:name="wordml://b.png">A</w:binData>'
    shape = '<v:shape style="width:60pt;height:45pt;left" alt="A chart"><v:imagedata src="{}"/></v:shape>'
    body = para("<w:r><w:pict>" + held + broken + shape.format("wordml://a.png") + shape.format("http://a.example/b.png") + "</w:pict></w:r>")
    done = printed(tmp_path, body)
    assert (255, 0, 0) in colours_of(done) and "[a picture that lies outside the document and was not fetched] A chart" in words_of(done)
    assert (done.reason or "").startswith("A picture lies outside this document and was not fetched.")
    assert "2 pictures lie outside" in (printed(tmp_path, para("<w:r><w:pict>" + shape.format("x") * 2 + "</w:pict></w:r>")).reason or "")


def test_notes_comments_text_boxes_headings_and_footings_are_kept(tmp_path: Path) -> None:
    note = f"<w:r><w:footnote>{para(run('A note.'))}{para(run('Its end.'))}</w:footnote></w:r>"
    note += "<w:r><w:endnote><w:tbl><w:tr><w:tc/></w:tr></w:tbl></w:endnote></w:r>"
    remark = change("Comment", para(run("Is it so?")))
    box = f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{para(run('Boxed'))}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    section = f"<w:sectPr><w:hdr>{para(run('Example School'))}</w:hdr><w:ftr>{para(run('In confidence'))}{para()}</w:ftr></w:sectPr>"
    done = printed(tmp_path, para(run("Words"), note, remark, f"<w:r>{remark}<w:annotationRef/></w:r>", box) + section)
    text = words_of(done)
    assert text.index("Page heading: Example School") < text.index("Boxed") < text.index("Page footing: In confidence") < text.index("[1] A note.")
    assert text.count("A Teacher: Is it so?") == 2 and "2 comments listed at the end" in done.actions


def test_a_damaged_or_empty_document_is_refused(tmp_path: Path) -> None:
    assert "damaged" in (converted(tmp_path, "in.xml", document("<w:p>")).reason or "")
    assert (printed(tmp_path, "").reason or "").startswith("There is nothing on the pages of this Word 2003 document.")
    bare = document("").replace("<w:body>", "<w:other>").replace("</w:body>", "</w:other>")
    assert converted(tmp_path, "b.xml", bare).outcome is Outcome.REFUSED


def flat(body: str) -> str:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    part = '<pkg:part pkg:name="{}" pkg:contentType="{}"><pkg:xmlData>{}</pkg:xmlData></pkg:part>'
    relation = f'<Relationship Id="r1" Type="{office}/officeDocument" Target="word/document.xml"/>'
    package = "application/vnd.openxmlformats-"
    return (
        '<?xml version="1.0"?><?mso-application progid="Word.Document"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">'
        + part.format("/_rels/.rels", package + "package.relationships+xml",
                      f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relation}</Relationships>')
        + part.format("/word/document.xml", package + "officedocument.wordprocessingml.document.main+xml",
                      f'<w:document xmlns:w="{main}"><w:body>{body}</w:body></w:document>')
        + '<pkg:part pkg:name="/word/media/a.png" pkg:contentType="image/png"><pkg:binaryData>AAAA</pkg:binaryData></pkg:part></pkg:package>'
    )  # fmt: skip


def test_a_word_file_in_one_flat_piece_is_printed_as_a_word_document(tmp_path: Path) -> None:
    body = "<w:p><w:r><w:t>Flat words </w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>"
    done = converted(tmp_path, "in.xml", flat(body))
    assert "Flat words" in words_of(done) and "gone" not in words_of(done) and ACCEPTED in done.actions
    assert "Flat words" in extract_text(path_source(tmp_path / "in.xml"))


def test_the_copy_for_an_office_program_is_settled_and_leads_nowhere(tmp_path: Path) -> None:
    inserted = change("Insertion", run("fifteen") + change("Deletion", run("x"))) + '<aml:annotation w:type="Word.Insertion"/>'
    body = para(run("Needs "), change("Deletion", run("ten")), inserted)
    body += '<w:attachedTemplate w:val="http://a.example/t.dot"/>'
    body += '<w:p><w:r><w:pict><v:shape><v:imagedata src="http://a.example/b.png"/><v:imagedata src="wordml://a"/></v:shape></w:pict></w:r></w:p>'
    (tmp_path / "in.xml").write_text(document(body), encoding="utf-8")
    word2003.copy(path_source(tmp_path / "in.xml"), tmp_path / "safe.xml", Limits())
    safe = (tmp_path / "safe.xml").read_text(encoding="utf-8")
    assert "progid" in safe and "fifteen" in safe and "ten<" not in safe and "a.example" not in safe and "wordml://a" in safe


@needs_shared
def test_a_real_document_keeps_its_chart_table_and_comment(tmp_path: Path) -> None:
    done = converted(tmp_path, "in.xml", (SHARED / "corpus" / "documents" / "word2003_flat.xml").read_bytes())
    assert all(one in words_of(done) for one in ("Embedded table", "This is text within a shape", "[2] This is an endnote", "This is a comment"))
