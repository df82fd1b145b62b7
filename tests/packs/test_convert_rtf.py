from pathlib import Path

import pytest

from sendco_desk.packs.convert import libreoffice, word
from sendco_desk.packs.source import Converted, Outcome
from tests.packs.office_samples import SIMPLE, colours_of, converted, picture, text_of
from tests.shared_corpus import SHARED, needs_shared

ACCEPTED = "tracked changes: printed as if all were accepted"


@pytest.fixture(autouse=True)
def without_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "find", lambda: None)
    monkeypatch.setattr(word, "find", lambda: None)


def printed(folder: Path, body: str | bytes, head: str = "\\ansi\\ansicpg1252") -> Converted:
    content = body.encode("cp1252") if isinstance(body, str) else body
    return converted(folder, "in.rtf", b"{\\rtf1" + head.encode() + b" " + content + b"}")


def words_of(done: Converted) -> str:
    return " ".join(text_of(done).split())


def row(*cells: str, places: str = "", head: bool = False) -> str:
    laid = places or "".join(f"\\cellx{2000 * (n + 1)}" for n in range(len(cells)))
    return "\\trowd" + ("\\trhdr" if head else "") + laid + "\\pard\\intbl " + "".join(f"{cell}\\cell " for cell in cells) + "\\row\\pard "


def test_words_keep_their_manner_and_their_headings(tmp_path: Path) -> None:
    body = (
        "{\\fonttbl{\\f0 Arial;}}{\\colortbl;}{\\*\\generator Some Writer;}\\pard\\outlinelevel0 Needs\\par\\pard\\outlinelevel9 "
        "Reads {\\b well\\b0  and} {\\i now}{\\strike gone}{\\super 2}\\nosupersub\\plain\\tab after\\line below\\par"
    )
    done = printed(tmp_path, body)
    assert done.actions == (SIMPLE,) and done.outcome is Outcome.INCLUDED
    assert text_of(done).startswith("Simplified pages made from a rich text document.")
    assert all(word in words_of(done) for word in ("Needs", "Reads well and now", "after below"))
    assert "Arial" not in words_of(done) and "Some Writer" not in words_of(done)


def test_deleted_words_are_never_mixed_in_and_the_view_is_said(tmp_path: Path) -> None:
    done = printed(tmp_path, "Needs {\\deleted ten }{\\revised fifteen} hours.\\par")
    assert "Needs fifteen hours." in words_of(done) and "ten hours" not in words_of(done) and "Needs ten" not in words_of(done)
    assert ACCEPTED in done.actions
    assert ACCEPTED in printed(tmp_path, "{\\revised fifteen} hours").actions


def test_hidden_words_are_said_and_not_shown(tmp_path: Path) -> None:
    done = printed(tmp_path, "Seen {\\v secret}\\par")
    assert "secret" not in words_of(done) and "hidden words not printed" in done.actions


def test_a_table_keeps_its_cells_wide_and_tall(tmp_path: Path) -> None:
    wide = "\\cellx4000\\clvmgf\\cellx6000"
    second = "\\cellx2000\\cellx4000\\clvmrg\\cellx6000"
    joined = "\\clmgf\\cellx2000\\clmrg\\cellx4010\\cellx6000"
    body = row("Wide", "Tall", places=wide) + row("One", "Two", "", places=second) + row("Left", "joined", "Last", places=joined) + "After\\par"
    text = words_of(printed(tmp_path, body))
    assert [word for word in ("Wide", "Tall", "One", "Two", "Left joined", "Last", "After") if word not in text] == []


def test_a_head_is_repeated_on_each_page(tmp_path: Path) -> None:
    body = row("Name", "Score", head=True) + "".join(row(f"Pupil {n}", str(n)) for n in range(120))
    done = printed(tmp_path, body)
    assert words_of(done).count("Name Score") == done.pages > 1


def test_a_table_that_breaks_off_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    assert "Last words" in words_of(printed(tmp_path, "\\trowd\\cellx2000\\pard\\intbl One\\cell Two\\cell Last words\\par"))


def test_a_picture_in_letters_or_raw_stands_at_its_size(tmp_path: Path) -> None:
    shown = picture(colour="red")
    facts = "\\picscalex100\\picscaley100\\picwgoal1200\\pichgoal800\\pngblip"
    lettered = f"{{\\*\\shppict{{\\pict{facts} {shown.hex()}}}}}{{\\nonshppict{{\\pict 00}}}}"
    assert (255, 0, 0) in colours_of(printed(tmp_path, f"Words {lettered}\\par"))
    raw = b"{\\pict\\jpegblip\\bin" + str(len(shown)).encode() + b" " + shown + b"}"
    assert "Words" in words_of(printed(tmp_path, b"Wor{\\*\\objdata\\bin3 }}}}ds\\par"))
    assert (255, 0, 0) in colours_of(printed(tmp_path, row("In a cell").encode().replace(b"In a cell", raw) + b"Words\\par"))


def test_a_picture_that_cannot_be_shown_is_named(tmp_path: Path) -> None:
    done = printed(tmp_path, "{\\pict\\wmetafile8\\picw10 {\\*\\blipuid 00}zz}Words\\par")
    assert "[a picture that cannot be shown here]" in words_of(done) and done.outcome is Outcome.PARTIAL


def test_letters_of_other_alphabets_are_read(tmp_path: Path) -> None:
    fonts = "{\\fonttbl{\\f0\\fcharset0 A;}{\\f1\\fcharset238 B;}{\\f2\\fcharset128 C;}{\\f3\\fcharset77 D;}}"
    body = fonts + "{\\f1 \\'a3\\'f3d\\'9f}\\par {\\f2 \\'8a\\'77}\\par \\u321?ukasz\\uc2\\u8211xy-\\uc0\\u8211 z {\\f3 q}\\par"
    done = printed(tmp_path, body)
    assert all(word in words_of(done) for word in ("Łódź", "学", "Łukasz", "–z"))
    assert "Łódź" in words_of(printed(tmp_path, "\\'a3\\'f3d\\'9f", head="\\ansi\\ansicpg1250"))
    assert "Caf\xe9" in words_of(printed(tmp_path, "Caf\\'e9", head="\\ansi\\ansicpg10000"))


def test_letters_in_two_halves_come_together(tmp_path: Path) -> None:
    done = printed(tmp_path, "\\uc0\\u-10179\\u-8704 words")
    assert done.outcome is Outcome.PARTIAL or "words" in words_of(done)


def test_signs_and_dashes_are_read(tmp_path: Path) -> None:
    body = "\\{a\\} \\\\ b\\~c\\_d\\-e\\emdash f\\lquote g\\rquote\\bullet\\\r\nnext \\\npar"
    text = words_of(printed(tmp_path, body))
    assert "{a} \\ b" in text and "de—f‘g’" in text.replace("\u2011", "").replace("c", "").replace("\xa0", "") and "next" in text


def test_lists_keep_their_marks(tmp_path: Path) -> None:
    body = "\\pard{\\listtext\\f3 \\'b7\\tab}Point\\par\\pard\\ilvl1{\\listtext 2.\\tab}Step\\par{\\*\\pntext -}{\\pntext a)}Old\\par"
    text = words_of(printed(tmp_path, body))
    assert "• Point" in text and "2. Step" in text and "a) Old" in text


def test_notes_comments_headings_and_footings_are_kept(tmp_path: Path) -> None:
    body = (
        "{\\header Example School\\par}{\\footerr In confidence\\par}Words{\\footnote A note.}{\\*\\atnauthor A Teacher}"
        "{\\*\\annotation{\\*\\atnref 1}Is it so?} more{\\footnote Another.}{\\*\\annotation Why?}\\par"
    )
    done = printed(tmp_path, body)
    text = words_of(done)
    assert text.index("Page heading: Example School") < text.index("Words") < text.index("Page footing: In confidence") < text.index("[1] A note.")
    assert "[2] Another." in text and "A Teacher: Is it so?" in text and "2 comments listed at the end" in done.actions


def test_a_note_that_is_never_closed_is_kept(tmp_path: Path) -> None:
    done = converted(tmp_path, "in.rtf", "{\\rtf1 Words{\\footnote A note")
    assert "A note" in words_of(done)


def test_a_field_shows_its_result_and_fetches_nothing(tmp_path: Path) -> None:
    field = "{\\field{\\*\\fldinst INCLUDEPICTURE \"http://a.example/b.png\"}{\\fldrslt last shown}}"
    done = printed(tmp_path, f"{field}\\par")
    assert "last shown" in words_of(done) and "a.example" not in words_of(done)
    assert (done.reason or "").startswith("A picture or text lies outside this document and nothing was fetched.")
    assert (printed(tmp_path, field * 2).reason or "").startswith("2 pictures or texts lie outside")


def test_text_boxes_are_read_and_their_looks_are_not(tmp_path: Path) -> None:
    body = "{\\shp{\\*\\shpinst\\shpleft0{\\sp{\\sn posh}{\\sv 1}}{\\shptxt Boxed\\par}}}"
    body += "{\\*\\bkmkstart b}{\\info{\\title T}}After {\\*\\pict{\\*\\footnote n}}\\par"
    text = words_of(printed(tmp_path, body))
    assert "Boxed" in text and "posh" not in text and "After" in text


def test_an_empty_document_and_one_of_endless_groups_are_refused(tmp_path: Path) -> None:
    assert (printed(tmp_path, "\\par").reason or "").startswith("There is nothing on the pages of this rich text document.")
    assert printed(tmp_path, "{" * 600).outcome is Outcome.REFUSED
    assert "Words" in words_of(printed(tmp_path, "}}}Words\\"))


def test_rich_text_named_as_a_word_document_is_read_as_what_it_is(tmp_path: Path) -> None:
    done = converted(tmp_path, "letter.doc", "{\\rtf1 Dear all\\par}")
    assert done.actions[0] == "The name does not say so, but this is a rich text document (RTF); it was read as one."
    assert "Dear all" in words_of(done)


@needs_shared
def test_a_real_document_keeps_its_table_note_and_lists(tmp_path: Path) -> None:
    text = words_of(converted(tmp_path, "in.rtf", (SHARED / "corpus" / "documents" / "rtf_various.rtf").read_bytes()))
    assert "Page heading: This is the header text." in text and "[1] This is a footnote." in text
    assert all(word in text for word in ("• Bullet 2", "2) Number bullet 2", "Row 2 Col 3"))
