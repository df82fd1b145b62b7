"""Self-made council forms, with every kind of field that Word knows."""

import io
import zipfile
from collections.abc import Callable

from docx import Document as new_document
from docx.document import Document
from docx.oxml.parser import parse_xml
from docx.text.paragraph import Paragraph

NAMES = " ".join(f'xmlns:{short}="{long}"' for short, long in (
    ("w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main"), ("w14", "http://schemas.microsoft.com/office/word/2010/wordml"),
    ("w15", "http://schemas.microsoft.com/office/word/2012/wordml"), ("mc", "http://schemas.openxmlformats.org/markup-compatibility/2006"),
    ("wps", "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"), ("v", "urn:schemas-microsoft-com:vml"),
    ("wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
    ("a", "http://schemas.openxmlformats.org/drawingml/2006/main"),
))
PROMPT = '<w:r><w:rPr><w:rStyle w:val="PlaceholderText"/><w:color w:val="808080"/></w:rPr><w:t>Click or tap here to enter text.</w:t></w:r>'


def add(where: Paragraph, xml: str) -> None:
    """Raw XML at the end of a paragraph; several pieces stand one after another."""
    for piece in parse_xml(f"<w:p {NAMES}>{xml}</w:p>"):
        where._p.append(piece)


def control(tag: str, kind: str = "<w:text/>", inside: str = PROMPT, title: str = "", more: str = "<w:showingPlcHdr/>") -> str:
    """A content control on a line."""
    alias = f'<w:alias w:val="{title}"/>' if title else ""
    named = f'<w:tag w:val="{tag}"/>' if tag else ""
    about = f'{alias}{named}<w:id w:val="{hash_of(tag + title)}"/>{more}{kind}'
    return f"<w:sdt><w:sdtPr>{about}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def hash_of(words: str) -> int:
    """A number that is the same in every run."""
    return sum(ord(letter) * (place + 7) for place, letter in enumerate(words))


def listed(name: str, *options: str) -> str:
    """The kind of a control with a list."""
    return f'<w:{name}><w:listItem w:displayText="Choose an item." w:value=""/>' + "".join(
        f'<w:listItem w:displayText="{one}" w:value="{one[:3]}"/>' for one in options
    ) + f"</w:{name}>"


BOX = (
    '<w14:checkbox><w14:checked w14:val="0"/><w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
    '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox>'
)
EMPTY_BOX = '<w:r><w:rPr><w:rFonts w:ascii="MS Gothic" w:hAnsi="MS Gothic" w:eastAsia="MS Gothic" w:hint="eastAsia"/></w:rPr><w:t>☐</w:t></w:r>'
DAY = '<w:date><w:dateFormat w:val="d MMMM yyyy"/><w:lid w:val="en-GB"/></w:date>'


def old_field(name: str, data: str, code: str, shown: str = "", enabled: str = "1") -> str:
    """An older form field in its runs, its name as a bookmark around it."""
    number = hash_of(name)
    result = f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{shown}' if shown else ""
    return (
        f'<w:bookmarkStart w:id="{number}" w:name="{name}"/><w:r><w:rPr><w:b/></w:rPr><w:fldChar w:fldCharType="begin"><w:ffData>'
        f'<w:name w:val="{name}"/><w:enabled w:val="{enabled}"/><w:calcOnExit w:val="0"/>{data}</w:ffData></w:fldChar></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        f'<w:bookmarkEnd w:id="{number}"/>'
    )


BLANK = "".join(f'<w:r><w:rPr><w:i/></w:rPr><w:t>{letter}</w:t></w:r>' for letter in "\u2002" * 5)


def bookmark(name: str, inside: str = "", number: int = 0) -> str:
    """A bookmark."""
    number = number or hash_of(name)
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{inside}<w:bookmarkEnd w:id="{number}"/>'


def text_box(inside: str) -> str:
    """A text box as Word writes it: once for newer programs and once for older ones."""
    shape = (
        '<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="3000000" cy="500000"/><wp:docPr id="9" name="Box"/><a:graphic>'
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr>'
        '<a:xfrm><a:off x="0" y="0"/><a:ext cx="3000000" cy="500000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr>'
        f"<wps:txbx><w:txbxContent><w:p>{inside}</w:p></w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline>"
    )
    within = f"<v:textbox><w:txbxContent><w:p>{inside}</w:p></w:txbxContent></v:textbox>"
    old = f'<w:pict><v:shape style="width:236pt;height:39pt">{within}</v:shape></w:pict>'
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{shape}</w:drawing></mc:Choice>'
        f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def repeating(name: str, *columns: str) -> str:
    """A table whose row repeats, a control in each cell."""
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="3000" w:type="dxa"/></w:tcPr><w:p>{control(one)}</w:p></w:tc>' for one in columns
    )
    row = f"<w:tr>{cells}</w:tr>"
    item = (
        '<w:sdt><w:sdtPr><w:id w:val="711"/><w15:repeatingSectionItem/></w:sdtPr>'
        f'<w:sdtContent>{row}</w:sdtContent></w:sdt>'
    )
    heads = "".join(f'<w:tc><w:tcPr><w:tcW w:w="3000" w:type="dxa"/></w:tcPr><w:p><w:r><w:t>{one}</w:t></w:r></w:p></w:tc>' for one in columns)
    grid = '<w:gridCol w:w="3000"/>' * len(columns)
    return (
        f'<w:tbl {NAMES}><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>'
        f'{grid}</w:tblGrid><w:tr>{heads}</w:tr><w:sdt><w:sdtPr><w:alias w:val="{name}"/><w:id w:val="710"/>'
        f"<w15:repeatingSection/></w:sdtPr><w:sdtContent>{item}</w:sdtContent></w:sdt></w:tbl>"
    )


def saved(document: Document) -> bytes:
    """Its bytes."""
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def one_line(xml: str, before: str = "") -> bytes:
    """A form of a single line."""
    document = new_document()
    add(document.add_paragraph(before), xml)
    return saved(document)


def with_parts(content: bytes, change: Callable[[str, bytes], bytes | None], more: dict[str, bytes] | None = None) -> bytes:
    """The package with its parts changed; None leaves a part out."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            data = change(entry.filename, old.read(entry))
            if data is not None:
                new.writestr(entry, data)
        for name, data in (more or {}).items():
            new.writestr(zipfile.ZipInfo(name, (1990, 1, 1, 0, 0, 0)), data)
    return held.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    """Every part by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {entry.filename: package.read(entry) for entry in package.infolist()}


def council_form() -> bytes:
    """A whole form as councils send them: head and foot, tables, boxes, lists, older fields, bookmarks, a text box, rows, and protection."""
    document = new_document()
    section = document.sections[0]
    head = '<w:r><w:t xml:space="preserve">Marlshire: request for an assessment. Name: </w:t></w:r>'
    add(section.header.paragraphs[0], head + control("PupilName"))
    section.footer.paragraphs[0].add_run("UPN: ")
    add(section.footer.paragraphs[0], bookmark("UPN_foot", '<w:r><w:rPr><w:sz w:val="16"/></w:rPr><w:t>........</w:t></w:r>'))
    document.add_heading("Section 1: the child", 1)
    _details(document)
    document.add_heading("Section 2: needs", 1)
    _needs(document)
    document.add_heading("Section 3: what has been done", 1)
    document.element.body.insert(len(document.element.body) - 1, parse_xml(repeating("Provision", "What", "How often", "Effect")))
    _older(document)
    return with_parts(saved(document), _protected)


def _details(document: Document) -> None:
    table = document.add_table(0, 2, "Table Grid")
    rows = (
        ("Child’s full name", control("PupilName")), ("Date of birth", control("", DAY, title="Date of birth")),
        ("Year group", control("Year", listed("dropDownList", "Year 6", "Year 7", "Year 8"))),
        ("School", control("", "<w:text/>", title="School name")),
        ("Language at home", control("Language", listed("comboBox", "English", "Polish"))),
        ("Council’s reference", control("Ref", more='<w:lock w:val="contentLocked"/><w:showingPlcHdr/>')),
    )
    for label, xml in rows:
        cells = table.add_row().cells
        cells[0].text = label
        add(cells[1].paragraphs[0], xml)
    boxes = document.add_paragraph("Primary need: ")
    for area in ("Communication and interaction", "Cognition and learning"):
        add(boxes, control("", BOX, EMPTY_BOX, more="") + f'<w:r><w:t xml:space="preserve"> {area}   </w:t></w:r>')


def _needs(document: Document) -> None:
    document.add_paragraph("Views of the child")
    inside = f'<w:p><w:pPr><w:spacing w:after="60"/></w:pPr>{PROMPT}</w:p>'
    block = f'<w:sdt {NAMES}>{control("ViewsOfChild", "", inside)[len("<w:sdt>"):]}'
    document.element.body.insert(len(document.element.body) - 1, parse_xml(block))
    document.add_paragraph("Cognition and learning: ")
    add(document.paragraphs[-1], control("Cognition", '<w:text w:multiLine="1"/>'))
    add(document.add_paragraph(), text_box('<w:r><w:t xml:space="preserve">For the panel: </w:t></w:r>' + control("BoxName")))


def _older(document: Document) -> None:
    line = document.add_paragraph("Head teacher: ")
    add(line, old_field("Text1", '<w:textInput><w:maxLength w:val="30"/></w:textInput>', "FORMTEXT", BLANK))
    line = document.add_paragraph("Parent agrees ")
    add(line, old_field("Check1", '<w:checkBox><w:sizeAuto/><w:default w:val="0"/></w:checkBox>', "FORMCHECKBOX"))
    line = document.add_paragraph("Sex: ")
    add(line, old_field("Sex", '<w:ddList><w:listEntry w:val="Female"/><w:listEntry w:val="Male"/></w:ddList>', "FORMDROPDOWN"))
    line = document.add_paragraph("Signed on: ")
    add(line, old_field("SignedOn", '<w:textInput><w:type w:val="date"/><w:format w:val="dd/MM/yyyy"/></w:textInput>', "FORMTEXT", BLANK))
    line = document.add_paragraph("SENDCo: ")
    add(line, bookmark("SENDCo") + '<w:r><w:rPr><w:u w:val="single"/></w:rPr><w:t xml:space="preserve"> (print)</w:t></w:r>')


def _protected(name: str, data: bytes) -> bytes:
    if name == "word/settings.xml":
        return data.replace(b"</w:settings>", b'<w:documentProtection w:edit="forms" w:enforcement="1"/></w:settings>')
    return data
