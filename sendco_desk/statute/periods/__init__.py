"""The ways the law counts a period. Each class is one way; its ``KIND`` is the name that the table of rules gives it.

A new way of counting is one more small class with the members of `Period`, in the module it fits; no rule, milestone or screen changes
for it.
"""

from sendco_desk.statute.periods.backwards import BeforeDayOfYear, MonthsBefore, WeeksBefore, WeeksBeforeDayOfYear, WeeksBeforeSpan, WorkingDaysBefore
from sendco_desk.statute.periods.beginning import AtLeastDays, BeforeMonthsExpire, WorkingDaysBeginningWith
from sendco_desk.statute.periods.counting import NO_CALENDAR, Period, SchoolDays, ordinal
from sendco_desk.statute.periods.fixed import DatedDay, NoDay, SameDay, TimesASchoolYear
from sendco_desk.statute.periods.forwards import (
    MonthsToWorkingDay,
    PromptlyWithinMonths,
    WithinDays,
    WithinMonths,
    WithinSchoolDays,
    WithinWeeks,
    WithinWorkingDays,
    WithinYears,
    YearsFromBirth,
)
from sendco_desk.statute.periods.tribunal import TribunalMonths, TribunalWorkingDays, rolled_again

__all__ = [
    "NO_CALENDAR", "AtLeastDays", "BeforeDayOfYear", "BeforeMonthsExpire", "DatedDay", "MonthsBefore", "MonthsToWorkingDay", "NoDay",
    "Period", "PromptlyWithinMonths", "SameDay", "SchoolDays", "TimesASchoolYear", "TribunalMonths", "TribunalWorkingDays", "WeeksBefore",
    "WeeksBeforeDayOfYear", "WeeksBeforeSpan", "WithinDays", "WithinMonths", "WithinSchoolDays", "WithinWeeks", "WithinWorkingDays",
    "WithinYears", "WorkingDaysBefore", "WorkingDaysBeginningWith", "YearsFromBirth", "ordinal", "rolled_again",
]
