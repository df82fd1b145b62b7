"""What verbs are told: flags that several share, days, ids, files, text from standard input, and passphrases, which are never arguments."""

import argparse
import codecs
import getpass
import glob
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from sendco_desk.cli.printing import is_terminal, progress
from sendco_desk.domain.refusals import Refused

if TYPE_CHECKING:
    from sendco_desk.services.desk import Desk

PASSPHRASE_VARIABLE = "SENDCO_DESK_PASSPHRASE_FILE"
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class WrongUsage(Refused):
    """The command line itself is wrong: something needed was left away, or a part of it cannot be read."""


def with_format(verb: argparse.ArgumentParser) -> None:
    """Give a verb ``--format``."""
    verb.add_argument("--format", choices=("text", "json"), default="text", help="how to print the result")


def with_notebook(verb: argparse.ArgumentParser, *, positional: bool = True) -> None:
    """Give a verb its notebook and the ways to say who opens it."""
    if positional:
        verb.add_argument("notebook", type=Path, metavar="NOTEBOOK", help="the notebook’s folder")
    verb.add_argument("--person", metavar="NAME", help="who opens it, where several people can")
    with_secret(verb, "--passphrase-file", f"a file that holds the passphrase (or name it in {PASSPHRASE_VARIABLE})")


def with_secret(verb: argparse.ArgumentParser, flag: str, what: str) -> None:
    """Give a verb a file with a secret in it."""
    verb.add_argument(flag, type=Path, metavar="FILE", help=what)


def with_day(verb: argparse.ArgumentParser) -> None:
    """Give a verb ``--on``."""
    verb.add_argument("--on", type=day, metavar="DATE", help="the day to count on, such as 2026-11-23; today if left out")


def day(text: str) -> date:
    """A day for argparse, as people type them."""
    from sendco_desk.domain.dates import parse_date

    try:
        return parse_date(text, day_or_today(None))
    except Refused as refused:
        raise argparse.ArgumentTypeError(refused.message) from None


def output(text: str) -> Path:
    """A place for a file, for argparse. Raises Refused for a device or standard output: the file is made beside it and then takes its place."""
    path = Path(text)
    if text == "-" or path.absolute().parent == Path("/dev") or (path.exists() and not (path.is_file() or path.is_dir())):
        raise Refused(f"‘{text}’ is not a place for a file: give the output a file name of its own.", field="out")
    return path


def replaceable(path: Path, start: bytes) -> None:
    """Refuse to write over a file of another kind. What an earlier run made, which begins with ``start``, may be made again."""
    if path.is_file():
        with path.open("rb") as file:
            begun = file.read(len(start))
        if begun and begun != start:
            raise Refused(f"{path} is there already and holds something else: choose another name for the output.", field="out")


def day_or_today(on: date | None) -> date:
    """The day asked for, else today."""
    from sendco_desk.services.clockwork import today, wall_clock

    return on or today(wall_clock)


def pairs(texts: Iterable[str], shape: str, flag: str) -> list[tuple[str, str]]:
    """What was given as ``NAME=VALUE``, each in two halves."""
    found = []
    for text in texts:
        name, sign, value = (half.strip() for half in text.partition("="))
        if not (sign and name and value):
            raise WrongUsage(f"‘{text}’ cannot be read: give each {flag} as {shape}.", field=flag)
        found.append((name, value))
    return found


def id_given(text: str, what: str) -> UUID:
    """The id of a case or document, as another verb printed it."""
    try:
        return UUID(text)
    except ValueError:
        raise Refused(f"‘{text}’ is not the id of a {what}: copy the id that was printed.", field=what) from None


def case_given(text: str) -> UUID | int:
    """A case by its number, as `due` prints it, or by its id. Raises Refused."""
    words = text.strip()
    if words.isdecimal():
        return int(words)
    try:
        return UUID(words)
    except ValueError:
        raise Refused(f"‘{text}’ is neither the number nor the id of a case: `sendco-desk due` prints the numbers.", field="case") from None


def case_in(desk: "Desk", case: UUID | int) -> UUID:
    """The id of a case in this notebook. Raises Refused for a number that no case has."""
    if isinstance(case, UUID):
        return case
    found = next((view.case.id for view in desk.caseload.views().values() if view.case.number == case), None)
    if found is None:
        raise Refused(f"There is no case {case} in this notebook: `sendco-desk due` prints the numbers.", field="case")
    return found


def paths_given(paths: Sequence[Path]) -> list[Path]:
    """The files named. A pattern such as ``*.pdf`` is looked up here, because the Windows shell leaves that to the program."""
    found: list[Path] = []
    for path in paths:
        matches = [] if path.exists() else sorted(glob.glob(str(path)))  # noqa: PTH207 - Path.glob takes no pattern with a drive or root
        found += [Path(match) for match in matches] or [path]
    return found


def text_or_stdin(text: str) -> str:
    """The text, or standard input for ``-``, so that a child's words stay out of the shell's history."""
    if text != "-":
        return text
    try:
        return _decoded(sys.stdin.buffer.read()).rstrip("\r\n")
    except UnicodeDecodeError:
        raise Refused("The text cannot be read: save it as UTF-8 and pass it on as it is.", field="text") from None


def _decoded(data: bytes) -> str:
    """Text as Notepad, PowerShell and everything else write it. Raises UnicodeDecodeError."""
    return data.decode("utf-16") if data.startswith(_WIDE) else data.decode("utf-8-sig")


def read_secret(path: Path | None, prompt: str, *, variable: str = PASSPHRASE_VARIABLE, flag: str = "--passphrase-file") -> str:
    """A passphrase from a file, from the file that the environment names, or from a prompt."""
    named = _secret_file(path, variable)
    return _secret_in(named) if named else _asked(prompt, flag)


def read_secrets(path: Path | None) -> tuple[str, ...]:
    """Several passwords from a file, one on each line; none where no file is named."""
    return tuple(line for line in _secret_in(path).splitlines() if line) if path else ()


def read_new_secret(path: Path | None, prompt: str, *, variable: str = PASSPHRASE_VARIABLE, flag: str = "--passphrase-file") -> str:
    """The same for a passphrase that is being set: at a prompt it is asked for twice, since nobody sees a slip."""
    if named := _secret_file(path, variable):
        return _secret_in(named)
    secret = _asked(prompt, flag)
    if secret != _asked("The same again", flag):
        raise Refused("The two passphrases differ: type the same one twice.", field="passphrase")
    return secret


def _secret_file(path: Path | None, variable: str) -> Path | None:
    named = os.environ.get(variable, "") if variable else ""
    return path or (Path(named) if named else None)


def _secret_in(path: Path) -> str:
    try:
        secret = _decoded(path.read_bytes()).rstrip("\r\n")
    except OSError:
        raise Refused(f"The file {path} cannot be read: check its name, and that you may read it.", field="passphrase") from None
    except UnicodeDecodeError:
        raise Refused(f"The file {path} is not plain text: save it as UTF-8 with the words alone in it.", field="passphrase") from None
    if not secret:
        raise Refused(f"The file {path} is empty: put the words in it, on one line.", field="passphrase")
    return secret


def _asked(prompt: str, flag: str) -> str:
    if not is_terminal(sys.stdin):
        wanted = f"{prompt[0].lower()}{prompt[1:]}"
        raise Refused(f"Nobody can be asked for the {wanted} here: name a file that holds it with {flag}, or run this in a terminal.",
                      field="passphrase")
    try:
        return getpass.getpass(f"{prompt}: ")
    except EOFError:  # Ctrl+D
        raise Refused(f"Nothing was typed: {prompt[0].lower()}{prompt[1:]} is needed.", field="passphrase") from None


@contextmanager
def opened(arguments: argparse.Namespace, passphrase: str | None = None) -> Iterator["Desk"]:
    """The notebook, open while the verb works and closed whatever happens."""
    from sendco_desk.services.opening import notebook_folder, open_desk, wait_before_next_try

    folder = notebook_folder(arguments.notebook)
    wait = wait_before_next_try(folder)
    if wait > 0:
        raise Refused(f"Several wrong passphrases were given. Wait {ceil(wait)} seconds, then try again.", field="passphrase")
    secret = passphrase if passphrase is not None else read_secret(arguments.passphrase_file, "Passphrase")
    desk = open_desk(folder, secret, arguments.person, progress("Opening"))
    try:
        yield desk
    finally:
        desk.close()
