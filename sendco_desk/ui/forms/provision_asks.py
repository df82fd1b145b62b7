"""What the forms of Provision ask."""

from collections.abc import Mapping
from uuid import UUID

from sendco_desk.domain.cycles import SupportCycle
from sendco_desk.domain.dates import LONG_DAYS, shown
from sendco_desk.domain.provision import WEEKDAYS, ProvisionPlace, ProvisionRun
from sendco_desk.domain.support_codes import AREAS, SESSION_OUTCOMES, STAFF_ROLES, WAVES
from sendco_desk.services.desk import Desk
from sendco_desk.ui.forms.asks import Ask

DAY_WORDS = dict(zip(WEEKDAYS, LONG_DAYS, strict=False))
MINUTES = "Give the minutes as a whole number, such as 20."


def members(desk: Desk, pupil: UUID | None) -> Mapping[str, str]:
    """The staff who have not left."""
    return {str(member.id): member.called for member in desk.provision.staff() if member.left_on is None}


def open_runs(desk: Desk, pupil: UUID | None) -> Mapping[str, str]:
    """The provisions that are not over."""
    on = desk.clock().date()
    runs = sorted(desk.recording.of(ProvisionRun), key=lambda run: (run.name.casefold(), run.starts_on))
    return {str(run.id): run.called for run in runs if run.ends_on >= on}


def cycles(desk: Desk, pupil: UUID | None) -> Mapping[str, str]:
    """The pupil's cycles, the latest first."""
    return {str(cycle.id): cycle.called for cycle in reversed(desk.recording.of(SupportCycle, pupil))} if pupil else {}


def own_places(desk: Desk, pupil: UUID | None) -> Mapping[str, str]:
    """The pupil's places by the name of their provision, the latest first."""
    places = desk.recording.of(ProvisionPlace, pupil) if pupil else []
    return {
        str(place.id): f"{desk.recording.get(ProvisionRun, place.run).name}, from {shown(place.starts_on)}"
        for place in sorted(places, key=lambda place: place.starts_on, reverse=True)
    }


RUN = (
    Ask(name="name", label="Name", ghost="Precision teaching"),
    Ask(name="wave", label="Wave", how="choice", options=WAVES, row="kind"),
    Ask(name="area", label="Area of need", how="choice", options=AREAS, none="Not said", row="kind"),
    Ask(name="what", label="What is done", how="prose", use="strategy", lines=2),
    Ask(name="where", label="Where", ghost="The library"),
    Ask(name="staff_role", label="Who gives it", how="choice", options=STAFF_ROLES, row="who"),
    Ask(name="staff", label="By name", how="record", options=members, none="Nobody named", row="who"),
    Ask(name="minutes", label="Minutes a session", how="number", row="much", sentence=MINUTES),
    Ask(name="times_a_week", label="Sessions a week", how="number", row="much", sentence="Give how often a week as a whole number, such as 3."),
    Ask(name="weekdays", label="On which days (tick none where they change from week to week)", how="ticks", options=DAY_WORDS),
    Ask(name="starts_on", label="From", how="day", row="days", sentence="Give the first day."),
    Ask(name="ends_on", label="To", how="day", row="days", sentence="Give the last day, even where it is only meant."),
)
AIMS = (
    Ask(name="aim", label="What it is to achieve", how="prose", lines=2, use="outcome"),
    Ask(name="measure", label="How that is told", ghost="Words read in a minute"),
    Ask(name="start_measure", label="Measure at the start", ghost="18", row="measures"),
    Ask(name="end_measure", label="Measure at the end", row="measures"),
)
CYCLE = (
    Ask(name="cycle", label="For which cycle", how="record", options=cycles, none="None"),
    Ask(name="plan_section_f", label="EHC plan", how="tick", sentence="Section F of the plan orders it"),
)
JOIN = (
    Ask(name="run", label="Which provision", how="record", options=open_runs, none="Choose one"),
    Ask(name="starts_on", label="From", how="day", row="days", hint="Empty: its first day, or today once it runs."),
    Ask(name="ends_on", label="To", how="day", row="days", hint="Empty: its last day."),
    *AIMS[:3], *CYCLE,
)
PLACE = (
    Ask(name="starts_on", label="From", how="day", row="days", sentence="Give the first day."),
    Ask(name="ends_on", label="To", how="day", row="days", sentence="Give the last day."),
    *AIMS, Ask(name="effect", label="What came of it", how="prose", lines=2, use="review"), *CYCLE,
)
END = (
    Ask(name="ends_on", label="Last day", how="day", sentence="Give the last day."),
    Ask(name="end_measure", label="Measure at the end"), Ask(name="effect", label="What came of it", how="prose", use="review"),
)
EFFECT = (
    Ask(name="measure", label="How it is told"), Ask(name="start_measure", label="Measure at the start", row="measures"),
    Ask(name="end_measure", label="Measure at the end", row="measures"),
    Ask(name="effect", label="What came of it", how="prose", use="review"),
)
SESSION = (
    Ask(name="place", label="Which provision", how="record", options=own_places),
    Ask(name="on", label="Day", how="day", sentence="Give the day of the session."),
    Ask(name="outcome", label="Held, or why not", how="choice", options=SESSION_OUTCOMES, row="held"),
    Ask(name="minutes", label="Minutes held", row="held", how="number", hint="Empty: as planned."),
    Ask(name="note", label="Note", how="prose", lines=2, use="story"),
)
COST = (
    Ask(name="what", label="What was paid for", ghost="Coloured overlays"),
    Ask(name="pence", label="Amount in pounds", how="pounds", ghost="14.62", row="paid", hint="This pupil’s share."),
    Ask(name="on", label="On", how="day", row="paid", sentence="Give the day it was paid for."),
    Ask(name="place", label="For which provision", how="record", options=own_places, none="For none in particular"),
)
STAFF = (
    Ask(name="name", label="Name"), Ask(name="staff_role", label="Role", how="choice", options=STAFF_ROLES),
    Ask(name="weekly_minutes", label="Hours a week there are for provision", how="hours", hint="Empty: not known.", ghost="12.5"),
    Ask(name="left_on", label="Left on", how="day"),
)
RATE = (
    Ask(name="staff_role", label="Role", how="choice", options=STAFF_ROLES),
    Ask(name="pence_an_hour", label="Pounds an hour, with on-costs", how="pounds", ghost="14.62", row="rate"),
    Ask(name="since", label="From", how="day", row="rate", sentence="Give the first day on which it counts."),
    Ask(name="source", label="Where the figure comes from", ghost="Business manager, pay scale of April"),
)
SIZE = (
    Ask(name="pupils", label="Pupils in the group", how="number", row="size", sentence="Give the number of pupils, such as 4."),
    Ask(name="since", label="From", how="day", row="size", sentence="Give the first day on which it counts."),
)
