"""The further tables of a book that was typed command by command."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Ref, made_once

Answer = Callable[..., Any]


def rows(answer: Answer, name: str, *, month: str = "2026-10", **more: str) -> list[dict[str, Any]]:
    [section] = answer(f"report --month {month} --section {name}", **more)["sections"]
    found: list[dict[str, Any]] = section["rows"]
    return found


@pytest.fixture
@made_once
def book(ref: Ref) -> None:
    ref("init")
    for command in (
        'source add "Elm Dental" --kind office --owner Jo',
        'add "P1" --from "Dr. Wei Chen" --kind provider --office "Elm Dental" --on 2026-09-01',
        'add "P2" --from wei --on 2026-09-02 --provider "Dr. Ray" --service implant',
        'add "P3" --from Google --kind digital --on 2026-09-03 --provider "dr. ray"',
        'add "P4" --from none --on 2026-09-04',
    ):
        ref(command)


def test_a_further_value_books_what_it_adds_on_the_day_it_is_typed(
    ref: Ref, answer: Answer
) -> None:
    ref("init", as_of="2026-09-01")
    for day, command in (
        ("2026-09-01", 'add "P1" --from none'),
        ("2026-09-02", 'add "P2" --from none'),
        ("2026-09-20", "seen 1 --value 1000"),
        ("2026-10-15", "completed 1 --value 1500"),
        ("2026-10-20", "seen 2 --value 700 --on 2026-10-01"),
        ("2026-10-25", "completed 2 --value 600"),
    ):
        ref(command, as_of=day)

    booked = {row["month"]: row for row in rows(answer, "booked")}
    on_the_way = {row["month"]: row for row in rows(answer, "booked", as_of="2026-10-20")}

    assert booked["2026-09"] == {
        "month": "2026-09",
        "booked": 1000.0,
        "valued": 1,
        "year_before": None,
        "referrals": 2,
        "production": 2100.0,
    }
    assert (booked["2026-10"]["booked"], booked["2026-10"]["valued"]) == (1100.0, 2)
    assert (on_the_way["2026-10"]["booked"], on_the_way["2026-10"]["valued"]) == (1200.0, 2)


@pytest.mark.usefixtures("book")
def test_what_was_dropped_as_a_duplicate_books_nothing(ref: Ref, answer: Answer) -> None:
    ref("referral edit 1 --value 1000")
    before = [row["booked"] for row in rows(answer, "booked", month="2026-11")]
    ref("referral status 1 duplicate")

    assert before[-1] == 1000.0
    after = [row["booked"] for row in rows(answer, "booked", month="2026-11")]
    assert after == [None] * 9 + [0.0] * 3  # the records begin in September


@pytest.mark.usefixtures("book")
def test_who_was_lost_stands_where_they_had_come_to(ref: Ref, answer: Answer) -> None:
    ref('referral status 1 lost --on 2026-09-10 --why "cost"')
    ref("booked 2 --on 2026-09-05")
    ref('lost 2 "cost" --on 2026-09-12')
    ref("seen 3 --on 2026-09-09")
    ref('referral status 3 lost --on 2026-09-30 --why "insurance"')

    assert rows(answer, "lost") == [
        {
            "reason": "cost",
            "referrals": 2,
            "share": 0.6667,
            "without_appointment": 1,
            "with_appointment": 1,
            "after_visit": 0,
        },
        {
            "reason": "insurance",
            "referrals": 1,
            "share": 0.3333,
            "without_appointment": 0,
            "with_appointment": 0,
            "after_visit": 1,
        },
    ]
    path = {row["what"]: row["referrals"] for row in rows(answer, "path")}
    assert path == {
        "received": 4,
        "appointment made": 2,
        "seen": 1,
        "report back sent": 0,
        "completed": 0,
        "lost: cost": 2,
        "still open": 1,
    }


@pytest.mark.usefixtures("book")
def test_a_provider_of_ours_is_the_same_in_other_letters(answer: Answer) -> None:
    found = rows(answer, "providers", month="2026-09")

    assert [(row["provider"], row["referrals"]) for row in found] == [
        ("dr. ray", 2),
        ("not recorded", 2),
    ]
    assert [row["service"] for row in rows(answer, "services")] == ["implant", "not recorded"]


@pytest.mark.usefixtures("book")
def test_a_place_never_met_is_in_the_team_until_it_is_met(ref: Ref, answer: Answer) -> None:
    def visits(**more: str) -> list[tuple[str, int, int, int]]:
        names = ("owner", "visits_due", "open", "never_met")
        return [tuple(row[name] for name in names) for row in rows(answer, "team", **more)]

    assert visits() == [("Jo", 1, 1, 1)]
    ref("visit elm --on 2026-11-10")
    assert visits() == [("Jo", 1, 1, 1)], "met after the end of October"


@pytest.mark.usefixtures("book")
def test_the_owner_of_a_doctor_without_one_is_that_of_the_office(ref: Ref, answer: Answer) -> None:
    ref("log wei thank_you --on 2026-09-03")

    [team] = rows(answer, "team", month="2026-09")

    assert team == {
        "owner": "Jo",
        "visits_due": 1,
        "visits_on_time": 0,
        "thank_yous_due": 2,
        "thank_yous_on_time": 2,
        "reports_due": 0,
        "reports_on_time": 0,
        "share": 0.6667,
        "late": 0,
        "open": 1,
        "never_met": 1,
    }


def test_a_value_typed_with_two_digits_too_many_is_named(ref: Ref, answer: Answer) -> None:
    ref("init")
    for number in range(1, 12):
        ref(f'add "P{number}" --from none --on 2026-10-{number:02} --value {900 + number}')
    ref("referral edit 7 --value 90700")

    found = {row["measure"]: row for row in rows(answer, "quality")}

    assert found["value far beyond the usual"] == {
        "measure": "value far beyond the usual",
        "count": 1,
        "of": 11,
        "share": 0.0909,
        "records": ["7"],
        "remedy": "check the value",
    }


@pytest.mark.usefixtures("book")
def test_a_young_book_says_that_it_has_too_few_months(ref: Ref, answer: Answer) -> None:
    ref("plan edit --goal 48")

    said = ref("report --month 2026-10 --section forecast").stdout

    assert "Too few months: 2 whole months on record, 6 are needed to look ahead." in said
    assert rows(answer, "goal") == [
        {
            "year": 2026,
            "so_far": 4,
            "goal": 48,
            "forecast": None,
            "low": None,
            "high": None,
            "goal_chance": None,
            "needed_a_month": 22,
            "last_year": None,
        }
    ]


def test_a_book_before_its_records_has_every_section(ref: Ref, answer: Answer) -> None:
    ref("init")
    ref("add 'Ann Poe' --from none", as_of="2026-11-23")

    names = ("path", "lost", "team", "marketing", "providers", "services", "forecast", "booked")
    assert {name: rows(answer, name) for name in names} == {name: [] for name in names}
    assert [row["booked"] for row in rows(answer, "booked", month="2026-11")] == [
        *[None] * 11,
        0.0,
    ]
