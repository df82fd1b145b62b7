"""A copy of a finished pack that opens only with a password: the same pages, nothing else."""

from pathlib import Path

import pikepdf
import pytest

from sendco_desk.domain.pack_password import LEAST, SHORT
from sendco_desk.domain.refusals import Refused
from sendco_desk.packs.assemble import build
from sendco_desk.packs.late import file_hash
from sendco_desk.packs.locked_copy import is_locked, password_copy
from sendco_desk.packs.source import path_source
from sendco_desk.packs.verify import failed, verify
from tests.packs.late_samples import pictures, sent_pack_of
from tests.packs.pack_samples import as_it_is, lettered_pdf, pupil_plan

PASSWORD = "three odd words"


def test_the_copy_has_the_same_pages_behind_a_password(tmp_path: Path) -> None:
    sent = sent_pack_of(tmp_path)
    pages, sha256 = password_copy(path_source(sent), tmp_path / "copy.pdf", PASSWORD)
    assert (pages, sha256) == (30, file_hash(tmp_path / "copy.pdf"))
    assert pictures(tmp_path / "copy.pdf", PASSWORD) == pictures(sent)
    assert failed(verify(tmp_path / "copy.pdf", PASSWORD)) == ()
    with pikepdf.open(tmp_path / "copy.pdf", password=PASSWORD) as pdf:
        assert (pdf.encryption.R, pdf.encryption.bits) == (6, 256)
    assert b"Kacper" not in (tmp_path / "copy.pdf").read_bytes()


def test_a_copy_of_an_archived_pack_claims_no_archive_and_stays_accessible(tmp_path: Path) -> None:
    build(pupil_plan(), tmp_path / "sent.pdf", convert=as_it_is)
    assert claims(tmp_path / "sent.pdf") == "PDF/UA-1 and PDF/A-2a"
    password_copy(path_source(tmp_path / "sent.pdf"), tmp_path / "copy.pdf", PASSWORD)
    assert claims(tmp_path / "copy.pdf", PASSWORD) == "PDF/UA-1"
    assert failed(verify(tmp_path / "copy.pdf", PASSWORD)) == ()


def claims(path: Path, password: str = "") -> str:
    """What a file says it is."""
    return next(check.detail for check in verify(path, password) if check.name == "claims")


def test_the_pack_itself_stays_open(tmp_path: Path) -> None:
    sent = sent_pack_of(tmp_path)
    before = sent.read_bytes()
    password_copy(path_source(sent), tmp_path / "copy.pdf", PASSWORD)
    assert sent.read_bytes() == before
    assert not is_locked(path_source(sent))
    assert is_locked(path_source(tmp_path / "copy.pdf"))


@pytest.mark.parametrize("password", ["", " " * LEAST, "seven77"])
def test_an_empty_or_short_password_is_refused_in_one_sentence(tmp_path: Path, password: str) -> None:
    sent = sent_pack_of(tmp_path)
    with pytest.raises(Refused) as refusal:
        password_copy(path_source(sent), tmp_path / "copy.pdf", password)
    assert (refusal.value.message, refusal.value.field) == (SHORT, "new_password")
    assert not (tmp_path / "copy.pdf").exists()


def test_a_locked_pack_gets_the_new_password_instead(tmp_path: Path) -> None:
    locked = sent_pack_of(tmp_path, "locked.pdf", PASSWORD)
    with pytest.raises(Refused, match="locked"):
        password_copy(path_source(locked), tmp_path / "copy.pdf", "four quite odd words")
    password_copy(path_source(locked, PASSWORD), tmp_path / "copy.pdf", "four quite odd words")
    assert failed(verify(tmp_path / "copy.pdf", "four quite odd words")) == ()


def test_another_program_s_pdf_can_be_locked_too(tmp_path: Path) -> None:
    pages, _ = password_copy(path_source(lettered_pdf(tmp_path / "other.pdf", 3)), tmp_path / "copy.pdf", PASSWORD)
    assert pages == 3
    assert is_locked(path_source(tmp_path / "copy.pdf"))


def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    with pytest.raises(Refused, match="damaged"):
        is_locked(path_source(tmp_path / "broken.pdf"))
