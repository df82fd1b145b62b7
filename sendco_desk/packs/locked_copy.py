"""A copy of a finished pack that opens only with a password: the same pages, locked with AES-256, and the note that goes with it."""

import re
from datetime import date
from pathlib import Path

import pikepdf

from sendco_desk.domain.pack_password import need_password
from sendco_desk.domain.progress import Report, unreported
from sendco_desk.domain.refusals import Refused
from sendco_desk.packs import joining, placing
from sendco_desk.packs.claims import Claim
from sendco_desk.packs.late import file_hash
from sendco_desk.packs.sent_pack import opened
from sendco_desk.packs.source import Source
from sendco_desk.packs.verify import CHECKS, failed
from sendco_desk.packs.verify_reading import read
from sendco_desk.packs.visible import visible_of


def password_copy(pack: Source, out: Path, password: str, report: Report = unreported) -> tuple[int, str]:
    """Make the locked copy at ``out``; gives its pages and the SHA-256 of its file. A pack that is locked already gets the new password instead.

    Raises Refused for a short password, and where the pack is locked by another or damaged.
    """
    need_password(password)
    report(0, 3)
    with placing.trouble_named(), placing.beside(out) as part:
        with opened(pack) as (pdf, drawing, _):
            reading, pages = read(pdf, drawing, spot=True), len(pdf.pages)
            known = frozenset(check.name for check in failed(each(reading) for each in CHECKS))  # a copy is as good as what it is of
            _claim_no_archive(pdf)
            joining.save(pdf, part, password, lambda: report(1, 3))
        report(2, 3)
        placing.check(part, password, known)
        sha256 = file_hash(part)
        placing.replace(part, out)
    return pages, sha256


def _claim_no_archive(pdf: pikepdf.Pdf) -> None:
    """A file with a password is no archive, so a copy of one that says it is says so no more; all else stays as it was."""
    packet = pdf.Root.get("/Metadata")
    said = packet.read_bytes() if isinstance(packet, pikepdf.Stream) else b""
    made = re.match(r"D:(\d{8})", str(pdf.docinfo.get("/CreationDate", "")))
    if b"pdfaid:part" not in said or made is None:
        return
    if "/OutputIntents" in pdf.Root:
        del pdf.Root["/OutputIntents"]
    title, author, subject = (str(pdf.docinfo.get(f"/{key}", "")) for key in ("Title", "Author", "Subject"))
    first = pdf.pages[0].obj
    seen = visible_of(first)
    on, claim = date.fromisoformat(made[1]), Claim(accessible=b"pdfuaid:part" in said)
    joining.introduce(pdf, title, author, subject, on, first, seen.point(0, seen.height), claim)


def is_locked(pack: Source) -> bool:
    """Whether a finished pack asks for a password. Raises Refused where it is damaged."""
    try:
        with opened(pack):
            return False
    except Refused as refused:
        if refused.field == "password":
            return True
        raise
