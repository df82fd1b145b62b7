"""Looking inside documents: what lies there is offered after they are added, and whenever somebody asks for it."""

from collections.abc import Sequence
from functools import partial

from sendco_desk.domain.documents import Document
from sendco_desk.domain.progress import Report
from sendco_desk.services.documents import Added, Filing
from sendco_desk.services.inner_documents import PDF, Inside, Offered
from sendco_desk.ui.forms.form import open_form
from sendco_desk.ui.forms.inside_form import InsideForm, PasswordForm, inside_words
from sendco_desk.ui.messages import Message, done
from sendco_desk.ui.room import Room

NAMED = 3
"""How many duplicates or problems a message names before it only counts them."""


def listed(names: Sequence[str]) -> str:
    """`a.pdf, b.pdf and 4 more`."""
    if len(names) > NAMED:
        return f"{', '.join(names[:NAMED])} and {len(names) - NAMED} more"
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else list(names))


def added_words(added: Added) -> str:
    """What became of the files, in sentences: put in, already there, not readable."""
    count = len(added.documents)
    said = [f"{count} document{'s' * (count != 1)} put in." if count else "No new document."]
    if added.duplicates:
        names = listed([name for name, _ in added.duplicates])
        said.append(f"Already in this record, so not kept twice: {names}.")
    said += [f"{name}: {reason}" for name, reason in added.problems[:NAMED]]
    if len(added.problems) > NAMED:
        said.append(f"{len(added.problems) - NAMED} more could not be read.")
    return " ".join(said)


def say_added(room: Room, added: Added) -> None:
    """Refresh what shows documents, and say what became of the files."""
    room.changed(added.changed)
    said = added_words(added)
    if added.problems:
        room.say(Message(words=said, kind="refused"))
    else:
        room.say(done(said, room.undo) if added.documents else Message(words=said))


def offer(room: Room, insides: Sequence[Inside]) -> None:
    """After adding: a sheet with what is new inside; beside the message where another sheet lies open already."""
    fresh = [one for one in insides if one.fresh]
    closed = next((one for one in insides if one.reason and one.carrier.media_type != PDF), None)
    if fresh and room.free():
        show_inside(room, fresh)
    elif fresh:
        room.say(Message(words=f"{inside_words(fresh)}.", action="See what is inside", then=lambda: show_inside(room, fresh)))
    elif closed is not None:
        said = f"‘{closed.carrier.title}’ is kept, and what lies inside is not. {closed.reason}"
        ask = partial(ask_for_password, room, closed) if closed.locked else None
        room.say(Message(words=said, kind="refused", action="Give the password" if ask else "", then=ask))


def look_inside(room: Room, document: Document, password: str = "") -> None:
    """When somebody asks: look inside one document, and offer what is there or say why there is nothing to offer."""
    passwords = (password,) if password else ()

    def work(report: Report) -> tuple[Inside, ...]:
        return room.desk.inner_documents.inside([document], report, passwords=passwords)

    def finished(insides: tuple[Inside, ...]) -> None:
        inside = insides[0] if insides else Inside(carrier=document)
        if inside.locked:
            ask_for_password(room, inside)
        elif inside.reason:
            room.say(Message(words=inside.reason, kind="refused"))
        elif inside.fresh:
            show_inside(room, [inside], passwords)
        elif inside.offered:
            room.say(Message(words=f"Everything inside ‘{document.title}’ is in this record already."))
        else:
            room.say(Message(words=f"No other document lies inside ‘{document.title}’."))

    room.tasks.run(work, finished, title="Looking inside")


def ask_for_password(room: Room, inside: Inside) -> None:
    """Ask for the password of a locked document, and look inside with it."""
    open_form(room, PasswordForm(room, inside, lambda word: look_inside(room, inside.carrier, word)))


def show_inside(room: Room, insides: Sequence[Inside], passwords: Sequence[str] = ()) -> None:
    """The sheet with boxes to tick."""
    open_form(room, InsideForm(room, insides, lambda chosen: _take(room, chosen, passwords)))


def _take(room: Room, chosen: Sequence[tuple[Offered, Filing]], passwords: Sequence[str]) -> None:
    """Put what was ticked into the record, and offer what lies inside that."""

    def work(report: Report) -> tuple[Added, tuple[Inside, ...]]:
        added = room.desk.inner_documents.add(chosen, report, passwords=passwords)
        return added, room.desk.inner_documents.inside(added.documents, report)

    def finished(both: tuple[Added, tuple[Inside, ...]]) -> None:
        added, insides = both
        say_added(room, added)
        offer(room, insides)

    room.tasks.run(work, finished, title="Putting documents in")
