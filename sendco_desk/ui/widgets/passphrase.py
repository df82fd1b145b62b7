"""A new passphrase, typed twice, with plain words on how well it protects."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from sendco_desk.domain.refusals import Refused
from sendco_desk.ui.theme import Look
from sendco_desk.ui.widgets.fields import SecretField
from sendco_desk.ui.widgets.layout import stack

SHORTEST = 10
ADVICE = "Four or five words that do not belong together are easy to remember and hard to guess."
_KNOWN = ("password", "passphrase", "letmein", "qwerty", "welcome", "sendco", "12345", "school", "abcdef", "iloveyou", "summer", "winter")


def strength(passphrase: str) -> tuple[bool, str]:
    """Whether it will do, and a sentence on how well it protects. Length is what counts (NIST SP 800-63B)."""
    typed = passphrase.strip()
    if len(typed) < SHORTEST:
        return False, f"Too short: use at least {SHORTEST} characters. {ADVICE}"
    plain = typed.casefold()
    left = plain
    for known in _KNOWN:
        left = left.replace(known, "")
    if len(set(plain)) < 5 or len(left) < SHORTEST // 2:
        return False, f"Too easily guessed. {ADVICE}"
    kinds = len(typed.split())
    if len(typed) >= 20 or (kinds >= 4 and len(typed) >= 16):
        return True, "Strong."
    if len(typed) >= 14 or kinds >= 3:
        return True, "Good. One more word would make it strong."
    return True, "Fair. A word or two more would make it much stronger."


class NewPassphrase(QWidget):
    """Two fields that must agree."""

    def __init__(self, look: Look, label: str = "Pass&phrase", changed: Callable[[], object] | None = None) -> None:
        super().__init__()
        self.first = SecretField(look, label, hint=ADVICE, strong=False)
        self.again = SecretField(look, "The same passphrase again", strong=False)
        self.first.edit.textChanged.connect(self._judge)
        self.again.edit.editingFinished.connect(self._compare)
        self.again.edit.textChanged.connect(self._agree)
        if changed is not None:
            self.first.changed.connect(changed)
            self.again.changed.connect(changed)
        self.setLayout(stack(self.first, self.again, gap=12))
        self.setFocusProxy(self.first)

    def value(self) -> str:
        """The passphrase. Raises Refused where it will not do or the two differ."""
        enough, sentence = strength(self.first.text())
        if not enough:
            raise Refused(sentence, field="passphrase")
        if self.first.text() != self.again.text():
            raise Refused("The two passphrases differ: type the same one in both.", field="again")
        return self.first.text()

    def _judge(self) -> None:
        typed = self.first.text()
        enough, sentence = strength(typed)
        if not typed:
            self.first.clear_line()
        elif enough:
            self.first.understood(sentence)
        else:
            self.first.wrong(sentence)
        self._agree()

    def _agree(self) -> None:
        if self.again.text() and self.again.text() == self.first.text():
            self.again.understood("Both are the same.")
        else:
            self.again.clear_line()

    def _compare(self) -> None:
        if self.again.text() and self.again.text() != self.first.text():
            self.again.wrong("The two passphrases differ: type the same one in both.")
