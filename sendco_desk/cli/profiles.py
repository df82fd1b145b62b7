"""The verb about what councils ask: list, show, check, compare, take, share and print profiles. Most of it needs no notebook."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sendco_desk.cli.asking import day_or_today, opened, output, replaceable, with_format, with_notebook
from sendco_desk.cli.printing import DONE, REFUSED, answer, say

if TYPE_CHECKING:
    from sendco_desk.services.profile_states import Kept

BY = ("council", "field")
_IN = "a notebook, for the school’s own copies beside what came with the app"


def add_verbs(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add this verb to the command line."""
    verb = verbs.add_parser("profiles", help="what each council asks of a school, and what of it is verified; needs no notebook")
    verb.add_argument("--by", choices=BY, default="council", help="a line for each council, or for each field with every council’s value")
    _in(verb)
    with_format(verb)
    verb.set_defaults(run=_list)
    deeds = verb.add_subparsers(dest="deed", metavar="DEED", title="deeds with one profile")

    deed = deeds.add_parser("show", help="one profile with the source of everything in it")
    deed.add_argument("profile", metavar="ID", help="which profile, as the list names it")
    _in(deed)
    with_format(deed)
    deed.set_defaults(run=_show)

    deed = deeds.add_parser("check", help="what is wrong with a profile’s file, in sentences")
    deed.add_argument("file", type=Path, metavar="FILE", help="the file")
    with_format(deed)
    deed.set_defaults(run=_check)

    deed = deeds.add_parser("compare", help="what a colleague’s file would change")
    deed.add_argument("file", type=Path, metavar="FILE", help="the file")
    _in(deed)
    with_format(deed)
    deed.set_defaults(run=_compare)

    deed = deeds.add_parser("take", help="take a colleague’s file into a notebook, as the school’s own copy")
    deed.add_argument("file", type=Path, metavar="FILE", help="the file")
    deed.add_argument("--into", dest="notebook", type=Path, required=True, metavar="NOTEBOOK", help="the notebook’s folder")
    deed.add_argument("--because", required=True, metavar="TEXT", help="why it is taken, such as who said so")
    with_notebook(deed, positional=False)
    with_format(deed)
    deed.set_defaults(run=_take)

    for name, help, out, run in (
        ("share", "write a profile as a file for a colleague", "FILE.toml", _share),
        ("print", "print one profile with its sources, or all councils by field", "FILE.pdf", _print),
    ):
        deed = deeds.add_parser(name, help=help)
        deed.add_argument("profile", nargs="?" if name == "print" else None, metavar="ID", help="which profile")
        deed.add_argument("--out", type=output, required=True, metavar=out, help="where it goes")
        _in(deed)
        with_format(deed)
        deed.set_defaults(run=run)


def _in(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--in", dest="notebook", type=Path, metavar="NOTEBOOK", help=_IN)
    with_notebook(verb, positional=False)


@contextmanager
def _kept(arguments: argparse.Namespace) -> Iterator["Kept"]:
    """The profiles of a notebook where one is named, else those that came with the app."""
    from sendco_desk.services.profile_states import Kept

    if arguments.notebook is None:
        yield Kept(owns={}, school="")
        return
    with opened(arguments) as desk:
        yield desk.profiles.kept(desk.school.school().name)


def _list(arguments: argparse.Namespace) -> int:
    from sendco_desk.services.profile_telling import field_lines, list_lines, state_fields

    with _kept(arguments) as kept:
        states = kept.states()
    lines = field_lines(states) if arguments.by == "field" else list_lines(states)
    answer(arguments, {"profiles": [state_fields(state) for state in states]}, lines)
    return DONE


def _show(arguments: argparse.Namespace) -> int:
    from sendco_desk.services.profile_telling import profile_lines, state_fields

    with _kept(arguments) as kept:
        state = kept.state(arguments.profile)
    answer(arguments, state_fields(state), profile_lines(state))
    return DONE


def _check(arguments: argparse.Namespace) -> int:
    from sendco_desk.services.profile_states import check_text, left_aside, profile_in_file

    text = profile_in_file(arguments.file)
    problems = check_text(text)
    notes = [] if problems else list(left_aside(text))
    for note in notes:
        say(note)
    fields = {"ok": not problems, "problems": list(problems), "notes": notes}
    answer(arguments, fields, problems or ["This is a profile that can be taken."])
    return REFUSED if problems else DONE


def _compare(arguments: argparse.Namespace) -> int:
    from sendco_desk.services.profile_states import profile_in_file
    from sendco_desk.services.profile_telling import incoming_fields, incoming_lines

    text = profile_in_file(arguments.file)
    with _kept(arguments) as kept:
        found = kept.incoming(text)
    for note in found.notes:
        say(note)
    answer(arguments, incoming_fields(found), incoming_lines(found))
    return DONE


def _take(arguments: argparse.Namespace) -> int:
    from sendco_desk.services.profile_states import profile_in_file
    from sendco_desk.services.profile_telling import incoming_fields, incoming_lines

    text = profile_in_file(arguments.file)
    with opened(arguments) as desk:
        found = desk.profiles.incoming(text)
        taken = bool(desk.profiles.take(text, arguments.because))
    for note in found.notes:
        say(note)
    ending = "Taken as the school’s own copy." if taken else "Nothing was to be taken: it is as it came with the app."
    answer(arguments, {**incoming_fields(found), "taken": taken}, [*incoming_lines(found), ending])
    return DONE


def _share(arguments: argparse.Namespace) -> int:
    from sendco_desk.services.profile_states import share

    replaceable(arguments.out, b'id = "')
    with _kept(arguments) as kept:
        state = kept.state(arguments.profile)
    share(state, arguments.out)
    answer(arguments, {"id": state.profile.id, "out": str(arguments.out)}, [f"{arguments.out}: {state.profile.name}. It holds nothing of any pupil."])
    return DONE


def _print(arguments: argparse.Namespace) -> int:
    from sendco_desk.services.printing import write_paper
    from sendco_desk.services.profile_paper import councils_paper, profile_paper

    replaceable(arguments.out, b"%PDF")
    on = day_or_today(None)
    with _kept(arguments) as kept:
        one = kept.state(arguments.profile) if arguments.profile else None
        paper = profile_paper(one, kept.school, on) if one else councils_paper(kept.states(), kept.school, on)
    write_paper(paper, arguments.out)
    answer(arguments, {"title": paper.title, "out": str(arguments.out)}, [f"{arguments.out}: {paper.title}."])
    return DONE
