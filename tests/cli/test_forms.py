"""The verbs that print a form and that add a record."""

import json
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest

from sendco_desk.cli import forms
from sendco_desk.domain.kinds import KINDS
from sendco_desk.exchange.form_fields import fields_job
from sendco_desk.services.opening import open_desk
from sendco_desk.services.printed_forms import FORMS, PrintedForm
from sendco_desk.services.record_adding import ADDABLE, OTHERWISE, fields_asked, value_of
from tests.cli.conftest import PASSPHRASE, UPN, Terminal, Typed
from tests.exchange.form_samples import council_form
from tests.services.support_cases import GROUP, Filled, fill

ON = ("--on", "2026-11-23")


@pytest.fixture(scope="module")
def full(template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Filled]:
    """A notebook with a pupil of whom everything is recorded."""
    folder = Path(shutil.copytree(template, tmp_path_factory.mktemp("full") / "Test.sendco"))
    desk = open_desk(folder, PASSPHRASE, clock=lambda: datetime(2026, 11, 23, 9, 0, tzinfo=UTC))
    there = fill(desk, desk.pupils.by_upn(UPN))
    desk.close()
    return folder, there


@pytest.fixture
def there(notebook: Path, full: tuple[Path, Filled]) -> Filled:
    shutil.rmtree(notebook)
    shutil.copytree(full[0], notebook)
    return full[1]


class TestForm:
    """`sendco-desk form`."""

    @pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
    def test_each_form_is_written(self, terminal: Terminal, notebook: Path, there: Filled, tmp_path: Path, form: PrintedForm) -> None:
        out, whose = tmp_path / "form.pdf", ("--pupil", UPN) if "pupil" in form.about else ()
        fields = terminal.json("form", notebook, "--kind", form.name, *whose, *ON, "--out", out)
        assert fields == {"kind": form.name, "title": form.title, "on": "2026-11-23", "costed": False, "out": str(out)}
        assert out.read_bytes().startswith(b"%PDF")

    def test_the_kinds_of_the_terminal_are_the_forms_that_there_are(self) -> None:
        assert tuple(form.name for form in FORMS) == forms.KINDS

    def test_a_case_is_handed_over_by_its_number(self, terminal: Terminal, notebook: Path, there: Filled, tmp_path: Path) -> None:
        desk = open_desk(notebook, PASSPHRASE, clock=lambda: datetime(2026, 11, 23, 9, 0, tzinfo=UTC))
        case, _ = desk.casework.open_case(desk.pupils.by_upn(UPN).id, authority="Marlshire County Council")
        number = next(row.case.number for row in desk.casework.cases() if row.case.id == case)
        desk.close()
        out = tmp_path / "over.pdf"
        assert terminal("form", notebook, "--kind", "handover", "--pupil", UPN, "--case", number, "--out", out).status == 0
        assert terminal("form", notebook, "--kind", "status", "--pupil", UPN, "--out", out, "--case", 1).status == 2

    def test_what_is_made_is_told_without_a_name(self, terminal: Terminal, notebook: Path, there: Filled, tmp_path: Path) -> None:
        told = terminal("form", notebook, "--kind", "support-plan", "--pupil", UPN, "--costed", "--cycle", 1, "--out", tmp_path / "plan.docx")
        assert told.status == 0, told.err
        assert told.out.startswith(f"{tmp_path / 'plan.docx'}: SEN support plan.") and "Wilk" not in told.out
        assert (tmp_path / "plan.docx").read_bytes().startswith(b"PK")

    @pytest.mark.parametrize("more", [
        ("--kind", "provision-map", "--group", GROUP, "--costed"), ("--kind", "meeting", "--meeting", "ID"),
        ("--kind", "views", "--pupil", UPN, "--easy-read"), ("--kind", "review", "--pupil", UPN, "--cycle", "2"),
    ])
    def test_groups_meetings_and_choices_are_taken(
        self, terminal: Terminal, notebook: Path, there: Filled, tmp_path: Path, more: tuple[str, ...],
    ) -> None:
        words = [str(there.meeting) if word == "ID" else word for word in more]
        assert terminal("form", notebook, *words, "--out", tmp_path / "form.pdf").status == 0

    @pytest.mark.parametrize(("more", "says"), [
        (("--kind", "profile"), "Say whose it is: --kind profile needs --pupil UPN."),
        (("--kind", "meeting"), "needs --meeting ID or --pupil UPN"),
        (("--kind", "register", "--pupil", UPN), "--kind register is about the whole school, not --pupil."),
        (("--kind", "profile", "--group", "x"), "--kind profile takes --pupil UPN, not --group."),
        (("--kind", "provision-map", "--group", "x", "--pupil", UPN), "a form is about one thing"),
        (("--kind", "profile", "--pupil", UPN, "--costed"), "--kind profile does not take --costed."),
        (("--kind", "story", "--pupil", UPN, "--easy-read"), "does not take --easy-read"),
        (("--kind", "governors", "--cycle", "1"), "does not take --cycle"),
        (("--kind", "poster"), "invalid choice"),
    ])
    def test_a_form_of_something_else_is_wrong_usage(
        self, terminal: Terminal, notebook: Path, tmp_path: Path, more: tuple[str, ...], says: str,
    ) -> None:
        told = terminal("form", notebook, *more, "--out", tmp_path / "form.pdf")
        assert told.status == 2 and says in told.err and not (tmp_path / "form.pdf").exists()

    @pytest.mark.parametrize(("name", "says"), [
        ("mine.pdf", "holds something else"), ("mine.docx", "words of your own"), ("new.txt", "ends in .pdf or .docx"), ("no/new.pdf", "not there"),
    ])
    def test_no_file_of_another_kind_is_written_over(
        self, terminal: Terminal, notebook: Path, tmp_path: Path, name: str, says: str,
    ) -> None:
        for mine in ("mine.pdf", "mine.docx"):
            (tmp_path / mine).write_text("My own words.", encoding="utf-8")
        told = terminal("form", notebook, "--kind", "register", "--out", tmp_path / name)
        assert told.status == 1 and says in told.err
        assert {(tmp_path / mine).read_text(encoding="utf-8") for mine in ("mine.pdf", "mine.docx")} == {"My own words."}

    def test_a_form_takes_the_place_of_an_earlier_one(self, terminal: Terminal, notebook: Path, tmp_path: Path) -> None:
        for _ in range(2):
            assert terminal("form", notebook, "--kind", "register", "--out", tmp_path / "register.pdf").status == 0

    def test_what_is_not_there_is_refused(self, terminal: Terminal, notebook: Path, there: Filled, tmp_path: Path) -> None:
        for more, says in (
            (("--kind", "review", "--pupil", UPN, "--cycle", "9"), "There is no cycle 9"),
            (("--kind", "meeting", "--meeting", "9"), "not the id of a meeting"),
            (("--kind", "provision-map", "--group", "Nothing"), "No provision here is called “Nothing”"),
        ):
            told = terminal("form", notebook, *more, "--out", tmp_path / "form.pdf")
            assert told.status == 1 and says in told.err


def score(*more: str) -> tuple[str, ...]:
    """The words that add a score."""
    given = ("instrument=Made-up Reading Test", "taken_on=2026-11-02", "value=84", *more)
    return ("--kind", "measure", "--pupil", UPN, *(word for one in given for word in ("--set", one)))


class TestRecord:
    """`sendco-desk record`."""

    def test_a_record_is_added_from_its_fields(self, terminal: Terminal, notebook: Path, tmp_path: Path) -> None:
        fields = terminal.json("record", notebook, *score("likely_percent=90", "exam_access=yes"))
        assert fields["kind"] == "measure"
        terminal("export", "records", notebook, "--kind", "measure", "--out", tmp_path / "records.json")
        (measure,) = json.loads((tmp_path / "records.json").read_text(encoding="utf-8"))["records"]["measure"]
        assert measure["id"] == fields["id"]
        assert (measure["taken_on"], measure["likely_percent"], measure["exam_access"]) == ("2026-11-02", 90, True)

    def test_a_childs_words_come_from_standard_input(self, terminal: Terminal, notebook: Path, typed: Typed) -> None:
        typed("“The ruler helps.”\n".encode())
        told = terminal("record", notebook, "--kind", "views_given", "--pupil", UPN, "--set", "voice=pupil", "--set", "given_on=2026-11-02",
                        "--set", "working=-")
        assert told.status == 0, told.err
        assert "ruler" in terminal("search", notebook, "ruler").out

    @pytest.mark.parametrize(("words", "says"), [
        (score("colour=blue"), "There is no field ‘colour’: measure has the fields instrument (text, needed), edition (text),"),
        (("--kind", "measure", "--pupil", UPN, "--set", "value=84"), "Give instrument, taken_on with --set"),
        (("--kind", "measure"), "Say whose record it is with --pupil UPN."),
        (("--kind", "staff_member", "--pupil", UPN), "Member of staff belongs to the school"),
        (("--kind", "poem"), "--kinds` lists them"), ((), "--kinds` lists them"),
        (("--kind", "story_entry"), "`sendco-desk note` writes in the story."),
        (score("words"), "give each --set as FIELD=VALUE"), (score("value=85"), "value is given twice"),
        (score("note=-", "part=-"), "Only one field"),
    ])
    def test_wrong_fields_and_kinds_are_wrong_usage(self, terminal: Terminal, notebook: Path, words: tuple[str, ...], says: str) -> None:
        told = terminal("record", notebook, *words)
        assert told.status == 2 and says in told.err

    @pytest.mark.parametrize(("more", "says"), [
        ("likely_percent=many", "Give likely_percent as a whole number."), ("exam_access=perhaps", "Say yes or no for exam_access."),
        ("document=7", "Give document as an id"), ("document=00000000-0000-0000-0000-000000000009", "There is no document with the id"),
        ("score_kind=stars", "Choose the kind of score from the list."),
    ])
    def test_what_the_record_does_not_take_is_refused(self, terminal: Terminal, notebook: Path, more: str, says: str) -> None:
        told = terminal("record", notebook, *score(more))
        assert told.status == 1 and says in told.err

    def test_another_pupils_record_cannot_be_named(self, terminal: Terminal, notebook: Path, there: Filled) -> None:
        desk = open_desk(notebook, PASSPHRASE)
        other = next(row.pupil for row in desk.pupils.rows() if row.pupil.id != there.pupil)
        desk.pupils.save(replace(other, upn="A801200005002"))
        desk.close()
        told = terminal("record", notebook, "--kind", "outcome", "--pupil", "A801200005002", "--set", f"cycle={there.open_cycle}", "--set", "words=x")
        assert told.status == 1 and "another pupil’s record" in told.err

    def test_the_deed_of_a_kind_decides_as_in_the_window(self, terminal: Terminal, notebook: Path, there: Filled) -> None:
        told = terminal("record", notebook, "--kind", "outcome", "--pupil", UPN, "--set", f"cycle={there.closed_cycle}", "--set", "words=x")
        assert told.status == 1 and "This cycle is closed" in told.err
        assert terminal("record", notebook, "--kind", "staff_member", "--set", "name=Mr Made-up Heron").status == 0

    @pytest.mark.parametrize(("kind", "fields"), [
        ("need_statement", ("area=semh", "words=x", "since=2026-11-02")),
        ("support_cycle", ("number=3", "starts_on=2027-01-04", "review_due_on=2027-04-01")),
        ("one_page_profile", ("made_on=2026-11-20", "support=Show me first")),
        ("meeting", ("meeting_kind=parents", "held_at=2026-11-20 15:00")),
    ])
    def test_kinds_with_deeds_of_their_own_are_added_too(
        self, terminal: Terminal, notebook: Path, there: Filled, kind: str, fields: tuple[str, ...],
    ) -> None:
        told = terminal("record", notebook, "--kind", kind, "--pupil", UPN, *(word for one in fields for word in ("--set", one)))
        assert told.status == 0, told.err

    def test_a_run_takes_its_days_and_a_place_in_it(self, terminal: Terminal, notebook: Path) -> None:
        given = ("name=Made-up group", "minutes=20", "times_a_week=2", "weekdays=mon, wed", "starts_on=2026-11-02", "ends_on=2026-12-11")
        run = terminal.json("record", notebook, "--kind", "provision_run", *(word for one in given for word in ("--set", one)))["id"]
        place = ("record", notebook, "--kind", "provision_place", "--pupil", UPN, "--set", f"run={run}", "--set", "starts_on=2026-11-02", "--set")
        assert terminal(*place, "ends_on=2026-12-11").status == 0
        assert "already" in terminal(*place, "ends_on=2026-12-11").err

    @pytest.mark.parametrize("days", ["mon,wed,fri", "mon wed fri", "Mon, Wed, , Fri"])
    def test_days_of_the_week_are_given_with_commas_or_spaces_between(self, days: str) -> None:
        assert value_of(tuple, days, "weekdays", datetime(2026, 11, 23, 9, 0, tzinfo=UTC)) == ("mon", "wed", "fri")

    def test_a_day_of_the_week_that_there_is_not_is_refused_with_how_to_give_it(self, terminal: Terminal, notebook: Path) -> None:
        given = ("name=Made-up group", "minutes=20", "times_a_week=2", "weekdays=Monday", "starts_on=2026-11-02", "ends_on=2026-12-11")
        told = terminal("record", notebook, "--kind", "provision_run", *(word for one in given for word in ("--set", one)))
        assert told.status == 1
        assert "Give weekdays as mon, tue, wed, thu, fri, with commas or spaces between, such as mon,wed,fri." in told.err

    def test_the_kinds_and_their_fields_are_listed(self, terminal: Terminal, notebook: Path) -> None:
        kinds = {kind["kind"]: kind for kind in terminal.json("record", notebook, "--kinds")["kinds"]}
        assert set(kinds) | {kind.KIND for kind in OTHERWISE} == {kind.KIND for kind in KINDS}
        assert {"name": "taken_on", "holds": "day", "needed": True} in kinds["measure"]["fields"]
        assert "measure has the fields instrument (text, needed)" in terminal("record", notebook, "--kinds").out

    def test_every_field_of_every_kind_can_be_read_from_text(self) -> None:
        now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
        samples = {str: "x", int: "-3", bool: "no", date: "2026-11-02", datetime: "2026-11-02 15:05", tuple: "mon, , wed"}
        for kind in ADDABLE:
            for asked in fields_asked(kind):
                text = samples.get(asked.holds, "00000000-0000-0000-0000-000000000009")
                assert isinstance(value_of(asked.holds, text, asked.name, now), asked.holds)


class TestCouncilForm:
    """`sendco-desk form --council-form`."""

    @pytest.fixture
    def form(self, tmp_path: Path) -> Path:
        """A council's form as a file."""
        path = tmp_path / "request.docx"
        path.write_bytes(council_form())
        return path

    @pytest.fixture
    def case(self, notebook: Path, there: Filled) -> str:
        desk = open_desk(notebook, PASSPHRASE, clock=lambda: datetime(2026, 11, 23, 9, 0, tzinfo=UTC))
        try:
            found, _ = desk.casework.open_case(desk.pupils.by_upn(UPN).id, authority="Marlshire County Council")
        finally:
            desk.close()
        return str(found)

    def test_its_fields_are_listed_as_a_mapping_is_written(self, terminal: Terminal, notebook: Path, case: str, form: Path) -> None:
        told = terminal("form", notebook, "--council-form", form, "--case", case, "--fields", *ON)
        assert told.status == 0, told.err
        assert "PupilName = pupil.legal_name (guessed)" in told.out
        assert "Ref =   # The form’s maker has locked it." in told.out
        fields = terminal.json("form", notebook, "--council-form", form, "--case", case, "--fields", *ON)
        assert fields["form"] == "request"
        assert [row["field"] for row in fields["fields"]][:2] == ["PupilName", "Date of birth"]

    def test_it_is_filled_from_a_case_with_a_mapping_and_kept(
        self, terminal: Terminal, notebook: Path, case: str, form: Path, tmp_path: Path,
    ) -> None:
        mapping, out = tmp_path / "map.txt", tmp_path / "filled.docx"
        mapping.write_text("# ours\nPupilName = pupil.known_name\nSchool name = -\n", encoding="utf-8")
        fields = terminal.json("form", notebook, "--council-form", form, "--case", case, "--mapping", mapping, "--out", out, "--keep", *ON)
        assert fields["kept"] is True
        assert {"field": "School name", "why_not": "It is left for somebody to fill in by hand."} in fields["left"]
        assert {one.key: one.now for one in fields_job(out.read_bytes())}["School name"] == ""
        again = terminal("form", notebook, "--council-form", form, "--case", case, "--out", out)
        assert again.status == 1
        assert "choose another name" in again.err

    def test_a_form_that_is_kept_is_named_and_one_past_its_day_says_so(
        self, terminal: Terminal, notebook: Path, case: str, form: Path, tmp_path: Path,
    ) -> None:
        desk = open_desk(notebook, PASSPHRASE, clock=lambda: datetime(2026, 11, 23, 9, 0, tzinfo=UTC))
        desk.council_forms.add(form, desk.profiles.for_case(UUID(case)).id, name="Stage 1", valid_to=date(2025, 4, 10))
        desk.close()
        told = terminal("form", notebook, "--council-form", "stage 1", "--case", case, "--out", tmp_path / "filled.docx", *ON)
        assert told.status == 0, told.err
        assert "fields filled" in told.out
        assert "The council took this form only until Thu 10 Apr 2025 and may send it back" in told.out
        assert "Wilk" not in told.out

    def test_every_value_that_can_go_into_a_form_is_listed(self, terminal: Terminal, notebook: Path) -> None:
        told = terminal("form", notebook, "--values")
        assert told.status == 0
        assert "pupil.upn" in told.out and "UPN (words)" in told.out

    @pytest.mark.parametrize(("words", "status", "says"), [
        ((), 2, "Say with --kind which form it is"), (("--kind", "register"), 2, "Say with --out"),
        (("--kind", "register", "--case", "1"), 2, "--case belongs to a council’s own form"),
        (("--council-form", "x.docx"), 2, "Say with --case"), (("--council-form", "x.docx", "--case", "1"), 2, "--out"),
        (("--council-form", "x.docx", "--case", "999", "--fields"), 1, "There is no case 999"),
        (("--council-form", "x.docx", "--case", "CASE", "--fields"), 1, "There is no such file"),
        (("--council-form", "Other", "--case", "CASE", "--fields"), 1, "There is no form ‘Other’ here"),
        (("--council-form", "x.docx", "--case", "CASE", "--out", "x.pdf"), 1, "ends in .docx"),
        (("--council-form", "x.docx", "--case", "CASE", "--fields", "--mapping", "none.txt"), 1, "cannot be read as plain text"),
    ])
    def test_what_is_missing_or_wrong_is_said(
        self, terminal: Terminal, notebook: Path, case: str, words: tuple[str, ...], status: int, says: str,
    ) -> None:
        told = terminal("form", notebook, *(case if word == "CASE" else word for word in words))
        assert told.status == status
        assert says in told.err
