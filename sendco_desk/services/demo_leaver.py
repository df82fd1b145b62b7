"""The demo's pupil who is over compulsory school age: the young person decides, and the evidence for exam access is kept."""

from sendco_desk.domain.support_codes import ACCESS_TAG
from sendco_desk.services.demo_provision import PlaceTold
from sendco_desk.services.demo_support import CycleTold, NeedTold, OutcomeTold, StrategyTold
from sendco_desk.services.demo_voices import ActionTold, AdviceTold, EntryTold, InvolvementTold, MeasureTold, MeetingTold, ProfileTold, ViewsTold

EXAMS = (ACCESS_TAG,)
HOME, SENDCO, PUPIL = ("{parent}", "Mother", "came"), ("Dr Robin Lark", "SENDCo", "came"), ("{name}", "Young person", "came")
QUAYLE = ("Mrs Hester Quayle", "Higher level teaching assistant", "came")
CYCLES = (
    CycleTold(
        1, 262, 176, 175, "Work handed in on its day", "Two of nine pieces of work were handed in on their day last term. What is handed in is "
              "sound.",
        "The list of dates on the kitchen door.", "“I will look at the list on Sunday.”",
        (
            OutcomeTold("cognition", "{name} will hand in 7 of 9 pieces of work on their day.", "Form tutor", "Teachers’ mark books", "2 of 9",
                        "7 of 9", "partly", "5 of 9",
                        "Short pieces are on time, long ones are not."),
            OutcomeTold("cognition", "{name} will read 120 words a minute of a textbook page with a ruler.", "Mrs Hester Quayle",
                        "Larch Lane Reading Rate", "96", "120", "not_yet",
                        "98", "The rate does not move; extra time does more than practice."),
        ),
        (StrategyTold("cognition", "Dates of the term on one sheet, with the first step of each piece.", "Form tutor", "Tutor time", "Weekly",
         "helped", ""),),
        "A list, a ruler, a tutor who asks on Mondays. The list was kept; long pieces need to be cut up.", "change",
        "What is missing is planning, not will. One-to-one study skills come next.",
    ),
    CycleTold(
        2, 172, 104, 103, "Planning a long piece", "Five of nine pieces on their day. A long piece is begun two evenings before it is due.",
        "Nothing to be asked after eight in the evening.", "“I will cut it up before I begin it.”",
        (OutcomeTold("cognition", "{name} will plan a long piece in five dated steps and keep to four.", "Mrs Hester Quayle",
         "The plan itself, ticked off", "1 of 5", "4 of 5",
                     "partly", "3 of 5", "Three steps kept in each of two pieces."),),
        (StrategyTold("cognition", "Extra time of 25% in class tests, used.", "Subject teachers", "Class tests", "Each test", "helped",
                      "Uses 20 of the 25 extra minutes; marks rise by a sixth."),),
        "Planning with Mrs Quayle before school, extra time in tests on trial.", "continue", "Both help. The lessons become regular, and the "
        "evidence for extra time is complete.",
    ),
    CycleTold(
        3, 100, -15, None, "By {name}’s own plan", "Three of five steps kept. Reads 98 words a minute; standard score for reading speed 79 (73 to "
              "86).",
        "The family asks once a week, on Sunday.", "“I plan it, Mrs Quayle checks it.”",
        (
            OutcomeTold("cognition", "{name} will keep to four of five dated steps in each of three long pieces.", "{name}", "The plans, ticked off",
                        "3 of 5", "4 of 5"),
            OutcomeTold("semh", "{name} will ask for the separate room before each examination that needs it.", "Examinations officer",
                        "Requests on the form",
                        "1 of 4", "4 of 4"),
        ),
        (StrategyTold("cognition", "Study skills twice a week; {name} brings the piece of work.", "Mrs Hester Quayle", "Study room",
         "Tuesday and Friday"),),
    ),
)
NEEDS = (
    NeedTold("cognition", "need", "{name} reads 98 words a minute and needs more time than others to read a question and to check an answer.",
             ("measure:speed.2", "story:time"), 110),
    NeedTold("cognition", "need", "{name} begins long pieces of work too late unless they are cut into dated steps.", ("story:late",), 250),
    NeedTold("cognition", "strength", "{name} finishes what {he} has planned, and knows every bus in the county.", (), 250),
    NeedTold("semh", "strength", "{name} asks for help in good time and thanks for it.", (), 100),
)
MEASURES = (
    MeasureTold("Larch Lane Reading Rate", "", "speed", "cognition", "standard", "Dr Robin Lark, qualified assessor", (
        ("speed.1", 260, "80", "74", "87"), ("speed.2", 106, "79", "73", "86"),
    ), 120, "Assessment for access arrangements"),
    MeasureTold("Marlshire Spelling Scale", "", "", "cognition", "standard", "Dr Robin Lark, qualified assessor", (
        ("spell.1", 259, "88", "82", "95"), ("spell.2", 105, "89", "83", "96"),
    ), 120),
)
PLACES = (
    PlaceTold("study", 3, "Plan each long piece in five dated steps", "Steps kept", "3 of 5", missed=10, note="Open day at the college."),
    PlaceTold("typing", 3, "Type 35 words a minute", "Words a minute", "24", missed=11),
)
ATTENDANCE = ((2, 0, ""), (3, 0, ""), (2, 0, ""), (4, 1, ""), (3, 0, ""), (2, 0, ""), (3, 0, ""), (2, 0, ""))
SHARED = (
    (100, "Assessment for access arrangements", "Examinations officer", "agreed", "{name} and {parent}", None),
    (12, "One-page profile", "Marlshire College, learning support", "agreed", "{name}", None),
    (11, "Attendance", "Marlshire College, learning support", "none", "{name}", None),
)
CAPACITY = (
    ("Whether the access arrangements are asked for, and which papers go to the examinations officer", "has_capacity", 12,
     "Explained in five minutes with the sheet on the table. {name} said back what is asked for, why, and who will see it."),
    ("Which course to choose after school", "with_support", 10,
     "With the three prospectuses cut to a page each, {name} weighed travel, friends and the work, and chose. Without them {he} named the first in "
     "the alphabet."),
)
"""Decisions, what was found, when and how."""
VIEWS = (
    ViewsTold(258, "pupil", "form", "own", "“Tutor with the list.”", "“Long essays.”", "“That nobody tells me the night before.”",
              "“Buses. Timetables. Something with both.”", cycle=1),
    ViewsTold(175, "parent", "conversation", "summed_up", "Short pieces are done before supper.", "The long ones.", "That {name} does it alone.",
              "College.", cycle=1),
    ViewsTold(103, "pupil", "conversation", "scribed", "“Extra time. I can read it twice.”", "“When it is taken away for small tests.”",
              "“To be asked, not my mother.”",
              "“Transport planning.”", cycle=2),
    ViewsTold(10, "pupil", "conversation", "own", "“My plans. Mrs Quayle only checks.”", "“Rooms that change on the day.”",
              "“My letters come to me.”",
              "“Marlshire College, and the early bus.”", cycle=3),
)
PROFILES = (
    ProfileTold(170, "{name} and Mrs Quayle", "I am on time. I finish what I have planned.", "Quiet. Dates in writing.",
                "Cut long pieces up. Give me time to read twice.",
                "To plan timetables."),
    ProfileTold(12, "{name}", "I am on time. I finish what I have planned. I ask before it is too late.", "Quiet. Dates in writing. Being asked "
                "myself.",
                "Give me the dates of the term on one sheet. Let me read a question twice. Tell me of a new room the day before.",
                "Marlshire College, then planning bus timetables for the county."),
)
MEETINGS = (
    MeetingTold("review1", 175, "support_review", "Study room", "Review of the first cycle.", (HOME, SENDCO, PUPIL), "Five of nine on their day. "
                "Long pieces will be cut up.",
                (ActionTold("Planning sheet with five dates", "Mrs Hester Quayle", 170, 171),), cycle=1),
    MeetingTold("review2", 103, "support_review", "Study room", "Review of the second cycle.", (HOME, SENDCO, QUAYLE, PUPIL),
                "Three of five steps kept. Extra time is used. {name} would like letters in {his} own name.",
                (ActionTold("Gather the evidence for extra time", "Dr Robin Lark", 80, 82),),
                cycle=2),
    MeetingTold("next", 40, "transition", "Study room", "What comes after school.", (PUPIL, SENDCO, ("{parent}", "Mother", "came"),
                ("College adviser", "Marlshire College", "sent_report")),
                "Three courses were looked at. {name} takes the prospectuses home.", (ActionTold("Visit by the early bus", "{name}", 30, 31),
                ActionTold(
                "Send the profile to the college", "Dr Robin Lark", 10, 12))),
    MeetingTold("own", 10, "pupil", "Study room", "{name}’s own meeting about letters, papers and the choice.", (PUPIL, SENDCO),
                "{name} decides what is sent to the college: the profile, not the attendance. {He} wishes {his} mother to be told of meetings.",
                (ActionTold("Change the letters to {name}’s own name", "Dr Robin Lark", 8, 9),)),
)
INVOLVEMENTS = (
    InvolvementTold("assessor", "other", "Mrs Lettice Furrow", "Larch Lane Assessments", "Reading speed, for access arrangements.", 120, 106,
                    paper="Assessment for access arrangements", advice=(
        AdviceTold("25% extra time in all written papers.", "In class tests since the report; the application is ready.", 95,
                   "Marks rise by a sixth.", 1),
        AdviceTold("A separate room where papers are longer than two hours.", "Tried in the mock examinations.", 60, "{name} finished two of three.",
                   1),
    )),
)
STORY = (
    EntryTold(264, "note", "Form tutor", 5, "Two of nine pieces of work on their day, all nine sound."),
    EntryTold(258, "view", "{name}", 15, "“I want to do it. I begin when it is already late.”"),
    EntryTold(250, "observation", "History teacher", 20, "Essay of Friday begun on Wednesday evening. Half of it is very good.", (), "late"),
    EntryTold(230, "lesson_visit", "Geography teacher", 30, "Read the question twice and had eight minutes left for an answer of twelve.", EXAMS),
    EntryTold(212, "email", "{parent}", 5, "The list on the kitchen door is looked at on Sundays, without a word from us.", ("home",)),
    EntryTold(190, "assessment", "Mathematics teacher", 50, "Class test: 38 of 60 in the hour, and the last two questions right in ten minutes more.",
              EXAMS),
    EntryTold(175, "meeting", "{parent}", 40, "Review of the first cycle. The minutes are kept."),
    EntryTold(160, "support", "Mrs Hester Quayle", 30, "First plan with five dates. Three kept."),
    EntryTold(140, "observation", "History teacher", 20, "Extra time on trial: 20 of the 25 minutes used, to check and not to write more.", EXAMS,
              "time"),
    EntryTold(118, "decision", "Dr Robin Lark", 15, "Reading speed to be assessed for access arrangements.", EXAMS),
    EntryTold(106, "visit", "Mrs Lettice Furrow, assessor", 90, "Assessed reading speed and spelling in the study room.", EXAMS),
    EntryTold(103, "meeting", "{parent}", 40, "Review of the second cycle. The minutes are kept."),
    EntryTold(84, "letter", "Examinations officer", 10, "Picture of need, teachers’ notes and the report, in one folder.", EXAMS),
    EntryTold(60, "assessment", "Examinations officer", 150, "Mock examinations with extra time and, for two papers, the separate room. Both papers "
              "finished.", EXAMS),
    EntryTold(58, "incident", "Invigilator", 10, "Room changed on the morning of the third paper; {name} began twenty minutes late. Time was added.",
              EXAMS),
    EntryTold(40, "meeting", "{name}", 45, "Meeting about what comes after school. The minutes are kept."),
    EntryTold(31, "phone_call", "{name}", 10, "The early bus arrives at 8:12. It was on time both ways."),
    EntryTold(12, "view", "{name}", 20, "“Write to me. Tell my mother when there is a meeting.”"),
    EntryTold(8, "email", "Marlshire College", 5, "Profile received; they ask for the reading speed as well.", (),
              next_action="Ask {name} whether the score may go too", next_on=-2),
    EntryTold(5, "support", "Mrs Hester Quayle", 50, "Four of five steps kept this time, the fifth a day late."),
)
