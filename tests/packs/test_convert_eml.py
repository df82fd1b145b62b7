import email
import email.policy
from email.message import EmailMessage
from pathlib import Path

import pypdfium2
import pytest

from sendco_desk.packs.convert import convert
from sendco_desk.packs.convert.eml import mail_of
from sendco_desk.packs.convert.kinds import ZIP, recognise
from sendco_desk.packs.convert.page_words import words_of_page
from sendco_desk.packs.source import Converted, Outcome, path_source
from tests.packs.mail_samples import source_of, zipped
from tests.shared_corpus import SHARED, needs_shared

DOCUMENTS = SHARED / "corpus" / "documents"


def message(body: str = "Please see below.", **headers: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "ep@council.example", "senco@school.example", "Advice"
    for name, value in headers.items():
        mail[name] = value
    mail.set_content(body)
    return mail


def printed(folder: Path, mail: EmailMessage | bytes, name: str = "mail.eml") -> Converted:
    (folder / name).write_bytes(mail if isinstance(mail, bytes) else mail.as_bytes())
    return convert(path_source(folder / name), folder)


def text_of(done: Converted) -> str:
    assert done.pdf is not None, done.reason
    with pypdfium2.PdfDocument(done.pdf) as pdf:
        return "\n".join(pdf[n].get_textpage().get_text_range() for n in range(len(pdf)))


def test_who_wrote_to_whom_and_when_is_at_the_top(tmp_path: Path) -> None:
    done = printed(tmp_path, message(Cc="head@school.example", Date="Mon, 7 Sep 2026 09:00:00 +0100"))
    lines = text_of(done).splitlines()
    assert lines[:5] == [
        "Advice",
        "From: ep@council.example",
        "To: senco@school.example",
        "Copy to: head@school.example",
        "Date: Mon 7 Sep 2026, 09:00 (UTC+1)",
    ]
    assert "Please see below." in lines and done.outcome is Outcome.INCLUDED


def test_plain_words_are_taken_before_the_web_page(tmp_path: Path) -> None:
    mail = message("The plain words.")
    mail.add_alternative("<p>The web words.</p>", subtype="html")
    assert "The plain words." in text_of(printed(tmp_path, mail)) and "web words" not in text_of(printed(tmp_path, mail))


def test_a_web_page_gives_its_words_and_fetches_nothing(tmp_path: Path) -> None:
    mail = message()
    mail.set_content("<p>Dear SENCo,</p><img src='http://track.example/x.gif'><script>alert(1)</script><p>Zo&euml; is well.</p>", subtype="html")
    done = printed(tmp_path, mail)
    text = text_of(done)
    assert "Dear SENCo," in text and "Zoë is well." in text and "track" not in text and "alert" not in text
    assert done.actions == ("printed the words of a web page; pictures that lie elsewhere were not fetched",)


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("<p>a</p><p>b</p>", "a\n\nb"),
        ("a<br>b", "a\nb"),
        ("<table><tr><td>x</td><td>y</td></tr></table>", "x\ty"),
        ("<style>p {}</style>two  \n words", "two words"),
        ("</script>still <b>here</b>", "still here"),
    ],
)
def test_the_words_of_a_web_page(page: str, words: str) -> None:
    assert words_of_page(page) == words


def test_what_was_attached_is_named_and_left_out(tmp_path: Path) -> None:
    mail = message()
    mail.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="EP report.pdf")
    mail.add_attachment(message("Inner.", Date="Mon, 7 Sep 2026 09:00:00 +0100"))
    mail.add_attachment(b"GIF89a", maintype="image", subtype="gif")
    done = printed(tmp_path, mail)
    assert done.attachments == ("EP report.pdf", "e-mail “Advice”", "a picture")
    assert done.reason == (
        "3 files inside it are not printed: EP report.pdf, e-mail “Advice” and a picture. Add those that belong in the pack as documents of"
        " their own."
    )
    assert "Attached: EP report.pdf (8 bytes)\r\ne-mail “Advice” (" in text_of(done) and "a picture (6 bytes)" in text_of(done)


def test_a_text_file_that_was_attached_is_an_attachment_and_not_the_message(tmp_path: Path) -> None:
    mail = message()
    mail.add_attachment("NOTES", filename="notes.txt")
    done = printed(tmp_path, mail)
    assert done.attachments == ("notes.txt",) and "NOTES" not in text_of(done)


def test_a_signed_message_is_read_and_its_signature_is_no_attachment(tmp_path: Path) -> None:
    raw = (
        b"From: a@b.c\r\nSubject: Signed\r\nMIME-Version: 1.0\r\nContent-Type: multipart/signed; boundary=x\r\n\r\n"
        b"--x\r\nContent-Type: text/plain\r\n\r\nSigned words.\r\n"
        b"--x\r\nContent-Type: application/pkcs7-signature; name=smime.p7s\r\n\r\nabc\r\n--x--\r\n"
    )
    done = printed(tmp_path, raw)
    assert done.attachments == () and "Signed words." in text_of(done)


@pytest.mark.parametrize("kind", ["application/pkcs7-mime; smime-type=enveloped-data", "multipart/encrypted; boundary=x"])
def test_an_encrypted_message_is_refused(kind: str, tmp_path: Path) -> None:
    done = printed(tmp_path, f"From: a@b.c\r\nSubject: x\r\nContent-Type: {kind}\r\n\r\nabc\r\n".encode())
    assert "encrypted" in (done.reason or "")


def test_a_message_in_a_wrongly_named_encoding_is_still_read(tmp_path: Path) -> None:
    raw = b"From: a@b.c\r\nSubject: x\r\nContent-Type: text/plain; charset=nonsense\r\n\r\nCaf\xe9 words\r\n"
    assert "Café words" in text_of(printed(tmp_path, raw))


def test_a_message_with_no_words_and_no_subject_still_has_a_page(tmp_path: Path) -> None:
    head = b"From: a@b.c\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n"
    raw = head + b"--x\r\nContent-Type: image/png\r\n\r\nabc\r\n--x--\r\n"
    assert "E-mail without a subject" in text_of(printed(tmp_path, raw))


def test_attachments_wrapped_up_for_outlook_are_named_with_what_to_do(tmp_path: Path) -> None:
    mail = message()
    mail.add_attachment(b"\x78\x9f\x3e\x22 and more", maintype="application", subtype="ms-tnef", filename="winmail.dat")
    done = printed(tmp_path, mail)
    assert done.outcome is Outcome.PARTIAL and "open the e-mail in Outlook" in (done.reason or "")
    (tmp_path / "winmail.dat").write_bytes(b"\x78\x9f\x3e\x22 and more")
    alone = convert(path_source(tmp_path / "winmail.dat"), tmp_path)
    assert (alone.reason or "").startswith("This is a parcel that only Outlook opens") and "open the e-mail in Outlook" in (alone.reason or "")


def test_a_message_of_nothing_is_refused(tmp_path: Path) -> None:
    done = printed(tmp_path, b"Received: by x\r\nMIME-Version: 1.0\r\n\r\n")
    assert done.reason == "There is nothing in this e-mail. Ask the sender for a fresh copy."


@needs_shared
@pytest.mark.parametrize(
    ("name", "words"),
    [("eml_base64_latin1.eml", "Here is some text"), ("eml_quoted_printable.eml", "Düsseldorf"), ("eml_thunderbird.eml", "Dear Vladimir")],
)
def test_real_messages_are_readable(name: str, words: str, tmp_path: Path) -> None:
    assert words in text_of(convert(path_source(DOCUMENTS / name), tmp_path))


def test_the_words_of_a_message_in_several_pieces_are_all_there(tmp_path: Path) -> None:
    raw = (
        b"From: a@b.example\r\nSubject: Pieces\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n"
        b"--x\r\nContent-Type: text/plain\r\n\r\nBefore the picture.\r\n"
        b"--x\r\nContent-Type: image/jpeg; name=photo.jpg\r\nContent-Disposition: inline; filename=photo.jpg\r\n\r\nabc\r\n"
        b"--x\r\nContent-Type: text/html\r\n\r\n<p>After it.</p>\r\n--x--\r\n"
    )
    done = printed(tmp_path, raw)
    assert "Before the picture." in text_of(done) and "After it." in text_of(done) and done.attachments == ("photo.jpg",)


def test_empty_plain_words_give_way_to_the_web_page(tmp_path: Path) -> None:
    mail = message(" ")
    mail.add_alternative("<p>The web words.</p>", subtype="html")
    assert "The web words." in text_of(printed(tmp_path, mail))


def test_lines_that_flow_are_joined_and_quotations_and_signatures_are_kept() -> None:
    mail = message()
    mail.set_param("format", "flowed")
    mail.set_payload("One \nsentence.\n> quoted \n> too\n-- \nJo \nExample\n space kept")
    assert mail_of(mail).body == "One sentence.\n> quoted too\n-- \nJo Example\nspace kept"


@pytest.mark.parametrize("day", ["no day at all", "Mon, 99 Foo 2026", "Mon, 01 Jan 1601 00:00:00 +0000"])
def test_a_date_that_cannot_be_read_is_printed_as_it_stands(day: str, tmp_path: Path) -> None:
    done = printed(tmp_path, b"From: a@b.example\r\nDate: " + day.encode() + b"\r\nSubject: x\r\n\r\nWords.\r\n")
    assert f"Date: {day}" in text_of(done)


def test_a_part_that_says_it_holds_others_and_does_not_holds_none() -> None:
    raw = b"From: a@b.example\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed\r\n\r\nno parts\r\n"
    read = mail_of(email.message_from_bytes(raw, policy=email.policy.default))
    assert (read.body, read.enclosed) == ("", ())


def test_what_has_no_name_is_kept_under_one() -> None:
    mail = message()
    mail.add_attachment(b"GIF89a", maintype="image", subtype="gif")
    mail.add_attachment(b"x", maintype="application", subtype="octet-stream")
    mail.add_attachment(b"BEGIN:VCALENDAR", maintype="text", subtype="calendar")
    nameless = message("Inner.")
    del nameless["Subject"]
    mail.add_attachment(nameless)
    names = [each.file_name for each in mail_of(mail).enclosed]
    assert names == ["a picture.gif", "a file without a name", "a file without a name.ics", "E-mail.eml"]


def test_a_forwarded_message_that_is_none_is_still_named() -> None:
    head = b"From: a@b.example\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n"
    raw = head + b"--x\r\nContent-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n\xff!\r\n--x--\r\n"
    (one,) = mail_of(email.message_from_bytes(raw, policy=email.policy.default)).enclosed
    assert one.file_name == "E-mail.eml" and one.name == "e-mail “without a subject”"


def test_a_forwarded_message_that_cannot_be_written_again_has_no_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(*_: object, **__: object) -> bytes:
        raise KeyError("charset")

    mail = message()
    mail.add_attachment(message("Inner."))
    monkeypatch.setattr(EmailMessage, "as_bytes", stumble)
    assert mail_of(mail).enclosed[0].data == b""


def test_an_archive_with_a_short_pdf_near_its_beginning_is_not_taken_for_one() -> None:
    assert recognise(source_of("a.zip", zipped({"a.pdf": b"%PDF-1.4"}))) is ZIP
