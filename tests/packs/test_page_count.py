from pathlib import Path

import pikepdf
import pytest

from sendco_desk.domain.refusals import Refused
from sendco_desk.packs.verify import pages_of
from tests.packs.pack_samples import lettered_pdf


def test_the_pages_of_a_finished_pdf_are_counted(tmp_path: Path) -> None:
    assert pages_of(lettered_pdf(tmp_path / "pack.pdf", 3)) == 3


def test_a_locked_pdf_is_counted_with_its_password_and_refused_without(tmp_path: Path) -> None:
    with pikepdf.open(lettered_pdf(tmp_path / "open.pdf", 2)) as pdf:
        pdf.save(tmp_path / "locked.pdf", encryption=pikepdf.Encryption(owner="kite", user="kite", R=6))
    assert pages_of(tmp_path / "locked.pdf", "kite") == 2
    with pytest.raises(Refused, match="Give the right password"):
        pages_of(tmp_path / "locked.pdf")


def test_what_is_no_pdf_and_what_is_not_there_are_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "letter.pdf").write_text("Dear council")
    with pytest.raises(Refused, match="is not a PDF"):
        pages_of(tmp_path / "letter.pdf")
    with pytest.raises(Refused, match="no such pack"):
        pages_of(tmp_path / "none.pdf")
