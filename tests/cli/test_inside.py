"""What lies inside documents, and passwords for locked ones, from the terminal."""

from datetime import date
from pathlib import Path

import pytest

from sendco_desk.cli.asking import read_secrets
from sendco_desk.domain.refusals import Refused
from sendco_desk.services.documents import Filing
from sendco_desk.services.opening import open_desk
from tests.cli.conftest import PASSPHRASE, UPN, Terminal
from tests.packs.mail_samples import locked_zip, mail, pdf_of, write, zipped

ON = ("--on", "2026-11-23")


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """An e-mail with two files, one of them an e-mail with one, and a locked archive."""
    folder = tmp_path / "papers"
    folder.mkdir()
    forwarded = mail(attached={"deep.txt": b"deep"}, Subject="Earlier").as_bytes()
    write(folder, "reply.eml", mail(attached={"report.txt": b"The report.", "earlier.eml": forwarded}).as_bytes())
    write(folder, "minutes.zip", locked_zip({"minutes.txt": b"The minutes."}, b"open sesame"))
    write(tmp_path, "words.txt", "nope\nopen sesame\n".encode("utf-8-sig"))
    return folder


def test_a_bundle_says_that_documents_lie_inside_and_how_to_take_them_in(terminal: Terminal, papers: Path, tmp_path: Path) -> None:
    told = terminal("bundle", papers / "reply.eml", "--out", tmp_path / "out.pdf", "--manifest", tmp_path / "out.json", *ON)
    assert "Other documents lie inside 1 of these: `--inside` takes them in as documents of their own." in told.err
    assert (told.status, '"report.txt"' in (tmp_path / "out.json").read_text(encoding="utf-8")) == (0, True)


def test_a_bundle_takes_in_what_lies_inside_with_passwords_from_a_file(terminal: Terminal, papers: Path, tmp_path: Path) -> None:
    words = ("bundle", papers, "--inside", "--open-with", tmp_path / "words.txt", "--out", tmp_path / "out.pdf", *ON)
    fields = terminal.json(*words)
    assert [(each["input"], each["outcome"]) for each in fields["documents"]] == [
        ("minutes.zip", "included"), ("minutes.zip / minutes.txt", "included"), ("reply.eml", "included"),
        ("reply.eml / report.txt", "included"), ("reply.eml / earlier.eml", "included"), ("reply.eml / earlier.eml / deep.txt", "included"),
    ]
    assert "sesame" not in str(fields) and terminal.json("verify", tmp_path / "out.pdf")["ok"] is True


def test_what_lies_inside_is_added_with_its_carrier(terminal: Terminal, notebook: Path, papers: Path, tmp_path: Path) -> None:
    command = ("add", notebook, "--pupil", UPN, papers, "--inside", "--open-with", tmp_path / "words.txt")
    assert [each["file"] for each in terminal.json(*command)["added"]] == [
        "minutes.zip", "reply.eml", "minutes.txt", "report.txt", "earlier.eml", "deep.txt",
    ]
    again = terminal.json(*command)
    assert again["added"] == [] and len(again["duplicates"]) == 6


def test_an_archive_that_stays_locked_is_named(terminal: Terminal, notebook: Path, papers: Path) -> None:
    fields = terminal.json("add", notebook, "--pupil", UPN, papers / "minutes.zip", "--inside", status=4)
    assert [each["file"] for each in fields["added"]] == ["minutes.zip"]
    assert fields["problems"][0]["file"] == "minutes.zip" and "locked with a password" in fields["problems"][0]["message"]


def test_a_pack_tries_passwords_on_locked_documents(terminal: Terminal, notebook: Path, tmp_path: Path) -> None:
    desk = open_desk(notebook, PASSPHRASE)
    pupil = desk.pupils.by_upn(UPN).id
    locked = write(tmp_path, "report.pdf", pdf_of(["words"], user="open sesame"))
    desk.documents.add_files(pupil, [locked], Filing(received_on=date(2026, 11, 20), sharing_basis="agreed"))
    case, _ = desk.casework.open_case(pupil, authority="Kirkmoor Council", events=[("request_received", date(2026, 9, 21), None)])
    desk.close()
    write(tmp_path, "words.txt", b"open sesame")
    words = ("pack", notebook, "--case", case, "--out", tmp_path / "out.pdf", *ON)
    assert terminal.json(*words, status=4)["documents"][0]["outcome"] == "refused"
    assert terminal.json(*words, "--open-with", tmp_path / "words.txt")["documents"][0]["actions"] == ["removed the password"]


def test_passwords_stand_one_on_a_line(tmp_path: Path) -> None:
    assert read_secrets(None) == ()
    assert read_secrets(write(tmp_path, "a.txt", "one\r\n two \n\nthrée\n".encode())) == ("one", " two ", "thrée")
    with pytest.raises(Refused, match="is empty"):
        read_secrets(write(tmp_path, "b.txt", b""))


def test_an_archive_of_loose_files_is_one_line_of_a_bundle(terminal: Terminal, tmp_path: Path) -> None:
    archive = write(tmp_path, "papers.zip", zipped({"a.txt": b"a"}))
    fields = terminal.json("bundle", archive, "--out", tmp_path / "out.pdf", *ON)
    assert [(each["outcome"], each["attachments"]) for each in fields["documents"]] == [("partial", ["a.txt"])]
