"""Documents turned into pages one by one, each under its own limits, so that one that hangs or crashes never takes a pack with it."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from sendco_desk.domain.progress import Report, unreported
from sendco_desk.services.workshop import Workshop

if TYPE_CHECKING:
    from sendco_desk.packs.manifest import Manifest
    from sendco_desk.packs.plan import PackPlan
    from sendco_desk.packs.source import Converted, Handling, Limits, Source

    Turn = Callable[[Report, int], Sequence[Converted]]

T = TypeVar("T")

TOO_MUCH = (
    "It takes too much time or memory to turn this document into pages. Open it in the program it was made with, save it as PDF, "
    "and add that PDF."
)


def _convert_job(source: "Source", folder: Path, limits: "Limits", report: Report) -> "Converted":
    """Runs in a worker process."""
    from sendco_desk.packs.convert import convert

    return convert(source, folder, limits)


def converted_apart(
    workshop: Workshop, sources: "Sequence[Source]", folder: Path, report: Report, total: int, limits: "Limits | None" = None,
) -> "tuple[Converted, ...]":
    """Each document as pages in a folder of its own, or refused with its reason. Raises Trouble only for the machine's own trouble."""
    from sendco_desk.packs.source import Converted, Limits, Outcome
    from sendco_desk.packs.workers import Overtaxed

    limits, done = limits or Limits(), []
    for number, source in enumerate(sources):
        report(number, total)
        place = folder / f"{number:04d}"
        place.mkdir(mode=0o700)
        try:
            done.append(workshop.run(
                _convert_job, source, place, limits, report=lambda *_, n=number: report(n, total),
                seconds=limits.seconds, memory=limits.memory,
            ))
        except Overtaxed:
            done.append(Converted(name=source.name, outcome=Outcome.REFUSED, reason=TOO_MUCH))
    return tuple(done)


def _read_job(converted: "Converted", handling: "Handling", folder: Path, memory: Path, report: Report) -> "Converted":
    """Runs in a worker process."""
    from sendco_desk.packs.recognition import find, read_scans

    return read_scans(converted, handling, find(), folder, memory, report)


def scans_read_apart(
    workshop: Workshop, sources: "Sequence[Source]", converted: "Sequence[Converted]", folder: Path, report: Report,
) -> "tuple[Converted, ...]":
    """The documents with the words of their scans recognised, where a program for that is found; as they were otherwise.

    What was read is kept on the workshop’s shelf, so that a second pack does not read again, and is wiped when the desk closes.
    ``report`` counts pages.
    """
    from sendco_desk.packs.recognition import SECONDS_A_PAGE, may_hold_scans
    from sendco_desk.packs.workers import Overtaxed

    memory = workshop.shelf() / "read"
    memory.mkdir(mode=0o700, exist_ok=True)
    done, read, total = list(converted), 0, pages_to_read(sources, converted)

    def counted(page: int, _: int) -> None:
        report(read + page, total)

    for number, (source, each) in enumerate(zip(sources, converted, strict=True)):
        if not (source.handling.recognised and may_hold_scans(each)):
            continue
        place = folder / f"{number:04d}"
        place.mkdir(mode=0o700)
        with suppress(Overtaxed):  # it stays a picture, and its row says so
            done[number] = workshop.run(
                _read_job, each, source.handling, place, memory, report=counted, seconds=SECONDS_A_PAGE * (each.pages + 1),
            )
        read += each.pages
    return tuple(done)


def pages_to_read(sources: "Sequence[Source]", converted: "Sequence[Converted]") -> int:
    """How many pages the documents have whose scans would be read."""
    from sendco_desk.packs.recognition import may_hold_scans

    return sum(each.pages for source, each in zip(sources, converted, strict=True) if source.handling.recognised and may_hold_scans(each))


def _assemble_job(plan: "PackPlan", out: Path, folder: Path, converted: "Sequence[Converted]", report: Report) -> "Manifest":
    """Runs in a worker process, over documents that are pages already."""
    from sendco_desk.packs.assemble import build

    return build(plan, out, report, scratch=folder, ready=dict(enumerate(converted)))


def build_apart(
    workshop: Workshop, plan: "PackPlan", out: Path, report: Report = unreported, limits: "Limits | None" = None, turn: "Turn | None" = None,
) -> "Manifest":
    """Make a pack: its documents one by one, then the whole, all in the worker and between them in one private folder.

    ``turn(report, total)`` answers with the documents of the plan as pages, for whoever keeps them from one pack to the next.
    """
    return made_apart(workshop, plan, lambda folder, converted, told: workshop.run(
        _assemble_job, plan, out, folder, converted, report=told,
    ), report, limits, turn)


def made_apart(
    workshop: Workshop, plan: "PackPlan", make: "Callable[[Path, Sequence[Converted], Report], T]", report: Report = unreported,
    limits: "Limits | None" = None, turn: "Turn | None" = None,
) -> T:
    """Turn a plan's documents into pages as ``build_apart`` does, and let ``make`` do something else with them, in a folder of their own."""
    count, scans = len(plan.items), 0
    total = count + ASSEMBLY_STEPS

    def assembling(done: int, steps: int) -> None:
        report(min(total, count + max(0, done - count)) + scans, total + scans)

    with workshop.private_folder() as folder:
        pages, words, whole = folder / "documents", folder / "words", folder / "pack"
        for place in (pages, words, whole):
            place.mkdir(mode=0o700)
        sources = [item.source for item in plan.items]
        converted = converted_apart(workshop, sources, pages, report, total, limits) if turn is None else turn(report, total)
        scans = pages_to_read(sources, converted)
        converted = scans_read_apart(workshop, sources, converted, words, lambda done, _: report(count + done, total + scans))
        return make(whole, converted, assembling)


ASSEMBLY_STEPS = 3
"""Drawing, joining and checking, counted beside the documents."""
