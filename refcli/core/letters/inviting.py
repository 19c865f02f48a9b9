"""What an invitation says of when an event is, and of how to answer."""

from datetime import date

HALF_DAY = 12


def say_clock(hour: str) -> str:
    """``6:00 pm`` for 18:00, as an invitation says it."""
    hours, minutes = map(int, hour.split(":"))
    half = "pm" if hours >= HALF_DAY else "am"
    return "noon" if hour == "12:00" else f"{hours % HALF_DAY or HALF_DAY}:{minutes:02} {half}"


def say_when(day: date, hour: str | None) -> str:
    """``Thursday, December 10, 2026, 6:00 pm``; without the hour where none was said."""
    return f"{day:%A, %B} {day.day}, {day.year}" + (f", {say_clock(hour)}" if hour else "")


def ask_for_answer(by: date | None, how: str) -> str:
    """Asks whether they come and how many they are: until when, and how to say so if known."""
    until = f" by {by:%A, %B} {by.day}," if by else ""
    how = how.strip().rstrip(".")
    end = f": {how}." if how else "."
    return f"Please let us know{until} whether you can come, and how many you will be{end}"
