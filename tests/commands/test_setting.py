from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Ref

Answer = Callable[..., Any]


def figures(answer: Answer, **more: str) -> dict[tuple[str, str | None], int]:
    return {(row["setting"], row["kind"]): row["value"] for row in answer("setting list", **more)}


def test_the_usual_figures_are_those_of_the_contract(answer: Answer) -> None:
    assert figures(answer) == {
        ("visit_every", None): 1,
        ("visit_first", None): 6,
        ("visit_later", None): 3,
        ("thank_after", None): 3,
        ("report_after", None): 7,
        ("schedule_after", None): 3,
        ("follow_up_after", None): 14,
        ("missed_after", None): 30,
        ("occasion_lead", None): 7,
        ("quiet_in", None): 100,
    }


def test_a_figure_holds_from_its_day_on(answer: Answer, ref: Ref) -> None:
    ref("add Ann --from 'Dr. Chen' --kind provider", as_of="2026-11-02")

    said = ref("setting set thank_after 10", as_of="2026-11-20").stdout

    assert said.startswith("thank_after is 10 from 2026-11-20 on: days after a referral")
    thanks = [answer("due --only thank_you", as_of=f"2026-11-{day}") for day in (19, 20)]
    assert [items[0]["due_on"] for items in thanks] == ["2026-11-05", "2026-11-12"]
    ref("undo", as_of="2026-11-23")
    assert figures(answer)["thank_after", None] == 3


def test_a_kind_can_have_a_cadence_of_its_own(answer: Answer, ref: Ref) -> None:
    ref("source add 'Study club' --kind community --target")
    assert answer("due --only visit") == []

    ref("setting set visit_every 2 --kind community")
    ref("visit 'study club' --met Jo")

    assert [i["due_on"] for i in answer("due --only visit --within 90")] == ["2027-01-23"]
    assert figures(answer)["visit_every", "community"] == 2


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        ("setting set thank_after 366", "goes from 0 to 365"),
        ("setting set visit_every 0", "goes from 1 to 120"),
        ("setting set thank_after 3 --kind office", "the same for all kinds"),
        ("setting set thanks 3", "is not one of"),
        ("setting set thank_after 3 --since 2027-01-01", "lies in the future"),
    ],
)
def test_a_figure_that_cannot_be_is_refused(ref: Ref, command: str, sentence: str) -> None:
    assert sentence in ref(command, exit_code=2).stderr


def test_the_working_days_are_listed_and_changed_from_today_on(ref: Ref, answer: Answer) -> None:
    ref("add 'Bo Kim' --from none --booked '11/25 9:30'")
    ref("setting days --work mon-sat --close 2026-11-26 --close christmas --close 7/4")
    ref("setting days --open 'july 4'")

    assert [(one["day"], one["open"]) for one in answer("setting days")][5:] == [
        ("Saturday", "works"),
        ("Sunday", "closed"),
        ("12-25", "closed each year"),
        ("2026-11-26", "closed"),
    ]
    assert answer("due --only came", as_of="2026-11-26") == []
    assert [one["due_on"] for one in answer("due --only came", as_of="2026-11-27")] == [
        "2026-11-27"
    ]
    ref("undo")
    assert "07-04" in [one["day"] for one in answer("setting days")]
    assert "is no weekday" in ref("setting days --work never", exit_code=2).stderr
    assert "is no day of the year" in ref("setting days --close soon", exit_code=2).stderr
