"""The password of a pack: long enough that nobody finds it by trying."""

from sendco_desk.domain.refusals import Refused

LEAST = 8
"""The fewest characters of a password."""
SHORT = f"Give a password of at least {LEAST} characters, such as three words that do not belong together."


def need_password(password: str) -> None:
    """Refuse a password that is empty or short."""
    if len(password.strip()) < LEAST:
        raise Refused(SHORT, field="new_password")
