"""A pupil's page: a header that is always right, and under it a tab for each part of the record."""

from functools import partial
from importlib import import_module
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QSizePolicy, QStackedWidget, QTabBar, QWidget

from sendco_desk.domain.codes import NEED_TYPES, SEN_PROVISION, said
from sendco_desk.domain.dates import shown
from sendco_desk.domain.kinds import KIND_OF
from sendco_desk.domain.pupil import Need
from sendco_desk.services.pupils import Alert, PupilPage
from sendco_desk.ui.forms.form import open_form
from sendco_desk.ui.forms.pupil_form import PupilForm
from sendco_desk.ui.forms.register_forms import EndNeedForm, NeedForm, ResidenceForm, StatusForm, status_words
from sendco_desk.ui.forms.request_form import RequestForm
from sendco_desk.ui.models.pupils_model import SEN_ICONS, year_words
from sendco_desk.ui.room import Place, Room, Screen
from sendco_desk.ui.screens.flow import flowing
from sendco_desk.ui.screens.tab_page import TabPage
from sendco_desk.ui.theme import Look
from sendco_desk.ui.widgets.buttons import button
from sendco_desk.ui.widgets.chips import Chip, LongChip, Picture, WayChip
from sendco_desk.ui.widgets.layout import across, emptied, holding, line_across, scrolling, stack
from sendco_desk.ui.widgets.words import Elided, plain

TABS: tuple[tuple[str, str, str], ...] = (
    ("story", "Story", "story.StoryPage"), ("support", "Support", "support.SupportPage"),
    ("provision", "Provision", "provision_tab.ProvisionPage"),
    ("measures", "Measures", "measures.MeasuresPage"),
    ("documents", "Documents", "documents.DocumentsPage"), ("people", "People", "people.PeoplePage"),
    ("ehc", "EHC", "ehc.EhcPage"), ("views", "Views", "views.ViewsPage"), ("profile", "Profile", "profile.ProfilePage"),
)
"""A tab's name in a place, its title, and the class under ``ui/screens`` that shows it, imported on the first visit."""


def tab_class(where: str) -> type[TabPage]:
    """The class of a tab."""
    module, _, name = where.partition(".")
    found: type[TabPage] = getattr(import_module(f"sendco_desk.ui.screens.{module}"), name)
    return found


NAME_ROOM = 400
"""Pixels at 100% that a known name is always given; a longer one ends in an ellipsis."""


def about_words(page: PupilPage) -> str:
    """`Year 4 · 4 Willow · born Wed 14 Mar 2018, aged 8 years 7 months`."""
    pupil = page.pupil
    born = f"born {shown(pupil.date_of_birth)}" if pupil.date_of_birth else "date of birth not recorded"
    age = f", aged {page.age}" if page.age else ""
    return " · ".join(part for part in (year_words(pupil.year_group), pupil.class_name, born + age) if part)


def register_line(page: PupilPage) -> str:
    """Status since when, ranked needs, and who holds parental responsibility, on one line."""
    status = status_words(page.status) if page.status else "SEN status not recorded"
    needs = ", ".join(f"{n.rank} {n.need_type}" for n in page.needs)
    holders = ", ".join(f"{p.full_name} ({p.relationship_words.lower()})" for p in page.responsible_people)
    return " · ".join((
        status, f"Needs: {needs}" if needs else "No needs recorded",
        f"Parental responsibility: {holders}" if holders else "Parental responsibility not recorded",
    ))


class TabPages(QStackedWidget):
    """The tabs' pages: each scrolls by itself, so that the pupil's page scrolls only where the window is too low for its least height."""

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def hasHeightForWidth(self) -> bool:
        return False


class PupilScreen(Screen):
    """The page of one pupil."""

    NAME: ClassVar[str] = "pupil"
    STOP: ClassVar[str] = "pupils"
    KINDS: ClassVar[frozenset[str]] = frozenset(KIND_OF) - {"council_contact", "council_date", "letter_wording"}

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.look = room.look
        self.pupil: UUID | None = None
        self.page: PupilPage | None = None
        self.made: dict[int, TabPage] = {}
        self.stale: set[int] = set()
        self.crumb, self.name = Elided("", tone="muted"), Elided("", "title")
        self.legal = Elided("", tone="muted")
        self.name.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.legal.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.legal.setMinimumWidth(1)  # the first to give way: the known name and the deeds must be seen
        self.status, self.facts = stack(), stack()
        self.register = plain("", "caption", "muted", wrap=True)
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName("Pupil page")
        self.tabs.setProperty("ringed", True)
        self.pages = TabPages()
        self.pages.setMinimumSize(1, self.look.scaled(240))
        for _, title, _made in TABS:
            self.tabs.addTab(title)
            self.pages.addWidget(QWidget())
        self.tabs.currentChanged.connect(self.show_tab)
        head = holding(stack(*self._head(), pad=(24, 8, 24, 0), gap=3))
        whole = stack(head, self.pages)
        whole.setStretch(1, 1)
        self.setLayout(stack(scrolling(holding(whole), "Pupil page")))
        for number in range(len(TABS)):
            QShortcut(QKeySequence(f"Alt+{number + 1}"), self, partial(self.tabs.setCurrentIndex, number))

    def _head(self) -> tuple[QWidget, ...]:
        look = self.look
        back = button(look, "Pupils", "link", then=lambda: self.room.go(Place("pupils")))
        crumb = across(back, Picture(look, "right", size=14), self.crumb, gap=2)
        crumb.setStretch(2, 1)
        self.more = button(look, "Record", "", "down")
        self.more.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.more.setAccessibleName("Record an entry, a status, a need, a move or a request")
        self.more.clicked.connect(lambda: self.deeds_menu().popup(self.more.mapToGlobal(self.more.rect().bottomLeft())))
        edit = button(look, "Edit details", "", "correction", then=self.edit)
        name = across(self.name, self.legal, self.status, None, flowing(self.more, edit), gap=8)
        return (
            holding(crumb), holding(name), holding(self.facts), self.register, holding(stack(3, self.tabs)), line_across(),
        )

    # What is shown

    def open_at(self, place: Place) -> None:
        """Show this pupil at a tab; ``documents/<id>`` brings one record of the tab into view."""
        if place.id is None:
            return
        if place.id != self.pupil:
            self.stale = set(range(len(TABS)))
        self.pupil = place.id
        tab, _, record = place.tab.partition("/")
        wanted = next((n for n, (key, _, _) in enumerate(TABS) if key == tab), 0 if self.page is None or self.page.pupil.id != place.id else -1)
        if wanted >= 0:
            self.tabs.blockSignals(True)
            self.tabs.setCurrentIndex(wanted)
            self.tabs.blockSignals(False)
        self.refresh()
        if record:
            self.made[self.tabs.currentIndex()].show_record(UUID(record))

    def refresh(self) -> None:
        """Read the pupil again and show the header and the open tab; the others follow when they are come to."""
        if self.pupil is None:
            return
        self.page = self.room.desk.pupils.page(self.pupil)
        self._fill_head(self.page)
        self.stale = set(range(len(TABS)))
        self.show_tab(self.tabs.currentIndex())

    def help_page(self) -> str:
        return TABS[self.tabs.currentIndex()][0]

    def show_tab(self, number: int) -> None:
        """Show a tab, building it on the first visit."""
        if number not in self.made:
            self.made[number] = tab_class(TABS[number][2])(self.room)
            self._put_page(number, self.made[number])
        if number in self.stale and self.page is not None:
            self.made[number].show_pupil(self.page)
            self.stale.discard(number)
        self.pages.setCurrentIndex(number)

    def _put_page(self, number: int, page: QWidget) -> None:
        before = self.pages.widget(number)
        if before is not None:
            self.pages.removeWidget(before)
            before.deleteLater()
        self.pages.insertWidget(number, page)

    def _fill_head(self, page: PupilPage) -> None:
        pupil = page.pupil
        self.crumb.setText(pupil.known_name)
        self.name.setText(pupil.known_name)
        wide = QFontMetrics(self.look.font("title", 600)).horizontalAdvance(pupil.known_name) + 4
        self.name.setMinimumWidth(min(wide, self.look.scaled(NAME_ROOM)))
        self.legal.setText(f"legally {pupil.legal_name}" if pupil.legal_name != pupil.known_name else "")
        self.register.setText(register_line(page))
        self.register.setAccessibleName(register_line(page))
        emptied(self.status)
        if page.status and page.status.status in ("K", "E"):
            code = page.status.status
            self.status.addWidget(Chip(self.look, SEN_PROVISION[code], "info" if code == "E" else "planned", SEN_ICONS[code]))
        emptied(self.facts)
        about = Elided(about_words(page))
        about.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        about.setMinimumWidth(1)  # else a long line at 200% pushes the page aside
        chips = [self._alert(alert) for alert in page.alerts]
        self.facts.addWidget(flowing(about, *chips, gap=8))

    def _alert(self, alert: Alert) -> QWidget:
        """Where a record is behind it, the way there: a long sentence is cut in the header, and whole where it leads."""
        record = alert.record
        if record is None:
            return LongChip(self.look, alert.words, alert.state, alert.icon)
        return WayChip(self.look, alert.words, alert.state, alert.icon, lambda: self.room.go(Place("pupil", self.pupil, f"people/{record}")))

    def pupil_here(self) -> UUID | None:
        """Whose page this is."""
        return self.pupil

    # What can be done

    def deeds_menu(self) -> QMenu:
        """What can be recorded from the header."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("An entry in the story", lambda: self.room.new_entry(self.pupil))
        menu.addSeparator()
        menu.addAction("SEN status", self.set_status)
        menu.addAction("A need", self.add_need)
        for need in self.page.needs if self.page else ():
            menu.addAction(f"End of a need: {said(NEED_TYPES, need.need_type)}", partial(self.end_need, need))
        menu.addAction("Moved home: council of residence", self.move_home)
        menu.addSeparator()
        menu.addAction("An EHC request", self.new_request)
        return menu

    def edit(self) -> None:
        """Open the form for the pupil's details."""
        if self.page is not None:
            open_form(self.room, PupilForm(self.room, self.page.pupil))

    def set_status(self) -> None:
        """Open the form for the SEN status."""
        if self.page is not None:
            open_form(self.room, StatusForm(self.room, self.page))

    def add_need(self) -> None:
        """Open the form for a need."""
        if self.page is not None:
            open_form(self.room, NeedForm(self.room, self.page))

    def end_need(self, need: Need) -> None:
        """Open the form that ends a need."""
        open_form(self.room, EndNeedForm(self.room, need))

    def move_home(self) -> None:
        """Open the form for the council of residence."""
        if self.page is not None:
            open_form(self.room, ResidenceForm(self.room, self.page))

    def new_request(self) -> None:
        """Open the form for a request."""
        if self.page is not None:
            open_form(self.room, RequestForm(self.room, self.page))

    def set_look(self, look: Look) -> None:
        """Build the tabs anew: their columns and pictures were measured for the look before."""
        for number in self.made:
            self._put_page(number, QWidget())
        self.made.clear()
        self.refresh()
