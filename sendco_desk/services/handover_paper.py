"""The hand-over sheet of a case for the next SENDCo, on one page: where it stands, what comes next, whom to ring, what was promised, what is in
dispute, and where the proof is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sendco_desk.domain.casework import CaseLetter
from sendco_desk.domain.codes import CASE_KINDS, CHANNELS, COUNCIL_ROLES, REQUESTED_BY, UNSHARED, said
from sendco_desk.domain.councils import CouncilContact
from sendco_desk.domain.dates import shown
from sendco_desk.domain.documents import Document
from sendco_desk.domain.meetings import AgreedAction
from sendco_desk.domain.paper import Block, Heading, Listed, Paper, Paragraph, Run, Runs
from sendco_desk.domain.paper import said as plain
from sendco_desk.domain.people import ContactPerson
from sendco_desk.domain.story import StoryEntry
from sendco_desk.services.casework import CasePage, EventRow, began_words, case_title
from sendco_desk.services.councils import council_key
from sendco_desk.services.form_heads import about_pupil, pupil_of, status_words
from sendco_desk.services.pack_record import NOT_SHARED, PackRecord, facts
from sendco_desk.services.stages import SETTLED
from sendco_desk.services.wording import owner
from sendco_desk.statute.events import EVENT_TITLES
from sendco_desk.statute.milestones import State
from sendco_desk.statute.wording import counted, lowered

TITLE = "Hand-over sheet"
DISPUTES = frozenset({"appeal", "complaint"})
OWED = (State.OVERDUE, State.DUE_SOON, State.UPCOMING)
DATES = "Next dates"
PRESSING = 3
"""By so many lines the next dates may be longer than the other parts where not all has room on the page."""
MORE = "{count} more in the notebook."


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """What the sheet tells, part by part, the most pressing first."""

    stands: tuple[tuple[str, str], ...]
    following: tuple[Runs, ...]
    ring: tuple[tuple[str, str], ...]
    promised: tuple[Runs, ...]
    disputed: tuple[Runs, ...]
    proof: tuple[Runs, ...]

    @property
    def lists(self) -> dict[str, tuple[Runs, ...]]:
        """The parts that can be shortened."""
        return {DATES: self.following, "What was promised": self.promised, "In dispute": self.disputed, "Where the proof is": self.proof}


def handover_paper(record: PackRecord, page: CasePage, contacts: Sequence[CouncilContact], school: str) -> Paper:
    """The sheet. Where all of it needs more than a page, the longest list is shortened, and it says by how much."""
    from sendco_desk.packs.paper_pages import lines_left

    told = handed_over(record, page, contacts)
    lengths = {name: len(lines) for name, lines in told.lists.items()}
    while lines_left(made := _sheet(record, page, school, told, lengths)) < 0 and max(lengths.values()) > 1:
        longest = max(lengths, key=lambda name: lengths[name] - PRESSING * (name == DATES and lengths[name] > PRESSING))
        lengths[longest] -= 1
    return made


def handed_over(record: PackRecord, page: CasePage, contacts: Sequence[CouncilContact]) -> HandOver:
    """Everything that there is to tell."""
    return HandOver(
        stands=tuple(_stands(record, page)), following=tuple(_following(page)), ring=tuple(_ring(record, page, contacts)),
        promised=tuple(_promised(record, page)), disputed=tuple(_disputed(page)), proof=tuple(_proof(record, page)),
    )


def _stands(record: PackRecord, page: CasePage) -> Iterator[tuple[str, str]]:
    case = page.case
    reference = f" ({case.council_reference})" if case.council_reference else ""
    who = case.asked_by_name or lowered(said(REQUESTED_BY, case.requested_by))
    closed = f"; put away {shown(case.closed_on)}" if case.closed_on is not None else ""
    yield "Stage", f"{page.stage}{closed}"
    yield "Council", f"{case.authority}{reference}"
    yield "Began", f"{began_words(page)}; asked for by {who}" if case.case_kind == "request" else began_words(page)
    yield "SEN status", status_words(record)
    late = [step for step in page.milestones if step.state is State.OVERDUE and step.is_open]
    if late:
        worst = max(late, key=lambda step: step.days_late)
        yield "Late", f"{counted(len(late), 'step')}; longest: {lowered(worst.title)}, {worst.late}"


def _following(page: CasePage) -> Iterator[Runs]:
    """The steps that are owed, by their days."""
    owed = [step for step in page.milestones if step.state in OWED and step.due is not None and not step.rule.minimum_for and not step.part_of]
    for step in sorted(owed, key=lambda step: (step.due or date.max, step.rule.id)):
        late = f" {step.late} late." if step.state is State.OVERDUE else ""
        day = shown(step.due) if step.due is not None else ""
        yield Run(text=f"{day}: ", bold=True), Run(text=f"{step.title} ({owner(step, page.case.authority)}).{late}")
    for name in page.waiting_for[:1]:
        yield plain(f"To be recorded, since later days rest on it: {lowered(EVENT_TITLES[name])}.")


def _ring(record: PackRecord, page: CasePage, contacts: Sequence[CouncilContact]) -> Iterator[tuple[str, str]]:
    case, key = page.case, council_key(page.case.authority)
    if case.case_officer or case.case_officer_email:
        yield "Case officer", ", ".join(filter(None, (case.case_officer, case.case_officer_email)))
    for one in (one for one in contacts if key and council_key(one.authority) == key):
        told = ", ".join(part for part in (one.name, one.telephone, one.email) if part)
        if told and told != case.case_officer:
            yield said(COUNCIL_ROLES, one.role), told
    people = sorted(record.book.all(ContactPerson, pupil=record.pupil), key=lambda one: (not one.parental_responsibility, one.order))
    for person in people[:3]:
        yield person.relationship_words, ", ".join(part for part in (person.full_name, person.telephone, person.email) if part)


def _promised(record: PackRecord, page: CasePage) -> Iterator[Runs]:
    """Next actions, what was agreed in meetings, and answers that were asked for: those with the nearest day first."""
    told: list[tuple[date | None, str]] = []
    for entry in record.book.all(StoryEntry, pupil=record.pupil):
        if entry.next_action and entry.next_action_done_on is None and not entry.struck_out:
            told.append((entry.next_action_on, f"{entry.next_action} (ours, {shown(entry.happened_at.date())})"))
    for action in record.book.all(AgreedAction, pupil=record.pupil):
        if action.done_on is None:
            told.append((action.due_on, f"{' '.join(action.words.split())} ({action.owner or 'nobody named'})"))
    for letter in record.book.all(CaseLetter, case=page.case.id):
        if letter.reply_by is not None:
            told.append((letter.reply_by, f"Answer asked of {letter.addressed_to}: {letter.subject}"))
    for day, words in sorted(told, key=lambda one: (one[0] is None, one[0] or date.max)):
        yield (Run(text=f"{shown(day)}: ", bold=True), Run(text=f"{words}.")) if day is not None else plain(f"{words}.")


def _disputed(page: CasePage) -> Iterator[Runs]:
    """The case itself where it is an appeal or a complaint, such cases beside it, exceptions that the council claims, and open questions."""
    if page.case.case_kind in DISPUTES and page.case.closed_on is None and page.stage not in SETTLED:
        yield Run(text="This case itself. ", bold=True), Run(text=f"{page.stage}.")
    for other in page.others:
        if other.case.case_kind in DISPUTES and other.case.closed_on is None and other.stage not in SETTLED:
            yield Run(text=f"{case_title(other.case)}. ", bold=True), Run(text=f"{other.stage}.")
    for row in page.claims:
        when = f", {shown(row.claim.claimed_on)}" if row.claim.claimed_on is not None else ""
        yield Run(text="The council claims an exception: ", bold=True), Run(text=f"{row.title}{when}.")
    yield from map(plain, (*page.differences, *page.questions))


def _proof(record: PackRecord, page: CasePage) -> Iterator[Runs]:
    """Each event with the document that shows it, the packs sent, and the letters."""
    for row in page.events:
        yield Run(text=f"{row.title}, {shown(row.event.on)}: ", bold=True), Run(text=f"{_shown_by(record, row)}.")
    for sent in page.submissions:
        yield plain(f"Pack {sent.number}, sent {shown(sent.sent_at.date())}, {lowered(CHANNELS[sent.channel])}: kept whole under Packs.")
    if letters := record.book.all(CaseLetter, case=page.case.id):
        yield plain(f"{counted(len(letters), 'letter')} of the school, kept with the case.")


def _shown_by(record: PackRecord, row: EventRow) -> str:
    if row.proof is None:
        return "nothing shows it yet"
    kept = record.book.find(Document, row.proof.id)
    return f"“{kept.title}”" if kept is not None and kept.sharing_basis != UNSHARED else lowered(NOT_SHARED)


# The page


def _sheet(record: PackRecord, page: CasePage, school: str, told: HandOver, lengths: dict[str, int]) -> Paper:
    pupil = pupil_of(record)
    whose, as_it_stands = about_pupil(pupil, record.on)
    return Paper(
        title=TITLE, school=school, about=(f"{whose} · Case {page.case.number}: {CASE_KINDS[page.case.case_kind]}", as_it_stands),
        blocks=tuple(_blocks(told, lengths)), foot=f"{TITLE}, case {page.case.number}, {shown(record.on)}", one_page=True,
    )


def _blocks(told: HandOver, lengths: dict[str, int]) -> Iterator[Block]:
    lists, nothing = told.lists, {
        DATES: "Nothing is owed.", "What was promised": "Nothing is open.", "In dispute": "Nothing that is recorded.",
        "Where the proof is": "No event is recorded yet.",
    }
    yield Heading(text="Where it stands")
    yield from facts(*told.stands)
    for name, lines in lists.items():
        if name == "What was promised":
            yield Heading(text="Who to ring")
            yield from facts(*told.ring) if told.ring else (Paragraph(runs=plain("Nobody is recorded yet.")),)
        yield Heading(text=name)
        if not lines:
            yield Paragraph(runs=plain(nothing[name]))
            continue
        left = len(lines) - lengths[name]
        shown_lines = lines[: lengths[name]] + ((plain(MORE.format(count=left)),) if left else ())
        yield Listed(points=shown_lines)
