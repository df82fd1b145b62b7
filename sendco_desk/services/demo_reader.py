"""The demo's pupil whose request is late: five cycles about reading over two years, and what they rest on."""

from sendco_desk.services.demo_provision import PlaceTold
from sendco_desk.services.demo_support import CycleTold, NeedTold, OutcomeTold, StrategyTold
from sendco_desk.services.demo_voices import MeasureTold

WORD_TEST, RATE_TEST, SPELLING_TEST = "Fernhollow Word Reading Test", "Larch Lane Reading Rate", "Marlshire Spelling Scale"
CYCLES = (
    CycleTold(
        1, 363, 302, 302, "Reading common words",
        "Reads 61 of the 100 most common words at sight. Word reading 76 (71 to 82), spelling 72. Knows single letter sounds; guesses at longer "
        "words "
        "from the first letter and the picture.",
        "Ten minutes of shared reading after tea, four evenings a week, {name} choosing the book.",
        "“I will put a finger under the line, and say when I need the word.”",
        (
            OutcomeTold("cognition", "{name} will read 90 of the 100 most common words at sight.", "Mr Josiah Teal", "School’s word cards, read cold",
                        "61 of 100", "90 of 100", "partly", "82 of 100", "Steady: 21 words more in twelve weeks. Words that look alike still slip."),
            OutcomeTold("cognition", "{name} will begin written tasks within two minutes in 4 of 5 lessons.", "Subject teachers",
                        "Lesson visits by the SENDCo, five lessons", "1 of 5", "4 of 5", "partly", "3 of 5",
                        "Where the task stands on the board in three steps {he} begins at once."),
        ),
        (
            StrategyTold("cognition", "Task on the board in three numbered steps, read aloud once.", "Subject teachers", "All lessons",
                         "Every lesson",
                         "helped", "Seen in four of the five lessons visited."),
            StrategyTold("cognition", "Coloured overlay and a reading ruler.", "{name}", "All lessons", "When reading more than a paragraph",
                         "did_not", "{name} says the words do not stay any stiller with it. Stopped."),
        ),
        "Small-group literacy three times a week, steps on the board, an overlay on trial. The group went well; three pupils left it in week five "
        "and "
        "those who stayed got through more. The overlay made no difference to rate or errors.",
        "change", "The common words are coming; what holds {name} back now is speed. Ten minutes every day one to one will do more than three "
        "longer sessions a week.",
        "The first version said that the first outcome was met. The count on the last day was 82, not 92: the 8 was read as a 9.",
    ),
    CycleTold(
        2, 298, 236, 235, "Reading common words faster",
        "82 of 100 common words at sight. Reads 48 words a minute of a text at a reading age of seven, with nine errors.",
        "Flash cards of the week’s ten words by the kettle: once each morning, no more.",
        "“I want to see my own chart go up.” {name} colours it in every day.",
        (
            OutcomeTold("cognition", "{name} will read 60 words a minute with no more than four errors.", "Mr Ivor Thrush", RATE_TEST,
                        "48 words a minute, nine errors", "60 words a minute, four errors", "partly", "55 words a minute, five errors",
                        "The errors nearly halved. The speed rose each week but one."),
            OutcomeTold("cognition", "{name} will read 90 of the 100 most common words at sight.", "Mr Ivor Thrush", "School’s word cards, read cold",
                        "82 of 100", "90 of 100", "met", "95 of 100", "Met in the ninth week and still there at the review.", 1),
        ),
        (
            StrategyTold("cognition", "Key words of each unit on a card, taught before the unit begins.", "Subject teachers",
                         "Science, history, geography",
                         "Once a unit", "helped", "History says that {name} now answers from the card."),
            StrategyTold("semh", "Never asked to read aloud without having seen the text first.", "All staff", "All lessons", "Always", "helped",
                         "No lesson left early in the last eight weeks."),
        ),
        "Precision teaching every day. {name} kept the chart and could say which words were slow. The daily ten minutes were missed when the corner "
        "of the library was needed for tests.",
        "change", "Single words are secure. Rate in running text is not: repeated reading with a partner is the next thing to try.",
    ),
    CycleTold(
        3, 230, 152, 151, "Reading a page for meaning",
        "Reads 55 words a minute. After reading a page alone {he} answers 3 of 10 questions; after hearing it read, 8 of 10. Standard score for word "
        "reading 77 (72 to 83).",
        "The school’s audio books on {name}’s phone; listening and following at bedtime.",
        "“I will try the first paragraph before I ask.”",
        (
            OutcomeTold("cognition", "{name} will answer 7 of 10 questions on a page that {he} has read alone.", "Mrs Hester Quayle",
                        "Ten questions on an unseen page", "3 of 10", "7 of 10", "not_yet", "4 of 10",
                        "The reading takes so long that the beginning is gone at the end. Heard, the same page gives 8 of 10."),
            OutcomeTold("cognition", "{name} will read 65 words a minute with no more than four errors.", "Mrs Hester Quayle", RATE_TEST,
                        "55 words a minute, five errors", "65 words a minute, four errors", "partly", "63 words a minute, four errors",
                        "Two words short of the target.", 1),
            OutcomeTold("communication", "{name} will explain six new subject words a week in a sentence of {his} own.", "Mrs Hester Quayle",
                        "Friday check of six words", "2 of 6", "6 of 6", "partly", "4 of 6", "Words that were drawn as well as said are kept."),
        ),
        (
            StrategyTold("cognition", "Texts sent to the reading pen before the lesson.", "Ms Petra Sallow", "English, history", "Twice a week",
                         "partly",
                         "Good when charged. It was flat on three of ten visits; now charged in the base overnight."),
            StrategyTold("communication", "Ten seconds of waiting after a question.", "All staff", "All lessons", "Always", "helped", ""),
        ),
        "Reading fluency group twice a week and the language group once. Rate rose; meaning did not follow. The therapist’s report says why: long "
        "sentences are lost before they are finished, whether read or heard too fast.",
        "specialist", "{name} needs teaching that we do not have in the team: structured spelling and morphology with the specialist teacher, and "
                      "the "
        "psychologist’s view.",
    ),
    CycleTold(
        4, 146, 60, 58, "Structured spelling, and writing that can be read",
        "Spelling 71 (66 to 78): 2 of 20 subject words right. Writes 9 words a minute by hand. Word reading has not moved in a year although every "
        "session but a few was given.",
        "A message a day to a grandparent, spelled as it comes; nobody corrects it.",
        "“I will say the parts of the word out loud when I write.”",
        (
            OutcomeTold("cognition", "{name} will spell 14 of 20 subject words right in dictation.", "Mrs Verity Alder", "Twenty words of the term",
                        "2 of 20", "14 of 20", "partly", "8 of 20", "Words built from parts {he} knows are right; the others are not."),
            OutcomeTold("cognition", "{name} will write 12 words a minute that a stranger can read.", "Mrs Verity Alder", "Ten-minute free writing",
                        "9 words a minute", "12 words a minute", "not_yet", "9 words a minute", "No change by hand. Typed, {he} wrote 14."),
            OutcomeTold("semh", "{name} will come to school on 19 of 20 days.", "Dr Robin Lark", "Attendance register", "17 of 20", "19 of 20", "met",
                        "19 of 20", "Mornings with English were the hardest; they are no longer the ones missed."),
        ),
        (
            StrategyTold("cognition", "Laptop with predictive text for anything over a paragraph.", "{name}", "English, humanities", "Every lesson",
                         "helped", "The normal way of working by now. Evidence kept for the access arrangements."),
            StrategyTold("cognition", "Reader for tests in class.", "Ms Petra Sallow", "Learning base", "Each test", "helped",
                         "Science: 31 of 50 with a reader, 14 of 50 without, papers of the same kind."),
        ),
        "Forty-five minutes twice a week with the specialist teacher, a laptop, a reader for tests, the language group. {name} worked hard in every "
        "session. Word reading is where it was two years ago and the gap to others widens by the term.",
        "request", "Four cycles, each delivered almost whole and each changed in the light of the last, have left word reading at a standard score "
                   "of "
        "74. What {name} now needs is more than the school can secure by itself.",
    ),
    CycleTold(
        5, 50, -12, None, "While the council decides",
        "Word reading 74 (69 to 79), spelling 71, 66 words a minute. With a reader and a laptop {name}’s answers show what {he} knows.",
        "Mother and {name} keep a note of which evenings reading went well, and why.",
        "“I will use the laptop without being told.”",
        (
            OutcomeTold("cognition", "{name} will spell 14 of 20 subject words right in dictation.", "Mrs Verity Alder", "Twenty words of the term",
                        "8 of 20", "14 of 20", carried=1),
            OutcomeTold("cognition", "{name} will type 20 words a minute with no more than two errors a line.", "Mr Josiah Teal",
                        "Five-minute copy on the typing course", "14 words a minute", "20 words a minute"),
            OutcomeTold("semh", "{name} will ask for the reader or the word bank in 4 of 5 lessons.", "Subject teachers",
                        "Five lesson visits by the SENDCo", "2 of 5", "4 of 5"),
        ),
        (
            StrategyTold("cognition", "Word bank on the desk, from the specialist teacher’s list of the week.", "Subject teachers", "All lessons",
                         "Every lesson"),
            StrategyTold("cognition", "Tasks given in short steps, one slide at a time.", "Subject teachers", "All lessons", "Every lesson"),
            StrategyTold("semh", "Ten minutes each morning with the learning mentor.", "Ms Marnie Coppice", "The Nest", "Every day"),
        ),
    ),
)
NEEDS = (
    NeedTold("cognition", "need", "{name} reads single words at a standard score of 74, and has stayed within three points of it for two years.",
             ("measure:word.1", "measure:word.5"), 60),
    NeedTold("cognition", "need", "{name} needs a page read aloud to answer questions on it: 8 of 10 heard, 4 of 10 read alone.", ("story:page",),
             150),
    NeedTold("cognition", "need", "{name} spells 8 of 20 subject words right and writes 9 words a minute by hand.", ("measure:spell.3",
             "story:dictation"), 58),
    NeedTold("cognition", "strength", "{name} remembers what {he} hears: after one hearing {he} can retell a chapter in order.", ("story:retell",),
             220),
    NeedTold("cognition", "strength", "{name} draws and builds with great care, and plans both before beginning.", ("story:workshop",), 300),
    NeedTold("communication", "need", "{name} loses long sentences before they end and needs an instruction in two parts given as two.",
             ("paper:Speech and language report#1", "measure:listen.1"), 205),
    NeedTold("communication", "strength", "{name} tells a story with timing and makes a group laugh.", (), 205),
    NeedTold("semh", "need", "{name} leaves or puts {his} head down when asked to read aloud without warning.", ("story:aloud",), 340),
    NeedTold("semh", "strength", "{name} is loyal and kind; younger pupils come to {him} first.", ("story:kind",), 260),
    NeedTold("sensory_physical", "need", "{name} writes with a tight grip and stops after half a page because the hand hurts.", ("story:grip",), 330,
             120),
)
MEASURES = (
    MeasureTold(WORD_TEST, "2nd edition", "", "cognition", "standard", "Dr Robin Lark, qualified assessor", (
        ("word.1", 361, "76", "71", "82"), ("word.2", 301, "75", "70", "81"), ("word.3", 233, "77", "72", "83"), ("word.4", 149, "76", "71", "82"),
        ("word.5", 61, "74", "69", "79"),
    ), 61),
    MeasureTold(SPELLING_TEST, "", "", "cognition", "standard", "Dr Robin Lark, qualified assessor", (
        ("spell.1", 360, "72", "67", "79"), ("spell.2", 232, "73", "68", "80"), ("spell.3", 60, "71", "66", "78"),
    ), 61),
    MeasureTold(RATE_TEST, "", "words a minute", "cognition", "raw", "Learning base", (
        ("rate.1", 359, "41", "", ""), ("rate.2", 299, "48", "", ""), ("rate.3", 236, "55", "", ""), ("rate.4", 151, "63", "", ""),
        ("rate.5", 59, "66", "", ""),
    ), 61),
    MeasureTold("Marsh Hill Listening Inventory", "", "sentences", "communication", "percentile", "Ms Isolde Brook, speech and language therapist", (
        ("listen.1", 212, "9", "5", "16"),
    ), 0, "Speech and language report"),
)
PLACES = (
    PlaceTold("literacy", 1, "Read 90 of 100 common words", "Common words at sight", "61 of 100", "82 of 100",
              "21 words more. Reading rate rose from 41 to 48 words a minute.", 11, note="Away with a cold."),
    PlaceTold("precision", 2, "Read 60 words a minute", "Words a minute", "48", "55", "Errors nearly halved, from nine to five.", 9),
    PlaceTold("fluency", 3, "Read 65 words a minute and say what the page was about", "Words a minute", "55", "63",
              "Rate rose; understanding of the page did not.", 10),
    PlaceTold("language", 3, "Explain six new words a week", "Friday check", "2 of 6", "4 of 6", "Drawn words are kept.", 8),
    PlaceTold("spelling", 4, "Spell subject words from their parts", "Dictation of 20 words", "2 of 20", "8 of 20",
              "Words built from known parts are right.", 12),
    PlaceTold("tutor", 4, "Follow the text with a ruler for all of it", "Minutes followed", "4 of 20", "15 of 20", "Follows on most days.", 13, into=(5, 50)),
    PlaceTold("word_study", 5, "Spell 14 of 20 subject words", "Dictation of 20 words", "8 of 20", missed=11),
    PlaceTold("typing", 5, "Type 20 words a minute", "Words a minute", "14", missed=9),
    PlaceTold("check_in", 5, "Begin the day with its timetable", "Mornings begun on time", "7 of 10", missed=12, since=14),
)
COSTS = (
    ("spelling", "Spelling programme, pupil’s books", 3_450, 144), ("", "Reading pen", 18_900, 180), ("typing", "Typing course, one licence", 2_400,
     48),
)
ATTENDANCE = (
    (4, 0, ""), (5, 1, ""), (3, 0, ""), (6, 2, "Three mornings with English."), (7, 3, "Mornings with English, again."), (5, 2, ""), (4, 0, ""),
    (6, 1, "A week with tonsillitis."), (3, 0, ""), (5, 2, ""), (4, 1, ""), (2, 0, ""),
)
SHARED = (
    (208, "Speech and language report", "All of {name}’s teachers", "agreed", "{parent}", None),
    (150, "Results of the four reading tests", "Marlshire Psychology Service", "agreed", "{parent}", None),
    (120, "One-page profile", "After-school art club", "agreed", "{parent}", 70),
    (58, "Attendance by half-term", "Marlshire County Council, SEND assessment team", "agreed", "{parent}", None),
    (14, "Psychologist’s report", "All of {name}’s teachers", "agreed", "{parent}", None),
)
