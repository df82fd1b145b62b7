"""The verb about letters: chase what is late, ask about an exception, or make the delay timeline or the list of the school's evidence."""

import argparse
from typing import TYPE_CHECKING
from uuid import UUID

from sendco_desk.cli.asking import WrongUsage, case_given, case_in, day, day_or_today, opened, output, with_day, with_format, with_notebook
from sendco_desk.cli.printing import DONE, answer, say
from sendco_desk.domain.dates import shown
from sendco_desk.domain.refusals import Refused

if TYPE_CHECKING:
    from sendco_desk.services.desk import Desk

KINDS = {"chaser": "chaser", "exception-query": "exception_query"}
"""The letters that are written to somebody, by the words of the terminal."""
PAPERS = ("delay-timeline", "evidence-list")
"""What is made about a case and addressed to nobody."""


def add_verbs(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add this verb to the command line."""
    verb = verbs.add_parser("letter", help="a letter about what is late, or a case’s delay timeline; nothing is sent")
    with_notebook(verb)
    verb.add_argument("--case", required=True, metavar="ID", help="the case, by its number as `due` prints it, or by its id")
    verb.add_argument("--kind", required=True, choices=(*KINDS, *PAPERS), help="what to write")
    verb.add_argument("--rule", action="append", default=[], metavar="RULE",
                      help="the late step, as in REQ-04 or REQ-07/health; may be repeated (default: the one that presses most)")
    verb.add_argument("--rung", type=int, choices=(1, 2, 3), default=0, metavar="1|2|3",
                      help="to the case officer, the team manager or the head of SEND (default: one above the last letter)")
    verb.add_argument("--out", type=output, required=True, metavar="FILE", help="where it goes, as .docx, .pdf, .eml (a draft of an e-mail) or .txt")
    verb.add_argument("--asked-on", type=day, metavar="DATE", help="for an evidence list: the day on which the parent or young person asked for it")
    with_day(verb)
    with_format(verb)
    verb.set_defaults(run=_letter)


def _letter(arguments: argparse.Namespace) -> int:
    case = case_given(arguments.case)
    if arguments.out.is_file() and arguments.out.stat().st_size:
        raise Refused(f"{arguments.out} is there already, perhaps with words of your own: choose another name, or move it away.", field="out")
    if arguments.asked_on and arguments.kind != "evidence-list":
        raise WrongUsage("Give --asked-on only with --kind evidence-list: nothing else waits to be asked for.", field="asked_on")
    if arguments.kind in PAPERS:
        if arguments.rule or arguments.rung:
            raise WrongUsage("A delay timeline and a list of evidence take neither --rule nor --rung.", field="rule")
        with opened(arguments) as desk:
            return _paper(desk, arguments, case_in(desk, case))
    with opened(arguments) as desk:
        return _written(desk, arguments, case_in(desk, case))


def _written(desk: "Desk", arguments: argparse.Namespace, case: UUID) -> int:
    from sendco_desk.services.today import step_key

    letters, kind, on = desk.letters, KINDS[arguments.kind], day_or_today(arguments.on)
    keys = arguments.rule or [step_key(step) for step in letters.chasable(case, on, kind)[:1]]
    if not keys:
        raise Refused("Nothing in this case is late that others owe: there is nobody to write to yet.", field="rule")
    letter = letters.compose(case, keys, kind=kind, rung=arguments.rung, on=on)
    letters.write(letter, arguments.out)
    for finding in letters.findings(letter):
        say(finding.sentence)
    fields = {
        "case": str(case), "case_number": letter.number, "kind": arguments.kind, "rung": letter.rung, "rules": list(letter.steps),
        "to": {"name": letter.to.name, "role": letter.to.role, "organisation": letter.to.organisation, "email": letter.to.email},
        "subject": letter.subject, "on": letter.on.isoformat(), "reply_by": letter.reply_by.isoformat(), "out": str(arguments.out),
    }
    answer(arguments, fields, [f"{arguments.out}: to {letter.to.full}; an answer is asked for by {shown(letter.reply_by)}. Nothing was sent."])
    return DONE


def _paper(desk: "Desk", arguments: argparse.Namespace, case: UUID) -> int:
    from sendco_desk.services.delays import Delays

    delays, on = Delays(desk.keyring.book, desk.clock, desk.caseload, desk.school), day_or_today(arguments.on)
    if arguments.kind == "delay-timeline":
        delays.timeline_file(case, arguments.out, on=on)
    else:
        delays.evidence_list_file(case, arguments.out, on=on, asked_on=arguments.asked_on)
        if not arguments.asked_on:
            say("The list calls itself a draft: it is given only when the parent or young person asks. Say when they did with --asked-on DATE.")
    answer(arguments, {"case": str(case), "kind": arguments.kind, "on": on.isoformat(), "out": str(arguments.out)}, [str(arguments.out)])
    return DONE
