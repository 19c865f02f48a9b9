"""A merge is taken back after all kinds of later records: nothing false is left by it."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Ref, made_once

Answer = Callable[..., Any]
JANUARY = "2026-01-05"


def by_office(answer: Answer) -> dict[str, int]:
    return {row["source"]: row["referrals"] for row in answer("top --rollup office")}


@pytest.fixture
@made_once
def two_elms(ref: Ref) -> None:
    """#3 Elm, #4 Elm Dental Care, where Kim, #5, works and sent a patient in March."""
    ref("source add Elm --kind office", as_of=JANUARY)
    ref("source add 'Elm Dental Care' --kind office --new", as_of=JANUARY)
    ref("source add 'Dr. Kim' --kind provider --office '#4'", as_of=JANUARY)
    ref("add 'Pat Poe' --from kim --on 2026-03-02", as_of="2026-03-02")


@pytest.mark.usefixtures("two_elms")
def test_who_moved_since_worked_at_the_office_that_comes_back(answer: Answer, ref: Ref) -> None:
    ref("source merge '#3' '#4' --yes")
    ref("source move '#5' --to '' --on 2026-07-01")

    ref("undo 5")

    assert answer("source show '#5'")["worked_at"] == [
        "Elm Dental Care",
        "no office since 2026-07-01",
    ]
    assert by_office(answer) == {"Elm Dental Care": 1}


@pytest.mark.usefixtures("two_elms")
def test_who_moved_to_the_one_office_after_the_merge_stays_there(answer: Answer, ref: Ref) -> None:
    ref("source merge '#3' '#4' --yes")
    ref("source move '#5' --to '' --on 2026-07-01")
    ref("source move '#5' --to '#3' --on 2026-08-03")

    ref("undo 5")

    assert answer("source show '#5'")["worked_at"] == [
        "Elm Dental Care",
        "no office since 2026-07-01",
        "Elm since 2026-08-03",
    ]


def test_the_one_that_was_kept_worked_at_its_own_office_before_a_later_move(
    answer: Answer, ref: Ref
) -> None:
    for name in ("Elm", "Oak", "Ash"):
        ref(f"source add {name} --kind office", as_of=JANUARY)
    ref("source add 'Dr. Ann Lee' --kind provider --office elm", as_of=JANUARY)
    ref("source add 'Lee, Ann DDS' --kind provider --office oak --new", as_of=JANUARY)
    ref("add 'Pat Poe' --from '#7' --on 2026-02-02")
    ref("add 'Pat Roe' --from '#6' --on 2026-03-02")
    ref("source merge '#6' '#7' --yes")
    ref("source move '#6' --to ash --on 2026-11-02")

    ref("undo 8")

    assert answer("source show '#6'")["worked_at"] == ["Elm", "Ash since 2026-11-02"]
    assert by_office(answer) == {"Elm": 1, "Oak": 1}


def test_help_that_was_recorded_again_since_is_there_once(answer: Answer, ref: Ref) -> None:
    for name in ("Alder", "Birch", "Cedar"):
        ref(f"source add {name} --kind office")
    ref("add 'C Three' --from '#4' --also '#3'")
    ref("source merge '#3' '#4' --yes")
    ref("referral edit 1 --from '#5' --also '#3'")

    ref("undo 5")

    row = answer("referral show 1")
    assert (row["source"], row["also"]) == ("Cedar", ["Alder"])


def test_a_row_that_cannot_come_back_names_what_to_take_back_first(
    answer: Answer, ref: Ref
) -> None:
    for name in ("Elm", "Oak", "Ash"):
        ref(f"source add {name} --kind office", as_of=JANUARY)
    for name in ("Dr. Ann Lee", "Lee, Ann DDS"):
        ref(f"source add '{name}' --kind provider --office elm --new", as_of=JANUARY)
    ref("source move '#6' --to oak --on 2026-03-02")
    ref("add 'Pat Poe' --from '#7' --on 2026-04-06")
    ref("source merge '#6' '#7' --yes")
    ref("source move '#6' --to ash --on 2026-03-02")

    refused = ref("undo 8", exit_code=1).stderr.replace("\n", " ")

    assert "Take that back first: ref undo 9" in refused
    ref("undo 9")
    ref("undo 8")
    assert answer("source show '#6'")["worked_at"] == ["Elm", "Oak since 2026-03-02"]


@pytest.fixture
@made_once
def two_googles(ref: Ref) -> None:
    """Google cost $100 in October, Google Ads $50; command 5 is the merge of the two."""
    for name in ("Google", "'Google Ads'"):
        ref(f"source add {name} --kind digital --new", as_of=JANUARY)
    ref("channel spend '#3' 2026-10 100", as_of="2026-11-02")
    ref("channel spend '#4' 2026-10 50", as_of="2026-11-02")
    ref("source merge '#3' '#4' --yes", as_of="2026-11-03")


def spent(answer: Answer, **more: str) -> dict[str, float]:
    rows = answer("channel show --month 2026-10", **more)
    return {row["source"]: row["spend"] for row in rows}


@pytest.mark.usefixtures("two_googles")
@pytest.mark.parametrize("day", ["2026-11-02", "2026-11-03", "2026-11-23"])
def test_what_both_cost_in_a_month_is_not_counted_twice(answer: Answer, ref: Ref, day: str) -> None:
    later = max(day, "2026-11-03")
    ref("channel spend '#3' 2026-10 170", as_of=later)

    said = ref("undo 5", as_of=later).stdout.replace("\n", " ")

    assert "Stays with #3 Google: spending of $170 in 2026-10." in said
    assert sum(spent(answer).values()) == 170
    ref("redo", as_of=later)
    assert spent(answer)["Google"] == 170


@pytest.mark.usefixtures("two_googles")
def test_what_each_cost_comes_back_where_nothing_was_recorded_since(
    answer: Answer, ref: Ref
) -> None:
    ref("undo 5")

    assert spent(answer) == {"Google": 100, "Google Ads": 50}


def test_what_was_changed_since_is_named_among_what_stays(ref: Ref) -> None:
    ref("source add 'Dr. Wei Chen' --kind provider")
    ref("source add 'Chen, Wei DDS' --kind provider --new --phone 206-555-0102")
    ref("source merge '#3' '#4' --yes")
    ref("source edit '#3' --phone 206-555-0199")

    said = ref("undo 3").stdout.replace("\n", " ")

    assert "Stays with #3 Dr. Wei Chen: its phone 206-555-0199." in said


def test_a_merge_is_not_parted_into_two_sources_of_one_npi(answer: Answer, ref: Ref) -> None:
    ref("source add 'Dr. Wei Chen' --kind provider")
    ref("source add 'Chen, Wei DDS' --kind provider --new --npi 1234567893")
    ref("source merge '#3' '#4' --yes")
    ref("source edit '#3' --npi ''")
    ref("source add 'Dr. Third' --kind provider --npi 1234567893")

    refused = ref("undo 3", exit_code=1).stderr.replace("\n", " ")

    assert "NPI 1234567893 is that of #5 Dr. Third by now." in refused
    assert 'Take it from there first: ref source edit "#5" --npi ""' in refused
    ref("source edit '#5' --npi ''")
    ref("undo 3")
    assert answer("source show '#4'")["npi"] == "1234567893"


def test_an_npi_that_was_given_away_does_not_come_back_twice(ref: Ref) -> None:
    ref("source add 'Dr. Wei Chen' --kind provider --npi 1234567893")
    ref("source edit '#3' --npi ''")
    ref("source add 'Dr. Third' --kind provider --npi 1234567893")

    refused = ref("undo 2", exit_code=1).stderr.replace("\n", " ")

    assert "NPI 1234567893 is that of #4 Dr. Third by now." in refused
