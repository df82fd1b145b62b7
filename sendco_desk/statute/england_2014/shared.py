"""What several groups of rules share: the day the regime began, counts and exceptions that recur, and what can be done about a breach."""

from datetime import date

from sendco_desk.statute.events import RECEIPT
from sendco_desk.statute.other_counts import DaysApart

COMMENCED = date(2014, 9, 1)
RECEIPT_FALLBACK = RECEIPT[1:]
"""What stands in for a day of receipt that is not known."""
AFTER_ASSESSMENT = ("draft_plan_sent", "decided_not_to_issue", "final_plan_issued")
"""What only comes once the council has agreed to assess."""
RECEIPT_AS_DAY_ONE = DaysApart(days=-1, because="receipt day counted as day 1 (DfE statistics)")
THREE_EXCEPTIONS = ("school_closed", "exceptional_circumstances", "absent_from_area")
CO_OPERATION_EXCEPTIONS = ("exceptional_circumstances", "absent_from_area", "missed_appointment")
ORDER_EXCEPTIONS = ("exceptional_circumstances", "absent_from_area", "school_closed")
CHASE = (
    "Note the breach and ask the case officer in writing, quoting the regulation, when it will be done; then the SEN manager, then the "
    "director. Tell the parent: only a parent or the young person can complain to the Ombudsman, appeal or go to court. The school can "
    "support them with its chronology."
)
ORDER_MISSED = (
    "Write to the council with the order or notice and its date. Tell the parent: they can ask for advice at once on enforcing it, by "
    "judicial review if need be. The school can give evidence of what was not done."
)
