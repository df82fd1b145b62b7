"""Documents turned into pages one by one, each under its own limits, so that one that hangs or crashes never takes a pack with it."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sendco_desk.domain.progress import Report, unreported
from sendco_desk.services.workshop import Workshop

if TYPE_CHECKING:
    from sendco_desk.packs.manifest import Manifest
    from sendco_desk.packs.plan import PackPlan
    from sendco_desk.packs.source import Converted, Limits, Source

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


def _assemble_job(plan: "PackPlan", out: Path, folder: Path, converted: "Sequence[Converted]", report: Report) -> "Manifest":
    """Runs in a worker process, over documents that are pages already."""
    from sendco_desk.packs.assemble import build

    return build(plan, out, report, scratch=folder, ready=dict(enumerate(converted)))


def build_apart(workshop: Workshop, plan: "PackPlan", out: Path, report: Report = unreported, limits: "Limits | None" = None) -> "Manifest":
    """Make a pack: its documents one by one, then the whole, all in the worker and between them in one private folder."""
    count = len(plan.items)
    total = count + ASSEMBLY_STEPS

    def assembling(done: int, steps: int) -> None:
        report(min(total, count + max(0, done - count)), total)

    with workshop.private_folder() as folder:
        pages, whole = folder / "documents", folder / "pack"
        pages.mkdir(mode=0o700)
        whole.mkdir(mode=0o700)
        converted = converted_apart(workshop, [item.source for item in plan.items], pages, report, total, limits)
        return workshop.run(_assemble_job, plan, out, whole, converted, report=assembling)


ASSEMBLY_STEPS = 3
"""Drawing, joining and checking, counted beside the documents."""
