"""What is asked of a pack, told on the terminal; and the results of a case that are no bundle: numbered files and text to paste."""

import argparse
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sendco_desk.cli.asking import day, replaceable
from sendco_desk.cli.printing import DONE, LEFT_OUT, answer, progress, say, tell
from sendco_desk.domain.refusals import Refused

if TYPE_CHECKING:
    from sendco_desk.authority.readiness import AskRow, Readiness
    from sendco_desk.services.desk import Desk
    from sendco_desk.services.packing import PackChoices

ZIP_START = b"PK\x03\x04"


def with_asked(verb: argparse.ArgumentParser) -> None:
    """Give a verb the flags about what is asked and what comes of it."""
    verb.add_argument("--profile", metavar="ID", help="answer the asks of this council’s profile; as chosen for the case if left out")
    verb.add_argument("--as", dest="shape", choices=("bundle", "zip", "paste"), default="bundle",
                      help="one PDF, numbered files in a ZIP, or text to paste into a portal")
    verb.add_argument("--sent-on", type=day, metavar="DATE", help="the day of sending, to which ages are counted")
    verb.add_argument("--readiness", action="store_true", help="only say how each ask stands; make nothing")


def asked_choices(desk: "Desk", case: UUID, arguments: argparse.Namespace, choices: "PackChoices") -> "PackChoices":
    """The choices with the profile and the day of sending that were given. Raises Refused for a profile that cannot be used for the pupil."""
    from dataclasses import replace

    wanted = replace(choices, profile=arguments.profile or choices.profile, planned_on=arguments.sent_on or choices.planned_on)
    desk.packs.asked(case, wanted, arguments.on or desk.clock().date())
    return wanted


def say_gaps(ready: "Readiness") -> None:
    """Name on standard error what is lacking, the law first. Nothing stops for it."""
    if ready.profile.chosen_because:
        say(ready.profile.chosen_because)
    for row in ready.gaps:
        say(f"{row.tag}{'' if row.verified else ', not verified'}: {row.ask.text}: {row.state_words.lower()}. {row.words} {row.without}".rstrip())


def told_readiness(arguments: argparse.Namespace, ready: "Readiness") -> int:
    """Print how each ask stands."""
    lines = [f"{ready.profile.name}, sent on {ready.on.isoformat()}. {ready.said}".rstrip(), *map(_line, ready.rows)]
    lines += [*filter(None, (ready.half_told,)), *ready.forecasts]
    if ready.profile.chosen_because:
        say(ready.profile.chosen_because)
    answer(arguments, readiness_fields(ready), lines)
    return DONE


def _line(row: "AskRow") -> str:
    number = f"{row.ask.number}. " if row.ask.number else ""
    because = f" Not supplied because: {row.because}" if row.because else ""
    return (
        f"{row.state_words:<20}  {row.tag}{'' if row.verified else ', not verified'}: {number}{row.ask.text}. {row.words}{because} {row.without}"
    ).rstrip()


def readiness_fields(ready: "Readiness") -> dict[str, Any]:
    """How each ask stands, as values."""
    return {
        "profile": ready.profile.id, "name": ready.profile.name, "sent_on": ready.on, "said": ready.said,
        "chosen_because": ready.profile.chosen_because, "rows": [_fields(row) for row in ready.rows], "forecasts": list(ready.forecasts),
        "half_told": ready.half_told,
    }


def _fields(row: "AskRow") -> dict[str, Any]:
    return {
        "ask": row.ask.key, "number": row.ask.number, "text": row.ask.text, "basis": row.ask.basis.value, "verified": row.verified,
        "evidence": row.ask.evidence, "state": row.state.value, "words": row.words, "because": row.because, "without": row.without,
        "good_until": row.good_until,
        "answered_by": [
            {"title": item.title, "day": item.day, "document": place.document, "page": place.page, "part": place.part}
            for item in row.items for place in item.where
        ],
    }


# Results


def check_place(arguments: argparse.Namespace) -> None:
    """Raise Refused where a file is needed and none was named, or where numbered files or a sheet would take the place of something else."""
    from sendco_desk.services.outputs import need_ending, output_place

    if arguments.readiness or (arguments.shape == "paste" and arguments.out is None):
        return
    if arguments.out is None:
        raise Refused("Say where it goes: --out with the name of a file.", field="out")
    if arguments.shape != "bundle" and arguments.manifest is not None:
        raise Refused("Only a bundle has a manifest beside it: that of numbered files lies in the ZIP.", field="manifest")
    output_place(arguments.out)
    if arguments.shape == "zip":
        replaceable(arguments.out, ZIP_START)
        need_ending(arguments.out, ".zip")
    elif arguments.shape == "paste" and arguments.out.exists():
        raise Refused(f"{arguments.out} is there already: choose another name for the sheet.", field="out")


def make_zip(desk: "Desk", case: UUID, choices: "PackChoices", arguments: argparse.Namespace) -> int:
    """Make numbered files, and tell what became of each document."""
    from sendco_desk.services.three_results import zip_said, zip_values

    zipped = desk.results.zip_plan(case, choices, arguments.on)
    manifest = desk.results.make_zip(zipped, arguments.out, progress("Making the numbered files"))
    for file in manifest.files:
        if file.outcome != "included":
            say(f"{file.file or file.title}: {file.outcome}: {file.reason}")
    first = f"{len(manifest.zips)} ZIP{'s' * (len(manifest.zips) != 1)}: {manifest.pages} pages in {sum(bool(f.file) for f in manifest.files)} files."
    ready = desk.asks.readiness(case, choices, arguments.on)
    answer(arguments, zip_values(manifest) | {"readiness": readiness_fields(ready)}, [first, *zip_said(manifest), *filter(None, (ready.said,))])
    say_gaps(ready)
    return LEFT_OUT if manifest.left_out else DONE


def make_paste(desk: "Desk", case: UUID, choices: "PackChoices", arguments: argparse.Namespace) -> int:
    """Print the sheet, or write it as a file."""
    from sendco_desk.services.paste_sheet import QUOTES_HELD, sheet_fields, sheet_text

    sheet, out = desk.results.sheet(case, choices, arguments.on), arguments.out
    profile = desk.packs.asked(case, choices, arguments.on or desk.clock().date()).profile
    for one in sheet:
        if one.quotes_held:
            say(f"{one.title}: {QUOTES_HELD}")
        if one.too_long:
            say(f"{one.title}: {one.said}")
    if out is not None:
        desk.results.write_sheet(sheet, out)
        answer(arguments, {"profile": profile.id, "out": str(out), "blocks": sheet_fields(sheet)}, [f"{out}: {len(sheet)} boxes of {profile.name}."])
    elif arguments.format == "json":
        answer(arguments, {"profile": profile.id, "blocks": sheet_fields(sheet)}, [])
    else:
        tell([sheet_text(sheet).rstrip("\n")])
    return DONE
