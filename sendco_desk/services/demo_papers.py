"""The made-up papers of the demo: letters, an e-mail receipt and notes, written as ordinary files and then put into the record."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from email.message import EmailMessage
from pathlib import Path

from sendco_desk.domain.dates import shown
from sendco_desk.domain.pupil import Pupil
from sendco_desk.services.demo_cases import not_at_weekend
from sendco_desk.services.demo_people import COUNCIL, SCHOOL

OTHER_CANDIDATE = "Ivo Larkspur"
"""Another child, whose name is blacked out in the paper that has it."""
INVENTED = "This paper belongs to the demonstration. The school, the council and the people in it are invented."


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One paper: its short name, file name, what it says, and what is said about it in the record."""

    name: str
    file_name: str
    heading: str
    body: tuple[str, ...]
    on: date
    kind: str
    service: str
    author: str


def papers_for(state: str, pupil: Pupil, events: Sequence[tuple[str, date, str]]) -> list[Paper]:
    """The papers that a case's events point to, and the reports that every case has."""
    days = {paper: on for _, on, paper in events if paper}
    name, first = pupil.known_name, min(on for _, on, _ in events)
    texts = {
        "request": ("Request for an EHC needs assessment.pdf", "form", "school", SCHOOL, (
            f"We ask {COUNCIL} to secure an assessment of {name}’s education, health and care needs under section 36(1) of the Children and "
            "Families Act 2014.",
            f"{name} has special educational needs, and special educational provision through a plan may be necessary. The evidence follows.")),
        "receipt": ("Receipt from the council.eml", "receipt", "council", f"{COUNCIL}, SEN inbox", (
            f"We received the request about {name} on {shown(days.get('receipt', first))}.", "A case officer will write to you.")),
        "decision": ("Decision letter.pdf", "letter", "council", COUNCIL, (
            f"We have decided not to assess {name}." if state == "refused" else f"We have decided to assess {name}.",
            "You can ask us to explain this decision. The family has been told of their rights, of mediation and of appeal.")),
        "advice": ("School advice.pdf", "report", "school", SCHOOL, (
            f"{name} reads single words at a standard score of 74 (likely range 69 to 79) and needs tasks said again before starting.",
            "What has helped: a visual timetable, small-group literacy, a quiet start to the day.")),
        "draft": ("Draft plan.pdf", "plan", "council", COUNCIL, (
            f"Draft education, health and care plan for {name}. Sections A to K follow in the real document.",)),
        "final": ("Final plan.pdf", "plan", "council", COUNCIL, (
            f"Education, health and care plan for {name}. Section I names {SCHOOL}.",)),
    }
    found = [_paper(paper, on, texts[paper]) for paper, on in days.items()]
    return [*found, *_reports(pupil, first)]


def _paper(name: str, on: date, text: tuple[str, str, str, str, tuple[str, ...]]) -> Paper:
    file_name, kind, service, author, body = text
    return Paper(name=name, file_name=file_name, heading=Path(file_name).stem, body=body, on=on, kind=kind, service=service, author=author)


def _reports(pupil: Pupil, before: date) -> list[Paper]:
    name = pupil.known_name
    day = not_at_weekend(before.replace(day=min(before.day, 20)))
    return [
        _paper("psychologist", day, ("Educational psychologist’s report.pdf", "report", "educational_psychology", "Dr J. Example, educational "
            "psychologist", (
            f"I met {name} twice at school and spoke with the family.",
            "Attention and working memory are areas of need. Reading is well below what would be expected at this age.",
            "I recommend: tasks in short steps, a word bank, and a daily check-in with a known adult."))),
        _paper("views", day, ("Parent’s views.txt", "views", "parent", f"{name}’s mother", (
            f"{name} is kind and funny and loves drawing.", "Homework takes three hours and ends in tears.",
                "We want school to feel possible again."))),
    ]


def therapist_report(pupil: Pupil, on: date) -> Paper:
    """The report that the language group rests on."""
    name = pupil.known_name
    return _paper("therapist", on, (
        "Speech and language report.pdf", "report", "speech_and_language", "Ms Isolde Brook, speech and language therapist", (
            f"I met {name} in the learning base and watched a geography lesson.",
            "Long sentences are lost before they end, whether they are read or heard. On the Marsh Hill Listening Inventory sentences were at the "
            "9th percentile "
            "(5th to 16th).",
            "I advise: an instruction in two parts given as two sentences; ten seconds of waiting; subject words taught by drawing and saying them.")))


def letter_from_home(pupil: Pupil, on: date) -> Paper:
    """The parents' views in their own words."""
    return _paper("home", on, ("Letter from home.txt", "views", "parent", "The parent", (
        "School has done what it said it would do, every week.", "It is not enough, and we all see it.",
        f"What matters is that {pupil.known_name} keeps going in. We hope for a plan that says who teaches what, and holds.")))


def plan_paper(pupil: Pupil, on: date) -> Paper:
    """An EHC plan as the council sent it."""
    return _paper("plan", on, ("EHC plan.pdf", "plan", "council", COUNCIL, (
        f"Education, health and care plan for {pupil.known_name}. Section I names {SCHOOL}.",
        "Section F orders 5 hours a week of a teaching assistant in English and mathematics, a daily check-in and an exit card.")))


def access_report(pupil: Pupil, on: date) -> Paper:
    """The assessor's report for exam access arrangements."""
    return _paper("access", on, (
        "Assessment for access arrangements.pdf", "assessment", "other", "Mrs Lettice Furrow, assessor", (
            f"I assessed {pupil.known_name} in the study room, where {OTHER_CANDIDATE} sat a paper too. Reading speed: standard score 79 (73 to 86). Spelling: 89 (83 to 96).",
            "I advise 25% extra time in all written papers, and a separate room where a paper is longer than two hours.")))


def write_paper(paper: Paper, folder: Path) -> Path:
    """Write it as the kind of file its name says: PDF, EML or TXT."""
    path = folder / paper.file_name
    if path.suffix == ".pdf":
        from sendco_desk.packs.letter import write_letter

        write_letter(path, heading=paper.heading, sender=paper.author, on=paper.on, paragraphs=(*paper.body, INVENTED))
    elif path.suffix == ".eml":
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = "sen@marlshire.example", "sendco@fernhollow.example", paper.heading
        message["Date"] = f"{paper.on:%a, %d %b %Y} 10:42:00 +0000"
        message.set_content("\n\n".join((*paper.body, INVENTED)))
        path.write_bytes(message.as_bytes())
    else:
        path.write_text("\n\n".join((paper.heading, *paper.body, INVENTED)), encoding="utf-8")
    return path
