"""The school's own wording of a letter: changed here, compared with the app's, or given up for it."""

from sendco_desk.services.letter_wording import BLOCKS, COVERING, FIELDS, OF_THE_CHILD, WORDINGS
from sendco_desk.ui.forms.form import Form, attempt
from sendco_desk.ui.room import Room
from sendco_desk.ui.widgets.buttons import button
from sendco_desk.ui.widgets.layout import across, emptied, holding, stack
from sendco_desk.ui.widgets.words import escaped, plain, words

NEWER = "The app’s wording of this letter has changed since the school made its own. The school’s own is used until you decide."
SIGNS = {"-": "Only in the app’s:", "+": "Only in the school’s:"}


class WordingForm(Form):
    """Change the wording of a kind of letter, for all that are written from now on."""

    NOTE = "Letters already logged stay as they were."

    def __init__(self, room: Room, name: str) -> None:
        self.name = name
        self.wordings = room.desk.letters.wordings
        self.state = self.wordings.state(name)
        super().__init__(room, WORDINGS[name], draft=f"wording:{name}", finish="Save wording")

    def build(self) -> None:
        if self.state.newer:
            self.compared = stack(gap=2)
            compare = button(self.look, "Compare", "row", then=self.compare)
            keep = button(self.look, "Go on with ours", "row", then=self.keep_ours)
            self.rows(holding(stack(words(NEWER, wrap=True), across(compare, keep, None), self.compared, gap=8, pad=(12, 8, 12, 8)), "well", "newer"))
        self.rows(self.prose("text", "Wording", self.wordings.text(self.name), lines=12))
        if self.state.own:
            self.rows(across(button(self.look, "Go back to the app’s wording", "quiet", "undo", then=self.go_back), None))
        self.rows(words(self._fields(), "caption", "muted", wrap=True))

    def _fields(self) -> str:
        """What can stand in braces, one field a line."""
        lines = [f"<b>{{{name}}}</b> {escaped(what)}" for name, what in FIELDS.items() if self._fits(name)]
        lists = [f"<b>{{{name}}}</b> {escaped(what)}" for name, what in BLOCKS.items() if self._fits(name)]
        said = f"Fields stand in braces.<br>{'<br>'.join(lines)}"
        if not lists:
            return said
        return f"{said}<br><br>A field on a line of its own becomes a list, and goes where there is nothing to list:<br>{'<br>'.join(lists)}"

    def _fits(self, field: str) -> bool:
        return self.name != COVERING or field not in OF_THE_CHILD

    def compare(self) -> None:
        """Show what stands only in the app's wording, and what only in the school's."""
        emptied(self.compared)
        for sign, line in self.wordings.compared(self.name):
            if sign in SIGNS and line.strip():
                self.compared.addWidget(words(SIGNS[sign], "caption", "muted"))
                self.compared.addWidget(plain(line, wrap=True))

    def keep_ours(self) -> None:
        """Go on with the school's own wording, and say no more about the app's."""
        self.room.close_sheet()
        attempt(self.room, lambda: self.wordings.keep_own(self.name), "The school’s own wording is kept.")

    def go_back(self) -> None:
        """Use the app's wording again."""
        self.keeper.drop()
        self.room.close_sheet()
        attempt(self.room, lambda: self.wordings.go_back(self.name), "The app’s wording is used again.")

    def deed(self) -> tuple[frozenset[str], str]:
        return self.wordings.save(self.name, self.said("text")), "The wording is saved."
