"""An issue on the due list: how long it is open, and how often it happens."""

from datetime import date

import pytest

from refcli.core.dealings.issues import (
    Issue,
    IssueFacts,
    NewIssue,
    due_issues,
    say_again,
)
from refcli.core.dealings.kickbacks import sounds_like_kickback
from refcli.core.owed.items import DueItem, Ground, Mark, Party
from refcli.core.vocabulary import IssueTopic, Kind, MarkAction

TODAY = date(2026, 11, 23)
CHEN = Party(id=7, name="Dr. Wei Chen", kind=Kind.PROVIDER, office_id=12)
ELM = Party(id=12, name="Elm Dental", kind=Kind.OFFICE, owner="Tina", phone="555-1")


def told(id_: int, on: date, *, source_id: int = 7, place_id: int = 12, owner: str = "") -> Issue:
    record = NewIssue(
        source_id=source_id, what="too slow", about=IssueTopic.REPORT, opened_on=on, owner=owner
    )
    return Issue(id=id_, source="Dr. Wei Chen", place_id=place_id, record=record)


def owed(*issues: Issue, marks: tuple[Mark, ...] = ()) -> list[DueItem]:
    ground = Ground(parties={7: CHEN, 12: ELM}, marks=marks)
    return [*due_issues(ground, IssueFacts(issues), TODAY)]


def test_an_issue_is_due_from_the_day_told_with_its_days() -> None:
    [item] = owed(told(3, date(2026, 11, 14)))

    assert (item.key, item.due_on, item.owner) == ("I3", date(2026, 11, 14), "Tina")
    assert item.reason == "too slow (report), open 9 days"
    assert owed(told(3, TODAY, owner="Marc"))[0].reason == "too slow (report), told today"
    assert owed(told(3, TODAY, owner="Marc"))[0].owner == "Marc"


def test_the_second_of_a_place_in_a_quarter_is_said() -> None:
    first, second = told(3, date(2026, 10, 1)), told(4, TODAY, source_id=12)

    assert [item.reason for item in owed(first, second)] == [
        "too slow (report), open 53 days",
        "too slow (report), told today, 2nd this quarter",
    ]


def test_another_quarter_and_another_place_count_apart() -> None:
    before, elsewhere = told(3, date(2026, 9, 30)), told(4, TODAY, place_id=99)

    assert say_again(told(5, TODAY), [before, elsewhere, told(5, TODAY)]) == ""


def test_a_skipped_one_is_chased_no_more() -> None:
    mark = Mark("I3", MarkAction.SKIP, TODAY, None, TODAY)

    assert owed(told(3, TODAY), marks=(mark,)) == []


@pytest.mark.parametrize(
    ("text", "kickback"),
    [
        ("offers us a kickback for each patient", True),
        ("wants $50 per patient", True),
        ("asked for gift cards for every referral", True),
        ("pays a finder's fee", True),
        ("for each case they want cash", True),
        ("asks for 10 % a head", True),
        ("pays us for patients", True),
        ("they pay for referrals", True),
        ("was paid to send patients", True),
        ("asked for money for sending patients", True),
        ("wants a gift for each referral", True),
        ("fee for each new patient", True),
        ("offered commission", True),
        ("will split the fee", True),
        ("wants to share our fees", True),
        ("free rent if we refer", True),
        ("took us to dinner, wants something back", True),
        ("asked what's in it for him", True),
        ("promised lunches if we send more patients", True),
        ("wants money if he refers to us", True),
        ("offered a bonus for referring", True),
        ("a referral bonus was mentioned", True),
        ("gave the front desk tickets for sending patients", True),
        ("expects a reward when they send us cases", True),
        ("offers 20% for referrals", True),
        ("offers patients in exchange for rent", True),
        ("offers cash for patients", True),
        ("wants a cut of each case", True),
        ("asked for a percentage", True),
        ("offered us money", True),
        ("says he pays others for referrals", True),
        ("wants payment for referring", True),
        ("asked for a discount on rent if he sends us patients", True),
        ("wants 10 percent of production", True),
        ("wants money in return", True),
        ("lunch when we send them new patients", True),
        ("the fee was charged twice", False),
        ("did not pay for sending x-rays", False),
        ("cancelled the lunch", False),
        ("wants the films back", False),
        ("report took three weeks", False),
        ("wants the bill cut into two parts", False),
        ("the fee for a new patient exam surprised them", False),
        ("had to pay for each visit", False),
        ("wants to split the case", False),
        ("wants an email in return", False),
        ("wants to know the fee for implant cases", False),
        ("sends patients without telling them the fee", False),
        ("asked for a lunch and learn", False),
        ("asked for a discount for a patient", False),
        ("wants a report for each patient", False),
        ("asked for a call when we refer back", False),
        ("patient paid for a crown twice", False),
        ("patient was charged a fee for the x-ray", False),
        ("our fee was too high for their patient", False),
        ("no-show fee for a referred patient", False),
        ("asked for money back", False),
        ("patient wants the money back", False),
        ("insurance pays for new patients only once", False),
        ("wants more information for each referral", False),
        ("lunch for the office came late", False),
        ("they missed the lunch with us", False),
        ("asked for referral pads", False),
        ("wants referrals by fax", False),
        ("sends patients without x-rays", False),
        ("sent a patient without calling", False),
        ("wants the x-rays back", False),
        ("wants something done about the parking", False),
        ("our gift card to them came back", False),
        ("billing split over two claims", False),
        ("patients wait 50% longer when they refer to us", False),
        ("offered to see the patient free of charge", False),
        ("paid the bill late", False),
        ("patient asked for a free consult", False),
        ("wants to be thanked for referrals", False),
        ("a patient waited for cash change", False),
        ("their patient paid twice", False),
        ("wants a call for each patient", False),
    ],
)
def test_something_of_value_for_referrals_is_recognised(text: str, *, kickback: bool) -> None:
    assert sounds_like_kickback(text) is kickback
