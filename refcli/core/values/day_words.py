"""Days as a person says them."""

from datetime import date


def full_day(day: date) -> str:
    """Mon 23 Nov 2026."""
    return f"{day:%a} {short_day(day)}"


def short_day(day: date) -> str:
    """23 Nov 2026."""
    return f"{day.day} {day:%b} {day.year}"
