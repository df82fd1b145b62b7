"""A bundle of loose files with what lies inside them: each attachment and member right behind its carrier, nothing twice."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import PurePath
from typing import TYPE_CHECKING

from sendco_desk.domain.progress import Report, unreported
from sendco_desk.domain.refusals import Trouble
from sendco_desk.services.documents import BYTES_TO_READ, SECONDS_TO_READ
from sendco_desk.services.inner_documents import MOST_LEVELS, Found, look_job
from sendco_desk.services.workshop import Workshop

if TYPE_CHECKING:
    from sendco_desk.packs.inner import Inner
    from sendco_desk.packs.plan import PackItem
    from sendco_desk.packs.source import Source


def _digests_job(sources: "Sequence[Source]", report: Report) -> tuple[str, ...]:
    """Runs in a worker process."""
    from sendco_desk.packs.source import sha256_of

    return tuple(sha256_of(source) for source in sources)


def with_inside(workshop: Workshop, items: "Sequence[PackItem]", report: Report = unreported) -> "tuple[PackItem, ...]":
    """The documents, and behind each that holds others those others, and behind them what they hold.

    What is there twice is taken once.
    """
    held = workshop.run(_digests_job, [item.source for item in items])
    opening = _Opening(workshop, set(held))
    made: list[PackItem] = []
    for number, item in enumerate(items):
        report(number, len(items))
        made += opening.opened(item)
    return tuple(made)


def with_passwords(item: "PackItem", passwords: Sequence[str]) -> "PackItem":
    """The document with passwords to try where it is locked."""
    return replace(item, source=replace(item.source, passwords=tuple(passwords))) if passwords else item


@dataclass(slots=True)
class _Opening:
    """Looks inside one document after another. ``held`` are the SHA-256 of those that stand in the bundle, ``names`` what they are called."""

    workshop: Workshop
    held: set[str]
    names: set[str] = field(default_factory=set)

    def opened(self, item: "PackItem", called: str = "", level: int = 0) -> "Iterator[PackItem]":
        """The document with its insides behind it; ``called`` is how their titles call it, its own title where empty."""
        inside = self._look(item.source) if level < MOST_LEVELS else ()
        whole = [each for each in inside if each.size]
        yield item
        for each in whole:
            if each.sha256 not in self.held:
                self.held.add(each.sha256)
                yield from self.opened(self._item(item, called or item.title, each), PurePath(each.name).stem, level + 1)

    def _look(self, source: "Source") -> "tuple[Inner, ...]":
        try:
            found: Found = self.workshop.run(look_job, source, seconds=SECONDS_TO_READ, memory=BYTES_TO_READ)
        except Trouble:
            return ()  # its own conversion will say what is wrong with it
        return found.inner

    def _item(self, carrier: "PackItem", called: str, inner: "Inner") -> "PackItem":
        from sendco_desk.packs.convert.kinds import ZIP, named_kind
        from sendco_desk.packs.inner import inner_source
        from sendco_desk.packs.plan import PackItem

        start = "From" if named_kind(carrier.source.name) is ZIP else "Attachment to"
        return PackItem(
            title=f"{start} ‘{called}’: {inner.called}", part=carrier.part, author=inner.author, received_on=inner.received_on,
            source=replace(inner_source(carrier.source, inner), name=self._name(carrier.source.name, inner.called)),
        )

    def _name(self, carrier: str, called: str) -> str:
        """How the manifest calls it: behind its carrier’s name, told apart from another of the same name."""
        tried = (f"{carrier} / {called}" if number == 1 else f"{carrier} / ({number}) {called}" for number in count(1))
        name = next(each for each in tried if each not in self.names)
        self.names.add(name)
        return name
