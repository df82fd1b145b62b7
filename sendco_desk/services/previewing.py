"""Reading a document without saving a plain copy: its pages come from a worker as pictures and are held in memory alone."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from sendco_desk.domain.documents import Document
from sendco_desk.domain.progress import Report, unreported
from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.services.scratch import scratch_folder
from sendco_desk.services.workshop import Workshop

if TYPE_CHECKING:
    from sendco_desk.packs.preview import Size
    from sendco_desk.packs.source import Source
    from sendco_desk.store.notebook import Notebook

T = TypeVar("T")
SECONDS_TO_OPEN, SECONDS_A_PAGE, BYTES = 120.0, 60.0, 2_000_000_000
"""What looking at one document may ask of the machine."""

NOT_SHOWN = (
    "The pages cannot be shown: reading them took too long, took too much memory, or was stopped by the computer. "
    "The notebook is safe. Save a copy, and open that in another program."
)
_NO_FILE = "The file is not there any more, or may not be read. Look for it in the folder where it was saved."


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A document whose pages can be looked at, for as long as this is kept: nothing else holds it.

    ``sizes`` are the pages' widths and heights in points; ``reason`` says why there are none, or what is not on them; ``actions``
    are what was done to make pages of it; ``locked`` where a password, or another one, would open it.
    """

    sizes: "tuple[Size, ...]" = ()
    reason: str = ""
    actions: tuple[str, ...] = ()
    locked: bool = False
    pdf: "Source | None" = field(default=None, repr=False)

    @property
    def pages(self) -> int:
        """How many pages there are; 0 where it cannot be shown."""
        return len(self.sizes)


def _open_job(source: "Source", report: Report) -> Opened:
    """Runs in a worker process, where the temporary folder is the worker's own."""
    import tempfile

    from sendco_desk.packs.preview import held, preview

    with tempfile.TemporaryDirectory(dir=scratch_folder()) as folder:
        made = preview(source, Path(folder))
    pdf = held(made.pdf) if made.sizes else None
    return Opened(sizes=made.sizes, reason=made.reason, actions=made.actions, locked=made.locked, pdf=pdf)


def _open_file_job(pdf: "Source", report: Report) -> Opened:
    """Runs in a worker process."""
    from sendco_desk.packs.preview import is_locked, page_sizes

    try:
        return Opened(sizes=page_sizes(pdf), pdf=pdf)
    except OSError:
        return Opened(reason=_NO_FILE)
    except Refused as refused:
        return Opened(reason=refused.message, locked=is_locked(pdf))


def _page_job(pdf: "Source", number: int, width: int, report: Report) -> bytes:
    """Runs in a worker process."""
    from sendco_desk.packs.preview import page_image

    try:
        return page_image(pdf, number, width)
    except OSError as error:
        raise Refused(_NO_FILE) from error


@dataclass(frozen=True, slots=True)
class Previews:
    """Documents to look at."""

    book: "Notebook"
    workshop: Workshop

    def open(self, document: UUID, report: Report = unreported, *, password: str = "") -> Opened:
        """A document of the notebook, made into pages as a pack would print it. One that cannot be has no pages, and a reason.

        ``password`` is of a locked PDF; it is not kept.
        """
        from sendco_desk.packs.source import Source
        from sendco_desk.store.attachments import open_attachment

        kept = self.book.get(Document, document)
        opener = partial(open_attachment, self.book.folder, self.book.keys, kept.attachment)
        source = Source(name=kept.file_name, open=opener, media_type=kept.media_type, password=password)
        return self._run(_open_job, source, report=report, seconds=SECONDS_TO_OPEN)

    def open_file(self, path: Path, report: Report = unreported, *, password: str = "") -> Opened:
        """A finished PDF, such as a pack, where it stands: its pages as they are, nothing converted and nothing kept."""
        from sendco_desk.packs.source import path_source

        return self._run(_open_file_job, path_source(path, password), report=report, seconds=SECONDS_TO_OPEN)

    def page(self, opened: Opened, number: int, width: int, report: Report = unreported) -> bytes:
        """One page, counted from 1, as a PNG ``width`` pixels wide. Raises Refused where that page cannot be drawn."""
        if opened.pdf is None:
            raise Refused(opened.reason)
        return self._run(_page_job, opened.pdf, number, width, report=report, seconds=SECONDS_A_PAGE)

    def _run(self, job: Callable[..., T], *args: Any, report: Report, seconds: float) -> T:
        """In the worker, unless the person has left already. A worker's own words are about packs, so its trouble is told in ours."""
        report(0, 1)
        try:
            return self.workshop.run(job, *args, report=report, seconds=seconds, memory=BYTES)
        except Trouble as trouble:
            raise Trouble(NOT_SHOWN) from trouble
