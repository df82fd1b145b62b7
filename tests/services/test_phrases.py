"""Words to start from: the pupil's own last wording, and phrases in which no child stands."""

from datetime import date
from uuid import uuid4

from sendco_desk.domain.measures import BehaviourCount
from sendco_desk.domain.phrases import Phrase
from sendco_desk.domain.pupil import Pupil
from sendco_desk.services.desk import Desk


def test_a_phrase_is_kept_without_the_child_and_offered_with_the_next_one(desk: Desk, kacper: Pupil) -> None:
    desk.phrases.keep("outcome", " Kacper will read 40 of Kacperina’s words ", kacper.id)
    assert [phrase.words for phrase in desk.recording.of(Phrase)] == ["[name] will read 40 of Kacperina’s words"]
    desk.phrases.keep("review", "Kacper Wilk reads, and Kacper’s Wilkes book is brown.", kacper.id)
    assert [phrase.words for phrase in desk.recording.of(Phrase) if phrase.use == "review"] == ["[name] reads, and [name]’s Wilkes book is brown."]
    desk.phrases.keep("outcome", "Of somebody who is gone", uuid4())
    desk.recording.remove(desk.recording.of(Phrase)[-1])
    desk.phrases.keep("outcome", "A plain phrase")
    desk.phrases.keep("story", "Elsewhere")
    assert desk.phrases.offered("outcome", kacper.id) == ("A plain phrase", "Kacper will read 40 of Kacperina’s words")
    assert desk.phrases.offered("outcome") == ("[name] will read 40 of Kacperina’s words", "A plain phrase")


def test_the_last_wording_is_this_pupils_own_newest_that_says_anything(desk: Desk, kacper: Pupil) -> None:
    other = Pupil(id=uuid4(), legal_forename="Made", legal_surname="Up")
    desk.pupils.add(other)
    for pupil, note in ((kacper.id, "First words"), (kacper.id, "Second words"), (kacper.id, " "), (other.id, "Not his")):
        desk.recording.save(BehaviourCount(
            id=uuid4(), pupil=pupil, what="Left", first_day=date(2026, 11, 2), last_day=date(2026, 11, 6), count=1, note=note,
        ))
    assert desk.phrases.last_wording(BehaviourCount, "note", kacper.id) == "Second words"
    assert desk.phrases.last_wording(BehaviourCount, "note", uuid4()) == ""
    desk.phrases.keep("story", "The school’s own")
    assert desk.phrases.last_wording(Phrase, "words") == "The school’s own"
