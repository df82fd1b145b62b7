"""Every rule that the clock knows, and how to find one by its number."""

from difflib import get_close_matches

from sendco_desk.domain.refusals import Refused
from sendco_desk.statute import england_2014
from sendco_desk.statute.rule import REGIME, OwedBy, Repeats, Rule
from sendco_desk.statute.wording import either

__all__ = ["REGIME", "RULES", "OwedBy", "Repeats", "Rule", "rule"]

RULES: tuple[Rule, ...] = england_2014.RULES
RULE_IDS: tuple[str, ...] = tuple(dict.fromkeys(each.id for each in RULES))


def rule(rule_id: str) -> Rule:
    """The rule of that number, in its newest version. Raises Refused."""
    wanted = rule_id.strip().upper()
    versions = [each for each in RULES if each.id == wanted]
    if not versions:
        near = get_close_matches(wanted, RULE_IDS, n=3) or RULE_IDS
        raise Refused(f"There is no rule ‘{rule_id.strip()}’: try {either(tuple(near))}.", field="rule")
    return max(versions, key=lambda each: each.since)
