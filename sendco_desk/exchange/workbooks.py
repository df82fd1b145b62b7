"""The sheets of an Excel workbook as rows of text: results of formulas, dates as dates, numbers without `.0`."""

import io
import warnings
import zipfile
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from sendco_desk.domain.refusals import Refused
from sendco_desk.exchange.cells import tidy
from sendco_desk.exchange.incoming import Problem
from sendco_desk.exchange.tables import Sheet, arrange, known_headings

UNPACKED_LIMIT = 300 * 1024 * 1024
MOST_ROWS = 50_000
_NOT_WORKBOOK = "This Excel file cannot be read: open it, save it again as .xlsx, and choose that file."


def read_workbook(content: bytes, name: str) -> Sheet:
    """The sheet that looks most like a list of pupils; the others are named in a warning."""
    _check_package(content)
    sheets = _sheets(content)
    if not sheets:
        raise Refused("There is nothing in this workbook: export the list again.", field="file")
    title, rows, problems = max(sheets, key=lambda sheet: (_score(sheet[1]), len(sheet[1])))
    others = [other for other, _, _ in sheets if other != title]
    said = [f"Only the sheet {title} was read. Not read: {', '.join(others)}."] if others else []
    return arrange(name, rows, problems=problems, warnings=said)


def _check_package(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
    except zipfile.BadZipFile as error:
        raise Refused(_NOT_WORKBOOK, field="file") from error
    if sum(part.file_size for part in parts) > UNPACKED_LIMIT:
        raise Refused("This workbook is far larger inside than any list of pupils: check that it is the right file.", field="file")
    if not any(part.filename.startswith("xl/") for part in parts):
        raise Refused("This is not an Excel workbook: save the list as .xlsx or CSV.", field="file")


def _sheets(content: bytes) -> list[tuple[str, list[list[str]], list[Problem]]]:
    """Title, rows and problems of each sheet with anything in it. Read twice: once for results, once to see what is a formula."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of decoration that it does not keep
            results = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            formulas = load_workbook(io.BytesIO(content), read_only=True, data_only=False)
            read = [(shown.title, *_rows(_values(shown), _values(written)))
                    for shown, written in zip(results.worksheets, formulas.worksheets, strict=True)]
    except (InvalidFileException, KeyError, ValueError, TypeError, SyntaxError, zipfile.BadZipFile) as error:
        raise Refused(_NOT_WORKBOOK, field="file") from error  # what openpyxl raises for damaged packages
    return [sheet for sheet in read if sheet[1]]


def _values(sheet: Any) -> Iterable[tuple[Any, ...]]:
    """The rows that are there: some systems write a size into the sheet that is wrong."""
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(values_only=True)):
        if number >= MOST_ROWS:
            raise Refused(f"This sheet has more than {MOST_ROWS:,} rows, which no list of pupils has: check that it is the right file.",
                          field="file")
        yield row


def _rows(results: Iterable[tuple[Any, ...]], formulas: Iterable[tuple[Any, ...]]) -> tuple[list[list[str]], list[Problem]]:
    rows: list[list[str]] = []
    problems: list[Problem] = []
    for number, (shown, written) in enumerate(zip(results, formulas, strict=False), 1):
        rows.append([as_text(value) for value in shown])
        if any(value is None and isinstance(source, str) and source.startswith("=") for value, source in zip(shown, written, strict=False)):
            problems.append(Problem(row=number, field="file", message="A formula here has no stored result, so its cell counts as empty: "
                                                                      "open the workbook in Excel, save it, and choose it again."))
    while rows and not any(rows[-1]):
        rows.pop()
    return rows, problems


def as_text(value: object) -> str:
    """What a person sees in the cell: dates year first, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return tidy(str(value))


def _score(rows: list[list[str]]) -> int:
    return max((known_headings(row) for row in rows[:30]), default=0)
