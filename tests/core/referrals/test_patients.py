"""Who on record a patient is, and what is left of it without some referrals."""

from dataclasses import replace
from datetime import date

from refcli.core.referrals.patients import KnownPatient, PatientsFound

ED = KnownPatient(14, "Ed Poe", date(2026, 9, 2), 4, "yelp")
FLO = replace(ED, id=15, patient="Flo Orr")


def test_a_patient_is_told_with_the_referral_its_day_and_the_source() -> None:
    assert str(ED) == "Ed Poe, referral 14 of 2026-09-02, from yelp"


def test_those_left_out_are_neither_the_same_nor_like() -> None:
    found = PatientsFound([ED, FLO], [FLO])

    assert found.leave_out({14}) == PatientsFound([FLO], [FLO])
    assert found.leave_out({15}) == PatientsFound([ED], [])
    assert found.leave_out(()) == found
