"""Days as a person says them."""

from datetime import date

from refcli.core.values.day_words import full_day, said_day, say_day_near, short_day

MONDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 20)


def test_a_day_is_said_in_words() -> None:
    assert full_day(MONDAY) == "Mon 23 Nov 2026"
    assert short_day(MONDAY) == "23 Nov 2026"
    assert said_day(MONDAY, MONDAY) == "2026-11-23"
    assert said_day(FRIDAY, MONDAY) == "Fri 20 Nov 2026"


def test_a_day_of_another_year_is_said_with_its_year() -> None:
    assert say_day_near(FRIDAY, MONDAY) == "Nov 20"
    assert say_day_near(date(2025, 11, 3), MONDAY) == "Nov 3, 2025"
