"""Parses the command line, runs one verb, and turns every failure into a sentence and an exit status."""

import argparse
import traceback
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from sendco_desk import __version__
from sendco_desk.cli import calendar, casework, exports, forms, late, letters, notebooks, packs, profiles, records, redact
from sendco_desk.cli.asking import WrongUsage
from sendco_desk.cli.printing import REFUSED, TROUBLE, USAGE, say
from sendco_desk.domain.refusals import Cancelled, Refused, Trouble
from sendco_desk.statute.events import UnknownName
from sendco_desk.statute.wording import either

ShowWindow = Callable[[Path | None], int]
_ABOUT = "The offline, encrypted notebook for English school SENDCos. Without a verb it opens the window."
_STATUSES = """Exit status: 0 done; 1 refused, and one sentence says what to do; 2 wrong usage; 3 trouble with the machine; 4 done, but some
inputs were left out, each named. `sendco-desk VERB --help` says what a verb takes."""


class _Parser(argparse.ArgumentParser):
    """Takes flags as they are written out only, so that a flag added later cannot change what a script means."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**{"allow_abbrev": False, **given})


def parser() -> argparse.ArgumentParser:
    """The whole command line. Each verb's module adds its own."""
    found = _Parser(prog="sendco-desk", description=_ABOUT, epilog=_STATUSES)
    found.add_argument("--version", action="version", version=f"SENDCo Desk {__version__}")
    _add_verbs(found)
    return found


def _add_verbs(found: argparse.ArgumentParser) -> "argparse._SubParsersAction[_Parser]":
    verbs = found.add_subparsers(dest="verb", metavar="VERB", required=True, title="verbs", parser_class=_Parser)
    for module in (notebooks, records, calendar, casework, letters, forms, exports, packs, late, profiles, redact):
        module.add_verbs(verbs)
    return verbs


def verbs() -> frozenset[str]:
    """Every verb that works."""
    return frozenset(_add_verbs(_Parser()).choices)


def _know_verb(argv: Sequence[str]) -> None:
    """Say what a wrong first word may have been meant to be: a verb that is spelt otherwise, or a notebook. Raises WrongUsage or Refused."""
    if not argv or argv[0].startswith("-") or argv[0] in (known := verbs()):
        return
    word = argv[0]
    if Path(word).exists() or len(Path(word).parts) > 1 or Path(word).suffix == ".sendco":
        raise Refused(f"There is no notebook at {word}: check the folder’s name.", field="folder")
    near = get_close_matches(word.lower(), sorted(known), n=2)
    meant = f"did you mean {either(tuple(near))}? " if near else ""
    raise WrongUsage(f"There is no verb ‘{word}’: {meant}`sendco-desk --help` lists them all.", field="verb")


def run(argv: Sequence[str], show_window: ShowWindow) -> int:
    """Run one verb. ``show_window`` opens the window on a notebook; only ``open`` and ``demo`` need it."""
    try:
        _know_verb(argv)
        arguments = parser().parse_args(list(argv))
        arguments.show_window = show_window
        return int(arguments.run(arguments))
    except SystemExit as stopped:  # argparse has said what is wrong
        return stopped.code if isinstance(stopped.code, int) else USAGE
    except (UnknownName, WrongUsage) as wrong:
        say(wrong.message)
        return USAGE
    except Refused as refused:
        say(refused.message)
        return REFUSED
    except Trouble as trouble:
        say(trouble.message)
        return TROUBLE
    except (Cancelled, KeyboardInterrupt):
        say("Stopped before it was finished. What was already saved stays as it was.")
        return REFUSED
    except OSError as trouble:
        reason = trouble.strerror or type(trouble).__name__
        say(f"The computer could not do this ({reason}): check the disk and the folders you named, then try again.")
        return TROUBLE
    except Exception as bug:  # noqa: BLE001 - told without its words, which may name a child
        say(f"This is a fault in SENDCo Desk {__version__}. Please report what follows; it names no pupil.")
        say(f"{type(bug).__name__}\n{''.join(traceback.format_tb(bug.__traceback__))}")
        return TROUBLE
