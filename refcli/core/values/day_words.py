"""Days as a person says them."""

from datetime import date


def full_day(day: date) -> str:
    """Mon 23 Nov 2026."""
    return f"{day:%a} {short_day(day)}"


def said_day(day: date, today: date) -> str:
    """2026-11-23 where it is today; Fri 20 Nov 2026 for another day, so that a slip is seen."""
    return str(day) if day == today else full_day(day)


def short_day(day: date) -> str:
    """23 Nov 2026."""
    return f"{day.day} {day:%b} {day.year}"


def day_of_year(day: date) -> str:
    """Mon 23 Nov, where its year is said elsewhere."""
    return f"{day:%a} {day.day} {day:%b}"


def say_day_near(day: date, today: date) -> str:
    """Nov 3, or Nov 3, 2025 where it is of another year."""
    return f"{day:%b} {day.day}" + ("" if day.year == today.year else f", {day.year}")
