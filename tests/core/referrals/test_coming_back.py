"""A referral comes back after its loss, and nothing of before is gone."""

from datetime import date

import pytest

from refcli.core.referrals.coming_back import come_back
from refcli.core.referrals.step_rows import ReferralStep, derive_standing
from refcli.core.referrals.steps import OrderError, StepError
from refcli.core.vocabulary import Status, StepKind

RECEIVED, BOOKED, SEEN, LOST, BACK = (date(2026, 11, day) for day in (2, 3, 9, 16, 23))


def step(what: StepKind, day: date, **more: object) -> ReferralStep:
    return ReferralStep(what=what, day=day, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ([], Status.RECEIVED),
        ([step(StepKind.SEEN, SEEN)], Status.SEEN),
        ([step(StepKind.SEEN, SEEN), step(StepKind.COMPLETED, SEEN)], Status.COMPLETED),
        ([step(StepKind.BOOKED, BOOKED, for_day=date(2026, 12, 2))], Status.SCHEDULED),
        ([step(StepKind.BOOKED, BOOKED, for_day=BACK)], Status.SCHEDULED),
        ([step(StepKind.BOOKED, BOOKED, for_day=date(2026, 11, 20))], Status.RECEIVED),
        ([step(StepKind.BOOKED, BOOKED)], Status.RECEIVED),
    ],
)
def test_it_stands_where_it_stood_but_for_an_appointment_gone_by(
    told: list[ReferralStep], status: Status
) -> None:
    lost = [*told, step(StepKind.LOST, LOST, reason="too far")]

    now = come_back(RECEIVED, lost, BACK)

    assert now[: len(lost)] == lost
    assert derive_standing(RECEIVED, now).steps.status is status
    assert derive_standing(RECEIVED, now).steps.closed_on is None


def test_what_was_not_lost_cannot_come_back_nor_before_it_was() -> None:
    with pytest.raises(StepError):
        come_back(RECEIVED, [step(StepKind.SEEN, SEEN)], BACK)
    with pytest.raises(StepError):
        come_back(RECEIVED, [step(StepKind.DUPLICATE, SEEN)], BACK)
    with pytest.raises(OrderError, match="back on 2026-11-09 would be before lost on 2026-11-16"):
        come_back(RECEIVED, [step(StepKind.LOST, LOST)], SEEN)
