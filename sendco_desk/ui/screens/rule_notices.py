"""The dated notices of the rule browser: what has changed the law, and what is only proposed, which each says with a picture and in words."""

from PySide6.QtCore import QRectF, QUrl
from PySide6.QtGui import QPainter, QPixmap, QTextCursor, QTextDocument

from sendco_desk.services.rulebook import is_law, notice_status, notices_html
from sendco_desk.statute.notices import Notice
from sendco_desk.ui.icons import paint_icon
from sendco_desk.ui.room import Place, Room
from sendco_desk.ui.screens.help import Pages
from sendco_desk.ui.screens.rule_view import style
from sendco_desk.ui.tokens import PROSE
from sendco_desk.ui.widgets.layout import unbroken
from sendco_desk.ui.widgets.words import escaped

LAW, PAST, NO_LAW = ("done", "decision"), ("planned", "planned"), ("soon", "eye")
"""The colour and the picture of what is law, of what was, and of what is not."""


def state_of(notice: Notice) -> tuple[str, str]:
    """The colour and the picture of a notice's status."""
    if notice.status == "expired":
        return PAST
    return LAW if is_law(notice) else NO_LAW


class Notices(Pages):
    """All notices, each under its day."""

    def __init__(self, room: Room) -> None:
        super().__init__()
        self.room = room
        self.setAccessibleName("Notices: what has changed the law, and what is proposed and is not law")
        self.setOpenLinks(False)
        self.setProperty("ringed", True)
        self.document().setDocumentMargin(0)
        self.anchorClicked.connect(lambda url: self.room.go(Place("rules", tab=url.toString())))
        self.show_all()

    def show_all(self) -> None:
        """Show them, in the colours and sizes that now hold."""
        look, document = self.room.look, self.document()
        self.keep_prose(look.scaled(PROSE + 220))
        for state, picture in (LAW, PAST, NO_LAW):
            document.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(f"icon:{state}"), self._picture(picture, state))
        document.setDefaultStyleSheet(style(look, 18))
        document.setDefaultFont(look.font())
        self.setHtml(unbroken(notices_html(self._status)))
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _status(self, notice: Notice) -> str:
        state = state_of(notice)[0]
        words = f"<b style='color: {self.room.look.ink(state)}'>{escaped(notice_status(notice))}</b>"
        return f"<img src='icon:{state}' style='vertical-align: middle'>&nbsp;{words}"

    def _picture(self, name: str, state: str) -> QPixmap:
        side, ratio = self.room.look.icon(), self.devicePixelRatioF()
        made = QPixmap(round(side * ratio), round(side * ratio))
        made.setDevicePixelRatio(ratio)
        made.fill(self.room.look.colour("canvas"))
        painter = QPainter(made)
        paint_icon(painter, name, QRectF(0, 0, side, side), self.room.look.ink(state), 2.1)
        painter.end()
        return made
