"""Verbs about packs: bundle, pack, submit, verify."""

import hashlib
import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from sendco_desk.domain.refusals import Refused
from sendco_desk.services.documents import Filing
from sendco_desk.services.opening import open_desk
from sendco_desk.services.pack_parts import PARTS
from sendco_desk.services.packing import PackChoices, Packing
from tests.cli.conftest import PASSPHRASE, UPN, Terminal, secret_file
from tests.packs.test_originals import signed_pdf
from tests.packs.test_volumes import heavy_pdf
from tests.services.papers import WorksHere, mail_file, pdf_file, text_file

ON = ("--on", "2026-11-23")


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("papers")
    pdf_file(folder, "report.pdf", pages=2)
    text_file(folder, "notes.txt")
    mail_file(folder)
    return folder


@pytest.fixture(scope="module")
def filled(template: Path, papers: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A notebook with a case, whose pupil has two documents to share and one not to; and the case's id."""
    folder = Path(shutil.copytree(template, tmp_path_factory.mktemp("filled") / "Test.sendco"))
    desk = open_desk(folder, PASSPHRASE)
    pupil, documents = desk.pupils.by_upn(UPN).id, replace(desk.documents, workshop=WorksHere())
    for sharing, names in (("agreed", ("report.pdf", "receipt.eml")), ("none", ("notes.txt",))):
        documents.add_files(pupil, [papers / name for name in names], Filing(received_on=date(2026, 11, 20), sharing_basis=sharing))
    case, _ = desk.casework.open_case(pupil, authority="Kirkmoor Council", events=[("request_received", date(2026, 9, 21), None)])
    desk.close()
    return folder, str(case)


@pytest.fixture
def case(notebook: Path, filled: tuple[Path, str]) -> str:
    shutil.rmtree(notebook)
    shutil.copytree(filled[0], notebook)
    return filled[1]


def test_a_bundle_of_loose_files_names_each_input_once(terminal: Terminal, papers: Path, tmp_path: Path) -> None:
    (tmp_path / "odd.zip").write_bytes(b"not much of an archive")
    words = ("bundle", papers, tmp_path / "odd.zip", "--out", tmp_path / "out.pdf", "--title", "For the panel", *ON)
    fields = terminal.json(*words, "--manifest", tmp_path / "manifest.json", "--part", f"Late={papers / 'notes.txt'}", status=4)
    assert json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8")) == fields
    assert [(d["input"], d["outcome"], d["part"]) for d in fields["documents"]] == [
        ("receipt.eml", "included", "Documents"), ("report.pdf", "included", "Documents"), ("odd.zip", "refused", "Documents"),
        ("notes.txt", "included", "Late"),
    ]
    for document in fields["documents"]:
        assert document.keys() >= {"input", "outcome", "reason", "first_page", "pages", "sha256", "actions"}
    assert fields["documents"][2]["reason"]
    assert len(fields["sha256"]) == 64
    assert terminal.json("verify", tmp_path / "out.pdf")["ok"] is True


def test_what_became_of_a_bundle_is_told_in_a_line_and_what_is_missing_on_the_side(terminal: Terminal, papers: Path, tmp_path: Path) -> None:
    (tmp_path / "odd.zip").write_bytes(b"not much of an archive")
    told = terminal("bundle", papers / "*.txt", tmp_path / "odd.zip", "--out", tmp_path / "out.pdf", *ON)
    assert told.status == 4
    assert f"{tmp_path / 'out.pdf'}: " in told.out
    assert "1 of 2 documents. SHA-256 " in told.out
    assert told.err.startswith("odd.zip: refused: ")


def test_what_was_noticed_is_told_and_the_hash_of_a_checked_file_too(terminal: Terminal, papers: Path, tmp_path: Path) -> None:
    shutil.copy(papers / "report.pdf", tmp_path / "the same.pdf")
    told = terminal("bundle", papers / "report.pdf", tmp_path / "the same.pdf", "--out", tmp_path / "out.pdf", *ON)
    assert told.status == 0 and "the same.pdf: noticed: Every page of this document stands in ‘report’ already.\n" in told.out
    made = hashlib.sha256((tmp_path / "out.pdf").read_bytes()).hexdigest()
    assert terminal("verify", tmp_path / "out.pdf").out.splitlines()[-1] == f"SHA-256 {made}" and f"SHA-256 {made}" in told.out
    assert terminal.json("verify", tmp_path / "out.pdf")["sha256"] == made


def test_a_folder_with_nothing_in_it_is_named(terminal: Terminal, papers: Path, tmp_path: Path) -> None:
    (tmp_path / "empty" / "inner").mkdir(parents=True)
    told = terminal("bundle", tmp_path / "empty", papers / "report.pdf", "--out", tmp_path / "out.pdf", *ON)
    assert (told.status, told.err) == (0, f"There is no file in the folder {tmp_path / 'empty'}.\n")


def test_letters_that_no_font_has_are_told_with_their_pages(terminal: Terminal, papers: Path, tmp_path: Path) -> None:
    shutil.copy(papers / "report.pdf", tmp_path / "of 𓀀.pdf")
    words = ("bundle", tmp_path / "of 𓀀.pdf", "--out", tmp_path / "out.pdf", *ON)
    assert "cannot show this letter: 𓀀 (U+13000). A question mark in a black diamond stands for it on pages 1, 2 and 4." in terminal(*words).out
    assert {"where": "Manifest", "letters": "𓀀", "pages": [4]} in terminal.json(*words)["missing_letters"]


@pytest.mark.parametrize(("words", "status"), [
    (("bundle", "--out", "out.pdf"), 1), (("bundle", "gone.pdf", "--out", "out.pdf"), 1), (("bundle", "a.txt", "--out", "no/folder/out.pdf"), 1),
    (("bundle", "a.txt"), 2), (("bundle", "a.txt", "--out", "out.pdf", "--part", "Late"), 2), (("verify", "gone.pdf"), 1), (("verify", "a.txt"), 1),
    (("bundle", "a.txt", "--out", "out.pdf", "--password-file", "gone.txt"), 1),
])
def test_a_bundle_that_cannot_be_made_says_why(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], status: int,
) -> None:
    monkeypatch.chdir(tmp_path)
    text_file(tmp_path, "a.txt")
    told = terminal(*words)
    assert (told.status, told.out) == (status, "")
    assert not (tmp_path / "out.pdf").exists()


def test_a_manifest_that_cannot_be_written_is_trouble_but_the_bundle_stands(terminal: Terminal, papers: Path, tmp_path: Path) -> None:
    (tmp_path / "m.json").write_text("{}", encoding="utf-8")
    (tmp_path / "m.json.part").mkdir()
    told = terminal("bundle", papers / "notes.txt", "--out", tmp_path / "out.pdf", "--manifest", tmp_path / "m.json", *ON)
    assert (told.status, told.err.startswith("The PDF was made, but the manifest could not be written")) == (3, True)
    assert (tmp_path / "out.pdf").exists()
    assert (tmp_path / "m.json").read_text(encoding="utf-8") == "{}"


def test_a_file_that_is_no_pack_fails_its_checks(terminal: Terminal, papers: Path) -> None:
    told = terminal("verify", papers / "report.pdf")
    assert told.status == 1
    assert "FAILED " in told.out
    fields = terminal.json("verify", papers / "report.pdf", status=1)
    assert fields["ok"] is False
    assert all(check.keys() == {"name", "ok", "detail"} for check in fields["checks"])


def test_a_pack_holds_what_may_be_shared_and_names_what_was_left_out(
    terminal: Terminal, notebook: Path, case: str, tmp_path: Path,
) -> None:
    told = terminal("pack", notebook, "--case", case, "--out", tmp_path / "pack.pdf", *ON)
    *asks, left_out = told.err.splitlines()
    assert (told.status, left_out) == (0, "notes.txt: left out: it is marked not to be shared.")
    assert asks[0] == "There is no profile of Kirkmoor Council yet, so the general profile is used." and asks[1].startswith("Law: ")
    assert "2 of 2 documents." in told.out
    fields = terminal.json("pack", notebook, "--case", case, "--out", tmp_path / "again.pdf", "--as", "bundle", *ON)
    assert [document["input"] for document in fields["documents"]] == ["receipt.eml", "report.pdf"]
    assert (tmp_path / "pack.pdf").read_bytes() == (tmp_path / "again.pdf").read_bytes()


def test_parts_and_documents_can_be_left_out_of_a_pack(terminal: Terminal, notebook: Path, case: str, tmp_path: Path) -> None:
    words = ("pack", notebook, "--case", case, "--out", tmp_path / "pack.pdf", *ON)
    whole = terminal.json(*words)
    hits = terminal.json("search", notebook, "working memory")["results"]
    (report,) = [hit["id"] for hit in hits if hit["kind"] == "document"]
    fields = terminal.json(*words, "--leave-out", "chronology", "--leave-out", report)
    assert [document["input"] for document in fields["documents"]] == ["receipt.eml"]
    assert {part["title"] for part in whole["parts"]} - {part["title"] for part in fields["parts"]} == {"Chronology"}
    told = terminal(*words, "--leave-out", "the boring bits")
    assert (told.status, f"give one of {', '.join(PARTS)}, or a document’s id" in told.err) == (1, True)


def test_costs_are_told_where_the_terminal_asks_for_them(terminal: Terminal, notebook: Path, case: str, tmp_path: Path) -> None:
    asked: list[PackChoices] = []

    def build(packs: Packing, case: UUID, choices: PackChoices, *rest: object, **more: object) -> None:
        asked.append(choices)
        raise Refused("Enough.")

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Packing, "build", build)
        for words in ((), ("--with-costs",)):
            terminal("pack", notebook, "--case", case, "--out", tmp_path / "pack.pdf", *words, *ON)
    assert [choices.costs for choices in asked] == [False, True]


def test_a_pack_is_submitted_with_its_receipt(terminal: Terminal, notebook: Path, case: str, papers: Path, tmp_path: Path) -> None:
    pack = tmp_path / "pack.pdf"
    made = terminal.json("pack", notebook, "--case", case, "--out", pack, *ON)
    words = ("submit", notebook, "--case", case, "--pack", pack, "--channel", "portal", "--sent", "2026-11-20 10:42")
    fields = terminal.json(*words, "--receipt", papers / "receipt.eml")
    assert (fields["number"], fields["sha256"], fields["pages"], fields["channel"]) == (1, made["sha256"], made["pages"], "portal")
    assert fields["sent_at"].startswith("2026-11-20T10:42:00")
    assert fields["receipt"] in {hit["id"] for hit in terminal.json("search", notebook, "received the request")["results"]}
    told = terminal(*words)
    assert told.out == f"Pack 2 recorded as sent. SHA-256 {made['sha256']}\n"


@pytest.mark.parametrize(("pack", "channel", "receipt", "status", "sentence"), [
    ("gone.pdf", "portal", "notes.txt", 1, "no such pack"), ("notes.txt", "portal", "notes.txt", 1, "not a PDF"),
    ("report.pdf", "portal", "gone.txt", 1, "The receipt could not be put in. The file is not there"),
    ("report.pdf", "pigeon", "notes.txt", 2, "invalid"),
])
def test_a_submission_that_is_refused_leaves_nothing_behind(
    terminal: Terminal, notebook: Path, papers: Path, pack: str, channel: str, receipt: str, status: int, sentence: str,
) -> None:
    case = terminal.json("case", notebook, "--pupil", UPN)["case"]
    told = terminal(
        "submit", notebook, "--case", case, "--pack", papers / pack, "--channel", channel, "--receipt", papers / receipt,
    )
    assert (told.status, sentence in told.err) == (status, True)
    assert terminal.json("search", notebook, "reading age") == {"results": []}


def test_a_pack_behind_a_password_is_verified_and_submitted_with_it(terminal: Terminal, notebook: Path, case: str, tmp_path: Path) -> None:
    password, pack = secret_file(tmp_path, "password.txt", "fern and hollow"), tmp_path / "pack.pdf"
    assert terminal("pack", notebook, "--case", case, "--out", pack, "--password-file", password, *ON).status == 0
    assert terminal("verify", pack).status == 1
    assert terminal("verify", pack, "--password-file", password).status == 0
    submit = ("submit", notebook, "--case", case, "--pack", pack, "--channel", "email")
    assert terminal(*submit).status == 1
    assert terminal(*submit, "--password-file", password).status == 0


def test_a_manifest_without_a_folder_is_refused_before_anything_is_made(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Words.", encoding="utf-8")
    told = terminal("bundle", tmp_path / "letter.txt", "--out", tmp_path / "b.pdf", "--manifest", tmp_path / "nowhere" / "m.json")
    assert (told.status, told.err) == (1, "The folder for the manifest is not there: choose another folder.\n")
    assert not (tmp_path / "b.pdf").exists()


def test_a_folder_is_no_pack(terminal: Terminal, tmp_path: Path) -> None:
    told = terminal("verify", tmp_path)
    assert (told.status, told.err) == (1, f"{tmp_path} is a folder: name the pack’s own file.\n")


def test_a_bundle_too_large_for_one_file_is_told_as_volumes(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for number in range(5):
        heavy_pdf(tmp_path / "in" / f"{number}.pdf")
    words = ("bundle", tmp_path / "in", "--out", tmp_path / "out.pdf", "--most-mb", "0.4", *ON)
    told = terminal(*words)
    assert (told.status, told.err) == (0, "")
    assert f"{tmp_path / 'out'}, 3 volumes: " in told.out and "out volume 2 of 3.pdf: pages " in told.out and "The largest documents: ‘" in told.out
    fields = terminal.json(*words)
    assert [file["name"] for file in fields["files"]] == [f"out volume {number} of 3.pdf" for number in (1, 2, 3)]
    for file in fields["files"]:
        assert terminal.json("verify", tmp_path / file["name"])["ok"] is True


def test_a_bundle_is_measured_against_a_budget(terminal: Terminal, papers: Path, tmp_path: Path) -> None:
    words = ("bundle", papers / "report.pdf", "--out", tmp_path / "out.pdf", "--budget", "tribunal", *ON)
    told = terminal(*words)
    assert "Further evidence: 2 of 75 pages." in told.out and "Practice Direction 1 of 2025" in told.out
    assert terminal.json(*words)["budget"]["rows"][0]["most"] == 75


def test_signed_originals_are_told_and_can_be_left_out(terminal: Terminal, tmp_path: Path) -> None:
    signed = signed_pdf(tmp_path / "advice.pdf")
    told = terminal("bundle", signed, "--out", tmp_path / "out.pdf", *ON)
    assert "1 signed original is kept beside it in the folder “out originals”" in told.out
    assert (tmp_path / "out originals" / "01 signed original.pdf").read_bytes() == signed.read_bytes()
    fields = terminal.json("bundle", signed, "--out", tmp_path / "other.pdf", "--no-originals", *ON)
    assert fields["beside"] == [] and not (tmp_path / "other originals").exists()


@pytest.mark.parametrize(("flags", "sentence"), [
    (("--finest", "20"), "100 to 300 dots an inch"), (("--most-mb", "-3"), "more than 0 MB"), (("--most-mb", "nan"), "a number of megabytes"),
    (("--budget", "moon"), "no budget called"), (("--most-mb", "0.05"), "alone makes a file of"),
])
def test_a_size_or_budget_that_cannot_be_is_refused_before_anything_is_made(
    terminal: Terminal, papers: Path, tmp_path: Path, flags: tuple[str, ...], sentence: str,
) -> None:
    told = terminal("bundle", papers / "report.pdf", "--out", tmp_path / "out.pdf", *flags, *ON)
    assert told.status == 1 and sentence in told.err
    assert list(tmp_path.glob("out*")) == []


def test_a_pack_takes_its_size_from_the_terminal(terminal: Terminal, notebook: Path, case: str, tmp_path: Path) -> None:
    asked: list[PackChoices] = []

    def build(packs: Packing, case: UUID, choices: PackChoices, *rest: object, **more: object) -> None:
        asked.append(choices)
        raise Refused("Enough.")

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Packing, "build", build)
        flags = ("--most-mb", "12.5", "--finest", "150", "--lighter", "--no-originals")
        terminal("pack", notebook, "--case", case, "--out", tmp_path / "pack.pdf", *flags, *ON)
    (choices,) = asked
    assert (choices.most_bytes, choices.finest, choices.lighter, choices.originals) == (12_500_000, 150, True, False)
