"""The rules in force, our own ones, and what patients may be thanked with."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Ref

Answer = Callable[..., Any]


def test_the_rules_in_force_are_shown_with_source_and_confidence(answer: Answer, ref: Ref) -> None:
    ref("policy use --state NC --dhs")

    rows = {row["rule"]: row for row in answer("policy show")}

    assert rows["us-nc"]["confidence"] == "high"
    assert "90-401" in rows["us-nc"]["source"]
    assert rows["us-stark-nmc"]["annual"] == 535.0
    assert "us-ca" not in rows
    assert "No dollar amount makes a gift lawful" in ref("policy show").stdout


def test_without_a_state_the_strict_default_stands_and_says_so(ref: Ref) -> None:
    assert "Nobody said in which state the practice is" in ref("policy show").stdout


def test_a_house_rule_can_only_be_stricter_than_one_that_binds(answer: Answer, ref: Ref) -> None:
    ref("policy use --state WA --dhs")

    ref("policy set annual_limit_clinician 100")
    refused = ref("policy set annual_limit_clinician 600", exit_code=4).stderr

    assert "$535" in refused
    own = {row["rule"]: row["annual"] for row in answer("policy show")}
    assert own["house-annual_limit_clinician"] == 100.0


def test_a_choice_holds_from_its_day_and_is_undone_like_any_other(answer: Answer, ref: Ref) -> None:
    ref("policy use --state NC", as_of="2026-11-20")

    assert "us-nc" in {row["rule"] for row in answer("policy show")}
    assert "us-nc" not in {row["rule"] for row in answer("policy show", as_of="2026-11-19")}
    ref("undo")
    assert "us-nc" not in {row["rule"] for row in answer("policy show")}


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        ("policy use", "Say which: ref policy use --state WA --no-dhs"),
        ("policy use --state Washingtn", "Type its two letters or its name: WA, Washington."),
        ("policy use --also us-xx", "There is no rule 'us-xx'"),
        ("policy set gifts 5", "There is no house rule 'gifts'"),
        ("policy set item_limit many", "is no amount of money"),
    ],
)
def test_what_cannot_be_read_is_refused(ref: Ref, command: str, sentence: str) -> None:
    assert sentence in ref(command, exit_code=2).stderr


def test_a_state_may_be_named_in_full(answer: Answer, ref: Ref) -> None:
    ref("policy use --state 'North Carolina'")

    assert "us-nc" in {row["rule"] for row in answer("policy show")}


def test_a_reward_that_hangs_on_a_referral_is_refused_where_a_rule_forbids_it(
    answer: Answer, ref: Ref
) -> None:
    ref("policy use --state NC")

    refused = ref(
        "reward add 'movie tickets' --value 12 --occasion referral --per-referral", exit_code=4
    ).stderr

    assert "It hangs on a referral, and us-nc forbids that." in refused
    assert [row for row in answer("reward show") if row["kind"] == "ours"] == []


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("'10% off for every friend you send' --occasion 'next visit'", "every friend"),
        ("'movie ticket' --occasion 'refers a friend'", "refers"),
        ("'refer-a-friend raffle' --occasion summer", "refer"),
        ("'one raffle ticket per friend' --announced --occasion summer", "per friend"),
        ("spiff --form in-kind --occasion 'month with most referrals'", "spiff"),
        ("'Amazon gift card' --form in-kind --occasion 'birthday'", "Amazon gift card"),
    ],
)
def test_a_reward_whose_words_give_it_away_is_refused_in_every_state(
    answer: Answer, ref: Ref, words: str, sentence: str
) -> None:
    refused = ref(f"reward add {words} --value 12", exit_code=4).stderr

    assert f"“{sentence}" in refused
    assert [row for row in answer("reward show") if row["kind"] == "ours"] == []


def test_the_form_of_a_reward_has_to_be_said_where_its_words_leave_a_doubt(ref: Ref) -> None:
    refused = ref("reward add 'pizza oven' --value 12 --occasion birthday", exit_code=2).stderr

    line = 'ref reward add "pizza oven" --value 12 --occasion birthday --form in-kind'
    assert f"If it is a thing, type: {line}" in refused


def test_our_program_stands_before_what_is_proposed_until_it_ends(answer: Answer, ref: Ref) -> None:
    ref("policy use --state WA")
    ref("reward add toothbrush --value 4 --occasion 'first visit'")

    rows = answer("reward show")
    ref("reward end 1")

    assert [(row["kind"], row["what"]) for row in rows[:2]] == [
        ("ours", "toothbrush"),
        ("proposed", "thank-you note"),
    ]
    assert {row["occasion"] for row in rows if row["kind"] == "forbidden"} >= {"CA", "NC", "TX"}
    assert [row for row in answer("reward show") if row["kind"] == "ours"] == []


def test_a_year_without_a_figure_refuses_until_it_is_added_with_its_source(ref: Ref) -> None:
    ref("source add 'Dr. Wei Chen' --kind provider")
    ref("policy use --state WA --dhs")
    check = "gift check chen tea --value 9 --occasion birthday"
    new_year = "2027-02-01"

    refused = ref(check, exit_code=4, as_of=new_year).stderr
    ref("policy figure stark_nmc 2027 545 --source 'CMS, CPI-U updates'", as_of=new_year)

    assert "No published limit for 2027 is configured." in refused
    assert ref(check, as_of=new_year).stdout.startswith("No configured rule was broken.")
    assert "2026" in ref("policy figure stark_nmc 2026 999 --source x", exit_code=2).stderr
    assert ref("policy figure gold 2027 5 --source x", exit_code=2).stderr
    assert ref("policy figure stark_nmc 2028 5 --source ' '", exit_code=2).stderr


def test_a_state_without_a_rule_of_its_own_is_told_so(ref: Ref) -> None:
    assert "No rule of ID ships with this version" in ref("policy use --state ID").stdout
    assert "ships with this version" not in ref("policy use --state NC").stdout
