"""The fields of a council's form are found with their kinds and the words around them; a form that is unsafe or no form is refused."""

import io
import zipfile

import pytest
from docx import Document as new_document

from sendco_desk.domain.refusals import Refused
from sendco_desk.exchange import form_package
from sendco_desk.exchange.form_fields import LOCKED, SPREAD, UNUSUAL, WORKED_OUT, FormField, fields_job
from tests.exchange.form_samples import (
    BLANK,
    BOX,
    EMPTY_BOX,
    add,
    bookmark,
    control,
    council_form,
    old_field,
    one_line,
    parts_of,
    saved,
    text_box,
    with_parts,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
BOMB = b'<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
OUTSIDE = b'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]>'


def fields(content: bytes) -> dict[str, FormField]:
    """By key."""
    return {one.key: one for one in fields_job(content)}


def test_every_kind_of_field_of_a_whole_form_is_found_with_what_it_is_for() -> None:
    told = [(one.key, one.how, one.kind, one.about, one.where) for one in fields_job(council_form())]
    assert told == [
        ("PupilName", "control", "line", "Child’s full name", "page"), ("Date of birth", "control", "date", "Date of birth", "page"),
        ("Year", "control", "choice", "Year group", "page"), ("School name", "control", "line", "School", "page"),
        ("Language", "control", "open_choice", "Language at home", "page"), ("Ref", "control", "line", "Council’s reference", "page"),
        ("Box to tick", "control", "tick", "Communication and interaction", "page"),
        ("Box to tick (2)", "control", "tick", "Cognition and learning", "page"),
        ("ViewsOfChild", "control", "words", "Views of the child", "page"), ("Cognition", "control", "words", "Cognition and learning", "page"),
        ("BoxName", "control", "line", "For the panel", "page"), ("What", "control", "line", "What", "page"),
        ("How often", "control", "line", "How often", "page"), ("Effect", "control", "line", "Effect", "page"),
        ("Text1", "field", "line", "Head teacher", "page"), ("Check1", "field", "tick", "Parent agrees", "page"),
        ("Sex", "field", "choice", "Sex", "page"), ("SignedOn", "field", "date", "Signed on", "page"),
        ("SENDCo", "bookmark", "words", "SENDCo", "page"), ("UPN_foot", "bookmark", "words", "UPN", "footer"),
        ("PupilName (2)", "control", "line", "Marlshire: request for an assessment. Name", "header"),
    ]


def test_a_field_says_what_it_takes_and_what_stands_in_it() -> None:
    found = fields(council_form())
    assert found["Year"].choices == ("Year 6", "Year 7", "Year 8")
    assert found["Sex"].choices == ("Female", "Male")
    assert found["Text1"].most == 30
    assert found["SignedOn"].shape == "dd/MM/yyyy"
    assert found["Ref"].closed == LOCKED
    assert found["What"].rows == found["Effect"].rows == "Provision"
    assert (found["UPN_foot"].now, found["PupilName"].now) == ("........", "")


@pytest.mark.parametrize(("data", "enabled", "shown", "why"), [
    ('<w:textInput><w:type w:val="calculated"/></w:textInput>', "1", BLANK, WORKED_OUT),
    ('<w:textInput><w:type w:val="currentDate"/></w:textInput>', "1", BLANK, WORKED_OUT), ("<w:textInput/>", "0", BLANK, LOCKED),
    ("<w:checkBox/>", "0", "", LOCKED), ("<w:textInput/>", "1", BLANK, ""),
])
def test_an_older_field_that_cannot_be_typed_into_says_why(data: str, enabled: str, shown: str, why: str) -> None:
    assert fields(one_line(old_field("Field", data, "FORM", shown, enabled)))["Field"].closed == why


def test_a_field_in_a_single_run_is_named_as_one_that_cannot_be_filled() -> None:
    run = (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="Odd"/><w:textInput/></w:ffData></w:fldChar>'
        '<w:instrText>FORMTEXT</w:instrText><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert fields(one_line(run))["Odd"].closed == UNUSUAL


def test_what_holds_other_fields_and_pictures_are_no_fields() -> None:
    group = f'<w:sdt><w:sdtPr><w:group/></w:sdtPr><w:sdtContent>{control("Inner")}</w:sdtContent></w:sdt>'
    holder = control("Outer", "", control("Within"), more="")
    picture = control("Photo", "<w:picture/>")
    assert list(fields(one_line(group + holder + picture))) == ["Inner", "Within"]


def test_words_before_a_field_end_at_the_field_before_it() -> None:
    document = new_document()
    line = document.add_paragraph("Name: ")
    add(line, bookmark("First", "<w:r><w:t>____</w:t></w:r>") + "<w:r><w:t>Born: </w:t></w:r>" + control("Second"))
    add(line, "<w:r><w:t>Class: </w:t></w:r>" + old_field("Third", "<w:textInput/>", "FORMTEXT", BLANK) + "<w:r><w:t>Seen </w:t></w:r>")
    add(line, control("Fourth", BOX, EMPTY_BOX, more="") + "<w:r><w:t> yes </w:t></w:r>" + control("Fifth"))
    told = {key: one.about for key, one in fields(saved(document)).items()}
    assert told == {"First": "Name", "Second": "Born", "Third": "Class", "Fourth": "yes", "Fifth": "yes"}


def test_a_field_without_words_on_its_line_has_those_of_the_paragraph_before_or_the_cell_above() -> None:
    document = new_document()
    document.add_paragraph("What does the child enjoy?")
    add(document.add_paragraph(), control("Joy"))
    table = document.add_table(2, 2)
    table.rows[0].cells[1].text = "Telephone"
    add(table.rows[1].cells[0].paragraphs[0], control("Before"))
    add(table.rows[1].cells[1].paragraphs[0], control("Phone"))
    told = {key: one.about for key, one in fields(saved(document)).items()}
    assert told == {"Joy": "What does the child enjoy?", "Before": "", "Phone": "Telephone"}


def test_bookmarks_of_words_own_and_around_other_fields_are_no_fields_and_one_over_paragraphs_cannot_be_filled() -> None:
    document = new_document()
    add(document.add_paragraph("Here "), bookmark("_GoBack") + bookmark("Around", control("Inside")))
    first, last = document.add_paragraph("One"), document.add_paragraph("Two")
    add(first, '<w:bookmarkStart w:id="900" w:name="Wide"/>')
    add(last, '<w:bookmarkEnd w:id="900"/>')
    add(document.add_paragraph(), '<w:bookmarkStart w:id="901" w:name="Lost"/>')
    found = fields(saved(document))
    assert list(found) == ["Inside", "Wide"]
    assert found["Wide"].closed == SPREAD


def test_a_text_box_that_is_written_twice_has_its_field_once() -> None:
    assert list(fields(one_line(text_box(control("Box"))))) == ["Box"]


def test_long_words_around_a_field_are_shortened_from_the_front() -> None:
    told = fields(one_line(control("Long"), "x" * 300 + " last words "))["Long"].about
    assert len(told) == 120
    assert told.endswith("x last words")


# What is refused


@pytest.mark.parametrize(("content", "sentence"), [
    (OLE, form_package.OLD_OR_LOCKED), (b"no package at all", form_package.NOT_WORD), (b"PK\x03\x04 broken", form_package.NOT_WORD),
])
def test_an_old_locked_or_broken_file_is_refused_with_what_to_do(content: bytes, sentence: str) -> None:
    with pytest.raises(Refused) as refused:
        fields_job(content)
    assert refused.value.message == sentence


def types_with(old: bytes, new: bytes) -> bytes:
    """A form whose list of types says something else."""
    return with_parts(one_line(control("A")), lambda name, data: data.replace(old, new) if name == "[Content_Types].xml" else data)


@pytest.mark.parametrize(("content", "sentence"), [
    (types_with(b"officedocument.wordprocessingml.document.main", b"x"), form_package.NOT_WORD),
    (types_with(form_package.MAIN.encode(), b"application/vnd.ms-word.document.macroEnabled.main+xml"), form_package.MACROS),
    (types_with(form_package.MAIN.encode(), form_package.TEMPLATE.encode()), form_package.IS_TEMPLATE),
    (with_parts(one_line(control("A")), lambda name, data: data, {"word/vbaProject.bin": b"x"}), form_package.MACROS),
    (with_parts(one_line(control("A")), lambda name, data: None if name == "[Content_Types].xml" else data), form_package.NOT_WORD),
])
def test_macros_templates_and_what_is_no_document_are_refused(content: bytes, sentence: str) -> None:
    with pytest.raises(Refused) as refused:
        fields_job(content)
    assert refused.value.message == sentence


def main_part(old: bytes, new: bytes) -> bytes:
    """A form whose page says something else."""
    return with_parts(one_line(control("A")), lambda name, data: data.replace(old, new, 1) if name == "word/document.xml" else data)


@pytest.mark.parametrize(("content", "sentence"), [
    (main_part(b"<w:document ", BOMB + b"<w:document "), form_package.UNSAFE),
    (main_part(b"<w:document ", OUTSIDE + b"<w:document "), form_package.UNSAFE),
    (main_part(b"</w:document>", b""), form_package.NOT_WORD),
    (main_part(form_package.W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main"), form_package.STRICT),
    (main_part(form_package.W.encode(), b"urn:other"), form_package.NOT_WORD),
])
def test_a_page_with_entities_broken_or_of_another_kind_is_refused(content: bytes, sentence: str) -> None:
    with pytest.raises(Refused) as refused:
        fields_job(content)
    assert refused.value.message == sentence


@pytest.mark.parametrize("limit", ["UNFOLDED", "PART", "MOST_PARTS"])
def test_a_form_that_unfolds_to_more_than_a_form_can_be_is_refused(monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    monkeypatch.setattr(form_package, limit, 2)
    with pytest.raises(Refused, match="larger than a form can be"):
        fields_job(council_form())


def test_a_package_that_holds_a_part_twice_is_refused() -> None:
    content = io.BytesIO(one_line(control("A")))
    with zipfile.ZipFile(content, "a") as package, pytest.warns(UserWarning, match="Duplicate name"):
        package.writestr("word/document.xml", parts_of(content.getvalue())["word/document.xml"])
    with pytest.raises(Refused) as refused:
        fields_job(content.getvalue())
    assert refused.value.message == form_package.NOT_WORD
