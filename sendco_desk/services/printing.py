"""A printed form as a file: PDF or Word by its name, written beside and then renamed; looked at in memory; kept among a pupil's documents."""

import hashlib
import io
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from sendco_desk.domain.documents import Document
from sendco_desk.domain.paper import Paper
from sendco_desk.domain.refusals import Refused
from sendco_desk.services.clockwork import Changed, Clock, today
from sendco_desk.services.outputs import output_place, write_beside
from sendco_desk.services.school import SchoolDeeds

if TYPE_CHECKING:
    from sendco_desk.services.previewing import Opened
    from sendco_desk.store.notebook import Notebook

KINDS = {".pdf": "pdf", ".docx": "docx"}
"""The ending of a file's name and what is made for it."""


def paper_bytes(paper: Paper, kind: str) -> bytes:
    """The paper as a PDF (``pdf``) or a Word document (``docx``). Raises Refused where it cannot be made, such as one page that needs more."""
    if kind == "docx":
        from sendco_desk.exchange.paper_docx import paper_docx
        from sendco_desk.packs.paper_pages import need_one_page

        need_one_page(paper)
        return paper_docx(paper)
    if kind == "pdf":
        from sendco_desk.packs.paper_pages import paper_pdf

        return paper_pdf(paper)
    raise ValueError(f"There is no printing a paper as {kind}")


def write_paper(paper: Paper, path: Path) -> None:
    """Put the paper where the person chose, as the name's ending says. Raises Refused for a place no output may have, Trouble for the disk's."""
    kind = KINDS.get(path.suffix.lower())
    if kind is None:
        raise Refused("Give the file a name that ends in .pdf or .docx.", field="out")
    if not output_place(path).parent.is_dir():
        raise Refused("The folder for the file is not there. Choose another folder.", field="out")
    write_beside(path, paper_bytes(paper, kind), "The paper")


@dataclass(frozen=True, slots=True)
class Papers:
    """What is done with a printed form in an open notebook."""

    book: "Notebook"
    clock: Clock
    school: SchoolDeeds

    def looked_at(self, paper: Paper) -> "Opened":
        """Its pages as they will print, held in memory alone, for the window to show. Raises Refused where it cannot be made."""
        from sendco_desk.packs.preview import held, page_sizes
        from sendco_desk.services.previewing import Opened

        pdf = held(paper_bytes(paper, "pdf"))
        return Opened(sizes=page_sizes(pdf), pdf=pdf)

    def keep(
        self, paper: Paper, pupil: UUID, name: str, *, title: str = "", document_kind: str = "report", dated_on: date | None = None,
    ) -> tuple[Document, Changed]:
        """Put it among the pupil's documents as the PDF that it is today. ``name`` is the file's, without ending and without anybody's name.

        The same paper kept twice is refused: one is enough. So is one that says what something costs, which not everybody here may see.
        """
        from sendco_desk.packs.paper_pages import paper_words

        if paper.costed:
            raise Refused("This paper says what provision costs, and whoever opens the notebook can read its documents: save it as a file instead.")
        content, on = paper_bytes(paper, "pdf"), today(self.clock)
        same = hashlib.sha256(content).hexdigest()
        if any(document.sha256 == same for document in self.book.all(Document, pupil=pupil)):
            raise Refused("This very paper is among the pupil’s documents already.")
        stored = self.book.attachments.put(io.BytesIO(content))
        document = Document(
            id=uuid4(), pupil=pupil, title=title or paper.title, file_name=f"{name} {(dated_on or on).isoformat()}.pdf",
            media_type="application/pdf", size=stored.size, sha256=stored.sha256, attachment=stored.name, document_kind=document_kind,
            received_on=on, dated_on=dated_on or on, author=self.school.school().name, service="school", sharing_basis="own_record",
        )
        with self.book.writing("Kept a printed paper among the documents", pupil) as page:
            page.put(document)
            page.put_text(document.id, paper_words(paper))
        return document, page.changed
