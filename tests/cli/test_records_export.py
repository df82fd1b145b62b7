"""The exports of the register, of records and of the plan in its proposed shape."""

import csv
import io
import json
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

import pypdf
import pytest

from sendco_desk.domain.kinds import KINDS
from sendco_desk.domain.provision import CostItem, StaffRate
from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.records import field_names
from sendco_desk.domain.refusals import Refused
from sendco_desk.services.isp_export import PARTS
from sendco_desk.services.opening import open_desk
from sendco_desk.services.records_export import REGISTER_COLUMNS, exported
from sendco_desk.store.slots import Role
from tests.cli.conftest import PASSPHRASE, UPN, Terminal
from tests.services.support_cases import fill


@pytest.fixture(scope="module")
def full(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A notebook with a pupil of whom everything is recorded."""
    folder = Path(shutil.copytree(template, tmp_path_factory.mktemp("full") / "Test.sendco"))
    desk = open_desk(folder, PASSPHRASE, clock=lambda: datetime(2026, 11, 23, 9, 0, tzinfo=UTC))
    fill(desk, desk.pupils.by_upn(UPN))
    desk.pupils.add(Pupil(id=uuid4(), legal_forename="=1+1", legal_surname="Made-up"), status="E")
    desk.close()
    return folder


@pytest.fixture
def there(notebook: Path, full: Path) -> Path:
    shutil.rmtree(notebook)
    return Path(shutil.copytree(full, notebook))


class TestRegister:
    """`export register`."""

    def test_the_counts_by_code_are_told_and_the_rows_are_those_with_k_or_e(self, terminal: Terminal, there: Path, tmp_path: Path) -> None:
        out = tmp_path / "register.csv"
        fields = terminal.json("export", "register", there, "--out", out)
        assert (fields["E"], fields["K"], fields["N"], fields["roll"]) == (1, 1, 1, 3)
        rows = list(csv.reader(io.StringIO(out.read_bytes().decode("utf-8-sig"))))
        assert tuple(rows[0]) == REGISTER_COLUMNS
        assert rows[1][:6] == [UPN, "Wilk", "Łukasz", "7", "7F", "K"] and rows[1][7:9] == ["SPLD", "SEMH"]
        assert rows[2][2] == "'=1+1"
        assert fields["rows"][0]["need_1"] == "SPLD" and fields["rows"][1]["forename"] == "=1+1"

    def test_it_is_that_of_the_day_and_what_to_put_right_is_said(self, terminal: Terminal, there: Path, tmp_path: Path) -> None:
        told = terminal("export", "register", there, "--out", tmp_path / "register.csv", "--on", "2020-01-01")
        assert told.out == f"{tmp_path / 'register.csv'}: E 0, K 0, N 3; 3 on roll. It holds names.\n"
        assert "give each a primary need" in terminal("export", "register", there, "--out", tmp_path / "register.csv").err

    def test_a_table_of_somebody_elses_is_not_written_over(self, terminal: Terminal, there: Path, tmp_path: Path) -> None:
        (tmp_path / "mine.csv").write_text("upn,name\n", encoding="utf-8")
        for kind, name in (("register", "mine.csv"), ("records", "mine.csv")):
            assert terminal("export", kind, there, "--out", tmp_path / name).status == 1
        assert terminal("export", "register", there, "--out", tmp_path / "no" / "register.csv").status == 1


class TestRecords:
    """`export records`."""

    def test_every_kind_has_all_its_fields_and_what_costs_is_left_out(self, terminal: Terminal, there: Path, tmp_path: Path) -> None:
        out = tmp_path / "records.json"
        fields = terminal.json("export", "records", there, "--out", out)
        kept = json.loads(out.read_text(encoding="utf-8"))
        assert kept["left_out"] == fields["left_out"] == ["staff_rate", "cost_item", "export_flag", "export_reason"]
        assert set(kept["records"]) == {kind.KIND for kind in KINDS} - {"staff_rate", "cost_item", "export_flag", "export_reason"}
        for kind in KINDS:
            for record in kept["records"].get(kind.KIND, []):
                assert tuple(record) == field_names(kind)
        assert kept["records"]["provision_run"][0]["weekdays"] == ["mon", "wed"]
        assert fields["counts"]["support_cycle"] == 2

    def test_rates_are_there_where_they_are_chosen(self, terminal: Terminal, there: Path, tmp_path: Path) -> None:
        terminal("export", "records", there, "--with-rates", "--out", tmp_path / "records.json")
        kept = json.loads((tmp_path / "records.json").read_text(encoding="utf-8"))
        assert kept["records"]["staff_rate"][0]["pence_an_hour"] == 1462 and kept["left_out"] == ["export_flag", "export_reason"]

    def test_one_pupils_records_have_the_provisions_that_their_places_name(self, terminal: Terminal, there: Path, tmp_path: Path) -> None:
        out = tmp_path / "records.json"
        terminal("export", "records", there, "--pupil", UPN, "--out", out)
        kept = json.loads(out.read_text(encoding="utf-8"))["records"]
        assert [pupil["upn"] for pupil in kept["pupil"]] == [UPN]
        assert {run["id"] for run in kept["provision_run"]} == {place["run"] for place in kept["provision_place"]}
        assert kept["school"] == kept["staff_member"] == []

    def test_kinds_are_chosen_by_name(self, terminal: Terminal, there: Path, tmp_path: Path) -> None:
        out = tmp_path / "records.json"
        terminal("export", "records", there, "--kind", "outcome", "--kind", "measure", "--out", out)
        assert set(json.loads(out.read_text(encoding="utf-8"))["records"]) == {"outcome", "measure"}
        told = terminal("export", "records", there, "--kind", "poem", "--out", out)
        assert told.status == 2 and "There is no kind of record ‘poem’" in told.err

    def test_an_assistant_exports_no_costs(self, there: Path) -> None:
        desk = open_desk(there, PASSPHRASE)
        book = desk.forms.book
        book.person = replace(book.person, role=Role.ASSISTANT)
        with pytest.raises(Refused, match="shown to the SENDCo and the head only"):
            exported(book, with_rates=True)
        assert exported(book, kinds=(StaffRate, CostItem)).records == {}
        desk.close()


class TestPlan:
    """`export isp`."""

    def test_the_plan_is_written_in_its_shape(self, terminal: Terminal, there: Path, tmp_path: Path) -> None:
        out = tmp_path / "plan.json"
        fields = terminal.json("export", "isp", there, "--pupil", UPN, "--out", out, "--on", "2026-11-23")
        assert fields == {"on": "2026-11-23", "lacking": [], "out": str(out)}
        plan = json.loads(out.read_text(encoding="utf-8"))
        assert plan["sendco_desk"] == plan["shape"] == "individual-support-plan" and set(PARTS) < set(plan)
        assert terminal("export", "isp", there, "--pupil", UPN, "--out", out).status == 0
        assert terminal("export", "records", there, "--out", out).status == 1

    def test_what_nothing_is_recorded_for_is_said(self, terminal: Terminal, notebook: Path, tmp_path: Path) -> None:
        told = terminal("export", "isp", notebook, "--pupil", UPN, "--out", tmp_path / "plan.json")
        assert told.status == 0 and "Nothing is recorded yet for: needs, strengths, day to day support" in told.err
        assert "not law" in told.out


class TestScreen:
    """`export screen`, and what the other exports say of it."""

    def test_what_is_flagged_is_left_out_and_listed_without_its_words(self, terminal: Terminal, there: Path, tmp_path: Path) -> None:
        terminal("note", there, "--pupil", UPN, "--kind", "note", "--happened", "2026-11-20 09:10", "Marigold told of another boy")
        desk = open_desk(there, PASSPHRASE, clock=lambda: datetime(2026, 11, 23, 9, 0, tzinfo=UTC))
        entry = next(line.entry for line in desk.story.lines(desk.pupils.by_upn(UPN).id) if line.entry.words.startswith("Marigold"))
        desk.screen.flag(entry, "third_party")
        desk.close()
        told = terminal("export", "records", there, "--pupil", UPN, "--out", tmp_path / "records.json")
        assert "left out: `sendco-desk export screen` lists what stays in the school" in told.err
        assert "Marigold" not in (tmp_path / "records.json").read_text(encoding="utf-8")
        fields = terminal.json("export", "screen", there, "--pupil", UPN, "--out", tmp_path / "list.pdf")
        assert fields["left_out"] >= 1 and fields["argued_in"] == 0
        pages = " ".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / "list.pdf").pages)
        assert "Story entry, note, Fri 20 Nov 2026" in pages and "Marigold" not in pages
        assert terminal("export", "screen", there, "--case", "77", "--out", tmp_path / "list.pdf").status == 1

    def test_a_note_that_speaks_of_harm_is_kept_with_a_suggestion(self, terminal: Terminal, there: Path) -> None:
        told = terminal("note", there, "--pupil", UPN, "--kind", "note", "--happened", "2026-11-20 09:10", "He disclosed that he was afraid")
        assert told.status == 0 and "This speaks of disclosure." in told.err


def test_timeliness_is_written_without_names_by_council_and_term(terminal: Terminal, there: Path, tmp_path: Path) -> None:
    desk = open_desk(there, PASSPHRASE)
    pupil = desk.pupils.by_upn(UPN)
    desk.casework.open_case(
        pupil.id, authority="Derbyshire County Council",
        events=[("request_received", date(2026, 1, 6), None), ("agreed_to_assess", date(2026, 2, 24), None)],
    )
    desk.close()
    fields = terminal.json("export", "timeliness", there, "--by", "council", "--on", "2026-11-23", "--out", tmp_path / "timeliness.csv")
    assert fields["councils"][0]["steps"]["decision"]["due"] == "fewer than 5" and fields["names"] is False
    text = (tmp_path / "timeliness.csv").read_text(encoding="utf-8-sig")
    assert "fewer than 5" in text and ",2024,1158,,,37.8," in text and pupil.known_name not in text
    told = terminal("export", "timeliness", there, "--names", "--on", "2026-11-23", "--out", tmp_path / "timeliness.pdf")
    assert told.status == 0 and "for the school alone" in told.out
    term = fields["terms"][0]
    assert terminal("export", "timeliness", there, "--term", term, "--on", "2026-11-23", "--out", tmp_path / "timeliness.csv").status == 0
    assert terminal("export", "timeliness", there, "--term", "Winter", "--on", "2026-11-23", "--out", tmp_path / "one.csv").status == 1
    (tmp_path / "notes.csv").write_text("My own table", encoding="utf-8")
    assert terminal("export", "timeliness", there, "--out", tmp_path / "notes.csv").status == 1
