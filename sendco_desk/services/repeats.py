"""E-mails that a later one of the same pack quotes whole, or that are there twice: pointed out beside the document, never acted on."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from sendco_desk.domain.progress import Report, unreported
from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.services.converting import converted_apart
from sendco_desk.services.documents import BYTES_TO_READ, SECONDS_TO_READ
from sendco_desk.services.workshop import Workshop

if TYPE_CHECKING:
    from sendco_desk.packs.mail_chains import MailText
    from sendco_desk.packs.plan import PackPlan
    from sendco_desk.packs.source import Converted, Finding, Source
    from sendco_desk.services.converting import Turn

K = TypeVar("K", bound=Hashable)


def _repeated_job(sources: "Mapping[K, tuple[str, Source]]", report: Report) -> "dict[K, tuple[Finding, ...]]":
    """Runs in a worker process."""
    from sendco_desk.packs.mail_chains import read_mail, repeated

    mails: dict[K, MailText] = {}
    for number, (key, (title, source)) in enumerate(sources.items()):
        report(number, len(sources))
        try:
            mail = read_mail(title, source)
        except Refused:
            continue  # its own conversion says what is wrong with it
        if mail is not None:
            mails[key] = mail
    return repeated(mails)


def repeated(workshop: Workshop, sources: "Mapping[K, tuple[str, Source]]", report: Report = unreported) -> "dict[K, tuple[Finding, ...]]":
    """What to say about each e-mail among these documents (title and source by whatever names them) that is repeated in another.

    E-mails as EML and MSG are read, and PDFs that are prints of e-mails. Nothing is said where reading takes too long.
    """
    if len(sources) < 2:
        return {}
    try:
        return workshop.run(_repeated_job, dict(sources), report=report, seconds=SECONDS_TO_READ, memory=BYTES_TO_READ)
    except Trouble:
        return {}


def noticing_repeats(workshop: Workshop, plan: "PackPlan", folder: Path) -> "Turn":
    """Turns the documents of a plan into pages, in ``folder``, and points out what is repeated among their e-mails."""
    sources = [item.source for item in plan.items]

    def turn(report: Report, total: int) -> "Sequence[Converted]":
        converted = converted_apart(workshop, sources, folder, report, total)
        return pointed_out(workshop, [item.title for item in plan.items], sources, converted, lambda *_: report(len(sources), total))

    return turn


def pointed_out(
    workshop: Workshop, titles: Sequence[str], sources: "Sequence[Source]", converted: "Sequence[Converted]",
    report: Report = unreported,
) -> "tuple[Converted, ...]":
    """The converted documents of a pack, with what is repeated among their e-mails added to what was noticed."""
    named = {number: (title, source) for number, (title, source) in enumerate(zip(titles, sources, strict=True))}
    found = repeated(workshop, named, report)
    return tuple(
        replace(one, findings=(*one.findings, *found[number])) if number in found else one for number, one in enumerate(converted)
    )
