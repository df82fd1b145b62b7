"""What the delay timeline says, sentence by sentence and row by row, from the facts of the late time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from sendco_desk.domain.casework import CaseEvent
from sendco_desk.domain.codes import CASE_KINDS, EXCEPTIONS, STORY_KINDS, UNSHARED, said
from sendco_desk.domain.dates import shown, shown_moment, shown_short
from sendco_desk.domain.documents import Document
from sendco_desk.domain.school import School
from sendco_desk.domain.story import StoryEntry
from sendco_desk.services.caseload import CaseView
from sendco_desk.services.delay_effect import Quote, TermEffect
from sendco_desk.services.delay_evidence import KEPT_AS_WRITTEN, day_of, from_whom, letter_title, letters_written
from sendco_desk.services.delay_picture import IN_TIME, drawn_steps, key_of, picture_of, stretch_words
from sendco_desk.services.delay_spans import (
    Lateness,
    LateSpan,
    Portion,
    inside,
    lead_sentences,
    otherwise_words,
    owed_by_council,
    proof_words,
    shares,
    together,
)
from sendco_desk.services.letter_counts import for_others
from sendco_desk.services.wording import days_words
from sendco_desk.statute.events import EVENT_BY_NAME, EVENT_TITLES
from sendco_desk.statute.rule import OwedBy
from sendco_desk.statute.rules import rule
from sendco_desk.statute.wording import both, capitalised, counted, lowered, weeks_and_days

if TYPE_CHECKING:
    from sendco_desk.packs.delay_plan import DateRow, DelayPaper, PaperHead, QuoteRow, ShareRow, TermRow

TITLE = "Delay timeline"
CASE_RECORD, LAW = "School’s record", "Law, see below"
AFTER_ADVICE = ("REQ-09", "REQ-10", "REQ-15", "REQ-19", "RAS-02")
"""Steps for which a council waits for the advice of an assessment."""
ADVICE_NO_EXCEPTION = (
    "Advice that comes late is no exception: a shortage of educational psychologists is no defence (R (JSC) v Cambridgeshire [2026] EWHC 68 (Admin))."
)
ON_DUTY, ON_GUIDANCE = "days on which a duty was late on every count", "days later than guidance expects on every count"
EFFECT_WORDS = (
    f"Counted from the school’s own entries about {ON_DUTY}, without what was struck out. What is quoted stands whole, as it "
    "was written. Attendance is not part of this record."
)
ONLY_THE_FAMILY = (
    "A school cannot complain to the Local Government and Social Care Ombudsman. The parent or young person can, or somebody they authorise "
    "(Local Government Act 1974 s.27(1)(a))."
)
STANDING = (
    "It sets out dates and what the school’s record holds. It is evidence: the parent or young person may use it as they choose. It makes no "
    "claim for money and says nothing of what a delay may be worth.",
    f"{ONLY_THE_FAMILY} This paper is not legal advice.",
)
DONE_BY = {
    "council": "Council", "school": "School", "service": "Service", "parent": "Parent", "tribunal": "Tribunal", "mediator": "Mediator",
    "health": "Health",
}
"""Who did what an event tells of, in one word: the words beside it say which council and which service."""
OWERS = {
    OwedBy.LOCAL_AUTHORITY: "Council", OwedBy.OLD_AUTHORITY: "Council", OwedBy.NEW_AUTHORITY: "Council", OwedBy.SCHOOL: "School",
    OwedBy.ADVICE_GIVER: "Service", OwedBy.HEALTH_BODY: "Health", OwedBy.HEALTH_OR_SOCIAL_CARE: "Health", OwedBy.MEDIATION_ADVISER: "Mediator",
}


def head_of(view: CaseView, school: School, title: str, on: date) -> "PaperHead":
    """Whom a paper is about: the child, the council with its reference, the school, the case."""
    from sendco_desk.packs.delay_plan import PaperHead

    case = view.case
    council = f"{case.authority}, reference {case.council_reference}" if case.council_reference.strip() else case.authority
    return PaperHead(
        title=title, on=on, name=view.pupil.known_name, born=view.pupil.date_of_birth, case=f"Case {case.number}", author=school.name,
        about=tuple(words for words in (legal_name(view), council, school.name, CASE_KINDS[case.case_kind]) if words),
    )


def legal_name(view: CaseView) -> str:
    """The name by which a council and a tribunal know a child who is called otherwise; empty where it is the same."""
    legal = f"{view.pupil.legal_forename} {view.pupil.legal_surname}".strip()
    return "" if legal == view.pupil.known_name else f"Legal name {legal}"


def delay_paper(lateness: Lateness, effects: Sequence[TermEffect], school: School) -> "DelayPaper":
    """The whole delay timeline. Something must be late."""
    from sendco_desk.packs.delay_plan import DelayPaper

    whole = lateness.whole
    assert whole is not None  # whoever asks has looked
    rows, duty = date_rows(lateness), any(span.step.rule.binding for span in lateness.spans)
    return DelayPaper(
        head=head_of(lateness.view, school, TITLE, lateness.on), lead=(" ".join(lead_sentences(whole)),), picture=picture_of(lateness, whole, rows),
        dates=tuple(rows),
        split_title=f"Who held the papers: {lowered(whole.step.short).replace(': ', ' from ')}, {whole.late}",
        split=tuple(share_rows(whole, lateness.portions)), split_words=tuple(split_words(lateness, whole)),
        exceptions=tuple(exception_sentences(lateness)), effect=tuple(term_row(effect, duty=duty) for effect in effects),
        effect_words=EFFECT_WORDS if duty else EFFECT_WORDS.replace(ON_DUTY, ON_GUIDANCE), standing=STANDING,
    )


# Every date


def date_rows(lateness: Lateness) -> "list[DateRow]":
    """What happened, what the school wrote and sent, and each last lawful day that was missed or is to come; of one day, what happened first."""
    happened = [*_event_rows(lateness), *_letter_rows(lateness), *_pack_rows(lateness)]
    happened.sort(key=lambda row: row.on)
    numbered = [replace(row, number=number) for number, row in enumerate(happened, 1)]
    numbers = {(row.what.partition(IN_TIME)[0], row.on): row.number or 0 for row in reversed(numbered)}
    due = [*_late_rows(lateness, numbers), *_coming_rows(lateness)]
    return sorted([*numbered, *due], key=lambda row: (row.on, row.number is None))


def _event_rows(lateness: Lateness) -> "Iterator[DateRow]":
    from sendco_desk.packs.delay_plan import DateRow

    in_time = kept_by(lateness)
    for event in lateness.events:
        paper = lateness.papers.get(event.proof) if event.proof else None
        named = paper is not None and paper.sharing_basis != UNSHARED
        yield DateRow(
            on=event.on, what=EVENT_TITLES[event.name] + in_time.get((event.name, event.on), ""), who=who_did(event, lateness.view),
            proof=paper_words(paper, event.on), source=from_whom(paper) if named and paper else CASE_RECORD,
        )


def kept_by(lateness: Lateness) -> dict[tuple[str, date], str]:
    """Of events that kept a last day which is drawn: that it was in time, and which day it was."""
    late = {id(span.step) for span in lateness.spans}
    return {
        (step.met_by, step.met_on): f"{IN_TIME}: last day {shown(step.due)})"
        for step in drawn_steps(lateness) if id(step) not in late and step.met_on and step.due
    }


def paper_words(paper: Document | None, on: date) -> str:
    """A document beside a day: its own day is said only where it is another."""
    if paper is None or paper.sharing_basis == UNSHARED:
        return proof_words(paper)
    if day_of(paper) == on:
        return paper.title
    return f"{paper.title}, {shown_short(day_of(paper))} {day_of(paper).year}"


def who_did(event: CaseEvent, view: CaseView) -> str:
    """Who did what an event tells of. A request was sent by whoever asked."""
    if event.name == "request_sent" and view.case.requested_by != "school":
        return "Parent" if view.case.requested_by in ("parent", "young_person") else "Other"
    return DONE_BY[EVENT_BY_NAME[event.name].done_by]


def _letter_rows(lateness: Lateness) -> "Iterator[DateRow]":
    from sendco_desk.packs.delay_plan import DateRow

    for letter in letters_written(lateness.letters, lateness.on):
        paper = lateness.papers.get(letter.document) if letter.document else None
        yield DateRow(
            on=letter.written_at.date(), what=letter_title(letter), who="School",
            proof=proof_words(paper) if paper else KEPT_AS_WRITTEN, source="The school’s letters",
        )


def _pack_rows(lateness: Lateness) -> "Iterator[DateRow]":
    from sendco_desk.packs.delay_plan import DateRow

    for sent in lateness.submissions:
        if sent.sent_at.date() <= lateness.on:
            receipt = lateness.papers.get(sent.receipt) if sent.receipt else None
            yield DateRow(
                on=sent.sent_at.date(), what=f"Pack {sent.number} sent ({counted(sent.pages, 'page')})", who="School", proof=proof_words(receipt),
                source=f"The pack as sent, SHA-256 {sent.pack_sha256[:8]}",
            )


def _late_rows(lateness: Lateness, numbers: Mapping[tuple[str, date], int]) -> "Iterator[DateRow]":
    """The last days that were missed, with their grounds."""
    from sendco_desk.packs.delay_plan import DateRow

    for group in together(lateness.spans):
        span = group[0]
        titles = "; ".join([one.step.title if number == 0 else lowered(one.step.title) for number, one in enumerate(group)])
        yield DateRow(
            on=span.due, what=f"Last day: {lowered(titles)}", who=OWERS.get(span.step.owed_by, "Other"), proof=proof_of(span, numbers),
            source=LAW, strong=True, grounds=grounds_of(group, lateness.whole),
        )


def proof_of(span: LateSpan, numbers: Mapping[tuple[str, date], int]) -> str:
    """`From no 2 to no 4`: the rows whose documents show its start and its end."""
    began = numbers.get((span.starts.what, span.starts.on)) if span.starts else None
    start = f"From no {began}" if began else "No document"
    end = numbers.get((span.ends.what, span.ends.on)) if span.ends else None
    return f"{start} to no {end}" if end else start


def grounds_of(group: Sequence[LateSpan], whole: LateSpan | None) -> str:
    """Whose it was, how late, how its day was counted, what else respectable sources say, and on which rules it rests."""
    span = group[0]
    least = f"{span.least} to " if span.least < span.days else ""
    days = f" ({least}{days_words(span.days)})" if span.days >= 7 else ""
    until = f"done {shown(span.until)}" if span.ends else "never done" if span.stopped else f"not done by {shown(span.until)}"
    rests = "; ".join(law_words(one) for one in group)
    sentences = (
        f"{span.who}: {span.late}{days}, {until}.", span.stopped, for_others(span.step.counted), "" if span is whole else otherwise_words(span),
        *(notice.words for notice in span.step.notices), f"{rests}.",
    )
    return " ".join(words for words in sentences if words)


def law_words(span: LateSpan) -> str:
    """`SEND Regulations 2014 reg 5(1) (REQ-04, statutory)`; a reading that is less than sure says so."""
    step = span.step
    sure = "" if step.confidence == "high" else f", {step.confidence} confidence"
    return f"{step.source} ({step.rule.id}, {step.status}{sure})"


def _coming_rows(lateness: Lateness) -> "Iterator[DateRow]":
    """The last days that are drawn and still to come; one that was kept is told beside what kept it."""
    from sendco_desk.packs.delay_plan import DateRow

    late = {id(span.step) for span in lateness.spans}
    for step in drawn_steps(lateness):
        if step.due is not None and step.met_on is None and id(step) not in late:
            yield DateRow(
                on=step.due, what=f"Last day: {lowered(step.title)}; still to come", who=OWERS.get(step.owed_by, "Other"),
                proof=f"Counted from {shown(step.anchor)}" if step.anchor else "Counted", source=step.source,
            )


# Who held the papers


def share_rows(whole: LateSpan, runs: Sequence[Portion]) -> "Iterator[ShareRow]":
    """The split with its letters, and the sum."""
    from sendco_desk.packs.delay_plan import ShareRow

    for number, share in enumerate(shares(runs)):
        yield ShareRow(
            key=key_of(number), who=share.who, how_long=long_words(share.days), days=share.days,
            which="; ".join(f"{stretch_words(run.first, run.last)}" for run in share.portions),
        )
    yield ShareRow(key="", who="In all", how_long=long_words(whole.days), days=whole.days, which="")


def long_words(days: int) -> str:
    """`9 weeks (63 days)`, `5 days`."""
    return f"{weeks_and_days(days)} ({days_words(days)})" if days >= 7 else days_words(days)


def split_words(lateness: Lateness, whole: LateSpan) -> Iterator[str]:
    """What the split means, and what it does not."""
    if not owed_by_council(whole):
        yield f"This step was for {inside(whole.who)} to do. The split only shows where the papers lay."
        return
    council, law = whole.who, ""
    if not whole.step.rule.binding:
        yield f"This rests on guidance, so it is not called a breach of any duty of {council}. The split only shows where the papers lay."
        return
    if whole.step.rule.id in AFTER_ADVICE:
        law = f" {ADVICE_NO_EXCEPTION} {rule('REQ-07').note.removesuffix('.')} (REQ-07)."
    elif whole.step.rule.id == "REV-06" and any(run.holders != (whole.who,) for run in lateness.portions):
        law = f" {rule('REV-05').if_missed.partition('. ')[2]}"
    yield f"In law {council} answers for the whole of it.{law} The split only shows where the papers lay."
    if whole.allowed > whole.due:
        yield f"The days up to {shown(min(whole.allowed, whole.until))} would have been in time by the other count told above."


# Exceptions


def exception_sentences(lateness: Lateness) -> Iterator[str]:
    """What was claimed, in whose words and on what proof; then what the law's test makes of each exception that was claimed or could apply."""
    claims = lateness.view.claims
    for claim in claims:
        when = f" on {shown(claim.claimed_on)}" if claim.claimed_on else ""
        words = f" In its words: “{claim.words.strip()}”." if claim.words.strip() else ""
        paper = lateness.papers.get(claim.proof) if claim.proof else None
        proof = "No document shows the claim." if paper is None else f"Shown by: {proof_words(paper)}."
        yield f"Claimed{when}: {lowered(EXCEPTIONS[claim.exception])}.{words} {proof}"
    told = list(_tests(lateness))
    yield from told
    if not claims and not told and any(span.step.rule.exceptions for span in lateness.spans):
        yield "No exception is recorded as claimed, and what is recorded shows none that the law knows."
    elif not claims and not told:
        yield "No exception is recorded as claimed, and the law gives these limits none."


def _tests(lateness: Lateness) -> Iterator[str]:
    found: dict[str, list[str]] = {}
    for span in lateness.spans:
        for test in span.step.exceptions:
            if test.could_apply or lateness.view.facts.claims(test.id):
                verdict = "could apply" if test.could_apply else "not shown by what is recorded"
                found.setdefault(f"{test.title}: {verdict}. {test.because}", []).append(lowered(span.step.short))
    for words, steps in found.items():
        yield f"{words} Tested for: {both(tuple(dict.fromkeys(steps)))}."


# The effect by term


def term_row(effect: TermEffect, *, duty: bool = True) -> "TermRow":
    """A term in words: its late days, the counts, the entries quoted. Where no ``duty`` was late, none of its days is called so."""
    from sendco_desk.packs.delay_plan import TermRow

    period = effect.period
    stretches = "; ".join(stretch_words(first, last) for first, last in period.late)
    days = counted(period.days, "late day") if duty else f"{counted(period.days, 'day')} later than expected"
    late = f"{days}: {stretches}" if period.late else ""
    told = "; ".join(effect_facts(effect)) or ("nothing was written down in this time" if period.late else "")
    facts = f"{capitalised(told)}." if told else ""
    return TermRow(name=period.name, late=late, facts=facts, quotes=tuple(quote_row(quote) for quote in effect.quotes))


def effect_facts(effect: TermEffect) -> Iterator[str]:
    """The counts, each only where there is something to count."""
    if effect.incidents:
        yield counted(effect.incidents, "incident")
    if effect.support:
        untimed = f" ({effect.untimed} of them without a time)" if effect.untimed and effect.minutes else ""
        minutes = f", {hours_words(effect.minutes)} in all" if effect.minutes else ", no time recorded"
        yield f"support given {times_words(effect.support)}{minutes}{untimed}"
    if effect.meetings:
        yield counted(effect.meetings, "meeting")
    if effect.calls:
        yield counted(effect.calls, "phone call")
    if effect.others:
        yield f"{effect.others} other {'entry' if effect.others == 1 else 'entries'}"
    if effect.actions:
        yield f"{counted(effect.actions, 'next action')} set, {effect.actions_done} of them done"


def times_words(count: int) -> str:
    """`once`, `twice`, `14 times`."""
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def hours_words(minutes: int) -> str:
    """`6 hours 20 minutes`."""
    hours, rest = divmod(minutes, 60)
    return " ".join([*([counted(hours, "hour")] if hours else []), *([counted(rest, "minute")] if rest else [])])


def quote_row(quote: Quote) -> "QuoteRow":
    """An entry whole, headed by its day, its kind, who was there, and who wrote it down when."""
    from sendco_desk.packs.delay_plan import QuoteRow
    from sendco_desk.packs.plan import Correction

    return QuoteRow(
        heading=quote_heading(quote.entry), words=quote.entry.words,
        corrections=tuple(Correction(written_on=c.written_at.date(), who=c.written_by, words=c.words) for c in quote.corrections),
    )


def quote_heading(entry: StoryEntry) -> str:
    """`Tue 3 Nov 2026, 14:05 · Incident · Ms Wilk · written down by E. Marlowe on Wed 4 Nov 2026`."""
    written = f"written down by {entry.written_by}"
    if entry.written_at.date() != entry.happened_at.date():
        written += f" on {shown(entry.written_at.date())}"
    return " · ".join(words for words in (shown_moment(entry.happened_at), said(STORY_KINDS, entry.entry_kind), entry.who, written) if words)
