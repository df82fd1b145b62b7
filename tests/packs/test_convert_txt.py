from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sendco_desk.packs.convert import convert, plain_pages
from sendco_desk.packs.convert.txt import decoded, in_columns, is_tabular
from sendco_desk.packs.source import Converted, Limits, Outcome, path_source


def printed(folder: Path, content: bytes, name: str = "note.txt", limits: Limits | None = None) -> Converted:
    (folder / name).write_bytes(content)
    return convert(path_source(folder / name), folder, limits)


def text_of(done: Converted) -> str:
    assert done.pdf is not None, done.reason
    with pypdfium2.PdfDocument(done.pdf) as pdf:
        return "\n".join(pdf[n].get_textpage().get_text_range() for n in range(len(pdf)))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_a_name_prints_whatever_encoding_it_came_in(encoding: str, tmp_path: Path) -> None:
    done = printed(tmp_path, "Zoë’s review – £30".encode(encoding))
    assert "Zoë’s review – £30" in text_of(done)
    assert done.actions == (("read as Windows-1252",) if encoding == "cp1252" else ())


def test_a_letter_in_another_alphabet_is_not_taken_for_western(tmp_path: Path) -> None:
    words = "Уважаемая школа, наш сын ходит в третий класс и ему нужна помощь с чтением и письмом."
    text, encoding = decoded(words.encode("cp1251"))
    assert text == words and encoding


def test_bytes_of_no_encoding_still_print_something() -> None:
    text, encoding = decoded(bytes(range(128, 256)))
    assert text and encoding


def test_a_table_keeps_its_columns(tmp_path: Path) -> None:
    done = printed(tmp_path, b"Name\tReading age\nA\t7:02\nB\t8:11\n")
    assert done.actions == ("printed in even columns",)
    assert "7:02" in text_of(done)


def test_a_comma_file_stands_in_columns_where_they_fit() -> None:
    assert in_columns('Name,Age\n"Amir, B.",7\n') == ["Name      Age", "Amir, B.  7"]
    assert in_columns("Name\tAge\nA\t7") == ["Name  Age", "A     7"]
    broad = "a," + "b" * 200
    assert in_columns(broad) == [broad]


def test_a_cell_too_long_for_any_table_is_printed_as_it_stands() -> None:
    endless = '"' + "x" * 200_000
    assert in_columns(endless) == [endless]


@settings(max_examples=25, deadline=None)
@given(text=st.text(st.characters(exclude_characters="\x00")), name=st.sampled_from(["note.txt", "marks.csv"]))
def test_no_letters_at_all_stop_the_printing(text: str, name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    done = printed(tmp_path_factory.mktemp("any"), f"Words\t{text}".encode("utf-8", "replace"), name)
    assert done.outcome is not Outcome.REFUSED, done.reason


def test_a_comma_file_is_a_table_by_its_name(tmp_path: Path) -> None:
    assert printed(tmp_path, b"a,b\n1,2\n", "marks.csv").actions == ("printed in even columns",)


def test_a_table_prints_names_in_any_script(tmp_path: Path) -> None:
    text = text_of(printed(tmp_path, "Łukasz,7:02\n王小明,8:00\nعلی,9:00\n".encode(), "marks.csv"))
    assert [name for name in ("Łukasz", "王小明", "علی") if name not in text] == []


def test_a_long_line_of_a_table_is_wrapped_and_nothing_is_cut_off(tmp_path: Path) -> None:
    done = printed(tmp_path, ("x" * 300 + "END\tEND2\n").encode())
    assert "END2" in text_of(done).replace("\r\n", "")


def test_prose_is_not_a_table() -> None:
    assert not is_tabular("One line.\nAnother line.  Two spaces.\n\nA third.")


def test_a_long_text_takes_as_many_pages_as_it_needs(tmp_path: Path) -> None:
    done = printed(tmp_path, b"A line of words.\n" * 150)
    assert done.pages == 3 and text_of(done).count("A line of words.") == 150


def test_a_text_past_the_page_limit_is_refused(tmp_path: Path) -> None:
    done = printed(tmp_path, b"A line of words.\n" * 150, limits=Limits(max_pages=2))
    assert done.reason == "The document fills more than 2 pages. Split it, and add the parts that matter."
    assert done.outcome is Outcome.REFUSED


def test_a_text_that_cannot_fit_is_refused_before_it_is_laid_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain_pages, "BaseDocTemplate", None)
    assert "more than 2 pages" in (printed(tmp_path, b"Words.\n" * 3_000, limits=Limits(max_pages=2)).reason or "")
    assert "more than 2 pages" in (printed(tmp_path, b"words " * 20_000, limits=Limits(max_pages=2)).reason or "")


def test_a_word_without_end_is_cut_where_the_line_ends_and_nothing_of_it_is_lost(tmp_path: Path) -> None:
    word = "".join(f"{number:05d}" for number in range(2_400))
    done = printed(tmp_path, f"Before it {word} after it.".encode())
    assert "".join(text_of(done).split()) == f"Beforeit{word}afterit."
    longest = max(map(len, text_of(done).split()))
    assert 60 < longest < 110  # a line is full, and none leaves the page


def test_a_long_arabic_paragraph_is_read_from_the_right_line_by_line(tmp_path: Path) -> None:
    done = printed(tmp_path, ("بداية " + "كلمة " * 60 + "نهاية").encode())
    lines = text_of(done).splitlines()
    assert "بداية" in lines[0] and "نهاية" in lines[-1]


def test_letters_without_a_font_are_named(tmp_path: Path) -> None:
    done = printed(tmp_path, "Kim 𓀀𓀁".encode())
    assert done.outcome is Outcome.PARTIAL and "𓀀 𓀁" in (done.reason or "")


def test_a_file_of_blank_lines_is_refused(tmp_path: Path) -> None:
    assert printed(tmp_path, b"\xef\xbb\xbf \r\n \r\n").outcome is Outcome.REFUSED
