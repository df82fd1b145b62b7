"""What was measured of a pupil, in parts: scores, attendance, part-time timetables and suspensions, behaviour, and exam access evidence."""

from collections.abc import Mapping
from typing import ClassVar

from sendco_desk.ui.screens.tab_parts import PartsPage

PARTS = {
    "scores": ("Scores", "measure_scores.ScoresPart"), "attendance": ("Attendance", "measure_days.AttendancePart"),
    "part_time": ("Part-time and suspensions", "measure_part_time.PartTimePart"), "behaviour": ("Behaviour", "measure_days.BehaviourPart"),
    "access": ("Exam access", "measure_access.AccessPart"),
}


class MeasuresPage(PartsPage):
    """The tab Measures."""

    NAME: ClassVar[str] = "Measures"
    PARTS: ClassVar[Mapping[str, tuple[str, str]]] = PARTS
