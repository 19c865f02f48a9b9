"""A referral as it is written and as it is read."""

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from refcli.core.referrals.step_rows import ReferralStep, Standing, list_steps
from refcli.core.referrals.steps import Steps
from refcli.core.vocabulary import Status


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReferral:
    """A referral to be written: one primary source, any number of assists, a date per step.

    ``closed_on`` and ``reason`` belong to the statuses lost, duplicate and invalid.
    ``production_cents`` is the value of the treatment, ``production_on`` the day it was recorded.
    ``past``: it comes from old records, so nothing is owed for it. ``told``: the steps, where
    the days do not say all of them.
    """

    patient: str
    source_id: int
    received_on: date
    status: Status = Status.RECEIVED
    scheduled_on: date | None = None
    seen_on: date | None = None
    completed_on: date | None = None
    closed_on: date | None = None
    reason: str = ""
    production_cents: int | None = None
    production_on: date | None = None
    service: str = ""
    chart: str = ""
    provider: str = ""
    note: str = ""
    past: bool = False
    phone: str = ""
    assists: tuple[int, ...] = ()
    told: tuple[ReferralStep, ...] = ()


@dataclass(frozen=True, slots=True)
class ReferralView:
    """A referral with the names of its sources; ``appointment`` is the step that says its day.

    ``undated`` are the columns of the steps whose day nobody told.
    """

    id: int
    record: NewReferral
    source: str
    also: tuple[str, ...]
    appointment: ReferralStep | None = None
    undated: frozenset[str] = frozenset()

    def day_told(self, column: str) -> date | None:
        """The day of a step such as ``seen_on``; None where nobody told it."""
        found: date | None = getattr(self.record, column)
        return None if column in self.undated else found

    @property
    def steps_told(self) -> Steps:
        """How far it has come, without the days that nobody told."""
        unknown: dict[str, Any] = dict.fromkeys(self.undated)
        return replace(standing_of(self.record).steps, **unknown)


def standing_of(record: NewReferral) -> Standing:
    """Where a referral stands, as its own columns say."""
    steps = Steps(**{field.name: getattr(record, field.name) for field in fields(Steps)})
    return Standing(steps, record.production_cents, record.production_on)


def steps_told(new: NewReferral) -> list[ReferralStep]:
    """The steps of a new referral."""
    return list(new.told or list_steps(standing_of(new)))
