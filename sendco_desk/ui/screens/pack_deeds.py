"""What the maker of a pack does on its screen, handed to the notebook deed by deed; what is refused is said."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.ui.messages import told
from sendco_desk.ui.models.pack_model import Kind, OrderRow
from sendco_desk.ui.models.pack_moves import Move
from sendco_desk.ui.room import Room

if TYPE_CHECKING:
    from sendco_desk.packs.source import Finding
    from sendco_desk.services.clockwork import Changed
    from sendco_desk.services.pack_layouts import PackLayouts

RIGHT_ABOUT = 360


@dataclass(slots=True, weakref_slot=True, eq=False)
class PackDeeds:
    """Deeds in the order of one case's pack. ``after`` is told the kinds of record that a deed has changed."""

    room: Room
    after: "Callable[[Changed], object]"
    case: UUID | None = field(default=None)

    def switch(self, row: OrderRow, on: bool) -> None:
        """Put a row in or leave it out."""
        if row.kind is Kind.SECTION:
            self._do(lambda kept, case: kept.switch_section(case, str(row.key), on=on))
        elif isinstance(row.key, UUID):
            document = row.key
            self._do(lambda kept, case: kept.switch_document(case, document, on=on))

    def move(self, move: Move) -> None:
        """Put a row elsewhere."""
        row = move.row
        if row.kind is Kind.SECTION:
            self._do(lambda kept, case: kept.move_section(case, str(row.key), move.before))
        elif row.kind is Kind.PART:
            self._do(lambda kept, case: kept.move_part(case, row.part, move.to))
        elif isinstance(row.key, UUID):
            document = row.key
            self._do(lambda kept, case: kept.move_document(case, document, move.part, move.to))

    def note(self, document: UUID, words: str) -> None:
        """Write the maker's line on a document."""
        self._do(lambda kept, case: kept.note(case, document, words))

    def because(self, document: UUID, words: str) -> None:
        """Write why a document is shared after all."""
        self._do(lambda kept, case: kept.because(case, document, words))

    def make_part(self, name: str) -> Refused | None:
        """Make a heading; gives back why it cannot be."""
        return self._asked(lambda kept, case: kept.make_part(case, name))

    def rename_part(self, old: str, new: str) -> Refused | None:
        """Give a heading another name; gives back why it cannot be."""
        return self._asked(lambda kept, case: kept.rename_part(case, old, new))

    def remove_part(self, name: str) -> None:
        """Take a heading away."""
        self._do(lambda kept, case: kept.remove_part(case, name))

    def put_right(self, row: OrderRow, findings: "Sequence[Finding]") -> None:
        """Do what findings of one sort ask for."""
        placed = row.placed
        if placed is None:
            return
        finding, document = findings[0], placed.document
        pages = [page for one in findings for page in one.pages]
        if finding.noticed.value in ("upside down", "sideways"):
            turns = {**dict(placed.turns), **dict.fromkeys(pages, round(finding.degrees) % RIGHT_ABOUT)}
            self._do(lambda kept, case: kept.turn(case, document, tuple(sorted(turns.items()))))
        elif finding.noticed.value == "skewed":
            straight = {**dict(placed.straightened), **{page: one.degrees for one in findings for page in one.pages}}
            self._do(lambda kept, case: kept.straighten(case, document, tuple(sorted(straight.items()))))
        else:
            out = tuple(sorted({*placed.pages_out, *pages}))
            self._do(lambda kept, case: kept.leave_pages_out(case, document, out))

    def put_back(self, row: OrderRow, what: str) -> None:
        """Leave pages as they came: the turned ones, the straightened ones, or those left out."""
        placed = row.placed
        if placed is None:
            return
        document = placed.document
        deeds: dict[str, Callable[[PackLayouts, UUID], Changed]] = {
            "turns": lambda kept, case: kept.turn(case, document, ()),
            "straightened": lambda kept, case: kept.straighten(case, document, ()),
            "pages_out": lambda kept, case: kept.leave_pages_out(case, document, ()),
        }
        self._do(deeds[what])

    def settings(self, *, finest: int, most_megabytes: int, lighter: bool, budget: str) -> None:
        """Change the limits of the pack."""
        self._do(lambda kept, case: kept.settings(case, finest=finest, most_megabytes=most_megabytes, lighter=lighter, budget=budget))

    def _do(self, deed: "Callable[[PackLayouts, UUID], Changed]") -> None:
        refused = self._asked(deed)
        if refused is not None and (message := told(refused)) is not None:
            self.room.say(message)

    def _asked(self, deed: "Callable[[PackLayouts, UUID], Changed]") -> Refused | None:
        if self.case is None:
            return None
        try:
            changed = deed(self.room.desk.layouts, self.case)
        except Refused as refusal:
            return refusal
        except Trouble as trouble:
            if (message := told(trouble)) is not None:
                self.room.say(message)
            return None
        if changed:
            self.after(changed)
        return None
