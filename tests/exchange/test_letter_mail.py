"""The draft of an e-mail: it opens as a draft, to the right reader, with the letter attached, and is never sent from here."""

import email
import email.policy
from email.message import EmailMessage

import pytest

from sendco_desk.domain.refusals import Refused
from sendco_desk.exchange.letter_mail import letter_mail


def draft(**more: object) -> EmailMessage:
    known: dict[str, object] = {
        "to": ("Ms T. Rowan", "t.rowan@marlshire.example"), "copy_to": "", "subject": "Our case 14: council’s decision",
        "text": "Dear Ms Rowan,\n\nHello.", "pdf": b"%PDF-1.4", "file_name": "Case 14 chaser 2026-11-12.pdf",
    }
    made = letter_mail(**(known | more))  # type: ignore[arg-type]
    assert b"\r\n" in made
    return email.message_from_bytes(made, policy=email.policy.default)


def test_outlook_is_told_that_it_is_a_draft_and_who_it_is_for() -> None:
    message = draft()
    assert message["X-Unsent"] == "1"
    assert message["From"] is None and message["Date"] is None and message["Cc"] is None
    assert message["To"] == '"Ms T. Rowan" <t.rowan@marlshire.example>'
    assert message["Subject"] == "Our case 14: council’s decision"


def test_the_letter_is_attached_beside_a_few_words() -> None:
    message = draft()
    body = message.get_body()
    assert body is not None and body.get_content().splitlines() == ["Dear Ms Rowan,", "", "Hello."]
    (attached,) = message.iter_attachments()
    assert (attached.get_content_type(), attached.get_filename(), attached.get_content()) == (
        "application/pdf", "Case 14 chaser 2026-11-12.pdf", b"%PDF-1.4",
    )


def test_names_in_any_script_and_a_copy_travel() -> None:
    message = draft(to=("Łukasz 欧阳", "l@example.org"), copy_to="Ms Ö. Zed <o.zed@example.org>")
    assert message["To"].addresses[0].display_name == "Łukasz 欧阳"
    assert message["Cc"].addresses[0].addr_spec == "o.zed@example.org"


@pytest.mark.parametrize("to", [("Ms T. Rowan", ""), ("", " ")])
def test_a_draft_without_an_address_is_filled_in_by_hand(to: tuple[str, str]) -> None:
    assert draft(to=to, copy_to="Ms O. Nameless")["To"] is None


@pytest.mark.parametrize("address", ["two words@x", "@nobody", "a@b@c"])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(Refused, match="is not an e-mail address") as refused:
        draft(to=("", address))
    assert refused.value.field == "email"


def test_a_line_break_in_a_name_or_subject_cannot_add_a_header() -> None:
    message = draft(subject="Our case\r\nBcc: x@y.example", to=("Ms\r\nBcc: x@y.example", "t@marlshire.example"))
    assert message["Bcc"] is None
    assert message["Subject"] == "Our case Bcc: x@y.example"
