"""``ref`` alone: where the practice stands, or how to begin."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcli.core.standing import BookStanding, month_words, next_line, standing_lines
from tests.conftest import Ref

Answer = Callable[..., Any]
MONDAY = date(2026, 11, 23)


def standing(**facts: Any) -> BookStanding:  # noqa: ANN401
    usual: dict[str, Any] = {
        "practice": "Lakeside Dental",
        "day": MONDAY,
        "today": "4 come, 1 to ask about",
        "until": date(2026, 11, 30),
        "due": 12,
        "overdue": 5,
        "quiet": 1,
        "referrals": 43,
        "year_ago": 48,
        "ever": True,
    }
    return BookStanding(**(usual | facts))


def test_three_lines_say_where_the_practice_stands() -> None:
    assert standing_lines(standing()) == [
        "Lakeside Dental, Mon 23 Nov 2026",
        "Today     4 come, 1 to ask about                                      ref today",
        "Due       12 by Mon 30 Nov, 5 overdue, 1 gone quiet                   ref due",
        (
            "November  43 referrals so far (48 by then a year ago, within chance)"
            "  ref report --month 2026-11"
        ),
        "Next: ref due  (all commands: ref --help)",
    ]


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"referrals": 1, "year_ago": None}, "1 referral so far"),
        ({"year_ago": 20}, "43 referrals so far (20 by then a year ago, beyond chance)"),
        (
            {"referrals": 2, "year_ago": 6},
            "2 referrals so far (6 by then a year ago, within chance)",
        ),
        (
            {"referrals": 0, "year_ago": 8},
            "0 referrals so far (8 by then a year ago, beyond chance)",
        ),
    ],
)
def test_a_month_is_compared_where_it_can_be(facts: dict[str, Any], words: str) -> None:
    assert month_words(standing(**facts)) == words


@pytest.mark.parametrize(
    ("facts", "line"),
    [
        ({"ever": False}, 'ref add "Maria Lopez" --from "Dr. Chen" --kind provider'),
        ({"overdue": 0, "day": date(2026, 11, 5)}, "ref report --month 2026-10 -o october.xlsx"),
        ({"overdue": 0, "day": date(2026, 11, 6)}, "ref due"),
        ({"day": date(2026, 11, 2)}, "ref due"),
        ({"due": 0, "overdue": 0}, 'ref add "Maria Lopez" --from "Dr. Chen" --kind provider'),
    ],
)
def test_what_comes_next_is_the_most_pressing(facts: dict[str, Any], line: str) -> None:
    assert next_line(standing(**facts)) == line


@given(st.integers(0, 400), st.integers(0, 400))
def test_a_change_and_its_reverse_are_alike(now: int, then: int) -> None:
    one, other = standing(referrals=now, year_ago=then), standing(referrals=then, year_ago=now)

    assert one.beyond_chance == other.beyond_chance
    assert not standing(referrals=now, year_ago=now).beyond_chance


def test_the_book_is_summed_up(ref: Ref) -> None:
    ref("init --practice 'Lakeside Dental' --state WA --zip 98101")
    ref("add P1 --from 'Dr. Chen' --kind provider --on 2026-11-02", as_of="2026-11-02")
    ref("add P2 --from chen --on 2026-11-20", as_of="2026-11-20")

    assert ref("").stdout.splitlines() == [
        "Lakeside Dental, Mon 23 Nov 2026",
        "Today     0 come, 2 calls             ref today",
        "Due       4 by Mon 30 Nov, 3 overdue  ref due",
        "November  2 referrals so far          ref report --month 2026-11",
        "Next: ref due  (all commands: ref --help)",
    ]


def test_a_year_ago_is_told_only_where_the_book_knows_its_month(answer: Answer, ref: Ref) -> None:
    ref("add P1 --from none --on 2025-11-10")
    ref("add P2 --from none --on 2026-11-20")
    assert (answer("")["referrals"], answer("")["year_ago"]) == (1, None)

    ref("add P3 --from none --on 2025-10-31")
    ref("add P4 --from none --on 2025-11-24")

    assert (answer("")["referrals"], answer("")["year_ago"]) == (1, 1)


def test_programs_read_the_same(answer: Answer) -> None:
    assert answer("") == {
        "practice": "",
        "day": "2026-11-23",
        "today": "0 come",
        "due": 0,
        "overdue": 0,
        "quiet": 0,
        "month": "2026-11",
        "referrals": 0,
        "year_ago": None,
        "beyond_chance": None,
        "next": 'ref add "Maria Lopez" --from "Dr. Chen" --kind provider',
    }


def test_without_a_book_it_welcomes(ref: Ref, database: Path) -> None:
    database.unlink()

    shown = ref("").stdout

    assert shown.splitlines()[0].startswith("Welcome.")
    assert "ref demo" in shown
    assert "ref init" in shown
    assert not database.exists()


def test_a_book_that_was_lost_is_no_beginning(ref: Ref, database: Path) -> None:
    ref("add P1 --from none")
    ref("backup")
    database.unlink()

    assert "ref backup list" in ref("", exit_code=3).stderr
