"""A council's form is filled in its fields and nowhere else: the layout, the other parts and what protects the form stay as they were."""

import random
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from docx import Document as new_document
from docx.oxml.parser import parse_xml
from lxml import etree

from sendco_desk.domain.refusals import Refused
from sendco_desk.exchange.form_fields import UNUSUAL, W14, between, fields_job, old_fields, w
from sendco_desk.exchange.form_filling import Answer, Filled, dated, fill_job, fitted
from tests.exchange.form_samples import (
    BLANK,
    BOX,
    DAY,
    EMPTY_BOX,
    NAMES,
    add,
    bookmark,
    control,
    council_form,
    listed,
    old_field,
    one_line,
    parts_of,
    repeating,
    saved,
    text_box,
    with_parts,
)

ANSWERS: dict[str, Answer] = {
    "PupilName": "Kacper Wilk", "PupilName (2)": "Kacper Łukasz Wilk", "Date of birth": date(2015, 3, 14), "Year": "7",
    "School name": "Fernhollow School", "Language": "Ukrainian",
    "Box to tick": True, "Box to tick (2)": False, "ViewsOfChild": "I like reading with a partner.\nI do not like noise.",
    "Cognition": "Reads 31 words.\nForgets long ones.", "BoxName": "Kacper", "What": ("Reading", "Speech"), "How often": ("daily", "weekly"),
    "Effect": ("31 words", ""), "Text1": "Dr Robin Lark", "Check1": True, "Sex": "Male", "SignedOn": date(2026, 11, 23), "SENDCo": "Ms Ada Fen",
    "UPN_foot": "B801200005001",
}


def body(content: bytes, part: str = "word/document.xml") -> Any:
    """The root of a part."""
    return etree.fromstring(parts_of(content)[part])


def words(content: bytes, part: str = "word/document.xml") -> str:
    """All words of a part, paragraphs apart."""
    return "\n".join("".join(one.text or "" for one in paragraph.iter(w("t"))) for paragraph in body(content, part).iter(w("p")))


def filled(xml: str, answers: Mapping[str, Answer]) -> Filled:
    """A form of one line, filled."""
    return fill_job(one_line(xml), answers)


def without_answers(root: Any) -> bytes:
    """A page without what may change: the inside of fields, and the rows that repeat."""
    for old in list(old_fields(root)):
        for run in old.result:
            run.getparent().remove(run)
        for name in ("checkBox/checked", "ddList/result"):
            for one in old.data.findall("/".join(map(w, name.split("/")))):
                one.getparent().remove(one)
    for mark in list(root.iter(w("bookmarkStart"))):
        end = next(one for one in root.iter(w("bookmarkEnd")) if one.get(w("id")) == mark.get(w("id")))
        for one in between(mark, end) or []:
            if one.tag == w("r") and not one.findall(w("fldChar")) and not one.findall(w("instrText")):
                one.getparent().remove(one)
    for one in list(root.iter(w("sdt"))):
        if one.getparent() is not None and not any("ffData" in str(inner.tag) for inner in one.iter()):
            one.getparent().remove(one)
    canonical: bytes = etree.tostring(root, method="c14n")
    return canonical


# The whole form


def test_only_the_insides_of_fields_change_in_a_filled_form() -> None:
    before = council_form()
    made = fill_job(before, ANSWERS)
    old, new = parts_of(before), parts_of(made.content)
    assert list(old) == list(new)
    touched = {name for name in old if old[name] != new[name]}
    assert touched == {"word/document.xml", "word/header1.xml", "word/footer1.xml"}
    for name in touched:
        assert without_answers(etree.fromstring(old[name])) == without_answers(etree.fromstring(new[name]))
    assert b'documentProtection w:edit="forms"' in new["word/settings.xml"]


def test_every_answer_stands_in_the_filled_form_and_no_prompt_is_left_in_its_place() -> None:
    made = fill_job(council_form(), ANSWERS)
    assert set(made.done) == set(ANSWERS)
    assert made.misfits == ()
    text = words(made.content)
    for said in (
        "Child’s full name", "Kacper Wilk", "14 March 2015", "Year 7", "Fernhollow School", "Ukrainian", "I like reading with a partner.",
        "I do not like noise.", "Reads 31 words. Forgets long ones.", "Reading", "weekly", "31 words", "Head teacher: Dr Robin Lark",
        "Signed on: 23/11/2026", "SENDCo: Ms Ada Fen (print)", "☒ Communication and interaction", "☐ Cognition and learning",
    ):
        assert said in text
    assert words(made.content, "word/header1.xml").endswith("Name: Kacper Łukasz Wilk")
    assert words(made.content, "word/footer1.xml") == "UPN: B801200005001"
    assert text.count("Click or tap") == 2  # the field that its maker has locked, and the row of which nothing is known
    assert {one.key: one.now for one in fields_job(made.content)}["Text1"] == "Dr Robin Lark"


def test_the_same_answers_give_the_same_bytes() -> None:
    assert fill_job(council_form(), ANSWERS).content == fill_job(council_form(), ANSWERS).content


def test_a_form_without_answers_comes_back_part_for_part() -> None:
    before = council_form()
    assert parts_of(fill_job(before, {}).content) == parts_of(before)


# How it looks


def test_an_answer_looks_as_what_stood_there() -> None:
    standing = control("Old", inside='<w:r><w:rPr><w:b/><w:sz w:val="28"/></w:rPr><w:t>Before</w:t></w:r><w:r><w:t>after</w:t></w:r>', more="")
    run = next(one for one in body(filled(standing, {"Old": "Now"}).content).iter(w("r")))
    assert [etree.QName(one).localname for one in run.find(w("rPr"))] == ["b", "sz"]
    assert "".join(run.itertext()) == "Now"


@pytest.mark.parametrize(("more", "look"), [
    ("<w:showingPlcHdr/>", []), ('<w:rPr><w:b/><w:color w:val="112233"/></w:rPr><w:showingPlcHdr/>', ["b", "color"]),
])
def test_an_answer_does_not_look_as_the_grey_prompt(more: str, look: list[str]) -> None:
    run = next(one for one in body(filled(control("New", more=more), {"New": "Now"}).content).iter(w("r")))
    assert [etree.QName(one).localname for one in run.find(w("rPr"))] == look


def test_a_prompt_and_a_store_that_would_speak_instead_of_the_answer_are_taken_off() -> None:
    bound = control("B", more='<w:showingPlcHdr/><w:dataBinding w:xpath="/a" w:storeItemID="{1}"/>')
    properties = next(body(filled(bound, {"B": "x"}).content).iter(w("sdtPr")))
    assert {etree.QName(one).localname for one in properties} == {"tag", "id", "text"}


def test_lines_are_paragraphs_in_a_rich_control_breaks_in_a_plain_one_and_one_line_where_only_one_fits() -> None:
    made = fill_job(council_form(), {"ViewsOfChild": "One\nTwo", "Cognition": "One\nTwo", "School name": "One\nTwo.\nThree"})
    root = body(made.content)
    views = next(one for one in root.iter(w("sdt")) if "ViewsOfChild" in etree.tostring(one.find(w("sdtPr"))).decode())
    assert ["".join(one.itertext()) for one in views.iter(w("p"))] == ["One", "Two"]
    assert all(one.find(f"{w('pPr')}/{w('spacing')}") is not None for one in views.iter(w("p")))
    plain = next(one for one in root.iter(w("sdt")) if "Cognition" in etree.tostring(one.find(w("sdtPr"))).decode())
    assert len(list(plain.iter(w("br")))) == 1
    assert "One; Two. Three" in words(made.content)


def test_several_paragraphs_that_stood_in_a_control_give_way_to_the_answer() -> None:
    document = new_document()
    inside = "<w:p><w:r><w:t>Old one</w:t></w:r></w:p><w:p><w:r><w:t>Old two</w:t></w:r></w:p>"
    document.element.body.insert(0, parse_xml(f'<w:sdt {NAMES}>{control("Block", "", inside, more="")[len("<w:sdt>"):]}'))
    empty = control("Empty", "", "", more="")
    document.element.body.insert(1, parse_xml(f'<w:sdt {NAMES}>{empty[len("<w:sdt>"):]}'))
    made = fill_job(saved(document), {"Block": "New", "Empty": "Also\there"})
    root = body(made.content)
    assert words(made.content).split("\n")[:2] == ["New", "Alsohere"]
    assert len(list(root.iter(w("tab")))) >= 1
    new_document_again = [one.key for one in fields_job(made.content)]
    assert new_document_again == ["Block", "Empty"]


def test_a_control_around_a_whole_cell_keeps_the_cell() -> None:
    document = new_document()
    table = document.add_table(1, 2)
    table.rows[0].cells[0].text = "Class"
    cell = table.rows[0].cells[1]._tc
    around = parse_xml(f'<w:sdt {NAMES}><w:sdtPr><w:tag w:val="Class"/><w:text/></w:sdtPr><w:sdtContent/></w:sdt>')
    cell.addprevious(around)
    around[1].append(cell)
    made = fill_job(saved(document), {"Class": "7F"})
    assert {one.key: one.about for one in fields_job(made.content)} == {"Class": "Class"}
    assert ["".join(one.itertext()) for one in body(made.content).iter(w("tc"))] == ["Class", "7F"]


def test_a_control_inside_a_group_on_a_line_stays_on_its_line() -> None:
    group = f'<w:sdt><w:sdtPr><w:group/></w:sdtPr><w:sdtContent>{control("Inner", inside="", more="")}</w:sdtContent></w:sdt>'
    made = filled(group, {"Inner": "here"})
    assert len(list(body(made.content).iter(w("p")))) == 1
    assert words(made.content) == "here"


# Boxes, lists, days


def test_a_box_is_ticked_with_the_sign_and_font_that_it_names() -> None:
    own = BOX.replace("2612", "00FE").replace('checkedState w14:val="00FE" w14:font="MS Gothic"', 'checkedState w14:val="00FE" w14:font="Wingdings"')
    made = filled(control("Own", own, EMPTY_BOX, more="") + control("Plain", "<w14:checkbox/>", "", more=""), {"Own": True, "Plain": "yes"})
    root = body(made.content)
    assert [one.get(f"{{{W14}}}val") for one in root.iter(f"{{{W14}}}checked")] == ["1", "1"]
    assert words(made.content) == "\u00fe☒"
    assert [one.get(w("ascii")) for one in root.iter(w("rFonts"))] == ["Wingdings", "MS Gothic"]
    again = fill_job(made.content, {"Own": False})
    assert [one.get(f"{{{W14}}}val") for one in body(again.content).iter(f"{{{W14}}}checked")] == ["0", "1"]


def test_a_list_keeps_the_value_beside_the_words() -> None:
    made = filled(control("L", listed("dropDownList", "Year 6", "Autism &amp; more"), more=""), {"L": "autism and more"})
    assert next(body(made.content).iter(w("dropDownList"))).get(w("lastValue")) == "Aut"
    assert words(made.content) == "Autism & more"


def test_a_day_is_written_as_the_form_asks_for_it_and_kept_as_a_day() -> None:
    made = filled(control("D", DAY), {"D": date(2026, 11, 3)})
    assert next(body(made.content).iter(w("date"))).get(w("fullDate")) == "2026-11-03T00:00:00Z"
    assert words(made.content) == "3 November 2026"


@pytest.mark.parametrize(("shape", "said"), [
    ("dd/MM/yyyy", "03/11/2026"), ("d MMM yy", "3 Nov 26"), ("dddd, d MMMM yyyy", "Tuesday, 3 November 2026"), ("ddd d/M", "Tue 3/11"),
    ("d 'of' MMMM", "3 of November"),
])
def test_days_follow_the_patterns_of_word(shape: str, said: str) -> None:
    assert dated(date(2026, 11, 3), shape) == said


@pytest.mark.parametrize("sign", ["", "0000", "001F", "D800", "FFFF", "x", "123456789"])
def test_a_box_that_names_no_sign_that_can_be_written_has_the_usual_one(sign: str) -> None:
    own = BOX.replace('w14:val="2612"', f'w14:val="{sign}"')
    assert words(filled(control("Own", own, EMPTY_BOX, more=""), {"Own": True}).content) == "☒"


def test_a_field_inside_another_that_was_filled_is_named_and_left() -> None:
    inner = old_field("Inner", "<w:textInput/>", "FORMTEXT", BLANK)
    nested = control("Outer", "<w:date/>", inner, more="")
    made = filled(nested, {"Outer": date(2026, 11, 3), "Inner": "x"})
    assert (made.done, made.misfits) == (("Outer",), (("Inner", UNUSUAL),))


# Older fields and bookmarks


def test_an_older_field_shows_its_answer_in_its_first_run_and_keeps_its_frame() -> None:
    made = filled(old_field("T", "<w:textInput/>", "FORMTEXT", BLANK), {"T": "Now\nhere"})
    root = body(made.content)
    (old,) = old_fields(root)
    assert ["".join(one.itertext()) for one in old.result] == ["Now; here", "", "", "", ""]
    assert old.result[0].find(f"{w('rPr')}/{w('i')}") is not None


def test_an_older_field_that_shows_nothing_yet_gets_a_place_to_show_it() -> None:
    made = filled(old_field("T", "<w:textInput/>", "FORMTEXT"), {"T": "Now"})
    (old,) = old_fields(body(made.content))
    assert [one.get(w("fldCharType")) for one in body(made.content).iter(w("fldChar"))] == ["begin", "separate", "end"]
    assert "".join(old.result[0].itertext()) == "Now"
    assert old.result[0].find(f"{w('rPr')}/{w('b')}") is not None


def test_an_older_box_and_list_keep_their_answer_as_word_does() -> None:
    box = old_field("Box", '<w:checkBox><w:sizeAuto/><w:default w:val="0"/></w:checkBox>', "FORMCHECKBOX")
    choice = old_field("List", '<w:ddList><w:result w:val="0"/><w:listEntry w:val="No"/><w:listEntry w:val="Yes"/></w:ddList>', "FORMDROPDOWN")
    root = body(filled(box + choice, {"Box": True, "List": "yes"}).content)
    assert next(root.iter(w("checked"))).get(w("val")) == "1"
    assert [one.get(w("val")) for one in root.iter(w("result"))] == ["1"]


def test_a_bookmark_stays_around_its_answer_which_looks_as_its_neighbour() -> None:
    dots = '<w:r><w:rPr><w:u w:val="single"/></w:rPr><w:t>____</w:t></w:r>'
    made = filled(bookmark("A", dots) + bookmark("B"), {"A": "one", "B": "two\nthree"})
    paragraph = next(one for one in body(made.content).iter(w("p")))
    names = [etree.QName(one).localname for one in paragraph]
    assert [one for one in names if one != "pPr"] == ["bookmarkStart", "r", "bookmarkEnd", "bookmarkStart", "r", "bookmarkEnd"]
    assert len(list(paragraph.iter(w("u")))) == 2
    assert len(list(paragraph.iter(w("br")))) == 1


def test_both_writings_of_a_text_box_are_filled() -> None:
    assert words(filled(text_box(control("Box")), {"Box": "Kacper"}).content).split("\n").count("Kacper") == 2


# Rows


def rows_form() -> bytes:
    """A table with a row that repeats."""
    document = new_document()
    document.element.body.insert(0, parse_xml(repeating("Support", "What", "Who")))
    return saved(document)


def test_a_row_repeats_for_each_line_with_numbers_of_its_own() -> None:
    made = fill_job(rows_form(), {"What": ("Reading", "Speech", "Play"), "Who": ("Ms Fen", "", "Mr Oak")})
    root = body(made.content)
    assert [["".join(cell.itertext()) for cell in row.iter(w("tc"))] for row in root.iter(w("tr"))][1:] == [
        ["Reading", "Ms Fen"], ["Speech", "Click or tap here to enter text."], ["Play", "Mr Oak"],
    ]
    numbers = [one.get(w("val")) for one in root.iter(w("id")) if one.getparent().tag == w("sdtPr")]
    assert len(numbers) == len(set(numbers)) == 10


def test_rows_that_were_there_give_way_and_without_an_answer_they_stay() -> None:
    made = fill_job(rows_form(), {"What": ("Reading", "Speech", "Play")})
    again = fill_job(made.content, {"What": ("Only this",)})
    assert len(list(body(again.content).iter(w("tr")))) == 2
    assert parts_of(fill_job(rows_form(), {"What": ()}).content) == parts_of(rows_form())


def test_a_line_that_does_not_fit_its_column_is_named() -> None:
    document = new_document()
    xml = repeating("Support", "What").replace("<w:text/>", listed("dropDownList", "Reading"))
    document.element.body.insert(0, parse_xml(xml))
    made = fill_job(saved(document), {"What": ("Reading", "Play")})
    assert made.done == ("What",)
    assert made.misfits == (("What", "The list does not offer “Play”. It offers: Reading."),)
    assert fill_job(saved(document), {"What": ("Play",)}).done == ()


# What does not fit


@pytest.mark.parametrize(("xml", "answer", "why"), [
    (control("F", listed("dropDownList", "Yes", "No")), "Maybe", "The list does not offer “Maybe”. It offers: Yes; No."),
    (control("F", listed("comboBox", "Yes", "No")), "", "The list does not offer “”. It offers: Yes; No."),
    (control("F", DAY), "soon", "The field takes a date, and this is none."),
    (control("F", BOX, EMPTY_BOX), "perhaps", "The field is a box to tick, and this is neither yes nor no."),
    (control("F", BOX, EMPTY_BOX), ("yes",), "The field is a box to tick, and this is neither yes nor no."),
    (old_field("F", '<w:textInput><w:maxLength w:val="5"/></w:textInput>', "FORMTEXT", BLANK), "six letters",
     "This is 11 letters long, and the field takes 5."),
    (control("F", more='<w:lock w:val="sdtContentLocked"/>'), "x", "The form’s maker has locked it."),
])
def test_what_does_not_fit_is_left_out_and_named_and_nothing_is_cut_short(xml: str, answer: Answer, why: str) -> None:
    before = one_line(xml)
    made = fill_job(before, {"F": answer})
    assert made.misfits == (("F", why),)
    assert made.done == ()
    assert parts_of(made.content) == parts_of(before)


@pytest.mark.parametrize(("answer", "said"), [
    (True, "Yes"), (False, "No"), (date(2026, 11, 3), "03/11/2026"), (("One", "Two"), "One; Two"), ("a\x00b\x0bc", "ab; c"),
])
def test_any_answer_can_be_words(answer: Answer, said: str) -> None:
    (field,) = fields_job(one_line(control("F")))
    assert fitted(field, answer) == said


def test_an_older_day_takes_words_as_well() -> None:
    (field,) = fields_job(one_line(old_field("F", '<w:textInput><w:type w:val="date"/></w:textInput>', "FORMTEXT", BLANK)))
    assert fitted(field, "not yet") == "not yet"
    with pytest.raises(Refused):
        fitted(fields_job(one_line(control("F", DAY)))[0], "not yet")


def test_a_line_added_beside_a_field_stays_where_it_was() -> None:
    document = new_document()
    line = document.add_paragraph("Name: ")
    add(line, control("F") + "<w:r><w:t> (in capitals)</w:t></w:r>")
    assert words(fill_job(saved(document), {"F": "Kacper"}).content) == "Name: Kacper (in capitals)"


def damaged(content: bytes, seed: int) -> bytes:
    """A form in which some elements are gone, stripped, moved or say nonsense."""
    chance = random.Random(seed)

    def change(name: str, data: bytes) -> bytes:
        if name not in ("word/document.xml", "word/header1.xml", "word/footer1.xml"):
            return data
        root = etree.fromstring(data)
        for _ in range(chance.randint(1, 6)):
            elements = [one for one in root.iter() if one.getparent() is not None]
            if not elements:
                break
            one, other = chance.choice(elements), chance.choice(elements)
            deed = chance.choice(("gone", "stripped", "moved", "nonsense"))
            if deed == "gone":
                one.getparent().remove(one)
            elif deed == "moved" and other not in list(one.iter()):
                other.append(one)
            else:
                for attribute in list(one.attrib):
                    one.attrib[attribute] = "" if deed == "stripped" else chance.choice(("x", "-1", "999999999999", "é\u2028"))
        written: bytes = etree.tostring(root)
        return written

    return with_parts(content, change)


@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_form_is_filled_as_far_as_it_goes(seed: int) -> None:
    content = damaged(council_form(), seed)
    answers: dict[str, Answer] = {
        one.key: True if one.kind == "tick" else one.choices[0] if one.choices else ("a", "b\nc") if one.rows else "One\ntwo"
        for one in fields_job(content)
    }
    made = fill_job(content, answers)
    assert {key for key, _ in made.misfits} | set(made.done) <= set(answers)
    assert list(parts_of(made.content)) == list(parts_of(content))
