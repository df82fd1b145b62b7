import base64
from pathlib import Path

import pytest

from sendco_desk.packs.convert import libreoffice, word
from sendco_desk.packs.source import Converted, Outcome
from tests.packs.office_samples import SIMPLE, colours_of, converted, picture, text_of
from tests.shared_corpus import SHARED, needs_shared


@pytest.fixture(autouse=True)
def without_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "find", lambda: None)
    monkeypatch.setattr(word, "find", lambda: None)


def printed(folder: Path, body: str, head: str = "") -> Converted:
    return converted(folder, "in.html", f"<!doctype html><html><head>{head}</head><body>{body}</body></html>")


def words_of(done: Converted) -> str:
    return " ".join(text_of(done).split())


def test_a_page_keeps_its_headings_lists_and_tables(tmp_path: Path) -> None:
    body = (
        "<h1>Report</h1><p>Some <b>bold</b>\n  words<br>and more</p><ol start=3><li>Third<ul><li>Inner</ul><li>Fourth</ol>"
        "<table><thead><tr><th>Name<th>Score<tbody><tr><td>Pupil One<td>4<tr><td colspan=2>Both</table><hr><blockquote>Quoted</blockquote>"
    )
    done = printed(tmp_path, body, "<title>A &amp; B</title>")
    assert done.actions == (SIMPLE,) and done.outcome is Outcome.INCLUDED
    assert text_of(done).startswith("Simplified pages made from a web page.")
    assert all(word in words_of(done) for word in ("Title of the page: A B", "Some bold words", "3. Third", "• Inner"))
    assert all(word in words_of(done) for word in ("4. Fourth", "Both", "Quoted"))


def test_scripts_are_not_run_and_a_tracking_picture_is_dropped(tmp_path: Path) -> None:
    body = "<script>document.write('evil')</script><p>Words.</p><img src='https://track.example/p.gif' width=1 height=1><style>p{}</style>"
    done = printed(tmp_path, body)
    assert "evil" not in text_of(done) and "track.example" not in text_of(done)
    assert done.actions == (SIMPLE, "scripts were not run", "1 tracking picture dropped") and done.outcome is Outcome.INCLUDED


def test_pictures_elsewhere_are_not_fetched_and_that_is_said(tmp_path: Path) -> None:
    done = printed(tmp_path, "<p>Words <img src='https://a.example/b.png' alt='A chart'> and <img src='c.png'></p>")
    assert "[a picture that was not fetched: A chart]" in words_of(done) and "[a picture that was not fetched]" in words_of(done)
    assert (done.reason or "").startswith("2 pictures of this page lie elsewhere and were not fetched. Open the page in a web browser")
    assert (printed(tmp_path, "<p>Words <img src='c.png'>").reason or "").startswith("A picture of this page lies elsewhere and was")


def test_a_picture_that_the_page_holds_itself_is_shown_at_its_size(tmp_path: Path) -> None:
    held = base64.b64encode(picture(colour="red")).decode()
    done = printed(tmp_path, f"<p>Words<img width='300px' src='data:image/png;base64,{held}'></p>")
    assert (255, 0, 0) in colours_of(done) and done.outcome is Outcome.INCLUDED


@pytest.mark.parametrize("address", ["data:image/png;base64,###", "data:image/svg+xml,%3Csvg/%3E", "data:image/png;base64,AAA"])
def test_a_held_picture_that_is_none_is_named(address: str, tmp_path: Path) -> None:
    done = printed(tmp_path, f"<p>Words<img src='{address}' alt='Map'></p>")
    assert "[a picture that cannot be shown here] Map" in words_of(done) and done.outcome is Outcome.PARTIAL


def test_hidden_parts_are_said_and_not_shown(tmp_path: Path) -> None:
    body = "<div style='display:none'>secret <div>inner</div> still</div><span hidden>also</span><p>Seen.</p>"
    done = printed(tmp_path, body)
    assert "secret" not in text_of(done) and "still" not in text_of(done) and "Seen." in text_of(done)
    assert "2 hidden parts of the page not printed" in done.actions


@pytest.mark.parametrize(("body", "parts"), [
    ("<p style='display: none'>secret<p>Seen.</p>", "1 hidden part"),  # a paragraph ends where the next block begins
    ("<p hidden>secret<b>secret</b><ul><li>Seen.</li></ul>", "1 hidden part"),
    ("<table><tr style='display:none'><td>secret</td></tr><tr><td>Seen.</td><td>x</td></tr></table>", "1 hidden part"),
    ("<table><tr><td style='mso-hide:all'>secret</td><td>Seen.</td></tr></table>", "1 hidden part"),
    ("</p><body style='visibility:hidden'><div hidden>secret</div>Seen.", "1 hidden part"),
    ("<h2 hidden>secret</h2><a hidden>secret</a><ul hidden><li>secret</li></ul><img hidden src='x.png' width=1>Seen.", "3 hidden parts"),
])
def test_whatever_the_page_hides_is_left_out_and_said(body: str, parts: str, tmp_path: Path) -> None:
    done = printed(tmp_path, body)
    assert "secret" not in text_of(done) and "Seen." in text_of(done)
    assert f"{parts} of the page not printed" in done.actions


@pytest.mark.parametrize("body", ["<div hidden>Without an end. <p>Seen.</p>", "<table><tr><td hidden>Without an end. <tr><td>Seen.</table>"])
def test_what_is_hidden_without_an_end_takes_nothing_with_it(body: str, tmp_path: Path) -> None:
    done = printed(tmp_path, f"{body}<img src='data:image/png;base64,###' alt='Map'>")
    assert "Without an end." in text_of(done) and "Seen." in text_of(done)
    assert not any("hidden" in action for action in done.actions)
    assert (done.reason or "").startswith("A picture in this document cannot be shown here.")


def test_struck_words_are_not_mixed_in_silently(tmp_path: Path) -> None:
    done = printed(tmp_path, "<p>Needs <del>ten</del> <ins>fifteen</ins> hours</p>")
    assert "struck words are shown struck through" in done.actions


def test_a_ragged_page_is_read_all_the_same(tmp_path: Path) -> None:
    body = "</b></table></td></ol></blockquote></pre><td>loose<li>Alone<p>One<p>Two<table><td>First<td>Second<tr><td>Third<td>Fourth<table><tr><td>In"
    assert all(word in words_of(printed(tmp_path, body)) for word in ("loose", "• Alone", "One", "Two", "First", "Fourth", "In"))


def test_preformatted_lines_keep_their_columns_and_form_fields_their_values(tmp_path: Path) -> None:
    body = "<pre>\nName   Score\nOne        4\n</pre>"
    body += "<input value='typed'><input type=checkbox checked>Yes<input type=radio>No<input type=hidden value=h>"
    text = words_of(printed(tmp_path, body))
    assert "Name Score One 4" in text and "typed" in text and "☑ Yes" in text and "☐ No" in text


def test_a_table_that_only_places_things_is_read_through(tmp_path: Path) -> None:
    body = "<table><tr><td><table><tr><td>A<td>B</table></table><table><tr><td>Alone</table><table><tr><td></table>"
    assert "A B" in words_of(printed(tmp_path, body)) and "Alone" in words_of(printed(tmp_path, body))


def test_an_empty_page_is_refused(tmp_path: Path) -> None:
    assert (printed(tmp_path, "<div> </div>").reason or "").startswith("There is nothing to read on this web page.")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("<html><meta charset='iso-8859-1'><p>\u201cCaf\xe9\u201d</p>".encode("cp1252"), "“Café”"),
        ("<html><meta charset=utf-8><p>Łukasz</p>".encode(), "Łukasz"),
        ("<html><meta charset=nonsense><p>Łukasz</p>".encode(), "Łukasz"),
        ("<html><meta charset=ascii><p>Łukasz</p>".encode(), "Łukasz"),
        ("\ufeff<html><meta charset=cp1252><p>Łukasz</p>".encode(), "Łukasz"),
    ],
)
def test_a_page_is_read_in_its_own_letters(content: bytes, expected: str, tmp_path: Path) -> None:
    assert expected in text_of(converted(tmp_path, "in.htm", content))


@needs_shared
def test_a_page_in_letters_of_two_bytes_is_read(tmp_path: Path) -> None:
    done = converted(tmp_path, "in.html", (SHARED / "corpus" / "documents" / "html_utf16le.html").read_bytes())
    assert "This is a sample text" in text_of(done)


def test_a_web_page_named_as_a_sheet_is_read_as_what_it_is(tmp_path: Path) -> None:
    done = converted(tmp_path, "export.xls", "<html><table><tr><td>Pupil One<td>Present</table>")
    assert "a web page" in done.actions[0] and "Pupil One" in text_of(done)
