"""The parts of a pack in which the pupil and the parents speak: the one-page profile, and what each of them said."""

from collections.abc import Iterator

from sendco_desk.domain.dates import shown
from sendco_desk.domain.paper import Block, Heading
from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.support_codes import GATHERED, VOICES, WHOSE_WORDS
from sendco_desk.domain.voices import OnePageProfile, ViewsGiven
from sendco_desk.services.pack_record import PackRecord, facts, quiet
from sendco_desk.services.voices import VIEW_PARTS, profile_blocks

OWN = frozenset({"pupil", "young_person"})
"""The voices of whoever the pack is about."""


def profile_there(record: PackRecord) -> OnePageProfile | None:
    """The version that held on the day."""
    kept = sorted(record.book.all(OnePageProfile, pupil=record.pupil), key=lambda profile: profile.made_on)
    return kept[-1] if kept else None


def profile_part(record: PackRecord) -> Iterator[Block]:
    """The profile, box by box, without its photograph and without the boxes that nothing is written in."""
    profile = profile_there(record)
    if profile is not None:
        made_with = f" with {profile.made_with}" if profile.made_with else ""
        yield quiet(f"Made on {shown(profile.made_on)}{made_with}.")
        yield from profile_blocks(profile, record.book.get(Pupil, record.pupil), None, empty=False)


def views_part(record: PackRecord) -> Iterator[Block]:
    """What was said, word for word: the pupil first, and of each the latest first."""
    given = sorted(record.book.all(ViewsGiven, pupil=record.pupil), key=lambda one: one.given_on, reverse=True)
    for views in sorted(given, key=lambda one: one.voice not in OWN):
        yield Heading(text=views.called)
        yield from views_blocks(record, views)


def views_blocks(record: PackRecord, views: ViewsGiven) -> Iterator[Block]:
    """Whose they are, how they were gathered and in whose words, then each part beside its title: a panel reads a term on one page."""
    yield from facts(
        ("Whose views", VOICES[views.voice] + (f", {views.person}" if views.person else "")),
        ("How they were gathered", GATHERED[views.gathered] + (f", by {views.gathered_by}" if views.gathered_by else "")),
        ("In whose words", WHOSE_WORDS[views.whose_words]), ("The original", record.source(views.scan)),
    )
    yield from facts(*((title, getattr(views, name).strip()) for name, title in VIEW_PARTS.items() if getattr(views, name).strip()))
