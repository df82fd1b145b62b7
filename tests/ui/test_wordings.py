"""F8 in every form that writes prose about a pupil: no field of several lines is without it, save those that hold an address or a letter."""

import ast
from pathlib import Path

import pytest

import sendco_desk.ui

UI = Path(sendco_desk.ui.__file__).parent
WITHOUT = {
    ("council_forms.py", "address"), ("letter_forms.py", "text"), ("word_forms.py", "typed"),
    ("ask_forms.py", "because"), ("ask_forms.py", "our_case"), ("ask_forms.py", ""), ("export_screen_form.py", "because"),
}
"""A postal address, the wording of a letter, which has a bank of its own, and what is written of one ask, one box or one export alone."""
ABOUT_COUNCILS = "profile_form.py"
"""Its fields tell of a council: no earlier words about a pupil belong into them."""


def asked(path: Path) -> list[tuple[str, str, bool]]:
    """Each `self.prose(...)` of a module: the module, the field, and whether it says of which kind of record it is."""
    calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    prose = [call for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr == "prose"]
    return [
        (path.name, str(call.args[0].value) if isinstance(call.args[0], ast.Constant) else "", any(one.arg == "kind" for one in call.keywords))
        for call in prose if call.args and isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name)
    ]


@pytest.mark.parametrize("path", sorted(UI.rglob("*.py")), ids=lambda path: path.name)
def test_every_prose_field_of_a_form_offers_earlier_wordings(path: Path) -> None:
    without = [(where, name) for where, name, has in asked(path) if not has and where != ABOUT_COUNCILS]
    assert [found for found in without if found not in WITHOUT] == []


def test_what_is_looked_for_is_there() -> None:
    assert sum(len(asked(path)) for path in UI.rglob("*.py")) > 10
