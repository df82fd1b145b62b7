"""What lies inside documents that were added, with boxes to tick; and the password of an archive that is locked."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QWidget

from sendco_desk.domain.codes import DOCUMENT_KINDS, SERVICES, SHARING
from sendco_desk.domain.refusals import Refused
from sendco_desk.services.documents import Filing
from sendco_desk.services.inner_documents import Inside, Offered
from sendco_desk.ui.forms.form import Form
from sendco_desk.ui.forms.ticks import Codes
from sendco_desk.ui.models.documents_model import size_words
from sendco_desk.ui.room import Room
from sendco_desk.ui.widgets.fields import Field, SecretField
from sendco_desk.ui.widgets.layout import stack
from sendco_desk.ui.widgets.words import plain, words

TICK_ONE = "Tick at least one of the files, or close this with Esc."
CAN_BE_KEPT = "It can be kept, but a pack leaves it out. "


def inside_words(insides: Sequence[Inside]) -> str:
    """`3 files lie inside ‘Reply from the council’`."""
    count = sum(len(one.offered) for one in insides)
    where = f"‘{insides[0].carrier.title}’" if len(insides) == 1 else f"{len(insides)} documents"
    return f"{count} file lies inside {where}" if count == 1 else f"{count} files lie inside {where}"


def about(offered: Offered) -> str:
    """What is said under the name of a file: what it is, how large, whether it is held already, and why a pack would leave it out."""
    said = [f"{offered.kind[:1].upper()}{offered.kind[1:]}, {size_words(offered.size)}."]
    if offered.held is not None:
        said.append(f"Already in this record as ‘{offered.held.title}’.")
    elif offered.why_not:
        advice = offered.why_not.removeprefix(f"This is {offered.kind}, which cannot be printed here. ")  # what it is stands there already
        said.append(f"{CAN_BE_KEPT if offered.size else ''}{advice}")
    return " ".join(said)


class FileTicks(Codes):
    """A box for each file with what is said about it below. What is held already, or has nothing in it to keep, cannot be ticked."""

    def __init__(self, offered: Iterable[Offered]) -> None:
        super().__init__()
        self.offered = {".".join(map(str, one.place)): one for one in offered}
        self.boxes: dict[str, QCheckBox] = {}
        parts: list[QWidget | int] = []
        for code, one in self.offered.items():
            box = self.boxes[code] = QCheckBox(one.called.replace("&", "&&"))
            box.setMinimumHeight(24)
            box.setToolTip(one.called)
            said = about(one)
            box.setAccessibleDescription(said)
            box.setEnabled(one.held is None and one.size > 0)
            box.toggled.connect(self.changed)
            line = plain(said, "caption", "muted", wrap=True)
            line.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)  # Tab goes from box to box
            line.setContentsMargins(26, 0, 0, 0)
            parts += [box, 3, line, 6]  # the ring round a box is outside it
        self.setLayout(stack(*parts))
        first = next((box for box in self.boxes.values() if box.isEnabled()), None)
        if first is not None:
            self.setFocusProxy(first)
        self.tick(self.boxes)

    def codes(self) -> tuple[str, ...]:
        return tuple(code for code, box in self.boxes.items() if box.isChecked())

    def tick(self, codes: Iterable[str]) -> None:
        wanted = set(codes)
        for code, box in self.boxes.items():
            box.setChecked(code in wanted and box.isEnabled())

    def chosen(self) -> tuple[Offered, ...]:
        """The files ticked."""
        return tuple(self.offered[code] for code in self.codes())


def _only(values: Iterable[object]) -> bool:
    return len(set(values)) == 1


class InsideForm(Form):
    """Said once about all that is taken from inside; the day and the sender stand there as the e-mail gives them, where that is one."""

    NOTE = "The document that holds them stays as it came."

    def __init__(
        self, room: Room, insides: Sequence[Inside], then: Callable[[Sequence[tuple[Offered, Filing]]], object],
    ) -> None:
        self.insides = tuple(one for one in insides if one.offered)
        self.then = then
        self.agreed: Sequence[tuple[Offered, Filing]] = ()
        self.boxes: list[FileTicks] = []
        carriers = " ".join(str(one.carrier.id) for one in self.insides)
        super().__init__(room, "What is inside", draft=f"inside:{carriers}", finish="Add to the record")

    def build(self) -> None:
        each = "it" if sum(len(one.offered) for one in self.insides) == 1 else "them"
        own = "a document of its own" if each == "it" else "documents of their own"
        self.rows(plain(f"{inside_words(self.insides)}: add {each} as {own}?", "strong", wrap=True))
        for number, inside in enumerate(self.insides):
            boxes = FileTicks(inside.offered)
            self.boxes.append(boxes)
            self.rows(self.add(f"inside_{number}", Field(self.look, inside.carrier.title if len(self.insides) > 1 else "Files", boxes)))
        filings = [self.room.desk.inner_documents.filing_of(one) for inside in self.insides for one in inside.offered]
        self._days(filings)
        first = filings[0]
        service = first.service if _only(filing.service for filing in filings) else "other"
        sharing = first.sharing_basis if _only(filing.sharing_basis for filing in filings) else "not_decided"
        self.rows(
            self.beside(
                self.choice("document_kind", "Kind", DOCUMENT_KINDS, "other"), self.choice("service", "Came from", SERVICES, service),
            ),
            self.choice("sharing_basis", "Sharing", SHARING, sharing, hint="May be said later, for each document."),
        )

    def _days(self, filings: Sequence[Filing]) -> None:
        """Asked where the same day and sender belong to all; else each keeps its own."""
        if _only((filing.received_on, filing.author) for filing in filings):
            self.rows(
                self.day_field("received_on", "Received on", filings[0].received_on),
                self.line("author", "Author", filings[0].author, ghost="Who wrote them"),
            )
        else:
            self.rows(words("Each is given the day and the sender of the e-mail or document that holds it.", "caption", "muted", wrap=True))

    def deed(self) -> tuple[frozenset[str], str]:
        chosen = [one for boxes in self.boxes for one in boxes.chosen()]
        if not chosen:
            raise Refused(TICK_ONE, field="inside_0")
        asked = "received_on" in self.fields
        day = self.needed_day("received_on", "Give the day the school received them.") if asked else None
        self.agreed = [(one, self._filing(one, day)) for one in chosen]
        return frozenset(), ""

    def _filing(self, offered: Offered, day: date | None) -> Filing:
        known = self.room.desk.inner_documents.filing_of(offered)
        said = replace(
            known, document_kind=self.code("document_kind"), service=self.code("service"), sharing_basis=self.code("sharing_basis"),
        )
        return replace(said, received_on=day, author=self.said("author")) if day else said

    def after(self) -> None:
        self.then(self.agreed)


class PasswordForm(Form):
    """The password of a locked archive or PDF. It is used now and kept nowhere."""

    NOTE = "The password is kept nowhere."

    def __init__(self, room: Room, inside: Inside, then: Callable[[str], object]) -> None:
        self.closed, self.then = inside, then
        super().__init__(room, "A password is needed", draft=f"inside-password:{inside.carrier.id}", finish="Look inside")
        self.setFocusProxy(self.secret.edit)

    def build(self) -> None:
        self.secret = SecretField(self.look, "Password", strong=False)  # none of the form’s fields: a draft must not keep it
        self.rows(plain(self.closed.carrier.title, "strong", wrap=True), plain(self.closed.reason, wrap=True), self.secret)

    def deed(self) -> tuple[frozenset[str], str]:
        if not self.secret.text():
            raise Refused("Type the password, or close this with Esc.")
        return frozenset(), ""

    def after(self) -> None:
        self.then(self.secret.text())
