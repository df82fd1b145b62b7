"""The parts of a pack that are papers of their own: the pupil's plan with what is to change in it, and the evidence for exam access."""

from collections.abc import Iterator
from dataclasses import replace

from sendco_desk.domain.measures import Measure
from sendco_desk.domain.paper import Block, Paragraph, text_of
from sendco_desk.domain.plans import PlanVersion
from sendco_desk.services.access_evidence import AccessEvidence, access_paper, gathered
from sendco_desk.services.pack_record import PackRecord, facts
from sendco_desk.services.plan_sections import KEY, PlanBook, section_blocks
from sendco_desk.services.school import SchoolDeeds
from sendco_desk.services.workshop import Workshop

# The plan


def plan_there(record: PackRecord) -> PlanVersion | None:
    """The version that was the latest on the day."""
    versions = sorted(record.book.all(PlanVersion, pupil=record.pupil), key=lambda version: version.dated_on)
    return versions[-1] if versions else None


def plan_part(record: PackRecord) -> Iterator[Block]:
    """The latest version section by section; what it changes is marked in its own place. A section without words is left out."""
    version, plans = plan_there(record), PlanBook(record.book, SchoolDeeds(record.book), Workshop())
    if version is None:
        return
    base = plans.base_of(version)
    yield from facts(
        ("Version", version.called), ("Compared with", base.called if base else ""), ("Copied from", record.source(version.document)),
        ("Note", version.note),
    )
    if base is not None:
        yield Paragraph(runs=KEY)
    for section, runs in plans.compare(version, base).items():
        if runs:
            yield from section_blocks(section, runs, compared=base is not None)


# Exam access


def access_there(record: PackRecord) -> AccessEvidence:
    """What is marked as evidence; a document is named only as it may be in this pack."""
    rows = [
        replace(row, source=text_of(record.source(row.measure.document, row.measure.page)))
        for group in record.measuring.scores(record.pupil) for row in group.rows if row.measure.exam_access
    ]
    return gathered(record.book, record.pupil, rows)


def access_marked(record: PackRecord) -> bool:
    """Whether anything is marked as evidence; the story, which may be long, is read only where no score is."""
    if any(one.exam_access for one in record.book.all(Measure, pupil=record.pupil)):
        return True
    return not access_there(record).nothing


def access_part(record: PackRecord) -> Iterator[Block]:
    """The sheet of evidence, without what the pupil summary says already."""
    yield from access_paper(access_there(record), record.on).blocks[1:]
