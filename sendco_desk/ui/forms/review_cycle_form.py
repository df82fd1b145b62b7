"""The review of a cycle on one quiet page: each outcome's result and measure now, what helped, what was tried, and why the next step follows."""

from uuid import UUID

from sendco_desk.domain.cycles import STRATEGY_RESULTS, Outcome, SupportCycle
from sendco_desk.domain.support_codes import NEXT_STEPS, OUTCOME_RESULTS
from sendco_desk.services.support_cycles import CyclePage, OutcomeReview, Review
from sendco_desk.ui.forms.form import Form
from sendco_desk.ui.room import Room
from sendco_desk.ui.widgets.layout import line_across
from sendco_desk.ui.widgets.words import plain, words


def then_words(baseline: str, target: str) -> str:
    """`Then 12 · target 60`: what stands under the measure now."""
    return " · ".join(f"{name} {said}" for name, said in (("Then", baseline), ("Target", target)) if said)


class ReviewForm(Form):
    """A review. It may be saved half done, and closed once it is complete."""

    NOTE = "You can save it half done and go on later."

    def __init__(self, room: Room, page: CyclePage) -> None:
        self.page = page
        super().__init__(room, f"Review of cycle {page.cycle.number}", draft=f"review_cycle:{page.cycle.id}", finish="Save review")

    def build(self) -> None:
        cycle = self.page.cycle
        self.rows(self.day_field("reviewed_on", "Reviewed on", cycle.reviewed_on or self.today()))
        for line in self.page.outcomes:
            one = line.outcome
            result = self.choice(f"result:{one.id}", "Result", OUTCOME_RESULTS, one.result, none="Not said yet")
            now = self.line(f"now:{one.id}", "Measure now", one.measure_now, hint=then_words(one.baseline, one.target))
            seen = self.prose(f"words:{one.id}", "What was seen", one.review_words, lines=2, kind=Outcome, field="review_words", use="review")
            for field in (result, now, seen):
                field.box.setAccessibleName(f"{field.name}: {one.words}")
            self.rows(line_across(), plain(one.words, "strong", wrap=True), self.beside(result, now, shares=(2, 3)), seen)
        if self.page.strategies:
            self.rows(line_across(), words("Day-to-day support: did it help?", "strong"))
        for support in self.page.strategies:
            helped = self.choice(f"worked:{support.id}", "Did it help?", STRATEGY_RESULTS, support.worked, none="Not said")
            helped.box.setAccessibleName(f"Did it help? {support.words}")
            self.rows(self.beside(plain(support.words, wrap=True), helped, shares=(3, 2)))
        self._where_it_leads(cycle)

    def _where_it_leads(self, cycle: SupportCycle) -> None:
        tried = self.prose("tried", "What was tried, and how it went", cycle.tried, lines=3, kind=SupportCycle, use="review")
        step = self.choice("next_step", "Next step", NEXT_STEPS, cycle.next_step, none="Not chosen yet")
        why = self.prose("why_next", "Why this follows", cycle.why_next, lines=3, kind=SupportCycle, use="review")
        self.rows(line_across(), tried)
        given = self.room.desk.support.not_met(self.page).given
        if given:
            self.rows(*(plain(f"{one.words}.", "caption", "muted", wrap=True) for one in given))
        self.rows(step, why, line_across(), self.tick("close", "When this is saved", "Close the cycle: from then on it stays as it is", False))

    def about_whom(self) -> UUID | None:
        return self.page.cycle.pupil

    def deed(self) -> tuple[frozenset[str], str]:
        close = self.on("close")
        review = Review(
            reviewed_on=self.needed_day("reviewed_on", "Give the day of the review."),
            outcomes={line.outcome.id: self._outcome(line.outcome.id) for line in self.page.outcomes},
            strategies={one.id: self.code(f"worked:{one.id}") for one in self.page.strategies},
            tried=self.said("tried"), next_step=self.code("next_step"), why_next=self.said("why_next"),
        )
        changed = self.room.desk.support.review(self.page.cycle.id, review, close=close)
        return changed, f"Cycle {self.page.cycle.number} is {'reviewed and closed' if close else 'reviewed'}."

    def _outcome(self, name: UUID) -> OutcomeReview:
        return OutcomeReview(result=self.code(f"result:{name}"), measure_now=self.said(f"now:{name}"), review_words=self.said(f"words:{name}"))
