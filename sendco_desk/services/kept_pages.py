"""Documents turned into pages once, and kept for as long as the desk is open: a second pack turns only what has changed."""

import shutil
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING

from sendco_desk.domain.progress import Report, unreported
from sendco_desk.services.converting import converted_apart
from sendco_desk.services.workshop import Workshop

if TYPE_CHECKING:
    from pathlib import Path

    from sendco_desk.packs.source import Converted, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    converted: "Converted"
    passwords: tuple[str, ...] = field(repr=False)


@dataclass(slots=True)
class KeptPages:
    """The pages of documents, in a private folder that is wiped when the desk closes. For one thread at a time."""

    workshop: Workshop
    _kept: dict[Hashable, _Kept] = field(default_factory=dict, repr=False)
    _shelf: "Path | None" = field(default=None, repr=False)
    _numbers: "count[int]" = field(default_factory=lambda: count(1), repr=False)

    def converted(
        self, sources: "Sequence[tuple[Hashable, Source]]", report: Report = unreported, total: int | None = None,
    ) -> "tuple[Converted, ...]":
        """Each document as pages, or refused with its reason. What a document's bytes are known by stands before its source.

        ``report`` counts the documents, out of ``total`` where more is to come.
        """
        shelf, whole, made = self._opened(), len(sources) if total is None else total, []
        for number, (name, source) in enumerate(sources):
            report(number, whole)
            key = (name, source.name, source.media_type, source.handling)
            kept = self._kept.get(key)
            if kept is None or (kept.converted.pdf is None and kept.passwords != source.passwords):
                kept = _Kept(converted=self._turned(source, shelf, lambda *_, n=number: report(n, whole)), passwords=source.passwords)
                self._kept[key] = kept
            made.append(kept.converted)
        return tuple(made)

    def _opened(self) -> "Path":
        shelf = self.workshop.shelf()
        if shelf != self._shelf:  # another one: what lay in the first was wiped with it
            self._kept.clear()
            self._shelf = shelf
        return shelf

    def _turned(self, source: "Source", shelf: "Path", report: Report) -> "Converted":
        place = shelf / f"document-{next(self._numbers)}"
        place.mkdir(mode=0o700)
        try:
            return converted_apart(self.workshop, [source], place, report, 1)[0]
        except BaseException:
            shutil.rmtree(place, ignore_errors=True)  # cancelled: nothing half done is kept
            raise
