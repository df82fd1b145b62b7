"""The code sets of the census and the Common Transfer File that a SENDCo meets, with the words people say.

Sources: DfE SEN2 guide 2025 (types of need, DS since January 2025), Norfolk and ScholarPack census guidance (provision),
the CTF relationship list. Unknown codes are kept as they came; these tables only put words to them.
"""

SEN_PROVISION = {"N": "No SEN support", "K": "SEN support", "E": "EHC plan"}
LEGACY_PROVISION = {"A": "School Action (to 2015)", "P": "School Action Plus (to 2015)", "S": "Statement (to 2018)"}
NEED_TYPES = {
    "SPLD": "Specific learning difficulty", "MLD": "Moderate learning difficulty", "SLD": "Severe learning difficulty",
    "PMLD": "Profound and multiple learning difficulty", "SEMH": "Social, emotional and mental health",
    "SLCN": "Speech, language and communication needs", "HI": "Hearing impairment", "VI": "Vision impairment",
    "MSI": "Multi-sensory impairment", "PD": "Physical disability", "ASD": "Autistic spectrum disorder", "DS": "Down syndrome",
    "OTH": "Other difficulty", "NSA": "SEN support, no specialist assessment of type of need",
    "BESD": "Behaviour, emotional and social difficulty (replaced by SEMH)",
}
RELATIONSHIPS = {
    "PAM": "Mother", "PAF": "Father", "STM": "Step mother", "STF": "Step father", "FOM": "Foster mother", "FOF": "Foster father",
    "CAR": "Carer", "REL": "Other relative", "FAM": "Other family member", "SWR": "Social worker", "DOC": "Doctor", "TCH": "Teacher",
    "HTC": "Head teacher", "CHM": "Childminder", "RLG": "Religious or spiritual contact", "OTH": "Other contact",
}
SEXES = {"F": "Female", "M": "Male"}
PHASES = {
    "early_years": "Early years", "primary": "Primary", "middle": "Middle", "secondary": "Secondary", "all_through": "All-through",
    "post16": "Post-16",
}
SCHOOL_TYPES = {
    "maintained": "Maintained (including special)", "academy": "Academy or free school",
    "special": "Special academy or non-maintained special", "independent": "Independent",
    "early_years": "Early years setting", "post16": "Post-16 institution",
}
ROLL_STATUSES = {"on_roll": "On roll", "prospective": "May join", "left": "Left"}
FLAGS = {
    "looked_after": "Looked after", "court_order": "Court order", "care_plan": "Health care plan", "medical": "Medical flag",
    "service_child": "Service child", "free_school_meals": "Free school meals", "young_carer": "Young carer",
    "safeguarding_reference": "See the safeguarding record",
}
STORY_KINDS = {
    "phone_call": "Phone call", "meeting": "Meeting", "email": "E-mail", "letter": "Letter", "observation": "Observation",
    "lesson_visit": "Lesson visit", "incident": "Incident", "view": "Views", "decision": "Decision", "assessment": "Assessment",
    "support": "Support given", "visit": "Visit by a professional", "note": "Note",
}
DOCUMENT_KINDS = {
    "report": "Report", "letter": "Letter", "email": "E-mail", "form": "Form", "assessment": "Assessment", "plan": "Plan",
    "minutes": "Minutes", "views": "Views", "work": "Pupil’s work", "attendance": "Attendance",
    "receipt": "Receipt", "other": "Other document",
}
SERVICES = {
    "school": "School", "council": "Council", "educational_psychology": "Educational psychology", "health": "Health",
    "social_care": "Social care", "speech_and_language": "Speech and language therapy", "occupational_therapy": "Occupational therapy",
    "parent": "Parent or carer", "pupil": "Pupil", "other": "Other",
}
UNSHARED = "none"
SHARING = {
    "not_decided": "Not decided yet", "agreed": "Agreed with the parent or young person", "statutory": "Shared because the law requires it",
    "own_record": "The school’s own record", UNSHARED: "Not to be shared",
}
"""On which ground a document may be shared. One that may not is not named to others either."""
REQUESTED_BY = {"school": "The school", "parent": "A parent", "young_person": "The young person", "other": "Somebody else"}
REVERSAL_ROUTES = {
    "outside_tribunal": "Outside the Tribunal", "told_tribunal": "The Tribunal was told", "tribunal_order": "Tribunal order",
    "mediation_agreement": "Mediation agreement",
}
EXCEPTIONS = {
    "school_closed": "School closed four weeks or more", "exceptional_circumstances": "Exceptional personal circumstances",
    "absent_from_area": "Away from the area four weeks or more", "missed_appointment": "Missed appointment",
}
CASE_KINDS = {
    "request": "Request for an EHC needs assessment", "plan": "EHC plan", "annual_review": "Annual review",
    "phase_transfer": "Move to the next phase", "consultation": "Consultation about a child who may join",
    "reassessment": "Re-assessment", "move": "Move between councils", "appeal": "Mediation and appeal",
    "complaint": "Parent’s complaint to the council", "records": "Request for records",
}
"""What a case can be about."""
LETTER_KINDS = {
    "chaser": "Letter about a step that is late", "exception_query": "Question about an exception", "delay_timeline": "Delay timeline",
    "evidence_list": "List of the school’s evidence",
}
COUNCIL_ROLES = {
    "case_officer": "Case officer", "team_manager": "Team manager", "head_of_send": "Head of SEND",
    "educational_psychology": "Educational psychology", "health": "Health", "social_care": "Social care",
    "speech_and_language": "Speech and language therapy", "occupational_therapy": "Occupational therapy", "other": "Another service",
}
"""Whom a school writes to about a case: the three rungs at the council, then the services asked for advice."""
LOCAL_DATES = {
    "phase_transfer_school": "Review papers for a move to the next phase of school",
    "phase_transfer_post16": "Review papers for a move to a post-16 place",
}
"""Days of its own that a council asks schools to keep, earlier than the law’s."""
CHANNELS = {"portal": "Council portal", "email": "E-mail", "post": "Post", "hand": "By hand"}
YEAR_GROUPS = ("E1", "E2", "N1", "N2", "R", *(str(n) for n in range(1, 15)), "M", "X")
LANGUAGES = {
    "ENG": "English", "ARA": "Arabic", "BNG": "Bengali", "BSL": "British Sign Language", "CHI": "Chinese", "CYM": "Welsh", "FRN": "French",
    "GER": "German", "GUJ": "Gujarati", "HIN": "Hindi", "ITA": "Italian", "LIT": "Lithuanian", "PNJ": "Panjabi", "POL": "Polish",
    "POR": "Portuguese", "RMN": "Romanian", "RUS": "Russian", "SOM": "Somali", "SPA": "Spanish", "TAM": "Tamil", "TUR": "Turkish",
    "UKR": "Ukrainian", "URD": "Urdu", "VIE": "Vietnamese",
}


def said(codes: dict[str, str], code: str) -> str:
    """The words for a code, or the code itself where none are known."""
    return codes.get(code, code)
