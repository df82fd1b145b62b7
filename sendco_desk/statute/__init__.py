"""The law as typed rules: calendars, periods, and milestones that follow from facts. Pure: today is an argument."""
