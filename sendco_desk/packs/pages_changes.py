"""The page that says what changed since the pack that was sent before, for whoever has read that one."""

from collections.abc import Iterator

from sendco_desk.domain.dates import long_day
from sendco_desk.domain.pack_changes import PARTS_UNTOLD, SAME_DOCUMENTS, Changes, DocumentThen, PartThen, place_then
from sendco_desk.domain.paper import Block, Grid, Heading, Leads, Listed, Paragraph, Run, Runs, said


def changes_blocks(changes: Changes) -> Iterator[Block]:
    """What came, what went, what is another file, which parts say other words, and where each document of the earlier pack stands now."""
    before = "It went as numbered files in a ZIP." if changes.files else "Page numbers before are those of that pack."
    yield Paragraph(runs=said(f"Pack {changes.number} of this case was sent on {long_day(changes.sent_on)}. {before}"))
    if not changes.parts_told:
        yield Paragraph(runs=said(f"{SAME_DOCUMENTS} {PARTS_UNTOLD}" if changes.nothing else PARTS_UNTOLD))
    elif changes.nothing:
        yield Paragraph(runs=said("Nothing changed: the documents are the same, and so is every word of the parts made from the notebook."))
    yield from _listed("Documents that are new", [_now(one) for one in changes.added])
    yield from _listed(
        "Documents of which another file is in the pack now",
        [(*_now(one), *said(f"; it was {place_then(one.was)}")) for one in changes.replaced],
    )
    yield from _listed("Documents that are not in the pack any more", [_then(one) for one in changes.taken_out])
    yield from _listed("Documents that are called otherwise", [(*_now(one), *said(f"; it was called ‘{one.before}’")) for one in changes.renamed])
    yield from _listed("Parts that are new", [said(one.title) for one in changes.parts_added])
    yield from _listed("Parts that say other words than before", [_then(one) for one in changes.parts_changed])
    yield from _listed("Parts that are not in the pack any more", [_then(one) for one in changes.parts_taken_out])
    if changes.kept:
        yield Grid(
            caption="Where the documents of the earlier pack stand now", heads=("Document, and where it is now", "Before"),
            rows=tuple((_now(one), said(one.was)) for one in changes.kept), shares=(5, 1), figures=frozenset({1}),
        )


def _listed(heading: str, points: list[Runs]) -> Iterator[Block]:
    if points:
        yield Heading(text=heading)
        yield Listed(points=tuple(points))


def _then(one: DocumentThen | PartThen) -> Runs:
    return said(f"{one.title}, which was {place_then(one.was)}")


def _now(one: DocumentThen) -> Runs:
    return (Run(text=one.title, leads=Leads(document=one.key) if one.key is not None else None),)
