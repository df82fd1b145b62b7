"""What the table of a council form's fields shows: those that wait for somebody stand first."""

from PySide6.QtCore import QObject

from sendco_desk.services.council_forms import LEFT, FieldLine
from sendco_desk.services.form_values import VALUE_OF
from sendco_desk.ui.models.rows import Column, RowsModel

WAITS, FILLED, OTHER = "Waits", "Filled", "Left"
ORDER = (WAITS, FILLED, OTHER)
STATES = {WAITS: "waiting", FILLED: "done", OTHER: "planned"}
OWN_WORDS, NOT_CHOSEN = "Your own words", "Nothing chosen yet"


def state_word(line: FieldLine) -> str:
    """Whether somebody has to look at a field."""
    return FILLED if line.filled else WAITS if line.waits else OTHER


def _place(line: FieldLine) -> tuple[int, bool]:
    """What waits first, and of it those for which nothing is chosen."""
    return ORDER.index(state_word(line)), bool(line.value)


def value_words(line: FieldLine) -> str:
    """What goes in, by the title of the value."""
    if line.typed:
        return OWN_WORDS
    if not line.value or line.field.closed:
        return "" if line.field.closed else NOT_CHOSEN
    title = VALUE_OF[line.value].title if line.value in VALUE_OF else LEFT.removesuffix(".")
    return f"{title} (guessed)" if line.guessed else title


def reads(line: FieldLine) -> str:
    """How it reads, or why nothing goes in."""
    return line.problem or "; ".join(one for one in line.words.split("\n") if one)


COLUMNS: tuple[Column[FieldLine], ...] = (
    Column(key="field", title="Field", width=190, shown=lambda line: line.field.name),
    Column(
        key="about", title="Words around it", width=210, shown=lambda line: line.field.about,
        spoken=lambda line: line.field.about or "No words around it",
    ),
    Column(key="value", title="What goes in", width=200, shown=value_words, spoken=lambda line: value_words(line) or "Nothing"),
    Column(key="reads", title="How it reads", width=280, shown=reads),
    Column(key="chip", title="State", width=96, shown=state_word, sorts=_place),
)
GIVES_WAY = ("about",)


class FieldRow:
    """A line with the chip that the table draws."""

    def __init__(self, line: FieldLine) -> None:
        self.line = line

    @property
    def chip(self) -> tuple[str, str]:
        """Its word and its sign."""
        word = state_word(self.line)
        return word, STATES[word]


class FieldsModel(RowsModel[FieldRow]):
    """The table of fields."""

    def __init__(self, parent: QObject | None = None) -> None:
        columns = tuple(_of_row(column) for column in COLUMNS)
        super().__init__(columns, lambda row: row.line.field.key, parent)


def _of_row(column: Column[FieldLine]) -> Column[FieldRow]:
    sorts, spoken = column.sorts, column.spoken
    return Column(
        key=column.key, title=column.title, width=column.width, shown=lambda row: column.shown(row.line),
        sorts=None if sorts is None else lambda row: sorts(row.line), spoken=None if spoken is None else lambda row: spoken(row.line),
    )


def waiting_first(lines: tuple[FieldLine, ...]) -> list[FieldRow]:
    """The rows: what waits for somebody first, each in the order of the form."""
    return [FieldRow(line) for line in sorted(lines, key=_place)]
