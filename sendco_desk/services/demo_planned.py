"""The demo's pupil with an EHC plan: how the plan is carried out and reviewed, and the changes to it that the school proposes."""

from sendco_desk.services.demo_provision import PlaceTold
from sendco_desk.services.demo_support import CycleTold, NeedTold, OutcomeTold, StrategyTold
from sendco_desk.services.demo_voices import (
    ActionTold,
    AdviceTold,
    EntryTold,
    InvolvementTold,
    MeasureTold,
    MeetingTold,
    ProfileTold,
    ViewsTold,
)

HOME, SENDCO, PUPIL = ("{parent}", "Mother", "came"), ("Dr Robin Lark", "SENDCo", "came"), ("{name}", "Pupil", "came")
COPPICE, SALLOW = ("Ms Marnie Coppice", "Learning mentor", "came"), ("Ms Petra Sallow", "Teaching assistant", "came")
LEAVING = "Left a lesson without asking"
CYCLES = (
    CycleTold(
        1, 182, 122, 121, "Staying in the room",
        "In three weeks {name} left 14 lessons without asking, most of them in the first ten minutes and most in mathematics. Settles at "
        "once "
        "in the library.", "The timetable of the next day looked at together after tea.", "“I will show the card before I go.”",
        (
            OutcomeTold("semh", "{name} will ask to leave, with the card, in 4 of 5 lessons in which {he} leaves.", "Ms Marnie Coppice",
                        "Teachers’ slips, counted by half-term", "0 of 14", "4 of 5", "partly", "6 of 11", "The card works where the teacher "
                        "answers it at once."),
            OutcomeTold("semh", "{name} will come to school on 19 of 20 days.", "Dr Robin Lark", "Attendance register", "16 of 20", "19 of 20",
                        "not_yet",
                        "17 of 20", "Mondays remain hard."),
        ),
        (
            StrategyTold("semh", "An exit card, answered with a nod and no words.", "All teachers", "All lessons", "When needed", "helped", ""),
            StrategyTold("semh", "A seat by the door with a view of the whole room.", "All teachers", "All lessons", "Always", "partly",
                         "Not in the laboratory."),
        ),
        "Card, seat and the friendship group. The group was slow to begin and then the best hour of the week.", "change",
        "Leaving is fewer and better told, but it is the start of a lesson that decides. An adult at the start is what the plan orders; it begins "
        "now.",
    ),
    CycleTold(
        2, 118, 62, 60, "Starting each lesson",
        "Leaves 9 lessons in a half-term. When an adult sits down for the first ten minutes {he} stays for all of it, in eight lessons of nine.",
        "A message on Sunday evening with the week’s one change.", "“I will say which lesson is the hard one today.”",
        (
            OutcomeTold("semh", "{name} will begin the first task within three minutes in 8 of 10 lessons.", "Ms Petra Sallow", "Ten lessons, timed",
                        "3 of 10", "8 of 10",
                        "met", "8 of 10", "Met in the sixth week."),
            OutcomeTold("cognition", "{name} will finish the main task in mathematics in 3 of 5 lessons.", "Mathematics teacher",
                        "Five lessons in the last week",
                        "1 of 5", "3 of 5", "partly", "2 of 5", "Word problems are left out."),
        ),
        (StrategyTold("semh", "Adult beside {name} for the first ten minutes, then steps back.", "Ms Petra Sallow", "English, mathematics", "Daily",
         "helped", ""),),
        "In-class support as section F orders, morning check-in, the end of the friendship group.", "continue",
        "This works. The next cycle asks how far the adult can step back.",
    ),
    CycleTold(
        3, 58, -14, None, "Stepping back",
        "Begins within three minutes in 8 of 10 lessons with an adult and in 4 of 10 without.", "{parent} and {name} choose one club to try.",
        "“I will start by myself when it is English.”",
        (
            OutcomeTold("semh", "{name} will begin within three minutes in 7 of 10 lessons with nobody beside {him}.", "Ms Petra Sallow",
                        "Ten lessons, timed",
                        "4 of 10", "7 of 10"),
            OutcomeTold("cognition", "{name} will finish the main task in mathematics in 3 of 5 lessons.", "Mathematics teacher",
                        "Five lessons in the last week",
                        "2 of 5", "3 of 5", carried=2),
        ),
        (
            StrategyTold("semh", "First step of the task already written in the book.", "Ms Petra Sallow", "Mathematics", "Daily"),
            StrategyTold("semh", "One worry and one plan, on a card, at the morning check-in.", "Ms Marnie Coppice", "The Nest", "Daily"),
        ),
    ),
)
NEEDS = (
    NeedTold("semh", "need", "{name} leaves a room when a task begins with something {he} cannot yet do, and comes back within ten minutes.",
             ("story:door",), 180),
    NeedTold("semh", "need", "{name} needs to know the day before it begins; a change told at the door costs the lesson.", ("story:change",
             "measure:worry.1"), 170),
    NeedTold("semh", "strength", "{name} says sorry in person and means it; friendships mend.", ("story:mend",), 120),
    NeedTold("cognition", "need", "{name} leaves out word problems that {he} can do once they are read in parts.", (), 115),
    NeedTold("cognition", "strength", "{name} reads above {his} years and knows the library’s system by heart.", ("measure:read.1",), 175),
    NeedTold("communication", "strength", "{name} puts a feeling into an exact word when nobody hurries.", (), 90),
)
MEASURES = (
    MeasureTold("Withy School Worries Scale", "", "total", "semh", "scale", "Ms Marnie Coppice", (
        ("worry.1", 176, "31", "", ""), ("worry.2", 119, "26", "", ""), ("worry.3", 61, "19", "", ""),
    ), note="Out of 40; lower is calmer."),
    MeasureTold("Fernhollow Word Reading Test", "2nd edition", "", "cognition", "standard", "Dr Robin Lark, qualified assessor", (
        ("read.1", 175, "112", "106", "117"), ("read.2", 64, "113", "107", "118"),
    )),
)
PLACES = (
    PlaceTold("friendship", 1, "Name a feeling and choose what helps", "Leader’s checklist", "2 of 8", "6 of 8", "Uses the words in corridors too.",
              8),
    PlaceTold("check_in", 2, "Begin the day knowing it", "Mornings begun on time", "5 of 10", "9 of 10", "Comes by {him}self on most days.", 10,
              into=(3, 58)),
    PlaceTold("in_class", 2, "Begin each task with an adult who then steps back", "Lessons begun within three minutes", "3 of 10", "8 of 10",
              "Eight of ten lessons begun with an adult, four of ten without.", 14, ordered=True, into=(3, 58),
              note="Ms Sallow was needed for a test; made up on Friday."),
)
ATTENDANCE = ((3, 0, ""), (4, 1, ""), (4, 0, ""), (5, 2, "Mondays."), (6, 2, "Mondays."), (7, 3, "Mondays, again."))
LEFT = (3, 4, 6, 9, 11, 14)
SHARED = (
    (150, "Section F and the exit card", "All teachers", "statutory", "", None),
    (90, "One-page profile", "Chess club", "agreed", "{parent}", None),
)
VIEWS = (
    ViewsTold(170, "pupil", "drawing", "own", "“The library.”", "“Rooms that change.”", "“To sit by the door.”", "", cycle=1),
    ViewsTold(121, "parent", "conversation", "summed_up", "The friendship group is talked of at home.", "Monday mornings.",
              "That nobody minds the card.", "A club.", cycle=1),
    ViewsTold(60, "pupil", "conversation", "scribed", "“When Ms Sallow is there at the start and then goes.”", "“When everything is different on "
              "Monday.”",
              "“Chess.”", "“To start by myself.”", cycle=2),
    ViewsTold(60, "parent", "form", "own", "{name} brings work home to show.", "Supply teachers do not know the card.", "The same adult.",
              "Less help by choice, not by cuts.",
              cycle=2),
    ViewsTold(16, "pupil", "conversation", "scribed", "“English by myself.”", "“Fractions in sentences.”", "“The card stays even if I do not use "
              "it.”", "“A chess team.”", cycle=3),
)
PROFILES = (
    ProfileTold(168, "{name} and Ms Coppice", "I read everything. I say sorry first.", "Knowing what comes next. The library. A seat by the door.",
                "Answer the card with a nod. Tell me changes the day before.", "To have one friend in each lesson."),
    ProfileTold(45, "{name}, {his} mother and Ms Coppice", "I read everything and remember where it stands. I say sorry first. I find the exact word.",
                "Knowing the day before it begins. The library. A seat by the door. Chess on Thursdays.",
                "Start the first step with me and then go. Answer the card with a nod. Read word problems in parts. Tell me of a change the day "
                "before.",
                "To play for the school. To run a library."),
)
MEETINGS = (
    MeetingTold("start", 170, "parents", "The Nest", "What section F of the plan looks like here.", (HOME, SENDCO, COPPICE),
                "{parent} told what worked in the primary school. The exit card was made at the table.", (ActionTold("Card to all teachers",
                "Dr Robin Lark", 168, 168),)),
    MeetingTold("review1", 121, "support_review", "The Nest", "Review of the first cycle.", (HOME, SENDCO, COPPICE, PUPIL),
                "Slips were counted together: 14, then 11. The start of the lesson is the hard part.", (ActionTold("Adult at the start of English "
                "and mathematics",
                "Dr Robin Lark", 95, 95),), cycle=1),
    MeetingTold("review2", 60, "support_review", "The Nest", "Review of the second cycle.", (HOME, SENDCO, SALLOW, PUPIL),
                "8 of 10 lessons begun within three minutes. {name} would like to try English alone.", (ActionTold("Card in the cover folder",
                "Ms Petra Sallow", 50, 52),
                ActionTold("Chess club on Thursdays", "{parent}", 45, 46)), cycle=2),
)
INVOLVEMENTS = (
    InvolvementTold("psychologist", "educational_psychology", "Dr Wilma Osier", "Marlshire Psychology Service", "How the start of a lesson can be "
                    "made easier.", 112, 70, 64, advice=(
        AdviceTold("The adult starts the task and leaves within ten minutes.", "Ms Sallow keeps the time on a card.", 62,
                   "Lessons begun within three minutes rose from 3 to 8 of 10."),
        AdviceTold("Count what {name} does, not what {he} leaves.", "The slip now has a box for lessons finished.", 50),
    )),
    InvolvementTold("mentor_team", "other", "Mr Finlo Wharram", "Marlshire Inclusion Team", "A second pair of eyes on mathematics.", 8),
)
STORY = (
    EntryTold(184, "note", "Form tutor", 5, "Knows the library’s shelf on castles better than its catalogue does."),
    EntryTold(180, "observation", "Mathematics teacher", 20, "Looked at the sheet, stood up and left. Back after eight minutes and finished the "
              "second half.", (), "door"),
    EntryTold(174, "phone_call", "{parent}", 15, "The primary school used a card. It should be the same colour.", ("home",)),
    EntryTold(170, "incident", "Cover teacher", 15, "Room changed at the door; {name} did not go in. Read in the library until break.", (), "change"),
    EntryTold(164, "support", "Ms Marnie Coppice", 40, "Friendship group: said nothing and stayed to put the chairs away."),
    EntryTold(150, "letter", "All teachers", 10, "What section F asks of each lesson, on one side."),
    EntryTold(140, "support", "Ms Marnie Coppice", 40, "Led the game. Named ‘impatient’ and what helps."),
    EntryTold(128, "note", "Form tutor", 5, "Went to a pupil {he} had shouted at and said sorry, by {him}self.", ("strength",), "mend"),
    EntryTold(121, "meeting", "{parent}", 40, "Review of the first cycle. The minutes are kept."),
    EntryTold(110, "support", "Ms Marnie Coppice", 10, "Morning check-in begins."),
    EntryTold(96, "decision", "Dr Robin Lark", 15, "Ms Sallow’s timetable changed so that section F is given in full from Monday."),
    EntryTold(88, "lesson_visit", "English teacher", 30, "Adult at the table for seven minutes. {name} wrote for twenty after she had gone."),
    EntryTold(80, "view", "{name}", 10, "“It is better when somebody starts it and does not stay.”"),
    EntryTold(74, "email", "{parent}", 5, "First Monday without a battle.", ("home",)),
    EntryTold(70, "visit", "Dr Wilma Osier, educational psychologist", 90, "Watched English and mathematics, spoke with {name} in the library."),
    EntryTold(61, "assessment", "Ms Marnie Coppice", 20, "School Worries Scale: 19 of 40, from 31 at the first count."),
    EntryTold(60, "meeting", "{parent}", 45, "Review of the second cycle. The minutes are kept."),
    EntryTold(46, "note", "Chess club", 5, "Came, watched, and played the last game."),
    EntryTold(33, "lesson_visit", "Mathematics teacher", 30, "Word problems cut into parts: four of five right."),
    EntryTold(18, "observation", "English teacher", 20, "Began within a minute with nobody beside {him}."),
    EntryTold(7, "email", "Marlshire Inclusion Team", 5, "Asked when somebody can come to see mathematics.", (),
              next_action="Ring the inclusion team if nothing has come", next_on=-3),
)
REVIEW = MeetingTold(
    "annual", 0, "annual_review", "Learning base", "Annual review of the EHC plan.",
    (HOME, SENDCO, SALLOW, ("Dr Wilma Osier", "Educational psychologist", "sent_report"), ("Case officer", "Marlshire County Council", "apologies"),
     PUPIL),
    "Each outcome in section E was read out and marked. Lessons begun within three minutes have gone from 3 to 8 of 10. {name} asked that the card "
    "stay in the plan. "
    "Support in mathematics is wanted for word problems. Everybody agrees on the changes to sections B, E and F that the school proposes.",
    (ActionTold("Tell all cover staff of the card", "Ms Petra Sallow", 5, 6), ActionTold("Ask the inclusion team to see mathematics", "Dr Robin Lark",
     7, 8),
     ActionTold("Say how many hours the proposed section F costs", "Dr Robin Lark", -5)),
    "{parent} would like 12 hours a week; the school proposes 10. Both are told to the council.",
)
FINAL = {
    "A": "{name} likes castles, chess and the library. {He} wants to know the day before it begins. The family hopes for friends and a calm Monday.",
    "B": "{name} has social, emotional and mental health needs. {He} leaves a room when a task begins with something {he} cannot yet do. A change "
         "that is not told "
         "beforehand costs the lesson. {name} reads well above {his} years.",
    "C": "No health needs that relate to {his} special educational needs.", "D": "No social care needs that relate to {his} special educational "
    "needs.",
    "E": "By the end of Year 8 {name} will begin the first task within three minutes in 8 of 10 lessons.\nBy the end of Year 8 {name} will ask "
         "before leaving, with a card, "
         "each time.",
    "F": "5 hours a week of a teaching assistant in English and mathematics, who starts each task with {name} and steps back.\nA check-in of 10 "
         "minutes each "
         "morning with the same adult.\nAn exit card, answered in every lesson.",
    "G": "None.", "H1": "None.", "H2": "None.", "I": "Fernhollow School, a mainstream secondary school.", "J": "No personal budget was asked for.",
    "K": "Advice of the parents, the school, an educational psychologist and health. The advice is attached to the plan.",
}
"""The sections of the final plan."""
PROPOSED = {
    "B": "{name} has social, emotional and mental health needs. {He} leaves a room when a task begins with something {he} cannot yet do, less often "
         "each half-term. "
         "A change that is not told beforehand costs the lesson. {name} leaves out word problems that {he} can do once they are read in parts. "
         "{name} reads well above "
         "{his} years.",
    "E": "By the end of Year 9 {name} will begin the first task within three minutes in 7 of 10 lessons with nobody beside {him}.\nBy the end of "
         "Year 9 {name} will ask "
         "before leaving, with a card, each time.\nBy the end of Year 9 {name} will finish the main task in mathematics in 3 of 5 lessons.",
    "F": "10 hours a week of a teaching assistant in English, mathematics and science, who starts each task with {name} and steps back within ten "
         "minutes.\nWord problems in "
         "mathematics read aloud in parts, in every lesson.\nA check-in of 10 minutes each morning with the same adult.\nAn exit card, answered in "
         "every lesson, "
         "also by cover staff.",
}
"""The sections that the school would change after the review; the others stay as they are."""
