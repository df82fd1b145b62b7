"""An update in a school's own copy: each thing by itself, and of what both have changed the school's stays."""

from dataclasses import replace
from datetime import date

from sendco_desk.authority.merging import merged
from sendco_desk.authority.profile import Ask, Basis, Fact, FormVersion, PasteBlock, Profile


def ask(key: str, text: str = "") -> Ask:
    return Ask(key=key, text=text or key, basis=Basis.COUNCIL, evidence="reports")


BASE = Profile(
    id="999-a", name="A", la_code="999", asks=(ask("reports"), ask("views"), ask("map")),
    facts={"min_cycles": Fact(value=2), "portal_name": Fact(value="Hub"), "portal_vendor": Fact(value="Maker")},
    forms=(FormVersion(name="Form 1"),), paste=(PasteBlock(key="reason", title="Reason", evidence="reason"),),
)


def test_what_only_the_update_changes_is_taken_and_what_only_the_school_has_changed_stays() -> None:
    ours = replace(
        BASE, also=("Marl",), asks=(ask("reports", "Ours"), ask("views"), ask("own")), facts={**BASE.facts, "min_cycles": Fact(value=3)},
    )
    theirs = replace(
        BASE, valid_to=date(2028, 3, 31), successor="998-b", asks=(ask("new"), ask("reports"), ask("views", "Theirs"), ask("map")),
        facts={"portal_name": Fact(value="New hub"), "min_cycles": Fact(value=2)}, forms=(FormVersion(name="Form 1"), FormVersion(name="Form 2")),
    )
    found = merged(BASE, ours, theirs)
    made = found.profile
    assert found.both == ()
    assert (made.also, made.valid_to, made.successor) == (("Marl",), date(2028, 3, 31), "998-b")
    assert [(one.key, one.text) for one in made.asks] == [("new", "new"), ("reports", "Ours"), ("views", "Theirs"), ("own", "own")]
    assert {name: fact.value for name, fact in made.facts.items()} == {"portal_name": "New hub", "min_cycles": 3}
    assert [one.name for one in made.forms] == ["Form 1", "Form 2"]


def test_of_what_both_have_changed_the_school_s_stays_and_it_is_named() -> None:
    ours = replace(BASE, name="Ours", asks=(ask("reports", "Ours"),), facts={**BASE.facts, "min_cycles": Fact(value=3)}, paste=())
    theirs = replace(
        BASE, name="Theirs", asks=(ask("reports", "Theirs"), ask("views", "Theirs"), ask("map")), facts={**BASE.facts, "min_cycles": Fact(value=4)},
        paste=(*BASE.paste, *BASE.paste),
    )
    found = merged(BASE, ours, theirs)
    assert found.both == (
        "the field ‘Reviewed cycles, at least’", "the ask ‘reports’", "the ask ‘views’", "the name", "the text blocks",
    )
    assert found.profile.name == "Ours" and [one.text for one in found.profile.asks] == ["Ours"]
    assert found.profile.fact("min_cycles").value == 3 and found.profile.paste == ()


def test_where_both_say_the_same_nothing_is_named() -> None:
    same = replace(BASE, name="B", asks=(ask("reports", "New"), ask("views"), ask("map")))
    assert merged(BASE, same, same).both == () and merged(BASE, same, same).profile == same
