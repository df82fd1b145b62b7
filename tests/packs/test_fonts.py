import io

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate

from sendco_desk.packs import fonts
from sendco_desk.resources import resource


def printed(*texts: str) -> bytes:
    fonts.register()
    style = ParagraphStyle("words", fontName=fonts.REGULAR, fontSize=14, leading=22)
    buffer = io.BytesIO()
    SimpleDocTemplate(buffer, invariant=1).build([Paragraph(fonts.marked_up(text), style) for text in texts])
    return buffer.getvalue()


def words_in(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(document[n].get_textpage().get_text_range() for n in range(len(document)))


NAMES = (
    "Łukasz Wójcik",
    "Nguyễn Thị Hương",
    "王小明",
    "علی رضا",
    "שלום",
    "प्रिया कुमारी",
    "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ",
    "প্রিয়াঙ্কা",
    "ગુજરાતી",
    "తెలుగు",
    "ሰላም",
    "Олександр",
    "Ελένη",
    "ไทย ที่นี่",
)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_in_any_of_our_scripts_can_be_found_again_in_the_page(name: str) -> None:
    assert name in words_in(printed(name))


def test_an_arabic_name_inside_an_english_sentence_is_found_again() -> None:
    assert "علی" in words_in(printed("Mother: (علی), seen on 3 May"))


@pytest.mark.parametrize("name", NAMES)
def test_every_name_has_a_font_for_each_of_its_letters(name: str) -> None:
    assert fonts.missing(name) == ""


def test_a_letter_without_a_font_leaves_a_mark_and_is_named() -> None:
    assert fonts.missing("Kim 한국") == "한국"
    assert fonts.runs("한") == ((fonts.REGULAR, "\ufffd"),)


def test_only_embedded_fonts_are_used() -> None:
    pdf = printed(*NAMES)
    assert b"/FontFile2" in pdf
    assert pdf.count(b"/Type /FontDescriptor") == pdf.count(b"/FontFile2")


def test_the_same_words_give_the_same_bytes_in_whatever_order_they_were_first_met() -> None:
    once = printed("علی رضا", "प्रिया")
    printed("प्रिया", "علی")
    assert printed("علی رضا", "प्रिया") == once


def test_words_from_outside_cannot_become_marks_of_the_page() -> None:
    assert "<b>" in words_in(printed("<b>R&D</b> < 5"))


def test_bullets_of_words_symbol_font_print_as_bullets() -> None:
    assert fonts.runs("\uf0b7 one") == ((fonts.REGULAR, "\u2022 one"),)


def test_a_line_drawn_on_a_canvas_ends_where_its_width_says() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1)
    end = fonts.draw(canvas, 50, 700, "Page 3 of 王小明", 10)
    assert end == pytest.approx(50 + fonts.width("Page 3 of 王小明", 10))
    canvas.save()
    assert "王小明" in words_in(buffer.getvalue())


def test_a_right_to_left_line_puts_its_last_word_first() -> None:
    shown = [characters for _, characters in fonts.runs("שלום abc", to_left=True)]
    assert shown[0].strip() == "abc"


@pytest.mark.parametrize(("text", "to_left"), [("علی Smith", True), ("Smith علی", False), ("12:30", False), ("", False)])
def test_the_first_letter_with_a_direction_decides_the_line(text: str, to_left: bool) -> None:
    assert fonts.is_right_to_left(text) is to_left


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=30))
def test_any_text_at_all_can_be_drawn(text: str) -> None:
    assert printed(text)


@pytest.mark.parametrize("name", ["OFL.txt", "Apache-2.0.txt", "DejaVu-LICENCE.txt", "README.txt"])
def test_each_font_travels_with_its_licence(name: str) -> None:
    assert resource(f"fonts/{name}").is_file()
