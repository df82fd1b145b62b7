"""A council's own Word form from the terminal: list its fields with what would go into each, or fill it from a case."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from sendco_desk.cli.asking import WrongUsage, case_given, case_in, day_or_today, opened, output
from sendco_desk.cli.printing import DONE, answer, progress
from sendco_desk.domain.refusals import Refused

if TYPE_CHECKING:
    from sendco_desk.services.council_forms import FieldLine, FilledForm, FormSheet
    from sendco_desk.services.desk import Desk

FLAGS = {"case": "--case", "mapping": "--mapping", "fields": "--fields", "keep": "--keep"}
"""What a council's form takes and no other form does."""


def add_flags(verb: argparse.ArgumentParser) -> None:
    """Give the verb for forms what a council's own form takes."""
    group = verb.add_argument_group("a council’s own Word form")
    group.add_argument("--council-form", metavar="FILE", help="the form: a .docx file, or the name of one that is kept in the notebook")
    group.add_argument("--case", metavar="CASE", help="the case it is filled from, by its number or id")
    group.add_argument("--mapping", type=Path, metavar="FILE", help="what goes where, in lines of FIELD = VALUE; - leaves a field empty")
    group.add_argument("--fields", action="store_true", help="list its fields with what would go into each, and fill nothing")
    group.add_argument("--values", action="store_true", help="list every value that can go into a form, and fill nothing")
    group.add_argument("--keep", action="store_true", help="put the filled form among the pupil’s documents too")


def list_values(arguments: argparse.Namespace) -> int:
    """Say what can go into a form."""
    from sendco_desk.services.form_values import CATALOGUE

    rows = [{"value": one.key, "title": one.title, "kind": one.kind} for one in CATALOGUE]
    answer(arguments, rows, [f"{one.key:<28} {one.title} ({one.kind})" for one in CATALOGUE])
    return DONE


def council_form(arguments: argparse.Namespace) -> int:
    """List the fields of a council's form, or fill it. Raises WrongUsage or Refused."""
    if not arguments.case:
        raise WrongUsage("Say with --case which case the form is filled from: `sendco-desk due` prints the numbers.", field="case")
    if not (arguments.out or arguments.fields):
        raise WrongUsage("Say with --out where the filled form goes, or list its fields with --fields.", field="out")
    out = output(str(arguments.out)) if arguments.out and not arguments.fields else None
    if out is not None:
        _need_new(out)
    with opened(arguments) as desk:
        content, sheet = _looked_at(desk, arguments)
        if out is None:
            answer(arguments, _fields(sheet), [*sheet.doubts, *(_line(line) for line in sheet.lines), sheet.words])
            return DONE
        made = desk.council_forms.filled(content, sheet, arguments.on, progress("Filling"))
        desk.council_forms.write(made, out)
        if arguments.keep:
            desk.council_forms.keep(sheet.case, made, day_or_today(arguments.on))
    _tell(arguments, out, made)
    return DONE


def _need_new(out: Path) -> None:
    """Refuse to write over a Word file: it may have words of somebody's own by now."""
    if out.suffix.lower() != ".docx":
        raise Refused("Give the file a name that ends in .docx.", field="out")
    if out.is_file() and out.stat().st_size:
        raise Refused(f"{out} is there already, perhaps with words of your own: choose another name, or move it away.", field="out")


def _looked_at(desk: "Desk", arguments: argparse.Namespace) -> "tuple[bytes, FormSheet]":
    """The form's bytes and its sheet, from a file or from those that are kept."""
    from sendco_desk.services.council_forms import file_bytes, mapping_of

    case, forms, path = case_in(desk, case_given(arguments.case)), desk.council_forms, Path(arguments.council_form)
    chosen = mapping_of(_lines(arguments.mapping)) if arguments.mapping else None
    if path.is_file() or path.suffix.lower() == ".docx":
        content = file_bytes(path)
        return content, forms.sheet_of(case, content, name=path.stem, mapping=chosen, on=arguments.on)
    kept = forms.named(arguments.council_form)
    return forms.bytes_of(kept.id), forms.sheet(case, kept.id, mapping=chosen, on=arguments.on)


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        raise Refused(f"The file {path} cannot be read as plain text: check its name, and save it as UTF-8.", field="mapping") from None


def _fields(sheet: "FormSheet") -> object:
    rows = [
        {
            "field": line.field.key, "kind": line.field.kind, "about": line.field.about, "value": line.value, "guessed": line.guessed,
            "filled": line.filled, "why_not": line.problem,
        }
        for line in sheet.lines
    ]
    return {"form": sheet.name, "doubts": list(sheet.doubts), "fields": rows}


def _line(line: "FieldLine") -> str:
    """`PupilName = pupil.legal_name`, as a mapping is written, with what there is to say of it behind."""
    guess = " (guessed)" if line.guessed and line.value else ""
    return f"{line.field.key} = {line.value}{guess}{f'  # {line.problem}' if line.problem else ''}"


def _tell(arguments: argparse.Namespace, out: Path, made: "FilledForm") -> None:
    left = [{"field": line.field.key, "why_not": line.problem} for line in made.left]
    lines = [f"{out}: {made.done} fields filled, {len(left)} left.", *made.doubts, *(f"Left: {one['field']}: {one['why_not']}" for one in left)]
    answer(arguments, {"out": str(out), "filled": made.done, "left": left, "doubts": list(made.doubts), "kept": arguments.keep}, lines)
