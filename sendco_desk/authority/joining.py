"""A council's own asks together with those of the law, the Code and good practice, which stand once, in the general profile."""

from dataclasses import replace

from sendco_desk.authority.profile import BASIS_WORDS, BINDING, Basis, Profile
from sendco_desk.domain.refusals import Refused


def joined(own: Profile, base: Profile) -> Profile:
    """The profile with the asks of the one that it builds on: the law's first, then the council's in its order, then what is left.

    An ask of the council's stands for the good practice of the same key, and ``leaves_out`` takes good practice away; what the law and the
    Code ask stays whatever a council says. Where the profile has no paste blocks, those of the base are used. Raises Refused where an ask
    takes the key of one that binds.
    """
    keys = {ask.key for ask in own.asks}
    taken = next((ask for ask in base.asks if ask.basis in BINDING and ask.key in keys), None)
    if taken is not None:
        raise Refused(
            f"‘{taken.key}’ is the key of what binds every council ({BASIS_WORDS[taken.basis]}): give the council’s own ask another key.",
            field="asks",
        )
    kept = [ask for ask in base.asks if ask.basis in BINDING or not (ask.key in keys or ask.key in own.leaves_out)]
    law = [ask for ask in kept if ask.basis is Basis.LAW]
    return replace(own, asks=(*law, *own.asks, *(ask for ask in kept if ask not in law)), paste=own.paste or base.paste)
