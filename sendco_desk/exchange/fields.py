"""The fields that a column of a table can feed, and the headings under which schools' systems export them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field for a column: its name in mappings, its title for people, the headings it is known by (plain words)."""

    name: str
    title: str
    headings: tuple[str, ...]


def _field(name: str, title: str, *headings: str) -> Field:
    return Field(name=name, title=title, headings=(plain_heading(title), *headings))


def plain_heading(text: str) -> str:
    """A heading for looking up: small letters, no punctuation, no `(s)`."""
    return " ".join(re.sub(r"[^a-z0-9%&]+", " ", text.casefold().replace("(s)", "").replace("'", "")).split())


_PEOPLE = tuple(
    field
    for number in ("1", "2", "3", "4")
    for field in (
        _field(f"contact_{number}_name", f"Contact {number} name", f"contact {number}", f"parent {number}", f"parent {number} name",
               f"priority {number} contact", f"contact {number} full name", f"parent carer {number}"),
        _field(f"contact_{number}_forename", f"Contact {number} forename", f"contact {number} first name"),
        _field(f"contact_{number}_surname", f"Contact {number} surname", f"contact {number} last name"),
        _field(f"contact_{number}_relationship", f"Contact {number} relationship", f"parent {number} relationship"),
        _field(f"contact_{number}_responsibility", f"Contact {number} parental responsibility", f"contact {number} pr",
               f"contact {number} parental resp", f"parent {number} pr"),
        _field(f"contact_{number}_telephone", f"Contact {number} telephone", f"contact {number} phone", f"contact {number} mobile",
               f"contact {number} tel", f"parent {number} phone", f"parent {number} mobile", f"contact {number} phone number"),
        _field(f"contact_{number}_email", f"Contact {number} e-mail", f"contact {number} email", f"parent {number} email"),
        _field(f"contact_{number}_address", f"Contact {number} address"),
    )
)

FIELDS: tuple[Field, ...] = (
    _field("upn", "UPN", "unique pupil number", "unique pupil no", "pupil upn", "upn number"),
    _field("former_upn", "Former UPN", "previous upn"),
    _field("uln", "ULN", "unique learner number"),
    _field("admission_number", "Admission number", "adno", "admission no", "adm no", "admno", "learner code", "admissions number"),
    _field("legal_surname", "Legal surname", "surname", "last name", "legal last name", "family name", "pupil surname", "student surname"),
    _field("legal_forename", "Legal forename", "forename", "first name", "legal first name", "given name", "pupil forename",
           "student forename", "forenames"),
    _field("full_name", "Whole name", "name", "pupil name", "student name", "full name", "pupil", "student", "legal name", "learner",
           "learner name", "surname forename", "pupil full name"),
    _field("middle_names", "Middle names", "middle name", "legal middle names"),
    _field("known_surname", "Known surname", "preferred surname", "preferred last name", "chosen surname"),
    _field("known_forename", "Known forename", "preferred forename", "preferred first name", "known as", "chosen name", "preferred name",
           "chosen forename", "chosen first name"),
    _field("date_of_birth", "Date of birth", "dob", "birth date", "dateofbirth", "birthdate", "d o b", "pupil dob"),
    _field("sex", "Sex", "gender", "legal sex"),
    _field("year_group", "Year", "nc year", "year group", "year taught in", "yr", "ncyear", "national curriculum year",
           "year group this academic year", "curriculum year", "actual nc year", "current nc year"),
    _field("class_name", "Class", "reg", "registration group", "form", "tutor group", "reg group", "registration form",
           "registration form this academic year", "tutor", "form group", "class name"),
    _field("address", "Address", "home address", "full address", "pupil address"),
    _field("postcode", "Postcode", "post code", "home postcode"),
    _field("authority", "Council of residence", "home la", "la of residence", "local authority", "home local authority", "council",
           "lea", "residence la", "sen la", "maintaining la"),
    _field("ethnicity", "Ethnicity", "ethnic code", "ethnic group", "ethnicity code"),
    _field("first_language", "First language", "home language", "language", "mother tongue", "first language code"),
    _field("interpreter", "Interpreter", "interpreter needed", "interpreter language"),
    _field("roll_status", "On roll", "enrolment status", "roll status", "enrollment status", "enrolment type"),
    _field("joined_on", "Joined on", "date of admission", "admission date", "date admitted", "doa", "entry date", "date of entry",
           "start date at school"),
    _field("left_on", "Left on", "date of leaving", "leaving date", "date left", "dol"),
    _field("sen_status", "SEN status", "sen provision", "sen code", "stage", "sen stage", "sen", "send status", "send provision", "send",
           "sen status code", "current sen status", "sen provision code", "send code", "sen level"),
    _field("sen_since", "SEN start date", "sen status start date", "sen provision start date", "sen since", "sen status date",
           "send start date", "status start date", "provision start date"),
    _field("need", "Need", "sen need", "sen needs", "need type", "sen need type", "sen type", "send need", "needs", "type of need",
           "sen need code", "send needs", "sen need description", "area of need", "sen types", "need description"),
    _field("need_rank", "Need rank", "rank", "sen need rank", "sen need ranking", "need ranking", "ranking", "sen rank", "sen type rank"),
    _field("need_since", "Need start date", "sen need start date", "need start", "need since"),
    _field("need_until", "Need end date", "sen need end date", "need end"),
    _field("need_1", "Primary need", "primary sen need", "primary sen type", "sen primary need", "primary send need", "main need",
           "sen need 1", "need 1", "primary need code", "primary type of need", "primary sen"),
    _field("need_2", "Secondary need", "secondary sen need", "secondary sen type", "sen secondary need", "secondary send need",
           "sen need 2", "need 2", "secondary need code", "secondary sen"),
    _field("need_3", "Third need", "tertiary need", "third sen need", "sen need 3", "need 3", "other need"),
    _field("free_school_meals", "Free school meals", "fsm", "fsm eligible", "eligible for free school meals", "currently fsm"),
    _field("looked_after", "Looked after", "cla", "lac", "in care", "looked after child", "in lea care", "in la care",
           "child looked after"),
    _field("service_child", "Service child", "service", "parent in armed forces", "service children"),
    _field("young_carer", "Young carer"),
    _field("medical", "Medical flag", "medical", "medical condition flag", "has medical condition"),
    _field("contact_name", "Contact name", "contact", "contact full name", "parent", "parent name", "guardian", "parent carer",
           "primary guardian", "parent carer name", "guardian name"),
    _field("contact_title", "Contact title"),
    _field("contact_forename", "Contact forename", "contact first name", "parent forename", "parent first name"),
    _field("contact_surname", "Contact surname", "contact last name", "parent surname", "parent last name"),
    _field("contact_relationship", "Relationship", "contact relationship", "relationship to pupil", "relation", "relationship to student"),
    _field("contact_responsibility", "Parental responsibility", "pr", "contact pr", "parental resp", "has parental responsibility"),
    _field("contact_order", "Contact order", "priority", "contact priority", "order"),
    _field("contact_telephone", "Telephone", "phone", "contact phone", "mobile", "telephone number", "phone number", "contact telephone",
           "mobile number", "contact number", "tel", "main telephone", "mobile phone", "contact mobile", "home telephone"),
    _field("contact_email", "E-mail", "email", "email address", "contact email", "parent email", "main email"),
    _field("contact_address", "Contact address"),
    *_PEOPLE,
)

FIELD_TITLES: Mapping[str, str] = {field.name: field.title for field in FIELDS}
_BY_HEADING: dict[str, str] = {heading: field.name for field in reversed(FIELDS) for heading in field.headings}


def field_for(heading: str) -> str:
    """The field that a heading names, or nothing."""
    return _BY_HEADING.get(plain_heading(heading), "")
