"""What the pupil whose request is late, the family and the professionals said over two years, and what was agreed with them."""

from sendco_desk.services.demo_voices import ActionTold, AdviceTold, InvolvementTold, MeetingTold, ProfileTold, ViewsTold

HOME, SENDCO, PUPIL = ("{parent}", "Mother", "came"), ("Dr Robin Lark", "SENDCo", "came"), ("{name}", "Pupil", "came")
TEAL = ("Mr Josiah Teal", "Teaching assistant", "came")
VIEWS = (
    ViewsTold(345, "pupil", "conversation", "scribed", "“Art. The library when nobody is in it.”", "“When I have to read and everybody waits.”",
              "“I want the words to stay still.”", "“To draw for a job.”", cycle=1),
    ViewsTold(340, "parent", "conversation", "summed_up", "{name} comes home talking about art and science.", "Anything with a page of writing ends "
              "the evening.",
              "That nobody thinks {him} lazy.", "That reading stops being the thing the day is about.", cycle=1),
    ViewsTold(302, "pupil", "drawing", "own", "“Small group. Mr Teal waits.”", "“The yellow plastic. It does nothing.”", "“Not missing art for it.”",
              "", cycle=1),
    ViewsTold(235, "pupil", "conversation", "scribed", "“My chart.”", "“When the library is taken and we skip.”", "“Ten minutes, and then it is "
              "over.”",
              "“To read a comic without stopping.”", cycle=2),
    ViewsTold(235, "parent", "form", "own", "Errors are fewer, we can hear it.", "Still slower than a younger cousin, and it is noticed.",
              "The same adult every day.", "A book read to the end.", cycle=2),
    ViewsTold(151, "pupil", "conversation", "scribed", "“The story ones. I can say it back.”", "“At the end I do not know the start.”",
              "“That people stop saying try.”",
              "“To get the marks for what I know.”", cycle=3),
    ViewsTold(151, "parent", "conversation", "summed_up", "The audio books: a chapter every night.", "Three groups, and reading is where it was.",
              "To be told plainly what the school can and cannot do.", "Teaching by somebody who does nothing else.", cycle=3),
    ViewsTold(58, "pupil", "conversation", "scribed", "“The laptop. Mrs Alder’s word parts.”", "“I am only clever when somebody reads to me.”",
              "“Sitting the exams like everybody, in the hall, if I can.”", "“Art college.”", cycle=4),
    ViewsTold(58, "parent", "letter", "own", "School has done what it said it would do, every week.", "It is not enough, and we all see it.",
              "That {name} keeps going in.", "A plan that says who teaches what, and holds.", "Letter from home", 4),
    ViewsTold(20, "pupil", "form", "own", "“Typing. My print in the entrance.”", "“Waiting for a letter that nobody sends.”",
              "“Check-in before the bell.”",
              "“To know before the exams.”", cycle=5),
    ViewsTold(20, "parent", "conversation", "summed_up", "Mornings are easier since Ms Coppice.", "The council has not answered and {name} asks "
              "every day.",
              "An answer.", "That the support does not stop while we wait.", cycle=5),
)
PROFILES = (
    ProfileTold(232, "{name}, {his} mother and Mr Thrush", "I notice things. I make people laugh. I finish what I draw.",
                "Art. Being asked, not told. Nobody reading over my shoulder.",
                "Read the task to me once, then give me a minute. Never ask me to read aloud without showing me first. Give me the key words on a "
                "card.",
                "To draw for a living."),
    ProfileTold(18, "{name}, {his} mother and Ms Coppice",
                "I remember what I hear. I look after younger pupils. I keep trying, even with spelling. I plan a print from the first line to the "
                "last.",
                "Art, every week. My laptop. Knowing the day before it starts. Sitting with the others when I can.",
                "Read questions to me, or let the pen read them. Two instructions are two sentences. Wait ten seconds. "
                "Let me type anything longer than a paragraph. Leave the word bank on my desk.",
                "To get the marks for what I know. Art college, then making books with more pictures than words."),
)
MEETINGS = (
    MeetingTold("first", 340, "parents", "Learning base", "How reading is going, and what the first cycle will do.", (HOME, SENDCO, TEAL),
                "We went through the test of last week. {parent} described the infants’ school and the books that were listened to instead. The "
                "group, the "
                "steps on the board and shared reading at home were agreed.",
                (ActionTold("Tell all teachers about reading aloud", "Dr Robin Lark", 335, 336), ActionTold("Find audio books of this year’s texts",
                 "Dr Robin Lark", 330, 331,
                 "The library lends eleven of fourteen."))),
    MeetingTold("review1", 302, "support_review", "Learning base", "Review of the first cycle.", (HOME, SENDCO, TEAL, PUPIL),
                "82 of 100 words. {name} showed which pairs are hard. The overlay has not helped and is put away. Everybody prefers every day to "
                "three times a week.",
                (ActionTold("Fix a corner of the library for ten minutes a day", "Dr Robin Lark", 298, 298),), cycle=1),
    MeetingTold("review2", 235, "support_review", "Learning base", "Review of the second cycle.", (HOME, SENDCO, ("Mr Ivor Thrush",
                "Teaching assistant", "came"), PUPIL),
                "{name} led the meeting with the chart. 95 of 100 words are secure. Rate has risen to 55. We spoke about meaning: what is read "
                "slowly is not kept.",
                (ActionTold("Ask speech and language therapy", "Dr Robin Lark", 228, 231), ActionTold("Reading pen to try", "Ms Petra Sallow", 220,
                 224)), cycle=2),
    MeetingTold("therapist", 190, "parents", "Learning base", "What the therapist’s report means for lessons and for home.",
                (HOME, SENDCO, ("Ms Isolde Brook", "Speech and language therapist", "sent_report")),
                "The report was read together. {parent} recognises the long sentences. Teachers have the advice on one side of paper.",
                (ActionTold("Ten seconds of waiting to be looked for in lesson visits", "Dr Robin Lark", 175, 176, "Seen in four of five."),)),
    MeetingTold("review3", 151, "support_review", "Learning base", "Review of the third cycle.", (HOME, SENDCO, ("Mrs Hester Quayle",
                "Higher level teaching assistant", "came"), PUPIL),
                "Rate 63. Ten questions on a page: four read alone, eight heard. We agree that more of the same will not do it.",
                (ActionTold("Ask the psychology service", "Dr Robin Lark", 148, 150), ActionTold("Specialist teacher twice a week", "Dr Robin Lark",
                 144, 144)),
                "{parent} would have asked the council already; the school wished to try specialist teaching first. Agreed to decide at the next "
                "review.", 3),
    MeetingTold("spring", 100, "parents", "Telephone", "Attendance, the laptop and the art club.", (HOME, SENDCO),
                "Tuesdays and Fridays are better since English reading moved. The laptop comes home at weekends. Art club is the best hour of the "
                "week.",
                (ActionTold("Laptop bag and insurance form", "{parent}", 92, 95),)),
    MeetingTold("review4", 58, "support_review", "Learning base", "Review of the fourth cycle, and what follows.",
                (HOME, SENDCO, ("Mrs Verity Alder", "Specialist teacher", "came"), ("Head of year", "Pastoral lead", "apologies"), PUPIL),
                "Four cycles were laid side by side. Word reading stands at 74 and stood at 76. {name} said: “I do not want to be clever only when "
                "somebody reads to me.” "
                "Everybody agrees that the council should be asked to assess.",
                (ActionTold("Put the request together", "Dr Robin Lark", 50, 51), ActionTold("Write {name}’s views down with {him}",
                 "Ms Marnie Coppice", 52, 54)), cycle=4),
    MeetingTold("waiting", 20, "parents", "Learning base", "How support goes on while the council decides.", (HOME, SENDCO, PUPIL),
                "No decision has come. Word study and typing go on; check-in with Ms Coppice starts. {name} wants to know before the mock "
                "examinations.",
                (ActionTold("Daily check-in to begin", "Ms Marnie Coppice", 14, 14), ActionTold("Apply for a reader and a word processor",
                 "Dr Robin Lark", -6),
                 ActionTold("Note of the evenings, good and bad", "{parent}", -12)), cycle=5),
    MeetingTold("review5", -12, "support_review", "Learning base", "Review of the fifth cycle.",
                (("{parent}", "Mother", "invited"), ("Dr Robin Lark", "SENDCo", "invited"), ("Mrs Verity Alder", "Specialist teacher", "invited"),
                 ("{name}", "Pupil", "invited")), cycle=5),
)
INVOLVEMENTS = (
    InvolvementTold("therapist", "speech_and_language", "Ms Isolde Brook", "Marlshire Children’s Therapies", "Why long sentences are lost, read and "
                    "heard.", 231, 214,
                    paper="Speech and language report", ended=100, advice=(
        AdviceTold("Give an instruction in two parts as two sentences.", "On the one-side summary for all teachers; looked for in lesson visits.",
                   208,
                   "Seen in nine of twelve lessons visited.", 1),
        AdviceTold("Wait ten seconds before asking again.", "Same summary.", 208, "{name} answers after six seconds on average; nobody had waited "
                   "so long before.", 1),
        AdviceTold("Teach subject words by drawing and saying them.", "Language for thinking on Wednesdays.", 200, "4 of 6 words kept on Fridays, "
                   "from 2 of 6.", 1),
    )),
    InvolvementTold("psychologist", "educational_psychology", "Dr J. Example", "Marlshire Psychology Service",
                    "Why word reading has not moved over four cycles, and what teaching would.", 150, 68, paper="Educational psychologist’s report",
                    advice=(
        AdviceTold("Tasks in short steps.", "One slide for each step, all subjects.", 14, "Begins within two minutes in 4 of 5 lessons.", 1),
        AdviceTold("A word bank on the desk.", "Taken from the specialist teacher’s list each Monday.", 13, "Used without being told in 2 of 5 "
                   "lessons, so far.", 1),
        AdviceTold("A daily check-in with a known adult.", "Ms Coppice, ten minutes before the bell.", 14, page=1),
    )),
    InvolvementTold("occupational", "occupational_therapy", "", "Marlshire Children’s Therapies", "Whether pain in the hand has a cause that can be "
                    "helped.", 110,
                    ended=70, note="Closed without a visit: the service takes no referrals for writing alone."),
)
