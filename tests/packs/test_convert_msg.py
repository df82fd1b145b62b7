"""Outlook messages: the same page as of any e-mail, whatever of them is missing or broken."""

import email
import email.policy
import struct
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from olefile import OleFileIO
from striprtf.striprtf import rtf_to_text

from sendco_desk.domain.refusals import Refused
from sendco_desk.packs.convert import convert, mail_pages, msg, packed_rtf
from sendco_desk.packs.convert.mail_pages import Mail
from sendco_desk.packs.source import Outcome, path_source
from sendco_desk.packs.text import extract_text
from tests.packs.mail_samples import (
    ADDRESS,
    BODY,
    CLASS,
    CONTENT_ID,
    DATA,
    DELIVERED,
    EXTENSION,
    HEADERS,
    HTML,
    METHOD,
    MIME,
    NAME,
    RECIPIENT,
    RECIPIENT_KIND,
    RTF,
    SENDER,
    SENDER_ADDRESS,
    SENT,
    SUBJECT,
    Storage,
    Stream,
    Value,
    container,
    message,
    properties,
    source_of,
    write,
)
from tests.packs.mail_samples import msg as made
from tests.packs.test_convert_eml import text_of
from tests.shared_corpus import SHARED, needs_shared

DOCUMENTS = SHARED / "corpus" / "documents"
PLAIN: dict[int, Value] = {SUBJECT: "Advice", SENDER: "SEN Team", SENDER_ADDRESS: "sen@marlshire.example", BODY: "The words."}


def read(content: bytes) -> Mail:
    return msg.read(source_of("mail.msg", content))


def test_an_outlook_message_is_printed_like_any_e_mail(tmp_path: Path) -> None:
    sent_to: list[dict[int, Value]] = [
        {RECIPIENT: "Jo Example", ADDRESS: "senco@fernhollow.example", RECIPIENT_KIND: 1},
        {RECIPIENT: "Lark, Robin", ADDRESS: "head@fernhollow.example", RECIPIENT_KIND: 2},
    ]
    content = made(PLAIN | {SENT: datetime(2026, 7, 9, 8, 20, tzinfo=UTC)}, [{NAME: "EP report.pdf", DATA: b"%PDF-1.4"}], sent_to)
    done = convert(path_source(write(tmp_path, "mail.msg", content)), tmp_path)
    lines = text_of(done).splitlines()
    assert lines[:6] == [
        "Advice", "From: SEN Team <sen@marlshire.example>", "To: Jo Example <senco@fernhollow.example>",
        'Copy to: "Lark, Robin" <head@fernhollow.example>', "Date: Thu 9 Jul 2026, 09:20 (UTC+1)", "Attached: EP report.pdf (8 bytes)",
    ]
    assert lines[6] == "The words."
    assert (done.outcome, done.attachments) == (Outcome.PARTIAL, ("EP report.pdf",))


def test_the_header_as_it_came_says_more_than_outlook_does() -> None:
    headers = "From: Sam Sender <sam@x.example>\r\nTo: all@x.example\r\nDate: Mon, 9 Mar 2026 11:20:00 -0500\r\n"
    mail = read(made({BODY: "x", HEADERS: headers, DELIVERED: datetime(2026, 3, 9, 16, 21, tzinfo=UTC)}))
    assert (mail.sender, mail.to, str(mail.sent)) == ("Sam Sender <sam@x.example>", "all@x.example", "2026-03-09 11:20:00-05:00")
    assert mail.received == datetime(2026, 3, 9, 16, 21, tzinfo=UTC)


def test_a_web_page_is_read_where_there_are_no_plain_words() -> None:
    mail = read(made({SUBJECT: "Page", BODY: "", HTML: "<p>Zoë is <b>well</b>.</p>".encode(), 0x3FDE: 65001}))
    assert mail.body == "Zoë is well." and mail.body_was == mail_pages.FROM_PAGE


def test_rich_text_is_read_where_there_is_nothing_else() -> None:
    rich = rb"{\rtf1\ansi\ansicpg1252 The caf\'e9 words.\par More.}"
    packed = struct.pack("<II4sI", len(rich) + 12, len(rich), b"MELA", 0) + rich
    mail = read(made({SUBJECT: "Rich", RTF: packed}))
    assert mail.body.strip() == "The café words.\nMore." and mail.body_was == mail_pages.FROM_RICH_TEXT


def test_rich_text_that_is_broken_leaves_the_message_readable() -> None:
    mail = read(made({SUBJECT: "Rich", RTF: b"nothing of the kind"}))
    assert (mail.subject, mail.body, mail.body_was) == ("Rich", "", "")


def test_packed_rich_text_may_repeat_what_it_is_just_writing() -> None:
    assert packed_rtf.unpacked(_packed(b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}")) == b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}"


def _packed(rich: bytes) -> bytes:
    """Four letters as they are, then one run that reads its own beginning."""
    start = len(packed_rtf._BEGUN_WITH)
    literal = rich[:11]
    run = struct.pack(">H", (start + 7) << 4 | 14)
    first, rest = b"\x00" + literal[:8], b"\x08" + literal[8:] + run + rich[27:31]
    content = first + rest + b"\x00" + rich[31:]
    return struct.pack("<II4sI", len(content) + 12, len(rich), b"LZFu", 0) + content


@pytest.mark.parametrize("packed", [b"short", b"\x00" * 8 + b"XXXX" + b"\x00" * 8, struct.pack("<II4sI", 9, 10**9, b"LZFu", 0) + b"x"])
def test_what_is_not_packed_rich_text_is_said_to_be_none(packed: bytes) -> None:
    with pytest.raises(ValueError, match="packed rich text"):
        packed_rtf.unpacked(packed)


def test_packed_rich_text_that_breaks_off_gives_what_there_is() -> None:
    whole = _packed(b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}")
    assert packed_rtf.unpacked(whole[:22]) == b"{\\rtf" and packed_rtf.unpacked(whole[:30]).startswith(b"{\\rtf1 WXYZ")


def test_a_message_inside_a_message_is_an_e_mail_of_its_own_with_all_it_holds() -> None:
    inner = message(
        {
            SUBJECT: "Earlier: plan/review", SENDER: "Łucja Lark", SENDER_ADDRESS: "l@x.example", BODY: "Inner words.",
            SENT: datetime(2026, 3, 3, 9, tzinfo=UTC),
        },
        [{NAME: "deep.txt", DATA: b"deep", MIME: "text/plain"}], head=24,
    )
    content = made(PLAIN, [{DATA: inner, METHOD: 5, RECIPIENT: "Earlier"}])
    (one,) = read(content).enclosed
    assert (one.name, one.file_name) == ("e-mail “Earlier: plan/review”", "Earlier plan-review.eml")
    told = email.message_from_bytes(one.data, policy=email.policy.default)
    assert (told["From"], told["Date"]) == ("Łucja Lark <l@x.example>", "Tue, 03 Mar 2026 09:00:00 +0000")
    assert [part.get_filename() for part in told.iter_attachments()] == ["deep.txt"]
    assert read(content).enclosed[0].data == one.data


def test_messages_are_gone_into_only_so_deep() -> None:
    inside = message({SUBJECT: "5", BODY: "the last"}, head=24)
    for level in range(4, -1, -1):
        inside = message({SUBJECT: str(level), BODY: "x"}, [{DATA: inside, METHOD: 5, RECIPIENT: "next"}], head=24 if level else 32)
    assert b"the last" not in msg.as_eml(read(container(inside)))


def test_a_picture_among_the_words_is_told_from_an_attachment() -> None:
    pictures: list[dict[int, Value]] = [
        {NAME: "logo.png", DATA: b"x" * 99, CONTENT_ID: "logo@1", MIME: "image/png"},
        {NAME: "scan.png", DATA: b"x" * 30_000, CONTENT_ID: "scan@1"},
        {NAME: "photo", EXTENSION: ".jpg", DATA: b"x" * 99, MIME: "image/jpeg"},
    ]
    mail = read(made(PLAIN | {HTML: b"<img src='cid:logo@1'><img src='cid:scan@1'>"}, pictures))
    assert [(each.file_name, each.in_words, each.is_logo) for each in mail.enclosed] == [
        ("logo.png", True, True), ("scan.png", True, False), ("photo.jpg", False, False),
    ]


def test_an_encrypted_message_is_refused(tmp_path: Path) -> None:
    content = made({SUBJECT: "Secret", CLASS: "IPM.Note.SMIME"}, [{NAME: "smime.p7m", DATA: b"x"}])
    done = convert(path_source(write(tmp_path, "mail.msg", content)), tmp_path)
    assert (done.reason or "").startswith("This e-mail is encrypted.")


def test_a_property_that_is_missing_does_not_lose_the_rest() -> None:
    broken = Storage("", [part for part in properties(PLAIN, 32) if not part.name.startswith("__substg1.0_0037")])
    mail = read(container(broken))
    assert (mail.subject, mail.sender) == ("", "SEN Team <sen@marlshire.example>")


def test_words_in_the_old_letters_of_one_country_are_read() -> None:
    parts = [*properties({0x3FFD: 1250, BODY: "x"}, 32), Stream("__substg1.0_0037001E", "Łąka".encode("cp1250"))]
    assert read(container(Storage("", parts))).subject == "Łąka"


def test_a_moment_that_cannot_be_is_none() -> None:
    parts = properties({SUBJECT: "x", SENT: datetime(1601, 1, 1, tzinfo=UTC)}, 32)
    assert read(container(Storage("", parts))).sent is None
    far = Stream("__properties_version1.0", b"\x00" * 32 + struct.pack("<HHIQ", 0x40, SENT, 6, 2**64 - 1))
    assert read(container(Storage("", [far, *parts[1:]]))).sent is None


def test_a_message_in_an_unknown_code_page_is_still_read() -> None:
    mail = read(made({SUBJECT: "Odd", 0x3FDE: 4711, HTML: "<p>Café</p>".encode("cp1252")}))
    assert (mail.subject, mail.body) == ("Odd", "Café")


@pytest.mark.parametrize("content", [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, container(Storage("", [Stream("other", b"x")]))])
def test_a_damaged_message_is_refused_with_what_to_do(content: bytes) -> None:
    with pytest.raises(Refused, match="damaged"):
        read(content)


def test_the_words_of_a_message_can_be_searched(tmp_path: Path) -> None:
    text = extract_text(path_source(write(tmp_path, "mail.msg", made(PLAIN, [{NAME: "EP report.pdf", DATA: b"x"}]))))
    assert "Advice" in text and "The words." in text and "EP report.pdf" in text


@needs_shared
@pytest.mark.parametrize(
    ("name", "words"), [("msg_forwarded.msg", "Original Body"), ("msg_no_attachments.msg", "This is a message"), ("msg_with_attachment.msg", "asdf")],
)
def test_real_messages_are_readable(name: str, words: str, tmp_path: Path) -> None:
    assert words in text_of(convert(path_source(DOCUMENTS / name), tmp_path))


@needs_shared
@pytest.mark.parametrize("name", ["msg_forwarded.msg", "msg_with_attachment.msg"])
def test_the_packed_rich_text_of_real_messages_says_what_their_plain_words_say(name: str) -> None:
    with OleFileIO(DOCUMENTS / name) as container:
        packed = container.openstream("__substg1.0_10090102").read()
    plain: Any = rtf_to_text
    said = str(plain(packed_rtf.unpacked(packed).decode("latin-1"), errors="replace"))
    assert said.split() == msg.read(path_source(DOCUMENTS / name)).body.split()
