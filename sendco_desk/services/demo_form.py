"""The invented council's own Word form in the demonstration: a page with content controls, as councils send them."""

import io
import zipfile
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from uuid import UUID
from xml.sax.saxutils import escape, quoteattr

from sendco_desk.services.demo_papers import INVENTED
from sendco_desk.services.demo_people import COUNCIL

if TYPE_CHECKING:
    from sendco_desk.services.desk import Desk

NAME, VERSION, TAKEN_SINCE = "Request for an EHC needs assessment", "2", 420
FIELDS = (
    ("Child’s full name", "PupilName", "<w:text/>"), ("Date of birth", "DateOfBirth", '<w:date><w:dateFormat w:val="dd/MM/yyyy"/></w:date>'),
    ("UPN", "UPN", "<w:text/>"), ("Year group", "YearGroup", "<w:text/>"), ("School", "SchoolName", "<w:text/>"),
    ("SENDCo", "SENDCo", "<w:text/>"), ("Parent or carer 1", "Parent1Name", "<w:text/>"), ("Primary need", "PrimaryNeed", "<w:text/>"),
    ("Views of the child", "PupilViews", '<w:text w:multiLine="1"/>'), ("Views of the parents", "ParentViews", '<w:text w:multiLine="1"/>'),
    ("Cognition and learning", "CognitionAndLearning", '<w:text w:multiLine="1"/>'),
    ("Support provided", "SupportProvided", '<w:text w:multiLine="1"/>'), ("Panel date", "PanelDate", "<w:text/>"),
)
"""What the form asks: the words in the left cell, the tag of the control, and its kind."""
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_DAY = (2020, 1, 1, 0, 0, 0)
_EDGES = "".join(f'<w:{side} w:val="single" w:sz="4" w:color="808080"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV"))


def demo_form() -> bytes:
    """The form as a Word document."""
    types = (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>'
    )
    relations = f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" Type="{_OFFICE}" Target="word/document.xml"/></Relationships>'
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        for name, words in (("[Content_Types].xml", types), ("_rels/.rels", relations), ("word/document.xml", _page())):
            package.writestr(zipfile.ZipInfo(name, _DAY), f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{words}', zipfile.ZIP_DEFLATED)
    return held.getvalue()


def _page() -> str:
    rows = "".join(_row(number, *field) for number, field in enumerate(FIELDS, 1))
    table = (
        f'<w:tbl><w:tblPr><w:tblW w:w="9600" w:type="dxa"/><w:tblBorders>{_EDGES}</w:tblBorders></w:tblPr><w:tblGrid><w:gridCol w:w="3200"/>'
        f'<w:gridCol w:w="6400"/></w:tblGrid>{rows}</w:tbl>'
    )
    edges = " ".join(f'w:{side}="1134"' for side in ("top", "right", "bottom", "left"))
    size = f'<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar {edges} w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'
    head = _paragraph(COUNCIL, "<w:b/>") + _paragraph(f"{NAME} (version {VERSION})", '<w:b/><w:sz w:val="32"/>') + _paragraph(INVENTED, "<w:i/>")
    return f'<w:document xmlns:w="{_WORD}"><w:body>{head}{table}<w:p/>{size}</w:body></w:document>'


def _paragraph(words: str, look: str = "") -> str:
    return f'<w:p><w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(words)}</w:t></w:r></w:p>'


def _row(number: int, label: str, tag: str, kind: str) -> str:
    prompt = '<w:r><w:rPr><w:color w:val="808080"/></w:rPr><w:t>Click here to type</w:t></w:r>'
    about = f"<w:tag w:val={quoteattr(tag)}/><w:id w:val=\"{number}\"/><w:showingPlcHdr/>{kind}"
    control = f"<w:p><w:sdt><w:sdtPr>{about}</w:sdtPr><w:sdtContent>{prompt}</w:sdtContent></w:sdt></w:p>"
    return f"<w:tr>{_cell(3200, _paragraph(label))}{_cell(6400, control)}</w:tr>"


def _cell(width: int, inside: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{inside}</w:tc>'


def keep_form(desk: "Desk", case: UUID, on: date) -> None:
    """Keep it with the profile of a case's council."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "Request form.docx"
        path.write_bytes(demo_form())
        desk.council_forms.add(
            path, desk.profiles.for_case(case).id, name=NAME, version=VERSION, valid_from=on - timedelta(days=TAKEN_SINCE),
        )
