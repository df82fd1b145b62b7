"""What a letter says about a case: who owes what, how its day was counted, what shows it, what was claimed and asked before.

Every day and every count comes from the clock. What is only guidance is called an expectation, what is read without certainty says so,
and where an exception could apply the letter says that too.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sendco_desk.domain.casework import CaseEvent, CaseLetter, ExceptionClaim
from sendco_desk.domain.codes import EXCEPTIONS, UNSHARED
from sendco_desk.domain.dates import DAYS, LONG_DAYS, LONG_MONTHS, MONTHS, long_day
from sendco_desk.domain.documents import Document
from sendco_desk.services.letter_counts import Stated, deed_by, for_others, named_source, stated, unbracketed
from sendco_desk.services.today import step_key
from sendco_desk.services.wording import COUNCILS, verb_of
from sendco_desk.statute.events import ADVICE_SERVICES, EVENT_BY_NAME, EVENT_TITLES, RECEIPT
from sendco_desk.statute.exceptions import NO_EXTRA_TIME, ExceptionTest
from sendco_desk.statute.milestones import Milestone, State
from sendco_desk.statute.rule import OwedBy
from sendco_desk.statute.rules import RULE_IDS, rule
from sendco_desk.statute.wording import both, capitalised, lowered, weeks_and_days

COUNCIL, OLD_COUNCIL = "council", "old_council"
SERVICE_WORDS: Mapping[str, str] = {
    "educational_psychology": "the educational psychology service", "health": "the health service", "social_care": "social care",
    "speech_and_language": "the speech and language therapy service", "occupational_therapy": "the occupational therapy service",
    "other": "the service that was asked", OwedBy.HEALTH_BODY: "the health body", OwedBy.HEALTH_OR_SOCIAL_CARE: "health or social care",
    OwedBy.MEDIATION_ADVISER: "the mediation adviser", OLD_COUNCIL: "the old council",
}
"""Readers other than the council that the case is with, inside a sentence."""
PERSONAL = "exceptional_circumstances"
CLAIM_PREFIX = "The council claims this exception. "
ONLY_IF = "An exception counts only where it made it impractical to keep the time limit, and none sets a later day of its own."
GUIDANCE = "That is guidance, and we put it no higher than that."
SOFTENED = {"medium": "Please tell me if you read it differently.", "low": "We may have this wrong, so please tell me if you read it differently."}
ASKS: Mapping[str, str] = {
    "REQ-09": "whether {who} will issue a plan", "REQ-19": "on which day {who} will issue the final plan",
    "REV-09": "whether {who} will amend the plan, and its reasons", "REV-10": "on which day {who} will issue the amended plan",
    "REV-11": "on which day {who} will have reviewed and amended the plan", "REV-12": "on which day {who} will have reviewed and amended the plan",
    "REV-13": "on which day {who} will have reviewed and amended the plan", "TRF-01": "on which day {who} will transfer the plan",
    "TRB-02": "whether {who} will issue a plan", "TRB-09b": "whether {who} will issue a plan",
    "TRB-05": "on which day {who} will send a draft plan, or say that there is none",
}
"""What is asked about a step where it is not simply on which day the duty will be done."""
RECEIPTS = ("request_sent", *RECEIPT)
SAYS_NOTHING = ("head_notified", "school_consulted", "school_advice_requested", "advice_requested")
"""Events of the council's that are no answer of its to what is asked."""
MOST_SAID = 4
"""How many of the latest things that a council has said a letter repeats."""
_SHORT_DATE = re.compile(rf"\b({'|'.join(DAYS)}) (\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})\b")
_RULE_ID = re.compile(rf" \((?:{'|'.join(RULE_IDS)})\)|\b(?:{'|'.join(RULE_IDS)})\b")


def as_written(sentence: str) -> str:
    """A sentence of the clock as a letter writes it: days in full, the titles of rules for their numbers, apostrophes as printed."""
    said = _SHORT_DATE.sub(lambda m: f"{LONG_DAYS[DAYS.index(m[1])]} {m[2]} {LONG_MONTHS[MONTHS.index(m[3])]} {m[4]}", sentence)
    said = _RULE_ID.sub(lambda m: "" if m[0].startswith(" (") else f"‘{rule(m[0]).title}’", said)
    return said.replace("'", "’")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the notebook holds that a letter may speak of: the case's events (those of joined cases too), papers, claims, earlier letters."""

    events: tuple[CaseEvent, ...]
    papers: Mapping[UUID, Document]
    claims: tuple[ExceptionClaim, ...]
    letters: tuple[CaseLetter, ...] = ()
    answered: frozenset[UUID] = field(default_factory=frozenset)
    """The letters whose next action in the Story is done."""
    case: UUID | None = None
    """The case that the letter is about; what was said in a joined one is no answer to it."""


# Who reads it


def reader_of(step: Milestone) -> str:
    """Whom a letter about a step goes to: the council, the old council, or the service that owes it."""
    if step.owed_by in COUNCILS:
        return COUNCIL
    if step.owed_by is OwedBy.OLD_AUTHORITY:
        return OLD_COUNCIL
    return step.service or str(step.owed_by)


def reader_words(reader: str, council: str) -> str:
    """How a sentence speaks of the reader."""
    return council if reader == COUNCIL else SERVICE_WORDS[reader]


def briefly(who: str) -> str:
    """The same once it has been named: a council is then the council, and a service stays what it is called."""
    return who if who in SERVICE_WORDS.values() else "the council"


# What was due


def could_apply(step: Milestone) -> list[ExceptionTest]:
    """The exceptions that could apply to a step, claimed or not."""
    return [test for test in step.exceptions if test.could_apply]


def duties(steps: Sequence[Milestone], who: str) -> list[str]:
    """What each step asked for, by when, on which authority; what is read with less than certainty says so once, after the last such."""
    found = [_duty(step, briefly(who) if number else who) for number, step in enumerate(steps)]
    unsure = [number for number, step in enumerate(steps) if step.rule.binding and step.confidence in SOFTENED]
    if unsure:
        worst = "low" if any(steps[number].confidence == "low" for number in unsure) else "medium"
        found[unsure[-1]] += f" {SOFTENED[worst]}"
    return found


def _duty(step: Milestone, who: str) -> str:
    past = step.state is State.OVERDUE
    day = long_day(step.due) if step.due else ""
    deed = deed_by(step, as_written(step.rule.duty), day, past=past)
    if not step.rule.binding:
        return f"{capitalised(who)} {verb_of(step)} {deed} ({step.source}). {GUIDANCE}"
    source = "" if step.confidence in SOFTENED else f" ({step.source})"
    said = f"{who} {verb_of(step)} {deed}{source}."
    if could_apply(step):
        said = f"unless an exception applies, {said}"
    if stated(step) and step.anchor:
        said = f"counted from {long_day(step.anchor)}{',' if not could_apply(step) else ' and'} {said}"
    return f"As we read {named_source(step.source)}, {said}" if step.confidence in SOFTENED else capitalised(said)


def record(steps: Sequence[Milestone]) -> str:
    """That nothing shows the steps as done; nothing is said of what is not due yet."""
    if any(step.state is not State.OVERDUE for step in steps):
        return ""
    return "We have no record that this has been done." if len(steps) == 1 else "We have no record that any of this has been done."


def arithmetic(steps: Sequence[Milestone], on: date) -> list[str]:
    """How each day was counted, what other counts give, and how long ago it was on the count that is kindest to the other side."""
    return list(dict.fromkeys(_counted(step, on) for step in steps))


def _counted(step: Milestone, on: date) -> str:
    parts = [as_written(for_others(step.counted))]
    others = [f"{long_day(one.due)} ({unbracketed(as_written(one.because))})" for one in step.alternatives]
    if others:
        parts.append(f"Some sources count to {both(others)}.")
    theirs = stated(step)
    if theirs:
        parts.append(_from_stated(theirs, on))
    if step.state is State.OVERDUE and step.latest_day:
        parts.append(_how_long_ago(step.latest_day, theirs, on, several=bool(others)))
    parts += [as_written(notice.words) for notice in step.notices]
    return " ".join(parts)


def _from_stated(theirs: Stated, on: date) -> str:
    verb = "was" if theirs.due < on else "is"
    since = f"Counted from {long_day(theirs.on)}, the day on which the council says it received the request"
    return f"{since}, the last day {verb} {long_day(theirs.due)}."


def _how_long_ago(latest: date, theirs: Stated | None, on: date, *, several: bool) -> str:
    """How long ago the last day was on the kindest count; where only the receipt that the council states still leaves time, that it does."""
    if theirs and theirs.due >= on:
        return f"Counted from the receipt that we hold, the last day was {weeks_and_days((on - latest).days)} ago."
    ago = weeks_and_days((on - (theirs.due if theirs else latest)).days)
    return f"On every count the time has passed, on the latest of them {ago} ago." if several or theirs else f"The last day was {ago} ago."


# What shows it, and what was said


def proof(steps: Sequence[Milestone], known: Known, on: date) -> list[str]:
    """The events that the steps are counted from, each with the document that shows it, or that none does."""
    return [_shown_by(event, known) for event in proof_events(steps, known, on)]


def proof_events(steps: Sequence[Milestone], known: Known, on: date) -> list[CaseEvent]:
    """The events that the steps are counted from; of a request also what a document shows of its sending and receipt."""
    names = {step.anchor_event for step in steps if step.anchor_event}
    beside = set(RECEIPTS[:2]) if names & set(RECEIPTS) else set()
    moved = {(step.anchor_event, step.anchor) for step in steps if step.anchor_event and EVENT_BY_NAME[step.anchor_event].planned}
    return [
        event for event in known.events if event.on <= on and (event.name in names or (event.name in beside and event.proof in known.papers))
        and (not EVENT_BY_NAME[event.name].planned or (event.name, event.on) in moved)  # a day that was moved is not one on which it was held
    ]


def _shown_by(event: CaseEvent, known: Known) -> str:
    happened = f"{as_written(EVENT_BY_NAME[event.name].happened)} on {long_day(event.on)}"
    return f"{happened}: {_document(event.proof, known, event.on)}."


def _document(proof: UUID | None, known: Known, on: date | None = None) -> str:
    paper = known.papers.get(proof) if proof else None
    if paper is None:
        return "no document that we hold shows it"
    if paper.sharing_basis == UNSHARED:
        return "shown by a document that we hold"
    day, how = (paper.dated_on, "dated") if paper.dated_on else (paper.received_on, "received")
    return f"shown by ‘{paper.title}’, {how} {'the same day' if day == on else long_day(day)}"


def said_so_far(steps: Sequence[Milestone], known: Known, reader: str, on: date) -> list[str]:
    """What the reader has said: acknowledgements and decisions, and exceptions that are claimed, each shown against its test."""
    there = {event.id for event in proof_events(steps, known, on)}
    own = (event for event in known.events if known.case in (None, event.case))
    told = [event for event in own if event.id not in there and event.on <= on and _tells(event, reader)]
    return [*(_shown_by(event, known) for event in told[-MOST_SAID:]), *(_claim(claim, steps, known) for claim in known.claims)]


def _tells(event: CaseEvent, reader: str) -> bool:
    if event.name.startswith(SAYS_NOTHING):
        return False
    return reader == COUNCIL and EVENT_BY_NAME[event.name].done_by == "council"


def _claim(claim: ExceptionClaim, steps: Sequence[Milestone], known: Known) -> str:
    when = f" on {long_day(claim.claimed_on)}" if claim.claimed_on else ""
    quoted = f", in the words “{' '.join(claim.words.split())}”" if claim.words.strip() else ""
    shows = f" ({_document(claim.proof, known)})"
    tests = [test for step in steps for test in step.exceptions if test.id == claim.exception]
    return f"An exception was claimed{when}: {lowered(EXCEPTIONS[claim.exception])}{quoted}{shows}. {_verdict(claim.exception, tests)}"


def _verdict(exception: str, tests: Sequence[ExceptionTest]) -> str:
    could = next((test for test in tests if test.could_apply), None)
    if could is not None:
        lead = "Whether it applies turns on the facts." if exception == PERSONAL else "On the facts we hold it could apply."
        return f"{lead} {_because(could)}"
    if tests:
        return f"The facts we hold do not show that it applies. {_because(tests[0])}"
    return "The law gives what is asked about here no such exception."


def _because(test: ExceptionTest) -> str:
    """The test's own sentence. Of personal circumstances nobody but the other side can say which are meant."""
    if test.id == PERSONAL and test.could_apply:
        return "Please say which circumstances of the child, the parent or the young person are meant."
    return as_written(test.because.removeprefix(CLAIM_PREFIX).removesuffix(NO_EXTRA_TIME).strip())


def exceptions(steps: Sequence[Milestone], claims: Iterable[ExceptionClaim]) -> list[str]:
    """The exceptions that could apply although nobody has claimed them, and what one is worth."""
    claimed = {claim.exception for claim in claims}
    unclaimed = {test.id: test for step in steps for test in could_apply(step) if test.id not in claimed}
    found = [f"{test.title} ({test.source}) could apply on the facts we hold. {_because(test)}" for test in unclaimed.values()]
    any_matters = found or any(claimed & {test.id for test in step.exceptions} for step in steps)
    return [*found, ONLY_IF] if any_matters else []


def every_exception(steps: Sequence[Milestone]) -> list[str]:
    """Each exception that the law gives the steps, beside the facts we hold: what a question about them lists."""
    tests = {test.id: test for step in steps for test in step.exceptions if test.id in step.rule.exceptions}
    for step in steps:
        tests |= {test.id: test for test in could_apply(step)}
    return [f"{test.title} ({test.source}). {_because(test)}" for test in tests.values()]


def expected_after(steps: Sequence[Milestone]) -> list[str]:
    """What guidance expects of a council that relies on an exception while it assesses (REQ-18)."""
    after = rule("REQ-18")
    about = any(step.rule.id.startswith("REQ-") and step.owed_by in COUNCILS for step in steps)
    return [f"The {after.source} expects the council to {after.duty}. {GUIDANCE}"] if about else []


def without_what_is_quoted(text: str, steps: Sequence[Milestone], known: Known, on: date) -> str:
    """A letter without what others said in it (the titles of documents, the words of a claim) and what the clock itself says of the days.

    What is looked for in a letter is what the school says; a council may speak of money, and a document be called by it.
    """
    quoted = [f"‘{paper.title}’" for paper in known.papers.values()]
    quoted += [f"“{' '.join(claim.words.split())}”" for claim in known.claims if claim.words.strip()]
    for words in (*quoted, *arithmetic(steps, on)):
        text = text.replace(words, "")
    return text


# What is asked, and was before


def asks(steps: Sequence[Milestone], who: str) -> list[str]:
    """What an answer is asked about."""
    who = briefly(who)
    found = [ASKS.get(step.rule.id, f"on which day {{who}} will {as_written(step.rule.duty)}").format(who=who) for step in steps]
    if any(step.rule.exceptions for step in steps):
        found.append(f"which exception, if any, {who} relies on, and on what facts")
    return list(dict.fromkeys(found))


def exception_asks(steps: Sequence[Milestone], who: str) -> list[str]:
    """What is asked about an exception."""
    found = [
        f"which exception, if any, {briefly(who)} relies on", "on what facts, and from which day to which",
        "why those facts made it impractical to keep the time limit", "when the exception has ended or will end",
    ]
    return found + asks(steps, who)[: len(steps)]


SENT_BY: Mapping[str, str] = {"portal": "through the council’s portal", "email": "by e-mail", "post": "by post", "hand": "by hand"}


def asked_before(letters: Iterable[CaseLetter], known: Known) -> list[str]:
    """Each earlier letter with its day, reader and whether an answer is on record, the oldest first."""
    return [_earlier(letter, known) for letter in sorted(letters, key=lambda one: one.written_at)]


def _earlier(letter: CaseLetter, known: Known) -> str:
    said = f"On {long_day(letter.written_at.date())} we wrote {SENT_BY[letter.channel]} to {letter.addressed_to}"
    asked = f", asking for an answer by {long_day(letter.reply_by)}" if letter.reply_by else ""
    return f"{said}{asked}.{'' if letter.id in known.answered else ' We have no record of an answer.'}"


def about_same(letters: Iterable[CaseLetter], keys: Iterable[str]) -> list[CaseLetter]:
    """The letters to the council or a service that are about any of these steps."""
    wanted = set(keys)
    return [one for one in letters if one.letter_kind in ("chaser", "exception_query") and wanted & set(one.rules)]


# In short


def step_words(step: Milestone) -> str:
    """`decide whether to assess`: a step in the subject and the Story."""
    return lowered(as_written(step.title))


def subject_words(steps: Sequence[Milestone]) -> str:
    """`council’s decision and copy to school`, `health advice`."""
    return both(tuple(dict.fromkeys(_subject(step) for step in steps)))


def _subject(step: Milestone) -> str:
    if step.service:
        return "advice" if step.service == "other" else f"{ADVICE_SERVICES[step.service]} advice"
    return lowered(as_written(step.short))


def titles(steps: Sequence[Milestone]) -> str:
    """`‘Decide whether to assess’ and ‘Copy the decision to the school’`."""
    return both(tuple(f"‘{as_written(step.title)}’" for step in steps))


def unproved(steps: Sequence[Milestone], known: Known, on: date) -> list[str]:
    """The events that a letter rests on and no document shows, by their titles."""
    return [as_written(EVENT_TITLES[event.name]) for event in proof_events(steps, known, on) if event.proof not in known.papers]


def keys_of(steps: Iterable[Milestone]) -> tuple[str, ...]:
    """The steps' keys."""
    return tuple(step_key(step) for step in steps)


