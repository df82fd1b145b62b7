"""A pack from a snapshot: what is written meanwhile is not in it, what has not changed is not turned again, and Cancel leaves nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID, uuid4

import pytest

from sendco_desk.domain.progress import Report, unreported
from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.refusals import Cancelled, Refused
from sendco_desk.packs.enclosed import not_printed
from sendco_desk.packs.source import Converted, Handling, Outcome, Source, path_source
from sendco_desk.services.desk import Desk
from sendco_desk.services.documents import Filing
from sendco_desk.services.kept_pages import KeptPages
from sendco_desk.services.pack_snapshot import PackSnapshots
from sendco_desk.services.packing import PackChoices
from sendco_desk.services.previewing import Previews
from sendco_desk.services.workshop import Workshop
from tests.packs.test_originals import signed_pdf
from tests.services.papers import WorksHere, pdf_file, text_file

T = TypeVar("T")
ON = date(2026, 11, 23)


@dataclass(slots=True)
class Counts(WorksHere):
    """Runs each job at once, and notes which."""

    jobs: list[str] = field(default_factory=list)

    def run(self, job: Callable[..., T], *args: Any, report: Report = unreported, seconds: float = 0, memory: int = 0) -> T:
        self.jobs.append(job.__name__)
        return WorksHere.run(self, job, *args, report=report)

    @property
    def turned(self) -> int:
        """How often a document was turned into pages."""
        return self.jobs.count("_convert_job")


@pytest.fixture
def works() -> Counts:
    return Counts()


@pytest.fixture
def snapshots(desk: Desk, works: Counts) -> PackSnapshots:
    return PackSnapshots(replace(desk.packs, workshop=works), works, Previews(desk.keyring.book, works), KeptPages(works))


@pytest.fixture
def case(desk: Desk, kacper: Pupil, tmp_path: Path) -> UUID:
    """A case with two documents, the second of three pages."""
    deeds = replace(desk.documents, workshop=WorksHere())
    for number, path in enumerate((text_file(tmp_path, "letter.txt"), pdf_file(tmp_path, "report.pdf", pages=3)), 1):
        deeds.add_files(kacper.id, [path], Filing(received_on=ON, sharing_basis="agreed", dated_on=date(2026, 9, number)))
    return desk.casework.open_case(kacper.id, authority="Marlshire County Council")[0]


@pytest.fixture
def choices(desk: Desk, case: UUID) -> PackChoices:
    return desk.layouts.choices(desk.layouts.layout(case), desk.packs.parts(case, ON))


def papers(desk: Desk, case: UUID) -> Sequence[UUID]:
    return [document.id for document in desk.packs.documents(case)]


def test_the_pages_to_look_at_are_those_that_would_be_made(
    desk: Desk, snapshots: PackSnapshots, case: UUID, choices: PackChoices, tmp_path: Path,
) -> None:
    letter, report = papers(desk, case)
    snapshot = snapshots.take(case, replace(choices, password="heron", most_bytes=1), ON)
    look = snapshots.look(snapshot)
    assert look.opened.pages == look.manifest.pages
    assert look.firsts[report] == look.firsts[letter] + 1
    assert (look.counts[report], look.firsts["front"], look.firsts["last"]) == (3, 1, look.manifest.pages)
    assert look.size > 1000
    plain = snapshots.take(case, choices, ON)
    made = snapshots.make(plain, tmp_path / "pack.pdf")
    assert made.pages == look.manifest.pages
    assert all(check.ok for check in snapshots.checks(made, tmp_path / "pack.pdf"))


def test_only_what_has_changed_is_turned_into_pages_again(
    desk: Desk, snapshots: PackSnapshots, works: Counts, case: UUID, choices: PackChoices, tmp_path: Path,
) -> None:
    _, report = papers(desk, case)
    snapshots.look(snapshots.take(case, choices, ON))
    assert works.turned == 2
    snapshots.make(snapshots.take(case, choices, ON), tmp_path / "pack.pdf")
    assert works.turned == 2
    upright = replace(choices, handling={report: Handling(turns=((1, 180),))})
    snapshots.make(snapshots.take(case, upright, ON), tmp_path / "pack.pdf")
    assert works.turned == 3


def test_only_the_newest_pages_to_look_at_are_kept_and_nothing_when_the_desk_closes(
    snapshots: PackSnapshots, works: Counts, case: UUID, choices: PackChoices,
) -> None:
    for _ in range(2):
        snapshots.look(snapshots.take(case, choices, ON))
    shelf = works.shelf()
    assert len(list(shelf.glob("look-*.pdf"))) == 1
    works.close()
    assert not shelf.exists()
    assert snapshots.look(snapshots.take(case, choices, ON)).opened.pages
    assert works.turned == 4
    works.close()


def test_what_is_written_after_the_snapshot_is_not_in_the_pack(
    desk: Desk, snapshots: PackSnapshots, kacper: Pupil, case: UUID, choices: PackChoices, tmp_path: Path,
) -> None:
    from sendco_desk.packs.plan import Chronology

    desk.story.finish(kacper.id, entry_kind="note", happened_at=desk.clock(), words="Written before")
    snapshot = snapshots.take(case, choices, ON)
    desk.story.finish(kacper.id, entry_kind="note", happened_at=desk.clock(), words="Written meanwhile")
    desk.documents.remove(papers(desk, case)[0])
    story = next(part for part in snapshot.plan.parts if isinstance(part, Chronology))
    assert [row.words for row in story.rows] == ["Written before"]
    assert len(snapshots.make(snapshot, tmp_path / "pack.pdf").documents) == 2


def test_a_document_that_cannot_go_in_has_a_page_that_says_why(
    desk: Desk, snapshots: PackSnapshots, kacper: Pupil, case: UUID, tmp_path: Path,
) -> None:
    (tmp_path / "film.mp4").write_bytes(b"\x00\x00\x00\x18ftypmp42 made up")
    filing = Filing(received_on=ON, sharing_basis="agreed", dated_on=date(2026, 9, 1))
    film = replace(desk.documents, workshop=WorksHere()).add_files(kacper.id, [tmp_path / "film.mp4"], filing).documents[0].id
    chosen = desk.layouts.choices(desk.layouts.layout(case), desk.packs.parts(case, ON))
    look = snapshots.look(snapshots.take(case, chosen, ON))
    at = list(chosen.documents).index(film)
    assert look.counts[film] == 1
    assert look.firsts[chosen.documents[at + 1]] == look.firsts[film] + 1


def test_documents_are_told_of_one_by_one_as_they_are_ready(desk: Desk, snapshots: PackSnapshots, case: UUID, choices: PackChoices) -> None:
    told: list[tuple[int, int]] = []
    ready: list[UUID] = []
    asked = snapshots.to_turn(desk.packs.documents(case), choices)
    made = snapshots.turned(asked, lambda *step: told.append(step), lambda document, converted: ready.append(document))
    assert ready == list(papers(desk, case))
    assert [found.pages for found in made.values()] == [1, 3]
    assert (0, 2) in told and (1, 2) in told
    assert snapshots.turned(asked[:1])[ready[0]] == made[ready[0]]


def test_a_pack_of_nothing_is_refused(snapshots: PackSnapshots, case: UUID) -> None:
    with pytest.raises(Refused, match="Choose at least one part or one document"):
        snapshots.take(case, PackChoices(parts=(), documents=()), ON)


def test_pages_are_held_against_the_page_budget_that_is_chosen(snapshots: PackSnapshots) -> None:
    name = next(name for name in snapshots.budgets() if name == "tribunal-issue")
    rows = snapshots.metered(40, [("Core bundle", [("Plan", 86)]), ("Expert reports", [("Report", 16)]), ("Empty", [])], name)
    assert [row.said for row in rows] == [
        "Core bundle: 86 of 100 pages", "Expert report ‘Report’: 16 pages, 1 more than the 15 allowed", "Further evidence: 40 of 100 pages",
    ]
    assert snapshots.metered(0, [], name) == ()


class TestKept:
    """Pages that are kept."""

    def test_a_locked_document_is_tried_again_only_with_other_passwords(self, works: Counts, tmp_path: Path) -> None:
        import pikepdf

        plain = pdf_file(tmp_path)
        with pikepdf.open(plain) as pdf:
            pdf.save(tmp_path / "locked.pdf", encryption=pikepdf.Encryption(user="heron", owner="heron"))
        kept, source = KeptPages(works), path_source(tmp_path / "locked.pdf")
        for passwords in ((), (), ("heron",), ("heron",)):
            converted, = kept.converted([("locked", replace(source, passwords=passwords, password="".join(passwords)))])
        assert (converted.pages, works.turned) == (1, 2)
        works.close()

    def test_what_is_cancelled_half_way_leaves_no_folder(self, tmp_path: Path) -> None:
        class Stops(WorksHere):
            def run(self, job: Callable[..., T], *args: Any, report: Report = unreported, seconds: float = 0, memory: int = 0) -> T:
                raise Cancelled

        works: Workshop = Stops()
        source: Source = path_source(text_file(tmp_path))
        with pytest.raises(Cancelled):
            KeptPages(works).converted([("one", source)])
        assert [path.name for path in works.shelf().iterdir()] == ["held"]
        works.close()


def test_originals_of_signed_documents_do_not_stay_with_the_pages_that_are_looked_at(
    desk: Desk, snapshots: PackSnapshots, works: Counts, kacper: Pupil, case: UUID, tmp_path: Path,
) -> None:
    deeds = replace(desk.documents, workshop=WorksHere())
    deeds.add_files(kacper.id, [signed_pdf(tmp_path / "advice.pdf")], Filing(received_on=ON, sharing_basis="agreed"))
    choices = desk.layouts.choices(desk.layouts.layout(case), desk.packs.parts(case, ON))
    look = snapshots.look(snapshots.take(case, choices, ON))
    assert [kept.name.endswith("signed original.pdf") for kept in look.manifest.beside] == [True]
    assert [place.name for place in works.shelf().iterdir() if place.is_dir() and "originals" in place.name] == []


def test_a_file_inside_a_document_is_not_missing_where_it_goes_in_by_itself(snapshots: PackSnapshots) -> None:
    mail, report = uuid4(), uuid4()
    reason = not_printed(["report.pdf"])
    turned = {
        mail: Converted(
            name="m.eml", outcome=Outcome.PARTIAL, pdf=Path("m.pdf"), pages=1, reason=reason, attachments=("report.pdf",), attachment_prints=("ab",),
        ),
        report: Converted(name="report.pdf", outcome=Outcome.INCLUDED, pdf=Path("r.pdf"), pages=1, sha256="ab"),
    }
    assert snapshots.together(turned, {mail, report})[mail].reason is None
    assert snapshots.together(turned, {mail})[mail].reason == reason
    assert snapshots.together(turned, {report}) == turned
