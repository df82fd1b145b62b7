"""What a document is: told by its content first and its name second, with what to do about the kinds that cannot be printed here."""

import io
import re
import zipfile
from dataclasses import dataclass
from enum import Enum
from typing import BinaryIO

from sendco_desk.domain.refusals import Refused
from sendco_desk.packs.source import Source


class Family(Enum):
    """Kinds that may carry one another's ending without doubt about what was meant."""

    PAGES = "pages"
    WORD = "word"
    MAIL = "mail"
    TEXT = "text"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of document: how people call it, its endings, and for kinds we cannot print what the person can do instead."""

    media_type: str
    called: str
    endings: tuple[str, ...]
    family: Family = Family.OTHER
    instead: str = ""


_WORD = "Open it in Word, choose Save as and then PDF, and add that PDF."
_EXCEL = "Open it in Excel, choose Save as and then PDF, and add that PDF."
_POWERPOINT = "Open it in PowerPoint, choose Save as and then PDF, and add that PDF."
_WRITER = "Open it in Word or LibreOffice, choose Save as or Export and then PDF, and add that PDF."
_BROWSER = "Open it in a web browser, choose Print and then Save as PDF, and add that PDF."
_LOCKED_OFFICE = "Open it with its password, save it as PDF, and add that PDF, or ask the sender for a copy without a password."

PDF = Kind(media_type="application/pdf", called="a PDF", endings=("pdf",), family=Family.PAGES)
JPEG = Kind(media_type="image/jpeg", called="a JPEG picture", endings=("jpg", "jpeg", "jpe", "jfif"), family=Family.PAGES)
PNG = Kind(media_type="image/png", called="a PNG picture", endings=("png",), family=Family.PAGES)
TIFF = Kind(media_type="image/tiff", called="a TIFF picture", endings=("tif", "tiff"), family=Family.PAGES)
GIF = Kind(media_type="image/gif", called="a GIF picture", endings=("gif",), family=Family.PAGES)
WEBP = Kind(media_type="image/webp", called="a WebP picture", endings=("webp",), family=Family.PAGES)
HEIC = Kind(media_type="image/heic", called="a HEIC picture", endings=("heic", "heif", "hif"), family=Family.PAGES)
DOCX = Kind(
    media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    called="a Word document",
    endings=("docx", "dotx"),
    family=Family.WORD,
)
DOCM = Kind(
    media_type="application/vnd.ms-word.document.macroEnabled.12",
    called="a Word document with macros",
    endings=("docm", "dotm"),
    family=Family.WORD,
)
EML = Kind(media_type="message/rfc822", called="an e-mail message", endings=("eml", "mht", "mhtml"), family=Family.MAIL)
TXT = Kind(media_type="text/plain", called="a text file", endings=("txt", "text", "log", "md"), family=Family.TEXT)
CSV = Kind(media_type="text/csv", called="a table in a text file", endings=("csv", "tsv"), family=Family.TEXT)

DOC = Kind(
    media_type="application/msword",
    called="an old Word document (DOC)",
    endings=("doc", "dot", "wps"),
    family=Family.WORD,
    instead=_WORD,
)
RTF = Kind(media_type="application/rtf", called="a rich text document (RTF)", endings=("rtf",), family=Family.WORD, instead=_WORD)
WORD_2003 = Kind(media_type="application/vnd.ms-word.xml", called="a Word 2003 XML document", endings=(), family=Family.WORD, instead=_WORD)
ODT = Kind(
    media_type="application/vnd.oasis.opendocument.text",
    called="an OpenDocument file",
    endings=("odt", "ods", "odp", "odg", "ott", "fodt"),
    instead=_WRITER,
)
XLSX = Kind(
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    called="an Excel workbook",
    endings=("xlsx", "xlsm", "xlsb", "xltx"),
    instead=_EXCEL,
)
XLS = Kind(media_type="application/vnd.ms-excel", called="an old Excel workbook (XLS)", endings=("xls", "xlt"), instead=_EXCEL)
PPTX = Kind(
    media_type="application/vnd.openxmlformats-officedocument.presentationml.presentation",
    called="a PowerPoint presentation",
    endings=("pptx", "pptm", "ppsx"),
    instead=_POWERPOINT,
)
PPT = Kind(
    media_type="application/vnd.ms-powerpoint",
    called="an old PowerPoint presentation (PPT)",
    endings=("ppt", "pps"),
    instead=_POWERPOINT,
)
MSG = Kind(media_type="application/vnd.ms-outlook", called="an Outlook message (MSG)", endings=("msg", "oft"), family=Family.MAIL)
HTML = Kind(media_type="text/html", called="a web page (HTML)", endings=("html", "htm", "xhtml"), instead=_BROWSER)
XML = Kind(
    media_type="application/xml",
    called="an XML file",
    endings=("xml",),
    instead="Open it in the program that made it, print it to PDF, and add that PDF.",
)
ZIP = Kind(
    media_type="application/zip",
    called="a ZIP archive",
    endings=("zip",),
    instead="Unpack it first (right-click, Extract all), then add the documents that are in it.",
)
ARCHIVE = Kind(
    media_type="application/x-archive",
    called="a packed archive",
    endings=("7z", "rar", "gz", "tar", "cab"),
    instead="Unpack it first, then add the documents that are in it.",
)
OLE = Kind(
    media_type="application/x-ole-storage",
    called="a file of an older office program",
    endings=("pub", "vsd", "mpp"),
    instead="Open it in the program that made it, save it as PDF, and add that PDF.",
)
LOCKED_OFFICE = Kind(
    media_type="application/x-locked-office",
    called="an office document locked with a password",
    endings=("docx", "docm", "xlsx", "xlsm", "pptx", "pptm"),
    instead=_LOCKED_OFFICE,
)
TNEF = Kind(
    media_type="application/ms-tnef",
    called="a parcel that only Outlook opens (winmail.dat)",
    endings=("tnef",),
    instead="Ask the sender for what is in it, or open the e-mail in Outlook, save its attachments, and add those.",
)
SOUND = Kind(
    media_type="audio/mpeg",
    called="a sound or video recording",
    endings=("mp3", "mp4", "m4a", "mov", "wav", "avi", "wmv", "3gp"),
    instead="A recording cannot be printed: write down what is said in it, or send it beside the pack.",
)
UNKNOWN = Kind(
    media_type="application/octet-stream",
    called="a kind of file that is not known here",
    endings=(),
    instead="Open it in the program that made it, save it as PDF, and add that PDF.",
)

KINDS = (
    PDF, JPEG, PNG, TIFF, GIF, WEBP, HEIC, DOCX, DOCM, EML, TXT, CSV, DOC, RTF, WORD_2003, ODT, XLSX, XLS, PPTX, PPT, MSG, HTML, XML, ZIP,
    ARCHIVE, OLE, LOCKED_OFFICE, TNEF, SOUND, UNKNOWN,
)  # fmt: skip
_BY_ENDING = {ending: kind for kind in reversed(KINDS) for ending in kind.endings}
_HEAD = 16_384

_MAGIC: tuple[tuple[bytes, Kind], ...] = (
    (rb"\xff\xd8\xff", JPEG),
    (rb"\x89PNG\r\n\x1a\n", PNG),
    (rb"II\*\x00|MM\x00\*|II\+\x00|MM\x00\+", TIFF),
    (rb"GIF8[79]a", GIF),
    (rb"(?s)RIFF.{4}WEBP", WEBP),
    (rb"(?s).{4}ftyp(hei|hev|mif1|msf1|avif)", HEIC),
    (rb"\{\\rtf", RTF),
    (rb"7z\xbc\xaf|Rar!|\x1f\x8b|MSCF", ARCHIVE),
    (rb"\x78\x9f\x3e\x22", TNEF),
    (rb"ID3|\xff\xfb|(?s:RIFF.{4}(WAVE|AVI ))|(?s:.{4}ftyp)", SOUND),
)
_OLE_STREAMS: tuple[tuple[str, Kind], ...] = (
    ("EncryptedPackage", LOCKED_OFFICE),
    ("__properties_version1.0", MSG),
    ("PowerPoint Document", PPT),
    ("WordDocument", DOC),
    ("Workbook", XLS),
    ("Book", XLS),
)
_CONTAINERS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")  # a short PDF may lie near their beginning
_HEADER_LINE = re.compile(rb"[!-9;-~]+:[ \t]")
_MAIL_HEADERS = re.compile(rb"(?im)^(from|to|subject|date|received|return-path|mime-version|message-id|delivered-to):[ \t]")


def ending_of(name: str) -> str:
    """The ending of a file name in small letters, without its dot."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def named_kind(name: str) -> Kind:
    """The kind that the ending promises; UNKNOWN where it promises none."""
    return _BY_ENDING.get(ending_of(name), UNKNOWN)


def recognise(source: Source) -> Kind:
    """What the document is. Raises Refused where name and content contradict each other or it is empty."""
    with source.open() as stream:
        found = _by_content(stream, source.name)
    promised = named_kind(source.name)
    if promised is not UNKNOWN and (found is UNKNOWN or (found is TXT and promised.family is not Family.TEXT)):
        raise Refused(f"The file is named as {promised.called}, but it is damaged or is something else. Ask the sender for a fresh copy.")
    if not _agree(found, promised):
        raise Refused(
            f"The file is named as {promised.called}, but inside it is {found.called}. Open it to see which is right, give it the right"
            " ending, and add it again."
        )
    return found


def misnamed(name: str, kind: Kind) -> str:
    """A sentence where the ending is not one of the kind's own; empty where it is."""
    if ending_of(name) in kind.endings:
        return ""
    return f"The name does not say so, but this is {kind.called}; it was read as one."


def _agree(found: Kind, promised: Kind) -> bool:
    if promised is UNKNOWN or found is promised:
        return True
    if found is LOCKED_OFFICE or (found.instead and promised.instead):
        return True  # it cannot be printed either way: what it really is gives the better advice
    return found.family is promised.family and found.family is not Family.OTHER


def _by_content(stream: BinaryIO, name: str) -> Kind:
    head = stream.read(_HEAD)
    if not head.strip(b"\x00\r\n\t ") and stream.seek(0, io.SEEK_END) <= len(head):
        raise Refused("The file is empty. Ask the sender for a fresh copy.")
    if not head.startswith(_CONTAINERS) and re.search(rb"%PDF-\d", head[:1024]):
        return PDF
    for magic, kind in _MAGIC:
        if re.match(magic, head):
            return kind
    if head.startswith(b"PK\x07\x08") or (named_kind(name) is ZIP and not head.startswith(b"PK") and zipfile.is_zipfile(stream)):
        return ZIP  # a piece of a split archive, which its module names
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(stream)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _ole_kind(stream)
    return _text_kind(head, name)


def _zip_kind(stream: BinaryIO) -> Kind:
    try:
        with zipfile.ZipFile(stream) as archive:
            names = set(archive.namelist())
            types = archive.read("[Content_Types].xml") if "[Content_Types].xml" in names else b""
            odf = "mimetype" in names and b"opendocument" in archive.read("mimetype")
            locked = odf and "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError):
        return UNKNOWN
    if odf:
        return LOCKED_OFFICE if locked else ODT
    if any(name.startswith("word/") for name in names) and types:
        return DOCM if b"macroEnabled" in types or "word/vbaProject.bin" in names else DOCX
    if any(name.startswith("xl/") for name in names) and types:
        return XLSX
    return PPTX if any(name.startswith("ppt/") for name in names) and types else ZIP


def _ole_kind(stream: BinaryIO) -> Kind:
    """The directory of the old office container lies anywhere in the file, so its stream names are looked for everywhere."""
    stream.seek(0)
    content = stream.read()
    return next((kind for name, kind in _OLE_STREAMS if name.encode("utf-16-le") in content), OLE)


def _text_kind(head: bytes, name: str) -> Kind:
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\x00" in head and not wide:
        return UNKNOWN
    start = head.decode("utf-16", "ignore").encode() if wide else head.removeprefix(b"\xef\xbb\xbf")
    start = start.lstrip()
    promised = named_kind(name)
    if promised.family is Family.TEXT:
        return promised
    if re.match(rb"(?i)(<!--.*?-->\s*)?(<!doctype html|<html|<head|<body)", start):
        return HTML
    if start.startswith(b"<?xml"):
        return WORD_2003 if b"schemas.microsoft.com/office/word/2003" in start or b"Word.Document" in start else _xml_kind(start)
    if promised is EML or (promised is UNKNOWN and _HEADER_LINE.match(start) and len(_MAIL_HEADERS.findall(start)) > 1):
        return EML if _MAIL_HEADERS.search(start) else TXT
    return TXT if _is_words(start) else UNKNOWN


def _xml_kind(start: bytes) -> Kind:
    return HTML if re.search(rb"(?i)<html", start) else XML


def _is_words(start: bytes) -> bool:
    controls = sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in start)
    return controls <= len(start) // 100
