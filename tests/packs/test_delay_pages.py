"""The delay timeline on paper: nothing overlaps, everything is said, the same facts give the same bytes, every script prints."""

import io
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from sendco_desk.packs.delay_drawing import SPLIT_PATTERNS
from sendco_desk.packs.delay_layout import (
    GUTTER,
    MOST_DUE_ROWS,
    RING,
    SIGN,
    Label,
    LaidPicture,
    Scale,
    due_text,
    fitted,
    lay_out,
    lifts_of,
    month_starts,
    rows_of,
    wide,
)
from sendco_desk.packs.delay_pages import delay_pdf, delay_words, effect_rows
from sendco_desk.packs.delay_plan import (
    COUNCIL,
    SCHOOL,
    SERVICE,
    Closed,
    DateRow,
    DelayPaper,
    DelayPicture,
    DueMark,
    HappenedMark,
    LateBar,
    PaperHead,
    Piece,
    QuoteRow,
    ShareRow,
    TermRow,
)
from sendco_desk.packs.pages_ink import TEXT_WIDTH
from sendco_desk.packs.plan import Correction

DAY_0 = date(2026, 9, 7)
COUNCIL_NAME = "The Royal Metropolitan Borough Council of North Marlshire, Upper Fernhollow and the Districts of Sedgeborough upon Tarn"
ON = date(2027, 4, 12)
NAMES = ("Council’s decision", "Final plan", "Advice: educational psychology", "School’s advice", "Twelve weeks in all; notice of the meeting")


def weeks(number: int, days: int = 0) -> date:
    return DAY_0 + timedelta(weeks=number, days=days)


def picture(**more: Any) -> DelayPicture:
    """A request: a plan nine weeks late, advice late before it."""
    facts: dict[str, Any] = {
        "first": weeks(-1), "last": weeks(30), "day_0": DAY_0, "weeks_from": "receipt, Mon 7 Sep 2026", "on": weeks(29, 3),
        "marks": (
            DueMark(on=weeks(6), name="Council’s decision", late=True), DueMark(on=weeks(14), name="School’s advice", whose=SCHOOL, late=True),
            DueMark(on=weeks(14), name="Advice: health", whose=SERVICE, met=True), DueMark(on=weeks(20), name="Final plan", late=True),
        ),
        "happened": tuple(HappenedMark(number=n, on=weeks(2 * n), words=f"Event number {n}", weight=n % 3) for n in range(1, 13)),
        "bars": (
            LateBar(label="Council’s decision, 1 week late", due=weeks(6), allowed=weeks(6), until=weeks(7)),
            LateBar(label="School’s advice, 1 week later than the Code expects", due=weeks(14), allowed=weeks(14), until=weeks(15), duty=False),
            LateBar(
                label="Final plan, 9 weeks late so far", due=weeks(20), allowed=weeks(22), until=weeks(29), ongoing=True,
                pieces=(
                    Piece(key="A", first=weeks(20, 1), last=weeks(24)), Piece(key="B", first=weeks(24, 1), last=weeks(24, 3)),
                    Piece(key="A", first=weeks(24, 4), last=weeks(29)),
                ),
            ),
        ),
        "closures": (Closed(first=weeks(15), last=weeks(17), name="Christmas holiday"),),
    }
    return DelayPicture(**{**facts, **more})


def paper(**more: Any) -> DelayPaper:
    facts: dict[str, Any] = {
        "head": PaperHead(
            title="Delay timeline", on=ON, name="Kacper Wilk", born=date(2018, 3, 14), about=("Marlshire County Council", "Fernhollow School"),
            case="Case 14", author="Fernhollow School",
        ),
        "lead": ("Marlshire County Council had to issue the final plan by Mon 25 Jan 2027.",), "picture": picture(),
        "dates": (
            DateRow(on=DAY_0, what="Council received the request", who="Council", proof="Portal receipt", source="Marlshire SEN team", number=1),
            DateRow(
                on=weeks(6), what="Last day: decide whether to assess", who="Council", proof="From no 1", source="Law, see below", strong=True,
                grounds="Marlshire County Council: 1 week late. SEND Regulations 2014 reg 5(1) (REQ-04, statutory).",
            ),
        ),
        "split_title": "Who held the papers: final plan, 9 weeks late",
        "split": (
            ShareRow(key="A", who="Educational psychology", how_long="4 weeks (28 days)", days=28, which="26 Jan to 22 Feb 2027"),
            ShareRow(key="", who="In all", how_long="4 weeks (28 days)", days=28, which=""),
        ),
        "split_words": ("In law Marlshire County Council answers for the whole of it.",),
        "exceptions": ("No exception is recorded as claimed.",),
        "effect": (
            TermRow(name="Spring 2027", late="28 late days: 26 Jan to 22 Feb 2027", facts="2 incidents.", quotes=(
                QuoteRow(heading="Wed 3 Feb 2027 · Incident", words="Left the classroom twice.", corrections=(
                    Correction(written_on=ON, who="Dr Robin Lark", words="It was once."), Correction(written_on=ON, who="", words="It was twice."),
                )),
            )),
            TermRow(name="On other days", late=""),
        ),
        "effect_words": "Attendance is not part of this record.", "standing": ("It is evidence.", "It makes no claim for money."),
    }
    return DelayPaper(**{**facts, **more})


def pages_of(pdf: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


def meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def clashes(laid: LaidPicture) -> list[str]:
    """Words that lie over words, over a sign, or over a ring."""
    found = []
    for number, word in enumerate(laid.words):
        found += [f"{word.text} / {other.text}" for other in laid.words[number + 1 :] if meet(word.box, other.box)]
        round_things = [(sign.x, sign.y, SIGN) for sign in laid.signs] + [(ring.x, ring.y, RING) for ring in laid.rings]
        found += [
            f"{word.text} / a sign" for x, y, half in round_things
            if meet(word.box, (x - half + 0.3, y - half + 0.3, x + half - 0.3, y + half - 0.3))
        ]
    return found


def crossings(laid: LaidPicture) -> list[str]:
    """Stems of due days and events that run through words."""
    stems = [one for one in laid.strokes if one.x == one.x_end and not one.faint and one.weight == 0.5]
    return [
        f"{word.text} at {stem.x:.0f}" for word in laid.words for stem in stems
        if word.box[0] < stem.x < word.box[2] and min(stem.top, stem.bottom) < word.box[1] and word.box[3] < max(stem.top, stem.bottom)
    ]


# The picture


def test_weeks_on_which_something_is_due_are_told_by_number() -> None:
    laid = lay_out(picture(), TEXT_WIDTH)
    bold = [word.text for word in laid.words if word.bold and word.text.isdigit()]
    assert bold == ["6", "14", "20"]
    assert "weeks from receipt, Mon 7 Sep 2026" in [word.text for word in laid.words]


def test_days_are_to_scale() -> None:
    scale = Scale(first=DAY_0, last=weeks(20), left=GUTTER, right=GUTTER + 200)
    assert scale.x(weeks(10)) - scale.x(DAY_0) == pytest.approx(100)
    laid = lay_out(picture(), TEXT_WIDTH)
    late = [bar for bar in laid.bars if bar.pattern == "late" and bar.width > 10.1]  # the one in the legend is 10 wide
    week, plan = late[0], late[1]
    assert plan.width / week.width == pytest.approx(7)  # seven of the nine weeks are late by every count
    allowed = next(bar for bar in laid.bars if bar.pattern == "allowed")
    assert allowed.width / week.width == pytest.approx(2)
    assert allowed.x + allowed.width == pytest.approx(plan.x)


def test_the_split_adds_up_to_the_bar_it_lies_under() -> None:
    laid = lay_out(picture(), TEXT_WIDTH)
    pieces = [bar for bar in laid.bars if bar.pattern in ("A", "B")]
    assert [piece.key for piece in pieces] == ["A", "", "A"]  # where a piece is too short for its letter, the pattern stands alone
    whole = [bar for bar in laid.bars if bar.pattern in ("late", "allowed") and bar.top == pieces[0].top - bar.height]
    assert sum(piece.width for piece in pieces) == pytest.approx(sum(bar.width for bar in whole))


def test_nothing_lies_over_anything_in_a_usual_case() -> None:
    laid = lay_out(picture(), TEXT_WIDTH)
    assert clashes(laid) == []
    assert crossings(laid) == []


days = st.integers(0, 40 * 7)


@st.composite
def pictures(draw: st.DrawFn) -> DelayPicture:
    marks = [
        DueMark(on=weeks(0, draw(days)), name=draw(st.sampled_from(NAMES)), whose=draw(st.sampled_from((COUNCIL, SCHOOL, SERVICE))),
                late=late, met=not late)
        for late in draw(st.lists(st.booleans(), max_size=14))
    ]
    happened = [
        HappenedMark(number=n, on=weeks(0, draw(days)), words=draw(st.sampled_from(NAMES)), weight=draw(st.integers(0, 2)))
        for n in range(1, draw(st.integers(0, 45)) + 1)
    ]
    bars = []
    for due in draw(st.lists(days, max_size=10)):
        length = draw(st.integers(1, 100))
        bars.append(LateBar(
            label=f"{draw(st.sampled_from(NAMES))}, {length} days late", due=weeks(0, due), allowed=weeks(0, due), until=weeks(0, due + length),
            ongoing=draw(st.booleans()), duty=draw(st.booleans()),
        ))
    return picture(
        first=DAY_0, last=weeks(56), marks=tuple(marks), happened=tuple(happened), bars=tuple(bars), day_0=draw(st.sampled_from((None, DAY_0))),
        on=draw(st.none() | days.map(lambda n: weeks(0, n))),
    )


@settings(deadline=None, max_examples=150)
@given(pictures())
def test_no_label_ever_lies_over_another_nor_over_a_sign_and_no_stem_crosses_words(drawn: DelayPicture) -> None:
    laid = lay_out(drawn, TEXT_WIDTH)
    assert clashes(laid) == []
    assert crossings(laid) == []
    assert all(word.x >= 0 and word.x + word.width <= TEXT_WIDTH + 0.01 for word in laid.words)
    assert all(word.baseline < laid.height for word in laid.words)
    assert len(laid.rings) == len(drawn.happened)
    assert len(laid.signs) >= len(drawn.marks)


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(5, 150), st.integers(0, 3)), max_size=12))
def test_of_two_labels_that_would_meet_the_earlier_lies_further_out(places: list[tuple[int, int, int]]) -> None:
    labels = [Label(x=x, wide=wide, least=least) for x, wide, least in sorted(places)]
    rows = rows_of(labels)
    for number, label in enumerate(labels):
        assert rows[number] >= label.least
        for other in range(number + 1, len(labels)):
            if labels[other].x - SIGN < label.x + label.wide:
                assert rows[number] > rows[other]


@given(st.lists(st.floats(0, 300), max_size=20))
def test_no_two_signs_lie_over_each_other(places: list[float]) -> None:
    ordered = sorted(places)
    lifts = lifts_of(ordered, 9)
    for number, place in enumerate(ordered):
        assert all(abs(place - ordered[other]) >= 9 or lifts[number] != lifts[other] for other in range(number))


def test_a_crowd_of_events_keeps_its_numbers_and_names_the_weightiest() -> None:
    crowd = tuple(HappenedMark(number=n, on=weeks(0, 5 * n), words="Something happened", weight=2 if n % 10 == 0 else 0) for n in range(1, 46))
    laid = lay_out(picture(happened=crowd), TEXT_WIDTH)
    assert sorted(ring.number for ring in laid.rings) == list(range(1, 46))
    assert laid.unlabelled == 41
    assert sum("Something happened" in word.text for word in laid.words) == 4


def test_a_crowd_of_equal_weight_has_numbers_alone() -> None:
    crowd = tuple(HappenedMark(number=n, on=weeks(0, 2 * n), words="Something happened", weight=2) for n in range(1, 110))
    laid = lay_out(picture(happened=crowd), TEXT_WIDTH)
    assert laid.unlabelled == 109
    assert clashes(laid) == []


def test_where_due_days_crowd_the_councils_late_ones_are_named_first() -> None:
    marks = [DueMark(on=weeks(14, n), name=f"Service {n}", whose=SERVICE, late=True) for n in range(MOST_DUE_ROWS)]
    council = DueMark(on=weeks(14), name="Council’s decision", late=True)
    told = [word.text for word in lay_out(picture(marks=(*marks, council)), TEXT_WIDTH).words]
    assert any(text.startswith("Council’s decision") for text in told)


def test_the_last_days_label_drops_the_year_before_it_is_cut() -> None:
    mark = DueMark(on=weeks(30), name="Twelve weeks in all")
    assert due_text(mark, 300) == "Twelve weeks in all, 5 Apr 2027"
    assert due_text(mark, wide("Twelve weeks in all, 5 Apr")) == "Twelve weeks in all, 5 Apr"
    assert due_text(mark, 76) == "Twelve weeks…, 5 Apr"


def test_the_letters_of_the_split_are_explained_under_the_picture_so_that_its_page_stands_alone() -> None:
    pieces = (
        Piece(key="A", who="Educational psychology", first=weeks(20, 1), last=weeks(24)),
        Piece(key="B", who=COUNCIL_NAME, first=weeks(24, 1), last=weeks(29)),
    )
    bar = LateBar(label="Final plan, 9 weeks late", due=weeks(20), allowed=weeks(20), until=weeks(29), pieces=pieces)
    laid = lay_out(picture(bars=(bar,)), TEXT_WIDTH)
    assert {"A: Educational psychology", f"B: {COUNCIL_NAME}"} <= {word.text for word in laid.words}
    assert clashes(laid) == []
    assert all(word.x + word.width <= TEXT_WIDTH + 0.1 for word in laid.words)


def test_words_are_cut_with_an_ellipsis_only_where_they_must_be() -> None:
    assert fitted("Final plan", 200) == "Final plan"
    cut = fitted("A label that is much too long for its place", 60)
    assert cut.endswith("…") and wide(cut) <= 60


def test_a_sign_that_is_filled_is_not_called_late_because_guidance_has_them_too() -> None:
    told = {word.text for word in lay_out(picture(), TEXT_WIDTH).words}
    assert "not done by its day" in told and "late" not in told


def test_the_heading_of_the_terms_stays_with_the_first_of_them() -> None:
    rows = list(effect_rows(paper()))
    assert rows[0].with_next and rows[1].with_next
    assert not list(effect_rows(paper(effect=())))[1].with_next


def test_months_run_over_the_turn_of_the_year() -> None:
    assert list(month_starts(date(2026, 11, 9), date(2027, 1, 1))) == [date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1)]


def test_a_picture_of_years_still_has_its_months() -> None:
    laid = lay_out(picture(last=weeks(200), happened=(), marks=(), bars=()), TEXT_WIDTH)
    assert "Jan 2028" in [word.text for word in laid.words]
    assert clashes(laid) == []


def test_a_label_that_fits_neither_side_of_its_bar_stands_over_it() -> None:
    long = LateBar(label="A step whose name is long, and whose bar reaches from side to side, late", due=weeks(1), allowed=weeks(1), until=weeks(29))
    laid = lay_out(picture(bars=(long,)), TEXT_WIDTH)
    word = next(word for word in laid.words if word.text.startswith("A step"))
    bar = next(bar for bar in laid.bars if bar.pattern == "late" and bar.width > 11)
    assert word.box[3] <= bar.top


# The pages


def test_the_paper_says_everything_it_is_given() -> None:
    text = " ".join(pages_of(delay_pdf(paper())))
    for said in (
        "Delay timeline, as it stood on Monday 12 April 2027", "Kacper Wilk", "Born 14 March 2018 · Marlshire County Council · Fernhollow School",
        "Final plan, 9 weeks late so far", "Last day: decide whether to assess", "REQ-04, statutory", "Educational psychology", "In all",
        "Left the classroom twice.", "Correction added on Mon 12 Apr 2027 by Dr Robin Lark", "It was once.", "It makes no claim for money.",
        "Kacper Wilk, born 14.03.2018 · Case 14", "Page 1 of",
    ):
        assert said in text, said


def test_it_is_a4_with_title_and_language_and_shows_its_title() -> None:
    with pikepdf.open(io.BytesIO(delay_pdf(paper()))) as pdf:
        assert [float(side) for side in pdf.pages[0].MediaBox] == pytest.approx([0, 0, 595.28, 841.89], abs=0.01)
        assert str(pdf.Root.Lang) == "en-GB"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert str(pdf.docinfo["/Title"]) == "Delay timeline"
        assert str(pdf.docinfo["/CreationDate"]) == "D:20270412120000Z"
        with pdf.open_metadata() as said:
            assert said["dc:title"] == "Delay timeline"


def test_the_same_facts_give_the_same_bytes_and_others_do_not() -> None:
    named = replace(paper().head, name="محمد علی خان")
    first = delay_pdf(paper(head=named))
    delay_pdf(paper(head=replace(named, name="ગુજરાતી")))  # what was drawn before must not tell
    assert delay_pdf(paper(head=named)) == first
    assert delay_pdf(paper()) != first


def test_the_same_bytes_come_out_of_another_process() -> None:
    code = (
        "import sys; from tests.packs.test_delay_pages import paper; from sendco_desk.packs.delay_pages import delay_pdf; "
        "sys.stdout.buffer.write(delay_pdf(paper()))"
    )
    root = Path(__file__).resolve().parents[2]
    there = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, check=True).stdout
    assert there == delay_pdf(paper())


@pytest.mark.parametrize("name", ["Łukasz Żółkiewski", "محمد علی خان", "小明 欧阳", "Ngọc Ánh Nguyễn", "ਸਿਮਰਨ ਕੌਰ"])
def test_every_script_prints_in_head_and_footer(name: str) -> None:
    made = paper(head=replace(paper().head, name=name), split_words=(f"{name} waits.",))
    with pikepdf.open(io.BytesIO(delay_pdf(made))) as pdf:
        fonts = {str(font.BaseFont) for page in pdf.pages for font in page.Resources.Font.values()}
    assert all("+" in font for font in fonts)  # every font is embedded, as a subset
    assert name in delay_words(made)


def test_a_long_name_is_set_smaller_and_its_footer_keeps_the_page_number() -> None:
    long = " ".join(["Anna-Maria Magdalena"] * 6)
    text = pages_of(delay_pdf(paper(head=replace(paper().head, name=long, born=None, case=""))))[0]
    assert "date of birth not recorded" in text
    assert text.endswith("Page 1 of 1") or "Page 1 of" in text


def test_a_table_that_runs_on_repeats_its_heading_and_counts_its_pages() -> None:
    row = paper().dates[0]
    many = tuple(replace(row, number=n, on=DAY_0 + timedelta(days=n)) for n in range(1, 90))
    told = pages_of(delay_pdf(paper(dates=many)))
    assert len(told) >= 3
    assert all("No Date What Who Proof Source" in page for page in told[:2])
    assert f"Page {len(told)} of {len(told)}" in told[-1]


def test_parts_that_are_empty_leave_no_heading() -> None:
    text = delay_words(DelayPaper(head=paper().head, lead=("Nothing more.",)))
    assert "Exceptions" not in text and "What this paper is" not in text and "by term" not in text


def test_the_words_for_search_hold_names_and_quotes() -> None:
    assert {"Kacper Wilk", "Left the classroom twice.", "Council received the request"} <= set(delay_words(paper()).splitlines())


def test_there_are_patterns_for_as_many_holders_as_an_assessment_has() -> None:
    assert len({repr(pattern) for pattern in SPLIT_PATTERNS}) == len(SPLIT_PATTERNS) >= 6
