"""What a pack of numbered files says of itself, read from the archive that was sent: documents from its manifest, parts from the request."""

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from sendco_desk.domain.refusals import Refused
from sendco_desk.packs.sent_facts import SentDocument, SentPack, SentPart
from sendco_desk.packs.sent_pack import DAMAGED, sent_pack
from sendco_desk.packs.source import Source
from sendco_desk.packs.zip_result import LISTED
from sendco_desk.packs.zip_verify import ZIP_START, content_of, files_in, manifest_in

_IN_FILE, _NOT_THERE = re.compile(r" ?\(file \d+, page \d+\)"), re.compile(r" ?\(not included\)")


def is_archive(source: Source) -> bool:
    """Whether what was sent is a ZIP, by its first bytes."""
    with source.open() as stream:
        return stream.read(len(ZIP_START)) == ZIP_START


def sent_files(source: Source) -> SentPack:
    """What an archive says of the whole pack. Raises Refused where it is damaged, none of ours, or its request is locked.

    Only the archive that the request lies in tells the words of the parts. Of a pack with a password the manifest names no titles.
    """
    with source.open() as stream:
        try:
            archive = zipfile.ZipFile(stream)
        except zipfile.BadZipFile as error:
            raise Refused(DAMAGED, field="pack") from error
        with archive:
            told = files_in(manifest_in(archive))
            request = str(told[0].get("file", "")) if told else ""
            held = content_of(archive, request) if request in archive.namelist() else None
    documents = tuple(_document(one) for one in told[1:])
    nothing = SentPack(title="", labels=(), contents_end=0, total=0, documents=documents, parts=(), files=True)
    if held is None:
        return nothing
    inside = sent_pack(Source(name=request, open=partial(io.BytesIO, held), password=source.password, passwords=source.passwords))
    parts = tuple(replace(part, first=f"{part.first} of file 01") for part in inside.parts if part.title != LISTED)
    return replace(inside, documents=documents, parts=parts, volume=0, volumes=0, files=True)


def same_words(part: SentPart, words: str) -> bool:
    """Whether a part of numbered files says what the same part says in a bundle.

    Only the letters count, for lines break elsewhere; and where words lead to a document, one names its file and the other its page, or says
    nothing of one that could not be included.
    """
    then = _NOT_THERE.sub("", _IN_FILE.sub(", page", part.words))
    return "".join(then.split()) == "".join(words.split())


def _document(told: Mapping[str, Any]) -> SentDocument:
    number, pages = told.get("number"), told.get("pages")
    called = f"file {number if isinstance(number, int) else 0:02d}"
    count = pages if isinstance(pages, int) else 0
    return SentDocument(
        number=number if isinstance(number, int) else 0, title=str(told.get("title") or ""), first=called,
        pages=tuple(str(page) for page in range(1, count + 1)), sha256=str(told.get("original") or ""),
    )
