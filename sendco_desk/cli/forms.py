"""The verbs that print a form of the school, and that make a record of any kind."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from sendco_desk.cli.asking import (
    WrongUsage,
    case_given,
    case_in,
    day_or_today,
    id_given,
    opened,
    output,
    replaceable,
    text_or_stdin,
    with_day,
    with_format,
    with_notebook,
)
from sendco_desk.cli.council_form import FLAGS, add_flags, council_form, list_values
from sendco_desk.cli.printing import DONE, answer
from sendco_desk.domain.refusals import Refused

if TYPE_CHECKING:
    from sendco_desk.domain.records import Record
    from sendco_desk.services.desk import Desk
    from sendco_desk.services.printed_forms import PrintedForm

KINDS = (
    "support-plan", "review", "provision-map", "profile", "meeting", "professionals", "status", "handover", "register", "governors", "access",
    "story", "views", "plan",
)
"""The forms by name; they are kept apart from the forms themselves so that the command line is read without loading them."""
SUBJECTS = {"pupil": "--pupil UPN", "group": "--group NAME", "meeting": "--meeting ID"}
OPTIONS = {"costed": "--costed", "easy_read": "--easy-read", "cycle": "--cycle N", "case": "--case ID"}


def add_verbs(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add these verbs to the command line."""
    verb = verbs.add_parser("form", help="a printed form of the school, as PDF or for Word; or a council’s own Word form, filled from a case")
    with_notebook(verb)
    verb.add_argument("--kind", choices=KINDS, help="which form")
    verb.add_argument("--pupil", metavar="UPN", help="whose form")
    verb.add_argument("--group", default="", metavar="NAME", help="for a provision map: of one provision, by its name")
    verb.add_argument("--meeting", metavar="ID", help="for a meeting record: which meeting (default: the pupil’s latest)")
    verb.add_argument("--cycle", type=int, metavar="N", help="for a support plan or review: which cycle (default: the newest)")
    verb.add_argument("--costed", action="store_true", help="say what provision costs; without it hours only")
    verb.add_argument("--easy-read", action="store_true", help="in large type, a sentence to a line")
    verb.add_argument("--out", type=output, metavar="FILE", help="where it goes, as .pdf or .docx")
    add_flags(verb)
    with_day(verb)
    with_format(verb)
    verb.set_defaults(run=_form)

    verb = verbs.add_parser("record", help="add a record of any kind, field by field, or list the kinds and their fields")
    with_notebook(verb)
    verb.add_argument("--kinds", action="store_true", help="list the kinds and their fields, and add nothing")
    verb.add_argument("--kind", metavar="KIND", help="what kind of record, as --kinds lists them")
    verb.add_argument("--pupil", metavar="UPN", help="whose record; of what belongs to the school alone there is none")
    verb.add_argument("--set", action="append", default=[], metavar="FIELD=VALUE", dest="fields",
                      help="a field and its value, - for standard input; may be repeated")
    with_format(verb)
    verb.set_defaults(run=_record)


# Forms


def _form(arguments: argparse.Namespace) -> int:
    from sendco_desk.services.printed_forms import FORM_OF
    from sendco_desk.services.printing import write_paper

    if arguments.values:
        return list_values(arguments)
    if arguments.council_form:
        return council_form(arguments)
    _need_own(arguments)
    form, subject = FORM_OF[arguments.kind], _subject(arguments)
    _need_fit(form, arguments, subject)
    meeting = id_given(arguments.meeting, "meeting") if arguments.meeting else None
    _need_room(arguments.out)
    with opened(arguments) as desk:
        pupil = desk.pupils.by_upn(arguments.pupil).id if arguments.pupil else None
        paper = desk.forms.paper(
            form.name, pupil=pupil, group=arguments.group, meeting=meeting, cycle=arguments.cycle, costed=arguments.costed,
            easy_read=arguments.easy_read, on=arguments.on, case=case_in(desk, case_given(arguments.case)) if arguments.case else None,
        )
        write_paper(paper, arguments.out)
    fields = {
        "kind": form.name, "title": form.title, "on": day_or_today(arguments.on).isoformat(), "costed": arguments.costed,
        "out": str(arguments.out),
    }
    answer(arguments, fields, [f"{arguments.out}: {form.title}. {form.says}"])
    return DONE


def _need_own(arguments: argparse.Namespace) -> None:
    """Raises WrongUsage where it is not said which of the school's own forms is meant, or where it goes."""
    own = {"case"} if arguments.kind == "handover" else set()  # it is about a case too
    taken = next((flag for name, flag in FLAGS.items() if getattr(arguments, name) and name not in own), "")
    if taken:
        raise WrongUsage(f"{taken} belongs to a council’s own form: name that with --council-form.", field="council_form")
    if arguments.kind is None:
        raise WrongUsage(f"Say with --kind which form it is ({', '.join(KINDS)}), or name a council’s own with --council-form.", field="kind")
    if arguments.out is None:
        raise WrongUsage("Say with --out where the form goes, as .pdf or .docx.", field="out")


def _subject(arguments: argparse.Namespace) -> str:
    """What the form is to be about: a pupil, a group, a meeting, else the school. Raises WrongUsage where two are named."""
    given = [name for name in SUBJECTS if getattr(arguments, name)]
    if len(given) > 1:
        raise WrongUsage(f"Give one of {SUBJECTS[given[0]]} and {SUBJECTS[given[1]]}: a form is about one thing.", field=given[1])
    return given[0] if given else "school"


def _need_fit(form: "PrintedForm", arguments: argparse.Namespace, subject: str) -> None:
    """Raises WrongUsage for a form that is about something else, or of which this cannot be chosen."""
    if subject not in form.about:
        wanted = [SUBJECTS[name] for name in form.about if name in SUBJECTS]
        if subject == "school":
            raise WrongUsage(f"Say whose it is: --kind {form.name} needs {' or '.join(wanted)}.", field=form.about[0])
        takes = f"takes {' or '.join(wanted)}" if wanted else "is about the whole school"
        raise WrongUsage(f"--kind {form.name} {takes}, not {SUBJECTS[subject].partition(' ')[0]}.", field=subject)
    for name, flag in OPTIONS.items():
        if getattr(arguments, name) not in (None, False) and name not in form.options:
            raise WrongUsage(f"--kind {form.name} does not take {flag.partition(' ')[0]}.", field=name)


def _need_room(out: Path) -> None:
    """Refuse to write over a file of another kind, and over a Word file: it may have words of somebody's own by now."""
    if out.suffix.lower() == ".docx" and out.is_file() and out.stat().st_size:
        raise Refused(f"{out} is there already, perhaps with words of your own: choose another name, or move it away.", field="out")
    replaceable(out, b"%PDF")


# Records


def _record(arguments: argparse.Namespace) -> int:
    if arguments.kinds:
        return _list_kinds(arguments)
    from sendco_desk.services.record_adding import UnknownField, add_record, made_record

    kind = _kind_named(arguments.kind)
    given = _fields_given(arguments.fields)
    _need_whose(kind, arguments.pupil)
    with opened(arguments) as desk:
        try:
            made = made_record(kind, given, _pupil(desk, arguments.pupil), desk.clock())
        except UnknownField as wrong:
            raise WrongUsage(wrong.message, field=wrong.field) from None
        kept = add_record(desk, made)
    answer(arguments, {"id": str(kept), "kind": kind.KIND}, [str(kept)])
    return DONE


def _pupil(desk: "Desk", upn: str | None) -> UUID | None:
    return desk.pupils.by_upn(upn).id if upn else None


def _kind_named(name: str | None) -> "type[Record]":
    """The kind of that name. Raises WrongUsage for one that there is not, or that has a verb of its own."""
    from sendco_desk.domain.kinds import KIND_OF
    from sendco_desk.services.record_adding import OTHERWISE

    kind = KIND_OF.get(name or "")
    if kind is None:
        raise WrongUsage("Say with --kind what kind of record it is: `sendco-desk record NOTEBOOK --kinds` lists them.", field="kind")
    if kind in OTHERWISE:
        raise WrongUsage(f"This kind is not made field by field: {OTHERWISE[kind]}", field="kind")
    return kind


def _need_whose(kind: "type[Record]", upn: str | None) -> None:
    from sendco_desk.domain.records import PupilRecord

    if issubclass(kind, PupilRecord) and not upn:
        raise WrongUsage("Say whose record it is with --pupil UPN.", field="pupil")
    if not issubclass(kind, PupilRecord) and upn:
        raise WrongUsage(f"{kind.TITLE} belongs to the school, not to a pupil: leave --pupil away.", field="pupil")


def _fields_given(texts: list[str]) -> dict[str, str]:
    """Fields with their values as typed; the one that is ``-`` from standard input. Raises WrongUsage."""
    found: dict[str, str] = {}
    for text in texts:
        name, sign, value = text.partition("=")
        if not (sign and name.strip()):
            raise WrongUsage(f"‘{text}’ cannot be read: give each --set as FIELD=VALUE.", field="set")
        if name.strip() in found:
            raise WrongUsage(f"{name.strip()} is given twice.", field="set")
        found[name.strip()] = value
    if sum(value.strip() == "-" for value in found.values()) > 1:
        raise WrongUsage("Only one field can come from standard input.", field="set")
    return {name: text_or_stdin(value.strip()) if value.strip() == "-" else value for name, value in found.items()}


def _list_kinds(arguments: argparse.Namespace) -> int:
    """The kinds with their fields. No notebook is opened for it: they are the same in all."""
    from sendco_desk.domain.records import PupilRecord
    from sendco_desk.services.record_adding import ADDABLE, TYPE_WORDS, fields_asked, fields_words

    fields = [
        {
            "kind": kind.KIND, "title": kind.TITLE, "of_a_pupil": issubclass(kind, PupilRecord),
            "fields": [{"name": one.name, "holds": TYPE_WORDS[one.holds], "needed": one.needed} for one in fields_asked(kind)],
        }
        for kind in ADDABLE
    ]
    answer(arguments, {"kinds": fields}, [fields_words(kind) for kind in ADDABLE])
    return DONE
