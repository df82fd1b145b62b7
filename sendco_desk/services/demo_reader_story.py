"""The story of the demo's pupil whose request is late: two years in the SENDCo's words, newest last."""

from sendco_desk.domain.support_codes import ACCESS_TAG
from sendco_desk.services.demo_voices import EntryTold

EXAMS = (ACCESS_TAG,)
READING = ("reading",)
STORY = (
    EntryTold(365, "email", "English teacher", 5, "Asks for advice: {name} joins in every discussion and hands in a line and a half of writing."),
    EntryTold(364, "lesson_visit", "English teacher", 30, "English: on task for 11 of 30 minutes. Copied the date and the title; needed the task "
              "said "
              "again four times; then told the person beside {him} what the poem was about, correctly."),
    EntryTold(363, "phone_call", "{parent}", 20, "Reading has been hard since the infants. At home {he} listens to stories by the hour. We agreed to "
              "begin a first cycle of support.", ("home",)),
    EntryTold(361, "assessment", "Dr Robin Lark", 45, "Word reading test given in the learning base: 76, likely range 71 to 82. {name} worked "
              "without a "
              "break and asked how many were right.", READING),
    EntryTold(358, "support", "Mr Josiah Teal", 25, "First session of small-group literacy. {name} knew 61 of the 100 common words.", READING),
    EntryTold(352, "observation", "History teacher", 15, "Asked to read a source aloud without warning, {name} put {his} head on the desk until the "
              "bell.",
              ("reading",), "aloud"),
    EntryTold(351, "decision", "Heads of department", 20, "Agreed in the department meeting: nobody is asked to read aloud who has not seen the "
              "text first."),
    EntryTold(345, "view", "{name}", 15, "“I like art. I want the words to stay still.”", ("view",)),
    EntryTold(340, "meeting", "{parent}", 40, "First meeting of the year about the support. The minutes are kept.", ("home",)),
    EntryTold(336, "note", "Form tutor", 5, "Arrives ten minutes early on art days."),
    EntryTold(330, "observation", "Technology teacher", 20, "Grips the pencil with the whole fist; shakes the hand out after half a page.", (),
              "grip"),
    EntryTold(326, "support", "Mr Josiah Teal", 25, "74 of 100 words today. The pairs were/where and of/off still change places.", READING),
    EntryTold(321, "letter", "{parent}", 10, "Letter home with the word count and two games for the car.", ("home",)),
    EntryTold(318, "lesson_visit", "Science teacher", 30, "Science: set the practical up alone and wrote one word of the method."),
    EntryTold(312, "observation", "English teacher", 20, "Overlay and no overlay, two texts of the same kind: 44 and 45 words a minute. It is put "
              "away.",
              READING),
    EntryTold(306, "email", "{parent}", 5, "Home says that {name} read a menu aloud to a grandparent on Sunday, and chose to.", ("home", "strength")),
    EntryTold(302, "assessment", "Mr Josiah Teal", 15, "Count at the end of the twelve weeks: 92 of 100 common words.", READING, "count"),
    EntryTold(300, "assessment", "Dr Robin Lark", 5, "It was 82 of 100: read off the sheet again with Mr Teal.", READING, corrects="count"),
    EntryTold(300, "observation", "Art teacher", 20, "Planned a lino cut in four drawings, in order, and kept to the plan for three lessons.",
              ("strength",),
              "workshop"),
    EntryTold(298, "decision", "{parent}", 15, "Second cycle begins: ten minutes of precision teaching a day in place of the group."),
    EntryTold(290, "support", "Mr Ivor Thrush", 10, "First full week of precision teaching, five of five. The chart has begun.", READING),
    EntryTold(284, "incident", "Cover teacher", 20, "Walked out of a cover lesson when asked to read a paragraph. Came to the base, drew for ten "
              "minutes and "
              "went back. The cover sheet now carries the agreement on reading aloud.", ("reading",)),
    EntryTold(277, "phone_call", "{parent}", 10, "Told of the walk-out on the day. {name} had told it at home the same way."),
    EntryTold(270, "lesson_visit", "History teacher", 30, "History: answered twice from the card of key words. Wrote three sentences."),
    EntryTold(262, "support", "Mr Ivor Thrush", 10, "Corner of the library taken for tests all week: one session of five held.", READING),
    EntryTold(258, "note", "Form tutor", 5, "Walked two Year 7 pupils to first aid and stayed with them. They ask for {him} by name now.",
              ("strength",), "kind"),
    EntryTold(250, "email", "Science teacher", 5, "End of unit test read aloud by the technician: 31 of 50. The last, unread: 14.", EXAMS),
    EntryTold(243, "view", "{name}", 10, "“The chart is the only thing in school that goes up every day.”", ("view",)),
    EntryTold(236, "assessment", "Dr Robin Lark", 30, "55 words a minute with five errors. Common words 95 of 100.", READING),
    EntryTold(235, "meeting", "{parent}", 45, "Review of the second cycle, {name} there for all of it. The minutes are kept."),
    EntryTold(231, "decision", "Dr Robin Lark", 10, "Speech and language therapy asked to see {name}: what is heard in long sentences is lost as "
              "well as what is read."),
    EntryTold(226, "support", "Mrs Hester Quayle", 30, "Reading fluency group begins with four pupils.", READING),
    EntryTold(220, "lesson_visit", "English teacher", 30, "The class heard a chapter. {name} retold it in order with the names right, ten minutes "
              "later.",
              ("strength",), "retell"),
    EntryTold(214, "visit", "Ms Isolde Brook, speech and language therapist", 90, "Saw {name} in the base and watched a geography lesson."),
    EntryTold(208, "letter", "All of {name}’s teachers", 15, "The therapist’s advice on one side of paper: short sentences, two parts as two, ten "
              "seconds of waiting."),
    EntryTold(200, "support", "Mrs Hester Quayle", 30, "Language group begins on Wednesdays.", ("language",)),
    EntryTold(193, "observation", "Geography teacher", 20, "Given the instruction in two parts {name} did both. Given in one, the second half was "
              "lost."),
    EntryTold(190, "meeting", "{parent}", 30, "Meeting with home about the therapist’s report. The minutes are kept.", ("home",)),
    EntryTold(184, "email", "English teacher", 5, "Reading pen flat again. Who charges it?", (), next_action="Find one person who charges the pen",
              next_on=180, done=181),
    EntryTold(180, "note", "Ms Petra Sallow", 5, "Pens are charged in the base overnight and handed out at tutor time."),
    EntryTold(172, "lesson_visit", "Mathematics teacher", 30, "Mathematics: all of the sums, none of the word problems. Read aloud, five of six.",
              EXAMS),
    EntryTold(165, "support", "Mrs Hester Quayle", 30, "61 words a minute. Good humour, although {he} knows the number.", READING),
    EntryTold(158, "observation", "Dr Robin Lark", 40, "Same page, once read alone and once heard: 4 of 10 questions and 8 of 10.", ("reading",
              ACCESS_TAG), "page"),
    EntryTold(153, "note", "Dr Robin Lark", 10, "Tutor asks for a quiet place at lunch on test days.", (), struck="It was about another tutor group "
              "and is not part of this record."),
    EntryTold(151, "meeting", "{parent}", 45, "Review of the third cycle. Home asks what comes next if this does not move it. The minutes are kept.",
              ("home",)),
    EntryTold(150, "decision", "Dr Robin Lark", 15, "Psychology service asked to assess. Specialist teacher to start as soon as the timetable allows."),
    EntryTold(144, "support", "Mrs Verity Alder", 45, "First lesson of structured spelling. {name} asked for the Greek word parts first.", READING),
    EntryTold(138, "lesson_visit", "English teacher", 30, "Laptop in use for the whole lesson. A page and a half, with an argument in it.", EXAMS),
    EntryTold(131, "phone_call", "{parent}", 15, "Stomach ache on Tuesdays and Fridays, the days with English first. We move English reading to "
              "period three."),
    EntryTold(127, "email", "Attendance officer", 5, "17 of 20 days; the three missed began with English.", ("attendance",)),
    EntryTold(120, "letter", "After-school art club", 10, "One-page profile given to the club, with home’s agreement.", ("strength",)),
    EntryTold(116, "observation", "Form tutor", 20, "In tutor-time reading {name} keeps the ruler on the line for four minutes of twenty, then "
              "listens with closed eyes."),
    EntryTold(109, "assessment", "Examinations officer", 45, "Class test in the base with reader and laptop: 58 of 100. The paper before, without: "
              "22.", EXAMS, "mock"),
    EntryTold(100, "meeting", "{parent}", 30, "Meeting with home: attendance, laptop, art. The minutes are kept.", ("home", "attendance")),
    EntryTold(94, "support", "Mrs Verity Alder", 45, "6 of 20 subject words. All six were built from parts.", READING),
    EntryTold(88, "email", "{parent}", 5, "Thank you for the move of English. Tuesdays are only Tuesdays again.", ("home",)),
    EntryTold(83, "incident", "Dinner supervisor", 15, "Pushed a tray off the table when somebody read {his} message aloud in a voice. Said sorry "
              "without being asked; "
              "the other pupil did too."),
    EntryTold(76, "observation", "History teacher", 20, "Spoke for three minutes on the causes of the war with four dates right. The written answer "
              "had one line.", EXAMS),
    EntryTold(70, "letter", "After-school art club", 5, "Home asks for the profile back: the club has ended. Returned and shredded.", ("home",)),
    EntryTold(68, "visit", "Dr J. Example, educational psychologist", 120, "Met {name} for two hours and watched science. Comes once more."),
    EntryTold(63, "observation", "Mrs Verity Alder", 20, "Dictation: 8 of 20. Ten minutes of free writing: 9 words a minute by hand, 14 typed.",
              EXAMS, "dictation"),
    EntryTold(61, "assessment", "Dr Robin Lark", 60, "Word reading 74 (69 to 79), spelling 71, given under examination conditions by a qualified "
              "assessor.", EXAMS),
    EntryTold(58, "meeting", "{parent}", 50, "Review of the fourth cycle. All agree that the council should be asked to assess. The minutes "
              "are kept."),
    EntryTold(57, "view", "{name}", 15, "“I do not want to be clever only when somebody reads to me.” Said to the SENDCo and written down as spoken.",
              ("view",)),
    EntryTold(55, "decision", "Dr Robin Lark", 20, "The request is being put together. The psychologist’s report is promised.", (),
              next_action="Gather the four reviews",
              next_on=52, done=52),
    EntryTold(50, "support", "Mrs Verity Alder", 45, "Word study takes the place of the spelling lessons: parts, meanings and spelling in one.",
              READING),
    EntryTold(42, "note", "Mr Josiah Teal", 5, "Touch typing begun. Two fingers to eight in four lessons."),
    EntryTold(36, "email", "Art teacher", 5, "A lino cut of {name}’s hangs in the entrance from today.", ("strength",)),
    EntryTold(30, "lesson_visit", "Science teacher", 30, "Opened the laptop without being told. Asked once for the word bank.", EXAMS),
    EntryTold(22, "phone_call", "{parent}", 15, "How the evenings go: three good, one not. {name} worries about the examinations.", ("home",)),
    EntryTold(20, "meeting", "{parent}", 40, "Meeting with home while the council decides. The minutes are kept.", ("home",)),
    EntryTold(14, "letter", "All of {name}’s teachers", 15, "The psychologist’s advice on one side of paper; check-in with Ms Coppice begins today."),
    EntryTold(9, "observation", "English teacher", 20, "Word bank used four times in one lesson. One page typed.", EXAMS),
    EntryTold(4, "support", "Mrs Verity Alder", 45, "11 of 20 subject words in this week’s dictation.", READING),
)
"""Every entry belongs to one school day; what is told of the request itself stands beside its case."""
