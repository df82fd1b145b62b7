"""What is no rule but belongs beside the rules: reforms that are only proposed, a relaxation that has expired, and judgments by date.

Nothing here moves a date. What is proposed for 2029 and 2030 is not law, so no clock counts by it.
"""

from datetime import date

from sendco_desk.statute.notices import Notice
from sendco_desk.statute.rule import Rule

NOTICES: tuple[Notice, ...] = (
    Notice(
        id="N-2014", title="The SEND Regulations 2014 begin", when="1 September 2014", since=date(2014, 9, 1), status="in force", confidence="high",
        words="The rules here count from this day on. What began before falls under the older law, which this app does not count.",
        source="https://www.legislation.gov.uk/uksi/2014/1530",
    ),
    Notice(
        id="N-2015", title="Regulations 44 and 45 amended", when="23 March 2015", since=date(2015, 3, 23), status="in force", confidence="high",
        words="The times after a council gives way before the Tribunal (TRB-09) run only from this day on (SI 2015/359).",
        source="https://www.legislation.gov.uk/uksi/2015/359",
    ),
    Notice(
        id="N-2018", title="Recommendations on health and social care", when="3 April 2018", since=date(2018, 4, 3), status="in force",
        confidence="low", words="From this day the Tribunal may recommend health and social care provision (SI 2017/1306; not read in a source).",
        source="https://www.legislation.gov.uk/uksi/2017/1306",
    ),
    Notice(
        id="N-2020", title="Coronavirus: time limits relaxed", when="1 May to 25 September 2020", since=date(2020, 5, 1), until=date(2020, 9, 25),
        status="expired", confidence="medium", covers=("REQ", "REV", "TRF", "RAS", "TRB"),
        words=(
            "Between these days an extra exception held where coronavirus made a time limit impractical (SI 2020/471). It has expired. A "
            "date that ran in these weeks must be read with it; the app moves no date for it."
        ),
        source="https://www.legislation.gov.uk/uksi/2020/471",
    ),
    Notice(
        id="N-2022", title="R (L, M and P) v Devon: four and eight weeks", when="8 March 2022", since=date(2022, 3, 8), status="case law",
        confidence="high",
        words="The High Court holds that after a review meeting the council has four weeks and then eight: twelve at most (REV-10).",
        source="https://www.ipsea.org.uk/r-l-m-and-p-v-devon-county-council-2022-ewhc-493-admin",
    ),
    Notice(
        id="N-2023", title="R (W) v Hertfordshire: the twenty weeks stand", when="8 December 2023", since=date(2023, 12, 8), status="case law",
        confidence="high",
        words=(
            "The High Court holds that the limits are hard-edged, and that giving way outside the Tribunal does not move the twenty weeks "
            "(REQ-19)."
        ),
        source="https://caselaw.nationalarchives.gov.uk/ewhc/admin/2023/3138",
    ),
    Notice(
        id="N-2025", title="Practice Direction 1 of 2025: pages of a bundle", when="15 July 2025", since=date(2025, 7, 15), status="in force",
        confidence="high", words="For hearings listed after this day the Tribunal limits the pages of a bundle (DIS-14).",
        source="https://birkettlong.co.uk/insights/education/legal-update-new-practice-direction-send-tribunal-hearings",
    ),
    Notice(
        id="N-2026-JSC", title="R (JSC) v Cambridgeshire: no defence in a shortage", when="19 January 2026", since=date(2026, 1, 19),
        status="case law", confidence="high",
        words="[2026] EWHC 68 (Admin): the sixteen weeks run from receipt, and a shortage of educational psychologists is no defence.",
        source="https://www.solicitorsjournal.com/sjarticle/r-jsc-v-cambridgeshire-county-council-high-court-grants-declaration-for-systemic-send-failures",
    ),
    Notice(
        id="N-2026-CODE", title="The Ombudsman’s Complaint Handling Code", when="1 April 2026", since=date(2026, 4, 1), status="in force",
        confidence="high",
        words="From this day the Ombudsman looks at complaints by this Code: five, ten and twenty working days (CMP-01 to CMP-04).",
        source="https://llg.org.uk/news/the-lgsco-release-the-complaint-handling-code",
    ),
    Notice(
        id="N-2026-PAPER", title="White paper and consultation", when="23 February to 18 May 2026", since=date(2026, 2, 23), until=date(2026, 5, 18),
        status="proposed", confidence="high",
        words=(
            "‘Every child achieving and thriving’ and a consultation on SEND reform were published. Nothing of them is law. An Education "
            "for All Bill was announced on 13 May 2026, but not introduced then."
        ),
        source="https://www.blakemorgan.co.uk/englands-send-reform-white-paper-every-child-achieving-and-thriving",
    ),
    Notice(
        id="N-2026-UNKNOWN", title="What became of the Bill", when="after July 2026", status="unknown", confidence="not known",
        words="No page was found on the text of a Bill, a second reading or the government’s answer: check before relying on anything proposed.",
        source="",
    ),
    Notice(
        id="N-2028", title="National Inclusion Standards", when="by 2028", status="proposed", confidence="medium",
        words="National standards for inclusion are expected. They are not law.",
        source="https://safeguarding.network/blog/every-child-achieving-and-thriving-copy-1772111601",
    ),
    Notice(
        id="N-2029-ISP", title="Individual Support Plans", when="from September 2029", since=date(2029, 9, 1), status="proposed", confidence="high",
        words=(
            "A duty on schools, colleges and nurseries to keep a digital Individual Support Plan for every child with SEND, reviewed each "
            "year, with disputes to the school’s complaints procedure and an independent panel. It is not law."
        ),
        source="https://www.fenews.co.uk/fe-voices/new-legal-requirement-for-schools-to-create-individual-support-plans-isps-for-all-children-with-send/",
    ),
    Notice(
        id="N-2029-PHASE", title="Plans looked at again at the end of a phase", when="from September 2029", since=date(2029, 9, 1), status="proposed",
        confidence="medium",
        words=(
            "Plans would be re-assessed at the end of a phase, first for pupils who were in Year 2 in 2025/26. Pupils already in a "
            "mainstream secondary school in 2029/30 would keep theirs to 16, special school places of September 2029 to the end of "
            "education. It is not law, and sources disagree whether it begins in 2029 or 2030."
        ),
        source="https://www.wardhadaway.com/?p=88156",
    ),
    Notice(
        id="N-2030-PLANS", title="A new threshold for plans", when="not before September 2030", since=date(2030, 9, 1), status="proposed",
        confidence="medium",
        words=(
            "Plans would depend on a Specialist Provision Package, and be reviewed at the move between phases or key stages instead of each "
            "year (each year still in early years and after 16). It is not law."
        ),
        source="https://sossen.org.uk/send-reform/white-paper/page/2/",
    ),
    Notice(
        id="N-2030-TRIBUNAL", title="The Tribunal’s powers", when="2030 or later", status="proposed", confidence="medium",
        words="The Tribunal would hear appeals about the package but no longer order a named placement. It is not law.",
        source="https://www.lawgazette.co.uk/analysis/government-send-reform/5125993.article",
    ),
    Notice(
        id="N-2035", title="Plans for the most complex needs", when="2035", status="proposed (target)", confidence="high",
        words="By then plans are meant to be for the most complex needs. It is a target, not law.",
        source="https://www.blakemorgan.co.uk/englands-send-reform-white-paper-every-child-achieving-and-thriving",
    ),
)


def notices_on(rule: Rule, first: date, last: date) -> tuple[Notice, ...]:
    """The notices that a rule's days must be read with, where any of them fell while it lasted."""
    return tuple(
        one for one in NOTICES
        if one.covers and rule.id.startswith(one.covers) and one.since and one.until and one.since <= last and first <= one.until
    )
