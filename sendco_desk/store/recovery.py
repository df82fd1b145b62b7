"""The recovery code: 160 random bits that a person can print, read aloud and type, with mistypes caught before anything is tried."""

import re
import secrets
from hashlib import sha256

from sendco_desk.domain.refusals import Refused
from sendco_desk.store.keys import derive

_SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O or U
_READ_AS = str.maketrans("OILU", "011V")  # what a hurried hand makes of 0, 1 and V
_BYTES, _CHECK_BITS, _GROUP = 20, 20, 4
_LENGTH = (_BYTES * 8 + _CHECK_BITS) // 5
_GROUPS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")


def new_recovery_code() -> str:
    """A fresh code: nine groups of four, the last of them the check."""
    return _grouped(_symbols(secrets.token_bytes(_BYTES)))


def check_recovery_code(text: str) -> str:
    """The code as it was printed. Raises Refused for a mistype, and says where it probably is."""
    typed = re.sub(r"[\s\-‐-―_.]", "", text).upper().translate(_READ_AS)
    odd = next((symbol for symbol in typed if symbol not in _SYMBOLS), None)
    if odd is not None:
        raise _mistyped(f"A recovery code has only letters and digits, and this one has “{odd}”.")
    if len(typed) != _LENGTH:
        raise _mistyped(f"A recovery code has {_LENGTH} letters and digits, and this one has {len(typed)}.")
    if not _is_whole(typed):
        raise _mistyped("This recovery code is mistyped.", _where_to_look(typed))
    return _grouped(typed)


def recovery_key(code: str, salt: bytes) -> bytes:
    """The key that a code stands for. The code is random through and through, so no slow hash is needed."""
    return derive(_secret(check_recovery_code(code).replace("-", "")), salt=salt, use="recovery")


def _symbols(secret: bytes) -> str:
    number = int.from_bytes(secret) << _CHECK_BITS | _check(secret)
    return "".join(_SYMBOLS[number >> (5 * place) & 31] for place in reversed(range(_LENGTH)))


def _grouped(symbols: str) -> str:
    return "-".join(symbols[start : start + _GROUP] for start in range(0, len(symbols), _GROUP))


def _number(symbols: str) -> int:
    number = 0
    for symbol in symbols:
        number = number << 5 | _SYMBOLS.index(symbol)
    return number


def _secret(symbols: str) -> bytes:
    return (_number(symbols) >> _CHECK_BITS).to_bytes(_BYTES)


def _check(secret: bytes) -> int:
    return int.from_bytes(sha256(b"sendco-desk recovery code" + secret).digest()) >> (256 - _CHECK_BITS)


def _is_whole(symbols: str) -> bool:
    return _check(_secret(symbols)) == _number(symbols) & (1 << _CHECK_BITS) - 1


def _mistyped(what: str, do: str = "Type it as it is printed.") -> Refused:
    return Refused(f"{what} {do}", field="code")


def _where_to_look(symbols: str) -> str:
    """Name the group when one wrong symbol, or two beside each other swapped, explains the mistype."""
    groups = {place // _GROUP for place in range(_LENGTH) if any(map(_is_whole, _one_slip(symbols, place)))}
    group = _GROUPS[groups.pop()] + " group" if len(groups) == 1 else "groups"
    return f"Compare the {group} of four with the printed sheet."


def _one_slip(symbols: str, place: int) -> list[str]:
    others = [symbols[:place] + symbol + symbols[place + 1 :] for symbol in _SYMBOLS if symbol != symbols[place]]
    swapped = symbols[:place] + symbols[place : place + 2][::-1] + symbols[place + 2 :]
    return [*others, swapped]
