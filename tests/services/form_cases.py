"""A desk whose forms are read in this process, and a form of the council beside a case of which much is recorded."""

from dataclasses import replace
from pathlib import Path
from uuid import UUID

from sendco_desk.domain.council_asks import CouncilForm
from sendco_desk.services.council_forms import CouncilForms
from sendco_desk.services.desk import Desk
from tests.exchange.form_samples import council_form
from tests.services.papers import WorksHere


def forms_of(desk: Desk) -> CouncilForms:
    """The deeds, without a second process."""
    return replace(desk.council_forms, workshop=WorksHere())


def kept_form(desk: Desk, case: UUID, folder: Path) -> CouncilForm:
    """The whole form, kept with the council that the case is with."""
    path = folder / "request_form.docx"
    path.write_bytes(council_form())
    form, _ = forms_of(desk).add(path, desk.profiles.for_case(case).id, name="Request for an assessment", version="3")
    return form
