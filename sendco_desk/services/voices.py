"""What pupils and parents say, on paper as they said it; and the one-page profile, kept version by version and held to its one page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from sendco_desk.domain.changes import sentences
from sendco_desk.domain.codes import UNSHARED
from sendco_desk.domain.dates import shown
from sendco_desk.domain.documents import Document
from sendco_desk.domain.paper import Block, Facts, Heading, Listed, Panel, Panels, Paper, Paragraph, Photo, Runs, said
from sendco_desk.domain.progress import Report, unreported
from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.domain.support_codes import GATHERED, VOICES, WHOSE_WORDS
from sendco_desk.domain.voices import OnePageProfile, ViewsGiven
from sendco_desk.services.clockwork import Changed
from sendco_desk.services.school import SchoolDeeds
from sendco_desk.services.screened import UNNAMED, screened
from sendco_desk.services.workshop import Workshop

if TYPE_CHECKING:
    from sendco_desk.packs.source import Source
    from sendco_desk.store.notebook import Notebook

VIEW_PARTS = {"working": "What is working", "not_working": "What is not working", "matters": "What matters", "hopes": "Hopes"}
"""The parts of somebody's views and their headings."""
EASY_PARTS = {
    True: {"working": "What goes well for me", "not_working": "What is hard for me", "matters": "What matters to me", "hopes": "What I hope for"},
    False: {"working": "What goes well", "not_working": "What is hard", "matters": "What matters to us", "hopes": "What we hope for"},
}
"""The same in easy words: the pupil's own, and those of the family."""
PROFILE_PARTS = {
    "appreciated": "What people appreciate about me", "important": "What is important to me", "support": "How best to support me",
    "aspirations": "My hopes",
}
"""The parts of a one-page profile and their headings, in the order in which they are read."""
PHOTO_WIDTH = 42.0
"""Millimetres."""
SECONDS, BYTES = 60.0, 2_000_000_000
"""What one photograph may ask of the machine."""
NO_PHOTO = "The photograph cannot be read. Choose another picture, or none."


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Views with the title of the document that shows the original."""

    views: ViewsGiven
    scan_title: str = ""

    @property
    def id(self) -> UUID:
        """Whose row it is."""
        return self.views.id


def _photo_job(source: "Source", report: Report) -> bytes:
    """Runs in a worker process."""
    from sendco_desk.packs.portrait import portrait

    return portrait(source)


@dataclass(frozen=True, slots=True)
class Voices:
    """Deeds with views and profiles."""

    book: "Notebook"
    school: SchoolDeeds
    workshop: Workshop

    # Views

    def views(self, pupil: UUID) -> list[Said]:
        """Everything that was said, newest first."""
        titles = {document.id: document.title for document in self.book.all(Document, pupil=pupil)}
        given = sorted(self.book.all(ViewsGiven, pupil=pupil), key=lambda views: views.given_on)
        return [Said(views=views, scan_title=titles.get(views.scan, "") if views.scan else "") for views in given[::-1]]

    def save(self, views: ViewsGiven) -> Changed:
        """Keep somebody's views. Raises Refused for a scan that is not among the pupil's documents."""
        scan = self.book.find(Document, views.scan) if views.scan else None
        if views.scan and (scan is None or scan.pupil != views.pupil):
            raise Refused("Choose the scan from this pupil’s documents, or none.", field="scan")
        there = self.book.find(ViewsGiven, views.id)
        with self.book.writing("Changed views that were given" if there else "Recorded somebody’s views", views.pupil) as page:
            page.put(views)
        return page.changed

    def views_paper(self, views: ViewsGiven, *, easy_read: bool = False, picture_room: bool = False) -> Paper:
        """Somebody's views as a paper, word for word. ``easy_read`` gives each part a box and each sentence a line of its own, in large type;
        ``picture_room`` leaves a space beside each box, to draw in.
        """
        pupil = self.book.get(Pupil, views.pupil)
        scan = screened(self.book, views.pupil).find(Document, views.scan) if views.scan else None
        titled = "" if scan is None else UNNAMED if scan.sharing_basis == UNSHARED else scan.title
        whose = VOICES[views.voice][0].lower() + VOICES[views.voice][1:]
        about = (f"{pupil.known_name}", f"Given on {shown(views.given_on)}")
        blocks = easy_views(views, picture_room) if easy_read else plain_views(views, titled)
        return Paper(
            title=f"Views of {whose}", school=self.school.school().name, about=about, blocks=tuple(blocks), easy_read=easy_read,
            foot=f"{pupil.known_name} · Views of {whose}, {shown(views.given_on)}",
        )

    # One-page profiles

    def profiles(self, pupil: UUID) -> list[OnePageProfile]:
        """Every version, the one that holds now first."""
        return sorted(self.book.all(OnePageProfile, pupil=pupil), key=lambda profile: profile.made_on)[::-1]

    def current(self, pupil: UUID) -> OnePageProfile | None:
        """The version that holds now."""
        return next(iter(self.profiles(pupil)), None)

    def keep_profile(self, profile: OnePageProfile) -> tuple[OnePageProfile, Changed]:
        """Keep it as the version of its day. Another day makes another version and both stay; the same day's is written anew.

        Raises Refused for a photograph that is no picture among the pupil's documents.
        """
        if profile.photo and profile.photo not in {picture.id for picture in self.pictures(profile.pupil)}:
            raise Refused("Choose the photograph from the pictures among this pupil’s documents, or none.", field="photo")
        same_day = next((one for one in self.profiles(profile.pupil) if one.made_on == profile.made_on), None)
        kept = replace(profile, id=same_day.id if same_day else uuid4())
        with self.book.writing("Changed the one-page profile" if same_day else "A one-page profile", profile.pupil) as page:
            page.put(kept)
        return kept, page.changed

    def pictures(self, pupil: UUID) -> list[Document]:
        """The pupil's documents that are pictures, newest first."""
        kept = [document for document in self.book.all(Document, pupil=pupil) if document.media_type.startswith("image/")]
        return sorted(kept, key=lambda document: document.received_on, reverse=True)

    def photo(self, document: UUID, report: Report = unreported) -> bytes:
        """A picture among the documents as a small plain JPEG, made in the worker. Raises Refused where it cannot be read."""
        from sendco_desk.packs.source import Source
        from sendco_desk.store.attachments import open_attachment

        kept = self.book.get(Document, document)
        opener = partial(open_attachment, self.book.folder, self.book.keys, kept.attachment)
        source = Source(name=kept.file_name, open=opener, media_type=kept.media_type)
        try:
            return self.workshop.run(_photo_job, source, report=report, seconds=SECONDS, memory=BYTES)
        except Trouble as trouble:
            raise Refused(NO_PHOTO, field="photo") from trouble

    def profile_paper(self, profile: OnePageProfile, photo: bytes | None = None) -> Paper:
        """The profile as its one page. ``photo`` is what ``photo()`` gave for the document it names."""
        pupil = self.book.get(Pupil, profile.pupil)
        made = f"Made on {shown(profile.made_on)}" + (f" with {profile.made_with}" if profile.made_with else "")
        about = ("One-page profile" + (f" · {pupil.class_name}" if pupil.class_name else ""), made)
        return Paper(
            title=pupil.known_name, school=self.school.school().name, about=about, blocks=tuple(profile_blocks(profile, pupil, photo)),
            foot=f"{pupil.known_name} · One-page profile, {shown(profile.made_on)}", easy_read=profile.easy_read, one_page=True,
        )

    def lines_left(self, paper: Paper) -> int:
        """How many lines still fit on the page of a profile; below 0, how many it is too long."""
        from sendco_desk.packs.paper_pages import lines_left

        return lines_left(paper)

    def room_left(self, profile: OnePageProfile, photo: bytes | None = None) -> int:
        """The same for a profile as it stands."""
        return self.lines_left(self.profile_paper(profile, photo))


# What stands on the papers


def lines_of(text: str) -> tuple[str, ...]:
    """Each line that has words, without the dash or dot that somebody set before it."""
    return tuple(stripped for line in text.split("\n") if (stripped := line.strip().removeprefix("•").removeprefix("- ").strip()))


def plain_views(views: ViewsGiven, scan_title: str) -> Iterator[Block]:
    """How they were gathered, and then each part under its heading."""
    facts = [
        ("Whose views", VOICES[views.voice] + (f", {views.person}" if views.person else "")),
        ("How they were gathered", GATHERED[views.gathered] + (f", by {views.gathered_by}" if views.gathered_by else "")),
        ("In whose words", WHOSE_WORDS[views.whose_words]), ("The original", scan_title),
    ]
    yield Facts(rows=tuple((label, said(words)) for label, words in facts if words))
    for name, title in VIEW_PARTS.items():
        if lines := lines_of(getattr(views, name)):
            yield Heading(text=title)
            yield from (Paragraph(runs=said(line)) for line in lines)


def easy_views(views: ViewsGiven, picture_room: bool) -> Iterator[Block]:
    """A box for each part, in it each sentence on a line of its own."""
    titles = EASY_PARTS[views.voice in ("pupil", "young_person")]
    boxes = [
        Panel(title=title, blocks=points([sentence for line in lines_of(getattr(views, name)) for sentence in sentences(line)]))
        for name, title in titles.items() if getattr(views, name).strip()
    ]
    space = Panel(title="Room for a picture", blocks=())
    for box in boxes:
        yield Panels(panels=(box, space) if picture_room else (box,), columns=2 if picture_room else 1)
    told = f"{WHOSE_WORDS[views.whose_words]}. {GATHERED[views.gathered]}."
    yield Paragraph(runs=said(told), quiet=True)


def points(lines: Sequence[str]) -> tuple[Block, ...]:
    """One line as it is, several as points."""
    if len(lines) < 2:
        return tuple(Paragraph(runs=said(line)) for line in lines)
    listed: tuple[Runs, ...] = tuple(said(line) for line in lines)
    return (Listed(points=listed),)


def profile_blocks(profile: OnePageProfile, pupil: Pupil, photo: bytes | None, *, empty: bool = True) -> Iterator[Block]:
    """The boxes in the order in which they are read, the photograph first; those in which nothing is written only where ``empty`` is so."""
    written = {title: lines_of(getattr(profile, name)) for name, title in PROFILE_PARTS.items()}
    boxes = [Panel(title=title, blocks=points(told)) for title, told in written.items() if told or empty]
    if photo is not None:
        shows = Photo(content=photo, alt=f"Photograph of {pupil.known_name}", width=PHOTO_WIDTH)
        yield Panels(panels=(Panel(title="Me", blocks=(shows,)), boxes[0]))
        boxes = boxes[1:]
    yield from (Panels(panels=(box,), columns=1) for box in boxes)
