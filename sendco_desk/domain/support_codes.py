"""The words of the graduated approach: areas of need, waves of provision, results, scores, meetings and the sections of a plan."""

from sendco_desk.domain.codes import SHARING

AREAS = {
    "communication": "Communication and interaction", "cognition": "Cognition and learning",
    "semh": "Social, emotional and mental health", "sensory_physical": "Sensory and/or physical",
}
"""The four broad areas of need. Source: SEND Code of Practice 2015, paragraphs 6.28 to 6.35."""
AREA_OF_TYPE = {
    "SLCN": "communication", "ASD": "communication", "SPLD": "cognition", "MLD": "cognition", "SLD": "cognition", "PMLD": "cognition",
    "DS": "cognition", "SEMH": "semh", "BESD": "semh", "HI": "sensory_physical", "VI": "sensory_physical", "MSI": "sensory_physical",
    "PD": "sensory_physical",
}
"""The broad area in which a census type of need usually lies: what a form proposes first, never what it decides."""
STATEMENT_SIDES = {"need": "Need", "strength": "Strength"}
OUTCOME_RESULTS = {"met": "Met", "partly": "Partly met", "not_yet": "Not yet met"}
NEXT_STEPS = {
    "continue": "Go on with the support", "change": "Change the support", "step_up": "More support, or support of another kind",
    "specialist": "Ask a specialist", "request": "Ask the council to assess education, health and care needs", "step_down": "Less support",
    "end": "End SEN support",
}
WAVES = {"universal": "Universal (wave 1)", "targeted": "Targeted (wave 2)", "specialist": "Specialist (wave 3)"}
STAFF_ROLES = {
    "teaching_assistant": "Teaching assistant", "hlta": "Higher level teaching assistant", "teacher": "Teacher", "sendco": "SENDCo",
    "specialist_teacher": "Specialist teacher", "learning_mentor": "Learning mentor", "therapist": "Therapist", "psychologist": "Psychologist",
    "volunteer": "Volunteer", "other": "Other adult",
}
SESSION_OUTCOMES = {
    "held": "Held", "pupil_away": "Missed: pupil away", "staff_away": "Missed: staff away", "cover": "Missed: staff needed elsewhere",
    "school_event": "Missed: trip, test or event", "no_room": "Missed: no room", "not_wanted": "Missed: the pupil did not want to",
    "other": "Missed: another reason",
}
SCORE_KINDS = {
    "standard": "Standard score", "percentile": "Percentile", "scaled": "Scaled score", "age_equivalent": "Age equivalent", "raw": "Raw score",
    "scale": "Rating on a scale", "level": "Level in words",
}
VOICES = {"pupil": "The pupil", "parent": "A parent or carer", "young_person": "The young person", "both_parents": "Both parents"}
GATHERED = {
    "conversation": "In conversation", "form": "On a form", "drawing": "By drawing or pictures", "symbols": "With signs or symbols",
    "observation": "By watching what they choose", "interpreter": "Through an interpreter", "letter": "In a letter or e-mail",
    "recording": "In a recording",
}
WHOSE_WORDS = {
    "own": "Their own words", "scribed": "Written down as they said it", "summed_up": "Summed up by the writer",
    "spoken_for": "Told by somebody who knows them well",
}
LAWFUL_BASES = {
    "agreed": SHARING["agreed"], "statutory": SHARING["statutory"], "public_task": "Needed for the school’s own duties",
    "vital": "To keep somebody safe", "none": SHARING["none"],
}
"""On which ground something was shared with somebody. ``none``: it was decided not to share it."""
MEETING_KINDS = {
    "parents": "Meeting with the parents", "support_review": "Review of support", "annual_review": "Annual review meeting",
    "team_around": "Team around the child", "professionals": "Meeting of professionals", "pupil": "Meeting with the pupil",
    "transition": "Meeting about a move", "other": "Another meeting",
}
WITH_PARENTS = frozenset({"parents", "support_review", "annual_review"})
"""Meetings that count towards the three a year. Source: SEND Code of Practice 2015, paragraph 6.65."""
PRESENCE = {
    "invited": "Invited", "came": "Came", "apologies": "Sent apologies", "sent_report": "Sent a report instead", "did_not_come": "Did not come",
}
SUSPENSION_KINDS = {"suspension": "Suspension", "permanent": "Permanent exclusion", "cancelled": "Exclusion cancelled"}
PLAN_SECTIONS = {
    "A": "Views, interests and aspirations", "B": "Special educational needs", "C": "Health needs", "D": "Social care needs",
    "E": "Outcomes", "F": "Special educational provision", "G": "Health provision", "H1": "Social care provision under the 1970 Act",
    "H2": "Other social care provision", "I": "Placement", "J": "Personal budget", "K": "Advice and information",
}
"""Sections of an EHC plan. Source: SEND Regulations 2014 reg 12(1)."""
PLAN_STATES = {
    "draft": "Draft plan", "final": "Final plan", "proposed": "Changes the school proposes", "amendment_notice": "Council’s amendment notice",
    "amended_final": "Amended final plan",
}
CAPACITY_FINDINGS = {
    "has_capacity": "Can decide this", "with_support": "Can decide this with support", "lacks_capacity": "Lacks capacity for this decision",
    "not_assessed": "Not assessed",
}
"""Source: Mental Capacity Act 2005 s.1 to 3; SEND Code of Practice 2015, annex 1."""
RETURN_KINDS = {"part_time": "Part-time timetables"}
RETURN_STATES = {"nil": "Nil return", "sent": "Return sent"}
PHRASE_USES = {
    "story": "The story", "need": "Needs and strengths", "baseline": "Baselines", "outcome": "Outcomes", "strategy": "Strategies",
    "review": "Reviews",
    "advice": "Professional advice", "views": "Views", "meeting": "Meetings", "profile": "One-page profiles",
}
"""Where in the forms a phrase of the school’s own bank is offered."""
ACCESS_TAG = "exam access"
"""The tag of story entries that are evidence for exam access arrangements."""
