"""Kind, owner and wishes of a source hold from a day on; the past keeps what it had."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Ref, made_once

Answer = Callable[..., Any]
JANUARY = "2026-01-05"
DAYS_OF_GIFTS = (("2026-11-10", 0), ("2026-11-17", 4))
TOP = "top --since 2026-10-01 --until 2026-10-31"
OCTOBER = "report --month 2026-10"


@pytest.fixture
@made_once
def elm(ref: Ref) -> None:
    """#3 Elm, a community source since January; it sent a patient in October."""
    ref("source add Elm --kind community --owner Jo", as_of=JANUARY)
    ref("add 'Pat Poe' --from elm --on 2026-10-12", as_of="2026-10-12")


def kinds(
    answer: Answer, line: str = "top --since 2026-10-01 --until 2026-10-31"
) -> dict[str, str]:
    return {row["source"]: row["kind"] for row in answer(line)}


def columns(answer: Answer) -> dict[str, Any]:
    page: dict[str, Any] = answer("source show '#3'")
    return page


@pytest.mark.usefixtures("elm")
def test_a_kind_changed_from_a_day_leaves_the_figures_of_before(answer: Answer, ref: Ref) -> None:
    said = ref("source edit '#3' --kind office --since 2026-11-02").stdout

    assert said == "Saved #3 Elm. From Mon 2 Nov 2026 on: kind office.\n"
    assert kinds(answer) == {"Elm": "community"}
    assert kinds(answer, "top --since 2026-01-01") == {"Elm": "office"}
    assert columns(answer)["kind"] == "office"
    assert columns(answer)["changed"] == ["kind community", "kind office since 2026-11-02"]


@pytest.mark.usefixtures("elm")
def test_a_kind_corrected_changes_them_and_says_what_to_type_for_a_change(
    answer: Answer, ref: Ref
) -> None:
    ref("source edit '#3' --kind other --since 2026-11-02")

    said = ref("source edit '#3' --kind office").stdout

    assert said == (
        "Saved #3 Elm. No longer on record: kind community, kind other since 2026-11-02."
        " Past figures change: 1 referral and 0 activities count as office now, not"
        ' as other. If it was a change, first ref undo, then with its day: ref source edit "#3"'
        " --kind office --since yesterday\n"
    )
    assert kinds(answer) == {"Elm": "office"}
    assert columns(answer)["changed"] == []


@pytest.mark.usefixtures("elm")
def test_last_month_keeps_its_kinds_after_a_change_and_not_after_a_correction(ref: Ref) -> None:
    before = ref(f"{OCTOBER} --all").stdout
    ref("source edit '#3' --kind office --since 2026-11-02")

    assert ref(f"{OCTOBER} --all").stdout == before
    ref("source edit '#3' --kind print")
    assert ref(f"{OCTOBER} --all").stdout != before


@pytest.mark.usefixtures("elm")
def test_a_change_within_a_month_parts_its_figures_by_the_day_received(
    answer: Answer, ref: Ref
) -> None:
    ref("add 'Hal Orr' --from elm --on 2026-10-20", as_of="2026-10-20")
    ref("source edit '#3' --kind office --since 2026-10-15")

    assert [row["referrals"] for row in answer(f"{TOP} --kind community")] == [1]
    assert [row["referrals"] for row in answer(f"{TOP} --kind office")] == [1]
    assert [row["referrals"] for row in answer(TOP)] == [2]
    october = answer("channel show --since 2026-10-01 --until 2026-10-31")
    assert [(row["source"], row["referrals"]) for row in october] == [("Elm", 1)]
    [thanks] = [row for row in answer("due") if row["key"] == "T3"]
    assert thanks["reason"] == "a referral since 2026-10-20"


@pytest.mark.usefixtures("elm")
@pytest.mark.parametrize(
    ("options", "values", "changed"),
    [
        ("--owner Tina", ("owner", "Jo", "Tina"), ["owner Jo", "owner Tina since 2026-11-23"]),
        (
            "--no-gifts --since 11/20",
            ("no_gifts", False, True),
            ["no gifts: no", "no gifts: yes since 2026-11-20"],
        ),
        (
            "--do-not-visit",
            ("do_not_visit", False, True),
            ["do not visit: no", "do not visit: yes since 2026-11-23"],
        ),
        (
            "--kind office --since 2026-11-02",
            ("kind", "community", "office"),
            ["kind community", "kind office since 2026-11-02"],
        ),
    ],
)
def test_each_change_is_taken_back_and_brought_back(
    answer: Answer, ref: Ref, options: str, values: tuple[str, object, object], changed: list[str]
) -> None:
    key, was, is_now = values

    def stands() -> tuple[object, list[str]]:
        page = columns(answer)
        return page[key], page["changed"]

    ref(f"source edit '#3' {options}")
    assert stands() == (is_now, changed)
    ref("undo")
    assert stands() == (was, [])
    ref("redo")
    assert stands() == (is_now, changed)


@pytest.mark.usefixtures("elm")
def test_what_was_said_twice_for_a_day_holds_as_said_last(answer: Answer, ref: Ref) -> None:
    for owner in ("Tina", "Kim"):
        ref(f"source edit '#3' --owner {owner} --since 2026-11-02")

    assert columns(answer)["changed"] == ["owner Jo", "owner Kim since 2026-11-02"]


def test_on_the_day_it_was_added_a_fact_is_just_set(answer: Answer, ref: Ref) -> None:
    ref("source add Elm --kind office")
    ref("source edit '#3' --owner Tina --no-gifts")

    assert (columns(answer)["owner"], columns(answer)["changed"]) == ("Tina", [])


@pytest.mark.usefixtures("elm")
@pytest.mark.parametrize(
    ("line", "words", "code"),
    [
        ("source edit '#3' --owner Jo --since 2027-01-01", "lies in the future", 2),
        (
            "source edit '#3' --note x --since 2026-11-02",
            "Say it with its option. See: ref source edit --help",
            2,
        ),
    ],
)
def test_a_day_to_come_or_a_day_of_nothing_is_refused(
    ref: Ref, line: str, words: str, code: int
) -> None:
    assert words in ref(line, exit_code=code).stderr


@pytest.mark.usefixtures("elm")
def test_a_gift_before_the_wish_for_none_is_no_finding(answer: Answer, ref: Ref) -> None:
    ref("gift add elm tea --value 10 --occasion holidays --on 2026-11-10")
    ref("source edit '#3' --no-gifts --since 2026-11-16")

    line = "gift check elm tea --value 10 --occasion holidays --on"
    before, after = (answer(f"{line} {day}", exit_code=code) for day, code in DAYS_OF_GIFTS)

    assert "no_gifts" not in [one["rule"] for one in before["findings"]]
    assert "no_gifts" in [one["rule"] for one in after["findings"]]


@pytest.mark.usefixtures("elm")
def test_who_is_no_provider_any_more_leaves_the_office_on_that_day(
    answer: Answer, ref: Ref
) -> None:
    ref("source add Oak --kind office", as_of="2026-10-12")
    ref("source add 'Dr. Kim' --kind provider --office '#4'", as_of="2026-10-12")
    ref("add 'Ann Ray' --from kim --on 2026-10-13", as_of="2026-10-13")

    ref("source edit '#5' --kind community --since 2026-11-02")

    page = answer("source show '#5'")
    assert page["worked_at"] == ["Oak", "no office since 2026-11-02"]
    by_office = {one["source"] for one in answer(f"{TOP} --rollup office")}
    assert by_office == {"Elm", "Oak"}


@pytest.mark.usefixtures("elm")
def test_a_practice_renamed_today_had_its_old_name_yesterday(ref: Ref) -> None:
    ref("init --practice Elm", as_of="2026-10-13")
    ref("source edit '#3' --note x", as_of="2026-11-20")
    before = ref(OCTOBER, as_of="2026-11-22").stdout
    ref("init --practice Oak")

    assert ref(OCTOBER, as_of="2026-11-22").stdout == before
    ref("undo")
    ref("redo")
    assert ref(OCTOBER, as_of="2026-11-22").stdout == before


@pytest.mark.usefixtures("elm")
def test_a_wish_of_the_one_that_goes_holds_since_its_day_after_a_merge(
    answer: Answer, ref: Ref
) -> None:
    ref("source add 'Elm Street' --kind community --new", as_of="2026-10-12")
    ref("source edit '#4' --no-gifts --since 2026-11-02")

    ref("source merge '#3' '#4' --yes")

    assert columns(answer)["changed"] == ["no gifts: no", "no gifts: yes since 2026-11-02"]
    ref("undo")
    assert columns(answer)["changed"] == []
    assert answer("source show '#4'")["changed"] == [
        "no gifts: no",
        "no gifts: yes since 2026-11-02",
    ]
