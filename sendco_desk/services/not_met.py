""""Not met" as evidence: what was given of what was planned, what it cost, how each measure changed, and why the next step follows."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sendco_desk.domain.cycles import Outcome, SupportCycle
from sendco_desk.domain.support_codes import OUTCOME_RESULTS
from sendco_desk.services.provision_rows import Delivery, number_words, whole_group
from sendco_desk.services.support_cycles import CyclePage, ProvisionLine
from sendco_desk.statute.wording import both, counted, number

STEP_WORDS = {
    "continue": "goes on with the support", "change": "changes the support", "step_up": "gives more support, or support of another kind",
    "specialist": "asks a specialist", "request": "asks the council to assess education, health and care needs",
    "step_down": "gives less support", "end": "ends SEN support",
}
"""Each next step after `The school`."""
LESS = frozenset({"step_down", "end"})


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeChange:
    """An outcome's result, and its measure then and now."""

    outcome: Outcome

    @property
    def result(self) -> str:
        """`Partly met`, or that it is not reviewed."""
        return OUTCOME_RESULTS.get(self.outcome.result, "Not reviewed yet")

    @property
    def change(self) -> str:
        """`from 12 to 19 of 40 (target 30 of 40)`; as much of it as is recorded."""
        one = self.outcome
        then, now, wanted = (text.strip().removesuffix(".") for text in (one.baseline, one.measure_now, one.target))
        said = f"from {then} to {now}" if then and now else f"{now} now" if now else f"{then} then" if then else ""
        target = f"target {wanted}" if wanted else ""
        return f"{said} ({target})" if said and target else said or target

    @property
    def words(self) -> str:
        """`“Reads 30 of 40 words”: partly met, from 12 to 19 of 40 (target 30 of 40)`."""
        change = f", {self.change}" if self.change else ""
        return f"“{self.outcome.words}”: {self.result.lower()}{change}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionGiven:
    """A provision of the cycle and what was given of it."""

    line: ProvisionLine
    delivery: Delivery
    cost: int | None = None
    """What the sessions held and the things bought came to, in pence; None for whoever may not see costs, and where a session that was held
    has no rate, because what is known then is not what it came to."""

    @property
    def words(self) -> str:
        """`Precision teaching: 34 of 36 held, 94%`."""
        return f"{self.line.run.name}: {self.delivery.words}"


@dataclass(frozen=True, slots=True, kw_only=True)
class NotMet:
    """The evidence of a cycle. ``sentences`` rest on recorded facts only; ``why_next`` are the person's own words beside them."""

    outcomes: tuple[OutcomeChange, ...]
    given: tuple[ProvisionGiven, ...]
    delivery: Delivery
    cost: int | None
    sentences: tuple[str, ...]
    why_next: str

    @property
    def words(self) -> str:
        """The sentences as one paragraph."""
        return " ".join(self.sentences)


def not_met(page: CyclePage, given: Sequence[ProvisionGiven]) -> NotMet:
    """What a cycle shows. ``given`` is what was delivered of each of its provisions up to the review."""
    outcomes = tuple(OutcomeChange(outcome=line.outcome) for line in page.outcomes)
    whole = whole_group(one.delivery for one in given)
    costs = [one.cost for one in given if one.cost is not None]
    sentences = (delivery_sentence(given, whole), *(f"{one.words}." for one in outcomes), next_sentence(page.cycle, outcomes, whole))
    return NotMet(
        outcomes=outcomes, given=tuple(given), delivery=whole, cost=sum(costs) if costs and len(costs) == len(given) else None,
        sentences=tuple(sentence for sentence in sentences if sentence), why_next=page.cycle.why_next,
    )


def delivery_sentence(given: Sequence[ProvisionGiven], whole: Delivery) -> str:
    """`34 of 36 planned sessions of Precision teaching were held (94%).`; nothing where the cycle has no provision."""
    if not given:
        return ""
    names = both(list(dict.fromkeys(one.line.run.name for one in given)))
    noted = whole.held + sum(whole.missed.values())
    if whole.percent is None and noted:
        held = f"{counted(whole.held, 'session')} of {names} {'was' if whole.held == 1 else 'were'} held"
        return f"{held}; how many were planned cannot be counted from the school’s calendar."
    if whole.percent is None:
        return f"No session of {names} was planned yet."
    if not noted:
        planned = "1 session" if whole.planned == 1 else f"{number_words(whole.planned)} sessions"
        return f"{planned} of {names} {'was' if whole.planned == 1 else 'were'} planned; none is recorded as held or missed."
    was = "was" if whole.planned == 1 else "were"
    said = f"{whole.held} of {number_words(whole.planned)} planned sessions of {names} {was} held ({whole.percent}%)."
    return f"{said} {number_words(whole.unrecorded)} not recorded." if whole.unrecorded else said


def next_sentence(cycle: SupportCycle, outcomes: Sequence[OutcomeChange], whole: Delivery) -> str:
    """Why the next step follows, from the results and the sessions; nothing while no step is chosen."""
    if not cycle.next_step:
        return ""
    because = _because(cycle.next_step, outcomes, whole)
    return f"The school {STEP_WORDS[cycle.next_step]}{f' because {because}' if because else ''}."


def _because(step: str, outcomes: Sequence[OutcomeChange], whole: Delivery) -> str:
    results = Counter(one.outcome.result for one in outcomes)
    short = results["partly"] + results["not_yet"]
    if not short and results["met"] and results["met"] == len(outcomes):
        return "" if step not in LESS else "every outcome is met" if len(outcomes) > 1 else "the outcome is met"
    if not short or step in LESS:
        return ""
    which = _which(short, len(outcomes), results["not_yet"])
    held = f" after {whole.percent}% of the planned sessions" if whole.percent is not None and whole.held else ""
    return f"{which}{held}"


def _which(short: int, every: int, not_yet: int) -> str:
    """`one of three outcomes is not met in full`."""
    state = "not met yet" if short == not_yet else "not met in full"
    if every == 1:
        return f"the outcome is {state}"
    return f"{_number(short)} of {_number(every)} outcomes {'is' if short == 1 else 'are'} {state}"


def _number(count: int) -> str:
    """In words up to nine: a large count reads better in figures beside the percentages."""
    return number(count) if count < 10 else str(count)
