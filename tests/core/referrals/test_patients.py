"""Who on record a patient is, and what is left of it without some referrals."""

from dataclasses import replace
from datetime import date

from refcli.core.referrals.patients import KnownPatient, PatientsFound
from refcli.core.referrals.steps import Steps, step_before
from refcli.core.vocabulary import Status

ED = KnownPatient(14, "Ed Poe", date(2026, 9, 2), 4, "yelp")
FLO = replace(ED, id=15, patient="Flo Orr")
DAY = date(2026, 11, 3)


def test_a_patient_is_told_with_the_referral_its_day_and_the_source() -> None:
    assert str(ED) == "Ed Poe, referral 14 of 2026-09-02, from yelp"


def test_those_left_out_are_neither_the_same_nor_like() -> None:
    found = PatientsFound([ED, FLO], [FLO])

    assert found.leave_out({14}) == PatientsFound([FLO], [FLO])
    assert found.leave_out({15}) == PatientsFound([ED], [])
    assert found.leave_out(()) == found


def test_the_first_step_before_a_day_is_named() -> None:
    steps = Steps(received_on=DAY, status=Status.SEEN, scheduled_on=DAY, seen_on=date(2026, 11, 9))

    days = [DAY, date(2026, 11, 4), date(2026, 11, 10)]
    assert [step_before(steps, day) for day in days] == [None, Status.SCHEDULED, Status.SCHEDULED]
    assert step_before(Steps(received_on=DAY), DAY) is None
    assert step_before(replace(steps, scheduled_on=None), date(2026, 11, 10)) is Status.SEEN
