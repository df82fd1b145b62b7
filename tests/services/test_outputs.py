"""An output is never written over something that matters."""

import sys
from pathlib import Path

import pytest

from sendco_desk.domain.refusals import Refused
from sendco_desk.services.bundling import bundle
from sendco_desk.services.clock import clock_from_csv
from sendco_desk.services.desk import Desk
from sendco_desk.services.outputs import output_place
from tests.services.conftest import StillClock
from tests.services.papers import pdf_file


@pytest.mark.parametrize("name", ["notebook.db", "header.json", "new.pdf", "backups/pack.pdf"])
def test_nothing_is_written_into_a_notebook(desk: Desk, name: str) -> None:
    (desk.folder / "backups").mkdir(exist_ok=True)
    with pytest.raises(Refused, match="inside a notebook"):
        output_place(desk.folder / name)


def test_an_output_never_takes_the_place_of_what_it_is_made_from_or_of_another(tmp_path: Path) -> None:
    paper = pdf_file(tmp_path)
    with pytest.raises(Refused, match="made from"):
        output_place(tmp_path / "." / paper.name, inputs=[paper])
    with pytest.raises(Refused, match="asked for twice"):
        output_place(tmp_path / "b.pdf", others=[tmp_path / "b.pdf"])
    assert output_place(tmp_path / "b.pdf", inputs=[paper], others=[tmp_path / "c.pdf"]) == tmp_path / "b.pdf"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="is a folder"):
        output_place(tmp_path)


def test_a_bundle_never_replaces_a_notebook_or_its_own_document(desk: Desk, clock: StillClock, tmp_path: Path) -> None:
    paper = pdf_file(tmp_path)
    kept = paper.read_bytes(), (desk.folder / "header.json").read_bytes()
    for out in (desk.folder / "header.json", paper):
        with pytest.raises(Refused):
            bundle([paper], out, title="", parts=[], on=clock().date())
    assert (paper.read_bytes(), (desk.folder / "header.json").read_bytes()) == kept


def test_a_caseload_is_never_written_over_itself(clock: StillClock, tmp_path: Path) -> None:
    caseload = tmp_path / "events.csv"
    caseload.write_text("case,event,date\nA,request_received,2026-09-07\n", encoding="utf-8")
    with pytest.raises(Refused, match="made from"):
        clock_from_csv(caseload, caseload, clock().date())
    assert caseload.read_text(encoding="utf-8").startswith("case,event,date")


@pytest.mark.skipif(sys.platform == "win32", reason="devices have no paths there")
@pytest.mark.parametrize("device", ["/dev/null", "/dev/stdout"])
def test_a_device_is_no_place_for_an_output(device: str) -> None:
    with pytest.raises(Refused, match="is not a place for a file"):
        output_place(Path(device))


@pytest.mark.parametrize("name", ["n" * 300 + ".pdf", "a\0b.pdf"])
def test_a_name_that_no_disk_takes_is_refused_in_a_sentence(tmp_path: Path, name: str) -> None:
    with pytest.raises(Refused, match="give it a shorter name") as refused:
        output_place(tmp_path / name)
    assert refused.value.field == "out"


@pytest.mark.parametrize("name", ["pack.docx", "pack", "pack.pdf.txt"])
def test_a_pdf_is_not_made_under_a_name_of_another_kind(tmp_path: Path, name: str) -> None:
    with pytest.raises(Refused, match=r"The file is a PDF: give it a name that ends in \.pdf\."):
        output_place(tmp_path / name, ending=".pdf")
    assert output_place(tmp_path / "Pack.PDF", ending=".pdf").name == "Pack.PDF"
