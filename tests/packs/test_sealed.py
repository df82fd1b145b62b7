import base64
from pathlib import Path

import pytest

from sendco_desk.packs.convert import convert, sealed
from sendco_desk.packs.convert.msg import read as read_msg
from sendco_desk.packs.convert.sealed import signed_content
from sendco_desk.packs.inner import inner_of
from sendco_desk.packs.source import path_source
from tests.packs.mail_samples import msg, source_of
from tests.packs.office_samples import text_of

INNER = (
    b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nWords under seal.\r\n"
    b"--x\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=plan.txt\r\n\r\nThe plan.\r\n--x--\r\n"
)
SIGNED, ENVELOPED, DATA = (bytes.fromhex(f"2a864886f70d0107{end}") for end in ("02", "03", "01"))
HEAD = b"From: a@b.example\r\nSubject: Sealed\r\nMIME-Version: 1.0\r\nContent-Type: application/pkcs7-mime; name=smime.p7m%s\r\n"


def value(tag: int, *parts: bytes, known: bool = True) -> bytes:
    content = b"".join(parts)
    if not known:
        return bytes([tag, 0x80]) + content + b"\x00\x00"
    size = len(content)
    return bytes([tag]) + (bytes([size]) if size < 128 else b"\x82" + size.to_bytes(2)) + content


def sealed_in(content: bytes, *, kind: bytes = SIGNED, known: bool = True, parts: int = 1) -> bytes:
    """The content inside a signature, as one run of bytes or several, with lengths that are stated or open."""
    step = -(-len(content) // parts)
    runs = [value(0x04, content[at : at + step]) for at in range(0, len(content), step)]
    octets = runs[0] if parts == 1 else value(0x24, *runs, known=known)
    what = value(0x30, value(0x06, DATA), value(0xA0, octets, known=known), known=known)
    signed = value(0x30, value(0x02, b"\x01"), value(0x31), what, value(0x31), known=known)
    return value(0x30, value(0x06, kind), value(0xA0, signed, known=known), known=known)


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize("parts", [1, 3])
def test_what_was_signed_is_taken_out_of_its_signature(parts: int, known: bool) -> None:
    assert signed_content(sealed_in(INNER, parts=parts, known=known)) == INNER


def test_what_is_encrypted_cut_short_or_something_else_holds_nothing() -> None:
    whole = sealed_in(INNER)
    assert signed_content(sealed_in(INNER, kind=ENVELOPED)) is None
    assert [signed_content(whole[:end]) for end in range(0, len(whole) - len(INNER) - 2, 7)] == [None] * len(range(0, len(whole) - len(INNER) - 2, 7))
    assert signed_content(b"words of another kind") is None
    assert signed_content(b"\x30\x80" * 5_000) is None  # open lengths inside each other without end
    assert signed_content(value(0x30, value(0x1F, b"x"))) is None


def test_signed_bytes_in_odd_pieces_hold_nothing() -> None:
    odd = value(0x30, value(0x06, DATA), value(0xA0, value(0x24, value(0x02, b"x"))))
    signed = value(0x30, value(0x02, b"\x01"), value(0x31), odd, value(0x31))
    assert signed_content(value(0x30, value(0x06, SIGNED), value(0xA0, signed))) is None


@pytest.mark.parametrize("more", [b"; smime-type=signed-data", b""])
def test_an_e_mail_inside_its_signature_is_read_and_gives_its_attachment(more: bytes, tmp_path: Path) -> None:
    raw = HEAD % more + b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(sealed_in(INNER))
    (tmp_path / "mail.eml").write_bytes(raw)
    done = convert(path_source(tmp_path / "mail.eml"), tmp_path)
    assert "Words under seal." in text_of(done) and "Sealed" in text_of(done)
    assert sealed.READ_INSIDE in done.actions and done.attachments == ("plan.txt",)
    assert [each.name for each in inner_of(source_of("mail.eml", raw))] == ["plan.txt"]


def test_an_outlook_message_inside_its_signature_is_read() -> None:
    facts = {0x0037: "Sealed", 0x001A: "IPM.Note.SMIME"}
    mail = read_msg(source_of("mail.msg", msg(facts, [{0x3707: "smime.p7m", 0x3701: sealed_in(INNER)}])))
    assert (mail.body.strip(), mail.encrypted, mail.body_was) == ("Words under seal.", False, sealed.READ_INSIDE)
    assert [each.file_name for each in mail.enclosed] == ["plan.txt"]
