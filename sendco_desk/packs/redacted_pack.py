"""The proof again on the finished pack: what was blacked out in its documents is nowhere on those pages, nor in what the file says of itself."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sendco_desk.domain.refusals import Refused
from sendco_desk.packs.page_prints import numbered
from sendco_desk.packs.pages_contents import Kind
from sendco_desk.packs.redaction_proof import pages_with, things_found
from sendco_desk.packs.redaction_search import among
from sendco_desk.packs.source import BlackedPage, Converted

if TYPE_CHECKING:
    from sendco_desk.packs.manifest import Redactions
    from sendco_desk.packs.pages import Layout
    from sendco_desk.packs.plan import PackPlan

FOUND_AGAIN = (
    "The pack was not made: something that is blacked out in a document was found again {where}. Open “Black out” for the document and search "
    "for the words once more, or leave the document out."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvedFile:
    """One file of a pack: where it stands, how many pages the files before it have, and its pages of which parts are blacked out."""

    path: Path
    before: int
    pages: dict[int, BlackedPage]


def file_of(path: Path, layout: "Layout") -> ProvedFile:
    """A file of a pack that was laid out so."""
    pages: dict[int, BlackedPage] = {}
    for key, entry in layout.entries:
        if entry.kind is Kind.DOCUMENT and entry.converted is not None:
            pages |= {layout.place(key) + each.page - 1: each for each in entry.converted.blacked}
    return ProvedFile(path=path, before=layout.before, pages=pages)


def prove_pack(
    plan: "PackPlan", converted: Sequence[Converted], files: Sequence[ProvedFile], still_wanted: Callable[[], object] = lambda: None,
) -> "Redactions | None":
    """What is said of the redactions in a finished pack; None where there are none. Raises Refused where words are found again.

    Words that the maker's own parts or titles say may stand there: on which pages is told, so that somebody can look.
    """
    told = [page for each in converted for page in each.blacked]
    if not told:
        return None
    from sendco_desk.packs.manifest import Redactions

    words = tuple(dict.fromkeys(asked for page in told for asked in page.words))
    own = "\n".join(_own_words(plan))
    ours = among(own, words)
    elsewhere: set[int] = set()
    for file in files:
        elsewhere |= {file.before + number for number in _proved(file, plan.password, words, ours, still_wanted)}
    places = sorted(file.before + number for file in files for number in file.pages)
    return Redactions(
        boxes=sum(page.boxes for page in told), pages=tuple(places), documents=sum(bool(each.blacked) for each in converted), words=len(words),
        unreviewed=sum(page.boxes for page in told if not page.reviewed), elsewhere=tuple(sorted(elsewhere)),
    )  # fmt: skip


def _proved(file: ProvedFile, password: str, words: Sequence[str], ours: set[str], still_wanted: Callable[[], object]) -> set[int]:
    """The pages on which words stand that are blacked out on others. Raises Refused where they stand on those, or in the file's own words."""
    found = pages_with(file.path, words, password, still_wanted)
    again = {number for number, page in file.pages.items() for asked in page.words if asked not in ours and number in found[asked]}
    wanted = {number: [asked for asked in page.words if asked not in ours] for number, page in file.pages.items()}
    again |= things_found(file.path, password, wanted)
    if again:
        raise Refused(found_again(sorted(file.before + number if number else 0 for number in again)), field="redactions")
    return {number for asked, numbers in found.items() for number in numbers if number not in file.pages or asked not in file.pages[number].words}


def found_again(pages: Sequence[int]) -> str:
    """The sentence that refuses a pack; 0 among the pages is what the file says of itself."""
    on = numbered([page for page in pages if page])
    return FOUND_AGAIN.format(where=f"on {on[:1].lower()}{on[1:]} of it" if any(pages) else "in its bookmarks or its properties")


def prove_late(path: Path, password: str, pages: dict[int, BlackedPage]) -> None:
    """The same for pages that were added to a pack that was sent: the sent pages are what they are. Raises Refused."""
    words = tuple(dict.fromkeys(asked for page in pages.values() for asked in page.words))
    found = pages_with(path, words, password) if words else {}
    again = {number for number, page in pages.items() for asked in page.words if number in found[asked]}
    if again:
        raise Refused(found_again(sorted(again)), field="redactions")


def _own_words(plan: "PackPlan") -> Iterator[str]:
    """What the pack itself says, whatever is in the documents."""
    yield from (plan.title, plan.author, plan.subject, plan.stamp, plan.generated_title, repr(plan.cover), repr(plan.parts))
    for item in plan.items:
        yield from (item.title, item.author, item.note, item.part, item.source.name)
