"""A printed form as plain data: every word of it can be listed, and a table whose rows do not fit is a mistake in the code."""

from uuid import uuid4

import pytest

from sendco_desk.domain.charts import CountBar, CountChart
from sendco_desk.domain.paper import (
    Drawn,
    Facts,
    Grid,
    Heading,
    Leads,
    Listed,
    NewPage,
    Panel,
    Panels,
    Paper,
    Paragraph,
    Photo,
    Run,
    SignHere,
    said,
    text_of,
    words_of,
)


def test_every_word_is_listed_in_reading_order() -> None:
    chart = CountChart(title="Needs", bars=(CountBar(name="Autism", count=3),))
    paper = Paper(title="Plan", school="Fernhollow School", about=("Year 4",), foot="Made up", blocks=(
        Heading(text="First"), Paragraph(runs=said("words")), Listed(points=(said("point"),)), Facts(rows=(("label", said("fact")),)),
        Grid(caption="caption", heads=("head",), rows=((said("cell"),),), shares=(1,)), Drawn(chart=chart), Photo(content=b"", alt="photo"),
        NewPage(), Panels(panels=(Panel(title="panel", blocks=(Paragraph(runs=said("inside")),)),)), SignHere(names=("signed",)),
    ))
    assert list(words_of(paper)) == [
        "Fernhollow School", "Plan", "Year 4", "First", "words", "point", "label", "fact", "caption", "head", "cell", chart.said(), "photo",
        "panel", "inside", "signed", "Made up",
    ]


def test_runs_say_their_words_without_their_weights() -> None:
    assert text_of((Run(text="one "), Run(text="two", bold=True), Run(text=" three", deleted=True))) == "one two three"


@pytest.mark.parametrize(("shares", "row"), [((1, 1), ("a",)), ((1,), ("a", "b"))])
def test_a_table_that_does_not_fit_is_a_mistake_in_the_code(shares: tuple[float, ...], row: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="do not fit"):
        Grid(caption="Sessions", heads=("One",), rows=(tuple(map(said, row)),), shares=shares)


def test_words_lead_to_a_document_or_to_a_part() -> None:
    document = uuid4()
    assert (Leads(document=document, page=3).to, Leads(part="needs").to) == (document, "needs")
