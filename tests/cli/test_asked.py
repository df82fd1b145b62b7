"""What is asked of a pack, on the terminal: readiness, the gaps that never stop it, numbered files and text to paste."""

import shutil
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from sendco_desk.domain.documents import Document
from sendco_desk.domain.pupil import SenStatus
from sendco_desk.services.documents import Filing
from sendco_desk.services.opening import open_desk
from tests.cli.conftest import PASSPHRASE, UPN, Terminal
from tests.services.papers import WorksHere, pdf_file, text_file

ON = ("--on", "2026-11-23")
NORFOLK, TELFORD = ("--profile", "926-norfolk"), ("--profile", "894-telford-and-wrekin")


@pytest.fixture(scope="module")
def filled(template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A notebook with a request, whose pupil has one report, and the case's id."""
    folder = Path(shutil.copytree(template, tmp_path_factory.mktemp("filled") / "Test.sendco"))
    desk = open_desk(folder, PASSPHRASE)
    pupil, documents = desk.pupils.by_upn(UPN).id, replace(desk.documents, workshop=WorksHere())
    filing = Filing(
        received_on=date(2025, 6, 12), dated_on=date(2025, 6, 12), sharing_basis="agreed", document_kind="report", service="educational_psychology",
    )
    documents.add_files(pupil, [pdf_file(tmp_path_factory.mktemp("papers"), "report.pdf", pages=2)], filing)
    case, _ = desk.casework.open_case(pupil, authority="Kirkmoor Council", events=[("request_received", date(2026, 9, 21), None)])
    desk.close()
    return folder, str(case)


@pytest.fixture
def case(notebook: Path, filled: tuple[Path, str]) -> str:
    shutil.rmtree(notebook)
    shutil.copytree(filled[0], notebook)
    return filled[1]


def test_readiness_is_told_with_the_law_first_and_makes_nothing(terminal: Terminal, notebook: Path, case: str, tmp_path: Path) -> None:
    told = terminal("pack", notebook, "--case", case, *NORFOLK, "--sent-on", "2027-01-12", "--readiness", *ON)
    lines = told.out.splitlines()
    assert told.status == 0
    assert lines[0].startswith("Norfolk County Council, sent on 2027-01-12. ")
    assert " Law: " in lines[1]
    assert any("19 months old on Tue 12 Jan 2027: inside the 24 months asked for" in line for line in lines)
    assert lines[-1].endswith("will be 19 months old: over Leicestershire’s 18, inside Norfolk’s 24 and SEND Tribunal’s 36 (not verified).")
    fields = terminal.json("pack", notebook, "--case", case, *NORFOLK, "--readiness", *ON)
    assert (fields["profile"], fields["sent_on"], fields["rows"][0]["basis"]) == ("926-norfolk", "2026-11-23", "law")
    assert {row["state"] for row in fields["rows"]} >= {"present", "missing"}
    assert any(answer["page"] == 1 and answer["document"] for row in fields["rows"] for answer in row["answered_by"])
    assert list(tmp_path.glob("*.pdf")) == []


def test_what_is_missing_is_named_and_the_pack_is_made(terminal: Terminal, notebook: Path, case: str, tmp_path: Path) -> None:
    told = terminal("pack", notebook, "--case", case, *NORFOLK, "--out", tmp_path / "pack.pdf", *ON)
    assert told.status == 0
    assert "The data protection form DP1, signed: missing." in told.err
    assert "This is the council’s own ask, not law: the request can be sent without it." in told.err
    assert terminal.json("verify", tmp_path / "pack.pdf")["ok"]
    fields = terminal.json("pack", notebook, "--case", case, "--out", tmp_path / "pack.pdf", *ON)
    assert (fields["readiness"]["profile"], fields["documents"][0]["outcome"]) == ("general", "included")
    assert fields["readiness"]["chosen_because"].startswith("There is no profile of Kirkmoor Council yet")


def test_numbered_files_are_made_and_verified(terminal: Terminal, notebook: Path, case: str, tmp_path: Path) -> None:
    out = tmp_path / "KW case 1.zip"
    fields = terminal.json("pack", notebook, "--case", case, *NORFOLK, "--as", "zip", "--out", out, *ON)
    assert [file["file"] for file in fields["files"]] == ["01_Request_2026-11-23.pdf", "02_Educational-psychology-report_2025-06-12.pdf"]
    assert fields["readiness"]["profile"] == "926-norfolk"
    checked = terminal.json("verify", out)
    assert checked["ok"] and {"manifest", "hashes", "request: links"} <= {check["name"] for check in checked["checks"]}
    again = tmp_path / "again.zip"
    told = terminal("pack", notebook, "--case", case, *NORFOLK, "--as", "zip", "--out", again, *ON)
    assert told.out.startswith("1 ZIP: ") and again.read_bytes() == out.read_bytes()
    for shape, name in (("zip", "KW.pdf"), ("bundle", "KW.docx")):
        told = terminal("pack", notebook, "--case", case, "--as", shape, "--out", tmp_path / name, *ON)
        assert told.status == 1 and "give it a name that ends in" in told.err and not (tmp_path / name).exists()
    with zipfile.ZipFile(out) as archive, zipfile.ZipFile(tmp_path / "bad.zip", "w") as bad:
        for name in archive.namelist():
            bad.writestr(name, archive.read(name) + (b" " if name.startswith("02") else b""))
    assert terminal("verify", tmp_path / "bad.zip").status == 1


def test_a_document_that_cannot_become_a_file_is_named(terminal: Terminal, notebook: Path, case: str, tmp_path: Path) -> None:
    (tmp_path / "odd.zip").write_bytes(b"not much of an archive")
    terminal("add", notebook, "--pupil", UPN, tmp_path / "odd.zip")
    desk = open_desk(notebook, PASSPHRASE)
    odd = next(one for one in desk.keyring.book.all(Document) if one.title == "odd")
    with desk.keyring.book.writing("Shared", odd.pupil) as page:
        page.put(replace(odd, sharing_basis="agreed"))
    desk.close()
    told = terminal("pack", notebook, "--case", case, "--as", "zip", "--out", tmp_path / "out.zip", *ON)
    assert told.status == 4
    assert "odd: refused: " in told.err


def test_text_to_paste_is_printed_told_as_values_or_written(terminal: Terminal, notebook: Path, case: str, tmp_path: Path) -> None:
    words = ("pack", notebook, "--case", case, *TELFORD, "--as", "paste", *ON)
    told = terminal(*words)
    assert told.status == 0
    assert told.out.startswith("Details\n[") and "Reasons for the request\n[" in told.out
    fields = terminal.json(*words)
    assert [(block["key"], block["most_words"]) for block in fields["blocks"]][:2] == [("details", 0), ("reason", 200)]
    out = tmp_path / "sheet.txt"
    assert terminal(*words, "--out", out).out == f"{out}: {len(fields['blocks'])} boxes of Telford and Wrekin Council.\n"
    assert out.read_text(encoding="utf-8").startswith("Details\n[")
    assert "is there already" in terminal(*words, "--out", out).err


def test_a_box_that_is_too_long_is_named(terminal: Terminal, notebook: Path, case: str) -> None:
    desk = open_desk(notebook, PASSPHRASE)
    desk.asks.write_case(desk.casework.cases()[0].case.id, "word " * 201)
    desk.close()
    told = terminal("pack", notebook, "--case", case, *TELFORD, "--as", "paste", *ON)
    assert (told.status, "Reasons for the request: 201 of 200 words: 1 word too many." in told.err) == (0, True)


@pytest.mark.parametrize(("words", "sentence"), [
    (("--as", "zip"), "Say where it goes"), ((), "Say where it goes"), (("--profile", "000-nowhere", "--readiness"), "There is no council profile"),
    (("--as", "zip", "--out", "{}/out.zip", "--manifest", "{}/m.json"), "Only a bundle has a manifest beside it"),
    (("--as", "zip", "--out", "{}/there.txt"), "is there already and holds something else"),
])
def test_what_cannot_be_done_is_refused_before_anything_is_made(
    terminal: Terminal, notebook: Path, case: str, tmp_path: Path, words: tuple[str, ...], sentence: str,
) -> None:
    text_file(tmp_path, "there.txt")
    told = terminal("pack", notebook, "--case", case, *(word.format(tmp_path) for word in words), *ON)
    assert (told.status, sentence in told.err) == (1, True)


def test_a_funding_profile_is_refused_for_a_pupil_with_a_plan(terminal: Terminal, notebook: Path, case: str) -> None:
    desk = open_desk(notebook, PASSPHRASE)
    pupil = desk.pupils.by_upn(UPN).id
    with desk.keyring.book.writing("Has a plan", pupil) as page:
        page.put(SenStatus(id=uuid4(), pupil=pupil, status="E", since=date(2026, 11, 1)))
    desk.close()
    told = terminal("pack", notebook, "--case", case, "--profile", "830-inclusion-panel", "--readiness", *ON)
    assert (told.status, "pupils without an EHC plan" in told.err) == (1, True)
