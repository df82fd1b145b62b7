"""Bundles with what lies inside their files, and with what is repeated among their e-mails."""

import json
from datetime import date
from pathlib import Path

import pytest

from sendco_desk.domain.refusals import Trouble
from sendco_desk.packs.manifest import Manifest
from sendco_desk.packs.plan import PackItem
from sendco_desk.packs.source import Converted, Outcome, path_source
from sendco_desk.services.bundling import bundle, manifest_text
from sendco_desk.services.inner_items import with_inside
from sendco_desk.services.repeats import pointed_out, repeated
from tests.packs.mail_samples import locked_zip, mail, pdf_of, write, zipped
from tests.services.papers import WorksHere

DAY = date(2026, 11, 23)
FIRST = "Dear Robin,\nwe are still waiting for the report that was promised\nfor the 20 February. When will it come?\n"
SECOND = "It comes next week.\n\nOn 3 Mar 2026 at 09:14, Jo wrote:\n" + "".join(f"> {line}\n" for line in FIRST.splitlines())


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A mail with an archive, the archive's text once more by itself, and an archive with a mail in it."""
    folder = tmp_path / "in"
    folder.mkdir()
    inner = mail("Earlier.", attached={"deep.txt": b"deep words"}, Subject="Earlier").as_bytes()
    write(folder, "a reply.eml", mail(attached={"report.txt": b"The report.", "same.txt": b"Held by itself."}).as_bytes())
    write(folder, "b same.txt", b"Held by itself.")
    write(folder, "c papers.zip", zipped({"mail/earlier.eml": inner, "report copy.txt": b"The report."}))
    return folder


def made(files: Path, **more: object) -> Manifest:
    return bundle([files], files.parent / "out.pdf", title="", parts=[], on=DAY, **more)  # type: ignore[arg-type]


def test_what_lies_inside_follows_its_carrier_and_nothing_is_there_twice(files: Path) -> None:
    manifest = made(files, inside=True)
    assert [(each.input, each.title) for each in manifest.documents] == [
        ("a reply.eml", "a reply"),
        ("a reply.eml / report.txt", "Attachment to ‘a reply’: report.txt"),
        ("b same.txt", "b same"),
        ("c papers.zip", "c papers"),
        ("c papers.zip / mail / earlier.eml", "From ‘c papers’: mail / earlier.eml"),
        ("c papers.zip / mail / earlier.eml / deep.txt", "Attachment to ‘earlier’: deep.txt"),
    ]
    assert {each.outcome for each in manifest.documents} == {Outcome.INCLUDED}
    assert manifest.documents[0].actions == ("2 files inside it are documents of this pack",)


def test_without_being_asked_what_lies_inside_is_named_and_left_out(files: Path) -> None:
    manifest = made(files)
    assert [(each.input, each.outcome) for each in manifest.documents] == [
        ("a reply.eml", Outcome.PARTIAL), ("b same.txt", Outcome.INCLUDED), ("c papers.zip", Outcome.PARTIAL),
    ]
    assert manifest.documents[2].attachments == ("mail / earlier.eml", "report copy.txt")
    assert "The file inside it is not printed: report.txt." in (manifest.documents[0].reason or "")


def test_a_password_is_tried_on_all_that_is_locked(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    write(folder, "a.zip", locked_zip({"minutes.txt": b"The minutes."}, b"secret"))
    write(folder, "b.pdf", pdf_of(["words"], user="secret"))
    assert [each.outcome.value for each in made(folder, inside=True, passwords=["nope", "secret"]).documents] == ["included"] * 3
    assert [each.outcome.value for each in made(folder, inside=True).documents] == ["refused"] * 2


def test_repeated_e_mails_are_said_in_the_manifest_and_kept(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    write(folder, "first.eml", mail(FIRST, Date="Tue, 3 Mar 2026 09:14:00 +0000").as_bytes())
    write(folder, "second.eml", mail(SECOND, Date="Wed, 4 Mar 2026 09:14:00 +0000").as_bytes())
    told = json.loads(manifest_text(made(folder)))["documents"]
    assert [each["outcome"] for each in told] == ["included", "included"]
    assert [each["findings"] for each in told] == [
        [{"noticed": "repeated", "words": "‘first’ is quoted whole in ‘second’.", "pages": []}], [],
    ]


def test_two_attachments_of_one_name_are_told_apart(tmp_path: Path) -> None:
    letter = mail(attached={"a.txt": b"one"})
    letter.add_attachment(b"two", maintype="text", subtype="plain", filename="a.txt")
    item = PackItem(title="x", source=path_source(write(tmp_path, "x.eml", letter.as_bytes())))
    assert [each.source.name for each in with_inside(WorksHere(), [item])] == ["x.eml", "x.eml / a.txt", "x.eml / (2) a.txt"]


class _DiesLooking(WorksHere):
    def run(self, job, *args, **more):  # type: ignore[no-untyped-def]
        if job.__name__ in ("look_job", "_repeated_job"):
            raise Trouble("It died.")
        return super().run(job, *args)


def test_a_carrier_that_brings_the_reader_down_stays_a_document(tmp_path: Path) -> None:
    item = PackItem(title="x", source=path_source(write(tmp_path, "x.zip", zipped({"a.txt": b"a"}))))
    assert with_inside(_DiesLooking(), [item]) == (item,)


def test_nothing_is_said_of_repeats_where_reading_takes_too_long(tmp_path: Path) -> None:
    source = path_source(write(tmp_path, "x.eml", mail(FIRST).as_bytes()))
    assert repeated(_DiesLooking(), {"x": ("x", source), "y": ("y", source)}) == {}


def test_one_document_alone_is_not_read_for_repeats(tmp_path: Path) -> None:
    assert repeated(_DiesLooking(), {"x": ("x", path_source(tmp_path / "not there.eml"))}) == {}


def test_what_cannot_be_read_is_passed_over_among_e_mails(tmp_path: Path) -> None:
    sources = [path_source(write(tmp_path, name, content)) for name, content in {
        "bad.pdf": b"%PDF-1.4 nothing", "words.txt": b"words", "a.eml": mail(FIRST).as_bytes(), "b.eml": mail(FIRST, Subject="Again").as_bytes(),
    }.items()]
    converted = [Converted(name=source.name, outcome=Outcome.INCLUDED) for source in sources]
    told = pointed_out(WorksHere(), ["bad", "words", "a", "b"], sources, converted)
    assert [[each.words for each in one.findings] for one in told] == [[], [], [], ["‘b’ is the same e-mail as ‘a’."]]
