"""A letter as the draft of an e-mail: a file that Outlook opens ready to send, with the PDF attached. The app itself sends nothing."""

from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import parseaddr

from sendco_desk.domain.refusals import Refused


def letter_mail(*, to: tuple[str, str], copy_to: str, subject: str, text: str, pdf: bytes, file_name: str) -> bytes:
    """The draft as the bytes of an .eml file. ``to`` is a name and an address; a draft without an address is filled in when it is opened."""
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"  # Outlook opens a message that says so as a draft, not as one received
    message["Subject"] = " ".join(subject.split())
    name, email = to
    if email.strip():
        message["To"] = _address(name, email)
    copy_name, copy_email = parseaddr(copy_to)
    if "@" in copy_email:
        message["Cc"] = _address(copy_name, copy_email)
    message.set_content(f"{text.strip()}\n", cte="quoted-printable")
    message.add_attachment(pdf, maintype="application", subtype="pdf", filename=file_name)
    return message.as_bytes()


def _address(name: str, email: str) -> Address:
    try:
        return Address(display_name=" ".join(name.split()), addr_spec=email.strip())
    except (MessageError, ValueError, IndexError) as error:  # the library has three ways to say it
        raise Refused(f"‘{email.strip()}’ is not an e-mail address: check it.", field="email") from error
