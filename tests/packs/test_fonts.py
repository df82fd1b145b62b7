import io

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, SimpleDocTemplate

from sendco_desk.packs import fonts
from sendco_desk.packs.embedded_font import Canvas
from sendco_desk.resources import resource


def printed(*texts: str) -> bytes:
    fonts.register()
    style = ParagraphStyle("words", fontName=fonts.REGULAR, fontSize=14, leading=22)
    buffer = io.BytesIO()
    SimpleDocTemplate(buffer, invariant=1).build([Paragraph(fonts.marked_up(text), style) for text in texts], canvasmaker=Canvas)
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
    "தமிழ்ச்செல்வி",
    "김민수",
    "ខ្មែរ",
    "မြန်မာ",
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
    assert fonts.missing("Kim 𓀀 and 𓀁") == "𓀀𓀁"
    assert fonts.runs("𓀀") == ((fonts.REGULAR, "\ufffd"),)


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


BRACKETS = (
    ("شلوم (SENCo) 12 [a]", True, "12 [a] (SENCo) مولش"),
    ("ab (שלום) [שלום ab]", False, "ab (םולש) [םולש ab]"),
    ("((אב)) x", True, "x ((בא))"),
    ("(אב) «ab»", False, "(בא) «ab»"),
    ("(אב", True, "בא)"),
)


@pytest.mark.parametrize(("text", "to_left", "seen"), BRACKETS)
def test_a_bracket_opens_towards_what_it_holds_whichever_way_it_is_read(text: str, to_left: bool, seen: str) -> None:
    assert fonts.as_seen(text, to_left=to_left) == seen


def placed_points(text: str) -> list[tuple[float, float]]:
    """How far right and up each glyph stands from where it would stand by itself."""
    ((name, drawn),) = fonts.runs(text)
    return [(shape.x_offset, shape.y_offset) for shape in fonts.embedded(name).placed(drawn).__shapeData__]


@pytest.mark.parametrize("text", ["مُحَمَّد", "שָׁלוֹם", "q\u0323\u0302", "x\u0302\u0301"])
def test_marks_stand_over_and_under_their_letters(text: str) -> None:
    assert len({point for point in placed_points(text) if point != (0, 0)}) >= 1


def test_two_marks_over_one_letter_stand_one_over_the_other() -> None:
    first, second = placed_points("x\u0302\u0301")[1:]
    assert second[1] > first[1]


def test_letters_that_have_a_character_together_with_their_marks_are_not_shaped() -> None:
    assert fonts.runs("Nguye\u0302\u0303n") == ((fonts.REGULAR, "Nguyễn"),)


def test_a_placed_line_is_as_wide_as_its_glyphs_are_placed() -> None:
    text = "مُحَمَّدٌ"
    ((name, drawn),) = fonts.runs(text)
    assert fonts.width(text, 10) == pytest.approx(sum(shape.x_advance for shape in fonts.embedded(name).placed(drawn).__shapeData__) / 100)


def test_a_font_keeps_its_own_width_of_every_glyph() -> None:
    fonts.runs("مُحَمَّدٌ q\u0323")
    for name in (fonts.REGULAR, "NotoNaskhArabic-Regular"):
        face = fonts.embedded(name).face
        own = {glyph: face.charWidths[code] for code, glyph in face.charToGlyph.items() if code < 0xF0000 and code in face.charWidths}
        assert all(abs(face.charWidths[code] - own[glyph]) < 1 for code, glyph in face.charToGlyph.items() if code >= 0xF0000 and glyph in own)


@pytest.mark.parametrize(("text", "to_left"), [("علی Smith", True), ("Smith علی", False), ("12:30", False), ("", False)])
def test_the_first_letter_with_a_direction_decides_the_line(text: str, to_left: bool) -> None:
    assert fonts.is_right_to_left(text) is to_left


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=30))
def test_any_text_at_all_can_be_drawn(text: str) -> None:
    assert printed(text)


@pytest.mark.parametrize("name", ["OFL.txt", "DejaVu-LICENCE.txt", "README.txt"])
def test_each_font_travels_with_its_licence(name: str) -> None:
    assert resource(f"fonts/{name}").is_file()
