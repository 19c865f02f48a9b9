"""The figures of the due list: after how many days or months each thing falls due."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from refcli.core.owed.cadence import Cadence
from refcli.core.owed.working_days import WorkingDays
from refcli.core.vocabulary import Kind


class DueFigure(StrEnum):
    """The name of a figure."""

    VISIT_EVERY = "visit_every"
    VISIT_FIRST = "visit_first"
    VISIT_LATER = "visit_later"
    THANK_AFTER = "thank_after"
    REPORT_AFTER = "report_after"
    SCHEDULE_AFTER = "schedule_after"
    FOLLOW_UP_AFTER = "follow_up_after"
    MISSED_AFTER = "missed_after"
    OCCASION_LEAD = "occasion_lead"
    QUIET_IN = "quiet_in"


CADENCE = {"visit_every": "every", "visit_first": "first", "visit_later": "later"}
MOST = dict.fromkeys(CADENCE, 120) | {"quiet_in": 100_000}  # of the others, days
MOST_DAYS = 365
LEAST = {"visit_every": 1, "visit_later": 1, "quiet_in": 2}
MEANINGS = {
    "visit_every": "months between visits at first",
    "visit_first": "months that lasts, from the first visit",
    "visit_later": "months between visits after that",
    "thank_after": "days after a referral until its provider or office is thanked",
    "report_after": "days after a patient was seen until the referring provider has a report",
    "schedule_after": "days after a referral until the patient has an appointment",
    "follow_up_after": "days after the first visit until the patient is called; 0 for never",
    "missed_after": "days after an appointment was made until a patient not seen is called;"
    " 0 for never",
    "occasion_lead": "days before an occasion from which it is shown",
    "quiet_in": "a source is quiet where chance alone explains its silence in 1 of so many cases",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One figure from a day on, for all kinds of sources or, in cadences, for one."""

    key: str
    value: int
    since: date
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRules:
    """The figures in force on a day; days are calendar days.

    ``calls_since``: a call is owed for what happened on or after this day, from which on the
    practice keeps its calls here.
    """

    thank_after: int = 3
    report_after: int = 7
    schedule_after: int = 3
    follow_up_after: int = 14
    missed_after: int = 30
    occasion_lead: int = 7
    quiet_in: int = 100
    calls_since: date = date.min
    working: WorkingDays = WorkingDays()  # noqa: RUF009  (frozen, so one for all is safe)
    cadence: Cadence = Cadence()  # noqa: RUF009  (frozen, so one for all is safe)
    by_kind: dict[Kind, Cadence] = field(default_factory=dict)

    def value(self, key: str, kind: Kind | None = None) -> int:
        """A figure by its name."""
        if name := CADENCE.get(key):
            return int(
                getattr(self.by_kind.get(kind, self.cadence) if kind else self.cadence, name)
            )
        return int(getattr(self, key))

    def cadence_of(self, kind: Kind) -> Cadence | None:
        """How often sources of a kind are visited; None for a kind that nobody visits."""
        return self.by_kind.get(kind) or (self.cadence if kind.refers else None)


def kept_since(rules: Sequence[Rule], key: str) -> date:
    """The first day of the present run of days on which a figure is not 0.

    ``rules``: what was set, the oldest first. A figure that was never set holds from the beginning.
    """
    since, running = date.min, True
    for rule in rules:
        if rule.key == key:
            since = since if running else rule.since
            running = rule.value > 0
    return since
