"""A slip for the family in plain English: what is happening now, what happens next and by which day, and who to ring. One page, large type."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sendco_desk.domain.codes import CASE_KINDS
from sendco_desk.domain.dates import shown
from sendco_desk.domain.paper import Block, Heading, Listed, Panel, Panels, Paper, Paragraph, Run, Runs, said
from sendco_desk.domain.school import School
from sendco_desk.domain.support_codes import MEETING_KINDS
from sendco_desk.services.casework import CaseRow, DueRow
from sendco_desk.services.form_heads import first_name, pupil_of, status_words, young_person_decides
from sendco_desk.services.letter_counts import deed_by
from sendco_desk.services.pack_record import PackRecord, facts
from sendco_desk.services.stages import SETTLED
from sendco_desk.services.support_paper import next_meetings
from sendco_desk.services.wording import who_owes
from sendco_desk.statute.milestones import State
from sendco_desk.statute.rule import OwedBy
from sendco_desk.statute.wording import counted

TITLE = "Where things are"
ADVICE = "Your council’s SEND information and advice service. It is free."
"""Source: Children and Families Act 2014 s.32; SEND Code of Practice 2015, chapter 2."""
IN_PLAIN_WORDS = {
    "Waiting for a decision": "The council is deciding whether to look closely at what help is needed.",
    "Being assessed": "The council is finding out what help is needed. It asks people who know about this to write to it.",
    "Assessment ordered": "The Tribunal has told the council to find out what help is needed.",
    "Assessment agreed": "The council has agreed to find out what help is needed.",
    "Refused to assess": "The council has said no to an assessment. You can ask for mediation or appeal.",
    "Draft plan sent": "The council has sent a draft of the plan. You can say what you think of it.",
    "No plan: appeal period": "The council has said that there will be no plan. You can ask for mediation or appeal.",
    "Final plan issued": "The council has sent the final plan. If you do not agree with it, you can appeal.",
    "Plan in force": "There is an education, health and care plan. The help in it must be given.",
    "Meeting planned": "A meeting to look at the plan again is planned.",
    "Meeting held": "The meeting to look at the plan again was held.",
    "To be amended": "The council will change the plan.", "Kept as it is": "The council keeps the plan as it is.",
    "To be ceased": "The council wants to end the plan. You can appeal.",
    "Amendments proposed": "The council has sent the changes that it wants to make to the plan. You can say what you think of them.",
}
"""Stages of a case as a family would say them; any other is said as the school says it."""
OF_KIND: Mapping[str, Mapping[str, str]] = {
    "annual_review": {
        "Waiting for a decision": "The meeting was held. The council is deciding whether the plan stays as it is, changes or ends.",
        "Early review asked for": "The council was asked to look at the plan early.",
        "Meeting not planned": "No meeting to look at the plan again is planned yet.",
    },
    "phase_transfer": {
        "Move planned": "The plan is to be changed before the move to the next phase.",
        "Moved, plan not amended": "The move was made. The plan has not been changed for it yet.",
    },
    "reassessment": {
        "Waiting for a decision": "The council is deciding whether to find out again what help is needed.",
        "Being re-assessed": "The council is finding out again what help is needed. It asks people who know about this to write to it.",
        "Refused to re-assess": "The council has said no to a new assessment. You can ask for mediation or appeal.",
    },
    "plan": {
        "With the new council": "The new council looks after the plan now.",
        "Ceasing proposed": "The council wants to end the plan. You can say what you think of that.",
    },
    "move": {
        "Waiting for the transfer": "The plan goes from the old council to the new one.",
        "Plan transferred": "The new council has the plan now.",
    },
    "complaint": {
        "Received": "The council has the complaint. Its answer is still to come.",
        "Acknowledged": "The council has said that it has the complaint. Its answer is still to come.",
        "Stage 2": "The council was asked to look at the complaint again. Its answer is still to come.",
    },
    "consultation": {"To be answered": "The council has asked this school about a place. The school is to answer."},
    "records": {
        "To be answered": "Somebody asked for a copy of what is kept. The school is to answer.",
        "To be supplied": "Somebody asked for a copy of the school record. The school is to give it.",
        "To be sent on": "The school is to send the record to the next school.",
    },
}
"""Stages that mean something else in a case of another kind, or are known in one kind only."""
YOU = (
    ("the parent, the young person and the school", "you and the school"), ("the parent or young person", "you"),
    ("The parent or young person", "You"), ("the parents", "you"), ("the parent", "you"),
)
BETWEEN_OTHERS = frozenset({"REQ-03", "REQ-05", "REQ-13", "DIS-04", "DIS-09"})
"""Rules of what offices tell one another: nothing that a family waits for."""
LEAST_STEPS = 3
"""How many next steps are told before what is given each week gives way."""
OWED = (State.OVERDUE, State.DUE_SOON, State.UPCOMING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the slip tells: sentences on what is now, what is given each week, and sentences on what is next."""

    now: tuple[Runs, ...]
    weekly: tuple[str, ...]
    following: tuple[Runs, ...]


def status_paper(record: PackRecord, school: School, cases: Sequence[CaseRow], due: Sequence[DueRow]) -> Paper:
    """The slip on a day. Where all of it needs more than a page, what is furthest away is left out, and it says so."""
    from sendco_desk.packs.paper_pages import lines_left

    told = standing(record, cases, due)
    steps, weekly = len(told.following), len(told.weekly)
    while lines_left(made := _slip(record, school, cases, told, steps, weekly)) < 0 and (steps > 1 or weekly):
        steps, weekly = (steps, weekly - 1) if weekly and steps <= LEAST_STEPS else (steps - 1, weekly)
    return made


def standing(record: PackRecord, cases: Sequence[CaseRow], due: Sequence[DueRow]) -> Standing:
    """What is happening and what is next, in the order of its days."""
    steps = [row for row in due if row.milestone.state in OWED and row.milestone.due and not row.milestone.rule.minimum_for]
    steps = [row for row in steps if row.milestone.rule.id not in BETWEEN_OTHERS]
    dated = [(row.milestone.due, step_runs(row)) for row in steps if row.milestone.due]
    cycle = next(iter(record.support.cycles(record.pupil, record.on)), None)
    if cycle is not None and cycle.cycle.reviewed_on is None:
        day = cycle.cycle.review_due_on
        verb = "was meant to look" if day < record.on else "looks"
        dated.append((day, (Run(text=f"The school {verb} at the support again with you by "), Run(text=f"{shown(day)}.", bold=True))))
    for one in next_meetings(record):
        moment = Run(text=f"{shown(one.held_on)}, {one.held_at:%H:%M}.", bold=True)
        dated.append((one.held_on, (Run(text=f"{MEETING_KINDS[one.meeting_kind]}: "), moment)))
    running = [line for line in record.provision.places_of(record.pupil, record.on) if line.place.starts_on <= record.on <= line.place.ends_on]
    return Standing(
        now=tuple(_now(record, cases)), following=tuple(runs for _, runs in sorted(dated, key=lambda one: one[0])),
        weekly=tuple(f"{line.run.name}: {counted(line.run.minutes, 'minute')}, {_often(line.run.times_a_week)}." for line in running[::-1]),
    )


def _often(times: int) -> str:
    return "once a week" if times == 1 else "twice a week" if times == 2 else f"{times} times a week"


def _now(record: PackRecord, cases: Sequence[CaseRow]) -> Iterator[Runs]:
    name, status = first_name(pupil_of(record)), status_words(record)
    if status.startswith("SEN support"):
        yield said(f"{name} has SEN support at school: help that is extra to what other pupils get.")
    elif status.startswith("EHC plan"):
        yield said(f"{name} has an education, health and care plan (EHC plan).")
    for row in cases:
        if row.case.closed_on is None and (row.stage not in SETTLED or row.next_step is not None):
            stands = OF_KIND.get(row.case.case_kind, {}).get(row.stage) or IN_PLAIN_WORDS.get(row.stage, f"{row.stage}.")
            yield Run(text=f"{CASE_KINDS[row.case.case_kind]}. ", bold=True), Run(text=stands)
    if not status and not cases:
        yield said(f"Nothing is recorded about extra help for {name} yet.")


def step_runs(row: DueRow) -> Runs:
    """`Marlshire County Council must decide whether to assess by Mon 2 Nov 2026.`, the day in bold; what is late says how long."""
    step, late = row.milestone, row.milestone.state is State.OVERDUE
    assert step.due is not None  # a step without a day is not told
    ours = step.owed_by in (OwedBy.PARENT, OwedBy.ANYBODY)
    who = "You" if ours else who_owes(step, row.authority)
    verb = "can" if step.rule.right else ("had to" if late else "must") if step.rule.binding else ("was meant to" if late else "should")
    deed = deed_by(step, step.rule.duty, "\0", past=late)
    for words, you in YOU:
        deed = deed.replace(words, you)
    before, _, after = deed.partition("\0")
    behind = f" It is {step.late} late." if late else ""
    return (Run(text=f"{who} {verb} {before}"), Run(text=f"{shown(step.due)}{after}.", bold=True), *((Run(text=behind),) if behind else ()))


def _slip(record: PackRecord, school: School, cases: Sequence[CaseRow], told: Standing, steps: int, weekly: int) -> Paper:
    pupil = pupil_of(record)
    whom = pupil.known_name if young_person_decides(record) else f"The parents and carers of {pupil.known_name}"
    return Paper(
        title=TITLE, school=school.name, about=(f"For: {whom}", f"On {shown(record.on)}"), easy_read=True, one_page=True,
        foot=f"{TITLE}, {shown(record.on)}", blocks=tuple(_blocks(record, school, cases, told, steps, weekly)),
    )


def _blocks(record: PackRecord, school: School, cases: Sequence[CaseRow], told: Standing, steps: int, weekly: int) -> Iterator[Block]:
    yield Heading(text="What is happening now")
    yield from (Paragraph(runs=runs) for runs in told.now)
    if told.weekly[:weekly]:
        yield Paragraph(runs=said(f"Each week {first_name(pupil_of(record))} has:"), keeps=True)
        yield Listed(points=tuple(map(said, told.weekly[:weekly])))
    yield Heading(text="What happens next")
    if told.following:
        yield Listed(points=told.following[:steps])
    else:
        yield Paragraph(runs=said("No next step has a day yet. Ask us when you want to know more."))
    if steps < len(told.following):
        yield Paragraph(runs=said("More steps follow after these. We tell you before they come."))
    yield Panels(panels=(Panel(title="Who to ring", blocks=tuple(_contacts(school, cases))),), columns=1)


def _contacts(school: School, cases: Sequence[CaseRow]) -> Iterator[Block]:
    who = f"{school.sendco}, SENDCo" if school.sendco else "The SENDCo"
    council = next((row.case for row in cases if row.case.closed_on is None and (row.case.case_officer or row.case.council_reference)), None)
    rows = [("At school", ", ".join(part for part in (who, school.telephone, school.email) if part))]
    if council is not None:
        reference = f"reference {council.council_reference}" if council.council_reference else ""
        rows.append(("At the council", ", ".join(part for part in (council.case_officer, council.case_officer_email, reference) if part)))
    yield from facts(*rows, ("Free advice", ADVICE))
