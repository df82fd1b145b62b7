"""The pages of e-mails: heads in even columns, quotations behind bars, moments by the clocks of England."""

import io
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from sendco_desk.packs.assemble import build
from sendco_desk.packs.convert import plain_letters, plain_pages
from sendco_desk.packs.convert.mail_pages import Enclosed, Mail, body_blocks, earlier_head, in_england, likely, unquoted, write
from sendco_desk.packs.convert.page_words import words_of_page
from sendco_desk.packs.convert.plain_blocks import Facts, Rule, Words, lines_of
from sendco_desk.packs.convert.printed import sized
from sendco_desk.packs.source import Limits
from tests.packs.mail_samples import mail, zipped
from tests.packs.mail_samples import write as write_file
from tests.packs.pack_samples import item, pupil_plan
from tests.packs.test_claims import assert_claims_all

CHAIN = """My answer.


From: Jo Example <senco@fernhollow.example>
Sent: 3 March 2026 09:14
To: SEN Team
Subject: Report

Earlier words.
> quoted
>> deeper
"""


def printed(mail: Mail, folder: Path) -> str:
    write(mail, folder / "mail.pdf", Limits())
    with pypdfium2.PdfDocument(folder / "mail.pdf") as pdf:
        return "\n".join(str(pdf[n].get_textpage().get_text_range()) for n in range(len(pdf)))


def test_an_earlier_e_mail_begins_below_a_line_with_its_head_in_columns() -> None:
    blocks = list(body_blocks(CHAIN))
    assert [type(block).__name__ for block in blocks] == ["Words", "Words", "Rule", "Facts", "Words", "Words", "Words", "Words"]
    head = next(block for block in blocks if isinstance(block, Facts))
    assert head.rows[:2] == (("From", ("Jo Example <senco@fernhollow.example>",)), ("Sent", ("3 March 2026 09:14",)))
    assert [block.quoted for block in blocks if isinstance(block, Words)] == [0, 0, 0, 0, 1, 2]


def test_somebodys_own_words_about_from_and_to_are_no_head() -> None:
    assert earlier_head(["From: the beginning of term", "To: the end", "we waited"]) == ()
    assert earlier_head(["Words", "Sent: today"]) == () and earlier_head([]) == ()


def test_a_quoted_head_stands_as_deep_as_it_is_quoted() -> None:
    blocks = list(body_blocks("> From: a@b.example\n> Sent: today\n> To: c@d.example\n> words"))
    assert isinstance(blocks[0], Rule) and isinstance(blocks[1], Facts) and blocks[1].quoted == 1


def test_no_two_empty_lines_stand_together() -> None:
    assert list(lines_of(body_blocks("\n\na\n\n\n\nb\x00"))) == ["a", "", "b"]


@pytest.mark.parametrize(("line", "told"), [("> > a", (2, "a")), (">>a", (2, "a")), ("a > b", (0, "a > b")), (">", (1, ""))])
def test_how_deep_a_line_is_quoted(line: str, told: tuple[int, str]) -> None:
    assert unquoted(line) == told


def test_a_whole_chain_is_printed_in_its_order(tmp_path: Path) -> None:
    text = printed(Mail(subject="Re: Report", sender="a@b.example", body=CHAIN), tmp_path)
    wanted = ("Re: Report", "From: a@b.example", "My answer.", "From: Jo Example", "Sent: 3 March 2026", "Earlier words.", "quoted", "deeper")
    assert [text.index(words) for words in wanted] == sorted(text.index(words) for words in wanted)


def test_attachments_are_listed_with_their_sizes_and_logos_are_not(tmp_path: Path) -> None:
    enclosed = (
        Enclosed(name="EP report.pdf", file_name="EP report.pdf", data=b"x" * 48_213),
        Enclosed(name="logo.png", file_name="logo.png", data=b"x", in_words=True),
    )
    mail = Mail(subject="x", body="y", enclosed=enclosed)
    text = printed(mail, tmp_path)
    done = write(mail, tmp_path / "again.pdf", Limits())
    assert "EP report.pdf (48 kB)" in text and "logo" not in text and done.attachments == ("EP report.pdf",)
    assert done.actions == ("left out 1 small picture among the words, such as a logo",)


def test_pictures_that_stood_among_the_words_are_printed_below_them_and_one_that_cannot_be_read_is_an_attachment(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    Image.effect_noise((300, 200), 80).save(buffer, "PNG")
    enclosed = (
        Enclosed(name="screen.png", file_name="screen.png", data=buffer.getvalue(), in_words=True),
        Enclosed(name="broken.png", file_name="broken.png", data=b"x" * 30_000, in_words=True),
    )
    mail = Mail(subject="x", body="Words.", enclosed=enclosed)
    text, done = printed(mail, tmp_path), write(mail, tmp_path / "again.pdf", Limits())
    assert text.index("Words.") < text.index("Picture among the words: screen.png") and "Attached: broken.png" in text
    assert (done.actions, done.attachments) == (("printed 1 picture from among the words below them",), ("broken.png",))


def test_the_same_e_mail_gives_the_same_bytes(tmp_path: Path) -> None:
    mail = Mail(subject="x", body=CHAIN, sent=datetime(2026, 3, 9, tzinfo=UTC))
    write(mail, tmp_path / "a.pdf", Limits())
    write(mail, tmp_path / "b.pdf", Limits())
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_a_very_long_list_of_people_goes_over_pages(tmp_path: Path) -> None:
    to = ", ".join(f"person{n}@fernhollow.example" for n in range(900))
    assert "person899@" in printed(Mail(subject="x", to=to, body="words"), tmp_path).replace("\r\n", "")


def test_quoted_words_in_arabic_stand_behind_their_bar(tmp_path: Path) -> None:
    blocks = list(body_blocks("> السلام عليكم"))
    assert plain_pages.write_pages(blocks, tmp_path / "a.pdf", Limits()) == 1


def test_a_bar_is_drawn_for_each_level(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    lines: list[float] = []
    real: Any = plain_letters.Barred.draw

    def draw(self: Any) -> None:
        lines.append(self.style.quoted)
        real(self)

    monkeypatch.setattr(plain_letters.Barred, "draw", draw)
    plain_pages.write_pages(list(body_blocks("a\n> b\n>>> c")), tmp_path / "a.pdf", Limits())
    assert lines == [1, 3]


# Moments


@pytest.mark.parametrize(
    ("universal", "england"),
    [
        ("2026-03-29 00:59Z", "2026-03-29 00:59:00+00:00"), ("2026-03-29 01:00Z", "2026-03-29 02:00:00+01:00"),
        ("2026-10-25 00:59Z", "2026-10-25 01:59:00+01:00"), ("2026-10-25 01:00Z", "2026-10-25 01:00:00+00:00"),
    ],
)  # fmt: skip
def test_the_clocks_of_england_go_forward_and_back(universal: str, england: str) -> None:
    assert str(in_england(datetime.fromisoformat(universal))) == england


@given(st.integers(0, 6_000_000_000))
def test_a_moment_stays_the_same_by_another_clock(seconds: int) -> None:
    moment = datetime.fromtimestamp(seconds, UTC)
    assert in_england(moment) == moment


def test_a_moment_that_cannot_be_meant_is_none() -> None:
    assert likely(None) is None and likely(datetime(1601, 1, 1, tzinfo=UTC)) is None
    assert likely(datetime.fromisoformat("2026-01-01")) == datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "shown"),
    [(timedelta(), "(UTC)"), (timedelta(hours=-5), "(UTC-5)"), (timedelta(hours=5, minutes=30), "(UTC+5:30)")],
)
def test_the_zone_of_a_moment_is_said(zone: timedelta, shown: str, tmp_path: Path) -> None:
    mail = Mail(subject="x", body="y", sent=datetime(2026, 3, 9, 11, 20, tzinfo=timezone(zone)))
    assert f"Date: Mon 9 Mar 2026, 11:20 {shown}" in printed(mail, tmp_path)


@pytest.mark.parametrize(("size", "said"), [(1, "1 byte"), (999, "999 bytes"), (48_213, "48 kB"), (999_499, "999 kB"), (999_500, "1.0 MB")])
def test_a_size_is_said_as_people_say_it(size: int, said: str) -> None:
    assert sized(size) == said


# Web pages


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("<p>a</p><blockquote><p>b</p><blockquote>c</blockquote></blockquote><p>d</p>", "a\n\n> b\n>\n> > c\n>\nd"),
        ("a<span style='display: none'>hidden <span>twice</span></span><b>b</b>", "ab"),
        ("a<img style='display:none'>b<div style='visibility:hidden'>c</div>", "ab"),
        ("</blockquote>a", "a"),
    ],
)
def test_a_page_is_read_as_it_is_seen(page: str, said: str) -> None:
    assert words_of_page(page) == said


def test_an_e_mail_of_words_alone_has_a_page(tmp_path: Path) -> None:
    assert "Only words." in printed(Mail(body="Only words."), tmp_path)


def test_an_earlier_head_keeps_a_line_that_says_nothing() -> None:
    blocks = list(body_blocks("From: a@b.example\nSent: today\nSubject:"))
    assert isinstance(blocks[1], Facts) and blocks[1].rows[2] == ("Subject", ("(empty)",))


def test_a_pack_with_a_chain_of_e_mails_and_an_archive_passes_every_rule_it_claims(tmp_path: Path) -> None:
    letter = write_file(tmp_path, "chain.eml", mail(CHAIN, attached={"EP report.txt": b"words"}, Date="Mon, 9 Mar 2026 11:20:00 +0000").as_bytes())
    archive = write_file(tmp_path, "papers.zip", zipped({"a/b.txt": b"b"}))
    build(pupil_plan([item(letter), item(archive)]), tmp_path / "pack.pdf")
    assert_claims_all(tmp_path / "pack.pdf")
