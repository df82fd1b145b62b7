"""Views come out as they were given, in plain or easy print; a profile has a version for each day and says how much room its page has."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from PIL import Image
from pypdf import PdfReader

from sendco_desk.domain.documents import Document
from sendco_desk.domain.paper import Panels, Paper, Paragraph, words_of
from sendco_desk.domain.paper import said as say
from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.domain.voices import OnePageProfile, ViewsGiven
from sendco_desk.services.desk import Desk
from sendco_desk.services.documents import Filing
from sendco_desk.services.printing import paper_bytes
from sendco_desk.services.voices import Voices, lines_of
from tests.services.papers import WorksHere, picture_file, text_file

DAY = date(2026, 10, 5)


@pytest.fixture
def voices(desk: Desk) -> Voices:
    """The deeds, with pictures read in this process."""
    return replace(desk.voices, workshop=WorksHere())


@pytest.fixture
def views(kacper: Pupil) -> ViewsGiven:
    return ViewsGiven(
        id=uuid4(), pupil=kacper.id, voice="pupil", given_on=DAY, gathered="drawing", gathered_by="Ms Lark", whose_words="scribed",
        working="Maths with Sam. The quiet table!", not_working="Noise at lunch.", matters="• My cat\n- Otters\n", hopes="",
    )


@pytest.fixture
def profile(kacper: Pupil) -> OnePageProfile:
    return OnePageProfile(
        id=uuid4(), pupil=kacper.id, made_on=DAY, made_with="Ms Lark", appreciated="Kind\nFunny", important="Otters",
        support="Say it once, then wait.", aspirations="To be a vet.",
    )


def put_in(desk: Desk, pupil: UUID, path: Path) -> Document:
    return desk.documents.add_files(pupil, [path], Filing(received_on=DAY)).documents[0]


def words(paper: Paper) -> Iterator[str]:
    return (said for said in words_of(paper) if said)


def test_views_stand_newest_first_with_the_title_of_their_scan(desk: Desk, voices: Voices, views: ViewsGiven, tmp_path: Path) -> None:
    scan = put_in(desk, views.pupil, text_file(tmp_path, "My drawing.txt"))
    voices.save(replace(views, scan=scan.id))
    later, same_day = replace(views, id=uuid4(), given_on=date(2026, 11, 2)), replace(views, id=uuid4(), voice="parent")
    assert voices.save(later) == {"views_given"}
    voices.save(same_day)
    assert [said.id for said in voices.views(views.pupil)] == [later.id, same_day.id, views.id]
    assert [said.scan_title for said in voices.views(views.pupil)] == ["", "", "My drawing"]


def test_views_that_are_changed_are_still_one_and_undo_gives_the_old_words_back(desk: Desk, voices: Voices, views: ViewsGiven) -> None:
    voices.save(views)
    voices.save(replace(views, hopes="A friend."))
    assert desk.finding.undoable() == "Changed views that were given"
    desk.finding.undo()
    assert [said.views for said in voices.views(views.pupil)] == [views]


def test_the_scan_must_be_among_the_same_pupils_documents(desk: Desk, voices: Voices, views: ViewsGiven, tmp_path: Path) -> None:
    other = Pupil(id=uuid4(), legal_forename="Leila", legal_surname="Ashgrove")
    desk.pupils.add(other)
    scan = put_in(desk, other.id, text_file(tmp_path))
    for wrong in (scan.id, uuid4()):
        with pytest.raises(Refused, match="this pupil’s documents") as refusal:
            voices.save(replace(views, scan=wrong))
        assert refusal.value.field == "scan"


def test_the_paper_says_whose_words_they_are_and_leaves_out_what_was_not_asked(desk: Desk, voices: Voices, views: ViewsGiven, tmp_path: Path) -> None:
    scan = put_in(desk, views.pupil, text_file(tmp_path, "My drawing.txt"))
    said = list(words(voices.views_paper(replace(views, scan=scan.id, person="K."))))
    assert said[:4] == ["Fernhollow School", "Views of the pupil", "Kacper Wilk", "Given on Mon 5 Oct 2026"]
    assert said[4:12] == [
        "Whose views", "The pupil, K.", "How they were gathered", "By drawing or pictures, by Ms Lark", "In whose words",
        "Written down as they said it", "The original", "My drawing",
    ]
    assert said[12:-1] == [
        "What is working", "Maths with Sam. The quiet table!", "What is not working", "Noise at lunch.", "What matters", "My cat", "Otters",
    ]


def test_easy_print_gives_each_sentence_a_line_and_each_part_a_box(voices: Voices, views: ViewsGiven) -> None:
    paper = voices.views_paper(views, easy_read=True)
    assert paper.easy_read
    boxes = [block for block in paper.blocks if isinstance(block, Panels)]
    assert [box.panels[0].title for box in boxes] == ["What goes well for me", "What is hard for me", "What matters to me"]
    assert list(words(replace(paper, blocks=tuple(boxes[:1]))))[4:-1] == ["What goes well for me", "Maths with Sam.", "The quiet table!"]
    assert paper.blocks[-1] == Paragraph(runs=say("Written down as they said it. By drawing or pictures."), quiet=True)
    assert b"%PDF" in paper_bytes(paper, "pdf")[:8]


def test_easy_print_can_leave_room_for_pictures_and_speaks_for_a_family_as_a_family(voices: Voices, views: ViewsGiven) -> None:
    paper = voices.views_paper(replace(views, voice="both_parents"), easy_read=True, picture_room=True)
    boxes = [block for block in paper.blocks if isinstance(block, Panels)]
    assert [box.columns for box in boxes] == [2, 2, 2]
    assert {box.panels[1].title for box in boxes} == {"Room for a picture"}
    assert boxes[2].panels[0].title == "What matters to us"
    assert len(PdfReader(io.BytesIO(paper_bytes(paper, "pdf"))).pages) == 1


def test_marks_before_lines_are_not_words() -> None:
    assert lines_of("• One\n\n- Two\n-ish\n  Three ") == ("One", "Two", "-ish", "Three")


# Profiles


def test_a_profile_of_another_day_is_another_version_and_the_same_days_is_written_anew(desk: Desk, voices: Voices, profile: OnePageProfile) -> None:
    assert voices.current(profile.pupil) is None
    first, changed = voices.keep_profile(profile)
    assert changed == {"one_page_profile"}
    voices.keep_profile(replace(profile, aspirations="To be a baker."))
    second, _ = voices.keep_profile(replace(first, made_on=date(2026, 11, 9), aspirations="To sail."))
    assert [one.aspirations for one in voices.profiles(profile.pupil)] == ["To sail.", "To be a baker."]
    assert voices.current(profile.pupil) == second
    assert second.id != first.id
    assert desk.finding.undoable() == "A one-page profile"


def test_a_photograph_is_one_of_the_pupils_pictures(desk: Desk, voices: Voices, profile: OnePageProfile, tmp_path: Path) -> None:
    letter, picture = put_in(desk, profile.pupil, text_file(tmp_path)), put_in(desk, profile.pupil, picture_file(tmp_path))
    assert voices.pictures(profile.pupil) == [picture]
    with pytest.raises(Refused, match="pictures among") as refusal:
        voices.keep_profile(replace(profile, photo=letter.id))
    assert refusal.value.field == "photo"
    assert voices.keep_profile(replace(profile, photo=picture.id))[0].photo == picture.id


def test_a_photograph_comes_small_and_plain(desk: Desk, voices: Voices, profile: OnePageProfile, tmp_path: Path) -> None:
    large = Image.new("RGBA", (3000, 2000), (10, 90, 90, 120))
    large.save(tmp_path / "large.png")
    content = voices.photo(put_in(desk, profile.pupil, tmp_path / "large.png").id)
    with Image.open(io.BytesIO(content)) as made:
        assert (made.format, made.size, made.mode) == ("JPEG", (900, 600), "RGB")
    broken = tmp_path / "broken.png"
    broken.write_bytes((tmp_path / "large.png").read_bytes()[:200])
    with pytest.raises(Refused, match="damaged"):
        voices.photo(put_in(desk, profile.pupil, broken).id)


def test_a_photograph_that_brings_the_reader_down_is_refused_in_words(desk: Desk, profile: OnePageProfile, tmp_path: Path) -> None:
    class Falls(WorksHere):
        def run(self, *args: object, **more: object) -> bytes:  # type: ignore[override]
            raise Trouble("The worker died.")

    document = put_in(desk, profile.pupil, picture_file(tmp_path))
    with pytest.raises(Refused, match="Choose another picture, or none") as refusal:
        replace(desk.voices, workshop=Falls()).photo(document.id)
    assert refusal.value.field == "photo"


def test_the_profile_is_one_page_with_its_boxes_in_order(desk: Desk, voices: Voices, profile: OnePageProfile, tmp_path: Path) -> None:
    photo = voices.photo(put_in(desk, profile.pupil, picture_file(tmp_path)).id)
    said = list(words(voices.profile_paper(profile, photo)))
    assert said[:4] == ["Fernhollow School", "Kacper Wilk", "One-page profile · 7F", "Made on Mon 5 Oct 2026 with Ms Lark"]
    assert said[4:-1] == [
        "Me", "Photograph of Kacper Wilk", "What people appreciate about me", "Kind", "Funny", "What is important to me", "Otters",
        "How best to support me", "Say it once, then wait.", "My hopes", "To be a vet.",
    ]
    pages = PdfReader(io.BytesIO(paper_bytes(voices.profile_paper(profile, photo), "pdf"))).pages
    assert len(pages) == 1


@pytest.mark.parametrize("easy_read", [False, True])
def test_the_room_left_shrinks_by_a_line_for_each_line_until_it_does_not_fit(voices: Voices, profile: OnePageProfile, easy_read: bool) -> None:
    profile = replace(profile, easy_read=easy_read, made_with="", support="One")
    longer = [replace(profile, support="\n".join(["One"] * count)) for count in range(2, 60)]
    rooms = [voices.room_left(one) for one in longer]
    assert rooms[0] > 3 and rooms[-1] < 0
    assert all(1 <= before - after <= 2 for before, after in pairwise(rooms))
    last = max(one for one, room in enumerate(rooms) if room >= 0)
    assert paper_bytes(voices.profile_paper(longer[last]), "pdf")
    with pytest.raises(Refused, match="too long"):
        paper_bytes(voices.profile_paper(longer[last + 1]), "pdf")
