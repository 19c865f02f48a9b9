"""Gifts: the check before, the ledger, and what the policy refuses."""

from collections.abc import Callable
from typing import Any

import pytest

from refcli.env import Env
from tests.conftest import Ref, made_once

Answer = Callable[..., Any]

CHECK = "gift check lakeside 'fruit basket'"
CARD = "gift add chen 'Visa gift card' --value 100 --form cash-equivalent"


@pytest.fixture(autouse=True)
@made_once
def offices(ref: Ref) -> None:
    ref("source add 'Lakeside Dental' --kind office")
    ref("source add 'Dr. Wei Chen' --kind provider --office lakeside")
    ref("source add 'Elm Dental' --kind office")
    ref("policy use --state WA --no-dhs")


def test_a_gift_within_the_rules_breaks_none(ref: Ref) -> None:
    said = ref(f"{CHECK} --value 14 --occasion christmas").stdout

    assert said.startswith("No configured rule was broken.\n")
    assert "Not legal advice." in said


def test_a_gift_over_the_limit_is_refused_with_the_rule_and_its_source(
    answer: Answer, ref: Ref
) -> None:
    refused = ref(f"{CHECK} --value 45 --occasion christmas", exit_code=4)
    told = answer(f"{CHECK} --value 45 --occasion christmas", exit_code=4)

    assert "It is worth $45; the limit is $15 a gift." in refused.stderr
    assert (told["refused"], told["value"]) == (True, 45.0)
    assert told["findings"][0] == {
        "severity": "block",
        "flag": "RF-05",
        "words": "It is worth $45; the limit is $15 a gift.",
        "rule": "strict-default",
        "source": told["findings"][0]["source"],
        "confidence": "policy",
    }


def test_what_is_shared_by_heads_counts_by_heads(answer: Answer, ref: Ref) -> None:
    ref("gift add lakeside 'holiday lunch' --value 28 --heads 6 --occasion christmas --receipt 1")

    (share,) = answer("gift statement chen")

    assert (share["value"], share["counted"], share["party"]) == (28.0, 4.67, "Dr. Wei Chen")


def test_what_the_policy_refuses_is_recorded_only_with_a_reason_and_stays_flagged(
    answer: Answer, ref: Ref
) -> None:
    assert "is barred, whatever it is worth" in ref(CARD, exit_code=4).stderr
    assert "A --why goes with" in ref(f"{CARD} --record-anyway", exit_code=2).stderr
    assert answer("gift list") == []

    said = ref(f"{CARD} --record-anyway --why 'it was given on Friday'")

    assert "recorded anyway, and flagged for ever" in said.stdout
    assert "Your" not in said.stdout
    assert "will be kept permanently" in said.stderr
    assert answer("gift list")[0]["standing"] == "recorded anyway: it was given on Friday"


def test_a_gift_that_came_back_counts_no_more_and_stays_on_record(answer: Answer, ref: Ref) -> None:
    ref("gift add chen tea --value 12 --occasion birthday")

    ref("gift return 1 --amount 5")
    assert [one["counted"] for one in answer("gift statement chen")] == [7.0]
    ref("gift return 1")

    assert [one["counted"] for one in answer("gift statement chen")] == [0.0]
    assert "Nothing is left of gift 1" in ref("gift return 1", exit_code=1).stderr
    assert answer("gift list")[0]["standing"] == (
        "$5 came back on 2026-11-23; $7 came back on 2026-11-23"
    )


def test_a_voided_gift_stays_to_be_seen_and_cannot_be_undone(answer: Answer, ref: Ref) -> None:
    ref("gift add chen tea --value 12 --occasion birthday")
    ref("gift void 1 --why 'entered twice'")

    assert answer("gift list")[0]["standing"] == "voided: entered twice"
    assert answer("gift statement chen") == []
    assert "never taken back" in ref("undo", exit_code=1).stderr
    assert "was voided on 2026-11-23" in ref("gift void 1 --why again", exit_code=1).stderr


def test_a_plan_gives_everybody_of_a_class_the_same(answer: Answer) -> None:
    rows = answer("gift plan christmas --class office --item cookies --value 12")

    assert [(row["source"], row["value"]) for row in rows] == [
        ("Elm Dental", 12.0),
        ("Lakeside Dental", 12.0),
    ]
    assert {row["verdict"] for row in rows} == {"No configured rule was broken."}


def test_an_excess_by_mistake_can_be_given_back_by_a_day(answer: Answer, ref: Ref) -> None:
    ref("policy use --dhs")
    ref("gift add chen painting --value 600 --occasion opening --record-anyway --why 'was given'")

    (over,) = answer("gift cure chen")

    assert (over["limit"], over["excess"], over["deadline"]) == (535.0, 65.0, "2026-12-31")
    assert "$65 has to come back by 2026-12-31" in over["words"]


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        ("gift check lakeside ' ' --value 5", "Say what it is"),
        ("gift check lakeside tea --value five", "is no amount of money"),
        ("gift check lakeside tea --value 5 --form gold", "is no form of a gift. Type one of:"),
        ("gift check lakeside tea --value 5 --heads 0", "takes a number from 1 on, not '0'"),
        ("gift add lakeside tea --value 5 --on 2026-12-24", "2026-12-24"),
    ],
)
def test_what_cannot_be_read_is_refused(ref: Ref, command: str, sentence: str) -> None:
    assert sentence in ref(command, exit_code=2).stderr


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        (
            "gift check unknown tea --value 5",
            "so nothing can be given to it. Type a name or a number",
        ),
        ("gift return 9", "There is no gift 9. See: ref gift list"),
        ("gift void 9 --why x", "There is no gift 9. See: ref gift list"),
    ],
)
def test_what_makes_no_sense_is_refused(ref: Ref, command: str, sentence: str) -> None:
    assert sentence in ref(command, exit_code=1).stderr


@pytest.mark.parametrize(
    ("command", "line"),
    [
        ("gift check lakeside 'pizza oven'", 'ref gift check lakeside "pizza oven"'),
        ("gift add lakeside 'pizza oven'", 'ref gift add lakeside "pizza oven"'),
        (
            "gift plan x --class office --item 'pizza oven'",
            'ref gift plan x --class office --item "pizza oven"',
        ),
    ],
)
def test_a_form_that_the_item_leaves_in_doubt_has_to_be_said(
    ref: Ref, command: str, line: str
) -> None:
    refused = ref(f"{command} --value 12", exit_code=2).stderr

    assert "In what form is “pizza oven” given? One of: in-kind," in refused
    assert f"If it is a thing, type: {line} --value 12 --form in-kind" in refused
    ref(f"{command} --value 12 --form in-kind")


def test_an_item_tied_to_referrals_is_refused_before_its_form_is_asked_for(ref: Ref) -> None:
    refused = ref("gift check lakeside 'spiff for the receptionist' --value 12", exit_code=4)

    assert "Its words tie it to referrals (“spiff”), which no form mends." in refused.stderr


def test_in_a_terminal_the_form_is_asked_for(ref: Ref, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Env, "interactive", True)

    line = "gift check 'lakeside dental' 'pizza oven' --value 12 --occasion opening"
    said = ref(line, stdin="gold\nin kind\n")

    assert said.stdout.count("In what form is pizza oven given?") == 2
    assert "'gold' is no form of a gift." in said.stderr
    assert "No configured rule was broken.\nNot legal advice." in said.stdout


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("'Starbucks gift card' --value 10", "What spends like cash to"),
        ("'cash in an envelope' --value 10", "Cash to"),
        ("'Venmo transfer' --value 15", "Cash to"),
        ("'Target gift card' --value 10 --form in-kind", "its words say “Target gift card”"),
        ("'cash for pizza' --value 300 --heads 20 --form meal", "its words say “cash”"),
        ("cookies --value 12 --note 'a $20 Visa card in it'", "its words say “Visa”"),
        ("cookies --value 12 --purpose 'our top referrer'", "to referrals (“top referrer”)"),
        ("'referral thank-you basket' --value 12 --form in-kind", "to referrals (“referral”)"),
        ("cookies --value 12 --note 'hoping you will send more patients'", "to referrals (“send"),
        ("'spiff for the receptionist' --value 12 --form in-kind", "to referrals (“spiff”)"),
        ("cookies --value 12 --occasion kickback", "to referrals (“kickback”)"),
    ],
)
def test_what_its_words_give_away_is_refused_before_and_recorded_only_with_a_reason(
    answer: Answer, ref: Ref, words: str, sentence: str
) -> None:
    assert sentence in ref(f"gift check chen {words}", exit_code=4).stderr
    assert sentence in ref(f"gift add chen {words}", exit_code=4).stderr
    ref(f"gift add chen {words} --record-anyway --why 'it was given'")
    assert len(answer("gift list")) == 1


def test_a_plan_that_names_referrals_says_so_for_each(answer: Answer) -> None:
    rows = answer("gift plan 'top referrers' --class office --item cookies --value 12")

    assert all("Its words tie it to referrals (“top referrers”)" in row["verdict"] for row in rows)


def test_a_check_is_the_same_whatever_was_referred(answer: Answer, ref: Ref) -> None:
    command = f"{CHECK} --value 14 --occasion christmas"
    before = answer(command), answer("gift plan x --class office --item tea --value 5")
    for number in range(5):
        ref(f"add 'P{number}' --from chen")

    assert (answer(command), answer("gift plan x --class office --item tea --value 5")) == before


def test_a_plan_says_each_thing_once(ref: Ref) -> None:
    ref("source add 'Ann Hill' --kind patient")

    said = ref("gift plan christmas --class patient --item cookies --value 28").stdout

    assert said.count("It is worth $28; the limit is $15 a gift.") == 1


def test_a_gift_is_corrected_by_one_that_stands_for_it(answer: Answer, ref: Ref) -> None:
    ref("gift add lakeside tea --value 14 --occasion birthday")

    said = ref("gift add lakeside tea --value 12 --occasion birthday --corrects 1 --why 'a slip'")

    assert "Recorded gift 2: tea, $12, to Lakeside Dental (office). It stands for 1" in said.stdout
    assert "RF-17" not in said.stdout
    standing = {row["id"]: row["standing"] for row in answer("gift list")}
    assert standing == {1: "replaced by 2: a slip", 2: "replaces 1: a slip"}
    again = "gift add lakeside tea --value 11 --occasion birthday --corrects 1"
    assert "A --why goes with" in ref(again, exit_code=2).stderr
    refused = ref(f"{again} --why 'another slip'", exit_code=1).stderr
    assert "1 was replaced by 2" in refused
