"""How many pages each part of a bundle may have: the limits as data with their source, and the pages measured against them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sendco_desk.domain.refusals import Refused
from sendco_desk.packs.manifest import Manifest
from sendco_desk.packs.pages_contents import COVER

_PLAN = ("ehc plan", "education, health and care plan", "appendices", "section k")
MADE = "Parts made for the pack"


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """The most pages that something may have.

    ``called`` are beginnings of the names of parts that it is for, in small letters; with ``each``, every document of such a part may have
    so many. ``rest`` takes in every part that no other allowance is for.
    """

    name: str
    most: int
    called: tuple[str, ...] = ()
    each: bool = False
    rest: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """The limits of one recipient, with where they stand and how sure the reading is."""

    name: str
    title: str
    allowances: tuple[Allowance, ...]
    citation: str
    source: str
    since: date
    applies: str
    exception: str
    confidence: str
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetPart:
    """A part of a pack with its pages; ``documents`` are the titles and pages of what is in it."""

    name: str
    pages: int
    documents: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MeterRow:
    """One line of the meter: the pages there are, the most there may be, how many are too many, and the parts that count."""

    name: str
    pages: int
    most: int
    over: int
    parts: tuple[str, ...] = ()

    @property
    def said(self) -> str:
        """The line in words."""
        if self.over:
            return f"{self.name}: {self.pages} pages, {self.over} more than the {self.most} allowed"
        return f"{self.name}: {self.pages} of {self.most} pages"


def _tribunal(name: str, title: str, further: int) -> Budget:
    return Budget(
        name=name,
        title=title,
        allowances=(
            Allowance(name="Core bundle", most=100, called=("core",)),
            Allowance(name="EHC plan with its appendices", most=150, called=_PLAN),
            Allowance(name="Working document", most=25, called=("working document",)),
            Allowance(name="Expert report", most=15, called=("expert", "expert report"), each=True, note="a summary of two pages is counted in it"),
            Allowance(name="Witness statement", most=10, called=("witness",), each=True),
            Allowance(name="Further evidence", most=further, rest=True),
        ),
        citation="SEND Tribunal, Practice Direction 1 of 2025 (22 April 2025)",
        source="https://birkettlong.co.uk/insights/education/legal-update-new-practice-direction-send-tribunal-hearings",
        since=date(2025, 7, 15),
        applies="Appeals whose final hearing was listed after 15 July 2025. The council prepares the bundle.",
        exception="More pages only when the Tribunal allows them on a request on form SEND7.",
        confidence="high",
        evidence="seen in 3 sources",
    )


BUDGETS: tuple[Budget, ...] = (
    _tribunal("tribunal", "SEND Tribunal, where the kind of appeal is not said: the lower limit", 75),
    _tribunal("tribunal-assess", "SEND Tribunal, refusal to assess or reassess", 75),
    _tribunal("tribunal-issue", "SEND Tribunal, refusal to issue a plan", 100),
    _tribunal("tribunal-contents", "SEND Tribunal, sections B and F of a plan", 100),
    _tribunal("tribunal-school", "SEND Tribunal, section I of a plan alone", 75),
    _tribunal("tribunal-cease", "SEND Tribunal, ceasing a plan", 75),
    _tribunal("tribunal-extended", "SEND Tribunal, extended appeal on health and social care", 75),
)


def budget_named(name: str) -> Budget:
    """The budget of that name. Raises Refused where there is none."""
    found = next((budget for budget in BUDGETS if budget.name == name), None)
    if found is None:
        raise Refused(f"There is no budget called ‘{name}’: give one of {', '.join(budget.name for budget in BUDGETS)}.", field="budget")
    return found


def meter(parts: Iterable[BudgetPart], budget: Budget) -> tuple[MeterRow, ...]:
    """The pages of a pack against a budget: a row for each allowance that something counts towards, and for each document it is for."""
    parts = tuple(parts)
    rows: list[MeterRow] = []
    for allowance in budget.allowances:
        counted = [part for part in parts if _allowance_of(part, budget) is allowance]
        if allowance.each:
            rows += [_row(title, pages, allowance, (part.name,)) for part in counted for title, pages in part.documents]
        elif counted:
            rows.append(_row(allowance.name, sum(part.pages for part in counted), allowance, tuple(part.name for part in counted)))
    return tuple(rows)


def _row(name: str, pages: int, allowance: Allowance, parts: tuple[str, ...]) -> MeterRow:
    called = f"{allowance.name} ‘{name}’" if allowance.each else name
    return MeterRow(name=called, pages=pages, most=allowance.most, over=max(0, pages - allowance.most), parts=parts)


def _allowance_of(part: BudgetPart, budget: Budget) -> Allowance | None:
    name = part.name.casefold().strip()
    named = next((each for each in budget.allowances if name.startswith(each.called)), None) if name else None
    return named or next((each for each in budget.allowances if each.rest), None)


def parts_of(manifest: Manifest) -> tuple[BudgetPart, ...]:
    """The parts of a finished pack as a budget counts them: its covers and manifests do not count."""
    made = [part for part in manifest.parts if part.title != COVER and not part.title.startswith("Manifest")]
    found = [BudgetPart(name=MADE, pages=sum(part.pages for part in made))] if made else []
    for name in dict.fromkeys(document.part for document in manifest.documents):
        inside = tuple((document.title, document.pages) for document in manifest.documents if document.part == name and document.pages)
        found.append(BudgetPart(name=name, pages=sum(pages for _, pages in inside), documents=inside))
    return tuple(found)


def over(rows: Sequence[MeterRow]) -> tuple[MeterRow, ...]:
    """The rows that have more pages than they may."""
    return tuple(row for row in rows if row.over)
