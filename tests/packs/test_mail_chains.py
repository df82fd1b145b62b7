"""Repeated e-mails: quoted whole in a later one, or there twice; never by chance."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendco_desk.domain.refusals import Refused
from sendco_desk.packs.mail_chains import MailText, printed_mail, read_mail, repeated
from sendco_desk.packs.source import Noticed
from tests.packs.mail_samples import BODY, SENT, SUBJECT, mail, msg, pdf_of, source_of

FIRST = "Dear Robin,\nwe are still waiting for the report that was promised\nfor the 20 February. When will it come?\n"
QUOTED = "".join(f"> {line}\n" for line in FIRST.splitlines())
SECOND = f"Dear Jo,\nit will come next week, we hope.\n\nOn 3 Mar 2026 at 09:14, Jo Example wrote:\n{QUOTED}"
THIRD = f"Thank you.\n\nFrom: SEN Team\nSent: 4 March 2026\nTo: Jo Example\nSubject: Re: Report\n\n{SECOND}"


def text(title: str, words: str, day: int = 0) -> MailText:
    return MailText(title=title, words=words, sent=datetime(2026, 3, day, tzinfo=UTC) if day else None)


def said(*mails: MailText) -> dict[int, list[str]]:
    return {key: [each.words for each in found] for key, found in repeated(dict(enumerate(mails))).items()}


def test_an_e_mail_quoted_whole_in_a_later_one_is_pointed_out() -> None:
    found = said(text("Report", FIRST, 3), text("Re: Report", SECOND, 4), text("Re: Re: Report", THIRD, 5))
    assert found == {0: ["‘Report’ is quoted whole in ‘Re: Report’."], 1: ["‘Re: Report’ is quoted whole in ‘Re: Re: Report’."]}


def test_what_is_noticed_is_a_repeat_of_no_page_in_particular() -> None:
    ((finding,),) = repeated({"a": text("Report", FIRST, 3), "b": text("Re: Report", SECOND, 4)}).values()
    assert (finding.noticed, finding.pages) == (Noticed.REPEATED, ())


def test_an_earlier_e_mail_cannot_quote_a_later_one() -> None:
    assert said(text("Report", FIRST, 9), text("Re: Report", SECOND, 4)) == {}


def test_one_that_is_quoted_only_in_part_is_not_pointed_out() -> None:
    assert said(text("Report", f"{FIRST}\nAnd one more thing.", 3), text("Re: Report", SECOND, 4)) == {}


def test_the_same_e_mail_twice_is_pointed_out_once() -> None:
    assert said(text("a", FIRST, 3), text("b", FIRST.replace("\n", "\r\n"), 3)) == {1: ["‘b’ is the same e-mail as ‘a’."]}


def test_a_few_words_that_stand_in_many_e_mails_are_not_pointed_out() -> None:
    assert said(text("a", "Thank you, received."), text("b", "Thank you, received."), text("c", "Thank you, received. More words here.")) == {}


@given(st.text("ab \n>", max_size=80))
def test_another_way_of_quoting_and_breaking_lines_makes_no_difference(words: str) -> None:
    quoted = "".join(f"> {line}\n" for line in f"{words}\n{FIRST}".splitlines())
    assert said(text("a", f"{words}\n{FIRST}", 1), text("b", f"New words.\n{quoted}", 2)) == {0: ["‘a’ is quoted whole in ‘b’."]}


def test_the_same_e_mail_as_eml_and_msg_is_known() -> None:
    one = read_mail("a", source_of("a.eml", mail(FIRST, Date="Tue, 3 Mar 2026 09:00:00 +0000").as_bytes()))
    other = read_mail("b", source_of("b.msg", msg({SUBJECT: "Report", BODY: FIRST, SENT: datetime(2026, 3, 3, 9, tzinfo=UTC)})))
    assert one and other and said(one, other) == {1: ["‘b’ is the same e-mail as ‘a’."]}


def test_the_print_of_an_e_mail_is_known_by_its_head() -> None:
    head = ["From: Jo Example", "Sent: 3 March 2026 09:14", "To: SEN Team", "Subject: Report"]
    made = read_mail("print", source_of("a.pdf", pdf_of([*head, *FIRST.splitlines(), "Page 1 of 1"])))
    assert made and said(made, text("Re: Report", SECOND)) == {0: ["‘print’ is quoted whole in ‘Re: Report’."]}


def test_a_letter_is_no_print_of_an_e_mail() -> None:
    assert read_mail("letter", source_of("a.pdf", pdf_of(["Dear Robin", "From: here", "words"]))) is None
    assert printed_mail("x", "From: a\nTo: b") is None and read_mail("x", source_of("a.txt", b"words")) is None


def test_a_damaged_one_is_refused() -> None:
    with pytest.raises(Refused):
        read_mail("x", source_of("a.pdf", b"%PDF-1.4 nothing"))
