"""The parts of a pack in which the pupil and the parents speak: the one-page profile, and what each of them said."""

from collections.abc import Iterator

from sendco_desk.domain.codes import UNSHARED
from sendco_desk.domain.dates import shown
from sendco_desk.domain.documents import Document
from sendco_desk.domain.paper import Block, Heading, Paragraph, Run, said
from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.support_codes import GATHERED, VOICES, WHOSE_WORDS
from sendco_desk.domain.voices import OnePageProfile, ViewsGiven
from sendco_desk.services.pack_record import PackRecord, facts, joined, quiet
from sendco_desk.services.voices import VIEW_PARTS, profile_blocks

OWN = frozenset({"pupil", "young_person"})
"""The voices of whoever the pack is about."""


def profile_there(record: PackRecord) -> OnePageProfile | None:
    """The version that held on the day."""
    kept = sorted(record.book.all(OnePageProfile, pupil=record.pupil), key=lambda profile: profile.made_on)
    return kept[-1] if kept else None


def profile_photo(record: PackRecord) -> Document | None:
    """The photograph on the profile, where it may be shown."""
    profile = profile_there(record)
    kept = record.book.find(Document, profile.photo) if profile is not None and profile.photo and record.opened is not None else None
    return kept if kept is not None and (kept.sharing_basis != UNSHARED or kept.id in record.going) else None


def profile_part(record: PackRecord) -> Iterator[Block]:
    """The profile, box by box, without the boxes that nothing is written in; of its photograph only the place, which the worker fills."""
    profile = profile_there(record)
    if profile is not None:
        made_with = f" with {profile.made_with}" if profile.made_with else ""
        yield quiet(f"Made on {shown(profile.made_on)}{made_with}.")
        yield from profile_blocks(profile, record.book.get(Pupil, record.pupil), b"" if profile_photo(record) else None, empty=False)


def views_part(record: PackRecord) -> Iterator[Block]:
    """What was said, word for word: the pupil first, and of each the latest first."""
    given = sorted(record.book.all(ViewsGiven, pupil=record.pupil), key=lambda one: one.given_on, reverse=True)
    for views in sorted(given, key=lambda one: one.voice not in OWN):
        yield Heading(text=views.called)
        yield from views_blocks(record, views)


def views_blocks(record: PackRecord, views: ViewsGiven) -> Iterator[Block]:
    """Whose they are, how they were gathered and in whose words, then each part beside its title: a panel reads a term on one page."""
    how = GATHERED[views.gathered] + (f", by {views.gathered_by}" if views.gathered_by else "")
    told = " · ".join((views.person or VOICES[views.voice], how, WHOSE_WORDS[views.whose_words]))
    original = record.source(views.scan)
    named = (Run(text="The original: "), *original) if original else ()
    yield Paragraph(runs=joined((said(told), named), " · "), quiet=True, keeps=True)
    yield from facts(*((title, getattr(views, name).strip()) for name, title in VIEW_PARTS.items() if getattr(views, name).strip()))
