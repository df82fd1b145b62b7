"""Passwords of locked documents: each that is known is tried on each, none is told, and a want of one is told from other refusals."""

import io
from pathlib import Path

import pikepdf
import pytest

from sendco_desk.packs import passwords
from sendco_desk.packs.convert import convert
from sendco_desk.packs.source import Converted, Outcome, Source
from sendco_desk.packs.text import extract_text
from tests.packs.mail_samples import pdf_of, source_of


def done(folder: Path, content: bytes, **more: object) -> Converted:
    return convert(source_of("a.pdf", content, **more), folder)


@pytest.mark.parametrize("known", [{"password": "secret"}, {"passwords": ("nope", "secret")}, {"password": "nope", "passwords": ("secret",)}])
def test_the_first_password_that_opens_a_pdf_is_taken(known: dict[str, object], tmp_path: Path) -> None:
    made = done(tmp_path, pdf_of(["words"], user="secret"), **known)
    assert (made.outcome, made.actions) == (Outcome.INCLUDED, ("removed the password",))
    assert "secret" not in repr(made)


def test_a_pdf_locked_only_against_copying_opens_without_asking(tmp_path: Path) -> None:
    made = done(tmp_path, pdf_of(["words"], owner="secret"), passwords=("another",))
    assert (made.outcome, made.actions) == (Outcome.INCLUDED, ("removed the lock against copying",))


@pytest.mark.parametrize(("known", "reason"), [((), passwords.LOCKED_PDF), (("nope", "no"), passwords.WRONG_FOR_PDF)])
def test_a_pdf_that_none_opens_is_known_to_be_locked(known: tuple[str, ...], reason: str, tmp_path: Path) -> None:
    made = done(tmp_path, pdf_of(["words"], user="secret"), passwords=known)
    assert (made.reason, made.locked, passwords.is_locked(made)) == (reason, True, True)


def test_a_locked_pdf_that_only_the_forgiving_reader_opens_is_repaired_with_its_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = pikepdf.open

    def gives_up_on_files(where: object, **how: object) -> pikepdf.Pdf:
        if str(where).endswith(".taken"):
            raise pikepdf.PdfError("broken")
        return real(where, **how)  # type: ignore[arg-type]

    content = pdf_of(["words"], user="secret")
    monkeypatch.setattr("pikepdf.open", gives_up_on_files)
    made = done(tmp_path, content, passwords=("nope", "secret"))
    assert (made.outcome, made.actions) == (Outcome.INCLUDED, ("removed the password", "repaired damage in the file"))
    assert done(tmp_path, content).reason == passwords.LOCKED_PDF


def test_a_damaged_document_is_not_called_locked_even_right_after_a_locked_one(tmp_path: Path) -> None:
    done(tmp_path, pdf_of(["words"], user="secret"))
    empty = io.BytesIO()
    pikepdf.new().save(empty)
    for content in (empty.getvalue(), b"%PDF-1.4 nothing more"):
        made = done(tmp_path, content)
        assert made.outcome is Outcome.REFUSED and not made.locked and not passwords.is_locked(made)


def test_the_words_of_a_locked_pdf_are_read_with_any_password_that_opens_it() -> None:
    assert extract_text(source_of("a.pdf", pdf_of(["Locked words"], user="secret"), passwords=("nope", "secret"))).strip() == "Locked words"


def test_each_password_is_tried_once_its_own_first() -> None:
    source = Source(name="a", open=lambda: pytest.fail("not read"), password="b", passwords=("a", "", "b", "c"))
    assert passwords.known(source) == ("b", "a", "c")


def test_a_password_is_written_as_different_programs_write_it() -> None:
    assert list(passwords.as_bytes("plain")) == [b"plain"]
    assert list(passwords.as_bytes("ä")) == ["ä".encode(), "ä".encode("cp437"), "ä".encode("cp1252")]
    assert list(passwords.as_bytes("Ł")) == ["Ł".encode()]
