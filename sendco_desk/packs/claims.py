"""What a finished file says it is: accessible (PDF/UA-1), archived (PDF/A-2a), or neither; only what packs made of the same things have passed.

A configuration is what a file is made of. Packs of generated pages, and of documents that were printed here with tags of their own, pass every
rule that can be checked (tests prove each). A document from elsewhere may break any rule, so a file that holds one claims nothing, though it is
tagged all the same. An encrypted file is no archive.
"""

import functools
import io
import zlib
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, String


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a file says of itself."""

    accessible: bool = False
    archived: bool = False


NOTHING = Claim()
ALL = Claim(accessible=True, archived=True)


def claim_of(*, foreign: bool, locked: bool) -> Claim:
    """What a pack may claim. ``foreign`` where any page was made elsewhere, ``locked`` where it asks for a password."""
    return Claim(accessible=not foreign, archived=not (foreign or locked))


def intend(pdf: pikepdf.Pdf, claim: Claim) -> None:
    """Say in which colours the file is meant, where it is to be kept: an archived file may not leave that to its reader."""
    if claim.archived:
        profile = pdf.make_stream(_standard_colours())
        profile.N = 3
        pdf.Root.OutputIntents = Array([Dictionary(
            Type=Name.OutputIntent, S=Name.GTS_PDFA1, OutputConditionIdentifier=String("sRGB"), Info=String("sRGB"), DestOutputProfile=profile,
        )])


@functools.cache
def _standard_colours() -> bytes:
    """The sRGB profile, dated alike: the library writes the present moment into it."""
    from PIL import ImageCms  # only for a file that is to be kept

    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[24:36] = bytes((0x07, 0xD0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0))  # 1 January 2000
    return bytes(profile)


def claimed(claim: Claim) -> str:
    """The claims for the metadata packet, to stand among its descriptions; empty where nothing is claimed."""
    said = "<pdfuaid:part>1</pdfuaid:part>" if claim.accessible else ""
    said += "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" if claim.archived else ""
    if not said:
        return ""
    names = 'xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"'
    return f'<rdf:Description rdf:about="" {names}>{said}</rdf:Description>\n{_explained() if claim.accessible else ""}'


def _explained() -> str:
    """What the word pdfuaid means, which PDF/A wants told."""
    told = "".join(f"<pdfaProperty:{name}>{words}</pdfaProperty:{name}>" for name, words in (
        ("name", "part"), ("valueType", "Integer"), ("category", "internal"), ("description", "Part of ISO 14289 that the file follows"),
    ))
    return f"""<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema><pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">{told}</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""


def ended_plainly(pdf: bytes) -> bytes:
    """The same file where no stream ends with a carriage return, else one without."""
    if b"\r\nendstream" not in pdf and b"\rendstream" not in pdf:
        return pdf
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        end_plainly(document)
        document.save(made, static_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return made.getvalue()


def end_plainly(document: pikepdf.Pdf) -> None:
    """Let no stream end with a carriage return: beside the line feed after it, checkers take it for the end of a line and miss a byte."""
    for stream in document.objects:
        while isinstance(stream, pikepdf.Stream) and stream.read_raw_bytes().endswith(b"\r"):
            plain = stream.read_bytes() + b"\n"
            if "/Length1" in stream:
                stream.Length1 = len(plain)
            stream.write(zlib.compress(plain, 9), filter=Name.FlateDecode)
