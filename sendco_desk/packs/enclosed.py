"""What is said of files inside a document: they are not printed with it, unless they stand in the same pack as documents of their own."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from sendco_desk.packs.source import Converted, Outcome


def not_printed(names: Sequence[str]) -> str:
    """A sentence that names the files inside a document which are not on its pages; empty where there are none."""
    if not names:
        return ""
    if len(names) == 1:
        return f"The file inside it is not printed: {names[0]}. Add it as a document of its own if it belongs in the pack."
    shown = _listed(names)
    return f"{len(names)} files inside it are not printed: {shown}. Add those that belong in the pack as documents of their own."


def settled(converted: Sequence[Converted]) -> tuple[Converted, ...]:
    """The documents of a pack, each told of the files inside it that are documents of the same pack, known by their SHA-256."""
    held = {one.sha256 for one in converted if one.sha256 and one.outcome is not Outcome.REFUSED}
    return tuple(_settled(one, held) if one.attachments and one.outcome is not Outcome.REFUSED else one for one in converted)


def _settled(one: Converted, held: Collection[str]) -> Converted:
    known = [(name, print in held) for name, print in zip(one.attachments, one.attachment_prints, strict=False)]
    missing, inside = ([name for name, is_held in known if is_held is wanted] for wanted in (False, True))
    if not inside:
        return one
    reason = (one.reason or "").replace(not_printed(one.attachments), not_printed(missing)).strip()
    said = "1 file inside it is a document of this pack" if len(inside) == 1 else f"{len(inside)} files inside it are documents of this pack"
    outcome = Outcome.PARTIAL if reason else Outcome.INCLUDED
    return replace(one, outcome=outcome, reason=reason or None, actions=(*one.actions, said), enclosed=tuple(inside))


def _listed(names: Sequence[str], most: int = 6) -> str:
    shown = [*names[:most], f"{len(names) - most} more"] if len(names) > most else list(names)
    return f"{', '.join(shown[:-1])} and {shown[-1]}"
