"""The rules of England's regime of 2014: Children and Families Act 2014 Part 3, the SEND Regulations 2014, the Code, and case law.

Each rule is data. Where sources disagree, both counts stand beside it with their reason, and nobody is called late on a day that one of
them allows. The law's text was read on the pages named; ``evidence`` and ``confidence`` say how sure the reading is.
"""

from sendco_desk.statute.england_2014.complaints import COMPLAINT_RULES
from sendco_desk.statute.england_2014.disputes import DISPUTE_RULES
from sendco_desk.statute.england_2014.moves import MOVE_RULES
from sendco_desk.statute.england_2014.orders import ORDER_RULES
from sendco_desk.statute.england_2014.records import RECORD_RULES
from sendco_desk.statute.england_2014.requests import REQUEST_RULES
from sendco_desk.statute.england_2014.reviews import REVIEW_RULES
from sendco_desk.statute.england_2014.school import SCHOOL_RULES
from sendco_desk.statute.rule import Rule

RULES: tuple[Rule, ...] = (
    *REQUEST_RULES, *REVIEW_RULES, *MOVE_RULES, *DISPUTE_RULES, *ORDER_RULES, *COMPLAINT_RULES, *SCHOOL_RULES, *RECORD_RULES,
)
