"""What is no longer owed, in words."""

from datetime import date

from refcli.core.due.dropped import item_words
from refcli.core.due.list import DueFacts
from refcli.core.due.thank_yous import Unthanked, thank_yous
from refcli.core.due.waiting import OpenReferral
from refcli.core.owed.items import DueItem, Ground, Party
from refcli.core.vocabulary import DueType, Kind

TODAY, DAY = date(2026, 11, 23), date(2026, 11, 3)
ED = OpenReferral(id=14, source_id=12, patient="Ed Poe", since=DAY)
FLO = OpenReferral(id=15, source_id=12, patient="Flo Orr", since=date(2026, 11, 9))


def words(key: str, type_: DueType, *unthanked: OpenReferral) -> str:
    facts = DueFacts(ground=Ground(parties={}), unreported=[ED])
    return item_words(DueItem(key, type_, 12, "Elm", DAY, ""), facts, unthanked, TODAY)


def test_a_thank_you_names_its_referral_and_counts_several() -> None:
    assert words("T12", DueType.THANK_YOU, ED) == "T12 thank-you for referral 14 Ed Poe"
    assert words("T12", DueType.THANK_YOU, FLO, ED) == ("T12 thank-you for 2 referrals since Nov 3")


def test_a_report_names_its_patient_and_all_else_its_day() -> None:
    assert words("R14", DueType.REPORT) == "R14 report on Ed Poe due Nov 3"
    assert words("V12", DueType.VISIT) == "V12 visit due Nov 3"
    assert words("Q12", DueType.QUIET) == "Q12 quiet since Nov 3"


def test_a_thank_you_counts_the_referrals_that_it_is_for() -> None:
    ground = Ground(parties={3: Party(id=3, name="Elm", kind=Kind.OFFICE)})
    reasons = [
        [item.reason for item in thank_yous(ground, [Unthanked(3, DAY, many)])] for many in (1, 2)
    ]

    assert reasons == [["a referral since 2026-11-03"], ["2 referrals since 2026-11-03"]]
