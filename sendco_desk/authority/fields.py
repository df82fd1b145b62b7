"""The fields that a profile may have: what each is called, what it holds, and which kinds of profile it belongs to."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sendco_desk.authority.profile import Profile, ProfileKind

SAFE_PART_MB = 10
"""Megabytes at which a pack is split where a council says nothing: no council page that was read gives a limit, and mail gateways refuse 20 to 25."""
WARN_PART_MB = 20
"""Megabytes above which a single file is spoken of, whatever was chosen."""


class Holds(StrEnum):
    """What the value of a field is."""

    TEXT = "text"
    NUMBER = "number"
    YES_NO = "yes or no"
    DAY = "day"
    LIST = "list"
    CODE = "code"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field. ``unit`` follows a number; ``codes`` are what a code may be, with its words; a list with codes holds only those."""

    name: str
    title: str
    group: str
    holds: Holds = Holds.TEXT
    unit: str = ""
    codes: Mapping[str, str] | None = None
    kinds: tuple[ProfileKind, ...] = (ProfileKind.COUNCIL,)


COUNCIL, FUNDING, TRIBUNAL = (ProfileKind.COUNCIL,), (ProfileKind.FUNDING,), (ProfileKind.TRIBUNAL,)
ASKING = (ProfileKind.COUNCIL, ProfileKind.FUNDING)
THE_COUNCIL, THE_PORTAL, THE_REQUEST, THE_LIMITS = "The council", "The portal", "A request for an assessment", "Limits and customs"
BEFORE_A_PLAN, THE_PLAN, OTHER_DUTIES, WHOM_TO_ASK = "Before a plan", "Plans and reviews", "Other duties", "Whom to ask"
THE_PANEL, THE_BUNDLE = "The panel", "The bundle"

COSTED_MAPS = {
    "none": "Not asked for", "narrative": "In words", "in_form": "Inside the council’s form", "separate_form": "On the council’s separate form",
    "template": "On the council’s spreadsheet", "mandatory": "On the council’s own spreadsheet, without which nothing is taken",
}
ATTACHMENTS = {
    "numbered": "Numbered, each with the page that answers a criterion", "numbered_to_section": "Numbered as the form’s sections",
    "free": "As they are",
}
FOOTERS = {"name_dob_page": "Name, date of birth and ‘Page x of y’ on every page", "free": "As you like"}
PASSWORDS = {"never": "No passwords", "required": "A password on every file"}
CONSENTS = {
    "signed_form": "A signed form", "knowledge_preferred": "The parents know, and preferably agree", "agreement": "The parents’ agreement",
}
CHANNELS = {"portal": "Portal", "upload": "Upload page", "online_form": "Online form", "email": "E-mail", "post": "Post", "word_form": "Word form"}
IDS = {"upn": "UPN", "nhs_no": "NHS number", "synergy_no": "Synergy number"}


def _number(name: str, title: str, group: str, unit: str, kinds: tuple[ProfileKind, ...] = COUNCIL) -> Field:
    return Field(name=name, title=title, group=group, holds=Holds.NUMBER, unit=unit, kinds=kinds)


def _text(name: str, title: str, group: str, kinds: tuple[ProfileKind, ...] = COUNCIL) -> Field:
    return Field(name=name, title=title, group=group, kinds=kinds)


def _list(name: str, title: str, group: str, codes: Mapping[str, str] | None = None, kinds: tuple[ProfileKind, ...] = COUNCIL) -> Field:
    return Field(name=name, title=title, group=group, holds=Holds.LIST, codes=codes, kinds=kinds)


def _code(name: str, title: str, group: str, codes: Mapping[str, str]) -> Field:
    return Field(name=name, title=title, group=group, holds=Holds.CODE, codes=codes)


FIELDS: Mapping[str, Field] = {field.name: field for field in (
    _text("ons_code", "ONS code", THE_COUNCIL),
    _text("local_offer_url", "Local offer", THE_COUNCIL),
    _text("schools_site", "Site for schools", THE_COUNCIL),
    Field(name="expected_end", title="Expected to end on", group=THE_COUNCIL, holds=Holds.DAY),
    _text("portal_name", "Portal", THE_PORTAL, ASKING),
    _text("portal_vendor", "Made by", THE_PORTAL),
    _text("portal_url", "Its address", THE_PORTAL, ASKING),
    _text("portal_go_live", "In use since", THE_PORTAL),
    _text("portal_training", "Training for schools", THE_PORTAL),
    _number("session_timeout_minutes", "Closes by itself after", THE_PORTAL, "minutes"),
    _number("save_resume_days", "Keeps an unfinished form for", THE_PORTAL, "days"),
    _list("submission", "How a request is made", THE_REQUEST, CHANNELS),
    _text("submission_to", "Where it is sent", THE_REQUEST),
    _text("form_name", "The school’s form", THE_REQUEST),
    _list("form_sections", "Sections of the form", THE_REQUEST),
    _text("word_limits", "Word limits", THE_REQUEST),
    _list("signatories", "Who signs", THE_REQUEST),
    _text("evidence_said", "What the council says it looks for", THE_REQUEST),
    _text("decider", "Who decides", THE_REQUEST),
    _number("acknowledges_days", "Acknowledges within", THE_REQUEST, "days"),
    _text("clock_note", "About the council’s own time limits", THE_REQUEST),
    _number("min_cycles", "Reviewed cycles, at least", THE_LIMITS, "cycles"),
    _number("report_max_months", "Reports no older than", THE_LIMITS, "months"),
    _number("descriptors_max_months", "Descriptors no older than", THE_LIMITS, "months"),
    _number("attendance_months", "Attendance over", THE_LIMITS, "months"),
    _text("descriptor_tool", "Descriptors of need", THE_LIMITS),
    _code("costed_map", "Costed provision map", THE_LIMITS, COSTED_MAPS),
    _text("hourly_rate", "Hourly rate", THE_LIMITS),
    _text("element_2", "The school’s own share", THE_LIMITS),
    _text("element_2_hours", "The share in hours", THE_LIMITS),
    _code("attachment_rule", "Supporting documents", THE_LIMITS, ATTACHMENTS),
    _code("footer_rule", "Foot of each page", THE_LIMITS, FOOTERS),
    _code("password_protect", "Passwords", THE_LIMITS, PASSWORDS),
    _number("max_part_mb", "One file, at most", THE_LIMITS, "MB", ASKING),
    _list("ids_wanted", "Numbers wanted", THE_LIMITS, IDS),
    _code("consent_model", "Parents’ agreement", THE_LIMITS, CONSENTS),
    _text("graduated_docs", "Graduated response documents", BEFORE_A_PLAN),
    _text("pre_plan_name", "Funding before a plan", BEFORE_A_PLAN),
    _text("pre_plan_form", "Its form", BEFORE_A_PLAN),
    _text("pre_plan_rates", "Its amounts", BEFORE_A_PLAN),
    _text("pre_plan_dates", "Its panel dates", BEFORE_A_PLAN),
    _text("pre_plan_duration", "How long it runs", BEFORE_A_PLAN),
    _text("pre_plan_bands", "Its bands", BEFORE_A_PLAN),
    _text("support_service", "Support service", BEFORE_A_PLAN),
    _text("plan_service", "Service for plans", THE_PLAN),
    _text("review_route", "How a review is sent", THE_PLAN),
    _text("review_form", "Form for reviews", THE_PLAN),
    Field(name="review_costed_map", title="Costed map at a review", group=THE_PLAN, holds=Holds.YES_NO),
    _text("phase_transfer_dates", "Local days for a change of phase", THE_PLAN),
    _text("mediation_provider", "Mediation", THE_PLAN),
    _text("one_page_profile_template", "One-page profile template", THE_PLAN),
    _text("mep_template", "MEP template", THE_PLAN),
    _text("part_time_notify", "Part-time timetables", OTHER_DUTIES),
    _text("contact_plans", "The team for requests and plans", WHOM_TO_ASK),
    _text("contact_exclusions", "Exclusion and access", WHOM_TO_ASK),
    _text("contact_complaints", "Complaints", WHOM_TO_ASK),
    _text("complaint_stages", "Stages of a complaint", WHOM_TO_ASK),
    _text("complaint_days", "Days of each stage", WHOM_TO_ASK),
    _text("contact_sendiass", "Advice service for parents", WHOM_TO_ASK),
    _text("contact_switchboard", "Switchboard", WHOM_TO_ASK),
    _text("senco_helpline", "Helpline for SENDCos", WHOM_TO_ASK),
    _text("senco_network", "Network of SENDCos", WHOM_TO_ASK),
    _text("panel_form", "The form", THE_PANEL, FUNDING),
    _text("panel_who", "Who may apply", THE_PANEL, FUNDING),
    _text("panel_funds", "What is funded", THE_PANEL, FUNDING),
    _text("panel_not_funded", "What is usually not", THE_PANEL, FUNDING),
    _text("panel_follows", "Whose pupils", THE_PANEL, FUNDING),
    _text("panel_rates", "Amounts", THE_PANEL, FUNDING),
    _text("panel_dates", "Panel dates", THE_PANEL, FUNDING),
    _text("panel_duration", "How long it runs", THE_PANEL, FUNDING),
    _text("panel_review", "How it is reviewed", THE_PANEL, FUNDING),
    _text("page_budget", "Page budget of the pack studio", THE_BUNDLE, TRIBUNAL),
    _number("pages_core", "Core bundle, at most", THE_BUNDLE, "pages", TRIBUNAL),
    _number("pages_plan", "EHC plan with its appendices, at most", THE_BUNDLE, "pages", TRIBUNAL),
    _number("pages_working", "Working document, at most", THE_BUNDLE, "pages", TRIBUNAL),
    _number("pages_expert", "An expert’s report, at most", THE_BUNDLE, "pages", TRIBUNAL),
    _number("pages_witness", "A witness statement, at most", THE_BUNDLE, "pages", TRIBUNAL),
    _text("pages_evidence", "Further evidence of each side", THE_BUNDLE, TRIBUNAL),
    _text("bundle_form", "How the bundle is made", THE_BUNDLE, TRIBUNAL),
    _text("bundle_by", "Who makes it", THE_BUNDLE, TRIBUNAL),
    _text("bundle_more", "When more pages are needed", THE_BUNDLE, TRIBUNAL),
    _number("expert_report_max_months", "Expert reports no older than", THE_BUNDLE, "months", TRIBUNAL),
)}
"""Every field by name, in the order in which a profile is read, shown and printed."""


IDENTITY = frozenset({"ons_code"})
"""Fields that tell one council from another and say nothing of what it asks: they do not count as verified."""


def fields_of(kind: ProfileKind) -> tuple[Field, ...]:
    """The fields that a profile of a kind has."""
    return tuple(field for field in FIELDS.values() if kind in field.kinds)


def part_megabytes(profile: Profile) -> int:
    """Where a pack for this council is split: its own limit where one is known, else a safe one."""
    told = profile.fact("max_part_mb").value
    return told if isinstance(told, int) and told > 0 else SAFE_PART_MB
