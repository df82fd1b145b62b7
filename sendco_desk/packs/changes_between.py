"""What a pack that is about to be made changes since one that was sent: documents that came or went, parts with other words."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2

from sendco_desk.domain.pack_changes import CHANGED, Changes, DocumentThen, PartThen
from sendco_desk.domain.refusals import Refused
from sendco_desk.packs.late_labels import PAGE
from sendco_desk.packs.manifest import Manifest
from sendco_desk.packs.pages import draw, lay_out
from sendco_desk.packs.pages_changes import changes_blocks
from sendco_desk.packs.pages_contents import Kind
from sendco_desk.packs.plan import PackItem, PackPlan, PaperPart
from sendco_desk.packs.redaction_search import veiled
from sendco_desk.packs.sent_facts import Earlier, SentDocument, SentPack, SentPart
from sendco_desk.packs.sent_files import is_archive, same_words, sent_files
from sendco_desk.packs.sent_pack import page_words, plain_words, sent_pack
from sendco_desk.packs.source import Converted, Outcome, sha256_of

NOT_NAMED = "A document that is not shared now"
_LED = re.compile(rf"\bpage(?: {PAGE})*(?!\w)")  # with a number that stands next to it, since the page’s own may have been taken away
_LONG = 10_000  # as many pages as any document that words may lead to the end of


def changes_of(plan: PackPlan) -> Changes | None:
    """What a plan changes since the pack sent before; None where it does not ask. Raises Refused where that pack cannot be read."""
    if plan.earlier is None:
        return None
    number, sent_on, sent = last_sent(plan.earlier)
    sent = replace(sent, documents=tuple(_told_now(one, plan.earlier) for one in sent.documents))
    return replace(changes(sent, plan, dict(plan.earlier.hashes)), number=number, sent_on=sent_on)


def _told_now(document: SentDocument, earlier: Earlier) -> SentDocument:
    """A document that was sent, by a title that may be told today."""
    return replace(document, title=NOT_NAMED if document.sha256 in earlier.unnamed else veiled(document.title, earlier.hushed))


def with_changes(plan: PackPlan) -> tuple[PackPlan, Changes | None]:
    """The plan with its page about what changed filled in, and what it says."""
    found = changes_of(plan)
    if found is None:
        return plan, None
    told = PaperPart(title=found.title, blocks=tuple(changes_blocks(found)))
    return replace(plan, parts=tuple(told if part.title.startswith(CHANGED) else part for part in plan.parts)), found


def placed(changes: Changes, manifest: Manifest) -> Changes:
    """The same with the pages that the documents have in the finished pack."""
    firsts: dict[tuple[str, str], list[int]] = {}
    for document in manifest.documents:
        if document.first_page is not None:
            firsts.setdefault((document.title, document.sha256), []).append(document.first_page)
    return changes.placed(firsts)


def last_sent(earlier: Earlier) -> tuple[int, date, SentPack]:
    """The pack sent last, all its volumes together, with its number and day. Pages sent alone to be slipped into it are passed over."""
    found: dict[int, SentPack] = {}
    number, sent_on = earlier.numbers[0], earlier.days[0]
    refusal: Refused | None = None
    for file, its_number, its_day in zip(earlier.files, earlier.numbers, earlier.days, strict=True):
        try:
            pack = sent_files(file) if is_archive(file) else sent_pack(file)
        except Refused as refused:
            if found:
                break
            if refused.field != "supplement":
                raise Refused(f"{refused.message} Or leave out the page about what changed.", field=refused.field) from refused
            refusal = refused
            continue
        if not found:
            number, sent_on, found = its_number, its_day, {pack.volume: pack}
        elif (pack.volumes, pack.total) == (next(iter(found.values())).volumes, next(iter(found.values())).total):
            found.setdefault(pack.volume, pack)
        if len(found) == next(iter(found.values())).volumes or 0 in found:
            break
    if not found:
        assert refusal is not None
        raise refusal
    packs = [found[volume] for volume in sorted(found)]
    whole = replace(
        packs[0], labels=tuple(label for pack in packs for label in pack.labels),
        documents=tuple(document for pack in packs for document in pack.documents),
        parts=tuple(part for pack in packs for part in pack.parts),
    )
    return number, sent_on, whole


def changes(sent: SentPack, plan: PackPlan, hashes: Mapping[str, str]) -> Changes:
    """Compare a sent pack with the plan of the next. ``hashes`` are those of the documents' files, by their keys, where they are known."""
    then = dict(enumerate(sent.documents))
    now = [(item, hashes.get(str(item.key), "") or sha256_of(item.source)) for item in plan.items]
    pairs: dict[int, SentDocument] = {}
    for same_file, same_title in ((True, True), (True, False), (False, True)):  # the surest likeness first, and none is taken twice
        for place, (item, sha256) in enumerate(now):
            found = [
                key for key, one in then.items()
                if (not same_file or one.sha256 == sha256) and (not same_title or _alike(one.title, item.title))
            ]
            if found and place not in pairs:
                pairs[place] = then.pop(found[0])
    same = {place for place, one in pairs.items() if one.sha256 == now[place][1]}
    return replace(
        _parts(sent, plan, pairs),
        added=tuple(_named(item, sha256) for place, (item, sha256) in enumerate(now) if place not in pairs),
        taken_out=tuple(DocumentThen(title=one.title or one.first.capitalize(), was=one.first) for one in then.values()),
        replaced=tuple(_pair(item, sha256, pairs[place]) for place, (item, sha256) in enumerate(now) if place in pairs and place not in same),
        kept=tuple(_pair(item, sha256, pairs[place]) for place, (item, sha256) in enumerate(now) if place in same),
    )


def _alike(one: str, other: str) -> bool:
    return one.split() == other.split()


def _named(item: PackItem, sha256: str) -> DocumentThen:
    return DocumentThen(title=" ".join(item.title.split()), key=item.key, sha256=sha256)


def _pair(item: PackItem, sha256: str, then: SentDocument) -> DocumentThen:
    named = _named(item, sha256)
    return replace(named, was=then.first, before="" if not then.title or _alike(then.title, item.title) else then.title)


def _parts(sent: SentPack, plan: PackPlan, pairs: Mapping[int, SentDocument]) -> Changes:
    before = {part.title: part for part in sent.parts if not part.title.startswith(CHANGED)}
    if sent.files and not sent.labels:
        return Changes(number=0, sent_on=plan.on, files=True, parts_told=False)
    words = dict(part_words(plan, [pairs.get(place) for place in range(len(plan.items))]))
    both = [PartThen(title=title, was=before[title].first) for title in words if title in before]
    like = same_words if sent.files else _same_but_pages if sent.volume else _same
    alike = {title: like(part, words[title]) for title, part in before.items() if title in words}
    return Changes(
        number=0, sent_on=plan.on, files=sent.files,
        parts_added=tuple(PartThen(title=title) for title in words if title not in before),
        parts_taken_out=tuple(PartThen(title=title, was=part.first) for title, part in before.items() if title not in words),
        parts_changed=tuple(part for part in both if not alike[part.title]),
        parts_kept=tuple(part for part in both if alike[part.title]),
    )


def _same(part: SentPart, words: str) -> bool:
    return part.words == words


def _same_but_pages(part: SentPart, words: str) -> bool:
    """In a pack of volumes what stands in another volume is no link, so that its page could not be told from the other words."""
    return _LED.sub("page", part.words) == _LED.sub("page", words)


def part_words(plan: PackPlan, then: Sequence[SentDocument | None]) -> Iterator[tuple[str, str]]:
    """Each generated part of a plan with the words it will print, drawn for this alone. ``then`` are its documents in the pack before.

    Words that lead to a page of a document depend on how many pages it has: as many as before, or enough for any.
    """
    drawn_parts = tuple(part for part in plan.parts if not part.title.startswith(CHANGED))
    if not drawn_parts:
        return
    converted = [
        Converted(name=item.source.name, outcome=Outcome.REFUSED, reason="")
        if one is not None and not one.pages
        else Converted(name=item.source.name, outcome=Outcome.INCLUDED, pdf=Path(), pages=len(one.pages) if one is not None else _LONG)
        for item, one in zip(plan.items, then, strict=True)
    ]
    layout = lay_out(replace(plan, parts=drawn_parts), converted, "", apart=True)
    drawn = draw(layout, plan, {})
    with pypdfium2.PdfDocument(drawn.pdf) as pdf:
        for key, entry in layout.entries:
            if entry.kind is Kind.GENERATED:
                start = drawn.starts[key]
                pages = range(start, start + layout.counts[key])
                boxes = {number: [link.rect for link in drawn.links if link.page == number] for number in pages}
                yield entry.title, plain_words("\n".join(page_words(pdf[number], 0.0, boxes[number]) for number in pages))
