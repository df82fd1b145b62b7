"""A pupil's plan, section by section and version by version: what changed between two, on paper with its marks, and back from Word."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from sendco_desk.domain.changes import changed, is_changed, paragraphs_of, runs_of, texts_of
from sendco_desk.domain.paper import Block, Heading, Paper, Paragraph, Run, Runs, said, text_of
from sendco_desk.domain.plans import PlanSection, PlanVersion
from sendco_desk.domain.progress import Report, unreported
from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.support_codes import PLAN_SECTIONS
from sendco_desk.services.clockwork import Changed
from sendco_desk.services.school import SchoolDeeds
from sendco_desk.services.workshop import Workshop

if TYPE_CHECKING:
    from sendco_desk.store.notebook import Notebook
    from sendco_desk.store.page import Page

UNCHANGED = "No change in this section."
UNWRITTEN = "Nothing is written in this section."
NOTES = frozenset({UNCHANGED, UNWRITTEN})
"""What the paper itself says in a section; it is no part of the plan when the paper comes back."""
KEY = (Run(text="Bold and underlined", added=True), Run(text=" words are added; "), Run(text="words struck through", deleted=True),
       Run(text=" are taken out. ¶ in either stands for the end of a line."))
NO_SECTIONS = "This Word document has no headings such as “Section F”, so its words cannot be told apart. Choose the marked copy of a plan."
SECONDS, BYTES = 60.0, 1_000_000_000
"""What reading one Word document may ask of the machine."""
_HEADING = re.compile(r"(?:Section|SECTION)\s+(H1|H2|[A-K])(?:|\s*[:.,–—-]\s*[^.!?;]{0,80}|\s+[A-Z][^.!?;]{0,80})")
"""A name or nothing after the letter: “Section F sets out” is a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """What a marked Word document says of each section that it has: the words with their marks."""

    sections: Mapping[str, Runs]

    def words(self, section: str) -> str:
        """The section as it is proposed: what was struck out is gone."""
        return texts_of(self.sections[section])[1]

    def on_other_words(self, before: Mapping[str, str]) -> tuple[str, ...]:
        """The sections that were marked on other words than these."""
        return tuple(
            section for section, runs in self.sections.items() if is_changed(runs) and texts_of(runs)[0].split() != before.get(section, "").split()
        )


def section_title(section: str) -> str:
    """`Section F: Special educational provision`."""
    return f"Section {section}: {PLAN_SECTIONS[section]}"


def section_headed(runs: Runs) -> str:
    """The section that a paragraph is the heading of; nothing where it is no heading."""
    found = _HEADING.fullmatch(text_of(runs).strip())
    return found[1] if found and not is_changed(runs) else ""


def sections_in(paragraphs: tuple[Runs, ...]) -> dict[str, Runs]:
    """The paragraphs of a document under the section that they stand in; what stands before the first heading is left out."""
    found: dict[str, list[Runs]] = {}
    here = ""
    for paragraph in paragraphs:
        if section := section_headed(paragraph):
            here = section
            found.setdefault(here, [])
        elif here and text_of(paragraph).strip() not in NOTES:
            found[here].append(tuple(replace(run, bold=False) for run in paragraph))
    return {section: runs_of(lines) for section, lines in found.items()}


def _marks_job(content: bytes, report: Report) -> tuple[Runs, ...]:
    """Runs in a worker process."""
    from sendco_desk.exchange.paper_docx import marks_in_docx

    return marks_in_docx(content)


@dataclass(frozen=True, slots=True)
class PlanBook:
    """Deeds with the wording of plans."""

    book: "Notebook"
    school: SchoolDeeds
    workshop: Workshop

    # Versions and their sections

    def versions(self, pupil: UUID) -> list[PlanVersion]:
        """A pupil's versions, the earliest first."""
        return sorted(self.book.all(PlanVersion, pupil=pupil), key=lambda version: version.dated_on)

    def base_of(self, version: PlanVersion) -> PlanVersion | None:
        """The version that it changes."""
        return self.book.find(PlanVersion, version.based_on) if version.based_on else None

    def words(self, version: PlanVersion) -> dict[str, str]:
        """Every section in the order of the law, with its words; nothing where none are written."""
        written = {section.section: section.words for section in self._sections(version)}
        return {code: written.get(code, "") for code in PLAN_SECTIONS}

    def _sections(self, version: PlanVersion) -> list[PlanSection]:
        return [section for section in self.book.all(PlanSection, pupil=version.pupil) if section.version == version.id]

    def start_version(
        self, pupil: UUID, *, state: str, dated_on: date, based_on: UUID | None = None, case: UUID | None = None, document: UUID | None = None,
        note: str = "", words: Mapping[str, str] | None = None,
    ) -> tuple[PlanVersion, Changed]:
        """Begin a version with a copy of the one it is based on; ``words`` are sections that come in with it. Raises Refused."""
        version = PlanVersion(
            id=uuid4(), pupil=pupil, state=state, dated_on=dated_on, based_on=based_on, case=case, document=document, note=note,
        )
        base = self.base_of(version)
        if based_on is not None and (base is None or base.pupil != pupil):
            raise Refused("Choose one of this pupil’s versions to begin from.", field="based_on")
        copied = (self.words(base) if base else {}) | dict(words or {})
        with self.book.writing(f"A version of the plan: {version.called[:1].lower()}{version.called[1:]}", pupil) as page:
            page.put(version)
            for section, text in copied.items():
                if text:
                    page.put(PlanSection(id=uuid4(), pupil=pupil, version=version.id, section=section, words=text))
        return version, page.changed

    def save_section(self, version: PlanVersion, section: str, words: str) -> Changed:
        """Keep the words of one section. Raises Refused for a section that plans do not have."""
        there = next((one for one in self._sections(version) if one.section == section), None)
        with self.book.writing(f"Wrote section {section} of the plan", version.pupil) as page:
            if there is None:
                page.put(PlanSection(id=uuid4(), pupil=version.pupil, version=version.id, section=section, words=words))
            else:
                page.put(replace(there, words=words))
        return page.changed

    def remove_version(self, version: PlanVersion) -> Changed:
        """Take a version out with its sections; undo brings all of it back. Raises Refused where another is based on it."""
        after = next((one for one in self.versions(version.pupil) if one.based_on == version.id), None)
        if after is not None:
            raise Refused(f"“{after.called}” is based on this version. Remove that one first.")
        with self.book.writing("Removed a version of the plan", version.pupil) as page:
            self._take_out(page, version)
        return page.changed

    def _take_out(self, page: "Page", version: PlanVersion) -> None:
        for section in self._sections(version):
            page.remove(section)
        page.remove(version)

    # What changed

    def compare(self, version: PlanVersion, base: PlanVersion | None) -> dict[str, Runs]:
        """Each section with what changed in it since the base; where there is none, its words unmarked."""
        now = self.words(version)
        if base is None:
            return {section: said(words) if words else () for section, words in now.items()}
        before = self.words(base)
        return {section: changed(before[section], words) for section, words in now.items()}

    def marked_paper(self, version: PlanVersion) -> Paper:
        """The whole version on paper, what it changes marked in its own place."""
        pupil, base = self.book.get(Pupil, version.pupil), self.base_of(version)
        about = [pupil.known_name, version.called] + ([f"Compared with: {base.called}"] if base else [])
        title = "Education, health and care plan: changes" if base else "Education, health and care plan, section by section"
        key: tuple[Block, ...] = (Paragraph(runs=KEY),) if base else ()
        body = (block for section, runs in self.compare(version, base).items() for block in section_blocks(section, runs, compared=base is not None))
        return Paper(
            title=title, school=self.school.school().name, about=tuple(about), blocks=(*key, *body), foot=f"{pupil.known_name} · {version.called}",
        )

    # Coming back from Word

    def read_marked_docx(self, content: bytes, report: Report = unreported) -> Marked:
        """What somebody marked in a Word document, under its headings “Section A” to “Section K”. Raises Refused."""
        sections = sections_in(self.workshop.run(_marks_job, content, report=report, seconds=SECONDS, memory=BYTES))
        if not sections:
            raise Refused(NO_SECTIONS, field="file")
        return Marked(sections=sections)

    def read_marked_file(self, path: Path, report: Report = unreported) -> Marked:
        """The same for a file. Raises Refused or Trouble."""
        from sendco_desk.exchange.files import read_limited

        return self.read_marked_docx(read_limited(path), report)


def section_blocks(section: str, runs: Runs, *, compared: bool) -> Iterator[Block]:
    """A section on paper: its heading, and where nothing changed that it is so."""
    yield Heading(text=section_title(section))
    if not runs:
        yield Paragraph(runs=said(UNWRITTEN), quiet=True)
        return
    if compared and not is_changed(runs):
        yield Paragraph(runs=said(UNCHANGED), quiet=True, keeps=True)
    yield from (Paragraph(runs=line) for line in paragraphs_of(runs))
