"""Deeds with the order of a case's pack: each is one line in the history, so that Undo can name it and take it back, also after a restart."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from sendco_desk.domain import pack_layout as order
from sendco_desk.domain.casework import CaseFile
from sendco_desk.domain.documents import Document
from sendco_desk.domain.export_screen import ExportReason
from sendco_desk.domain.pack_layout import DOCUMENTS, PackLayout, PlacedDocument
from sendco_desk.domain.records import Record
from sendco_desk.services.clockwork import Changed, today
from sendco_desk.services.pack_parts import PARTS, parts_in_order
from sendco_desk.services.packing import PackChoices, Packing

if TYPE_CHECKING:
    from sendco_desk.packs.source import Handling
    from sendco_desk.store.notebook import Notebook

MEGABYTE = 1_000_000
NOTHING: Changed = frozenset()


@dataclass(frozen=True, slots=True)
class PackLayouts:
    """The order of each case's pack, kept from one day to the next."""

    book: "Notebook"
    packs: Packing

    def layout(self, case: UUID) -> PackLayout:
        """How the pack of a case is arranged now: as it was kept, over what there is; as it is proposed where nothing was kept."""
        documents, held = self.packs.documents(case), self.packs.held(case)
        proposed = [
            (PlacedDocument(document=d.id, left_out=d.id in held), d.dated_on or d.received_on) for d in documents
        ]
        kept = self._kept(case)
        fresh = PackLayout(id=uuid4(), pupil=self.book.get(CaseFile, case).pupil, case=case, parts=(DOCUMENTS,))
        return order.followed(kept or fresh, parts_in_order(self.book.get(CaseFile, case).case_kind), proposed)

    def choices(self, layout: PackLayout, there: Collection[str], *, password: str = "", passwords: tuple[str, ...] = (),
                costs: bool = False) -> PackChoices:
        """What goes into a pack that is arranged so; ``there`` are the parts that have something to say on its day."""
        going = [placed for placed in layout.placed if not placed.left_out]
        return PackChoices(
            parts=tuple(key for key in layout.sections if key in there and key not in layout.sections_out),
            documents=tuple(placed.document for placed in going),
            overrides={placed.document: placed.because for placed in going if placed.because.strip()},
            under={placed.document: placed.part for placed in going}, notes={placed.document: placed.note for placed in going if placed.note},
            handling={placed.document: handling_of(placed) for placed in layout.placed if placed.handled},
            most_bytes=layout.most_megabytes * MEGABYTE, lighter=layout.lighter, finest=layout.finest,
            profile=layout.profile, planned_on=layout.planned_on, our_case=layout.our_case, answers=layout.chosen_answers,
            password=password, passwords=passwords, costs=costs,
        )

    # The parts that the notebook makes

    def move_section(self, case: UUID, key: str, before: str | None) -> Changed:
        """Put a made part before another one, or at the end."""
        return self._keep(order.with_section_moved(self.layout(case), key, before), f"Moved ‘{PARTS[key]}’ in the pack")

    def switch_section(self, case: UUID, key: str, *, on: bool) -> Changed:
        """Put a made part into the pack, or leave it out."""
        deed = f"Put ‘{PARTS[key]}’ back into the pack" if on else f"Left ‘{PARTS[key]}’ out of the pack"
        return self._keep(order.with_section(self.layout(case), key, on=on), deed)

    # Documents

    def move_document(self, case: UUID, document: UUID, part: str, to: int) -> Changed:
        """Put a document at a place within a part."""
        return self._keep(order.with_document_moved(self.layout(case), document, part, to), f"Moved ‘{self._title(document)}’ in the pack")

    def switch_document(self, case: UUID, document: UUID, *, on: bool) -> Changed:
        """Put a document into the pack, or leave it out."""
        title = self._title(document)
        return self._document(case, document, f"Put ‘{title}’ into the pack" if on else f"Left ‘{title}’ out of the pack", left_out=not on)

    def note(self, case: UUID, document: UUID, words: str) -> Changed:
        """Write the maker's own line on a document; empty takes it away."""
        said, title = " ".join(words.split()), self._title(document)
        deed = f"Wrote a note on ‘{title}’ in the pack" if said else f"Took the note off ‘{title}’ in the pack"
        return self._document(case, document, deed, note=said)

    def because(self, case: UUID, document: UUID, words: str, *, by: str = "", goes: bool = False) -> Changed:
        """Write why a document that the export screen holds back is shared in this pack, and who decided it: whoever opened the notebook where
        nobody else is named. With ``goes`` it is put into the pack too; without words the reason is taken away."""
        wanted: dict[str, object] = {"because": words.strip()} | ({"left_out": False} if goes else {})
        layout = self.layout(case)
        changed = order.with_document(layout, replace(layout.of(document), **wanted))  # type: ignore[arg-type]
        old = [one for one in self.book.all(ExportReason, case=case) if one.record == document]
        who, kept = by.strip() or self.book.person.name, words.strip()
        new = [] if not kept else [ExportReason(
            id=old[0].id if old else uuid4(), pupil=layout.pupil, case=case, record_kind=Document.KIND, record=document, because=kept,
            decided_by=who, decided_on=today(self.packs.clock),
        )]
        deed = f"Wrote why ‘{self._title(document)}’ is shared in the pack"
        return self._keep(changed, deed, put=new, gone=[] if kept else old)

    def turn(self, case: UUID, document: UUID, turns: tuple[tuple[int, int], ...]) -> Changed:
        """Turn pages, each by so many degrees clockwise; no pages leaves them all as they came."""
        title = self._title(document)
        deed = f"Turned pages of ‘{title}’ in the pack" if turns else f"Put pages of ‘{title}’ back as they came in the pack"
        return self._document(case, document, deed, turns=turns)

    def straighten(self, case: UUID, document: UUID, straightened: tuple[tuple[int, float], ...]) -> Changed:
        """Straighten pages, each by so many degrees clockwise; no pages leaves them all as they came."""
        title = self._title(document)
        deed = f"Straightened pages of ‘{title}’ in the pack" if straightened else f"Put pages of ‘{title}’ back as they came in the pack"
        return self._document(case, document, deed, straightened=straightened)

    def leave_pages_out(self, case: UUID, document: UUID, pages: tuple[int, ...]) -> Changed:
        """Leave pages of a document out; none puts all of them back."""
        title = self._title(document)
        deed = f"Left pages of ‘{title}’ out of the pack" if pages else f"Put all pages of ‘{title}’ back into the pack"
        return self._document(case, document, deed, pages_out=pages)

    # Parts of documents

    def make_part(self, case: UUID, name: str) -> Changed:
        """Make a heading for documents. Raises Refused for an empty name, or one that there is."""
        return self._keep(order.with_part(self.layout(case), name), f"Made the part ‘{name.strip()}’ of the pack")

    def rename_part(self, case: UUID, old: str, new: str) -> Changed:
        """Give a heading another name. Raises Refused for an empty name, or one that there is."""
        return self._keep(order.with_part_renamed(self.layout(case), old, new), f"Renamed the part ‘{old}’ of the pack")

    def move_part(self, case: UUID, name: str, to: int) -> Changed:
        """Put a heading with its documents at another place among the headings."""
        return self._keep(order.with_part_moved(self.layout(case), name, to), f"Moved the part ‘{name}’ of the pack")

    def remove_part(self, case: UUID, name: str) -> Changed:
        """Take a heading away; its documents go to the one before. Raises Refused for the last one."""
        return self._keep(order.without_part(self.layout(case), name), f"Removed the part ‘{name}’ of the pack")

    def settings(self, case: UUID, *, finest: int, most_megabytes: int, lighter: bool, budget: str) -> Changed:
        """Say how fine pictures are, how large one file may be and how that is reached, and which page budget the pack is held against."""
        layout = replace(self.layout(case), finest=finest, most_megabytes=most_megabytes, lighter=lighter, budget=budget)
        return self._keep(layout, "Changed the limits of the pack")

    # Keeping

    def keep(self, layout: PackLayout, deed: str) -> Changed:
        """Keep a layout as it is wanted now, as a deed of that name; nothing where nothing has changed."""
        return self._keep(layout, deed)

    def _document(self, case: UUID, document: UUID, deed: str, **wanted: object) -> Changed:
        layout = self.layout(case)
        return self._keep(order.with_document(layout, replace(layout.of(document), **wanted)), deed)  # type: ignore[arg-type]

    def _keep(self, layout: PackLayout, deed: str, *, put: Sequence[Record] = (), gone: Sequence[Record] = ()) -> Changed:
        """Nothing is written, and nothing to be undone, where nothing has changed. ``put`` and ``gone`` belong to the same deed."""
        if not gone and replace(layout, id=self._id(layout)) == replace(self.layout(layout.case), id=self._id(layout)):
            return NOTHING
        with self.book.writing(deed, layout.pupil) as page:
            page.put(layout)
            for one in put:
                page.put(one)
            for one in gone:
                page.remove(one)
        return page.changed

    def _id(self, layout: PackLayout) -> UUID:
        kept = self._kept(layout.case)
        return kept.id if kept else layout.id

    def _kept(self, case: UUID) -> PackLayout | None:
        return next(iter(self.book.all(PackLayout, case=case)), None)

    def _title(self, document: UUID) -> str:
        return self.book.get(Document, document).title


def handling_of(placed: PlacedDocument) -> "Handling":
    """What is wanted of a document's pages, as the packs take it."""
    from sendco_desk.packs.source import Handling

    return Handling(turns=placed.turns, straightened=placed.straightened, left_out=placed.pages_out)
