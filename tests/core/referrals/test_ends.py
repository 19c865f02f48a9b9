"""How an end is told again: its words stay with its reason."""

from dataclasses import replace
from datetime import date

from refcli.core.referrals.step_rows import ReferralStep
from refcli.core.referrals.steps import Steps
from refcli.core.referrals.telling_steps import close
from refcli.core.vocabulary import Status, StepKind

DAY, LATER = date(2026, 11, 3), date(2026, 11, 9)
LOST = Steps(received_on=DAY, status=Status.LOST, closed_on=DAY, reason="cost")
END = ReferralStep(id=1, what=StepKind.LOST, day=DAY, reason="cost", note="too dear")


def test_the_note_of_an_end_stays_with_its_reason_and_goes_with_another() -> None:
    moved = close([END], LOST, replace(LOST, closed_on=LATER), "")
    other = close([END], LOST, replace(LOST, reason="moved"), "")
    said = close([END], LOST, replace(LOST, reason="moved"), "to Oregon")

    assert [(one.day, one.reason, one.note) for one in (*moved, *other, *said)] == [
        (LATER, "cost", "too dear"),
        (DAY, "moved", ""),
        (DAY, "moved", "to Oregon"),
    ]
