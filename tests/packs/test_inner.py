"""What lies inside e-mails, archives and PDFs: named safely, told what it is, and taken out byte for byte."""

import base64
import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from email.message import EmailMessage
from pathlib import Path

import pikepdf
import pytest

from sendco_desk.domain.refusals import Refused
from sendco_desk.packs.enclosed import not_printed, settled
from sendco_desk.packs.inner import Inner, can_hold, inner_of, inner_source, open_inner
from sendco_desk.packs.pages_contents import Entry, Kind
from sendco_desk.packs.pages_manifest import done_said
from sendco_desk.packs.source import Converted, Handling, Limits, Outcome, Source, path_source, sha256_of, sha256_of_bytes
from tests.packs.mail_samples import BODY, DATA, METHOD, NAME, RECIPIENT, SENDER, SENT, SUBJECT, locked_zip, mail, message, msg, source_of, zipped
from tests.packs.pack_samples import item
from tests.shared_corpus import SHARED, needs_shared

RECEIVED = "by mail.fernhollow.example; Sun, 29 Mar 2026 23:30:00 +0000"


def eml(made: EmailMessage) -> Source:
    return source_of("reply.eml", made.as_bytes())


def called(inside: Sequence[Inner]) -> list[str]:
    return [each.called for each in inside]


def taken(source: Source, one: Inner) -> bytes:
    with open_inner(source, one.place) as stream:
        return stream.read()


def test_what_is_attached_is_told_with_its_kind_its_sender_and_the_day_it_came() -> None:
    attached = {"Report.txt": b"words", "clip.mp3": b"ID3\x04" + b"\x00" * 9}
    source = eml(mail(attached=attached, Received=RECEIVED, Date="Sun, 29 Mar 2026 23:29:00 +0000"))
    report, clip = inner_of(source)
    assert (report.name, report.kind, report.size, report.sha256) == ("Report.txt", "a text file", 5, sha256_of_bytes(b"words"))
    assert (report.received_on, report.author, report.dated_on) == (date(2026, 3, 30), "SEN Team", None)  # half past midnight in summer time
    assert report.can_be_printed and not clip.can_be_printed and "write down what is said" in clip.why_not
    assert taken(source, report) == b"words"


def test_a_forwarded_e_mail_has_its_own_day_and_writer() -> None:
    made = mail()
    made.add_attachment(mail("Earlier words.", From="EP <ep@x.example>", Subject="Visit", Date="Tue, 3 Mar 2026 09:00:00 +0000"))
    (one,) = inner_of(eml(made))
    assert (one.name, one.kind, one.author, one.dated_on) == ("Visit.eml", "an e-mail message", "EP", date(2026, 3, 3))


def test_a_forwarded_e_mail_packed_in_base64_is_unpacked() -> None:
    inner = base64.b64encode(mail("Earlier words.", Subject="Visit").as_bytes()).decode()
    raw = (
        "From: a@b.example\r\nSubject: Fwd\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n"
        f"Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n{inner}\r\n--x--\r\n"
    )
    source = source_of("fwd.eml", raw.encode())
    (one,) = inner_of(source)
    assert one.name == "Visit.eml" and b"Earlier words." in taken(source, one)


def test_logos_are_not_offered_and_pictures_that_say_something_are() -> None:
    made = mail()
    made.set_content("plain")
    made.add_alternative("<p>words</p><img src='cid:logo'><img src='cid:scan'>", subtype="html")
    page = list(made.iter_parts())[1]
    for mark, size in (("logo", 100), ("scan", 30_000)):
        page.add_related(b"\x89PNG\r\n\x1a\n" + b"x" * size, "image", "png", cid=f"<{mark}>", filename=f"{mark}.png")
    assert called(inner_of(eml(made))) == ["scan.png"]


def test_an_archive_that_is_attached_gives_what_lies_in_it() -> None:
    archive = zipped({"Costings/terms.txt": b"terms", "in.zip": zipped({"deep.txt": b"deep"})})
    source = eml(mail(attached={"Costings.zip": archive, "letter.txt": b"letter"}))
    inside = inner_of(source)
    assert called(inside) == ["Costings.zip / Costings / terms.txt", "Costings.zip / in.zip / deep.txt", "letter.txt"]
    assert [taken(source, each) for each in inside] == [b"terms", b"deep", b"letter"]


def test_an_archive_that_cannot_be_opened_is_offered_as_it_is_with_the_reason() -> None:
    (one,) = inner_of(eml(mail(attached={"Costings.zip": locked_zip({"a.txt": b"a"}, b"secret")})))
    assert one.name == "Costings.zip" and "locked with a password" in one.why_not


def test_what_cannot_be_used_says_what_to_ask_for() -> None:
    attached = {"winmail.dat": b"\x78\x9f\x3e\x22", "cloud.pdf": b"", "report.docx": b"words only"}
    wrapped, elsewhere, misnamed = inner_of(eml(mail(attached=attached)))
    assert "only Outlook opens" in wrapped.why_not and "only named here" in elsewhere.why_not and "something else" in misnamed.why_not


def test_an_outlook_message_gives_its_attachments_and_the_messages_inside_it() -> None:
    inside = message({SUBJECT: "Visit", SENDER: "EP", BODY: "x", SENT: datetime(2026, 7, 3, 23, 30, tzinfo=UTC)}, head=24)
    content = msg({SUBJECT: "Outer", SENDER: "SEN Team", BODY: "x"}, [{NAME: "a.txt", DATA: b"a"}, {DATA: inside, METHOD: 5, RECIPIENT: "Visit"}])
    source = source_of("outer.msg", content)
    first, second = inner_of(source)
    assert (first.author, taken(source, first)) == ("SEN Team", b"a")
    assert (second.name, second.author, second.dated_on) == ("Visit.eml", "EP", date(2026, 7, 4))
    assert sha256_of_bytes(taken(source, second)) == second.sha256


def test_the_members_of_an_archive_are_told_and_taken_out() -> None:
    source = source_of("papers.zip", zipped({"a/b.txt": b"b", "c.eml": mail(From="EP <ep@x.example>").as_bytes()}))
    inside = inner_of(source)
    assert called(inside) == ["a / b.txt", "c.eml"] and (inside[0].author, inside[1].author) == ("", "EP")
    assert taken(source, inside[0]) == b"b"


def pdf(attached: dict[str, bytes], password: str = "") -> bytes:
    made = pikepdf.Pdf.new()
    made.add_blank_page()
    for name, content in attached.items():
        made.attachments[name] = pikepdf.AttachedFileSpec(made, content, filename=name)
    buffer = io.BytesIO()
    made.save(buffer, encryption=pikepdf.Encryption(owner="", user=password, R=6) if password else False)
    return buffer.getvalue()


def test_the_files_in_a_pdf_are_told_and_taken_out_with_any_password_that_opens_it() -> None:
    content = pdf({"../scores.txt": b"scores", "more.zip": zipped({"x.txt": b"x"})}, "secret")
    source = source_of("a.pdf", content, passwords=("nope", "secret"))
    inside = inner_of(source)
    assert sorted(called(inside)) == ["more.zip / x.txt", "scores.txt"]
    assert sorted(taken(source, each) for each in inside) == [b"scores", b"x"]
    with pytest.raises(Refused, match="does not open the PDF"):
        inner_of(source_of("a.pdf", content, passwords=("nope",)))


def test_a_document_of_another_kind_holds_nothing() -> None:
    assert inner_of(source_of("a.txt", b"words")) == ()
    assert can_hold("application/zip") and not can_hold("text/plain")


def test_a_document_too_large_or_damaged_is_refused_with_what_to_do() -> None:
    with pytest.raises(Refused, match="larger than 0 MB"):
        inner_of(source_of("a.txt", b"words"), Limits(max_bytes=3))
    with pytest.raises(Refused, match="damaged"):
        inner_of(source_of("a.pdf", b"%PDF-1.4 nothing more"))


def test_something_inside_is_a_document_that_still_reads_from_its_carrier() -> None:
    source = source_of("papers.zip", locked_zip({"a.txt": b"words"}, b"secret"), passwords=("secret",))
    (one,) = inner_of(source)
    made = inner_source(replace(source, handling=Handling(turns=((1, 90),), finest=150)), one)
    assert (made.name, sha256_of(made), made.handling) == ("a.txt", one.sha256, Handling(finest=150))


@needs_shared
@pytest.mark.parametrize("name", ["zip_mixed_documents.zip", "msg_with_attachment.msg", "eml_png_attachment.eml", "pdf_with_attachment.pdf"])
def test_what_lies_inside_real_documents_comes_out_whole(name: str) -> None:
    source = path_source(SHARED / "corpus" / "documents" / name)
    inside = inner_of(source)
    assert inside and all(sha256_of_bytes(taken(source, each)) == each.sha256 for each in inside)
    assert inner_of(source) == inside


# What is said of it in a pack


def converted(sha256: str = "", reason: str = "", **more: tuple[str, ...]) -> Converted:
    return Converted(name="x", outcome=Outcome.PARTIAL if reason else Outcome.INCLUDED, reason=reason or None, sha256=sha256, **more)  # type: ignore[arg-type]


def test_what_stands_in_the_same_pack_is_not_called_left_out() -> None:
    names = ("a.pdf", "b.pdf")
    carrier = converted("1", f"{not_printed(names)} Some letters.", attachments=names, attachment_prints=("2", "3"))
    one, _ = settled((carrier, converted("2")))
    assert one.reason == f"{not_printed(('b.pdf',))} Some letters." and one.actions == ("1 file inside it is a document of this pack",)
    both = settled((carrier, converted("2"), converted("3")))[0]
    assert both.reason == "Some letters." and both.actions == ("2 files inside it are documents of this pack",)
    alone = converted("1", not_printed(names), attachments=names, attachment_prints=("2", "3"))
    assert settled((alone, converted("2"), converted("3")))[0].outcome is Outcome.INCLUDED


def test_the_manifest_calls_left_out_only_what_is_not_in_the_pack(tmp_path: Path) -> None:
    names = ("a.pdf", "b.pdf", "a.pdf")
    carrier = converted("1", not_printed(names), attachments=names, attachment_prints=("2", "3", "4"))
    holder = item(tmp_path / "mail.eml", "An e-mail")

    def said(*others: Converted) -> str:
        one = settled((carrier, *others))[0]
        return " ".join(done_said(Entry(kind=Kind.DOCUMENT, title="An e-mail", item=holder, converted=one)))

    assert said() == "Files attached to it, not included here: a.pdf, b.pdf, a.pdf."
    assert said(converted("2")).endswith("is a document of this pack. Files attached to it, not included here: b.pdf, a.pdf.")
    assert said(*(converted(print) for print in "234")) == "3 files inside it are documents of this pack."


def test_what_is_not_in_the_pack_stays_named() -> None:
    carrier = converted("1", not_printed(("a.pdf",)), attachments=("a.pdf",), attachment_prints=("2",))
    assert settled((carrier, converted("9"))) == (carrier, converted("9"))


def test_what_could_not_go_in_stays_named() -> None:
    carrier = converted("1", not_printed(("a.pdf",)), attachments=("a.pdf",), attachment_prints=("2",))
    refused = Converted(name="a.pdf", outcome=Outcome.REFUSED, reason="Damaged.", sha256="2")
    assert settled((carrier, refused)) == (carrier, refused)


def test_very_many_files_inside_are_named_in_part() -> None:
    assert not_printed(tuple("abcdefgh")).startswith("8 files inside it are not printed: a, b, c, d, e, f and 2 more. Add those")


def test_an_archive_says_nothing_of_its_compression() -> None:
    source = source_of("papers.zip", zipped({"a.txt": b"words " * 50}, zipfile.ZIP_DEFLATED))
    assert inner_of(source)[0].size == 300


def test_a_broken_outlook_message_inside_is_still_offered() -> None:
    (one,) = inner_of(eml(mail(attached={"old.msg": msg({SUBJECT: "x"})[:700] + b"__properties_version1.0".decode().encode("utf-16-le")})))
    assert (one.name, one.dated_on, one.author) == ("old.msg", None, "SEN Team")
