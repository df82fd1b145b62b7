"""What the forms of the tab Support ask: sentences and their sources, cycles, outcomes, day-to-day support."""

from collections.abc import Mapping
from uuid import UUID

from sendco_desk.domain.codes import STORY_KINDS, said
from sendco_desk.domain.cycles import STRATEGY_RESULTS
from sendco_desk.domain.dates import shown
from sendco_desk.domain.measures import Measure
from sendco_desk.domain.support_codes import AREAS, STATEMENT_SIDES
from sendco_desk.services.desk import Desk
from sendco_desk.ui.forms.asks import Ask
from sendco_desk.ui.forms.wordings import shortened

MOST_ENTRIES = 300
"""Entries of the story that can be chosen as a source: the latest."""


def documents(desk: Desk, pupil: UUID | None) -> Mapping[str, str]:
    """The pupil's documents, the latest first."""
    return {str(one.id): one.title for one in desk.documents.of(pupil)} if pupil else {}


def entries(desk: Desk, pupil: UUID | None) -> Mapping[str, str]:
    """The pupil's latest entries, each with its kind, its day and how it begins; those struck out are no source."""
    lines = [line.entry for line in desk.story.lines(pupil) if not line.entry.struck_out][:MOST_ENTRIES] if pupil else []
    return {str(one.id): shortened(f"{said(STORY_KINDS, one.entry_kind)}, {shown(one.happened_at.date())}: {one.words}") for one in lines}


def measures(desk: Desk, pupil: UUID | None) -> Mapping[str, str]:
    """The pupil's measures, the latest first."""
    kept = sorted(desk.recording.of(Measure, pupil), key=lambda one: one.taken_on, reverse=True) if pupil else []
    return {str(one.id): one.called for one in kept}


SENTENCE = (
    Ask(name="words", label="The sentence", how="prose", lines=4, use="need", ghost="What was seen or measured, not what it is called"),
    Ask(name="area", label="Area of need", how="choice", options=AREAS, row="area", share=2),
    Ask(name="side", label="Need or strength", how="choice", options=STATEMENT_SIDES, row="area", share=1),
)
SENTENCE_DAYS = (
    Ask(name="since", label="Said since", how="day", row="days", sentence="Give the day since which it is said."),
    Ask(name="until", label="No longer said after", how="day", row="days", hint="Leave empty while it holds."),
)
SOURCE_DOCUMENT = (
    Ask(name="document", label="Document", how="record", options=documents, none="No document", row="document", share=3),
    Ask(name="page", label="Page", how="number", row="document", hint="Of the document"),
)
RESTS_ON = (
    Ask(name="document", label="Document that it rests on", how="record", options=documents, none="None yet", row="document", share=3),
    Ask(name="page", label="Page", how="number", row="document"),
)
"""Asked with a new sentence."""
SOURCE = (
    *SOURCE_DOCUMENT,
    Ask(name="story_entry", label="Or an entry of the story", how="record", options=entries, none="No entry"),
    Ask(name="measure", label="Or a measure", how="record", options=measures, none="No measure"),
    Ask(name="note", label="Note", how="prose", use="need", lines=2, hint="Optional: what exactly is said there"),
)
CYCLE = (
    Ask(name="starts_on", label="Begins", how="day", row="days", sentence="Give the day on which the cycle begins."),
    Ask(name="review_due_on", label="Review due", how="day", row="days", sentence="Give the day by which the cycle is reviewed."),
    Ask(name="lead", label="Led by", hint="Who sees to it that all of it happens"),
    Ask(
        name="baseline", label="What the assessment found", how="prose", lines=4, use="baseline",
        ghost="Where the pupil is now, and how that is known",
    ),
    Ask(name="parents_part", label="What the parents will do", how="prose", lines=2, use="strategy"),
    Ask(name="pupil_part", label="What the pupil will do", how="prose", lines=2, use="strategy"),
)
OUTCOME_AREA = Ask(name="area", label="Area of need", how="choice", options=AREAS, none="Not named")
OUTCOME = (
    Ask(name="words", label="What the pupil will be able to do", how="prose", lines=2, use="outcome"),
    Ask(name="measure", label="How it is told", row="told", share=3, ghost="A test, a count, what somebody will see"),
    Ask(name="baseline", label="Now", row="told"),
    Ask(name="target", label="Target", row="told"),
    Ask(name="owner", label="Who sees to it", row="owner"),
    Ask(name="due_on", label="By", how="day", row="owner"),
    OUTCOME_AREA,
)
STRATEGY = (
    Ask(name="words", label="What is done", how="prose", lines=2, use="strategy"),
    Ask(name="who", label="By whom", row="who"),
    Ask(name="where", label="Where", row="who"),
    Ask(name="how_often", label="How often", ghost="Every lesson, daily before registration"),
    OUTCOME_AREA,
)
WORKED = Ask(name="worked", label="Did it help?", how="choice", options=STRATEGY_RESULTS, none="Not said")
