"""A month as a calendar page: the plain page that *Keluar cepat* leads to."""

import calendar
from datetime import date


def month_of(day: date) -> list[list[dict]]:
    """The weeks of a day's month, starting on Monday; days of other months are blank."""
    weeks = calendar.Calendar().monthdayscalendar(day.year, day.month)
    return [[{"day": number or "", "is_today": number == day.day} for number in week] for week in weeks]
