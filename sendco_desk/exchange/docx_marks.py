"""Reads back what somebody changed in a Word document: words added (bold and underlined, or tracked) and words struck out."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn

from sendco_desk.domain.paper import Run, Runs
from sendco_desk.domain.refusals import Refused
from sendco_desk.exchange.files import LIMIT

_UNFOLDED = 20 * LIMIT
_OFF = ("0", "false", "off", "none")
_NOT_WORD = "This is not a Word document, or it is damaged: save it as .docx and choose it again."


def marks_in_docx(content: bytes) -> tuple[Runs, ...]:
    """Every paragraph that has words, those in tables too, in the order they stand, with what was added and struck out.

    Words that Word itself tracks as inserted or deleted count alike. Raises Refused where it is no Word document.
    """
    try:  # lxml’s word for broken XML is a SyntaxError
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            if sum(part.file_size for part in package.infolist()) > _UNFOLDED:
                raise Refused("The Word document is too large to be read.", field="file")
        body: Any = Document(io.BytesIO(content)).element.body
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError, SyntaxError) as error:
        raise Refused(_NOT_WORD, field="file") from error
    found = (_joined(_runs(paragraph)) for paragraph in body.iter(qn("w:p")))
    return tuple(runs for runs in found if runs)


def _runs(paragraph: Any) -> Iterator[Run]:
    for element in paragraph.iter(qn("w:r")):
        around = {step.tag for step in element.iterancestors()}
        nearest = next(step for step in element.iterancestors() if step.tag == qn("w:p"))
        text = "".join(_text(piece) for piece in element)
        if nearest is not paragraph or not text:  # a text box has paragraphs of its own
            continue
        underlined = _has(element, "w:u") and _has(element, "w:b")
        deleted = _has(element, "w:strike") or _has(element, "w:dstrike") or qn("w:del") in around
        added = (underlined or qn("w:ins") in around) and not deleted
        yield Run(text=text, bold=_has(element, "w:b") and not added, added=added, deleted=deleted)


def _text(piece: Any) -> str:
    if piece.tag in (qn("w:t"), qn("w:delText")):
        return piece.text or ""
    if piece.tag in (qn("w:br"), qn("w:cr")):
        return "\n"
    return "\t" if piece.tag == qn("w:tab") else ""


def _has(run: Any, name: str) -> bool:
    found = run.find(f"{qn('w:rPr')}/{qn(name)}")
    return found is not None and found.get(qn("w:val")) not in _OFF


def _joined(runs: Iterator[Run]) -> Runs:
    """Neighbours of one weight as one: Word parts runs where it likes."""
    found: list[Run] = []
    for run in runs:
        if found and (found[-1].bold, found[-1].added, found[-1].deleted) == (run.bold, run.added, run.deleted):
            found[-1] = Run(text=found[-1].text + run.text, bold=run.bold, added=run.added, deleted=run.deleted)
        else:
            found.append(run)
    return tuple(found)
