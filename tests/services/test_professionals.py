"""The log of professionals: how long each is waited for, how old reports are today and on a chosen day, and their advice."""

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest

from sendco_desk.domain.professionals import Advice, Involvement
from sendco_desk.domain.pupil import Pupil
from sendco_desk.services.desk import Desk
from sendco_desk.services.professionals import latest_day, months_words, since_words, standing_words

D = date
ON = D(2026, 11, 23)


def involved(desk: Desk, pupil: UUID, **more: object) -> Involvement:
    made = Involvement(id=uuid4(), pupil=pupil, service="educational_psychology", **more)  # type: ignore[arg-type]
    desk.recording.save(made)
    return made


@pytest.mark.parametrize(("facts", "said"), [
    ({"asked_on": D(2026, 10, 12)}, "Asked 6 weeks ago, not seen yet."),
    ({"asked_on": D(2026, 11, 20)}, "Asked 3 days ago, not seen yet."),
    ({"asked_on": ON, "seen_on": D(2026, 12, 1)}, "Asked today, to be seen Tue 1 Dec 2026."),
    ({"asked_on": D(2026, 9, 1), "seen_on": D(2026, 10, 12)}, "Asked 11 weeks ago, seen 6 weeks ago, no report yet."),
    ({"seen_on": D(2026, 11, 22)}, "Seen 1 day ago, no report yet."),
    ({"seen_on": D(2026, 12, 1)}, "To be seen Tue 1 Dec 2026."),
    ({}, "Neither the day of asking nor a report is recorded."),
    ({"asked_on": D(2026, 9, 1), "ended_on": D(2026, 10, 12)}, "Ended Mon 12 Oct 2026 without a report."),
    ({"asked_on": D(2026, 10, 12), "ended_on": D(2026, 12, 12)}, "Asked 6 weeks ago, not seen yet."),
    ({"report_on": D(2026, 6, 10)}, "Report of Wed 10 Jun 2026, not received yet."),
    ({"report_on": D(2026, 6, 10), "received_on": D(2026, 6, 17)}, "Report of Wed 10 Jun 2026, received Wed 17 Jun 2026."),
    ({"received_on": D(2026, 6, 17)}, "Report received Wed 17 Jun 2026. The day it was written is not recorded."),
])
def test_where_an_involvement_stands_is_said_in_a_sentence(facts: dict[str, date], said: str) -> None:
    one = Involvement(id=uuid4(), pupil=uuid4(), service="health", **facts)  # type: ignore[arg-type]
    assert standing_words(one, ON) == said


def test_a_day_of_asking_that_is_to_come_is_named() -> None:
    assert since_words(D(2026, 12, 1), ON) == "for Tue 1 Dec 2026"


def test_the_log_tells_the_age_of_a_report_today_and_on_the_day_of_a_submission(desk: Desk, kacper: Pupil) -> None:
    involved(desk, kacper.id, report_on=D(2025, 6, 10), received_on=D(2025, 6, 17))
    waiting = involved(desk, kacper.id, asked_on=D(2026, 10, 12))
    first, second = desk.professionals.log(kacper.id, submission=D(2027, 1, 12))
    assert (first.id, first.waits, first.age, first.age_then, first.months) == (waiting.id, True, "", "", None)
    assert (second.age, second.age_then) == ("17 months old on Mon 23 Nov 2026", "19 months old on Tue 12 Jan 2027")
    assert (second.months, second.months_then, second.waits, second.document) == (17, 19, False, None)
    assert desk.professionals.log(kacper.id, D(2025, 7, 1))[1].age == "Less than a month old on Tue 1 Jul 2025"
    assert second.age_then and desk.professionals.log(kacper.id)[1].age_then == ""


def test_an_age_fits_a_narrow_column() -> None:
    assert [months_words(m) for m in (None, -1, 0, 1, 19)] == ["", "Not written yet", "Under a month", "1 month", "19 months"]


def test_advice_stands_in_order_with_how_much_of_it_was_acted_on(desk: Desk, kacper: Pupil) -> None:
    one = involved(desk, kacper.id, report_on=D(2026, 6, 10))
    assert desk.professionals.log(kacper.id)[0].advice_words == ""
    for words, action in (("Short sentences", "Told every teacher"), ("A quiet corner", "")):
        desk.recording.save(Advice(
            id=uuid4(), pupil=kacper.id, involvement=one.id, words=words, action=action, place=desk.professionals.next_place(one.id),
        ))
    (row,) = desk.professionals.log(kacper.id)
    assert [(advice.place, advice.words) for advice in row.advices] == [(1, "Short sentences"), (2, "A quiet corner")]
    assert row.advice_words == "1 of 2 acted on"
    desk.recording.save(replace(row.advices[0], action=""))
    assert desk.professionals.log(kacper.id)[0].advice_words == "None of 2 acted on"


def test_the_report_that_is_kept_comes_with_the_log(desk: Desk, kacper: Pupil) -> None:
    from sendco_desk.domain.documents import Document

    paper = Document(
        id=uuid4(), pupil=kacper.id, title="Report", file_name="r.pdf", media_type="application/pdf", size=1, sha256="0", attachment="a",
        received_on=ON,
    )
    desk.recording.save(paper)
    involved(desk, kacper.id, document=paper.id)
    assert desk.professionals.log(kacper.id)[0].document == paper


def test_reports_that_will_be_old_on_a_day_are_found_across_pupils(desk: Desk, kacper: Pupil) -> None:
    left = Pupil(id=uuid4(), legal_forename="Leila", legal_surname="Ash", roll_status="left")
    desk.pupils.add(left)
    for pupil in (kacper.id, left.id):
        involved(desk, pupil, report_on=D(2025, 6, 10))
    involved(desk, kacper.id, report_on=D(2024, 6, 10))
    involved(desk, kacper.id, report_on=D(2026, 6, 10))
    involved(desk, kacper.id, asked_on=D(2020, 6, 10))
    found = desk.professionals.reports_ageing(18, D(2027, 1, 12))
    assert [(one.pupil_name, one.months) for one in found] == [("Kacper Wilk", 31), ("Kacper Wilk", 19)]
    assert found[1].age == "19 months old on Tue 12 Jan 2027"
    assert [one.months for one in desk.professionals.reports_ageing(18, pupil=kacper.id)] == [29]


def test_an_involvement_is_taken_out_with_its_advice_and_comes_back_with_it(desk: Desk, kacper: Pupil) -> None:
    one = involved(desk, kacper.id, asked_on=D(2026, 10, 12))
    desk.recording.save(Advice(id=uuid4(), pupil=kacper.id, involvement=one.id, words="Short sentences"))
    assert desk.professionals.remove(one.id) == {"involvement", "advice"}
    assert desk.professionals.log(kacper.id) == []
    desk.finding.undo()
    assert len(desk.professionals.log(kacper.id)[0].advices) == 1


def test_the_order_follows_the_last_day_that_is_known() -> None:
    one = Involvement(id=uuid4(), pupil=uuid4(), service="health")
    assert latest_day(one) == date.min
    assert latest_day(replace(one, asked_on=D(2026, 3, 1), seen_on=D(2026, 5, 1))) == D(2026, 5, 1)
