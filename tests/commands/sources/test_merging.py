"""What two sources that become one keep: what was owed, what is on record, and the way to it."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Ref, made_once

Answer = Callable[..., Any]
OCTOBER, NOVEMBER = "2026-10-01", "2026-11-02"


@pytest.fixture
@made_once
def two_chens(ref: Ref) -> None:
    """#3 Dr. Wei Chen sent Ann, #4 Chen, Wei DDS sent Bo the day after; much is on record twice."""
    ref(
        "source add 'Dr. Wei Chen' --kind provider --phone 206-555-0101 --owner Tina"
        " --tags implants --visit-first 0",
        as_of=OCTOBER,
    )
    ref(
        "source add 'Chen, Wei DDS' --kind provider --phone 206-555-0102 --owner Marc --tags kids"
        " --email wei@chen.example --visit-first 5 --new",
        as_of=OCTOBER,
    )
    ref("add 'Ann Poe' --from '#3'", as_of="2026-11-01")
    ref("add 'Bo Kim' --from '#4'", as_of=NOVEMBER)


def due_keys(answer: Answer) -> dict[str, str]:
    return {item["key"]: item["reason"].partition(" (")[0] for item in answer("due")}


@pytest.mark.usefixtures("two_chens")
def test_a_thank_you_that_was_skipped_for_one_is_owed_to_the_other(
    answer: Answer, ref: Ref
) -> None:
    ref("skip T4 --why 'sent by mail'")

    asked = ref("source merge '#3' '#4'", exit_code=1).stderr.replace("\n", " ")
    merged = answer("source merge '#3' '#4' --yes")

    said = (
        "skip of T4 (sent by mail) is not carried over to referral 1 Ann Poe:"
        " #3 is still owed a thank-you"
    )
    assert f"S{said[1:]}. To do it: ref source merge" in asked
    assert merged["not_carried_over"] == [said]
    assert due_keys(answer)["T3"] == "a referral since 2026-11-01"
    ref("done T3")
    assert "T3" not in due_keys(answer)
    ref("undo")
    ref("undo 6")
    assert "T4" not in due_keys(answer)
    assert due_keys(answer)["T3"] == "a referral since 2026-11-01"


@pytest.mark.usefixtures("two_chens")
def test_a_thank_you_to_one_is_none_for_what_the_other_sent(answer: Answer, ref: Ref) -> None:
    ref("done T4 --on 2026-11-05")

    said = ref("source merge '#3' '#4' --yes").stdout.replace("\n", " ")

    assert (
        "Thank-you of Nov 5 is not carried over to referral 1 Ann Poe: #3 is still owed a thank-you"
    ) in said
    assert due_keys(answer)["T3"] == "a referral since 2026-11-01"


@pytest.mark.usefixtures("two_chens")
def test_what_was_skipped_for_both_is_owed_to_nobody(answer: Answer, ref: Ref) -> None:
    ref("skip T3 T4 V3 V4 --why 'they are one'")

    merged = answer("source merge '#3' '#4' --yes")

    assert merged["moved"]["due_mark"] == 2
    assert merged["not_carried_over"] == []
    assert {"T3", "V3"} & set(due_keys(answer)) == set()


@pytest.mark.usefixtures("two_chens")
def test_a_skip_or_a_snooze_that_would_hide_what_is_owed_ends(answer: Answer, ref: Ref) -> None:
    ref("skip V4 --why 'closed in November'")
    ref("snooze T3 --until 2027-01-08")

    merged = answer("source merge '#3' '#4' --yes")

    assert merged["not_carried_over"] == [
        "skip of V4 (closed in November) is not carried over: #3 is still owed a visit",
        "snooze of T3 ends: #3 is still owed a thank-you",
    ]
    assert due_keys(answer)["T3"] == "2 referrals since 2026-11-01"
    assert due_keys(answer)["V3"] == "never visited, refers to us since 2026-11-01"


@pytest.mark.usefixtures("two_chens")
def test_what_of_the_other_one_is_not_taken_is_said_before_and_after(
    answer: Answer, ref: Ref
) -> None:
    sentence = (
        "Not taken over from #4: owner Marc (kept: Tina), phone 206-555-0102 (kept: 206-555-0101),"
        " months of frequent visits 5 (kept: 0)."
    )

    assert sentence in ref("source merge '#3' '#4'", exit_code=1).stderr.replace("\n", " ")
    assert sentence in ref("source merge '#3' '#4' --yes").stdout.replace("\n", " ")
    ref("undo")

    merged = answer("source merge '#3' '#4' --yes")

    assert merged["not_taken"] == [
        {"field": "owner", "value": "Marc", "kept": "Tina"},
        {"field": "phone", "value": "206-555-0102", "kept": "206-555-0101"},
        {"field": "visit_first", "value": 5, "kept": 0},
    ]
    assert (merged["email"], merged["tags"]) == ("wei@chen.example", "implants, kids")


@pytest.mark.usefixtures("two_chens")
@pytest.mark.parametrize("wish", ["do_not_visit", "do_not_mail", "no_gifts"])
@pytest.mark.parametrize("whose", ["3", "4"])
def test_a_wish_of_either_holds_for_the_one_that_stays(
    answer: Answer, ref: Ref, wish: str, whose: str
) -> None:
    ref(f"source edit '#{whose}' --{wish.replace('_', '-')}")

    assert answer("source merge '#3' '#4' --yes")[wish] is True


@pytest.mark.usefixtures("two_chens")
def test_the_number_of_one_merged_away_leads_to_the_one_that_stays(
    answer: Answer, ref: Ref
) -> None:
    before = answer("source show '#4'")
    ref("source merge '#3' '#4' --yes")

    for line in ("source show '#4'", "show '#4'", "show 'Chen, Wei DDS'"):
        assert answer(line)["id"] == 3
    ref("undo")
    assert answer("source show '#4'") == before


@pytest.mark.usefixtures("two_chens")
def test_an_archived_source_names_what_is_no_longer_due_and_what_is_again(
    answer: Answer, ref: Ref
) -> None:
    ref("add 'Cy Lee' --from '#4'")
    ref("referral status 'bo kim' seen --on 2026-11-09")
    ref("snooze V4 --until 2026-12-24")
    words = (
        "V4 visit due Nov 2, T4 thank-you for 2 referrals since Nov 2, R2 report on Bo Kim due"
        " Nov 16."
    )

    gone = ref("source archive '#4' --why retired").stdout.replace("\n", " ")
    back = ref("source archive '#4' --back").stdout.replace("\n", " ")

    assert f"Archived #4 Chen, Wei DDS (retired). No longer on the due list: {words} To br" in gone
    assert back == f"#4 Chen, Wei DDS is in use again. Due again: {words} "
    archived = answer("source archive '#3' --why retired")
    assert [item["key"] for item in archived["no_longer_due"]] == ["V3", "T3"]
    assert [item["key"] for item in answer("source archive '#3' --back")["due_again"]] == [
        "V3",
        "T3",
    ]


@pytest.mark.usefixtures("two_chens")
def test_an_archived_patient_is_no_longer_among_those_of_a_months_note(
    answer: Answer, ref: Ref
) -> None:
    for name in ("Max Britten", "Kim Young"):
        ref(f"add 'P{name[0]} Poe' --from '{name}' --kind patient", as_of=NOVEMBER)

    gone = answer("source archive '#5' --why moved", as_of="2026-12-07")

    assert [item["key"] for item in gone["no_longer_due"]] == ["B2611"]


@pytest.mark.usefixtures("two_chens")
def test_the_list_says_of_archived_ones_when_and_why(answer: Answer, ref: Ref) -> None:
    ref("source archive '#4' --why retired")

    shown = ref("source list --archived --kind provider").stdout

    assert "2026-11-23  retired" in shown
    assert "Archived" not in ref("source list").stdout
    assert [row["archived_why"] for row in answer("source list --archived --kind provider")] == [
        "retired",
        "",
    ]


PRINTED_OF_LAST_YEAR = (
    "gift list --year 2025",
    "gift statement Riverside --year 2025",
    "gift statement Patel --year 2025",
    "gift cure Riverside",
    "gift check Riverside 'fruit basket' --value 450 --on 2025-12-20",
    "audit --year 2025",
)


@pytest.mark.parametrize(
    "line",
    [
        "source archive patel --why retired",
        "source move patel --to 'chen dental'",
        "source archive fox --why retired",
    ],
)
def test_a_gift_of_last_year_counts_for_who_worked_there_then(
    answer: Answer, ref: Ref, line: str
) -> None:
    for name in ("'Chen Dental'", "Riverside"):
        ref(f"source add {name} --kind office", as_of="2025-01-05")
    for name in ("'Dr. Patel'", "'Dr. Fox'"):
        ref(f"source add {name} --kind provider --office riverside", as_of="2025-01-05")
    ref("add 'Ann Poe' --from patel", as_of="2025-03-03")
    ref("gift add riverside 'pear basket' --value 14 --by tina", as_of="2025-05-20")
    ref("gift add patel pens --value 12 --by tina", as_of="2025-06-20")

    def printed() -> dict[str, Any]:
        return {one: answer(one, exit_code=4 * ("check" in one)) for one in PRINTED_OF_LAST_YEAR}

    before = printed()

    ref(line)

    assert printed() == before
    assert {row["party"] for row in before["gift statement Riverside --year 2025"]} == {
        "Dr. Patel",
        "Dr. Fox",
    }
